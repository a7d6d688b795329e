"""Which lines of a checklist the program wrote: a comment at its end holds their fingerprints.

A line that the fingerprints do not know is somebody else's, wherever it stands.
"""

from __future__ import annotations

import re
from base64 import b32decode, b32encode
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from unicodedata import normalize


def fingerprints_of(body: str) -> list[str]:
    """Return the fingerprints of the lines of a text of the program's, each once, in order."""
    prints: dict[bytes, None] = {}
    for line in body.split("\n"):
        prints.update(_line_prints(line))
    return [b32encode(each).decode("ascii").lower() for each in prints]


def fingerprint_comment(prints: Sequence[str]) -> list[str]:
    """Return the lines of the comment."""
    rows = [" ".join(prints[at : at + _IN_A_ROW]) for at in range(0, len(prints), _IN_A_ROW)]
    return [_COMMENT, *rows, _COMMENT_END]


@lru_cache(maxsize=50_000)
def plain_words(line: str) -> str:
    """Return the words of a line, without marker, markup and punctuation, with single spaces.

    Composed and decomposed letters are the same, as are quotes and dashes that an editor made
    typographic.
    """
    return _bare(line[_MARKER.match(line).end() :])  # type: ignore[union-attr]


@lru_cache(maxsize=50_000)
def bare_words(text: str) -> str:
    """Return the words of a text with single spaces, as `plain_words` has them.

    It begins with no marker, and what looks like a tag is words: the plan may well speak of one.
    """
    return " ".join(normalize("NFC", text).translate(_PUNCTUATION).split())


def fingerprints_in(text: str) -> tuple[str, ...]:
    """Return the fingerprints at the end of a checklist."""
    return split_fingerprints(text)[2]


def split_fingerprints(text: str) -> tuple[list[str], list[int], tuple[str, ...]]:
    """Return the lines of a text without the comment, their numbers from 1 on, its fingerprints."""
    kept: list[str] = []
    numbers: list[int] = []
    prints: dict[str, None] = {}
    inside = False
    explaining: list[
        str
    ] = []  # what is still to come of the comment's first line, if it was wrapped
    for number, line in enumerate(text.split("\n"), start=1):
        rest = line
        bare = line.lstrip()
        opening = bare.startswith(_COMMENT_START)
        words = plain_words(bare).split() if opening or explaining else []
        if opening and normalize("NFC", bare).startswith(_COMMENT):
            inside, explaining = True, []
            rest = normalize("NFC", bare).removeprefix(_COMMENT)
        elif opening and plain_words(_COMMENT).split()[: len(words)] == words:
            inside, explaining = True, plain_words(_COMMENT).split()[len(words) :]
            rest = ""
        elif inside and explaining and words and explaining[: len(words)] == words:
            explaining = explaining[len(words) :]
            rest = ""
        elif inside and bare.startswith(_COMMENT_END):
            inside = False
            rest = bare.removeprefix(_COMMENT_END)
        elif inside and (row := _ROW.match(bare)):
            prints.update(dict.fromkeys(row[0].split()))
            rest = bare[row.end() :]
        if rest == line or rest.strip():
            kept.append(rest)
            numbers.append(number)
    return kept, numbers, tuple(prints)


@lru_cache(maxsize=50_000)
def _decoded(fingerprint: str) -> bytes:
    return b32decode(fingerprint.upper())


class ProgramLines:
    """What is the program's in a checklist: the fingerprints of its lines, the labels of tasks."""

    def __init__(self, prints: Iterable[str], labels: Collection[str] = ()) -> None:
        self._prints = frozenset(map(_decoded, prints))
        self._labels = labels

    def label(self, label: str) -> bool:
        """Whether a task bears the label, in the plan or as the file was written."""
        return label in self._labels or _print("label", label) in self._prints

    def printed_label(self, label: str) -> bool:
        """Whether a task bore the label as the file was written."""
        return _print("label", label) in self._prints

    def task(self, text: str) -> bool:
        """Whether text from a label on is how the program began a task."""
        return _print("task", text) in self._prints

    def heading(self, line: str) -> bool:
        """Whether a line is a heading of the program's."""
        return bool(plain_words(line)) and _print("heading", line) in self._prints

    def wrote(self, line: str) -> bool:
        """Whether a line stands as the program wrote it; no task, whose box may be ticked."""
        prints = _line_prints(line)
        return len(prints) == 1 and not prints.keys().isdisjoint(self._prints)

    def match_lines(
        self, lines: Sequence[str], kinds: Collection[str], start: int = 0, end: int | None = None
    ) -> int:
        """Return how many lines from `start` on are one line of the program's, wrapped.

        `kinds` are what it may be: `heading`, `line` (outside tasks), `inner` (inside); lines
        from `end` on are not looked at. The most lines are taken, 0 where it wrote none of them.
        """
        if self._begins_and_ends(lines, kinds, start, end):
            return 1
        words = raw = ""
        found = 0
        last = min(len(lines) if end is None else end, start + _MOST_LINES)
        for at in range(start, last):
            line = lines[at]
            # A list that was cut where another one ends goes on without a bullet.
            if at > start and (not line.strip() or (found and _BEGINS.match(line))):
                break
            if at == start or _OPEN_TAG.search(raw):
                raw = f"{raw} {line.strip()}" if raw else line
                words = plain_words(raw)
            else:
                raw = f"{raw} {line.strip()}"
                words = f"{words} {_bare(line)}".strip()
            if words and any(_print_of_words(kind, words) in self._prints for kind in kinds):
                found = at + 1 - start
        return found

    def _begins_and_ends(
        self, lines: Sequence[str], kinds: Collection[str], start: int, end: int | None
    ) -> bool:
        """Whether a line stands as the program wrote it, and nothing goes on with it."""
        line = lines[start]
        if not self.wrote(line) or _kind(line) not in kinds:
            return False
        following = lines[start + 1] if start + 1 < len(lines) else ""
        return start + 1 == end or not following.strip() or bool(_BEGINS.match(following))

    def match_task(self, label: str, lines: Sequence[str]) -> Beginning | None:
        """Return how the program began a task that `lines` go on with behind its label.

        None where the lines do not begin as any of its tasks.
        """
        return self._match(f"task {plain_words(label)}", lines) if self._prints else None

    def match_inner(self, lines: Sequence[str]) -> Beginning | None:
        """Return the line of the program's in a task that `lines` begin with.

        None where they begin with none.
        """
        if not self._prints or not lines or not lines[0].strip():
            return None
        if self._begins_and_ends(lines, ("inner",), 0, None):
            return Beginning(_joined(lines[:1]), "", 1)
        marker = _MARKER.match(lines[0]).end()  # type: ignore[union-attr]
        return self._match("inner", [lines[0][marker:], *lines[1:]], least=2, ends=_BEGINS)

    def match_heading(self, line: str) -> Beginning | None:
        """Return the heading of the program's that a line begins with, None for none."""
        return self._match("heading", [line], least=2) if self._prints else None

    def _match(
        self,
        begun: str,
        lines: Sequence[str],
        least: int = 0,
        ends: re.Pattern[str] | None = None,
    ) -> Beginning | None:
        """Return what of the program's goes on from `begun` over the words of lines.

        The most words are taken, at least so many. A line that matches `ends` goes on with nothing
        that is complete.
        """
        # A digest that grows word by word: a line that goes on and on takes no longer than it is.
        state = blake2b(begun.encode("utf-8", "replace"), digest_size=_SIZE)
        found: tuple[int, int] | None = None
        count = 0
        if not least and state.digest() in self._prints:
            found = (0, 0)
        shown = _without_tags(lines[:_MOST_LINES])
        for number, line in enumerate(shown):
            if number and (not lines[number].strip() or (found and ends and ends.match(line))):
                break
            for each in _SOLID.finditer(line):
                if words := _bare_word(each[0]):
                    state.update(f" {words}".encode("utf-8", "replace"))
                    count += 1
                    if count >= least and state.digest() in self._prints:
                        found = (number, each.end())
        if found is None:
            return None
        number, end = found
        line, behind = lines[number], shown[number][end:]
        added = line[len(line) - len(behind.lstrip()) :] if bare_words(behind) else ""
        words = _joined([*lines[:number], line[: len(line) - len(added)]])
        return Beginning(words, _joined([added]), number + 1)


@dataclass(frozen=True, slots=True)
class Beginning:
    """What of the program's some lines begin with.

    `words` are its own, `added` what was written behind them on the last line that they reach,
    `reach` tells how many lines that makes.
    """

    words: str
    added: str
    reach: int


_COMMENT = "<!-- papi: giữ nguyên phần này để chương trình nhận ra những dòng do nó viết"
_COMMENT_START = "<!-- papi:"
_COMMENT_END = "-->"
_ROW = re.compile(r"[a-z2-7]{8}(?: [a-z2-7]{8})*(?![^ ])")
_IN_A_ROW = 11
"""Fingerprints on a line of the comment."""
ITEM = re.compile(
    r"\s*(?:[-*+]|\d{1,9}[.)])\s+\[([^\]\n]{0,20})\]\s*(?:\*\*|__)([^*\n]+?)(?:\*\*|__)"
)
"""How the first line of a task begins: what stands in the brackets, and the label."""
_MARKER = re.compile(r"\s*(?:(?:[-*+]|\d{1,9}[.)])\s+)?")
_BEGINS = re.compile(r"\s*(?:[-*+>#]|\d{1,9}[.)]|<!--)")
"""How a line begins that goes on with none."""
_TAG = re.compile(r"</?[A-Za-z]{1,10}\s*/?>|&nbsp;")
UNSEEN = dict.fromkeys([0xAD, *range(0x200B, 0x2010), 0x2060, 0xFEFF])
"""Characters that nobody sees, for `str.translate`."""
_PUNCTUATION = UNSEEN | dict.fromkeys(
    map(ord, "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~“”‘’«»„…–—‑·•"), " "
)
_OPEN_TAG = re.compile(r"</?[A-Za-z]{0,10}\s*/?\Z")
"""What a line ends with where a tag goes on with the next one."""
_NO_LINE_END = re.compile(r"[^\n]")
_SOLID = re.compile(r"\S+")
_SIZE = 5
"""Bytes of a fingerprint: eight characters."""
_MOST_LINES = 20
"""Over so many lines an editor may have wrapped a line of the program's."""
_LONGEST_TASK = 30_000
"""No text of a task is longer."""


@lru_cache(maxsize=20_000)
def _line_prints(line: str) -> dict[bytes, None]:
    """Return the fingerprints of a line of the program's; of a task's, also that of its label.

    What stands inside a task, what outside and what is a heading are different things: the words
    `Kết quả` over a section of an agency's own are not the program's.
    """
    if not line.strip():
        return {}
    if line.startswith("- [") and (item := ITEM.match(line)):
        return {_print("task", line[item.start(2) :]): None, _print("label", item[2]): None}
    return {_print(_kind(line), line): None}


def _kind(line: str) -> str:
    """Return what a line of the program's is by its form: a heading, in a task, or outside."""
    return "heading" if line.startswith("#") else "inner" if line.startswith(" ") else "line"


@lru_cache(maxsize=20_000)
def _print(kind: str, line: str) -> bytes:
    return _print_of_words(kind, plain_words(line))


def _print_of_words(kind: str, words: str) -> bytes:
    return blake2b(f"{kind} {words}".encode("utf-8", "replace"), digest_size=_SIZE).digest()


def _bare(text: str) -> str:
    """Return the words of what goes on with a line: as `said`, but it begins with no marker."""
    return " ".join(normalize("NFC", _TAG.sub(" ", text)).translate(_PUNCTUATION).split())


_bare_word = lru_cache(maxsize=20_000)(_bare)
"""The same for a single word: a plan has some thousand, and each task is looked at word by word."""


def _joined(lines: Iterable[str]) -> str:
    return " ".join(word for line in lines for word in line.split())


def _without_tags(lines: Sequence[str]) -> list[str]:
    """Return lines, as far as a task may reach, with blanks for tags, also for wrapped ones."""
    text = "\n".join(lines)[:_LONGEST_TASK]
    return _TAG.sub(lambda tag: _NO_LINE_END.sub(" ", tag[0]), text).split("\n")
