"""No command ever opens a socket."""

import json
import os
import shlex
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests import inside
from tests.conftest import PLAN, PLANS, ROOT, Result, small_plan
from tests.office import packages

SCORES = ROOT / "data" / "papi_scores.csv"
GUARD = """\
import sys

def refuse(event, args):
    if event.startswith("socket."):
        raise SystemExit(f"opened a socket: {event}")

sys.addaudithook(refuse)
"""
COMMANDS = [
    "--version", "--help", "tasks --agency stnmt", "tasks --format json", "show 6.3.d", "show 1.1", "scores", "scores --focus", "scores -o so.svg", "check SCORES",
    "agencies --format csv", "matrix --format md", "tasks -o bang.xlsx", "checklist --all -o out --plan SMALL",
    "receive out --into nhan --on 16/12/2021 --write --slips phieu --slips-format docx --plan SMALL", "register nhan",
    "letter nhan --on 16/12/2021 --due 20/12/2021 -o thu --plan SMALL",
    "letter out --each --on 16/12/2021 --due 20/12/2021 --format docx -o thu --plan SMALL",
    "checklist --all -o out --notice bao --was SMALL --plan SMALL", "calendar --agency snv --plan SMALL", "calendar --all -o lich --plan SMALL",
    "bundle --all -o goi --plan SMALL", "bundle --all --zip -o goi_zip --plan SMALL", "action-plan --all -o out --format docx --plan SMALL",
    "action-plan --all -o out --plan SMALL", "progress out --plan SMALL",
    "progress out --plan SMALL -o tien_do.xlsx",
    "report --all --from out -o out --plan SMALL",
    "report --consolidated --from out --previous out --agency snv -o tong_hop.docx --plan SMALL",
    "report --consolidated --from out --agency snv -o out --plan SMALL", "templates", "templates --copy mau", "check",
    "page -o trang.html", "page --from out --on 1/7/2021 --results -o tien_do.html --plan SMALL",
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


ALL_AT_ONCE = """
import json, sys

from papi_cli.commands.app import main

for args in json.loads(sys.argv[1]):
    sys.argv = ["papi", *args]
    sys.exit(f"{args}: {code}") if (code := main()) else None
"""
"""Runs commands one after the other: what loads late, with a command, is loaded here too."""


def test_no_command_opens_a_socket(guarded: Path, tmp_path: Path) -> None:
    text = (PLANS / "good" / "doubt.yaml").read_text(encoding="utf-8")
    followed = text.replace("document:\n", "document:\n  follow_up: Sở Nội vụ\n", 1)
    (tmp_path / "small.yaml").write_text(followed, encoding="utf-8")
    lines = [
        [
            {"PLAN": str(PLAN), "SMALL": "small.yaml", "SCORES": str(SCORES)}.get(word, word)
            for word in shlex.split(line)
        ]
        for line in COMMANDS
    ]
    path = f"{guarded}{os.pathsep}{ROOT}"
    done = subprocess.run(
        [sys.executable, "-c", ALL_AT_ONCE, json.dumps(lines)],
        cwd=tmp_path, env=inside.environment(PYTHONPATH=path, PYTHONUTF8="1"), capture_output=True,
        encoding="utf-8", check=False,
    )  # fmt: skip
    assert "opened a socket" not in done.stderr, done.stderr
    assert done.returncode == 0, done.stderr


def test_no_process_opens_a_socket_that_reads_many_checklists(
    papi: Callable[..., Result], papi_process: Callable[..., Result], guarded: Path, tmp_path: Path
) -> None:
    names = [f"Xã {number}" for number in range(70)]
    agencies = "".join(f"  - name: {name}\n" for name in names)
    tasks = f"  - {{id: '1', name: Một, tasks: [{{text: Việc, lead: [{', '.join(names)}]}}]}}\n"
    (tmp_path / "plan.yaml").write_text(small_plan(agencies, tasks), encoding="utf-8")
    papi("checklist", "--all", "-o", "out", "--plan", "plan.yaml", cwd=tmp_path)
    path = f"{guarded}{os.pathsep}{ROOT}"
    result = papi_process("progress", "out", "--plan", "plan.yaml", cwd=tmp_path, PYTHONPATH=path)
    assert (result.code, len(result.out.splitlines())) == (0, 71), result.err


def test_nothing_that_an_office_file_names_on_the_net_is_fetched(
    papi_process: Callable[..., Result], guarded: Path, tmp_path: Path
) -> None:
    sent = tmp_path / "in"
    sent.mkdir()
    (sent / "a.docx").write_bytes(packages.linked("http://127.0.0.1:9/a"))
    (sent / "b.xlsx").write_bytes(packages.linked_workbook("http://127.0.0.1:9/b"))
    path = f"{guarded}{os.pathsep}{ROOT}"
    result = papi_process("progress", "in", cwd=tmp_path, PYTHONPATH=path)
    assert "opened a socket" not in result.err
    assert "a.docx" in result.err
    assert "b.xlsx" in result.err
    assert result.code == 1


def test_every_command_is_among_them(papi: Callable[..., Result]) -> None:
    page = papi("--help").out.split("Lệnh:\n")[1]
    commands = {line.split()[0] for line in page.splitlines() if line.startswith("  ")}
    assert commands <= {line.split()[0] for line in COMMANDS}


def test_the_guard_sees_a_socket(guarded: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", "import socket; socket.socket()"],
        env=os.environ | {"PYTHONPATH": str(guarded)}, capture_output=True, encoding="utf-8",
        check=False,
    )  # fmt: skip
    assert "opened a socket" in done.stderr
