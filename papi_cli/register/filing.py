"""Originals and rows put into a register's folder: the original first, then its row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from papi_cli.register.rows import Row


@dataclass(frozen=True, slots=True)
class Pending:
    """A row to be appended: its `no` and `stored` are given when it is filed.

    `data` is the original, None for a row without (paper, sent back, extension); `stem` and
    `suffix` are of the name under which it is kept.
    """

    row: Row
    data: bytes | None = None
    stem: str = ""
    suffix: str = ""


def file_rows(folder: Path, pending: Sequence[Pending]) -> tuple[Row, ...]:
    """Append rows and keep their originals; return the rows as they were written.

    Raises `FileError`; whatever happens, the register is as it was or has all of the rows.
    """
    raise NotImplementedError
