"""How the tasks of agencies stand: each in one place, whatever it is counted by."""

from papi_cli.checklists.vocabulary import Status
from papi_cli.documents.coverage import ALL
from papi_cli.documents.task_states import (
    Tally,
    gained,
    points_text,
    tallied,
    task_states,
    total,
)
from tests.documents.province import ON, Province


def test_each_task_of_each_agency_stands_once(small: Province) -> None:
    states = task_states(small.loaded, small.documents.work, small.sent, ALL)
    places = [(each.agency.name, each.task.id) for each in states]
    assert len(places) == len(set(places))
    assert len([each for each in states if each.agency.name == "UBND xã X1"]) == 3


def test_a_blank_checklist_says_nothing_of_any_task(small: Province) -> None:
    states = task_states(small.loaded, small.documents.work, small.sent, ALL)
    assert {each.status for each in states if each.agency.name == "UBND xã X6"} == {None}


def test_days_count_for_what_is_neither_done_nor_without_an_end(small: Province) -> None:
    states = task_states(small.loaded, small.documents.work, small.sent, ALL, ON)
    late = {(each.agency.name, each.task.id): each.days for each in states if each.days}
    assert late == {("UBND xã X3", "1.a"): 10, ("UBND xã X4", "1.a"): 10}


def test_whatever_it_is_counted_by_the_sum_is_the_same(small: Province) -> None:
    states = task_states(small.loaded, small.documents.work, small.sent, ALL, ON)
    whole = total(states)
    for key in ("agency.name", "task.id", "task.dimension.id"):
        first, *rest = key.split(".")

        def of(state: object, names: list[str] = [first, *rest]) -> str:  # noqa: B006
            found = state
            for name in names:
                found = getattr(found, name)
            return str(found)

        parts = tallied(states, of).values()
        for field in ("done", "in_progress", "not_started", "not_applicable", "silent", "late"):
            assert sum(getattr(each, field) for each in parts) == getattr(whole, field)


def test_a_change_is_that_of_the_rates_as_they_are_shown() -> None:
    # 66.7 % after 33.3 %: a reader who subtracts finds 33.4, not 33.3.
    now, before = Tally(done=2, not_started=1), Tally(done=1, not_started=2)
    assert points_text(gained(now, before)) == "+33,4"
    assert points_text(gained(before, now)) == "-33,4"
    assert points_text(gained(now, now)) == "0"
    assert points_text(gained(now, Tally())) == "–"
    assert points_text(gained(now, None)) == "–"


def test_what_did_not_arise_is_in_no_rate() -> None:
    tally = Tally(done=1, not_started=1, not_applicable=5, silent=7, disputed=2)
    assert (tally.counted, tally.rate, tally.total) == (2, 0.5, 16)
    assert Status.NOT_APPLICABLE.word == "Không phát sinh"
