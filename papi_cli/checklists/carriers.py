"""The file formats of checklists, in one table: nothing else asks what format a file has.

A carrier turns a file into a `Checklist` and back; it knows nothing of statuses or of counting.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from papi_cli.checklists import markdown, merge
from papi_cli.checklists.fingerprints import fingerprints_in
from papi_cli.checklists.format import Checklist, Head, read_head
from papi_cli.checklists.items import PlanItem
from papi_cli.checklists.merge import Regenerated


@dataclass(frozen=True, slots=True)
class Carrier:
    """What a file format can do, each by a function of a file's text.

    `read` returns what an agency wrote, given the plan's items by their labels and, for a file
    that has lost its own, the fingerprints of the program's words, which `prints` gives of a fresh
    checklist; `read_head` tells whose it is; `regenerate` returns a fresh checklist with all that
    was written in an old one, given the plan's items too. All raise `NotAChecklistError`.
    """

    suffix: str
    read: Callable[[str, Mapping[str, PlanItem], Iterable[str]], Checklist]
    prints: Callable[[str], Sequence[str]]
    read_head: Callable[[str], Head]
    regenerate: Callable[[str, str, Mapping[str, PlanItem]], Regenerated]


CARRIERS = {
    each.suffix: each
    for each in (Carrier(".md", markdown.read, fingerprints_in, read_head, merge.regenerate),)
}
"""All carriers by the suffix of their files."""
DEFAULT = CARRIERS[".md"]


def carrier_of(path: str | Path) -> Carrier | None:
    """Return the carrier of a file by its suffix, in any case; None where no carrier reads it."""
    return CARRIERS.get(Path(path).suffix.lower())
