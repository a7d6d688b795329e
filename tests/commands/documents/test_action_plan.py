"""`papi action-plan`: the plans of agencies."""

from collections.abc import Callable
from pathlib import Path

import docx
import pytest

from tests.commands.documents.at_hand import NAME, contents
from tests.conftest import Result
from tests.documents.letterheads import letterhead

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
    assert (
        "papi: Có điểm cần xác minh ở nhiệm vụ của 2 cơ quan, không ghi trong văn bản; «papi tasks --doubtful»"
        in told
    )


def test_a_plan_without_points_to_verify_tells_of_none(papi: Papi) -> None:
    assert papi("action-plan", "--agency", "Công ty Điện lực Bắc Kạn").err == ""


@pytest.fixture
def office(tmp_path: Path) -> Path:
    path = tmp_path / "van-ban-cu.docx"
    path.write_bytes(letterhead())
    return path


def test_a_plan_is_written_in_word_by_the_name_of_its_file(papi: Papi, tmp_path: Path) -> None:
    path = tmp_path / "ke-hoach.docx"
    assert papi("action-plan", "--agency", "snv", "-o", str(path)).code == 0
    assert docx.Document(str(path)).core_properties.title.startswith("KẾ HOẠCH Triển khai")


def test_plans_of_several_are_written_in_word_into_a_folder(papi: Papi, tmp_path: Path) -> None:
    args = ["--agency", "snv", "--agency", "Sở Y tế", "--format", "docx", "-o", str(tmp_path)]
    assert papi("action-plan", *args).code == 0
    assert {each.name for each in tmp_path.iterdir()} == {
        "ke-hoach-so-noi-vu.docx",
        "ke-hoach-so-y-te.docx",
    }


def test_a_template_of_the_users_serves_for_word_too(papi: Papi, tmp_path: Path) -> None:
    templates = tmp_path / "mau"
    papi("templates", "--copy", str(templates))
    template = templates / "action_plan.md.j2"
    text = template.read_text(encoding="utf-8").replace("**KẾ HOẠCH**", "**KẾ HOẠCH CỦA PHÒNG**")
    template.write_text(text, encoding="utf-8")
    path = tmp_path / "a.docx"
    papi("action-plan", "--agency", "snv", "--templates", str(templates), "-o", str(path))
    assert "KẾ HOẠCH CỦA PHÒNG" in [each.text for each in docx.Document(str(path)).paragraphs]


def test_an_office_lends_its_head(papi: Papi, tmp_path: Path, office: Path) -> None:
    path = tmp_path / "a.docx"
    result = papi(
        "action-plan", "--agency", "Sở Y tế", "--letterhead", str(office), "-o", str(path)
    )
    assert result.code == 0
    document = docx.Document(str(path))
    assert document.inline_shapes._inline_lst  # the logo
    assert "Số: …/KH-SYT" in [each.text for each in document.tables[0].cell(1, 0).paragraphs]


def test_the_head_of_another_office_is_told_and_nothing_written(
    papi: Papi, tmp_path: Path, office: Path
) -> None:
    path = tmp_path / "a.docx"
    result = papi("action-plan", "--agency", "snv", "--letterhead", str(office), "-o", str(path))
    assert result.code == 3
    assert "không có tên «SỞ NỘI VỤ»" in result.err
    assert not path.exists()


@pytest.mark.parametrize(
    ("file", "more", "code", "said"),
    [
        ("van-ban-cu.docx", [], 2, "--letterhead chỉ dùng cho bản Word"),
        ("van-ban-cu.docx", ["-o", "a.md"], 2, "--letterhead chỉ dùng cho bản Word"),
        ("khong-co.docx", ["-o", "a.docx"], 3, "Không có tệp"),
        ("chu.docx", ["-o", "a.docx"], 3, "Tệp sau --letterhead"),
    ],
)
def test_a_letterhead_that_cannot_be_used_is_told(
    papi: Papi, tmp_path: Path, office: Path, file: str, more: list[str], code: int, said: str
) -> None:
    (tmp_path / "chu.docx").write_text("# Chữ", encoding="utf-8")
    more = [str(tmp_path / each) if each.startswith("a.") else each for each in more]
    result = papi("action-plan", "--agency", "snv", "--letterhead", str(tmp_path / file), *more)
    assert (result.code, said in result.err) == (code, True)
    assert not (tmp_path / "a.docx").exists()
