"""A form in Word written and read back: what an officer put in is known, whatever saved it."""

from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from docx.oxml.ns import qn

from papi_cli.checklists import word_file
from papi_cli.checklists.format import NotAChecklistError
from papi_cli.checklists.items import plan_items
from papi_cli.documents.builder import Documents
from papi_cli.documents.templates import shipped as templates
from papi_cli.errors import FileError
from papi_cli.plan.loader import LoadedPlan
from tests.checklists.small_word import (
    DIFFICULTIES,
    HEAD,
    LEVEL,
    WRITTEN,
    edited,
    filled,
    form_of,
    read,
    results,
    row_of,
    split,
    tick,
    typed,
)

RESAVED = (
    Path(__file__).parents[1] / "office" / "files" / "bieu_mau_libreoffice.docx"
).read_bytes()


def test_a_written_form_tells_whose_it_is() -> None:
    assert word_file.read_head(WRITTEN, "mau.docx") == HEAD


def test_a_written_form_holds_every_task_with_nothing_entered() -> None:
    entries = read(WRITTEN).entries
    assert list(entries) == [row.label for row in form_of().rows]
    assert not any(each.written for one in entries.values() for each in one)


def test_a_written_form_has_nothing_to_tell() -> None:
    found = read(WRITTEN)
    assert (found.others, found.orphaned, found.remarks) == ((), (), ())
    assert (dict(found.slips), dict(found.doubts), found.changed) == ({}, {}, frozenset())


@pytest.mark.parametrize("name", ["UBND xã Yến Dương", "Sở Nội vụ"])
def test_a_form_of_the_real_plan_holds_every_task_and_duty(shipped: LoadedPlan, name: str) -> None:
    documents = Documents(shipped, templates())
    made = documents.fresh_checklist(shipped.registry.find(name))
    found = word_file.read(word_file.write(made), "mau.docx", plan_items(shipped))
    assert found
    assert list(found.entries) == [row.label for row in made.form.rows]
    assert (found.others, found.remarks, dict(found.slips)) == ((), (), {})


def test_a_click_on_the_box_is_a_tick() -> None:
    assert read(filled(tick("1.1.b"))).entries["1.1.b"][0].mark == "x"


def test_a_sign_typed_beside_the_box_is_a_tick() -> None:
    assert read(filled(typed("x", "1.1.b", 4))).entries["1.1.b"][0].mark == "x"


def test_a_result_stands_under_its_task() -> None:
    assert results(filled(typed("Họp 3 buổi", "1.1.b"))) == {"1.1.b": "Họp 3 buổi"}


def test_a_level_is_read() -> None:
    assert read(filled(typed("Đang thực hiện", "2.a", LEVEL))).entries["2.a"][0].level == (
        "Đang thực hiện"
    )


def test_difficulties_are_read() -> None:
    assert read(filled(typed("Thiếu máy", "2.a", DIFFICULTIES))).entries["2.a"][0].difficulty == (
        "Thiếu máy"
    )


def test_rows_that_were_sorted_keep_their_results() -> None:
    def sort(document: Any) -> None:
        row_of(document, "1.1.a").addprevious(row_of(document, "1.1.c"))

    assert results(filled(typed("Đã niêm yết", "1.1.c"), sort)) == {"1.1.c": "Đã niêm yết"}


def test_a_row_dragged_below_another_title_is_still_its_task() -> None:
    def drag(document: Any) -> None:
        row_of(document, "1.2.a").addnext(row_of(document, "1.1.b"))

    assert results(filled(typed("Họp 3 buổi", "1.1.b"), drag)) == {"1.1.b": "Họp 3 buổi"}


def test_a_row_dragged_into_another_table_is_still_its_task() -> None:
    def drag(document: Any) -> None:
        row_of(document, "2.b").addnext(row_of(document, "1.1.b"))

    assert results(filled(typed("Họp 3 buổi", "1.1.b"), drag)) == {"1.1.b": "Họp 3 buổi"}


@pytest.mark.parametrize("column", [0, 1])
def test_a_row_of_the_agencys_with_one_text_is_no_title_of_the_rows_below(column: int) -> None:
    def add(document: Any) -> None:
        row = deepcopy(row_of(document, "1.1.a"))
        for each in row.iter(qn("w:t")):
            each.text = ""
        next(row.findall(qn("w:tc"))[column].iter(qn("w:t"))).text = "Việc riêng của xã"
        row_of(document, "1.1.b").addprevious(row)

    found = read(filled(typed("Họp 3 buổi", "1.1.b"), add))
    assert found.entries["1.1.b"][0].result == "Họp 3 buổi"
    assert found.others == ("Việc riêng của xã",)


def test_a_table_cut_in_two_is_read_on_below_the_cut() -> None:
    found = read(filled(typed("Họp 3 buổi", "1.1.b"), split))
    assert found.entries["1.1.b"][0].result == "Họp 3 buổi"
    assert found.others == ("Ghi chú của xã",)


def test_words_changed_in_the_plans_columns_are_told() -> None:
    found = read(filled(typed(" và họp tổ", "1.1.c", 1)))
    assert list(found.slips) == ["1.1.c"]


@pytest.mark.parametrize("column", [1, 2, 3])
def test_no_word_of_the_plans_columns_is_taken_for_a_result(column: int) -> None:
    assert not results(filled(typed(" Đã xong", "1.1.c", column)))


def test_a_line_of_the_agencys_own_is_kept() -> None:
    found = read(edited(lambda document: document.add_paragraph("Xã xin thêm thời gian.")))
    assert found.others == ("Xã xin thêm thời gian.",)


def test_what_libreoffice_saved_is_read_the_same() -> None:
    found = read(RESAVED)
    assert found.head == HEAD
    said = {label: each[0] for label, each in found.entries.items() if each[0].written}
    assert {label: each.result for label, each in said.items() if each.result} == {
        "1.1.b": "Họp 3 buổi",
        "1.2.a": "Đã bầu",
    }
    assert (said["1.1.a"].mark, said["1.1.c"].level) == ("x", "Đang thực hiện")
    assert said["2.a"].difficulty == "Thiếu máy"
    assert (found.others, found.remarks, dict(found.slips)) == ((), (), {})


def test_a_document_without_a_form_is_no_checklist() -> None:
    def bare(document: Any) -> None:
        for table in document.tables:
            table._tbl.getparent().remove(table._tbl)

    with pytest.raises(NotAChecklistError):
        read(edited(bare))


def test_what_is_no_word_file_is_told_in_one_sentence() -> None:
    with pytest.raises(FileError, match=r"^Tệp «hỏng\.docx» .+\.$"):
        word_file.read(b"PK\x03\x04", "hỏng.docx", {})


def test_a_form_whose_properties_are_gone_is_known_by_what_it_prints() -> None:
    def drop(document: Any) -> None:
        rels = document.part.package.rels
        del rels[next(key for key, each in rels.items() if "custom-properties" in each.reltype)]

    assert word_file.read_head(edited(drop), "mau.docx") == HEAD


def test_no_property_is_longer_than_office_programs_keep(shipped: LoadedPlan) -> None:
    form = Documents(shipped, templates()).form(shipped.registry.find("UBND xã Yến Dương"))
    assert max(map(len, form.properties.values())) <= 255
    assert "papi-rows-3" in form.properties
