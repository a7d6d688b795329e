"""Rules on agencies: every name means one of them, and groups and units nest without a circle."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from graphlib import TopologicalSorter
from itertools import islice

from papi_cli.checking.rules.rule import Finding, RuleSet
from papi_cli.checking.rules.walk import agency_mentions
from papi_cli.errors import MOST_PROBLEMS, Level
from papi_cli.plan.keys import KeyPath
from papi_cli.plan.loader import LoadedPlan
from papi_cli.plan.parts import Agency
from papi_cli.plan.registry import Registry, did_you_mean, is_vague, name_key, spelling_key
from papi_cli.safe_text import quoted, visible
from papi_cli.vietnamese.words import fold, spelling, words

RULES = RuleSet()


@RULES.add(
    "unknown-agency",
    Level.ERROR,
    "Mọi cơ quan được nhắc tới có trong mục agencies.",
    needs=["agencies"],
)
def _unknown_agency(loaded: LoadedPlan) -> Iterator[Finding]:
    registry = loaded.registry
    for miss in _misses(loaded):
        if miss.split:
            sentence = (
                f"Tên {quoted(miss.name)} bị dấu phẩy cắt thành nhiều mục; để trong ngoặc kép"
                f' ("{visible(miss.name)}") hoặc viết thành một dòng riêng.'
            )
        elif words(miss.name) in _AS_ABOVE:
            sentence = (
                f"{quoted(miss.name)} nghĩa là như hàng trên; chép các cơ quan của hàng trên vào"
                " đây, hoặc ghi ô gộp một lần ở nội dung thành phần hay chỉ số."
            )
        elif several := _several(registry, miss.name):
            strange = ", ".join(quoted(each) for each in several if not registry.lookup(each))
            more = f"; {strange} chưa có trong mục agencies, thêm vào" if strange else ""
            sentence = f"{quoted(miss.name)} là nhiều cơ quan; viết mỗi cơ quan một dòng{more}."
        elif _holds_several(registry, miss.name):
            sentence = (
                f"{quoted(miss.name)} là nhiều mục dính vào nhau vì dòng sau thụt vào sâu hơn;"
                " để các dấu «-» thẳng cột."
            )
        else:
            sentence = (
                f"Không có cơ quan {quoted(miss.name)}{did_you_mean(miss.nearest)};"
                " sửa tên, hoặc thêm vào mục agencies."
            )
        yield Finding(miss.path, sentence)


_AS_ABOVE = {"nt", "nhu tren", "tren"}
"""What a cell says, as `words` leaves it, instead of saying again what stands above it."""


@dataclass(frozen=True, slots=True)
class _Miss:
    """A name that is no agency's; `split` where commas cut the name of one into items."""

    path: KeyPath
    name: str
    split: bool
    nearest: tuple[str, ...]


_SUGGESTED, _COMPARED = 20, 10_000
"""How many unknown names are compared with all others, and in how many pairs: that takes long."""


@lru_cache(maxsize=1)
def _misses(loaded: LoadedPlan) -> list[_Miss]:
    """Return the names that no agency of the plan bears."""
    return list(islice(_unknown_names(loaded), MOST_PROBLEMS + 1))


def _unknown_names(loaded: LoadedPlan) -> Iterator[_Miss]:
    registry = loaded.registry
    compared = min(_SUGGESTED, _COMPARED // (len(registry.bearers) + 1) + 1)
    count = 0
    for path, names, is_list in agency_mentions(loaded.plan):
        until = 0
        for at, name in enumerate(names):
            if at < until or registry.lookup(name):
                continue
            until = _end_of_split_name(registry, names, at)
            count += 1
            nearest = registry.nearest(name)[:3] if count <= compared and not until else ()
            whole = ", ".join(names[at:until]) if until else name
            yield _Miss((*path, at) if is_list else path, whole, bool(until), nearest)


def _end_of_split_name(registry: Registry, names: tuple[str, ...], start: int) -> int:
    """Return the index behind the items that, joined by commas, are one agency's name, or 0."""
    for end in range(min(len(names), start + 4), start + 1, -1):
        if registry.lookup(", ".join(names[start:end])):
            return end
    return 0


def _holds_several(registry: Registry, name: str) -> bool:
    """Whether a name is those of several agencies joined by the dashes of a list."""
    parts = [part.strip() for part in re.split(r"\s-\s*", name)]
    return len(parts) > 1 and all(registry.lookup(part) for part in parts)


_JOINTS = re.compile(r"\s*[;,/+&]\s*(?:và\s+)?|\s+(?:và|cùng)\s+")


def _several(registry: Registry, name: str) -> list[str]:
    """Return the names that a text joins by commas, «và» or «/», of which one at least is known.

    A joint may be part of a name: the longest names that are known are taken. Empty where the
    text neither begins nor ends with a known name.
    """
    joints = list(_JOINTS.finditer(name))[:_MOST_JOINTS]
    starts = [0, *(each.end() for each in joints)]
    ends = [*(each.start() for each in joints), len(name)]
    found: list[str] = []
    at = 0
    while at < len(starts):
        known = (
            end for end in range(len(ends) - 1, at - 1, -1)
            if registry.lookup(name[starts[at] : ends[end]])
        )  # fmt: skip
        until = next(known, at)
        found.append(name[starts[at] : ends[until]])
        at = until + 1
    ours = [bool(registry.lookup(each)) for each in found]
    return found if len(found) > 1 and (ours[0] or ours[-1]) else []


_MOST_JOINTS = 20


@RULES.add(
    "ambiguous-agency",
    Level.ERROR,
    "Mỗi tên gọi chỉ một cơ quan; tên khác nhau ở dấu là hai tên.",
)
def _ambiguous_agency(loaded: LoadedPlan) -> Iterator[Finding]:
    first: dict[str, tuple[int, str]] = {}
    for at, agency in enumerate(loaded.plan.agencies):
        for number, name in enumerate(agency.names):
            # A name without marks would be that of all that differ by them.
            keys = {spelling_key(name), name_key(name)} if _unmarked(name) else {spelling_key(name)}
            known = [first[key] for key in keys if key in first and first[key][0] != at]
            for key in (spelling_key(name), name_key(name)):
                first.setdefault(key, (at, name))
            if known:
                owner, earlier = known[0]
                path: KeyPath = (
                    "agencies",
                    at,
                    *(("name",) if number == 0 else ("aliases", number - 1)),
                )
                bearer = loaded.plan.agencies[owner].name
                of_whom = "" if bearer == earlier else f" của cơ quan {quoted(bearer)}"
                yield Finding(
                    path,
                    f"Tên {quoted(name)} trùng với {quoted(earlier)}{of_whom} ở dòng"
                    f" {loaded.line(('agencies', owner))}; mỗi cơ quan một tên riêng.",
                )
    yield from _vague_mentions(loaded)


def _unmarked(name: str) -> bool:
    """Whether a name is written without any of its marks."""
    return spelling(name) == words(name)


def _vague_mentions(loaded: LoadedPlan) -> Iterator[Finding]:
    """Yield the places that name one of several agencies whose names differ by a mark."""
    for path, names, is_list in agency_mentions(loaded.plan):
        for at, name in enumerate(names):
            found = loaded.registry.lookup(name)
            if len(found) > 1 and not loaded.registry.is_spelt(name):
                listed = ", ".join(quoted(each.name) for each in found)
                yield Finding(
                    (*path, at) if is_list else path,
                    f"Tên {quoted(name)} hợp với nhiều cơ quan: {listed}; viết đúng dấu.",
                )


@RULES.add("agency-cycle", Level.ERROR, "Nhóm và đơn vị trực thuộc không đi vòng tròn.")
def _agency_cycle(loaded: LoadedPlan) -> Iterator[Finding]:
    registry = loaded.registry
    index = {agency.name: at for at, agency in reversed(list(enumerate(registry.agencies)))}

    def members(agency: Agency) -> tuple[str, ...]:
        return agency.members

    def whole(agency: Agency) -> tuple[str, ...]:
        return (agency.part_of,) if agency.part_of else ()

    for key, step, what in (("members", members, "thành viên"), ("part_of", whole, "trực thuộc")):
        inner = {
            agency.name: {found.name for name in step(agency) for found in registry.lookup(name)}
            for agency in registry.agencies
            if step(agency)
        }
        # Where nothing leads on there is no way back: most members of groups are no groups.
        graph = {name: found & inner.keys() for name, found in inner.items()}
        round_about = False
        for cycle in _cycles(graph):
            round_about = True
            ring = " → ".join(quoted(name) for name in cycle)
            yield Finding(
                ("agencies", index[cycle[0]], key),
                f"Quan hệ {what} đi vòng tròn: {ring}; bỏ một mắt xích.",
            )
        if not round_about and (deep := _too_deep(graph)):
            yield Finding(
                ("agencies", index[deep], key),
                f"Quan hệ {what} của {quoted(deep)} đi quá {_DEEPEST} tầng; bỏ bớt tầng.",
            )


_SHOWN_IN_RING = 6
_DEEPEST = 20
"""Groups within groups, units within units: who answers for what is asked through all of them."""


def _too_deep(graph: dict[str, set[str]]) -> str:
    """Return a name from which more than `_DEEPEST` steps lead on, empty where there is none.

    `graph`, which has no cycle, leads from a name to those of the next that lead on themselves.
    """
    depths: dict[str, int] = {}
    for name in TopologicalSorter(graph).static_order():
        depths[name] = 1 + max((depths[each] for each in graph[name]), default=0)
        if depths[name] > _DEEPEST:
            return name
    return ""


def _cycles(graph: dict[str, set[str]]) -> Iterator[list[str]]:
    """Yield a cycle for each name whose way leads back to itself, each as its names in order.

    The first name stands again at the end; a long ring is cut short by `…`. One pass, depth
    first, with a stack of its own.
    """
    depth: dict[str, int] = {}
    done: set[str] = set()
    for root, first in graph.items():
        if root in done:
            continue
        depth[root] = 0
        line = [root]
        ahead = [(root, iter(sorted(first)))]
        while ahead:
            name, following = ahead[-1]
            step = next(following, None)
            if step is None:
                ahead.pop()
                line.pop()
                done.add(name)
                del depth[name]
            elif step in depth:
                ring = line[depth[step] : depth[step] + _SHOWN_IN_RING]
                cut = ["…"] if len(line) - depth[step] > _SHOWN_IN_RING else []
                yield [*ring, *cut, step]
            elif step not in done:
                depth[step] = len(line)
                line.append(step)
                ahead.append((step, iter(sorted(graph[step]))))


@RULES.add(
    "unused-agency",
    Level.WARNING,
    "Cơ quan nào trong mục agencies cũng được nhắc tới ở đâu đó.",
    needs=("agencies", "duties", "dimensions"),
)
def _unused_agency(loaded: LoadedPlan) -> Iterator[Finding]:
    registry = loaded.registry
    used = {
        agency.name
        for _, names, _ in agency_mentions(loaded.plan)
        for name in names
        for agency in registry.lookup(name)
    }
    # A misspelt name is one problem, not two: what it was meant to be is not unused.
    for miss in _misses(loaded):
        used |= {
            agency.name
            for name in (miss.name, *miss.nearest[:1])
            for agency in registry.lookup(name)
        }
    for at, agency in enumerate(loaded.plan.agencies):
        if agency.name not in used:
            yield Finding(
                ("agencies", at, "name"),
                f"Không nhiệm vụ, nhóm hay điểm nào nhắc tới {quoted(agency.name)}",
                "; bỏ đi, hoặc xem có nhiệm vụ nào viết thiếu.",
                doubted="name" in agency.doubts,
            )


@RULES.add(
    "agency-spelling",
    Level.WARNING,
    "Tên cơ quan viết đúng dấu như trong mục agencies.",
    needs=["agencies"],
)
def _agency_spelling(loaded: LoadedPlan) -> Iterator[Finding]:
    right: dict[str, str] = {}  # from a name as written to the one it is to be, empty where it is
    for path, names, is_list in agency_mentions(loaded.plan):
        for at, name in enumerate(names):
            if name not in right:
                right[name] = _as_spelt(loaded.registry, name)
            if right[name]:
                yield Finding(
                    (*path, at) if is_list else path,
                    f"Tên {quoted(name)} khác {quoted(right[name])} ở"
                    f" {', '.join(_differences(name, right[name]))}",
                    "; sửa cho đúng, hoặc ghi cách viết này vào aliases.",
                )


def _as_spelt(registry: Registry, name: str) -> str:
    """Return the name of an agency that a name misspells, empty where it does not."""
    known = [each for agency in registry.lookup(name) for each in agency.names]
    if name in known:
        return ""
    spelt = spelling(name)
    if any(spelling(each) == spelt for each in known):
        return ""
    near = [each for each in known if name_key(each) == name_key(name)]
    return min(near, key=lambda each: len(_differences(name, each)), default="")


def _differences(name: str, right: str) -> list[str]:
    """Return in words where two spellings of one name differ, at least one."""
    if fold(name) != fold(right):
        return ["cách viết tắt"]
    found = []
    ours, theirs = spelling(name), spelling(right)
    apart = words(name) != words(right)  # a word is written in two, or two in one
    # The tones of a word stand behind it, wherever it ends.
    if sorted(ours.replace(" ", "")) != sorted(theirs.replace(" ", "")) or not apart:
        found.append("dấu")
    if apart:
        between = (("dấu cách", r"\s"), ("dấu câu", r"[^\w\s]|_"))
        found += [
            what for what, kind in between if re.findall(kind, name) != re.findall(kind, right)
        ] or ["chỗ ngắt chữ"]
    return found


@RULES.add(
    "repeated-agency",
    Level.WARNING,
    "Một ô, một nhóm không nêu hai lần cùng một cơ quan.",
    needs=["agencies"],
)
def _repeated_agency(loaded: LoadedPlan) -> Iterator[Finding]:
    for path, names, is_list in agency_mentions(loaded.plan):
        seen: set[str] = set()
        for at, name in enumerate(names if is_list else ()):
            for agency in loaded.registry.lookup(name):
                if agency.name in seen:
                    yield Finding(
                        (*path, at),
                        f"{quoted(name)} nêu cơ quan {quoted(agency.name)} lần thứ hai",
                        "; bỏ đi, hoặc để cả tên trong ngoặc kép nếu dấu phẩy đã cắt nó làm hai.",
                    )
                seen.add(agency.name)


@RULES.add(
    "no-members",
    Level.WARNING,
    "Tên đứng cho nhiều cơ quan thì kể là những cơ quan nào.",
    needs=["agencies"],
)
def _no_members(loaded: LoadedPlan) -> Iterator[Finding]:
    for at, agency in enumerate(loaded.plan.agencies):
        if is_vague(agency):
            yield Finding(
                ("agencies", at, "name"),
                f"{quoted(agency.name)} đứng cho nhiều cơ quan mà không kể là những ai nên không"
                " biết việc này là của cơ quan nào",
                "; kể ở members, ghi «reports: never» nếu cơ quan khác báo cáo thay, hoặc ghi lý do"
                " vào doubts (khóa members).",
                doubted="members" in agency.doubts,
            )
