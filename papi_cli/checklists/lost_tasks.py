"""Tasks of a checklist that lost their form in an editor: no bullet, bold or brackets."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from unicodedata import normalize

from papi_cli.checklists.block import Block, columns_of, dedented, trimmed
from papi_cli.checklists.fingerprints import ProgramLines


def free_lost_tasks(
    blocks: Sequence[Block], inner: Collection[int], program: ProgramLines
) -> Iterator[Block]:
    """Yield the blocks, tasks that lost their form or got into another block standing alone.

    Only a line that the program wrote counts, and only where the task stands nowhere else: an
    agency may well speak of tasks, and have ticks of its own.
    """
    there = {block.label for block in blocks if block.printed}
    search = _Search(program, there)
    for block in blocks:
        if block.kind == "fence" or block.printed:
            # An item within a task's own item has at most its tick before the label.
            inside, most = (inner, 2) if block.printed else ((), 2)
        else:
            inside, most = range(block.first, block.first + len(block.lines)), _MOST_BEFORE
        cuts = {}
        for at, line in enumerate(block.lines):
            if block.first + at in inside or (block.kind == "list_item_open" and at == 1):
                below = block.lines[at + 1 : at + 12]
                found = search.lost(line, block.lines[: min(at, 2)], below, most)
                if found and found.label not in there:
                    cuts[at] = found
        yield from _split(block, cuts)


def _split(block: Block, cuts: dict[int, Block]) -> Iterator[Block]:
    """Yield what stands above the first task in a block, then the tasks with what follows them."""
    starts = [*cuts, len(block.lines)]
    if not cuts or not _only_markers(block.lines[: starts[0]]):
        yield replace(block, lines=trimmed(block.lines[: starts[0]]))
    for first, behind in pairwise(starts):
        task = cuts[first]
        columns = _columns_of_rest(block, first)
        rest = [dedented(line, columns) for line in block.lines[first + task.reach : behind]]
        lines = [*task.lines, *trimmed(rest)]
        yield replace(task, lines=lines, reach=1, kind="list_item_open", indent=_TASK_INDENT)


_TASK_INDENT = 2


def _columns_of_rest(block: Block, first: int) -> int:
    """Return by how much the lines below a task are indented more than if it stood alone."""
    if block.kind == "code_block" or (
        first and block.kind == "list_item_open" and not _only_markers(block.lines[:first])
    ):
        return columns_of(block.lines[first])
    return max(0, block.indent - _TASK_INDENT) if block.kind == "list_item_open" else 0


_MARKS = re.compile(r"\[([^\]\n]{0,20})\]|\[\s*([xXvV])|([✓✔☑☒✅√])")
_WORD = re.compile(r"\w")
_WORDS = re.compile(r"\w+")
_MOST_BEFORE, _MOST_WORDS = 8, 5
"""Words before a label, and of a label, that are looked at."""
_LIKE_A_LABEL = re.compile(r"[\d.]")
"""A task that the plan no longer has is looked for by a label with a number or a dot in it."""
_MOST_LOOKED = 20_000
"""Words that are looked up as labels of such tasks."""
_MOST_TRIED = 200
"""Lines with the label of a task that are compared with the program's, beside two for each task."""
_FAR = 60
"""Columns within which a task that lost its form is looked for."""


def _only_markers(lines: Sequence[str]) -> bool:
    return len(lines) <= 1 and not _WORD.search(_MARKS.sub("", "".join(lines)))


class _Search:
    """The search of one document for tasks that lost their form: no bullet, bold or brackets."""

    def __init__(self, program: ProgramLines, there: Collection[str]) -> None:
        self._program = program
        self._there = there
        self._tried = self._looked = 0

    def lost(
        self, line: str, above: Sequence[str], below: Sequence[str], most: int
    ) -> Block | None:
        """Return the task that a line begins though its form is lost.

        At most `most` words stand before its label. What stands there is the mark; other words
        there are kept on a line of their own.
        """
        spans = [each.span() for each in _WORDS.finditer(line, 0, _FAR)]
        for first, (at, _) in enumerate(spans[:most]):
            for _, end in reversed(spans[first : first + _MOST_WORDS]):
                begun = self._begun(line, at, end, below)
                if begun:
                    return _found(above, line[at:end], line[:at], begun)
        return None

    def _begun(
        self, line: str, at: int, end: int, below: Sequence[str]
    ) -> tuple[str, str, int] | None:
        """Return how the program began the task whose label stands from `at` to `end`, if any."""
        label = line[at:end]
        if normalize("NFC", label) in self._there:
            return None
        in_file = self._looked < _MOST_LOOKED and bool(_LIKE_A_LABEL.search(label))
        self._looked += in_file
        if self._tried > _MOST_TRIED + 2 * self._program.planned or not self._program.label(
            label, in_file=in_file
        ):
            return None
        self._tried += 1
        return self._program.match_task(label, [line[end:], *below])


def _found(above: Sequence[str], label: str, before: str, begun: tuple[str, str, int]) -> Block:
    """Return a task that lost its form as one that has it."""
    words, added, reach = begun
    before = (above[0] if above and _only_markers(above) else "") + before
    mark = _MARKS.search(before)
    found = next((group for group in mark.groups() if group), "") if mark else ""
    rest = _MARKS.sub("", before, count=1)
    own = rest.strip(" -*+•–—_~<>[]()\\") if _WORD.search(_plain(rest)) else ""
    found = found.strip("\\")
    lines = [f"- [{found}] **{label}** {words.strip(' *_~')}"]
    lines += [each for each in (added.strip(" *_~"), own) if each]
    return Block(
        lines,
        label=normalize("NFC", label),
        mark=found,
        boxed=True,
        words=words,
        printed=True,
        reach=reach,
    )


def _plain(text: str) -> str:
    return re.sub(r"</?\w+\s*/?>|^\s*\d+[.)]\s", "", text)
