"""Excel files as a person reads them: cells as they show; the only importer of openpyxl.

Nothing is computed: a formula is the text that was typed.
"""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any

from openpyxl import load_workbook
from openpyxl.styles.numbers import is_date_format

from papi_cli.office.content import Cell, CellKind, OfficeFile, Row, Table, UnreadableFileError
from papi_cli.office.package import OfficeKind, check_package
from papi_cli.office.symbols import FontKind, font_kind, is_of_old_font, is_unicode, symbols
from papi_cli.safe_text import quoted

OLD_FONT = (
    "gõ bằng phông chữ cũ (.VnTime, TCVN3) nên không đọc được; xin đổi sang Unicode rồi gửi lại"
)
NO_DAY = "ghi số quá lớn so với ô ngày tháng nên không đọc được"
STRUCK = "có chữ gạch ngang, vẫn đọc như chữ thường"
_COMMENTED = "có nhận xét (comment) không tính"


def read_excel(data: bytes) -> OfficeFile:
    """Return what stands in the sheets of an Excel file, hidden ones too.

    Each sheet is a table; its rows are those in which something stands. Raises
    `UnreadableFileError`.
    """
    check_package(data, OfficeKind.EXCEL)
    with warnings.catch_warnings():
        # What openpyxl warns of are parts that it leaves out, which are named here.
        warnings.simplefilter("ignore")
        try:
            return _read(data)
        except UnreadableFileError:
            raise
        except Exception:  # noqa: BLE001 - openpyxl lets through whatever goes wrong inside it
            raise UnreadableFileError("là tệp Excel hỏng, không mở được", "xin lại tệp") from None


def _read(data: bytes) -> OfficeFile:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        remarks = list(_drawn(package))
        sheets = [package.read(each) for each in package.namelist() if _SHEET.fullmatch(each)]
        noted = any(map(_COMMENTS.fullmatch, package.namelist()))
    if not all(map(_is_in_order, sheets)):
        raise UnreadableFileError(
            "có các dòng không xếp theo thứ tự nên có thể đọc thiếu",
            "mở bằng Excel hay LibreOffice, lưu lại rồi gửi tệp mới",
        )
    beside = _notes(data) if noted or any(map(_SEVERAL_ROWS.search, sheets)) else {}
    book: Any = load_workbook(io.BytesIO(data), read_only=True, keep_links=False)
    with closing(book):
        tables = []
        for sheet in book.worksheets:
            table, further = _table(sheet, beside)
            tables.append(table)
            if table.rows and sheet.sheet_state != "visible":
                remarks.append(f"có trang tính ẩn {quoted(table.name)}, vẫn đọc")
            if further:
                remarks.append(
                    f"có chữ ở trang tính {quoted(table.name)} sau cột thứ {_MOST_COLUMNS} không"
                    " đọc"
                )
        outside = [each for row in beside.values() for told in row.values() for each in told]
        remarks += dict.fromkeys(outside)
        properties = {
            each.name: str(each.value)
            for each in book.custom_doc_props.props
            if each.name and each.value is not None
        }
    return OfficeFile(tuple(tables), properties, tuple(remarks))


# What stands outside of cells

_MEMBERS = {
    re.compile(r"xl/media/."): "có hình ảnh không đọc được",
    re.compile(r"xl/charts(?:heets)?/."): "có biểu đồ không đọc được",
    re.compile(r"xl/diagrams/."): "có sơ đồ (SmartArt) không đọc được",
    re.compile(r"xl/embeddings/."): "có tệp nhúng không đọc được",
    re.compile(r"xl/(?:ctrlProps|activeX)/."): "có nút hay ô bấm không đọc được",
}
_DRAWING = re.compile(r"xl/drawings/[^/]{1,100}\.xml")
_SHEET = re.compile(r"xl/worksheets/[^/]{1,100}\.xml")
_COMMENTS = re.compile(r"xl/(?:comments|threadedComments)[^/]{0,100}(?:/.{1,100})?\.xml")
_SHAPE = re.compile(rb"<(?:\w{1,20}:)?(?:sp|cxnSp)[\s>]")
_TYPED = re.compile(rb"<(?:\w{1,20}:)?t>[^<]")
_SEVERAL_ROWS = re.compile(
    rb"""mergeCell\s[^>]{0,100}?ref=["'][A-Z]{1,3}(\d{1,7}):[A-Z]{1,3}(?!\1["'])"""
)


def _drawn(package: zipfile.ZipFile) -> Iterator[str]:
    """Yield what of a file stands in no cell and is not read."""
    names = package.namelist()
    for form, remark in _MEMBERS.items():
        if any(map(form.match, names)):
            yield remark
    drawings = [package.read(each) for each in names if _DRAWING.fullmatch(each)]
    shapes = [each for each in drawings if _SHAPE.search(each)]
    if any(map(_TYPED.search, shapes)):
        yield "có hộp chữ (text box) không đọc được"
    elif shapes:
        yield "có hình vẽ không đọc được"


_ROW = re.compile(rb"""<(?:\w{1,20}:)?row\s[^>]{0,100}?\br=["'](\d{1,7})["']""")


def _is_in_order(sheet: bytes) -> bool:
    """Whether the rows of a sheet ascend: openpyxl would pass over others in silence."""
    last = 0
    for found in _ROW.finditer(sheet):
        number = int(found[1])
        if number <= last:
            return False
        last = number
    return True


_MOST_NOTED_ROWS = 20_000

Beside = dict[tuple[str, int], dict[int, list[str]]]
"""Remarks of cells by the names of their sheets and their rows, then by their columns from 1."""


def _notes(data: bytes) -> Beside:
    """Return what of cells is found only by opening the file whole."""
    found: Beside = defaultdict(lambda: defaultdict(list))
    book: Any = load_workbook(io.BytesIO(data), keep_links=False)
    for sheet in book.worksheets:
        for merged in sheet.merged_cells.ranges:
            rows = merged.max_row - merged.min_row + 1
            if rows > 1:
                told = f"có ô gộp {rows} dòng, chỉ tính cho dòng đầu"
                found[sheet.title, merged.min_row][merged.min_col].append(told)
        last = min(sheet.max_row, _MOST_NOTED_ROWS)
        for row in sheet.iter_rows(max_row=last, max_col=_MOST_COLUMNS):
            for cell in row:
                if cell.comment:
                    found[sheet.title, cell.row][cell.column].append(_COMMENTED)
    return found


# Cells

_MOST_COLUMNS = 64
"""A table has no more; what stands further right is named."""


def _table(sheet: Any, beside: Beside) -> tuple[Table, bool]:
    """Return what stands in a sheet, and whether something stands further right.

    Takes of `beside` what belongs to its rows.
    """
    sheet.reset_dimensions()
    rows, further = [], False
    for number, cells in enumerate(sheet.iter_rows(), 1):
        found = _cells(cells[:_MOST_COLUMNS], beside.pop((sheet.title, number), {}))
        if found:
            rows.append(Row(number, found))
        further = further or any(each.value is not None for each in cells[_MOST_COLUMNS:])
    return Table(sheet.title, tuple(rows)), further


def _cells(cells: Sequence[Any], remarks: Mapping[int, list[str]]) -> tuple[Cell, ...]:
    """Return the cells of a row up to the last in which something stands."""
    found = [_EMPTY if each.value is None else _cell(each) for each in cells]
    for column, told in remarks.items():
        found += [_EMPTY] * (column - len(found))
        old = found[column - 1]
        found[column - 1] = replace(old, remarks=(*old.remarks, *told))
    while found and found[-1] == _EMPTY:
        found.pop()
    return tuple(found)


_EMPTY = Cell()


def _cell(cell: Any) -> Cell:
    """Return a cell in which something stands."""
    value = cell.value
    if cell.data_type == "f":
        typed = value if isinstance(value, str) else getattr(value, "text", None)
        return Cell(typed or "=", CellKind.FORMULA)
    if isinstance(value, str):
        return _text_cell(cell, value)
    if isinstance(value, bool):
        return Cell("ĐÚNG" if value else "SAI")
    if isinstance(value, date | time | timedelta):
        return _day_cell(value)
    percent = "%" in cell.number_format
    return Cell(_number(value * 100) + "%" if percent else _number(value), CellKind.NUMBER)


_RETURN = re.compile(r"_x000D_\n?|\r\n?", re.IGNORECASE)


def _text_cell(cell: Any, value: str) -> Cell:
    text = _RETURN.sub("\n", value) if "_" in value or "\r" in value else value
    if cell.data_type == "e":
        lost = value == "#VALUE!" and is_date_format(cell.number_format)
        return Cell(text, remarks=(NO_DAY,) if lost else ())
    font = cell.font
    kind = font_kind(font.name or "")
    if kind is FontKind.OLD and is_of_old_font(text) and not is_unicode(text):
        return Cell("", remarks=(OLD_FONT,))
    if kind is FontKind.SYMBOLS:
        text = symbols(font.name, text)
    return Cell(text, remarks=(STRUCK,) if font.strike else ())


def _day_cell(value: date | time | timedelta) -> Cell:
    if isinstance(value, time | timedelta):
        return Cell(str(value))
    shown = f"{value.day}/{value.month}/{value.year}"
    if isinstance(value, datetime) and value.time() != time():
        shown += f" {value:%H:%M}"
    return Cell(shown, CellKind.DAY)


_DIGITS = 15
"""So many Excel keeps of a number."""


def _number(value: float) -> str:
    """Return a number as it is written in Vietnam."""
    return f"{value:.{_DIGITS}g}".replace(".", ",")
