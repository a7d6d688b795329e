"""What tests of commands for documents are given."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.commands.documents.at_hand import NAME
from tests.conftest import PLAN, Result, filled

Papi = Callable[..., Result]


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    """Return a copy of the shipped plan that a test may change, without its act."""
    path = tmp_path / "plan.yaml"
    text = PLAN.read_text(encoding="utf-8")
    path.write_text(text.replace("  source: source/ke_hoach_263_2021.txt\n", ""), encoding="utf-8")
    return path


@pytest.fixture
def sent(papi: Papi, tmp_path: Path) -> Path:
    """Return a folder of the checklists of a district's communes, one filled in."""
    out = tmp_path / "sent"
    papi("checklist", "--members", "UBND huyện Ba Bể", "-o", str(out))
    path = out / NAME
    text = filled(path.read_text(encoding="utf-8"), "1.1.a", " Đã họp 12 cuộc.", tick=True)
    text = filled(text, "1.1.d", " Đang làm.")
    path.write_text(text, encoding="utf-8")
    return out
