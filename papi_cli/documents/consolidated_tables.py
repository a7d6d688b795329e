"""The tables of the consolidated report: sums over how the tasks of agencies stand."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from typing import TypedDict

from papi_cli.documents.data import TargetData, targets_data
from papi_cli.documents.task_states import (
    Tally,
    TaskState,
    gained,
    points_text,
    tallied,
    total,
)
from papi_cli.plan.loader import LoadedPlan
from papi_cli.plan.model import Task
from papi_cli.plan.parts import Dimension, section_title
from papi_cli.plan.query import tasks_without_reporting_lead
from papi_cli.register.sentences import rate_text
from papi_cli.vietnamese.words import shortened

LISTED = 10
"""How many tasks stand in a list of those done most, or least."""
ENOUGH = 5
"""Of so many agencies on a rate is one: two of three is none."""
_MOVED = 5
"""How many agencies are named whose rate rose, or fell."""
_NAMED = 8
"""How many agencies are named behind an overdue task."""
_SHORT = 120
"""Characters of a task's text in the body; the annex has all."""


class SumRow(TypedDict):
    """Numbers of tasks of agencies, their rate in words, how it changed since an earlier round.

    `id` and `text` say of what: a dimension, a task, a kind of agency.
    """

    id: str
    text: str
    done: int
    in_progress: int
    not_started: int
    not_applicable: int
    disputed: int
    silent: int
    counted: int
    total: int
    rate: str
    change: str


class DimensionRow(SumRow):
    """A dimension with what it is to reach."""

    targets: list[TargetData]


class TaskRow(SumRow):
    """A task; `late` are the agencies past its deadline, `whole` how far one with parts is."""

    short: str
    late: int
    unled: bool
    whole: str


class AgencyRow(SumRow):
    """An agency: `plan` is what it says of its own plan, `late` names tasks and days."""

    state: str
    plan: str
    late: list[str]
    coordinating: str


class TaskGroupData(TypedDict):
    """A dimension with its tasks."""

    title: str
    rows: list[TaskRow]


class AgencyGroupData(TypedDict):
    """A kind of agencies with its agencies."""

    title: str
    rows: list[AgencyRow]


class RankedData(TypedDict):
    """The tasks done least and most of those that enough agencies lead, and the others as one."""

    least: list[TaskRow]
    most: list[TaskRow]
    enough: int
    few: SumRow | None
    few_tasks: int
    untouched: list[str]


class OverdueData(TypedDict):
    """An overdue task: how many agencies it is open with, the most days, who they are if few."""

    id: str
    text: str
    deadline: str
    number: int
    counted: int
    days: int
    agencies: list[str]


class MovedRow(TypedDict):
    """An agency whose rate changed."""

    name: str
    before: str
    now: str
    change: str
    counted: int


class MovedData(TypedDict):
    """How many agencies rose and fell since an earlier round, those that did most by name."""

    compared: int
    enough: int
    rose: int
    fell: int
    up: list[MovedRow]
    down: list[MovedRow]


class RoundsData(TypedDict):
    """Two rounds: how many reported in the earlier one and in both, the rates of those in both."""

    reported: int
    both: int
    before: str
    now: str
    change: str


_Counted = dict[str, tuple[Tally, Decimal | None]]
"""Counts by a key, with the change of the rate of those that reported in both rounds."""


class Sums:
    """How the tasks of agencies stand, counted by dimension, task, kind and agency.

    `earlier` are the states of an earlier round, None for none. Changes since then are of the
    agencies that reported in both rounds: of others nobody knows what changed. All but
    `without_lead` and `coordinating` counts the tasks that agencies lead.
    """

    def __init__(
        self,
        loaded: LoadedPlan,
        states: Sequence[TaskState],
        earlier: Sequence[TaskState] | None = None,
    ) -> None:
        self._loaded = loaded
        self._unled = {each.id for each in tasks_without_reporting_lead(loaded)}
        self._led = [each for each in states if each.is_led]
        self._helped = [each for each in states if not each.is_led]
        before = [each for each in earlier or () if each.is_led]
        self._both = _reporting(self._led) & _reporting(before)
        self._reported_before = None if earlier is None else len(_reporting(before))
        self._before = [each for each in before if each.agency.name in self._both]
        self._alike = [each for each in self._led if each.agency.name in self._both]

    @property
    def compared(self) -> bool:
        """Whether anybody reported in both rounds."""
        return bool(self._both)

    def rounds(self) -> RoundsData | None:
        """Return what the rounds come to for those that reported in both, None for one round."""
        if self._reported_before is None:
            return None
        now, before = total(self._alike), total(self._before)
        return {
            "reported": self._reported_before,
            "both": len(self._both),
            "before": rate_text(before.rate),
            "now": rate_text(now.rate),
            "change": points_text(gained(now, before)),
        }

    @property
    def total(self) -> SumRow:
        """All of them as one."""
        return sum_row("", "", total(self._led), gained(total(self._alike), total(self._before)))

    def by_dimension(self) -> list[tuple[DimensionRow, Tally]]:
        """Return a row for each dimension that somebody leads a task of, with its count."""
        rows = self._rows(lambda state: state.task.dimension.id)
        return [
            (_dimension_row(each, *rows[each.id]), rows[each.id][0])
            for each in self._loaded.plan.dimensions
            if each.id in rows
        ]

    def by_kind(self, kinds: Mapping[str, str]) -> list[tuple[SumRow, Tally]]:
        """Return a row for each kind of agency, in the order of `kinds`, with its count."""
        rows = self._rows(lambda state: kinds.get(state.agency.name, ""))
        return [
            (sum_row("", kind, *rows[kind]), rows[kind][0])
            for kind in dict.fromkeys(kinds.values())
            if kind in rows
        ]

    def _rows(self, key: Callable[[TaskState], str]) -> _Counted:
        alike, before = tallied(self._alike, key), tallied(self._before, key)
        return {
            each: (tally, gained(alike[each], before.get(each)) if each in alike else None)
            for each, tally in tallied(self._led, key).items()
        }

    def by_task(self, whole: Callable[[Task], str]) -> list[TaskGroupData]:
        """Return the tasks under their dimensions, those that nobody leads by who helps."""
        rows = self._task_rows()
        groups = []
        for dimension in self._loaded.plan.dimensions:
            own = [each for each in self._loaded.plan.tasks if each.dimension is dimension]
            held = [_with_whole(rows[each.id], whole(each)) for each in own if each.id in rows]
            if held:
                groups.append(TaskGroupData(title=section_title(dimension), rows=held))
        return groups

    def _task_rows(self) -> dict[str, TaskRow]:
        led = self._rows(lambda state: state.task.id)
        helped = tallied(
            (each for each in self._helped if each.task.id in self._unled),
            lambda state: state.task.id,
        )
        counts: _Counted = {**led, **{key: (tally, None) for key, tally in helped.items()}}
        return {
            task.id: _task_row(task, *counts[task.id], unled=task.id in self._unled)
            for task in self._loaded.plan.tasks
            if task.id in counts
        }

    def without_lead(self) -> list[TaskRow]:
        """Return the tasks that no agency leads which is to report, by who coordinates them."""
        return [each for each in self._task_rows().values() if each["unled"]]

    def ranked(self) -> RankedData:
        """Return the tasks done least and most, ties in the order of the plan, none in both.

        What nobody did is never among the most, what all did never among the least.
        """
        rows = self._task_rows()
        tallies = tallied(self._led, lambda state: state.task.id)
        known = {key: each for key, each in tallies.items() if each.counted}
        order = [task.id for task in self._loaded.plan.tasks]
        held = sorted(
            (key for key, each in known.items() if each.counted >= ENOUGH), key=order.index
        )
        least = sorted(held, key=lambda key: known[key].rate or 0)
        most = sorted(held, key=lambda key: -(known[key].rate or 0))
        number = min(LISTED, len(held) // 2)
        none, all_ = ([key for key in held if known[key].rate == rate] for rate in (0, 1))
        few = sorted((key for key in known if key not in held), key=order.index)
        count = total(each for each in self._led if each.task.id in few)
        return {
            "least": [rows[key] for key in least[:number] if key not in all_],
            "most": [rows[key] for key in most if key not in least[:number] and key not in none][
                :number
            ],
            "enough": ENOUGH,
            "few": sum_row("", "", count, None) if few else None,
            "few_tasks": len(few),
            "untouched": [key for key in few if not known[key].done],
        }

    def overdue(self) -> list[OverdueData]:
        """Return the tasks that are late with an agency that leads them, the latest first."""
        tallies = tallied(self._led, lambda state: state.task.id)
        found: list[OverdueData] = []
        for task in self._loaded.plan.tasks:
            late = [each for each in self._led if each.task is task and each.days]
            if not late:
                continue
            late.sort(key=lambda each: -each.days)
            found.append(
                {
                    "id": task.id,
                    "text": shortened(task.text, _SHORT),
                    "deadline": task.deadline,
                    "number": len(late),
                    "counted": tallies[task.id].counted,
                    "days": late[0].days,
                    "agencies": [each.agency.name for each in late] if len(late) <= _NAMED else [],
                }
            )
        return sorted(found, key=lambda each: -each["days"])

    def moved(self) -> MovedData | None:
        """Return whose rate rose and fell, of those with enough tasks in both rounds."""
        if not self.compared:
            return None
        now = tallied(self._alike, lambda state: state.agency.name)
        before = tallied(self._before, lambda state: state.agency.name)
        changes: dict[str, Decimal] = {}
        for name, tally in now.items():
            earlier = before.get(name)
            if earlier and min(tally.counted, earlier.counted) >= ENOUGH:
                changes[name] = gained(tally, earlier) or Decimal(0)

        def rows(names: Iterable[str]) -> list[MovedRow]:
            return [
                {
                    "name": name,
                    "before": rate_text(before[name].rate),
                    "now": rate_text(now[name].rate),
                    "change": points_text(changes[name]),
                    "counted": now[name].counted,
                }
                for name in names
            ]

        rose = sorted((e for e, by in changes.items() if by > 0), key=lambda e: -changes[e])
        fell = sorted((e for e, by in changes.items() if by < 0), key=lambda e: changes[e])
        return {
            "compared": len(changes),
            "enough": ENOUGH,
            "rose": len(rose),
            "fell": len(fell),
            "up": rows(rose[:_MOVED]),
            "down": rows(fell[:_MOVED]),
        }

    def by_agency(
        self, kinds: Mapping[str, str], states: Mapping[str, str], plans: Mapping[str, str]
    ) -> list[AgencyGroupData]:
        """Return agencies by their kinds; `states`, `plans` say by name what became of each."""
        led = self._rows(lambda state: state.agency.name)
        helped = tallied(self._helped, lambda state: state.agency.name)
        late: dict[str, list[str]] = {}
        for each in self._led:
            if each.days:
                late.setdefault(each.agency.name, []).append(f"{each.task.id} ({each.days} ngày)")

        def row(name: str) -> AgencyRow:
            tally, change = led.get(name, (Tally(), None))
            aside = helped.get(name, Tally())
            return {
                **sum_row("", name, tally, change),
                "state": states.get(name, ""),
                "plan": plans.get(name, ""),
                "late": late.get(name, []),
                "coordinating": f"{aside.done}/{aside.counted}" if aside.counted else "",
            }

        return [
            {"title": kind, "rows": [row(name) for name, own in kinds.items() if own == kind]}
            for kind in dict.fromkeys(kinds.values())
        ]


def _reporting(states: Iterable[TaskState]) -> set[str]:
    """Return the agencies of which something is known of a task."""
    return {each.agency.name for each in states if each.status is not None or each.disputed}


def sum_row(label: str, text: str, tally: Tally, change: Decimal | None) -> SumRow:
    """Return a count as a row, with the change of its rate since an earlier one."""
    return {
        "id": label,
        "text": text,
        "done": tally.done,
        "in_progress": tally.in_progress,
        "not_started": tally.not_started,
        "not_applicable": tally.not_applicable,
        "disputed": tally.disputed,
        "silent": tally.silent,
        "counted": tally.counted,
        "total": tally.total,
        "rate": rate_text(tally.rate),
        "change": points_text(change),
    }


def _dimension_row(dimension: Dimension, tally: Tally, change: Decimal | None) -> DimensionRow:
    row = sum_row(dimension.id, dimension.name, tally, change)
    return {**row, "targets": targets_data(dimension.targets)}


def _task_row(task: Task, tally: Tally, change: Decimal | None, *, unled: bool) -> TaskRow:
    return {
        **sum_row(task.id, task.text, tally, change),
        "short": shortened(task.text, _SHORT),
        "late": tally.late,
        "unled": unled,
        "whole": "",
    }


def _with_whole(row: TaskRow, whole: str) -> TaskRow:
    return {**row, "whole": whole}
