"""Output formats: what each makes of an answer, in one table, and the envelope of all JSON."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import chain
from typing import TYPE_CHECKING, Any

from papi_cli.plan.loader import LoadedPlan
from papi_cli.safe_text import escaped, visible
from papi_cli.views.tables import Fields, Rows, fields_lines, fields_table, plain_table

if TYPE_CHECKING:
    from papi_cli.office.workbook import ChartSheet, Sheet


class Format(StrEnum):
    """How rows are written."""

    TABLE = "table"
    TSV = "tsv"
    JSON = "json"
    CSV = "csv"
    MD = "md"
    XLSX = "xlsx"
    SVG = "svg"


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """An answer as any format may need it; each form is made only where it is asked for.

    `rows` is the answer as a table, of which the last `numbers` columns hold numbers, `data` as
    the JSON contract has it. `drawing` is for a terminal where a plain table does not do, `lines`
    for a pipe where tab-separated rows do not, `sheets` for a workbook where one sheet of the
    rows does not; `name` is that sheet's. `picture` is a chart as SVG, of the few answers that have
    one. `closing` says in a line what was asked and how much
    was found.
    """

    rows: Callable[[], Rows]
    data: Callable[[], Mapping[str, Any]]
    drawing: Callable[[], str] | None = None
    lines: Callable[[], str] | None = None
    sheets: Callable[[], Sequence[Sheet | ChartSheet]] | None = None
    picture: Callable[[], str] | None = None
    name: str = "Bảng"
    closing: str = ""
    numbers: int = 0
    loaded: LoadedPlan | None = None


def fields_view(loaded: LoadedPlan, fields: Fields, data: Callable[[], Mapping[str, Any]]) -> View:
    """Return labelled fields as any format may need them."""
    return View(
        loaded=loaded,
        rows=lambda: Rows("", ("", ""), fields),
        data=data,
        drawing=lambda: fields_table(fields),
        lines=lambda: fields_lines(fields),
    )


Shown = tuple[Iterable[str], str]
"""What goes to stdout, and what is said on stderr."""


def _table(view: View) -> Shown:
    if view.drawing:
        return [view.drawing()], ""
    return [plain_table(view.rows(), view.closing, view.numbers)], ""


def _tsv(view: View) -> Shown:
    text = [view.lines()] if view.lines else tsv_lines(view.rows())
    return text, view.closing


def _csv(view: View) -> Shown:
    return csv_lines(view.rows()), view.closing


def _json(view: View) -> Shown:
    return [json_text(envelope(view.data(), view.loaded))], view.closing


def _md(view: View) -> Shown:
    return [markdown(view.rows(), view.closing)], ""


def _svg(view: View) -> Shown:
    return [view.picture() if view.picture else ""], view.closing


def _xlsx(view: View) -> bytes:
    from papi_cli.office.workbook import render_workbook

    sheets = view.sheets() if view.sheets else [sheet_of_rows(view.name, view.rows(), view.closing)]
    day = view.loaded.plan.document.date if view.loaded else _NO_DAY
    return render_workbook(sheets, sheets[0].title, day)


_NO_DAY = date(2000, 1, 1)
"""The day of a workbook that is about no plan: today's would make it differ tomorrow."""


@dataclass(frozen=True, slots=True)
class TextFormat:
    """What a format of text makes of a view; `suffix` is what names of its files end in.

    There is none for what is drawn to fit a terminal.
    """

    show: Callable[[View], Shown]
    suffix: str | None = None

    def content(self, view: View) -> bytes:
        """Return what a file holds: what stdout would get, to the byte."""
        return "".join(self.show(view)[0]).encode("utf-8", "backslashreplace")


@dataclass(frozen=True, slots=True)
class FileFormat:
    """What a format makes of a view that only a file can hold."""

    content: Callable[[View], bytes]
    suffix: str


REPORTERS: dict[Format, TextFormat | FileFormat] = {
    Format.TABLE: TextFormat(_table),
    Format.TSV: TextFormat(_tsv, ".tsv"),
    Format.JSON: TextFormat(_json, ".json"),
    Format.CSV: TextFormat(_csv, ".csv"),
    Format.MD: TextFormat(_md, ".md"),
    Format.XLSX: FileFormat(_xlsx, ".xlsx"),
    Format.SVG: TextFormat(_svg, ".svg"),
}
"""What makes of a view what each format shows."""
TABLES = tuple(each for each in Format if each is not Format.SVG)
"""The formats that every answer has; a picture is drawn of few."""


_MOST = 50
"""How wide a column of a workbook may be, in digits, where nothing says it better."""


def sheet_of_rows(name: str, rows: Rows, closing: str) -> Sheet:
    """Return rows as a sheet of a workbook."""
    from papi_cli.office.workbook import Column, Sheet

    columns = [Column(each, _MOST) for each in rows.columns]
    return Sheet(name=name, title=rows.title, closing=closing, columns=columns, rows=rows.rows)


def tsv_lines(rows: Rows) -> Iterator[str]:
    """Yield rows as tab-separated values, headings first."""
    for line in chain([rows.columns], rows.texts()):
        yield "\t".join(map(visible, line)) + "\n"


def csv_lines(rows: Rows) -> Iterator[str]:
    """Yield rows as CSV, headings first, behind a mark by which spreadsheets know UTF-8."""
    import csv

    writer: Any = csv.writer(_Handed(), lineterminator="\n")
    yield "\ufeff"
    for line in chain([rows.columns], rows.texts()):
        yield writer.writerow([_no_formula(visible(cell)) for cell in line])


class _Handed:
    """A stream for a writer that hands on what is written to it."""

    def write(self, text: str) -> str:
        return text


def _no_formula(cell: str) -> str:
    """Return a cell that a spreadsheet takes for text, as its users do: behind an apostrophe.

    A number with its sign is no formula.
    """
    risky = cell.startswith(("=", "+", "-", "@")) and not _SIGNED.fullmatch(cell)
    return f"'{cell}" if risky else cell


_SIGNED = re.compile(r"[+-][0-9]{1,15}(?:[.,][0-9]{1,15})?")


def markdown(rows: Rows, closing: str) -> str:
    """Return rows as Markdown, a closing line below."""
    from papi_cli.documents.templates import shipped

    return shipped().render(
        "table.md.j2",
        title=rows.title,
        columns=rows.columns,
        rows=list(rows.texts()),
        closing=closing,
    )


def envelope(content: Mapping[str, Any], loaded: LoadedPlan | None = None) -> dict[str, Any]:
    """Return content with what all JSON of papi's begins with: its version, the plan's number."""
    plan = {"plan": loaded.plan.document.number} if loaded else {}
    return {"papi": 1, **plan, **content}


def json_text(data: Any) -> str:
    """Return data as JSON, its invisible characters written out."""
    import json

    return escaped(json.dumps(data, ensure_ascii=False, indent=2)) + "\n"


def of_plan(loaded: LoadedPlan, closing: str) -> str:
    """Return a closing line that says first which plan the answer is from."""
    document = loaded.plan.document
    return f"{visible(document.type)} {visible(document.number)}: {closing}"
