"""Writing a checklist anew: a fresh one with all that an agency wrote in the old one."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from papi_cli.checklist import (
    LEFT_OVER,
    begins_result,
    behind_label,
    is_left_over,
    is_tick,
    joined,
    own_lines,
    says_anything,
    told,
)
from papi_cli.matching import assign, is_gone
from papi_cli.pieces import Piece, Pieces, columns_of, dedented, take_apart
from papi_cli.seal import Known

Anchor = tuple[str, ...]
"""What a piece of the agency's stands behind: a task, a heading or a paragraph of the program's."""

_TOP: Anchor = ()
_END: Anchor = (LEFT_OVER,)


def merge(fresh: str, old: str) -> str:
    """Return the checklist `fresh` with all that the agency wrote in `old`.

    Every tick and every word is kept: with its task where `fresh` has it, under the heading
    `LEFT_OVER` where not; what stands outside tasks behind what it stood behind. Merging `fresh`
    into the result once more changes nothing. Both end their lines as Unix does.
    """
    # What an agency wrote can mean something else in its new place (an indented paragraph that
    # comes to stand behind an item): it is placed until it stays.
    new = take_apart(fresh, ())
    tasks = {piece.label: piece.text for piece in new.pieces if piece.label}
    assign(new.pieces, tasks, new.ours)
    for _ in range(_PATIENCE):
        merged = _merged(new, tasks, old)
        if merged == old:
            return old
        old = merged
    raise UnsettledError


_PATIENCE = 8


class UnsettledError(Exception):
    """What an agency wrote takes another place each time it is written anew."""


def _merged(new: Pieces, tasks: Mapping[str, str], old: str) -> str:
    was = take_apart(old, tasks, new.prints)
    assign(was.pieces, tasks, was.ours)
    keys = list(_anchors(new.pieces, new.ours))
    kept = _Kept(new, was.ours)
    kept.take(was.pieces, keys)
    runs = kept.runs_behind(keys)
    lines = ["---", *new.front, *_foreign(was.front), "---"]
    _add(lines, runs[_TOP])
    for piece, key in zip(new.pieces, keys, strict=True):
        _add(lines, [kept.filled(piece) if piece.task else piece])
        _add(lines, runs[key])
    if runs[_END]:
        _add(lines, [Piece([f"## {LEFT_OVER}"]), *runs[_END]])
    return "\n".join([*lines, "", *new.seal, ""])


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


def _anchors(pieces: Iterable[Piece], ours: Known) -> Iterator[Anchor]:
    """Yield for each piece what others are said to stand behind; `_TOP` for the agency's own.

    A heading is known by its level and number, a paragraph by its place below its heading: their
    words may change with the plan.
    """
    heading: Anchor = _TOP
    paragraphs = 0
    for piece in pieces:
        if piece.task:
            yield ("task", piece.task)
        elif own_lines(piece, ours):
            yield _TOP
        elif piece.level:
            heading = ("heading", str(piece.level), *piece.lines[0].lstrip("# ").split()[:1])
            paragraphs = 0
            yield heading
        else:
            paragraphs += 1
            yield ("paragraph", *heading, str(paragraphs))


class _Kept:
    """What an agency wrote in an old checklist, collected in one pass over its pieces."""

    def __init__(self, new: Pieces, ours: Known) -> None:
        self._begun = {piece.task: piece.lines for piece in new.pieces if piece.task}
        self._ours = ours
        self._marks: dict[str, str] = {}
        self._told: dict[str, tuple[list[str] | None, list[str]]] = {}
        self._runs: dict[Anchor, list[Piece]] = {}
        self._gone: list[list[Piece]] = []
        # While pieces are taken: behind what the next one stands; the place of those that are
        # not about a task; the task that it is about; the task that has no `Kết quả:` yet; the
        # task that is gone, with its words.
        self._anchor = self._home = _TOP
        self._task = self._unlabelled = ""
        self._going: list[Piece] | None = None

    def take(self, pieces: Sequence[Piece], keys: Collection[Anchor]) -> None:
        """Collect from pieces in their order; `keys` are the anchors of the new document."""
        for piece, anchor in zip(pieces, _anchors(pieces, self._ours), strict=True):
            if is_left_over(piece):
                self._enter(_END)
                self._unlabelled = ""
            elif piece.task:
                self._take_task(piece)
                self._anchor, self._task, self._going = anchor, piece.task, None
            elif self._unlabelled and begins_result(piece.lines[0]):
                self._take_result(piece)
            elif is_gone(piece, self._ours):
                self._task = self._unlabelled = ""
                self._going = [piece]
                self._gone.append(self._going)
            elif own := own_lines(piece, self._ours):
                self._take_own(piece, own)
            elif piece.level or anchor in keys:
                self._enter(anchor)
            self._runs.setdefault(self._anchor, [])

    def _enter(self, anchor: Anchor) -> None:
        """Go on behind a heading or paragraph of the program's."""
        self._anchor = self._home = anchor
        self._task = ""
        self._going = None

    def _take_result(self, piece: Piece) -> None:
        """Collect `Kết quả:` that came to stand outside its task."""
        task = self._unlabelled
        first, *rest = piece.lines
        self._told[task] = ([behind_label(first), *rest], self._told[task][1])
        self._anchor, self._task, self._unlabelled = ("task", task), task, ""

    def _take_own(self, piece: Piece, own: list[str]) -> None:
        """Collect what the agency wrote outside the items of tasks."""
        if piece.level or piece.label:
            self._task = ""
            self._going = None
            if not piece.level:
                self._unlabelled = ""
            if self._home == _END:
                self._anchor = _END
        if self._going is not None:
            self._going.append(_flush(piece, own))
        elif self._task and piece.kind == "paragraph_open" and own != piece.lines:
            # Lines that only continued a paragraph could begin anything on their own.
            self._add_told(self._task, own)
        else:
            self._runs.setdefault(self._anchor, []).append(_flush(piece, own))

    def _take_task(self, piece: Piece) -> None:
        task = piece.task
        if piece.mark.strip() and not is_tick(self._marks.get(task, "")):
            self._marks[task] = piece.mark
        above, behind = told(piece, self._ours, self._begun[task])
        self._unlabelled = ""
        if task not in self._told:
            self._told[task] = (behind, above)
            self._unlabelled = task if behind is None else ""
            return
        # A task that stands there twice: the second one's words go below the first one's.
        for part in (behind or [], above):
            if joined(part).strip():
                self._add_told(task, [part[0].lstrip(), *part[1:]])

    def _add_told(self, task: str, lines: list[str]) -> None:
        behind, above = self._told[task]
        self._told[task] = (behind, [*above, "", *lines] if above else lines)

    def filled(self, piece: Piece) -> Piece:
        """Return a task as `fresh` has it with the tick and the words of the agency."""
        first, *rest = piece.lines
        if mark := self._marks.get(piece.task):
            first = first.replace("[ ]", f"[{mark}]", 1)
        behind, above = self._told.get(piece.task, ([], []))
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
        for gone in self._gone:
            if gone[1:] or says_anything(gone[0], self._ours):
                runs[_END] += gone
        return runs


def _flush(piece: Piece, lines: list[str]) -> Piece:
    """Return a piece of the agency's with some of its lines, at the margin as far as it may be.

    Behind an item of a list, a paragraph that is indented would belong to the item.
    """
    columns = 0 if piece.kind in {"code_block", "loose"} else columns_of(lines[0])
    return replace(piece, lines=[dedented(line, columns) for line in lines] if columns else lines)


def _indented(lines: Iterable[str], columns: int) -> list[str]:
    return [" " * columns + line if line.strip() else "" for line in lines]
