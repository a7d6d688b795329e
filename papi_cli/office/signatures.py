"""What a file is by its first bytes, where it is no zip that Word or Excel would write."""

from __future__ import annotations

import re

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_STREAMS = (
    # A file of this old container is told by the names in its directory, the outermost first.
    ("EncryptedPackage", "có đặt mật khẩu", "bỏ mật khẩu"),
    ("WordDocument", "là tệp Word kiểu cũ (.doc)", "mở bằng Word"),
    ("PowerPoint Document", "là tệp PowerPoint kiểu cũ (.ppt)", ""),
    ("Workbook", "là tệp Excel kiểu cũ (.xls)", "mở bằng Excel"),
    ("Book", "là tệp Excel kiểu cũ (.xls)", "mở bằng Excel"),
    ("__properties_version1.0", "là thư điện tử của Outlook (.msg)", ""),
)
_BEGINNINGS = (
    # In front of a file, what it then is, how to come from there to one that is read.
    (rb"%PDF-", "là tệp PDF", ""),
    (rb"\{\\rtf", "là tệp RTF", "mở bằng Word"),
    (rb"\x89PNG|\xff\xd8\xff|GIF8|BM....\0\0\0\0|II\*\0|MM\0\*|RIFF....WEBP|....ftyp(?:hei|mif)",
     "là một ảnh", ""),
    (rb"Rar!|7z\xbc\xaf|\x1f\x8b", "là tệp nén", "giải nén"),
    (rb"(?:\xef\xbb\xbf)?\s{0,100}<(?:!DOCTYPE\s+html|html|head|body|table|meta)",
     "là trang web (HTML)", "mở bằng Word hoặc Excel"),
    (rb"(?:\xef\xbb\xbf)?\s{0,100}<\?xml", "là tệp XML", "mở bằng Word hoặc Excel"),
)  # fmt: skip
_PATTERNS = [
    (re.compile(start, re.IGNORECASE | re.DOTALL), said, first)
    for start, said, first in _BEGINNINGS
]
_LOOKED_AT = 4096
"""Bytes by which plain text is told from others."""


def foreign_kind(data: bytes) -> tuple[str, str] | None:
    """Return what a file is, None for a zip; and what to do to save it anew, empty for nothing.

    The phrase goes on from «Tệp …».
    """
    if data.startswith(b"PK"):
        return None
    if not data.strip(b"\0 \t\r\n"):
        return "trống", ""
    if data.startswith(_OLE):
        found = [rest for name, *rest in _STREAMS if name.encode("utf-16-le") in data]
    else:
        found = [rest for pattern, *rest in _PATTERNS if pattern.match(data)]
    if found:
        return found[0][0], found[0][1]
    if not data.startswith(_OLE) and _is_text(data[:_LOOKED_AT]):
        return "là văn bản thuần (.txt)", "mở bằng Word"
    return "hỏng hoặc không phải là tệp Word, Excel", ""


def _is_text(beginning: bytes) -> bool:
    if beginning.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    # A byte that no text holds in any of the encodings of Vietnamese.
    return not re.search(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]", beginning)
