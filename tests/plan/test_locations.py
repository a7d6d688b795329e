"""Where each value and key of a file stands."""

import pytest

from papi_cli.plan.keys import KeyPath
from papi_cli.plan.locations import Locations
from papi_cli.plan.yaml_reader import parse

TEXT = """\
a: 1
b:
  - x
  - c: 2
    d: [3, 4]
  - y
"""


@pytest.fixture
def locations() -> Locations:
    return parse(TEXT).locations


@pytest.mark.parametrize(
    ("path", "place"),
    [
        ((), (1, 1)), (("a",), (1, 4)), (("b", 0), (3, 5)), (("b", 1, "c"), (4, 8)),
        (("b", 1, "d", 1), (5, 12)), (("b", 2), (6, 5)),
    ],
)  # fmt: skip
def test_a_value_has_its_line_and_column(
    locations: Locations, path: KeyPath, place: tuple[int, int]
) -> None:
    assert locations.location(path) == place
    assert path in locations


def test_a_key_has_a_place_of_its_own(locations: Locations) -> None:
    assert locations.location(("b", 1, "d"), key=True) == (5, 5)
    assert locations.location(("b", 0), key=True) == (3, 5)  # an item of a list has no key


@pytest.mark.parametrize("path", [("b", 1, "zz"), ("b", 1, "c", "deeper", 0), ("b", 9)])
def test_a_path_that_leads_further_than_the_file_ends_at_its_last_value(
    locations: Locations, path: KeyPath
) -> None:
    assert path not in locations
    known = next(path[:end] for end in range(len(path), -1, -1) if path[:end] in locations)
    assert locations.location(path) == locations.location(known)
    assert locations.location(path, key=True) == locations.location(known)


def test_what_follows_a_value_that_was_removed_moves_up(locations: Locations) -> None:
    locations.remove(("b", 1))
    assert locations.location(("b", 1)) == (6, 5)
    locations.remove(("a",))
    assert ("a",) not in locations
