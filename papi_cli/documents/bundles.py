"""A package for each agency: all that it gets, in one folder or one zip, and who gets what."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path

from papi_cli import files
from papi_cli.checklists.carriers import CARRIERS, ChecklistFormat, carrier_of, read_head
from papi_cli.checklists.fresh import FreshChecklist, Regenerated
from papi_cli.documents.agenda import Agendas
from papi_cli.documents.builder import Documents
from papi_cli.documents.calendars import SUFFIX, Edition, renew_calendar
from papi_cli.documents.data import role_figures
from papi_cli.documents.document import Document, DocumentFormat
from papi_cli.documents.instructions import FileNames, instructions_data
from papi_cli.documents.output import (
    Outcome,
    Renew,
    SeveralFilesError,
    WriteResult,
    left_alone,
    make_folder,
    result_of,
    write_renewed,
)
from papi_cli.documents.seals import renew_sealed
from papi_cli.documents.word import word_file
from papi_cli.documents.work import Work
from papi_cli.errors import FileError, reason
from papi_cli.office.content import UnreadableFileError
from papi_cli.office.package import archive, read_archive
from papi_cli.plan.loader import LoadedPlan
from papi_cli.plan.parts import Agency
from papi_cli.safe_text import quoted

ZIP = ".zip"
CHECKLIST, PLAN, REPORT = "danh-muc-{}", "ke-hoach-{}", "bao-cao-{}"
CALENDAR, INSTRUCTIONS = "lich-{}", "0-huong-dan-{}"
"""What files are called, `{}` for the agency: papers that come back must not be namesakes.

The instructions come first in a folder."""
_INSTRUCTIONS_BEFORE = "huong-dan-{}"
"""What the instructions were called in packages of earlier editions."""
_PAPERS = (PLAN, REPORT, INSTRUCTIONS, _INSTRUCTIONS_BEFORE)


@dataclass(frozen=True, slots=True)
class Place:
    """Where an agency's package lies: a folder, or a zip in it.

    `district` is the name of the district that it is of, or is itself, empty for none. `path` is
    below the folder of all packages.
    """

    agency: Agency
    stem: str
    district: str
    path: Path


def places(
    loaded: LoadedPlan, folder: Path, *, zipped: bool, by_district: bool
) -> dict[str, Place]:
    """Return where the package of each agency lies, or is to lie, by its name.

    By district, those of a district and of its communes are in a folder of its name. A package
    that is there, in a district's folder or not, stays where it is.
    """
    found = {}
    for name, (side, below) in _ways(loaded, zipped=zipped).items():
        wanted, other = (below, side) if by_district else (side, below)
        there = [each for each in (wanted, other) if _holds(folder / each.path)]
        found[name] = (there or [wanted])[0]
    return found


def lying(loaded: LoadedPlan, folder: Path) -> dict[str, list[Place]]:
    """Return all packages that are in a folder, as folders or zips, by their agencies' names."""
    found: dict[str, list[Place]] = {}
    for zipped in (False, True):
        for name, ways in _ways(loaded, zipped=zipped).items():
            there = {each.path: each for each in ways if _holds(folder / each.path)}
            found.setdefault(name, []).extend(there.values())
    return found


def is_package(place: Place, folder: Path) -> bool:
    """Whether what lies at a place is a package of papi's, by the names of its papers."""
    ours = tuple(each.format(place.stem) for each in (*_PAPERS, CALENDAR))
    with suppress(FileError):
        return any(each.startswith(ours) for each in held(place, folder))
    return False


def of_other_shape(
    folder: Path, chosen: Sequence[Place], there: Mapping[str, Sequence[Place]]
) -> list[Place]:
    """Return the packages, of agencies that are to get one, that are there in the other shape.

    A folder is none of a zip: a package written beside would have a second, empty checklist.
    `there` is as `lying` returns it.
    """
    return [
        there[each.agency.name][0]
        for each in chosen
        if there[each.agency.name] and not _holds(folder / each.path)
    ]


def _ways(loaded: LoadedPlan, *, zipped: bool) -> dict[str, tuple[Place, Place]]:
    """Return where an agency's package may lie, by its name: beside all others, by district."""
    stems = files.file_names(each.name for each in loaded.registry.agencies)
    districts = {
        each.name: loaded.registry.resolve(each.district).name
        for each in loaded.registry.agencies
        if each.district
    }
    districts |= {name: name for name in districts.values()}
    ways = {}
    for each in loaded.registry.agencies:
        stem, name = stems[each.name], f"{stems[each.name]}{ZIP if zipped else ''}"
        district = districts.get(each.name, "")
        below = Path(stems[district], name) if district else Path(name)
        ways[each.name] = (
            Place(each, stem, district, Path(name)),
            Place(each, stem, district, below),
        )
    return ways


def _holds(path: Path) -> bool:
    """Whether there is a package at a path: a district's folder holds folders and zips alone."""
    if path.suffix == ZIP:
        return os.path.lexists(path)
    return any(each.suffix != ZIP and not each.name.startswith(".") for each in _files_in(path))


def _files_in(folder: Path) -> list[Path]:
    """Return the files in a folder, none where there is no such folder; raises `FileError`."""
    if not files.is_folder(folder):
        return []
    try:
        return sorted(each for each in folder.iterdir() if each.is_file())
    except OSError as error:
        raise FileError(
            f"Không đọc được thư mục {quoted(str(folder), 200)} ({reason(error)}); xin quyền đọc"
            " thư mục."
        ) from None


@dataclass(frozen=True, slots=True)
class PackageFile:
    """A file of a package, and what makes it anew of the one that is there."""

    name: str
    renew: Renew


@dataclass(frozen=True, slots=True)
class Written:
    """What became of a file of a package, or why it was left as it was.

    `path` is the file's as the user knows it.
    """

    name: str
    path: Path
    result: WriteResult | None
    error: FileError | None = None


There = Mapping[str, Callable[[], bytes]]
"""The files that a package holds by their names, read when they are asked for."""


class Packages:
    """What goes into the packages of a plan's agencies."""

    def __init__(  # noqa: PLR0913 - all that is to be in them, and how
        self,
        loaded: LoadedPlan,
        documents: Documents,
        edition: Edition,
        formats: Sequence[ChecklistFormat],
        renew_checklist: Callable[[FreshChecklist, Path], Renew],
        *,
        force: bool = False,
        watch: Callable[[Renew], Renew] = lambda renew: renew,
    ) -> None:
        """Take what gives the files; `watch` may look at how calendars are made anew.

        `renew_checklist` returns what makes a checklist anew, given it as it would be today.
        """
        self._documents, self._edition, self._formats = documents, edition, formats
        self._renew_checklist, self._watch, self._force = renew_checklist, watch, force
        self._loaded = loaded
        self._agendas = Agendas(loaded, documents.work)
        markdown = list(formats) == [ChecklistFormat.MARKDOWN]
        self._format = DocumentFormat.MARKDOWN if markdown else DocumentFormat.WORD

    def files(self, place: Place, path: Path, there: There) -> list[PackageFile]:
        """Return the files of a package, of which some may be `there`; raises `FileError`.

        `path` is that of the package as the user knows it.
        """
        agency, stem = place.agency, place.stem
        suffix = self._suffix(stem, there)
        agenda = self._agendas.of(agency)
        checklists = self._checklists(place, path, there)
        calendar = f"{CALENDAR.format(stem)}{SUFFIX}"
        if not agenda.events and calendar not in there:
            calendar = ""
        names = FileNames(
            checklists=checklists,
            plan=f"{PLAN.format(stem)}{suffix}",
            report=f"{REPORT.format(stem)}{suffix}",
            calendar=calendar,
            instructions=self._instructions(stem, suffix, there),
        )
        fresh = self._documents.fresh_checklist(agency)
        made = [PackageFile(each, self._renew_checklist(fresh, path / each)) for each in checklists]
        if calendar:
            renew = renew_calendar(self._edition, agenda, force=self._force)
            made.append(PackageFile(calendar, self._watch(renew)))
        revised = self._revised(there.get(calendar))
        explained = partial(
            instructions_data, self._loaded, self._documents.work, agenda, names, revised
        )
        texts: dict[str, Callable[[], str]] = {
            names.plan: lambda: self._documents.action_plan(agency),
            names.report: lambda: self._documents.report(agency),
            names.instructions: lambda: self._documents.instructions(agency, explained()),
        }
        return [*made, *(self._document(name, text) for name, text in texts.items())]

    def _revised(self, calendar: Callable[[], bytes] | None) -> date | None:
        """Return the day on which the plan was last changed, as the package's calendar has it."""
        edition = self._edition
        with suppress(FileError):  # told where the calendar is written
            edition = edition.not_before(calendar() if calendar else None)
        return edition.revised if edition.revised > edition.document.date else None

    @staticmethod
    def _instructions(stem: str, suffix: str, there: There) -> str:
        """Return the name of the instructions; those of an earlier edition keep theirs."""
        now, before = (
            f"{each.format(stem)}{suffix}" for each in (INSTRUCTIONS, _INSTRUCTIONS_BEFORE)
        )
        return before if before in there and now not in there else now

    def _suffix(self, stem: str, there: There) -> str:
        """Return in what the names of documents end: as they do already, where some are there."""
        for each in DocumentFormat:
            if any(f"{name.format(stem)}{each.suffix}" in there for name in _PAPERS):
                return each.suffix
        return self._format.suffix

    def _checklists(self, place: Place, path: Path, there: There) -> list[str]:
        """Return the names of the checklists: those that are there, else one in each format.

        An agency's checklist is one, and never gets a second beside it in another format; it may
        have been given another name.
        """
        stem = CHECKLIST.format(place.stem)
        fresh = [f"{stem}{each.suffix}" for each in self._formats]
        known = [name for name in (f"{stem}{each}" for each in CARRIERS) if name in there]
        if known:
            return known
        ours = {each.format(place.stem) for each in _PAPERS}
        found = [
            name
            for name in sorted(there)
            if carrier_of(name)
            and Path(name).stem not in ours
            and self._is_of(place.agency, path / name, there[name])
        ]
        if len(found) > 1:
            raise SeveralFilesError(place.agency.name, [path / name for name in found])
        return found or fresh

    def _is_of(self, agency: Agency, path: Path, read: Callable[[], bytes]) -> bool:
        """Whether a file is a checklist of an agency."""
        with suppress(FileError):
            return self._loaded.registry.lookup(read_head(path, read()).agency) == (agency,)
        return False

    def _document(self, name: str, text: Callable[[], str]) -> PackageFile:
        def make() -> bytes:
            document = Document(text(), self._edition.document.date)
            if name.endswith(DocumentFormat.WORD.suffix):
                return word_file(document)
            return document.text.encode()

        return PackageFile(name, renew_sealed(make, force=self._force))


def write_package(
    packages: Packages, place: Place, folder: Path, *, dry: bool = False
) -> list[Written]:
    """Write a package below the folder of all; go on where a file of it must stay as it is.

    With `dry` nothing is written. Raises `FileError` where none of it can be written.
    """
    write = _write_zip if place.path.suffix == ZIP else _write_folder
    if not dry:
        make_folder((folder / place.path).parent)
    return list(write(packages, place, folder, dry=dry))


def held(place: Place, folder: Path) -> list[str]:
    """Return the names of the files of a package that is there; none where there is none.

    What papi kept beside and what systems hide is none. Raises `FileError`.
    """
    path = folder / place.path
    if not _holds(path):
        return []
    if path.suffix == ZIP:
        names = list(_members(files.read_any(path, str(path)), path))
    else:
        names = [each.name for each in _files_in(path)]
    return sorted(each for each in names if not each.startswith(".") and ".bak" not in each)


def _write_folder(
    packages: Packages, place: Place, folder: Path, *, dry: bool = False
) -> Iterator[Written]:
    path = folder / place.path
    if not dry:
        make_folder(path)
    there = {each.name: _reader(each) for each in _files_in(path)}
    for each in packages.files(place, path, there):
        file = path / each.name
        try:
            yield Written(each.name, file, write_renewed(file, each.renew, dry=dry))
        except FileError as error:
            yield Written(each.name, file, None, error)


def _reader(path: Path) -> Callable[[], bytes]:
    return lambda: files.read_any(path, str(path))


def _write_zip(
    packages: Packages, place: Place, folder: Path, *, dry: bool = False
) -> Iterator[Written]:
    """Write a package as a zip; what it holds is kept as files in a folder are."""
    path = folder / place.path
    written: list[Written] = []

    def renew(old: bytes | None, shown: Path) -> Regenerated:
        written.clear()
        members = _members(old, shown)
        there = {name: _holder(data) for name, data in members.items()}
        now = dict(members)
        beside = False
        for each in packages.files(place, shown, there):
            # As a file of an archive is named wherever papi tells of one.
            inside = Path(f"{shown} › {each.name}")
            try:
                made = each.renew(members.get(each.name), inside)
            except FileError as error:
                written.append(Written(each.name, inside, None, error))
                continue
            result = _outcome(inside, members.get(each.name), made)
            written.append(Written(each.name, inside, result))
            if made is not None:
                now[each.name] = made.data
                beside |= made.beside
        data = old if old is not None and now == members else archive(now)
        return Regenerated(data, beside=beside)

    write_renewed(path, renew, dry=dry)
    yield from written


def _holder(data: bytes) -> Callable[[], bytes]:
    return lambda: data


def _members(old: bytes | None, shown: Path) -> dict[str, bytes]:
    if old is None:
        return {}
    try:
        return read_archive(old)
    except UnreadableFileError as error:
        raise left_alone(quoted(str(shown), 200), error.problem) from None


def _outcome(path: Path, old: bytes | None, made: Regenerated | None) -> WriteResult:
    if made is None:
        return WriteResult(Outcome.KEPT)
    if made.data == old:
        return WriteResult(Outcome.SAME)
    return result_of(path, made, Outcome.NEW if old is None else Outcome.CHANGED)


LIST = "danh-sach-gui.xlsx"
NEW_LIST = "danh-sach-gui-moi.xlsx"
"""The list that is written beside one that somebody wrote into."""


def mailing_list(
    loaded: LoadedPlan, work: Work, packages: Sequence[tuple[Place, Sequence[str]]]
) -> bytes:
    """Return the workbook that says what goes to whom: a row for each package and its files.

    `packages` are in the order of the rows.
    """
    from papi_cli.office.workbook import Column, Sheet, render_workbook  # noqa: PLC0415

    document = loaded.plan.document
    rows: list[list[str | int]] = []
    for number, (place, names) in enumerate(packages, 1):
        agency = place.agency
        counts = role_figures(work.answers(agency))
        rows.append(
            [
                number,
                agency.name,
                place.district,
                place.path.as_posix(),
                ", ".join(each.replace(f"-{place.stem}", "") for each in names),
                len(names),
                counts["lead"],
                counts["coordinating"],
                counts["total"],
                len(work.duties(agency)),
                *("" for _ in _FOR_THE_CLERK),
            ]
        )
    files_in_all = sum(len(names) for _, names in packages)
    sheet = Sheet(
        name="Danh sách gửi",
        title=f"Danh sách gói gửi các cơ quan thực hiện {document.type} {document.number}",
        closing=f"{len(rows)} gói, {files_in_all} tệp.",
        columns=[*(Column(*each) for each in _COLUMNS), *map(Column, _FOR_THE_CLERK)],
        rows=rows,
    )
    return render_workbook([sheet], sheet.title, document.date)


_COLUMNS = (
    ("TT", 5),
    ("Cơ quan, đơn vị", 36),
    ("Huyện", 24),
    ("Gói", 44),
    ("Các tệp", 50),
    ("Số tệp", 8),
    ("Chủ trì", 9),
    ("Chỉ phối hợp", 9),
    ("Tổng số nhiệm vụ", 11),
    ("Điểm ngoài bảng", 11),
)
"""Headings and how wide each column may be, in digits."""
_FOR_THE_CLERK = ("Ngày gửi", "Số công văn", "Ký nhận")
"""Columns that stay empty, for who sends the packages."""
