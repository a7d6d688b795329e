"""Templates."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from papi_cli.templates import TemplateError, cell, shipped


def test_a_missing_value_is_an_error_and_no_blank() -> None:
    with pytest.raises(TemplateError):
        shipped().render("table.md.j2", title="t", columns=["a"], rows=[])


def test_a_table_is_a_heading_a_table_and_a_closing_line() -> None:
    text = shipped().render(
        "table.md.j2", title="Tên", columns=["a", "b"], rows=[("1", "2")], closing="hết"
    )
    assert text == "## Tên\n\n| a | b |\n| --- | --- |\n| 1 | 2 |\n\nhết\n"


@given(st.text("ab|*_`[]<>~\\!\n\t", max_size=30))
def test_markup_in_a_cell_stays_text(text: str) -> None:
    source = f"| h |\n| --- |\n| x{cell(text)}x |\n"
    html = MarkdownIt("commonmark").enable("table").render(source)
    body = html.split("<td>")[1].split("</td>")[0]
    assert "<" not in body
