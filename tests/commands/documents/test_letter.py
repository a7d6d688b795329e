"""`papi letter`: the letter that urges, and those to each."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.commands.documents.at_hand import NAME, XA, change, contents
from tests.conftest import Result, filled
from tests.libreoffice import converted, need_office, page_count

Papi = Callable[..., Result]
DAYS = ("--on", "16/12/2021", "--due", "25/12/2021")
"""Whether it is a failure that LibreOffice is not installed."""
COORDINATING = {"Ban Tuyên giáo Tỉnh ủy", "Ban Dân vận Tỉnh ủy", "Công ty Điện lực Bắc Kạn"}
"""Who leads nothing, and so owes no report by the plan."""
PHIEU = "cong-van-don-doc-ubnd-xa-yen-duong.md"


def rows(text: str, title: str) -> list[list[str]]:
    """Return the numbered rows of the table below a title of a letter."""
    table = text.split(f"**{title}", 1)[1].split("\n## ", 1)[0]
    lines = (line for line in table.splitlines() if re.match(r"\| \d+ \|", line))
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


def test_the_annexes_hold_whom_progress_calls_silent_and_what_it_calls_late(
    papi: Papi, den: Path
) -> None:
    text = papi("letter", str(den), *DAYS).out
    returns = json.loads(
        papi(
            "progress",
            str(den),
            "--returns",
            "--as-of",
            "16/12/2021",
            "--by",
            "agency",
            "--format",
            "json",
        ).out
    )
    silent = [each["agency"] for each in returns["rows"] if not each["sent"]]
    listed = [row[1] for row in rows(text, "DANH SÁCH CƠ QUAN")]
    assert sorted(listed) == sorted(set(silent) - {"Sở Nội vụ"} - COORDINATING)
    assert len(listed) == 140
    grid = json.loads(
        papi("progress", str(den), "--grid", "--on", "16/12/2021", "--format", "json").out
    )
    late = {
        (each["agency"], each["task"], each["days"])
        for each in grid["late"]
        if each["cell"].startswith("past") and each["agency"] != "Sở Nội vụ"
    }
    assert late == {
        (name, re.sub(r"\*\*(\S+)\*\*.*", r"\1", row[2]), int(row[4]))
        for row in rows(text, "DANH SÁCH NHIỆM VỤ")
        for name in row[1].split("; ")
    }
    assert f"{XA};" in text  # who answered is late with a task
    assert not any(XA in row[1] for row in rows(text, "DANH SÁCH CƠ QUAN"))


def test_of_files_those_are_urged_whom_progress_misses(papi: Papi, sent: Path) -> None:
    text = papi("letter", str(sent), *DAYS).out
    expected = json.loads(papi("progress", str(sent), "--expect", "all", "--format", "json").out)
    missing = set(expected["missing"]) - {"Sở Nội vụ"} - COORDINATING
    assert {row[1] for row in rows(text, "DANH SÁCH CƠ QUAN")} == missing
    assert XA not in missing


def test_a_letter_is_one_of_who_follows_up(papi: Papi, den: Path) -> None:
    found = papi("letter", str(den), *DAYS)
    assert found.code == 0
    lines = found.out.splitlines()
    assert lines[3].startswith("| **SỞ NỘI VỤ** |")
    assert lines[4].startswith("| Số: …/SNV-… |")
    assert lines[5].startswith("| V/v đôn đốc gửi báo cáo")
    assert "Kính gửi: Các cơ quan, đơn vị, địa phương có tên tại các Phụ lục kèm theo." in lines
    assert "## Phụ lục I" in lines
    assert found.out.count("đề nghị") == 1
    assert "| - UBND tỉnh Bắc Kạn (để b/c); |" in found.out
    assert found.out.count("chậm nhất ngày 25/12/2021") == 2


def test_each_gets_a_letter_of_its_own_and_who_answered_in_time_none(
    papi: Papi, plan: Path, den: Path, tmp_path: Path
) -> None:
    change(plan, "deadline: Quý I-II/2021", "deadline: Thường xuyên")
    out = tmp_path / "out"
    result = papi(
        "--plan",
        str(plan),
        "letter",
        str(den),
        *DAYS,
        "--each",
        "--members",
        "UBND huyện Ba Bể",
        "-o",
        str(out),
    )
    assert result.code == 0
    names = {path.name for path in out.iterdir()}
    assert len(names) == 14
    assert PHIEU not in names
    text = (out / "cong-van-don-doc-ubnd-xa-ha-hieu.md").read_text(encoding="utf-8")
    assert "Kính gửi: UBND xã Hà Hiệu." in text
    assert "UBND xã Nam Mẫu" not in text


def test_a_letter_to_one_agency_alone_is_to_that_one(papi: Papi, den: Path) -> None:
    text = papi("letter", str(den), *DAYS, "--agency", "Sở Y tế").out
    assert "Kính gửi: Sở Y tế." in text
    assert "Phụ lục" not in text
    assert "Các cơ quan" not in text
    assert "| - UBND tỉnh Bắc Kạn (để b/c); |" in text


def test_of_letters_to_each_the_province_gets_no_copy(
    papi: Papi, den: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    papi("letter", str(den), *DAYS, "--each", "--agency", XA, "-o", str(out))
    assert "(để b/c)" not in (out / PHIEU).read_text(encoding="utf-8")


def test_one_task_that_is_past_is_not_called_several(papi: Papi, den: Path) -> None:
    text = papi("letter", str(den), *DAYS, "--agency", XA).out
    assert "còn 1 nhiệm vụ" in text
    assert "tập trung hoàn thành nhiệm vụ nêu trên" in text
    assert "các nhiệm vụ" not in text


def test_a_court_is_asked_and_not_pressed(papi: Papi, den: Path) -> None:
    text = papi("letter", str(den), *DAYS, "--agency", "Tòa án nhân dân tỉnh").out
    assert "đề nghị Tòa án nhân dân tỉnh quan tâm, phối hợp gửi báo cáo" in text
    assert "khẩn trương" not in text


def test_only_what_occurred_is_named_and_late_tasks_of_who_was_silent_are_told(
    papi: Papi, den: Path
) -> None:
    text = papi("letter", str(den), *DAYS).out
    assert "đã gửi; 140 cơ quan, đơn vị chưa gửi (danh sách tại Phụ lục I kèm theo)." in text
    (late, unsent) = re.findall(r"còn (\d+) lượt .*, trong đó (\d+) lượt của cơ quan", text)[0]
    assert int(late) == int(unsent) + 1  # that of who answered


def test_who_sent_nothing_is_told_before_who_sent_a_blank_form(papi: Papi, sent: Path) -> None:
    text = papi("letter", str(sent), *DAYS).out
    blank = len(list(sent.iterdir())) - 1
    assert f"chưa gửi, {blank} cơ quan, đơn vị gửi bản chưa ghi nội dung (danh" in text
    assert "đã được trả lại" not in text


def test_nobody_to_urge_is_said_and_nothing_is_written(
    papi: Papi, plan: Path, den: Path, tmp_path: Path
) -> None:
    change(plan, "deadline: Quý I-II/2021", "deadline: Thường xuyên")
    out = tmp_path / "out"
    result = papi("--plan", str(plan), "letter", str(den), *DAYS, "--agency", XA, "-o", str(out))
    assert (result.code, result.out) == (0, "")
    assert "Không có cơ quan nào cần đôn đốc" in result.err
    assert not out.exists()


def test_what_came_after_the_day_does_not_count(papi: Papi, den: Path) -> None:
    def urged(day: str) -> bool:
        asked = ("--on", day, "--due", "25/12/2021", "--period", "Năm 2021")
        text = papi("letter", str(den), *asked).out
        return any(row[1] == XA for row in rows(text, "DANH SÁCH CƠ QUAN"))

    assert urged("13/12/2021")
    assert not urged("14/12/2021")


def test_a_period_says_whose_returns_count(papi: Papi, plan: Path, den: Path) -> None:
    change(
        plan,
        "    deadline: Cuối năm                 # của báo cáo\n",
        "    periods:\n      - {name: 6 tháng đầu năm 2021, due: 2021-06-10}\n"
        "      - {name: Năm 2021, due: 2021-12-15}\n",
    )
    text = papi(
        "--plan",
        str(plan),
        "letter",
        str(den),
        *DAYS,
        "--period",
        "6 tháng đầu năm 2021",
        "--agency",
        "Sở Y tế",
        "--agency",
        "Sở Tư pháp",
    ).out
    assert "Về báo cáo 6 tháng đầu năm 2021: 0/2 cơ quan, đơn vị đã gửi" in text
    assert rows(text, "DANH SÁCH CƠ QUAN")[1] == [
        "2",
        "Sở Y tế",
        "Chưa gửi",
        "10/6/2021, quá 189 ngày",
    ]
    wrong = papi("letter", str(den), *DAYS, "--period", "Quý IX")
    assert wrong.code == 2
    assert "--period không nhận «Quý IX»" in wrong.err


def test_a_letter_that_somebody_edited_stays(papi: Papi, den: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    write = ("letter", str(den), *DAYS, "--each", "--agency", XA, "-o", str(out))
    assert papi(*write, "--check").code == 1
    assert not out.exists()
    assert papi(*write).code == 0
    assert papi(*write, "--check").code == 0
    path = out / PHIEU
    path.write_text("Đã sửa", encoding="utf-8")
    assert "1 đã có, để nguyên" in papi(*write).err
    assert path.read_text(encoding="utf-8") == "Đã sửa"
    papi(*write, "--force")
    assert set(contents(out)) == {PHIEU, f"{PHIEU}.bak"}


def test_signer_number_and_day_stand_in_the_letter_and_its_annexes(papi: Papi, den: Path) -> None:
    signed = (
        "--number",
        "7",
        "--dated",
        "17/12/2021",
        "--sign-as",
        "KT",
        "--signer",
        "Nguyễn Văn A",
    )
    text = papi("letter", str(den), *DAYS, *signed).out
    assert "| Số: 07/SNV-… |" in text
    assert (
        text.count("(Kèm theo Công văn số 07/SNV-… ngày 17 tháng 12 năm 2021 của Sở Nội vụ)") == 2
    )
    assert "**KT. GIÁM ĐỐC**" in text
    assert "**Nguyễn Văn A**" in text


def test_a_letter_after_the_plans_year_bears_the_year_in_which_it_is_written(
    papi: Papi, sent: Path
) -> None:
    after = ("--on", "5/1/2022", "--due", "15/1/2022", "--agency", "Sở Y tế")
    assert "*Bắc Kạn, ngày … tháng … năm 2022*" in papi("letter", str(sent), *after).out


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ((), "Ghi thêm --on NGÀY"),
        (("--on", "16/12/2021"), "Ghi thêm --due NGÀY"),
        (("--on", "16/12/2021", "--due", "15/12/2021"), "--due sớm hơn --on"),
        ((*DAYS, "--dated", "26/12/2021"), "--dated muộn hơn --due"),
        ((*DAYS, "--dated", "15/12/2021"), "--dated sớm hơn --on"),
        (("--on", "1/3/2021", "--due", "25/12/2021", "--dated", "1/4/2021"), "ngày ban hành"),
        (("--on", "31/2/2021", "--due", "25/12/2021"), "--on không nhận"),
        ((*DAYS, "--each"), "ghi thêm -o THƯ MỤC"),
        ((*DAYS, "--each", "--number", "7", "-o", "den"), "--number là của một công văn"),
        ((*DAYS, "--agency", "Sở Không Có"), "Không có"),
        ((*DAYS, "--format", "docx"), "cần -o"),
        ((*DAYS, "--check"), "--check cần -o"),
    ],
)
def test_what_is_missing_is_asked_for(
    papi: Papi, tmp_path: Path, typed: tuple[str, ...], said: str
) -> None:
    result = papi("letter", str(tmp_path), *typed)
    assert (result.code, result.out) == (2, "")
    assert said in result.err


def test_a_plan_without_follow_up_writes_no_letter(papi: Papi, plan: Path, den: Path) -> None:
    change(plan, "  follow_up: Sở Nội vụ ", "  # follow_up: Sở Nội vụ ")
    result = papi("--plan", str(plan), "letter", str(den), *DAYS)
    assert result.code == 2
    assert "(follow_up)" in result.err


def test_names_that_look_like_markup_are_words_in_a_letter(
    papi: Papi, plan: Path, den: Path, tmp_path: Path
) -> None:
    hostile = r"UBND xã | **x** [a](b) ../../y"
    change(plan, "name: UBND xã Nam Mẫu", f'name: "{hostile}"')
    change(plan, "- UBND xã Nam Mẫu", f'- "{hostile}"')
    out = tmp_path / "out"
    result = papi(
        "--plan",
        str(plan),
        "letter",
        str(den),
        *DAYS,
        "--each",
        "--agency",
        hostile,
        "-o",
        str(out),
    )
    assert result.code == 0
    (path,) = out.iterdir()
    assert re.fullmatch(r"cong-van-don-doc-[a-z-]+\.md", path.name)
    assert r"Kính gửi: UBND xã | \*\*x\*\* \[a\](b) ../../y." in path.read_text(encoding="utf-8")
    table = papi("--plan", str(plan), "letter", str(den), *DAYS).out
    assert r"| UBND xã \| \*\*x\*\* \[a\](b) ../../y | Chưa gửi |" in table


def test_a_task_that_is_done_is_not_late(papi: Papi, sent: Path) -> None:
    path = sent / NAME
    text = path.read_text(encoding="utf-8").replace("Kết quả: Đang làm.", "Kết quả:")
    path.write_text(filled(text, "1.1.d", " Xong.", tick=True), encoding="utf-8")
    result = papi("letter", str(sent), *DAYS, "--agency", XA)
    assert "Không có cơ quan nào cần đôn đốc" in result.err


def test_a_file_that_cannot_be_read_is_named_and_the_letter_is_made(papi: Papi, sent: Path) -> None:
    (sent / "x.md").write_text("x", encoding="utf-8")
    result = papi("letter", str(sent), *DAYS)
    assert result.code == 1
    assert "x.md" in result.err
    assert result.out.startswith("|   |   |")


def test_a_letter_in_word_is_no_checklist(papi: Papi, den: Path, tmp_path: Path) -> None:
    path = tmp_path / "out" / "a.docx"
    assert papi("letter", str(den), *DAYS, "-o", str(path)).code == 0
    result = papi("progress", str(path.parent))
    assert result.code == 0
    assert "Không có danh mục nào" in result.err


def test_a_letter_to_one_agency_is_one_page(papi: Papi, den: Path, tmp_path: Path) -> None:
    need_office("pdfinfo")
    out = tmp_path / "out"
    whom = ("--agency", XA, "--agency", "UBND xã Hà Hiệu", "--agency", "Sở Y tế")
    papi("letter", str(den), *DAYS, "--each", *whom, "--format", "docx", "-o", str(out))
    pdfs = converted(tmp_path, "pdf", *sorted(out.iterdir()))
    pages = [page_count(each) for each in pdfs]
    assert len(pages) == 3
    assert set(pages) == {1}
