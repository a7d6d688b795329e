"""The five figures of returns as rows, JSON and a workbook."""

from datetime import date

import pytest

from papi_cli.plan.loader import LoadedPlan
from papi_cli.register.figures import FiguresBy, ReturnsAnswer
from papi_cli.register.rows import Row
from papi_cli.register.standing import Standings
from papi_cli.views.formats import REPORTERS, FileFormat, Format
from papi_cli.views.returns import (
    agency_rows,
    agency_table,
    figure_rows,
    returns_closing,
    returns_data,
    returns_view,
)
from papi_cli.views.tables import plain_table
from tests.register.periods import HALF, act, row

ROWS = [
    row(1, "2021-12-15"),
    row(2, "2021-12-16", "Sở B"),
    row(3, "2021-12-09", "UBND xã D", counts={}),
    row(4, "2021-12-10", "UBND xã E", via="paper", stored=None, counts=None),
    row(5, "2021-12-17"),
]


def answer(
    loaded: LoadedPlan,
    by: FiguresBy = FiguresBy.TIER,
    rows: list[Row] = ROWS,
    as_of: date | None = None,
) -> ReturnsAnswer:
    return ReturnsAnswer(Standings(loaded, rows, as_of=as_of), by)


def test_a_row_has_the_five_figures_and_what_became_of_the_others(periods: LoadedPlan) -> None:
    rows = figure_rows(answer(periods))
    assert rows.columns == (
        "Cấp",
        "Phải gửi",
        "Đã gửi",
        "Tỷ lệ",
        "Đúng hạn",
        "Tỷ lệ đúng hạn",
        "Muộn",
        "Đã gửi, không có hạn",
        "Gửi nhưng trống",
        "Không đọc được",
        "Đã trả lại",
        "Chưa gửi",
    )
    assert list(rows.rows) == [
        ("Cấp tỉnh", 2, 2, "100 %", 1, "50 %", 1, 0, 0, 0, 0, 0),
        ("Cấp huyện", 1, 0, "0 %", 0, "0 %", 0, 0, 0, 0, 0, 1),
        ("Cấp xã", 2, 1, "50 %", 1, "50 %", 0, 0, 1, 0, 0, 0),
        ("Tổng số", 5, 3, "60 %", 2, "40 %", 1, 0, 1, 0, 0, 1),
    ]


def test_keys_are_named_as_users_read_them(periods: LoadedPlan) -> None:
    names = {by: [row[0] for row in figure_rows(answer(periods, by)).rows] for by in FiguresBy}
    assert names[FiguresBy.DISTRICT] == ["Không thuộc huyện nào", "huyện C", "Tổng số"]
    assert names[FiguresBy.GROUP] == ["Không thuộc nhóm nào", "Các xã", "Tổng số"]
    assert names[FiguresBy.PERIOD] == [HALF, "Năm 2021"]


def test_without_a_day_being_in_time_is_a_dash(periods: LoadedPlan) -> None:
    rows = [row(1, "2021-03-30", period="Quý I")]
    found = ReturnsAnswer(Standings(periods, rows), FiguresBy.TIER, "Quý I")
    *_, total = figure_rows(found).rows
    assert total[:8] == ("Tổng số", 5, 1, "20 %", "–", "–", 0, 1)


def test_by_agency_each_stands_with_its_days_and_the_return_that_counts(
    periods: LoadedPlan,
) -> None:
    assert list(agency_rows(answer(periods, FiguresBy.AGENCY)).rows) == [
        ("Sở A", "Năm 2021", "Đúng hạn", "", "15/12/2021", "15/12/2021", 2, "số 5", ""),
        ("Sở B", "Năm 2021", "Muộn", 1, "15/12/2021", "16/12/2021", 1, "số 2", ""),
        ("UBND huyện C", "Năm 2021", "Chưa gửi", "", "15/12/2021", "", 0, "", ""),
        ("UBND xã D", "Năm 2021", "Gửi nhưng trống", "", "10/12/2021", "", 1, "số 3", ""),
        ("UBND xã E", "Năm 2021", "Đúng hạn", "", "10/12/2021", "10/12/2021", 1, "", "bản giấy"),
    ]


@pytest.mark.parametrize("width", [80, 100, 120, 160])
def test_on_a_terminal_each_agency_is_named_with_how_it_stands(
    periods: LoadedPlan, width: int
) -> None:
    lines = agency_table(answer(periods, FiguresBy.AGENCY), width).splitlines()
    rows = [each.split("  ") for each in lines if each.startswith(("Sở B", "UBND xã E"))]
    assert [[cell.strip() for cell in row if cell.strip()] for row in rows] == [
        ["Sở B", "Muộn", "1", "15/12/2021", "16/12/2021", "1", "2"],
        ["UBND xã E", "Đúng hạn, bản giấy", "10/12/2021", "10/12/2021", "1"],
    ]


@pytest.mark.parametrize("width", [80, 100, 120, 160])
def test_on_a_terminal_figures_stand_behind_the_names_of_their_rows(
    periods: LoadedPlan, width: int
) -> None:
    view = returns_view(answer(periods))
    lines = plain_table(view.rows(), "", view.numbers, width).splitlines()
    assert [each.split()[:2] for each in lines[-5:-1]] == [
        ["Cấp", "tỉnh"], ["Cấp", "huyện"], ["Cấp", "xã"], ["Tổng", "số"],
    ]  # fmt: skip
    assert not any("…" in each for each in lines)


def test_the_closing_line_names_the_late_the_empty_and_the_silent(periods: LoadedPlan) -> None:
    assert returns_closing(answer(periods)) == (
        "Báo cáo năm 2021: phải gửi 5, đã gửi 3 (60 %), đúng hạn 2 (40 %). Muộn 1: Sở B (1 ngày)."
        " Gửi nhưng trống 1: UBND xã D. Chưa gửi 1: UBND huyện C."
    )


def test_the_closing_line_tells_of_unreadable_ones_and_of_those_sent_back(
    periods: LoadedPlan,
) -> None:
    rows = [
        row(1, "2021-12-01", verdict="unreadable", counts={}),
        row(2, "2021-12-01", "Sở B"),
        act(3, "sent_back", "2021-12-02", of=2, reason="Thiếu"),
        row(4, "2021-12-01", "Sở Lạ"),
    ]
    closing = returns_closing(answer(periods, rows=rows))
    assert "Không đọc được 1: Sở A. Đã trả lại 1: Sở B." in closing
    assert closing.endswith("Không rõ của cơ quan nào: dòng 4 của sổ nhận.")


def test_json_has_all_figures_and_each_agency(periods: LoadedPlan) -> None:
    data = returns_data(answer(periods, as_of=date(2021, 12, 16)))
    assert (data["by"], data["period"], data["as_of"]) == ("tier", "Năm 2021", "2021-12-16")
    assert data["total"] == {
        "expected": 5,
        "sent": 3,
        "rate": 0.6,
        "on_time": 2,
        "timed": 5,
        "on_time_rate": 0.4,
        "late": 1,
        "undecided": 0,
        "blank": 1,
        "unreadable": 0,
        "sent_back": 0,
        "nothing": 1,
    }
    assert data["rows"][0]["tier"] == "province"
    assert data["agencies"][1] == {
        "agency": "Sở B",
        "state": "late",
        "days_late": 1,
        "due": "2021-12-15",
        "closed": None,
        "first": {"no": 2, "received": "2021-12-16"},
        "received": [2],
        "counted": 2,
        "paper": False,
        "unplaced": None,
    }


def test_a_workbook_has_the_figures_and_each_agency(periods: LoadedPlan) -> None:
    view = returns_view(answer(periods))
    assert view.sheets
    assert [each.name for each in view.sheets()] == ["Số liệu gửi", "Từng cơ quan"]
    excel = REPORTERS[Format.XLSX]
    assert isinstance(excel, FileFormat)
    assert excel.content(view) == excel.content(returns_view(answer(periods)))
    by_agency = returns_view(answer(periods, FiguresBy.AGENCY))
    assert by_agency.sheets
    assert [each.name for each in by_agency.sheets()] == ["Từng cơ quan"]
