"""Forms of Word and Excel edited at random, read back and written anew for plans that changed.

Where each word belongs is said beside each plan by hand, not found by the program.
"""

import copy
import io
import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import docx
import openpyxl
import pytest
from docx.oxml.ns import qn
from hypothesis import given
from hypothesis import strategies as st

from papi_cli.checklists.carriers import CARRIERS, Carrier
from papi_cli.checklists.form import HEADINGS, Column
from papi_cli.checklists.format import Checklist
from tests.checklists.small_word import (
    PLAN,
    Dimensions,
    cell_of,
    changed,
    form_of,
    fresh,
    items_of,
    row_of,
    text_of,
    tick,
)
from tests.conftest import examples

LABELS = ["1.1.a", "1.1.b", "1.1.c", "1.2.a", "2.a", "2.b"]
_KNOWLEDGE = PLAN["1. Tham gia"]["1.1. Tri thức"]


@dataclass(frozen=True)
class After:
    """A plan as it became, and which of its tasks each of before is; none where it is gone."""

    plan: Dimensions
    now: Mapping[str, str | None] = field(default_factory=dict)

    def label(self, old: str) -> str | None:
        return self.now.get(old, old)


def _knowledge(tasks: Mapping[str, str]) -> Dimensions:
    return changed("1. Tham gia", "1.1. Tri thức", to=tasks)


AFTER = {
    "same plan": After(PLAN),
    "a task is gone": After(changed("1. Tham gia", "1.1. Tri thức", "1.1.b"), {"1.1.b": None}),
    "a task is gone, those below numbered anew": After(
        _knowledge({"1.1.a": _KNOWLEDGE["1.1.b"], "1.1.b": _KNOWLEDGE["1.1.c"]}),
        {"1.1.a": None, "1.1.b": "1.1.a", "1.1.c": "1.1.b"},
    ),
    "a task is new above the others": After(
        _knowledge(
            {
                "1.1.a": "Lập đường dây nóng tiếp nhận phản ánh",
                **dict(zip(["1.1.b", "1.1.c", "1.1.d"], _KNOWLEDGE.values(), strict=True)),
            }
        ),
        {"1.1.a": "1.1.b", "1.1.b": "1.1.c", "1.1.c": "1.1.d"},
    ),
    "two tasks changed places": After(
        _knowledge({**_KNOWLEDGE, "1.1.a": _KNOWLEDGE["1.1.c"], "1.1.c": _KNOWLEDGE["1.1.a"]}),
        {"1.1.a": "1.1.c", "1.1.c": "1.1.a"},
    ),
    "a task is reworded": After(
        _knowledge({**_KNOWLEDGE, "1.1.a": "Tuyên truyền pháp luật đến mọi thôn xóm, tổ dân phố"})
    ),
    "a dimension is gone": After(changed("2. Công khai"), {"2.a": None, "2.b": None}),
    "a dimension is new": After(
        {**PLAN, "3. Giải trình": {"3.1. Tiếp dân": {"3.1.a": "Tiếp công dân định kỳ hằng tháng"}}}
    ),
}


class Word:
    """A form in Word under edit."""

    suffix = ".docx"
    columns = ("result", "level", "difficulties")
    _PLACES: Mapping[str, int] = {"level": 5, "result": 6, "difficulties": 7}

    def __init__(self, data: bytes) -> None:
        self._document: Any = docx.Document(io.BytesIO(data))

    def data(self) -> bytes:
        out = io.BytesIO()
        self._document.save(out)
        return out.getvalue()

    def write(self, label: str, column: str, words: str) -> None:
        cell = cell_of(self._document, label, self._PLACES[column])
        paragraph = cell.find(qn("w:p"))
        if text_of(cell):
            paragraph = copy.deepcopy(paragraph)
            for run in paragraph.findall(qn("w:r")):
                paragraph.remove(run)
            cell.append(paragraph)
        run = paragraph.makeelement(qn("w:r"), {})
        half = len(words) // 2
        for part in (words[:half], words[half:]):  # a run that an editor has split
            text = run.makeelement(
                qn("w:t"), {"{http://www.w3.org/XML/1998/namespace}space": "preserve"}
            )
            text.text = part
            run.append(text)
        paragraph.append(run)

    def tick(self, label: str) -> None:
        tick(label)(self._document)

    def delete(self, label: str) -> None:
        row = row_of(self._document, label)
        row.getparent().remove(row)

    def move(self, label: str, behind: str) -> None:
        row_of(self._document, behind).addnext(row_of(self._document, label))

    def add_row(self, behind: str, words: str) -> None:
        row = copy.deepcopy(row_of(self._document, behind))
        for text in row.iter(qn("w:t")):
            text.text = ""
        cells = row.findall(qn("w:tc"))
        row_of(self._document, behind).addnext(row)
        for at, part in ((1, "Việc riêng của xã"), (6, words)):
            run = cells[at].makeelement(qn("w:r"), {})
            text = run.makeelement(qn("w:t"), {})
            text.text = part
            run.append(text)
            cells[at].find(qn("w:p")).append(run)


class Excel:
    """A form in Excel under edit."""

    suffix = ".xlsx"
    columns = ("result", "level", "difficulty", "proposal", "number")

    def __init__(self, data: bytes) -> None:
        self._book = openpyxl.load_workbook(io.BytesIO(data))
        (self._sheet,) = self._book.worksheets
        self._head = next(
            row[0].row for row in self._sheet.iter_rows() if row[0].value == HEADINGS[Column.CODE]
        )
        headings = [cell.value for cell in self._sheet[self._head]]
        self._at = {
            column.value: headings.index(heading) + 1
            for column, heading in HEADINGS.items()
            if heading in headings
        }

    def data(self) -> bytes:
        out = io.BytesIO()
        self._book.save(out)
        return out.getvalue()

    def _row(self, label: str) -> int:
        return next(
            row
            for row in range(self._head + 1, self._sheet.max_row + 1)
            if self._sheet.cell(row, 1).value == label
        )

    def write(self, label: str, column: str, words: str) -> None:
        cell = self._sheet.cell(self._row(label), self._at[column])
        cell.value = f"{cell.value}\n{words}" if cell.value else words
        cell.data_type = "s"  # typed into a cell for text, `=` is no formula

    def tick(self, label: str) -> None:
        self._sheet.cell(self._row(label), self._at["level"]).value = "Hoàn thành"

    def delete(self, label: str) -> None:
        self._sheet.delete_rows(self._row(label))

    def move(self, label: str, behind: str) -> None:
        row = self._row(label)
        values = [cell.value for cell in self._sheet[row]]
        self._sheet.delete_rows(row)
        self._insert(self._row(behind) + 1, values)

    def _insert(self, row: int, values: Iterable[Any]) -> None:
        self._sheet.insert_rows(row)
        for column, value in enumerate(values, start=1):
            cell = self._sheet.cell(row, column)
            cell.value = value
            cell.data_type = "n" if value is None else "s"

    def add_row(self, behind: str, words: str) -> None:
        row = self._row(behind) + 1
        self._insert(row, [])
        self._sheet.cell(row, self._at["text"]).value = "Việc riêng của xã"
        self._sheet.cell(row, self._at["result"]).value = words


FORMS: Mapping[str, type[Word] | type[Excel]] = {"Word": Word, "Excel": Excel}
_MARKERS = st.sampled_from(
    [
        "Đã họp {}",
        "{}",
        "- {}",
        "1.10 {}",
        "=1+1 {}",
        "Số {}/BC-UBND",
        "a*b_c {} <x>",
        "{}\n{}b",
        "ô {} ",
    ]
)


@dataclass
class Edited:
    """A form with what was done to it: words by the task and column they were put to."""

    data: bytes
    words: dict[tuple[str, str], list[str]]
    ticked: set[str]
    own: list[str]


@st.composite
def edited(draw: Callable[..., Any], kind: type[Word] | type[Excel]) -> Edited:
    """Draw a form in which some of everything was done that officers do."""
    file = kind(CARRIERS[kind.suffix].write(fresh(form_of())))
    words: dict[tuple[str, str], list[str]] = {}
    ticked: set[str] = set()
    own: list[str] = []
    left = list(LABELS)
    for number in range(draw(st.integers(1, 7))):
        label = draw(st.sampled_from(left))
        action = draw(st.sampled_from(["write", "write", "write", "tick", "move", "add", "delete"]))
        if action == "write":
            column = draw(st.sampled_from(kind.columns))
            typed = draw(_MARKERS).format(f"từ{number}", f"từ{number}")
            if column == "level" and not any(key == (label, "level") for key in words):
                file.write(label, column, "Đang thực hiện")
                words[label, "level"] = []
            elif column != "level":
                file.write(label, column, typed)
                words.setdefault((label, column), []).extend(found_words(typed))
        elif action == "tick" and (label, "level") not in words:
            file.tick(label)
            ticked.add(label)
            words[label, "level"] = []
        elif action == "move":
            section = label.rpartition(".")[0]
            others = [each for each in left if each != label and each.rpartition(".")[0] == section]
            if others:
                file.move(label, draw(st.sampled_from(others)))
        elif action == "add":
            typed = f"từ{number}"
            file.add_row(label, typed)
            own.append(typed)
        elif action == "delete" and len(left) > 1 and draw(st.booleans()):
            file.delete(label)
            left.remove(label)
            words = {key: said for key, said in words.items() if key[0] != label}
            ticked.discard(label)
    return Edited(file.data(), words, ticked, own)


def found_words(text: str) -> list[str]:
    return re.findall(r"từ\d+b?", unicodedata.normalize("NFC", text))


def said_in(found: Checklist, label: str) -> dict[str, list[str]]:
    """Return the words that stand under a task, by field."""
    said: dict[str, list[str]] = {}
    for entry in found.entries.get(label, ()):
        for name in ("result", "number", "difficulty", "proposal"):
            said.setdefault(name, []).extend(found_words(getattr(entry, name)))
    return said


_WHERE = {"difficulties": "difficulty"}


def everything_in(carrier: Carrier, data: bytes, plan: Dimensions) -> Checklist:
    found = carrier.read(data, "mau", items_of(plan), None)
    assert found is not None
    return found


def check_words(made: Edited, found: Checklist, after: After) -> None:
    """Check that each word stands where it belongs and nowhere else."""
    placed: dict[str, dict[str, list[str]]] = {}
    orphaned: list[str] = []
    for (label, column), words in made.words.items():
        now = after.label(label)
        if now is None:
            orphaned += words
        else:
            placed.setdefault(now, {}).setdefault(_WHERE.get(column, column), []).extend(words)
    for label in found.entries:
        told = {name: sorted(words) for name, words in said_in(found, label).items() if words}
        wanted = {name: sorted(words) for name, words in placed.get(label, {}).items() if words}
        assert told == wanted, label
    assert set(placed) <= set(found.entries)
    gone = [
        word
        for each in found.orphaned
        for value in (
            each.entry.result,
            each.entry.number,
            each.entry.difficulty,
            each.entry.proposal,
        )
        for word in found_words(value)
    ]
    assert sorted(gone) == sorted(orphaned)
    assert sorted(found_words("\n".join(found.others))) == sorted(made.own)
    for label in made.ticked:
        if (now := after.label(label)) is not None:
            (entry,) = found.entries[now]
            assert entry.mark or entry.level == "Hoàn thành"


@pytest.mark.parametrize("kind", FORMS.values(), ids=FORMS)
@pytest.mark.parametrize("after", AFTER.values(), ids=AFTER)
@examples(4, 130)
@given(data=st.data())
def test_every_word_stays_with_its_task_and_a_second_time_nothing_changes(
    kind: type[Word] | type[Excel], after: After, data: st.DataObject
) -> None:
    carrier = CARRIERS[kind.suffix]
    made = data.draw(edited(kind))
    check_words(made, everything_in(carrier, made.data, PLAN), After(PLAN))
    anew = carrier.regenerate(fresh(form_of(after.plan)), made.data, "mau", items_of(after.plan))
    found = everything_in(carrier, anew.data, after.plan)
    check_words(made, found, after)
    assert set(found.entries) == set(items_of(after.plan))
    again = carrier.regenerate(fresh(form_of(after.plan)), anew.data, "mau", items_of(after.plan))
    assert again.data == anew.data
