"""A plan's file to a `Plan`: bytes, then values with their places, then validated data.

What is wrong with the form of the file (syntax, keys, types) is said here; what is wrong with
its content is said by `check.py`. Nothing is ever written.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic_core import ValidationError

from papi_cli import yaml_tree
from papi_cli.agencies import Registry
from papi_cli.deadline import Deadline, parse
from papi_cli.errors import MANY_MORE, MOST_PROBLEMS, FileError, Level, Problem
from papi_cli.files import read_bytes, read_text
from papi_cli.form import form_problems, leave_out
from papi_cli.places import Places
from papi_cli.plan import KeyPath, Plan, Task
from papi_cli.schema import plan_validator
from papi_cli.text import quoted, visible
from papi_cli.yaml_tree import Tree

if TYPE_CHECKING:
    from papi_cli.source import Act


@dataclass(frozen=True, eq=False)
class LoadedPlan:
    """A plan with the places of its values.

    `file` is the path as the user gave it, made safe to show, and `path` the one to open.
    `problems` are those of form, in no order. `lacking` names the keys at the top of the file
    under which something was left out so that the rest could be checked.
    """

    file: str
    path: Path
    plan: Plan
    places: Places = field(repr=False)
    problems: tuple[Problem, ...] = ()
    lacking: frozenset[str] = frozenset()

    @cached_property
    def registry(self) -> Registry:
        """The plan's agencies."""
        return Registry(self.plan.agencies)

    def deadline(self, task: Task) -> Deadline:
        """Return what the task's deadline means; a missing year is the plan's."""
        return parse(task.deadline, self.plan.document.year)

    @cached_property
    def act(self) -> Act | None:
        """The act that the plan names, None where it names none.

        Raises `FileError` where it cannot be read. Only a file in the plan's own folder or below
        it is: checking a stranger's plan must not tell what other files say.
        """
        from papi_cli.source import Act  # noqa: PLC0415 - of all commands two read the act

        name = self.plan.document.source
        if name is None:
            return None
        if Path(name).is_absolute() or ".." in Path(name).parts:
            raise FileError(f"{quoted(name)} phải nằm trong thư mục của kế hoạch; chép tệp vào đó.")
        return Act(read_text(self.path.parent / name, name), self.plan)

    def line(self, path: KeyPath) -> int:
        """Return the line, from 1, of the value at `path`."""
        return self.places.place(path)[0]


def load(path: Path, shown: str | None = None) -> LoadedPlan | tuple[Problem, ...]:
    """Read a plan; `shown` is its path as the user gave it.

    Returns the plan with the problems of its form; where nothing can be made of it, the
    problems alone. Raises `FileError` where the file cannot be read.
    """
    file = visible(shown if shown is not None else str(path))
    try:
        tree = yaml_tree.parse(read_bytes(path, file))
    except yaml_tree.SyntaxSlipError as error:
        return (_slip_problem(file, error.slip),)
    problems = [_slip_problem(file, slip) for slip in tree.slips]
    validator = plan_validator()
    try:
        plan = validator.validate_python(tree.value)
        return LoadedPlan(file, path, plan, tree.places, tuple(problems))
    except ValidationError as error:
        if error.error_count() > MOST_PROBLEMS:
            return (*problems, *_first_problems(file, tree))
        details = error.errors(include_url=False)
    problems += form_problems(file, tree, details)
    lacking = leave_out(tree, details)
    try:
        plan = validator.validate_python(tree.value)
    except ValidationError:
        return tuple(problems)
    return LoadedPlan(file, path, plan, tree.places, tuple(problems), lacking)


def _first_problems(file: str, tree: Tree) -> Iterator[Problem]:
    """Yield the first slips of form of a file that has so many that nobody would read them."""
    try:
        plan_validator(brief=True).validate_python(tree.value)
    except ValidationError as error:
        problems = form_problems(file, tree, error.errors(include_url=False)[:MOST_PROBLEMS])
        yield from problems
        yield replace(problems[-1], message=MANY_MORE)


def _slip_problem(file: str, slip: yaml_tree.Slip) -> Problem:
    return Problem(file, slip.line, slip.column, Level.ERROR, slip.rule, slip.message)
