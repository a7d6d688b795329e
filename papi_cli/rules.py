"""The rules of a plan, one function each.

A rule yields remarks; `check.py` turns them into problems with places and levels. How one is
added stands in `docs/architecture.md`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, fields, is_dataclass
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING, Any
from unicodedata import is_normalized

from papi_cli import schema
from papi_cli.agencies import Registry, did_you_mean, name_key
from papi_cli.deadline import Kind, day_text, parse
from papi_cli.errors import MOST_PROBLEMS, FileError, Level
from papi_cli.plan import WORDS, Agency, Corrections, KeyPath, Plan, Role, Target, Task, cell_text
from papi_cli.store import LoadedPlan
from papi_cli.text import INVISIBLE, quoted, spelling, visible, words

if TYPE_CHECKING:
    from papi_cli.source import Finding


@dataclass(frozen=True, slots=True)
class Remark:
    """What a rule found at `path`; `key` where the key itself is meant, not its value.

    `doubted` says that the plan notes a doubt on it; then `advice` is not needed.
    """

    path: KeyPath
    sentence: str
    advice: str = ""
    key: bool = False
    doubted: bool = False


Find = Callable[[LoadedPlan], Iterator[Remark]]


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule by its name; `wants` is what it asks for, in Vietnamese, one sentence.

    `needs` names the parts of the file without which it cannot judge. `queries` says whether
    other commands stop at its errors too. Rules of form have no `find`: reading the file is
    what finds their problems; nor has `baseline`, which wants another file.
    """

    name: str
    level: Level
    wants: str
    find: Find | None = None
    needs: frozenset[str] = frozenset()
    queries: bool = True


RULES: dict[str, Rule] = {
    rule.name: rule
    for rule in (
        Rule("yaml-syntax", Level.ERROR, "Tệp đúng cú pháp YAML, chỉ gồm dữ liệu thường."),
        Rule("duplicate-key", Level.ERROR, "Một khóa chỉ viết một lần trong một mục."),
        Rule("schema", Level.ERROR, "Đủ khóa bắt buộc, không khóa lạ, giá trị đúng kiểu."),
        Rule("quoted-id", Level.ERROR, "Số hiệu và mã số để trong ngoặc kép."),
    )
}
"""All rules by name, in the order in which they are documented."""


def _rule(
    name: str, level: Level, wants: str, *, needs: Iterable[str] = (), queries: bool = True
) -> Callable[[Find], Find]:
    def keep(find: Find) -> Find:
        RULES[name] = Rule(name, level, wants, find, frozenset(needs), queries)
        return find

    return keep


# What the rules walk over


@dataclass(frozen=True, slots=True)
class Holder:
    """A dimension, subdimension or row, with its place."""

    path: KeyPath
    value: Any


def _holders(plan: Plan) -> Iterator[Holder]:
    """Yield dimensions, subdimensions and rows in the order of the file."""
    for at, dimension in enumerate(plan.dimensions):
        path: KeyPath = ("dimensions", at)
        yield Holder(path, dimension)
        for row_at, row in enumerate(dimension.tasks):
            yield Holder((*path, "tasks", row_at), row)
        for sub_at, subdimension in enumerate(dimension.subdimensions):
            sub_path = (*path, "subdimensions", sub_at)
            yield Holder(sub_path, subdimension)
            for row_at, row in enumerate(subdimension.tasks):
                yield Holder((*sub_path, "tasks", row_at), row)


def _wordings(plan: Plan) -> Iterator[tuple[KeyPath, tuple[str, ...], bool]]:
    """Yield every place that names agencies: its path, the names, and whether it is a list."""
    if plan.document.follow_up:
        yield ("document", "follow_up"), (plan.document.follow_up,), False
    for at, agency in enumerate(plan.agencies):
        yield ("agencies", at, "members"), agency.members, True
        for key in ("part_of", "district"):
            if name := getattr(agency, key):
                yield ("agencies", at, key), (name,), False
    for at, duty in enumerate(plan.duties):
        yield ("duties", at, "agencies"), duty.agencies, True
    for holder in _holders(plan):
        for role in Role:
            if names := getattr(holder.value, role.value):
                yield (*holder.path, role.value), names, True


# Ids


@_rule("duplicate-id", Level.ERROR, "Không có hai mục cùng mã số.")
def _duplicate_id(loaded: LoadedPlan) -> Iterator[Remark]:
    plan = loaded.plan
    kinds: tuple[tuple[str, list[tuple[KeyPath, str]]], ...] = (
        ("Chỉ số nội dung", [(h.path, h.value.id) for h in _holders(plan) if len(h.path) == 2]),  # noqa: PLR2004
        (
            "Nội dung thành phần",
            [(h.path, h.value.id) for h in _holders(plan) if h.path[-2] == "subdimensions"],
        ),
        ("Nhiệm vụ", [(task.path, task.id) for task in plan.tasks]),
        ("Điểm của Phần III", [(("duties", at), duty.id) for at, duty in enumerate(plan.duties)]),
    )
    for what, ids in kinds:
        first: dict[str, KeyPath] = {}
        for path, written in ids:
            before = first.setdefault(written.casefold(), path)
            if before != path:
                line = loaded.line((*before, "id"))
                yield Remark(
                    (*path, "id"), f"{what} {visible(written)} đã có ở dòng {line}; sửa mã số."
                )


_LETTERS = "aăâbcdđeêghiklmnoôơpqrstuưvxy"
_ROMAN = re.compile(r"(?=[IVXLC])(C{0,3})(XC|XL|L?X{0,3})(IX|IV|V?I{0,3})")
_DIGITS = 9
_ROMAN_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}


def _label_key(label: str, *, letters: bool = False) -> tuple[str, int] | None:
    """Return the kind and the place of a label in its row; None for a label that is free text.

    Letters follow the Vietnamese order (Nghị định 30/2020/NĐ-CP, Phụ lục I): c, d, đ, e. Capitals
    are Roman numerals but where `letters` are meant.
    """
    if label.isdecimal() and len(label) <= _DIGITS:
        return "number", int(label)
    if len(label) == 1 and label.casefold() in _LETTERS and (letters or label.islower()):
        return "letter", _LETTERS.index(label.casefold())
    if _ROMAN.fullmatch(label):
        values = [_ROMAN_VALUES[char] for char in label]
        total = sum(
            -value if value < max(values[at:], default=0) else value
            for at, value in enumerate(values)
        )
        return "roman", total
    return None


def _id_key(written: str, *, letters: bool) -> tuple[tuple[str, int], ...] | None:
    keys = [_label_key(part, letters=letters) for part in written.split(".")]
    return tuple(key for key in keys if key) if all(keys) else None


@_rule("id-order", Level.ERROR, "Mã số tăng dần và nằm dưới đúng mục của nó.")
def _id_order(loaded: LoadedPlan) -> Iterator[Remark]:
    plan = loaded.plan
    siblings: list[tuple[KeyPath, Sequence[Any]]] = [(("dimensions",), plan.dimensions)]
    siblings.append((("duties",), plan.duties))
    for at, dimension in enumerate(plan.dimensions):
        siblings.append((("dimensions", at, "tasks"), dimension.tasks))
        siblings.append((("dimensions", at, "subdimensions"), dimension.subdimensions))
        for sub_at, subdimension in enumerate(dimension.subdimensions):
            path: KeyPath = ("dimensions", at, "subdimensions", sub_at, "id")
            above, dot, _ = subdimension.id.rpartition(".")
            if dot and above != dimension.id:
                yield Remark(
                    path,
                    f"Nội dung thành phần {visible(subdimension.id)} nằm dưới chỉ số"
                    f" {visible(dimension.id)}; chuyển về đúng chỗ hoặc sửa mã số.",
                )
            siblings.append(((*path[:-1], "tasks"), subdimension.tasks))
    for above_path, items in siblings:
        yield from _falling(above_path, [item.id for item in items])
    for task in plan.tasks:
        above = (task.subdimension or task.dimension).id
        label = task.id.removeprefix(f"{above}.")
        if label != task.id and (label[-1] in ".)" or label.startswith(f"{above}.")):
            yield Remark(
                (*task.path, "id"),
                f"Mã số hàng {quoted(label)} có cả dấu hay mã số của mục trên; chỉ ghi"
                f" {quoted(label.removeprefix(f'{above}.').rstrip('.)') or 'a')}.",
            )


def _falling(path: KeyPath, ids: list[str | None]) -> Iterator[Remark]:
    # A B C … are letters, I II III … numerals; C and I alone would be either.
    labels = [written for written in ids if written]
    letters = not (all(map(_ROMAN.fullmatch, labels)) and set("".join(labels)) & set("IVX"))
    previous: tuple[str, tuple[tuple[str, int], ...]] | None = None
    for at, written in enumerate(ids):
        key = _id_key(written, letters=letters) if written else None
        if not written or not key:
            continue
        alike = previous and [kind for kind, _ in previous[1]] == [kind for kind, _ in key]
        if previous and alike and key < previous[1]:
            yield Remark(
                (*path, at, "id"),
                f"Mã số {visible(written)} đứng sau {visible(previous[0])};"
                " xếp lại theo thứ tự hoặc sửa mã số.",
            )
        previous = (written, key)


@_rule("expect", Level.ERROR, "Số mục đúng như expect đã ghi.", needs=("dimensions", "expect"))
def _expect(loaded: LoadedPlan) -> Iterator[Remark]:
    plan = loaded.plan
    if plan.expect is None:
        return
    found = {
        "dimensions": ("chỉ số nội dung", len(plan.dimensions)),
        "subdimensions": (
            "nội dung thành phần",
            sum(len(d.subdimensions) for d in plan.dimensions),
        ),
        "tasks": ("nhiệm vụ", len(plan.tasks)),
    }
    for key, (what, count) in found.items():
        wanted = getattr(plan.expect, key)
        if wanted is not None and wanted != count:
            yield Remark(
                ("expect", key),
                f"Phải có {wanted} {what} nhưng tệp có {count};"
                " tìm dòng bị mất hay thừa, hoặc sửa expect.",
            )


@_rule("period", Level.ERROR, "Thời kỳ của kế hoạch bắt đầu trước khi kết thúc.")
def _period(loaded: LoadedPlan) -> Iterator[Remark]:
    period = loaded.plan.document.period
    if period.start > period.end:
        yield Remark(
            ("document", "period", "to"),
            f"Ngày cuối {period.end} đứng trước ngày đầu {period.start}; sửa from hoặc to.",
        )


# Agencies


@_rule(
    "unknown-agency",
    Level.ERROR,
    "Mọi cơ quan được nhắc tới có trong mục agencies.",
    needs=["agencies"],
)
def _unknown_agency(loaded: LoadedPlan) -> Iterator[Remark]:
    registry = loaded.registry
    for miss in _misses(loaded):
        if miss.split:
            sentence = (
                f"Tên {quoted(miss.name)} bị dấu phẩy cắt thành nhiều mục; để trong ngoặc kép"
                f' ("{visible(miss.name)}") hoặc viết thành một dòng riêng.'
            )
        elif _holds_several(registry, miss.name, r"[;,]"):
            sentence = f"{quoted(miss.name)} là nhiều cơ quan; viết mỗi cơ quan một dòng."
        elif _holds_several(registry, miss.name, r"\s-\s*"):
            sentence = (
                f"{quoted(miss.name)} là nhiều mục dính vào nhau vì dòng sau thụt vào sâu hơn;"
                " để các dấu «-» thẳng cột."
            )
        else:
            sentence = (
                f"Không có cơ quan {quoted(miss.name)}{did_you_mean(miss.nearest)};"
                " sửa tên, hoặc thêm vào mục agencies."
            )
        yield Remark(miss.path, sentence)


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
    for path, names, is_list in _wordings(loaded.plan):
        until = 0
        for at, name in enumerate(names):
            if at < until or registry.named(name):
                continue
            until = _end_of_split_name(registry, names, at)
            count += 1
            nearest = registry.nearest(name)[:3] if count <= compared and not until else ()
            whole = ", ".join(names[at:until]) if until else name
            yield _Miss((*path, at) if is_list else path, whole, bool(until), nearest)


def _end_of_split_name(registry: Registry, names: tuple[str, ...], start: int) -> int:
    """Return the index behind the items that, joined by commas, are one agency's name, or 0."""
    for end in range(min(len(names), start + 4), start + 1, -1):
        if registry.named(", ".join(names[start:end])):
            return end
    return 0


def _holds_several(registry: Registry, name: str, separator: str) -> bool:
    parts = [part.strip() for part in re.split(separator, name)]
    return len(parts) > 1 and all(registry.named(part) for part in parts)


@_rule("ambiguous-agency", Level.ERROR, "Không có hai cơ quan cùng một tên gọi, kể cả khi bỏ dấu.")
def _ambiguous_agency(loaded: LoadedPlan) -> Iterator[Remark]:
    first: dict[str, tuple[int, str]] = {}
    for at, agency in enumerate(loaded.plan.agencies):
        for number, name in enumerate(agency.names):
            owner, earlier = first.setdefault(name_key(name), (at, name))
            if owner != at:
                path: KeyPath = (
                    "agencies",
                    at,
                    *(("name",) if number == 0 else ("aliases", number - 1)),
                )
                bearer = loaded.plan.agencies[owner].name
                of_whom = "" if bearer == earlier else f" của cơ quan {quoted(bearer)}"
                yield Remark(
                    path,
                    f"Tên {quoted(name)} trùng với {quoted(earlier)}{of_whom} ở dòng"
                    f" {loaded.line(('agencies', owner))}; mỗi cơ quan một tên riêng.",
                )


@_rule("agency-cycle", Level.ERROR, "Nhóm và đơn vị trực thuộc không đi vòng tròn.")
def _agency_cycle(loaded: LoadedPlan) -> Iterator[Remark]:
    registry = loaded.registry
    index = {agency.name: at for at, agency in reversed(list(enumerate(registry.agencies)))}

    def members(agency: Agency) -> tuple[str, ...]:
        return agency.members

    def whole(agency: Agency) -> tuple[str, ...]:
        return (agency.part_of,) if agency.part_of else ()

    for key, step, what in (("members", members, "thành viên"), ("part_of", whole, "trực thuộc")):
        graph = {
            agency.name: {found.name for name in step(agency) for found in registry.named(name)}
            for agency in registry.agencies
        }
        round_about = False
        for cycle in _cycles(graph):
            round_about = True
            ring = " → ".join(quoted(name) for name in cycle)
            yield Remark(
                ("agencies", index[cycle[0]], key),
                f"Quan hệ {what} đi vòng tròn: {ring}; bỏ một mắt xích.",
            )
        if not round_about and (deep := _too_deep(graph)):
            yield Remark(
                ("agencies", index[deep], key),
                f"Quan hệ {what} của {quoted(deep)} đi quá {_DEEPEST} tầng; bỏ bớt tầng.",
            )


_SHOWN_IN_RING = 6
_DEEPEST = 20
"""Groups within groups, units within units: who answers for what is asked through all of them."""


def _too_deep(graph: dict[str, set[str]]) -> str:
    """Return a name from which more than `_DEEPEST` steps lead on, empty where there is none."""
    left = {name: len(following) for name, following in graph.items()}
    above: dict[str, list[str]] = {}
    for name, following in graph.items():
        for each in following:
            above.setdefault(each, []).append(name)
    depth = 0
    level = [name for name, count in left.items() if not count]
    while level:
        if depth > _DEEPEST:
            return level[0]
        higher = []
        for name in level:
            for each in above.get(name, ()):
                left[each] -= 1
                if not left[each]:
                    higher.append(each)
        level = higher
        depth += 1
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
                ahead.append((step, iter(sorted(graph.get(step, ())))))


@_rule(
    "unused-agency",
    Level.WARNING,
    "Cơ quan nào trong mục agencies cũng được nhắc tới ở đâu đó.",
    needs=("agencies", "duties", "dimensions"),
)
def _unused_agency(loaded: LoadedPlan) -> Iterator[Remark]:
    registry = loaded.registry
    used = {
        agency.name
        for _, names, _ in _wordings(loaded.plan)
        for name in names
        for agency in registry.named(name)
    }
    # A misspelt name is one problem, not two: what it was meant to be is not unused.
    for miss in _misses(loaded):
        used |= {
            agency.name
            for name in (miss.name, *miss.nearest[:1])
            for agency in registry.named(name)
        }
    for at, agency in enumerate(loaded.plan.agencies):
        if agency.name not in used:
            yield Remark(
                ("agencies", at, "name"),
                f"Không nhiệm vụ, nhóm hay điểm nào nhắc tới {quoted(agency.name)}",
                "; bỏ đi, hoặc xem có nhiệm vụ nào viết thiếu.",
                doubted="name" in agency.doubts,
            )


@_rule(
    "agency-spelling",
    Level.WARNING,
    "Tên cơ quan viết đúng dấu như trong mục agencies.",
    needs=["agencies"],
)
def _agency_spelling(loaded: LoadedPlan) -> Iterator[Remark]:
    right: dict[str, str] = {}  # from a name as written to the one it is to be, empty where it is
    for path, names, is_list in _wordings(loaded.plan):
        for at, name in enumerate(names):
            if name not in right:
                right[name] = _as_spelt(loaded.registry, name)
            if right[name]:
                yield Remark(
                    (*path, at) if is_list else path,
                    f"Tên {quoted(name)} khác {quoted(right[name])} ở dấu",
                    "; sửa cho đúng, hoặc ghi cách viết này vào aliases.",
                )


def _as_spelt(registry: Registry, name: str) -> str:
    """Return the name of an agency that a name misspells, empty where it does not."""
    known = [each for agency in registry.named(name) for each in agency.names]
    if name in known:
        return ""
    spelt = spelling(name)
    if any(spelling(each) == spelt for each in known):
        return ""
    return next((each for each in known if name_key(each) == name_key(name)), "")


@_rule(
    "repeated-agency",
    Level.WARNING,
    "Một ô, một nhóm không nêu hai lần cùng một cơ quan.",
    needs=["agencies"],
)
def _repeated_agency(loaded: LoadedPlan) -> Iterator[Remark]:
    for path, names, is_list in _wordings(loaded.plan):
        seen: set[str] = set()
        for at, name in enumerate(names if is_list else ()):
            for agency in loaded.registry.named(name):
                if agency.name in seen:
                    yield Remark(
                        (*path, at),
                        f"{quoted(name)} nêu cơ quan {quoted(agency.name)} lần thứ hai",
                        "; bỏ đi, hoặc để cả tên trong ngoặc kép nếu dấu phẩy đã cắt nó làm hai.",
                    )
                seen.add(agency.name)


@_rule("no-addressee", Level.WARNING, "Điểm nào của Phần III cũng nói rõ giao cho ai.")
def _no_addressee(loaded: LoadedPlan) -> Iterator[Remark]:
    for at, duty in enumerate(loaded.plan.duties):
        if not duty.agencies and duty.role is None:
            yield Remark(
                ("duties", at, "id"),
                f"Điểm {visible(duty.id)} không giao cho cơ quan nào",
                "; ghi agencies hoặc role.",
                doubted="agencies" in duty.doubts,
            )


# Tasks


def _place(task: Task, field: str) -> KeyPath:
    """Return where a task's field stands in its row; the row itself where it is inherited."""
    return task.path if field in task.inherited else (*task.path, field)


class _Leads:
    """Which agencies lead tasks; what a merged cell gives is found once for all below it."""

    def __init__(self, registry: Registry) -> None:
        self._registry = registry
        self._known: dict[int, frozenset[str]] = {}

    def of(self, task: Task) -> frozenset[str]:
        """Return the names of the agencies that lead a task."""
        key = id(task.lead)
        if key not in self._known:
            self._known[key] = frozenset(
                agency.name for name in task.lead for agency in self._registry.named(name)
            )
        return self._known[key]


@_rule("no-lead", Level.WARNING, "Nhiệm vụ nào cũng có cơ quan chủ trì.", needs=["dimensions"])
def _no_lead(loaded: LoadedPlan) -> Iterator[Remark]:
    for task in loaded.plan.tasks:
        if not task.lead:
            yield Remark(
                _place(task, "lead"),
                f"Nhiệm vụ {visible(task.id)} không có cơ quan chủ trì",
                "; ghi lead, hoặc ghi lý do vào doubts nếu văn bản để trống.",
                doubted="lead" in task.doubts,
            )


@_rule(
    "lead-also-coordinating",
    Level.WARNING,
    "Một cơ quan không vừa chủ trì vừa phối hợp cùng một nhiệm vụ.",
)
def _lead_also_coordinating(loaded: LoadedPlan) -> Iterator[Remark]:
    named = loaded.registry.named
    leads = _Leads(loaded.registry)
    for task in loaded.plan.tasks:
        leading = leads.of(task)
        for at, name in enumerate(task.coordinating):
            if any(agency.name in leading for agency in named(name)):
                place = _place(task, "coordinating")
                yield Remark(
                    place if place == task.path else (*place, at),
                    f"Nhiệm vụ {visible(task.id)}: {quoted(name)} vừa chủ trì vừa phối hợp",
                    "; xem lại văn bản.",
                    doubted=not task.doubts.keys().isdisjoint(("lead", "coordinating")),
                )


@_rule(
    "unknown-deadline",
    Level.WARNING,
    "Thời gian thực hiện viết theo cách chương trình hiểu.",
    needs=["document"],
)
def _unknown_deadline(loaded: LoadedPlan) -> Iterator[Remark]:
    year = loaded.plan.document.year
    for holder in _holders(loaded.plan):
        written = holder.value.deadline
        if written and parse(written, year).kind is Kind.OTHER:
            yield Remark(
                (*holder.path, "deadline"),
                f"Không hiểu thời gian {quoted(written)} nên không tính được ngày",
                "; viết như «Quý II/2021», «trước ngày 30/6/2021», «hằng quý» hoặc «Thường xuyên»,"
                " hay giữ chữ của văn bản và ghi lý do vào doubts.",
                doubted="deadline" in holder.value.doubts,
            )
    for task in loaded.plan.tasks:
        if not task.deadline:
            yield Remark(
                task.path,
                f"Nhiệm vụ {visible(task.id)} không có thời gian thực hiện",
                "; ghi deadline.",
                doubted="deadline" in task.doubts,
            )


@_rule(
    "outside-period",
    Level.WARNING,
    "Thời gian thực hiện nằm trong thời kỳ của kế hoạch.",
    needs=["document"],
)
def _outside_period(loaded: LoadedPlan) -> Iterator[Remark]:
    document = loaded.plan.document
    period = document.period
    for holder in _holders(loaded.plan):
        deadline = parse(holder.value.deadline or "", document.year)
        first, last = deadline.start or deadline.end, deadline.end
        outside = first and last and (last < period.start or period.end < first)
        if outside and period.start <= period.end:
            yield Remark(
                (*holder.path, "deadline"),
                f"Thời gian {quoted(deadline.text)} nằm ngoài thời kỳ của kế hoạch"
                f" ({day_text(period.start)} đến {day_text(period.end)})",
                "; xem lại năm, hoặc ghi lý do vào doubts.",
                doubted="deadline" in holder.value.doubts,
            )


@_rule(
    "repeated-text",
    Level.WARNING,
    "Không giao hai lần một việc cho cùng cơ quan chủ trì.",
    needs=["agencies"],
)
def _repeated_text(loaded: LoadedPlan) -> Iterator[Remark]:
    leads = _Leads(loaded.registry)

    def told(task: Task) -> tuple[str, frozenset[str]]:
        return words(task.text), leads.of(task)

    first: dict[int, Task] = {}  # by hashes: a second copy of all texts is not worth its memory
    for task in loaded.plan.tasks:
        now = told(task)
        earlier = first.setdefault(hash(now), task)
        if earlier.id != task.id and told(earlier) == now:
            yield Remark(
                (*task.path, "text"),
                f"Nhiệm vụ {visible(task.id)} lặp lại nội dung và cơ quan chủ trì của"
                f" {visible(earlier.id)}",
                "; xem có chép nhầm không.",
                doubted="text" in task.doubts,
            )


# Texts


_STRAY = re.compile(rf"^\s|\s\Z|[^\S\n]{{2}}|[^\S\n ]|[\x00-\x09\x0b-\x1f{INVISIBLE}]")


@_rule("not-normalized", Level.ERROR, "Chữ ở dạng Unicode dựng sẵn (NFC), không dấu cách thừa.")
def _not_normalized(loaded: LoadedPlan) -> Iterator[Remark]:
    fine: set[str] = set()  # names of agencies come again and again
    for path, text in _texts(loaded.plan):
        if text in fine:
            continue
        # What is printable has no space but the plain one; to see that takes a tenth of the search.
        tidy = text.isprintable() and "  " not in text and text == text.strip()
        stray = None if tidy else _STRAY.search(text)
        composed = is_normalized("NFC", text)
        if composed and not stray:
            fine.add(text)
            continue
        if not composed:
            yield Remark(
                path,
                f"Chữ {quoted(text)} ở dạng Unicode tổ hợp; gõ lại bằng bảng mã Unicode dựng sẵn.",
            )
        if stray:
            if stray[0].isspace():
                what = "dấu cách thừa hoặc dấu cách lạ"
            else:
                what = f"ký tự không nhìn thấy U+{ord(stray[0]):04X}"
            near = text[max(0, stray.start() - 20) : stray.end() + 20]
            yield Remark(path, f"Có {what} ở chỗ {quoted(near)}; xóa đi.")


def _texts(plan: Plan) -> Iterator[tuple[KeyPath, str]]:
    """Yield every text of the plan with its path, a list's in its order."""
    line: list[tuple[KeyPath, Any]] = [((), plan)]
    while line:
        path, value = line.pop()
        if isinstance(value, str):
            yield path, value
        elif isinstance(value, tuple):
            line.extend(((*path, at), value[at]) for at in range(len(value) - 1, -1, -1))
        elif isinstance(value, dict):
            line.extend(((*path, key), inner) for key, inner in value.items())
        elif value is not None and is_dataclass(value):
            line.extend(
                ((*path, key), getattr(value, key)) for key in _field_names(value.__class__)
            )


@lru_cache(maxsize=64)
def _field_names(kind: Any) -> tuple[str, ...]:
    return tuple(each.name for each in fields(kind))


@_rule(
    "source",
    Level.ERROR,
    "Mọi câu chữ, sau khi hoàn lại đính chính, có trong văn bản nguồn theo đúng thứ tự.",
    needs=("document", "duties", "dimensions"),
    queries=False,
)
def _source(loaded: LoadedPlan) -> Iterator[Remark]:
    try:
        act = loaded.act
    except FileError as error:
        yield Remark(("document", "source"), str(error))
        return
    ids: dict[KeyPath, str] = {}
    for finding in act.locate() if act else ():
        if finding.line is None:
            ids = ids or _ids(loaded.plan)
            yield Remark(finding.claim.path, _called(finding.claim.path, ids, _departure(finding)))
        elif finding.claim.label and finding.label and finding.label != finding.claim.label:
            yield Remark(
                (*finding.claim.path[:-1], "id"),
                f"Văn bản nguồn (dòng {finding.line}) ghi {quoted(finding.label)} trước câu này,"
                f" không phải {quoted(finding.claim.label)}; sửa mã số.",
            )
    if act and act.gave_up:
        yield Remark(
            ("document", "source"),
            "Kế hoạch khác văn bản nguồn ở quá nhiều chỗ nên chỉ kể những chỗ đầu; xem có đúng văn"
            " bản ấy không.",
        )


def _ids(plan: Plan) -> dict[KeyPath, str]:
    """Return from the paths of dimensions, subdimensions and tasks to their whole ids."""
    return {
        **{holder.path: holder.value.id or "" for holder in _holders(plan)},
        **{task.path: task.id for task in plan.tasks},
    }


def _called(path: KeyPath, ids: dict[KeyPath, str], sentence: str) -> str:
    """Return a sentence about a value of the table, with its row and key before it."""
    for at in range(len(path) - 1, 0, -1):
        if path[:at] in ids:
            word = WORDS.get(str(path[at]), str(path[at]))
            return f"{ids[path[:at]]}, {word}: {sentence[0].lower()}{sentence[1:]}"
    return sentence


def _departure(finding: Finding) -> str:
    """Say how a text departs from the act."""
    mend = "chép lại cho đúng, hoặc ghi vào corrections nếu văn bản in sai."
    if finding.claim.cell:
        return (
            f"Ô {quoted(finding.written, 120)} không có trọn trong hàng này của văn bản nguồn"
            f" (từ dòng {finding.near}); {mend}"
        )
    agreed = finding.written[: finding.agreed]
    if len(agreed.split()) < 3:  # noqa: PLR2004 - two words are met by chance
        return f"Câu {quoted(finding.written)} không có trong văn bản nguồn ở chỗ này; {mend}"
    start = agreed.rfind(" ") + 1
    return (
        f"Khác văn bản nguồn từ chữ {quoted(finding.written[start:], 40)}: sau"
        f" {quoted('…' + agreed[:start][-40:])} văn bản (dòng {finding.near}) viết"
        f" {quoted(agreed[start:] + finding.instead, 40)}; {mend}"
    )


@_rule(
    "lost-text",
    Level.WARNING,
    "Mọi câu chữ của văn bản nguồn có trong kế hoạch.",
    needs=("document", "duties", "dimensions"),
    queries=False,
)
def _lost_text(loaded: LoadedPlan) -> Iterator[Remark]:
    try:
        act = loaded.act
    except FileError:
        return  # `source` says so
    for left in act.leftovers() if act else ():
        yield Remark(
            left.path,
            f"Văn bản nguồn (dòng {left.line}) còn {quoted(left.text, 120)} mà mục này không có",
            "; chép thêm vào, hoặc xem có dòng nào bị xóa nhầm.",
        )


@_rule("unused-correction", Level.ERROR, "Mỗi đính chính có chữ để áp dụng.")
def _unused_correction(loaded: LoadedPlan) -> Iterator[Remark]:
    for path, corrections, texts in _corrected(loaded.plan):
        for at, correction in enumerate(corrections):
            place = (*path, "corrections", at)
            if correction.source == correction.reading:
                yield Remark(place, "Đính chính có source và reading như nhau; bỏ đi.")
            elif not any(correction.reading in text for text in texts):
                yield Remark(
                    place,
                    f"Không có chữ {quoted(correction.reading)} trong mục này để đính chính;"
                    " sửa reading cho khớp, hoặc bỏ đi.",
                )


def _corrected(plan: Plan) -> Iterator[tuple[KeyPath, Corrections, list[str]]]:
    """Yield every place that has corrections, with them and the texts that they can be about."""
    document = plan.document
    parts: list[tuple[KeyPath, Any]] = [(("document",), document)]
    parts += [(("document", "recipients"), document.recipients)]
    parts += [(("document", "appendix"), document.appendix)]
    parts += [(("duties", at), duty) for at, duty in enumerate(plan.duties)]
    parts += [(holder.path, holder.value) for holder in _holders(plan)]
    for path, value in parts:
        if corrections := getattr(value, "corrections", ()):
            fields = (getattr(value, key) for key in schema.keys_at(path) if hasattr(value, key))
            yield path, corrections, [text for each in fields for text in _texts_of(each)]


def _texts_of(value: Any) -> list[str]:
    """Return what a field says: a text, a cell as one text, the names and values of targets."""
    if isinstance(value, str):
        return [value]
    if not isinstance(value, tuple):
        return []
    if all(isinstance(each, str) for each in value):
        return [cell_text(value)]
    return [text for each in value if isinstance(each, Target) for text in (each.name, each.value)]


# Doubts


def _doubts(plan: Plan) -> Iterator[tuple[KeyPath, dict[str, str], str]]:
    """Yield every place that has doubts, with them and its name in words."""
    yield ("document",), plan.document.doubts, "Văn bản"
    for at, agency in enumerate(plan.agencies):
        yield ("agencies", at), agency.doubts, visible(agency.name)
    for at, duty in enumerate(plan.duties):
        yield ("duties", at), duty.doubts, f"Điểm {visible(duty.id)}"
    tasks = {task.path: task.id for task in plan.tasks}
    for holder in _holders(plan):
        name = tasks.get(holder.path) or holder.value.id
        yield holder.path, holder.value.doubts, visible(name)


@_rule("unknown-doubt", Level.ERROR, "Điểm cần xác minh mang tên một khóa của chính mục đó.")
def _unknown_doubt(loaded: LoadedPlan) -> Iterator[Remark]:
    for path, doubts, _ in _doubts(loaded.plan):
        if doubts:
            keys = [key for key in schema.keys_at(path) if key not in schema.UNDOUBTED]
            for field in doubts:
                if field not in keys:
                    yield Remark(
                        (*path, "doubts", field),
                        f"Mục này không có khóa {quoted(field)} để ghi điểm cần xác minh;"
                        f" dùng một trong: {', '.join(keys)}.",
                        key=True,
                    )


@_rule("doubt", Level.NOTE, "Điểm cần xác minh được nhắc lại mỗi lần kiểm tra.")
def _doubt(loaded: LoadedPlan) -> Iterator[Remark]:
    for path, doubts, name in _doubts(loaded.plan):
        for field, reason in doubts.items():
            yield Remark(
                (*path, "doubts", field),
                f"{name}, {WORDS.get(field, visible(field))}: {visible(reason)}",
                key=True,
            )


# What was signed off

RULES["baseline"] = Rule("baseline", Level.ERROR, "Kế hoạch còn đúng như bản đã duyệt.")
