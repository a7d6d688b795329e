"""Writing a checklist anew: a fresh one with all that an agency wrote in the old one."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from papi_cli.checklist import (
    RESULT,
    Kind,
    Part,
    is_tick,
    joined,
    parts_of,
    refuse_too_long,
)
from papi_cli.matching import Wanted, assign
from papi_cli.pieces import LEFT_OVER, Piece, Pieces, columns_of, dedented, take_apart
from papi_cli.seal import prints_of, said, sealed

Anchor = tuple[str, ...]
"""What a piece of the agency's stands behind: a task, a heading or a paragraph of the program's."""

_TOP: Anchor = ()
_END: Anchor = (LEFT_OVER,)


@dataclass(frozen=True, slots=True)
class Merged:
    """A checklist written anew: its text, and what its agency should be told.

    `gone` are the labels of tasks that the plan no longer has and that bear something, `reworded`
    those of tasks that bear something and whose words have changed.
    """

    text: str
    gone: tuple[str, ...] = ()
    reworded: tuple[str, ...] = ()


def merge(fresh: str, old: str) -> Merged:
    """Return the checklist `fresh` with all that the agency wrote in `old`.

    Every tick and every word is kept: with its task where `fresh` has it, under the heading
    `LEFT_OVER` where not; what stands outside tasks behind what it stood behind. Merging `fresh`
    into the result once more changes nothing. Both end their lines as Unix does. Raises
    `NotAChecklistError` where `old` is too long to be one, `UnsettledError`.
    """
    # What an agency wrote can mean something else in its new place (an indented paragraph that
    # comes to stand behind an item): it is placed until it stays.
    new = take_apart(fresh, ())
    tasks = {piece.label: (piece.words, piece.section) for piece in new.pieces if piece.label}
    assign(new, tasks)
    refuse_too_long(old, len(tasks))
    first = None
    for _ in range(_PATIENCE):
        merged = _merged(new, tasks, old)
        first = first or merged
        if merged.text == old:
            return replace(first, text=old)
        old = merged.text
    raise UnsettledError


_PATIENCE = 8


class UnsettledError(Exception):
    """What an agency wrote takes another place each time it is written anew."""


def _merged(new: Pieces, tasks: Mapping[str, Wanted], old: str) -> Merged:
    was = take_apart(old, tasks, new.prints)
    assign(was, tasks)
    keys = list(_anchors(parts_of(new)))
    parts = list(parts_of(was, {piece.task: piece.lines for piece in new.pieces if piece.task}))
    kept = _Kept()
    kept.take(parts, _anchors(parts))
    runs = kept.runs_behind(keys)
    lines = ["---", *new.front, *_foreign(was.front), "---"]
    _add(lines, runs[_TOP])
    for piece, key in zip(new.pieces, keys, strict=True):
        _add(lines, [kept.filled(piece) if piece.task else piece])
        _add(lines, runs[key])
    if runs[_END]:
        _add(lines, [Piece([f"## {LEFT_OVER}"]), *runs[_END]])
    left = (print_ for piece in runs[_END] if piece.label for print_ in prints_of(piece.lines[0]))
    seal = sealed(list(dict.fromkeys([*new.prints, *left])))
    text = "\n".join([*lines, "", *seal, ""])
    return Merged(text, tuple(kept.gone), tuple(kept.reworded(tasks)))


def _add(lines: list[str], pieces: Iterable[Piece]) -> None:
    """Add pieces, a blank line before each but those that stood right behind the one above."""
    for at, piece in enumerate(pieces):
        lines += piece.lines if at and piece.tight else ["", *piece.lines]


_FRONT_KEY = re.compile(r"(papi|version|plan|agency|role|dimensions)\s*:")


def _foreign(front: list[str]) -> list[str]:
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
    """Yield for each piece what others are said to stand behind; `_TOP` for the agency's own.

    A heading is known by its level and number, a paragraph by its place below its heading: their
    words may change with the plan.
    """
    heading: Anchor = _TOP
    paragraphs = 0
    for part in parts:
        if part.kind is Kind.TASK:
            yield ("task", part.task)
        elif part.kind is not Kind.OURS:
            yield _TOP
        elif level := part.piece.level:
            heading = ("heading", str(level), *part.piece.lines[0].lstrip("# ").split()[:1])
            paragraphs = 0
            yield heading
        else:
            paragraphs += 1
            yield ("paragraph", *heading, str(paragraphs))


class _Kept:
    """What an agency wrote in an old checklist, collected in one pass over its parts."""

    def __init__(self) -> None:
        self._marks: dict[str, str] = {}
        self._behind: dict[str, list[str]] = {}
        self._above: dict[str, list[str]] = {}
        self._runs: dict[Anchor, list[Piece]] = {}
        self._texts: dict[str, str] = {}
        self._gone: list[_Gone] = []
        self._left: list[Piece | _Gone] = []

    def take(self, parts: Iterable[Part], anchors: Iterable[Anchor]) -> None:
        """Collect from parts in their order, each with its anchor."""
        anchor = _TOP  # behind what the next part stands
        going: _Gone | None = None
        for part, own_anchor in zip(parts, anchors, strict=True):
            if part.kind is Kind.GONE:
                going = _Gone(part)
                (self._left if part.piece.left else self._gone).append(going)
            elif going and not part.task and part.kind in {Kind.RESULT, Kind.ABOUT}:
                going.add(part)
            elif part.piece.left and not part.task:
                self._left += [_flush(part)] if part.lines else []
            elif part.kind is not Kind.LEFT_OVER:
                anchor = self._take_other(part, anchor, own_anchor)
                self._runs.setdefault(anchor, [])

    def _take_other(self, part: Part, anchor: Anchor, own_anchor: Anchor) -> Anchor:
        """Collect a part that is about no task that is gone; return its successor's anchor."""
        if part.kind is Kind.TASK:
            self._take_task(part)
            return own_anchor
        if part.kind is Kind.RESULT:
            self._take_result(part)
            return ("task", part.task)
        if part.kind is Kind.OURS:
            return own_anchor
        if part.kind is Kind.STRAY:
            return anchor
        self._take_own(part, anchor)
        return anchor

    def _take_task(self, part: Part) -> None:
        task, mark = part.task, part.piece.mark
        self._texts.setdefault(task, part.piece.words)
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
            known += [*([] if part.piece.tight else [""]), *part.lines]
        else:
            known += [f" {part.lines[0]}".rstrip(), *part.lines[1:]]

    def _take_own(self, part: Part, anchor: Anchor) -> None:
        """Collect what the agency wrote outside the items of tasks."""
        continued = part.piece.kind == "paragraph_open" and part.lines != part.piece.lines
        if part.kind is Kind.ABOUT and continued:
            # Lines that only continued a paragraph could begin anything on their own.
            self._add_above(part.task, part.lines)
        else:
            self._runs.setdefault(anchor, []).append(_flush(part))

    def _add_above(self, task: str, lines: Sequence[str]) -> None:
        known = self._above[task]
        known += ["", *lines] if known else lines

    def reworded(self, tasks: Mapping[str, Wanted]) -> Iterator[str]:
        """Yield the tasks that bear something and do not say what they said."""
        for task, text in self._texts.items():
            bears = task in self._marks or joined(self._behind.get(task, [])).strip()
            if bears and said(text) != said(tasks[task][0]):
                yield task

    def filled(self, piece: Piece) -> Piece:
        """Return a task as `fresh` has it with the tick and the words of the agency."""
        first, *rest = piece.lines
        if mark := self._marks.get(piece.task):
            first = first.replace("[ ]", f"[{mark}]", 1)
        behind, above = self._behind.get(piece.task), self._above.get(piece.task)
        lines = [first, *rest]
        if behind:
            lines[-1] = lines[-1].rstrip() + behind[0]
            lines += _indented(behind[1:], piece.indent)
        if above:
            lines += ["", *_indented(above, piece.indent)]
        return replace(piece, lines=lines)

    def runs_behind(self, keys: Collection[Anchor]) -> dict[Anchor, list[Piece]]:
        """Return the agency's pieces by what they are to stand behind in the new document.

        What stood behind something that is gone goes behind what was above it, unless that is a
        task, whose result it would seem to be.
        """
        runs: dict[Anchor, list[Piece]] = {key: [] for key in (_TOP, *keys, _END)}
        last = _TOP
        for anchor, run in self._runs.items():
            if anchor in runs:
                last = anchor
                runs[anchor] += run
            elif run and last[:1] == ("task",) and not (run[0].level or run[0].label):
                runs[_END] += run
            else:
                runs[last] += run
        left = [piece for each in self._left for piece in _pieces(each)]
        titles = [piece.lines[0] for piece in left if piece.level]
        title = titles[-1].lstrip("# ") if titles else ""
        for each in self._gone:
            pieces = list(each.pieces())
            if pieces and each.title != title:
                title = each.title
                left.append(Piece([f"### {title}"], level=3))
            left += pieces
        runs[_END][:0] = left
        return runs

    @property
    def gone(self) -> list[str]:
        """The labels of tasks that are gone since the checklist was last written."""
        return [each.label for each in self._gone if list(each.pieces())]


class _Gone:
    """A task that is gone, with what the agency wrote about it."""

    def __init__(self, part: Part) -> None:
        self.label, self.title = part.piece.label, part.piece.title
        self._part = part
        self._behind = part.behind or []
        self._below: list[Piece] = []

    def add(self, part: Part) -> None:
        """Add what stands below the task."""
        if part.kind is Kind.RESULT and not (self._behind or self._below):
            self._behind = [f" {part.lines[0]}".rstrip(), *part.lines[1:]]
        elif part.lines:
            self._below.append(_flush(part))

    def pieces(self) -> Iterator[Piece]:
        """Yield the task and what stands below it, where the agency wrote or ticked something."""
        piece = self._part.piece
        above, behind = joined(self._part.lines), joined(self._behind)
        bears = piece.changed or piece.left or piece.mark.strip() or self._below
        if not (bears or above.strip() or behind.strip()):
            return
        lines = [f"- [{piece.mark or ' '}] **{piece.label}** {piece.words.strip()}"]
        if above.strip():
            lines += ["", *_indented(above.split("\n"), 2)]
        if behind.strip():
            lines += ["", f"  {RESULT}{self._behind[0]}", *_indented(self._behind[1:], 2)]
        yield replace(piece, lines=lines)
        yield from self._below


def _pieces(each: Piece | _Gone) -> Iterator[Piece]:
    if isinstance(each, _Gone):
        yield from each.pieces()
    else:
        yield each


_CODE = 4
"""Columns from which a line that begins anew is code."""


def _flush(part: Part) -> Piece:
    """Return the agency's lines of a piece as one, at the margin as far as they may be.

    Behind an item of a list, a paragraph that is indented would belong to the item.
    """
    piece, lines = part.piece, list(part.lines)
    columns = 0 if piece.kind in {"code_block", "loose"} else columns_of(lines[0])
    # Lines that go on with a paragraph could begin something else at the margin: a list, a task.
    columns = 0 if columns >= _CODE and piece.kind == "paragraph_open" else columns
    moved = 1 if piece.kind in {"paragraph_open", "heading_open"} else len(lines)
    lines[:moved] = [dedented(line, columns) for line in lines[:moved]]
    return replace(piece, lines=lines)


def _indented(lines: Iterable[str], columns: int) -> list[str]:
    return [" " * columns + line if line.strip() else "" for line in lines]
