"""Notices: each kind of change of an agency's tasks, with both wordings."""

import io
from collections.abc import Callable
from pathlib import Path

import docx
import openpyxl
import pytest

from papi_cli.checking.baseline import departures, read, render_baseline
from papi_cli.checking.compare import Change
from papi_cli.checking.runner import load_valid
from papi_cli.checklists.carriers import CARRIERS
from papi_cli.checklists.items import Printed, PrintedItem, plan_items
from papi_cli.documents.builder import Documents
from papi_cli.documents.notices import (
    NoticeRow,
    changes,
    exact,
    notice_data,
    of_old_plan,
    since_baseline,
)
from papi_cli.documents.templates import shipped
from papi_cli.documents.work import EVERYTHING
from papi_cli.plan.loader import LoadedPlan
from tests.checklists.sent import AGENCIES, TASKS
from tests.conftest import HEAD, filled, small_plan

DUTY = """\
duties:
  - {id: III.1, agencies: [Sở A, Các xã], text: Báo cáo kết quả, deadline: Cuối năm}
"""
Write = Callable[..., Path]
Line = tuple[str, str, str, str]

CHANGES = [
    ("text: Việc a,", "text: Việc a của thôn,", [("1.a", "Nội dung", "Việc a", "Việc a của thôn")]),
    ("Quý I/2021", "Quý II/2021", [("1.a", "Thời gian", "Quý I/2021", "Quý II/2021")]),
    (
        "deadline: trước ngày 01/7/2021",
        "product: Báo cáo",
        [
            ("2.a", "Thời gian", "trước ngày 01/7/2021", "không có"),
            ("2.a", "Sản phẩm", "không có", "Báo cáo"),
        ],
    ),
    (
        "coordinating: [Sở A]",
        "coordinating: [Sở A, Sở B]",
        [("1.a", "Cơ quan phối hợp", "Sở A", "Sở A; Sở B")],
    ),
    (
        "text: Việc c, lead: [Sở A], coordinating: [Các xã]",
        "text: Việc c, lead: [Các xã], coordinating: [Sở A]",
        [
            (
                "2.a",
                "Vai trò",
                "Phối hợp (giao chung cho Các xã)",
                "Chủ trì (giao chung cho Các xã)",
            ),
            ("2.a", "Cơ quan chủ trì", "Sở A", "không có"),
            ("2.a", "Cơ quan phối hợp", "Các xã", "Sở A"),
        ],
    ),
    (
        "{id: b, text: Việc d, lead: [Sở B, UBND huyện C]}",
        "{id: b, text: Việc d, lead: [UBND xã D]}",
        [("2.b", "Thêm nhiệm vụ", "", "Việc d (Vai trò: Chủ trì)")],
    ),
    (
        "      - {id: b, text: Việc b, lead: [Các xã], coordinating: [Thanh tra], deadline: Thường xuyên}\n",
        "",
        [
            (
                "1.b",
                "Không còn giao",
                "Việc b (Vai trò: Chủ trì (giao chung cho Các xã); Cơ quan phối hợp: Thanh tra;"
                " Thời gian: Thường xuyên)",
                "",
            )
        ],
    ),
    ("{id: b, text: Việc b", "{id: c, text: Việc b", [("1.c", "Mã số", "1.b", "1.c")]),
    ("Cuối năm", "Quý IV/2021", [("Điểm III.1", "Thời gian", "Cuối năm", "Quý IV/2021")]),
    (
        "doubts: {}",
        "doubts: {deadline: Chưa rõ}",
        [],
    ),
]


def plans(write: Write, old: str, new: str) -> tuple[LoadedPlan, LoadedPlan]:
    """Return a small plan, and the same changed."""
    text = small_plan(AGENCIES, TASKS, HEAD + DUTY).replace(
        "text: Việc b,", "text: Việc b, doubts: {},"
    )
    if "{id: b, text: Việc b, lead" in old:
        old = old.replace("text: Việc b,", "text: Việc b, doubts: {},")
    assert text.count(old) == 1
    before = load_valid(write(text, "old.yaml"), "old.yaml")
    return before, load_valid(write(text.replace(old, new), "new.yaml"), "new.yaml")


def lines(rows: list[NoticeRow]) -> list[Line]:
    return [(each.id, each.what, each.was, each.now) for each in rows]


def told(before: LoadedPlan, now: LoadedPlan, suffix: str, name: str = "UBND xã D") -> list[Line]:
    """Return what a notice tells where the checklist of a format is written anew."""
    old = Documents(before, shipped()).fresh_checklist(before.registry.find(name))
    data = CARRIERS[suffix].write(old)
    found = CARRIERS[suffix].read(data, f"d{suffix}", plan_items(now), None)
    assert found is not None
    return lines(changes(found.shown, rows_of(now, name)))


def rows_of(loaded: LoadedPlan, name: str = "UBND xã D"):  # type: ignore[no-untyped-def]
    documents = Documents(loaded, shipped())
    return documents.form(loaded.registry.find(name), EVERYTHING).rows


def of_plans(before: LoadedPlan, now: LoadedPlan, name: str = "UBND xã D") -> list[Line]:
    old = Documents(before, shipped())
    printed = of_old_plan(old, (before, now), now.registry.find(name), EVERYTHING)
    assert printed is not None
    return lines(changes(printed, rows_of(now, name), exact))


@pytest.mark.parametrize(("old", "new", "said"), CHANGES)
def test_a_change_is_told_with_both_wordings(
    write: Write, old: str, new: str, said: list[Line]
) -> None:
    before, now = plans(write, old, new)
    assert of_plans(before, now) == said


@pytest.mark.parametrize("suffix", [".md", ".docx", ".xlsx"])
@pytest.mark.parametrize(("old", "new", "said"), CHANGES)
def test_what_a_checklist_printed_is_told_as_the_old_plan_tells_it(
    write: Write, old: str, new: str, said: list[Line], suffix: str
) -> None:
    before, now = plans(write, old, new)
    assert told(before, now, suffix) == said


def test_an_agency_whose_tasks_stay_gets_no_notice(write: Write) -> None:
    before, now = plans(write, "Quý I/2021", "Quý II/2021")
    assert of_plans(before, now, "Sở B") == []


def test_a_task_of_other_words_under_the_same_number_is_reworded_by_the_old_plan(
    write: Write,
) -> None:
    before, now = plans(write, "text: Việc a,", "text: Hoàn toàn khác trước,")
    assert of_plans(before, now) == [("1.a", "Nội dung", "Việc a", "Hoàn toàn khác trước")]


def test_a_comma_that_moved_is_told_by_the_old_plan(write: Write) -> None:
    before, now = plans(write, "text: Việc a,", '"text": "Việc, a",')
    assert of_plans(before, now) == [("1.a", "Nội dung", "Việc a", "Việc, a")]


def test_who_leaves_a_group_loses_its_tasks(write: Write) -> None:
    before, now = plans(write, "members: [UBND xã D, UBND xã E]", "members: [UBND xã E]")
    assert [(each[0], each[1]) for each in of_plans(before, now)] == [
        ("1.a", "Không còn giao"),
        ("1.b", "Không còn giao"),
        ("2.a", "Không còn giao"),
        ("Điểm III.1", "Không còn giao"),
    ]


def test_what_the_agency_wrote_is_no_change(write: Write) -> None:
    before, now = plans(write, "Quý I/2021", "Quý II/2021")
    text = Documents(before, shipped()).checklist(before.registry.find("UBND xã D"))
    text = filled(text, "1.b", " Đã họp, thời gian: Quý IV.", tick=True)
    found = CARRIERS[".md"].read(text.encode(), "d.md", plan_items(now), None)
    assert found is not None
    rows = changes(found.shown, rows_of(now))
    assert lines(rows) == [("1.a", "Thời gian", "Quý I/2021", "Quý II/2021")]


def test_a_printed_cell_that_was_edited_tells_no_old_wording(write: Write) -> None:
    _, now = plans(write, "Quý I/2021", "Quý II/2021")
    edited = [PrintedItem(each.label, "", None, each.label) for each in rows_of(now)]
    assert changes(Printed(tuple(edited)), rows_of(now)) == []


def test_a_task_that_the_agency_rewrote_or_took_out_is_no_change(write: Write) -> None:
    before, now = plans(write, "Quý I/2021", "Quý II/2021")
    text = Documents(before, shipped()).checklist(before.registry.find("UBND xã D"))
    rewritten = text.replace("**1.b** Việc b", "**1.b** Việc bê tha")
    first, rest = text.split("- [ ] **1.b**", 1)
    for changed in (rewritten, first + rest[rest.index("## 2") :]):
        assert changed != text
        found = CARRIERS[".md"].read(changed.encode(), "d.md", plan_items(now), None)
        assert found is not None
        rows = changes(found.shown, rows_of(now))
        assert lines(rows) == [("1.a", "Thời gian", "Quý I/2021", "Quý II/2021")]


@pytest.mark.parametrize("suffix", [".docx", ".xlsx"])
def test_a_row_that_the_agency_took_out_of_a_form_is_no_change(write: Write, suffix: str) -> None:
    before, now = plans(write, "Quý I/2021", "Quý II/2021")
    old = Documents(before, shipped()).fresh_checklist(before.registry.find("UBND xã D"))
    data = without_row(CARRIERS[suffix].write(old), suffix, "1.b")
    found = CARRIERS[suffix].read(data, f"d{suffix}", plan_items(now), None)
    assert found is not None
    assert "1.b" not in found.held
    rows = changes(found.shown, rows_of(now))
    assert lines(rows) == [("1.a", "Thời gian", "Quý I/2021", "Quý II/2021")]


def without_row(data: bytes, suffix: str, label: str) -> bytes:
    """Return a form without the row of a task, as an officer would delete it."""
    saved = io.BytesIO()
    if suffix == ".docx":
        document = docx.Document(io.BytesIO(data))
        for table in document.tables:
            for row in table.rows:
                if row.cells[0].text.strip() == label:
                    table._tbl.remove(row._tr)
        document.save(saved)
    else:
        book = openpyxl.load_workbook(io.BytesIO(data))
        for sheet in book.worksheets:
            found = [each[0].row for each in sheet.iter_rows(max_col=1) if each[0].value == label]
            for at in found:
                sheet.delete_rows(at)
        book.save(saved)
    return saved.getvalue()


def test_a_baseline_tells_what_changed_and_not_how_it_read(write: Write) -> None:
    before, now = plans(write, "text: Việc a,", "text: Việc a của thôn,")
    signed = read(write(render_baseline(before), "b.yaml"), "b.yaml")
    rows = since_baseline(now, departures(now, signed), rows_of(now))
    assert [(each.change, each.id, each.what, each.was) for each in rows] == [
        (Change.CHANGED, "1.a", "Đổi nội dung", "")
    ]


def test_a_baseline_tells_of_a_new_task_and_of_a_number_that_moved(write: Write) -> None:
    before, now = plans(
        write,
        "{id: b, text: Việc b",
        "{id: b, text: Việc mới, lead: [Các xã]}\n      - {id: c, text: Việc b",
    )
    signed = read(write(render_baseline(before), "b.yaml"), "b.yaml")
    rows = since_baseline(now, departures(now, signed), rows_of(now))
    assert [(each.change, each.id, each.was) for each in rows] == [
        (Change.ADDED, "1.b", ""),
        (Change.MOVED, "1.c", "1.b"),
    ]


def test_a_baseline_names_what_is_gone_and_not_whose_it_was(write: Write) -> None:
    before, now = plans(write, CHANGES[6][0], "")
    signed = read(write(render_baseline(before), "b.yaml"), "b.yaml")
    found = departures(now, signed)
    assert found.gone == ("1.b",)
    assert since_baseline(now, found, rows_of(now)) == []


def test_an_older_baseline_is_compared_in_what_it_holds(write: Write) -> None:
    before, now = plans(write, "text: Việc c,", "text: Việc c, note: Chú ý,")
    text = render_baseline(before)
    signed = read(write(text, "b.yaml"), "b.yaml")
    older = read(write(text.replace("baseline: 4", "baseline: 1", 1), "b1.yaml"), "b1.yaml")
    assert departures(now, signed).items["2.a"].words == ("ghi chú",)
    assert "2.a" not in departures(now, older).items
    assert departures(now, older).note.startswith("Bản đã duyệt do phiên bản cũ viết")


def test_a_notice_counts_tasks_not_rows(write: Write) -> None:
    before, now = plans(write, "deadline: trước ngày 01/7/2021", "product: Báo cáo")
    agency = now.registry.find("UBND xã D")
    old = Documents(before, shipped())
    printed = of_old_plan(old, (before, now), agency, EVERYTHING)
    assert printed is not None
    data = notice_data(now, agency, changes(printed, rows_of(now), exact), worded=True)
    assert data["counts"] == {"added": 0, "gone": 0, "moved": 0, "changed": 1}
    assert data["receivers"] == ["UBND xã D", "UBND huyện C (để phối hợp)"]


def test_what_is_gone_stands_apart_from_the_task_that_has_its_number_now(write: Write) -> None:
    before, now = plans(
        write, "{id: a, text: Việc a, lead: [Các xã]", "{id: a, text: Khác hẳn, lead: [Các xã]"
    )
    agency = now.registry.find("UBND xã D")
    text = Documents(before, shipped()).checklist(before.registry.find("UBND xã D"))
    found = CARRIERS[".md"].read(text.encode(), "d.md", plan_items(now), None)
    assert found is not None
    data = notice_data(now, agency, changes(found.shown, rows_of(now)), worded=True)
    assert [(each["id"], [row["what"] for row in each["rows"]]) for each in data["tasks"]] == [
        ("1.a", ["Thêm nhiệm vụ"]),
        ("1.a", ["Không còn giao"]),
    ]
