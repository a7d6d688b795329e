"""Commands that make documents for agencies and read them back.

Annotations here are objects, not text: Typer would have to evaluate each at every start.
"""

import os
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from papi_cli.command_line import Command
from papi_cli.completion import Offer, completer
from papi_cli.console import complain, say, say_document, show_rows
from papi_cli.errors import ExitCode, FileError, PapiError
from papi_cli.options import (
    DimensionOption,
    FormatOption,
    PlanOption,
    RoleOption,
    agency_names,
    choice,
    day_of,
    fixed,
    format_of,
    group_names,
    load_plan,
    role_of,
)
from papi_cli.text import fold, quoted, visible

if TYPE_CHECKING:
    from papi_cli.documents import Documents, Scope
    from papi_cli.plan import Agency
    from papi_cli.progress import Returned
    from papi_cli.store import LoadedPlan
    from papi_cli.writing import Written

OwnerOption = Annotated[
    list[str] | None,
    typer.Option(
        "--agency",
        metavar="TÊN",
        autocompletion=completer(agency_names),
        help="Cơ quan: tên, tên gọi khác hoặc ký hiệu, có dấu hay không. Ghi nhiều lần được, khi"
        " ấy cần -o.",
    ),
]
EachMemberOption = Annotated[
    str | None,
    typer.Option(
        "--members",
        metavar="NHÓM",
        autocompletion=completer(group_names),
        help="Mỗi thành viên của nhóm này, hay mỗi xã của huyện này.",
    ),
]
AllOption = Annotated[
    bool, typer.Option("--all", help="Mọi cơ quan có nhiệm vụ hay nội dung được giao.")
]
FolderOption = Annotated[
    str | None,
    typer.Option(
        "--output",
        "-o",
        metavar="THƯ MỤC",
        help="Ghi vào thư mục này, mỗi cơ quan một tệp; không có thì in ra màn hình.",
    ),
]
TemplatesOption = Annotated[
    str | None,
    typer.Option(
        "--templates",
        metavar="THƯ MỤC",
        help="Thư mục mẫu văn bản dùng thay cho mẫu kèm chương trình.",
    ),
]
CheckOption = Annotated[
    bool,
    typer.Option(
        "--check",
        help="Không ghi gì, chỉ liệt kê tệp sẽ mới hay thay đổi; có thì mã thoát là 1.",
    ),
]

ForceOption = Annotated[
    bool,
    typer.Option("--force", help="Thay tệp đã có; bản cũ giữ lại bên cạnh với đuôi .bak."),
]

_CHECKLIST_HELP = """\
Lập danh mục nhiệm vụ cho từng cơ quan đánh dấu và ghi kết quả.

Tệp đã có thì được viết lại theo kế hoạch hiện nay: dấu và chữ cơ quan đã ghi được giữ
nguyên. Tệp không phải danh mục, hay của cơ quan khác, kế hoạch khác thì để nguyên."""

_PROGRESS_HELP = """\
Đọc lại các danh mục cơ quan đã ghi, đếm nhiệm vụ hoàn thành, đang và chưa thực hiện.

Hoàn thành là đã đánh dấu [x]; đang thực hiện là chưa đánh dấu nhưng có ghi kết quả. Một nhiệm vụ
của nhiều cơ quan được đếm cho từng cơ quan. Tệp không đọc được thì báo, tệp khác vẫn đếm, mã
thoát là 1."""
_ACTION_PLAN_HELP = """\
Lập khung kế hoạch triển khai thực hiện của từng cơ quan; chỗ trống ghi là […].

Tệp đã có thì để nguyên; --force mới thay, bản cũ giữ lại với đuôi .bak."""
_REPORT_HELP = """\
Lập khung báo cáo kết quả của từng cơ quan, hay báo cáo tổng hợp; chỗ trống ghi là […].

Có --from thì kết quả cơ quan đã ghi trong danh mục được chép nguyên văn, số liệu đếm từ đó. Tệp
đã có thì để nguyên; --force mới thay, bản cũ giữ lại với đuôi .bak."""
_TEMPLATES_HELP = """\
Liệt kê các mẫu văn bản: tên và tệp. Với --copy, chép mẫu ra thư mục để sửa.

Mẫu đã sửa được dùng khi ghi --templates THƯ MỤC. Đầu mỗi mẫu ghi những gì dùng được trong mẫu."""


def register(app: typer.Typer) -> None:
    """Add the commands of this module to `app`, in the order of the year."""
    for name, function, short, page in (
        ("checklist", checklist, "Lập danh mục nhiệm vụ của từng cơ quan.", _CHECKLIST_HELP),
        (
            "action-plan",
            action_plan,
            "Lập khung kế hoạch triển khai của từng cơ quan.",
            _ACTION_PLAN_HELP,
        ),
        ("progress", progress, "Đọc lại các danh mục đã ghi: ai làm đến đâu.", _PROGRESS_HELP),
        ("report", report, "Lập khung báo cáo của từng cơ quan, báo cáo tổng hợp.", _REPORT_HELP),
        ("templates", templates, "Liệt kê, chép ra các mẫu văn bản.", _TEMPLATES_HELP),
    ):
        app.command(name, cls=Command, short_help=short, help=page)(function)


def checklist(
    ctx: typer.Context,
    agency: OwnerOption = None,
    members: EachMemberOption = None,
    every: AllOption = False,
    role: RoleOption = None,
    dimension: DimensionOption = None,
    output: FolderOption = None,
    check: CheckOption = False,
    templates: TemplatesOption = None,
    plan: PlanOption = None,
) -> int:
    """Print a checklist, or write several into a folder."""
    from papi_cli.documents import Documents, Scope
    from papi_cli.query import find_dimension
    from papi_cli.templates import Templates
    from papi_cli.writing import write_checklist

    loaded = load_plan(ctx, plan)
    documents = Documents(loaded, Templates(templates))
    ids = {find_dimension(loaded, each).id for each in dimension or ()}
    scope = Scope(
        role_of(role), tuple(each.id for each in loaded.plan.dimensions if each.id in ids)
    )
    chosen = _chosen(documents, scope, agency, members, every)
    if output is None:
        _only_one(chosen, check)
        say_document(documents.checklist(chosen[0], scope))
        return ExitCode.DONE

    def write(path: Path, each: "Agency") -> "Written":
        mine = _mine(loaded, documents, each, scope)
        return write_checklist(path, documents.checklist(each, scope), mine, dry=check)

    known = _renamed(loaded, output)
    return _write_all(loaded, chosen, "{}.md", output, write, dry=check, known=known)


def _renamed(loaded: "LoadedPlan", output: str) -> Callable[[Path, "Agency"], Path]:
    """Return what finds an agency's checklist under the name of the file it used to have."""
    from papi_cli.files import file_names
    from papi_cli.writing import owners

    used = set(file_names(each.name for each in loaded.registry.agencies).values())
    others: dict[str, Path] = {}
    for path, head in owners(Path(output), lambda stem: stem not in used):
        named = loaded.registry.named(head.agency)
        if head.plan == loaded.plan.document.number and len(named) == 1:
            others.setdefault(named[0].name, path)
    return lambda path, each: path if os.path.lexists(path) else others.get(each.name, path)


def _chosen(
    documents: "Documents",
    scope: "Scope",
    names: Sequence[str] | None,
    members: str | None,
    every: bool,
) -> list["Agency"]:
    """Return the agencies that documents are for, each once, all with work in the scope."""
    registry = documents.registry
    if sum((bool(names), members is not None, every)) != 1:
        raise PapiError("Ghi một trong ba: --agency TÊN, --members NHÓM hoặc --all.")
    if every:
        agencies: Iterable[Agency] = registry.agencies
    elif members is not None:
        agencies = registry.members_of(registry.find(members))
    else:
        agencies = {each.name: each for each in map(registry.find, names or ())}.values()
    chosen = [each for each in agencies if documents.has_work(each, scope)]
    if names and len(chosen) < len(list(agencies)):
        idle = next(each.name for each in agencies if each not in chosen)
        raise PapiError(f"{quoted(idle)} không có nhiệm vụ nào{_within(scope)}.")
    if not chosen:
        raise PapiError(f"Không cơ quan nào có nhiệm vụ{_within(scope)}.")
    return chosen


def _within(scope: "Scope") -> str:
    return f" trong phạm vi {scope}" if str(scope) else ""


def _only_one(chosen: Sequence["Agency"], check: bool) -> None:
    if check:
        raise PapiError("--check cần -o THƯ MỤC để biết so với các tệp nào.")
    if len(chosen) > 1:
        raise PapiError(f"Có {len(chosen)} cơ quan; ghi thêm -o THƯ MỤC để mỗi cơ quan một tệp.")


def _mine(
    loaded: "LoadedPlan", documents: "Documents", agency: "Agency", scope: "Scope"
) -> Callable[..., str]:
    """Return what tells why a checklist's front matter is not that of this agency's."""
    from papi_cli.checklist import Head

    wanted = documents.head(agency, scope)

    def mine(found: Head) -> str:
        if found.plan != wanted.plan:
            return f"là danh mục theo kế hoạch khác ({quoted(found.plan)})"
        if loaded.registry.named(found.agency) != (agency,):
            return f"là danh mục của cơ quan khác ({quoted(found.agency)})"
        if (found.role, found.dimensions) != (wanted.role, wanted.dimensions):
            return "là danh mục với phạm vi khác (--role, --dimension)"
        return ""

    return mine


def _write_all(
    loaded: "LoadedPlan",
    agencies: Sequence["Agency"],
    name: str,
    output: str,
    write: Callable[[Path, "Agency"], "Written"],
    *,
    dry: bool,
    known: Callable[[Path, "Agency"], Path] | None = None,
) -> int:
    """Write a file for each agency; say what became of all, and go on where one cannot be.

    `known` may tell that an agency's file bears another name than the one that is due to it.
    """
    from papi_cli.files import file_names
    from papi_cli.views import with_progress
    from papi_cli.writing import Outcome, Tally, make_folder

    folder = Path(output)
    if not dry:
        make_folder(folder)
    stems = file_names(each.name for each in loaded.registry.agencies)
    tally = Tally()
    for each in with_progress(agencies, len(agencies), "Ghi văn bản"):
        path = folder / name.format(stems[each.name])
        path = known(path, each) if known else path
        try:
            written = write(path, each)
        except FileError as error:
            complain(str(error))
            tally.refused += 1
            continue
        tally.add(written)
        if dry and written.outcome in {Outcome.NEW, Outcome.CHANGED}:
            say(f"{written.outcome.value}\t{visible(str(path))}\n")
    say("", f"{folder}: {tally}")
    if tally.refused:
        return ExitCode.FILE
    return ExitCode.PROBLEMS if dry and tally.changing else ExitCode.DONE


def action_plan(
    ctx: typer.Context,
    agency: OwnerOption = None,
    members: EachMemberOption = None,
    every: AllOption = False,
    output: FolderOption = None,
    check: CheckOption = False,
    force: ForceOption = False,
    templates: TemplatesOption = None,
    plan: PlanOption = None,
) -> int:
    """Print the skeleton of an agency's plan, or write several into a folder."""
    from papi_cli.documents import EVERYTHING, Documents
    from papi_cli.templates import Templates

    loaded = load_plan(ctx, plan)
    documents = Documents(loaded, Templates(templates))
    chosen = _chosen(documents, EVERYTHING, agency, members, every)
    if every:
        chosen = _writers(chosen)
    if output is None:
        _only_one(chosen, check)
        say_document(documents.action_plan(chosen[0]))
        return ExitCode.DONE
    write = _once(documents.action_plan, force=force, dry=check)
    return _write_all(loaded, chosen, "ke-hoach-{}.md", output, write, dry=check)


def report(
    ctx: typer.Context,
    agency: OwnerOption = None,
    members: EachMemberOption = None,
    every: AllOption = False,
    consolidated: Annotated[
        bool,
        typer.Option(
            "--consolidated",
            help="Báo cáo tổng hợp của cơ quan theo dõi (hay của --agency), cần --from.",
        ),
    ] = False,
    source: Annotated[
        str | None,
        typer.Option(
            "--from",
            metavar="TỆP|THƯ MỤC",
            help="Danh mục đã ghi, hay thư mục các danh mục đã gửi về.",
        ),
    ] = None,
    period: Annotated[
        str | None,
        typer.Option(
            "--period",
            metavar="KỲ",
            help="Kỳ báo cáo, như «6 tháng đầu năm 2021». Mặc định: cả kỳ của kế hoạch.",
        ),
    ] = None,
    output: FolderOption = None,
    check: CheckOption = False,
    force: ForceOption = False,
    templates: TemplatesOption = None,
    plan: PlanOption = None,
) -> int:
    """Print the skeleton of a report, or write several into a folder."""
    from papi_cli.documents import EVERYTHING, Documents
    from papi_cli.templates import Templates

    loaded = load_plan(ctx, plan)
    documents = Documents(loaded, Templates(templates))
    if consolidated:
        if source is None:
            raise PapiError("--consolidated cần --from THƯ MỤC là nơi để các danh mục đã gửi về.")
        if members is not None or every:
            raise PapiError("--consolidated chỉ đi với --agency, không với --members hay --all.")
        chosen = [_consolidator(loaded, agency)]
    else:
        chosen = _chosen(documents, EVERYTHING, agency, members, every)
        if every:
            chosen = _writers(chosen)
    if output is None:
        _only_one(chosen, check)
    returned, code = _returned(loaded, source)

    def text(each: "Agency") -> str:
        if consolidated:
            return documents.consolidated(each, returned, period or "")
        return documents.report(each, period or "", returned.get(each.name))

    if source is not None and not consolidated:
        _say_missing(chosen, returned, source)
    if output is None:
        say_document(text(chosen[0]))
        return code
    name = "bao-cao-tong-hop.md" if consolidated else "bao-cao-{}.md"
    write = _once(text, force=force, dry=check)
    return max(code, _write_all(loaded, chosen, name, output, write, dry=check))


def _writers(agencies: Iterable["Agency"]) -> list["Agency"]:
    """Return those of the agencies that write plans and reports."""
    from papi_cli.progress import silent

    return [each for each in agencies if not silent(each)]


def _consolidator(loaded: "LoadedPlan", names: Sequence[str] | None) -> "Agency":
    """Return who writes the consolidated report: who was asked for, else who follows up."""
    if names and len(names) > 1:
        raise PapiError("--consolidated chỉ nhận một --agency.")
    name = names[0] if names else loaded.plan.document.follow_up
    if name is None:
        raise PapiError("Kế hoạch không nêu cơ quan theo dõi (follow_up); ghi --agency TÊN.")
    return loaded.registry.find(name)


def _returned(
    loaded: "LoadedPlan", source: str | None
) -> tuple[Mapping[str, "Returned"], ExitCode]:
    """Return what agencies sent, by name; say which files cannot be used."""
    from papi_cli.documents import tasks_of
    from papi_cli.progress import collect, find_files
    from papi_cli.views import with_progress

    if source is None:
        return {}, ExitCode.DONE
    if not os.path.lexists(source):
        raise FileError(f"Không có {quoted(source, 200)}; kiểm tra lại đường dẫn của --from.")
    found, unread = find_files([source])
    paths = with_progress(found, len(found), "Đọc danh mục")
    returned, uncounted = collect(loaded, paths, tasks_of(loaded))
    for each in (*unread, *uncounted):
        complain(each.problem)
    return returned, ExitCode.PROBLEMS if unread or uncounted else ExitCode.DONE


def _say_missing(
    chosen: Sequence["Agency"], returned: Mapping[str, "Returned"], source: str
) -> None:
    """Say of whom there is no checklist, so that its report stays without results."""
    missing = [each.name for each in chosen if each.name not in returned]
    if missing:
        names = ", ".join(quoted(name) for name in missing[:_NAMED])
        more = f" và {len(missing) - _NAMED} cơ quan khác" if len(missing) > _NAMED else ""
        complain(
            f"Không có danh mục nào của {names}{more} trong {quoted(source, 200)};"
            " báo cáo để trống kết quả."
        )


_NAMED = 3
"""How many agencies a sentence names."""


def _once(
    text: Callable[["Agency"], str], *, force: bool, dry: bool
) -> Callable[[Path, "Agency"], "Written"]:
    """Return what writes a document without ticks for an agency."""
    from papi_cli.writing import write_once

    return lambda path, each: write_once(path, text(each), force=force, dry=dry)


def templates(
    folder: Annotated[
        str | None,
        typer.Option(
            "--templates",
            metavar="THƯ MỤC",
            help="Thư mục mẫu của mình: cho biết mẫu nào sẽ lấy từ đó.",
        ),
    ] = None,
    copy: Annotated[
        str | None,
        typer.Option(
            "--copy",
            metavar="THƯ MỤC",
            help="Chép mọi mẫu vào thư mục này; tệp đã có thì để nguyên.",
        ),
    ] = None,
) -> int:
    """List the templates, or copy them out."""
    from papi_cli.console import show_path
    from papi_cli.files import read_text
    from papi_cli.templates import Templates
    from papi_cli.views import Rows
    from papi_cli.writing import Outcome, make_folder, write_once

    sources = list(Templates(folder).sources())
    if copy is None:
        listed = [
            (
                each.name,
                "thư mục mẫu" if each.own else "kèm chương trình",
                show_path(each.path),
            )
            for each in sources
        ]
        rows = Rows("Mẫu văn bản", ("Mẫu", "Nguồn", "Tệp"), listed, f"{len(listed)} mẫu.")
        show_rows(rows, format_of(None))
        return ExitCode.DONE
    outcomes: Counter[Outcome] = Counter()
    for each in sources:
        path = Path(copy, each.name)
        make_folder(path.parent)
        outcomes[write_once(path, read_text(each.path, str(each.path))).outcome] += 1
    new, kept = outcomes[Outcome.NEW], outcomes[Outcome.KEPT]
    say("", f"{copy}: {new} mẫu mới, {kept} đã có, để nguyên.")
    return ExitCode.DONE


def _expected_names(ctx: typer.Context) -> Iterable[Offer]:
    """Return what `--expect` takes: `all`, agencies."""
    return [Offer("all", "mọi cơ quan có nhiệm vụ"), *agency_names(ctx)]


def progress(
    ctx: typer.Context,
    paths: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="THƯ MỤC|TỆP...",
            help="Thư mục (tìm mọi tệp .md ở mọi cấp) hay tệp danh mục đã gửi về.",
        ),
    ] = None,
    by: Annotated[
        str,
        typer.Option(
            "--by",
            metavar="agency|dimension|task|district",
            autocompletion=fixed("agency", "dimension", "task", "district"),
            show_default=False,
            help="Đếm theo cơ quan (mặc định), chỉ số nội dung, nhiệm vụ hay huyện.",
        ),
    ] = "agency",
    role: RoleOption = None,
    on: Annotated[
        str | None,
        typer.Option(
            "--on",
            metavar="NGÀY",
            help="Thêm số nhiệm vụ quá hạn tính đến ngày này, như 30/6/2021 (today: hôm nay).",
        ),
    ] = None,
    expect: Annotated[
        list[str] | None,
        typer.Option(
            "--expect",
            metavar="all|TÊN",
            autocompletion=completer(_expected_names),
            help="Nêu cơ quan chưa gửi: all là mọi cơ quan có nhiệm vụ, hay một cơ quan, thành viên"
            " một nhóm, các xã của một huyện. Ghi nhiều lần được.",
        ),
    ] = None,
    output: FormatOption = None,
    plan: PlanOption = None,
) -> int:
    """Count what checklists say; see `progress.py`."""
    from papi_cli import progress_views, views
    from papi_cli.documents import tasks_of
    from papi_cli.progress import By, Interest, Survey, find_files, read_all

    if not paths:
        raise PapiError("Ghi thư mục hay tệp danh mục cần đọc, ví dụ «papi progress danh_muc».")
    loaded = load_plan(ctx, plan)
    how = format_of(output)
    interest = Interest(
        by=choice("--by", By, by, By), role=role_of(role), on=day_of("--on", on, loaded)
    )
    expected = _expected(loaded, expect or ())
    found, unread = find_files(paths)
    survey = Survey(loaded, interest)
    survey.unread += unread
    tasks = tasks_of(loaded)
    for reading in views.with_progress(read_all(found, tasks), len(found), "Đọc danh mục"):
        survey.take(reading)
    survey.finish(expected)
    if not (survey.counts or survey.unread):
        complain("Không có danh mục nào trong các tệp, thư mục ấy.")
    for each in survey.unread:
        complain(each.problem)
    if how is views.Format.JSON:
        closing = progress_views.progress_closing(survey)
        say(views.as_json(loaded, **progress_views.progress_data(survey)), closing)
    elif how is views.Format.TABLE:
        say(progress_views.progress_table(loaded, survey))
    else:
        show_rows(progress_views.progress_rows(loaded, survey), how)
    return ExitCode.PROBLEMS if survey.unread else ExitCode.DONE


def _expected(loaded: "LoadedPlan", names: Iterable[str]) -> list["Agency"]:
    """Return the agencies that are expected to send a checklist, each once."""
    from papi_cli.plan import Role
    from papi_cli.progress import reporting
    from papi_cli.query import Workload

    found: dict[str, Agency] = {}
    for name in names:
        if fold(name) == "all":
            asked = reporting(loaded, Workload(loaded), Role)
        else:
            asked = list(loaded.registry.each_of(loaded.registry.find(name)))
        found |= {each.name: each for each in asked}
    return list(found.values())
