"""An agency's dates as a calendar (.ics): when it reports, when its tasks end or come round.

The only importer of icalendar. All-day events that leave their agency free, and tasks of no
program's: a task list is what phones and webmail drop at import.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from hashlib import blake2b
from pathlib import Path
from uuid import UUID, uuid5

import icalendar

from papi_cli.checklists.fresh import Regenerated
from papi_cli.documents.agenda import Agenda, Event, Rule
from papi_cli.documents.output import Renew, left_alone
from papi_cli.plan.parts import Agency, Document
from papi_cli.plan.registry import name_key
from papi_cli.safe_text import quoted, visible
from papi_cli.vietnamese.words import fold

SUFFIX = ".ics"


@dataclass(frozen=True, slots=True)
class Edition:
    """Which state of a plan a calendar is of.

    `revised` is the day of the plan, or the one on which it was last changed: of two calendars the
    later one counts for a program that has both.
    """

    document: Document
    revised: date

    @property
    def sequence(self) -> int:
        """How late it is among all editions, as a number that grows from day to day."""
        return max((self.revised - _FIRST_DAY).days, 0)

    def not_before(self, old: bytes | None) -> Edition:
        """Return this edition, or that of a calendar of papi's which is there and is later.

        A program that took over the later one would not take an earlier one.
        """
        there = _revised(old) if old and is_unedited(old) else None
        return replace(self, revised=max(self.revised, there)) if there else self


_FIRST_DAY = date(2000, 1, 1)


def calendar_bytes(edition: Edition, agenda: Agenda, old: bytes | None = None) -> bytes:
    """Return an agency's calendar, sealed so that an edit of it is seen.

    `old` is an earlier calendar of the same agency and plan, as papi wrote it: what it has and the
    agenda has not is cancelled, so that whoever took it over loses it again. The same gives the
    same bytes at any time.
    """
    owner = _owner(edition.document, agenda.agency)
    events = [_event(edition, owner, each) for each in agenda.events]
    known = {str(each["UID"]) for each in events}
    gone = _cancelled(edition, old, known) if old else ()
    calendar = _calendar(edition, agenda, owner, [*events, *gone])
    return _sealed(bytes(calendar.to_ical()))


def renew_calendar(edition: Edition, agenda: Agenda, *, force: bool = False) -> Renew:
    """Return what makes an agency's calendar anew.

    One that somebody edited stays as it is; with `force` it is replaced, and kept beside. Another
    agency's or plan's raises `FileError`, as what is no calendar of papi's does not: that is
    somebody's, like one that was edited. An edition is never earlier than the one that is there.
    """

    def renew(old: bytes | None, path: Path) -> Regenerated | None:
        if old is None:
            return Regenerated(calendar_bytes(edition, agenda))
        if not is_unedited(old):
            return Regenerated(calendar_bytes(edition, agenda), beside=True) if force else None
        if not _is_of(old, edition.document, agenda.agency):
            why = "là lịch của cơ quan khác hay của kế hoạch khác"
            raise left_alone(quoted(str(path), 200), why)
        latest = edition.not_before(old)
        fresh = calendar_bytes(latest, agenda)
        if fresh == old:  # to take the old one apart takes as long as to make one
            return Regenerated(fresh)
        return Regenerated(calendar_bytes(latest, agenda, old))

    return renew


def _revised(old: bytes) -> date | None:
    """Return of which day a calendar's latest event is, None where it says none."""
    days = max((int(each[1]) for each in _SEQUENCE.finditer(old)), default=0)
    return _FIRST_DAY + timedelta(days) if 0 < days <= (date.max - _FIRST_DAY).days else None


def is_later(edition: Edition, old: bytes) -> bool:
    """Whether programs that have taken over a calendar take an edition for a later one."""
    found = _SEQUENCE.search(old)
    return found is None or edition.sequence > int(found[1])


_SEQUENCE = re.compile(rb"^SEQUENCE:(\d{1,9})\r?$", re.MULTILINE)
_SEAL = re.compile(rb"^X-PAPI:([0-9a-f-]{36})/([0-9a-f]{16})\r?$", re.MULTILINE)
_OPEN_SEAL = "0" * 16


def is_unedited(data: bytes) -> bool:
    """Whether a file is a calendar as papi wrote it; line ends do not count."""
    found = _SEAL.search(data)
    return bool(found and found[2] == _seal(data))


def _is_of(data: bytes, document: Document, agency: Agency) -> bool:
    """Whether a calendar of papi's is that of an agency and a plan."""
    found = _SEAL.search(data)
    return bool(found and found[1].decode() == str(_owner(document, agency)))


def _sealed(data: bytes) -> bytes:
    return data.replace(f"/{_OPEN_SEAL}\r\n".encode(), b"/%b\r\n" % _seal(data), 1)


def _seal(data: bytes) -> bytes:
    plain = _SEAL.sub(rb"X-PAPI:\1", data.replace(b"\r\n", b"\n"), count=1)
    return blake2b(plain, digest_size=8).hexdigest().encode()


_NAMESPACE = UUID("6f1f7d0e-6f0a-5a3c-9a57-1b4f0c9d2630")


def _owner(document: Document, agency: Agency) -> UUID:
    """Return what no other agency of any plan has; a plan that got another number keeps it."""
    plan = (fold(document.numbers[-1]), str(document.date.year), name_key(document.issuer))
    return uuid5(_NAMESPACE, "\n".join((*plan, agency.name)))


def _calendar(
    edition: Edition, agenda: Agenda, owner: UUID, events: Collection[icalendar.Event]
) -> icalendar.Calendar:
    document, name = edition.document, visible(agenda.agency.name)
    plan = f"{visible(document.type)} {visible(document.number)}"
    calendar = icalendar.Calendar()
    calendar.add("prodid", "-//papi//papi//VI")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    # Without a language: there are programs that look for just these names and a colon.
    calendar["X-WR-CALNAME"] = icalendar.vText(f"{plan}: {name}")
    calendar["X-WR-CALDESC"] = icalendar.vText(f"Các ngày đến hạn của {name} theo {plan}.")
    calendar.add("x-papi", f"{owner}/{_OPEN_SEAL}")
    for each in events:
        calendar.add_component(each)
    return calendar


def _text(text: str) -> icalendar.vText:
    words = icalendar.vText(text)
    words.params["LANGUAGE"] = "vi"
    return words


_UNITS = {"D": "DAILY", "W": "WEEKLY", "M": "MONTHLY", "Y": "YEARLY"}
_WARNED = timedelta(days=-7)


def _event(edition: Edition, owner: UUID, event: Event) -> icalendar.Event:
    made = _day(edition, str(uuid5(owner, event.key)), event.day)
    made["SUMMARY"] = _text(event.title)
    made["DESCRIPTION"] = _text("\n".join(event.lines))
    made.add("status", "CONFIRMED")
    if event.rule:
        made.add("rrule", _rrule(event.rule, event.day))
    if event.warned:
        alarm = icalendar.Alarm()
        alarm.add("action", "DISPLAY")
        alarm["DESCRIPTION"] = _text(event.title)
        alarm.add("trigger", _WARNED)
        made.add_component(alarm)
    return made


def _day(edition: Edition, uid: str, day: date) -> icalendar.Event:
    """Return an event that takes a whole day and nobody's time."""
    made = icalendar.Event()
    made.add("uid", uid)
    made.add("dtstamp", _midnight(edition.revised))
    made.add("sequence", edition.sequence)
    made.add("dtstart", day)
    made.add("dtend", day + timedelta(days=1))
    made.add("transp", "TRANSPARENT")
    return made


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=UTC)


def _rrule(rule: Rule, day: date) -> dict[str, object]:
    said: dict[str, object] = {"FREQ": _UNITS[rule.unit]}
    if rule.interval > 1:
        said["INTERVAL"] = rule.interval
    if rule.unit == "Y":
        said["BYMONTH"] = day.month
    if rule.month_day is not None:
        said["BYMONTHDAY"] = rule.month_day
    if rule.until:
        said["UNTIL"] = rule.until
    return said


_GONE = "Đã bỏ: "


def _cancelled(edition: Edition, old: bytes, known: Collection[str]) -> Iterator[icalendar.Event]:
    """Yield the events of an earlier calendar that are none any more, as cancelled."""
    for each in _events_in(old):
        uid = str(each["UID"])
        if uid in known:
            continue
        made = _day(edition, uid, each.decoded("DTSTART"))
        title = str(each["SUMMARY"]).removeprefix(_GONE)
        made["SUMMARY"] = _text(f"{_GONE}{title}")
        made.add("status", "CANCELLED")
        if "RRULE" in each:
            made["RRULE"] = each["RRULE"]
        yield made


def _events_in(data: bytes) -> list[icalendar.Component]:
    """Return the events of a calendar that are as papi writes them: of a forged one maybe none."""
    try:
        found = icalendar.Calendar.from_ical(data).walk("VEVENT")
        return [each for each in found if type(each.decoded("DTSTART")) is date]
    except (ValueError, KeyError):
        return []
