"""What speaks against a row before it is appended."""

from datetime import date

import pytest

from papi_cli.plan.loader import LoadedPlan
from papi_cli.register.acts import (
    closing_problem,
    day_problem,
    extension_problem,
    paper_problem,
    period_problem,
)
from papi_cli.register.rows import DocumentRef
from papi_cli.register.standing import Standings
from tests.register.periods import HALF, YEAR, act, row


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (date(2021, 1, 1), "1/1/2021 trước ngày ban hành kế hoạch (2/1/2021)"),
        (date(2021, 1, 2), ""),
        (date(2023, 1, 1), ""),
        (date(2023, 1, 2), "2/1/2023 sau ngày kế hoạch kết thúc (31/12/2021) hơn một năm"),
    ],
)
def test_a_day_is_of_the_plans_time_or_a_year_after_it(
    periods: LoadedPlan, day: date, said: str
) -> None:
    assert day_problem(periods.plan.document, day) == said


def test_a_period_is_the_plans_or_the_registers(periods: LoadedPlan) -> None:
    rows = [row(1, "2021-12-10", period="Quý III")]
    standings = Standings(periods, rows)
    assert period_problem(standings, "năm 2021") == ""
    assert period_problem(standings, "Quý III") == ""
    assert period_problem(standings, "Quý I").startswith(
        f"Kế hoạch và sổ nhận không có kỳ «Quý I», chỉ có «{HALF}», «{YEAR}», «Quý III»;"
    )


def test_any_period_goes_where_the_plan_declares_none(loaded: LoadedPlan) -> None:
    assert period_problem(Standings(loaded, ()), "Quý I") == ""


def test_a_period_is_closed_from_the_last_day_of_anybody(periods: LoadedPlan) -> None:
    standings = Standings(periods, ())
    assert closing_problem(standings, YEAR, date(2021, 12, 14)).startswith(
        f"Kỳ «{YEAR}» còn hạn đến ngày 15/12/2021 nên chưa khóa sổ được từ ngày 14/12/2021;"
    )
    assert closing_problem(standings, YEAR, date(2021, 12, 15)) == ""
    own = act(1, "extension", "2021-12-10", "Sở A", period=YEAR, due=date(2021, 12, 20))
    assert closing_problem(Standings(periods, [own]), YEAR, date(2021, 12, 19))


def test_an_extension_for_all_is_held_against_what_is_not_extended_for_one(
    periods: LoadedPlan,
) -> None:
    own = act(1, "extension", "2021-12-10", "Sở A", period=YEAR, due=date(2021, 12, 31))
    standings = Standings(periods, [own])
    assert extension_problem(standings, None, YEAR, date(2021, 12, 20)) == ""
    assert extension_problem(standings, None, YEAR, date(2021, 12, 14))
    agency = periods.registry.find("Sở A")
    assert extension_problem(standings, agency, YEAR, date(2021, 12, 20))


def test_paper_without_a_number_is_the_same_on_the_same_day_unless_sent_back(
    periods: LoadedPlan,
) -> None:
    paper = row(1, "2021-12-10", via="paper", stored=None, counts=None)
    later = row(0, "2021-12-11", via="paper", stored=None)
    numbered = row(0, "2021-12-10", via="paper", document=DocumentRef(number="4/BC"))
    standings = Standings(periods, [paper])
    assert paper_problem(standings, row(0, "2021-12-10", via="paper")).startswith(
        f"Sở A đã có bản giấy của kỳ «{YEAR}», nhận ngày 10/12/2021, ở số 1;"
    )
    assert paper_problem(standings, later) == ""
    assert paper_problem(standings, numbered) == ""
    back = act(2, "sent_back", "2021-12-12", of=1, reason="a")
    assert paper_problem(Standings(periods, [paper, back]), row(0, "2021-12-10")) == ""
