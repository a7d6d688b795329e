"""Workbooks for Excel: sheets of a table, sheets of charts; the only importer of xlsxwriter.

The same content gives the same bytes: what the library takes from the clock is set, and it is
told of no user.
"""

from __future__ import annotations

import io
import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import xlsxwriter

from papi_cli.office.content import OTHER_DOCUMENT
from papi_cli.office.package import canonical
from papi_cli.office.text_width import line_count, text_width
from papi_cli.safe_text import visible_lines

Cell = str | int | float | Decimal | date | None
"""Text is never a number, a date or a formula; a float is a share, 1.0 the whole, a Decimal a
measure, shown with its decimals."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column by its heading; `most` is how wide it may be before its text wraps, in digits."""

    heading: str
    most: int = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    r"""A table that can be filtered, with a title and a closing line outside of the filter.

    `name` is that of the sheet: at most 31 characters, none of `[]:*?/\`.
    """

    name: str
    title: str
    closing: str
    columns: Sequence[Column]
    rows: Iterable[Sequence[Cell]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """Bars with a part for each of the columns `parts` of a table, which stands beside them.

    The first column names the bars, `colours` has one for each part (`#rrggbb`). The first
    `bars` rows are drawn; `note` is a sentence below the title. `description` says in words what
    the chart shows, for those who cannot see it.
    """

    title: str
    note: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[Cell]]
    parts: range
    colours: Sequence[str]
    bars: int
    description: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartSheet:
    """Charts one below the other, each beside its numbers."""

    name: str
    title: str
    closing: str
    charts: Sequence[Chart]


def render_workbook(sheets: Iterable[Sheet | ChartSheet], title: str, day: date) -> bytes:
    """Return a workbook of these sheets; its properties bear the title and the day."""

    def write(book: Book) -> None:
        book.library.set_custom_property(OTHER_DOCUMENT, "1")
        for each in sheets:
            if isinstance(each, Sheet):
                _write_sheet(book, each)
            else:
                _write_charts(book, each)

    return render_book(write, title, day)


def render_book(
    write: Callable[[Book], None],
    title: str,
    day: date,
    change: Callable[[str, bytes], bytes] = lambda _name, part: part,
) -> bytes:
    """Return the workbook that `write` fills; its properties bear the title and the day.

    `change` may give a member of the package, by its name, another content.
    """
    stream = io.BytesIO()
    with Book(stream) as book:
        created = datetime(day.year, day.month, day.day)
        book.library.set_properties({"title": _safe(title)[:255], "created": created})
        write(book)
    return canonical(stream.getvalue(), lambda name, part: change(name, _in_vietnamese(name, part)))


_MOST_UNITS = 32_767
"""Excel's limit for a cell, in UTF-16 units."""


def cell_text(text: str) -> str:
    """Return a text as a cell holds it: nothing invisible in it, cut where Excel has no room.

    What was cut is told at its end.
    """
    text = _safe(text)
    # A character beyond the first plane takes two units.
    if len(text) * 2 <= _MOST_UNITS or len(text.encode("utf-16-le")) // 2 <= _MOST_UNITS:
        return text
    kept = text.encode("utf-16-le")[: (_MOST_UNITS - 100) * 2].decode("utf-16-le", "ignore")
    return f"{kept} … [ô Excel không chứa hết: còn {len(text) - len(kept)} chữ bị cắt]"


def _safe(text: str) -> str:
    return visible_lines(text)


_FONT, _SIZE = "Times New Roman", 12
_BORDERED = {"border": 1, "border_color": "#A6A6A6", "valign": "top"}
_EM, _DIGIT, _PADDING = 16.0, 8, 5
"""Pixels of an em, of a digit and of a cell's two margins, at 96 dots per inch."""
LINE, TITLE_LINE = 15.75, 19.5
"""Points that a line of text takes, and one of a title."""
_SLACK = 1.06
"""How much wider than computed a text may come out: screens round letters to pixels."""
_BOLD = 1.08
"""How much wider bold letters are."""
_BUTTON = 1.2
"""Ems that the button of a filter takes."""
_ROW_PIXELS = 21
MOST_POINTS = 409.0
"""No row is higher in Excel."""
_MOST_DIGITS = 255
"""No column is wider in Excel."""
_MOST_OF_TEXT_FORMAT = 255
_FIRST_YEAR = 1900
"""Excel knows no day before."""
_MOST_FROZEN = 130.0
"""Points that the head may take of a screen; a longer closing line goes below the table."""


class Book:
    """A workbook under way, with the formats of its cells; `library` is that of xlsxwriter."""

    def __init__(self, stream: io.BytesIO) -> None:
        self.library: Any = xlsxwriter.Workbook(
            stream,
            {
                "in_memory": True,
                "default_format_properties": {"font_name": _FONT, "font_size": _SIZE},
                "default_row_height": _ROW_PIXELS,
                "default_column_width": 9 * _DIGIT,
            },
        )
        table = _BORDERED
        self._measures: dict[int, Any] = {}
        self.title = self.format(bold=True, font_size=15, text_wrap=True, valign="top")
        self.subtitle = self.format(bold=True, font_size=13)
        self.closing = self.format(italic=True, text_wrap=True, valign="top")
        self.heading = self.format(
            **table | {"valign": "vcenter"},
            bold=True, text_wrap=True, align="center", bg_color="#DDE6F0", num_format="@",
        )  # fmt: skip
        # As text also when a user changes it: 1.10 stays, and what begins with = is no formula.
        self._text = self.format(**table, text_wrap=True, num_format="@")
        # Excel 2007 shows a long text of that format as ####; this keeps it text too.
        self._long = self.format(**table, text_wrap=True, quote_prefix=True)
        self._number = self.format(**table, num_format="#,##0")
        self._share = self.format(**table, num_format="0%")
        self._date = self.format(**table, num_format="d/m/yyyy", align="center")

    def format(self, **properties: Any) -> Any:
        """Return a format of cells in the font of all."""
        return self.library.add_format({"font_name": _FONT, "font_size": _SIZE, **properties})

    def __enter__(self) -> Book:
        return self

    def __exit__(self, *failed: object) -> None:
        if failed[0] is None:
            self.library.close()

    def add(self, name: str) -> Any:
        """Return a new sheet that prints on A4, landscape, its pages numbered."""
        sheet = self.library.add_worksheet(name)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        sheet.set_footer("&C&10Trang &P/&N")
        return sheet

    def put(self, sheet: Any, row: int, at: int, cell: Cell) -> None:
        """Write a cell of a table."""
        if isinstance(cell, str):
            long = len(cell) > _MOST_OF_TEXT_FORMAT
            sheet.write_string(row, at, cell, self._long if long else self._text)
        elif isinstance(cell, date) and cell.year < _FIRST_YEAR:
            sheet.write_string(row, at, _shown(cell), self._text)
        elif isinstance(cell, date):
            sheet.write_datetime(row, at, datetime(cell.year, cell.month, cell.day), self._date)
        elif cell is None:
            sheet.write_blank(row, at, None, self._text)
        elif isinstance(cell, Decimal):
            sheet.write_number(row, at, float(cell), self._measure(cell))
        else:
            sheet.write_number(
                row, at, cell, self._share if isinstance(cell, float) else self._number
            )

    def _measure(self, value: Decimal) -> Any:
        """Return the format of a measure, one for each number of decimals."""
        decimals = -min(0, int(value.as_tuple().exponent))
        if decimals not in self._measures:
            number = "0." + "0" * decimals if decimals else "0"
            self._measures[decimals] = self.format(**_BORDERED, num_format=number)
        return self._measures[decimals]


def _write_sheet(book: Book, table: Sheet) -> None:
    rows = [_safe_row(row) for row in table.rows]
    headings = [cell_text(each.heading) for each in table.columns]
    widths, heights = _fitted(table.columns, headings, rows)
    sheet, last = book.add(table.name), len(headings) - 1
    set_widths(sheet, widths)
    closing = cell_text(table.closing)
    below = across_height(closing, widths) > _MOST_FROZEN
    at = write_across(sheet, 0, cell_text(table.title), book.title, widths, line=TITLE_LINE)
    if not below:
        at = write_across(sheet, at, closing, book.closing, widths)
    head = at
    write_head(book, sheet, head, headings, widths, button=True)
    for at, (row, height) in enumerate(zip(rows, heights, strict=True), head + 1):
        sheet.set_row(at, height)
        for column, cell in enumerate(row):
            book.put(sheet, at, column, cell)
    end = head + len(rows)
    if below:
        write_across(sheet, end + 2, closing, book.closing, widths)
    sheet.autofilter(head, 0, end, last)
    sheet.freeze_panes(head + 1, 0)
    sheet.repeat_rows(head)
    sheet.fit_to_pages(1, 0)
    sheet.ignore_errors({"number_stored_as_text": cell_range(head, 0, end, last)})


def _safe_row(row: Sequence[Cell]) -> list[Cell]:
    return [cell_text(each) or None if isinstance(each, str) else each for each in row]


def cell_range(row: int, column: int, last_row: int, last_column: int) -> str:
    """Return a range of cells as Excel writes it (`A1:C9`), from places that count from 0."""
    return str(xlsxwriter.utility.xl_range(row, column, last_row, last_column))


def set_widths(sheet: Any, widths: Sequence[float]) -> None:
    """Make the columns of a sheet so wide, in digits."""
    for at, width in enumerate(widths):
        sheet.set_column(at, at, width)


def _fitted(
    columns: Sequence[Column], headings: Sequence[str], rows: Sequence[Sequence[Cell]]
) -> tuple[list[float], list[float]]:
    """Return the widths of columns in digits and the heights of rows in points.

    Columns get wider than they ask for where a row were higher than Excel allows.
    """
    wider, before = 1.0, [0.0]
    while True:
        widths = [
            _column_width(column, heading, (row[at] for row in rows), wider)
            for at, (column, heading) in enumerate(zip(columns, headings, strict=True))
        ]
        heights = [row_height(row, widths) for row in rows]
        # Of a text of many lines none gets fewer in a wider column.
        if max(heights, default=0) <= MOST_POINTS or widths == before:
            return widths, [min(each, MOST_POINTS) for each in heights]
        wider, before = wider * 1.4, widths


def _column_width(column: Column, heading: str, cells: Iterable[Cell], wider: float) -> float:
    longest = max(
        (text_width(line) for cell in cells for line in _shown(cell).split("\n")), default=0.0
    )
    # A heading wraps between its words; the button of the filter stands beside the longest.
    word = (max(map(text_width, heading.split()), default=0.0) * _BOLD + _BUTTON) * _SLACK
    needed = math.ceil(longest * _SLACK * _EM / _DIGIT) + 1
    least = math.ceil(word * _EM / _DIGIT)
    return float(min(max(least, min(needed, column.most * wider)), _MOST_DIGITS))


def _shown(cell: Cell) -> str:
    """Return a cell as wide as it is shown."""
    if isinstance(cell, date):
        return f"{cell.day}/{cell.month}/{cell.year}"
    if isinstance(cell, float):
        return f"{cell:.0%}"
    return "" if cell is None else str(cell)


def ems_in(width: float) -> float:
    """Return how many ems of text a column of so many digits holds for certain."""
    return width * _DIGIT / _EM / _SLACK


def row_height(row: Sequence[Cell], widths: Sequence[float]) -> float:
    """Return how many points a row takes whose columns are so wide, in digits."""
    lines = (
        line_count(cell, ems_in(width))
        for cell, width in zip(row, widths, strict=True)
        if isinstance(cell, str)
    )
    return max(lines, default=1) * LINE + 2


def across_height(text: str, widths: Sequence[float], line: float = LINE) -> float:
    """Return the height of a text that stands across all columns, in points."""
    ratio = LINE / line
    return line_count(text, sum(map(ems_in, widths)) * ratio) * line + 3


def write_across(  # noqa: PLR0913 - a cell: where, what, how
    sheet: Any, row: int, text: str, how: Any, widths: Sequence[float], *, line: float = LINE
) -> int:
    """Write a text across columns of these widths; return the row below.

    `line` is how many points a line of it takes.
    """
    height = across_height(text, widths, line)
    rows = math.ceil(height / MOST_POINTS)
    for at in range(row, row + rows):
        sheet.set_row(at, height / rows)
    if len(widths) > 1 or rows > 1:
        sheet.merge_range(row, 0, row + rows - 1, len(widths) - 1, "", how)
    sheet.write_string(row, 0, text, how)
    return row + rows


def write_head(  # noqa: PLR0913 - as above
    book: Book,
    sheet: Any,
    row: int,
    headings: Sequence[str],
    widths: Sequence[float],
    *,
    button: bool,
) -> None:
    """Write the headings of a table, with room for the buttons of a filter or none."""
    room = [(ems_in(width) - _BUTTON * button) / _BOLD for width in widths]
    lines = max(line_count(*each) for each in zip(headings, room, strict=True))
    sheet.set_row(row, min(lines * LINE + 6, MOST_POINTS))
    for at, heading in enumerate(headings):
        sheet.write_string(row, at, heading, book.heading)


_GAP, _UNSET = 2, 8.38
"""Digits between a table and its chart, and in a column whose width nothing sets."""
_CHART_WIDTH, _BAR_PIXELS, _FRAME_PIXELS = 760, 24, 130
_PAGE_PIXELS = 1040.0
"""How wide A4 is, landscape, within its margins."""


def _write_charts(book: Book, charts: ChartSheet) -> None:
    sheet = book.add(charts.name)
    columns = max((each.columns for each in charts.charts), key=len, default=[Column("")])
    rows = {at: [_safe_row(row) for row in each.rows] for at, each in enumerate(charts.charts)}
    headings = [cell_text(each.heading) for each in columns]
    widths, _ = _fitted(columns, headings, [row for each in rows.values() for row in each])
    set_widths(sheet, widths)
    gap = len(headings)
    sheet.set_column(gap, gap, _GAP)
    # Below the charts lie columns that nothing has set.
    whole = [*widths, _GAP, *[_UNSET] * int(_CHART_WIDTH // (_UNSET * _DIGIT + _PADDING))]
    pixels = sum(width * _DIGIT + _PADDING for width in [*widths, _GAP]) + _CHART_WIDTH
    # Not fitted to a page: Excel would then take no notice of where a page shall end.
    sheet.set_print_scale(max(10, min(100, math.floor(_PAGE_PIXELS / pixels * 97))))
    row = write_across(sheet, 0, cell_text(charts.title), book.title, whole, line=TITLE_LINE)
    row = write_across(sheet, row, cell_text(charts.closing), book.closing, whole)
    breaks = []
    for at, chart in enumerate(charts.charts):
        row += 1
        if at:
            breaks.append(row)
        row = _write_chart(book, sheet, row, chart, rows[at], widths, charts.name)
    sheet.set_h_pagebreaks(breaks)


def _write_chart(  # noqa: PLR0913, PLR0917 - as above
    book: Book, sheet: Any, row: int, chart: Chart, rows: Sequence[Sequence[Cell]],
    widths: Sequence[float], name: str,
) -> int:  # fmt: skip
    """Write a chart beside its numbers from a row on; return the row below both."""
    last = len(widths) - 1
    sheet.write_string(row, 0, cell_text(chart.title), book.subtitle)
    head = row + 1
    if chart.note:
        head = write_across(sheet, head, cell_text(chart.note), book.closing, widths)
    headings = [cell_text(each.heading) for each in chart.columns]
    write_head(book, sheet, head, headings, widths, button=False)
    for at, cells in enumerate(rows, head + 1):
        sheet.set_row(at, row_height(cells, widths))
        for column, cell in enumerate(cells):
            book.put(sheet, at, column, cell)
    end = head + len(rows)
    if not chart.bars:
        return end + 1
    high = _FRAME_PIXELS + _BAR_PIXELS * chart.bars
    drawn = _drawing(book, chart, name, head)
    drawn.set_size({"width": _CHART_WIDTH, "height": high})
    place = {"description": _safe(chart.description), "object_position": 3}
    sheet.insert_chart(head, last + 2, drawn, place)
    return max(end, head + math.ceil(high / _ROW_PIXELS)) + 1


def _drawing(book: Book, chart: Chart, name: str, head: int) -> Any:
    """Return the bars of a chart whose headings stand in row `head`, the first bar on top."""
    drawn = book.library.add_chart({"type": "bar", "subtype": "stacked"})
    first, last = head + 1, head + chart.bars
    font = {"name": _FONT, "size": 11, "bold": False}
    for part, colour in zip(chart.parts, chart.colours, strict=True):
        drawn.add_series(
            {
                "name": [name, head, part],
                "categories": [name, first, 0, last, 0],
                "values": [name, first, part, last, part],
                "fill": {"color": colour},
                "border": {"color": "#595959", "width": 0.5},
                "gap": 45,
            }
        )
    drawn.set_title({"name": _safe(chart.title), "name_font": {**font, "size": 13, "bold": True}})
    drawn.set_legend({"position": "bottom", "font": font})
    drawn.set_y_axis({"num_font": font, "reverse": True, "major_gridlines": {"visible": False}})
    drawn.set_x_axis(
        {
            "num_font": font,
            "num_format": "#,##0",
            "major_gridlines": {"visible": True, "line": {"color": "#D9D9D9"}},
        }
    )
    return drawn


_LANGUAGE = "vi-VN"


def _in_vietnamese(name: str, part: bytes) -> bytes:
    """Return a member of a workbook that says it is in Vietnamese: no option does."""
    if name == "docProps/core.xml":
        end = b"</cp:coreProperties>"
        return part.replace(end, b"<dc:language>%b</dc:language>%b" % (_LANGUAGE.encode(), end))
    if name.startswith("xl/charts/"):
        return part.replace(b'"en-US"', b'"%b"' % _LANGUAGE.encode())
    return part
