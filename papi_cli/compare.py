"""Two plans compared: what came, went, moved or was changed, task by task and around the table.

A task is known by its number and words; where numbers have moved, by its words.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeVar

from papi_cli.json_schema import DESCRIPTIONS
from papi_cli.plan import (
    Agency,
    Appendix,
    Correction,
    Dimension,
    Document,
    Duty,
    Expect,
    Period,
    Plan,
    Recipients,
    Role,
    Signer,
    Subdimension,
    Task,
)
from papi_cli.schema import fields
from papi_cli.store import LoadedPlan
from papi_cli.text import alike


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


# Which is which

Item = TypeVar("Item")
Key = Callable[[Item], Hashable]
Pairs = list[tuple[Item | None, Item | None]]


def _pairs(olds: Sequence[Item], news: Sequence[Item], *keys: Key[Item]) -> dict[int, int]:
    """Return from places in `news` to places in `olds`: equal by the first of `keys` that finds."""
    pairs: dict[int, int] = {}
    free = set(range(len(olds)))
    for key in keys:
        waiting: dict[Hashable, list[int]] = {}
        for at in sorted(free, reverse=True):
            waiting.setdefault(key(olds[at]), []).append(at)
        for at, item in enumerate(news):
            if at not in pairs and waiting.get(key(item)):
                pairs[at] = waiting[key(item)].pop()
                free.remove(pairs[at])
    return pairs


def _in_order(olds: Sequence[Item], news: Sequence[Item], pairs: dict[int, int]) -> Pairs[Item]:
    """Return all items as pairs in the order of `news`; what went stands where it was."""
    after = {old_at: at for at, old_at in pairs.items()}
    rows: list[tuple[tuple[int, int], Item | None, Item | None]] = [
        ((at, -1), olds[pairs[at]] if at in pairs else None, item) for at, item in enumerate(news)
    ]
    last = -1
    for old_at, item in enumerate(olds):
        if old_at in after:
            last = after[old_at]
        else:
            rows.append(((last, old_at), item, None))
    return [(before, now) for _, before, now in sorted(rows, key=lambda row: row[0])]


# Tasks

_ALIKE = 0.6
"""How much a reworded task must have in common with what it was; 1 is all."""
_MOST_COMPARED = 20_000
"""How many pairs of tasks are compared word by word: more tasks than that are not reworded."""


def _tasks(old: LoadedPlan, new: LoadedPlan) -> Iterator[TaskChange]:
    olds, news = old.plan.tasks, new.plan.tasks
    meant = _Meant(old, new)
    pairs = _pairs(
        olds,
        news,
        lambda task: (task.id, *_words_in_section(task)),
        lambda task: (*_words_in_section(task), task.lead),
        _words_in_section,
        lambda task: (task.id, task.text),
        lambda task: task.text,
    )
    _add_reworded(olds, news, pairs)
    taken = set(pairs.values())
    free = {task.id: at for at, task in enumerate(olds) if at not in taken}
    for at, task in enumerate(news):
        if at not in pairs and task.id in free:
            pairs[at] = free[task.id]
    for before, now in _in_order(olds, news, pairs):
        if before is None or now is None:
            yield TaskChange(Change.ADDED if now else Change.GONE, before, now)
            continue
        changed = tuple(_changed_cells(before, now, meant))
        if before.id != now.id:
            yield TaskChange(Change.MOVED, before, now, changed)
        elif changed:
            yield TaskChange(Change.CHANGED, before, now, changed)


def _words_in_section(task: Task) -> tuple[str, str]:
    return task.text, (task.subdimension or task.dimension).name


def _add_reworded(olds: Sequence[Task], news: Sequence[Task], pairs: dict[int, int]) -> None:
    """Pair tasks whose words changed but little: those of one number first, then the likest."""
    taken = set(pairs.values())
    left = [at for at in range(len(news)) if at not in pairs]
    free = [at for at in range(len(olds)) if at not in taken]
    if len(left) * len(free) > _MOST_COMPARED:
        return
    counts = {at: Counter(olds[at].text.casefold().split()) for at in free}
    found = []
    for at in left:
        text = news[at].text
        own = Counter(text.casefold().split())
        for old_at in free:
            most = 2 * (own & counts[old_at]).total() / (own.total() + counts[old_at].total() or 1)
            if most >= _ALIKE and (share := alike(olds[old_at].text, text)) >= _ALIKE:
                same_number = olds[old_at].id == news[at].id
                found.append((not same_number, -share, at, old_at))
    for _, _, at, old_at in sorted(found):
        if at not in pairs and old_at not in taken:
            pairs[at] = old_at
            taken.add(old_at)


def _changed_cells(before: Task, now: Task, meant: _Meant) -> Iterator[FieldChange]:
    """Yield what differs between two states of one task."""
    for name in ("text", *Role, "deadline", "targets", "product", "note", "corrections"):
        was, is_now = getattr(before, name), getattr(now, name)
        if was != is_now:
            yield FieldChange(str(name), _value(was), _value(is_now))
        elif name in set(Role):
            # The same words may have come to mean another agency.
            was, is_now = meant.before(was), meant.now(is_now)
            if was != is_now:
                yield FieldChange(str(name), was, is_now)
    yield from _changed_doubts(before.doubts, now.doubts)


class _Meant:
    """Which agencies the words of two plans mean; one that was renamed is the same agency."""

    def __init__(self, old: LoadedPlan, new: LoadedPlan) -> None:
        self._old, self._new = old.registry, new.registry
        self._renamed = _renamed(new.plan)

    def before(self, wordings: tuple[str, ...]) -> tuple[str, ...]:
        """Return words of the old plan with the agencies behind them, as they are called now."""
        names = (self._old.of(each).name for each in wordings)
        return _with_names(wordings, [self._renamed.get(name, name) for name in names])

    def now(self, wordings: tuple[str, ...]) -> tuple[str, ...]:
        """Return words of the new plan with the agencies behind them."""
        return _with_names(wordings, [self._new.of(each).name for each in wordings])


def _with_names(wordings: Sequence[str], agencies: Sequence[str]) -> tuple[str, ...]:
    return tuple(
        text if text == agency else f"{text} ({agency})"
        for text, agency in zip(wordings, agencies, strict=True)
    )


def _renamed(plan: Plan) -> dict[str, str]:
    """Return from every name of an agency, its former ones too, to what it is called."""
    return {name: each.name for each in plan.agencies for name in reversed(each.names)}


def _changed_doubts(before: dict[str, str], now: dict[str, str]) -> Iterator[FieldChange]:
    for name in dict.fromkeys((*before, *now)):
        if before.get(name) != now.get(name):
            yield FieldChange(name, before.get(name, ""), now.get(name, ""), doubt=True)


# Everything else


def _parts(old: Plan, new: Plan) -> Iterator[PartChange]:
    top = tuple(_changed_fields(old, new, Plan, ("document", *_LISTS)))
    if top:
        yield PartChange(Change.CHANGED, Plan, "", top)
    document = tuple(_changed_fields(old.document, new.document, Document))
    if document:
        yield PartChange(Change.CHANGED, Document, "", document)
    renamed = _renamed(new)
    yield from _listed(
        old.agencies,
        new.agencies,
        Agency,
        lambda each: each.name,
        lambda each: renamed.get(each.name, each.name),
    )
    yield from _listed(
        old.duties,
        new.duties,
        Duty,
        lambda each: (each.id, each.text),
        lambda each: each.text,
        lambda each: each.id,
    )
    yield from _listed(
        old.dimensions,
        new.dimensions,
        Dimension,
        *_SECTION_KEYS,
        leave=("subdimensions", "tasks"),
    )
    yield from _listed(
        _subdimensions(old),
        _subdimensions(new),
        Subdimension,
        *_SECTION_KEYS,
        leave=("tasks",),
    )


_LISTS = ("agencies", "duties", "dimensions")
_SECTION_KEYS: tuple[Key[Any], ...] = (
    lambda each: (each.id, each.name),
    lambda each: each.name,
    lambda each: each.id,
)
"""By what a section of one plan is known in the other: the surest first."""


def _subdimensions(plan: Plan) -> list[Subdimension]:
    return [each for dimension in plan.dimensions for each in dimension.subdimensions]


def _listed(
    olds: Sequence[Any],
    news: Sequence[Any],
    holder: type,
    *keys: Key[Any],
    leave: tuple[str, ...] = (),
) -> Iterator[PartChange]:
    """Yield the differences between two lists of parts of one kind, paired by the `keys`."""
    for before, now in _in_order(olds, news, _pairs(olds, news, *keys)):
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
    for key in fields(holder):
        was, is_now = getattr(before, key, None), getattr(now, key, None)
        if key == "doubts":
            yield from _changed_doubts(was or {}, is_now or {})
        elif key not in leave and (was or None) != (is_now or None):
            yield FieldChange(key, _value(was), _value(is_now))


def _value(value: Any) -> Value:
    return tuple(map(_text, value)) if isinstance(value, tuple) else _text(value)


def _text(value: Any) -> str:
    """Return a value of a plan in a line, nothing for none."""
    if isinstance(value, Correction):
        return f"{value.source} → {value.reading}"
    if isinstance(value, Period):
        return f"{value.start} – {value.end}"
    if isinstance(value, Recipients | Signer | Appendix | Expect):
        holder: type = type(value)
        held = {key: getattr(value, key) for key in fields(holder)}
        titles = DESCRIPTIONS[holder][1]
        return "; ".join(
            f"{titles[key][0]}: {shown(_value(each))}" for key, each in held.items() if each
        )
    return "" if value is None else str(value)


def shown(value: Value) -> str:
    """Return a value in a line."""
    return value if isinstance(value, str) else "; ".join(value)
