"""The table of the act: its rows and columns, and how the lists of several tasks fill a cell."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from papi_cli.vietnamese.words import words

Span = tuple[int, int]
"""Where something stands in the act's text: its first character, and the one behind its last."""
_TOLD = 2
"""A row that names so many columns is the headings'."""
_LONGEST_HEADING = 60
_AS_ABOVE = {"", "nt", "nhu tren", "tren"}
"""What a cell says, as `words` leaves it, that holds what the cell above it holds."""
_LABEL = re.compile(r"\(?([\w.]{1,12}?)[.)/]*")


@dataclass(frozen=True, slots=True)
class ActRow:
    """A row of the table: where it stands, and each of its cells."""

    span: Span
    cells: tuple[Span, ...]


class ActTable:
    """The rows of the act's table, and which column holds which key of a task.

    `text` has tabs between cells, and its lines begin at `starts`. `kinds` gives for each key the
    words of a heading, `headings` are those that the plan gives. `columns` leads from keys to
    columns, from 0; it is empty, as is `rows`, where neither the act nor the plan tells them.
    """

    def __init__(
        self, text: str, starts: Sequence[int], kinds: Mapping[str, str], headings: Sequence[str]
    ) -> None:
        self._text = text
        self._kinds = kinds
        lines = [_row(text, span) for span in _spans(starts, len(text))]
        told = max((self._told(each) for each in lines), key=lambda each: len(each[0]))
        self.columns, self.width = told if told[0] else (self._named(headings), len(headings))
        self.rows = list(_whole_rows(text, lines, self.width)) if self.columns else []
        self._starts = [row.span[0] for row in self.rows]

    def _told(self, row: ActRow) -> tuple[dict[str, int], int]:
        """Return the columns that a row names if it is the headings', and how many it has."""
        cells = [self._text[start:end] for start, end in row.cells]
        if len(cells) <= _TOLD or max(map(len, cells)) > _LONGEST_HEADING:
            return {}, 0
        columns = self._named(cells)
        return (columns, len(cells)) if len(columns) >= _TOLD else ({}, 0)

    def _named(self, headings: Sequence[str]) -> dict[str, int]:
        """Return the column of each key that one heading alone names."""
        spoken = [words(each) for each in headings]
        found = {
            kind: [at for at, heading in enumerate(spoken) if said in heading]
            for kind, said in self._kinds.items()
        }
        one = {kind: columns[0] for kind, columns in found.items() if len(columns) == 1}
        taken = list(one.values())
        return {kind: column for kind, column in one.items() if taken.count(column) == 1}

    def is_heading(self, row: int) -> bool:
        """Whether a row is the headings', which each page repeats."""
        return bool(self._told(self.rows[row])[0])

    @property
    def headings(self) -> list[Span]:
        """Where the headings stand, as often as they come."""
        return [row.span for at, row in enumerate(self.rows) if self.is_heading(at)]

    def row_at(self, at: int) -> int:
        """Return the number of the row, from 0, that holds the character at `at`, -1 for none."""
        found = bisect_right(self._starts, at) - 1
        return found if found >= 0 and at < self.rows[found].span[1] else -1

    def is_whole(self, row: int) -> bool:
        """Whether a row has all cells of the table."""
        return len(self.rows[row].cells) == self.width

    def column_at(self, row: int, at: int) -> int:
        """Return the column, from 0, of the character at `at` of a row."""
        return bisect_right([start for start, _ in self.rows[row].cells], at) - 1

    def cell(self, row: int, column: int) -> Span:
        """Return where the words of a cell stand, an empty span where it holds none of its own.

        A cell that says «nt» or «như trên» is as empty as one that is merged with that above.
        """
        start, end = self.rows[row].cells[column]
        held = self._text[start:end]
        if words(held) in _AS_ABOVE:
            return start, start
        return start + len(held) - len(held.lstrip()), start + len(held.rstrip())

    def label(self, row: int) -> str:
        """Return the number or letter in the first cell of a row, empty where it is none."""
        found = _LABEL.fullmatch(self._text, *self.cell(row, 0))
        return found[1] if found else ""


def _spans(starts: Sequence[int], end: int) -> Iterator[Span]:
    """Yield where the lines stand that hold anything."""
    ends = [*starts[1:], end]
    return ((at, behind) for at, behind in zip(starts, ends, strict=True) if at < behind)


def _row(text: str, span: Span) -> ActRow:
    """Return the cells between the tabs of a stretch of text."""
    start, end = span
    tabs = [at for at in range(start, end) if text[at] == "\t"] if "\t" in text[start:end] else []
    return ActRow(span, tuple(zip([start, *(at + 1 for at in tabs)], [*tabs, end], strict=True)))


def _whole_rows(text: str, lines: Sequence[ActRow], width: int) -> Iterator[ActRow]:
    """Yield rows: lines, those put together of which several make one with all its cells."""
    held: list[ActRow] = []
    cells = 1
    for line in lines:
        if held and (cells == width or _begins_row(text, line)):
            yield from _joined(text, held, width)
            held, cells = [], 1
        held.append(line)
        cells += len(line.cells) - 1
    yield from _joined(text, held, width)


def _joined(text: str, lines: Sequence[ActRow], width: int) -> Iterator[ActRow]:
    if not lines:
        return
    row = _row(text, (lines[0].span[0], lines[-1].span[1]))
    if len(row.cells) == width:
        yield row
    else:
        yield from lines


def _begins_row(text: str, line: ActRow) -> bool:
    """Whether a line begins a row: by an empty first cell, or by a number or letter in it."""
    first = text[slice(*line.cells[0])].strip()
    return len(line.cells) > 1 and (not first or _LABEL.fullmatch(first) is not None)


_BULLET = r"(?:[-+•·]\s*)?"
"""What joins two agencies of a list; `JOINED` begins it where it is more than a space."""
AND = r"\s*(?:[;,/+&•·-]\s*)*(?:\b(?:và|cùng)\b\s*)?"
JOINED = r"\s*(?:[;,/+&•·-]|\b(?:và|cùng)\b)"
_JOINED = re.compile(JOINED)


class Filling:
    """How the lists of tasks fill the cells that stand beside them, each list whole, in order.

    `places` gives for each task the number of the list, from 0, that is its own; None for one
    that has none. `stuck` is the task at which it does not come out, None where it does.
    """

    def __init__(self, text: str, cells: Sequence[Span], lists: Sequence[Sequence[str]]) -> None:
        self._text = text
        self._cells = cells
        self._lists = [tuple(each) for each in lists]
        self._reached = 0
        self._dead: set[tuple[int, int, int, int]] = set()
        for loose in (False, True):
            self._patterns = [_pattern(each, loose=loose) for each in self._lists]
            self._dead.clear()
            found = self._fill(0, 0, cells[0][0], -1)
            if found is not None:
                break
        self.stuck = None if found is not None else self._first_without(self._reached)
        self.places: list[int | None] = found or []

    def _first_without(self, task: int) -> int:
        """Return `task`, or where all came out the first without a list, else the last."""
        if task < len(self._lists):
            return task
        while task > 1 and not self._lists[task - 1]:
            task -= 1
        return min(task, len(self._lists) - 1)

    @property
    def count(self) -> int:
        """How many lists the cells hold."""
        return 1 + max((place for place in self.places if place is not None), default=-1)

    @property
    def unsettled(self) -> list[int]:
        """The tasks, from 0, whose list may as well be the one before or behind their own.

        There are some where different lists are fewer than the tasks that have one: the first
        list is the first task's then and the last the last one's, what lies between is a reading.
        """
        having = [at for at, place in enumerate(self.places) if place is not None]
        different = len({self._lists[at] for at in having})
        if different == 1 or self.count == len(having):
            return []
        return having[1:-1]

    def _fill(self, task: int, cell: int, at: int, last: int) -> list[int | None] | None:
        """Return the places of the tasks from `task` on, None where they can't be filled in.

        `at` is where the next list begins, in the cell numbered `cell`; `last` is the list of the
        task before.
        """
        self._reached = max(self._reached, task)
        if task == len(self._lists):
            behind = cell + (at >= self._cells[cell][1])
            return [] if behind == len(self._cells) else None
        state = (task, cell, at, last)
        if state in self._dead:
            return None
        for place, next_cell, next_at in self._choices(*state):
            rest = self._fill(task + 1, next_cell, next_at, last if place is None else place)
            if rest is not None:
                return [place, *rest]
        self._dead.add(state)
        return None

    def _choices(
        self, task: int, cell: int, at: int, last: int
    ) -> Iterator[tuple[int | None, int, int]]:
        """Yield what the list of a task can be: its number, and where the next one begins."""
        pattern = self._patterns[task]
        if pattern is None:
            if not any(self._lists[task:]):  # lists are taken in order: only the last have none
                yield None, cell, at
            return
        if at >= self._cells[cell][1] and cell + 1 < len(self._cells):
            cell += 1
            at = self._cells[cell][0]
        end = self._cells[cell][1]
        found = pattern.match(self._text, at, end)
        if found and (found.end() == end or not _JOINED.match(self._text, found.end(), end)):
            behind = found.end()
            yield last + 1, cell, behind
        if last >= 0 and self._lists[task] == self._lists[task - 1]:
            yield last, cell, at


def _pattern(items: Sequence[str], *, loose: bool) -> re.Pattern[str] | None:
    """Return what a list looks like in a cell, None for none; `loose`: spaces may join it."""
    if not items:
        return None
    joint = rf"(?:\s|(?={JOINED})){AND}" if loose else rf"(?={JOINED}){AND}"
    listed = joint.join(map(re.escape, items))
    return re.compile(rf"\s*{_BULLET}{listed}(?!\w)\s*(?:[.;,]\s*\Z)?")
