"""No command ever opens a socket."""

import shlex
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import PLAN, ROOT, Result

GUARD = """\
import sys

def refuse(event, args):
    if event.startswith("socket."):
        raise SystemExit(f"opened a socket: {event}")

sys.addaudithook(refuse)
"""
COMMANDS = [
    "--version", "--help", "tasks --agency stnmt", "tasks --format json", "show 6.3.d",
    "agencies --format csv", "matrix --format md", "checklist --all -o out",
    "action-plan --all -o out", "progress out", "report --all --from out -o out",
    "report --consolidated --from out -o out", "templates", "templates --copy mau", "check",
    "check --format json", "check --format sarif", "check --explain source", "schema",
    "new plan.yaml", "baseline --plan PLAN signed.yaml", "check --baseline signed.yaml PLAN",
    "diff PLAN PLAN", "completion bash", "completion fish",
]  # fmt: skip


@pytest.fixture(scope="module")
def guarded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make Python itself refuse sockets, in every process that is started from here."""
    folder = tmp_path_factory.mktemp("guard")
    (folder / "sitecustomize.py").write_text(GUARD, encoding="utf-8")
    return folder


def test_no_command_opens_a_socket(
    papi: Callable[..., Result], guarded: Path, tmp_path: Path
) -> None:
    for line in COMMANDS:
        args = [str(PLAN) if word == "PLAN" else word for word in shlex.split(line)]
        path = f"{guarded}{';' if sys.platform == 'win32' else ':'}{ROOT}"
        result = papi(*args, cwd=tmp_path, PYTHONPATH=path)
        assert "opened a socket" not in result.err, line
        assert result.code == 0, (line, result.err)


def test_every_command_is_among_them(papi: Callable[..., Result]) -> None:
    page = papi("--help").out.split("Lệnh:\n")[1]
    commands = {line.split()[0] for line in page.splitlines() if line.startswith("  ")}
    assert commands <= {line.split()[0] for line in COMMANDS}


def test_the_guard_sees_a_socket(guarded: Path) -> None:
    import os
    import subprocess

    done = subprocess.run(
        [sys.executable, "-c", "import socket; socket.socket()"],
        env=os.environ | {"PYTHONPATH": str(guarded)}, capture_output=True, encoding="utf-8",
        check=False,
    )  # fmt: skip
    assert "opened a socket" in done.stderr
