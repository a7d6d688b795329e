"""The plan: the whole file, and its tasks with the merged cells filled in. Frozen, without I/O."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, ClassVar, Literal

from papi_cli.plan.keys import FEW, MANY, About, KeyPath, key, keys_of
from papi_cli.plan.parts import (
    TARGETS,
    Agency,
    Appendix,
    Correction,
    Corrections,
    Dimension,
    Document,
    Doubts,
    Duty,
    Expect,
    Period,
    Recipients,
    Role,
    Row,
    Signer,
    Subdimension,
    Target,
    Targets,
)


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

    def raw_names(self, role: Role) -> tuple[str, ...]:
        """Return the agencies in the plan's words that have `role`."""
        return self.lead if role is Role.LEAD else self.coordinating


@dataclass(frozen=True, kw_only=True, init=False)
class Plan:
    """The whole file."""

    TITLE: ClassVar = "Kế hoạch"

    schema: Literal[1] = key(About("Phiên bản của cách viết tệp", "Luôn là 1."))
    document: Document = key(
        About("Văn bản", "Phần thân của kế hoạch: số hiệu, ngày, nơi ban hành, nội dung.")
    )
    expect: Expect | None = key(
        About("Số mục phải có", "Một dòng bị xóa nhầm là biết ngay."), default=None
    )
    targets: Targets = key(TARGETS, default=())
    agencies: tuple[Agency, ...] = key(
        About(
            "Cơ quan, đơn vị",
            "Mọi cơ quan, nhóm cơ quan, đơn vị trực thuộc mà kế hoạch nhắc tới.",
            most=MANY,
        )
    )
    duties: tuple[Duty, ...] = key(
        About("Tổ chức thực hiện", "Việc giao cho cơ quan ngoài bảng nhiệm vụ, như Phần III."),
        default=(),
    )
    dimensions: tuple[Dimension, ...] = key(
        About("Chỉ số nội dung", "Bảng nhiệm vụ, theo thứ tự của văn bản.", most=FEW)
    )

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


PARTS: tuple[type, ...] = (
    Plan,
    Document,
    Period,
    Recipients,
    Signer,
    Appendix,
    Expect,
    Agency,
    Duty,
    Dimension,
    Subdimension,
    Row,
    Target,
    Correction,
)
"""The classes of the file, the whole first."""
WORDS = {name: about.word for part in PARTS for name, about in keys_of(part).items() if about.word}
"""Keys of the file as they are called within a sentence."""
