"""The five figures of returns as a sentence."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from papi_cli.plan.loader import LoadedPlan
from papi_cli.register.sentences import figures_line, percent, rate_text
from papi_cli.register.standing import Standings
from tests.register.periods import YEAR, act, row, with_duties


@pytest.mark.parametrize(
    ("rate", "text"),
    [
        (None, "–"),
        (0.0, "0 %"),
        (1.0, "100 %"),
        (0.855, "85,5 %"),
        (0.5, "50 %"),
        (5 / 16, "31,3 %"),
        (89 / 80 - 1, "11,3 %"),
        (0.9999, "99,9 %"),
        (0.0001, "0,1 %"),
    ],
)
def test_a_rate_is_a_percentage_that_never_rounds_to_all_or_nothing(
    rate: float | None, text: str
) -> None:
    assert rate_text(rate) == text


@pytest.mark.parametrize(
    ("rate", "shown"),
    [
        (None, None),
        (1.0, "100.0"),
        (0.9999, "99.9"),
        (0.0001, "0.1"),
        (0.0, "0.0"),
        (0.3345, "33.5"),
    ],
)
def test_a_rate_is_shown_with_a_decimal_and_never_as_what_it_is_not(
    rate: float | None, shown: str | None
) -> None:
    assert percent(rate) == (None if shown is None else Decimal(shown))


def test_a_sentence_tells_the_five_figures(periods: LoadedPlan) -> None:
    rows = [row(1, "2021-12-15"), row(2, "2021-12-16", "Sở B")]
    assert figures_line(Standings(periods, rows)) == (
        "Báo cáo năm 2021: phải gửi 5, đã gửi 2 (40 %), đúng hạn 1 (20 %)."
    )
    early = Standings(periods, rows, as_of=date(2021, 12, 15))
    assert figures_line(early) == (
        "Báo cáo năm 2021 (tính đến 15/12/2021): phải gửi 5, đã gửi 1 (20 %), đúng hạn 1 (20 %)."
    )


def test_a_sentence_says_that_no_day_is_set(periods: LoadedPlan) -> None:
    rows = [row(1, "2021-03-30", period="Quý I")]
    assert figures_line(Standings(periods, rows), "Quý I") == (
        "Báo cáo quý I: phải gửi 5, đã gửi 1 (20 %); kỳ này không có hạn gửi nên không xét đúng hạn."
    )


def test_a_sentence_says_of_how_many_the_day_is_known(periods: LoadedPlan) -> None:
    rows = [
        row(1, "2021-03-30", period="Quý I"),
        act(2, "extension", "2021-03-01", "Sở A", period="Quý I", due=date(2021, 4, 1)),
    ]
    assert "đúng hạn 1 (100 % của 1 cơ quan có hạn)." in figures_line(
        Standings(periods, rows), "Quý I"
    )


def test_a_sentence_is_of_those_who_are_to_send(periods: LoadedPlan) -> None:
    office = periods.registry.find("Sở A")
    line = figures_line(Standings(periods, [row(1, "2021-12-15")]), YEAR, [office])
    assert "phải gửi 1, đã gửi 1 (100 %)" in line


def test_a_deadline_without_a_day_is_told_as_the_plan_words_it(write: Callable[..., Path]) -> None:
    duties = "duties:\n  - {id: III.1, role: lead, text: Báo cáo kết quả., deadline: Cuối năm}\n"
    line = figures_line(Standings(with_duties(write, duties), [row(1, "2021-12-15")]))
    assert line.endswith(
        "; kế hoạch chỉ ghi «cuối năm», sổ chưa có hạn gửi nên không xét đúng hạn."
    )
