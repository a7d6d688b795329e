"""Which return of an agency counts, and whether it came in time."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from papi_cli.plan.loader import LoadedPlan
from papi_cli.register.rows import PlanRef, Row
from papi_cli.register.standing import (
    Standing,
    Standings,
    State,
    declared_periods,
    default_period,
    due_day,
    effective,
    period_in_words,
    plan_fingerprint,
)
from tests.register.periods import HALF, YEAR, act, row, with_duties


def standing(
    loaded: LoadedPlan, rows: list[Row], agency: str = "Sở A", **options: object
) -> Standing:
    period = str(options.pop("period", YEAR))
    found = Standings(loaded, rows, **options)  # type: ignore[arg-type]
    return found.of(loaded.registry.find(agency), period)


def counted(loaded: LoadedPlan, rows: list[Row], period: str | None = None) -> dict[str, int]:
    found = Standings(loaded, rows).counted(period)
    return {name: each.row.no for name, each in found.items()}


def test_a_return_on_the_due_day_is_in_time_and_one_on_the_next_is_a_day_late(
    periods: LoadedPlan,
) -> None:
    assert standing(periods, [row(1, "2021-12-15")]).state is State.ON_TIME
    late = standing(periods, [row(1, "2021-12-16")])
    assert (late.state, late.days) == (State.LATE, 1)


def test_the_first_return_tells_whether_it_was_in_time_and_the_last_is_counted(
    periods: LoadedPlan,
) -> None:
    rows = [row(1, "2021-12-14"), row(2, "2021-12-20")]
    assert standing(periods, rows).state is State.ON_TIME
    assert counted(periods, rows) == {"Sở A": 2}


def test_the_day_of_receipt_orders_returns_not_their_number(periods: LoadedPlan) -> None:
    rows = [row(1, "2021-12-20"), row(2, "2021-12-14")]
    assert standing(periods, rows).state is State.ON_TIME
    assert counted(periods, rows) == {"Sở A": 1}


def test_of_two_on_one_day_the_one_filed_later_is_counted(periods: LoadedPlan) -> None:
    assert counted(periods, [row(1, "2021-12-14"), row(2, "2021-12-14")]) == {"Sở A": 2}


@pytest.mark.parametrize(
    ("keys", "state"),
    [
        ({"counts": {}}, State.BLANK),
        ({"counts": None}, State.BLANK),
        ({"counts": {"done": 0}}, State.BLANK),
        ({"verdict": "unreadable", "counts": {}}, State.UNREADABLE),
        ({"plan": PlanRef(number="9/KH-UBND")}, State.NOTHING),
        ({"plan": PlanRef(number="1/KH-UBND", date=date(2020, 1, 2))}, State.NOTHING),
        ({"period": HALF}, State.NOTHING),
        ({"agency": "Sở B"}, State.NOTHING),
        ({"verdict": "with_remarks"}, State.ON_TIME),
        ({"plan": None}, State.ON_TIME),
        ({"period": "NĂM 2021"}, State.ON_TIME),
    ],
)
def test_what_is_no_return_of_the_plan_and_period_does_not_decide(
    periods: LoadedPlan, keys: dict[str, Any], state: State
) -> None:
    assert standing(periods, [row(1, "2021-12-01", **keys)]).state is state


@pytest.mark.parametrize("keys", [{"counts": {}}, {"verdict": "unreadable", "counts": {}}])
def test_a_later_real_return_after_an_empty_or_unreadable_one_is_late(
    periods: LoadedPlan, keys: dict[str, Any]
) -> None:
    rows = [row(1, "2021-12-14", **keys), row(2, "2021-12-18")]
    late = standing(periods, rows)
    assert (late.state, late.days, late.first and late.first.row.no) == (State.LATE, 3, 2)


def test_an_empty_return_never_replaces_one_that_says_something(periods: LoadedPlan) -> None:
    assert counted(periods, [row(1, "2021-12-01"), row(2, "2021-12-02", counts={})]) == {"Sở A": 1}
    assert counted(periods, [row(1, "2021-12-01", counts={})]) == {"Sở A": 1}


def test_what_was_sent_back_counts_for_nothing(periods: LoadedPlan) -> None:
    rows = [row(1, "2021-12-14"), act(2, "sent_back", "2021-12-15", of=1, reason="Thiếu ký")]
    assert standing(periods, rows).state is State.SENT_BACK
    assert counted(periods, rows) == {}
    again = [*rows, row(3, "2021-12-17")]
    assert standing(periods, again).days == 2
    assert counted(periods, again) == {"Sở A": 3}


def test_a_correction_puts_agency_and_day_right(periods: LoadedPlan) -> None:
    rows = [
        row(1, "2021-12-20", "Sở B"),
        act(2, "correction", "2021-12-21", of=1, to_agency="Sở A", reason="Nhầm"),
        act(3, "correction", "2021-12-22", of=1, to_received=date(2021, 12, 15), reason="Nhầm"),
    ]
    assert standing(periods, rows).state is State.ON_TIME
    assert standing(periods, rows, "Sở B").state is State.NOTHING
    assert counted(periods, rows) == {"Sở A": 1}


def test_a_paper_return_counts_as_sent_and_says_nothing(periods: LoadedPlan) -> None:
    rows = [row(1, "2021-12-14", via="paper", stored=None, counts=None)]
    found = standing(periods, rows)
    assert (found.state, found.paper) == (State.ON_TIME, True)
    assert counted(periods, rows) == {}
    assert not standing(periods, [*rows, row(2, "2021-12-15")]).paper


def test_what_came_in_later_is_not_there_on_an_earlier_day(periods: LoadedPlan) -> None:
    rows = [
        row(1, "2021-12-14"),
        act(2, "sent_back", "2021-12-16", of=1, reason="Thiếu"),
        row(3, "2021-12-20"),
    ]
    on = [
        standing(periods, rows, as_of=date(2021, 12, day)).state for day in (13, 14, 15, 16, 19, 20)
    ]
    assert on == [
        State.NOTHING,
        State.ON_TIME,
        State.ON_TIME,
        State.SENT_BACK,
        State.SENT_BACK,
        State.LATE,
    ]


def test_a_day_that_was_put_right_counts_as_of_an_earlier_day(periods: LoadedPlan) -> None:
    rows = [
        row(1, "2021-12-20"),
        act(2, "correction", "2021-12-13", of=1, to_received=date(2021, 12, 10), reason="Nhầm"),
    ]
    assert standing(periods, rows, as_of=date(2021, 12, 14)).state is State.ON_TIME


def test_an_extension_for_all_and_one_for_an_agency_move_the_due_day(periods: LoadedPlan) -> None:
    rows = [
        row(1, "2021-12-18"),
        act(2, "extension", "2021-12-01", period=YEAR, due=date(2021, 12, 17)),
    ]
    assert standing(periods, rows).days == 1
    rows.append(act(3, "extension", "2021-12-02", "Sở A", period=YEAR, due=date(2021, 12, 18)))
    assert standing(periods, rows).state is State.ON_TIME
    rows.append(act(4, "extension", "2021-12-03", period=YEAR, due=date(2021, 12, 16)))
    assert standing(periods, rows).due == date(2021, 12, 18)
    assert standing(periods, rows, period=HALF).due == date(2021, 6, 15)


def test_a_closing_before_the_due_day_makes_nobody_late_who_sends_by_then(
    periods: LoadedPlan,
) -> None:
    closing = act(2, "closing", "2021-12-12", period=YEAR)
    assert standing(periods, [row(1, "2021-12-14"), closing]).state is State.ON_TIME
    assert standing(periods, [row(1, "2021-12-17"), closing]).days == 2


def test_without_a_due_day_what_comes_after_the_closing_is_late(
    write: Callable[..., Path],
) -> None:
    rows = [row(1, "2021-12-14"), act(2, "closing", "2021-12-12", period=YEAR)]
    assert standing(with_duties(write, ""), rows).days == 2


def test_words_of_no_task_are_sent_and_not_blank(periods: LoadedPlan) -> None:
    rows = [row(1, "2021-12-14", counts={})]
    found = standing(periods, rows, worded=lambda _: True)
    assert (found.state, found.unplaced and found.unplaced.row.no) == (State.ON_TIME, 1)
    assert standing(periods, rows).unplaced is None


def test_words_of_no_task_replace_an_empty_return_and_none_that_says_of_tasks(
    periods: LoadedPlan,
) -> None:
    empty, full = row(1, "2021-12-01", counts={}), row(2, "2021-12-02")
    words = row(3, "2021-12-03", counts={})
    worded = words.__eq__
    assert Standings(periods, [empty, words], worded=worded).counted()["Sở A"].row.no == 3
    assert Standings(periods, [full, words], worded=worded).counted()["Sở A"].row.no == 2


def test_without_a_due_day_or_closing_nothing_is_in_time_or_late(
    write: Callable[..., Path],
) -> None:
    loaded = with_duties(write, "")
    found = standing(loaded, [row(1, "2021-12-14")])
    assert (found.state, found.timed) == (State.UNDECIDED, False)
    closed = [row(1, "2021-12-14"), act(2, "closing", "2021-12-20", period=YEAR)]
    assert standing(loaded, closed).state is State.ON_TIME


def test_a_day_for_those_named_goes_before_one_for_all(periods: LoadedPlan) -> None:
    commune, office = periods.registry.find("UBND xã D"), periods.registry.find("Sở A")
    assert due_day(periods, commune, YEAR) == date(2021, 12, 10)
    assert due_day(periods, office, "năm 2021") == date(2021, 12, 15)
    assert due_day(periods, office, "Quý I/2021") is None


def test_a_day_binds_only_those_whom_its_duty_addresses(write: Callable[..., Path]) -> None:
    duty = "duties:\n  - {id: III.1, agencies: [Sở B], text: Báo cáo., periods: [{name: N, due: 2021-12-01}]}\n"
    loaded = with_duties(write, duty)
    assert due_day(loaded, loaded.registry.find("Sở A"), "N") is None
    assert [each.name for each in Standings(loaded, []).expected("N")] == ["Sở B"]


def test_the_last_return_counts_of_any_period_or_of_the_one_named(periods: LoadedPlan) -> None:
    rows = [
        row(1, "2021-06-10", period=HALF),
        row(2, "2021-12-10"),
        row(3, "2021-06-11", "Sở B", period=HALF),
    ]
    assert counted(periods, rows) == {"Sở A": 2, "Sở B": 3}
    assert counted(periods, rows, HALF) == {"Sở A": 1, "Sở B": 3}
    assert counted(periods, rows, YEAR) == {"Sở A": 2}


def test_the_history_of_an_agency_ends_with_the_return_that_counts(periods: LoadedPlan) -> None:
    rows = [row(1, "2021-06-10", period=HALF), row(2, "2021-12-10"), row(3, "2021-12-11")]
    found = Standings(periods, rows).history(YEAR)["Sở A"]
    assert [each.row.no for each in found] == [1, 2, 3]
    half = Standings(periods, rows).history(HALF)["Sở A"]
    assert [each.row.no for each in half] == [1]


def test_periods_come_as_the_plan_has_them_then_as_returns_name_them(periods: LoadedPlan) -> None:
    assert declared_periods(periods) == (HALF, YEAR)
    found = Standings(periods, [row(1, "2021-06-10", period="Quý I/2021")])
    assert found.periods == (HALF, YEAR, "Quý I/2021")
    assert (found.previous(YEAR), found.previous(HALF)) == (HALF, None)


def test_the_period_meant_is_the_last_that_returns_are_of(
    periods: LoadedPlan, write: Callable[..., Path]
) -> None:
    assert default_period(periods) == HALF
    rows = [row(1, "2021-12-10"), row(2, "2021-12-11", "Sở B", period=HALF)]
    assert default_period(periods, rows) == YEAR
    assert default_period(periods, [row(1, "2021-06-01", plan=PlanRef(number="9"))]) == HALF
    bare = with_duties(write, "")
    assert default_period(bare) == YEAR == period_in_words(bare.plan.document)
    assert default_period(bare, [row(1, "2021-06-10", period="Quý I")]) == "Quý I"


def test_returns_of_nobody_the_plan_knows_are_told_apart(periods: LoadedPlan) -> None:
    found = Standings(periods, [row(1, "2021-12-01", "Sở Lạ"), row(2, "2021-12-01")])
    assert [each.row.no for each in found.strangers] == [1]


def test_who_is_to_send_has_a_task_and_where_the_plan_says_so_the_duty(
    periods: LoadedPlan, write: Callable[..., Path]
) -> None:
    names = [each.name for each in Standings(periods, []).expected(YEAR)]
    assert names == ["Sở A", "Sở B", "UBND huyện C", "UBND xã D", "UBND xã E"]
    bare = with_duties(write, "")
    assert [each.name for each in Standings(bare, []).expected()] == names


def test_the_fingerprint_of_a_plan_changes_with_its_tasks_alone(
    periods: LoadedPlan, write: Callable[..., Path]
) -> None:
    same = with_duties(
        write,
        "# Ghi chú\n" + "duties:\n  - {id: III.1, role: lead, text: Báo cáo kết quả thực hiện.}\n",
    )
    assert plan_fingerprint(same) == plan_fingerprint(periods)
    other = with_duties(write, "duties:\n  - {id: III.1, role: lead, text: Báo cáo.}\n")
    assert plan_fingerprint(other) != plan_fingerprint(periods)


# Struck out


def test_a_closing_and_an_extension_that_were_struck_out_are_as_if_never_written() -> None:
    rows = [
        act(1, "extension", "2021-12-10", period=YEAR, due=date(2021, 12, 31)),
        act(2, "closing", "2021-12-12", period=YEAR),
        act(3, "closing", "2021-12-13", period=YEAR),
        act(4, "correction", "2021-12-14", of=1, reason="Nhầm kỳ"),
        act(5, "correction", "2021-12-14", of=2, reason="Nhầm ngày"),
    ]
    assert [each.no for each in effective(rows)] == [3, 4, 5]


def test_what_is_struck_out_later_still_holds_before_that_day(periods: LoadedPlan) -> None:
    rows = [
        act(1, "closing", "2021-06-16", period=HALF),
        act(2, "correction", "2021-06-20", of=1, reason="Nhầm"),
    ]
    agency = periods.registry.find("Sở A")
    assert Standings(periods, rows).of(agency, HALF).closed is None
    then = Standings(periods, rows, as_of=date(2021, 6, 18)).of(agency, HALF)
    assert then.closed == date(2021, 6, 16)


def test_what_was_taken_for_another_plans_counts_for_nothing_whatever_its_number(
    periods: LoadedPlan,
) -> None:
    found = standing(periods, [row(1, "2021-12-10", verdict="other_plan")])
    assert (found.state, found.receipts) == (State.NOTHING, ())
