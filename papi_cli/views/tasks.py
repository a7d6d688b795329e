"""Tasks and duties as rows, as data, and the line that closes an answer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from papi_cli.plan.keys import keys_of
from papi_cli.plan.loader import LoadedPlan
from papi_cli.plan.model import WORDS, Task, part_text
from papi_cli.plan.parts import WORK, Document, Duty, Role, Row, section_title
from papi_cli.plan.query import Answer, Question, TasksAnswer
from papi_cli.safe_text import quoted, visible
from papi_cli.vietnamese.deadline import Deadline, Kind, day_text
from papi_cli.vietnamese.words import points, small_start
from papi_cli.views.doubts import mark_of
from papi_cli.views.formats import View, of_plan
from papi_cli.views.tables import Rows

if TYPE_CHECKING:
    from papi_cli.office.workbook import Cell, Sheet


def tasks_view(loaded: LoadedPlan, answer: TasksAnswer) -> View:
    """Return the tasks that were asked for as any format may need them."""
    from papi_cli.views.task_table import task_table

    closing = of_plan(loaded, task_closing(loaded, answer))
    asked = bool(answer.question.agencies)
    return View(
        loaded=loaded,
        rows=lambda: task_rows(loaded, answer.tasks),
        data=lambda: {
            "tasks": [task_data(loaded, each, asked=asked) for each in answer.tasks],
            "duties": [duty_data(loaded, each) for each in answer.duties],
            "undated": [each.id for each in (*answer.unplaced, *answer.excluded.undated)],
        },
        drawing=lambda: task_table(answer.tasks, closing),
        sheets=lambda: [task_sheet(loaded, answer.tasks, closing, asked=asked)],
        closing=closing,
    )


def task_data(loaded: LoadedPlan, answer: Answer, *, asked: bool) -> dict[str, Any]:
    """Return a task as the JSON contract has it; `role` and `via` only where `asked`."""
    task = answer.task
    data: dict[str, Any] = {
        "id": task.id,
        "dimension": task.dimension.id,
        "subdimension": task.subdimension.id if task.subdimension else None,
        "text": task.text,
        **{role.value: _agencies_data(loaded, task.raw_names(role)) for role in WORK},
        "deadline": _deadline_data(loaded.deadline(task)),
        "targets": [{"name": each.name, "value": each.value} for each in task.targets],
        "product": task.product or None,
        "note": task.note or None,
        "inherited": list(task.inherited),
        "doubts": dict(task.doubts),
        "corrections": [
            {"source": each.source, "reading": each.reading} for each in task.corrections
        ],
        "follow_up": _agencies_data(loaded, task.follow_up),
        "columns": dict(task.columns),
    }
    if not task.part:
        mine = {each.task.id: each for each in answer.parts}
        data["parts"] = [
            task_data(loaded, mine.get(each.id, Answer(each)), asked=asked) for each in task.parts
        ]
    if asked:
        data["role"] = answer.role.value if answer.role else None
        data["via"] = answer.via.name if answer.via else None
    data["line"] = loaded.line(task.path)
    return data


def _deadline_data(deadline: Deadline) -> dict[str, Any]:
    """Return a deadline: its words, how they bind, the whole span, and each of its dates."""
    return {
        "text": deadline.text,
        "kind": deadline.kind.value,
        "start": _iso(deadline.start),
        "end": _iso(deadline.end),
        "every": deadline.every,
        "dates": [
            {"text": each.text, "start": _iso(each.start), "end": _iso(each.end)}
            for each in deadline.dates
        ],
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _agencies_data(loaded: LoadedPlan, raw_names: Iterable[str]) -> list[dict[str, str]]:
    return [{"text": text, "agency": loaded.registry.resolve(text).name} for text in raw_names]


def duty_data(loaded: LoadedPlan, duty: Duty) -> dict[str, Any]:
    """Return a duty of Part III as the JSON contract has it."""
    return {
        "id": duty.id,
        "text": duty.text,
        "role": duty.role,
        "agencies": _agencies_data(loaded, duty.agencies),
        "deadline": _deadline_data(loaded.deadline(duty)) if duty.deadline else None,
        "doubts": dict(duty.doubts),
        "line": loaded.line(("duties", loaded.plan.duties.index(duty))),
        "periods": [
            {
                "name": each.name,
                "cut_off": _iso(each.cut_off),
                "due": _iso(each.due),
                "agencies": _agencies_data(loaded, each.agencies),
                "act": each.act,
            }
            for each in duty.periods
        ],
        "parts": [
            {"id": each.id, "text": each.text, "deadline": each.deadline} for each in duty.parts
        ],
    }


def _heading(key: str) -> str:
    about = keys_of(Row)[key]
    return about.heading or about.title


@dataclass(frozen=True, slots=True)
class TaskColumn:
    """A column of the tasks: its key, its heading, and how its cells are read."""

    key: str
    heading: str
    read: Callable[[Answer], str]


_EXTRA: dict[str, Callable[[Task], str]] = {
    "targets": lambda task: "; ".join(map(str, task.targets)),
    "product": lambda task: "; ".join(points(task.product)),
    "note": lambda task: "; ".join(points(task.note)),
    "follow_up": lambda task: "; ".join(task.follow_up),
    "parts": lambda task: "; ".join(map(part_text, task.parts)),
}
"""Columns that the table of few plans has."""


def task_columns(loaded: LoadedPlan) -> list[TaskColumn]:
    """Return the columns of the tasks: those that the table of every plan has, then others.

    Columns that the table of few plans has are there only for those that have them.
    """
    document = loaded.plan.document
    extra = {key: read for key, read in _EXTRA.items() if any(map(read, loaded.plan.tasks))}
    return [
        TaskColumn("id", _heading("id"), lambda answer: answer.task.id),
        TaskColumn(
            "dimension",
            document.dimension_word,
            lambda answer: section_title(answer.task.dimension),
        ),
        TaskColumn(
            "subdimension",
            document.subdimension_word,
            lambda answer: (
                section_title(answer.task.subdimension) if answer.task.subdimension else ""
            ),
        ),
        TaskColumn("text", _heading("text"), lambda answer: answer.task.text),
        TaskColumn("role", "Vai trò", lambda answer: answer.role.word if answer.role else ""),
        TaskColumn("via", "Qua", lambda answer: answer.via.name if answer.via else ""),
        TaskColumn("lead", _heading("lead"), lambda answer: "; ".join(answer.task.lead)),
        TaskColumn(
            "coordinating",
            _heading("coordinating"),
            lambda answer: "; ".join(answer.task.coordinating),
        ),
        TaskColumn("deadline", _heading("deadline"), _of_own(attrgetter("deadline"))),
        TaskColumn("doubts", _heading("doubts"), lambda answer: _doubts(answer.task)),
        *(
            TaskColumn(key, _heading(key), (_of_own if key == "product" else _of_task)(read))
            for key, read in extra.items()
        ),
    ]


def _of_task(read: Callable[[Task], str]) -> Callable[[Answer], str]:
    return lambda answer: read(answer.task)


def _of_own(read: Callable[[Task], str]) -> Callable[[Answer], str]:
    """Return what reads of a task, or of those parts of it that are the agency's."""
    return lambda answer: "; ".join(
        dict.fromkeys(filter(None, (read(each.task) for each in answer.items)))
    )


def _doubts(task: Task) -> str:
    return " ".join(f"{word(name)}: {why}" for name, why in task.doubts.items())


def task_title(document: Document) -> str:
    """Return what stands above the tasks."""
    return f"Nhiệm vụ, giải pháp theo {document.type} {document.number}"


def task_rows(loaded: LoadedPlan, answers: Sequence[Answer]) -> Rows:
    """Return the answers as rows, every text whole."""
    columns = task_columns(loaded)
    headings = tuple(column.heading for column in columns)
    rows = (tuple(column.read(answer) for column in columns) for answer in answers)
    return Rows(task_title(loaded.plan.document), headings, rows)


_WIDTHS = {
    "id": 12, "dimension": 20, "subdimension": 22, "text": 52, "role": 12, "via": 16, "lead": 26,
    "coordinating": 30, "deadline": 17, "doubts": 36, "targets": 30, "product": 30, "note": 30,
    "follow_up": 22, "parts": 45,
}  # fmt: skip
"""How wide a column may be, in digits: that the sheet can be read where A4 holds all of it."""
_START, _END, _DAY = "Từ ngày", "Đến ngày", 12


def task_sheet(
    loaded: LoadedPlan, answers: Sequence[Answer], closing: str, *, asked: bool
) -> Sheet:
    """Return the answers as a sheet: the rows of the other formats, and the dates of deadlines.

    Roles stand there only where agencies were `asked` for, subdimensions and doubts only where
    there are any. A field in doubt bears the mark.
    """
    from papi_cli.office.workbook import Column, Sheet

    empty = set() if asked else {"role", "via"}
    if not any(answer.task.subdimension for answer in answers):
        empty.add("subdimension")
    if not any(answer.task.doubts for answer in answers):
        empty.add("doubts")
    read = [column for column in task_columns(loaded) if column.key not in empty]
    columns = []
    for each in read:
        columns.append(Column(each.heading, _WIDTHS[each.key]))
        if each.key == "deadline":
            columns += [Column(_START, _DAY), Column(_END, _DAY)]
    return Sheet(
        name="Nhiệm vụ",
        title=task_title(loaded.plan.document),
        closing=closing,
        columns=columns,
        rows=[list(_cells(loaded, answer, read)) for answer in answers],
    )


def _cells(loaded: LoadedPlan, answer: Answer, columns: Sequence[TaskColumn]) -> Iterator[Cell]:
    deadline = loaded.deadline(answer.task)
    for each in columns:
        yield f"{each.read(answer)}{mark_of(answer.task, each.key)}".strip()
        if each.key == "deadline":
            yield from (deadline.start, deadline.end)


def word(name: str) -> str:
    """Return a key as it is called within a sentence."""
    return WORDS.get(name, name)


def task_closing(loaded: LoadedPlan, answer: TasksAnswer) -> str:
    """Return the closing line: how many tasks, by role, and what was asked.

    It names the duties of Part III that are the agencies' too, and what the time that was asked
    for keeps out: the standing tasks by their number, the undated by their ids, as it does those
    that are in because nobody can tell; and that a day is not of the plan's period. It says which
    groups may hold an agency and do not tell.
    """
    parts = [
        _count(loaded.plan.document, answer.question, answer.tasks),
        *_outside(answer),
    ]
    if unplaced := answer.unplaced:
        ids = ", ".join(visible(task.id) for task in unplaced)
        parts.append(f"Kể cả nhiệm vụ có thời gian chưa rõ: {ids}.")
    if standing := answer.excluded.standing:
        parts.append(f"Chưa kể {len(standing)} nhiệm vụ thường xuyên, định kỳ.")
    if undated := answer.excluded.undated:
        ids = ", ".join(visible(task.id) for task in undated)
        parts.append(f"Chưa kể nhiệm vụ có thời gian chưa rõ: {ids}.")
    if answer.duties:
        ids = ", ".join(
            f"{visible(duty.id)} ({visible(duty.deadline)})" if duty.deadline else visible(duty.id)
            for duty in answer.duties
        )
        taken = {task.id for task in loaded.plan.tasks}
        wanted = any(duty.id in taken for duty in answer.duties)
        command = 'papi show "điểm MÃ SỐ"' if wanted else "papi show MÃ SỐ"
        parts.append(f"Ngoài bảng còn điểm {ids} («{command}»).")
    if answer.follow_up:
        parts.append(f"Còn theo dõi, đôn đốc {answer.follow_up} nhiệm vụ («--role follow-up»).")
    if answer.vague:
        names = ", ".join(quoted(each.name) for each in answer.vague)
        parts.append(
            f"Kế hoạch không kể thành viên của {names} nên chưa biết nhiệm vụ giao cho nhóm ấy có"
            " phải của cơ quan này không; kể ở members."
        )
    return " ".join(parts)


def _outside(answer: TasksAnswer) -> list[str]:
    """Return that a day that was asked for is not of the plan's period, if it is so."""
    question, period = answer.question, answer.period
    if period is None:
        return []
    asked = question.deadline
    if any(
        period.end and first and first > period.end
        for first in (question.on, question.due_by, asked and asked.start)
    ):
        return [f"Thời kỳ của kế hoạch đã hết ngày {day_text(period.end)}."]
    last = asked.end if asked and asked.kind is Kind.WINDOW else None
    if any(each and each < period.start for each in (question.on, question.due_by, last)):
        return [f"Thời kỳ của kế hoạch từ ngày {day_text(period.start)} mới bắt đầu."]
    return []


def _count(document: Document, question: Question, answers: Sequence[Answer]) -> str:
    dimension = small_start(document.dimension_word)
    subdimension = small_start(document.subdimension_word)
    asked = [
        *(f"cơ quan {visible(agency.name)}" for agency in question.agencies),
        *([f"vai trò {question.role.word.lower()}"] if question.role else []),
        *(["chỉ khi nêu đúng tên"] if question.direct else []),
        *(f"{dimension} {visible(each)}" for each in question.dimensions),
        *(f"{subdimension} {visible(each)}" for each in question.subdimensions),
        *([f"thời gian {quoted(question.deadline.text)}"] if question.deadline else []),
        *([f"phải làm vào ngày {day_text(question.on)}"] if question.on else []),
        *([f"phải xong chậm nhất {day_text(question.due_by)}"] if question.due_by else []),
        *([f"có chữ {quoted(question.search)}"] if question.search else []),
        *(["có điểm cần xác minh"] if question.doubtful else []),
    ]
    about = f" ({'; '.join(asked)})" if asked else ""
    if not answers:
        return f"Không có nhiệm vụ nào{about}."
    roles = Counter(answer.role for answer in answers if answer.role)
    lead, rest = roles[Role.LEAD], roles[Role.COORDINATING]
    only = "chỉ phối hợp" if lead else "phối hợp"
    split = ", ".join(
        [f"chủ trì {lead}"] * bool(lead)
        + [f"{only} {rest}"] * bool(rest)
        + [f"theo dõi {roles[Role.FOLLOW_UP]}"] * bool(roles[Role.FOLLOW_UP])
    )
    return f"{len(answers)} nhiệm vụ{about}{f': {split}' if split else ''}."
