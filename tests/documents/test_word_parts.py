"""What a block of a document is on paper is told by its words and its place."""

import pytest

from papi_cli.documents.word_blocks import blocks_of
from papi_cli.documents.word_parts import Part, divisions
from tests.documents.word_at_hand import FOOT, HEAD, REPORT, TITLES, WIDE


def parts(markdown: str) -> list[Part]:
    return [placed.part for each in divisions(blocks_of(markdown)) for placed in each.placed]


def test_a_report_is_head_title_text_foot() -> None:
    text = f"{HEAD}\n{TITLES}\nMột\n\n{FOOT}"
    assert parts(text) == [Part.HEAD, Part.TITLE, Part.SUBJECT, Part.BESIDE_FOOT, Part.FOOT]


def test_bold_lines_further_down_are_titles_without_a_line_below() -> None:
    assert parts(f"{TITLES}\nMột\n\n**Biểu 1**")[-1] is Part.TITLE


def test_a_bold_line_below_other_text_is_not_the_title_of_the_document() -> None:
    assert parts(f"{HEAD}\nKính gửi: Sở Y tế.\n\n**Lưu ý**") == [
        Part.HEAD,
        Part.ADDRESSEE,
        Part.TITLE,
    ]


def test_a_bold_line_of_an_agency_is_text() -> None:
    assert parts("- **Đã xong**") == [Part.BODY]


def test_a_paragraph_bold_in_part_is_text() -> None:
    assert parts("**1.1.a** Họp thôn") == [Part.BODY]


def test_an_annex_is_a_division_of_its_own() -> None:
    assert [len(each.placed) for each in divisions(blocks_of(REPORT))] == [7, 4]


@pytest.mark.parametrize("heading", ["## PHỤ LỤC", "## Phụ lục II", "# PHỤ LỤC: KẾT QUẢ"])
def test_an_annex_begins_with_its_heading(heading: str) -> None:
    assert len(divisions(blocks_of(f"Một\n\n{heading}\n\nHai"))) == 2


@pytest.mark.parametrize("heading", ["### PHỤ LỤC", "## DANH SÁCH", "- ## PHỤ LỤC"])
def test_other_headings_begin_no_annex(heading: str) -> None:
    assert len(divisions(blocks_of(f"Một\n\n{heading}\n\nHai"))) == 1


def test_an_annex_that_comes_first_leaves_no_empty_page_before_it() -> None:
    assert len(divisions(blocks_of(WIDE))) == 1


def test_a_table_of_five_columns_makes_an_annex_wide() -> None:
    assert [each.wide for each in divisions(blocks_of(REPORT))] == [False, True]


def test_a_table_of_four_columns_leaves_an_annex_upright() -> None:
    annex = "## PHỤ LỤC\n\n| a | b | c | d |\n|---|---|---|---|\n| 1 | 2 | 3 | 4 |"
    assert [each.wide for each in divisions(blocks_of(annex))] == [False]


def test_a_wide_table_outside_of_an_annex_leaves_the_page_upright() -> None:
    text = "Một\n\n| a | b | c | d | e |\n|---|---|---|---|---|\n| 1 | 2 | 3 | 4 | 5 |"
    assert [each.wide for each in divisions(blocks_of(text))] == [False]


def test_what_it_is_an_annex_of_stands_centred() -> None:
    assert parts(WIDE)[2] is Part.NOTE


def test_italic_words_in_the_text_are_text() -> None:
    assert parts("*Căn cứ Luật Tổ chức*") == [Part.BODY]


def test_italic_words_in_brackets_are_text_but_below_a_title() -> None:
    assert parts("Một\n\n*(Theo Công văn số 1)*") == [Part.BODY, Part.BODY]


def test_italic_words_below_a_picture_stand_centred() -> None:
    assert parts("![a](a.svg)\n\n*Hình 1*") == [Part.BODY, Part.NOTE]


def test_an_addressee_stands_on_its_line() -> None:
    assert parts("Kính gửi: UBND tỉnh.") == [Part.ADDRESSEE]


def test_several_addressees_are_listed() -> None:
    expected = [Part.ADDRESSEES, Part.LISTED_ADDRESSEE, Part.LISTED_ADDRESSEE, Part.BODY]
    assert parts("Kính gửi:\n\n- UBND tỉnh;\n- Sở Nội vụ.\n\nThực hiện") == expected


def test_what_follows_the_foot_and_is_no_annex_begins_a_page() -> None:
    assert parts(f"{FOOT}\n## GHI CHÚ\n\nMột") == [Part.FOOT, Part.BEHIND, Part.BODY]


def test_an_empty_document_has_nothing_in_it() -> None:
    assert parts("") == []
