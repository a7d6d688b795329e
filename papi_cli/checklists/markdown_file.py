"""A checklist as a Markdown file: its bytes with their line ends and byte-order mark, kept."""

from __future__ import annotations

from collections.abc import Mapping

from papi_cli.checklists import markdown, merge
from papi_cli.checklists.fingerprints import fingerprints_in
from papi_cli.checklists.format import DOCUMENT_MARK, Checklist, Head, NotAChecklistError
from papi_cli.checklists.format import read_head as head_of
from papi_cli.checklists.fresh import Fresh, FreshChecklist, Regenerated
from papi_cli.checklists.items import PlanItem
from papi_cli.files import decoded


def write(fresh: FreshChecklist) -> bytes:
    """Return a fresh checklist as the bytes of a file."""
    return fresh.markdown.encode()


def read_head(data: bytes, shown: str) -> Head:
    """Return whose a checklist is; raises `NotAChecklistError`, `FileError`."""
    return head_of(decoded(data, shown).plain)


def read(
    data: bytes, shown: str, items: Mapping[str, PlanItem], fresh: Fresh | None = None
) -> Checklist | None:
    """Return what an agency wrote, None where the file is another document of papi's.

    A file without its closing comment is read with the words of the checklist that `fresh` gives
    as the program's. Raises `NotAChecklistError`, `FileError`.
    """
    text = decoded(data, shown).plain
    try:
        found = markdown.read(text, items)
        if not found.intact and fresh and (anew := fresh(found.head)):
            found = markdown.read(text, items, fingerprints_in(anew.markdown))
    except NotAChecklistError:
        if text.rstrip().endswith(DOCUMENT_MARK):
            return None
        raise
    return found


def regenerate(
    fresh: FreshChecklist, data: bytes, shown: str, items: Mapping[str, PlanItem]
) -> Regenerated:
    """Return a fresh checklist with all that an agency wrote in an old one.

    Raises `NotAChecklistError`, `FileError`, `UnsettledError`.
    """
    old = decoded(data, shown)
    merged = merge.regenerate(fresh.markdown, old.plain, items)
    return Regenerated(
        data if merged.text == old.plain else old.encoded(merged.text),
        merged.orphaned,
        merged.changed,
        merged.repeated,
        merged.slips,
    )
