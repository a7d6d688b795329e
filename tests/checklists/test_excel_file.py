"""Checklists as Excel forms: written, read back however they were edited, written anew."""

import shutil
import subprocess
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl.comments import Comment

from papi_cli.checklists import excel_file
from papi_cli.checklists.form import EXCEL_COLUMNS, HEADINGS, LEVELS
from papi_cli.checklists.format import Entry, NotAChecklistError
from papi_cli.documents.builder import Documents
from papi_cli.documents.templates import Templates
from papi_cli.errors import FileError
from papi_cli.plan.loader import LoadedPlan
from papi_cli.plan.parts import ORPHANED
from tests.checklists.excel_forms import (
    HEAD,
    NAME,
    WRITTEN,
    cell_at,
    edited,
    filled,
    form,
    fresh,
    head_row,
    items_of,
    opened,
    read,
    regenerate,
)
from tests.checklists.small import CHANGED, DIMENSIONS

RESULT = ("1.1.a", "Kết quả", "Đã họp 3 thôn")


def rows(data: bytes) -> list[list[Any]]:
    """Return the values of the rows below the headings."""
    sheet = opened(data)
    found = [list(row) for row in sheet.iter_rows(min_row=head_row(sheet) + 1, values_only=True)]
    return [row for row in found if any(row)]


def texts(data: bytes) -> dict[str, str]:
    """Return the results by label."""
    return {label: said[0].result for label, said in read(data).entries.items() if said[0].result}


def removed(*labels: str) -> dict[str, dict[str, dict[str, str]]]:
    """Return the tree without some tasks."""
    return {
        dimension: {
            sub: {label: text for label, text in tasks.items() if label not in labels}
            for sub, tasks in subs.items()
        }
        for dimension, subs in DIMENSIONS.items()
    }


# Written


def test_a_form_has_a_row_a_task_under_the_headings() -> None:
    sheet = opened(WRITTEN)
    assert [cell.value for cell in sheet[head_row(sheet)]] == [HEADINGS[e] for e in EXCEL_COLUMNS]
    assert [row[0] for row in rows(WRITTEN)] == list(items_of())


def test_a_row_names_the_section_it_stands_in() -> None:
    assert cell_at(opened(WRITTEN), "1.2.a", "Mục").value == "1.2. Nội dung 1.2"


def test_only_entry_cells_are_unlocked() -> None:
    sheet = opened(WRITTEN)
    head = head_row(sheet)
    assert sheet.protection.sheet
    assert not sheet.protection.password
    for at, column in enumerate(EXCEL_COLUMNS, 1):
        assert sheet.cell(head + 1, at).protection.locked is not column.entered


def test_levels_are_offered_and_others_may_be_typed() -> None:
    rules = {str(each.sqref)[:1]: each for each in opened(WRITTEN).data_validations.dataValidation}
    offered = rules["F"]
    assert offered.formula1 == f'"{",".join(LEVELS)}"'
    assert offered.errorStyle != "stop"


def test_a_fresh_form_reads_as_nothing_said() -> None:
    found = read(WRITTEN)
    assert found.head == HEAD
    assert set(found.entries) == set(items_of())
    assert not any(each.written for said in found.entries.values() for each in said)
    assert (found.others, found.remarks, found.slips, found.changed) == ((), (), {}, frozenset())


def test_the_same_form_gives_the_same_bytes() -> None:
    assert excel_file.write(fresh(form())) == WRITTEN


def test_every_real_checklist_reads_back_as_its_own(shipped: LoadedPlan) -> None:
    documents = Documents(shipped, Templates(None))
    for name in ("UBND xã Yến Dương", "Sở Nội vụ"):
        [agency] = shipped.registry.lookup(name)
        made = documents.fresh_checklist(agency)
        data = excel_file.write(made)
        assert excel_file.read_head(data, NAME) == made.head
        found = excel_file.read(data, NAME, {})
        assert found
        assert not found.others
        assert len(rows(data)) == len(made.form.rows)


# Read


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
    assert found.others == ("Việc riêng; Hoàn thành; Tốt",)
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


# Written anew


def test_nothing_to_change_leaves_every_byte() -> None:
    data = filled(RESULT)
    assert regenerate(data).data is data


def test_a_changed_plan_keeps_each_result_under_its_task() -> None:
    data = filled(*((label, "Kết quả", f"Kết quả {label}") for label in items_of()))
    found = regenerate(data, tree=CHANGED)
    said = excel_file.read(found.data, NAME, items_of(CHANGED))
    assert said
    kept = {label: each[0].result for label, each in said.entries.items() if each[0].result}
    assert kept == {each: f"Kết quả {each}" for each in ("1.1.a", "1.2.a", "2.1.a")}
    assert {each.entry.result for each in said.orphaned} == {"Kết quả 1.1.b", "Kết quả 2.1.đ"}
    assert set(found.orphaned) == {"1.1.b", "2.1.đ"}
    assert found.changed == (("1.1.a", "text"),)
    assert found.beside


def test_the_second_writing_changes_no_byte() -> None:
    data = filled(*((label, "Kết quả", f"Kết quả {label}") for label in items_of()))
    once = regenerate(data, tree=CHANGED).data
    assert regenerate(once, tree=CHANGED).data is once


def test_a_task_that_is_gone_stands_below_under_its_title() -> None:
    found = regenerate(filled(RESULT), tree=removed("1.1.a")).data
    last = rows(found)[-1]
    assert (last[0], last[1], last[6]) == ("1.1.a", ORPHANED, "Đã họp 3 thôn")


def test_a_task_that_is_gone_and_bears_nothing_goes() -> None:
    found = regenerate(WRITTEN, tree=removed("1.1.a")).data
    assert [row[0] for row in rows(found)] == list(items_of(removed("1.1.a")))


def test_what_was_orphaned_goes_back_to_a_task_that_returns() -> None:
    gone = regenerate(filled(RESULT), tree=removed("1.1.a")).data
    assert texts(regenerate(gone).data) == {"1.1.a": "Đã họp 3 thôn"}


def test_a_renumbered_task_keeps_its_result() -> None:
    tree = removed("1.1.a")
    tree["1"]["1.1"] = {"1.1.a": DIMENSIONS["1"]["1.1"]["1.1.b"]}
    found = regenerate(filled(("1.1.b", "Kết quả", "Đã họp")), tree=tree)
    said = excel_file.read(found.data, NAME, items_of(tree))
    assert said
    assert said.entries["1.1.a"][0].result == "Đã họp"
    assert not said.orphaned


def test_a_new_role_and_time_are_told_of_tasks_that_bear_something() -> None:
    found = regenerate(filled(RESULT), form(role="Phối hợp", deadline="Quý III"))
    assert set(found.changed) == {("1.1.a", "Vai trò"), ("1.1.a", "Thời gian")}


def test_an_edited_cell_of_the_plan_is_put_right_and_told() -> None:
    found = regenerate(filled(RESULT, ("1.1.b", "Nhiệm vụ", "Họp dân 2 lần")))
    assert cell_at(opened(found.data), "1.1.b", "Nhiệm vụ").value == "Họp dân"
    assert list(found.slips) == ["1.1.b"]
    assert texts(found.data) == {"1.1.a": "Đã họp 3 thôn"}


def test_a_day_stays_a_day() -> None:
    data = filled(("1.1.a", "Ngày hoàn thành", date(2021, 6, 15)))
    cell = cell_at(opened(regenerate(data, tree=CHANGED).data), "1.1.a", "Ngày hoàn thành")
    assert (cell.value, cell.is_date) == (datetime(2021, 6, 15), True)


@pytest.mark.parametrize("typed", ["=1+1 là phép tính", "+84 912", "-5 hộ", "@ubnd", "1.10", "007"])
def test_text_stays_text(typed: str) -> None:
    def fill(sheet: Any) -> None:
        cell = cell_at(sheet, "1.1.a", "Kết quả")
        cell.value = typed
        cell.data_type = "s"

    cell = cell_at(opened(regenerate(edited(fill), tree=CHANGED).data), "1.1.a", "Kết quả")
    assert (cell.value, cell.data_type) == (typed, "s")


def test_columns_of_the_agencys_own_follow_the_forms() -> None:
    def add(sheet: Any) -> None:
        sheet.insert_cols(4)
        sheet.cell(head_row(sheet), 4).value = "Người làm"
        sheet.cell(cell_at(sheet, "1.1.b", "Mã số").row, 4).value = "Bà Hà"

    once = regenerate(edited(add), tree=removed("2.1.đ")).data
    assert cell_at(opened(once), "1.1.b", "Người làm").value == "Bà Hà"
    assert cell_at(opened(once), "1.1.b", "Người làm").protection.locked is False
    assert regenerate(once, tree=removed("2.1.đ")).data is once


def test_a_column_without_heading_is_kept() -> None:
    def add(sheet: Any) -> None:
        sheet.cell(cell_at(sheet, "1.1.b", "Mã số").row, 13).value = "Bà Hà"

    once = regenerate(edited(add), tree=CHANGED | removed("2.1.đ")).data
    assert any("Bà Hà" in row for row in rows(once))


def test_rows_and_lines_of_the_agencys_own_are_kept_below() -> None:
    def add(sheet: Any) -> None:
        sheet.append(["", "", "Việc riêng", "", "", "Hoàn thành", "Tốt"])
        sheet.insert_rows(2)
        sheet.cell(2, 1).value = "Người lập: Hà"

    tree = removed("2.1.đ")
    once = regenerate(edited(add), tree=tree).data
    found = rows(once)[len(items_of(tree)) :]
    assert [[value for value in row if value] for row in found] == [
        ["Việc riêng", "Hoàn thành", "Tốt"],
        ["Người lập: Hà"],
    ]
    assert regenerate(once, tree=tree).data is once


def test_a_task_that_stands_twice_keeps_both_entries() -> None:
    def double(sheet: Any) -> None:
        row = [cell.value for cell in sheet[cell_at(sheet, "1.1.a", "Mã số").row]]
        sheet.append([*row[:6], "Lần hai"])

    found = regenerate(edited(double, filled(RESULT)), tree=removed("2.1.đ"))
    assert {each.result for each in read(found.data).entries["1.1.a"]} == {
        "Đã họp 3 thôn",
        "Lần hai",
    }
    assert list(found.repeated) == ["1.1.a"]


def test_lines_that_lost_their_fingerprints_are_not_doubled() -> None:
    def strip(sheet: Any) -> None:
        sheet.parent.custom_doc_props.props.clear()

    found = regenerate(edited(strip, filled(RESULT)), tree=removed("2.1.đ")).data
    lines = [row[0].value for row in opened(found).iter_rows() if row[0].value]
    assert sum("Số nhiệm vụ" in str(each) for each in lines) == 1


def comment(sheet: Any) -> None:
    cell_at(sheet, "1.1.a", "Kết quả").comment = Comment("Xem lại", "Hà")


def merge(sheet: Any) -> None:
    row = cell_at(sheet, "1.1.a", "Kết quả").row
    sheet.merge_cells(start_row=row, end_row=row + 1, start_column=7, end_column=7)


def formula(sheet: Any) -> None:
    cell_at(sheet, "1.1.a", "Kết quả").value = "=1+1"


def other_sheet(sheet: Any) -> None:
    sheet.parent.create_sheet("Phụ lục")["A1"] = "Danh sách"


@pytest.mark.parametrize(
    ("edit", "named"),
    [
        (comment, "nhận xét"), (merge, "ô gộp của 2 dòng"), (formula, "công thức"),
        (other_sheet, "«Phụ lục»"),
    ],
)  # fmt: skip
def test_what_a_fresh_form_cannot_hold_leaves_the_file_alone(edit: Any, named: str) -> None:
    data = edited(edit, filled(RESULT))
    assert regenerate(data).data is data
    with pytest.raises(FileError, match=named):
        regenerate(data, tree=CHANGED)


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


def test_new_words_above_the_table_are_printed() -> None:
    new = replace(form(), paragraphs=(*form().paragraphs, "Địa bàn: huyện Mẫu."))
    data = regenerate(filled(RESULT), new).data
    assert "Địa bàn: huyện Mẫu." in [row[0].value for row in opened(data).iter_rows()]
    assert texts(data) == {"1.1.a": "Đã họp 3 thôn"}


def test_words_that_are_no_longer_printed_go() -> None:
    data = excel_file.write(
        fresh(replace(form(), paragraphs=(*form().paragraphs, "Địa bàn: huyện Mẫu.")))
    )
    assert regenerate(data).data == WRITTEN


def test_a_new_task_gets_a_row() -> None:
    tree = {**DIMENSIONS, "3": {"3.1": {"3.1.a": "Giải trình"}}}
    data = regenerate(filled(RESULT), replace(form(tree), paragraphs=form().paragraphs), tree).data
    assert [row[0] for row in rows(data)] == list(items_of(tree))


def test_a_deleted_row_comes_back() -> None:
    def delete(sheet: Any) -> None:
        sheet.delete_rows(cell_at(sheet, "1.1.b", "Mã số").row)

    data = regenerate(edited(delete, filled(RESULT))).data
    assert [row[0] for row in rows(data)] == list(items_of())
    assert texts(data) == {"1.1.a": "Đã họp 3 thôn"}


def test_an_orphaned_row_that_was_cleared_goes() -> None:
    tree = removed("1.1.a")
    gone = regenerate(filled(RESULT), tree=tree).data
    cleared = filled(("1.1.a", "Kết quả", None), data=gone)
    assert [row[0] for row in rows(regenerate(cleared, tree=tree).data)] == list(items_of(tree))


def test_an_edited_role_is_no_change_of_the_plan() -> None:
    found = regenerate(filled(RESULT, ("1.1.a", "Vai trò và phối hợp", "Theo dõi")))
    assert (found.changed, list(found.slips)) == ((), ["1.1.a"])


def test_a_column_before_the_plans_of_that_kind_is_the_agencys() -> None:
    def add(sheet: Any) -> None:
        sheet.insert_cols(3)
        sheet.cell(head_row(sheet), 3).value = "Đơn vị thực hiện"
        sheet.cell(cell_at(sheet, "1.1.b", "Mã số").row, 3).value = "Ban Công an"

    once = regenerate(edited(add), tree=removed("2.1.đ")).data
    assert cell_at(opened(once), "1.1.b", "Đơn vị thực hiện").value == "Ban Công an"
    assert cell_at(opened(once), "1.1.b", "Vai trò và phối hợp").value == "Chủ trì"


def test_a_column_in_which_nothing_stands_yet_is_kept() -> None:
    def add(sheet: Any) -> None:
        sheet.cell(head_row(sheet), 12).value = "Người làm"

    sheet = opened(regenerate(edited(add), tree=removed("2.1.đ")).data)
    assert sheet.cell(head_row(sheet), 12).value == "Người làm"


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ("Chỉ tiêu: tăng hai bậc.", "Chỉ tiêu: mọi thôn họp mỗi quý."),
        ("Thực hiện trong sáu tháng cuối năm", "Thực hiện trong ba tháng cuối năm"),
    ],
)
def test_lines_without_fingerprints_are_known_by_their_likes(was: str, now: str) -> None:
    def strip(sheet: Any) -> None:
        sheet.parent.custom_doc_props.props.clear()

    old = excel_file.write(fresh(replace(form(), paragraphs=(*form().paragraphs, was))))
    new = replace(form(), paragraphs=(*form().paragraphs, now))
    found = regenerate(edited(strip, old), new).data
    assert was not in [row[0].value for row in opened(found).iter_rows()]


@pytest.mark.skipif(not shutil.which("soffice"), reason="cần LibreOffice")
def test_a_form_that_libreoffice_saved_is_the_same_form(tmp_path: Path) -> None:
    file = tmp_path / NAME
    file.write_bytes(
        filled(
            RESULT, ("1.1.b", "Ngày hoàn thành", date(2021, 6, 15)), ("1.1.b", "Mức độ", LEVELS[0])
        )
    )
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    out = tmp_path / "out"
    subprocess.run(
        ["soffice", profile, "--headless", "--convert-to", "xlsx", "--outdir", out, file],
        check=True, capture_output=True, timeout=180,
    )  # fmt: skip
    data = (out / NAME).read_bytes()
    assert read(data) == read(file.read_bytes())
    assert regenerate(data).data is data
