"""`papi report`: of one agency, of many, of all."""

from collections.abc import Callable
from pathlib import Path

import pytest

from papi_cli.register.filing import Pending, file_rows
from papi_cli.register.rows import Row
from tests.commands.documents.at_hand import NAME, XA, change
from tests.conftest import Result
from tests.register.periods import act, row

Papi = Callable[..., Result]


def test_a_report_takes_results_from_a_file_or_a_folder(papi: Papi, sent: Path) -> None:
    one = papi(
        "report", "--agency", XA, "--from", str(sent / NAME), "--period", "6 tháng đầu năm 2021"
    )
    assert (one.code, one.err) == (0, "")
    assert "hình thức phong phú…: Đã họp 12 cuộc.\n" in one.out
    assert "tỉnh Bắc Kạn 6 tháng đầu năm 2021**\n" in one.out
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


def test_the_consolidated_report_is_of_who_follows_up(
    papi: Papi, sent: Path, tmp_path: Path
) -> None:
    result = papi("report", "--consolidated", "--from", str(sent), "-o", str(tmp_path / "out"))
    assert result.code == 0
    (path,) = (tmp_path / "out").iterdir()
    text = path.read_text(encoding="utf-8")
    assert path.name == "bao-cao-tong-hop.md"
    assert "| **SỞ NỘI VỤ** |" in text
    assert f"Đã báo cáo kết quả: 1 ({XA})" in text
    assert "| Sở Y tế | Chưa báo cáo |" in text
    assert "| Sở Nội vụ | Chưa báo cáo |" not in text  # it owes itself none
    assert "    Đã họp 12 cuộc.\n" in text


def test_a_place_that_is_not_there_makes_no_report(papi: Papi, tmp_path: Path) -> None:
    result = papi("report", "--agency", "snv", "--from", str(tmp_path / "none"))
    assert (result.code, result.out) == (3, "")
    assert "kiểm tra lại đường dẫn của --from" in result.err


def test_a_report_is_made_though_a_file_cannot_be_read(papi: Papi, sent: Path) -> None:
    (sent / "x.md").write_text("x", encoding="utf-8")
    result = papi("report", "--consolidated", "--from", str(sent))
    assert result.code == 1
    assert "x.md» không phải là danh mục" in result.err
    assert "Đã họp 12 cuộc." in result.out


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


def test_a_plan_that_names_nobody_who_follows_up_needs_an_agency(
    papi: Papi, plan: Path, sent: Path
) -> None:
    change(plan, "  follow_up: Sở Nội vụ ", "  # ")
    args = ("report", "--consolidated", "--from", str(sent), "--plan", str(plan))
    assert papi(*args).code == 2
    assert "| **SỞ TƯ PHÁP** |" in papi(*args, "--agency", "Sở Tư pháp").out


def test_the_consolidated_report_has_the_index_beside_the_work(papi: Papi, tmp_path: Path) -> None:
    papi("checklist", "--agency", "Sở Y tế", "-o", str(tmp_path))
    args = ("report", "--consolidated", "--from", str(tmp_path))
    annex = papi(*args).out.partition("## PHỤ LỤC: CHỈ SỐ VÀ VIỆC LÀM\n")[2]
    assert "- Tổng điểm: năm 2020: 42,723, thứ 32/63; năm 2021: 42,153, thứ 34/60;" in annex
    assert (
        "| 4.3. Công bằng trong tuyển dụng vào khu vực công | 1,014 | 1,212 | +0,199 | 27/60 | 1 |"
        in annex
    )
    assert "(chỉ số 7.2 + 7.3)" in annex
    assert "không phải việc cơ quan đã làm" in annex
    assert annex.count("\n| ") == 2 + 28
    assert "Quá hạn" not in annex
    assert "Quá hạn đến 31/12/2021 |" in papi(*args, "--on", "31/12/2021").out


def test_a_report_of_no_known_province_has_no_such_annex(papi: Papi, tmp_path: Path) -> None:
    own = tmp_path / "so.csv"
    own.write_text("province,number,2021\nHà Nội,total,44\n", encoding="utf-8")
    found = papi("report", "--consolidated", "--from", str(tmp_path), "--scores", str(own))
    assert "CHỈ SỐ VÀ VIỆC LÀM" not in found.out
    assert "## PHỤ LỤC: TÌNH HÌNH GỬI" in found.out


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
    assert "- Còn 1 nhiệm vụ chưa thực hiện, nêu tại mục II: 1.1.d.\n" in due
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


def test_the_consolidated_report_tells_the_five_figures_of_a_register_alone(
    papi: Papi, den: Path, sent: Path
) -> None:
    # Sở Nội vụ writes the report and owes none to itself.
    line = (
        "- Báo cáo năm 2021: phải gửi 144 (không kể cơ quan tổng hợp), đã gửi 1 (0,7 %); kỳ này không có"
        " hạn gửi nên không xét đúng hạn.\n"
    )
    assert line in papi("report", "--consolidated", "--from", str(den)).out
    assert "phải gửi" not in papi("report", "--consolidated", "--from", str(sent)).out


def _unread(each: Row) -> Pending:
    return Pending(each, f"{each.agency}".encode(), each.agency or "", ".pdf")


def _annexed(text: str) -> dict[str, str]:
    """Return the states of agencies in the annex, by their names."""
    rows = (line.split(" | ") for line in text.partition("## PHỤ LỤC: TÌNH HÌNH")[2].splitlines())
    return {row[1]: row[2] for row in rows if len(row) > 5}


def test_the_annex_tells_what_became_of_returns_that_nothing_can_be_counted_of(
    papi: Papi, den: Path
) -> None:
    day, paper = "2021-12-15", {"via": "paper", "name": None, "counts": None}
    file_rows(
        den,
        [
            Pending(row(0, day, "Sở Y tế", plan=None, stored=None, **paper)),
            _unread(row(0, day, "Sở Tư pháp", plan=None, stored=None, verdict="unreadable")),
            _unread(row(0, day, "Sở Tài chính", plan=None, stored=None)),
            Pending(act(0, "sent_back", "2021-12-16", of=6, reason="Thiếu chữ ký")),
        ],
    )
    text = papi("report", "--consolidated", "--from", str(den)).out
    states = _annexed(text)
    assert [states[each] for each in ("Sở Y tế", "Sở Tư pháp", "Sở Tài chính", "Sở Xây dựng")] == [
        "Đã gửi bản giấy", "Gửi tệp không đọc được", "Đã trả lại", "Chưa báo cáo",
    ]  # fmt: skip
    assert "- Đã gửi bản giấy, không có số liệu nhiệm vụ: 1 (Sở Y tế)\n" in text
    assert "chưa báo cáo: 138/141" in text


def test_tasks_of_who_wrote_nothing_are_told_to_be_left_out(papi: Papi, sent: Path) -> None:
    text = papi("report", "--consolidated", "--from", str(sent)).out
    assert (
        " Không kể 812 lượt nhiệm vụ của 14 cơ quan gửi danh mục chưa ghi gì hay không nhận ra"
        " nhiệm vụ nào.\n" in text
    )
