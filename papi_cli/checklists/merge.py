"""Writing a checklist anew: a fresh one with all that an agency wrote in the old one."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

from papi_cli.checklists.authorship import Part, PartKind, joined, parts_of
from papi_cli.checklists.block import ORPHANED, Block, columns_of, dedented
from papi_cli.checklists.blocks import Blocks, parse_blocks
from papi_cli.checklists.fingerprints import (
    ProgramLines,
    fingerprint_comment,
    fingerprints_of,
    plain_words,
)
from papi_cli.checklists.format import RESULT
from papi_cli.checklists.items import PlanItem
from papi_cli.checklists.markdown import refuse_too_long
from papi_cli.checklists.matching import assign
from papi_cli.checklists.vocabulary import is_tick

Anchor = tuple[str, ...]
"""What a block of the agency's stands behind: a task, a heading or a paragraph of the program's."""
_TOP: Anchor = ()
_END: Anchor = (ORPHANED,)


@dataclass(frozen=True, slots=True)
class Regenerated:
    """A checklist written anew: its text, and what its agency should be told.

    `orphaned` are the labels of tasks that the plan no longer has and that bear something,
    `reworded` those of tasks that bear something and whose words have changed.
    """

    text: str
    orphaned: tuple[str, ...] = ()
    reworded: tuple[str, ...] = ()


class UnsettledError(Exception):
    """What an agency wrote takes another place each time it is written anew."""


_PATIENCE = 8


def regenerate(fresh: str, old: str) -> Regenerated:
    """Return the checklist `fresh` with all that the agency wrote in `old`.

    Every tick and every word is kept: with its task where `fresh` has it, under the heading
    `ORPHANED` where not; what stands outside tasks behind what it stood behind. Regenerating the
    result once more changes nothing. Both end their lines as Unix does. Raises
    `NotAChecklistError` where `old` is too long to be one, `UnsettledError`.
    """
    # What an agency wrote can mean something else in its new place (an indented paragraph that
    # comes to stand behind an item): it is placed until it stays.
    new = parse_blocks(fresh, ())
    items = {each.label: PlanItem(each.words, each.section) for each in new.blocks if each.label}
    new = assign(new, items)
    refuse_too_long(old, len(items))
    first = None
    for _ in range(_PATIENCE):
        result = _regenerated(new, items, old)
        first = first or result
        if result.text == old:
            return replace(first, text=old)
        old = result.text
    raise UnsettledError


def _regenerated(new: Blocks, items: Mapping[str, PlanItem], old: str) -> Regenerated:
    was = assign(parse_blocks(old, items, new.prints), items)
    keys = list(_anchors(parts_of(new)))
    parts = list(parts_of(was, {block.task: block.lines for block in new.blocks if block.task}))
    kept = _Kept(was.program)
    kept.take(parts, _anchors(parts))
    runs = kept.runs_behind(keys)
    lines = ["---", *new.front, *_foreign(was.front), "---"]
    _add(lines, runs[_TOP])
    for block, key in zip(new.blocks, keys, strict=True):
        _add(lines, [kept.filled(block) if block.task else block])
        _add(lines, runs[key])
    if runs[_END]:
        _add(lines, [_ORPHANED_HEADING, *runs[_END]])
    printed = (block for block in runs[_END] if block.label or kept.is_title(block))
    prints = [each for block in printed for each in fingerprints_of(block.lines[0])]
    comment = fingerprint_comment(list(dict.fromkeys([*new.prints, *prints])))
    text = "\n".join([*lines, "", *comment, ""])
    return Regenerated(text, tuple(kept.orphaned), tuple(kept.reworded(items)))


_ORPHANED_HEADING = Block([f"## {ORPHANED}"], level=2)


def _add(lines: list[str], blocks: Iterable[Block]) -> None:
    """Add blocks, a blank line before each but those that stood right behind the one above."""
    for at, block in enumerate(blocks):
        lines += block.lines if at and block.tight else ["", *block.lines]


_FRONT_KEY = re.compile(r"(papi|version|plan|agency|role|dimensions)\s*:")


def _foreign(front: Sequence[str]) -> list[str]:
    """Return the lines that an agency added to the front matter."""
    foreign = []
    ours = False
    for line in front:
        if line[:1].strip() and not line.startswith(("-", "#")):
            ours = bool(_FRONT_KEY.match(line))
        if not ours and line.strip():
            foreign.append(line)
    return foreign


def _anchors(parts: Iterable[Part]) -> Iterator[Anchor]:
    """Yield for each block what others are said to stand behind; `_TOP` for the agency's own.

    A heading is known by its level and number, a paragraph by its place below its heading: their
    words may change with the plan.
    """
    heading: Anchor = _TOP
    paragraphs = 0
    for part in parts:
        if part.kind is PartKind.TASK:
            yield ("task", part.task)
        elif part.kind is not PartKind.PROGRAM:
            yield _TOP
        elif level := part.block.level:
            heading = ("heading", str(level), *part.block.lines[0].lstrip("# ").split()[:1])
            paragraphs = 0
            yield heading
        else:
            paragraphs += 1
            yield ("paragraph", *heading, str(paragraphs))


class _Kept:
    """What an agency wrote in an old checklist, collected in one pass over its parts."""

    def __init__(self, program: ProgramLines) -> None:
        self._program = program
        self._titles: set[str] = set()
        self._marks: dict[str, str] = {}
        self._behind: dict[str, list[str]] = {}
        self._above: dict[str, list[str]] = {}
        self._runs: dict[Anchor, list[Block]] = {}
        self._texts: dict[str, str] = {}
        self._orphans: list[_Orphan] = []
        self._earlier: list[Block | _Orphan] = []

    def take(self, parts: Iterable[Part], anchors: Iterable[Anchor]) -> None:
        """Collect from parts in their order, each with its anchor."""
        anchor = _TOP  # behind what the next part stands
        orphan: _Orphan | None = None
        for part, own_anchor in zip(parts, anchors, strict=True):
            if part.kind is PartKind.ORPHAN:
                orphan = _Orphan(part)
                (self._earlier if part.block.below_orphaned else self._orphans).append(orphan)
            elif orphan and not part.task and part.kind in {PartKind.RESULT, PartKind.ABOUT}:
                orphan.add(part)
            elif part.block.below_orphaned and not part.task:
                self._earlier += [_flush(part)] if part.lines else []
            elif part.kind is not PartKind.ORPHANED_HEADING:
                anchor = self._take_other(part, anchor, own_anchor)
                self._runs.setdefault(anchor, [])

    def _take_other(self, part: Part, anchor: Anchor, own_anchor: Anchor) -> Anchor:
        """Collect a part that is about no task that is gone; return its successor's anchor."""
        if part.kind is PartKind.TASK:
            self._take_task(part)
            return own_anchor
        if part.kind is PartKind.RESULT:
            self._take_result(part)
            return ("task", part.task)
        if part.kind is PartKind.PROGRAM:
            return own_anchor
        if part.kind is PartKind.STRAY:
            return anchor
        self._take_own(part, anchor)
        return anchor

    def _take_task(self, part: Part) -> None:
        task, mark = part.task, part.block.mark
        self._texts.setdefault(task, part.block.words)
        if mark.strip() and not is_tick(self._marks.get(task, "")):
            self._marks[task] = mark
        if task not in self._above:
            self._above[task] = list(part.lines)
            if part.behind is not None:
                self._behind[task] = part.behind
            return
        # A task that stands there twice: the second one's words go below the first one's.
        for lines in (part.behind or [], part.lines):
            if joined(lines).strip():
                self._add_above(task, [lines[0].lstrip(), *lines[1:]])

    def _take_result(self, part: Part) -> None:
        known = self._behind.setdefault(part.task, [])
        if known:
            known += [*([] if part.block.tight else [""]), *part.lines]
        else:
            known += [f" {part.lines[0]}".rstrip(), *part.lines[1:]]

    def _take_own(self, part: Part, anchor: Anchor) -> None:
        """Collect what the agency wrote outside the items of tasks."""
        continued = part.block.kind == "paragraph_open" and part.lines != part.block.lines
        if part.kind is PartKind.ABOUT and continued:
            # Lines that only continued a paragraph could begin anything on their own.
            self._add_above(part.task, part.lines)
        else:
            self._runs.setdefault(anchor, []).append(_flush(part))

    def _add_above(self, task: str, lines: Sequence[str]) -> None:
        known = self._above[task]
        known += ["", *lines] if known else lines

    def reworded(self, items: Mapping[str, PlanItem]) -> Iterator[str]:
        """Yield the tasks that bear something and do not say what they said."""
        for task, text in self._texts.items():
            bears = task in self._marks or joined(self._behind.get(task, [])).strip()
            if bears and plain_words(text) != plain_words(items[task].text):
                yield task

    def filled(self, block: Block) -> Block:
        """Return a task as `fresh` has it with the tick and the words of the agency."""
        first, *rest = block.lines
        if mark := self._marks.get(block.task):
            first = first.replace("[ ]", f"[{mark}]", 1)
        behind, above = self._behind.get(block.task), self._above.get(block.task)
        lines = [first, *rest]
        if behind:
            lines[-1] = lines[-1].rstrip() + behind[0]
            lines += _indented(behind[1:], block.indent)
        if above:
            lines += ["", *_indented(above, block.indent)]
        return replace(block, lines=lines)

    def runs_behind(self, keys: Collection[Anchor]) -> dict[Anchor, list[Block]]:
        """Return the agency's blocks by what they are to stand behind in the new document.

        What stood behind something that is gone goes behind what was above it, unless that is a
        task, whose result it would seem to be.
        """
        runs: dict[Anchor, list[Block]] = {key: [] for key in (_TOP, *keys, _END)}
        last = _TOP
        for anchor, run in self._runs.items():
            if anchor in runs:
                last = anchor
                runs[anchor] += run
            elif run and last[:1] == ("task",) and not (run[0].level or run[0].label):
                runs[_END] += run
            else:
                runs[last] += run
        left = [block for each in self._earlier for block in _blocks_of(each)]
        titles = [block.lines[0] for block in left if block.level]
        title = titles[-1].lstrip("# ") if titles else ""
        for each in self._orphans:
            blocks = list(each.blocks())
            if blocks and each.title != title:
                title = each.title
                left.append(Block([f"### {title}"], level=3))
                self._titles.add(left[-1].lines[0])
            left += blocks
        runs[_END][:0] = left
        runs[_END] = list(self._without_empty_titles(runs[_END]))
        return runs

    def _without_empty_titles(self, blocks: Sequence[Block]) -> Iterator[Block]:
        """Yield blocks without the titles of the program's that nothing stands below any more."""
        for block, following in zip_longest(blocks, blocks[1:]):
            if not self.is_title(block) or (following and not following.level):
                yield block

    def is_title(self, block: Block) -> bool:
        """Whether a block is the title of a section that the program put over what is orphaned."""
        line = block.lines[0]
        return block.level == _TITLE_LEVEL and (line in self._titles or self._program.heading(line))

    @property
    def orphaned(self) -> list[str]:
        """The labels of tasks that were orphaned since the checklist was last written."""
        return [each.label for each in self._orphans if list(each.blocks())]


class _Orphan:
    """A task that is gone, with what the agency wrote about it."""

    def __init__(self, part: Part) -> None:
        self.label, self.title = part.block.label, part.block.title
        self._part = part
        self._behind = part.behind or []
        self._below: list[Block] = []

    def add(self, part: Part) -> None:
        """Add what stands below the task."""
        if part.kind is PartKind.RESULT and not (self._behind or self._below):
            self._behind = [f" {part.lines[0]}".rstrip(), *part.lines[1:]]
        elif part.lines:
            self._below.append(_flush(part))

    def blocks(self) -> Iterator[Block]:
        """Yield the task and what stands below it, where the agency wrote or ticked something."""
        block = self._part.block
        above, behind = joined(self._part.lines), joined(self._behind)
        rewritten = block.orphaned and not block.printed
        bears = rewritten or block.below_orphaned or block.mark.strip() or self._below
        if not (bears or above.strip() or behind.strip()):
            return
        lines = [f"- [{block.mark or ' '}] **{block.label}** {block.words.strip()}"]
        if above.strip():
            lines += ["", *_indented(above.split("\n"), 2)]
        if behind.strip():
            lines += ["", f"  {RESULT}{self._behind[0]}", *_indented(self._behind[1:], 2)]
        yield replace(block, lines=lines)
        yield from self._below


def _blocks_of(each: Block | _Orphan) -> Iterator[Block]:
    if isinstance(each, _Orphan):
        yield from each.blocks()
    else:
        yield each


_TITLE_LEVEL = 3
_CODE = 4
"""Columns from which a line that begins anew is code."""


def _flush(part: Part) -> Block:
    """Return the agency's lines of a block as one, at the margin as far as they may be.

    Behind an item of a list, a paragraph that is indented would belong to the item.
    """
    block, lines = part.block, list(part.lines)
    columns = 0 if block.kind in {"code_block", "loose"} else columns_of(lines[0])
    # Lines that go on with a paragraph could begin something else at the margin: a list, a task.
    columns = 0 if columns >= _CODE and block.kind == "paragraph_open" else columns
    moved = 1 if block.kind in {"paragraph_open", "heading_open"} else len(lines)
    lines[:moved] = [dedented(line, columns) for line in lines[:moved]]
    return replace(block, lines=lines)


def _indented(lines: Iterable[str], columns: int) -> list[str]:
    return [" " * columns + line if line.strip() else "" for line in lines]
