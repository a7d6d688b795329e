"""Documents of Word that are there are edited without losing what they hold."""

import io
from collections.abc import Iterator
from datetime import date
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn

from papi_cli.office.word import read_word
from papi_cli.office.word_document import element, paragraph_style, write_document
from papi_cli.office.word_edit import (
    add_comment,
    holds_more,
    saved,
    set_paragraphs,
    set_text,
    without_anchors,
)

STYLES = paragraph_style("Papi Lead", '<w:pPr><w:jc w:val="both"/></w:pPr>')


def written(body: str = "<w:p/>", properties: dict[str, str] | None = None) -> bytes:
    return write_document(body, "Tên", date(2021, 5, 10), properties or {"papi": "a"}, STYLES)


def opened(data: bytes) -> Any:
    return docx.Document(io.BytesIO(data))


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
