"""What a time asks for: in force, due, overdue."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from papi_cli.plan.due import due_by, due_times, in_force, overdue, overlaps
from papi_cli.plan.loader import LoadedPlan, load
from papi_cli.vietnamese.deadline import Deadline
from tests.conftest import HEAD, small_plan

TASKS = '  - {id: "1", name: Một, tasks: [{id: a, text: Việc, lead: [A]}]}\n'


@pytest.fixture
def plan(write: Callable[[str], Path]) -> LoadedPlan:
    loaded = load(write(small_plan("  - {name: A}\n", TASKS)))
    assert isinstance(loaded, LoadedPlan)
    return loaded


def days(phrase: str, plan: LoadedPlan, ask: Callable[..., bool], *asked: date) -> list[bool]:
    """Return for each day what a question about a phrase answers."""
    return [ask(plan.meaning(phrase), each, plan.plan.document) for each in asked]


JAN, MAY, DEC = date(2021, 1, 1), date(2021, 5, 1), date(2021, 12, 31)


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("30/8/2021", [True, True, False]),
        ("từ tháng 4/2021", [False, True, True]),
        ("Quý I, IV", [True, False, True]),
        ("Ban hành trước ngày 15/2/2021 và tổ chức thực hiện", [True, True, True]),
        ("hằng quý", [True, True, True]),
        ("hằng quý, từ 2022", [False, False, False]),
        ("Theo hướng dẫn của Bộ A", [True, True, True]),
    ],
)
def test_what_is_in_force(phrase: str, expected: list[bool], plan: LoadedPlan) -> None:
    assert days(phrase, plan, in_force, JAN, MAY, DEC) == expected


def test_what_is_due_before_the_period_is_in_force_from_the_plans_date(
    write: Callable[[str], Path],
) -> None:
    head = HEAD.replace("2021-01-02", "2020-12-01")
    plan = load(write(small_plan("  - {name: A}\n", TASKS, head)))
    assert isinstance(plan, LoadedPlan)
    asked = (date(2020, 11, 30), date(2020, 12, 1), date(2020, 12, 20), date(2020, 12, 21))
    assert days("20/12/2020", plan, in_force, *asked) == [False, True, True, False]
    assert days("20/1/2021", plan, in_force, date(2020, 12, 20), JAN) == [False, True]


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("hằng quý", [False, True, True]),
        ("trước ngày 20 hằng tháng", [False, True, True]),
        ("trước ngày 15/12 hằng năm", [False, False, True]),
        ("Quý I, IV", [False, True, True]),
        ("Trước 1/5 và 1/9/2021", [False, True, True]),
        ("từ tháng 4/2021", [False, False, False]),
        ("Thường xuyên trong năm 2021", [False, False, False]),
        ("Theo hướng dẫn của Bộ A", [False, False, False]),
    ],
)
def test_what_is_due(phrase: str, expected: list[bool], plan: LoadedPlan) -> None:
    assert days(phrase, plan, due_by, JAN, MAY, DEC) == expected


@pytest.mark.parametrize(
    ("phrase", "asked", "expected"),
    [
        ("Quý I, III", "Quý II/2021", False),
        ("Quý I, III", "Tháng 9", True),
        ("từ tháng 4/2021", "Quý IV", True),
        ("từ tháng 4/2021", "Quý I", False),
        ("hằng quý", "Quý II", False),
        ("trước ngày 15/12 hằng năm", "Tháng 12", True),
        ("trước ngày 15/12 hằng năm", "Tháng 11", False),
        ("Trước 30/6 và 30/11/2021", "Tháng 11", True),
        ("Thường xuyên trong năm 2021", "Tháng 11", False),
        ("Theo hướng dẫn của Bộ A", "theo HƯỚNG DẪN của bộ a", True),
    ],
)
def test_what_a_phrase_asks_for(phrase: str, asked: str, expected: bool, plan: LoadedPlan) -> None:
    told = overlaps(plan.meaning(phrase), plan.meaning(asked), plan.plan.document)
    assert told is expected


def late(phrase: str, plan: LoadedPlan, day: date, *, begun: bool = False) -> list[str]:
    found: Deadline = plan.meaning(phrase)
    return [str(each.end) for each in overdue(found, day, plan.plan.document, begun=begun)]


def test_each_milestone_that_has_passed_is_named(plan: LoadedPlan) -> None:
    phrase = "Dự thảo trước ngày 15/3/2021; trình ký trước ngày 30/4/2021"
    assert late(phrase, plan, date(2021, 3, 14)) == []
    assert late(phrase, plan, date(2021, 3, 15)) == ["2021-03-14"]
    assert late(phrase, plan, date(2021, 6, 1), begun=True) == ["2021-03-14", "2021-04-29"]


def test_a_past_quarter_makes_nobody_late_until_the_period_is_over(plan: LoadedPlan) -> None:
    assert late("hằng quý", plan, DEC) == []
    assert late("hằng quý", plan, date(2022, 1, 1)) == ["2021-12-31"]


def test_of_several_periods_what_is_begun_is_late_with_the_last(plan: LoadedPlan) -> None:
    assert late("Quý I, III", plan, date(2021, 4, 1)) == ["2021-03-31"]
    assert late("Quý I, III", plan, date(2021, 4, 1), begun=True) == []
    assert late("Quý I, III", plan, date(2021, 10, 1), begun=True) == ["2021-03-31", "2021-09-30"]


def test_what_goes_on_or_has_no_end_is_never_late(plan: LoadedPlan) -> None:
    for phrase in ("Thường xuyên trong năm 2021", "từ tháng 4/2021", "Khi có yêu cầu"):
        assert late(phrase, plan, date(2023, 1, 1)) == []


def test_a_bare_number_counts_days_where_the_heading_of_its_column_says_so(
    write: Callable[[str], Path],
) -> None:
    appendix = "  appendix: {title: Bảng, columns: [TT, Nhiệm vụ, Số ngày dự kiến]}\n"
    plan = load(write(small_plan("  - {name: A}\n", TASKS, HEAD + appendix)))
    assert isinstance(plan, LoadedPlan)
    assert plan.meaning("30").end == date(2021, 2, 1)
    assert [each.end for each in due_times(plan.meaning("30"), plan.plan.document)] == [
        date(2021, 2, 1)
    ]
