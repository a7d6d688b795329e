"""`papi receive`: what came in goes into the register; what is wrong there is put right by rows.

Annotations here are objects, not text: Typer would have to evaluate each at every start.
"""

import codecs
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from papi_cli.commands.completion import completer
from papi_cli.commands.console import print_error, say, show
from papi_cli.commands.documents.shared import TemplatesOption, fresh_of
from papi_cli.commands.options import (
    AnswerFileOption,
    ForceOption,
    FormatOption,
    PlanOption,
    agency_names,
    answer_target,
    choice,
    day_of,
    fixed,
    load_plan,
)
from papi_cli.commands.typer_vi import Entry
from papi_cli.errors import ExitCode, FileError, PapiError
from papi_cli.safe_text import quoted, visible
from papi_cli.vietnamese.words import fold

if TYPE_CHECKING:
    from papi_cli.commands.console import Target
    from papi_cli.plan.loader import LoadedPlan
    from papi_cli.plan.parts import Agency
    from papi_cli.register.file import Register
    from papi_cli.register.incoming import Incoming
    from papi_cli.register.recognition import Particulars, Recognized, Via
    from papi_cli.register.rows import DocumentRef, Row
    from papi_cli.register.standing import Standings

_RECEIVE_HELP = """\
Nhận danh mục các cơ quan gửi về: xem từng tệp là gì, rồi (--write) cất bản gốc và ghi vào sổ nhận.

Nhận được tệp, thư mục, .zip và thư .eml; tệp đem nhận không bị đổi, bị xóa. Không có --write thì
chỉ xem. Ngày nhận là ngày trong bảng --days, không có thì ngày thư đến, không có nữa thì --on;
không bao giờ là ngày của tệp trên máy.
Sổ nhận chỉ ghi thêm: ghi sai thì thêm dòng bằng --send-back, --correct; còn có --extend, --close,
--paper.
Tệp nào chưa nhận được thì nói vì sao và xin gì, mã thoát là 1."""

_Text = str | None


def receive(
    ctx: typer.Context,
    paths: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="THƯ MỤC|TỆP...",
            help="Những gì nhận được: tệp, thư mục (mọi cấp), .zip, thư .eml.",
        ),
    ] = None,
    into: Annotated[
        _Text,
        typer.Option(
            "--into",
            metavar="THƯ MỤC",
            help="Bắt buộc, cả khi chỉ xem: thư mục có sổ nhận (so_nhan.yaml) và bản gốc (goc);"
            " chưa có thì --write tạo.",
        ),
    ] = None,
    on: Annotated[
        _Text,
        typer.Option(
            "--on",
            metavar="NGÀY",
            help="Ngày nhận của tệp không tự có ngày, hay ngày làm việc ghi vào sổ.",
        ),
    ] = None,
    period: Annotated[
        _Text,
        typer.Option("--period", metavar="KỲ", help="Kỳ báo cáo. Mặc định: kỳ của kế hoạch."),
    ] = None,
    agency: Annotated[
        _Text,
        typer.Option(
            "--agency",
            metavar="TÊN",
            autocompletion=completer(agency_names),
            help="Cơ quan gửi, khi tệp không nói; cơ quan đúng (--correct), được gia hạn"
            " (--extend).",
        ),
    ] = None,
    via: Annotated[
        _Text,
        typer.Option(
            "--via",
            metavar="email|edoc|paper|usb|other",
            autocompletion=fixed("email", "edoc", "paper", "usb", "other"),
            help="Đường gửi. Thư .eml thì tự là email.",
        ),
    ] = None,
    document: Annotated[
        _Text,
        typer.Option(
            "--document",
            metavar="SỐ",
            help="Văn bản gửi kèm, hay văn bản gia hạn: «45/BC-UBND» hoặc «45/BC-UBND ngày"
            " 15/12/2021».",
        ),
    ] = None,
    arrival: Annotated[
        _Text, typer.Option("--arrival", metavar="SỐ", help="Số đến của văn thư.")
    ] = None,
    days: Annotated[
        _Text,
        typer.Option(
            "--days",
            metavar="BẢNG.csv",
            help="Bảng có cột «tệp», «ngày», có thể thêm «cơ quan», «số đến», «văn bản»: cho từng"
            " tệp, tệp nén hay thư của một lần nhận nhiều tệp.",
        ),
    ] = None,
    write: Annotated[
        bool, typer.Option("--write", help="Cất bản gốc và ghi vào sổ; không có thì chỉ xem.")
    ] = False,
    slips: Annotated[
        _Text,
        typer.Option(
            "--slips",
            metavar="THƯ MỤC",
            help="Lập phiếu trả lời trong thư mục này: cho từng bản đã vào sổ (cần --write), cho"
            " bản trả lại (--send-back).",
        ),
    ] = None,
    slips_format: Annotated[
        _Text,
        typer.Option(
            "--slips-format",
            metavar="md|docx",
            autocompletion=fixed("md", "docx"),
            help="Dạng phiếu: md (mặc định) hay docx (Word).",
        ),
    ] = None,
    mend_by: Annotated[
        _Text,
        typer.Option("--mend-by", metavar="NGÀY", help="Hạn sửa và gửi lại, ghi trong phiếu."),
    ] = None,
    send_back: Annotated[
        _Text,
        typer.Option("--send-back", metavar="SỐ", help="Trả lại bản gửi số này; cần --reason."),
    ] = None,
    correct: Annotated[
        _Text,
        typer.Option(
            "--correct",
            metavar="SỐ",
            help="Đính chính cơ quan (--agency) hay ngày nhận (--received) của bản gửi số này, hay"
            " bỏ dòng trả lại, gia hạn, khóa sổ số này; cần --reason.",
        ),
    ] = None,
    received: Annotated[
        _Text, typer.Option("--received", metavar="NGÀY", help="Ngày nhận đúng, với --correct.")
    ] = None,
    extend: Annotated[
        _Text,
        typer.Option(
            "--extend",
            metavar="KỲ",
            help="Gia hạn kỳ này đến --until, cho --agency hay mọi cơ quan; cần --document.",
        ),
    ] = None,
    until: Annotated[
        _Text, typer.Option("--until", metavar="NGÀY", help="Hạn mới, với --extend.")
    ] = None,
    close: Annotated[
        _Text,
        typer.Option(
            "--close", metavar="KỲ", help="Khóa sổ kỳ này từ ngày --on; gửi sau đó là muộn."
        ),
    ] = None,
    paper: Annotated[
        bool,
        typer.Option("--paper", help="Ghi một bản giấy của --agency, không có tệp, không đếm."),
    ] = False,
    reason: Annotated[
        _Text,
        typer.Option("--reason", metavar="LÝ DO", help="Vì sao trả lại hay đính chính."),
    ] = None,
    templates: TemplatesOption = None,
    format_: FormatOption = None,
    output: AnswerFileOption = None,
    force: ForceOption = False,
    plan: PlanOption = None,
) -> int:
    """Show what came in and file it, or append a row about what is filed."""
    if into is None:
        raise PapiError(
            "Ghi thêm --into THƯ MỤC: nơi có sổ nhận và các bản gốc; chưa có thì ghi nơi định lập"
            " sổ, không có --write thì không lập gì."
        )
    loaded = load_plan(ctx, plan)
    asked = _Asked(
        loaded=loaded,
        folder=Path(into),
        on=_sensible("--on", on, loaded),
        period=period,
        agency=loaded.registry.find(agency) if agency is not None else None,
        via=_via(via),
        document=_document(document, loaded),
        arrival=arrival,
        reason=reason,
    )
    rows: dict[str, Callable[[], Row] | None] = {  # each is made only where it was asked for
        "--send-back": partial(_sent_back, asked, send_back) if send_back is not None else None,
        "--correct": (
            partial(_corrected, asked, correct, _sensible("--received", received, loaded))
            if correct is not None
            else None
        ),
        "--extend": (
            partial(_extended, asked, extend, day_of("--until", until, loaded))
            if extend is not None
            else None
        ),
        "--close": partial(_closed, asked, close) if close is not None else None,
        "--paper": partial(_paper, asked) if paper else None,
    }
    row = _chosen(rows, paths or ())
    by = day_of("--mend-by", mend_by, loaded)
    if slips is None and by is not None:
        raise PapiError("--mend-by cần --slips THƯ MỤC: hạn sửa được ghi trong phiếu.")
    if slips is None and slips_format is not None:
        raise PapiError("--slips-format cần --slips THƯ MỤC là nơi để phiếu.")
    answers = _Slips(slips, slips_format, by, templates, force) if slips is not None else None
    if row is not None:
        if answers and send_back is None:
            raise PapiError(
                "--slips là phiếu của bản gửi: chỉ dùng khi nhận tệp hay với --send-back."
            )
        filed_row = _append(asked, row())
        if answers:
            _write_slip_of_sent_back(asked, filed_row, answers)
        return ExitCode.DONE
    target = answer_target(format_, output, force=force and not (slips and output is None))
    if slips is not None and not write:
        raise PapiError("--slips cần --write: phiếu ghi số của bản gửi trong sổ.")
    found = _recognized(asked, paths or (), days)
    filed = _file(asked.folder, found) if write else {}
    _tell(asked, found, {at: each.no for at, each in filed.items()}, target)
    if answers:
        _write_slips(asked, found, filed, answers)
    refused = any(each.refusal for each in found) or all(each.own for each in found)
    return ExitCode.PROBLEMS if refused else ExitCode.DONE


def _chosen(
    rows: "Mapping[str, Callable[[], Row] | None]", paths: Sequence[str]
) -> "Callable[[], Row] | None":
    """Return what makes the row that was asked for, None where files are to be received.

    Raises `PapiError` where nothing was asked for, or more than one thing.
    """
    made = {name: row for name, row in rows.items() if row is not None}
    names = [*made, *(["THƯ MỤC|TỆP"] if paths else [])]
    if not names:
        raise PapiError("Ghi thư mục hay tệp cần nhận, ví dụ «papi receive thu --into nhan».")
    if len(names) > 1:
        raise PapiError(f"{names[0]} không dùng cùng {names[1]}; mỗi lần chạy làm một việc.")
    return next(iter(made.values()), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    """What was typed, understood."""

    loaded: "LoadedPlan"
    folder: Path
    on: date | None
    period: str | None
    agency: "Agency | None"
    via: "Via | None"
    document: "DocumentRef | None"
    arrival: str | None
    reason: str | None

    def day(self, why: str) -> date:
        """Return the day of a row; raises `PapiError` where none was typed."""
        if self.on is None:
            raise PapiError(f"{why} cần --on NGÀY: ngày làm việc ấy, như --on 16/12/2021.")
        return self.on

    def why(self, what: str) -> str:
        """Return the reason; raises `PapiError` where none was typed."""
        if self.reason is None or not self.reason.strip():
            raise PapiError(f"{what} cần --reason LÝ DO; sổ không ghi việc này mà thiếu lý do.")
        return " ".join(self.reason.split())


def _via(typed: str | None) -> "Via | None":
    from papi_cli.register.rows import VIAS

    if typed is None:
        return None
    found: Via | None = next((each for each in _VIAS if each == fold(typed)), None)
    if found is None:
        raise PapiError(f"--via không nhận {quoted(typed)}; dùng một trong: {', '.join(VIAS)}.")
    return found


_VIAS: "tuple[Via, ...]" = ("email", "edoc", "paper", "usb", "other")


def _document(typed: str | None, loaded: "LoadedPlan") -> "DocumentRef | None":
    from papi_cli.register.rows import DocumentRef

    if typed is None or not typed.strip():
        return None
    number, _, dated = re.sub(r"\s+", " ", typed.strip()).partition(" ngày ")
    return DocumentRef(number=number, date=day_of("--document", dated or None, loaded))


# What came in


def _recognized(asked: _Asked, paths: Sequence[str], days: str | None) -> list["Recognized"]:
    from papi_cli.register.file import Register, read_register
    from papi_cli.register.incoming import unpack
    from papi_cli.register.recognition import Recognizer
    from papi_cli.views.progress_bar import with_progress

    register = read_register(asked.folder) or Register(asked.folder)
    _refuse_own(paths, register)
    period = _known_period(asked)
    incoming = _without_locks(unpack(paths))
    if len(incoming) > 1 and (asked.document or asked.arrival):
        raise PapiError(
            f"--document và --arrival là của một tệp mà ở đây có {len(incoming)} tệp; ghi các số ấy"
            " trong bảng --days."
        )
    if not incoming:
        raise PapiError("Không có tệp nào ở các nơi ấy; kiểm tra lại đường dẫn.")
    sheet = _sheet(days, asked.loaded) if days is not None else {}
    files = [(each, _particulars(asked, each, sheet)) for each in incoming]
    _tell_unmatched(sheet, incoming)
    recognizer = Recognizer(asked.loaded, register, fresh_of(asked.loaded))
    watched = with_progress(files, len(files), "Xem tệp")
    return recognizer.recognize(watched, period)


def _without_locks(found: "Iterable[Incoming]") -> "list[Incoming]":
    """Return what came in but for lock files beside what they tell to be open, which is told."""
    from papi_cli.checklists.other_formats import told_of_lock

    kept = []
    for each in found:
        if each.opens:
            print_error(told_of_lock(each.opens))
        else:
            kept.append(each)
    return kept


def _sensible(option: str, typed: str | None, loaded: "LoadedPlan") -> date | None:
    """Return a day that was typed; raises `PapiError` where nothing came in for the plan then."""
    from papi_cli.register.acts import day_problem

    day = day_of(option, typed, loaded)
    if day and (why := day_problem(loaded.plan.document, day)):
        raise PapiError(f"{option} {why}; xem lại năm.")
    return day


def _known_period(asked: _Asked) -> str | None:
    """Return the period that was typed, None for none; raises `PapiError` where it cannot be."""
    from papi_cli.register.acts import period_problem

    period = _period(asked)
    if period is not None:
        _refuse(period_problem(_standings(asked), period))
    return period


def _standings(asked: _Asked) -> "Standings":
    from papi_cli.register.file import read_register
    from papi_cli.register.standing import Standings

    register = read_register(asked.folder)
    return Standings(asked.loaded, register.rows if register else ())


def _refuse(why: str) -> None:
    """Raise `PapiError` where something speaks against what was asked."""
    if why:
        raise PapiError(why)


def _period(asked: _Asked) -> str | None:
    """Return the period that was typed, None for none."""
    if asked.period is not None and not fold(asked.period):
        raise PapiError("--period cần tên một kỳ, như «Năm 2021».")
    return " ".join(asked.period.split()) if asked.period is not None else None


def _refuse_own(paths: Sequence[str], register: "Register") -> None:
    """Raise `PapiError` where what is received is the register's own folder, or holds it.

    An original that has no row yet may be received where it lies.
    """
    from papi_cli.register.rules import ORIGINALS, unlisted

    own = register.folder.resolve()
    orphans = {own / ORIGINALS / name for name in unlisted(register.rows, register.folder)}
    for each in paths:
        real = Path(each).resolve()
        if real in orphans and real.is_file():
            continue
        if own.is_relative_to(real) or real.is_relative_to(own / ORIGINALS):
            raise PapiError(
                f"{quoted(each, 200)} là nơi cất của chính sổ nhận; để tệp mới ở thư mục khác rồi"
                " nhận từ đó."
            )


def _particulars(
    asked: _Asked, found: "Incoming", sheet: Mapping[str, "Particulars"]
) -> "Particulars":
    """Return what the clerk says of a file: in the sheet, else by the options.

    A day that a mail has of its own goes before that of the options.
    """
    from papi_cli.register.recognition import Particulars

    names = (name for name in _names_of(found) if name in sheet)
    listed = sheet.get(next(names, ""), Particulars())
    if listed.received is None and found.received is None and asked.on is not None:
        listed = replace(listed, received=asked.on, source="on")
    return replace(
        listed,
        agency=listed.agency or asked.agency,
        arrival_number=listed.arrival_number or asked.arrival,
        document=listed.document or asked.document,
        via=asked.via,
    )


def _names_of(found: "Incoming") -> list[str]:
    """Return by which names a sheet may mean a file: its own first, then what it came in.

    Each as it is shown and without the folders before it.
    """
    from unicodedata import normalize

    steps = normalize("NFC", found.origin).split(WITHIN)
    bare = [re.split(r"[/\\]", each)[-1] for each in steps]
    names = []
    for end in range(len(steps), 0, -1):
        names.append(WITHIN.join(steps[:end]))
        names.append(WITHIN.join([bare[0], *steps[1:end]]))
        names += [steps[end - 1], bare[end - 1]]
    return [*names[:1], found.name, *names[1:]]


WITHIN = " › "
"""What stands in a shown path between an archive or a mail and what lies in it."""
_COLUMNS = {
    "tep": "file",
    "tentep": "file",
    "file": "file",
    "ngay": "day",
    "ngaynhan": "day",
    "ngayden": "day",
    "coquan": "agency",
    "soden": "arrival",
    "vanban": "document",
    "sovanban": "document",
}


def _sheet(path: str, loaded: "LoadedPlan") -> dict[str, "Particulars"]:
    """Return what a sheet says of files, by their names; raises `PapiError`, `FileError`."""
    import csv
    from unicodedata import normalize

    from papi_cli.files import read_any, read_text
    from papi_cli.register.recognition import Particulars

    shown = quoted(path, 200)
    if read_any(Path(path), path).startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise FileError(
            f"Bảng {shown} lưu bằng mã UTF-16 («Unicode Text») nên không đọc được; trong Excel chọn"
            " «Lưu thành» (Save As), loại «CSV UTF-8», rồi chạy lại."
        )
    lines = normalize("NFC", read_text(Path(path), path)).splitlines()
    marks = {mark: lines[0].count(mark) for mark in ",;\t"} if lines else {",": 0}
    rows = list(csv.reader(lines, delimiter=max(marks, key=lambda mark: marks[mark])))
    heads = [_COLUMNS.get(fold(each), "") for each in rows[0]] if rows else []
    if not {"file", "day"} <= set(heads):
        raise FileError(f"Bảng {shown} cần dòng đầu có cột «tệp» và «ngày».")
    found: dict[str, Particulars] = {}
    for number, row in enumerate(rows[1:], start=2):
        said = {head: each.strip() for head, each in zip(heads, row, strict=False) if head}
        name = said.get("file", "")
        if not name:
            continue
        try:
            one = Particulars(
                received=_listed_day(said.get("day") or None, loaded),
                source="sheet" if said.get("day") else None,
                agency=loaded.registry.find(said["agency"]) if said.get("agency") else None,
                arrival_number=said.get("arrival") or None,
                document=_document(said.get("document"), loaded),
            )
        except PapiError as error:
            raise FileError(f"Bảng {shown}, dòng {number}: {error}") from None
        if found.setdefault(name, one) != one:
            raise FileError(
                f"Bảng {shown}, dòng {number}: tệp {quoted(name)} đã có ở dòng trên với ngày hay"
                " cơ quan khác; giữ một dòng."
            )
    return found


def _listed_day(typed: str | None, loaded: "LoadedPlan") -> date | None:
    """Return a day of a sheet; raises `PapiError` where it has no year or cannot be."""
    day = _sensible("Cột «ngày»", typed, loaded)
    if day and typed and str(day.year) not in typed and re.search(r"[0-9]", typed):
        raise PapiError(
            f"Cột «ngày» có {quoted(typed)} không ghi năm; viết đủ ngày, tháng, năm như"
            f" {day.day}/{day.month}/{day.year}."
        )
    return day


def _tell_unmatched(sheet: Mapping[str, "Particulars"], incoming: Sequence["Incoming"]) -> None:
    known = {name for each in incoming for name in _names_of(each)}
    if lost := [name for name in sheet if name not in known]:
        names = ", ".join(quoted(each) for each in lost[:5]) + (" …" if len(lost) > 5 else "")  # noqa: PLR2004
        print_error(f"Bảng --days có {len(lost)} tên không thấy trong các tệp: {names}.")


def _file(folder: Path, found: Sequence["Recognized"]) -> dict[int, "Row"]:
    """File what is to be filed; return the rows by the places of the files.

    What replaces another that came with it is filed after that one, whose number it then names.
    """
    from papi_cli.register.filing import file_rows
    from papi_cli.register.recognition import pending_of

    filed: dict[int, Row] = {}
    waiting = [at for at, each in enumerate(found) if each.to_be_filed]
    while waiting:
        ready = [at for at in waiting if found[at].follows not in waiting]
        pending = []
        for at in ready:
            follows = found[at].follows
            former = found[at].supersedes if follows is None else filed[follows].no
            pending.append(pending_of(found[at], former))
        filed |= dict(zip(ready, file_rows(folder, pending), strict=True))
        waiting = [at for at in waiting if at not in filed]
    return filed


def _tell(
    asked: _Asked, found: Sequence["Recognized"], numbers: Mapping[int, int], target: "Target"
) -> None:
    """Show what files are, and say why each that is not taken is not."""
    from papi_cli.register.file import REGISTER
    from papi_cli.views.receive import receive_closing, receive_view

    for each in found:
        if each.refusal:
            hint = f" Tên tệp gợi ý {each.hint}." if each.hint else ""
            print_error(f"{each.refusal}{hint}")
    closing = receive_closing(found, numbers, str(asked.folder / REGISTER))
    show(receive_view(asked.loaded, found, numbers, closing), target)


class _Slips:
    """Where slips go, in which format; raises `PapiError` for one that there is not."""

    def __init__(
        self,
        folder: str,
        format_: str | None,
        mend_by: date | None,
        templates: str | None,
        force: bool,
    ) -> None:
        from papi_cli.documents.document import DocumentFormat

        kind = DocumentFormat
        how = choice("--slips-format", kind, format_, kind) if format_ else kind.MARKDOWN
        self._folder, self._suffix = Path(folder), how.suffix
        self.mend_by = mend_by
        self._templates, self._force = templates, force

    def write(
        self, loaded: "LoadedPlan", slips: Iterable[tuple[str, str, Mapping[str, Any]]]
    ) -> None:
        """Write slips, each with how its name begins and whose it is; say what became of them."""
        from papi_cli.documents.builder import Documents
        from papi_cli.documents.document import Document
        from papi_cli.documents.output import Tally, make_folder, write_document
        from papi_cli.documents.templates import Templates
        from papi_cli.files import file_names

        make_folder(self._folder)
        documents = Documents(loaded, Templates(self._templates))
        stems = file_names(each.name for each in loaded.registry.agencies)
        tally = Tally()
        for begun, agency, data in slips:
            path = self._folder / f"{begun}-{stems.get(agency, 'co-quan')}{self._suffix}"
            document = Document(documents.slip(data), loaded.plan.document.date)
            tally.add(write_document(path, document, force=self._force), path)
        say("", f"{visible(str(self._folder))}: {tally}")


def _write_slips(
    asked: _Asked, found: Sequence["Recognized"], filed: Mapping[int, "Row"], answers: _Slips
) -> None:
    """Write a slip for each return that is in the register, also for those that were before."""
    from papi_cli.checklists.items import plan_items
    from papi_cli.documents.slips import slip_data

    items = plan_items(asked.loaded)
    slips = []
    for at, each in enumerate(found):
        row = filed.get(at)
        number = row.no if row else each.duplicate_of
        if number is None:
            continue
        former = row.supersedes if row else each.supersedes
        data = slip_data(each, number, former, items, answers.mend_by)
        slips.append((f"phieu-{number:04}", each.agency, data))
    answers.write(asked.loaded, slips)


# What is put right


def _rows(asked: _Asked) -> Sequence["Row"]:
    from papi_cli.register.file import REGISTER, read_register

    register = read_register(asked.folder)
    if register is None:
        raise PapiError(
            f"Thư mục {quoted(str(asked.folder), 200)} chưa có sổ nhận ({REGISTER}); kiểm tra lại"
            " --into."
        )
    return register.rows


def _write_slip_of_sent_back(asked: _Asked, back: "Row", answers: _Slips) -> None:
    """Write the slip that goes with a return that is sent back."""
    from papi_cli.documents.slips import sent_back_slip

    found = next(each for each in _standings(asked).receipts if each.row.no == back.of)
    agency = found.agency.name if found.agency else found.row.agency or ""
    data = sent_back_slip(found.row, back, answers.mend_by)
    answers.write(asked.loaded, [(f"phieu-tra-lai-{found.row.no:04}", agency, data)])


def _return(asked: _Asked, typed: str) -> "Row":
    """Return the row of a return; raises `PapiError` where the number is that of none."""
    from papi_cli.register.rows import KINDS, RETURN

    found = _row(asked, typed)
    if found.kind != RETURN:
        raise PapiError(
            f"Số {found.no} của sổ nhận là {KINDS[found.kind]}, không phải bản gửi; ghi số của bản"
            " gửi."
        )
    return found


def _row(asked: _Asked, typed: str) -> "Row":
    """Return a row; raises `PapiError` where there is none of the number."""
    if not re.fullmatch(r"[0-9]{1,9}", typed.strip()):
        raise PapiError(f"{quoted(typed)} không phải một số của sổ nhận; ghi số như 12.")
    number, rows = int(typed), _rows(asked)
    found = next((each for each in rows if each.no == number), None)
    if found is None:
        raise PapiError(f"Sổ nhận không có số {number}; sổ có từ 1 đến {len(rows)}.")
    return found


def _sent_back(asked: _Asked, typed: str) -> "Row":
    from papi_cli.register.rows import SENT_BACK, Row
    from papi_cli.register.standing import effective

    why, day = asked.why("Trả lại"), asked.day("Trả lại")
    number = _return(asked, typed).no
    rows = effective(_rows(asked))
    earlier = next((e for e in rows if e.kind == SENT_BACK and e.of == number), None)
    if earlier:
        raise PapiError(f"Bản gửi số {number} đã trả lại ở số {earlier.no}; không ghi thêm.")
    return Row(no=0, kind="sent_back", received=day, of=number, reason=why)


def _corrected(asked: _Asked, typed: str, received: date | None) -> "Row":
    from papi_cli.register.rows import RETURN, Row

    why, day = asked.why("Đính chính"), asked.day("Đính chính")
    row = _row(asked, typed)
    number = row.no
    if row.kind != RETURN:
        _refuse_striking(asked, row, received)
        return Row(no=0, kind="correction", received=day, of=number, reason=why)
    if asked.agency is None and received is None:
        raise PapiError("Đính chính cần --agency TÊN hay --received NGÀY: điều đúng là gì.")
    if asked.agency is not None:
        _refuse_owner(asked, row, asked.agency)
    return Row(
        no=0,
        kind="correction",
        received=day,
        of=number,
        to_agency=asked.agency.name if asked.agency else None,
        to_received=received,
        reason=why,
    )


def _refuse_striking(asked: _Asked, row: "Row", received: date | None) -> None:
    """Raise `PapiError` where a row that is no return cannot be struck out."""
    from papi_cli.register.rows import KINDS, STRUCK
    from papi_cli.register.standing import effective

    what = f"Số {row.no} của sổ nhận là {KINDS[row.kind]}"
    if row.kind not in STRUCK:
        raise PapiError(f"{what}, không bỏ được; đính chính lại bản gửi số {row.of}.")
    if row not in effective(_rows(asked)):
        raise PapiError(f"{what} đã bỏ rồi; không ghi thêm.")
    if asked.agency is not None or received is not None:
        raise PapiError(
            f"{what}, chỉ bỏ được cả dòng; chạy lại không có --agency, --received rồi ghi dòng"
            " đúng."
        )


def _refuse_owner(asked: _Asked, row: "Row", agency: "Agency") -> None:
    """Raise `PapiError` where the original of a return says that it is of another agency."""
    from papi_cli.register.file import Register
    from papi_cli.register.recognition import Recognizer

    register = Register(asked.folder, tuple(_rows(asked)))
    said = Recognizer(asked.loaded, register, fresh_of(asked.loaded)).owner_said(row)
    if said is not None and said != agency:
        raise PapiError(
            f"Bản gửi số {row.no} ghi là của {said.name}, không phải của {agency.name}; trả lại"
            f" bằng --send-back {row.no}, hay hỏi lại người gửi."
        )


def _named_period(asked: _Asked, typed: str) -> str:
    """Return a period as the plan spells it; raises `PapiError` where there is none such."""
    from papi_cli.register.acts import period_problem

    period, standings = " ".join(typed.split()), _standings(asked)
    if not fold(period):
        raise PapiError("Cần tên một kỳ, như «Năm 2021».")
    _refuse(period_problem(standings, period))
    return standings.name_of(period)


def _extended(asked: _Asked, period: str, until: date | None) -> "Row":
    from papi_cli.register.acts import extension_problem
    from papi_cli.register.rows import Row

    day = asked.day("Gia hạn")
    if until is None:
        raise PapiError("Gia hạn cần --until NGÀY: ngày cuối cùng còn trong hạn.")
    if asked.document is None:
        raise PapiError("Gia hạn cần --document SỐ: số, ký hiệu của văn bản gia hạn.")
    name = _named_period(asked, period)
    _refuse(extension_problem(_standings(asked), asked.agency, name, until))
    return Row(
        no=0,
        kind="extension",
        received=day,
        agency=asked.agency.name if asked.agency else None,
        period=name,
        document=asked.document,
        due=until,
        reason=asked.reason,
    )


def _closed(asked: _Asked, period: str) -> "Row":
    from papi_cli.register.acts import closing_problem
    from papi_cli.register.rows import Row

    day, name = asked.day("Khóa sổ"), _named_period(asked, period)
    _refuse(closing_problem(_standings(asked), name, day))
    return Row(
        no=0,
        kind="closing",
        received=day,
        period=name,
        document=asked.document,
        reason=asked.reason,
    )


def _paper(asked: _Asked) -> "Row":
    from papi_cli.register.acts import paper_problem
    from papi_cli.register.rows import Row

    day = asked.day("Bản giấy")
    if asked.agency is None:
        raise PapiError("Bản giấy cần --agency TÊN: của cơ quan nào.")
    period, standings = _known_period(asked), _standings(asked)
    row = Row(
        no=0,
        kind="return",
        received=day,
        arrival_number=asked.arrival,
        agency=asked.agency.name,
        period=standings.name_of(period),
        document=asked.document,
        via="paper",
        verdict="accepted",
        reason=asked.reason,
    )
    _refuse(paper_problem(standings, row))
    return row


def _append(asked: _Asked, row: "Row") -> "Row":
    """Append a row, tell it, and return it as it was written."""
    from papi_cli.register.file import REGISTER
    from papi_cli.register.filing import Pending, file_rows
    from papi_cli.register.rows import KINDS

    pending: list[Pending] = [Pending(row)]
    (filed,) = file_rows(asked.folder, pending)
    about = _about(asked, filed.of) if filed.of else ""
    what = "bản giấy" if filed.via == "paper" else KINDS[filed.kind]
    what = "bỏ" if filed.strikes else what
    say("", f"{visible(str(asked.folder / REGISTER))}: đã ghi số {filed.no}, {what}{about}.")
    return filed


def _about(asked: _Asked, number: int) -> str:
    """Return a row that another is about, in words that stand behind what was done."""
    from papi_cli.register.rows import KINDS, RETURN

    row = _rows(asked)[number - 1]
    agency = f" của {row.agency}" if row.kind == RETURN and row.agency else ""
    return f" {KINDS[row.kind]} số {number}{agency}"


COMMAND = Entry(
    "receive", receive, "Nhận danh mục gửi về: xem, vào sổ nhận, trả lời.", _RECEIVE_HELP
)
