"""What changed between two states of progress."""

from pathlib import Path

import pytest

from papi_cli.checklists.count import Survey
from papi_cli.plan.loader import LoadedPlan
from papi_cli.views.progress_changes import (
    changes_closing,
    changes_data,
    changes_rows,
    changes_view,
)
from tests.checklists.sent import survey
from tests.conftest import filled


@pytest.fixture
def states(loaded: LoadedPlan, folder: Path) -> tuple[Survey, Survey]:
    """Return progress before and after a commune that had begun a task has done it."""
    before = survey(loaded, folder)
    path = folder / "2.md"
    text = path.read_text(encoding="utf-8")
    path.write_text(filled(text, "2.a", " Hoàn thành.", tick=True), encoding="utf-8")
    return before, survey(loaded, folder)


def test_rows_tell_every_dimension_and_the_agencies_that_changed(
    loaded: LoadedPlan, states: tuple[Survey, Survey]
) -> None:
    rows = changes_rows(loaded, *states, "ngày 1/6/2021")
    assert rows.title == "Thay đổi của Kế hoạch 1/KH-UBND so với ngày 1/6/2021"
    assert rows.columns[2:] == (
        "Hoàn thành", "Đang thực hiện", "Chưa thực hiện", "Không phát sinh",
    )  # fmt: skip
    assert list(rows.rows) == [
        ("Chỉ số nội dung", "1. Một", "1", "1", "1", "0"),
        ("Chỉ số nội dung", "2. Hai", "0 → 1", "1 → 0", "2", "0"),
        ("Cơ quan, đơn vị", "UBND xã D", "1 → 2", "1 → 0", "1", "0"),
        ("Tổng số", "", "1 → 2", "2 → 1", "3", "0"),
    ]


def test_the_closing_line_tells_what_changed(
    loaded: LoadedPlan, states: tuple[Survey, Survey]
) -> None:
    told = (
        "So với kỳ trước: 2 → 2 cơ quan đã ghi danh mục; hoàn thành 1 → 2, đang thực hiện 2 → 1,"
        " chưa thực hiện 3 → 3. 1 cơ quan có số liệu thay đổi."
    )
    assert changes_closing(*states, "kỳ trước") == told
    assert changes_view(loaded, *states, "kỳ trước", "Hết.").closing == f"{told} Hết."


def test_json_has_both_numbers(states: tuple[Survey, Survey]) -> None:
    data = changes_data(*states, "ngày 1/6/2021")
    assert data["agencies"] == [
        {
            "agency": "UBND xã D",
            "before": {"done": 1, "in_progress": 1, "not_started": 1, "not_applicable": 0},
            "now": {"done": 2, "in_progress": 0, "not_started": 1, "not_applicable": 0},
        }
    ]
    assert [each["dimension"] for each in data["dimensions"]] == ["1", "2"]
    assert (data["since"], data["sent"]) == ("ngày 1/6/2021", {"before": 2, "now": 2})


def test_who_sent_nothing_before_had_nothing(loaded: LoadedPlan, folder: Path) -> None:
    whole = survey(loaded, folder)
    (folder / "1.md").unlink()
    data = changes_data(survey(loaded, folder), whole, "")
    assert [each["agency"] for each in data["agencies"]] == ["Sở A"]
    assert sum(data["agencies"][0]["before"].values()) == 0
