"""`papi templates`: listed, copied out, of one's own."""

from collections.abc import Callable
from pathlib import Path

from tests.commands.documents.at_hand import XA
from tests.conftest import Result

Papi = Callable[..., Result]


def test_templates_are_listed_copied_out_and_used(papi: Papi, tmp_path: Path) -> None:
    own = tmp_path / "own"
    listed = papi("templates")
    assert listed.out.splitlines()[1].split("\t")[:2] == ["action_plan.md.j2", "kèm chương trình"]
    copied = papi("templates", "--copy", str(own))
    assert copied.err == f"{own}: 31 mẫu mới, 0 đã có, để nguyên.\n"
    head = own / "parts" / "head.md.j2"
    head.write_text("ĐẦU RIÊNG\n", encoding="utf-8")
    assert papi("templates", "--copy", str(own)).err.endswith("0 mẫu mới, 31 đã có, để nguyên.\n")
    assert head.read_text(encoding="utf-8") == "ĐẦU RIÊNG\n"
    report = papi("report", "--agency", "snv", "--templates", str(own))
    assert report.out.startswith("ĐẦU RIÊNG\n")
    listed = papi("templates", "--templates", str(own))
    assert "parts/head.md.j2\tthư mục mẫu\t" in listed.out


def test_a_template_of_ones_own_may_extend_the_shipped_one(papi: Papi, tmp_path: Path) -> None:
    (tmp_path / "checklist.md.j2").write_text(
        '{% include "papi/checklist.md.j2" %}\nLiên hệ: 0209 …\n', encoding="utf-8"
    )
    result = papi("checklist", "--agency", XA, "--templates", str(tmp_path))
    assert "\nLiên hệ: 0209 …\n" in result.out
    assert result.out.count("\n- [ ] **") == 61


def test_an_error_in_a_template_is_said_at_its_line(papi: Papi, tmp_path: Path) -> None:
    path = tmp_path / "checklist.md.j2"
    path.write_text("a\n{{ nothing }}\n", encoding="utf-8")
    result = papi("checklist", "--agency", XA, "--templates", str(tmp_path))
    assert (result.code, result.out) == (3, "")
    assert result.err.startswith(f"{path}:2: dùng tên không có «nothing»;")
    missing = papi("checklist", "--agency", XA, "--templates", str(tmp_path / "none"))
    assert (missing.code, "Không có thư mục mẫu" in missing.err) == (3, True)
