"""Provinces by what was typed."""

from collections.abc import Callable
from pathlib import Path

import pytest

from papi_cli.checking.runner import load_valid
from papi_cli.errors import PapiError
from papi_cli.plan.loader import LoadedPlan
from papi_cli.scores.checking import load_scores, shipped_scores
from papi_cli.scores.provinces import find_province, nearest, province_key, province_of
from papi_cli.scores.values import Scores
from tests.conftest import HEAD, small_plan


@pytest.fixture(scope="module")
def scores() -> Scores:
    return load_scores(shipped_scores(), "papi_scores.csv")


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("Bắc Kạn", "Bắc Kạn"), ("bac kan", "Bắc Kạn"), ("tỉnh Bắc Kạn", "Bắc Kạn"),
        ("UBND tỉnh Bắc Kạn", "Bắc Kạn"), ("TP. Hà Nội", "Hà Nội"), ("hoà bình", "Hòa Bình"),
        ("Thành phố Hải Phòng", "Hải Phòng"),
    ],
)  # fmt: skip
def test_a_province_is_found_however_it_is_typed(scores: Scores, typed: str, name: str) -> None:
    assert find_province(scores, typed) == name


@pytest.mark.parametrize("typed", ["Bắc Cạn", "", "tỉnh", "x" * 10_000])
def test_an_unknown_province_is_named_with_what_is_near(scores: Scores, typed: str) -> None:
    with pytest.raises(PapiError, match=r"Không có giá trị nào của «.*» trong papi_scores\.csv;"):
        find_province(scores, typed)
    assert nearest("Bắc Cạn", scores.provinces)[0] == "Bắc Kạn"


def test_no_two_provinces_are_alike(scores: Scores) -> None:
    assert len({province_key(each) for each in scores.provinces}) == 63


def test_the_plans_province_is_that_of_its_place_or_issuer(
    shipped: LoadedPlan, scores: Scores, write: Callable[[str], Path]
) -> None:
    assert province_of(shipped.plan.document, scores) == "Bắc Kạn"
    rows = '  - {id: "1", name: Một, tasks: [{text: Việc, lead: [A]}]}\n'
    for head, name in (
        (HEAD.replace("tỉnh Mẫu", "tỉnh Thái Nguyên"), "Thái Nguyên"),
        (HEAD.replace("place: Mẫu", "place: Hà Nội"), "Hà Nội"),
        (HEAD, None),
    ):
        plan = load_valid(write(small_plan("  - name: A\n", rows, head)), "x").plan
        assert province_of(plan.document, scores) == name
