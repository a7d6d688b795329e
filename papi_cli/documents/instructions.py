"""What the page of instructions in an agency's package holds: whose it is, when, what to send."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from papi_cli.documents.agenda import Agenda, Event, Rule
from papi_cli.documents.data import role_figures
from papi_cli.documents.letterhead import day_in_figures
from papi_cli.documents.work import Work
from papi_cli.plan.loader import LoadedPlan
from papi_cli.vietnamese.words import fold

_MOST_DAYS = 4
"""How many days the page tells, but for reports and duties: it is one page, the calendar has
all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FileNames:
    """The names of a package's files; `calendar` and `instructions` are empty where unknown."""

    checklists: Sequence[str]
    plan: str
    report: str
    calendar: str = ""
    instructions: str = ""


def instructions_data(
    loaded: LoadedPlan, work: Work, agenda: Agenda, names: FileNames, revised: date | None = None
) -> dict[str, Any]:
    """Return what the template `instructions.md.j2` gets beside the plan and the agency.

    `revised` is the day on which the plan was last changed, None where it never was.
    """
    agency, document = agenda.agency, loaded.plan.document
    follow_up = document.follow_up or document.issuer
    duties = work.duties(agency)
    times = [each.deadline for each in duties if each.deadline]
    own = loaded.registry.lookup(follow_up) == (agency,)
    told = _told(agenda)
    due_days = {each.day for each in agenda.events if each.is_duty}
    return {
        "counts": role_figures(work.answers(agency)),
        "undated": agenda.undated,
        "duties": [each.id for each in duties],
        "days": [_day(each) for each in told],
        "more_days": len(agenda.events) - len(told),
        "due": [day_in_figures(each.day) for each in agenda.events if each.is_report],
        "times": list({fold(each): each for each in times}.values()),
        "due_by": day_in_figures(due_days.pop()) if len(due_days) == 1 else "",
        "revised": day_in_figures(revised) if revised else "",
        "receiver": document.issuer if own else follow_up,
        "contact": follow_up,
        "own": own,
        "files": {
            "checklists": [
                {"name": each, "suffix": Path(each).suffix.removeprefix(".")}
                for each in names.checklists
            ],
            "plan": names.plan,
            "report": names.report,
            "calendar": names.calendar,
            "instructions": names.instructions,
        },
    }


def _told(agenda: Agenda) -> list[Event]:
    """Return the events that the page tells: all reports and duties, then the first tasks.

    A single one is not left out: the sentence that says so would take its room.
    """
    tasks = [each for each in agenda.events if not (each.is_report or each.is_duty)]
    room = max(_MOST_DAYS - (len(agenda.events) - len(tasks)), 0)
    left_out = tasks[room:] if len(tasks) > room + 1 else []
    return [each for each in agenda.events if each not in left_out]


def _day(event: Event) -> dict[str, str]:
    again = _again(event.rule) if event.rule else ""
    return {"day": day_in_figures(event.day), "again": again, "what": event.title}


_UNITS = {"D": "ngày", "W": "tuần", "M": "tháng", "Y": "năm"}
_MONTHS_OF_A_QUARTER = 3


def _again(rule: Rule) -> str:
    """Return how often a day comes again: `hằng quý`, `6 tháng một lần`."""
    if rule.unit == "M" and rule.interval == _MONTHS_OF_A_QUARTER:
        return "hằng quý"
    unit = _UNITS[rule.unit]
    return f"hằng {unit}" if rule.interval == 1 else f"{rule.interval} {unit} một lần"
