"""The five figures of returns as a sentence, for closing lines and documents."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from papi_cli.plan.parts import Agency
from papi_cli.register.figures import Figures, figures
from papi_cli.register.standing import Standings, State
from papi_cli.vietnamese.deadline import day_text
from papi_cli.vietnamese.words import small_start

NO_RATE = "–"
"""Where a rate would be one of nothing."""


def rate_text(rate: float | None) -> str:
    """Return a share as a percentage with one decimal: `85,5 %`; `–` for a rate of nothing.

    What is not the whole never reads 100 %, and what is something never 0 %.
    """
    if rate is None:
        return NO_RATE
    shown = round(rate * 100, 1)
    if 0 < rate < 1:
        shown = min(max(shown, 0.1), 99.9)
    text = f"{shown:.1f}".removesuffix(".0").replace(".", ",")
    return f"{text} %"


def five_figures(counted: Figures, period: str, as_of: date | None = None) -> str:
    """Return the five figures in a sentence; that no day is set is said instead of two of them."""
    on = f" (tính đến {day_text(as_of)})" if as_of else ""
    said = (
        f"Báo cáo {small_start(period)}{on}: phải gửi {counted.expected}, đã gửi {counted.sent}"
        f" ({rate_text(counted.rate)})"
    )
    if not counted.timed:
        return f"{said}; kỳ này không có hạn gửi nên không xét đúng hạn."
    in_time = counted.number(State.ON_TIME)
    known = "" if counted.timed == counted.expected else f" của {counted.timed} cơ quan có hạn"
    return f"{said}, đúng hạn {in_time} ({rate_text(counted.on_time_rate)}{known})."


def figures_line(
    standings: Standings, period: str | None = None, agencies: Iterable[Agency] | None = None
) -> str:
    """Return the five figures of a period in a sentence; parameters are those of `figures`."""
    counted = figures(standings, period, agencies)
    return five_figures(counted, standings.name_of(period), standings.as_of)
