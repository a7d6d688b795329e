"""Which return of an agency counts, and whether it came in time; computed, never stored.

Pure: rows of a register and a plan in, what stands of them on a day out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from functools import cached_property
from hashlib import blake2b

from papi_cli.plan.loader import LoadedPlan
from papi_cli.plan.parts import Agency, Document, Duty, ReportingPeriod, Role
from papi_cli.plan.query import Workload, reporting_agencies
from papi_cli.register.rows import (
    CLOSING,
    CORRECTION,
    EXTENSION,
    OTHER_PLAN,
    RETURN,
    SENT_BACK,
    UNREADABLE,
    DocumentRef,
    Row,
)
from papi_cli.vietnamese.words import fold

_PAPER = "paper"


class State(StrEnum):
    """How an agency stands in a period."""

    ON_TIME = "on_time"
    LATE = "late"
    UNDECIDED = "undecided"
    """It sent one, and nothing says until when it had to."""
    BLANK = "blank"
    UNREADABLE = "unreadable"
    SENT_BACK = "sent_back"
    NOTHING = "nothing"

    @property
    def word(self) -> str:
        """The state as users read it."""
        return _WORDS[self]

    @property
    def sent(self) -> bool:
        """Whether the agency has sent what counts as a return."""
        return self in {State.ON_TIME, State.LATE, State.UNDECIDED}


_WORDS = {
    State.ON_TIME: "Đúng hạn",
    State.LATE: "Muộn",
    State.UNDECIDED: "Đã gửi, không có hạn",
    State.BLANK: "Gửi nhưng trống",
    State.UNREADABLE: "Không đọc được",
    State.SENT_BACK: "Đã trả lại",
    State.NOTHING: "Chưa gửi",
}


@dataclass(frozen=True, slots=True)
class Receipt:
    """A return as it stands: its row, corrected, whose it is, of which period.

    `agency` is None where the plan knows none of the name, `own` tells whether it is of this plan.
    `unplaced` tells that there are words in it, and none of a task that the plan has.
    """

    row: Row
    agency: Agency | None
    period: str
    own: bool
    sent_back: bool = False
    unplaced: bool = False

    @property
    def paper(self) -> bool:
        """Whether it came on paper: there is no file, and nothing is known of what it says."""
        return self.row.via == _PAPER

    @property
    def readable(self) -> bool:
        """Whether it is a return of this plan that somebody could read and that was kept."""
        return self.own and not self.sent_back and self.row.verdict != UNREADABLE

    @property
    def blank(self) -> bool:
        """Whether nothing is written in it."""
        return not (self.paper or self.unplaced or _says_of_tasks(self.row))

    @property
    def told(self) -> bool:
        """Whether what it says can be counted: there is a file that was read."""
        return self.readable and self.row.stored is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How an agency stands in a period.

    `receipts` are all returns of the period in the order in which they came; `first` is the one
    that tells whether it was in time, `due` the last day that still is, None where none is set.
    `act` is what set that day where that is not the plan itself, in the plan's words, or as the
    register has it. `days` is how many days late it came, 0 where it did not.
    """

    agency: Agency
    period: str
    state: State
    receipts: tuple[Receipt, ...] = ()
    first: Receipt | None = None
    due: date | None = None
    closed: date | None = None
    act: str | DocumentRef = ""
    days: int = 0

    @property
    def timed(self) -> bool:
        """Whether anything says until when it had to be sent."""
        return self.due is not None or self.closed is not None

    @property
    def paper(self) -> bool:
        """Whether all that counts as sent came on paper."""
        counting = [each for each in self.receipts if each.readable and not each.blank]
        return bool(counting) and all(each.paper for each in counting)

    @property
    def unplaced(self) -> Receipt | None:
        """The last return that has words in it, where these are of no task that the plan has."""
        counting = [each for each in self.receipts if each.readable and not each.blank]
        return counting[-1] if counting and counting[-1].unplaced else None


def effective(rows: Iterable[Row]) -> list[Row]:
    """Return rows without those that a later one struck out: a closing, an extension, a refusal.

    A row strikes out another where it corrects it and says nothing in its place.
    """
    known = list(rows)
    struck = {each.of for each in known if each.strikes}
    return [each for each in known if each.no not in struck]


class Standings:
    """What a register says on a day, None for all of it.

    `worded` tells of a return that says nothing of a task whether there are words in it at all.
    """

    def __init__(
        self,
        loaded: LoadedPlan,
        rows: Sequence[Row],
        *,
        as_of: date | None = None,
        worded: Callable[[Row], bool] = lambda _: False,
    ) -> None:
        self.loaded = loaded
        self._worded = worded
        self.rows = tuple(rows)
        self.as_of = as_of
        known = effective(each for each in rows if as_of is None or each.received <= as_of)
        self._rows = known
        self.default_period = default_period(loaded, known)
        self._known: dict[tuple[str, str], Standing] = {}
        self._names = {fold(each): each for each in declared_periods(loaded)}
        # A correction that was known by then may put a day right that the row has wrong.
        self.receipts = [
            each
            for each in self._effective([each for each in rows if each.kind == RETURN])
            if as_of is None or each.row.received <= as_of
        ]

    def name_of(self, period: str | None) -> str:
        """Return a period as the plan, else the register, first spelt it; None is the default."""
        name = period or self.default_period
        return self._names.setdefault(fold(name), name)

    def _effective(self, returns: Sequence[Row]) -> list[Receipt]:
        """Return returns with all that was put right and sent back, in the order of their days."""
        changed = {each.no: each for each in returns}
        for each in self._rows:
            if each.kind == CORRECTION and each.of in changed:
                row = changed[each.of]
                changed[each.of] = replace(
                    row,
                    agency=each.to_agency or row.agency,
                    received=each.to_received or row.received,
                )
        back = {each.of for each in self._rows if each.kind == SENT_BACK}
        return sorted(
            (self._receipt(row, sent_back=row.no in back) for row in changed.values()),
            key=lambda each: (each.row.received, each.row.no),
        )

    def _receipt(self, row: Row, *, sent_back: bool) -> Receipt:
        found = self.loaded.registry.lookup(row.agency) if row.agency else ()
        receipt = Receipt(
            row,
            found[0] if len(found) == 1 else None,
            self.name_of(row.period),
            _is_of(self.loaded.plan.document, row),
            sent_back,
        )
        silent = receipt.told and not _says_of_tasks(row)
        return replace(receipt, unplaced=True) if silent and self._worded(row) else receipt

    @cached_property
    def _by_agency(self) -> Mapping[str, list[Receipt]]:
        found: defaultdict[str, list[Receipt]] = defaultdict(list)
        for each in self.receipts:
            if each.agency and each.own:
                found[each.agency.name].append(each)
        return found

    @property
    def strangers(self) -> list[Receipt]:
        """The returns of this plan whose agency the plan does not know."""
        return [each for each in self.receipts if each.own and each.agency is None]

    @cached_property
    def periods(self) -> tuple[str, ...]:
        """The plan's periods, then those that the register alone names, as they first came."""
        declared = declared_periods(self.loaded)
        received = (each.period for each in self.receipts if each.own)
        return tuple(dict.fromkeys((*declared, *received))) or (self.default_period,)

    def previous(self, period: str | None) -> str | None:
        """Return the period before another, None where it is the first or is not known."""
        name = self.name_of(period)
        at = self.periods.index(name) if name in self.periods else 0
        return self.periods[at - 1] if at else None

    def of(self, agency: Agency, period: str | None = None) -> Standing:
        """Return how an agency stands in a period."""
        name = self.name_of(period)
        known = self._known.get((agency.name, name))
        if known is None:
            known = self._known[agency.name, name] = self._stands(agency, name)
        return known

    def _stands(self, agency: Agency, name: str) -> Standing:
        receipts = tuple(
            each for each in self._by_agency.get(agency.name, ()) if each.period == name
        )
        first = next((each for each in receipts if each.readable and not each.blank), None)
        (due, act), closed = self._due(agency, name), self._closed(name)
        state, days = _state(receipts, first, due, closed)
        return Standing(
            agency=agency,
            period=name,
            state=state,
            receipts=receipts,
            first=first,
            due=due,
            closed=closed,
            act=act,
            days=days,
        )

    @cached_property
    def _workload(self) -> Workload:
        return Workload(self.loaded)

    def _due(self, agency: Agency, period: str) -> tuple[date | None, str | DocumentRef]:
        """Return the last day that is in time, and what set it: for the agency, for all, planned.

        The second is empty where the plan itself did, or nothing says what.
        """
        own, shared = None, None
        for each in self._rows:
            if each.kind != EXTENSION or self.name_of(each.period) != period:
                continue
            if each.agency is None:
                shared = each
            elif agency in self.loaded.registry.lookup(each.agency):
                own = each
        extended = own if own and own.due else shared
        if extended and extended.due:
            return extended.due, extended.document or ""
        planned = _planned(self.loaded, agency, period, self._workload)
        return (planned.due, planned.act or "") if planned else (None, "")

    def _closed(self, period: str) -> date | None:
        closings = (each for each in self._rows if each.kind == CLOSING)
        days = [each.received for each in closings if self.name_of(each.period) == period]
        return min(days, default=None)

    def history(self, period: str | None = None) -> dict[str, list[Receipt]]:
        """Return the returns that can be read, by agency, up to the one that counts.

        The last one counts: of the period where one is named, else of any, for a later return
        holds the whole. One that says nothing of any task never replaces one that does, nor one
        in which nothing is written one that has words.
        """
        name = self.name_of(period) if period else None
        found = {}
        for agency in self.loaded.registry.agencies:
            readable = [each for each in self._by_agency.get(agency.name, ()) if each.told]
            asked = [each for each in readable if name is None or each.period == name]
            if asked:
                said = [each for each in asked if not each.blank] or asked
                counts = ([each for each in said if not each.unplaced] or said)[-1]
                found[agency.name] = readable[: readable.index(counts) + 1]
        return found

    def counted(self, period: str | None = None) -> dict[str, Receipt]:
        """Return by agency the one return whose content counts."""
        return {name: receipts[-1] for name, receipts in self.history(period).items()}

    def last_files(self) -> dict[str, Receipt]:
        """Return by agency the last return that has a file, whatever became of it."""
        return {
            name: receipt
            for name, receipts in self._by_agency.items()
            for receipt in receipts
            if receipt.row.stored is not None
        }

    def expected(self, period: str | None = None) -> list[Agency]:
        """Return who is to send a return in a period, as the file has them.

        They are those whom a duty with the period addresses; where the plan names no such period,
        all that have a task.
        """
        name, workload = fold(self.name_of(period)), self._workload
        owing = reporting_agencies(self.loaded, workload, Role)
        duties = [duty for duty, each in _periods(self.loaded) if fold(each.name) == name]
        if not duties:
            return owing
        return [each for each in owing if any(duty in duties for duty in workload.duties((each,)))]


def _says_of_tasks(row: Row) -> bool:
    """Whether a return says something of a task, or of a point of Part III."""
    return any((row.counts or {}).values()) or bool(row.duties)


def _is_of(document: Document, row: Row) -> bool:
    """Whether a return is of this plan, as far as it says of which it is."""
    if row.verdict == OTHER_PLAN:
        return False
    if row.plan is None:
        return True
    dated = row.plan.date is None or row.plan.date.year == document.date.year
    return dated and (not row.plan.number or row.plan.number in document.numbers)


def _state(
    receipts: Sequence[Receipt], first: Receipt | None, due: date | None, closed: date | None
) -> tuple[State, int]:
    """Return how who sent these stands, and how many days late the first one is."""
    if first is None:
        return _without(receipts), 0
    # Whoever was given a day may send until then, though somebody closed before.
    last = due or closed
    if last is None:
        return State.UNDECIDED, 0
    days = max((first.row.received - last).days, 0)
    return (State.LATE if days else State.ON_TIME), days


def _without(receipts: Sequence[Receipt]) -> State:
    """Return how who sent nothing that counts stands."""
    if any(each.readable for each in receipts):
        return State.BLANK
    if any(not each.sent_back for each in receipts):
        return State.UNREADABLE
    return State.SENT_BACK if receipts else State.NOTHING


def _periods(loaded: LoadedPlan) -> Iterator[tuple[Duty, ReportingPeriod]]:
    for duty in loaded.plan.duties:
        yield from ((duty, each) for each in duty.periods)


def declared_periods(loaded: LoadedPlan) -> tuple[str, ...]:
    """Return the names of the periods that the plan's duties declare, each once, in order."""
    named = {fold(each.name): each.name for _, each in reversed(list(_periods(loaded)))}
    return tuple(reversed(named.values()))


def default_period(loaded: LoadedPlan, rows: Iterable[Row] = ()) -> str:
    """Return the period that is meant where none is named.

    It is the only one of the plan; of several the last that returns are of. A plan without any
    has its own, in words, until returns name others.
    """
    declared = declared_periods(loaded)
    if len(declared) == 1:
        return declared[0]
    document = loaded.plan.document
    named = (each for each in rows if each.kind == RETURN and _is_of(document, each))
    seen = dict.fromkeys(each.period for each in named if each.period)
    folded = {fold(each) for each in seen}
    known = [each for each in declared if fold(each) in folded] if declared else list(seen)
    if known:
        return known[-1]
    return declared[0] if declared else period_in_words(document)


def period_in_words(document: Document) -> str:
    """Return the period of a plan as a return names it: `Năm 2021`."""
    start, end = document.period.start.year, document.period.end
    if document.year:
        return f"Năm {document.year}"
    return f"Giai đoạn {start}-{end.year}" if end else f"Từ năm {start}"


def plan_fingerprint(loaded: LoadedPlan) -> str:
    """Return what changes when anything of a plan does that counts of its returns depend on.

    These are its tasks and duties, their texts, deadlines and agencies, and who belongs to whom.
    """
    items = [
        (
            each.id,
            each.text,
            each.section.id,
            each.deadline,
            *(tuple(each.raw_names(role)) for role in Role),
        )
        for each in loaded.plan.items
    ]
    duties = [(each.id, each.text, each.deadline, each.agencies) for each in loaded.plan.duties]
    members = [(each.name, each.members, each.part_of) for each in loaded.plan.agencies]
    text = repr((items, duties, members))
    return blake2b(text.encode("utf-8", "replace"), digest_size=10).hexdigest()


def due_day(
    loaded: LoadedPlan, agency: Agency, period: str, workload: Workload | None = None
) -> date | None:
    """Return the last day on which an agency sends in time, None where the plan sets none.

    A day for those named goes before one for all; `workload` is the plan's, where it is at hand.
    """
    planned = _planned(loaded, agency, period, workload)
    return planned.due if planned else None


def _planned(
    loaded: LoadedPlan, agency: Agency, period: str, workload: Workload | None = None
) -> ReportingPeriod | None:
    """Return the period of the plan whose day is an agency's, None where it sets no day."""
    dated = [
        (duty, each)
        for duty, each in _periods(loaded)
        if each.due and fold(each.name) == fold(period)
    ]
    owed = (workload or Workload(loaded)).duties((agency,)) if dated else ()
    shared = None
    for _, each in (pair for pair in dated if pair[0] in owed):
        if not each.agencies:
            shared = shared or each
        elif any(agency in _meant(loaded, name) for name in each.agencies):
            return each
    return shared


def _meant(loaded: LoadedPlan, name: str) -> tuple[Agency, ...]:
    """Return the agencies that a name stands for: itself, and of a group its members."""
    return tuple(
        member
        for each in loaded.registry.lookup(name)
        for member in (each, *loaded.registry.each_of(each))
    )
