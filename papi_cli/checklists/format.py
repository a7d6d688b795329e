"""What a checklist is: its front matter, what an agency says of each task, the fixed words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from unicodedata import normalize

from papi_cli.checklists.items import NOTHING_PRINTED, Printed
from papi_cli.errors import FileError
from papi_cli.plan import yaml_reader
from papi_cli.safe_text import json_string

VERSION = 2
"""Of the front matter; files of version 1 are read for good."""
_VERSIONS = (1, VERSION)
DOCUMENT_MARK = "<!-- papi: văn bản -->"
"""The last line of every other document that papi writes: such files are no checklists."""


class NotAChecklistError(FileError):
    """A text that is not a checklist of this format."""


@dataclass(frozen=True, slots=True)
class Head:
    """The front matter: of which plan, whose, and what it was narrowed to.

    `plan` is the plan's number, `agency` the agency's name; `role` is None and `dimensions` empty
    where the checklist holds all of the agency's tasks. `date` and `issuer` are the plan's: None
    in a file of version 1, which tells neither here.
    """

    plan: str
    agency: str
    role: str | None = None
    dimensions: tuple[str, ...] = ()
    date: date | None = None
    issuer: str | None = None

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
        ]
        if self.date:
            lines.append(f"date: {self.date.isoformat()}")
        if self.issuer:
            lines.append(f"issuer: {json_string(self.issuer)}")
        lines.append(f"agency: {json_string(self.agency)}")
        if self.role:
            lines.append(f"role: {self.role}")
        if self.dimensions:
            lines.append(f"dimensions: [{', '.join(map(json_string, self.dimensions))}]")
        return "".join(f"{line}\n" for line in ("---", *lines, "---"))


def read_head(text: str) -> Head:
    """Return the front matter of a checklist; raises `NotAChecklistError`."""
    first, *lines = text.split("\n")
    closing = next((at for at, line in enumerate(lines) if line.rstrip() == "---"), None)
    return parse_head(lines[:closing] if first.rstrip() == "---" and closing else [])


_KEY = re.compile(r"(papi|version|plan|date|issuer|agency|role|dimensions)\s*:")


def added_front_lines(front: Iterable[str]) -> list[str]:
    """Return the lines that an agency added to a front matter."""
    added = []
    ours = False
    for line in front:
        if line[:1].strip() and not line.startswith("-"):
            ours = bool(_KEY.match(line))
        if not ours and line.strip():
            added.append(line)
    return added


def parse_head(front: Sequence[str]) -> Head:
    """Return what the lines of a front matter say; raises `NotAChecklistError`."""
    if not front:
        raise NotAChecklistError("không phải là danh mục nhiệm vụ do papi viết")
    try:
        found = yaml_reader.parse("\n".join(front)).value
    except yaml_reader.YamlSyntaxError:
        found = None
    if not isinstance(found, dict) or found.get("papi") != "checklist":
        raise NotAChecklistError("không phải là danh mục nhiệm vụ do papi viết")
    if found.get("version") not in _VERSIONS:
        raise NotAChecklistError("do một phiên bản khác của papi viết")
    plan, agency, role = (found.get(key) for key in ("plan", "agency", "role"))
    dimensions, issuer = found.get("dimensions", ()), found.get("issuer")
    if (
        not (isinstance(plan, str) and isinstance(agency, str))
        or role not in (None, "lead", "coordinating")
        or not isinstance(dimensions, list | tuple)
        or not (issuer is None or isinstance(issuer, str))
    ):
        raise NotAChecklistError("có phần đầu (giữa hai dòng ---) đã bị sửa hỏng")
    return Head(
        normalize("NFC", plan),
        normalize("NFC", agency),
        role,
        tuple(str(each) for each in dimensions),
        _day(found.get("date")),
        normalize("NFC", issuer) if issuer else None,
    )


def _day(written: object) -> date | None:
    """Return the day of a front matter; raises `NotAChecklistError` where it is none."""
    if written is None:
        return None
    try:
        return date.fromisoformat(str(written))
    except ValueError:
        raise NotAChecklistError("có phần đầu (giữa hai dòng ---) đã bị sửa hỏng") from None


@dataclass(frozen=True, slots=True)
class Entry:
    """What an agency says of one task, word for word.

    `mark` is what stands in the box, `result` what stands behind `Kết quả:`, in Markdown, as are
    `difficulty` and `proposal`; `level` is in words how far it is, `number` that of a document to
    show for it, `completed` when it was done. What is not said is empty.
    """

    mark: str
    result: str
    level: str = ""
    number: str = ""
    completed: str = ""
    difficulty: str = ""
    proposal: str = ""

    @property
    def written(self) -> bool:
        """Whether anything stands in any of the fields, be it dots."""
        return bool(
            self.mark
            or self.result
            or self.level
            or self.number
            or self.completed
            or self.difficulty
            or self.proposal
        )


@dataclass(frozen=True, slots=True)
class OrphanedEntry:
    """What was written about a task that the plan no longer has: its label and text, an entry.

    `moved` tells that it stands where writing anew puts it, at the end.
    """

    label: str
    text: str
    entry: Entry
    moved: bool = False


@dataclass(frozen=True, slots=True)
class Checklist:
    """A checklist read back: what is said of each task by its label, and the agency's other words.

    Of a task that stands there several times there are several entries. `orphaned` are tasks that
    the plan no longer has, `others` the agency's paragraphs outside tasks, all in their order,
    word for word but that headings are bold lines. `held` are the labels of the tasks that the
    program put there. `intact` tells whether the closing comment is there, without which the
    program's words cannot be told for sure. `opening` is the day of the plan that the program's
    opening sentence names. `printed` counts the tasks that the program put there, those of the
    plan and others. `changed` names tasks of the plan whose text is not what the file says,
    `facts` what the program says of each below it, by the word before the colon. `repeated` tells
    of tasks that stand several times on which lines, `slips` on which line the text of a task has
    a slip of the finger; lines count from 1. `remarks` are phrases that go on from «Tệp …», about
    what of the file was not read; `doubts` say of tasks why a person should look again. `claims`
    are the lines among which an agency may name itself, where nothing else says whose it is.
    `shown` is what the program printed there, but for tasks that writing anew has moved to the end.
    """

    head: Head
    entries: Mapping[str, tuple[Entry, ...]]
    orphaned: tuple[OrphanedEntry, ...]
    others: tuple[str, ...]
    held: frozenset[str]
    intact: bool
    opening: date | None = None
    printed: int = 0
    changed: frozenset[str] = frozenset()
    facts: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    repeated: Mapping[str, Sequence[int]] = field(default_factory=dict)
    slips: Mapping[str, int] = field(default_factory=dict)
    remarks: tuple[str, ...] = ()
    doubts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    claims: tuple[str, ...] = ()
    shown: Printed = NOTHING_PRINTED
