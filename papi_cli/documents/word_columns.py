"""How wide the columns of a table are: by what stands in them, so that its rows are low."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from papi_cli.documents.letterhead import BLANK
from papi_cli.documents.word_blocks import Align, Inline, plain
from papi_cli.documents.word_xml import millimetres
from papi_cli.office.word_document import TWIPS

MARGIN = 1.3
"""Millimetres on either side of a cell's text."""
_AROUND = 2 * MARGIN + 0.5
_MEASURED = 60
"""Rows of a table that are measured, from all of its length."""
_WIDEST_WORD = 45
"""Millimetres beyond which a word without a blank is broken rather than given room."""
_SHORT = 25
"""Millimetres up to which a text is not wrapped if there is room."""
_HEADING_LINES = 3
_WRITTEN = 25
"""Millimetres for what a person is to write in a cell."""
_BOLD = 1.13
"""How much wider a bold text may be, whatever its letters."""
_WRAPPED = 1.1
"""How much longer a text gets by the blanks at the ends of its lines."""
_STEP = 3
"""Millimetres that columns give to one another at a time."""
_MOST_STEPS = 60


@dataclass(frozen=True, slots=True)
class _Column:
    """The least and the most that a column can use, and how long its texts are on one line."""

    least: float
    most: float
    lengths: tuple[float, ...]


def column_widths(
    rows: Sequence[Sequence[Inline]], aligns: Sequence[Align], width: float, size: float
) -> list[int]:
    """Return widths of columns in twips, together `width` millimetres, for text of `size` points.

    The first row is the heading; rows with a cell for all columns are to be left out. Each column
    has room for its longest word; what is left goes where it makes rows lowest.
    """
    measured = [rows[0], *rows[1 :: max(1, (len(rows) - 1) // _MEASURED)]]
    columns = [
        _column([plain(row[at]) if at < len(row) else "" for row in measured], align, size)
        for at, align in enumerate(aligns)
    ]
    least, most = (sum(getattr(each, name) for each in columns) for name in ("least", "most"))
    if least > width:
        shares = [width * each.least / least for each in columns]
    elif most <= width or len(columns) == 1:
        shares = [each.most * width / most for each in columns]
    else:
        shares = _balanced(columns, _shared(columns, width))
    twips = [round(each * TWIPS) for each in shares]
    twips[-1] += round(width * TWIPS) - sum(twips)
    return twips


def _column(cells: Sequence[str], align: Align, size: float) -> _Column:
    """Return what a column needs, given its heading and its cells."""
    words = {word for cell in cells for word in cell.split()}
    wide = {each: millimetres(each, size) * _BOLD for each in {*cells, *words}}
    word = min(max((wide[each] for each in words), default=0), _WIDEST_WORD)
    whole = max((wide[each] for each in cells[1:]), default=0)
    needed = max(
        word,
        wide[cells[0]] / _HEADING_LINES,
        whole if whole <= _SHORT else 0,
        _WRITTEN if align is Align.LEFT and any(BLANK in each for each in cells) else 0,
    )
    most = max(needed, *(wide[each] for each in cells))
    lengths = tuple(millimetres(each, size) * _WRAPPED for each in cells[1:])
    return _Column(needed + _AROUND, most + _AROUND, lengths)


def _shared(columns: Sequence[_Column], width: float) -> list[float]:
    """Share a width out: to each column its least, of the rest by what it says up to its most.

    Together they could take more than there is.
    """
    shares = [each.least for each in columns]
    wants = [sum(each.lengths) + 1 for each in columns]
    growing = set(range(len(columns)))
    while growing and (left := width - sum(shares)) > _NOTHING:
        wanted = sum(wants[each] for each in growing)
        for each in list(growing):
            shares[each] += left * wants[each] / wanted
            if shares[each] >= columns[each].most:
                shares[each] = columns[each].most
                growing.remove(each)
    return shares


_NOTHING = 0.01


def _balanced(columns: Sequence[_Column], shares: Sequence[float]) -> list[float]:
    """Move width from column to column as long as that makes the rows lower together."""
    best = list(shares)
    height = _height(columns, best)
    for _ in range(_MOST_STEPS):
        moved = _moved(columns, best)
        lower = _height(columns, moved)
        if lower >= height:
            break
        best, height = moved, lower
    return best


def _lines(column: _Column, share: float) -> list[int]:
    room = share - _AROUND
    return [max(1, math.ceil(each / room)) for each in column.lengths]


def _height(columns: Sequence[_Column], shares: Sequence[float]) -> int:
    """Return how many lines the rows take together."""
    lines = [_lines(column, share) for column, share in zip(columns, shares, strict=True)]
    return sum(map(max, zip(*lines, strict=True)))


def _moved(columns: Sequence[_Column], shares: Sequence[float]) -> list[float]:
    """Return the widths after one column gave to the one that is the highest most often."""
    lines = [_lines(column, share) for column, share in zip(columns, shares, strict=True)]
    rows = [sorted(each, reverse=True) for each in zip(*lines, strict=True)]
    gains, losses = [], []
    for column, share, own in zip(columns, shares, lines, strict=True):
        wider = _lines(column, share + _STEP)
        gains.append(
            sum(
                row[0] - max(less, row[1])
                for row, now, less in zip(rows, own, wider, strict=True)
                if now == row[0] > row[1]
            )
        )
        if share - _STEP < column.least:
            losses.append(math.inf)
            continue
        narrower = _lines(column, share - _STEP)
        losses.append(sum(max(0, more - row[0]) for row, more in zip(rows, narrower, strict=True)))
    gaining = max(range(len(columns)), key=gains.__getitem__)
    giving = min((each for each in range(len(columns)) if each != gaining), key=losses.__getitem__)
    moved = list(shares)
    if math.isfinite(losses[giving]):
        moved[gaining] += _STEP
        moved[giving] -= _STEP
    return moved
