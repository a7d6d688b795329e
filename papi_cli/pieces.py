"""A checklist cut into pieces: the blocks at its top, the items of its lists.

The only importer of markdown-it, which tells where blocks begin and end: what looks like a task
within a fence, a quotation or another task is none.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING
from unicodedata import normalize

from papi_cli.seal import ITEM, fingerprint, unsealed

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token


@dataclass(slots=True)
class Piece:
    """A block at the top of a document, or an item of a list there: its lines word for word.

    `label` and `mark` (what stands in the brackets) are those of an item that looks like a task.
    """

    lines: list[str]
    kind: str = ""
    first: int = 0
    """Its first line in the document, from 0."""
    label: str = ""
    mark: str = ""
    indent: int = 0
    """Columns before the content of an item."""
    level: int = 0
    """Of a heading, else 0."""
    tight: bool = False
    """Whether it stands right behind the piece above, without a blank line between."""


_LABEL = re.compile(r"(?:\[([^\]\n]{0,3})\]\s*)?(?:\*\*|__)([^*\n]+?)(?:\*\*|__)")
"""How the content of a task begins."""
_BULLET = re.compile(r"(\s*(?:[-*+]|\d{1,9}[.)]))( *)")
_TAB = 4


@lru_cache(maxsize=1)
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt  # noqa: PLC0415 - asking a plan needs no Markdown
    from mdit_py_plugins.front_matter import front_matter_plugin  # noqa: PLC0415

    # Where blocks begin and end is all that is asked; what is in their lines takes most of the
    # time.
    parser = MarkdownIt("commonmark").enable("table").use(front_matter_plugin)
    return parser.disable(["inline", "text_join"])


@dataclass(frozen=True, slots=True)
class Pieces:
    """A document taken apart.

    `front` are the lines of the front matter without its dashes, `prints` the fingerprints of the
    seal and `seal` its lines, `pieces` all the rest but blank lines between them.
    """

    front: list[str]
    prints: frozenset[str]
    seal: list[str]
    pieces: list[Piece]


def take_apart(text: str, labels: Collection[str], known: frozenset[str] = frozenset()) -> Pieces:
    """Cut a checklist into pieces.

    `labels` are those of tasks that may be there, `known` the fingerprints of lines of the
    program's beside those of the text's own seal.
    """
    lines, prints, sealed = unsealed(text)
    ours = prints | known
    tokens = _parser().parse("\n".join(lines))
    while opened := _left_open(tokens, lines, ours, labels):
        lines.insert(*opened)
        tokens = _parser().parse("\n".join(lines))
    front: list[str] = []
    start = 0
    if tokens and tokens[0].type == "front_matter" and tokens[0].map:
        front = tokens[0].content.split("\n")
        start = tokens[0].map[1]
        tokens = tokens[1:]
    pieces = list(_cut(lines, start, list(_blocks(tokens))))
    pieces = list(_unnested(pieces, _inner_items(tokens), ours, labels))
    return Pieces(front, prints, sealed, pieces)


def _left_open(
    tokens: list[Token], lines: list[str], ours: Collection[str], labels: Collection[str]
) -> tuple[int, str] | None:
    """Return where a fence or comment that was never closed is to be closed, and with what line.

    All that follows it would be its content, tasks and headings of the program's too.
    """
    if not tokens or tokens[-1].level or tokens[-1].map is None:
        return None
    last = tokens[-1]
    start, end = last.map[0], len(lines)  # type: ignore[index]
    if last.type == "fence":
        closing = last.markup
        inside = [line.strip() for line in lines[start + 1 : end] if line.strip()]
        if inside and set(inside[-1]) == {closing[0]} and len(inside[-1]) >= len(closing):
            return None
    elif last.type == "html_block":
        closing = _html_end(lines[start].strip())
        if not closing or closing.casefold() in "\n".join(lines[start:end]).casefold():
            return None
    else:
        return None
    for at in range(start + 1, end):
        item = ITEM.match(lines[at])
        if (item and item[2] in labels) or (
            (item or lines[at].startswith("#")) and fingerprint(lines[at]) in ours
        ):
            end = at
            break
    return len(trimmed(lines[:end])), closing


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


def _blocks(tokens: Sequence[Token]) -> Iterator[tuple[int, int, Piece]]:
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
            _label(piece, inline.content)
        yield token.map[0], token.map[1], piece


def _label(piece: Piece, content: str) -> None:
    begun = _LABEL.match(content)
    if begun:
        piece.mark, piece.label = begun[1] or "", normalize("NFC", begun[2]).replace("\\", "")


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


def _unnested(
    pieces: list[Piece], inner: frozenset[int], ours: Collection[str], labels: Collection[str]
) -> Iterator[Piece]:
    """Yield the pieces, and behind each the tasks that were indented into it by mistake.

    Only what the program wrote counts, and only where the task stands nowhere else: an agency
    may well have ticks of its own within a task.
    """
    there = {piece.label for piece in pieces}
    for piece in pieces:
        cuts = [
            at
            for at, line in enumerate(piece.lines)
            if piece.first + at in inner
            and (item := ITEM.match(line))
            and item[2] in labels
            and item[2] not in there
            and fingerprint(line) in ours
        ]
        if not cuts:
            yield piece
            continue
        yield replace(piece, lines=piece.lines[: cuts[0]])
        for first, behind in zip(cuts, [*cuts[1:], len(piece.lines)], strict=True):
            columns = columns_of(piece.lines[first])
            lines = [dedented(line, columns) for line in piece.lines[first:behind]]
            nested = Piece([], "list_item_open")
            _label(nested, lines[0][2:].lstrip())
            yield from _cut_one(lines, 0, len(lines), nested)


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
