"""The published index as it is shown: tables, rows, JSON; what there is to gain."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from papi_cli.plan.index_numbers import (
    TOTAL,
    dimension_of,
    is_sub_index,
    number_order,
    section_names,
)
from papi_cli.plan.loader import LoadedPlan
from papi_cli.safe_text import visible
from papi_cli.scores.comparison import (
    Comparison,
    TargetResult,
    Years,
    compare,
    difference,
    target_results,
)
from papi_cli.scores.figures import (
    BOUNDS,
    NONE,
    called,
    mean_text,
    number_json,
    obstacles,
    points,
    rank,
    reached_text,
    rounded,
    signed,
)
from papi_cli.scores.focus import FocusRow, Yardstick, mean_tasks, untouched
from papi_cli.scores.provinces import province_of
from papi_cli.scores.values import Scores
from papi_cli.views.formats import View, sheet_of_rows
from papi_cli.views.tables import Cell, Rows, plain_table

UNCOMPARED = "(*)"
"""What stands for a change where two years cannot be compared; the closing lines say why."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked for: a province, years, what to set it beside, of which dimensions.

    Another province or a yardstick, or neither; no `dimensions` are all.
    """

    province: str
    years: Years
    other: str | None = None
    yardstick: Yardstick | None = None
    dimensions: tuple[str, ...] = ()

    @property
    def against(self) -> str:
        """What it is set beside, as the JSON contract has it."""
        return self.other or (self.yardstick.value if self.yardstick else "")


@dataclass(frozen=True, slots=True)
class ScoresAnswer:
    """The numbers that were asked for, compared, and what came of targets about them."""

    asked: Asked
    comparisons: Sequence[Comparison]
    targets: Sequence[TargetResult]
    untouched: Sequence[str]
    names: dict[str, str]


def answer_scores(loaded: LoadedPlan, scores: Scores, asked: Asked) -> ScoresAnswer:
    """Return a province's values in two years: total, dimensions, sub-indices measured in one."""
    years, province = asked.years, asked.province
    wanted = [
        number
        for number in _numbers(scores, years)
        if not asked.dimensions or dimension_of(number) in asked.dimensions
    ]
    results = [
        each
        for each in target_results(scores, loaded.plan)
        if province == province_of(loaded.plan.document, scores)
        and each.year == years.now
        and (not asked.dimensions or dimension_of(each.number) in asked.dimensions)
    ]
    return ScoresAnswer(
        asked,
        [compare(scores, [each], province, years, asked.other) for each in wanted],
        results,
        untouched(loaded, scores, years.now),
        section_names(loaded.plan),
    )


def _numbers(scores: Scores, years: Years) -> list[str]:
    """Return the numbers measured in one of two years."""
    return sorted(scores.measured(years.before) | scores.measured(years.now), key=number_order)


def scores_view(
    loaded: LoadedPlan, scores: Scores, answer: ScoresAnswer, picture: Callable[[], str]
) -> View:
    """Return a province's values as any format may need them."""
    closing = scores_closing(loaded, scores, answer)
    return View(
        loaded=loaded,
        rows=lambda: score_rows(answer),
        data=lambda: scores_data(scores, answer),
        drawing=lambda: scores_table(answer, closing),
        picture=picture,
        sheets=lambda: [
            sheet_of_rows("Chỉ số", score_rows(answer, _number, _number), _in_a_line(closing))
        ],
        closing=_in_a_line(closing),
    )


def _in_a_line(closing: str) -> str:
    """Return closing lines as one, without the marks of cells that only a drawing has."""
    return closing.replace(f"{UNCOMPARED} ", "").replace("\n", " ")


def name_of(answer: ScoresAnswer, number: str) -> str:
    """Return what the plan calls a number, nothing where no part of it is about it."""
    return "Tổng điểm" if number == TOTAL else answer.names.get(number, "")


def _title(asked: Asked) -> str:
    years = asked.years
    return f"Chỉ số PAPI đã công bố của {asked.province}, năm {years.before} và {years.now}"


Figure = Callable[[Decimal | None], Cell]
"""How a figure stands in a cell, as text or as a number."""


def _number(value: Decimal | None) -> Cell:
    """Return a figure as a number for a workbook."""
    return "" if value is None else rounded(value)


def score_rows(answer: ScoresAnswer, points: Figure = points, signed: Figure = signed) -> Rows:
    """Return numbers as rows: every figure in a column of its own, empty for what is missing.

    `points` and `signed` say how values and differences stand there.
    """
    asked = answer.asked
    years = asked.years
    targets = _targets_by_number(answer.targets)
    columns = [
        "Mã số", "Nội dung", f"Năm {years.before}", f"Năm {years.now}", "Thay đổi",
        f"Hạng năm {years.before}", f"Số tỉnh xếp hạng năm {years.before}",
        f"Hạng năm {years.now}", f"Số tỉnh xếp hạng năm {years.now}",
        "Trung vị", "Cao nhất", "Tỉnh cao nhất",
        *(_beside(asked) or ()),
        *(["Chỉ tiêu"] if targets else []),
        "Ghi chú",
    ]  # fmt: skip
    rows = []
    for each in answer.comparisons:
        number = each.numbers[0]
        cells: list[Cell] = [
            number,
            name_of(answer, number),
            points(each.before.value),
            points(each.now.value),
            signed(each.change),
            *_ranked(each.before.rank, each.before.ranked),
            *_ranked(each.now.rank, each.now.ranked),
            points(each.now.median),
            points(each.now.best),
            "; ".join(each.now.best_of),
        ]
        if _beside(asked):
            value = _other_value(asked, each)
            cells += [points(value), signed(difference(each.now.value, value))]
        if targets:
            cells.append("; ".join(targets.get(number, ())))
        rows.append((*cells, _note(each)))
    return Rows(_title(asked), tuple(columns), rows)


def _ranked(place: int | None, ranked: int) -> tuple[Cell, Cell]:
    return ("" if place is None else place, ranked if ranked else "")


def _note(comparison: Comparison) -> str:
    said = [f"không so sánh được: {comparison.obstacle}"] if comparison.obstacle else []
    said += [comparison.care] if comparison.care else []
    return "; ".join(said)


def _targets_by_number(results: Iterable[TargetResult]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for each in results:
        found.setdefault(each.number, []).append(f"{each.target.value} ({reached_text(each)})")
    return found


def _beside(asked: Asked) -> tuple[str, str] | None:
    """Return the headings of what the province is set beside, None for nothing."""
    if asked.other is not None:
        return asked.other, f"Hơn {asked.other}"
    titles = {Yardstick.MEDIAN: "trung vị", Yardstick.BEST: "cao nhất"}
    if asked.yardstick in titles:
        what = titles[asked.yardstick]
        return f"{what.capitalize()} năm {asked.years.now}", f"Hơn {what}"
    return None


def _other_value(asked: Asked, comparison: Comparison) -> Decimal | None:
    if asked.other is not None:
        return comparison.other
    return comparison.now.best if asked.yardstick is Yardstick.BEST else comparison.now.median


def scores_table(answer: ScoresAnswer, closing: str, width: int | None = None) -> str:
    """Return numbers as a table for a terminal of `width` columns (None: the terminal's)."""
    asked = answer.asked
    columns = [
        "Mã số",
        "Nội dung",
        str(asked.years.before),
        str(asked.years.now),
        "Thay đổi",
        "Hạng",
    ]
    beside = _beside(asked)
    if beside:
        columns += [asked.other or beside[0].rpartition(" năm")[0], "Hơn"]
    else:
        columns += ["Trung vị", "Cao nhất"]
    rows = []
    for each in answer.comparisons:
        number = each.numbers[0]
        label = "" if number == TOTAL else number
        change = UNCOMPARED if each.obstacle else signed(each.change, NONE)
        cells = [
            label,
            name_of(answer, number) or "(không có trong kế hoạch)",
            points(each.before.value, NONE),
            points(each.now.value, NONE),
            change,
            rank(each.now, NONE),
        ]
        if beside:
            value = _other_value(asked, each)
            cells += [points(value, NONE), signed(difference(each.now.value, value), NONE)]
        else:
            cells += [points(each.now.median, NONE), points(each.now.best, NONE)]
        rows.append(tuple(cells))
    table = Rows("", tuple(columns), rows)
    return plain_table(table, f"\n{closing}", len(columns) - 2, width)


def scores_closing(loaded: LoadedPlan, scores: Scores, answer: ScoresAnswer) -> str:
    """Return the closing lines: what of whom, targets, what is not comparable, the bounds."""
    asked = answer.asked
    years = asked.years
    lines = [_title(asked) + _total_text(scores, asked) + "."]
    lines += [
        f"{visible(each.target.name)} {visible(each.target.value)} ({called([each.number])}):"
        f" {reached_text(each)}."
        for each in answer.targets
    ]
    lines += _uncompared_lines(answer.comparisons)
    if not any(is_sub_index(each) for each in scores.measured(years.now)):
        lines.append(f"Năm {years.now} chỉ có giá trị theo chỉ số nội dung.")
    lines += _plan_lines(loaded, scores, answer)
    lines.append(BOUNDS)
    return "\n".join(lines)


def _total_text(scores: Scores, asked: Asked) -> str:
    total = compare(scores, [TOTAL], asked.province, asked.years)
    if total.now.value is None:
        return f": năm {asked.years.now} không có tổng điểm của {asked.province}"
    before = f", năm {asked.years.before} thứ {rank(total.before)}" if total.before.rank else ""
    change = "" if total.change is None else f" ({signed(total.change)})"
    return f": tổng điểm {points(total.now.value)}{change}, thứ {rank(total.now)}{before}"


def _uncompared_lines(comparisons: Sequence[Comparison]) -> list[str]:
    """Return why numbers cannot be compared or want care, each reason once."""
    cares: dict[str, list[str]] = {}
    for each in comparisons:
        if each.care:
            cares.setdefault(each.care, []).append(called(each.numbers))
    lines = [
        f"{UNCOMPARED} {', '.join(names)}: không so sánh được với năm trước, {why}."
        for why, names in obstacles(comparisons).items()
    ]
    return lines + [f"{', '.join(names)}: {why}." for why, names in cares.items()]


def _plan_lines(loaded: LoadedPlan, scores: Scores, answer: ScoresAnswer) -> list[str]:
    """Return what of the plan and the index does not meet."""
    years, lines = answer.asked.years, []
    document = loaded.plan.document
    last = document.period.end.year if document.period.end else years.now
    if last != years.now and not scores.measured(last):
        lines.append(f"Chưa có giá trị nào của năm {last} là năm của kế hoạch.")
    if answer.untouched:
        numbers = ", ".join(answer.untouched)
        lines.append(f"Không mục nào của kế hoạch nói tới: {numbers}.")
    if not answer.names:
        lines.append(
            "Kế hoạch này không chia theo chỉ số và không mục nào ghi indices nên không biết mục"
            " nào ứng với chỉ số nào."
        )
    return lines


def scores_data(scores: Scores, answer: ScoresAnswer) -> dict[str, Any]:
    """Return numbers as the JSON contract has them."""
    asked = answer.asked
    return {
        **_asked_data(scores, asked),
        "rows": [
            {
                "name": name_of(answer, each.numbers[0]) or None,
                **comparison_data(each),
                "against": number_json(_other_value(asked, each)) if asked.against else None,
            }
            for each in answer.comparisons
        ],
        "targets": [target_data(each) for each in answer.targets],
        "untouched": list(answer.untouched),
        "bounds": BOUNDS,
    }


def _asked_data(scores: Scores, asked: Asked) -> dict[str, Any]:
    return {
        "file": scores.file,
        "province": asked.province,
        "year": asked.years.now,
        "year_before": asked.years.before,
        "against": asked.against or None,
    }


def comparison_data(each: Comparison) -> dict[str, Any]:
    """Return a comparison as the JSON contract has it."""
    return {
        "numbers": list(each.numbers),
        "value": number_json(each.now.value),
        "value_before": number_json(each.before.value),
        "change": number_json(each.change),
        "not_comparable": each.obstacle or None,
        "care": each.care or None,
        "rank": each.now.rank,
        "ranked": each.now.ranked,
        "rank_before": each.before.rank,
        "ranked_before": each.before.ranked,
        "median": number_json(each.now.median),
        "median_change": number_json(each.median_change),
        "best": number_json(each.now.best),
        "best_of": list(each.now.best_of),
    }


def target_data(each: TargetResult) -> dict[str, Any]:
    """Return what came of a target as the JSON contract has it."""
    kind, figure = each.target.reading or ("", "")
    return {
        "name": each.target.name,
        "value": each.target.value,
        "number": each.number,
        "reading": kind,
        "figure": figure,
        "year": each.year,
        "base_year": each.base_year,
        "score": number_json(each.now.value),
        "rank": each.now.rank,
        "ranked": each.now.ranked,
        "base_score": number_json(each.base.value) if each.base else None,
        "base_rank": each.base.rank if each.base else None,
        "base_ranked": each.base.ranked if each.base else None,
        "not_comparable": each.obstacle or None,
        "reached": each.reached,
    }


_FOCUS_COLUMNS = (
    "Mục", "Nội dung", "Chỉ số", "Giá trị", "Kém trung vị", "Kém cao nhất", "Kém năm trước",
    "Hạng", "Số tỉnh xếp hạng", "Nhiệm vụ", "Cơ quan chủ trì", "Chủ trì", "Cần chú ý",
)  # fmt: skip


def focus_view(loaded: LoadedPlan, scores: Scores, asked: Asked, rows: Sequence[FocusRow]) -> View:
    """Return what there is to gain as any format may need it."""
    chosen = [each for each in rows if _within(each, asked.dimensions)]
    closing = focus_closing(asked, chosen, mean_tasks(rows))
    return View(
        loaded=loaded,
        rows=lambda: focus_rows(asked, chosen),
        data=lambda: focus_data(scores, asked, chosen),
        drawing=lambda: focus_table(asked, chosen, closing),
        sheets=lambda: [
            sheet_of_rows("Còn tăng được", focus_rows(asked, chosen, _number), _in_a_line(closing))
        ],
        closing=_in_a_line(closing),
    )


def _within(row: FocusRow, dimensions: Sequence[str]) -> bool:
    numbers = map(dimension_of, row.comparison.numbers)
    return not dimensions or any(each in dimensions for each in numbers)


def _label(row: FocusRow) -> str:
    return row.section.section.id if row.section else row.comparison.numbers[0]


def _name(row: FocusRow) -> str:
    return row.section.section.name if row.section else "(không có trong kế hoạch)"


def focus_rows(asked: Asked, rows: Sequence[FocusRow], points: Figure = points) -> Rows:
    """Return what there is to gain as rows, the most first; `points` as `score_rows` takes it."""
    columns = list(_FOCUS_COLUMNS)
    if asked.other is not None:
        columns.insert(7, f"Kém {asked.other}")
    lines = []
    for each in rows:
        now, work = each.comparison.now, each.work
        other = [points(each.to_other)] if asked.other is not None else []
        lines.append(
            (
                _label(each),
                _name(each),
                " + ".join(each.comparison.numbers),
                points(now.value),
                points(each.to_median),
                points(each.to_best),
                points(each.to_before),
                *other,
                *_ranked(now.rank, now.ranked),
                len(work.tasks),
                work.reporting,
                "; ".join(work.leads),
                "; ".join(_attention(each)),
            )
        )
    title = f"Còn tăng được ở đâu: {asked.province}, năm {asked.years.now}"
    return Rows(title, tuple(columns), lines)


def _attention(row: FocusRow) -> list[str]:
    change = row.comparison.change
    said = [f"giảm {points(-change)}"] if row.comparison.fell and change is not None else []
    if row.section is None:
        said.append("không mục nào của kế hoạch nói tới")
    obstacle = row.comparison.obstacle
    return [*said, *row.warnings, *([f"không so với năm trước: {obstacle}"] if obstacle else [])]


def focus_table(
    asked: Asked, rows: Sequence[FocusRow], closing: str, width: int | None = None
) -> str:
    """Return what there is to gain as a table for a terminal."""
    against = asked.other
    columns = [
        "Mục", "Nội dung", "Chủ trì", "Trung vị", "Cao nhất",
        against or "Năm trước", "Hạng", "Việc",
    ]  # fmt: skip
    lines = [
        (
            _label(each),
            _name(each),
            _short(each.work.leads),
            points(each.to_median, NONE),
            points(each.to_best, NONE),
            points(each.to_other, NONE)
            if against
            else UNCOMPARED
            if each.comparison.obstacle
            else points(each.to_before, NONE),
            rank(each.comparison.now, NONE),
            str(len(each.work.tasks)),
        )
        for each in rows
    ]
    legend = "Mỗi cột số: còn kém bao nhiêu điểm (số âm là đã hơn). Việc: số nhiệm vụ của kế hoạch."
    return plain_table(Rows("", tuple(columns), lines), f"\n{legend}\n{closing}", 5, width)


_LEADS = 3
"""How many leads a line names."""


def _short(leads: Sequence[str]) -> str:
    more = f" +{len(leads) - _LEADS}" if len(leads) > _LEADS else ""
    return ", ".join(map(visible, leads[:_LEADS])) + more


def focus_closing(asked: Asked, rows: Sequence[FocusRow], mean: float) -> str:
    """Return the closing lines: what fell and how much work it has, what nothing is done about.

    `mean` is the plan's mean number of tasks of a part.
    """
    lines = [
        f"{asked.province}, năm {asked.years.now}: {len(rows)} mục, mục còn kém"
        f" {_order_text(asked)} nhiều nhất đứng trước."
    ]
    fallen = sorted(
        (each for each in rows if each.comparison.fell),
        key=lambda each: each.comparison.change or Decimal(0),
    )
    if fallen:
        said = "; ".join(_fallen_text(each) for each in fallen)
        lines.append(
            f"Giảm từ 0,1 điểm trở lên so với năm {asked.years.before}: {said}."
            f" Trung bình một mục có {mean_text(mean)} nhiệm vụ."
        )
    lines += _uncompared_lines([each.comparison for each in rows])
    unmet = [each.comparison.numbers[0] for each in rows if each.section is None]
    if unmet:
        lines.append(f"Không mục nào của kế hoạch nói tới: {', '.join(unmet)}.")
    lines.append(BOUNDS)
    return "\n".join(lines)


def _order_text(asked: Asked) -> str:
    words = {
        None: "trung vị",
        Yardstick.MEDIAN: "trung vị",
        Yardstick.BEST: "tỉnh cao nhất",
        Yardstick.BEFORE: "chính mình năm trước",
    }
    return asked.other or words[asked.yardstick]


def _fallen_text(row: FocusRow) -> str:
    change = points(-(row.comparison.change or Decimal(0)))
    tasks = [f"{len(row.work.tasks)} nhiệm vụ"] if row.work.tasks and not row.warnings else []
    shift = _shift_text(row.comparison.median_change)
    return f"{_label(row)} ({', '.join([f'giảm {change}', *shift, *tasks, *row.warnings])})"


def _shift_text(change: Decimal | None) -> list[str]:
    """Return how the median of all provinces moved, in words: with all, a fall is no one's own."""
    if change is None:
        return []
    way = "giảm" if change < 0 else "tăng"
    return [f"trung vị cả nước {way} {points(abs(change))}"]


def focus_data(scores: Scores, asked: Asked, rows: Sequence[FocusRow]) -> dict[str, Any]:
    """Return what there is to gain as the JSON contract has it."""
    return {
        **_asked_data(scores, asked),
        "focus": [
            {
                "id": each.section.section.id if each.section else None,
                "name": each.section.section.name if each.section else None,
                **comparison_data(each.comparison),
                "to_median": number_json(each.to_median),
                "to_best": number_json(each.to_best),
                "to_before": number_json(each.to_before),
                "to_against": number_json(each.to_other),
                "fell": each.comparison.fell,
                "tasks": [task.id for task in each.work.tasks],
                "leads": list(each.work.leads),
                "reporting_leads": each.work.reporting,
                "without_reporting_lead": list(each.work.unled),
                "warnings": list(each.warnings),
            }
            for each in rows
        ],
        "bounds": BOUNDS,
    }
