"""The text of a part of a Word file as a person reads it: a cell's, a paragraph's, a note's.

The tree is walked once, without recursion: nothing in it is too deep or read twice.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, MutableMapping
from dataclasses import dataclass
from typing import Any

from lxml import etree

from papi_cli.office.symbols import FontKind, font_kind, is_of_old_font, is_unicode, symbol, symbols
from papi_cli.office.word_styles import VAL, Look, Styles, W, font_of, is_on, numbering_of

W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_VML = "{urn:schemas-microsoft-com:vml}"
_OFFICE = "{urn:schemas-microsoft-com:office:office}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/"

PLACEHOLDERS = frozenset(
    {
        "bấm hoặc gõ nhẹ vào đây để nhập văn bản",
        "bấm hoặc gõ nhẹ để nhập văn bản",
        "bấm vào đây để nhập văn bản",
        "bấm hoặc gõ nhẹ để nhập ngày",
        "bấm hoặc gõ nhẹ vào đây để nhập ngày",
        "bấm vào đây để nhập ngày",
        "chọn một mục",
        "chọn mục",
        "click or tap here to enter text",
        "click here to enter text",
        "click or tap to enter a date",
        "click here to enter a date",
        "choose an item",
        "choose a building block",
        "enter any content that you want to repeat, including other content controls. you can "
        "also insert this control around table rows in order to repeat parts of a table",
    }
)
"""What programs print in a control that nobody filled, in lower case, no full stop at the end."""


@dataclass(frozen=True, slots=True)
class TextRead:
    """What was read: the text, what stands in boxes beside it, what else a reader should know.

    `ticked` is what the flag of a box says, None where there is none; `pictures` counts those that
    nobody read.
    """

    text: str
    boxes: tuple[str, ...] = ()
    ticked: bool | None = None
    remarks: tuple[str, ...] = ()
    pictures: int = 0


TRACKED = "có chữ sửa theo dõi (Track Changes), đọc như đã chấp nhận mọi sửa đổi"
_HIDDEN = "có chữ ẩn, không tính"
_STRUCK = "có chữ gạch ngang, vẫn đọc như chữ thường"
_COMMENTED = "có nhận xét (comment) không tính"
_OLD_FONT = (
    "gõ bằng phông chữ cũ (.VnTime, TCVN3) nên không đọc được; xin đổi sang Unicode rồi gửi lại"
)
_EQUATION = "có công thức toán, đọc theo chữ trong đó"
_CHART = "có biểu đồ không đọc được"
_DIAGRAM = "có sơ đồ (SmartArt) không đọc được"
_EMBEDDED = "có tệp nhúng không đọc được"


class TextReader:
    """Reads parts of one file, which has these styles and notes.

    `notes` are the elements of footnotes and endnotes by their kind and id; each is read where it
    is first referred to.
    """

    def __init__(self, styles: Styles, notes: MutableMapping[tuple[str, str], Any]) -> None:
        self.styles, self.notes = styles, notes

    def read(self, element: Any, controls: Iterable[Any] = ()) -> TextRead:
        """Return what is in a cell or a paragraph; `controls` are the `w:sdt` around it."""
        walk = _Walk(self)
        for each in controls:
            _open_control(walk, each)
        walk.run(element)
        for each in controls:
            _close_control(walk, each)
        return walk.result()


class _Old(str):
    """Text in an old font that would read as other letters than it shows."""

    __slots__ = ()


class _Walk:
    """A walk under way through a cell or a paragraph."""

    def __init__(self, reader: TextReader) -> None:
        self.reader = reader
        self.parts: list[str] = []
        self.remarks: dict[str, None] = {}
        self.flags: set[bool] = set()
        self.pictures = 0
        self.boxes: list[str] = []
        self.font, self.kind = "", FontKind.UNICODE
        self.look = Look()
        self.old = self.unicode = False
        self.tables = 0
        self.first_cell = False
        self.joined = False
        self.paragraphs: list[tuple[int, tuple[str, int] | None, bool]] = []
        self.notes: list[str] = []
        self.controls: list[tuple[int, int]] = []
        self.outer: list[Any] = []
        self.counts: dict[tuple[str, int], int] = {}
        self.drawings: list[tuple[int, int, int]] = []
        self.alternatives: list[Any] = []

    def run(self, root: Any) -> None:
        """Read all that is in an element."""
        walker = etree.iterwalk(root, events=("start", "end"))
        starts, ends = _STARTS, _ENDS
        for event, element in walker:
            if event == "start":
                start = starts.get(element.tag)
                if start is not None and start(self, element):
                    walker.skip_subtree()
            else:
                end = ends.get(element.tag)
                if end is not None:
                    end(self, element)

    def result(self) -> TextRead:
        """Return what was read."""
        text = self._text(self.parts)
        boxes = tuple(filter(None, self.boxes))
        if self.pictures:
            self.remarks[f"có {self.pictures} hình ảnh không đọc được"] = None
        ticked = next(iter(self.flags)) if len(self.flags) == 1 else None
        return TextRead(text, boxes, ticked, tuple(self.remarks), self.pictures)

    def _text(self, parts: list[str]) -> str:
        if self.old and not self.unicode:
            kept = [each for each in parts if not isinstance(each, _Old)]
            if len(kept) < len(parts):
                self.remarks[_OLD_FONT] = None
            parts = kept
        lines = (each.strip() for each in "".join(parts).split("\n"))
        return "\n".join(filter(None, lines))

    def write(self, text: str) -> None:
        """Add text in the font of the run."""
        if self.kind is FontKind.SYMBOLS:
            text = symbols(self.font, text)
        elif self.kind is FontKind.OLD and not text.isascii():
            self.unicode = self.unicode or is_unicode(text)
            if is_of_old_font(text):
                self.old, text = True, _Old(text)
        self.parts.append(text)

    def tick(self, ticked: bool) -> None:
        """Take the flag of a box; two boxes that differ say nothing."""
        self.flags.add(ticked)

    def open_box(self) -> None:
        """Begin a text that stands beside this one."""
        self.outer.append((self.parts, self.font, self.kind, self.look, self.paragraphs))
        self.parts, self.paragraphs = [], []

    def close_box(self) -> None:
        """End a text that stands beside another."""
        text = self._text(self.parts)
        self.parts, self.font, self.kind, self.look, self.paragraphs = self.outer.pop()
        self.boxes.append(text)


def _properties(element: Any, name: str) -> Any:
    """Return the properties of an element, which stand first in it."""
    first = element[0] if len(element) else None
    return first if first is not None and first.tag == name else element.find(name)


# What begins; a handler returns whether to pass over what is inside


def _open_paragraph(walk: _Walk, element: Any) -> bool:
    properties = _properties(element, f"{W}pPr")
    style, numbering, joined = "", None, False
    if properties is not None:
        for each in properties:
            tag = each.tag
            if tag == _STYLE:
                style = each.get(VAL, "")
            elif tag == _NUMBERING:
                numbering = numbering_of(each)
            elif tag == _RUN_PROPERTIES:
                joined = each.find(_DELETED) is not None or each.find(_MOVED) is not None
    walk.look = walk.reader.styles.paragraph(style)
    if joined:
        walk.remarks[TRACKED] = None
    walk.paragraphs.append((len(walk.parts), numbering or walk.look.numbering, joined))
    return False


_STYLE, _NUMBERING, _RUN_PROPERTIES = f"{W}pStyle", f"{W}numPr", f"{W}rPr"
_DELETED, _MOVED = f"{W}del", f"{W}moveFrom"


def _close_paragraph(walk: _Walk, _element: Any) -> None:
    start, numbering, joined = walk.paragraphs.pop()
    if numbering and numbering[0] != "0" and any(each.strip() for each in walk.parts[start:]):
        walk.parts.insert(start, _point(walk, numbering))
    walk.parts.extend(f" (chú thích: {each})" for each in walk.notes)
    walk.notes.clear()
    if not joined:
        walk.parts.append(" " if walk.tables else "\n")


def _point(walk: _Walk, numbering: tuple[str, int]) -> str:
    """Return what stands before a point of a list, and count it."""
    if not walk.reader.styles.is_decimal(numbering):
        return "- "
    number, level = numbering
    for each in [each for each in walk.counts if each[0] == number and each[1] > level]:
        del walk.counts[each]
    walk.counts[numbering] = walk.counts.get(numbering, 0) + 1
    return f"{walk.counts[numbering]}. "


def _open_run(walk: _Walk, element: Any) -> bool:
    font, hidden, struck = walk.look.font, walk.look.hidden, False
    properties = _properties(element, _RUN_PROPERTIES)
    if properties is not None:
        for each in properties:
            tag = each.tag
            if tag == _FONTS:
                font = font_of(each) or font
            elif tag == _VANISH:
                hidden = is_on(each)
            elif tag in _STRIKES:
                struck = is_on(each)
            elif tag == _RUN_STYLE:
                look = walk.reader.styles.character(each.get(VAL, ""))
                font = look.font or font
                hidden = hidden if look.hidden is None else look.hidden
    if hidden:
        if element.find(_TEXT) is not None:
            walk.remarks[_HIDDEN] = None
        return True
    if struck and element.find(_TEXT) is not None:
        walk.remarks[_STRUCK] = None
    walk.font = font or ""
    walk.kind = font_kind(walk.font) if font else FontKind.UNICODE
    return False


_FONTS, _VANISH, _RUN_STYLE = f"{W}rFonts", f"{W}vanish", f"{W}rStyle"
_STRIKES = frozenset({f"{W}strike", f"{W}dstrike"})
_TEXT = f"{W}t"
SPACE = re.compile(r"[\n\r\t]")


def _read_text(walk: _Walk, element: Any) -> bool:
    text = element.text
    if text:
        if "\n" in text or "\t" in text:
            text = SPACE.sub(" ", text)
        if walk.kind is FontKind.UNICODE:
            walk.parts.append(text)
        else:
            walk.write(text)
    return False


def _read_math(walk: _Walk, element: Any) -> bool:
    walk.remarks[_EQUATION] = None
    walk.parts.append(SPACE.sub(" ", element.text or ""))
    return False


def _read_symbol(walk: _Walk, element: Any) -> bool:
    code = element.get(f"{W}char", "")
    if re.fullmatch(r"[0-9A-Fa-f]{1,4}", code):
        walk.parts.append(symbol(element.get(f"{W}font", ""), int(code, 16)))
    return False


def _sign(text: str) -> Callable[[_Walk, Any], bool]:
    def write(walk: _Walk, _element: Any) -> bool:
        walk.parts.append(text)
        return False

    return write


def _pass(_walk: _Walk, _element: Any) -> bool:
    return True


def _remark(remark: str) -> Callable[[_Walk, Any], bool]:
    def add(walk: _Walk, _element: Any) -> bool:
        walk.remarks[remark] = None
        return False

    return add


def _pass_deleted(walk: _Walk, _element: Any) -> bool:
    walk.remarks[TRACKED] = None
    return True


def _open_table(walk: _Walk, _element: Any) -> bool:
    walk.tables += 1
    return False


def _open_row(walk: _Walk, element: Any) -> bool:
    properties = element.find(f"{W}trPr")
    if properties is not None and properties.find(_DELETED) is not None:
        walk.remarks[TRACKED] = None
        return True
    walk.parts.append("\n")
    walk.first_cell = True
    return False


def _open_cell(walk: _Walk, _element: Any) -> bool:
    if walk.tables:
        if not walk.first_cell:
            if walk.parts[-1:] == [" "]:  # of the paragraph before
                walk.parts.pop()
            walk.parts.append(" | ")
        walk.first_cell = False
    return False


def _close_table(walk: _Walk, _element: Any) -> None:
    walk.tables -= 1
    walk.parts.append("\n")


def _open_box(walk: _Walk, _element: Any) -> bool:
    walk.open_box()
    return False


def _close_box(walk: _Walk, _element: Any) -> None:
    walk.close_box()


def _open_alternatives(walk: _Walk, element: Any) -> bool:
    walk.alternatives.append(element.find(f"{_MC}Choice"))
    return False


def _close_alternatives(walk: _Walk, _element: Any) -> None:
    walk.alternatives.pop()


def _open_choice(walk: _Walk, element: Any) -> bool:
    """Only the first of several ways to show a thing counts."""
    return bool(walk.alternatives) and walk.alternatives[-1] is not element


def _open_fallback(walk: _Walk, _element: Any) -> bool:
    return bool(walk.alternatives) and walk.alternatives[-1] is not None


# Controls


def _open_control(walk: _Walk, element: Any) -> bool:
    properties = element.find(f"{W}sdtPr")
    if properties is not None:
        box = properties.find(f"{W14}checkbox")
        if box is not None:
            checked = box.find(f"{W14}checked")
            walk.tick(checked is not None and checked.get(f"{W14}val") not in {"0", "false"})
    walk.controls.append((len(walk.parts), walk.pictures))
    return False


def _close_control(walk: _Walk, element: Any) -> None:
    start, pictures = walk.controls.pop()
    properties = element.find(f"{W}sdtPr")
    if properties is None:
        return
    shown = properties.find(f"{W}showingPlcHdr")
    if shown is not None and is_on(shown) and properties.find(f"{W}picture") is not None:
        walk.pictures = pictures
    # Not by that flag: LibreOffice keeps it where text was typed, and drops it where none was.
    # What programs print there is a run or two; the text of a whole page need not be joined.
    inside = walk.parts[start : start + _MOST_RUNS + 1]
    if len(inside) <= _MOST_RUNS and is_placeholder("".join(inside)):
        del walk.parts[start:]


_MOST_RUNS = 40


_LONGEST = 300


def is_placeholder(text: str) -> bool:
    """Whether a text is what programs print in a control that nobody filled."""
    return " ".join(text[:_LONGEST].split()).strip(" .…").lower() in PLACEHOLDERS


def _read_field(walk: _Walk, element: Any) -> bool:
    box = element.find(f"{W}ffData/{W}checkBox")
    if box is not None:
        checked, default = box.find(f"{W}checked"), box.find(f"{W}default")
        flag = default if checked is None else checked
        ticked = flag is not None and is_on(flag)
        walk.tick(ticked)
        walk.parts.append("☒" if ticked else "☐")
    choices = element.find(f"{W}ffData/{W}ddList")
    if choices is not None:
        chosen = choices.find(f"{W}result")
        chosen = choices.find(f"{W}default") if chosen is None else chosen
        at = "0" if chosen is None else chosen.get(VAL, "0")
        for number, each in enumerate(choices.iterchildren(f"{W}listEntry")):
            if str(number) == at:
                walk.parts.append(each.get(VAL, ""))
    return True


# Notes and drawings


def _read_note(kind: str) -> Callable[[_Walk, Any], bool]:
    def read(walk: _Walk, element: Any) -> bool:
        note = walk.reader.notes.pop((kind, element.get(f"{W}id", "")), None)
        if note is not None:
            found = TextReader(walk.reader.styles, {}).read(note)
            walk.notes.append(" ".join(found.text.split()))
            walk.remarks.update(dict.fromkeys(found.remarks))
        return False

    return read


def _open_drawing(walk: _Walk, _element: Any) -> bool:
    walk.drawings.append((walk.pictures, len(walk.remarks), len(walk.boxes)))
    return False


def _close_drawing(walk: _Walk, element: Any) -> None:
    before = walk.drawings.pop()
    if element.tag == f"{W}object":
        walk.pictures = before[0]
    if before == (walk.pictures, len(walk.remarks), len(walk.boxes)) and not _is_line(element):
        walk.pictures += 1


def _is_line(element: Any) -> bool:
    shape = element.find(f"{_VML}rect")
    return shape is not None and shape.get(f"{_OFFICE}hr") in {"t", "true"}


def _count_picture(walk: _Walk, _element: Any) -> bool:
    walk.pictures += 1
    return False


def _read_path(walk: _Walk, element: Any) -> bool:
    walk.boxes.append(element.get("string", "").strip())
    return False


_STARTS: dict[str, Callable[[_Walk, Any], bool]] = {
    f"{W}p": _open_paragraph,
    f"{W}r": _open_run,
    f"{W}t": _read_text,
    f"{W}tbl": _open_table,
    f"{W}tr": _open_row,
    f"{W}tc": _open_cell,
    f"{W}br": _sign("\n"),
    f"{W}cr": _sign("\n"),
    f"{W}tab": _sign(" "),
    f"{W}ptab": _sign(" "),
    f"{W}noBreakHyphen": _sign("-"),
    f"{W}sym": _read_symbol,
    f"{W}sdt": _open_control,
    f"{W}fldChar": _read_field,
    f"{W}footnoteReference": _read_note("footnote"),
    f"{W}endnoteReference": _read_note("endnote"),
    f"{W}commentReference": _remark(_COMMENTED),
    f"{W}ins": _remark(TRACKED),
    f"{W}moveTo": _remark(TRACKED),
    f"{W}del": _pass_deleted,
    f"{W}moveFrom": _pass_deleted,
    f"{W}drawing": _open_drawing,
    f"{W}pict": _open_drawing,
    f"{W}object": _open_drawing,
    f"{W}txbxContent": _open_box,
    f"{_VML}textpath": _read_path,
    f"{_VML}imagedata": _count_picture,
    f"{_OFFICE}OLEObject": _remark(_EMBEDDED),
    f"{_A}picture}}pic": _count_picture,
    f"{_A}chart}}chart": _remark(_CHART),
    f"{_A}diagram}}relIds": _remark(_DIAGRAM),
    f"{_MC}AlternateContent": _open_alternatives,
    f"{_MC}Choice": _open_choice,
    f"{_MC}Fallback": _open_fallback,
    f"{_M}t": _read_math,
    f"{_M}den": _sign("/"),
    f"{_M}sup": _sign("^"),
    **dict.fromkeys(
        (f"{W}{name}" for name in ("pPr", "rPr", "tcPr", "tblPr", "tblGrid", "trPr", "sdtPr")),
        _pass,
    ),
}
_ENDS: dict[str, Callable[[_Walk, Any], None]] = {
    f"{W}p": _close_paragraph,
    f"{W}tbl": _close_table,
    f"{W}sdt": _close_control,
    f"{W}drawing": _close_drawing,
    f"{W}pict": _close_drawing,
    f"{W}object": _close_drawing,
    f"{W}txbxContent": _close_box,
    f"{_MC}AlternateContent": _close_alternatives,
}
SPECIAL = frozenset(_STARTS) - {
    f"{W}{name}" for name in ("p", "r", "t", "tr", "tc", "pPr", "rPr", "tcPr", "trPr", "tblPr")
} | {f"{W}{name}" for name in ("numPr", "vanish", "strike", "dstrike", "instrText", "delText")}
"""What makes a text more than the `w:t` of its paragraphs."""
