"""The paragraphs and styles of a document in Word, as XML."""

from __future__ import annotations

import re
from dataclasses import replace

from papi_cli.documents.word_blocks import Inline, Run
from papi_cli.office.text_width import text_width
from papi_cli.office.word_document import TWIPS, paragraph_style, xml_attribute, xml_text

BODY, SPACE, RULE = "PapiBody", "PapiSpace", "PapiRule"
TITLE, ADDRESSEE, NOTE = "PapiTitle", "PapiAddressee", "PapiNote"
PARENT, ISSUER, STATE, MOTTO = "PapiParent", "PapiIssuer", "PapiState", "PapiMotto"
NUMBER, ABOUT, PLACE = "PapiNumber", "PapiAbout", "PapiPlace"
RECEIVERS, RECEIVER, SIGNER = "PapiReceivers", "PapiReceiver", "PapiSigner"
CELL, HEADING_CELL, PICTURE = "PapiCell", "PapiHeadingCell", "PapiPicture"
LAYOUT = "PapiLayout"


def _text(size: float, *, bold: bool = False, italic: bool = False, font: str = "") -> str:
    points = round(2 * size)
    named = xml_attribute(font)
    fonts = f"<w:rFonts w:ascii={named} w:hAnsi={named} w:cs={named}/>" if font else ""
    return (
        f'<w:rPr>{fonts}{"<w:b/>" * bold}{"<w:i/>" * italic}<w:color w:val="000000"/>'
        f'<w:sz w:val="{points}"/><w:szCs w:val="{points}"/></w:rPr>'
    )


def _placed(  # noqa: PLR0913 - what a paragraph style says
    align: str,
    *,
    before: float = 0,
    after: float = 0,
    line: float = 1,
    first: float = 0,
    keep: bool = False,
    level: int | None = None,
) -> str:
    """Return the properties of paragraphs; distances in points, `first` in millimetres."""
    indent = f'<w:ind w:left="0" w:right="0" w:firstLine="{round(first * TWIPS)}"/>'
    outline = "" if level is None else f'<w:outlineLvl w:val="{level}"/>'
    return (
        f'<w:pPr>{"<w:keepNext/>" * keep}<w:spacing w:before="{round(20 * before)}"'
        f' w:after="{round(20 * after)}" w:line="{round(240 * line)}" w:lineRule="auto"/>'
        f'{indent}<w:jc w:val="{align}"/>{outline}</w:pPr>'
    )


FIRST_LINE = 12.7
"""Millimetres by which a paragraph's first line is moved in."""
BODY_SIZE = 14
"""Points of the text."""
_LINE = 1.1

_BODY = _placed("both", before=6, line=_LINE, first=FIRST_LINE)
_CENTRED, _LEFT = _placed("center"), _placed("left", keep=True)
_STYLES: tuple[tuple[str, str, float, str], ...] = (
    # Name, what its paragraphs are, points (0 for those of the text), b for bold, i for italic.
    ("Papi Body", _BODY, 0, ""),
    ("Papi Title", _placed("center", keep=True), 14, "b"),
    ("Papi Rule", _CENTRED, 14, ""),
    ("Papi Space", _CENTRED, 14, ""),
    ("Papi Addressee", _placed("left", before=12, after=6), 0, ""),
    ("Papi Note", _placed("center", after=6), 0, ""),
    ("Papi Parent", _CENTRED, 13, ""),
    ("Papi Issuer", _CENTRED, 13, "b"),
    ("Papi State", _CENTRED, 13, "b"),
    ("Papi Motto", _CENTRED, 14, "b"),
    ("Papi Number", _placed("center", before=6), 13, ""),
    ("Papi About", _placed("center", before=3), 12, ""),
    ("Papi Place", _placed("center", before=6), 14, "i"),
    ("Papi Receivers", _LEFT, 12, "bi"),
    ("Papi Receiver", _LEFT, 11, ""),
    ("Papi Signer", _placed("center", keep=True), 14, "b"),
    ("Papi Cell", _placed("left", before=2, after=2), 13, ""),
    ("Papi Heading Cell", _placed("center", before=2, after=2, keep=True), 13, "b"),
    ("Papi Layout", _placed("left", before=2), 14, ""),
    ("Papi Picture", _placed("center", before=6, after=6, keep=True), 14, ""),
)
_HEADINGS = 4


def document_styles(font: str = "", size: float = BODY_SIZE) -> str:
    """Return the XML of a document's styles.

    `font` is empty for that of all documents, `size` in points is that of the text.
    """
    own = (
        paragraph_style(
            name,
            placed + _text(points or size, bold="b" in look, italic="i" in look, font=font),
        )
        for name, placed, points, look in _STYLES
    )
    headings = (
        paragraph_style(
            f"Heading{level}",
            _placed("both", before=6, line=_LINE, first=FIRST_LINE, keep=True, level=level - 1)
            + _text(size, bold=True, italic=level == _HEADINGS, font=font),
            built_in=f"heading {level}",
            order=9,
        )
        for level in range(1, _HEADINGS + 1)
    )
    title = paragraph_style(
        "Title",
        _placed("center", before=12, keep=True) + _text(14, bold=True, font=font),
        built_in="Title",
        order=10,
    )
    return "".join([*own, *headings, title])


def paragraph(style: str, content: str, more: str = "") -> str:
    """Return a paragraph; `content` is the XML of its runs, `more` that of further properties."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{more}</w:pPr>{content}</w:p>'


def runs_xml(runs: Inline, size: float | None = None, *, whole: bool = False) -> str:
    """Return runs as XML; `size` in points where it is not that of the paragraph's style.

    `whole` keeps on one line what is not to be torn apart, as `unbroken` has it.
    """
    told = (replace(each, text=unbroken(each.text)) for each in runs) if whole else runs
    return "".join(_run(each, size) for each in told)


_BLANK, _HYPHEN = "\u00a0", "\u2011"
"""Blank and hyphen at which no line ends."""
_GAP = "(?:…|[0-9]{1,4})"
_DATES = re.compile(
    rf"(?i:\bngày {_GAP} tháng {_GAP} năm {_GAP}|\btháng {_GAP} năm {_GAP}|\bnăm {_GAP})"
)
_NUMBERS = re.compile(r"(?i:\bsố )?(?<![^\s(«])[^\s/]{1,12}/[^\s/]{0,40}[A-ZĐ]-?[^\s/]{0,40}")
_AND = re.compile(r"(?i)(\bvà) ")


def unbroken(text: str) -> str:
    """Return a title with blanks and hyphens at which no line ends.

    They stand in dates and numbers of documents, behind «và», and within names of two words.
    """
    text = _NUMBERS.sub(lambda found: _joined(found[0]).replace("-", _HYPHEN), text)
    text = _DATES.sub(lambda found: _joined(found[0]), text)
    return _AND.sub(rf"\1{_BLANK}", _with_names(text))


def _with_names(text: str) -> str:
    """Return a text with a blank that does not break behind each first word of a name."""
    told, within = "", False
    for word in text.split(" "):
        told += (_BLANK if within else " ") + word
        within = not within and word[:1].isupper() and word[1:].islower() and word.isalpha()
    return told[1:]


def _joined(text: str) -> str:
    return text.replace(" ", _BLANK)


_BREAK = re.compile(f"[\t\n{_HYPHEN}]")
_MARKS = {"\t": "<w:tab/>", "\n": "<w:br/>", _HYPHEN: "<w:noBreakHyphen/>"}


def _run(run: Run, size: float | None) -> str:
    look = "<w:b/>" * run.bold + "<w:i/>" * run.italic
    if size is not None:
        look += f'<w:sz w:val="{round(2 * size)}"/><w:szCs w:val="{round(2 * size)}"/>'
    look = f"<w:rPr>{look}</w:rPr>" if look else ""
    if not _BREAK.search(run.text):
        return f'<w:r>{look}<w:t xml:space="preserve">{xml_text(run.text)}</w:t></w:r>'
    content = "".join(
        _MARKS.get(each) or f'<w:t xml:space="preserve">{xml_text(each)}</w:t>'
        for each in re.split(f"({_BREAK.pattern})", run.text)
        if each
    )
    return f"<w:r>{look}{content}</w:r>"


def rule(length: float, width: float, after: float = 0) -> str:
    """Return a line drawn in the middle of a column: both in millimetres, `after` in points.

    It is a border of an empty paragraph, which Word and LibreOffice draw alike.
    """
    side = round((width - length) / 2 * TWIPS)
    return paragraph(
        RULE,
        "",
        '<w:pBdr><w:top w:val="single" w:sz="6" w:space="1" w:color="000000"/></w:pBdr>'
        f'<w:spacing w:before="40" w:after="{round(20 * after)}" w:line="60" w:lineRule="exact"/>'
        f'<w:ind w:left="{side}" w:right="{side}"/>',
    )


def millimetres(text: str, size: float, *, bold: bool = False) -> float:
    """Return how wide a text on one line is at a size in points."""
    return text_width(text) * (1.06 if bold else 1) * size * 25.4 / 72


def longest_line(text: str, size: float, width: float) -> float:
    """Return how wide the longest line of a bold text is when it is wrapped into a column."""
    return max(_lines(text, size, width), default=0.0)


def even_width(text: str, size: float, width: float) -> float:
    """Return the least width in which a bold text takes no more lines than in a column.

    Blanks at which no line may end are to be in the text; all in millimetres, with a little room
    for letters that are wider than they are taken for.
    """
    lines = len(_lines(text, size, _SURE * width))
    if lines <= 1 + text.count("\n"):
        return width
    least, most = 0.0, _SURE * width
    while most - least > 1:
        middle = (least + most) / 2
        fits = len(_lines(text, size, middle)) <= lines
        least, most = (least, middle) if fits else (middle, most)
    return min(width, _ROOM * most + 3)


_ROOM = 1.12
"""How much wider a bold line may be than it is taken for."""
_SURE = 0.95
"""The share of a column that a line takes by which it fits whatever the letters of a system."""


def _lines(text: str, size: float, width: float) -> list[float]:
    """Return how wide the lines of a bold text are when it is wrapped into a column."""
    lines: list[float] = []
    blank = millimetres(" ", size)
    for line in text.split("\n"):
        used = 0.0
        for word in filter(None, line.split(" ")):
            needed = millimetres(word, size, bold=True)
            if used and used + blank + needed > width:
                lines.append(min(used, width))
                used = needed
            else:
                used += needed + (blank if used else 0)
        lines.append(min(used, width))
    return lines
