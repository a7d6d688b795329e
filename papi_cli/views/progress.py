"""What is shown of progress: a table with bars, rows, JSON. Every function returns text."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from papi_cli.checklists.count import By, Count, Survey
from papi_cli.checklists.intake import Returned
from papi_cli.checklists.vocabulary import Status
from papi_cli.documents.data import DISPUTED
from papi_cli.documents.letterhead import locality
from papi_cli.plan.loader import LoadedPlan
from papi_cli.plan.parts import WORK, Role, section_title
from papi_cli.safe_text import visible
from papi_cli.vietnamese.deadline import day_text
from papi_cli.views.formats import View, sheet_of_rows
from papi_cli.views.tables import Cell, Rows, plain_table

if TYPE_CHECKING:
    from papi_cli.office.workbook import ChartSheet, Sheet

_KEYS = {
    By.AGENCY: "Cơ quan, đơn vị",
    By.TASK: "Nhiệm vụ, giải pháp",
    By.DISTRICT: "Địa bàn",
}
_WHOLE = "Cả nhiệm vụ"
"""Over how far a task with parts is, all of its leads together."""
_SENT, _BLANK, _MISSING = "Đã ghi", "Chưa ghi gì", "Chưa gửi"
_NOTHING = "Chưa gửi hay chưa ghi"


def progress_view(
    loaded: LoadedPlan,
    survey: Survey,
    returns: str = "",
    periods: Callable[[], Mapping[str, Survey]] = dict,
) -> View:
    """Return what was counted as any format may need it.

    `returns` is a sentence on the returns that ends the closing line; `periods` gives for a
    workbook what was counted in each period, by its name.
    """
    closing = f"{progress_closing(survey)} {returns}".rstrip()
    return View(
        loaded=loaded,
        rows=lambda: progress_rows(loaded, survey),
        data=lambda: progress_data(loaded, survey),
        drawing=lambda: progress_table(loaded, survey, closing=closing),
        sheets=lambda: _sheets(loaded, survey, closing, periods()),
        closing=closing,
    )


def _sheets(
    loaded: LoadedPlan, survey: Survey, closing: str, periods: Mapping[str, Survey]
) -> list[Sheet | ChartSheet]:
    """Return the sheets of a workbook: what was counted, and charts of it."""
    from papi_cli.views.progress_charts import progress_charts

    rows = progress_rows(loaded, survey)
    return [
        sheet_of_rows("Tiến độ", rows, closing),
        progress_charts(loaded, survey, rows.title, closing, periods),
    ]


_REVIEW_COLUMNS = (
    "Cơ quan, đơn vị",
    "Nhiệm vụ",
    "Dấu",
    "Mức độ",
    "Lời ghi",
    "Tính là",
    "Vì sao",
    "Tệp",
)


def review_view(loaded: LoadedPlan, survey: Survey, returns: str = "") -> View:
    """Return what a person should look at again as any format may need it.

    `returns` is as `progress_view` takes it.
    """
    rows = [
        (
            owner.name,
            each.label,
            each.entry.mark,
            " ".join(each.entry.level.split()),
            cut(" ".join(each.entry.result.split()), 120),
            each.status.word,
            each.doubt,
            path,
        )
        for owner, path, each in survey.reviews
    ]
    return View(
        loaded=loaded,
        rows=lambda: Rows("Chỗ ghi cần xem lại", _REVIEW_COLUMNS, rows),
        data=lambda: progress_data(loaded, survey),
        name="Cần xem lại",
        closing=(
            f"{len(rows)} chỗ ghi cần xem lại. {progress_closing(survey, reviewed=True)} {returns}"
        ).rstrip(),
    )


def progress_rows(loaded: LoadedPlan, survey: Survey) -> Rows:
    """Return what was counted as rows: every number in a column of its own."""
    options = survey.options
    columns = [key_title(loaded, options.by), *_sent_columns(survey)]
    columns += [f"{role.word}: {status.word.lower()}" for role, status in _cells(survey)]
    columns += ["Tổng số", *(["Quá hạn", "Nhiệm vụ quá hạn"] if options.on else [])]
    of_agencies = bool(options.on) and options.by in {By.AGENCY, By.DISTRICT}
    duties = of_agencies and any(each.deadline for each in loaded.plan.duties)
    columns += ["Điểm quá hạn"] * duties
    whole = _whole_statuses(loaded, survey)
    columns += [_WHOLE] * bool(whole)
    rows = [
        (
            key_name(loaded, options.by, key),
            *_sent_cells(survey, count),
            *(number(count.total_of(*each)) for each in _cells(survey)),
            number(count.total_of()),
            *([number(count.late.total()), _late_names(survey, count)] if options.on else []),
            *(["; ".join(count.late_duties)] * duties),
            *([whole[key].word if key in whole else ""] if whole else []),
        )
        for key, count in survey.counts.items()
        for number in [int if count.total_of() else lambda _: ""]
    ]
    title = f"Tiến độ {loaded.plan.document.type} {loaded.plan.document.number}"
    return Rows(title, tuple(columns), rows)


def key_title(loaded: LoadedPlan, by: By) -> str:
    """Return the heading of what is counted by."""
    return loaded.plan.document.dimension_word if by is By.DIMENSION else _KEYS[by]


def _whole_statuses(loaded: LoadedPlan, survey: Survey) -> dict[str, Status]:
    """Return how far the tasks with parts are as a whole, by id, where tasks are counted."""
    if survey.options.by is not By.TASK:
        return {}
    return {
        task.id: survey.whole_status(task)
        for task in loaded.plan.tasks
        if task.parts and task.id in survey.counts
    }


def _late_names(survey: Survey, count: Count) -> str:
    """Return the tasks that are late, with the date where one of several has passed."""
    return "; ".join(
        f"{each} ({', '.join(f'mốc {day_text(due.end)}' for due in passed)})"
        if (passed := survey.late_dates.get(each, ())) and each in survey.several_dates
        else each
        for each in count.late
    )


def _cells(survey: Survey) -> list[tuple[Role, Status]]:
    """Return roles and statuses in the order of the columns: what was not to be done comes last."""
    worked = [(role, status) for role in survey.roles for status in _WORKED]
    return worked + [(role, Status.NOT_APPLICABLE) for role in survey.roles]


_WORKED = (Status.DONE, Status.IN_PROGRESS, Status.NOT_STARTED)
"""The statuses of tasks that were to be done."""


def _sent_columns(survey: Survey) -> list[str]:
    """Return the columns on files; who sent none is known only of those that are expected to."""
    missing = [_NOTHING] * bool(survey.expected)
    columns = {By.AGENCY: ["Danh mục"], By.DISTRICT: [_SENT, _BLANK, *missing]}
    return columns.get(survey.options.by, [])


def _sent_cells(survey: Survey, count: Count) -> list[Cell]:
    by = survey.options.by
    if by is By.AGENCY:
        if count.disputed:
            return [DISPUTED]
        return [_SENT if count.sent else _BLANK if count.blank else _MISSING]
    if by is By.DISTRICT:
        return [count.sent, count.blank, *([count.missing] * bool(survey.expected))]
    return []


def key_name(loaded: LoadedPlan, by: By, key: str) -> str:
    """Return a key of a survey's counts as users read it."""
    if by is By.DIMENSION:
        return next(section_title(each) for each in loaded.plan.dimensions if each.id == key)
    if by is By.TASK:
        return next(f"{each.id} {each.text}" for each in loaded.plan.tasks if each.id == key)
    if by is By.DISTRICT:
        return locality(key) or "Không thuộc huyện nào"
    return key


def progress_closing(survey: Survey, *, reviewed: bool = False) -> str:
    """Return the closing line: how many files and tasks, how far, what is late, who is missing.

    It points to `--review` unless what it lists is `reviewed` already.
    """
    total, on = survey.total, survey.options.on
    parts = ", ".join(
        f"{status.word.lower()} {total.total_of(None, status)}"
        for status in Status
        if status in _WORKED or total.total_of(None, status)
    )
    role = f" {survey.options.role.word.lower()}" if survey.options.role else ""
    blank = f", {total.blank} cơ quan chưa ghi gì" if total.blank else ""
    lines = [
        f"{total.sent} cơ quan đã ghi danh mục{blank}."
        f" {total.total_of()} lượt nhiệm vụ{role}: {parts}."
    ]
    if on:
        duties = ", ".join(map(visible, total.late_duties))
        also = f"; điểm {duties}: {total.late_duties.total()}" if duties else ""
        lines.append(f"Quá hạn tính đến {day_text(on)}: {total.late.total()}{also}.")
    if survey.expected:
        lines.append(f"Chưa gửi hay chưa ghi gì: {total.missing}/{len(survey.expected)} cơ quan.")
    if total.disputed:
        names = _listed([each.owner.name for each in survey.disputed])
        lines.append(f"Chưa phân định: {total.disputed} nhiệm vụ của {names}.")
    if survey.outdated:
        number = sum(len(each.outdated) for each in survey.outdated)
        stale = [each.owner.name for each in survey.outdated if len(each.outdated) > each.moved]
        advice = (
            f"viết lại danh mục của {_listed(stale)}"
            if stale
            else "đã để riêng ở cuối danh mục, không phải sửa"
        )
        lines.append(
            f"{number} kết quả là của nhiệm vụ đã bỏ, đã đổi trong kế hoạch hay không giao cho"
            f" cơ quan; {advice}."
        )
    if survey.unled:
        tasks = ", ".join(
            f"{label}{_statuses(count)}" for label, count in list(survey.unled.items())[:_TASKS]
        )
        more = " …" if len(survey.unled) > _TASKS else ""
        how = ", chỉ tính theo cơ quan phối hợp" if Role.COORDINATING in survey.roles else ""
        lines.append(
            f"{len(survey.unled)} nhiệm vụ không có cơ quan chủ trì nào phải báo cáo{how}:"
            f" {tasks}{more}."
        )
    if survey.reviews and not reviewed:
        lines.append(f"Cần xem lại {len(survey.reviews)} chỗ ghi («--review»).")
    if survey.uncounted:
        lines.append(f"Không tính được: {len(survey.uncounted)} tệp.")
    return " ".join(lines)


_NAMED, _TASKS = 3, 8
"""How many agencies, and how many tasks, the closing line names."""


def _statuses(count: Count) -> str:
    """Return in brackets how many agencies are how far, nothing where none is counted."""
    told = ", ".join(
        f"{status.word.lower()} {number}"
        for status in Status
        if (number := count.total_of(None, status))
    )
    return f" ({told})" if told else ""


def _listed(names: Sequence[str]) -> str:
    more = f" và {len(names) - _NAMED} cơ quan khác" if len(names) > _NAMED else ""
    return ", ".join(visible(name) for name in names[:_NAMED]) + more


_BAR = 12
_FULL, _HALF, _EMPTY = "█", "▒", "·"


def progress_table(
    loaded: LoadedPlan, survey: Survey, width: int | None = None, closing: str = ""
) -> str:
    """Return what was counted as a table for a terminal, with bars.

    A cell `3/1/54` is done, in progress, not started.
    """
    options = survey.options
    first = [key_title(loaded, options.by), *_sent_columns(survey)]
    if options.by is By.DISTRICT:
        first[1:] = [_SENT, "Trắng", *(["Thiếu"] * bool(survey.expected))]
    none = bool(survey.total.total_of(None, Status.NOT_APPLICABLE))
    columns = first + [role.word for role in survey.roles] + ["Không phát sinh"] * none
    columns += ["Quá hạn"] * bool(options.on) + ["Tiến độ"]
    rows = []
    for key, count in survey.counts.items():
        shares = [
            "/".join(str(count.total_of(role, each)) for each in _WORKED) for role in survey.roles
        ]
        if not count.total_of():
            shares = [""] * len(shares)
        if none:
            shares.append(str(count.total_of(None, Status.NOT_APPLICABLE) or ""))
        late = [str(count.late.total() or "")] if options.on else []
        name = key_name(loaded, options.by, key)
        rows.append((cut(name), *_sent_cells(survey, count), *shares, *late, bar(count)))
    legend = (
        f"Mỗi ô: {'/'.join(status.word.lower() for status in _WORKED)}; {_FULL} hoàn thành,"
        f" {_HALF} đang thực hiện."
    )
    if options.by is By.DISTRICT:
        legend += " Trắng: có danh mục, chưa ghi gì."
        if survey.expected:
            legend += " Thiếu: phải gửi mà chưa gửi hay chưa ghi."
    if options.on and survey.total.late:
        legend += " Nhiệm vụ nào quá hạn: «--format tsv»."
    table = Rows("", tuple(columns), rows)
    texts = 2 if options.by is By.AGENCY else 1
    told = f"{legend}\n{closing or progress_closing(survey)}"
    return plain_table(table, told, len(columns) - texts, width)


def cut(name: str, length: int = 60) -> str:
    """Return a text that is no longer than a line has room for, cut behind a word."""
    return name if len(name) <= length else f"{name[:length].rsplit(' ', 1)[0]} …"


def bar(count: Count) -> str:
    """Return a bar of `_BAR` places: done, in progress, not started; empty for nothing to do."""
    total = count.total_of() - count.total_of(None, Status.NOT_APPLICABLE)
    if not total:
        return ""
    done, begun = (count.total_of(None, each) for each in (Status.DONE, Status.IN_PROGRESS))
    full = max(done * _BAR // total, min(done, 1))  # a beginning is to be seen
    half = max((done + begun) * _BAR // total - full, min(begun, 1 if full < _BAR else 0))
    return _FULL * full + _HALF * half + _EMPTY * (_BAR - full - half)


def progress_data(loaded: LoadedPlan, survey: Survey) -> dict[str, Any]:
    """Return what was counted as the JSON contract has it."""
    options = survey.options
    whole = _whole_statuses(loaded, survey)
    rows = [
        {
            options.by.value: key or None,
            "sent": count.sent,
            "blank": count.blank,
            "missing": count.missing,
            **_count_data(survey, count),
            **({"whole": whole[key].value} if key in whole else {}),
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
            **_count_data(survey, survey.total),
        },
        "blank": [agency.name for agency in survey.blank],
        "missing": [agency.name for agency in survey.missing],
        "unread": [{"file": each.path, "problem": each.problem} for each in survey.uncounted],
        "disputed": [_several(each, each.disputed) for each in survey.disputed],
        "outdated": [_several(each, each.outdated) for each in survey.outdated],
        "without_reporting_lead": [
            {"task": label, **_count_data(survey, count)} for label, count in survey.unled.items()
        ],
        "review": [
            {
                "agency": owner.name,
                "file": path,
                "task": each.label or None,
                "mark": each.entry.mark,
                "level": each.entry.level,
                "result": each.entry.result,
                "status": each.status.value,
                "why": each.doubt,
            }
            for owner, path, each in survey.reviews
        ],
    }


def _several(sent: Returned, tasks: Sequence[str]) -> dict[str, Any]:
    files = [each.path for each in sent.readings]
    return {"agency": sent.owner.name, "files": files, "tasks": list(tasks)}


def _count_data(survey: Survey, count: Count) -> dict[str, Any]:
    return {
        **{
            role.value: {status.value: count.total_of(role, status) for status in Status}
            for role in WORK
        },
        "late": count.late.total(),
        "late_tasks": list(count.late),
        "late_duties": list(count.late_duties),
        "late_dates": [
            {"task": label, "dates": [each.end.isoformat() for each in passed if each.end]}
            for label, passed in survey.late_dates.items()
            if label in count.late or label in count.late_duties
        ],
    }
