"""The index as it is shown."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from papi_cli.checking.runner import load_valid
from papi_cli.plan.loader import LoadedPlan
from papi_cli.scores.checking import load_scores, shipped_scores
from papi_cli.scores.comparison import Years
from papi_cli.scores.focus import Yardstick, focus, mean_tasks
from papi_cli.scores.values import Scores
from papi_cli.views.formats import REPORTERS, Format, TextFormat
from papi_cli.views.scores import (
    Asked,
    answer_scores,
    focus_closing,
    focus_data,
    focus_rows,
    focus_table,
    score_rows,
    scores_closing,
    scores_data,
    scores_table,
    scores_view,
)
from tests.conftest import PLAN

ASKED = Asked("Bắc Kạn", Years(2020, 2021))


@pytest.fixture(scope="module")
def scores() -> Scores:
    return load_scores(shipped_scores(), "papi_scores.csv")


def row(loaded: LoadedPlan, scores: Scores, number: str, asked: Asked = ASKED) -> dict[str, object]:
    found = score_rows(answer_scores(loaded, scores, asked))
    return next(
        dict(zip(found.columns, each, strict=True)) for each in found.rows if each[0] == number
    )


def test_every_figure_has_a_column_of_its_own(shipped: LoadedPlan, scores: Scores) -> None:
    assert row(shipped, scores, "1.1") == {
        "Mã số": "1.1", "Nội dung": "Tri thức công dân", "Năm 2020": "0,795", "Năm 2021": "0,657",
        "Thay đổi": "-0,138", "Hạng năm 2020": 28, "Số tỉnh xếp hạng năm 2020": 63,
        "Hạng năm 2021": 44, "Số tỉnh xếp hạng năm 2021": 60, "Trung vị": "0,719",
        "Cao nhất": "1,013", "Tỉnh cao nhất": "Bình Dương", "Chỉ tiêu": "", "Ghi chú": "",
    }  # fmt: skip


def test_all_numbers_of_both_years_are_there(shipped: LoadedPlan, scores: Scores) -> None:
    found = list(score_rows(answer_scores(shipped, scores, ASKED)).rows)
    assert len(found) == 1 + 8 + 29
    assert [each[0] for each in found[:3]] == ["total", "1", "1.1"]
    old = answer_scores(shipped, scores, replace(ASKED, years=Years(2014, 2015)))
    assert [each.numbers[0] for each in old.comparisons] == ["total", *"123456"]
    assert "Năm 2015 chỉ có giá trị theo chỉ số nội dung." in scores_closing(shipped, scores, old)


def test_a_missing_value_is_empty_or_a_dash(shipped: LoadedPlan, scores: Scores) -> None:
    five = row(shipped, scores, "5.2")
    assert (five["Năm 2021"], five["Hạng năm 2021"], five["Số tỉnh xếp hạng năm 2021"]) == (
        "",
        "",
        "",
    )
    assert five["Ghi chú"] == "không so sánh được: 5.2 không còn đo từ năm 2021"
    drawn = scores_table(answer_scores(shipped, scores, ASKED), "", 140)
    (line,) = [each for each in drawn.splitlines() if each.startswith("5.2")]
    assert line.split()[-6:] == ["1,768", "–", "(*)", "–", "–", "–"]


def test_the_target_stands_with_its_number(shipped: LoadedPlan, scores: Scores) -> None:
    assert row(shipped, scores, "total")["Chỉ tiêu"] == (
        "xếp hạng ở vị trí cao hơn năm 2020 (năm 2020 thứ 32 trong 63 tỉnh (42,723 điểm), năm 2021"
        " thứ 34 trong 60 tỉnh (42,153 điểm): chưa đạt)"
    )
    for asked in (replace(ASKED, province="Thái Nguyên"), replace(ASKED, years=Years(2021, 2022))):
        assert answer_scores(shipped, scores, asked).targets == []


def test_another_province_the_median_and_the_best_stand_beside(
    shipped: LoadedPlan, scores: Scores
) -> None:
    beside = row(shipped, scores, "8", replace(ASKED, other="Thái Nguyên"))
    assert (beside["Thái Nguyên"], beside["Hơn Thái Nguyên"]) == ("3,129", "-0,545")
    median = row(shipped, scores, "8", replace(ASKED, yardstick=Yardstick.MEDIAN))
    assert (median["Trung vị năm 2021"], median["Hơn trung vị"]) == ("2,840", "-0,256")
    best = row(shipped, scores, "8", replace(ASKED, yardstick=Yardstick.BEST))
    assert (best["Cao nhất năm 2021"], best["Hơn cao nhất"]) == ("3,606", "-1,022")


def test_the_closing_says_what_the_values_are(shipped: LoadedPlan, scores: Scores) -> None:
    closing = scores_closing(shipped, scores, answer_scores(shipped, scores, ASKED))
    assert "không phải việc cơ quan đã làm" in closing
    assert "tổng điểm 42,153 (-0,570), thứ 34/60, năm 2020 thứ 32/63." in closing
    assert closing.count("(*)") == 2
    absent = answer_scores(shipped, scores, replace(ASKED, province="Quảng Ninh"))
    said = scores_closing(shipped, scores, absent)
    assert "năm 2021 không có tổng điểm của Quảng Ninh" in said


def test_dimensions_narrow(shipped: LoadedPlan, scores: Scores) -> None:
    answer = answer_scores(shipped, scores, replace(ASKED, dimensions=("7",)))
    assert [each.numbers[0] for each in answer.comparisons] == ["7", "7.1", "7.2", "7.3"]
    assert answer.targets == []


@pytest.mark.parametrize("width", [80, 140])
@pytest.mark.parametrize("other", [None, "Thái Nguyên"])
def test_a_table_fits_a_terminal(
    shipped: LoadedPlan, scores: Scores, width: int, other: str | None
) -> None:
    asked = replace(ASKED, other=other)
    drawn = scores_table(answer_scores(shipped, scores, asked), "", width)
    rows = focus(shipped, scores, "Bắc Kạn", ASKED.years, other=other)
    for text in (drawn, focus_table(asked, rows, "", width)):
        assert max(map(len, text.splitlines())) <= width
        assert "…" not in text


def test_json_has_numbers_and_null_for_none(shipped: LoadedPlan, scores: Scores) -> None:
    data = scores_data(scores, answer_scores(shipped, scores, replace(ASKED, other="Thái Nguyên")))
    rows = {each["numbers"][0]: each for each in data["rows"]}
    assert (rows["total"]["value"], rows["total"]["change"]) == (42.153, -0.5699)
    assert (rows["5.1"]["change"], rows["5.2"]["value"], rows["5.2"]["rank"]) == (None, None, None)
    assert rows["8"]["against"] == 3.1288
    (target,) = data["targets"]
    assert (target["base_rank"], target["rank"], target["reached"]) == (32, 34, False)
    assert data["against"] == "Thái Nguyên"


def test_what_fell_is_told_with_its_tasks(shipped: LoadedPlan, scores: Scores) -> None:
    rows = focus(shipped, scores, "Bắc Kạn", ASKED.years)
    closing = focus_closing(ASKED, rows, mean_tasks(rows))
    assert "3.2 (giảm 0,395, trung vị cả nước giảm 0,473, 4 nhiệm vụ); 2.3 (giảm 0,358," in closing
    assert "8.2 (giảm 0,143, trung vị cả nước tăng 0,007, chỉ 2 nhiệm vụ)" in closing
    assert "Trung bình một mục có 2,7 nhiệm vụ." in closing


def test_what_there_is_to_gain_as_rows_and_json(shipped: LoadedPlan, scores: Scores) -> None:
    rows = focus(shipped, scores, "Bắc Kạn", ASKED.years)
    first = next(iter(focus_rows(ASKED, rows).rows))
    assert first == (
        "8.2", "Tiếp cận và sử dụng mạng INTERNET", "8.2", "1,690", "0,318", "0,993", "0,143", 56, 60,
        2, 27, "Văn phòng UBND tỉnh; các sở, ngành; UBND cấp huyện", "giảm 0,143; chỉ 2 nhiệm vụ",
    )  # fmt: skip
    data = focus_data(scores, ASKED, rows)["focus"][0]
    assert (data["id"], data["tasks"], data["reporting_leads"]) == ("8.2", ["8.2.a", "8.2.b"], 27)
    assert (data["to_median"], data["fell"], data["warnings"]) == (0.3175, True, ["chỉ 2 nhiệm vụ"])


def test_a_sub_index_that_no_part_touches_is_named(
    write: Callable[[str], Path], scores: Scores
) -> None:
    text = PLAN.read_text(encoding="utf-8").replace("  source: source/", "  # source: source/")
    loaded = load_valid(write(text.replace('        indices: ["7.2", "7.3"] ', "        # ")), "x")
    answer = answer_scores(loaded, scores, ASKED)
    assert "Không mục nào của kế hoạch nói tới: 7.3." in scores_closing(loaded, scores, answer)
    assert "(không có trong kế hoạch)" in scores_table(answer, "", 140)
    rows = focus(loaded, scores, "Bắc Kạn", ASKED.years)
    assert "Không mục nào của kế hoạch nói tới: 7.3." in focus_closing(
        ASKED, rows, mean_tasks(rows)
    )
    assert focus_data(scores, ASKED, rows)["focus"][1]["id"] == "5.3"


def test_a_picture_is_a_format_of_its_own(shipped: LoadedPlan, scores: Scores) -> None:
    answer = answer_scores(shipped, scores, ASKED)
    view = scores_view(shipped, scores, answer, lambda: "<svg/>")
    reporter = REPORTERS[Format.SVG]
    assert isinstance(reporter, TextFormat)
    assert list(reporter.show(view)[0]) == ["<svg/>"]
