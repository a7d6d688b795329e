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
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from unicodedata import normalize

from papi_cli import yaml_tree
from papi_cli.errors import FileError
from papi_cli.files import plain_lines
from papi_cli.pieces import Piece, dedented, take_apart, trimmed
from papi_cli.seal import ITEM, fingerprint, sealed
from papi_cli.text import fold, json_string

VERSION = 1
RESULT = "Kết quả:"
"""The line behind which an agency writes what it did."""
LEFT_OVER = "Nội dung không còn trong kế hoạch"
"""The heading over what was written about tasks that the plan no longer has."""
TICKS = frozenset("xXvV✓✔☑√")
"""What officers put between the brackets for done; `v` is the tick of a Vietnamese form."""


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

    @property
    def written(self) -> bool:
        """Whether the result has a letter or a digit."""
        return bool(fold(self.result))


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
    open_labels: list[str] = []
    found: set[str] = set()
    for line in fresh.split("\n"):
        if line.startswith("- [") and (item := ITEM.match(line)):
            open_labels = [item[2]]
        elif open_labels and line.strip() == RESULT:
            found.update(open_labels)
    return next((label for label in labels if label not in found), "")


# What an agency wrote


_RESULT = re.compile(r"\s*[*_]*kết quả[*_]*\s*:[*_]*", re.IGNORECASE)
_BEGINNING = re.compile(
    r"\s*(?:(?:[-*+]|\d{1,9}[.)])\s+)?(?:\[[^\]]{0,3}\]\s*)?(?:\*\*|__)[^*\n]+?(?:\*\*|__) ?"
)
"""A task's first line up to its text."""


def told(
    piece: Piece, ours: Collection[str], begun: Sequence[str] = ()
) -> tuple[list[str], list[str]]:
    """Return what the agency wrote in a task: above `Kết quả:`, and from there on.

    The first line of the second is what follows the colon. `begun` are lines of the program's
    that the agency may have written on.
    """
    lines = [piece.lines[0], *(dedented(line, piece.indent) for line in piece.lines[1:])]
    label = next(
        (at for at, line in enumerate(lines) if at and _RESULT.match(normalize("NFC", line))),
        len(lines),
    )
    above: list[str] = []
    gap = False
    for at, line in enumerate(lines[:label]):
        own = (
            line.strip() and fingerprint(line) not in ours and _own_part(line, begun, first=at == 0)
        )
        if not own:
            gap = True
            continue
        above += ["", own] if gap and above else [own]
        gap = False
    if label == len(lines):
        return above, []
    behind = lines[label].partition(":")[2]
    if lines[label].lstrip().startswith(("*", "_")):
        behind = behind.lstrip("*_")
    return above, trimmed([behind, *lines[label + 1 :]])


def _own_part(line: str, begun: Sequence[str], *, first: bool) -> str:
    """Return a line without the line of the program's that it begins with, if any."""
    if first:
        line = line[_BEGINNING.match(line).end() :]  # type: ignore[union-attr]
        begun = [each[_BEGINNING.match(each).end() :] for each in begun[:1]]  # type: ignore[union-attr]
    for each in begun:
        if each.strip() and line.strip().startswith(each.strip()):
            return line.strip().removeprefix(each.strip()).lstrip()
    return line


def joined(lines: Iterable[str]) -> str:
    """Return lines as one text without blank lines around it."""
    return "\n".join(lines).strip("\n")


def says_anything(piece: Piece, ours: Collection[str]) -> bool:
    """Whether a task bears a mark or a word of the agency's."""
    return bool(piece.mark.strip() or any(joined(part).strip() for part in told(piece, ours)))


def is_left_over(piece: Piece) -> bool:
    """Whether a piece is the heading over what tasks that are gone have left."""
    return bool(piece.level) and fold(piece.lines[0]) == fold(LEFT_OVER)


def own_lines(piece: Piece, ours: Collection[str]) -> list[str]:
    """Return the lines of a piece outside tasks that are the agency's, none where all are ours.

    Where it wrote right below a paragraph or heading of the program's, only its own lines.
    """
    own = [line for line in piece.lines if line.strip() and fingerprint(line) not in ours]
    if not own or piece.kind in {"paragraph_open", "heading_open"}:
        return own
    return piece.lines


# Reading


def head(text: str) -> Head:
    """Return the front matter of a checklist; raises `NotAChecklistError`."""
    return head_of(take_apart(text.split("\n---", 1)[0] + "\n---\n", ()).front)


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


def read(text: str, labels: Collection[str]) -> Checklist:
    """Return what an agency wrote in a checklist; `labels` are those of the plan's tasks.

    Raises `NotAChecklistError`.
    """
    document = take_apart(plain_lines(text), labels)
    found = head_of(document.front)
    ours = document.prints
    ticked: dict[str, bool] = {}
    parts: dict[str, list[str]] = {}
    others: list[str] = []
    task: list[str] | None = None
    for piece in document.pieces:
        if piece.label in labels:
            task = parts.setdefault(piece.label, [])
            for part in told(piece, ours):
                _append(task, joined(part).strip())
            ticked[piece.label] = ticked.get(piece.label, False) or is_tick(piece.mark)
            continue
        own = own_lines(piece, ours)
        if piece.label and says_anything(piece, ours):
            own = piece.lines  # of a task that the plan no longer has
        if piece.level or piece.label:
            task = None  # what follows a heading is no longer about the task
        if not own or is_left_over(piece):
            continue
        if task is None:
            others.append(joined(own))
        else:
            _append(task, joined(own), tight=piece.tight)
    entries = {label: Entry(ticked[label], "".join(parts[label])) for label in parts}
    return Checklist(found, entries, tuple(others))


def _append(parts: list[str], text: str, *, tight: bool = False) -> None:
    """Add a part of a result, a blank line before it unless it stood right below the one above."""
    if text:
        parts += [*(["\n" if tight else "\n\n"] if parts else []), text]


def is_tick(mark: str) -> bool:
    """Whether what stands between the brackets of a task says that it is done."""
    return mark.strip() in TICKS
