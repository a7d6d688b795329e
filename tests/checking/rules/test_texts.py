"""Rules about texts."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.checking.small import PLAIN, problems


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('"Tập\\thuấn"', "dấu cách lạ"),
        ('"Tập\\u00a0huấn"', "dấu cách lạ"),
        ('"Tập\\u200bhuấn"', "U+200B"),
        ('"\\x1b[31mTập"', "U+001B"),
        ('" Tập"', "dấu cách thừa"),
        ("Ta\u0302\u0323p", "dạng Unicode tổ hợp"),
    ],
)
def test_letters_that_look_like_others_are_found(
    write: Callable[[str], Path], text: str, said: str
) -> None:
    (found,) = problems(write, PLAIN.replace("Tập huấn", text))
    assert said in found


def test_paragraphs_in_a_text_are_no_stray_space(write: Callable[[str], Path]) -> None:
    text = PLAIN.replace(
        "text: Tập huấn", "text: |\n              Tập huấn\n              một lần\n"
    )
    assert problems(write, text) == []
