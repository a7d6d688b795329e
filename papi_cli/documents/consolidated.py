"""What the consolidated report holds: what agencies sent, by task, dimension, kind and agency."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TypedDict

from papi_cli.checklists.intake import AgencyReturn
from papi_cli.checklists.items import plan_items
from papi_cli.documents.charts import Picture, rates_chart
from papi_cli.documents.consolidated_results import AllResultsData, results_of
from papi_cli.documents.consolidated_tables import (
    AgencyGroupData,
    DimensionRow,
    MovedData,
    OverdueData,
    RankedData,
    RoundsData,
    SumRow,
    Sums,
    TaskGroupData,
    TaskRow,
)
from papi_cli.documents.coverage import ALL, coverage
from papi_cli.documents.data import DISPUTED
from papi_cli.documents.document import Document
from papi_cli.documents.grouped_notes import NotesData, grouped
from papi_cli.documents.index_work import IndexAnnex
from papi_cli.documents.issued_plans import IssuedPlans, issued_plans
from papi_cli.documents.kinds import kinds_of
from papi_cli.documents.letterhead import day_in_figures, locality
from papi_cli.documents.task_states import Tally, TaskState, task_states
from papi_cli.documents.work import Work
from papi_cli.plan.loader import LoadedPlan
from papi_cli.plan.parts import Agency
from papi_cli.plan.query import never_reports
from papi_cli.register.sentences import rate_text
from papi_cli.register.standing import Standing, State
from papi_cli.vietnamese.words import small_start


@dataclass(frozen=True, slots=True)
class Beside:
    """What a consolidated report tells beside what agencies sent; the defaults tell nothing.

    `period` is what it calls the time that it is of; `on` the day until which days overdue
    count. `previous` are the returns of an earlier round, `earlier` its name where it has one.
    `index` is the annex that sets the
    published index beside the work; `standings` tells by names how agencies stand in a register,
    None for returns without one. `pictures` is the beginning
    of the names of pictures, empty for a report without any.
    """

    period: str = ""
    on: date | None = None
    previous: Mapping[str, AgencyReturn] | None = None
    earlier: str = ""
    index: IndexAnnex | None = None
    standings: Mapping[str, Standing] | None = None
    pictures: str = ""


@dataclass(frozen=True, slots=True)
class Consolidated:
    """The consolidated report, and the annex, a document of its own, with all results."""

    report: Document
    results: Document


class NamedData(TypedDict):
    """So many agencies, and their names."""

    number: int
    names: list[str]


class FilingData(TypedDict):
    """What became of the reports of those who are to send one, by the register.

    `timed` tells whether any had a day; of those who sent, `undated` had none; `late` are they
    with their days in words, `other` those whose last return is of another period.
    """

    timed: bool
    in_time: int
    undated: int
    late: NamedData
    other: NamedData


class AbsentData(TypedDict):
    """Agencies of a kind, communes by their district, that sent nothing."""

    title: str
    names: list[str]


class IssuedData(TypedDict):
    """How many of those who were to issue a plan say they did, and name its number."""

    duty: str
    charged: int
    number: int
    named: int


class DisputedData(TypedDict):
    """An agency whose files say different things of so many of its tasks."""

    agency: str
    tasks: int


class PictureData(TypedDict):
    """A picture: the name of its file, what it shows in words."""

    file: str
    words: str


class ConsolidatedData(TypedDict):
    """What the template of the consolidated report gets beside plan and office."""

    covered: str
    whole: bool
    expected: int
    apart: bool
    sent: int
    sent_rate: str
    filing: FilingData | None
    reported: NamedData
    beside: NamedData
    missing: NamedData
    blank: NamedData
    unread: NamedData
    nothing: NamedData
    on_paper: NamedData
    unplaced: NamedData
    plans: IssuedData | None
    total: SumRow
    dimensions: list[DimensionRow]
    kinds: list[SumRow]
    compared: bool
    earlier: str
    rounds: RoundsData | None
    moved: MovedData | None
    ranked: RankedData
    on: str
    overdue: list[OverdueData]
    without_lead: list[TaskRow]
    disputed: list[DisputedData]
    difficulties: NotesData
    proposals: NotesData
    tasks: list[TaskGroupData]
    agencies: list[AgencyGroupData]
    absent: list[AbsentData]
    charts: list[PictureData]


class Consolidation:
    """What agencies sent, by their names, put together for the report of an author."""

    def __init__(
        self,
        loaded: LoadedPlan,
        work: Work,
        author: Agency,
        returned: Mapping[str, AgencyReturn],
        beside: Beside,
    ) -> None:
        self._loaded, self._work, self._author, self._beside = loaded, work, author, beside
        self.covered = coverage(loaded, author)
        self._returned = {
            each.name: returned[each.name]
            for each in loaded.registry.agencies
            if each.name in returned and self.covered.of(each)
        }
        self._results = results_of(loaded, work, self._returned, self.covered)
        self._states = self._states_of(returned, beside.on)
        earlier = beside.previous
        self._sums = Sums(
            loaded, self._states, None if earlier is None else self._states_of(earlier, None)
        )

    def _states_of(
        self, returned: Mapping[str, AgencyReturn], on: date | None
    ) -> Sequence[TaskState]:
        """Return how tasks stand; of the author's only if it says something: it owes none."""
        author = self._author.name
        quiet = not self._sent_paper(author) and (author not in returned or returned[author].blank)
        states = task_states(self._loaded, self._work, returned, self.covered, on)
        return [each for each in states if not (quiet and each.agency.name == author)]

    def _sent_paper(self, name: str) -> bool:
        standing = (self._beside.standings or {}).get(name)
        return standing is not None and standing.paper

    @cached_property
    def _due(self) -> list[Agency]:
        """Who is to report: whoever leads what is covered, the author only if it did."""
        leading = {each.agency.name for each in self._states if each.is_led}
        return [
            each
            for each in self._loaded.registry.agencies
            if each.name in leading and not never_reports(each)
        ]

    @cached_property
    def _reported(self) -> list[str]:
        """The agencies in whose returns something stands, be it of no task."""
        concerned = {each.agency.name for each in self._states}
        whole = self.covered.tasks is None
        return [
            name
            for name, sent in self._returned.items()
            if not sent.blank and (whole or name in concerned)
        ]

    @cached_property
    def _on_paper(self) -> list[str]:
        return [
            each.name
            for each in self._loaded.registry.agencies
            if self._sent_paper(each.name)
            and self.covered.of(each)
            and each.name not in self._reported
        ]

    @cached_property
    def _missing(self) -> list[str]:
        told = {*self._reported, *self._on_paper}
        return [each.name for each in self._due if each.name not in told]

    @cached_property
    def _plans(self) -> IssuedPlans | None:
        if self.covered.tasks is not None:
            return None
        return issued_plans(self._loaded, self._work, self._returned, self._due)

    @cached_property
    def pictures(self) -> Mapping[str, Picture]:
        """The charts by the names of their files, none where none are asked for."""
        if not self._beside.pictures:
            return {}
        word = self._loaded.plan.document.dimension_word
        by_dimension = [
            (f"{row['id']}. {row['text']}", tally) for row, tally in self._sums.by_dimension()
        ]
        by_kind = [(row["text"], tally) for row, tally in self._by_kind]
        charts = [("chi-so", f"theo {small_start(word)}", by_dimension)]
        charts.append(("loai-co-quan", "theo loại cơ quan, đơn vị", by_kind))
        return {
            f"{self._beside.pictures}-{name}.svg": rates_chart(subject, bars)
            for name, subject, bars in charts
            if len(bars) > 1
        }

    @cached_property
    def _by_kind(self) -> list[tuple[SumRow, Tally]]:
        leading = {each.agency.name: each.agency for each in self._states if each.is_led}
        return self._sums.by_kind(kinds_of(self._loaded, leading.values()))

    def results(self) -> AllResultsData:
        """Return what the template of the annex with all results gets."""
        return self._results.data()

    def data(self) -> ConsolidatedData:
        """Return what the template gets."""
        texts = {label: each.text for label, each in plan_items(self._loaded).items()}
        kinds = [row for row, _ in self._by_kind]
        plans = self._plans
        due = {each.name for each in self._due}
        sent = [name for name in (*self._reported, *self._on_paper) if name in due]
        stands = self._stands()
        blank, nothing = (
            [name for name in self._missing if stands[name] == state]
            for state in (_BLANK, _NOTHING)
        )
        unread = [name for name in self._missing if name not in {*blank, *nothing}]
        return {
            "covered": self.covered.words,
            "whole": self.covered.tasks is None,
            "expected": len(self._due),
            "apart": self.covered == ALL and self._author.name not in due,
            "sent": len(sent),
            "sent_rate": rate_text(len(sent) / len(due) if due else None),
            "filing": self._filing(sent),
            "reported": _named([name for name in self._reported if name in due]),
            "beside": _named([name for name in self._reported if name not in due]),
            "missing": _named(self._missing),
            "blank": _named(blank),
            "unread": _named([f"{name}: {small_start(stands[name])}" for name in unread]),
            "nothing": _named(nothing),
            "on_paper": _named(self._on_paper),
            "unplaced": _named([name for name in self._reported if self._returned[name].silent]),
            "plans": _issued(plans) if plans else None,
            "total": self._sums.total,
            "dimensions": [row for row, _ in self._sums.by_dimension()],
            "kinds": kinds if len(kinds) > 1 else [],
            "compared": self._sums.compared,
            "earlier": self._beside.earlier,
            "rounds": self._sums.rounds(),
            "moved": self._sums.moved(),
            "ranked": self._sums.ranked(),
            "on": day_in_figures(self._beside.on) if self._beside.on else "",
            "overdue": self._sums.overdue(),
            "without_lead": self._sums.without_lead(),
            "disputed": self._disputed(),
            "difficulties": grouped(self._results.difficulties, texts),
            "proposals": grouped(self._results.proposals, texts),
            "tasks": self._sums.by_task(self._results.whole),
            "agencies": self._sums.by_agency(
                {name: kind for name, kind in self._kinds.items() if name not in nothing},
                stands,
                self._plan_words() if plans else {},
            ),
            "absent": self._absent(nothing),
            "charts": [{"file": name, "words": each.words} for name, each in self.pictures.items()],
        }

    def _disputed(self) -> list[DisputedData]:
        counted = Counter(each.agency.name for each in self._states if each.disputed)
        return [{"agency": name, "tasks": number} for name, number in counted.items()]

    @cached_property
    def _kinds(self) -> Mapping[str, str]:
        """The kinds of the agencies of the annex: of who is to report, and of who else did."""
        names = {*self._reported, *self._on_paper, *self._missing}
        listed = [each for each in self._loaded.registry.agencies if each.name in names]
        return kinds_of(self._loaded, listed)

    def _absent(self, names: Sequence[str]) -> list[AbsentData]:
        """Return those of the annex that sent nothing, under their kinds and districts."""
        found: dict[str, list[str]] = {}
        for name, kind in self._kinds.items():
            if name in names:
                district = self._loaded.registry.find(name).district
                title = f"{kind}, {locality(district)}" if district else kind
                found.setdefault(title, []).append(name)
        return [{"title": title, "names": each} for title, each in found.items()]

    def _filing(self, sent: Sequence[str]) -> FilingData | None:
        standings = self._beside.standings
        if standings is None:
            return None
        states = Counter(standings[name].state for name in sent)
        late = [name for name in sent if self._days_late(name)]
        return {
            "timed": any(standings[each.name].timed for each in self._due),
            "in_time": states[State.ON_TIME],
            "undated": states[State.UNDECIDED],
            "late": _named([f"{name} {self._days_late(name)} ngày" for name in late]),
            "other": _named([name for name in sent if not standings[name].state.sent]),
        }

    def _days_late(self, name: str) -> int:
        standing = (self._beside.standings or {}).get(name)
        return standing.days if standing else 0

    def _stands(self) -> Mapping[str, str]:
        """Return in words how the agencies of the annex stand, by their names."""
        disputed = {each["agency"]: each["tasks"] for each in self._disputed()}
        states = {name: self._lacks(name) for name in self._missing}
        for name in (*self._reported, *self._on_paper):
            days = self._days_late(name)
            late = f", muộn {days} ngày" if days else ""
            states[name] = (_REPORTED if name in self._reported else _ON_PAPER) + late
        for name in self._reported:
            if self._returned[name].silent:
                states[name] += _UNPLACED
            elif name in disputed:
                states[name] += f"; {DISPUTED.lower()} {disputed[name]}"
        return states

    def _lacks(self, name: str) -> str:
        """Return in words what became of the return of an agency that did not report."""
        standing = (self._beside.standings or {}).get(name)
        if standing is not None:
            return _LACKING.get(standing.state, _LACKING[State.UNREADABLE])
        return _BLANK if name in self._returned else _NOTHING

    def _plan_words(self) -> Mapping[str, str]:
        """Return what agencies say of their own plan: its number, or that there is one."""
        plans = self._plans
        if plans is None:
            return {}
        return {name: number or "Đã ban hành" for name, number in plans.numbers.items()}


_NOTHING, _REPORTED, _BLANK = "Chưa báo cáo", "Đã báo cáo", "Gửi nhưng trống"
_ON_PAPER = "Đã gửi bản giấy"
_LACKING = {
    State.BLANK: _BLANK,
    State.UNREADABLE: "Gửi tệp không đọc được",
    State.SENT_BACK: "Đã trả lại",
    State.NOTHING: _NOTHING,
}
_UNPLACED = "; không nhận ra nhiệm vụ nào"


def _named(names: Sequence[str]) -> NamedData:
    return {"number": len(names), "names": list(names)}


def _issued(plans: IssuedPlans) -> IssuedData:
    return {
        "duty": plans.duty.id,
        "charged": len(plans.charged),
        "number": len(plans.numbers),
        "named": plans.named,
    }
