"""What is shown of progress: a table with bars, rows, JSON. Every function returns text."""

from __future__ import annotations

from typing import Any

from papi_cli.checklists.count import By, Count, Survey
from papi_cli.checklists.vocabulary import Status
from papi_cli.documents.letterhead import locality
from papi_cli.plan.loader import LoadedPlan
from papi_cli.plan.parts import Role
from papi_cli.vietnamese.deadline import day_text
from papi_cli.views.formats import View
from papi_cli.views.tables import Rows, plain_table
from papi_cli.views.tasks import heading

_KEYS = {
    By.AGENCY: "Cơ quan, đơn vị",
    By.DIMENSION: "Chỉ số nội dung",
    By.TASK: "Nhiệm vụ, giải pháp",
    By.DISTRICT: "Địa bàn",
}
_SENT, _BLANK, _MISSING = "Đã ghi", "Chưa ghi gì", "Chưa gửi"
_NOTHING = "Chưa gửi hay chưa ghi"


def progress_view(loaded: LoadedPlan, survey: Survey) -> View:
    """Return what was counted as any format may need it."""
    return View(
        loaded=loaded,
        rows=lambda: progress_rows(loaded, survey),
        data=lambda: progress_data(survey),
        drawing=lambda: progress_table(loaded, survey),
        closing=progress_closing(survey),
    )


def progress_rows(loaded: LoadedPlan, survey: Survey) -> Rows:
    """Return what was counted as rows: every number in a column of its own."""
    options = survey.options
    columns = [_KEYS[options.by], *_sent_columns(options.by)]
    for role in survey.roles:
        columns += [f"{role.word}: {status.word.lower()}" for status in Status]
    columns += ["Tổng số", *(["Quá hạn", "Nhiệm vụ quá hạn"] if options.on else [])]
    rows = [
        (
            _key_name(loaded, options.by, key),
            *_sent_cells(options.by, count),
            *(number(count.total_of(role, status)) for role in survey.roles for status in Status),
            number(count.total_of()),
            *([number(count.late.total()), "; ".join(count.late)] if options.on else []),
        )
        for key, count in survey.counts.items()
        for number in [str if count.total_of() else lambda _: ""]
    ]
    title = f"Tiến độ {loaded.plan.document.type} {loaded.plan.document.number}"
    return Rows(title, tuple(columns), rows)


def _sent_columns(by: By) -> list[str]:
    return {By.AGENCY: ["Danh mục"], By.DISTRICT: [_SENT, _BLANK, _NOTHING]}.get(by, [])


def _sent_cells(by: By, count: Count) -> list[str]:
    if by is By.AGENCY:
        return [_SENT if count.sent else _BLANK if count.blank else _MISSING]
    if by is By.DISTRICT:
        return [str(count.sent), str(count.blank), str(count.missing)]
    return []


def _key_name(loaded: LoadedPlan, by: By, key: str) -> str:
    if by is By.DIMENSION:
        return next(heading(each) for each in loaded.plan.dimensions if each.id == key)
    if by is By.TASK:
        return next(f"{each.id} {each.text}" for each in loaded.plan.tasks if each.id == key)
    if by is By.DISTRICT:
        return locality(key) or "Không thuộc huyện nào"
    return key


def progress_closing(survey: Survey) -> str:
    """Return the closing line: how many files and tasks, how far, what is late, who is missing."""
    total, on = survey.total, survey.options.on
    parts = ", ".join(f"{status.word.lower()} {total.total_of(None, status)}" for status in Status)
    role = f" {survey.options.role.word.lower()}" if survey.options.role else ""
    blank = f", {total.blank} cơ quan chưa ghi gì" if total.blank else ""
    lines = [
        f"{total.sent} cơ quan đã ghi danh mục{blank}."
        f" {total.total_of()} lượt nhiệm vụ{role}: {parts}."
    ]
    if on:
        lines.append(f"Quá hạn tính đến {day_text(on)}: {total.late.total()}.")
    if survey.expected:
        lines.append(f"Chưa gửi hay chưa ghi gì: {total.missing}/{survey.expected} cơ quan.")
    if survey.uncounted:
        lines.append(f"Không tính được: {len(survey.uncounted)} tệp.")
    return " ".join(lines)


_BAR = 12
_FULL, _HALF, _EMPTY = "█", "▒", "·"


def progress_table(loaded: LoadedPlan, survey: Survey, width: int | None = None) -> str:
    """Return what was counted as a table for a terminal, with bars.

    A cell `3/1/54` is done, in progress, not started.
    """
    options = survey.options
    first = [_KEYS[options.by], *_sent_columns(options.by)]
    if options.by is By.DISTRICT:
        first[1:] = [_SENT, "Trắng", "Thiếu"]
    columns = first + [role.word for role in survey.roles]
    columns += ["Quá hạn"] * bool(options.on) + ["Tiến độ"]
    rows = []
    for key, count in survey.counts.items():
        shares = [
            "/".join(str(count.total_of(role, each)) for each in Status) for role in survey.roles
        ]
        if not count.total_of():
            shares = [""] * len(shares)
        late = [str(count.late.total() or "")] if options.on else []
        name = _key_name(loaded, options.by, key)
        rows.append((_cut(name), *_sent_cells(options.by, count), *shares, *late, bar(count)))
    legend = (
        f"Mỗi ô: {'/'.join(status.word.lower() for status in Status)}; {_FULL} hoàn thành,"
        f" {_HALF} đang thực hiện."
    )
    if options.by is By.DISTRICT:
        legend += " Trắng: có danh mục, chưa ghi gì; thiếu: phải gửi mà chưa gửi hay chưa ghi."
    table = Rows("", tuple(columns), rows)
    texts = 2 if options.by is By.AGENCY else 1
    closing = f"{legend}\n{progress_closing(survey)}"
    return plain_table(table, closing, len(columns) - texts, width)


def _cut(name: str, length: int = 60) -> str:
    return name if len(name) <= length else f"{name[:length].rsplit(' ', 1)[0]} …"


def bar(count: Count) -> str:
    """Return a bar of `_BAR` places: done, in progress, not started; empty for no task."""
    total = count.total_of()
    if not total:
        return ""
    done, begun = (count.total_of(None, each) for each in (Status.DONE, Status.IN_PROGRESS))
    full = max(done * _BAR // total, min(done, 1))  # a beginning is to be seen
    half = max((done + begun) * _BAR // total - full, min(begun, 1 if full < _BAR else 0))
    return _FULL * full + _HALF * half + _EMPTY * (_BAR - full - half)


def progress_data(survey: Survey) -> dict[str, Any]:
    """Return what was counted as the JSON contract has it."""
    options = survey.options
    rows = [
        {
            options.by.value: key or None,
            "sent": count.sent,
            "blank": count.blank,
            "missing": count.missing,
            **_count_data(count),
        }
        for key, count in survey.counts.items()
    ]
    return {
        "by": options.by.value,
        "role": options.role.value if options.role else None,
        "on": options.on.isoformat() if options.on else None,
        "rows": rows,
        "total": {
            "sent": survey.total.sent,
            "blank": survey.total.blank,
            "missing": survey.total.missing,
            **_count_data(survey.total),
        },
        "blank": [agency.name for agency in survey.blank],
        "missing": [agency.name for agency in survey.missing],
        "unread": [{"file": each.path, "problem": each.problem} for each in survey.uncounted],
    }


def _count_data(count: Count) -> dict[str, Any]:
    return {
        **{
            role.value: {status.value: count.total_of(role, status) for status in Status}
            for role in Role
        },
        "late": count.late.total(),
        "late_tasks": list(count.late),
    }
