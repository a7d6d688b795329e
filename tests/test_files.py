"""Files: read, written in one step, named."""

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papi_cli.errors import FileError
from papi_cli.files import (
    ChangedMeanwhileError,
    Found,
    create,
    decoded,
    file_names,
    find,
    keep_beside,
    locked,
    replace,
)
from tests.conftest import ROOT


def found_at(path: Path) -> Found:
    found = find(path, path.name)
    assert found is not None
    return found


def test_there_is_nothing_where_nothing_is(tmp_path: Path) -> None:
    assert find(tmp_path / "a.md", "a.md") is None


def test_line_ends_and_byte_order_mark_are_given_back(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_bytes("\ufeffmột\r\nhai\r\n".encode())
    found = found_at(path)
    text = decoded(found.data, path.name)
    assert text.plain == "một\nhai\n"
    replace(found, text.encoded("ba\nbốn\n"))
    assert path.read_bytes() == "\ufeffba\r\nbốn\r\n".encode()


def test_a_file_that_is_no_text_is_found_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    assert find(path, "a.xlsx") is None
    path.write_bytes(b"PK\xff\r\n")
    found = find(path, "a.xlsx")
    assert found is not None
    assert (found.path, found.data) == (path.resolve(), b"PK\xff\r\n")
    path.write_bytes(b"")
    empty = find(path, "a.xlsx")
    assert empty is not None
    assert empty.data == b""
    with pytest.raises(FileError, match="là một thư mục"):
        find(tmp_path, "a")


def test_permissions_stay(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text("cũ", encoding="utf-8")
    path.chmod(0o640)
    replace(found_at(path), b"new")
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert path.read_bytes() == b"new"


def test_a_new_file_has_the_permissions_that_are_usual(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        create(tmp_path / "a.md", b"new")
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "a.md").stat().st_mode) == 0o640


def test_a_file_marked_read_only_is_left(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text("cũ", encoding="utf-8")
    path.chmod(0o444)
    with pytest.raises(PermissionError):
        replace(found_at(path), b"new")
    assert path.read_text(encoding="utf-8") == "cũ"


def test_a_link_stays_and_what_it_leads_to_is_replaced(tmp_path: Path) -> None:
    real, link = tmp_path / "real.md", tmp_path / "link.md"
    real.write_text("cũ", encoding="utf-8")
    link.symlink_to(real)
    replace(found_at(link), b"new")
    assert link.is_symlink()
    assert real.read_bytes() == b"new"


def test_what_was_changed_after_it_was_read_is_not_replaced(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text("cũ", encoding="utf-8")
    found = found_at(path)
    path.write_text("người khác vừa ghi", encoding="utf-8")
    with pytest.raises(ChangedMeanwhileError):
        replace(found, b"new")
    assert path.read_text(encoding="utf-8") == "người khác vừa ghi"
    path.unlink()
    with pytest.raises(ChangedMeanwhileError):
        replace(found, b"new")


def test_what_appeared_meanwhile_is_not_written_over(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text("người khác vừa ghi", encoding="utf-8")
    with pytest.raises(ChangedMeanwhileError):
        create(path, b"new")
    assert path.read_text(encoding="utf-8") == "người khác vừa ghi"


def test_nothing_is_left_beside_a_file(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    create(path, b"one")
    replace(found_at(path), b"two")
    with pytest.raises(ChangedMeanwhileError):
        create(path, b"three")
    assert [each.name for each in tmp_path.iterdir()] == ["a.md"]


def test_no_copy_kept_beside_a_file_replaces_another(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    for text in ("một", "hai", "ba"):
        path.write_text(text, encoding="utf-8")
        keep_beside(found_at(path))
        path.unlink()
    kept = [(tmp_path / f"a.md.bak{n}").read_text(encoding="utf-8") for n in ("", "2", "3")]
    assert kept == ["một", "hai", "ba"]


def test_a_disk_without_links_will_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_args: object) -> None:
        raise PermissionError

    monkeypatch.setattr(Path, "hardlink_to", refuse)
    path = tmp_path / "a.md"
    create(path, b"one")
    with pytest.raises(ChangedMeanwhileError):
        create(path, b"two")
    keep_beside(found_at(path))
    assert {each.name: each.read_bytes() for each in tmp_path.iterdir()} == {
        "a.md": b"one",
        "a.md.bak": b"one",
    }


def test_a_link_that_leads_nowhere_is_said(tmp_path: Path) -> None:
    (tmp_path / "a.md").symlink_to(tmp_path / "b.md")
    with pytest.raises(FileError):
        find(tmp_path / "a.md", "a.md")


# Names


def test_names_are_folded() -> None:
    names = ["UBND cấp xã", "Sở Lao động - Thương binh và Xã hội", "Đài PT&TH"]
    assert list(file_names(names).values()) == [
        "ubnd-cap-xa",
        "so-lao-dong-thuong-binh-va-xa-hoi",
        "dai-pt-th",
    ]


def test_names_that_fold_alike_get_numbers() -> None:
    names = ["Hoà Mục", "Hòa Mục", "hoa muc 2", "HÒA MỤC"]
    assert list(file_names(names).values()) == ["hoa-muc", "hoa-muc-2", "hoa-muc-2-2", "hoa-muc-3"]


@given(st.lists(st.text(max_size=120), unique=True, max_size=8))
def test_no_name_leaves_its_folder_or_is_anothers(names: list[str]) -> None:
    stems = list(file_names(names).values())
    assert len(set(stems)) == len(names)
    for stem in stems:
        assert stem
        assert set(stem) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
        assert not stem.startswith("-")
        assert len(stem) < 100


@pytest.mark.parametrize("name", ["CON", "nul", "Com1", "lpt0", "../..", "???", ""])
def test_names_that_systems_reserve_are_not_used(name: str) -> None:
    (stem,) = file_names([name]).values()
    assert stem.startswith("co-quan")


# Locks


def test_a_lock_that_is_held_is_waited_for_no_longer_than_told(tmp_path: Path) -> None:
    path = tmp_path / ".lock"
    with (
        locked(path, "sổ"),
        pytest.raises(FileError, match="«sổ» đang có người khác ghi vào; đợi họ ghi xong"),
        locked(path, "sổ", patience=0.1),
    ):
        pytest.fail("two hold it")
    with locked(path, "sổ", patience=0):
        assert path.read_bytes() == b""


def test_a_lock_is_free_again_where_its_holder_failed(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), locked(tmp_path / ".lock", "sổ"):
        1 / 0  # noqa: B018
    with locked(tmp_path / ".lock", "sổ", patience=0):
        pass


HOLDER = """
import sys, time
from pathlib import Path

from papi_cli.files import locked

with locked(Path(sys.argv[1]), "x"):
    print("held", flush=True)
    time.sleep(60)
"""


def test_a_lock_is_free_again_where_its_holder_was_killed(tmp_path: Path) -> None:
    path = tmp_path / ".lock"
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(path)], cwd=ROOT, stdout=subprocess.PIPE
    )
    assert holder.stdout is not None
    holder.stdout.readline()
    with pytest.raises(FileError), locked(path, "sổ", patience=0):
        pytest.fail("two hold it")
    holder.kill()
    holder.communicate()
    with locked(path, "sổ", patience=5):
        pass


def test_a_lock_where_nothing_can_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "x").write_bytes(b"")
    with (
        pytest.raises(FileError, match=r"Không ghi được vào «sổ» \(đường dẫn đi qua một tệp"),
        locked(tmp_path / "x" / ".lock", "sổ"),
    ):
        pytest.fail("it was had")
