"""What the consolidated report holds: what agencies sent, by task, dimension and agency."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypedDict

from papi_cli.checklists.count import whole_status
from papi_cli.checklists.intake import AgencyReturn
from papi_cli.checklists.items import duty_label, plan_items
from papi_cli.checklists.vocabulary import Status, status_of
from papi_cli.documents.data import (
    DISPUTED,
    Counted,
    DutyData,
    Figures,
    ReplyData,
    ReportedItemData,
    SectionData,
    count_disputed,
    count_statuses,
    duty_data,
    entry_reply,
    figures,
    orphaned_data,
    plan_data,
    section_data,
)
from papi_cli.documents.work import Work
from papi_cli.plan.loader import LoadedPlan
from papi_cli.plan.model import Task
from papi_cli.plan.parts import Agency, Dimension, Role, section_title
from papi_cli.plan.query import (
    Answer,
    Workload,
    never_reports,
    reporting_agencies,
    tasks_without_reporting_lead,
)


class AgencyReplyData(ReplyData):
    """What one agency says of a task, or of the part of it that `part` names."""

    agency: str
    role: str
    part: str


class CountedTaskData(TypedDict):
    """A task with what all agencies say of it."""

    id: str
    text: str
    figures: Figures
    replies: list[AgencyReplyData]
    whole: str


class CountedDimensionData(SectionData):
    """A dimension with its tasks."""

    figures: Figures
    tasks: list[CountedTaskData]


class RepliedDutyData(DutyData):
    """A duty with what agencies say of it."""

    replies: list[AgencyReplyData]
    whole: str


class OrphanedTaskData(ReportedItemData):
    """What an agency wrote about a task that is not, or no longer, its own."""

    agency: str


class OtherWordsData(TypedDict):
    """What an agency wrote outside tasks."""

    agency: str
    text: str


class DisputedData(TypedDict):
    """An agency whose files say different things of so many of its tasks."""

    agency: str
    tasks: int


class AnnexRow(TypedDict):
    """A row of the annex: an agency, whether it reported, its numbers."""

    name: str
    state: str
    done: int | str
    in_progress: int | str
    not_started: int | str
    not_applicable: int | str


class AgencyNoteData(TypedDict):
    """A difficulty or proposal on one line, with its agency and the label of its task."""

    agency: str
    id: str
    line: str


class NotesData(TypedDict):
    """What agencies say under one title: a dimension, the duties, what is none of theirs."""

    title: str
    notes: list[AgencyNoteData]


class LeftOutData(TypedDict):
    """So many agencies sent what says nothing of any task, and have so many."""

    agencies: int
    tasks: int


class ConsolidatedData(TypedDict):
    """What the template of the consolidated report gets beside plan and office."""

    reported: list[str]
    on_paper: list[str]
    missing: list[str]
    left_out: LeftOutData | None
    expected: int
    figures: Figures
    disputed: list[DisputedData]
    dimensions: list[CountedDimensionData]
    duties: list[RepliedDutyData]
    gone: list[OrphanedTaskData]
    others: list[OtherWordsData]
    not_started: list[CountedTaskData]
    without_lead: list[CountedTaskData]
    difficulties: list[NotesData]
    proposals: list[NotesData]
    annex: list[AnnexRow]


@dataclass(frozen=True, slots=True)
class Unread:
    """How those stand of whose returns nothing can be counted.

    `states` has in words what became of theirs, by their names; `on_paper` are those among them
    that sent paper, which nobody misses.
    """

    states: Mapping[str, str] = field(default_factory=dict)
    on_paper: frozenset[str] = frozenset()


class Consolidation:
    """What agencies sent, by their names, put together for the consolidated report."""

    def __init__(
        self,
        loaded: LoadedPlan,
        work: Work,
        returned: Mapping[str, AgencyReturn],
        unread: Unread | None = None,
    ) -> None:
        self._unread = unread or Unread()
        self._left_out: LeftOutData = {"agencies": 0, "tasks": 0}
        self._unplaced: set[str] = set()
        self._loaded = loaded
        self._work = work
        self._items = plan_items(loaded)
        self._of_duties = f"Nội dung tại {plan_data(loaded.plan)['duties']}"
        self._all: Counted = Counter()
        self._by_task: defaultdict[str, Counted] = defaultdict(Counter)
        self._led: dict[str, dict[str, Status]] = {}
        self._by_agency: dict[str, Counted] = {}
        self._disputed: dict[str, int] = {}
        self._replies: defaultdict[str, list[AgencyReplyData]] = defaultdict(list)
        self._others: list[OtherWordsData] = []
        self._orphaned: list[OrphanedTaskData] = []
        self._difficulties: defaultdict[str, list[AgencyNoteData]] = defaultdict(list)
        self._proposals: defaultdict[str, list[AgencyNoteData]] = defaultdict(list)
        for agency in loaded.registry.agencies:
            if agency.name in returned:
                self._add(agency, returned[agency.name], work.answers(agency))

    def _add(self, agency: Agency, returned: AgencyReturn, answers: Sequence[Answer]) -> None:
        entries = returned.entries
        if not returned.silent:
            self._count(agency, returned, answers)
        else:
            # That nothing was done would be more than it says.
            self._leave_out(agency, returned, answers)
            if returned.blank:
                return
            self._by_agency[agency.name] = Counter()
            self._unplaced.add(agency.name)
        roles = {label: answer.role for answer in answers for label in answer.labels}
        wholes = {label: answer.task for answer in answers for label in answer.labels}
        own = dict.fromkeys((*roles, *map(duty_label, self._work.duties(agency))))
        for label in own:
            entry = entries.get(label)
            if entry is None:
                continue
            own_words = entry_reply(entry, DISPUTED if label in returned.disputed else "")
            title = section_title(wholes[label].dimension) if label in wholes else self._of_duties
            self._note(title, agency, label, own_words)
            if own_words["result"] or own_words["evidence"]:
                role = roles.get(label)
                reply: AgencyReplyData = {
                    **own_words,
                    "agency": agency.name,
                    "role": role.word if role else "",
                    "part": f"{label} {part}" if (part := _part_of(wholes, label)) else "",
                }
                self._replies[wholes[label].id if label in wholes else label].append(reply)
        for item in orphaned_data(returned, own, self._items):
            self._orphaned.append({"agency": agency.name, **item})
            self._note(_GONE, agency, item["id"], item)
        if returned.others:
            self._others.append({"agency": agency.name, "text": "\n\n".join(returned.others)})

    def _count(self, agency: Agency, returned: AgencyReturn, answers: Sequence[Answer]) -> None:
        self._by_agency[agency.name] = count_statuses(answers, returned)
        self._all += self._by_agency[agency.name]
        if disputed := count_disputed(answers, returned):
            self._disputed[agency.name] = disputed
        for answer in answers:
            self._by_task[answer.task.id] += count_statuses([answer], returned)
            for label in answer.labels if answer.task.parts and answer.role is Role.LEAD else ():
                said = self._led.setdefault(label, {})
                said[agency.name] = status_of(returned.entries.get(label))

    def _leave_out(self, agency: Agency, returned: AgencyReturn, answers: Sequence[Answer]) -> None:
        """Note whose tasks are counted nowhere here, as `papi progress` counts them."""
        if returned.blank and never_reports(agency):
            return
        self._left_out["agencies"] += 1
        self._left_out["tasks"] += count_statuses(answers, returned).total()

    def _note(self, title: str, agency: Agency, label: str, said: ReplyData) -> None:
        """Note what an agency says stands in its way, and what it proposes."""
        for held, line in (
            (self._difficulties, said["difficulty_line"]),
            (self._proposals, said["proposal_line"]),
        ):
            if line:
                held[title].append({"agency": agency.name, "id": label, "line": line})

    def _notes(self, held: Mapping[str, list[AgencyNoteData]]) -> list[NotesData]:
        """Return what was noted, in the order of the plan."""
        titles = [*map(section_title, self._loaded.plan.dimensions), self._of_duties, _GONE]
        return [{"title": each, "notes": held[each]} for each in titles if each in held]

    def data(self, author: Agency) -> ConsolidatedData:
        """Return what the template gets; who writes the report owes none to itself."""
        plan = self._loaded.plan
        leading = reporting_agencies(self._loaded, Workload(self._loaded), (Role.LEAD,))
        due = [each for each in leading if each is not author]
        on_paper = [
            each.name
            for each in self._loaded.registry.agencies
            if each.name in self._unread.on_paper and each.name not in self._by_agency
        ]
        missing = [each.name for each in due if each.name not in {*self._by_agency, *on_paper}]
        tasks = {task.id: self._task(task) for task in plan.tasks}
        return {
            "reported": list(self._by_agency),
            "on_paper": on_paper,
            "missing": missing,
            "left_out": self._left_out if self._left_out["agencies"] else None,
            "expected": len(due)
            + (author in leading and author.name in {*self._by_agency, *on_paper}),
            "figures": figures(self._all),
            "disputed": [{"agency": name, "tasks": of} for name, of in self._disputed.items()],
            "dimensions": [self._dimension(each, tasks) for each in plan.dimensions],
            "duties": [
                {**duty_data(duty), "replies": self._replies[duty_label(duty)], "whole": ""}
                for each in plan.duties
                for duty in each.items
                if self._replies[duty_label(duty)]
            ],
            "gone": self._orphaned,
            "others": self._others,
            "not_started": [
                task for task in tasks.values() if task["figures"]["not_started"]["total"]
            ],
            "without_lead": [tasks[task.id] for task in tasks_without_reporting_lead(self._loaded)],
            "difficulties": self._notes(self._difficulties),
            "proposals": self._notes(self._proposals),
            "annex": [
                *map(self._annex_row, self._by_agency),
                *(
                    _empty_row(name, self._unread.states.get(name, _NOTHING))
                    for name in (*on_paper, *missing)
                ),
            ],
        }

    def _task(self, task: Task) -> CountedTaskData:
        return {
            "id": task.id,
            "text": task.text,
            "figures": figures(self._by_task[task.id]),
            "replies": self._replies[task.id],
            "whole": whole_status(self._loaded, task, self._led).word if task.parts else "",
        }

    def _dimension(
        self, dimension: Dimension, tasks: Mapping[str, CountedTaskData]
    ) -> CountedDimensionData:
        own = [task for task in self._loaded.plan.tasks if task.dimension is dimension]
        counted: Counted = Counter()
        for task in own:
            counted += self._by_task[task.id]
        return {
            **section_data(dimension),
            "figures": figures(counted),
            "tasks": [tasks[task.id] for task in own],
        }

    def _annex_row(self, name: str) -> AnnexRow:
        if name in self._unplaced:
            return _empty_row(name, "Đã báo cáo; không nhận ra nhiệm vụ nào")
        counted = figures(self._by_agency[name])
        disputed = self._disputed.get(name)
        return {
            "name": name,
            "state": f"Đã báo cáo; {DISPUTED.lower()} {disputed}" if disputed else "Đã báo cáo",
            "done": counted["done"]["total"],
            "in_progress": counted["in_progress"]["total"],
            "not_started": counted["not_started"]["total"],
            "not_applicable": counted["not_applicable"]["total"],
        }


_GONE = "Nhiệm vụ không còn trong kế hoạch hoặc không còn giao cho cơ quan"


def _part_of(wholes: Mapping[str, Task], label: str) -> str:
    """Return what of its task the part with a label is, nothing for a whole task."""
    whole = wholes.get(label)
    parts = whole.parts if whole else ()
    return next((each.part for each in parts if each.id == label), "")


_NOTHING = "Chưa báo cáo"


def _empty_row(name: str, state: str) -> AnnexRow:
    return {
        "name": name,
        "state": state,
        "done": "",
        "in_progress": "",
        "not_started": "",
        "not_applicable": "",
    }
