"""What the returns of a register say: only the originals that count are read, and nothing else.

A folder with a register is never walked for checklists: what lies in it and was not received is
named, not counted.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from papi_cli.checklists.intake import UncountedFile
from papi_cli.errors import FileError
from papi_cli.files import read_any
from papi_cli.plan.parts import Agency
from papi_cli.register.file import ORIGINALS, REGISTER
from papi_cli.register.standing import Receipt
from papi_cli.safe_text import quoted


@dataclass(frozen=True, slots=True)
class Originals:
    """The originals of some receipts: their paths, whose each is, and those that are not sound."""

    paths: Sequence[str]
    owners: Mapping[str, Agency]
    uncounted: Sequence[UncountedFile]


def originals(folder: Path, receipts: Iterable[Receipt]) -> Originals:
    """Return the files of receipts, each by its path as the user knows the folder.

    A file that is gone, or is not what was received, is not counted.
    """
    owners: dict[str, Agency] = {}
    uncounted = []
    for each in receipts:
        path = original_path(folder, each)
        if each.agency is None:
            continue
        if why := _unsound(path, each):
            uncounted.append(UncountedFile(path, why))
        else:
            owners[path] = each.agency
    return Originals(list(owners), owners, uncounted)


def original_path(folder: Path, receipt: Receipt) -> str:
    """Return where the original of a receipt lies."""
    return str(folder / (receipt.row.stored or ""))


def _unsound(path: str, receipt: Receipt) -> str:
    """Return why an original cannot be counted, empty where it is as it was received."""
    row = receipt.row
    parts = Path(row.stored or "").parts
    if parts[:1] != (ORIGINALS,) or ".." in parts:
        return (
            f"Dòng {row.no} của sổ nhận ghi bản gốc ở {quoted(path, 200)}, ngoài thư mục"
            f" {ORIGINALS}, nên không được tính; chạy «papi check» trên sổ."
        )
    if not os.path.lexists(path):
        return (
            f"Không có {quoted(path, 200)}, bản gốc của dòng {row.no} trong sổ nhận, nên bản ấy"
            " không được tính; tìm lại tệp rồi để vào chỗ cũ."
        )
    try:
        data = read_any(Path(path), path)
    except FileError as error:
        return str(error)
    if row.sha256 and sha256(data).hexdigest() != row.sha256.lower():
        return (
            f"Tệp {quoted(path, 200)} không còn như khi nhận (dòng {row.no} của sổ nhận) nên không"
            " được tính; lấy lại bản gốc từ bản sao lưu."
        )
    return ""


def not_received(folder: Path) -> list[UncountedFile]:
    """Return what lies in a register's folder and was never received, in the order of names.

    The originals are not looked at; what is hidden, or what Word has open, is left out.
    """
    return [
        UncountedFile(
            path,
            f"Tệp {quoted(path, 200)} chưa nhận vào sổ nên không được tính; nhận bằng"
            " «papi receive», hoặc dời ra khỏi thư mục.",
        )
        for path in _others(folder)
    ]


def _others(folder: Path) -> Iterator[str]:
    top = str(folder)
    for within, inner, names in os.walk(folder):
        kept = (name for name in inner if not name.startswith("."))
        inner[:] = sorted(each for each in kept if (within, each) != (top, ORIGINALS))
        for name in sorted(names):
            if name.startswith((".", "~$")) or (within, name) == (top, REGISTER):
                continue
            yield str(Path(within) / name)
