"""Fences and comments in what an agency wrote: what looks like a task in one is none.

One that was never closed, or that would swallow what the program wrote, ends where the agency's
words do.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from papi_cli.checklists.task_lines import TaskLine

_FENCE = re.compile(r"\s*(?:>\s?)*(?:[-*+]\s+)?(`{3,}|~{3,})([^`]*)\Z")
_MAY_OPEN = re.compile(r"[\s>*+-]*[`~<]")
_HTML_ENDS = (
    (re.compile(r"\s*<!--"), "-->"),
    (re.compile(r"\s*<\?"), "?>"),
    (re.compile(r"\s*<!\[CDATA\["), "]]>"),
    (re.compile(r"\s*<pre\b", re.IGNORECASE), "</pre>"),
    (re.compile(r"\s*<script\b", re.IGNORECASE), "</script>"),
    (re.compile(r"\s*<style\b", re.IGNORECASE), "</style>"),
    (re.compile(r"\s*<textarea\b", re.IGNORECASE), "</textarea>"),
)
"""Blocks of HTML that end at a word and not at a blank line (CommonMark, HTML blocks)."""


@dataclass(slots=True)
class Regions:
    """Where tasks begin in a file, by the number of their first line, and what is a region.

    `inside` holds the numbers of lines in fences and comments; `open` where one begins that is not
    closed, and what closes it.
    """

    starts: dict[int, TaskLine] = field(default_factory=dict)
    inside: set[int] = field(default_factory=set)
    open: dict[int, str] = field(default_factory=dict)
    _order: list[int] = field(default_factory=list)
    _end: int = 0

    def covers(self, at: int) -> bool:
        """Whether a line is in a region."""
        return at in self.inside

    def next_start(self, at: int) -> int:
        """Return the number of the next line behind `at` on which a task begins, or the end."""
        place = bisect_right(self._order, at)
        return self._order[place] if place < len(self._order) else self._end

    def closing(self, first: int, behind: int) -> list[str]:
        """Return what closes the region that was left open on the lines from `first` on, if any."""
        if not self.open:
            return []
        opened = [at for at in self.open if first <= at < behind]
        return [self.open.pop(at) for at in opened][-1:]


def find_regions(
    lines: Sequence[str],
    start: int,
    task_at: Callable[[Sequence[str], int], TaskLine | None],
    is_heading: Callable[[str], bool],
) -> Regions:
    """Return where tasks begin in a file, those in regions left out."""
    found = Regions()
    at = start
    while at < len(lines):
        line = task_at(lines, at) if lines[at].strip() else None
        if line:
            found.starts[at] = line
        at += line.reach if line else 1
    at = start
    while at < len(lines):
        closing = _opens(lines[at])
        if at in found.starts or not closing:
            at += 1
            continue
        end = next((n for n in range(at + 1, len(lines)) if _closes(lines[n], closing)), None)
        if end is None or _swallows(lines, at, end, found, is_heading):
            indent = lines[at][: len(lines[at]) - len(lines[at].lstrip())]
            found.open[at] = indent + closing
            at += 1
            continue
        found.inside.update(range(at, end + 1))
        for number in range(at, end + 1):
            found.starts.pop(number, None)
        at = end + 1
    found._order, found._end = sorted(found.starts), len(lines)
    return found


def _opens(line: str) -> str:
    """Return what closes the region that a line opens, empty where it opens none."""
    if not _MAY_OPEN.match(line):
        return ""
    if fence := _FENCE.match(line):
        return fence[1]
    for begin, end in _HTML_ENDS:
        if (opening := begin.match(line)) and end not in line[opening.end() :].lower():
            return end
    return ""


def _closes(line: str, closing: str) -> bool:
    if closing[0] in "`~":
        bare = line.strip().lstrip("> ").strip()
        return len(bare) >= len(closing) and set(bare) == {closing[0]}
    return closing in line.lower()


def _swallows(
    lines: Sequence[str],
    at: int,
    end: int,
    found: Regions,
    is_heading: Callable[[str], bool],
) -> bool:
    """Whether a region would hold what stands nowhere else, or a whole piece of the checklist.

    A task or a heading of the program's may be quoted; nobody quotes both.
    """
    inside = {n: each for n, each in found.starts.items() if at < n < end}
    elsewhere = {each.label for n, each in found.starts.items() if n not in inside}
    if any(each.label not in elsewhere for each in inside.values()):
        return True
    headings = (n for n in range(at + 1, end) if lines[n].startswith("#") and is_heading(lines[n]))
    return any(
        inside or not any(lines[m] == lines[n] for m in range(len(lines)) if not at < m < end)
        for n in headings
    )
