"""Rules on what a plan notes about itself."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.checking.small import PLAIN, problems


def noted(write: Callable[[str], Path], note: str) -> list[str]:
    text = PLAIN.replace("text: Tập huấn\n", f"text: Tập huấn\n            {note}\n")
    return problems(write, text)


@pytest.mark.parametrize(
    ("correction", "said"),
    [
        ("{source: Tập hấn, reading: Tập huấn}", ""),
        ("{source: Tập huấn, reading: Tập huấn}", "source và reading như nhau"),
        ("{source: Tập hấn, reading: Bầu cử}", "Không có chữ «Bầu cử» trong mục này"),
    ],
)
def test_a_correction_is_of_words_that_are_there(
    write: Callable[[str], Path], correction: str, said: str
) -> None:
    found = noted(write, f"corrections: [{correction}]")
    assert len(found) == bool(said)
    assert all(each.startswith("unused-correction: ") and said in each for each in found)


def test_a_doubt_bears_the_name_of_a_key(write: Callable[[str], Path]) -> None:
    (unknown, _) = sorted(noted(write, "doubts: {leads: Chưa rõ.}"), reverse=True)
    assert unknown.startswith("unknown-doubt: Mục này không có khóa «leads»")
    assert "dùng một trong: " in unknown


def test_a_doubt_is_repeated_at_every_check(write: Callable[[str], Path]) -> None:
    assert noted(write, "doubts: {lead: Chưa rõ.}") == ["doubt: 1.1.b, cơ quan chủ trì: Chưa rõ."]
