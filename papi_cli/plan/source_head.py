"""What the act says of itself: its kind, number, day, place and who issued it.

That stands above the subject, as the form of administrative documents has it (Nghị định
30/2020/NĐ-CP, Phụ lục I), and again above an annex: «(Kèm theo Kế hoạch số … ngày … của …)». What
the act says nowhere is not compared.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from papi_cli.plan.parts import Document
from papi_cli.plan.source_claims import undo_corrections
from papi_cli.plan.source_words import as_seen
from papi_cli.vietnamese.words import spelling

_ENCLOSED = re.compile(r"\(\s*kèm theo [^()]{1,400}\)", re.IGNORECASE)
_NUMBER = re.compile(r"(?<![\w/])(?:\d[\d ]{0,8})?/ ?[A-ZĐ]+(?:-[A-ZĐ]+)+")
_DAY = re.compile(
    r"ngày (\d{1,2}) tháng (\d{1,2}) năm (\d{4})|(?<!\d)(\d{1,2})/(\d{1,2})/(\d{4})",
    re.IGNORECASE,
)
_PLACE = re.compile(r"([^,;()]{2,60}), ?ngày [\d .…_]{0,9}tháng", re.IGNORECASE)
_ISSUED_BY = re.compile(r" của ([^()]{3,200})\)\Z")
_COMMITTEE = re.compile(r"(?:(?:ủy|uỷ) ban nhân dân|ubnd) [^0-9:;()]{2,80}", re.IGNORECASE)
_MOTTO = re.compile(
    r"cộng hòa xã hội chủ nghĩa việt nam|độc lập ?- ?tự do ?- ?hạnh phúc", re.IGNORECASE
)
"""What stands beside the issuer, and comes between the words of its name in a text."""
_TYPES = re.compile(
    "kế hoạch|quyết định|chương trình|nghị quyết|chỉ thị|đề án|dự án|phương án|thông báo|hướng dẫn"
    "|báo cáo|công điện|quy định|quy chế|công văn",
    re.IGNORECASE,
)
"""Types of documents (Nghị định 30/2020/NĐ-CP, Điều 7) that assign tasks."""


@dataclass(frozen=True, slots=True)
class HeadSlip:
    """A key of `document` whose value the act has otherwise.

    `said` is what the act has, at `at` of its text; empty where it has nothing of the kind.
    """

    key: str
    ours: str
    said: str = ""
    at: int = 0


def head_slips(document: Document, text: str, subject: int) -> Iterator[HeadSlip]:
    """Yield what of the head of a plan the act has otherwise; `subject` is where that begins."""
    above = _MOTTO.sub(lambda match: " " * len(match[0]), text[:subject])
    said = [(0, above)] if above.strip() else []
    said += [(match.start(), match[0]) for match in _ENCLOSED.finditer(text)]
    corrections = (document.corrections, document.appendix.corrections if document.appendix else ())

    def printed(value: str) -> set[str]:
        return {_key(as_seen(undo_corrections(value, each))) for each in ((), *corrections)}

    types = _found(_TYPES, said)
    if not any(_key(each) in printed(document.type) for _, each in types):
        yield from _first("type", document.type, types)
    numbers = [(at, each.replace(" ", "")) for at, each in _found(_NUMBER, said)]
    ours = document.number.replace(" ", "").lstrip("0")
    blank = ours.lstrip("0123456789")  # an act that was typed before it had its number
    if not any(each.lstrip("0") in {ours, blank} for _, each in numbers):
        yield from _first("number", document.number, numbers)
    days = [(at, each) for at, each in _found(_DAY, said) if _day(each)]
    if not any(_day(each) == document.date for _, each in days):
        yield from _first("date", f"{document.date:%d/%m/%Y}", days)
    names = printed(document.issuer)
    named = [each for each in _found(_ISSUED_BY, said, 1) if not _is_short(each[1])]
    letterhead = _found(_COMMITTEE, said[:1])  # other words of the head follow it
    whole = any(_key(each) in names for _, each in named)
    if not whole and not any(_begins(_key(each), names) for _, each in letterhead):
        yield from _first("issuer", document.issuer, [*named, *letterhead])
    yield from _place_slip(document, text, printed(document.place), _found(_PLACE, said[:1], 1))


_Said = list[tuple[int, str]]
"""Where in the act something is said, and the words."""


def _place_slip(document: Document, text: str, places: set[str], said: _Said) -> Iterator[HeadSlip]:
    if said:
        if not any(_key(each).endswith(tuple(places)) for _, each in said):
            yield from _first("place", document.place, said)
        return
    seat = _LEVEL.split(_key(document.issuer))[1:]
    if (seat and seat[-1].strip() not in places) or (
        not seat and not any(place in _key(text) for place in places)
    ):
        yield HeadSlip("place", document.place)


_LEVELS = ("tỉnh", "thành phố", "huyện", "quận", "thị xã", "xã", "phường", "thị trấn", "đặc khu")
_LEVEL = re.compile(rf"(?<!\S)(?:{'|'.join(map(spelling, _LEVELS))})(?!\S)")
"""What stands in the name of an issuer before that of the place."""


def _first(key: str, ours: str, said: _Said) -> Iterator[HeadSlip]:
    """Yield a slip if the act says anything of the kind."""
    for at, each in said[:1]:
        yield HeadSlip(key, ours, each.strip(), at)


def _found(pattern: re.Pattern[str], said: _Said, group: int = 0) -> _Said:
    return [
        (start + match.start(group), match[group])
        for start, text in said
        for match in pattern.finditer(text)
    ]


def _key(text: str) -> str:
    """Return what two spellings of a name have in common, capitals and marks' places aside."""
    return spelling(text).replace(_UBND, "ubnd")


_UBND = spelling("ủy ban nhân dân")


def _is_short(said: str) -> bool:
    """Whether an issuer is named as an act may within itself, without its place: «UBND tỉnh»."""
    return _LEVEL.fullmatch(_key(said).rpartition(" ")[2]) is not None


def _begins(said: str, names: set[str]) -> bool:
    return any(f"{said} ".startswith(f"{name} ") for name in names)


def _day(said: str) -> date | None:
    """Return the day that is said, None where there is none of that kind."""
    numbers = [int(each) for each in re.findall(r"\d+", said)]
    try:
        return date(numbers[2], numbers[1], numbers[0])
    except ValueError:
        return None
