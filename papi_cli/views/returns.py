"""The five figures of returns: a table, rows, JSON, a workbook; a sentence for other answers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from papi_cli.documents.letterhead import locality
from papi_cli.register.figures import (
    Figures,
    FiguresBy,
    ReturnsAnswer,
    Tier,
)
from papi_cli.register.sentences import five_figures, rate_text, rounded, undated_deadline
from papi_cli.register.standing import Standing, State
from papi_cli.safe_text import visible
from papi_cli.vietnamese.deadline import day_text
from papi_cli.views.formats import View
from papi_cli.views.tables import Cell, Rows, plain_table

if TYPE_CHECKING:
    from papi_cli.office.workbook import ChartSheet, Sheet

_KEYS = {
    FiguresBy.TIER: "Cấp",
    FiguresBy.DISTRICT: "Địa bàn",
    FiguresBy.GROUP: "Nhóm cơ quan",
    FiguresBy.PERIOD: "Kỳ báo cáo",
    FiguresBy.AGENCY: "Cơ quan, đơn vị",
}
_NUMBERS = ("Phải gửi", "Đã gửi", "Tỷ lệ", "Đúng hạn", "Tỷ lệ đúng hạn")
_OTHERS = (
    State.LATE,
    State.UNDECIDED,
    State.BLANK,
    State.UNREADABLE,
    State.SENT_BACK,
    State.NOTHING,
)
"""The states beside the five figures, in the order of their columns."""
_TOTAL = "Tổng số"


def returns_view(answer: ReturnsAnswer) -> View:
    """Return the figures of a period as any format may need them."""
    several = answer.by is not FiguresBy.AGENCY
    return View(
        loaded=answer.standings.loaded,
        rows=lambda: figure_rows(answer) if several else agency_rows(answer),
        data=lambda: returns_data(answer),
        drawing=None if several else lambda: agency_table(answer),
        sheets=lambda: _sheets(answer),
        name="Bản gửi",
        closing=returns_closing(answer),
        numbers=len(_NUMBERS) + len(_OTHERS) if several else 0,
    )


def _title(answer: ReturnsAnswer) -> str:
    document, as_of = answer.standings.loaded.plan.document, answer.standings.as_of
    on = f", tính đến {day_text(as_of)}" if as_of else ""
    of = "" if answer.by is FiguresBy.PERIOD else f": {answer.period_name}"
    return f"Gửi báo cáo thực hiện {document.type} {document.number}{of}{on}"


def figure_rows(answer: ReturnsAnswer, *, shares: bool = False) -> Rows:
    """Return a row for each key and one for all; `shares` leaves rates numbers, for a workbook."""
    columns = (_KEYS[answer.by], *_NUMBERS, *(each.word for each in _OTHERS))
    listed = [(_key_name(answer.by, key), each) for key, each in answer.parts.items()]
    if answer.by is not FiguresBy.PERIOD:
        listed.append((_TOTAL, answer.total))
    rows = [(name, *_numbers(each, shares=shares)) for name, each in listed]
    return Rows(_title(answer), columns, rows)


def _numbers(counted: Figures, *, shares: bool) -> list[Any]:
    rates = [counted.rate, counted.on_time_rate]
    first, second = rates if shares else map(rate_text, rates)
    return [
        counted.expected,
        counted.sent,
        "–" if first is None else first,
        counted.number(State.ON_TIME) if counted.timed else "–",
        "–" if second is None else second,
        *(counted.number(each) for each in _OTHERS),
    ]


def _key_name(by: FiguresBy, key: str) -> str:
    if by is FiguresBy.TIER:
        return Tier(key).word
    if by is FiguresBy.DISTRICT:
        return locality(key) or "Không thuộc huyện nào"
    if by is FiguresBy.GROUP:
        return key or "Không thuộc nhóm nào"
    return key


_AGENCY_COLUMNS = (
    "Cơ quan, đơn vị",
    "Kỳ báo cáo",
    "Kết luận",
    "Số ngày muộn",
    "Hạn gửi",
    "Ngày nhận bản đầu",
    "Số bản đã nhận",
    "Bản được tính",
    "Ghi chú",
)


_UNPLACED = "có chữ nhưng không nhận ra nhiệm vụ nào"


def agency_rows(answer: ReturnsAnswer) -> Rows:
    """Return how each agency stands, in the order of the plan."""
    counted = answer.standings.counted(answer.period)
    rows: list[tuple[Cell, ...]] = []
    for each in answer.total.standings:
        receipt = counted.get(each.agency.name)
        rows.append(
            (
                each.agency.name,
                each.period,
                each.state.word,
                each.days or "",
                day_text(each.due),
                day_text(each.first.row.received if each.first else None),
                len(each.receipts),
                f"số {receipt.row.no}" if receipt else "",
                "bản giấy" if each.paper else _UNPLACED if each.unplaced else "",
            )
        )
    return Rows(_title(answer), _AGENCY_COLUMNS, rows)


_DRAWN = ("Cơ quan, đơn vị", "Kết luận", "Muộn", "Hạn gửi", "Bản đầu", "Bản", "Tính")


def agency_table(answer: ReturnsAnswer, width: int | None = None) -> str:
    """Return how each agency stands as a table for a terminal; notes stand by the conclusion."""
    rows: list[tuple[Cell, ...]] = []
    for name, _, state, days, due, first, number, counted, note in agency_rows(answer).rows:
        said = f"{state}, {note}" if note else state
        rows.append((name, said, days, due, first, number, str(counted).removeprefix("số ")))
    legend = (
        "Muộn: số ngày. Bản đầu: ngày nhận bản đầu tiên. Bản: số bản đã nhận. Tính: số trong sổ của"
        " bản mà tiến độ tính theo."
    )
    told = f"{legend}\n{returns_closing(answer)}"
    return plain_table(Rows("", _DRAWN, rows), told, 5, width)


_NAMED = 8
"""How many agencies a sentence names."""


def returns_closing(answer: ReturnsAnswer) -> str:
    """Return the closing line: the five figures, who was late by how long, who sent nothing."""
    standings, whole = answer.standings, answer.total
    late = [f"{each.agency.name} ({each.days} ngày)" for each in whole.in_state(State.LATE)]
    undated = undated_deadline(standings.loaded)
    lines = [five_figures(whole, answer.period_name, standings.as_of, undated=undated)]
    lines += _named("Muộn", late)
    for state in (State.BLANK, State.UNREADABLE, State.SENT_BACK, State.NOTHING):
        lines += _named(state.word, [each.agency.name for each in whole.in_state(state)])
    if standings.strangers:
        rows = ", ".join(str(each.row.no) for each in standings.strangers)
        lines.append(f"Không rõ của cơ quan nào: dòng {rows} của sổ nhận.")
    return " ".join(lines)


def _named(what: str, names: Sequence[str]) -> list[str]:
    if not names:
        return []
    more = f" và {len(names) - _NAMED} cơ quan khác" if len(names) > _NAMED else ""
    listed = ", ".join(map(visible, names[:_NAMED]))
    return [f"{what} {len(names)}: {listed}{more}."]


def _sheets(answer: ReturnsAnswer) -> list[Sheet | ChartSheet]:
    """Return the sheets of a workbook: figures, agencies, from the third period on a trend."""
    from papi_cli.office.workbook import Column, Sheet
    from papi_cli.views.returns_chart import trend

    closing, agencies = returns_closing(answer), agency_rows(answer)
    found: list[Sheet | ChartSheet] = []
    if answer.by is not FiguresBy.AGENCY:
        rows = figure_rows(answer, shares=True)
        found.append(
            Sheet(
                name="Số liệu gửi",
                title=rows.title,
                closing=closing,
                columns=[Column(each, 40) for each in rows.columns],
                rows=list(rows.rows),
            )
        )
    found.append(
        Sheet(
            name="Từng cơ quan",
            title=agencies.title,
            closing=closing,
            columns=[Column(each, 40) for each in agencies.columns],
            rows=list(agencies.rows),
        )
    )
    return [*found, *trend(answer.standings, closing)]


def returns_data(answer: ReturnsAnswer) -> dict[str, Any]:
    """Return the figures as the JSON contract has them."""
    standings, by = answer.standings, answer.by
    receipts = standings.counted(answer.period)
    return {
        "by": by.value,
        "period": answer.period_name,
        "as_of": standings.as_of.isoformat() if standings.as_of else None,
        "rows": [
            {by.value: key or None, **_figures_data(each)} for key, each in answer.parts.items()
        ],
        "total": _figures_data(answer.total),
        "agencies": [
            {
                "agency": each.agency.name,
                "state": each.state.value,
                "days_late": each.days,
                "due": _day(each.due),
                "closed": _day(each.closed),
                "first": _receipt_data(each),
                "received": [receipt.row.no for receipt in each.receipts],
                "counted": receipts[each.agency.name].row.no
                if each.agency.name in receipts
                else None,
                "paper": each.paper,
                "unplaced": each.unplaced.row.no if each.unplaced else None,
            }
            for each in answer.total.standings
        ],
        "unknown_agency": [each.row.no for each in standings.strangers],
    }


def _receipt_data(standing: Standing) -> dict[str, Any] | None:
    first = standing.first
    return {"no": first.row.no, "received": first.row.received.isoformat()} if first else None


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _figures_data(counted: Figures) -> dict[str, Any]:
    return {
        "expected": counted.expected,
        "sent": counted.sent,
        "rate": _share(counted.rate),
        "on_time": counted.number(State.ON_TIME),
        "timed": counted.timed,
        "on_time_rate": _share(counted.on_time_rate),
        **{each.value: counted.number(each) for each in _OTHERS},
    }


def _share(rate: float | None) -> float | None:
    return None if rate is None else float(rounded(rate, 4))
