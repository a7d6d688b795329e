"""The tables of the consolidated report: ranks, who rose and fell."""

from datetime import date

import pytest

from papi_cli.checklists.vocabulary import Status
from papi_cli.documents.consolidated_tables import ENOUGH, Sums
from papi_cli.documents.task_states import TaskState
from papi_cli.plan.parts import Role
from tests.documents.province import HAND, Province


def states(small: Province, done: dict[str, dict[str, int]], of: int = 6) -> list[TaskState]:
    """Return states in which so many of `of` copies of a task of an agency are done."""
    find = small.loaded.registry.find
    tasks = {task.id: task for task in small.loaded.plan.tasks}
    return [
        TaskState(
            find(name), tasks[label], Role.LEAD, Status.DONE if at < number else Status.NOT_STARTED
        )
        for name, numbers in done.items()
        for label, number in numbers.items()
        for at in range(of)
    ]


def test_the_tasks_are_ranked_as_by_hand(small: Province) -> None:
    found, right = small.data()["ranked"], HAND["ranked"]
    assert [each["id"] for each in found["most"]] == right["most"]
    assert [each["id"] for each in found["least"]] == right["least"]
    few = found["few"]
    assert few is not None
    assert [few["done"], few["in_progress"], few["not_started"]] == right["few"]
    assert found["untouched"] == right["untouched"]


def test_tasks_of_the_same_rate_stand_in_the_order_of_the_plan(small: Province) -> None:
    told = states(small, {"UBND xã X1": {"2.d": 3, "1.a": 3, "2.b": 3, "1.b": 3}})
    found = Sums(small.loaded, told).ranked()
    assert [each["id"] for each in found["least"]] == ["1.a", "1.b"]
    assert [each["id"] for each in found["most"]] == ["2.b", "2.d"]


def test_no_task_is_both_among_those_done_most_and_least(small: Province) -> None:
    told = states(small, {"UBND xã X1": {"1.a": 1, "1.b": 2, "2.a": 3}})
    found = Sums(small.loaded, told).ranked()
    assert [each["id"] for each in found["least"]] == ["1.a"]
    assert [each["id"] for each in found["most"]] == ["2.a"]


def test_what_nobody_did_is_not_among_the_most_nor_what_all_did_among_the_least(
    small: Province,
) -> None:
    told = states(small, {"UBND xã X1": {"1.a": 0, "1.b": 0}})
    assert Sums(small.loaded, told).ranked()["most"] == []
    told = states(small, {"UBND xã X1": {"1.a": 6, "1.b": 6}})
    assert Sums(small.loaded, told).ranked()["least"] == []


def test_a_rate_of_few_agencies_is_ranked_nowhere(small: Province) -> None:
    told = states(small, {"UBND xã X1": {"1.a": 1, "1.b": 2}}, of=ENOUGH - 1)
    found = Sums(small.loaded, told).ranked()
    assert (found["least"], found["most"], found["few_tasks"]) == ([], [], 2)


def test_who_rose_and_fell_most_is_named_with_both_rates(small: Province) -> None:
    before = states(small, {"UBND xã X1": {"1.a": 3}, "UBND xã X2": {"1.a": 3}, "Sở B": {"2.a": 1}})
    now = states(small, {"UBND xã X1": {"1.a": 6}, "UBND xã X2": {"1.a": 0}, "Sở B": {"2.a": 1}})
    found = Sums(small.loaded, now, before).moved()
    assert found is not None
    assert (found["compared"], found["rose"], found["fell"]) == (3, 1, 1)
    assert found["up"] == [
        {"name": "UBND xã X1", "before": "50 %", "now": "100 %", "change": "+50", "counted": 6}
    ]
    assert found["down"][0]["change"] == "-50"


def test_who_told_of_few_tasks_is_compared_with_nothing(small: Province) -> None:
    before = states(small, {"UBND xã X1": {"1.a": 0}}, of=ENOUGH - 1)
    now = states(small, {"UBND xã X1": {"1.a": 6}})
    found = Sums(small.loaded, now, before).moved()
    assert found is not None
    assert (found["compared"], found["up"]) == (0, [])


@pytest.mark.parametrize("day", [date(2021, 6, 30), date(2020, 1, 1)])
def test_nothing_is_overdue_before_its_time(small: Province, day: date) -> None:
    assert small.data(on=day)["overdue"] == []
