"""A form in Word written anew where it stands: only what differs from a fresh one is touched.

Rows keep all that an agency put into them; what a row cannot keep for certain ends it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from typing import Any

from papi_cli.checklists.fingerprints import bare_words
from papi_cli.checklists.form import (
    Column,
    Form,
    FormRow,
    FormSection,
    column_of,
    is_identity_line,
    line_print,
)
from papi_cli.checklists.form_reading import (
    FormReading,
    ReturnedRow,
    changes_since,
    is_orphaned_title,
    read_form,
    repeated_in,
)
from papi_cli.checklists.format import NotAChecklistError
from papi_cli.checklists.fresh import Regenerated
from papi_cli.checklists.items import PlanItem
from papi_cli.checklists.reading import section_words
from papi_cli.checklists.word_form import (
    END,
    HEADING,
    IDENTITY,
    LAYOUT,
    LEAD,
    PRINTED_HEADINGS,
    TITLE,
    Layout,
    grouped,
    new_group_row,
    new_paragraph,
    new_paragraphs,
    new_row,
    new_table,
)
from papi_cli.errors import FileError
from papi_cli.office.content import OfficeFile, Paragraph, Table
from papi_cli.office.word_edit import (
    add_comment,
    cell_width,
    continues_merge,
    holds_more,
    in_merge,
    is_merged,
    saved,
    serialized,
    set_paragraphs,
    set_text,
    tag,
    without_anchors,
)
from papi_cli.plan.parts import ORPHANED
from papi_cli.safe_text import quoted

_TABLE, _ROW, _PARAGRAPH = tag("w:tbl"), tag("w:tr"), tag("w:p")
_PLAN = (Column.CODE, Column.TEXT, Column.ROLE, Column.DEADLINE)


def regenerated(
    form: Form, data: bytes, file: OfficeFile, shown: str, items: Mapping[str, PlanItem]
) -> Regenerated:
    """Return the old form `file`, of the bytes `data`, edited to print what the fresh `form` does.

    `items` are the plan's by their labels. Where nothing is to be edited, the bytes are the same.
    Raises `NotAChecklistError`, and `FileError` where something could not be kept for certain.
    """
    reading = read_form(file, items, [row.label for row in form.rows])
    if reading.identity is None:
        raise NotAChecklistError("không phải mẫu do papi lập")
    before = serialized(file.source.element)
    editing = _Editing(form, reading, shown)
    editing.run()
    fresh = form.properties
    stored = {name: value for name, value in file.properties.items() if _is_own(name)}
    same = serialized(file.source.element) == before
    return Regenerated(
        data if same and stored == fresh else saved(file.source, fresh),
        tuple(editing.orphaned),
        changes_since(reading, form),
        repeated_in(reading),
        editing.slips,
        tuple(editing.remarks()),
    )


def _is_own(name: str) -> bool:
    return name == "papi" or name.startswith("papi-")


class _Editing:
    """A form in Word while it is edited."""

    def __init__(self, form: Form, reading: FormReading, shown: str) -> None:
        self._form, self._reading, self._shown = form, reading, shown
        self._document = reading.file.source
        self._body = self._document.element.body
        self._fresh = {row.label: row for row in form.rows}
        stored = {name: each for name, each in reading.file.properties.items() if _is_own(name)}
        self._settled = stored == form.properties
        """Whether the plan prints what it printed: then rows stand where the agency wants them."""
        self._rows: dict[str, Any] = {}
        """Where each task stands: the first place that is not among what is orphaned."""
        for below in (False, True):
            for each in reading.rows:
                if each.task and is_orphaned_title(each.section) == below:
                    self._rows.setdefault(each.task, each.row.source)
        self._heads: dict[Any, Any] = {}
        """The first row of headings of each table, and these headings with their widths."""
        self._columns: dict[Any, tuple[str, ...]] = {}
        self._layouts: dict[Any, Layout] = {}
        for row in reading.heads:
            table = _table_of(row.source)
            if table not in self._heads:
                self._heads[table] = row.source
                self._columns[table] = tuple(bare_words(each.text) for each in row.cells)
                self._layouts[table] = tuple(
                    (column_of(" ".join(each.text.split())), cell_width(each.source))
                    for each in row.cells
                    if each.source is not None
                )
        self._titles = [(each.source, row.source, title) for each, row, title in reading.titles]
        self._above = dict(_headings(reading.file, self._heads, form))
        self._tables = self._sections_of_tables()
        self._kept_texts: list[str] = []
        self.orphaned: list[str] = []
        self.slips: dict[str, int] = {}

    def run(self) -> None:
        """Edit the document."""
        for row in self._reading.rows:
            if row.task:
                self._write_plan(row, self._fresh[row.task])
        for row in self._reading.rows:
            if row.orphaned and not is_orphaned_title(row.section):
                self._orphan(row)
        for at, section in enumerate(self._form.sections):
            self._arrange(at, section)
        if not self._settled:
            self._drop_empty()
        self._write_lines()

    def remarks(self) -> Iterator[str]:
        """Yield what is to be told of the file, each to go on from «Tệp …»."""
        names = list(dict.fromkeys(self._kept_texts))
        if names:
            yield (
                f"có chữ ở các cột của kế hoạch khác kế hoạch ({', '.join(names[:_NAMED])}"
                f"{' …' if len(names) > _NAMED else ''}): đã ghi lại chữ của kế hoạch, chữ cũ giữ"
                " trong nhận xét (comment) của ô"
            )

    def _unsettled(self, what: str, advice: str) -> FileError:
        return FileError(
            f"Tệp {quoted(self._shown, 200)} có {what}, chương trình không viết lại được chắc chắn"
            f" nên để nguyên; {advice} rồi chạy lại."
        )

    # The plan's cells

    def _write_plan(self, row: ReturnedRow, fresh: FormRow) -> None:
        """Give a row the plan's words; what stood there is kept as a comment if the agency's."""
        for column in _PLAN:
            cell, text = row.cells.get(column), fresh.cells[column]
            if cell is None or bare_words(cell.text) == bare_words(text):
                continue
            if cell.source is None or is_merged(cell.source) or _has_table(cell.source):
                raise self._unsettled(
                    f"ô gộp hay bảng lồng trong cột của kế hoạch ở dòng {quoted(row.name)}",
                    "bỏ gộp ô, bỏ bảng lồng",
                )
            set_paragraphs(cell.source, new_paragraphs(column, text))
            if not row.printed and cell.text.strip():
                add_comment(self._document, cell.source, f"{_WAS}{cell.text.strip()}")
                self._kept_texts.append(row.name)
            if row.printed is False:
                self.slips[row.task] = row.row.number

    # What is no longer in the plan

    def _orphan(self, row: ReturnedRow) -> None:
        """Take a row out of its table, to what is orphaned if it holds anything."""
        source = row.row.source
        self._check_movable(source)
        if row.bears or row.printed is False or holds_more(source):
            self._orphaned_table(source).append(source)
        else:
            source.getparent().remove(source)
        if row.bears:
            self.orphaned.append(row.label)

    def _check_movable(self, row: Any) -> None:
        if row.getparent().tag != _TABLE or in_merge(row):
            raise self._unsettled(
                "dòng phải chuyển chỗ mà có ô gộp qua nhiều dòng hay nằm trong khung điều khiển",
                "bỏ gộp ô, bỏ khung",
            )
        if _table_of(row) not in self._heads:
            raise self._unsettled(
                "bảng không còn dòng tên cột mà có dòng phải chuyển chỗ",
                "ghép bảng đó vào bảng ở trên nó",
            )

    def _orphaned_table(self, row: Any) -> Any:
        """Return the table for orphaned rows that has the columns of a row's own."""
        own = _table_of(row)
        for table in self._heads:
            if self._is_orphaned(table) and self._columns.get(table) == self._columns[own]:
                return table
        table = without_anchors(deepcopy(own))
        for each in list(table):
            if each.tag not in {tag("w:tblPr"), tag("w:tblGrid")}:
                table.remove(each)
        for each in table.iter(tag("w:tblCaption")):
            each.set(tag("w:val"), ORPHANED)
        head = without_anchors(deepcopy(self._heads[own]))
        table.append(head)
        heading = Paragraph(ORPHANED, HEADING, new_paragraph(HEADING, ORPHANED))
        self._put_last(heading.source, table)
        self._heads[table], self._columns[table] = head, self._columns[own]
        self._layouts[table], self._above[table] = self._layouts[own], heading
        return table

    def _is_orphaned(self, table: Any) -> bool:
        above = self._above.get(table)
        return above is not None and is_orphaned_title(above.text)

    def _put_last(self, *blocks: Any) -> None:
        """Put blocks at the end of the document, with a paragraph behind."""
        last = [each for each in self._body if not _is_blank(each)]
        at = self._body.index(last[-1]) + 1 if last else 0
        for number, each in enumerate(blocks):
            self._body.insert(at + number, each)
        follower = blocks[-1].getnext()
        if follower is None or follower.tag != _PARAGRAPH:
            blocks[-1].addnext(new_paragraph(END, ""))

    # Rows and tables in the plan's order

    def _sections_of_tables(self) -> dict[int, Any]:
        """Return the table of each section: the one below its title, else with most of its rows."""
        titles = {section_words(each.title): n for n, each in enumerate(self._form.sections)}
        at = {row.label: n for n, each in enumerate(self._form.sections) for row in each.rows}
        votes: dict[Any, Counter[int]] = {}
        for row in self._reading.rows:
            if row.task:
                votes.setdefault(row.table.source, Counter())[at[row.task]] += 1
        found: dict[int, Any] = {}
        for table, above in self._above.items():
            if (number := titles.get(section_words(above.text))) is not None:
                found.setdefault(number, table)
        for table in self._heads:
            taken = table in found.values() or self._is_orphaned(table)
            for number, _ in () if taken else votes.get(table, Counter()).most_common():
                if number not in found:
                    found[number] = table
                    break
        return found

    def _arrange(self, at: int, section: FormSection) -> None:
        """Put in what is missing of a section; in a changed plan's order, all of it."""
        missing = [row for row in section.rows if row.label not in self._rows]
        if self._settled and not missing:
            return
        table = self._tables.get(at)
        if table is None:
            table = self._new_table(at, section)
        groups = self._groups(table, section)
        cursor = group = self._heads[table]
        for title, rows in grouped(section):
            if title:
                found = groups.get(title)
                if found is None:
                    found = new_group_row(title, self._layout(table))
                    self._titles.append((table, found, title))
                    self._insert(cursor, found)
                elif not self._settled and not _is_behind(found, cursor):
                    self._move(cursor, found)
                cursor = group = found
            for row in rows:
                source = self._rows.get(row.label)
                if source is None or self._must_stay_orphaned(source, table):
                    source = self._rows[row.label] = new_row(row, self._layout(table))
                    self._insert(cursor, source)
                elif not self._settled and not self._stands(source, table, group, cursor):
                    self._move(cursor, source)
                cursor = source if _table_of(source) is table else cursor

    def _layout(self, table: Any) -> Layout:
        if any(map(is_merged, self._heads[table].iter(tag("w:tc")))):
            raise self._unsettled("ô gộp ở dòng tên cột của bảng phải thêm dòng", "bỏ gộp ô")
        return self._layouts[table]

    def _must_stay_orphaned(self, row: Any, table: Any) -> bool:
        """Whether a row that is a task's again stands in a table with other columns."""
        own = _table_of(row)
        return self._is_orphaned(own) and self._columns.get(own) != self._columns[table]

    def _stands(self, row: Any, table: Any, group: Any, cursor: Any) -> bool:
        if _table_of(row) is not table or not _is_behind(row, cursor):
            return False
        return self._group_of(row) is group

    def _group_of(self, row: Any) -> Any:
        """Return the row of a title that a row stands below, else that of the headings."""
        titles = {each for _, each, _ in self._titles}
        above = row
        while (above := _previous_row(above)) is not None:
            if above in titles:
                return above
        return self._heads[_table_of(row)]

    def _insert(self, cursor: Any, row: Any) -> None:
        """Put a row behind another and what the agency put below that."""
        self._gap_behind(cursor).addnext(row)

    def _gap_behind(self, cursor: Any) -> Any:
        """Return behind what rows go that follow another."""
        last = self._end_of(cursor)
        if (below := _next_row(last)) is not None and _continues(below):
            raise self._unsettled(
                "ô gộp qua nhiều dòng ở chỗ phải thêm một dòng", "bỏ gộp các ô đó"
            )
        return last

    def _move(self, cursor: Any, row: Any) -> None:
        """Move a row, with what the agency put below it, behind another."""
        block = [row]
        end = self._end_of(row)
        while block[-1] is not end:
            block.append(block[-1].getnext())
        for each in block:
            if each.tag == _ROW:
                self._check_movable(each)
        if self._columns[_table_of(row)] != self._columns[_table_of(cursor)]:
            raise self._unsettled(
                "dòng phải chuyển sang bảng có các cột khác",
                "thêm hay bớt cột cho các bảng giống nhau",
            )
        last = self._gap_behind(cursor)
        for each in reversed(block):
            last.addnext(each)

    def _end_of(self, row: Any) -> Any:
        """Return the last row below one that is neither a task's nor the program's."""
        known = {*self._rows.values(), *(each for _, each, _ in self._titles)}
        last = _in_table(row)
        while (below := last.getnext()) is not None and not _holds_any(below, known):
            last = below
        return last

    def _groups(self, table: Any, section: FormSection) -> dict[str, Any]:
        """Return the rows of titles in a table by the titles of a section, renamed if need be."""
        wanted = [title for title, _ in grouped(section) if title]
        here = [(row, title) for each, row, title in self._titles if each is table]
        found: dict[str, Any] = {}
        for key in (bare_words, section_words, _number):
            for title in wanted:
                for row, old in here:
                    taken = title in found or row in found.values()
                    if not taken and key(old) and key(old) == key(title):
                        found[title] = row
        olds = dict(here)
        for title, row in found.items():
            if bare_words(olds[row]) != bare_words(title) and self._is_printed(olds[row]):
                paragraph = next(
                    each for each in row.iter(_PARAGRAPH) if "".join(each.itertext()).strip()
                )
                set_text(paragraph, title)
        return found

    def _is_printed(self, line: str) -> bool:
        return line_print(line) in self._reading.prints.lines

    def _new_table(self, at: int, section: FormSection) -> Any:
        """Put in the heading and the table of a section, before that of the next."""
        table, heading = new_table(section.title), new_paragraph(HEADING, section.title)
        following = [self._tables[n] for n in sorted(self._tables) if n > at]
        following += [each for each in self._heads if self._is_orphaned(each)]
        if following:
            before = self._beginning_of(following[0])
            before.addprevious(heading)
            before.addprevious(table)
        else:
            self._put_last(heading, table)
        self._tables[at], self._heads[table] = table, next(table.iter(_ROW))
        self._layouts[table] = LAYOUT
        self._columns[table] = tuple(map(bare_words, PRINTED_HEADINGS))
        return table

    def _beginning_of(self, table: Any) -> Any:
        """Return where the part of a table begins in the body: its heading, if it has one."""
        heading = self._above.get(table)
        return _in_body(heading.source if heading else table, self._body)

    def _drop_empty(self) -> None:
        """Take out the program's titles and tables that nothing stands below any more."""
        for table, row, title in list(self._titles):
            below = _next_row(row)
            bare = below is None or below in {each for _, each, _ in self._titles}
            wanted = title in set(self._form.titles) or not self._is_printed(title)
            if bare and not wanted and not holds_more(row) and row.getparent().tag == _TABLE:
                row.getparent().remove(row)
                self._titles.remove((table, row, title))
        for table in [each for each in self._heads if each not in self._tables.values()]:
            heading = self._above.get(table)
            rows = list(table.iter(_ROW))
            if (
                len(rows) == 1
                and heading
                and (self._is_printed(heading.text) or self._is_orphaned(table))
                and not holds_more(table)
                and not holds_more(heading.source)
                and next(heading.source.iter(tag("w:sectPr")), None) is None
            ):
                table.getparent().remove(table)
                heading.source.getparent().remove(heading.source)

    # Lines outside of tables

    def _write_lines(self) -> None:
        for at, table in self._tables.items():
            heading = self._above.get(table)
            title = self._form.sections[at].title
            if heading and self._is_printed(heading.text):
                _renew(heading, title)
        opening = self._opening()
        self._write_identity(opening)
        if self._reading.prints.lines:
            self._write_opening([each for each in opening if not is_identity_line(each.text)])

    def _opening(self) -> list[Paragraph]:
        """Return the paragraphs above the first table of the form and its heading."""
        lines: list[Paragraph] = []
        headings = {each.source for each in self._above.values()}
        for block in self._reading.file.blocks:
            if isinstance(block, Table):
                if block.source in self._heads:
                    break
            elif block.source not in headings:
                lines.append(block)
        sources = Counter(each.source for each in lines)
        return [each for each in lines if sources[each.source] == 1]

    def _write_identity(self, opening: Sequence[Paragraph]) -> None:
        identity = self._form.identity
        everywhere = [
            each
            for each in self._reading.file.blocks
            if isinstance(each, Paragraph) and is_identity_line(each.text)
        ]
        if everywhere:
            _renew(everywhere[0], identity)
            return
        line = new_paragraph(IDENTITY, identity)
        if opening:
            opening[-1].source.addnext(line)
        else:
            self._body.insert(0, line)

    def _write_opening(self, opening: Sequence[Paragraph]) -> None:
        """Give the program's lines above the tables the words of today."""
        lines = (self._form.title, *self._form.paragraphs)
        places: dict[str, Any] = {}
        stale: list[Paragraph] = []
        for each in opening:
            words = bare_words(each.text)
            if words in {bare_words(line) for line in lines}:
                places.setdefault(words, each.source)
            elif self._is_printed(each.text):
                stale.append(each)
        for line in lines:
            again = next((each for each in stale if _kind(each.text) == _kind(line)), None)
            if bare_words(line) not in places and again:
                stale.remove(again)
                set_text(again.source, line)
                places[bare_words(line)] = again.source
        for each in stale:
            if not holds_more(each.source):
                each.source.getparent().remove(each.source)
        self._insert_lines(lines, places)

    def _insert_lines(self, lines: Sequence[str], places: Mapping[str, Any]) -> None:
        """Put in lines that no earlier form had, each behind the one that goes before it."""
        before = None
        for line in lines:
            place = places.get(bare_words(line))
            if place is None and not self._is_printed(line):
                place = new_paragraph(TITLE if line == self._form.title else LEAD, line)
                if before is None:
                    self._body.insert(0, place)
                else:
                    before.addnext(place)
            before = before if place is None else place


_NAMED = 6
_WAS = "papi giữ lại chữ ở ô này trước khi danh mục được viết lại: "


def _renew(line: Paragraph, text: str) -> None:
    if " ".join(line.text.split()) != " ".join(text.split()):
        set_text(line.source, text)


def _kind(line: str) -> tuple[str, ...]:
    """Return by what a line is known when its figures change."""
    return tuple(bare_words(line).casefold().split()[:2])


def _number(title: str) -> str:
    first = title.split(" ", 1)[0]
    return first.rstrip(".") if any(map(str.isalnum, first)) and "." in first else ""


def _headings(
    file: OfficeFile, tables: Mapping[Any, Any], form: Form
) -> Iterator[tuple[Any, Paragraph]]:
    """Yield the tables of a form with the heading right above each."""
    titles = {section_words(each.title) for each in form.sections}
    above: Paragraph | None = None
    for block in file.blocks:
        if isinstance(block, Paragraph):
            above = block
            continue
        if block.source in tables and above:
            known = above.style == HEADING or section_words(above.text) in titles
            if known or is_orphaned_title(above.text):
                yield block.source, above
        above = None


# Where elements stand


def _table_of(row: Any) -> Any:
    return next(row.iterancestors(_TABLE))


def _in_table(row: Any) -> Any:
    """Return the child of a table that a row is, or stands in."""
    table = _table_of(row)
    while row.getparent() is not table:
        row = row.getparent()
    return row


def _in_body(block: Any, body: Any) -> Any:
    while block.getparent() is not body:
        block = block.getparent()
    return block


def _is_behind(row: Any, other: Any) -> bool:
    table = _table_of(row)
    return table is _table_of(other) and table.index(_in_table(row)) > table.index(_in_table(other))


def _next_row(row: Any) -> Any:
    """Return the next child of the table that is or holds a row, None for none."""
    below = _in_table(row).getnext()
    while below is not None and below.tag != _ROW and next(below.iter(_ROW), None) is None:
        below = below.getnext()
    return below


def _previous_row(row: Any) -> Any:
    above = _in_table(row).getprevious()
    while above is not None and above.tag != _ROW and next(above.iter(_ROW), None) is None:
        above = above.getprevious()
    return above


def _continues(row: Any) -> bool:
    return any(map(continues_merge, [row] if row.tag == _ROW else row.iter(_ROW)))


def _holds_any(block: Any, rows: set[Any]) -> bool:
    return any(each in rows for each in block.iter(_ROW))


def _has_table(cell: Any) -> bool:
    return next(cell.iter(_TABLE), None) is not None


def _is_blank(block: Any) -> bool:
    """Whether a block of the body is its end or an empty paragraph."""
    if block.tag != _PARAGRAPH:
        return bool(block.tag == tag("w:sectPr"))
    return not "".join(block.itertext()).strip() and not holds_more(block)
