"""Difficulties and proposals of many agencies: by task, counted, the same words told once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypedDict

from papi_cli.vietnamese.words import fold, shortened


@dataclass(frozen=True, slots=True)
class Note:
    """What an agency says stands in its way, or proposes, on one line: to which task or duty."""

    agency: str
    label: str
    line: str


class StatementData(TypedDict):
    """What agencies say in the same words, on a line that is cut where it is long."""

    line: str
    number: int
    agencies: str


class SharedStatementData(StatementData):
    """A statement of all tasks together: `ids` are those that it is said to, `more` others."""

    ids: list[str]
    more: int


class TaskNotesData(TypedDict):
    """What is said to a task or duty: by how many agencies; of statements the most frequent."""

    id: str
    text: str
    number: int
    statements: list[StatementData]
    more: int


class NotesData(TypedDict):
    """What is said in all: by how many agencies, to how many tasks; what most say, of all tasks.

    `more` counts the other statements. `tasks` are those that most agencies say something to, none
    that one alone does.
    """

    agencies: int
    ids: int
    statements: list[SharedStatementData]
    more: int
    tasks: list[TaskNotesData]


_SHARED, _TASKS, _STATEMENTS, _NAMED = 8, 5, 3, 3
"""How many statements of all tasks, how many tasks, statements to each, agencies with each."""
_IDS = 6
"""With how many tasks a statement stands."""
_SEVERAL = 2
"""Of so many agencies a task is told of."""
_LONGEST, _LONGEST_TASK = 180, 100
"""Characters of a statement, and of a task, that are told; the annex has all."""


def grouped(notes: Sequence[Note], texts: Mapping[str, str]) -> NotesData:
    """Return notes by what they say and by what they are to, the most frequent first.

    Else they stand in the order of `texts`.

    `texts` are those of all tasks and duties by their labels; a note to another comes last.
    """
    by_label: dict[str, list[Note]] = {each: [] for each in texts}
    for each in notes:
        by_label.setdefault(each.label, []).append(each)
    held = [
        (label, found, len({each.agency for each in found}))
        for label, found in by_label.items()
        if found
    ]
    held.sort(key=lambda each: -each[2])
    shared = _same([note for found in by_label.values() for note in found])
    shared.sort(key=lambda found: -len({each.label for each in found}))
    shared.sort(key=lambda found: -len({each.agency for each in found}))
    told = [each for each in held if each[2] >= _SEVERAL][:_TASKS]
    return {
        "agencies": len({each.agency for each in notes}),
        "ids": len(held),
        "statements": [_shared(found) for found in shared[:_SHARED]],
        "more": len(shared[_SHARED:]),
        "tasks": [_of_task(label, texts.get(label, ""), found) for label, found, _ in told],
    }


def _same(notes: Iterable[Note]) -> list[list[Note]]:
    """Return notes that say the same together, in the order of the first of each."""
    same: dict[str, list[Note]] = {}
    for each in notes:
        same.setdefault(fold(each.line), []).append(each)
    return [*same.values()]


def _shared(notes: Sequence[Note]) -> SharedStatementData:
    labels = list(dict.fromkeys(each.label for each in notes))
    return {**_statement(notes), "ids": labels[:_IDS], "more": len(labels[_IDS:])}


def _of_task(label: str, text: str, notes: Sequence[Note]) -> TaskNotesData:
    ordered = sorted(_same(notes), key=lambda found: -len({each.agency for each in found}))
    return {
        "id": label,
        "text": shortened(text, _LONGEST_TASK),
        "number": len({each.agency for each in notes}),
        "statements": [_statement(found) for found in ordered[:_STATEMENTS]],
        "more": len(ordered[_STATEMENTS:]),
    }


def _statement(notes: Sequence[Note]) -> StatementData:
    names = list(dict.fromkeys(each.agency for each in notes))
    more = len(names) - _NAMED
    named = "; ".join(names[:_NAMED]) + (f" và {more} cơ quan khác" if more > 0 else "")
    line = shortened(notes[0].line, _LONGEST).rstrip(" .;")
    return {"line": line, "number": len(names), "agencies": named}
