"""The State's grid of tasks: a table, rows, JSON, a workbook."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from papi_cli.checklists.count import By
from papi_cli.plan.loader import LoadedPlan
from papi_cli.register.grid import DONE, OPEN, PAST, Cell, DateOf, Grid, GridCount, Place
from papi_cli.register.sentences import rate_text
from papi_cli.safe_text import visible
from papi_cli.vietnamese.deadline import day_text
from papi_cli.views.formats import View, sheet_of_rows
from papi_cli.views.progress import cut, key_name, key_title
from papi_cli.views.tables import Cell as Cells
from papi_cli.views.tables import Rows, plain_table

if TYPE_CHECKING:
    from papi_cli.office.workbook import ChartSheet, Sheet

_TOTAL = "Tổng số"


def grid_view(loaded: LoadedPlan, grid: Grid, by: By) -> View:
    """Return the grid by agency, dimension, task or district as any format may need it."""
    counted = grid.counted_by(by)
    return View(
        loaded=loaded,
        rows=lambda: grid_rows(loaded, grid, by, counted),
        data=lambda: grid_data(grid, by, counted),
        drawing=lambda: grid_table(loaded, grid, by, counted),
        sheets=lambda: _sheets(loaded, grid, by, counted),
        name="Bảng nhiệm vụ",
        closing=grid_closing(grid),
    )


_DONE_WORDS = ("Hoàn thành đúng hạn", "Hoàn thành quá hạn", "Hoàn thành, không có hạn")
_SILENT = "Không có tin trên {} tháng"


def grid_rows(loaded: LoadedPlan, grid: Grid, by: By, counted: Mapping[str, GridCount]) -> Rows:
    """Return a row for each key and one for all; all but the last column add up to the second."""
    columns = (
        key_title(loaded, by),
        _TOTAL,
        *_DONE_WORDS,
        *(each.word for each in OPEN),
        Cell.NOT_APPLICABLE.word,
        _SILENT.format(grid.months),
    )
    listed = [(key_name(loaded, by, key), each) for key, each in counted.items()]
    listed.append((_TOTAL, grid.total))
    rows: list[tuple[Cells, ...]] = [(name, *_numbers(each)) for name, each in listed]
    document = loaded.plan.document
    title = f"Nhiệm vụ của {document.type} {document.number}, tính đến {day_text(grid.on)}"
    return Rows(title, columns, rows)


def _numbers(count: GridCount) -> list[int]:
    cells = (*DONE, *OPEN, Cell.NOT_APPLICABLE)
    return [count.total, *(count.cells[each] for each in cells), count.silent.total()]


def grid_table(
    loaded: LoadedPlan,
    grid: Grid,
    by: By,
    counted: Mapping[str, GridCount],
    width: int | None = None,
) -> str:
    """Return the grid as a table for a terminal: a cell `3/1/54` holds what a legend tells."""
    columns = (
        key_title(loaded, by),
        _TOTAL,
        "Hoàn thành",
        "Trong hạn",
        "Quá hạn",
        "Không có hạn",
        Cell.NOT_APPLICABLE.word,
        "Không có tin",
    )
    listed = [(cut(key_name(loaded, by, key)), each) for key, each in counted.items()]
    listed.append((_TOTAL, grid.total))
    rows: list[tuple[Cells, ...]] = [
        (
            name,
            each.total,
            _joined(each, DONE),
            each.cells[Cell.WITHIN],
            _joined(each, PAST),
            each.cells[Cell.WITHOUT_DEADLINE],
            each.cells[Cell.NOT_APPLICABLE],
            each.silent.total(),
        )
        for name, each in listed
    ]
    legend = (
        "Hoàn thành: đúng hạn/quá hạn/không có hạn. Ba cột sau là việc chưa hoàn thành; quá hạn:"
        " đến 30 ngày/31-90/91-120/trên 120 ngày. Không có tin: chưa hoàn thành, trên"
        f" {grid.months} tháng."
    )
    told = f"{legend}\n{grid_closing(grid)}"
    return plain_table(Rows("", columns, rows), told, len(columns) - 1, width)


def _joined(count: GridCount, cells: Sequence[Cell]) -> str:
    """Return how many stand in each of some cells, one zero for none in any."""
    return "/".join(str(count.cells[each]) for each in cells) if count.sum(cells) else "0"


def grid_closing(grid: Grid) -> str:
    """Return the grid in a line, and where the days come from on which tasks were done."""
    count = grid.total
    done, past = count.sum(DONE), count.sum(PAST)
    silent = count.silent
    dated = done - count.cells[Cell.DONE_WITHOUT_DEADLINE]
    rate = rate_text(dated / (dated + past) if dated + past else None)
    return (
        f"{count.total} lượt nhiệm vụ {visible(grid.role.word.lower())} tính đến"
        f" {day_text(grid.on)}: hoàn thành {done} (đúng hạn {count.cells[Cell.DONE_ON_TIME]}, quá"
        f" hạn {count.cells[Cell.DONE_LATE]}, không có thời hạn"
        f" {count.cells[Cell.DONE_WITHOUT_DEADLINE]}); chưa hoàn thành {count.sum(OPEN)} (trong"
        f" hạn {count.cells[Cell.WITHIN]}, quá hạn {past}, không có thời hạn"
        f" {count.cells[Cell.WITHOUT_DEADLINE]}); không phát sinh"
        f" {count.cells[Cell.NOT_APPLICABLE]}. Hoàn thành {rate}"
        f" số lượt đến hạn. Chưa hoàn thành mà không có tin trên {grid.months} tháng:"
        f" {silent.total()} (không có thời hạn {silent[Cell.WITHOUT_DEADLINE]})."
        f" Ngày hoàn thành: {count.dates[DateOf.AGENCY]} do cơ quan ghi,"
        f" {count.dates[DateOf.RECEIPT]} là ngày nhận bản gửi đầu tiên nêu."
    )


_LATE_COLUMNS = (
    "Cơ quan, đơn vị",
    "Nhiệm vụ",
    "Ô",
    "Hạn",
    "Ngày hoàn thành",
    "Theo",
    "Số ngày quá hạn",
)
_DATE_WORDS = {DateOf.AGENCY: "cơ quan ghi", DateOf.RECEIPT: "ngày nhận bản đầu"}


def _sheets(
    loaded: LoadedPlan, grid: Grid, by: By, counted: Mapping[str, GridCount]
) -> list[Sheet | ChartSheet]:
    """Return the sheets of a workbook: the grid, and task by task what is or was late."""
    closing = grid_closing(grid)
    rows = grid_rows(loaded, grid, by, counted)
    late = [
        (
            each.agency.name,
            each.task.id,
            each.cell.word,
            day_text(each.due),
            day_text(each.done),
            _DATE_WORDS[each.date_of] if each.date_of else "",
            each.days,
        )
        for each in _late(grid)
    ]
    return [
        sheet_of_rows("Bảng nhiệm vụ", rows, closing),
        sheet_of_rows("Quá hạn", Rows(rows.title, _LATE_COLUMNS, late), closing),
    ]


def _late(grid: Grid) -> list[Place]:
    """Return what is past, and what was done late."""
    return [each for each in grid.places if each.cell in {Cell.DONE_LATE, *PAST}]


def grid_data(grid: Grid, by: By, counted: Mapping[str, GridCount]) -> dict[str, Any]:
    """Return the grid as the JSON contract has it."""
    return {
        "by": by.value,
        "role": grid.role.value,
        "on": grid.on.isoformat(),
        "silent_after": grid.months,
        "rows": [{by.value: key or None, **_count_data(each)} for key, each in counted.items()],
        "total": _count_data(grid.total),
        "late": [
            {
                "agency": each.agency.name,
                "task": each.task.id,
                "cell": each.cell.value,
                "due": each.due.isoformat() if each.due else None,
                "done": each.done.isoformat() if each.done else None,
                "date_of": each.date_of.value if each.date_of else None,
                "days": each.days,
            }
            for each in _late(grid)
        ],
        "silent": [
            {
                "agency": each.agency.name,
                "task": each.task.id,
                "news": each.news.isoformat() if each.news else None,
            }
            for each in grid.places
            if each.silent
        ],
    }


def _count_data(count: GridCount) -> dict[str, Any]:
    return {
        "total": count.total,
        **{each.value: count.cells[each] for each in Cell},
        "silent": {each.value: count.silent[each] for each in OPEN},
        "dates": {each.value: count.dates[each] for each in DateOf},
    }
