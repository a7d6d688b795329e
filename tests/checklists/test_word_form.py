"""A form as Word shows it: what stands where, in which look."""

import io
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn

from papi_cli.checklists.form import FormRow, FormSection
from papi_cli.checklists.word_form import grouped, new_row, word_document
from papi_cli.documents.builder import Documents
from papi_cli.documents.templates import shipped as templates
from papi_cli.office.word_document import TEXT_WIDTH, TWIPS
from papi_cli.plan.loader import LoadedPlan
from tests.checklists.small_word import WRITTEN, form_of, text_of, texts


@pytest.fixture(scope="module")
def document() -> Any:
    return docx.Document(io.BytesIO(WRITTEN))


def test_the_title_stands_first_and_is_capitals_by_its_look_alone(document: Any) -> None:
    first = document.paragraphs[0]
    assert first.text == "Danh mục nhiệm vụ của UBND xã Mẫu"
    assert (first.style.font.all_caps, first.style.font.bold) == (True, True)


def test_the_identity_is_the_last_line_above_the_first_heading(document: Any) -> None:
    lines = [each.text for each in document.paragraphs]
    assert lines[3] == form_of().identity
    assert lines[4] == "1. Tham gia"


def test_each_section_has_a_heading_of_words_own_and_a_table(document: Any) -> None:
    headings = [each.text for each in document.paragraphs if each.style.name == "Heading 1"]
    assert headings == ["1. Tham gia", "2. Công khai"]
    assert len(document.tables) == len(headings)


def test_a_heading_has_no_colour(document: Any) -> None:
    assert document.styles["Heading 1"].font.color.rgb is None


def test_the_columns_bear_their_names() -> None:
    assert texts(WRITTEN)[5] == (
        "Mã số | Nhiệm vụ | Vai trò và phối hợp | Thời gian | Xong | Mức độ | Kết quả, số văn bản"
        " | Khó khăn, đề xuất"
    )


def test_the_row_of_headings_is_repeated_on_each_page(document: Any) -> None:
    marked = [len(list(each._tbl.iter(qn("w:tblHeader")))) for each in document.tables]
    assert marked == [1, 1]


def test_no_row_breaks_over_two_pages(document: Any) -> None:
    rows = list(document.element.body.iter(qn("w:tr")))
    assert all(next(each.iter(qn("w:cantSplit")), None) is not None for each in rows)


def test_the_columns_are_as_wide_as_the_text(document: Any) -> None:
    for table in document.tables:
        widths = [int(each.get(qn("w:w"))) for each in table._tbl.iter(qn("w:gridCol"))]
        assert abs(sum(widths) - TEXT_WIDTH * TWIPS) < len(widths)


def test_a_section_within_a_table_has_a_row_with_its_title() -> None:
    assert texts(WRITTEN)[6] == "1.1. Tri thức"


def test_rows_below_the_tables_own_title_have_none() -> None:
    lines = texts(WRITTEN)
    assert lines[lines.index("2. Công khai") + 2].startswith("2.a |")


def test_rows_below_the_tables_own_title_behind_others_have_one() -> None:
    rows = [
        FormRow(label, "Việc", section, "", "")
        for label, section in (("a", "1. B"), ("b", ""), ("c", "1. A"))
    ]
    found = [
        (title, [row.label for row in part])
        for title, part in grouped(FormSection("1. A", tuple(rows)))
    ]
    assert found == [("1. B", ["a", "b"]), ("1. A", ["c"])]


def test_what_is_told_below_a_task_is_a_paragraph_of_its_own(document: Any) -> None:
    cell = document.tables[0].cell(3, 1)
    assert [each.text for each in cell.paragraphs] == ["Họp dân bàn việc thôn", "Sản phẩm: báo cáo"]


def test_a_box_can_be_clicked_and_is_empty() -> None:
    row = new_row(form_of().rows[0])
    w14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
    boxes = [each.get(f"{w14}val") for each in row.iter(f"{w14}checked")]
    assert boxes == ["0"]
    assert text_of(row).count("☐") == 1


def test_older_word_is_told_to_pass_over_the_box() -> None:
    root = docx.Document(io.BytesIO(WRITTEN)).element
    assert root.nsmap["w14"] == "http://schemas.microsoft.com/office/word/2010/wordml"
    ignorable = f"{{{root.nsmap['mc']}}}Ignorable"
    assert "w14" in root.get(ignorable).split()


def test_a_table_says_what_it_is_to_those_who_cannot_see_it(document: Any) -> None:
    captions = [each.get(qn("w:val")) for each in document.element.iter(qn("w:tblCaption"))]
    assert captions == ["1. Tham gia", "2. Công khai"]


def test_a_form_of_the_real_plan_is_the_same_bytes_twice(shipped: LoadedPlan) -> None:
    documents = Documents(shipped, templates())
    form = documents.form(shipped.registry.find("Sở Nội vụ"))
    assert word_document(form) == word_document(form)
