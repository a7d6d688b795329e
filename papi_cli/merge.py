"""Writing a checklist anew: a fresh one with all that an agency wrote in the old one."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from papi_cli.checklist import (
    LEFT_OVER,
    is_left_over,
    is_tick,
    joined,
    own_lines,
    says_anything,
    told,
)
from papi_cli.pieces import Piece, Pieces, columns_of, dedented, take_apart
from papi_cli.seal import fingerprint, said

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
    for _ in range(_PATIENCE):
        merged = _merged(new, old)
        if merged == old:
            break
        old = merged
    return old


_PATIENCE = 8


def _merged(new: Pieces, old: str) -> str:
    known = frozenset(new.prints)
    tasks = {piece.label: piece for piece in new.pieces if piece.label}
    was = take_apart(old, tasks, known)
    keys = list(_anchors(new.pieces, tasks, known))
    kept = _Kept(tasks, was.prints | known)
    kept.take(was.pieces, keys)
    runs = kept.runs_behind(keys)
    lines = ["---", *new.front, *_foreign(was.front), "---"]
    _add(lines, runs[_TOP])
    for piece, key in zip(new.pieces, keys, strict=True):
        _add(lines, [kept.filled(piece) if piece.label else piece])
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


def _anchors(
    pieces: Iterable[Piece], tasks: Collection[str], ours: Collection[str]
) -> Iterator[Anchor]:
    """Yield for each piece what others are said to stand behind; `_TOP` for the agency's own.

    A heading is known by its level and number, a paragraph by its place below its heading: their
    words may change with the plan.
    """
    heading: Anchor = _TOP
    paragraphs = 0
    for piece in pieces:
        if piece.label in tasks:
            yield ("task", piece.label)
        elif own_lines(piece, ours):
            yield _TOP
        elif piece.level:
            heading = ("heading", str(piece.level), said(piece.lines[0]).split()[1])
            paragraphs = 0
            yield heading
        else:
            paragraphs += 1
            yield ("paragraph", *heading, str(paragraphs))


class _Kept:
    """What an agency wrote in an old checklist, collected in one pass over its pieces."""

    def __init__(self, tasks: Mapping[str, Piece], ours: frozenset[str]) -> None:
        self._tasks = tasks
        self._ours = ours
        self._marks: dict[str, str] = {}
        self._told: dict[str, tuple[list[str], list[str]]] = {}
        self._runs: dict[Anchor, list[Piece]] = {}
        self._gone: list[list[Piece]] = []

    def take(self, pieces: Sequence[Piece], keys: Collection[Anchor]) -> None:
        """Collect from pieces in their order; `keys` are the anchors of the new document."""
        anchor = home = _TOP
        task = ""
        gone: list[Piece] | None = None
        anchors = _anchors(pieces, self._tasks, self._ours)
        for piece, own_anchor in zip(pieces, anchors, strict=True):
            if is_left_over(piece):
                anchor = home = _END
                task, gone = "", None
            elif piece.label in self._tasks:
                self._take_task(piece)
                anchor, gone = own_anchor, None
                task = piece.label
            elif piece.label and fingerprint(piece.label) in self._ours:
                gone = [piece]
                self._gone.append(gone)
                task = ""
            elif own := own_lines(piece, self._ours):
                about_task = not (piece.level or piece.label)
                if gone is not None and about_task:
                    gone.append(_flush(piece, own))
                    continue
                gone = None
                if task and piece.kind == "paragraph_open" and own != piece.lines:
                    # Lines that only continued a paragraph could begin anything on their own.
                    self._add_told(task, own)
                    continue
                if not about_task:
                    task = ""
                    anchor = _END if home == _END else anchor
                self._runs.setdefault(anchor, []).append(_flush(piece, own))
            elif piece.level or own_anchor in keys:
                anchor = home = own_anchor
                task, gone = "", None
            self._runs.setdefault(anchor, [])

    def _take_task(self, piece: Piece) -> None:
        label = piece.label
        if piece.mark.strip() and not is_tick(self._marks.get(label, "")):
            self._marks[label] = piece.mark
        above, behind = told(piece, self._ours, self._tasks[label].lines)
        if label not in self._told:
            self._told[label] = (behind, above)
            return
        # A task that stands there twice: the second one's words go below the first one's.
        for part in (behind, above):
            if joined(part).strip():
                self._add_told(label, [part[0].lstrip(), *part[1:]])

    def _add_told(self, label: str, lines: list[str]) -> None:
        behind, above = self._told[label]
        self._told[label] = (behind, [*above, "", *lines] if above else lines)

    def filled(self, piece: Piece) -> Piece:
        """Return a task as `fresh` has it with the tick and the words of the agency."""
        first, *rest = piece.lines
        if mark := self._marks.get(piece.label):
            first = first.replace("[ ]", f"[{mark}]", 1)
        behind, above = self._told.get(piece.label, ([], []))
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
