"""What letters stand for in fonts of symbols and in fonts of the encodings before Unicode."""

from __future__ import annotations

import re
from enum import Enum, auto
from functools import lru_cache
from unicodedata import normalize

_WINGDINGS = {
    0x28: "☎", 0x6C: "●", 0x6E: "■", 0x6F: "☐", 0x70: "☐", 0x71: "☐", 0x72: "☐", 0x76: "❖",
    0x78: "☒", 0x9F: "•", 0xA1: "○", 0xA7: "▪", 0xA8: "☐", 0xD8: "➢", 0xE0: "→", 0xE8: "→",
    0xF0: "⇨", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑",
}  # fmt: skip
_WINGDINGS_2 = {
    0x4F: "✗", 0x50: "✓", 0x51: "☒", 0x52: "☑", 0x53: "☒", 0x54: "☒", 0x97: "●", 0x98: "•",
    0xA2: "■", 0xA3: "☐", 0x30: "☐", 0x2A: "☐",
}  # fmt: skip
_WEBDINGS = {0x61: "✓", 0x63: "☐", 0x67: "■", 0x6E: "●", 0x72: "✗"}
_SYMBOL = {
    0xA3: "≤", 0xAE: "→", 0xB0: "°", 0xB1: "±", 0xB3: "≥", 0xB4: "×", 0xB7: "•", 0xB9: "≠",
    0xD6: "√", 0xDE: "⇒",
}  # fmt: skip
_SYMBOL |= {at: chr(at) for at in range(0x20, 0x41)}
_TABLES = {
    "wingdings": _WINGDINGS,
    "wingdings 2": _WINGDINGS_2,
    "webdings": _WEBDINGS,
    "symbol": _SYMBOL,
}
_PRIVATE, _LAST = 0xF000, 0xFF
"""Where Word puts the letters of such a font, and how many there are."""


class FontKind(Enum):
    """What the letters of a font are."""

    UNICODE = auto()
    SYMBOLS = auto()
    OLD = auto()
    """TCVN3 (`.VnTime`) or VNI: letters that stand for others."""


@lru_cache(maxsize=1_000)
def font_kind(font: str) -> FontKind:
    """Return what the letters of a font are, by its name."""
    name = font.strip().lower()
    if name in _TABLES:
        return FontKind.SYMBOLS
    old = name.startswith((".vn", "vni-", "vni "))
    return FontKind.OLD if old else FontKind.UNICODE


def symbol(font: str, code: int) -> str:
    """Return the sign that a font of symbols has at a code, by a name where no letter is known."""
    at = code - _PRIVATE if _PRIVATE <= code <= _PRIVATE + _LAST else code
    if at > _LAST or at <= ord(" "):
        return chr(code) if 0 < code <= 0x10FFFF and not 0xD800 <= code <= 0xDFFF else ""  # noqa: PLR2004 - of Unicode
    known = _TABLES.get(font.strip().lower(), {}).get(at)
    return known or f"[ký hiệu {font.strip()[:40]} {at:02X}]"


def symbols(font: str, text: str) -> str:
    """Return what a text shows that is set in a font of symbols."""
    return "".join(symbol(font, ord(each)) for each in text)


_LATIN_1 = re.compile("[\x80-\x9f\xa1-\xff]")
_VIETNAMESE = re.compile(
    "[\u0102\u0103\u0110\u0111\u0128\u0129\u0168\u0169\u01a0\u01a1\u01af\u01b0\u1ea0-\u1ef9]"
)


def is_of_old_font(text: str) -> bool:
    """Whether letters of a text in an old font would read as others than they show."""
    return bool(_LATIN_1.search(text))


def is_unicode(text: str) -> bool:
    """Whether a text has Vietnamese letters that the encodings before Unicode lack."""
    return bool(_VIETNAMESE.search(normalize("NFC", text)))
