"""Documents for Word are written the same at any time, and edited without losing what they hold."""

import io
import zipfile
from collections.abc import Iterator
from datetime import date
from typing import Any

import docx
import pytest
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from docx.shared import Mm

from papi_cli.office.word import read_word
from papi_cli.office.word_document import (
    add_comment,
    element,
    holds_more,
    paragraph_style,
    saved,
    set_paragraphs,
    set_text,
    without_anchors,
    write_document,
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


def test_properties_of_the_agency_stay_where_those_of_the_program_are_renewed() -> None:
    data = written(properties={"papi": "cũ", "papi-rows": "x", "papi-rows-2": "y", "Phòng": "Một"})
    kept = read_word(saved(opened(data), {"papi": "mới", "papi-rows": "z"})).properties
    assert kept == {"Phòng": "Một", "papi": "mới", "papi-rows": "z"}


def test_properties_are_put_into_a_document_that_has_none() -> None:
    document = opened(written())
    rels = document.part.package.rels
    del rels[next(key for key, each in rels.items() if "custom-properties" in each.reltype)]
    bare = saved(document)
    assert not read_word(bare).properties
    assert read_word(saved(opened(bare), {"papi": "b"})).properties == {"papi": "b"}


def words(tree: Any) -> str:
    return "".join(each.text or "" for each in tree.iter(qn("w:t")))


def names(tree: Any) -> Iterator[str]:
    return (each.tag.split("}")[1] for each in tree.iter())


def test_a_paragraph_gets_other_words_in_the_look_of_the_old() -> None:
    paragraph = element(
        "<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>Cũ</w:t></w:r><w:r><w:t>!</w:t></w:r></w:p>"
    )
    set_text(paragraph, "Mới")
    assert words(paragraph) == "Mới"
    assert "b" in names(paragraph)


COMMENTED = (
    '<w:p><w:commentRangeStart w:id="0"/><w:r><w:t>Cũ</w:t></w:r><w:commentRangeEnd w:id="0"/>'
    '<w:r><w:commentReference w:id="0"/></w:r></w:p>'
)


def test_a_comment_stays_on_a_cell_with_other_words() -> None:
    cell = element(f"<w:tc><w:tcPr/>{COMMENTED}</w:tc>")
    set_paragraphs(cell, [element("<w:p><w:r><w:t>Mới</w:t></w:r></w:p>")])
    assert words(cell) == "Mới"
    order = [each for each in names(cell) if each.startswith("comment") or each == "t"]
    assert order == ["commentRangeStart", "t", "commentRangeEnd", "commentReference"]


def test_a_picture_stays_in_a_cell_with_other_words() -> None:
    cell = element("<w:tc><w:p><w:r><w:t>Cũ</w:t><w:drawing/></w:r></w:p></w:tc>")
    set_paragraphs(cell, [element("<w:p><w:r><w:t>Mới</w:t></w:r></w:p>")])
    assert (words(cell), "drawing" in names(cell)) == ("Mới", True)


@pytest.mark.parametrize(
    "name", ["ins", "del", "drawing", "commentRangeStart", "footnoteReference"]
)
def test_what_stands_beside_text_is_seen(name: str) -> None:
    assert holds_more(element(f"<w:p><w:{name}/></w:p>"))


def test_text_alone_is_nothing_beside_text() -> None:
    assert not holds_more(element("<w:p><w:bookmarkStart/><w:r><w:t>Chữ</w:t></w:r></w:p>"))


def test_a_copy_refers_to_no_comment() -> None:
    assert "comment" not in "".join(names(without_anchors(element(COMMENTED))))


def test_a_comment_of_the_program_tells_no_time() -> None:
    document = opened(written(body="<w:tbl><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>"))
    add_comment(document, next(document.element.body.iter(qn("w:tc"))), "Chữ cũ")
    comment = next(iter(opened(saved(document)).comments))
    assert (comment.text, comment.author, comment.timestamp) == ("Chữ cũ", "papi", None)
