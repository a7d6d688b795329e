"""`papi progress`: what the checklists that came back say."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from papi_cli.register.filing import Pending, file_rows
from papi_cli.register.rows import PlanRef, Row
from tests.commands.documents.at_hand import XA
from tests.conftest import Result, filled
from tests.register.periods import row

Papi = Callable[..., Result]


def test_progress_is_rows_for_a_pipe_and_json_by_contract(papi: Papi, sent: Path) -> None:
    result = papi("progress", str(sent), "--on", "1/7/2021")
    assert result.code == 0
    header, *rows = [line.split("\t") for line in result.out.splitlines()]
    assert len(rows) == 15
    row = dict(zip(header, next(row for row in rows if row[0] == XA), strict=True))
    assert (row["Danh mục"], row["Chủ trì: hoàn thành"], row["Quá hạn"]) == ("Đã ghi", "1", "1")
    assert row["Nhiệm vụ quá hạn"] == "1.1.d"
    assert "1 cơ quan đã ghi danh mục, 14 cơ quan chưa ghi gì. 870 lượt nhiệm vụ" in result.err
    data = json.loads(papi("progress", str(sent), "--by", "task", "--format", "json").out)
    assert (data["papi"], data["plan"], data["by"]) == (1, "263/KH-UBND", "task")
    first = next(row for row in data["rows"] if row["task"] == "1.1.a")
    assert first["lead"] == {"done": 1, "in_progress": 0, "not_started": 14, "not_applicable": 0}


def test_who_sent_nothing_is_listed(papi: Papi, sent: Path) -> None:
    (sent / "ubnd-xa-ha-hieu.md").unlink()
    result = papi("progress", str(sent), "--expect", "UBND huyện Ba Bể", "--format", "json")
    data = json.loads(result.out)
    assert (len(data["missing"]), len(data["blank"])) == (14, 13)
    assert {"UBND xã Hà Hiệu"} == set(data["missing"]) - set(data["blank"])
    everyone = papi("progress", str(sent), "--expect", "all")
    assert "Chưa gửi hay chưa ghi gì: 144/145 cơ quan." in everyone.err
    for silent in ("Thanh tra cấp huyện", "Các sở, ban, ngành", "UBND cấp xã"):
        assert f"\n{silent}\t" not in everyone.out


def test_what_comes_back_in_another_format_does_not_vanish(papi: Papi, sent: Path) -> None:
    (sent / "ubnd-xa-dia-linh.md").rename(sent / "ubnd-xa-dia-linh.md.txt")
    (sent / "ubnd-xa-ha-hieu.md").rename(sent / "ubnd-xa-ha-hieu.doc")
    (sent / "Thumbs.db").write_text("", encoding="utf-8")
    result = papi("progress", str(sent))
    assert "UBND xã Yến Dương\tĐã ghi\t1\t1\t" in result.out
    problems = [line for line in result.err.splitlines() if line.startswith("papi: ")]
    assert problems == [
        f"papi: Tệp «{sent / name}» là {what} nên không được tính; {advice}."
        for name, what, advice in (
            (
                "ubnd-xa-dia-linh.md.txt",
                "tệp .md.txt",
                "nếu là danh mục thì đổi lại đuôi thành .md",
            ),
            (
                "ubnd-xa-ha-hieu.doc",
                "tệp Word kiểu cũ (.doc)",
                "mở bằng Word, lưu thành .docx rồi gửi lại",
            ),
        )
    ]
    assert result.code == 1
    report = papi("report", "--agency", "xã Yến Dương", "--from", str(sent))
    assert "Đã họp 12 cuộc." in report.out
    assert "ubnd-xa-ha-hieu.doc" in report.err


def test_a_checklist_that_is_open_is_named_and_counted(papi: Papi, sent: Path) -> None:
    (sent / ".~lock.ubnd-xa-yen-duong.md#").write_text("", encoding="utf-8")
    result = papi("progress", str(sent))
    assert "ubnd-xa-yen-duong.md» đang mở ở chương trình khác" in result.err
    assert "UBND xã Yến Dương\tĐã ghi\t1\t1\t" in result.out
    assert result.code == 0


def test_one_agency_can_be_expected_and_several(papi: Papi, sent: Path) -> None:
    (sent / "ubnd-xa-ha-hieu.md").unlink()
    wanted = ("--expect", "UBND xã Hà Hiệu", "--expect", "Sở Y tế", "--expect", "UBND xã Hà Hiệu")
    data = json.loads(papi("progress", str(sent), *wanted, "--format", "json").out)
    assert sorted(data["missing"]) == ["Sở Y tế", "UBND xã Hà Hiệu"]


def test_a_file_that_cannot_be_read_ends_with_1_and_the_rest_is_counted(
    papi: Papi, sent: Path
) -> None:
    (sent / "ghi-chu.md").write_text("# Ghi chú\n", encoding="utf-8")
    result = papi("progress", str(sent))
    assert result.code == 1
    assert len(result.out.splitlines()) == 16
    assert (
        "ghi-chu.md» không phải là danh mục nhiệm vụ do papi viết nên không được tính."
        in result.err
    )


def test_a_path_that_is_not_there_is_refused(papi: Papi, sent: Path) -> None:
    result = papi("progress", str(sent), str(sent / "none"))
    assert (result.code, result.out) == (3, "")
    assert "none»; kiểm tra lại đường dẫn." in result.err


@pytest.mark.parametrize(
    ("args", "said"),
    [
        ([], "Ghi thư mục hay tệp"),
        (["x", "--by", "year"], "--by không nhận «year»"),
        (["x", "--on", "30/2/2021"], "--on không nhận"),
        (["x", "--expect", "không có"], "Không có cơ quan nào"),
        (["x", "--format", "xml"], "--format không nhận"),
    ],
)
def test_wrong_use_of_progress_is_said(papi: Papi, args: list[str], said: str) -> None:
    result = papi("progress", *args)
    assert (result.code, said in result.err) == (2, True)


@pytest.mark.parametrize("how", ["csv", "md", "table"])
def test_progress_has_the_formats_of_tasks(papi: Papi, sent: Path, how: str) -> None:
    result = papi("progress", str(sent), "--by", "dimension", "--format", how)
    assert result.code == 0
    assert "Tham gia của người dân" in result.out


def test_what_no_reporting_agency_leads_is_counted_by_who_coordinates(
    papi: Papi, sent: Path
) -> None:
    own = sent / "ubnd-xa-yen-duong.md"
    text = own.read_text(encoding="utf-8")
    own.write_text(text.replace("- [ ] **3.1.c**", "- [x] **3.1.c**"), encoding="utf-8")
    said = papi("progress", str(sent)).err
    assert (
        "2 nhiệm vụ không có cơ quan chủ trì nào phải báo cáo, chỉ tính theo cơ quan phối hợp: 3.1.c"
        " (hoàn thành 1, chưa thực hiện 14), 6.3.d (chưa thực hiện 15)."
    ) in said
    data = json.loads(papi("progress", str(sent), "--format", "json").out)
    unled = {each["task"]: each["coordinating"] for each in data["without_reporting_lead"]}
    assert list(unled) == ["3.1.c", "6.3.d"]
    assert (unled["3.1.c"]["done"], unled["6.3.d"]["not_started"]) == (1, 15)
    report = papi("report", "--consolidated", "--from", str(sent)).out
    assert "- **3.1.c** Tăng cường công tác tiếp xúc cử tri: hoàn thành 1/" in report


@pytest.mark.parametrize(("idle", "listed"), [(22, True), (21, False)])
def test_who_had_nothing_to_do_in_most_of_its_tasks_is_looked_at_again(
    papi: Papi, sent: Path, idle: int, listed: bool
) -> None:
    path = sent / "ubnd-xa-ha-hieu.md"
    before, *tasks = path.read_text(encoding="utf-8").split("- [ ] ")
    led = [at for at, each in enumerate(tasks) if "Vai trò: Chủ trì" in each]
    assert len(led) == 43
    for at in led[:idle]:
        tasks[at] = tasks[at].replace("  Kết quả:", "  Kết quả: Không phát sinh")
    path.write_text("- [ ] ".join([before, *tasks]), encoding="utf-8")
    rows = papi("progress", str(sent), "--review").out
    assert (f"không phát sinh ở quá nửa số nhiệm vụ chủ trì ({idle}/43)" in rows) is listed


def test_a_copy_and_a_slip_are_named_with_their_lines_by_each_command_that_reads_them(
    papi: Papi, sent: Path
) -> None:
    path = sent / "ubnd-xa-yen-duong.md"
    lines = path.read_text(encoding="utf-8").split("\n")
    slip = next(n for n, each in enumerate(lines) if "**1.1.b**" in each)
    lines[slip] = lines[slip].replace("pháp luật", "pháp luậy", 1)
    assert "pháp luậy" in lines[slip]
    lines += ["- [x] **1.1.b** " + lines[slip].partition("** ")[2], ""]
    lines += ["  Kết quả: Đã gửi báo cáo kq7", ""]
    path.write_text("\n".join(lines), encoding="utf-8")
    copy = next(n for n, each in enumerate(lines) if each.startswith("- [x] **1.1.b**"))
    named = (
        f"Tệp «{path}» có nhiệm vụ đứng nhiều chỗ: 1.1.b (dòng {slip + 1} và {copy + 1}); dấu và"
        " kết quả ở mọi chỗ được tính gộp, hãy giữ một chỗ."
    )
    slipped = (
        f"Tệp «{path}» có chữ của nhiệm vụ bị sửa: 1.1.b (dòng {slip + 1}); được đọc theo kế hoạch,"
        " chữ bị sửa không tính là kết quả."
    )
    counted = papi("progress", str(sent))
    report = papi("report", "--agency", XA, "--from", str(sent))
    anew = papi("checklist", "--agency", XA, "-o", str(sent))
    for result in (counted, report, anew):
        assert result.code == 0
        assert named in result.err
        assert slipped in result.err
    assert "Đã gửi báo cáo kq7" in report.out
    again = papi("progress", str(sent))
    assert counted.out == again.out
    assert (
        "đứng nhiều chỗ" not in again.err + papi("checklist", "--agency", XA, "-o", str(sent)).err
    )


@pytest.mark.parametrize(
    ("there", "differ"),
    [("Đang làm dở.", True), ("Đã họp 5 cuộc.", False), ("Đã họp 12 cuộc.", False), ("", False)],
)
def test_a_task_that_stands_twice_and_says_two_things_is_to_be_reviewed(
    papi: Papi, sent: Path, there: str, differ: bool
) -> None:
    path = sent / "ubnd-xa-yen-duong.md"
    text = path.read_text(encoding="utf-8")
    first = next(n for n, each in enumerate(text.split("\n"), 1) if "12 cuộc" in each)
    task = next(each for each in reversed(text.split("\n")[:first]) if each.startswith("- ["))
    text += f"\n{task}\n\n  Kết quả: {there}\n"
    path.write_text(text, encoding="utf-8")
    review = papi("progress", str(sent), "--review").out
    assert ("ghi khác nhau, tính gộp" in review) is differ


def test_the_review_says_which_of_box_level_and_words_disagree(papi: Papi, sent: Path) -> None:
    """In a column for the level, and by a key of the JSON."""
    path = sent / "ubnd-xa-ha-hieu.md"
    text = path.read_text(encoding="utf-8").replace("- [ ] **3.1.b**", "- [x] **3.1.b**")
    first, rest = text.split("**3.1.b**")
    rest = rest.replace(
        "  Khó khăn, đề xuất:", "  Mức độ: Chưa thực hiện\n\n  Khó khăn, đề xuất:", 1
    )
    path.write_text(f"{first}**3.1.b**{rest}", encoding="utf-8")
    why = "dấu trong ô và mức độ không khớp, xét theo mức độ"
    rows = papi("progress", str(sent), "--review").out
    row = "\t".join(("UBND xã Hà Hiệu", "3.1.b", "x", "Chưa thực hiện", "", "Chưa thực hiện", why))
    assert f"{row}\t{path}\n" in rows
    review = json.loads(papi("progress", str(sent), "--format", "json").out)["review"]
    (found,) = (each for each in review if each["agency"] == "UBND xã Hà Hiệu")
    assert (found["mark"], found["level"], found["why"]) == ("x", "Chưa thực hiện", why)


def test_of_a_folder_with_a_register_only_what_counts_is_read(papi: Papi, den: Path) -> None:
    result = papi("progress", str(den))
    assert result.code == 0
    assert [line.split("\t")[:4] for line in result.out.splitlines()[1:]] == [
        ["UBND xã Hà Hiệu", "Đã ghi", "1", "0"],
        [XA, "Đã ghi", "1", "0"],
    ]
    assert result.err.endswith(
        " Báo cáo năm 2021: phải gửi 145, đã gửi 1 (0,7 %); kế hoạch chỉ ghi «cuối năm», sổ chưa"
        " có hạn gửi nên không xét đúng hạn.\n"
    )


def test_of_those_expected_the_returns_are_told_too(papi: Papi, den: Path) -> None:
    closing = papi("progress", str(den), "--expect", "UBND huyện Ba Bể").err
    assert "/15 cơ quan." in closing
    assert "Báo cáo năm 2021: phải gửi 15, đã gửi 1 (6,7 %);" in closing


def test_a_review_of_a_register_tells_what_a_later_return_lost(papi: Papi, den: Path) -> None:
    fresh = papi("checklist", "--agency", XA).out
    text = filled(fresh, "1.1.d", " Đang làm.")
    again = row(0, "2021-12-20", XA, plan=None, stored=None)
    file_rows(den, [Pending(again, text.encode(), XA, ".md")])
    result = papi("progress", str(den), "--review")
    assert (
        f"{XA}\t1.1.a\t\t\t\tChưa thực hiện\tbản gửi số 3 có ghi, bản được tính (số 4) không còn\t"
        in result.out
    )
    assert "1 chỗ ghi cần xem lại." in result.err


def test_what_was_not_received_is_named_and_ends_with_1(papi: Papi, den: Path) -> None:
    (den / "bc.pdf").write_bytes(b"%PDF")
    result = papi("progress", str(den))
    assert result.code == 1
    assert (
        f"papi: Tệp «{den / 'bc.pdf'}» chưa nhận vào sổ nên không được tính; nhận bằng «papi"
        " receive», hoặc dời ra khỏi thư mục." in result.err
    )
    assert papi("progress", str(den), "--returns").code == 1


def test_a_day_gives_the_same_bytes_whatever_comes_in_later(papi: Papi, den: Path) -> None:
    asked = ("progress", str(den), "--as-of", "30/6/2021")
    kinds: tuple[list[str], ...] = (
        [],
        ["--returns"],
        ["--grid"],
        ["--format", "json"],
        ["--returns", "--by", "agency"],
    )
    june = [papi(*asked, *each) for each in kinds]
    assert "30/6/2021" in june[0].err
    assert "UBND xã Yến Dương\tĐã ghi\t0\t1" in june[0].out
    later = PlanRef(number="263/KH-UBND")
    row = Row(
        no=0, kind="return", received=date(2021, 7, 1), agency=XA, period="Năm 2021", via="paper",
        plan=later, verdict="accepted",
    )  # fmt: skip
    file_rows(den, [Pending(row)])
    assert [papi(*asked, *each) for each in kinds] == june


def test_a_period_has_its_returns_alone(papi: Papi, den: Path) -> None:
    year = papi("progress", str(den), "--period", "năm 2021")
    assert [line.split("\t")[0] for line in year.out.splitlines()[1:]] == [XA]
    unknown = papi("progress", str(den), "--period", "Quý 5")
    assert unknown.code == 2
    assert unknown.err == (
        "papi: --period không nhận «Quý 5»; kế hoạch và sổ nhận có: «6 tháng đầu năm 2021», «Năm"
        " 2021».\n"
    )


def test_what_changed_since_a_day_or_the_period_before(papi: Papi, den: Path) -> None:
    since = papi("progress", str(den), "--since", "30/6/2021")
    assert f"Cơ quan, đơn vị\t{XA}\t0 → 1\t1 → 0\t57\t0\n" in since.out
    assert "Hà Hiệu" not in since.out
    assert "So với ngày 30/6/2021: 2 → 2 cơ quan đã ghi danh mục" in since.err
    before = papi("progress", str(den), "--previous-period")
    assert "Cơ quan, đơn vị\tUBND xã Hà Hiệu\t1 → 0\t0\t57 → 0\t0\n" in before.out
    assert "So với 6 tháng đầu năm 2021: 2 → 1" in before.err
    first = papi("progress", str(den), "--previous-period", "--period", "6 tháng đầu năm 2021")
    assert first.code == 2
    assert "không có kỳ nào; dùng --since NGÀY." in first.err


def test_the_figures_of_returns_are_told_by_what_is_asked_for(papi: Papi, den: Path) -> None:
    result = papi("progress", str(den), "--returns", "--by", "period")
    assert [line.split("\t")[:3] for line in result.out.splitlines()] == [
        ["Kỳ báo cáo", "Phải gửi", "Đã gửi"],
        ["6 tháng đầu năm 2021", "145", "2"],
        ["Năm 2021", "145", "1"],
    ]
    data = json.loads(papi("progress", str(den), "--returns", "--format", "json").out)
    assert (data["papi"], data["by"], data["total"]["sent"]) == (1, "tier", 1)
    wrong = papi("progress", str(den), "--returns", "--by", "task")
    assert "dùng một trong: tier, district, group, period, agency." in wrong.err


def test_the_grid_is_by_dimension_unless_asked_otherwise(papi: Papi, den: Path) -> None:
    asked = ("progress", str(den), "--grid", "--on", "31/12/2021")
    result = papi(*asked)
    assert result.out.splitlines()[-1].split("\t")[:5] == ["Tổng số", "5222", "0", "0", "2"]
    assert "5222 lượt nhiệm vụ chủ trì tính đến 31/12/2021" in result.err
    one = json.loads(papi(*asked, "--by", "agency", "--silent-after", "12", "--format", "json").out)
    assert (one["by"], one["silent_after"], len(one["rows"])) == ("agency", 12, 142)


def test_the_grid_on_a_day_counts_what_had_come_in_by_then(papi: Papi, den: Path) -> None:
    def done(day: str, *more: str) -> str:
        result = papi("progress", str(den), "--grid", "--on", day, *more)
        return result.out.splitlines()[-1].split("\t")[4]

    assert [done(day) for day in ("1/6/2021", "11/6/2021", "14/12/2021")] == ["0", "1", "2"]
    assert done("31/12/2021", "--as-of", "30/6/2021") == "1"


@pytest.mark.parametrize(
    "option",
    [
        ("--returns",),
        ("--grid",),
        ("--since", "1/6/2021"),
        ("--previous-period",),
        ("--period", "Năm 2021"),
        ("--as-of", "1/6/2021"),
    ],
)
def test_what_only_a_register_tells_wants_one(
    papi: Papi, sent: Path, option: tuple[str, ...]
) -> None:
    result = papi("progress", str(sent), *option)
    assert result.code == 2
    assert result.err == (
        f"papi: {option[0]} cần một thư mục có sổ nhận (so_nhan.yaml); lập sổ bằng «papi"
        " receive».\n"
    )


def test_answers_that_exclude_each_other_are_refused(papi: Papi, den: Path) -> None:
    both = papi("progress", str(den), "--grid", "--returns")
    assert both.err == "papi: --returns và --grid không đi cùng nhau; bỏ một trong hai.\n"
    by = papi("progress", str(den), "--since", "1/6/2021", "--by", "task")
    assert by.err == "papi: Thay đổi luôn được kể theo chỉ số nội dung và cơ quan; bỏ --by.\n"
    alone = papi("progress", str(den), "--silent-after", "6")
    assert alone.err == "papi: --silent-after đi với --grid.\n"


@pytest.mark.parametrize("typed", ["0", "121", "ba", "-1", "²"])
def test_months_of_silence_are_a_number(papi: Papi, den: Path, typed: str) -> None:
    result = papi("progress", str(den), "--grid", "--silent-after", typed)
    assert result.code == 2
    assert f"--silent-after không nhận «{typed}»; ghi số tháng từ 1 đến 120." in result.err


def test_a_folder_with_a_register_is_read_alone(papi: Papi, den: Path, sent: Path) -> None:
    result = papi("progress", str(sent), str(den))
    assert result.code == 2
    assert "có sổ nhận nên chỉ đọc một mình nó" in result.err


def test_a_register_that_is_not_valid_is_not_counted(papi: Papi, den: Path) -> None:
    (den / "so_nhan.yaml").write_text("- no: 1\n", encoding="utf-8")
    result = papi("progress", str(den))
    assert result.code != 0
    assert "papi check" in result.err


def test_from_the_third_period_on_a_workbook_draws_the_trend(
    papi: Papi, den: Path, tmp_path: Path
) -> None:
    def titles(name: str) -> list[str]:
        path = tmp_path / name
        papi("progress", str(den), "-o", str(path))
        sheet = openpyxl.load_workbook(path)["Biểu đồ"]
        return [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value]

    assert "Tiến độ qua các kỳ" not in titles("hai.xlsx")
    plan = PlanRef(number="263/KH-UBND")
    row = Row(
        no=0, kind="return", received=date(2021, 12, 30), agency=XA, period="Quý I/2022",
        via="paper", plan=plan, verdict="accepted",
    )  # fmt: skip
    file_rows(den, [Pending(row)])
    assert "Tiến độ qua các kỳ" in titles("ba.xlsx")
