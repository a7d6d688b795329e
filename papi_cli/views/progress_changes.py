"""What changed between two states of progress: by dimension and by agency, before and now."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from papi_cli.checklists.count import By, Count, Survey
from papi_cli.checklists.vocabulary import Status
from papi_cli.plan.loader import LoadedPlan
from papi_cli.views.formats import View
from papi_cli.views.progress import key_name
from papi_cli.views.tables import Cell, Rows

_COUNTED = (By.DIMENSION, By.AGENCY)


def changes_view(loaded: LoadedPlan, before: Survey, now: Survey, since: str, closing: str) -> View:
    """Return what changed as any format may need it; `since` names the earlier state in words."""
    told = f"{changes_closing(before, now, since)} {closing}".strip()
    return View(
        loaded=loaded,
        rows=lambda: changes_rows(loaded, before, now, since),
        data=lambda: changes_data(before, now, since),
        name="Thay đổi",
        closing=told,
    )


def changes_rows(loaded: LoadedPlan, before: Survey, now: Survey, since: str) -> Rows:
    """Return a row for each dimension, and for each agency of which any number changed.

    A cell `3 → 5` tells both numbers, `3` that it is the same.
    """
    columns = ("Theo", "Tên", *(each.word for each in Status))
    rows: list[tuple[Cell, ...]] = []
    for by, key, old, new in _changed(before, now):
        what = loaded.plan.document.dimension_word if by is By.DIMENSION else "Cơ quan, đơn vị"
        rows.append((what, key_name(loaded, by, key), *_cells(old, new)))
    rows.append(("Tổng số", "", *_cells(before.total, now.total)))
    document = loaded.plan.document
    return Rows(f"Thay đổi của {document.type} {document.number} so với {since}", columns, rows)


def _changed(before: Survey, now: Survey) -> Iterator[tuple[By, str, Count, Count]]:
    """Yield all dimensions, then the agencies that differ, with both of their counts."""
    for by in _COUNTED:
        old, new = before.counted_by(by).counts, now.counted_by(by).counts
        for key in dict.fromkeys((*new, *old)):
            pair = old.get(key, Count()), new.get(key, Count())
            if by is By.DIMENSION or _numbers(pair[0]) != _numbers(pair[1]):
                yield by, key, *pair


def _numbers(count: Count) -> list[int]:
    return [count.total_of(None, each) for each in Status]


def _cells(old: Count, new: Count) -> list[str]:
    return [
        f"{one} → {other}" if one != other else str(one)
        for one, other in zip(_numbers(old), _numbers(new), strict=True)
    ]


def changes_closing(before: Survey, now: Survey, since: str) -> str:
    """Return what changed in a line."""
    told = ", ".join(
        f"{each.word.lower()} {before.total.total_of(None, each)} →"
        f" {now.total.total_of(None, each)}"
        for each in Status
        if before.total.total_of(None, each) or now.total.total_of(None, each)
    )
    agencies = sum(by is By.AGENCY for by, *_ in _changed(before, now))
    return (
        f"So với {since}: {before.total.sent} → {now.total.sent} cơ quan đã ghi danh mục; {told}."
        f" {agencies} cơ quan có số liệu thay đổi."
    )


def changes_data(before: Survey, now: Survey, since: str) -> dict[str, Any]:
    """Return what changed as the JSON contract has it."""
    found: dict[By, list[dict[str, Any]]] = {By.DIMENSION: [], By.AGENCY: []}
    for by, key, old, new in _changed(before, now):
        found[by].append({by.value: key, "before": _data(old), "now": _data(new)})
    return {
        "since": since,
        "dimensions": found[By.DIMENSION],
        "agencies": found[By.AGENCY],
        "total": {"before": _data(before.total), "now": _data(now.total)},
        "sent": {"before": before.total.sent, "now": now.total.sent},
    }


def _data(count: Count) -> dict[str, int]:
    return {each.value: count.total_of(None, each) for each in Status}
