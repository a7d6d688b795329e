"""Vietnamese time phrases: what `Quý I-II/2021` or `trước ngày 30/6` means in dates.

All dates are inclusive. A phrase is understood in any case and without accents; what is not
understood is kept as `other`, never refused, for other plans' keepers write freely, and never
guessed: every word of a phrase must be one that is known to change nothing, or to be about what is
to be done and not about when.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache
from itertools import pairwise

from papi_cli.vietnamese.calendar_words import (
    Mark,
    MissingYearError,
    Span,
    Stretch,
    Unit,
    marks_of,
)
from papi_cli.vietnamese.recurrence import DueDay, Recurrence
from papi_cli.vietnamese.words import words


class Kind(StrEnum):
    """How a deadline binds."""

    ONGOING = "ongoing"
    """Thường xuyên: all the time, or within what it names."""
    WINDOW = "window"
    """From `start` to `end`, both days included, or on from `start`; in several periods, all."""
    BY = "by"
    """Finished on the day `end` at the latest."""
    MILESTONES = "milestones"
    """Several things, each with its date; then on until the period's end."""
    RECURRING = "recurring"
    """Again and again, each `every`."""
    DEPENDENT = "dependent"
    """When another document or event has it."""
    OTHER = "other"
    """Words that the program does not understand."""


@dataclass(frozen=True, slots=True)
class Due:
    """One date of a deadline: the words that name it and days, both included.

    `start` is None for what is only to be finished by `end`, `end` for what has no end.
    """

    text: str
    start: date | None
    end: date | None


@dataclass(frozen=True, slots=True)
class Deadline:
    """A deadline as written (`text`) and as meant.

    `start` and `end` are inclusive and the whole span of `dates`; None where it has no such end.
    `recurrence` is set for `recurring` alone.
    """

    text: str
    kind: Kind
    start: date | None = None
    end: date | None = None
    dates: tuple[Due, ...] = ()
    recurrence: Recurrence | None = None

    @property
    def every(self) -> str | None:
        """How often, as an ISO 8601 duration; None for what does not recur."""
        return self.recurrence.every if self.recurrence else None


_ALWAYS_OPEN = "24 7"
"""«24/7» is more often around the clock than the 24th of July."""
_LONGEST, _MOST_MARKS = 300, 60
"""Characters and words: no phrase of time is longer, and matching would take long."""


@lru_cache(maxsize=4096)
def parse(
    text: str, year: int | None = None, issued: date | None = None, *, counted: bool = False
) -> Deadline:
    """Return what the phrase `text` means.

    `year` stands where the phrase names none: the plan's year; with None, a phrase that needs
    one is `other`. `issued` is the plan's date, from which phrases may count; `counted` tells that
    a bare number of days counts from it. A day that is not on the calendar makes the phrase
    `other`.
    """
    if len(text) > _LONGEST:
        return Deadline(text, Kind.OTHER)
    phrase = _Phrase.of(text)
    if words(text) == _ALWAYS_OPEN:
        return Deadline(text, Kind.OTHER)
    if not phrase.marks or not phrase.sound or len(phrase.marks) > _MOST_MARKS:
        return Deadline(text, Kind.OTHER)
    try:
        return _meaning(phrase, year, issued, counted=counted) or Deadline(text, Kind.OTHER)
    except (ValueError, OverflowError):
        return Deadline(text, Kind.OTHER)


class Obstacle(StrEnum):
    """Why a phrase is not understood, where that can be told."""

    YEAR = "year"
    """It names no year, and the plan is of several."""
    MONTH_FIRST = "month-first"
    """A date whose second number can only be a day: `6/30/2025`."""
    DAYS = "days"
    """A number of days, and nothing says from when they count."""


def obstacle(text: str, year: int | None = None, issued: date | None = None) -> Obstacle | None:
    """Return why a phrase that is `other` is not understood, None where that cannot be told."""
    if re.search(r"(?<![\d/.-])(0?[1-9]|1[0-2])[/.-](1[3-9]|2\d|3[01])[/.-][12]\d{3}(?!\d)", text):
        return Obstacle.MONTH_FIRST
    if year is None and parse(text, 2000, issued).kind is not Kind.OTHER:
        return Obstacle.YEAR
    if re.match(r"\s*\d{1,3}\D{0,40}$", text) and (
        parse(text, year, issued or date(2000, 1, 1), counted=True).kind is not Kind.OTHER
    ):
        return Obstacle.DAYS
    return None


# Repetition is bounded: no phrase says so much before its time, and nested it would take for ever.
# What a phrase says, as a line of its marks: `truoc T`, `hang quy , truoc ngay 20 thang cuoi quy`.
_NEUTRAL = (
    r"(?:thoi gian|thoi diem|du kien|khoang|duoc|to chuc|trien khai|thuc hien|tien hanh|duy tri"
    r"|nhiem vu|cong viec|viec)"
)
_DONE = (
    r"(?:(?:(?:phai|can|co ban|thoi gian|thoi han|han) ){0,4}"
    r"(?:hoan thanh xong|hoan thanh|hoan tat|ket thuc|(?:lam |thuc hien |trien khai )?xong)"
    r"|(?:thoi han|han)(?! (?:cuoi|chot)))"
)
_NOT_AFTER = (
    r"(?:cham nhat|muon nhat|khong qua|khong muon hon|den het|het|den|han cuoi|han chot)"
    r"(?: (?:vao|la|trong|den|het)){0,2}"
)
_TIMES = r"T(?: (?:,|;|va|&|\+|, va) T)*"
_WEEKDAY = r"(?:,? ?(?:thu (?:hai|ba|tu|nam|s[aá]u|bay|[2-7])|chu nhat) ?,?)?"
_HOURS = r"(?:tu )?H(?: ?(?:den|-|va|,) ?H)?"
_OWN = (
    r"(?:(?:ky ban hanh|ban hanh|ky)"
    r"(?: (?:ke hoach|(?:ke hoach|quyet dinh|chuong trinh|van ban) nay))?"
    r"|ke hoach(?: nay)? (?:duoc )?(?:ky ban hanh|ban hanh|ky))"
)
"""The day on which the plan itself was issued."""
_UNITS = {"ngay": ("D", 1), "tuan": ("W", 1), "thang": ("M", 1), "quy": ("M", 3), "nam": ("M", 12)}
_UNIT = r"(?:ngay|tuan|thang|quy|nam)"
_COUNT = r"(?:[0-9]{1,3}|mot|hai|ba|bon)"
_COUNTS = {"mot": 1, "hai": 2, "ba": 3, "bon": 4}
_EACH = r"(?:dinh ky hang|dinh ky|hang|moi)"
_CYCLE = rf"(?:(?:0?[1-9]|1[0-9]|mot) )?{_UNIT}"
_ALWAYS = (
    rf"(?:{_NEUTRAL} ){{0,5}}(?:thuong xuyen|lien tuc)"
    r"(?: ?(?:,|va|hoac|lien tuc|thuong xuyen|dot xuat|hang ngay|trong|suot|ca|nam|thang|quy)"
    r"(?= |$)){0,8}"
    r"(?: (?:va |hoac )?(?:dot xuat )?khi (?:co )?(?:yeu cau|phat sinh)[a-z ]*)?"
)
_AGAIN_TOO = r" ?,? ?(?:va )?(?:dot xuat )?(?:khi (?:co )?(?:yeu cau|phat sinh)[a-z ]*|dot xuat)$"
_DOCUMENT = (
    r"(?:huong dan|ke hoach|moc thoi gian|thoi gian|thoi han|quy dinh|chi dao|su chi dao|yeu cau"
    r"|lich|lo trinh|thong bao|chuong trinh|dieu|khoan|nghi dinh|nghi quyet|quyet dinh|thong tu"
    r"|luat|van ban|cong van|de nghi)"
)
_THEN_ON = (
    r" ?(?:,|va|, va|;) (?:to chuc |trien khai )*(?:thuc hien|trien khai)"
    r"(?: thuong xuyen)?(?: (?:trong |ca )*nam)?$"
)
_LATER_YEARS = r" (?:tro di|(?:,|va) (?:cac|nhung) nam (?:tiep theo|sau|ke tiep|tiep sau))"
_NEXT_YEAR = (
    r"(?<!cac)(?<!nhung) (?:cua )?nam (?:lien ke|sau|tiep theo|ke tiep|lien sau|sau lien ke)$"
)
_LAST_YEAR = r" (?:cua )?nam (?:truoc lien ke|lien truoc|truoc)$"


@dataclass(frozen=True, slots=True)
class _Phrase:
    """A phrase or a part of one: its text, and its marks without remarks in brackets."""

    text: str
    marks: tuple[Mark, ...]
    stop: int
    """Where its text ends, remarks behind its last mark included."""
    sound: bool = True

    @classmethod
    def of(cls, text: str) -> _Phrase:
        """Return a phrase as it was written."""
        marks, sound = marks_of(text)
        return cls(text, tuple(_without_remarks(_without_bullets(marks))), len(text), sound)

    @property
    def line(self) -> str:
        """The marks in one line, with `;` for each end of a line."""
        return " ".join(";" if mark.sign == "\n" else mark.sign for mark in self.marks)

    @property
    def stretches(self) -> list[tuple[Stretch, ...]]:
        """The times that it names, those of each mark apart."""
        return [mark.stretches for mark in self.marks if mark.sign == "T"]

    @property
    def words(self) -> str:
        """Its words as they were written."""
        return _tidy(self.text[self.marks[0].start : self.stop]) if self.marks else ""

    @property
    def parts(self) -> list[str]:
        """The words of each of its times: what stands between the commas of a list of them."""
        ends = [at for at, mark in enumerate(self.marks) if mark.sign in _LISTING]
        bounds = [-1, *ends, len(self.marks)]
        pairs = list(pairwise(bounds))
        times = [at for at, mark in enumerate(self.marks) if mark.sign == "T"]
        if len(pairs) != len(times):
            return [self.words] * len(times)
        return [
            _tidy(self.text[self.marks[low + 1].start : self._start(high)]) for low, high in pairs
        ]

    def _start(self, at: int) -> int:
        return self.marks[at].start if at < len(self.marks) else self.stop

    def cut(self, first: int, last: int | None = None) -> _Phrase:
        """Return its marks from one to before another."""
        marks = self.marks[first:last]
        stop = self._start(last) if last is not None and last < len(self.marks) else self.stop
        return replace(self, marks=marks, stop=stop)

    def plain(self, at: int) -> bool:
        """Whether the word at a mark can be about what is to be done, not about when."""
        mark = self.marks[at]
        if mark.sign in {"C", ",", "-", "/", "va"}:
            return True
        if mark.sign.isdecimal():
            return at > 0 and self.marks[at - 1].sign in {"lan", "dot", "buoc", "so", "khoa"}
        if not mark.sign.isalpha() or mark.sign in {"T", "H"}:
            return False
        # Without accents, «tư» is «từ» and «đền» is «đến».
        own = unicodedata.normalize("NFC", self.text[mark.start : mark.end].lower())
        return own not in _TELLING if not own.isascii() else mark.sign not in _TELLING_BARE


_LISTING = frozenset({",", ";", "\n", "va", "&", "+"})
"""Signs and words between the times of a list."""


def _tidy(text: str) -> str:
    """Return words without what stands around them, a bracket that lacks its other one too."""
    text = " ".join(text.split()).strip(" ,;-+")
    if text.count("(") != text.count(")"):
        text = text.rstrip("( ") if text.endswith("(") else text.rstrip(") ")
    return text


_TELLING = frozenset(
    [
        *("trước", "sau", "sáu", "từ", "kể", "đến", "tới", "hết", "ngoài", "trừ", "hoặc", "khi"),
        *("nếu", "theo", "không", "chưa", "đã", "ít", "mỗi", "hằng", "hàng", "chậm", "muộn"),
        *("giờ", "ngày", "tuần", "tháng", "quý", "năm", "âm", "rằm", "mùng", "tết", "dịp"),
    ]
)
"""Words that tell when: where one is left over, a phrase is not understood."""
_TELLING_BARE = frozenset(words(each) for each in _TELLING)


def _without_bullets(marks: Sequence[Mark]) -> Iterator[Mark]:
    """Yield the marks without those that begin a line of a list, and without empty lines."""
    before = "\n"
    for at, mark in enumerate(marks):
        if before == "\n" and mark.sign in {"-", "+", "\n", ";"}:
            continue
        if mark.sign == "\n" and all(each.sign in {"\n", ";", ","} for each in marks[at:]):
            return
        yield mark
        before = mark.sign


def _without_remarks(marks: Iterable[Mark]) -> Iterator[Mark]:
    """Yield the marks with brackets taken out: with what is in them, but for what tells a time."""
    kept: list[Mark] | None = None
    for mark in marks:
        if mark.sign == "(":
            kept = []
        elif mark.sign == ")":
            if kept and _tells_time(kept):
                yield Mark(",", kept[0].start, kept[0].start)
                yield from kept
            kept = None
        elif kept is not None:
            kept.append(mark)
        else:
            yield mark
    yield from kept or ()


def _tells_time(marks: Sequence[Mark]) -> bool:
    line = " ".join(mark.sign for mark in marks)
    if re.fullmatch(
        rf"(?:{_NEUTRAL} ){{0,5}}(?:theo|tai|kem theo) [^T]*C(?: ngay)?(?: T)?(?: [^T]*)?", line
    ):
        return False
    return bool(re.search(r"\bT\b|\b(?:truoc|cham nhat|hang|moi|dinh ky)\b|\bngay [0-9]", line))


def _meaning(
    phrase: _Phrase, year: int | None, issued: date | None, *, counted: bool
) -> Deadline | None:
    """Return what a phrase means, None where it is not understood.

    Raises `ValueError` for a time that is not on the calendar or lacks its year.
    """
    text, line = phrase.text, phrase.line
    if always := _always(phrase, year):
        return always
    if recurring := _recurring(phrase, year):
        return recurring
    if from_plan := _from_plan(phrase, year, issued, counted=counted):
        return from_plan
    if _depends(line):
        return Deadline(text, Kind.DEPENDENT)
    if " nam " in line:
        phrase, year = _other_year(phrase, year)
    return _dated(_with_years(phrase), year)


def _other_year(phrase: _Phrase, year: int | None) -> tuple[_Phrase, int | None]:
    """Return a phrase without `năm liền kề` and the like, and the year that it then is of."""
    for pattern, shift in ((_NEXT_YEAR, 1), (_LAST_YEAR, -1)):
        if match := re.search(pattern, phrase.line):
            if year is None:
                raise MissingYearError
            if len(phrase.stretches) > 1:
                raise ValueError("which of them is of the other year, nobody can tell")
            count = len(phrase.line[: match.start()].split())
            return replace(phrase, marks=phrase.marks[:count]), year + shift
    return phrase, year


def names_other_year(text: str) -> bool:
    """Whether a phrase says by itself that it is of the year after or before the plan's."""
    line = _Phrase.of(text).line
    return any(re.search(pattern, line) for pattern in (_NEXT_YEAR, _LAST_YEAR))


def _always(phrase: _Phrase, year: int | None) -> Deadline | None:
    """Return what goes on all the time, with the time within which it does where it is named."""
    line = phrase.line
    if "thuong xuyen" not in line and "lien tuc" not in line:
        return None
    if re.fullmatch(_ALWAYS, line):
        return Deadline(phrase.text, Kind.ONGOING)
    if match := re.fullmatch(
        rf"{_ALWAYS}(?: ?,)?(?: (tu|trong|ca|den|den het))* T(?:{_LATER_YEARS})?", line
    ):
        (stretches,) = phrase.stretches
        if len(stretches) != 1 or match[1] in {"den", "den het"}:
            return None
        start, end = stretches[0].span(year)
        on = line[-1] != "T" or (match[1] == "tu" and not stretches[0].ranged)
        due = Due(phrase.words, start, None if on else end)
        return Deadline(phrase.text, Kind.ONGOING, due.start, due.end, (due,))
    return None


_RECURRING = {"hang", "moi", "dinh", "lan", "lien", "sau", "tiep", "ke", "cuoi", "dau"}
"""One of these stands in whatever comes again."""


def _recurring(phrase: _Phrase, year: int | None) -> Deadline | None:
    """Return what comes again, with the years within which it does where they are named."""
    if _RECURRING.isdisjoint(mark.sign for mark in phrase.marks):
        return None
    line = re.sub(_AGAIN_TOO, "", phrase.line)
    line = re.sub(r"(?: ?,)? (?:trong (?:nam|ca nam)|va giai doan|, giai doan)$", "", line)
    line = re.sub(rf"^(?:(?:{_NEUTRAL}|thuong xuyen(?: ,| va)|{_DONE}) ){{0,5}}", "", line)
    if recurrence := _cycles(line) or _times_a_year(line) or _due_in_cycles(line, phrase):
        return Deadline(phrase.text, Kind.RECURRING, recurrence=recurrence)
    within = re.search(
        r" (?:,|trong|, trong|, giai doan|(tu)|, (tu)) T( (?:den|toi|-)(?: het)? T)?$", line
    )
    recurrence = _cycles(line[: within.start()]) if within else None
    if within is None or recurrence is None:
        return None
    stretches = [each for found in phrase.stretches for each in found]
    if any(each.unit is Unit.DAY for each in stretches):
        return None  # `hằng quý, 15/12/2026` is not `hằng quý, năm 2026`
    start, end = stretches[0].span(year)[0], stretches[-1].span(year)[1]
    on = (within[1] or within[2]) and not within[3] and not stretches[0].ranged
    return Deadline(phrase.text, Kind.RECURRING, start, None if on else end, recurrence=recurrence)


def _cycles(line: str) -> Recurrence | None:
    """Return `hằng quý`, `định kỳ 6 tháng, năm`: the shortest, whose ends the others share."""
    if match := re.fullmatch(rf"{_EACH} ({_CYCLE}(?: (?:,|va|, va) (?:{_EACH} )?{_CYCLE})*)", line):
        found = [_cycle(each) for each in re.split(r" (?:,|va|, va) ", match[1])]
        if len({each.unit for each in found}) > 1:
            return None
        shortest = min(found, key=lambda each: each.number)
        return shortest if all(each.number % shortest.number == 0 for each in found) else None
    if match := re.fullmatch(rf"([0-9]{{1,2}} {_UNIT}) (?:/ )?(?:mot|0?1)? ?lan", line):
        return _cycle(match[1])
    if match := re.fullmatch(r"cuoi (?:moi|hang) (thang|quy|nam)", line):
        return _cycle(match[1])
    return None


def _cycle(text: str) -> Recurrence:
    *count, name = re.sub(rf"^{_EACH} ", "", text).split()
    unit, number = _UNITS[name]
    times = _COUNTS.get(count[0]) or int(count[0]) if count else 1
    if not times:
        raise ValueError("no cycle")
    return Recurrence(unit, number * times)


def _times_a_year(line: str) -> Recurrence | None:
    """Return `02 lần/năm`, `mỗi quý một lần`; None where the cycle does not divide so."""
    least = r"(?:(?:it nhat|toi thieu) )?"
    match = re.fullmatch(rf"{least}({_COUNT}) lan (?:/|moi|mot|trong|/ mot) ({_UNIT})", line)
    if match:
        count, name = match[1], match[2]
    elif match := re.fullmatch(rf"(?:moi|mot|hang) ({_UNIT}) {least}({_COUNT}) lan", line):
        count, name = match[2], match[1]
    else:
        return None
    unit, number = _UNITS[name]
    times = _COUNTS.get(count) or int(count)
    return Recurrence(unit, number // times) if times and number % times == 0 else None


_BY = rf"(?:(truoc)|{_NOT_AFTER}|vao|trong)"
_NEXT_MONTH = r"(?:lien ke|sau|tiep theo|ke tiep|lien sau|sau lien ke)"


def _due_in_cycles(line: str, phrase: _Phrase) -> Recurrence | None:
    """Return `trước ngày 20 hằng tháng`, `tháng 01 hằng năm`: cycles with their own days."""
    by_day = rf"(?:{_BY} )?ngay ([0-9]{{1,2}})"
    if match := re.fullmatch(rf"(?:{by_day} hang thang|hang thang ,? ?{by_day})", line):
        before, day = (match[1] or match[3]), (match[2] or match[4])
        return Recurrence("M", 1, (_due_day(1, day, before),))
    if match := re.fullmatch(rf"(?:hang thang ,? ?)?{by_day} (?:cua )?thang {_NEXT_MONTH}", line):
        return Recurrence("M", 1, (_due_day(2, match[2], match[1]),))
    of_quarter = rf"(?:cua )?thang (?:(cuoi)|dau)(?: cua)?(?: moi)? quy ?({_NEXT_MONTH}|hang quy)?"
    if match := re.fullmatch(rf"(?:(?:hang|moi) quy ,? ?)?{by_day} {of_quarter}", line):
        following = match[4] not in {None, "hang quy"}
        month = (3 if match[3] else 1) + 3 * following
        return Recurrence("M", 3, (_due_day(month, match[2], match[1]),))
    some = rf"(?:{_BY} )?T(?: (?:,|va|, va) (?:{_BY} )?T)*"
    named = any(each.year is not None for found in phrase.stretches for each in found)
    if not named and re.fullmatch(rf"(?:{some} (?:hang|moi) nam|hang nam ,? ?{some})", line):
        due_days = [
            _yearly(each, before="truoc" in line)
            for stretches in phrase.stretches
            for each in stretches
        ]
        return Recurrence("M", 12, tuple(due_days))
    return None


def _due_day(month: int, day: str, before: str | None) -> DueDay:
    if not 1 <= int(day) <= 31:  # noqa: PLR2004 - days of a month
        raise ValueError("no such day")
    return DueDay(month, int(day), bool(before))


def _yearly(stretch: Stretch, *, before: bool) -> DueDay:
    stretch.span(2000)
    if before:
        month, day = stretch.first
        return DueDay(month, day, before=True)
    month, day = stretch.last
    return DueDay(month, day, first_month=None if stretch.unit is Unit.DAY else stretch.first[0])


def _from_plan(
    phrase: _Phrase, year: int | None, issued: date | None, *, counted: bool
) -> Deadline | None:
    """Return what counts from the day on which the plan was issued."""
    line = phrase.line
    if not counted and not re.search(r"\b(?:ky|hanh)\b", line):
        return None
    before = rf"(?:(?:{_DONE}|{_NEUTRAL}|trong vong|trong|{_NOT_AFTER}) ){{0,5}}"
    counts = rf"{before}({_COUNT}) (ngay|tuan|thang|nam)"
    match = re.fullmatch(rf"{counts} ?,? (?:ke tu|tu|sau)(?: ngay| khi| ngay khi)? {_OWN}", line)
    if counted and not match:
        match = re.fullmatch(r"([0-9]{1,3})(?: (ngay))?", line)
    if match:
        number = _COUNTS.get(match[1]) or int(match[1])
        end = _after(_known(issued), number, match[2] or "ngay")
        return _single(phrase, Kind.BY, None, end)
    if re.fullmatch(
        rf"(?:{_NEUTRAL} ){{0,5}}(?:tu|ke tu|ngay sau)(?: ngay| khi| ngay khi)? {_OWN}(?: tro di)?",
        line,
    ):
        return _single(phrase, Kind.WINDOW, _known(issued), None)
    if re.fullmatch(
        rf"(?:{_NEUTRAL} ){{0,5}}(?:tu|ke tu)(?: ngay| khi)? {_OWN} (?:den|toi|-)(?: het)? T", line
    ):
        (stretches,) = phrase.stretches
        end = stretches[-1].span(year)[1]
        start = _known(issued)
        return _single(phrase, Kind.WINDOW, start, end) if start <= end else None
    return None


def _known(issued: date | None) -> date:
    if issued is None:
        raise ValueError("nothing to count from")
    return issued


def _after(start: date, number: int, unit: str) -> date:
    """Return the day on which so many days, weeks, months, years have passed since a day.

    The first day does not count; a month too short ends on its last day. That what ends on a day
    off ends on the next working day is left to the reader: days off are set anew each year.
    Source: Bộ luật Dân sự 2015, Điều 147 khoản 2, Điều 148.
    """
    if unit in {"ngay", "tuan"}:
        return start + timedelta(days=number * (7 if unit == "tuan" else 1))
    months = number * (12 if unit == "nam" else 1)
    return DueDay(months + 1, start.day).on(start.year, start.month)


def _depends(line: str) -> bool:
    """Whether another document or event decides when."""
    if not re.search(r"\b(?:theo|khi|tu|sau)\b", line):
        return False
    line = re.sub(r"C(?: ngay)? T", "C", line)
    if re.search(r"\bT\b", line):
        return False
    before = rf"^(?:(?:{_NEUTRAL}|dot xuat) ){{0,5}}"
    return bool(
        re.match(rf"{before}theo (?:cac )?{_DOCUMENT}\b", line)
        or re.match(rf"{before}(?:ngay )?(?:sau )?khi [a-z]", line)
        or (
            re.match(
                rf"{before}(?:(?:trong vong|trong|sau|cham nhat|khong qua) ){{0,5}}{_COUNT}"
                r" (?:ngay|tuan|thang|nam)(?: lam viec)?"
                r" ?,? (?:ke tu|tu|sau)(?: ngay)?(?: khi)? [a-z]",
                line,
            )
            and not re.search(rf"{_OWN}$", line)
        )
    )


def _with_years(phrase: _Phrase) -> _Phrase:
    """Return a phrase whose times without year have that of the next time that has one."""
    year: int | None = None
    marks: list[Mark] = []
    for mark in reversed(phrase.marks):
        stretches = []
        for each in reversed(mark.stretches):
            year = each.year or year
            stretches.append(replace(each, year=year))
        marks.append(replace(mark, stretches=tuple(reversed(stretches))))
    return replace(phrase, marks=tuple(reversed(marks)))


def _dated(phrase: _Phrase, year: int | None) -> Deadline | None:
    """Return what a phrase with dates means: one time, several, or milestones."""
    if not phrase.stretches and all(mark.sign != "nam" for mark in phrase.marks):
        return None
    on = re.search(_THEN_ON, phrase.line)
    core = phrase.cut(0, len(phrase.line[: on.start()].split())) if on else phrase
    if found := _one(core, year, words_too=True):
        kind, dates = found
        return _deadline(phrase.text, Kind.MILESTONES if on else kind, dates)
    return _milestones(phrase, year, on=bool(on))


Found = tuple[Kind, list[Due]]


def _one(phrase: _Phrase, year: int | None, *, words_too: bool = False) -> Found | None:
    """Return what a phrase means that binds all its times in one way, None for any other.

    With `words_too` it may say what is to be done, before or behind.
    """
    phrase, done = _stripped(phrase)
    found = _bound(phrase, year, done=done)
    if found is None and words_too:
        found = _among_words(phrase, year, done=done)
    return found


def _stripped(phrase: _Phrase) -> tuple[_Phrase, bool]:
    """Return a phrase without what changes nothing around it, and whether it is to be finished."""
    done = False
    while True:
        line = phrase.line
        if match := re.match(rf"(?:{_DONE}(?: viec)?|{_NEUTRAL}|,|;|:)(?= |$)", line):
            done = done or bool(re.match(rf"{_DONE}\b", match[0]))
            phrase = phrase.cut(len(match[0].split()))
        elif match := re.search(rf"(?:^|(?<= ))(?:{_DONE}|du kien|,|;)$", line):
            done = done or bool(re.fullmatch(_DONE, match[0]))
            phrase = phrase.cut(0, len(phrase.marks) - len(match[0].split()))
        else:
            return phrase, done
        if not phrase.marks:
            return phrase, done


def _bound(phrase: _Phrase, year: int | None, *, done: bool) -> Found | None:  # noqa: PLR0911
    """Return what a phrase means that has nothing but times and how they bind."""
    line = phrase.line
    if re.fullmatch(rf"truoc {_HOURS} ?{_WEEKDAY} ?(?:ngay )?T", line):
        return _ends(phrase, year)
    if re.fullmatch(rf"{_HOURS} ?{_WEEKDAY} ?(?:ngay )?T", line):
        return _window(phrase, year)
    if re.fullmatch(rf"truoc {_TIMES}", line):
        return _ends(phrase, year, before=True)
    if re.fullmatch(r"truoc T(?: (?:,|;|va|, va) truoc T)+", line):
        return _ends(phrase, year, before=True)
    if re.fullmatch(rf"{_NOT_AFTER} {_TIMES}", line):
        return _ends(phrase, year)
    if re.fullmatch(r"(?:(?:tu|ke tu) )?T (?:den|toi|-)(?: het| cuoi)? T", line):
        return _range(phrase, year)
    if re.fullmatch(
        rf"(?:bat dau (?:{_NEUTRAL} ){{0,5}}(?:tu|ke tu|vao|trong)?|tu|ke tu) ?T"
        rf"(?:{_LATER_YEARS})?",
        line,
    ) or re.fullmatch(rf"T{_LATER_YEARS}", line):
        return _open(phrase, year)
    within = re.fullmatch(rf"(?:trong|vao|ca|trong ca|vao dip) {_TIMES}", line)
    if within or re.fullmatch(_TIMES, line):
        days = any(each.unit is Unit.DAY for stretches in phrase.stretches for each in stretches)
        return _ends(phrase, year) if done or (days and not within) else _window(phrase, year)
    if re.fullmatch(r"(?:trong |ca |trong ca )?nam", line) and year is not None:
        start, end = Stretch(Unit.YEAR, (1, 1), (12, 31)).span(year)
        return (
            (Kind.BY, [Due(phrase.words, None, end)])
            if done
            else (
                Kind.WINDOW,
                [Due(phrase.words, start, end)],
            )
        )
    return None


def _window(phrase: _Phrase, year: int | None) -> Found | None:
    """Return the stretches of time that a phrase names, those that touch put together."""
    spans: list[tuple[Span, str]] = []
    for text, stretches in zip(phrase.parts, phrase.stretches, strict=True):
        for each in stretches:
            first, last = each.span(year)
            if spans and first <= spans[-1][0][1]:
                return None
            if spans and first == spans[-1][0][1] + timedelta(days=1):
                spans[-1] = ((spans[-1][0][0], last), phrase.words)
            else:
                spans.append(((first, last), text))
    return Kind.WINDOW, [Due(text, *span) for span, text in spans]


def _ends(phrase: _Phrase, year: int | None, *, before: bool = False) -> Found | None:
    """Return the last days on which a phrase lets things be done."""
    dates: list[Due] = []
    for text, stretches in zip(phrase.parts, phrase.stretches, strict=True):
        for each in stretches:
            first, last = each.span(year)
            end = first - timedelta(days=1) if before else last
            if dates and end <= (dates[-1].end or end):
                return None
            dates.append(Due(text, None, end))
    return (Kind.BY if len(dates) == 1 else Kind.MILESTONES), dates


def _range(phrase: _Phrase, year: int | None) -> Found | None:
    """Return the time from one to another."""
    stretches = [each for found in phrase.stretches for each in found]
    start, end = stretches[0].span(year)[0], stretches[-1].span(year)[1]
    years = {each.unit is Unit.YEAR for each in stretches}
    if "-" in phrase.line and len(years) > 1:
        return None  # `Quý II/2026-2030` may mean the quarter of each year
    return (Kind.WINDOW, [Due(phrase.words, start, end)]) if start <= end else None


def _open(phrase: _Phrase, year: int | None) -> Found | None:
    """Return the time from one on; `từ quý II đến quý IV` has an end."""
    stretches = [each for found in phrase.stretches for each in found]
    start, end = stretches[0].span(year)
    if len(stretches) > 1:
        return None
    return Kind.WINDOW, [Due(phrase.words, start, end if stretches[0].ranged else None)]


_BINDER = rf"(?:truoc|{_NOT_AFTER}|trong|vao|{_DONE}(?: (?:trong|vao|truoc))?)"


def _among_words(phrase: _Phrase, year: int | None, *, done: bool) -> Found | None:
    """Return what a time means that words stand before or behind: what is to be done by then."""
    line = phrase.line
    match = re.search(rf"(?:^|(?<= )){_BINDER} {_TIMES}(?= |$)", line)
    if match is None:
        return None
    first = len(line[: match.start()].split())
    last = first + len(match[0].split())
    others = [*range(first), *range(last, len(phrase.marks))]
    if not all(phrase.plain(at) for at in others):
        return None
    if re.search(
        r"\b(?:thuong xuyen|lien tuc|dinh ky)\b", f"{line[: match.start()]};{line[match.end() :]}"
    ):
        return None
    core, finished = _stripped(phrase.cut(first, last))
    found = _bound(core, year, done=done or finished)
    if found and len(found[1]) == 1:
        return found[0], [replace(found[1][0], text=phrase.words)]
    return found


def _milestones(phrase: _Phrase, year: int | None, *, on: bool) -> Deadline | None:
    """Return several dates, each with what is to be done by then, and perhaps what goes on."""
    found = _in_pieces(phrase, year, (";\n", ",", "va"))
    if found is None:
        return None
    dates = [each for piece in found for each in piece.dates]
    on = on or any(piece.goes_on for piece in found)
    if len(dates) == 2 and not on and not any(piece.has_words for piece in found):  # noqa: PLR2004
        return _same_twice(phrase.text, *dates)
    if not dates or (len(dates) == 1 and not on):
        return None
    return _deadline(phrase.text, Kind.MILESTONES, dates)


def _same_twice(text: str, first: Due, second: Due) -> Deadline | None:
    """Return a time that is named twice: `Quý II (tháng 4-6)`, `trong tháng 9, hạn 25/9`."""
    if first.start is None or first.end is None or second.end is None:
        return None if first.start else _deadline(text, Kind.MILESTONES, [first, second])
    if second.start is None and first.start <= second.end <= first.end:
        return _deadline(text, Kind.BY, [second])
    if (first.start, first.end) == (second.start, second.end):
        return _deadline(text, Kind.WINDOW, [replace(first, text=_tidy(text))])
    return None


@dataclass(frozen=True, slots=True)
class _Piece:
    """A part of a phrase with one date, or with something that goes on."""

    dates: tuple[Due, ...]
    has_words: bool = False
    goes_on: bool = False


def _in_pieces(
    phrase: _Phrase, year: int | None, separators: tuple[str, ...]
) -> list[_Piece] | None:
    """Return the pieces of a phrase, cut as little as will do; None where one is not understood."""
    if piece := _piece(phrase, year):
        return [piece]
    if not separators:
        return None
    parts = _split(phrase, separators[0])
    pieces: list[_Piece] = []
    for part in parts:
        found = _in_pieces(part, year, separators[1:])
        if found is None:
            return None
        pieces += found
    return pieces


def _split(phrase: _Phrase, separator: str) -> list[_Phrase]:
    """Return a phrase cut where a separator stands; what has no time stays with what follows."""
    parts: list[_Phrase] = []
    begin = 0
    count = len(phrase.marks)
    for at, mark in enumerate([*phrase.marks, None]):
        if mark is not None and (
            mark.sign not in separator or mark.sign.isalpha() > (separator == "va")
        ):
            continue
        part = phrase.cut(begin, at)
        timeless = not part.stretches and not _goes_on(part.line)
        if timeless and at < count:
            continue
        if timeless and parts:
            begin_of_last = begin - len(parts[-1].marks) - 1
            parts[-1] = phrase.cut(max(begin_of_last, 0), count)
        elif part.marks:
            until = phrase.marks[at].start if mark is not None else phrase.stop
            parts.append(replace(part, stop=until))
        begin = at + 1
    return parts


def _goes_on(line: str) -> bool:
    return bool(re.fullmatch(_ALWAYS, line) or re.fullmatch(_THEN_ON[:-1], f" , {line}"))


def _piece(phrase: _Phrase, year: int | None) -> _Piece | None:
    """Return a part of a phrase that has one date; its words may stand right before or behind."""
    if _goes_on(phrase.line):
        return _Piece((), goes_on=True)
    if found := _one(phrase, year):
        remark = phrase.text[phrase.marks[-1].end : phrase.stop]
        return _Piece(_worded(found, phrase), has_words=any(map(str.isalpha, remark)))
    if found := _one(phrase, year, words_too=True):
        return _Piece(_worded(found, phrase), has_words=True)
    times = [at for at, mark in enumerate(phrase.marks) if mark.sign == "T"]
    if len(times) != 1 or not all(
        phrase.plain(at) for at in range(len(phrase.marks)) if at != times[0]
    ):
        return None
    at = times[0]
    if at and _names_something(phrase, at):
        return None
    found = _bound(phrase.cut(at, at + 1), year, done=False)
    return _Piece(_worded(found, phrase), has_words=True) if found else None


def _names_something(phrase: _Phrase, at: int) -> bool:
    """Whether the time at a mark may tell which thing is meant, not when: `sơ kết quý I`."""
    time, before = phrase.marks[at], phrase.marks[at - 1]
    if ":" in phrase.text[before.end : time.start] or time.stretches[0].unit is Unit.DAY:
        return False
    part = words(phrase.text[time.start : time.end]).startswith(("dau", "giua", "cuoi"))
    return part or before.sign in {"ket", "cao", "hoach", "toan", "trinh", "vu", "hop", "nghi"}


def _worded(found: Found, phrase: _Phrase) -> tuple[Due, ...]:
    """Return the dates with all words of their part of the phrase where it has one date."""
    dates = found[1]
    return (replace(dates[0], text=phrase.words),) if len(dates) == 1 else tuple(dates)


def _single(phrase: _Phrase, kind: Kind, start: date | None, end: date | None) -> Deadline:
    return _deadline(phrase.text, kind, [Due(phrase.words, start, end)])


def _deadline(text: str, kind: Kind, dates: Sequence[Due]) -> Deadline:
    starts = [each.start for each in dates]
    ends = [each.end for each in dates]
    start = min((each for each in starts if each), default=None) if all(starts) else None
    end = max((each for each in ends if each), default=None) if all(ends) else None
    return Deadline(text, kind, start, end, tuple(dates))


def window(text: str, first: date, last: date) -> Deadline:
    """Return the time from one day to another, both included, as `text` calls it."""
    return Deadline(text, Kind.WINDOW, first, last, (Due(text, first, last),))


def is_present(phrase: str) -> bool:
    """Whether a phrase names the present: `quý này`, `tháng này`, `tuần này`, `hôm nay`."""
    return re.fullmatch(_PRESENT, words(phrase)) is not None


def present(phrase: str, today: date) -> Span | None:
    """Return the days of the present that a phrase names, on a day; None where it names none."""
    match = re.fullmatch(_PRESENT, words(phrase))
    if match is None:
        return None
    name = match[1]
    if name == "tuan":
        monday = today - timedelta(days=today.weekday())
        return monday, monday + timedelta(days=6)
    if name in {"thang", "quy", "nam"}:
        months = {"thang": 1, "quy": 3, "nam": 12}[name]
        first = (today.month - 1) // months * months + 1
        return date(today.year, first, 1), DueDay(months).on(today.year, first)
    return today, today


_PRESENT = r"(?:trong )?(?:(tuan|thang|quy|nam|ngay) (?:nay|hien tai)|hom nay|today)"


def day(text: str, year: int | None = None) -> date | None:
    """Return the day that `text` writes as `2021-06-30`, `30/6/2021` or, of `year`, `30/6`.

    None for anything else, and for a day that is not on the calendar.
    """
    marks, sound = marks_of(text)
    if not sound or [mark.sign for mark in marks] != ["T"]:
        return None
    stretches = marks[0].stretches
    if len(stretches) != 1 or stretches[0].unit is not Unit.DAY:
        return None
    try:
        return stretches[0].span(year)[0]
    except ValueError:
        return None


def day_text(day: date | None) -> str:
    """Return a day as 30/6/2021, empty for none."""
    return f"{day.day}/{day.month}/{day.year}" if day else ""
