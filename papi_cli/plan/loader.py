"""A plan's file to a `Plan`: bytes, then values with their locations, then validated data.

What is wrong with the form of the file (syntax, keys, types) is said here; what is wrong with
its content is said by the rules. Nothing is ever written.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic_core import ValidationError

from papi_cli.errors import MANY_MORE, MOST_PROBLEMS, FileError, Level, Problem
from papi_cli.files import read_bytes, read_text
from papi_cli.plan import yaml_reader
from papi_cli.plan.keys import KeyPath
from papi_cli.plan.locations import Locations
from papi_cli.plan.model import Plan, Task
from papi_cli.plan.parts import Duty, DutyItem
from papi_cli.plan.registry import Registry
from papi_cli.plan.schema_errors import drop_invalid, schema_problems
from papi_cli.plan.shape import plan_validator
from papi_cli.plan.yaml_reader import Tree
from papi_cli.safe_text import quoted, visible
from papi_cli.vietnamese.deadline import Deadline, Kind, parse
from papi_cli.vietnamese.words import words

if TYPE_CHECKING:
    from papi_cli.plan.source_text import SourceText


@dataclass(frozen=True, eq=False)
class LoadedPlan:
    """A plan with the locations of its values.

    `file` is the path as the user gave it, made safe to show, and `path` the one to open.
    `problems` are those of form, in no order. `lacking` names the keys at the top of the file
    under which something was left out so that the rest could be checked. `open_line` is the number
    of the last line where the file ends within it, without a line end.
    """

    file: str
    path: Path
    plan: Plan
    locations: Locations = field(repr=False)
    problems: tuple[Problem, ...] = ()
    lacking: frozenset[str] = frozenset()
    open_line: int | None = None

    @cached_property
    def registry(self) -> Registry:
        """The plan's agencies."""
        return Registry(self.plan.agencies)

    def deadline(self, holder: Task | Duty | DutyItem) -> Deadline:
        """Return what the deadline of a task or a duty means.

        A task whose parts have deadlines of their own has all of their dates.
        """
        if isinstance(holder, Task):
            each = dict.fromkeys(map(self.deadline, holder.parts))
            if len(each) > 1:
                return _joint(holder.deadline, list(each))
        return self.meaning(holder.deadline or "")

    def meaning(self, phrase: str) -> Deadline:
        """Return what a phrase of time means in this plan.

        A missing year is the plan's, days may count from its date, and a bare number of them does
        where the heading of their column says so.
        """
        document = self.plan.document
        return parse(phrase, document.year, document.date, counted=self._counts_days)

    @cached_property
    def _counts_days(self) -> bool:
        """Whether the table has a column of days: «Số ngày dự kiến»."""
        appendix = self.plan.document.appendix
        return any("so ngay" in words(each) for each in (appendix.columns if appendix else ()))

    @cached_property
    def source_text(self) -> SourceText | None:
        """The act that the plan names, None where it names none.

        Raises `FileError` where it cannot be read. Only a file in the plan's own folder or below
        it is: checking a stranger's plan must not tell what other files say.
        """
        # Of all commands two read the act.
        from papi_cli.plan.source_text import SourceText  # noqa: PLC0415

        name = self.plan.document.source
        if name is None:
            return None
        if Path(name).is_absolute() or ".." in Path(name).parts:
            raise FileError(f"{quoted(name)} phải nằm trong thư mục của kế hoạch; chép tệp vào đó.")
        return SourceText(read_text(self.path.parent / name, name), self.plan)

    def line(self, path: KeyPath) -> int:
        """Return the line, from 1, of the value at `path`."""
        return self.locations.location(path)[0]

    def source_line(self, task: Task) -> int | None:
        """Return the line of the act's file, from 1, that holds a task's text.

        None where the plan names no act, it cannot be read, or does not hold the text.
        """
        try:
            source_text = self.source_text
        except FileError:
            return None
        text_path = (*task.path, "text")
        matches = source_text.locate() if source_text else ()
        return next((each.line for each in matches if each.claim.path == text_path), None)


def _joint(text: str, deadlines: Collection[Deadline]) -> Deadline:
    """Return as one deadline those of the parts of a task."""
    dates = tuple(dict.fromkeys(due for each in deadlines for due in each.dates))
    starts = [each.start for each in deadlines if each.start]
    ends = [each.end for each in deadlines if each.end]
    return Deadline(
        text,
        Kind.MILESTONES if dates else Kind.OTHER,
        min(starts) if len(starts) == len(deadlines) else None,
        max(ends) if len(ends) == len(deadlines) else None,
        dates,
    )


def load(path: Path, shown: str | None = None) -> LoadedPlan | tuple[Problem, ...]:
    """Read a plan; `shown` is its path as the user gave it.

    Returns the plan with the problems of its form; where nothing can be made of it, the
    problems alone. Raises `FileError` where the file cannot be read.
    """
    file = visible(shown if shown is not None else str(path))
    data = read_bytes(path, file)
    open_line = None if data.endswith(b"\n") else data.count(b"\n") + 1
    try:
        tree = yaml_reader.parse(data)
    except yaml_reader.YamlSyntaxError as error:
        return (_as_problem(file, error.error),)
    problems = [_as_problem(file, slip) for slip in tree.errors]
    validator = plan_validator()
    try:
        plan = validator.validate_python(tree.value)
        return LoadedPlan(file, path, plan, tree.locations, tuple(problems), open_line=open_line)
    except ValidationError as error:
        if error.error_count() > MOST_PROBLEMS:
            return (*problems, *_first_problems(file, tree))
        details = error.errors(include_url=False)
    problems += schema_problems(file, tree, details)
    lacking = drop_invalid(tree, details)
    try:
        plan = validator.validate_python(tree.value)
    except ValidationError:
        return tuple(problems)
    return LoadedPlan(file, path, plan, tree.locations, tuple(problems), lacking, open_line)


def _first_problems(file: str, tree: Tree) -> Iterator[Problem]:
    """Yield the first errors of form of a file that has so many that nobody would read them."""
    try:
        plan_validator(brief=True).validate_python(tree.value)
    except ValidationError as error:
        problems = schema_problems(file, tree, error.errors(include_url=False)[:MOST_PROBLEMS])
        yield from problems
        yield replace(problems[-1], message=MANY_MORE)


def _as_problem(file: str, slip: yaml_reader.YamlError) -> Problem:
    return Problem(file, slip.line, slip.column, Level.ERROR, slip.rule, slip.message)
