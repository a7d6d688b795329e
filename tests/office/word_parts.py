"""Small Word files built for a test: a cell, a body, parts beside it."""

from __future__ import annotations

import io
from functools import cache
from typing import Any

import docx
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from lxml import etree

from papi_cli.office.content import Cell, OfficeFile
from papi_cli.office.package import canonical
from papi_cli.office.word import read_word

NAMESPACES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "v": "urn:schemas-microsoft-com:vml",
    "o": "urn:schemas-microsoft-com:office:office",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
    "dgm": "http://schemas.openxmlformats.org/drawingml/2006/diagram",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
}


_DECLARED = " ".join(f'xmlns:{prefix}="{name}"' for prefix, name in NAMESPACES.items())


def run(text: str, properties: str = "") -> str:
    """Return a run of a text with properties (`<w:vanish/>`)."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def line(text: str, properties: str = "") -> str:
    """Return a paragraph of a run."""
    return f"<w:p>{run(text, properties)}</w:p>"


def cell(xml: str) -> str:
    """Return a cell of these paragraphs."""
    return f"<w:tc>{xml}</w:tc>"


def table(*rows: str) -> str:
    """Return a table of rows, each the XML of what is in it."""
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in rows)}</w:tbl>"


def document(body: str, parts: dict[str, str] | None = None, properties: str = "") -> bytes:
    """Return a Word file of this body; `parts` are others of it by their kind (`footnotes`).

    A part `styles` or `numbering` gets these elements added, `properties` is the XML of the
    custom ones.
    """
    text = f"<w:document {_DECLARED}><w:body>{body}</w:body></w:document>".encode()
    return canonical(
        _around(tuple((parts or {}).items()), properties),
        lambda name, old: text if name == "word/document.xml" else old,
    )


@cache
def _around(parts: tuple[tuple[str, str], ...], properties: str) -> bytes:
    """Return a Word file with these parts around an empty body."""
    made = docx.Document()
    for kind, xml in parts:
        if kind in {"styles", "numbering"}:
            part: Any = made.part.part_related_by(getattr(RELATIONSHIP_TYPE, kind.upper()))
            part.element.extend(etree.fromstring(f"<root {_DECLARED}>{xml}</root>"))
            continue
        added = Part(
            PackURI(f"/word/{kind}.xml"),
            f"application/vnd.openxmlformats-officedocument.wordprocessingml.{kind}+xml",
            f"<w:{kind} {_DECLARED}>{xml}</w:{kind}>".encode(),
            made.part.package,
        )
        made.part.relate_to(added, getattr(RELATIONSHIP_TYPE, kind.upper()))
    if properties:
        custom = Part(
            PackURI("/docProps/custom.xml"),
            "application/vnd.openxmlformats-officedocument.custom-properties+xml",
            properties.encode(),
            made.part.package,
        )
        made.part.package.relate_to(custom, RELATIONSHIP_TYPE.CUSTOM_PROPERTIES)
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


def read(body: str, parts: dict[str, str] | None = None) -> OfficeFile:
    """Return a file of this body as it is read."""
    return read_word(document(body, parts))


def read_cell(xml: str, parts: dict[str, str] | None = None) -> Cell:
    """Return the cell of a table with one, of these paragraphs, as it is read."""
    return read(table(cell(xml)), parts).tables[0].rows[0].cells[0]


def texts(file: OfficeFile) -> list[list[str]]:
    """Return the texts of the first table, row by row."""
    return [[each.text for each in row.cells] for row in file.tables[0].rows]


TRACKED = "có chữ sửa theo dõi (Track Changes), đọc như đã chấp nhận mọi sửa đổi"
NOTE = '<w:r><w:footnoteReference w:id="1"/></w:r>'
FOOTNOTES = {"footnotes": f'<w:footnote w:id="1">{line("xem công văn")}</w:footnote>'}
LISTS = {
    "numbering": '<w:abstractNum w:abstractNumId="90"><w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/>'
    '</w:lvl><w:lvl w:ilvl="1"><w:numFmt w:val="decimal"/></w:lvl></w:abstractNum>'
    '<w:abstractNum w:abstractNumId="91"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/></w:lvl>'
    '</w:abstractNum><w:num w:numId="90"><w:abstractNumId w:val="90"/></w:num>'
    '<w:num w:numId="91"><w:abstractNumId w:val="91"/></w:num>'
}


def point(text: str, number: int, level: int = 0) -> str:
    """Return a point of a list: 90 is counted, 91 has bullets."""
    listed = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
    return f"<w:p><w:pPr>{listed}</w:pPr>{run(text)}</w:p>"


def control(inside: str, properties: str) -> str:
    """Return a control with these properties around something."""
    return f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{inside}</w:sdtContent></w:sdt>"


def checkbox(checked: int) -> str:
    """Return the property that makes a control a box."""
    return f'<w14:checkbox><w14:checked w14:val="{checked}"/></w14:checkbox>'


def box(text: str) -> str:
    """Return a text box as Word writes it: a shape, and the same again for older programs."""
    content = f"<w:txbxContent>{line(text)}</w:txbxContent>"
    return (
        "<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:wsp><wps:txbx>"
        f"{content}</wps:txbx></wps:wsp></w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape>"
        f"<v:textbox>{content}</v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent>"
        "</w:r>"
    )


PICTURE = "<w:r><w:drawing><pic:pic/></w:drawing></w:r>"


OLD = "gõ bằng phông chữ cũ (.VnTime, TCVN3) nên không đọc được; xin đổi sang Unicode rồi gửi lại"
