"""Reading a plan's file."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from papi_cli.errors import FileError
from papi_cli.files import MAX_BYTES, read_text
from papi_cli.plan.loader import LoadedPlan, load
from tests.conftest import PLAN, PLANS

GOOD = (PLANS / "good" / "doubt.yaml").read_bytes()


def said(path: Path) -> str:
    with pytest.raises(FileError) as caught:
        read_text(path, path.name)
    assert caught.value.exit_code == 3
    return str(caught.value)


def test_a_missing_file(tmp_path: Path) -> None:
    assert (
        said(tmp_path / "không có.yaml") == "Không có tệp «không có.yaml»; kiểm tra lại đường dẫn."
    )


def test_a_folder(tmp_path: Path) -> None:
    assert "là một thư mục" in said(tmp_path)


@pytest.mark.parametrize("content", [b"", b"  \n\n\t"])
def test_an_empty_file(write: Callable[[bytes], Path], content: bytes) -> None:
    assert said(write(content)) == "Tệp «plan.yaml» trống."


def test_a_binary_file(write: Callable[[bytes], Path]) -> None:
    assert "không phải là tệp văn bản" in said(write(b"\x7fELF\x00\xff\xfe\x00"))


def test_a_file_in_another_encoding_names_the_line(write: Callable[[bytes], Path]) -> None:
    assert "không dùng mã UTF-8 (từ dòng 2)" in said(write("a: 1\nb: Sở".encode() + b"\xe0\n"))


def test_notepads_unicode_is_named(write: Callable[[bytes], Path]) -> None:
    assert "UTF-16" in said(write("schema: 1".encode("utf-16")))


def test_a_file_too_long_for_a_plan(write: Callable[[bytes], Path]) -> None:
    assert "dài hơn 20 MB" in said(write(b"#" * (MAX_BYTES + 1)))


def test_a_device_is_no_file() -> None:
    if Path("/dev/zero").exists():
        assert "không phải là một tệp" in said(Path("/dev/zero"))


def test_a_pipe_that_nobody_writes_to_is_not_waited_for(tmp_path: Path) -> None:
    if hasattr(os, "mkfifo"):
        pipe = tmp_path / "pipe"
        os.mkfifo(pipe)
        assert "không phải là một tệp" in said(pipe)


def test_a_name_that_no_file_can_have() -> None:
    assert "Không đọc được" in said(Path("a\0b"))
    assert "Không đọc được" in said(Path("a" * 5000))
    assert "tên quá dài" in said(Path("a" * 5000)) or os.name == "nt"


@pytest.mark.parametrize(
    "content", [b"\xef\xbb\xbf" + GOOD, GOOD.replace(b"\n", b"\r\n"), GOOD.rstrip(b"\n")]
)
def test_marks_and_line_ends_of_windows_do_not_matter(
    write: Callable[[bytes], Path], content: bytes
) -> None:
    loaded = load(write(content))
    assert isinstance(loaded, LoadedPlan)
    assert [task.id for task in loaded.plan.tasks] == ["1.1.a", "1.1.b"]
    assert [loaded.line(task.path) for task in loaded.plan.tasks] == [35, 39]


def test_a_loaded_plan_knows_where_each_task_stands(shipped: LoadedPlan) -> None:
    lines = PLAN.read_text(encoding="utf-8").splitlines()
    for task in shipped.plan.tasks:
        row = lines[shipped.line(task.path) - 1].strip()
        assert row in {f"- id: {task.id.rsplit('.', 1)[-1]}"} or row.startswith("- text: ")


def test_a_slip_of_syntax_is_the_only_problem(write: Callable[[bytes], Path]) -> None:
    problems = load(write(b"a: [b\n"))
    assert isinstance(problems, tuple)
    assert [(each.rule, each.line) for each in problems] == [("yaml-syntax", 1)]


def test_a_plan_that_cannot_be_repaired_gives_its_problems_alone(
    write: Callable[[bytes], Path],
) -> None:
    loaded = load(write(b"- a\n- b\n"))
    problems = loaded.problems if isinstance(loaded, LoadedPlan) else loaded
    assert [(each.rule, each.line, each.column) for each in problems] == [("schema", 1, 1)]
