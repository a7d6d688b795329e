"""Markdown is cut into blocks, and no word of it is lost."""

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papi_cli.documents.word_blocks import (
    Align,
    Block,
    Heading,
    Paragraph,
    Picture,
    Rule,
    Run,
    Table,
    blocks_of,
    plain,
    runs_of,
)


def said(blocks: list[Block]) -> str:
    """Return all that blocks say, in their order."""
    pieces: list[str] = []
    for each in blocks:
        match each:
            case Paragraph(runs=runs, marker=marker):
                pieces.append(f"{marker} {plain(runs)}")
            case Heading(runs=runs):
                pieces.append(plain(runs))
            case Table(heading=heading, rows=rows):
                pieces += [plain(cell) for row in (heading, *rows) for cell in row]
            case Picture(name=name, words=words):
                pieces.append(f"{words} {name}")
            case Rule():
                pass
    return " ".join(pieces)


def only(markdown: str) -> Block:
    (block,) = blocks_of(markdown)
    return block


def test_a_paragraph_is_its_words_on_one_line() -> None:
    assert only("Một hai\nba") == Paragraph((Run("Một hai ba"),))


def test_bold_and_italic_are_looks_of_runs() -> None:
    expected = (Run("đậm", bold=True), Run(" và "), Run("nghiêng", italic=True))
    assert runs_of("**đậm** và *nghiêng*") == expected


def test_bold_in_italic_is_both() -> None:
    assert runs_of("***Nơi nhận:***") == (Run("Nơi nhận:", bold=True, italic=True),)


@pytest.mark.parametrize(
    ("markdown", "text"),
    [
        ("\\[…\\] \\*a\\*", "[…] *a*"),
        ("[…]", "[…]"),
        ("`mã` &amp; &lt;", "mã & <"),
        ("[văn bản](https://a.vn)", "văn bản (https://a.vn)"),
        ('[văn bản](a.md "tên")', "văn bản (a.md, tên)"),
        ("<https://a.vn>", "https://a.vn"),
        ("xem ![hình](a.png) này", "xem hình (a.png) này"),
        ("một  \nhai", "một\nhai"),
        ("một<br>hai", "một\nhai"),
        ("<b>một</b>", "<b>một</b>"),
        ("một <!-- ẩn --> hai", "một  hai"),
        ("một <!-- hở", "một <!-- hở"),
        ("[a][b] và [b]", "[a][b] và [b]"),
    ],
)
def test_a_line_reads_as_a_person_reads_it(markdown: str, text: str) -> None:
    assert plain(runs_of(markdown)) == text


def test_headings_have_their_level() -> None:
    assert only("### 1. Mục đích") == Heading(3, (Run("1. Mục đích"),))


def test_a_heading_among_words_of_an_agency_is_a_bold_paragraph() -> None:
    assert only("- ## Tiêu đề") == Paragraph((Run("Tiêu đề", bold=True),), 1, "-")


def test_items_of_a_list_are_paragraphs_with_markers_by_their_depth() -> None:
    found = [(each.depth, each.marker) for each in blocks_of("- a\n  - b\n    - c")]  # type: ignore[union-attr]
    assert found == [(1, "-"), (2, "+"), (3, "-")]


def test_numbered_items_keep_their_numbers() -> None:
    assert said(blocks_of("3. ba\n4. bốn")) == "3. ba 4. bốn"


def test_only_the_first_paragraph_of_an_item_is_marked() -> None:
    assert [each.marker for each in blocks_of("- a\n\n  b")] == ["-", ""]  # type: ignore[union-attr]


def test_an_item_that_begins_with_a_table_is_marked_above_it() -> None:
    first, table = blocks_of("- | a | b |\n  |---|---|\n  | 1 | 2 |")
    assert first == Paragraph((), 1, "-")
    assert isinstance(table, Table)


def test_a_table_has_heading_rows_and_alignment() -> None:
    table = only("| a | b | c |\n| --- | :---: | ---: |\n| 1 | 2 | 3 |")
    assert isinstance(table, Table)
    assert [plain(each) for each in table.heading] == ["a", "b", "c"]
    assert table.aligns == (Align.LEFT, Align.CENTRE, Align.RIGHT)


def test_a_table_whose_heading_says_nothing_has_none() -> None:
    table = only("|   |   |\n| --- | --- |\n| a | b |")
    assert isinstance(table, Table)
    assert table.heading == ()


def test_what_a_row_has_too_much_stays_in_its_last_cell() -> None:
    table = only("| a | b |\n|---|---|\n| 1 | 2 | ba \\| bốn | năm |")
    assert re.findall(r"\w+", said([table])) == ["a", "b", "1", "2", "ba", "bốn", "năm"]


def test_a_picture_alone_is_a_block() -> None:
    assert only("![Số nhiệm vụ](hinh.svg)") == Picture("hinh.svg", "Số nhiệm vụ")


def test_a_line_across_is_a_block() -> None:
    assert only("---") == Rule()


@pytest.mark.parametrize(
    "markdown",
    [
        "```Đã làm xong\nhai\n```",
        "[a]: https://b.vn",
        "<div>một\nhai</div>",
        "<!-- hở\nmột",
        "    thụt vào\n      hai",
        "> trích\n> > sâu hơn",
        "> " * 200 + "sâu",
        "- " * 200 + "sâu",
        "Đề mục\n===\nmột",
        "~~~\nhở",
        "1) một\n- hai\n* ba",
        "| một | hai |\nba",
    ],
)
def test_no_word_is_lost(markdown: str) -> None:
    assert re.findall(r"\w+", said(blocks_of(markdown))) == re.findall(r"\w+", markdown)


def test_a_comment_is_dropped() -> None:
    assert blocks_of("<!-- papi: văn bản -->\n") == []


_PIECES = st.sampled_from(
    [*"-+*_`>#|:~[]()!<&\\\n", "  ", "    ", "\n\n", "a", "chữ", "1.", "**", "|---|---|\n", "```"]
)


@given(st.lists(_PIECES, max_size=60).map("".join))
def test_words_come_out_in_their_order_whatever_stands_between(markdown: str) -> None:
    words = re.findall(r"[^\W\d_]+", markdown)
    assert re.findall(r"[^\W\d_]+", said(blocks_of(markdown))) == words


@pytest.mark.parametrize(
    "text",
    ["[" * 40_000, "<!--" * 8_000, "*a" * 20_000, "> " * 5_000, "- " * 5_000, "| a " * 4_000],
)
def test_hostile_text_is_read_in_time(text: str) -> None:
    begun = time.perf_counter()
    blocks_of(text)
    assert time.perf_counter() - begun < 5
