"""What stands in front of the words that say how far a task is."""

import pytest

from papi_cli.checklists.openings import without_opening


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("1. Đã xong", "Đã xong"),
        ("Kết quả: Đã xong", "Đã xong"),
        ("UBND xã Yến Dương đã xong", "đã xong"),
        ("Sở Tài nguyên và Môi trường chưa làm", "chưa làm"),
        ("Tính đến ngày 15/12/2021, xã chưa làm, vì dịch", "chưa làm, vì dịch"),
        ("Nhiệm vụ này 6 tháng đầu năm chưa làm", "chưa làm"),
        ("Công tác kiểm kê đã hoàn thành", "đã hoàn thành"),
        ("UBND xã", ""),
    ],
)
def test_number_label_subject_and_time_are_left_out(text: str, left: str) -> None:
    assert without_opening(text) == left


@pytest.mark.parametrize(
    "text",
    [
        "Đã xong",
        "1.204 hồ sơ",
        "12/12 xã đã xong",
        "Kết quả tốt",
        "Khó khăn: chưa có kinh phí",
        "Việc mới, đã xong",
        "Nam Mẫu chưa làm",
    ],
)
def test_a_text_that_begins_otherwise_is_left_as_it_is(text: str) -> None:
    assert without_opening(text) == text


@pytest.mark.parametrize("text", ["Xã Yến Dương họp không đủ người", "XÃ CÓ 3 THÔN CHƯA HỌP"])
def test_a_verb_is_no_part_of_a_name(text: str) -> None:
    assert not without_opening(text).casefold().startswith(("không", "chưa"))
