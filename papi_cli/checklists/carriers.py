"""The file formats of checklists, in one table: nothing else asks what format a file has.

A carrier turns a file into a `Checklist` and back; it knows nothing of statuses or of counting.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from pathlib import Path

from papi_cli.checklists import excel_file, markdown_file, word_file
from papi_cli.checklists.format import Checklist, Head
from papi_cli.checklists.fresh import Fresh, FreshChecklist, Regenerated
from papi_cli.checklists.items import PlanItem


@dataclass(frozen=True, slots=True)
class Carrier:
    """What a file format can do, each by a function of a file's bytes.

    `write` gives a fresh checklist as a file. The others take the file's bytes and its path as
    the user knows it: `read` returns what an agency wrote, given the plan's items by their labels
    and what gives the checklist as it would be written today, None for another document of
    papi's; `read_head` tells whose it is; `regenerate` returns a fresh checklist with all that
    was written in an old one, given the plan's items too. They raise `NotAChecklistError` and,
    with a whole sentence, `FileError`.
    """

    suffix: str
    write: Callable[[FreshChecklist], bytes]
    read: Callable[[bytes, str, Mapping[str, PlanItem], Fresh | None], Checklist | None]
    read_head: Callable[[bytes, str], Head]
    regenerate: Callable[[FreshChecklist, bytes, str, Mapping[str, PlanItem]], Regenerated]


class ChecklistFormat(StrEnum):
    """The formats of checklists, as users type them."""

    MARKDOWN = "md"
    WORD = "docx"
    EXCEL = "xlsx"

    @property
    def suffix(self) -> str:
        """How the name of such a file ends."""
        return f".{self.value}"


_MODULES = {
    ChecklistFormat.MARKDOWN: markdown_file,
    ChecklistFormat.WORD: word_file,
    ChecklistFormat.EXCEL: excel_file,
}
CARRIERS = {
    each.suffix: Carrier(
        each.suffix, module.write, module.read, module.read_head, module.regenerate
    )
    for each, module in _MODULES.items()
}
"""All carriers by the suffix of their files."""
DEFAULT = CARRIERS[".md"]


def carrier_of(path: str | Path) -> Carrier | None:
    """Return the carrier of a file by its suffix, in any case; None where no carrier reads it."""
    return CARRIERS.get(Path(path).suffix.lower())


_HEADS: dict[bytes, Head] = {}


def read_head(path: Path, data: bytes) -> Head:
    """Return whose a checklist is, by the bytes of its file; raises as a carrier does.

    What was read once is remembered: a folder is looked through before its files are written anew,
    and to open a Word or Excel file takes long.
    """
    digest = sha256(data).digest()
    if digest not in _HEADS:
        _HEADS[digest] = (carrier_of(path) or DEFAULT).read_head(data, str(path))
    return _HEADS[digest]
