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
from itertools import chain, product
from math import prod
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
_BULLET = re.compile(r"[\s>]*(?:[-*+•–—·]|\w{1,9}[.)])(?:\s|\Z)")
_ENDS = re.compile(r"\s*(?:[-*+•–]\s|\d+[.)]\s|#|>|kết\s+quả)", re.IGNORECASE)
"""How a line begins that does not go on with a task whose words are whole."""
_LONGEST_MARKERS = 60
"""Columns of a line that has no more than what stands before a label."""
_DRESS_END = re.compile(r"[.:*_`~]*(?:</\w{1,10}>)?[*_`~]*(?:\]\([^)\n]*\))?[*_`~]*")
"""What ends the bold or the link that a label is dressed in."""
_CALLOUT = re.compile(r"\[!\w+\][+-]?")
_NUMBER = re.compile(r"(?:\d{1,9}|\w)[.)]")
_CALLED = re.compile(r"(?:nhiệm\s+vụ|nội\s+dung|mục|việc)(?:\s+số)?:?", re.IGNORECASE)
"""What people put before the number of a task."""
_MOST_BEFORE, _MOST_WORDS = 8, 6
"""Words before a label, and of a label, that are looked at."""
_DIGIT = re.compile(r"\d")
_SHORT = re.compile(r"\w{1,2}|[ivxlcdm]+|\d+")
"""A word of a label: a letter, a number."""
_FAR = 120
"""Columns within which a label is looked for."""
_MOST_LOOKED = 20_000
"""Words of a file that are looked up as labels of tasks that the plan no longer has."""
_MOST_RESTORED, _MOST_MIXTURES = 200, 256
"""Of so many tasks of a file the printed words are restored, among so many that they may be."""
_MOST_ADDED = 1_000
"""Words that may have been written into a task's text."""
_MOST_REACH = 20
"""Lines over which an editor may have wrapped a task."""
_MOST_IN_VAIN, _LEAST_REACH = 300, 2
"""After so many labels of a file behind which no task stood, fewer lines are looked at."""


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
        self._firsts = {key[0] for key in self._labels if key}
        self._found: dict[str, list[_Candidate]] = {}
        self._heads = {key[:n] for key in self._labels for n in range(1, len(key))}
        self._looked = self._restorations = self._in_vain = 0

    def printed(self, lines: Sequence[str], at: int) -> TaskLine | None:
        """Return the task that begins on a line with the program's own words."""
        if self._program.wrote(lines[at]):
            return None
        below = lines[at + 1 : at + 1 + _MOST_REACH]
        return self._in_form(lines[at], below) or next(
            filter(None, (self._printed(*each) for each in self._places(lines, at, len(lines)))),
            None,
        )

    def _printed(self, found: _Candidate, below: Sequence[str], first: int) -> TaskLine | None:
        """Return the task whose label was found, if the program's words stand behind it."""
        far = _MOST_REACH if self._in_vain < _MOST_IN_VAIN else _LEAST_REACH
        begun = self._program.match_task(found.label, [found.rest, *below[:far]])
        if begun is None:
            self._in_vain += 1
            return None
        mark, boxed, own = _read_before(found.before)
        words, added = begun.words.strip(" *_~"), begun.added.strip(" *_~")
        reach = begun.reach + first
        return TaskLine(found.label, mark, words, reach, True, boxed, added, own)

    def _places(
        self, lines: Sequence[str], at: int, end: int
    ) -> Iterator[tuple[_Candidate, Sequence[str], int]]:
        """Yield where the label of a task may stand that begins on a line.

        With each come the lines below it, and how many stand above it. These are one at most: the
        bullet, the box, what a task is called, or the first part of the label.
        """
        line, below = lines[at], lines[at + 1 : min(at + 1 + _MOST_REACH, end)]
        for each in self._candidates(line):
            yield each, below, 0
        if len(line) > _LONGEST_MARKERS or not (below and below[0].strip()):
            return
        bulleted = bool(_BULLET.match(line))
        if (
            not (bulleted or _BOX.search(line) or _CALLED.search(line) or self._breaks_off(line))
            or (bulleted and _BULLET.match(below[0]))
            or _CALLOUT.search(line)
        ):
            return
        whole = f"{line.rstrip()} {_QUOTE.sub('', below[0]).strip()}"
        for each in self._candidates(whole):
            own = _read_before(each.before)[2]
            if not own and len(each.rest) < len(_clean(below[0])):
                yield each, below[1:], 1

    def _in_form(self, line: str, below: Sequence[str]) -> TaskLine | None:
        """Return the task that begins on a line in the form that the program gave it."""
        item = ITEM.match(line)
        if item is None:
            return None
        label, mark = self._label(_clean(item[2])), item[1].strip()
        if not label:
            return None
        whole = self._program.task(line[item.start(2) :])
        if whole and not (below and below[0].strip() and not _ENDS.match(below[0])):
            words = line[item.end() :].strip()
            return TaskLine(label, mark, words, 1, printed=True, boxed=True)
        begun = self._program.match_task(label, [line[item.end() :], *below])
        if begun is None:
            return None
        return TaskLine(
            label, mark, begun.words, begun.reach, printed=True, boxed=True, added=begun.added
        )

    def likely(self, lines: Sequence[str], at: int, end: int) -> TaskLine | None:
        """Return the task that begins on a line in words that are not just the program's.

        That is a line whose label stands first and whose words are those of a task but for a slip
        of the finger, or one in the form of a task; the words go on to `end` at most.
        """
        for found, below, first in self._places(lines, at, end):
            mark, boxed, own = _read_before(found.before)
            if own:
                continue
            if slipped := self._slipped(found, below):
                reach = slipped.reach + first
                return replace(slipped, mark=mark, boxed=boxed, reach=reach)
            if boxed or (found.dressed and self._program.printed_label(found.label)):
                words = found.rest.strip(" *_~")
                return TaskLine(found.label, mark, words, 1 + first, boxed=boxed)
        return None

    def _slipped(self, found: _Candidate, below: Sequence[str]) -> TaskLine | None:
        """Return the task whose words, but for a slip, stand behind a label."""
        for wanted in self._texts(found.label, [found.rest, *below[:1]]):
            text, reach = _follow(wanted, [found.rest, *below])
            printed = self._restored(found.label, text, wanted) or wanted
            difference = slip(text, printed)
            if difference is not None:
                slipped = bare_words(text) != bare_words(printed)
                return TaskLine(found.label, "", printed, reach, added=difference, slip=slipped)
        return None

    def _restored(self, label: str, text: str, wanted: str) -> str:
        """Return what the program printed where a text has a slip of the finger, empty if unknown.

        `wanted` is what the plan says today. Where the plan was reworded since, each difference is
        the slip's or the plan's: the fingerprints know which of them make up what was printed.
        """
        if self._program.task(f"{label} {wanted}"):
            return wanted
        if self._restorations >= _MOST_RESTORED:
            return ""
        self._restorations += 1
        return next(
            (each for each in _mixtures(text, wanted) if self._program.task(f"{label} {each}")), ""
        )

    def _texts(self, label: str, lines: Sequence[str]) -> Iterator[str]:
        """Yield the texts of the plan that a task may have had when it was written.

        The words of `lines` behind its label are much like them.
        """
        words = set(next(filter(None, (bare_words(each).split() for each in lines)), ()))
        if not words:
            return
        own = self._items.get(label)
        if own and _has_much_of(words, own.text):
            yield own.text
        if own and self._program.task(f"{label} {own.text}"):
            return
        for each in self._items.values():
            if each is own or not _has_much_of(words, each.text):
                continue
            if self._program.task(f"{label} {each.text}"):
                yield each.text

    def _breaks_off(self, line: str) -> bool:
        """Whether a line ends with the first part of a label."""
        key = _key(line)[-_MOST_WORDS:]
        return any(key[n:] in self._heads for n in range(len(key)))

    def _candidates(self, line: str) -> Sequence[_Candidate]:
        """Return where a label may stand in a line."""
        found = self._found.get(line)
        if found is None:
            found = self._found[line] = list(self._find(_clean(line))) if line.strip() else []
        return found

    def _find(self, clean: str) -> Iterator[_Candidate]:
        spans = [each.span() for each in _WORD.finditer(clean, 0, _FAR)]
        words = [clean[start:stop].casefold() for start, stop in spans]
        for first, (start, _) in enumerate(spans[:_MOST_BEFORE]):
            most = min(_MOST_WORDS, len(spans) - first)
            unknown = self._most_of_unknown(clean, spans, words, first)
            if words[first] not in self._firsts and not unknown:
                continue
            for number in range(most, 0, -1):
                stop = spans[first + number - 1][1]
                label = self._labels.get(tuple(words[first : first + number]))
                if label is None and number <= unknown:
                    label = self._unknown_label(clean[start:stop])
                if label:
                    rest = _DRESS_END.sub("", clean[stop:], count=1)
                    dressed = clean[:start].rstrip().endswith(("**", "__", "["))
                    yield _Candidate(label, clean[:start], rest, dressed)

    @staticmethod
    def _most_of_unknown(
        clean: str, spans: Sequence[tuple[int, int]], words: Sequence[str], first: int
    ) -> int:
        """Return how many words from one on may be a label that the plan does not have.

        Some are digits. What an editor put blanks into is of short words, but for the first.
        """
        last = first
        while last + 1 < min(first + _MOST_WORDS, len(spans)):
            between = clean[spans[last][1] : spans[last + 1][0]]
            if any(map(str.isspace, between)) and not _SHORT.fullmatch(words[last + 1]):
                break
            last += 1
        return last + 1 - first if _DIGIT.search("".join(words[first : last + 1])) else 0

    def _label(self, text: str) -> str:
        """Return the label that a text is, in the plan or in the file as it was written."""
        return self._labels.get(_key(text)) or self._unknown_label(text)

    def _unknown_label(self, text: str) -> str:
        """Return the label that a text was as the file was written, empty for none."""
        if self._looked > _MOST_LOOKED or not _DIGIT.search(text):
            return ""
        self._looked += 1
        *above, last = _WORD.findall(text)
        for each in dict.fromkeys((text, ".".join([*above, last.lower()]), text.lower())):
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
def _word_set(text: str) -> frozenset[str]:
    return frozenset(bare_words(text).split())


def _has_much_of(words: set[str], text: str) -> bool:
    """Whether words are much like a text that may go on, or that they may go on behind."""
    wanted = _word_set(text)
    return 2 * len(words & wanted) >= min(len(words), len(wanted))


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


_QUOTE = re.compile(r"\s*>\s?")
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
    if (
        not theirs
        or len(theirs) > len(ours) + _MOST_ADDED
        or max(alike(wanted, begun), alike(wanted, " ".join(theirs))) < ALIKE
    ):
        return None
    added = []
    same = next(
        (n for n, each in enumerate(zip(theirs, ours, strict=False)) if not _is_misspelt(*each)),
        min(len(ours), len(theirs)),
    )
    for _, *place in SequenceMatcher(
        None, ours[same:], theirs[same:], autojunk=False
    ).get_opcodes():
        first, last, start, stop = (each + same for each in place)
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


def _mixtures(text: str, wanted: str) -> Iterator[str]:
    """Yield what two texts make where each of their differences is settled for one or the other."""
    theirs, ours = text.split(), wanted.split()
    said, meant = [*map(bare_words, theirs)], [*map(bare_words, ours)]
    parts: list[list[list[str]]] = []
    for code, begin, stop, place, last in SequenceMatcher(
        None, said, meant, autojunk=False
    ).get_opcodes():
        if code == "equal":
            parts.append([theirs[begin:stop]])
            continue
        start, first = begin, place
        for at in range(begin, stop):
            near = (n for n in range(first, last) if _is_misspelt(said[at], meant[n]))
            if (found := next(near, None)) is not None:
                parts.append(_either(theirs[start:at], ours[first:found]))
                parts.append(_either([theirs[at]], [ours[found]]))
                start, first = at + 1, found + 1
        parts.append(_either(theirs[start:stop], ours[first:last]))
    if prod(map(len, parts)) <= _MOST_MIXTURES:
        for each in product(*parts):
            yield " ".join(chain.from_iterable(each))


def _either(one: list[str], other: list[str]) -> list[list[str]]:
    """Return what some words may have been that stand in place of others: either, or of both."""
    found = [one, other]
    if one and other:
        found += [each for n in range(1, len(other)) for each in (one + other[n:], other[:n] + one)]
    return [each for n, each in enumerate(found) if each not in found[:n]]


def _follow(wanted: str, lines: Sequence[str]) -> tuple[str, int]:
    """Return the text that lines go on with, as far as they are like one, and how many that are."""
    ours = bare_words(wanted).split()
    text = [_QUOTE.sub("", lines[0]).strip(" *_~")]
    at = len(bare_words(lines[0]).split())
    for line in lines[1:]:
        own = bare_words(line).split()
        places = [max(at + drift, 0) for drift in (0, 1, -1, 2, -2, 3)]
        found = next((place for place in places if own and _goes_on(own, ours[place:])), None)
        if found is None:
            break
        at = found + len(own)
        text.append(_QUOTE.sub("", line).strip(" *_~"))
    return " ".join(text), len(text)


def _goes_on(words: Sequence[str], rest: Sequence[str]) -> bool:
    """Whether a line begins with the rest of a text, as far as either goes, but for a slip."""
    own = " ".join(words[: len(rest)])
    return bool(own) and any(
        _is_misspelt(own, " ".join(rest[: len(words) + more])) for more in (0, 1, -1)
    )


def _is_misspelt(text: str, wanted: str) -> bool:
    """Whether a text is another but for some letters."""
    return text == wanted or SequenceMatcher(None, wanted, text).ratio() >= ALIKE
