"""Excel forms written anew: no word is lost, none goes to another task."""

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.comments import Comment

from papi_cli.checklists import excel_file
from papi_cli.checklists.form import EXCEL_COLUMNS, HEADINGS, LEVELS
from papi_cli.errors import FileError
from papi_cli.plan.parts import ORPHANED
from tests.checklists.excel_forms import (
    NAME,
    RESULT,
    WRITTEN,
    Tree,
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
    removed,
    rows,
    saved,
    texts,
)
from tests.checklists.small import CHANGED, DIMENSIONS
from tests.conftest import examples
from tests.libreoffice import converted, need_office


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
        (comment, "nhận xét"), (merge, "ô gộp 2 dòng"), (formula, "công thức"),
        (other_sheet, "«Phụ lục»"),
    ],
)  # fmt: skip
def test_what_a_fresh_form_cannot_hold_leaves_the_file_alone(edit: Any, named: str) -> None:
    data = edited(edit, filled(RESULT))
    assert regenerate(data).data is data
    with pytest.raises(FileError, match=named):
        regenerate(data, tree=CHANGED)


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


def test_a_form_that_libreoffice_saved_is_the_same_form(tmp_path: Path) -> None:
    need_office()
    file = tmp_path / NAME
    file.write_bytes(
        filled(
            RESULT, ("1.1.b", "Ngày hoàn thành", date(2021, 6, 15)), ("1.1.b", "Mức độ", LEVELS[0])
        )
    )
    (saved,) = converted(tmp_path, "xlsx", file)
    data = saved.read_bytes()
    assert read(data) == read(file.read_bytes())
    assert regenerate(data).data is data


# Any edits


LABELS = list(items_of())
ENTERED = [HEADINGS[each] for each in EXCEL_COLUMNS if each.entered]
TEXTS = st.one_of(
    st.sampled_from(
        ["=1+1", "-5 hộ", "+84", "@ubnd", "1.10", "12/6", "Kết quả: tốt", "☐", "|", "dòng\nmới",
         "- một\n- hai", "_x000D_", "😀", "Số văn bản: 5", "Hoàn thành", "  ", "1.1.b"]
    ),
    st.text(st.sampled_from("abcđế 019=.,:;|*#<>&\"'\n"), min_size=1, max_size=12),
)  # fmt: skip
ENTRIES = st.dictionaries(
    st.tuples(st.sampled_from(LABELS), st.sampled_from(ENTERED)), TEXTS, max_size=8
)
TREES: st.SearchStrategy[Tree] = st.sampled_from([DIMENSIONS, CHANGED])


def values(data: bytes) -> list[str]:
    """Return the words of all cells."""
    return [
        " ".join(str(value).replace("_x000D_", " ").split())
        for row in opened(data).iter_rows(values_only=True)
        for value in row
        if value is not None
    ]


def reorder(sheet: Any, order: list[str], gone: list[str]) -> None:
    """Put the rows of tasks into another order, and delete some."""
    first = head_row(sheet) + 1
    found = {row[0].value: [cell.value for cell in row] for row in sheet.iter_rows(first)}
    sheet.delete_rows(first, len(found))
    for row, label in enumerate([each for each in order if each not in gone], first):
        for column, value in enumerate(found[label], 1):
            cell = sheet.cell(row, column)
            cell.value = value
            if isinstance(value, str):
                cell.data_type = "s"


@given(
    entries=ENTRIES,
    order=st.permutations(LABELS),
    gone=st.lists(st.sampled_from(LABELS), max_size=2),
    own=st.lists(TEXTS, max_size=2),
    tree=TREES,
)
@examples(12, 1000)
def test_every_word_stays_under_its_task(
    entries: dict[tuple[str, str], str], order: list[str], gone: list[str], own: list[str],
    tree: Tree,
) -> None:  # fmt: skip
    sheet = opened(WRITTEN)
    for (label, heading), text in entries.items():
        cell = cell_at(sheet, label, heading)
        cell.value, cell.data_type = text, "s"
    reorder(sheet, order, gone)
    for text in own:
        sheet.append(["", "", f"Việc riêng {text}", "", "", "", f"Đã làm {text}"])
    old = saved(sheet)
    kept = {place: text for place, text in entries.items() if place[0] not in gone}

    once = regenerate(old, tree=tree).data

    texts = values(once)
    for text in (*kept.values(), *(f"Đã làm {each}" for each in own)):
        assert " ".join(text.replace("_x000D_", " ").split()) in [*texts, ""]
    before = excel_file.read(old, NAME, items_of(tree))
    after = excel_file.read(once, NAME, items_of(tree))
    assert before
    assert after
    said = {label: each for label, each in before.entries.items() if any(e.written for e in each)}
    assert {label: after.entries[label] for label in said} == said
    assert regenerate(once, tree=tree).data is once
