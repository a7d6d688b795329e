"""The README says what the program does."""

import re
from collections.abc import Callable

import pytest

from papi_cli.errors import ExitCode
from papi_cli.views.formats import Format
from tests.conftest import ROOT, Result

README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_row_of_data_in_the_readme_is_one_of_the_plan() -> None:
    (row,) = re.findall(r"```yaml\n(.*?)```", README, re.DOTALL)
    assert row in (ROOT / "data" / "plan_2021.yaml").read_text(encoding="utf-8")


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


@pytest.mark.parametrize("document", ["README.md", "docs/lenh.md"])
def test_formats_and_exit_codes_are_those_of_the_program(document: str) -> None:
    text = (ROOT / document).read_text(encoding="utf-8")
    formats = re.findall(r"^\| `(\w+)` \| [^|]*\|$", text, re.MULTILINE)
    assert set(formats) == {each.value for each in Format}
    codes = re.findall(r"^\| (\d) \|", text, re.MULTILINE)
    assert codes == [str(int(each)) for each in ExitCode]
