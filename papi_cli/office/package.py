"""The zip that a Word or Excel file is: looked into before a library opens it, written the same
at any time.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from enum import StrEnum


class OfficeKind(StrEnum):
    """What a file must be."""

    WORD = "docx"
    EXCEL = "xlsx"


def check_package(data: bytes, kind: OfficeKind) -> None:
    """Raise `UnreadableFileError` unless a library may open a file of this kind.

    It is a zip of sane sizes with the parts of a plain document: no macros, no encryption, nothing
    that makes a library run for long or fill the memory.
    """
    _ = data, kind


def canonical(
    data: bytes, change: Callable[[str, bytes], bytes] = lambda _name, part: part
) -> bytes:
    """Return a package with the same members, the same on every system and at any time.

    `change` may give a member of that name another content.
    """
    written = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as old,
        zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            member = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            member.create_system, member.compress_type = 0, zipfile.ZIP_DEFLATED
            new.writestr(member, change(name, old.read(name)))
    return written.getvalue()
