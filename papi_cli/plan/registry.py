"""Agencies: from what a plan or a user writes to the one agency meant, and how agencies nest.

An agency belongs to the groups that list it, through any depth, and has the units that are part
of it. What cannot be resolved is an error with the nearest names: never a silent guess.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property

from papi_cli.errors import PapiError
from papi_cli.plan.parts import Agency
from papi_cli.safe_text import quoted
from papi_cli.vietnamese.words import fold, spelling, words

_NEAREST = 5
"""How many names an error lists."""


def name_key(name: str) -> str:
    """Return what two spellings of one agency's name have in common.

    Beside what `fold` drops, `Ủy ban nhân dân` is the same as `UBND`, its abbreviation in every
    Vietnamese document.
    """
    return fold(name).replace("uybannhandan", "ubnd")


def spelling_key(name: str) -> str:
    """Return what two spellings of one agency's name have in common, its marks among it.

    `UBND xã Văn Lang` and `UBND xã Văn Lăng` are two communes: they have one `name_key`.
    """
    return spelling(name).replace(_COMMITTEE, "ubnd")


_COMMITTEE = spelling("Ủy ban nhân dân")


_MANY = re.compile(
    r"(?:cac|moi|tat ca|toan bo|cac cap) .*"
    r"|(?:ubnd|uy ban nhan dan|hdnd|hoi dong nhan dan) (?:cac .*|cap (?:xa|huyen|co so)(?: .*)?"
    r"|(?:xa|phuong|thi tran|huyen|thi xa|thanh pho|dac khu)(?: (?:xa|phuong|thi tran|huyen|thi xa"
    r"|thanh pho|dac khu))+)"
    r"|.* (?:cac cap|cap huyen|cap xa|co lien quan|lien quan)"
)
"""Names, as `words` leaves them, that stand for many: «Các …», «UBND cấp xã», «UBND xã, phường»."""


def is_vague(agency: Agency) -> bool:
    """Whether an agency stands for many by its name and the plan does not say for which.

    One that is not to report says enough: others report what it does.
    """
    return not (agency.members or agency.reports) and bool(_MANY.fullmatch(words(agency.name)))


def may_hold(group: Agency, agency: Agency) -> bool:
    """Whether an agency may be one of those that a group stands for.

    A group of committees holds committees alone, one of communes none but theirs.
    """
    return may_bear(group, agency.name) and not agency.members


def may_bear(group: Agency, name: str) -> bool:
    """Whether a name may be that of one of those that a group stands for."""
    key, of_group = words(name), words(group.name)
    committee = name_key(name).startswith("ubnd")
    if not name_key(group.name).startswith("ubnd"):
        return not (committee and re.match(r"cac (?:so|ban|nganh)\b", of_group))
    local = re.search(r"\b(?:xa|phuong|dac khu|thi tran|co so)\b", of_group)
    return committee and (not local or bool(re.search(r"\b(?:xa|phuong|dac khu|thi tran)\b", key)))


class UnknownAgencyError(PapiError):
    """No agency bears the name; `nearest` are the names most like it, best first.

    `vague` are groups that may hold it and do not say whom they hold.
    """

    def __init__(self, name: str, nearest: tuple[str, ...], vague: tuple[Agency, ...] = ()) -> None:
        self.nearest, self.vague = nearest, vague
        sentence = f"Không có cơ quan nào tên {quoted(name)}{did_you_mean(nearest)}."
        if vague:
            groups = ", ".join(quoted(each.name) for each in vague)
            sentence += (
                f" Kế hoạch giao việc cho {groups} mà không kể thành viên nên không biết có gồm cơ"
                " quan này không; kể ở members, hay hỏi theo tên nhóm."
            )
        super().__init__(sentence)


class AmbiguousAgencyError(PapiError):
    """Several agencies bear the name; `names` are theirs, in the order of the file."""

    def __init__(self, name: str, names: tuple[str, ...]) -> None:
        self.names = names
        listed = ", ".join(quoted(each) for each in names[:_NEAREST])
        more = f" và {len(names) - _NEAREST} cơ quan khác" if len(names) > _NEAREST else ""
        super().__init__(
            f"Tên {quoted(name)} hợp với nhiều cơ quan: {listed}{more}; hãy ghi tên đầy đủ."
        )


def did_you_mean(names: Iterable[str]) -> str:
    """Return the clause `; có phải «A», «B»?` without its question mark, or nothing."""
    listed = ", ".join(quoted(name) for name in names)
    return f"; gần nhất là {listed}" if listed else ""


class Registry:
    """All agencies of a plan, in the order of the file."""

    def __init__(self, agencies: Iterable[Agency]) -> None:
        self.agencies = tuple(agencies)
        self._exact: dict[str, Agency] = {}
        for agency in self.agencies:
            for name in agency.names:
                self._exact.setdefault(name, agency)
        self._resolved: dict[str, tuple[Agency, ...]] = {}
        self._above: dict[tuple[int, ...], tuple[Agency, ...]] = {}

    @cached_property
    def bearers(self) -> Mapping[str, tuple[Agency, ...]]:
        """From each folded name or alias to the agencies that bear it, in the order of the file."""
        return self._by(name_key)

    @cached_property
    def _spelt(self) -> Mapping[str, tuple[Agency, ...]]:
        """From each name or alias with its marks to the agencies that bear it."""
        return self._by(spelling_key)

    def _by(self, key: Callable[[str], str]) -> Mapping[str, tuple[Agency, ...]]:
        found: defaultdict[str, dict[str, Agency]] = defaultdict(dict)
        for agency in self.agencies:
            for name in agency.names:
                found[key(name)].setdefault(agency.name, agency)
        return {name: tuple(agencies.values()) for name, agencies in found.items()}

    def _like(self, name: str) -> tuple[Agency, ...]:
        """Return the agencies that a name may mean: spelt with its marks it is exact."""
        found = self.bearers.get(name_key(name), ())
        if len(found) > 1:
            return self._spelt.get(spelling_key(name), found)
        return found

    @cached_property
    def _symbols(self) -> Mapping[str, tuple[Agency, ...]]:
        found: defaultdict[str, list[Agency]] = defaultdict(list)
        for agency in self.agencies:
            if agency.symbol:
                found[fold(agency.symbol)].append(agency)
        return {key: tuple(agencies) for key, agencies in found.items()}

    def is_spelt(self, name: str) -> bool:
        """Whether an agency bears the name with just these marks."""
        return spelling_key(name) in self._spelt

    def lookup(self, raw_name: str) -> tuple[Agency, ...]:
        """Return the agencies that the raw_name of a plan's cell names: one, unless it is wrong.

        Names and aliases count, symbols do not.
        """
        known = self._resolved.get(raw_name)
        if known is None:
            exact = self._exact.get(raw_name)
            known = (exact,) if exact else self._like(raw_name)
            self._resolved[raw_name] = known
        return known

    def resolve(self, raw_name: str) -> Agency:
        """Return the one agency that a cell of a checked plan names.

        Raises `UnknownAgencyError` or `AmbiguousAgencyError` where the plan was not checked.
        """
        return self._one(raw_name, self.lookup(raw_name))

    def find(self, name: str) -> Agency:
        """Return the agency that a user means by `name`: a name, an alias or a symbol.

        A place stands for its committee where its kind is said: `xã Yến Dương`; a bare name may
        be a district's and a commune's. Raises `UnknownAgencyError` with the nearest names,
        `AmbiguousAgencyError` with all that fit.
        """
        if not fold(name):
            return self._one(name, ())
        found = self.lookup(name) or self._symbols.get(fold(name), ())
        return self._one(name, found or self._like(f"UBND {name}"))

    def find_group(self, name: str) -> Agency:
        """Return what `find` does; of an unknown name groups that begin like it are nearest.

        «Các» before the name of a group does not count. Raises what `find` does.
        """
        try:
            return self.find(name)
        except UnknownAgencyError as error:
            key = name_key(name)
            groups = (
                each.name
                for each in self.agencies
                if key and each.members
                if any(name_key(one).removeprefix("cac").startswith(key) for one in each.names)
            )
            nearest = tuple(dict.fromkeys((*groups, *error.nearest)))[:_NEAREST]
            raise UnknownAgencyError(name, nearest, error.vague) from None

    def _one(self, name: str, found: tuple[Agency, ...]) -> Agency:
        if len(found) == 1:
            return found[0]
        if found:
            raise AmbiguousAgencyError(name, tuple(agency.name for agency in found))
        committee = name if name_key(name).startswith("ubnd") else f"UBND {name}"
        vague = (
            each for each in self.vague_groups if may_bear(each, name) or may_bear(each, committee)
        )
        raise UnknownAgencyError(name, self.nearest(name), tuple(vague) if fold(name) else ())

    @cached_property
    def vague_groups(self) -> tuple[Agency, ...]:
        """The agencies that stand for many without saying for which, in the order of the file."""
        return tuple(filter(is_vague, self.agencies))

    def nearest(self, name: str) -> tuple[str, ...]:
        """Return up to five names of agencies most like `name`, best first."""
        from difflib import get_close_matches  # noqa: PLC0415 - only an error needs it

        key = name_key(name)
        if not key:
            return ()
        holding = [known for known in self.bearers if key in known]
        close = get_close_matches(key, self.bearers, n=_NEAREST * 2, cutoff=0.6)
        names = [self.bearers[known][0].name for known in (*holding, *close)]
        return tuple(dict.fromkeys(names))[:_NEAREST]

    @cached_property
    def _groups(self) -> Mapping[str, tuple[Agency, ...]]:
        """From an agency's name to the groups that list it, in the order of the file."""
        found: defaultdict[str, list[Agency]] = defaultdict(list)
        for group in self.agencies:
            for member in group.members:
                for agency in self.lookup(member):
                    groups = found[agency.name]
                    if not groups or groups[-1] is not group:  # named twice, by two names
                        groups.append(group)
        return {name: tuple(groups) for name, groups in found.items()}

    @cached_property
    def _units(self) -> Mapping[str, tuple[Agency, ...]]:
        """From an agency's name to its own units, in the order of the file."""
        found: defaultdict[str, list[Agency]] = defaultdict(list)
        for unit in self.agencies:
            if unit.part_of:
                for whole in self.lookup(unit.part_of):
                    found[whole.name].append(unit)
        return {name: tuple(units) for name, units in found.items()}

    def groups_of(self, agency: Agency) -> tuple[Agency, ...]:
        """Return the groups that hold `agency`, through any depth, nearest first."""
        direct = self._groups.get(agency.name, ())
        if all(group.name not in self._groups for group in direct):
            return direct
        # The members of a group are many, and share what lies above it.
        key = tuple(map(id, direct))
        if key not in self._above:
            self._above[key] = tuple(_reach(agency, self._groups))
        return self._above[key]

    def units_of(self, agency: Agency) -> tuple[Agency, ...]:
        """Return the units of `agency` and of its units, nearest first."""
        return tuple(_reach(agency, self._units)) if agency.name in self._units else ()

    def members_of(self, group: Agency) -> tuple[Agency, ...]:
        """Return the members that a group lists, in its order, or the communes of a district.

        Raises `PapiError` for an agency that is neither.
        """
        members = self._members(group)
        if not members and is_vague(group):
            raise PapiError(
                f"{quoted(group.name)} đứng cho nhiều cơ quan mà kế hoạch không kể là những ai; kể"
                " ở khóa members của nhóm này."
            )
        if not members:
            raise PapiError(
                f"{quoted(group.name)} không phải là một nhóm hay một huyện; «papi agencies» liệt"
                " kê các cơ quan."
            )
        return members

    def each_of(self, agency: Agency) -> tuple[Agency, ...]:
        """Return the members of a group, the communes of a district, else the agency itself."""
        return self._members(agency) or (agency,)

    def _members(self, group: Agency) -> tuple[Agency, ...]:
        if group.members:
            return tuple(self.resolve(member) for member in group.members)
        return tuple(
            agency
            for agency in self.agencies
            if agency.district and group in self.lookup(agency.district)
        )


def _reach(start: Agency, step: Mapping[str, tuple[Agency, ...]]) -> Iterator[Agency]:
    """Yield all that `step` leads to from `start`, breadth first, each once, cycles or not."""
    seen = {start.name}
    line = [start]
    for agency in line:
        for following in step.get(agency.name, ()):
            if following.name not in seen:
                seen.add(following.name)
                line.append(following)
                yield following
