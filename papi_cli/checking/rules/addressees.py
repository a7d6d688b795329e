"""Rules on duties: who is charged with them, and until when, is what their texts say."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from papi_cli.checking.rules.rule import Finding, RuleSet
from papi_cli.errors import Level
from papi_cli.plan.loader import LoadedPlan
from papi_cli.plan.parts import Agency, Duty, Role
from papi_cli.plan.registry import Registry, spelling_key
from papi_cli.safe_text import quoted, visible
from papi_cli.vietnamese.deadline import day_text
from papi_cli.vietnamese.words import fold, spelling, words

RULES = RuleSet()


@RULES.add(
    "no-addressee",
    Level.WARNING,
    "Điểm nào của Phần III cũng nói rõ giao cho ai.",
    needs=["duties"],
)
def _no_addressee(loaded: LoadedPlan) -> Iterator[Finding]:
    for at, duty in enumerate(loaded.plan.duties):
        if not duty.agencies and duty.role is None:
            yield Finding(
                ("duties", at, "id"),
                f"Điểm {visible(duty.id)} không giao cho cơ quan nào",
                "; ghi agencies hoặc role.",
                doubted="agencies" in duty.doubts,
            )


_TIME = re.compile(
    r"\b(?:(?:dau|giua|cuoi) nam\b(?! hoc)|(?:truoc|cham nhat|den het)(?: la)? ngay \d"
    r"|truoc \d{1,2} \d|(?:hang|moi) (?:tuan|thang|quy|nam)\b|dinh ky \d)"
)
"""Until when, in the text of a duty as `words` leaves it; a bare date may be that of an act."""


@RULES.add(
    "unstated-deadline",
    Level.WARNING,
    "Điểm nào của Phần III có thời hạn trong câu chữ thì có deadline.",
    needs=["duties"],
)
def _unstated_deadline(loaded: LoadedPlan) -> Iterator[Finding]:
    for at, duty in enumerate(loaded.plan.duties):
        if duty.deadline is None and _TIME.search(words(duty.text)):
            yield Finding(
                ("duties", at, "id"),
                f"Điểm {visible(duty.id)} nêu thời hạn trong câu chữ mà không có deadline nên không"
                " bao giờ quá hạn",
                "; chép chữ ấy vào deadline, hoặc ghi lý do vào doubts.",
                doubted="deadline" in duty.doubts,
            )


@RULES.add(
    "duty-part",
    Level.ERROR,
    "Mỗi việc của một điểm là chữ của điểm ấy, có mã số riêng, và thời hạn của điểm.",
    needs=["duties"],
)
def _duty_part(loaded: LoadedPlan) -> Iterator[Finding]:
    for at, duty in enumerate(loaded.plan.duties):
        said = spelling(duty.text)
        seen: set[str] = set()
        for number, part in enumerate(duty.parts):
            place = ("duties", at, "parts", number)
            if spelling(part.text) not in said:
                yield Finding(
                    (*place, "text"),
                    f"Việc {visible(part.id)} của điểm {visible(duty.id)} không phải chữ của điểm"
                    " ấy; chép đúng một phần câu chữ của điểm.",
                )
            if part.deadline and spelling(part.deadline) not in said:
                yield Finding(
                    (*place, "deadline"),
                    f"Thời hạn {quoted(part.deadline)} của việc {visible(part.id)} thuộc điểm"
                    f" {visible(duty.id)}, không phải chữ của điểm ấy; chép đúng chữ của điểm.",
                )
            if fold(part.id) in seen:
                yield Finding(
                    (*place, "id"),
                    f"Điểm {visible(duty.id)} có hai việc mang mã số {quoted(part.id)}; đổi một"
                    " mã số.",
                )
            seen.add(fold(part.id))
        timed = {fold(each.deadline) for each in duty.parts if each.deadline}
        if duty.parts and duty.deadline and fold(duty.deadline) not in timed:
            yield Finding(
                ("duties", at, "parts"),
                f"Không việc nào của điểm {visible(duty.id)} có thời hạn {quoted(duty.deadline)}"
                " của điểm; ghi deadline ở việc ấy.",
            )


@RULES.add(
    "reporting-period",
    Level.ERROR,
    "Kỳ báo cáo có ngày chốt số liệu trước hạn gửi, mỗi cơ quan một hạn.",
    needs=["duties"],
)
def _reporting_period(loaded: LoadedPlan) -> Iterator[Finding]:
    for at, duty in enumerate(loaded.plan.duties):
        seen: dict[tuple[str, str], int] = {}
        for number, period in enumerate(duty.periods):
            place = ("duties", at, "periods", number)
            named = f"Kỳ {quoted(period.name)} của điểm {visible(duty.id)}"
            if period.cut_off and period.due and period.due < period.cut_off:
                yield Finding(
                    (*place, "due"),
                    f"{named} có hạn gửi {day_text(period.due)} trước ngày chốt số liệu"
                    f" {day_text(period.cut_off)}; sửa một trong hai.",
                )
            for name in period.agencies or ("",):
                key = (fold(period.name), fold(name))
                if key in seen:
                    whose = f" cho {quoted(name)}" if name else ""
                    yield Finding(
                        (*place, "name"),
                        f"{named} đã ghi{whose} ở mục thứ {seen[key] + 1}; giữ một chỗ.",
                    )
                seen.setdefault(key, number)


@RULES.add(
    "addressee",
    Level.WARNING,
    "Cơ quan được giao một điểm là cơ quan mà câu chữ của điểm ấy nêu.",
    needs=("agencies", "duties"),
    queries=False,
)
def _addressee(loaded: LoadedPlan) -> Iterator[Finding]:
    if loaded.plan.document.source is None:
        return
    names = _Names(loaded.registry)
    for at, duty in enumerate(loaded.plan.duties):
        place = ("duties", at)
        called = f"Điểm {visible(duty.id)}"
        doubted = "agencies" in duty.doubts
        spoken = _tokens(duty.text)
        if duty.role is not None and not duty.agencies:
            said = _tokens(Role(duty.role).word)
            if not _in_order(said, spoken, len(said)):
                sentence = f"{called} giao theo vai trò {duty.role} nhưng câu chữ không nói thế"
                yield Finding((*place, "role"), sentence, "; sửa role, hoặc ghi agencies.")
            continue
        named = names.within(spoken)
        for number, name in enumerate(duty.agencies if named else ()):
            known = {agency.name for agency in loaded.registry.lookup(name)}
            if known.isdisjoint(each.agency.name for each in named) and not any(
                _in_order(_tokens(each), spoken, _NEAR) for each in (name, *known)
            ):
                yield Finding(
                    (*place, "agencies", number),
                    f"{called} giao cho {quoted(name)} nhưng câu chữ không nêu cơ quan này",
                    "; sửa lại theo văn bản.",
                    doubted=doubted,
                )
        missing = (each for each in named if not _is_charged(loaded.registry, duty, each))
        for each in (*missing, *_loose_groups(loaded.registry, duty, spoken)):
            yield Finding(
                (*place, "agencies"),
                f"{called} nêu {quoted(each.agency.name)} mà mục agencies của điểm không có",
                "; ghi thêm vào, hoặc ghi lý do vào doubts.",
                doubted=doubted and not each.opening,
            )


_NEAR = 12
"""Within how many words a name stands that is told apart: «Giám đốc các sở; các ban, ngành»."""
_OPENINGS = {
    *spelling("giao đề nghị yêu cầu và giám đốc thủ trưởng chủ tịch chánh văn phòng").split()
}
"""Words before and between the names of those who are charged."""
_ABOUT = {*spelling("qua về của với cáo gửi trình mưu cho theo tại từ đến").split()}
"""Words before a name that is not charged but dealt with: «báo cáo Sở Nội vụ»."""


def _tokens(text: str) -> list[str]:
    return spelling_key(text).split()


def _in_order(wanted: Sequence[str], spoken: Sequence[str], within: int) -> bool:
    """Whether words stand in their order, `within` so many words of each other."""
    for at, first in enumerate(spoken):
        if wanted and first == wanted[0]:
            rest = iter(spoken[at : at + within])
            if all(word in rest for word in wanted):
                return True
    return False


def _is_charged(registry: Registry, duty: Duty, named: _Named) -> bool:
    """Whether an agency that a duty names is among its own, or is not charged with it at all.

    One that it begins with is to be there itself; of others the group or the whole will do.
    """
    if named.about or (not duty.agencies and not named.opening):
        return True
    charged = {each.name for name in duty.agencies for each in registry.lookup(name)}
    names = {named.agency.name}
    if not named.opening:
        names |= {each.name for each in registry.groups_of(named.agency)}
        names |= {each.name for each in registry.lookup(named.agency.part_of or "")}
    return not charged.isdisjoint(names)


def _loose_groups(registry: Registry, duty: Duty, spoken: Sequence[str]) -> Iterator[_Named]:
    """Yield groups whose names a duty begins with told apart, and that are not among its own."""
    charged = {each.name for name in duty.agencies for each in registry.lookup(name)}
    for agency in registry.agencies:
        if agency.members and agency.name not in charged:
            names = (_tokens(name) for name in agency.names)
            if any(len(each) > _FEW and _in_order(each, spoken[:_NEAR], _NEAR) for each in names):
                yield _Named(agency, opening=False, about=False)


_FEW = 3
"""So many words of a name may stand near each other by chance."""


@dataclass(frozen=True, slots=True)
class _Named:
    """An agency that a duty names: among those that it begins with, or as one it is about."""

    agency: Agency
    opening: bool
    about: bool


class _Names:
    """The names of a plan's agencies, to be found in texts."""

    def __init__(self, registry: Registry) -> None:
        self._bearers = {
            tuple(_tokens(name)): agency for agency in registry.agencies for name in agency.names
        }
        self._lengths = sorted({len(each) for each in self._bearers if each}, reverse=True)

    def within(self, spoken: Sequence[str]) -> list[_Named]:
        """Return the agencies that a text names, in its order, the longest name at each place."""
        found: list[_Named] = []
        at, opening = 0, True
        while at < len(spoken):
            spans = (tuple(spoken[at : at + length]) for length in self._lengths)
            name = next((each for each in spans if each in self._bearers), None)
            if name is None:
                opening = opening and spoken[at] in _OPENINGS
                at += 1
                continue
            about = not opening and spoken[at - 1] in _ABOUT
            found.append(_Named(self._bearers[name], opening, about))
            at += len(name)
        return found
