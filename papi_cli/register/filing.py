"""Originals and rows put into a register's folder: the original first, then its row.

Whoever is killed midway leaves at most an original without a row, which the next that files the
same bytes takes over.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path

from papi_cli import files
from papi_cli.errors import FileError, reason
from papi_cli.files import MAX_BYTES, ChangedMeanwhileError, Found, locked
from papi_cli.register.file import HEAD, REGISTER, render, rows_of, valid_rows
from papi_cli.register.rows import Row
from papi_cli.register.rules import ORIGINALS, unlisted
from papi_cli.safe_text import quoted
from papi_cli.vietnamese.words import words

LOCK = ".so_nhan.lock"
"""The file beside the register that stands for the right to write it; empty, and stays."""
_AT_ONCE = 8
_LONGEST_STEM, _LONGEST_SUFFIX = 80, 10


@dataclass(frozen=True, slots=True)
class Pending:
    """A row to be appended: its `no`, `stored` and `sha256` are given when it is filed.

    `data` is the original, None for a row without (paper, sent back, extension); `stem` and
    `suffix` are of the name under which it is kept.
    """

    row: Row
    data: bytes | None = None
    stem: str = ""
    suffix: str = ""


def file_rows(
    folder: Path, pending: Sequence[Pending], *, patience: float = 30.0
) -> tuple[Row, ...]:
    """Append rows and keep their originals; return the rows as they were written.

    The folder, and the register in it, are made where they are not there. Waits `patience` seconds
    for another that writes. Raises `FileError`; whatever happens, the register is as it was or has
    all of the rows.
    """
    if not pending:
        return ()
    shown = str(folder / REGISTER)
    try:
        (folder / ORIGINALS).mkdir(parents=True, exist_ok=True)
    except (OSError, ValueError) as error:
        raise FileError(
            f"Không tạo được thư mục {quoted(str(folder / ORIGINALS), 200)} ({reason(error)})."
        ) from None
    with locked(folder / LOCK, shown, patience=patience):
        found = files.find(folder / REGISTER, shown)
        before = () if found is None else valid_rows(folder, found)
        try:
            _sweep(folder / ORIGINALS)
            rows, originals = _numbered(folder, before, pending)
        except OSError as error:
            raise FileError(
                f"Không đọc được thư mục {quoted(str(folder / ORIGINALS), 200)} ({reason(error)})."
            ) from None
        data, filed = _appended(found, shown, before, rows)
        _put(folder, found, originals, data)
        return filed


def _numbered(
    folder: Path, before: Sequence[Row], pending: Sequence[Pending]
) -> tuple[list[Row], dict[str, bytes]]:
    """Return the rows with numbers and places, and the originals to be written by their names."""
    taken = _names(folder / ORIGINALS)
    orphans = _Orphans(folder, before)
    rows: list[Row] = []
    originals: dict[str, bytes] = {}
    for no, each in enumerate(pending, start=len(before) + 1):
        row = replace(each.row, no=no)
        if each.data is not None:
            sha256 = hashlib.sha256(each.data).hexdigest()
            name = orphans.adopt(each.data, sha256)
            if name is None:
                name = _free_name(no, each, taken)
                originals[name] = each.data
                taken.add(name)
            row = replace(row, stored=f"{ORIGINALS}/{name}", sha256=sha256)
        rows.append(row)
    return rows, originals


class _Orphans:
    """The originals that no row names, each to be taken over once."""

    def __init__(self, folder: Path, rows: Sequence[Row]) -> None:
        self._paths = [folder / ORIGINALS / name for name in unlisted(rows, folder)]
        self._sizes = {path: path.stat().st_size for path in self._paths if _is_plain(path)}

    def adopt(self, data: bytes, sha256: str) -> str | None:
        """Return the name of one that holds `data`, None where there is none."""
        for path, size in self._sizes.items():
            if size == len(data) and hashlib.sha256(path.read_bytes()).hexdigest() == sha256:
                del self._sizes[path]
                return path.name
        return None


def _is_plain(path: Path) -> bool:
    return path.is_file() and not path.is_symlink()


def _names(folder: Path) -> set[str]:
    """Return what lies in a folder, as a disk that knows no capital letters tells it apart."""
    return {path.name.casefold() for path in folder.iterdir()}


def _free_name(no: int, each: Pending, taken: set[str]) -> str:
    """Return a name that nothing bears: `0012-ubnd-xa-yen-duong.docx`, else with `-2` behind it."""
    folded = "-".join(words(each.stem).encode("ascii", "ignore").decode().split())
    stem = f"{no:04}-{folded[:_LONGEST_STEM].strip('-') or 'ban-goc'}"
    suffix = each.suffix.lower()
    if not re.fullmatch(rf"\.[a-z0-9]{{1,{_LONGEST_SUFFIX}}}", suffix):
        suffix = ""
    name, number = f"{stem}{suffix}", 1
    while name in taken:
        number += 1
        name = f"{stem}-{number}{suffix}"
    return name


def _appended(
    found: Found | None, shown: str, before: Sequence[Row], rows: Sequence[Row]
) -> tuple[bytes, tuple[Row, ...]]:
    """Return the register's bytes with rows behind all that is there, and these as it says them.

    Raises `FileError` where it would not be valid with them.
    """
    text = "".join(map(render, rows))
    if found is None:
        data = (HEAD + text).encode()
    else:
        newline = files.decoded(found.data, shown).newline
        ended = found.data.endswith(b"\n")
        added = ("" if ended else newline) + text.replace("\n", newline)
        data = found.data + added.encode()
    if len(data) > MAX_BYTES:
        raise FileError(
            f"Sổ nhận {quoted(shown, 200)} đã đầy ({MAX_BYTES // 1_000_000} MB); mở sổ mới trong"
            " một thư mục khác."
        )
    filed, problems = rows_of(data, shown)
    if problems:
        raise FileError(f"Không ghi vào sổ nhận {quoted(shown, 200)}: {problems[0].message}")
    return data, filed[len(before) :]


def _put(folder: Path, found: Found | None, originals: dict[str, bytes], data: bytes) -> None:
    """Write originals, then the register; where that fails, remove what was written."""
    shown = quoted(str(folder / REGISTER), 200)
    written: list[Path] = []
    try:
        _write_originals(
            {folder / ORIGINALS / name: originals[name] for name in originals}, written
        )
        if found is None:
            files.create(folder / REGISTER, data, lasting=True)
        else:
            files.replace(found, data)
    except OSError as error:
        _undo(folder, found, written)
        raise FileError(
            f"Không ghi được vào sổ nhận {shown} ({reason(error)}); sổ còn như cũ."
        ) from None
    except ChangedMeanwhileError:
        _undo(folder, found, written)
        raise FileError(
            f"Có chương trình khác vừa sửa sổ nhận {shown} hay thư mục {ORIGINALS}; sổ để nguyên,"
            " chạy lại."
        ) from None


def _write_originals(originals: Mapping[Path, bytes], written: list[Path]) -> None:
    """Write originals, and add to `written` each that is; raises as `files.create`.

    Several at once: a disk makes one last no faster than eight.
    """

    def write(path: Path) -> None:
        files.create(path, originals[path], lasting=True)
        written.append(path)

    with ThreadPoolExecutor(_AT_ONCE) as pool:
        for _ in pool.map(write, originals):
            pass


def _undo(folder: Path, found: Found | None, written: Sequence[Path]) -> None:
    """Remove originals that were written for nothing, where the register surely names none."""
    try:
        now = files.find(folder / REGISTER, REGISTER)
        if (now and now.data) == (found and found.data):
            for path in written:
                path.unlink(missing_ok=True)
    except (OSError, FileError):
        pass  # the next that files the same takes them over


def _sweep(folder: Path) -> None:
    """Remove what a run left that was killed while it wrote an original; the lock is ours."""
    for path in folder.glob(".papi-*.tmp"):
        path.unlink(missing_ok=True)
