"""What the act proves: each text, cell and name of the shipped plan, dropped and changed alone."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Any

import pytest
from pydantic_core import ValidationError

from papi_cli.checking.rules import RULES
from papi_cli.checking.rules.rule import Rule
from papi_cli.checking.runner import check
from papi_cli.errors import Level, Problem
from papi_cli.plan import yaml_reader
from papi_cli.plan.keys import KeyPath
from papi_cli.plan.loader import LoadedPlan
from papi_cli.plan.model import Plan
from papi_cli.plan.shape import plan_validator
from tests.conftest import PLAN

TREE = yaml_reader.parse(PLAN.read_bytes())
OF_ANOTHER_KIND = {"period", "follow_up", "source", "doubts"}
"""What the plan says that the act does not print."""
AGENCIES = {"lead", "coordinating", "agencies"}
OTHER = "Sở Khoa học và Công nghệ"
"""An agency that the act names nowhere."""


Said = set[tuple[Level, str, str]]
IN_TURN = [
    [RULES["source"]],
    [rule for rule in RULES.values() if rule.name not in {"source", "doubt"}],
]
"""The rules, the one first that tells most: the others are asked where it is silent."""


def leaves(value: Any, path: KeyPath = ()) -> Iterator[KeyPath]:
    """Yield the paths of all that a plan says as the act does, keys and items of lists."""
    steps = value.items() if isinstance(value, dict) else enumerate(value)
    for step, inner in steps:
        if step in OF_ANOTHER_KIND and not (path and path[-2:-1] == ("corrections",)):
            continue
        if isinstance(inner, dict | list):
            yield from leaves(inner, (*path, step))
            if len(inner) > 1 and step in {*AGENCIES, "recipients", "signer", "appendix", "to"}:
                yield (*path, step)
        else:
            yield (*path, step)


OTHERS = {
    "deadline": ["Quý III/2021"],
    "date": ["2021-05-11", "2020-05-10"],
    "role": ["coordinating"],
    "number": ["264/KH-UBND", "785/KH-UBND", "263/KH-HĐND"],
}


def changed(path: KeyPath, value: Any) -> Iterator[Any]:
    """Yield other values than the one at `path`."""
    if isinstance(value, list) and path[-1] in AGENCIES:
        yield from ([*value, OTHER], [OTHER, *value])
        if path[-1] != "agencies":  # no text says in which order
            yield value[::-1]
    elif isinstance(path[-1], int) and path[-2] in AGENCIES:
        yield from (OTHER, "Sở Y tế" if value != "Sở Y tế" else "Sở Nội vụ")
    elif path[-1] in OTHERS:
        yield from OTHERS[path[-1]]
    elif path[-1] == "id":
        yield f"{value}1"
    elif isinstance(value, str):
        yield from reworded(value.split())


def reworded(words: list[str]) -> Iterator[str]:
    """Yield a text with a word less, more or another at its beginning, middle and end."""
    yield " ".join([*words, "khác"])
    yield " ".join(["khác", *words])
    for at in {0, len(words) // 2, len(words) - 1}:
        yield " ".join([*words[:at], "khác", *words[at + 1 :]])
        if len(words) > 1:
            yield " ".join(words[:at] + words[at + 1 :])


def problems(shipped: LoadedPlan, plan: Plan, rules: list[Rule]) -> Said:
    """Return what rules say of a plan in the place of the shipped one."""
    loaded = LoadedPlan(shipped.file, PLAN, plan, TREE.locations)
    return {said(each) for each in check(loaded, rules)}


def said(problem: Problem) -> tuple[Level, str, str]:
    return problem.level, problem.rule, problem.message


def told(shipped: LoadedPlan, before: list[Said]) -> Level | bool | None:
    """Return how loudly the tree as it is now is told to depart.

    None for not at all, True where it says what the shipped plan says in other words.
    """
    found: set[Level] = set()
    for rules, known in zip(IN_TURN, before, strict=True):
        try:
            plan = plan_validator().validate_python(TREE.value)
        except ValidationError:
            return Level.ERROR
        if meaning(plan) == meaning(shipped.plan):
            return True
        found |= {level for level, _, _ in problems(shipped, plan, rules) - known}
        if found - {Level.NOTE}:
            break
    return min(found, key=list(Level).index, default=None)


def meaning(plan: Plan) -> Any:
    """Return what a plan says, merged cells filled in."""
    cells = [(each.id, each.lead, each.coordinating, each.deadline) for each in plan.tasks]
    texts = [(each.text, each.corrections) for each in plan.tasks]
    names = [(each.name, [sub.name for sub in each.subdimensions]) for each in plan.dimensions]
    return plan.document, plan.duties, cells, texts, names


def dropped(path: KeyPath) -> Iterator[None]:
    """Take the value at `path` out of the tree, and put it back; the key with its last item."""
    holder = TREE.at(path[:-1])
    if isinstance(path[-1], int) and len(holder) == 1:
        yield from dropped(path[:-1])
        return
    kept = holder.copy()
    del holder[path[-1]]
    yield
    _put_back(holder, kept)


def _put_back(holder: Any, kept: Any) -> None:
    holder.clear()
    holder.update(kept) if isinstance(holder, dict) else holder.extend(kept)


def outcomes(
    shipped: LoadedPlan, paths: list[KeyPath], most: int
) -> Iterator[tuple[KeyPath, str, Level | bool | None]]:
    """Yield for each change the path, what was done, and how loudly it is told.

    Each value is dropped, and changed in up to `most` ways.
    """
    before = [problems(shipped, shipped.plan, rules) for rules in IN_TURN]
    for path in paths:
        for _ in dropped(path):
            yield path, "dropped", told(shipped, before)
        holder, value = TREE.at(path[:-1]), TREE.at(path)
        for other in islice(changed(path, value), most):
            if other != value:
                holder[path[-1]] = other
                yield path, f"changed into {other!r}", told(shipped, before)
        holder[path[-1]] = value


PATHS = [
    path
    for key in ("document", "duties", "dimensions")
    for path in leaves(TREE.at((key,)), (key,))
    if not ("parts" in path and path[-1] == "id")  # the act does not number what a duty asks for
]
READINGS = [
    # Three lists for four tasks, two for four: a doubt tells that the value is a reading.
    (("dimensions", 4, "subdimensions", 2, "tasks"), "coordinating"),
    (("dimensions", 4, "subdimensions", 3, "tasks"), "coordinating"),
    # Beside those it names the act charges others, whom it does not name.
    (("duties", 2), "agencies"),
]
"""Where the act leaves a choice and the plan notes a doubt: what is told there is a note."""


def is_reading(path: KeyPath) -> bool:
    return any(path[: len(above)] == above and key in path for above, key in READINGS)


def untold(shipped: LoadedPlan, paths: list[KeyPath], most: int) -> list[tuple[KeyPath, str]]:
    """Return the changes that are not told, or told as notes where the act is plain."""
    return [
        (path, what)
        for path, what, level in outcomes(shipped, paths, most)
        if level is None or (level is Level.NOTE and not is_reading(path))
    ]


@pytest.mark.parametrize("part", range(2))
def test_whatever_is_dropped_or_changed_alone_is_told(shipped: LoadedPlan, part: int) -> None:
    """Every fourth value in each run; all of them, and each in every way, in `make thorough`."""
    assert untold(shipped, PATHS[part * 4 :: 8], 1) == []


@pytest.mark.thorough
@pytest.mark.parametrize("part", range(8))
def test_however_a_text_or_a_cell_is_changed_alone_it_is_told(
    shipped: LoadedPlan, part: int
) -> None:
    assert untold(shipped, PATHS[part::8], 100) == []


def test_the_paths_are_those_of_all_that_the_act_prints() -> None:
    kinds = {path[-1] if isinstance(path[-1], str) else path[-2] for path in PATHS}
    assert kinds >= {
        "type", "number", "date", "issuer", "place", "subject", "basis", "purposes", "to", "name",
        "position", "columns", "agencies", "text", "id", "lead", "coordinating", "deadline",
        "source", "reading",
    }  # fmt: skip
    assert sum(path[-1] == "text" for path in PATHS) == 76 + 9
