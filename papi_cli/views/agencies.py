"""Agencies and their counts as they are shown."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from papi_cli.plan.keys import keys_of
from papi_cli.plan.loader import LoadedPlan
from papi_cli.plan.parts import Agency, Role
from papi_cli.plan.query import Load, never_reports
from papi_cli.views.formats import View, of_plan
from papi_cli.views.tables import Rows

_NAME, _SYMBOL, _ALIASES = (
    about.heading or about.title
    for about in (keys_of(Agency)[key] for key in ("name", "symbol", "aliases"))
)
_REPORTS = keys_of(Agency)["reports"].title
AGENCY_COLUMNS = (_NAME, _SYMBOL, _ALIASES, *(role.word for role in Role), "Tổng số", _REPORTS)


def agencies_view(loaded: LoadedPlan, loads: Sequence[Load], group: Agency | None) -> View:
    """Return agencies, those of a `group` or all, as any format may need them."""
    of_group = f" của {group.name}" if group else ""
    places = {each.name: at for at, each in enumerate(loaded.registry.agencies)}
    return View(
        loaded=loaded,
        rows=lambda: agency_rows(f"Cơ quan, đơn vị{of_group}", loads),
        data=lambda: {
            "agencies": [agency_data(loaded, load, places[load.agency.name]) for load in loads]
        },
        closing=of_plan(loaded, f"{len(loads)} cơ quan, đơn vị{of_group}."),
        numbers=4,
    )


def matrix_view(
    loaded: LoadedPlan, counts: Sequence[tuple[Agency, dict[str, int]]], role: Role | None
) -> View:
    """Return agencies by dimensions, counted in a role or both, as any format may need them."""
    what = f" {role.word.lower()}" if role else ""
    closing = f"{len(counts)} cơ quan, đơn vị; mỗi ô là số nhiệm vụ{what}."
    return View(
        loaded=loaded,
        rows=lambda: matrix_rows(loaded, counts),
        data=lambda: matrix_data(loaded, counts),
        closing=of_plan(loaded, closing),
        numbers=len(loaded.plan.dimensions) + 1,
    )


def agency_rows(title: str, loads: Iterable[Load]) -> Rows:
    """Return agencies with their names and counts as rows."""
    rows = [
        (
            load.agency.name,
            load.agency.symbol or "",
            "; ".join(load.agency.aliases),
            str(load.lead),
            str(load.coordinating),
            str(load.total),
            "Có" if _is_to_report(load) else "Không",
        )
        for load in loads
    ]
    return Rows(title, AGENCY_COLUMNS, rows)


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
        "reports": _is_to_report(load),
        "line": loaded.line(("agencies", at)),
    }


def matrix_rows(loaded: LoadedPlan, counts: Iterable[tuple[Agency, dict[str, int]]]) -> Rows:
    """Return agencies by dimensions as rows; the last column is the sum."""
    ids = [dimension.id for dimension in loaded.plan.dimensions]
    rows = [
        (agency.name, *(str(found[each]) for each in ids), str(sum(found.values())))
        for agency, found in counts
    ]
    return Rows("Cơ quan theo chỉ số nội dung", (_NAME, *ids, "Tổng số"), rows)


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
