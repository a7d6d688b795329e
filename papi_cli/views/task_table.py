"""Tasks drawn as a table for a terminal, or as paragraphs for a narrow one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from papi_cli.plan.model import Task, part_text
from papi_cli.plan.parts import WORK, section_title
from papi_cli.plan.query import Answer
from papi_cli.safe_text import visible
from papi_cli.views.doubts import DOUBT, mark_of
from papi_cli.views.tables import console, draw

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.table import Table
    from rich.text import Text


WIDE = 110
"""From this width a table of tasks has a column for each role."""
NARROW = 70
"""Below this width columns would cut words, and tasks are shown as paragraphs."""


def task_table(answers: Sequence[Answer], closing: str, width: int | None = None) -> str:
    """Return the answers as a table for a terminal of `width` columns (None: the terminal's)."""
    from rich.console import Group
    from rich.text import Text

    screen = console(width)
    asked = any(answer.role for answer in answers)
    if screen.width < NARROW:
        return draw(screen, Group(*_task_list(answers), Text(closing + _legend(answers))))
    wide = screen.width >= WIDE
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
    parts.append(Text(closing + _legend(answers)))
    return draw(screen, Group(*parts))


def _headings(task: Task, above: Task | None) -> list[Text]:
    """Return the names of the dimension and subdimension that begin with a task."""
    from rich.text import Text

    headings = []
    if above is None or task.dimension.id != above.dimension.id:
        headings.append(Text(visible(section_title(task.dimension)), style="bold"))
        above = None
    sub = task.subdimension
    before = above.subdimension if above else None
    if sub and (before is None or sub.id != before.id):
        headings.append(Text(visible(section_title(sub)), style="italic"))
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
        for part in task.parts:
            yield Text(visible(part_text(part)))
        if answer.role:
            through = f" (qua {visible(answer.via.name)})" if answer.via else ""
            yield Text(f"Vai trò: {answer.role.word}{through}")
        for each in WORK:
            if names := _marked(task, each.value, "; ".join(task.raw_names(each))):
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
    text = Text(_marked(task, "text", task.text))
    for part in task.parts:
        text.append(f"\n{visible(part_text(part))}", style="dim")
    cells = [Text(visible(task.id), style="bold"), text]
    if asked:
        role = Text(answer.role.word if answer.role else "")
        if answer.via:
            role.append(f"\nqua {visible(answer.via.name)}", style="dim")
        cells.append(role)
    names = {each: _marked(task, each.value, "; ".join(task.raw_names(each))) for each in WORK}
    if wide:
        cells += [Text(names[each]) for each in WORK]
    else:
        agencies = Text()
        for each in WORK:
            if names[each]:
                agencies.append(f"{each.word}: ", style="dim")
                agencies.append(f"{names[each]}\n")
        agencies.rstrip()
        cells.append(agencies)
    cells.append(Text(_marked(task, "deadline", task.deadline)))
    return cells


def _legend(answers: Sequence[Answer]) -> str:
    """Return the line that explains the mark of a doubt, or nothing where there is none."""
    if any(answer.task.doubts for answer in answers):
        return f"\n{DOUBT} là điểm cần xác minh, «papi show MÃ SỐ» nói rõ."
    return ""


def _marked(task: Task, name: str, value: str) -> str:
    """Return a field as shown: safe, and with the mark of a doubt where there is one."""
    return f"{visible(value)}{mark_of(task, name)}".strip()
