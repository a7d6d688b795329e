"""Whom and what a consolidated report is about."""

import re

import pytest

from papi_cli.documents.coverage import ALL, coverage, puts_together
from papi_cli.plan.loader import LoadedPlan
from tests.documents.province import Province


def test_of_communes_only_the_kinds_are_named_that_are_there(shipped: LoadedPlan) -> None:
    found = coverage(shipped, shipped.registry.find("UBND huyện Ba Bể"))
    own = "(không kể nhiệm vụ của chính UBND huyện Ba Bể)"
    assert found.words == f"kết quả của 15 xã, thị trấn thuộc huyện Ba Bể {own}"


def test_a_field_is_told_by_the_number_of_its_tasks(shipped: LoadedPlan) -> None:
    found = coverage(shipped, shipped.registry.find("Sở Y tế"))
    assert re.fullmatch(
        r"kết quả \d+ nhiệm vụ thuộc lĩnh vực của Sở Y tế \(Phụ lục I\)", found.words
    )


@pytest.mark.parametrize(
    ("name", "right"), [("UBND xã X1", False), ("UBND huyện K", True), ("Sở B", True)]
)
def test_a_commune_has_nothing_of_others_to_put_together(
    small: Province, name: str, right: bool
) -> None:
    assert puts_together(small.loaded, small.loaded.registry.find(name)) is right


def test_who_follows_the_plan_up_puts_together_all(small: Province) -> None:
    assert coverage(small.loaded, small.loaded.registry.find("Sở A")) == ALL


def test_a_group_puts_together_its_members(small: Province) -> None:
    found = coverage(small.loaded, small.loaded.registry.find("UBND cấp huyện"))
    assert found.agencies == frozenset({"UBND huyện K", "UBND huyện L"})
    assert found.words == "kết quả của 2 thành viên của UBND cấp huyện"


@pytest.mark.parametrize(("name", "tasks"), [("Báo M", {"2.a"}), ("Công an", {"2.b"})])
def test_any_other_agency_puts_together_the_tasks_that_name_it(
    small: Province, name: str, tasks: set[str]
) -> None:
    found = coverage(small.loaded, small.loaded.registry.find(name))
    assert (found.agencies, found.tasks) == (None, frozenset(tasks))


def test_a_plan_without_anybody_who_follows_it_up_is_put_together_by_whoever_is_asked(
    small: Province,
) -> None:
    # Sở A coordinates or leads alone nothing: only as the follow-up agency it writes of all.
    assert coverage(small.loaded, small.loaded.registry.find("Sở C")).tasks == frozenset({"2.a"})
