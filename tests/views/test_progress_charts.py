"""Charts of progress."""

from collections.abc import Iterable
from pathlib import Path

import pytest

from papi_cli.checklists.count import By, Count
from papi_cli.checklists.vocabulary import Status
from papi_cli.office.workbook import Cell, Chart
from papi_cli.plan.loader import LoadedPlan
from papi_cli.plan.parts import Role
from papi_cli.views import progress_charts
from tests.checklists.sent import survey


def charts(loaded: LoadedPlan, folder: Path, by: By, expect: Iterable[str] = ()) -> list[Chart]:
    found = survey(loaded, folder, by=by, expect=expect)
    return list(progress_charts.progress_charts(loaded, found, "Tên", "Hết.").charts)


@pytest.mark.parametrize("by", By)
def test_both_charts_are_there_whatever_is_counted_by(
    loaded: LoadedPlan, folder: Path, by: By
) -> None:
    by_dimension, by_agency = charts(loaded, folder, by, ["Sở B"])
    assert by_dimension.rows == [["1. Một", 1, 1, 1, 0, 3, 1 / 3], ["2. Hai", 0, 1, 2, 0, 3, 0.0]]
    assert by_agency.rows == [
        ["UBND huyện C", 0, 0, 1, 0, 1, 0.0],
        ["Sở A", 0, 1, 1, 0, 2, 0.0],
        ["UBND xã D", 1, 1, 1, 0, 3, 1 / 3],
    ]
    assert by_agency.note == "Chưa gửi nên không có ở đây: 1 cơ quan."
    assert (by_dimension.bars, by_agency.bars) == (2, 3)


def test_a_chart_says_in_words_what_it_draws(loaded: LoadedPlan, folder: Path) -> None:
    by_dimension, _ = charts(loaded, folder, By.AGENCY)
    assert by_dimension.description == (
        "Biểu đồ thanh xếp chồng. Tiến độ theo chỉ số nội dung: 2 thanh, cộng lại hoàn thành 1,"
        " đang thực hiện 2, chưa thực hiện 3, không phát sinh 0. Số liệu của từng thanh ở bảng bên"
        " trái."
    )


def test_of_many_agencies_those_are_drawn_that_are_least_far(
    loaded: LoadedPlan, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(progress_charts, "_MOST_BARS", 2)
    _, by_agency = charts(loaded, folder, By.AGENCY)
    assert (by_agency.bars, len(by_agency.rows)) == (2, 3)
    assert by_agency.note == (
        "Biểu đồ vẽ 2 cơ quan có tỷ lệ hoàn thành thấp nhất trong 3; bảng kê đủ."
    )


def test_where_nothing_came_back_there_is_a_sentence_in_place_of_the_chart(
    loaded: LoadedPlan, tmp_path: Path
) -> None:
    (tmp_path / "none").mkdir()
    _, by_agency = charts(loaded, tmp_path / "none", By.AGENCY)
    assert (by_agency.bars, by_agency.rows) == (0, [])
    assert by_agency.note == "Chưa có danh mục nào được tính nên chưa có biểu đồ."


def test_who_had_nothing_to_do_has_no_rate_and_comes_last() -> None:
    idle, half = Count(), Count()
    idle.statuses[Role.LEAD, Status.NOT_APPLICABLE] = 3
    half.statuses[Role.LEAD, Status.DONE] = half.statuses[Role.LEAD, Status.NOT_STARTED] = 1
    half.statuses[Role.LEAD, Status.NOT_APPLICABLE] = 5
    row: list[Cell] = progress_charts._row("x", idle, list(Status))
    assert row[-1] == "–"
    assert progress_charts._row("x", half, list(Status))[-1] == 0.5
    assert sorted([idle, half], key=progress_charts._how_far) == [half, idle]


def test_from_the_third_period_on_there_is_a_chart_of_periods(
    loaded: LoadedPlan, folder: Path
) -> None:
    found = survey(loaded, folder)

    def titles(*names: str) -> list[str]:
        periods = dict.fromkeys(names, found)
        sheet = progress_charts.progress_charts(loaded, found, "", "", periods)
        return [chart.title for chart in sheet.charts]

    assert len(titles()) == len(titles("Quý I", "Quý II")) == 2
    assert titles("Quý I", "Quý II", "Quý III")[0] == "Tiến độ qua các kỳ"


def test_the_chart_of_periods_has_a_bar_for_each(loaded: LoadedPlan, folder: Path) -> None:
    found = survey(loaded, folder)
    periods = dict.fromkeys(("Quý I", "Quý II", "Quý III"), found)
    chart = progress_charts.progress_charts(loaded, found, "", "", periods).charts[0]
    assert [row[0] for row in chart.rows] == list(periods)
    assert chart.rows[0][1:6] == [1, 2, 3, 0, 6]
    assert chart.bars == 3
