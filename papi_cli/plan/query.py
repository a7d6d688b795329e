"""Questions to a plan: which tasks, whose, when. Pure; dates come in as arguments."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import IntEnum
from unicodedata import normalize

from papi_cli.errors import PapiError
from papi_cli.plan.due import STANDING, UNPLACED, due_by, in_force, overlaps
from papi_cli.plan.loader import LoadedPlan
from papi_cli.plan.model import Task
from papi_cli.plan.parts import WORK, Agency, Dimension, Duty, Period, Role, Subdimension
from papi_cli.plan.registry import Registry, may_hold
from papi_cli.safe_text import quoted
from papi_cli.vietnamese.deadline import Deadline, Obstacle, day, obstacle, window
from papi_cli.vietnamese.words import small_start, words


class Relation(IntEnum):
    """How a task reaches an agency, the closest first."""

    NAMED = 0
    UNIT = 1
    GROUP = 2


@dataclass(frozen=True, slots=True)
class Answer:
    """A task that was asked for.

    Where agencies were asked for, `role` is what the agency is to the task, and `via` the
    unit or group through which the task is its own; None where the task names it. Of a task with
    parts, `parts` are those in which the agency has that role.
    """

    task: Task
    role: Role | None = None
    via: Agency | None = None
    parts: tuple[Answer, ...] = ()

    @property
    def items(self) -> tuple[Answer, ...]:
        """What of the task the agency ticks: its parts, else the task whole."""
        return self.parts or (self,)

    @property
    def labels(self) -> tuple[str, ...]:
        """The ids of what the agency ticks."""
        return tuple(each.task.id for each in self.items)


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What to ask; everything that is set narrows, several `agencies` mean any of them.

    `role` and `direct` (only tasks that name the agency itself) say how it must have the task.
    `on` and `due_by` are days; `dimensions` and `subdimensions` are ids that the plan has, any of
    which may be the task's.
    """

    agencies: tuple[Agency, ...] = ()
    role: Role | None = None
    direct: bool = False
    dimensions: tuple[str, ...] = ()
    subdimensions: tuple[str, ...] = ()
    deadline: Deadline | None = None
    on: date | None = None
    due_by: date | None = None
    search: str = ""
    doubtful: bool = False


def ask(loaded: LoadedPlan, question: Question) -> list[Answer]:
    """Return the tasks that fit, in the order of the file."""
    tests = list(_tests(loaded, question))
    if question.agencies:
        roles = (question.role,) if question.role else WORK
        workload = Workload(loaded, direct=question.direct)
        answers = workload.answers(question.agencies, roles)
        return [answer for answer in answers if _fits([each.task for each in answer.items], tests)]
    tasks = [task for task in loaded.plan.tasks if _fits(task.items, tests)]
    if question.role:
        tasks = [task for task in tasks if task.raw_names(question.role)]
    return [Answer(task) for task in tasks]


def _fits(items: Iterable[Task], tests: Sequence[Callable[[Task], bool]]) -> bool:
    """Whether a task, or one of its parts, meets all conditions."""
    return any(all(test(item) for test in tests) for item in items)


def _tests(loaded: LoadedPlan, question: Question) -> Iterator[Callable[[Task], bool]]:
    """Yield a test for each condition that is set, except those on agencies."""
    if dimensions := question.dimensions:
        yield lambda task: task.dimension.id in dimensions
    if subdimensions := question.subdimensions:
        yield lambda task: task.subdimension is not None and task.subdimension.id in subdimensions
    for fits in _time_tests(loaded, question):
        yield lambda task, fits=fits: fits(loaded.deadline(task))  # type: ignore[misc]
    if question.search:
        wanted = words(question.search)
        yield lambda task: wanted in words(task.text)
    if question.doubtful:
        yield lambda task: bool(task.doubts)


def _time_tests(loaded: LoadedPlan, question: Question) -> Iterator[Callable[[Deadline], bool]]:
    """Yield a test for each condition on time that is set."""
    document = loaded.plan.document
    if (asked := question.deadline) is not None:
        yield lambda deadline: overlaps(deadline, asked, document)
    if (when := question.on) is not None:
        yield lambda deadline: in_force(deadline, when, document)
    if (last := question.due_by) is not None:
        yield lambda deadline: due_by(deadline, last, document)


Reach = Mapping[str, tuple[Relation, Agency | None]]
"""From the names of agencies whose tasks count, to how and through which."""


def _reach(registry: Registry, agencies: Iterable[Agency], direct: bool) -> Reach:
    reach: dict[str, tuple[Relation, Agency | None]] = {}

    def add(agency: Agency, tie: Relation, via: Agency | None) -> None:
        if agency.name not in reach or tie < reach[agency.name][0]:
            reach[agency.name] = (tie, via)

    for agency in agencies:
        add(agency, Relation.NAMED, None)
        if direct:
            continue
        units = registry.units_of(agency)
        for unit in units:
            add(unit, Relation.UNIT, unit)
        for member in (agency, *units):
            for group in registry.groups_of(member):
                add(group, Relation.GROUP, group)
    return reach


def parse_deadline_query(loaded: LoadedPlan, phrase: str) -> Deadline:
    """Return what the phrase means; a day alone is that day.

    Raises `PapiError` where it means no date and no task of the plan has the same words.
    """
    if when := day(phrase, loaded.plan.document.year):
        return window(phrase, when, when)
    asked = loaded.meaning(phrase)
    document = loaded.plan.document
    if asked.kind in UNPLACED and not any(
        overlaps(loaded.deadline(task), asked, document) for task in loaded.plan.tasks
    ):
        if obstacle(phrase, document.year, document.date) is Obstacle.YEAR:
            raise PapiError(
                f"Thời gian {quoted(phrase)} thiếu năm, mà kế hoạch này gồm nhiều năm; viết thêm"
                " năm, như «Quý II/2021»."
            )
        raise PapiError(
            f"Không hiểu thời gian {quoted(phrase)}; viết như «Quý II/2021», «Tháng 6/2021»,"
            " «trước ngày 30/6/2021», «quý này», «hằng quý» hoặc «Thường xuyên»."
        )
    return asked


@dataclass(frozen=True, slots=True)
class ExcludedByTime:
    """Tasks that would be answers but for their time, where that is worth a word.

    `undated` have a deadline that is in doubt, not understood, or decided by another document;
    `standing` go on or come again, and a phrase with dates does not ask for them.
    """

    undated: tuple[Task, ...] = ()
    standing: tuple[Task, ...] = ()


def excluded_by_time(
    loaded: LoadedPlan, question: Question, answers: Sequence[Answer]
) -> ExcludedByTime:
    """Return what the time that was asked for keeps out of the answers."""
    if question.deadline is None and question.on is None and question.due_by is None:
        return ExcludedByTime()
    answered = {answer.task.id for answer in answers}
    any_time = replace(question, deadline=None, on=None, due_by=None)
    dated = bool(question.due_by or (question.deadline and question.deadline.dates))
    undated, standing = [], []
    for task in (each.task for each in ask(loaded, any_time) if each.task.id not in answered):
        kinds = {loaded.deadline(item).kind for item in task.items}
        if "deadline" in task.doubts or kinds & UNPLACED:
            undated.append(task)
        elif dated and kinds & STANDING:
            standing.append(task)
    return ExcludedByTime(tuple(undated), tuple(standing))


@dataclass(frozen=True, slots=True)
class TasksAnswer:
    """All that is to be said about a question: the tasks, and what stands beside them.

    `duties` are those of Part III that are the agencies' that were asked for, or whose time is;
    `excluded` is what only the time that was asked for keeps out. `unplaced` are tasks that are
    answers because nobody can tell by the plan alone when they are. `period` is the plan's.
    `follow_up` counts the tasks that the agencies follow up and that are not among the answers,
    `vague` are the groups that may hold one of the agencies and do not say whom they hold.
    """

    question: Question
    tasks: Sequence[Answer]
    duties: Sequence[Duty] = ()
    excluded: ExcludedByTime = ExcludedByTime()
    unplaced: Sequence[Task] = ()
    period: Period | None = None
    follow_up: int = 0
    vague: Sequence[Agency] = ()


def answer_question(loaded: LoadedPlan, question: Question) -> TasksAnswer:
    """Return the tasks that fit, in the order of the file, with what stands beside them."""
    tasks = ask(loaded, question)
    unplaced = [
        each.task
        for each in tasks
        if question.on and any(loaded.deadline(item).kind in UNPLACED for item in each.task.items)
    ]
    answer = TasksAnswer(
        question,
        tasks,
        _duties(loaded, question),
        excluded_by_time(loaded, question, tasks),
        unplaced,
        loaded.plan.document.period,
    )
    if not question.agencies:
        return answer
    answered = {each.task.id for each in tasks}
    watched = ask(loaded, replace(question, role=Role.FOLLOW_UP)) if question.role is None else []
    return replace(
        answer,
        follow_up=sum(each.task.id not in answered for each in watched),
        vague=_vague_groups(loaded, question.agencies),
    )


def _duties(loaded: LoadedPlan, question: Question) -> list[Duty]:
    """Return the duties that stand beside the tasks that were asked for.

    Those of the agencies; where a time is asked for, of those that name theirs only the ones whose
    it is, and then of all agencies where none was asked for.
    """
    tests = list(_time_tests(loaded, question))
    if question.agencies:
        duties = Workload(loaded).duties(question.agencies)
    else:
        duties = [each for each in loaded.plan.duties if each.deadline] if tests else []
    return [
        each
        for each in duties
        if each.deadline is None or all(test(loaded.deadline(each)) for test in tests)
    ]


def _vague_groups(loaded: LoadedPlan, agencies: Sequence[Agency]) -> list[Agency]:
    """Return the groups that tasks name, that do not say whom they hold and may hold one asked."""
    named = {
        loaded.registry.resolve(name).name
        for task in loaded.plan.tasks
        for role in WORK
        for name in task.raw_names(role)
    }
    return [
        group
        for group in loaded.registry.vague_groups
        if group.name in named
        and group not in agencies
        and any(may_hold(group, agency) for agency in agencies)
    ]


_DUTY = "điểm "
"""What stands before the id of a duty where it might be a task's."""


def find_duty(loaded: LoadedPlan, wanted: str) -> Duty | None:
    """Return the duty of an id (`III.4`), in any case; None where a task has it, or nothing has.

    `điểm 1` is the duty where a task is called so too, as in a plan whose numbers run.
    """
    key = _id_key(wanted)
    if key.startswith(_DUTY):
        key = key.removeprefix(_DUTY).strip()
    elif any(_id_key(task.id) == key for task in loaded.plan.tasks):
        return None
    return next(
        (
            duty
            for duty in loaded.plan.duties
            if key in map(_id_key, (duty.id, *(each.id for each in duty.items)))
        ),
        None,
    )


def find_task(loaded: LoadedPlan, wanted: str) -> Task:
    """Return the task of an id, of one of its parts, or of a row's number that no other row has.

    Case does not count, đ and d differ.
    Raises `PapiError` with what is near where there is none.
    """
    if found := _task(loaded, wanted):
        return found
    key = _id_key(wanted)
    ids = {_id_key(task.id): task for task in loaded.plan.tasks}
    inside = [task.id for task in ids.values() if _id_key(task.id).startswith(f"{key}.")]
    if inside:
        raise PapiError(
            f"{quoted(wanted)} không phải là một nhiệm vụ mà gồm {len(inside)} nhiệm vụ:"
            f" {', '.join(inside[:8])}{' …' if len(inside) > 8 else ''}; hãy chọn một."  # noqa: PLR2004
        )
    duties = [duty.id for duty in loaded.plan.duties if _id_key(duty.id).startswith(f"{key}.")]
    if duties:
        raise PapiError(
            f"Không có nhiệm vụ {quoted(wanted)}; phần ấy có các điểm {', '.join(duties)}:"
            f" «papi show {duties[0]}»."
        )
    from difflib import get_close_matches  # noqa: PLC0415 - only an error needs it

    near = [ids[each].id for each in get_close_matches(key, ids, n=5)]
    advice = f"; gần nhất là {', '.join(near)}" if near else ""
    raise PapiError(f"Không có nhiệm vụ {quoted(wanted)}{advice}; «papi tasks» liệt kê mọi mã số.")


def _task(loaded: LoadedPlan, wanted: str) -> Task | None:
    """Return the task that `find_task` finds, None for none."""
    key = _id_key(wanted)
    ids = {_id_key(task.id): task for task in loaded.plan.tasks}
    parts = {_id_key(part.id): task for task in loaded.plan.tasks for part in task.parts}
    if key in ids or key in parts:
        return ids.get(key) or parts[key]
    alone = [task for task in ids.values() if _id_key(_row_label(task)) == key]
    return alone[0] if len(alone) == 1 else None


def find_section(loaded: LoadedPlan, wanted: str) -> Dimension | Subdimension | None:
    """Return the dimension or subdimension of an id; None where a task has it, or nothing has."""
    if _task(loaded, wanted):
        return None
    sections: list[Dimension | Subdimension] = [*loaded.plan.dimensions]
    sections += [sub for dimension in loaded.plan.dimensions for sub in dimension.subdimensions]
    key = _id_key(wanted)
    return next((each for each in sections if _id_key(each.id) == key), None)


def _row_label(task: Task) -> str:
    """Return the number that the row itself bears, nothing where it has none."""
    return task.id.removeprefix(f"{task.section.id}.") if task.id != task.section.id else ""


def find_dimension(loaded: LoadedPlan, wanted: str) -> Dimension:
    """Return the dimension of an id; raises `PapiError` with those that there are."""
    for dimension in loaded.plan.dimensions:
        if _id_key(dimension.id) == _id_key(wanted):
            return dimension
    word = small_start(loaded.plan.document.dimension_word)
    raise _no_such(word, wanted, [each.id for each in loaded.plan.dimensions])


def find_subdimension(loaded: LoadedPlan, wanted: str) -> Subdimension:
    """Return the subdimension of an id; raises `PapiError` with those that there are."""
    known = [sub for dimension in loaded.plan.dimensions for sub in dimension.subdimensions]
    for subdimension in known:
        if _id_key(subdimension.id) == _id_key(wanted):
            return subdimension
    word = small_start(loaded.plan.document.subdimension_word)
    raise _no_such(word, wanted, [each.id for each in known])


def _no_such(what: str, wanted: str, ids: list[str]) -> PapiError:
    if not ids:
        return PapiError(f"Kế hoạch này không có {what} nào nên không có {quoted(wanted)}.")
    return PapiError(f"Không có {what} {quoted(wanted)}; kế hoạch này có: {', '.join(ids)}.")


def _id_key(wanted: str) -> str:
    return normalize("NFC", wanted).strip().casefold()


@dataclass(frozen=True, slots=True)
class Load:
    """How many tasks an agency has: leading, coordinating, and in all, each task once.

    Those that it follows up are none of its own, and apart.
    """

    agency: Agency
    lead: int
    coordinating: int
    total: int
    follow_up: int = 0


_Having = defaultdict[str, tuple["array[int]", "array[int]"]]
"""From an agency's name to where items name it: their indexes, its places in their cells."""


class Workload:
    """Who has which tasks and duties, found once for asking about many agencies."""

    def __init__(self, loaded: LoadedPlan, *, direct: bool = False) -> None:
        self._loaded = loaded
        self._direct = direct
        self._items = loaded.plan.items
        self._tasks = array(
            "I", (at for at, task in enumerate(loaded.plan.tasks) for _ in task.items)
        )
        self._having: dict[Role, _Having] = {}
        for role in Role:
            having: _Having = defaultdict(lambda: (array("I"), array("I")))
            for at, item in enumerate(self._items):
                for place, raw_name in enumerate(item.raw_names(role)):
                    indexes, places = having[loaded.registry.resolve(raw_name).name]
                    indexes.append(at)
                    places.append(place)
            self._having[role] = having

    def answers(self, agencies: Iterable[Agency], roles: Iterable[Role] = WORK) -> list[Answer]:
        """Return the tasks of any of the agencies in one of `roles`, in the order of the file.

        Lead goes before coordinating, being named before a group. Who leads a part of a task leads
        the task, and has those parts of it.
        """
        reach = _reach(self._loaded.registry, agencies, self._direct)
        found: dict[int, Answer] = {}
        for role in roles:
            best: dict[int, tuple[Relation, int, Agency | None]] = {}
            for name, (tie, via) in reach.items():
                for at, place in zip(*self._having[role].get(name, ()), strict=True):
                    if at not in best or (tie, place) < best[at][:2]:
                        best[at] = (tie, place, via)
            by_task: defaultdict[int, list[int]] = defaultdict(list)
            for at in best:
                by_task[self._tasks[at]].append(at)
            for number, items in by_task.items():
                if number not in found:
                    found[number] = self._answer(number, role, {at: best[at] for at in items})
        return [found[number] for number in sorted(found)]

    def _answer(
        self,
        number: int,
        role: Role,
        best: Mapping[int, tuple[Relation, int, Agency | None]],
    ) -> Answer:
        """Return a task with its items that are an agency's; `best` tells how each is."""
        task = self._loaded.plan.tasks[number]
        nearest = min(best, key=lambda at: best[at][:2])
        if not task.parts:
            return Answer(task, role, best[nearest][2])
        parts = tuple(Answer(self._items[at], role, best[at][2]) for at in sorted(best))
        return Answer(task, role, best[nearest][2], parts)

    def duties(self, agencies: Iterable[Agency]) -> list[Duty]:
        """Return the duties of Part III that address one of the agencies, its groups or its units.

        A duty of a role addresses every agency that has a task in that role.
        """
        reach = _reach(self._loaded.registry, agencies, direct=False)
        roles = {role for role in Role if any(name in self._having[role] for name in reach)}
        return [
            duty
            for duty in self._loaded.plan.duties
            if (duty.role and Role(duty.role) in roles)
            or any(self._loaded.registry.resolve(name).name in reach for name in duty.agencies)
        ]

    def tasks(self, agency: Agency, roles: Iterable[Role]) -> list[set[int]]:
        """Return the indexes of the tasks that the agency has in each role, as `ask` would."""
        names = self._names(agency)
        return [
            {self._tasks[at] for name in names if name in having for at in having[name][0]}
            for having in (self._having[role] for role in roles)
        ]

    def _names(self, agency: Agency) -> list[str]:
        """Return the names that `_reach` leads to; how it does, a count need not know."""
        if self._direct:
            return [agency.name]
        registry = self._loaded.registry
        members = (agency, *registry.units_of(agency))
        groups = (group.name for each in members for group in registry.groups_of(each))
        return [*(each.name for each in members), *groups]

    def load(self, agency: Agency) -> Load:
        """Return the agency's counts."""
        lead, coordinating, follow_up = self.tasks(agency, Role)
        return Load(agency, len(lead), len(coordinating), len(lead | coordinating), len(follow_up))

    def by_dimension(self, agency: Agency, role: Role | None = None) -> dict[str, int]:
        """Return how many tasks the agency has under each dimension, by the dimension's id."""
        counts = dict.fromkeys((each.id for each in self._loaded.plan.dimensions), 0)
        for at in set().union(*self.tasks(agency, [role] if role else WORK)):
            counts[self._loaded.plan.tasks[at].dimension.id] += 1
        return counts

    def with_tasks(self, role: Role | None = None) -> list[Agency]:
        """Return the agencies that some task names in a role, or to do it, as the file has them."""
        return [
            agency
            for agency in self._loaded.registry.agencies
            if any(agency.name in self._having[each] for each in ([role] if role else WORK))
        ]


def never_reports(agency: Agency) -> bool:
    """Whether no report is to be expected of an agency: of a group, its members report."""
    return bool(agency.members) or agency.reports is not None


def reporters(loaded: LoadedPlan, raw_names: Iterable[str]) -> list[Agency]:
    """Return the agencies that report on what names in a cell are given: of a group its members.

    For a unit that does not report the agency does that it is part of.
    """
    registry = loaded.registry
    found: dict[str, Agency] = {}
    asked = [registry.resolve(name) for name in raw_names]
    seen = set()
    for agency in asked:
        if agency.name in seen:
            continue
        seen.add(agency.name)
        if agency.members:
            asked += map(registry.resolve, agency.members)
        elif not never_reports(agency):
            found[agency.name] = agency
        elif agency.part_of:
            asked.append(registry.resolve(agency.part_of))
    return list(found.values())


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


def tasks_without_reporting_lead(loaded: LoadedPlan) -> list[Task]:
    """Return the tasks that no agency leads which is to report, in the order of the file."""
    return [task for task in loaded.plan.tasks if not reporters(loaded, task.raw_names(Role.LEAD))]
