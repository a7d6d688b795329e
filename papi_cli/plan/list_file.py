"""A file that is a list of items of one class: bytes to the items, and what is wrong with them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any, Generic, TypeVar

from pydantic_core import SchemaValidator, ValidationError

from papi_cli.errors import MANY_MORE, MOST_PROBLEMS, Level, Problem
from papi_cli.plan import yaml_reader
from papi_cli.plan.locations import Locations
from papi_cli.plan.schema_errors import schema_problems
from papi_cli.plan.shape import list_validator
from papi_cli.plan.yaml_reader import Tree, YamlError

Item = TypeVar("Item")
"""A class of frozen dataclasses whose fields are made by `keys.key`."""


@dataclass(frozen=True, eq=False)
class ListFile(Generic[Item]):
    """The items of a file, in order, with the places of their values.

    Where there are `problems`, they are all of its form, and there are no items.
    """

    items: tuple[Item, ...]
    locations: Locations = field(repr=False)
    problems: tuple[Problem, ...] = ()


def load_list(data: bytes, file: str, part: type[Item], most: int) -> ListFile[Item]:
    """Read a list of at most `most` items, each of the class `part`, of UTF-8.

    `file` names it in problems, made safe to show. A file that holds comments alone has no items.
    """
    try:
        tree = yaml_reader.parse(data)
    except yaml_reader.YamlSyntaxError as error:
        return ListFile((), Locations(), (_as_problem(file, error.error),))
    slips = [_as_problem(file, slip) for slip in tree.errors]
    try:
        value = [] if tree.value is None else tree.value
        items = _validator(part, most).validate_python(value)
    except ValidationError as error:
        return ListFile((), tree.locations, (*slips, *_problems(file, tree, error, part, most)))
    return ListFile(() if slips else items, tree.locations, tuple(slips))


def items_of(value: Any, part: type[Item], most: int) -> tuple[Item, ...] | None:
    """Return the items of plain data (dicts, lists, str, int), None where something is wrong."""
    try:
        items: tuple[Item, ...] = _validator(part, most).validate_python(value)
    except ValidationError:
        return None
    return items


def _validator(part: type, most: int, *, brief: bool = False) -> SchemaValidator:
    return list_validator(part, most, brief=brief)


def _problems(
    file: str, tree: Tree, error: ValidationError, part: type, most: int
) -> Iterator[Problem]:
    """Yield what is wrong; of a file with more than anybody would read, only the first of it."""
    many = error.error_count() > MOST_PROBLEMS
    if many:
        try:
            _validator(part, most, brief=True).validate_python(tree.value)
        except ValidationError as first:
            error = first
    details = error.errors(include_url=False)[:MOST_PROBLEMS]
    problems = schema_problems(file, tree, details, tuple[part, ...])  # type: ignore[valid-type]
    yield from problems
    if many:
        yield replace(problems[-1], message=MANY_MORE)


def _as_problem(file: str, slip: YamlError) -> Problem:
    return Problem(file, slip.line, slip.column, Level.ERROR, slip.rule, slip.message)
