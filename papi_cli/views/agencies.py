"""Agencies and their counts as they are shown."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from papi_cli.plan.keys import keys_of
from papi_cli.plan.loader import LoadedPlan
from papi_cli.plan.parts import WORK, Agency, Role, section_title
from papi_cli.plan.query import Load, never_reports
from papi_cli.plan.registry import is_vague
from papi_cli.safe_text import quoted
from papi_cli.vietnamese.words import small_start
from papi_cli.views.formats import View, of_plan, sheet_of_rows
from papi_cli.views.tables import Cell, Rows

if TYPE_CHECKING:
    from papi_cli.office.workbook import Sheet

_NAME, _SYMBOL, _ALIASES = (
    about.heading or about.title
    for about in (keys_of(Agency)[key] for key in ("name", "symbol", "aliases"))
)
_REPORTS = keys_of(Agency)["reports"].title
AGENCY_COLUMNS = (_NAME, _SYMBOL, _ALIASES, *(role.word for role in WORK), "Tổng số", _REPORTS)
_FOLLOW_UP = Role.FOLLOW_UP.word


def agencies_view(loaded: LoadedPlan, loads: Sequence[Load], group: Agency | None) -> View:
    """Return agencies, those of a `group` or all, as any format may need them."""
    of_group = f" của {group.name}" if group else ""
    places = {each.name: at for at, each in enumerate(loaded.registry.agencies)}
    closing = f"{len(loads)} cơ quan, đơn vị{of_group}."
    vague = [each for each in (load.agency for load in loads if load.total) if is_vague(each)]
    if vague:
        names = ", ".join(quoted(each.name) for each in vague)
        closing += f" Không kể thành viên nên chưa biết gồm những ai: {names}; kể ở members."
    return View(
        loaded=loaded,
        rows=lambda: agency_rows(f"Cơ quan, đơn vị{of_group}", loads),
        data=lambda: {
            "agencies": [agency_data(loaded, load, places[load.agency.name]) for load in loads]
        },
        name="Cơ quan",
        closing=of_plan(loaded, closing),
        numbers=4 + any(load.follow_up for load in loads),
    )


def matrix_view(
    loaded: LoadedPlan, counts: Sequence[tuple[Agency, dict[str, int]]], role: Role | None
) -> View:
    """Return agencies by dimensions, counted in a role or both, as any format may need them."""
    what = f" {role.word.lower()}" if role else ""
    closing = of_plan(loaded, f"{len(counts)} cơ quan, đơn vị; mỗi ô là số nhiệm vụ{what}.")
    return View(
        loaded=loaded,
        rows=lambda: matrix_rows(loaded, counts),
        data=lambda: matrix_data(loaded, counts),
        sheets=lambda: [_matrix_sheet(loaded, matrix_rows(loaded, counts), closing)],
        closing=closing,
        numbers=len(loaded.plan.dimensions) + 1,
    )


def agency_rows(title: str, loads: Iterable[Load]) -> Rows:
    """Return agencies with their names and counts as rows.

    How many tasks they follow up stands last, where any does.
    """
    loads = list(loads)
    watched = any(load.follow_up for load in loads)
    rows = [
        (
            load.agency.name,
            load.agency.symbol or "",
            "; ".join(load.agency.aliases),
            load.lead,
            load.coordinating,
            load.total,
            "Có" if _is_to_report(load) else "Không",
            *([load.follow_up] if watched else []),
        )
        for load in loads
    ]
    return Rows(title, (*AGENCY_COLUMNS, *([_FOLLOW_UP] if watched else [])), rows)


def _is_to_report(load: Load) -> bool:
    """Whether a report is expected of an agency: it has tasks, and is none that never reports."""
    return bool(load.total) and not never_reports(load.agency)


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
        "follow_up": load.follow_up,
        "reports": _is_to_report(load),
        "line": loaded.line(("agencies", at)),
    }


def matrix_rows(loaded: LoadedPlan, counts: Iterable[tuple[Agency, dict[str, int]]]) -> Rows:
    """Return agencies by dimensions as rows; the last column is the sum."""
    ids = [dimension.id for dimension in loaded.plan.dimensions]
    rows: list[tuple[Cell, ...]] = [
        (agency.name, *(found[each] for each in ids), sum(found.values()))
        for agency, found in counts
    ]
    word = small_start(loaded.plan.document.dimension_word)
    return Rows(f"Cơ quan theo {word}", (_NAME, *ids, "Tổng số"), rows)


def _matrix_sheet(loaded: LoadedPlan, rows: Rows, closing: str) -> Sheet:
    """Return the matrix as a sheet: its headings name the dimensions, there is room for it."""
    from papi_cli.office.workbook import Column

    name, *_, total = rows.columns
    named = [Column(section_title(each), _DIMENSION) for each in loaded.plan.dimensions]
    sheet = sheet_of_rows("Ma trận", rows, closing)
    return replace(sheet, columns=[Column(name), *named, Column(total)])


_DIMENSION = 18
"""How wide a dimension's column in a workbook is, in digits."""


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
