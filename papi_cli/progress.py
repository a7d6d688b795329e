"""What ticked checklists say: read back, many at once, and counted against the plan."""

from __future__ import annotations

import os
import signal
import sys
from collections import Counter, deque
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from pathlib import Path

from papi_cli import checklist
from papi_cli.checklist import Checklist, Entry, Gone, Head
from papi_cli.errors import FileError, reason
from papi_cli.files import is_folder, read_text
from papi_cli.matching import Wanted
from papi_cli.plan import Agency, Role, Task
from papi_cli.query import Answer, Workload
from papi_cli.store import LoadedPlan
from papi_cli.text import quoted


class Status(StrEnum):
    """How far a task is."""

    DONE = "done"
    IN_PROGRESS = "in_progress"
    NOT_STARTED = "not_started"

    @property
    def word(self) -> str:
        """The status as users read it."""
        return _WORDS[self]


_WORDS = {
    Status.DONE: "Hoàn thành",
    Status.IN_PROGRESS: "Đang thực hiện",
    Status.NOT_STARTED: "Chưa thực hiện",
}


def status_of(entry: Entry | None) -> Status:
    """Return a task's status: ticked is done, a result or another mark is in progress.

    A result that only says «đã xong» is a tick, one that only says «chưa thực hiện» is none.
    """
    if entry is None:
        return Status.NOT_STARTED
    if entry.done:
        return Status.DONE
    return Status.IN_PROGRESS if entry.begun else Status.NOT_STARTED


# Finding and reading files


SUFFIX = ".md"
_OTHER_FORMATS = frozenset(
    ".txt .doc .docx .odt .rtf .pdf .html .htm .xls .xlsx .zip .rar .7z".split()  # noqa: SIM905
)
"""What a checklist may have been turned into: a result must not vanish without a word. Not even
`.md.txt` is read, which `papi checklist` would not find again to write it anew."""
DOCUMENT_MARK = "<!-- papi: văn bản -->"
"""The last line of every other document that papi writes: such files are no checklists."""


@dataclass(frozen=True, slots=True)
class Unread:
    """A file that is not counted: its path as the user knows it, and a sentence why."""

    path: str
    problem: str


def find_files(paths: Iterable[str]) -> tuple[list[str], list[Unread]]:
    """Return the checklists among files and folders, and what could not be looked at.

    Folders are searched through all depths for names in `.md`, in the order of their names; what
    is hidden is left out, documents in other formats are named. A file that is named twice counts
    once.
    """
    found: dict[str, str] = {}
    unread: list[Unread] = []

    def take(path: str) -> None:
        found.setdefault(os.path.realpath(path), path)

    def refuse(error: OSError) -> None:
        shown = quoted(str(error.filename), 200)
        unread.append(
            Unread(str(error.filename), f"Không đọc được thư mục {shown} ({reason(error)}).")
        )

    for path in paths:
        if not (path and is_folder(path)):
            take(path)
            continue
        for folder, inner, names in os.walk(path, onerror=refuse):
            inner[:] = sorted(name for name in inner if not name.startswith("."))
            for name in sorted(names):
                inside = str(Path(folder) / name)
                if name.startswith((".", "~$")):  # hidden, or what Word has open
                    continue
                if name.lower().endswith(SUFFIX):
                    take(inside)
                elif Path(name).suffix.lower() in _OTHER_FORMATS:
                    unread.append(_other_format(inside))
    return list(found.values()), unread


def read_checklist(path: str, tasks: Mapping[str, Wanted]) -> Checklist | None:
    """Return a checklist, None where the file is another document of papi's.

    `tasks` are those of the plan, its duties too, by label. Raises `FileError`.
    """
    text = read_text(Path(path), path)
    try:
        found = checklist.read(text, tasks)
    except checklist.NotAChecklistError as error:
        if text.rstrip().endswith(DOCUMENT_MARK):
            return None
        raise FileError(f"Tệp {quoted(path, 200)} {error} nên không được tính.") from None
    if not found.sealed:
        raise FileError(
            f"Tệp {quoted(path, 200)} mất chú thích ở cuối nên không biết dòng nào là của cơ quan;"
            " chạy «papi checklist» trên thư mục có tệp này để bổ sung rồi đếm lại."
        )
    return found


Statuses = dict[str, Status]
"""From the labels of tasks to their statuses; what is not there was not started."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read of a file: enough to count it.

    `head` is None where it is no checklist, `problem` then the sentence why, empty for another
    document of papi's. `held` are the tasks that it holds. `blank` tells that nobody
    has written anything in it.
    """

    path: str
    head: Head | None = None
    statuses: Statuses = field(default_factory=dict)
    held: frozenset[str] = frozenset()
    blank: bool = False
    problem: str = ""


_tasks: Mapping[str, Wanted] = {}


def _prepare(tasks: Mapping[str, Wanted]) -> None:
    """Give a process that reads for another what all its files need; Ctrl+C ends it."""
    global _tasks  # noqa: PLW0603 - a process of a pool has no other place for it
    _tasks = tasks
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def _read_some(paths: Sequence[str]) -> list[Reading]:
    return [_read_one(path) for path in paths]


def _read_one(path: str) -> Reading:
    try:
        found = read_checklist(path, _tasks)
    except FileError as error:
        return Reading(path, problem=str(error))
    if found is None:
        return Reading(path)
    statuses = {label: status_of(entry) for label, entry in found.entries.items()}
    whole = Returned()
    whole.add(found)
    return Reading(path, found.head, statuses, found.held, whole.blank)


_AT_ONCE = 32
"""Files that a process reads before it reports."""
_WORTH_IT = 64
"""From so many files on, several processes are faster than one."""


def read_all(paths: Sequence[str], tasks: Mapping[str, Wanted]) -> Iterator[Reading]:
    """Yield what files say, in their order; many are read by several processes.

    No more is held at a time than the processes are working on.
    """
    workers = min(os.cpu_count() or 1, 8)
    if len(paths) < _WORTH_IT or workers == 1:
        _prepare(tasks)
        yield from map(_read_one, paths)
        return
    from concurrent.futures import Future, ProcessPoolExecutor  # noqa: PLC0415 - for many files
    from multiprocessing import get_context  # noqa: PLC0415

    # Neither way opens a socket, as Python's own choice on Linux does from 3.14 on.
    context = get_context("fork" if sys.platform == "linux" else "spawn")
    pool = ProcessPoolExecutor(workers, context, initializer=_prepare, initargs=(dict(tasks),))
    waiting: deque[Future[list[Reading]]] = deque()
    with pool:
        for at in range(0, len(paths), _AT_ONCE):
            waiting.append(pool.submit(_read_some, paths[at : at + _AT_ONCE]))
            if len(waiting) > 2 * workers:
                yield from waiting.popleft().result()
        while waiting:
            yield from waiting.popleft().result()


# Whose they are


@dataclass(frozen=True, slots=True)
class Accepted:
    """A checklist that counts: whose, the tasks it holds, whether it is the agency's first."""

    owner: Agency
    answers: Sequence[Answer]
    first: bool


class Intake:
    """Tells whose checklists are, and keeps any task of an agency from counting twice."""

    def __init__(self, loaded: LoadedPlan) -> None:
        self._loaded = loaded
        self._workload = Workload(loaded)
        self._taken: dict[str, tuple[str, frozenset[str]]] = {}

    def accept(self, path: str, head: Head, held: Collection[str]) -> Accepted | Unread:
        """Return what a checklist is, or why it does not count.

        `held` are the labels of the tasks that it holds; one that is not narrowed answers for all
        tasks of its agency.
        """
        if head.plan != self._loaded.plan.document.number:
            return _uncounted(path, f"là danh mục theo kế hoạch khác ({quoted(head.plan)})")
        named = self._loaded.registry.named(head.agency)
        if len(named) != 1:
            return _uncounted(path, f"là của {quoted(head.agency)}, cơ quan kế hoạch không có,")
        owner = named[0]
        answers = self._workload.answers((owner,))
        if head.narrowed:
            answers = [each for each in answers if each.task.id in held]
        ids = frozenset(answer.task.id for answer in answers)
        earlier, taken = self._taken.get(owner.name, ("", frozenset()))
        if earlier and (ids & taken or not ids):
            return _uncounted(
                path, f"là danh mục thứ hai của {quoted(owner.name)}, sau {quoted(earlier, 200)},"
            )
        self._taken[owner.name] = (earlier or path, taken | ids)
        return Accepted(owner, answers, first=not earlier)


def _uncounted(path: str, why: str) -> Unread:
    return Unread(path, f"Tệp {quoted(path, 200)} {why} nên không được tính.")


def _other_format(path: str) -> Unread:
    said = f"Tệp {quoted(path, 200)} không phải là tệp .md nên không được tính;"
    plain = path.lower().endswith(".txt")
    mend = "nếu là danh mục thì đổi lại đuôi thành .md" if plain else "xin lại tệp .md"
    return Unread(path, f"{said} {mend}.")


# Counting


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

    def of(self, role: Role | None = None, status: Status | None = None) -> int:
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
class Interest:
    """What to count: by what, one role or both, and what is past its deadline `on` a day."""

    by: By = By.AGENCY
    role: Role | None = None
    on: date | None = None


class Survey:
    """The counts over checklists, taken one by one and then forgotten."""

    def __init__(self, loaded: LoadedPlan, interest: Interest) -> None:
        self.interest = interest
        self.counts: dict[str, Count] = {}
        self.total = Count()
        self.unread: list[Unread] = []
        self.blank: list[Agency] = []
        self.missing: list[Agency] = []
        self.expected = 0
        self.roles = (interest.role,) if interest.role else tuple(Role)
        self._loaded = loaded
        self._intake = Intake(loaded)
        self._said: set[str] = set()
        self._overdue = frozenset(
            task.id
            for task in loaded.plan.tasks
            if interest.on and (end := loaded.deadline(task).end) and end < interest.on
        )
        for key in self._fixed_keys():
            self.counts[key] = Count()

    def _fixed_keys(self) -> Iterable[str]:
        if self.interest.by is By.DIMENSION:
            return [each.id for each in self._loaded.plan.dimensions]
        if self.interest.by is By.TASK:
            return [each.id for each in self._loaded.plan.tasks]
        return ()

    def take(self, reading: Reading) -> None:
        """Count one checklist, or note why it is not counted."""
        if reading.head is None:
            if reading.problem:
                self.unread.append(Unread(reading.path, reading.problem))
            return
        accepted = self._intake.accept(reading.path, reading.head, reading.held)
        if isinstance(accepted, Unread):
            self.unread.append(accepted)
        elif not (reading.blank and silent(accepted.owner)):
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
            if role is None or self.interest.role not in {None, role}:
                continue
            status = reading.statuses.get(task.id, Status.NOT_STARTED)
            late = task.id in self._overdue and status is not Status.DONE
            for count in (self.total, shared or self.counts[self._key(task)]):
                count.statuses[role, status] += 1
                if late:
                    count.late[task.id] += 1

    def _key(self, task: Task) -> str:
        return task.id if self.interest.by is By.TASK else task.dimension.id

    def _count_of(self, owner: Agency) -> Count | None:
        """Return the count that all tasks of an agency go to, None where they go to several."""
        if self.interest.by is By.AGENCY:
            return self.counts.setdefault(owner.name, Count())
        if self.interest.by is By.DISTRICT:
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
        if self.interest.by is By.TASK:
            self.counts = {key: count for key, count in self.counts.items() if count.of()}
        if self.interest.by in {By.AGENCY, By.DISTRICT}:
            order = {each.name: at for at, each in enumerate(self._loaded.registry.agencies)}
            last = len(order)
            self.counts = dict(
                sorted(self.counts.items(), key=lambda pair: order.get(pair[0], last))
            )


def silent(agency: Agency) -> bool:
    """Whether no report is to be expected of an agency: of a group, its members report."""
    return bool(agency.members) or agency.reports is not None


def district_of(loaded: LoadedPlan, agency: Agency) -> str:
    """Return the name of the district that a commune belongs to, `NO_DISTRICT` for any other."""
    if agency.district is None:
        return NO_DISTRICT
    named = loaded.registry.named(agency.district)
    return named[0].name if named else agency.district


def reporting(loaded: LoadedPlan, workload: Workload, roles: Iterable[Role]) -> list[Agency]:
    """Return the agencies that are to report: with a task in one of `roles`, no groups."""
    roles = tuple(roles)
    return [
        agency
        for agency in loaded.registry.agencies
        if not silent(agency) and workload.answers((agency,), roles)
    ]


# Reading whole


@dataclass(slots=True)
class Returned:
    """All that an agency sent: what it says of each task by label, and its other words."""

    entries: dict[str, Entry] = field(default_factory=dict)
    gone: list[Gone] = field(default_factory=list)
    others: list[str] = field(default_factory=list)
    tasks: set[str] = field(default_factory=set)
    """The tasks that its checklists are about: of others nothing is known."""

    def add(self, found: Checklist) -> None:
        """Add one checklist to those that were read before."""
        for label, entry in found.entries.items():
            known = self.entries.get(label)
            self.entries[label] = known.with_more(entry) if known else entry
        self.gone += found.gone
        self.others += found.others

    @property
    def blank(self) -> bool:
        """Whether nobody has written anything."""
        started = any(status_of(each) is not Status.NOT_STARTED for each in self.entries.values())
        return not (started or self.gone or self.others)


def collect(
    loaded: LoadedPlan, paths: Iterable[str], tasks: Mapping[str, Wanted]
) -> tuple[Mapping[str, Returned], list[Unread]]:
    """Return what agencies sent, by their names, and the files that are not counted."""
    returned: dict[str, Returned] = {}
    unread: list[Unread] = []
    intake = Intake(loaded)
    for path in paths:
        try:
            found = read_checklist(path, tasks)
        except FileError as error:
            unread.append(Unread(path, str(error)))
            continue
        if found is None:
            continue
        accepted = intake.accept(path, found.head, found.held)
        if isinstance(accepted, Unread):
            unread.append(accepted)
            continue
        held = returned.setdefault(accepted.owner.name, Returned())
        held.add(found)
        held.tasks.update(answer.task.id for answer in accepted.answers)
    return returned, unread
