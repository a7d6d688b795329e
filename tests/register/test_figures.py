"""The five figures of returns, against a table that a person added up."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from papi_cli.checking.runner import load_valid
from papi_cli.plan.loader import LoadedPlan
from papi_cli.register.figures import (
    Figures,
    FiguresBy,
    ReturnsAnswer,
    Tier,
    figures,
    figures_by,
    group_of,
    tier_of,
)
from papi_cli.register.sentences import rate_text
from papi_cli.register.standing import Standings, State
from tests.conftest import small_plan
from tests.register.periods import HALF, YEAR, act, row
from tests.register.scenario import SCENARIO, sent


def numbers(counted: Figures) -> list[int]:
    return [counted.expected, counted.sent, counted.number(State.ON_TIME)]


def test_the_scenario_is_of_as_many_files_and_rows_as_it_says(year: Standings) -> None:
    assert len(list(sent(year.loaded))) == SCENARIO["files"]
    assert len(year.rows) == SCENARIO["rows"]


def test_the_five_figures_are_those_added_up_by_hand(year: Standings) -> None:
    whole = figures(year)
    assert numbers(whole) == SCENARIO["total"]
    assert [rate_text(whole.rate), rate_text(whole.on_time_rate)] == SCENARIO["rates"]
    assert {each.value: whole.number(each) for each in State} == SCENARIO["states"]


@pytest.mark.parametrize("by", [FiguresBy.TIER, FiguresBy.DISTRICT, FiguresBy.GROUP])
def test_they_are_so_by_tier_district_and_group(year: Standings, by: FiguresBy) -> None:
    found = {name: numbers(each) for name, each in figures_by(year, by).items()}
    assert found == SCENARIO[by.value]


def test_who_was_late_was_so_by_as_many_days(year: Standings) -> None:
    late = {each.agency.name: each.days for each in figures(year).in_state(State.LATE)}
    assert late == {name: each["days"] for name, each in SCENARIO["late"].items()}


def test_on_the_day_before_it_was_due_the_late_ones_have_sent_nothing(year: Standings) -> None:
    before = SCENARIO["before"]
    found = figures(Standings(year.loaded, year.rows, as_of=before["day"]))
    assert numbers(found) == before["total"]
    assert found.number(State.NOTHING) == before["nothing"]


def test_each_agency_counts_once_however_often_it_sends(periods: LoadedPlan) -> None:
    rows = [row(no, "2021-12-01") for no in range(1, 5)]
    found = figures_by(Standings(periods, rows), FiguresBy.AGENCY)
    assert numbers(found["Sở A"]) == [1, 1, 1]
    assert sum(each.expected for each in found.values()) == 5


def test_who_is_not_to_send_does_not_raise_a_rate_above_the_whole(periods: LoadedPlan) -> None:
    names = [each.name for each in periods.registry.agencies]
    rows = [row(no, "2021-12-01", name) for no, name in enumerate(names, start=1)]
    assert figures(Standings(periods, rows)).rate == 1.0


def test_an_agency_that_is_named_twice_counts_once(periods: LoadedPlan) -> None:
    office = periods.registry.find("Sở A")
    assert figures(Standings(periods, []), YEAR, [office, office]).expected == 1


def test_a_rate_of_nothing_is_none(periods: LoadedPlan) -> None:
    found = figures(Standings(periods, []), YEAR, [])
    assert (found.rate, found.on_time_rate) == (None, None)


def test_without_a_day_nothing_is_said_of_being_in_time(periods: LoadedPlan) -> None:
    found = figures(Standings(periods, [row(1, "2021-03-30", period="Quý I")]), "Quý I")
    assert (found.sent, found.timed, found.on_time_rate) == (1, 0, None)
    assert found.number(State.UNDECIDED) == 1


def test_the_rate_in_time_is_of_those_whose_day_is_known(periods: LoadedPlan) -> None:
    extended = act(2, "extension", "2021-03-01", "Sở A", period="Quý I", due=date(2021, 4, 1))
    found = figures(Standings(periods, [row(1, "2021-03-30", period="Quý I"), extended]), "Quý I")
    assert (found.timed, found.on_time_rate) == (1, 1.0)


def test_by_period_each_has_its_own_figures(periods: LoadedPlan) -> None:
    rows = [row(1, "2021-06-10", period=HALF), row(2, "2021-12-10"), row(3, "2021-12-10", "Sở B")]
    found = figures_by(Standings(periods, rows), FiguresBy.PERIOD)
    assert {name: each.sent for name, each in found.items()} == {HALF: 1, YEAR: 2}


def test_a_tier_is_told_by_the_district_or_by_what_an_agency_is_called(
    shipped: LoadedPlan,
) -> None:
    tiers = {
        "UBND xã Yến Dương": Tier.COMMUNE,
        "UBND thị trấn Chợ Rã": Tier.COMMUNE,
        "Ban thanh tra nhân dân cấp xã": Tier.COMMUNE,
        "UBND huyện Ba Bể": Tier.DISTRICT,
        "UBND thành phố Bắc Kạn": Tier.DISTRICT,
        "Thanh tra cấp huyện": Tier.DISTRICT,
        "Sở Y tế": Tier.PROVINCE,
        "Văn phòng UBND tỉnh": Tier.PROVINCE,
        "Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh": Tier.PROVINCE,
    }
    found = {name: tier_of(shipped, shipped.registry.find(name)) for name in tiers}
    assert found == tiers


def test_a_group_is_of_the_level_that_its_name_tells(write: Callable[..., Path]) -> None:
    names = ["UBND các xã, phường", "UBND các huyện, thành phố", "Các sở, ban, ngành"]
    agencies = "".join(f'  - name: "{name}"\n' for name in names)
    task = f"{{id: a, text: Họp, lead: {names}}}"
    plan = small_plan(agencies, f"  - {{id: '1', name: Một, tasks: [{task}]}}\n")
    loaded = load_valid(write(plan), "plan.yaml")
    found = [tier_of(loaded, each) for each in loaded.registry.agencies]
    assert found == [Tier.COMMUNE, Tier.DISTRICT, Tier.PROVINCE]


def test_whoever_has_a_district_is_a_communes_and_whoever_governs_one_a_districts(
    write: Callable[..., Path],
) -> None:
    agencies = "  - name: Khu kinh tế\n  - {name: Tổ dân phố, district: Khu kinh tế}\n"
    task = "{id: a, text: Họp, lead: [Khu kinh tế, Tổ dân phố]}"
    plan = small_plan(agencies, f"  - {{id: '1', name: Một, tasks: [{task}]}}\n")
    loaded = load_valid(write(plan), "plan.yaml")
    found = [tier_of(loaded, each) for each in loaded.registry.agencies]
    assert found == [Tier.DISTRICT, Tier.COMMUNE]


def test_the_kind_of_an_agency_is_the_nearest_group_that_holds_it(shipped: LoadedPlan) -> None:
    assert group_of(shipped, shipped.registry.find("Sở Y tế")) == "Các sở, ban, ngành"
    assert group_of(shipped, shipped.registry.find("Báo Bắc Kạn")) == ""


def test_an_answer_holds_the_whole_and_its_parts(year: Standings) -> None:
    answer = ReturnsAnswer(year, FiguresBy.TIER)
    assert answer.period_name == SCENARIO["period"]
    assert sum(each.sent for each in answer.parts.values()) == answer.total.sent
