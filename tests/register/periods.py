"""A small plan with two periods, and rows of a register, as tests of the room need them."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from papi_cli.checking.runner import load_valid
from papi_cli.plan.loader import LoadedPlan
from papi_cli.register.rows import PlanRef, Row
from tests.checklists.sent import AGENCIES, TASKS
from tests.conftest import HEAD, small_plan

DUTIES = """\
duties:
  - id: III.1
    role: lead
    text: Báo cáo kết quả thực hiện.
    periods:
      - {name: 6 tháng đầu năm 2021, due: 2021-06-15}
      - {name: Năm 2021, due: 2021-12-15}
      - {name: Năm 2021, due: 2021-12-10, agencies: [Các xã]}
"""
HALF, YEAR = "6 tháng đầu năm 2021", "Năm 2021"


@pytest.fixture
def periods(write: Callable[..., Path]) -> LoadedPlan:
    """Return a plan whose duty III.1 is reported on twice."""
    return with_duties(write, DUTIES)


def with_duties(write: Callable[..., Path], duties: str) -> LoadedPlan:
    """Return the small plan with these duties."""
    return load_valid(write(small_plan(AGENCIES, TASKS, HEAD + duties), "periods.yaml"), "p.yaml")


def row(no: int, received: str, agency: str | None = "Sở A", **keys: object) -> Row:
    """Return a return that was read, of the year, with one task done; `keys` differ."""
    known: dict[str, object] = {
        "kind": "return",
        "period": YEAR,
        "via": "email",
        "name": "bao cao.md",
        "stored": f"goc/{no:04}.md",
        "plan": PlanRef(number="1/KH-UBND", date=date(2021, 1, 2)),
        "counts": {"done": 1},
        "verdict": "accepted",
    }
    return Row(
        no=no,
        received=date.fromisoformat(received),
        agency=agency,
        **(known | keys),  # type: ignore[arg-type]
    )


def act(no: int, kind: str, on: str, agency: str | None = None, **keys: object) -> Row:
    """Return a row that is no return: `sent_back`, `correction`, `extension`, `closing`."""
    return Row(
        no=no,
        kind=kind,  # type: ignore[arg-type]
        received=date.fromisoformat(on),
        agency=agency,
        **keys,  # type: ignore[arg-type]
    )
