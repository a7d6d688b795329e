"""Letters that urge: who has sent nothing and whose tasks are past their time, as letters have it.

One rule for what is past with the grid of tasks, one for who is to send with the register.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, TypedDict

from papi_cli.checklists.count import district_of
from papi_cli.checklists.intake import Returned
from papi_cli.documents.letterhead import day_in_figures, locality
from papi_cli.plan.due import due_times
from papi_cli.plan.loader import LoadedPlan
from papi_cli.plan.parts import Agency, Role
from papi_cli.plan.query import Workload, reporting_agencies
from papi_cli.register.counting import Received
from papi_cli.register.figures import Tier, tier_of
from papi_cli.register.grid import PAST, Grid, Place, Told
from papi_cli.register.standing import Standing, Standings, State, declared_periods
from papi_cli.vietnamese.words import fold, small_start


@dataclass(frozen=True, slots=True, kw_only=True)
class CameIn:
    """What had come in by a day: how those stand who are to send, and what returns say of tasks.

    `period` is that of the returns. `unsettled` are tasks by agency of which nobody can say how
    far they are, as its files say different things or were not about them: no one is urged for
    these.
    """

    period: str
    standings: Sequence[Standing]
    told: Told
    unsettled: Mapping[str, Collection[str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Urged:
    """An agency that is urged.

    `missing` is how it stands where it has not sent what it is to send, None where it has; `late`
    are the tasks it leads that are past their time.
    """

    agency: Agency
    missing: Standing | None
    late: tuple[Place, ...]


def of_register(received: Received, told: Told, period: str | None) -> CameIn:
    """Return what a folder with a register had come to hold, `told` as it gives it."""
    standings = received.standings
    expected = [standings.of(each, period) for each in _owing(standings, period)]
    # Of who sent paper, or words of no task, nobody can say which task is past.
    unknown = [each.agency for each in expected if each.paper or each.unplaced]
    items = {item.id for item in received.loaded.plan.items}
    return CameIn(
        period=standings.name_of(period),
        standings=expected,
        told=told,
        unsettled={each.name: items for each in unknown},
    )


def of_files(
    loaded: LoadedPlan, returned: Mapping[str, Returned], on: date, period: str | None
) -> CameIn:
    """Return what files without a register hold, by the names of their agencies."""
    expected = Standings(loaded, ())
    items = {item.id for item in loaded.plan.items}
    standings = []
    for each in _owing(expected, period):
        standing, sent = expected.of(each, period), returned.get(each.name)
        if sent is not None:
            state = State.BLANK if sent.blank else State.UNDECIDED
            standing = replace(standing, state=state)
        standings.append(standing)
    return CameIn(
        period=period or expected.default_period,
        standings=standings,
        told={
            name: [(on, replace(sent.readings[-1], statuses=sent.statuses))]
            for name, sent in returned.items()
        },
        unsettled={
            name: {*sent.disputed, *(items - {one for each in sent.answers for one in each.labels})}
            for name, sent in returned.items()
        },
    )


def _owing(standings: Standings, period: str | None) -> list[Agency]:
    """Return who may be urged to send a return in a period.

    Where the plan declares no such period, who only coordinates may send one and need not.
    """
    loaded = standings.loaded
    name = fold(standings.name_of(period))
    expected = standings.expected(period)
    if any(fold(each) == name for each in declared_periods(loaded)):
        return expected
    leading = reporting_agencies(loaded, Workload(loaded), (Role.LEAD,))
    return [each for each in expected if each in leading]


def urged(loaded: LoadedPlan, came_in: CameIn, on: date, names: Collection[str]) -> list[Urged]:
    """Return who of some agencies, by name, is to be urged on a day, in the order of the plan's."""
    missing = {each.agency.name: each for each in came_in.standings if not each.state.sent}
    late: dict[str, list[Place]] = {}
    for each in late_places(loaded, came_in, on):
        late.setdefault(each.agency.name, []).append(each)
    return [
        Urged(agency=each, missing=missing.get(each.name), late=tuple(late.get(each.name, ())))
        for each in loaded.registry.agencies
        if each.name in names and (each.name in missing or each.name in late)
    ]


def late_places(loaded: LoadedPlan, came_in: CameIn, on: date) -> list[Place]:
    """Return the tasks that are past their time on a day, of those who sent and who did not.

    What nobody can say of how far it is is not among them. They come in the order of agencies.
    """
    return [
        each
        for each in Grid(loaded, came_in.told, on).places
        if each.cell in PAST
        and not any(
            item.id in came_in.unsettled.get(each.agency.name, ()) for item in each.task.items
        )
    ]


class LateData(TypedDict):
    """A task past its time, as templates get it; `agencies` are those that lead it."""

    agencies: list[str]
    id: str
    text: str
    deadline: str
    last: str
    days: int


class MissingData(TypedDict):
    """Who has not sent, as templates get it; `last` and `due` are empty where no day is known.

    `act` names what set the day where that is not the plan itself.
    """

    name: str
    state: str
    last: str
    due: str
    act: str
    days: int


def letter_data(  # noqa: PLR0913, PLR0917 - all that is told in it
    loaded: LoadedPlan,
    came_in: CameIn,
    whom: Sequence[Urged],
    on: date,
    due: date,
    names: Collection[str],
) -> dict[str, Any]:
    """Return the letter to all that are urged of some agencies, as its template has it.

    Both lists are of groups, each a `title` and its `rows`: agencies of one level, of communes
    those of one district.
    """
    missing = [each for each in whom if each.missing]
    late = [each for each in whom if each.late]
    expected = [each for each in came_in.standings if each.agency.name in names]
    return {
        "letter": {
            **_days(came_in, on, due),
            "expected": len(expected),
            "sent": sum(each.state.sent for each in expected),
            "missing": len(missing),
            "states": {
                state.value: number
                for state in State
                if (number := sum(_state(each) is state for each in missing))
            },
            "acts": list(dict.fromkeys(filter(None, (_act(each) for each in missing)))),
            "late": sum(len(each.late) for each in late),
            "late_agencies": len(late),
            "late_unsent": sum(len(each.late) for each in late if each.missing),
            "dated": any(each.missing and each.missing.due for each in missing),
            "asked_missing": _independent(loaded, missing),
            "asked_late": _independent(loaded, late),
            "recipients": [each.agency.name for each in whom] if len(whom) <= _NAMED else [],
        },
        "missing": [
            {"title": title, "rows": [_missing_data(each, on) for each in group]}
            for title, group in _grouped(loaded, missing)
        ],
        "late": [
            {"title": title, "rows": _late_rows(loaded, group)}
            for title, group in _grouped(loaded, late)
        ],
        "receivers": _receivers(loaded, whom),
    }


def letter_of_one(  # noqa: PLR0913 - all that is told in it
    loaded: LoadedPlan, came_in: CameIn, whom: Urged, on: date, due: date, *, alone: bool = False
) -> dict[str, Any]:
    """Return the letter to one agency, as its template has it.

    `alone` tells that it is the only one: of many the plan's issuer gets no copies.
    """
    return {
        "letter": {
            **_days(came_in, on, due),
            "late": len(whom.late),
            "asked": _is_independent(loaded, whom.agency),
        },
        "missing": _missing_data(whom, on) if whom.missing else None,
        "late": _late_rows(loaded, [whom]),
        "to": whom.agency.name,
        "receivers": _receivers(loaded, [whom], to_issuer=alone),
    }


_NAMED = 8
"""So many agencies are addressed by their names; more stand in the annexes alone."""


def _days(came_in: CameIn, on: date, due: date) -> dict[str, Any]:
    return {
        "on": day_in_figures(on),
        "due": day_in_figures(due),
        "period": small_start(came_in.period),
    }


def _state(whom: Urged) -> State | None:
    return whom.missing.state if whom.missing else None


def _act(whom: Urged) -> str:
    """Return what set the day of who has not sent, in words; empty where the plan itself did."""
    act = whom.missing.act if whom.missing else ""
    if isinstance(act, str):
        return act
    day = f" ngày {day_in_figures(act.date)}" if act.date else ""
    return f"văn bản số {act.number}{day}" if act.number else ""


def _independent(loaded: LoadedPlan, whom: Iterable[Urged]) -> list[str]:
    """Return the names of those whom the plan's issuer can ask and not order."""
    return [each.agency.name for each in whom if _is_independent(loaded, each.agency)]


def _is_independent(loaded: LoadedPlan, agency: Agency) -> bool:
    """Whether an agency is not the plan's issuer's: of the Party, or of a body above the province.

    What is part of it, or below an agency of its own, is.
    """
    seen: set[str] = set()
    issuer = _short(loaded.plan.document.issuer)
    while agency.name not in seen:
        seen.add(agency.name)
        if agency.letterhead == "none":
            return True
        above = agency.parent or agency.part_of or ""
        if not above or fold(_short(above)) == fold(issuer):
            return False
        found = loaded.registry.lookup(above)
        if len(found) != 1:
            return True
        agency = found[0]
    return False


def _short(name: str) -> str:
    """Return a committee's name as offices shorten it."""
    return re.sub(r"(?i)^ủy ban nhân dân\b", "UBND", name)


def _missing_data(whom: Urged, on: date) -> MissingData:
    standing = whom.missing
    due = standing.due if standing else None
    receipts = standing.receipts if standing else ()
    return {
        "name": whom.agency.name,
        "state": standing.state.value if standing else "",
        "last": day_in_figures(receipts[-1].row.received) if receipts else "",
        "due": day_in_figures(due) if due else "",
        "act": _act(whom),
        "days": max((on - due).days, 0) if due else 0,
    }


def _late_rows(loaded: LoadedPlan, whom: Iterable[Urged]) -> list[LateData]:
    """Return tasks in the order of the plan, each once with all that are as late with it."""
    together: dict[tuple[str, date | None, int], list[Place]] = {}
    for each in (place for one in whom for place in one.late):
        together.setdefault((each.task.id, each.due, each.days), []).append(each)
    order = {each.id: at for at, each in enumerate(loaded.plan.tasks)}
    return [
        {
            "agencies": [each.agency.name for each in places],
            "id": places[0].task.id,
            "text": places[0].task.text,
            "deadline": _deadline(loaded, places[0]),
            "last": day_in_figures(places[0].due) if places[0].due else "",
            "days": places[0].days,
        }
        for _, places in sorted(together.items(), key=lambda pair: (order[pair[0][0]], pair[0][2]))
    ]


def _deadline(loaded: LoadedPlan, place: Place) -> str:
    """Return the time that is past in the plan's words: of parts those whose time it is."""
    items = place.task.items if place.task.parts else ()
    document = loaded.plan.document
    times = [
        each.deadline
        for each in items
        if any(
            time.end == place.due
            for time in due_times(loaded.deadline(each), document, place.due or date.max)
        )
    ]
    return "; ".join(dict.fromkeys(times)) or place.task.deadline


def _grouped(loaded: LoadedPlan, whom: Iterable[Urged]) -> list[tuple[str, list[Urged]]]:
    """Return agencies by their level, communes by their district, in the order of levels."""
    known = {each.agency.name: each for each in whom}
    return [
        (title, [known[each.name] for each in group])
        for title, group in by_level(loaded, (each.agency for each in known.values()))
    ]


def by_level(loaded: LoadedPlan, agencies: Iterable[Agency]) -> list[tuple[str, list[Agency]]]:
    """Return agencies by their level, communes by their district, each group under its title."""
    groups: dict[tuple[int, str], list[Agency]] = {}
    for each in agencies:
        tier = tier_of(loaded, each)
        title = tier.word
        if tier is Tier.COMMUNE and each.district:
            title += f" thuộc {locality(district_of(loaded, each))}"
        groups.setdefault((list(Tier).index(tier), title), []).append(each)
    ordered = sorted(groups.items(), key=lambda pair: pair[0][0])
    return [(title, group) for (_, title), group in ordered]


def _receivers(loaded: LoadedPlan, whom: Sequence[Urged], *, to_issuer: bool = True) -> list[str]:
    """Return who gets a copy: the plan's issuer on wish, districts for their communes."""
    issuer = [f"{_short(loaded.plan.document.issuer)} (để b/c)"] if to_issuer else []
    addressed = {each.agency.name for each in whom}
    governing = (district_of(loaded, each.agency) for each in whom if each.agency.district)
    districts = [each for each in dict.fromkeys(governing) if each not in addressed]
    urging = "(để phối hợp đôn đốc)"
    copies = [f"{each} {urging}" for each in districts]
    if len(districts) > _DISTRICTS:
        copies = [f"UBND cấp huyện có đơn vị cấp xã nêu tại văn bản này {urging}"]
    return ["Như trên", *issuer, *copies]


_DISTRICTS = 2
"""So many districts are named among those who get a copy."""
