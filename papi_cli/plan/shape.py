"""The shape of a file, read off the classes of what it holds, for pydantic's validator.

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

from pydantic_core import CoreSchema, SchemaValidator, core_schema

from papi_cli.plan.keys import NUMBER, About, KeyPath
from papi_cli.plan.model import Plan

_ISO_DATE = r"^\d{4}-\d{2}-\d{2}$"


@lru_cache(maxsize=2)
def plan_validator(*, brief: bool = False) -> SchemaValidator:
    """Return the validator that turns plain data (dicts, lists, str, int) into a `Plan`.

    `validate_python` raises `pydantic_core.ValidationError` with all that is wrong at once; with
    `brief`, of each list only the first item that is wrong.
    """
    return SchemaValidator(_part_schema(Plan, brief))


@lru_cache(maxsize=2)
def list_validator(part: type, most: int, *, brief: bool = False) -> SchemaValidator:
    """Return the validator of a file that is a list of at most `most` items of one class.

    It makes a tuple of them, and raises as that of a plan does.
    """
    return SchemaValidator(_value_schema(tuple[part, ...], About("", most=most), brief))  # type: ignore[valid-type]


def field_at(path: KeyPath, top: Any = Plan) -> tuple[Any, bool]:
    """Return the type of the value at `path` and whether the file must have it.

    `top` is the type of the whole file. Raises `KeyError` for a key that it does not have.
    """
    hint: Any = top
    required = True
    for step in path:
        hint = non_optional(hint)
        if isinstance(step, int):
            hint, required = get_args(hint)[0], True
        elif get_origin(hint) is dict:
            hint, required = get_args(hint)[1], True
        else:
            hint, required = fields(hint)[step]
    return hint, required


def keys_at(path: KeyPath, top: Any = Plan) -> list[str]:
    """Return the keys that the mapping at `path` may have, in a file of type `top`."""
    return list(fields(non_optional(field_at(path, top)[0])))


def placeholder(hint: Any) -> Any:
    """Return plain data of type `hint` that the validator takes."""
    hint = non_optional(hint)
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
    """Return from each YAML key of a part of the plan its type and whether it must be there."""
    return {
        _key(each): (
            each.type,
            each.default is dataclasses.MISSING and each.default_factory is dataclasses.MISSING,
        )
        for each in dataclasses.fields(holder)
    }


def _key(each: dataclasses.Field[Any]) -> str:
    return str(each.metadata.get("key", each.name))


def non_optional(hint: Any) -> Any:
    """Return X for `X | None`: a key left out is None, one written without a value is an error."""
    if get_origin(hint) in {Union, UnionType}:
        return next(option for option in get_args(hint) if option is not NoneType)
    return hint


def _value_schema(  # noqa: PLR0911 - one for each kind of type
    hint: Any, about: About, brief: bool
) -> CoreSchema:
    """Return the schema of a value of type `hint`, with the limits of its key."""
    hint = non_optional(hint)
    if hint is str:
        return core_schema.str_schema(strict=True, min_length=1, max_length=about.longest)
    if hint is int:
        return core_schema.int_schema(strict=True, ge=0)
    if hint is date:
        text = core_schema.str_schema(strict=True, pattern=_ISO_DATE)
        return core_schema.chain_schema([text, core_schema.date_schema()])
    if get_origin(hint) is Literal:
        return core_schema.literal_schema(list(get_args(hint)))
    if get_origin(hint) is tuple:
        return core_schema.tuple_schema(
            [_value_schema(get_args(hint)[0], about, brief)],
            variadic_item_index=0,
            max_length=about.most,
            fail_fast=brief,
        )
    if get_origin(hint) is dict:
        return core_schema.dict_schema(
            core_schema.str_schema(strict=True, min_length=1, max_length=NUMBER),
            _value_schema(get_args(hint)[1], about, brief),
        )
    return _part_schema(hint, brief)


def _part_schema(part: type, brief: bool) -> CoreSchema:
    held = dataclasses.fields(part)
    return core_schema.dataclass_schema(
        part,
        core_schema.dataclass_args_schema(
            part.__name__,
            [_field_schema(each, brief) for each in held],
            extra_behavior="forbid",
        ),
        [each.name for each in held],
        frozen=True,
        slots="__slots__" in vars(part),
    )


def _field_schema(each: dataclasses.Field[Any], brief: bool) -> core_schema.DataclassField:
    value = _value_schema(each.type, each.metadata["about"], brief)
    if each.default is not dataclasses.MISSING:
        value = core_schema.with_default_schema(value, default=each.default)
    elif each.default_factory is not dataclasses.MISSING:
        value = core_schema.with_default_schema(value, default_factory=each.default_factory)
    alias = _key(each) if _key(each) != each.name else None
    return core_schema.dataclass_field(each.name, value, kw_only=True, validation_alias=alias)
