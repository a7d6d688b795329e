"""What of a plan a checklist has an item for: tasks, or their parts, and duties, by labels."""

from __future__ import annotations

from dataclasses import dataclass

from papi_cli.plan.loader import LoadedPlan
from papi_cli.plan.parts import DutyItem


@dataclass(frozen=True, slots=True)
class PlanItem:
    """A task or duty: its text, name and number of the section it stands in, empty for none."""

    text: str
    section: str = ""
    number: str = ""


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
