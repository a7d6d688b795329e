"""The published index beside the work: what of each part of the plan was done, and by whom.

It sets two things side by side. That one moved the other nobody can tell from here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TypedDict

from papi_cli.checklists.format import Entry
from papi_cli.checklists.intake import AgencyReturn
from papi_cli.checklists.vocabulary import Status, is_filled, status_of
from papi_cli.documents.issued_plans import DOCUMENT_NUMBER
from papi_cli.plan.due import overdue
from papi_cli.plan.index_numbers import indexed_sections
from papi_cli.plan.loader import LoadedPlan
from papi_cli.plan.model import Task
from papi_cli.plan.parts import Dimension, Role, Subdimension, section_title
from papi_cli.plan.query import reporters
from papi_cli.scores.comparison import (
    Comparison,
    Standing,
    Years,
    compare,
    last_year,
    latest_years,
    plan_years,
    target_results,
)
from papi_cli.scores.figures import BOUNDS, NONE, change_text, obstacles, points, rank, reached_text
from papi_cli.scores.focus import untouched
from papi_cli.scores.provinces import province_of
from papi_cli.scores.values import Scores

Returns = Mapping[str, AgencyReturn]
"""What agencies sent, by their names."""


@dataclass(frozen=True, slots=True)
class TaskWork:
    """How far the agencies are that answer for a task: those that lead it and are to report.

    Where none of these is, whoever coordinates it answers, and `by_coordinators` says so. `due`
    are they in number; of them `silent` said nothing of it, of the others each has a status or is
    `disputed`. `late` are past its deadline, None where no day was asked for; `proven` named a
    document or a day for what they did. A task in parts counts with each of its parts.
    """

    task: Task
    due: int
    statuses: Mapping[Status, int]
    silent: int
    disputed: int
    late: int | None
    proven: int
    by_coordinators: bool


def is_proven(entry: Entry) -> bool:
    """Whether an agency names a document, or the day, for what it did."""
    named = is_filled(entry.number) or is_filled(entry.completed)
    return named or DOCUMENT_NUMBER.search(entry.result) is not None


def task_work(loaded: LoadedPlan, task: Task, returned: Returns, on: date | None) -> TaskWork:
    """Return how far those are that answer for a task, and who of them is late `on` a day."""
    statuses = dict.fromkeys(Status, 0)
    due = silent = disputed = late = proven = 0
    led = any(reporters(loaded, item.lead) for item in task.items)
    role = Role.LEAD if led else Role.COORDINATING
    for item in task.items:
        for agency in reporters(loaded, item.raw_names(role)):
            due += 1
            sent = returned.get(agency.name)
            if sent is None or sent.silent or item.id not in {*sent.tasks, *sent.entries}:
                silent += 1
                continue
            if item.id in sent.disputed:
                disputed += 1
                continue
            entry = sent.entries.get(item.id)
            status = status_of(entry)
            statuses[status] += 1
            proven += entry is not None and is_proven(entry)
            late += on is not None and _is_late(loaded, item, status, on)
    return TaskWork(
        task, due, statuses, silent, disputed, None if on is None else late, proven, not led
    )


def _is_late(loaded: LoadedPlan, item: Task, status: Status, on: date) -> bool:
    if status in {Status.DONE, Status.NOT_APPLICABLE}:
        return False
    begun = status is Status.IN_PROGRESS
    return bool(overdue(loaded.deadline(item), on, loaded.plan.document, begun=begun))


@dataclass(frozen=True, slots=True)
class SectionIndex:
    """What is published of a part of the plan, in the province and the years of the plan."""

    province: str
    years: Years
    comparison: Comparison


def section_index(
    loaded: LoadedPlan, scores: Scores, section: Dimension | Subdimension
) -> SectionIndex | None:
    """Return what is published of a part of the plan.

    None where the plan does not say what of the index it is about, or nothing is there of its
    province.
    """
    province = province_of(loaded.plan.document, scores)
    numbers = next(
        (each.numbers for each in indexed_sections(loaded.plan) if each.section is section), None
    )
    if province is None or numbers is None:
        return None
    years = plan_years(loaded.plan.document, scores)
    return SectionIndex(province, years, compare(scores, numbers, province, years))


class SectionRow(TypedDict):
    """A row of the annex: a part of the plan with its values and the sums over its tasks."""

    title: str
    numbers: str
    before: str
    now: str
    change: str
    rank: str
    tasks: int
    done: int
    in_progress: int
    not_started: int
    not_applicable: int
    disputed: int
    silent: int
    late: int | str
    proven: int
    lead: list[str]
    unled: list[str]


class IndexAnnex(TypedDict):
    """The annex of the consolidated report: the index beside the work."""

    province: str
    year_before: int
    year: int
    total: str
    targets: list[str]
    rows: list[SectionRow]
    on: str
    not_compared: list[str]
    pending: str
    untouched: list[str]
    bounds: str


_PUBLISHED = (6, 1)
"""Month and day from which on the values of the year before count as known: they come in spring."""


def known_scores(scores: Scores, day: date) -> Scores:
    """Return the values that had been published by a day."""

    def known(year: int) -> bool:
        return date(year + 1, *_PUBLISHED) <= day

    values = {
        number: {year: each for year, each in by_year.items() if known(year)}
        for number, by_year in scores.values.items()
    }
    return replace(scores, years=tuple(filter(known, scores.years)), values=values)


def index_annex(
    loaded: LoadedPlan,
    scores: Scores,
    returned: Returns,
    on: date | None = None,
    written: date | None = None,
) -> IndexAnnex | None:
    """Return the annex, None where nothing is published of the plan's province or parts.

    Days count until `on`. `written` is the day of the report: it tells of the two latest years
    that were known by then; None for a report in which all values are known.
    """
    document = loaded.plan.document
    if written is not None:
        scores = known_scores(scores, written)
    province = province_of(document, scores)
    sections = [each for each in indexed_sections(loaded.plan) if each.holds_tasks]
    if province is None or not sections:
        return None
    years = (plan_years if written is None else latest_years)(document, scores)
    awaited = years.now if written is None else last_year(document)
    if written is not None and not scores.measured(years.now):
        return None
    compared = [compare(scores, each.numbers, province, years) for each in sections]
    total = compare(scores, ["total"], province, years)
    return {
        "province": province,
        "year_before": years.before,
        "year": years.now,
        "total": f"năm {years.before}: {_said(total.before)}; năm {years.now}: {_said(total.now)};"
        f" thay đổi: {change_text(total)}",
        "targets": [
            f"{each.target.name} {each.target.value}: {reached_text(each)}"
            for each in target_results(scores, loaded.plan)
        ],
        "rows": [
            _row(loaded, each.section, comparison, returned, on)
            for each, comparison in zip(sections, compared, strict=True)
        ],
        "on": f"{on.day}/{on.month}/{on.year}" if on else "",
        "not_compared": [
            f"{', '.join(numbers)}: {why}" for why, numbers in obstacles(compared).items()
        ],
        "pending": "" if scores.measured(awaited) else f"năm {awaited}",
        "untouched": list(untouched(loaded, scores, years.now)),
        "bounds": BOUNDS,
    }


def _said(standing: Standing) -> str:
    if standing.value is None:
        return "chưa có giá trị"
    return f"{points(standing.value)}, thứ {rank(standing)}"


def _row(
    loaded: LoadedPlan,
    section: Dimension | Subdimension,
    comparison: Comparison,
    returned: Returns,
    on: date | None,
) -> SectionRow:
    works = [task_work(loaded, task, returned, on) for task in tasks_of(loaded, section)]

    def of(status: Status) -> int:
        return sum(each.statuses[status] for each in works)

    return {
        "title": section_title(section),
        "numbers": " + ".join(comparison.numbers),
        "before": points(comparison.before.value, NONE),
        "now": points(comparison.now.value, NONE),
        "change": "không so" if comparison.obstacle else change_text(comparison),
        "rank": rank(comparison.now, NONE),
        "tasks": len(works),
        "done": of(Status.DONE),
        "in_progress": of(Status.IN_PROGRESS),
        "not_started": of(Status.NOT_STARTED),
        "not_applicable": of(Status.NOT_APPLICABLE),
        "disputed": sum(each.disputed for each in works),
        "silent": sum(each.silent for each in works),
        "late": "" if on is None else sum(each.late or 0 for each in works),
        "proven": sum(each.proven for each in works),
        "lead": list(dict.fromkeys(name for each in works for name in each.task.lead)),
        "unled": [each.task.id for each in works if each.by_coordinators],
    }


def tasks_of(loaded: LoadedPlan, section: Dimension | Subdimension) -> Sequence[Task]:
    """Return the tasks that stand in a part of the table, in the order of the file."""
    return [
        task
        for task in loaded.plan.tasks
        if task.subdimension is section or task.dimension is section
    ]
