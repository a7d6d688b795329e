"""The text of the signed act, and where in it each text of the plan stands.

Tags (`<i>`, `<p>`) and the amount of white space do not count. Corrections are undone before
a text is looked for, so what is compared is what the act says, errors included.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import Any

from papi_cli.plan.keys import KeyPath, keys_of
from papi_cli.plan.model import Plan, cell_text
from papi_cli.plan.parts import Corrections, Dimension, Part, Row, Subdimension
from papi_cli.vietnamese.words import words


@dataclass(frozen=True, slots=True)
class ClaimMatch:
    """Where a claim stands in the act: `line` counts from 1, None where it does not.

    `undo_corrections` is the claim as the act would write it. Of a text that the act does not have,
    `agreed` counts the characters that it has, and `instead` is what it says there, on the line
    `near`. `label` is the letter or number that the act prints before the text. `sought` is false
    where so much is missing that the act was no longer searched.
    """

    claim: Claim
    line: int | None
    as_printed: str
    agreed: int = 0
    instead: str = ""
    near: int | None = None
    label: str | None = None
    span: tuple[int, int] | None = None
    sought: bool = True


class SourceText:
    """The act's text beside a plan: spaces single, the tabs between cells kept."""

    def __init__(self, text: str, plan: Plan) -> None:
        self._plan = plan
        parts: list[str] = []
        self._starts: list[int] = []
        length = 0
        for line in text.split("\n"):
            self._starts.append(length)
            bare = _SPACE.sub(_one_space, _TAG.sub("", line)).strip(" ")
            if bare.strip():
                parts.append(bare + " ")
                length += len(bare) + 1
        self._tabbed = "".join(parts)
        self.text = self._tabbed.replace("\t", " ")
        self._missed = 0
        self._tabs: dict[int, list[int]] = {}

    def line(self, at: int) -> int:
        """Return the line of the file, from 1, that holds the character at `at`."""
        return bisect_right(self._starts, at)

    def locate(self) -> Iterator[ClaimMatch]:
        """Yield a finding for every claim of the plan, in the order of the act.

        A text is looked for behind the one before it; the tasks of a subdimension between its
        name and the next one's, so that one that is missing does not mislead the others.
        """
        for _, _, findings in self._parts:
            yield from (each for each in findings if each.sought)

    @property
    def gave_up(self) -> bool:
        """Whether so many claims are not in the act that it was no longer searched for others."""
        return any(not each.sought for _, _, findings in self._parts for each in findings)

    def leftovers(self) -> Iterator[UnclaimedText]:
        """Yield what the act says and the plan does not, in the order of the act.

        In the table that is whatever no text and no cell of the section accounts for; outside
        it, where headings are nobody's, a dozen words or more. A section in which something was
        not found yields nothing: what is left is what departs.
        """
        columns = _columns(self._plan)
        for path, (start, end), findings in self._parts:
            if any(finding.line is None for finding in findings):
                continue
            in_table = path != ("document",)
            # The name of the section stands above its stretch.
            within = (each.span for each in findings if each.span and each.span[0] >= start)
            spans = [(first - start, behind - start) for first, behind in within]
            text = _blanked(self.text[start:end], spans)
            if in_table and columns:
                text = re.sub(columns, lambda match: "\0" * len(match[0]), text)
            cells = {each.as_printed for each in findings if each.claim.cell}
            for cell in sorted(cells, key=lambda each: (-len(each), each)):
                text = _blanked(text, list(_cell_spans(text, cell, 0, len(text))))
            least = _WORDS_IN_TABLE if in_table else _WORDS_IN_BODY
            for at, left in _chunks(text):
                if len(_WORD.findall(left)) >= least:
                    yield UnclaimedText(path, self.line(start + at), left)

    @cached_property
    def _parts(self) -> list[Stretch]:
        """The body, then each section of the table."""
        plan = self._plan
        at = 0
        body = []
        for claim in body_claims(plan):
            finding, at = self._text(claim, at, len(self.text))
            body.append(finding)
        targets = [self._cell(claim, 0, len(self.text)) for claim in _plan_targets(plan)]
        sections = list(_sections(plan))
        heads = []
        for section in sections:
            finding, at = self._text(section.head, at, len(self.text))
            heads.append((finding, at))
        begins = [finding.span[0] for finding, _ in heads if finding.span]
        parts: list[Stretch] = [
            (("document",), (0, begins[0] if begins else len(self.text)), [*body, *targets])
        ]
        end = len(self.text)
        stretches = []
        for finding, start in reversed(heads):
            stretches.append((start, end))
            if finding.span:
                end = finding.span[0]
        for section, (head, _), (start, end) in zip(
            sections, heads, reversed(stretches), strict=True
        ):
            findings = [head, *self._section(section, start, end)]
            parts.append((section.head.path[:-1], (start, end), findings))
        return parts

    def _section(self, section: _Section, start: int, end: int) -> Iterator[ClaimMatch]:
        for claim in section.merged:
            yield self._cell(claim, start, end)
        at = start
        for claims in section.rows:
            for claim in claims:
                if claim.cell:
                    yield self._cell(claim, at, end)
                else:
                    finding, at = self._text(claim, at, end)
                    yield finding

    def _text(self, claim: Claim, start: int, end: int) -> tuple[ClaimMatch, int]:
        """Return the finding and where the text ends, or `start` where it was not found."""
        if self._missed > _MOST_MISSED:
            return ClaimMatch(claim, None, claim.text, sought=False), start
        text = _SPACE.sub(" ", undo_corrections(claim.text, claim.corrections)).strip()
        found = self.text.find(text, start, end)
        if found >= 0:
            last = found + len(text)
            label = _LABEL.search(self.text, max(0, found - 8), found)
            span = (label.start() if label and claim.label else found, last)
            printed = label[1] if label else None
            return ClaimMatch(
                claim, self.line(found), text, len(text), label=printed, span=span
            ), last
        self._missed += 1
        agreed = self._agreed(text, start, end)
        near = self.text.find(text[:agreed], start, end)
        instead = self.text[near + agreed : near + agreed + 40] if near >= 0 else ""
        return ClaimMatch(claim, None, text, agreed, instead, self.line(near)), start

    def _agreed(self, text: str, start: int, end: int) -> int:
        """Return the length of the longest beginning of `text` that the act has there."""
        low, high = 0, len(text) - 1 if self._missed <= _MEASURED else 0
        while low < high:
            middle = (low + high + 1) // 2
            if self.text.find(text[:middle], start, end) < 0:
                high = middle - 1
            else:
                low = middle
        return low

    def _cell(self, claim: Claim, start: int, end: int) -> ClaimMatch:
        if self._missed > _MOST_MISSED:
            return ClaimMatch(claim, None, claim.text, sought=False)
        text = undo_corrections(claim.text, claim.corrections)
        for at, _ in islice(_cell_spans(self.text, text, start, end), _MOST_TRIED):
            if self._in_column(claim, at):
                return ClaimMatch(claim, self.line(at), text)
        self._missed += 1
        return ClaimMatch(claim, None, text, near=self.line(start))

    def _in_column(self, claim: Claim, at: int) -> bool:
        """Whether `at` is in the column of the claim, by the tabs before it.

        Yes where they do not tell: on a line that is no whole row of the table.
        """
        if claim.column is None:
            return True
        line = self.line(at)
        if line not in self._tabs:
            start = self._starts[line - 1]
            end = self._starts[line] if line < len(self._starts) else len(self.text)
            self._tabs[line] = [each.start() for each in _TAB.finditer(self._tabbed, start, end)]
        tabs = self._tabs[line]
        return len(tabs) != claim.columns - 1 or bisect_right(tabs, at) == claim.column


@dataclass(frozen=True, slots=True)
class UnclaimedText:
    """Words of the act, on `line`, that the plan does not have; `path` is where they belong."""

    path: KeyPath
    line: int
    text: str


def undo_corrections(text: str, corrections: Corrections) -> str:
    """Return `text` as the act has it: each correction undone, the last one first."""
    for correction in reversed(corrections):
        longer = text.count(correction.reading) * len(correction.source)
        if len(text) + longer > _LONGEST:  # corrections of corrections could double it for ever
            break
        text = text.replace(correction.reading, correction.source)
    return text


_LONGEST = 100_000
"""No text of a plan is longer."""
_TAG = re.compile(r"</?[A-Za-z][^<>]*>")
_SPACE = re.compile(r"\s{2,}|[^\S ]")
"""What is not a single plain space, and is to be one."""


@dataclass(frozen=True, slots=True)
class Claim:
    """One text that the plan says the act holds.

    `path` is where the file holds it, `text` is as the file reads it. A `cell` of the table is
    a list of agencies or a deadline: it stands whole somewhere in the row, its separators may
    differ, and in the `column` (from 0) of `columns` where the plan tells the table's headings.
    `label` is the letter or number of a row, where it has one.
    """

    path: KeyPath
    text: str
    corrections: Corrections = ()
    cell: bool = False
    column: int | None = None
    columns: int = 0
    label: str | None = None


Stretch = tuple[KeyPath, tuple[int, int], list[ClaimMatch]]
"""A path, its stretch of the act, and what was found there."""


def _one_space(run: re.Match[str]) -> str:
    return "\t" * run[0].count("\t") or " "


_WORD = re.compile(r"[^\W\d_]+")
_LABEL = re.compile(r"(?<!\w)(\w{1,3})[).] $")
_NEXT_NUMBER = re.compile(r"(?:^|\s)[\d.]+$")
"""The number of the section that comes next."""
_MEASURED = 100
"""How many departures are measured: each takes many searches."""
_WORDS_IN_TABLE = 1
_WORDS_IN_BODY = 12
_MOST_MISSED = 300
"""Departures after which the act is another one, or the plan: the rest is not looked for."""
_MOST_TRIED = 1000
"""Locations at which a cell is looked for."""
_BETWEEN = re.compile(r"\s*[,;]\s*")
_GOES_ON = re.compile(r"\w|\s*[;,]")
_TAB = re.compile("\t")


def _cell_spans(text: str, cell: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield where a whole cell stands: its items in order, not part of a longer list."""
    items = [item.strip() for item in cell.split(";") if item.strip()]
    at = text.find(items[0], start, end) if items else -1
    tried = 0
    while at >= 0 and tried < _MOST_TRIED:
        behind = _behind_cell(text, items, at, end)
        if behind:
            yield at, behind
        tried += 1
        at = text.find(items[0], behind or at + 1, end)


def _behind_cell(text: str, items: Sequence[str], at: int, end: int) -> int:
    """Return where a cell that begins at `at` ends, 0 where it is none."""
    before = text[max(0, at - 2) : at]
    if _WITHIN.search(before):
        return 0
    for number, item in enumerate(items):
        if number:
            between = _BETWEEN.match(text, at, end)
            if between is None:
                return 0
            at = between.end()
        if not text.startswith(item, at, end):
            return 0
        at += len(item)
    return 0 if _GOES_ON.match(text, at, end) else at


_WITHIN = re.compile(r"[\w;,]\Z|[;,]\s\Z")
"""What stands before an item in the middle of a word or of a list."""


def _blanked(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """Return `text` with `spans` of it, which do not overlap, as null characters."""
    parts = []
    done = 0
    for start, end in sorted(spans):
        parts += [text[done:start], "\0" * (end - start)]
        done = end
    return "".join([*parts, text[done:]])


def _columns(plan: Plan) -> str:
    """Return a pattern for the headings of the table, which each page repeats; empty for none."""
    appendix = plan.document.appendix
    if appendix is None or not appendix.columns:
        return ""
    headings = [undo_corrections(each, appendix.corrections) for each in appendix.columns[1:]]
    return r"\w{1,3}\s+" + r"\s+".join(re.escape(each) for each in headings)


def _chunks(text: str) -> Iterator[tuple[int, str]]:
    """Yield what of `text` is not blanked: where it begins, and the words."""
    for match in re.finditer("[^\0]+", text):
        if left := _NEXT_NUMBER.sub("", match[0].strip()):
            yield match.start() + match[0].index(left[0]), left


@dataclass(frozen=True, slots=True)
class _Section:
    """A dimension or subdimension of the table: its name, merged cells, and own rows."""

    head: Claim
    merged: tuple[Claim, ...]
    rows: tuple[tuple[Claim, ...], ...]


_CELLS = {name: about.column for name, about in keys_of(Row).items() if about.column}
"""The keys of a row that are cells of the act's table, with what tells their columns."""
Columns = dict[str, tuple[int, int]]
"""From a kind of cell or a heading to its column in the act's table, from 0, and how many."""


def _columns_of(plan: Plan) -> Columns:
    """Return where each kind of cell stands in the act's table, as far as the plan tells."""
    headings = plan.document.appendix.columns if plan.document.appendix else ()
    every = {heading: (at, len(headings)) for at, heading in enumerate(headings)}
    return every | {
        name: (at, len(headings))
        for name, said in _CELLS.items()
        for at, heading in enumerate(headings)
        if said in words(heading)
    }


def _sections(plan: Plan) -> Iterator[_Section]:
    columns = _columns_of(plan)
    for at, dimension in enumerate(plan.dimensions):
        path: KeyPath = ("dimensions", at)
        yield _section(dimension, path, columns)
        for sub_at, subdimension in enumerate(dimension.subdimensions):
            yield _section(subdimension, (*path, "subdimensions", sub_at), columns)


def _section(holder: Dimension | Subdimension, path: KeyPath, columns: Columns) -> _Section:
    rows = []
    for at, row in enumerate(holder.tasks):
        row_path = (*path, "tasks", at)
        text = Claim((*row_path, "text"), row.text, row.corrections, label=row.id)
        parts = (
            claim
            for part_at, part in enumerate(row.parts)
            for claim in _part_claims(part, (*row_path, "parts", part_at), columns)
        )
        rows.append((text, *_cells(row, row_path, columns), *parts))
    head = Claim((*path, "name"), holder.name, holder.corrections)
    return _Section(head, tuple(_cells(holder, path, columns)), tuple(rows))


def _part_claims(part: Part, path: KeyPath, columns: Columns) -> Iterator[Claim]:
    """Yield what the act says of one of the rows that it gives a task."""
    if part.text:
        yield Claim((*path, "text"), part.text, part.corrections)
    yield from _cells(part, path, columns)


def _cells(holder: object, path: KeyPath, columns: Columns) -> Iterator[Claim]:
    corrections: Corrections = getattr(holder, "corrections", ())
    for name in _CELLS:
        column, count = columns.get(name, (None, 0))
        for at, text in _cell_texts(getattr(holder, name, None)):
            yield Claim(
                (*path, name, *at), text, corrections, cell=True, column=column, columns=count
            )

    for heading, text in getattr(holder, "columns", {}).items():
        column, count = columns.get(heading, (None, 0))
        yield Claim(
            (*path, "columns", heading),
            text,
            corrections,
            cell=True,
            column=column,
            columns=count,
        )


def _cell_texts(value: Any) -> Iterator[tuple[KeyPath, str]]:
    """Yield what stands in a cell, each text with its path within the value."""
    if not value:
        return
    if isinstance(value, str) or isinstance(value[0], str):
        yield (), _SPACE.sub(" ", cell_text(value)).strip()
        return
    for at, target in enumerate(value):
        yield (at, "name"), target.name
        yield (at, "value"), target.value


def _plan_targets(plan: Plan) -> Iterator[Claim]:
    """Yield the targets of the whole plan: they stand anywhere, each whole."""
    for at, text in _cell_texts(plan.targets):
        yield Claim(("targets", *at), text, plan.document.corrections, cell=True)


def body_claims(plan: Plan) -> Iterator[Claim]:
    """Yield what the act says outside the table, in its order."""
    document = plan.document
    top: KeyPath = ("document",)
    opening = ("subject", "basis", "purposes", "requirements", "content")
    yield from _texts(top, document, opening)
    for at, duty in enumerate(plan.duties):
        yield from _texts(("duties", at), duty, ("text",))
    yield from _texts(top, document, ("funding", "closing"))
    yield from _texts((*top, "recipients"), document.recipients, ("heading", "delivery", "to"))
    yield from _texts((*top, "signer"), document.signer, ("authority", "position", "name"))
    head = ("heading", "title", "note", "columns")
    yield from _texts((*top, "appendix"), document.appendix, head)


def _texts(path: KeyPath, holder: object, names: tuple[str, ...]) -> Iterator[Claim]:
    corrections: Corrections = getattr(holder, "corrections", ())
    for name in names:
        value = getattr(holder, name, None)
        if isinstance(value, tuple):
            for at, text in enumerate(value):
                yield Claim((*path, name, at), text, corrections)
        elif value is not None:
            yield Claim((*path, name), value, corrections)
