"""A checklist as a form: its columns, whose it says it is."""

from datetime import date

import pytest

from papi_cli.checklists.form import (
    EXCEL_COLUMNS,
    HEADINGS,
    WORD_COLUMNS,
    WORD_RESULT,
    Column,
    column_of,
    identity_in,
    identity_line,
    line_print,
    parse_identity,
    prints_of,
    row_print,
)
from papi_cli.checklists.format import Head
from tests.checklists.small import form

HEADS = [
    Head("263/KH-UBND", "UBND xã Yến Dương", None, (), date(2021, 5, 10), "UBND tỉnh Bắc Kạn"),
    Head("1/KH-UBND", "Sở Nội vụ", "lead", ("1", "2")),
    Head("1/KH-UBND", "Sở Nội vụ", "coordinating", (), date(2026, 1, 5)),
]


@pytest.mark.parametrize("head", HEADS)
def test_the_line_in_print_says_all_that_the_head_says(head: Head) -> None:
    found = parse_identity(identity_line(head, "abcd2345"))
    assert found is not None
    assert (found.head, found.mark) == (head, "abcd2345")


def test_the_line_is_read_with_other_blanks_and_composition() -> None:
    line = identity_line(HEADS[0], "abcd2345").replace(" | ", " |\u00a0  ").replace("ố", "ô\u0301")
    found = parse_identity(line)
    assert found is not None
    assert found.head == HEADS[0]


@pytest.mark.parametrize(
    "broken",
    [
        "",
        "Nhận dạng: papi 2",
        identity_line(HEADS[0], "x").replace(" | vai trò toàn bộ", ""),
        identity_line(HEADS[0], "x").replace("vai trò toàn bộ", "vai trò khác"),
        identity_line(HEADS[0], "x").replace("263/KH-UBND", ""),
    ],
)
def test_a_line_that_was_damaged_says_nothing(broken: str) -> None:
    assert parse_identity(broken) is None


def test_what_is_printed_counts_before_the_property_and_that_before_the_opening() -> None:
    printed, hidden = (identity_line(each, "x") for each in HEADS[:2])
    opening = [
        "DANH MỤC NHIỆM VỤ CỦA UBND xã Khác",
        "Thực hiện Kế hoạch số 9/KH-UBND ngày 10/5/2021 của UBND tỉnh về việc mẫu.",
    ]
    for properties, lines, agency in (
        ({"papi": hidden}, [*opening, printed], "UBND xã Yến Dương"),
        ({"papi": hidden}, opening, "Sở Nội vụ"),
        ({}, opening, "UBND xã Khác"),
    ):
        found = identity_in(properties, lines)
        assert found is not None
        assert found.head.agency == agency
    assert identity_in({}, opening[:1]) is None


def test_the_opening_names_plan_day_and_issuer() -> None:
    made = form()
    found = identity_in({}, [made.title, *made.paragraphs])
    assert found is not None
    assert found.head == Head("1/KH-UBND", "UBND xã Mẫu", None, (), date(2021, 5, 10), "UBND tỉnh")


@pytest.mark.parametrize("column", HEADINGS)
def test_a_heading_that_papi_prints_is_known_again(column: Column) -> None:
    assert column_of(HEADINGS[column]) is column
    assert column_of(HEADINGS[column].upper()) is column


def test_the_heading_for_result_and_number_in_word_is_that_of_a_result() -> None:
    assert column_of(WORD_RESULT) is Column.RESULT


@pytest.mark.parametrize(
    ("heading", "column"),
    [
        ("TT", Column.CODE),
        ("Số TT", Column.CODE),
        ("Tên nhiệm vụ", Column.TEXT),
        ("Nội dung công việc", Column.TEXT),
        ("Vai trò (Chủ trì/Phối hợp)", Column.ROLE),
        ("Cơ quan phối hợp", Column.ROLE),
        ("Thời hạn hoàn thành", Column.DEADLINE),
        ("Thời gian hoàn thành", Column.DEADLINE),
        ("Ngày hoàn thành", Column.COMPLETED),
        ("Đã xong", Column.MARK),
        ("Tiến độ (Vượt/Đạt/Chậm)", Column.LEVEL),
        ("Kết quả thực hiện trong kỳ (định lượng)", Column.RESULT),
        ("Kết quả cần đạt", Column.PLAN),
        ("Sản phẩm", Column.PLAN),
        ("Số, ký hiệu văn bản", Column.NUMBER),
        ("Tồn tại, khó khăn, vướng mắc", Column.DIFFICULTY),
        ("Đề xuất, kiến nghị", Column.PROPOSAL),
        ("Khó khăn, vướng mắc; đề xuất", Column.DIFFICULTIES),
        ("Ghi chú", None),
        ("Kính gửi", None),
        ("x" * 500, None),
    ],
)
def test_headings_of_forms_in_use_are_known(heading: str, column: Column | None) -> None:
    assert column_of(heading) is column


def test_the_agency_fills_what_is_not_the_plans() -> None:
    assert [each for each in WORD_COLUMNS if not each.entered] == list(WORD_COLUMNS[:4])
    assert [each for each in EXCEL_COLUMNS if not each.entered] == list(EXCEL_COLUMNS[:5])


def test_a_row_is_known_by_its_words_however_they_are_set() -> None:
    cells = form().rows[0].cells
    prints = prints_of(form().properties)
    assert row_print(cells) in prints.rows
    dressed = {column: f" {text.replace(' ', '  ')}. " for column, text in cells.items()}
    assert row_print(dressed) in prints.rows
    for column in (Column.CODE, Column.TEXT, Column.ROLE, Column.DEADLINE):
        assert row_print({**cells, column: "khác"}) not in prints.rows


def test_every_line_that_is_printed_outside_of_rows_is_known() -> None:
    made = form()
    prints = prints_of(made.properties)
    for line in (made.title, *made.paragraphs, *made.titles):
        assert line_print(line) in prints.lines
    assert line_print("chữ của cơ quan") not in prints.lines
