"""The index as a picture."""

import re
from collections.abc import Callable
from xml.etree.ElementTree import fromstring

import pytest

from papi_cli.plan.loader import LoadedPlan
from papi_cli.scores.checking import load_scores, shipped_scores
from papi_cli.scores.comparison import Years
from papi_cli.scores.values import Scores
from papi_cli.views.score_chart import scores_chart
from papi_cli.views.scores import Asked, answer_scores
from tests.conftest import ROOT, Result

SVG = "{http://www.w3.org/2000/svg}"
PICTURE = ROOT / "docs" / "hinh" / "scores.svg"


@pytest.fixture(scope="module")
def scores() -> Scores:
    return load_scores(shipped_scores(), "papi_scores.csv")


def chart(loaded: LoadedPlan, scores: Scores, **asked: object) -> str:
    known = {"province": "Bắc Kạn", "years": Years(2020, 2021)} | asked
    return scores_chart(scores, answer_scores(loaded, scores, Asked(**known)))  # type: ignore[arg-type]


def count(text: str, kind: str, name: str) -> int:
    return sum(each.get("class") == name for each in fromstring(text).iter(f"{SVG}{kind}"))


def test_there_is_a_band_a_median_and_a_dot_for_each_number_with_values(
    shipped: LoadedPlan, scores: Scores
) -> None:
    text = chart(shipped, scores)
    assert count(text, "rect", "r") == count(text, "line", "t") == 8 + 28 + 1  # and the legend
    assert count(text, "circle", "n") == 8 + 28 + 1
    assert count(text, "circle", "o") == 8 + 25 + 1  # 5.1, 5.3, 5.4 cannot be compared
    assert count(text, "path", "a") == 0


def test_another_province_is_a_diamond(shipped: LoadedPlan, scores: Scores) -> None:
    assert count(chart(shipped, scores, other="Thái Nguyên"), "path", "a") == 8 + 28 + 1


def test_a_province_without_values_has_no_dots(shipped: LoadedPlan, scores: Scores) -> None:
    text = chart(shipped, scores, province="Quảng Ninh")
    assert count(text, "circle", "n") == 1
    assert "0,000" not in text


def test_a_dot_stands_where_its_value_is(shipped: LoadedPlan, scores: Scores) -> None:
    text = chart(shipped, scores, dimensions=("6",))
    dots = [
        each for each in fromstring(text).iter(f"{SVG}circle")
        if each.get("class") == "n" and float(str(each.get("cy"))) > 78
    ]  # fmt: skip
    left, right = 330, 770
    shown = (float(str(dots[0].get("cx"))) - left) / (right - left) * 10
    assert shown == pytest.approx(7.7963, abs=0.01)


def test_the_picture_says_in_words_what_it_shows(shipped: LoadedPlan, scores: Scores) -> None:
    tree = fromstring(chart(shipped, scores))
    assert tree.get("role") == "img"
    (title,), (words,) = tree.findall(f"{SVG}title"), tree.findall(f"{SVG}desc")
    assert title.text == "Bắc Kạn: Chỉ số PAPI năm 2021 so với năm 2020"
    assert "1.1 Tri thức công dân: 0,657, trung vị 0,719" in str(words.text)
    assert "không phải việc cơ quan đã làm" in str(words.text)


def test_years_of_dimensions_alone_are_drawn(shipped: LoadedPlan, scores: Scores) -> None:
    text = chart(shipped, scores, years=Years(2014, 2015))
    assert "Chỉ số thành phần" not in text
    assert count(text, "circle", "n") == 6 + 1
    assert chart(shipped, scores, years=Years(2008, 2009)).endswith("</svg>\n")


def test_nothing_is_fetched_and_names_are_no_markup(shipped: LoadedPlan, scores: Scores) -> None:
    text = chart(shipped, scores, other="<b>&")
    assert not re.search(r"https?://(?!www\.w3\.org/)", text)
    assert "<b>" not in text


def test_the_picture_of_the_readme_is_what_papi_draws(
    papi: Callable[..., Result], request: pytest.FixtureRequest
) -> None:
    drawn = papi("scores", "--against", "Thái Nguyên", "--format", "svg").out
    if request.config.getoption("--renew"):
        PICTURE.write_text(drawn, encoding="utf-8", newline="\n")
    assert PICTURE.read_text(encoding="utf-8") == drawn, "make renew"
    assert "](docs/hinh/scores.svg)" in (ROOT / "README.md").read_text(encoding="utf-8")
