"""What documents hold, as data for their templates: text, numbers, lists and tables of them.

What each key means to a template is written, for those who write their own, at its head.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import TypedDict, TypeVar, cast

from papi_cli.checklists.form import FormRow, FormSection
from papi_cli.checklists.format import Entry, OrphanedEntry
from papi_cli.checklists.intake import AgencyReturn
from papi_cli.checklists.items import PlanItem
from papi_cli.checklists.vocabulary import (
    Status,
    is_filled,
    is_noted,
    joint_status,
    stated,
    status_of,
)
from papi_cli.documents.letterhead import day_in_figures, day_in_words, locality
from papi_cli.plan.model import WORDS, Plan
from papi_cli.plan.parts import WORK, Agency, Dimension, Duty, DutyItem, Role, Subdimension, Targets
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
    day: str
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
    """A task with the other agencies that have it.

    `leads` and `partners` are all that lead and coordinate, the agency by its own name.
    """

    leads: list[str]
    partners: list[str]
    other_lead: list[str]
    other_coordinating: list[str]


class ReplyData(TypedDict):
    """What an agency says of a task, empty for nothing.

    A status in words, the result in Markdown, which document and day tell of it; what stands in
    the way and what is proposed, in Markdown and on one line each.
    """

    status: str
    result: str
    evidence: str
    difficulty: str
    proposal: str
    difficulty_line: str
    proposal_line: str


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
        return _NO_REPLY
    entry = returned.entries.get(label)
    status = DISPUTED if label in returned.disputed else status_of(entry).word
    return entry_reply(entry, status) if entry else {**_NO_REPLY, "status": status}


_NO_REPLY: ReplyData = {
    "status": "",
    "result": "",
    "evidence": "",
    "difficulty": "",
    "proposal": "",
    "difficulty_line": "",
    "proposal_line": "",
}


def entry_reply(entry: Entry, status: str = "") -> ReplyData:
    """Return an entry as documents have it; dots and dashes are nothing.

    Nor are a difficulty and a proposal that deny that there is one.
    """
    result, number, completed = (
        each if is_filled(each) else "" for each in (entry.result, entry.number, entry.completed)
    )
    difficulty, proposal = stated(entry.difficulty), stated(entry.proposal)
    evidence = [_named_document(_line(number))] if number else []
    evidence += [f"ngày hoàn thành {_line(completed)}"] if completed else []
    return {
        "status": status or status_of(entry).word,
        "result": result,
        "evidence": "; ".join(evidence),
        "difficulty": difficulty,
        "proposal": proposal,
        "difficulty_line": _line(difficulty),
        "proposal_line": _line(proposal),
    }


_BARE_NUMBER = re.compile(r"(?i)(?:số\b[\s:]*)?(?=\d)")


def _named_document(number: str) -> str:
    """Return a document as it was named, called one where only its number was given."""
    bare = _BARE_NUMBER.match(number)
    return f"số văn bản {number[bare.end() :]}" if bare else number


_PIECES = re.compile(r"\n[ \t>]*\n|\n(?=[ \t>]*(?:[-*+•–]|\d{1,9}[.)])[ \t])")
_BULLET = re.compile(r"[ \t>]*(?:[-*+•–][ \t]+)?")
_ENDED = re.compile(r"[.;:,!?]\Z")


def _line(text: str) -> str:
    """Return Markdown on one line: paragraphs and points end with a semicolon if with nothing."""
    pieces = [" ".join(_BULLET.sub("", each, count=1).split()) for each in _PIECES.split(text)]
    *more, last = [each for each in pieces if each] or [""]
    return " ".join([*(each if _ENDED.search(each) else f"{each};" for each in more), last])


class NoteData(TypedDict):
    """A difficulty or proposal in Markdown and on one line, with what it is about."""

    id: str
    text: str
    words: str
    line: str


def noted(
    items: Sequence[ReportedTaskData | ReportedItemData],
) -> tuple[list[NoteData], list[NoteData]]:
    """Return the difficulties and the proposals that an agency names with its tasks and duties."""
    difficulties = [_note(e, e["difficulty"], e["difficulty_line"]) for e in items]
    proposals = [_note(e, e["proposal"], e["proposal_line"]) for e in items]
    return [e for e in difficulties if e["words"]], [e for e in proposals if e["words"]]


def _note(item: ReportedTaskData | ReportedItemData, words: str, line: str) -> NoteData:
    return {"id": item["id"], "text": item["text"], "words": words, "line": line}


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
        **reply,
    }


def orphaned_data(
    returned: AgencyReturn, own: Collection[str], items: Mapping[str, PlanItem]
) -> list[ReportedItemData]:
    """Return what an agency wrote about tasks that are not, or no longer, among its `own`."""
    strays = [
        OrphanedEntry(label, items[label].text if label in items else "", entry)
        for label, entry in returned.entries.items()
        if label not in own and (status_of(entry) is not Status.NOT_STARTED or is_noted(entry))
    ]
    return [
        _item_report(each.label, each.text, entry_reply(each.entry))
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


def form_section(dimension: Tasks) -> FormSection:
    """Return the tasks of a dimension as rows of a form."""
    rows = [
        _form_row(task, _titled(part) or _titled(dimension))
        for part in cast(Sequence[Tasks], dimension["parts"])
        for task in cast(Sequence[TaskData], part["tasks"])
    ]
    return FormSection(_titled(dimension), tuple(rows))


def _titled(section: Tasks) -> str:
    return f"{section['id']}. {section['name']}" if section["id"] else ""


def _form_row(task: TaskData, section: str) -> FormRow:
    via = f" (giao {'chung ' * task['shared']}cho {task['via']})" if task["via"] else ""
    alone = task["role"] == Role.LEAD.word and len(task["lead"]) == 1
    role = [
        f"{task['role']}{via}",
        f"Cơ quan chủ trì: {'; '.join(task['lead']) or 'không có'}" * (not alone),
        f"Cơ quan phối hợp: {'; '.join(task['coordinating'])}" * bool(task["coordinating"]),
        f"Theo dõi, đôn đốc: {'; '.join(task['follow_up'])}" * bool(task["follow_up"]),
    ]
    targets = "; ".join(f"{each['name']}: {each['value']}" for each in task["targets"])
    notes = [
        f"Chỉ tiêu: {targets}" * bool(targets),
        f"Sản phẩm: {task['product']}" * bool(task["product"]),
        f"Ghi chú: {task['note']}" * bool(task["note"]),
        *map(_other_part, task["other_parts"]),
        *_to_verify(task["doubts"]),
    ]
    words = _one_line(task["text"])
    return FormRow(
        task["id"],
        words,
        section,
        "\n".join(filter(None, map(_one_line, role))),
        _one_line(task["deadline"]),
        tuple(filter(None, map(_one_line, notes))),
    )


def _other_part(part: PartData) -> str:
    who = f"chủ trì: {'; '.join(part['lead']) or 'không có'}"
    who += f"; phối hợp: {'; '.join(part['coordinating'])}" * bool(part["coordinating"])
    who += f"; thời gian: {part['deadline']}" * bool(part["deadline"])
    return f"Phần việc khác của nhiệm vụ, {part['id']}: {part['text']} ({who})"


def _to_verify(doubts: Sequence[DoubtData]) -> list[str]:
    """Return a line that names what of a row is to be verified, none for no doubt.

    Why is for who keeps the data: three reasons a row are pages that no officer needs.
    """
    fields = ", ".join(dict.fromkeys(each["field"] for each in doubts))
    return [f"Cần xác minh: {fields} (hỏi cơ quan theo dõi)"] if fields else []


def _one_line(text: str) -> str:
    return " ".join(text.split())


def form_duty(label: str, duty: DutyData) -> FormRow:
    """Return a duty as a row of a form."""
    notes = tuple(map(_one_line, _to_verify(duty["doubts"])))
    return FormRow(label, _one_line(duty["text"]), "", "", _one_line(duty["deadline"]), notes)


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
        "date": day_in_figures(document.date),
        "day": day_in_words(document.date),
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


def plan_in_period(plan: PlanData, period: str) -> str:
    """Return what the plan is about, in all its words, and for which other period it is told of."""
    about = plan["about"]
    return f"{about}, {period}" if period and not about.endswith(period) else about


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


def duty_data(duty: DutyItem) -> DutyData:
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
