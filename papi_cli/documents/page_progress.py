"""What the page tells of what agencies sent: how far those are that wrote something, who is where.

Letters stand for how far a task is: see `LETTERS`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypedDict

from papi_cli.checklists.count import By, Count, Survey
from papi_cli.checklists.intake import AgencyReturn, Returned
from papi_cli.checklists.vocabulary import Status, joint_status
from papi_cli.documents.data import DISPUTED, reply_data
from papi_cli.documents.index_work import TaskWork, task_work
from papi_cli.documents.letters import by_level
from papi_cli.plan.loader import LoadedPlan
from papi_cli.plan.parts import Agency, Dimension, section_title
from papi_cli.plan.query import Answer, never_reports
from papi_cli.register.grid import Place
from papi_cli.register.sentences import rate_text
from papi_cli.safe_text import visible, visible_lines
from papi_cli.vietnamese.deadline import day_text
from papi_cli.vietnamese.words import words

SILENT = "Chưa có số liệu"
"""How far a task is of which nobody who answers for it said anything."""
NOTHING = "."
"""The letter of a task that is not an agency's, or that its checklist is not about."""
SILENT_LETTER = "s"
LETTERS = {
    "d": Status.DONE.word,
    "i": Status.IN_PROGRESS.word,
    "n": Status.NOT_STARTED.word,
    "x": Status.NOT_APPLICABLE.word,
    "c": DISPUTED,
    SILENT_LETTER: SILENT,
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

    `survey` is over those that wrote something, `returned` over all. `missing` has under what is
    said of them those that should have sent something and of whom nothing is counted. `late` are
    the tasks past their time, of those who sent and who did not, None where no day was asked for.
    `about` says of when and of what period the figures are, for everybody.
    """

    survey: Survey
    returned: Mapping[str, AgencyReturn]
    missing: Mapping[str, Sequence[Agency]]
    late: Sequence[Place] | None = None
    about: str = ""


class Figures(TypedDict):
    """A count: how many tasks are how far, of how many that were to be done.

    `rate` is the share of what is done in words, `percent` None where none was to be done; `begun`
    is the share of those in progress.
    """

    done: int
    in_progress: int
    not_started: int
    not_applicable: int
    total: int
    due: int
    percent: int | None
    rate: str
    begun: int


class Cell(TypedDict):
    """A cell of the map: done, of how many that were to be done, the share and its shade 0 to 4."""

    done: int
    due: int
    percent: int | None
    rate: str
    shade: int


class DimensionRow(TypedDict):
    """A dimension with its count and how many of its tasks are past their time, of all agencies."""

    title: str
    figures: Figures
    late: int


class AgencyRow(TypedDict):
    """An agency that wrote something with its count and a cell for each dimension.

    `disputed` are the tasks of which its files say different things, and which are not counted.
    """

    name: str
    disputed: int
    figures: Figures
    late: int
    cells: list[Cell]


class GroupRow(TypedDict):
    """Agencies of one level, of communes those of one district."""

    title: str
    names: list[str]


class LateGroup(TypedDict):
    """Agencies that are as late with a task: its last day, the days since, and who they are."""

    last: str
    days: int
    number: int
    groups: list[GroupRow]


class LateRow(TypedDict):
    """A task that is past its time, or a duty, which has no days."""

    id: str
    text: str
    deadline: str
    number: int
    groups: list[LateGroup]


class MissingRow(TypedDict):
    """Agencies of which the same is said; `key` is for addresses, `late` what is past of theirs."""

    word: str
    key: str
    number: int
    late: int
    groups: list[GroupRow]


class ProgressData(TypedDict):
    """What the page tells of returns; `on` is the day overdue is told for, empty for none.

    `late` counts tasks of agencies, `late_missing` those of them of which nothing is counted.
    """

    sent: int
    expected: int
    total: Figures
    dimensions: list[DimensionRow]
    agencies: list[AgencyRow]
    on: str
    late: int
    late_missing: int
    late_tasks: list[LateRow]
    late_duties: list[LateRow]
    missing: list[MissingRow]
    about: str


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

    The agencies are those that wrote something in what they sent: figures are of these alone. What
    is past its time is so of all, whether they sent anything or not.
    """
    survey = returns.survey
    sent = survey.intake.returned
    late = (returns.late or ()) if lists else ()
    by_dimension = Counter(each.task.dimension.id for each in late)
    by_agency = Counter(each.agency.name for each in late)
    titles = {each.id: section_title(each) for each in loaded.plan.dimensions}
    missing = returns.missing if lists else {}
    return {
        "sent": survey.total.sent,
        "expected": len(survey.expected),
        "total": figures(survey.total),
        "dimensions": [
            {
                "title": visible(titles[key]),
                "figures": figures(count),
                "late": by_dimension[key],
            }
            for key, count in survey.counted_by(By.DIMENSION).counts.items()
        ],
        "agencies": [
            {
                "name": visible(name),
                "disputed": count.disputed if lists else 0,
                "figures": figures(count),
                "late": by_agency[name],
                "cells": _cells(loaded.plan.dimensions, sent[name]),
            }
            for name, count in survey.counts.items()
            if name in sent
        ],
        "on": day_text(survey.options.on) if survey.options.on and lists else "",
        "late": len(late),
        "late_missing": sum(by_agency[each.name] for row in missing.values() for each in row),
        "late_tasks": _late_tasks(loaded, late),
        "late_duties": _late_duties(loaded, survey) if lists else [],
        "missing": [
            {
                "word": word,
                "key": words(word).replace(" ", "-"),
                "number": len(agencies),
                "late": sum(by_agency[each.name] for each in agencies),
                "groups": _group_rows(loaded, agencies),
            }
            for word, agencies in missing.items()
        ],
        "about": visible(returns.about),
    }


def _group_rows(loaded: LoadedPlan, agencies: Iterable[Agency]) -> list[GroupRow]:
    return [
        {"title": visible(title), "names": [visible(each.name) for each in group]}
        for title, group in by_level(loaded, agencies)
    ]


def _late_tasks(loaded: LoadedPlan, late: Iterable[Place]) -> list[LateRow]:
    """Return the tasks past their time in the order of the plan, who is longest late first."""
    places: dict[str, dict[tuple[date, int], list[Agency]]] = {}
    for each in late:
        ends = places.setdefault(each.task.id, {})
        ends.setdefault((each.due or date.min, each.days), []).append(each.agency)
    return [
        {
            "id": visible(task.id),
            "text": visible(task.text),
            "deadline": visible(" ".join(task.deadline.split())),
            "number": sum(map(len, groups.values())),
            "groups": [
                {
                    "last": day_text(last),
                    "days": days,
                    "number": len(agencies),
                    "groups": _group_rows(loaded, agencies),
                }
                for (last, days), agencies in sorted(groups.items(), key=lambda pair: -pair[0][1])
            ],
        }
        for task in loaded.plan.tasks
        if (groups := places.get(task.id))
    ]


def _late_duties(loaded: LoadedPlan, survey: Survey) -> list[LateRow]:
    """Return the duties that who wrote something has not done in time."""
    found: list[LateRow] = []
    for item in (each for duty in loaded.plan.duties for each in duty.items):
        late = [
            loaded.registry.find(name)
            for name, count in survey.counts.items()
            if count.late_duties[item.id]
        ]
        if late:
            groups = _group_rows(loaded, late)
            one: LateGroup = {"last": "", "days": 0, "number": len(late), "groups": groups}
            found.append(
                {
                    "id": visible(item.id),
                    "text": visible(item.text),
                    "deadline": visible(item.deadline or ""),
                    "number": len(late),
                    "groups": [one],
                }
            )
    return found


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
        "rate": _rate(done, due),
        "begun": percent(begun, due) or 0,
    }


def _rate(part: int, whole: int) -> str:
    return rate_text(part / whole if whole else None)


def percent(part: int, whole: int) -> int | None:
    """Return a share in hundredths, None of nothing; only all of it is 100, only none is 0."""
    if not whole:
        return None
    share = (200 * part + whole) // (2 * whole)  # a half is rounded up
    return min(max(share, 1), 99) if 0 < part < whole else share


def _cells(dimensions: Iterable[Dimension], sent: Returned) -> list[Cell]:
    """Return for each dimension how much of an agency's tasks is done."""
    counts = Counter((answer.task.dimension.id, letter) for answer, letter in _letters(sent))
    cells: list[Cell] = []
    for each in dimensions:
        done, begun, idle = (counts[each.id, letter] for letter in "din")
        due = done + begun + idle
        share = percent(done, due)
        cells.append(
            {
                "done": done,
                "due": due,
                "percent": share,
                "rate": _rate(done, due),
                "shade": shade(share),
            }
        )
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

    A letter for each task in the order of the plan; None for one that sent nothing, or wrote
    nothing in what it sent: that is no news.
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


def whole_letter(work: TaskWork, *, public: bool = False) -> str:
    """Return the letter for how far a task is by all who answer for it.

    Who of them said nothing has not started, unless none said anything. That is not for the
    `public`: where one alone leads a task it would name who sent nothing.
    """
    if work.silent == work.due:
        return NOTHING if public else SILENT_LETTER
    statuses = [status for status, number in work.statuses.items() if number]
    if not statuses:
        return "c"
    return _OF_STATUS[joint_status([*statuses, *[Status.NOT_STARTED] * bool(work.silent)])]


def works(loaded: LoadedPlan, returns: Returns) -> list[TaskWork]:
    """Return how far those are who answer for each task, in the order of the plan."""
    on = returns.survey.options.on
    return [task_work(loaded, task, returns.returned, on) for task in loaded.plan.tasks]


def work_text(work: TaskWork, *, public: bool = False) -> str:
    """Return in a line how far those are who answer for a task.

    For the `public` only what those say who said anything, empty where nobody did.
    """
    told = [f"{number} {status.word.lower()}" for status, number in work.statuses.items() if number]
    who = "phối hợp" if work.by_coordinators else "chủ trì"
    if public:
        return f"Cơ quan {who} đã ghi: {', '.join(told)}" if told else ""
    told += [f"{work.disputed} {DISPUTED.lower()}"] * bool(work.disputed)
    told += [f"{work.silent} {SILENT.lower()}"] * bool(work.silent)
    return f"{work.due} cơ quan {who}: {', '.join(told)}" if told else "không cơ quan nào báo cáo"


def late_rows(loaded: LoadedPlan, returns: Returns) -> dict[str, tuple[int, ...]]:
    """Return by agency the places in the plan of its tasks that are past their time."""
    places = {task.id: at for at, task in enumerate(loaded.plan.tasks)}
    found: dict[str, list[int]] = {}
    for each in returns.late or ():
        found.setdefault(each.agency.name, []).append(places[each.task.id])
    return {name: tuple(rows) for name, rows in found.items()}


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
