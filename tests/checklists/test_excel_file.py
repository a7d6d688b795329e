"""Checklists as Excel forms: read back however they were edited."""

from datetime import date, datetime
from typing import Any

import pytest
from openpyxl.comments import Comment

from papi_cli.checklists import excel_file
from papi_cli.checklists.format import Entry, NotAChecklistError
from papi_cli.errors import FileError
from tests.checklists.excel_forms import (
    NAME,
    RESULT,
    WRITTEN,
    cell_at,
    edited,
    filled,
    form,
    fresh,
    head_row,
    items_of,
    read,
    texts,
)


def test_each_entry_column_is_a_field_of_the_entry() -> None:
    data = filled(
        RESULT,
        ("1.1.a", "Mức độ", "Hoàn thành"),
        ("1.1.a", "Số văn bản", "12/BC-UBND"),
        ("1.1.a", "Ngày hoàn thành", date(2021, 6, 15)),
        ("1.1.a", "Khó khăn", "Thiếu người"),
        ("1.1.a", "Đề xuất", "Thêm người"),
    )
    assert read(data).entries["1.1.a"] == (
        Entry(
            "", "Đã họp 3 thôn", "Hoàn thành", "12/BC-UBND", "15/6/2021", "Thiếu người",
            "Thêm người",
        ),
    )  # fmt: skip


def test_lines_of_a_cell_stay_lines() -> None:
    data = filled(("1.1.a", "Kết quả", "- Một\r\n- Hai_x000D_\n- Ba"))
    assert texts(data)["1.1.a"] == "- Một\n- Hai\n- Ba"


def test_a_number_is_read_as_it_is_written_in_vietnam() -> None:
    assert texts(filled(("1.1.a", "Kết quả", 1.5), ("1.1.b", "Kết quả", 12))) == {
        "1.1.a": "1,5",
        "1.1.b": "12",
    }


def test_a_day_for_a_number_of_a_document_is_doubted() -> None:
    found = read(filled(("1.1.a", "Số văn bản", datetime(2021, 6, 12))))
    assert found.entries["1.1.a"][0].number == "12/6/2021"
    assert "ngày tháng" in found.doubts["1.1.a"][0]


def test_a_formula_is_its_text_and_doubted() -> None:
    found = read(filled(("1.1.a", "Kết quả", "=SUM(A1:A9)")))
    assert found.entries["1.1.a"][0].result.endswith("=SUM(A1:A9)")
    assert "công thức" in found.doubts["1.1.a"][0]


def test_sorted_rows_keep_their_results() -> None:
    def turn(sheet: Any) -> None:
        head = head_row(sheet)
        last = head + len(items_of())
        found = [[cell.value for cell in sheet[row]] for row in range(head + 1, last + 1)]
        for row, values in enumerate(reversed(found), head + 1):
            for column, value in enumerate(values, 1):
                sheet.cell(row, column).value = value

    assert texts(edited(turn, filled(RESULT))) == {"1.1.a": "Đã họp 3 thôn"}


def test_hidden_rows_are_read() -> None:
    def hide(sheet: Any) -> None:
        sheet.row_dimensions[cell_at(sheet, "1.1.a", "Mã số").row].hidden = True

    assert texts(edited(hide, filled(RESULT))) == {"1.1.a": "Đã họp 3 thôn"}


def test_a_deleted_row_says_nothing_of_its_task() -> None:
    data = edited(lambda sheet: sheet.delete_rows(cell_at(sheet, "1.1.b", "Mã số").row))
    assert "1.1.b" not in read(data).entries


def test_columns_are_known_by_their_headings() -> None:
    data = edited(lambda sheet: sheet.insert_cols(3, 2), filled(RESULT))
    assert texts(data) == {"1.1.a": "Đã họp 3 thôn"}


def test_a_renamed_sheet_is_read() -> None:
    def rename(sheet: Any) -> None:
        sheet.title = "Sheet1"

    assert texts(edited(rename, filled(RESULT))) == {"1.1.a": "Đã họp 3 thôn"}


def test_a_copied_sheet_counts_each_entry_once() -> None:
    data = edited(lambda sheet: sheet.parent.copy_worksheet(sheet), filled(RESULT))
    assert set(read(data).entries["1.1.a"]) == {Entry("", "Đã họp 3 thôn")}


def test_a_code_that_became_a_number_is_known_by_its_words() -> None:
    tree = {"1": {"1": {"1.1": "Một việc", "1.10": "Việc thứ mười"}}}
    data = filled(
        ("1.10", "Kết quả", "Xong"), ("1.10", "Mã số", 1.1),
        data=excel_file.write(fresh(form(tree))),
    )  # fmt: skip
    found = read(data, tree).entries
    assert (found["1.10"][0].result, found["1.1"][0].result) == ("Xong", "")


def test_a_row_of_the_agencys_own_is_kept_apart() -> None:
    data = edited(lambda sheet: sheet.append(["", "", "Việc riêng", "", "", "Hoàn thành", "Tốt"]))
    found = read(data)
    assert found.others == ("Việc riêng – Mức độ: Hoàn thành; Kết quả: Tốt",)
    assert len(found.entries) == len(items_of())


def test_words_above_the_table_are_the_agencys() -> None:
    def write(sheet: Any) -> None:
        sheet.insert_rows(2)
        sheet.cell(2, 1).value = "Người lập: Hà"

    assert read(edited(write)).others == ("Người lập: Hà",)


def test_columns_of_one_heading_are_two() -> None:
    def add(sheet: Any) -> None:
        row = cell_at(sheet, "1.1.a", "Mã số").row
        for column, value in ((12, "một"), (13, "hai")):
            sheet.cell(head_row(sheet), column).value = "Ghi chú"
            sheet.cell(row, column).value = value

    found = read(edited(add)).others
    assert [each.rsplit(" ", 1)[1] for each in found] == ["một", "hai"]


def test_an_edited_cell_of_the_plan_is_a_slip() -> None:
    data = filled(("1.1.a", "Nhiệm vụ", "Tuyên truyền pháp luật, đã xong"))
    assert list(read(data).slips) == ["1.1.a"]


def test_a_table_of_another_kind_is_no_checklist() -> None:
    def clear(sheet: Any) -> None:
        for row in sheet.iter_rows():
            for cell in row:
                if not hasattr(cell, "ctype") and type(cell).__name__ != "MergedCell":
                    cell.value = "x"

    with pytest.raises(NotAChecklistError):
        read(edited(clear))


def test_a_broken_file_is_named_in_a_sentence() -> None:
    with pytest.raises(FileError, match=r"Tệp «mau\.xlsx» .+\.$"):
        read(WRITTEN[:2000])


def test_a_plain_table_of_an_agency_has_no_head() -> None:
    def strip(sheet: Any) -> None:
        sheet.delete_rows(1, head_row(sheet) - 1)
        sheet.parent.custom_doc_props.props.clear()

    with pytest.raises(NotAChecklistError, match="do papi viết"):
        excel_file.read_head(edited(strip), NAME)


def test_a_comment_on_a_title_or_heading_is_named() -> None:
    def note(sheet: Any) -> None:
        for row in (1, head_row(sheet)):
            sheet.cell(row, 1).comment = Comment("Xem lại", "Hà")

    remarks = read(edited(note)).remarks
    assert [each.rsplit("(", 1)[1] for each in remarks] == ["ở dòng 1)", "ở dòng 6)"]


def test_a_code_that_became_a_number_is_a_code() -> None:
    tree = {"1": {"1": {"1.1": "Một việc", "1.2": "Hai việc"}}}
    data = filled(
        ("1.2", "Kết quả", "Xong"), ("1.2", "Nhiệm vụ", None), ("1.2", "Mã số", 1.2),
        data=excel_file.write(fresh(form(tree))),
    )  # fmt: skip
    assert read(data, tree).entries["1.2"][0].result == "Xong"
