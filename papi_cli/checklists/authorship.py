"""Whose each part of a checklist is: the program's, or what an agency wrote, and about which task.

A task is an item of a list that begins `- [ ] **label**` and whose last line of the program's is
`Kết quả:`. Whatever follows that line inside the item, and whatever follows the item down to the
next heading or task, is what the agency wrote about the task: many forget to indent.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from unicodedata import normalize

from papi_cli.checklists.block import Block, dedented, is_orphaned_heading, trimmed
from papi_cli.checklists.blocks import Blocks
from papi_cli.checklists.fingerprints import ProgramLines


class PartKind(Enum):
    """What a block of a checklist is."""

    TASK = auto()
    """A task of the plan; `lines` were written above `Kết quả:`, `behind` from there on."""
    RESULT = auto()
    """What was written about a task whose `Kết quả:` came to stand outside it."""
    ABOUT = auto()
    """What was written about a task, below it; about one that is gone where `task` is empty."""
    ORPHAN = auto()
    """A task that the plan no longer has; `lines` and `behind` as of one that it has."""
    OUTSIDE = auto()
    """What was written outside tasks."""
    PROGRAM = auto()
    """What the program wrote outside tasks."""
    STRAY = auto()
    """What the program wrote inside a task that lost its form."""
    ORPHANED_HEADING = auto()
    """The heading over what tasks that are gone have left."""


@dataclass(frozen=True, slots=True)
class Part:
    """A block of a checklist with what of it is the agency's."""

    kind: PartKind
    block: Block
    task: str = ""
    lines: Sequence[str] = ()
    behind: list[str] | None = None


def parts_of(document: Blocks, begun: Mapping[str, Sequence[str]] | None = None) -> Iterator[Part]:
    """Yield each block of a checklist as what it is; its tasks are assigned.

    What stands below a task is about it down to the next heading or task. `begun` has, by task,
    lines of the program's that the agency may have written on.
    """
    program = document.program
    about: str | None = None  # the task that is written about: empty for one that is gone
    waiting: str | None = None  # the task, or the one that is gone, whose `Kết quả:` is to come
    loose = False  # whether it came outside the task
    for block in document.blocks:
        if block.task or block.orphaned or (block.below_orphaned and block.label):
            start = (begun or {}).get(block.task, ()) if block.task else (block.words,)
            above, behind = _agency_lines(block, program, start)
            about, loose = block.task, False
            waiting = block.task if behind is None else None
            yield Part(
                PartKind.TASK if block.task else PartKind.ORPHAN, block, block.task, above, behind
            )
        elif is_orphaned_heading(block):
            about = waiting = None
            yield Part(PartKind.ORPHANED_HEADING, block)
        elif waiting is not None and _begins_result(block.lines[0]):
            about, loose, waiting = waiting, True, None
            lines = [_behind_label(block.lines[0]).lstrip(), *block.lines[1:]]
            yield Part(PartKind.RESULT, block, about, lines)
        else:
            own = _own_lines(block, program, broken=waiting is not None)
            if block.below_orphaned and block.level:
                own = list(block.lines)  # the title of a section that tasks were left of
            outside = not (own or _own_lines(block, program, broken=False))
            if block.level or block.label or outside:
                about = None  # what follows a heading is no longer about the task
            if block.label or (outside and not block.level):
                waiting = None
            if own:
                kind = (
                    PartKind.OUTSIDE
                    if about is None
                    else PartKind.RESULT
                    if loose
                    else PartKind.ABOUT
                )
            else:
                kind = PartKind.PROGRAM if outside else PartKind.STRAY
            yield Part(kind, block, about or "", own)


_RESULT = re.compile(
    r"[\s>]*(?:[-*+]\s+)?[*_]*kết\s+quả(?:\s+thực\s+hiện)?[*_]*\s*(?:[:：][*_]*|[*_]*$)",
    re.IGNORECASE,
)


def _begins_result(line: str) -> bool:
    """Whether a line is `Kết quả:`, however it is dressed, with or without words behind it."""
    return bool(_RESULT.match(normalize("NFC", line)))


def _behind_label(line: str) -> str:
    """Return what stands behind `Kết quả:` on a line."""
    behind = line.replace("：", ":", 1).partition(":")[2]
    return behind.lstrip("*_") if line.lstrip(" >-+").startswith(("*", "_")) else behind


_INNER = ("inner",)


def _agency_lines(
    block: Block, program: ProgramLines, begun: Sequence[str] = ()
) -> tuple[list[str], list[str] | None]:
    """Return what the agency wrote in a task: above `Kết quả:`, and from there on.

    The first line of the second is what follows the colon; it is None where there is no such
    label. `begun` are lines of the program's that the agency may have written on.
    """
    lines = [block.lines[0], *(dedented(line, block.indent) for line in block.lines[1:])]
    label = next((at for at, line in enumerate(lines) if at and _begins_result(line)), len(lines))
    first = block.added if block.printed else _own_part(block.words, begun)
    above = [first] if first.strip() else []
    at = block.reach
    gap = False
    while at < label:
        number = program.match_lines(lines, _INNER, at, label) if lines[at].strip() else 1
        own = "" if number else _own_part(lines[at], begun[1:])
        if own:
            above += ["", own] if gap and above else [own]
        gap = not own
        at += number or 1
    if label == len(lines):
        return above, None
    return above, trimmed([_behind_label(lines[label]), *lines[label + 1 :]])


def _own_part(line: str, begun: Sequence[str]) -> str:
    """Return a line without the line of the program's that it begins with, if any."""
    for each in begun:
        if each.strip() and line.strip().startswith(each.strip()):
            return line.strip().removeprefix(each.strip()).lstrip()
    return line


def joined(lines: Iterable[str]) -> str:
    """Return lines as one text without blank lines around it."""
    return "\n".join(lines).strip("\n")


def _own_lines(block: Block, program: ProgramLines, *, broken: bool) -> list[str]:
    """Return the lines of a block outside tasks that are the agency's, none where it has none.

    Where it wrote right below a paragraph or heading of the program's, only its own lines.
    `broken` tells that the task above lost its form, so that its lines may stand outside.
    """
    kinds = ["heading"] if block.lines[0].startswith("#") else ["line"]
    if block.kind == "blockquote_open":
        kinds = []
    kinds += ["inner"] if broken else []
    own = []
    at = 0
    while at < len(block.lines):
        number = program.match_lines(block.lines, kinds, at) if block.lines[at].strip() else 1
        if not number:
            own.append(block.lines[at])
        at += number or 1
    if not own or block.kind in {"paragraph_open", "heading_open"}:
        return own
    return list(block.lines)
