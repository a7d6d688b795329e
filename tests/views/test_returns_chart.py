"""How returns of several periods came in, drawn."""

from papi_cli.plan.loader import LoadedPlan
from papi_cli.register.standing import Standings
from papi_cli.views.returns_chart import trend
from tests.register.periods import HALF, YEAR, row

ROWS = [row(1, "2021-06-10", period=HALF), row(2, "2021-12-20"), row(3, "2021-12-01", "Sở B")]


def test_two_periods_are_no_trend(periods: LoadedPlan) -> None:
    assert trend(Standings(periods, ROWS), "") == []


def test_from_the_third_period_on_each_has_a_bar_of_all_who_were_to_send(
    periods: LoadedPlan,
) -> None:
    rows = [*ROWS, row(4, "2022-06-01", period="Quý I/2022")]
    (sheet,) = trend(Standings(periods, rows), "Hết.")
    (chart,) = sheet.charts
    assert [each[0] for each in chart.rows] == [HALF, YEAR, "Quý I/2022"]
    parts = [[each[at] for at in chart.parts] for each in chart.rows]
    assert parts == [[1, 0, 0, 0, 0, 0, 4], [1, 0, 1, 0, 0, 0, 3], [0, 1, 0, 0, 0, 0, 4]]
    assert [each[-2:] for each in chart.rows] == [[5, 0.2], [5, 0.4], [5, 0.2]]
    assert (chart.bars, sheet.closing) == (3, "Hết.")
