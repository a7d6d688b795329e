"""A checklist as Markdown: made, and read back.

What the program wrote in it and what the agency wrote is told apart by a comment at its end that
holds a fingerprint of every line of the program's.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from papi_cli.checklists.fingerprints import (
    ITEM,
    bare_words,
    fingerprint_comment,
    fingerprints_of,
)
from papi_cli.checklists.format import (
    Checklist,
    Entry,
    Head,
    NotAChecklistError,
    OrphanedEntry,
    parse_head,
)
from papi_cli.checklists.items import PlanItem, Printed, PrintedItem, printed_facts
from papi_cli.checklists.labels import RESULT, Field, parted
from papi_cli.checklists.matching import assign
from papi_cli.checklists.reading import (
    Kind,
    Part,
    Reading,
    TaskPart,
    dedented,
    joined,
    read_parts,
    trimmed,
)
from papi_cli.files import plain_lines
from papi_cli.vietnamese.deadline import day


def assemble(head: Head, body: str) -> str:
    """Return a checklist whole: front matter, the body from a template, and the fingerprints."""
    body = body.strip("\n")
    return "\n".join([f"{head}\n{body}\n", *fingerprint_comment(fingerprints_of(body)), ""])


def first_missing(fresh: str, labels: Sequence[str]) -> str:
    """Return the first of `labels` that is no task of a fresh checklist, empty where all are.

    A task whose last line is not `Kết quả:` does not count: what is written below would be lost.
    """
    found: set[str] = set()
    label, ended = "", False
    for line in fresh.split("\n"):
        if line.startswith("- [") and (item := ITEM.match(line)):
            label, ended = item[2], False
        elif line.startswith(" ") and line.strip():
            ended = line.strip() == RESULT
            if label and ended:
                found.add(label)
            elif label:
                found.discard(label)
        elif line.strip():
            label = ""
    return next((each for each in labels if each not in found), "")


_MOST_LINES, _LINES_OF_A_TASK = 5_000, 20
_MOST_CHARS, _CHARS_OF_A_TASK = 200_000, 2_000


def refuse_too_long(text: str, tasks: int) -> None:
    """Raise `NotAChecklistError` where a text is longer than any checklist of so many tasks.

    Five thousand lines are more than anybody has to report.
    """
    lines = _MOST_LINES + _LINES_OF_A_TASK * tasks
    chars = _MOST_CHARS + _CHARS_OF_A_TASK * tasks
    if text.count("\n") > lines or len(text) > chars:
        raise NotAChecklistError(f"dài quá {lines} dòng hoặc {chars} chữ")


def read_assigned(
    text: str,
    items: Mapping[str, PlanItem],
    fresh_prints: Iterable[str] = (),
    known: Mapping[str, PlanItem] | None = None,
) -> Reading:
    """Return a checklist taken apart, its tasks assigned to the plan's `items` by their labels.

    `known` are all of the plan's, where `items` are only some: a task is recognised by any, and
    is orphaned where it is none of `items`.
    `fresh_prints` are as `read_parts` takes them. Raises `NotAChecklistError`.
    """
    known = {**(known or {}), **items}
    refuse_too_long(text, len(known))
    return assign(read_parts(text, known, fresh_prints), known, items)


def read(text: str, items: Mapping[str, PlanItem], fresh_prints: Iterable[str] = ()) -> Checklist:
    """Return what an agency wrote in a checklist.

    `items` are the plan's by their labels; what was written about any other is orphaned;
    `fresh_prints` are as `read_parts` takes them. Raises `NotAChecklistError`.
    """
    reading = read_assigned(plain_lines(text), items, fresh_prints)
    tasks = reading.tasks
    entries: dict[str, tuple[Entry, ...]] = {}
    for each in tasks:
        if each.task:
            entries[each.task] = (*entries.get(each.task, ()), entry_of(each))
    orphaned = (part for part in reading.parts if part.task and part.task.orphaned)
    assigned = [each for each in tasks if each.task]
    return Checklist(
        parse_head(reading.front),
        entries,
        orphaned=tuple(
            _orphaned_entry(part.task, moved=part.below_orphaned)
            for part in orphaned
            if bears(part) and part.task
        ),
        others=tuple(_others(reading.parts)),
        held=frozenset(each.task for each in assigned if each.line.printed),
        intact=bool(reading.prints),
        opening=_opening(reading.parts),
        printed=len({each.line.label for each in tasks if each.line.printed}),
        changed=frozenset(each.task for each in assigned if is_reworded(each, items)),
        facts={each.task: facts_of(each) for each in assigned},
        repeated=repeated_in(tasks),
        slips=slips_in(tasks),
        shown=Printed(tuple(_printed_items(reading, items))),
    )


_ESCAPED = re.compile(r"\\(.)")


def _printed_items(reading: Reading, items: Mapping[str, PlanItem]) -> Iterator[PrintedItem]:
    """Yield the tasks as the program printed them, those last that somebody took out."""
    tasks = [each.task for each in reading.parts if each.task and not each.below_orphaned]
    for each in tasks:
        if each.line.printed:
            lines = (_unescaped(line.strip().lstrip("-*+ ")) for line in each.facts)
            text = _unescaped(" ".join(each.line.words.split()))
            yield PrintedItem(each.line.label, text, printed_facts(lines), each.task)
        elif each.task:
            yield PrintedItem(each.line.label, "", None, each.task)
    standing = {label for each in tasks for label in (each.task, each.line.label)}
    for label in items:
        if label not in standing and reading.program.printed_label(label):
            yield PrintedItem(label, "", None, label)


def _unescaped(text: str) -> str:
    """Return words without the marks that keep them from being markup."""
    return _ESCAPED.sub(r"\1", text)


def is_reworded(part: TaskPart, items: Mapping[str, PlanItem]) -> bool:
    """Whether the text that the program printed is no longer that of the plan's task."""
    known = part.line.printed or part.line.slip
    return known and bare_words(part.line.words) != bare_words(items[part.task].text)


def repeated_in(tasks: Iterable[TaskPart]) -> dict[str, list[int]]:
    """Return the plan's tasks that stand several times, with the numbers of the lines."""
    places: dict[str, list[int]] = {}
    for each in tasks:
        if each.task:
            places.setdefault(each.task, []).append(each.line_number)
    return {label: numbers for label, numbers in places.items() if len(numbers) > 1}


def slips_in(tasks: Iterable[TaskPart]) -> dict[str, int]:
    """Return the plan's tasks whose text has a slip of the finger, with the number of the line."""
    places: dict[str, int] = {}
    for each in tasks:
        if each.task and each.line.slip:
            places.setdefault(each.task, each.line_number)
    return places


def facts_of(part: TaskPart) -> dict[str, str]:
    """Return what the program says of a task below it, by the word before the colon."""
    pairs = (each.lstrip("-*+ ").partition(":") for each in part.facts)
    return {name.strip(): bare_words(value) for name, colon, value in pairs if colon}


_DATED = re.compile(r"\bngày\s+(\d{1,2}/\d{1,2}/\d{4})")


def _opening(parts: Iterable[Part]) -> date | None:
    """Return the day that the program's opening sentence names, the first that it does."""
    for part in parts:
        if part.kind is Kind.PROGRAM and not part.level:
            if found := _DATED.search(" ".join(part.lines)):
                return day(found[1])
        elif part.task:
            break
    return None


def entry_of(part: TaskPart) -> Entry:
    """Return what an agency says of a task: its result, then what stands above the label."""
    texts = [joined(trimmed(lines)) for lines in (result_lines(part), part.above)]
    result = "\n\n".join(text for text in texts if text)
    if not part.sections:
        return Entry(part.line.mark, result)
    said: dict[Field, list[str]] = {field: [] for field in Field}
    for each in part.sections:
        text = joined(trimmed(each.lines))
        if not each.field.wide:
            said[each.field].append(text)
        else:
            difficulty, proposal = parted(text, each.field)
            said[Field.DIFFICULTY].append(difficulty)
            said[Field.PROPOSAL].append(proposal)
    between = {Field.DIFFICULTY: "\n\n", Field.PROPOSAL: "\n\n"}
    whole = {field: between.get(field, "\n").join(filter(None, said[field])) for field in Field}
    return Entry(
        part.line.mark,
        result,
        whole[Field.LEVEL],
        whole[Field.NUMBER],
        whole[Field.COMPLETED],
        whole[Field.DIFFICULTY],
        whole[Field.PROPOSAL],
    )


def result_lines(part: TaskPart) -> list[str]:
    """Return the lines of a result, as they would stand outside an item."""
    first, *rest = part.result or ("",)
    return [first.strip(), *(dedented(each, 2) for each in rest)]


def bears(part: Part) -> bool:
    """Whether the agency ticked or wrote something in a task, or changed its words."""
    task = part.task
    if task is None:
        return False
    rewritten = task.orphaned and not task.line.printed
    return rewritten or part.below_orphaned or entry_of(task).written


def _orphaned_entry(part: TaskPart, *, moved: bool) -> OrphanedEntry:
    return OrphanedEntry(part.line.label, part.line.words.strip(), entry_of(part), moved)


def _others(parts: Iterable[Part]) -> Iterator[str]:
    """Yield the agency's words outside tasks; a heading of its own is none in another document."""
    for part in parts:
        if part.kind is not Kind.AGENCY:
            continue
        lines = list(part.lines)
        if part.level:
            if title := lines[0].strip("# "):
                yield f"**{title}**"
            del lines[0]
        if text := joined(trimmed(lines)):
            yield text
