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
