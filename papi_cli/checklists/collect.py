"""Checklists that came back: found, read, many at once, and put together by agency."""

from __future__ import annotations

import os
import signal
import sys
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from papi_cli.checklists.carriers import DEFAULT, carrier_of
from papi_cli.checklists.format import Checklist, Entry, NotAChecklistError
from papi_cli.checklists.fresh import Fresh
from papi_cli.checklists.intake import (
    AgencyReturn,
    Intake,
    Reading,
    Returned,
    UncountedFile,
    read_problem,
    summarize,
    take_in,
)
from papi_cli.checklists.items import PlanItem, plan_items
from papi_cli.checklists.other_formats import (
    OtherFormat,
    is_own_calendar,
    is_quiet,
    locked,
    named_by,
    own_kinds,
    told_of_lock,
    told_of_unknown,
)
from papi_cli.checklists.vocabulary import join_entries
from papi_cli.errors import FileError, reason
from papi_cli.files import is_folder, read_any
from papi_cli.plan.loader import LoadedPlan
from papi_cli.plan.parts import Agency
from papi_cli.safe_text import quoted


class FoundFiles(NamedTuple):
    """What was found: the files to read, those that cannot count, and what is told of others."""

    paths: list[str]
    uncounted: list[UncountedFile]
    notes: list[str]

    def told_in(self, intake: Intake) -> Intake:
        """Return what came in, with what is to be said of the files."""
        return replace(
            intake,
            uncounted=(*self.uncounted, *intake.uncounted),
            notes=(*self.notes, *intake.notes),
        )


NOTHING_FOUND = FoundFiles([], [], [])


def find_files(paths: Iterable[str]) -> FoundFiles:
    """Return the checklists among files and folders, and what is to be said of other files.

    Folders are searched through all depths for what a carrier reads, in the order of their names;
    what is hidden is left out, all else is named. A file that is named twice counts once. Raises
    `FileError` for a path that is not there.
    """
    found: dict[str, str] = {}
    uncounted: list[UncountedFile] = []
    notes: list[str] = []
    for path in paths:
        if not os.path.lexists(path):
            raise FileError(f"Không có {quoted(path, 200)}; kiểm tra lại đường dẫn.")
        inside = [path]
        if is_folder(path):
            inside = list(_walk(path, uncounted, notes))
        elif (other := uncounted_file(path)) and not path.lower().endswith(".txt"):
            # Plain text that is named is read: it may be Markdown under another name.
            uncounted.append(other)
            continue
        for each in inside:
            found.setdefault(os.path.realpath(each), each)
    return FoundFiles(list(found.values()), uncounted, notes)


def _walk(folder: str, uncounted: list[UncountedFile], notes: list[str]) -> Iterator[str]:
    """Yield the files in a folder that a carrier reads.

    Others are added to `uncounted` where they may hold results, else to `notes`.
    """

    def refuse(error: OSError) -> None:
        shown = quoted(str(error.filename), 200)
        problem = f"Không đọc được thư mục {shown} ({reason(error)})."
        uncounted.append(UncountedFile(str(error.filename), problem))

    aside = _Aside(uncounted, notes, [], [])
    for within, inner, names in os.walk(folder, onerror=refuse):
        inner[:] = sorted(name for name in inner if not name.startswith("."))
        for name in sorted(names):
            path = str(Path(within) / name)
            if is_quiet(name):
                continue
            if open_ := locked(name, names):
                notes.append(told_of_lock(str(Path(within) / open_)))
            elif (other := named_by(name)) is None:
                yield path
            else:
                aside.put(path, other)
    if aside.unknown:
        notes.append(told_of_unknown(aside.unknown))
    if own := [Path(each).name for each in aside.own]:
        notes.append(f"Kèm {len(own)} tệp khác do papi lập ({own_kinds(own)}): không cần đếm.")


class _Aside(NamedTuple):
    """What no carrier reads: what may hold results, what is told of the rest, and their paths.

    `unknown` are those of which nothing is known, `own` those that papi wrote.
    """

    uncounted: list[UncountedFile]
    notes: list[str]
    unknown: list[str]
    own: list[str]

    def put(self, path: str, other: OtherFormat) -> None:
        """Put a file where it belongs by what it is."""
        if other.unknown:
            self.unknown.append(path)
        elif other.empty and _is_own(path):
            self.own.append(path)
        elif other.empty:
            self.notes.append(f"Tệp {quoted(path, 200)} {other.said}; {other.advice}.")
        else:
            self.uncounted.append(_as_uncounted(path, other))


def _is_own(path: str) -> bool:
    """Whether a file that no carrier reads is a calendar of papi's; only its beginning is read."""
    if not path.casefold().endswith(".ics") or not Path(path).is_file():
        return False
    try:
        with Path(path).open("rb") as stream:
            return is_own_calendar(path, stream.read(1_000))
    except OSError:
        return False


def uncounted_file(path: str) -> UncountedFile | None:
    """Return what is said of a file whose name tells that it may hold results and is not read."""
    other = named_by(Path(path).name)
    known = other and not (other.empty or other.unknown)
    return _as_uncounted(path, other) if other and known else None


def _as_uncounted(path: str, other: OtherFormat) -> UncountedFile:
    said = f"Tệp {quoted(path, 200)} {other.said} nên không được tính"
    return UncountedFile(path, f"{said}; {other.advice}.")


def read_checklist(
    path: str, items: Mapping[str, PlanItem], fresh: Fresh | None = None
) -> Checklist | None:
    """Return a checklist, None where the file is another document of papi's.

    `items` are those of the plan by label, `fresh` is as a carrier takes it. Raises `FileError`.
    """
    carrier = carrier_of(path) or DEFAULT
    try:
        return carrier.read(read_any(Path(path), path), path, items, fresh)
    except NotAChecklistError as error:
        raise FileError(f"Tệp {quoted(path, 200)} {error} nên không được tính.") from None


def _read_one(path: str, items: Mapping[str, PlanItem], fresh: Fresh | None = None) -> Reading:
    try:
        found = read_checklist(path, items, fresh)
    except FileError as error:
        return read_problem(path, error)
    return summarize(path, found) if found else Reading(path)


def _end_on_interrupt() -> None:
    """Let Ctrl+C end a process that reads for another."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def _read_some(paths: Sequence[str], items: Mapping[str, PlanItem]) -> list[Reading]:
    return [_read_one(path, items) for path in paths]


_AT_ONCE = 16
"""Files that a process reads before it reports."""
_WORTH_IT = 400
"""From so many files on, several processes are faster than one."""
_AS_LONG_AS = 8
"""So many Markdown files are read in the time of one in Word or Excel."""


def read_all(
    paths: Sequence[str], items: Mapping[str, PlanItem], fresh: Fresh | None = None
) -> Iterator[Reading]:
    """Yield what files say, in their order; many are read by several processes.

    No more is held at a time than the processes are working on. `fresh` is as `read_checklist`
    takes it.
    """
    workers = min(os.cpu_count() or 1, 8)
    work = sum(1 if carrier_of(each) in {DEFAULT, None} else _AS_LONG_AS for each in paths)
    if work < _WORTH_IT or workers == 1:
        yield from (_read_one(path, items, fresh) for path in paths)
        return
    from concurrent.futures import Future, ProcessPoolExecutor  # noqa: PLC0415 - for many files
    from multiprocessing import get_context  # noqa: PLC0415

    # Neither way opens a socket, as Python's own choice on Linux does from 3.14 on.
    context = get_context("fork" if sys.platform == "linux" else "spawn")
    waiting: deque[Future[list[Reading]]] = deque()

    def finished() -> Iterator[Reading]:
        for each in waiting.popleft().result():
            yield _read_one(each.path, items, fresh) if each.bare and fresh else each

    with ProcessPoolExecutor(workers, context, initializer=_end_on_interrupt) as pool:
        for at in range(0, len(paths), _AT_ONCE):
            waiting.append(pool.submit(_read_some, paths[at : at + _AT_ONCE], dict(items)))
            if len(waiting) > 2 * workers:
                yield from finished()
        while waiting:
            yield from finished()


def collect_returns(
    loaded: LoadedPlan,
    paths: Iterable[str],
    fresh: Fresh | None = None,
    owners: Mapping[str, Agency] | None = None,
) -> tuple[Mapping[str, AgencyReturn], Intake]:
    """Return what agencies sent, by their names, and what is to be said of the files.

    `owners` is as `take_in` takes it.
    """
    items = plan_items(loaded)
    checklists: dict[str, Checklist] = {}
    readings: list[Reading] = []
    for path in paths:
        try:
            found = read_checklist(path, items, fresh)
        except FileError as error:
            readings.append(read_problem(path, error))
            continue
        if found:
            checklists[path] = found
            readings.append(summarize(path, found))
    intake = take_in(loaded, readings, owners)
    return {
        name: _whole(sent, [checklists[each.path] for each in sent.readings])
        for name, sent in intake.returned.items()
    }, intake


def _whole(sent: Returned, found: Sequence[Checklist]) -> AgencyReturn:
    """Return all that an agency wrote in its checklists."""
    whole = AgencyReturn(blank=sent.blank, disputed=frozenset(sent.disputed))
    said: dict[str, list[Entry]] = {}
    for each in found:
        for label, entries in each.entries.items():
            said.setdefault(label, []).extend(entries)
        whole.orphaned += each.orphaned
        whole.others += each.others
    whole.entries = {label: join_entries(list(dict.fromkeys(each))) for label, each in said.items()}
    whole.tasks = {label for answer in sent.answers for label in answer.labels}
    return whole
