"""The one reading of a checklist: whose each line is, and which task it is about.

Lines are read as a person reads them. A task ends the one above it; what stands below its
`Kết quả:` is its result, down to the next task or heading, indented or not. A line that the
program did not write is the agency's, wherever it stands, and is never dropped.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum, auto

from papi_cli.checklists.fingerprints import (
    ITEM,
    Beginning,
    ProgramLines,
    plain_words,
    split_fingerprints,
)
from papi_cli.checklists.items import PlanItem
from papi_cli.checklists.labels import DIFFICULTIES, Field, Label, Section, label_of
from papi_cli.checklists.regions import Regions, find_regions
from papi_cli.checklists.task_lines import TaskLine, TaskLines
from papi_cli.plan.parts import ORPHANED


class Kind(Enum):
    """What a part of a checklist is."""

    PROGRAM = auto()
    """A heading or paragraph of the program's."""
    TASK = auto()
    """A task with all that stands in it and below it."""
    AGENCY = auto()
    """What the agency wrote outside tasks: a heading of its own, or lines."""
    ORPHANED = auto()
    """The heading over what is orphaned, or a title of the program's below it."""


@dataclass(frozen=True, slots=True)
class TaskPart:
    """A task as it stands in a file.

    `line` is how it begins. `above` are the agency's lines above `Kết quả:` that stand behind no
    label, `sections` those behind one, `result` those from behind `Kết quả:` on, of which the first
    stands on the same line; None where there is no such label. `raw` are its lines up to that label
    as they stand in the file, `facts` the program's own of them. `title` is the heading of its
    section, empty for none. `task` is the label of the plan's item that it is, empty where it is
    none; `orphaned` tells that it was one, and the plan no longer has it. `line_number` is that of
    its first line in the file, from 1 on.
    """

    line: TaskLine
    above: tuple[str, ...] = ()
    sections: tuple[Section, ...] = ()
    result: tuple[str, ...] | None = None
    raw: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()
    title: str = ""
    task: str = ""
    orphaned: bool = False
    line_number: int = 0

    @property
    def section_number(self) -> str:
        """The number of the section, empty for none."""
        numbered = _NUMBERED.match(self.title)
        return numbered[1].rstrip(".") if numbered else ""

    @property
    def section(self) -> str:
        """The words of the title without its number."""
        return section_words(self.title)


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a checklist: its lines word for word, those of a task as `TaskPart` has them.

    `level` is that of a heading, else 0; `below_orphaned` tells that it stands below `ORPHANED`.
    """

    kind: Kind
    lines: tuple[str, ...] = ()
    level: int = 0
    task: TaskPart | None = None
    below_orphaned: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """A checklist taken apart.

    `front` are the lines of the front matter without its dashes, `prints` the fingerprints at its
    end, `parts` all the rest in order.
    """

    front: tuple[str, ...]
    prints: tuple[str, ...]
    parts: tuple[Part, ...]
    program: ProgramLines = field(repr=False)

    @property
    def tasks(self) -> list[TaskPart]:
        """The tasks in their order."""
        return [part.task for part in self.parts if part.task]


def read_parts(
    text: str, items: Mapping[str, PlanItem], fresh_prints: Iterable[str] = ()
) -> Reading:
    """Return a checklist taken apart; which of the plan's `items` its tasks are is left open.

    `fresh_prints` are the fingerprints of the checklist as it would be written today; they count
    where the file has lost its own.
    """
    lines, numbers, prints = split_fingerprints(text)
    front, start = _front(lines)
    program = ProgramLines(prints or fresh_prints, items)
    parts = _Scan(lines, numbers, start, program, items).parts()
    return Reading(tuple(front), prints, tuple(parts), program)


def _front(lines: Sequence[str]) -> tuple[list[str], int]:
    """Return the lines of the front matter, and where the body begins."""
    if lines and lines[0].rstrip() == "---":
        for at, line in enumerate(lines[1:], start=1):
            if line.rstrip() == "---":
                return list(lines[1:at]), at + 1
    return [], 0


_NUMBERED = re.compile(r"(\d\S*?|(?:[IVXLC]+|[^\W\d_])(?:\.\w{1,4})*(?=\.\s))\.?\s+(.*)")
"""The title of a section: its number (`1.1`, `IV`, `A`, `I.1`), and its words."""
_HEADING = re.compile(r"\s*(#{1,6})(?:\s|$)")
_UNDERLINE = re.compile(r"\s*(?:=+|-{2,})\s*\Z")
_MARKED = re.compile(r"\s*(?:\*\*.*\*\*|__.*__|#.*|<(\w+)>.*</\1>)\s*")
"""A line that is dressed as a heading from end to end."""
_QUOTE = re.compile(r"\s*>\s?")
_MAY_BREAK = re.compile(r"[\s>#*_•–+-]*kh[oó]", re.IGNORECASE)
"""How the label for difficulties begins, which an editor may have wrapped."""
_TITLE_LEVEL = 3


def section_words(title: str) -> str:
    """Return the words of the title of a section without its number."""
    numbered = _NUMBERED.match(title)
    return plain_words(numbered[2] if numbered else title)


def trimmed(lines: Iterable[str]) -> list[str]:
    """Return lines without the blank ones at their ends."""
    kept = list(lines)
    while kept and not kept[-1].strip():
        kept.pop()
    while kept and not kept[0].strip():
        del kept[0]
    return kept


def joined(lines: Iterable[str]) -> str:
    """Return lines as one text without blank lines around it."""
    return "\n".join(lines).strip("\n")


def dedented(line: str, columns: int) -> str:
    """Return a line without its first `columns` columns as far as they are blank."""
    blank = line[: len(line) - len(line.lstrip())]
    if columns and line.startswith("\t"):
        return line[1:]
    if "\t" in blank:
        line = blank.expandtabs(4) + line[len(blank) :]
    return line[min(columns, len(line) - len(line.lstrip())) :]


_INDENT = 2
"""Columns before what stands in an item."""


class _Body:
    """What stands in a task, put behind its labels line by line.

    `above` holds the agency's lines that stand behind none, `aside` what does not belong to the
    task; `begun` is the number of the line from which on no fence was closed.
    """

    def __init__(self, above: Iterable[str], begun: int, *, indent: int, quoted: bool) -> None:
        self.above = list(above)
        self.begun = begun
        self.indent, self.quoted = indent, quoted
        self.facts: list[str] = []
        self.raw: Sequence[str] = ()
        self.result: list[str] | None = None
        self.aside: list[str] = []
        self._sections: list[tuple[Label, list[str]]] = []
        self._open, self._wide, self._field = self.above, self.above, Field.RESULT

    def text(self, line: str) -> str:
        """Return a line without the mark of the quotation that the task stands in."""
        return _QUOTE.sub("", line, count=1) if self.quoted else line

    def holds(self, field: Field) -> bool:
        """Whether a label has been seen."""
        return any(label.field is field for label, _ in self._sections)

    def begin(self, label: Label) -> None:
        """Put what follows behind a label."""
        self._open = [label.behind.strip()]
        self._sections.append((label, self._open))
        self._field = label.field
        if label.field.wide:
            self._wide = self._open

    def add(self, line: str, *, gap: bool) -> None:
        """Add a line, with a blank one above it or none.

        A few words are whole on their own line; a number goes on to a blank one. What follows
        belongs to what was written before.
        """
        full = gap or (self._field.short and any(self._open))
        if full and not self._field.wide:
            self.end()
        line = dedented(line, self.indent + _INDENT)
        self._open += ["", line] if gap and self._open else [line]

    def end(self, closing: Sequence[str] = ()) -> None:
        """End what stands behind the last label, with what closes a fence in it."""
        self._open += closing
        self._open, self._field = self._wide, Field.RESULT

    def note(self, words: str) -> None:
        """Add words that were written behind a line of the program's."""
        if words:
            self.end()
            self._open.append(words)

    def spare(self) -> None:
        """Take what stands below a blank line for what should stand behind `Kết quả:`.

        That label was deleted: what took its place is no difficulty.
        """
        if self._wide is not self.above and "" in self._wide[1:]:
            at = self._wide.index("", 1)
            self.above += ["", *self._wide[at + 1 :]] if self.above else self._wide[at + 1 :]
            del self._wide[at:]

    def sections(self) -> Iterator[Section]:
        """Yield what stands behind labels, in order; nothing for an empty one."""
        for label, lines in self._sections:
            if not any(line.strip() for line in lines):
                continue
            kept = list(lines)
            while not kept[-1].strip():
                kept.pop()
            if label.field.short and not kept[0]:
                kept = [kept[1].strip()]
            yield Section(label.field, label.words, tuple(kept))


class _Scan:
    """One pass over the lines of a checklist."""

    def __init__(
        self,
        lines: list[str],
        numbers: Sequence[int],
        start: int,
        program: ProgramLines,
        items: Mapping[str, PlanItem],
    ) -> None:
        self._lines = lines
        self._numbers = numbers
        self._at = start
        self._program = program
        self._items = items
        self._search = TaskLines(program, items)
        self._regions: Regions = find_regions(lines, start, self._search.printed, program.heading)
        self._printed = {each.label for each in self._regions.starts.values()}
        self._found: dict[int, TaskLine | None] = {}
        self._titles: dict[str, str] = {}
        self._above = ""
        self._orphaned = False
        self._orphan_title = ""

    def parts(self) -> Iterator[Part]:
        """Yield all parts in order."""
        while self._at < len(self._lines):
            if not self._lines[self._at].strip():
                self._at += 1
            elif (line := self._task()) is not None:
                yield from self._task_parts(line)
            elif (reach := self._heading()) > 0:
                yield self._heading_part(reach)
            elif (reach := self._program_line(self._at)) > 0:
                yield Part(Kind.PROGRAM, self._take(reach), below_orphaned=self._orphaned)
            else:
                yield self._agency_part()

    # What a line begins

    def _task(self) -> TaskLine | None:
        """Return the task that begins on the current line."""
        if self._at not in self._found:
            self._found[self._at] = self._find_task(self._at)
        return self._found[self._at]

    def _find_task(self, at: int) -> TaskLine | None:
        if at in self._regions.starts:
            return self._regions.starts[at]
        if self._regions.covers(at) or self._program.wrote(self._lines[at]):
            return None
        line = self._search.likely(self._lines, at, self._regions.next_start(at))
        if line is None or line.slip:
            return line
        return None if line.label in self._printed or self._heading() else line

    def _heading(self) -> int:
        """Return how many lines from the current one on are a heading of the program's."""
        at, line = self._at, self._lines[self._at]
        if self._regions.covers(at):
            return 0
        if self._is_orphaned_heading(line):
            return 1
        reach = self._program.match_lines(self._lines, ("heading",), at)
        if not reach and not _HEADING.match(line):
            bare = re.sub(r"</?\w+[^>]*>", "", line).strip(" *_~")
            reach = int(bool(bare) and self._program.heading(f"# {bare}"))
            under = self._lines[at + 1] if at + 1 < len(self._lines) else ""
            reach += int(bool(reach) and bool(_UNDERLINE.match(under)))
        return reach

    @staticmethod
    def _is_orphaned_heading(line: str) -> bool:
        return bool(_HEADING.match(line)) and plain_words(line.lstrip("# ")) == plain_words(
            ORPHANED
        )

    def _own_heading(self, at: int) -> bool:
        """Whether a line is a heading of the agency's, or one of the program's with its words."""
        if self._regions.covers(at):
            return False
        return bool(_HEADING.match(self._lines[at])) or self._extended_heading(at)

    def _extended_heading(self, at: int) -> bool:
        """Whether a line is a heading of the program's without `#`, to which words were added.

        Where nothing marks it as a heading, it stands alone, and so do the words in it.
        """
        bare = re.sub(r"</?\w+[^>]*>", "", self._lines[at]).strip(" #*_~")
        found = self._program.match_heading(bare) if bare[:1].isalnum() else None
        if found is None or not found.added:
            return False
        below = self._lines[at + 1] if at + 1 < len(self._lines) else ""
        marked = _MARKED.fullmatch(self._lines[at]) or _UNDERLINE.match(below)
        alone = not below.strip() and not (at and self._lines[at - 1].strip())
        return bool(marked) or (alone and not found.added[0].isalnum())

    def _own_item(self, at: int) -> bool:
        """Whether a line has the form of a task and is none: the agency's own."""
        line = self._lines[at]
        return line[:1] in set("-*+") and bool(ITEM.match(line)) and not self._regions.covers(at)

    def _program_line(self, at: int) -> int:
        """Return how many lines from a line on are a paragraph of the program's."""
        if self._regions.covers(at) or self._lines[at].lstrip().startswith(">"):
            return 0
        return self._program.match_lines(self._lines, ("line",), at)

    def _ends_task(self) -> bool:
        """Whether the current line is no longer about the task above."""
        if not self._lines[self._at].strip():
            return False
        return (
            self._task() is not None
            or self._heading() > 0
            or self._own_heading(self._at)
            or self._own_item(self._at)
            or self._program_line(self._at) > 0
        )

    # What stands there

    def _take(self, reach: int) -> tuple[str, ...]:
        lines = tuple(self._lines[self._at : self._at + reach])
        self._at += reach
        return lines

    def _heading_part(self, reach: int) -> Part:
        lines = self._take(reach)
        found = _HEADING.match(lines[0])
        name = re.sub(r"</?\w+[^>]*>", "", lines[0]).strip(" #*_~")
        if self._is_orphaned_heading(lines[0]):
            self._orphaned, self._orphan_title = True, ""
            return Part(Kind.ORPHANED, lines, level=2)
        level = len(found[1]) if found else 1
        if self._orphaned and level == _TITLE_LEVEL:
            self._orphan_title = name
            return Part(Kind.ORPHANED, lines, level=level, below_orphaned=True)
        self._orphaned = False
        numbered = _NUMBERED.match(name)
        self._above = name if numbered else ""
        if numbered:
            self._titles[numbered[1].rstrip(".")] = name
        return Part(Kind.PROGRAM, lines, level=level)

    def _agency_part(self) -> Part:
        """Return what the agency wrote outside tasks, up to what the program wrote."""
        if self._orphaned and self._is_orphan_title():
            title = self._take(1)
            self._orphan_title = title[0].strip(" #")
            return Part(Kind.ORPHANED, title, level=_TITLE_LEVEL, below_orphaned=True)
        first = self._at
        if not self._regions.covers(first) and self._extended_heading(first):
            # Marked as one: its words may be the plan's no longer once the file is written anew.
            bare = re.sub(r"</?\w+[^>]*>", "", self._lines[first]).strip(" #*_~")
            self._lines[first] = f"#### {bare}"
            if first + 1 < len(self._lines) and _UNDERLINE.match(self._lines[first + 1]):
                self._lines[first + 1] = ""
        heading = _HEADING.match(self._lines[first])
        self._at += 1
        while self._at < len(self._lines):
            at = self._at
            if self._lines[at].strip() and (
                self._task() is not None
                or self._heading() > 0
                or self._program_line(at) > 0
                or (self._orphaned and self._is_orphan_title())
            ):
                break
            self._at += 1
        lines = trimmed(self._lines[first : self._at]) + self._regions.closing(first, self._at)
        return Part(
            Kind.AGENCY,
            tuple(lines),
            level=len(heading[1]) if heading else 0,
            below_orphaned=self._orphaned,
        )

    def _is_orphan_title(self) -> bool:
        """Whether the current line is a title of a section that the program put over tasks."""
        line = self._lines[self._at]
        if not line.startswith("### "):
            return False
        for at in range(self._at + 1, len(self._lines)):
            if self._lines[at].strip():
                here, self._at = self._at, at
                found = self._task()
                self._at = here
                return found is not None
        return False

    def _task_parts(self, line: TaskLine) -> Iterator[Part]:
        """Yield a task, and a heading of the agency's that cut its label off."""
        first = self._at
        body = _Body(
            [each for each in (line.own, line.added) if each],
            first,
            indent=len(self._lines[first]) - len(self._lines[first].lstrip()),
            quoted=bool(_QUOTE.match(self._lines[first])),
        )
        self._at += line.reach
        body.raw = self._lines[first : self._at]
        self._fill(body, first)
        title = self._orphan_title if self._orphaned else self._title_of(line.label)
        part = TaskPart(
            line,
            tuple(body.above),
            tuple(body.sections()),
            None if body.result is None else tuple(body.result),
            tuple(body.raw),
            tuple(each.strip() for each in body.facts),
            title,
            line_number=self._numbers[first],
        )
        yield Part(Kind.TASK, task=part, below_orphaned=self._orphaned)
        if aside := tuple(body.aside):
            yield Part(Kind.AGENCY, aside, level=1, below_orphaned=self._orphaned)

    def _fill(self, body: _Body, first: int) -> None:
        """Read what stands in a task that begins on line `first`, to its end."""
        gap, more = False, True
        while more and self._at < len(self._lines):
            text = body.text(self._lines[self._at])
            if not text.strip():
                gap = True
                self._at += 1
                continue
            label, reach = self._label(text, quoted=body.quoted)
            if label and label.field is Field.RESULT:
                if body.result is None:
                    body.raw = self._lines[first : self._at]
                more = self._take_result(body, label)
            elif label:
                body.end(self._regions.closing(body.begun, self._at))
                body.begin(label)
                body.begun = self._at
                self._at += reach
            else:
                more = self._take_line(body, text, gap=gap)
            gap = False
        body.end(self._regions.closing(body.begun, self._at))
        if body.result is None:
            body.spare()

    def _take_result(self, body: _Body, label: Label) -> bool:
        """Read a result; return whether the label for difficulties comes below it.

        Where that stands between two of them, the second goes on with the first.
        """
        text = body.text(self._lines[self._at])
        self._at += 1
        body.end(self._regions.closing(body.begun, self._at))
        below = not body.holds(Field.DIFFICULTIES)
        first = label.behind if body.result is None else dedented(text, body.indent)
        lines = self._result(first, body.indent, quoted=body.quoted, below=below)
        body.result = lines if body.result is None else [*body.result, "", *lines]
        body.begun = self._at
        return below and self._at < len(self._lines) and self._difficulties_below()

    def _take_line(self, body: _Body, text: str, *, gap: bool) -> bool:
        """Read a line of a task that is no label; return whether it is one."""
        if fact := self._fact(quoted=body.quoted):
            body.facts.append(fact.words)
            body.note(fact.added)
            self._at += fact.reach
        elif self._own_heading(self._at) and (ahead := self._label_ahead()):
            body.aside += trimmed(self._lines[self._at : ahead])
            self._at = ahead
        elif self._ends_task():
            return False
        else:
            body.add(text, gap=gap)
            self._at += 1
        return True

    def _label(self, text: str, *, quoted: bool) -> tuple[Label | None, int]:
        """Return the label that the current line begins with, and over how many lines it goes.

        A line that the program wrote whole is none, though it begins as one.
        """
        found = label_of(text)
        if found is None:
            if not _MAY_BREAK.match(text):
                return None, 1
            wrapped = self._inner(quoted=quoted)
            label = label_of(wrapped.words) if wrapped and wrapped.reach > 1 else None
            if wrapped is None or label is None or not wrapped.words.endswith((":", "：")):
                return None, 1
            return replace(label, behind=wrapped.added), wrapped.reach
        printed = found.field in {Field.RESULT, Field.DIFFICULTIES} or not found.behind.strip()
        return (found if printed or not self._fact(quoted=quoted) else None), 1

    def _difficulties_below(self) -> bool:
        """Whether the current line is the program's label for difficulties, below the result."""
        label = label_of(self._lines[self._at])
        if label is None or label.field is not Field.DIFFICULTIES:
            return False
        return self._program.match_lines([f"  {DIFFICULTIES}"], ("inner",)) > 0

    def _label_ahead(self) -> int:
        """Return where the label of a task comes that a heading cut off, 0 where it does not."""
        here = self._at
        try:
            for at in range(here + 1, len(self._lines)):
                self._at = at
                label = label_of(self._lines[at])
                if label and label.field in {Field.RESULT, Field.DIFFICULTIES}:
                    return at
                if self._lines[at].strip() and self._ends_task():
                    break
        finally:
            self._at = here
        return 0

    def _fact(self, *, quoted: bool) -> Beginning | None:
        """Return the line of the program's in a task that begins on the current one, if any.

        The words of a label are none: what goes on with them is the agency's.
        """
        found = self._inner(quoted=quoted)
        label = label_of(found.words) if found else None
        return None if label and not label.behind.strip() else found

    def _inner(self, *, quoted: bool) -> Beginning | None:
        if _HEADING.match(self._lines[self._at]):
            return None
        lines = self._lines[self._at : self._at + 20]
        if quoted:
            lines = [_QUOTE.sub("", each, count=1) for each in lines]
        found = self._program.match_inner(lines)
        if found and found.reach > 1 and not plain_words(lines[0]):
            return None  # what closes a fence does not begin the line below it
        return found and replace(found, added=found.added.strip(" *_~"))

    def _result(self, first: str, indent: int, *, quoted: bool, below: bool) -> list[str]:
        """Return what stands from behind `Kết quả:` on, up to what ends the task.

        Where `below` says so, that is also the label for difficulties, which was moved.
        """
        start = self._at
        lines = [first]
        if not first.strip() and (reach := self._facts_below(below=below)):
            self._at += reach  # the label was moved above the program's lines
        while self._at < len(self._lines) and not self._ends_task():
            if below and self._difficulties_below():
                break
            line = self._lines[self._at]
            if quoted:
                line = _QUOTE.sub("", line, count=1)
            lines.append(dedented(line, indent) if indent else line)
            self._at += 1
        while len(lines) > 1 and not lines[-1].strip():
            lines.pop()
        return lines + self._regions.closing(start - 1, self._at)

    def _facts_below(self, *, below: bool) -> int:
        """Return how many lines below a label that was moved up are the program's.

        Where `below` says so, these do not go beyond the label for difficulties.
        """
        reach = 0
        while self._at + reach < len(self._lines):
            line = self._lines[self._at + reach]
            found = self._program.match_lines(self._lines, ("inner",), self._at + reach)
            if not (line.strip() and found) or _HEADING.match(line):
                break
            if below and (label := label_of(line)) and label.field is Field.DIFFICULTIES:
                break
            reach += found
        return reach

    def _title_of(self, label: str) -> str:
        """Return the title of a task's section: the plan's, or whose number the label begins with.

        A heading that the file had when it was written counts, though it was edited or deleted.
        A fresh file, which is read without a plan's items, has all of its headings in place.
        """
        if not self._items:
            return self._above
        above = label.rpartition(".")[0]
        item = self._items.get(label)
        for number in filter(None, (item.number if item else "", label, above)):
            if item and item.section:
                title = f"{number}. {item.section}"
                if self._program.heading(f"# {title}"):
                    return title
        for number in filter(None, (item.number if item else "", label, above)):
            if number in self._titles:
                return self._titles[number]
        # Where numbers run through all sections, only the place tells of one that is gone.
        return "" if item or above else self._above


def with_tasks(reading: Reading, tasks: Sequence[TaskPart]) -> Reading:
    """Return a reading whose tasks are `tasks`, in their order."""
    left = iter(tasks)
    parts = [replace(each, task=next(left)) if each.task else each for each in reading.parts]
    return replace(reading, parts=tuple(parts))
