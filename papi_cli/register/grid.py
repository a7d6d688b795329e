"""The State's grid of tasks: done in time or late, not done within or past the time. Pure.

A task of an agency stands in one cell; the cells add up to all tasks of those who are to report,
whether they sent anything or not.
"""

from __future__ import annotations

import calendar
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from functools import cached_property

from papi_cli.checklists.count import By, district_of
from papi_cli.checklists.intake import Reading
from papi_cli.checklists.vocabulary import Status, joint_status
from papi_cli.plan.due import due_times, overdue_since
from papi_cli.plan.loader import LoadedPlan
from papi_cli.plan.model import Task
from papi_cli.plan.parts import Agency, Role
from papi_cli.plan.query import Answer, Workload, reporting_agencies
from papi_cli.vietnamese.deadline import Kind
from papi_cli.vietnamese.deadline import day as day_of


class Cell(StrEnum):
    """Where in the grid a task of an agency stands."""

    DONE_ON_TIME = "done_on_time"
    DONE_LATE = "done_late"
    DONE_WITHOUT_DEADLINE = "done_without_deadline"
    WITHIN = "within"
    PAST_30 = "past_30"
    PAST_90 = "past_90"
    PAST_120 = "past_120"
    PAST_MORE = "past_more"
    WITHOUT_DEADLINE = "without_deadline"
    NOT_APPLICABLE = "not_applicable"

    @property
    def word(self) -> str:
        """The cell as users read it."""
        return _WORDS[self]


_WORDS = {
    Cell.DONE_ON_TIME: "Hoàn thành đúng hạn",
    Cell.DONE_LATE: "Hoàn thành quá hạn",
    Cell.DONE_WITHOUT_DEADLINE: "Hoàn thành, không có thời hạn",
    Cell.WITHIN: "Chưa hoàn thành, trong hạn",
    Cell.PAST_30: "Quá hạn đến 30 ngày",
    Cell.PAST_90: "Quá hạn 31-90 ngày",
    Cell.PAST_120: "Quá hạn 91-120 ngày",
    Cell.PAST_MORE: "Quá hạn trên 120 ngày",
    Cell.WITHOUT_DEADLINE: "Chưa hoàn thành, không có thời hạn",
    Cell.NOT_APPLICABLE: "Không phát sinh",
}
_PAST = {30: Cell.PAST_30, 90: Cell.PAST_90, 120: Cell.PAST_120}
"""The cells of what is so many days past, at most; each holds what the one before does not."""
PAST = (*_PAST.values(), Cell.PAST_MORE)
OPEN = (Cell.WITHIN, *PAST, Cell.WITHOUT_DEADLINE)
"""The cells of what is not done."""
DONE = (Cell.DONE_ON_TIME, Cell.DONE_LATE, Cell.DONE_WITHOUT_DEADLINE)


class DateOf(StrEnum):
    """Where the day comes from on which a task was done."""

    AGENCY = "agency"
    """The agency wrote it."""
    RECEIPT = "receipt"
    """It is that of the first return that says so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A task of an agency in the grid.

    `due` is its last day, None for none; `done` the day on which it was done, as `date_of` tells,
    `days` how many days late it was done, or how many it is past. `news` is the day of the last
    return that said something new of it, None where none did; `silent` tells that this is too
    long ago.
    """

    agency: Agency
    task: Task
    cell: Cell
    due: date | None = None
    done: date | None = None
    date_of: DateOf | None = None
    days: int = 0
    news: date | None = None
    silent: bool = False


@dataclass(slots=True)
class GridCount:
    """How many tasks stand in which cell, and of how many of those nothing was heard of late."""

    cells: Counter[Cell] = field(default_factory=Counter)
    silent: Counter[Cell] = field(default_factory=Counter)
    dates: Counter[DateOf] = field(default_factory=Counter)

    def add(self, place: Place) -> None:
        """Count a task."""
        self.cells[place.cell] += 1
        self.silent[place.cell] += place.silent
        if place.date_of:
            self.dates[place.date_of] += 1

    def sum(self, cells: Iterable[Cell]) -> int:
        """Return how many stand in any of some cells."""
        return sum(self.cells[each] for each in cells)

    @property
    def total(self) -> int:
        """How many there are."""
        return self.cells.total()


Told = Mapping[str, Sequence[tuple[date, Reading]]]
"""By agency what its returns said and when each came, in order, the last the one that counts."""


class Grid:
    """All tasks of those who are to report, as they stand on a day."""

    def __init__(
        self, loaded: LoadedPlan, told: Told, on: date, *, role: Role = Role.LEAD, months: int = 3
    ) -> None:
        self._loaded, self._told = loaded, told
        self.on, self.role, self.months = on, role, months
        self._since = months_before(on, months)
        self._begun = max(loaded.plan.document.date, loaded.plan.document.period.start)

    @cached_property
    def places(self) -> list[Place]:
        """Each task of each agency, in the order of the plan's agencies."""
        workload = Workload(self._loaded)
        due = {each.name for each in reporting_agencies(self._loaded, workload, (self.role,))}
        return [
            self._place(agency, answer)
            for agency in self._loaded.registry.agencies
            if agency.name in due or agency.name in self._told
            for answer in workload.answers((agency,))
            if answer.role is self.role
        ]

    @property
    def total(self) -> GridCount:
        """All of them, counted."""
        count = GridCount()
        for each in self.places:
            count.add(each)
        return count

    def counted_by(self, by: By) -> dict[str, GridCount]:
        """Return the counts by agency, dimension, task or district; keys are as of a survey."""
        found: dict[str, GridCount] = {}
        for each in self.places:
            found.setdefault(self._key(by, each), GridCount()).add(each)
        orders: dict[By, list[str]] = {
            By.DIMENSION: [each.id for each in self._loaded.plan.dimensions],
            By.TASK: [each.id for each in self._loaded.plan.tasks],
        }
        return {key: found[key] for key in orders.get(by, found) if key in found}

    def _key(self, by: By, place: Place) -> str:
        if by is By.DIMENSION:
            return place.task.dimension.id
        if by is By.TASK:
            return place.task.id
        if by is By.DISTRICT:
            return district_of(self._loaded, place.agency)
        return place.agency.name

    def _place(self, agency: Agency, answer: Answer) -> Place:
        """Return where a task stands: of one with parts, by those that are the agency's."""
        told = self._told.get(agency.name, ())
        parts = [self._part(agency, each.task, told) for each in answer.items]
        statuses = [_status(told, each.task.id) for each in answer.items]
        status = joint_status(statuses)
        if status is Status.NOT_APPLICABLE:
            return replace(parts[0], task=answer.task)
        counted = [
            each
            for each, said in zip(parts, statuses, strict=True)
            if said is not Status.NOT_APPLICABLE
            and (status is Status.DONE or said is not Status.DONE)
        ]
        order = _ORDER if status is Status.DONE else _ORDER_OPEN
        worst = max(counted, key=lambda each: (order.index(each.cell), each.days))
        return replace(worst, task=answer.task)

    def _part(self, agency: Agency, task: Task, told: Sequence[tuple[date, Reading]]) -> Place:
        """Return where a task without parts stands, or one part."""
        status = _status(told, task.id)
        due = self._due(task)
        if status is Status.NOT_APPLICABLE:
            return Place(agency=agency, task=task, cell=Cell.NOT_APPLICABLE, due=due)
        news = _news(told, task.id)
        if status is Status.DONE:
            done, date_of = self._done(told, task.id)
            days = max((done - due).days, 0) if due else 0
            cell = Cell.DONE_LATE if days else Cell.DONE_ON_TIME
            return Place(
                agency=agency,
                task=task,
                cell=cell if due else Cell.DONE_WITHOUT_DEADLINE,
                due=due,
                done=done,
                date_of=date_of,
                days=days,
                news=news,
            )
        missed = overdue_since(
            self._loaded.deadline(task),
            self.on,
            self._loaded.plan.document,
            begun=status is Status.IN_PROGRESS,
        )
        days = (self.on - missed).days if missed else 0
        open_cell = Cell.WITHIN if due else Cell.WITHOUT_DEADLINE
        return Place(
            agency=agency,
            task=task,
            cell=_past(days) if missed else open_cell,
            due=missed or due,
            days=days,
            news=news,
            silent=(news or self._begun) < self._since,
        )

    def _due(self, task: Task) -> date | None:
        """Return the last day of a task, None where it has none."""
        deadline = self._loaded.deadline(task)
        document = self._loaded.plan.document
        if deadline.kind is Kind.RECURRING and document.period.end is None:
            return None
        times = due_times(deadline, document, document.period.last)
        return max((each.end for each in times if each.end), default=None)

    def _done(self, told: Sequence[tuple[date, Reading]], label: str) -> tuple[date, DateOf]:
        """Return the day on which a task was done that the last return says is."""
        received, last = told[-1]
        written = self._written(last.completed.get(label, ""), received)
        if written:
            return written, DateOf.AGENCY
        first = received
        for day, reading in reversed(told):
            if reading.statuses.get(label) is not Status.DONE:
                break
            first = day
        return first, DateOf.RECEIPT

    def _written(self, text: str, received: date) -> date | None:
        """Return the day that an agency wrote, None where it is none, or after it was received.

        Of a month or quarter its last day counts, as far as it had come.
        """
        if not text or len(text) > _LONGEST:
            return None
        day = day_of(text, self._loaded.plan.document.year)
        if day is None:
            meant = self._loaded.meaning(text)
            if meant.kind is not Kind.WINDOW or len(meant.dates) != 1 or meant.end is None:
                return None
            if meant.start and meant.start > received:
                return None
            day = min(meant.end, received)
        return day if day <= received else None


_LONGEST = 60
"""Letters that a day takes, however it is written."""
_ORDER = (Cell.DONE_WITHOUT_DEADLINE, Cell.DONE_ON_TIME, Cell.DONE_LATE)
_ORDER_OPEN = (Cell.WITHOUT_DEADLINE, Cell.WITHIN, *PAST)
"""The cells of parts of a task: it stands where the worst of them does."""


def _status(told: Sequence[tuple[date, Reading]], label: str) -> Status:
    """Return how far the last return says a task is."""
    return told[-1][1].statuses.get(label, Status.NOT_STARTED) if told else Status.NOT_STARTED


def _news(told: Sequence[tuple[date, Reading]], label: str) -> date | None:
    """Return when a return last said something of a task that the one before did not."""
    news, before = None, None
    for day, reading in told:
        said = reading.prints.get(label)
        if said is not None and said != before:
            news = day
        before = said
    return news


def _past(days: int) -> Cell:
    return next((cell for most, cell in _PAST.items() if days <= most), Cell.PAST_MORE)


def months_before(day: date, months: int) -> date:
    """Return the day so many months before another, the last of its month where it has none."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    if year < 1:
        return date.min
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
