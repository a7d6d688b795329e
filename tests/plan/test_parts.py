"""The parts of a plan's file."""

from collections.abc import Callable
from dataclasses import FrozenInstanceError
from pathlib import Path

import pytest

from papi_cli.checking.runner import load_valid
from papi_cli.plan.loader import LoadedPlan
from papi_cli.plan.parts import Role
from tests.conftest import HEAD, small_plan

AGENCIES = "  - name: Sở A\n    symbol: SA\n    aliases: [Sở cũ]\n"
ROWS = (
    '  - id: "1"\n    name: Một\n    tasks:\n'
    "      - {id: a, text: Việc, lead: [Sở A], targets: [{name: Điểm, value: từ 40}]}\n"
)


@pytest.fixture
def small(write: Callable[[str], Path]) -> LoadedPlan:
    return load_valid(write(small_plan(AGENCIES, ROWS)), "x")


def test_a_role_has_a_word() -> None:
    assert [each.word for each in Role] == ["Chủ trì", "Phối hợp", "Theo dõi"]


def test_an_agency_is_named_by_its_name_and_aliases(small: LoadedPlan) -> None:
    assert small.plan.agencies[0].names == ("Sở A", "Sở cũ")


def test_a_target_is_a_line(small: LoadedPlan) -> None:
    (target,) = small.plan.tasks[0].targets
    assert str(target) == "Điểm: từ 40"


def test_only_a_document_of_one_year_has_a_year(
    small: LoadedPlan, write: Callable[[str], Path]
) -> None:
    assert small.plan.document.year == 2021
    longer = small_plan(AGENCIES, ROWS, HEAD.replace("to: 2021-12-31", "to: 2022-12-31"))
    assert load_valid(write(longer), "x").plan.document.year is None


def test_what_was_read_cannot_be_changed(small: LoadedPlan) -> None:
    with pytest.raises((FrozenInstanceError, AttributeError, TypeError)):
        small.plan.agencies[0].name = "Sở B"  # type: ignore[misc]
