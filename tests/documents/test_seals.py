"""Documents that tell whether anybody edited them."""

import io
from datetime import date
from pathlib import Path

import docx
import openpyxl
import pytest

from papi_cli.checklists.format import DOCUMENT_MARK
from papi_cli.documents.seals import is_unedited, renew_sealed, sealed
from papi_cli.office.package import canonical
from papi_cli.office.workbook import Column, Sheet, render_workbook

TEXT = f"# Tên\n\nLời văn.\n\n{DOCUMENT_MARK}\n".encode()


def workbook() -> bytes:
    sheet = Sheet(name="A", title="Tên", closing="", columns=[Column("Cột")], rows=[["một"]])
    return render_workbook([sheet], "Tên", date(2021, 5, 10))


def word() -> bytes:
    stream = io.BytesIO()
    document = docx.Document()
    document.add_paragraph("Lời văn")
    document.save(stream)
    return canonical(stream.getvalue())


CASES = {".md": lambda: TEXT, ".docx": word, ".xlsx": workbook}


@pytest.mark.parametrize("suffix", CASES)
def test_what_nobody_edited_is_known(suffix: str) -> None:
    made = CASES[suffix]()
    assert is_unedited(sealed(made, suffix), suffix)
    assert not is_unedited(made, suffix)


def test_an_edit_of_markdown_is_seen_other_line_ends_are_none() -> None:
    made = sealed(TEXT, ".md")
    assert made.decode().endswith(f"{DOCUMENT_MARK}\n")
    assert is_unedited(made.replace(b"\n", b"\r\n"), ".md")
    assert not is_unedited(made.replace(b"#", b"##", 1), ".md")


def test_an_edit_of_a_word_file_is_seen() -> None:
    document = docx.Document(io.BytesIO(sealed(word(), ".docx")))
    document.paragraphs[0].text = "Lời khác"
    stream = io.BytesIO()
    document.save(stream)
    assert not is_unedited(stream.getvalue(), ".docx")


def test_an_edit_of_a_workbook_is_seen() -> None:
    book = openpyxl.load_workbook(io.BytesIO(sealed(workbook(), ".xlsx")))
    book.worksheets[0]["A4"] = "hai"
    stream = io.BytesIO()
    book.save(stream)
    assert not is_unedited(stream.getvalue(), ".xlsx")


def test_what_is_no_file_of_the_kind_is_somebodys() -> None:
    assert not is_unedited(b"PK\x03\x04", ".docx")
    assert not is_unedited("chữ".encode("utf-16"), ".md")


def test_an_edited_document_stays_and_is_kept_beside_by_force() -> None:
    path, edited = Path("a.md"), sealed(TEXT, ".md") + b"x"
    assert renew_sealed(lambda: TEXT)(edited, path) is None
    forced = renew_sealed(lambda: TEXT, force=True)(edited, path)
    assert forced is not None
    assert (forced.data, forced.beside) == (sealed(TEXT, ".md"), True)


def test_an_unedited_document_is_written_anew() -> None:
    path, old = Path("a.md"), sealed(TEXT, ".md")
    made = renew_sealed(lambda: TEXT.replace("Lời".encode(), "Câu".encode()))(old, path)
    assert made is not None
    assert "Câu văn" in made.data.decode()
    assert not made.beside
