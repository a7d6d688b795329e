"""Which numbers of the index the parts of a plan are about."""

from collections.abc import Callable
from pathlib import Path

import pytest

from papi_cli.checking.runner import load_valid
from papi_cli.plan.index_numbers import (
    dimension_of,
    index_targets,
    indexed_sections,
    is_index_number,
    is_sub_index,
    is_touched,
    number_order,
    section_names,
)
from papi_cli.plan.loader import LoadedPlan
from papi_cli.plan.model import Plan
from tests.conftest import HEAD, small_plan

ROWS = (
    '  - id: "{0}"\n    name: Một{1}\n    tasks:\n      - {{id: a, text: Việc, lead: [Sở A]}}\n'
    '    targets: [{{name: Điểm, value: từ 5 điểm, score_at_least: "5"}}]\n'
)


def plan_of(write: Callable[[str], Path], rows: str, head: str = HEAD) -> Plan:
    return load_valid(write(small_plan("  - name: Sở A\n", rows, head)), "x").plan


@pytest.mark.parametrize(
    ("text", "known"),
    [("total", True), ("1", True), ("8.3", True), ("10.12", True), ("0", False), ("1.0", False),
     ("1.1.1", False), ("", False), ("I", False), ("1.", False), ("１", False), ("100", False)],
)  # fmt: skip
def test_numbers_of_the_index(text: str, known: bool) -> None:
    assert is_index_number(text) is known


def test_a_number_has_a_dimension_and_a_place() -> None:
    assert (dimension_of("7.2"), dimension_of("7"), is_sub_index("7"), is_sub_index("7.2")) == (
        "7", "7", False, True,
    )  # fmt: skip
    numbers = ["10.1", "2", "1.10", "total", "1.2", "1"]
    assert sorted(numbers, key=number_order) == ["total", "1", "1.2", "1.10", "2", "10.1"]


def test_the_shipped_plans_numbers_are_the_indexs_but_for_one(shipped: LoadedPlan) -> None:
    found = {each.section.id: each.numbers for each in indexed_sections(shipped.plan)}
    assert len(found) == 8 + 28
    assert {name: numbers for name, numbers in found.items() if numbers != (name,)} == {
        "7.2": ("7.2", "7.3")
    }
    names = section_names(shipped.plan)
    assert names["7.3"] == names["7.2"] == "Chất lượng không khí; nguồn nước sinh hoạt"


def test_a_plan_divided_otherwise_says_what_its_groups_are_about(
    write: Callable[[str], Path],
) -> None:
    head = HEAD + "  dimension_word: Nhóm nhiệm vụ\n"
    assert list(indexed_sections(plan_of(write, ROWS.format("1", ""), head))) == []
    mapped = plan_of(write, ROWS.format("1", '\n    indices: ["3", "6.1"]'), head)
    (section,) = indexed_sections(mapped)
    assert section.numbers == ("3", "6.1")
    assert section.holds_tasks
    assert is_touched("3.2", [section])
    assert is_touched("6.1", [section])
    assert not is_touched("6.2", [section])


def test_ids_that_are_no_numbers_of_the_index_are_about_nothing(
    write: Callable[[str], Path],
) -> None:
    assert list(indexed_sections(plan_of(write, ROWS.format("I", "")))) == []


def test_a_dimension_with_subdimensions_touches_nothing_itself(shipped: LoadedPlan) -> None:
    dimensions = [each for each in indexed_sections(shipped.plan) if each.numbers == ("1",)]
    assert not dimensions[0].holds_tasks
    assert not is_touched("1.1", dimensions)


def test_a_target_is_about_the_number_of_what_holds_it(
    write: Callable[[str], Path], shipped: LoadedPlan
) -> None:
    (aim,) = index_targets(shipped.plan)
    assert (aim.number, aim.path) == ("total", ("aims", 0))
    (target,) = index_targets(plan_of(write, ROWS.format("1", "")))
    assert (target.number, target.path) == ("1", ("dimensions", 0, "targets", 0))
    several = plan_of(write, ROWS.format("1", '\n    indices: ["1", "2"]'))
    assert list(index_targets(several)) == []
