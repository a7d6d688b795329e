"""The text of the signed act, and where in it each text of the plan stands.

What a reader would not see as different is the same (`source_words.py`). Corrections are undone
before a text is looked for, so what is compared is what the act says, errors included.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache

from papi_cli.plan.keys import KeyPath
from papi_cli.plan.model import Plan
from papi_cli.plan.source_cells import COMPARED, CellDeparture, Placed, SectionCells
from papi_cli.plan.source_claims import (
    BODY_END,
    Claim,
    Section,
    body_claims,
    sections_of,
    target_claims,
)
from papi_cli.plan.source_head import HeadSlip, head_slips
from papi_cli.plan.source_table import AND, JOINED, ActTable, Span
from papi_cli.plan.source_words import line_as_seen


@dataclass(frozen=True, slots=True)
class ClaimMatch:
    """Where a claim stands in the act: `line` counts from 1, None where it does not.

    `as_printed` is the claim as the act would write it. Of a text that the act does not have,
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
    span: Span | None = None
    sought: bool = True


@dataclass(slots=True)
class _Part:
    """The body or a section of the table: where the plan has it, its stretch, what was found.

    `accounted` are the cells of the act that were compared, `departures` what came of it. From
    `closely` on no words of the act are headings of its own.
    """

    path: KeyPath
    span: Span
    matches: list[ClaimMatch]
    closely: int
    accounted: list[Span] = field(default_factory=list)
    departures: list[CellDeparture] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Outline:
    """What was found of the body and of targets; the sections, their names, their stretches.

    Of a name there is what was found of it and where its section begins.
    """

    body: list[ClaimMatch]
    targets: list[ClaimMatch]
    sections: list[Section]
    heads: list[tuple[ClaimMatch, int]]
    stretches: list[Span]


class SourceText:
    """The act's text beside a plan, as a reader sees it, with single spaces."""

    def __init__(self, text: str, plan: Plan) -> None:
        self._plan = plan
        self._tabbed, self._starts, self._table = _seen(text, tuple(_headings(plan)))
        self.text = self._tabbed.replace("\t", " ")
        self._missed = 0

    def line(self, at: int) -> int:
        """Return the line of the file, from 1, that holds the character at `at`."""
        return bisect_right(self._starts, at)

    def locate(self) -> Iterator[ClaimMatch]:
        """Yield a finding for every claim of the plan, in the order of the act.

        A text is looked for behind the one before it; the tasks of a subdimension between its
        name and the next one's, so that one that is missing does not mislead the others. Cells
        are claims only where the act has no rows and columns to compare them by.
        """
        for part in self._parts:
            yield from (each for each in part.matches if each.sought)

    @property
    def gave_up(self) -> bool:
        """Whether so many claims are not in the act that it was no longer searched for others."""
        return any(not each.sought for part in self._parts for each in part.matches)

    def departures(self) -> Iterator[CellDeparture]:
        """Yield the cells of the table that the plan has otherwise than the act, or may have."""
        for part in self._parts:
            yield from part.departures

    def head(self) -> Iterator[HeadSlip]:
        """Yield what of the head of the plan the act has otherwise."""
        subject = ("document", "subject")
        found = (each.span for each in self._parts[0].matches if each.claim.path == subject)
        span = next(found, None)
        if span:
            yield from head_slips(self._plan.document, self.text, span[0])

    def leftovers(self) -> Iterator[UnclaimedText]:
        """Yield what the act says and the plan does not, in the order of the act.

        In the table that is whatever no text and no cell of the section accounts for; outside
        it, where headings are nobody's, a dozen words or more, and from the recipients on any.
        A section in which something was not found yields nothing: what is left is what departs.
        """
        columns = _heading_pattern(self._plan)
        for part in self._parts:
            if any(finding.line is None for finding in part.matches):
                continue
            text = self._unclaimed(part, columns)
            for at, left in _chunks(text):
                place = part.span[0] + at
                if self._is_told(part, place, left):
                    yield UnclaimedText(part.path, self.line(place), left)

    def _unclaimed(self, part: _Part, columns: str) -> str:
        """Return the stretch of a part, null characters where something accounts for it."""
        start, end = part.span
        # The name of the section stands above its stretch.
        spans = [each.span for each in part.matches if each.span and each.span[0] >= start]
        claimed = [(at - start, behind - start) for at, behind in spans]
        text = _blanked(self.text[start:end], claimed)
        if columns:
            text = re.sub(columns, lambda match: "\0" * len(match[0]), text)
        headings = [] if columns else self._table.headings
        for at, behind in (*part.accounted, *headings):
            if behind <= start or at >= end:
                continue
            first, last = max(at, start) - start, min(behind, end) - start
            text = text[:first] + "\0" * (last - first) + text[last:]
        cells = {each.as_printed for each in part.matches if each.claim.cell}
        for cell in sorted(cells, key=lambda each: (-len(each), each)):
            text = _blanked(text, list(_cell_spans(text, cell, 0, len(text))))
        return text

    def _is_told(self, part: _Part, at: int, left: str) -> bool:
        """Whether words that are left at `at` are to be told.

        Outside the table headings are nobody's, but not what stands on the line of a text; figures
        are told where they follow a text on its line, elsewhere they number pages and headings.
        """
        count = len(_WORD.findall(left))
        if count >= _LEAST_OF_HEADINGS or (count and at >= part.closely):
            return True
        behind = at + len(left)
        for start, end in (each.span for each in part.matches if each.span):
            line_end = min(behind, self._line_span(end - 1)[1])
            follows = 0 <= at - end <= 1 and "\t" not in self._tabbed[end:at]
            if follows and _FIGURE_OR_WORD.search(self.text, at, line_end):
                return True
            if 0 <= start - behind <= 1 and left[-1] not in _HEADING_ENDS:
                begin = max(at, self._line_span(start)[0])
                if _WORD.search(self.text, begin, behind):
                    return True
        return False

    def _line_span(self, at: int) -> Span:
        """Return where the line stands that holds the character at `at`."""
        line = self.line(at)
        end = self._starts[line] if line < len(self._starts) else len(self.text)
        return self._starts[line - 1], end

    @cached_property
    def _outline(self) -> _Outline:
        """What is found of the body, then of the names of sections."""
        at = 0
        body = []
        for claim in body_claims(self._plan):
            finding, at = self._text(claim, at, len(self.text))
            body.append(finding)
        targets = [self._cell(claim, 0, len(self.text)) for claim in target_claims(self._plan)]
        sections = list(sections_of(self._plan))
        heads = []
        for section in sections:
            finding, at = self._text(section.head, at, len(self.text))
            heads.append((self._numbered(finding), at))
        end = len(self.text)
        stretches: list[Span] = []
        for finding, start in reversed(heads):
            stretches.append((start, end))
            if finding.span:
                end = finding.span[0]
        stretches.reverse()
        return _Outline(body, targets, sections, heads, stretches)

    def task_lines(self) -> dict[KeyPath, int]:
        """Return the lines of the tasks' texts that the act has, by the paths of the texts.

        They are those of `locate`, found without looking at any cell.
        """
        outline = self._outline
        return {
            finding.claim.path: finding.line
            for section, stretch in zip(outline.sections, outline.stretches, strict=True)
            for finding in self._row_texts(section, stretch)
            if finding and finding.line
        }

    @cached_property
    def _parts(self) -> list[_Part]:
        """The body, then each section of the table."""
        outline = self._outline
        body, targets, sections = outline.body, outline.targets, outline.sections
        heads, stretches = outline.heads, outline.stretches
        begins = [finding.span[0] for finding, _ in heads if finding.span]
        behind = begins[0] if begins else len(self.text)
        ends = (each.span[0] for each in body if each.span and each.claim.path[1] in BODY_END)
        parts = [_Part(("document",), (0, behind), [*body, *targets], min(ends, default=behind))]
        wide = _wide(sections, stretches)
        covered: set[KeyPath] = set()
        for section, (head, _), stretch, around in zip(
            sections, heads, stretches, wide, strict=True
        ):
            parts.append(self._section(section, head, stretch, around, covered))
        for section, part, around in zip(sections, parts[1:], wide, strict=True):
            merged = (each for each in section.merged if each.path not in covered)
            part.matches += [self._cell(each, *around) for each in merged]
        numbers = list(self._number_cells([finding for finding, _ in heads]))
        for part in parts:
            part.accounted = [*part.accounted, *numbers]
        if body and body[0].span and body[0].claim.path[1] == "subject":
            parts[0].accounted.append((0, body[0].span[0]))  # the head, which has its own rule
        return parts

    def _number_cells(self, heads: Iterable[ClaimMatch]) -> Iterator[Span]:
        """Yield the first cells of the rows of sections, where they hold the sections' numbers."""
        for head in heads:
            row = self._table.row_at(head.span[0]) if head.span and head.label else -1
            if row >= 0 and self._table.label(row) == head.label:
                yield self._table.cell(row, 0)

    def _section(
        self, section: Section, head: ClaimMatch, stretch: Span, around: Span, covered: set[KeyPath]
    ) -> _Part:
        start, end = stretch
        texts = self._row_texts(section, stretch)
        part = _Part(section.head.path[:-1], stretch, [head], 0)
        cells = self._cells(section, head, texts, stretch, around)
        if cells:
            part.departures = list(cells.departures())
            part.accounted = cells.spans
            covered |= cells.covered
            texts = self._labelled(texts, head)
        at = start
        for row, finding in zip(section.rows, texts, strict=True):
            if finding:
                part.matches.append(finding)
                at = finding.span[1] if finding.span else at
            for key, claim in row.cells:
                if not cells or key not in self._table.columns:
                    part.matches.append(self._cell(claim, at, end))
        return part

    def _row_texts(self, section: Section, stretch: Span) -> list[ClaimMatch | None]:
        """Return what is found of the texts of a section's rows, None for a row without one."""
        at, end = stretch
        texts: list[ClaimMatch | None] = []
        for row in section.rows:
            finding = None
            if row.text:
                finding, at = self._text(row.text, at, end)
            texts.append(finding)
        return texts

    def _cells(
        self,
        section: Section,
        head: ClaimMatch,
        texts: Sequence[ClaimMatch | None],
        stretch: Span,
        around: Span,
    ) -> SectionCells | None:
        """Return the cells of a section by rows and columns, None where the act shows none."""
        found = [each for each in texts if each]
        spans = [each.span for each in found if each.span]
        if not found or len(spans) < len(found) or head.span is None or not self._table.columns:
            return None
        rows = self._rows((head.span[0], stretch[1]))
        places = [self._table.row_at(start) for start, _ in spans]
        if not rows or not all(row in rows and self._table.is_whole(row) for row in places):
            return None
        placed = []
        at = -1
        for row in section.rows:
            at += row.text is not None  # a part without a text stands with what is above it
            if row.task:
                placed.append(Placed(row.task, places[at], row.stated))
        text_column = self._table.column_at(places[0], spans[0][0])
        both = (rows, self._rows(around))
        cells = SectionCells(self._table, self.text, placed, both, text_column)
        return cells if cells.comparable else None

    def _rows(self, stretch: Span) -> range:
        """Return the rows of the table from the one at the beginning to before the one behind."""
        start, end = stretch
        first = self._table.row_at(start)
        behind = len(self._table.rows) if end >= len(self.text) else self._table.row_at(end)
        return range(first, behind) if first >= 0 else range(0)

    def _numbered(self, finding: ClaimMatch) -> ClaimMatch:
        """Return the match of a section's name with the number in the first cell of its row."""
        if finding.span is None or finding.label is not None:
            return finding
        row = self._table.row_at(finding.span[0])
        if row < 0 or self._table.column_at(row, finding.span[0]) == 0:
            return finding
        return replace(finding, label=self._table.label(row) or None)

    def _labelled(
        self, texts: Sequence[ClaimMatch | None], head: ClaimMatch
    ) -> list[ClaimMatch | None]:
        """Return the matches of tasks with their numbers, where rows have them in a first cell."""
        rows = [self._table.row_at(each.span[0]) if each and each.span else -1 for each in texts]
        taken = self._table.row_at(head.span[0]) if head.span else -1
        return [
            self._numbered(each) if each and row != taken and rows.count(row) == 1 else each
            for each, row in zip(texts, rows, strict=True)
        ]

    def _text(self, claim: Claim, start: int, end: int) -> tuple[ClaimMatch, int]:
        """Return the finding and where the text ends, or `start` where it was not found."""
        if self._missed > _MOST_MISSED:
            return ClaimMatch(claim, None, claim.text, sought=False), start
        text = claim.as_printed
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
        text = claim.as_printed
        found = next(_cell_spans(self.text, text, start, end), None)
        if found:
            return ClaimMatch(claim, self.line(found[0]), text)
        self._missed += 1
        return ClaimMatch(claim, None, text, near=self.line(start))


@lru_cache(maxsize=1)
def _seen(text: str, headings: tuple[str, ...]) -> tuple[str, list[int], ActTable]:
    """Return the act as a reader sees it, where its lines begin in that, and its table."""
    parts: list[str] = []
    starts: list[int] = []
    length = 0
    for line in text.split("\n"):
        starts.append(length)
        bare = line_as_seen(line)
        if bare.strip():
            parts.append(bare + " ")
            length += len(bare) + 1
    tabbed = "".join(parts)
    return tabbed, starts, ActTable(tabbed, starts, COMPARED, headings)


def _wide(sections: Sequence[Section], stretches: Sequence[Span]) -> list[Span]:
    """Return for each section the stretch of its whole dimension."""
    ends: dict[str | int, Span] = {}
    for section, (start, end) in zip(sections, stretches, strict=True):
        dimension = section.head.path[1]
        ends[dimension] = (ends.get(dimension, (start, end))[0], end)
    return [ends[section.head.path[1]] for section in sections]


@dataclass(frozen=True, slots=True)
class UnclaimedText:
    """Words of the act, on `line`, that the plan does not have; `path` is where they belong."""

    path: KeyPath
    line: int
    text: str


_WORD = re.compile(r"[^\W\d_]+")
_FIGURE_OR_WORD = re.compile(r"\w")
_LABEL = re.compile(r"(?<!\w)(\w{1,3})[).] $")
_NEXT_NUMBER = re.compile(r"(?:^|\s)[\d.]+$")
"""The number of the section that comes next."""
_MEASURED = 100
"""How many departures are measured: each takes many searches."""
_LEAST_OF_HEADINGS = 12
_HEADING_ENDS = ".:;,)"
"""What the heading ends with that stands on the line of a text."""
_MOST_MISSED = 300
"""Departures after which the act is another one, or the plan: the rest is not looked for."""
_MOST_TRIED = 1000
"""Locations at which a cell is looked for."""
_BETWEEN = re.compile(rf"(?:\s|(?={JOINED})){AND}")
_GOES_ON = re.compile(r"\w|\s*[;,]")


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


def _headings(plan: Plan) -> list[str]:
    """Return the headings of the table as the act prints them, as far as the plan tells."""
    appendix = plan.document.appendix
    if appendix is None:
        return []
    return [Claim((), each, appendix.corrections).as_printed for each in appendix.columns]


def _heading_pattern(plan: Plan) -> str:
    """Return a pattern for the headings of the table, which each page repeats; empty for none."""
    headings = _headings(plan)[1:]
    return r"\w{1,3}\s+" + r"\s+".join(map(re.escape, headings)) if headings else ""


def _chunks(text: str) -> Iterator[tuple[int, str]]:
    """Yield what of `text` is not blanked: where it begins, and the words."""
    for match in re.finditer("[^\0]+", text):
        whole = match[0].strip()
        if left := _NEXT_NUMBER.sub("", whole) or whole:
            yield match.start() + match[0].index(left[0]), left
