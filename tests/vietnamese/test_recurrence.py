"""What comes again, and when it is due."""

from datetime import date

from papi_cli.vietnamese.recurrence import DueDay, Recurrence


def ends(recurrence: Recurrence, first: date, last: date) -> list[str]:
    return [end.isoformat() for _, end in recurrence.times(first, last)]


def test_cycles_of_months_are_those_of_the_calendar() -> None:
    found = ends(Recurrence("M", 6), date(2021, 2, 1), date(2022, 7, 1))
    assert found == ["2021-06-30", "2021-12-31", "2022-06-30"]


def test_a_day_that_a_month_lacks_is_its_last() -> None:
    monthly = Recurrence("M", 1, (DueDay(1, 31),))
    assert ends(monthly, date(2021, 2, 1), date(2021, 4, 30)) == [
        "2021-02-28", "2021-03-31", "2021-04-30",
    ]  # fmt: skip


def test_what_is_due_in_the_next_cycle_belongs_to_the_one_before() -> None:
    monthly = Recurrence("M", 1, (DueDay(2, 5, before=True),))
    found = ends(monthly, date(2021, 11, 1), date(2021, 12, 31))
    assert found == ["2021-12-04", "2022-01-04"]


def test_a_cycle_is_told_in_the_longest_unit() -> None:
    assert [Recurrence(unit, number).every for unit, number in
            [("M", 24), ("M", 3), ("W", 2), ("D", 1)]] == ["P2Y", "P3M", "P2W", "P1D"]  # fmt: skip


def test_the_end_of_the_calendar_ends_it() -> None:
    assert ends(Recurrence("W"), date(9999, 12, 20), date.max)[-1] <= "9999-12-31"
    assert len(ends(Recurrence("M", 12), date(9990, 1, 1), date.max)) < 11
