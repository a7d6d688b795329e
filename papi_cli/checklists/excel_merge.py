"""An Excel form written afresh with all that an agency entered in the old one.

What a fresh sheet cannot hold makes it leave the file as it was.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from unicodedata import normalize

from papi_cli.checklists.excel_form import Entered, EnteredRow, Value, excel_form, printed_rows
from papi_cli.checklists.fingerprints import bare_words
from papi_cli.checklists.form import (
    EXCEL_COLUMNS,
    HEADINGS,
    Column,
    Form,
    is_identity_line,
    line_print,
)
from papi_cli.checklists.form_reading import (
    Columns,
    FormReading,
    ReturnedRow,
    changes_since,
    checklist_of,
    columns_of,
    is_orphaned_title,
    read_form,
)
from papi_cli.checklists.fresh import Regenerated
from papi_cli.checklists.items import PlanItem
from papi_cli.errors import FileError
from papi_cli.office.content import Cell, CellKind, OfficeFile, Row
from papi_cli.plan.parts import ORPHANED
from papi_cli.safe_text import quoted
from papi_cli.vietnamese.deadline import day
from papi_cli.vietnamese.words import alike


def regenerated(
    form: Form, data: bytes, file: OfficeFile, shown: str, items: Mapping[str, PlanItem]
) -> Regenerated:
    """Return `form` with what was entered in a file, whose bytes are `data`.

    They are returned where they print the same. Raises `NotAChecklistError`, and `FileError`
    where a fresh sheet could not hold what is in it.
    """
    reading = read_form(file, items, {row.label for row in form.rows})
    old = _Old(reading, form)
    if old.is_current:
        return Regenerated(data)
    if kept := next(_not_carried(reading), ""):
        raise FileError(
            f"Tệp {quoted(shown, 200)} {kept} mà bản viết lại không giữ được nên được để nguyên;"
            " thay công thức bằng giá trị, chuyển phần khác sang tệp khác rồi chạy lại."
        )
    found = checklist_of(reading, items)
    return Regenerated(
        excel_form(form, old.entered()),
        tuple(row.label for row in reading.rows if _is_lost(row)),
        changes_since(reading, form),
        found.repeated,
        found.slips,
        found.remarks,
        beside=True,
    )


def _is_lost(row: ReturnedRow) -> bool:
    """Whether a row bears something of a task that is not among the plan's since now."""
    return row.orphaned and row.bears and not is_orphaned_title(row.section)


def _not_carried(reading: FormReading) -> Iterator[str]:
    """Yield what a fresh sheet cannot hold, each to go on from «Tệp …»."""
    yield from reading.remarks
    forms = {row.table.name for row in reading.rows}
    others = [each for each in reading.file.tables if each.rows and each.name not in forms]
    if not forms:
        others = others[1:]
    if others or len(forms) > 1:
        names = [each.name for each in others] or sorted(forms)[1:]
        yield f"có trang tính khác ({', '.join(map(quoted, names))})"
    for row in reading.rows:
        for cell in row.row.cells:
            for remark in cell.remarks:
                yield f"{remark} (ở {row.name})"
            if cell.kind is CellKind.FORMULA:
                yield f"có công thức {quoted(cell.text)} (ở {row.name})"


@dataclass(frozen=True, slots=True)
class _Places:
    """Where in a row the columns of a form stand, and those of the agency's own by headings."""

    known: Mapping[Column, int]
    extra: Mapping[str, int]


def _places(heads: Sequence[Row], width: int) -> _Places:
    """Return the places of all columns of a table that has rows of `width` cells."""
    columns: Columns = columns_of(heads[0]) if heads else {}
    texts = [" ".join(each.text.split()) for each in heads[0].cells] if heads else []
    known: dict[Column, int] = {}
    for at, column in columns.items():
        if isinstance(column, Column) and column in EXCEL_COLUMNS:
            own = texts[at] == HEADINGS[column]
            known[column] = at if own else known.get(column, at)
    extra: dict[str, int] = {}
    taken = set(known.values())
    for at in range(max(width, len(texts))):
        if at not in taken:
            heading = texts[at] if at < len(texts) else ""
            heading = heading or f"cột thứ {at + 1}"
            extra[heading if heading not in extra else f"{heading} ({at + 1})"] = at
    return _Places(known, extra)


class _Old:
    """A form that came back, beside what is to be printed now."""

    def __init__(self, reading: FormReading, form: Form) -> None:
        self._reading, self._form = reading, form
        width = max((len(each.row.cells) for each in reading.rows), default=0)
        self._places = _places(reading.heads, width)
        self._lines = [*reading.lines, *(title for _, _, title in reading.titles)]

    @property
    def is_current(self) -> bool:
        """Whether it prints what is to be printed, wherever that stands."""
        return self._has_lines() and self._has_rows()

    def _has_lines(self) -> bool:
        printed = set(map(_plain, self._printed_lines()))
        found = set(map(_plain, self._lines))
        stale = (each for each in self._lines if self._is_programs(each))
        return printed <= found and all(_plain(each) in printed for each in stale)

    def _printed_lines(self) -> Sequence[str]:
        form = self._form
        return [form.title, *form.paragraphs, form.identity]

    def _is_programs(self, line: str) -> bool:
        """Whether a line outside of the table is not the agency's."""
        prints = self._reading.prints.lines
        if prints:
            return line_print(line) in prints or is_identity_line(line)
        return is_identity_line(line) or any(
            _beginning(line) == _beginning(each) or alike(line, each) >= _ALIKE
            for each in self._printed_lines()
        )

    def _has_rows(self) -> bool:
        printed = {
            row.label: {column: _plain(text) for column, text in cells.items()}
            for row, cells in printed_rows(self._form)
        }
        seen = set()
        for row in self._reading.rows:
            if row.task:
                seen.add(row.task)
                cells = {each: _plain(self._text(row, each)) for each in printed[row.task]}
                if cells != printed[row.task]:
                    return False
            elif row.orphaned and not (is_orphaned_title(row.section) and row.bears):
                return False
        return seen == set(printed)

    def _text(self, row: ReturnedRow, column: Column) -> str:
        at = self._places.known.get(column)
        return _cell(row.row, at).text if at is not None else ""

    def entered(self) -> Entered:
        """Return what the agency put into it."""
        tasks: dict[str, list[EnteredRow]] = {}
        orphaned, own = [], []
        for row in self._reading.rows:
            if row.task:
                said = self._row(row, [each for each in EXCEL_COLUMNS if each.entered])
                if said.bears and said not in tasks.setdefault(row.task, []):
                    tasks[row.task].append(said)
                continue
            whole = self._row(row, EXCEL_COLUMNS)
            if not row.orphaned:
                own.append(whole)
            elif row.bears:
                section = {Column.SECTION: ORPHANED}
                orphaned.append(EnteredRow({**whole.cells, **section}, whole.extra))
        rows = [*(each for rows in tasks.values() for each in rows), *orphaned, *own]
        headings = [
            each
            for each in self._places.extra
            if self._is_headed(each) or any(row.extra.get(each) for row in rows)
        ]
        notes = [each for each in self._lines if not self._is_programs(each)]
        return Entered(tasks, orphaned, own, notes, headings)

    def _is_headed(self, heading: str) -> bool:
        head = self._reading.heads[0] if self._reading.heads else Row(0, ())
        return bool(_cell(head, self._places.extra[heading]).text.strip())

    def _row(self, row: ReturnedRow, columns: Iterable[Column]) -> EnteredRow:
        known, extra = self._places.known, self._places.extra
        return EnteredRow(
            {each: _value(each, _cell(row.row, known[each])) for each in columns if each in known},
            {heading: _cell(row.row, at).text for heading, at in extra.items()},
        )


_ALIKE = 0.6


def _beginning(line: str) -> str:
    """Return the words before the colon of a line, the line where it has none."""
    return bare_words(line.split(":", 1)[0])


def _plain(text: str) -> str:
    return " ".join(normalize("NFC", text).split())


def _cell(row: Row, at: int) -> Cell:
    return row.cells[at] if at < len(row.cells) else Cell()


def _value(column: Column, cell: Cell) -> Value:
    """Return what a cell holds: a day, which somewhere else than in its column is asked about.

    Else its text.
    """
    if column.entered and cell.kind is CellKind.DAY and " " not in cell.text:
        return day(cell.text) or cell.text
    return cell.text
