"""Markdown of documents translated into Word by the layout of administrative documents.

Source: Nghị định 30/2020/NĐ-CP, Phụ lục I.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from papi_cli.documents.document import Document
from papi_cli.documents.letterhead import BLANK
from papi_cli.documents.word_blocks import Heading, Paragraph, Picture, blocks_of, plain
from papi_cli.documents.word_layout import (
    HeadText,
    division_xml,
    head_text,
    lines_below_head,
)
from papi_cli.documents.word_parts import Division, Part, divisions
from papi_cli.documents.word_xml import document_styles
from papi_cli.errors import FileError
from papi_cli.office.content import UnreadableFileError
from papi_cli.office.pictures import png_of, png_size, svg_width
from papi_cli.office.word_document import Page, Section, drawing, plain_base, write_sections
from papi_cli.office.word_letterhead import HeadWords, Lent, filled_head, read_letterhead
from papi_cli.safe_text import quoted
from papi_cli.vietnamese.words import fold


def translated(document: Document, letterhead: bytes | None = None) -> bytes:
    """Return a document as the bytes of a Word file; all is as `word.word_file` has it."""
    divided = divisions(blocks_of(document.text))
    lent = lent_by(letterhead) if letterhead is not None else None
    base = lent.base if lent else plain_base(document_styles())
    head = _lent_head(lent, head_text(divided[0]), base.page.text_width) if lent else None
    pictures = _Pictures(document.pictures)
    sections = []
    for number, each in enumerate(divided):
        page = Page().turned if each.wide else base.page
        body = division_xml(each, page.text_width, pictures.draw, None if number else head)
        sections.append(Section(body, page))
    title = _title(divided[0])
    return write_sections(base, sections, title, document.created, pictures.drawn)


@lru_cache(maxsize=2)
def lent_by(letterhead: bytes) -> Lent:
    """Return what an office's own Word file lends; raises `FileError` where it cannot be used."""
    try:
        return read_letterhead(letterhead, document_styles)
    except UnreadableFileError as error:
        raise FileError(f"Tệp sau --letterhead {error.problem}; {error.advice}.") from None


def _lent_head(lent: Lent, told: HeadText, width: float) -> str:
    """Return the office's head with the document's own number, place and date, subject."""
    if _key(told.name) not in _key(lent.head_words):
        raise FileError(
            f"Phần đầu của tệp sau --letterhead không có tên {quoted(told.name)}; dùng tệp của"
            " chính cơ quan ra văn bản."
        )
    head, left = filled_head(lent, HeadWords(told.number, told.place, told.about))
    below = [(left.number, left.place)] if left.number or left.place else []
    below += [(each, "") for each in (left.about, *told.others) if each]
    return head + lines_below_head(below, width)


def _key(name: str) -> str:
    return fold(name).replace("uybannhandan", "ubnd") if BLANK not in name else ""


def _title(division: Division) -> str:
    """Return a document's name in the properties of its file, on one line.

    It is its title, of a letter what it is about, else its first heading.
    """
    parts = [each.part for each in division.placed]
    last = parts.index(Part.SUBJECT) + 1 if Part.SUBJECT in parts else 0
    titles = [each.block for each in division.placed[:last] if each.part is not Part.HEAD]
    headings = [each.block for each in division.placed if isinstance(each.block, Heading)]
    about = head_text(division).about
    named = [
        plain(each.runs)
        for each in titles or ([] if about else headings[:1])
        if isinstance(each, (Paragraph, Heading))
    ]
    return " ".join(" ".join(named or [about]).split())


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
