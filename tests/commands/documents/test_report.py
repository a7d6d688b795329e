"""`papi report`: of one agency, of many, of all."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.commands.documents.at_hand import NAME, XA
from tests.conftest import Result

Papi = Callable[..., Result]


def test_a_report_takes_results_from_a_file_or_a_folder(papi: Papi, sent: Path) -> None:
    one = papi(
        "report", "--agency", XA, "--from", str(sent / NAME), "--period", "6 tháng đầu năm 2021"
    )
    assert (one.code, one.err) == (0, "")
    assert "hình thức phong phú…: Đã họp 12 cuộc.\n" in one.out
    assert "tỉnh Bắc Kạn năm 2021, 6 tháng đầu năm 2021**\n" in one.out
    assert (
        papi("report", "--agency", XA, "--from", str(sent), "--period", "6 tháng đầu năm 2021")
        == one
    )
    other = papi("report", "--agency", "Sở Y tế", "--from", str(sent / NAME))
    assert "Không có danh mục nào của «Sở Y tế» trong" in other.err
    assert "Đã họp" not in other.out


def test_reports_are_never_written_over_but_by_force(
    papi: Papi, sent: Path, tmp_path: Path
) -> None:
    out = tmp_path / "reports"
    write = ("report", "--members", "UBND huyện Ba Bể", "--from", str(sent), "-o", str(out))
    assert papi(*write).err.endswith("15 mới, 0 thay đổi, 0 giữ nguyên.\n")
    path = out / f"bao-cao-{NAME}"
    path.write_text("Xã đã sửa", encoding="utf-8")
    again = papi(*write)
    assert (again.code, path.read_text(encoding="utf-8")) == (0, "Xã đã sửa")
    assert "15 đã có, để nguyên (--force thay, bản cũ giữ với đuôi .bak)" in again.err
    assert papi(*write, "--force", "--check").code == 1
    assert path.read_text(encoding="utf-8") == "Xã đã sửa"
    forced = papi(*write, "--force")
    assert "1 thay đổi, 14 giữ nguyên" in forced.err
    assert "Đã họp 12 cuộc." in path.read_text(encoding="utf-8")
    assert (out / f"bao-cao-{NAME}.bak").read_text(encoding="utf-8") == "Xã đã sửa"
    path.write_text("Xã lại sửa", encoding="utf-8")
    papi(*write, "--force")
    assert (out / f"bao-cao-{NAME}.bak").read_text(encoding="utf-8") == "Xã đã sửa"
    assert (out / f"bao-cao-{NAME}.bak2").read_text(encoding="utf-8") == "Xã lại sửa"


def test_a_place_that_is_not_there_makes_no_report(papi: Papi, tmp_path: Path) -> None:
    result = papi("report", "--agency", "snv", "--from", str(tmp_path / "none"))
    assert (result.code, result.out) == (3, "")
    assert "kiểm tra lại đường dẫn của --from" in result.err


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["--consolidated"], "--consolidated cần --from"),
        (["--consolidated", "--from", ".", "--all"], "chỉ đi với --agency"),
        (["--consolidated", "--from", ".", "--agency", "snv", "--agency", "syt"], "một --agency"),
        (["--all"], "ghi thêm -o"),
        ([], "Ghi một trong ba"),
    ],
)
def test_wrong_use_of_report_is_said(papi: Papi, args: list[str], said: str) -> None:
    result = papi("report", *args)
    assert (result.code, said in result.err) == (2, True)


def test_the_index_is_for_the_consolidated_report_alone(papi: Papi) -> None:
    found = papi("report", "--agency", "SNV", "--scores", "x.csv")
    assert (found.code, found.out) == (2, "")
    assert "--scores chỉ đi với --consolidated" in found.err


def test_a_report_on_a_day_counts_no_task_as_late_that_was_not_due_then(
    papi: Papi, sent: Path
) -> None:
    path = sent / NAME
    path.write_text(
        path.read_text(encoding="utf-8").replace("Kết quả: Đang làm.", "Kết quả:"),
        encoding="utf-8",
    )
    ask = ("report", "--agency", XA, "--from", str(path), "--on")
    waiting = "chưa đến hạn (1): 1.1.d (Quý I-II/2021)."
    assert waiting in papi(*ask, "29/6/2021").out
    due = papi(*ask, "30/6/2021").out
    assert waiting not in due
    assert "- Còn 1 nhiệm vụ chưa thực hiện nêu tại khoản 3 mục II: 1.1.d.\n" in due
    assert "Tính đến ngày 30 tháng 6 năm 2021: hoàn thành 1, " in due


def test_a_report_goes_into_a_file_that_was_named(papi: Papi, tmp_path: Path) -> None:
    path = tmp_path / "bc.md"
    assert papi("report", "--agency", XA, "-o", str(path)).code == 0
    assert "| **XÃ YẾN DƯƠNG** |" in path.read_text(encoding="utf-8")


def test_a_report_holds_what_counts_in_a_register(papi: Papi, den: Path) -> None:
    result = papi("report", "--agency", XA, "--from", str(den))
    assert result.code == 0
    assert "Đã họp 12 cuộc." in result.out
    assert "Đang họp." not in result.out
    half = papi("report", "--agency", XA, "--from", str(den), "--period", "6 tháng đầu năm 2021")
    assert "Đang họp." in half.out
    assert "Đã họp 12 cuộc." not in half.out


def test_a_report_may_name_its_period_in_its_own_words(papi: Papi, den: Path) -> None:
    result = papi("report", "--agency", XA, "--from", str(den), "--period", "cả năm")
    assert "Đã họp 12 cuộc." in result.out


def test_a_report_names_what_was_not_received(papi: Papi, den: Path) -> None:
    (den / "la.md").write_text("x", encoding="utf-8")
    result = papi("report", "--agency", XA, "--from", str(den))
    assert result.code == 1
    assert "la.md» chưa nhận vào sổ nên không được tính" in result.err
