"""What an agency wrote in a form of Word or Excel: which row is which task, whose each word is.

Columns are known by their headings, rows by code and words together, by the one matching of the
plan. What belongs to no task is kept, and what could not be read is named.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from unicodedata import normalize

from papi_cli.checklists.fingerprints import UNSEEN, bare_words, plain_words
from papi_cli.checklists.form import (
    HEADINGS,
    Column,
    Form,
    Identity,
    Prints,
    column_of,
    identity_in,
    is_identity_line,
    line_print,
    prints_of,
    read_opening,
    row_print,
)
from papi_cli.checklists.format import Checklist, Entry, Head, NotAChecklistError, OrphanedEntry
from papi_cli.checklists.items import PlanItem
from papi_cli.checklists.labels import Field, label_of, parted
from papi_cli.checklists.merge import TEXT
from papi_cli.checklists.reading import section_words
from papi_cli.errors import FileError
from papi_cli.office.content import (
    Cell,
    CellKind,
    OfficeFile,
    Paragraph,
    Row,
    Table,
    UnreadableFileError,
)
from papi_cli.plan.pairing import Item, pair
from papi_cli.plan.parts import ORPHANED
from papi_cli.safe_text import markdown_text, quoted


@dataclass(frozen=True, slots=True)
class ReturnedRow:
    r"""A row of a table that has columns of a form.

    `cells` are those of known columns; `extra` are those of others, by their headings. `section`
    is the title of where it stands. `task` is the label of the plan's item that it is, empty for
    none; `printed` tells that its plan's cells stand as they were written, None where the file no
    longer says how that was. `orphaned` tells that the program wrote it, or that it stood under
    `ORPHANED`, and it is none of the plan's.
    """

    row: Row
    cells: Mapping[Column, Cell]
    extra: Mapping[str, Cell]
    section: str
    table: Table
    task: str = ""
    printed: bool | None = None
    orphaned: bool = False

    def text(self, column: Column) -> str:
        """Return the text of a cell, empty where there is no such column."""
        cell = self.cells.get(column)
        return cell.text.strip() if cell else ""

    @property
    def label(self) -> str:
        """The code that is printed in it."""
        return _code(self.text(Column.CODE))

    @property
    def words(self) -> str:
        """The words of the task, without what is printed below them."""
        return self.text(Column.TEXT).split("\n", 1)[0]

    @property
    def bears(self) -> bool:
        """Whether anything was entered in it."""
        return bool(self.extra) or any(
            _is_entered(column, cell) for column, cell in self.cells.items()
        )

    @property
    def name(self) -> str:
        """What a sentence calls it."""
        if self.task or self.label:
            return self.task or self.label
        cells = (*self.cells.values(), *self.extra.values())
        first = next((each.text for each in cells if each.text.strip()), "")
        return quoted(first, 40) if first else f"dòng {self.row.number}"


def _is_entered(column: Column, cell: Cell) -> bool:
    if not column.entered:
        return False
    if column is Column.MARK:
        return bool(mark_of(cell)) or bool(cell.remarks)
    return bool(cell.text.strip() or cell.remarks)


@dataclass(frozen=True, slots=True)
class FormReading:
    """A form taken apart.

    `identity` is None where nothing says whose it is; `lines` are those outside of the tables, of
    which, and of the titles in tables, `own` are the agency's, as they stand. `heads` are the
    rows of headings.
    """

    file: OfficeFile
    identity: Identity | None
    prints: Prints
    rows: tuple[ReturnedRow, ...]
    heads: tuple[Row, ...] = ()
    titles: tuple[tuple[Table, Row, str], ...] = ()
    lines: tuple[str, ...] = ()
    own: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()


def read_form(
    file: OfficeFile,
    items: Mapping[str, PlanItem],
    held: Iterable[str] | None = None,
) -> FormReading:
    """Return a form taken apart, its rows paired with the plan's `items`.

    What is none of those `held`, None for all, is orphaned. Raises `NotAChecklistError` where no
    table has columns for a task and what was done.
    """
    prints = prints_of(file.properties)
    sections = {section_words(each.section) for each in items.values()} - {""}
    found = _Tables(
        lambda line: _is_heading(line, prints, sections), items, printed=bool(prints.lines)
    )
    for block in file.blocks:
        if isinstance(block, Paragraph):
            found.line(block.text)
        else:
            found.table(block)
    if not found.rows and not found.heads:
        raise NotAChecklistError(
            "không có bảng nào với các cột «Mã số» hay «Nhiệm vụ» và «Kết quả»"
        )
    reading = FormReading(
        file,
        identity_in(file.properties, found.lines),
        prints,
        tuple(_assigned(found.rows, items, held, prints)),
        tuple(found.heads),
        tuple(found.titles),
        tuple(found.lines),
        remarks=(*file.remarks, *found.remarks),
    )
    return replace(reading, own=tuple(_own_lines(reading, items)))


def head_of(file: OfficeFile) -> Head:
    """Return whose a form of papi's is; raises `NotAChecklistError` for a table of an agency's."""
    identity = read_form(file, {}).identity
    if identity is None:
        raise NotAChecklistError("không phải là danh mục nhiệm vụ do papi viết")
    return identity.head


def unreadable(shown: str, error: UnreadableFileError) -> FileError:
    """Return what ends the reading of a file that no library may open, as a sentence."""
    return FileError(f"Tệp {quoted(shown, 200)} {error.problem}; {error.advice}.")


_FIRST_ROWS = 60
"""Within so many rows a table's headings stand."""


def _is_heading(line: str, prints: Prints, sections: Collection[str]) -> bool:
    """Whether a line above a table is the title of its rows, not just words of the agency's."""
    known = line_print(line) in prints.lines or section_words(line) in sections
    return known or is_orphaned_title(line)


def is_orphaned_title(title: str) -> bool:
    """Whether below a title stands what is no longer in the plan."""
    return bare_words(title) == _ORPHANED


_ORPHANED = bare_words(ORPHANED)


class _Tables:
    """The tables of a file, row by row.

    `is_heading` tells whether a line is a title of the plan's, `labels` are those of its items,
    `printed` tells whether the file knows what the program printed in it.
    """

    def __init__(
        self, is_heading: Callable[[str], bool], labels: Collection[str], *, printed: bool
    ) -> None:
        self._is_heading, self._labels, self._printed = is_heading, labels, printed
        self._above = ""
        self._columns: Columns = {}
        self._section = ""
        self.rows: list[ReturnedRow] = []
        self.heads: list[Row] = []
        self.titles: list[tuple[Table, Row, str]] = []
        self.lines: list[str] = []
        self.remarks: list[str] = []

    def line(self, text: str) -> None:
        """Take a line outside of the tables of a form."""
        if text.strip():
            self._above = text.strip()
            self.lines.append(self._above)

    def table(self, table: Table) -> None:
        """Take a table: rows of a form from its headings on, else lines."""
        at, columns = _headed(table)
        goes_on = not columns and self._goes_on(table)
        if goes_on:
            at, columns = -1, self._columns
        for row in table.rows[: max(at, 0)]:
            self.line(_joined_cells(row))
            self._remark(row)
        above, self._above = self._above, ""
        if not columns:
            return
        titled = bool(above) and self._is_heading(above)
        section = above if titled else self._section if goes_on else ""
        self._columns = columns
        if not goes_on:
            self._head(table.rows[at])
        for row in table.rows[at + 1 :]:
            if _is_head(row, columns):
                self._head(row)
            elif (title := _title(row, columns)) is not None and self._is_title(title, row):
                section = title
                self.titles.append((table, row, title))
            elif not row.blank and not _is_numbers(row):
                self.rows.append(_row(table, row, columns, section))
        self._section = section

    def _is_title(self, title: str, row: Row) -> bool:
        """Whether a row with one text is a title, not a row that the agency added.

        Where nothing tells what was printed, one that begins at the margin is.
        """
        at_margin = bool(row.cells[0].text.strip())
        return self._is_heading(title) or (at_margin and not self._printed)

    def _goes_on(self, table: Table) -> bool:
        """Whether a table is the rest of the one above it, cut off below its headings."""
        code = next((at for at, each in self._columns.items() if each is Column.CODE), None)
        return code is not None and any(
            _code(row.cells[code].text) in self._labels
            for row in table.rows[:_FIRST_ROWS]
            if len(row.cells) > code
        )

    def _head(self, row: Row) -> None:
        self.heads.append(row)
        self._remark(row)

    def _remark(self, row: Row) -> None:
        """Take what is to be told of a row that is no task's."""
        told = dict.fromkeys(remark for cell in row.cells for remark in cell.remarks)
        self.remarks += (f"{each} (ở dòng {row.number})" for each in told)


Columns = Mapping[int, Column | str]
"""What the cells of a table are by their places: a column of a form, or a heading of its own."""


def _headed(table: Table) -> tuple[int, Columns]:
    """Return at which row the headings of a form stand, and the columns; none for no form."""
    for at, row in enumerate(table.rows[:_FIRST_ROWS]):
        columns = columns_of(row)
        kinds = set(columns.values())
        if kinds & {Column.CODE, Column.TEXT} and kinds & {
            Column.RESULT,
            Column.LEVEL,
            Column.MARK,
        }:
            return at, columns
    return len(table.rows), {}


def columns_of(row: Row) -> Columns:
    """Return what the cells of a row of headings are for, by their places."""
    columns: dict[int, Column | str] = {}
    seen: set[Column] = set()
    for at, cell in enumerate(row.cells):
        heading = " ".join(cell.text.split())
        column = column_of(heading)
        if column and (column not in seen or column in {Column.ROLE, Column.PLAN}):
            columns[at] = column
            seen.add(column)
        elif heading:
            # Two of the same heading are two columns.
            twice = heading in columns.values()
            columns[at] = f"{heading} ({at + 1})" if twice else heading
    return columns


def _is_head(row: Row, columns: Columns) -> bool:
    """Whether a row repeats the headings."""
    first = min(columns)
    heading = " ".join(row.cells[first].text.split()) if first < len(row.cells) else ""
    # Most rows differ in their first cell: the others need not be looked at.
    return columns[first] in {column_of(heading), heading} and columns_of(row) == columns


_NUMBERS = re.compile(r"\(?\d{1,2}\)?")


def _is_numbers(row: Row) -> bool:
    """Whether a row only numbers the columns."""
    texts = [each.text.strip() for each in row.cells if each.text.strip()]
    return len(texts) > 2 and all(map(_NUMBERS.fullmatch, texts))  # noqa: PLR2004


def _title(row: Row, columns: Columns) -> str | None:
    """Return the title that a row is, over the rows below it; None for a row of a task."""
    told = [(at, each) for at, each in enumerate(row.cells) if each.text.strip()]
    if len(told) != 1 or any(each.remarks for each in row.cells):
        return None
    at, cell = told[0]
    column = columns.get(at)
    if isinstance(column, Column) and column.entered:
        return None
    if at == 0 or column in {Column.CODE, Column.TEXT}:
        text = cell.text.strip()
        return None if column is Column.CODE and " " not in text else text
    return None


def _row(table: Table, row: Row, columns: Columns, section: str) -> ReturnedRow:
    cells: dict[Column, Cell] = {}
    extra: dict[str, Cell] = {}
    for at, cell in enumerate(row.cells):
        column = columns.get(at, "")
        if isinstance(column, Column):
            cells[column] = _joined_cell(cells[column], cell) if column in cells else cell
        elif cell.text.strip() or cell.remarks:
            extra[column or f"cột thứ {at + 1}"] = cell
    own = cells.get(Column.SECTION)
    return ReturnedRow(row, cells, extra, own.text.strip() if own else section, table)


def _joined_cell(one: Cell, other: Cell) -> Cell:
    text = "\n".join(filter(None, (one.text, other.text)))
    return replace(one, text=text, remarks=(*one.remarks, *other.remarks))


def _joined_cells(row: Row) -> str:
    return "\n".join(each.text.strip() for each in row.cells if each.text.strip())


_DECIMAL_COMMA = re.compile(r"(?<=\d),(?=\d)")


def _code(text: str) -> str:
    code = normalize("NFC", " ".join(text.translate(UNSEEN).split())).rstrip(".)")
    return _DECIMAL_COMMA.sub(".", code)  # a number of Excel's is written with a comma


# Which task a row is


def _assigned(
    rows: Sequence[ReturnedRow],
    items: Mapping[str, PlanItem],
    held: Iterable[str] | None,
    prints: Prints,
) -> Iterator[ReturnedRow]:
    """Yield rows that know which of the plan's items they are."""
    labels = list(items)
    kept = set(labels if held is None else held)
    olds = [_old_item(each, items) for each in rows]
    news = [
        Item(label, bare_words(each.text), plain_words(each.section))
        for label, each in items.items()
    ]
    paired = pair(olds, news, complete=False)
    for at, each in enumerate(rows):
        printed = row_print(_plan_cells(each)) in prints.rows if prints.rows else None
        label = labels[paired[at]] if at in paired else ""
        if label in kept:
            yield replace(each, task=label, printed=printed)
        else:
            gone = bool(label or printed or is_orphaned_title(each.section))
            yield replace(each, printed=printed, orphaned=gone)


def _plan_cells(row: ReturnedRow) -> dict[Column, str]:
    return {column: cell.text for column, cell in row.cells.items()}


def _old_item(row: ReturnedRow, items: Mapping[str, PlanItem]) -> Item:
    """Return what a row says of itself; where its words are gone, its code alone tells."""
    label, text = row.label, bare_words(row.words)
    if label in items:
        whole = bare_words(row.text(Column.TEXT))
        known = bare_words(items[label].text)
        if not text or whole == known:
            text = known
    return Item(label, text, _section_of(row, items))


def _section_of(row: ReturnedRow, items: Mapping[str, PlanItem]) -> str:
    """Return the words of the section that a row says it stands in, empty where nobody knows.

    Under the title of another section than that of its code it was put by a hand.
    """
    own = items[row.label].number if row.label in items else ""
    number = row.section.split(" ", 1)[0].rstrip(".")
    moved = own and number != own and number in {each.number for each in items.values()}
    return "" if moved or is_orphaned_title(row.section) else section_words(row.section)


# What it says


_BOXES = "☐□⬜❏❑▢"
_MARKED = {"☒": "x", "☑": "x", "🗹": "x", "🗷": "x", "■": "x"}


def mark_of(cell: Cell) -> str:
    """Return what stands in a box: a sign or words as typed, empty for an empty box."""
    shown = cell.text.translate({ord(each): None for each in _BOXES}).strip()
    return _MARKED.get(shown, shown)


def _entry(row: ReturnedRow) -> Entry:
    """Return what an agency says in a row, in Markdown where an entry is."""
    cell = row.cells.get(Column.MARK)
    fields: dict[Field, list[str]] = {each: [] for each in Field}
    for column, each in _FIELDS.items():
        _sort_lines(row.text(column), each, fields)
    whole = {each: "\n".join(lines).strip("\n") for each, lines in fields.items()}
    difficulty, proposal = parted(whole[Field.DIFFICULTIES])
    return Entry(
        mark_of(cell) if cell else "",
        as_markdown(whole[Field.RESULT]),
        *(" ".join(whole[each].split()) for each in (Field.LEVEL, Field.NUMBER, Field.COMPLETED)),
        *(
            as_markdown("\n".join(filter(None, (one, own))))
            for one, own in (
                (difficulty, whole[Field.DIFFICULTY]),
                (proposal, whole[Field.PROPOSAL]),
            )
        ),
    )


_FIELDS = {
    Column.LEVEL: Field.LEVEL,
    Column.RESULT: Field.RESULT,
    Column.NUMBER: Field.NUMBER,
    Column.COMPLETED: Field.COMPLETED,
    Column.DIFFICULTIES: Field.DIFFICULTIES,
    Column.DIFFICULTY: Field.DIFFICULTY,
    Column.PROPOSAL: Field.PROPOSAL,
}
"""What is entered in a column, but where a label in the cell says otherwise."""


def _sort_lines(text: str, own: Field, fields: dict[Field, list[str]]) -> None:
    """Add the lines of a cell to the fields that their labels name; without one to its `own`.

    A label inside a cell for difficulties is left there: `parted` reads it.
    """
    current = own
    for line in text.split("\n"):
        label = label_of(line)
        if own in {Field.DIFFICULTIES, Field.DIFFICULTY, Field.PROPOSAL} or label is None:
            fields[current].append(line)
            continue
        current = label.field
        fields[current].append(label.behind.strip())
        if label.field in {Field.LEVEL, Field.NUMBER, Field.COMPLETED} and label.behind.strip():
            current = own


_POINT = re.compile(r"(?:[-*+•–]|\d{1,3}[.)])\s")
_OPENS = re.compile(r"#{1,6}(?:\s|\Z)|[>|]|[=-]{1,200}\s{0,9}\Z|[+-]\s|\d{1,9}[.)]")


def as_markdown(text: str) -> str:
    """Return the text of a cell in Markdown: lines stay lines, nothing in it is markup."""
    lines = [" ".join(markdown_text(each).split()) for each in text.split("\n")]
    parts: list[str] = []
    before = ""
    for line in filter(None, lines):
        point = bool(_POINT.match(line))
        shown = line if point or not _OPENS.match(line) else f"\\{line}"
        if parts:
            parts.append("\n" if point and _POINT.match(before) else "\n\n")
        parts.append(shown)
        before = line
    return "".join(parts)


def checklist_of(reading: FormReading, items: Mapping[str, PlanItem]) -> Checklist:
    """Return what an agency wrote in a form."""
    entries: dict[str, tuple[Entry, ...]] = {}
    for each in reading.rows:
        if each.task:
            entries[each.task] = (*entries.get(each.task, ()), _entry(each))
    tasks = [each for each in reading.rows if each.task]
    opening = read_opening(reading.lines)
    return Checklist(
        _head(reading),
        entries,
        orphaned=tuple(
            OrphanedEntry(
                each.label, each.text(Column.TEXT), _entry(each), is_orphaned_title(each.section)
            )
            for each in reading.rows
            if each.orphaned and each.bears
        ),
        others=(
            *map(as_markdown, reading.own),
            *_rows_of_its_own(reading.rows),
            *_extra_words(reading.rows),
        ),
        held=frozenset(entries),
        intact=True,
        opening=opening.date,
        printed=len({each.label for each in reading.rows if each.task or each.orphaned}),
        changed=frozenset(each.task for each in tasks if _is_reworded(each, items)),
        facts={
            each.task: facts_of(each.text(Column.ROLE), each.text(Column.DEADLINE))
            for each in tasks
        },
        repeated=repeated_in(reading),
        slips={each.task: each.row.number for each in tasks if each.printed is False},
        remarks=tuple(_remarks(reading, items)),
        doubts={each.task: told for each in tasks if (told := tuple(_doubts(each)))},
        claims=() if reading.identity else reading.lines,
    )


def _head(reading: FormReading) -> Head:
    if reading.identity:
        return reading.identity.head
    opening = read_opening(reading.lines)
    return Head(opening.plan or _numbered(reading.lines), opening.agency, date=opening.date)


_PLAN_NUMBER = re.compile(r"\b\d{1,6}/KH-[^\W\d_]{1,20}(?:-[^\W\d_]{1,20})?")


def _numbered(lines: Iterable[str]) -> str:
    """Return the number of a plan that lines name, empty for none."""
    return next((found[0] for each in lines if (found := _PLAN_NUMBER.search(each))), "")


def _is_reworded(row: ReturnedRow, items: Mapping[str, PlanItem]) -> bool:
    """Whether the words that the program printed are no longer those of the plan's task."""
    text = bare_words(items[row.task].text)
    differs = bare_words(row.words) != text and bare_words(row.text(Column.TEXT)) != text
    return differs and row.printed is not False


def facts_of(role: str, deadline: str) -> dict[str, str]:
    """Return what the cells for role and deadline say, as `Checklist.facts` has it."""
    named = {
        "Vai trò": bare_words(role.split("\n", maxsplit=1)[0]),
        "Thời gian": bare_words(deadline),
    }
    return {name: value for name, value in named.items() if value}


def repeated_in(reading: FormReading) -> dict[str, list[int]]:
    """Return the plan's tasks that stand several times, with the numbers of their rows."""
    places: dict[str, list[int]] = {}
    for each in reading.rows:
        if each.task:
            places.setdefault(each.task, []).append(each.row.number)
    return {label: numbers for label, numbers in places.items() if len(numbers) > 1}


def changes_since(reading: FormReading, form: Form) -> tuple[tuple[str, str], ...]:
    """Return what of tasks that bear something is no longer as a file prints it.

    By their labels: `TEXT`, or a key of `facts_of`. What the agency edited itself is left out.
    """
    fresh = {row.label: row for row in form.rows}
    told: dict[tuple[str, str], None] = {}
    for each in reading.rows:
        if not (each.task and each.bears) or each.printed is False:
            continue
        now = fresh[each.task]
        if bare_words(now.text) not in map(bare_words, (each.words, each.text(Column.TEXT))):
            told[each.task, TEXT] = None
        facts = facts_of(now.role, now.deadline)
        before = facts_of(each.text(Column.ROLE), each.text(Column.DEADLINE))
        told |= {(each.task, name): None for name in before if before[name] != facts.get(name, "")}
    return tuple(told)


def _rows_of_its_own(rows: Iterable[ReturnedRow]) -> Iterator[str]:
    """Yield rows that are no task of the plan's and never were, a paragraph each."""
    for each in rows:
        if not (each.task or each.orphaned):
            named = " ".join(filter(None, map(each.text, (Column.CODE, Column.TEXT))))
            said = "; ".join(_named_cells(each))
            yield markdown_text(" – ".join(" ".join(one.split()) for one in (named, said) if one))


def _named_cells(row: ReturnedRow) -> Iterator[str]:
    """Yield what stands in a row beside its code and its words, with the heading of its column.

    A row that has one cell alone is no row of a table: its words stand for themselves.
    """
    cells = [
        (HEADINGS.get(at, ""), mark_of(cell) if at is Column.MARK else cell.text)
        for at, cell in row.cells.items()
        if at not in {Column.CODE, Column.TEXT}
    ]
    cells += [(heading, cell.text) for heading, cell in row.extra.items()]
    having = [(heading, text) for heading, text in cells if text.strip()]
    alone = len(having) == 1 and not (row.text(Column.CODE) or row.text(Column.TEXT))
    for heading, text in having:
        yield text if alone or not heading else f"{heading}: {text}"


def _extra_words(rows: Iterable[ReturnedRow]) -> Iterator[str]:
    """Yield what stands in columns of the agency's own beside tasks, a paragraph each."""
    for each in rows:
        if each.task or each.orphaned:
            for heading, cell in each.extra.items():
                if cell.text.strip():
                    words = " ".join(cell.text.split())
                    yield f"**{markdown_text(f'{each.name}, {heading}')}**: {markdown_text(words)}"


def _doubts(row: ReturnedRow) -> Iterator[str]:
    """Yield why a person should look again at what a row was read as."""
    mark = row.cells.get(Column.MARK)
    glyph = mark.text.strip() if mark else ""
    drawn = glyph in {*_BOXES, *_MARKED}  # a sign that was typed into the box is plain
    if mark and drawn and mark.ticked is not None and mark.ticked != bool(mark_of(mark)):
        pressed, shown = ("đã bấm", "trống") if mark.ticked else ("chưa bấm", "có dấu")
        yield f"ô «Xong» {pressed} nhưng hiện ra {shown}, đọc như hiện ra"
    for column in (Column.RESULT, Column.NUMBER):
        cell = row.cells.get(column)
        if cell and cell.kind is CellKind.DAY:
            yield f"ô «{cell.text}» là ngày tháng, có thể là số bị Excel đổi"
    for column, cell in row.cells.items():
        if column.entered and cell.kind is CellKind.FORMULA:
            yield f"ô có công thức «{cell.text}», được đọc như chữ, không tính ra"
    for column, cell in row.cells.items():
        yield from cell.remarks if column.entered else ()


def _own_lines(reading: FormReading, items: Mapping[str, PlanItem]) -> Iterator[str]:
    """Yield the lines outside of tables that are the agency's."""
    if reading.identity is None or not reading.prints.lines:
        return  # without them, the program's own cannot be told
    sections = {bare_words(section_words(each.section)) for each in items.values()}
    for line in (*reading.lines, *(title for _, _, title in reading.titles)):
        known = line_print(line) in reading.prints.lines or is_identity_line(line)
        known = known or is_orphaned_title(line)
        if not known and bare_words(section_words(line)) not in sections:
            yield line


_NAMED = 6


def _remarks(reading: FormReading, items: Mapping[str, PlanItem]) -> Iterator[str]:
    """Yield what is to be told of a file, each to go on from «Tệp …»."""
    if reading.identity is None:
        yield "không phải mẫu do papi lập; được đọc theo các cột nhận ra"
    yield from reading.remarks
    told: dict[str, list[str]] = {}
    for each in reading.rows:
        for cell in (*each.cells.values(), *each.extra.values()):
            for remark in cell.remarks:
                told.setdefault(remark, []).append(each.name)
    for remark, names in told.items():
        yield f"{remark} (ở {_listed(names)})"
    strange = [each.name for each in reading.rows if not (each.task or each.orphaned)]
    if strange:
        number = len(strange)
        yield f"có {number} dòng không phải nhiệm vụ của kế hoạch, không tính: {_listed(strange)}"
    columns = Counter(heading for each in reading.rows for heading in each.extra)
    for heading, number in columns.items():
        yield f"có cột {quoted(heading)} ngoài mẫu, ghi ở {number} dòng: giữ lại, không tính"
    if reading.identity and not reading.prints.rows:
        differing = [each.task for each in reading.rows if each.task and _is_reworded(each, items)]
        if differing:
            yield (
                f"có chữ của nhiệm vụ khác kế hoạch hiện nay ở {_listed(differing)} (cơ quan sửa,"
                " hoặc kế hoạch đã đổi)"
            )


def _listed(names: Sequence[str]) -> str:
    shown = list(dict.fromkeys(names))
    return ", ".join(shown[:_NAMED]) + (" …" if len(shown) > _NAMED else "")
