"""A checklist as text: sealed when it is made, read back, and merged when it is written anew.

The only importer of markdown-it. A checklist is Markdown that an agency works in. What the
program wrote in it and what the agency wrote is told apart by a seal: a comment at the end that
holds a fingerprint of every line of the program's. A line that the seal does not know is the
agency's, wherever it stands, and is never dropped.

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

from papi_cli import yaml_tree
from papi_cli.errors import FileError
from papi_cli.files import plain_lines
from papi_cli.matching import assign, is_gone
from papi_cli.pieces import Piece, Pieces, dedented, take_apart, trimmed
from papi_cli.seal import ITEM, Known, sealed
from papi_cli.text import fold, json_string

VERSION = 1
RESULT = "Kết quả:"
"""The line behind which an agency writes what it did."""
LEFT_OVER = "Nội dung không còn trong kế hoạch"
"""The heading over what was written about tasks that the plan no longer has."""
TICKS = frozenset((*"xv✓✔☑☒✅√х", "xx", "ok", "xong", "đã xong", "hoàn thành"))
"""What officers put between the brackets for done; `v` is the tick of a Vietnamese form, the last
of the letters the Cyrillic х."""
_DASHES = frozenset(" \t\n.…-–—_*:;,/\\|·[]()")
"""What forms are filled in with where there is nothing to say."""


class NotAChecklistError(FileError):
    """A text that is not a checklist of this format."""


@dataclass(frozen=True, slots=True)
class Head:
    """The front matter: of which plan, whose, and what it was narrowed to.

    `plan` is the plan's number, `agency` the agency's name; `role` is None and `dimensions` empty
    where the checklist holds all of the agency's tasks.
    """

    plan: str
    agency: str
    role: str | None = None
    dimensions: tuple[str, ...] = ()

    def __str__(self) -> str:
        """Return the front matter as it stands in the file."""
        lines = [
            "papi: checklist",
            f"version: {VERSION}",
            f"plan: {json_string(self.plan)}",
            f"agency: {json_string(self.agency)}",
        ]
        if self.role:
            lines.append(f"role: {self.role}")
        if self.dimensions:
            lines.append(f"dimensions: [{', '.join(map(json_string, self.dimensions))}]")
        return "".join(f"{line}\n" for line in ("---", *lines, "---"))


@dataclass(frozen=True, slots=True)
class Entry:
    """What an agency says of one task: `result` is its Markdown word for word."""

    ticked: bool
    result: str
    marked: bool = False
    """Whether something other than a tick stands between the brackets."""

    @property
    def written(self) -> bool:
        """Whether the result has more than dots and dashes."""
        return not _DASHES.issuperset(self.result)


@dataclass(frozen=True, slots=True)
class Checklist:
    """A checklist read back: what is said of each task by its label, and the agency's other words.

    `others` are the agency's paragraphs outside tasks, in order, word for word.
    """

    head: Head
    entries: Mapping[str, Entry]
    others: tuple[str, ...]


def seal(head: Head, body: str) -> str:
    """Return a checklist whole: front matter, the body from a template, and the seal."""
    body = body.strip("\n")
    return "\n".join([f"{head}\n{body}\n", *sealed(body), ""])


def missing(fresh: str, labels: Sequence[str]) -> str:
    """Return the first of `labels` that is no task of a fresh checklist, empty where all are.

    A task whose last line is not `Kết quả:` does not count: what is written below would be lost.
    """
    found: set[str] = set()
    label, ended = "", False
    for line in fresh.split("\n"):
        if line.startswith("- [") and (item := ITEM.match(line)):
            label, ended = item[2], False
        elif line.startswith(" ") and line.strip():
            ended = line.strip() == RESULT
            if label and ended:
                found.add(label)
            elif label:
                found.discard(label)
        elif line.strip():
            label = ""
    return next((each for each in labels if each not in found), "")


# What an agency wrote


_RESULT = re.compile(
    r"[\s>]*(?:[-*+]\s+)?[*_]*kết quả(?: thực hiện)?[*_]*\s*(?::[*_]*|[*_]*$)", re.IGNORECASE
)


def begins_result(line: str) -> bool:
    """Whether a line is `Kết quả:`, however it is dressed, with or without words behind it."""
    return bool(_RESULT.match(normalize("NFC", line)))


def behind_label(line: str) -> str:
    """Return what stands behind `Kết quả:` on a line."""
    behind = line.partition(":")[2]
    return behind.lstrip("*_") if line.lstrip(" >-+").startswith(("*", "_")) else behind


def told(
    piece: Piece, ours: Known, begun: Sequence[str] = ()
) -> tuple[list[str], list[str] | None]:
    """Return what the agency wrote in a task: above `Kết quả:`, and from there on.

    The first line of the second is what follows the colon; it is None where there is no such
    label. `begun` are lines of the program's that the agency may have written on.
    """
    lines = [piece.lines[0], *(dedented(line, piece.indent) for line in piece.lines[1:])]
    label = next((at for at, line in enumerate(lines) if at and begins_result(line)), len(lines))
    at = ours.run([piece.text, *lines[1:label]], begun=piece.label)
    above = []
    if not at:
        first = _own_part(piece.text, [Piece([each]).text for each in begun[:1]])
        above = [first] if first.strip() else []
        at = 1
    gap = False
    while at < label:
        number = ours.run(lines[at:label]) if lines[at].strip() else 1
        own = "" if number else _own_part(lines[at], begun[1:])
        if own:
            above += ["", own] if gap and above else [own]
        gap = not own
        at += number or 1
    if label == len(lines):
        return above, None
    return above, trimmed([behind_label(lines[label]), *lines[label + 1 :]])


def _own_part(line: str, begun: Sequence[str]) -> str:
    """Return a line without the line of the program's that it begins with, if any."""
    for each in begun:
        if each.strip() and line.strip().startswith(each.strip()):
            return line.strip().removeprefix(each.strip()).lstrip()
    return line


def joined(lines: Iterable[str]) -> str:
    """Return lines as one text without blank lines around it."""
    return "\n".join(lines).strip("\n")


def says_anything(piece: Piece, ours: Known) -> bool:
    """Whether a task bears a mark or a word of the agency's."""
    return bool(piece.mark.strip() or any(joined(part or ()).strip() for part in told(piece, ours)))


def is_left_over(piece: Piece) -> bool:
    """Whether a piece is the heading over what tasks that are gone have left."""
    return bool(piece.level) and fold(piece.lines[0]) == fold(LEFT_OVER)


def own_lines(piece: Piece, ours: Known) -> list[str]:
    """Return the lines of a piece outside tasks that are the agency's, none where all are ours.

    Where it wrote right below a paragraph or heading of the program's, only its own lines.
    """
    own = []
    at = 0
    while at < len(piece.lines):
        number = ours.run(piece.lines[at:]) if piece.lines[at].strip() else 1
        if not number:
            own.append(piece.lines[at])
        at += number or 1
    if not own or piece.kind in {"paragraph_open", "heading_open"}:
        return own
    return piece.lines


# Reading


def head(text: str) -> Head:
    """Return the front matter of a checklist; raises `NotAChecklistError`."""
    first, *lines = text.split("\n")
    closing = next((at for at, line in enumerate(lines) if line.rstrip() == "---"), None)
    return head_of(lines[:closing] if first.rstrip() == "---" and closing else [])


def head_of(front: list[str]) -> Head:
    """Return what the lines of a front matter say; raises `NotAChecklistError`."""
    if not front:
        raise NotAChecklistError("không phải là danh mục nhiệm vụ do papi viết")
    try:
        found = yaml_tree.parse("\n".join(front)).value
    except yaml_tree.SyntaxSlipError:
        found = None
    if not isinstance(found, dict) or found.get("papi") != "checklist":
        raise NotAChecklistError("không phải là danh mục nhiệm vụ do papi viết")
    if found.get("version") != VERSION:
        raise NotAChecklistError("do một phiên bản khác của papi viết")
    plan, agency, role = (found.get(key) for key in ("plan", "agency", "role"))
    dimensions = found.get("dimensions", ())
    if (
        not (isinstance(plan, str) and isinstance(agency, str))
        or not (role is None or isinstance(role, str))
        or not isinstance(dimensions, list | tuple)
    ):
        raise NotAChecklistError("có phần đầu (giữa hai dòng ---) đã bị sửa hỏng")
    return Head(
        normalize("NFC", plan),
        normalize("NFC", agency),
        role,
        tuple(str(each) for each in dimensions),
    )


def read(text: str, tasks: Mapping[str, str]) -> Checklist:
    """Return what an agency wrote in a checklist.

    `tasks` are those of the plan, from their labels to their texts; what was written about any
    other is among `others`. Raises `NotAChecklistError`.
    """
    document = take_apart(plain_lines(text), tasks)
    found = head_of(document.front)
    assign(document.pieces, tasks, document.ours)
    marks: dict[str, list[str]] = {}
    results: dict[str, list[str]] = {}
    others: list[str] = []
    for part in parts_of(document):
        if part.kind is Kind.TASK:
            marks.setdefault(part.task, []).append(part.piece.mark.strip())
        if part.kind is Kind.OUTSIDE or (part.kind in _ABOUT and not part.task):
            others.append(joined(part.lines))
        elif part.kind in _ABOUT:
            result = results.setdefault(part.task, [])
            tight = part.kind is not Kind.TASK and part.piece.tight
            for lines in (part.lines, part.behind or []):
                _append(
                    result, joined(lines).strip() if part.behind else joined(lines), tight=tight
                )
    entries = {
        label: Entry(
            ticked=any(map(is_tick, marks[label])),
            result="".join(results[label]),
            marked=any(marks[label]),
        )
        for label in results
    }
    return Checklist(found, entries, tuple(other for other in others if other.strip()))


class Kind(Enum):
    """What a piece of a checklist is."""

    TASK = auto()
    """A task of the plan; `lines` were written above `Kết quả:`, `behind` from there on."""
    RESULT = auto()
    """What was written about a task whose `Kết quả:` came to stand outside it."""
    ABOUT = auto()
    """What was written about a task, below it; about one that is gone where `task` is empty."""
    GONE = auto()
    """A task that the plan no longer has, whole."""
    OUTSIDE = auto()
    """What was written outside tasks."""
    OURS = auto()
    """What the program wrote outside tasks."""
    LEFT_OVER = auto()
    """The heading over what tasks that are gone have left."""


_ABOUT = {Kind.TASK, Kind.RESULT, Kind.ABOUT, Kind.GONE}


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a checklist with what of it is the agency's."""

    kind: Kind
    piece: Piece
    task: str = ""
    lines: Sequence[str] = ()
    behind: list[str] | None = None


def parts_of(document: Pieces, begun: Mapping[str, Sequence[str]] | None = None) -> Iterator[Part]:
    """Yield each piece of a checklist as what it is; its tasks are assigned.

    What stands below a task is about it down to the next heading or task. `begun` has, by task,
    lines of the program's that the agency may have written on.
    """
    ours = document.ours
    about: str | None = None  # the task that is written about: empty for one that is gone
    unlabelled = ""  # a task whose `Kết quả:` has not come yet
    loose = False  # whether it came outside the task
    for piece in document.pieces:
        if piece.task:
            above, behind = told(piece, ours, (begun or {}).get(piece.task, ()))
            about, loose = piece.task, False
            unlabelled = piece.task if behind is None else ""
            yield Part(Kind.TASK, piece, piece.task, above, behind)
        elif is_left_over(piece):
            about, unlabelled = None, ""
            yield Part(Kind.LEFT_OVER, piece)
        elif unlabelled and begins_result(piece.lines[0]):
            about, loose, unlabelled = unlabelled, True, ""
            lines = [behind_label(piece.lines[0]).lstrip(), *piece.lines[1:]]
            yield Part(Kind.RESULT, piece, about, lines)
        elif is_gone(piece, ours):
            about, loose, unlabelled = "", False, ""
            yield Part(Kind.GONE, piece, "", piece.lines if says_anything(piece, ours) else ())
        else:
            own = own_lines(piece, ours)
            if piece.level or piece.label:
                about = None  # what follows a heading is no longer about the task
            if piece.label:
                unlabelled = ""
            kind = Kind.OURS if not own else Kind.OUTSIDE if about is None else Kind.ABOUT
            if kind is Kind.ABOUT and loose:
                kind = Kind.RESULT
            yield Part(kind, piece, about or "", own)


def _append(parts: list[str], text: str, *, tight: bool = False) -> None:
    """Add a part of a result, a blank line before it unless it stood right below the one above."""
    if text:
        parts += [*(["\n" if tight else "\n\n"] if parts else []), text]


def is_tick(mark: str) -> bool:
    """Whether what stands between the brackets of a task says that it is done."""
    return normalize("NFKC", mark).replace("\ufe0f", "").strip().casefold() in TICKS
