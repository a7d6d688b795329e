"""Documents for Word: one written whole, parts of one made from XML, one saved after edits.

The same content gives the same bytes: no time but the one given, no user, no program version.
"""

from __future__ import annotations

import io
import re
from collections.abc import Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Any
from xml.sax.saxutils import escape, quoteattr

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsmap, qn
from docx.shared import Mm
from docx.text.run import Run
from lxml import etree

from papi_cli.office.package import canonical

TWIPS = 1440 / 25.4
"""How many of Word's units a millimetre has."""
TEXT_WIDTH = 257
"""Millimetres between the margins."""
_PAGE = {"page_width": 297, "page_height": 210, "left_margin": 20, "right_margin": 20}
_PAGE |= {"top_margin": 20, "bottom_margin": 20, "header_distance": 10, "footer_distance": 10}

_W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
_SPACES = f'xmlns:w="{nsmap["w"]}" xmlns:w14="{_W14}" xmlns:r="{nsmap["r"]}"'
_IMPOSSIBLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def xml_text(text: str) -> str:
    """Return a text as it stands in XML; characters that XML has no place for are replaced."""
    return escape(_IMPOSSIBLE.sub("\ufffd", text))


def xml_attribute(text: str) -> str:
    """Return a text as the value of an attribute, quotes and all."""
    return quoteattr(_IMPOSSIBLE.sub("\ufffd", text))


def element(xml: str) -> Any:
    """Return the element that a piece of XML is, with the prefixes `w`, `w14` and `r` known."""
    holder = parse_xml(f"<w:body {_SPACES}>{xml}</w:body>")
    return holder[0]


def write_document(
    body: str, title: str, created: date, properties: Mapping[str, str], styles: str
) -> bytes:
    """Return a document on A4 landscape with numbered pages.

    `body` is the XML of its paragraphs and tables, `styles` that of their styles, `properties`
    are custom ones.
    """

    def changed(name: str, part: bytes) -> bytes:
        if name == "word/document.xml":
            return _with_body(part, body)
        if name == "docProps/core.xml":
            return _core(title, created)
        return _custom(properties) if name == "docProps/custom.xml" else part

    return canonical(_template(styles), changed)


def _with_body(part: bytes, body: str) -> bytes:
    start, end = part.split(b"<w:sectPr", 1)
    return start + body.encode() + b"<w:sectPr" + end


_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_CORE = (
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/'
    'core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"'
    ' xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/'
    'XMLSchema-instance"><dc:title>{title}</dc:title><dcterms:created xsi:type="dcterms:W3CDTF">'
    "{day}T00:00:00Z</dcterms:created><dc:language>vi-VN</dc:language></cp:coreProperties>"
)


def _core(title: str, created: date) -> bytes:
    core = _CORE.format(title=xml_text(title), day=created.isoformat())
    return f"{_DECLARATION}{core}".encode()


_CUSTOM = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
_VALUES = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
_FORMAT_ID = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
_CUSTOM_PATH = "/docProps/custom.xml"


def _custom(properties: Mapping[str, str]) -> bytes:
    each = "".join(
        f'<property fmtid="{_FORMAT_ID}" pid="{number}" name={xml_attribute(name)}>'
        f"<vt:lpwstr>{xml_text(value)}</vt:lpwstr></property>"
        for number, (name, value) in enumerate(properties.items(), start=2)
    )
    whole = f'<Properties xmlns="{_CUSTOM}" xmlns:vt="{_VALUES}">{each}</Properties>'
    return f"{_DECLARATION}{whole}".encode()


# What all documents have in common


@lru_cache(maxsize=4)
def _template(styles: str) -> bytes:
    """Return an empty document; it is made by the library, once."""
    document = docx.Document()
    _drop_parts(document)
    _set_page(document)
    _replace(document.styles.element, f"{_STYLES}{styles}")
    _replace(document.settings.element, _SETTINGS)
    package = document.part.package
    part = Part(PackURI(_CUSTOM_PATH), CONTENT_TYPE.OFC_CUSTOM_PROPERTIES, b"", package)
    package.relate_to(part, RELATIONSHIP_TYPE.CUSTOM_PROPERTIES)
    written = io.BytesIO()
    document.save(written)
    return canonical(written.getvalue())


_NEEDED = (
    RELATIONSHIP_TYPE.OFFICE_DOCUMENT,
    RELATIONSHIP_TYPE.CORE_PROPERTIES,
    RELATIONSHIP_TYPE.STYLES,
    RELATIONSHIP_TYPE.SETTINGS,
    RELATIONSHIP_TYPE.FONT_TABLE,
    RELATIONSHIP_TYPE.THEME,
)


def _drop_parts(document: Document) -> None:
    """Take out what the library's own template brings and no form needs."""
    for source in (document.part.package, document.part):
        for key in [key for key, each in source.rels.items() if each.reltype not in _NEEDED]:
            source.rels.pop(key)


def _replace(whole: Any, xml: str) -> None:
    for each in list(whole):
        whole.remove(each)
    for each in parse_xml(f"<w:body {_SPACES}>{xml}</w:body>"):
        whole.append(each)
    etree.cleanup_namespaces(whole, keep_ns_prefixes=["w", "w14", "wp14", "mc"])


def _set_page(document: Document) -> None:
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    for name, millimetres in _PAGE.items():
        setattr(section, name, Mm(millimetres))
    section.different_first_page_header_footer = True
    header = section.header
    header.is_linked_to_previous = False
    _replace(header._element, _PAGE_NUMBER)


_PAGE_NUMBER = (
    '<w:p><w:pPr><w:pStyle w:val="Header"/></w:pPr><w:r><w:fldChar w:fldCharType="begin"/></w:r>'
    '<w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>2</w:t></w:r>'
    '<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
)
_FONT = (
    '<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="Times New Roman"'
    ' w:cs="Times New Roman"/>'
)
_STYLES = (
    f"<w:docDefaults><w:rPrDefault><w:rPr>{_FONT}"
    '<w:sz w:val="26"/><w:szCs w:val="26"/><w:lang w:val="vi-VN" w:eastAsia="vi-VN"'
    ' w:bidi="ar-SA"/></w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>'
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/>'
    "<w:qFormat/></w:style>"
    '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
    '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/>'
    "<w:unhideWhenUsed/></w:style>"
    '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
    '<w:uiPriority w:val="99"/><w:semiHidden/><w:unhideWhenUsed/><w:tblPr>'
    '<w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:top w:w="0" w:type="dxa"/>'
    '<w:left w:w="108" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/>'
    '<w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
    '<w:style w:type="numbering" w:default="1" w:styleId="NoList"><w:name w:val="No List"/>'
    '<w:uiPriority w:val="99"/><w:semiHidden/><w:unhideWhenUsed/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Header"><w:name w:val="header"/>'
    '<w:basedOn w:val="Normal"/><w:uiPriority w:val="99"/><w:pPr><w:jc w:val="center"/></w:pPr>'
    "</w:style>"
)
_SETTINGS = (
    '<w:zoom w:percent="100"/><w:defaultTabStop w:val="720"/>'
    '<w:characterSpacingControl w:val="doNotCompress"/><w:compat>'
    '<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word"'
    ' w:val="15"/></w:compat><w:themeFontLang w:val="vi-VN"/>'
    '<w:decimalSymbol w:val=","/><w:listSeparator w:val=";"/>'
)


def paragraph_style(
    name: str, xml: str, *, based_on: str = "Normal", built_in: str = "", order: int = 99
) -> str:
    """Return the XML of a paragraph style whose id is `name` without its blanks.

    `xml` are its properties; `built_in` is Word's own name for a style of Word's.
    """
    custom = ' w:customStyle="1"' * (not built_in)
    return (
        f'<w:style w:type="paragraph" w:styleId="{name.replace(" ", "")}"{custom}>'
        f'<w:name w:val="{built_in or name}"/>'
        f'<w:basedOn w:val="{based_on}"/><w:uiPriority w:val="{order}"/>'
        f"{'<w:qFormat/>' * bool(built_in)}{xml}</w:style>"
    )


# A document that is there, edited


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
            PackURI(_CUSTOM_PATH),
            CONTENT_TYPE.OFC_CUSTOM_PROPERTIES,
            _custom(properties),
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
    fresh = parse_xml(_custom(properties))
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
    comment = document.add_comment(marked, _IMPOSSIBLE.sub("\ufffd", text), "papi", "papi")
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
