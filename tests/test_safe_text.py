"""Text that is safe to show."""

import json

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from papi_cli.safe_text import INVISIBLE, escaped, json_string, quoted, visible, visible_lines


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[31mđỏ", "\\x1b[31mđỏ"),
        ("a\u202eb", "a\\u202eb"),
        ("a\u200bb", "a\\u200bb"),
        ("a\nb\tc\rd", "a b c d"),
        ("a\ud800b", "a\\ud800b"),
        ("Sở Nội vụ", "Sở Nội vụ"),
    ],
)
def test_what_a_terminal_would_obey_is_written_out(text: str, shown: str) -> None:
    assert visible(text) == shown


def test_several_lines_keep_their_ends_and_tabs() -> None:
    assert visible_lines("a\tb\nc\x1bd\n") == "a\tb\nc\\x1bd\n"


@pytest.mark.parametrize(
    ("text", "length", "shown"),
    [
        ("  Sở Nội vụ ", 60, "«Sở Nội vụ»"),
        ("Sở Nội vụ", 9, "«Sở Nội vụ»"),
        ("Sở Nội vụ", 8, "«Sở Nội …»"),
        ("SởNộivụ", 4, "«SởNộ …»"),
        ("a\x1bb", 60, "«a\\x1bb»"),
    ],
)
def test_a_quotation_is_cut_at_a_word(text: str, length: int, shown: str) -> None:
    assert quoted(text, length) == shown


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_a_json_string_says_what_was_said_to_json_and_to_yaml(text: str) -> None:
    written = json_string(text)
    assert json.loads(written) == text
    assert not set(written) & {"\x7f", "\u200b", "\u202e", "\ufeff", "\u2028"}
    if text.isprintable():
        assert yaml.safe_load(written) == text


def test_invisible_letters_beyond_the_first_plane_are_written_as_a_pair() -> None:
    assert escaped('"\U000e0041"') == '"\\udb40\\udc41"'
    assert "\U000e0000" in INVISIBLE
