"""What a cell of the plan means, in words: which agency it names, which days.

Every function returns text as the plan has it, for whoever shows it to make safe.
"""

from __future__ import annotations

from datetime import date

from papi_cli.plan.due import due_times
from papi_cli.plan.loader import LoadedPlan
from papi_cli.plan.registry import is_vague
from papi_cli.vietnamese.deadline import Deadline, Kind, day_text


def agency_line(loaded: LoadedPlan, raw_name: str) -> str:
    """Return an agency as a cell names it, with what it is called and what it is part of."""
    agency = loaded.registry.resolve(raw_name)
    parts = [raw_name]
    if agency.name != raw_name:
        parts.append(f"tức {agency.name}")
    if agency.part_of:
        parts.append(f"thuộc {agency.part_of}")
    if agency.members:
        parts.append(f"gồm {len(agency.members)} cơ quan")
    if is_vague(agency):
        parts.append("không kể thành viên")
    return parts[0] + (f" ({', '.join(parts[1:])})" if parts[1:] else "")


_EVERY = {"D": "ngày", "W": "tuần", "M": "tháng", "Y": "năm"}


def deadline_lines(loaded: LoadedPlan, deadline: Deadline) -> list[str]:
    """Return a deadline in the plan's words with what the program reads from it.

    Several dates stand below, one in a line, each with its own words.
    """
    if not deadline.text:
        return ["không ghi"]
    text = " ".join(deadline.text.split())
    if deadline.kind is Kind.RECURRING:
        return [f"{text} (lặp lại mỗi {_every(deadline.every)}{_due_days(loaded, deadline)})"]
    if len(deadline.dates) > 1 or deadline.kind is Kind.MILESTONES:
        days = [(each.text, _days(each.start, each.end)) for each in deadline.dates]
        own = [each if of == text else f"{of}: {each}" for of, each in days]
        return [f"{text} ({len(own)} mốc)", *own]
    meaning = {
        Kind.ONGOING: _days(deadline.start, deadline.end) or "suốt thời kỳ của kế hoạch",
        Kind.DEPENDENT: "văn bản, sự kiện khác quyết định",
        Kind.OTHER: "chương trình không tính được ngày",
    }.get(deadline.kind) or _days(deadline.start, deadline.end)
    return [f"{text} ({meaning})"]


def _days(start: date | None, end: date | None) -> str:
    """Return days in words, empty for none."""
    if start is None:
        return f"chậm nhất {day_text(end)}" if end else ""
    if start == end:
        return f"ngày {day_text(start)}"
    return f"từ {day_text(start)}" + (f" đến hết {day_text(end)}" if end else " trở đi")


_FEW_DAYS = 4
"""How many days a line names."""


def _due_days(loaded: LoadedPlan, deadline: Deadline) -> str:
    days = [day_text(each.end) for each in due_times(deadline, loaded.plan.document)]
    if len(days) > _FEW_DAYS:
        days = [", ".join(days[:2]) + " …", days[-1]]
        return f": {' '.join(days)}"
    return f": {', '.join(days)}" if days else ""


def _every(every: str | None) -> str:
    return f"{every[1:-1]} {_EVERY[every[-1]]}".removeprefix("1 ") if every else ""
