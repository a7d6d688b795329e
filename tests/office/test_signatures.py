"""What a file is by its first bytes."""

import pytest

from papi_cli.office.signatures import foreign_kind

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)


def in_ole(*names: str) -> bytes:
    return _OLE + b"".join(name.encode("utf-16-le") + bytes(64) for name in names)


@pytest.mark.parametrize(
    ("data", "said", "first"),
    [
        (in_ole("WordDocument"), "là tệp Word kiểu cũ (.doc)", "mở bằng Word"),
        (in_ole("Workbook"), "là tệp Excel kiểu cũ (.xls)", "mở bằng Excel"),
        (in_ole("EncryptedPackage", "WordDocument"), "có đặt mật khẩu", "bỏ mật khẩu"),
        (b"%PDF-1.7\n", "là tệp PDF", ""),
        (b"{\\rtf1", "là tệp RTF", "mở bằng Word"),
        (b"\x89PNG\r\n\x1a\n", "là một ảnh", ""),
        (b"Rar!\x1a\x07", "là tệp nén", "giải nén"),
        (b"<!DOCTYPE html>", "là trang web (HTML)", "mở bằng Word hoặc Excel"),
        ("Đã họp".encode(), "là văn bản thuần (.txt)", "mở bằng Word"),
        ("Đã họp".encode("utf-16"), "là văn bản thuần (.txt)", "mở bằng Word"),
        (b"\0\x01\x02\x03", "hỏng hoặc không phải là tệp Word, Excel", ""),
        (b" \r\n\0", "trống", ""),
    ],
)
def test_a_file_is_known_by_its_content(data: bytes, said: str, first: str) -> None:
    assert foreign_kind(data) == (said, first)


def test_a_zip_is_left_to_who_looks_into_it() -> None:
    assert foreign_kind(b"PK\x03\x04") is None
