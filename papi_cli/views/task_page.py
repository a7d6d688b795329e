"""One task, or one duty of Part III, whole."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from papi_cli.plan.loader import LoadedPlan
from papi_cli.plan.model import WORDS, Task
from papi_cli.plan.parts import Duty, ReportingPeriod, Role, section_title
from papi_cli.plan.query import Answer
from papi_cli.plan.wording import agency_line, deadline_lines
from papi_cli.vietnamese.deadline import day_text
from papi_cli.vietnamese.words import points
from papi_cli.views.doubts import DOUBT, mark_of
from papi_cli.views.formats import View, fields_view
from papi_cli.views.tables import Fields
from papi_cli.views.tasks import duty_data, task_data, word

if TYPE_CHECKING:
    from papi_cli.documents.index_work import SectionIndex


def task_view(loaded: LoadedPlan, task: Task, index: SectionIndex | None = None) -> View:
    """Return one task whole as any format may need it.

    `index` is what is published of the part of the table that the task alone stands for.
    """
    line = loaded.source_line(task)
    data = {**task_data(loaded, Answer(task), asked=False), "source_line": line}
    fields = task_fields(loaded, task, line)
    if index:
        from papi_cli.views.section_page import index_data, index_fields

        data["index"] = index_data(index)
        fields += index_fields(index)
    return fields_view(loaded, fields, lambda: {"tasks": [data]})


def duty_view(loaded: LoadedPlan, duty: Duty) -> View:
    """Return one duty whole as any format may need it."""
    fields = duty_fields(loaded, duty)
    return fields_view(loaded, fields, lambda: {"duties": [duty_data(loaded, duty)]})


def task_fields(loaded: LoadedPlan, task: Task, source_line: int | None) -> Fields:
    """Return one task whole: texts, agencies, deadline with its dates, doubts, places.

    `source_line` is the line of the act that holds its text, None where that is not known.
    """
    document = loaded.plan.document
    fields: Fields = [
        ("Nhiệm vụ", task.id),
        (document.dimension_word, section_title(task.dimension)),
    ]
    if task.subdimension:
        fields.append((document.subdimension_word, section_title(task.subdimension)))
    fields.append((f"Nội dung{mark_of(task, 'text')}", task.text))
    fields += _work_fields(loaded, task)
    for part in task.parts:
        fields.append((f"Phần việc {part.id}", part.part))
        fields += [
            (f"  {name}" if name else "", value) for name, value in _work_fields(loaded, part)
        ]
    for holder in (task.subdimension, task.dimension):
        if holder:
            label = f"Chỉ tiêu chung của {holder.id}"
            fields += [(label, str(each)) for each in holder.targets]
    fields += [("Điểm cần xác minh", f"{name}: {why}") for name, why in _all_doubts(task)]
    fields += [
        ("Đính chính", f"văn bản in «{each.source}», đọc là «{each.reading}»")
        for each in task.corrections
    ]
    fields.append(("Dòng trong dữ liệu", f"{loaded.file}:{loaded.line(task.path)}"))
    if source_line is not None:
        act = Path(loaded.file).parent / (loaded.plan.document.source or "")
        fields.append(("Dòng trong văn bản", f"{act.as_posix()}:{source_line}"))
    return fields


def _work_fields(loaded: LoadedPlan, task: Task) -> Fields:
    """Return who does a task or a part of one, until when, and what is to come of it."""
    fields: Fields = []
    for role in Role:
        if role is Role.FOLLOW_UP and not task.follow_up:
            continue
        names = [agency_line(loaded, raw_name) for raw_name in task.raw_names(role)] or ["không có"]
        label = f"{role.word}{_merged(task, role.value)}{mark_of(task, role.value)}"
        fields += [(label if at == 0 else "", name) for at, name in enumerate(names)]
    label = f"Thời gian{_merged(task, 'deadline')}{mark_of(task, 'deadline')}"
    fields += _labelled(label, deadline_lines(loaded, loaded.deadline(task)))
    for name, values in (
        ("targets", map(str, task.targets)),
        ("product", points(task.product)),
        ("note", points(task.note)),
    ):
        label = f"{WORDS[name].capitalize()}{_merged(task, name)}{mark_of(task, name)}"
        fields += [(label, value) for value in values if value]
    return fields + list(task.columns.items())


def duty_fields(loaded: LoadedPlan, duty: Duty) -> Fields:
    """Return one duty of Part III whole."""
    fields: Fields = [("Điểm", duty.id), ("Nội dung", duty.text)]
    if duty.role:
        role = Role(duty.role).word.lower()
        fields.append(("Giao cho", f"mọi cơ quan {role} ít nhất một nhiệm vụ"))
    names = [agency_line(loaded, raw_name) for raw_name in duty.agencies]
    fields += [("Giao cho" if at == 0 else "", name) for at, name in enumerate(names)]
    if duty.deadline:
        label = f"Thời hạn{f' {DOUBT}' if 'deadline' in duty.doubts else ''}"
        fields += _labelled(label, deadline_lines(loaded, loaded.deadline(duty)))
    fields += [
        (f"Việc {each.id}", f"{each.text}{_in_brackets([each.deadline] if each.deadline else [])}")
        for each in duty.parts
    ]
    fields += _labelled("Kỳ báo cáo", list(map(_period_line, duty.periods)))
    fields += [("Điểm cần xác minh", f"{word(name)}: {why}") for name, why in duty.doubts.items()]
    at = loaded.plan.duties.index(duty)
    fields.append(("Dòng trong dữ liệu", f"{loaded.file}:{loaded.line(('duties', at))}"))
    return fields


def _in_brackets(words: list[str]) -> str:
    return f" ({'; '.join(words)})" if words else ""


def _period_line(period: ReportingPeriod) -> str:
    """Return a period with its days, for whom they are and who set them."""
    days = [f"chốt số liệu {day_text(period.cut_off)}"] if period.cut_off else []
    days += [f"gửi chậm nhất {day_text(period.due)}"] if period.due else []
    where = [f"cho {'; '.join(period.agencies)}"] if period.agencies else []
    where += [f"theo {period.act}"] if period.act else []
    said = f": {', '.join(days)}" if days else ""
    return f"{period.name}{said}{_in_brackets(where)}"


def _labelled(label: str, lines: list[str]) -> Fields:
    """Return lines of one field: its label stands at the first."""
    return [(label if at == 0 else "", line) for at, line in enumerate(lines)]


def _merged(task: Task, name: str) -> str:
    return " (ô gộp)" if name in task.inherited else ""


def _all_doubts(task: Task) -> Iterator[tuple[str, str]]:
    for name, reason in task.doubts.items():
        yield word(name), reason
    for holder in (task.subdimension, task.dimension):
        if holder and "name" in holder.doubts:
            yield f"tên {holder.id}", holder.doubts["name"]
