"""Formats: rows, Markdown, JSON, a spreadsheet."""

import json
import re

from hypothesis import given
from hypothesis import strategies as st

from papi_cli.plan.loader import LoadedPlan
from papi_cli.views.formats import (
    REPORTERS,
    Format,
    csv_lines,
    envelope,
    json_text,
    markdown,
    tsv_lines,
)
from papi_cli.views.tables import Rows

CELLS = st.lists(st.tuples(st.text(), st.text()), max_size=5)


@given(CELLS)
def test_tab_separated_rows_have_a_line_each_and_as_many_cells(
    cells: list[tuple[str, str]],
) -> None:
    text = "".join(tsv_lines(Rows("t", ("a", "b"), cells)))
    lines = text.split("\n")
    assert len(lines) == len(cells) + 2
    assert all(line.count("\t") == 1 for line in lines[:-1])


@given(CELLS)
def test_a_markdown_table_has_a_line_for_each_row_whatever_is_in_the_cells(
    cells: list[tuple[str, str]],
) -> None:
    text = markdown(Rows("t", ("a", "b"), cells), "c")
    rows = [line for line in text.split("\n") if line.startswith("| ")]
    assert len(rows) == len(cells) + 2
    assert all(len(re.findall(r"(?<!\\)(?:\\\\)*\|", row)) == 3 for row in rows)


@given(st.text())
def test_json_says_what_was_said_and_shows_no_control_character(
    shipped: LoadedPlan, text: str
) -> None:
    out = json_text(envelope({"tasks": [text]}, shipped))
    assert json.loads(out)["tasks"] == [text]
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]", out)


def test_every_format_but_the_drawn_one_has_a_suffix_of_its_own() -> None:
    assert list(REPORTERS) == list(Format)
    suffixes = [each.suffix for each in REPORTERS.values()]
    assert len(set(suffixes)) == len(suffixes)
    assert [how for how, each in REPORTERS.items() if not each.suffix] == [Format.TABLE]


def test_a_count_is_its_digits_wherever_text_is_wanted() -> None:
    rows = Rows("t", ("a", "b"), [("x", 7)])
    assert list(tsv_lines(rows)) == ["a\tb\n", "x\t7\n"]
    assert "| x | 7 |" in markdown(rows, "c")


def test_no_cell_of_a_spreadsheet_is_a_formula() -> None:
    rows = Rows("t", ("a",), [("=1+1",), ("-x",), ("@y",), ("+z",), ("1=1",)])
    lines = "".join(csv_lines(rows)).splitlines()[1:]
    assert lines == ["'=1+1", "'-x", "'@y", "'+z", "1=1"]
