"""A form as the XML of a Word document: its styles, paragraphs, tables, rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import Any

from papi_cli.checklists.form import (
    HEADINGS,
    WORD_COLUMNS,
    WORD_RESULT,
    Column,
    Form,
    FormRow,
    FormSection,
)
from papi_cli.office.word_document import (
    TWIPS,
    element,
    paragraph_style,
    write_document,
    xml_attribute,
    xml_text,
)

TITLE, LEAD, IDENTITY, HEADING = "PapiTitle", "PapiLead", "PapiIdentity", "Heading1"
GROUP, _HEAD, _CELL, _CENTRED = "PapiGroup", "PapiHead", "PapiCell", "PapiCentred"
_NOTE, _ENTRY, _MARK, END = "PapiNote", "PapiEntry", "PapiMark", "PapiEnd"

_WIDTHS = {
    Column.CODE: 15,
    Column.TEXT: 64,
    Column.ROLE: 40,
    Column.DEADLINE: 20,
    Column.MARK: 13,
    Column.LEVEL: 22,
    Column.RESULT: 50,
    Column.DIFFICULTIES: 33,
}
"""In millimetres; together as wide as the text."""
_TWIPS = [round(_WIDTHS[each] * TWIPS) for each in WORD_COLUMNS]
_STYLE_OF = {
    Column.CODE: _CENTRED,
    Column.TEXT: _CELL,
    Column.ROLE: _NOTE,
    Column.DEADLINE: _CENTRED,
}


def _look(*, size: int, bold: bool = False, more: str = "") -> str:
    return f'<w:rPr>{"<w:b/>" * bold}{more}<w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr>'


def _placed(
    align: str, *, before: int = 0, after: int = 0, keep: bool = False, level: str = ""
) -> str:
    return (
        f'<w:pPr>{"<w:keepNext/>" * keep}<w:spacing w:before="{before}" w:after="{after}"/>'
        f'<w:jc w:val="{align}"/>{level}</w:pPr>'
    )


_STYLES = "".join(
    [
        paragraph_style(
            "Papi Title",
            _placed("center", after=120, keep=True) + _look(size=28, bold=True, more="<w:caps/>"),
        ),
        paragraph_style("Papi Lead", _placed("both", after=80) + _look(size=26)),
        paragraph_style(
            "Papi Identity",
            _placed("left", before=40, after=80) + _look(size=18, more='<w:color w:val="595959"/>'),
        ),
        paragraph_style(
            "Heading1",
            _placed("left", before=240, after=120, keep=True, level='<w:outlineLvl w:val="0"/>')
            + _look(size=26, bold=True),
            built_in="heading 1",
            order=9,
        ),
        paragraph_style(
            "Papi Head",
            _placed("center", before=40, after=40, keep=True) + _look(size=24, bold=True),
        ),
        paragraph_style(
            "Papi Group",
            _placed("left", before=40, after=40, keep=True) + _look(size=24, bold=True),
        ),
        paragraph_style("Papi Cell", _placed("left", before=20, after=20) + _look(size=24)),
        paragraph_style("Papi Centred", _placed("center", before=20, after=20) + _look(size=24)),
        paragraph_style("Papi Note", _placed("left", before=20, after=20) + _look(size=21)),
        paragraph_style("Papi Entry", _placed("left", before=20, after=20) + _look(size=24)),
        paragraph_style("Papi Mark", _placed("center", before=0, after=0) + _look(size=32)),
        paragraph_style("Papi End", _placed("left") + _look(size=12)),
    ]
)


def word_document(form: Form) -> bytes:
    """Return a form with nothing entered as a Word file."""
    body = "".join(_blocks(form))
    return write_document(body, form.title, form.day, form.properties, _STYLES)


def _blocks(form: Form) -> Iterator[str]:
    yield _paragraph(TITLE, form.title)
    yield from (_paragraph(LEAD, each) for each in form.paragraphs)
    yield _paragraph(IDENTITY, form.identity)
    for section in form.sections:
        yield _paragraph(HEADING, section.title)
        yield _table(section.title, _rows(section))
    yield _paragraph(END, "")


def _paragraph(style: str, text: str) -> str:
    run = f'<w:r><w:t xml:space="preserve">{xml_text(text)}</w:t></w:r>' if text else ""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{run}</w:p>'


def _table(title: str, rows: Iterable[str]) -> str:
    columns = "".join(f'<w:gridCol w:w="{each}"/>' for each in _TWIPS)
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(_TWIPS)}" w:type="dxa"/>{_BORDERS}'
        f'<w:tblLayout w:type="fixed"/>{_MARGINS}<w:tblLook w:val="0020" w:firstRow="1"'
        ' w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>'
        f"<w:tblCaption w:val={xml_attribute(title)}/>"
        f"<w:tblDescription w:val={xml_attribute(_DESCRIPTION)}/></w:tblPr>"
        f"<w:tblGrid>{columns}</w:tblGrid>{_HEAD_ROW}{''.join(rows)}</w:tbl>"
    )


_DESCRIPTION = (
    "Mỗi nhiệm vụ một dòng: bốn cột đầu là của kế hoạch, bốn cột sau để cơ quan ghi kết quả."
)
_BORDERS = (
    "<w:tblBorders>"
    + "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    + "</w:tblBorders>"
)
_MARGINS = (
    '<w:tblCellMar><w:left w:w="70" w:type="dxa"/><w:right w:w="70" w:type="dxa"/></w:tblCellMar>'
)


def _heading(column: Column) -> str:
    return WORD_RESULT if column is Column.RESULT else HEADINGS[column]


PRINTED_HEADINGS = tuple(map(_heading, WORD_COLUMNS))


def _cell(width: int, paragraphs: str, more: str = "") -> str:
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{more}</w:tcPr>{paragraphs}</w:tc>'


_HEAD_ROW = (
    "<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>"
    + "".join(
        _cell(width, _paragraph(_HEAD, _heading(column)), '<w:vAlign w:val="center"/>')
        for column, width in zip(WORD_COLUMNS, _TWIPS, strict=True)
    )
    + "</w:tr>"
)


def grouped(section: FormSection) -> list[tuple[str, list[FormRow]]]:
    """Return the rows of a table under the titles printed in it, empty where none is."""
    groups: list[tuple[str, list[FormRow]]] = []
    above = section.title
    for row in section.rows:
        title = row.section or above
        if not groups or title != above:
            groups.append((title if groups or title != section.title else "", []))
        groups[-1][1].append(row)
        above = title
    return groups


def _rows(section: FormSection) -> Iterator[str]:
    for title, rows in grouped(section):
        if title:
            yield _group_row(title, _TWIPS)
        yield from (_row(row, LAYOUT) for row in rows)


def _group_row(title: str, widths: Sequence[int]) -> str:
    span = f'<w:gridSpan w:val="{len(widths)}"/>'
    return (
        "<w:tr><w:trPr><w:cantSplit/></w:trPr>"
        f"{_cell(sum(widths), _paragraph(GROUP, title), span)}</w:tr>"
    )


Layout = Sequence[tuple[Column | None, int]]
"""The columns of a table with their widths in twips; None is one of the agency's."""
LAYOUT: Layout = tuple(zip(WORD_COLUMNS, _TWIPS, strict=True))


def _row(row: FormRow, layout: Layout) -> str:
    texts = row.cells
    cells = (
        _cell(width, _paragraphs(column, texts[column]))
        if column in _STYLE_OF
        else _empty_cell(column, width)
        for column, width in layout
    )
    return f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{''.join(cells)}</w:tr>"


def _paragraphs(column: Column, text: str) -> str:
    first, *rest = text.split("\n")
    below = _NOTE if column is Column.TEXT else _STYLE_OF[column]
    return _paragraph(_STYLE_OF[column], first) + "".join(_paragraph(below, each) for each in rest)


_BOX = (
    f'<w:p><w:pPr><w:pStyle w:val="{_MARK}"/></w:pPr><w:sdt><w:sdtPr>'
    f'<w:alias w:val="{HEADINGS[Column.MARK]}"/><w14:checkbox><w14:checked w14:val="0"/>'
    '<w14:checkedState w14:val="2612" w14:font="MS Gothic"/>'
    '<w14:uncheckedState w14:val="2610" w14:font="MS Gothic"/></w14:checkbox></w:sdtPr>'
    '<w:sdtContent><w:r><w:rPr><w:rFonts w:ascii="MS Gothic" w:hAnsi="MS Gothic"'
    ' w:eastAsia="MS Gothic" w:hint="eastAsia"/></w:rPr><w:t>☐</w:t></w:r></w:sdtContent>'
    "</w:sdt></w:p>"
)


@cache
def _empty_cell(column: Column | None, width: int) -> str:
    return _cell(width, _BOX if column is Column.MARK else _paragraph(_ENTRY, ""))


# Parts for a document that is there: each an element of its own


def new_row(row: FormRow, layout: Layout = LAYOUT) -> Any:
    """Return a row with nothing entered, for a table with these columns."""
    return element(_row(row, layout))


def new_group_row(title: str, layout: Layout = LAYOUT) -> Any:
    """Return a row with the title of the rows below it."""
    return element(_group_row(title, [width for _, width in layout]))


def new_paragraphs(column: Column, text: str) -> list[Any]:
    """Return the paragraphs of a plan's cell."""
    return list(element(f"<w:tc>{_paragraphs(column, text)}</w:tc>"))


def new_paragraph(style: str, text: str) -> Any:
    """Return a paragraph outside of tables."""
    return element(_paragraph(style, text))


def new_table(title: str) -> Any:
    """Return a table with the row of headings alone."""
    return element(_table(title, ()))
