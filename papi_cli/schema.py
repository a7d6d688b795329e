"""The shape of a plan's file, read off the classes of `plan.py`, for pydantic's validator.

Building pydantic's model classes at every start takes longer than all the rest of a command.
The validator underneath them, `pydantic_core`, needs only a description of the shape, and the
annotations of plain frozen dataclasses give that in a page. One validator judges every file.
"""

from __future__ import annotations

import dataclasses
from datetime import date
from functools import lru_cache
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin

from pydantic_core import SchemaValidator

from papi_cli.plan import KeyPath, Plan

_LONGEST_TEXT = 20_000
_LONGEST = {
    **dict.fromkeys(("id", "code", "symbol", "number"), 60),
    **dict.fromkeys(
        ("name", "aliases", "part_of", "members", "district", "parent", "position", "follow_up"),
        300,
    ),
    **dict.fromkeys(
        ("lead", "coordinating", "agencies", "deadline", "issuer", "place", "type"), 300
    ),
    **dict.fromkeys(("source", "reading"), 2_000),
}
"""Characters that a text of each key may have; some texts are repeated in every answer."""
_MOST_ITEMS = 500
_MOST = {
    "tasks": 20_000,
    "members": 20_000,
    "agencies": 20_000,
    "dimensions": 100,
    "lead": 200,
    "coordinating": 200,
    "aliases": 100,
    "corrections": 100,
    "targets": 100,
}
"""Items that a list of each key may have. A plan of ten thousand tasks is far below."""


def longest(key: str) -> int:
    """Return how many characters a text may have that stands at `key` or in a list there."""
    return _LONGEST.get(key, _LONGEST_TEXT)


def most(key: str) -> int:
    """Return how many items a list at `key` may have."""
    return _MOST.get(key, _MOST_ITEMS)


_ISO_DATE = r"^\d{4}-\d{2}-\d{2}$"


@lru_cache(maxsize=2)
def plan_validator(*, brief: bool = False) -> SchemaValidator:
    """Return the validator that turns plain data (dicts, lists, str, int) into a `Plan`.

    `validate_python` raises `pydantic_core.ValidationError` with all that is wrong at once; with
    `brief`, of each list only the first item that is wrong.
    """
    return SchemaValidator(_schema(Plan, "", brief))


def field_at(path: KeyPath) -> tuple[Any, bool]:
    """Return the type of the value at `path` and whether the file must have it.

    Raises `KeyError` for a key that no plan has.
    """
    hint: Any = Plan
    required = True
    for step in path:
        hint = wanted(hint)
        if isinstance(step, int):
            hint, required = get_args(hint)[0], True
        elif get_origin(hint) is dict:
            hint, required = get_args(hint)[1], True
        else:
            hint, required = fields(hint)[step]
    return hint, required


def keys_at(path: KeyPath) -> list[str]:
    """Return the keys that the mapping at `path` may have."""
    return list(fields(wanted(field_at(path)[0])))


def placeholder(hint: Any) -> Any:
    """Return plain data of type `hint` that the validator takes."""
    hint = wanted(hint)
    if hint is str:
        return "…"
    if hint is date:
        return "2000-01-01"
    if get_origin(hint) is Literal:
        return get_args(hint)[0]
    if get_origin(hint) is tuple:
        return []
    if get_origin(hint) is dict:
        return {}
    return {key: placeholder(inner) for key, (inner, required) in fields(hint).items() if required}


UNDOUBTED = frozenset({"doubts", "corrections"})
"""Keys that no doubt is about."""


@lru_cache(maxsize=64)
def fields(holder: type) -> dict[str, tuple[Any, bool]]:
    """Return from each YAML key of a class of `plan.py` its type and whether it must be there."""
    return {
        _key(each): (
            each.type,
            each.default is dataclasses.MISSING and each.default_factory is dataclasses.MISSING,
        )
        for each in dataclasses.fields(holder)
    }


def _key(each: dataclasses.Field[Any]) -> str:
    return str(each.metadata.get("key", each.name))


def wanted(hint: Any) -> Any:
    """Return X for `X | None`: a key left out is None, one written without a value is a slip."""
    if get_origin(hint) in {Union, UnionType}:
        return next(option for option in get_args(hint) if option is not NoneType)
    return hint


def _schema(hint: Any, key: str, brief: bool) -> Any:  # noqa: PLR0911 - one for each kind of type
    """Return the description of a value of type `hint` at `key`."""
    hint = wanted(hint)
    if hint is str:
        return {"type": "str", "strict": True, "min_length": 1, "max_length": longest(key)}
    if hint is int:
        return {"type": "int", "strict": True, "ge": 0}
    if hint is date:
        written = {"type": "str", "strict": True, "pattern": _ISO_DATE}
        return {"type": "chain", "steps": [written, {"type": "date"}]}
    origin = get_origin(hint)
    if origin is Literal:
        return {"type": "literal", "expected": list(get_args(hint))}
    if origin is tuple:
        return {
            "type": "tuple",
            "items_schema": [_schema(get_args(hint)[0], key, brief)],
            "variadic_item_index": 0,
            "max_length": most(key),
            "fail_fast": brief,
        }
    if origin is dict:
        name, value = get_args(hint)
        return {
            "type": "dict",
            "keys_schema": _schema(name, "id", brief),
            "values_schema": _schema(value, key, brief),
        }
    return _dataclass_schema(hint, brief)


def _dataclass_schema(holder: type, brief: bool) -> Any:
    held = dataclasses.fields(holder)
    return {
        "type": "dataclass",
        "cls": holder,
        "fields": [each.name for each in held],
        "frozen": True,
        "slots": "__slots__" in vars(holder),
        "schema": {
            "type": "dataclass-args",
            "dataclass_name": holder.__name__,
            "extra_behavior": "forbid",
            "fields": [_field_schema(each, _schema(each.type, _key(each), brief)) for each in held],
        },
    }


def _field_schema(each: dataclasses.Field[Any], value: Any) -> Any:
    if each.default is not dataclasses.MISSING:
        value = {"type": "default", "schema": value, "default": each.default}
    elif each.default_factory is not dataclasses.MISSING:
        value = {"type": "default", "schema": value, "default_factory": each.default_factory}
    described = {"type": "dataclass-field", "name": each.name, "kw_only": True, "schema": value}
    if _key(each) != each.name:
        described["validation_alias"] = _key(each)
    return described
