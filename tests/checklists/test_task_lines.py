"""The first line of a task, however an editor left it."""

import re

import pytest

from papi_cli.checklists import merge as merging
from tests.checklists.small import (
    CHANGED,
    DONE,
    FRESH,
    ITEM,
    LONG,
    ONE,
    TASKS,
    THREE,
    checklist,
    edited,
    merge,
    read,
    tasks_of,
    with_result,
)


@pytest.mark.parametrize(
    ("line", "ticked"),
    [
        ("- [xong] **1.1.b** Họp dân", True),
        ("- [  x  ] **1.1.b** Họp dân", True),
        ("- [x **1.1.b** Họp dân", True),
        ("- \\[x\\] **1.1.b** Họp dân", True),
        ("- ☑ **1.1.b** Họp dân", True),
        ("-[x] **1.1.b** Họp dân", True),
        ("– [x] **1.1.b** Họp dân", True),
        ("• [x] **1.1.b** Họp dân", True),
        ("-\u00a0[x] **1.1.b** Họp dân", True),
        ("\u200b- [x] **1.1.b** Họp dân", True),
        ("- [x] 1.1.b Họp dân", True),
        ("- [x] ***1.1.b*** Họp dân", True),
        ("- [x] *1.1.b* Họp dân", True),
        ("- [x] **1.1.b Họp dân**", True),
        ("- [x] ~~**1.1.b** Họp dân~~", True),
        ("- [x] <b>1.1.b</b> Họp dân", True),
        ("- [x] **1.1.b.** Họp dân", True),
        ("- [x]\n  **1.1.b** Họp dân", True),
        ("-\n  [x] **1.1.b** Họp dân", True),
        ("- **1.1.b** Họp dân", False),
        ("**1.1.b** Họp dân", False),
        ("1.1.b Họp dân", False),
        ("### 1.1.b Họp dân", False),
        (" - [x] **1.1.b** Họp dân", True),
        ("10. [x] **1.1.b** Họp dân", True),
        ("* [x] **1.1.b**   Họp\u00a0dân", True),
    ],
)
def test_a_task_whose_first_line_lost_its_form_is_still_itself(line: str, ticked: bool) -> None:
    old = edited(ITEM, line, DONE)
    for text in (
        old,
        merge(FRESH, old),
        merge(checklist(CHANGED | {"9": {"9.1": {"1.1.b": "Họp dân"}}}), old),
    ):
        found = read(text, TASKS).entries
        assert (found["1.1.b"].ticked, found["1.1.b"].result) == (ticked, "Họp 2 lần."), text
        assert found["1.1.a"].result == "Phát 3 buổi."


def test_a_task_right_below_html_is_still_itself() -> None:
    old = edited(ITEM, f"<br>\n{ITEM.replace('[ ]', '[x]')}", DONE)
    for text in (old, merge(FRESH, old)):
        found = read(text, TASKS).entries
        assert (found["1.1.b"].ticked, found["1.1.b"].result) == (True, "Họp 2 lần.")


def test_other_words_before_a_tasks_number_are_kept() -> None:
    old = edited(ITEM, "- [x] 5/6/2021 **1.1.b** Họp dân", DONE)
    entry = read(merge(FRESH, old), TASKS).entries["1.1.b"]
    assert entry.ticked
    assert "5/6/2021" in entry.result
    assert "Họp 2 lần." in entry.result


@pytest.mark.parametrize(("pattern", "to"), [("(?m)^ +", ""), ("(?m)^- ", " - "), ("(?m)^  ", " ")])
def test_what_is_left_of_tasks_without_form_stays_apart(pattern: str, to: str) -> None:
    old = with_result("1.1.c", " Việc c.", with_result("1.1.b", " Việc b.", checklist(THREE)))
    front, body = old.split("\n\n", 1)
    old = f"{front}\n\n{re.sub(pattern, to, body)}"
    merged = merging.regenerate(checklist(ONE), old)
    assert merged.orphaned == ("1.1.b", "1.1.c")
    for text in (old, merged.text):
        gone = {
            each.label: each.entry.result for each in read(text, tasks_of(checklist(ONE))).orphaned
        }
        assert gone == {"1.1.b": "Việc b.", "1.1.c": "Việc c."}
    back = read(merge(checklist(THREE), merged.text), tasks_of(checklist(THREE))).entries
    assert (back["1.1.b"].result, back["1.1.c"].result) == ("Việc b.", "Việc c.")


def test_a_task_that_lost_its_bold_and_was_wrapped_is_still_itself() -> None:
    old = with_result("1.1.b", " Việc b.", checklist(LONG))
    old = old.replace(
        "- [ ] **1.1.b** Họp dân bàn việc thôn, lấy", "- [x] 1.1.b Họp dân bàn việc thôn,\n  lấy"
    )
    for text in (old, merge(checklist(LONG), old)):
        entry = read(text, tasks_of(checklist(LONG))).entries["1.1.b"]
        assert (entry.ticked, entry.result) == (True, "Việc b.")


def test_a_diary_of_labels_hides_no_task_that_lost_its_bullet() -> None:
    diary = "\n\n".join(f"1.1.a ngày {day} đã họp" for day in range(1000))
    lost = FRESH.replace("- [ ] **2.1.đ** ", "\n[x] 2.1.đ ")
    old = lost.replace("## 1. Chỉ số 1", f"## Nhật ký\n\n{diary}\n\n## 1. Chỉ số 1")
    assert read(old, TASKS).entries["2.1.đ"].ticked


def test_a_number_in_bold_with_what_a_task_is_called_is_a_task_that_is_gone() -> None:
    """The plan has neither its number nor its words any more."""
    old = with_result("1.1.b", " Họp 2 lần.").replace(ITEM, "**Nhiệm vụ 1.1.b** Họp dnâ")
    new = merge(checklist(CHANGED), old)
    (orphaned,) = read(new, tasks_of(checklist(CHANGED))).orphaned
    assert (orphaned.label, orphaned.entry.result) == ("1.1.b", "Họp 2 lần.")
