"""What checklists say, counted against the plan."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from functools import cached_property

from papi_cli.checklists.collect import NOTHING_FOUND, FoundFiles, find_files, read_all
from papi_cli.checklists.fresh import Fresh
from papi_cli.checklists.intake import (
    Intake,
    Reading,
    Returned,
    Review,
    UncountedFile,
    take_in,
)
from papi_cli.checklists.items import duty_label, plan_items
from papi_cli.checklists.vocabulary import Status, joint_status
from papi_cli.errors import PapiError
from papi_cli.plan.due import overdue
from papi_cli.plan.loader import LoadedPlan
from papi_cli.plan.model import Task
from papi_cli.plan.parts import WORK, Agency, DutyItem, Role
from papi_cli.plan.query import (
    Answer,
    Workload,
    never_reports,
    reporters,
    tasks_without_reporting_lead,
)
from papi_cli.vietnamese.deadline import Due, Kind


@dataclass(slots=True)
class Count:
    """How many tasks are how far, by role; `late` are the ids of those past their deadline.

    They come in the order of the plan; `late_duties` are those of the duties of Part III, which
    count in nothing else.

    A task counts once for each agency that has it. `sent` are the agencies that wrote something
    in their checklist, `blank` those whose checklist says nothing yet, `missing` those expected
    to send one who sent none, or a blank one; `disputed` counts tasks of which an agency's files
    say different things, and which count for nothing.
    """

    statuses: Counter[tuple[Role, Status]] = field(default_factory=Counter)
    late: Counter[str] = field(default_factory=Counter)
    late_duties: Counter[str] = field(default_factory=Counter)
    sent: int = 0
    blank: int = 0
    missing: int = 0
    disputed: int = 0

    def total_of(self, role: Role | None = None, status: Status | None = None) -> int:
        """Return how many have the role and the status, None for any."""
        return sum(
            number
            for (one, other), number in self.statuses.items()
            if (role is None or one is role) and (status is None or other is status)
        )


Led = Mapping[str, Mapping[str, Status]]
"""From the ids of parts of tasks to how far each agency that leads them is with them."""


def whole_status(loaded: LoadedPlan, task: Task, led: Led) -> Status:
    """Return how far a task with parts is: done when all who lead one have done theirs.

    Who sent nothing has done nothing; of a group its members are asked.
    """
    statuses = []
    for part in task.parts:
        said = led.get(part.id, {})
        due = {each.name for each in reporters(loaded, part.lead)} | said.keys()
        statuses += [said.get(name, Status.NOT_STARTED) for name in due]
    return joint_status(statuses or [Status.NOT_STARTED])


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
    """What checklists say, counted."""

    def __init__(self, loaded: LoadedPlan, options: ProgressOptions) -> None:
        self.options = options
        self.counts: dict[str, Count] = {}
        self.total = Count()
        self.intake = Intake({}, (), ())
        self.blank: list[Agency] = []
        self.missing: list[Agency] = []
        self.lost: list[tuple[Agency, str, Review]] = []
        """What a former return said and the one that counts does not, as `reviews` has them."""
        self.expected: Sequence[Agency] = ()
        self.unled = {task.id: Count() for task in tasks_without_reporting_lead(loaded)}
        """Of each task without a lead that reports, what its coordinating agencies say."""
        self.roles = (options.role,) if options.role else WORK
        self._loaded = loaded
        self._led: dict[str, dict[str, Status]] = {}
        self.late_dates: dict[str, tuple[Due, ...]] = {}
        self._late_roles = {options.role or Role.LEAD}
        self._overdue = {
            begun: {
                **{item.id: self._passed(item, begun=begun) for item in loaded.plan.items},
                **{
                    item.id: self._passed(item, begun=begun)
                    for duty in loaded.plan.duties
                    for item in duty.items
                },
            }
            for begun in (False, True)
        }
        if options.by is By.DISTRICT and not any(each.district for each in loaded.plan.agencies):
            raise PapiError("Kế hoạch này không có huyện nào để đếm theo; dùng --by agency.")
        for key in self._fixed_keys():
            self.counts[key] = Count()

    def _passed(self, holder: Task | DutyItem, *, begun: bool) -> tuple[Due, ...]:
        """Return the dates of a task or duty that have passed before the day that was asked for."""
        if self.options.on is None:
            return ()
        deadline = self._loaded.deadline(holder)
        return overdue(deadline, self.options.on, self._loaded.plan.document, begun=begun)

    def _late(self, label: str, status: Status) -> bool:
        """Whether what has a status is past its deadline; notes the dates that have passed."""
        if status in {Status.DONE, Status.NOT_APPLICABLE}:
            return False
        passed = self._overdue[status is Status.IN_PROGRESS][label]
        if passed and len(passed) > len(self.late_dates.get(label, ())):
            self.late_dates[label] = passed
        return bool(passed)

    def _late_labels(self, sent: Returned, answer: Answer) -> list[str]:
        """Return what of a task is past its deadline: the task, or parts that are an agency's."""
        return [
            label
            for label in answer.labels
            if self._late(label, sent.statuses.get(label, Status.NOT_STARTED))
        ]

    def _fixed_keys(self) -> Iterable[str]:
        if self.options.by is By.DIMENSION:
            return [each.id for each in self._loaded.plan.dimensions]
        if self.options.by is By.TASK:
            return [each.id for each in self._loaded.plan.tasks]
        return ()

    def whole_status(self, task: Task) -> Status:
        """Return how far a task with parts is by all who lead one."""
        return whole_status(self._loaded, task, self._led)

    @cached_property
    def _workload(self) -> Workload:
        return Workload(self._loaded)

    @cached_property
    def several_dates(self) -> frozenset[str]:
        """The tasks that have milestones, or several periods."""
        deadlines = {task.id: self._loaded.deadline(task) for task in self._loaded.plan.tasks}
        return frozenset(
            label
            for label, each in deadlines.items()
            if len(each.dates) > 1 or each.kind is Kind.MILESTONES
        )

    @property
    def uncounted(self) -> Sequence[UncountedFile]:
        """The files that are not counted."""
        return self.intake.uncounted

    @property
    def reviews(self) -> list[tuple[Agency, str, Review]]:
        """What a person should look at again: whose, in which file, and what."""
        found = [
            (sent.owner, path, review)
            for sent in self.intake.returned.values()
            for path, review in sent.reviews
        ]
        return [*found, *self.lost]

    @property
    def disputed(self) -> list[Returned]:
        """The agencies whose files say different things of a task."""
        return [each for each in self.intake.returned.values() if each.disputed]

    @property
    def outdated(self) -> list[Returned]:
        """The agencies whose files hold results of tasks that are gone or changed."""
        return [each for each in self.intake.returned.values() if each.outdated]

    def count(self, intake: Intake, expected: Iterable[Agency] = ()) -> None:
        """Count all that came in; of the `expected` note who sent nothing."""
        self.intake, self.expected = intake, list(expected)
        saying = set()
        for sent in intake.returned.values():
            if sent.blank and never_reports(sent.owner):
                continue
            self._add(sent)
            if not sent.blank:
                saying.add(sent.owner.name)
        for agency in self.expected:
            if agency.name in saying:
                continue
            self.missing.append(agency)
            self.total.missing += 1
            if shared := self._count_of(agency):
                shared.missing += 1
        if self.options.by is By.TASK:
            self.counts = {key: count for key, count in self.counts.items() if count.total_of()}
        rows = (row for task in self._loaded.plan.tasks for row in (task, *task.parts))
        places = {row.id: at for at, row in enumerate(rows)}
        for count in (self.total, *self.counts.values()):
            count.late = Counter(
                {label: count.late[label] for label in sorted(count.late, key=places.__getitem__)}
            )
        if self.options.by in {By.AGENCY, By.DISTRICT}:
            order = {each.name: at for at, each in enumerate(self._loaded.registry.agencies)}
            last = len(order)
            self.counts = dict(
                sorted(self.counts.items(), key=lambda pair: order.get(pair[0], last))
            )

    def counted_by(self, by: By) -> Survey:
        """Return the same checklists counted by something else."""
        again = Survey(self._loaded, replace(self.options, by=by))
        again.count(self.intake, self.expected)
        return again

    def _add(self, sent: Returned) -> None:
        shared = self._count_of(sent.owner)
        if sent.blank:
            self.blank.append(sent.owner)
        for count in (self.total, *([shared] if shared else [])):
            count.sent += not sent.blank
            count.blank += sent.blank
            count.disputed += len(sent.disputed)
        for answer in sent.answers:
            task, role = answer.task, answer.role
            disputed = not set(sent.disputed).isdisjoint(answer.labels)
            if role is None or self.options.role not in {None, role} or disputed:
                continue
            status = sent.status(answer)
            late = self._late_labels(sent, answer) if role in self._late_roles else []
            if task.parts and role is Role.LEAD:
                for label in answer.labels:
                    said = sent.statuses.get(label, Status.NOT_STARTED)
                    self._led.setdefault(label, {})[sent.owner.name] = said
            counts = [self.total, shared or self.counts[self._key(task)]]
            for count in (*counts, *([self.unled[task.id]] if task.id in self.unled else [])):
                count.statuses[role, status] += 1
                if late:
                    count.late[late[0] if len(late) == 1 else task.id] += 1
        self._add_duties(sent, (self.total, *([shared] if shared else [])))

    def _add_duties(self, sent: Returned, counts: Iterable[Count]) -> None:
        """Count the duties that are overdue, but of those who sent only some of their tasks."""
        if all(each.head and each.head.narrowed for each in sent.readings):
            return
        late = [
            item.id
            for duty in (self._workload.duties((sent.owner,)) if self.options.on else ())
            for item in duty.items
            if (label := duty_label(item)) not in sent.disputed
            and self._late(item.id, sent.statuses.get(label, Status.NOT_STARTED))
        ]
        for count in counts:
            count.late_duties.update(late)

    def _key(self, task: Task) -> str:
        return task.id if self.options.by is By.TASK else task.dimension.id

    def _count_of(self, owner: Agency) -> Count | None:
        """Return the count that all tasks of an agency go to, None where they go to several."""
        if self.options.by is By.AGENCY:
            return self.counts.setdefault(owner.name, Count())
        if self.options.by is By.DISTRICT:
            return self.counts.setdefault(district_of(self._loaded, owner), Count())
        return None


def survey(  # noqa: PLR0913 - what is counted, and how it is watched
    loaded: LoadedPlan,
    paths: Iterable[str],
    options: ProgressOptions,
    expected: Iterable[Agency] = (),
    *,
    fresh: Fresh | None = None,
    watch: Callable[[Iterable[Reading], int], Iterable[Reading]] = lambda readings, _: readings,
) -> Survey:
    """Return the counts over the checklists in files and folders.

    `expected` are the agencies that are to send one; `fresh` is as `read_checklist` takes it.
    `watch` gets what is read and how many files there are, and hands it on. Raises `FileError` for
    a path that is not there.
    """
    found = find_files(paths)
    readings = watch(read_all(found.paths, plan_items(loaded), fresh), len(found.paths))
    return survey_readings(loaded, readings, options, expected, found=found)


def survey_readings(  # noqa: PLR0913 - as above
    loaded: LoadedPlan,
    readings: Iterable[Reading],
    options: ProgressOptions,
    expected: Iterable[Agency] = (),
    *,
    found: FoundFiles = NOTHING_FOUND,
    owners: Mapping[str, Agency] | None = None,
) -> Survey:
    """Return the counts over what was read; `owners` is as `take_in` takes it.

    `found` says which files are not counted either, and what is told of others.
    """
    result = Survey(loaded, options)
    intake = take_in(loaded, readings, owners)
    result.count(found.told_in(intake), expected)
    return result


def district_of(loaded: LoadedPlan, agency: Agency) -> str:
    """Return the district that a commune belongs to or a committee governs, else `NO_DISTRICT`."""
    if agency.district is None:
        governs = any(
            agency in loaded.registry.lookup(each.district)
            for each in loaded.plan.agencies
            if each.district
        )
        return agency.name if governs else NO_DISTRICT
    named = loaded.registry.lookup(agency.district)
    return named[0].name if named else agency.district
