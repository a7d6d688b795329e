"""Fonts of signs and of the encodings before Unicode."""

from __future__ import annotations

import io

import docx
import pytest

from papi_cli.office.word import read_word
from tests.office.word_parts import (
    OLD,
    line,
    read_cell,
    run,
)


@pytest.mark.parametrize(
    ("font", "code", "sign"),
    [
        ("Wingdings", "F0FC", "✓"),
        ("Wingdings", "F0FE", "☑"),
        ("Wingdings", "00A8", "☐"),
        ("Wingdings 2", "F050", "✓"),
        ("Wingdings 2", "F054", "☒"),
        ("Webdings", "F061", "✓"),
        ("Symbol", "F0B3", "≥"),
    ],
)
def test_a_sign_of_a_font_is_known(font: str, code: str, sign: str) -> None:
    assert read_cell(f'<w:p><w:r><w:sym w:font="{font}" w:char="{code}"/></w:r></w:p>').text == sign


def test_an_unknown_sign_is_named() -> None:
    sign = '<w:p><w:r><w:sym w:font="Wingdings" w:char="F04A"/></w:r></w:p>'
    assert read_cell(sign).text == "[ký hiệu Wingdings 4A]"


@pytest.mark.parametrize(
    ("typed", "shown"), [("þ", "☑"), ("ü", "✓"), ("û", "✗"), ("o", "☐"), ("¨", "☐"), ("x", "☒")]
)
def test_letters_typed_in_a_font_of_signs_are_what_they_show(typed: str, shown: str) -> None:
    assert read_cell(line(typed, '<w:rFonts w:ascii="Wingdings"/>')).text == shown


def test_a_sign_of_unicode_in_such_a_font_stays() -> None:
    assert read_cell(line("✓", '<w:rFonts w:ascii="Wingdings"/>')).text == "✓"


@pytest.mark.parametrize(
    ("font", "typed"), [(".VnTime", "§· hoµn thµnh"), ("VNI-Times", "Ñaõ hoaøn thaønh")]
)
def test_letters_of_an_old_font_are_not_read_but_told(font: str, typed: str) -> None:
    read_back = read_cell(line(typed, f'<w:rFonts w:ascii="{font}"/>'))
    assert (read_back.text, read_back.remarks) == ("", (OLD,))


def test_plain_letters_in_an_old_font_are_read() -> None:
    read_back = read_cell(line("123/KH-UBND", '<w:rFonts w:ascii=".VnTime"/>'))
    assert (read_back.text, read_back.remarks) == ("123/KH-UBND", ())


def test_unicode_in_an_old_font_is_read() -> None:
    runs = "".join(run(each, '<w:rFonts w:ascii=".VnTime"/>') for each in ("và ", "được"))
    assert read_cell(f"<w:p>{runs}</w:p>").text == "và được"


def test_the_font_of_the_style_counts() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="V"><w:rPr><w:rFonts w:ascii=".VnTime"/></w:rPr>'
        "</w:style>"
    )
    text = f'<w:p><w:pPr><w:pStyle w:val="V"/></w:pPr>{run("hoµn thµnh")}</w:p>'
    assert read_cell(text, {"styles": styles}).remarks == (OLD,)


def test_the_font_of_the_file_counts() -> None:
    made = docx.Document()
    made.styles["Normal"].font.name = ".VnTime"
    made.add_table(1, 1).cell(0, 0).text = "hoµn thµnh"
    stream = io.BytesIO()
    made.save(stream)
    assert read_word(stream.getvalue()).tables[0].rows[0].cells[0].remarks == (OLD,)


def test_a_run_of_its_own_font_in_such_a_file_is_read() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="V"><w:rPr><w:rFonts w:ascii=".VnTime"/></w:rPr>'
        "</w:style>"
    )
    own = run("à", '<w:rFonts w:ascii="Arial"/>')
    text = f'<w:p><w:pPr><w:pStyle w:val="V"/></w:pPr>{own}</w:p>'
    assert read_cell(text, {"styles": styles}).text == "à"
