"""What a time asks for: on which days it is in force, when it is due, since when it is overdue.

Pure; a plan's document gives its period and its date.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from papi_cli.plan.parts import Document
from papi_cli.vietnamese.deadline import Deadline, Due, Kind
from papi_cli.vietnamese.words import fold

UNPLACED = frozenset({Kind.DEPENDENT, Kind.OTHER})
"""Kinds of which nobody can tell by the plan alone when they are."""
STANDING = frozenset({Kind.ONGOING, Kind.RECURRING})
"""Kinds that go on or come again."""


def overlaps(deadline: Deadline, asked: Deadline, document: Document) -> bool:
    """Whether a time fits the phrase that was asked for.

    A stretch of time fits every window and end that overlaps it, and `trước ngày X` is the
    stretch until then; of what recurs, only what names its own days (`trước ngày 15/12 hằng năm`).
    `Thường xuyên` fits what is ongoing, `hằng quý` what recurs as often; words that mean no date
    fit the same words.
    """
    if asked.kind is Kind.ONGOING:
        return deadline.kind is Kind.ONGOING
    if asked.kind is Kind.RECURRING:
        return deadline.kind is Kind.RECURRING and deadline.every == asked.every
    if asked.kind in UNPLACED:
        return deadline.kind in UNPLACED and fold(deadline.text) == fold(asked.text)
    if deadline.kind is Kind.ONGOING:
        return False
    if deadline.recurrence and not deadline.recurrence.due_days:
        return False
    until = max((each.end or date.max for each in asked.dates), default=date.max)
    return any(
        (theirs.start or theirs.end or date.min) <= (ours.end or date.max)
        and (ours.start or date.min) <= (theirs.end or date.max)
        for theirs in (deadline.dates or due_times(deadline, document, until))
        for ours in asked.dates
    )


def due_times(deadline: Deadline, document: Document, until: date = date.max) -> Iterator[Due]:
    """Yield the times at which something is to be finished, those of what recurs one by one.

    Of what recurs only cycles that end `until` a day are looked at: a period may have no end.
    """
    if deadline.recurrence is None:
        yield from deadline.dates if deadline.kind is not Kind.ONGOING else ()
        return
    period = document.period
    first = max(period.start, deadline.start or period.start)
    last = min(period.last, deadline.end or period.last, until)
    for start, end in deadline.recurrence.times(first, last):
        yield Due(deadline.text, start, end)


def in_force(deadline: Deadline, day: date, document: Document) -> bool:
    """Whether a task is to be worked on that day.

    Within one of its windows; until its last day, from the start of the plan's period, or from the
    plan's date where it ends before; with milestones until the period ends too; all through the
    period where it is ongoing, recurs, or has words that mean no date.
    """
    period = document.period
    if deadline.kind is Kind.WINDOW:
        return any(
            (each.start or day) <= day <= (each.end or max(period.last, each.start or day))
            for each in deadline.dates
        )
    first, last = deadline.start or period.start, deadline.end or period.last
    if deadline.kind in {Kind.BY, Kind.MILESTONES}:
        ends = [each.end for each in deadline.dates if each.end]
        first = min(document.date, period.start) if ends[0] < period.start else period.start
        last = max(period.last, *ends) if deadline.kind is Kind.MILESTONES else ends[-1]
    return first <= day <= last


def due_by(deadline: Deadline, last: date, document: Document) -> bool:
    """Whether something of a task must be finished on that day or before.

    What recurs is due at each end of its cycle, milestones and several periods each at its own;
    what has no end never is.
    """
    return any(each.end and each.end <= last for each in due_times(deadline, document, last))


def overdue(
    deadline: Deadline, day: date, document: Document, *, begun: bool = False
) -> tuple[Due, ...]:
    """Return the dates that a task which is not done has let pass before a day.

    Each milestone counts. Of what recurs only the last time does, once the plan's period is over: a
    past quarter alone makes nobody late. Of several periods all count until it is `begun`, then
    only the last: the result may be that of the first.
    """
    times = due_times(deadline, document, day)
    passed = [each for each in times if each.end and each.end < day]
    if not passed:
        return ()
    if deadline.kind is Kind.RECURRING:
        over = min(document.period.last, deadline.end or document.period.last) < day
        return (passed[-1],) if over else ()
    if deadline.kind is Kind.WINDOW and begun and len(passed) < len(deadline.dates):
        return ()
    return tuple(passed)


def overdue_since(
    deadline: Deadline, day: date, document: Document, *, begun: bool = False
) -> date | None:
    """Return the earliest date of those that `overdue` gives, None for none."""
    passed = overdue(deadline, day, document, begun=begun)
    return min((each.end for each in passed if each.end), default=None)
