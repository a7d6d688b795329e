"""Published values: by number, year and province; frozen, exact, without I/O."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property

from papi_cli.plan.index_numbers import TOTAL, dimension_of, is_sub_index, number_order

Published = Mapping[str, Decimal]
"""From provinces to their values; who has none is not in it."""
Row = tuple[str, str]
"""A province and a number: what a row of the file is about."""


@dataclass(frozen=True, eq=False)
class Scores:
    """The values of a file, in points of the index.

    `file` is the path as the user knows it, made safe to show; `notes` are its lines of comment.
    `values` leads from numbers to years to provinces; a value that is missing is in none of them.
    `lines` are those of the rows, from 1. `provinces`, `years` and numbers are those that the file
    has, with or without values; years and numbers in order.
    """

    file: str
    years: tuple[int, ...]
    provinces: tuple[str, ...]
    values: Mapping[str, Mapping[int, Mapping[str, Decimal]]] = field(repr=False)
    lines: Mapping[Row, int] = field(repr=False)
    notes: tuple[str, ...] = field(default=(), repr=False)

    @cached_property
    def numbers(self) -> tuple[str, ...]:
        """The numbers that the file has rows for, a dimension before its sub-indices."""
        return tuple(sorted(self.values, key=number_order))

    @cached_property
    def _measured(self) -> dict[int, frozenset[str]]:
        return {
            year: frozenset(number for number in self.values if self.values[number].get(year))
            for year in self.years
        }

    def measured(self, year: int) -> frozenset[str]:
        """Return the numbers that some province has a value for in a year."""
        return self._measured.get(year, frozenset())

    def measured_parts(self, number: str, year: int) -> frozenset[str]:
        """Return what a total or a dimension is the sum of in a year: what was measured of it."""
        return frozenset(each for each in self.measured(year) if _is_part(each, number))

    def published(self, numbers: Sequence[str], year: int) -> Published:
        """Return the values of a number, or sums over several, of who has them all."""
        parts = [self.values.get(each, {}).get(year, {}) for each in numbers]
        if len(parts) == 1:
            return parts[0]
        first, rest = (parts[0], parts[1:]) if parts else ({}, [])
        return {
            province: sum((each[province] for each in rest), value)
            for province, value in first.items()
            if all(province in each for each in rest)
        }

    def parts(self, number: str) -> frozenset[str]:
        """Return what the file has rows for of what a total or dimension is the sum of."""
        return frozenset(each for each in self.values if _is_part(each, number))


def _is_part(number: str, whole: str) -> bool:
    if whole == TOTAL:
        return number != TOTAL and not is_sub_index(number)
    return is_sub_index(number) and dimension_of(number) == whole
