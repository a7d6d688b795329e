"""Word and Excel files as few bytes as can be, and with things in them that nobody should open."""

import io
import struct
import zipfile
from collections.abc import Callable, Mapping

from papi_cli.office.package import OfficeKind

_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_S = f'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="{_OFFICE}"'
WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
EXCEL_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
_SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
_STYLES = "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"
_COMMENTS = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"

Parts = Mapping[str, str | bytes]


def _types(**overrides: str) -> str:
    listed = "".join(
        f'<Override PartName="/{name}" ContentType="{kind}"/>' for name, kind in overrides.items()
    )
    return (
        f'{_XML}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels"'
        ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{listed}</Types>'
    )


def relations(*targets: tuple[str, str], more: str = "") -> str:
    """Return the relations of a part: to each target one of a type."""
    listed = "".join(
        f'<Relationship Id="r{at}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for at, (kind, target) in enumerate(targets, start=1)
    )
    return f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships">{listed}{more}</Relationships>'


def word_parts(body: str = "<w:p><w:r><w:t>a</w:t></w:r></w:p>", **more: str | bytes) -> Parts:
    """Return the parts of a Word file with a body."""
    return {
        "[Content_Types].xml": _types(**{"word/document.xml": WORD_TYPE}),
        "_rels/.rels": relations(("officeDocument", "word/document.xml")),
        "word/document.xml": f"{_XML}<w:document {_W}><w:body>{body}</w:body></w:document>",
        **more,
    }


def excel_parts(
    rows: str = '<row r="1"><c r="A1" t="inlineStr"><is><t>a</t></is></c></row>',
    behind: str = "",
    before: str = "",
    styles: str = "",
) -> Parts:
    """Return the parts of a workbook: the rows of its sheet, what stands before and behind them."""
    return {
        "[Content_Types].xml": _types(
            **{
                "xl/workbook.xml": EXCEL_TYPE,
                "xl/worksheets/sheet1.xml": _SHEET,
                "xl/styles.xml": _STYLES,
                "xl/comments1.xml": _COMMENTS,
            }
        ),
        "_rels/.rels": relations(("officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": (
            f'{_XML}<workbook {_S}><sheets><sheet name="a" sheetId="1" r:id="r1"/></sheets>'
            "</workbook>"
        ),
        "xl/_rels/workbook.xml.rels": relations(
            ("worksheet", "worksheets/sheet1.xml"), ("styles", "styles.xml")
        ),
        "xl/styles.xml": (
            f"{_XML}<styleSheet {_S}><fonts><font/></fonts><fills><fill><patternFill/></fill></fills><borders><border/>"
            f'</borders><cellStyleXfs><xf/></cellStyleXfs><cellXfs><xf numFmtId="0" fontId="0"'
            f' fillId="0" borderId="0" xfId="0"/>{styles}</cellXfs><cellStyles><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
        ),
        "xl/worksheets/sheet1.xml": (
            f"{_XML}<worksheet {_S}>{before}<sheetData>{rows}</sheetData>{behind}</worksheet>"
        ),
    }


def packed(parts: Parts, compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Return a zip of parts."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", compression) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return written.getvalue()


def word(body: str = "<w:p><w:r><w:t>a</w:t></w:r></w:p>") -> bytes:
    """Return a Word file with a body."""
    return packed(word_parts(body))


def excel(rows: str = "<row/>", behind: str = "", before: str = "", styles: str = "") -> bytes:
    """Return a workbook, its sheet as given."""
    return packed(excel_parts(rows, behind, before, styles))


def with_parts(parts: Parts, **more: str | bytes) -> bytes:
    """Return a zip of parts and more of them; of the same name, instead."""
    return packed({**parts, **more})


def changed(parts: Parts, name: str, change: Callable[[str], str]) -> bytes:
    """Return a zip of parts, of which one is changed."""
    content = parts[name]
    assert isinstance(content, str)
    return packed({**parts, name: change(content)})


def _lying(data: bytes, size: int) -> bytes:
    """Return a zip whose last member says that it is of another size, in both places."""
    at = data.rindex(b"PK\x01\x02")
    begin = struct.unpack("<I", data[at + 42 : at + 46])[0]
    told = struct.pack("<I", size)
    data = data[: begin + 22] + told + data[begin + 26 :]
    return data[: at + 24] + told + data[at + 28 :]


def _deep(depth: int, tag: str) -> str:
    return f"<{tag}>" * depth + f"</{tag}>" * depth


def _rows(number: int, cells: int, first: int = 1) -> str:
    return "".join(
        f'<row r="{row}">' + "".join(f'<c r="{"ABCDEFGHIJ"[at]}{row}"/>' for at in range(cells))
        + "</row>"
        for row in range(first, first + number)
    )  # fmt: skip


_NAMES = "abcdefghij"


def _laughs() -> str:
    """Return entities of which each is ten times the one before."""
    defined = "".join(
        f'<!ENTITY {name} "{f"&{_NAMES[at - 1]};" * 10 if at else "ha"}">'
        for at, name in enumerate(_NAMES)
    )
    return f"<!DOCTYPE x [{defined}]>"


def _after_declaration(what: str) -> Callable[[str], str]:
    return lambda text: text.replace("?>\n", f"?>\n{what}", 1)


_ROW = "<w:tr><w:tc><w:p/></w:tc></w:tr>"
_FAR = '<row r="1048576"><c r="XFD1048576"/></row>'
_OUTSIDE = 'TargetMode="External"'
MEMBERS = ("a.txt", "../a.txt", "/a.txt", "a\\b.txt", "C:a.txt")

WORD, EXCEL = OfficeKind.WORD, OfficeKind.EXCEL
HOSTILE: Mapping[str, tuple[OfficeKind, Callable[[], bytes], str]] = {
    # What is not opened: what kind of file it is sent as, its bytes, what is said of it.
    "200 megabytes of zeros": (
        WORD,
        lambda: with_parts(word_parts(), **{"word/media/a.bin": bytes(200_000_000)}),
        "giải nén ra hơn 100 MB",
    ),
    "a part that is longer than it says": (
        WORD,
        lambda: _lying(with_parts(word_parts(), **{"word/media/a.bin": bytes(90_000_000)}), 10),
        "bị cắt cụt hoặc hỏng",
    ),
    "thirty megabytes of text": (
        WORD,
        lambda: word("<w:p><w:r><w:t>" + "việc " * 6_000_000 + "</w:t></w:r></w:p>"),
        "quá lớn",
    ),
    "a million elements": (WORD, lambda: word("<w:p/>" * 1_000_001), "quá lớn"),
    "as many members as fit": (
        WORD,
        lambda: packed(dict.fromkeys(map(str, range(100_000)), ""), zipfile.ZIP_STORED),
        "có hơn 2.000 phần bên trong",
    ),
    "entities in entities": (
        WORD,
        lambda: changed(word_parts("<w:p><w:r><w:t>&j;</w:t></w:r></w:p>"), "word/document.xml",
                        _after_declaration(_laughs())),
        "DOCTYPE",
    ),
    "entities in entities of a sheet": (
        EXCEL,
        lambda: changed(excel_parts('<row><c t="str"><v>&j;</v></c></row>'),
                        "xl/worksheets/sheet1.xml", _after_declaration(_laughs())),
        "DOCTYPE",
    ),
    "an entity of another file": (
        WORD,
        lambda: changed(word_parts("<w:p><w:r><w:t>&a;</w:t></w:r></w:p>"), "word/document.xml",
                        _after_declaration('<!DOCTYPE x [<!ENTITY a SYSTEM "/etc/passwd">]>')),
        "DOCTYPE",
    ),
    "a DOCTYPE in another encoding": (
        EXCEL,
        lambda: with_parts(excel_parts(), **{"xl/sharedStrings.xml": (
            f'<?xml version="1.0" encoding="UTF-16"?>{_laughs()}<sst>&j;</sst>'.encode("utf-16"))}),
        "bị cắt cụt hoặc hỏng",
    ),
    "an encoding that hides its tags": (
        EXCEL,
        lambda: with_parts(excel_parts(), **{"xl/sharedStrings.xml": (
            '<?xml version="1.0" encoding="UTF-7"?>+ADwAIQ-DOCTYPE x>')}),
        "bị cắt cụt hoặc hỏng",
    ),
    "100,000 rows of a table": (WORD, lambda: word(f"<w:tbl>{_ROW * 100_000}</w:tbl>"), "quá lớn"),
    "more rows of a table than a plan has tasks": (
        WORD, lambda: word(f"<w:tbl>{_ROW * 20_001}</w:tbl>"), "có hơn 20.000 dòng"),
    "more paragraphs than anybody writes": (
        WORD, lambda: word("<w:p/>" * 30_001), "có hơn 30.000 đoạn văn"),
    "100,000 rows of a sheet": (EXCEL, lambda: excel(_rows(100_000, 1)), "có hơn 20.000 dòng"),
    "100,000 rows that do not say where they are": (
        EXCEL, lambda: excel("<row/>" * 100_000), "có hơn 20.000 dòng"),
    "a cell over five million columns": (
        WORD,
        lambda: word('<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="5000000"/></w:tcPr><w:p/>'
                     "</w:tc></w:tr></w:tbl>"),
        "quá nhiều cột",
    ),
    "a span that hides its number": (
        WORD,
        lambda: word('<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="&#53;000000"/></w:tcPr><w:p/>'
                     "</w:tc></w:tr></w:tbl>"),
        "quá nhiều cột",
    ),
    "a row that begins at the columns' end": (
        WORD,
        lambda: word('<w:tbl><w:tr><w:trPr><w:gridBefore w:val="999999999"/></w:trPr><w:tc><w:p/>'
                     "</w:tc></w:tr></w:tbl>"),
        "quá nhiều cột",
    ),
    "many cells over many columns": (
        WORD,
        lambda: word("<w:tbl><w:tr>"
                     + '<w:tc><w:tcPr><w:gridSpan w:val="99"/></w:tcPr><w:p/></w:tc>' * 5_000
                     + "</w:tr></w:tbl>"),
        "quá nhiều cột",
    ),
    "a cell in the last corner": (EXCEL, lambda: excel(_FAR), "có hơn 20.000 dòng"),
    "a cell in the last corner, its place hidden": (
        EXCEL, lambda: excel('<row><c r="&#88;FD1048576"/></row>'), "bị cắt cụt hoặc hỏng"),
    "a cell in the last corner, its name with a prefix": (
        EXCEL,
        lambda: changed(excel_parts(_FAR.replace("<", "<x:").replace("<x:/", "</x:")),
                        "xl/worksheets/sheet1.xml",
                        lambda text: text.replace("<worksheet", '<worksheet xmlns:x="http://schemas.'
                                                  'openxmlformats.org/spreadsheetml/2006/main"')),
        "có hơn 20.000 dòng",
    ),
    "a cell in the last column and one in a late row": (
        EXCEL,
        lambda: excel('<row r="1"><c r="XFD1"/></row><row r="19999"><c r="A19999"/></row>'),
        "quá xa bảng",
    ),
    "sheets that are each nearly too large": (
        EXCEL,
        lambda: with_parts(excel_parts(), **{
            f"xl/worksheets/sheet{number}.xml": str(
                excel_parts('<row r="9999"><c r="J9999"/></row>')["xl/worksheets/sheet1.xml"])
            for number in range(2, 10)}),
        "quá xa bảng",
    ),
    "a comment in the last corner": (
        EXCEL,
        lambda: with_parts(excel_parts(), **{
            "xl/worksheets/_rels/sheet1.xml.rels": relations(("comments", "../comments1.xml")),
            "xl/comments1.xml": f'<comments {_S}><authors/><commentList><comment ref="XFD1048576"'
                                ' authorId="0"/></commentList></comments>'}),
        "có hơn 20.000 dòng",
    ),
    "whole columns merged": (
        EXCEL,
        lambda: excel(behind='<mergeCells><mergeCell ref="A1:C1048576"/></mergeCells>'), "gộp quá nhiều ô"),
    "a whole sheet merged": (
        EXCEL,
        lambda: excel(behind='<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'), "gộp quá nhiều ô"),
    "columns merged by their letters": (
        EXCEL, lambda: excel(behind='<mergeCells><mergeCell ref="A:XFD"/></mergeCells>'), "gộp quá nhiều ô"),
    "the same few cells merged again and again": (
        EXCEL,
        lambda: excel(behind="<mergeCells>" + '<mergeCell ref="A1:F4"/>' * 6_000 + "</mergeCells>"),
        "gộp quá nhiều ô",
    ),
    "a link behind a whole sheet": (
        EXCEL,
        lambda: excel(behind='<hyperlinks><hyperlink ref="A1:XFD1048576" location="a!A1"/>'
                             "</hyperlinks>"),
        "gộp quá nhiều ô",
    ),
    "a million styles": (
        EXCEL, lambda: excel(styles='<xf numFmtId="0"/>' * 1_000_000), "quá lớn"),
    "more styles than anybody needs": (
        EXCEL, lambda: excel(styles='<xf numFmtId="0"/>' * 30_000), "quá nhiều kiểu định dạng"),
    "a program in Word": (
        WORD, lambda: with_parts(word_parts(), **{"word/vbaProject.bin": b"x"}), "có macro"),
    "a Word file of macros": (
        WORD,
        lambda: changed(word_parts(), "[Content_Types].xml", lambda text: text.replace(
            WORD_TYPE, "application/vnd.ms-word.document.macroEnabled.main+xml")),
        "có macro (.docm)",
    ),
    "a workbook of macros": (
        EXCEL,
        lambda: changed(excel_parts(), "[Content_Types].xml", lambda text: text.replace(
            EXCEL_TYPE, "application/vnd.ms-excel.sheet.macroEnabled.main+xml")),
        "có macro (.xlsm)",
    ),
}  # fmt: skip
"""By its name what a hostile file holds."""


def linked(where: str) -> bytes:
    """Return a Word file with a template, a picture and a link that lie on the net."""
    types = str(word_parts()["[Content_Types].xml"]).replace(
        "</Types>",
        '<Override PartName="/word/settings.xml" ContentType="application/vnd.openxmlformats-office'
        'document.wordprocessingml.settings+xml"/></Types>',
    )
    outside = "".join(
        f'<Relationship Id="x{kind}" Type="{_OFFICE}/{kind}" Target="{where}" {_OUTSIDE}/>'
        for kind in ("image", "hyperlink", "attachedTemplate", "oleObject", "subDocument", "frame")
    )
    return with_parts(
        word_parts('<w:p><w:hyperlink xmlns:r="x"><w:r><w:t>a</w:t></w:r></w:hyperlink></w:p>'),
        **{
            "[Content_Types].xml": types,
            "word/_rels/document.xml.rels": relations(("settings", "settings.xml"), more=outside),
            "word/settings.xml": f"<w:settings {_W}/>",
            "word/_rels/settings.xml.rels": relations(more=outside),
        },
    )


def linked_workbook(where: str) -> bytes:
    """Return a workbook with data, a link and a picture that lie on the net."""
    outside = "".join(
        f'<Relationship Id="x{kind}" Type="{_OFFICE}/{kind}" Target="{where}" {_OUTSIDE}/>'
        for kind in ("image", "hyperlink", "externalLinkPath", "oleObject", "queryTable")
    )
    return with_parts(
        excel_parts(behind='<hyperlinks><hyperlink ref="A1" r:id="xhyperlink"/></hyperlinks>'),
        **{"xl/worksheets/_rels/sheet1.xml.rels": relations(more=outside)},
    )
