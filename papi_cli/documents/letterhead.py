"""Who writes: what an agency puts at the head and the foot of an administrative document.

By Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần I: the body above in capitals, the agency's own name
below it, `Số: …/BC-SNV`, place and date; below the text the authority and position of who signs.
What neither the plan nor the form tells stays a blank.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from papi_cli.plan.model import Plan
from papi_cli.plan.parts import Agency

BLANK = "[…]"
"""What an officer fills in."""


class SignAs(StrEnum):
    """With what authority somebody signs who is not, or not fully, the head of the agency.

    Source: Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần I, II.7.
    """

    FOR_THE_HEAD = "KT"
    BY_ORDER = "TL"
    BY_DELEGATION = "TUQ"
    ACTING = "Q"
    ON_BEHALF = "TM"


@dataclass(frozen=True, slots=True)
class Signing:
    """What is known of how a document is signed and numbered; empty for what the clerk fills in.

    `position` is that of who signs, `signer` the name, `number` that of the document without its
    symbol, `day` the date of the document; where that is not known `year` is the one it bears,
    None for the plan's.
    """

    sign_as: SignAs | None = None
    position: str = ""
    signer: str = ""
    number: str = ""
    day: date | None = None
    year: int | None = None


UNSIGNED = Signing()


@dataclass(frozen=True, slots=True)
class Letterhead:
    """The parts of head and foot, each as it is printed; what is not known is a blank.

    `parent` is the line above `name`; `parent_bold` tells that both lines are the body's own name.
    `number` stands before the stroke, `symbol` names the agency, `own_number` is all of it
    (`12/BC-SNV`), `number_line` begins with `Số: `. `day` begins with `ngày`, `day_line` with the
    `place`. `titles` are the lines above the name of the `signer`, which may be empty; of those
    `authority` is the first where there are several, else empty, and `position` the last.
    """

    parent: str
    parent_bold: bool
    name: str
    number: str
    symbol: str
    own_number: str
    number_line: str
    place: str
    day: str
    day_line: str
    titles: tuple[str, ...]
    authority: str
    position: str
    signer: str


_COMMITTEE = re.compile(
    r"(?i)(?:UBND|Ủy ban nhân dân)\s+"
    r"((xã|phường|thị trấn|huyện|quận|thị xã|thành phố|tỉnh)\s+(.+))"
)
"""A people's committee: its locality, of what kind that is, and its bare name."""


def locality(committee: str) -> str:
    """Return where a committee governs: `huyện Ba Bể` for `UBND huyện Ba Bể`; else the name."""
    found = _COMMITTEE.fullmatch(committee)
    return found[1] if found else committee


def letterhead(
    plan: Plan, agency: Agency, signing: Signing = UNSIGNED, kind: str = ""
) -> Letterhead | None:
    """Return an agency's letterhead, None where it does not write by this form.

    `kind` is the short form of the kind of document (`BC`), empty for a letter, which has none:
    behind the agency's symbol then stands the blank of who drew it up.
    """
    if agency.letterhead == "none":
        return None
    committee = _COMMITTEE.fullmatch(agency.name)
    parent, name = _issuing_body(plan, agency)
    place = agency.place or (_bare_place(committee) if committee else plan.document.place)
    number = _number(signing.number)
    symbol = agency.symbol or BLANK
    own_number = f"{number}/{kind}-{symbol}" if kind else f"{number}/{symbol}-{_GAP}"
    blank = f"ngày {_GAP} tháng {_GAP} năm {signing.year or plan.document.year or _GAP}"
    day = day_in_words(signing.day) if signing.day else blank
    titles = _titles(agency, "Ủy ban nhân dân" if committee else "", signing)
    return Letterhead(
        parent=parent.upper(),
        parent_bold=committee is not None,
        name=name.upper(),
        number=number,
        symbol=symbol,
        own_number=own_number,
        number_line=f"Số: {own_number}",
        place=place,
        day=day,
        day_line=f"{place}, {day}",
        titles=titles,
        authority=titles[0] if len(titles) > 1 else "",
        position=titles[-1],
        signer=signing.signer,
    )


_GAP = "…"
"""What the clerk fills in: number and day."""


def day_in_words(day: date) -> str:
    """Return a day as heads write it: `ngày 05 tháng 01 năm 2021`."""
    return f"ngày {day.day:02} tháng {_month(day)} năm {day.year}"


def day_in_figures(day: date) -> str:
    """Return a day as documents write it in short: `05/01/2021`."""
    return f"{day.day:02}/{_month(day)}/{day.year}"


def _month(day: date) -> str:
    """Return a month with a leading 0 in January and February alone; a day has one below 10.

    Source: Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần I, II.4.
    """
    return f"{day.month:02}" if day.month <= 2 else str(day.month)  # noqa: PLR2004


def _number(typed: str) -> str:
    """Return a document's number with a 0 before a single digit, a blank for none."""
    return typed.zfill(2) if typed else _GAP


def _issuing_body(plan: Plan, agency: Agency) -> tuple[str, str]:
    """Return the two lines that name who issues: what is above, and its own name.

    A committee's own name fills both. A body of the province bears its name, unless the line above
    has it: `Công an tỉnh Bắc Kạn`, but `UBND tỉnh Bắc Kạn`, `Thanh tra tỉnh`.
    """
    committee = _COMMITTEE.fullmatch(agency.name)
    if committee:
        return "Ủy ban nhân dân", committee[1]
    above = agency.parent or agency.part_of or ""
    issuer = _COMMITTEE.fullmatch(plan.document.issuer)
    if issuer is None:
        return above or _NO_PARENT, agency.name
    where, kind = issuer[1], issuer[2]
    if where.casefold() in above.casefold():
        own = re.sub(rf"(?i)\s+(?:UBND|Ủy ban nhân dân)\s+{kind}\Z", "", agency.name)
        return above, own
    above, own = (
        f"{each[: -len(kind)]}{where}" if each.casefold().endswith(f" {kind.casefold()}") else each
        for each in (above, agency.name)
    )
    return above or _NO_PARENT, own


_NO_PARENT = "[Cơ quan chủ quản]"
_NO_POSITION = "[Chức vụ]"


def _bare_place(committee: re.Match[str]) -> str:
    """Return the place where a committee sits: with its kind where its name is a number.

    Source: Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần I, II.4.
    """
    where, bare = committee[1], committee[3]
    return f"{where[0].upper()}{where[1:]}" if bare.isdecimal() else bare


_BEFORE_HEAD = {SignAs.FOR_THE_HEAD: "Phó ", SignAs.ACTING: "Quyền "}
"""What stands before the position of the head in that of who signs."""


def _titles(agency: Agency, collective: str, signing: Signing) -> tuple[str, ...]:
    """Return the lines above the signer's name: for whom, with what authority, in which position.

    `collective` is the body in whose name its head signs, empty for an agency that its head leads.
    By order and by delegation one signs for the head alone.
    """
    own, how = signing.position, signing.sign_as
    head = agency.position or ("Chủ tịch" if collective else "")
    if how is None or how is SignAs.ON_BEHALF:
        head = own or head
    elif not head and (before := _BEFORE_HEAD.get(how)):
        head = own.removeprefix(before)
    head = head[:1].upper() + head[1:] or _NO_POSITION
    behalf = collective or (agency.name if how is SignAs.ON_BEHALF else "")
    lines = [f"TM. {behalf}"] if behalf else []
    match how:
        case None | SignAs.ON_BEHALF:
            lines.append(head)
        case SignAs.FOR_THE_HEAD:
            deputy = f"Phó {head}" if head != _NO_POSITION else _NO_POSITION
            lines += [f"KT. {head}", own or deputy]
        case SignAs.ACTING:
            lines.append(f"Q. {head}")
        case SignAs.BY_ORDER | SignAs.BY_DELEGATION:
            lines = [f"{how.value}. {head}", own or _NO_POSITION]
    return tuple(each.upper() for each in lines)
