"""The shipped scores read and reckoned a second time, by other means than the program's.

Fractions in place of decimals, every figure by its definition: a rank is counted, a median is the
value that half lie below, a sum is added up.
"""

import csv
from collections.abc import Iterator
from fractions import Fraction

from tests.conftest import ROOT

SCORES = ROOT / "data" / "papi_scores.csv"
Values = dict[tuple[str, int], dict[str, Fraction]]


def values() -> Values:
    """Return from number and year to the values of provinces."""
    found: Values = {}
    text = SCORES.read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    for row in csv.DictReader(lines):
        for year in (each for each in row if each.isdigit()):
            of_year = found.setdefault((row["number"], int(year)), {})
            if row[year]:
                of_year[row["province"]] = Fraction(row[year])
    return found


def ranks(of: dict[str, Fraction]) -> dict[str, int]:
    """Return the places of provinces: the first place that the value of each has in order."""
    ordered = sorted(of.values(), reverse=True)
    return {province: ordered.index(value) + 1 for province, value in of.items()}


def rank(of: dict[str, Fraction], province: str) -> int:
    """Return the place of a province."""
    return ranks(of)[province]


def median(of: dict[str, Fraction]) -> Fraction:
    """Return the median by taking away the lowest and the highest until one or two are left."""
    left = sorted(of.values())
    while len(left) > 2:
        left = left[1:-1]
    return sum(left, Fraction()) / len(left)


def parts(all_values: Values, number: str, year: int) -> Iterator[str]:
    """Yield what of a total or dimension anybody has a value for in a year."""
    for other, when in all_values:
        within = "." not in other if number == "total" else other.startswith(f"{number}.")
        if when == year and within and other != "total" and all_values[other, when]:
            yield other
