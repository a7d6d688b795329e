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
