"""The tables of a document in Word: with borders, or only to set things side by side."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest

from papi_cli.documents.word_blocks import Align, Inline, Table, is_bold, plain
from papi_cli.documents.word_columns import MARGIN, column_widths
from papi_cli.documents.word_parts import MANY_COLUMNS
from papi_cli.documents.word_xml import CELL, HEADING_CELL, LAYOUT, paragraph, runs_xml
from papi_cli.office.text_width import line_count
from papi_cli.office.word_document import TWIPS

_LONG_ROW = 24
"""Lines from which on a row may go over the end of a page."""


def table_xml(table: Table, width: float) -> str:
    """Return a table as wide as the text, `width` millimetres."""
    if not table.heading:
        return layout_table(_layout_cells(table), [width / len(table.aligns)] * len(table.aligns))
    size = 12 if len(table.aligns) >= MANY_COLUMNS else 13
    measured = [each for each in table.rows if not _group_of(each)]
    widths = column_widths([table.heading, *measured], table.aligns, width, size)
    heading = _heading_row(table.heading, widths, size)
    last = len(table.rows) - 1
    kept = {0, last - 1} - {last}  # with the row below: neither first nor last stands alone
    rows = "".join(
        _row(each, table.aligns, widths, size, keep=at in kept)
        for at, each in enumerate(table.rows)
    )
    return _table(heading + rows, widths, _BORDERS)


def layout_table(cells: Sequence[Sequence[str]], widths: Sequence[float]) -> str:
    """Return a table without borders; `cells` are rows of paragraphs, `widths` in millimetres."""
    twips = [round(each * TWIPS) for each in widths]
    rows = "".join(
        f"<w:tr><w:trPr><w:cantSplit/></w:trPr>"
        f"{''.join(_cell(width, each) for each, width in zip(row, twips, strict=True))}</w:tr>"
        for row in cells
    )
    return _table(rows, twips, "", margin=0)


def _layout_cells(table: Table) -> list[list[str]]:
    return [
        [_paragraph(LAYOUT, cell, align, None) for cell, align in _in_columns(row, table.aligns)]
        for row in table.rows
    ]


def _in_columns(row: Sequence[Inline], aligns: Sequence[Align]) -> list[tuple[Inline, Align]]:
    filled: list[tuple[Inline, Align]] = [
        (cell or (), align or Align.LEFT) for cell, align in zip_longest(row, aligns)
    ]
    return filled[: len(aligns)]


def _table(rows: str, widths: Sequence[int], borders: str, margin: float = MARGIN) -> str:
    columns = "".join(f'<w:gridCol w:w="{each}"/>' for each in widths)
    side = round(margin * TWIPS)
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:jc w:val="center"/>{borders}'
        f'<w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="{side}" w:type="dxa"/>'
        f'<w:right w:w="{side}" w:type="dxa"/></w:tblCellMar>'
        '<w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0" w:firstColumn="0"'
        ' w:lastColumn="0" w:noHBand="1" w:noVBand="1"/></w:tblPr>'
        f"<w:tblGrid>{columns}</w:tblGrid>{rows}</w:tbl>"
    )


_BORDERS = (
    "<w:tblBorders>"
    + "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    + "</w:tblBorders>"
)


def _cell(width: int, paragraphs: str, more: str = "") -> str:
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{more}</w:tcPr>{paragraphs}</w:tc>'


def _paragraph(
    style: str, runs: Inline, align: Align, size: float | None, *, keep: bool = False
) -> str:
    more = "" if align is Align.LEFT else f'<w:jc w:val="{align.value}"/>'
    return paragraph(style, runs_xml(runs, size), "<w:keepNext/>" * keep + more)


def _heading_row(cells: Sequence[Inline], widths: Sequence[int], size: float) -> str:
    return (
        "<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>"
        + "".join(
            _cell(
                width,
                paragraph(HEADING_CELL, runs_xml(each, size)),
                '<w:vAlign w:val="center"/>',
            )
            for each, width in zip(cells, widths, strict=True)
        )
        + "</w:tr>"
    )


def _row(
    row: Sequence[Inline],
    aligns: Sequence[Align],
    widths: Sequence[int],
    size: float,
    *,
    keep: bool,
) -> str:
    """Return a row; `keep` it on the page of the next one, unless it may go over the end of one."""
    group = _group_of(row)
    if group:
        span = f'<w:gridSpan w:val="{len(widths)}"/>' * (len(widths) > 1)
        title = paragraph(CELL, runs_xml(group, size), "<w:keepNext/>")
        return "<w:tr><w:trPr><w:cantSplit/></w:trPr>" + _cell(sum(widths), title, span) + "</w:tr>"
    long = _is_long(row, widths, size)
    cells = "".join(
        _cell(width, _paragraph(CELL, cell, align, size, keep=keep and not long))
        for (cell, align), width in zip(_in_columns(row, aligns), widths, strict=True)
    )
    whole = "<w:trPr><w:cantSplit/></w:trPr>" * (not long)
    return f"<w:tr>{whole}{cells}</w:tr>"


def _group_of(row: Sequence[Inline]) -> Inline:
    """Return the only filled cell of a row if it is bold: the title of the rows below."""
    filled = [cell for cell in row if cell]
    if len(filled) != 1 or len(row) == 1:
        return ()
    return filled[0] if is_bold(filled[0]) else ()


def _is_long(row: Sequence[Inline], widths: Sequence[int], size: float) -> bool:
    if sum(len(run.text) for cell in row for run in cell) < 20 * _LONG_ROW:
        return False
    return any(
        line_count(plain(cell), width / TWIPS * 72 / 25.4 / size) > _LONG_ROW
        for cell, width in zip(row, widths, strict=False)
    )
