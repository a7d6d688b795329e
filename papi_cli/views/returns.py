"""The five figures of returns: a table, rows, JSON, a workbook; a sentence for other answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from papi_cli.documents.letterhead import locality
from papi_cli.register.figures import (
    Figures,
    FiguresBy,
    Tier,
    figures,
    figures_by,
)
from papi_cli.register.sentences import five_figures, rate_text
from papi_cli.register.standing import Standing, Standings, State
from papi_cli.safe_text import visible
from papi_cli.vietnamese.deadline import day_text
from papi_cli.views.formats import View
from papi_cli.views.tables import Cell, Rows

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


def returns_view(standings: Standings, by: FiguresBy, period: str | None) -> View:
    """Return the figures of a period as any format may need them."""
    loaded = standings.loaded
    whole = figures(standings, period)
    counted = figures_by(standings, by, period)
    closing = returns_closing(standings, whole, period)
    several = by is not FiguresBy.AGENCY

    def rows() -> Rows:
        if several:
            return _figure_rows(standings, by, counted, whole, period)
        return agency_rows(standings, whole, period)

    return View(
        loaded=loaded,
        rows=rows,
        data=lambda: returns_data(standings, by, counted, whole, period),
        sheets=lambda: _sheets(standings, by, counted, whole, period),
        name="Bản gửi",
        closing=closing,
        numbers=len(_NUMBERS) + len(_OTHERS) if several else 0,
    )


def _title(standings: Standings, period: str | None) -> str:
    document = standings.loaded.plan.document
    on = f", tính đến {day_text(standings.as_of)}" if standings.as_of else ""
    return (
        f"Gửi báo cáo thực hiện {document.type} {document.number}:"
        f" {standings.name_of(period)}{on}"
    )


def _figure_rows(
    standings: Standings,
    by: FiguresBy,
    counted: Mapping[str, Figures],
    whole: Figures,
    period: str | None,
    *,
    shares: bool = False,
) -> Rows:
    """Return a row for each key and one for all; `shares` leaves rates numbers, for a workbook."""
    columns = (_KEYS[by], *_NUMBERS, *(each.word for each in _OTHERS))
    listed = [(_key_name(by, key), each) for key, each in counted.items()]
    if by is not FiguresBy.PERIOD:
        listed.append((_TOTAL, whole))
    rows = [(name, *_numbers(each, shares=shares)) for name, each in listed]
    return Rows(_title(standings, period), columns, rows)


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


def agency_rows(standings: Standings, whole: Figures, period: str | None) -> Rows:
    """Return how each agency stands, in the order of the plan."""
    counted = standings.counted(period)
    rows: list[tuple[Cell, ...]] = []
    for each in whole.standings:
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
                "bản giấy" if each.paper else "",
            )
        )
    return Rows(_title(standings, period), _AGENCY_COLUMNS, rows)


_NAMED = 8
"""How many agencies a sentence names."""


def returns_closing(standings: Standings, whole: Figures, period: str | None) -> str:
    """Return the closing line: the five figures, who was late by how many days, who sent nothing."""
    late = [f"{each.agency.name} ({each.days} ngày)" for each in whole.in_state(State.LATE)]
    lines = [five_figures(whole, standings.name_of(period), standings.as_of)]
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


def _sheets(
    standings: Standings,
    by: FiguresBy,
    counted: Mapping[str, Figures],
    whole: Figures,
    period: str | None,
) -> list[Sheet | ChartSheet]:
    """Return the sheets of a workbook: figures, agencies, from the third period on a trend."""
    from papi_cli.office.workbook import Column, Sheet
    from papi_cli.views.returns_chart import trend

    closing = returns_closing(standings, whole, period)
    agencies = agency_rows(standings, whole, period)
    found: list[Sheet | ChartSheet] = []
    if by is not FiguresBy.AGENCY:
        rows = _figure_rows(standings, by, counted, whole, period, shares=True)
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
    return [*found, *trend(standings)]


def returns_data(
    standings: Standings,
    by: FiguresBy,
    counted: Mapping[str, Figures],
    whole: Figures,
    period: str | None,
) -> dict[str, Any]:
    """Return the figures as the JSON contract has them."""
    receipts = standings.counted(period)
    return {
        "by": by.value,
        "period": standings.name_of(period),
        "as_of": standings.as_of.isoformat() if standings.as_of else None,
        "rows": [{by.value: key or None, **_figures_data(each)} for key, each in counted.items()],
        "total": _figures_data(whole),
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
            }
            for each in whole.standings
        ],
        "unknown_agency": [each.row.no for each in standings.strangers],
    }


def _receipt_data(standing: Standing) -> dict[str, Any] | None:
    first = standing.first
    return {"no": first.row.no, "received": first.row.received.isoformat()} if first else None


def _day(day: Any) -> str | None:
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
    return None if rate is None else round(rate, 4)


def figures_line(standings: Standings, period: str | None) -> str:
    """Return the five figures of a period in a sentence, for the closing line of other answers."""
    whole = figures(standings, period)
    return five_figures(whole, standings.name_of(period), standings.as_of)

