"""Forms for Excel as they are read back."""

import io
import zipfile
from datetime import date, datetime
from typing import Any

import openpyxl
import pytest

from papi_cli.office.form_sheet import FormColumn, FormSheet, FormSheetRow, render_form

DAY = date(2021, 5, 10)
COLUMNS = (
    FormColumn(heading="Mã số", width=8),
    FormColumn(heading="Nhiệm vụ", width=40),
    FormColumn(heading="Mức độ", width=14, entered=True, choices=("Xong", "Chưa"), hint="Chọn."),
    FormColumn(heading="Ngày", width=12, entered=True, day=True, hint="Ngày/tháng/năm."),
)
ROWS = (
    FormSheetRow(["1.10", "Họp dân", "", ""]),
    FormSheetRow(["2", "=1+1", "Xong", date(2021, 6, 15)]),
)


def form(**more: Any) -> FormSheet:
    plain: dict[str, Any] = {
        "name": "Danh mục",
        "title": "Danh mục",
        "paragraphs": ["Căn cứ.", "Cách ghi."],
        "identity": "Nhận dạng: papi",
        "columns": COLUMNS,
        "rows": ROWS,
        "properties": {"papi": "ai"},
        "day": DAY,
    }
    return FormSheet(**plain | more)


def read(data: bytes) -> Any:
    return openpyxl.load_workbook(io.BytesIO(data)).worksheets[0]


def made(**more: Any) -> Any:
    return read(render_form(form(**more)))


def part(data: bytes, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return package.read(name).decode()


def test_title_paragraphs_and_identity_stand_above_the_headings() -> None:
    sheet = made()
    assert [sheet.cell(row, 1).value for row in range(1, 8)] == [
        "Danh mục", "Căn cứ.", "Cách ghi.", "Nhận dạng: papi", "Mã số", "1.10", "2",
    ]  # fmt: skip


def test_the_head_is_frozen_and_repeated_and_the_table_filtered() -> None:
    sheet = made()
    assert sheet.freeze_panes == "A6"
    assert sheet.print_title_rows == "$5:$5"
    assert sheet.auto_filter.ref == "A5:D7"


def test_it_prints_on_a4_landscape_one_page_wide_with_page_numbers() -> None:
    sheet = made()
    setup = sheet.page_setup
    assert (setup.orientation, setup.paperSize, setup.fitToHeight) == ("landscape", 9, 0)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert "&P" in sheet.oddFooter.center.text


def test_it_is_protected_without_a_password_but_for_filter_and_sizes() -> None:
    protection = made().protection
    assert protection.sheet
    assert not protection.password
    allowed = ("autoFilter", "sort", "formatRows", "formatColumns")
    assert not any(getattr(protection, each) for each in allowed)
    assert protection.insertRows


def test_entry_cells_are_open_text() -> None:
    sheet = made()
    assert [sheet.cell(6, at).protection.locked for at in (1, 2, 3, 4)] == [
        True,
        True,
        False,
        False,
    ]
    assert sheet["C6"].number_format == "@"


def test_a_cell_for_a_day_shows_it_as_vietnamese_do() -> None:
    sheet = made()
    assert sheet["D7"].value == datetime(2021, 6, 15)
    assert {sheet["D6"].number_format, sheet["D7"].number_format} == {"d/m/yyyy"}


def test_a_row_of_the_agencys_own_is_open() -> None:
    sheet = made(rows=[FormSheetRow(["", "Việc riêng", "", ""], own=True)])
    assert not any(sheet.cell(6, at).protection.locked for at in (1, 2, 3, 4))


def test_text_stays_text() -> None:
    sheet = made()
    assert (sheet["A6"].value, sheet["B7"].value, sheet["B7"].data_type) == ("1.10", "=1+1", "s")


def test_choices_are_offered_and_hints_shown() -> None:
    rules = {str(each.sqref): each for each in made().data_validations.dataValidation}
    assert rules["C6:C7"].formula1 == '"Xong,Chưa"'
    assert rules["C6:C7"].errorStyle == "information"
    assert [rules[each].prompt for each in ("C6:C7", "D6:D7")] == ["Chọn.", "Ngày/tháng/năm."]


def test_plan_cells_have_a_fill_and_entry_cells_none() -> None:
    sheet = made()
    assert [sheet.cell(6, at).fill.fill_type for at in (1, 2, 3, 4)] == [
        "solid",
        "solid",
        None,
        None,
    ]


def test_rows_grow_with_what_is_typed_and_the_head_does_not() -> None:
    text = part(render_form(form(notes=["Ghi chú chung"])), "xl/worksheets/sheet1.xml")
    fixed = [row.split('"', 1)[0] for row in text.split('<row r="')[1:] if "customHeight" in row]
    assert fixed == ["1", "2", "3", "4", "5", "9"]


@pytest.mark.parametrize("count", [1, 4, 20])
def test_two_thirds_of_a_small_screen_are_rows(count: int) -> None:
    sheet = made(paragraphs=[f"Chỉ tiêu {at}: {'tăng ' * 60}" for at in range(count)])
    head = next(row for row in range(1, 40) if sheet.cell(row, 1).value == "Mã số")
    points = sum(sheet.row_dimensions[row].height for row in range(1, head + 1))
    # Of 768 pixels the ribbon, bars and tabs take about 296; a point is 4/3 pixels.
    seen = (768 - 296) * 100 / sheet.sheet_view.zoomScale * 3 / 4
    assert points <= seen / 3


def test_paragraphs_too_high_for_the_head_stand_below_the_table() -> None:
    long = "Chỉ tiêu: " + "tăng " * 400
    sheet = made(paragraphs=["Căn cứ.", long])
    assert [sheet.cell(row, 1).value for row in (2, 3)] == ["Căn cứ.", "Nhận dạng: papi"]
    assert sheet.cell(8, 1).value == long


def test_no_row_is_higher_than_excel_allows() -> None:
    sheet = made(rows=[FormSheetRow(["1", "dài " * 1500, "", ""])])
    assert sheet.row_dimensions[6].height <= 409


def test_properties_and_language_are_in_the_file() -> None:
    data = render_form(form())
    book = read(data).parent
    assert book.custom_doc_props["papi"].value == "ai"
    assert book.properties.title == "Danh mục"
    assert book.properties.created == datetime(2021, 5, 10)
    assert not book.properties.creator
    assert "vi-VN" in part(data, "docProps/core.xml")


def test_the_same_form_gives_the_same_bytes() -> None:
    assert render_form(form()) == render_form(form())


def test_a_form_without_rows_is_a_head() -> None:
    assert made(rows=[]).auto_filter.ref == "A5:D5"
