"""Rules about numbers."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.checking.small import PLAIN, problems


def test_a_subdimension_stands_under_its_own_dimension(write: Callable[[str], Path]) -> None:
    (found,) = problems(write, PLAIN.replace('- id: "1.1"', '- id: "2.1"'))
    assert found.startswith("id-order: Nội dung thành phần 2.1 nằm dưới chỉ số nội dung 1")


@pytest.mark.parametrize(
    ("first", "second", "rises"),
    [
        ("a", "b", True), ("d", "đ", True), ("đ", "e", True), ("e", "đ", False),
        ('"9"', '"10"', True), ('"10"', '"9"', False), ("I", "II", True), ("V", "IV", False),
        ("IX", "XI", True), ("phụ", "chính", True), ("a", '"1"', True), ("I.9", "I.10", True),
        ("ơ", "p", True), ("y", "x", False), ("H", "I", True), ("C", "D", True), ("D", "C", False),
        ('"' + "1" * 5000 + '"', "b", True),
    ],
)  # fmt: skip
def test_labels_rise_in_vietnamese_roman_and_arabic_order(
    write: Callable[[str], Path], first: str, second: str, rises: bool
) -> None:
    text = PLAIN.replace("id: a", f"id: {first}").replace("id: b", f"id: {second}")
    assert [each for each in problems(write, text) if "id-order" in each] == [] or not rises
    assert rises or len(problems(write, text)) == 1


@pytest.mark.parametrize(("typed", "wanted"), [('"b)"', "b"), ("b.", "b"), ("1.1.b", "b")])
def test_a_label_is_the_rows_own(write: Callable[[str], Path], typed: str, wanted: str) -> None:
    (found,) = problems(write, PLAIN.replace("- id: b\n", f"- id: {typed}\n"))
    assert found.startswith("id-order: Mã số hàng ")
    assert found.endswith(f"chỉ ghi «{wanted}».")
