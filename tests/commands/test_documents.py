"""Documents from the command line: written, kept, counted, reported."""

import json
import os
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import PLAN, ROOT, Result, filled, small_plan

Papi = Callable[..., Result]
XA = "UBND xã Yến Dương"
NAME = "ubnd-xa-yen-duong.md"


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    """Return a copy of the shipped plan that a test may change, without its act."""
    path = tmp_path / "plan.yaml"
    text = PLAN.read_text(encoding="utf-8")
    path.write_text(text.replace("  source: source/ke_hoach_263_2021.txt\n", ""), encoding="utf-8")
    return path


def change(plan: Path, old: str, new: str) -> None:
    text = plan.read_text(encoding="utf-8")
    assert text.count(old) >= 1
    plan.write_text(text.replace(old, new, 1), encoding="utf-8")


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


# Checklists


def test_a_checklist_is_printed(papi: Papi) -> None:
    result = papi("checklist", "--agency", "ubnd cap xa")
    assert (result.code, result.err) == (0, "")
    assert "# Danh mục nhiệm vụ của UBND cấp xã\n" in result.out
    assert result.out.count("\n- [ ] **") == 60


def test_a_checklist_is_written_under_its_agencys_name(papi: Papi, tmp_path: Path) -> None:
    out = tmp_path / "a" / "b"
    result = papi("checklist", "--agency", "UBND cấp xã", "-o", str(out))
    assert (result.code, result.out) == (0, "")
    assert result.err == f"{out}: 1 mới, 0 thay đổi, 0 giữ nguyên.\n"
    printed = papi("checklist", "--agency", "UBND cấp xã").out
    assert contents(out) == {"ubnd-cap-xa.md": printed.encode()}


def test_all_agencies_with_work_get_a_checklist(papi: Papi, tmp_path: Path) -> None:
    result = papi("checklist", "--all", "-o", str(tmp_path))
    assert result.err.endswith(": 158 mới, 0 thay đổi, 0 giữ nguyên.\n")
    assert len(contents(tmp_path)) == 158
    before = contents(tmp_path)
    assert papi("checklist", "--all", "-o", str(tmp_path)).err.endswith("158 giữ nguyên.\n")
    assert contents(tmp_path) == before


def test_each_of_the_108_communes_gets_its_own(papi: Papi, tmp_path: Path) -> None:
    assert papi("checklist", "--members", "UBND cấp xã", "-o", str(tmp_path)).code == 0
    assert len(contents(tmp_path)) == 108
    text = (tmp_path / NAME).read_text(encoding="utf-8")
    assert f"# Danh mục nhiệm vụ của {XA}\n" in text
    assert "Địa bàn: huyện Ba Bể.\n" in text
    assert text.count("\n- [ ] **") == 60


def test_role_and_dimension_narrow(papi: Papi) -> None:
    args = ("--agency", "Sở Nội vụ", "--role", "lead", "--dimension", "5", "--dimension", "1")
    result = papi("checklist", *args)
    assert 'role: lead\ndimensions: ["1", "5"]\n' in result.out
    assert "Phạm vi: vai trò chủ trì; chỉ số nội dung 1, 5." in result.out
    assert result.out.count("\n- [ ] **") == 6


@pytest.mark.parametrize(
    ("args", "said"),
    [
        ([], "Ghi một trong ba"),
        (["--all", "--agency", "Sở Y tế"], "Ghi một trong ba"),
        (["--all"], "ghi thêm -o THƯ MỤC"),
        (["--agency", "Sở Y tế", "--check"], "--check cần -o"),
        (["--agency", "không có"], "Không có cơ quan nào tên"),
        (["--members", "Sở Y tế"], "không phải là một nhóm"),
        (
            ["--agency", "Bảo hiểm xã hội tỉnh", "--dimension", "1"],
            "không có nhiệm vụ nào trong phạm",
        ),
        (["--agency", "Sở Y tế", "--dimension", "9"], "Không có chỉ số nội dung «9»"),
        (["--agency", "Sở Y tế", "--role", "chief"], "--role không nhận"),
    ],
)
def test_wrong_use_is_said(papi: Papi, args: list[str], said: str) -> None:
    result = papi("checklist", *args)
    assert (result.code, result.out) == (2, "")
    assert said in result.err


def test_ticks_and_results_outlive_a_change_of_the_plan(
    papi: Papi, plan: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    write = ("checklist", "--agency", XA, "-o", str(out), "--plan", str(plan))
    papi(*write)
    path = out / NAME
    text = filled(path.read_text(encoding="utf-8"), "1.1.a", " Đã họp 12 cuộc.", tick=True)
    text = filled(text, "2.3.a", "\n\n  - thu: 5 triệu\n  - chi: 4 triệu")
    text = text.replace("## 2. ", "Ghi chú của xã.\n\n## 2. ")
    path.write_bytes(text.replace("\n", "\r\n").encode())
    change(
        plan, "theo đúng quy định của Luật ngân sách", "theo quy định của Luật Ngân sách nhà nước"
    )
    assert "0 mới, 1 thay đổi, 0 giữ nguyên.\n2.3.a đổi nội dung" in papi(*write).err
    new = path.read_bytes().decode()
    assert new.count("\r\n") == new.count("\n")
    new = new.replace("\r\n", "\n")
    assert "- [x] **1.1.a**" in new
    assert "khoản kinh phí theo quy định của Luật Ngân sách nhà nước\n" in new
    assert "Kết quả:\n\n  - thu: 5 triệu\n  - chi: 4 triệu\n" in new
    assert "Ghi chú của xã.\n" in new
    assert papi(*write).err.endswith("0 thay đổi, 1 giữ nguyên.\n")


def test_check_writes_nothing_and_lists_what_would_change(
    papi: Papi, plan: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    write = ("checklist", "--members", "UBND huyện Ba Bể", "-o", str(out), "--plan", str(plan))
    result = papi(*write, "--check")
    assert (result.code, len(result.out.splitlines())) == (1, 15)
    assert result.out.splitlines()[0] == f"mới\t{out / 'ubnd-thi-tran-cho-ra.md'}"
    assert not out.exists()
    papi(*write)
    assert papi(*write, "--check").code == 0
    change(plan, "deadline: Quý I-II/2021", "deadline: Quý III/2021")
    before = contents(out)
    result = papi(*write, "--check")
    assert (result.code, len(result.out.splitlines())) == (1, 15)
    assert result.out.startswith("thay đổi\t")
    assert contents(out) == before


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("papi: checklist", "title: x", "không phải là danh mục"),
        ("version: 1", "version: 7", "phiên bản khác"),
        ('"263/KH-UBND"', '"5/KH-UBND"', "theo kế hoạch khác («5/KH-UBND»)"),
        ('agency: "UBND xã Yến Dương"', 'agency: "UBND xã Hà Hiệu"', "của cơ quan khác («UBND xã Hà Hiệu»)"),
        ("version: 1", "version: 1\nrole: lead", "phạm vi khác"),
    ],
)  # fmt: skip
def test_what_is_not_its_own_is_never_overwritten_and_the_rest_is_written(
    papi: Papi, tmp_path: Path, old: str, new: str, said: str
) -> None:
    text = papi("checklist", "--agency", XA).out
    path = tmp_path / NAME
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    before = path.read_bytes()
    result = papi("checklist", "--members", "UBND huyện Ba Bể", "-o", str(tmp_path))
    assert result.code == 3
    assert said in result.err.splitlines()[0]
    assert "nên được để nguyên" in result.err
    assert result.err.endswith("14 mới, 0 thay đổi, 0 giữ nguyên, 1 không ghi được.\n")
    assert path.read_bytes() == before


@pytest.mark.parametrize("content", [b"", b"\xff\xfeh\0", b"\x80abc", b"# note\n"])
def test_what_is_no_text_of_ours_is_never_overwritten(
    papi: Papi, tmp_path: Path, content: bytes
) -> None:
    (tmp_path / NAME).write_bytes(content)
    result = papi("checklist", "--agency", XA, "-o", str(tmp_path))
    assert result.code == 3
    assert contents(tmp_path) == {NAME: content}


def test_a_folder_in_the_way_and_a_file_for_a_folder_are_said(papi: Papi, tmp_path: Path) -> None:
    (tmp_path / NAME).mkdir()
    result = papi("checklist", "--agency", XA, "-o", str(tmp_path))
    assert (result.code, "là một thư mục" in result.err) == (3, True)
    (tmp_path / "f").write_text("x", encoding="utf-8")
    result = papi("checklist", "--agency", XA, "-o", str(tmp_path / "f"))
    assert (result.code, "Không tạo được thư mục" in result.err) == (3, True)


def test_a_read_only_file_is_left_and_said(papi: Papi, tmp_path: Path) -> None:
    papi("checklist", "--agency", XA, "-o", str(tmp_path))
    path = tmp_path / NAME
    path.write_text(path.read_text(encoding="utf-8").replace("Cách ghi: ", ""), encoding="utf-8")
    path.chmod(0o444)
    before = contents(tmp_path)
    result = papi("checklist", "--agency", XA, "-o", str(tmp_path))
    assert (result.code, "không được phép" in result.err) == (3, True)
    assert contents(tmp_path) == before
    assert stat.S_IMODE(path.stat().st_mode) == 0o444


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() == 0, reason="nothing is read-only for root"
)
def test_a_read_only_folder_is_said(papi: Papi, tmp_path: Path) -> None:
    papi("checklist", "--agency", XA, "-o", str(tmp_path))
    before = contents(tmp_path)
    tmp_path.chmod(0o555)
    try:
        result = papi("checklist", "--all", "-o", str(tmp_path))
    finally:
        tmp_path.chmod(0o755)
    assert (result.code, contents(tmp_path)) == (3, before)


def test_a_full_disk_leaves_every_old_file_whole(tmp_path: Path) -> None:
    resource = pytest.importorskip("resource")
    command = [
        sys.executable,
        "-m",
        "papi_cli",
        "checklist",
        "--members",
        "UBND huyện Ba Bể",
        "-o",
        str(tmp_path),
    ]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    for path in tmp_path.glob("*.md"):
        text = path.read_text(encoding="utf-8").replace("Cách ghi: ", "")
        path.write_text(filled(text, "1.1.a", " Đã họp.", tick=True), encoding="utf-8")
    before = contents(tmp_path)

    def full() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))

    done = subprocess.run(
        command, cwd=ROOT, capture_output=True, encoding="utf-8", preexec_fn=full, check=False
    )
    assert done.returncode == 3
    assert done.stderr.count("tệp cũ còn nguyên") == 15
    assert contents(tmp_path) == before


def test_odd_names_stay_in_the_folder(
    papi: Papi, write: Callable[..., Path], tmp_path: Path
) -> None:
    names = [f'"{name}"' for name in ("../../x", "CON", "a/b", "[/red]", "🙂", "C:/x")]
    agencies = "".join(f"  - name: {name}\n" for name in names)
    tasks = f"  - id: '1'\n    name: Một\n    tasks:\n      - {{text: Việc, lead: [{', '.join(names)}]}}\n"
    plan = write(small_plan(agencies, tasks))
    out = tmp_path / "out"
    result = papi("checklist", "--all", "-o", str(out), "--plan", str(plan))
    assert result.code == 0, result.err
    assert " ".join(sorted(contents(out))) == "a-b.md c-x.md co-quan-con.md co-quan.md red.md x.md"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out", "plan.yaml"]


def test_it_is_told_what_is_gone_and_what_was_reworded(
    papi: Papi, plan: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    write = ("checklist", "--members", "UBND huyện Ba Bể", "-o", str(out), "--plan", str(plan))
    papi(*write)
    for name in (NAME, "ubnd-xa-ha-hieu.md"):
        text = (out / name).read_text(encoding="utf-8")
        text = filled(text, "2.1.b", " Xong.", tick=True)
        (out / name).write_text(filled(text, "3.1.b", " Đã gặp."), encoding="utf-8")
    change(plan, "Tạo mọi điều kiện để người dân", "Tạo điều kiện để người dân")
    text = plan.read_text(encoding="utf-8")
    start = text.index("          - id: b", text.index('id: "2.1"'))
    end = text.index('      - id: "2.2"')
    plan.write_text(text[:start] + text[end:], encoding="utf-8")
    change(plan, "tasks: 76", "tasks: 75")
    result = papi(*write)
    assert (
        "2.1.b không còn trong kế hoạch hay không còn giao cho cơ quan: 2 tệp có ghi" in result.err
    )
    assert "3.1.b đổi nội dung trong khi đã có dấu hay kết quả: 2 tệp" in result.err


def test_a_renamed_agency_keeps_its_file(papi: Papi, plan: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    write = ("checklist", "--agency", "Sở Tư pháp", "-o", str(out), "--plan", str(plan))
    papi(*write)
    path = out / "so-tu-phap.md"
    path.write_text(filled(path.read_text(encoding="utf-8"), "5.1.a", " Xong.", tick=True), "utf-8")
    change(
        plan, "  - name: Sở Tư pháp\n    symbol: STP\n", "  - name: Sở Pháp chế\n    symbol: STP\n"
    )
    change(plan, "      - Sở TP\n", "      - Sở TP\n      - Sở Tư pháp\n")
    assert papi(*write).err.startswith(f"{out}: 0 mới, 1 thay đổi")
    assert list(contents(out)) == ["so-tu-phap.md"]
    assert 'agency: "Sở Pháp chế"' in path.read_text(encoding="utf-8")
    assert "hoàn thành 1," in papi("progress", str(out), "--plan", str(plan)).err


# Progress


@pytest.fixture
def sent(papi: Papi, tmp_path: Path) -> Path:
    """Return a folder of the checklists of a district's communes, one filled in."""
    out = tmp_path / "sent"
    papi("checklist", "--members", "UBND huyện Ba Bể", "-o", str(out))
    path = out / NAME
    text = filled(path.read_text(encoding="utf-8"), "1.1.a", " Đã họp 12 cuộc.", tick=True)
    text = filled(text, "1.1.d", " Đang làm.")
    path.write_text(text, encoding="utf-8")
    return out


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
    assert first["lead"] == {"done": 1, "in_progress": 0, "not_started": 14}


def test_who_sent_nothing_is_listed(papi: Papi, sent: Path) -> None:
    (sent / "ubnd-xa-ha-hieu.md").unlink()
    result = papi("progress", str(sent), "--expect", "UBND huyện Ba Bể", "--format", "json")
    data = json.loads(result.out)
    assert (len(data["missing"]), len(data["blank"])) == (14, 13)
    assert {"UBND xã Hà Hiệu"} == set(data["missing"]) - set(data["blank"])
    everyone = papi("progress", str(sent), "--expect", "all")
    assert "Chưa gửi hay chưa ghi gì: 149/150 cơ quan." in everyone.err
    for silent in ("Thanh tra cấp huyện", "Các sở, ban, ngành", "UBND cấp xã"):
        assert f"\n{silent}\t" not in everyone.out


def test_what_comes_back_in_another_format_does_not_vanish(papi: Papi, sent: Path) -> None:
    (sent / "ubnd-xa-dia-linh.md").rename(sent / "ubnd-xa-dia-linh.md.txt")
    (sent / "ubnd-xa-ha-hieu.md").rename(sent / "ubnd-xa-ha-hieu.docx")
    (sent / "~$nd-xa-ha-hieu.docx").write_text("", encoding="utf-8")
    (sent / "Thumbs.db").write_text("", encoding="utf-8")
    result = papi("progress", str(sent))
    assert "UBND xã Yến Dương\tĐã ghi\t1\t1\t" in result.out
    problems = [line for line in result.err.splitlines() if line.startswith("papi: ")]
    assert problems == [
        f"papi: Tệp «{sent / name}» không phải là tệp .md nên không được tính; {mend}."
        for name, mend in (
            ("ubnd-xa-dia-linh.md.txt", "nếu là danh mục thì đổi lại đuôi thành .md"),
            ("ubnd-xa-ha-hieu.docx", "xin lại tệp .md"),
        )
    ]
    assert result.code == 1
    report = papi("report", "--agency", "xã Yến Dương", "--from", str(sent))
    assert "Đã họp 12 cuộc." in report.out
    assert "ubnd-xa-ha-hieu.docx" in report.err


def test_one_agency_can_be_expected_and_several(papi: Papi, sent: Path) -> None:
    (sent / "ubnd-xa-ha-hieu.md").unlink()
    wanted = ("--expect", "UBND xã Hà Hiệu", "--expect", "Sở Y tế", "--expect", "UBND xã Hà Hiệu")
    data = json.loads(papi("progress", str(sent), *wanted, "--format", "json").out)
    assert sorted(data["missing"]) == ["Sở Y tế", "UBND xã Hà Hiệu"]


def test_a_file_that_cannot_be_read_ends_with_1_and_the_rest_is_counted(
    papi: Papi, sent: Path
) -> None:
    (sent / "ghi-chu.md").write_text("# Ghi chú\n", encoding="utf-8")
    result = papi("progress", str(sent), str(sent / "none"))
    assert result.code == 1
    assert len(result.out.splitlines()) == 16
    assert (
        "ghi-chu.md» không phải là danh mục nhiệm vụ do papi viết nên không được tính."
        in result.err
    )
    assert "Không có tệp" in result.err


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


# Plans and reports


def test_an_agencys_plan_and_report_are_printed(papi: Papi) -> None:
    assert "| Số: …/KH-SNV |" in papi("action-plan", "--agency", "snv").out
    assert "| Số: …/BC-SNV |" in papi("report", "--agency", "snv").out


def test_a_report_takes_results_from_a_file_or_a_folder(papi: Papi, sent: Path) -> None:
    one = papi(
        "report", "--agency", XA, "--from", str(sent / NAME), "--period", "6 tháng đầu năm 2021"
    )
    assert (one.code, one.err) == (0, "")
    assert "    Đã họp 12 cuộc.\n" in one.out
    assert "**Kết quả 6 tháng đầu năm 2021 thực hiện" in one.out
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


# Templates


def test_templates_are_listed_copied_out_and_used(papi: Papi, tmp_path: Path) -> None:
    own = tmp_path / "own"
    listed = papi("templates")
    assert listed.out.splitlines()[1].split("\t")[:2] == ["action_plan.md.j2", "kèm chương trình"]
    copied = papi("templates", "--copy", str(own))
    assert copied.err == f"{own}: 13 mẫu mới, 0 đã có, để nguyên.\n"
    head = own / "parts" / "head.md.j2"
    head.write_text("ĐẦU RIÊNG\n", encoding="utf-8")
    assert papi("templates", "--copy", str(own)).err.endswith("0 mẫu mới, 13 đã có, để nguyên.\n")
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
    assert result.out.count("\n- [ ] **") == 60


def test_an_error_in_a_template_is_said_at_its_line(papi: Papi, tmp_path: Path) -> None:
    path = tmp_path / "checklist.md.j2"
    path.write_text("a\n{{ nothing }}\n", encoding="utf-8")
    result = papi("checklist", "--agency", XA, "--templates", str(tmp_path))
    assert (result.code, result.out) == (3, "")
    assert result.err.startswith(f"{path}:2: dùng tên không có «nothing»;")
    missing = papi("checklist", "--agency", XA, "--templates", str(tmp_path / "none"))
    assert (missing.code, "Không có thư mục mẫu" in missing.err) == (3, True)
