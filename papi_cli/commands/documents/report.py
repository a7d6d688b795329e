"""`papi report`: the skeleton of an agency's report, and the consolidated one.

Annotations here are objects, not text: Typer would have to evaluate each at every start.
"""

import os
from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from papi_cli.commands.console import print_error, say_document
from papi_cli.commands.documents.shared import (
    AllOption,
    CheckOption,
    EachMemberOption,
    FolderOption,
    OwnerOption,
    TemplatesOption,
    choose_agencies,
    exit_code,
    fresh_of,
    print_intake,
    received_of,
    refuse_several,
    write_all,
    write_each_once,
    writers,
)
from papi_cli.commands.options import ForceOption, PlanOption, load_plan
from papi_cli.commands.typer_vi import Entry
from papi_cli.errors import ExitCode, FileError, PapiError
from papi_cli.safe_text import quoted

if TYPE_CHECKING:
    from papi_cli.checklists.intake import AgencyReturn
    from papi_cli.plan.loader import LoadedPlan
    from papi_cli.plan.parts import Agency
    from papi_cli.register.counting import Received


_REPORT_HELP = """\
Lập khung báo cáo kết quả của từng cơ quan, hay báo cáo tổng hợp; chỗ trống ghi là […].

Có --from thì kết quả cơ quan đã ghi trong danh mục được chép nguyên văn, số liệu đếm từ đó. Tệp
đã có thì để nguyên; --force mới thay, bản cũ giữ lại với đuôi .bak."""


def report(
    ctx: typer.Context,
    agency: OwnerOption = None,
    members: EachMemberOption = None,
    all_: AllOption = False,
    consolidated: Annotated[
        bool,
        typer.Option(
            "--consolidated",
            help="Báo cáo tổng hợp của cơ quan theo dõi (hay của --agency), cần --from.",
        ),
    ] = False,
    from_: Annotated[
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
    from papi_cli.documents.builder import Documents
    from papi_cli.documents.templates import Templates
    from papi_cli.documents.work import EVERYTHING

    loaded = load_plan(ctx, plan)
    documents = Documents(loaded, Templates(templates))
    if consolidated:
        if from_ is None:
            raise PapiError("--consolidated cần --from THƯ MỤC là nơi để các danh mục đã gửi về.")
        if members is not None or all_:
            raise PapiError("--consolidated chỉ đi với --agency, không với --members hay --all.")
        chosen = [_consolidator(loaded, agency)]
    else:
        chosen = choose_agencies(loaded, documents.work, EVERYTHING, agency, members, all_=all_)
        if all_:
            chosen = writers(chosen)
    if output is None:
        refuse_several(chosen, check)
    whose = None if consolidated else {each.name for each in chosen}
    received = received_of(loaded, [from_]) if from_ is not None else None
    asked = _period_of(received, period)
    returned, code = _read_returns(loaded, from_, received, asked, whose)

    def text(each: "Agency") -> str:
        if consolidated:
            figures = _figures(received, asked, each) if received else ""
            return documents.consolidated(each, returned, period or "", figures)
        return documents.report(each, period or "", returned.get(each.name))

    if from_ is not None and not consolidated:
        _print_missing(chosen, returned, from_)
    if output is None:
        say_document(text(chosen[0]))
        return code
    name = "bao-cao-tong-hop.md" if consolidated else "bao-cao-{}.md"
    write = write_each_once(text, force=force, dry=check)
    return max(code, write_all(loaded, chosen, name, output, write, dry=check))


def _consolidator(loaded: "LoadedPlan", names: Sequence[str] | None) -> "Agency":
    """Return who writes the consolidated report: who was asked for, else who follows up."""
    if names and len(names) > 1:
        raise PapiError("--consolidated chỉ nhận một --agency.")
    name = names[0] if names else loaded.plan.document.follow_up
    if name is None:
        raise PapiError("Kế hoạch không nêu cơ quan theo dõi (follow_up); ghi --agency TÊN.")
    return loaded.registry.find(name)


def _period_of(received: "Received | None", period: str | None) -> str | None:
    """Return the period whose returns alone count: the report's, if any return is of one so named.

    A report may name its period in other words.
    """
    if received is None or period is None:
        return None
    name = received.standings.name_of(period)
    return name if name in received.standings.periods else None


def _figures(received: "Received", period: str | None, author: "Agency") -> str:
    """Return the five figures in a sentence; who writes the report owes none to itself."""
    from papi_cli.register.sentences import figures_line

    standings = received.standings
    due = [
        each
        for each in standings.expected(period)
        if each is not author or standings.of(each, period).state.sent
    ]
    return figures_line(standings, period, due)


def _read_returns(
    loaded: "LoadedPlan",
    source: str | None,
    received: "Received | None",
    period: str | None,
    whose: Collection[str] | None,
) -> tuple[Mapping[str, "AgencyReturn"], ExitCode]:
    """Return what agencies sent, by name; say which files cannot be used.

    Of a folder with a register only what counts is read, of a period where one is named.
    It is said how much is to be looked at again in what the agencies `whose` wrote, None for all.
    """
    from papi_cli.checklists.collect import FoundFiles, collect_returns, find_files
    from papi_cli.views.progress_bar import with_progress

    if source is None:
        return {}, ExitCode.DONE
    if not os.path.lexists(source):
        raise FileError(f"Không có {quoted(source, 200)}; kiểm tra lại đường dẫn của --from.")
    owners: Mapping[str, Agency] = {}
    if received is None:
        found = find_files([source])
    else:
        counted = received.counted(period)
        owners = counted.owners
        uncounted = [*received.uncounted(), *counted.uncounted]
        found = FoundFiles(list(counted.paths), uncounted, list(received.notes(period)))
    paths = with_progress(found.paths, len(found.paths), "Đọc danh mục")
    returned, intake = collect_returns(loaded, paths, fresh_of(loaded), owners)
    intake = found.told_in(intake)
    print_intake(intake)
    reviews = sum(
        1
        for name, sent in intake.returned.items()
        for _ in (sent.reviews if whose is None or name in whose else ())
    )
    if reviews:
        print_error(
            f"{reviews} chỗ ghi cần xem lại (dấu và lời ghi không khớp …);"
            f" «papi progress {source} --review» liệt kê."
        )
    return returned, exit_code(intake)


def _print_missing(
    chosen: Sequence["Agency"], returned: Mapping[str, "AgencyReturn"], source: str
) -> None:
    """Say of whom there is no checklist, so that its report stays without results."""
    missing = [each.name for each in chosen if each.name not in returned]
    if missing:
        names = ", ".join(quoted(name) for name in missing[:_NAMED])
        more = f" và {len(missing) - _NAMED} cơ quan khác" if len(missing) > _NAMED else ""
        print_error(
            f"Không có danh mục nào của {names}{more} trong {quoted(source, 200)};"
            " báo cáo để trống kết quả."
        )


_NAMED = 3
"""How many agencies a sentence names."""


COMMAND = Entry(
    "report", report, "Lập khung báo cáo của từng cơ quan, báo cáo tổng hợp.", _REPORT_HELP
)
