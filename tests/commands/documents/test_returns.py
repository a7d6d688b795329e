"""Checklists that came back, read for a command."""

from collections.abc import Callable
from pathlib import Path

import pytest

from papi_cli.commands.documents.returns import read_returns
from papi_cli.errors import ExitCode, FileError
from papi_cli.plan.loader import LoadedPlan
from tests.conftest import Result

Papi = Callable[..., Result]


def test_without_a_source_nothing_came_back(shipped: LoadedPlan) -> None:
    assert read_returns(shipped, None, None) == ({}, ExitCode.DONE)


def test_what_came_back_is_by_agency(shipped: LoadedPlan, papi: Papi, tmp_path: Path) -> None:
    papi("checklist", "--agency", "Sở Y tế", "-o", str(tmp_path))
    returned, code = read_returns(shipped, str(tmp_path), None)
    assert (list(returned), code) == (["Sở Y tế"], ExitCode.DONE)


def test_a_source_that_is_not_there_is_an_error(shipped: LoadedPlan, tmp_path: Path) -> None:
    with pytest.raises(FileError, match="kiểm tra lại đường dẫn của --from"):
        read_returns(shipped, str(tmp_path / "x"), None)


@pytest.fixture
def two(papi: Papi, tmp_path: Path) -> Path:
    """Return a folder of two agencies, one of which sent a file twice and one without its end."""
    papi("checklist", "--agency", "Sở Y tế", "--agency", "Sở Tư pháp", "-o", str(tmp_path))
    path = tmp_path / "so-y-te.md"
    (tmp_path / "so-y-te-2.md").write_bytes(path.read_bytes())
    text = path.read_text(encoding="utf-8")
    path.write_text(text[: text.rindex("<!--")], encoding="utf-8")
    return tmp_path


def test_a_report_of_one_agency_says_nothing_of_anothers_files(papi: Papi, two: Path) -> None:
    found = papi("report", "--agency", "Sở Tư pháp", "--from", str(two))
    assert (found.code, found.err) == (0, "")


def test_what_is_to_be_said_of_its_own_files_is_said(papi: Papi, two: Path) -> None:
    found = papi("report", "--agency", "Sở Y tế", "--from", str(two))
    assert found.code == 1
    assert "so-y-te.md» mất chú thích ở cuối" in found.err
    assert "«Sở Y tế» có 2 danh mục" in found.err


def test_a_file_of_nobody_known_is_told_to_everybody(papi: Papi, two: Path) -> None:
    (two / "la.md").write_text("x", encoding="utf-8")
    found = papi("report", "--agency", "Sở Tư pháp", "--from", str(two))
    assert (found.code, "la.md» không phải là danh mục" in found.err) == (1, True)
