"""The baseline of a plan: fingerprints of what was signed off, and what has changed since.

A baseline is a small YAML file that is kept beside the plan. It holds no text of the plan, only
a fingerprint of each part of each task, of each duty, and of who belongs to whom.
"""

from __future__ import annotations

import re
from base64 import b32encode
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path
from typing import Any

from papi_cli.errors import FileError, Level, Problem
from papi_cli.files import read_text
from papi_cli.plan import yaml_reader
from papi_cli.plan.keys import KeyPath, keys_of, signed_keys
from papi_cli.plan.loader import LoadedPlan
from papi_cli.plan.locations import Locations
from papi_cli.plan.model import Plan, Task, part_text
from papi_cli.plan.pairing import Item, pair
from papi_cli.plan.parts import (
    Agency,
    Cells,
    Dimension,
    Document,
    Duty,
    Period,
    Role,
    Row,
    Subdimension,
    Target,
)
from papi_cli.safe_text import json_string, quoted, visible
from papi_cli.vietnamese.words import small_start

RULE = "baseline"
VERSION = 4
"""What baselines of a version hold, `About.signed` tells; older ones are compared in that."""
_BYTES = 10
_FIRST_LINE = (
    "# Bản đã duyệt của kế hoạch: mã của từng phần, do «papi baseline» viết. Không sửa tay."
)
_HEAD = f"""\
{_FIRST_LINE}
# «papi check --baseline TỆP NÀY KẾ HOẠCH» báo mọi chỗ đã khác đi; duyệt lại xong thì viết lại.
baseline: {VERSION}
"""
_VERSIONS = range(1, VERSION + 1)
_OWN = re.compile(rf"{re.escape(_FIRST_LINE)}\n#[^\n]*\nbaseline: \d+\nplan: ([^\n]*)\n")
"""How a baseline of any version begins."""

_KINDS = {
    "document": "Phần",
    "sections": "",
    "tasks": "Nhiệm vụ",
    "duties": "Điểm",
    "agencies": "Cơ quan",
}
"""The parts of a baseline, and what each of theirs is called; of sections the plan says it."""

Prints = dict[str, str]
"""From the keys of a part to their fingerprints; what is empty has none."""
_Parts = Mapping[str, Mapping[str, Prints]]
"""Of each kind of part, by their names."""


def _fingerprint(text: str) -> str:
    digest = blake2b(text.encode("utf-8", "replace"), digest_size=_BYTES).digest()
    return b32encode(digest).decode("ascii").lower()


_NOTHING = _fingerprint("")
"""Older baselines hold a fingerprint of what is empty too."""


def _agencies(loaded: LoadedPlan, raw_names: Iterable[str]) -> str:
    """Return agencies as the plan words them and as it means them."""
    return "\n".join(f"{each}\t{_meaning(loaded, each)}" for each in raw_names)


def _meaning(loaded: LoadedPlan, raw_name: str) -> str:
    """Return the agency that a name means; of a plan with errors it may mean none or several."""
    return "; ".join(each.name for each in loaded.registry.lookup(raw_name))


def _prints(loaded: LoadedPlan, part: Any, kind: type) -> Prints:
    """Return the fingerprints of what is signed of a part, which has the keys of a `kind`.

    Cells that are merged over several tasks are signed with each of them, not with their holder.
    """
    merged = signed_keys(Cells, VERSION) if kind in {Dimension, Subdimension} else ()
    names = [name for name in signed_keys(kind, VERSION) if name not in merged]
    texts = {name: _text(loaded, part, name) for name in names}
    return {name: _fingerprint(text) for name, text in texts.items() if text}


def _text(loaded: LoadedPlan, part: Any, name: str) -> str:
    """Return what a key says as one text; of names also whom they mean."""
    value = getattr(part, name)
    if isinstance(part, Duty) and name == "agencies":
        return f"{part.role or ''}\n{_agencies(loaded, value)}"
    if isinstance(value, Period):
        return f"{value.start} {value.end or ''}".rstrip()
    if name in {"part_of", "district"}:
        return _meaning(loaded, value) if value else ""
    if isinstance(part, Task) and name in set(Role):
        return _agencies(loaded, value)
    if isinstance(value, dict):
        value = tuple(f"{heading}: {text}" for heading, text in value.items())
    if name == "parts":
        value = tuple(_part_text(loaded, each) for each in value)
    if name == "members":
        value = tuple(sorted(_meaning(loaded, each) for each in value))
    return "\n".join(map(_line, value)) if isinstance(value, tuple) else str(value or "")


def _line(value: Any) -> str:
    return value.with_reading if isinstance(value, Target) else str(value)


def _part_text(loaded: LoadedPlan, part: Task) -> str:
    """Return a part of a task as one text, with whom its agencies mean."""
    return "\n".join([part_text(part), *(_agencies(loaded, part.raw_names(role)) for role in Role)])


@dataclass(frozen=True, slots=True)
class _Part:
    """A task, duty or agency as it is now: where it stands, what it is called, its fingerprints.

    `kind` is the class of the file whose keys it has.
    """

    path: KeyPath
    called: str
    prints: Prints
    kind: type
    inherited: tuple[str, ...] = ()


def _now(loaded: LoadedPlan) -> dict[str, dict[str, _Part]]:
    """Return what a baseline is about, by the key of the file and by its id or name."""
    plan = loaded.plan
    agencies = {
        each.name: _Part(
            ("agencies", at), f"Cơ quan {quoted(each.name)}", _prints(loaded, each, Agency), Agency
        )
        for at, each in enumerate(plan.agencies)
    }
    return {
        "document": {
            "document": _Part(
                ("document",), "Văn bản", _prints(loaded, plan.document, Document), Document
            ),
            "plan": _Part((), "Kế hoạch", _prints(loaded, plan, Plan), Plan),
        },
        "sections": dict(_sections(loaded)),
        "tasks": {
            each.id: _Part(
                each.path,
                f"Nhiệm vụ {visible(each.id)}",
                _prints(loaded, each, Row),
                Row,
                each.inherited,
            )
            for each in plan.tasks
        },
        "duties": {
            each.id: _Part(
                ("duties", at), f"Điểm {visible(each.id)}", _prints(loaded, each, Duty), Duty
            )
            for at, each in enumerate(plan.duties)
        },
        "agencies": agencies,
    }


def _sections(loaded: LoadedPlan) -> Iterator[tuple[str, _Part]]:
    word = loaded.plan.document.dimension_word
    for at, dimension in enumerate(loaded.plan.dimensions):
        path: KeyPath = ("dimensions", at)
        yield (
            dimension.id,
            _Part(
                path,
                f"{word} {visible(dimension.id)}",
                _prints(loaded, dimension, Dimension),
                Dimension,
            ),
        )
        for sub_at, sub in enumerate(dimension.subdimensions):
            called = f"{loaded.plan.document.subdimension_word} {visible(sub.id)}"
            yield (
                sub.id,
                _Part(
                    (*path, "subdimensions", sub_at),
                    called,
                    _prints(loaded, sub, Subdimension),
                    Subdimension,
                ),
            )


def render_baseline(loaded: LoadedPlan) -> str:
    """Return the baseline of a plan, as YAML."""
    lines = [f"{_HEAD}plan: {json_string(loaded.plan.document.number)}"]
    for key, parts in _now(loaded).items():
        lines.append(f"{key}:" if parts else f"{key}: {{}}")
        for name, part in parts.items():
            prints = ", ".join(f'{each}: "{mark}"' for each, mark in part.prints.items())
            lines.append(f"  {json_string(name)}: {{{prints}}}")
    return "\n".join(lines) + "\n"


def is_baseline(text: str, number: str) -> bool:
    """Whether a file's text is a baseline of the plan `number`, which may be written anew."""
    head = _OWN.match(text)
    return head is not None and head[1] == json_string(number)


@dataclass(frozen=True)
class Baseline:
    """A baseline as read: `file` is its path as the user knows it."""

    file: str
    version: int
    plan: str
    parts: dict[str, dict[str, Prints]]
    locations: Locations = field(repr=False)


def read(path: Path, shown: str) -> Baseline:
    """Return a baseline; raises `FileError` where the file cannot be read or is none."""
    file = visible(shown)
    text = read_text(path, file)
    try:
        tree = yaml_reader.parse(text)
    except yaml_reader.YamlSyntaxError as error:
        raise _none(file, error.error.line) from None
    value = tree.value
    if not isinstance(value, dict) or value.get("baseline") not in _VERSIONS or tree.errors:
        raise _none(file, tree.errors[0].line if tree.errors else 1)
    parts: dict[str, dict[str, Prints]] = {}
    for key in _KINDS:
        held = value.get(key)
        if not isinstance(held, dict) or not all(map(_is_prints, held.values())):
            raise _none(file, tree.locations.location((key,))[0])
        parts[key] = held
    return Baseline(file, value["baseline"], str(value.get("plan", "")), parts, tree.locations)


def _is_prints(value: Any) -> bool:
    return isinstance(value, dict) and all(isinstance(each, str) for each in value.values())


def _none(file: str, line: int) -> FileError:
    return FileError(
        f"Tệp {quoted(file, 200)} không phải là bản đã duyệt do «papi baseline» viết (từ dòng"
        f" {line}); chỉ đúng tệp hoặc viết lại bằng lệnh ấy."
    )


def changes(loaded: LoadedPlan, baseline: Baseline) -> Iterator[Problem]:
    """Yield what of a plan is no longer as it was signed off.

    A part that the plan still has is found there; one that it lost, in the baseline.
    """
    if loaded.lacking:
        yield _problem(
            loaded.file,
            (1, 1),
            "Chưa đối chiếu được với bản đã duyệt khi tệp còn lỗi hình thức; sửa các lỗi ấy trước.",
        )
        return
    if baseline.plan not in loaded.plan.document.numbers:
        yield _problem(
            baseline.file,
            baseline.locations.location(("plan",)),
            f"Bản đã duyệt là của kế hoạch khác ({quoted(baseline.plan)}); hãy chỉ định đúng tệp.",
        )
        return
    command = f"papi baseline --plan {_typed(loaded.file)} {_typed(baseline.file)}"
    again = f"hoặc duyệt lại rồi chạy «{command}»."
    unknown = _later_keys(baseline.version)
    if lacking := _not_held(baseline.version):
        sentence = f"{lacking}; khi duyệt lại"
        place = baseline.locations.location(("baseline",))
        yield Problem(baseline.file, *place, Level.NOTE, RULE, f"{sentence} thì chạy «{command}».")
    document = loaded.plan.document
    sections = f"{document.dimension_word} hay {small_start(document.subdimension_word)}"
    parts = _now(loaded)
    prints = {key: {name: each.prints for name, each in now.items()} for key, now in parts.items()}
    for key, now in parts.items():
        before = baseline.parts[key]
        pairs = _pairs(key, baseline.parts, prints)
        for name, part in now.items():
            old = (pairs[name], before[pairs[name]]) if name in pairs else None
            for path, sentence in _departures(loaded, part, name, old, unknown):
                yield _problem(loaded.file, loaded.locations.location(path), f"{sentence}, {again}")
        kept = set(pairs.values())
        for name in (each for each in before if each not in kept and before[each]):
            yield _problem(
                baseline.file,
                baseline.locations.location((key, name), key=True),
                f"{_KINDS[key] or sections} {visible(name)} của bản đã duyệt không còn trong kế"
                f" hoạch; khôi phục trong {loaded.file}, {again}",
            )


@dataclass(frozen=True, slots=True)
class Departure:
    """How a task or duty departs from the baseline's: its number there, None where it is new.

    `words` name what of it has changed.
    """

    old: str | None
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Departures:
    """What of tasks and duties is not as it was signed off, by their ids; `gone` are those lost.

    `note` says what an older baseline does not hold, empty where it holds all.
    """

    items: Mapping[str, Departure]
    gone: tuple[str, ...]
    note: str


def departures(loaded: LoadedPlan, baseline: Baseline) -> Departures:
    """Return what of tasks and duties is not as signed off; a baseline tells no old wording.

    Raises `FileError` where the baseline is another plan's.
    """
    if baseline.plan not in loaded.plan.document.numbers:
        raise FileError(
            f"Bản đã duyệt {quoted(baseline.file, 200)} là của kế hoạch khác"
            f" ({quoted(baseline.plan)}); chỉ đúng tệp."
        )
    unknown = _later_keys(baseline.version)
    parts = _now(loaded)
    prints = {key: {name: each.prints for name, each in now.items()} for key, now in parts.items()}
    found: dict[str, Departure] = {}
    gone: list[str] = []
    for key in ("tasks", "duties"):
        before = baseline.parts[key]
        pairs = _pairs(key, baseline.parts, prints)
        for name, part in parts[key].items():
            if name not in pairs:
                found[name] = Departure(None)
                continue
            changed = _changed_keys(part, before[pairs[name]], unknown)
            abouts = keys_of(part.kind)
            words = (abouts[each].word if each in abouts else visible(each) for each in changed)
            told = Departure(pairs[name], tuple(words))
            if told.words or told.old != name:
                found[name] = told
        kept = set(pairs.values())
        gone += (name for name in before if name not in kept and before[name])
    return Departures(found, tuple(gone), _not_held(baseline.version))


def _changed_keys(
    part: _Part, before: Prints, unknown: Collection[tuple[type, str]]
) -> Iterator[str]:
    """Yield the keys of a part whose fingerprint is not what it was."""
    for name in dict.fromkeys((*before, *part.prints)):
        same = before.get(name, _NOTHING) == part.prints.get(name, _NOTHING)
        if not same and (part.kind, name) not in unknown:
            yield name


def _not_held(version: int) -> str:
    """Return what a baseline of a version does not hold, as a clause; empty where it holds all."""
    later = dict.fromkeys(keys_of(kind)[name].word for kind, name in _later_keys(version))
    return f"Bản đã duyệt do phiên bản cũ viết nên chưa giữ {', '.join(later)}" if later else ""


_HOLDERS = (Plan, Document, Dimension, Subdimension, Row, Duty, Agency)


def _later_keys(version: int) -> list[tuple[type, str]]:
    """Return the keys, by their class, that baselines hold now and those of a version did not."""
    return [
        (holder, name)
        for holder in _HOLDERS
        for name in signed_keys(holder, VERSION)
        if name not in signed_keys(holder, version)
    ]


def _departures(
    loaded: LoadedPlan,
    part: _Part,
    name: str,
    old: tuple[str, Prints] | None,
    unknown: Collection[tuple[type, str]],
) -> Iterator[tuple[KeyPath, str]]:
    """Yield how a part departs from the one of the baseline that it is: where, and a sentence.

    `old` is that part's name and fingerprints, None where there is none; what stands at `unknown`
    keys the baseline does not hold.
    """
    if old is None:
        if not part.prints:
            return  # an agency that is tied to no other changes nothing by itself
        yield part.path, f"{part.called} không có trong bản đã duyệt; bỏ đi"
        return
    old_name, prints = old
    if old_name != name:
        sentence = f"{part.called} là {visible(old_name)} của bản đã duyệt; đặt lại mã số cũ"
        yield (*part.path, "id"), sentence
    for field_name in _changed_keys(part, prints, unknown):
        place = _merged_cell(loaded, part, field_name) or (*part.path, field_name)
        about = keys_of(part.kind).get(field_name)
        word = about.word if about else visible(field_name)
        yield place, f"{part.called}: {word} khác bản đã duyệt; khôi phục như cũ"


def _merged_cell(loaded: LoadedPlan, part: _Part, field_name: str) -> KeyPath | None:
    """Return where the cell that gives a task a field stands, None where the row has it itself."""
    if field_name not in part.inherited:
        return None
    holders = (part.path[:length] for length in range(len(part.path) - 2, 0, -2))
    cells = ((*each, field_name) for each in holders)
    return next((cell for cell in cells if cell in loaded.locations), None)


def _typed(name: str) -> str:
    """Return a file's name as it is typed."""
    return f'"{name}"' if " " in name else name


def _pairs(key: str, before: _Parts, now: _Parts) -> dict[str, str]:
    """Return from names of now to those of the baseline, for the parts of one kind."""
    olds, news = list(before[key]), list(now[key])
    return {news[at]: olds[old] for old, at in pair(_items(key, before), _items(key, now)).items()}


def _items(key: str, parts: _Parts) -> list[Item]:
    """Return what the parts of one kind are known by: fingerprints stand for their words."""
    return [
        Item(
            name,
            prints.get("text") or prints.get("name") or name,
            _section(name, parts["sections"]) if key == "tasks" else "",
            words=False,
        )
        for name, prints in parts[key].items()
    ]


def _section(task: str, sections: Mapping[str, Prints]) -> str:
    """Return the fingerprint of the name of a task's section: `1.1` for `1.1.a`, `4.2` itself."""
    held = sections.get(task) or sections.get(task.rpartition(".")[0]) or {}
    return held.get("name", "")


def _problem(file: str, place: tuple[int, int], sentence: str) -> Problem:
    return Problem(file, *place, Level.ERROR, RULE, sentence)
