"""Paragraphs and styles of a document in Word."""

import pytest
from docx.oxml.ns import qn

from papi_cli.documents.word_blocks import Run
from papi_cli.documents.word_xml import (
    document_styles,
    longest_line,
    millimetres,
    paragraph,
    rule,
    runs_xml,
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
