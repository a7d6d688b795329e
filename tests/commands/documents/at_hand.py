"""What tests of commands for documents have at hand."""

from pathlib import Path

import pytest

from tests.conftest import PLAN

XA = "UBND xã Yến Dương"


NAME = "ubnd-xa-yen-duong.md"


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    """Return a copy of the shipped plan that a test may change, without its act."""
    path = tmp_path / "plan.yaml"
    text = PLAN.read_text(encoding="utf-8")
    path.write_text(text.replace("  source: source/ke_hoach_263_2021.txt\n", ""), encoding="utf-8")
    return path


def change(plan: Path, old: str, new: str) -> None:
    text = plan.read_text(encoding="utf-8")
    assert text.count(old) >= 1
    plan.write_text(text.replace(old, new, 1), encoding="utf-8")


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}
