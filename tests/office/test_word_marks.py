"""Plain cells are read at once; they read as the walk through them does."""

from __future__ import annotations

import pytest

from tests.office.word_parts import (
    cell,
    line,
    read,
    run,
    table,
)


@pytest.mark.parametrize(
    "inside",
    [
        line("một") + line("hai"),
        line(" một ") + "<w:p/>" + line("hai\tba"),
        f"<w:p>{run('a ')}<w:hyperlink>{run('b')}</w:hyperlink>{run(' c')}</w:p>",
        "<w:p/>",
        line("a", '<w:rFonts w:ascii="Arial"/>'),
    ],
)
def test_a_plain_cell_reads_as_a_walk_reads_it(inside: str) -> None:
    walked = f"<w:sdt><w:sdtContent>{cell(inside)}</w:sdtContent></w:sdt>"
    (one, other) = read(table(cell(inside) + walked)).tables[0].rows[0].cells
    assert one == other
