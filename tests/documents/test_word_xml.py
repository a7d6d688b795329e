"""Paragraphs and styles of a document in Word."""

import pytest
from docx.oxml.ns import qn

from papi_cli.documents.word_blocks import Run
from papi_cli.documents.word_xml import (
    document_styles,
    even_width,
    longest_line,
    millimetres,
    paragraph,
    rule,
    runs_xml,
    unbroken,
)
from papi_cli.office.word_document import TWIPS, element


def test_a_run_has_its_look() -> None:
    run = element(f"<w:p>{runs_xml((Run('a', bold=True, italic=True),))}</w:p>")
    assert [next(run.iter(qn(f"w:{each}")), None) is not None for each in "bi"] == [True, True]


def test_line_breaks_and_tabs_are_words_of_their_own() -> None:
    made = element(f"<w:p>{runs_xml((Run('a' + chr(10) + 'b' + chr(9) + 'c'),))}</w:p>")
    names = [each.tag.split("}")[1] for each in made.iter() if each.tag != qn("w:r")]
    assert names == ["p", "t", "br", "t", "tab", "t"]


@pytest.mark.parametrize("text", ["<w:t>", "a & b", " hai  dấu cách ", "«»", "x\x00y"])
def test_any_text_is_text(text: str) -> None:
    made = element(paragraph("PapiBody", runs_xml((Run(text),))))
    assert "".join(each.text for each in made.iter(qn("w:t"))) == text.replace("\0", "\ufffd")


def test_a_line_is_drawn_in_the_middle_as_long_as_asked() -> None:
    indent = next(element(rule(40, 100)).iter(qn("w:ind")))
    sides = [int(indent.get(qn(f"w:{each}"))) for each in ("left", "right")]
    assert sides == [round(30 * TWIPS)] * 2


def test_text_is_measured_in_millimetres() -> None:
    assert millimetres("Độc lập - Tự do - Hạnh phúc", 14, bold=True) == pytest.approx(61, abs=3)


def test_the_longest_line_of_a_wrapped_text_is_no_wider_than_its_column() -> None:
    assert 40 < longest_line("SỞ LAO ĐỘNG - THƯƠNG BINH VÀ XÃ HỘI", 13, 60) <= 60


def test_a_short_text_is_its_own_longest_line() -> None:
    assert longest_line("SỞ Y TẾ", 13, 60) == pytest.approx(
        millimetres("SỞ Y TẾ", 13, bold=True), abs=0.3
    )


def test_all_text_is_black() -> None:
    styles = element(f"<w:styles>{document_styles()}</w:styles>")
    assert {each.get(qn("w:val")) for each in styles.iter(qn("w:color"))} == {"000000"}


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Kế hoạch số 263/KH-UBND", "Kế_hoạch số_263/KH~UBND"),
        ("KẾ HOẠCH SỐ 263/KH-UBND", "KẾ HOẠCH SỐ_263/KH~UBND"),
        ("ngày 10 tháng 5 năm 2021 của", "ngày_10_tháng_5_năm_2021 của"),
        ("Mẫu, ngày … tháng … năm 2021", "Mẫu, ngày_…_tháng_…_năm_2021"),
        ("Số: …/SNV-…", "Số: …/SNV~…"),
        ("Hiệu quả Quản trị và Hành chính công", "Hiệu_quả Quản_trị và_Hành_chính công"),
        ("MỘT - HAI", "MỘT - HAI"),
        ("và/hoặc - tự", "và/hoặc - tự"),
    ],
)
def test_dates_numbers_and_names_are_not_torn_apart(text: str, shown: str) -> None:
    assert unbroken(text) == shown.replace("_", "\u00a0").replace("~", "\u2011")


def test_a_hyphen_that_does_not_break_is_words_own() -> None:
    made = element(f"<w:p>{runs_xml((Run('1/KH-UBND'),), whole=True)}</w:p>")
    assert [each.text for each in made.iter(qn("w:t"))] == ["1/KH", "UBND"]
    assert next(made.iter(qn("w:noBreakHyphen")), None) is not None


def test_text_that_is_searched_keeps_its_hyphen() -> None:
    made = element(f"<w:p>{runs_xml((Run('1/KH-UBND năm 2021'),))}</w:p>")
    assert [each.text for each in made.iter(qn("w:t"))] == ["1/KH-UBND năm 2021"]


def test_a_long_name_is_wrapped_in_the_middle() -> None:
    text = unbroken("SỞ TÀI NGUYÊN VÀ MÔI TRƯỜNG")
    narrow = even_width(text, 13, 58)
    first = millimetres("SỞ TÀI NGUYÊN", 13, bold=True)
    assert first < narrow < millimetres("SỞ TÀI NGUYÊN VÀ MÔI", 13, bold=True)


def test_a_name_that_fits_has_all_the_width() -> None:
    assert even_width("SỞ Y TẾ", 13, 58) == 58
