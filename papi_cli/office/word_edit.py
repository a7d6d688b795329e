"""Documents of Word that are there: their trees asked and edited, saved the same at any time."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping, Sequence
from typing import Any

from docx.document import Document
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsmap, qn
from docx.text.run import Run
from lxml import etree

from papi_cli.office.package import canonical
from papi_cli.office.word_document import (
    CUSTOM_PATH,
    IMPOSSIBLE,
    custom_properties,
    element,
    xml_text,
)


def saved(document: Document, properties: Mapping[str, str] | None = None) -> bytes:
    """Return an edited document as the bytes of a file; `properties` replace those of their names.

    All custom properties whose name begins as one of these does are replaced.
    """
    if properties is not None:
        _set_properties(document, properties)
    written = io.BytesIO()
    document.save(written)
    return canonical(written.getvalue())


def _set_properties(document: Document, properties: Mapping[str, str]) -> None:
    package = document.part.package
    related = [
        each
        for each in package.rels.values()
        if each.reltype == RELATIONSHIP_TYPE.CUSTOM_PROPERTIES and not each.is_external
    ]
    if not related:
        part = Part(
            PackURI(CUSTOM_PATH),
            CONTENT_TYPE.OFC_CUSTOM_PROPERTIES,
            custom_properties(properties),
            package,
        )
        package.relate_to(part, RELATIONSHIP_TYPE.CUSTOM_PROPERTIES)
        return
    part = related[0].target_part
    whole = parse_xml(part.blob)
    for each in list(whole):
        if str(each.get("name", "")).split("-")[0] in {name.split("-")[0] for name in properties}:
            whole.remove(each)
    taken = [int(pid) for each in whole if (pid := str(each.get("pid", ""))).isdecimal()]
    fresh = parse_xml(custom_properties(properties))
    for number, each in enumerate(list(fresh), start=max(taken, default=1) + 1):
        each.set("pid", str(number))
        whole.append(each)
    part._blob = etree.tostring(whole, encoding="UTF-8", standalone=True)


def serialized(tree: Any) -> bytes:
    """Return an element as bytes, to tell whether it was changed."""
    return bytes(etree.tostring(tree))


_KEPT = (
    "commentRangeStart",
    "commentRangeEnd",
    "bookmarkStart",
    "bookmarkEnd",
    "permStart",
    "permEnd",
)
_KEPT_IN_RUNS = (
    "commentReference",
    "footnoteReference",
    "endnoteReference",
    "drawing",
    "pict",
    "object",
)


def holds_more(tree: Any) -> bool:
    """Whether something stands in an element beside text: comments, pictures, tracked changes."""
    names = (*_KEPT_IN_RUNS, "commentRangeStart", "ins", "del", "moveFrom", "moveTo")
    return next(tree.iter(*(qn(f"w:{each}") for each in names)), None) is not None


def is_merged(cell: Any) -> bool:
    """Whether a cell is one with that of another row or column."""
    return next(cell.iterfind("w:tcPr/w:vMerge", nsmap), None) is not None or _spans(cell)


def _spans(cell: Any) -> bool:
    span = next(cell.iterfind("w:tcPr/w:gridSpan", nsmap), None)
    return span is not None and span.get(qn("w:val")) != "1"


def cell_width(cell: Any) -> int:
    """Return the width of a cell in twips, 1000 where it does not say."""
    width = next(cell.iterfind("w:tcPr/w:tcW", nsmap), None)
    value = "" if width is None else width.get(qn("w:w"), "")
    return int(value) if re.fullmatch("[0-9]{1,5}", value) else 1000


def continues_merge(row: Any) -> bool:
    """Whether a cell of a row is one with that above it."""
    merges = row.iterfind("w:tc/w:tcPr/w:vMerge", nsmap)
    return any(each.get(qn("w:val")) != "restart" for each in merges)


def in_merge(row: Any) -> bool:
    """Whether a cell of a row is one with that of another row."""
    return next(row.iterfind("w:tc/w:tcPr/w:vMerge", nsmap), None) is not None


def set_paragraphs(cell: Any, paragraphs: Sequence[Any]) -> None:
    """Put other paragraphs into a cell: comments, pictures, bookmarks of the old ones stay."""
    before, behind = _anchors(cell)
    for each in list(cell):
        if each.tag != qn("w:tcPr"):
            cell.remove(each)
    cell.extend(paragraphs)
    _put_around(paragraphs[0], paragraphs[-1], before, behind)


def set_text(paragraph: Any, text: str) -> None:
    """Give a paragraph another text in the look of its first run; anchors in it stay."""
    before, behind = _anchors(paragraph)
    run = element(f'<w:r><w:t xml:space="preserve">{xml_text(text)}</w:t></w:r>')
    look = next(paragraph.iterfind("w:r/w:rPr", nsmap), None)
    if look is not None:
        run.insert(0, look)
    for each in list(paragraph):
        if each.tag != qn("w:pPr"):
            paragraph.remove(each)
    paragraph.append(run)
    _put_around(paragraph, paragraph, before, behind)


def _anchors(tree: Any) -> tuple[list[Any], list[Any]]:
    """Return what of an element stays where its text is replaced: what opens, what closes."""
    before: list[Any] = []
    behind: list[Any] = []
    for each in tree.iter():
        if each.tag in {qn("w:commentRangeStart"), qn("w:bookmarkStart"), qn("w:permStart")}:
            before.append(each)
        elif each.tag in {qn(f"w:{name}") for name in _KEPT}:
            behind.append(each)
        elif each.tag in {qn(f"w:{name}") for name in _KEPT_IN_RUNS}:
            behind += [run for run in _run_of(each) if run not in behind]
    return before, behind


def _run_of(tree: Any) -> list[Any]:
    """Return the outermost run around an element, its text taken out; none where there is none."""
    runs = list(tree.iterancestors(qn("w:r")))
    if not runs:
        return []
    run = runs[-1]
    for each in [*run.iterchildren(qn("w:t"), qn("w:delText"), qn("w:tab"), qn("w:br"))]:
        run.remove(each)
    return [run]


def _put_around(first: Any, last: Any, before: Sequence[Any], behind: Sequence[Any]) -> None:
    at = 1 if len(first) and first[0].tag == qn("w:pPr") else 0
    for each in reversed(before):
        first.insert(at, each)
    last.extend(behind)


def add_comment(document: Document, cell: Any, text: str) -> None:
    """Put a comment of the program's on a cell; it tells no time."""
    runs = list(cell.iter(qn("w:r")))
    if not runs:
        paragraph = next(cell.iter(qn("w:p")))
        paragraph.append(element("<w:r/>"))
        runs = list(cell.iter(qn("w:r")))
    marked = [Run(runs[0], document), Run(runs[-1], document)]
    comment = document.add_comment(marked, IMPOSSIBLE.sub("\ufffd", text), "papi", "papi")
    comment._comment_elm.attrib.pop(qn("w:date"), None)  # it would be today
    for tree in (comment._comment_elm, cell):
        for each in list(tree.iter(qn("w:rStyle"), qn("w:pStyle"))):
            if each.get(qn("w:val"), "").startswith("Comment"):  # styles that no form has
                each.getparent().remove(each)


def without_anchors(tree: Any) -> Any:
    """Take out of a copied element what may stand in a document only once; return it."""
    for name in (*_KEPT, "commentReference", "footnoteReference", "endnoteReference"):
        for each in list(tree.iter(qn(f"w:{name}"))):
            each.getparent().remove(each)
    return tree


def tag(name: str) -> str:
    """Return the name of an element as a tree has it (`w:tr`)."""
    return qn(name)
