"""What of a plan a checklist has an item for."""

from papi_cli.checklists.items import PlanItem, duty_label, plan_items
from papi_cli.plan.loader import LoadedPlan
from papi_cli.plan.query import find_task


def test_tasks_come_with_the_section_that_they_stand_in(shipped: LoadedPlan) -> None:
    task = find_task(shipped, "1.1.a")
    assert task.subdimension is not None
    assert plan_items(shipped)["1.1.a"] == PlanItem(task.text, task.subdimension.name, "1.1")


def test_duties_come_last_and_bear_labels_that_no_task_bears(shipped: LoadedPlan) -> None:
    labels = list(plan_items(shipped))
    duties = [duty_label(duty) for duty in shipped.plan.duties]
    assert labels == [task.id for task in shipped.plan.tasks] + duties
    assert duties[0] == "Điểm III.1"
    assert len(set(labels)) == len(labels)
