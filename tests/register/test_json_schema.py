"""The JSON Schema of a register: what an editor shows, and another program can rely on."""

from typing import Any

import jsonschema
import pytest

from papi_cli.plan import json_schema as plans
from papi_cli.plan import yaml_reader
from papi_cli.register.file import HEAD, render
from papi_cli.register.json_schema import is_schema, register_schema, render_schema
from tests.conftest import ROOT
from tests.register.small import YEN_DUONG
from tests.register.test_file import closings
from tests.register.test_rules import TAIL

SCHEMA = register_schema()
VALIDATOR = jsonschema.Draft202012Validator(
    SCHEMA, format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER
)


def data(text: str) -> Any:
    return yaml_reader.parse(text).value


def test_it_is_a_schema_of_the_dialect_that_it_names() -> None:
    assert SCHEMA["$schema"] == jsonschema.Draft202012Validator.META_SCHEMA["$id"]
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


def test_it_accepts_what_papi_writes_and_rows_of_every_kind() -> None:
    VALIDATOR.validate(data(HEAD + render(YEN_DUONG) + TAIL))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("kind: return", "kind: returned"),
        ("no: 12", "no: mười hai"),
        ("  kind: return\n", ""),
        ("via: email", "vía: email"),
        ("2021-12-16", "16/12/2021"),
        ("done: 40", "begun: 40"),
        ("done: 40", 'done: "40"'),
        ("number: 263/KH-UBND, ", ""),
        ("- no", "  no"),
    ],
)
def test_it_refuses_what_is_no_row(old: str, new: str) -> None:
    text = render(YEN_DUONG)
    assert old in text
    assert not VALIDATOR.is_valid(data(text.replace(old, new)))


def test_it_refuses_more_rows_than_papi_reads() -> None:
    rows = data(closings(1).decode())
    VALIDATOR.validate(rows)
    assert not VALIDATOR.is_valid(rows * 20_001)


def test_the_shipped_schema_is_that_of_the_program() -> None:
    path = ROOT / "data" / "so_nhan.schema.json"
    assert path.read_text(encoding="utf-8") == render_schema(), (
        "papi schema --register -o data/so_nhan.schema.json"
    )


def test_no_schema_is_taken_for_the_other() -> None:
    assert is_schema(render_schema())
    assert not is_schema(plans.render_schema())
    assert not plans.is_schema(render_schema())
