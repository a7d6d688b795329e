"""The five figures of returns as a sentence, for closing lines and documents."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from papi_cli.plan.loader import LoadedPlan
from papi_cli.plan.parts import Agency
from papi_cli.register.figures import Figures, figures
from papi_cli.register.standing import Standings, State, declared_periods
from papi_cli.safe_text import quoted
from papi_cli.vietnamese.deadline import day_text
from papi_cli.vietnamese.words import small_start, words

NO_RATE = "–"
"""Where a rate would be one of nothing."""


def rate_text(rate: float | None) -> str:
    """Return a share as a percentage with one decimal: `85,5 %`; `–` for a rate of nothing.

    What is not the whole never reads 100 %, and what is something never 0 %.
    """
    shown = percent(rate)
    if shown is None:
        return NO_RATE
    text = f"{shown}".removesuffix(".0").replace(".", ",")
    return f"{text} %"


def percent(rate: float | None) -> Decimal | None:
    """Return a share, 1.0 the whole, as a percentage as it is shown; None for a rate of nothing."""
    if rate is None:
        return None
    shown = rounded(rate * 100, 1)
    return min(max(shown, Decimal("0.1")), Decimal("99.9")) if 0 < rate < 1 else shown


def rounded(number: float, places: int) -> Decimal:
    """Return a number with so many decimals, a half rounded up as people do."""
    # By its shortest spelling: what is stored of 0.35 lies below it.
    return Decimal(repr(round(number, 9))).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def undated_deadline(loaded: LoadedPlan) -> str:
    """Return until when a plan without reporting periods wants its report, empty where it says not.

    They are words of the plan of which no day can be made, such as «Cuối năm».
    """
    if declared_periods(loaded):
        return ""
    items = (item for duty in loaded.plan.duties for item in duty.items)
    reports = (item for item in items if item.deadline and _REPORT in words(item.text))
    return next((item.deadline or "" for item in reports), "")


_REPORT = "bao cao"


def five_figures(
    counted: Figures,
    period: str,
    as_of: date | None = None,
    without: str = "",
    undated: str = "",
) -> str:
    """Return the five figures in a sentence; that no day is set is said instead of two of them.

    `without` says in words who is not among those who are to send, `undated` is as
    `undated_deadline` returns it.
    """
    on = f" (tính đến {day_text(as_of)})" if as_of else ""
    aside = f" (không kể {without})" if without else ""
    said = (
        f"Báo cáo {small_start(period)}{on}: phải gửi {counted.expected}{aside},"
        f" đã gửi {counted.sent} ({rate_text(counted.rate)})"
    )
    if not counted.timed:
        why = "kỳ này không có hạn gửi"
        if undated:
            why = f"kế hoạch chỉ ghi {quoted(small_start(undated))}, sổ chưa có hạn gửi"
        return f"{said}; {why} nên không xét đúng hạn."
    in_time = counted.number(State.ON_TIME)
    known = "" if counted.timed == counted.expected else f" của {counted.timed} cơ quan có hạn"
    return f"{said}, đúng hạn {in_time} ({rate_text(counted.on_time_rate)}{known})."


def figures_line(
    standings: Standings,
    period: str | None = None,
    agencies: Iterable[Agency] | None = None,
    without: str = "",
) -> str:
    """Return the five figures of a period in a sentence, `without` as `five_figures` takes it.

    The other parameters are those of `figures`.
    """
    counted = figures(standings, period, agencies)
    undated = undated_deadline(standings.loaded)
    return five_figures(counted, standings.name_of(period), standings.as_of, without, undated)
