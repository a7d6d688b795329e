"""Writing a checklist anew: a fresh one with all that an agency wrote in the old one."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from papi_cli.checklists.fingerprints import fingerprint_comment, fingerprints_of
from papi_cli.checklists.format import added_front_lines
from papi_cli.checklists.items import PlanItem
from papi_cli.checklists.labels import RESULT, Field, Section, label_of
from papi_cli.checklists.markdown import (
    bears,
    facts_of,
    is_reworded,
    read_assigned,
    repeated_in,
    slips_in,
)
from papi_cli.checklists.matching import assign
from papi_cli.checklists.reading import (
    Kind,
    Part,
    Reading,
    TaskPart,
    joined,
    read_parts,
    trimmed,
)
from papi_cli.checklists.shortcuts import is_canonical, is_settled, is_untouched
from papi_cli.checklists.vocabulary import is_tick
from papi_cli.plan.parts import ORPHANED


@dataclass(frozen=True, slots=True)
class Merged:
    """A checklist written anew: its text, and what its agency should be told.

    `orphaned` are the labels of tasks that the plan no longer has and that bear something,
    `changed` those of tasks that bear something, each with what of it has changed: `text` or a
    word before the colon of a line (`Vai trò`). `repeated` and `slips` are as `Checklist` has them.
    """

    text: str
    orphaned: tuple[str, ...] = ()
    changed: tuple[tuple[str, str], ...] = ()
    repeated: Mapping[str, Sequence[int]] = field(default_factory=dict)
    slips: Mapping[str, int] = field(default_factory=dict)


class UnsettledError(Exception):
    """What an agency wrote would be read otherwise once it is written anew."""


def regenerate(fresh: str, old: str, known: Mapping[str, PlanItem] | None = None) -> Merged:
    """Return the checklist `fresh` with all that the agency wrote in `old`.

    `known` are all items of the plan by their labels, of which those of `fresh` are some: a task
    that is no longer the agency's is known by them too.
    Every tick and every word is kept: with its task where `fresh` has it, under the heading
    `ORPHANED` where not; what stands outside tasks behind what it stood behind. Regenerating the
    result once more changes nothing. Both end their lines as Unix does. Raises
    `NotAChecklistError` where `old` is too long to be one, `UnsettledError`.
    """
    if is_settled(fresh, old):
        return Merged(old)
    if is_canonical(fresh) and is_untouched(old):
        return Merged(fresh)
    return _regenerate(fresh, old, known, is_settled)


def regenerate_in_full(fresh: str, old: str, known: Mapping[str, PlanItem] | None = None) -> Merged:
    """Return what `regenerate` does, with no short cut: its outcome too is read once more."""
    return _regenerate(fresh, old, known, lambda _fresh, _text: False)


def _regenerate(
    fresh: str,
    old: str,
    known: Mapping[str, PlanItem] | None,
    is_done: Callable[[str, str], bool],
) -> Merged:
    """Write a checklist anew until nothing changes, or until it `is_done` for sure."""
    new = read_parts(fresh, {})
    items = {
        each.line.label: PlanItem(each.line.words, each.section, each.section_number)
        for each in new.tasks
        if each.line.printed
    }
    new = assign(new, items)
    first = None
    for _ in range(_PATIENCE):
        was = read_assigned(old, items, new.prints, known)
        text, kept = _filled(new, was)
        first = first or Merged(
            text,
            tuple(kept.orphaned),
            tuple(kept.changed(new, items)),
            repeated_in(was.tasks),
            slips_in(was.tasks),
        )
        if text == old or is_done(fresh, text):
            return replace(first, text=text)
        old = text
    raise UnsettledError


_PATIENCE = 4
TEXT = "text"
WATCHED = ("Vai trò", "Thời gian")
"""Lines below a task that its agency is told of where they change."""

Anchor = tuple[str, ...]
"""What the agency's own parts stand behind: a task, a heading or a paragraph of the program's."""
_TOP: Anchor = ()


def _filled(new: Reading, was: Reading) -> tuple[str, _Kept]:
    """Return the new checklist with what the agency wrote in the old one."""
    anchors = list(_anchors(new.parts))
    kept = _Kept(was)
    runs, leftover = kept.runs(anchors)
    blocks: list[Sequence[str]] = [*runs[_TOP]]
    for part, anchor in zip(new.parts, anchors, strict=True):
        blocks.append(kept.task_lines(part.task) if part.task else part.lines)
        blocks += runs[anchor]
    orphaned = list(kept.orphan_blocks())
    if orphaned or leftover:
        blocks += [[f"## {ORPHANED}"], *leftover, *orphaned]
    printed = (block[0] for block in orphaned if block[0].startswith(("- [", "### ")))
    prints = [each for line in printed for each in fingerprints_of(line)]
    lines = ["---", *new.front, *added_front_lines(was.front), "---"]
    for block in blocks:
        lines += ["", *block]
    lines += ["", *fingerprint_comment(list(dict.fromkeys([*new.prints, *prints]))), ""]
    return "\n".join(lines), kept


def _anchors(parts: Iterable[Part]) -> Iterator[Anchor]:
    """Yield for each part what others are said to stand behind; `_TOP` for the agency's own.

    A heading is known by its first words, a paragraph by its place below its heading: their
    words may change with the plan.
    """
    heading: Anchor = _TOP
    paragraphs = 0
    for part in parts:
        if part.task:
            yield ("task", part.task.task) if part.task.task else _TOP
        elif part.kind is not Kind.PROGRAM:
            yield _TOP
        elif part.level:
            heading = ("heading", *re.findall(r"[\w.]+", part.lines[0])[:1])
            paragraphs = 0
            yield heading
        else:
            paragraphs += 1
            yield ("paragraph", *heading, str(paragraphs))


@dataclass(slots=True)
class _Words:
    """What the agency wrote about a task, from all places where the task stands."""

    mark: str = ""
    result: list[str] = field(default_factory=list)
    """From behind the label on; the first stands on its line."""
    below: list[list[str]] = field(default_factory=list)
    """What goes below the result."""
    sections: list[Section] = field(default_factory=list)
    """What stands behind other labels."""

    def add(self, part: TaskPart) -> None:
        """Add one place: a tick counts, of results none is dropped."""
        mark = part.line.mark
        if mark and not is_tick(self.mark):
            self.mark = mark if is_tick(mark) or not self.mark else self.mark
        result = list(part.result or [])
        if joined(result).strip():
            if joined(self.result).strip():
                self.below.append(trimmed([result[0].strip(), *result[1:]]))
            else:
                self.result = result
        if joined(part.above).strip():
            self.below.append(trimmed(part.above))
        self.sections += (each for each in part.sections if each not in self.sections)

    @property
    def any(self) -> bool:
        """Whether there are any."""
        return bool(self.mark or self.sections or joined(self.lines()).strip())

    def lines(self) -> list[str]:
        """Return what follows the label, the first line on its own."""
        lines = self.result or [""]
        for each in self.below:
            lines = [*lines, "", *(f"  {line}" if line.strip() else "" for line in each)]
        return lines

    def above(self, printed: Sequence[str]) -> list[str]:
        """Return the lines above the result, of which `printed` are the program's.

        What stands behind a label that the program prints stays there. Of other labels those of a
        few words go above that for difficulties, and what it may hold below it.
        """
        if not self.sections:
            return list(printed)
        left = list(self.sections)
        labels = [_slot(line) for line in printed]
        elsewhere = {each.field for each in left} - {*labels}
        lines: list[str] = []
        for line, label in zip(printed, labels, strict=True):
            held = _take(left, {label}) if label else []
            if label is Field.DIFFICULTIES:
                before = _take(left, {each for each in elsewhere if not each.wide})
                lines += _blocks(before, behind=lines)
                lines += [""] if before else []
                held += _take(left, elsewhere)
            if held and held[0].field is label:
                lines += held.pop(0).block(line)
            else:
                lines.append(line)
            lines += _blocks(held, behind=lines)
        left.sort(key=lambda each: (each.field.wide, each.field is not Field.DIFFICULTIES))
        lines += _blocks(left, behind=lines)
        return [*lines, ""] if left else lines


def _slot(line: str) -> Field | None:
    """Return for which field a line of the program's is a label with nothing behind it."""
    label = label_of(line)
    return label.field if label and not label.behind.strip() else None


def _take(sections: list[Section], fields: Collection[Field]) -> list[Section]:
    """Take the sections of some fields out of a list."""
    taken = [each for each in sections if each.field in fields]
    sections[:] = [each for each in sections if each.field not in fields]
    return taken


def _blocks(sections: Iterable[Section], behind: Sequence[str]) -> list[str]:
    """Return sections as they stand in a task, each with a blank line above it."""
    lines: list[str] = []
    for each in sections:
        lines += ["", *each.block()]
    return lines if behind and behind[-1].strip() else lines[1:]


class _Kept:
    """What an agency wrote in an old checklist."""

    def __init__(self, was: Reading) -> None:
        self._was = was
        self._words: dict[str, _Words] = {}
        for part in was.parts:
            if part.task and part.task.task:
                self._words.setdefault(part.task.task, _Words()).add(part.task)

    def task_lines(self, part: TaskPart) -> list[str]:
        """Return a task as the program writes it with the tick and the words of the agency."""
        words = self._words.get(part.task, _Words())
        first, *rest = part.raw
        if words.mark:
            first = first.replace("[ ]", f"[{words.mark}]", 1)
        behind, *below = words.lines()
        return [*words.above([first, *rest]), f"  {RESULT}{behind.rstrip()}", *below]

    def runs(
        self, anchors: Iterable[Anchor]
    ) -> tuple[dict[Anchor, list[Sequence[str]]], list[Sequence[str]]]:
        """Return the agency's own parts by what they are to stand behind, and what is left.

        What stood behind something that is gone goes behind what was above it, unless that is a
        task, whose result it would seem to be: that is left for the end.
        """
        runs: dict[Anchor, list[Sequence[str]]] = {key: [] for key in (_TOP, *anchors)}
        left: list[Sequence[str]] = []
        last, gone = _TOP, False
        for part, anchor in zip(self._was.parts, _anchors(self._was.parts), strict=True):
            if part.kind is Kind.AGENCY:
                if part.below_orphaned or (gone and last[:1] == ("task",) and not part.level):
                    left.append(part.lines)
                else:
                    runs[last].append(part.lines)
            elif part.kind is not Kind.ORPHANED:
                gone = anchor not in runs or anchor == _TOP
                last = last if gone else anchor
        return runs, left

    @property
    def orphaned(self) -> list[str]:
        """The labels of tasks that were orphaned since the checklist was last written."""
        return [
            part.task.line.label
            for part in self._was.parts
            if part.task and part.task.orphaned and not part.below_orphaned and bears(part)
        ]

    def orphan_blocks(self) -> Iterator[Sequence[str]]:
        """Yield the orphaned tasks that bear something, under the titles of their sections."""
        above = ""
        orphans = [part for part in self._was.parts if part.task and part.task.orphaned]
        for part in sorted(orphans, key=lambda each: not each.below_orphaned):
            task = part.task
            if task is None or not bears(part):
                continue
            if task.title != above:
                above = task.title
                if above:
                    yield [f"### {above}"]
            words = _Words()
            words.add(task)
            lines = words.lines()
            first = f"- [{task.line.mark or ' '}] **{task.line.label}** {task.line.words.strip()}"
            if words.sections or joined(lines).strip():
                yield [*words.above([first, ""]), f"  {RESULT}{lines[0].rstrip()}", *lines[1:]]
            else:
                yield [first]

    def changed(self, new: Reading, items: Mapping[str, PlanItem]) -> Iterator[tuple[str, str]]:
        """Yield what has changed of tasks that bear something: their labels, and what."""
        now = {each.task: facts_of(each) for each in new.tasks}
        for part in self._was.tasks:
            words = self._words.get(part.task)
            if words is None or not words.any:
                continue
            if is_reworded(part, items):
                yield part.task, TEXT
            before = facts_of(part)
            for name in WATCHED:
                if name in before and before[name] != now[part.task].get(name, ""):
                    yield part.task, name
