"""The first line of a task, however an editor left it: which task, what mark, which words.

A task is known by its label and the words that the program wrote behind it. Bullets, boxes,
emphasis, links, escapes and what no viewer shows do not count, nor where a line was wrapped.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from functools import lru_cache
from unicodedata import normalize

from papi_cli.checklists.fingerprints import ITEM, UNSEEN, ProgramLines, bare_words
from papi_cli.checklists.items import PlanItem
from papi_cli.checklists.vocabulary import TICKS, is_mark
from papi_cli.plan.pairing import ALIKE
from papi_cli.vietnamese.words import alike

_BRACKETS = str.maketrans("［］（）", "[]()")
_WORD = re.compile(r"[^\W_]+")
_EMPTY_BOXES = "☐□"
_SIGNS = "".join(sign for sign in sorted(TICKS) if not sign.isalnum()) + _EMPTY_BOXES
_BOX = re.compile(rf"\\?\[([^\]\n]{{0,30}}?)\\?\](?!\()|\(([^()\n]{{1,20}})\)|([{_SIGNS}])")
"""What may be the box of a task: its content; a sign of its own is its own content."""
_ONLY_MARKERS = re.compile(
    r"\s*(?:(?:[-*+•–—]|\d{1,9}[.)])\s*)?(?:(?:\*\*|__)?\\?\[[^\]\n]{0,20}\](?:\*\*|__)?)?\s*"
)
"""A bullet or a box alone: what they are of stands below."""
_DRESS_END = re.compile(r"[.:*_`~]*(?:</\w{1,10}>)?[*_`~]*(?:\]\([^)\n]*\))?[*_`~]*")
"""What ends the bold or the link that a label is dressed in."""
_CALLOUT = re.compile(r"\[!\w+\][+-]?")
_NUMBER = re.compile(r"(?:\d{1,9}|\w)[.)]")
_CALLED = re.compile(r"(?:nhiệm\s+vụ|nội\s+dung|mục|việc)(?:\s+số)?:?", re.IGNORECASE)
"""What people put before the number of a task."""
_MOST_BEFORE, _MOST_WORDS = 8, 6
"""Words before a label, and of a label, that are looked at."""
_FAR = 120
"""Columns within which a label is looked for."""
_MOST_LOOKED = 20_000
"""Words of a file that are looked up as labels of tasks that the plan no longer has."""
_MOST_REACH = 16
"""Lines over which an editor may have wrapped a task."""


@dataclass(frozen=True, slots=True)
class TaskLine:
    """How a task begins in a file.

    `words` are what it says, `printed` whether those are the program's; then `added` is what was
    written behind them. `own` is what was written before the label, `reach` how many lines all
    this takes. `boxed` tells that it has the box of a task, `slip` that the words are the
    program's but for a slip of the finger.
    """

    label: str
    mark: str
    words: str
    reach: int
    printed: bool = False
    boxed: bool = False
    added: str = ""
    own: str = ""
    slip: bool = False


class TaskLines:
    """The search for tasks in one file, whose lines the program `program` knows."""

    def __init__(self, program: ProgramLines, items: Mapping[str, PlanItem]) -> None:
        self._program = program
        self._items = items
        self._labels = {_key(label): label for label in reversed(list(items))}
        self._looked = 0

    def printed(self, lines: Sequence[str], at: int) -> TaskLine | None:
        """Return the task that begins on a line with the program's own words."""
        line = lines[at]
        if self._program.wrote(line):
            return None
        if _ONLY_MARKERS.fullmatch(line):
            return self._below_markers(lines, at)
        below = lines[at + 1 : at + 1 + _MOST_REACH]
        if found := self._in_form(line, below):
            return found
        for each in self._candidates(line):
            begun = self._program.match_task(each.label, [each.rest, *below])
            if begun:
                words, added, reach = begun
                mark, boxed, own = _read_before(each.before)
                words, added = words.strip(" *_~"), added.strip(" *_~")
                return TaskLine(each.label, mark, words, reach, True, boxed, added, own)
        return None

    def _in_form(self, line: str, below: Sequence[str]) -> TaskLine | None:
        """Return the task that begins on a line in the form that the program gave it."""
        item = ITEM.match(line)
        if item is None:
            return None
        label, mark = self._label(_clean(item[2])), item[1].strip()
        if not label:
            return None
        whole = self._program.task(line[item.start(2) :])
        if whole and not (below and _goes_on(below[0])):
            words = line[item.end() :].strip()
            return TaskLine(label, mark, words, 1, printed=True, boxed=True)
        begun = self._program.match_task(label, [line[item.end() :], *below])
        if begun is None:
            return None
        words, added, reach = begun
        return TaskLine(label, mark, words, reach, printed=True, boxed=True, added=added)

    def _below_markers(self, lines: Sequence[str], at: int) -> TaskLine | None:
        """Return the task whose bullet or box stands alone on the line above it."""
        below = self.printed(lines, at + 1) if at + 1 < len(lines) else None
        if below is None or (below.boxed and _BOX.search(lines[at])):
            return None
        mark, boxed, _ = _read_before(lines[at])
        boxed = boxed or below.boxed
        return replace(below, mark=mark or below.mark, boxed=boxed, reach=below.reach + 1)

    def likely(self, lines: Sequence[str], at: int, end: int) -> TaskLine | None:
        """Return the task that begins on a line in words that are not just the program's.

        That is a line whose label stands first and whose words are like the plan's, or one in the
        form of a task; the words go on to `end` at most.
        """
        for found in self._candidates(lines[at]):
            mark, boxed, own = _read_before(found.before)
            if own or not (boxed or found.dressed):
                continue
            behind = range(at + 1, min(end, len(lines)))
            reach = next((n for n in behind if not _goes_on(lines[n])), behind.stop) - at
            text = " ".join(each.strip() for each in [found.rest, *lines[at + 1 : at + reach]])
            text = text.strip(" *_~")
            item = self._items.get(found.label)
            if item and (difference := slip(text, item.text)) is not None:
                return TaskLine(
                    found.label,
                    mark,
                    item.text,
                    reach,
                    boxed=boxed,
                    added=difference,
                    slip=True,
                )
            if boxed:
                return TaskLine(found.label, mark, found.rest.strip(" *_~"), 1, boxed=True)
        return None

    def _candidates(self, line: str) -> Iterator[_Candidate]:
        """Yield where a label may stand in a line."""
        if not line.strip():
            return
        clean = _clean(line)
        spans = [each.span() for each in _WORD.finditer(clean, 0, _FAR)]
        for first, (start, _) in enumerate(spans[:_MOST_BEFORE]):
            for number in range(min(_MOST_WORDS, len(spans) - first), 0, -1):
                stop = spans[first + number - 1][1]
                label = self._label(clean[start:stop])
                if label:
                    rest = _DRESS_END.sub("", clean[stop:], count=1)
                    dressed = clean[:start].rstrip().endswith(("**", "__", "["))
                    yield _Candidate(label, clean[:start], rest, dressed)

    def _label(self, text: str) -> str:
        """Return the label that a text is, in the plan or in the file as it was written."""
        known = self._labels.get(_key(text))
        if known:
            return known
        if self._looked > _MOST_LOOKED or not any(map(str.isdigit, text)):
            return ""
        self._looked += 1
        for each in dict.fromkeys((text, text.lower())):
            label = ".".join(_WORD.findall(each))
            if self._program.label(label):
                return label
        return ""


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A label in a line: what stands before and behind it, and whether it is bold or a link."""

    label: str
    before: str
    rest: str
    dressed: bool


@lru_cache(maxsize=5_000)
def _key(label: str) -> tuple[str, ...]:
    """Return what an editor leaves of a label: `1. 1. C` is `1.1.c`; đ and d are two letters."""
    return tuple(_WORD.findall(normalize("NFC", label).casefold()))


@lru_cache(maxsize=5_000)
def _clean(line: str) -> str:
    return normalize("NFC", line).translate(UNSEEN).translate(_BRACKETS)


def _read_before(before: str) -> tuple[str, bool, str]:
    """Return the mark, whether there is a box, and other words that stand before a label.

    The mark is in the box that is nearest to the label. Numbers of lists and footnotes, and what a
    task is called, are nobody's words.
    """
    before = _CALLOUT.sub(" ", before)
    boxes = [each for each in _BOX.finditer(before) if _is_box(each)]
    mark, boxed = "", bool(boxes)
    if boxes:
        box = boxes[-1]
        mark = next(group for group in box.groups() if group is not None).strip()
        mark = "" if mark in _EMPTY_BOXES else mark
        before = f"{before[: box.start()]} {before[box.end() :]}"
    rest = _NUMBER.sub(" ", re.sub(r"\[\^?\d+\]|</?\w+[^>]*>", " ", before))
    rest = _CALLED.sub(" ", rest)
    words = " ".join(_WORD.findall(rest))
    if words and not boxed and is_mark(words):
        return words, True, ""
    return mark, boxed, " ".join(rest.split()).strip(" -*+•–—·_~<>[]()") if words else ""


def _is_box(found: re.Match[str]) -> bool:
    """Whether brackets are a box: a number in them is a footnote, words in round ones a remark."""
    if found[2] is not None:
        return is_mark(found[2])
    return not re.fullmatch(r"\^?\d+", found[1] or "")


_ENDS = re.compile(r"\s*(?:[-*+•–]\s|\d+[.)]\s|#|>|kết\s+quả)", re.IGNORECASE)


def _goes_on(line: str) -> bool:
    """Whether a line may go on with the words of a task that was wrapped."""
    return bool(line.strip()) and not _ENDS.match(line)


_WHOLE = 0.85
"""How alike a text must be to a task's to be it but for a slip."""


def slip(text: str, wanted: str) -> str | None:
    """Return what was written into a task's text, "" for a slip alone; None for another text.

    A word that stands there twice is a slip.
    """
    pieces = text.split()
    spelt = [(word, at) for at, piece in enumerate(pieces) for word in bare_words(piece).split()]
    ours, theirs = bare_words(wanted).split(), [word for word, _ in spelt]
    wanted, begun = " ".join(ours), " ".join(theirs[: len(ours)])
    if not theirs or max(alike(wanted, begun), alike(wanted, " ".join(theirs))) < ALIKE:
        return None
    added = []
    for _, first, last, start, stop in SequenceMatcher(
        None, ours, theirs, autojunk=False
    ).get_opcodes():
        at, begin = first, start
        while at < last and begin < stop and _is_misspelt(theirs[begin], ours[at]):
            at, begin = at + 1, begin + 1
        own, words = " ".join(ours[at:last]), " ".join(theirs[begin:stop])
        twice = stop - begin == 1 and words in {
            *theirs[begin - 1 : begin],
            *theirs[stop : stop + 1],
        }
        if begin < stop and not twice and not _is_misspelt(words, own):
            end = len(pieces) if stop == len(spelt) else spelt[stop - 1][1] + 1
            added.append(" ".join(pieces[spelt[begin][1] : end]))
    return " ".join(added)


def _is_misspelt(text: str, wanted: str) -> bool:
    """Whether a text is another but for some letters."""
    return text == wanted or SequenceMatcher(None, wanted, text).ratio() >= ALIKE
