"""What a Word or Excel file holds for a reader: paragraphs, tables of cells, its properties."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import Any


class CellKind(Enum):
    """What kind of value a cell holds."""

    TEXT = auto()
    NUMBER = auto()
    DAY = auto()
    FORMULA = auto()


@dataclass(frozen=True, slots=True)
class Cell:
    r"""A cell as a person reads it.

    `text` has a line for each paragraph (`\n` between), points of a list begin with `- ` or
    `1. `; a day is written `d/m/yyyy`, a number as Vietnamese write it (`1,5`), a formula as it
    was typed (`=…`). `ticked` is what the flag of a box says, None where there is none.
    `remarks` are phrases about what the text does not tell, such as «có 1 hình ảnh không đọc
    được». `source` is the element that the carrier edits, if any.
    """

    text: str = ""
    kind: CellKind = CellKind.TEXT
    ticked: bool | None = None
    remarks: tuple[str, ...] = ()
    source: Any = field(default=None, repr=False, compare=False)


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table: its number as the user finds it, its cells by the columns of the grid.

    A cell that goes over several columns stands in the first, the others are empty.
    """

    number: int
    cells: tuple[Cell, ...]
    source: Any = field(default=None, repr=False, compare=False)

    @property
    def blank(self) -> bool:
        """Whether nothing stands in any cell."""
        return not any(each.text.strip() or each.remarks for each in self.cells)


@dataclass(frozen=True, slots=True)
class Table:
    """A table, or a sheet of a workbook; `name` is the sheet's, empty in Word."""

    name: str
    rows: tuple[Row, ...]
    source: Any = field(default=None, repr=False, compare=False)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph outside of tables: its text, the id of its style."""

    text: str
    style: str = ""
    source: Any = field(default=None, repr=False, compare=False)


@dataclass(frozen=True, slots=True)
class OfficeFile:
    """All that a reader of a Word or Excel file finds, in its order.

    `properties` are the custom ones, as text. `remarks` are phrases about what was not read and
    stands in no cell, such as «có phần đầu trang bị sửa». `source` is the opened file.
    """

    blocks: tuple[Paragraph | Table, ...]
    properties: Mapping[str, str]
    remarks: tuple[str, ...] = ()
    source: Any = field(default=None, repr=False, compare=False)

    @property
    def tables(self) -> tuple[Table, ...]:
        """The tables in their order."""
        return tuple(each for each in self.blocks if isinstance(each, Table))


OTHER_DOCUMENT = "papi-document"
"""The custom property by which a document of papi's that is no form tells so."""


class UnreadableFileError(Exception):
    """A file that cannot be read, or must not be.

    `problem` says what it is, to go on from «Tệp … », `advice` what to do.
    """

    def __init__(self, problem: str, advice: str) -> None:
        super().__init__(f"{problem}; {advice}")
        self.problem, self.advice = problem, advice
