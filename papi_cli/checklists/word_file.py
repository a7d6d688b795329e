"""A checklist as a form in Word: written, read, edited where it stands."""

from __future__ import annotations

from collections.abc import Mapping

from papi_cli.checklists.form_reading import checklist_of, head_of, read_form, unreadable
from papi_cli.checklists.format import Checklist, Head
from papi_cli.checklists.fresh import Fresh, FreshChecklist, Regenerated
from papi_cli.checklists.items import PlanItem
from papi_cli.office.content import OfficeFile, UnreadableFileError

# Word's libraries are loaded where a file of Word's is touched: most commands touch none.
# ruff: noqa: PLC0415


def write(fresh: FreshChecklist) -> bytes:
    """Return a fresh checklist as the bytes of a file."""
    from papi_cli.checklists.word_form import word_document

    return word_document(fresh.form)


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
    """Return an old form, edited so that it prints what a fresh one would.

    Raises `NotAChecklistError`, `FileError`, also where something could not be kept for certain.
    """
    from papi_cli.checklists.word_merge import regenerated

    if data == write(fresh):  # nobody touched it: there is nothing to look for
        return Regenerated(data)
    return regenerated(fresh.form, data, _opened(data, shown), shown, items)


def _opened(data: bytes, shown: str) -> OfficeFile:
    from papi_cli.office.word import read_word

    try:
        return read_word(data)
    except UnreadableFileError as error:
        raise unreadable(shown, error) from None
