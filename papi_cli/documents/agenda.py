"""When an agency has something due: the days of its calendar. Pure; the plan alone says them."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from papi_cli.checklists.items import duty_label
from papi_cli.documents.data import TaskData, items_of, task_data
from papi_cli.documents.work import Work
from papi_cli.plan.due import due_times
from papi_cli.plan.loader import LoadedPlan
from papi_cli.plan.parts import Agency, Document, ReportingPeriod
from papi_cli.plan.query import Workload
from papi_cli.register.standing import declared_periods, due_day
from papi_cli.safe_text import visible
from papi_cli.vietnamese.deadline import Deadline, day_text
from papi_cli.vietnamese.recurrence import DueDay, Recurrence
from papi_cli.vietnamese.words import fold, shortened, small_start


@dataclass(frozen=True, slots=True)
class Rule:
    """How a day comes again: every `interval` of a `unit` (`D`, `W`, `M`, `Y`).

    Of months and years `month_day` says on which day, -1 on the last. `until` is the last time,
    None where there is none.
    """

    unit: str
    interval: int
    month_day: int | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """A day on which something is due, the first of several where there is a `rule`.

    `key` tells it from all others of its agency, whatever its day and words are. `lines` say
    more than the `title`. `warned` is false for what comes so often that a warning a week before
    would stand on the time before. `is_report` tells that a report is to be sent by then,
    `is_duty` that it is no task that is due.
    """

    key: str
    day: date
    title: str
    lines: tuple[str, ...]
    rule: Rule | None = None
    warned: bool = True
    is_report: bool = False
    is_duty: bool = False


@dataclass(frozen=True, slots=True)
class Agenda:
    """What an agency has due, in the order of days; `undated` counts its tasks without a day."""

    agency: Agency
    events: tuple[Event, ...]
    undated: int


_Times = tuple[tuple[date, Rule | None], ...]


class Agendas:
    """The agendas of all agencies of a plan."""

    def __init__(self, loaded: LoadedPlan, work: Work) -> None:
        self._loaded = loaded
        self._work = work
        self._workload = Workload(loaded)
        self._known: dict[str, _Times] = {}
        document = loaded.plan.document
        self._plan = (
            f"{visible(document.type)} số {visible(document.number)} ngày"
            f" {day_text(document.date)} của {visible(document.issuer)}"
        )

    def of(self, agency: Agency) -> Agenda:
        """Return what an agency has due: its reports, its duties, its tasks."""
        tasks = [task_data(*each) for each in items_of(self._work.answers(agency))]
        undated = sum(not self._times(task["deadline"]) for task in tasks)
        events = [*self._reports(agency), *self._duties(agency)]
        events += [each for task in tasks for each in self._of_task(task)]
        events.sort(key=lambda each: each.day)
        return Agenda(agency, tuple(events), undated)

    def _times(self, phrase: str) -> _Times:
        if phrase not in self._known:
            meaning = self._loaded.meaning(phrase)
            self._known[phrase] = tuple(_times(meaning, self._loaded.plan.document))
        return self._known[phrase]

    def _reports(self, agency: Agency) -> Iterator[Event]:
        for name in declared_periods(self._loaded):
            day = due_day(self._loaded, agency, name, self._workload)
            if day is not None:
                yield Event(
                    key=f"report {fold(name)}",
                    day=day,
                    title=f"Hạn gửi báo cáo: {visible(name)}",
                    lines=(*self._said_of_period(name, day), f"Theo {self._plan}."),
                    is_report=True,
                )

    def _said_of_period(self, name: str, day: date) -> Iterator[str]:
        """Yield what the plan says of a period that is due on a day."""
        period = self._period(name, day)
        receiver = self._loaded.plan.document.follow_up or self._loaded.plan.document.issuer
        yield f"Ngày cuối cùng còn đúng hạn gửi báo cáo về {visible(receiver)}."
        if period and period.cut_off:
            yield f"Số liệu tính đến hết ngày {day_text(period.cut_off)}."
        if period and period.act:
            yield f"Ngày gửi theo {visible(small_start(period.act))}."

    def _period(self, name: str, day: date) -> ReportingPeriod | None:
        periods = (each for duty in self._loaded.plan.duties for each in duty.periods)
        return next(
            (each for each in periods if fold(each.name) == fold(name) and each.due == day), None
        )

    def _duties(self, agency: Agency) -> Iterator[Event]:
        for duty in self._workload.duties((agency,)):
            dated = any(
                due_day(self._loaded, agency, each.name, self._workload) for each in duty.periods
            )
            for item in duty.items:
                # A period gives the report its day: the words of the act are no second one.
                if dated and item.deadline == duty.deadline:
                    continue
                label = small_start(duty_label(item))
                doubt = item.doubts.get("deadline")
                events = self._events(
                    f"duty {item.id}",
                    item.deadline or "",
                    f"{label}: {shortened(item.text, _LONGEST)}",
                    (item.text,),
                    (f"Cần xác minh thời gian: {doubt}",) if doubt else (),
                )
                yield from (replace(each, is_duty=True) for each in events)

    def _of_task(self, task: TaskData) -> Iterator[Event]:
        if not self._times(task["deadline"]):
            return
        short = shortened(task["text"], _LONGEST)
        words = f"nhiệm vụ {task['id']} ({small_start(task['role'])}): {short}"
        doubts = tuple(f"Cần xác minh {each['field']}: {each['reason']}" for each in task["doubts"])
        said = tuple(_said_of_task(task))
        yield from self._events(f"task {task['id']}", task["deadline"], words, said, doubts)

    def _events(
        self, key: str, phrase: str, words: str, above: tuple[str, ...], below: tuple[str, ...]
    ) -> Iterator[Event]:
        """Yield an event for each time that a phrase means; it says so between other lines."""
        for number, (day, rule) in enumerate(self._times(phrase), 1):
            often = rule is not None and rule.unit in {"D", "W"} and _days(rule) <= _WEEK
            time = phrase if rule else f"{phrase} (đến hết ngày {day_text(day)})"
            said = (*above, f"Thời gian: {time}", *below)
            yield Event(
                key=key if number == 1 else f"{key} {number}",
                day=day,
                title=f"{'Đến kỳ' if rule else 'Đến hạn'} {visible(words)}",
                lines=(*map(visible, said), f"Theo {self._plan}."),
                rule=rule,
                warned=not often,
            )


_WEEK = 7
_LONGEST = 90
"""Characters of a text in a title: what a month's page of a calendar shows is far less."""


def _said_of_task(task: TaskData) -> Iterator[str]:
    through = f" (giao cho {task['via']})" if task["via"] else ""
    yield task["text"]
    yield f"Vai trò: {task['role']}{through}"
    yield f"Cơ quan chủ trì: {'; '.join(task['lead']) or 'không có'}"
    if task["coordinating"]:
        yield f"Cơ quan phối hợp: {'; '.join(task['coordinating'])}"
    if task["product"]:
        yield f"Sản phẩm: {task['product']}"


def _days(rule: Rule) -> int:
    return rule.interval * (_WEEK if rule.unit == "W" else 1)


_OPEN_YEARS = 10
"""How far ahead an agenda looks where the plan goes on from year to year."""
_MOST_YEARS = 100


def _times(deadline: Deadline, document: Document) -> Iterator[tuple[date, Rule | None]]:
    """Yield the days on which something is due; those that come by a rule once, with it.

    What goes on or has no end is never due, what comes again is so on the last day of its cycle
    where it names none. Nothing is due before the plan was issued.
    """
    first = document.date
    recurrence = deadline.recurrence
    if recurrence is None:
        ends = (each.end for each in due_times(deadline, document))
        yield from ((day, None) for day in dict.fromkeys(ends) if day and day >= first)
        return
    ended = bool(document.period.end or deadline.end)
    ahead = _MOST_YEARS if ended else _OPEN_YEARS
    until = date(min(document.period.start.year + ahead, date.max.year), 12, 31)
    for each in recurrence.due_days or (None,):
        single = replace(recurrence, due_days=(each,) if each else ())
        due = due_times(replace(deadline, recurrence=single), document, until)
        days = [time.end for time in due if time.end and time.end >= first]
        rule = _rule(recurrence, each)
        if rule and len(days) > 1:
            yield days[0], replace(rule, until=days[-1] if ended else None)
        else:
            yield from ((day, None) for day in days)


_SHORTEST_MONTH = 28
_COMMON_YEAR = 2021


def _rule(recurrence: Recurrence, due_day: DueDay | None) -> Rule | None:
    """Return the rule by which a day of a cycle comes, without its end.

    None where no rule that every calendar program knows gives the same days: of a month that has
    no 30th the plan means the last day.
    """
    number = recurrence.number
    if recurrence.unit != "M":
        return Rule(recurrence.unit, number)
    due_day = due_day or DueDay(number)
    longest = _SHORTEST_MONTH
    if number % 12 == 0:
        longest = monthrange(_COMMON_YEAR, (due_day.month - 1) % 12 + 1)[1]
    if due_day.day > longest or (due_day.before and due_day.day == 0):
        return None
    month_day = due_day.day - due_day.before or -1
    if number % 12 == 0:
        return Rule("Y", number // 12, month_day)
    return Rule("M", number, month_day)
