"""The times that a phrase names: `Quý I, III/2021`, `T6/2022`, `15-20/3`, `cuối năm`.

A phrase becomes a row of marks: a time is `T`, an hour `H`, the number of a document `C`; words
stay words, without case and accents. What the row says is `deadline`'s to tell.
"""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from enum import IntEnum
from functools import lru_cache

Span = tuple[date, date]
"""First and last day, both included."""


class Unit(IntEnum):
    """How exactly a time is named."""

    DAY = 0
    MONTH = 1
    PART = 2
    """A quarter, or another part of a year."""
    YEAR = 3


class MissingYearError(ValueError):
    """A time that names no year, where none is known."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of time: months and days (0: the last of the month), years where they are named.

    `ranged` is one of several months, quarters, days or years, named by the first and the last.
    """

    unit: Unit
    first: tuple[int, int]
    last: tuple[int, int]
    year: int | None = None
    last_year: int | None = None
    ranged: bool = False

    def span(self, year: int | None) -> Span:
        """Return the days meant, in `year` where none is named.

        Raises `ValueError` for a day that is not on the calendar, `MissingYearError` without year.
        """
        own = self.year or year
        if own is None:
            raise MissingYearError
        first = _day(own, *self.first)
        last = _day(self.last_year or own, *self.last)
        if first > last:
            raise ValueError("ends before it begins")
        return first, last


def _day(year: int, month: int, day: int) -> date:
    return date(year, month, day or monthrange(year, month)[1])


@dataclass(frozen=True, slots=True)
class Mark:
    """A part of a phrase: `T`, `H`, `C`, a word or a sign, and where it stands in the text.

    `stretches` are those of a time, in their order.
    """

    sign: str
    start: int
    end: int
    stretches: tuple[Stretch, ...] = ()


_YEAR = r"[12][0-9]{3}(?![0-9])"
_TAIL = rf"(?: *, *(?=nam)| *(?:[/.-] *)?)(?:(?:cua )?nam *)?({_YEAR})"
"""A year behind a time."""
_JOINT = r" *(?:,|&|\+|-|\bva\b|\bden\b|\btoi\b) *"
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_QUARTER = r"(?:iv|i{1,3}|0?[1-4])(?![0-9a-z])"
_MONTH = r"[01]?[0-9](?![0-9]| *[/.] *[0-9]{1,2}(?![0-9]))"
_END = r"(?![0-9a-z]|/[0-9a-z])"
_QUARTERS_SIGN = r"(?:q(?:uy|ui)?)\b\.? *|q\.? *"
_MONTHS_SIGN = r"(?<![0-9] )thang *|t\.? *"

Reading = tuple[Stretch, ...]


def _months(first: int, last: int, year: int | None, unit: Unit = Unit.MONTH) -> Stretch:
    return Stretch(unit, (first, 1), (last, 0), year)


def _number(text: str) -> int:
    return _ROMAN.get(text) or int(text)


def _listed(text: str, item: str, make: Callable[[int, int], Stretch]) -> Reading:
    """Return what a list such as `i-ii`, `3, 6 va 9` names, neighbours put together."""
    found = list(re.finditer(item, text))
    stretches: list[tuple[int, int]] = []
    for before, each in zip([None, *found], found, strict=False):
        number = _number(each[0])
        joint = text[before.end() : each.start()] if before else ""
        ranged = bool(re.search(r"-|den|toi", joint))
        if before and number < stretches[-1][1] + (not ranged):
            raise ValueError("not in order")
        if before and (ranged or number == stretches[-1][1] + 1):
            stretches[-1] = (stretches[-1][0], number)
        else:
            stretches.append((number, number))
    return tuple(replace(make(first, last), ranged=first < last) for first, last in stretches)


def _year(text: str | None) -> int | None:
    return int(text) if text else None


def _quarters(match: re.Match[str]) -> Reading:
    year = _year(match[2])
    return _listed(
        match[1],
        rf"(?<![0-9a-z]){_QUARTER}|(?<=q){_QUARTER}",
        lambda first, last: _months(first * 3 - 2, last * 3, year, Unit.PART),
    )


def _some_months(match: re.Match[str]) -> Reading:
    year = _year(match[2])
    return _listed(match[1], r"[0-9]+", lambda first, last: _months(first, last, year))


def _years(match: re.Match[str]) -> Reading:
    def make(first: int, last: int) -> Stretch:
        return Stretch(Unit.YEAR, (1, 1), (12, 31), first, last)

    return _listed(match[1], r"[0-9]+", make)


def _month_of_year(match: re.Match[str]) -> Reading:
    return (_months(int(match[1]), int(match[1]), int(match[2])),)


_HALVES = {"ba": 3, "sau": 6, "chin": 9}


def _some_months_of_year(match: re.Match[str]) -> Reading:
    months = _HALVES.get(match[1]) or int(match[1])
    first, last = (1, months) if match[2] == "dau" else (13 - months, 12)
    return (_months(first, last, _year(match[3]), Unit.PART),)


_PARTS = {"dau": (1, 3), "giua": (4, 6), "cuoi": (10, 12)}
"""Months from and to. Source of the ends of the middle and the end: Bộ luật Dân sự 2015, Điều 146
khoản 3; where each begins no act says: plans divide a year into quarters."""


def _part_of_year(match: re.Match[str]) -> Reading:
    return (_months(*_PARTS[match[1]], _year(match[2]), Unit.PART),)


def _end_of_quarter(match: re.Match[str]) -> Reading:
    month = _number(match[1]) * 3
    return (_months(month, month, _year(match[2])),)


def _end_of_month(match: re.Match[str]) -> Reading:
    month = int(match[1])
    return (Stretch(Unit.MONTH, (month, 21), (month, 0), _year(match[2])),)


def _one_day(day: str, month: str, year: str | None) -> Stretch:
    when = (int(month), int(day))
    if not when[1]:
        raise ValueError("no such day")
    return Stretch(Unit.DAY, when, when, _year(year))


def _iso(match: re.Match[str]) -> Reading:
    return (_one_day(match[3], match[2], match[1]),)


def _plain_day(match: re.Match[str]) -> Reading:
    return (_one_day(match[1], match[2], match[3]),)


def _day_to_day(match: re.Match[str]) -> Reading:
    last = _one_day(match[2], match[3], match[4])
    return (replace(last, unit=Unit.PART, first=(last.first[0], int(match[1]) or 99), ranged=True),)


def _two_days(match: re.Match[str]) -> Reading:
    return tuple(_one_day(match[at], match[3], match[4]) for at in (1, 2))


_D = r"([0-3]?[0-9])"
_M = r"([0-9]{1,2})(?![0-9])"
_NO_LENGTH = r"(?! *(?:lan\b|nam *(?:$|[,;])))"
"""`06 tháng 01 lần` and `6 tháng 1 năm` name no day and no month."""

# The order counts: of two that begin at one place, the first. Patterns are text, compiled
# by `re` when first used, and the letters with which they begin spare most of them.
_TIMES: tuple[tuple[str, str, Callable[[re.Match[str]], Reading]], ...] = (
    (
        "0n",
        rf"(?:ngay *)?([12][0-9]{{3}})-([0-9]{{1,2}})-([0-9]{{1,2}}){_END}",
        _iso,
    ),
    (
        "0n",
        rf"(?:ngay *)?{_D} *(?:-|den|toi)(?: *het)?(?: *ngay)? *{_D} *(?:/|thang) *{_M}"
        rf"(?:{_TAIL})?{_END}",
        _day_to_day,
    ),
    (
        "n",
        rf"ngay *{_D} *(?:,|va)(?: *ngay)? *{_D} *(?:/|thang) *{_M}(?:{_TAIL})?{_END}",
        _two_days,
    ),
    (
        "0n",
        rf"(?:ngay *)?{_D}(?!-[0-9]+/) *[/.-] *{_M} *(?:[/.-] *|,? *nam *)({_YEAR}){_END}",
        _plain_day,
    ),
    (
        "0n",
        rf"(?:ngay *)?{_D} */ *{_M}(){_END}",
        _plain_day,
    ),
    (
        "n",
        rf"ngay *{_D} *- *{_M}(){_END}",
        _plain_day,
    ),
    (
        "0n",
        rf"(?:ngay *)?{_D} *thang *{_M}{_NO_LENGTH}(?:{_TAIL})?{_END}",
        _plain_day,
    ),
    (
        "c",
        rf"cuoi *(?:quy|qui) *({_QUARTER})(?:{_TAIL})?{_END}",
        _end_of_quarter,
    ),
    (
        "c",
        rf"cuoi *thang *({_MONTH})(?:{_TAIL})?{_END}",
        _end_of_month,
    ),
    (
        "dgc",
        rf"(dau|giua|cuoi) nam\b(?! hoc)(?:{_TAIL})?{_END}",
        _part_of_year,
    ),
    (
        "0bsc",
        rf"(0?[369]|ba|sau|chin) *thang *(dau|cuoi)\b(?: *(?:cua )?nam)?(?:{_TAIL})?{_END}",
        _some_months_of_year,
    ),
    (
        "cq",
        rf"(?:cac *)?((?:{_QUARTERS_SIGN}){_QUARTER}(?:{_JOINT}(?:{_QUARTERS_SIGN})?{_QUARTER})*)"
        rf"(?:{_TAIL})?{_END}",
        _quarters,
    ),
    (
        "ct",
        rf"(?:cac *)?((?:{_MONTHS_SIGN}){_MONTH}(?:{_JOINT}(?:{_MONTHS_SIGN})?{_MONTH})*)"
        rf"{_NO_LENGTH}(?:{_TAIL})?{_END}",
        _some_months,
    ),
    (
        "0",
        rf"([01]?[0-9])(?: */ *|-)({_YEAR}){_END}",
        _month_of_year,
    ),
    (
        "ng0",
        rf"(?:nam *|giai doan *)?({_YEAR}(?:{_JOINT}(?:nam *)?{_YEAR})*){_END}",
        _years,
    ),
)
"""How a time is named, and how to read each. Only spaces are spaces: a line end parts times."""
_CODE = (
    r"[0-9]+(?:/[12][0-9]{3})?/(?!(?:nam|thang|quy|tuan|ngay|lan)\b)[a-z][a-z0-9]*(?:-[a-z0-9]+)*"
)
_HOUR = (
    r"(?:luc *)?[0-9]{1,2} *"
    r"(?:(?:gio|h|g)(?![a-z]) *(?:[0-9]{1,2}(?![0-9/]) *)?(?:phut|p(?![a-z])|')?"
    r"|:[0-9]{2}(?![0-9]))"
)
_REPORT = (
    rf"bao cao(?: dinh ky)? (?:quy|thang|nam|0?[369] thang(?: (?:dau|cuoi) nam)?)(?: {_YEAR})?\b"
    r"(?! *(?:[0-9]|[ivx]+\b|dau\b|cuoi\b))"
)
"""What a report is about is not when it is due."""
_OTHERS = (("0", _CODE, "C"), ("0l", _HOUR, "H"), ("b", _REPORT, "bao"))
"""What is no time though it looks like one, with the sign of its mark."""
_WORD = r"[0-9a-z]+"
_SIGNS = ",;()\n/&+-"


def marks_of(text: str) -> tuple[list[Mark], bool]:
    """Return the marks of a phrase, and whether all times in it can be.

    A quarter 5, a month 13, a list that goes back make it False. That a day is on the calendar is
    seen where its year is known.
    """
    folded, origin = _folded(text)
    marks: list[Mark] = []
    at = 0
    while at < len(folded):
        if folded[at] == " ":
            at += 1
            continue
        sign, length, stretches = _next(folded, at)
        if sign:
            start, end = origin[at], origin[at + length - 1] + 1
            if sign == "sau" and unicodedata.normalize("NFC", text[start:end]).lower() == "sáu":
                sign = "sáu"  # «tháng sáu» is June and not «tháng sau», the next month
            marks.append(Mark(sign, start, end, stretches))
        at += length
    return marks, all(mark.stretches for mark in marks if mark.sign == "T")


def _next(folded: str, at: int) -> tuple[str, int, Reading]:
    """Return the sign of what stands at a place, empty for nothing, its length, and its times."""
    first = "0" if folded[at] in "0123456789" else folded[at]
    if at == 0 or not re.match(r"[0-9a-z/.]", folded[at - 1]):
        for letters, pattern, sign in _OTHERS:
            if first in letters and (match := re.compile(pattern).match(folded, at)):
                return sign, len(match[0]), ()
        for letters, pattern, reading in _TIMES:
            if first in letters and (match := re.compile(pattern).match(folded, at)):
                try:
                    return "T", len(match[0]), reading(match)
                except ValueError:
                    return "T", len(match[0]), ()
    if match := re.compile(_WORD).match(folded, at):
        return match[0], len(match[0]), ()
    return (folded[at] if folded[at] in _SIGNS else ""), 1, ()


@lru_cache(maxsize=1024)
def _bases(char: str) -> str:
    """Return a character in lower case without accents: none for an accent alone."""
    lower = unicodedata.normalize("NFD", _PLAIN.get(char, char).lower())
    return "".join(_PLAIN.get(base, base) for base in lower if not unicodedata.combining(base))


def _folded(text: str) -> tuple[str, list[int]]:
    """Return `text` in lower case without accents, and where each of its characters came from."""
    folded, origin = [], []
    for at, char in enumerate(text):
        for base in _bases(char):
            folded.append(base)
            origin.append(at)
    joined = "".join(folded)
    # A year in brackets is the year of the time before it.
    joined = re.sub(rf"\(( *(?:nam *)?{_YEAR} *)\)", r" \1 ", joined)
    return joined, origin


_PLAIN = {"đ": "d", "Đ": "d", "ð": "d", "–": "-", "—": "-", "−": "-", "‑": "-"} | dict.fromkeys(
    "\t\xa0\u202f\u2009", " "
)
