"""Options and steps that the commands for documents share.

Annotations here are objects, not text: Typer would have to evaluate each at every start.
"""

import os
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from papi_cli.commands.completion import completer
from papi_cli.commands.console import print_error, say, say_document
from papi_cli.commands.options import agency_names, choice, fixed, group_names
from papi_cli.errors import ExitCode, FileError, PapiError
from papi_cli.safe_text import quoted, visible

if TYPE_CHECKING:
    from datetime import date

    from papi_cli.checklists.format import Head
    from papi_cli.checklists.fresh import Fresh, FreshChecklist
    from papi_cli.checklists.intake import Intake
    from papi_cli.documents.document import Document, DocumentFormat
    from papi_cli.documents.output import WriteResult
    from papi_cli.documents.work import Scope, Work
    from papi_cli.plan.loader import LoadedPlan
    from papi_cli.plan.parts import Agency
    from papi_cli.register.counting import Received


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
TemplatesOption = Annotated[
    str | None,
    typer.Option(
        "--templates",
        metavar="THƯ MỤC",
        help="Thư mục mẫu văn bản dùng thay cho mẫu kèm chương trình.",
    ),
]
DocumentFormatOption = Annotated[
    str | None,
    typer.Option(
        "--format",
        metavar="md|docx",
        autocompletion=fixed("md", "docx"),
        help="Dạng văn bản: md (mặc định) hay docx (Word).",
    ),
]
DocumentOutputOption = Annotated[
    str | None,
    typer.Option(
        "--output",
        "-o",
        metavar="THƯ MỤC|TỆP",
        help="Ghi vào thư mục này, mỗi cơ quan một tệp, hay vào một tệp .md, .docx; không có thì in"
        " ra màn hình.",
    ),
]
LetterheadOption = Annotated[
    str | None,
    typer.Option(
        "--letterhead",
        metavar="TỆP.docx",
        help="Tệp Word của cơ quan: văn bản Word lấy khổ giấy, kiểu chữ và phần đầu ở đó.",
    ),
]
CheckOption = Annotated[
    bool,
    typer.Option(
        "--check",
        help="Không ghi gì, chỉ liệt kê tệp sẽ mới hay thay đổi; có thì mã thoát là 1.",
    ),
]


def fresh_of(loaded: "LoadedPlan") -> "Fresh":
    """Return what gives a checklist as it would be written today, by its head."""

    def fresh(head: "Head") -> "FreshChecklist | None":
        from papi_cli.documents.builder import Documents
        from papi_cli.documents.templates import shipped

        return Documents(loaded, shipped()).fresh(head)

    return fresh


def received_of(
    loaded: "LoadedPlan", paths: Sequence[str], as_of: "date | None" = None
) -> "Received | None":
    """Return what a folder with a register received, None where no path is one.

    Raises `PapiError` where such a folder is not the only path, `FileError` for a register that
    is not valid.
    """
    from papi_cli.files import is_folder
    from papi_cli.register.file import REGISTER, read_register

    having = [each for each in paths if is_folder(each) and os.path.lexists(Path(each) / REGISTER)]
    if not having:
        return None
    if len(paths) > 1:
        raise PapiError(
            f"Thư mục {quoted(having[0], 200)} có sổ nhận nên chỉ đọc một mình nó; bỏ các đường dẫn"
            " khác."
        )
    register = read_register(Path(having[0]))
    if register is None:
        return None
    from papi_cli.register.counting import Received
    from papi_cli.views.progress_bar import with_progress

    watch = partial(with_progress, what="Đọc danh mục")
    return Received(loaded, register, as_of=as_of, fresh=fresh_of(loaded), watch=watch)


def choose_agencies(
    loaded: "LoadedPlan",
    work: "Work",
    scope: "Scope",
    names: Sequence[str] | None,
    members: str | None,
    *,
    all_: bool,
) -> list["Agency"]:
    """Return the agencies that documents are for, each once, all with work in the scope."""
    registry = loaded.registry
    if sum((bool(names), members is not None, all_)) != 1:
        raise PapiError("Ghi một trong ba: --agency TÊN, --members NHÓM hoặc --all.")
    if all_:
        agencies: Iterable[Agency] = registry.agencies
    elif members is not None:
        agencies = registry.members_of(registry.find_group(members))
    else:
        agencies = {each.name: each for each in map(registry.find, names or ())}.values()
    chosen = [each for each in agencies if work.has_any(each, scope)]
    if names and len(chosen) < len(list(agencies)):
        idle = next(each.name for each in agencies if each not in chosen)
        raise PapiError(f"{quoted(idle)} không có nhiệm vụ nào{_within(loaded, scope)}.")
    if not chosen:
        raise PapiError(f"Không cơ quan nào có nhiệm vụ{_within(loaded, scope)}.")
    _ask_for_members(chosen)
    return chosen


def _within(loaded: "LoadedPlan", scope: "Scope") -> str:
    words = scope.in_words(loaded.plan.document)
    return f" trong phạm vi {words}" if words else ""


def _ask_for_members(agencies: Iterable["Agency"]) -> None:
    """Say which agencies stand for many that the plan does not name: all get one document."""
    from papi_cli.plan.registry import is_vague

    for each in filter(is_vague, agencies):
        print_error(
            f"{quoted(each.name)} đứng cho nhiều cơ quan mà kế hoạch không kể là những ai nên chỉ"
            " có một văn bản chung; kể ở members để mỗi cơ quan một văn bản."
        )


def follow_up_of(loaded: "LoadedPlan") -> "Agency":
    """Return who follows the plan up, and writes to the others; raises `PapiError` for nobody."""
    name = loaded.plan.document.follow_up
    if name is None:
        raise PapiError(
            "Kế hoạch không nêu cơ quan theo dõi (follow_up) nên không biết ai ra văn bản; ghi vào"
            " mục document của kế hoạch."
        )
    return loaded.registry.find(name)


def print_intake(intake: "Intake") -> None:
    """Say what is to be said of files that came back."""
    for each in intake.uncounted:
        print_error(each.problem)
    for note in intake.notes:
        print_error(note)


def exit_code(intake: "Intake") -> ExitCode:
    """Return the exit code that files that came back lead to."""
    several = any(each.overlapping for each in intake.returned.values())
    bare = any(reading.bare for each in intake.returned.values() for reading in each.readings)
    return ExitCode.PROBLEMS if intake.uncounted or several or bare else ExitCode.DONE


def refuse_several(chosen: Sequence["Agency"], check: bool) -> None:
    """Raise `PapiError` where more than one document would go to stdout."""
    if check:
        raise PapiError("--check cần -o THƯ MỤC để biết so với các tệp nào.")
    if len(chosen) > 1:
        raise PapiError(f"Có {len(chosen)} cơ quan; ghi thêm -o THƯ MỤC để mỗi cơ quan một tệp.")


def named_file(output: str, suffixes: Collection[str]) -> Path | None:
    """Return the one file that `-o` names by one of the suffixes, None for a folder."""
    from papi_cli.files import is_folder

    path = Path(output)
    is_one = path.suffix.lower() in suffixes and not output.endswith(("/", os.sep))
    return path if is_one and not is_folder(output) else None


def refuse_one_file(agencies: int, advice: str) -> None:
    """Raise `PapiError` where documents of several agencies would go into one file."""
    if agencies > 1:
        raise PapiError(f"Có {agencies} cơ quan mà -o chỉ ghi tên một tệp; ghi -o THƯ MỤC{advice}.")


class Outcomes:
    """What becomes of files that are written one after another, told as it happens."""

    def __init__(self, *, dry: bool) -> None:
        from papi_cli.documents.output import Tally

        self.tally = Tally()
        self._dry = dry
        self._code = ExitCode.DONE

    def add(self, path: Path, result: "WriteResult") -> None:
        """Count a file; where nothing is written, say which would be."""
        from papi_cli.documents.output import Outcome

        self.tally.add(result, path)
        if self._dry and result.outcome in {Outcome.NEW, Outcome.CHANGED}:
            say(f"{result.outcome.value}\t{visible(str(path))}\n")

    def refuse(self, error: FileError) -> None:
        """Count a file that cannot be written, and say why."""
        print_error(str(error))
        self.tally.refused += 1
        self._code = max(self._code, error.exit_code)

    @property
    def code(self) -> ExitCode:
        """The exit code that all came to."""
        if self.tally.refused:
            return self._code
        return ExitCode.PROBLEMS if self._dry and self.tally.changing else ExitCode.DONE


def write_all(
    loaded: "LoadedPlan",
    agencies: Sequence["Agency"],
    name: str,
    output: str,
    write: Callable[[Path, "Agency"], "WriteResult"],
    *,
    dry: bool,
    known: Callable[[Path, "Agency"], Path] | None = None,
) -> int:
    """Write a file for each agency; say what became of all, and go on where one cannot be.

    `known` may tell that an agency's file bears another name than the one that is due to it.
    """
    from papi_cli.documents.output import make_folder
    from papi_cli.files import file_names
    from papi_cli.views.progress_bar import with_progress

    folder = Path(output)
    if not dry:
        make_folder(folder)
    stems = file_names(each.name for each in loaded.registry.agencies)
    outcomes = Outcomes(dry=dry)
    for each in with_progress(agencies, len(agencies), "Ghi văn bản"):
        path = folder / name.replace("{}", stems[each.name])
        try:
            path = known(path, each) if known else path
            result = write(path, each)
        except FileError as error:
            outcomes.refuse(error)
            continue
        outcomes.add(path, result)
    one = "{}" not in name
    say("", f"{folder / name if one else folder}: {outcomes.tally}")
    return outcomes.code


def writers(agencies: Iterable["Agency"]) -> list["Agency"]:
    """Return those of the agencies that write plans and reports."""
    from papi_cli.plan.query import never_reports

    return [each for each in agencies if not never_reports(each)]


@dataclass(frozen=True)
class DocumentTarget:
    """Where documents go: to stdout, into a folder, or into one file; in which format.

    `letterhead` are the bytes of an office's own Word file, None for the plain form.
    """

    format: "DocumentFormat"
    folder: str | None = None
    file: Path | None = None
    letterhead: bytes | None = None


def document_target(
    format_: str | None, output: str | None, letterhead: str | None = None
) -> DocumentTarget:
    """Return where documents go by what was typed; raises `PapiError`, `FileError`."""
    from papi_cli.documents.document import DocumentFormat

    typed = choice("--format", DocumentFormat, format_, DocumentFormat) if format_ else None
    suffixes = {each.suffix: each for each in DocumentFormat}
    file = None if output is None else named_file(output, suffixes)
    if file is None:
        made = typed or DocumentFormat.MARKDOWN
        return DocumentTarget(made, folder=output, letterhead=_lent(letterhead, made))
    named = suffixes[file.suffix.lower()]
    if typed not in {None, named}:
        raise PapiError(f"--format {typed} khác với đuôi của tệp sau -o; bỏ một trong hai.")
    return DocumentTarget(named, file=file, letterhead=_lent(letterhead, named))


def _lent(path: str | None, made: "DocumentFormat") -> bytes | None:
    """Return the bytes of the file that lends a letterhead, which can be used."""
    if path is None:
        return None
    from papi_cli.documents.document import DocumentFormat
    from papi_cli.documents.word import check_letterhead
    from papi_cli.files import read_any

    if made is not DocumentFormat.WORD:
        raise PapiError(
            "--letterhead chỉ dùng cho bản Word; ghi thêm --format docx hay -o TỆP.docx."
        )
    data = read_any(Path(path), path)
    check_letterhead(data)
    return data


def write_documents(
    loaded: "LoadedPlan",
    agencies: Sequence["Agency"],
    stem: str,
    target: DocumentTarget,
    document: Callable[["Agency"], "Document"],
    *,
    force: bool,
    dry: bool,
) -> int:
    """Write a document for each agency where none is yet, or print the only one.

    `stem` is the name of a file without its suffix, `{}` in it stands for the agency. With `dry`
    nothing is written. Returns the exit code; raises `PapiError` where several would go to one
    place.
    """
    if target.folder is None and target.file is None:
        refuse_several(agencies, dry)
        if target.format.value != "md":
            raise PapiError(
                f"Văn bản dạng {target.format} cần -o THƯ MỤC hay -o TỆP.{target.format} để ghi."
            )
        say_document(document(agencies[0]).text)
        return ExitCode.DONE

    def write(path: Path, each: "Agency") -> "WriteResult":
        from papi_cli.documents.output import write_document

        return write_document(path, document(each), target.letterhead, force=force, dry=dry)

    if target.file is not None:
        refuse_one_file(len(agencies), ", thêm --format docx nếu cần bản Word")
        return write_all(
            loaded, agencies, target.file.name, str(target.file.parent), write, dry=dry
        )
    name = f"{stem}{target.format.suffix}"
    return write_all(loaded, agencies, name, target.folder or "", write, dry=dry)
