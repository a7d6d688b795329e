"""A small plan, and what the rules say of it."""

from collections.abc import Callable
from pathlib import Path

from papi_cli.checking.runner import check_file
from tests.conftest import PLANS

PLAIN = (PLANS / "good" / "doubt.yaml").read_text(encoding="utf-8")


def problems(write: Callable[[str], Path], text: str) -> list[str]:
    return [f"{each.rule}: {each.message}" for each in check_file(write(text), "plan.yaml")]
