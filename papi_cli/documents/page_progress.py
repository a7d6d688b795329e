"""What the page tells of what agencies sent: the figures of `papi progress`, and who is where.

Letters stand for how far a task is: see `LETTERS`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypedDict

from papi_cli.checklists.count import By, Count, Survey
from papi_cli.checklists.intake import AgencyReturn, Returned
from papi_cli.checklists.vocabulary import Status, joint_status
from papi_cli.documents.data import DISPUTED, reply_data
from papi_cli.documents.index_work import TaskWork, task_work
from papi_cli.plan.loader import LoadedPlan
from papi_cli.plan.parts import Dimension, section_title
from papi_cli.plan.query import Answer, never_reports
from papi_cli.safe_text import visible, visible_lines
from papi_cli.vietnamese.deadline import day_text

SILENT = "Chưa có số liệu"
"""How far a task is of which nobody who answers for it said anything."""
NOTHING = "."
"""The letter of a task that is not an agency's, or that its checklist is not about."""
LETTERS = {
    "d": Status.DONE.word,
    "i": Status.IN_PROGRESS.word,
    "n": Status.NOT_STARTED.word,
    "x": Status.NOT_APPLICABLE.word,
    "c": DISPUTED,
    "s": SILENT,
}
"""From the letters to what they stand for, in the order in which they can be asked for."""
_OF_STATUS = {
    Status.DONE: "d",
    Status.IN_PROGRESS: "i",
    Status.NOT_STARTED: "n",
    Status.NOT_APPLICABLE: "x",
}


@dataclass(frozen=True, slots=True)
class Returns:
    """What came back: counted by agency, whole by agency, and who is without anything.

    `missing` has under what is said of them those that should have sent something and of whom
    nothing is counted; `standing` is a sentence on the returns of a register, empty without one.
    """

    survey: Survey
    returned: Mapping[str, AgencyReturn]
    missing: Mapping[str, Sequence[str]]
    standing: str = ""


class Figures(TypedDict):
    """A count: how many tasks are how far, of how many that were to be done, how many are late.

    `percent` is None where none was to be done; `begun` is the share of those in progress.
    """

    done: int
    in_progress: int
    not_started: int
    not_applicable: int
    total: int
    due: int
    percent: int | None
    begun: int
    late: int


class Cell(TypedDict):
    """A cell of the map: done, of how many that were to be done, the share and its shade 0 to 4."""

    done: int
    due: int
    percent: int | None
    shade: int


class DimensionRow(TypedDict):
    """A dimension with its count."""

    title: str
    figures: Figures


class AgencyRow(TypedDict):
    """An agency with its count and a cell for each dimension."""

    name: str
    sent: str
    figures: Figures
    cells: list[Cell]


class LateRow(TypedDict):
    """An agency with what it leads that is past its deadline: tasks, duties, by id."""

    name: str
    tasks: list[str]
    duties: list[str]


class MissingRow(TypedDict):
    """Agencies of which the same is said."""

    word: str
    names: list[str]


class ProgressData(TypedDict):
    """What the page tells of returns; `on` is the day overdue is told for, empty for none."""

    sent: int
    expected: int
    total: Figures
    dimensions: list[DimensionRow]
    agencies: list[AgencyRow]
    on: str
    late: list[LateRow]
    missing: list[MissingRow]
    standing: str


class ReplyRow(TypedDict):
    """What an agency says of a task, in its words."""

    agency: str
    status: str
    result: str
    evidence: str
    difficulty: str
    proposal: str


def progress_data(loaded: LoadedPlan, returns: Returns, *, lists: bool = True) -> ProgressData:
    """Return what the page tells of returns; without `lists` nobody is named for what is not done.

    The agencies are those that sent a checklist, as `papi progress` has them; without `lists` those
    that wrote something in it.
    """
    survey = returns.survey
    sent = survey.intake.returned
    on = survey.options.on
    by_dimension = survey.counted_by(By.DIMENSION)
    titles = {each.id: section_title(each) for each in loaded.plan.dimensions}
    return {
        "sent": survey.total.sent,
        "expected": len(survey.expected),
        "total": figures(survey.total),
        "dimensions": [
            {"title": visible(titles[key]), "figures": figures(count)}
            for key, count in by_dimension.counts.items()
        ],
        "agencies": [
            {
                "name": visible(name),
                "sent": _sent_word(count) if lists else "",
                "figures": figures(count),
                "cells": _cells(loaded.plan.dimensions, sent[name]),
            }
            for name, count in survey.counts.items()
            if name in sent and (lists or not sent[name].blank)
        ],
        "on": day_text(on) if lists else "",
        "late": [*_late(survey)] if lists else [],
        "missing": [
            {"word": word, "names": list(map(visible, names))}
            for word, names in (returns.missing if lists else {}).items()
        ],
        "standing": visible(returns.standing),
    }


def figures(count: Count) -> Figures:
    """Return a count as the page shows it, both roles together."""
    done, begun, idle, none = (count.total_of(None, each) for each in Status)
    due = done + begun + idle
    return {
        "done": done,
        "in_progress": begun,
        "not_started": idle,
        "not_applicable": none,
        "total": count.total_of(),
        "due": due,
        "percent": percent(done, due),
        "begun": percent(begun, due) or 0,
        "late": count.late.total(),
    }


def percent(part: int, whole: int) -> int | None:
    """Return a share in hundredths, None of nothing; only all of it is 100, only none is 0."""
    if not whole:
        return None
    share = (200 * part + whole) // (2 * whole)  # a half is rounded up
    return min(max(share, 1), 99) if 0 < part < whole else share


def _sent_word(count: Count) -> str:
    if count.disputed:
        return DISPUTED
    return "Đã ghi" if count.sent else "Chưa ghi gì"


def _cells(dimensions: Iterable[Dimension], sent: Returned) -> list[Cell]:
    """Return for each dimension how much of an agency's tasks is done."""
    counts = Counter((answer.task.dimension.id, letter) for answer, letter in _letters(sent))
    cells: list[Cell] = []
    for each in dimensions:
        done, begun, idle = (counts[each.id, letter] for letter in "din")
        due = done + begun + idle
        share = percent(done, due)
        cells.append({"done": done, "due": due, "percent": share, "shade": shade(share)})
    return cells


_THIRD = 34


def shade(share: int | None) -> int:
    """Return how dark a cell is: 0 for nothing done, a third each, 4 for all."""
    if not share:
        return 0
    return 4 if share == 100 else 1 + share // _THIRD  # noqa: PLR2004 - all of it


def _letters(sent: Returned) -> Iterator[tuple[Answer, str]]:
    """Yield the tasks that an agency answers for, each with the letter for how far it is."""
    for answer in sent.answers:
        disputed = not set(sent.disputed).isdisjoint(answer.labels)
        yield answer, "c" if disputed else _OF_STATUS[sent.status(answer)]


def sent_letters(loaded: LoadedPlan, survey: Survey) -> dict[str, str | None]:
    """Return for each agency that reports or sent something how far its tasks are, by its name.

    A letter for each task in the order of the plan; None for one that sent nothing.
    """
    places = {task.id: at for at, task in enumerate(loaded.plan.tasks)}
    found: dict[str, str | None] = {
        each.name: None for each in loaded.registry.agencies if not never_reports(each)
    }
    for name in survey.counts.keys() & survey.intake.returned.keys():
        letters = [NOTHING] * len(places)
        for answer, letter in _letters(survey.intake.returned[name]):
            letters[places[answer.task.id]] = letter
        found[name] = "".join(letters)
    return found


def whole_letter(work: TaskWork) -> str:
    """Return the letter for how far a task is by all who answer for it.

    Who of them said nothing has not started, unless none said anything.
    """
    if work.silent == work.due:
        return "s"
    statuses = [status for status, number in work.statuses.items() if number]
    if not statuses:
        return "c"
    return _OF_STATUS[joint_status([*statuses, *[Status.NOT_STARTED] * bool(work.silent)])]


def works(loaded: LoadedPlan, returns: Returns) -> list[TaskWork]:
    """Return how far those are who answer for each task, in the order of the plan."""
    on = returns.survey.options.on
    return [task_work(loaded, task, returns.returned, on) for task in loaded.plan.tasks]


def work_text(work: TaskWork) -> str:
    """Return in a line how far those are who answer for a task."""
    told = [f"{number} {status.word.lower()}" for status, number in work.statuses.items() if number]
    told += [f"{work.disputed} {DISPUTED.lower()}"] * bool(work.disputed)
    told += [f"{work.silent} {SILENT.lower()}"] * bool(work.silent)
    who = "phối hợp" if work.by_coordinators else "chủ trì"
    return f"{work.due} cơ quan {who}: {', '.join(told)}" if told else "không cơ quan nào báo cáo"


def _late(survey: Survey) -> Iterator[LateRow]:
    for name, count in survey.counts.items():
        if count.late or count.late_duties:
            yield {
                "name": visible(name),
                "tasks": list(map(visible, count.late)),
                "duties": list(map(visible, count.late_duties)),
            }


def replies(returned: Mapping[str, AgencyReturn], labels: Iterable[str]) -> list[ReplyRow]:
    """Return what agencies say of a task, of its parts or of a duty, those that say anything."""
    found: list[ReplyRow] = []
    for label in labels:
        for name, sent in returned.items():
            if label not in sent.entries:
                continue
            said = reply_data(sent, label)
            row: ReplyRow = {
                "agency": visible(name),
                "status": said["status"],
                "result": visible_lines(said["result"]),
                "evidence": visible(said["evidence"]),
                "difficulty": visible_lines(said["difficulty"]),
                "proposal": visible_lines(said["proposal"]),
            }
            if row["result"] or row["evidence"] or row["difficulty"] or row["proposal"]:
                found.append(row)
    return found
