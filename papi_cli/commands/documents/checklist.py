"""`papi checklist`: what agencies tick and write into.

Annotations here are objects, not text: Typer would have to evaluate each at every start.
"""

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from papi_cli.commands.console import say, say_document
from papi_cli.commands.documents.notices import Notices, NoticesAsked
from papi_cli.commands.documents.shared import (
    AllOption,
    CheckOption,
    EachMemberOption,
    OwnerOption,
    TemplatesOption,
    choose_agencies,
    named_file,
    received_of,
    refuse_one_file,
    refuse_several,
    write_all,
    writers,
)
from papi_cli.commands.options import (
    DimensionOption,
    PlanOption,
    RoleOption,
    choice,
    fixed,
    load_plan,
    role_of,
)
from papi_cli.commands.typer_vi import Entry
from papi_cli.errors import ExitCode, PapiError
from papi_cli.safe_text import quoted, visible

if TYPE_CHECKING:
    from papi_cli.checklists.carriers import ChecklistFormat
    from papi_cli.checklists.format import Head
    from papi_cli.checklists.items import PlanItem
    from papi_cli.documents.builder import Documents
    from papi_cli.documents.output import WriteResult
    from papi_cli.documents.work import Scope
    from papi_cli.plan.loader import LoadedPlan
    from papi_cli.plan.parts import Agency

_CHECKLIST_HELP = """\
Lập danh mục nhiệm vụ cho từng cơ quan đánh dấu và ghi kết quả.

Tệp đã có thì được viết lại theo kế hoạch hiện nay: dấu và chữ cơ quan đã ghi được giữ
nguyên. Tệp không phải danh mục, hay của cơ quan khác, kế hoạch khác thì để nguyên."""


ChecklistFormatOption = Annotated[
    str | None,
    typer.Option(
        "--format",
        metavar="md|docx|xlsx",
        autocompletion=fixed("md", "docx", "xlsx"),
        help="Dạng tệp mới: md (mặc định), docx (Word), xlsx (Excel). Tệp đã có giữ dạng của nó.",
    ),
]

ChecklistOutputOption = Annotated[
    str | None,
    typer.Option(
        "--output",
        "-o",
        metavar="THƯ MỤC|TỆP",
        help="Ghi vào thư mục này, mỗi cơ quan một tệp, hay vào một tệp .md, .docx, .xlsx; không có"
        " thì in ra màn hình.",
    ),
]


def checklist(
    ctx: typer.Context,
    agency: OwnerOption = None,
    members: EachMemberOption = None,
    all_: AllOption = False,
    role: RoleOption = None,
    dimension: DimensionOption = None,
    from_: Annotated[
        str | None,
        typer.Option(
            "--from",
            metavar="THƯ MỤC",
            help="Thư mục có sổ nhận: danh mục cho kỳ sau, mang theo những gì cơ quan đã gửi; ghi"
            " vào thư mục khác bằng -o.",
        ),
    ] = None,
    format_: ChecklistFormatOption = None,
    output: ChecklistOutputOption = None,
    notice: Annotated[
        str | None,
        typer.Option(
            "--notice",
            metavar="THƯ MỤC",
            help="Lập vào thư mục này thông báo cho cơ quan có nhiệm vụ thay đổi: trước đây, nay.",
        ),
    ] = None,
    notice_format: Annotated[
        str | None,
        typer.Option(
            "--notice-format",
            metavar="md|docx",
            autocompletion=fixed("md", "docx"),
            help="Dạng thông báo: md (mặc định) hay docx (Word).",
        ),
    ] = None,
    was: Annotated[
        str | None,
        typer.Option(
            "--was",
            metavar="KẾ HOẠCH CŨ",
            help="Với --notice: kế hoạch trước khi đổi (YAML). Mặc định: so với danh mục đang có.",
        ),
    ] = None,
    baseline: Annotated[
        str | None,
        typer.Option(
            "--baseline",
            metavar="TỆP",
            help="Với --notice: bản đã duyệt, cho nơi chưa có danh mục; chỉ biết điều gì đổi.",
        ),
    ] = None,
    force: Annotated[
        bool,
        typer.Option("--force", help="Thay thông báo đã có; bản cũ giữ lại với đuôi .bak."),
    ] = False,
    check: CheckOption = False,
    templates: TemplatesOption = None,
    plan: PlanOption = None,
) -> int:
    """Print a checklist, or write several into a folder."""
    from papi_cli.checklists.carriers import ChecklistFormat
    from papi_cli.checklists.items import plan_items
    from papi_cli.documents.builder import Documents
    from papi_cli.documents.output import write_checklist
    from papi_cli.documents.templates import Templates
    from papi_cli.documents.work import Scope
    from papi_cli.plan.query import find_dimension

    loaded = load_plan(ctx, plan)
    documents = Documents(loaded, Templates(templates))
    ids = {find_dimension(loaded, each).id for each in dimension or ()}
    scope = Scope(
        role_of(role), tuple(each.id for each in loaded.plan.dimensions if each.id in ids)
    )
    chosen = choose_agencies(loaded, documents.work, scope, agency, members, all_=all_)
    if all_:
        chosen = writers(chosen)
    typed = choice("--format", ChecklistFormat, format_, ChecklistFormat) if format_ else None
    asked = NoticesAsked(notice, notice_format, was, baseline, force=force, dry=check)
    asked.check(placed=output is not None and from_ is None)
    notices = Notices(loaded, documents, scope, asked) if notice is not None else None
    items = plan_items(loaded)
    if from_ is not None:
        target = _onward_target(from_, output)
        onward = _onward(loaded, documents, scope, from_, dry=check)
        name = f"{{}}{(typed or ChecklistFormat.MARKDOWN).suffix}"
        code = write_all(loaded, chosen, name, target, onward.write, dry=check, known=onward.known)
        for told in onward.told(chosen):
            say("", told)
        return code
    if output is None:
        refuse_several(chosen, check)
        if typed not in {None, ChecklistFormat.MARKDOWN}:
            raise PapiError(f"Danh mục dạng {typed} cần -o THƯ MỤC hay -o TỆP.{typed} để ghi.")
        say_document(documents.checklist(chosen[0], scope))
        return ExitCode.DONE

    def write(path: Path, each: "Agency") -> "WriteResult":
        fresh = documents.fresh_checklist(each, scope)
        other = other_owner(loaded, fresh.head, items, path)
        due = notices.due(path, each) if notices else None
        result = write_checklist(path, fresh, other, items, dry=check)
        if notices and due:
            notices.add(each, due)
        return result

    code = _write_all(loaded, chosen, typed, output, scope, write, dry=check)
    return max(code, notices.write()) if notices else code


def _write_all(
    loaded: "LoadedPlan",
    chosen: "Sequence[Agency]",
    typed: "ChecklistFormat | None",
    output: str,
    scope: "Scope",
    write: "Callable[[Path, Agency], WriteResult]",
    *,
    dry: bool,
) -> int:
    """Write checklists into the one file that `-o` names, or a folder, where each has its own."""
    if (file := _named_file(output)) is not None:
        refuse_one_file(len(chosen), ", thêm --format nếu cần bản Word hay Excel")
        if typed and file.suffix.lower() != typed.suffix:
            raise PapiError(f"--format {typed} khác với đuôi của tệp sau -o; bỏ một trong hai.")
        return write_all(loaded, chosen, file.name, str(file.parent), write, dry=dry)
    known = partial(_known_file, _own_files(loaded, output, scope, chosen))
    name = f"{{}}{typed.suffix if typed else '.md'}"
    return write_all(loaded, chosen, name, output, write, dry=dry, known=known)


@dataclass(frozen=True)
class _Onward:
    """How checklists for the next round are written of what was received.

    `told` gives what is to be said of some agencies' in the end, a sentence each.
    """

    write: "Callable[[Path, Agency], WriteResult]"
    known: "Callable[[Path, Agency], Path]"
    told: "Callable[[Sequence[Agency]], list[str]]"


_NEWER = {
    ".doc": ".docx", ".docm": ".docx", ".rtf": ".docx", ".odt": ".docx",
    ".xls": ".xlsx", ".xlsm": ".xlsx", ".xlsb": ".xlsx", ".ods": ".xlsx",
}  # fmt: skip
"""What who sends a file that cannot be read opens as easily, by the suffix of that."""


def _onward(
    loaded: "LoadedPlan", documents: "Documents", scope: "Scope", source: str, *, dry: bool
) -> _Onward:
    """Return how to write an agency's checklist of its return that counts, in its format.

    Whose only one was sent back gets that, to mend it; who sent none that could be read gets a
    fresh one.
    """
    from papi_cli.checklists.carriers import CARRIERS
    from papi_cli.checklists.items import plan_items
    from papi_cli.documents.output import write_onward
    from papi_cli.register.counting import original_path, read_original
    from papi_cli.register.rows import UNREADABLE

    received = received_of(loaded, [source])
    if received is None:
        raise PapiError(
            f"--from cần một thư mục có sổ nhận (so_nhan.yaml), còn {quoted(source, 200)} không có;"
            " lập sổ bằng «papi receive», hoặc bỏ --from."
        )
    folder, counted = received.folder, received.standings.counted()
    # Who has nothing that counts is to mend what it sent last, or to send it in another format.
    receipts = received.standings.last_files() | counted
    returned = {
        name for name, each in receipts.items() if each.sent_back and each.row.verdict != UNREADABLE
    }
    items = plan_items(loaded)

    def known(path: Path, each: "Agency") -> Path:
        receipt = receipts.get(each.name)
        suffix = Path(receipt.row.stored or "").suffix.lower() if receipt else ""
        suffix = _NEWER.get(suffix, suffix)
        return path.with_suffix(suffix) if suffix in CARRIERS else path

    def write(path: Path, each: "Agency") -> "WriteResult":
        receipt = receipts.get(each.name)
        carried = receipt if each.name in counted or each.name in returned else None
        old = read_original(folder, carried) if carried else None
        at = Path(original_path(folder, carried)) if carried else path
        return write_onward(path, documents.fresh_checklist(each, scope), old, at, items, dry=dry)

    def told(chosen: "Sequence[Agency]") -> list[str]:
        names = [each.name for each in chosen if each.name in receipts.keys() - counted.keys()]
        back = [each for each in names if each in returned]
        unread = [each for each in names if each not in returned]
        said = []
        if back:
            said.append(f"Mang theo lời ghi của bản đã trả lại để sửa: {_listed(back)}.")
        if unread:
            said.append(f"Lập mới vì chỉ gửi tệp không đọc được: {_listed(unread)}.")
        return said

    return _Onward(write, known, told)


_NAMED = 8
"""How many agencies a sentence names."""


def _listed(names: Sequence[str]) -> str:
    more = f" và {len(names) - _NAMED} cơ quan khác" if len(names) > _NAMED else ""
    return f"{len(names)} cơ quan ({', '.join(map(visible, names[:_NAMED]))}{more})"


def _onward_target(source: str, output: str | None) -> str:
    """Return the folder for the next round's checklists: one outside of that with the register."""
    if output is None or _named_file(output) is not None:
        raise PapiError("--from cần -o THƯ MỤC để ghi danh mục cho kỳ sau.")
    inside = Path(os.path.realpath(output))
    if inside.is_relative_to(os.path.realpath(source)):
        raise PapiError(
            f"Thư mục {quoted(source, 200)} giữ sổ nhận và bản gốc nên không được ghi thêm; chọn -o"
            " một thư mục khác, ngoài nó."
        )
    return output


def _named_file(output: str) -> Path | None:
    """Return the one checklist that `-o` names, None for a folder."""
    from papi_cli.checklists.carriers import CARRIERS

    return named_file(output, CARRIERS)


def _files_of(loaded: "LoadedPlan", output: str, scope: "Scope") -> dict[str, list[Path]]:
    """Return the checklists of this plan and scope in a folder, by their agencies."""
    from papi_cli.checklists.intake import same_number
    from papi_cli.documents.output import owners

    role = scope.role.value if scope.role else None
    found: dict[str, list[Path]] = {}
    for path, head in owners(Path(output)):
        named = loaded.registry.lookup(head.agency)
        if (
            len(named) == 1
            and same_number(loaded, head)
            and (head.role, head.dimensions) == (role, scope.dimensions)
        ):
            found.setdefault(named[0].name, []).append(path)
    return found


def _own_files(
    loaded: "LoadedPlan", output: str, scope: "Scope", chosen: "Sequence[Agency]"
) -> dict[str, list[Path]]:
    """Return the checklists in a folder by their agencies, also those in packages in it.

    Raises `PapiError` where an agency that was chosen has none in a folder of packages: what is
    to be sent would lie beside them.
    """
    found = _files_of(loaded, output, scope)
    folder = Path(output)
    packages = _packages(loaded, folder)
    for place in packages:
        for name, paths in _files_of(loaded, str(folder / place), scope).items():
            found.setdefault(name, []).extend(paths)
    lacking = [each.name for each in chosen if each.name not in found]
    if packages and lacking:
        raise PapiError(
            f"Thư mục {quoted(output, 200)} chứa các gói gửi mà trong đó không có danh mục viết lại"
            f" được của {_listed(lacking)} (chưa có gói, hay gói là tệp .zip); viết lại gói bằng"
            " «papi bundle», hoặc chọn -o thư mục khác."
        )
    return found


def _packages(loaded: "LoadedPlan", folder: Path) -> list[Path]:
    """Return the packages in a folder, below it; few folders have any, so that is seen first."""
    from papi_cli.files import is_folder

    below = folder.iterdir() if is_folder(folder) else ()
    if not any(each.suffix == ".zip" or each.is_dir() for each in below):
        return []
    from papi_cli.documents.bundles import is_package, lying

    places = [each for its in lying(loaded, folder).values() for each in its]
    return [each.path for each in places if is_package(each, folder)]


def _known_file(files: dict[str, list[Path]], path: Path, agency: "Agency") -> Path:
    """Return the file that an agency's checklist is in, though it may bear another name.

    Raises `SeveralFilesError` where the agency has several.
    """
    from papi_cli.documents.output import SeveralFilesError

    own = files.get(agency.name, [])
    if len(own) > 1:
        raise SeveralFilesError(agency.name, own)
    return path if os.path.lexists(path) or not own else own[0]


def other_owner(
    loaded: "LoadedPlan", head: "Head", items: Mapping[str, "PlanItem"], path: Path
) -> Callable[[bytes], str]:
    """Return what tells why the bytes of a checklist are not the one with this head."""
    from papi_cli.checklists.carriers import DEFAULT, carrier_of, read_head
    from papi_cli.checklists.intake import other_plan, same_plan, summarize

    carrier, shown = carrier_of(path) or DEFAULT, str(path)

    def other(data: bytes) -> str:
        found = read_head(path, data)
        if not same_plan(loaded, found):
            whole = carrier.read(data, shown, items, None)
            why = other_plan(loaded, summarize("", whole)) if whole else ""
            if why:
                return why
        owners = [each.name for each in loaded.registry.lookup(found.agency)]
        if owners != [head.agency]:
            return f"là danh mục của cơ quan khác ({quoted(found.agency)})"
        if (found.role, found.dimensions) != (head.role, head.dimensions):
            return "là danh mục với phạm vi khác (--role, --dimension)"
        return ""

    return other


COMMAND = Entry("checklist", checklist, "Lập danh mục nhiệm vụ của từng cơ quan.", _CHECKLIST_HELP)
