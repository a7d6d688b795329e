"""How returns of several periods came in, drawn in a workbook."""

from __future__ import annotations

from papi_cli.office.workbook import Cell, Chart, ChartSheet, Column
from papi_cli.register.figures import Figures, FiguresBy, figures_by
from papi_cli.register.sentences import NO_RATE
from papi_cli.register.standing import Standings, State

_FEWEST = 3
"""From so many periods on there is a trend to be seen."""
_COLOURS = {
    State.ON_TIME: "#2E7D32",
    State.UNDECIDED: "#81C784",
    State.LATE: "#F9A825",
    State.BLANK: "#90A4AE",
    State.UNREADABLE: "#B0BEC5",
    State.SENT_BACK: "#CFD8DC",
    State.NOTHING: "#E0E0E0",
}
"""Apart from each other in grey too, as most offices print."""
_TITLE = "Gửi báo cáo qua các kỳ"


def trend(standings: Standings, closing: str) -> list[ChartSheet]:
    """Return the sheet of a chart with a bar for each period, none for fewer than three."""
    counted = figures_by(standings, FiguresBy.PERIOD)
    if len(counted) < _FEWEST:
        return []
    columns = [
        Column("Kỳ báo cáo", 40),
        *(Column(each.word, 12) for each in _COLOURS),
        Column("Phải gửi", 10),
        Column("Tỷ lệ", 12),
    ]
    chart = Chart(
        title=_TITLE,
        note="",
        columns=columns,
        rows=[_row(name, each) for name, each in counted.items()],
        parts=range(1, len(_COLOURS) + 1),
        colours=list(_COLOURS.values()),
        bars=len(counted),
        description=(
            f"Biểu đồ thanh xếp chồng. {_TITLE}: {len(counted)} thanh, mỗi kỳ một thanh. Số liệu"
            " của từng thanh ở bảng bên trái."
        ),
    )
    return [ChartSheet(name="Qua các kỳ", title=_TITLE, closing=closing, charts=[chart])]


def _row(name: str, counted: Figures) -> list[Cell]:
    rate = counted.rate
    numbers = [counted.number(each) for each in _COLOURS]
    return [name, *numbers, counted.expected, NO_RATE if rate is None else rate]
