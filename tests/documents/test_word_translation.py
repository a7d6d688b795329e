"""An office's own Word file lends its head to a document, whose words stand in it."""

import io
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.shared import Mm, Pt
from openxml_audit import OpenXmlValidator

from papi_cli.errors import FileError
from tests.documents.letterheads import letterhead
from tests.documents.word_at_hand import HEAD, REPORT, words_of, written


def margins(page: Any) -> list[int]:
    sides = [page.top_margin, page.right_margin, page.bottom_margin, page.left_margin]
    return [round(each / Mm(1)) for each in sides]


def lent(text: str, data: bytes | None = None) -> Any:
    return docx.Document(io.BytesIO(written(text, letterhead=data or letterhead())))


def test_the_head_of_the_office_stands_in_the_place_of_ours() -> None:
    document = lent(REPORT)
    head = words_of(document.tables[0]._tbl)
    assert head.startswith("UBND TỈNH BẮC KẠN\nSỞ Y TẾ\n")
    assert "Số: …/BC-SYT" in head
    assert words_of(document.element.body).count("CỘNG HÒA") == 1


def test_the_page_of_the_office_is_that_of_the_document_and_its_upright_annexes() -> None:
    document = lent(f"{HEAD}\nMột\n\n## PHỤ LỤC\n\nHai")
    assert [margins(each) for each in document.sections] == [[22, 18, 21, 32]] * 2


def test_a_lent_document_is_the_same_bytes_and_as_the_schemas_want_it(tmp_path: Path) -> None:
    data = letterhead()
    once = written(REPORT, letterhead=data)
    assert once == written(REPORT, letterhead=data)
    path = tmp_path / "a.docx"
    path.write_bytes(once)
    assert [str(each.description) for each in OpenXmlValidator().validate(str(path)).errors] == []


def test_the_subject_of_a_letter_stands_in_the_offices_head() -> None:
    document = lent(f"{HEAD}| V/v đôn đốc báo cáo |  |\n\nMột")
    assert "V/v đôn đốc báo cáo" in words_of(document.tables[0]._tbl)


def test_what_the_office_has_no_place_for_stands_below_its_head() -> None:
    document = lent(f"{HEAD}| HỎA TỐC |  |\n\nMột")
    assert words_of(document.tables[1]._tbl).strip() == "HỎA TỐC"


def test_a_document_without_a_head_gets_that_of_the_office() -> None:
    assert "SỞ Y TẾ" in words_of(lent("**BÁO CÁO**\n\nMột").element.body)


def test_the_head_of_another_agency_is_refused() -> None:
    with pytest.raises(FileError, match="không có tên «SỞ NỘI VỤ»"):
        lent(REPORT.replace("SỞ Y TẾ", "SỞ NỘI VỤ"))


def test_a_committee_is_known_however_its_name_is_shortened() -> None:
    def commune(document: Any) -> None:
        document.tables[0].cell(0, 0).paragraphs[1].text = "UBND XÃ YẾN DƯƠNG"

    text = REPORT.replace("**SỞ Y TẾ**", "**ỦY BAN NHÂN DÂN XÃ YẾN DƯƠNG**")
    assert lent(text, letterhead(commune))


def test_a_file_that_cannot_lend_is_told_in_a_sentence() -> None:
    with pytest.raises(FileError, match=r"^Tệp sau --letterhead .*; .*\.$"):
        lent(REPORT, b"# Markdown")


@pytest.mark.parametrize("heading", ["Phụ lục I", "PHỤ LỤC I"])
def test_an_annex_is_named_as_large_as_its_title_whatever_the_size_of_the_offices_text(
    heading: str,
) -> None:
    document = lent(f"{HEAD}\nMột\n\n## {heading}\n\nHai")
    (run,) = next(each for each in document.paragraphs if each.text == heading).runs
    assert run.font.size == Pt(14)
