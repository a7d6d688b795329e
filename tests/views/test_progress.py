"""What is shown of progress."""

from datetime import date
from pathlib import Path

from papi_cli.checklists.count import By
from papi_cli.plan.loader import LoadedPlan
from papi_cli.plan.parts import Role
from papi_cli.views.progress import (
    bar,
    progress_closing,
    progress_data,
    progress_rows,
    progress_table,
)
from tests.checklists.sent import survey


def test_rows_have_a_column_for_each_number(loaded: LoadedPlan, folder: Path) -> None:
    rows = progress_rows(loaded, survey(loaded, folder, on=date(2021, 7, 1), expect=["Sở B"]))
    listed = list(rows.rows)
    assert rows.columns[:3] == ("Cơ quan, đơn vị", "Danh mục", "Chủ trì: hoàn thành")
    assert rows.columns[8:] == (
        "Chủ trì: không phát sinh",
        "Phối hợp: không phát sinh",
        "Tổng số",
        "Quá hạn",
        "Nhiệm vụ quá hạn",
    )
    assert listed[0] == (
        "Sở A", "Đã ghi", 0, 0, 1, 0, 1, 0, 0, 0, 2, 1, "2.a",
    )  # fmt: skip
    assert listed[1][:2] == ("Sở B", "Chưa gửi")
    assert listed[2][:2] == ("UBND huyện C", "Chưa ghi gì")
    by_district = progress_rows(
        loaded, survey(loaded, folder, by=By.DISTRICT, expect=["UBND xã E"])
    )
    first, second, *_ = by_district.rows
    assert first[:4] == ("huyện C", 1, 1, 1)
    assert second[0] == "Không thuộc huyện nào"
    names = [row[0] for row in progress_rows(loaded, survey(loaded, folder, by=By.TASK)).rows]
    assert names[0] == "1.a Việc a"


def test_the_closing_line_sums_up(loaded: LoadedPlan, folder: Path) -> None:
    (folder / "bad.md").write_text("x", encoding="utf-8")
    found = survey(loaded, folder, on=date(2021, 7, 1), expect=["Sở A", "Sở B"])
    assert progress_closing(found) == (
        "2 cơ quan đã ghi danh mục, 1 cơ quan chưa ghi gì. 6 lượt nhiệm vụ: hoàn thành 1, đang thực"
        " hiện 2, chưa thực hiện 3. Quá hạn tính đến 1/7/2021: 1. Chưa gửi hay chưa ghi gì: 1/2 cơ quan. Không tính"
        " được: 1 tệp."
    )


def test_a_terminal_gets_bars(loaded: LoadedPlan, folder: Path) -> None:
    found = survey(loaded, folder, expect=["Sở B"])
    assert bar(found.counts["UBND xã D"]) == "████▒▒▒▒····"
    assert bar(found.counts["Sở B"]) == ""
    table = progress_table(loaded, found, 80)
    assert "UBND xã D" in table
    assert "1/0/1" in table
    assert "████▒▒▒▒····" in table
    assert all(len(line) <= 80 for line in table.splitlines())


def test_json_is_as_documented(loaded: LoadedPlan, folder: Path) -> None:
    found = survey(loaded, folder, role=Role.LEAD, on=date(2021, 7, 1), expect=["Sở B"])
    data = progress_data(loaded, found)
    assert {key: data[key] for key in ("by", "role", "on", "missing", "blank", "unread")} == {
        "by": "agency", "role": "lead", "on": "2021-07-01", "missing": ["Sở B"],
        "blank": ["UBND huyện C"], "unread": [],
    }  # fmt: skip
    assert data["rows"][0] == {
        "agency": "Sở A", "sent": 1, "blank": 0, "missing": 0,
        "lead": {"done": 0, "in_progress": 0, "not_started": 1, "not_applicable": 0},
        "coordinating": {"done": 0, "in_progress": 0, "not_started": 0, "not_applicable": 0},
        "late": 1, "late_tasks": ["2.a"], "late_duties": [], "late_dates": [{"task": "2.a", "dates": ["2021-06-30"]}],
    }  # fmt: skip
    assert data["total"]["sent"] == 2
