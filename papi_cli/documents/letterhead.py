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
    symbol, `day` the date of the document.
    """

    sign_as: SignAs | None = None
    position: str = ""
    signer: str = ""
    number: str = ""
    day: date | None = None


UNSIGNED = Signing()


@dataclass(frozen=True, slots=True)
class Letterhead:
    """The parts of head and foot, each as it is printed.

    `authority` is the line `TM. …` of a committee, else empty; `symbol` stands behind `BC-`.
    """

    parent: str
    name: str
    symbol: str
    place: str
    authority: str
    position: str


_COMMITTEE = re.compile(
    r"(?i)(?:UBND|Ủy ban nhân dân)\s+"
    r"((?:xã|phường|thị trấn|huyện|quận|thị xã|thành phố|tỉnh)\s+(.+))"
)
"""A people's committee: its locality, and the locality's bare name."""


def locality(committee: str) -> str:
    """Return where a committee governs: `huyện Ba Bể` for `UBND huyện Ba Bể`; else the name."""
    found = _COMMITTEE.fullmatch(committee)
    return found[1] if found else committee


def letterhead(plan: Plan, agency: Agency, signing: Signing = UNSIGNED) -> Letterhead | None:
    """Return an agency's letterhead, None where it does not write by this form."""
    del signing
    if agency.letterhead == "none":
        return None
    symbol = agency.symbol or BLANK
    committee = _COMMITTEE.fullmatch(agency.name)
    if committee:
        return Letterhead(
            parent="ỦY BAN NHÂN DÂN",
            name=committee[1].upper(),
            symbol=symbol,
            place=committee[2],
            authority="TM. ỦY BAN NHÂN DÂN",
            position=(agency.position or "Chủ tịch").upper(),
        )
    above = agency.parent or agency.part_of
    return Letterhead(
        parent=(above or "[Cơ quan chủ quản]").upper(),
        name=agency.name.upper(),
        symbol=symbol,
        place=plan.document.place,
        authority="",
        position=(agency.position or "[Chức vụ]").upper(),
    )
