"""Published values."""

from decimal import Decimal
from fractions import Fraction

import pytest

from papi_cli.scores.checking import load_scores, shipped_scores
from papi_cli.scores.values import Scores
from tests.scores import second

SECOND = second.values()


BAC_NINH = "5.4234 5.8968 5.2683 7.1769 7.6440 7.2789 3.1681 3.4549"


@pytest.fixture(scope="module")
def scores() -> Scores:
    return load_scores(shipped_scores(), "papi_scores.csv")


def test_every_value_of_the_shipped_file_is_there_and_no_other(scores: Scores) -> None:
    for (number, year), expected in SECOND.items():
        found = scores.published([number], year)
        assert {name: Fraction(value) for name, value in found.items()} == expected
    assert len(SECOND) == 38 * 14 == len(scores.numbers) * len(scores.years)
    assert len(scores.provinces) == 63


@pytest.mark.parametrize(
    ("province", "year", "numbers"),
    [
        ("Quảng Ninh", 2020, {"total": "48.8114"}),
        (
            "Bắc Ninh",
            2020,
            dict(zip("12345678", BAC_NINH.split(), strict=True)),
        ),
        ("Bắc Kạn", 2021, {"total": "42.1530", "1.1": "0.6571", "3.2": "0.5702", "6": "7.7963"}),
        ("Bắc Kạn", 2022, {"total": "42.4369"}),
    ],
)  # fmt: skip
def test_published_figures_are_those_of_the_reports(
    scores: Scores, province: str, year: int, numbers: dict[str, str]
) -> None:
    for number, value in numbers.items():
        assert scores.published([number], year)[province] == Decimal(value)


def test_a_missing_value_is_none_and_never_zero(scores: Scores) -> None:
    assert "Quảng Ninh" not in scores.published(["total"], 2021)
    assert scores.published(["5.2"], 2021) == {}
    assert scores.published(["1.1"], 2015) == {}
    assert scores.published(["9"], 2021) == {}


def test_several_numbers_are_added_up_for_those_who_have_them_all(scores: Scores) -> None:
    found = scores.published(["7.2", "7.3"], 2021)
    assert {name: Fraction(value) for name, value in found.items()} == {
        name: SECOND["7.2", 2021][name] + SECOND["7.3", 2021][name] for name in found
    }
    assert found.keys() == SECOND["7.2", 2021].keys() & SECOND["7.3", 2021].keys()
    assert scores.published([], 2021) == {}
    assert scores.published(["5.1", "5.2"], 2021) == {}


def test_dimensions_are_sums_of_their_parts_and_totals_of_dimensions(scores: Scores) -> None:
    checked = 0
    for (number, year), of in SECOND.items():
        wanted = [] if "." in number else sorted(second.parts(SECOND, number, year))
        assert sorted(scores.measured_parts(number, year)) == wanted
        for province, value in of.items():
            if wanted and all(province in SECOND[each, year] for each in wanted):
                total = sum((SECOND[each, year][province] for each in wanted), Fraction())
                assert abs(total - value) < Fraction(1, 1000)
                checked += 1
    assert checked > 4000


def test_what_is_measured_is_what_anybody_has_a_value_for(scores: Scores) -> None:
    assert "5.2" in scores.measured(2020)
    assert "5.2" not in scores.measured(2021)
    assert "8.3" not in scores.measured(2018)
    assert scores.measured(2017) == {"total", *"123456"}
    assert scores.measured(1999) == frozenset()
    assert scores.parts("5") == {"5.1", "5.2", "5.3", "5.4"}
