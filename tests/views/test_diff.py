"""What differs between two plans, as rows and as data."""

from collections.abc import Callable
from pathlib import Path

import pytest

from papi_cli.checking.compare import compare
from papi_cli.checking.runner import load_valid
from papi_cli.views.diff import diff_view
from papi_cli.views.formats import View
from tests.checking.small import PLAIN


@pytest.fixture
def view(write: Callable[..., Path]) -> Callable[..., View]:
    """Return what is shown of the differences from the plain plan."""

    def make(*changes: tuple[str, str]) -> View:
        text = PLAIN
        for old, new in changes:
            assert old in text
            text = text.replace(old, new, 1)
        before, now = (
            load_valid(write(PLAIN, "a.yaml"), "a"),
            load_valid(write(text, "b.yaml"), "b"),
        )
        return diff_view(compare(before, now), before, now)

    return make


def test_plans_alike_have_no_row(view: Callable[..., View]) -> None:
    assert (list(view().rows().rows), view().closing) == ([], "Hai kế hoạch giống nhau.")


@pytest.mark.parametrize(
    ("old", "new", "row", "closing"),
    [
        ("Quý II/2021", "Quý III/2021",
         ("1.1.b Tập huấn", "Thời gian thực hiện", "Quý II/2021", "Quý III/2021"),
         "1 nhiệm vụ có thay đổi: 1 đổi nội dung."),
        ("id: b", "id: c", ("1.1.c Tập huấn", "Đổi mã số", "1.1.b", "1.1.c"),
         "1 nhiệm vụ có thay đổi: 1 đổi mã số."),
        ("text: Tập huấn", "text: Tập huấn\n            doubts: {lead: Chưa rõ.}",
         ("1.1.b Tập huấn", "Điểm cần xác minh: cơ quan chủ trì", "", "Chưa rõ."),
         "1 nhiệm vụ có thay đổi: 1 đổi nội dung."),
        ("text: Tập huấn", "text: Tập huấn\n            coordinating: [Sở Tư pháp]",
         ("1.1.b Tập huấn", "Cơ quan phối hợp", "không có", "Sở Tư pháp"),
         "1 nhiệm vụ có thay đổi: 1 đổi nội dung."),
        ("symbol: SNV", "symbol: SN", ("Cơ quan, đơn vị Sở Nội vụ", "Ký hiệu", "SNV", "SN"),
         "Nhiệm vụ giống nhau. 1 mục có thay đổi ngoài bảng nhiệm vụ."),
    ],
)  # fmt: skip
def test_a_change_is_a_row_with_both_states(
    view: Callable[..., View], old: str, new: str, row: tuple[str, ...], closing: str
) -> None:
    shown = view((old, new))
    assert list(shown.rows().rows) == [row]
    assert shown.closing == closing


def test_as_data_a_change_names_lines_and_fields(view: Callable[..., View]) -> None:
    data = view(("Quý II/2021", "Quý III/2021")).data()
    assert (data["old"]["file"], data["new"]["file"], data["parts"]) == ("a", "b", [])
    (task,) = data["tasks"]
    assert (task["change"], task["line"], task["old_line"]) == ("changed", 39, 39)
    assert task["fields"] == [
        {"field": "deadline", "doubt": False, "old": "Quý II/2021", "new": "Quý III/2021"}
    ]
