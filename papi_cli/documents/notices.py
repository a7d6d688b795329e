"""Notices: what changed of the tasks of one agency since its last checklist, with both wordings.

The old wording is that of an earlier plan or of the checklist that is written anew; of a baseline,
which holds no words, it is known what changed alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from papi_cli.checking.baseline import Departures
from papi_cli.checking.compare import Change, paired_items
from papi_cli.checklists.count import district_of
from papi_cli.checklists.fingerprints import bare_words
from papi_cli.checklists.form import FormRow, form_facts, row_print
from papi_cli.checklists.items import Printed, PrintedItem, duty_label
from papi_cli.documents.builder import Documents
from papi_cli.documents.work import Scope
from papi_cli.plan.loader import LoadedPlan
from papi_cli.plan.parts import Agency


@dataclass(frozen=True, slots=True)
class NoticeRow:
    """A change of a task: its number, its words where it is not they that changed, both states.

    `what` is the word for what changed; `was` is empty where it came, `now` where it went.
    """

    change: Change
    id: str
    text: str
    what: str
    was: str = ""
    now: str = ""


WHAT = {Change.ADDED: "Thêm nhiệm vụ", Change.GONE: "Không còn giao", Change.MOVED: "Mã số"}
TEXT = "Nội dung"


def changes(
    was: Printed,
    now: Sequence[FormRow],
    plain: Callable[[str], str] = bare_words,
) -> list[NoticeRow]:
    """Return what changed of a checklist's tasks, in the order in which they stand now, then gone.

    `was` is what the old one printed, `now` the rows of a fresh one; what differs only in what
    `plain` takes away is the same, and what the agency itself took out or changed is no change.
    """
    labels = {each.label for each in now}
    before: dict[str, PrintedItem] = {}
    gone: dict[str, PrintedItem] = {}
    for each in was.items:
        known = (before, each.task) if each.task in labels else (gone, each.label)
        known[0].setdefault(known[1], each)
    rows = [
        one
        for each in now
        if each.label in before or row_print(each.cells) not in was.rows
        for one in _row_changes(before.get(each.label), each, plain)
    ]
    rows += (
        NoticeRow(Change.GONE, each.label, "", WHAT[Change.GONE], was=_whole(each.text, each.facts))
        for each in gone.values()
    )
    return rows


def _row_changes(
    was: PrintedItem | None, now: FormRow, plain: Callable[[str], str]
) -> Iterator[NoticeRow]:
    """Yield what changed of a task: its number, its words, what stands below it."""
    facts = form_facts(now.role, now.deadline, now.notes)
    if was is None:
        whole = _whole(now.text, facts)
        yield NoticeRow(Change.ADDED, now.label, "", WHAT[Change.ADDED], now=whole)
        return
    if was.label != now.label:
        yield NoticeRow(Change.MOVED, now.label, now.text, WHAT[Change.MOVED], was.label, now.label)
    if was.text and plain(was.text) != plain(now.text):
        yield NoticeRow(Change.CHANGED, now.label, "", TEXT, was.text, now.text)
    if was.facts is None:
        return
    for name in dict.fromkeys((*was.facts, *facts)):
        old, new = was.facts.get(name, ""), facts.get(name, "")
        if plain(old) != plain(new):
            yield NoticeRow(Change.CHANGED, now.label, now.text, name, old or NONE, new or NONE)


NONE = "không có"


def _whole(text: str, facts: Mapping[str, str] | None) -> str:
    """Return a task in a paragraph: its words and what stands below them."""
    below = "; ".join(f"{name}: {value}" for name, value in (facts or {}).items())
    return f"{text} ({below})" if below else text


def of_old_plan(
    old: Documents, loaded: tuple[LoadedPlan, LoadedPlan], agency: Agency, scope: Scope
) -> Printed | None:
    """Return what an agency's checklist of an old plan printed, None where it had none.

    `loaded` are the old plan, whose documents are `old`, and the one that holds now.
    """
    before, now = loaded
    found = next(
        (known[0] for name in agency.names if len(known := before.registry.lookup(name)) == 1), None
    )
    if found is None or not old.work.has_any(found, scope):
        return None
    labels = {
        _label(before, one): _label(now, other) for one, other in paired_items(*loaded).items()
    }
    return Printed(
        tuple(
            PrintedItem(
                each.label,
                each.text,
                form_facts(each.role, each.deadline, each.notes),
                labels.get(each.label, ""),
            )
            for each in old.form(found, scope).rows
        )
    )


def _label(loaded: LoadedPlan, id_: str) -> str:
    duties = {item.id: item for duty in loaded.plan.duties for item in duty.items}
    return duty_label(duties[id_]) if id_ in duties else id_


def since_baseline(
    loaded: LoadedPlan, found: Departures, now: Sequence[FormRow]
) -> list[NoticeRow]:
    """Return what of an agency's tasks is not as it was signed off; how it read nobody knows."""
    holders = {item.id: task.id for task in loaded.plan.tasks for item in task.items}
    holders |= {duty_label(item): duty.id for duty in loaded.plan.duties for item in duty.items}
    rows = []
    for each in now:
        departure = found.items.get(holders[each.label])
        if departure is None:
            continue
        if departure.old is None:
            whole = _whole(each.text, form_facts(each.role, each.deadline, each.notes))
            rows.append(NoticeRow(Change.ADDED, each.label, "", WHAT[Change.ADDED], now=whole))
            continue
        if departure.old != holders[each.label]:
            moved = (WHAT[Change.MOVED], departure.old, each.label)
            rows.append(NoticeRow(Change.MOVED, each.label, each.text, *moved))
        if departure.words:
            words = "; ".join(departure.words)
            whole = _whole(each.text, form_facts(each.role, each.deadline, each.notes))
            rows.append(NoticeRow(Change.CHANGED, each.label, "", f"Đổi {words}", now=whole))
    return rows


def exact(text: str) -> str:
    """Return a text as it stands but for blanks, to compare two plans by."""
    return " ".join(text.split())


def notice_data(
    loaded: LoadedPlan, agency: Agency, rows: Sequence[NoticeRow], *, worded: bool
) -> dict[str, Any]:
    """Return a notice as its template has it; `worded` tells that the old wording is known."""
    district = [district_of(loaded, agency)] if agency.district else []
    tasks: dict[tuple[bool, str], list[NoticeRow]] = {}
    for each in rows:
        # What is gone may bear the number that another task has now.
        tasks.setdefault((each.change is Change.GONE, each.id), []).append(each)
    counts = {each.value: len({row.id for row in rows if row.change is each}) for each in Change}
    listed = [
        {
            "id": id_,
            "text": "" if any(not row.text for row in its) else its[0].text,
            "rows": [{"what": row.what, "was": row.was, "now": row.now} for row in its],
        }
        for (_, id_), its in tasks.items()
    ]
    return {
        "to": agency.name,
        "tasks": listed,
        "counts": counts,
        "worded": worded,
        "receivers": [agency.name, *(f"{each} (để phối hợp)" for each in district)],
    }
