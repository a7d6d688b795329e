"""Calendars, read back by another library than the one that writes them."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
import vobject

from papi_cli.checking.runner import load_valid
from papi_cli.documents.agenda import Agenda
from papi_cli.documents.calendars import (
    Edition,
    _sealed,
    calendar_bytes,
    is_later,
    is_unedited,
    renew_calendar,
)
from papi_cli.errors import FileError
from papi_cli.plan.due import due_times
from papi_cli.plan.loader import LoadedPlan
from tests.conftest import HEAD, small_plan
from tests.documents.test_agenda import YEARS, agenda_in, agenda_of

Write = Callable[..., Path]
NAME = "UBND xã Yến Dương"


@pytest.fixture(scope="module")
def agenda(shipped: LoadedPlan) -> Agenda:
    return agenda_in(shipped, NAME)


@pytest.fixture(scope="module")
def edition(shipped: LoadedPlan) -> Edition:
    return Edition(shipped.plan.document, shipped.plan.document.date)


@pytest.fixture(scope="module")
def data(edition: Edition, agenda: Agenda) -> bytes:
    return calendar_bytes(edition, agenda)


def events(data: bytes) -> list[Any]:
    """Return the events that another parser finds."""
    calendar = vobject.readOne(data.decode())
    return list(calendar.contents.get("vevent", ()))


def small(write: Write, deadlines: list[str], revised: date | None = None) -> bytes:
    """Return the calendar of an agency that leads a task with each of these deadlines."""
    agenda = agenda_of(write, deadlines)
    return calendar_bytes(small_edition(write, revised), agenda)


def small_edition(write: Write, revised: date | None = None) -> Edition:
    plan = write(small_plan("  - name: Xã A\n", TASK), "edition.yaml")
    document = load_valid(plan, "p.yaml").plan.document
    return Edition(document, revised or document.date)


TASK = "  - {id: '1', name: Một, tasks: [{id: a, text: Họp, lead: [Xã A], deadline: Quý I/2021}]}\n"


def test_another_parser_finds_the_days_their_words_and_a_warning_a_week_before(
    data: bytes, agenda: Agenda
) -> None:
    found = events(data)
    assert [each.dtstart.value for each in found] == [date(2021, 6, 30), date(2021, 12, 31)]
    assert [each.dtend.value for each in found] == [date(2021, 7, 1), date(2022, 1, 1)]
    assert [each.summary.value for each in found] == [each.title for each in agenda.events]
    assert found[0].description.value == "\n".join(agenda.events[0].lines)
    for each in found:
        assert each.transp.value == "TRANSPARENT"
        assert each.valarm.action.value == "DISPLAY"
        assert each.valarm.trigger.value == timedelta(days=-7)
        assert each.valarm.description.value == each.summary.value


def test_the_calendar_says_whose_it_is_and_by_which_plan(data: bytes) -> None:
    calendar = vobject.readOne(data.decode())
    assert calendar.contents["x-wr-calname"][0].value == f"Kế hoạch 263/KH-UBND: {NAME}"
    assert calendar.prodid.value == "-//papi//papi//VI"
    assert calendar.method.value == "PUBLISH"
    assert events(data)[0].summary.params == {"LANGUAGE": ["vi"]}


def test_no_line_is_longer_than_75_octets_and_none_is_cut_within_a_letter(data: bytes) -> None:
    lines = data.split(b"\r\n")
    assert any(line.startswith(b" ") for line in lines)
    assert max(map(len, lines)) <= 75
    for line in lines:
        line.decode("utf-8")
    assert b"\n" not in data.replace(b"\r\n", b"")


def test_commas_semicolons_and_backslashes_of_a_plan_are_words(write: Write) -> None:
    words = r"Họp a, b; c\n d: «e»"
    plan = small_plan("  - name: 'Xã A, B; C'\n", TASK.replace("Xã A", "'Xã A, B; C'"))
    loaded = load_valid(write(plan.replace("text: Họp", f"text: '{words}'")), "p.yaml")
    edition = Edition(loaded.plan.document, loaded.plan.document.date)
    made = calendar_bytes(edition, agenda_in(loaded, "Xã A, B; C"))
    assert words in events(made)[0].summary.value
    assert b"A\\, B\\; C" in made
    assert vobject.readOne(made.decode()).contents["x-wr-calname"][0].value.endswith("Xã A, B; C")


def test_the_same_plan_gives_the_same_bytes(data: bytes, edition: Edition, agenda: Agenda) -> None:
    assert calendar_bytes(edition, agenda) == data
    assert calendar_bytes(edition, agenda, data) == data
    assert {str(each.dtstamp.value) for each in events(data)} == {"2021-05-10 00:00:00+00:00"}


def test_an_event_is_the_same_one_whatever_its_day(write: Write) -> None:
    first, later = (events(small(write, [each])) for each in ("Quý I/2021", "Quý II/2021"))
    assert first[0].uid.value == later[0].uid.value
    assert first[0].dtstart.value != later[0].dtstart.value


def test_no_two_agencies_share_an_event(shipped: LoadedPlan, edition: Edition) -> None:
    names = (NAME, "UBND xã Hà Hiệu", "Sở Nội vụ")
    uids = [
        each.uid.value
        for name in names
        for each in events(calendar_bytes(edition, agenda_in(shipped, name)))
    ]
    assert len(uids) > 6
    assert len(set(uids)) == len(uids)


def test_a_plan_that_got_another_number_keeps_its_events(write: Write) -> None:
    renumbered = HEAD.replace("number: 1/KH-UBND", "number: 2/KH-UBND") + (
        "  former_numbers: [1/KH-UBND]\n"
    )
    found = []
    for head in (HEAD, renumbered):
        loaded = load_valid(write(small_plan("  - name: Xã A\n", TASK, head)), "p.yaml")
        edition = Edition(loaded.plan.document, loaded.plan.document.date)
        found.append(events(calendar_bytes(edition, agenda_in(loaded, "Xã A")))[0].uid.value)
    assert found[0] == found[1]


@pytest.mark.parametrize(
    "phrase",
    [
        "hằng tháng", "hằng quý", "hằng năm", "Định kỳ 6 tháng", "trước ngày 20 tháng cuối quý",
        "ngày 25 hằng tháng", "ngày 31/1 hằng năm", "Quý I hằng năm", "trước ngày 01 hằng tháng",
        "hằng tuần", "trước ngày 15/12 hằng năm",
    ],
)  # fmt: skip
def test_a_rule_gives_another_parser_the_days_that_the_deadline_means(
    write: Write, phrase: str
) -> None:
    agenda = agenda_of(write, [phrase], YEARS)
    loaded = load_valid(write(small_plan("  - name: Xã A\n", TASK, YEARS), "y.yaml"), "p.yaml")
    edition = Edition(loaded.plan.document, loaded.plan.document.date)
    (event,) = events(calendar_bytes(edition, agenda))
    assert event.rrule.value
    meant = due_times(loaded.meaning(phrase), loaded.plan.document)
    assert [each.date() for each in event.rruleset] == [each.end for each in meant]


def test_what_the_plan_no_longer_has_is_cancelled_and_stays_so(write: Write) -> None:
    old = small(write, ["Quý I/2021", "hằng quý"])
    now = small_edition(write, date(2021, 7, 1))
    agenda = agenda_of(write, ["Quý I/2021"])
    made = calendar_bytes(now, agenda, old)
    kept, gone = events(made)
    assert (kept.status.value, gone.status.value) == ("CONFIRMED", "CANCELLED")
    assert gone.uid.value == events(old)[1].uid.value
    assert gone.summary.value.startswith("Đã bỏ: Đến kỳ nhiệm vụ 1.2")
    assert "valarm" not in gone.contents
    assert calendar_bytes(now, agenda, made) == made


def test_what_comes_back_is_cancelled_no_more(write: Write) -> None:
    both = small(write, ["Quý I/2021", "hằng quý"])
    one = calendar_bytes(small_edition(write), agenda_of(write, ["Quý I/2021"]), both)
    again = calendar_bytes(small_edition(write), agenda_of(write, ["Quý I/2021", "hằng quý"]), one)
    assert again == both


def test_a_later_day_of_the_plan_makes_a_later_edition_whatever_lies_there(write: Write) -> None:
    old = small(write, ["Quý I/2021"])
    later = small(write, ["Quý I/2021"], date(2021, 7, 1))
    before, after = (int(events(each)[0].sequence.value) for each in (old, later))
    assert after - before == (date(2021, 7, 1) - date(2021, 1, 2)).days
    assert str(events(later)[0].dtstamp.value).startswith("2021-07-01")
    assert is_later(small_edition(write, date(2021, 7, 1)), old)
    assert not is_later(small_edition(write), old)


def test_an_edition_is_never_earlier_than_the_one_that_is_there(write: Write) -> None:
    old = small(write, ["Quý I/2021"], date(2021, 7, 1))
    renew = renew_calendar(small_edition(write), agenda_of(write, ["Quý II/2021"]))
    made = renew(old, Path("a.ics"))
    assert made is not None
    (before,), (after,) = events(old), events(made.data)
    assert after.sequence.value == before.sequence.value
    assert after.dtstamp.value == before.dtstamp.value


@pytest.mark.parametrize("number", [b"0", b"999999999"])
def test_a_number_that_is_no_day_makes_no_edition_later(
    data: bytes, edition: Edition, number: bytes
) -> None:
    forged = _sealed(re.sub(rb"SEQUENCE:\d+", b"SEQUENCE:" + number, _opened(data)))
    assert is_unedited(forged)
    assert edition.not_before(forged) == edition


def _opened(data: bytes) -> bytes:
    return re.sub(rb"(X-PAPI:[0-9a-f-]{36}/)[0-9a-f]{16}", rb"\g<1>" + b"0" * 16, data)


def test_an_edit_is_seen_and_other_line_ends_are_none(data: bytes) -> None:
    assert is_unedited(data)
    assert is_unedited(data.replace(b"\r\n", b"\n"))
    assert not is_unedited(data.replace(b"TRANSPARENT", b"OPAQUE", 1))
    assert not is_unedited(b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n")


def test_an_edited_calendar_stays_unless_it_is_forced(
    data: bytes, edition: Edition, agenda: Agenda
) -> None:
    edited = data.replace(b"TRANSPARENT", b"OPAQUE", 1)
    assert renew_calendar(edition, agenda)(edited, Path("a.ics")) is None
    made = renew_calendar(edition, agenda, force=True)(edited, Path("a.ics"))
    assert made is not None
    assert (made.data, made.beside) == (data, True)


def test_another_agencys_calendar_is_left_alone(
    data: bytes, shipped: LoadedPlan, edition: Edition
) -> None:
    renew = renew_calendar(edition, agenda_in(shipped, "Sở Nội vụ"))
    with pytest.raises(FileError, match="là lịch của cơ quan khác hay của kế hoạch khác"):
        renew(data, Path("a.ics"))


def test_a_forged_calendar_cancels_nothing_and_breaks_nothing(
    data: bytes, edition: Edition, agenda: Agenda
) -> None:
    for old, new in ((b"DTSTART;VALUE=DATE:2021", b"DTSTART;VALUE=DATE:x"), (b"DTSTART", b"X-NO")):
        forged = data.replace(old, new)
        forged = forged.replace(b"UID:", b"UID:x")
        assert calendar_bytes(edition, agenda, forged) == data
