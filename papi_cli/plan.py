"""The plan: what the file holds, and its tasks with the merged cells filled in.

Frozen data without I/O, made by validation alone. The classes down to `Plan` have the shape of
the YAML; `schema.py` reads that shape off their annotations, which for that are objects, not
text. `Task` is a row as loaded.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import Any, Literal

KeyPath = tuple[str | int, ...]
"""Where a value stands in the file: keys and list indexes (from 0) from the top."""


class Role(StrEnum):
    """What an agency is to a task."""

    LEAD = "lead"
    COORDINATING = "coordinating"

    @property
    def word(self) -> str:
        """The role as users read it."""
        return "Chủ trì" if self is Role.LEAD else "Phối hợp"


WORDS = {
    "text": "nội dung",
    "lead": "cơ quan chủ trì",
    "coordinating": "cơ quan phối hợp",
    "deadline": "thời gian thực hiện",
    "name": "tên",
    "symbol": "ký hiệu",
    "members": "thành viên",
    "agencies": "cơ quan được giao",
    "parent": "cơ quan chủ quản",
    "position": "chức danh người đứng đầu",
    "targets": "chỉ tiêu",
    "product": "sản phẩm",
    "note": "ghi chú",
    "id": "mã số",
    "part_of": "cơ quan mà nó trực thuộc",
    "district": "huyện",
    "type": "loại văn bản",
    "number": "số hiệu",
    "date": "ngày ban hành",
    "issuer": "cơ quan ban hành",
    "place": "địa danh",
    "subject": "trích yếu",
    "period": "thời kỳ",
    "follow_up": "cơ quan theo dõi",
}
"""Fields that a sentence is commonly about, as users read them."""


@dataclass(frozen=True, slots=True, kw_only=True, init=False)
class Correction:
    """A slip of the source: as written, and as read everywhere else in the file."""

    source: str
    reading: str


Corrections = tuple[Correction, ...]
Doubts = dict[str, str]
"""From the name of a field to the reason, one sentence, why its value is not settled."""


@dataclass(frozen=True, slots=True, kw_only=True, init=False)
class Target:
    """What is to be reached: what is measured, and the value as the plan writes it."""

    name: str
    value: str

    def __str__(self) -> str:
        """Return both in a line."""
        return f"{self.name}: {self.value}"


Targets = tuple[Target, ...]


@dataclass(frozen=True, slots=True, kw_only=True, init=False)
class Period:
    """The days a plan is for, both included."""

    start: date = field(metadata={"key": "from"})
    end: date = field(metadata={"key": "to"})


@dataclass(frozen=True, slots=True, kw_only=True, init=False)
class Recipients:
    """Nơi nhận."""

    heading: str | None = None
    delivery: str | None = None
    to: tuple[str, ...]
    corrections: Corrections = ()


@dataclass(frozen=True, slots=True, kw_only=True, init=False)
class Signer:
    """Who signed: with what authority, in what position (a line each), by name."""

    authority: str | None = None
    position: tuple[str, ...] = ()
    name: str


@dataclass(frozen=True, slots=True, kw_only=True, init=False)
class Appendix:
    """The head of the appendix: its title and the headings of its table."""

    heading: str | None = None
    title: str
    note: str | None = None
    columns: tuple[str, ...] = ()
    corrections: Corrections = ()


@dataclass(frozen=True, slots=True, kw_only=True, init=False)
class Document:
    """The body of the plan. `source` is a path beside the plan's file."""

    type: str
    number: str
    date: date
    issuer: str
    place: str
    subject: str
    period: Period
    follow_up: str | None = None
    source: str | None = None
    basis: str | None = None
    purposes: tuple[str, ...] = ()
    requirements: tuple[str, ...] = ()
    content: str | None = None
    funding: str | None = None
    closing: str | None = None
    recipients: Recipients | None = None
    signer: Signer | None = None
    appendix: Appendix | None = None
    corrections: Corrections = ()
    doubts: Doubts = field(default_factory=dict)

    @property
    def year(self) -> int | None:
        """The year that a deadline without one means; None for a plan of several years."""
        return self.period.start.year if self.period.start.year == self.period.end.year else None


@dataclass(frozen=True, slots=True, kw_only=True, init=False)
class Expect:
    """How many there must be: a row lost by accident is an error."""

    dimensions: int | None = None
    subdimensions: int | None = None
    tasks: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True, init=False)
class Agency:
    """Anything that can lead or coordinate; a group where it has `members`.

    `part_of` names the agency whose unit it is, `district` the district of a commune, `code`
    is the code of an administrative unit, digits with their leading zeros. `parent` is the body
    above it as its letterhead has it, `position` that of the person at its head. `reports` is
    `never` where no report is to be expected of it, `letterhead` is `none` where it does not
    write by the form of administrative documents (bodies of the Party).
    """

    name: str
    symbol: str | None = None
    aliases: tuple[str, ...] = ()
    part_of: str | None = None
    members: tuple[str, ...] = ()
    district: str | None = None
    code: str | None = None
    parent: str | None = None
    position: str | None = None
    reports: Literal["never"] | None = None
    letterhead: Literal["none"] | None = None
    doubts: Doubts = field(default_factory=dict)

    @property
    def names(self) -> tuple[str, ...]:
        """The name and the aliases."""
        return (self.name, *self.aliases)


@dataclass(frozen=True, slots=True, kw_only=True, init=False)
class Duty:
    """What agencies owe outside the table: those named, or all that have the `role`."""

    id: str
    agencies: tuple[str, ...] = ()
    role: Literal["lead", "coordinating"] | None = None
    text: str
    corrections: Corrections = ()
    doubts: Doubts = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True, init=False)
class Cells:
    """The cells of a row, or those that are merged over several rows.

    What is left out is inherited. `lead: []` is a statement (nobody), an absent `lead` is not.
    """

    lead: tuple[str, ...] | None = None
    coordinating: tuple[str, ...] | None = None
    deadline: str | None = None
    corrections: Corrections = ()
    doubts: Doubts = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True, init=False)
class Row(Cells):
    """One row of the table as the file has it; `product` is what the task is to bring forth."""

    id: str | None = None
    text: str
    targets: Targets = ()
    product: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True, init=False)
class Subdimension(Cells):
    """Nội dung thành phần, with the cells that are merged over its tasks."""

    id: str
    name: str
    targets: Targets = ()
    tasks: tuple[Row, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True, init=False)
class Dimension(Cells):
    """Chỉ số nội dung; its tasks stand in subdimensions or straight under it."""

    id: str
    name: str
    targets: Targets = ()
    tasks: tuple[Row, ...] = ()
    subdimensions: tuple[Subdimension, ...] = ()


@dataclass(frozen=True, slots=True)
class Task:
    """A task as loaded, every cell filled.

    `id` is whole (`1.1.a`, `4.2`). What is stated nowhere is empty: `deadline`, `product`, `note`.
    `inherited` names those of lead, coordinating and deadline that a merged cell gave; `path` is
    the row's place in the file.
    """

    id: str
    dimension: Dimension = field(repr=False)
    subdimension: Subdimension | None = field(repr=False)
    text: str
    lead: tuple[str, ...]
    coordinating: tuple[str, ...]
    deadline: str
    targets: Targets
    product: str
    note: str
    inherited: tuple[str, ...]
    corrections: Corrections
    doubts: Doubts
    path: KeyPath

    def wordings(self, role: Role) -> tuple[str, ...]:
        """Return the agencies in the plan's words that have `role`."""
        return self.lead if role is Role.LEAD else self.coordinating


@dataclass(frozen=True, kw_only=True, init=False)
class Plan:
    """The whole file."""

    schema: Literal[1]
    document: Document
    expect: Expect | None = None
    targets: Targets = ()
    agencies: tuple[Agency, ...]
    duties: tuple[Duty, ...] = ()
    dimensions: tuple[Dimension, ...]

    @cached_property
    def tasks(self) -> tuple[Task, ...]:
        """All tasks in the order of the file."""
        return tuple(_tasks(self.dimensions))


Given = dict[tuple[int, str], Corrections]
"""From a merged cell, by its holder's identity and its name, to the corrections that it bears."""


def _tasks(dimensions: tuple[Dimension, ...]) -> Iterator[Task]:
    given: Given = {}
    for at, dimension in enumerate(dimensions):
        path: KeyPath = ("dimensions", at)
        for row_at, row in enumerate(dimension.tasks):
            yield _task(row, dimension, None, (*path, "tasks", row_at), given)
        for sub_at, subdimension in enumerate(dimension.subdimensions):
            for row_at, row in enumerate(subdimension.tasks):
                row_path = (*path, "subdimensions", sub_at, "tasks", row_at)
                yield _task(row, dimension, subdimension, row_path, given)


def _task(
    row: Row,
    dimension: Dimension,
    subdimension: Subdimension | None,
    path: KeyPath,
    given: Given,
) -> Task:
    over = (dimension,) if subdimension is None else (subdimension, dimension)
    lead, lead_from = _cell("lead", row, over)
    coordinating, coordinating_from = _cell("coordinating", row, over)
    deadline, deadline_from = _cell("deadline", row, over)
    givers = {"lead": lead_from, "coordinating": coordinating_from, "deadline": deadline_from}
    inherited = {name: giver for name, giver in givers.items() if giver is not None}
    corrections, doubts = row.corrections, row.doubts
    for name, giver in inherited.items():
        if giver.corrections:
            key = (id(giver), name)
            if key not in given:
                cell = cell_text(getattr(giver, name))
                given[key] = tuple(each for each in giver.corrections if each.reading in cell)
            corrections = (
                tuple(dict.fromkeys((*corrections, *given[key]))) if corrections else given[key]
            )
        if name in giver.doubts and name not in doubts:
            doubts = {**doubts, name: giver.doubts[name]}
    number = over[0].id
    return Task(
        id=f"{number}.{row.id}" if row.id else number,
        dimension=dimension,
        subdimension=subdimension,
        text=row.text,
        lead=lead or (),
        coordinating=coordinating or (),
        deadline=deadline or "",
        targets=row.targets,
        product=row.product or "",
        note=row.note or "",
        inherited=tuple(inherited),
        corrections=corrections,
        doubts=doubts,
        path=path,
    )


def _cell(
    name: str, row: Row, over: tuple[Subdimension | Dimension, ...]
) -> tuple[Any, Subdimension | Dimension | None]:
    """Return a cell's value and the holder of the merged cell that gave it, None for the row."""
    value = getattr(row, name)
    if value is not None:
        return value, None
    for holder in over:
        value = getattr(holder, name)
        if value is not None:
            return value, holder
    return None, None


def cell_text(value: tuple[str, ...] | str) -> str:
    """Return a cell as one text: a list of agencies in the plan's words joined by `; `."""
    return value if isinstance(value, str) else "; ".join(value)
