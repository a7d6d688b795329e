"""Tables and lists of fields, for a terminal and for a pipe."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from papi_cli.safe_text import visible

if TYPE_CHECKING:
    from rich.console import RenderableType


Cell = str | int | Decimal
"""Text, a count, or, in a workbook alone, a measure."""


@dataclass(frozen=True, slots=True)
class Rows:
    """A table: headings, and rows of as many cells.

    The rows may be made while they are written: they are gone through once.
    """

    title: str
    columns: tuple[str, ...]
    rows: Iterable[tuple[Cell, ...]]

    def texts(self) -> Iterator[tuple[str, ...]]:
        """Yield the rows with every cell as text."""
        return (tuple(map(str, row)) for row in self.rows)


Fields = list[tuple[str, str]]
"""Labels and values; an empty label continues the one above."""


def fields_lines(fields: Fields) -> str:
    """Return fields as tab-separated lines, each with its label."""
    lines, label = [], ""
    for name, value in fields:
        label = name or label
        lines.append(f"{label}\t{visible(value)}\n")
    return "".join(lines)


def fields_table(fields: Fields, width: int | None = None) -> str:
    """Return fields as two columns for a terminal of `width` columns (None: the terminal's)."""
    from rich.table import Table
    from rich.text import Text

    grid = Table.grid(padding=(0, 2))
    grid.add_column(no_wrap=True, style="bold")
    grid.add_column(overflow="fold")
    for label, value in fields:
        grid.add_row(Text(label), Text(visible(value)))
    return draw(console(width), grid)


def plain_table(rows: Rows, closing: str, numbers: int = 0, width: int | None = None) -> str:
    """Return rows as a table for a terminal, a closing line below.

    The last `numbers` columns hold numbers; `width` is in columns (None: the terminal's). Where
    they would leave no room for the names before them, their headings are folded.
    """
    from rich import box
    from rich.console import Group
    from rich.table import Table
    from rich.text import Text

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0), show_edge=False)
    first, drawn = len(rows.columns) - numbers, console(width)
    headings = [visible(each) for each in rows.columns]
    cells = [[visible(cell) for cell in row] for row in rows.texts()]
    for each in headings[:first]:
        table.add_column(Text(each), vertical="bottom")
    widths = _number_widths(headings, cells, first, drawn.width)
    for each, wide in zip(headings[first:], widths, strict=True):
        # What has a width is never cut to make room for others.
        table.add_column(Text(each), justify="right", width=wide, vertical="bottom")
    for row in cells:
        table.add_row(*map(Text, row))
    return draw(drawn, Group(table, Text(closing)))


_NAMES = 20
"""Columns that the names of rows have at least, where they are as long."""
_GAP = 2
"""Columns between two of a table."""


def _number_widths(
    headings: Sequence[str], cells: Sequence[Sequence[str]], first: int, room: int
) -> list[int]:
    """Return how wide the columns of numbers are, from the one at `first` on.

    Their headings take as few lines as leave room for the names of the rows.
    """
    from rich.cells import cell_len

    def widest(at: int) -> int:
        return max((cell_len(row[at]) for row in cells), default=0)

    names = min(sum(max(widest(at), cell_len(headings[at])) for at in range(first)), _NAMES)
    gaps = _GAP * (len(headings) - 1)
    numbers = range(first, len(headings))
    least = [max(widest(at), 1) for at in numbers]
    most = max((len(headings[at].split()) for at in numbers), default=0)
    widths: list[int] = []
    for lines in range(1, most + 1):
        widths = [
            max(wide, _folded(headings[at].split(), lines))
            for at, wide in zip(numbers, least, strict=True)
        ]
        if names + gaps + sum(widths) <= room:
            break
    return widths


def _folded(words: Sequence[str], lines: int) -> int:
    """Return how wide words are that stand on so many lines, whole."""
    from rich.cells import cell_len

    lengths = [cell_len(each) for each in words]
    for width in range(max(lengths), sum(lengths) + len(lengths)):
        taken, left = 1, width
        for at, length in enumerate(lengths):
            needed = length + (left < width)
            if at and needed > left:
                taken, left = taken + 1, width - length
            else:
                left -= needed
        if taken <= lines:
            return width
    return sum(lengths) + len(lengths) - 1


_LEAST, _MOST = 30, 500
"""No table is drawn narrower or wider, whatever a terminal says of itself."""


def console(width: int | None) -> Any:
    """Return rich's console of `width` columns (None: the terminal's), which takes no markup."""
    from rich.console import Console

    made = Console(width=width, highlight=False, markup=False, emoji=False)
    if not _LEAST <= made.width <= _MOST:
        made.width = min(max(made.width, _LEAST), _MOST)
    return made


def draw(console: Any, content: RenderableType) -> str:
    """Return what rich draws, with colours only where the console has them, lines trimmed."""
    with console.capture() as capture:
        console.print(content)
    return "".join(line.rstrip() + "\n" for line in capture.get().splitlines())
