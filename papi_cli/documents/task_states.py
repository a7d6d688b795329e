"""How the tasks of agencies stand by what these sent, one by one and counted.

Each task of an agency stands in one place; whatever it is counted by, the sums are the same.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TypeVar

from papi_cli.checklists.intake import AgencyReturn
from papi_cli.checklists.vocabulary import Status, joint_status, status_of
from papi_cli.documents.coverage import Coverage
from papi_cli.documents.work import Work
from papi_cli.plan.due import overdue_since
from papi_cli.plan.loader import LoadedPlan
from papi_cli.plan.model import Task
from papi_cli.plan.parts import Agency, Role
from papi_cli.plan.query import Answer, never_reports
from papi_cli.register.sentences import percent


@dataclass(frozen=True, slots=True)
class TaskState:
    """How a task of an agency stands; `days` are those past its deadline.

    `status` is None where nothing is known: the agency sent nothing that says so, or, being
    `disputed`, files that say different things.
    """

    agency: Agency
    task: Task
    role: Role
    status: Status | None
    disputed: bool = False
    days: int = 0

    @property
    def is_led(self) -> bool:
        """Whether the agency leads the task."""
        return self.role is Role.LEAD


@dataclass(slots=True)
class Tally:
    """How many tasks of agencies are how far; `days` is the most that one of them is late."""

    done: int = 0
    in_progress: int = 0
    not_started: int = 0
    not_applicable: int = 0
    disputed: int = 0
    silent: int = 0
    late: int = 0
    days: int = 0

    def add(self, state: TaskState) -> None:
        """Count a task of an agency."""
        self.done += state.status is Status.DONE
        self.in_progress += state.status is Status.IN_PROGRESS
        self.not_started += state.status is Status.NOT_STARTED
        self.not_applicable += state.status is Status.NOT_APPLICABLE
        self.disputed += state.disputed
        self.silent += state.status is None and not state.disputed
        self.late += state.days > 0
        self.days = max(self.days, state.days)

    @property
    def counted(self) -> int:
        """Of how many a rate is: those to be done of which it is known how far they are."""
        return self.done + self.in_progress + self.not_started

    @property
    def total(self) -> int:
        """How many there are, known or not."""
        return self.counted + self.not_applicable + self.disputed + self.silent

    @property
    def rate(self) -> float | None:
        """The share of those that are done, 1.0 the whole; None where none is counted."""
        return self.done / self.counted if self.counted else None


def task_states(
    loaded: LoadedPlan,
    work: Work,
    returned: Mapping[str, AgencyReturn],
    covered: Coverage,
    on: date | None = None,
) -> list[TaskState]:
    """Return how all covered tasks of agencies stand, by what was sent, in the registry's order.

    Days count until `on`, None for no days. A group has tasks only where one was sent in its name.
    """
    found: list[TaskState] = []
    for agency in filter(covered.of, loaded.registry.agencies):
        sent = returned.get(agency.name)
        if sent is not None and sent.silent:
            sent = None
        if sent is None and never_reports(agency):
            continue
        found += (
            _state(loaded, agency, answer, sent, on)
            for answer in work.answers(agency)
            if covered.holds(answer.task)
        )
    return found


def _state(
    loaded: LoadedPlan, agency: Agency, answer: Answer, sent: AgencyReturn | None, on: date | None
) -> TaskState:
    """Return how a task stands by what an agency sent, None for nothing of any task."""
    task, role = answer.task, answer.role or Role.COORDINATING
    labels = set(answer.labels)
    if sent is None:
        return TaskState(agency, task, role, None)
    if labels & sent.disputed:
        return TaskState(agency, task, role, None, disputed=True)
    if not labels <= sent.tasks:
        return TaskState(agency, task, role, None)
    statuses = {item.task.id: status_of(sent.entries.get(item.task.id)) for item in answer.items}
    days = max(
        (days_late(loaded, item.task, statuses[item.task.id], on) for item in answer.items),
        default=0,
    )
    return TaskState(agency, task, role, joint_status([*statuses.values()]), days=days)


def days_late(loaded: LoadedPlan, item: Task, status: Status, on: date | None) -> int:
    """Return how many days a task that is not done is late on a day."""
    if on is None or status in {Status.DONE, Status.NOT_APPLICABLE}:
        return 0
    begun = status is Status.IN_PROGRESS
    missed = overdue_since(loaded.deadline(item), on, loaded.plan.document, begun=begun)
    return (on - missed).days if missed else 0


KeyT = TypeVar("KeyT", bound=Hashable)


def tallied(
    states: Iterable[TaskState], key: Callable[[TaskState], KeyT], keys: Iterable[KeyT] = ()
) -> dict[KeyT, Tally]:
    """Return the counts by a key, those of `keys` first, be they empty."""
    found = {each: Tally() for each in keys}
    for state in states:
        found.setdefault(key(state), Tally()).add(state)
    return found


def total(states: Iterable[TaskState]) -> Tally:
    """Return all of them, counted."""
    tally = Tally()
    for state in states:
        tally.add(state)
    return tally


def gained(now: Tally, before: Tally | None) -> Decimal | None:
    """Return by how many points of percentage a rate grew, None where one of both is none.

    It is the difference of the rates as they are shown: a reader who subtracts finds it.
    """
    after, earlier = percent(now.rate), percent(before.rate) if before else None
    return None if after is None or earlier is None else after - earlier


def points_text(change: Decimal | None, none: str = "–") -> str:
    """Return a change with its sign: `+3,5`, `-0,4`, `0`."""
    if change is None:
        return none
    return f"{change:+}".replace(".", ",").removesuffix(",0") if change else "0"
