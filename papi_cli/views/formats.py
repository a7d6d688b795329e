"""Output formats: what each makes of an answer, in one table, and the envelope of all JSON."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import chain
from typing import Any

from papi_cli.plan.loader import LoadedPlan
from papi_cli.safe_text import escaped, visible
from papi_cli.views.tables import Rows, plain_table


class Format(StrEnum):
    """How rows are written."""

    TABLE = "table"
    TSV = "tsv"
    JSON = "json"
    CSV = "csv"
    MD = "md"


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """An answer as any format may need it; each form is made only where it is asked for.

    `rows` is the answer as a table, of which the last `numbers` columns hold numbers, `data` as
    the JSON contract has it. `drawing` is for a terminal where a plain table does not do, `lines`
    for a pipe where tab-separated rows do not. `closing` says in a line what was asked and how
    much was found.
    """

    rows: Callable[[], Rows]
    data: Callable[[], Mapping[str, Any]]
    drawing: Callable[[], str] | None = None
    lines: Callable[[], str] | None = None
    closing: str = ""
    numbers: int = 0
    loaded: LoadedPlan | None = None


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


REPORTERS: dict[Format, Callable[[View], Shown]] = {
    Format.TABLE: _table,
    Format.TSV: _tsv,
    Format.JSON: _json,
    Format.CSV: _csv,
    Format.MD: _md,
}
"""What makes of a view what each format shows."""


def tsv_lines(rows: Rows) -> Iterator[str]:
    """Yield rows as tab-separated values, headings first."""
    for line in chain([rows.columns], rows.rows):
        yield "\t".join(map(visible, line)) + "\n"


def csv_lines(rows: Rows) -> Iterator[str]:
    """Yield rows as CSV, headings first, behind a mark by which spreadsheets know UTF-8."""
    import csv

    writer: Any = csv.writer(_Handed(), lineterminator="\n")
    yield "\ufeff"
    for line in chain([rows.columns], rows.rows):
        yield writer.writerow([_no_formula(visible(cell)) for cell in line])


class _Handed:
    """A stream for a writer that hands on what is written to it."""

    def write(self, text: str) -> str:
        return text


def _no_formula(cell: str) -> str:
    """Return a cell that a spreadsheet takes for text, as its users do: behind an apostrophe."""
    return f"'{cell}" if cell.startswith(("=", "+", "-", "@")) else cell


def markdown(rows: Rows, closing: str) -> str:
    """Return rows as Markdown, a closing line below."""
    from papi_cli.documents.templates import shipped

    return shipped().render(
        "table.md.j2", title=rows.title, columns=rows.columns, rows=rows.rows, closing=closing
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
