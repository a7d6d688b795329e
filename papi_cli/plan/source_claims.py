"""What a plan says that the act holds: each text and cell, with its place in the file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from papi_cli.plan.keys import KeyPath, keys_of
from papi_cli.plan.model import Plan, Task, cell_text
from papi_cli.plan.parts import Corrections, Dimension, Part, Row, Subdimension
from papi_cli.plan.source_words import as_seen


@dataclass(frozen=True, slots=True)
class Claim:
    """One text that the plan says the act holds.

    `path` is where the file holds it, `text` is as the file reads it. A `cell` of the table is
    a list of agencies or a deadline: it stands whole somewhere in the row, its separators may
    differ. `label` is the letter or number of a row, section or duty, where it has one.
    """

    path: KeyPath
    text: str
    corrections: Corrections = ()
    cell: bool = False
    label: str | None = None

    @property
    def as_printed(self) -> str:
        """The text as a reader of the act sees it."""
        return as_seen(undo_corrections(self.text, self.corrections))


def undo_corrections(text: str, corrections: Corrections) -> str:
    """Return `text` as the act has it: each correction undone, the last one first."""
    for correction in reversed(corrections):
        longer = text.count(correction.reading) * len(correction.source)
        if len(text) + longer > _LONGEST:  # corrections of corrections could double it for ever
            break
        text = text.replace(correction.reading, correction.source)
    return text


_LONGEST = 100_000
"""No text of a plan is longer."""


@dataclass(frozen=True, slots=True)
class RowClaims:
    """A row of the table: its text, its cells by their keys, and the task or part that it is.

    `text` is None for a part that the act calls by its product alone; `task` is None for the row of
    a task with parts, which stand beside its cells. `stated` are the keys of cells that the row
    itself has, empty ones too.
    """

    text: Claim | None
    cells: tuple[tuple[str, Claim], ...]
    task: Task | None
    stated: frozenset[str]


@dataclass(frozen=True, slots=True)
class Section:
    """A dimension or subdimension of the table: its name, merged cells, and own rows."""

    head: Claim
    merged: tuple[Claim, ...]
    rows: tuple[RowClaims, ...]


CELLS = {name: about.column for name, about in keys_of(Row).items() if about.column}
"""The keys of a row that are cells of the act's table, with what tells their columns."""


def sections_of(plan: Plan) -> Iterator[Section]:
    """Yield the sections of the table, a dimension before its subdimensions."""
    tasks = {task.path: task for task in plan.tasks}
    for at, dimension in enumerate(plan.dimensions):
        path: KeyPath = ("dimensions", at)
        yield _section(dimension, path, tasks)
        for sub_at, subdimension in enumerate(dimension.subdimensions):
            yield _section(subdimension, (*path, "subdimensions", sub_at), tasks)


def _section(
    holder: Dimension | Subdimension, path: KeyPath, tasks: dict[KeyPath, Task]
) -> Section:
    rows = []
    for at, row in enumerate(holder.tasks):
        row_path = (*path, "tasks", at)
        text = Claim((*row_path, "text"), row.text, row.corrections, label=row.id)
        task = tasks[row_path]
        whole = None if task.parts else task
        rows.append(RowClaims(text, tuple(_cells(row, row_path)), whole, _stated(row)))
        for part, loaded in zip(row.parts, task.parts, strict=True):
            text_path = (*loaded.path, "text")
            called = Claim(text_path, part.text, part.corrections) if part.text else None
            cells = tuple(_cells(part, loaded.path))
            rows.append(RowClaims(called, cells, loaded, _stated(row) | _stated(part)))
    head = Claim((*path, "name"), holder.name, holder.corrections, label=holder.id)
    return Section(head, tuple(claim for _, claim in _cells(holder, path)), tuple(rows))


def _stated(holder: Row | Part) -> frozenset[str]:
    return frozenset(name for name in CELLS if getattr(holder, name, None) is not None)


def _cells(holder: object, path: KeyPath) -> Iterator[tuple[str, Claim]]:
    corrections: Corrections = getattr(holder, "corrections", ())
    for name in CELLS:
        for at, text in _cell_texts(getattr(holder, name, None)):
            yield name, Claim((*path, name, *at), text, corrections, cell=True)
    for heading, text in getattr(holder, "columns", {}).items():
        yield heading, Claim((*path, "columns", heading), text, corrections, cell=True)


def _cell_texts(value: Any) -> Iterator[tuple[KeyPath, str]]:
    """Yield what stands in a cell, each text with its path within the value."""
    if not value:
        return
    if isinstance(value, str) or isinstance(value[0], str):
        yield (), cell_text(value)
        return
    for at, target in enumerate(value):
        yield (at, "name"), target.name
        yield (at, "value"), target.value


def target_claims(plan: Plan) -> Iterator[Claim]:
    """Yield the targets and aims of the whole plan: they stand anywhere, each whole."""
    for name in ("targets", "aims"):
        for at, text in _cell_texts(getattr(plan, name)):
            yield Claim((name, *at), text, plan.document.corrections, cell=True)


BODY_END = ("recipients", "signer", "appendix")
"""Behind the last words of the body: nothing there is a heading of the act's own."""


def body_claims(plan: Plan) -> Iterator[Claim]:
    """Yield what the act says outside the table, in its order."""
    document = plan.document
    top: KeyPath = ("document",)
    opening = ("subject", "basis", "purposes", "requirements", "content")
    yield from _texts(top, document, opening)
    for at, duty in enumerate(plan.duties):
        label = duty.id.rpartition(".")[2]
        yield Claim(("duties", at, "text"), duty.text, duty.corrections, label=label)
    yield from _texts(top, document, ("funding", "closing"))
    ends = (("heading", "delivery", "to"), ("authority", "position", "name"), _APPENDIX)
    for name, keys in zip(BODY_END, ends, strict=True):
        yield from _texts((*top, name), getattr(document, name), keys)


_APPENDIX = ("heading", "title", "note", "columns")


def _texts(path: KeyPath, holder: object, names: tuple[str, ...]) -> Iterator[Claim]:
    corrections: Corrections = getattr(holder, "corrections", ())
    for name in names:
        value = getattr(holder, name, None)
        if isinstance(value, tuple):
            for at, text in enumerate(value):
                yield Claim((*path, name, at), text, corrections)
        elif value is not None:
            yield Claim((*path, name), value, corrections)
