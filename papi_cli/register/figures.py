"""The five figures of returns: to be sent, sent, their rate, in time, the rate of that. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

from papi_cli.checklists.count import NO_DISTRICT, district_of
from papi_cli.plan.loader import LoadedPlan
from papi_cli.plan.parts import Agency
from papi_cli.register.standing import Standing, Standings, State
from papi_cli.vietnamese.words import words


class FiguresBy(StrEnum):
    """What the figures of returns are told by."""

    TIER = "tier"
    DISTRICT = "district"
    GROUP = "group"
    PERIOD = "period"
    AGENCY = "agency"


class Tier(StrEnum):
    """Of which level of government an agency is."""

    PROVINCE = "province"
    DISTRICT = "district"
    COMMUNE = "commune"

    @property
    def word(self) -> str:
        """The tier as users read it."""
        return _TIERS[self]


_TIERS = {
    Tier.PROVINCE: "Cấp tỉnh",
    Tier.DISTRICT: "Cấp huyện",
    Tier.COMMUNE: "Cấp xã",
}
NO_GROUP = ""
"""The key of all agencies that no group of the plan holds."""


@dataclass(slots=True)
class Figures:
    """What became of the returns of some agencies, each of which counts once.

    `timed` are those of whom it is known until when they had to send.
    """

    standings: list[Standing] = field(default_factory=list)

    @property
    def expected(self) -> int:
        """How many were to send one."""
        return len(self.standings)

    @property
    def sent(self) -> int:
        """How many sent one in which something is written."""
        return sum(each.state.sent for each in self.standings)

    @property
    def timed(self) -> int:
        """Of how many it is known until when they had to send."""
        return sum(each.timed for each in self.standings)

    def number(self, state: State) -> int:
        """Return how many stand so."""
        return sum(each.state is state for each in self.standings)

    @property
    def rate(self) -> float | None:
        """The share of those that sent one, 1.0 the whole; None where none was to be sent."""
        return self.sent / self.expected if self.expected else None

    @property
    def on_time_rate(self) -> float | None:
        """The share of those that sent theirs in time, None where nothing says until when."""
        return self.number(State.ON_TIME) / self.timed if self.timed else None

    def in_state(self, state: State) -> list[Standing]:
        """Return those that stand so, in the order of the plan."""
        return [each for each in self.standings if each.state is state]


@dataclass(frozen=True)
class ReturnsAnswer:
    """What was asked of a register's returns: by what, of which period (None: the meant one)."""

    standings: Standings
    by: FiguresBy = FiguresBy.TIER
    period: str | None = None

    @cached_property
    def period_name(self) -> str:
        """The period as it is spelt."""
        return self.standings.name_of(self.period)

    @cached_property
    def total(self) -> Figures:
        """The figures of all who are to send."""
        return figures(self.standings, self.period)

    @cached_property
    def parts(self) -> dict[str, Figures]:
        """The figures as `figures_by` has them."""
        return figures_by(self.standings, self.by, self.period)


def figures(
    standings: Standings, period: str | None = None, agencies: Iterable[Agency] | None = None
) -> Figures:
    """Return the figures of a period, None for the one that is meant without a name.

    `agencies` are those who are to send, by default all who are.
    """
    expected = standings.expected(period) if agencies is None else agencies
    once = {each.name: each for each in expected}
    return Figures([standings.of(each, period) for each in once.values()])


def figures_by(
    standings: Standings, by: FiguresBy, period: str | None = None
) -> dict[str, Figures]:
    """Return the figures of a period by tier, district, group or agency, or those of all periods.

    Keys are values of `Tier`, names of agencies (`NO_DISTRICT`, `NO_GROUP` for none), periods.
    """
    if by is FiguresBy.PERIOD:
        return {each: figures(standings, each) for each in standings.periods}
    key = _key(standings.loaded, by)
    found: dict[str, Figures] = {each: Figures() for each in _fixed(by)}
    for each in figures(standings, period).standings:
        found.setdefault(key(each.agency), Figures()).standings.append(each)
    return {name: each for name, each in found.items() if each.standings}


def _fixed(by: FiguresBy) -> Sequence[str]:
    return [each.value for each in Tier] if by is FiguresBy.TIER else ()


def _key(loaded: LoadedPlan, by: FiguresBy) -> Callable[[Agency], str]:
    keys: dict[FiguresBy, Callable[[Agency], str]] = {
        FiguresBy.TIER: lambda agency: tier_of(loaded, agency).value,
        FiguresBy.DISTRICT: lambda agency: district_of(loaded, agency),
        FiguresBy.GROUP: lambda agency: group_of(loaded, agency),
        FiguresBy.AGENCY: lambda agency: agency.name,
    }
    return keys[by]


_COMMUNE = re.compile(
    r"\bcap (?:xa|co so)\b|^(?:ubnd|uy ban nhan dan) (?:cac )?(?:xa|phuong|thi tran|dac khu)\b"
)
_DISTRICT = re.compile(
    r"\bcap huyen\b|^(?:ubnd|uy ban nhan dan) (?:cac )?(?:huyen|quan|thi xa|thanh pho)\b"
)


def tier_of(loaded: LoadedPlan, agency: Agency) -> Tier:
    """Return of which level an agency is: by its district, else by what it or its group is called.

    What nothing says to be a district's or a commune's is the province's.
    """
    if agency.district:
        return Tier.COMMUNE
    names = [words(each.name) for each in (agency, *loaded.registry.groups_of(agency))]
    if any(map(_COMMUNE.search, names)):
        return Tier.COMMUNE
    governs = district_of(loaded, agency) != NO_DISTRICT
    if governs or any(map(_DISTRICT.search, names)):
        return Tier.DISTRICT
    return Tier.PROVINCE


def group_of(loaded: LoadedPlan, agency: Agency) -> str:
    """Return the name of the group that holds an agency, the nearest of several."""
    return next((each.name for each in loaded.registry.groups_of(agency)), NO_GROUP)
