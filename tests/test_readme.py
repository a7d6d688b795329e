"""The README says what the program does."""

import re
import shlex
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from papi_cli.views import Format
from tests.conftest import ROOT, Result
from tests.shown import do

README = (ROOT / "README.md").read_text(encoding="utf-8")
YEAR = README.split("## Một năm trong mười lệnh\n")[1].split("\n## Hỏi kế hoạch\n")[0]
BLOCKS = re.findall(r"```console\n(.*?)```", README.replace(YEAR, ""), re.DOTALL)
COMMANDS = [
    part.split("\n", 1)
    for block in BLOCKS
    for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]
]


def test_there_are_commands_to_run() -> None:
    assert len(COMMANDS) >= 7


@pytest.mark.parametrize(("line", "expected"), COMMANDS, ids=[line for line, _ in COMMANDS])
def test_a_command_prints_what_the_readme_shows(
    papi: Callable[..., Result], line: str, expected: str
) -> None:
    program, *args = shlex.split(line)
    assert program == "papi"
    result = papi(*args)
    expected = expected.rstrip("\n")
    rows = re.fullmatch(r"# (\d+) dòng; ở stderr: (.*)", expected)
    fails = re.fullmatch(r"# mã thoát (\d); ở stderr: (.*)", expected)
    if rows:
        lines = [row for row in result.out.splitlines() if not row.startswith("Mã số\t")]
        assert (result.code, len(lines)) == (0, int(rows[1]))
        assert result.err.strip() == rows[2]
    elif fails:
        assert (result.code, result.err.strip()) == (int(fails[1]), fails[2])
    else:
        assert (result.code, result.out.strip()) == (0, expected.strip())


def test_the_year_goes_as_the_readme_shows(papi: Callable[..., Result], tmp_path: Path) -> None:
    shutil.copytree(ROOT / "data", tmp_path / "data")
    assert len(do(papi, YEAR, tmp_path)) == 10
    report = (tmp_path / "bao_cao" / "bao-cao-ubnd-xa-yen-duong.md").read_text(encoding="utf-8")
    assert "    Đã triển khai đến 10/12 thôn, còn:\n    - thôn Loỏng Lứng\n" in report
    assert "chưa thực hiện 56" in report


def table_rows() -> list[tuple[str, set[str]]]:
    rows = re.findall(r"^\| `papi ([\w-]+)` \|[^|]*\|([^\n]*)\|$", README, re.MULTILINE)
    return [(command, set(re.findall(r"`(--[a-z-]+)`", options))) for command, options in rows]


def test_every_command_is_in_the_readme(papi: Callable[..., Result]) -> None:
    page = papi("--help").out.split("Lệnh:\n")[1]
    commands = [line.split()[0] for line in page.splitlines() if re.match(r"  \w", line)]
    assert [command for command, _ in table_rows()] == commands


@pytest.mark.parametrize(("command", "options"), table_rows())
def test_the_options_that_the_readme_names_are_those_of_the_command(
    papi: Callable[..., Result], command: str, options: set[str]
) -> None:
    page = papi(command, "--help").out
    named = set(re.findall(r"^  (?:-\w, )?(--[a-z-]+)", page, re.MULTILINE)) - {"--help", "--plan"}
    assert named == options


def test_formats_and_exit_codes_are_those_of_the_program() -> None:
    formats = re.findall(r"^\| `(\w+)` \| [^|]*\|$", README, re.MULTILINE)
    assert set(formats) == {each.value for each in Format}
    assert re.findall(r"^\| (\d) \|", README, re.MULTILINE) == ["0", "1", "2", "3"]


def test_every_module_is_in_the_readme() -> None:
    named = set(re.findall(r"^\| `papi_cli/(\w+)\.py` \|", README, re.MULTILINE))
    modules = {path.stem for path in (ROOT / "papi_cli").glob("*.py")}
    assert named == modules - {"__init__", "__main__", "errors", "resources"}


def test_links_lead_somewhere() -> None:
    for target in re.findall(r"\]\(([^)#]+)\)", README):
        assert (ROOT / target).exists(), target
