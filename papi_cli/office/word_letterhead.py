"""An office's own Word file lends what documents are written into: page, styles, headers, head.

The head is all from the beginning to the end of the table that holds the Quốc hiệu.
"""

from __future__ import annotations

import io
import re
import unicodedata
from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

import docx
from docx.document import Document
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsmap, qn
from lxml import etree

from papi_cli.office.content import UnreadableFileError
from papi_cli.office.package import OfficeKind, canonical, check_package
from papi_cli.office.symbols import FontKind, font_kind
from papi_cli.office.word_document import (
    CUSTOM_PATH,
    PAGE_NUMBER,
    SETTINGS,
    SIDES,
    TWIPS,
    WORD_SPACES,
    Base,
    Page,
    element,
)
from papi_cli.office.word_edit import set_text, without_anchors
from papi_cli.vietnamese.words import words


@dataclass(frozen=True, slots=True)
class Lent:
    """What a file lends: what documents are written into, and its head as XML.

    `head_words` is what the head says.
    """

    base: Base
    head: str
    head_words: str


StylesFor = Callable[[str, float], str]
"""Gives the XML of a document's styles, by the font (empty where the file names none that can
be used) and the size in points of the office's text."""

_ADVICE = "chọn một tệp Word .docx thường, mở được, không có mật khẩu hay macro"
_STATE = "cong hoa xa hoi chu nghia viet nam"


def read_letterhead(data: bytes, styles_for: StylesFor) -> Lent:
    """Return what a Word file lends, given its bytes.

    Raises `UnreadableFileError` where it cannot be read or lacks what a letterhead must have.
    """
    try:
        check_package(data, OfficeKind.WORD)
    except UnreadableFileError as error:
        raise UnreadableFileError(error.problem, _ADVICE) from None
    try:
        return _read(docx.Document(io.BytesIO(data)), styles_for)
    except UnreadableFileError:
        raise
    except Exception as error:  # what a broken file makes libraries raise has no end
        raise UnreadableFileError("là tệp Word hỏng, không mở được", _ADVICE) from error


def _read(document: Document, styles_for: StylesFor) -> Lent:
    body = document.element.body
    head = _head_of(body)
    set_up = next(body.iter(qn("w:sectPr")), None)
    page = _page_of(set_up)
    for each in head:
        _clean(each)
    said = [_text(each) for each in _paragraphs(head)]
    _check_lines(said)
    renamed = _merge_styles(document, styles_for)
    for each in head:
        _rename(each, renamed)
    _keep_needed(document, head, set_up)
    places, later_places = _headers(document, set_up)
    first, later = _numbered(document, places, later_places)
    if any(_ASKS.search(_orders(document, key)) for key in {*places.values()}):
        raise UnreadableFileError(*_LINKED)
    base = Base(_package(document), page, first, later)
    return Lent(base, _xml(head), " ".join(said))


# The head


_MOST_HEAD = 1_500
"""Letters of a head: what has more holds the text of a document."""


def _head_of(body: Any) -> list[Any]:
    """Return the blocks up to the table that holds the Quốc hiệu, with it."""
    head: list[Any] = []
    letters = 0
    for each in body.iterchildren(qn("w:p"), qn("w:tbl"), qn("w:sdt")):
        head.append(each)
        letters += sum(len(_text(one)) + 1 for one in _paragraphs([each]))
        if letters > _MOST_HEAD:
            break
        tables = [each] if each.tag == qn("w:tbl") else list(each.iter(qn("w:tbl")))
        if any(_STATE in words(" ".join(map(_text, _paragraphs([table])))) for table in tables):
            return head
    raise UnreadableFileError(
        "không có ở đầu một bảng với Quốc hiệu «CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM»",
        "chọn một văn bản mà phần đầu (tên cơ quan, Quốc hiệu, số, ngày) đặt trong bảng",
    )


def _paragraphs(blocks: list[Any]) -> Iterator[Any]:
    """Yield the paragraphs of blocks, but not those of text boxes."""
    for block in blocks:
        for each in block.iter(qn("w:p")):
            if next(each.iterancestors(qn("w:txbxContent")), None) is None:
                yield each


def _text(paragraph: Any) -> str:
    pieces = paragraph.iter(qn("w:t"), qn("w:tab"), qn("w:br"))
    said = "".join((each.text or "") if each.tag == qn("w:t") else " " for each in pieces)
    return unicodedata.normalize("NFC", said)


_NUMBER_WITHIN = re.compile(r"\bsố\s{0,9}:", re.IGNORECASE)


def _check_lines(said: list[str]) -> None:
    """Raise `UnreadableFileError` where number or date can't be put in for those of the file."""
    for each in said:
        placed = _PLACE.search(each)
        if _NUMBER_WITHIN.search(each) and (placed or not _NUMBER.search(each)):
            raise UnreadableFileError(
                "có «Số: …» ở phần đầu chung đoạn với chữ khác",
                "để số và ngày tháng mỗi thứ một đoạn, một ô rồi lưu lại",
            )


_UNWANTED = (
    "proofErr",
    "lastRenderedPageBreak",
    "del",
    "moveFrom",
    "sectPr",
    "altChunk",
    "fldChar",  # what a field shows stays: it might ask for other files
    "instrText",
    *(f"{each}Change" for each in ("pPr", "rPr", "tblPr", "trPr", "tcPr", "tblGrid")),
)


def _clean(block: Any) -> None:
    """Take out comments, notes, tracked changes, links: what refers to parts that are not lent."""
    without_anchors(block)
    for mark in list(block.iterfind(f".//{qn('w:trPr')}/{qn('w:del')}")):
        row = mark.getparent().getparent()
        row.getparent().remove(row)
    for name in _UNWANTED:
        for each in list(block.iter(qn(f"w:{name}"))):
            each.getparent().remove(each)
    for name in ("ins", "moveTo", "hyperlink", "smartTag", "fldSimple"):
        for each in list(block.iter(qn(f"w:{name}"))):
            _unwrap(each)


def _unwrap(tree: Any) -> None:
    parent = tree.getparent()
    if parent.tag in {qn("w:rPr"), qn("w:trPr"), qn("w:tcPr")}:  # only a mark of a change
        parent.remove(tree)
        return
    at = parent.index(tree)
    for each in reversed(list(tree)):
        parent.insert(at, each)
    parent.remove(tree)


# The page


_A4 = (210, 297)
_NEAR = 2
"""Millimetres by which a page may differ from A4."""
_LEAST_TEXT = 100
"""Millimetres of text that a page must have, across and down."""


def _page_of(set_up: Any) -> Page:
    size = None if set_up is None else set_up.find(qn("w:pgSz"))
    margins = None if set_up is None else set_up.find(qn("w:pgMar"))
    if size is None or margins is None:
        raise UnreadableFileError("không nói khổ giấy và lề", "đặt khổ A4 trong Word rồi lưu lại")
    width, height = (_millimetres(size, each) for each in "wh")
    if abs(width - _A4[0]) > _NEAR or abs(height - _A4[1]) > _NEAR:
        raise UnreadableFileError(
            f"không phải khổ A4 đứng (trang {width:.0f} x {height:.0f} mm)",
            "đặt khổ A4 đứng trong Word rồi lưu lại",
        )
    sides = {each: _millimetres(margins, each) for each in SIDES}
    page = Page(*_A4, **sides)
    down = page.height - page.top - page.bottom
    if min(page.text_width, down) < _LEAST_TEXT or min(sides.values()) < 0:
        raise UnreadableFileError("có lề không hợp lý", "đặt lề theo Nghị định 30/2020/NĐ-CP")
    return page


def _millimetres(tree: Any, name: str) -> float:
    value = tree.get(qn(f"w:{name}"), "")
    return int(value) / TWIPS if re.fullmatch(r"-?[0-9]{1,5}", value) else 0.0


# Styles


def _merge_styles(document: Document, styles_for: StylesFor) -> dict[str, str]:
    """Put a document's styles beside those of the office; return ids that others took the place of.

    A style of the office with the name of one of ours gives way, so that headings are as the
    decree has them.
    """
    whole = document.styles.element
    normal = next(
        (each for each in whole.iter(qn("w:style")) if _is_default(each)), etree.Element("none")
    )
    xml = styles_for(_font(whole, normal), _size(whole, normal))
    ours = parse_xml(f"<w:styles {WORD_SPACES}>{xml}</w:styles>")
    by_name = {_value(each, "w:name").lower(): each for each in ours}
    by_id = {each.get(qn("w:styleId")): each for each in ours}
    renamed: dict[str, str] = {}
    for theirs in list(whole.iterchildren(qn("w:style"))):
        key = theirs.get(qn("w:styleId"), "")
        instead = by_name.get(_value(theirs, "w:name").lower(), by_id.get(key))
        if instead is not None:
            renamed[key] = instead.get(qn("w:styleId"))
            whole.remove(theirs)
    for each in list(ours):
        based = each.find(qn("w:basedOn"))
        if normal.get(qn("w:styleId")) is None:
            each.remove(based)
        else:
            based.set(qn("w:val"), normal.get(qn("w:styleId")))
        whole.append(each)
    _rename(whole, renamed)
    _speak_vietnamese(whole)
    return renamed


def _is_default(style: Any) -> bool:
    marked = style.get(qn("w:default")) in {"1", "true", "on"}
    return marked and style.get(qn("w:type")) == "paragraph"


def _value(tree: Any, name: str) -> str:
    child = tree.find(qn(name))
    return "" if child is None else str(child.get(qn("w:val"), ""))


def _rename(tree: Any, renamed: dict[str, str]) -> None:
    names = ("pStyle", "rStyle", "tblStyle", "basedOn", "next", "link")
    for each in tree.iter(*(qn(f"w:{name}") for name in names)):
        old = each.get(qn("w:val"), "")
        each.set(qn("w:val"), renamed.get(old, old))


def _looks(whole: Any, normal: Any) -> list[Any]:
    """Return where the office says how its text looks, the nearest first."""
    found = [normal.find(qn("w:rPr")), whole.find(f".//{qn('w:rPrDefault')}/{qn('w:rPr')}")]
    return [each for each in found if each is not None]


def _font(whole: Any, normal: Any) -> str:
    for look in _looks(whole, normal):
        fonts = look.find(qn("w:rFonts"))
        named = "" if fonts is None else str(fonts.get(qn("w:ascii"), ""))
        if named:
            return named if font_kind(named) is FontKind.UNICODE else ""
    return ""


_SIZES = (13.0, 14.0)
"""Points that the decree allows for text; the last is taken where the office says another."""


def _size(whole: Any, normal: Any) -> float:
    for look in _looks(whole, normal):
        told = _value(look, "w:sz")
        if told.isdecimal():
            return int(told) / 2 if int(told) / 2 in _SIZES else _SIZES[-1]
    return _SIZES[-1]


def _speak_vietnamese(whole: Any) -> None:
    for look in whole.iter(qn("w:rPr")):
        for each in list(look.iterchildren(qn("w:lang"))):
            each.set(qn("w:val"), "vi-VN")
    default = whole.find(f".//{qn('w:rPrDefault')}/{qn('w:rPr')}")
    if default is not None and default.find(qn("w:lang")) is None:
        default.append(element('<w:lang w:val="vi-VN"/>'))


# Parts


_LINKED = "có hình ở phần đầu liên kết từ tệp khác", "chèn hẳn hình vào tệp rồi lưu lại"
_ALWAYS = {
    RELATIONSHIP_TYPE.STYLES,
    RELATIONSHIP_TYPE.SETTINGS,
    RELATIONSHIP_TYPE.FONT_TABLE,
    RELATIONSHIP_TYPE.THEME,
    RELATIONSHIP_TYPE.NUMBERING,
}


def _keep_needed(document: Document, head: list[Any], set_up: Any) -> None:
    """Drop the parts that neither head nor page refers to; set those anew that tell of a user."""
    rels = document.part.rels
    used = {value for each in head for value in _references(each)}
    used |= set() if set_up is None else set(_references(set_up))
    for key in [
        key for key, each in rels.items() if key not in used and each.reltype not in _ALWAYS
    ]:
        rels.pop(key)
    settings = document.settings.element
    # Templates, sources of mail merge:
    document.part.part_related_by(RELATIONSHIP_TYPE.SETTINGS).rels.clear()
    kept = [*rels.values(), *(one for each in rels.values() for one in _relations_of(each))]
    if any(each.is_external and each.reltype != RELATIONSHIP_TYPE.HYPERLINK for each in kept):
        raise UnreadableFileError(*_LINKED)
    for each in list(settings):
        settings.remove(each)
    for each in parse_xml(f"<w:body {WORD_SPACES}>{SETTINGS}</w:body>"):
        settings.append(each)
    package = document.part.package
    document.part.partname = PackURI("/word/document.xml")
    for key in [key for key, each in package.rels.items() if each.target_part is not document.part]:
        package.rels.pop(key)
    for path, kind, relation in (
        ("/docProps/core.xml", CONTENT_TYPE.OPC_CORE_PROPERTIES, RELATIONSHIP_TYPE.CORE_PROPERTIES),
        (CUSTOM_PATH, CONTENT_TYPE.OFC_CUSTOM_PROPERTIES, RELATIONSHIP_TYPE.CUSTOM_PROPERTIES),
    ):
        package.relate_to(Part(PackURI(path), kind, b"", package), relation)


def _relations_of(relation: Any) -> list[Any]:
    """Return what the part that a relation leads to refers to itself."""
    return [] if relation.is_external else list(relation.target_part.rels.values())


def _references(tree: Any) -> Iterator[str]:
    prefix = f"{{{nsmap['r']}}}"
    for each in tree.iter():
        if isinstance(each.tag, str):
            yield from (value for name, value in each.attrib.items() if name.startswith(prefix))


def _headers(document: Document, set_up: Any) -> tuple[dict[str, str], dict[str, str]]:
    """Return the headers and footers of the first section, and of the others.

    By their places (`header default`) the ids of their parts. The first page of a section has what
    stands on its other pages too, but no number; what the office has for the first page alone
    stands there, and not on the first pages of annexes.
    """
    found: dict[str, str] = {}
    for kind in ("header", "footer"):
        references = () if set_up is None else set_up.iterchildren(qn(f"w:{kind}Reference"))
        for each in references:
            key, place = each.get(qn("r:id"), ""), each.get(qn("w:type"), "default")
            if place != "even" and key in document.part.rels:
                found[f"{kind} {place}"] = key
    shared = {place: key for place, key in found.items() if place.endswith("default")}
    later = shared | {
        place.replace("default", "first"): _unnumbered(document, key)
        for place, key in shared.items()
    }
    own_first = set_up is not None and set_up.find(qn("w:titlePg")) is not None
    first = found if own_first else later
    for key in {*found.values()} - {*first.values()}:
        document.part.rels.pop(key)
    return first, later


_ASKS = re.compile(r"\b(?:INCLUDE(?:TEXT|PICTURE)|IMPORT|DDE(?:AUTO)?|LINK|DATABASE)\b", re.I)
"""The fields with which Word fetches what another file holds."""


def _orders(document: Document, key: str) -> str:
    """Return the instructions of the fields in a header or footer."""
    tree = document.part.related_parts[key].element
    simple = (each.get(qn("w:instr"), "") for each in tree.iter(qn("w:fldSimple")))
    return " ".join([*simple, "".join(each.text or "" for each in tree.iter(qn("w:instrText")))])


_PAGE_FIELD = re.compile(rb"\bPAGE\b")


_CENTRED_NUMBER = PAGE_NUMBER.replace(
    '<w:pStyle w:val="Header"/>',  # a style of the office's
    '<w:ind w:left="0" w:right="0" w:firstLine="0"/><w:jc w:val="center"/>',
)


def _numbered(document: Document, first: dict[str, str], later: dict[str, str]) -> tuple[str, str]:
    """Return references to headers and footers as XML; pages are numbered if they were not."""
    parts = document.part.related_parts
    if not any(_PAGE_FIELD.search(parts[key].blob) for key in first.values()):
        shared = first.get("header default")  # it may stand on first pages, which have no number
        key = _copy_of(document, shared) if shared else _empty_part(document, "header")
        parts[key].element.append(element(_CENTRED_NUMBER))
        first, later = ({**each, "header default": key} for each in (first, later))
    return _references_xml(first), _references_xml(later)


def _unnumbered(document: Document, key: str) -> str:
    """Return a header or footer as it is without the number of the page."""
    if not _PAGE_FIELD.search(document.part.related_parts[key].blob):
        return key
    copy = _copy_of(document, key)
    for each in list(_paragraphs([document.part.related_parts[copy].element])):
        orders = "".join(one.text or "" for one in each.iter(qn("w:instrText")))
        orders += "".join(one.get(qn("w:instr"), "") for one in each.iter(qn("w:fldSimple")))
        if _PAGE_FIELD.search(orders.encode()) and len(_text(each)) <= _AROUND_NUMBER:
            for run in [one for one in each if one.tag != qn("w:pPr")]:
                each.remove(run)
    return copy


_AROUND_NUMBER = 30
"""Letters up to which a line with the number of the page is about that alone: `Trang 1/3`."""


def _copy_of(document: Document, key: str) -> str:
    """Add a header or footer that is as another one; return the id by which it is referred to."""
    shown = document.part.related_parts[key]
    kind = "header" if shown.element.tag == qn("w:hdr") else "footer"
    copy = _empty_part(document, kind)
    part = document.part.related_parts[copy]
    for each in list(part.element):
        part.element.remove(each)
    for each in shown.element:
        part.element.append(deepcopy(each))
    for each in shown.rels.values():
        target = each.target_ref if each.is_external else each.target_part
        part.load_rel(each.reltype, target, each.rId, each.is_external)
    return copy


def _references_xml(places: dict[str, str]) -> str:
    return "".join(
        f'<w:{kind}Reference w:type="{place}" r:id="{key}"/>'
        for (kind, _, place), key in ((each.partition(" "), key) for each, key in places.items())
    )


def _empty_part(document: Document, kind: str) -> str:
    """Add an empty header or footer; return the id by which it is referred to."""
    main: Any = document.part
    part, key = main.add_header_part() if kind == "header" else main.add_footer_part()
    for each in list(part.element):
        part.element.remove(each)
    if kind == "footer":
        part.element.append(element("<w:p/>"))
    return str(key)


def _package(document: Document) -> bytes:
    """Return the file with an empty body, its root knowing the prefixes that we write."""
    root = document.element
    spaces = dict(re.findall(r'xmlns:(\w+)="([^"]+)"', WORD_SPACES))
    taken = set(spaces.values())
    spaces |= {
        key: each for key, each in root.nsmap.items() if each not in taken and key not in spaces
    }
    fresh = etree.Element(root.tag, attrib=dict(root.attrib), nsmap=spaces)
    etree.SubElement(fresh, qn("w:body")).text = ""
    document.part._element = fresh
    written = io.BytesIO()
    document.part.package.save(written)
    return canonical(written.getvalue())


# The head with a document's own words


@dataclass(frozen=True, slots=True)
class HeadWords:
    """What a document says in its head beside names: each empty where it does not say it."""

    number: str = ""
    place: str = ""
    about: str = ""


_NUMBER = re.compile(r"^\s{0,20}số\s{0,9}:", re.IGNORECASE)
_PLACE = re.compile(r"\bngày\b.{0,40}\btháng\b.{0,40}\bnăm\b", re.IGNORECASE)
_ABOUT = re.compile(r"^\s{0,20}(?:v/v|về việc)\b", re.IGNORECASE)


def filled_head(lent: Lent, told: HeadWords) -> tuple[str, HeadWords]:
    """Return the head with a document's own words, and those for which it has no place.

    Of what the document does not say, the digits of the office's file are left out: they are
    another document's.
    """
    blocks = list(element(f"<w:body>{lent.head}</w:body>"))
    left: dict[str, str] = {}
    for name, pattern in (("number", _NUMBER), ("place", _PLACE), ("about", _ABOUT)):
        text = getattr(told, name)
        found = next((each for each in _paragraphs(blocks) if pattern.search(_text(each))), None)
        if found is None:
            left[name] = text
        elif text:
            set_text(found, text)
        elif name == "about":
            _drop(found)
        else:
            set_text(found, re.sub("[0-9]+", "…", _text(found)))
    return _xml(blocks), HeadWords(**left)


def _drop(paragraph: Any) -> None:
    """Take a paragraph out; its words alone where it is the last of its cell."""
    cell = paragraph.getparent()
    if len(cell.findall(qn("w:p"))) > 1:
        cell.remove(paragraph)
    else:
        set_text(paragraph, "")


def _xml(blocks: list[Any]) -> str:
    return "".join(etree.tostring(each, encoding="unicode", with_tail=False) for each in blocks)
