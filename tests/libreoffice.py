"""LibreOffice, for tests that look at files as an office suite takes them.

Where it is missing they are passed by; `PAPI_REQUIRE_OFFICE=1` makes that a failure.
"""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

_REQUIRED = os.environ.get("PAPI_REQUIRE_OFFICE", "") not in {"", "0"}


def need_office(*programs: str) -> None:
    """Pass a test by where LibreOffice or one of further programs is missing."""
    missing = [each for each in ("soffice", *programs) if not shutil.which(each)]
    if missing:
        pass_by(missing[0])


def pass_by(missing: str) -> None:
    """Pass a test by, or fail it, for what it needs."""
    if _REQUIRED:
        pytest.fail(f"PAPI_REQUIRE_OFFICE is set, and there is no {missing}")
    pytest.skip(f"files in LibreOffice: {missing} is not installed")


def converted(folder: Path, kind: str, *paths: Path) -> list[Path]:
    """Return files as LibreOffice saves them in another form, in a folder of their own."""
    home, out = folder / "home", folder / "out"
    subprocess.run(
        ["soffice", f"-env:UserInstallation={home.as_uri()}", "--headless", "--convert-to", kind,
         "--outdir", str(out), *map(str, paths)],
        check=True, capture_output=True, timeout=300,
    )  # fmt: skip
    return [out / path.with_suffix(f".{kind.partition(':')[0]}").name for path in paths]


def page_count(pdf: Path) -> int:
    """Return how many pages a PDF has."""
    told = subprocess.run(
        ["pdfinfo", str(pdf)], check=True, capture_output=True, encoding="utf-8"
    ).stdout
    return int(re.findall(r"Pages:\s+(\d+)", told)[0])
