"""What of a plan a checklist has an item for: tasks, or their parts, and duties, by labels."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from papi_cli.plan.loader import LoadedPlan
from papi_cli.plan.parts import DutyItem, Role


@dataclass(frozen=True, slots=True)
class PlanItem:
    """A task or duty: its text, name and number of the section it stands in, empty for none."""

    text: str
    section: str = ""
    number: str = ""


@dataclass(frozen=True, slots=True)
class PrintedItem:
    """A task, a part of one or a duty as a checklist prints it.

    `label` and `text` are what it is printed with, `facts` what stands below it, by the word before
    the colon; `text` is empty and `facts` None where somebody changed them or took them out.
    `task` is the label of the plan's item that it is now, empty where it is none of the plan's.
    """

    label: str
    text: str
    facts: Mapping[str, str] | None
    task: str


@dataclass(frozen=True, slots=True)
class Printed:
    """What a checklist prints: its items; of a form also the fingerprints of its rows.

    By these a row is known that somebody took out.
    """

    items: tuple[PrintedItem, ...] = ()
    rows: frozenset[str] = frozenset()


NOTHING_PRINTED = Printed()
ROLE, LEAD, DEADLINE = "Vai trò", "Cơ quan chủ trì", "Thời gian"
"""What stands before the colon below a task, whatever the format."""
_DOUBT = "Cần xác minh"


def printed_facts(lines: Iterable[str]) -> dict[str, str]:
    """Return what lines below a task say, by the word before the colon, doubts left out.

    The only one that leads is told by the role alone: not every format prints it.
    """
    pairs = (each.partition(":") for each in lines)
    facts = {name.strip(): value.strip() for name, colon, value in pairs if colon}
    alone = facts.get(ROLE, "").startswith(Role.LEAD.word) and ";" not in facts.get(LEAD, "")
    return {
        name: value
        for name, value in facts.items()
        if value and not name.startswith(_DOUBT) and not (alone and name == LEAD)
    }


def duty_label(duty: DutyItem) -> str:
    """Return what a duty is called in a checklist; no task bears such a label."""
    return f"Điểm {duty.id}"


def plan_items(loaded: LoadedPlan) -> dict[str, PlanItem]:
    """Return the tasks and duties of a plan by what checklists call them."""
    tasks = {
        item.id: PlanItem(item.text, item.section.name, item.section.id)
        for item in loaded.plan.items
    }
    return tasks | {
        duty_label(item): PlanItem(item.text) for duty in loaded.plan.duties for item in duty.items
    }
