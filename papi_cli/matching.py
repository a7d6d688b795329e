"""Which task of the plan an item of a checklist is: numbers may change with the plan.

A result must never come to stand under another task. What a task says tells more than its
number: where a task was taken out and the ones below it were numbered anew, each is found by
its words.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from papi_cli.pieces import Piece, Pieces
from papi_cli.seal import Known, said
from papi_cli.text import alike

_ALIKE = 0.6
"""How much a reworded task must have in common with what it was; 1 is all."""

Wanted = tuple[str, str]
"""A task of the plan: its text, and the name of the section that it stands in, empty for none."""


def assign(document: Pieces, tasks: Mapping[str, Wanted]) -> None:
    """Tell each piece that is a task which of `tasks`, by their labels, it is.

    First those whose number and words are the plan's; then those whose words the plan has under
    another number of the same section; then those whose number it has and whose words have
    changed but little; at last those whose words are the agency's own and no other task's. What
    is none of these and has no box is no task but words of the agency's.
    """
    known = [piece for piece in document.pieces if document.ours.label(piece.label)]
    Matching(known, tasks, document.sealed).run()
    there = {piece.label for piece in known if piece.written or piece.task}
    for piece in known:
        if piece.task or piece.left:
            continue
        if piece.boxed and piece.label not in there and document.sealed.label(piece.label):
            piece.changed = True  # the program's once, and the plan no longer has it
        elif not (piece.written or piece.boxed):
            piece.label = ""


def is_gone(piece: Piece) -> bool:
    """Whether a piece is a task that the program wrote and the plan no longer has."""
    return bool(piece.label) and not piece.task and (piece.written or piece.changed)


class Matching:
    """Pieces against the tasks of a plan."""

    def __init__(self, pieces: Sequence[Piece], tasks: Mapping[str, Wanted], sealed: Known) -> None:
        self._pieces = pieces
        self._sealed = sealed
        self._words = {label: said(text) for label, (text, _) in tasks.items()}
        self._sections = {label: said(section) for label, (_, section) in tasks.items()}
        self._by_words: defaultdict[str, list[str]] = defaultdict(list)
        for label, text in self._words.items():
            self._by_words[text].append(label)
        self._in_plan = set(self._sections.values())
        self._in_file = {piece.section for piece in pieces}
        self._taken: set[str] = set()

    def run(self) -> None:
        """Assign in four passes, the surest first."""
        for find in (self._same, self._moved, self._reworded, self._rewritten):
            for piece in self._pieces:
                if not piece.task:
                    piece.task = find(piece)
            self._taken = {piece.task for piece in self._pieces}

    def _same(self, piece: Piece) -> str:
        label = piece.label
        same = self._words.get(label) == said(piece.words) and self._fits(piece, label)
        return label if same else ""

    def _moved(self, piece: Piece) -> str:
        free = [
            label
            for label in self._by_words.get(said(piece.words), ())
            if label not in self._taken and self._fits(piece, label)
        ]
        found = _nearest(piece.label, free)
        self._taken.add(found)
        return found

    def _reworded(self, piece: Piece) -> str:
        label = piece.label
        if label in self._taken or label not in self._words or not self._fits(piece, label):
            return ""
        return label if _alike(said(piece.words), self._words[label]) else ""

    def _rewritten(self, piece: Piece) -> str:
        label = piece.label
        if piece.written or not piece.boxed or label in self._taken or label not in self._words:
            return ""
        # Its words were changed beyond knowing: it is what it was if the plan still says that.
        same = self._sealed.task(f"{label} {self._words[label]}")
        return label if same and self._fits(piece, label) else ""

    def _fits(self, piece: Piece, label: str) -> bool:
        """Whether a piece stood in the section of a task: sections repeat each other's tasks.

        A section whose name is new may be one whose name is gone, where they are alike.
        """
        section, wanted = piece.section, self._sections[label]
        if section == wanted:
            return not piece.left or label == piece.label
        if piece.left:
            return False
        if not section or not wanted:
            return True
        return (
            section not in self._in_plan and wanted not in self._in_file and _alike(section, wanted)
        )


def _nearest(label: str, free: list[str]) -> str:
    """Return that of several labels that has the most in common with one; none where two do."""
    if not free:
        return ""
    shares = {each: _shared(each, label) for each in free}
    best = max(shares, key=lambda each: shares[each])
    return best if list(shares.values()).count(shares[best]) == 1 else ""


def _shared(one: str, other: str) -> int:
    """Return how many characters two labels have in common at their start."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (a, b) in pairs if a != b), min(len(one), len(other)))


def _alike(one: str, other: str) -> bool:
    """Whether words are a task's, reworded; where none are left, its number tells."""
    return not one.strip() or alike(one, other) >= _ALIKE
