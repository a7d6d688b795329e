"""What the rules walk over."""

from collections.abc import Callable
from pathlib import Path

import pytest

from papi_cli.checking.rules.walk import (
    LeadNames,
    agency_mentions,
    cell_path,
    holders,
    whole_ids,
)
from papi_cli.checking.runner import load_valid
from papi_cli.plan.loader import LoadedPlan
from tests.checking.small import PLAIN

SUB = ("dimensions", 0, "subdimensions", 0)


@pytest.fixture
def plain(write: Callable[[str], Path]) -> LoadedPlan:
    return load_valid(write(PLAIN), "x")


def test_sections_and_rows_come_in_the_order_of_the_file(plain: LoadedPlan) -> None:
    found = [each.path for each in holders(plain.plan)]
    assert found == [SUB[:2], SUB, (*SUB, "tasks", 0), (*SUB, "tasks", 1)]
    lines = [plain.line(path) for path in found]
    assert lines == sorted(lines)


def test_every_place_that_names_agencies_is_walked_over(plain: LoadedPlan) -> None:
    named = {path: names for path, names, _ in agency_mentions(plain.plan) if names}
    assert named[*SUB, "lead"] == ("UBND cấp xã",)
    assert named[*SUB, "tasks", 0, "coordinating"] == ("Các sở, ban, ngành",)
    assert ("Sở Nội vụ", "Sở Tư pháp") in named.values()
    assert all(path in plain.locations for path in named)


def test_a_field_that_was_inherited_has_the_place_of_its_row(plain: LoadedPlan) -> None:
    _, second = plain.plan.tasks
    assert cell_path(second, "lead") == second.path
    assert cell_path(second, "deadline") == (*second.path, "deadline")


def test_who_leads_is_known_by_the_agencys_own_name(plain: LoadedPlan) -> None:
    leads = LeadNames(plain.registry)
    assert [leads.of(task) for task in plain.plan.tasks] == [frozenset({"UBND cấp xã"})] * 2


def test_sections_and_tasks_have_whole_ids(plain: LoadedPlan) -> None:
    assert list(whole_ids(plain.plan).values()) == ["1", "1.1", "1.1.a", "1.1.b"]
