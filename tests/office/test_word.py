"""Word files read as a person reads them: blocks, the grid of tables, what cannot be read."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from papi_cli.office.content import Paragraph, Row, UnreadableFileError
from papi_cli.office.package import canonical
from papi_cli.office.word import read_word
from tests.office.word_parts import (
    OLD,
    PICTURE,
    TRACKED,
    box,
    cell,
    control,
    document,
    line,
    read,
    read_cell,
    run,
    table,
    texts,
)


def span(columns: int, text: str) -> str:
    return cell(f'<w:tcPr><w:gridSpan w:val="{columns}"/></w:tcPr>{line(text)}')


def merged(text: str, value: str = "") -> str:
    how = f' w:val="{value}"' if value else ""
    return cell(f"<w:tcPr><w:vMerge{how}/></w:tcPr>{line(text) if text else '<w:p/>'}")


@pytest.fixture(scope="module")
def resaved() -> dict[str, Row]:
    """Return the rows of a file that LibreOffice saved, by what stands in their first cells."""
    path = Path(__file__).parent / "files" / "resaved_by_libreoffice.docx"
    return {row.cells[0].text: row for row in read_word(path.read_bytes()).tables[0].rows}


def test_a_cell_over_columns_stands_in_the_first() -> None:
    assert texts(read(table(span(3, "a") + cell(line("b"))))) == [["a", "", "", "b"]]


def test_a_row_may_leave_out_the_columns_before_and_after() -> None:
    left = '<w:trPr><w:gridBefore w:val="1"/><w:gridAfter w:val="2"/></w:trPr>'
    assert texts(read(table(left + cell(line("a"))))) == [["", "a", "", ""]]


def test_a_span_of_millions_is_bounded() -> None:
    with pytest.raises(UnreadableFileError, match="quá nhiều cột"):
        read(table(span(5_000_000, "a") + cell(line("b"))))
    assert len(read(table(span(100, "a") + cell(line("b")))).tables[0].rows[0].cells) == 65


def test_a_cell_over_rows_stands_in_the_first_and_tells_so() -> None:
    file = read(table(merged("a", "restart"), merged("")))
    first, second = (row.cells[0] for row in file.tables[0].rows)
    assert (first.text, second.text) == ("a", "")
    assert first.remarks == ("có ô gộp 2 dòng, chỉ tính cho dòng đầu",)


def test_an_empty_cell_over_rows_tells_nothing() -> None:
    file = read(table(merged("", "restart"), merged("")))
    assert not file.tables[0].rows[0].cells[0].remarks


def test_text_that_a_merged_cell_hides_is_told() -> None:
    file = read(table(merged("a", "restart"), merged("b")))
    second = file.tables[0].rows[1].cells[0]
    assert second.text == ""
    assert second.remarks == ("có chữ trong ô gộp không hiện ra, không tính",)


def test_a_cell_merged_with_none_keeps_its_text() -> None:
    assert texts(read(table(merged("a")))) == [["a"]]


def test_two_cells_over_rows_one_below_the_other_count_apart() -> None:
    rows = [merged("a", "restart"), merged(""), merged("b", "restart"), merged(""), merged("")]
    file = read(table(*rows))
    told = [row.cells[0].remarks for row in file.tables[0].rows]
    assert told[0] == ("có ô gộp 2 dòng, chỉ tính cho dòng đầu",)
    assert told[2] == ("có ô gộp 3 dòng, chỉ tính cho dòng đầu",)


@pytest.mark.parametrize(
    "wrapped",
    [
        "<w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt>",
        "<w:customXml>{}</w:customXml>",
        "<w:ins>{}</w:ins>",
    ],
)
def test_rows_are_found_through_what_wraps_them(wrapped: str) -> None:
    row = wrapped.format(f"<w:tr>{cell(line('a'))}</w:tr>")
    assert texts(read(f"<w:tbl>{row}</w:tbl>")) == [["a"]]


def test_cells_are_found_through_what_wraps_them() -> None:
    wrapped = f"<w:customXml>{control(cell(line('a')), '')}</w:customXml>"
    assert texts(read(table(wrapped + cell(line("b"))))) == [["a", "b"]]


def test_rows_are_numbered_from_one() -> None:
    file = read(table(cell(line("a")), cell(line("b"))))
    assert [row.number for row in file.tables[0].rows] == [1, 2]


def test_sources_are_the_elements_of_the_file() -> None:
    file = read(table(cell(line("a"))))
    found = file.tables[0]
    names = [
        each.source.tag.split("}")[1] for each in (found, found.rows[0], found.rows[0].cells[0])
    ]
    assert names == ["tbl", "tr", "tc"]
    assert found.source.getparent() is file.source.element.body


def test_blocks_stand_in_their_order() -> None:
    file = read(line("trên") + table(cell(line("a"))) + line("dưới"))
    assert [type(each).__name__ for each in file.blocks] == ["Paragraph", "Table", "Paragraph"]


def test_a_paragraph_has_its_style() -> None:
    file = read(f'<w:p><w:pPr><w:pStyle w:val="Title"/></w:pPr>{run("a")}</w:p>')
    assert file.blocks == (Paragraph("a", "Title"),)


def test_paragraphs_and_tables_in_a_control_are_read() -> None:
    file = read(control(line("a") + table(cell(line("b"))), ""))
    assert file.blocks[0] == Paragraph("a")
    assert texts(file) == [["b"]]


def test_a_text_box_outside_of_tables_is_a_paragraph() -> None:
    file = read(f"<w:p>{run('a')}{box('b')}</w:p>")
    assert file.blocks == (Paragraph("a"), Paragraph("b"))


def test_custom_properties_are_read_as_text() -> None:
    xml = (
        '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/'
        'custom-properties" xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/'
        'docPropsVTypes"><property fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="2" '
        'name="papi"><vt:lpwstr>của ai</vt:lpwstr></property></Properties>'
    )
    assert read_word(document(line("a"), properties=xml)).properties == {"papi": "của ai"}


def test_a_part_from_another_file_is_told() -> None:
    assert read(line("a") + '<w:altChunk r:id="rId1"/>').remarks == (
        "có phần chèn từ tệp khác (altChunk) không đọc được",
    )


def test_a_scan_without_text_is_named() -> None:
    with pytest.raises(UnreadableFileError) as raised:
        read(f"<w:p>{PICTURE}</w:p>")
    assert raised.value.problem == "chỉ có hình ảnh (bản chụp), không có chữ"
    assert raised.value.advice == "xin lại bản Word"


@pytest.mark.parametrize("share", [0.3, 0.9])
def test_a_truncated_file_is_named(share: float) -> None:
    data = document(line("a"))
    with pytest.raises(UnreadableFileError):
        read_word(data[: int(len(data) * share)])


def test_the_strict_form_is_named() -> None:
    """Its relationships have other names, so that the library finds no document."""
    plain, strict = (
        b"schemas.openxmlformats.org/officeDocument/2006",
        b"purl.oclc.org/ooxml/officeDocument",
    )
    data = canonical(document(line("a")), lambda _name, part: part.replace(plain, strict))
    with pytest.raises(UnreadableFileError) as raised:
        read_word(data)
    assert raised.value.problem == "lưu ở dạng «Strict Open XML»"


def test_what_is_no_zip_is_named() -> None:
    with pytest.raises(UnreadableFileError) as raised:
        read_word(b"not a zip")
    assert raised.value.problem == "là văn bản thuần (.txt)"


def test_tables_shown_in_two_ways_are_read_once() -> None:
    rows = table(cell(line("a")))
    ways = f"<mc:Choice>{rows}</mc:Choice><mc:Fallback>{rows}</mc:Fallback>"
    assert len(read(f"<mc:AlternateContent>{ways}</mc:AlternateContent>").tables) == 1


def test_deep_nesting_is_named() -> None:
    deep = 400
    data = document(f"{'<w:customXml>' * deep}{line('a')}{'</w:customXml>' * deep}")
    with pytest.raises(UnreadableFileError):
        read_word(data)


def test_nesting_as_deep_as_the_library_reads_is_read() -> None:
    deep = 200
    body = f"{'<w:customXml>' * deep}{line('a')}{'</w:customXml>' * deep}"
    assert read(body).blocks == (Paragraph("a"),)


def test_a_hundred_thousand_rows_are_named() -> None:
    with pytest.raises(UnreadableFileError) as raised:
        read(table(*[cell(line("a"))] * 100_000))
    assert raised.value.problem.startswith("quá lớn")


def test_twenty_thousand_rows_take_no_more_than_seconds() -> None:
    data = document(table(*[cell(line("a"))] * 20_000))
    begun = time.process_time()
    assert len(read_word(data).tables[0].rows) == 20_000
    assert time.process_time() - begun < 5


def test_tens_of_thousands_of_runs_in_a_cell_take_no_more_than_seconds() -> None:
    data = document(table(cell(f"<w:p>{run('chữ ', '<w:strike/>') * 40_000}</w:p>")))
    begun = time.process_time()
    assert len(read_word(data).tables[0].rows[0].cells[0].text) == 159_999
    assert time.process_time() - begun < 5


def test_a_megabyte_in_a_run_is_read() -> None:
    assert len(read_cell(line("chữ " * 250_000)).text) == 999_999


@pytest.mark.parametrize(
    ("row", "text"),
    [
        ("bấm dấu", "☒"),
        ("chưa bấm", "☐"),
        ("gõ đè", "Đã xong 10/6"),
        ("chỗ trống", ""),
        ("chọn", ""),
        ("theo dõi", "mới còn"),
        ("dấu đầu dòng", "- một\n- hai"),
        ("đánh số", "1. một\n2. hai"),
        ("chú thích", "Đã xong (chú thích: xem công văn)"),
        ("hộp chữ", "ngoài hộp\ntrong hộp"),
        ("liên kết", "xem công văn 12 nhé"),
        ("chia đoạn", "Đã ban hành"),
        ("ký hiệu", "✓"),
        ("phông cũ", ""),
        ("chữ ẩn", "thấy"),
        ("gộp dòng", "chung"),
        ("dòng dưới", ""),
        ("gộp cột", ""),
    ],
)
def test_a_cell_reads_as_it_shows(resaved: dict[str, Row], row: str, text: str) -> None:
    assert resaved[row].cells[1].text == text


@pytest.mark.parametrize(("row", "ticked"), [("bấm dấu", True), ("chưa bấm", False)])
def test_a_box_has_its_flag(resaved: dict[str, Row], row: str, ticked: bool) -> None:
    assert resaved[row].cells[1].ticked is ticked


@pytest.mark.parametrize(
    ("row", "remark"),
    [
        ("theo dõi", TRACKED),
        ("phông cũ", OLD),
        ("chữ ẩn", "có chữ ẩn, không tính"),
        ("gộp dòng", "có ô gộp 2 dòng, chỉ tính cho dòng đầu"),
    ],
)
def test_what_the_text_does_not_tell_is_told(
    resaved: dict[str, Row], row: str, remark: str
) -> None:
    assert resaved[row].cells[1].remarks == (remark,)
