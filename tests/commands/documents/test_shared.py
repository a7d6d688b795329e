"""What commands for documents share: for whom, into which folder, what may not be written."""

import os
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.commands.documents.at_hand import NAME, XA, change, contents
from tests.conftest import ROOT, Result, filled, small_plan

Papi = Callable[..., Result]


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
    names = [f'"{name}"' for name in ("../../x", "CON", "a/b", "[/red]", "C:/x")]
    agencies = "".join(f"  - name: {name}\n" for name in names)
    tasks = f"  - id: '1'\n    name: Một\n    tasks:\n      - {{text: Việc, lead: [{', '.join(names)}]}}\n"
    plan = write(small_plan(agencies, tasks))
    out = tmp_path / "out"
    result = papi("checklist", "--all", "-o", str(out), "--plan", str(plan))
    assert result.code == 0, result.err
    assert " ".join(sorted(contents(out))) == "a-b.md c-x.md co-quan-con.md red.md x.md"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out", "plan.yaml"]
