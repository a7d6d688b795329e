"""The State's grid of tasks as rows, JSON and a workbook."""

from datetime import date

import pytest

from papi_cli.checklists.count import By
from papi_cli.checklists.format import Head
from papi_cli.checklists.intake import Reading
from papi_cli.checklists.vocabulary import Status
from papi_cli.plan.loader import LoadedPlan
from papi_cli.register.grid import Grid
from papi_cli.views.task_grid import grid_closing, grid_data, grid_rows, grid_table, grid_view


@pytest.fixture
def grid(periods: LoadedPlan) -> Grid:
    """Return the grid on the last day of the year: two tasks done, one of them late."""

    def told(day: str, completed: str = "", **statuses: Status) -> list[tuple[date, Reading]]:
        labels = {label[1:].replace("_", "."): each for label, each in statuses.items()}
        written = dict.fromkeys(labels, completed) if completed else {}
        prints = {label: each.encode() for label, each in labels.items()}
        found = Reading("a", Head("1", "A"), labels, completed=written, prints=prints)
        return [(date.fromisoformat(day), found)]

    said = {
        "Sở A": told("2021-07-02", _2_a=Status.DONE),
        "UBND xã D": told("2021-11-01", "1/2/2021", _1_a=Status.DONE, _1_b=Status.IN_PROGRESS),
        "UBND xã E": told("2021-01-03", _1_b=Status.NOT_APPLICABLE),
    }
    return Grid(periods, said, date(2021, 12, 31))


def test_all_cells_of_a_row_add_up_to_its_total(periods: LoadedPlan, grid: Grid) -> None:
    rows = grid_rows(periods, grid, By.DIMENSION, grid.counted_by(By.DIMENSION))
    assert rows.columns == (
        "Chỉ số nội dung",
        "Tổng số",
        "Hoàn thành đúng hạn",
        "Hoàn thành quá hạn",
        "Hoàn thành, không có hạn",
        "Chưa hoàn thành, trong hạn",
        "Quá hạn đến 30 ngày",
        "Quá hạn 31-90 ngày",
        "Quá hạn 91-120 ngày",
        "Quá hạn trên 120 ngày",
        "Chưa hoàn thành, không có thời hạn",
        "Không phát sinh",
        "Không có tin trên 3 tháng",
    )
    listed = list(rows.rows)
    assert listed == [
        ("1. Một", 4, 1, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1),
        ("2. Hai", 3, 0, 1, 0, 0, 0, 0, 0, 0, 2, 0, 2),
        ("Tổng số", 7, 1, 1, 0, 0, 0, 0, 0, 1, 3, 1, 3),
    ]
    assert all(row[1] == sum(map(int, row[2:12])) for row in listed)


def test_the_closing_line_tells_the_grid_and_where_days_come_from(grid: Grid) -> None:
    assert grid_closing(grid) == (
        "7 lượt nhiệm vụ chủ trì tính đến 31/12/2021: hoàn thành 2 (đúng hạn 1, quá hạn 1, không có"
        " thời hạn 0); chưa hoàn thành 4 (trong hạn 0, quá hạn 1, không có thời hạn 3); không phát"
        " sinh 1. Hoàn thành 66,7 % số lượt đến hạn. Chưa hoàn thành mà không có tin trên 3 tháng:"
        " 3 (không có thời hạn 2). Ngày hoàn thành: 1 do cơ quan ghi, 1 là ngày nhận bản gửi đầu"
        " tiên nêu."
    )


def test_json_lists_what_is_late_and_what_is_silent(grid: Grid) -> None:
    data = grid_data(grid, By.DIMENSION, grid.counted_by(By.DIMENSION))
    assert (data["on"], data["role"], data["silent_after"]) == ("2021-12-31", "lead", 3)
    assert data["late"] == [
        {
            "agency": "Sở A",
            "task": "2.a",
            "cell": "done_late",
            "due": "2021-06-30",
            "done": "2021-07-02",
            "date_of": "receipt",
            "days": 2,
        },
        {
            "agency": "UBND xã E",
            "task": "1.a",
            "cell": "past_more",
            "due": "2021-03-31",
            "done": None,
            "date_of": None,
            "days": 275,
        },
    ]
    assert [(each["agency"], each["task"], each["news"]) for each in data["silent"]] == [
        ("Sở B", "2.b", None),
        ("UBND huyện C", "2.b", None),
        ("UBND xã E", "1.a", None),
    ]
    assert data["total"]["dates"] == {"agency": 1, "receipt": 1}
    assert data["total"]["silent"]["without_deadline"] == 2


def test_a_workbook_lists_the_late_tasks_apart(periods: LoadedPlan, grid: Grid) -> None:
    view = grid_view(periods, grid, By.AGENCY)
    assert view.sheets
    first, late = view.sheets()
    assert (first.name, late.name) == ("Bảng nhiệm vụ", "Quá hạn")
    assert [row[5] for row in late.rows] == ["ngày nhận bản đầu", ""]  # type: ignore[union-attr]


def test_a_terminal_of_80_columns_has_names_and_all_figures(
    periods: LoadedPlan, grid: Grid
) -> None:
    lines = grid_table(periods, grid, By.DIMENSION, grid.counted_by(By.DIMENSION), 80).splitlines()
    rows = [each.split() for each in lines if each.startswith(("1.", "2.", "Tổng số"))]
    assert rows == [
        ["1.", "Một", "4", "1/0/0", "0", "0/0/0/1", "1", "1", "1"],
        ["2.", "Hai", "3", "0/1/0", "0", "0", "2", "0", "2"],
        ["Tổng", "số", "7", "1/1/0", "0", "0/0/0/1", "3", "1", "3"],
    ]
