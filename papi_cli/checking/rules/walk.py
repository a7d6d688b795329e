"""What the rules walk over: the rows of a plan, and every place that names agencies."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from papi_cli.plan.keys import KeyPath
from papi_cli.plan.model import Plan, Task
from papi_cli.plan.parts import Duty, Role, Row
from papi_cli.plan.registry import Registry


@dataclass(frozen=True, slots=True)
class Holder:
    """A dimension, subdimension, row or part of a row, with its place."""

    path: KeyPath
    value: Any


def holders(plan: Plan) -> Iterator[Holder]:
    """Yield dimensions, subdimensions, rows and their parts in the order of the file."""
    for at, dimension in enumerate(plan.dimensions):
        path: KeyPath = ("dimensions", at)
        yield Holder(path, dimension)
        yield from _rows((*path, "tasks"), dimension.tasks)
        for sub_at, subdimension in enumerate(dimension.subdimensions):
            sub_path = (*path, "subdimensions", sub_at)
            yield Holder(sub_path, subdimension)
            yield from _rows((*sub_path, "tasks"), subdimension.tasks)


def _rows(path: KeyPath, rows: tuple[Row, ...]) -> Iterator[Holder]:
    for at, row in enumerate(rows):
        yield Holder((*path, at), row)
        for part_at, part in enumerate(row.parts):
            yield Holder((*path, at, "parts", part_at), part)


def agency_mentions(plan: Plan) -> Iterator[tuple[KeyPath, tuple[str, ...], bool]]:
    """Yield every place that names agencies: its path, the names, and whether it is a list."""
    if plan.document.follow_up:
        yield ("document", "follow_up"), (plan.document.follow_up,), False
    for at, agency in enumerate(plan.agencies):
        yield ("agencies", at, "members"), agency.members, True
        for key in ("part_of", "district"):
            if name := getattr(agency, key):
                yield ("agencies", at, key), (name,), False
    yield from _duty_mentions(plan.duties)
    for holder in holders(plan):
        for role in Role:
            if names := getattr(holder.value, role.value):
                yield (*holder.path, role.value), names, True


def _duty_mentions(
    duties: tuple[Duty, ...],
) -> Iterator[tuple[KeyPath, tuple[str, ...], bool]]:
    for at, duty in enumerate(duties):
        yield ("duties", at, "agencies"), duty.agencies, True
        for period_at, period in enumerate(duty.periods):
            if period.agencies:
                yield ("duties", at, "periods", period_at, "agencies"), period.agencies, True


def cell_path(task: Task, field: str) -> KeyPath:
    """Return where a task's field stands in its row; the row itself where it is inherited."""
    return task.path if field in task.inherited else (*task.path, field)


class LeadNames:
    """Which agencies lead tasks; what a merged cell gives is found once for all below it."""

    def __init__(self, registry: Registry) -> None:
        self._registry = registry
        self._known: dict[int, frozenset[str]] = {}

    def of(self, task: Task) -> frozenset[str]:
        """Return the names of the agencies that lead a task."""
        key = id(task.lead)
        if key not in self._known:
            self._known[key] = frozenset(
                agency.name for name in task.lead for agency in self._registry.lookup(name)
            )
        return self._known[key]


def whole_ids(plan: Plan) -> dict[KeyPath, str]:
    """Return from the paths of dimensions, subdimensions, tasks and parts to their whole ids."""
    return {
        **{holder.path: holder.value.id or "" for holder in holders(plan)},
        **{each.path: each.id for task in plan.tasks for each in (task, *task.parts)},
    }
