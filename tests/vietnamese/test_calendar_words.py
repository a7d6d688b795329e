"""The times that a phrase names, found in it."""

import pytest

from papi_cli.vietnamese.calendar_words import MissingYearError, marks_of


def signs(text: str) -> str:
    return " ".join(mark.sign for mark in marks_of(text)[0])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Trước 17h00 ngày 30/6/2026", "truoc H T"),
        ("Quyết định số 123/QĐ-UBND ngày 15/3/2025", "quyet dinh so C T"),
        ("61/2018/NĐ-CP", "C"),
        ("06 tháng 01 lần", "06 thang 01 lan"),
        ("báo cáo năm 2025 trước 31/01/2026", "bao truoc T"),
        ("báo cáo kết quả năm 2025", "bao cao ket qua T"),
        ("15/3-30/6/2026", "T - T"),
        ("tháng sáu", "thang sáu"),
    ],
)
def test_a_phrase_becomes_marks(text: str, expected: str) -> None:
    assert signs(text) == expected


def test_marks_stand_where_the_text_has_them_however_it_is_composed() -> None:
    text = "Tru\u031bo\u031b\u0301c ngày 30/6/2026"
    marks, sound = marks_of(text)
    assert sound
    assert [text[mark.start : mark.end] for mark in marks][1] == "ngày 30/6/2026"


@pytest.mark.parametrize("text", ["Quý IV và quý I/2026", "giai đoạn 2020-2017"])
def test_a_list_that_goes_back_is_no_time(text: str) -> None:
    assert not marks_of(text)[1]


def test_a_time_without_year_needs_one() -> None:
    (mark,) = marks_of("Quý II")[0]
    with pytest.raises(MissingYearError):
        mark.stretches[0].span(None)
