"""The text of the signed act, and where in it each text of the plan stands.

Tags (`<i>`, `<p>`) and the amount of white space do not count. Corrections are undone before
a text is looked for, so what is compared is what the act says, slips included.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from papi_cli.plan import Corrections, Dimension, KeyPath, Plan, Subdimension, cell_text

_TAG = re.compile(r"</?[A-Za-z][^<>]*>")
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Claim:
    """One text that the plan says the act holds.

    `path` is where the file holds it, `text` is in the act's words. A `cell` of the table is a
    list of agencies or a deadline: it stands somewhere in the row, its separators may differ.
    """

    path: KeyPath
    text: str
    corrections: Corrections = ()
    cell: bool = False


@dataclass(frozen=True, slots=True)
class Finding:
    """Where a claim stands in the act: `line` counts from 1, None where it does not.

    `agreed` is how many characters of the claim, as the act would write it, the act has.
    """

    claim: Claim
    line: int | None
    written: str
    agreed: int = 0


def written(text: str, corrections: Corrections) -> str:
    """Return `text` as the act has it: each correction undone, the last one first."""
    for correction in reversed(corrections):
        text = text.replace(correction.reading, correction.source)
    return text


class Act:
    """The act's text, ready to be searched."""

    def __init__(self, text: str) -> None:
        parts: list[str] = []
        self._starts: list[int] = []
        length = 0
        for line in text.split("\n"):
            self._starts.append(length)
            bare = _SPACE.sub(" ", _TAG.sub("", line)).strip()
            if bare:
                parts.append(bare + " ")
                length += len(bare) + 1
        self.text = "".join(parts)

    def line(self, at: int) -> int:
        """Return the line of the file, from 1, that holds the character at `at`."""
        return bisect_right(self._starts, at)

    def locate(self, plan: Plan) -> Iterator[Finding]:
        """Yield a finding for every claim of the plan, in the order of the act.

        A text is looked for behind the one before it; the tasks of a subdimension between its
        name and the next one's, so that one that is missing does not mislead the others.
        """
        at = 0
        for claim in body_claims(plan):
            finding, at = self._text(claim, at, len(self.text))
            yield finding
        sections = list(_sections(plan))
        heads = []
        for section in sections:
            finding, at = self._text(section.head, at, len(self.text))
            heads.append((finding, at))
        end = len(self.text)
        ends = []
        for finding, start in reversed(heads):
            ends.append(end)
            if finding.line is not None:
                end = start
        for section, (finding, start), end in zip(sections, heads, reversed(ends), strict=True):
            yield finding
            yield from self._section(section, start, end)

    def _section(self, section: _Section, start: int, end: int) -> Iterator[Finding]:
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

    def _text(self, claim: Claim, start: int, end: int) -> tuple[Finding, int]:
        """Return the finding and where the text ends, or `start` where it was not found."""
        text = _SPACE.sub(" ", written(claim.text, claim.corrections)).strip()
        found = self.text.find(text, start, end)
        if found < 0:
            return Finding(claim, None, text, self._agreed(text, start, end)), start
        return Finding(claim, self.line(found), text, len(text)), found + len(text)

    def _agreed(self, text: str, start: int, end: int) -> int:
        """Return the length of the longest beginning of `text` that the act has there."""
        low, high = 0, len(text) - 1
        while low < high:
            middle = (low + high + 1) // 2
            if self.text.find(text[:middle], start, end) < 0:
                high = middle - 1
            else:
                low = middle
        return low

    def _cell(self, claim: Claim, start: int, end: int) -> Finding:
        text = written(claim.text, claim.corrections)
        items = [re.escape(item.strip()) for item in text.split(";")]
        pattern = r"[\s,;]+".join(item.replace(r"\ ", r"\s+") for item in items)
        match = re.compile(rf"(?<!\w){pattern}(?!\w)").search(self.text, start, end)
        return Finding(claim, self.line(match.start()) if match else None, text)


@dataclass(frozen=True, slots=True)
class _Section:
    """A dimension or subdimension of the table: its name, merged cells, and own rows."""

    head: Claim
    merged: tuple[Claim, ...]
    rows: tuple[tuple[Claim, ...], ...]


def _sections(plan: Plan) -> Iterator[_Section]:
    for at, dimension in enumerate(plan.dimensions):
        path: KeyPath = ("dimensions", at)
        yield _section(dimension, path)
        for sub_at, subdimension in enumerate(dimension.subdimensions):
            yield _section(subdimension, (*path, "subdimensions", sub_at))


def _section(holder: Dimension | Subdimension, path: KeyPath) -> _Section:
    rows = []
    for at, row in enumerate(holder.tasks):
        row_path = (*path, "tasks", at)
        text = Claim((*row_path, "text"), row.text, row.corrections)
        rows.append((text, *_cells(row, row_path)))
    head = Claim((*path, "name"), holder.name, holder.corrections)
    return _Section(head, tuple(_cells(holder, path)), tuple(rows))


def _cells(holder: object, path: KeyPath) -> Iterator[Claim]:
    corrections: Corrections = getattr(holder, "corrections", ())
    for name in ("lead", "coordinating", "deadline"):
        if value := getattr(holder, name):
            yield Claim((*path, name), cell_text(value), corrections, cell=True)


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
