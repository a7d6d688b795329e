"""Parts of a document are set as Nghị định 30/2020/NĐ-CP has it."""

from typing import Any

import pytest
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from tests.documents.word_at_hand import (
    FOOT,
    HEAD,
    REPORT,
    TITLES,
    opened,
    paragraph_with,
    style_of,
    words_of,
)


@pytest.fixture(scope="module")
def report() -> Any:
    return opened(REPORT)


def cells(table: Any) -> list[Any]:
    return list(table._tbl.iter(qn("w:tc")))


def is_rule(paragraph: Any) -> bool:
    return next(paragraph.iter(qn("w:pBdr")), None) is not None


def following(paragraph: Any) -> Any:
    return paragraph.getnext()


def look(document: Any, words: str) -> tuple[float, bool, bool]:
    """Return size in points, bold, italic of a paragraph as its style or its run has them."""
    paragraph = paragraph_with(document, words)
    font = next(each for each in document.styles if each.style_id == style_of(paragraph)).font
    run = next(paragraph.iter(qn("w:r")))
    bold = bool(font.bold) or next(run.iter(qn("w:b")), None) is not None
    italic = bool(font.italic) or next(run.iter(qn("w:i")), None) is not None
    return font.size / Pt(1), bold, italic


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("UBND TỈNH", (13, False, False)),
        ("SỞ Y TẾ", (13, True, False)),
        ("CỘNG HÒA", (13, True, False)),
        ("Độc lập", (14, True, False)),
        ("Số: …", (13, False, False)),
        ("ngày … tháng", (14, False, True)),
        ("BÁO CÁO", (14, True, False)),
        ("Kết quả thực hiện", (14, True, False)),
        ("báo cáo như sau", (14, False, False)),
        ("I. KẾT QUẢ", (14, True, False)),
        ("Nơi nhận:", (12, True, True)),
        ("Như trên", (11, False, False)),
        ("GIÁM ĐỐC", (14, True, False)),
        ("Họ và tên", (14, True, False)),
        ("Phụ lục", (14, True, False)),
        ("Kèm theo", (14, False, True)),
    ],
)
def test_each_part_has_the_size_and_look_of_the_decree(
    report: Any, words: str, expected: tuple[float, bool, bool]
) -> None:
    assert look(report, words) == expected


def test_the_head_is_a_table_of_issuer_and_state_without_borders(report: Any) -> None:
    left, right, *_ = map(words_of, cells(report.tables[0]))
    assert left.split("\n")[:2] == ["UBND TỈNH BẮC KẠN", "SỞ Y TẾ"]
    assert right.split("\n")[:2] == [
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
    ]
    assert next(report.tables[0]._tbl.iter(qn("w:tblBorders")), None) is None


def test_number_and_place_stand_side_by_side_below(report: Any) -> None:
    assert [words_of(each) for each in cells(report.tables[0])[2:]] == [
        "Số: …/BC-SYT",
        "Bắc Kạn, ngày … tháng … năm 2021",
    ]


@pytest.mark.parametrize("words", ["SỞ Y TẾ", "Độc lập", "Kết quả thực hiện"])
def test_a_line_is_drawn_below(report: Any, words: str) -> None:
    assert is_rule(following(paragraph_with(report, words)))


@pytest.mark.parametrize("words", ["UBND TỈNH", "CỘNG HÒA", "BÁO CÁO", "KẾT QUẢ TỪNG"])
def test_no_line_is_drawn_below(report: Any, words: str) -> None:
    assert not is_rule(following(paragraph_with(report, words)))


def test_both_lines_of_a_committees_name_are_the_issuing_body() -> None:
    head = HEAD.replace("| UBND TỈNH BẮC KẠN |", "| **ỦY BAN NHÂN DÂN** |")
    document = opened(head.replace("SỞ Y TẾ", "XÃ YẾN DƯƠNG"))
    assert style_of(paragraph_with(document, "ỦY BAN")) == "PapiIssuer"
    assert is_rule(following(paragraph_with(document, "XÃ YẾN")))


def test_what_a_letter_is_about_stands_below_its_number() -> None:
    head = HEAD + "| V/v đôn đốc báo cáo |  |\n"
    document = opened(head)
    assert style_of(paragraph_with(document, "V/v")) == "PapiAbout"


def test_the_foot_has_receivers_left_and_signature_right(report: Any) -> None:
    left, right = map(words_of, cells(report.tables[1]))
    assert left == "Nơi nhận:\n- Như trên;\n- Lưu: VT, NV."
    assert right.split() == ["GIÁM", "ĐỐC", "[Họ", "và", "tên]"]


def test_there_is_room_for_a_signature_above_the_name(report: Any) -> None:
    lines = words_of(cells(report.tables[1])[1]).split("\n")
    assert lines[1:-1] == [""] * 5


def test_authority_and_office_stand_together_above_the_room() -> None:
    foot = FOOT.replace("**GIÁM ĐỐC**", "**TM. ỦY BAN NHÂN DÂN**").replace(
        "| - Như trên; |  |", "| - Như trên; | **CHỦ TỊCH** |"
    )
    lines = words_of(cells(opened(foot).tables[0])[1]).split("\n")
    assert lines == ["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", *[""] * 5, "[Họ và tên]"]


def test_the_foot_is_on_one_page_with_the_last_sentence() -> None:
    document = opened(f"Một\n\nTrân trọng báo cáo./.\n\n{FOOT}")
    kept = [paragraph_with(document, "Trân trọng"), *document.tables[0]._tbl.iter(qn("w:p"))]
    assert all(
        next(each.iter(qn("w:keepNext")), None) is not None
        or document.styles[_name(document, each)].paragraph_format.keep_with_next
        for each in kept
    )
    assert next(document.tables[0]._tbl.iter(qn("w:cantSplit")), None) is not None


def _name(document: Any, paragraph: Any) -> str:
    named = (each for each in document.styles if each.style_id == style_of(paragraph))
    return str(next(named).name)


def test_text_is_justified_with_its_first_line_moved_in(report: Any) -> None:
    style = next(each for each in report.styles if each.style_id == "PapiBody")
    form = style.paragraph_format
    assert (form.alignment, round(form.first_line_indent.mm, 1)) == (3, 12.7)
    assert form.space_before == Pt(6)


def test_headings_are_such_for_the_navigation_pane() -> None:
    document = opened("## I. A\n\n### 1. B\n\n#### a) C")
    assert [each.style.name for each in document.paragraphs] == [
        "Heading 1",
        "Heading 2",
        "Heading 3",
    ]


def test_a_list_inside_of_a_list_is_moved_in() -> None:
    document = opened("- a\n  - b")
    first, second = document.paragraphs
    assert first.text == "- a"
    assert second.text == "+ b"
    assert second.paragraph_format.left_indent > 0


def test_one_addressee_stands_centred_on_the_line() -> None:
    (line,) = opened("Kính gửi: UBND tỉnh Bắc Kạn.").paragraphs
    assert line.alignment == 1


def test_several_addressees_stand_below_the_line() -> None:
    line, first, _ = opened("Kính gửi:\n\n- UBND tỉnh;\n- Sở Nội vụ.").paragraphs
    assert line.paragraph_format.left_indent < first.paragraph_format.left_indent


def test_a_long_title_is_set_in_lines_of_one_length() -> None:
    document = opened(f"**{'Kết quả thực hiện Kế hoạch nâng cao Chỉ số, ' * 2}hết**")
    form = document.paragraphs[0].paragraph_format
    assert form.left_indent == form.right_indent > 0


def test_two_tables_one_after_the_other_stay_two() -> None:
    table = "| a |\n|---|\n| b |\n"
    assert len(opened(f"{table}\n{table}").tables) == 2


def test_what_follows_the_foot_begins_a_page() -> None:
    document = opened(f"{TITLES}\n{FOOT}\n## GHI CHÚ CHO NGƯỜI SOẠN\n")
    assert document.paragraphs[-1].paragraph_format.page_break_before


def test_a_picture_that_is_not_there_is_told_in_words() -> None:
    assert opened("![Số nhiệm vụ](mat.svg)").paragraphs[0].text == "Số nhiệm vụ (mat.svg)"


def test_below_a_table_that_ends_a_document_stands_a_paragraph() -> None:
    document = opened("| a |\n|---|\n| b |")
    assert document.tables[0]._tbl.getnext().tag == qn("w:p")


def test_the_head_is_as_wide_as_the_text(report: Any) -> None:
    section = report.sections[0]
    text = section.page_width - section.left_margin - section.right_margin
    widths = [each.width for each in report.tables[0].columns]
    assert abs(sum(widths) - text) < Mm(0.2)


def test_a_long_name_of_an_agency_is_set_in_lines_of_one_length() -> None:
    head = HEAD.replace("**SỞ Y TẾ**", "**SỞ TÀI NGUYÊN VÀ MÔI TRƯỜNG**")
    line = paragraph_with(opened(f"{head}\nMột"), "SỞ TÀI NGUYÊN")
    (indent,) = line.iter(qn("w:ind"))
    assert indent.get(qn("w:left")) == indent.get(qn("w:right")) != "0"


@pytest.mark.parametrize("where", ["Kế hoạch số", "V/v"])
def test_a_number_in_title_and_head_is_not_torn_apart(where: str) -> None:
    text = f"{HEAD}| V/v 263/KH-UBND |  |\n\n**Kế hoạch số 263/KH-UBND**\n\nMột"
    line = paragraph_with(opened(text), where)
    assert next(line.iter(qn("w:noBreakHyphen")), None) is not None


def test_in_the_text_a_number_is_found_as_it_is_typed() -> None:
    line = paragraph_with(opened("**Tên**\n\nTheo 263/KH-UBND"), "Theo")
    assert next(line.iter(qn("w:noBreakHyphen")), None) is None
