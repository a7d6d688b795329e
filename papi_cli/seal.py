"""The seal of a checklist: which of its lines the program wrote.

A comment at the end of the file holds a fingerprint of every line of the program's. A line that
the seal does not know is somebody else's, wherever it stands.
"""

from __future__ import annotations

import re
from base64 import b32encode
from functools import lru_cache
from hashlib import blake2b
from unicodedata import normalize

_SEAL = "<!-- papi: giữ nguyên phần này để chương trình nhận ra những dòng do nó viết"
_SEAL_START = "<!-- papi:"
_SEAL_END = "-->"
_ROW = re.compile(r"[a-z2-7]{8}(?: [a-z2-7]{8})*(?![^ ])")
_IN_A_ROW = 11
"""Fingerprints on a line of the seal."""
ITEM = re.compile(
    r"\s*(?:[-*+]|\d{1,9}[.)])\s+(?:\[([^\]\n]{0,3})\]\s*)(?:\*\*|__)([^*\n]+?)(?:\*\*|__)"
)
"""How the first line of a task begins."""
_MARKER = re.compile(r"\s*(?:(?:[-*+]|\d{1,9}[.)])\s+)?(?:\[[^\]]{0,3}\]\s*)?")
_DRESS = str.maketrans("", "", "\\*_")


def sealed(body: str) -> list[str]:
    """Return the lines of the seal for a text of the program's."""
    prints: dict[str, None] = {}
    for line in body.split("\n"):
        prints.update(_line_prints(line))
    known = list(prints)
    rows = [" ".join(known[at : at + _IN_A_ROW]) for at in range(0, len(known), _IN_A_ROW)]
    return [_SEAL, *rows, _SEAL_END]


@lru_cache(maxsize=100_000)
def _line_prints(line: str) -> dict[str, None]:
    """Return the fingerprints of a line of the program's: its own, and of a task's label."""
    if not line.strip():
        return {}
    label = ITEM.match(line)
    return {fingerprint(line): None} | ({fingerprint(label[2]): None} if label and label[2] else {})


@lru_cache(maxsize=100_000)
def fingerprint(line: str) -> str:
    """Return the fingerprint of what a line says, whatever its tick, marker and indent.

    Composed and decomposed letters are the same, as are those an editor escapes or emphasises.
    """
    digest = blake2b(said(line).encode("utf-8", "replace"), digest_size=5).digest()
    return b32encode(digest).decode("ascii").lower()


def said(line: str) -> str:
    """Return what a line says without marker, tick and emphasis, with single spaces."""
    bare = line[_MARKER.match(line).end() :].translate(_DRESS)  # type: ignore[union-attr]
    return " ".join(normalize("NFC", bare).split())


def unsealed(text: str) -> tuple[list[str], frozenset[str], list[str]]:
    """Return the lines of a text without its seal, the seal's fingerprints, and its lines."""
    kept: list[str] = []
    seals: list[str] = []
    prints: set[str] = set()
    inside = False
    for line in text.split("\n"):
        rest = line
        bare = line.lstrip()
        if bare.startswith(_SEAL_START) and normalize("NFC", bare).startswith(_SEAL):
            inside = True
            rest = normalize("NFC", bare).removeprefix(_SEAL)
        elif inside and bare.startswith(_SEAL_END):
            inside = False
            rest = bare.removeprefix(_SEAL_END)
        elif inside and (row := _ROW.match(bare)):
            prints.update(row[0].split())
            rest = bare[row.end() :]
        if rest != line:
            seals.append(line)
        if rest == line or rest.strip():
            kept.append(rest)
    return kept, frozenset(prints), seals
