"""What agencies wrote, word for word: the annex of the consolidated report that has it by task."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import TypedDict

from papi_cli.checklists.count import whole_status
from papi_cli.checklists.intake import AgencyReturn
from papi_cli.checklists.items import duty_label, plan_items
from papi_cli.checklists.vocabulary import Status, says_anything, status_of
from papi_cli.documents.coverage import Coverage
from papi_cli.documents.data import (
    DISPUTED,
    DutyData,
    ReplyData,
    ReportedItemData,
    SectionData,
    duty_data,
    entry_reply,
    orphaned_data,
    section_data,
)
from papi_cli.documents.grouped_notes import Note
from papi_cli.documents.work import Work
from papi_cli.plan.loader import LoadedPlan
from papi_cli.plan.model import Task
from papi_cli.plan.parts import Agency, Role
from papi_cli.plan.query import Answer
from papi_cli.vietnamese.words import fold


class AgencyReplyData(ReplyData):
    """What one agency says of a task, or of the part of it that `part` names.

    `line` tells that the result may stand on the line of the agency's name.
    """

    agency: str
    role: str
    part: str
    line: bool


class TickedData(TypedDict):
    """The agencies that say how far they are with a task, and nothing else of it."""

    status: str
    agencies: list[str]


class ResultsData(TypedDict):
    """What is said of a task or duty: with words, and by ticks alone."""

    replies: list[AgencyReplyData]
    ticked: list[TickedData]
    whole: str


class TaskResultsData(ResultsData):
    """A task with what all agencies say of it."""

    id: str
    text: str


class DimensionResultsData(SectionData):
    """A dimension with those of its tasks of which something is said."""

    tasks: list[TaskResultsData]


class DutyResultsData(DutyData, ResultsData):
    """A duty with what agencies say of it."""


class OrphanedTaskData(ReportedItemData):
    """What an agency wrote about a task that is not, or no longer, its own."""

    agency: str


class OtherWordsData(TypedDict):
    """What an agency wrote outside tasks."""

    agency: str
    text: str


class AllResultsData(TypedDict):
    """What the template of the annex gets beside plan and office."""

    dimensions: list[DimensionResultsData]
    duties: list[DutyResultsData]
    gone: list[OrphanedTaskData]
    others: list[OtherWordsData]


_TELLING = (Status.DONE, Status.IN_PROGRESS, Status.NOT_STARTED, Status.NOT_APPLICABLE)
_PLAIN = re.compile(r"\w[^\n]*\Z")
"""Words that are no list, table or heading, on one line."""


class Results:
    """What agencies said of tasks and duties, put together agency by agency."""

    def __init__(self, loaded: LoadedPlan, work: Work, covered: Coverage) -> None:
        self._loaded, self._work, self._covered = loaded, work, covered
        self._items = plan_items(loaded)
        self._replies: dict[str, list[AgencyReplyData]] = {}
        self._ticked: dict[str, dict[str, list[str]]] = {}
        self._led: dict[str, dict[str, Status]] = {}
        self._others: list[OtherWordsData] = []
        self._gone: list[OrphanedTaskData] = []
        self.difficulties: list[Note] = []
        self.proposals: list[Note] = []

    def add(self, agency: Agency, returned: AgencyReturn) -> None:
        """Add what an agency sent, but what is not covered."""
        answers = [each for each in self._work.answers(agency) if self._covered.holds(each.task)]
        for answer in answers:
            self._note_parts(agency, answer, returned)
            for label in answer.labels:
                self._say(agency, label, answer, returned)
        if self._covered.tasks is not None:
            return
        duties = [duty_label(each) for each in self._work.duties(agency)]
        for label in duties:
            self._say(agency, label, None, returned)
        own = [*(label for answer in answers for label in answer.labels), *duties]
        for item in orphaned_data(returned, own, self._items):
            self._gone.append({"agency": agency.name, **item})
            self._note(agency, item["id"], item)
        if returned.others:
            self._others.append({"agency": agency.name, "text": "\n\n".join(returned.others)})

    def _note_parts(self, agency: Agency, answer: Answer, returned: AgencyReturn) -> None:
        if not answer.task.parts or answer.role is not Role.LEAD or returned.silent:
            return
        for label in set(answer.labels) & returned.tasks - returned.disputed:
            said = self._led.setdefault(label, {})
            said[agency.name] = status_of(returned.entries.get(label))

    def _say(
        self, agency: Agency, label: str, answer: Answer | None, returned: AgencyReturn
    ) -> None:
        entry = returned.entries.get(label)
        if entry is None:
            return
        own_words = entry_reply(entry, DISPUTED if label in returned.disputed else "")
        self._note(agency, label, own_words)
        place = answer.task.id if answer else label
        part = _part_of(answer.task, label) if answer else ""
        if _tells(own_words):
            reply: AgencyReplyData = {
                **own_words,
                "agency": agency.name,
                "role": answer.role.word if answer and answer.role else "",
                "part": f"{label} {part}" if part else "",
                "line": _PLAIN.match(own_words["result"]) is not None,
            }
            self._replies.setdefault(place, []).append(reply)
        elif says_anything(entry):
            status = own_words["status"]
            name = f"{agency.name} (phần việc {label})" if part else agency.name
            self._ticked.setdefault(place, {}).setdefault(status, []).append(name)

    def _note(self, agency: Agency, label: str, said: ReplyData) -> None:
        """Note what an agency says stands in its way, and what it proposes."""
        for held, line in (
            (self.difficulties, said["difficulty_line"]),
            (self.proposals, said["proposal_line"]),
        ):
            if line:
                held.append(Note(agency.name, label, line))

    def data(self) -> AllResultsData:
        """Return all that was said, by task in the order of the plan."""
        return {
            "dimensions": [
                {**section_data(dimension), "tasks": tasks}
                for dimension in self._loaded.plan.dimensions
                if (tasks := list(self._tasks(dimension.id)))
            ],
            "duties": [
                {**duty_data(duty), **self._said(duty_label(duty)), "whole": ""}
                for each in self._loaded.plan.duties
                for duty in each.items
                if self._is_told(duty_label(duty))
            ],
            "gone": self._gone,
            "others": self._others,
        }

    def _tasks(self, dimension: str) -> Iterable[TaskResultsData]:
        for task in self._loaded.plan.tasks:
            if task.dimension.id == dimension and self._is_told(task.id):
                yield {
                    "id": task.id,
                    "text": task.text,
                    **self._said(task.id),
                    "whole": self.whole(task),
                }

    def whole(self, task: Task) -> str:
        """Return how far a task with parts is as a whole, by all who lead one.

        Empty for a task without parts, and where only some agencies are covered.
        """
        if not task.parts or self._covered.agencies is not None:
            return ""
        return whole_status(self._loaded, task, self._led).word

    def _is_told(self, label: str) -> bool:
        return label in self._replies or label in self._ticked

    def _said(self, label: str) -> ResultsData:
        """Return what is said of a task: first by those who lead it, then by the others."""
        replies = self._replies.get(label, [])
        lead = Role.LEAD.word
        ticked = self._ticked.get(label, {})
        return {
            "replies": sorted(replies, key=lambda each: each["role"] not in {lead, ""}),
            "ticked": [
                {"status": status, "agencies": ticked[status]}
                for status in (*(each.word for each in _TELLING), DISPUTED)
                if status in ticked
            ],
            "whole": "",
        }


def _tells(said: ReplyData) -> bool:
    """Whether an agency says more than how far it is, or that there was nothing to do."""
    if any(said[each] for each in ("evidence", "difficulty", "proposal")):
        return True
    idle = Status.NOT_APPLICABLE.word
    only_idle = said["status"] == idle and fold(said["result"]) == fold(idle)
    return bool(said["result"]) and not only_idle


def _part_of(task: Task, label: str) -> str:
    """Return what of its task the part with a label is, nothing for a whole task."""
    return next((each.part for each in task.parts if each.id == label), "")


def results_of(
    loaded: LoadedPlan, work: Work, returned: Mapping[str, AgencyReturn], covered: Coverage
) -> Results:
    """Return what the covered agencies sent, in the order of the plan's agencies."""
    results = Results(loaded, work, covered)
    for agency in loaded.registry.agencies:
        if agency.name in returned and covered.of(agency):
            results.add(agency, returned[agency.name])
    return results
