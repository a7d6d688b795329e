"""A checklist as Markdown: made, and read back.

What the program wrote in it and what the agency wrote is told apart by a comment at its end that
holds a fingerprint of every line of the program's. A line that it does not know is the agency's,
wherever it stands, and is never dropped.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from papi_cli.checklists.authorship import Part, PartKind, joined, parts_of
from papi_cli.checklists.blocks import parse_blocks
from papi_cli.checklists.fingerprints import ITEM, fingerprint_comment, fingerprints_of
from papi_cli.checklists.format import (
    RESULT,
    Checklist,
    Entry,
    Head,
    NotAChecklistError,
    OrphanedEntry,
    parse_head,
)
from papi_cli.checklists.items import PlanItem
from papi_cli.checklists.matching import assign
from papi_cli.files import plain_lines


def assemble(head: Head, body: str) -> str:
    """Return a checklist whole: front matter, the body from a template, and the fingerprints."""
    body = body.strip("\n")
    return "\n".join([f"{head}\n{body}\n", *fingerprint_comment(fingerprints_of(body)), ""])


def first_missing(fresh: str, labels: Sequence[str]) -> str:
    """Return the first of `labels` that is no task of a fresh checklist, empty where all are.

    A task whose last line is not `Kết quả:` does not count: what is written below would be lost.
    """
    found: set[str] = set()
    label, ended = "", False
    for line in fresh.split("\n"):
        if line.startswith("- [") and (item := ITEM.match(line)):
            label, ended = item[2], False
        elif line.startswith(" ") and line.strip():
            ended = line.strip() == RESULT
            if label and ended:
                found.add(label)
            elif label:
                found.discard(label)
        elif line.strip():
            label = ""
    return next((each for each in labels if each not in found), "")


_MOST_LINES, _LINES_OF_A_TASK = 5_000, 20
_MOST_CHARS, _CHARS_OF_A_TASK = 200_000, 2_000


def refuse_too_long(text: str, tasks: int) -> None:
    """Raise `NotAChecklistError` where a text is longer than any checklist of so many tasks.

    Reading Markdown takes long; five thousand lines are more than anybody has to report.
    """
    lines = _MOST_LINES + _LINES_OF_A_TASK * tasks
    chars = _MOST_CHARS + _CHARS_OF_A_TASK * tasks
    if text.count("\n") > lines or len(text) > chars:
        raise NotAChecklistError(f"dài quá {lines} dòng hoặc {chars} chữ")


def read(text: str, items: Mapping[str, PlanItem]) -> Checklist:
    """Return what an agency wrote in a checklist.

    `items` are the plan's by their labels; what was written about any other is orphaned. Raises
    `NotAChecklistError`.
    """
    text = plain_lines(text)
    refuse_too_long(text, len(items))
    document = parse_blocks(text, items)
    head = parse_head(document.front)
    document = assign(document, items)
    replies: list[_Reply] = []
    others: list[str] = []
    for part in parts_of(document):
        if part.kind in {PartKind.TASK, PartKind.ORPHAN}:
            replies.append(_Reply(part))
        elif part.kind is PartKind.OUTSIDE:
            others.append(_bold(part))
        elif part.kind in {PartKind.RESULT, PartKind.ABOUT} and replies:
            replies[-1].add(part.lines, tight=part.block.tight)
    entries: dict[str, tuple[Entry, ...]] = {}
    for each in replies:
        if each.task:
            entries[each.task] = (*entries.get(each.task, ()), each.entry)
    return Checklist(
        head,
        entries,
        orphaned=tuple(each.orphaned for each in replies if not each.task and each.says_anything),
        others=tuple(each for each in others if each.strip()),
        held=frozenset(each.task for each in document.blocks if each.task and each.printed),
        intact=bool(document.prints),
    )


class _Reply:
    """What is said of one task, collected from the parts of a checklist."""

    def __init__(self, part: Part) -> None:
        self.task = part.task
        self._block = part.block
        self._texts: list[str] = []
        for lines in (part.lines, part.behind or []):
            self.add([joined(lines).strip()])

    def add(self, lines: Sequence[str], *, tight: bool = False) -> None:
        """Add lines, a blank line before them unless they stood right below those above."""
        if text := joined(lines):
            self._texts += [*(["\n" if tight else "\n\n"] if self._texts else []), text]

    @property
    def entry(self) -> Entry:
        return Entry(self._block.mark.strip(), "".join(self._texts))

    @property
    def orphaned(self) -> OrphanedEntry:
        return OrphanedEntry(self._block.label, self._block.words.strip(), self.entry)

    @property
    def says_anything(self) -> bool:
        block = self._block
        rewritten = block.orphaned and not block.printed
        return rewritten or block.below_orphaned or bool(self.entry.mark) or bool(self._texts)


def _bold(part: Part) -> str:
    """Return an agency's words outside tasks; a heading of its own is none in another document."""
    text = joined(part.lines)
    if not part.block.level:
        return text
    return f"**{text.split(chr(10))[0].strip('# ')}**" if text.strip("# \n") else ""
