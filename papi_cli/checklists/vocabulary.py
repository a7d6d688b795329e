"""What officers write for done, begun and not yet: ticks and words, and the status they mean."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import StrEnum
from unicodedata import normalize

from papi_cli.checklists.format import Entry
from papi_cli.vietnamese.words import words

TICKS = frozenset((*"xv✓✔☑☒✅√×х", "xx", "ok", "xong", "đã xong", "hoàn thành"))
"""What officers put between the brackets for done; `v` is the tick of a Vietnamese form, the last
of the letters the Cyrillic х."""
_SAID_DONE = frozenset({"xong", "da xong", "hoan thanh", "da hoan thanh", "da thuc hien xong"})
_SAID_NOT_YET = re.compile(
    r"0|khong|khong co|chua|chua co|chua (?:lam|thuc hien|trien khai)(?: duoc)?(?: (?:do|vi) .*)?"
)
"""What officers write where nothing was done, with or without the reason, as `words` has it."""
_DASHES = frozenset(" \t\n.…-–—_*:;,/\\|·[]()")
"""What forms are filled in with where there is nothing to say."""


def is_tick(mark: str) -> bool:
    """Whether what stands between the brackets of a task says that it is done."""
    return normalize("NFKC", mark).replace("\ufe0f", "").strip().casefold() in TICKS


class Status(StrEnum):
    """How far a task is."""

    DONE = "done"
    IN_PROGRESS = "in_progress"
    NOT_STARTED = "not_started"

    @property
    def word(self) -> str:
        """The status as users read it."""
        return _WORDS[self]


_WORDS = {
    Status.DONE: "Hoàn thành",
    Status.IN_PROGRESS: "Đang thực hiện",
    Status.NOT_STARTED: "Chưa thực hiện",
}


def is_filled(result: str) -> bool:
    """Whether a result has more than dots and dashes."""
    return not _DASHES.issuperset(result)


def status_of(entry: Entry | None) -> Status:
    """Return a task's status: ticked is done, a result or another mark is in progress.

    A tick that the result denies is none; a result that only says «đã xong» is a tick, one that
    only says «chưa thực hiện» is none.
    """
    if entry is None:
        return Status.NOT_STARTED
    result = words(entry.result)
    if is_tick(entry.mark):
        done = not _SAID_NOT_YET.fullmatch(result)
    else:
        done = not entry.mark and result in _SAID_DONE
    if done:
        return Status.DONE
    texts = (entry.mark, entry.result if is_filled(entry.result) else "")
    begun = any(each and not _SAID_NOT_YET.fullmatch(words(each)) for each in texts)
    return Status.IN_PROGRESS if begun else Status.NOT_STARTED


def join_entries(entries: Sequence[Entry]) -> Entry:
    """Return as one entry what several say of the same task: a tick counts, all words are kept."""
    marks = [each.mark for each in entries if each.mark]
    ticks = [mark for mark in marks if is_tick(mark)]
    results = [each.result for each in entries if each.result]
    return Entry(next(iter(ticks or marks), ""), "\n\n".join(results))
