"""Figures as they are shown."""

from decimal import Decimal

import pytest

from papi_cli.scores.checking import load_scores, shipped_scores
from papi_cli.scores.comparison import Years, compare, standing
from papi_cli.scores.figures import (
    BOUNDS,
    called,
    change_text,
    mean_text,
    number_json,
    obstacles,
    points,
    rank,
    signed,
)  # fmt: skip


@pytest.mark.parametrize(
    ("value", "plain", "with_sign"),
    [
        ("42.1530", "42,153", "+42,153"), ("0.65705", "0,657", "+0,657"), ("1.2345", "1,235", "+1,235"),
        ("-0.1376", "-0,138", "-0,138"), ("0", "0,000", "0,000"), ("-0.0004", "0,000", "0,000"),
        ("0.0005", "0,001", "+0,001"),
    ],
)  # fmt: skip
def test_points_have_three_decimals_and_a_comma(value: str, plain: str, with_sign: str) -> None:
    assert (points(Decimal(value)), signed(Decimal(value))) == (plain, with_sign)


def test_what_is_missing_is_never_a_zero() -> None:
    assert (points(None), signed(None), number_json(None)) == ("", "", None)
    assert (points(None, "–"), signed(None, "–")) == ("–", "–")
    assert rank(standing({}, "Bắc Kạn"), "–") == "–"


def test_ranks_and_json() -> None:
    assert rank(standing({"a": Decimal(1), "b": Decimal(2)}, "a")) == "2/2"
    assert number_json(Decimal("42.15300")) == 42.153


def test_halves_are_rounded_up_as_people_do() -> None:
    assert number_json(Decimal("1.00005")) == 1.0001
    assert (mean_text(2.25), mean_text(2.7142857)) == ("2,3", "2,7")


def test_numbers_in_words() -> None:
    assert called(["total"]) == "tổng điểm"
    assert called(["7.2", "7.3"]) == "7.2 + 7.3"


def test_a_change_says_why_there_is_none() -> None:
    scores = load_scores(shipped_scores(), "x")
    found = [
        compare(scores, [each], "Bắc Kạn", Years(2020, 2021)) for each in ("5.1", "5.3", "1.1")
    ]
    said = "năm 2021 không còn đo 5.2 nên các phần còn lại nặng nhẹ khác"
    assert change_text(found[0]) == f"không so sánh được: {said}"
    assert change_text(found[2]) == "-0,138"
    assert obstacles(found) == {said: ["5.1", "5.3"]}


def test_no_sentence_says_that_work_moved_the_index() -> None:
    assert "không phải việc cơ quan đã làm" in BOUNDS
