"""Rules about numbers."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.checking.small import PLAIN, problems
from tests.conftest import small_plan


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


@pytest.mark.parametrize(
    ("written", "bare"), [('"(1)"', "1"), ("(a", "a"), ("b)", "b"), ('"1."', "1"), ("1.1.b", "b")]
)
def test_the_advice_on_a_label_is_the_bare_label(
    write: Callable[[str], Path], written: str, bare: str
) -> None:
    (found,) = problems(write, PLAIN.replace("id: b", f"id: {written}"))
    assert found.endswith(f"chỉ ghi «{bare}».")


def test_a_row_numbered_below_the_one_before_keeps_its_number(write: Callable[[str], Path]) -> None:
    dimensions = """\
  - id: "1"
    name: Một
    lead: [Sở A]
    deadline: Thường xuyên
    tasks:
      - {id: "1", text: Một}
      - {id: "1.1", text: Hai}
      - {id: "2", text: Ba}
"""
    assert problems(write, small_plan("  - name: Sở A\n", dimensions)) == []


@pytest.mark.parametrize(
    ("first", "second", "said"),
    [
        ("", "", "không ghi id ở cùng một mục (hàng trước ở dòng 18); hàng nào cũng ghi id"),
        ('id: "-", ', 'id: "-", ', "«-» là dấu đầu dòng"),
        ("id: a, ", "id: A, ", "chỉ khác 1.a ở dòng 18 ở chữ hoa, chữ thường"),
    ],
)
def test_rows_that_cannot_be_told_apart_get_advice_that_fits(
    write: Callable[[str], Path], first: str, second: str, said: str
) -> None:
    dimensions = f"""\
  - id: "1"
    name: Một
    lead: [Sở A]
    deadline: Thường xuyên
    tasks:
      - {{{first}text: Một}}
      - {{{second}text: Hai}}
"""
    (found,) = problems(write, small_plan("  - name: Sở A\n", dimensions))
    assert found.startswith("duplicate-id: ")
    assert said in found
