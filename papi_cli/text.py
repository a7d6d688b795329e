"""Vietnamese text: comparing without accents, sorting by the alphabet, showing safely."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_MARKS = re.compile("[\u0300-\u034e\u0350-\u036f]+")
"""The combining marks of Latin letters."""

_WORD = re.compile(r"[^\W_]+")

_ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_TONES = "\u0309\u0303\u0301\u0323"
"""The tone marks hỏi, ngã, sắc, nặng. Huyền (U+0300) comes first of all, see `_TONE_RANK`."""
_TONE_RANK = {mark: rank for rank, mark in enumerate("\u0300" + _TONES, start=1)}
_LETTER_RANK = {letter: rank for rank, letter in enumerate(_ALPHABET, start=1)}

INVISIBLE = (
    "\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\U0001d173-\U0001d17a\U000e0000-\U000e007f"
)
"""Control characters above ASCII, invisible and direction-changing ones, for a class of `re`."""
_UNSAFE = re.compile(f"[\x00-\x1f{INVISIBLE}\ud800-\udfff]")


@lru_cache(maxsize=4096)
def words(text: str) -> str:
    """Return `text` in lower case, without tone marks, with single spaces between its words.

    Everything but letters and digits separates words: `UBND  cấp-xã` gives `ubnd cap xa`.
    """
    # Unicode does not decompose đ; eth (ð) is what some keyboards give for it.
    text = text.casefold().replace("đ", "d").replace("ð", "d")
    bare = _MARKS.sub("", unicodedata.normalize("NFD", text))
    if any(map(unicodedata.combining, set(bare))):
        bare = "".join(char for char in bare if not unicodedata.combining(char))
    return " ".join(_WORD.findall(bare))


def fold(text: str) -> str:
    """Return what two spellings of one name have in common.

    Case, tone marks, đ/Đ, punctuation and spaces are dropped, so `UBND CẤP XÃ`, `ubnd cap xa`
    and the decomposed form of either give `ubndcapxa`, as hoà and hòa give `hoa`.
    """
    return words(text).replace(" ", "")


def spelling(text: str) -> str:
    """Return how the words of `text` are spelt, with their marks.

    Case, punctuation and spaces do not count, nor over which vowel of a word the tone stands:
    `hoà` and `hòa` are spelt alike, `pháp` and `phap` are not.
    """
    spelt = []
    for word in _WORD.findall(unicodedata.normalize("NFC", text).casefold()):
        parts = unicodedata.normalize("NFD", word)
        tones = "".join(part for part in parts if part in _TONE_RANK)
        spelt.append("".join(part for part in parts if part not in _TONE_RANK) + tones)
    return " ".join(spelt)


def vietnamese_key(text: str) -> tuple[tuple[int, ...], tuple[int, ...], str]:
    """Return a key that sorts by the Vietnamese alphabet: a ă â b c d đ …, then by tone.

    Tones count only where the letters are alike, in the order of dictionaries: none, huyền,
    hỏi, ngã, sắc, nặng. Digits come before letters, spaces before digits.
    """
    letters: list[int] = []
    tones: list[int] = []
    for char in unicodedata.normalize("NFC", text).casefold():
        tone = 0
        base = []
        for part in unicodedata.normalize("NFD", char):
            if part in _TONE_RANK:
                tone = _TONE_RANK[part]
            else:
                base.append(part)
        letter = unicodedata.normalize("NFC", "".join(base))
        if letter in _LETTER_RANK:
            letters.append(100 + _LETTER_RANK[letter])
            tones.append(tone)
        elif letter.isdecimal():
            letters.append(10 + int(letter))
        elif letter.isalpha():
            letters.append(1000 + ord(letter[0]))
        elif letter.isspace():
            letters.append(0)
    return tuple(letters), tuple(tones), text


_UNSAFE_IN_LINES = re.compile(f"[\x00-\x08\x0b-\x1f{INVISIBLE}\ud800-\udfff]")


def visible(text: str) -> str:
    r"""Return `text` with every character that a terminal could obey written out (`\x1b`).

    A line feed or a tab becomes a space: what is shown stands in a cell or on a line.
    """
    return _UNSAFE.sub(_written_out, text)


def _written_out(match: re.Match[str]) -> str:
    char = match[0]
    if char in "\n\r\t":
        return " "
    return char.encode("unicode_escape").decode("ascii")


def visible_lines(text: str) -> str:
    """Return `text` like `visible`, but with its line feeds and tabs: several lines to show."""
    return _UNSAFE_IN_LINES.sub(_written_out, text)


def quoted(text: str, length: int = 60) -> str:
    """Return `text` in «…» for a message, made visible, cut at a word where it is longer."""
    shown = visible(text.strip()[: length + 1])
    if len(shown) > length:
        cut = shown[:length].rsplit(" ", 1)[0] if " " in shown[:length] else shown[:length]
        shown = f"{cut} …"
    return f"«{shown}»"


def alike(one: str, other: str) -> float:
    """Return how much two texts have in common, word by word and in order: from 0 to 1, all."""
    from difflib import SequenceMatcher  # noqa: PLC0415 - few commands compare texts

    ours, theirs = one.casefold().split(), other.casefold().split()
    return SequenceMatcher(None, ours, theirs, autojunk=False).ratio()


_RAW_IN_JSON = re.compile(f"[{INVISIBLE}]")


def json_string(value: str) -> str:
    """Return `value` as a JSON string, which YAML reads too, invisible characters written out."""
    import json  # noqa: PLC0415 - most commands write none

    return escaped(json.dumps(value, ensure_ascii=False))


def escaped(text: str) -> str:
    r"""Return JSON text with its invisible characters written as `\u…`."""
    return _RAW_IN_JSON.sub(_json_escape, text)


def _json_escape(match: re.Match[str]) -> str:
    units = match[0].encode("utf-16-be")
    return "".join(f"\\u{units[at]:02x}{units[at + 1]:02x}" for at in range(0, len(units), 2))
