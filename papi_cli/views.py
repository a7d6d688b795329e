"""What is shown: tables for a terminal, rows for a pipe, JSON, CSV, Markdown.

Every function returns text. rich is imported only where a table is drawn, and gets data as
`Text`, never as markup.
"""

from __future__ import annotations

import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from papi_cli.deadline import Deadline, Kind, day_text
from papi_cli.plan import WORDS, Agency, Dimension, Duty, Role, Subdimension, Task
from papi_cli.query import Answer, KeptOut, Load, Question
from papi_cli.store import LoadedPlan
from papi_cli.text import escaped, quoted, visible

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.table import Table
    from rich.text import Text

DOUBT = "(?)"
"""The mark of a doubt, behind the value that is not settled."""


class Format(StrEnum):
    """How rows are written."""

    TABLE = "table"
    TSV = "tsv"
    JSON = "json"
    CSV = "csv"
    MD = "md"


@dataclass(frozen=True, slots=True)
class Rows:
    """A table as plain text: headings, rows of as many cells, and a closing line.

    The rows may be made while they are written: they are gone through once.
    """

    title: str
    columns: tuple[str, ...]
    rows: Iterable[tuple[str, ...]]
    closing: str


def written(rows: Rows, how: Format) -> Iterator[str]:
    """Yield rows as tab-separated values, CSV or Markdown.

    CSV begins with a byte-order mark, by which spreadsheets know UTF-8. The closing line is in
    the Markdown alone: the other two are data.
    """
    if how is Format.MD:
        from papi_cli.templates import shipped

        yield shipped().render(
            "table.md.j2",
            title=rows.title,
            columns=rows.columns,
            rows=rows.rows,
            closing=rows.closing,
        )
        return
    lines = chain([rows.columns], rows.rows)
    if how is Format.CSV:
        yield "\ufeff"
        yield from _csv(lines)
    else:
        yield from ("\t".join(map(visible, line)) + "\n" for line in lines)


class _Handed:
    """A stream for a writer that hands on what is written to it."""

    def write(self, text: str) -> str:
        return text


def _csv(lines: Iterable[Sequence[str]]) -> Iterator[str]:
    import csv

    writer: Any = csv.writer(_Handed(), lineterminator="\n")
    for line in lines:
        yield writer.writerow([_no_formula(visible(cell)) for cell in line])


def _no_formula(cell: str) -> str:
    """Return a cell that a spreadsheet takes for text, as its users do: behind an apostrophe."""
    return f"'{cell}" if cell.startswith(("=", "+", "-", "@")) else cell


def as_json(loaded: LoadedPlan, **content: Any) -> str:
    """Return the JSON that every command shares: its version, the plan's number, the content."""
    import json

    whole = {"papi": 1, "plan": loaded.plan.document.number, **content}
    return escaped(json.dumps(whole, ensure_ascii=False, indent=2)) + "\n"


def of_plan(loaded: LoadedPlan, closing: str) -> str:
    """Return a closing line that says first which plan the answer is from."""
    document = loaded.plan.document
    return f"{visible(document.type)} {visible(document.number)}: {closing}"


# Tasks


def task_data(loaded: LoadedPlan, answer: Answer, *, asked: bool) -> dict[str, Any]:
    """Return a task as the JSON contract has it; `role` and `via` only where `asked`."""
    task = answer.task
    deadline = loaded.deadline(task)
    data: dict[str, Any] = {
        "id": task.id,
        "dimension": task.dimension.id,
        "subdimension": task.subdimension.id if task.subdimension else None,
        "text": task.text,
        **{role.value: _agencies_data(loaded, task.wordings(role)) for role in Role},
        "deadline": {
            "text": deadline.text,
            "kind": deadline.kind.value,
            "start": deadline.start.isoformat() if deadline.start else None,
            "end": deadline.end.isoformat() if deadline.end else None,
        },
        "targets": [{"name": each.name, "value": each.value} for each in task.targets],
        "product": task.product or None,
        "note": task.note or None,
        "inherited": list(task.inherited),
        "doubts": dict(task.doubts),
        "corrections": [
            {"source": each.source, "reading": each.reading} for each in task.corrections
        ],
    }
    if asked:
        data["role"] = answer.role.value if answer.role else None
        data["via"] = answer.via.name if answer.via else None
    data["line"] = loaded.line(task.path)
    return data


def _agencies_data(loaded: LoadedPlan, wordings: Iterable[str]) -> list[dict[str, str]]:
    return [{"text": text, "agency": loaded.registry.of(text).name} for text in wordings]


def duty_data(loaded: LoadedPlan, duty: Duty) -> dict[str, Any]:
    """Return a duty of Part III as the JSON contract has it."""
    return {
        "id": duty.id,
        "text": duty.text,
        "role": duty.role,
        "agencies": _agencies_data(loaded, duty.agencies),
        "doubts": dict(duty.doubts),
        "line": loaded.line(("duties", loaded.plan.duties.index(duty))),
    }


TASK_COLUMNS = (
    "Mã số",
    "Chỉ số nội dung",
    "Nội dung thành phần",
    "Nhiệm vụ, giải pháp",
    "Vai trò",
    "Qua",
    "Cơ quan chủ trì",
    "Cơ quan phối hợp",
    "Thời gian thực hiện",
    "Điểm cần xác minh",
)


_EXTRA_COLUMNS: dict[str, Callable[[Task], str]] = {
    "Chỉ tiêu": lambda task: "; ".join(map(str, task.targets)),
    "Sản phẩm": lambda task: task.product,
    "Ghi chú": lambda task: task.note,
}


def task_rows(loaded: LoadedPlan, answers: Sequence[Answer], closing: str) -> Rows:
    """Return the answers as rows, every text whole.

    Columns that the table of few plans has stand last, and only for those that have them.
    """
    extra = {
        heading: read
        for heading, read in _EXTRA_COLUMNS.items()
        if any(map(read, loaded.plan.tasks))
    }
    rows = (
        (
            answer.task.id,
            heading(answer.task.dimension),
            heading(answer.task.subdimension) if answer.task.subdimension else "",
            answer.task.text,
            answer.role.word if answer.role else "",
            answer.via.name if answer.via else "",
            "; ".join(answer.task.lead),
            "; ".join(answer.task.coordinating),
            answer.task.deadline,
            " ".join(f"{_word(name)}: {why}" for name, why in answer.task.doubts.items()),
            *(read(answer.task) for read in extra.values()),
        )
        for answer in answers
    )
    document = loaded.plan.document
    title = f"Nhiệm vụ, giải pháp theo {document.type} {document.number}"
    return Rows(title, (*TASK_COLUMNS, *extra), rows, closing)


def heading(holder: Dimension | Subdimension) -> str:
    """Return number and name."""
    return f"{holder.id}. {holder.name}"


def _word(name: str) -> str:
    return WORDS.get(name, name)


def task_closing(
    question: Question,
    answers: Sequence[Answer],
    *,
    duties: Sequence[Duty] = (),
    kept_out: KeptOut = KeptOut(),  # noqa: B008 - frozen
) -> str:
    """Return the closing line: how many tasks, by role, and what was asked.

    It names the `duties` of Part III that are the agencies' too, and what the time that was asked
    for keeps out: the standing tasks by their number, the undated by their ids.
    """
    parts = [_count(question, answers)]
    if kept_out.standing:
        parts.append(f"Chưa kể {len(kept_out.standing)} nhiệm vụ thường xuyên, định kỳ.")
    if kept_out.undated:
        ids = ", ".join(visible(task.id) for task in kept_out.undated)
        parts.append(f"Chưa kể nhiệm vụ có thời gian chưa rõ: {ids}.")
    if duties:
        ids = ", ".join(visible(duty.id) for duty in duties)
        parts.append(f"Ngoài bảng còn điểm {ids} («papi show MÃ SỐ»).")
    return " ".join(parts)


def _count(question: Question, answers: Sequence[Answer]) -> str:
    asked = [
        *(f"cơ quan {visible(agency.name)}" for agency in question.agencies),
        *([f"vai trò {question.role.word.lower()}"] if question.role else []),
        *(["chỉ khi nêu đúng tên"] if question.direct else []),
        *(f"chỉ số nội dung {visible(each)}" for each in question.dimensions),
        *(f"nội dung thành phần {visible(each)}" for each in question.subdimensions),
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
    split = ", ".join([f"chủ trì {lead}"] * bool(lead) + [f"{only} {rest}"] * bool(rest))
    return f"{len(answers)} nhiệm vụ{about}{f': {split}' if split else ''}."


def marks(answers: Sequence[Answer]) -> str:
    """Return the line that explains the mark of a doubt, or nothing where there is none."""
    if any(answer.task.doubts for answer in answers):
        return f"\n{DOUBT} là điểm cần xác minh, «papi show MÃ SỐ» nói rõ."
    return ""


WIDE = 110
"""From this width a table of tasks has a column for each role."""
NARROW = 70
"""Below this width columns would cut words, and tasks are shown as paragraphs."""


def task_table(answers: Sequence[Answer], closing: str, width: int | None = None) -> str:
    """Return the answers as a table for a terminal of `width` columns (None: the terminal's)."""
    from rich.console import Group
    from rich.text import Text

    console = _console(width)
    asked = any(answer.role for answer in answers)
    if console.width < NARROW:
        return _drawn(console, Group(*_task_list(answers), Text(closing + marks(answers))))
    wide = console.width >= WIDE
    longest = max((len(visible(answer.task.id)) for answer in answers), default=0)
    table = _task_frame(longest, asked=asked, wide=wide, header=True)
    parts: list[RenderableType] = [table] if answers else []
    above: Task | None = None
    for answer in answers:
        headings = _headings(answer.task, above)
        if headings:
            table = _task_frame(longest, asked=asked, wide=wide, header=False)
            parts += [*headings, table]
        above = answer.task
        table.add_row(*_task_cells(answer, asked=asked, wide=wide))
        table.add_row()
    parts.append(Text(closing + marks(answers)))
    return _drawn(console, Group(*parts))


def _headings(task: Task, above: Task | None) -> list[Text]:
    """Return the names of the dimension and subdimension that begin with a task."""
    from rich.text import Text

    headings = []
    if above is None or task.dimension.id != above.dimension.id:
        headings.append(Text(visible(heading(task.dimension)), style="bold"))
        above = None
    sub = task.subdimension
    before = above.subdimension if above else None
    if sub and (before is None or sub.id != before.id):
        headings.append(Text(visible(heading(sub)), style="italic"))
    return headings


def _task_list(answers: Sequence[Answer]) -> Iterator[Text]:
    """Yield the answers as paragraphs, for a terminal too narrow for columns."""
    from rich.text import Text

    above: Task | None = None
    for answer in answers:
        task = answer.task
        yield from _headings(task, above)
        above = task
        yield Text.assemble((f"{visible(task.id)} ", "bold"), _marked(task, "text", task.text))
        if answer.role:
            through = f" (qua {visible(answer.via.name)})" if answer.via else ""
            yield Text(f"Vai trò: {answer.role.word}{through}")
        for each in Role:
            if names := _marked(task, each.value, "; ".join(task.wordings(each))):
                yield Text(f"{each.word}: {names}")
        yield Text(f"Thời gian: {_marked(task, 'deadline', task.deadline)}\n")


def _task_frame(longest_id: int, *, asked: bool, wide: bool, header: bool) -> Table:
    """Return an empty table of tasks; all of one answer have columns of the same widths."""
    from rich import box
    from rich.table import Table

    table = Table(
        box=box.SIMPLE_HEAD,
        expand=True,
        pad_edge=False,
        padding=(0, 1, 0, 0),
        show_edge=False,
        show_header=header,
    )
    table.add_column("Mã số", width=max(longest_id, len("Mã số")), no_wrap=True)
    table.add_column("Nhiệm vụ, giải pháp", ratio=8 if wide else 5)
    if asked:
        table.add_column("Vai trò", width=18 if wide else 9)
    if wide:
        table.add_column("Cơ quan chủ trì", ratio=3)
        table.add_column("Cơ quan phối hợp", ratio=3)
    else:
        table.add_column("Cơ quan", ratio=4)
    table.add_column("Thời gian", width=12 if wide else 9)
    return table


def _task_cells(answer: Answer, *, asked: bool, wide: bool) -> list[Text]:
    from rich.text import Text

    task = answer.task
    cells = [Text(visible(task.id), style="bold"), Text(_marked(task, "text", task.text))]
    if asked:
        role = Text(answer.role.word if answer.role else "")
        if answer.via:
            role.append(f"\nqua {visible(answer.via.name)}", style="dim")
        cells.append(role)
    names = {each: _marked(task, each.value, "; ".join(task.wordings(each))) for each in Role}
    if wide:
        cells += [Text(names[each]) for each in Role]
    else:
        agencies = Text()
        for each in Role:
            if names[each]:
                agencies.append(f"{each.word}: ", style="dim")
                agencies.append(f"{names[each]}\n")
        agencies.rstrip()
        cells.append(agencies)
    cells.append(Text(_marked(task, "deadline", task.deadline)))
    return cells


def _marked(task: Task, name: str, value: str) -> str:
    """Return a field as shown: safe, and with the mark of a doubt where there is one."""
    return f"{visible(value)}{_doubt(task, name)}".strip()


Fields = list[tuple[str, str]]
"""Labels and values; an empty label continues the one above."""


def task_fields(loaded: LoadedPlan, task: Task, source_line: int | None) -> Fields:
    """Return one task whole: texts, agencies, deadline with its dates, doubts, places.

    `source_line` is the line of the act that holds its text, None where that is not known.
    """
    fields: Fields = [("Nhiệm vụ", task.id), ("Chỉ số nội dung", heading(task.dimension))]
    if task.subdimension:
        fields.append(("Nội dung thành phần", heading(task.subdimension)))
    fields.append((f"Nội dung{_doubt(task, 'text')}", task.text))
    for role in Role:
        names = [_agency_line(loaded, wording) for wording in task.wordings(role)] or ["không có"]
        label = f"{role.word}{_merged(task, role.value)}{_doubt(task, role.value)}"
        fields += [(label if at == 0 else "", name) for at, name in enumerate(names)]
    label = f"Thời gian{_merged(task, 'deadline')}{_doubt(task, 'deadline')}"
    fields.append((label, _deadline_line(loaded.deadline(task))))
    for name, values in (
        ("targets", map(str, task.targets)),
        ("product", [task.product]),
        ("note", [task.note]),
    ):
        label = f"{WORDS[name].capitalize()}{_doubt(task, name)}"
        fields += [(label, value) for value in values if value]
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


def duty_fields(loaded: LoadedPlan, duty: Duty) -> Fields:
    """Return one duty of Part III whole."""
    fields: Fields = [("Điểm", duty.id), ("Nội dung", duty.text)]
    if duty.role:
        word = Role(duty.role).word.lower()
        fields.append(("Giao cho", f"mọi cơ quan {word} ít nhất một nhiệm vụ"))
    names = [_agency_line(loaded, wording) for wording in duty.agencies]
    fields += [("Giao cho" if at == 0 else "", name) for at, name in enumerate(names)]
    fields += [("Điểm cần xác minh", f"{_word(name)}: {why}") for name, why in duty.doubts.items()]
    at = loaded.plan.duties.index(duty)
    fields.append(("Dòng trong dữ liệu", f"{loaded.file}:{loaded.line(('duties', at))}"))
    return fields


def fields_lines(fields: Fields) -> str:
    """Return fields as tab-separated lines, each with its label."""
    lines, label = [], ""
    for name, value in fields:
        label = name or label
        lines.append(f"{label}\t{visible(value)}\n")
    return "".join(lines)


def fields_table(fields: Fields, width: int | None = None) -> str:
    """Return fields as two columns for a terminal of `width` columns (None: the terminal's)."""
    from rich.table import Table
    from rich.text import Text

    grid = Table.grid(padding=(0, 2))
    grid.add_column(no_wrap=True, style="bold")
    grid.add_column(overflow="fold")
    for label, value in fields:
        grid.add_row(Text(label), Text(visible(value)))
    return _drawn(_console(width), grid)


def _merged(task: Task, name: str) -> str:
    return " (ô gộp)" if name in task.inherited else ""


def _doubt(task: Task, name: str) -> str:
    return f" {DOUBT}" if name in task.doubts else ""


def _agency_line(loaded: LoadedPlan, wording: str) -> str:
    agency = loaded.registry.of(wording)
    parts = [wording]
    if agency.name != wording:
        parts.append(f"tức {agency.name}")
    if agency.part_of:
        parts.append(f"thuộc {agency.part_of}")
    if agency.members:
        parts.append(f"gồm {len(agency.members)} cơ quan")
    return parts[0] + (f" ({', '.join(parts[1:])})" if parts[1:] else "")


def _all_doubts(task: Task) -> Iterator[tuple[str, str]]:
    for name, reason in task.doubts.items():
        yield _word(name), reason
    for holder in (task.subdimension, task.dimension):
        if holder and "name" in holder.doubts:
            yield f"tên {holder.id}", holder.doubts["name"]


_EVERY = {"D": "ngày", "W": "tuần", "M": "tháng", "Y": "năm"}


def _deadline_line(deadline: Deadline) -> str:
    """Return a deadline in the plan's words with what the program reads from it."""
    if not deadline.text:
        return "không ghi"
    meaning = {
        Kind.ONGOING: "suốt thời kỳ của kế hoạch",
        Kind.OTHER: "chương trình không tính được ngày",
        Kind.WINDOW: f"từ {day_text(deadline.start)} đến hết {day_text(deadline.end)}",
        Kind.BY: f"chậm nhất {day_text(deadline.end)}",
        Kind.RECURRING: f"lặp lại mỗi {_every(deadline.every)}",
    }[deadline.kind]
    return f"{deadline.text} ({meaning})"


def _every(every: str | None) -> str:
    return f"{every[1:-1]} {_EVERY[every[-1]]}".removeprefix("1 ") if every else ""


# Agencies


AGENCY_COLUMNS = ("Cơ quan, đơn vị", "Ký hiệu", "Tên gọi khác", "Chủ trì", "Phối hợp", "Tổng số")


def agency_rows(title: str, loads: Iterable[Load], closing: str) -> Rows:
    """Return agencies with their names and counts as rows."""
    rows = [
        (
            load.agency.name,
            load.agency.symbol or "",
            "; ".join(load.agency.aliases),
            str(load.lead),
            str(load.coordinating),
            str(load.total),
        )
        for load in loads
    ]
    return Rows(title, AGENCY_COLUMNS, rows, closing)


def agency_data(loaded: LoadedPlan, load: Load, at: int) -> dict[str, Any]:
    """Return an agency as the JSON contract has it; `at` is its index in the file."""
    agency = load.agency
    return {
        "name": agency.name,
        "symbol": agency.symbol,
        "aliases": list(agency.aliases),
        "part_of": agency.part_of,
        "district": agency.district,
        "code": agency.code,
        "members": list(agency.members),
        "doubts": dict(agency.doubts),
        "lead": load.lead,
        "coordinating": load.coordinating,
        "total": load.total,
        "line": loaded.line(("agencies", at)),
    }


def matrix_rows(
    loaded: LoadedPlan, counts: Iterable[tuple[Agency, dict[str, int]]], closing: str
) -> Rows:
    """Return agencies by dimensions as rows; the last column is the sum."""
    ids = [dimension.id for dimension in loaded.plan.dimensions]
    rows = [
        (agency.name, *(str(found[each]) for each in ids), str(sum(found.values())))
        for agency, found in counts
    ]
    return Rows("Cơ quan theo chỉ số nội dung", ("Cơ quan, đơn vị", *ids, "Tổng số"), rows, closing)


def matrix_data(
    loaded: LoadedPlan, counts: Iterable[tuple[Agency, dict[str, int]]]
) -> dict[str, Any]:
    """Return the matrix as the JSON contract has it."""
    return {
        "dimensions": [{"id": each.id, "name": each.name} for each in loaded.plan.dimensions],
        "agencies": [
            {"name": agency.name, "counts": found, "total": sum(found.values())}
            for agency, found in counts
        ],
    }


def plain_table(rows: Rows, numbers: int, width: int | None = None) -> str:
    """Return rows as a table for a terminal; the last `numbers` columns hold numbers."""
    from rich import box
    from rich.console import Group
    from rich.table import Table
    from rich.text import Text

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0), show_edge=False)
    first = len(rows.columns) - numbers
    for at, column in enumerate(rows.columns):
        if at < first:
            table.add_column(Text(visible(column)))
        else:
            table.add_column(Text(visible(column)), justify="right", no_wrap=True)
    for row in rows.rows:
        table.add_row(*(Text(visible(cell)) for cell in row))
    return _drawn(_console(width), Group(table, Text(rows.closing)))


_LEAST, _MOST = 30, 500
"""No table is drawn narrower or wider, whatever a terminal says of itself."""


def _console(width: int | None) -> Any:
    from rich.console import Console

    console = Console(width=width, highlight=False, markup=False, emoji=False)
    if not _LEAST <= console.width <= _MOST:
        console.width = min(max(console.width, _LEAST), _MOST)
    return console


def _drawn(console: Any, content: RenderableType) -> str:
    """Return what rich draws, with colours only where the console has them, lines trimmed."""
    with console.capture() as capture:
        console.print(content)
    return "".join(line.rstrip() + "\n" for line in capture.get().splitlines())


# Waiting


_PATIENCE = 1.0
"""Seconds that work may take without a word."""

Item = TypeVar("Item")


def with_progress(items: Iterable[Item], total: int, what: str) -> Iterator[Item]:
    """Yield the items, `total` of them; after a second on a terminal, with a bar on stderr."""
    if not sys.stderr.isatty():
        yield from items
        return
    start = time.monotonic()
    waiting = iter(items)
    for done, item in enumerate(waiting, start=1):
        yield item
        if time.monotonic() - start > _PATIENCE:
            yield from _with_bar(waiting, done, total, what)


def _with_bar(items: Iterator[Item], done: int, total: int, what: str) -> Iterator[Item]:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=Console(stderr=True, markup=False), transient=True) as bar:
        task = bar.add_task(what, total=total, completed=done)
        for item in items:
            yield item
            bar.advance(task)
