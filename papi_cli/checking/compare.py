"""Two plans compared: what came, went, moved or was changed, task by task and around the table.

A task is known by its number and words; where numbers have moved, by its words.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from enum import StrEnum
from functools import partial
from typing import Any, TypeVar

from papi_cli.plan.keys import keys_of
from papi_cli.plan.loader import LoadedPlan
from papi_cli.plan.model import Plan, Task, part_text
from papi_cli.plan.pairing import Item, pair
from papi_cli.plan.parts import (
    Agency,
    Appendix,
    Correction,
    Dimension,
    Document,
    Duty,
    DutyItem,
    Expect,
    Recipients,
    Role,
    Row,
    Signer,
    Subdimension,
    Target,
)


class Change(StrEnum):
    """What became of a task or another part between two plans."""

    ADDED = "added"
    GONE = "gone"
    MOVED = "moved"
    CHANGED = "changed"


Value = str | tuple[str, ...]
"""What stands in a field: a text or a list of them, empty for none."""


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field before and after; `doubt` where what changed is a doubt about it."""

    field: str
    old: Value
    new: Value
    doubt: bool = False


@dataclass(frozen=True, slots=True)
class TaskChange:
    """A task that is not as it was; `old` is None where it came, `new` where it went.

    A task that moved, its number being another, may have changed fields too.
    """

    change: Change
    old: Task | None
    new: Task | None
    fields: tuple[FieldChange, ...] = ()


@dataclass(frozen=True, slots=True)
class PartChange:
    """A part outside the rows of the table that is not as it was.

    `holder` is its class in `plan.py`, `name` its number or name, empty for the plan's own fields
    and its document.
    """

    change: Change
    holder: type
    name: str
    fields: tuple[FieldChange, ...] = ()


@dataclass(frozen=True, slots=True)
class Differences:
    """All that differs between two plans, in the order of the new one; what went, where it was."""

    tasks: tuple[TaskChange, ...]
    parts: tuple[PartChange, ...]

    def __bool__(self) -> bool:
        """Whether anything differs."""
        return bool(self.tasks or self.parts)


def compare(old: LoadedPlan, new: LoadedPlan) -> Differences:
    """Return what differs between two plans. Comments and the lay-out of the files do not count."""
    return Differences(tuple(_tasks(old, new)), tuple(_parts(old.plan, new.plan)))


def paired_items(old: LoadedPlan, new: LoadedPlan) -> dict[str, str]:
    """Return from the ids of tasks of an old plan to those that they have in a new one.

    Of tasks in parts the parts are paired; a duty's item is paired as a task is, by id and words.
    """
    olds, news = old.plan.tasks, new.plan.tasks
    found: dict[str, str] = {}
    pairs = pair([_task_item(each) for each in olds], [_task_item(each) for each in news])
    for at, to in pairs.items():
        before, now = olds[at].items, news[to].items
        whole = len(before) == len(now) == 1
        inner = {0: 0} if whole else pair(_worded(before), _worded(now))
        found |= {before[one].id: now[other].id for one, other in inner.items()}
    before_duties, now_duties = (
        [item for duty in each.plan.duties for item in duty.items] for each in (old, new)
    )
    duties = pair(_worded(before_duties), _worded(now_duties))
    return found | {before_duties[at].id: now_duties[to].id for at, to in duties.items()}


def _worded(items: Iterable[Task | DutyItem]) -> list[Item]:
    return [Item(each.id, each.text) for each in items]


Part = TypeVar("Part")
Pairs = list[tuple[Part | None, Part | None]]


def _in_order(olds: Sequence[Part], news: Sequence[Part], after: dict[int, int]) -> Pairs[Part]:
    """Return all parts as pairs in the order of `news`; what went stands where it was.

    `after` leads from places in `olds` to places in `news`.
    """
    before = {at: old_at for old_at, at in after.items()}
    rows: list[tuple[tuple[int, int], Part | None, Part | None]] = [
        ((at, -1), olds[before[at]] if at in before else None, part) for at, part in enumerate(news)
    ]
    last = -1
    for old_at, part in enumerate(olds):
        if old_at in after:
            last = after[old_at]
        else:
            rows.append(((last, old_at), part, None))
    return [(was, now) for _, was, now in sorted(rows, key=lambda row: row[0])]


def _tasks(old: LoadedPlan, new: LoadedPlan) -> Iterator[TaskChange]:
    olds, news = old.plan.tasks, new.plan.tasks
    meant = _Meant(old, new)
    pairs = pair([_task_item(each) for each in olds], [_task_item(each) for each in news])
    for before, now in _in_order(olds, news, pairs):
        if before is None or now is None:
            yield TaskChange(Change.ADDED if now else Change.GONE, before, now)
            continue
        changed = tuple(_changed_cells(before, now, meant))
        if before.id != now.id:
            yield TaskChange(Change.MOVED, before, now, changed)
        elif changed:
            yield TaskChange(Change.CHANGED, before, now, changed)


def _task_item(task: Task) -> Item:
    return Item(task.id, task.text, (task.subdimension or task.dimension).name, task.lead)


_ROW_KEYS = [name for name in (each.name for each in fields(Task)) if name in keys_of(Row)]
"""What a row of the table says, in the order of a task."""


def _changed_cells(before: Task, now: Task, meant: _Meant) -> Iterator[FieldChange]:
    """Yield what differs between two states of one task."""
    for name in (each for each in _ROW_KEYS if each not in {"id", "doubts"}):
        was, is_now = getattr(before, name), getattr(now, name)
        if _value(was) != _value(is_now):
            yield FieldChange(name, _value(was), _value(is_now))
        elif name in set(Role):
            # The same words may have come to mean another agency.
            was, is_now = meant.before(was), meant.now(is_now)
            if was != is_now:
                yield FieldChange(name, was, is_now)
    yield from _changed_doubts(before.doubts, now.doubts)


class _Meant:
    """Which agencies the words of two plans mean; one that was renamed is the same agency."""

    def __init__(self, old: LoadedPlan, new: LoadedPlan) -> None:
        self._old, self._new = old.registry, new.registry
        self._renamed = _renamed(new.plan)

    def before(self, raw_names: tuple[str, ...]) -> tuple[str, ...]:
        """Return words of the old plan with the agencies behind them, as they are called now."""
        names = (self._old.resolve(each).name for each in raw_names)
        return _with_names(raw_names, [self._renamed.get(name, name) for name in names])

    def now(self, raw_names: tuple[str, ...]) -> tuple[str, ...]:
        """Return words of the new plan with the agencies behind them."""
        return _with_names(raw_names, [self._new.resolve(each).name for each in raw_names])


def _with_names(raw_names: Sequence[str], agencies: Sequence[str]) -> tuple[str, ...]:
    return tuple(
        text if text == agency else f"{text} ({agency})"
        for text, agency in zip(raw_names, agencies, strict=True)
    )


def _renamed(plan: Plan) -> dict[str, str]:
    """Return from every name of an agency, its former ones too, to what it is called."""
    return {name: each.name for each in plan.agencies for name in reversed(each.names)}


def _changed_doubts(before: dict[str, str], now: dict[str, str]) -> Iterator[FieldChange]:
    for name in dict.fromkeys((*before, *now)):
        if before.get(name) != now.get(name):
            yield FieldChange(name, before.get(name, ""), now.get(name, ""), doubt=True)


def _parts(old: Plan, new: Plan) -> Iterator[PartChange]:
    top = tuple(_changed_fields(old, new, Plan, ("document", *_LISTS)))
    if top:
        yield PartChange(Change.CHANGED, Plan, "", top)
    document = tuple(_changed_fields(old.document, new.document, Document))
    if document:
        yield PartChange(Change.CHANGED, Document, "", document)
    renamed = _renamed(new)
    yield from _listed(old.agencies, new.agencies, Agency, partial(_agency_item, renamed))
    yield from _listed(old.duties, new.duties, Duty, lambda each: Item(each.id, each.text))
    yield from _listed(
        old.dimensions, new.dimensions, Dimension, _section_item, leave=("subdimensions", "tasks")
    )
    yield from _listed(
        _subdimensions(old), _subdimensions(new), Subdimension, _section_item, leave=("tasks",)
    )


def _agency_item(renamed: Mapping[str, str], agency: Agency) -> Item:
    """Return what an agency is known by: its name, of one that was renamed the one it has now."""
    name = renamed.get(agency.name, agency.name)
    return Item(name, name, words=False)


def _section_item(section: Dimension | Subdimension) -> Item:
    return Item(section.id, section.name)


_LISTS = ("agencies", "duties", "dimensions")


def _subdimensions(plan: Plan) -> list[Subdimension]:
    return [each for dimension in plan.dimensions for each in dimension.subdimensions]


def _listed(
    olds: Sequence[Any],
    news: Sequence[Any],
    holder: type,
    item: Callable[[Any], Item],
    leave: tuple[str, ...] = (),
) -> Iterator[PartChange]:
    """Yield the differences between two lists of parts of one kind, known by their `item`s."""
    pairs = pair(list(map(item, olds)), list(map(item, news)))
    for before, now in _in_order(olds, news, pairs):
        name = _name_of(before if now is None else now)
        if before is None or now is None:
            whole = tuple(_changed_fields(before, now, holder, leave))
            yield PartChange(Change.ADDED if now else Change.GONE, holder, name, whole)
            continue
        changed = tuple(_changed_fields(before, now, holder, leave))
        moved = _name_of(before) != name
        if moved or changed:
            yield PartChange(Change.MOVED if moved else Change.CHANGED, holder, name, changed)


def _name_of(part: Any) -> str:
    return str(part.name if isinstance(part, Agency) else part.id)


def _changed_fields(
    before: Any, now: Any, holder: type, leave: tuple[str, ...] = ()
) -> Iterator[FieldChange]:
    """Yield the fields of a part that differ; all that it has where `before` or `now` is None."""
    for key in keys_of(holder):
        was, is_now = getattr(before, key, None), getattr(now, key, None)
        if key == "doubts":
            yield from _changed_doubts(was or {}, is_now or {})
        elif key not in leave and (was or None) != (is_now or None):
            yield FieldChange(key, _value(was), _value(is_now))


def _value(value: Any) -> Value:
    if isinstance(value, dict):
        return tuple(f"{heading}: {text}" for heading, text in value.items())
    return tuple(map(_text, value)) if isinstance(value, tuple) else _text(value)


def _text(value: Any) -> str:
    """Return a value of a plan in a line, nothing for none."""
    if isinstance(value, Correction):
        return f"{value.source} → {value.reading}"
    if isinstance(value, Task):
        return part_text(value)
    if isinstance(value, Target):
        return value.with_reading
    if isinstance(value, Recipients | Signer | Appendix | Expect):
        holder: type = type(value)
        held = {key: getattr(value, key) for key in keys_of(holder)}
        abouts = keys_of(holder)
        return "; ".join(
            f"{abouts[key].title}: {as_line(_value(each))}" for key, each in held.items() if each
        )
    return "" if value is None else str(value)


def as_line(value: Value) -> str:
    """Return a value in a line."""
    return value if isinstance(value, str) else "; ".join(value)
