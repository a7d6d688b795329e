"""What there is to gain: the plan's parts by their distance to others, beside their work."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from papi_cli.plan.index_numbers import (
    IndexedSection,
    indexed_sections,
    is_sub_index,
    is_touched,
    number_order,
)
from papi_cli.plan.loader import LoadedPlan
from papi_cli.plan.model import Task
from papi_cli.plan.parts import Role
from papi_cli.plan.query import reporters
from papi_cli.scores.comparison import Comparison, Years, compare, difference
from papi_cli.scores.values import Scores


class Yardstick(StrEnum):
    """What a distance is measured to."""

    MEDIAN = "median"
    BEST = "best"
    BEFORE = "before"


@dataclass(frozen=True, slots=True)
class Work:
    """What the plan does about a part of it: its tasks, who leads them in the plan's words.

    `reporting` counts the agencies that lead one and are to report, of a group its members;
    `unled` are the tasks that none of these leads.
    """

    tasks: tuple[Task, ...]
    leads: tuple[str, ...]
    reporting: int
    unled: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FocusRow:
    """A part of the plan, or a sub-index that none is about: where it stands, what is done.

    `section` is None for a sub-index that no part of the plan touches. Distances say how much
    lower the value is than the median, the best, that of the year before, and that of another
    province: below nothing where it is higher, None where one is missing or not comparable.
    `warnings` are phrases on a part that fell and has little or no work.
    """

    section: IndexedSection | None
    comparison: Comparison
    work: Work
    to_median: Decimal | None
    to_best: Decimal | None
    to_before: Decimal | None
    to_other: Decimal | None
    warnings: tuple[str, ...]


def focus(  # noqa: PLR0913, PLR0917 - whose, when, against what
    loaded: LoadedPlan,
    scores: Scores,
    province: str,
    years: Years,
    yardstick: Yardstick | None = None,
    other: str | None = None,
) -> list[FocusRow]:
    """Return what there is to gain, the most first; what has no value comes last.

    The order is by the distance to the median, then to the best, then to the year before; with a
    `yardstick`, or another province, by the distance to that first.
    """
    sections = [each for each in indexed_sections(loaded.plan) if each.holds_tasks]
    works = [work_of(loaded, each.section) for each in sections]
    mean = _mean(works)
    rows = [
        _row(section, compare(scores, section.numbers, province, years, other), work, mean)
        for section, work in zip(sections, works, strict=True)
    ]
    nothing = Work((), (), 0, ())
    rows += [
        _row(None, compare(scores, [number], province, years, other), nothing, mean)
        for number in untouched(loaded, scores, years.now)
    ]

    def gain(row: FocusRow) -> tuple[bool, list[Decimal]]:
        distances = {
            Yardstick.MEDIAN: row.to_median,
            Yardstick.BEST: row.to_best,
            Yardstick.BEFORE: row.to_before,
        }
        first = row.to_other if other is not None else distances.get(yardstick or Yardstick.MEDIAN)
        order = [first, *distances.values()]
        return first is None, [-(each if each is not None else _LEAST) for each in order]

    return sorted(rows, key=gain)


_LEAST = Decimal(-1000)


def mean_tasks(rows: Sequence[FocusRow]) -> float:
    """Return how many tasks a part of the plan has on average, 0 for no parts."""
    return _mean([row.work for row in rows if row.section])


def _mean(works: Sequence[Work]) -> float:
    return sum(len(each.tasks) for each in works) / len(works) if works else 0.0


def _row(
    section: IndexedSection | None, comparison: Comparison, work: Work, mean: float
) -> FocusRow:
    now, change = comparison.now, comparison.change
    return FocusRow(
        section,
        comparison,
        work,
        difference(now.median, now.value),
        difference(now.best, now.value),
        None if change is None else -change,
        difference(comparison.other, now.value),
        tuple(_warnings(work, mean)) if comparison.fell else (),
    )


def _warnings(work: Work, mean: float) -> list[str]:
    if not work.tasks:
        return ["không có nhiệm vụ nào"]
    said = []
    if len(work.tasks) < mean:
        said.append(f"chỉ {len(work.tasks)} nhiệm vụ")
    if len(work.unled) == len(work.tasks):
        said.append("không nhiệm vụ nào có cơ quan chủ trì phải báo cáo")
    return said


def work_of(loaded: LoadedPlan, section: object) -> Work:
    """Return what the plan does in one of its dimensions or subdimensions."""
    tasks = tuple(
        task
        for task in loaded.plan.tasks
        if section is task.subdimension or section is task.dimension
    )
    leads = dict.fromkeys(name for task in tasks for name in task.lead)
    agencies = {each.name for each in reporters(loaded, leads)}
    unled = (task.id for task in tasks if not reporters(loaded, task.raw_names(Role.LEAD)))
    return Work(tasks, tuple(leads), len(agencies), tuple(unled))


def untouched(loaded: LoadedPlan, scores: Scores, year: int) -> Sequence[str]:
    """Return the sub-indices that are measured in a year and that no part of the plan touches.

    None of a plan that is not about the index at all.
    """
    sections = list(indexed_sections(loaded.plan))
    measured = (each for each in scores.measured(year) if is_sub_index(each)) if sections else ()
    return sorted((each for each in measured if not is_touched(each, sections)), key=number_order)
