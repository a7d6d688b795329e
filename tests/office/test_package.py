"""What of Word and Excel files is opened, and what is not."""

import io
import time
import zipfile
from collections.abc import Callable

import docx
import openpyxl
import pytest

from papi_cli.files import MAX_BYTES
from papi_cli.office import package
from papi_cli.office.content import UnreadableFileError
from papi_cli.office.package import (
    OfficeKind,
    archive,
    canonical,
    check_package,
    read_archive,
)
from papi_cli.office.signatures import foreign_kind
from tests.conftest import ROOT
from tests.inside import MOST_SECONDS, memory_bounded
from tests.office import packages
from tests.office.packages import EXCEL, EXCEL_TYPE, HOSTILE, WORD, WORD_TYPE

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)


def refusal(data: bytes, kind: OfficeKind = WORD) -> str:
    with pytest.raises(UnreadableFileError) as caught:
        check_package(data, kind)
    said = f"Tệp {caught.value.problem} nên không được tính; {caught.value.advice}."
    assert len(said) < 140
    return said


def saved(document: object) -> bytes:
    """Return what a library saves."""
    written = io.BytesIO()
    document.save(written)  # type: ignore[attr-defined]
    return written.getvalue()


def directory(*names: str) -> bytes:
    """Return what begins as Office's old files do and holds parts of these names."""
    return OLE + b"".join(name.encode("utf-16-le").ljust(128, b"\0") for name in names)


# What is opened


def test_a_word_file_is_opened() -> None:
    check_package(packages.word(), WORD)
    check_package(saved(docx.Document()), WORD)


def test_a_workbook_is_opened() -> None:
    check_package(packages.excel(), EXCEL)
    check_package(saved(openpyxl.Workbook()), EXCEL)


def test_the_smallest_files_of_the_tests_are_what_the_libraries_open() -> None:
    assert docx.Document(io.BytesIO(packages.word())).paragraphs[0].text == "a"
    rows = '<row r="1"><c r="A1"><v>1</v></c></row>'
    assert openpyxl.load_workbook(io.BytesIO(packages.excel(rows)))["a"]["A1"].value == 1


def test_merged_cells_and_cells_over_some_columns_are_common() -> None:
    check_package(packages.excel(behind='<mergeCells><mergeCell ref="A1:K1"/></mergeCells>'), EXCEL)
    cell = '<w:tc><w:tcPr><w:gridSpan w:val="7"/></w:tcPr><w:p/></w:tc>'
    check_package(packages.word(f"<w:tbl><w:tr>{cell}</w:tr></w:tbl>"), WORD)


def test_a_wrong_dimension_of_a_sheet_does_no_harm() -> None:
    check_package(packages.excel(before='<dimension ref="A1:XFD1048576"/>'), EXCEL)


def test_a_main_part_may_bear_another_name() -> None:
    parts = dict(packages.word_parts())
    moved = {
        name.replace("document", "document2"): str(content).replace("document.xml", "document2.xml")
        for name, content in parts.items()
    }
    check_package(packages.packed(moved), WORD)


def test_pictures_and_embedded_files_do_no_harm() -> None:
    more = {"word/media/a.png": b"\x89PNG" + bytes(1_000_000), "word/embeddings/a.xlsx": b"PK"}
    check_package(packages.with_parts(packages.word_parts(), **more), WORD)


@pytest.mark.parametrize("make", [packages.linked, packages.linked_workbook])
def test_what_lies_outside_of_a_file_may_be_named_in_it(make: Callable[[str], bytes]) -> None:
    kind = WORD if make is packages.linked else EXCEL
    check_package(make("https://example.invalid/x"), kind)


def test_a_form_of_many_rows_is_looked_at_in_a_few_milliseconds() -> None:
    document = docx.Document()
    table = document.add_table(rows=76, cols=7)
    for cell in table._cells:
        cell.text = "Triển khai đầy đủ các nội dung được giao"
    data = saved(document)
    took = []
    for _ in range(5):
        begun = time.process_time()
        check_package(data, WORD)
        took.append(time.process_time() - begun)
    assert min(took) < 0.05


# What is no zip, by its first bytes


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "Tệp trống nên không được tính; xin bản .docx, .xlsx hay .md."),
        (bytes(2000), "Tệp trống"),
        (directory("Root Entry", "WordDocument"),
         "Tệp là tệp Word kiểu cũ (.doc) nên không được tính; mở bằng Word, lưu thành .docx rồi gửi lại."),
        (directory("Root Entry", "Workbook"), "kiểu cũ (.xls)"),
        (directory("Root Entry", "WordDocument", "Workbook"), "kiểu cũ (.doc)"),
        (directory("Root Entry", "EncryptionInfo", "EncryptedPackage"),
         "Tệp có đặt mật khẩu nên không được tính; bỏ mật khẩu, lưu thành .docx rồi gửi lại."),
        (directory("__properties_version1.0"), "Outlook (.msg)"),
        (OLE, "hỏng hoặc không phải"),
        (b"%PDF-1.7\n", "là tệp PDF nên không được tính; xin bản .docx, .xlsx hay .md."),
        (rb"{\rtf1\ansi Vi\u7879?c}", "là tệp RTF"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", "là một ảnh"),
        (b"\x89PNG\r\n\x1a\n", "là một ảnh"),
        (b"\0\0\0\x18ftypheic\0\0", "là một ảnh"),
        (b"Rar!\x1a\x07\0", "là tệp nén"),
        (b"  <!doctype HTML>\n<html>", "trang web (HTML)"),
        (b"\xef\xbb\xbf<html xmlns:o='urn'>", "trang web (HTML)"),
        (b"<?xml version='1.0'?><?mso-application progid='Word.Document'?>", "là tệp XML"),
        ("Kết quả: xong".encode(), "văn bản thuần"),
        ("Kết quả: xong".encode("utf-16"), "văn bản thuần"),
        ("Kết quả".encode() + b"\0\1\2", "hỏng hoặc không phải"),
    ],
)  # fmt: skip
def test_what_is_no_zip_is_named_by_its_first_bytes(data: bytes, said: str) -> None:
    assert said in refusal(data)


def test_an_old_workbook_is_to_be_saved_as_a_new_one() -> None:
    assert refusal(directory("Workbook"), EXCEL).endswith("lưu thành .xlsx rồi gửi lại.")


def test_of_a_zip_the_first_bytes_say_nothing() -> None:
    assert foreign_kind(packages.word()) is None


# A zip that is no Word file, no workbook


def test_a_workbook_named_as_a_word_file_is_told() -> None:
    assert "là bảng tính Excel mang đuôi .docx nên không được tính; đổi đuôi tên thành .xlsx" in (
        refusal(packages.excel(), WORD)
    )


def test_a_word_file_named_as_a_workbook_is_told() -> None:
    assert "là văn bản Word mang đuôi .xlsx nên không được tính; đổi đuôi tên thành .docx" in (
        refusal(packages.word(), EXCEL)
    )


def test_any_other_zip_is_told() -> None:
    assert "là tệp nén, không phải" in refusal(packages.packed({"a.docx": packages.word()}))


def test_a_file_of_libreoffice_is_told() -> None:
    data = packages.packed({"mimetype": "application/vnd.oasis.opendocument.text"})
    assert "LibreOffice" in refusal(data)


@pytest.mark.parametrize(
    ("kind", "of", "said"),
    [
        (WORD, "ms-word.template.macroEnabledTemplate.main+xml", ".dotm"),
        (WORD, "openxmlformats-officedocument.wordprocessingml.template.main+xml", ".dotx"),
        (EXCEL, "openxmlformats-officedocument.spreadsheetml.template.main+xml", ".xltx"),
        (EXCEL, "ms-excel.sheet.binary.macroEnabled.main", ".xlsb"),
        (WORD, "openxmlformats-officedocument.presentationml.presentation.main+xml", "không phải"),
    ],
)
def test_other_files_of_office_are_told(kind: OfficeKind, of: str, said: str) -> None:
    parts = packages.word_parts() if kind is WORD else packages.excel_parts()
    plain = WORD_TYPE if kind is WORD else EXCEL_TYPE
    data = packages.changed(
        parts, "[Content_Types].xml", lambda text: text.replace(plain, f"application/vnd.{of}")
    )
    assert said in refusal(data, kind)


def test_strict_open_xml_is_told() -> None:
    data = packages.changed(
        packages.excel_parts(),
        "_rels/.rels",
        lambda text: text.replace(
            "http://schemas.openxmlformats.org/officeDocument/2006/",
            "http://purl.oclc.org/ooxml/officeDocument/",
        ),
    )
    assert "Strict" in refusal(data, EXCEL)


def test_a_main_part_that_is_not_there_is_told() -> None:
    parts = {**packages.word_parts()}
    del parts["word/document.xml"]
    assert "hỏng" in refusal(packages.packed(parts))


def test_a_zip_with_a_password_is_told() -> None:
    data = bytearray(packages.word())
    at = data.index(b"PK\x01\x02")
    data[at + 8] |= 1
    assert "mật khẩu" in refusal(bytes(data))


# A zip that is broken, or made to break


@pytest.mark.parametrize("part", [0.05, 0.5, 0.9, 0.99])
def test_a_file_that_was_cut_off_is_told(part: float) -> None:
    data = packages.word()
    assert "bị cắt cụt hoặc hỏng nên không được tính; xin gửi lại tệp." in (
        refusal(data[: int(len(data) * part)])
    )


def test_a_byte_that_was_changed_is_noticed() -> None:
    data = bytearray(packages.packed(packages.word_parts(), zipfile.ZIP_STORED))
    data[data.index(b"<w:t>a") + 5] ^= 1
    assert "hỏng" in refusal(bytes(data))


@pytest.mark.parametrize("name", ["../a.txt", "/a.txt", "a\\b.txt", "C:a.txt", "a/../../b"])
def test_a_member_whose_name_leads_out_is_refused(name: str) -> None:
    assert "hỏng" in refusal(packages.with_parts(packages.word_parts(), **{name: "x"}))


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize("name", ["word/document.xml", "word/Document.XML"])
def test_two_members_of_one_name_are_refused(name: str) -> None:
    written = io.BytesIO(packages.word())
    with zipfile.ZipFile(written, "a") as zipped:
        zipped.writestr(name, "other")
    assert "hỏng" in refusal(written.getvalue())


@pytest.mark.parametrize("how", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_zip_packed_as_office_never_does_is_refused(how: int) -> None:
    assert "hỏng" in refusal(packages.packed(packages.word_parts(), how))


@pytest.fixture(scope="module", params=HOSTILE)
def hostile(request: pytest.FixtureRequest) -> tuple[OfficeKind, bytes, str]:
    kind, make, said = HOSTILE[request.param]
    return kind, make(), said


def test_what_is_hostile_is_refused_soon(hostile: tuple[OfficeKind, bytes, str]) -> None:
    kind, data, said = hostile
    begun = time.process_time()
    with memory_bounded():
        assert said in refusal(data, kind)
    assert time.process_time() - begun < MOST_SECONDS


def test_the_bounds_are_told_where_safety_is_promised() -> None:
    page = " ".join((ROOT / "SECURITY.md").read_text(encoding="utf-8").split())
    for told in (
        f"{MAX_BYTES // 1_000_000} MB, or when unpacked {package.MOST_UNPACKED // 1_000_000} MB",
        f"{package.MOST_XML // 1_000_000} MB of XML",
        f"{package.MOST_MEMBERS:,} parts",
        f"{package.MOST_ELEMENTS:,} elements",
        f"{package.MOST_ATTRIBUTES:,} attributes",
        f"{package.MOST_PARAGRAPHS:,} paragraphs",
        f"{package.MOST_ROWS:,} rows",
        f"a cell over {package.MOST_SPAN} columns",
        f"{package.MOST_CELLS:,} cells",
        f"{package.MOST_MERGED:,} merged cells",
        f"{package.MOST_STYLES:,} elements of styles",
    ):
        assert told in page


# Written anew


def test_a_package_is_the_same_at_any_time() -> None:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as zipped:
        for name, content in packages.word_parts().items():
            zipped.writestr(zipfile.ZipInfo(name, (2021, 5, 4, 3, 2, 0)), content)
    assert canonical(written.getvalue()) == canonical(packages.word())


def test_a_member_may_be_given_another_content() -> None:
    data = canonical(packages.packed({"a": "x", "b": "x"}), lambda name, _: name.encode())
    with zipfile.ZipFile(io.BytesIO(data)) as zipped:
        assert [zipped.read(name) for name in zipped.namelist()] == [b"a", b"b"]


def test_an_archive_is_the_same_in_any_order_of_its_members() -> None:
    members = {"b/a.md": b"x", "a.md": "chữ".encode()}
    data = archive(members)
    assert data == archive(dict(reversed(members.items())))
    assert read_archive(data) == members


def test_no_member_of_an_archive_leads_out_of_it() -> None:
    with pytest.raises(UnreadableFileError, match="hỏng"):
        read_archive(archive({"../a.md": b"x"}))
