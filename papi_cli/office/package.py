"""The zip that a Word or Excel file is: looked into before a library opens it, written anew."""

from __future__ import annotations

import gc
import io
import itertools
import re
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from enum import StrEnum
from typing import NoReturn

from papi_cli.office.content import UnreadableFileError
from papi_cli.office.signatures import foreign_kind


class OfficeKind(StrEnum):
    """What a file must be."""

    WORD = "docx"
    EXCEL = "xlsx"


MOST_MEMBERS = 2_000
"""Files in the zip: a form has some 15, and one more for each picture."""
MOST_UNPACKED = 100_000_000
"""Bytes of all members: the libraries keep pictures too in memory."""
MOST_XML = 30_000_000
"""Bytes of all XML: a form of 1,000 tasks has two million."""
MOST_ELEMENTS = 300_000
"""Of all XML: a library takes some microseconds for each. A form of 1,000 tasks has 70,000."""
MOST_ATTRIBUTES = 1_000_000
"""Of all XML: a library keeps some 200 bytes for each."""
MOST_STYLES = 30_000
"""Elements of a workbook's styles, for which openpyxl takes a second."""
MOST_PARAGRAPHS = 30_000
"""Of a Word file, each of which takes up to 40 microseconds; a form of 1,000 tasks has 8,000."""
MOST_ROWS = 20_000
"""As many as a plan may have tasks."""
MOST_CELLS = 150_000
"""Of the rectangles that hold all cells of each sheet: openpyxl makes an object for each, filled or
not, and takes a second and a half. A form of 10,000 tasks has 130,000."""
MOST_MERGED = 20_000
"""Cells that are merged: openpyxl takes 70 microseconds for each."""
MOST_SPAN = 100
"""Columns that one cell of a table in Word goes over; Word itself stops at 63."""

_AGAIN = "xin gửi lại tệp"


def check_package(data: bytes, kind: OfficeKind) -> None:
    """Raise `UnreadableFileError` unless a library may open a file of this kind.

    It is a zip of sane sizes with the parts of a plain document: no macros, no encryption, nothing
    that makes a library run for long or fill the memory. Nothing is looked up outside of the file.
    """
    _put_away()
    if found := foreign_kind(data):
        said, first = found
        saved = f"{first}, lưu thành .{kind} rồi gửi lại" if first else _any_format()
        raise UnreadableFileError(said, saved)
    members = _members(data)
    _check_kind(data, members, kind)
    _check_parts(data, members, kind)


_opened = itertools.count(1)
_PUT_AWAY_AFTER = 16


def _put_away() -> None:
    """Put away what the libraries left of files that were opened before, every so many files.

    They leave some megabytes of trees in circles, and a run by itself looks for no garbage, as most
    commands are over before it matters.
    """
    if not next(_opened) % _PUT_AWAY_AFTER:
        gc.collect()


def _any_format() -> str:
    return "xin bản .docx, .xlsx hay .md"


def _refuse_broken() -> NoReturn:
    raise UnreadableFileError("bị cắt cụt hoặc hỏng", _AGAIN)


def _refuse_size(what: str, advice: str = "") -> NoReturn:
    raise UnreadableFileError(what, advice or "bỏ bớt nội dung không cần rồi gửi lại")


_STORED, _DEFLATED = zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED
_LEADS_OUT = re.compile(r"^/|^[A-Za-z]:|\\|(^|/)\.\.(/|$)|\0")


_HEADER = 30
"""Bytes in front of a member, before its name."""


def _members(data: bytes) -> Mapping[str, zipfile.ZipInfo]:
    """Return the members of the zip by their names, none of them unpacked."""
    # Each entry of the list of members begins so: who reads a list of millions takes long.
    if data.count(b"PK\x01\x02") > 2 * MOST_MEMBERS:
        _refuse_size(f"có hơn {_grouped(MOST_MEMBERS)} phần bên trong")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            listed = package.infolist()
    except (zipfile.BadZipFile, NotImplementedError, OSError, ValueError, struct.error):
        _refuse_broken()
    if len(listed) > MOST_MEMBERS:
        _refuse_size(f"có hơn {_grouped(MOST_MEMBERS)} phần bên trong")
    if any(each.flag_bits & 1 for each in listed):
        raise UnreadableFileError("có đặt mật khẩu", "bỏ mật khẩu rồi gửi lại")
    if sum(each.file_size for each in listed) > MOST_UNPACKED:
        _refuse_size(f"giải nén ra hơn {MOST_UNPACKED // 1_000_000} MB")
    # Programs that do not tell capitals from small letters would read one part, and we another.
    members = {each.filename.lower(): each for each in listed}
    odd = any(
        _LEADS_OUT.search(each.filename) or each.compress_type not in {_STORED, _DEFLATED}
        for each in listed
    )
    if odd or len(members) < len(listed):
        _refuse_broken()
    return {each.filename: each for each in listed}


def _unpacked(data: bytes, member: zipfile.ZipInfo) -> bytes:
    """Return the content of a member, no longer than the zip says that it is.

    `zipfile` itself unpacks all that is there before it looks at that length.
    """
    start = member.header_offset + _HEADER
    header = data[member.header_offset : start]
    if len(header) < _HEADER or not header.startswith(b"PK\x03\x04"):
        _refuse_broken()
    start += sum(struct.unpack("<HH", header[26:30]))
    packed = data[start : start + member.compress_size]
    content, whole = packed, True
    if member.compress_type == _DEFLATED:
        inflater = zlib.decompressobj(-zlib.MAX_WBITS)
        try:
            content = inflater.decompress(packed, member.file_size + 1)
        except zlib.error:
            _refuse_broken()
        whole = inflater.eof
    if not whole or len(content) != member.file_size or zlib.crc32(content) != member.CRC:
        _refuse_broken()
    return content


_OPEN = "openxmlformats-officedocument."
_MAIN = {
    # The content type of the main part, as far as it differs, and what the file then is.
    f"{_OPEN}wordprocessingml.document.main+xml": OfficeKind.WORD,
    f"{_OPEN}spreadsheetml.sheet.main+xml": OfficeKind.EXCEL,
}
_REFUSED = {
    "ms-word.document.macroenabled": "có macro (.docm)",
    "ms-word.template.macroenabled": "có macro (.dotm)",
    "ms-excel.sheet.macroenabled": "có macro (.xlsm)",
    "ms-excel.template.macroenabled": "có macro (.xltm)",
    "ms-office.vbaproject": "có macro",
    "ms-excel.sheet.binary": "là bảng tính nhị phân (.xlsb)",
    "wordprocessingml.template.main": "là mẫu văn bản (.dotx)",
    "spreadsheetml.template.main": "là mẫu bảng tính (.xltx)",
}
_OVERRIDE = re.compile(rb"<(?:[\w.-]{1,50}:)?Override\b[^<>]{0,2000}>")
_ATTRIBUTE = re.compile(rb"\s(PartName|ContentType)\s{0,10}=\s{0,10}[\"']([^\"'<]{0,1000})[\"']")
_TYPES, _RELATIONS = "[Content_Types].xml", "_rels/.rels"
_SMALL = 1_000_000
"""Bytes of a list of parts."""


def _check_kind(data: bytes, members: Mapping[str, zipfile.ZipInfo], kind: OfficeKind) -> None:
    """Raise `UnreadableFileError` unless a package is a plain document of a kind."""
    anew = f"lưu thành .{kind} rồi gửi lại"
    if "mimetype" in members:
        raise UnreadableFileError("là tệp của LibreOffice, OpenOffice (.odt, .ods)", anew)
    if any(name not in members for name in (_TYPES, _RELATIONS)):
        raise UnreadableFileError(
            "là tệp nén, không phải là tệp Word, Excel", f"giải nén, {_any_format()}"
        )
    if members[_TYPES].file_size > _SMALL or members[_RELATIONS].file_size > _SMALL:
        _refuse_broken()
    types = _unpacked(data, members[_TYPES])
    lowered = types.lower()
    for word, said in _REFUSED.items():
        if word.encode() in lowered:
            raise UnreadableFileError(said, anew)
    if any(name.lower().endswith("vbaproject.bin") for name in members):
        raise UnreadableFileError("có macro", anew)
    _check_main(types, members, kind)
    if b"purl.oclc.org/ooxml" in _unpacked(data, members[_RELATIONS]):
        raise UnreadableFileError(
            "lưu ở dạng «Strict Open XML»", f"lưu thành .{kind} thường rồi gửi lại"
        )


def _check_main(types: bytes, members: Mapping[str, zipfile.ZipInfo], kind: OfficeKind) -> None:
    """Raise `UnreadableFileError` unless the main part is there and of a kind."""
    for each in _OVERRIDE.findall(types):
        said = {name: value.decode("utf-8", "replace") for name, value in _ATTRIBUTE.findall(each)}
        main = said.get(b"ContentType", "").lower().partition("vnd.")[2]
        if main not in _MAIN:
            continue
        if said.get(b"PartName", "").lstrip("/") not in members:
            _refuse_broken()
        if _MAIN[main] is not kind:
            named = "văn bản Word" if kind is OfficeKind.EXCEL else "bảng tính Excel"
            raise UnreadableFileError(
                f"là {named} mang đuôi .{kind}", f"đổi đuôi tên thành .{_MAIN[main]}"
            )
        return
    raise UnreadableFileError("không phải là tệp Word, Excel", _any_format())


_ASCII_LIKE = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*<(?!\?xml[^>]{0,200}?\sencoding\s{0,10}=\s{0,10}[\"']"
    rb"(?!utf-?8[\"']|us-ascii[\"']|iso-8859-1[\"']|windows-1252[\"']))",
    re.IGNORECASE,
)
"""How XML begins in which each letter of its tags is a byte, as all office programs write it."""
_WIDE = (b"\xff\xfe<\0", b"\xfe\xff\0<", b"<\0", b"\0<", b"\0\0\0<", b"L\xa7\x94\x93")
"""How XML begins in other encodings."""


def _check_parts(data: bytes, members: Mapping[str, zipfile.ZipInfo], kind: OfficeKind) -> None:
    """Raise `UnreadableFileError` where a part would make a library run long or fill the memory."""
    cells = merged = 0
    for part, elements in _xml_parts(data, members):
        if kind is OfficeKind.WORD:
            _check_tables(part, elements)
            continue
        made, joined = _cells_made(part)
        cells, merged = cells + made, merged + joined
        if merged > MOST_MERGED:
            _refuse_merged()
        if cells > MOST_CELLS:
            _refuse_size("có ô nằm quá xa bảng", "xóa các dòng, cột thừa rồi gửi lại")


def _xml_parts(data: bytes, members: Mapping[str, zipfile.ZipInfo]) -> Iterator[tuple[bytes, int]]:
    """Yield each part that is XML, and the number of its elements.

    Raises `UnreadableFileError` where they are too large or declare what office programs do not.
    """
    size = elements = attributes = 0
    for name, member in members.items():
        part = _unpacked(data, member)
        named = name.lower().endswith((".xml", ".rels"))
        if part.startswith(_WIDE):
            _refuse_broken()
        if not _ASCII_LIKE.match(part):
            if named and part:
                _refuse_broken()
            continue
        here = part.count(b"<") - part.count(b"</")
        size, elements = size + len(part), elements + here
        attributes += part.count(b"=")
        if size > MOST_XML or elements > MOST_ELEMENTS or attributes > MOST_ATTRIBUTES:
            _refuse_size("quá lớn", "xóa các dòng, cột, trang tính thừa rồi gửi lại")
        if b"cellXfs" in part and here > MOST_STYLES:
            _refuse_size("có quá nhiều kiểu định dạng", "chép nội dung sang tệp mới rồi gửi lại")
        if b"<!DOCTYPE" in part and named:  # in which entities are defined
            raise UnreadableFileError(
                "có khai báo DOCTYPE, là điều Word và Excel không ghi", _AGAIN
            )
        yield part, here


_SPAN = re.compile(rb"grid(?:Span|Before|After)\s")
_SANE_SPAN = re.compile(
    rb"grid(?:Span|Before|After)\s{1,10}[\w.:-]{1,50}\s{0,10}=\s{0,10}[\"']\s{0,5}(\d{1,3})\s{0,5}[\"']"
)
_TABLE_ROW = re.compile(rb"<(?:[^<>\s/:]{1,1000}:)?tr[\s>/]")
_PARAGRAPH = re.compile(rb"<(?:[^<>\s/:]{1,1000}:)?p[\s>/]")


def _check_tables(part: bytes, elements: int) -> None:
    """Raise `UnreadableFileError` for a part of a Word file with too many rows or columns."""
    if elements > MOST_ROWS and len(_TABLE_ROW.findall(part)) > MOST_ROWS:
        _refuse_rows()
    if elements > MOST_PARAGRAPHS and len(_PARAGRAPH.findall(part)) > MOST_PARAGRAPHS:
        _refuse_size(
            f"có hơn {_grouped(MOST_PARAGRAPHS)} đoạn văn", "xóa nội dung thừa rồi gửi lại"
        )
    if not any(each in part for each in (b"gridSpan", b"gridBefore", b"gridAfter")):
        return
    spans = [int(each) for each in _SANE_SPAN.findall(part)]
    if (
        len(_SPAN.findall(part)) > len(spans)
        or max(spans, default=0) > MOST_SPAN
        or sum(spans) > MOST_CELLS
    ):
        _refuse_size("có bảng với quá nhiều cột", "xóa các cột thừa rồi gửi lại")


def _grouped(number: int) -> str:
    return f"{number:,}".replace(",", ".")


def _refuse_merged() -> NoReturn:
    _refuse_size("gộp quá nhiều ô", "bỏ gộp cả cột, cả trang tính rồi gửi lại")


def _refuse_rows() -> NoReturn:
    _refuse_size(f"có hơn {_grouped(MOST_ROWS)} dòng", "xóa các dòng thừa rồi gửi lại")


_PREFIXED = re.compile(rb"xmlns:[^=<>]*=\s*[\"'][^\"'<]*(?:spreadsheetml/2006/main|&)")
"""What lets the elements of a sheet have a prefix in front of their names."""


def _placed(name: str, attribute: str, prefix: str) -> re.Pattern[bytes]:
    """Return what finds the elements of a name, with the value of an attribute if there is one."""
    pattern = rf"<{prefix}(?:{name})(?=[\s>/])(?:[^<]*?\s{attribute}\s*=\s*[\"\']([^\"\'<]*))?"
    return re.compile(pattern.encode())


_PLACED = (("c", "r"), ("row", "r"), ("mergeCell|hyperlink|comment", "ref"))
_PLAIN = tuple(_placed(*each, "") for each in _PLACED)
_WITH_PREFIX = tuple(_placed(*each, "(?:[^<>\\s/:]{1,1000}:)?") for each in _PLACED)


def _cells_made(part: bytes) -> tuple[int, int]:
    """Return how many cells a library would make of a sheet, and how many of them are merged.

    It makes those of the rectangle that holds all.

    Raises `UnreadableFileError` where that cannot be told, or a part of it is too large.
    """
    if not any(each in part for each in (b"sheetData", b"mergeCell", b"comment")):
        return 0, 0
    patterns = _WITH_PREFIX if _PREFIXED.search(part) else _PLAIN
    cells, rows, areas = (each.findall(part) for each in patterns)
    ranges = [_corners(each) for each in areas if each]
    merged = sum((right - left + 1) * (bottom - top + 1) for left, top, right, bottom in ranges)
    if merged > MOST_MERGED:
        _refuse_merged()
    placed, numbered = [each for each in cells if each], [each for each in rows if each]
    columns, numbers = _places(placed)
    numbers |= _numbers(numbered)
    # A cell or row that does not say where it is stands behind the last one.
    width = max(columns | {right for _, _, right, _ in ranges}, default=0)
    height = max(numbers | {bottom for *_, bottom in ranges}, default=0)
    width, height = width + len(cells) - len(placed), height + len(rows) - len(numbered)
    if height > MOST_ROWS:
        _refuse_rows()
    return width * height, merged


_PLACE = re.compile(rb" ([A-Za-z]{1,3})(\d{1,7})(?= )")


def _places(references: Sequence[bytes]) -> tuple[set[int], set[int]]:
    """Return the columns and rows in which cells are, by references like `A1`."""
    found = _PLACE.findall(b" ".join((b"", *references, b"")))
    if len(found) < len(references):
        _refuse_broken()
    columns, rows = {column for column, _ in found}, {row for _, row in found}
    return {_column(each) for each in columns}, {int(each) for each in rows}


def _numbers(written: Sequence[bytes]) -> set[int]:
    if not all(each.isdigit() and len(each) < _LONG for each in written):
        _refuse_broken()
    return {int(each) for each in written}


_LONG = 9
"""Digits that no number of a row has."""
_REFERENCE = re.compile(rb"\$?([A-Za-z]{1,3})\$?(\d{1,7})")


def _corners(reference: bytes) -> tuple[int, int, int, int]:
    """Return the first and last column and row of `A1` or `A1:B2`: left, top, right, bottom."""
    first, _, last = reference.partition(b":")
    matches = [_REFERENCE.fullmatch(each) for each in (first, last or first)]
    if not (matches[0] and matches[1]):
        _refuse_merged()
    left, right = (_column(each[1]) for each in matches if each)
    top, bottom = (int(each[2]) for each in matches if each)
    return min(left, right), min(top, bottom), max(left, right), max(top, bottom)


def _column(letters: bytes) -> int:
    """Return the number of a column: 1 for `A`, 27 for `AA`."""
    number = 0
    for each in letters.upper():
        number = 26 * number + each - 64
    return number


def canonical(
    data: bytes,
    change: Callable[[str, bytes], bytes] = lambda _name, part: part,
    added: Mapping[str, bytes] | None = None,
) -> bytes:
    """Return a package with the same members, the same on every system and at any time.

    `change` may give a member of that name another content; `added` are more members.
    """
    written = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as old,
        zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        kept = ((name, change(name, old.read(name))) for name in old.namelist())
        for name, content in itertools.chain(kept, (added or {}).items()):
            member = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            member.create_system, member.compress_type = 0, zipfile.ZIP_DEFLATED
            new.writestr(member, content)
    return written.getvalue()
