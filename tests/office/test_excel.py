"""Excel files as a person reads them."""

import io
import re
import zipfile
from collections.abc import Callable
from datetime import date, datetime, time
from typing import Any

import openpyxl
import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.packaging.custom import StringProperty
from openpyxl.styles import Font
from openpyxl.worksheet.formula import ArrayFormula

from papi_cli.office.content import Cell, CellKind, OfficeFile, UnreadableFileError
from papi_cli.office.excel import NO_DAY, OLD_FONT, STRUCK, read_excel


def book(fill: Callable[[Any], object]) -> bytes:
    """Return a workbook whose first sheet was filled."""
    made = openpyxl.Workbook()
    fill(made.worksheets[0])
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


def read(fill: Callable[[Any], object]) -> OfficeFile:
    return read_excel(book(fill))


def cell(value: Any, **more: Any) -> Cell:
    """Return what is read of a cell with a value and attributes."""

    def fill(sheet: Any) -> None:
        sheet["A1"] = value
        for name, each in more.items():
            setattr(sheet["A1"], name, each)

    return read(fill).tables[0].rows[0].cells[0]


def changed(data: bytes, name: str, change: Callable[[bytes], bytes]) -> bytes:
    """Return a package with one member changed."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w") as new:
        for each in old.namelist():
            part = old.read(each)
            new.writestr(each, change(part) if each == name else part)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("value", "text", "kind"),
    [
        (12, "12", CellKind.NUMBER),
        (1.5, "1,5", CellKind.NUMBER),
        (-0.1, "-0,1", CellKind.NUMBER),
        (20210615, "20210615", CellKind.NUMBER),
        (True, "ĐÚNG", CellKind.TEXT),
        (False, "SAI", CellKind.TEXT),
        (date(2021, 6, 5), "5/6/2021", CellKind.DAY),
        (datetime(2021, 6, 5, 14, 30), "5/6/2021 14:30", CellKind.DAY),
        (time(14, 30), "14:30:00", CellKind.TEXT),
        ("=SUM(B1:B9)", "=SUM(B1:B9)", CellKind.FORMULA),
        ("#N/A", "#N/A", CellKind.TEXT),
        ("1.10", "1.10", CellKind.TEXT),
        ("a\r\nb_x000D_c", "a\nb\nc", CellKind.TEXT),
    ],
)
def test_a_cell_is_read_as_it_shows(value: Any, text: str, kind: CellKind) -> None:
    assert cell(value) == Cell(text, kind)


def test_a_percentage_is_read_as_one() -> None:
    assert cell(0.8, number_format="0%").text == "80%"


def test_rich_text_is_plain_text() -> None:
    assert cell(CellRichText("Đã ", TextBlock(InlineFont(b=True), "xong"))).text == "Đã xong"


@pytest.mark.parametrize("font", [".VnTime", ".VnTimeH", "VNI-Times"])
def test_letters_of_an_old_font_are_not_read(font: str) -> None:
    assert cell("§· häp", font=Font(name=font)) == Cell(remarks=(OLD_FONT,))


@pytest.mark.parametrize("text", ["12/BC", "Đã họp dân"])
def test_what_an_old_font_cannot_change_is_read(text: str) -> None:
    assert cell(text, font=Font(name=".VnTime")).text == text


def test_a_tick_of_a_font_of_symbols_is_read() -> None:
    assert cell("ü", font=Font(name="Wingdings")).text == "✓"


def test_struck_words_are_named() -> None:
    assert cell("Bỏ", font=Font(strike=True)) == Cell("Bỏ", remarks=(STRUCK,))


def test_a_number_that_is_no_day_is_named() -> None:
    assert cell(20210615, number_format="d/m/yyyy").remarks == (NO_DAY,)


def test_rows_have_excels_numbers_and_empty_ones_are_left_out() -> None:
    def fill(sheet: Any) -> None:
        sheet["A2"], sheet["C5"] = "a", "c"
        sheet["A9"].font = Font(bold=True)

    rows = read(fill).tables[0].rows
    assert [(row.number, [each.text for each in row.cells]) for row in rows] == [
        (2, ["a"]),
        (5, ["", "", "c"]),
    ]


def test_the_dimension_is_not_trusted() -> None:
    data = book(lambda sheet: sheet.append(["a", "b", "c"]))
    lying = changed(
        data,
        "xl/worksheets/sheet1.xml",
        lambda part: re.sub(rb'<dimension ref="[^"]*"', b'<dimension ref="A1:A1"', part),
    )
    assert len(read_excel(lying).tables[0].rows[0].cells) == 3


def test_rows_out_of_order_are_not_passed_over_in_silence() -> None:
    def swap(part: bytes) -> bytes:
        rows = re.findall(rb"<row .*?</row>", part)
        return part.replace(b"".join(rows), b"".join(reversed(rows)))

    data = book(lambda sheet: [sheet.append([each]) for each in "abc"])
    with pytest.raises(UnreadableFileError, match="thứ tự"):
        read_excel(changed(data, "xl/worksheets/sheet1.xml", swap))


def test_a_formula_of_several_cells_is_its_text() -> None:
    found = cell(ArrayFormula("A1:A2", "=B1:B2*2"))
    assert found == Cell("=B1:B2*2", CellKind.FORMULA)


def test_each_sheet_is_a_table_and_hidden_ones_are_named() -> None:
    def fill(sheet: Any) -> None:
        sheet["A1"] = "a"
        for name, state in (("Phụ", "hidden"), ("Kín", "veryHidden"), ("Trống", "hidden")):
            more = sheet.parent.create_sheet(name)
            more.sheet_state = state
            if name != "Trống":
                more["A1"] = name

    found = read(fill)
    assert [each.name for each in found.tables] == ["Sheet", "Phụ", "Kín", "Trống"]
    assert [each.split("«")[1].split("»")[0] for each in found.remarks] == ["Phụ", "Kín"]


def test_hidden_rows_and_columns_are_read() -> None:
    def fill(sheet: Any) -> None:
        sheet.append(["a", "b"])
        sheet.row_dimensions[1].hidden = True
        sheet.column_dimensions["B"].hidden = True

    assert [each.text for each in read(fill).tables[0].rows[0].cells] == ["a", "b"]


def test_a_cell_over_several_rows_is_named() -> None:
    def fill(sheet: Any) -> None:
        sheet["A1"], sheet["B1"], sheet["B3"] = "a", "b", "c"
        sheet.merge_cells("A1:A3")
        sheet.merge_cells("B1:C1")

    assert read(fill).tables[0].rows[0].cells == (
        Cell("a", remarks=("có ô gộp 3 dòng, chỉ tính cho dòng đầu",)),
        Cell("b"),
    )


def test_a_cell_over_several_columns_stands_in_the_first() -> None:
    def fill(sheet: Any) -> None:
        sheet["A1"], sheet["D1"] = "a", "d"
        sheet.merge_cells("A1:C1")

    assert read(fill).tables[0].rows[0].cells == (Cell("a"), Cell(), Cell(), Cell("d"))


def test_a_comment_is_named_where_it_stands() -> None:
    def fill(sheet: Any) -> None:
        sheet["A1"], sheet["A2"] = "a", "b"
        sheet["B2"].comment = Comment("Xem lại", "Hà")

    row = read(fill).tables[0].rows[1]
    assert [each.remarks for each in row.cells] == [(), ("có nhận xét (comment) không tính",)]


def test_a_chart_is_named() -> None:
    def fill(sheet: Any) -> None:
        sheet.append([1, 2, 3])
        chart = BarChart()
        chart.add_data(Reference(sheet, min_col=1, max_col=3, min_row=1))
        sheet.add_chart(chart, "E1")

    assert read(fill).remarks == ("có biểu đồ không đọc được",)


@pytest.mark.parametrize(
    ("member", "part", "named"),
    [
        ("xl/media/image1.png", b"", "hình ảnh"),
        ("xl/embeddings/oleObject1.bin", b"", "tệp nhúng"),
        ("xl/drawings/drawing7.xml", b"<xdr:sp><a:t>Ghi</a:t></xdr:sp>", "hộp chữ"),
        ("xl/drawings/drawing7.xml", b"<xdr:cxnSp />", "hình vẽ"),
    ],
)
def test_what_stands_outside_of_cells_is_named(member: str, part: bytes, named: str) -> None:
    stream = io.BytesIO(book(lambda sheet: sheet.append(["a"])))
    with zipfile.ZipFile(stream, "a") as package:
        package.writestr(member, part)
    [remark] = read_excel(stream.getvalue()).remarks
    assert named in remark


def test_what_stands_too_far_right_is_named_and_not_read() -> None:
    def fill(sheet: Any) -> None:
        sheet["A1"], sheet.cell(1, 65).value = "a", "xa"

    found = read(fill)
    assert found.tables[0].rows[0].cells == (Cell("a"),)
    assert "cột thứ 64" in found.remarks[0]


def test_custom_properties_are_read() -> None:
    def fill(sheet: Any) -> None:
        sheet.parent.custom_doc_props.append(StringProperty(name="papi", value="ai"))

    assert read(fill).properties == {"papi": "ai"}


@pytest.mark.parametrize(
    "data",
    [b"", b"PK\x03\x04", b"<html>", book(lambda _: None)[:900]],
    ids=["empty", "zip", "html", "cut"],
)
def test_a_broken_file_is_no_traceback(data: bytes) -> None:
    with pytest.raises(UnreadableFileError):
        read_excel(data)


def test_a_broken_part_is_no_traceback() -> None:
    data = book(lambda sheet: sheet.append(["a"]))
    for name in ("xl/workbook.xml", "xl/styles.xml", "xl/worksheets/sheet1.xml"):
        with pytest.raises(UnreadableFileError):
            read_excel(changed(data, name, lambda part: part[: len(part) // 2]))
