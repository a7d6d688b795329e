"""Which cells of a Word file hold more than plain text: the others are read at once, in C."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from lxml import etree

from papi_cli.office.symbols import FontKind, font_kind
from papi_cli.office.word_styles import VAL, Look, W, font_of
from papi_cli.office.word_text import SPACE, SPECIAL, TextReader

_CELL, _RUN, _PARAGRAPH = f"{W}tc", f"{W}r", f"{W}p"
_PROPERTIES = f"{W}tcPr"
_FONTS, _STYLE, _RUN_STYLE, _TAB = f"{W}rFonts", f"{W}pStyle", f"{W}rStyle", f"{W}tab"
_SPANS = frozenset({f"{W}gridSpan", f"{W}vMerge", f"{W}cellDel"})
_LOOKED_AT = tuple(SPECIAL | _SPANS)


@dataclass(frozen=True, slots=True)
class Marked:
    """The cells that need a closer look, as `w:tc`.

    Those of `special` hold more than plain text; `spanned` ones are merged with others, or
    deleted. `cells` keeps all alive: an element that nobody holds is another when asked for again.
    """

    special: frozenset[Any]
    spanned: frozenset[Any]
    cells: tuple[Any, ...]


def marked(body: Any, reader: TextReader) -> Marked:
    """Return the cells below an element that need a closer look."""
    cells = tuple(body.iter(_CELL))
    if _is_special(reader.styles.paragraph("")):
        return Marked(frozenset(cells), frozenset(cells), cells)
    special, spanned = set(), set()
    for each in body.iter(*_LOOKED_AT, *_telling(body, reader)):
        tag = each.tag
        if tag in _SPANS:
            spanned.add(_cell_of(each))
        elif tag == _FONTS:
            if _is_other(font_of(each)):
                special.add(_cell_of(each))
        elif tag in _STYLES:
            if _is_special(_look_of(each.get(VAL, ""), tag, reader)):
                special.add(_cell_of(each))
        elif tag != _TAB or each.getparent().tag == _RUN:
            special.add(_cell_of(each))
    return Marked(frozenset(special), frozenset(spanned), cells)


_STYLES = frozenset({_STYLE, _RUN_STYLE})
_ASCII, _OTHER_LATIN = f"{W}ascii", f"{W}hAnsi"


def _telling(body: Any, reader: TextReader) -> Iterator[str]:
    """Yield the tags that nearly every run bears, where one of them tells of more than text."""
    fonts = {each.get(_ASCII) or each.get(_OTHER_LATIN) for each in body.iter(_FONTS)}
    if any(map(_is_other, fonts)):
        yield _FONTS
    for tag in _STYLES:
        used = {each.get(VAL, "") for each in body.iter(tag)}
        if any(_is_special(_look_of(each, tag, reader)) for each in used):
            yield tag


def _look_of(style: str, tag: str, reader: TextReader) -> Look:
    return reader.styles.paragraph(style) if tag == _STYLE else reader.styles.character(style)


def _is_other(font: str | None) -> bool:
    return bool(font) and font_kind(font or "") is not FontKind.UNICODE


def _is_special(look: Look) -> bool:
    return bool(_is_other(look.font) or look.hidden or look.numbering)


def _cell_of(element: Any) -> Any:
    return next(element.iterancestors(_CELL), None)


def plain_text(cell: Any) -> str | None:
    """Return the text of a cell that is not special, None where it holds more than paragraphs."""
    lines = []
    for each in cell:
        tag = each.tag
        if tag == _PARAGRAPH:
            text = etree.tostring(each, method="text", encoding="unicode", with_tail=False)
            text = text.strip()
            if text:
                lines.append(SPACE.sub(" ", text))
        elif tag != _PROPERTIES:
            return None
    return "\n".join(lines)
