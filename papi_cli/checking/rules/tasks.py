"""Rules on tasks: who leads, who coordinates, until when, and nothing twice."""

from __future__ import annotations

from collections.abc import Iterator

from papi_cli.checking.rules.rule import Finding, RuleSet
from papi_cli.checking.rules.walk import Holder, LeadNames, cell_path, holders
from papi_cli.errors import Level
from papi_cli.plan.loader import LoadedPlan
from papi_cli.plan.model import Task
from papi_cli.plan.parts import Period
from papi_cli.safe_text import quoted, visible
from papi_cli.vietnamese.deadline import Kind, Obstacle, day_text, names_other_year, obstacle
from papi_cli.vietnamese.words import words

RULES = RuleSet()


@RULES.add("no-lead", Level.WARNING, "Nhiệm vụ nào cũng có cơ quan chủ trì.", needs=["dimensions"])
def _no_lead(loaded: LoadedPlan) -> Iterator[Finding]:
    for task in loaded.plan.items:
        if not task.lead:
            yield Finding(
                cell_path(task, "lead"),
                f"Nhiệm vụ {visible(task.id)} không có cơ quan chủ trì",
                "; ghi lead, hoặc ghi lý do vào doubts nếu văn bản để trống.",
                doubted="lead" in task.doubts,
            )


@RULES.add(
    "lead-also-coordinating",
    Level.WARNING,
    "Một cơ quan không vừa chủ trì vừa phối hợp cùng một nhiệm vụ.",
)
def _lead_also_coordinating(loaded: LoadedPlan) -> Iterator[Finding]:
    lookup = loaded.registry.lookup
    leads = LeadNames(loaded.registry)
    for task in loaded.plan.items:
        leading = leads.of(task)
        for at, name in enumerate(task.coordinating):
            if any(agency.name in leading for agency in lookup(name)):
                place = cell_path(task, "coordinating")
                yield Finding(
                    place if place == task.path else (*place, at),
                    f"Nhiệm vụ {visible(task.id)}: {quoted(name)} vừa chủ trì vừa phối hợp",
                    "; xem lại văn bản.",
                    doubted=not task.doubts.keys().isdisjoint(("lead", "coordinating")),
                )


@RULES.add(
    "unknown-deadline",
    Level.WARNING,
    "Thời gian thực hiện viết theo cách chương trình hiểu.",
    needs=["document"],
)
def _unknown_deadline(loaded: LoadedPlan) -> Iterator[Finding]:
    for holder in _timed(loaded):
        written = holder.value.deadline
        if written and loaded.meaning(written).kind is Kind.OTHER:
            yield Finding(
                (*holder.path, "deadline"),
                f"Không hiểu thời gian {quoted(written)} nên không tính được ngày",
                _deadline_advice(loaded, written),
                doubted="deadline" in holder.value.doubts,
            )
    for task in () if "dimensions" in loaded.lacking else loaded.plan.items:
        if not task.deadline:
            yield Finding(
                task.path,
                f"Nhiệm vụ {visible(task.id)} không có thời gian thực hiện",
                "; ghi deadline.",
                doubted="deadline" in task.doubts,
            )


def _timed(loaded: LoadedPlan) -> Iterator[Holder]:
    """Yield all that has a deadline: duties, dimensions, subdimensions, rows."""
    for at, duty in enumerate(loaded.plan.duties):
        yield Holder(("duties", at), duty)
    yield from holders(loaded.plan)


def _deadline_advice(loaded: LoadedPlan, written: str) -> str:
    """Return what to do about a deadline that is not understood."""
    document = loaded.plan.document
    keep = "hay giữ chữ của văn bản và ghi lý do vào doubts."
    match obstacle(written, document.year, document.date):
        case Obstacle.YEAR:
            return f": thiếu năm, mà kế hoạch gồm nhiều năm; ghi thêm năm, {keep}"
        case Obstacle.MONTH_FIRST:
            return (
                ": tháng đứng trước ngày; xem lại cả cột, ngày không quá 12 có thể đã bị đảo với"
                f" tháng mà không hay; viết ngày/tháng/năm, {keep}"
            )
        case Obstacle.DAYS:
            return f": chưa rõ tính từ ngày nào; ghi «… kể từ ngày ban hành», {keep}"
        case None:
            return (
                "; viết như «Quý II/2021», «trước ngày 30/6/2021», «hằng quý» hoặc «Thường xuyên»,"
                f" {keep}"
            )


@RULES.add(
    "outside-period",
    Level.WARNING,
    "Thời gian thực hiện nằm trong thời kỳ của kế hoạch.",
    needs=["document"],
)
def _outside_period(loaded: LoadedPlan) -> Iterator[Finding]:
    document = loaded.plan.document
    period = document.period
    for holder in _timed(loaded):
        deadline = loaded.meaning(holder.value.deadline or "")
        outside = any(
            (each.end or period.start) < period.start
            or period.last < (each.start or each.end or period.last)
            for each in deadline.dates
        )
        if outside and period.start <= period.last and not names_other_year(deadline.text):
            yield Finding(
                (*holder.path, "deadline"),
                f"Thời gian {quoted(deadline.text)} nằm ngoài thời kỳ của kế hoạch"
                f" ({_period_text(period)})",
                "; xem lại năm, hoặc ghi lý do vào doubts.",
                doubted="deadline" in holder.value.doubts,
            )


def _period_text(period: Period) -> str:
    last = f"đến {day_text(period.end)}" if period.end else "trở đi"
    return f"{day_text(period.start)} {last}"


@RULES.add(
    "repeated-text",
    Level.WARNING,
    "Không giao hai lần một việc cho cùng cơ quan chủ trì.",
    needs=["agencies"],
)
def _repeated_text(loaded: LoadedPlan) -> Iterator[Finding]:
    leads = LeadNames(loaded.registry)

    def told(task: Task) -> tuple[str, frozenset[str]]:
        return words(task.text), leads.of(task)

    first: dict[int, Task] = {}  # by hashes: a second copy of all texts is not worth its memory
    for task in loaded.plan.tasks:
        now = told(task)
        earlier = first.setdefault(hash(now), task)
        if earlier.id != task.id and told(earlier) == now:
            yield Finding(
                (*task.path, "text"),
                f"Nhiệm vụ {visible(task.id)} lặp lại nội dung và cơ quan chủ trì của"
                f" {visible(earlier.id)}",
                "; xem có chép nhầm không.",
                doubted="text" in task.doubts,
            )
