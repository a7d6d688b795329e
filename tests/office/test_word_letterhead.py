"""An office's own Word file lends page, styles, headers and head, and nothing else."""

import io
import time
import zipfile
from collections.abc import Callable
from datetime import date
from typing import Any

import docx
import pytest
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt

from papi_cli.documents.word_xml import document_styles
from papi_cli.office.content import UnreadableFileError
from papi_cli.office.word_document import Section, element, write_sections
from papi_cli.office.word_letterhead import HeadWords, Lent, filled_head, read_letterhead
from tests.documents.letterheads import LOGO, letterhead
from tests.documents.word_at_hand import words_of


def document_of(lent: Lent, body: str = "") -> bytes:
    return write_sections(lent.base, [Section(body, lent.base.page)], "Tên", date(2021, 5, 10))


def opened(lent: Lent) -> Any:
    return docx.Document(io.BytesIO(document_of(lent)))


@pytest.fixture(scope="module")
def lent() -> Lent:
    return read_letterhead(letterhead(), document_styles)


@pytest.fixture(scope="module")
def package(lent: Lent) -> Any:
    return opened(lent)


def lines(xml: str) -> list[str]:
    return [each.strip() for each in words_of(element(f"<w:body>{xml}</w:body>")).split("\n")]


def test_the_page_is_that_of_the_office(lent: Lent) -> None:
    page = lent.base.page
    sides = [page.width, page.height, page.top, page.right, page.bottom, page.left]
    assert [round(each) for each in sides] == [210, 297, 22, 18, 21, 32]


def test_the_head_is_all_up_to_the_table_with_the_state(lent: Lent) -> None:
    assert lines(lent.head)[:2] == ["UBND TỈNH BẮC KẠN", "SỞ Y TẾ"]
    assert "Nội dung" not in lent.head


def test_drawn_lines_and_pictures_of_the_head_stay(lent: Lent, package: Any) -> None:
    assert "v:line" in lent.head
    (picture,) = element(f"<w:body>{lent.head}</w:body>").iter(qn("a:blip"))
    assert picture.get(qn("r:embed")) in package.part.related_parts


def test_nothing_is_left_of_the_text(package: Any) -> None:
    assert words_of(package.element.body) == ""


def test_no_user_is_told_of() -> None:
    made = document_of(read_letterhead(letterhead(), document_styles))
    with zipfile.ZipFile(io.BytesIO(made)) as members:
        assert not any("Nguyễn Văn A".encode() in members.read(each) for each in members.namelist())


def style(package: Any, name: str) -> Any:
    return next(each for each in package.styles if each.name == name)


def test_headings_are_black_as_the_decree_has_them(package: Any) -> None:
    assert str(style(package, "Heading 1").font.color.rgb) == "000000"


def test_text_has_the_size_of_the_offices(package: Any) -> None:
    assert style(package, "Papi Body").font.size == Pt(13)


def test_text_is_not_smaller_than_the_decree_allows() -> None:
    def small(document: Any) -> None:
        document.styles["Normal"].font.size = Pt(11)

    made = opened(read_letterhead(letterhead(small), document_styles))
    assert style(made, "Papi Body").font.size == Pt(14)


@pytest.mark.parametrize(
    ("font", "expected"), [("Tinos", "Tinos"), (".VnTime", None), ("VNI-Times", None)]
)
def test_the_font_is_that_of_the_office_where_it_has_letters_of_unicode(
    font: str, expected: str | None
) -> None:
    def other(document: Any) -> None:
        document.styles["Normal"].font.name = font

    made = opened(read_letterhead(letterhead(other), document_styles))
    assert style(made, "Papi Body").font.name == expected


def test_a_style_under_another_id_gives_way_and_who_stands_on_it_follows() -> None:
    def localised(document: Any) -> None:
        document.styles["Heading 1"].element.set(qn("w:styleId"), "u1")
        document.styles["List Bullet"].element.find(qn("w:basedOn")).set(qn("w:val"), "u1")

    made = opened(read_letterhead(letterhead(localised), document_styles))
    assert [each.style_id for each in made.styles if each.name == "Heading 1"] == ["Heading1"]
    assert made.styles["List Bullet"].base_style.name == "Heading 1"


def test_the_language_is_vietnamese(package: Any) -> None:
    languages = {each.get(qn("w:val")) for each in package.styles.element.iter(qn("w:lang"))}
    assert languages == {"vi-VN"}


def test_a_template_that_the_office_attached_is_not_asked_for() -> None:
    def attached(document: Any) -> None:
        part = document.part.part_related_by(RELATIONSHIP_TYPE.SETTINGS)
        part.relate_to("file:///C:/mau.dotx", f"{nsdecls('r')[9:-1]}/attachedTemplate", True)

    data = document_of(read_letterhead(letterhead(attached), document_styles))
    with zipfile.ZipFile(io.BytesIO(data)) as members:
        assert not [each for each in members.namelist() if b"mau.dotx" in members.read(each)]


def test_styles_of_the_offices_own_stay(package: Any) -> None:
    assert style(package, "List Bullet")


def test_pages_are_numbered_where_the_office_does_not(lent: Lent, package: Any) -> None:
    assert "w:headerReference" in lent.base.headers
    headers = [each for each in package.part.related_parts.values() if "header" in each.partname]
    assert any("PAGE" in (each.blob.decode()) for each in headers)


def test_a_header_of_the_office_that_numbers_pages_is_kept() -> None:
    def numbered(document: Any) -> None:
        line = document.sections[0].header.paragraphs[0]
        line.text = "Trang "
        line._p.append(parse_xml(f'<w:fldSimple {nsdecls("w")} w:instr=" PAGE "/>'))

    made = read_letterhead(letterhead(numbered), document_styles)
    section = opened(made).sections[0]
    assert b"PAGE" in section.header.part.blob
    assert b"PAGE" not in section.first_page_header.part.blob


def with_footer(document: Any) -> None:
    document.sections[0].footer.paragraphs[0].text = "Địa chỉ: thôn Bản Lù"


def with_numbered_footer(document: Any) -> None:
    with_footer(document)
    line = document.sections[0].footer.add_paragraph("Trang ")
    line._p.append(parse_xml(f'<w:fldSimple {nsdecls("w")} w:instr=" PAGE "/>'))


def with_header(document: Any) -> None:
    with_footer(document)
    document.sections[0].header.paragraphs[0].text = "SỞ Y TẾ"


@pytest.mark.parametrize("change", [with_footer, with_numbered_footer, with_header])
@pytest.mark.parametrize("at", [0, 1])
def test_first_pages_bear_the_offices_footer_and_no_number(
    change: Callable[[Any], None], at: int
) -> None:
    base = read_letterhead(letterhead(change), document_styles).base
    sections = [Section("<w:p/>", base.page)] * 2
    made = docx.Document(io.BytesIO(write_sections(base, sections, "Tên", date(2021, 5, 10))))
    section = made.sections[at]
    assert section.different_first_page_header_footer
    first = section.first_page_footer, section.first_page_header
    assert first[0].paragraphs[0].text == "Địa chỉ: thôn Bản Lù"
    assert not any(b"PAGE" in each.part.blob for each in first)
    others = section.footer, section.header
    assert sum(each.part.blob.count(b"PAGE") for each in others) == 1
    assert others[0].paragraphs[0].text == "Địa chỉ: thôn Bản Lù"
    top = "".join(each.text for each in section.first_page_header.paragraphs)
    assert top == ("SỞ Y TẾ" if change is with_header else "")


def test_a_picture_in_a_header_stands_on_numbered_pages_too() -> None:
    def pictured(document: Any) -> None:
        run = document.sections[0].header.paragraphs[0].add_run()
        run.add_picture(io.BytesIO(LOGO))

    section = opened(read_letterhead(letterhead(pictured), document_styles)).sections[0]
    for header in (section.header, section.first_page_header):
        (shown,) = header._element.iter(qn("a:blip"))
        assert shown.get(qn("r:embed")) in header.part.rels


def test_what_the_first_page_bears_is_not_on_annexes() -> None:
    def marked(document: Any) -> None:
        section = document.sections[0]
        section.different_first_page_header_footer = True
        section.first_page_header.paragraphs[0].text = "DỰ THẢO"

    base = read_letterhead(letterhead(marked), document_styles).base
    assert base.headers != base.later_headers


# Words put in


def test_number_place_and_subject_are_the_documents(lent: Lent) -> None:
    told = HeadWords("Số: 9/BC-SYT", "Bắc Kạn, ngày … tháng … năm 2021", "V/v đôn đốc")
    xml, left = filled_head(lent, told)
    assert lines(xml)[4:] == [
        "Số: 9/BC-SYT",
        "V/v đôn đốc",
        "Bắc Kạn, ngày … tháng … năm 2021",
    ]
    assert left == HeadWords()


def test_the_subject_of_another_letter_goes(lent: Lent) -> None:
    xml, _ = filled_head(lent, HeadWords("Số: 9/BC-SYT", "ngày"))
    assert "phúc đáp" not in xml


def test_number_and_day_of_another_letter_go(lent: Lent) -> None:
    xml, _ = filled_head(lent, HeadWords())
    assert "215" not in xml
    assert "ngày … tháng … năm …" in " ".join(lines(xml))


def test_what_has_no_place_in_the_head_is_told() -> None:
    def bare(document: Any) -> None:
        for cell in document.tables[0].rows[1].cells:
            for each in cell.paragraphs:
                each.text = ""

    told = HeadWords("Số: 9/BC-SYT", "ngày 1 tháng 2 năm 2021", "V/v a")
    _, left = filled_head(read_letterhead(letterhead(bare), document_styles), told)
    assert left == told


# What cannot be used


def letter_paper(document: Any) -> None:
    document.sections[0].page_width = Mm(216)


def wide(document: Any) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(297), Mm(210)


def narrow(document: Any) -> None:
    document.sections[0].left_margin = Mm(120)


def low(document: Any) -> None:
    section = document.sections[0]
    section.top_margin, section.bottom_margin = Mm(120), Mm(100)


def fetching_header(document: Any) -> None:
    header = document.sections[0].header
    header.paragraphs[0]._p.append(field("INCLUDEPICTURE http://a.vn/b.png"))


def headless(document: Any) -> None:
    document.tables[0]._tbl.getparent().remove(document.tables[0]._tbl)


def late(document: Any) -> None:
    document.element.body.insert(0, element(f"<w:p><w:r><w:t>{'chữ ' * 600}</w:t></w:r></w:p>"))


def one_line(document: Any) -> None:
    document.tables[0].cell(1, 0).paragraphs[0].text = "Số: 1/SYT, ngày 2 tháng 3 năm 2020"


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        (letter_paper, "khổ A4"),
        (wide, "khổ A4"),
        (narrow, "lề"),
        (low, "lề"),
        (fetching_header, "liên kết"),
        (headless, "Quốc hiệu"),
        (late, "Quốc hiệu"),
        (one_line, "chung đoạn"),
    ],
)
def test_a_file_that_lacks_something_is_refused(
    change: Callable[[Any], object], problem: str
) -> None:
    with pytest.raises(UnreadableFileError, match=problem) as caught:
        read_letterhead(letterhead(change), document_styles)
    assert caught.value.advice


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"# Markdown", letterhead()[:3_000]])
def test_what_is_no_word_file_is_refused(data: bytes) -> None:
    with pytest.raises(UnreadableFileError):
        read_letterhead(data, document_styles)


def test_a_file_without_pages_is_refused() -> None:
    def unpaged(document: Any) -> None:
        body = document.element.body
        body.remove(body.find(qn("w:sectPr")))

    with pytest.raises(UnreadableFileError, match="khổ giấy"):
        read_letterhead(letterhead(unpaged), document_styles)


def test_a_linked_picture_is_refused() -> None:
    def linked(document: Any) -> None:
        key = document.part.relate_to("http://a.vn/b.png", f"{nsdecls('r')[9:-1]}/image", True)
        blip = next(document.element.body.iter(qn("a:blip")))
        blip.set(qn("r:link"), key)

    with pytest.raises(UnreadableFileError, match="liên kết"):
        read_letterhead(letterhead(linked), document_styles)


def test_a_linked_picture_in_a_header_is_refused() -> None:
    def linked(document: Any) -> None:
        part = document.sections[0].header.part
        part.relate_to("http://a.vn/b.png", f"{nsdecls('r')[9:-1]}/image", True)

    with pytest.raises(UnreadableFileError, match="liên kết"):
        read_letterhead(letterhead(linked), document_styles)


def test_changes_that_are_tracked_are_taken_as_accepted() -> None:
    def tracked(document: Any) -> None:
        paragraph = document.tables[0].cell(0, 0).paragraphs[1]._p
        paragraph.append(
            parse_xml(
                f'<w:ins {nsdecls("w")} w:id="1" w:author="A"><w:r><w:t>!</w:t></w:r></w:ins>'
            )
        )

    head = read_letterhead(letterhead(tracked), document_styles).head
    assert "SỞ Y TẾ!" in lines(head)
    assert "w:ins" not in head


def test_a_row_that_is_marked_as_taken_out_is_not_in_the_head() -> None:
    def tracked(document: Any) -> None:
        row = document.tables[0].rows[1]._tr
        row.get_or_add_trPr().append(element('<w:del w:id="1" w:author="A"/>'))

    said = lines(read_letterhead(letterhead(tracked), document_styles).head)
    assert "SỞ Y TẾ" in said
    assert not any("Số:" in each for each in said)


def field(order: str) -> Any:
    return element(f'<w:fldSimple w:instr="{order}"><w:r><w:t>HIỆN</w:t></w:r></w:fldSimple>')


def test_of_a_field_in_the_head_what_it_shows_stays() -> None:
    def fetching(document: Any) -> None:
        paragraph = document.tables[0].cell(0, 0).paragraphs[1]._p
        paragraph.append(field("INCLUDETEXT http://a.vn/b"))
        paragraph.append(element("<w:r><w:instrText>DDEAUTO c x</w:instrText></w:r>"))

    head = read_letterhead(letterhead(fetching), document_styles).head
    assert "SỞ Y TẾHIỆN" in lines(head)
    assert "a.vn" not in head
    assert "DDE" not in head


def test_a_file_that_begins_with_many_empty_lines_is_read_at_once() -> None:
    def many(document: Any) -> None:
        for _ in range(1_400):
            document.element.body.insert(0, element("<w:p/>"))

    begun = time.process_time()
    with pytest.raises(UnreadableFileError, match="Quốc hiệu"):
        read_letterhead(letterhead(many), document_styles)
    assert time.process_time() - begun < 1


def test_a_head_in_a_control_is_found() -> None:
    def controlled(document: Any) -> None:
        table = document.tables[0]._tbl
        control = parse_xml(f"<w:sdt {nsdecls('w')}><w:sdtContent/></w:sdt>")
        table.addprevious(control)
        control[0].append(table)

    assert "SỞ Y TẾ" in read_letterhead(letterhead(controlled), document_styles).head_words


def test_a_file_that_papi_wrote_may_lend_again(lent: Lent) -> None:
    once = document_of(lent, lent.head)
    again = read_letterhead(once, document_styles)
    assert again.head_words == lent.head_words
    names = [each.name for each in opened(again).styles]
    assert len(names) == len(set(names))
