"""Documents for Word written whole, from the XML of what they show.

The same content gives the same bytes: no time but the one given, no user, no program version.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
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
from docx.oxml.ns import nsmap
from docx.shared import Mm
from lxml import etree

from papi_cli.office.content import OTHER_DOCUMENT
from papi_cli.office.package import canonical

TWIPS = 1440 / 25.4
"""How many of Word's units a millimetre has."""
TEXT_WIDTH = 257
"""Millimetres between the margins."""
_PAGE = {"page_width": 297, "page_height": 210, "left_margin": 20, "right_margin": 20}
_PAGE |= {"top_margin": 20, "bottom_margin": 20, "header_distance": 10, "footer_distance": 10}

_W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
WORD_SPACES = f'xmlns:w="{nsmap["w"]}" xmlns:w14="{_W14}" xmlns:r="{nsmap["r"]}"'
IMPOSSIBLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def xml_text(text: str) -> str:
    """Return a text as it stands in XML; characters that XML has no place for are replaced."""
    return escape(IMPOSSIBLE.sub("\ufffd", text))


def xml_attribute(text: str) -> str:
    """Return a text as the value of an attribute, quotes and all."""
    return quoteattr(IMPOSSIBLE.sub("\ufffd", text))


def element(xml: str) -> Any:
    """Return the element that a piece of XML is, with the prefixes `w`, `w14` and `r` known."""
    holder = parse_xml(f"<w:body {WORD_SPACES}>{xml}</w:body>")
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
        return custom_properties(properties) if name == "docProps/custom.xml" else part

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
CUSTOM_PATH = "/docProps/custom.xml"


def custom_properties(properties: Mapping[str, str]) -> bytes:
    """Return the part that holds a document's custom properties."""
    each = "".join(
        f'<property fmtid="{_FORMAT_ID}" pid="{number}" name={xml_attribute(name)}>'
        f"<vt:lpwstr>{xml_text(value)}</vt:lpwstr></property>"
        for number, (name, value) in enumerate(properties.items(), start=2)
    )
    whole = f'<Properties xmlns="{_CUSTOM}" xmlns:vt="{_VALUES}">{each}</Properties>'
    return f"{_DECLARATION}{whole}".encode()


# Documents in sections: each on pages of its own kind


@dataclass(frozen=True, slots=True)
class Page:
    """The paper of a section, its margins, and how far from the edge headers stand: millimetres."""

    width: float = 210
    height: float = 297
    top: float = 20
    right: float = 20
    bottom: float = 20
    left: float = 30
    header: float = 10
    footer: float = 10

    @property
    def text_width(self) -> float:
        """Millimetres between the margins."""
        return self.width - self.left - self.right

    @property
    def turned(self) -> Page:
        """The same paper lying on its long side; the margins stay on their sides."""
        return replace(self, width=self.height, height=self.width)


SIDES = ("top", "right", "bottom", "left", "header", "footer")
"""The distances of a page, as Word and `Page` name them."""


@dataclass(frozen=True, slots=True)
class Section:
    """Paragraphs and tables as XML, and the page that they stand on.

    Its pages are numbered from 1 on; the first one does not show its number.
    """

    body: str
    page: Page


@dataclass(frozen=True, slots=True)
class Base:
    """A package that documents are written into: styles and headers, and no text.

    `headers` are the references of the first section to its headers and footers, as XML, and
    `later_headers` those of the others; the first page of each has its own.
    """

    package: bytes
    page: Page
    headers: str
    later_headers: str


@lru_cache(maxsize=4)
def plain_base(styles: str) -> Base:
    """Return the base of a document without a letterhead; `styles` as `write_document` has them."""
    package = _template(styles)
    with zipfile.ZipFile(io.BytesIO(package)) as members:
        main = members.read("word/document.xml").decode()
    found = re.search(r"<w:headerReference [^<>]{0,200}/>", main)
    headers = found[0] if found else ""
    return Base(package, Page(), headers, headers)


def write_sections(
    base: Base,
    sections: Sequence[Section],
    title: str,
    created: date,
    pictures: Mapping[str, bytes] | None = None,
) -> bytes:
    """Return a document of one section or more.

    `pictures` are PNG by the ids under which the XML of the sections embeds them.
    """
    body, last = "", len(sections) - 1
    for number, section in enumerate(sections):
        set_up = _section_properties(base, section.page, first=not number)
        body += section.body
        body += set_up if number == last else f"{_SECTION_END[0]}{set_up}{_SECTION_END[1]}"
    named = {key: f"media/papi{number}.png" for number, key in enumerate(pictures or {}, 1)}

    def changed(name: str, part: bytes) -> bytes:
        match name:
            case "word/document.xml":
                return _with_whole_body(part, body)
            case "docProps/core.xml":
                return _core(title, created)
            case "docProps/custom.xml":
                return custom_properties({OTHER_DOCUMENT: "1"})
            case "[Content_Types].xml" if named:
                return _with_png(part)
            case "word/_rels/document.xml.rels" if named:
                return _with_relations(part, named)
            case _:
                return part

    added = {f"word/{named[key]}": data for key, data in (pictures or {}).items()}
    return canonical(base.package, changed, added)


_SECTION_END = (
    '<w:p><w:pPr><w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/>'
    '<w:rPr><w:sz w:val="2"/><w:szCs w:val="2"/></w:rPr>',
    "</w:pPr></w:p>",
)


def _section_properties(base: Base, page: Page, *, first: bool) -> str:
    sizes = {each: round(getattr(page, each) * TWIPS) for each in ("width", "height", *SIDES)}
    margins = "".join(f' w:{each}="{sizes[each]}"' for each in SIDES)
    turned = ' w:orient="landscape"' * (page.width > page.height)
    return (
        f"<w:sectPr>{base.headers if first else base.later_headers}"
        f'<w:type w:val="nextPage"/>'
        f'<w:pgSz w:w="{sizes["width"]}" w:h="{sizes["height"]}"{turned}/>'
        f'<w:pgMar{margins} w:gutter="0"/>'
        f'<w:pgNumType w:start="1"/><w:titlePg/></w:sectPr>'
    )


def _with_whole_body(part: bytes, body: str) -> bytes:
    start, _, rest = part.partition(b"<w:body>")
    return start + b"<w:body>" + body.encode() + b"</w:body>" + rest.rpartition(b"</w:body>")[2]


def _with_png(types: bytes) -> bytes:
    if b'Extension="png"' in types:
        return types
    start, mark, end = types.partition(b"<Default ")
    return start + b'<Default Extension="png" ContentType="image/png"/>' + mark + end


def _with_relations(part: bytes, named: Mapping[str, str]) -> bytes:
    each = "".join(
        f'<Relationship Id={xml_attribute(key)} Type="{RELATIONSHIP_TYPE.IMAGE}"'
        f' Target="{target}"/>'
        for key, target in named.items()
    )
    return part.replace(b"</Relationships>", f"{each}</Relationships>".encode())


_EMU = 36_000
"""How many of the units of drawings a millimetre has."""
_DRAWING = (
    '<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"'
    ' xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing">'
    '<wp:extent cx="{cx}" cy="{cy}"/><wp:docPr id="{number}" name="Hình {key}" descr={words}/>'
    '<wp:cNvGraphicFramePr><a:graphicFrameLocks noChangeAspect="1"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"/></wp:cNvGraphicFramePr>'
    '<a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:graphicData'
    ' uri="http://schemas.openxmlformats.org/drawingml/2006/picture">'
    '<pic:pic xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture">'
    '<pic:nvPicPr><pic:cNvPr id="{number}" name="Hình {key}" descr={words}/><pic:cNvPicPr/>'
    '</pic:nvPicPr><pic:blipFill><a:blip r:embed="{key}"/><a:stretch><a:fillRect/></a:stretch>'
    '</pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{cx}" cy="{cy}"/></a:xfrm>'
    '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData>'
    "</a:graphic></wp:inline></w:drawing></w:r>"
)


def drawing(key: str, number: int, words: str, width: float, height: float) -> str:
    """Return a picture as the XML of a run: `width` and `height` in millimetres.

    `key` is the id under which `write_sections` gets it, `number` counts pictures from 1, `words`
    say what it shows.
    """
    return _DRAWING.format(
        key=key,
        number=1_000 + number,  # beside those of a letterhead
        words=xml_attribute(words),
        cx=round(width * _EMU),
        cy=round(height * _EMU),
    )


# What all documents have in common


@lru_cache(maxsize=4)
def _template(styles: str) -> bytes:
    """Return an empty document; it is made by the library, once."""
    document = docx.Document()
    _drop_parts(document)
    _set_page(document)
    _replace(document.styles.element, f"{_STYLES}{styles}")
    _replace(document.settings.element, SETTINGS)
    package = document.part.package
    part = Part(PackURI(CUSTOM_PATH), CONTENT_TYPE.OFC_CUSTOM_PROPERTIES, b"", package)
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
    for each in parse_xml(f"<w:body {WORD_SPACES}>{xml}</w:body>"):
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
    _replace(header._element, PAGE_NUMBER)


PAGE_NUMBER = (
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
SETTINGS = (
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
