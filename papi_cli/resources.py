"""Where the shipped data, templates and documentation are."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent
SHIPPED_PLAN = "plan_2021.yaml"
SHIPPED_SCORES = "papi_scores.csv"
STARTING_PLAN = "new_plan.yaml"
PLAN_SCHEMA = "plan.schema.json"


def data_dir() -> Path:
    """Return the folder of the shipped plans and scores."""
    return _shipped("data")


def templates_dir() -> Path:
    """Return the folder of the shipped templates."""
    return _shipped("templates")


def docs_dir() -> Path:
    """Return the folder of the pages that commands show."""
    return _shipped("docs")


def _shipped(name: str) -> Path:
    """Inside the installed package, else beside it in a checkout: never a folder met by chance."""
    checkout = _PACKAGE.parent
    if not (_PACKAGE / name).is_dir() and (checkout / "pyproject.toml").is_file():
        return checkout / name
    return _PACKAGE / name
