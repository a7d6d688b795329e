"""A checklist as a form in Excel: written, read, written afresh with what was entered.

The libraries are loaded where a file of Excel's is touched: most commands touch none.
"""

# ruff: noqa: PLC0415

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from papi_cli.checklists.form_reading import checklist_of, read_form, unreadable
from papi_cli.checklists.format import Checklist, Head, NotAChecklistError
from papi_cli.checklists.fresh import Fresh, FreshChecklist, Regenerated
from papi_cli.checklists.items import PlanItem
from papi_cli.office.content import OfficeFile, UnreadableFileError


def write(fresh: FreshChecklist) -> bytes:
    """Return a fresh checklist as the bytes of a file."""
    from papi_cli.checklists.excel_form import excel_form

    return excel_form(fresh.form)


def read_head(data: bytes, shown: str) -> Head:
    """Return whose a checklist is; raises `NotAChecklistError`, `FileError`."""
    reading = read_form(_opened(data, shown), {})
    if reading.identity is None:
        raise NotAChecklistError("không phải là danh mục nhiệm vụ do papi viết")
    return reading.identity.head


def read(
    data: bytes,
    shown: str,
    items: Mapping[str, PlanItem],
    fresh: Fresh | None = None,  # noqa: ARG001 - a form says itself what the program's is
) -> Checklist | None:
    """Return what an agency wrote; raises `NotAChecklistError`, `FileError`."""
    return checklist_of(read_form(_opened(data, shown), items), items)


def regenerate(
    fresh: FreshChecklist, data: bytes, shown: str, items: Mapping[str, PlanItem]
) -> Regenerated:
    """Return a fresh form with all that was entered in an old one, which is kept beside.

    It is the old one where that prints what a fresh one would. Raises `NotAChecklistError`,
    `FileError`, also where something in it could not be kept.
    """
    from papi_cli.checklists.excel_merge import regenerated

    return regenerated(fresh.form, data, _opened(data, shown), shown, items)


@lru_cache(maxsize=1)
def _file(data: bytes) -> OfficeFile:
    """Return what a file holds; whose it is and what is in it are asked one after the other."""
    from papi_cli.office.excel import read_excel

    return read_excel(data)


def _opened(data: bytes, shown: str) -> OfficeFile:
    try:
        return _file(data)
    except UnreadableFileError as error:
        raise unreadable(shown, error) from None
