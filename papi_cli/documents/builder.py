"""Documents: the text of each, from its data and its template."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date
from functools import partial
from typing import Any

from papi_cli.checklists.form import Form, FormSection
from papi_cli.checklists.format import DOCUMENT_MARK, Head
from papi_cli.checklists.fresh import FreshChecklist
from papi_cli.checklists.intake import AgencyReturn
from papi_cli.checklists.items import duty_label, plan_items
from papi_cli.checklists.markdown import assemble, first_missing
from papi_cli.checklists.vocabulary import Status
from papi_cli.documents.agency_report import (
    AgencyReport,
    ListedTaskData,
    annexed,
    asked_for,
    asks_for_plan,
    denies_proposals,
    is_silent,
    is_the_report,
    listed_item,
    named_shortly,
    placed,
)
from papi_cli.documents.consolidated import Beside, Consolidated, Consolidation
from papi_cli.documents.data import (
    SharedTaskData,
    TaskData,
    Tasks,
    agency_data,
    count_disputed,
    count_statuses,
    duty_data,
    duty_report,
    figures,
    form_duty,
    form_section,
    group_tasks,
    items_of,
    noted,
    of_role,
    orphaned_data,
    plan_data,
    plan_in_period,
    reply_data,
    role_figures,
    task_data,
)
from papi_cli.documents.document import Document
from papi_cli.documents.letterhead import UNSIGNED, Signing, day_in_words, letterhead
from papi_cli.documents.task_states import days_late
from papi_cli.documents.templates import Templates
from papi_cli.documents.work import EVERYTHING, Scope, Work
from papi_cli.plan.loader import LoadedPlan
from papi_cli.plan.parts import WORK, Agency, Role
from papi_cli.plan.query import Answer
from papi_cli.safe_text import quoted


class Documents:
    """The documents of one plan, from one set of templates.

    What agencies share is made once: the data of a task, the tasks of all members of a group.
    """

    def __init__(
        self, loaded: LoadedPlan, templates: Templates, signing: Signing = UNSIGNED
    ) -> None:
        self._signing = signing
        self.work = Work(loaded)
        self._loaded = loaded
        self._templates = templates
        self._tasks: dict[tuple[str, Role | None, str, tuple[str, ...]], TaskData] = {}
        self._dimensions: dict[tuple[int, ...], list[Tasks]] = {}
        self._duties = {
            item.id: duty_data(item) for duty in loaded.plan.duties for item in duty.items
        }
        self._plan = plan_data(loaded.plan)

    def head(self, agency: Agency, scope: Scope = EVERYTHING) -> Head:
        """Return the front matter of an agency's checklist."""
        role = scope.role.value if scope.role else None
        document = self._loaded.plan.document
        return Head(
            document.number, agency.name, role, scope.dimensions, document.date, document.issuer
        )

    def fresh(self, head: Head) -> FreshChecklist | None:
        """Return the checklist that bears a head as it would be written today.

        None where the plan knows of no such agency.
        """
        owners = self._loaded.registry.lookup(head.agency)
        if len(owners) != 1:
            return None
        return self.fresh_checklist(
            owners[0], Scope(Role(head.role) if head.role else None, head.dimensions)
        )

    def fresh_checklist(self, agency: Agency, scope: Scope = EVERYTHING) -> FreshChecklist:
        """Return an agency's checklist with nothing ticked; what a carrier asks raises as below."""
        return FreshChecklist(
            self.head(agency, scope),
            partial(self.checklist, agency, scope),
            partial(self.form, agency, scope),
        )

    def form(self, agency: Agency, scope: Scope = EVERYTHING) -> Form:
        """Return an agency's checklist as Word and Excel print it; raises `TemplateError`."""
        answers = self.work.answers(agency, scope)
        duties = self.work.duties(agency, scope)
        dimensions = self._by_dimension(answers)
        text = self._templates.render(
            "checklist_form.md.j2",
            plan=self._plan,
            agency=agency_data(agency),
            counts=role_figures(answers),
            scope=scope.in_words(self._loaded.plan.document),
            dimensions=dimensions,
            duties=[self._duties[duty.id] for duty in duties],
        )
        title, *paragraphs = [" ".join(each.split()) for each in text.strip().split("\n\n")]
        sections = [form_section(each) for each in dimensions]
        if duties:
            title_of_duties = f"Nội dung tại {self._plan['duties']} của {self._plan['type']}"
            rows = [form_duty(duty_label(each), self._duties[each.id]) for each in duties]
            sections.append(FormSection(title_of_duties, tuple(rows)))
        return Form(
            self.head(agency, scope),
            title,
            tuple(each for each in paragraphs if each),
            tuple(sections),
            self._loaded.plan.document.date,
        )

    def checklist(self, agency: Agency, scope: Scope = EVERYTHING) -> str:
        """Return an agency's checklist with nothing ticked, the program's lines fingerprinted.

        Raises `TemplateError`, also where the template leaves out a task.
        """
        answers = self.work.answers(agency, scope)
        duties = self.work.duties(agency, scope)
        body = self._templates.render(
            "checklist.md.j2",
            plan=self._plan,
            agency=agency_data(agency),
            counts=role_figures(answers),
            scope=scope.in_words(self._loaded.plan.document),
            dimensions=self._by_dimension(answers),
            duties=[self._duties[duty.id] for duty in duties],
        )
        text = assemble(self.head(agency, scope), body)
        labels = [label for answer in answers for label in answer.labels]
        labels += map(duty_label, duties)
        # What the shipped template makes is checked by the tests, for every agency.
        if self._templates.own and (lost := first_missing(text, labels)):
            part = "duty" if lost in map(duty_label, duties) else "task"
            raise self._templates.fault(
                [f"parts/checklist_{part}.md.j2", "checklist.md.j2", "parts/targets.md.j2"],
                f"làm mất {quoted(lost)}: mỗi nhiệm vụ phải bắt đầu bằng «- [ ] **mã số**» và có"
                " dòng cuối là «Kết quả:».",
            )
        return text

    def action_plan(self, agency: Agency) -> str:
        """Return the skeleton of an agency's own plan (III.1); raises `TemplateError`."""
        answers = self.work.answers(agency)
        pairs = items_of(answers)
        items = [item for item, _ in pairs]
        tasks = [self._with_partners(agency, *each) for each in pairs]
        duties = [self._duties[duty.id] for duty in self.work.duties(agency)]
        return self._document(
            "action_plan.md.j2",
            agency,
            "KH",
            receivers=[*self._above(agency), *self._beside(agency)],
            counts=role_figures(answers),
            **{role.value: group_tasks(*of_role(role, items, tasks)) for role in WORK},
            duties=duties,
            own_plan=[each for each in duties if asks_for_plan(each["text"])],
            other_duties=[each for each in duties if not asks_for_plan(each["text"])],
            doubtful=[task for task in tasks if task["doubts"]],
        )

    def _with_partners(self, agency: Agency, answer: Answer, whole: Answer) -> SharedTaskData:
        """Return a task with the agencies that share it with `agency`, in the plan's words."""
        resolve = self._loaded.registry.resolve
        lead, coordinating = (
            [
                name
                for name in answer.task.raw_names(role)
                if resolve(name) is not agency
                and (answer.via is None or resolve(name) is not answer.via)
            ]
            for role in WORK
        )
        leads = answer.role is Role.LEAD
        return {
            **self._task(answer, whole),
            "leads": [agency.name, *lead] if leads else list(answer.task.lead),
            "partners": coordinating if leads else [agency.name, *coordinating],
            "other_lead": lead,
            "other_coordinating": coordinating,
        }

    def doubts(self, agency: Agency) -> int:
        """Return how many doubts there are about the tasks of an agency."""
        pairs = items_of(self.work.answers(agency))
        return sum(len(self._task(*each)["doubts"]) for each in pairs)

    def report(
        self,
        agency: Agency,
        period: str = "",
        returned: AgencyReturn | None = None,
        on: date | None = None,
    ) -> str:
        """Return an agency's report (III.1), filled from what it sent where it sent something.

        `on` is the day by which tasks must have been due for those not begun to be shortcomings:
        the end of the period where it is None, of the plan's where the period has none. Raises
        `TemplateError`.
        """
        answers, duties = self.work.answers(agency), self.work.duties(agency)
        pairs = items_of(answers)
        listed = [item for item, _ in pairs]
        due = on or self._end_of(period)
        # A period without an end makes nothing late.
        late_on = due if due < date.max else None
        tasks = [self._listed(returned, late_on, *each) for each in pairs]
        own = [*(task["id"] for task in tasks), *map(duty_label, duties)]
        reported = [
            listed_item(duty_report(self._duties[each.id], reply_data(returned, duty_label(each))))
            for each in duties
        ]
        items = plan_items(self._loaded)
        gone = [*map(listed_item, orphaned_data(returned, own, items))] if returned else []
        difficulties, proposals = noted([*tasks, *reported, *gone])
        others = [e for e in reported if not (asks_for_plan(e["text"]) or is_the_report(e))]
        held = AgencyReport(self._loaded, answers, tasks, returned, due)
        states = held.by_state()
        return self._document(
            "report.md.j2",
            agency,
            "BC",
            receivers=["Như trên", *self._beside(agency)],
            addressees=self._above(agency),
            period=period,
            subject=plan_in_period(self._plan, period),
            on=day_in_words(on) if on else "",
            due=day_in_words(due),
            counts=role_figures(answers),
            figures=figures(count_statuses(answers, returned)) if returned else None,
            disputed=count_disputed(answers, returned) if returned else 0,
            rows={role.value: held.rows(role) for role in WORK},
            totals={role.value: held.total(role) for role in WORK},
            states=states,
            tasks=tasks,
            **{role.value: group_tasks(*of_role(role, listed, tasks)) for role in WORK},
            not_started=states["not_started"],
            excused=held.not_started(),
            own_plan=[each for each in reported if asks_for_plan(each["text"])],
            duties=reported,
            other_duties=[each for each in others if not (returned and is_silent(each))],
            silent_duties=[each for each in others if returned and is_silent(each)],
            gone=gone,
            annexed=annexed([*tasks, *reported, *gone]),
            difficulties=[{**each, "short": named_shortly(each["text"])} for each in difficulties],
            proposals=proposals,
            asked=asked_for(proposals),
            none_proposed=returned is not None and denies_proposals(returned),
            others="\n\n".join(returned.others) if returned else "",
        )

    def _listed(
        self, returned: AgencyReturn | None, on: date | None, item: Answer, whole: Answer
    ) -> ListedTaskData:
        """Return a task with what its agency says of it, and how late it is on a day."""
        task, reply = self._task(item, whole), reply_data(returned, item.task.id)
        status = Status.of(reply["status"])
        days = days_late(self._loaded, item.task, status, on) if status else 0
        return {**task, **reply, **placed(task["text"], reply["result"]), "days": days}

    def _end_of(self, period: str) -> date:
        """Return the last day of a period in words, of the plan's where the words name none."""
        end = self._loaded.meaning(period).end if period else None
        return end or self._loaded.plan.document.period.last

    def consolidated(
        self, agency: Agency, returned: Mapping[str, AgencyReturn], beside: Beside | None = None
    ) -> Consolidated:
        """Return the report that consolidates what agencies sent (III.2), by their names.

        It is about what `agency` puts together: all, its communes, its field. `beside` is what
        is told beside the returns. Raises `TemplateError`.
        """
        told = beside or Beside()
        consolidation = Consolidation(self._loaded, self.work, agency, returned, told)
        shared: dict[str, Any] = {"period": told.period, "covered": consolidation.covered.words}
        report = self._document(
            "consolidated.md.j2",
            agency,
            "BC",
            receivers=["Như trên"],
            addressees=self._above(agency),
            index=told.index,
            **shared | consolidation.data(),
        )
        results = self._document(
            "consolidated_results.md.j2", agency, "BC", **shared, **consolidation.results()
        )
        pictures = {name: each.svg for name, each in consolidation.pictures.items()}
        created = self._loaded.plan.document.date
        return Consolidated(Document(report, created, pictures), Document(results, created))

    def letter(self, agency: Agency, data: Mapping[str, Any], *, each: bool = False) -> str:
        """Return a letter that urges, of its data as `letters` gives it; `each` for that to one.

        Raises `TemplateError`.
        """
        return self._document("letter_each.md.j2" if each else "letter.md.j2", agency, "", **data)

    def notice(self, agency: Agency, data: Mapping[str, Any]) -> str:
        """Return a notice of changed tasks, of its data as `notices.notice_data` gives it.

        Raises `TemplateError`.
        """
        return self._document("notice.md.j2", agency, "TB", **data)

    def slip(self, data: Mapping[str, Any]) -> str:
        """Return the slip of a return, of its data as `slips.slip_data` gives it.

        Raises `TemplateError`.
        """
        text = self._templates.render("slip.md.j2", plan=self._plan, **data)
        return f"{text.strip()}\n\n{DOCUMENT_MARK}\n"

    def instructions(self, agency: Agency, data: Mapping[str, Any]) -> str:
        """Return the page that explains an agency its package, of `instructions_data`.

        Raises `TemplateError`.
        """
        text = self._templates.render(
            "instructions.md.j2", plan=self._plan, agency=agency_data(agency), **data
        )
        return f"{text.strip()}\n\n{DOCUMENT_MARK}\n"

    def _above(self, agency: Agency) -> list[str]:
        """Return to whom an agency reports: the plan's issuer, and through whom."""
        document = self._loaded.plan.document
        through = document.follow_up
        return [document.issuer, *([through] if through and through != agency.name else [])]

    def _beside(self, agency: Agency) -> list[str]:
        """Return who else is told of what an agency writes: the district that a commune is of."""
        return [agency.district] if agency.district and agency.district != agency.name else []

    def _document(self, template: str, agency: Agency, kind: str, **data: Any) -> str:
        """Return a document that is no checklist, marked as one of papi's."""
        office = letterhead(self._loaded.plan, agency, self._signing, kind)
        text = self._templates.render(
            template,
            plan=self._plan,
            agency=agency_data(agency),
            office=asdict(office) if office else None,
            kind=kind,
            **data,
        )
        return f"{text.strip()}\n\n{DOCUMENT_MARK}\n"

    def _by_dimension(self, answers: Sequence[Answer]) -> list[Tasks]:
        """Return the tasks under their dimensions and subdimensions."""
        pairs = items_of(answers)
        tasks = [self._task(*each) for each in pairs]
        key = tuple(id(task) for task in tasks)
        if key not in self._dimensions:
            self._dimensions[key] = group_tasks([item for item, _ in pairs], tasks)
        return self._dimensions[key]

    def _task(self, answer: Answer, whole: Answer) -> TaskData:
        """Return a task or a part as data, the same object for the same task in the same role."""
        via = answer.via.name if answer.via else ""
        key = (answer.task.id, answer.role, via, whole.labels)
        if key not in self._tasks:
            self._tasks[key] = task_data(answer, whole)
        return self._tasks[key]
