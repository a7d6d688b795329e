"""Documents for Word are written whole, the same at any time."""

import io
import zipfile
from datetime import date
from typing import Any

import docx
import pytest
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from docx.shared import Mm

from papi_cli.office.word import read_word
from papi_cli.office.word_document import (
    Page,
    Section,
    drawing,
    paragraph_style,
    plain_base,
    write_document,
    write_sections,
)

STYLES = paragraph_style("Papi Lead", '<w:pPr><w:jc w:val="both"/></w:pPr>')
BODY = '<w:p><w:pPr><w:pStyle w:val="PapiLead"/></w:pPr><w:r><w:t>Một dòng</w:t></w:r></w:p>'


def written(**changes: Any) -> bytes:
    told = {"body": BODY, "title": "Tên", "created": date(2021, 5, 10), "properties": {"papi": "a"}}
    return write_document(**{**told, **changes}, styles=STYLES)


def opened(data: bytes) -> Any:
    return docx.Document(io.BytesIO(data))


@pytest.fixture(scope="module")
def document() -> Any:
    return opened(written())


def test_the_same_content_is_the_same_bytes() -> None:
    assert written() == written()


def test_another_day_is_other_bytes() -> None:
    assert written() != written(created=date(2021, 5, 11))


def test_a_page_is_a4_landscape_with_the_margins_of_an_annex(document: Any) -> None:
    page = document.sections[0]
    assert page.orientation == WD_ORIENT.LANDSCAPE
    sizes = [page.page_width, page.page_height, page.left_margin, page.right_margin]
    sizes += [page.top_margin, page.bottom_margin]
    assert [round(each / Mm(1)) for each in sizes] == [297, 210, 20, 20, 20, 20]


def test_pages_are_numbered_from_the_second_on(document: Any) -> None:
    page = document.sections[0]
    assert page.different_first_page_header_footer
    numbered = [each.text for each in page.header._element.iter(qn("w:instrText"))]
    assert numbered == [" PAGE "]


def test_the_core_properties_tell_title_day_and_language(document: Any) -> None:
    core = document.core_properties
    assert (core.title, core.created.date(), core.language) == ("Tên", date(2021, 5, 10), "vi-VN")


def test_no_user_is_told_of(document: Any) -> None:
    core = document.core_properties
    assert (core.author, core.last_modified_by) == ("", "")


def test_the_template_of_the_library_leaves_no_picture_and_no_program() -> None:
    names = zipfile.ZipFile(io.BytesIO(written())).namelist()
    assert not [each for each in names if "thumbnail" in each or "app.xml" in each]


@pytest.mark.parametrize("text", ["<w:p> & ]]>", "ố\x00\x0b\ud800", "«»  hai dấu cách"])
def test_any_text_can_stand_in_a_property(text: str) -> None:
    found = read_word(written(properties={"papi": f"a{text}b"})).properties["papi"]
    assert found == f"a{text}b".translate({0: "\ufffd", 11: "\ufffd", 0xD800: "\ufffd"})


# In sections

LEAD = '<w:p><w:pPr><w:pStyle w:val="PapiLead"/></w:pPr><w:r><w:t>{}</w:t></w:r></w:p>'
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c4944415408d763f8ff"
    "ff3f0005fe02fea7358124000000004945 4e44ae426082".replace(" ", "")
)


def in_sections(**changes: Any) -> bytes:
    sections = [Section(LEAD.format("Một"), Page()), Section(LEAD.format("Hai"), Page().turned)]
    told = {"sections": sections, "title": "Tên", "created": date(2021, 5, 10)}
    return write_sections(plain_base(STYLES), **{**told, **changes})


@pytest.fixture(scope="module")
def divided() -> Any:
    return opened(in_sections())


def test_sections_are_the_same_bytes_at_any_time() -> None:
    assert in_sections() == in_sections()


def test_each_section_has_its_own_page(divided: Any) -> None:
    assert [each.orientation for each in divided.sections] == [
        WD_ORIENT.PORTRAIT,
        WD_ORIENT.LANDSCAPE,
    ]


def test_a_turned_page_keeps_its_margins_on_their_sides(divided: Any) -> None:
    page = divided.sections[1]
    sizes = [page.page_width, page.page_height, page.left_margin, page.right_margin]
    assert [round(each / Mm(1)) for each in sizes] == [297, 210, 30, 20]


def test_each_section_counts_its_pages_anew_and_shows_no_number_on_the_first(divided: Any) -> None:
    starts = [each.get(qn("w:start")) for each in divided.element.body.iter(qn("w:pgNumType"))]
    assert starts == ["1", "1"]
    assert all(each.different_first_page_header_footer for each in divided.sections)


def test_each_section_numbers_its_pages_above_the_text(divided: Any) -> None:
    fields = [
        [each.text for each in section.header._element.iter(qn("w:instrText"))]
        for section in divided.sections
    ]
    assert fields == [[" PAGE "], [" PAGE "]]


def test_a_picture_is_a_part_of_the_document_and_told_in_words() -> None:
    run = drawing("rIdPapi1", 1, 'Hình <1> "a"', 20, 10)
    document = opened(
        in_sections(sections=[Section(f"<w:p>{run}</w:p>", Page())], pictures={"rIdPapi1": PNG})
    )
    assert document.inline_shapes[0].width == Mm(20)
    told = next(document.element.body.iter(qn("wp:docPr")))
    assert told.get("descr") == 'Hình <1> "a"'
    assert document.part.related_parts["rIdPapi1"].blob == PNG
