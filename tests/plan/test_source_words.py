"""What a reader of the act sees."""

from unicodedata import normalize

import pytest

from papi_cli.plan.source_words import as_seen, line_as_seen

TEXT = 'Niêm yết "danh sách" hộ nghèo - năm 2021'


@pytest.mark.parametrize(
    "line",
    [
        normalize("NFD", TEXT),
        "Niêm yết<br>“danh sách”<BR/> hộ nghèo – năm 2021",
        '**Niêm yết** *"danh sách"* _hộ nghèo_ - năm&nbsp;2021',
        "<p>Niêm yết &quot;danh sách&quot; hộ&#32;nghèo - <i>năm 2021</i></p>",
        "Niêm  yết\u00a0«danh sách» h\u200bộ nghèo\u2028— năm 2021 ",
    ],
)
def test_what_a_reader_would_not_tell_apart_is_the_same(line: str) -> None:
    assert line_as_seen(line) == as_seen(TEXT)


@pytest.mark.parametrize("other", ["Niêm yêt", "Niêm yết danh", "niêm yết", "Niêm yết."])
def test_other_words_stay_others(other: str) -> None:
    assert line_as_seen(other) != as_seen("Niêm yết")


def test_cells_of_a_table_in_markdown_are_parted_by_tabs() -> None:
    assert line_as_seen("| 1. | Niêm yết | Sở Nội vụ |") == "1.\tNiêm yết\tSở Nội vụ"
    assert line_as_seen("|---|:--:|---|") == ""


def test_a_mark_within_a_word_is_part_of_it() -> None:
    assert as_seen("ke_hoach_2021") == "ke_hoach_2021"
