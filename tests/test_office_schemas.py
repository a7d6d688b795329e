"""Word files and workbooks against the schemas of Office Open XML."""

from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from openxml_audit import OpenXmlValidator

from papi_cli.checklists import word_file
from tests.checklists.small_word import changed, filled, form_of, fresh, items_of, tick, typed
from tests.conftest import Result

Papi = Callable[..., Result]

XA = "UBND xã Yến Dương"


def faults(path: Path) -> list[str]:
    """Return what the schemas and Office's own rules say against a file."""
    return [str(each.description) for each in OpenXmlValidator().validate(str(path)).errors]


@pytest.mark.parametrize("name", ["xa.docx", "xa.xlsx"])
def test_a_form_is_as_the_schemas_want_it(papi: Papi, tmp_path: Path, name: str) -> None:
    papi("checklist", "--agency", XA, "-o", str(tmp_path / name))
    assert faults(tmp_path / name) == []


def test_a_word_form_written_anew_is_as_the_schemas_want_it(tmp_path: Path) -> None:
    data = filled(typed("Đã họp", "1.1.b"), tick("1.1.a"))
    left = changed("1. Tham gia", "1.1. Tri thức", "1.1.b")
    anew = word_file.regenerate(fresh(form_of(left)), data, "a.docx", items_of(left)).data
    assert anew != data
    path = tmp_path / "a.docx"
    path.write_bytes(anew)
    assert docx.Document(str(path)).tables
    assert faults(path) == []


@pytest.mark.parametrize("command", ["tasks", "matrix"])
def test_a_workbook_is_as_the_schemas_want_it(papi: Papi, tmp_path: Path, command: str) -> None:
    papi(command, "-o", str(tmp_path / "a.xlsx"))
    assert faults(tmp_path / "a.xlsx") == []


def test_a_fault_would_be_seen(tmp_path: Path) -> None:
    document = docx.Document()
    body = document.element.body
    body.append(body.makeelement(body.tag.replace("body", "nonsense"), {}))
    path = tmp_path / "a.docx"
    document.save(str(path))
    assert faults(path)
