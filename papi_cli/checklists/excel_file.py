"""A checklist as a form in Excel: written, read, edited."""

from __future__ import annotations

from collections.abc import Mapping

from papi_cli.checklists.format import Checklist, Head, NotAChecklistError
from papi_cli.checklists.fresh import Fresh, FreshChecklist, Regenerated
from papi_cli.checklists.items import PlanItem


def write(fresh: FreshChecklist) -> bytes:
    raise NotImplementedError


def read_head(data: bytes, shown: str) -> Head:
    raise NotAChecklistError


def read(
    data: bytes, shown: str, items: Mapping[str, PlanItem], fresh: Fresh | None = None
) -> Checklist | None:
    raise NotAChecklistError


def regenerate(
    fresh: FreshChecklist, data: bytes, shown: str, items: Mapping[str, PlanItem]
) -> Regenerated:
    raise NotAChecklistError
