"""A checklist as a form in Word or Excel: what it holds, its columns, whose it says it is.

What a row was when it was written is kept as a fingerprint of the plan's cells, in a property of
the file; whose form it is also stands in print, as programs drop properties.
"""

from __future__ import annotations

import re
from base64 import b32encode
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache
from hashlib import blake2b
from textwrap import wrap
from unicodedata import normalize

from papi_cli.checklists.fingerprints import bare_words
from papi_cli.checklists.format import VERSION, Head
from papi_cli.checklists.items import DEADLINE, ROLE, printed_facts
from papi_cli.vietnamese.deadline import day, day_text
from papi_cli.vietnamese.words import words


class Column(StrEnum):
    """What a column of a form is for."""

    CODE = "code"
    SECTION = "section"
    TEXT = "text"
    ROLE = "role"
    DEADLINE = "deadline"
    PLAN = "plan"
    """Anything else that a plan's table has."""
    MARK = "mark"
    LEVEL = "level"
    RESULT = "result"
    NUMBER = "number"
    COMPLETED = "completed"
    DIFFICULTIES = "difficulties"
    """Difficulties and proposals in one."""
    DIFFICULTY = "difficulty"
    PROPOSAL = "proposal"

    @property
    def entered(self) -> bool:
        """Whether the agency fills it."""
        return self in _ENTERED


_ENTERED = frozenset(Column) - {
    Column.CODE,
    Column.SECTION,
    Column.TEXT,
    Column.ROLE,
    Column.DEADLINE,
    Column.PLAN,
}

HEADINGS = {
    Column.CODE: "Mã số",
    Column.SECTION: "Mục",
    Column.TEXT: "Nhiệm vụ",
    Column.ROLE: "Vai trò và phối hợp",
    Column.DEADLINE: "Thời gian",
    Column.MARK: "Xong",
    Column.LEVEL: "Mức độ",
    Column.RESULT: "Kết quả",
    Column.NUMBER: "Số văn bản",
    Column.COMPLETED: "Ngày hoàn thành",
    Column.DIFFICULTIES: "Khó khăn, đề xuất",
    Column.DIFFICULTY: "Khó khăn",
    Column.PROPOSAL: "Đề xuất",
}
"""The headings that papi prints; in Word `RESULT` is «Kết quả, số văn bản»."""
WORD_RESULT = "Kết quả, số văn bản"
WORD_COLUMNS = (
    Column.CODE,
    Column.TEXT,
    Column.ROLE,
    Column.DEADLINE,
    Column.MARK,
    Column.LEVEL,
    Column.RESULT,
    Column.DIFFICULTIES,
)
EXCEL_COLUMNS = (
    Column.CODE,
    Column.SECTION,
    Column.TEXT,
    Column.ROLE,
    Column.DEADLINE,
    Column.LEVEL,
    Column.RESULT,
    Column.NUMBER,
    Column.COMPLETED,
    Column.DIFFICULTY,
    Column.PROPOSAL,
)
LEVELS = ("Hoàn thành", "Đang thực hiện", "Chưa thực hiện", "Không phát sinh")
"""What may stand under «Mức độ»."""

_OBSTACLE = r"(?:ton tai|han che|kho khan|vuong mac|nguyen nhan)"
_WISH = r"(?:de xuat|kien nghi)"
_PATTERNS = {
    Column.CODE: r"ma(?: so)?(?: nhiem vu)?|tt|stt|so (?:tt|thu tu)",
    Column.SECTION: r"muc|(?:chi so )?noi dung thanh phan|chi so noi dung|linh vuc",
    Column.PLAN: r"ket qua (?:can dat|dau ra|du kien)|san pham.*|chi tieu.*",
    Column.TEXT: r"(?:ten |noi dung )?nhiem vu.*|noi dung(?: cong viec| thuc hien)?|cong viec.*",
    Column.ROLE: r"vai tro.*|(?:co quan|don vi|trach nhiem|chu tri|phoi hop).*",
    Column.COMPLETED: r"ngay (?:hoan thanh|xong)",
    Column.DEADLINE: r"(?:thoi (?:gian|han)|han (?:hoan thanh|xong)).*",
    Column.MARK: r"(?:da )?(?:xong|hoan thanh)|danh dau",
    Column.LEVEL: r"muc do.*|tien do.*|trang thai.*|tinh trang.*",
    Column.NUMBER: r"so(?: hieu)?(?: ky hieu)? van ban.*|so (?:hieu|ky hieu).*|van ban.*",
    Column.RESULT: r"ket qua.*",
    Column.DIFFICULTIES: rf"{_OBSTACLE}(?: (?:va )?{_OBSTACLE})* (?:va )?{_WISH}.*",
    Column.DIFFICULTY: rf"{_OBSTACLE}.*",
    Column.PROPOSAL: rf"{_WISH}.*",
}
"""Headings as offices set them, in lower case and without marks; the first that fits counts."""
_LONGEST_HEADING = 120


@lru_cache(maxsize=2_000)
def column_of(heading: str) -> Column | None:
    """Return what a column is for by its heading, None where no form has such a one."""
    if len(heading) > _LONGEST_HEADING:
        return None
    plain = words(heading)
    return next((each for each, form in _PATTERNS.items() if re.fullmatch(form, plain)), None)


def form_facts(role: str, deadline: str, notes: Iterable[str]) -> dict[str, str]:
    """Return what the cells of a row say below its words, as `items.printed_facts` gives it."""
    lines = [f"{ROLE}: {role}", *notes, f"{DEADLINE}: {deadline}"]
    return printed_facts(line for each in lines for line in each.split("\n"))


@dataclass(frozen=True, slots=True)
class FormRow:
    r"""A task, a part of one or a duty, as it is printed.

    `label` is its code, `section` the title of where it stands (`1.1. Tri thức công dân`), empty
    for none; `text` its words, `notes` what else is printed below them, `role` and `deadline` the
    text of these cells, with `\n` between lines.
    """

    label: str
    text: str
    section: str
    role: str
    deadline: str
    notes: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        """The text of the cell for its words."""
        return "\n".join((self.text, *self.notes))

    @property
    def cells(self) -> Mapping[Column, str]:
        """The plan's cells by their columns."""
        return {
            Column.CODE: self.label,
            Column.SECTION: self.section,
            Column.TEXT: self.words,
            Column.ROLE: self.role,
            Column.DEADLINE: self.deadline,
        }


@dataclass(frozen=True, slots=True)
class FormSection:
    """The rows of a dimension, or the duties, under a title."""

    title: str
    rows: tuple[FormRow, ...]


@dataclass(frozen=True, slots=True)
class Form:
    """A checklist as it would be printed today, with nothing entered.

    `title` and `paragraphs` stand above the tables, `day` is the plan's.
    """

    head: Head
    title: str
    paragraphs: tuple[str, ...]
    sections: tuple[FormSection, ...]
    day: date

    @property
    def rows(self) -> tuple[FormRow, ...]:
        """All rows in their order."""
        return tuple(row for section in self.sections for row in section.rows)

    @property
    def titles(self) -> Iterator[str]:
        """The titles of all sections and of what is in them."""
        for section in self.sections:
            yield section.title
            yield from (row.section for row in section.rows if row.section)

    @property
    def identity(self) -> str:
        """The line that says whose form it is."""
        return identity_line(self.head, fingerprint(self._row_prints))

    @property
    def _row_prints(self) -> str:
        return " ".join(row_print(row.cells) for row in self.rows)

    @property
    def properties(self) -> dict[str, str]:
        """The custom properties of the file: whose it is, and what it prints.

        None is longer than a property may be: what goes on does so in `papi-rows-2`.
        """
        rows = self._row_prints
        lines = " ".join(
            line_print(each) for each in dict.fromkeys((self.title, *self.paragraphs, *self.titles))
        )
        whose = identity_line(self.head, fingerprint(rows))
        return {
            key if number == 1 else f"{key}-{number}": part
            for key, value in ((_IDENTITY, whose), (_ROWS, rows), (_LINES, lines))
            for number, part in enumerate(_split(value), start=1)
        }


_LONGEST_PROPERTY = 255
"""Office programs cut a text that is longer."""


def _split(value: str) -> list[str]:
    return wrap(value, _LONGEST_PROPERTY, break_on_hyphens=False) or [""]


def _whole(properties: Mapping[str, str], key: str) -> str:
    """Return a property with what goes on in others."""
    parts = [properties.get(key, "")]
    while (more := properties.get(f"{key}-{len(parts) + 1}")) is not None:
        parts.append(more)
    return " ".join(parts)


_IDENTITY, _ROWS, _LINES = "papi", "papi-rows", "papi-lines"
_SIZE = 5


def fingerprint(text: str) -> str:
    """Return eight characters that stand for a text."""
    digest = blake2b(text.encode("utf-8", "replace"), digest_size=_SIZE).digest()
    return b32encode(digest).decode("ascii").lower()


def row_print(cells: Mapping[Column, str]) -> str:
    """Return the fingerprint of the plan's cells of a row, by their words."""
    kept = (Column.CODE, Column.TEXT, Column.ROLE, Column.DEADLINE)
    return fingerprint("\n".join(bare_words(cells.get(each, "")) for each in kept))


def line_print(line: str) -> str:
    """Return the fingerprint of a line outside of the tables, by its words."""
    return fingerprint(bare_words(line))


@dataclass(frozen=True, slots=True)
class Prints:
    """What a file says that the program printed in it: fingerprints of rows and lines.

    Empty where the property is gone.
    """

    rows: frozenset[str] = frozenset()
    lines: frozenset[str] = frozenset()


def prints_of(properties: Mapping[str, str]) -> Prints:
    """Return the fingerprints among the custom properties of a file."""
    rows, lines = (frozenset(_whole(properties, key).split()) for key in (_ROWS, _LINES))
    return Prints(rows, lines)


_BEGINNING = "Nhận dạng (giữ nguyên dòng này)"
_ALL = "toàn bộ"
_ROLES = {None: _ALL, "lead": "chủ trì", "coordinating": "phối hợp"}
_IDENTITY_LINE = re.compile(
    r"\s*Nhận dạng[^:|]{0,40}:\s*papi\s+(?P<version>\d{1,3})\s*(?P<rest>\|.*)", re.DOTALL
)


def identity_line(head: Head, mark: str) -> str:
    """Return the line that says whose form it is; `mark` is the fingerprint of all its rows."""
    fields = [
        head.plan,
        day_text(head.date) if head.date else "",
        head.issuer or "",
        head.agency,
        f"vai trò {_ROLES[head.role]}",
        f"chỉ số {', '.join(head.dimensions) or _ALL}",
        f"mã {mark}",
    ]
    return " | ".join([f"{_BEGINNING}: papi {VERSION}", *fields])


@dataclass(frozen=True, slots=True)
class Identity:
    """Whose a form says it is; `mark` is the fingerprint of all rows as they were written."""

    head: Head
    mark: str
    version: int = VERSION


def is_identity_line(text: str) -> bool:
    """Whether a text is the line that says whose form it is, be it damaged."""
    return words(text[:_LONGEST_HEADING]).startswith("nhan dang") and "papi" in text


def parse_identity(text: str) -> Identity | None:
    """Return what the line says, None where it is none or was damaged."""
    found = _IDENTITY_LINE.match(normalize("NFC", text))
    fields = [" ".join(each.split()) for each in found["rest"].split("|")[1:]] if found else []
    if found is None or len(fields) != 7:  # noqa: PLR2004 - as `identity_line` has them
        return None
    plan, dated, issuer, agency, role, scope, mark = fields
    roles = {f"vai trò {word}": role for role, word in _ROLES.items()}
    if role not in roles or not scope.startswith("chỉ số ") or not (plan and agency):
        return None
    dimensions = scope.removeprefix("chỉ số ")
    head = Head(
        plan,
        agency,
        roles[role],
        () if dimensions == _ALL else tuple(each.strip() for each in dimensions.split(",")),
        day(dated) if dated else None,
        issuer or None,
    )
    return Identity(head, mark.removeprefix("mã "), int(found["version"]))


_TITLE = re.compile(r"\s*danh mục nhiệm vụ của\s+(?P<agency>.{1,300}?)[\s.]*\Z", re.IGNORECASE)
_OPENING = re.compile(
    r"\bsố\s+(?P<plan>\d\S{0,60})\s+ngày\s+(?P<day>\d{1,2}/\d{1,2}/\d{4})"
    r"(?:\s+của\s+(?P<issuer>.{1,300}?)\s+về\s)?",
    re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Opening:
    """What the title and the opening sentence of a form say, empty where they do not."""

    agency: str = ""
    plan: str = ""
    date: date | None = None
    issuer: str = ""


def read_opening(lines: Iterable[str]) -> Opening:
    """Return what lines above the tables say of whose form it is, and by which plan."""
    agency, plan, dated, issuer = "", "", None, ""
    for line in lines:
        text = normalize("NFC", " ".join(line.split()))[:2_000]
        if not agency and (title := _TITLE.match(text)):
            agency = title["agency"]
        elif not plan and (found := _OPENING.search(text)):
            plan, dated, issuer = found["plan"], day(found["day"]), found["issuer"] or ""
    return Opening(agency, plan, dated, issuer)


def identity_in(properties: Mapping[str, str], lines: Sequence[str]) -> Identity | None:
    """Return whose form it is: by the line in print, else by the property, else by its opening.

    None where nothing says so.
    """
    printed = next(filter(None, map(parse_identity, lines)), None)
    found = printed or parse_identity(_whole(properties, _IDENTITY))
    if found:
        return found
    opening = read_opening(lines)
    if not (opening.agency and opening.plan):
        return None
    return Identity(Head(opening.plan, opening.agency, None, (), opening.date, opening.issuer), "")
