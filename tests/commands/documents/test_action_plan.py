"""`papi action-plan`: the plans of agencies."""

from collections.abc import Callable
from pathlib import Path

from tests.commands.documents.at_hand import NAME, contents
from tests.conftest import Result

Papi = Callable[..., Result]


def test_an_agencys_plan_and_report_are_printed(papi: Papi) -> None:
    assert "| Số: …/KH-SNV |" in papi("action-plan", "--agency", "snv").out
    assert "| Số: …/BC-SNV |" in papi("report", "--agency", "snv").out


def test_all_reports_are_of_those_who_report(papi: Papi, tmp_path: Path) -> None:
    assert papi("report", "--all", "-o", str(tmp_path)).code == 0
    assert papi("action-plan", "--all", "-o", str(tmp_path)).code == 0
    names = set(contents(tmp_path))
    assert {"bao-cao-so-noi-vu.md", "ke-hoach-so-noi-vu.md", f"bao-cao-{NAME}"} <= names
    assert not {"bao-cao-ubnd-cap-xa.md", "ke-hoach-thanh-tra-cap-huyen.md"} & names
    few = tmp_path / "few"
    few.mkdir()
    for name in ("bao-cao-so-noi-vu.md", "ke-hoach-so-noi-vu.md"):
        (few / name).write_bytes((tmp_path / name).read_bytes())
    assert papi("progress", str(few)).code == 0  # other documents of papi's are passed over
