"""Which task of the plan each task of a checklist is, by the one rule that pairs items."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace

from papi_cli.checklists.fingerprints import bare_words, plain_words
from papi_cli.checklists.items import PlanItem
from papi_cli.checklists.reading import Reading, TaskPart, with_tasks
from papi_cli.checklists.task_lines import slip
from papi_cli.plan.pairing import Item, pair


def assign(
    reading: Reading, items: Mapping[str, PlanItem], held: Collection[str] | None = None
) -> Reading:
    """Return a reading whose tasks know which of the plan's `items` they are.

    A result must never come to stand under another task: what is none of the plan's, but was the
    program's once, is orphaned, and so is what is none of those `held`, None for all. Which task
    it is does not depend on those: words that several share are not the agency's own task's.
    """
    tasks = reading.tasks
    labels = list(items)
    printed = {each.line.label for each in tasks if each.line.printed}
    olds = [_old_item(each, items, printed, reading) for each in tasks]
    news = [
        Item(label, bare_words(each.text), plain_words(each.section))
        for label, each in items.items()
    ]
    paired = pair(olds, news, complete=False)
    found = {at: labels[to] for at, to in paired.items() if held is None or labels[to] in held}
    assigned = [
        _assigned(each, found[at], items) if at in found else replace(each, task="", orphaned=True)
        for at, each in enumerate(tasks)
    ]
    return with_tasks(reading, assigned)


def _assigned(part: TaskPart, label: str, items: Mapping[str, PlanItem]) -> TaskPart:
    """Return a task that is the plan's; words of the agency's in the place of its text are kept."""
    line = part.line
    own = line.words.strip(" *_~")
    if line.printed or line.slip or bare_words(own) in {"", bare_words(items[label].text)}:
        return replace(part, task=label)
    difference = slip(own, items[label].text)
    line = replace(line, words="", slip=difference is not None)
    kept = own if difference is None else difference
    return replace(part, task=label, above=(*([kept] if kept else []), *part.above), line=line)


def _old_item(
    part: TaskPart, items: Mapping[str, PlanItem], printed: set[str], reading: Reading
) -> Item:
    """Return what a task says of itself.

    Where the agency's words stand in its place, it is what the program printed there, if that is
    what the plan still says.
    """
    label = part.line.label
    words = bare_words(part.line.words)
    known = items.get(label)
    if known and not (part.line.printed or part.line.slip or label in printed):
        text = bare_words(known.text)
        if reading.program.task(f"{label} {text}"):
            words = text
    return Item(label, words, part.section)
