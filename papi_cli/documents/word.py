"""Documents as Word files: Markdown translated by the layout of administrative documents.

Source: Nghị định 30/2020/NĐ-CP, Phụ lục I.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from papi_cli.documents.document import Document
from papi_cli.documents.word_blocks import Heading, Paragraph, Picture, blocks_of, plain
from papi_cli.documents.word_layout import division_xml
from papi_cli.documents.word_parts import Part, Placed, divisions
from papi_cli.documents.word_xml import STYLES
from papi_cli.office.pictures import png_of, png_size, svg_width
from papi_cli.office.word_document import Section, drawing, plain_base, write_sections


def word_file(document: Document, letterhead: bytes | None = None) -> bytes:
    """Return a document as the bytes of a Word file.

    `letterhead` are those of an office's own Word file, which lends page, styles and head.
    """
    del letterhead
    base = plain_base(STYLES)
    divided = divisions(blocks_of(document.text))
    pictures = _Pictures(document.pictures)
    sections = []
    for each in divided:
        page = base.page.turned if each.wide else base.page
        body = division_xml(each, page.text_width, pictures.draw)
        sections.append(Section(body, page))
    title = _title(divided[0].placed)
    return write_sections(base, sections, title, document.created, pictures.drawn)


def _title(placed: Sequence[Placed]) -> str:
    """Return a document's name in the properties of its file: its title, on one line."""
    parts = (Part.TITLE, Part.SUBJECT)
    titles = [each.block for each in placed if each.part in parts]
    headings = [each.block for each in placed if isinstance(each.block, Heading)]
    named = [
        plain(each.runs)
        for each in titles or headings[:1]
        if isinstance(each, (Paragraph, Heading))
    ]
    return " ".join(" ".join(named).split())


class _Pictures:
    """The pictures of a document, drawn as they are met."""

    def __init__(self, svgs: Mapping[str, str]) -> None:
        self._svgs = svgs
        self.drawn: dict[str, bytes] = {}

    def draw(self, picture: Picture, width: float) -> str:
        """Return a picture as the XML of a run; empty where the document has none of its name."""
        svg = self._svgs.get(picture.name)
        if svg is None:
            return ""
        across = min(width, svg_width(svg))
        png = png_of(svg, round(across / 25.4 * _DOTS))
        pixels, lines = png_size(png)
        number = len(self.drawn) + 1
        key = f"rIdPapi{number}"
        self.drawn[key] = png
        return drawing(key, number, picture.words, across, across * lines / pixels)


_DOTS = 200
"""Of a picture to an inch."""
