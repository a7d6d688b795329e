"""The State's grid of tasks: which cell each task of an agency stands in."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from papi_cli.checking.runner import load_valid
from papi_cli.checklists.count import By
from papi_cli.checklists.format import Entry, Head
from papi_cli.checklists.intake import Reading
from papi_cli.checklists.vocabulary import Status
from papi_cli.plan.loader import LoadedPlan
from papi_cli.plan.parts import Role
from papi_cli.register.counting import Received
from papi_cli.register.file import read_register
from papi_cli.register.grid import DONE, OPEN, Cell, DateOf, Grid, Place, months_before
from tests.checklists.sent import AGENCIES
from tests.conftest import small_plan

TASKS = """\
  - id: "1"
    name: Một
    tasks:
      - {id: a, text: Việc a, lead: [Sở A], deadline: trước ngày 01/7/2021}
      - {id: b, text: Việc b, lead: [Sở A], deadline: Thường xuyên}
      - {id: c, text: Việc c, lead: [Sở B], coordinating: [Sở A], deadline: Hằng quý}
      - id: d
        text: Việc d
        parts:
          - {text: Phần một, lead: [Sở A], deadline: Quý I/2021}
          - {text: Phần hai, lead: [Sở A], deadline: Quý III/2021}
"""


@pytest.fixture
def plan(write: Callable[..., Path]) -> LoadedPlan:
    return load_valid(write(small_plan(AGENCIES, TASKS)), "plan.yaml")


def reading(completed: str = "", words: str = "", **statuses: Status) -> Reading:
    """Return what a return says of tasks of dimension 1, all of which were `completed` then."""
    labels = {f"1.{name}".replace("_", "."): each for name, each in statuses.items()}
    return Reading(
        "a.md",
        Head("1/KH-UBND", "Sở A"),
        labels,
        completed=dict.fromkeys(labels, completed),
        prints={label: f"{each}{words}".encode() for label, each in labels.items()},
    )


def place(
    plan: LoadedPlan, label: str, on: str, *told: tuple[str, Reading], months: int = 3
) -> Place:
    """Return where a task of Sở A stands on a day, given its returns and their days."""
    said = {"Sở A": [(date.fromisoformat(day), each) for day, each in told]} if told else {}
    grid = Grid(plan, said, date.fromisoformat(on), months=months)
    return next(each for each in grid.places if each.task.id == f"1.{label}")


DONE_A = reading(a=Status.DONE)


def test_a_task_is_done_on_the_day_that_the_agency_wrote(plan: LoadedPlan) -> None:
    found = place(plan, "a", "2021-12-31", ("2021-07-10", reading("28/6/2021", a=Status.DONE)))
    assert (found.cell, found.done, found.date_of) == (
        Cell.DONE_ON_TIME,
        date(2021, 6, 28),
        DateOf.AGENCY,
    )


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("15/6", date(2021, 6, 15)),
        ("ngày 15/6/2021", date(2021, 6, 15)),
        ("tháng 5/2021", date(2021, 5, 31)),
        ("tháng 7/2021", date(2021, 7, 10)),
        ("Quý I/2021", date(2021, 3, 31)),
    ],
)
def test_a_day_month_or_quarter_that_it_wrote_is_understood(
    plan: LoadedPlan, written: str, day: date
) -> None:
    found = place(plan, "a", "2021-12-31", ("2021-07-10", reading(written, a=Status.DONE)))
    assert (found.done, found.date_of) == (day, DateOf.AGENCY)


@pytest.mark.parametrize("written", ["", "sớm", "11/7/2021", "tháng 8/2021", "31/2/2021", "1" * 99])
def test_without_a_day_that_can_be_it_the_first_return_that_says_so_counts(
    plan: LoadedPlan, written: str
) -> None:
    returns = [
        ("2021-06-01", reading(a=Status.DONE)),
        ("2021-06-10", reading(a=Status.IN_PROGRESS)),
        ("2021-07-05", reading(a=Status.DONE)),
        ("2021-07-10", reading(written, a=Status.DONE)),
    ]
    found = place(plan, "a", "2021-12-31", *returns)
    assert (found.done, found.date_of) == (date(2021, 7, 5), DateOf.RECEIPT)


def test_what_was_done_after_its_last_day_was_done_late(plan: LoadedPlan) -> None:
    on_time = place(plan, "a", "2021-12-31", ("2021-06-30", DONE_A))
    late = place(plan, "a", "2021-12-31", ("2021-07-01", DONE_A))
    assert (on_time.cell, on_time.due) == (Cell.DONE_ON_TIME, date(2021, 6, 30))
    assert (late.cell, late.days) == (Cell.DONE_LATE, 1)


def test_what_has_no_last_day_is_done_without_one(plan: LoadedPlan) -> None:
    found = place(plan, "b", "2021-12-31", ("2021-06-30", reading(b=Status.DONE)))
    assert (found.cell, found.due) == (Cell.DONE_WITHOUT_DEADLINE, None)


@pytest.mark.parametrize(
    ("on", "cell", "days"),
    [
        ("2021-06-30", Cell.WITHIN, 0),
        ("2021-07-01", Cell.PAST_30, 1),
        ("2021-07-30", Cell.PAST_30, 30),
        ("2021-07-31", Cell.PAST_90, 31),
        ("2021-09-28", Cell.PAST_90, 90),
        ("2021-09-29", Cell.PAST_120, 91),
        ("2021-10-28", Cell.PAST_120, 120),
        ("2021-10-29", Cell.PAST_MORE, 121),
    ],
)
def test_what_is_not_done_is_within_or_past_its_time(
    plan: LoadedPlan, on: str, cell: Cell, days: int
) -> None:
    found = place(plan, "a", on, ("2021-06-01", reading(a=Status.IN_PROGRESS)))
    assert (found.cell, found.days) == (cell, days)


def test_what_goes_on_all_year_has_no_deadline(plan: LoadedPlan) -> None:
    assert place(plan, "b", "2021-12-31").cell is Cell.WITHOUT_DEADLINE


def test_what_recurs_in_a_plan_without_end_has_no_last_day(write: Callable[..., Path]) -> None:
    endless = small_plan(AGENCIES, TASKS).replace(", to: 2021-12-31", "")
    loaded = load_valid(write(endless), "plan.yaml")
    (found,) = [each for each in Grid(loaded, {}, date(2021, 2, 1)).places if each.task.id == "1.c"]
    assert (found.cell, found.due) == (Cell.WITHOUT_DEADLINE, None)


def test_what_did_not_arise_stands_apart(plan: LoadedPlan) -> None:
    said = ("2021-06-01", reading(a=Status.NOT_APPLICABLE))
    assert place(plan, "a", "2021-12-31", said).cell is Cell.NOT_APPLICABLE


def test_a_task_is_silent_when_nothing_new_was_said_of_it_for_over_so_many_months(
    plan: LoadedPlan,
) -> None:
    said = ("2021-06-30", reading(b=Status.IN_PROGRESS))
    assert not place(plan, "b", "2021-09-30", said).silent
    assert place(plan, "b", "2021-10-01", said).silent
    assert not place(plan, "b", "2021-10-01", said, months=4).silent


def test_the_same_words_again_are_no_news(plan: LoadedPlan) -> None:
    first, same = reading(b=Status.IN_PROGRESS), reading(b=Status.IN_PROGRESS)
    more = reading(words=" thêm", b=Status.IN_PROGRESS)
    days = ("2021-03-01", first), ("2021-06-01", same)
    assert place(plan, "b", "2021-06-30", *days).news == date(2021, 3, 1)
    assert place(plan, "b", "2021-06-30", *days, ("2021-06-20", more)).news == date(2021, 6, 20)


def test_of_whom_nothing_came_all_is_silent_since_the_plan_was_issued(plan: LoadedPlan) -> None:
    assert not place(plan, "b", "2021-04-02").silent
    found = place(plan, "b", "2021-04-03")
    assert (found.silent, found.news) == (True, None)


def test_what_is_done_is_never_silent(plan: LoadedPlan) -> None:
    assert not place(plan, "b", "2021-12-31", ("2021-01-30", reading(b=Status.DONE))).silent


def test_a_task_in_parts_is_done_when_they_are_and_late_when_one_was(plan: LoadedPlan) -> None:
    both = reading(d_1=Status.DONE, d_2=Status.DONE)
    found = place(plan, "d", "2021-12-31", ("2021-04-10", both))
    assert (found.cell, found.days, found.task.id) == (Cell.DONE_LATE, 10, "1.d")
    idle = reading(d_1=Status.NOT_APPLICABLE, d_2=Status.DONE)
    assert place(plan, "d", "2021-12-31", ("2021-04-10", idle)).cell is Cell.DONE_ON_TIME


def test_of_a_task_in_parts_the_worst_that_is_not_done_tells(plan: LoadedPlan) -> None:
    half = reading(d_1=Status.DONE, d_2=Status.NOT_STARTED)
    assert place(plan, "d", "2021-09-30", ("2021-03-10", half)).cell is Cell.WITHIN
    assert place(plan, "d", "2021-10-01", ("2021-03-10", half)).cell is Cell.PAST_30
    assert place(plan, "d", "2021-08-01").cell is Cell.PAST_MORE


def test_cells_add_up_to_all_tasks_of_all_who_are_to_report(
    scenario: tuple[LoadedPlan, Path],
) -> None:
    loaded, folder = scenario
    register = read_register(folder)
    assert register
    told, _ = Received(loaded, register).told()
    grid = Grid(loaded, told, date(2021, 12, 31))
    total = grid.total
    assert total.sum((*DONE, *OPEN, Cell.NOT_APPLICABLE)) == total.total == 5222
    assert total.sum(DONE) == sum(total.dates.values()) == 124
    for by in By:
        counted = grid.counted_by(by).values()
        assert sum(each.total for each in counted) == total.total
        for cell in Cell:
            assert sum(each.cells[cell] for each in counted) == total.cells[cell]


def test_the_grid_is_of_who_leads_unless_another_role_is_asked_for(plan: LoadedPlan) -> None:
    led = Grid(plan, {}, date(2021, 12, 31)).places
    assert [each.task.id for each in led] == ["1.a", "1.b", "1.d", "1.c"]
    helped = Grid(plan, {}, date(2021, 12, 31), role=Role.COORDINATING).places
    assert [(each.agency.name, each.task.id) for each in helped] == [("Sở A", "1.c")]


@pytest.mark.parametrize(
    ("day", "months", "before"),
    [
        ("2021-05-31", 3, "2021-02-28"),
        ("2021-03-15", 3, "2020-12-15"),
        ("2021-03-15", 15, "2019-12-15"),
        ("0001-03-15", 5, "0001-01-01"),
    ],
)
def test_months_before_a_day(day: str, months: int, before: str) -> None:
    assert months_before(date.fromisoformat(day), months).isoformat() == before


def test_an_entry_of_another_word_is_another_print() -> None:
    from papi_cli.checklists.intake import _print

    same = _print(Entry("x", "Một\nhai")), _print(Entry("x", "Một  hai"))
    assert same[0] == same[1]
    assert (
        len({_print(Entry("x", "Một")), _print(Entry("", "x Một")), _print(Entry("x", "", "Một"))})
        == 3
    )
