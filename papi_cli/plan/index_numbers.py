"""Which numbers of the published index each part of a plan is about.

The index has dimensions (`1`), sub-indices (`1.1`) and a `total`. Where a plan is divided as the
index is, its own numbers are the index's; where they differ, and where a plan is divided
otherwise, `indices` says so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from papi_cli.plan.keys import KeyPath
from papi_cli.plan.model import Plan
from papi_cli.plan.parts import Dimension, Document, Subdimension, Target
from papi_cli.vietnamese.words import fold

TOTAL = "total"
_NUMBER = re.compile(r"[1-9][0-9]?(?:\.[1-9][0-9]?)?")


def is_index_number(text: str) -> bool:
    """Whether a text is the number of a dimension or sub-index, or `total`."""
    return text == TOTAL or _NUMBER.fullmatch(text) is not None


def dimension_of(number: str) -> str:
    """Return the dimension that a number belongs to: `7` for `7.2` and for itself."""
    return number.partition(".")[0]


def is_sub_index(number: str) -> bool:
    """Whether a number is a sub-index's."""
    return "." in number


def number_order(number: str) -> tuple[int, ...]:
    """Return a key that puts the total first, a dimension before its sub-indices."""
    return () if number == TOTAL else tuple(map(int, number.split(".")))


@dataclass(frozen=True, slots=True)
class IndexedSection:
    """A part of the plan's table with the numbers of the index that it is about."""

    path: KeyPath
    section: Dimension | Subdimension
    dimension: Dimension
    numbers: tuple[str, ...]

    @property
    def holds_tasks(self) -> bool:
        """Whether tasks stand in it: a subdimension, or a dimension that has none."""
        return isinstance(self.section, Subdimension) or not self.section.subdimensions


def indexed_sections(plan: Plan) -> Iterator[IndexedSection]:
    """Yield the parts of the table that are about the index, in the order of the file."""
    own = follows_the_index(plan.document)
    for at, dimension in enumerate(plan.dimensions):
        sections: list[tuple[KeyPath, Dimension | Subdimension]] = [(("dimensions", at), dimension)]
        for sub_at, sub in enumerate(dimension.subdimensions):
            sections.append((("dimensions", at, "subdimensions", sub_at), sub))
        for path, section in sections:
            if numbers := section.indices or _own_number(section, own=own):
                yield IndexedSection(path, section, dimension, numbers)


def follows_the_index(document: Document) -> bool:
    """Whether the numbers of a plan's parts are the index's: it calls them indices too.

    The groups of a plan that is divided otherwise are numbered from 1 as well.
    """
    return fold("chỉ số") in fold(document.dimension_word)


def _own_number(section: Dimension | Subdimension, *, own: bool) -> tuple[str, ...]:
    number = section.id
    fits = is_index_number(number) and is_sub_index(number) == isinstance(section, Subdimension)
    return (number,) if own and fits and number != TOTAL else ()


def section_names(plan: Plan) -> dict[str, str]:
    """Return from numbers of the index to what the plan calls them.

    A part that is about all of a dimension's sub-indices names them too.
    """
    return {number: each.section.name for each in indexed_sections(plan) for number in each.numbers}


def is_touched(number: str, sections: Iterator[IndexedSection] | list[IndexedSection]) -> bool:
    """Whether a part of the plan that may hold tasks is about a sub-index, or its dimension."""
    return any(
        each.holds_tasks and (number in each.numbers or dimension_of(number) in each.numbers)
        for each in sections
    )


@dataclass(frozen=True, slots=True)
class IndexTarget:
    """A target with the number of the index that it is about, where it stands in the file."""

    path: KeyPath
    target: Target
    number: str


def index_targets(plan: Plan) -> Iterator[IndexTarget]:
    """Yield the targets that are about the index: aims, those of the plan, those of its parts.

    A target of a part is about the part's number, unless that has several and it says none.
    """
    for name in ("aims", "targets"):
        for at, target in enumerate(getattr(plan, name)):
            yield IndexTarget((name, at), target, target.index or TOTAL)
    for each in indexed_sections(plan):
        single = each.numbers[0] if len(each.numbers) == 1 else ""
        for at, target in enumerate(each.section.targets):
            if number := target.index or single:
                yield IndexTarget((*each.path, "targets", at), target, number)
