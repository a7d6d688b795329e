"""Difficulties and proposals of many agencies: by task, counted, the same words told once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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


class TaskNotesData(TypedDict):
    """What is said to a task or duty: by how many agencies; of statements the most frequent."""

    id: str
    text: str
    number: int
    statements: list[StatementData]
    more: int


class NotesData(TypedDict):
    """What is said in all: by how many agencies, to how many tasks; those most are said to.

    `more` counts the other tasks, `more_agencies` the agencies that say something to these.
    """

    agencies: int
    ids: int
    tasks: list[TaskNotesData]
    more: int
    more_agencies: int


_TASKS, _STATEMENTS, _NAMED = 8, 3, 3
"""How many tasks are told of, how many statements to each, how many agencies with each."""
_LONGEST, _LONGEST_TASK = 180, 100
"""Characters of a statement, and of a task, that are told; the annex has all."""


def grouped(notes: Sequence[Note], texts: Mapping[str, str]) -> NotesData:
    """Return notes by what they are to, the most frequent first, else in the order of `texts`.

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
    told, others = held[:_TASKS], held[_TASKS:]
    return {
        "agencies": len({each.agency for each in notes}),
        "ids": len(held),
        "tasks": [_of_task(label, texts.get(label, ""), found) for label, found, _ in told],
        "more": len(others),
        "more_agencies": len({each.agency for _, found, _ in others for each in found}),
    }


def _of_task(label: str, text: str, notes: Sequence[Note]) -> TaskNotesData:
    same: dict[str, list[Note]] = {}
    for each in notes:
        same.setdefault(fold(each.line), []).append(each)
    ordered = sorted(same.values(), key=lambda found: -len({each.agency for each in found}))
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
