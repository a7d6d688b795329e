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


def test_points_to_verify_are_told_beside_the_plan(papi: Papi) -> None:
    told = papi("action-plan", "--agency", "snv")
    assert (told.code, told.err) == (
        0,
        "papi: Có 17 điểm cần xác minh ở nhiệm vụ của «Sở Nội vụ», không ghi trong văn bản; «papi"
        ' tasks --agency "Sở Nội vụ" --doubtful» liệt kê, «papi show MÃ» nêu lý do.\n',
    )
    assert "xác minh" not in told.out


def test_points_to_verify_of_several_are_one_sentence(papi: Papi, tmp_path: Path) -> None:
    told = papi("action-plan", "--agency", "snv", "--agency", "syt", "-o", str(tmp_path)).err
    assert "ở nhiệm vụ của 2 cơ quan, không ghi trong văn bản; «papi tasks --doubtful»" in told


def test_a_plan_without_points_to_verify_tells_of_none(papi: Papi) -> None:
    assert papi("action-plan", "--agency", "Công ty Điện lực Bắc Kạn").err == ""


def test_an_action_plan_is_written_as_word_where_its_file_is_named_so(
    papi: Papi, tmp_path: Path
) -> None:
    path = tmp_path / "kh.docx"
    assert papi("action-plan", "--agency", "snv", "--number", "5", "-o", str(path)).code == 0
    assert path.read_bytes().startswith(b"PK")
