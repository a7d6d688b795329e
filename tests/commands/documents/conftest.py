"""What tests of commands for documents are given."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from papi_cli.register.filing import Pending, file_rows
from papi_cli.register.rows import PlanRef, Row
from tests.commands.documents.at_hand import NAME, XA
from tests.conftest import PLAN, Result, filled
from tests.register.periods import HALF, YEAR

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


@pytest.fixture
def den(papi: Papi, tmp_path: Path) -> Path:
    """Return a folder with the register of three returns of two communes, over two periods."""
    out, folder = tmp_path / "fresh", tmp_path / "den"
    communes = (XA, "UBND xã Hà Hiệu")
    names = [part for name in communes for part in ("--agency", name)]
    papi("checklist", *names, "-o", str(out))
    first, second = (out / NAME, out / "ubnd-xa-ha-hieu.md")
    texts = {each: each.read_text(encoding="utf-8") for each in (first, second)}
    folder.mkdir()
    filing = [
        _filing(XA, "2021-06-10", HALF, filled(texts[first], "1.1.a", " Đang họp.")),
        _filing(
            communes[1], "2021-06-11", HALF, filled(texts[second], "1.1.a", " Xong.", tick=True)
        ),
        _filing(
            XA, "2021-12-14", YEAR, filled(texts[first], "1.1.a", " Đã họp 12 cuộc.", tick=True)
        ),
    ]
    file_rows(folder, filing)
    return folder


def _filing(agency: str, day: str, period: str, text: str) -> Pending:
    plan = PlanRef(number="263/KH-UBND", date=date(2021, 5, 10))
    row = Row(
        no=0,
        kind="return",
        received=date.fromisoformat(day),
        agency=agency,
        period=period,
        via="email",
        name="bao cao.md",
        plan=plan,
        counts={"done": 1},
        verdict="accepted",
    )
    return Pending(row, text.encode(), agency, ".md")
