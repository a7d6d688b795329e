"""Figures of the index as they are shown: points, changes, ranks, in Vietnamese."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal

from papi_cli.plan.index_numbers import TOTAL
from papi_cli.scores.comparison import Comparison, Standing, TargetResult

NONE = "–"
"""What a drawing has where nothing was published; a table for programs leaves the cell empty."""
BOUNDS = (
    "Giá trị là điều người dân gặp và trả lời khi được hỏi, không phải việc cơ quan đã làm; thay"
    " đổi dưới 0,1 ở một chỉ số thành phần không nói lên nhiều."
)
"""What every answer about the index says of it."""
_SHOWN, _STORED = Decimal("0.001"), Decimal("0.0001")


def points(value: Decimal | None, none: str = "") -> str:
    """Return a value with three decimals and a comma, `none` where there is none."""
    return none if value is None else f"{rounded(value)}".replace(".", ",")


def signed(value: Decimal | None, none: str = "") -> str:
    """Return a difference as `points`, with its sign; nothing has none."""
    if value is None:
        return none
    found = rounded(value)
    return f"{found:+}".replace(".", ",") if found else points(Decimal(0))


def rounded(value: Decimal) -> Decimal:
    """Return a value with as many decimals as are shown; nothing has no sign."""
    found = value.quantize(_SHOWN, ROUND_HALF_UP)
    return found if found else abs(found)


def rank(standing: Standing, none: str = "") -> str:
    """Return a rank with the number of those ranked: `34/60`."""
    return none if standing.rank is None else f"{standing.rank}/{standing.ranked}"


def number_json(value: Decimal | None) -> float | None:
    """Return a value as JSON has it, with four decimals."""
    return None if value is None else float(value.quantize(_STORED, ROUND_HALF_UP))


def mean_text(mean: float) -> str:
    """Return a mean with one decimal, a half rounded up: `2,7`."""
    return f"{Decimal(repr(mean)).quantize(Decimal('0.1'), ROUND_HALF_UP)}".replace(".", ",")


def called(numbers: Iterable[str]) -> str:
    """Return numbers of the index in words: `tổng điểm`, `7.2 + 7.3`."""
    return " + ".join("tổng điểm" if each == TOTAL else each for each in numbers)


def obstacles(comparisons: Iterable[Comparison]) -> dict[str, list[str]]:
    """Return why numbers cannot be compared with the year before, each reason with its numbers."""
    found: dict[str, list[str]] = {}
    for each in comparisons:
        if each.obstacle:
            found.setdefault(each.obstacle, []).append(called(each.numbers))
    return found


def change_text(comparison: Comparison) -> str:
    """Return a change in words: the figure, or why there is none."""
    if comparison.obstacle:
        return f"không so sánh được: {comparison.obstacle}"
    return signed(comparison.change, NONE)


def reached_text(result: TargetResult) -> str:
    """Return what came of a target in a sentence's end: figures of both years, reached or not."""
    if result.obstacle:
        return f"không so sánh được: {result.obstacle}"
    if result.now.value is None:
        return f"năm {result.year} chưa có giá trị"
    ranked = result.target.reading is not None and result.target.reading[0].startswith("rank")
    said = _standing(result.now, result.year, ranked=ranked)
    if result.base is not None and result.base_year is not None:
        before = _standing(result.base, result.base_year, ranked=ranked)
        said = f"{before}, {said}"
    if result.reached is None:
        return f"{said}: chưa đủ giá trị để so"
    return f"{said}: {'đạt' if result.reached else 'chưa đạt'}"


def _standing(standing: Standing, year: int, *, ranked: bool) -> str:
    if standing.value is None:
        return f"năm {year} không có giá trị"
    points_of = points(standing.value)
    if ranked:
        return f"năm {year} thứ {standing.rank} trong {standing.ranked} tỉnh ({points_of} điểm)"
    return f"năm {year}: {points_of} điểm"
