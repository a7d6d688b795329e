"""Every command, option and exit code, as it is typed."""

import os
import re
import shlex
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from papi_cli import __version__
from tests.conftest import PLAN, PLANS, ROOT, Result

Papi = Callable[..., Result]
GOOD = PLANS / "good" / "doubt.yaml"


def test_check_passes_the_shipped_plan_strictly(papi: Papi) -> None:
    result = papi("check", "--strict")
    assert result.code == 0
    assert result.err == "data/plan_2021.yaml: 0 lỗi, 0 cảnh báo, 85 lưu ý.\n"


def test_check_ends_with_one_where_there_is_an_error(papi: Papi) -> None:
    path = PLANS / "bad" / "duplicate-id.yaml"
    result = papi("check", str(path), "--plan", "unused")
    assert result.code == 1
    assert result.out.startswith(f"{path}:39:17: lỗi duplicate-id: Nhiệm vụ 1.1.a đã có ở dòng 35")
    assert result.err.startswith(f"{path}: 1 lỗi, 0 cảnh báo, 0 lưu ý. ")


def test_warnings_are_no_errors_unless_strict(papi: Papi) -> None:
    path = str(PLANS / "bad" / "unknown-deadline.yaml")
    assert papi("check", path).code == 0
    assert papi("check", path, "--strict").code == 1


def test_check_reads_several_files_and_reports_those_it_cannot(papi: Papi) -> None:
    bad = str(PLANS / "bad" / "no-lead.yaml")
    result = papi("check", "không có.yaml", bad, str(GOOD))
    assert result.code == 3
    assert "papi: Không có tệp «không có.yaml»" in result.err
    assert "cảnh báo no-lead" in result.out


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["tasks", "--agency", "UBND xã Yến Giang"], "Không có cơ quan nào tên «UBND xã Yến Giang»; gần nhất là"),
        (["tasks", "--agency", "UBND"], "hợp với nhiều cơ quan"),
        (["tasks", "--agency", ""], "Không có cơ quan nào tên «»."),
        (["tasks", "--agency", "!!!"], "Không có cơ quan nào tên «!!!»."),
        (["-"], "Không có lệnh «-»"),
        (["tasks", "--dimension", "9"], "Không có chỉ số nội dung «9»; kế hoạch này có: 1, 2, 3"),
        (["tasks", "--dimension", ""], "Không có chỉ số nội dung «»"),
        (["tasks", "--subdimension", "9.9"], "Không có nội dung thành phần «9.9»"),
        (["tasks", "--on", "2021-13-45"], "--on không nhận «2021-13-45»: không phải một ngày"),
        (["tasks", "--due-by", "mai"], "--due-by không nhận «mai»"),
        (["tasks", "--deadline", "bao giờ"], "Không hiểu thời gian «bao giờ»"),
        (["tasks", "--role", "boss"], "--role không nhận «boss»; dùng một trong: lead, coordinating, follow-up."),
        (["tasks", "--format", "xml"], "dùng một trong: table, tsv, json, csv, md, xlsx."),
        (["tasks", "--direct"], "--direct chỉ dùng cùng --agency"),
        (["tasks", "--agency"], "Tùy chọn «--agency» thiếu giá trị; xem «papi tasks --help»."),
        (["--plan"], "Tùy chọn «--plan» thiếu giá trị; xem «papi --help»."),
        (["check", "--explain"], "Tùy chọn «--explain» thiếu giá trị; xem «papi check --help»."),
        (["tasks", "--plan", "a", "--plan", "b"], "Tùy chọn «--plan» chỉ ghi được một lần; xem «papi tasks --help»."),
        (["--plan", "a", "--plan=b", "tasks"], "Tùy chọn «--plan» chỉ ghi được một lần; xem «papi --help»."),
        (["schema", "-o", "a", "--output", "b"], "Tùy chọn «--output» chỉ ghi được một lần"),
        (["show", "a", "b", "c"], "Thừa «b c»; «papi show» chỉ nhận một «MÃ SỐ», xem «papi show --help»."),
        (["show", "a", "a"], "Thừa «a»; «papi show» chỉ nhận một «MÃ SỐ»"),
        (["diff", "a", "b", "c"], "Thừa «c»; «papi diff» chỉ nhận một «CŨ» và một «MỚI»"),
        (["tasks", "Sở", "Y", "tế"], "Thừa «Sở Y tế»; «papi tasks» chỉ nhận tùy chọn, xem"),
        (["tasks", "--direct", "Sở"], "Thừa «Sở»; «papi tasks» chỉ nhận tùy chọn, xem"),
        (["tasks", "--agency=Sở", "Y", "tế"], "Thừa «Y tế»; một tên có dấu cách phải để trong ngoặc kép"),
        (["tasks", "--doubtful=1"], "Tùy chọn «--doubtful» không nhận giá trị"),
        (["tasks", "--agencies", "x"], "Không có tùy chọn «--agencies»; có phải «--agency»?"),
        (["tasks", "--zzz"], "Không có tùy chọn «--zzz»; xem «papi tasks --help»."),
        (["tasks", "--agency", "UBND", "cấp", "xã"], "Thừa «cấp xã»; một tên có dấu cách phải để trong ngoặc kép"),
        (["-x"], "Không có tùy chọn «-x»"),
        (["task"], "Không có lệnh «task»; có phải «tasks»?"),
        (["xyz"], "Không có lệnh «xyz»; «papi --help» liệt kê các lệnh."),
        (["show"], "Thiếu «MÃ SỐ»; xem «papi show --help»."),
        (["show", "9.9.z"], "Không có nhiệm vụ «9.9.z»"),
        (["show", "[/x]\x1b[31m"], "Không có nhiệm vụ «[/x]\\x1b[31m»"),
        (["agencies", "--members", "Sở Nội vụ"], "không phải là một nhóm"),
        (["matrix", "--members", "Sở Nội vụ"], "không phải là một nhóm"),
        (["agencies", "--sort", "size"], "--sort không nhận «size»; dùng một trong: file, name."),
        (["tasks", "--search", " . "], "--search cần ít nhất một chữ cái"),
        (["completion", "tcsh"], "Chưa hỗ trợ «tcsh»"),
    ],
)  # fmt: skip
def test_bad_use_gets_one_sentence_and_exit_code_two(
    papi: Papi, args: list[str], said: str
) -> None:
    result = papi(*args)
    assert (result.code, result.out) == (2, "")
    assert result.err.startswith("papi: ")
    assert said in result.err
    assert len(result.err.splitlines()) == 1


@pytest.mark.parametrize(
    "command", [["tasks"], ["show", "1.1.a"], ["agencies"], ["matrix"], ["check"]]
)
@pytest.mark.parametrize(
    ("content", "said"),
    [
        (None, "Không có tệp"),
        (b"", "trống"),
        (b"\x00\xff", "không phải là tệp văn bản"),
        ("a: Sở".encode("utf-16"), "UTF-16"),
    ],
)
def test_a_plan_that_cannot_be_read_ends_with_three(
    papi: Papi, tmp_path: Path, command: list[str], content: bytes | None, said: str
) -> None:
    path = tmp_path / "kế hoạch.yaml"
    if content is not None:
        path.write_bytes(content)
    result = papi("--plan", str(path), *command)
    assert (result.code, result.out) == (3, "")
    assert said in result.err
    assert len(result.err.splitlines()) == 1


@pytest.mark.parametrize("command", [["tasks"], ["show", "1.1.a"], ["agencies"], ["matrix"]])
def test_an_invalid_plan_answers_no_question(papi: Papi, command: list[str]) -> None:
    result = papi(*command, "--plan", str(PLANS / "bad" / "duplicate-id.yaml"))
    assert (result.code, result.out) == (3, "")
    path = PLANS / "bad" / "duplicate-id.yaml"
    problem, sentence = result.err.splitlines()
    assert problem.startswith(f"{path}:39:17: lỗi duplicate-id: ")
    assert sentence.startswith("papi: Kế hoạch chưa hợp lệ; chạy «papi check ")


def test_a_half_written_plan_is_said_to_be_wrong_where_it_ends(papi: Papi, tmp_path: Path) -> None:
    half = PLAN.read_bytes()[:60_262]
    path = tmp_path / "half.yaml"
    path.write_bytes(half)
    result = papi("check", str(path))
    last = half.decode(errors="ignore").count("\n") + 1
    assert result.code == 1
    assert any(f":{line}:" in result.out for line in (last - 1, last))
    assert papi("tasks", "--plan", str(path)).code == 3


def test_a_folder_and_a_file_far_too_long_are_no_plans(papi: Papi, tmp_path: Path) -> None:
    path = tmp_path / "long.yaml"
    path.write_bytes(b"# x\n" * 12_500_000)
    for plan, said in ((tmp_path, "là một thư mục"), (path, "dài hơn 20 MB")):
        result = papi("tasks", "--plan", str(plan))
        assert (result.code, result.out) == (3, "")
        assert said in result.err


def test_data_is_never_obeyed(papi: Papi, tmp_path: Path) -> None:
    evil = "[red]Xấu[/red][/x] \\x1b[31m \\u202e"
    text = (
        GOOD.read_text(encoding="utf-8")
        .replace("Tập huấn", "XX")
        .replace("text: XX", f'text: "{evil}"')
    )
    text = text.replace("name: Tham gia của người dân", "name: '[bold]Tham gia[/bold]'")
    path = tmp_path / "evil.yaml"
    path.write_text(text, encoding="utf-8")
    checked = papi("check", str(path))
    assert "\x1b" not in checked.out + checked.err
    assert "\u202e" not in checked.out + checked.err
    clean = text.replace("\\x1b", "").replace(" \\u202e", "x")
    path.write_text(clean, encoding="utf-8")
    table = papi("tasks", "--plan", str(path), "--format", "table", COLUMNS="100")
    assert "[red]Xấu[/red][/x]" in table.out
    assert "[bold]Tham gia[/bold]" in table.out
    assert "\\[red\\]Xấu" in papi("tasks", "--plan", str(path), "--format", "md").out


def test_help_is_vietnamese_throughout(papi: Papi) -> None:
    pages = [papi("--help")] + [
        papi(command, "--help")
        for command in ("tasks", "show", "agencies", "matrix", "check", "completion")
    ]
    for page in pages:
        assert page.code == 0
        assert page.out.startswith("Cách dùng: papi")
        for word in ("Usage", "Options", "Commands", "Arguments", "Show this", "default:", "<str>"):
            assert word not in page.out
    assert papi().out == pages[0].out
    assert papi("-h").out == pages[0].out
    assert papi("tasks", "-h").out == pages[1].out
    assert papi("tasks", "--plan", "x", "--plan", "y", "-h").out == pages[1].out


def test_a_flag_may_be_there_twice_and_a_plan_for_papi_and_for_the_command(papi: Papi) -> None:
    once = papi("tasks", "--agency", "snv", "--direct")
    assert papi("tasks", "--direct", "--agency", "snv", "--direct") == once
    assert papi("--plan", "x", "tasks", "--plan", str(PLAN)).code == 0


def interrupted(after: Callable[["subprocess.Popen[str]"], str], *options: str) -> tuple[int, str]:
    """Send SIGINT to a run of papi `after` something; return its exit code, and its stderr."""
    command = [
        sys.executable,
        *options,
        "-m",
        "papi_cli",
        "checklist",
        "--agency",
        "UBND xã Yến Dương",
    ]
    with subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, encoding="utf-8"
    ) as running:
        seen = after(running)
        running.send_signal(signal.SIGINT)
        return running.wait(60), seen + (running.stderr.read() if running.stderr else "")


@pytest.mark.skipif(os.name == "nt", reason="there Ctrl+C reaches all processes of a console")
@pytest.mark.parametrize(
    "module",
    [
        "papi_cli.errors",
        "typer.core",
        "papi_cli.commands.app",
        "papi_cli.plan",
        "pydantic_core",
        "yaml",
    ],
)
def test_an_interrupt_while_modules_are_imported_ends_quietly(module: str) -> None:
    def after(running: "subprocess.Popen[str]") -> str:
        assert running.stderr is not None
        return next(line for line in running.stderr if line.split("|")[-1].strip() == module)

    code, said = interrupted(after, "-X", "importtime")
    assert code == 130
    assert [line for line in said.splitlines() if not line.startswith("import time:")] == []


@pytest.mark.skipif(os.name == "nt", reason="there Ctrl+C reaches all processes of a console")
@pytest.mark.parametrize("ms", [5, 20, 50, 100, 150, 200, 300, 400])
def test_an_interrupt_at_any_moment_shows_no_traceback_of_ours(ms: int) -> None:
    def after(_running: "subprocess.Popen[str]") -> str:
        time.sleep(ms / 1000)
        return ""

    code, said = interrupted(after)
    if "most recent call last" in said:  # it came before Python had papi's own code to run
        assert not re.search(r"papi_cli.*, in main|papi_cli.commands.app", said)
    elif code != -signal.SIGINT:
        assert code in {0, 130}
        assert said == ""


@pytest.mark.skipif(os.name == "nt", reason="there Ctrl+C reaches all processes of a console")
def test_who_starts_papi_without_heed_of_interrupts_gets_the_answer() -> None:
    command = f"trap '' INT; exec {shlex.quote(sys.executable)} -m papi_cli show 6.3.d & sleep 0.3; kill -INT $!; wait $!"
    done = subprocess.run(
        ["bash", "-c", command], cwd=ROOT, capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0
    assert done.stdout.startswith("Nhiệm vụ\t6.3.d\n")


def test_the_version_is_the_packages(papi: Papi, papi_process: Papi) -> None:
    assert papi("--version").out == f"papi {__version__}\n"
    assert papi_process("--version").out == f"papi {__version__}\n"


@pytest.mark.parametrize(
    "args",
    [
        ["tasks", "--agency", "stnmt", "--format", "json"],
        ["tasks", "--agency", "Sở Y tá"],
        ["check", str(PLANS / "bad" / "duplicate-id.yaml")],
        ["tasks", "--plan", "không có"],
        ["tasks", "--subdimension", "4.3", "--format", "table"],
    ],
    ids=lambda args: "-".join(args[:2]),
)
def test_a_process_says_what_a_run_within_the_tests_says(
    papi: Papi, papi_process: Papi, args: list[str]
) -> None:
    assert papi(*args, COLUMNS="90") == papi_process(*args, COLUMNS="90")


def test_the_entry_point_is_papi() -> None:
    script = Path(sys.executable).with_name("papi.exe" if os.name == "nt" else "papi")
    if not script.exists():
        pytest.skip("papi is not installed beside this Python")
    done = subprocess.run(
        [script, "--version"], cwd=ROOT, capture_output=True, encoding="utf-8", check=False
    )
    assert (done.returncode, done.stdout) == (0, f"papi {__version__}\n")


def test_nothing_is_written_to_any_file(papi_process: Papi, tmp_path: Path) -> None:
    for command in (["tasks"], ["show", "1.1.a"], ["agencies"], ["matrix"], ["check"]):
        assert papi_process(*command, cwd=tmp_path, HOME=str(tmp_path)).code == 0
    assert list(tmp_path.iterdir()) == []


def test_a_file_of_comments_is_said_to_be_without_data(papi: Papi, tmp_path: Path) -> None:
    path = tmp_path / "x.yaml"
    path.write_text("# chưa có gì\n", encoding="utf-8")
    assert "tệp không có dữ liệu" in papi("check", str(path)).out
