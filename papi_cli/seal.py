"""The seal of a checklist: which of its lines the program wrote.

A comment at the end of the file holds a fingerprint of every line of the program's. A line that
the seal does not know is somebody else's, wherever it stands.
"""

from __future__ import annotations

import re
from base64 import b32encode
from collections.abc import Collection, Iterable, Sequence
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
    r"\s*(?:[-*+]|\d{1,9}[.)])\s+\[([^\]\n]{0,20})\]\s*(?:\*\*|__)([^*\n]+?)(?:\*\*|__)"
)
"""How the first line of a task begins: what stands in the brackets, and the label."""
_MARKER = re.compile(r"\s*(?:(?:[-*+]|\d{1,9}[.)])\s+)?")
_TAG = re.compile(r"</?[A-Za-z]{1,10}\s*/?>")
_PUNCTUATION = dict.fromkeys(map(ord, "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~“”‘’«»„…–—‑·•"), " ")
_MOST_LINES = 12
"""Over so many lines an editor may have wrapped a line of the program's."""


def sealed(body: str) -> list[str]:
    """Return the lines of the seal for a text of the program's."""
    prints: dict[str, None] = {}
    for line in body.split("\n"):
        prints.update(_line_prints(line))
    known = list(prints)
    rows = [" ".join(known[at : at + _IN_A_ROW]) for at in range(0, len(known), _IN_A_ROW)]
    return [_SEAL, *rows, _SEAL_END]


@lru_cache(maxsize=20_000)
def _line_prints(line: str) -> dict[str, None]:
    """Return the fingerprints of a line of the program's; of a task's, also that of its label."""
    if not line.strip():
        return {}
    if line.lstrip().startswith("- [") and (item := ITEM.match(line)):
        return {_print("task", line[item.start(2) :]): None, _print("label", item[2]): None}
    return {_print("line", line): None}


@lru_cache(maxsize=20_000)
def _print(kind: str, line: str) -> str:
    digest = blake2b(f"{kind} {said(line)}".encode("utf-8", "replace"), digest_size=5).digest()
    return b32encode(digest).decode("ascii").lower()


def said(line: str) -> str:
    """Return the words of a line, without marker, markup and punctuation, with single spaces.

    Composed and decomposed letters are the same, as are quotes and dashes that an editor made
    typographic.
    """
    bare = _TAG.sub(" ", line[_MARKER.match(line).end() :])  # type: ignore[union-attr]
    return " ".join(normalize("NFC", bare).translate(_PUNCTUATION).split())


class Known:
    """What is the program's in a checklist: the fingerprints of its lines, the labels of tasks."""

    def __init__(self, prints: Iterable[str], labels: Collection[str] = ()) -> None:
        self._prints = frozenset(prints)
        self._labels = labels

    def label(self, label: str) -> bool:
        """Whether a task bears the label, in the plan or in the checklist as it was written."""
        return label in self._labels or _print("label", label) in self._prints

    def task(self, text: str) -> bool:
        """Whether text from a label on is how the program began a task."""
        return _print("task", text) in self._prints

    def line(self, line: str) -> bool:
        """Whether the program wrote a line."""
        return _print("line", line) in self._prints

    def run(self, lines: Sequence[str], *, begun: str | None = None) -> int:
        """Return how many lines at the start of `lines` are one line of the program's, wrapped.

        `begun` is the start of a task that the lines go on with. 0 where it wrote none of them.
        """
        text = begun
        for number, line in enumerate(lines[:_MOST_LINES]):
            if number and not line.strip():
                break
            text = line if text is None else f"{text} {line.strip()}"
            if self.line(text) if begun is None else self.task(text):
                return number + 1
        return 0


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
