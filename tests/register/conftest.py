"""What tests of the register are given."""

from pathlib import Path

import pytest

from papi_cli.plan.loader import LoadedPlan
from papi_cli.register.file import read_register
from papi_cli.register.standing import Standings
from tests.register.scenario import file_scenario, load_scenario


@pytest.fixture(scope="session")
def scenario(tmp_path_factory: pytest.TempPathFactory) -> tuple[LoadedPlan, Path]:
    """Return the scenario's plan and the folder with its register; no test changes them."""
    top = tmp_path_factory.mktemp("scenario")
    loaded = load_scenario(top / "plan.yaml")
    file_scenario(loaded, top / "den")
    return loaded, top / "den"


@pytest.fixture(scope="session")
def year(scenario: tuple[LoadedPlan, Path]) -> Standings:
    """Return what the scenario's register says when all is in."""
    loaded, folder = scenario
    register = read_register(folder)
    assert register
    return Standings(loaded, register.rows)
