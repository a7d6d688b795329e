"""Markdown cut into the blocks that a Word file is set of; no word of it is lost.

What Markdown programs leave out is kept as text: raw HTML, definitions of links, the cells of a
row that has more than its table, what is nested too deep. Comments are dropped, as they are meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache, lru_cache

from markdown_it import MarkdownIt
from markdown_it.token import Token


@dataclass(frozen=True, slots=True)
class Run:
    """Text of one look; a line break in it is one that the writer set."""

    text: str
    bold: bool = False
    italic: bool = False


Inline = tuple[Run, ...]


class Align(StrEnum):
    """How the cells of a column stand; the values are Word's."""

    LEFT = "left"
    CENTRE = "center"
    RIGHT = "right"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; `depth` is how many lists and quotes it stands in, `marker` that of its item."""

    runs: Inline
    depth: int = 0
    marker: str = ""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading outside of lists and quotes; `level` counts from 1."""

    level: int
    runs: Inline


@dataclass(frozen=True, slots=True)
class Table:
    """A table; `heading` is empty where no cell of it says anything: a table for layout alone."""

    heading: tuple[Inline, ...]
    rows: tuple[tuple[Inline, ...], ...]
    aligns: tuple[Align, ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture alone in its paragraph: the name it is shown by, and what it shows in words."""

    name: str
    words: str


@dataclass(frozen=True, slots=True)
class Rule:
    """A line across the text."""


Block = Paragraph | Heading | Table | Picture | Rule


def plain(runs: Inline) -> str:
    """Return the text of runs."""
    return "".join(each.text for each in runs)


def is_bold(runs: Inline) -> bool:
    """Whether all text of runs is bold."""
    return all(each.bold or not each.text.strip() for each in runs)


def blocks_of(markdown: str) -> list[Block]:
    """Return the blocks of a Markdown text in their order."""
    return list(_Reader(markdown).blocks())


_MOST_NESTED = 60
"""Tokens in one another, two for each list; what is deeper is text."""


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"maxNesting": _MOST_NESTED}).enable("table")
    parser.disable("reference")  # definitions would vanish
    parser.core.ruler.disable(["inline", "text_join"])  # each is read where it is needed
    return parser


_MARKERS = re.compile(r"(?:[ \t>]|[-+*](?=\s)|\d{1,9}[.)](?=\s))*")
_LONG = 10_000
"""Letters of a paragraph beyond which it is read as plain text: some marks take the parser a time
that grows with the square of their number."""


class _Reader:
    """Walks over the tokens of a text."""

    def __init__(self, markdown: str) -> None:
        self._lines = markdown.split("\n")
        self._tokens = _parser().parse(markdown)
        self._at = 0

    def blocks(self) -> Iterator[Block]:
        """Yield all blocks."""
        yield from self._until("", 0)

    def _next(self) -> Token:
        self._at += 1
        return self._tokens[self._at - 1]

    def _until(self, closing: str, depth: int) -> Iterator[Block]:
        while self._at < len(self._tokens):
            token = self._next()
            if token.type == closing:
                return
            yield from self._block(token, depth)

    def _block(self, token: Token, depth: int) -> Iterator[Block]:
        match token.type:
            case "paragraph_open":
                yield _paragraph(self._inline("paragraph_close"), depth)
            case "heading_open":
                yield _heading(int(token.tag[1:]), self._inline("heading_close"), depth)
            case "bullet_list_open" | "ordered_list_open":
                yield from self._list(token, depth)
            case "blockquote_open":
                inside = list(self._until("blockquote_close", depth + 1))
                yield from inside or self._lost(token, depth + 1)
            case "table_open":
                yield self._table()
            case "hr":
                yield Rule()
            case "fence":  # what stands behind the opening may be an agency's first line
                yield from _lines(f"{token.info}\n{token.content}", depth)
            case "html_block":
                yield from _lines(_without_comments(token.content), depth)
            case _:
                yield from _lines(token.content, depth)

    def _inline(self, closing: str) -> str:
        content = ""
        while (token := self._next()).type != closing:
            content += token.content
        return content

    def _list(self, opened: Token, depth: int) -> Iterator[Block]:
        closing = opened.type.replace("_open", "_close")
        while (item := self._next()).type != closing:
            marker = f"{item.info}{item.markup}" if item.info else _bullet(item.markup, depth + 1)
            inside = list(self._until("list_item_close", depth + 1)) or list(
                self._lost(item, depth + 1)
            )
            first = inside[0] if inside else Paragraph((), depth + 1)
            if isinstance(first, Paragraph) and not first.marker:
                yield replace(first, marker=marker)
                yield from inside[1:]
            else:
                yield Paragraph((), depth + 1, marker)
                yield from inside

    def _lost(self, token: Token, depth: int) -> Iterator[Block]:
        """Yield the source of what the parser left empty because it is nested too deep."""
        begin, end = token.map or (0, 0)
        for line in self._lines[begin:end]:
            if text := line[len(_MARKERS.match(line)[0]) :].strip():  # type: ignore[index]
                yield Paragraph((Run(text),), depth)

    def _table(self) -> Table:
        rows: list[tuple[Inline, ...]] = []
        aligns: list[Align] = []
        while (token := self._next()).type != "table_close":
            if token.type == "th_open":
                aligns.append(_align(str(token.attrGet("style") or "")))
            elif token.type == "tr_open":
                rows.append(())
                surplus = self._surplus(token, len(aligns)) if len(rows) > 1 else ()
            elif token.type == "inline":
                rows[-1] = (*rows[-1], runs_of(token.content))
            elif token.type == "tr_close" and surplus:
                rows[-1] = (*rows[-1][:-1], (*rows[-1][-1], *surplus))
        heading, *others = rows
        return Table(heading if any(map(plain, heading)) else (), tuple(others), tuple(aligns))

    def _surplus(self, row: Token, columns: int) -> Inline:
        """Return the cells of a row behind the last column, which the parser drops."""
        line = self._lines[row.map[0]] if row.map else ""
        cells = re.split(r"(?<!\\)\|", line.strip().removeprefix("|").removesuffix("|"))
        return runs_of(" | ".join(("", *cells[columns:]))) if len(cells) > columns else ()


def _without_comments(html: str) -> str:
    kept, at = "", 0
    while (begin := html.find("<!--", at)) >= 0 and (end := html.find("-->", begin)) >= 0:
        kept, at = kept + html[at:begin], end + len("-->")
    return kept + html[at:]


def _bullet(markup: str, depth: int) -> str:
    """Return the sign of an item as offices set it: a dash, in a list inside of it a plus."""
    return "+" if markup == "+" or depth % 2 == 0 else "-"


def _align(style: str) -> Align:
    return next((each for each in Align if each.value in style), Align.LEFT)


_PICTURE = re.compile(r"!\[([^\[\]\n]{0,1000})\]\(([^()\s]{1,300})\)")


def _paragraph(content: str, depth: int) -> Block:
    found = _PICTURE.fullmatch(content.strip())
    if found:
        return Picture(found[2], plain(runs_of(found[1])))
    return Paragraph(runs_of(content), depth)


def _heading(level: int, content: str, depth: int) -> Block:
    runs = runs_of(content)
    if depth:  # words of an agency: no part of the document's own order
        return Paragraph(tuple(replace(each, bold=True) for each in runs), depth)
    return Heading(level, runs)


def _lines(text: str, depth: int) -> Iterator[Paragraph]:
    for line in text.split("\n"):
        if line.strip():
            yield Paragraph((Run(line.rstrip()),), depth)


_MARKUP = re.compile(r"[\\`*_\[\]!<>&\n]")


@lru_cache(maxsize=5_000)
def runs_of(content: str) -> Inline:
    """Return a line of Markdown as runs."""
    if not content:
        return ()
    if len(content) > _LONG or not _MARKUP.search(content):
        return (Run(content),)
    tokens: list[Token] = []
    _parser().inline.parse(content, _parser(), {}, tokens)
    return tuple(_joined(_runs(tokens)))


def _runs(tokens: Sequence[Token]) -> Iterator[Run]:
    bold = italic = 0
    links: list[Token] = []
    for token in tokens:
        match token.type:
            case "strong_open" | "strong_close":
                bold += token.nesting
            case "em_open" | "em_close":
                italic += token.nesting
            case "link_open":
                links.append(token)
            case "link_close":
                yield Run(_address(links.pop()), bool(bold), bool(italic))
            case "image":
                text = f"{token.content}{_address(token)}"
                yield Run(text, bool(bold), bool(italic))
            case "softbreak":
                yield Run(" ", bool(bold), bool(italic))
            case "hardbreak":
                yield Run("\n", bool(bold), bool(italic))
            case "html_inline":
                text = _without_comments(token.content)
                text = "\n" if re.fullmatch(r"<br\s{0,5}/?>", text) else text
                yield Run(text, bool(bold), bool(italic))
            case _:
                yield Run(token.content, bool(bold), bool(italic))


def _address(link: Token) -> str:
    """Return where a link leads, to stand behind its words."""
    if link.markup == "autolink":
        return ""
    told = [str(link.attrGet(each) or "") for each in ("href", "src", "title")]
    said = ", ".join(filter(None, told))
    return f" ({said})" if said else ""


def _joined(runs: Iterator[Run]) -> Iterator[Run]:
    """Join neighbours of the same look."""
    last: Run | None = None
    for each in runs:
        if not each.text:
            continue
        if last and (last.bold, last.italic) == (each.bold, each.italic):
            last = replace(last, text=last.text + each.text)
        else:
            if last:
                yield last
            last = each
    if last:
        yield last
