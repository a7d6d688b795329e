"""How wide texts are, and how many lines they take."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papi_cli.office.text_width import line_count, text_width


def test_an_accent_adds_no_width_and_a_horn_does() -> None:
    assert text_width("ế") == text_width("e")
    assert text_width("Ậ") == text_width("A")
    assert text_width("ớ") == text_width("ơ") > text_width("o")
    assert text_width(unicodedata.normalize("NFD", "Tiếng")) == text_width("Tiếng")


def test_a_letter_that_is_not_known_is_taken_for_a_wide_one() -> None:
    assert text_width("家") == text_width("😀") == 1.0


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("", 5.0, 1), ("0000", 2.0, 1), ("0000 0000", 4.5, 1), ("0000 0000", 4.0, 2),
        ("0000\n\n0000", 9.0, 3), ("0" * 40, 2.0, 10), ("00 " + "0" * 9, 2.0, 4),
    ],
)  # fmt: skip
def test_a_text_wraps_between_words_and_a_long_word_anywhere(
    text: str, width: float, lines: int
) -> None:
    assert line_count(text, width) == lines


@given(st.text(), st.floats(2, 100))
def test_a_narrower_column_never_takes_fewer_lines(text: str, width: float) -> None:
    assert line_count(text, width) >= line_count(text, width * 2) >= text.count("\n") + 1
