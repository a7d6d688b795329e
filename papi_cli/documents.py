"""Documents: what each holds, as plain data for its template, and the text that comes out."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from papi_cli import checklist
from papi_cli.checklist import Gone
from papi_cli.letterhead import letterhead, locality
from papi_cli.matching import Wanted
from papi_cli.plan import (
    WORDS,
    Agency,
    Dimension,
    Duty,
    Plan,
    Role,
    Subdimension,
    Targets,
    Task,
)
from papi_cli.progress import DOCUMENT_MARK, Returned, Status, reporting, status_of
from papi_cli.query import Answer, Workload
from papi_cli.store import LoadedPlan
from papi_cli.templates import Templates
from papi_cli.text import quoted

Data = dict[str, Any]
"""What a template gets: text, numbers, lists and tables of them; what keys there are is
documented in the templates."""


@dataclass(frozen=True, slots=True)
class Scope:
    """What documents are narrowed to: a role, dimensions by their ids; nothing for all."""

    role: Role | None = None
    dimensions: tuple[str, ...] = ()

    def __str__(self) -> str:
        """Return the scope in words, empty for all."""
        parts = [f"vai trò {self.role.word.lower()}"] if self.role else []
        if self.dimensions:
            parts.append(f"chỉ số nội dung {', '.join(self.dimensions)}")
        return "; ".join(parts)


EVERYTHING = Scope()


def duty_label(duty: Duty) -> str:
    """Return what a duty is called in a checklist; no task bears such a label."""
    return f"Điểm {duty.id}"


def tasks_of(loaded: LoadedPlan) -> dict[str, Wanted]:
    """Return the tasks and duties of a plan by what checklists call them."""
    tasks = {
        task.id: (task.text, (task.subdimension or task.dimension).name)
        for task in loaded.plan.tasks
    }
    return tasks | {duty_label(duty): (duty.text, "") for duty in loaded.plan.duties}


def day_text(day: date) -> str:
    """Return a day as documents write it: a leading 0 only below 10 and in January and February.

    Source: Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần I, II.4.
    """
    month = f"{day.month:02}" if day.month <= 2 else str(day.month)  # noqa: PLR2004
    return f"{day.day:02}/{month}/{day.year}"


_NO_CELLS: Data = {"role": "", "deadline": "", "targets": [], "product": ""}
"""What a report says of a task, for a duty and for what is no task of the agency's."""


class Documents:
    """The documents of one plan, from one set of templates.

    What agencies share is made once: the data of a task, the tasks of all members of a group.
    """

    def __init__(self, loaded: LoadedPlan, templates: Templates) -> None:
        self.registry = loaded.registry
        self._loaded = loaded
        self._templates = templates
        self._workload = Workload(loaded)
        self._tasks: dict[tuple[str, str, str], Data] = {}
        self._dimensions: dict[tuple[int, ...], list[Data]] = {}
        self._duties = {duty.id: _duty_data(duty) for duty in loaded.plan.duties}
        self._plan = _plan_data(loaded.plan)

    def answers(self, agency: Agency, scope: Scope = EVERYTHING) -> list[Answer]:
        """Return an agency's tasks within a scope, in the order of the plan."""
        roles = (scope.role,) if scope.role else tuple(Role)
        answers = self._workload.answers((agency,), roles)
        if scope.dimensions:
            answers = [each for each in answers if each.task.dimension.id in scope.dimensions]
        return answers

    def duties(self, agency: Agency, scope: Scope = EVERYTHING) -> list[Duty]:
        """Return an agency's duties; none where the scope is narrowed to dimensions."""
        return [] if scope.dimensions else self._workload.duties((agency,))

    def has_work(self, agency: Agency, scope: Scope = EVERYTHING) -> bool:
        """Whether the agency has a task in the scope, or a duty where it is not narrowed."""
        return bool(self.answers(agency, scope) or (scope == EVERYTHING and self.duties(agency)))

    def head(self, agency: Agency, scope: Scope = EVERYTHING) -> checklist.Head:
        """Return the front matter of an agency's checklist."""
        role = scope.role.value if scope.role else None
        return checklist.Head(
            self._loaded.plan.document.number, agency.name, role, scope.dimensions
        )

    def checklist(self, agency: Agency, scope: Scope = EVERYTHING) -> str:
        """Return an agency's checklist, sealed, with nothing ticked.

        Raises `TemplateError`, also where the template leaves out a task.
        """
        answers = self.answers(agency, scope)
        duties = self.duties(agency, scope)
        body = self._templates.render(
            "checklist.md.j2",
            plan=self._plan,
            agency=_agency_data(agency),
            counts=_counts(answers),
            scope=str(scope),
            dimensions=self._by_dimension(answers),
            duties=[self._duties[duty.id] for duty in duties],
        )
        text = checklist.seal(self.head(agency, scope), body)
        labels = [answer.task.id for answer in answers] + [duty_label(duty) for duty in duties]
        # What the shipped template makes is checked by the tests, for every agency.
        if self._templates.own and (lost := checklist.missing(text, labels)):
            raise self._templates.fault(
                "checklist.md.j2",
                f"làm mất {quoted(lost)}: mỗi nhiệm vụ phải bắt đầu bằng «- [ ] **mã số**» và có"
                " dòng cuối là «Kết quả:».",
            )
        return text

    def action_plan(self, agency: Agency) -> str:
        """Return the skeleton of an agency's own plan (III.1); raises `TemplateError`."""
        answers = self.answers(agency)
        tasks = [self._task(each) | self._partners(agency, each) for each in answers]
        return self._document(
            "action_plan.md.j2",
            agency,
            "KH",
            receivers=self._above(agency),
            counts=_counts(answers),
            **{role.value: _grouped(*_of_role(role, answers, tasks)) for role in Role},
            duties=[self._duties[duty.id] for duty in self.duties(agency)],
            doubtful=[task for task in tasks if task["doubts"]],
        )

    def _partners(self, agency: Agency, answer: Answer) -> Data:
        """Return the agencies that have a task with `agency`, in the plan's words."""
        return {
            f"other_{role.value}": [
                wording
                for wording in answer.task.wordings(role)
                if self.registry.of(wording) is not agency
                and (answer.via is None or self.registry.of(wording) is not answer.via)
            ]
            for role in Role
        }

    def report(self, agency: Agency, period: str = "", returned: Returned | None = None) -> str:
        """Return an agency's report (III.1), filled from what it sent where it sent something.

        Raises `TemplateError`.
        """
        answers, duties = self.answers(agency), self.duties(agency)
        tasks = [self._task(each) | _told(returned, each.task.id) for each in answers]
        own = {*(task["id"] for task in tasks), *map(duty_label, duties)}
        return self._document(
            "report.md.j2",
            agency,
            "BC",
            receivers=["Như trên"],
            period=period,
            counts=_counts(answers),
            figures=_figures(_statuses(answers, returned)) if returned else None,
            tasks=tasks,
            **{role.value: _grouped(*_of_role(role, answers, tasks)) for role in Role},
            not_started=[task for task in tasks if task["status"] == Status.NOT_STARTED.word],
            duties=[
                self._duties[duty.id] | _NO_CELLS | _told(returned, duty_label(duty))
                for duty in duties
            ],
            gone=self.gone(returned, own) if returned else [],
            others="\n\n".join(returned.others) if returned else "",
        )

    def gone(self, returned: Returned, own: Collection[str]) -> list[Data]:
        """Return what an agency wrote about tasks that are not, or no longer, among its `own`."""
        texts = tasks_of(self._loaded)
        strays = [
            Gone(label, texts.get(label, ("", ""))[0], entry)
            for label, entry in returned.entries.items()
            if label not in own and status_of(entry) is not Status.NOT_STARTED
        ]
        return [
            {
                "id": each.label,
                "text": each.text,
                **_NO_CELLS,
                "status": status_of(each.entry).word,
                "result": each.entry.result,
            }
            for each in (*strays, *returned.gone)
        ]

    def consolidated(
        self, agency: Agency, returned: Mapping[str, Returned], period: str = ""
    ) -> str:
        """Return the report that consolidates what agencies sent (III.2), by their names.

        Raises `TemplateError`.
        """
        tally = _Tally(self, returned)
        return self._document(
            "consolidated.md.j2",
            agency,
            "BC",
            receivers=["Như trên"],
            period=period,
            **tally.data(self._loaded, agency),
        )

    def _above(self, agency: Agency) -> list[str]:
        """Return to whom an agency reports: the plan's issuer, and through whom."""
        document = self._loaded.plan.document
        through = document.follow_up
        return [document.issuer, *([through] if through and through != agency.name else [])]

    def _document(self, template: str, agency: Agency, kind: str, **data: Any) -> str:
        """Return a document that is no checklist, marked as one of papi's."""
        office = letterhead(self._loaded.plan, agency)
        text = self._templates.render(
            template,
            plan=self._plan,
            agency=_agency_data(agency),
            office=asdict(office) if office else None,
            kind=kind,
            **data,
        )
        return f"{text.strip()}\n\n{DOCUMENT_MARK}\n"

    def _by_dimension(self, answers: Sequence[Answer]) -> list[Data]:
        """Return the tasks under their dimensions and subdimensions."""
        tasks = [self._task(answer) for answer in answers]
        key = tuple(id(task) for task in tasks)
        if key not in self._dimensions:
            self._dimensions[key] = _grouped(answers, tasks)
        return self._dimensions[key]

    def _task(self, answer: Answer) -> Data:
        """Return a task as data, the same object for the same task in the same role."""
        role = answer.role.word if answer.role else ""
        via = answer.via.name if answer.via else ""
        key = (answer.task.id, role, via)
        if key not in self._tasks:
            task = answer.task
            self._tasks[key] = {
                "id": task.id,
                "text": task.text,
                "role": role,
                "via": via,
                "shared": bool(answer.via and answer.via.members),
                "lead": list(task.lead),
                "coordinating": list(task.coordinating),
                "deadline": task.deadline,
                "targets": _targets(task.targets),
                "product": task.product,
                "note": task.note,
                "doubts": _doubts(task.doubts),
            }
        return self._tasks[key]


def _grouped(answers: Sequence[Answer], tasks: Sequence[Data]) -> list[Data]:
    dimensions: list[Data] = []
    above: tuple[Dimension | None, Subdimension | None] = (None, None)
    for answer, data in zip(answers, tasks, strict=True):
        dimension, part = answer.task.dimension, answer.task.subdimension
        if dimension is not above[0]:
            dimensions.append({**_section(dimension), "parts": []})
        parts = dimensions[-1]["parts"]
        if (dimension, part) != above or not parts:
            named = _section(part) if part else {"id": "", "name": "", "targets": []}
            parts.append({**named, "tasks": []})
        parts[-1]["tasks"].append(data)
        above = (dimension, part)
    return dimensions


def _section(holder: Dimension | Subdimension) -> Data:
    return {"id": holder.id, "name": holder.name, "targets": _targets(holder.targets)}


def _targets(targets: Targets) -> list[Data]:
    return [{"name": each.name, "value": each.value} for each in targets]


def _of_role(
    role: Role, answers: Sequence[Answer], tasks: Sequence[Data]
) -> tuple[list[Answer], list[Data]]:
    """Return the answers in a role and their data."""
    kept = [pair for pair in zip(answers, tasks, strict=True) if pair[0].role is role]
    return [answer for answer, _ in kept], [data for _, data in kept]


def _told(returned: Returned | None, label: str) -> Data:
    """Return what an agency says of a task: status and result, empty where nothing is known."""
    if returned is None or label not in {*returned.tasks, *returned.entries}:
        return {"status": "", "result": ""}
    entry = returned.entries.get(label)
    result = entry.result if entry and entry.written else ""
    return {"status": status_of(entry).word, "result": result}


Counted = Counter[tuple[Role, Status]]


def _statuses(answers: Sequence[Answer], returned: Returned) -> Counted:
    """Return how many of the tasks that an agency reported on are how far, by role."""
    return Counter(
        (answer.role, status_of(returned.entries.get(answer.task.id)))
        for answer in answers
        if answer.role and answer.task.id in returned.tasks
    )


def _figures(counted: Counted) -> Data:
    """Return numbers by status, in all and by role."""
    return {
        status.value: {
            "total": sum(counted[role, status] for role in Role),
            **{role.value: counted[role, status] for role in Role},
        }
        for status in Status
    }


def _counts(answers: Sequence[Answer]) -> Data:
    lead = sum(answer.role is Role.LEAD for answer in answers)
    return {"total": len(answers), "lead": lead, "coordinating": len(answers) - lead}


def _plan_data(plan: Plan) -> Data:
    document = plan.document
    year = document.year
    start, end = document.period.start.year, document.period.end.year
    return {
        "type": document.type,
        "number": document.number,
        "date": day_text(document.date),
        "issuer": document.issuer,
        "place": document.place,
        "subject": document.subject,
        "about": _small_start(document.subject),
        "funding": document.funding or "",
        "period": f"năm {year}" if year else f"giai đoạn {start}-{end}",
        "year": end,
        "follow_up": document.follow_up or "",
        "targets": _targets(plan.targets),
        "duties": _part_of_duties(plan.duties),
    }


def _part_of_duties(duties: Sequence[Duty]) -> str:
    """Return the part of the act that holds the duties: III.1 and III.2 are of Part III."""
    parts = {duty.id.partition(".")[0] for duty in duties if "." in duty.id}
    return f"Phần {parts.pop()}" if len(parts) == 1 else "phần tổ chức thực hiện"


def _small_start(text: str) -> str:
    """Return text as it stands within a sentence: a small letter first, but for abbreviations."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def _agency_data(agency: Agency) -> Data:
    return {
        "name": agency.name,
        "district": locality(agency.district or ""),
        "part_of": agency.part_of or "",
        "members": len(agency.members),
    }


def _duty_data(duty: Duty) -> Data:
    return {"id": duty.id, "text": duty.text, "doubts": _doubts(duty.doubts)}


def _doubts(doubts: dict[str, str]) -> list[Data]:
    return [{"field": WORDS.get(name, name), "reason": why} for name, why in doubts.items()]


class _Tally:
    """What agencies sent, by task, dimension and agency, for the consolidated report."""

    def __init__(self, documents: Documents, returned: Mapping[str, Returned]) -> None:
        self._documents = documents
        self._all: Counted = Counter()
        self._by_task: defaultdict[str, Counted] = defaultdict(Counter)
        self._by_agency: dict[str, Counted] = {}
        self._replies: defaultdict[str, list[Data]] = defaultdict(list)
        self._others: list[Data] = []
        self._gone: list[Data] = []
        for agency in documents.registry.agencies:
            if agency.name in returned:
                self._take(agency, returned[agency.name], documents.answers(agency))

    def _take(self, agency: Agency, returned: Returned, answers: Sequence[Answer]) -> None:
        entries = returned.entries
        if returned.blank:
            # Nobody has touched it: that nothing was done would be more than it says.
            return
        self._by_agency[agency.name] = _statuses(answers, returned)
        self._all += self._by_agency[agency.name]
        roles = {answer.task.id: answer.role for answer in answers}
        for label, role in roles.items():
            if label not in returned.tasks:
                continue
            self._by_task[label][role or Role.LEAD, status_of(entries.get(label))] += 1
        own = {*roles, *map(duty_label, self._documents.duties(agency))}
        for label in own:
            entry = entries.get(label)
            if entry and entry.written:
                role = roles.get(label)
                self._replies[label].append(
                    {
                        "agency": agency.name,
                        "role": role.word if role else "",
                        "status": status_of(entry).word,
                        "result": entry.result,
                    }
                )
        self._gone += [
            {"agency": agency.name, **each} for each in self._documents.gone(returned, own)
        ]
        if returned.others:
            self._others.append({"agency": agency.name, "text": "\n\n".join(returned.others)})

    def data(self, loaded: LoadedPlan, author: Agency) -> Data:
        """Return what the template gets; who writes the report owes none to itself."""
        leading = reporting(loaded, Workload(loaded), (Role.LEAD,))
        due = [each for each in leading if each is not author]
        missing = [each.name for each in due if each.name not in self._by_agency]
        tasks = {task.id: self._task(task) for task in loaded.plan.tasks}
        return {
            "reported": list(self._by_agency),
            "missing": missing,
            "expected": len(due),
            "figures": _figures(self._all),
            "dimensions": [
                {
                    **_section(dimension),
                    "figures": _figures(self._of(loaded, dimension)),
                    "tasks": [
                        tasks[task.id] for task in loaded.plan.tasks if task.dimension is dimension
                    ],
                }
                for dimension in loaded.plan.dimensions
            ],
            "duties": [
                _duty_data(duty) | {"replies": self._replies[duty_label(duty)]}
                for duty in loaded.plan.duties
                if self._replies[duty_label(duty)]
            ],
            "gone": self._gone,
            "others": self._others,
            "not_started": [
                task for task in tasks.values() if task["figures"]["not_started"]["total"]
            ],
            "annex": [
                *map(self._annexed, self._by_agency),
                *(_bare_row(name) for name in missing),
            ],
        }

    def _task(self, task: Task) -> Data:
        return {
            "id": task.id,
            "text": task.text,
            "figures": _figures(self._by_task[task.id]),
            "replies": self._replies[task.id],
        }

    def _of(self, loaded: LoadedPlan, dimension: Dimension) -> Counted:
        counted: Counted = Counter()
        for task in loaded.plan.tasks:
            if task.dimension is dimension:
                counted += self._by_task[task.id]
        return counted

    def _annexed(self, name: str) -> Data:
        figures = _figures(self._by_agency[name])
        return {"name": name, "state": "Đã báo cáo"} | {
            status.value: figures[status.value]["total"] for status in Status
        }


def _bare_row(name: str) -> Data:
    return {"name": name, "state": "Chưa báo cáo"} | {status.value: "" for status in Status}
