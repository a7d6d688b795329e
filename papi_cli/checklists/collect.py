"""Checklists that came back: found, read, many at once, and put together by agency."""

from __future__ import annotations

import os
import signal
import sys
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from papi_cli.checklists.carriers import DEFAULT, carrier_of
from papi_cli.checklists.format import (
    DOCUMENT_MARK,
    Checklist,
    Entry,
    Head,
    NotAChecklistError,
    OrphanedEntry,
)
from papi_cli.checklists.intake import Intake, UncountedFile
from papi_cli.checklists.items import PlanItem, plan_items
from papi_cli.checklists.vocabulary import Status, join_entries, status_of
from papi_cli.errors import FileError, reason
from papi_cli.files import is_folder, read_text
from papi_cli.plan.loader import LoadedPlan
from papi_cli.safe_text import quoted

_OTHER_FORMATS = frozenset(
    ".txt .doc .docx .odt .rtf .pdf .html .htm .xls .xlsx .zip .rar .7z".split()  # noqa: SIM905
)
"""What a checklist may have been turned into: a result must not vanish without a word. Not even
`.md.txt` is read, which `papi checklist` would not find again to write it anew."""


def find_files(paths: Iterable[str]) -> tuple[list[str], list[UncountedFile]]:
    """Return the checklists among files and folders, and what is not counted.

    Folders are searched through all depths for what a carrier reads, in the order of their names;
    what is hidden is left out, documents in other formats are named. A file that is named twice
    counts once. Raises `FileError` for a path that is not there.
    """
    found: dict[str, str] = {}
    uncounted: list[UncountedFile] = []
    for path in paths:
        if not os.path.lexists(path):
            raise FileError(f"Không có {quoted(path, 200)}; kiểm tra lại đường dẫn.")
        inside = [path]
        if is_folder(path):
            inside = list(_walk(path, uncounted))
        for each in inside:
            found.setdefault(os.path.realpath(each), each)
    return list(found.values()), uncounted


def _walk(folder: str, uncounted: list[UncountedFile]) -> Iterator[str]:
    """Yield the files in a folder that a carrier reads; add those that none does to `uncounted`."""

    def refuse(error: OSError) -> None:
        shown = quoted(str(error.filename), 200)
        problem = f"Không đọc được thư mục {shown} ({reason(error)})."
        uncounted.append(UncountedFile(str(error.filename), problem))

    for within, inner, names in os.walk(folder, onerror=refuse):
        inner[:] = sorted(name for name in inner if not name.startswith("."))
        for name in sorted(names):
            path = str(Path(within) / name)
            if name.startswith((".", "~$")):  # hidden, or what Word has open
                continue
            if carrier_of(name):
                yield path
            elif Path(name).suffix.lower() in _OTHER_FORMATS:
                uncounted.append(_other_format(path))


def _other_format(path: str) -> UncountedFile:
    said = f"Tệp {quoted(path, 200)} không phải là tệp .md nên không được tính;"
    plain = path.lower().endswith(".txt")
    mend = "nếu là danh mục thì đổi lại đuôi thành .md" if plain else "xin lại tệp .md"
    return UncountedFile(path, f"{said} {mend}.")


def read_checklist(path: str, items: Mapping[str, PlanItem]) -> Checklist | None:
    """Return a checklist, None where the file is another document of papi's.

    `items` are those of the plan by label. Raises `FileError`.
    """
    text = read_text(Path(path), path)
    carrier = carrier_of(path) or DEFAULT
    try:
        found = carrier.read(text, items)
    except NotAChecklistError as error:
        if text.rstrip().endswith(DOCUMENT_MARK):
            return None
        raise FileError(f"Tệp {quoted(path, 200)} {error} nên không được tính.") from None
    if not found.intact:
        raise FileError(
            f"Tệp {quoted(path, 200)} mất chú thích ở cuối nên không biết dòng nào là của cơ quan;"
            " chạy «papi checklist» trên thư mục có tệp này để bổ sung rồi đếm lại."
        )
    return found


@dataclass(slots=True)
class AgencyReturn:
    """All that an agency sent: what it says of each task by label, and its other words."""

    entries: dict[str, Entry] = field(default_factory=dict)
    orphaned: list[OrphanedEntry] = field(default_factory=list)
    others: list[str] = field(default_factory=list)
    tasks: set[str] = field(default_factory=set)
    """The tasks that its checklists are about: of others nothing is known."""

    def add(self, found: Checklist) -> None:
        """Add one checklist to those that were read before."""
        for label, entries in found.entries.items():
            known = [self.entries[label]] if label in self.entries else []
            self.entries[label] = join_entries([*known, *entries])
        self.orphaned += found.orphaned
        self.others += found.others

    @property
    def blank(self) -> bool:
        """Whether nobody has written anything."""
        started = any(status_of(each) is not Status.NOT_STARTED for each in self.entries.values())
        return not (started or self.orphaned or self.others)


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read of a file: enough to count it.

    `head` is None where it is no checklist, `problem` then the sentence why, empty for another
    document of papi's. `statuses` are those of tasks by label; what is not there was not started.
    `held` are the tasks that it holds. `blank` tells that nobody has written anything in it.
    """

    path: str
    head: Head | None = None
    statuses: Mapping[str, Status] = field(default_factory=dict)
    held: frozenset[str] = frozenset()
    blank: bool = False
    problem: str = ""


def _read_one(path: str, items: Mapping[str, PlanItem]) -> Reading:
    try:
        found = read_checklist(path, items)
    except FileError as error:
        return Reading(path, problem=str(error))
    if found is None:
        return Reading(path)
    whole = AgencyReturn()
    whole.add(found)
    statuses = {label: status_of(entry) for label, entry in whole.entries.items()}
    return Reading(path, found.head, statuses, found.held, whole.blank)


def _end_on_interrupt() -> None:
    """Let Ctrl+C end a process that reads for another."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def _read_some(paths: Sequence[str], items: Mapping[str, PlanItem]) -> list[Reading]:
    return [_read_one(path, items) for path in paths]


_AT_ONCE = 32
"""Files that a process reads before it reports."""
_WORTH_IT = 64
"""From so many files on, several processes are faster than one."""


def read_all(paths: Sequence[str], items: Mapping[str, PlanItem]) -> Iterator[Reading]:
    """Yield what files say, in their order; many are read by several processes.

    No more is held at a time than the processes are working on.
    """
    workers = min(os.cpu_count() or 1, 8)
    if len(paths) < _WORTH_IT or workers == 1:
        yield from (_read_one(path, items) for path in paths)
        return
    from concurrent.futures import Future, ProcessPoolExecutor  # noqa: PLC0415 - for many files
    from multiprocessing import get_context  # noqa: PLC0415

    # Neither way opens a socket, as Python's own choice on Linux does from 3.14 on.
    context = get_context("fork" if sys.platform == "linux" else "spawn")
    waiting: deque[Future[list[Reading]]] = deque()
    with ProcessPoolExecutor(workers, context, initializer=_end_on_interrupt) as pool:
        for at in range(0, len(paths), _AT_ONCE):
            waiting.append(pool.submit(_read_some, paths[at : at + _AT_ONCE], dict(items)))
            if len(waiting) > 2 * workers:
                yield from waiting.popleft().result()
        while waiting:
            yield from waiting.popleft().result()


def collect_returns(
    loaded: LoadedPlan, paths: Iterable[str]
) -> tuple[Mapping[str, AgencyReturn], list[UncountedFile]]:
    """Return what agencies sent, by their names, and the files that are not counted."""
    items = plan_items(loaded)
    returned: dict[str, AgencyReturn] = {}
    uncounted: list[UncountedFile] = []
    intake = Intake(loaded)
    for path in paths:
        try:
            found = read_checklist(path, items)
        except FileError as error:
            uncounted.append(UncountedFile(path, str(error)))
            continue
        if found is None:
            continue
        accepted = intake.accept(path, found.head, found.held)
        if isinstance(accepted, UncountedFile):
            uncounted.append(accepted)
            continue
        held = returned.setdefault(accepted.owner.name, AgencyReturn())
        held.add(found)
        held.tasks.update(answer.task.id for answer in accepted.answers)
    return returned, uncounted
