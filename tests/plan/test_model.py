"""Tasks as loaded: merged cells, ids, what is inherited."""

from collections.abc import Callable
from pathlib import Path

import pytest

from papi_cli.plan.loader import LoadedPlan, load
from papi_cli.plan.model import Task
from papi_cli.plan.parts import Role
from tests.conftest import HEAD, small_plan

AGENCIES = "  - {name: A}\n  - {name: B}\n  - {name: C}\n"
DIMENSIONS = """\
  - id: "1"
    name: Một
    lead: [A]
    deadline: Thường xuyên
    tasks:
      - {id: a, text: Thẳng dưới chỉ số}
    subdimensions:
      - id: "1.1"
        name: Một một
        lead: [B]
        coordinating: [C]
        corrections: [{source: Cc, reading: C}, {source: Một mốt, reading: Một một}]
        doubts: {coordinating: Chưa rõ.}
        tasks:
          - {id: a, text: Theo ô gộp}
          - {id: b, text: Ghi riêng, lead: [C], coordinating: [], deadline: Năm 2021}
      - id: "1.2"
        name: Một hai
        tasks:
          - {text: Không chữ cái}
  - id: "2"
    name: Hai
    tasks:
      - {text: Không ghi gì}
"""


@pytest.fixture
def tasks(write: Callable[[str], Path]) -> dict[str, Task]:
    loaded = load(write(small_plan(AGENCIES, DIMENSIONS)))
    assert isinstance(loaded, LoadedPlan)
    return {task.id: task for task in loaded.plan.tasks}


def test_ids_are_whole_and_a_row_without_letter_bears_its_holders_number(
    tasks: dict[str, Task],
) -> None:
    assert list(tasks) == ["1.a", "1.1.a", "1.1.b", "1.2", "2"]


def test_a_merged_cell_holds_for_a_task_that_says_nothing_else(tasks: dict[str, Task]) -> None:
    task = tasks["1.1.a"]
    assert (task.lead, task.coordinating, task.deadline) == (("B",), ("C",), "Thường xuyên")
    assert task.inherited == ("lead", "coordinating", "deadline")


def test_a_task_overrides_merged_cells_even_by_an_empty_list(tasks: dict[str, Task]) -> None:
    task = tasks["1.1.b"]
    assert (task.lead, task.coordinating, task.deadline) == (("C",), (), "Năm 2021")
    assert task.inherited == ()


def test_the_nearest_merged_cell_holds(tasks: dict[str, Task]) -> None:
    assert tasks["1.2"].lead == ("A",)
    assert tasks["1.a"].lead == ("A",)
    assert tasks["1.a"].subdimension is None


def test_what_is_stated_nowhere_is_empty_and_not_inherited(tasks: dict[str, Task]) -> None:
    task = tasks["2"]
    assert (task.lead, task.coordinating, task.deadline) == ((), (), "")
    assert task.inherited == ()


def test_doubts_and_corrections_of_a_merged_cell_come_with_it(tasks: dict[str, Task]) -> None:
    assert tasks["1.1.a"].doubts == {"coordinating": "Chưa rõ."}
    assert [each.source for each in tasks["1.1.a"].corrections] == ["Cc"]
    assert tasks["1.1.b"].doubts == {}
    assert tasks["1.1.b"].corrections == ()


def test_wordings_are_asked_by_role(tasks: dict[str, Task]) -> None:
    assert tasks["1.1.a"].raw_names(Role.LEAD) == ("B",)
    assert tasks["1.1.a"].raw_names(Role.COORDINATING) == ("C",)


@pytest.mark.parametrize(
    ("last", "year"), [("2021-12-31", 2021), ("2021-01-01", 2021), ("2022-01-01", None)]
)
def test_only_a_plan_of_one_year_has_a_year(
    write: Callable[[str], Path], last: str, year: int | None
) -> None:
    head = HEAD.replace("2021-12-31", last)
    loaded = load(write(small_plan(AGENCIES, DIMENSIONS, head)))
    assert isinstance(loaded, LoadedPlan)
    assert loaded.plan.document.year == year


def test_a_plan_cannot_be_changed(shipped: LoadedPlan) -> None:
    with pytest.raises(AttributeError):
        shipped.plan.document.number = "1"  # type: ignore[misc]


PARTS = """\
  - id: I
    name: Một
    lead: [A]
    product: Báo cáo chung
    doubts: {lead: Chưa rõ.}
    tasks:
      - id: "1"
        text: Việc lớn.
        deadline: Năm 2021
        targets: [{name: Điểm, value: "5"}]
        corrections: [{source: Viêc, reading: Việc}]
        columns: {Mã: M1}
        parts:
          - {id: a, product: Quyết định, lead: [B], columns: {Kinh phí: "3"}, doubts: {deadline: Mờ.}}
          - {text: Kiểm tra, coordinating: [C], deadline: Quý II/2021}
          - {deadline: Quý III/2021}
  - id: II
    name: Hai
    tasks:
      - {id: "2", text: Việc sau, lead: [A], coordinating: [B, C], targets: [{name: T, value: V}]}
      - {id: "3", text: Việc sau nữa, lead: [B], as_above: [coordinating, targets]}
      - {id: "4", text: Việc cuối, lead: [C], as_above: [coordinating]}
"""


@pytest.fixture
def in_parts(write: Callable[[str], Path]) -> dict[str, Task]:
    head = HEAD.replace("  place: Mẫu\n", "  place: Mẫu\n  numbering: running\n")
    loaded = load(write(small_plan(AGENCIES, PARTS, head)))
    assert isinstance(loaded, LoadedPlan)
    assert not loaded.problems
    assert loaded.plan.items[:3] == loaded.plan.tasks[0].parts
    return {each.id: each for task in loaded.plan.tasks for each in (task, *task.parts)}


def test_numbers_that_run_are_ids_and_those_of_parts_stand_behind(
    in_parts: dict[str, Task],
) -> None:
    assert list(in_parts) == ["1", "1.a", "1.2", "1.3", "2", "3", "4"]


def test_a_part_has_what_it_says_and_else_what_its_task_has(in_parts: dict[str, Task]) -> None:
    first, second, third = in_parts["1"].parts
    assert (first.lead, first.deadline, first.product) == (("B",), "Năm 2021", "Quyết định")
    assert first.inherited == ("deadline", "targets")
    assert first.columns == {"Mã": "M1", "Kinh phí": "3"}
    assert (second.lead, second.coordinating) == (("A",), ("C",))
    assert second.product == "Báo cáo chung"
    assert [each.text for each in (first, second, third)] == [
        "Việc lớn – Quyết định",
        "Việc lớn – Kiểm tra",
        "Việc lớn – phần 3",
    ]
    assert [each.source for each in third.corrections] == ["Viêc"]
    assert (first.doubts, second.doubts) == ({"deadline": "Mờ."}, {"lead": "Chưa rõ."})


def test_a_task_has_what_its_parts_have_each_once(in_parts: dict[str, Task]) -> None:
    task = in_parts["1"]
    assert (task.lead, task.coordinating) == (("B", "A"), ("C",))
    assert task.deadline == "Năm 2021; Quý II/2021; Quý III/2021"
    assert task.product == "Quyết định\nBáo cáo chung"
    assert [each.name for each in task.targets] == ["Điểm"]
    assert task.doubts == {"lead": "Chưa rõ.", "deadline": "1.a: Mờ."}


def test_a_cell_merged_with_the_row_above_is_that_rows(in_parts: dict[str, Task]) -> None:
    for label in ("3", "4"):
        assert in_parts[label].coordinating == ("B", "C")
        assert "coordinating" in in_parts[label].inherited
    assert [each.name for each in in_parts["3"].targets] == ["T"]
    assert in_parts["4"].targets == ()
