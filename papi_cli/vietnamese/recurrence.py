"""What comes again: how often, and on which day each time it is due."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True, slots=True)
class DueDay:
    """A day within a cycle of months: the `month` of the cycle, from 1, and the `day` of it.

    A month behind the last of the cycle is one of the next; 0 is the last day. With `before`, the
    last day is the one before. `first_month` is where the time begins that ends then, if it is
    narrower than the cycle.
    """

    month: int
    day: int = 0
    before: bool = False
    first_month: int | None = None

    def on(self, year: int, month: int) -> date:
        """Return the day in the cycle that begins with a month; the last of one too short."""
        year, month = _later(year, month, self.month - 1)
        length = monthrange(year, month)[1]
        when = date(year, month, min(self.day or length, length))
        return when - timedelta(days=1) if self.before else when


def _later(year: int, month: int, months: int) -> tuple[int, int]:
    later = year * 12 + month - 1 + months
    return later // 12, later % 12 + 1


@dataclass(frozen=True, slots=True)
class Recurrence:
    """A cycle of so many months, weeks or days, and the days in it that are due.

    Cycles of months begin with January, weeks with Monday, several weeks or days with the period.
    Without `due_days` the last day of each cycle is due.
    """

    unit: str
    number: int = 1
    due_days: tuple[DueDay, ...] = ()

    @property
    def every(self) -> str:
        """The cycle as an ISO 8601 duration: `P1M`, `P3M`, `P1Y`, `P1W`, `P1D`."""
        if self.unit == "M" and self.number % 12 == 0:
            return f"P{self.number // 12}Y"
        return f"P{self.number}{self.unit}"

    def times(self, first: date, last: date) -> Iterator[tuple[date | None, date]]:
        """Yield when it is due in the cycles that end within a period, in order.

        Each time is the day on which it is due, and the first day of the time that ends then where
        the words name it (`Quý I hằng năm`).
        """
        if self.unit == "M":
            yield from self._in_months(first, last)
            return
        step = timedelta(days=self.number * (7 if self.unit == "W" else 1))
        end = first + step - timedelta(days=1)
        if self.unit == "W" and self.number == 1:
            end = first + timedelta(days=6 - first.weekday())
        while end <= last:
            yield None, end
            if date.max - end < step:
                return
            end += step

    def _in_months(self, first: date, last: date) -> Iterator[tuple[date | None, date]]:
        year, month = first.year, 1
        while year < date.max.year - self.number // 12 - 1 and date(year, month, 1) <= last:
            for each in self.due_days or (DueDay(self.number),):
                when = each.on(year, month)
                within = first <= when and DueDay(self.number).on(year, month) >= first
                if within and (when <= last or each.month > self.number):
                    begin = each.first_month
                    yield (date(year, month + begin - 1, 1) if begin else None), when
            year, month = _later(year, month, self.number)
