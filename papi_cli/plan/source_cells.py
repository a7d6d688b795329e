"""The cells of the act's table beside those of the plan, task by task.

Beside several tasks, the lists of a cell are theirs in order, and one list holds for all. An empty
cell was merged with the one above it in its section: the value above holds. Where that leaves a
choice the act does not settle it, and the plan's value is a reading.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Literal

from papi_cli.plan.keys import KeyPath
from papi_cli.plan.model import Task, cell_text
from papi_cli.plan.source_claims import CELLS, undo_corrections
from papi_cli.plan.source_table import ActTable, Filling, Span
from papi_cli.plan.source_words import as_seen

COMPARED = {key: said for key, said in CELLS.items() if key != "targets"}
"""The keys of a task that are compared cell by cell: a target is two texts in its cell."""
_INHERITED = ("lead", "coordinating", "deadline", "follow_up")
_MOST_BESIDE = 100
"""Tasks in one row of the table: more than these were never in one."""


Departure = Literal["different", "not there", "shared", "unstated", "stated none"]
"""How a cell of the plan departs from the act's.

- `different`: the act's cell says something else.
- `not there`: the act's cell is empty, and the value is not the one above it.
- `shared`: the lists of the act's cell are fewer than its tasks, so which is whose is a reading.
- `unstated`: the act's cell is empty and the plan says nothing, though there is a value above.
- `stated none`: as `unstated`, but the plan says that there is nobody.
"""


@dataclass(frozen=True, slots=True)
class CellDeparture:
    """A cell of the plan that departs from the act's, or that the act does not settle.

    `path` is where the plan's file has it; `printed` is what the plan has as the act would print
    it, `instead` what the act's cell says, the one above it where it is empty; `at` is where that
    stands in the act's text. `lists` and `tasks` count what the act has there.
    """

    path: KeyPath
    task: Task
    key: str
    how: Departure
    printed: str
    instead: str
    at: int
    lists: int = 0
    tasks: int = 0

    @property
    def wrong(self) -> bool:
        """Whether the act says otherwise; else it does not settle the value."""
        return self.how in {"different", "not there"}


@dataclass(frozen=True, slots=True)
class Placed:
    """A task with the row of the act's table that its text stands in."""

    task: Task
    row: int
    stated: frozenset[str]
    """The keys that the plan states with the task itself."""


class SectionCells:
    """The cells of one section of the table.

    `rows` are its own and those of its whole dimension: a cell merged over all of that may stand
    anywhere there. `text_column` holds the texts of tasks.
    """

    def __init__(
        self,
        table: ActTable,
        text: str,
        placed: Sequence[Placed],
        rows: tuple[range, range],
        text_column: int,
    ) -> None:
        self._table = table
        self._text = text
        own, self._around = rows
        self._groups = list(self._grouped(placed, own, text_column))
        self.spans = [
            table.rows[row].cells[column]
            for _, held in self._groups
            for row in held
            for column in table.columns.values()
        ]
        self.covered: set[KeyPath] = set()
        """Where the plan states the merged cells that were compared."""

    @property
    def comparable(self) -> bool:
        """Whether no row stands beside more tasks than are compared."""
        return all(len(tasks) <= _MOST_BESIDE for tasks, _ in self._groups)

    def _grouped(
        self, placed: Sequence[Placed], rows: range, text_column: int
    ) -> Iterator[tuple[list[Placed], list[int]]]:
        """Yield tasks with the rows that are theirs; rows without a text go with those above."""
        beside = {row: list(tasks) for row, tasks in groupby(placed, key=lambda each: each.row)}
        tasks: list[Placed] = []
        held: list[int] = []
        for row in rows:
            if not self._table.is_whole(row) or self._table.is_heading(row):
                continue
            start, end = self._table.cell(row, text_column)
            if row in beside or (start < end and row != rows.start):
                if tasks:
                    yield tasks, held
                tasks, held = beside.get(row, []), []
            if row == rows.start and row not in beside:
                yield [], [row]  # the section's own
            elif tasks:
                held.append(row)
        if tasks:
            yield tasks, held

    def departures(self) -> Iterator[CellDeparture]:
        """Yield what departs, key by key; a merged cell of the plan that is wrong, once."""
        told: set[KeyPath] = set()
        for key, column in self._table.columns.items():
            above: tuple[str, ...] | str = ()
            for tasks, rows in self._groups:
                cells = [self._table.cell(row, column) for row in rows]
                filled = [cell for cell in cells if cell[0] < cell[1]]
                lists = [self._list(each.task, key) for each in tasks]
                if not filled:
                    found = self._below(key, tasks, lists, above, cells)
                elif tasks:
                    found = self._beside(key, tasks, lists, filled)
                    above = next((each for each in reversed(lists) if each), above)
                else:
                    found = iter(())
                    own = self._text[slice(*filled[0])]
                    above = () if self._is_repeated(own, rows[0]) else own
                for each in found:
                    if not each.wrong or each.path not in told:
                        told.add(each.path)
                        yield each

    def _is_repeated(self, said: str, row: int) -> bool:
        """Whether several cells of a row say the same: it is a heading over its width."""
        cells = (self._table.cell(row, at) for at in range(self._table.width))
        return sum(self._text[start:end] == said for start, end in cells) > 1

    def _list(self, task: Task, key: str) -> tuple[str, ...]:
        """Return what a task has at a key, as the act would print it: a text is a list of one."""
        value = getattr(task, key)
        if not value:
            return ()
        printed = undo_corrections(cell_text(value), task.corrections)
        items = [printed] if isinstance(value, str) else printed.split(";")
        return tuple(seen for each in items if (seen := as_seen(each)))

    def _beside(
        self, key: str, tasks: Sequence[Placed], lists: Sequence[Sequence[str]], cells: list[Span]
    ) -> Iterator[CellDeparture]:
        self.covered |= {_stated_at(each, key) for each in tasks}
        filling = Filling(self._text, cells, lists)
        said = " ".join(self._text[slice(*cell)] for cell in cells)
        if filling.stuck is not None:
            at = filling.stuck
            told = _Told(tasks[at], key, lists[at], said, cells[0][0])
            if len(cells) == len(tasks):  # a row each, as the parts of a task have
                told = replace(told, said=self._text[slice(*cells[at])], at=cells[at][0])
            yield told.as_departure("different")
            return
        none = [at for at, place in enumerate(filling.places) if place is None]
        for at in sorted({*filling.unsettled, *none}):
            told = _Told(tasks[at], key, lists[at], said, cells[0][0])
            if not lists[at] and key in tasks[at].stated:
                yield told.as_departure("stated none")
            else:
                yield told.as_departure("shared", filling.count, len(tasks))

    def _below(
        self,
        key: str,
        tasks: Sequence[Placed],
        lists: Sequence[tuple[str, ...]],
        above: tuple[str, ...] | str,
        cells: Sequence[Span],
    ) -> Iterator[CellDeparture]:
        """Yield what departs beside an empty cell."""
        said = above if isinstance(above, str) else "; ".join(above)
        for each, listed in zip(tasks, lists, strict=True):
            self.covered.add(_stated_at(each, key))
            told = _Told(each, key, listed, said, cells[0][0])
            if listed and not _is(listed, above) and not self._elsewhere(each, key, listed):
                yield told.as_departure("not there")
            elif not listed and said and key in _INHERITED:
                stated = key in each.stated or key in each.task.inherited
                yield told.as_departure("stated none" if stated else "unstated")

    def _elsewhere(self, each: Placed, key: str, listed: tuple[str, ...]) -> bool:
        """Whether a merged cell of the plan stands in another row of its dimension."""
        if key not in each.task.inherited:
            return False
        column = self._table.columns[key]
        rows = (row for row in self._around if self._table.is_whole(row))
        cells = (self._table.cell(row, column) for row in rows)
        return any(start < end and _is(listed, self._text[start:end]) for start, end in cells)


@dataclass(frozen=True, slots=True)
class _Told:
    """A task's list at a key beside what a cell of the act says, at `at`."""

    each: Placed
    key: str
    listed: Sequence[str]
    said: str
    at: int

    def as_departure(self, how: Departure, lists: int = 0, tasks: int = 0) -> CellDeparture:
        path = _stated_at(self.each, self.key)
        shown = "; ".join(self.listed)
        return CellDeparture(
            path, self.each.task, self.key, how, shown, self.said, self.at, lists, tasks
        )


def _is(listed: tuple[str, ...], above: tuple[str, ...] | str) -> bool:
    """Whether a list is the one above it: a task's, or what a cell that is no task's says."""
    if isinstance(above, str):
        return Filling(above, [(0, len(above))], [listed]).stuck is None
    return listed == above


def _stated_at(each: Placed, key: str) -> KeyPath:
    """Return where the plan states a task's cell: with the task, or as a merged cell above it."""
    task = each.task
    if key in task.inherited:
        holders = ((task.subdimension, task.path[:4]), (task.dimension, task.path[:2]))
        for holder, path in holders:
            if holder is not None and getattr(holder, key, None) is not None:
                return (*path, key)
    return (*task.path, key)
