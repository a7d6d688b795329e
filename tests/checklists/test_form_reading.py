"""What an agency wrote in a form, from what a Word or Excel file holds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest

from papi_cli.checklists.form import (
    Column,
    identity_line,
    line_print,
    row_print,
)
from papi_cli.checklists.form_reading import FormReading, checklist_of, mark_of, read_form
from papi_cli.checklists.format import Checklist, Entry, Head, NotAChecklistError
from papi_cli.checklists.items import PlanItem
from papi_cli.office.content import Cell, CellKind, OfficeFile, Paragraph, Row, Table

HEAD = Head("1/KH-UBND", "UBND xã Mẫu")
ITEMS = {
    "1.1.a": PlanItem("Tuyên truyền pháp luật", "Tri thức công dân", "1.1"),
    "1.1.b": PlanItem("Họp dân", "Tri thức công dân", "1.1"),
    "2.1.a": PlanItem("Niêm yết danh sách hộ nghèo", "Minh bạch", "2.1"),
}
HEADINGS = ("Mã số", "Nhiệm vụ", "Vai trò và phối hợp", "Thời gian", "Xong", "Kết quả, số văn bản")
PLAIN = {
    "1.1.a": "Tuyên truyền pháp luật",
    "1.1.b": "Họp dân",
    "2.1.a": "Niêm yết danh sách hộ nghèo",
}


def task(label: str, result: str = "", mark: str = "☐") -> tuple[str, ...]:
    """Return the row of a task as the program prints it, filled in."""
    return (label, PLAIN[label], "Chủ trì", "Quý I", mark, result)


def made(*rows: Sequence[str | Cell]) -> Table:
    """Return a table of rows of cells, each as its text."""
    return Table(
        "",
        tuple(
            Row(at, tuple(each if isinstance(each, Cell) else Cell(each) for each in row))
            for at, row in enumerate(rows, 1)
        ),
    )


def file(*blocks: Paragraph | Table, properties: Mapping[str, str] | None = None) -> OfficeFile:
    """Return a file of these blocks."""
    return OfficeFile(blocks, properties or {})


IDENTITY = Paragraph(identity_line(HEAD, "abcdefgh"))


def form(*rows: Sequence[str | Cell], headings: Sequence[str] = HEADINGS) -> OfficeFile:
    """Return a file of the program's with a table of these rows below its headings."""
    return file(IDENTITY, made(headings, *rows))


def taken(of: OfficeFile) -> FormReading:
    return read_form(of, ITEMS)


def checklist(of: OfficeFile) -> Checklist:
    return checklist_of(taken(of), ITEMS)


def results(of: OfficeFile) -> dict[str, str]:
    """Return the result of each task."""
    return {label: entries[0].result for label, entries in checklist(of).entries.items()}


def entry(result: str, heading: str = "Kết quả, số văn bản") -> Entry:
    """Return what is read of a task with this text in a cell below a heading."""
    one = form(("1.1.a", PLAIN["1.1.a"], result), headings=("Mã số", "Nhiệm vụ", heading))
    return checklist(one).entries["1.1.a"][0]


def test_they_are_known_by_their_headings_in_any_order() -> None:
    headings = ("Kết quả", "Nhiệm vụ", "Mã số")
    assert results(form(("Đã xong", "Họp dân", "1.1.b"), headings=headings)) == {"1.1.b": "Đã xong"}


@pytest.mark.parametrize(
    ("heading", "column"),
    [("STT", Column.CODE), ("Nội dung công việc", Column.TEXT), ("MÃ SỐ", Column.CODE)],
)
def test_headings_as_offices_set_them_are_known(heading: str, column: Column) -> None:
    headings = (heading, "Kết quả thực hiện")
    row = taken(form(("1.1.a Tuyên truyền", "xong"), headings=headings)).rows[0]
    assert row.text(column) == "1.1.a Tuyên truyền"


def test_a_column_of_the_agencys_own_is_kept_by_its_heading() -> None:
    of = form((*task("1.1.a", "xong"), "Bà Lan"), headings=(*HEADINGS, "Người làm"))
    assert any("Người làm" in each and "Bà Lan" in each for each in checklist(of).others)


def test_such_a_column_is_told() -> None:
    of = form((*task("1.1.a", "xong"), "Bà Lan"), headings=(*HEADINGS, "Người làm"))
    assert (
        "có cột «Người làm» ngoài mẫu, ghi ở 1 dòng: giữ lại, không tính" in checklist(of).remarks
    )


def test_a_column_without_heading_is_kept_by_its_place() -> None:
    of = form((*task("1.1.a"), "ghi thêm"))
    assert any("cột thứ 7" in each for each in checklist(of).others)


def test_a_table_without_such_columns_is_no_form() -> None:
    with pytest.raises(NotAChecklistError, match="không có bảng nào"):
        taken(file(made(("Họ tên", "Chức vụ"), ("A", "B"))))


def test_sorted_rows_keep_to_their_tasks() -> None:
    rows = [task("2.1.a", "ba"), task("1.1.b", "hai"), task("1.1.a", "một")]
    assert results(form(*rows)) == {"2.1.a": "ba", "1.1.b": "hai", "1.1.a": "một"}


def test_headings_that_stand_again_are_no_row() -> None:
    assert results(form(task("1.1.a", "một"), HEADINGS, task("1.1.b", "hai"))) == {
        "1.1.a": "một",
        "1.1.b": "hai",
    }


def test_a_row_of_numbers_is_no_row() -> None:
    assert not taken(form(("1", "2", "3", "4", "5", "6"))).rows


def test_a_blank_row_is_no_row() -> None:
    assert not taken(form(("", "", "", "", "", ""))).rows


def test_a_row_with_a_text_alone_is_the_title_of_those_below() -> None:
    of = form(("1.1. Tri thức công dân", "", "", "", "", ""), task("1.1.a", "một"))
    assert [each.section for each in taken(of).rows] == ["1.1. Tri thức công dân"]


def test_rows_above_the_headings_are_lines() -> None:
    of = file(IDENTITY, made(("BẢNG KẾT QUẢ NĂM", "", ""), HEADINGS, task("1.1.a", "một")))
    assert "BẢNG KẾT QUẢ NĂM" in taken(of).lines


def test_two_tables_are_read() -> None:
    of = file(IDENTITY, made(HEADINGS, task("1.1.a", "một")), made(HEADINGS, task("2.1.a", "ba")))
    assert results(of) == {"1.1.a": "một", "2.1.a": "ba"}


def test_a_row_with_a_changed_code_is_known_by_its_words() -> None:
    assert results(form(("9", "Họp dân", "", "", "", "xong"))) == {"1.1.b": "xong"}


def test_a_row_without_words_is_known_by_its_code() -> None:
    assert results(form(("1.1.b", "", "", "", "", "xong"))) == {"1.1.b": "xong"}


def test_a_row_with_the_words_of_another_task_is_that_task() -> None:
    assert results(form(("1.1.a", "Niêm yết danh sách hộ nghèo", "", "", "", "xong"))) == {
        "2.1.a": "xong"
    }


def test_a_row_of_no_task_is_kept_and_told() -> None:
    of = form(task("1.1.a"), ("4", "Trồng cây đầu năm", "", "", "x", "trồng 100 cây"))
    read = checklist(of)
    assert any("trồng 100 cây" in each for each in read.others)
    assert any("có 1 dòng không phải nhiệm vụ" in each for each in read.remarks)


def test_a_task_that_stands_twice_has_both_and_their_rows() -> None:
    read = checklist(form(task("1.1.a", "một"), task("1.1.a", "hai")))
    assert [each.result for each in read.entries["1.1.a"]] == ["một", "hai"]
    assert read.repeated == {"1.1.a": [2, 3]}


def test_what_is_not_held_is_orphaned() -> None:
    reading = read_form(form(task("1.1.a", "một"), task("1.1.b", "hai")), ITEMS, ["1.1.a"])
    assert [each.label for each in checklist_of(reading, ITEMS).orphaned] == ["1.1.b"]


def test_a_row_that_bears_nothing_is_no_orphan() -> None:
    reading = read_form(form(task("1.1.a", "một"), task("1.1.b")), ITEMS, ["1.1.a"])
    assert not checklist_of(reading, ITEMS).orphaned


def test_a_table_cut_in_two_goes_on_below_the_cut() -> None:
    of = file(IDENTITY, made(HEADINGS, task("1.1.a", "một")), made(task("2.1.a", "ba")))
    assert results(of) == {"1.1.a": "một", "2.1.a": "ba"}


def test_a_table_of_other_width_below_is_none_of_its_rows() -> None:
    of = file(IDENTITY, made(HEADINGS, task("1.1.a", "một")), made(("Nơi nhận", "CHỦ TỊCH")))
    assert [each.task for each in taken(of).rows] == ["1.1.a"]


def test_a_result_alone_in_a_row_is_no_title() -> None:
    of = form(("đã làm", "", ""), headings=("Kết quả", "Nhiệm vụ", "Mã số"))
    assert checklist(of).others == ("đã làm",)


def printed(*rows: Sequence[str]) -> dict[str, str]:
    """Return the property that tells how these rows were written."""
    columns = (Column.CODE, Column.TEXT, Column.ROLE, Column.DEADLINE)
    prints = (row_print(dict(zip(columns, row, strict=False))) for row in rows)
    return {"papi-rows": " ".join(prints), "papi-lines": line_print("dòng in sẵn")}


def test_a_row_as_it_was_written_has_no_slip() -> None:
    of = file(IDENTITY, made(HEADINGS, task("1.1.a", "một")), properties=printed(task("1.1.a")))
    assert not checklist(of).slips


def test_a_row_whose_words_the_agency_changed_is_told_by_its_number() -> None:
    changed = ("1.1.a", "Tuyên truyền pháp luật sửa", "Chủ trì", "Quý I", "☐", "một")
    of = file(IDENTITY, made(HEADINGS, changed), properties=printed(task("1.1.a")))
    assert checklist(of).slips == {"1.1.a": 2}


def test_a_deadline_that_the_agency_changed_is_told() -> None:
    changed = ("1.1.a", PLAIN["1.1.a"], "Chủ trì", "Quý IV", "☐", "một")
    of = file(IDENTITY, made(HEADINGS, changed), properties=printed(task("1.1.a")))
    assert checklist(of).slips == {"1.1.a": 2}


def test_words_that_the_plan_changed_since_are_told() -> None:
    old = ("1.1.a", "Tuyên truyền pháp luật cũ", "Chủ trì", "Quý I", "☐", "một")
    of = file(IDENTITY, made(HEADINGS, old), properties=printed(old))
    assert checklist(of).changed == {"1.1.a"}


def test_a_row_of_the_programs_that_the_plan_dropped_is_orphaned() -> None:
    old = ("3.1.a", "Giải trình với dân", "Chủ trì", "Quý I", "x", "đã làm")
    of = file(IDENTITY, made(HEADINGS, old), properties=printed(old))
    assert [(each.label, each.entry.result) for each in checklist(of).orphaned] == [
        ("3.1.a", "đã làm")
    ]


def test_a_line_of_the_agencys_is_kept() -> None:
    lines = Paragraph("Kính gửi quý cơ quan"), Paragraph("dòng in sẵn")
    of = file(IDENTITY, *lines, made(HEADINGS, task("1.1.a")), properties=printed(task("1.1.a")))
    assert checklist(of).others == ("Kính gửi quý cơ quan",)


def test_the_line_in_print_tells() -> None:
    assert checklist(form(task("1.1.a"))).head == HEAD


def test_without_the_line_the_property_tells() -> None:
    properties = {"papi": identity_line(HEAD, "abcdefgh")}
    assert checklist(file(made(HEADINGS, task("1.1.a")), properties=properties)).head == HEAD


def test_the_line_in_print_goes_before_the_property() -> None:
    properties = {"papi": identity_line(Head("1/KH-UBND", "UBND xã Khác"), "abcdefgh")}
    of = file(IDENTITY, made(HEADINGS, task("1.1.a")), properties=properties)
    assert checklist(of).head.agency == "UBND xã Mẫu"


def test_without_both_title_and_opening_tell() -> None:
    lines = (
        Paragraph("DANH MỤC NHIỆM VỤ CỦA UBND xã Mẫu"),
        Paragraph("Thực hiện Kế hoạch số 1/KH-UBND ngày 5/2/2021 của UBND tỉnh về PAPI"),
    )
    head = checklist(file(*lines, made(HEADINGS, task("1.1.a")))).head
    assert (head.agency, head.plan) == ("UBND xã Mẫu", "1/KH-UBND")


def test_a_table_of_an_agencys_own_is_read_and_named() -> None:
    of = file(made(("Mã số", "Kết quả"), ("1.1.a", "đã làm")))
    assert results(of) == {"1.1.a": "đã làm"}
    assert "không phải mẫu do papi lập; được đọc theo các cột nhận ra" in checklist(of).remarks


def test_the_lines_of_such_a_file_may_tell_whose_it_is() -> None:
    of = file(Paragraph("UBND XÃ MẪU"), made(("Mã số", "Kết quả"), ("1.1.a", "đã làm")))
    assert checklist(of).claims == ("UBND XÃ MẪU",)


def test_labels_in_a_joined_cell_tell_its_parts_apart() -> None:
    told = entry("Họp 2 lần\nSố văn bản: 12/BC-UBND\nNgày hoàn thành: 1/6/2021\nthêm 3 lần")
    assert told.result == "Họp 2 lần\n\nthêm 3 lần"
    assert (told.number, told.completed) == ("12/BC-UBND", "1/6/2021")


def test_a_label_at_the_beginning_counts_too() -> None:
    assert entry("Kết quả: Họp 2 lần").result == "Họp 2 lần"


def test_points_stay_a_list() -> None:
    assert entry("Đã làm:\n- một\n- hai").result == "Đã làm:\n\n- một\n- hai"


def test_what_looks_like_markup_is_none() -> None:
    assert entry("*đã* [x] làm").result == r"\*đã\* \[x\] làm"


def test_difficulties_and_proposals_in_one_cell_are_parted_by_labels() -> None:
    headings = ("Mã số", "Nhiệm vụ", "Kết quả", "Khó khăn, đề xuất")
    words = "Khó khăn: thiếu tiền\nĐề xuất: cấp thêm"
    told = checklist(form(("1.1.a", PLAIN["1.1.a"], "", words), headings=headings))
    one = told.entries["1.1.a"][0]
    assert (one.difficulty, one.proposal) == ("thiếu tiền", "cấp thêm")


def test_columns_of_their_own_are_their_fields() -> None:
    headings = (
        "Mã số",
        "Nhiệm vụ",
        "Mức độ",
        "Kết quả",
        "Số văn bản",
        "Ngày hoàn thành",
        "Khó khăn",
        "Đề xuất",
    )
    row = ("1.1.a", PLAIN["1.1.a"], "Hoàn thành", "a", "1.10", "1/6/2021", "b", "c")
    one = checklist(form(row, headings=headings)).entries["1.1.a"][0]
    assert one == Entry("", "a", "Hoàn thành", "1.10", "1/6/2021", "b", "c")


@pytest.mark.parametrize("shown", ["☒", "☑", "x", "X", "✓", "Xong"])
def test_a_sign_is_a_mark(shown: str) -> None:
    assert mark_of(Cell(shown))


@pytest.mark.parametrize("shown", ["☐", "", " ", "□", "❑"])
def test_an_empty_box_is_none(shown: str) -> None:
    assert not mark_of(Cell(shown))


def test_what_is_typed_beside_an_empty_box_counts() -> None:
    assert mark_of(Cell("☐ x")) == "x"


def test_a_flag_that_differs_from_what_shows_is_doubted() -> None:
    row = list[str | Cell](task("1.1.a"))
    row[4] = Cell("☐", ticked=True)
    assert "đã bấm nhưng hiện ra trống" in checklist(form(row)).doubts["1.1.a"][0]


def test_a_flag_that_agrees_is_not_doubted() -> None:
    row = list[str | Cell](task("1.1.a"))
    row[4] = Cell("☒", ticked=True)
    assert not checklist(form(row)).doubts


def test_a_day_where_a_number_is_due_is_doubted() -> None:
    row = list[str | Cell](task("1.1.a"))
    row[5] = Cell("12/6/2021", CellKind.DAY)
    assert "là ngày tháng" in checklist(form(row)).doubts["1.1.a"][0]


def test_a_formula_is_named_and_read_as_text() -> None:
    row = list[str | Cell](task("1.1.a"))
    row[5] = Cell("=1+1", CellKind.FORMULA)
    read = checklist(form(row))
    assert "có công thức «=1+1»" in read.doubts["1.1.a"][0]
    assert read.entries["1.1.a"][0].result == "=1+1"


def test_remarks_of_cells_are_told_with_their_tasks() -> None:
    row = list[str | Cell](task("1.1.a"))
    row[5] = Cell("", remarks=("có 1 hình ảnh không đọc được",))
    assert "có 1 hình ảnh không đọc được (ở 1.1.a)" in checklist(form(row)).remarks


def test_a_sign_that_was_typed_into_the_box_raises_no_doubt() -> None:
    row = list[str | Cell](task("1.1.a"))
    row[4] = Cell("x ☐", ticked=False)
    found = checklist(form(row))
    assert found.entries["1.1.a"][0].mark == "x"
    assert not found.doubts


def test_what_of_an_entry_could_not_be_read_is_to_be_looked_at() -> None:
    row = list[str | Cell](task("1.1.a"))
    row[5] = Cell("Đã họp", remarks=("có 1 hình ảnh không đọc được",))
    assert checklist(form(row)).doubts["1.1.a"] == ("có 1 hình ảnh không đọc được",)
