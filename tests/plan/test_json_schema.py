"""The JSON Schema of a plan: what an editor shows and refuses."""

import copy
import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import jsonschema
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from pydantic_core import ValidationError

from papi_cli.checking.rules import RULES
from papi_cli.plan.json_schema import is_schema, json_schema, render_schema
from papi_cli.plan.keys import keys_of, title_of
from papi_cli.plan.model import PARTS, Plan
from papi_cli.plan.shape import fields, plan_validator
from tests.conftest import PLANS, ROOT, examples
from tests.plan.test_shape import DATA, plain_data

SCHEMA = json_schema()
VALIDATOR = jsonschema.Draft202012Validator(
    SCHEMA, format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER
)
REFUSED = {"schema", "quoted-id", "unknown-doubt", "not-normalized"}
"""Rules of which a schema can know: the others look at several values, or at the file itself."""


def test_it_is_a_schema_of_the_dialect_that_it_names() -> None:
    assert SCHEMA["$schema"] == jsonschema.Draft202012Validator.META_SCHEMA["$id"]
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize(
    "path", sorted((PLANS / "good").glob("*.yaml")), ids=lambda path: path.stem
)
def test_it_accepts_every_good_plan(path: Path) -> None:
    VALIDATOR.validate(plain_data(path))


@pytest.mark.parametrize("name", ["plan_2021.yaml", "new_plan.yaml"])
def test_it_accepts_the_shipped_plans(name: str) -> None:
    VALIDATOR.validate(plain_data(ROOT / "data" / name))


@pytest.mark.parametrize("path", sorted((PLANS / "bad").glob("*.yaml")), ids=lambda path: path.stem)
def test_it_refuses_the_bad_plans_that_a_schema_can_refuse(path: Path) -> None:
    try:
        data = plain_data(path)
    except yaml.YAMLError:
        assert path.stem == "yaml-syntax"
        return
    assert VALIDATOR.is_valid(data) is (path.stem not in REFUSED)


def holders(value: Any) -> list[Any]:
    """Return every mapping and list in a plan's data."""
    inner = value.values() if isinstance(value, dict) else value
    found = [each for each in inner if isinstance(each, dict | list) and each]
    return [value, *(holder for each in found for holder in holders(each))]


HOLDERS = len(holders(DATA))


@examples(30, 100)
@given(
    st.integers(0, HOLDERS - 1),
    st.integers(0, 50),
    st.sampled_from([None, 3.5, 7, "", "chữ", {}, {"x": "y"}, [], [["x"]], "2021-02-30", False]),
)
def test_it_judges_values_as_the_program_does(holder_at: int, at: int, value: Any) -> None:
    data = copy.deepcopy(DATA)
    holder = holders(data)[holder_at]
    key = list(holder)[at % len(holder)] if isinstance(holder, dict) else at % len(holder)
    holder[key] = value
    try:
        plan = plan_validator().validate_python(data)
    except ValidationError:
        assert not VALIDATOR.is_valid(data)
        return
    # What a doubt may be about is a rule's to judge here, and the schema's there.
    about_nothing = RULES["unknown-doubt"].find(SimpleNamespace(plan=plan))  # type: ignore[arg-type, misc]
    assert VALIDATOR.is_valid(data) is not any(about_nothing)


def mappings(value: Any, path: tuple[str, ...] = ()) -> dict[tuple[str, ...], Any]:
    """Return the first mapping of each kind in a plan's data, by the keys that lead to it."""
    found: dict[tuple[str, ...], Any] = {}
    if isinstance(value, dict):
        found[path] = value
        inner = [((*path, key), part) for key, part in value.items()]
    else:
        inner = [(path, part) for part in value if isinstance(value, list)]
    for below, part in inner:
        if isinstance(part, dict | list):
            for known, each in mappings(part, below).items():
                found.setdefault(known, each)
    return found


def rich() -> Any:
    """Return the shipped plan's data with a part of every kind."""
    data = copy.deepcopy(DATA)
    data["targets"] = [{"name": "Điểm", "value": "từ 40"}]
    data["dimensions"][0]["targets"] = [{"name": "Điểm", "value": "từ 5"}]
    return data


@pytest.mark.parametrize("path", mappings(rich()), ids=".".join)
def test_a_key_that_no_plan_has_is_refused_wherever_it_stands(path: tuple[str, ...]) -> None:
    VALIDATOR.validate(rich())
    for unknown in ("ghi_chú", "Text", "leads", "x-note", "", "doubt"):
        data = rich()
        mappings(data)[path][unknown] = "chữ"
        assert not VALIDATOR.is_valid(data), unknown
        if path[-1:] == ("doubts",):  # what a doubt may be about is a rule's to judge
            plan = plan_validator().validate_python(data) if unknown else None
            found = SimpleNamespace(plan=plan)
            assert plan is None or list(RULES["unknown-doubt"].find(found))  # type: ignore[arg-type, misc]
            continue
        with pytest.raises(ValidationError):
            plan_validator().validate_python(data)


def test_unknown_keys_are_put_into_every_kind_of_part() -> None:
    shapes = [set(each) for each in mappings(rich()).values()]
    for part in PARTS:
        required = {key for key, (_, needed) in fields(part).items() if needed}
        assert any(required <= shape <= set(fields(part)) for shape in shapes), part


def test_a_block_of_text_keeps_its_last_line_end_and_is_accepted() -> None:
    data = copy.deepcopy(DATA)
    data["dimensions"][0]["subdimensions"][0]["tasks"][0]["text"] = "Một đoạn\nhai dòng\n"
    VALIDATOR.validate(data)


@pytest.mark.parametrize("text", [" chữ", "chữ ", "hai  cách", "cách\u00a0lạ", "\tchữ", ""])
def test_stray_spaces_are_refused(text: str) -> None:
    data = copy.deepcopy(DATA)
    data["document"]["place"] = text
    assert not VALIDATOR.is_valid(data)


def test_every_key_has_a_title_and_a_description_and_no_other_has() -> None:
    def classes(holder: type) -> set[type]:
        found = {holder}
        for hint, _ in fields(holder).values():
            for option in (hint, *getattr(hint, "__args__", ())):
                if isinstance(option, type) and hasattr(option, "__dataclass_fields__"):
                    found |= classes(option)
        return found

    assert set(PARTS) == classes(Plan)
    for part in PARTS:
        assert title_of(part)
        assert set(keys_of(part)) == set(fields(part)), part
        for about in keys_of(part).values():
            assert about.title
            assert about.description.endswith((".", "…"))


def test_the_shipped_schema_is_the_programs_and_the_plans_point_to_it() -> None:
    path = ROOT / "data" / "plan.schema.json"
    assert path.read_text(encoding="utf-8") == render_schema(), (
        "papi schema -o data/plan.schema.json"
    )
    for name in ("plan_2021.yaml", "new_plan.yaml"):
        first = (ROOT / "data" / name).read_text(encoding="utf-8").splitlines()[0]
        assert first == "# yaml-language-server: $schema=plan.schema.json"


def test_a_schema_of_the_programs_is_known_by_its_start() -> None:
    assert is_schema(render_schema())
    assert not is_schema(json.dumps({"$schema": SCHEMA["$schema"]}))
