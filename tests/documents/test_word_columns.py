"""Columns are as wide as what stands in them needs."""

import pytest

from papi_cli.documents.word_blocks import Align, Inline, Run
from papi_cli.documents.word_columns import column_widths
from papi_cli.office.word_document import TWIPS


def rows(*texts: tuple[str, ...]) -> list[tuple[Inline, ...]]:
    return [tuple((Run(each),) for each in row) for row in texts]


def millimetres(
    *texts: tuple[str, ...], aligns: tuple[Align, ...] = (), width: float = 160
) -> list[float]:
    aligns = aligns or (Align.LEFT,) * len(texts[0])
    return [each / TWIPS for each in column_widths(rows(*texts), aligns, width, 13)]


LONG = "Đẩy mạnh công tác thông tin, tuyên truyền bằng nhiều hình thức phong phú " * 4


def test_a_column_of_numbers_is_narrow_beside_one_of_texts() -> None:
    number, text = millimetres(("TT", "Nhiệm vụ"), ("1", LONG))
    assert number < 15 < text


def test_a_short_text_is_not_wrapped() -> None:
    assert millimetres(("a", "Vai trò"), (LONG, "Phối hợp"))[1] > 18


def test_a_blank_to_be_filled_in_has_room() -> None:
    assert millimetres(("a", "b"), (LONG, "[…]"))[1] > 25


def test_a_blank_for_a_number_needs_no_more_than_a_number() -> None:
    text, *numbers = millimetres(
        ("Chỉ số nội dung", "Hoàn thành", "Tỷ lệ"),
        ("Tham gia của người dân ở cấp cơ sở và những việc khác nữa của cơ sở", "[…]", "[…]"),
        aligns=(Align.LEFT, Align.RIGHT, Align.RIGHT),
        width=100,
    )
    assert text > 60 > sum(numbers)


def test_width_goes_where_it_makes_rows_lowest() -> None:
    first, second = millimetres(("a", "b"), (LONG * 10, "a"), *[(LONG, LONG)] * 10)
    assert first < 1.7 * second  # the first says twice as much


def test_a_column_is_as_wide_as_its_longest_word() -> None:
    assert millimetres(("a", "nghiêng"), (LONG, "1"))[1] > 18


@pytest.mark.parametrize("many", [1, 12, 40])
def test_columns_together_are_as_wide_as_the_text(many: int) -> None:
    wide = millimetres(("Cơ quan",) * many, (LONG,) * many)
    assert sum(wide) == pytest.approx(160, abs=0.1)
    assert min(wide) > 0


def test_a_word_without_end_leaves_the_others_room() -> None:
    assert millimetres(("a", "b"), ("x" * 500, LONG))[1] > 45
