"""Whom and what a consolidated report is about: all of a plan, a district's communes, a field."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from papi_cli.documents.letterhead import locality
from papi_cli.plan.loader import LoadedPlan
from papi_cli.plan.model import Task
from papi_cli.plan.parts import WORK, Agency, Role
from papi_cli.plan.query import Workload
from papi_cli.register.figures import Tier, tier_of


@dataclass(frozen=True, slots=True)
class Coverage:
    """What a consolidated report takes in: of which agencies, of which tasks; None for all.

    `words` says it within a sentence, empty where it is all of the plan. With only some tasks
    nothing is told of duties or of words outside tasks.
    """

    agencies: frozenset[str] | None = None
    tasks: frozenset[str] | None = None
    words: str = ""

    def of(self, agency: Agency) -> bool:
        """Whether it takes in what an agency sent."""
        return self.agencies is None or agency.name in self.agencies

    def holds(self, task: Task) -> bool:
        """Whether it takes in what is said of a task."""
        return self.tasks is None or task.id in self.tasks


ALL = Coverage()


def coverage(loaded: LoadedPlan, author: Agency) -> Coverage:
    """Return what the consolidated report of an agency is about.

    Who follows the plan up puts together all of it, as does who writes for a plan that names
    nobody for that; a district its communes, a group its members; any other agency the tasks
    that name it or its units, else those that it leads with a group.
    """
    registry = loaded.registry
    below = [each for each in registry.each_of(author) if each is not author]
    if below:
        of = f"{len(below)} thành viên của {author.name}"
        if not author.members:
            of = (
                f"{len(below)} {_communes(below)} thuộc {locality(author.name)} (không kể nhiệm vụ"
                f" của chính {author.name})"
            )
        return Coverage(frozenset(each.name for each in below), None, f"kết quả của {of}")
    follows = loaded.plan.document.follow_up
    if follows is None or registry.resolve(follows) is author:
        return ALL
    tasks = _field_of(loaded, author)
    named = f"{len(tasks)} nhiệm vụ thuộc lĩnh vực của {author.name}"
    return Coverage(None, frozenset(tasks), f"kết quả {named} (Phụ lục I)")


_KINDS = ("xã", "phường", "thị trấn", "đặc khu")


def _communes(agencies: Sequence[Agency]) -> str:
    """Return of what kinds communes are, by their names: `xã, thị trấn`."""
    places = [locality(each.name) for each in agencies]
    found = [kind for kind in _KINDS if any(each.startswith(f"{kind} ") for each in places)]
    return ", ".join(found) or "đơn vị"


def puts_together(loaded: LoadedPlan, author: Agency) -> bool:
    """Whether there is anything of others that a report of an agency can put together.

    A commune that no task names has neither communes nor a field.
    """
    covered = coverage(loaded, author)
    if covered.tasks is None:
        return True
    named = any(
        loaded.registry.resolve(name) is author
        for task in loaded.plan.tasks
        for item in task.items
        for role in WORK
        for name in item.raw_names(role)
    )
    return bool(covered.tasks) and (named or tier_of(loaded, author) is not Tier.COMMUNE)


def _field_of(loaded: LoadedPlan, author: Agency) -> Sequence[str]:
    """Return the tasks of an agency's field, by the plan's order."""
    own = {author.name, *(each.name for each in loaded.registry.units_of(author))}
    named = [
        task.id
        for task in loaded.plan.tasks
        if any(
            loaded.registry.resolve(name).name in own
            for item in task.items
            for role in WORK
            for name in item.raw_names(role)
        )
    ]
    led = Workload(loaded).answers((author,), (Role.LEAD,))
    return named or [each.task.id for each in led]
