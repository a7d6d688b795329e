"""The plan: the whole file, and its tasks with the merged cells filled in. Frozen, without I/O."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, ClassVar, Literal

from papi_cli.plan.keys import FEW, MANY, About, KeyPath, key, keys_of
from papi_cli.plan.parts import (
    AIMS,
    TARGETS,
    Agency,
    Appendix,
    Columns,
    Correction,
    Corrections,
    Dimension,
    Document,
    Doubts,
    Duty,
    DutyPart,
    Expect,
    Part,
    Period,
    Recipients,
    ReportingPeriod,
    Role,
    Row,
    Signer,
    Subdimension,
    Target,
    Targets,
)
from papi_cli.vietnamese.words import points


@dataclass(frozen=True, slots=True)
class Task:
    """A task as loaded, every cell filled, or a part of one.

    `id` is whole (`1.1.a`, `4.2`; `9.1` for the first part of task 9). What is stated nowhere is
    empty: `deadline`, `product`, `note`. `inherited` names those of its cells that a merged cell
    gave; `path` is the row's place in the file. Of a task with `parts` each cell holds what those
    of its parts hold. `part` says what of its task a part is, and is empty for a whole task.
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
    follow_up: tuple[str, ...] = ()
    columns: Columns = field(default_factory=dict)
    parts: "tuple[Task, ...]" = ()
    part: str = ""

    def raw_names(self, role: Role) -> tuple[str, ...]:
        """Return the agencies in the plan's words that have `role`."""
        names: tuple[str, ...] = getattr(self, role.value)
        return names

    @property
    def section(self) -> Dimension | Subdimension:
        """The part of the table that the row stands in."""
        return self.subdimension or self.dimension

    @property
    def items(self) -> "tuple[Task, ...]":
        """What is ticked, each with its own lead and deadline: its parts, else the task itself."""
        return self.parts or (self,)


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
    aims: Targets = key(AIMS, default=())
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
        running = self.document.numbering == "running"
        return tuple(_tasks(self.dimensions, running=running))

    @cached_property
    def items(self) -> tuple[Task, ...]:
        """What is ticked, in the order of the file: tasks, or their parts where they have some."""
        return tuple(item for task in self.tasks for item in task.items)


CELLS = ("lead", "coordinating", "deadline", "follow_up", "product")
"""The cells of a row that may be merged over several."""
Cell = tuple[Any, Any]
"""What stands in a cell, and the holder that states it; None for nothing and nobody."""
_RowCells = Mapping[str, Cell]
Given = dict[tuple[int, str], Corrections]
"""From a merged cell, by its holder's identity and its name, to the corrections that it bears."""


def _tasks(dimensions: tuple[Dimension, ...], *, running: bool) -> Iterator[Task]:
    given: Given = {}
    for at, dimension in enumerate(dimensions):
        path: KeyPath = ("dimensions", at)
        sections: list[tuple[Dimension | Subdimension, KeyPath]] = [(dimension, path)]
        for sub_at, subdimension in enumerate(dimension.subdimensions):
            sections.append((subdimension, (*path, "subdimensions", sub_at)))
        for section, section_path in sections:
            within = section if isinstance(section, Subdimension) else None
            above: _RowCells = {}
            for row_at, row in enumerate(section.tasks):
                cells = _row_cells(row, above, (section, dimension))
                number = row.id if running and row.id else _joined_id(section.id, row.id)
                place = (*section_path, "tasks", row_at)
                yield _task(row, cells, _Place(number, dimension, within, place), given)
                above = cells


def _joined_id(*labels: str | None) -> str:
    return ".".join(label for label in labels if label)


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a row stands: its whole id, its sections, its path."""

    id: str
    dimension: Dimension
    subdimension: Subdimension | None
    path: KeyPath


def _row_cells(
    row: Row, above: _RowCells, over: tuple[Dimension | Subdimension, ...]
) -> dict[str, Cell]:
    """Return a row's cells, those merged with the row above or over the section filled in."""
    cells: dict[str, Cell] = {
        name: above[name] if name in row.as_above and name in above else _first(name, (row, *over))
        for name in CELLS
    }
    targets = row.targets or None
    cells["targets"] = (
        above["targets"]
        if "targets" in row.as_above and "targets" in above
        else (targets, row if targets else None)
    )
    return cells


def _first(name: str, holders: Iterable[Any]) -> Cell:
    """Return what the first holder that states a cell has there, and that holder."""
    for holder in holders:
        value = getattr(holder, name)
        if value is not None:
            return value, holder
    return None, None


def _task(row: Row, cells: _RowCells, place: _Place, given: Given) -> Task:
    whole = _filled(row, cells, place, given)
    if not row.parts:
        return whole
    parts = []
    for at, part in enumerate(row.parts):
        own: dict[str, Cell] = {
            name: (getattr(part, name), part) if getattr(part, name) is not None else cell
            for name, cell in cells.items()
        }
        label = part.id or str(at + 1)
        within = replace(place, id=_joined_id(place.id, label), path=(*place.path, "parts", at))
        filled = _filled(part, own, within, given)
        words = part.text or "; ".join(points(part.product or "")) or f"phần {label}"
        parts.append(
            replace(
                filled,
                text=f"{row.text.rstrip(' .;:')} – {words}",
                note=filled.note or whole.note,
                columns=row.columns | part.columns,
                corrections=tuple(dict.fromkeys((*row.corrections, *filled.corrections))),
                part=words,
            )
        )
    return _of_parts(whole, row, parts)


def _of_parts(whole: Task, row: Row, parts: Sequence[Task]) -> Task:
    """Return a task whose cells hold what those of its parts hold, each once."""

    def gathered(name: str) -> Any:
        values = (getattr(each, name) for each in parts)
        return tuple(dict.fromkeys(each for value in values for each in value))

    def joint(name: str, joint: str) -> str:
        return joint.join(dict.fromkeys(filter(None, (getattr(each, name) for each in parts))))

    doubts = {**whole.doubts}
    for part, loaded in zip(row.parts, parts, strict=True):
        for name, reason in part.doubts.items():
            doubts.setdefault(name, f"{loaded.id}: {reason}")
    stated = {name for part in row.parts for name in CELLS if getattr(part, name) is not None}
    return replace(
        whole,
        lead=gathered("lead"),
        coordinating=gathered("coordinating"),
        follow_up=gathered("follow_up"),
        deadline=joint("deadline", "; "),
        product=joint("product", "\n"),
        targets=gathered("targets"),
        inherited=tuple(name for name in whole.inherited if name not in stated),
        corrections=tuple(dict.fromkeys((*whole.corrections, *gathered("corrections")))),
        doubts=doubts,
        parts=tuple(parts),
    )


def _filled(own: Row | Part, cells: _RowCells, place: _Place, given: Given) -> Task:
    """Return a row or part with its cells filled, and what their holders note about them."""
    inherited = {
        name: giver for name, (_, giver) in cells.items() if giver is not None and giver is not own
    }
    corrections, doubts = own.corrections, own.doubts
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
    values = {name: value for name, (value, _) in cells.items()}
    return Task(
        id=place.id,
        dimension=place.dimension,
        subdimension=place.subdimension,
        text=own.text or "",
        lead=values["lead"] or (),
        coordinating=values["coordinating"] or (),
        deadline=values["deadline"] or "",
        targets=values["targets"] or (),
        product=values["product"] or "",
        note=own.note or "",
        inherited=tuple(inherited),
        corrections=corrections,
        doubts=doubts,
        path=place.path,
        follow_up=values["follow_up"] or (),
        columns=own.columns,
    )


def part_text(part: Task) -> str:
    """Return a part of a task in a line: its number, words, agencies and deadline."""
    cells = [f"{role.word}: {'; '.join(names)}" for role in Role if (names := part.raw_names(role))]
    cells += [f"{title}: {text}" for title, text in part.columns.items()]
    for title, text in (
        ("Thời gian", part.deadline),
        ("Sản phẩm", "; ".join(points(part.product))),
        ("Chỉ tiêu", "; ".join(map(str, part.targets))),
        ("Ghi chú", part.note),
    ):
        if text and text != part.part:
            cells.append(f"{title}: {text}")
    return f"{part.id} {part.part} ({'. '.join(cells)})" if cells else f"{part.id} {part.part}"


def cell_text(value: tuple[Any, ...] | str) -> str:
    """Return a cell as one text: agencies in the plan's words, or targets, joined by `; `."""
    return value if isinstance(value, str) else "; ".join(map(str, value))


PARTS: tuple[type, ...] = (
    Plan,
    Document,
    Period,
    ReportingPeriod,
    Recipients,
    Signer,
    Appendix,
    Expect,
    Agency,
    Duty,
    DutyPart,
    Dimension,
    Subdimension,
    Row,
    Part,
    Target,
    Correction,
)
"""The classes of the file, the whole first."""
WORDS = {name: about.word for part in PARTS for name, about in keys_of(part).items() if about.word}
"""Keys of the file as they are called within a sentence."""
