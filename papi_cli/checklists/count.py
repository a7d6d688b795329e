"""What checklists say, counted against the plan."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from papi_cli.checklists.collect import Reading, find_files, read_all
from papi_cli.checklists.intake import Accepted, Intake, UncountedFile
from papi_cli.checklists.items import plan_items
from papi_cli.checklists.vocabulary import Status
from papi_cli.plan.loader import LoadedPlan
from papi_cli.plan.model import Task
from papi_cli.plan.parts import Agency, Role
from papi_cli.plan.query import Workload


@dataclass(slots=True)
class Count:
    """How many tasks are how far, by role; `late` are the ids of those past their deadline.

    A task counts once for each agency that has it. `sent` are the agencies that wrote something
    in their checklist, `blank` those whose checklist says nothing yet, `missing` those expected
    to send one who sent none, or a blank one.
    """

    statuses: Counter[tuple[Role, Status]] = field(default_factory=Counter)
    late: Counter[str] = field(default_factory=Counter)
    sent: int = 0
    blank: int = 0
    missing: int = 0

    def total_of(self, role: Role | None = None, status: Status | None = None) -> int:
        """Return how many have the role and the status, None for any."""
        return sum(
            number
            for (one, other), number in self.statuses.items()
            if (role is None or one is role) and (status is None or other is status)
        )


class By(StrEnum):
    """What progress is counted by."""

    AGENCY = "agency"
    DIMENSION = "dimension"
    TASK = "task"
    DISTRICT = "district"


NO_DISTRICT = ""
"""The key of all agencies that are in no district's charge."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgressOptions:
    """What to count: by what, one role or both, and what is past its deadline `on` a day."""

    by: By = By.AGENCY
    role: Role | None = None
    on: date | None = None


class Survey:
    """The counts over checklists, taken one by one and then forgotten."""

    def __init__(self, loaded: LoadedPlan, options: ProgressOptions) -> None:
        self.options = options
        self.counts: dict[str, Count] = {}
        self.total = Count()
        self.uncounted: list[UncountedFile] = []
        self.blank: list[Agency] = []
        self.missing: list[Agency] = []
        self.expected = 0
        self.roles = (options.role,) if options.role else tuple(Role)
        self._loaded = loaded
        self._intake = Intake(loaded)
        self._said: set[str] = set()
        self._overdue = frozenset(
            task.id
            for task in loaded.plan.tasks
            if options.on and (end := loaded.deadline(task).end) and end < options.on
        )
        for key in self._fixed_keys():
            self.counts[key] = Count()

    def _fixed_keys(self) -> Iterable[str]:
        if self.options.by is By.DIMENSION:
            return [each.id for each in self._loaded.plan.dimensions]
        if self.options.by is By.TASK:
            return [each.id for each in self._loaded.plan.tasks]
        return ()

    def take(self, reading: Reading) -> None:
        """Count one checklist, or note why it is not counted."""
        if reading.head is None:
            if reading.problem:
                self.uncounted.append(UncountedFile(reading.path, reading.problem))
            return
        accepted = self._intake.accept(reading.path, reading.head, reading.held)
        if isinstance(accepted, UncountedFile):
            self.uncounted.append(accepted)
        elif not (reading.blank and never_reports(accepted.owner)):
            self._add(accepted, reading)

    def _add(self, accepted: Accepted, reading: Reading) -> None:
        shared = self._count_of(accepted.owner)
        if not reading.blank:
            self._said.add(accepted.owner.name)
        if accepted.first:
            if reading.blank:
                self.blank.append(accepted.owner)
            for count in (self.total, *([shared] if shared else [])):
                count.sent += not reading.blank
                count.blank += reading.blank
        for answer in accepted.answers:
            task, role = answer.task, answer.role
            if role is None or self.options.role not in {None, role}:
                continue
            status = reading.statuses.get(task.id, Status.NOT_STARTED)
            late = task.id in self._overdue and status is not Status.DONE
            for count in (self.total, shared or self.counts[self._key(task)]):
                count.statuses[role, status] += 1
                if late:
                    count.late[task.id] += 1

    def _key(self, task: Task) -> str:
        return task.id if self.options.by is By.TASK else task.dimension.id

    def _count_of(self, owner: Agency) -> Count | None:
        """Return the count that all tasks of an agency go to, None where they go to several."""
        if self.options.by is By.AGENCY:
            return self.counts.setdefault(owner.name, Count())
        if self.options.by is By.DISTRICT:
            return self.counts.setdefault(district_of(self._loaded, owner), Count())
        return None

    def finish(self, expected: Iterable[Agency] = ()) -> None:
        """Note which of the expected agencies sent nothing, when all files are taken."""
        for agency in expected:
            self.expected += 1
            if agency.name in self._said:
                continue
            self.missing.append(agency)
            self.total.missing += 1
            if shared := self._count_of(agency):
                shared.missing += 1
        if self.options.by is By.TASK:
            self.counts = {key: count for key, count in self.counts.items() if count.total_of()}
        if self.options.by in {By.AGENCY, By.DISTRICT}:
            order = {each.name: at for at, each in enumerate(self._loaded.registry.agencies)}
            last = len(order)
            self.counts = dict(
                sorted(self.counts.items(), key=lambda pair: order.get(pair[0], last))
            )


def survey(
    loaded: LoadedPlan,
    paths: Iterable[str],
    options: ProgressOptions,
    expected: Iterable[Agency] = (),
    watch: Callable[[Iterable[Reading], int], Iterable[Reading]] = lambda readings, _: readings,
) -> Survey:
    """Return the counts over the checklists in files and folders.

    `expected` are the agencies that are to send one. `watch` gets what is read and how many files
    there are, and hands it on. Raises `FileError` for a path that is not there.
    """
    found, uncounted = find_files(paths)
    result = Survey(loaded, options)
    result.uncounted += uncounted
    for reading in watch(read_all(found, plan_items(loaded)), len(found)):
        result.take(reading)
    result.finish(expected)
    return result


def never_reports(agency: Agency) -> bool:
    """Whether no report is to be expected of an agency: of a group, its members report."""
    return bool(agency.members) or agency.reports is not None


def district_of(loaded: LoadedPlan, agency: Agency) -> str:
    """Return the name of the district that a commune belongs to, `NO_DISTRICT` for any other."""
    if agency.district is None:
        return NO_DISTRICT
    named = loaded.registry.lookup(agency.district)
    return named[0].name if named else agency.district


def reporting_agencies(
    loaded: LoadedPlan, workload: Workload, roles: Iterable[Role]
) -> list[Agency]:
    """Return the agencies that are to report: with a task in one of `roles`, no groups."""
    roles = tuple(roles)
    return [
        agency
        for agency in loaded.registry.agencies
        if not never_reports(agency) and workload.answers((agency,), roles)
    ]
