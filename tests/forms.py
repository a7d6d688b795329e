"""Checklists in any format, filled in as their agencies do."""

import io

import docx
import openpyxl
from docx.oxml.ns import qn

from papi_cli.checklists.form import HEADINGS, Column
from tests.checklists.small_word import RESULT, cell_of, tick
from tests.conftest import filled


def fill(suffix: str, data: bytes, label: str, result: str, *, done: bool) -> bytes:
    """Return a checklist with a result of one task, marked as done or not."""
    if suffix == ".docx":
        return _word(data, label, result, done=done)
    if suffix == ".xlsx":
        return _excel(data, label, result, done=done)
    return filled(data.decode(), label, f" {result}", tick=done).encode()


def _word(data: bytes, label: str, result: str, *, done: bool) -> bytes:
    document = docx.Document(io.BytesIO(data))
    paragraph = cell_of(document, label, RESULT).find(qn("w:p"))
    run = paragraph.makeelement(qn("w:r"), {})
    text = run.makeelement(qn("w:t"), {})
    text.text = result
    run.append(text)
    paragraph.append(run)
    if done:
        tick(label)(document)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _excel(data: bytes, label: str, result: str, *, done: bool) -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(data))
    sheet = book.worksheets[0]
    rows = {str(cells[0].value): at for at, cells in enumerate(sheet.iter_rows(), start=1)}
    headings = [cell.value for cell in sheet[rows[HEADINGS[Column.CODE]]]]
    for column, value in ((Column.RESULT, result), (Column.LEVEL, "Hoàn thành" if done else None)):
        sheet.cell(rows[label], headings.index(HEADINGS[column]) + 1).value = value
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
