"""Originals and rows filed: nothing is lost, whatever happens meanwhile."""

import hashlib
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from papi_cli.errors import FileError
from papi_cli.files import locked
from papi_cli.register.file import HEAD, REGISTER, read_register, register_problems, render
from papi_cli.register.filing import LOCK, Pending, file_rows
from papi_cli.register.rows import DocumentRef, Row
from tests import inside
from tests.conftest import PROFILE, ROOT
from tests.register.small import a_return, contents, filed, pending

CLOSING = Row(no=0, kind="closing", received=date(2021, 12, 20), period="Năm 2021")


def rows_in(folder: Path) -> tuple[Row, ...]:
    register = read_register(folder)
    return register.rows if register else ()


def sound(folder: Path) -> bool:
    """Whether a register has no problem but originals that still want a row."""
    path = folder / REGISTER
    return not path.exists() or {each.rule for each in register_problems(path)} <= {
        "unlisted-original"
    }


# Filed


def test_the_first_return_opens_the_register_and_the_folder(tmp_path: Path) -> None:
    folder = tmp_path / "bao cao" / "2021"
    (row,) = file_rows(folder, [pending("UBND xã Yến Dương", b"abc")])
    assert (row.no, row.stored) == (1, "goc/0001-ubnd-xa-yen-duong.docx")
    assert row.sha256 == hashlib.sha256(b"abc").hexdigest()
    assert contents(folder) == {
        "goc/0001-ubnd-xa-yen-duong.docx": b"abc",
        REGISTER: (HEAD + render(row)).encode(),
    }


def test_the_head_is_one_comment_that_says_who_writes(tmp_path: Path) -> None:
    first, second, *_ = filed(tmp_path, "Sở Y tế").read_text(encoding="utf-8").splitlines()
    assert first.startswith("# ")
    assert "papi" in first
    assert second == "- no: 1"


def test_nothing_to_file_makes_no_folder(tmp_path: Path) -> None:
    assert file_rows(tmp_path / "x", []) == ()
    assert not (tmp_path / "x").exists()


def test_rows_are_numbered_on_and_returned_as_the_file_says_them(tmp_path: Path) -> None:
    filed(tmp_path, "Sở Y tế", "Sở Nội vụ")
    rows = file_rows(tmp_path, [pending("Sở Tư pháp"), Pending(CLOSING)])
    assert [(each.no, each.stored) for each in rows] == [
        (3, "goc/0003-so-tu-phap.docx"),
        (4, None),
    ]
    assert rows_in(tmp_path)[2:] == rows


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text,
        lambda text: text.removesuffix("\n"),
        lambda text: text.replace("\n", "\r\n"),
        lambda text: text.replace("\n", "\r\n").removesuffix("\r\n"),
        lambda text: "\ufeff" + text.replace("kind: return", "kind:   'return'  # chép tay"),
        lambda text: text + "\n# hết năm 2021\n\n",
    ],
)
def test_what_stands_in_the_register_stays_byte_for_byte(
    tmp_path: Path, change: Callable[[str], str]
) -> None:
    path = filed(tmp_path, "Sở Y tế")
    before = change(path.read_text(encoding="utf-8")).encode()
    path.write_bytes(before)
    filed(tmp_path, "Sở Nội vụ")
    after = path.read_bytes()
    newline = b"\r\n" if b"\r\n" in before else b"\n"
    added = b"" if before.endswith(b"\n") else newline
    assert after.startswith(before + added + b"- no: 2" + newline)
    assert (b"\r\n" in before) is (after.count(b"\r\n") == after.count(b"\n"))
    assert [each.agency for each in rows_in(tmp_path)] == ["Sở Y tế", "Sở Nội vụ"]


def test_no_name_leads_out_of_the_folder_or_takes_another_place(tmp_path: Path) -> None:
    odd = [("../../x", ".docx"), ("", ""), ("CON", ".D/../x"), ("a" * 300, "." + "b" * 30)]
    rows = file_rows(tmp_path, [Pending(a_return(), b"x", *each) for each in odd])
    assert [each.stored for each in rows] == [
        "goc/0001-x.docx", "goc/0002-ban-goc", "goc/0003-con", f"goc/0004-{'a' * 80}",
    ]  # fmt: skip


def test_an_original_that_lies_there_is_never_overwritten(tmp_path: Path) -> None:
    (tmp_path / "goc").mkdir()
    (tmp_path / "goc" / "0001-So-Y-te.docx").write_bytes(b"cu")
    (row,) = file_rows(tmp_path, [pending("Sở Y tế", b"moi")])
    assert row.stored == "goc/0001-so-y-te-2.docx"
    assert contents(tmp_path)["goc/0001-So-Y-te.docx"] == b"cu"


def test_an_original_without_a_row_is_taken_over_once(tmp_path: Path) -> None:
    (tmp_path / "goc").mkdir()
    (tmp_path / "goc" / "0007-so-y-te.docx").write_bytes(b"abc")
    first, second = file_rows(tmp_path, [pending("Sở Y tế", b"abc"), pending("Sở Y tế", b"abc")])
    assert (first.stored, second.stored) == ("goc/0007-so-y-te.docx", "goc/0002-so-y-te.docx")
    assert sound(tmp_path)


def test_an_original_that_has_a_row_is_not_taken_over(tmp_path: Path) -> None:
    filed(tmp_path, "Sở Y tế")
    filed(tmp_path, "Sở Y tế")
    assert [each.stored for each in rows_in(tmp_path)] == [
        "goc/0001-so-y-te.docx", "goc/0002-so-y-te.docx",
    ]  # fmt: skip


def test_a_link_is_not_taken_for_an_original(tmp_path: Path) -> None:
    (tmp_path / "khac.docx").write_bytes(b"abc")
    (tmp_path / "goc").mkdir()
    (tmp_path / "goc" / "0001-x.docx").symlink_to(tmp_path / "khac.docx")
    (row,) = file_rows(tmp_path, [pending("Sở Y tế", b"abc")])
    assert row.stored == "goc/0001-so-y-te.docx"


# Refused


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        (a_return(period=None), "Dòng 2 .bản gửi. thiếu khóa «period»"),
        (a_return(supersedes=5), "Dòng 2 thay dòng 5"),
        (a_return(reason="x" * 2001), "Khóa «reason» dài quá 2000 chữ"),
        (a_return(counts={"xong": 3}), "«xong» của «counts»"),
    ],
)
def test_a_row_that_would_not_be_valid_leaves_all_as_it_was(
    tmp_path: Path, row: Row, sentence: str
) -> None:
    filed(tmp_path, "Sở Y tế")
    before = contents(tmp_path)
    with pytest.raises(FileError, match=sentence):
        file_rows(tmp_path, [Pending(row, b"x", "x", ".md")])
    assert contents(tmp_path) == before


def test_nothing_is_added_to_a_register_that_is_not_valid(tmp_path: Path) -> None:
    path = filed(tmp_path, "Sở Y tế")
    path.write_text(path.read_text(encoding="utf-8") + "- no: 7\n", encoding="utf-8")
    before = contents(tmp_path)
    with pytest.raises(FileError, match="chưa hợp lệ; chạy «papi check"):
        filed(tmp_path, "Sở Nội vụ")
    assert contents(tmp_path) == before


def test_a_register_that_is_marked_read_only_is_left_and_no_original_stays(tmp_path: Path) -> None:
    path = filed(tmp_path, "Sở Y tế")
    path.chmod(0o444)
    before = contents(tmp_path)
    with pytest.raises(FileError, match=r"không được phép.*; sổ còn như cũ"):
        filed(tmp_path, "Sở Nội vụ")
    assert contents(tmp_path) == before


def test_a_file_in_place_of_a_folder_is_said(tmp_path: Path) -> None:
    (tmp_path / "goc").write_bytes(b"")
    with pytest.raises(FileError, match=r"Không tạo được thư mục «.*goc»"):
        filed(tmp_path, "Sở Y tế")


def test_a_full_register_sends_to_a_new_folder(tmp_path: Path) -> None:
    path = filed(tmp_path, "Sở Y tế")
    path.write_bytes(b"# " + b"x" * 19_999_000 + b"\n" + path.read_bytes())
    with pytest.raises(FileError, match="đã đầy"):
        filed(tmp_path, "Sở Nội vụ")


# At once, killed, out of room


def test_who_waits_too_long_is_told_that_another_writes(tmp_path: Path) -> None:
    path = filed(tmp_path, "Sở Y tế")
    before = contents(tmp_path)
    with (
        locked(tmp_path / LOCK, "x"),
        pytest.raises(FileError, match=r"so_nhan\.yaml» đang có người khác ghi vào; đợi"),
    ):
        file_rows(tmp_path, [pending("Sở Nội vụ")], patience=0.1)
    assert contents(tmp_path) == before
    assert filed(tmp_path, "Sở Nội vụ") == path


WRITER = """\
import sys
from pathlib import Path

from papi_cli.register.filing import file_rows
from tests.register.small import pending

folder, name, times, each = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
for at in range(times):
    file_rows(folder, [pending(f"{name} {at}-{n}", bytes([n]) * 30_000) for n in range(each)])
    print(at, flush=True)
"""


def writer(folder: Path, name: str, times: int, each: int = 2) -> subprocess.Popen[str]:
    """Start a process that files `times` batches of `each` returns."""
    return subprocess.Popen(
        [sys.executable, "-c", WRITER, str(folder), name, str(times), str(each)],
        cwd=ROOT, env=inside.environment(PYTHONPATH=str(ROOT)), stdout=subprocess.PIPE,
        stderr=subprocess.PIPE, encoding="utf-8",
    )  # fmt: skip


def test_two_who_file_at_once_lose_nothing(tmp_path: Path) -> None:
    running = [writer(tmp_path, name, 10) for name in ("A", "B", "C")]
    for each in running:
        _, said = each.communicate(timeout=120)
        assert (each.returncode, said) == (0, "")
    assert register_problems(tmp_path / REGISTER) == []
    agencies = sorted(str(each.agency) for each in rows_in(tmp_path))
    assert agencies == sorted(
        f"{who} {at}-{n}" for who in "ABC" for at in range(10) for n in (0, 1)
    )


KILLED_AT_EVERY_CALL = """
import itertools, os, signal, sys, threading
from pathlib import Path

from papi_cli.register import filing
from tests.register.small import pending

CALLS = {"open", "write", "flush", "close", "truncate", "fsync", "stat", "fchmod", "link", "mkdir",
         "flock", "rename", "replace", "unlink"}
filing._AT_ONCE = 1  # so that the calls come in one order

def kill(frame, event, function):
    if event == "c_return" and function.__name__ in CALLS and not next(left):
        os.kill(os.getpid(), signal.SIGKILL)

batch = [pending(f"Sở {n}", bytes([n]) * 30_000) for n in range(2)]
for number, folder in enumerate(sys.stdin.read().splitlines()):
    left = itertools.count(number, -1)
    child = os.fork()
    if not child:
        code = 99
        try:
            sys.setprofile(kill)
            threading.setprofile(kill)
            filing.file_rows(Path(folder), batch)
            code = 0
        finally:
            os._exit(code)
    status = os.waitpid(child, 0)[1]
    if not os.WIFSIGNALED(status):
        print(number, os.waitstatus_to_exitcode(status))
        break
"""
"""Files in one folder after another, killed after each call that touches a file: in the first folder after
the first of them, in the second after the next, and so on to its end."""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no process can be forked here")
@pytest.mark.parametrize("there", [True, False], ids=["appended", "opened"])
def test_whenever_a_writer_is_killed_the_register_is_whole_and_the_next_mends(
    tmp_path: Path, there: bool
) -> None:
    start = tmp_path / "start"
    start.mkdir()
    if there:
        filed(start, "Sở Y tế", "Sở Nội vụ")
    old = rows_in(start)
    folders = [tmp_path / str(number) for number in range(100)]
    for folder in folders:
        shutil.copytree(start, folder)
    run = subprocess.run(
        [sys.executable, "-c", KILLED_AT_EVERY_CALL],
        input="\n".join(map(str, folders)), cwd=ROOT, env=inside.environment(PYTHONPATH=str(ROOT)),
        capture_output=True, encoding="utf-8", check=True,
    )  # fmt: skip
    kills, code = map(int, run.stdout.split())
    assert (code, kills > 25) == (0, True)
    batch = [pending(f"Sở {n}", bytes([n]) * 30_000) for n in range(2)]
    states, orphans = set(), 0
    for folder in folders[:kills]:
        assert sound(folder)
        rows = rows_in(folder)
        assert rows[: len(old)] == old
        added = [each.agency for each in rows[len(old) :]]
        assert added in ([], ["Sở 0", "Sở 1"])
        states.add(len(added))
        left = len(contents(folder / "goc")) - len(rows) if (folder / "goc").exists() else 0
        orphans += left
        if not added:
            file_rows(folder, batch)
            assert register_problems(folder / REGISTER) == []
            assert len(contents(folder / "goc")) == len(old) + 2
    # It was killed before the register and behind it, and between originals and register.
    assert states == {0, 2}
    assert orphans


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no process can be killed here")
def test_whoever_is_killed_at_any_moment_leaves_the_lock_to_the_next(tmp_path: Path) -> None:
    kills = 6 if PROFILE == "steady" else 100
    for number in range(kills):
        running = writer(tmp_path, str(number), 1000, each=3)
        assert running.stdout is not None
        for _ in range(number % 4 + 1):
            running.stdout.readline()
        running.kill()
        running.communicate()
        assert sound(tmp_path)
    rows = rows_in(tmp_path)
    assert [each.no for each in rows] == list(range(1, len(rows) + 1))
    assert len(rows) % 3 == 0  # each batch whole
    (row,) = file_rows(tmp_path, [pending("Sở Y tế")], patience=5)
    assert row.no == len(rows) + 1
    assert not list(tmp_path.glob("goc/.papi-*"))


@pytest.mark.parametrize("room", [20_000, 40_000], ids=["for no original", "for no register"])
def test_a_full_disk_leaves_all_as_it_was(tmp_path: Path, room: int) -> None:
    resource = pytest.importorskip("resource")
    filed(tmp_path, *(f"Sở {n}" for n in range(90)))
    assert (tmp_path / REGISTER).stat().st_size > 40_000
    before = contents(tmp_path)

    def full() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))

    run = subprocess.run(
        [sys.executable, "-c", WRITER, str(tmp_path), "X", "1", "3"],
        cwd=ROOT, env=inside.environment(PYTHONPATH=str(ROOT)), capture_output=True,
        encoding="utf-8", preexec_fn=full, check=False,
    )  # fmt: skip
    assert "FileError: Không ghi được vào sổ nhận" in run.stderr
    assert "tệp vượt cỡ được phép); sổ còn như cũ." in run.stderr
    assert contents(tmp_path) == before


def test_an_extension_needs_no_original(tmp_path: Path) -> None:
    row = Row(
        no=0, kind="extension", received=date(2021, 12, 1), period="Năm 2021",
        document=DocumentRef(number="99/UBND-NC"), due=date(2021, 12, 25),
    )  # fmt: skip
    (kept,) = file_rows(tmp_path, [Pending(row)])
    assert (kept.no, kept.stored, list((tmp_path / "goc").iterdir())) == (1, None, [])
