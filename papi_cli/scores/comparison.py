"""Where a province stands in the published index, year against year and beside others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from papi_cli.plan.index_numbers import (
    TOTAL,
    IndexTarget,
    dimension_of,
    index_targets,
    is_sub_index,
    number_order,
)
from papi_cli.plan.model import Plan
from papi_cli.plan.parts import Document, Target
from papi_cli.scores.provinces import province_of
from papi_cli.scores.values import Published, Scores

SMALL = Decimal("0.1")
"""A change of a sub-index below this says little: a survey asks some, not all."""


@dataclass(frozen=True, slots=True)
class Years:
    """The year that is looked at, and the one before it that it is compared with."""

    before: int
    now: int


@dataclass(frozen=True, slots=True)
class Standing:
    """What was published of a number in a year, and where one province stands in it.

    `value` and `rank` are None where nothing was published of the province; provinces with one
    value share a rank, the next has as many less. `ranked` is how many have a value; `median` and
    `best` are theirs, None where nobody has one; `best_of` are those who have the best.
    """

    value: Decimal | None
    rank: int | None
    ranked: int
    median: Decimal | None
    best: Decimal | None
    best_of: tuple[str, ...]


def standing(published: Published, province: str) -> Standing:
    """Return where a province stands among those that have a value."""
    value = published.get(province)
    values = list(published.values())
    best = max(values, default=None)
    return Standing(
        value,
        None if value is None else 1 + sum(each > value for each in values),
        len(values),
        median(values),
        best,
        tuple(name for name, each in published.items() if each == best),
    )


def median(values: Sequence[Decimal]) -> Decimal | None:
    """Return the middle of values, half the sum of the two in the middle; None for no values."""
    if not values:
        return None
    middle, odd = divmod(len(values), 2)
    ordered = sorted(values)
    return ordered[middle] if odd else (ordered[middle - 1] + ordered[middle]) / 2


@dataclass(frozen=True, slots=True)
class Comparison:
    """A number, or the sum of several, of a province in two years.

    `obstacle` says in Vietnamese why the two years cannot be compared, empty where they can;
    `care` what a comparison has to mind.
    `other` is what another province has in the year looked at, None for nothing or nobody.
    """

    numbers: tuple[str, ...]
    before: Standing
    now: Standing
    obstacle: str
    care: str
    other: Decimal | None = None

    @property
    def change(self) -> Decimal | None:
        """The value less that of the year before; None where one is missing, or they differ."""
        return None if self.obstacle else difference(self.now.value, self.before.value)

    @property
    def median_change(self) -> Decimal | None:
        """The change of the median of all provinces, in the same way; None as for `change`."""
        return None if self.obstacle else difference(self.now.median, self.before.median)

    @property
    def fell(self) -> bool:
        """Whether the value fell by more than says little."""
        return self.change is not None and self.change <= -SMALL


def difference(value: Decimal | None, other: Decimal | None) -> Decimal | None:
    """Return how much higher a value is than another; None where one of them is missing."""
    return None if value is None or other is None else value - other


def compare(
    scores: Scores, numbers: Sequence[str], province: str, years: Years, other: str | None = None
) -> Comparison:
    """Return a number, or the sum of several, of a province in two years."""
    now = scores.published(numbers, years.now)
    return Comparison(
        tuple(numbers),
        standing(scores.published(numbers, years.before), province),
        standing(now, province),
        next(filter(None, (obstacle(scores, each, years) for each in numbers)), ""),
        next(filter(None, (care(scores, each, years) for each in numbers)), ""),
        None if other is None else now.get(other),
    )


def obstacle(scores: Scores, number: str, years: Years) -> str:
    """Return why a number of two years cannot be compared, empty where it can.

    A number that is measured in one of the years alone cannot; nor can a sub-index where another
    of its dimension came or went, as those that stay weigh more or less; nor a total of other
    dimensions.
    """
    before, now = scores.measured(years.before), scores.measured(years.now)
    if not before or not now:
        return ""
    if number in before and number in now:
        whole = dimension_of(number) if is_sub_index(number) else number
        if not is_sub_index(number) and number != TOTAL:
            return ""
        return _other_parts(scores, whole, years)
    # Years before 2018 have no sub-indices at all: nothing came or went then.
    if is_sub_index(number) and not (_has_parts(before) and _has_parts(now)):
        return ""
    if number in before:
        return f"{number} không còn đo từ năm {years.now}"
    return f"{number} mới đo từ năm {years.now}" if number in now else ""


def _has_parts(measured: frozenset[str]) -> bool:
    return any(map(is_sub_index, measured))


def _other_parts(scores: Scores, whole: str, years: Years) -> str:
    """Return how what a total or dimension is made of differs between two years."""
    before = scores.measured_parts(whole, years.before)
    now = scores.measured_parts(whole, years.now)
    if before == now or not before or not now:
        return ""
    gone, come = (sorted(each, key=number_order) for each in (before - now, now - before))
    said = [f"năm {years.now} không còn đo {', '.join(gone)}"] * bool(gone)
    said += [f"năm {years.now} đo thêm {', '.join(come)}"] * bool(come)
    what = "tổng điểm gồm các chỉ số khác" if whole == TOTAL else "các phần còn lại nặng nhẹ khác"
    return f"{' và '.join(said)} nên {what}"


def care(scores: Scores, number: str, years: Years) -> str:
    """Return what a comparison of a dimension has to mind: it was made up in another way."""
    if number == TOTAL or is_sub_index(number):
        return ""
    both = [scores.measured_parts(number, year) for year in (years.before, years.now)]
    measured = [scores.measured(year) for year in (years.before, years.now)]
    if all(number in each for each in measured) and [bool(each) for each in both] == [False, True]:
        return f"năm {years.before} gồm các chỉ số thành phần khác, so sánh thận trọng"
    return ""


def plan_years(document: Document, scores: Scores) -> Years:
    """Return the years between which the work of a plan lies: before its first, and its last.

    Of the last nothing may be published yet; where nothing is of either, as `latest_years`.
    """
    years = _own_years(document, scores)
    published = scores.measured(years.before) or scores.measured(years.now)
    return years if published else latest_years(document, scores)


def latest_years(document: Document, scores: Scores) -> Years:
    """Return the years of a plan, as `plan_years`, where its last is published.

    Else the latest before it that is, and the one before that.
    """
    years = _own_years(document, scores)
    known = [year for year in scores.years if scores.measured(year)]
    if years.now in known or not known:
        return years
    now = max((year for year in known if year < years.now), default=known[0])
    return Years(now - 1, now)


def _own_years(document: Document, scores: Scores) -> Years:
    start, end = document.period.start.year, document.period.end
    last = end.year if end else max((start, *filter(scores.measured, scores.years)))
    return Years(start - 1, max(start, last))


@dataclass(frozen=True, slots=True)
class TargetResult:
    """What came of a target about the index.

    `now` is its number in the year by which it is to be reached, `base` in the year that it names,
    None for none. `reached` is None where it cannot be told.
    """

    target: Target
    number: str
    year: int
    base_year: int | None
    now: Standing
    base: Standing | None
    obstacle: str
    reached: bool | None


def target_results(scores: Scores, plan: Plan) -> list[TargetResult]:
    """Return what came of a plan's targets in its own province, as far as they can be measured.

    Empty where there is nothing of that province.
    """
    province = province_of(plan.document, scores)
    if province is None:
        return []
    results = (_result(scores, each, province, plan.document) for each in index_targets(plan))
    return [each for each in results if each]


def _result(
    scores: Scores, each: IndexTarget, province: str, document: Document
) -> TargetResult | None:
    """Return what came of a target, None where nothing says how it is measured."""
    target = each.target
    if target.reading is None:
        return None
    kind, figure = target.reading
    year = target.year or last_year(document)
    now = standing(scores.published([each.number], year), province)
    base_year = int(figure) if kind in {"rank_above", "score_above"} else None
    base = blocked = None
    if base_year is not None:
        base = standing(scores.published([each.number], base_year), province)
        if kind == "score_above":
            blocked = obstacle(scores, each.number, Years(base_year, year))
    reached = None if blocked else _reached(kind, figure, now, base)
    return TargetResult(target, each.number, year, base_year, now, base, blocked or "", reached)


def last_year(document: Document) -> int:
    """Return the year by which a plan's targets are to be reached."""
    end = document.period.end
    return end.year if end else document.period.start.year


def _reached(kind: str, figure: int | str, now: Standing, base: Standing | None) -> bool | None:
    if now.value is None or now.rank is None:
        return None
    if kind == "rank_within":
        return now.rank <= int(figure)
    if kind == "score_at_least":
        return now.value >= Decimal(str(figure).replace(",", "."))
    if base is None or base.value is None or base.rank is None:
        return None
    return now.rank < base.rank if kind == "rank_above" else now.value > base.value
