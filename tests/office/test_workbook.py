"""Workbooks as they are read back."""

import io
import zipfile
from datetime import date

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.worksheet.worksheet import Worksheet

from papi_cli.office.workbook import (
    Cell,
    Chart,
    ChartSheet,
    Column,
    Sheet,
    cell_text,
    render_workbook,
)
from tests.conftest import examples

DAY = date(2021, 5, 10)


def sheet(*rows: list[Cell], closing: str = "Hết.", most: int = 40) -> Sheet:
    columns = [Column(f"Cột {at}", most) for at in range(len(rows[0]) if rows else 3)]
    return Sheet(name="Bảng", title="Tên bảng", closing=closing, columns=columns, rows=rows)


def read(data: bytes) -> Worksheet:
    found = openpyxl.load_workbook(io.BytesIO(data)).worksheets[0]
    assert isinstance(found, Worksheet)
    return found


def written(*rows: list[Cell], closing: str = "Hết.", most: int = 40) -> Worksheet:
    return read(render_workbook([sheet(*rows, closing=closing, most=most)], "Tên", DAY))


def test_the_filter_holds_the_rows_and_neither_title_nor_closing_line() -> None:
    found = written(["a", 1, None], ["b", 2, None])
    assert [found.cell(row, 1).value for row in range(1, 6)] == [
        "Tên bảng", "Hết.", "Cột 0", "a", "b",
    ]  # fmt: skip
    assert found.auto_filter.ref == "A3:C5"
    assert found.freeze_panes == "A4"
    assert found.print_title_rows == "$3:$3"
    setup = found.page_setup
    assert (setup.orientation, setup.paperSize, setup.fitToHeight) == ("landscape", 9, 0)
    assert found.sheet_properties.pageSetUpPr is not None
    assert found.sheet_properties.pageSetUpPr.fitToPage


def test_an_answer_tells_that_it_is_no_form() -> None:
    with zipfile.ZipFile(io.BytesIO(render_workbook([sheet()], "Tên", DAY))) as package:
        assert 'name="papi-document"' in package.read("docProps/custom.xml").decode()


def test_a_table_without_rows_is_a_head() -> None:
    found = written()
    assert (found.max_row, found.auto_filter.ref) == (3, "A3:C3")


def test_a_closing_line_that_would_fill_the_screen_stands_below_the_table() -> None:
    long = "Kế hoạch không kể thành viên của nhóm. " * 400
    found = written(["a", 1, None], closing=long)
    assert found.freeze_panes == "A3"
    assert found.auto_filter.ref == "A2:C3"
    assert found["A5"].value == long
    rows = [found.row_dimensions[row].height or 0 for row in range(5, found.max_row + 1)]
    assert max(rows) <= 409
    assert sum(rows) > 409


@pytest.mark.parametrize(
    "text",
    ["=1+1", "=cmd|' /C calc'!A0", "+84", "-x", "@SUM(A1)", "1.10", "12/6", "0012", "TRUE", "1e5",
     "{=A1}", "http://x.vn", "[/red]", "_x0041_"],
)  # fmt: skip
def test_text_stays_text_also_when_it_is_edited(text: str) -> None:
    cell = written([text, 1, None]).cell(4, 1)
    assert (cell.value, cell.data_type, cell.number_format) == (text, "s", "@")
    assert cell.hyperlink is None


def test_a_long_text_stays_text_too() -> None:
    text = "=1+1" + " dài" * 100
    cell = written([text, 1, None])["A4"]
    assert (cell.value, cell.data_type, cell.quotePrefix) == (text, "s", True)


@pytest.mark.parametrize("place", ["title", "closing", "heading"])
def test_what_stands_outside_of_the_rows_is_no_formula_either(place: str) -> None:
    formula = "=1+1"
    made = Sheet(
        name="Bảng",
        title=formula if place == "title" else "t",
        closing=formula if place == "closing" else "c",
        columns=[Column(formula if place == "heading" else "h"), Column("i")],
        rows=[],
    )
    found = read(render_workbook([made], formula, DAY))
    (cell,) = (each for row in found.iter_rows() for each in row if each.value == formula)
    assert cell.data_type == "s"


def test_counts_are_numbers_and_dates_are_dates() -> None:
    found = written([7, date(2021, 6, 30), 0.5])
    number, day, share = found[4]
    assert (number.value, number.data_type) == (7, "n")
    assert (day.value.date(), day.number_format) == (date(2021, 6, 30), "d/m/yyyy")  # type: ignore[union-attr]
    assert (share.value, share.number_format) == (0.5, "0%")


def test_a_day_that_excel_does_not_know_is_text() -> None:
    cell = written([date(1899, 12, 31), 1, None])["A4"]
    assert (cell.value, cell.data_type) == ("31/12/1899", "s")


def test_what_excel_has_no_room_for_is_cut_and_told() -> None:
    for char, units in (("a", 1), ("😀", 2)):
        most = 32_767 // units
        assert cell_text(char * most) == char * most
        cut = cell_text(char * (most + 1))
        assert len(cut.encode("utf-16-le")) // 2 <= 32_767
        kept = cut.count(char) - (char == "a") * cut.partition("[")[2].count("a")
        assert cut.endswith(f" … [ô Excel không chứa hết: còn {most + 1 - kept} chữ bị cắt]")
    assert written([cell_text("a" * 40_000), 1, None])["A4"].value == cell_text("a" * 40_000)


@examples(25, 200)
@given(st.text(st.characters(codec=None, exclude_categories=[])))
def test_no_character_breaks_a_file(text: str) -> None:
    found = written([text, 1, None], closing=text)
    assert found["A4"].value == (cell_text(text) or None)
    assert found["A2"].value == cell_text(text)


def test_control_characters_and_lone_surrogates_are_written_out() -> None:
    assert written(["a\x00\x1b\ud800b\u202e", 1, None])["A4"].value == "a\\x00\\x1b\\ud800b\\u202e"


def test_the_same_content_gives_the_same_bytes_and_names_nobody() -> None:
    rows: list[Cell] = ["a", 1, DAY]
    data = render_workbook([sheet(rows), charts()], "Tên", DAY)
    assert data == render_workbook([sheet(rows), charts()], "Tên", DAY)
    book = openpyxl.load_workbook(io.BytesIO(data))
    about = book.properties
    assert (about.title, about.creator, about.lastModifiedBy) == ("Tên", None, None)
    assert about.created == about.modified
    assert about.created is not None
    assert about.created.date() == DAY
    assert about.language == "vi-VN"
    members = zipfile.ZipFile(io.BytesIO(data)).infolist()
    assert {(each.date_time, each.create_system) for each in members} == {
        ((1980, 1, 1, 0, 0, 0), 0)
    }


def test_a_row_is_as_high_as_its_longest_text_and_a_column_no_wider_than_asked() -> None:
    found = written(["ngắn", 1, None], ["một hai ba bốn " * 20, 1, None], most=30)
    assert found.row_dimensions[4].height == pytest.approx(18, abs=0.3)
    assert found.column_dimensions["A"].width == pytest.approx(30.6, abs=0.2)
    assert 9 * 15 < (found.row_dimensions[5].height or 0) < 14 * 15.75


def test_columns_get_wider_where_a_row_were_too_high_for_excel() -> None:
    found = written(["một hai ba bốn " * 150, 1, None], most=30)
    assert (found.row_dimensions[4].height or 0) <= 409
    assert found.column_dimensions["A"].width > 40


def test_a_row_that_no_width_makes_low_enough_is_as_high_as_excel_allows() -> None:
    for text in ("dòng\n" * 100, "một hai ba bốn " * 2000):
        assert written([text, 1, None]).row_dimensions[4].height == pytest.approx(409, abs=0.5)


# Charts


def charts(bars: int = 2) -> ChartSheet:
    chart = Chart(
        title="Tiến độ", note="Một câu.", columns=[Column("Tên"), Column("Xong"), Column("Chưa")],
        rows=[["A", 1, 2], ["B", 3, 4], ["C", 5, 6]], parts=range(1, 3),
        colours=["#2E7D32", "#E0E0E0"], bars=bars, description="Biểu đồ <một> & hai.",
    )  # fmt: skip
    return ChartSheet(name="Biểu đồ", title="Tên", closing="Hết.", charts=[chart])


def test_a_chart_draws_the_numbers_that_stand_beside_it() -> None:
    data = render_workbook([charts()], "Tên", DAY)
    found = read(data)
    assert [[cell.value for cell in row[:3]] for row in found["A6:C9"]] == [
        ["Tên", "Xong", "Chưa"], ["A", 1, 2], ["B", 3, 4], ["C", 5, 6],
    ]  # fmt: skip
    archive = zipfile.ZipFile(io.BytesIO(data))
    drawn = archive.read("xl/charts/chart1.xml").decode()
    for area in ("$A$7:$A$8", "$B$7:$B$8", "$C$7:$C$8", "$B$6", "$C$6"):
        assert f"'Biểu đồ'!{area}<" in drawn
    assert "$9" not in drawn
    assert '<c:grouping val="stacked"/>' in drawn
    assert "en-US" not in drawn
    assert '"vi-VN"' in drawn
    place = archive.read("xl/drawings/drawing1.xml").decode()
    assert 'descr="Biểu đồ &lt;một&gt; &amp; hai."' in place


def test_nothing_is_drawn_where_there_is_nothing_to_draw() -> None:
    archive = zipfile.ZipFile(io.BytesIO(render_workbook([charts(bars=0)], "Tên", DAY)))
    assert not [each for each in archive.namelist() if "chart" in each]
