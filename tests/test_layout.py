"""The tests are laid out as the program is."""

from pathlib import Path

import pytest

from tests.conftest import ROOT

PACKAGE = ROOT / "papi_cli"
MODULES = [
    path.relative_to(PACKAGE)
    for path in sorted(PACKAGE.rglob("*.py"))
    if path.name not in {"__init__.py", "__main__.py"}
]


@pytest.mark.parametrize("module", MODULES, ids=lambda path: path.as_posix())
def test_a_module_has_its_test_file_in_the_room_of_the_same_name(module: Path) -> None:
    path = ROOT / "tests" / module.parent / f"test_{module.name}"
    assert path.exists(), f"{path.relative_to(ROOT)} is missing"
    assert "\ndef test_" in path.read_text(encoding="utf-8"), f"{path.relative_to(ROOT)} is empty"
