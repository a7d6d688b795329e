"""A checklist as a form in Excel: written, read, written afresh with what was entered.

The libraries are loaded where a file of Excel's is touched: most commands touch none.
"""

# ruff: noqa: PLC0415

from __future__ import annotations

from collections.abc import Mapping

from papi_cli.checklists.form_reading import checklist_of, head_of, read_form, unreadable
from papi_cli.checklists.format import Checklist, Head
from papi_cli.checklists.fresh import Fresh, FreshChecklist, Regenerated
from papi_cli.checklists.items import PlanItem
from papi_cli.office.content import OfficeFile, UnreadableFileError


def write(fresh: FreshChecklist) -> bytes:
    """Return a fresh checklist as the bytes of a file."""
    from papi_cli.checklists.excel_form import excel_form

    return excel_form(fresh.form)


def read_head(data: bytes, shown: str) -> Head:
    """Return whose a checklist is; raises `NotAChecklistError`, `FileError`."""
    return head_of(_opened(data, shown))


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

    if data == write(fresh):  # nobody touched it: there is nothing to look for
        return Regenerated(data)
    return regenerated(fresh.form, data, _opened(data, shown), shown, items)


def _opened(data: bytes, shown: str) -> OfficeFile:
    from papi_cli.office.excel import read_excel

    try:
        return read_excel(data)
    except UnreadableFileError as error:
        raise unreadable(shown, error) from None
