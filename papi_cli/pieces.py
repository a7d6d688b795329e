"""A checklist cut into pieces: the blocks at its top, the items of its lists.

The only importer of markdown-it, which tells where blocks begin and end: what looks like a task
within a fence, a quotation or another task is none.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING
from unicodedata import normalize

from papi_cli.seal import ITEM, Known, said, unsealed

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token


LEFT_OVER = "Nội dung không còn trong kế hoạch"
"""The heading over what was written about tasks that the plan no longer has."""


def is_left_over(piece: Piece) -> bool:
    """Whether a piece is the heading over what tasks that are gone have left."""
    return bool(piece.level) and said(piece.lines[0].lstrip("#")) == said(LEFT_OVER)


@dataclass(slots=True)
class Piece:
    """A block at the top of a document, or an item of a list there: its lines word for word.

    `label` and `mark` (what stands in the brackets) are those of an item that looks like a task,
    `boxed` tells that it has brackets. `words` is what it says of the task, `written` whether
    those are the program's words; then `added` is what was written behind them, and `reach` how
    many lines both take. `changed` tells that the agency's words stand in their place. `title`
    is the heading of the section that its number belongs to,
    `section` its words without the number; `left` tells that it stands below `LEFT_OVER`.
    `task` is the task of the plan that it is, empty where it is none.
    """

    lines: list[str]
    kind: str = ""
    first: int = 0
    """Its first line in the document, from 0."""
    label: str = ""
    mark: str = ""
    boxed: bool = False
    words: str = ""
    written: bool = False
    changed: bool = False
    added: str = ""
    reach: int = 1
    title: str = ""
    left: bool = False
    task: str = ""
    indent: int = 0
    """Columns before the content of an item."""
    level: int = 0
    """Of a heading, else 0."""
    tight: bool = False
    """Whether it stands right behind the piece above, without a blank line between."""

    @property
    def section(self) -> str:
        """The words of the title without its number."""
        numbered = _NUMBERED.match(self.title)
        return said(numbered[2] if numbered else self.title)

    @property
    def text(self) -> str:
        """What stands behind the label on the first line; all of it where there is no label."""
        begun = _BEGINNING.match(self.lines[0])
        return self.lines[0][begun.end() :] if begun else self.lines[0]


_LABEL = re.compile(r"(?:\[([^\]\n]{0,20})\]\s*)?(?:\*\*|__)([^*\n]+?)(?:\*\*|__)")
"""How the content of a task begins."""
_BEGINNING = re.compile(
    r"\s*(?:(?:[-*+]|\d{1,9}[.)])\s+)?(?:\[[^\]\n]{0,20}\]\s*)?(?:\*\*|__)([^*\n]+?)(?:\*\*|__) ?"
)
"""A task's first line up to its text."""
_BULLET = re.compile(r"(\s*(?:[-*+]|\d{1,9}[.)]))( *)")
_TAB = 4
_DEPTH = 100
"""Blocks within blocks that are told apart; what is deeper belongs to the block around it."""


@lru_cache(maxsize=1)
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt  # noqa: PLC0415 - asking a plan needs no Markdown
    from mdit_py_plugins.front_matter import front_matter_plugin  # noqa: PLC0415

    # Where blocks begin and end is all that is asked; what is in their lines takes most of the
    # time.
    parser = MarkdownIt("commonmark", {"maxNesting": _DEPTH}).enable("table")
    return parser.use(front_matter_plugin).disable(["inline", "text_join"])


@dataclass(frozen=True, slots=True)
class Pieces:
    """A document taken apart.

    `front` are the lines of the front matter without its dashes, `prints` the fingerprints of the
    seal, `pieces` all the rest but blank lines between them; `ours` knows what of it is the
    program's, `sealed` what was when it was last written.
    """

    front: list[str]
    prints: tuple[str, ...]
    pieces: list[Piece]
    ours: Known
    sealed: Known


def take_apart(text: str, labels: Collection[str], known: Iterable[str] = ()) -> Pieces:
    """Cut a checklist into pieces.

    `labels` are those of tasks that may be there, `known` the fingerprints of lines of the
    program's beside those of the text's own seal.
    """
    lines, prints = unsealed(text)
    ours = Known({*prints, *known}, labels)
    tokens = _parser().parse("\n".join(lines))
    for _ in range(min(_MOST_OPEN, 1 + _MOST_PARSED // len(lines))):
        opened = _left_open(tokens, lines, ours)
        if opened is None:
            break
        lines.insert(*opened)
        tokens = _parser().parse("\n".join(lines))
    front: list[str] = []
    start = 0
    if tokens and tokens[0].type == "front_matter" and tokens[0].map:
        front = tokens[0].content.split("\n")
        start = tokens[0].map[1]
        tokens = tokens[1:]
    pieces = list(_cut(lines, start, list(_blocks(tokens, ours))))
    for piece in pieces:
        _read_words(piece, ours)
    pieces = list(_freed(pieces, _inner_items(tokens), ours))
    _name_sections(pieces, ours)
    return Pieces(front, prints, pieces, ours, Known(prints))


def _read_words(piece: Piece, ours: Known) -> None:
    """Tell a task what of its beginning is the program's."""
    if not piece.label:
        return
    piece.words = piece.text
    if not ours.label(piece.label):
        return
    lines = [piece.text, *(dedented(line, piece.indent) for line in piece.lines[1:])]
    begun = ours.begun(piece.label, lines)
    if begun:
        piece.words, piece.added, piece.reach = begun
        piece.written = True


_NUMBERED = re.compile(r"(\d\S*?)\.?\s+(.*)")
"""The title of a section: its number, and its words."""


def _name_sections(pieces: Iterable[Piece], ours: Known) -> None:
    """Tell tasks their section: that whose number theirs begins with, wherever they were moved.

    What is left of tasks that are gone stands under the title of the section that they had.
    """
    titles: dict[str, str] = {}
    left, title = False, ""
    for piece in pieces:
        name = piece.lines[0].lstrip("# ")
        piece.left = left
        if is_left_over(piece):
            left, title = True, ""
        elif left and piece.level:
            title = name
        elif piece.level and ours.heading(piece.lines[0]):
            if numbered := _NUMBERED.match(name):
                titles[numbered[1]] = name
        elif piece.label:
            above = piece.label.rpartition(".")[0]
            piece.title = title if left else titles.get(piece.label, titles.get(above, ""))


_MOST_OPEN, _MOST_PARSED = 50, 20_000
"""Fences left open that are closed, and lines that are parsed for it; a file with more is not
what anybody wrote."""


def _left_open(tokens: list[Token], lines: list[str], ours: Known) -> tuple[int, str] | None:
    """Return where a fence or comment that was never closed is to be closed, and with what line.

    What follows it would be its content: tasks and headings of the program's, up to the next
    fence or the end. A task that is quoted in a fence stands elsewhere too.
    """
    there = set()
    for token in tokens:
        if token.map and (
            token.type == "heading_open" or (token.type == "list_item_open" and token.level == 1)
        ):
            line = lines[token.map[0]]
            item = ITEM.match(line)
            there.add(item[2] if item else said(line))
    for token in tokens:
        if token.level or token.map is None or token.type not in {"fence", "html_block"}:
            continue
        start, end = token.map
        closing = token.markup if token.type == "fence" else _html_end(lines[start].strip())
        if not closing:
            continue
        swallowed = next(
            (at for at in range(start + 1, end) if _swallowed(lines[at], there, ours)), None
        )
        if swallowed is not None:
            return len(trimmed(lines[:swallowed])), closing
        if token is tokens[-1] and not _closed(token, lines[start:end], closing):
            return len(trimmed(lines)), closing
    return None


def _swallowed(line: str, there: Collection[str], ours: Known) -> bool:
    """Whether a line within a fence is a task that stands nowhere else, or a heading of ours."""
    if line.startswith("#"):
        return ours.heading(line) and said(line) not in there
    item = ITEM.match(line)
    return bool(item) and item[2] not in there and ours.label(item[2])  # type: ignore[index]


def _closed(token: Token, lines: list[str], closing: str) -> bool:
    if token.type == "fence":
        last = trimmed(lines[1:])[-1:]
        return (
            bool(last)
            and set(last[0].strip()) == {closing[0]}
            and (len(last[0].strip()) >= len(closing))
        )
    return closing.casefold() in "\n".join(lines).casefold()


_HTML_ENDS = (
    (re.compile(r"<!--"), "-->"),
    (re.compile(r"<\?"), "?>"),
    (re.compile(r"<!\[CDATA\["), "]]>"),
    (re.compile(r"<![A-Za-z]"), ">"),
    (re.compile(r"<pre\b", re.IGNORECASE), "</pre>"),
    (re.compile(r"<script\b", re.IGNORECASE), "</script>"),
    (re.compile(r"<style\b", re.IGNORECASE), "</style>"),
    (re.compile(r"<textarea\b", re.IGNORECASE), "</textarea>"),
)
"""Blocks of HTML that end at a word and not at a blank line (CommonMark, HTML blocks 1 to 5)."""


def _html_end(opening: str) -> str:
    return next((end for begin, end in _HTML_ENDS if begin.match(opening)), "")


def _blocks(tokens: Sequence[Token], ours: Known) -> Iterator[tuple[int, int, Piece]]:
    """Yield the first line, the line behind the last, and the piece still without its lines."""
    for at, token in enumerate(tokens):
        item = token.type == "list_item_open" and token.level == 1
        if token.map is None or token.nesting < 0 or not (item or token.level == 0):
            continue
        if token.type in {"bullet_list_open", "ordered_list_open"}:
            continue
        piece = Piece([], token.type)
        if token.type == "heading_open":
            piece.level = int(token.tag[1:])
        inline = next((each for each in tokens[at + 1 : at + 3] if each.type == "inline"), None)
        if inline and (item or token.type == "paragraph_open"):
            _label(piece, inline.content.split("\n", 1)[0], ours)
        yield token.map[0], token.map[1], piece


def _label(piece: Piece, content: str, ours: Known) -> None:
    """Give a piece its label: a known one, or any behind brackets, for that is no result."""
    begun = _LABEL.match(content)
    if begun and (begun[1] is not None or ours.label(begun[2])):
        piece.mark, piece.label = begun[1] or "", normalize("NFC", begun[2])
        piece.boxed = begun[1] is not None


def _cut(lines: list[str], start: int, blocks: list[tuple[int, int, Piece]]) -> Iterator[Piece]:
    """Yield the pieces with their lines; lines of no block (definitions of links) too."""
    done = start
    for first, behind, piece in [*blocks, (len(lines), len(lines), Piece([]))]:
        yield from _cut_one(lines, done, first, Piece([], "loose"))
        yield from _cut_one(lines, first, behind, piece)
        done = max(done, behind)


def _cut_one(lines: list[str], first: int, behind: int, piece: Piece) -> Iterator[Piece]:
    while behind > first and not lines[behind - 1].strip():
        behind -= 1
    while first < behind and not lines[first].strip():
        first += 1
    if first < behind:
        piece.lines, piece.first = lines[first:behind], first
        if not _BEGINNING.match(piece.lines[0]):
            piece.label = piece.mark = ""  # the label stands below an empty marker
        piece.tight = first > 0 and bool(lines[first - 1].strip())
        if bullet := _BULLET.match(piece.lines[0].expandtabs(_TAB)):
            spaces = len(bullet[2])
            piece.indent = len(bullet[1]) + (spaces if 0 < spaces <= _TAB else 1)
        yield piece


def _inner_items(tokens: Sequence[Token]) -> frozenset[int]:
    """Return the first lines of the items of lists in lists, those in quotations left out."""
    quotes = 0
    found = set()
    for token in tokens:
        if token.type.startswith("blockquote"):
            quotes += token.nesting
        elif token.type == "list_item_open" and token.level > 1 and not quotes and token.map:
            found.add(token.map[0])
    return frozenset(found)


def _freed(pieces: list[Piece], inner: Collection[int], ours: Known) -> Iterator[Piece]:
    """Yield the pieces, tasks that lost their form or got into another piece standing alone.

    Only a line that the program wrote counts, and only where the task stands nowhere else: an
    agency may well speak of tasks, and have ticks of its own.
    """
    there = {piece.label for piece in pieces if piece.written}
    search = _Search(ours, there)
    for piece in pieces:
        if piece.kind == "fence" or piece.written:
            # An item within a task's own item has at most its tick before the label.
            inside, most = (inner, 2) if piece.written else ((), 2)
        else:
            inside, most = range(piece.first, piece.first + len(piece.lines)), _MOST_BEFORE
        cuts = {}
        for at, line in enumerate(piece.lines):
            if piece.first + at in inside or (piece.kind == "list_item_open" and at == 1):
                below = piece.lines[at + 1 : at + 12]
                found = search.lost(line, piece.lines[: min(at, 2)], below, most)
                if found and found.label not in there:
                    cuts[at] = found
        yield from _split(piece, cuts)


def _split(piece: Piece, cuts: dict[int, Piece]) -> Iterator[Piece]:
    """Yield what stands above the first task in a piece, then the tasks with what follows them."""
    starts = [*cuts, len(piece.lines)]
    if not cuts or not _only_markers(piece.lines[: starts[0]]):
        yield replace(piece, lines=trimmed(piece.lines[: starts[0]]))
    for first, behind in pairwise(starts):
        task = cuts[first]
        columns = _columns_of_rest(piece, first)
        rest = [dedented(line, columns) for line in piece.lines[first + task.reach : behind]]
        task.lines += trimmed(rest)
        task.reach = 1
        task.kind, task.indent = "list_item_open", _TASK_INDENT
        yield task


_TASK_INDENT = 2


def _columns_of_rest(piece: Piece, first: int) -> int:
    """Return by how much the lines below a task are indented more than if it stood alone."""
    if piece.kind == "code_block" or (
        first and piece.kind == "list_item_open" and not _only_markers(piece.lines[:first])
    ):
        return columns_of(piece.lines[first])
    return max(0, piece.indent - _TASK_INDENT) if piece.kind == "list_item_open" else 0


_MARKS = re.compile(r"\[([^\]\n]{0,20})\]|\[\s*([xXvV])|([✓✔☑☒✅√])")
_WORD = re.compile(r"\w")
_WORDS = re.compile(r"\w+")
_MOST_BEFORE, _MOST_WORDS = 8, 5
"""Words before a label, and of a label, that are looked at."""
_LIKE_A_LABEL = re.compile(r"[\d.]")
"""A task that the plan no longer has is looked for by a label with a number or a dot in it."""
_MOST_LOOKED = 20_000
"""Words that are looked up as labels of such tasks."""
_MOST_TRIED = 200
"""Lines with the label of a task that are compared with the program's, beside two for each task."""
_FAR = 60
"""Columns within which a task that lost its form is looked for."""


def _only_markers(lines: Sequence[str]) -> bool:
    return len(lines) <= 1 and not _WORD.search(_MARKS.sub("", "".join(lines)))


class _Search:
    """The search of one document for tasks that lost their form: no bullet, bold or brackets."""

    def __init__(self, ours: Known, there: Collection[str]) -> None:
        self._ours = ours
        self._there = there
        self._tried = self._looked = 0

    def lost(
        self, line: str, above: Sequence[str], below: Sequence[str], most: int
    ) -> Piece | None:
        """Return the task that a line begins though its form is lost.

        At most `most` words stand before its label. What stands there is the mark; other words
        there are kept on a line of their own.
        """
        spans = [each.span() for each in _WORDS.finditer(line, 0, _FAR)]
        for first, (at, _) in enumerate(spans[:most]):
            for _, end in reversed(spans[first : first + _MOST_WORDS]):
                begun = self._begun(line, at, end, below)
                if begun:
                    return _found(above, line[at:end], line[:at], begun)
        return None

    def _begun(
        self, line: str, at: int, end: int, below: Sequence[str]
    ) -> tuple[str, str, int] | None:
        """Return how the program began the task whose label stands from `at` to `end`, if any."""
        label = line[at:end]
        if normalize("NFC", label) in self._there:
            return None
        sealed = self._looked < _MOST_LOOKED and bool(_LIKE_A_LABEL.search(label))
        self._looked += sealed
        if self._tried > _MOST_TRIED + 2 * self._ours.planned or not self._ours.label(
            label, sealed=sealed
        ):
            return None
        self._tried += 1
        return self._ours.begun(label, [line[end:], *below])


def _found(above: Sequence[str], label: str, before: str, begun: tuple[str, str, int]) -> Piece:
    """Return a task that lost its form as one that has it."""
    words, added, reach = begun
    before = (above[0] if above and _only_markers(above) else "") + before
    mark = _MARKS.search(before)
    found = next((group for group in mark.groups() if group), "") if mark else ""
    rest = _MARKS.sub("", before, count=1)
    own = rest.strip(" -*+•–—_~<>[]()\\") if _WORD.search(_plain(rest)) else ""
    found = found.strip("\\")
    lines = [f"- [{found}] **{label}** {words.strip(' *_~')}"]
    lines += [each for each in (added.strip(" *_~"), own) if each]
    task = Piece(lines, label=normalize("NFC", label), mark=found, reach=reach)
    task.boxed = task.written = True
    task.words = words
    return task


def _plain(text: str) -> str:
    return re.sub(r"</?\w+\s*/?>|^\s*\d+[.)]\s", "", text)


def trimmed(lines: list[str]) -> list[str]:
    """Return lines without the blank ones at their end."""
    end = len(lines)
    while end and not lines[end - 1].strip():
        end -= 1
    return lines[:end]


def columns_of(line: str) -> int:
    """Return by how many columns a line is indented."""
    expanded = line.expandtabs(_TAB)
    return len(expanded) - len(expanded.lstrip())


def dedented(line: str, columns: int) -> str:
    """Return a line without its first `columns` columns as far as they are blank."""
    blank = line[: len(line) - len(line.lstrip())]
    if "\t" in blank:
        line = blank.expandtabs(_TAB) + line[len(blank) :]
    return line[min(columns, len(line) - len(line.lstrip())) :]
