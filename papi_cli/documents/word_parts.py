"""What each block of a document is on paper: head, title, addressee, annex, foot.

It is told by its words and its place alone, so that templates of users need no marks of ours.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, auto

from papi_cli.documents.word_blocks import (
    Block,
    Heading,
    Inline,
    Paragraph,
    Picture,
    Table,
    is_bold,
    plain,
)
from papi_cli.vietnamese.words import words


class Part(Enum):
    """What a block is, as far as that changes how it is set."""

    BODY = auto()
    HEAD = auto()
    """The table with the issuing body and the Quốc hiệu."""
    TITLE = auto()
    SUBJECT = auto()
    """The last line of the document's title."""
    NOTE = auto()
    """What stands centred below a title or a picture."""
    ADDRESSEE = auto()
    ADDRESSEES = auto()
    """The line above several addressees."""
    LISTED_ADDRESSEE = auto()
    ANNEX = auto()
    BESIDE_FOOT = auto()
    """The last block above the foot, which is not to stand on the page before."""
    FOOT = auto()
    """The table with those who get the document, and who signs it."""
    BEHIND = auto()
    """The first block behind the foot that is no annex."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A block with what it is."""

    block: Block
    part: Part


@dataclass(frozen=True, slots=True)
class Division:
    """The document proper, or one of its annexes; `wide` where a table of it needs a wide page."""

    placed: tuple[Placed, ...]
    wide: bool


MANY_COLUMNS = 5
"""Columns from which on a table is set small, in an annex on a wide page."""


def divisions(blocks: Sequence[Block]) -> list[Division]:
    """Return a document's blocks, divided where an annex begins."""
    divided: list[list[Block]] = [[]]
    for each in blocks:
        if _begins_annex(each) and divided[-1]:
            divided.append([])
        divided[-1].append(each)
    return [Division(tuple(_placed(each)), _is_wide(each)) for each in divided]


def _is_wide(blocks: Sequence[Block]) -> bool:
    tables = (each for each in blocks if isinstance(each, Table) and each.heading)
    annex = bool(blocks) and _begins_annex(blocks[0])
    return annex and any(len(each.aligns) >= MANY_COLUMNS for each in tables)


_ANNEX = "phu luc"


def _begins_annex(block: Block) -> bool:
    if not isinstance(block, Heading):
        return False
    return block.level <= 2 and words(plain(block.runs)).startswith(_ANNEX)  # noqa: PLR2004


def _placed(blocks: Sequence[Block]) -> Iterator[Placed]:
    part, signed = Part.BODY, False
    titled = _last_of_title(blocks)
    for at, block in enumerate(blocks):
        following = blocks[at + 1] if at + 1 < len(blocks) else None
        before = blocks[at - 1] if at else None
        part = _part(block, before, following, part)
        if at == titled:
            part = Part.SUBJECT
        elif signed and part is Part.BODY:
            part = Part.BEHIND
        yield Placed(block, part)
        signed = part is Part.FOOT


def _last_of_title(blocks: Sequence[Block]) -> int:
    """Return where the last line of a document's title stands, -1 where there is none.

    Only the head may stand above it.
    """
    at = -1
    for number, each in enumerate(blocks):
        if _wholly_bold(each):
            at = number
        elif at >= 0 or not (isinstance(each, Table) and not each.heading):
            return at
    return at


def _part(block: Block, before: Block | None, following: Block | None, last: Part) -> Part:
    match block:
        case Heading():
            return Part.ANNEX if _begins_annex(block) else Part.BODY
        case Table(heading=()):
            return _part_of_layout(block)
        case Paragraph(depth=0, marker=""):
            return _part_of_paragraph(block, before, following)
        case Paragraph(depth=1) if last in {Part.ADDRESSEES, Part.LISTED_ADDRESSEE}:
            return Part.LISTED_ADDRESSEE
        case _:
            return Part.BESIDE_FOOT if _is_foot(following) else Part.BODY


def _part_of_layout(table: Table) -> Part:
    if len(table.aligns) < _SIDES or any(cell for row in table.rows for cell in row[1:-1]):
        return Part.BODY
    said = " ".join(plain(cell) for row in table.rows for cell in row)
    if names_state(said):
        return Part.HEAD
    return Part.FOOT if is_receivers(said) else Part.BODY


_SIDES = 2
"""Left and right; what is between them is empty."""


def names_state(text: str) -> bool:
    """Whether a text holds the Quốc hiệu."""
    return "cong hoa xa hoi chu nghia viet nam" in words(text)


def is_receivers(text: str) -> bool:
    """Whether a text begins the list of those who get a document."""
    return words(text).startswith("noi nhan")


_ADDRESSEE = re.compile(r"kính gửi\s{0,5}:\s{0,5}(.?)")


def _part_of_paragraph(block: Paragraph, before: Block | None, following: Block | None) -> Part:
    addressee = _ADDRESSEE.match(_lowered(plain(block.runs)))
    if addressee:
        return Part.ADDRESSEE if addressee[1] else Part.ADDRESSEES
    if _is_foot(following):
        return Part.BESIDE_FOOT
    if _wholly_bold(block):
        return Part.TITLE
    if _wholly_italic(block.runs):
        titled = before is not None and (_wholly_bold(before) or _begins_annex(before))
        if isinstance(before, Picture) or (titled and plain(block.runs).lstrip().startswith("(")):
            return Part.NOTE
    return Part.BODY


def _lowered(text: str) -> str:
    return unicodedata.normalize("NFC", text).casefold().strip()


def _is_foot(block: Block | None) -> bool:
    return isinstance(block, Table) and not block.heading and _part_of_layout(block) is Part.FOOT


def _wholly_bold(block: Block) -> bool:
    return (
        isinstance(block, Paragraph)
        and not block.depth
        and bool(block.runs)
        and is_bold(block.runs)
    )


def _wholly_italic(runs: Inline) -> bool:
    return bool(runs) and all(each.italic or not each.text.strip() for each in runs)
