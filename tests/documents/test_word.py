"""Documents are translated into Word whole, and by the decree."""

import io
import re
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from docx.shared import Mm
from openxml_audit import OpenXmlValidator

from papi_cli.checklists.intake import AgencyReturn
from papi_cli.documents.builder import Documents
from papi_cli.documents.word_blocks import blocks_of
from papi_cli.documents.word_parts import Part, divisions
from tests.documents.at_hand import agency
from tests.documents.test_word_blocks import said
from tests.documents.word_at_hand import HEAD, REPORT, opened, words_of, written
from tests.libreoffice import converted, need_office

SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="200" height="50"><text y="30">Chữ</text></svg>'
)


@pytest.fixture(scope="module")
def report() -> Any:
    return opened(REPORT)


@pytest.mark.parametrize("module", ["documents.output", "commands.documents.action_plan"])
def test_the_libraries_of_word_are_not_loaded_where_none_is_written(module: str) -> None:
    asked = f"import papi_cli.{module}, sys; print({{'docx', 'lxml', 'markdown_it'}} & {{*sys.modules}})"
    told = subprocess.run(
        [sys.executable, "-c", asked], check=True, capture_output=True, encoding="utf-8"
    )
    assert told.stdout == "set()\n"


def millimetres(page: Any) -> list[int]:
    sizes = [page.page_width, page.page_height, page.top_margin, page.right_margin]
    return [round(each / Mm(1)) for each in (*sizes, page.bottom_margin, page.left_margin)]


def test_a_page_is_a4_with_the_margins_of_the_decree(report: Any) -> None:
    assert millimetres(report.sections[0]) == [210, 297, 20, 20, 20, 30]


def test_an_annex_with_a_wide_table_lies_on_its_side(report: Any) -> None:
    assert [each.orientation for each in report.sections] == [
        WD_ORIENT.PORTRAIT,
        WD_ORIENT.LANDSCAPE,
    ]


def test_pages_are_numbered_in_the_middle_from_the_second_on(report: Any) -> None:
    section = report.sections[0]
    assert section.different_first_page_header_footer
    assert not section.first_page_header._has_definition
    (line,) = section.header.paragraphs
    assert [each.text for each in line._p.iter(qn("w:instrText"))] == [" PAGE "]
    assert line.style.paragraph_format.alignment == 1


def test_an_annex_numbers_its_own_pages(report: Any) -> None:
    starts = [each.get(qn("w:start")) for each in report.element.body.iter(qn("w:pgNumType"))]
    assert starts == ["1", "1"]


def test_the_language_is_vietnamese(report: Any) -> None:
    languages = {each.get(qn("w:val")) for each in report.styles.element.iter(qn("w:lang"))}
    assert languages == {"vi-VN"}


def test_all_is_set_in_times_new_roman(report: Any) -> None:
    fonts = {each.get(qn("w:ascii")) for each in report.styles.element.iter(qn("w:rFonts"))}
    assert fonts == {"Times New Roman"}


def test_the_file_bears_the_title_and_the_day_and_no_name(report: Any) -> None:
    core = report.core_properties
    assert core.title == "BÁO CÁO Kết quả thực hiện Kế hoạch"
    assert (core.created.isoformat()[:10], core.author) == ("2021-05-10", "")


def test_bold_lines_further_down_are_no_part_of_the_name() -> None:
    assert (
        opened(f"{REPORT}\n").core_properties.title
        == opened(REPORT.replace("- Một", "**Biểu 1**")).core_properties.title
    )


def test_a_letter_is_named_by_what_it_is_about() -> None:
    letter = f"{HEAD}| V/v đôn đốc báo cáo |  |\n\nKính gửi: Sở Nội vụ.\n\n## Mục"
    assert opened(letter).core_properties.title == "V/v đôn đốc báo cáo"


def test_a_document_without_a_title_is_named_by_its_first_heading() -> None:
    assert opened("Một\n\n## I. KẾT QUẢ").core_properties.title == "I. KẾT QUẢ"


def test_the_same_document_is_the_same_bytes() -> None:
    assert written(REPORT) == written(REPORT)


def test_a_picture_has_words_for_who_does_not_see_it() -> None:
    document = opened("![Số nhiệm vụ theo mức độ](a.svg)", pictures={"a.svg": SVG})
    (picture,) = document.element.body.iter(qn("wp:docPr"))
    assert picture.get("descr") == "Số nhiệm vụ theo mức độ"


def test_a_picture_is_no_wider_than_the_text() -> None:
    wide = SVG.replace('width="200"', 'width="2000"')
    document = opened("![a](a.svg)", pictures={"a.svg": wide})
    assert document.inline_shapes[0].width == Mm(160)


def test_a_small_picture_keeps_its_size() -> None:
    document = opened("![a](a.svg)", pictures={"a.svg": SVG})
    assert round(document.inline_shapes[0].width / Mm(1)) == 53


def test_a_picture_shown_twice_is_twice_there() -> None:
    data = written("![a](a.svg)\n\n![b](a.svg)", pictures={"a.svg": SVG})
    names = zipfile.ZipFile(io.BytesIO(data)).namelist()
    assert [each for each in names if "media" in each] == [
        "word/media/papi1.png",
        "word/media/papi2.png",
    ]


@pytest.mark.parametrize("text", [REPORT, "![a](a.svg)\n\n## PHỤ LỤC\n\n![a](a.svg)", ""])
def test_a_document_is_as_the_schemas_want_it(tmp_path: Path, text: str) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(written(text, pictures={"a.svg": SVG}))
    assert [str(each.description) for each in OpenXmlValidator().validate(str(path)).errors] == []


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text)


def in_order(text: str) -> tuple[list[str], list[str]]:
    """Return the words of a Markdown text and of its Word file, head and foot left out."""
    laid_out = {Part.HEAD, Part.FOOT}
    placed = [each for division in divisions(blocks_of(text)) for each in division.placed]
    blocks = [each.block for each in placed if each.part not in laid_out]
    body = opened(text).element.body
    shown = [
        words_of(each)
        for each in (body.iterchildren())
        if each.tag != qn("w:tbl") or next(each.iter(qn("w:tblBorders")), None) is not None
    ]
    return words(said(blocks)), words(" ".join(shown))


@pytest.mark.parametrize("kind", ["action_plan", "report", "checklist", "consolidated"])
def test_every_word_of_a_document_stands_in_word_in_its_order(
    documents: Documents, sent: dict[str, AgencyReturn], kind: str
) -> None:
    name = "UBND xã Yến Dương"
    more = {"report": ("", sent[name]), "consolidated": (sent,)}.get(kind, ())
    made = getattr(documents, kind)(agency(documents, name), *more)
    expected, found = in_order(made.report.text if kind == "consolidated" else made)
    assert len(found) > 100
    assert found == expected


HOSTILE = (
    "| a | b |\n|---|---|\n| 1 | 2 | 3 |\n\n> trích **hở\n\n```khung\nhở\n\n",
    "<table><tr><td>một</td></tr></table>\n\n[x]: y\n\n- [ ] hộp\n  - sâu\n\n    > hơn\n",
    "**\u202e đảo** &#0; \x00 \x0b ]]> <w:p>\n\n![](thieu.svg) [a](b)\n\n## PHỤ LỤC\n\n## PHỤ LỤC\n",
    "|  |  |\n|---|---|\n| Nơi nhận |  |\n\n|  |\n|---|\n| CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM |\n",
    "|  |  |  |  |\n|---|---|---|---|\n| a | b | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM | d |\n",
    "|  |  |  |\n|---|---|---|\n| Nơi nhận: | giữa | phải |\n| x | y | z |\n",
)


@pytest.mark.parametrize("text", HOSTILE)
def test_no_word_of_any_markdown_is_lost(text: str) -> None:
    found = words(words_of(opened(text).element.body))
    assert sorted(found) == sorted(words(said(blocks_of(text))))


# As LibreOffice sets the pages


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """Return the pages of a report of some pages with an annex, as text in its layout."""
    need_office("pdftotext")
    folder = tmp_path_factory.mktemp("pages")
    path = folder / "a.docx"
    lines = "\n\n".join(f"Đoạn thứ {number} của báo cáo." for number in range(1, 55))
    text = REPORT.replace("- Một\n", f"{lines}\n\nTrên đây là báo cáo của Sở Y tế./.\n")
    rows = "".join(f"| {number} | Việc | Chủ trì | […] | […] |\n" for number in range(2, 40))
    path.write_bytes(written(text + rows))
    (pdf,) = converted(folder, "pdf", path)
    shown = subprocess.run(
        ["pdftotext", "-layout", str(pdf), "-"], check=True, capture_output=True, encoding="utf-8"
    ).stdout
    return shown.split("\f")[:-1]


def first_lines(pages: list[str]) -> list[str]:
    return [each.strip().split("\n")[0].strip() for each in pages]


def test_pages_bear_their_numbers_from_the_second_on_in_text_and_annex(pages: list[str]) -> None:
    tops = first_lines(pages)
    annex = next(at for at, each in enumerate(tops) if each == "Phụ lục")
    assert [each.isdecimal() for each in tops[:annex]] == [False] + [True] * (annex - 1)
    assert [int(each) for each in tops[1:annex]] == list(range(2, annex + 1))
    assert [int(each) for each in tops[annex + 1 :]] == list(range(2, len(pages) - annex + 1))


def test_the_state_stands_on_one_line_beside_who_issues(pages: list[str]) -> None:
    (line,) = (each for each in pages[0].split("\n") if "CỘNG HÒA" in each)
    assert line.split() == [
        "UBND",
        "TỈNH",
        "BẮC",
        "KẠN",
        "CỘNG",
        "HÒA",
        "XÃ",
        "HỘI",
        "CHỦ",
        "NGHĨA",
        "VIỆT",
        "NAM",
    ]


def test_the_signature_stands_on_a_page_with_the_last_sentence_and_who_gets_it(
    pages: list[str],
) -> None:
    (page,) = (each for each in pages if "Nơi nhận:" in each)
    assert re.search(r"báo cáo của Sở Y tế./.\s+Nơi nhận:\s+GIÁM ĐỐC\s.*\[Họ và tên\]", page, re.S)


def test_the_heading_of_a_table_stands_on_each_of_its_pages(pages: list[str]) -> None:
    annex = pages[first_lines(pages).index("Phụ lục") :]
    assert len(annex) > 1
    assert all(re.search("TT +Nhiệm vụ +Vai trò", each) for each in annex)
