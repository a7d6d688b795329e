"""The baseline of a plan: fingerprints of what was signed off, and what has changed since.

A baseline is a small YAML file that is kept beside the plan. It holds no text of the plan, only
a fingerprint of each part of each task, of each duty, and of who belongs to whom.
"""

from __future__ import annotations

from base64 import b32encode
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path
from typing import Any

from papi_cli import yaml_tree
from papi_cli.errors import FileError, Level, Problem
from papi_cli.files import read_text
from papi_cli.places import Places
from papi_cli.plan import (
    WORDS,
    Agency,
    Dimension,
    Document,
    Duty,
    KeyPath,
    Plan,
    Subdimension,
    Targets,
    Task,
)
from papi_cli.store import LoadedPlan
from papi_cli.text import json_string, quoted, visible

RULE = "baseline"
_BYTES = 10
_FIRST_LINE = (
    "# Bản đã duyệt của kế hoạch: mã của từng phần, do «papi baseline» viết. Không sửa tay."
)
_HEAD = f"""\
{_FIRST_LINE}
# «papi check --baseline TỆP NÀY KẾ HOẠCH» báo mọi chỗ đã khác đi; duyệt lại xong thì viết lại.
baseline: 1
"""

_KINDS = {
    "document": "Phần",
    "sections": "Chỉ số hay nội dung thành phần",
    "tasks": "Nhiệm vụ",
    "duties": "Điểm",
    "agencies": "Cơ quan",
}
"""The parts of a baseline, and what each of theirs is called."""

Prints = dict[str, str]
"""From the name of a part to its fingerprint."""


def _fingerprint(text: str) -> str:
    digest = blake2b(text.encode("utf-8", "replace"), digest_size=_BYTES).digest()
    return b32encode(digest).decode("ascii").lower()


def _prints(parts: Mapping[str, str]) -> Prints:
    return {name: _fingerprint(value) for name, value in parts.items()}


def _agencies(loaded: LoadedPlan, wordings: Iterable[str]) -> str:
    """Return agencies as the plan words them and as it means them."""
    return "\n".join(f"{each}\t{_meant(loaded, each)}" for each in wordings)


def _meant(loaded: LoadedPlan, wording: str) -> str:
    """Return the agency that a wording means; of a plan with errors it may mean none or several."""
    return "; ".join(each.name for each in loaded.registry.named(wording))


def _task(loaded: LoadedPlan, task: Task) -> Prints:
    parts = {
        "text": task.text,
        "lead": _agencies(loaded, task.lead),
        "coordinating": _agencies(loaded, task.coordinating),
        "deadline": task.deadline,
    }
    if task.product:
        parts["product"] = task.product
    return _prints(parts) | _targets(task.targets)


def _duty(loaded: LoadedPlan, duty: Duty) -> Prints:
    return _prints(
        {"text": duty.text, "agencies": f"{duty.role or ''}\n{_agencies(loaded, duty.agencies)}"}
    )


def _agency(loaded: LoadedPlan, agency: Agency) -> Prints:
    """Return the fingerprints of those ties through which tasks become another agency's."""
    parts = {}
    if agency.members:
        parts["members"] = "\n".join(sorted(_meant(loaded, each) for each in agency.members))
    for key in ("part_of", "district"):
        if name := getattr(agency, key):
            parts[key] = _meant(loaded, name)
    return _prints(parts)


def _document(document: Document) -> Prints:
    """Return the fingerprints of what is signed for all tasks alike."""
    parts = {
        "type": document.type,
        "subject": document.subject,
        "date": str(document.date),
        "issuer": document.issuer,
        "period": f"{document.period.start} {document.period.end}",
    }
    if document.follow_up:
        parts["follow_up"] = document.follow_up
    return _prints(parts)


def _section(section: Dimension | Subdimension) -> Prints:
    return _prints({"name": section.name}) | _targets(section.targets)


def _targets(targets: Targets) -> Prints:
    return _prints({"targets": "\n".join(map(str, targets))}) if targets else {}


@dataclass(frozen=True, slots=True)
class _Part:
    """A task, duty or agency as it is now: where it stands, what it is called, its fingerprints."""

    path: KeyPath
    called: str
    prints: Prints
    inherited: tuple[str, ...] = ()


def _now(loaded: LoadedPlan) -> dict[str, dict[str, _Part]]:
    """Return what a baseline is about, by the key of the file and by its id or name."""
    plan = loaded.plan
    agencies = {
        each.name: _Part(("agencies", at), f"Cơ quan {quoted(each.name)}", _agency(loaded, each))
        for at, each in enumerate(plan.agencies)
    }
    return {
        "document": {
            "document": _Part(("document",), "Văn bản", _document(plan.document)),
            "plan": _Part((), "Kế hoạch", _targets(plan.targets)),
        },
        "sections": dict(_sections(plan)),
        "tasks": {
            each.id: _Part(
                each.path, f"Nhiệm vụ {visible(each.id)}", _task(loaded, each), each.inherited
            )
            for each in plan.tasks
        },
        "duties": {
            each.id: _Part(("duties", at), f"Điểm {visible(each.id)}", _duty(loaded, each))
            for at, each in enumerate(plan.duties)
        },
        "agencies": agencies,
    }


def _sections(plan: Plan) -> Iterator[tuple[str, _Part]]:
    for at, dimension in enumerate(plan.dimensions):
        path: KeyPath = ("dimensions", at)
        yield dimension.id, _Part(path, f"Chỉ số {visible(dimension.id)}", _section(dimension))
        for sub_at, sub in enumerate(dimension.subdimensions):
            called = f"Nội dung thành phần {visible(sub.id)}"
            yield sub.id, _Part((*path, "subdimensions", sub_at), called, _section(sub))


def written(loaded: LoadedPlan) -> str:
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
    return text.startswith(f"{_HEAD}plan: {json_string(number)}\n")


@dataclass(frozen=True)
class Baseline:
    """A baseline as read: `file` is its path as the user knows it."""

    file: str
    plan: str
    parts: dict[str, dict[str, Prints]]
    places: Places = field(repr=False)


def read(path: Path, shown: str) -> Baseline:
    """Return a baseline; raises `FileError` where the file cannot be read or is none."""
    file = visible(shown)
    text = read_text(path, file)
    try:
        tree = yaml_tree.parse(text)
    except yaml_tree.SyntaxSlipError as error:
        raise _none(file, error.slip.line) from None
    value = tree.value
    if not isinstance(value, dict) or value.get("baseline") != 1 or tree.slips:
        raise _none(file, tree.slips[0].line if tree.slips else 1)
    parts: dict[str, dict[str, Prints]] = {}
    for key in _KINDS:
        held = value.get(key)
        if not isinstance(held, dict) or not all(map(_is_prints, held.values())):
            raise _none(file, tree.places.place((key,))[0])
        parts[key] = held
    return Baseline(file, str(value.get("plan", "")), parts, tree.places)


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
    if baseline.plan != loaded.plan.document.number:
        yield _problem(
            baseline.file,
            baseline.places.place(("plan",)),
            f"Bản đã duyệt là của kế hoạch khác ({quoted(baseline.plan)}); hãy chỉ định đúng tệp.",
        )
        return
    command = f"papi baseline --plan {_typed(loaded.file)} {_typed(baseline.file)}"
    again = f"hoặc duyệt lại rồi chạy «{command}»."
    for key, now in _now(loaded).items():
        before = baseline.parts[key]
        pairs = _pairs(before, now)
        for name, part in now.items():
            for path, sentence in _departures(loaded, part, name, pairs.get(name), before):
                yield _problem(loaded.file, loaded.places.place(path), f"{sentence}, {again}")
        kept = set(pairs.values())
        for name in (each for each in before if each not in kept and before[each]):
            yield _problem(
                baseline.file,
                baseline.places.place((key, name), key=True),
                f"{_KINDS[key]} {visible(name)} của bản đã duyệt không còn trong kế hoạch; khôi"
                f" phục trong {loaded.file}, {again}",
            )


def _departures(
    loaded: LoadedPlan, part: _Part, name: str, old: str | None, before: Mapping[str, Prints]
) -> Iterator[tuple[KeyPath, str]]:
    """Yield how a part departs from the one of the baseline that it is: where, and a sentence."""
    if old is None:
        if not part.prints:
            return  # an agency that is tied to no other changes nothing by itself
        yield part.path, f"{part.called} không có trong bản đã duyệt; bỏ đi"
        return
    if old != name:
        sentence = f"{part.called} là {visible(old)} của bản đã duyệt; đặt lại mã số cũ"
        yield (*part.path, "id"), sentence
    prints = before[old]
    for field_name in dict.fromkeys((*prints, *part.prints)):
        if prints.get(field_name) != part.prints.get(field_name):
            place = _merged_cell(loaded, part, field_name) or (*part.path, field_name)
            word = WORDS.get(field_name, visible(field_name))
            yield place, f"{part.called}: {word} khác bản đã duyệt; khôi phục như cũ"


def _merged_cell(loaded: LoadedPlan, part: _Part, field_name: str) -> KeyPath | None:
    """Return where the cell that gives a task a field stands, None where the row has it itself."""
    if field_name not in part.inherited:
        return None
    holders = (part.path[:length] for length in range(len(part.path) - 2, 0, -2))
    cells = ((*each, field_name) for each in holders)
    return next((cell for cell in cells if cell in loaded.places), None)


def _typed(name: str) -> str:
    """Return a file's name as it is typed."""
    return f'"{name}"' if " " in name else name


def _pairs(before: Mapping[str, Prints], now: Mapping[str, _Part]) -> dict[str, str]:
    """Return from names of now to those of the baseline: the same name, else the same text.

    A number that came to stand before another text does not hide that the task has moved.
    """
    pairs = {name: name for name in now if before.get(name) == now[name].prints}
    texts: dict[str, list[str]] = {}
    for name, prints in before.items():
        if "text" in prints and name not in pairs:
            texts.setdefault(prints["text"], []).append(name)
    for same_name in (True, False):
        for name, part in now.items():
            known = texts.get(part.prints.get("text", ""), [])
            found = name if same_name else next(iter(known), None)
            if name not in pairs and found in known:
                pairs[name] = str(found)
                known.remove(str(found))
    taken = set(pairs.values())
    for name in now:
        if name not in pairs and name in before and name not in taken:
            pairs[name] = name
    return pairs


def _problem(file: str, place: tuple[int, int], sentence: str) -> Problem:
    return Problem(file, *place, Level.ERROR, RULE, sentence)
