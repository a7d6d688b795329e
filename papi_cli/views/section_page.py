"""A dimension or subdimension with its tasks, the published index beside them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from papi_cli.checklists.vocabulary import Status
from papi_cli.documents.index_work import SectionIndex, TaskWork
from papi_cli.plan.loader import LoadedPlan
from papi_cli.plan.parts import Dimension, Subdimension, section_title
from papi_cli.plan.query import Answer
from papi_cli.scores.comparison import Standing
from papi_cli.scores.figures import BOUNDS, called, change_text, points, rank
from papi_cli.views.formats import View, fields_view
from papi_cli.views.scores import comparison_data
from papi_cli.views.tables import Fields
from papi_cli.views.tasks import task_data


def section_view(
    loaded: LoadedPlan,
    section: Dimension | Subdimension,
    index: SectionIndex | None,
    works: Sequence[TaskWork],
    *,
    returned: bool,
) -> View:
    """Return a part of the table whole; `returned` says whether checklists were read."""
    fields = section_fields(loaded, section, index, works, returned=returned)
    return fields_view(
        loaded,
        fields,
        lambda: {"sections": [section_data(loaded, section, index, works, returned=returned)]},
    )


def section_fields(
    loaded: LoadedPlan,
    section: Dimension | Subdimension,
    index: SectionIndex | None,
    works: Sequence[TaskWork],
    *,
    returned: bool,
) -> Fields:
    """Return a part of the table whole: the index, targets, each task with who leads it."""
    document = loaded.plan.document
    fields: Fields = []
    if isinstance(section, Subdimension):
        above = next(each for each in loaded.plan.dimensions if section in each.subdimensions)
        fields.append((document.dimension_word, section_title(above)))
        fields.append((document.subdimension_word, section_title(section)))
    else:
        fields.append((document.dimension_word, section_title(section)))
    fields += index_fields(index)
    fields += _listed("Chỉ tiêu", [str(each) for each in section.targets])
    for work in works:
        task = work.task
        fields.append((f"Nhiệm vụ {task.id}", task.text))
        leads = "; ".join(task.lead) or "không có"
        fields.append(("  Chủ trì", leads))
        if work.by_coordinators:
            said = "; ".join(task.coordinating) or "không có"
            fields.append(("  Phối hợp", f"{said} (không có cơ quan chủ trì phải báo cáo)"))
        fields.append(("  Thời gian", " ".join((task.deadline or "không ghi").split())))
        if returned:
            fields.append(("  Đã báo cáo", work_text(work)))
    fields.append(("Dòng trong dữ liệu", f"{loaded.file}:{loaded.line(_path(loaded, section))}"))
    return fields


def _path(loaded: LoadedPlan, section: Dimension | Subdimension) -> tuple[str | int, ...]:
    for at, dimension in enumerate(loaded.plan.dimensions):
        if dimension is section:
            return ("dimensions", at)
        for sub_at, sub in enumerate(dimension.subdimensions):
            if sub is section:
                return ("dimensions", at, "subdimensions", sub_at)
    raise AssertionError(section.id)


def _listed(label: str, lines: Sequence[str]) -> Fields:
    return [(label if at == 0 else "", line) for at, line in enumerate(lines)]


def index_fields(index: SectionIndex | None) -> Fields:
    """Return what is published of a part of the plan, nothing where nothing is."""
    if index is None:
        return []
    each, years = index.comparison, index.years
    lines = [
        f"{called(each.numbers)} của {index.province}:"
        f" {_said(each.before, years.before)}; {_said(each.now, years.now)}",
        f"thay đổi: {change_text(each)}" + (f" ({each.care})" if each.care else ""),
    ]
    if each.now.best is not None:
        best = ", ".join(each.now.best_of)
        lines.append(
            f"năm {years.now}: trung vị {points(each.now.median)}, cao nhất"
            f" {points(each.now.best)} ({best})"
        )
    return _listed("Chỉ số đã công bố", [*lines, BOUNDS])


def _said(standing: Standing, year: int) -> str:
    if standing.value is None:
        return f"năm {year} {'không có giá trị' if standing.ranked else 'chưa công bố'}"
    return f"năm {year} {points(standing.value)} điểm, thứ {rank(standing)}"


def work_text(work: TaskWork) -> str:
    """Return how far those are that answer for a task, in a line."""
    who = "cơ quan phối hợp" if work.by_coordinators else "cơ quan chủ trì"
    said = [
        f"{status.word.lower()} {number}"
        for status in Status
        if (number := work.statuses[status]) or status is Status.DONE
    ]
    said += [f"chưa phân định {work.disputed}"] * bool(work.disputed)
    said.append(f"chưa báo cáo {work.silent}")
    said += [f"quá hạn {work.late}"] if work.late is not None else []
    said.append(f"có số văn bản hay ngày {work.proven}")
    return f"{work.due} {who}: {', '.join(said)}"


def section_data(
    loaded: LoadedPlan,
    section: Dimension | Subdimension,
    index: SectionIndex | None,
    works: Sequence[TaskWork],
    *,
    returned: bool,
) -> dict[str, Any]:
    """Return a part of the table as the JSON contract has it."""
    return {
        "id": section.id,
        "name": section.name,
        "index": index_data(index),
        "targets": [{"name": each.name, "value": each.value} for each in section.targets],
        "tasks": [
            {
                **task_data(loaded, Answer(each.task), asked=False),
                "returns": work_data(each) if returned else None,
            }
            for each in works
        ],
        "line": loaded.line(_path(loaded, section)),
    }


def index_data(index: SectionIndex | None) -> dict[str, Any] | None:
    """Return what is published of a part as the JSON contract has it, None for nothing."""
    if index is None:
        return None
    years = index.years
    return {
        "province": index.province,
        "year": years.now,
        "year_before": years.before,
        **comparison_data(index.comparison),
        "bounds": BOUNDS,
    }


def work_data(work: TaskWork) -> dict[str, Any]:
    """Return how far those are that answer for a task as the JSON contract has it."""
    return {
        "due": work.due,
        **{status.value: work.statuses[status] for status in Status},
        "disputed": work.disputed,
        "silent": work.silent,
        "late": work.late,
        "proven": work.proven,
        "by_coordinators": work.by_coordinators,
    }
