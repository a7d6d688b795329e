"""Whom and what a consolidated report is about."""

import pytest

from papi_cli.documents.coverage import ALL, coverage
from tests.documents.province import Province


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
