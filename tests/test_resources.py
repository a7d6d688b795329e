"""Where shipped files are."""

from pathlib import Path

import pytest

from papi_cli import resources
from tests.conftest import ROOT


def test_a_checkout_reads_its_own_files() -> None:
    assert resources.data_dir() == ROOT / "data"
    assert (resources.templates_dir() / "table.md.j2").is_file()


def test_an_installed_package_never_looks_beside_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "data").mkdir()
    monkeypatch.setattr(resources, "_PACKAGE", tmp_path / "papi_cli")
    assert resources.data_dir() == tmp_path / "papi_cli" / "data"
