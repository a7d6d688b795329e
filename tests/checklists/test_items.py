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
    duties = [duty_label(item) for duty in shipped.plan.duties for item in duty.items]
    assert labels == [task.id for task in shipped.plan.tasks] + duties
    assert len(set(labels)) == len(labels)


def test_each_part_of_a_duty_is_ticked_on_its_own(shipped: LoadedPlan) -> None:
    items = plan_items(shipped)
    assert "Điểm III.1" not in items
    assert items["Điểm III.1.a"].text.startswith("Xây dựng kế hoạch triển khai thực hiện")
    assert items["Điểm III.1.b"].text.startswith("Cuối năm báo cáo kết quả")
    assert "Điểm III.2" in items
