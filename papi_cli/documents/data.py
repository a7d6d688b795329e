"""What documents hold, as data for their templates: text, numbers, lists and tables of them.

What each key means to a template is written, for those who write their own, at its head.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import TypedDict, TypeVar

from papi_cli.checklists.format import OrphanedEntry
from papi_cli.checklists.intake import AgencyReturn
from papi_cli.checklists.items import PlanItem
from papi_cli.checklists.vocabulary import Status, is_filled, joint_status, status_of
from papi_cli.documents.letterhead import locality
from papi_cli.plan.model import WORDS, Plan
from papi_cli.plan.parts import WORK, Agency, Dimension, Duty, Role, Subdimension, Targets
from papi_cli.plan.query import Answer
from papi_cli.vietnamese.words import points, small_start


class TargetData(TypedDict):
    """A target."""

    name: str
    value: str


class DoubtData(TypedDict):
    """A doubt: the field in words, and the reason."""

    field: str
    reason: str


class PlanData(TypedDict):
    """The plan of a document."""

    type: str
    number: str
    date: str
    issuer: str
    place: str
    subject: str
    about: str
    funding: str
    period: str
    year: int
    follow_up: str
    dimension: str
    dimension_word: str
    subdimension_word: str
    targets: list[TargetData]
    duties: str


class AgencyData(TypedDict):
    """The agency that a document is of."""

    name: str
    district: str
    part_of: str
    members: int


class DutyData(TypedDict):
    """A duty of Part III."""

    id: str
    text: str
    deadline: str
    doubts: list[DoubtData]


class ColumnData(TypedDict):
    """What a row has in a further column of the table."""

    heading: str
    text: str


class PartData(TypedDict):
    """Another part of the task that a part is of, which others do."""

    id: str
    text: str
    lead: list[str]
    coordinating: list[str]
    deadline: str


class TaskData(TypedDict):
    """A task of an agency, or its part of one: then the `other_parts` are those of others."""

    id: str
    text: str
    role: str
    via: str
    shared: bool
    lead: list[str]
    coordinating: list[str]
    deadline: str
    targets: list[TargetData]
    product: str
    note: str
    follow_up: list[str]
    columns: list[ColumnData]
    task: str
    other_parts: list[PartData]
    doubts: list[DoubtData]


class SharedTaskData(TaskData):
    """A task with the other agencies that have it."""

    other_lead: list[str]
    other_coordinating: list[str]


class ReplyData(TypedDict):
    """What an agency says of a task: a status in words, a result in Markdown; empty for nothing."""

    status: str
    result: str


class ReportedTaskData(TaskData, ReplyData):
    """A task with what its agency says of it."""


class ReportedItemData(ReplyData):
    """A duty, or what is no task of the agency's any more, as a report has it."""

    id: str
    text: str
    role: str
    deadline: str
    targets: list[TargetData]
    product: str


class RoleFigures(TypedDict):
    """Numbers of tasks by role."""

    total: int
    lead: int
    coordinating: int


class Figures(TypedDict):
    """Numbers of tasks by status."""

    done: RoleFigures
    in_progress: RoleFigures
    not_started: RoleFigures
    not_applicable: RoleFigures


DISPUTED = "Chưa phân định"
"""The status of a task of which an agency's files say different things."""

TaskT = TypeVar("TaskT", bound=TaskData)
Tasks = Mapping[str, object]
"""Tasks under a dimension and its parts: `id`, `name`, `targets`, `parts` with `tasks`."""


def task_data(answer: Answer, whole: Answer | None = None) -> TaskData:
    """Return a task in the role that its agency has; of a part, `whole` is the task it is of."""
    task = answer.task
    own = set(whole.labels) if whole else set()
    others = [each for each in whole.task.parts if each.id not in own] if whole else []
    return {
        "id": task.id,
        "text": task.text,
        "role": answer.role.word if answer.role else "",
        "via": answer.via.name if answer.via else "",
        "shared": bool(answer.via and answer.via.members),
        "lead": list(task.lead),
        "coordinating": list(task.coordinating),
        "deadline": task.deadline,
        "targets": targets_data(task.targets),
        "product": "; ".join(points(task.product)),
        "note": "; ".join(points(task.note)),
        "follow_up": list(task.follow_up),
        "columns": [{"heading": each, "text": text} for each, text in task.columns.items()],
        "task": whole.task.id if whole and whole.task.parts else "",
        "other_parts": [
            {
                "id": each.id,
                "text": each.part,
                "lead": list(each.lead),
                "coordinating": list(each.coordinating),
                "deadline": each.deadline,
            }
            for each in others
        ],
        "doubts": doubts_data(task.doubts),
    }


def items_of(answers: Iterable[Answer]) -> list[tuple[Answer, Answer]]:
    """Return what an agency ticks, each with the task that it is, or is a part of."""
    return [(item, answer) for answer in answers for item in answer.items]


def group_tasks(answers: Sequence[Answer], tasks: Sequence[TaskData]) -> list[Tasks]:
    """Return the tasks, which are those of the answers, under dimensions and subdimensions."""
    dimensions: list[Tasks] = []
    parts: list[Tasks] = []
    held: list[TaskData] = []
    above: tuple[Dimension | None, Subdimension | None] = (None, None)
    for answer, data in zip(answers, tasks, strict=True):
        dimension, part = answer.task.dimension, answer.task.subdimension
        if dimension is not above[0]:
            parts = []
            dimensions.append({**section_data(dimension), "parts": parts})
        if (dimension, part) != above or not parts:
            held = []
            parts.append({**section_data(part), "tasks": held})
        held.append(data)
        above = (dimension, part)
    return dimensions


class SectionData(TypedDict):
    """A dimension or subdimension, empty for none."""

    id: str
    name: str
    targets: list[TargetData]


def section_data(holder: Dimension | Subdimension | None) -> SectionData:
    """Return a section's number, name and targets."""
    if holder is None:
        return {"id": "", "name": "", "targets": []}
    return {"id": holder.id, "name": holder.name, "targets": targets_data(holder.targets)}


def targets_data(targets: Targets) -> list[TargetData]:
    """Return targets with their values."""
    return [{"name": each.name, "value": each.value} for each in targets]


def of_role(
    role: Role, answers: Sequence[Answer], tasks: Sequence[TaskT]
) -> tuple[list[Answer], list[TaskT]]:
    """Return the answers in a role and their data."""
    kept = [pair for pair in zip(answers, tasks, strict=True) if pair[0].role is role]
    return [answer for answer, _ in kept], [data for _, data in kept]


def reply_data(returned: AgencyReturn | None, label: str) -> ReplyData:
    """Return what an agency says of a task: status and result, empty where nothing is known."""
    if returned is None or label not in {*returned.tasks, *returned.entries}:
        return {"status": "", "result": ""}
    entry = returned.entries.get(label)
    result = entry.result if entry and is_filled(entry.result) else ""
    status = DISPUTED if label in returned.disputed else status_of(entry).word
    return {"status": status, "result": result}


def duty_report(duty: DutyData, reply: ReplyData) -> ReportedItemData:
    """Return a duty with what an agency says of it."""
    return {**_item_report(duty["id"], duty["text"], reply), "deadline": duty["deadline"]}


def _item_report(label: str, text: str, reply: ReplyData) -> ReportedItemData:
    return {
        "id": label,
        "text": text,
        "role": "",
        "deadline": "",
        "targets": [],
        "product": "",
        "status": reply["status"],
        "result": reply["result"],
    }


def orphaned_data(
    returned: AgencyReturn, own: Collection[str], items: Mapping[str, PlanItem]
) -> list[ReportedItemData]:
    """Return what an agency wrote about tasks that are not, or no longer, among its `own`."""
    strays = [
        OrphanedEntry(label, items[label].text if label in items else "", entry)
        for label, entry in returned.entries.items()
        if label not in own and status_of(entry) is not Status.NOT_STARTED
    ]
    return [
        _item_report(
            each.label,
            each.text,
            {"status": status_of(each.entry).word, "result": each.entry.result},
        )
        for each in (*strays, *returned.orphaned)
    ]


Counted = Counter[tuple[Role, Status]]


def count_statuses(answers: Sequence[Answer], returned: AgencyReturn) -> Counted:
    """Return how many of the tasks that an agency reported on are how far, by role."""
    return Counter(
        (answer.role, joint_status([status_of(returned.entries.get(e)) for e in answer.labels]))
        for answer in answers
        if answer.role and set(answer.labels) <= returned.tasks - returned.disputed
    )


def count_disputed(answers: Sequence[Answer], returned: AgencyReturn) -> int:
    """Return of how many of its tasks an agency's files say different things."""
    return sum(
        bool(answer.role) and not returned.disputed.isdisjoint(answer.labels) for answer in answers
    )


def figures(counted: Counted) -> Figures:
    """Return numbers by status, in all and by role."""

    def of(status: Status) -> RoleFigures:
        lead, coordinating = (counted[role, status] for role in WORK)
        return {"total": lead + coordinating, "lead": lead, "coordinating": coordinating}

    return {
        "done": of(Status.DONE),
        "in_progress": of(Status.IN_PROGRESS),
        "not_started": of(Status.NOT_STARTED),
        "not_applicable": of(Status.NOT_APPLICABLE),
    }


def role_figures(answers: Sequence[Answer]) -> RoleFigures:
    """Return how many tasks an agency has, in all and by role."""
    lead = sum(answer.role is Role.LEAD for answer in answers)
    return {"total": len(answers), "lead": lead, "coordinating": len(answers) - lead}


def plan_data(plan: Plan) -> PlanData:
    """Return the plan as documents speak of it."""
    document = plan.document
    year = document.year
    start, last = document.period.start.year, document.period.end
    end = last.year if last else start
    several = f"giai đoạn {start}-{end}" if last else f"năm {start} và những năm tiếp theo"
    return {
        "type": document.type,
        "number": document.number,
        "date": day_text(document.date),
        "issuer": document.issuer,
        "place": document.place,
        "subject": document.subject,
        "about": small_start(document.subject),
        "funding": document.funding or "",
        "period": f"năm {year}" if year else several,
        "year": end,
        "follow_up": document.follow_up or "",
        "dimension": small_start(document.dimension_word),
        "dimension_word": document.dimension_word,
        "subdimension_word": document.subdimension_word,
        "targets": targets_data(plan.targets),
        "duties": _part_of_duties(plan.duties),
    }


def day_text(day: date) -> str:
    """Return a day as documents write it: a leading 0 only below 10 and in January and February.

    Source: Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần I, II.4.
    """
    month = f"{day.month:02}" if day.month <= 2 else str(day.month)  # noqa: PLR2004
    return f"{day.day:02}/{month}/{day.year}"


def _part_of_duties(duties: Sequence[Duty]) -> str:
    """Return the part of the act that holds the duties: III.1 and III.2 are of Part III."""
    parts = {duty.id.partition(".")[0] for duty in duties if "." in duty.id}
    return f"Phần {parts.pop()}" if len(parts) == 1 else "phần tổ chức thực hiện"


def agency_data(agency: Agency) -> AgencyData:
    """Return the agency of a document."""
    return {
        "name": agency.name,
        "district": locality(agency.district or ""),
        "part_of": agency.part_of or "",
        "members": len(agency.members),
    }


def duty_data(duty: Duty) -> DutyData:
    """Return a duty."""
    return {
        "id": duty.id,
        "text": duty.text,
        "deadline": duty.deadline or "",
        "doubts": doubts_data(duty.doubts),
    }


def doubts_data(doubts: Mapping[str, str]) -> list[DoubtData]:
    """Return doubts, their fields in words."""
    return [{"field": WORDS.get(name, name), "reason": why} for name, why in doubts.items()]
