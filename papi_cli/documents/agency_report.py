"""What an agency's report holds: figures, then each task once, by how far it is."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypedDict

from papi_cli.checklists.format import Entry
from papi_cli.checklists.intake import AgencyReturn
from papi_cli.checklists.vocabulary import Status, denies_note, is_filled, says_anything
from papi_cli.documents.data import (
    DISPUTED,
    Figures,
    NoteData,
    ReplyData,
    ReportedItemData,
    ReportedTaskData,
    SectionData,
    count_statuses,
    figures,
    section_data,
)
from papi_cli.plan.due import UNPLACED, due_by
from papi_cli.plan.loader import LoadedPlan
from papi_cli.plan.parts import Dimension, Role
from papi_cli.plan.query import Answer
from papi_cli.register.sentences import rate_text
from papi_cli.vietnamese.deadline import Kind
from papi_cli.vietnamese.words import fold, words

LONG_WORDS = 80
LONG_LINES = 8
"""A result of more words or lines stands in the annex."""
_SHORT = 75
"""Letters by which a task is named beside its number, where a phrase ends among them."""
_SHORTEST = 40
"""Letters before the end of a clause at which such a name may end."""
_SHORTEST_LIST = 60
"""Letters before a comma at which it may."""


class PlacedData(TypedDict):
    """How a task is named in short, and where its result stands.

    `place` is `line` where the result goes on behind the name, `block` where it has paragraphs,
    lists or tables of its own, `annex` where it is long, empty for no result.
    """

    short: str
    place: str


class ListedTaskData(ReportedTaskData, PlacedData):
    """A task in an agency's report; `days` are those that it is late, 0 for none."""

    days: int


class ListedItemData(ReportedItemData, PlacedData):
    """A duty, or what is no task of the agency's any more, in its report: never late."""

    days: int


class FiguresRow(SectionData):
    """A dimension, or all: how many tasks there are, how many of them are how far, which share.

    The share is of those that were reported on and in which something was to be done, in words.
    """

    given: int
    figures: Figures | None
    rate: str


class TasksByState(TypedDict):
    """Tasks by what a report says of them, those that the agency leads first.

    `waiting` are not begun and not due yet, `ongoing` go on all the time and nothing is said of
    them, `not_started` are the others that are not begun. `idle` are those in which nothing was to
    be done; of those `…_noted` something is told. Of `unsettled` several files say different
    things, `unreported` are those that the checklist is not about.
    """

    done: list[ListedTaskData]
    in_progress: list[ListedTaskData]
    not_started: list[ListedTaskData]
    waiting: list[ListedTaskData]
    waiting_noted: list[ListedTaskData]
    ongoing: list[ListedTaskData]
    idle: list[ListedTaskData]
    idle_noted: list[ListedTaskData]
    unsettled: list[ListedTaskData]
    unreported: list[ListedTaskData]


class NotStartedFigures(TypedDict):
    """Of how many tasks that are not begun nothing is amiss: they go on, or are not due yet."""

    ongoing: int
    waiting: int


class AskedData(TypedDict):
    """What is proposed in the same words, on a line, with what it is about."""

    line: str
    ids: list[str]


_END = re.compile(
    r"[;(]|\.(?=\s)|(?P<comma>(?<!phòng),)"
    r"|(?P<word>\s(?=(?:để|nhằm|và|trong đó|bằng|thông qua|gắn với|theo|trên cơ sở|đối với|trong"
    r"|trên|tại|về|cho|khi|từ|đến)\s))"
)
"""Where a phrase ends: at a sign, or before a word that begins another."""


def named_shortly(text: str) -> str:
    """Return the first phrases of a text with `…` for what is left out, or all of it.

    It is cut where a phrase ends and no bracket is open, never in the midst of one.
    """
    text = " ".join(text.split())
    whole = text.rstrip(" .;:")
    if len(whole) <= _SHORT:
        return whole
    ends = [each for each in _END.finditer(text) if _is_outside(text[: each.start()])]
    clauses = [e.start() for e in ends if e.lastgroup is None]
    commas = [e.start() for e in ends if e["comma"] and not _is_listed(text[: e.start()])]
    others = [e.start() for e in ends if e["word"]]
    end = (
        _last(clauses, _SHORTEST, _SHORT)
        or _last(commas, _SHORTEST_LIST, _SHORT)
        or _last(others, _SHORTEST, _SHORT)
        or min((at for at in (*clauses, *commas, *others) if at > _SHORT), default=len(whole))
    )
    return f"{text[:end].rstrip(' .,;:')}…" if end < len(whole) else whole


def _is_outside(before: str) -> bool:
    """Whether no bracket or quotation is open behind these words."""
    return all(
        before.count(first) <= before.count(last) for first, last in ("()", "[]", "«»", "“”")
    )


def _is_listed(before: str) -> bool:
    """Whether these words end with a word of a list: “môi trường xanh, sạch”."""
    _, comma, last = before.rpartition(",")
    return bool(comma) and len(last.split()) == 1


def _last(ends: Iterable[int], least: int, most: int) -> int:
    """Return the last of the places within these bounds, 0 for none."""
    return max((each for each in ends if least <= each <= most), default=0)


_BLOCK = re.compile(r"\s*(?:[-*+•–>#|`~=<\[]|\d{1,9}[.)])")
"""How Markdown begins that is more than words on a line."""


def placed(text: str, result: str) -> PlacedData:
    """Return how a task with a result is named, and where the result stands."""
    lines = result.split("\n")
    if not result:
        place = ""
    elif len(result.split()) > LONG_WORDS or len(lines) > LONG_LINES:
        place = "annex"
    else:
        place = "block" if len(lines) > 1 or _BLOCK.match(result) else "line"
    return {"short": named_shortly(text), "place": place}


def listed_item(item: ReportedItemData) -> ListedItemData:
    """Return a duty, or what is no task any more, as a report lists it."""
    return {**item, **placed(item["text"], item["result"]), "days": 0}


def is_bare(reply: ReplyData) -> bool:
    """Whether nothing was written about a task but how far it is."""
    return not (reply["result"] or _has_more(reply))


def is_silent(reply: ReplyData) -> bool:
    """Whether nothing at all was said of a task or a duty."""
    return reply["status"] in {"", Status.NOT_STARTED.word} and is_bare(reply)


def _has_more(reply: ReplyData) -> bool:
    """Whether anything was written about a task beside its result."""
    return bool(reply["evidence"] or reply["difficulty"] or reply["proposal"])


_IDLE = {"", "kps", "khong phat sinh", "khong co phat sinh", "khong phat sinh trong ky"}
"""All that is written where nothing was to be done, and nothing more is told of it."""


_MAKES_PLAN = re.compile(r"\b(?:xay dung|ban hanh|lap) (?:\w+ )?ke hoach\b")


_REPORTS = re.compile(
    r"(?:(?:cuoi|hang|dinh|ky|nam|quy|thang|\d) ){0,4}bao cao (?:ket qua|tinh hinh)\b"
)


def asks_for_plan(duty: str) -> bool:
    """Whether the text of a duty asks an agency for a plan of its own."""
    return bool(_MAKES_PLAN.search(words(duty)))


def is_the_report(duty: ReportedItemData) -> bool:
    """Whether a duty asks for nothing but such a report, of which nothing was written."""
    return bool(_REPORTS.match(words(duty["text"]))) and is_bare(duty)


@dataclass(frozen=True, slots=True)
class AgencyReport:
    """An agency's tasks with what it says of them, of which `on` tells what is due.

    `tasks` belong to the items of `answers`, in their order.
    """

    loaded: LoadedPlan
    answers: Sequence[Answer]
    tasks: Sequence[ListedTaskData]
    returned: AgencyReturn | None
    on: date

    def by_state(self) -> TasksByState:
        """Return the tasks by what is said of them."""
        states: TasksByState = {
            "done": [],
            "in_progress": [],
            "not_started": [],
            "waiting": [],
            "waiting_noted": [],
            "ongoing": [],
            "idle": [],
            "idle_noted": [],
            "unsettled": [],
            "unreported": [],
        }
        pairs = list(zip(self._items(), self.tasks, strict=True))
        for item, task in sorted(pairs, key=lambda pair: pair[0].role is not Role.LEAD):
            states[self._state(item, task)].append(task)  # type: ignore[literal-required]
        return states

    def _items(self) -> list[Answer]:
        return [item for answer in self.answers for item in answer.items]

    def not_started(self) -> NotStartedFigures:
        """Return how many of the tasks that count as not begun go on, or are not due yet.

        Of a task with parts all that are to be done must.
        """
        stands = {
            item.task.id: self._state(item, task)
            for item, task in zip(self._items(), self.tasks, strict=True)
        }
        found = Counter(
            "waiting" if states & _WAITING else "ongoing"
            for answer in self.answers
            if (states := {stands[each] for each in answer.labels} - _IDLE_STATES)
            and states <= {*_WAITING, "ongoing"}
        )
        return {"ongoing": found["ongoing"], "waiting": found["waiting"]}

    def _state(self, item: Answer, task: ListedTaskData) -> str:
        status = task["status"]
        if not status:
            return "unreported"
        if status == Status.NOT_APPLICABLE.word:
            alone = words(task["result"]) in _IDLE and not _has_more(task)
            return "idle" if alone else "idle_noted"
        if status != Status.NOT_STARTED.word:
            return _STATES[status]
        deadline = self.loaded.deadline(item.task)
        if deadline.kind is Kind.ONGOING:
            return "ongoing" if is_bare(task) else "not_started"
        if deadline.kind in UNPLACED or due_by(deadline, self.on, self.loaded.plan.document):
            return "not_started"
        return "waiting" if is_bare(task) else "waiting_noted"

    def rows(self, role: Role) -> list[FiguresRow]:
        """Return the figures of the tasks in a role, a row for each dimension that has any."""
        return [self._row(role, each) for each in self._dimensions(role)]

    def total(self, role: Role) -> FiguresRow:
        """Return the figures of all tasks in a role."""
        return self._row(role, None)

    def _dimensions(self, role: Role) -> Iterator[Dimension]:
        having = {each.task.dimension.id for each in self.answers if each.role is role}
        return (each for each in self.loaded.plan.dimensions if each.id in having)

    def _row(self, role: Role, dimension: Dimension | None) -> FiguresRow:
        answers = [
            each
            for each in self.answers
            if each.role is role and (dimension is None or each.task.dimension is dimension)
        ]
        counted = figures(count_statuses(answers, self.returned)) if self.returned else None
        return {
            **section_data(dimension),
            "given": len(answers),
            "figures": counted,
            "rate": rate_text(done_share(counted)) if counted else "",
        }


_WAITING = frozenset({"waiting", "waiting_noted"})
_IDLE_STATES = frozenset({"idle", "idle_noted"})
_STATES = {
    Status.DONE.word: "done",
    Status.IN_PROGRESS.word: "in_progress",
    DISPUTED: "unsettled",
}


def asked_for(proposals: Iterable[NoteData]) -> list[AskedData]:
    """Return proposals with those in the same words as one."""
    found: dict[str, AskedData] = {}
    for each in proposals:
        line = each["line"].rstrip(" .;,")
        found.setdefault(fold(line), {"line": line, "ids": []})["ids"].append(each["id"])
    return list(found.values())


def denies_proposals(returned: AgencyReturn) -> bool:
    """Whether an agency says that it proposes nothing wherever it wrote anything."""
    told = [
        each
        for each in returned.entries.values()
        if says_anything(each) or is_filled(each.difficulty) or is_filled(each.proposal)
    ]
    return bool(told) and all(map(_denies_proposal, told))


def _denies_proposal(entry: Entry) -> bool:
    if is_filled(entry.proposal):
        return denies_note(entry.proposal)
    both = re.search(r"\b(?:de xuat|kien nghi)\b", words(entry.difficulty))
    return bool(both) and denies_note(entry.difficulty)


def done_share(counted: Figures) -> float | None:
    """Return which share is done of tasks in which something was to be done, None for no such."""
    done = counted["done"]["total"]
    to_do = done + counted["in_progress"]["total"] + counted["not_started"]["total"]
    return done / to_do if to_do else None


def annexed(items: Iterable[Mapping[str, object]]) -> list[Mapping[str, object]]:
    """Return what has a result that stands in the annex."""
    return [each for each in items if each["place"] == "annex"]
