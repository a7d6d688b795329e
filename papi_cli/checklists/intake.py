"""Whose checklists are, of which plan, and that no task of an agency counts twice."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from datetime import date
from hashlib import blake2b
from itertools import pairwise

from papi_cli.checklists.format import Checklist, Entry, Head, OrphanedEntry
from papi_cli.checklists.vocabulary import (
    Judgement,
    Status,
    is_noted,
    join_entries,
    joint_status,
    judge,
    says_anything,
)
from papi_cli.errors import FileError
from papi_cli.plan.loader import LoadedPlan
from papi_cli.plan.parts import Agency, Role
from papi_cli.plan.query import Answer, Workload
from papi_cli.safe_text import quoted
from papi_cli.vietnamese.deadline import day_text


@dataclass(frozen=True, slots=True)
class UncountedFile:
    """A file that is not counted: its path as the user knows it, and a sentence why."""

    path: str
    problem: str


@dataclass(frozen=True, slots=True)
class Review:
    """What a person should look at again: an entry, how it was counted, and why in doubt.

    `label` and all of the entry are empty where it is the whole return.
    """

    label: str
    entry: Entry
    status: Status
    doubt: str


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read of a file: enough to count it.

    `head` is None where it is no checklist, `problem` then the sentence why, empty for another
    document of papi's. `statuses` are those of the tasks of which it says how far they are, by
    label; `noted` are others of which it says what stands in their way, or what it proposes.
    `held` are the plan's tasks that the program put there, `printed` how many it put there in
    all. `blank` tells that nobody has written anything in it. `orphaned` are the labels of tasks
    that bear something and are no longer the plan's, of which `moved` stand at the end,
    `changed` those of the plan whose text has changed since, `facts` what the file says of a task
    below it. `opening` is the day of the plan in its opening sentence; `bare` tells that its
    closing comment is gone. `repeated`, `slips`, `remarks` and `claims` are as `Checklist` has
    them.
    """

    path: str
    head: Head | None = None
    statuses: Mapping[str, Status] = field(default_factory=dict)
    noted: frozenset[str] = frozenset()
    reviews: tuple[Review, ...] = ()
    held: frozenset[str] = frozenset()
    printed: int = 0
    blank: bool = False
    orphaned: tuple[str, ...] = ()
    moved: int = 0
    changed: frozenset[str] = frozenset()
    facts: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    opening: date | None = None
    bare: bool = False
    repeated: Mapping[str, Sequence[int]] = field(default_factory=dict)
    slips: Mapping[str, int] = field(default_factory=dict)
    remarks: tuple[str, ...] = ()
    claims: tuple[str, ...] = ()
    completed: Mapping[str, str] = field(default_factory=dict)
    prints: Mapping[str, bytes] = field(default_factory=dict)
    problem: str = ""


def summarize(path: str, found: Checklist) -> Reading:
    """Return what counts of a checklist."""
    entries = {label: join_entries(said) for label, said in found.entries.items()}
    judged = {label: judge(entry) for label, entry in entries.items()}
    statuses = {
        label: judged[label].status for label, entry in entries.items() if says_anything(entry)
    }
    noted = {label for label, entry in entries.items() if is_noted(entry)} - statuses.keys()
    told = statuses.keys() | noted
    return Reading(
        path,
        found.head,
        statuses,
        frozenset(noted),
        tuple(_reviews(found, entries, judged)),
        found.held,
        found.printed,
        blank=not (told or found.orphaned or found.others),
        orphaned=tuple(each.label for each in found.orphaned),
        moved=sum(each.moved for each in found.orphaned),
        changed=found.changed & told,
        facts={
            label: found.facts[label] for label in entries if label in told & found.facts.keys()
        },
        opening=found.opening,
        bare=not found.intact,
        repeated=found.repeated,
        slips=found.slips,
        remarks=found.remarks,
        claims=found.claims,
        completed={label: entries[label].completed for label in told if entries[label].completed},
        prints={label: _print(entries[label]) for label in told},
    )


def _print(entry: Entry) -> bytes:
    """Return what two entries have in common that say the same, however their lines are broken."""
    fields = (
        entry.mark,
        entry.result,
        entry.level,
        entry.number,
        entry.completed,
        entry.difficulty,
        entry.proposal,
    )
    text = "\0".join(" ".join(each.split()) for each in fields)
    return blake2b(text.encode("utf-8", "replace"), digest_size=8).digest()


def _reviews(
    found: Checklist, entries: Mapping[str, Entry], judged: Mapping[str, Judgement]
) -> Iterator[Review]:
    """Yield what a person should look at again, a task each."""
    for label, each in judged.items():
        doubts = [each.doubt] if each.doubt else []
        doubts += found.doubts.get(label, ())
        said = [entry for entry in found.entries[label] if says_anything(entry)]
        if len({judge(entry).status for entry in said}) > 1:
            lines = _listed_lines(found.repeated.get(label, ()))
            doubts.append(f"đứng ở {lines}, ghi khác nhau, tính gộp")
        if doubts:
            yield Review(label, entries[label], each.status, "; ".join(doubts))


def other_plan(loaded: LoadedPlan, found: Reading) -> str:
    """Return why a checklist is another plan's, empty where it is this one's.

    A plan is known by its number and year; where the day differs, or none is named, most tasks
    of the file must be this plan's too: numbers start anew each year.
    """
    document, head = loaded.plan.document, found.head
    if head and not head.plan:
        known = 2 * len(found.held) > found.printed
        return "" if known else "không ghi là theo kế hoạch nào"
    if head is None or head.plan not in document.numbers:
        return f"là danh mục theo kế hoạch khác ({quoted(head.plan if head else '')})"
    dated = head.date or found.opening
    if dated and dated.year != document.date.year:
        return f"là danh mục theo kế hoạch khác ({quoted(head.plan)} ngày {day_text(dated)})"
    if same_plan(loaded, replace(head, date=dated)):
        return ""
    if 2 * len(found.held) <= found.printed:
        return f"là danh mục theo kế hoạch khác cùng số {quoted(head.plan)}"
    return ""


def same_plan(loaded: LoadedPlan, head: Head) -> bool:
    """Whether a front matter names this plan and no other: its number, its day, its issuer."""
    document = loaded.plan.document
    named = head.plan in document.numbers and head.date == document.date
    return named and head.issuer in {None, document.issuer}


def same_number(loaded: LoadedPlan, head: Head) -> bool:
    """Whether a front matter may be this plan's: its number, and its year if it names one."""
    document = loaded.plan.document
    return head.plan in document.numbers and (
        head.date is None or head.date.year == document.date.year
    )


def differing_head(loaded: LoadedPlan, found: Reading) -> str:
    """Return how the head of a checklist of this plan differs from the plan, empty for not."""
    document, head = loaded.plan.document, found.head
    if head is None:
        return ""
    differing = []
    if head.date and head.date != document.date:
        differing.append(f"ngày {day_text(head.date)}")
    if head.issuer and head.issuer != document.issuer:
        differing.append(f"cơ quan ban hành {quoted(head.issuer)}")
    return " và ".join(differing)


@dataclass(slots=True)
class Returned:
    """What an agency sent, in one file or several.

    `answers` are the tasks that it answers for. `statuses` are those of the tasks that it says
    something of; `disputed` those on which its files disagree, which count for nothing.
    `outdated` are tasks that bear something and are gone from the plan, changed in it or another
    agency's.
    """

    owner: Agency
    readings: list[Reading] = field(default_factory=list)
    answers: Sequence[Answer] = ()
    statuses: dict[str, Status] = field(default_factory=dict)
    disputed: tuple[str, ...] = ()
    outdated: tuple[str, ...] = ()

    def status(self, answer: Answer) -> Status:
        """Return how far a task is: of one with parts, how far its agency's are together."""
        return joint_status(
            [self.statuses.get(label, Status.NOT_STARTED) for label in answer.labels]
        )

    @property
    def moved(self) -> int:
        """How many of those outdated stand at the end of its files already."""
        return sum(each.moved for each in self.readings)

    @property
    def blank(self) -> bool:
        """Whether nobody has written anything in any of its files."""
        return all(each.blank for each in self.readings)

    @property
    def reviews(self) -> Iterator[tuple[str, Review]]:
        """What a person should look at again, each with the path of its file."""
        for reading in self.readings:
            yield from ((reading.path, each) for each in reading.reviews)
        led = [self.status(each) for each in self.answers if each.role is Role.LEAD]
        idle = led.count(Status.NOT_APPLICABLE)
        if 2 * idle > len(led):
            doubt = f"không phát sinh ở quá nửa số nhiệm vụ chủ trì ({idle}/{len(led)})"
            yield self.readings[0].path, Review("", Entry("", ""), Status.NOT_APPLICABLE, doubt)

    @property
    def overlapping(self) -> bool:
        """Whether several files hold the same tasks, as no one agency should send."""
        seen: set[str] = set()
        for each in self.readings:
            if seen & each.held:
                return True
            seen |= each.held
        return False


@dataclass(frozen=True, slots=True)
class Intake:
    """All that came in: what each agency sent, by its name; what is not counted; what is told."""

    returned: Mapping[str, Returned]
    uncounted: tuple[UncountedFile, ...]
    notes: tuple[str, ...]


def take_in(
    loaded: LoadedPlan,
    readings: Iterable[Reading],
    owners: Mapping[str, Agency] | None = None,
    workload: Workload | None = None,
) -> Intake:
    """Return what came in, put together by agency, in the order of the files.

    `owners` tells by their paths whose files are of which that is settled, whatever they say;
    `workload` is the plan's, where it is at hand.
    """
    workload = workload or Workload(loaded)
    returned: dict[str, Returned] = {}
    uncounted: list[UncountedFile] = []
    notes: list[str] = []
    for each in readings:
        if each.head is None:
            if each.problem:
                uncounted.append(UncountedFile(each.path, each.problem))
            continue
        settled = owners.get(each.path) if owners else None
        named = [settled] if settled else owners_of(loaded, each)
        if why := other_plan(loaded, each) or _unowned(each.head, named):
            uncounted.append(_uncounted(each.path, why))
            continue
        notes += _notes(loaded, each)
        returned.setdefault(named[0].name, Returned(named[0])).readings.append(each)
    for sent in returned.values():
        _settle(sent, workload)
        sent.outdated = tuple(_outdated(sent, _tasks_of_others(loaded, workload, sent.owner)))
        if sent.overlapping:
            notes.append(_told_of_several(sent))
    return Intake(returned, tuple(uncounted), tuple(notes))


def _unowned(head: Head, owners: Sequence[Agency]) -> str:
    """Return why it is not known whose a checklist is, empty where it is."""
    if len(owners) == 1:
        return ""
    if not head.agency:
        return "không ghi rõ là của cơ quan nào"
    return f"là của {quoted(head.agency)}, cơ quan kế hoạch không có,"


def _notes(loaded: LoadedPlan, found: Reading) -> Iterator[str]:
    """Yield what is to be told of a file that counts, a sentence each."""
    shown = quoted(found.path, 200)
    if told := differing_head(loaded, found):
        yield f"Tệp {shown} ghi {told} khác kế hoạch; vẫn được tính."
    if found.bare:
        yield (
            f"Tệp {shown} mất chú thích ở cuối; được đọc theo chữ của kế hoạch hiện nay, chạy"
            " «papi checklist» trên thư mục có tệp này để bổ sung."
        )
    yield from (f"Tệp {shown} {remark}." for remark in found.remarks)
    yield from edit_notes(found.path, found.repeated, found.slips)


_MOST_CLAIMS = 40
"""Within so many lines an agency names itself."""


def owners_of(loaded: LoadedPlan, found: Reading) -> Sequence[Agency]:
    """Return the agencies that a checklist may be of: one where it says so plainly.

    The name may stand over two lines: «ỦY BAN NHÂN DÂN» and «XÃ YẾN DƯƠNG».
    """
    if found.head and found.head.agency:
        return loaded.registry.lookup(found.head.agency)
    lines = [line for claim in found.claims for line in claim.split("\n")][:_MOST_CLAIMS]
    names = [*lines, *(f"{one} {other}" for one, other in pairwise(lines))]
    owners = {each.name: each for name in names for each in loaded.registry.lookup(name)}
    return list(owners.values())


def _settle(sent: Returned, workload: Workload) -> None:
    """Put together what the files of one agency say."""
    answers = workload.answers((sent.owner,))
    if all(each.head and each.head.narrowed for each in sent.readings):
        held = frozenset().union(*(each.held for each in sent.readings))
        heads = [each.head for each in sent.readings if each.head]
        answers = [
            each
            for each in answers
            if not held.isdisjoint(each.labels) or any(_within(each, head) for head in heads)
        ]
        # Who leads one part of a task may have been asked for another that it coordinates.
        led = {each.task.id for each in answers}
        answers += [
            each
            for each in workload.answers((sent.owner,), (Role.COORDINATING,))
            if each.parts and each.task.id not in led and not held.isdisjoint(each.labels)
        ]
    sent.answers = answers
    disputed = []
    for label in dict.fromkeys(label for each in sent.readings for label in each.statuses):
        said = {each.statuses[label] for each in sent.readings if label in each.statuses}
        if len(said) > 1:
            disputed.append(label)
        else:
            sent.statuses[label] = said.pop()
    sent.disputed = tuple(disputed)


def _within(answer: Answer, head: Head) -> bool:
    """Whether a task is among those that a checklist was narrowed to."""
    if answer.role is None or head.role not in {None, answer.role.value}:
        return False
    return not head.dimensions or answer.task.dimension.id in head.dimensions


def _tasks_of_others(loaded: LoadedPlan, workload: Workload, agency: Agency) -> frozenset[str]:
    """Return the labels of the tasks that an agency has nothing to do with."""
    own = {item.id for each in workload.answers((agency,)) for item in each.task.items}
    return frozenset(item.id for item in loaded.plan.items if item.id not in own)


def _outdated(sent: Returned, foreign: Set[str]) -> Iterator[str]:
    """Yield tasks that bear something and that the plan has no longer, or for others."""
    roles = {label: each.role for each in sent.answers for label in each.labels}
    for reading in sent.readings:
        yield from reading.orphaned
        for label in (*reading.statuses, *sorted(reading.noted)):
            then = Role.of_word(reading.facts.get(label, {}).get("Vai trò", ""))
            moved = then and label in roles and then is not roles[label]
            if label in reading.changed or label in foreign or moved:
                yield label


def _uncounted(path: str, why: str) -> UncountedFile:
    return UncountedFile(path, f"Tệp {quoted(path, 200)} {why} nên không được tính.")


_NAMED = 8
"""How many files or tasks a sentence names."""


def edit_notes(
    path: str, repeated: Mapping[str, Sequence[int]], slips: Mapping[str, int]
) -> Iterator[str]:
    """Yield what its agency should be told of how a file was edited, a sentence each.

    `repeated` and `slips` are as `Checklist` has them.
    """
    if repeated:
        listed = [f"{label} ({_listed_lines(lines)})" for label, lines in repeated.items()]
        yield (
            f"Tệp {quoted(path, 200)} có nhiệm vụ đứng nhiều chỗ: {_listed(listed)}; dấu và kết quả"
            " ở mọi chỗ được tính gộp, hãy giữ một chỗ."
        )
    if slips:
        listed = [f"{label} (dòng {line})" for label, line in slips.items()]
        yield (
            f"Tệp {quoted(path, 200)} có chữ của nhiệm vụ bị sửa: {_listed(listed)}; được đọc theo"
            " kế hoạch, chữ bị sửa không tính là kết quả."
        )


def _listed_lines(lines: Sequence[int]) -> str:
    first, last = ", ".join(map(str, lines[:-1][:_NAMED])), lines[-1]
    return f"dòng {first} và {last}" if len(lines) <= _NAMED + 1 else f"dòng {first} …"


def _listed(names: Sequence[str]) -> str:
    return ", ".join(names[:_NAMED]) + (" …" if len(names) > _NAMED else "")


def _told_of_several(sent: Returned) -> str:
    paths = ", ".join(quoted(each.path, 200) for each in sent.readings)
    told = f"{quoted(sent.owner.name)} có {len(sent.readings)} danh mục: {paths}"
    if not sent.disputed:
        return f"{told}; không trái nhau nên tính gộp, hãy giữ một tệp."
    labels = _listed(sent.disputed)
    return (
        f"{told}; ghi trái nhau ở {labels} nên các nhiệm vụ ấy chưa được tính, hãy hỏi cơ quan rồi"
        " giữ một tệp."
    )


def read_problem(path: str, error: FileError) -> Reading:
    """Return the reading of a file that could not be read."""
    return Reading(path, problem=str(error))


@dataclass(slots=True)
class AgencyReturn:
    """All that an agency sent, whole: what it says of each task by label, and its other words.

    `tasks` are those that its checklists are about: of others nothing is known. Of the `disputed`
    its files say different things.
    """

    entries: dict[str, Entry] = field(default_factory=dict)
    orphaned: list[OrphanedEntry] = field(default_factory=list)
    others: list[str] = field(default_factory=list)
    tasks: set[str] = field(default_factory=set)
    disputed: frozenset[str] = frozenset()
    blank: bool = False

    @property
    def silent(self) -> bool:
        """Whether it says nothing of any task: it is blank, or its words are of no task."""
        return not any(says_anything(each) or is_noted(each) for each in self.entries.values())
