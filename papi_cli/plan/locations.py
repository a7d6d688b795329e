"""Where each value and key of a file stands, by its path.

Ten thousand tasks are two hundred thousand locations: an object for each takes more memory than
the tasks themselves. So a location is a row in columns of numbers, and how many rows a value
takes with all that it holds is what is kept of the tree.
"""

from __future__ import annotations

from array import array
from typing import Any

from papi_cli.plan.keys import KeyPath


class Locations:
    """The places in one file: a row for each value, in its order, the file's own first.

    A key of a mapping has a row just before its value's. `keys` holds it there, and None for a
    value; `sizes` how many rows a value takes, its own and those of all that it holds; `lines`
    and `columns` count from 0. Whoever parses the file fills them.
    """

    def __init__(self) -> None:
        self.lines = array("I")
        self.columns = array("I")
        self.sizes = array("I")
        self.keys: list[str | None] = []
        self._known: dict[int, Any] = {}

    def location(self, path: KeyPath, *, key: bool = False) -> tuple[int, int]:
        """Return line and column, from 1, of the value at `path` (with `key`, of its key).

        Where the path leads further than the file, the place is that of the last value on it.
        """
        row, steps = self._walk(path)
        if key and path and steps == len(path) and isinstance(path[-1], str):
            row -= 1
        return self.lines[row] + 1, self.columns[row] + 1

    def __contains__(self, path: KeyPath) -> bool:
        """Whether the file has a value at `path`."""
        return self._walk(path)[1] == len(path)

    def remove(self, path: KeyPath) -> None:
        """Forget the value at `path`; what follows it in a list moves up, as in the list."""
        del self._held(self._walk(path[:-1])[0])[path[-1]]

    def last(self) -> KeyPath:
        """Return the path of the value that stands last in the file."""
        path: list[str | int] = []
        row = 0
        while held := self._held(row):
            step = next(reversed(held)) if isinstance(held, dict) else len(held) - 1
            path.append(step)
            row = held[step]
        return tuple(path)

    def _walk(self, path: KeyPath) -> tuple[int, int]:
        """Return the row of the last value on `path`, and how many steps lead to it."""
        row = 0
        for number, step in enumerate(path):
            try:
                row = self._held(row)[step]
            except (KeyError, IndexError, TypeError):
                return row, number
        return row, len(path)

    def _held(self, row: int) -> Any:
        """Return the rows of the values that the value at `row` holds: a list, a dict by key."""
        if row not in self._known:
            rows, at, end = [], row + 1, row + self.sizes[row]
            while at < end:
                rows.append(at)
                at += self.sizes[at]
            keyed = bool(rows) and self.keys[rows[0]] is not None
            self._known[row] = {self.keys[at]: at + 1 for at in rows[::2]} if keyed else rows
        return self._known[row]
