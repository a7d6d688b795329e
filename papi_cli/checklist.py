"""A checklist as text: sealed when it is made, read back, and merged when it is written anew.

A checklist is Markdown that an agency works in. What the
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
from papi_cli.matching import Wanted, assign, is_gone
from papi_cli.pieces import Piece, Pieces, dedented, is_left_over, take_apart, trimmed
from papi_cli.seal import ITEM, Known, prints_of, sealed
from papi_cli.text import json_string, words

VERSION = 1
RESULT = "Kết quả:"
"""The line behind which an agency writes what it did."""
TICKS = frozenset((*"xv✓✔☑☒✅√×х", "xx", "ok", "xong", "đã xong", "hoàn thành"))
"""What officers put between the brackets for done; `v` is the tick of a Vietnamese form, the last
of the letters the Cyrillic х."""
_SAID_DONE = frozenset({"xong", "da xong", "hoan thanh", "da hoan thanh", "da thuc hien xong"})
_SAID_NOT_YET = re.compile(
    r"0|khong|khong co|chua|chua co|chua (?:lam|thuc hien|trien khai)(?: duoc)?(?: (?:do|vi) .*)?"
)
"""What officers write where nothing was done, with or without the reason, as `words` has it."""
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

    @property
    def narrowed(self) -> bool:
        """Whether the checklist holds only some of the agency's tasks."""
        return bool(self.role or self.dimensions)

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
    mark: str = ""
    """What stands between the brackets."""

    @property
    def written(self) -> bool:
        """Whether the result has more than dots and dashes."""
        return not _DASHES.issuperset(self.result)

    @property
    def done(self) -> bool:
        """Whether it is ticked and nothing denies it, or the result only says that it is done."""
        said = words(self.result)
        if self.ticked:
            return not _SAID_NOT_YET.fullmatch(said)
        return not self.mark and said in _SAID_DONE

    @property
    def begun(self) -> bool:
        """Whether a mark or the result says more than that nothing was done yet."""
        said = [self.mark, self.result if self.written else ""]
        return any(each and not _SAID_NOT_YET.fullmatch(words(each)) for each in said)

    def with_more(self, other: Entry) -> Entry:
        """Return the entry with what another one says of the same task below it."""
        results = [each.result for each in (self, other) if each.result]
        return Entry(
            ticked=self.ticked or other.ticked,
            result="\n\n".join(results),
            mark=self.mark or other.mark,
        )


@dataclass(frozen=True, slots=True)
class Gone:
    """What was written about a task that the plan no longer has: its label and text, an entry."""

    label: str
    text: str
    entry: Entry


@dataclass(frozen=True, slots=True)
class Checklist:
    """A checklist read back: what is said of each task by its label, and the agency's other words.

    `gone` are tasks that the plan no longer has, `others` the agency's paragraphs outside tasks,
    both in their order, word for word but that headings are bold lines.
    """

    head: Head
    entries: Mapping[str, Entry]
    gone: tuple[Gone, ...]
    others: tuple[str, ...]
    held: frozenset[str]
    """The labels of the tasks that the program put there."""
    sealed: bool
    """Whether the seal is there, without which the program's words cannot be told for sure."""


def seal(head: Head, body: str) -> str:
    """Return a checklist whole: front matter, the body from a template, and the seal."""
    body = body.strip("\n")
    return "\n".join([f"{head}\n{body}\n", *sealed(prints_of(body)), ""])


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
    r"[\s>]*(?:[-*+]\s+)?[*_]*kết\s+quả(?:\s+thực\s+hiện)?[*_]*\s*(?:[:：][*_]*|[*_]*$)",
    re.IGNORECASE,
)


def begins_result(line: str) -> bool:
    """Whether a line is `Kết quả:`, however it is dressed, with or without words behind it."""
    return bool(_RESULT.match(normalize("NFC", line)))


def behind_label(line: str) -> str:
    """Return what stands behind `Kết quả:` on a line."""
    behind = line.replace("：", ":", 1).partition(":")[2]
    return behind.lstrip("*_") if line.lstrip(" >-+").startswith(("*", "_")) else behind


_INNER = ("inner",)


def told(
    piece: Piece, ours: Known, begun: Sequence[str] = ()
) -> tuple[list[str], list[str] | None]:
    """Return what the agency wrote in a task: above `Kết quả:`, and from there on.

    The first line of the second is what follows the colon; it is None where there is no such
    label. `begun` are lines of the program's that the agency may have written on.
    """
    lines = [piece.lines[0], *(dedented(line, piece.indent) for line in piece.lines[1:])]
    label = next((at for at, line in enumerate(lines) if at and begins_result(line)), len(lines))
    first = piece.added if piece.written else _own_part(piece.words, begun)
    above = [first] if first.strip() else []
    at = piece.reach
    gap = False
    while at < label:
        number = ours.run(lines, _INNER, at, label) if lines[at].strip() else 1
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


def own_lines(piece: Piece, ours: Known, *, broken: bool) -> list[str]:
    """Return the lines of a piece outside tasks that are the agency's, none where all are ours.

    Where it wrote right below a paragraph or heading of the program's, only its own lines.
    `broken` tells that the task above lost its form, so that its lines may stand outside.
    """
    kinds = ["heading"] if piece.lines[0].startswith("#") else ["line"]
    if piece.kind == "blockquote_open":
        kinds = []
    kinds += ["inner"] if broken else []
    own = []
    at = 0
    while at < len(piece.lines):
        number = ours.run(piece.lines, kinds, at) if piece.lines[at].strip() else 1
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
        or role not in (None, "lead", "coordinating")
        or not isinstance(dimensions, list | tuple)
    ):
        raise NotAChecklistError("có phần đầu (giữa hai dòng ---) đã bị sửa hỏng")
    return Head(
        normalize("NFC", plan),
        normalize("NFC", agency),
        role,
        tuple(str(each) for each in dimensions),
    )


_MOST_LINES, _LINES_OF_A_TASK = 5_000, 20
_MOST_CHARS, _CHARS_OF_A_TASK = 200_000, 2_000


def refuse_too_long(text: str, tasks: int) -> None:
    """Raise `NotAChecklistError` where a text is longer than any checklist of so many tasks.

    Reading Markdown takes long; five thousand lines are more than anybody has to report.
    """
    lines = _MOST_LINES + _LINES_OF_A_TASK * tasks
    chars = _MOST_CHARS + _CHARS_OF_A_TASK * tasks
    if text.count("\n") > lines or len(text) > chars:
        raise NotAChecklistError(f"dài quá {lines} dòng hoặc {chars} chữ")


def read(text: str, tasks: Mapping[str, Wanted]) -> Checklist:
    """Return what an agency wrote in a checklist.

    `tasks` are those of the plan by their labels; what was written about any other is among
    `gone`. Raises `NotAChecklistError`.
    """
    text = plain_lines(text)
    refuse_too_long(text, len(tasks))
    document = take_apart(text, tasks)
    found = head_of(document.front)
    assign(document, tasks)
    told: list[_Told] = []
    others: list[str] = []
    current = None
    for part in parts_of(document):
        if part.kind in {Kind.TASK, Kind.GONE}:
            current = _Told(part)
            told.append(current)
        elif part.kind is Kind.OUTSIDE:
            others.append(_bold(part))
        elif part.kind in {Kind.RESULT, Kind.ABOUT} and current:
            current.add(part.lines, tight=part.piece.tight)
    entries: dict[str, Entry] = {}
    for each in told:
        if each.task:
            known = entries.get(each.task)
            entries[each.task] = known.with_more(each.entry) if known else each.entry
    gone = (each.gone for each in told if not each.task and each.says_anything)
    said = tuple(each for each in others if each.strip())
    held = frozenset(piece.task for piece in document.pieces if piece.task and piece.written)
    return Checklist(found, entries, tuple(gone), said, held, sealed=bool(document.prints))


class _Told:
    """What is said of one task, collected from the parts of a checklist."""

    def __init__(self, part: Part) -> None:
        self.task = part.task
        self._piece = part.piece
        self._parts: list[str] = []
        for lines in (part.lines, part.behind or []):
            self.add([joined(lines).strip()])

    def add(self, lines: Sequence[str], *, tight: bool = False) -> None:
        """Add a part, a blank line before it unless it stood right below the one above."""
        if text := joined(lines):
            self._parts += [*(["\n" if tight else "\n\n"] if self._parts else []), text]

    @property
    def entry(self) -> Entry:
        mark = self._piece.mark
        return Entry(is_tick(mark), "".join(self._parts), mark.strip())

    @property
    def gone(self) -> Gone:
        return Gone(self._piece.label, self._piece.words.strip(), self.entry)

    @property
    def says_anything(self) -> bool:
        bears = self._piece.changed or self._piece.left or bool(self.entry.mark)
        return bears or bool(self._parts)


def _bold(part: Part) -> str:
    """Return an agency's words outside tasks; a heading of its own is none in another document."""
    text = joined(part.lines)
    if not part.piece.level:
        return text
    return f"**{text.split(chr(10))[0].strip('# ')}**" if text.strip("# \n") else ""


class Kind(Enum):
    """What a piece of a checklist is."""

    TASK = auto()
    """A task of the plan; `lines` were written above `Kết quả:`, `behind` from there on."""
    RESULT = auto()
    """What was written about a task whose `Kết quả:` came to stand outside it."""
    ABOUT = auto()
    """What was written about a task, below it; about one that is gone where `task` is empty."""
    GONE = auto()
    """A task that the plan no longer has; `lines` and `behind` as of one that it has."""
    OUTSIDE = auto()
    """What was written outside tasks."""
    OURS = auto()
    """What the program wrote outside tasks."""
    STRAY = auto()
    """What the program wrote inside a task that lost its form."""
    LEFT_OVER = auto()
    """The heading over what tasks that are gone have left."""


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
    waiting: str | None = None  # the task, or the one that is gone, whose `Kết quả:` is to come
    loose = False  # whether it came outside the task
    for piece in document.pieces:
        if piece.task or is_gone(piece) or (piece.left and piece.label):
            start = (begun or {}).get(piece.task, ()) if piece.task else (piece.words,)
            above, behind = told(piece, ours, start)
            about, loose = piece.task, False
            waiting = piece.task if behind is None else None
            yield Part(Kind.TASK if piece.task else Kind.GONE, piece, piece.task, above, behind)
        elif is_left_over(piece):
            about = waiting = None
            yield Part(Kind.LEFT_OVER, piece)
        elif waiting is not None and begins_result(piece.lines[0]):
            about, loose, waiting = waiting, True, None
            lines = [behind_label(piece.lines[0]).lstrip(), *piece.lines[1:]]
            yield Part(Kind.RESULT, piece, about, lines)
        else:
            own = own_lines(piece, ours, broken=waiting is not None)
            if piece.left and piece.level:
                own = piece.lines  # the title of a section that tasks were left of
            outside = not (own or own_lines(piece, ours, broken=False))
            if piece.level or piece.label or outside:
                about = None  # what follows a heading is no longer about the task
            if piece.label or (outside and not piece.level):
                waiting = None
            if own:
                kind = Kind.OUTSIDE if about is None else Kind.RESULT if loose else Kind.ABOUT
            else:
                kind = Kind.OURS if outside else Kind.STRAY
            yield Part(kind, piece, about or "", own)


def is_tick(mark: str) -> bool:
    """Whether what stands between the brackets of a task says that it is done."""
    return normalize("NFKC", mark).replace("\ufe0f", "").strip().casefold() in TICKS
