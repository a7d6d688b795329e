"""Writing out: data to stdout, talk to stderr."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import ROOT, Result

Papi = Callable[..., Result]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_a_full_disk_is_said_and_ends_with_three() -> None:
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        done = subprocess.run(
            [sys.executable, "-m", "papi_cli", "tasks"], cwd=ROOT, stdout=full,
            stderr=subprocess.PIPE, encoding="utf-8", check=False,
        )  # fmt: skip
    assert done.returncode == 3
    assert "papi: Không ghi được kết quả" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_a_full_disk_ends_with_three_where_it_cannot_be_said() -> None:
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        done = subprocess.run(
            [sys.executable, "-m", "papi_cli", "tasks"], cwd=ROOT, stdout=full, stderr=full,
            check=False,
        )  # fmt: skip
    assert done.returncode == 3


@pytest.mark.skipif(os.name == "nt", reason="pipes close otherwise there")
def test_a_reader_that_leaves_early_is_no_error_to_talk_about() -> None:
    command = f"{sys.executable} -m papi_cli tasks --format json | head -c 1"
    done = subprocess.run(
        ["bash", "-c", command], cwd=ROOT, capture_output=True, encoding="utf-8", check=False
    )
    assert done.stdout == "{"
    assert "Error" not in done.stderr
    assert "Traceback" not in done.stderr


def test_consoles_that_cannot_write_vietnamese_get_utf8(papi_process: Papi) -> None:
    assert "UBND xã Yến Dương" in papi_process("agencies", PYTHONIOENCODING="cp1252").out


@pytest.mark.skipif(os.name == "nt", reason="a shell of POSIX closes them")
@pytest.mark.parametrize(("closed", "lines"), [(">&-", 0), ("2>&-", 5)])
def test_a_closed_stream_loses_only_itself(closed: str, lines: int) -> None:
    command = f"{sys.executable} -m papi_cli tasks --dimension 4 --subdimension 4.1 {closed}"
    done = subprocess.run(
        ["bash", "-c", command], cwd=ROOT, capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stderr
    assert len(done.stdout.splitlines()) == (3 if lines else 0)


def test_a_folder_that_is_gone_does_not_matter(tmp_path: Path) -> None:
    gone = tmp_path / "gone"
    command = (
        f"mkdir {gone}; cd {gone}; rmdir {gone}; {sys.executable} -m papi_cli tasks --dimension 7"
    )
    done = subprocess.run(
        ["bash", "-c", command], capture_output=True, encoding="utf-8", check=False,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert len(done.stdout.splitlines()) == 6


@pytest.mark.parametrize("columns", ["0", "1", "99999999999"])
def test_a_terminal_of_no_sensible_width_gets_a_table(papi: Papi, columns: str) -> None:
    result = papi("tasks", "--subdimension", "4.3", "--format", "table", COLUMNS=columns)
    assert result.code == 0
    assert "4.3" in result.out


@pytest.mark.parametrize(("args", "loaded"), [([], False), (["-o", "a.xlsx"], True)])
def test_what_writes_workbooks_is_loaded_only_for_one(
    tmp_path: Path, args: list[str], loaded: bool
) -> None:
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "papi_cli", "tasks", *args],
        cwd=tmp_path, capture_output=True, encoding="utf-8", check=True,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    assert ("xlsxwriter" in done.stderr) is loaded
    assert "openpyxl" not in done.stderr
