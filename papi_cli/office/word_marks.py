"""Which cells of a Word file hold more than plain text: the others are read at once, in C."""

from __future__ import annotations

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
_LOOKED_AT = tuple(SPECIAL | _SPANS | {_FONTS, _STYLE, _RUN_STYLE})


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
    known: dict[tuple[str, str], bool] = {}
    for each in body.iter(*_LOOKED_AT):
        tag = each.tag
        if tag in _SPANS:
            spanned.add(_cell_of(each))
        elif tag == _FONTS:
            font = font_of(each)
            if font and font_kind(font) is not FontKind.UNICODE:
                special.add(_cell_of(each))
        elif tag in {_STYLE, _RUN_STYLE}:
            key = (tag, each.get(VAL, ""))
            if key not in known:
                styles = reader.styles
                look = styles.paragraph if tag == _STYLE else styles.character
                known[key] = _is_special(look(key[1]))
            if known[key]:
                special.add(_cell_of(each))
        elif tag != _TAB or each.getparent().tag == _RUN:
            special.add(_cell_of(each))
    return Marked(frozenset(special), frozenset(spanned), cells)


def _is_special(look: Look) -> bool:
    other = look.font and font_kind(look.font) is not FontKind.UNICODE
    return bool(other or look.hidden or look.numbering)


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
