"""The register's file, `so_nhan.yaml`: read, judged, and what is appended to it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from papi_cli.register.rows import Row

REGISTER = "so_nhan.yaml"
ORIGINALS = "goc"
"""The folder beside it that holds what came in, byte for byte."""


@dataclass(frozen=True, slots=True)
class Register:
    """A register as it was read: its folder, its rows in order."""

    folder: Path
    rows: tuple[Row, ...] = ()


def read_register(folder: Path) -> Register | None:
    """Return the register of a folder, None where it has none.

    Raises `FileError` where it cannot be read or is not valid, with what to do.
    """
    raise NotImplementedError


def render(row: Row) -> str:
    """Return a row as it stands in the file; what is None is left out."""
    raise NotImplementedError
