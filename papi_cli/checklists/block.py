"""A block of a Markdown checklist, and its lines."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from papi_cli.checklists.fingerprints import plain_words

BEGINNING = re.compile(
    r"\s*(?:(?:[-*+]|\d{1,9}[.)])\s+)?(?:\[[^\]\n]{0,20}\]\s*)?(?:\*\*|__)([^*\n]+?)(?:\*\*|__) ?"
)
"""A task's first line up to its text."""
NUMBERED = re.compile(r"(\d\S*?)\.?\s+(.*)")
"""The title of a section: its number, and its words."""
TAB = 4
ORPHANED = "Nội dung không còn trong kế hoạch"
"""The heading over what was written about tasks that the plan no longer has."""


@dataclass(frozen=True, slots=True)
class Block:
    """A block at the top of a document, or an item of a list there: its lines word for word.

    `label` and `mark` (what stands in the brackets) are those of an item that looks like a task,
    `boxed` tells that it has brackets. `words` is what it says of the task, `printed` whether
    those are the program's words; then `added` is what was written behind them, and `reach` how
    many lines both take. `title` is the heading of the section that its number belongs to,
    `section` its words without the number; `below_orphaned` tells that it stands below
    `ORPHANED`. `task` is the task of the plan that it is, empty where it is none; `orphaned`
    tells that it was one, and the plan no longer has it.
    """

    lines: Sequence[str]
    kind: str = ""
    first: int = 0
    """Its first line in the document, from 0."""
    label: str = ""
    mark: str = ""
    boxed: bool = False
    words: str = ""
    printed: bool = False
    added: str = ""
    reach: int = 1
    title: str = ""
    below_orphaned: bool = False
    task: str = ""
    orphaned: bool = False
    indent: int = 0
    """Columns before the content of an item."""
    level: int = 0
    """Of a heading, else 0."""
    tight: bool = False
    """Whether it stands right behind the block above, without a blank line between."""

    @property
    def section(self) -> str:
        """The words of the title without its number."""
        numbered = NUMBERED.match(self.title)
        return plain_words(numbered[2] if numbered else self.title)

    @property
    def text(self) -> str:
        """What stands behind the label on the first line; all of it where there is no label."""
        begun = BEGINNING.match(self.lines[0])
        return self.lines[0][begun.end() :] if begun else self.lines[0]


def is_orphaned_heading(block: Block) -> bool:
    """Whether a block is the heading over what tasks that are gone have left."""
    return bool(block.level) and plain_words(block.lines[0].lstrip("#")) == plain_words(ORPHANED)


def trimmed(lines: Sequence[str]) -> list[str]:
    """Return lines without the blank ones at their end."""
    end = len(lines)
    while end and not lines[end - 1].strip():
        end -= 1
    return list(lines[:end])


def columns_of(line: str) -> int:
    """Return by how many columns a line is indented."""
    expanded = line.expandtabs(TAB)
    return len(expanded) - len(expanded.lstrip())


def dedented(line: str, columns: int) -> str:
    """Return a line without its first `columns` columns as far as they are blank."""
    blank = line[: len(line) - len(line.lstrip())]
    if "\t" in blank:
        line = blank.expandtabs(TAB) + line[len(blank) :]
    return line[min(columns, len(line) - len(line.lstrip())) :]
