"""What differs between two plans, as rows and as data."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from papi_cli.checking.compare import (
    Change,
    Differences,
    FieldChange,
    PartChange,
    TaskChange,
    Value,
    as_line,
)
from papi_cli.plan.keys import keys_of, title_of
from papi_cli.plan.loader import LoadedPlan
from papi_cli.plan.model import Task
from papi_cli.plan.parts import WORK, Dimension, Document, Row, Subdimension
from papi_cli.views.formats import View
from papi_cli.views.tables import Rows

_COLUMNS = ("Mục", "Thay đổi", "Kế hoạch cũ", "Kế hoạch mới")
_WORDS = {
    Change.ADDED: "Thêm",
    Change.GONE: "Bỏ",
    Change.MOVED: "Đổi mã số",
    Change.CHANGED: "Đổi nội dung",
}
Line = tuple[str, str, str, str]


def diff_view(differences: Differences, old: LoadedPlan, new: LoadedPlan) -> View:
    """Return what differs between two plans as any format may need it."""
    return View(
        loaded=new,
        rows=lambda: diff_rows(differences, old, new),
        data=lambda: diff_data(differences, old, new),
        name="Thay đổi",
        closing=closing(differences),
    )


def diff_rows(differences: Differences, old: LoadedPlan, new: LoadedPlan) -> Rows:
    """Return a row for each change: what it is about, its kind, and both states."""
    rows = [line for each in differences.tasks for line in _task_lines(each)]
    document, before = new.plan.document, old.plan.document
    rows += [line for each in differences.parts for line in _part_lines(document, each)]
    title = f"Thay đổi của {document.type} {document.number}"
    if before.number != document.number:
        title += f" so với {before.type} {before.number}"
    return Rows(title, _COLUMNS, rows)


def closing(differences: Differences) -> str:
    """Return in words how many tasks came, went, moved or changed, and what else did."""
    if not differences:
        return "Hai kế hoạch giống nhau."
    counts = Counter(each.change for each in differences.tasks)
    said = [f"{counts[each]} {_WORDS[each].lower()}" for each in Change if counts[each]]
    tasks = f"{len(differences.tasks)} nhiệm vụ có thay đổi: {', '.join(said)}." if said else ""
    parts = len(differences.parts)
    others = f"{parts} mục có thay đổi ngoài bảng nhiệm vụ." if parts else ""
    return " ".join(filter(None, (tasks or "Nhiệm vụ giống nhau.", others)))


def _task_lines(change: TaskChange) -> Iterator[Line]:
    old, new = change.old, change.new
    name = (new or old).id  # type: ignore[union-attr]
    if old is None or new is None:
        whole = (_whole(old) if old else "", _whole(new) if new else "")
        yield (name, f"{_WORDS[change.change]} nhiệm vụ", *whole)
        return
    about = f"{name} {_short(new.text)}"
    if change.change is Change.MOVED:
        yield about, _WORDS[Change.MOVED], old.id, new.id
    yield from (_field_line(about, Row, each) for each in change.fields)


_SHORT = 40


def _short(text: str) -> str:
    """Return the first words of a text, enough to know a task by."""
    return text if len(text) <= _SHORT else f"{text[:_SHORT].rsplit(' ', 1)[0]} …"


def _whole(task: Task) -> str:
    """Return a task in a line: its words, agencies and deadline."""
    cells = [f"{role.word}: {'; '.join(task.raw_names(role)) or 'không có'}" for role in WORK]
    return f"{task.text} ({'. '.join([*cells, f'Thời gian: {task.deadline}'])})"


def _part_lines(document: Document, change: PartChange) -> Iterator[Line]:
    words: dict[type, str] = {
        Dimension: document.dimension_word,
        Subdimension: document.subdimension_word,
    }
    title = words.get(change.holder) or title_of(change.holder)
    name = " ".join(filter(None, (title, change.name)))
    if change.change in {Change.ADDED, Change.GONE}:
        side = 3 if change.change is Change.ADDED else 2
        lines = (_field_line(name, change.holder, each) for each in change.fields)
        whole = "; ".join(f"{line[1]}: {line[side]}" for line in lines)
        old, new = ("", whole) if change.change is Change.ADDED else (whole, "")
        yield name, _WORDS[change.change], old, new
        return
    yield from (_field_line(name, change.holder, each) for each in change.fields)


def _field_line(name: str, holder: type, change: FieldChange) -> Line:
    title = _title(holder, change.field)
    if change.doubt:
        small = title[:1].lower() + title[1:]
        title = f"Đã xác minh {small}" if not change.new else f"Điểm cần xác minh: {small}"
    return name, title, _side(change.old, change.new), _side(change.new, change.old)


_WHOLE = 12
"""A list of more items is shown by those that the other one does not have."""


def _side(value: Value, other: Value) -> str:
    if value == ():
        return "không có"
    if isinstance(value, tuple) and max(len(value), len(other)) > _WHOLE:
        own = [each for each in value if each not in other]
        order = ", thứ tự khác" if sorted(value) == sorted(other) else ""
        return "; ".join([*own, f"({len(value)} mục{order})"])
    return as_line(value)


def _title(holder: type, key: str) -> str:
    about = keys_of(holder).get(key)
    return about.title if about else key


def diff_data(differences: Differences, old: LoadedPlan, new: LoadedPlan) -> dict[str, Any]:
    """Return the differences as the JSON contract has them."""
    return {
        "old": {"file": old.file, "plan": old.plan.document.number},
        "new": {"file": new.file, "plan": new.plan.document.number},
        "tasks": [
            {
                "change": each.change.value,
                "id": each.new.id if each.new else None,
                "old_id": each.old.id if each.old else None,
                "text": (each.new or each.old).text,  # type: ignore[union-attr]
                "line": new.line(each.new.path) if each.new else None,
                "old_line": old.line(each.old.path) if each.old else None,
                "fields": [_field_data(field) for field in each.fields],
            }
            for each in differences.tasks
        ],
        "parts": [
            {
                "change": each.change.value,
                "part": each.holder.__name__.lower(),
                "name": each.name,
                "fields": [_field_data(field) for field in each.fields],
            }
            for each in differences.parts
        ],
    }


def _field_data(change: FieldChange) -> dict[str, Any]:
    return {
        "field": change.field,
        "doubt": change.doubt,
        "old": list(change.old) if isinstance(change.old, tuple) else change.old or None,
        "new": list(change.new) if isinstance(change.new, tuple) else change.new or None,
    }
