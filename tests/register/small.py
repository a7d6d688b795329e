"""Rows of a register for tests, and a register filed with them."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from papi_cli.register.file import REGISTER
from papi_cli.register.filing import Pending, file_rows
from papi_cli.register.rows import DocumentRef, PlanRef, Row

YEN_DUONG = Row(
    no=12,
    kind="return",
    received=date(2021, 12, 16),
    arrival_number="1187",
    agency="UBND xã Yến Dương",
    period="Năm 2021",
    document=DocumentRef(number="45/BC-UBND", date=date(2021, 12, 15)),
    via="email",
    name="BC PAPI xã Yến Dương (sửa lần 2).docx",
    stored="goc/0012-ubnd-xa-yen-duong.docx",
    sha256="2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae",
    plan=PlanRef(number="263/KH-UBND", date=date(2021, 5, 10), fingerprint="k3v9"),
    counts={"done": 40, "in_progress": 3, "not_started": 12, "not_applicable": 3},
    verdict="accepted",
    supersedes=7,
)


def a_return(**keys: Any) -> Row:
    """Return a return as it is before it is filed."""
    row = replace(YEN_DUONG, no=0, stored=None, sha256=None, supersedes=None)
    return replace(row, **keys)


def pending(agency: str, data: bytes | None = None, **keys: Any) -> Pending:
    """Return a return of an agency that is to be filed."""
    return Pending(a_return(agency=agency, **keys), data or agency.encode(), agency, ".docx")


def filed(folder: Path, *agencies: str) -> Path:
    """File a return of each agency in a folder and return the register's path."""
    file_rows(folder, [pending(each) for each in agencies])
    return folder / REGISTER


def contents(folder: Path) -> Mapping[str, bytes]:
    """Return what lies in a folder and below, by its path, but for the lock."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.suffix != ".lock"
    }
