"""Vietnamese time phrases: what `Quý I-II/2021` or `trước ngày 30/6` means in dates.

All dates are inclusive. A phrase is understood in any case and without accents; what is not
understood is kept as `other`, never refused, for other plans' keepers write freely.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache

from papi_cli.vietnamese.words import words


class Kind(StrEnum):
    """How a deadline binds."""

    ONGOING = "ongoing"
    """Thường xuyên: all the time."""
    WINDOW = "window"
    """From `start` to `end`, both days included."""
    BY = "by"
    """Finished on the day `end` at the latest."""
    RECURRING = "recurring"
    """Again and again, each `every`."""
    OTHER = "other"
    """Words that the program does not understand."""


@dataclass(frozen=True, slots=True)
class Deadline:
    """A deadline as written (`text`) and as meant.

    `start` and `end` are inclusive; both are set for a window, `end` alone for `by`. `every`
    is an ISO 8601 duration (`P1M`, `P3M`, `P1Y`, `P1W`), set for `recurring` alone.
    """

    text: str
    kind: Kind
    start: date | None = None
    end: date | None = None
    every: str | None = None


Span = tuple[date, date]
"""First and last day, both included."""
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_QUARTER = r"(iv|i{1,3}|[1-4])"
_YEAR = r"(?: (?:nam )?([12]\d{3}))?"
_MONTHS = {"3": 3, "6": 6, "9": 9, "ba": 3, "sau": 6, "chin": 9}
_EVERY = {"ngay": "P1D", "tuan": "P1W", "thang": "P1M", "quy": "P3M", "nam": "P1Y"}


def _month(year: int, month: int) -> Span:
    return date(year, month, 1), date(year, month, monthrange(year, month)[1])


def _months(year: int, first: int, last: int) -> Span:
    return _month(year, first)[0], _month(year, last)[1]


def _quarters(match: re.Match[str], default: int) -> Span:
    first, last = _ROMAN[match[1]], _ROMAN[match[3] or match[1]]
    _refuse_gap(match[2], first, last)
    return _months(int(match[4] or default), first * 3 - 2, last * 3)


def _one_month(match: re.Match[str], default: int) -> Span:
    return _month(int(match[2] or default), int(match[1]))


def _some_months(match: re.Match[str], default: int) -> Span:
    first, last = int(match[1]), int(match[3])
    _refuse_gap(match[2], first, last)
    return _months(int(match[4] or default), first, last)


def _refuse_gap(joint: str | None, first: int, last: int) -> None:
    """`Quý I, III` names two stretches with a gap: no window, and not for us to fill."""
    if joint != "den " and last > first + 1:
        raise ValueError("not one stretch of time")


def _part_of_year(match: re.Match[str], default: int) -> Span:
    months, year = _MONTHS[match[1]], int(match[3] or default)
    return _months(year, 1, months) if match[2] == "dau" else _months(year, 13 - months, 12)


def _years(match: re.Match[str], _default: int) -> Span:
    first, last = int(match[1]), int(match[3] or match[1])
    _refuse_gap(match[2], first, last)
    return date(first, 1, 1), date(last, 12, 31)


def _this_year(_match: re.Match[str], default: int) -> Span:
    return date(default, 1, 1), date(default, 12, 31)


def _day(match: re.Match[str], default: int) -> Span:
    day = date(int(match[3] or default), int(match[2]), int(match[1]))
    return day, day


def _iso_day(match: re.Match[str], _default: int) -> Span:
    day = date(int(match[1]), int(match[2]), int(match[3]))
    return day, day


_ISO_DAY = r"(?:ngay )?([12]\d{3}) (\d\d?) (\d\d?)"
_DAY = rf"(?:ngay )?(\d\d?) (?:thang )?(\d\d?){_YEAR}"
_LONGEST, _MOST_WORDS = 200, 30
"""Characters and words: no phrase of time is longer, and matching would take long."""


# Patterns are text, compiled by `re` when first used: most plans need two or three of them.
_PERIODS: tuple[tuple[str, Callable[[re.Match[str], int], Span]], ...] = (
    (rf"(?:cac )?quy {_QUARTER}(?: (va |den )?(?:quy )?{_QUARTER})?{_YEAR}", _quarters),
    (rf"thang (\d\d?){_YEAR}", _one_month),
    (rf"(?:cac )?thang (\d\d?) (va |den )?(?:thang )?(\d\d?){_YEAR}", _some_months),
    (rf"([369]|ba|sau|chin) thang (dau|cuoi)(?: nam)?{_YEAR}", _part_of_year),
    (r"(?:nam|giai doan)? ?([12]\d{3})(?: (va |den )?(?:nam )?([12]\d{3}))?", _years),
    (r"nam", _this_year),
    (_DAY, _day),
    (_ISO_DAY, _iso_day),
)
"""Phrases that name a stretch of time, as `words` leaves them, and how to read each."""
_BEFORE = r"(?:(?:phai )?(?:hoan thanh|xong|hoan tat|ket thuc) )?truoc (.+)"
_NOT_AFTER = (
    r"(?:(?:phai )?(?:hoan thanh|xong|hoan tat|ket thuc) )?"
    r"(?:cham nhat|muon nhat|khong qua|den het|het|den)(?: (?:vao|la|trong|den|het))* (.+)"
)
_DONE_IN = r"(?:phai )?(?:hoan thanh|xong|hoan tat|ket thuc)(?: (?:trong|vao))? (.+)"
_FROM_TO = r"(?:tu )?(.+?) (?:den|toi)(?: het)? (.+)"
_WITHIN = r"(?:trong|vao|ca) (.+)"
_ONGOING = r"(?:thuong xuyen|lien tuc|thuong xuyen lien tuc)(?: (?:trong|ca) nam)?"
_EACH = r"(?:dinh ky )?(?:hang|moi) (ngay|tuan|thang|quy|nam)"
_EACH_SOME = (
    r"(?=dinh ky|hang|moi|.* lan$|.* mot lan$)"
    r"(?:dinh ky )?(?:hang |moi )?([1-9]\d?) (thang|nam|tuan)(?: (?:mot|1))?(?: lan)?"
)
_DATE_DASHES = r"\b(\d{1,4})-(\d{1,2})-(\d{1,4})\b"
_YEAR_DASH = r"(?i)\b([ivx]+|\d{1,2})\s*[-–—]\s*([12]\d{3})\b"
_SPACED_DASH = r"\s[-–—]\s"
_RANGE_DASH = r"(?i)\b([ivx]+|\d+)\s*[-–—]\s*(?=(?:[ivx]+|\d+)\b)"
_UNIT = {"thang": "M", "nam": "Y", "tuan": "W"}


@lru_cache(maxsize=4096)
def parse(text: str, year: int | None = None) -> Deadline:  # noqa: PLR0911 - one for each kind
    """Return what the phrase `text` means.

    `year` stands where the phrase names none: the plan's year; with None, a phrase that needs
    one is `other`. A day that is not on the calendar makes the phrase `other`.
    """
    if len(text) > _LONGEST:
        return Deadline(text, Kind.OTHER)
    phrase = _phrase(text)
    if phrase.count(" ") >= _MOST_WORDS:
        return Deadline(text, Kind.OTHER)
    if re.fullmatch(_ONGOING, phrase):
        return Deadline(text, Kind.ONGOING)
    if match := re.fullmatch(_EACH, phrase):
        return Deadline(text, Kind.RECURRING, every=_EVERY[match[1]])
    if match := re.fullmatch(_EACH_SOME, phrase):
        return Deadline(text, Kind.RECURRING, every=f"P{int(match[1])}{_UNIT[match[2]]}")
    for pattern, shift in ((_BEFORE, True), (_NOT_AFTER, False), (_DONE_IN, False)):
        match = re.fullmatch(pattern, phrase)
        if match and (span := _span(match[1], year)):
            if shift and span[0] == date.min:
                break
            end = span[0] - timedelta(days=1) if shift else span[1]
            return Deadline(text, Kind.BY, end=end)
    if span := _span(phrase, year):
        return Deadline(text, Kind.WINDOW, *span)
    return Deadline(text, Kind.OTHER)


def _phrase(text: str) -> str:
    """Return the words of `text`; a dash between two times is spelled out, one in a date is not."""
    text = re.sub(_DATE_DASHES, r"\1 \2 \3", text)
    text = re.sub(_YEAR_DASH, r"\1 \2", text)
    phrase = words(re.sub(_SPACED_DASH, " den ", re.sub(_RANGE_DASH, r"\1 den ", text)))
    return re.sub(r"\bqui\b", "quy", phrase)  # «quí» is another spelling of «quý»


def _span(phrase: str, year: int | None) -> Span | None:
    if match := re.fullmatch(_FROM_TO, phrase):
        first, last = _from_to(match[1], match[2], year)
        if first and last and first[0] <= last[1]:
            return first[0], last[1]
    if match := re.fullmatch(_WITHIN, phrase):
        phrase = match[1]
    for pattern, meaning in _PERIODS:
        if match := re.fullmatch(pattern, phrase):
            try:
                first_day, last_day = meaning(match, year or 0)
            except ValueError:
                continue
            if first_day <= last_day:
                return first_day, last_day
    return None


def _from_to(first: str, last: str, year: int | None) -> tuple[Span | None, Span | None]:
    """Read both ends of `từ … đến …`; a start without a year takes the year of the end."""
    to = _span(last, year)
    return _span(first, to[0].year if to else year), to


def day(text: str, year: int | None = None) -> date | None:
    """Return the day that `text` writes as `2021-06-30`, `30/6/2021` or, of `year`, `30/6`.

    None for anything else, and for a day that is not on the calendar.
    """
    phrase = words(text)
    for pattern, meaning in ((_ISO_DAY, _iso_day), (_DAY, _day)):
        if match := re.fullmatch(pattern, phrase):
            try:
                return meaning(match, year or 0)[0]
            except ValueError:
                return None
    return None


def day_text(day: date | None) -> str:
    """Return a day as 30/6/2021, empty for none."""
    return f"{day.day}/{day.month}/{day.year}" if day else ""
