"""Checking a plan: the rules run, their findings as problems with locations and levels.

A doubt on the field that a warning is about turns the warning into a note.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from papi_cli.checking.rules import RULES
from papi_cli.checking.rules.rule import Rule
from papi_cli.errors import MANY_MORE, MOST_PROBLEMS, InvalidPlanError, Level, Problem
from papi_cli.plan.loader import LoadedPlan, load

if TYPE_CHECKING:
    from papi_cli.checking.baseline import Baseline


@dataclass(frozen=True, slots=True)
class Inspection:
    """What was found in a plan's file; `compared` says whether it was compared with an act."""

    problems: list[Problem]
    compared: bool


def check_file(
    path: Path, shown: str, *, strict: bool = False, baseline: Baseline | None = None
) -> list[Problem]:
    """Return the problems that `inspect_file` finds."""
    return inspect_file(path, shown, strict=strict, baseline=baseline).problems


def inspect_file(
    path: Path, shown: str, *, strict: bool = False, baseline: Baseline | None = None
) -> Inspection:
    """Return all problems of a plan's file, in its order, then those of the baseline's.

    `shown` is the path as the user knows it; `strict` turns warnings into errors; what is not as
    in the `baseline` is a problem too. Raises `FileError` where the file cannot be read.
    """
    loaded = load(path, shown)
    compared = True  # of what is no plan more is to be said than that
    if isinstance(loaded, tuple):
        problems = _in_order(loaded)
    else:
        compared = loaded.plan.document.source is not None
        problems = check(loaded, signed=baseline is not None)
        if baseline is not None:
            from papi_cli.checking.baseline import changes  # noqa: PLC0415 - questions need none

            problems = _in_order([*problems, *changes(loaded, baseline)], loaded.file)
    return Inspection(stricter(problems) if strict else problems, compared)


def stricter(problems: Iterable[Problem]) -> list[Problem]:
    """Return problems with an error for each warning."""
    return [
        replace(each, level=Level.ERROR) if each.level is Level.WARNING else each
        for each in problems
    ]


def load_valid(path: Path, shown: str) -> LoadedPlan:
    """Return a plan that can be asked.

    Raises `FileError` where the file cannot be read, `InvalidPlanError` where the plan has an
    error. Warnings, and the comparison with the act, are left to `papi check`.
    """
    loaded = load(path, shown)
    if isinstance(loaded, tuple):
        raise InvalidPlanError(_in_order(loaded))
    stopping = [rule for rule in RULES.values() if rule.queries and rule.level is Level.ERROR]
    problems = check(loaded, stopping)
    if problems:
        raise InvalidPlanError(problems)
    return loaded


def check(
    loaded: LoadedPlan, rules: Iterable[Rule] | None = None, *, signed: bool = False
) -> list[Problem]:
    """Return the problems of form and of `rules` (all), in the order of the file.

    `signed` says that the plan is compared with a baseline too, which settles what the act leaves
    open.
    """
    problems = list(loaded.problems)
    for rule in RULES.values() if rules is None else rules:
        if rule.find is None or rule.needs & loaded.lacking:
            continue
        for count, finding in enumerate(islice(rule.find(loaded), MOST_PROBLEMS + 1), start=1):
            line, column = loaded.locations.location(finding.path, key=finding.key)
            level, message = rule.level, f"{finding.sentence}{finding.advice}"
            if finding.doubted and level is Level.WARNING:
                level, message = Level.NOTE, f"{finding.sentence}; đã ghi điểm cần xác minh."
            elif level is Level.WARNING and (finding.note or (signed and finding.signed)):
                level = Level.NOTE
            message = MANY_MORE if count > MOST_PROBLEMS else message
            problems.append(Problem(loaded.file, line, column, level, rule.name, message))
    return _in_order(problems)


def _in_order(problems: Iterable[Problem], first: str = "") -> list[Problem]:
    """Return problems in the order of the file; those of the file `first` before any other's."""
    return sorted(problems, key=lambda each: (each.file != first, each.line, each.column))


def count_summary(found: Inspection) -> str:
    """Return the count of problems in words, and that nothing was compared where that is so."""
    levels = Counter(problem.level for problem in found.problems)
    counted = ", ".join(f"{levels[level]} {level.word}" for level in Level) + "."
    if not found.problems:
        counted = "Không có vấn đề nào."
    return counted if found.compared else f"{counted} {UNCOMPARED}"


UNCOMPARED = (
    "Lưu ý: không có văn bản nguồn (document.source) nên chưa đối chiếu câu chữ nào với văn bản"
    " đã ký."
)
