"""What the tests share: the shipped plan, small plans, and papi as it is typed."""

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import settings

from papi_cli.checking.runner import load_valid
from papi_cli.plan.loader import LoadedPlan
from tests import inside

pytest_plugins = [
    "tests.browser",
    "tests.checklists.sent",
    "tests.documents.province",
    "tests.register.periods",
]
ROOT = Path(__file__).resolve().parent.parent
PLAN = ROOT / "data" / "plan_2021.yaml"
PLANS = ROOT / "tests" / "plans"


# The tests draw the same examples at every run, so that none fails by chance, and few of them;
# `make thorough` draws all, `make fuzz` new ones.
settings.register_profile("steady", derandomize=True, deadline=None, max_examples=10)
settings.register_profile("thorough", derandomize=True, deadline=None)
settings.register_profile("fuzz", deadline=None, print_blob=True)
PROFILE = os.environ.get("PAPI_EXAMPLES", "steady")
settings.load_profile(PROFILE)


def examples(few: int, many: int) -> settings:
    """Return the settings of a test that draws `few` examples in `make test`, else `many`."""
    return settings(max_examples=few if PROFILE == "steady" else many)


@dataclass(frozen=True)
class Result:
    """What a command line came to."""

    code: int
    out: str
    err: str


@pytest.fixture(scope="session")
def papi() -> Callable[..., Result]:
    """Run papi within this process, its output into pipes."""

    def run(*args: str, cwd: Path = ROOT, stdin: str = "", **env: str) -> Result:
        done = inside.run(args, cwd, stdin=stdin, env=inside.environment(**env))
        return Result(done.code, done.out, done.err)

    return run


@pytest.fixture(scope="session")
def papi_process() -> Callable[..., Result]:
    """Run papi in a process of its own, its output into pipes: where the process is the point."""

    def run(*args: str, cwd: Path = ROOT, stdin: str = "", **env: str) -> Result:
        done = subprocess.run(
            [sys.executable, "-m", "papi_cli", *args],
            cwd=cwd,
            input=stdin,
            capture_output=True,
            encoding="utf-8",
            env=inside.environment(PYTHONPATH=str(ROOT)) | env,
            timeout=300,
            check=False,
        )
        assert "Traceback" not in done.stderr
        return Result(done.returncode, done.stdout, done.stderr)

    return run


@pytest.fixture(scope="session")
def shipped() -> LoadedPlan:
    """Return the shipped plan."""
    return load_valid(PLAN, "data/plan_2021.yaml")


@pytest.fixture
def write(tmp_path: Path) -> Callable[[str | bytes], Path]:
    """Write a plan into a folder of the test's own and return its path."""

    def put(content: str | bytes, name: str = "plan.yaml") -> Path:
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return put


HEAD = """\
schema: 1
document:
  type: Kế hoạch
  number: 1/KH-UBND
  date: 2021-01-02
  issuer: Ủy ban nhân dân tỉnh Mẫu
  place: Mẫu
  subject: Một kế hoạch nhỏ
  period: {from: 2021-01-01, to: 2021-12-31}
"""


def small_plan(agencies: str, dimensions: str, head: str = HEAD) -> str:
    """Return the YAML of a plan from its two main parts, each indented by two spaces."""
    return f"{head}agencies:\n{agencies}dimensions:\n{dimensions}"


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let `pytest --renew` write the expected documents anew instead of comparing."""
    parser.addoption("--renew", action="store_true", help="write tests/expected anew")


def filled(text: str, label: str, result: str = "", *, tick: bool = False) -> str:
    """Return a checklist with a task ticked and a result behind its colon, as an officer would."""
    at = text.index(f"- [ ] **{label}**")
    end = text.index("Kết quả:", at) + len("Kết quả:")
    item = text[at:end].replace("[ ]", "[x]", 1) if tick else text[at:end]
    return text[:at] + item + result + text[end:]
