"""The parts of a document set as Nghị định 30/2020/NĐ-CP has it, as XML of Word."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from papi_cli.documents.word_blocks import (
    Heading,
    Inline,
    Paragraph,
    Picture,
    Rule,
    Run,
    Table,
    is_bold,
    plain,
)
from papi_cli.documents.word_parts import Division, Part, Placed, is_receivers, names_state
from papi_cli.documents.word_tables import layout_table, table_xml
from papi_cli.documents.word_xml import (
    ABOUT,
    ADDRESSEE,
    BODY,
    FIRST_LINE,
    ISSUER,
    MOTTO,
    NOTE,
    NUMBER,
    PARENT,
    PICTURE,
    PLACE,
    RECEIVER,
    RECEIVERS,
    SIGNER,
    SPACE,
    STATE,
    TITLE,
    even_width,
    longest_line,
    millimetres,
    paragraph,
    rule,
    runs_xml,
    unbroken,
)
from papi_cli.office.word_document import TWIPS

Draw = Callable[[Picture, float], str]
"""Gives a picture as the XML of a run, no wider than so many millimetres; empty where there is no
such picture."""


def division_xml(division: Division, width: float, draw: Draw, head: str | None = None) -> str:
    """Return the document proper or an annex, on a page whose text is `width` millimetres wide.

    `head` takes the place of the document's own head.
    """
    own = [each for each in division.placed if head is None or each.part is not Part.HEAD]
    return (f"{head}{_BELOW_HEAD}" if head else "") + "".join(_pieces(own, width, draw))


def _pieces(placed: Sequence[Placed], width: float, draw: Draw) -> Iterator[str]:
    yield from (_piece(each, width, draw) for each in placed)
    if placed and isinstance(placed[-1].block, Table):  # nothing ends with a table in Word
        yield _SMALL


_SMALL = paragraph(
    SPACE,
    "",
    '<w:keepNext/><w:spacing w:before="0" w:after="0" w:line="120" w:lineRule="exact"/>',
)
"""What parts a table from that above it, which Word would make one with it."""
_BELOW_HEAD = paragraph(
    SPACE, "", '<w:spacing w:before="0" w:after="0" w:line="300" w:lineRule="exact"/>'
)


def _piece(placed: Placed, width: float, draw: Draw) -> str:
    block, part = placed.block, placed.part
    match block:
        case Table():
            return _set_table(block, part, width)
        case Heading():
            return _heading(block, part)
        case Picture():
            return _picture(block, width, draw)
        case Rule():
            return rule(width / 3, width, after=6)
        case Paragraph():
            return _paragraph(block, part, width)


def _set_table(table: Table, part: Part, width: float) -> str:
    match part:
        case Part.HEAD:
            return _head(table, width) + _BELOW_HEAD
        case Part.FOOT:
            return _foot(table, width)
        case _:
            return _SMALL + table_xml(table, width)


_TITLE_SIZE = 14


def _heading(block: Heading, part: Part) -> str:
    if part is Part.ANNEX:  # as large as its title, whatever the size of the text
        content = runs_xml(block.runs, _TITLE_SIZE)
        return paragraph(
            "Heading1", content, '<w:ind w:left="0" w:firstLine="0"/><w:jc w:val="center"/>'
        )
    content = runs_xml(block.runs)
    style = "Title" if block.level == 1 else f"Heading{min(block.level - 1, 4)}"
    return paragraph(style, content, "<w:pageBreakBefore/>" * (part is Part.BEHIND))


_STEP = 6.35
"""Millimetres by which a list inside of a list is moved in."""
_DEEPEST = 6
_ADDRESSEES_AT, _ADDRESSEE_AT = 30, 48
"""Millimetres from the margin of the line «Kính gửi:», and of those listed below it."""


def _paragraph(block: Paragraph, part: Part, width: float) -> str:
    if part in {Part.TITLE, Part.SUBJECT}:
        return _title(block, part, width)
    content = runs_xml(_marked(block))
    if part in _SET:
        style, more = _SET[part]
        return paragraph(style, content, more)
    keep = "<w:keepNext/>" * (part is Part.BESIDE_FOOT)
    broken = "<w:pageBreakBefore/>" * (part is Part.BEHIND)
    return paragraph(BODY, content, keep + broken + _moved(block.depth))


def _title(block: Paragraph, part: Part, width: float) -> str:
    """Return a line of a title, wrapped into lines of about the same length."""
    text = unbroken(plain(block.runs))
    narrow = even_width(text, _TITLE_SIZE, width)
    title = paragraph(TITLE, runs_xml(block.runs, whole=True), _set_in(narrow, width))
    if part is not Part.SUBJECT:
        return title
    return title + rule(0.4 * longest_line(text, _TITLE_SIZE, narrow), width, after=6)


def _set_in(narrow: float, width: float) -> str:
    """Return the indents that leave a paragraph `narrow` of a width."""
    side = round((width - narrow) / 2 * TWIPS)
    return f'<w:ind w:left="{side}" w:right="{side}"/>' if side else ""


def _marked(block: Paragraph) -> Inline:
    return (Run(f"{block.marker} "), *block.runs) if block.marker else block.runs


def _spaced(before: int, after: int) -> str:
    return f'<w:spacing w:before="{20 * before}" w:after="{20 * after}"/>'


def _indent(left: float, hanging: float = 0) -> str:
    return (
        f'<w:ind w:left="{round((left + hanging) * TWIPS)}" w:hanging="{round(hanging * TWIPS)}"/>'
    )


_SET = {
    Part.NOTE: (NOTE, ""),
    Part.ADDRESSEE: (ADDRESSEE, '<w:jc w:val="center"/>'),
    Part.ADDRESSEES: (ADDRESSEE, _spaced(12, 0) + _indent(_ADDRESSEES_AT)),
    Part.LISTED_ADDRESSEE: (ADDRESSEE, _spaced(0, 0) + _indent(_ADDRESSEE_AT, 3.5)),
}
"""Style and further properties of paragraphs whose place is theirs alone."""


def _moved(depth: int) -> str:
    """Return the indent of a paragraph in a list inside of another."""
    if depth <= 1:
        return ""
    left = _STEP * (min(depth, _DEEPEST) - 1)
    first = round(FIRST_LINE * TWIPS)
    return f'<w:ind w:left="{round(left * TWIPS)}" w:firstLine="{first}"/>'


def _picture(block: Picture, width: float, draw: Draw) -> str:
    drawn = draw(block, width)
    if drawn:
        return paragraph(PICTURE, drawn)
    return paragraph(BODY, runs_xml((Run(f"{block.words} ({block.name})".strip()),)))


# The head: who issues, the Quốc hiệu; number, place and date


_HEAD = (60.0, 105.0)
"""How the two columns share the width of the text."""
_STATE_SIZE, _MOTTO_SIZE, _ISSUER_SIZE, _ABOUT_SIZE = 13, 14, 13, 12
_NUMBER = re.compile(r"^\s{0,9}số\s{0,9}:", re.IGNORECASE)
_ABOUT = re.compile(r"^\s{0,9}(?:v/v|về việc)\b", re.IGNORECASE)
_DATE = re.compile(r"\bngày\b.{0,40}\btháng\b", re.IGNORECASE)


def _head(table: Table, width: float) -> str:
    widths = [each * width / sum(_HEAD) for each in _HEAD]
    names, others = _names_and_others(table)
    left = _issuer([row[0] for row in names if row[0]], widths[0])
    right = _state([row[1] for row in names if row[1]], widths[1])
    below = ([_beside(*pair) for pair in zip(row, widths, strict=True)] for row in others)
    rows = [[left, right], *below]
    return layout_table(rows, widths)


@dataclass(frozen=True, slots=True)
class HeadText:
    """What a document's head says: the issuing body's own name, number, place and date, subject.

    `others` are further lines, such as how urgent it is.
    """

    name: str = ""
    number: str = ""
    place: str = ""
    about: str = ""
    others: tuple[str, ...] = ()


def head_text(division: Division) -> HeadText:
    """Return what the head of a document says, all empty where it has none."""
    tables = [each.block for each in division.placed if each.part is Part.HEAD]
    if not tables or not isinstance(tables[0], Table):
        return HeadText()
    names, others = _names_and_others(tables[0])
    own = [row[0] for row in names if row[0] and is_bold(row[0])]
    told: dict[str, str] = {}
    more: list[str] = []
    for cell in (cell for row in others for cell in row if cell):
        kind = _kind(cell)
        if kind in told or not kind:
            more.append(plain(cell))
        else:
            told[kind] = plain(cell)
    return HeadText(plain(own[-1]) if own else "", others=tuple(more), **told)


def _kind(cell: Inline) -> str:
    """Return what a line below the names is: a field of `HeadText`, empty for others."""
    text = plain(cell)
    patterns = {"number": _NUMBER, "place": _DATE, "about": _ABOUT}
    return next((name for name, each in patterns.items() if each.search(text)), "")


def lines_below_head(lines: Sequence[tuple[str, str]], width: float) -> str:
    """Return lines that a letterhead has no place for; each is left and right."""
    widths = [each * width / sum(_HEAD) for each in _HEAD]
    cells = [
        [
            _beside((Run(each),) if each else (), across)
            for each, across in zip(line, widths, strict=True)
        ]
        for line in lines
    ]
    return _SMALL + layout_table(cells, widths) if cells else ""


def _names_and_others(table: Table) -> tuple[list[list[Inline]], list[list[Inline]]]:
    """Return the rows with the names, and those from number and date on, two cells each."""
    rows = [[*row[:1], *row[-1:]] for row in table.rows]
    at = next((at for at, row in enumerate(rows) if _NUMBER.match(plain(row[0]))), len(rows))
    return rows[:at], rows[at:]


def _issuer(lines: Sequence[Inline], width: float) -> str:
    """Return the names of who issues: those above plain, its own bold with a line below."""
    own = [each for each in lines if is_bold(each)] or list(lines[-1:])
    evenly = [even_width(unbroken(plain(each)), _ISSUER_SIZE, width) for each in lines]
    paragraphs = "".join(
        paragraph(
            ISSUER if each in own else PARENT, runs_xml(each, whole=True), _set_in(even, width)
        )
        for each, even in zip(lines, evenly, strict=True)
    )
    last = longest_line(unbroken(plain(own[-1])), _ISSUER_SIZE, evenly[-1]) if own else 0
    return paragraphs + rule(0.4 * last, width)


def _state(lines: Sequence[Inline], width: float) -> str:
    paragraphs = ""
    for each in lines:
        text = plain(each)
        if names_state(text):
            size = 12 if millimetres(text, _STATE_SIZE, bold=True) > width else None
            paragraphs += paragraph(STATE, runs_xml(each, size))
        else:
            paragraphs += paragraph(MOTTO, runs_xml(each))
    length = millimetres(plain(lines[-1]), _MOTTO_SIZE, bold=True) if lines else 0
    return paragraphs + rule(min(length, width), width)


def _beside(cell: Inline, width: float) -> str:
    """Return what stands below the names: number, subject of a letter, place and date."""
    style = _BESIDE.get(_kind(cell), NUMBER)
    even = even_width(unbroken(plain(cell)), _ABOUT_SIZE, width) if style == ABOUT else width
    return paragraph(style, runs_xml(cell, whole=True), _set_in(even, width))


_BESIDE = {"place": PLACE, "about": ABOUT}


# The foot: who gets it, who signs


_FOOT = (75.0, 85.0)
_SIGNATURE_LINES = 5
"""Empty lines above the name of who signs: for the signature and the seal."""


def _foot(table: Table, width: float) -> str:
    widths = [each * width / sum(_FOOT) for each in _FOOT]
    rows = [[*row[:1], *row[-1:]] for row in table.rows]
    left = [row[0] for row in rows if row[0]]
    right = [row[1] for row in rows if len(row) > 1 and row[1]]
    receivers = "".join(
        paragraph(RECEIVERS if _is_label(each) else RECEIVER, runs_xml(each)) for each in left
    )
    named = len(right) > 1 and bool(rows[-1][-1])
    office, name = (right[:-1], right[-1:]) if named else (right, [])
    signed = "".join(paragraph(SIGNER, runs_xml(each)) for each in office)
    signed += paragraph(SIGNER, "") * _SIGNATURE_LINES
    signed += "".join(paragraph(SIGNER, runs_xml(each)) for each in name)
    return _SMALL + layout_table([[receivers, signed]], widths)


def _is_label(cell: Inline) -> bool:
    return is_receivers(plain(cell))
