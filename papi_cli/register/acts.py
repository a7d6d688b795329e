"""What speaks against a row that somebody asks for: told before it is appended.

A register only grows, so nothing goes into it that a look at the plan and its rows can refuse. Each
function returns a sentence, empty where nothing speaks against it.
"""

from __future__ import annotations

from datetime import date, timedelta

from papi_cli.plan.parts import Agency, Document
from papi_cli.register.rows import CLOSING, EXTENSION, Row
from papi_cli.register.standing import Standings, declared_periods, effective
from papi_cli.safe_text import quoted
from papi_cli.vietnamese.deadline import day_text
from papi_cli.vietnamese.words import fold

_AFTERWARDS = timedelta(days=366)
"""How long after its end anybody sends what was done under a plan."""


def day_problem(document: Document, day: date) -> str:
    """Return as a phrase why nothing can have come in on a day for a plan."""
    if day < document.date:
        return f"{day_text(day)} trước ngày ban hành kế hoạch ({day_text(document.date)})"
    end = document.period.end
    if end and day - end > _AFTERWARDS:
        return f"{day_text(day)} sau ngày kế hoạch kết thúc ({day_text(end)}) hơn một năm"
    return ""


def period_problem(standings: Standings, period: str) -> str:
    """Return why a period cannot be meant; one goes where the plan declares none."""
    declared = declared_periods(standings.loaded)
    known = {fold(each): each for each in declared}
    for row in standings.rows:
        if row.period:
            known.setdefault(fold(row.period), row.period)
    if not declared or fold(period) in known:
        return ""
    names = ", ".join(map(quoted, known.values()))
    return (
        f"Kế hoạch và sổ nhận không có kỳ {quoted(period)}, chỉ có {names}; ghi đúng tên kỳ, hoặc"
        " thêm kỳ mới vào «periods» của kế hoạch."
    )


def closing_problem(standings: Standings, period: str, day: date) -> str:
    """Return why a period cannot be closed on a day."""
    if earlier := _closing(standings, period):
        since = day_text(earlier.received)
        return (
            f"Kỳ {quoted(period)} đã khóa sổ từ ngày {since} ở số {earlier.no};"
            f" khóa nhầm thì bỏ dòng ấy trước bằng --correct {earlier.no} --reason LÝ DO."
        )
    due = _last_due(standings, period)
    if due is None or day >= due:
        return ""
    return (
        f"Kỳ {quoted(period)} còn hạn đến ngày {day_text(due)} nên chưa khóa sổ được từ ngày"
        f" {day_text(day)}; khóa từ ngày {day_text(due)} trở đi, hoặc bỏ dòng gia hạn nhầm trước"
        " bằng --correct SỐ."
    )


def extension_problem(standings: Standings, agency: Agency | None, period: str, until: date) -> str:
    """Return why a period cannot be extended until a day, for an agency or, with None, for all."""
    closing = _closing(standings, period)
    if closing and until > closing.received:
        return (
            f"Kỳ {quoted(period)} đã khóa sổ từ ngày {day_text(closing.received)} ở số {closing.no}"
            f" nên gia hạn không có tác dụng; bỏ dòng ấy trước bằng --correct {closing.no}"
            " --reason LÝ DO."
        )
    due = standings.of(agency, period).due if agency else _shared_due(standings, period)
    if due is None or until >= due:
        return ""
    whose = f" của {agency.name}" if agency else ""
    return (
        f"Kỳ {quoted(period)}{whose} đang có hạn ngày {day_text(due)}, sau --until"
        f" {day_text(until)}; ghi ngày sau hạn ấy, hoặc bỏ dòng gia hạn nhầm trước bằng --correct"
        " SỐ."
    )


def paper_problem(standings: Standings, row: Row) -> str:
    """Return why a return on paper is one that is in the register already.

    It is known by its agency, period and number, where it has none by its day.
    """
    number = row.document.number if row.document else None
    for each in standings.receipts:
        known = each.row
        if not each.paper or each.sent_back or each.period != row.period:
            continue
        theirs = known.document.number if known.document else None
        same_day = number is not None or known.received == row.received
        owner = each.agency.name if each.agency else known.agency
        if owner == row.agency and theirs == number and same_day:
            numbered = f"bản giấy số {number}" if number else "bản giấy"
            day = day_text(known.received)
            return (
                f"{row.agency} đã có {numbered} của kỳ {quoted(row.period or '')}, nhận ngày {day},"
                f" ở số {known.no}; không ghi thêm."
            )
    return ""


def _closing(standings: Standings, period: str) -> Row | None:
    closings = (each for each in effective(standings.rows) if each.kind == CLOSING)
    return next((each for each in closings if standings.name_of(each.period) == period), None)


def _last_due(standings: Standings, period: str) -> date | None:
    """Return the day until which anybody may still send in time."""
    days = (standings.of(each, period).due for each in standings.expected(period))
    return max((each for each in days if each), default=None)


def _shared_due(standings: Standings, period: str) -> date | None:
    """Return the day until which anybody may whose time was not extended for itself alone."""
    rows = [each for each in standings.rows if each.kind != EXTENSION or each.agency is None]
    # What struck out a row that is not among them strikes out nothing.
    return _last_due(Standings(standings.loaded, rows), period)
