"""A checklist as the sheet of an Excel file: a row a task, with what an agency entered."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from papi_cli.checklists.form import EXCEL_COLUMNS, HEADINGS, LEVELS, Column, Form, FormRow
from papi_cli.office.form_sheet import FormColumn, FormSheet, FormSheetRow, render_form

Value = str | date


@dataclass(frozen=True, slots=True)
class EnteredRow:
    """What stands in a row: by the columns of a form, and by the headings of the agency's own."""

    cells: Mapping[Column, Value] = field(default_factory=dict)
    extra: Mapping[str, Value] = field(default_factory=dict)

    @property
    def bears(self) -> bool:
        """Whether anything stands in it."""
        return any(
            isinstance(each, date) or each.strip()
            for each in (*self.cells.values(), *self.extra.values())
        )


@dataclass(frozen=True, slots=True)
class Entered:
    """What an agency put into a form.

    `tasks` are rows by the labels of tasks: several where a task stood several times. `orphaned`
    are rows of tasks that the plan no longer has, `own` those of the agency's own; `notes` are its
    lines outside of the table, `headings` those of its columns.
    """

    tasks: Mapping[str, Sequence[EnteredRow]] = field(default_factory=dict)
    orphaned: Sequence[EnteredRow] = ()
    own: Sequence[EnteredRow] = ()
    notes: Sequence[str] = ()
    headings: Sequence[str] = ()


NOTHING = Entered()


def excel_form(form: Form, entered: Entered = NOTHING) -> bytes:
    """Return a form as the bytes of an Excel file, with what was entered in it."""
    headings = entered.headings
    return render_form(
        FormSheet(
            name="Danh mục",
            title=form.title,
            paragraphs=form.paragraphs,
            identity=form.identity,
            columns=[*map(_column, EXCEL_COLUMNS), *map(_own_column, headings)],
            rows=[
                *(FormSheetRow(_values(each, headings)) for each in _task_rows(form, entered)),
                *(FormSheetRow(_values(each, headings), own=True) for each in entered.own),
                *(FormSheetRow(_values(each, headings)) for each in entered.orphaned),
            ],
            notes=entered.notes,
            properties=form.properties,
            day=form.day,
        )
    )


def printed_rows(form: Form) -> Iterator[tuple[FormRow, dict[Column, str]]]:
    """Yield the rows of a form with the plan's cells as Excel prints them."""
    for section in form.sections:
        for row in section.rows:
            yield row, {**row.cells, Column.SECTION: row.section or section.title}


_WIDTHS = {
    Column.CODE: 8,
    Column.SECTION: 16,
    Column.TEXT: 44,
    Column.ROLE: 27,
    Column.DEADLINE: 11,
    Column.LEVEL: 13,
    Column.RESULT: 36,
    Column.NUMBER: 13,
    Column.COMPLETED: 13,
    Column.DIFFICULTY: 18,
    Column.PROPOSAL: 18,
}
"""In digits."""
_OWN_WIDTH = 20
_HINTS = {
    Column.LEVEL: "Chọn trong danh sách, hoặc gõ chữ; để trống nếu chưa có gì để ghi.",
    Column.COMPLETED: "Ghi ngày/tháng/năm, ví dụ 15/6/2021.",
}


def _column(column: Column) -> FormColumn:
    return FormColumn(
        heading=HEADINGS[column],
        width=_WIDTHS[column],
        entered=column.entered,
        day=column is Column.COMPLETED,
        choices=LEVELS if column is Column.LEVEL else (),
        hint=_HINTS.get(column, ""),
    )


def _own_column(heading: str) -> FormColumn:
    return FormColumn(heading=heading, width=_OWN_WIDTH, entered=True)


def _task_rows(form: Form, entered: Entered) -> Iterator[EnteredRow]:
    for row, printed in printed_rows(form):
        for each in entered.tasks.get(row.label) or [EnteredRow()]:
            yield EnteredRow({**each.cells, **printed}, each.extra)


def _values(row: EnteredRow, headings: Sequence[str]) -> list[Value]:
    return [
        *(row.cells.get(each, "") for each in EXCEL_COLUMNS),
        *(row.extra.get(each, "") for each in headings),
    ]
