"""What the page filters tasks by, as `papi tasks` answers: whose, when, where in the table.

All of it is reckoned here; the script of the page only looks it up. Items are tasks, or their parts
where they have some, by their place in the plan.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from typing import Any

from papi_cli.plan.due import STANDING, UNPLACED, overlaps
from papi_cli.plan.loader import LoadedPlan
from papi_cli.plan.model import Task
from papi_cli.plan.parts import Agency, Period, Role
from papi_cli.plan.query import Workload
from papi_cli.safe_text import visible
from papi_cli.vietnamese.deadline import Deadline, Kind, window

OWN, WHOLE = -2, -1
"""In place of an agency's statuses: it sent nothing; it sends nothing, so tasks are as a whole."""


@dataclass(frozen=True, slots=True)
class TimeFilter:
    """A time that can be asked for, as it is called, and the items that are its.

    `dated` tells that it is one of days, which what goes on or comes again has none of.
    """

    name: str
    items: Sequence[int]
    dated: bool = False


@dataclass(frozen=True, slots=True)
class SentFilters:
    """What tasks are filtered by where something was sent.

    `whole` has a letter for each task, how far it is; `letters` has for agencies that report such
    letters too, None for those that told nothing. `late` has by agency the tasks, by place, that
    are past their time, None where no day was asked for.
    """

    whole: str
    letters: Mapping[str, str | None]
    late: Mapping[str, tuple[int, ...]] | None = None


class _Once:
    """Lists, each kept once: agencies of a group share theirs."""

    def __init__(self) -> None:
        self.lists: list[Any] = []
        self._places: dict[Any, int] = {}

    def place(self, values: Any) -> int:
        """Return where a list stands, by its values as a tuple or a text."""
        if values not in self._places:
            self._places[values] = len(self.lists)
            self.lists.append(values)
        return self._places[values]


def filter_data(
    loaded: LoadedPlan,
    times: Iterable[TimeFilter],
    sent: SentFilters | None = None,
    *,
    doubts: bool = True,
) -> dict[str, Any]:
    """Return what the script looks up, plain lists and texts, to be written as JSON.

    `sent` is None where nothing was read. Without `doubts` it does not tell which items are in
    doubt.
    """
    items = {id(item): at for at, item in enumerate(loaded.plan.items)}
    lists = _Once()
    data: dict[str, Any] = {
        "rows": [at for at, task in enumerate(loaded.plan.tasks) for _ in task.items],
        "ids": [visible(task.id) for task in loaded.plan.tasks],
        "parts": {
            items[id(part)]: visible(part.text) for task in loaded.plan.tasks for part in task.parts
        },
        "roles": {
            role.value: [at for at, task in enumerate(loaded.plan.tasks) if task.raw_names(role)]
            for role in Role
        },
        "times": [[each.name, each.items, int(each.dated)] for each in times],
        "undated": [
            row
            for row, task in enumerate(loaded.plan.tasks)
            if "deadline" in task.doubts or _kinds(loaded, task) & UNPLACED
        ],
        "standing": [
            row for row, task in enumerate(loaded.plan.tasks) if _kinds(loaded, task) & STANDING
        ],
        "agencies": [*_agencies(loaded, items, lists, sent)],
        "lists": lists.lists,
    }
    if doubts:
        data["doubts"] = [at for at, item in enumerate(loaded.plan.items) if item.doubts]
    if sent is not None:
        data["whole"] = sent.whole
    return data


def _kinds(loaded: LoadedPlan, task: Task) -> set[Kind]:
    return {loaded.deadline(item).kind for item in task.items}


def _agencies(
    loaded: LoadedPlan,
    items: Mapping[int, int],
    lists: _Once,
    sent: SentFilters | None,
) -> Iterator[list[Any]]:
    """Yield for each agency its name, other names, symbol, and where its lists stand.

    The lists are those of each role, item and through which agency (from 1, 0 for none) in turn,
    of duties by their places, of how far its tasks are, and of those past their time.
    """
    workload = Workload(loaded)
    numbers = {each.name: at for at, each in enumerate(loaded.registry.agencies, start=1)}
    duties = {duty.id: at for at, duty in enumerate(loaded.plan.duties)}
    known: dict[tuple[Any, ...], list[int]] = {}
    named = {each.name for role in Role for each in workload.with_tasks(role)}
    addressed = {
        loaded.registry.resolve(name).name for duty in loaded.plan.duties for name in duty.agencies
    }

    def places(agency: Agency) -> list[int]:
        roles = []
        for role in Role:
            flat: list[int] = []
            for answer in workload.answers((agency,), (role,)):
                for each in answer.items:
                    via = numbers[each.via.name] if each.via else 0
                    flat += (items[id(each.task)], via)
            roles.append(lists.place(tuple(flat)))
        return [*roles, lists.place(tuple(duties[duty.id] for duty in workload.duties((agency,))))]

    for agency in loaded.registry.agencies:
        units = loaded.registry.units_of(agency)
        groups = loaded.registry.groups_of(agency)
        alone = agency.name in named or agency.name in addressed or units
        key = (True, agency.name) if alone else (False, *(each.name for each in groups))
        if key not in known:
            known[key] = places(agency)
        entry = [
            visible(agency.name), [visible(each) for each in agency.aliases],
            visible(agency.symbol or ""), *known[key],
        ]  # fmt: skip
        if sent is not None:
            letters = sent.letters.get(agency.name, "")
            place = OWN if letters is None else lists.place(letters) if letters else WHOLE
            entry.append(place)
            if sent.late is not None:
                own = agency.name in sent.letters
                entry.append(lists.place(sent.late.get(agency.name, ())) if own else WHOLE)
        yield entry


_MONTHS = 3
"""Of a quarter."""
_MOST_QUARTERS, _MOST_YEARS = 12, 15
"""Of a plan that is longer, years can be asked for, and of those no more."""
_QUARTERS = ("I", "II", "III", "IV")


def time_filters(loaded: LoadedPlan) -> list[TimeFilter]:
    """Return the times that can be asked for, those that some item has.

    They are what goes on, what comes again, the quarters or years of the plan with what `papi tasks
    --deadline` answers for them, and what has no date or one that is in doubt.
    """
    document = loaded.plan.document
    deadlines = [loaded.deadline(item) for item in loaded.plan.items]

    def fitting(name: str, fits: Callable[[Deadline], bool], *, dated: bool = False) -> TimeFilter:
        return TimeFilter(name, [at for at, each in enumerate(deadlines) if fits(each)], dated)

    doubtful = {at for at, item in enumerate(loaded.plan.items) if "deadline" in item.doubts}
    unclear = {at for at, each in enumerate(deadlines) if each.kind in UNPLACED} | doubtful
    found = [
        fitting("Thường xuyên", lambda each: each.kind is Kind.ONGOING),
        fitting("Định kỳ", lambda each: each.kind is Kind.RECURRING),
        *(
            fitting(asked.text, partial(overlaps, asked=asked, document=document), dated=True)
            for asked in _spans(document.period, deadlines)
        ),
        TimeFilter("Thời gian chưa rõ", sorted(unclear)),
    ]
    return [each for each in found if each.items]


def _spans(period: Period, deadlines: Iterable[Deadline]) -> list[Deadline]:
    """Return the quarters of a plan's period, and of what is due behind it, or the years."""
    ends = [each.end for each in deadlines if each.end and each.kind is not Kind.ONGOING]
    last = max([*ends, period.end or period.start])
    years = range(period.start.year, min(last.year, period.start.year + _MOST_YEARS - 1) + 1)
    if len(years) * len(_QUARTERS) > _MOST_QUARTERS:
        return [window(f"Năm {year}", date(year, 1, 1), date(year, 12, 31)) for year in years]
    return [_quarter(year, at) for year in years for at in range(len(_QUARTERS))]


def _quarter(year: int, at: int) -> Deadline:
    """Return a quarter, the first at 0."""
    first = date(year, at * _MONTHS + 1, 1)
    last = at + 1 == len(_QUARTERS)
    behind = date(year + last, 1 if last else (at + 1) * _MONTHS + 1, 1)
    return window(f"Quý {_QUARTERS[at]}/{year}", first, behind - timedelta(days=1))
