"""What each file that came in is: whose, of which plan, what it says, what it replaces and loses.

All of it is read inside the file. A name of a file is at most a hint, which is shown as one.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path, PurePosixPath
from typing import Literal

from papi_cli.checklists.carriers import CARRIERS, carrier_of
from papi_cli.checklists.format import Checklist, Entry, NotAChecklistError
from papi_cli.checklists.fresh import Fresh
from papi_cli.checklists.intake import (
    Reading,
    Returned,
    Review,
    other_plan,
    owners_of,
    summarize,
    take_in,
)
from papi_cli.checklists.items import PlanItem, duty_label, plan_items
from papi_cli.checklists.vocabulary import Status, is_noted, join_entries, judge, says_anything
from papi_cli.errors import FileError
from papi_cli.files import read_any
from papi_cli.plan.keys import NAME, PHRASE
from papi_cli.plan.loader import LoadedPlan
from papi_cli.plan.parts import Agency
from papi_cli.plan.query import Workload
from papi_cli.register.acts import day_problem
from papi_cli.register.file import Register
from papi_cli.register.filing import Pending
from papi_cli.register.incoming import Incoming
from papi_cli.register.rows import UNCOUNTED, DocumentRef, PlanRef, Row
from papi_cli.register.standing import Standings, plan_fingerprint
from papi_cli.safe_text import quoted
from papi_cli.vietnamese.words import fold

Verdict = Literal["accepted", "with_remarks", "unreadable", "other_plan"]
Source = Literal["sheet", "mail", "sent", "on"]
"""Where the day of a return comes from: a sheet, a mail's server, its sender, what was typed."""
Via = Literal["email", "edoc", "paper", "usb", "other"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Particulars:
    """What the clerk knows of a file and the file does not say; None for what nobody said.

    `source` tells where the day comes from, None for the register.
    """

    received: date | None = None
    source: Source | None = None
    agency: Agency | None = None
    arrival_number: str | None = None
    document: DocumentRef | None = None
    via: Via | None = None


@dataclass(frozen=True, slots=True)
class Changes:
    """What a return says otherwise than the one that it replaces, by labels of tasks.

    `lost` are those of which the former said something, and it says nothing; `changed` tells how
    far a task was and is.
    """

    lost: tuple[str, ...] = ()
    changed: Mapping[str, tuple[Status, Status]] = field(default_factory=dict)
    added: tuple[str, ...] = ()

    @property
    def any(self) -> bool:
        """Whether there are any."""
        return bool(self.lost or self.changed or self.added)


@dataclass(frozen=True, slots=True, kw_only=True)
class Recognized:
    """What a file that came in was taken for.

    `refusal` is a sentence why it cannot be filed, empty where it can. `duplicate_of` is the number
    of the row that has the same bytes, `same_as` where they lie among the files that came with it.
    `sent_back` is the number of the row with the same bytes that was sent back, which makes this
    another receipt. `supersedes` is the number of the row that it replaces; where that is no row
    yet, `follows` is its place among what was recognized with it. `newer` is the number of a row
    that came in later, which it does not replace. `remarks` are phrases that go on from «Tệp …»,
    `hints` such of what needs no mending. `blanks` is how many tasks of its list it says nothing
    of; `duties` of how many points of Part III it says something, which are no tasks. `changes`
    are against what it replaces. `own` tells that it is another document of papi's, which nobody
    needs to receive. `hint` is whose the name of the file seems to say.
    """

    incoming: Incoming
    sha256: str
    period: str
    particulars: Particulars
    agency: str = ""
    plan: PlanRef | None = None
    counts: Mapping[Status, int] | None = None
    verdict: Verdict = "unreadable"
    remarks: tuple[str, ...] = ()
    hints: tuple[str, ...] = ()
    blanks: int | None = None
    duties: int = 0
    own: bool = False
    reviews: tuple[Review, ...] = ()
    refusal: str = ""
    hint: str = ""
    duplicate_of: int | None = None
    same_as: str = ""
    sent_back: int | None = None
    supersedes: int | None = None
    follows: int | None = None
    newer: int | None = None
    changes: Changes = field(default_factory=Changes)

    @property
    def received(self) -> date | None:
        """The day when it came in: as the clerk says, else as its mail does."""
        return self.particulars.received or self.incoming.received

    @property
    def source(self) -> Source | None:
        """Where the day comes from."""
        if self.particulars.received or self.incoming.received is None:
            return self.particulars.source
        return "sent" if self.incoming.sent else "mail"

    @property
    def to_be_filed(self) -> bool:
        """Whether a row is to be appended for it."""
        return not (self.refusal or self.duplicate_of or self.same_as or self.own)

    @property
    def reason(self) -> str:
        """Why it is not plainly accepted, as the register has it; empty where it is."""
        return "; ".join(self.remarks)[: PHRASE - 1]


_Said = Mapping[str, tuple[Status, Entry]]
"""What a checklist says of tasks: how far each is, and in which words."""


@dataclass(frozen=True, slots=True)
class _Read:
    """A file as far as it could be read: a phrase why not, or what it says.

    `own` tells that it is another document of papi's.
    """

    why: str = ""
    own: bool = False
    reading: Reading | None = None
    said: _Said = field(default_factory=dict)


class Recognizer:
    """Recognizes what came in for a plan and a register, one file after the other.

    `fresh` is as a carrier takes it. What was recognized before in the same run counts as if it
    was in the register already.
    """

    def __init__(self, loaded: LoadedPlan, register: Register, fresh: Fresh | None) -> None:
        self._loaded, self._register, self._fresh = loaded, register, fresh
        self._items = plan_items(loaded)
        self._duties = {duty_label(item) for each in loaded.plan.duties for item in each.items}
        self._workload = Workload(loaded)
        self._fingerprint = plan_fingerprint(loaded)
        self._standings = Standings(loaded, register.rows)
        receipts = self._standings.receipts
        self._hashes = {
            (each.row.sha256, each.period): each for each in receipts if not each.sent_back
        }
        self._sent_back = {
            (each.row.sha256, each.period): each.row.no for each in receipts if each.sent_back
        }
        self._numbers = {each.row.no: each.row for each in receipts}
        self._said: dict[int, _Said] = {}
        self._batch: list[Recognized] = []
        self._batch_said: dict[int, _Said] = {}

    def recognize(
        self, files: Iterable[tuple[Incoming, Particulars]], period: str | None = None
    ) -> list[Recognized]:
        """Return what files are, in the order of their days, those of a day as they were given.

        They are of `period`, None for that which is meant where none is named.
        """
        given = sorted(
            files,
            key=lambda each: each[1].received or each[0].received or date.max,
        )
        name = self._standings.name_of(period)
        return [self._one(incoming, told, name) for incoming, told in given]

    def _one(self, incoming: Incoming, told: Particulars, period: str) -> Recognized:
        digest = hashlib.sha256(incoming.data).hexdigest()
        found = Recognized(incoming=incoming, sha256=digest, period=period, particulars=told)
        earlier = self._hashes.get((digest, period))
        if earlier and not incoming.empty:
            row = earlier.row
            filed = Particulars(
                received=row.received,
                agency=earlier.agency or told.agency,
                arrival_number=row.arrival_number,
                document=row.document,
                via=row.via,
            )
            found = replace(found, duplicate_of=row.no, particulars=filed)
        elif not incoming.empty:
            found = replace(found, sent_back=self._sent_back.get((digest, period)))
        twin = next((e for e in self._batch if e.sha256 == digest and e.to_be_filed), None)
        if twin and not incoming.empty:
            return self._kept(replace(found, same_as=twin.incoming.origin, agency=twin.agency), {})
        read = _read(incoming, self._items, self._fresh)
        if (incoming.own or read.own) and not found.duplicate_of:
            return self._kept(replace(found, own=True), {})
        found = self._judged(found, read)
        if found.received is None and not (found.refusal or found.duplicate_of):
            said = f"Chưa biết ngày nhận tệp {quoted(incoming.origin, 200)}"
            found = replace(found, refusal=f"{said}; ghi thêm --on NGÀY, hay --days BẢNG.csv.")
        elif found.received and found.to_be_filed:
            why = day_problem(self._loaded.plan.document, found.received)
            said = f"Ngày nhận tệp {quoted(incoming.origin, 200)} không hợp lý: {why}"
            if why:
                found = replace(found, refusal=f"{said}; ghi ngày đúng vào --days BẢNG.csv.")
        return self._kept(found, read.said)

    def _kept(self, found: Recognized, said: _Said) -> Recognized:
        self._batch_said[len(self._batch)] = said
        self._batch.append(found)
        return found

    def _judged(self, found: Recognized, read: _Read) -> Recognized:
        """Return a file with whose it is and what is to be told of it."""
        if read.reading is None or read.reading.head is None:
            return self._unread(found, read.why)
        reading = self._with_owner(read.reading, found.particulars.agency)
        owners = owners_of(self._loaded, reading)
        found = replace(found, plan=self._plan_ref(reading))
        if why := other_plan(self._loaded, reading):
            unread = self._unread(found, why, owners[0] if len(owners) == 1 else None)
            # What names no plan is not of another.
            return replace(unread, verdict="other_plan") if read.reading.head.plan else unread
        # That a comment is gone is told here in words that fit who sent the file.
        intake = take_in(self._loaded, [replace(reading, bare=False)], workload=self._workload)
        if intake.uncounted:
            return self._unowned(found, _phrase(intake.uncounted[0].problem))
        sent = intake.returned[owners[0].name]
        asked = found.particulars.agency
        if asked and asked.name != sent.owner.name and not found.duplicate_of:
            said = f"Tệp {quoted(found.incoming.origin, 200)} ghi là của {sent.owner.name}"
            why = f"{said}, không phải của {asked.name}; bỏ --agency, hay hỏi lại người gửi."
            return replace(found, agency=sent.owner.name, refusal=why)
        # Of what is filed already the register knows better, where its row was corrected.
        owner = asked if asked and found.duplicate_of else sent.owner
        found = replace(
            found,
            agency=owner.name,
            counts=_counts(reading, sent),
            blanks=_blanks(reading, sent) if reading.held else None,
            duties=len(_told_labels(reading) & self._duties),
        )
        found = self._against_former(found, read.said)
        reviews = tuple(each for _, each in sent.reviews)
        remarks = tuple(_remarks(found, reading, sent, intake.notes, reviews))
        verdict: Verdict = "with_remarks" if remarks else "accepted"
        hints = tuple(_hints(found, reading))
        return replace(found, reviews=reviews, remarks=remarks, hints=hints, verdict=verdict)

    def _with_owner(self, reading: Reading, asked: Agency | None) -> Reading:
        """Return a reading that is of the agency that was asked for, where it names none."""
        if asked is None or reading.head is None or len(owners_of(self._loaded, reading)) == 1:
            return reading
        return replace(reading, head=replace(reading.head, agency=asked.name))

    def _plan_ref(self, reading: Reading) -> PlanRef | None:
        head = reading.head
        if head is None:
            return None
        number = head.plan.strip()[:NAME] or self._loaded.plan.document.number
        return PlanRef(
            number=number, date=head.date or reading.opening, fingerprint=self._fingerprint
        )

    def _unread(self, found: Recognized, why: str, owner: Agency | None = None) -> Recognized:
        """Return a file that says nothing that could be read: filed where it is known whose."""
        owner = found.particulars.agency or owner
        told = replace(found, remarks=(why,), agency=owner.name if owner else "")
        sentence = found.incoming.problem or f"Tệp {quoted(found.incoming.origin, 200)} {why}."
        if found.incoming.empty:
            return replace(told, refusal=sentence)
        if owner is None:
            hint = self._hinted(found.incoming)
            more = " Của cơ quan nào thì ghi thêm --agency TÊN để vào sổ và có phiếu trả lời."
            return replace(told, refusal=f"{sentence}{more}", hint=hint)
        return told

    def _unowned(self, found: Recognized, why: str) -> Recognized:
        sentence = f"Tệp {quoted(found.incoming.origin, 200)} {why}; ghi thêm --agency TÊN."
        return replace(found, refusal=sentence, hint=self._hinted(found.incoming))

    def _hinted(self, incoming: Incoming) -> str:
        """Return whose the name of a file seems to say that it is, empty where it says nothing."""
        words = fold(PurePosixPath(incoming.origin.replace("\\", "/")).name)
        hits = {
            len(key): each.name
            for each in self._loaded.registry.agencies
            for name in each.names
            for key in (fold(name), fold(name).removeprefix("ubnd"))
            if len(key) >= _SHORTEST_HINT and key in words
        }
        return hits[max(hits)] if hits else ""

    def _against_former(self, found: Recognized, said: _Said) -> Recognized:
        """Return a file with what it replaces, and what differs from that."""
        day = found.received or date.max
        if found.duplicate_of:
            number = self._numbers[found.duplicate_of].supersedes
            former = self._numbers.get(number) if number else None
            found = replace(found, supersedes=number)
            return self._changed(found, self._said_of(former) if former else None, said)
        for at in range(len(self._batch) - 1, -1, -1):
            each = self._batch[at]
            if each.agency == found.agency and each.to_be_filed and each.verdict not in UNCOUNTED:
                return self._changed(replace(found, follows=at), self._batch_said[at], said)
        own = [
            each.row
            for each in self._standings.receipts
            if each.told and each.period == found.period
            if each.agency and each.agency.name == found.agency
        ]
        newer = [each for each in own if each.received > day]
        former = next((each for each in reversed(own) if each.received <= day), None)
        if newer:
            found = replace(found, newer=newer[-1].no)
        if former is None:
            return found
        found = replace(found, supersedes=former.no)
        return self._changed(found, self._said_of(former), said)

    def _changed(self, found: Recognized, before: _Said | None, now: _Said) -> Recognized:
        return found if before is None else replace(found, changes=changes_of(before, now))

    def _said_of(self, row: Row) -> _Said | None:
        """Return what an original says, None where it cannot be read any more."""
        if row.no not in self._said:
            read = self._original(row)
            if read is None or read.reading is None:
                return None
            self._said[row.no] = read.said
        return self._said[row.no]

    def owner_said(self, row: Row) -> Agency | None:
        """Return whose the original of a row says that it is, None where it does not say."""
        read = self._original(row)
        if read is None or read.reading is None or read.reading.head is None:
            return None
        owners = owners_of(self._loaded, read.reading)
        return owners[0] if len(owners) == 1 else None

    def _original(self, row: Row) -> _Read | None:
        """Return what the original of a row says, None where there is none to be read."""
        if row.stored is None:
            return None
        path = self._register.folder / row.stored
        carrier = carrier_of(row.stored)
        try:
            data = read_any(path, str(path))
        except FileError:
            return None
        kept = Incoming(row.name or "", data, str(path), suffix=carrier.suffix if carrier else "")
        return _read(kept, self._items, self._fresh)


_SHORTEST_HINT = 6
"""Letters of a name that are no chance."""


def _read(incoming: Incoming, items: Mapping[str, PlanItem], fresh: Fresh | None) -> _Read:
    if incoming.problem or incoming.suffix not in CARRIERS:
        return _Read(_phrase(incoming.problem, incoming.origin))
    # Sentences begin with the path, which is put in front where one is shown.
    try:
        found = CARRIERS[incoming.suffix].read(incoming.data, "", items, fresh)
    except NotAChecklistError as error:
        return _Read(f"{error} nên không đọc được")
    except FileError as error:
        return _Read(_phrase(str(error)))
    if found is None:
        return _Read("là văn bản khác do papi lập, không phải danh mục", own=True)
    return _Read(reading=summarize("", found), said=_said(found))


def _phrase(sentence: str, path: str = "") -> str:
    """Return what goes on from «Tệp …» in a sentence about a file."""
    return sentence.removeprefix(f"Tệp {quoted(path, 200)} ").rstrip(".")


def _said(found: Checklist) -> _Said:
    joined = {label: join_entries(entries) for label, entries in found.entries.items()}
    return {
        label: (judge(entry).status, entry)
        for label, entry in joined.items()
        if says_anything(entry) or is_noted(entry)
    }


def changes_of(before: _Said, now: _Said) -> Changes:
    """Return what a return says otherwise than a former one."""
    return Changes(
        tuple(label for label in before if label not in now),
        {
            label: (before[label][0], now[label][0])
            for label in now
            if label in before and before[label] != now[label]
        },
        tuple(label for label in now if label not in before),
    )


def _told_labels(reading: Reading) -> Set[str]:
    return reading.statuses.keys() | reading.noted


def _counts(reading: Reading, sent: Returned) -> dict[Status, int]:
    """Return of how many tasks of its agency a return says what; nothing where it says nothing.

    They are counted as `papi progress` counts them: one with parts once.
    """
    told = _told_labels(reading)
    counted = Counter(
        sent.status(each) for each in sent.answers if not told.isdisjoint(each.labels)
    )
    return {each: counted[each] for each in Status if counted[each]}


def _blanks(reading: Reading, sent: Returned) -> int:
    """Return of how many of the tasks in its list a return says nothing."""
    told = _told_labels(reading)
    return sum(
        told.isdisjoint(each.labels) and not reading.held.isdisjoint(each.labels)
        for each in sent.answers
    )


_NAMED = 8
"""How many tasks a phrase names."""


def listed(labels: Iterable[str]) -> str:
    """Return labels of tasks as a phrase names them, not all of many."""
    names = list(dict.fromkeys(labels))
    return ", ".join(names[:_NAMED]) + (f" … ({len(names)} chỗ)" if len(names) > _NAMED else "")


def _hints(found: Recognized, reading: Reading) -> Iterator[str]:
    """Yield what its sender may like to know and need not mend, phrases as `_remarks` yields."""
    if PurePosixPath(found.incoming.name).suffix.lower() != found.incoming.suffix:
        yield f"có tên thiếu đuôi {found.incoming.suffix}, được đọc theo nội dung"
    if reading.bare:
        yield "mất chú thích ở cuối, được đọc theo chữ của kế hoạch hiện nay"
    if reading.orphaned:
        yield (
            "có kết quả của nhiệm vụ mà kế hoạch hiện nay không còn, giữ để biết, không đếm:"
            f" {listed(reading.orphaned)}"
        )


def _remarks(
    found: Recognized,
    reading: Reading,
    sent: Returned,
    notes: Sequence[str],
    reviews: Sequence[Review],
) -> Iterator[str]:
    """Yield what is to be told of a return, a phrase each that goes on from «Tệp …»."""
    yield from (_phrase(each) for each in notes)
    if reading.blank:
        yield "chưa ghi gì"
    if found.changes.lost:
        yield f"mất kết quả ở {listed(found.changes.lost)} so với bản trước"
    if reviews:
        labels = [each.label or "cả danh mục" for each in reviews]
        yield f"có chỗ cần xem lại: {listed(labels)}"
    if outdated := [each for each in sent.outdated if each not in reading.orphaned]:
        yield f"có kết quả của nhiệm vụ đã đổi hay không giao cho cơ quan: {listed(outdated)}"


def pending_of(found: Recognized, supersedes: int | None) -> Pending:
    """Return what is to be filed of a file that is `to_be_filed`."""
    told, incoming = found.particulars, found.incoming
    if found.received is None:
        raise ValueError("a return without a day is not filed")
    counts = None if found.counts is None else {k.value: n for k, n in found.counts.items()}
    row = Row(
        no=0,
        kind="return",
        received=found.received,
        arrival_number=told.arrival_number,
        agency=found.agency,
        period=found.period,
        document=told.document,
        via=told.via or incoming.via,
        name=incoming.name[:PHRASE],
        plan=found.plan,
        counts=counts,
        duties=found.duties or None,
        verdict=found.verdict,
        reason=found.reason or None,
        supersedes=supersedes,
    )
    suffix = incoming.suffix or Path(incoming.name).suffix
    return Pending(row, incoming.data, found.agency, suffix)
