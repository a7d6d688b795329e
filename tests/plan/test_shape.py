"""The shape of a plan, against pydantic's own reading of the same classes."""

import copy
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter
from pydantic_core import ValidationError

from papi_cli.plan.model import Plan
from papi_cli.plan.parts import Agency, Doubts, Period
from papi_cli.plan.shape import field_at, keys_at, placeholder, plan_validator
from tests.conftest import PLAN


def plain_data(path: Path) -> Any:
    """Return a plan's file as plain data, dates as text, as editors see it."""

    class Loader(yaml.CSafeLoader):
        pass

    Loader.yaml_implicit_resolvers = {
        first: [(tag, pattern) for tag, pattern in known if not tag.endswith("timestamp")]
        for first, known in yaml.CSafeLoader.yaml_implicit_resolvers.items()
    }
    return yaml.load(path.read_text(encoding="utf-8"), Loader=Loader)


DATA = plain_data(PLAN)


def test_the_shipped_plan_fits() -> None:
    plan = plan_validator().validate_python(DATA)
    assert isinstance(plan, Plan)
    assert (plan.document.period.start.year, len(plan.tasks)) == (2021, 76)


def test_pydantic_itself_reads_the_same_agencies_off_the_same_class() -> None:
    plan = plan_validator().validate_python(DATA)
    adapter = TypeAdapter(Agency)
    for ours, data in zip(plan.agencies, DATA["agencies"], strict=True):
        theirs = adapter.validate_python(
            {
                **data,
                "aliases": tuple(data.get("aliases", ())),
                "members": tuple(data.get("members", ())),
            }
        )
        assert theirs == ours


PATHS = [
    ("schema",),
    ("document", "number"),
    ("document", "period", "from"),
    ("document", "purposes", 0),
    ("expect", "tasks"),
    ("agencies", 3, "aliases"),
    ("agencies", 0, "doubts"),
    ("duties", 0, "role"),
    ("dimensions", 0, "subdimensions", 0, "tasks", 0, "text"),
    ("dimensions", 0, "subdimensions", 0, "lead", 0),
]


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("value", [None, 3.5, "", {"x": 1}, [[]], -1])
def test_a_value_of_the_wrong_kind_is_refused_where_it_stands(
    path: tuple[str | int, ...], value: object
) -> None:
    data = copy.deepcopy(DATA)
    holder = data
    for step in path[:-1]:
        holder = holder[step]
    holder[path[-1]] = value
    with pytest.raises(ValidationError) as caught:
        plan_validator().validate_python(data)
    assert all(tuple(each["loc"])[: len(path)] == path for each in caught.value.errors())


@given(st.dictionaries(st.text(min_size=1), st.integers(), min_size=1))
def test_keys_that_no_plan_has_are_refused_all_at_once(keys: dict[str, int]) -> None:
    unknown = {key: value for key, value in keys.items() if key not in keys_at(())}
    if not unknown:
        return
    with pytest.raises(ValidationError) as caught:
        plan_validator().validate_python(DATA | unknown)
    assert {each["loc"][-1] for each in caught.value.errors()} == set(unknown)


def test_types_and_need_are_found_along_a_path() -> None:
    assert field_at(("document", "period", "from"))[1]
    assert field_at(("agencies", 0, "symbol")) == (str | None, False)
    assert field_at(("dimensions", 0, "subdimensions", 1, "tasks", 2, "text")) == (str, True)
    assert field_at(("agencies", 0, "doubts", "name")) == (str, True)
    assert keys_at(("document", "period")) == ["from", "to"]


@pytest.mark.parametrize("hint", [Plan, Period, str, str | None, tuple[str, ...], Doubts])
def test_placeholders_fit_where_they_are_put(hint: object) -> None:
    if hint is Plan:
        assert isinstance(plan_validator().validate_python(placeholder(hint)), Plan)
    else:
        assert placeholder(hint) is not None
