"""The page: a plan, and what was sent, as one HTML file that needs nothing else.

Its text is text: Jinja escapes what stands in HTML, `_data_text` what stands in the block of data.
Its policy lets nothing run, show or load but its own script and style, by their hashes.
"""

from __future__ import annotations

import json
import re
from base64 import b64encode
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING, Any, TypedDict

from papi_cli.documents.page_filters import SentFilters, TimeFilter, filter_data, time_filters
from papi_cli.documents.templates import Templates
from papi_cli.errors import FileError
from papi_cli.plan.keys import KeyPath
from papi_cli.plan.loader import LoadedPlan
from papi_cli.plan.model import WORDS, Task
from papi_cli.plan.parts import Dimension, Document, Duty, Role, Subdimension, section_title
from papi_cli.plan.wording import agency_line, deadline_lines
from papi_cli.safe_text import escaped, visible
from papi_cli.vietnamese.deadline import day_text
from papi_cli.vietnamese.words import points, small_start

if TYPE_CHECKING:
    from papi_cli.documents.index_work import TaskWork
    from papi_cli.documents.page_progress import LateRow, ProgressData, ReplyRow, Returns

TEMPLATE, STYLE, SCRIPT = "page.html.j2", "page/style.css", "page/script.js"


@dataclass(frozen=True, slots=True)
class PageOptions:
    """What a page holds beside the plan.

    `public` leaves out what is not for everybody: doubts, who is late, who sent nothing; `results`
    adds the agencies' words.
    """

    public: bool = False
    results: bool = False


PLAIN = PageOptions()


class FieldRow(TypedDict):
    """A field of a task: its name, its values; `doubtful` where the value is not settled."""

    name: str
    values: list[str]
    doubtful: bool


class TaskRow(TypedDict):
    """A task as the page has it; `letter` is how far it is, empty where nothing was read.

    `late` is how many agencies are past its time, `since` its last day in words.
    """

    at: int
    id: str
    text: str
    lead: str
    deadline: str
    doubtful: bool
    fields: list[FieldRow]
    letter: str
    work: str
    late: int
    since: str
    replies: list[ReplyRow]


class SectionRow(TypedDict):
    """A dimension or a subdimension with its own tasks."""

    id: str
    title: str
    targets: list[str]
    tasks: list[TaskRow]
    sections: list[SectionRow]


class DutyRow(TypedDict):
    """A duty of Part III."""

    at: int
    id: str
    text: str
    fields: list[FieldRow]
    replies: list[ReplyRow]


def page_text(
    loaded: LoadedPlan,
    templates: Templates,
    returns: Returns | None = None,
    options: PageOptions = PLAIN,
) -> str:
    """Return the page, the same for the same plan and returns; raises `TemplateError`.

    `returns` is what was sent, None where the page is about the plan alone.
    """
    contents = _Contents(loaded, returns, options)
    style, script = templates.source(STYLE), templates.source(SCRIPT)
    text = templates.render(
        TEMPLATE,
        plan=_plan_data(loaded.plan.document),
        dimensions=contents.dimensions(),
        duties=contents.duties(),
        counts=contents.counts(),
        times=[each.name for each in contents.times],
        progress=contents.progress(),
        letters=contents.letters,
        public=options.public,
        results=options.results,
        policy=_policy(script, style),
        style=style,
        script=script,
        data=_data_text(contents.filters()),
    )
    if _UNSEALED not in text:
        raise templates.fault([TEMPLATE], f"thiếu dòng {_UNSEALED} ở đầu trang.")
    return _sealed(text)


def _plan_data(document: Document) -> dict[str, str]:
    """Return the head of the plan, in words."""
    end = document.period.end
    until = f" đến {day_text(end)}" if end else " trở đi"
    return {
        "type": visible(document.type),
        "number": visible(document.number),
        "date": day_text(document.date),
        "issuer": visible(document.issuer),
        "subject": visible(document.subject),
        "period": f"từ {day_text(document.period.start)}{until}",
        "dimension": visible(small_start(document.dimension_word)),
        "dimension_word": visible(document.dimension_word),
        "subdimension": visible(small_start(document.subdimension_word)),
    }


class _Contents:
    """What a page holds, as data for its template and its script."""

    def __init__(self, loaded: LoadedPlan, returns: Returns | None, options: PageOptions) -> None:
        self._loaded = loaded
        self._returns = returns
        self._options = options
        self._places = {task.id: at for at, task in enumerate(loaded.plan.tasks)}
        self._lines = _act_lines(loaded)
        self._works: list[TaskWork] = []
        self._progress: ProgressData | None = None
        self._late: dict[str, LateRow] = {}
        self.letters: dict[str, str] = {}
        self.times: list[TimeFilter] = time_filters(loaded)
        if returns:
            from papi_cli.documents.page_progress import (  # noqa: PLC0415
                LETTERS,
                SILENT_LETTER,
                progress_data,
                works,
            )

            self.letters = {
                letter: word
                for letter, word in LETTERS.items()
                if not options.public or letter != SILENT_LETTER
            }
            self._works = works(loaded, returns)
            self._progress = progress_data(loaded, returns, lists=not options.public)
            self._late = {each["id"]: each for each in self._progress["late_tasks"]}

    def counts(self) -> dict[str, int]:
        """Return how many there are of what the head of the page counts."""
        plan = self._loaded.plan
        return {
            "tasks": len(plan.tasks),
            "dimensions": len(plan.dimensions),
            "subdimensions": sum(len(each.subdimensions) for each in plan.dimensions),
            "duties": len(plan.duties),
            "doubtful": sum(bool(task.doubts) for task in plan.tasks),
        }

    def dimensions(self) -> list[SectionRow]:
        """Return the table of the plan."""
        sections: dict[int, list[Task]] = {}
        for task in self._loaded.plan.tasks:
            sections.setdefault(id(task.section), []).append(task)

        def row(section: Dimension | Subdimension) -> SectionRow:
            below = section.subdimensions if isinstance(section, Dimension) else ()
            return {
                "id": visible(section.id),
                "title": visible(section_title(section)),
                "targets": [visible(str(each)) for each in section.targets],
                "tasks": [self._task(each) for each in sections.get(id(section), ())],
                "sections": [row(each) for each in below],
            }

        return [row(each) for each in self._loaded.plan.dimensions]

    def duties(self) -> list[DutyRow]:
        """Return what agencies owe outside the table."""
        return [self._duty(at, each) for at, each in enumerate(self._loaded.plan.duties)]

    def progress(self) -> ProgressData | None:
        """Return the figures of what was sent, None where nothing was read."""
        return self._progress

    def filters(self) -> dict[str, Any]:
        """Return what the script looks up."""
        doubts = not self._options.public  # nor is told then of any agency what it did not send
        if self._returns is None:
            return filter_data(self._loaded, self.times, doubts=doubts)
        from papi_cli.documents.page_progress import (  # noqa: PLC0415
            late_rows,
            sent_letters,
            whole_letter,
        )

        told = doubts and self._returns.late is not None
        sent = SentFilters(
            whole="".join(whole_letter(each, public=not doubts) for each in self._works),
            letters=sent_letters(self._loaded, self._returns.survey) if doubts else {},
            late=late_rows(self._loaded, self._returns) if told else None,
        )
        return filter_data(self._loaded, self.times, sent, doubts=doubts) | {
            "letters": self.letters
        }

    def _task(self, task: Task) -> TaskRow:
        at = self._places[task.id]
        work = self._works[at] if self._works else None
        letter = told = ""
        if work:
            from papi_cli.documents.page_progress import whole_letter, work_text  # noqa: PLC0415

            letter = whole_letter(work, public=self._options.public)
            letter = letter if letter in self.letters else ""
            told = work_text(work, public=self._options.public)
        late = self._late.get(visible(task.id))
        return {
            "at": at,
            "id": visible(task.id),
            "text": visible(task.text),
            "lead": _shortened(task.lead),
            "deadline": visible(" ".join(task.deadline.split())),
            "doubtful": bool(task.doubts) and not self._options.public,
            "fields": [*self._task_fields(task)],
            "letter": letter,
            "work": told,
            "late": late["number"] if late else 0,
            "since": _since(late) if late else "",
            "replies": self._replies(item.id for item in task.items),
        }

    def _task_fields(self, task: Task) -> Iterator[FieldRow]:
        yield from self._work_fields(task)
        for part in task.parts:
            yield _field(f"Phần việc {part.id}", [part.part])
            yield from self._work_fields(part)
        if not self._options.public:
            yield from _doubt_fields(task)
            yield from _fields(
                "Đính chính",
                [
                    f"văn bản in «{each.source}», đọc là «{each.reading}»"
                    for each in task.corrections
                ],
            )
        if line := self._lines.get((*task.path, "text")):
            act = self._loaded.plan.document.source
            yield _field("Trong văn bản", [f"dòng {line} của tệp {act}"])

    def _work_fields(self, task: Task) -> Iterator[FieldRow]:
        """Yield who does a task or a part of one, until when, and what is to come of it."""
        for role in Role:
            names = [agency_line(self._loaded, each) for each in task.raw_names(role)]
            if names or role is not Role.FOLLOW_UP:
                yield self._of(task, role.word, role.value, names or ["không có"])
        deadline = deadline_lines(self._loaded, self._loaded.deadline(task))
        yield self._of(task, "Thời gian", "deadline", deadline)
        for name, values in (
            ("targets", [*map(str, task.targets)]),
            ("product", points(task.product)),
            ("note", points(task.note)),
        ):
            if values:
                yield self._of(task, WORDS[name].capitalize(), name, values)
        for title, text in task.columns.items():
            yield _field(title, [text])

    def _of(self, task: Task, title: str, key: str, values: Sequence[str]) -> FieldRow:
        return _field(title, values, doubtful=key in task.doubts and not self._options.public)

    def _duty(self, at: int, duty: Duty) -> DutyRow:
        fields: list[FieldRow] = []
        if duty.role:
            role = Role(duty.role).word.lower()
            fields.append(_field("Giao cho", [f"mọi cơ quan {role} ít nhất một nhiệm vụ"]))
        fields += _fields("Giao cho", [agency_line(self._loaded, each) for each in duty.agencies])
        if duty.deadline:
            fields.append(
                _field("Thời hạn", deadline_lines(self._loaded, self._loaded.deadline(duty)))
            )
        for each in duty.parts:
            until = f" ({each.deadline})" if each.deadline else ""
            fields.append(_field(f"Việc {each.id}", [f"{each.text}{until}"]))
        if not self._options.public:
            fields += _fields(
                "Điểm cần xác minh",
                [f"{WORDS.get(name, name)}: {why}" for name, why in duty.doubts.items()],
            )
        return {
            "at": at,
            "id": visible(duty.id),
            "text": visible(duty.text),
            "fields": fields,
            "replies": self._replies(f"Điểm {item.id}" for item in duty.items),
        }

    def _replies(self, labels: Iterable[str]) -> list[ReplyRow]:
        if self._returns is None or not self._options.results:
            return []
        from papi_cli.documents.page_progress import replies  # noqa: PLC0415

        return replies(self._returns.returned, labels)


def _act_lines(loaded: LoadedPlan) -> dict[KeyPath, int]:
    """Return the line of the act's file for each text that it has, by the text's path."""
    try:
        act = loaded.source_text
    except FileError:
        return {}
    return act.task_lines() if act else {}


def _since(late: LateRow) -> str:
    """Return since when a task is past its time, the earliest of several days first."""
    return "; ".join(f"hạn {each['last']}, {each['days']} ngày" for each in late["groups"])


_NAMED = 4
"""How many agencies the head of a task names; opened it names all."""


def _shortened(names: Sequence[str]) -> str:
    more = f" và {len(names) - _NAMED} cơ quan khác" if len(names) > _NAMED else ""
    return visible("; ".join(names[:_NAMED])) + more


def _field(name: str, values: Sequence[str], *, doubtful: bool = False) -> FieldRow:
    return {"name": visible(name), "values": [*map(visible, values)], "doubtful": doubtful}


def _fields(name: str, values: Sequence[str]) -> list[FieldRow]:
    """Return a field, or none where it has no values."""
    return [_field(name, values)] if values else []


def _doubt_fields(task: Task) -> list[FieldRow]:
    doubts = [f"{WORDS.get(name, name)}: {why}" for name, why in task.doubts.items()]
    doubts += [
        f"tên {holder.id}: {holder.doubts['name']}"
        for holder in (task.subdimension, task.dimension)
        if holder and "name" in holder.doubts
    ]
    return _fields("Điểm cần xác minh", doubts)


def _data_text(data: Any) -> str:
    """Return data as JSON that cannot end the script that it stands in, nor begin a comment."""
    text = escaped(json.dumps(data, ensure_ascii=False, separators=(",", ":")))
    return text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e")


def _policy(script: str, style: str) -> str:
    """Return the content security policy that allows this script and this style alone."""
    return (
        f"default-src 'none'; script-src '{_hash(script)}'; style-src '{_hash(style)}';"
        " base-uri 'none'; form-action 'none'"
    )


def _hash(text: str) -> str:
    return f"sha256-{b64encode(sha256(text.encode()).digest()).decode()}"


_SEAL = re.compile(r'<meta name="papi-page" content="([0-9a-f]{64})?">')
_UNSEALED = '<meta name="papi-page" content="">'


def _sealed(text: str) -> str:
    """Return a page that bears the hash of what it would be without it."""
    seal = sha256(text.encode()).hexdigest()
    return text.replace(_UNSEALED, f'<meta name="papi-page" content="{seal}">', 1)


def is_untouched_page(text: str) -> bool:
    """Whether a text is a page as papi wrote it, at any time, and nobody has edited it since."""
    found = _SEAL.search(text)
    if not found or not found[1]:
        return False
    bare = f"{text[: found.start()]}{_UNSEALED}{text[found.end() :]}"
    return sha256(bare.encode()).hexdigest() == found[1]
