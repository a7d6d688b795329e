"""Tables and lists of fields, for a terminal and for a pipe."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from papi_cli.safe_text import visible

if TYPE_CHECKING:
    from rich.console import RenderableType


Cell = str | int
"""Text, or a count."""


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

    The last `numbers` columns hold numbers; `width` is in columns (None: the terminal's).
    """
    from rich import box
    from rich.console import Group
    from rich.table import Table
    from rich.text import Text

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0), show_edge=False)
    first = len(rows.columns) - numbers
    for at, column in enumerate(rows.columns):
        if at < first:
            table.add_column(Text(visible(column)))
        else:
            table.add_column(Text(visible(column)), justify="right", no_wrap=True)
    for row in rows.texts():
        table.add_row(*(Text(visible(cell)) for cell in row))
    return draw(console(width), Group(table, Text(closing)))


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
