"""Word files of offices, made for tests: a head in a table, styles and a page of their own."""

import io
from collections.abc import Callable
from typing import Any

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Mm, Pt

from papi_cli.office.pictures import png_of

LOGO = png_of(
    '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><circle r="9"/></svg>', 9
)
_LINE = (
    f'<w:r {nsdecls("w")} xmlns:v="urn:schemas-microsoft-com:vml"><w:pict>'
    '<v:line style="position:absolute" from="0,2pt" to="60pt,2pt" strokeweight="1pt"/></w:pict></w:r>'
)


def office_document() -> Any:
    """Return a document of Sở Y tế with a drawn head, a letter's text and Word's own blue styles."""
    document = docx.Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(22), Mm(21)
    section.left_margin, section.right_margin = Mm(32), Mm(18)
    font = document.styles["Normal"].font
    font.name, font.size = "Times New Roman", Pt(13)
    document.styles["Normal"].paragraph_format.first_line_indent = Mm(10)
    head(document)
    document.add_heading("Phúc đáp Công văn số 77", 1)
    document.add_paragraph("Nội dung của văn bản cũ.")
    document.core_properties.author = "Nguyễn Văn A"
    return document


def head(document: Any) -> None:
    """Add the table with names, Quốc hiệu, number and date."""
    table = document.add_table(2, 2)
    lines = [
        ["UBND TỈNH BẮC KẠN", "SỞ Y TẾ"],
        ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"],
        ["Số: 215/SYT-VP", "V/v phúc đáp Công văn số 77"],
        ["Bắc Kạn, ngày 05 tháng 3 năm 2020"],
    ]
    for cell, texts in zip(table._cells, lines, strict=True):
        for text in texts:
            line = cell.add_paragraph(text)
            line.alignment = WD_ALIGN_PARAGRAPH.CENTER
            line.runs[0].bold = text.isupper()
        cell._tc.remove(cell.paragraphs[0]._p)
    table._cells[1].paragraphs[-1]._p.append(parse_xml(_LINE))
    table._cells[0].paragraphs[0].add_run().add_picture(io.BytesIO(LOGO), Mm(9))


def letterhead(change: Callable[[Any], object] = lambda _: None) -> bytes:
    """Return an office's file as bytes, changed before it is saved."""
    document = office_document()
    change(document)
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()
