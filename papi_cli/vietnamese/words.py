"""Vietnamese words: comparing without accents, sorting by the alphabet, likeness."""

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


def small_start(text: str) -> str:
    """Return text as it stands within a sentence: a small letter first, but for abbreviations."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


_BULLET = re.compile(r"\s*(?:[-+*•–—]\s+)?(.*?)[\s;,]*\Z")
"""A line of a bulleted text: its words without the bullet, and what ends them."""


def points(text: str) -> list[str]:
    """Return the points of a text of several lines, without bullets and what joins them.

    A text of one line is one point, word for word.
    """
    lines = [line for line in text.split("\n") if line.strip()]
    if len(lines) < 2:  # noqa: PLR2004 - one point is no list
        return [text] if lines else []
    return [match[1] for line in lines if (match := _BULLET.match(line)) and match[1]]


def shortened(text: str, longest: int) -> str:
    """Return a text on one line, cut behind a word where it is longer than so many characters.

    `…` stands for what is left out.
    """
    line = " ".join(text.split())
    if len(line) <= longest:
        return line
    kept, space, _ = line[: longest + 1].rpartition(" ")
    return f"{(kept if space else line[:longest]).rstrip(' ,;:.(')} …"


def alike(one: str, other: str) -> float:
    """Return how much two texts have in common, word by word and in order: from 0 to 1, all."""
    from difflib import SequenceMatcher  # noqa: PLC0415 - few commands compare texts

    ours, theirs = one.casefold().split(), other.casefold().split()
    return SequenceMatcher(None, ours, theirs, autojunk=False).ratio()
