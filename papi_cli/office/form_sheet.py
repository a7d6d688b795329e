"""A form for Excel: a sheet whose rows are printed and locked, but for the cells to fill in.

It is protected without a password, so that nobody writes over what is printed by mistake.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from papi_cli.office.text_width import line_count
from papi_cli.office.workbook import (
    MOST_POINTS,
    Book,
    across_height,
    cell_range,
    cell_text,
    ems_in,
    render_book,
    row_height,
    set_widths,
    write_across,
    write_head,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class FormColumn:
    """A column by its heading; `width` is in digits.

    `entered` tells that it is filled in, `day` that it is for a day. `choices` are the words
    that a list offers; others may be typed too. `hint` is shown beside a cell that is chosen.
    """

    heading: str
    width: int
    entered: bool = False
    day: bool = False
    choices: Sequence[str] = ()
    hint: str = ""


@dataclass(frozen=True, slots=True)
class FormSheetRow:
    """A row of a form; with `own` it is the agency's, which may change all of its cells."""

    cells: Sequence[str | date]
    own: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class FormSheet:
    """A form: its title, paragraphs and the line of its identity above the table of its rows.

    `notes` stand below the table. `properties` are the custom ones of the file, by their names;
    `day` is when it was made.
    """

    name: str
    title: str
    paragraphs: Sequence[str]
    identity: str
    columns: Sequence[FormColumn]
    rows: Sequence[FormSheetRow]
    notes: Sequence[str] = ()
    properties: Mapping[str, str]
    day: date


_SHEET = "xl/worksheets/sheet1.xml"


def render_form(form: FormSheet) -> bytes:
    """Return the workbook of a form; the same form gives the same bytes."""
    above, below = _placed(form)
    first = len(above) + 4  # counted from 1, below title, paragraphs, identity, headings

    def write(book: Book) -> None:
        for name, text in form.properties.items():
            book.library.set_custom_property(name, text, "text")
        _write_form(book, form, above, below)

    def change(name: str, part: bytes) -> bytes:
        return _grow(part, first, first + len(form.rows)) if name == _SHEET else part

    return render_book(write, form.title, form.day, change)


def _grow(part: bytes, first: int, end: int) -> bytes:
    """Let the rows from `first` to before `end` grow with what is typed.

    The library fixes their heights; those of merged cells must be.
    """
    start, stop = (max(part.find(b'<row r="%d" ' % row), 0) for row in (first, end + 1))
    stop = stop or len(part)
    rows = part[start:stop].replace(b' customHeight="1"', b"") if start else part[:stop]
    return part[:start] * bool(start) + rows + part[stop:]


_MOST_FROZEN = 157.0
"""Points that all above the rows may take: a third of what a screen of 768 pixels shows."""
_ZOOM = 75
"""Percent, so that a screen of 1366 pixels shows all columns."""
_TITLE_SIZE, _SMALL, _TINY = 14, 11, 9
_TITLE_LINE, _SMALL_LINE, _TINY_LINE = 17.0, 14.0, 12.0
_HEADING_POINTS = 38.0


def _placed(form: FormSheet) -> tuple[list[str], list[str]]:
    """Return which paragraphs stand above the table, and which below as they were too high.

    What is above stays on the screen.
    """
    widths = _widths(form)
    heights = {each: across_height(each, widths, _SMALL_LINE) for each in form.paragraphs}
    room = _MOST_FROZEN - _HEADING_POINTS - across_height(form.identity, widths, _TINY_LINE)
    room -= across_height(form.title, widths, _TITLE_LINE)
    above = list(dict.fromkeys(form.paragraphs))
    while above and sum(map(heights.__getitem__, above)) > room:
        above.remove(max(above, key=heights.__getitem__))
    return above, [each for each in form.paragraphs if each not in above]


def _widths(form: FormSheet) -> list[float]:
    """Return how wide the columns are, in digits: wider where a row were too high for Excel."""
    return [
        _widened(column.width, {str(row.cells[at]) for row in form.rows})
        for at, column in enumerate(form.columns)
    ]


_MOST_LINES = 25
_WIDEST = 120.0


def _widened(width: float, texts: set[str]) -> float:
    long = [each for each in texts if len(each) > _MOST_LINES * width / 2]
    while width < _WIDEST and any(line_count(each, ems_in(width)) > _MOST_LINES for each in long):
        width = min(width * 1.4, _WIDEST)
    return width


class _Formats:
    """How the cells of a form look."""

    def __init__(self, book: Book) -> None:
        def table(**more: Any) -> Any:
            return book.format(
                border=1, border_color="#A6A6A6", valign="top", text_wrap=True, **more
            )

        self.title = book.format(bold=True, font_size=_TITLE_SIZE, text_wrap=True, valign="vcenter")
        self.small = book.format(font_size=_SMALL, text_wrap=True, valign="top")
        self.tiny = book.format(font_size=_TINY, font_color="#595959", text_wrap=True, valign="top")
        self.note = book.format(text_wrap=True, valign="top", locked=False)
        self.printed = table(bg_color="#F2F5F9", num_format="@")
        # Excel 2007 shows a long text of that format as ####; this keeps it text too.
        self.long = table(bg_color="#F2F5F9", quote_prefix=True)
        self.entered = table(num_format="@", locked=False)
        self.long_entered = table(quote_prefix=True, locked=False)
        self.day = table(num_format="d/m/yyyy", align="center", locked=False)

    def of(self, cell: str | date, *, entered: bool, day: bool) -> Any:
        """Return the format of a cell."""
        if day:
            return self.day
        if isinstance(cell, str) and len(cell) > _MOST_OF_TEXT_FORMAT:
            return self.long_entered if entered else self.long
        return self.entered if entered else self.printed


_MOST_OF_TEXT_FORMAT = 255


def _write_form(book: Book, form: FormSheet, above: Sequence[str], below: Sequence[str]) -> None:
    widths, formats = _widths(form), _Formats(book)
    sheet, last = book.add(form.name), len(form.columns) - 1
    set_widths(sheet, widths)
    at = write_across(sheet, 0, cell_text(form.title), formats.title, widths, line=_TITLE_LINE)
    for each in above:
        at = write_across(sheet, at, cell_text(each), formats.small, widths, line=_SMALL_LINE)
    head = write_across(sheet, at, cell_text(form.identity), formats.tiny, widths, line=_TINY_LINE)
    write_head(
        book, sheet, head, [cell_text(each.heading) for each in form.columns], widths, button=True
    )
    for at, row in enumerate(form.rows, head + 1):
        _write_row(sheet, at, row, form.columns, formats, widths)
    end = head + len(form.rows)
    at = end + 2
    for each in below:
        at = write_across(sheet, at, cell_text(each), formats.small, widths, line=_SMALL_LINE)
    for each in form.notes:
        at = write_across(sheet, at, cell_text(each), formats.note, widths)
    _guide(sheet, form.columns, head + 1, end)
    sheet.autofilter(head, 0, end, last)
    sheet.freeze_panes(head + 1, 0)
    sheet.set_zoom(_ZOOM)
    sheet.repeat_rows(head)
    sheet.fit_to_pages(1, 0)
    sheet.ignore_errors({"number_stored_as_text": cell_range(head, 0, end, last)})
    sheet.protect("", dict.fromkeys(_ALLOWED, True))


_ALLOWED = ("autofilter", "sort", "format_rows", "format_columns")


def _write_row(  # noqa: PLR0913, PLR0917 - a row: where, what, how
    sheet: Any,
    at: int,
    row: FormSheetRow,
    columns: Sequence[FormColumn],
    formats: _Formats,
    widths: Sequence[float],
) -> None:
    cells = [cell_text(each) if isinstance(each, str) else each for each in row.cells]
    sheet.set_row(at, min(row_height(cells, widths), MOST_POINTS))
    for place, (cell, column) in enumerate(zip(cells, columns, strict=True)):
        how = formats.of(
            cell, entered=column.entered or row.own, day=column.day or isinstance(cell, date)
        )
        if isinstance(cell, date):
            sheet.write_datetime(at, place, datetime(cell.year, cell.month, cell.day), how)
        elif cell:
            sheet.write_string(at, place, cell, how)
        else:
            sheet.write_blank(at, place, None, how)


def _guide(sheet: Any, columns: Sequence[FormColumn], first: int, last: int) -> None:
    """Offer the words of columns that have some, and show their hints."""
    for at, column in enumerate(columns):
        if last < first or not (column.choices or column.hint):
            continue
        shown = {"input_title": column.heading[:32], "input_message": column.hint[:255]}
        offered = {
            "validate": "list",
            "source": list(column.choices),
            "error_type": "information",
            "error_title": column.heading[:32],
            "error_message": "Chữ này không có trong danh sách; vẫn ghi được.",
        }
        rule = offered if column.choices else {"validate": "any"}
        sheet.data_validation(first, at, last, at, rule | shown)
