"""Which task of the plan each task of a checklist is."""

import re
from collections.abc import Callable
from dataclasses import replace

import pytest

from papi_cli.checklists import merge as merging
from papi_cli.plan.parts import ORPHANED
from tests.checklists.small import (
    CHANGED,
    DONE,
    ITEM,
    LONG,
    ONE,
    RENUMBERED,
    SHIFTED,
    THREE,
    checklist,
    edited,
    merge,
    read,
    sections,
    tasks_of,
    with_result,
)


def test_results_follow_their_task_when_the_plan_is_numbered_anew() -> None:
    old = edited(ITEM, ITEM.replace("[ ]", "[x]"), with_result("2.1.đ", " Thu 5 triệu.", DONE))
    fresh = checklist(RENUMBERED)
    new = merge(fresh, old)
    found = read(new, tasks_of(fresh)).entries
    assert (found["1.1.a"].ticked, found["1.1.a"].result) == (True, "Họp 2 lần.")
    assert (found["1.1.b"].ticked, found["1.1.b"].result) == (False, "")
    assert not found["2.1.đ"].written  # the number stayed, the task is another
    kept = new.split(ORPHANED)[1]
    assert "**1.1.a** Tuyên truyền pháp luật" in kept
    assert "Phát 3 buổi." in kept
    assert "Thu 5 triệu." in kept
    assert merge(fresh, new) == new
    unwritten = read(old, tasks_of(fresh))
    assert unwritten.entries["1.1.a"].result == "Họp 2 lần."
    assert [(each.label, each.entry.result) for each in unwritten.orphaned] == [
        ("1.1.a", "Phát 3 buổi."),
        ("2.1.đ", "Thu 5 triệu."),
    ]
    written = read(new, tasks_of(fresh)).orphaned
    assert written == tuple(replace(each, moved=True) for each in unwritten.orphaned)


def test_tasks_of_the_same_words_keep_to_their_numbers() -> None:
    same = {"1": {"1.1": {"1.1.a": "Như nhau", "1.1.b": "Khác"}, "1.2": {"1.2.b": "Như nhau"}}}
    moved = {"1": {"1.1": {"1.1.a": "Như nhau"}, "1.2": {"1.2.a": "Như nhau"}}}
    old = with_result("1.2.b", " hai", with_result("1.1.a", " một", checklist(same)))
    found = read(merge(checklist(moved), old), tasks_of(checklist(moved))).entries
    assert (found["1.1.a"].result, found["1.2.a"].result) == ("một", "hai")


@pytest.mark.parametrize(
    "first_line",
    [
        lambda line: re.sub(r"(.{40}\S*) ", r"\1\n  ", line, count=1),
        lambda line: f"{line} ✅ 2021-06-01",
        lambda line: f"{line} (xong)",
        lambda line: re.sub(r"(.{40}\S*) ", r"\1\n  ", f"{line} (xong)", count=1),
    ],
    ids=["wrapped", "stamped", "commented", "wrapped and commented"],
)
def test_results_follow_renumbered_tasks_whose_first_lines_were_touched(
    first_line: Callable[[str], str],
) -> None:
    old = checklist(LONG)
    for label in "abc":
        old = with_result(f"1.1.{label}", f" Kết quả {label}.", old)
    lines = [first_line(line) if line.startswith("- [ ]") else line for line in old.split("\n")]
    new = merge(checklist(SHIFTED), "\n".join(lines))
    found = read(new, tasks_of(checklist(SHIFTED)))
    for label, result_of in (("1.1.a", "Kết quả b."), ("1.1.b", "Kết quả c.")):
        assert re.findall(r"Kết quả .\.", found.entries[label].result) == [result_of]
    assert "Kết quả a." in new.split(ORPHANED)[1]
    assert merge(checklist(SHIFTED), new) == new


def test_what_is_left_of_a_task_is_not_given_to_the_next_with_its_number() -> None:
    old = edited("- [ ] **2.1.đ**", "- [x] **2.1.đ**", with_result("2.1.đ", " Thu 5 triệu."))
    gone = merge(checklist(CHANGED), old)
    new = merge(checklist(RENUMBERED), gone)
    for text in (gone, new):
        entry = read(text, tasks_of(checklist(RENUMBERED))).entries.get("2.1.đ")
        assert not (entry and (entry.ticked or entry.written))
    assert "Thu 5 triệu." in new.split(ORPHANED)[1]


def test_tasks_of_the_same_words_are_told_apart_by_their_sections() -> None:
    old = sections("Chứng thực", "Xây dựng", "Đất đai")
    for at, name in enumerate(("chứng thực", "xây dựng", "đất đai"), start=1):
        old = with_result(f"5.{at}.a", f" Xong {name}.", old)
    fresh = sections("Xây dựng", "Đất đai")
    new = merge(fresh, old)
    found = read(new, tasks_of(fresh)).entries
    assert (found["5.1.a"].result, found["5.2.a"].result) == ("Xong xây dựng.", "Xong đất đai.")
    assert "Xong chứng thực." in new.split(ORPHANED)[1]
    renamed = merge(sections("Chứng thực, xác nhận", "Xây dựng", "Đất đai"), old)
    assert ORPHANED not in renamed


def test_a_section_that_is_gone_leaves_nothing_to_the_one_that_takes_its_number() -> None:
    old = with_result("5.1.a", " Xong chứng thực.", sections("Chứng thực", "Xây dựng"))
    old = old.replace("- [ ] **5.1.a**", "- [x] **5.1.a**")
    fresh = sections("Xây dựng")
    new = merge(fresh, old)
    assert merge(fresh, new) == new
    for text in (old, new):
        found = read(text, tasks_of(fresh))
        assert not found.entries.get("5.1.a") or not found.entries["5.1.a"].ticked
        assert [each.entry.result for each in found.checklist.orphaned] == ["Xong chứng thực."]
    assert "### 5.1. Chứng thực\n\n- [x] **5.1.a**" in new.split(ORPHANED)[1]
    back = merge(sections("Chứng thực", "Xây dựng"), new)
    whole = tasks_of(sections("Chứng thực", "Xây dựng"))
    assert read(back, whole).entries["5.1.a"].result == "Xong chứng thực."


@pytest.mark.parametrize(
    "now", [{}, {"1.1.b": "Mua sắm máy tính cho bộ phận một cửa xã"}], ids=["none", "another"]
)
def test_a_task_whose_words_the_agency_changed_is_gone_with_it(now: dict[str, str]) -> None:
    plan = {"1": {"1.1": ONE["1"]["1.1"] | now}}
    old = with_result("1.1.b", " Việc b.", checklist(THREE))
    old = old.replace("- [ ] **1.1.b** Họp dân bàn", "- [x] **1.1.b** Họp dân để bàn")
    merged = merging.regenerate(checklist(plan), old)
    assert merged.orphaned == ("1.1.b",)
    for text in (old, merged.text):
        found = read(text, tasks_of(checklist(plan)))
        assert not found.entries.get("1.1.b") or not found.entries["1.1.b"].ticked
        assert [each.entry.result for each in found.checklist.orphaned] == ["Việc b."]
    same = read(merge(checklist(THREE), old), tasks_of(checklist(THREE))).entries["1.1.b"]
    assert same.ticked
    assert same.result.startswith("Việc b.")


def test_a_task_that_says_something_else_is_another_task() -> None:
    old = with_result("2.1.đ", " Thu 5 triệu.")
    other = {**CHANGED, "2": {"2.1": {"2.1.đ": "Công khai quy hoạch và kế hoạch sử dụng đất"}}}
    assert "Thu 5 triệu." in merge(checklist(other), old).split(ORPHANED)[1]
