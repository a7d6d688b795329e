"""A Markdown checklist cut into blocks: those at its top, the items of its lists.

The only importer of markdown-it, which tells where blocks begin and end: what looks like a task
within a fence, a quotation or another task is none.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING
from unicodedata import normalize

from papi_cli.checklists.block import (
    BEGINNING,
    NUMBERED,
    TAB,
    Block,
    dedented,
    is_orphaned_heading,
    trimmed,
)
from papi_cli.checklists.fingerprints import ITEM, ProgramLines, plain_words, split_fingerprints
from papi_cli.checklists.lost_tasks import free_lost_tasks

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token


@dataclass(frozen=True, slots=True)
class Blocks:
    """A document taken apart.

    `front` are the lines of the front matter without its dashes, `prints` the fingerprints at its
    end, `blocks` all the rest but blank lines between them; `program` knows what of it is the
    program's, `own_program` what was when it was last written.
    """

    front: Sequence[str]
    prints: tuple[str, ...]
    blocks: Sequence[Block]
    program: ProgramLines
    own_program: ProgramLines


def parse_blocks(text: str, labels: Collection[str], known: Iterable[str] = ()) -> Blocks:
    """Cut a checklist into blocks.

    `labels` are those of tasks that may be there, `known` the fingerprints of lines of the
    program's beside those of the text's own fingerprints.
    """
    lines, prints = split_fingerprints(text)
    program = ProgramLines({*prints, *known}, labels)
    tokens = _parser().parse("\n".join(lines))
    for _ in range(min(_MOST_OPEN, 1 + _MOST_PARSED // len(lines))):
        opened = _left_open(tokens, lines, program)
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
    cut = _cut(lines, start, list(_blocks(tokens, program)))
    labelled = [_with_words(block, program) for block in cut]
    freed = free_lost_tasks(labelled, _inner_items(tokens), program)
    return Blocks(
        front, prints, list(_with_sections(freed, program)), program, ProgramLines(prints)
    )


_LABEL = re.compile(r"(?:\[([^\]\n]{0,20})\]\s*)?(?:\*\*|__)([^*\n]+?)(?:\*\*|__)")
"""How the content of a task begins."""
_BULLET = re.compile(r"(\s*(?:[-*+]|\d{1,9}[.)]))( *)")
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


def _with_words(block: Block, program: ProgramLines) -> Block:
    """Return a block that is a task with what of its beginning is the program's."""
    if not block.label:
        return block
    if not program.label(block.label):
        return replace(block, words=block.text)
    lines = [block.text, *(dedented(line, block.indent) for line in block.lines[1:])]
    begun = program.match_task(block.label, lines)
    if begun is None:
        return replace(block, words=block.text)
    words, added, reach = begun
    return replace(block, words=words, added=added, reach=reach, printed=True)


def _with_sections(blocks: Iterable[Block], program: ProgramLines) -> Iterator[Block]:
    """Yield blocks, tasks with the title of their section: that whose number theirs begins with.

    What is orphaned stands under the title of the section that it had.
    """
    titles: dict[str, str] = {}
    orphaned, title = False, ""
    for block in blocks:
        name = block.lines[0].lstrip("# ")
        own_title = ""
        if is_orphaned_heading(block):
            yield replace(block, below_orphaned=orphaned)
            orphaned, title = True, ""
            continue
        if orphaned and block.level:
            title = name
        elif block.level and program.heading(block.lines[0]):
            if numbered := NUMBERED.match(name):
                titles[numbered[1]] = name
        elif block.label:
            above = block.label.rpartition(".")[0]
            own_title = title if orphaned else titles.get(block.label, titles.get(above, ""))
        yield replace(block, title=own_title, below_orphaned=orphaned)


_MOST_OPEN, _MOST_PARSED = 50, 20_000
"""Fences left open that are closed, and lines that are parsed for it; a file with more is not
what anybody wrote."""


def _left_open(
    tokens: list[Token], lines: list[str], program: ProgramLines
) -> tuple[int, str] | None:
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
            there.add(item[2] if item else plain_words(line))
    for token in tokens:
        if token.level or token.map is None or token.type not in {"fence", "html_block"}:
            continue
        start, end = token.map
        closing = token.markup if token.type == "fence" else _html_end(lines[start].strip())
        if not closing:
            continue
        swallowed = next(
            (at for at in range(start + 1, end) if _swallowed(lines[at], there, program)), None
        )
        if swallowed is not None:
            return len(trimmed(lines[:swallowed])), closing
        if token is tokens[-1] and not _closed(token, lines[start:end], closing):
            return len(trimmed(lines)), closing
    return None


def _swallowed(line: str, there: Collection[str], program: ProgramLines) -> bool:
    """Whether a line within a fence is a task that stands nowhere else, or a heading of program."""
    if line.startswith("#"):
        return program.heading(line) and plain_words(line) not in there
    item = ITEM.match(line)
    return bool(item) and item[2] not in there and program.label(item[2])  # type: ignore[index]


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


def _blocks(tokens: Sequence[Token], program: ProgramLines) -> Iterator[tuple[int, int, Block]]:
    """Yield the first line, the line behind the last, and the block still without its lines."""
    for at, token in enumerate(tokens):
        item = token.type == "list_item_open" and token.level == 1
        if token.map is None or token.nesting < 0 or not (item or token.level == 0):
            continue
        if token.type in {"bullet_list_open", "ordered_list_open"}:
            continue
        level = int(token.tag[1:]) if token.type == "heading_open" else 0
        block = Block([], token.type, level=level)
        inline = next((each for each in tokens[at + 1 : at + 3] if each.type == "inline"), None)
        if inline and (item or token.type == "paragraph_open"):
            block = _with_label(block, inline.content.split("\n", 1)[0], program)
        yield token.map[0], token.map[1], block


def _with_label(block: Block, content: str, program: ProgramLines) -> Block:
    """Return a block with its label: a known one, or any behind brackets, for that is no result."""
    begun = _LABEL.match(content)
    if begun is None or (begun[1] is None and not program.label(begun[2])):
        return block
    label = normalize("NFC", begun[2])
    return replace(block, mark=begun[1] or "", label=label, boxed=begun[1] is not None)


def _cut(lines: list[str], start: int, blocks: list[tuple[int, int, Block]]) -> Iterator[Block]:
    """Yield the blocks with their lines; lines of no block (definitions of links) too."""
    done = start
    for first, behind, block in [*blocks, (len(lines), len(lines), Block([]))]:
        yield from _block_of(lines, done, first, Block([], "loose"))
        yield from _block_of(lines, first, behind, block)
        done = max(done, behind)


def _block_of(lines: list[str], first: int, behind: int, block: Block) -> Iterator[Block]:
    while behind > first and not lines[behind - 1].strip():
        behind -= 1
    while first < behind and not lines[first].strip():
        first += 1
    if first == behind:
        return
    if not BEGINNING.match(lines[first]):
        block = replace(block, label="", mark="")  # the label stands below an empty marker
    indent = 0
    if bullet := _BULLET.match(lines[first].expandtabs(TAB)):
        spaces = len(bullet[2])
        indent = len(bullet[1]) + (spaces if 0 < spaces <= TAB else 1)
    tight = first > 0 and bool(lines[first - 1].strip())
    yield replace(block, lines=lines[first:behind], first=first, tight=tight, indent=indent)


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
