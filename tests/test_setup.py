"""The set-up: what is installed, and what of it papi leans on."""

import re
import subprocess
import sys
import tomllib
from typing import Any

import pytest
import typer
import typer.core
import typer.main
import yaml

from papi_cli.commands.typer_vi import Command
from tests.conftest import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
RUNTIME: list[str] = PROJECT["dependencies"]
EXTRAS: dict[str, list[str]] = PROJECT["optional-dependencies"]
CONSTRAINTS = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()


def name(requirement: str) -> str:
    (found,) = re.findall(r"^[A-Za-z0-9._-]+", requirement)
    return re.sub(r"[-_.]+", "-", str(found)).lower()


def test_constraints_are_names_with_exact_versions_and_nothing_else() -> None:
    comment, *lines = CONSTRAINTS
    assert comment.startswith("# ")
    exact = r'[A-Za-z0-9._-]+==[0-9][0-9a-z.]*(; sys_platform == "[a-z0-9]+")?'
    assert [line for line in lines if not re.fullmatch(exact, line)] == []
    names = [name(line) for line in lines]
    assert len(names) == len(set(names))
    assert not {"papi-cli", "pip", "setuptools"} & set(names)


def test_constraints_name_every_dependency() -> None:
    named = {name(line) for line in CONSTRAINTS[1:]}
    asked = {name(each) for each in RUNTIME + EXTRAS["dev"] + EXTRAS["bench"]}
    assert asked - named == set()


def test_whoever_installs_papi_may_have_newer_libraries() -> None:
    """Only what papi reaches into has an upper bound."""
    assert [each for each in RUNTIME if not re.fullmatch(r"[\w-]+>=[\d.]+", each)] == [
        "typer>=0.29,<0.30"
    ]


def test_the_lowest_versions_are_taken_from_the_project() -> None:
    jobs = yaml.safe_load((ROOT / ".github/workflows/ci.yml").read_text(encoding="utf-8"))["jobs"]
    (step,) = (
        each["run"] for each in jobs["lowest"]["steps"] if "lowest.txt" in each.get("run", "")
    )
    (code,) = re.findall(r'python -c "\n(.*?)\n"', step, re.DOTALL)
    done = subprocess.run(
        [sys.executable, "-c", code],
        check=True,
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    assert done.stdout.split() == [re.split(",", each)[0].replace(">=", "==") for each in RUNTIME]


def _used(command: type[typer.core.TyperCommand]) -> list[Any]:
    app = typer.Typer(add_completion=False)

    @app.command(cls=command)
    def run(name: str, often: int = typer.Option(1, "--often")) -> None:
        del name, often

    built = typer.main.get_command(app)
    with built.make_context("run", ["x", "--often", "2"]) as context:
        assert context.params["name"] == "x"
        return [each for each in built.params if each.name in {"name", "often"}]


def test_typer_reads_values_by_the_attribute_that_papi_fills_in() -> None:
    """Were it renamed, papi would start more slowly and nobody would see why."""
    plain, ours = _used(typer.core.TyperCommand), _used(Command)
    assert len(plain) == len(ours) == 2
    for param in plain:
        assert hasattr(param._runtime_param, "coerce"), param
    assert {type(param._runtime_param).__name__ for param in ours} == {"_AsTyped"}


def test_typer_does_not_build_its_own_reader_beside_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    def build(_descriptor: object) -> object:
        raise AssertionError

    monkeypatch.setattr("typer.core.build_runtime_param", build)
    with pytest.raises(AssertionError):
        _used(typer.core.TyperCommand)
    assert [param._runtime_param is not None for param in _used(Command)] == [True, True]
