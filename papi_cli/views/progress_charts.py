"""Progress drawn in a workbook: by dimension and by agency."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from papi_cli.checklists.count import By, Count, Survey
from papi_cli.checklists.vocabulary import Status
from papi_cli.office.workbook import Cell, Chart, ChartSheet, Column
from papi_cli.plan.loader import LoadedPlan
from papi_cli.plan.parts import section_title
from papi_cli.vietnamese.words import small_start

_COLOURS = {
    Status.DONE: "#2E7D32",
    Status.IN_PROGRESS: "#F9A825",
    Status.NOT_STARTED: "#E0E0E0",
    Status.NOT_APPLICABLE: "#90A4AE",
}
"""Apart from each other in grey too, as most offices print."""
_MOST_BARS = 30
"""How many agencies are drawn: more can neither be read nor stand on a page."""
_RATE = "Tỷ lệ hoàn thành"
_NO_RATE = "–"


_FEWEST_PERIODS = 3
"""From so many periods on there is a trend to be seen."""


def progress_charts(
    loaded: LoadedPlan,
    survey: Survey,
    title: str,
    closing: str,
    periods: Mapping[str, Survey] | None = None,
) -> ChartSheet:
    """Return the sheet with both charts, whatever `survey` is counted by.

    From the third of `periods` on, which bear their names, it has one of these too.
    """
    trend = [_by_period(periods)] if len(periods or {}) >= _FEWEST_PERIODS and periods else []
    return ChartSheet(
        name="Biểu đồ",
        title=title,
        closing=closing,
        charts=[*trend, _by_dimension(loaded, survey), _by_agency(survey)],
    )


def _by_period(periods: Mapping[str, Survey]) -> Chart:
    counted = {name: each.total for name, each in periods.items()}
    return _chart("Tiến độ qua các kỳ", "", "Kỳ báo cáo", counted, len(counted))


def _by_dimension(loaded: LoadedPlan, survey: Survey) -> Chart:
    counts = survey.counted_by(By.DIMENSION).counts
    names = {each.id: section_title(each) for each in loaded.plan.dimensions}
    word = loaded.plan.document.dimension_word
    counted = {names[key]: count for key, count in counts.items()}
    return _chart(f"Tiến độ theo {small_start(word)}", "", word, counted, len(counted))


def _by_agency(survey: Survey) -> Chart:
    """Return the chart by agency: those who are least far come first, and may be all it draws.

    Who sent nothing has nothing to be drawn.
    """
    counts = survey.counted_by(By.AGENCY).counts
    counted = {name: count for name, count in counts.items() if count.total_of()}
    lowest = dict(sorted(counted.items(), key=lambda pair: _how_far(pair[1])))
    silent = len(survey.missing) - sum(1 for each in survey.missing if each.name in counted)
    notes = []
    if len(lowest) > _MOST_BARS:
        notes.append(
            f"Biểu đồ vẽ {_MOST_BARS} cơ quan có tỷ lệ hoàn thành thấp nhất trong {len(lowest)};"
            " bảng kê đủ."
        )
    if silent:
        notes.append(f"Chưa gửi nên không có ở đây: {silent} cơ quan.")
    if not lowest:
        notes.append("Chưa có danh mục nào được tính nên chưa có biểu đồ.")
    bars = min(len(lowest), _MOST_BARS)
    title = "Tiến độ theo cơ quan, từ tỷ lệ hoàn thành thấp nhất"
    return _chart(title, " ".join(notes), "Cơ quan, đơn vị", lowest, bars)


def _rate(count: Count) -> float | None:
    """Return the share of done tasks among those that were to be done, None where none was."""
    due = count.total_of() - count.total_of(None, Status.NOT_APPLICABLE)
    return count.total_of(None, Status.DONE) / due if due else None


def _how_far(count: Count) -> tuple[float, float]:
    """Return what sorts from the least done; who had nothing to do comes last."""
    rate = _rate(count)
    begun = count.total_of(None, Status.IN_PROGRESS) / max(count.total_of(), 1)
    return (2.0, 0.0) if rate is None else (rate, begun)


def _chart(title: str, note: str, word: str, counts: Mapping[str, Count], bars: int) -> Chart:
    statuses = list(Status)
    columns = [
        Column(word, 40),
        *(Column(each.word, 12) for each in statuses),
        Column("Tổng số", 10),
        Column(_RATE, 12),
    ]
    return Chart(
        title=title,
        note=note,
        columns=columns,
        rows=[_row(name, count, statuses) for name, count in counts.items()],
        parts=range(1, len(statuses) + 1),
        colours=[_COLOURS[each] for each in statuses],
        bars=bars,
        description=_description(title, counts, bars),
    )


def _row(name: str, count: Count, statuses: Sequence[Status]) -> list[Cell]:
    rate = _rate(count)
    numbers = [count.total_of(None, each) for each in statuses]
    return [name, *numbers, count.total_of(), _NO_RATE if rate is None else rate]


def _description(title: str, counts: Mapping[str, Count], bars: int) -> str:
    """Return in words what a chart shows."""
    drawn = list(counts.values())[:bars]
    sums = ", ".join(
        f"{each.word.lower()} {sum(count.total_of(None, each) for count in drawn)}"
        for each in Status
    )
    return (
        f"Biểu đồ thanh xếp chồng. {title}: {bars} thanh, cộng lại {sums}."
        " Số liệu của từng thanh ở bảng bên trái."
    )
