"""What the page of instructions in an agency's package holds: whose it is, when, what to send."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from papi_cli.documents.agenda import Agenda, Event, Rule
from papi_cli.documents.data import role_figures
from papi_cli.documents.letterhead import day_in_figures
from papi_cli.documents.work import Work
from papi_cli.plan.loader import LoadedPlan
from papi_cli.vietnamese.words import fold

_MOST_DAYS = 4
"""How many days the page tells: it is one page, the calendar has all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FileNames:
    """The names of a package's files; `calendar` is empty where there is none."""

    checklists: Sequence[str]
    plan: str
    report: str
    calendar: str = ""


def instructions_data(
    loaded: LoadedPlan, work: Work, agenda: Agenda, names: FileNames
) -> dict[str, Any]:
    """Return what the template `instructions.md.j2` gets beside the plan and the agency."""
    agency, document = agenda.agency, loaded.plan.document
    follow_up = document.follow_up or document.issuer
    duties = work.duties(agency)
    times = [each.deadline for each in duties if each.deadline]
    own = loaded.registry.lookup(follow_up) == (agency,)
    return {
        "counts": role_figures(work.answers(agency)),
        "undated": agenda.undated,
        "duties": [each.id for each in duties],
        "days": [_day(each) for each in agenda.events[:_MOST_DAYS]],
        "more_days": max(len(agenda.events) - _MOST_DAYS, 0),
        "due": [day_in_figures(each.day) for each in agenda.events if each.is_report],
        "times": list({fold(each): each for each in times}.values()),
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
        },
    }


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
