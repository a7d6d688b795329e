"""Word files read as a person reads them: what they show, wherever in the file it stands."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import docx
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.parser import parse_xml

from papi_cli.office.content import Cell, OfficeFile, Paragraph, Row, Table, UnreadableFileError
from papi_cli.office.package import OfficeKind, check_package
from papi_cli.office.word_marks import Marked, marked, plain_text
from papi_cli.office.word_styles import VAL, Styles, W, child
from papi_cli.office.word_text import TRACKED, TextRead, TextReader

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"


def read_word(data: bytes) -> OfficeFile:
    """Return what a Word file holds, given its bytes; raises `UnreadableFileError`.

    The sources are: of a cell its `w:tc`, of a row its `w:tr`, of a table its `w:tbl`, of a
    paragraph its `w:p`, of the file python-docx's document.
    """
    check_package(data, OfficeKind.WORD)
    try:
        return _read(data)
    except UnreadableFileError:
        raise
    except Exception as error:  # what a broken file makes libraries raise has no end
        raise UnreadableFileError("là tệp Word hỏng, không mở được", "xin lại tệp") from error


def _read(data: bytes) -> OfficeFile:
    document = docx.Document(io.BytesIO(data))
    part = document.part
    styles = _root(part, RELATIONSHIP_TYPE.STYLES)
    notes = {
        (kind, each.get(f"{W}id", "")): each
        for kind, relationship in (
            ("footnote", RELATIONSHIP_TYPE.FOOTNOTES),
            ("endnote", RELATIONSHIP_TYPE.ENDNOTES),
        )
        if (root := _root(part, relationship)) is not None
        for each in root.iterchildren(f"{W}{kind}")
    }
    reader = TextReader(Styles(styles, _root(part, RELATIONSHIP_TYPE.NUMBERING)), notes)
    body = _Body(reader, marked(part.element.body, reader))
    for element, controls in flattened(part.element.body, _BLOCKS):
        body.add(element, controls)
    if body.pictures and not body.has_text:
        raise UnreadableFileError("chỉ có hình ảnh (bản chụp), không có chữ", "xin lại bản Word")
    return OfficeFile(
        tuple(body.blocks), _custom_properties(document), tuple(body.remarks()), document
    )


"""A form of 76 tasks that LibreOffice saved has 15,000; so many take about two seconds."""


def _root(part: Any, relationship: str) -> Any:
    """Return the root of a part that another refers to, None where there is none."""
    for each in part.rels.values():
        if each.reltype == relationship and not each.is_external:
            target = each.target_part
            found = getattr(target, "element", None)
            return parse_xml(target.blob) if found is None else found
    return None


_PROPERTIES = "{http://schemas.openxmlformats.org/officeDocument/2006/custom-properties}property"


def _custom_properties(document: Any) -> Mapping[str, str]:
    root = _root(document.part.package, RELATIONSHIP_TYPE.CUSTOM_PROPERTIES)
    if root is None:
        return {}
    return {
        each.get("name", ""): "".join(each.itertext()).strip()
        for each in root.iterchildren(_PROPERTIES)
    }


_TRANSPARENT = frozenset(
    {
        *(f"{W}{name}" for name in ("sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo")),
        f"{_MC}Choice",
        f"{_MC}Fallback",
    }
)
_CONTROL = f"{W}sdt"
_ALTERNATIVES = f"{_MC}AlternateContent"


def _chosen(alternatives: Any) -> Iterator[Any]:
    """Yield the one of several ways to show a thing that is read."""
    first = alternatives.find(f"{_MC}Choice")
    return iter(alternatives.iterchildren(f"{_MC}Fallback") if first is None else (first,))


def flattened(parent: Any, wanted: frozenset[str]) -> Iterator[tuple[Any, tuple[Any, ...]]]:
    """Yield the children of these tags with the `w:sdt` around each, through all that wraps them.

    What was deleted under tracking is left out.
    """
    stack: list[tuple[Iterator[Any], tuple[Any, ...]]] = [(iter(parent), ())]
    while stack:
        children, controls = stack[-1]
        for each in children:
            tag = each.tag
            if tag in wanted:
                yield each, controls
            elif tag in _TRANSPARENT:
                inner = (*controls, each) if tag == _CONTROL else controls
                stack.append((iter(each), inner))
                break
            elif tag == _ALTERNATIVES:
                stack.append((_chosen(each), controls))
                break
        else:
            stack.pop()


_PARAGRAPH, _TABLE, _ROW, _CELL = (f"{W}{name}" for name in ("p", "tbl", "tr", "tc"))
_FOREIGN = f"{W}altChunk"
_BLOCKS, _ROWS, _CELLS = (
    frozenset({_PARAGRAPH, _TABLE, _FOREIGN}),
    frozenset({_ROW}),
    frozenset({_CELL}),
)


@dataclass(slots=True)
class _Body:
    """The blocks of a file as they are read."""

    reader: TextReader
    marked: Marked
    blocks: list[Paragraph | Table] = field(default_factory=list)
    pictures: int = 0
    has_text: bool = False
    deleted_rows: int = 0
    outside: dict[str, None] = field(default_factory=dict)

    def add(self, element: Any, controls: tuple[Any, ...]) -> None:
        """Read a paragraph or a table."""
        if element.tag == _FOREIGN:
            self.outside["có phần chèn từ tệp khác (altChunk) không đọc được"] = None
        elif element.tag == _TABLE:
            self.blocks.append(_table(element, self))
        else:
            self._paragraph(element, controls)

    def _paragraph(self, element: Any, controls: tuple[Any, ...]) -> None:
        found = self.reader.read(element, controls)
        self.count(found)
        style = element.find(f"{W}pPr/{W}pStyle")
        name = "" if style is None else style.get(VAL, "")
        for text in (found.text, *found.boxes):
            if text:
                self.blocks.append(Paragraph(text, name, element))

    def count(self, found: TextRead) -> None:
        """Take note of whether there is any text."""
        self.pictures += found.pictures
        self.has_text = self.has_text or bool(found.text or found.boxes)

    def remarks(self) -> Iterator[str]:
        """Yield what stands in no cell."""
        yield from self.outside
        if self.deleted_rows:
            yield f"có {self.deleted_rows} dòng bị xóa theo dõi (Track Changes), không tính"


_MOST_COLUMNS = 64
_EMPTY = Cell()


def _table(element: Any, body: _Body) -> Table:
    rows: list[Row] = []
    merges = _Merges()
    for row, _ in flattened(element, _ROWS):
        properties = child(row, f"{W}trPr")
        if properties is not None and child(properties, f"{W}del") is not None:
            body.deleted_rows += 1
            continue
        cells: list[Cell] = []
        _skip(cells, properties, "gridBefore")
        for each, controls in flattened(row, _CELLS):
            cell, span = _cell(each, controls, body), 1
            if each in body.marked.spanned:
                cell, span = _spanned(cell, merges, len(cells), len(rows))
            cells.append(cell)
            if span > 1:
                _add_empty(cells, span - 1)
        _skip(cells, properties, "gridAfter")
        rows.append(Row(len(rows) + 1, tuple(cells), row))
    for at, column, number in merges.found():
        cells = list(rows[at].cells)
        cell = cells[column]
        if cell.text:
            told = f"có ô gộp {number} dòng, chỉ tính cho dòng đầu"
            cells[column] = replace(cell, remarks=(*cell.remarks, told))
            rows[at] = replace(rows[at], cells=tuple(cells))
    return Table("", tuple(rows), element)


def _cell(element: Any, controls: tuple[Any, ...], body: _Body) -> Cell:
    if not controls and element not in body.marked.special:
        plain = plain_text(element)
        if plain is not None:
            body.has_text = body.has_text or bool(plain)
            return Cell(plain, source=element)
    found = body.reader.read(element, controls)
    body.count(found)
    text = "\n".join(filter(None, (found.text, *found.boxes)))
    return Cell(text, ticked=found.ticked, remarks=found.remarks, source=element)


def _spanned(cell: Cell, merges: _Merges, column: int, row: int) -> tuple[Cell, int]:
    """Return a cell as what it is merged with leaves it, and over how many columns it goes."""
    span = 1
    for each in child(cell.source, f"{W}tcPr"):
        if each.tag == _SPAN:
            span = _number(each)
        elif each.tag == _CELL_DELETED:
            cell = replace(cell, text="", remarks=(*cell.remarks, TRACKED))
        elif each.tag == _MERGE and each.get(VAL) == "restart":
            merges.begin(column, row)
        elif each.tag == _MERGE and merges.go_on(column, row):
            told = ("có chữ trong ô gộp không hiện ra, không tính",) if cell.text else ()
            cell = replace(cell, text="", remarks=told)
    return cell, span


_SPAN, _MERGE, _CELL_DELETED = f"{W}gridSpan", f"{W}vMerge", f"{W}cellDel"


def _skip(cells: list[Cell], properties: Any, name: str) -> None:
    """Add the empty cells that a row leaves out of the grid."""
    if properties is not None and (found := child(properties, f"{W}{name}")) is not None:
        _add_empty(cells, _number(found))


def _number(element: Any) -> int:
    value = element.get(VAL, "")
    return int(value) if value.isdecimal() and len(value) < 8 else 0  # noqa: PLR2004


def _add_empty(cells: list[Cell], number: int) -> None:
    cells.extend([_EMPTY] * min(number, _MOST_COLUMNS - len(cells)))


class _Merges:
    """Cells merged with those below them, by the column where they begin."""

    def __init__(self) -> None:
        self._open: dict[int, tuple[int, int]] = {}
        self._closed: list[tuple[int, int, int]] = []

    def begin(self, column: int, row: int) -> None:
        self._close(column)
        self._open[column] = (row, 1)

    def go_on(self, column: int, row: int) -> bool:
        """Take a cell that goes on; whether there is one above it that it can belong to."""
        first, number = self._open.get(column, (0, 0))
        if not number or first + number != row:
            return False
        self._open[column] = (first, number + 1)
        return True

    def _close(self, column: int) -> None:
        if column in self._open:
            first, number = self._open.pop(column)
            if number > 1:
                self._closed.append((first, column, number))

    def found(self) -> list[tuple[int, int, int]]:
        """Return row, column and number of rows of all."""
        for column in list(self._open):
            self._close(column)
        return self._closed
