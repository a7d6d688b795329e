"""Which task of the plan an item of a checklist is: numbers may change with the plan.

A result must never come to stand under another task. What a task says tells more than its
number: where a task was taken out and the ones below it were numbered anew, each is found by
its words.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from papi_cli.pieces import Piece
from papi_cli.seal import Known, said

_ALIKE = 0.5
"""The share of words that a reworded task has in common with what it was."""


def assign(pieces: Iterable[Piece], tasks: Mapping[str, str], ours: Known) -> None:
    """Tell each piece that is a task which of `tasks` it is: label to text, as the plan has them.

    First those whose number and words are the plan's; then those whose words the plan has under
    another number; then those whose number it has and whose words were changed but little, or
    were changed by the agency.
    """
    words = {label: said(text) for label, text in tasks.items()}
    numbers: defaultdict[str, list[str]] = defaultdict(list)
    for label, text in words.items():
        numbers[text].append(label)
    known = [piece for piece in pieces if piece.label and ours.label(piece.label)]
    for piece in known:
        if words.get(piece.label) == said(piece.text):
            piece.task = piece.label
    taken = {piece.task for piece in known}
    for piece in known:
        if not piece.task:
            free = [label for label in numbers.get(said(piece.text), ()) if label not in taken]
            piece.task = _nearest(piece.label, free)
            taken.add(piece.task)
    for piece in known:
        if not piece.task and piece.label in words and piece.label not in taken:
            written = ours.task(piece.labelled)
            if not written or _alike(said(piece.text), words[piece.label]):
                piece.task = piece.label
                taken.add(piece.task)


def is_gone(piece: Piece, ours: Known) -> bool:
    """Whether a piece is a task that the program wrote and the plan no longer has."""
    return bool(piece.label) and not piece.task and ours.task(piece.labelled)


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
    from difflib import SequenceMatcher  # noqa: PLC0415 - few tasks change their words

    ours, theirs = one.casefold().split(), other.casefold().split()
    if not ours or not theirs:
        return True
    matcher = SequenceMatcher(None, ours, theirs, autojunk=False)
    common = sum(block.size for block in matcher.get_matching_blocks())
    return common >= _ALIKE * min(len(ours), len(theirs))
