"""Where a province stands."""

from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from papi_cli.checking.runner import load_valid
from papi_cli.plan.loader import LoadedPlan
from papi_cli.scores.checking import load_scores, shipped_scores
from papi_cli.scores.comparison import (
    Years,
    compare,
    latest_years,
    median,
    plan_years,
    standing,
    target_results,
)
from papi_cli.scores.values import Scores
from tests.conftest import PLAN
from tests.scores import second

SECOND = second.values()
Y21 = Years(2020, 2021)


@pytest.fixture(scope="module")
def scores() -> Scores:
    return load_scores(shipped_scores(), "papi_scores.csv")


def test_ranks_medians_and_bests_are_those_of_a_second_reckoning(scores: Scores) -> None:
    for (number, year), of in SECOND.items():
        published, ranks = scores.published([number], year), second.ranks(of)
        for province in scores.provinces:
            found = standing(published, province)
            assert found.ranked == len(of)
            assert found.rank == ranks.get(province)
        if of:
            assert found.median is not None
            assert Fraction(found.median) == second.median(of)
            assert found.best is not None
            assert Fraction(found.best) == max(of.values())
            best = max(of.values())
            assert set(found.best_of) == {name for name in of if of[name] == best}


def test_provinces_with_one_value_share_a_rank_and_the_next_has_as_many_less() -> None:
    of = {
        name: Decimal(value) for name, value in zip("abcd", ("3", "2.50", "2.5", "1"), strict=True)
    }
    assert [standing(of, each).rank for each in "abcd"] == [1, 2, 2, 4]
    assert standing(of, "b").best_of == ("a",)
    assert standing(of, "e").value is None


def test_a_median_of_few_values() -> None:
    assert median([]) is None
    assert median([Decimal(3)]) == 3
    assert median([Decimal(3), Decimal(1)]) == 2
    assert median([Decimal(3), Decimal(1), Decimal(9)]) == 3


@pytest.mark.parametrize(
    ("province", "year", "rank", "ranked"),
    [
        ("Quảng Ninh", 2020, 1, 63), ("Bắc Kạn", 2020, 32, 63), ("Bắc Kạn", 2021, 34, 60),
        ("Bắc Kạn", 2022, 30, 61),
    ],
)  # fmt: skip
def test_published_ranks(scores: Scores, province: str, year: int, rank: int, ranked: int) -> None:
    found = standing(scores.published(["total"], year), province)
    assert (found.rank, found.ranked) == (rank, ranked)


def test_a_change_is_the_difference_of_the_two_years(scores: Scores) -> None:
    for number, change in {"total": "-0.5699", "1.1": "-0.1376", "3.2": "-0.3945"}.items():
        found = compare(scores, [number], "Bắc Kạn", Y21)
        assert (found.change, found.obstacle) == (Decimal(change), "")


def test_a_change_where_a_year_is_missing_is_none_without_an_obstacle(scores: Scores) -> None:
    found = compare(scores, ["total"], "Quảng Ninh", Y21)
    assert (found.now.value, found.change, found.obstacle, found.fell) == (None, None, "", False)


@pytest.mark.parametrize(
    ("number", "years", "said"),
    [
        ("5.2", Y21, "5.2 không còn đo từ năm 2021"),
        ("5.1", Y21, "năm 2021 không còn đo 5.2 nên các phần còn lại nặng nhẹ khác"),
        ("5.4", Y21, "năm 2021 không còn đo 5.2 nên các phần còn lại nặng nhẹ khác"),
        ("8.3", Years(2018, 2019), "8.3 mới đo từ năm 2019"),
        ("8.1", Years(2018, 2019), "năm 2019 đo thêm 8.3 nên các phần còn lại nặng nhẹ khác"),
        ("total", Years(2017, 2018), "năm 2018 đo thêm 7, 8 nên tổng điểm gồm các chỉ số khác"),
        ("7", Years(2017, 2018), "7 mới đo từ năm 2018"),
        ("5", Y21, ""), ("8", Years(2018, 2019), ""), ("1.1", Y21, ""), ("total", Y21, ""),
        ("5.1", Years(2021, 2022), ""), ("1", Years(2017, 2018), ""),
        ("1.1", Years(2017, 2018), ""), ("1.1", Years(2024, 2025), ""),
    ],
)  # fmt: skip
def test_what_cannot_be_compared_says_why(
    scores: Scores, number: str, years: Years, said: str
) -> None:
    found = compare(scores, [number], "Bắc Kạn", years)
    assert found.obstacle == said
    assert found.change is None or not said


def test_a_dimension_made_up_otherwise_is_compared_with_care(scores: Scores) -> None:
    found = compare(scores, ["1"], "Bắc Kạn", Years(2017, 2018))
    assert found.care == "năm 2017 gồm các chỉ số thành phần khác, so sánh thận trọng"
    assert found.change is not None
    assert compare(scores, ["1"], "Bắc Kạn", Y21).care == ""


def test_a_part_about_two_numbers_cannot_be_compared_where_one_cannot(scores: Scores) -> None:
    assert compare(scores, ["5.3", "6.1"], "Bắc Kạn", Y21).obstacle
    assert compare(scores, ["7.2", "7.3"], "Bắc Kạn", Y21).change == Decimal("-0.1219")


def test_only_a_change_that_says_something_is_a_fall(scores: Scores) -> None:
    fallen = {
        number
        for number in scores.measured(2021)
        if "." in number and compare(scores, [number], "Bắc Kạn", Y21).fell
    }
    assert fallen == {"1.1", "1.4", "2.3", "3.2", "3.3", "7.2", "8.2"}


def test_another_province_stands_beside(scores: Scores) -> None:
    assert compare(scores, ["8"], "Bắc Kạn", Y21, "Thái Nguyên").other == Decimal("3.1288")
    assert compare(scores, ["8"], "Bắc Kạn", Y21, "Bắc Ninh").other is None


def test_the_years_are_those_of_the_plan(shipped: LoadedPlan, scores: Scores) -> None:
    assert latest_years(shipped.plan.document, scores) == Y21
    assert plan_years(shipped.plan.document, scores) == Y21


@pytest.mark.parametrize(
    ("period", "years", "latest"),
    [
        ("{from: 2025-01-01, to: 2025-12-31}", Years(2024, 2025), Years(2023, 2024)),
        ("{from: 2027-01-01, to: 2027-12-31}", Years(2023, 2024), Years(2023, 2024)),
        ("{from: 2018-01-01, to: 2020-12-31}", Years(2017, 2020), Years(2017, 2020)),
        ("{from: 2019-05-01}", Years(2018, 2024), Years(2018, 2024)),
    ],
)
def test_a_plan_of_other_years_has_theirs_and_asks_for_the_latest(
    write: Callable[[str], Path], scores: Scores, period: str, years: Years, latest: Years
) -> None:
    text = (PLAN).read_text(encoding="utf-8")
    text = text.replace("  period: {from: 2021-01-01, to: 2021-12-31}", f"  period: {period}")
    text = text.replace("  source: source/", "  # source: source/")
    document = load_valid(write(text), "x").plan.document
    assert plan_years(document, scores) == years
    assert latest_years(document, scores) == latest


def test_the_aim_of_the_plan_was_not_reached(shipped: LoadedPlan, scores: Scores) -> None:
    (found,) = target_results(scores, shipped.plan)
    assert (found.number, found.year, found.base_year) == ("total", 2021, 2020)
    assert found.base is not None
    assert (found.base.rank, found.base.ranked) == (32, 63)
    assert (found.now.rank, found.now.ranked) == (34, 60)
    assert found.reached is False


@pytest.mark.parametrize(
    ("aim", "reached"),
    [
        ("value: trong 40 tỉnh, rank_within: 40", True),
        ("value: trong 30 tỉnh, rank_within: 30", False),
        ('value: "từ 42 điểm", score_at_least: "42"', True),
        ('value: "từ 42,2 điểm", score_at_least: "42,2"', False),
        ("value: điểm hơn 2020, score_above: 2020", False),
        ("value: điểm hơn 2020, score_above: 2020, index: \"6\"", True),
        ("value: điểm hơn 2020, score_above: 2020, index: \"5.1\"", None),
        ("value: điểm hơn 2017, score_above: 2017", None),
        ("value: hạng hơn 2010, rank_above: 2010", None),
        ("value: hạng hơn 2020, rank_above: 2020, year: 2030", None),
    ],
)  # fmt: skip
def test_what_comes_of_a_target_hangs_on_how_it_is_read(
    write: Callable[[str], Path], scores: Scores, aim: str, reached: bool | None
) -> None:
    text = PLAN.read_text(encoding="utf-8").replace("  source: source/", "  # source: source/")
    old = text[text.index("aims:\n") : text.index("\n# CƠ QUAN")]
    loaded = load_valid(write(text.replace(old, f"aims:\n  - {{name: Chỉ số, {aim}}}\n")), "x")
    (found,) = target_results(scores, loaded.plan)
    assert found.reached is reached


def test_a_plan_of_no_province_of_the_file_has_no_results(
    write: Callable[[str], Path], scores: Scores
) -> None:
    text = PLAN.read_text(encoding="utf-8").replace("  source: source/", "  # source: source/")
    text = text.replace("place: Bắc Kạn", "place: Mẫu").replace("nhân dân tỉnh Bắc Kạn", "Mẫu")
    assert target_results(scores, load_valid(write(text), "x").plan) == []
