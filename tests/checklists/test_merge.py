"""Checklists: made, read back, and what an agency wrote kept when they are written anew."""

import re
import textwrap
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papi_cli.checklists import markdown
from papi_cli.checklists import merge as merging
from papi_cli.checklists.format import (
    RESULT,
    Checklist,
    Entry,
    Head,
    NotAChecklistError,
    OrphanedEntry,
    read_head,
)
from papi_cli.checklists.items import PlanItem
from papi_cli.checklists.markdown import assemble, first_missing
from papi_cli.checklists.reading import ORPHANED
from papi_cli.checklists.vocabulary import Status, is_filled, is_tick, join_entries, status_of
from tests.conftest import examples

HEAD = Head("1/KH-UBND", "UBND xã Mẫu")
DIMENSIONS = {
    "1": {
        "1.1": {"1.1.a": "Tuyên truyền pháp luật", "1.1.b": "Họp dân"},
        "1.2": {"1.2.a": "Bầu trưởng thôn"},
    },
    "2": {"2.1": {"2.1.a": "Niêm yết danh sách", "2.1.đ": "Công khai ngân sách"}},
}
CHANGED = {
    "1": {
        "1.1": {"1.1.a": "Tuyên truyền pháp luật mới", "1.1.c": "Việc mới"},
        "1.2": {"1.2.a": "Bầu trưởng thôn"},
    },
    "3": {"3.1": {"3.1.a": "Giải trình"}},
    "2": {"2.1": {"2.1.a": "Niêm yết danh sách"}},
}


def checklist(dimensions: dict[str, dict[str, dict[str, str]]] = DIMENSIONS) -> str:
    """Return a small checklist as the program makes it."""
    count = sum(len(tasks) for subs in dimensions.values() for tasks in subs.values())
    lines = ["# Danh mục nhiệm vụ của UBND xã Mẫu", "", f"Số nhiệm vụ: {count}.", ""]
    for dimension, subs in dimensions.items():
        lines += [f"## {dimension}. Chỉ số {dimension}", ""]
        for sub, tasks in subs.items():
            lines += [f"### {sub}. Nội dung {sub}", ""]
            for label, text in tasks.items():
                lines += [f"- [ ] **{label}** {text}", "  - Vai trò: Chủ trì", ""]
                lines += [f"  {RESULT}", ""]
    return assemble(HEAD, "\n".join(lines))


FRESH = checklist()


def merge(fresh: str, old: str) -> str:
    return merging.regenerate(fresh, old).text


def tasks_of(text: str) -> dict[str, tuple[str, str]]:
    tasks, section = {}, ""
    for line in text.split("\n"):
        if line.startswith("### "):
            section = line.split(" ", 2)[2]
        elif found := re.match(r"- \[ \] \*\*(.+?)\*\* (.+)$", line):
            tasks[found[1]] = (found[2], section)
    return tasks


TASKS = tasks_of(FRESH)
LABELS = list(TASKS)


def edited(old: str, new: str, text: str = FRESH) -> str:
    """Return a checklist with one edit, which must be possible."""
    assert old in text
    return text.replace(old, new, 1)


def with_result(label: str, result: str, text: str = FRESH) -> str:
    """Return a checklist with `result` written behind the colon of a task."""
    at = text.index(RESULT, text.index(f"**{label}**")) + len(RESULT)
    return text[:at] + result + text[at:]


def result(text: str, label: str) -> str:
    """Return what is read back of a task."""
    return read(text, TASKS).entries[label].result


# Reading


@dataclass(frozen=True)
class Said:
    """What a checklist says of a task, all its entries together."""

    entry: Entry

    @property
    def result(self) -> str:
        return self.entry.result

    @property
    def mark(self) -> str:
        return self.entry.mark

    @property
    def ticked(self) -> bool:
        return is_tick(self.entry.mark)

    @property
    def written(self) -> bool:
        return is_filled(self.entry.result)

    @property
    def begun(self) -> bool:
        return status_of(self.entry) is not Status.NOT_STARTED


@dataclass(frozen=True)
class Read:
    """A checklist as read, with what it says of each task."""

    checklist: Checklist
    entries: dict[str, Said]

    @property
    def orphaned(self) -> tuple[OrphanedEntry, ...]:
        return self.checklist.orphaned

    @property
    def others(self) -> tuple[str, ...]:
        return self.checklist.others


def read(text: str, tasks: dict[str, tuple[str, str]]) -> Read:
    found = markdown.read(text, {label: PlanItem(*item) for label, item in tasks.items()})
    entries = {label: Said(join_entries(each)) for label, each in found.entries.items()}
    return Read(found, entries)


def test_a_fresh_checklist_says_nothing() -> None:
    found = read(FRESH, TASKS)
    assert found.checklist.head == HEAD
    assert list(found.entries) == LABELS
    assert not any(entry.ticked or entry.written for entry in found.entries.values())
    assert found.others == ()


@pytest.mark.parametrize(
    "mark", ["x", "X", "v", "✓", " x", "x ", "✔\ufe0f", "х", "ｘ", "ok", "Đã xong"]
)
def test_a_tick_is_read_however_officers_make_it(mark: str) -> None:
    ticked = read(edited("- [ ] **1.1.b**", f"- [{mark}] **1.1.b**"), TASKS).entries
    assert [label for label, entry in ticked.items() if entry.ticked] == ["1.1.b"]


@pytest.mark.parametrize("mark", [" ", "", "-", "?", "/", "đang làm"])
def test_any_other_mark_is_no_tick(mark: str) -> None:
    entry = read(edited("- [ ] **1.1.b**", f"- [{mark}] **1.1.b**"), TASKS).entries["1.1.b"]
    assert (entry.ticked, entry.mark, entry.begun) == (False, mark.strip(), bool(mark.strip()))


@pytest.mark.parametrize(
    ("written", "read_back"),
    [
        (" Đã họp", "Đã họp"),
        ("\n  Đã họp\n  hai lần", "Đã họp\n  hai lần".replace("  ", "")),
        ("\n\n  - một\n    - hai", "- một\n  - hai"),
        ("\n\n  ```\n  - [x] **1.1.b** mã\n\n  hết\n  ```", "```\n- [x] **1.1.b** mã\n\nhết\n```"),
        ("\n\n  | a | b |\n  | - | - |\n  | 1 | 2 |", "| a | b |\n| - | - |\n| 1 | 2 |"),
        ("\n\n  - [x] việc con", "- [x] việc con"),
        ("\nĐã họp, không thụt vào", "Đã họp, không thụt vào"),
        ("\n\nĐã họp, cách một dòng", "Đã họp, cách một dòng"),
        ("\n- gạch đầu dòng sát lề\n- gạch nữa", "- gạch đầu dòng sát lề\n- gạch nữa"),
        ("\n\n\tthụt bằng phím Tab", "thụt bằng phím Tab"),
    ],
)
def test_a_result_is_read_word_for_word(written: str, read_back: str) -> None:
    text = with_result("1.1.a", written)
    assert result(text, "1.1.a") == read_back
    assert result(text, "1.1.b") == ""


def test_words_behind_a_line_of_the_program_are_the_agencys() -> None:
    text = edited(
        "- [ ] **1.1.a** Tuyên truyền pháp luật", "- [ ] **1.1.a** Tuyên truyền pháp luật (3 lần)"
    )
    assert "(3 lần)" in result(text, "1.1.a")


def test_what_stands_below_a_heading_of_the_agencys_is_no_result() -> None:
    found = read(with_result("1.1.a", "\n\n## Ghi chú của xã\n\nNội bộ"), TASKS)
    assert not found.entries["1.1.a"].written
    assert found.others == ("**Ghi chú của xã**", "Nội bộ")


def test_a_label_moved_to_the_margin_still_begins_the_result() -> None:
    at = FRESH.index(f"  {RESULT}")
    text = f"{FRESH[:at]}{RESULT}\n\nĐã họp{FRESH[at + len(RESULT) + 2 :]}"
    assert result(text, "1.1.a") == "Đã họp"
    assert result(merge(FRESH, text), "1.1.a") == "Đã họp"


def test_dots_and_dashes_are_no_result() -> None:
    assert not read(with_result("1.1.a", " …"), TASKS).entries["1.1.a"].written


def test_a_checklist_without_its_seal_is_still_read() -> None:
    text = with_result("1.1.a", " Đã họp").split("<!--")[0]
    found = read(edited("- [ ] **1.2.a**", "- [x] **1.2.a**", text), TASKS)
    assert found.entries["1.2.a"].ticked
    assert "Đã họp" in found.entries["1.1.a"].result


@pytest.mark.parametrize(
    "text",
    [
        "# Danh mục\n\n- [ ] **1.1.a** việc\n",
        "---\ntitle: x\n---\n\nchữ\n",
        FRESH.replace("papi: checklist", "papi: report"),
        FRESH.replace("version: 1", "version: 2"),
        FRESH.replace('agency: "UBND xã Mẫu"', "agency: [a]"),
        FRESH.replace('plan: "1/KH-UBND"', 'plan: "1'),
        "Thêm ở đầu tệp\n" + FRESH,
    ],
)
def test_what_is_no_checklist_is_not_read(text: str) -> None:
    with pytest.raises(NotAChecklistError):
        read_head(text)
    with pytest.raises(NotAChecklistError):
        read(text, TASKS)


def test_front_matter_keeps_any_name() -> None:
    odd = Head('1"/KH: #', "Sở «A\u2028\x7f» \\ '", "lead", ("1", "1: a"))
    assert read_head(assemble(odd, "# a")) == odd


# Writing anew


def test_nothing_changes_where_nothing_was_written() -> None:
    assert merge(FRESH, FRESH) == FRESH


def test_a_changed_plan_replaces_all_that_only_the_program_wrote() -> None:
    assert merge(checklist(CHANGED), FRESH) == checklist(CHANGED)


def test_ticks_and_results_stay_with_their_tasks() -> None:
    old = edited(
        "- [ ] **1.1.a**", "- [x] **1.1.a**", with_result("2.1.a", " Số 5/TB-UBND\n\n  - thôn A")
    )
    new = merge(checklist(CHANGED), old)
    found = read(new, TASKS)
    assert found.entries["1.1.a"].ticked
    assert "Tuyên truyền pháp luật mới" in new
    assert found.entries["2.1.a"].result == "Số 5/TB-UBND\n\n- thôn A"


def test_what_was_written_about_a_task_that_is_gone_goes_to_the_end() -> None:
    old = edited("- [ ] **1.1.b**", "- [x] **1.1.b**", with_result("1.1.b", "\n\nĐã họp 3 lần"))
    new = merge(checklist(CHANGED), old)
    kept = new.split(f"## {ORPHANED}\n")[1]
    assert "- [x] **1.1.b** Họp dân" in kept
    assert "Đã họp 3 lần" in kept
    back = merge(FRESH, new)
    assert read(back, TASKS).entries["1.1.b"].ticked
    assert "Đã họp 3 lần" in result(back, "1.1.b")


def test_it_is_told_what_is_gone_and_what_says_something_else_now() -> None:
    old = with_result("1.1.a", " Phát 3 buổi.", with_result("1.1.b", " Họp 2 lần."))
    merged = merging.regenerate(checklist(CHANGED), old)
    assert (merged.orphaned, merged.reworded) == (("1.1.b",), ("1.1.a",))
    again = merging.regenerate(checklist(CHANGED), merged.text)
    assert (again.orphaned, again.reworded) == ((), ())


def test_of_a_task_that_is_gone_only_the_agencys_words_are_left() -> None:
    old = edited(
        "- [ ] **1.1.b**", "- [x] **1.1.b**", with_result("1.1.b", " Họp 2 lần.\n  - thôn A")
    )
    kept = merge(checklist(CHANGED), old).split(f"## {ORPHANED}\n")[1].split("<!--")[0]
    task = "- [x] **1.1.b** Họp dân\n\n  Kết quả: Họp 2 lần.\n  - thôn A"
    assert kept == f"\n### 1.1. Nội dung 1.1\n\n{task}\n\n"


def test_a_task_that_is_gone_and_bears_nothing_leaves_nothing() -> None:
    assert ORPHANED not in merge(
        checklist(CHANGED), edited("Số nhiệm vụ: 5.", "Số nhiệm vụ: 5. Ghi.")
    )


def test_paragraphs_outside_tasks_stay_where_they_were() -> None:
    old = edited(
        "## 2. Chỉ số 2\n", "## 2. Chỉ số 2\n\nGhi chú chung.\n\n## Mục riêng\n\nChữ riêng.\n"
    )
    new = merge(checklist(CHANGED), old)
    assert "## 2. Chỉ số 2\n\nGhi chú chung.\n\n## Mục riêng\n\nChữ riêng.\n\n### 2.1." in new


def test_words_outside_tasks_never_become_a_tasks_result() -> None:
    old = edited("### 1.2. Nội dung 1.2\n", "### 1.2. Nội dung 1.2\n\nGhi chú của mục 1.2.\n")
    fewer = {"1": {"1.1": DIMENSIONS["1"]["1.1"]}, "2": DIMENSIONS["2"]}
    new = merge(checklist(fewer), old)
    assert "Ghi chú của mục 1.2." in new
    assert not any(entry.written for entry in read(new, TASKS).entries.values())


def test_tasks_moved_about_and_deleted_come_back_in_order() -> None:
    first = FRESH.index("- [ ] **1.1.a**")
    second = FRESH.index("- [ ] **1.1.b**")
    third = FRESH.index("### 1.2.")
    moved = FRESH[:first] + FRESH[second:third] + FRESH[first:second] + FRESH[third:]
    assert merge(FRESH, moved) == FRESH
    assert merge(FRESH, FRESH[:first] + FRESH[second:]) == FRESH


def test_a_task_that_stands_there_twice_keeps_both_results() -> None:
    text = with_result("1.1.a", " một")
    item = text[text.index("- [ ] **1.1.a**") : text.index("- [ ] **1.1.b**")]
    twice = edited("### 1.2.", item.replace("một", "hai").replace("[ ]", "[x]") + "### 1.2.", text)
    found = read(merge(FRESH, twice), TASKS).entries["1.1.a"]
    assert (found.ticked, found.result) == (True, "một\n\nhai")


def test_a_task_indented_into_another_is_found() -> None:
    start, end = FRESH.index("- [ ] **1.1.b**"), FRESH.index("### 1.2.")
    inner = with_result("1.1.b", " xong", FRESH)[start : end + 5].replace("[ ]", "[x]")
    text = (
        FRESH[:start] + "".join(f"  {line}\n" for line in inner.splitlines()) + "\n" + FRESH[end:]
    )
    new = merge(FRESH, text)
    assert read(new, TASKS).entries["1.1.b"].ticked
    assert result(new, "1.1.b") == "xong"
    assert result(new, "1.1.a") == ""


@pytest.mark.parametrize(
    ("opening", "closing"),
    [("```", "```"), ("~~~~", "~~~~"), ("<!-- tạm", "-->"), ("<pre>", "</pre>")],
)
def test_a_fence_left_open_swallows_no_task(opening: str, closing: str) -> None:
    old = with_result("1.1.a", f"\n\n{opening}\nghi dở")
    old = edited("- [ ] **1.1.b**", "- [x] **1.1.b**", old)
    new = merge(FRESH, old)
    assert read(new, TASKS).entries["1.1.b"].ticked
    assert f"{opening}\nghi dở\n{closing}\n" in new
    assert merge(FRESH, new) == new


def test_an_agencys_own_keys_in_the_front_matter_stay() -> None:
    old = edited("version: 1\n", "version: 1\nnguoi_lap: Lý Thị A\nghi:\n  - một\n")
    new = merge(checklist(CHANGED), old)
    assert "nguoi_lap: Lý Thị A\nghi:\n  - một\n---" in new
    assert read_head(new) == HEAD


def test_a_decomposed_checklist_is_the_same_checklist() -> None:
    old = with_result("1.1.a", " Đã họp")
    new = merge(FRESH, unicodedata.normalize("NFD", old))
    assert unicodedata.normalize("NFC", new) == old
    assert unicodedata.normalize("NFD", " Đã họp") in new


def test_a_template_that_loses_a_task_is_found_out() -> None:
    assert first_missing(FRESH, LABELS) == ""
    assert first_missing(FRESH, [*LABELS, "9.9"]) == "9.9"
    assert first_missing(edited("  Kết quả:", "", FRESH), LABELS) == "1.1.a"


# What officers do to a file


ITEM = "- [ ] **1.1.b** Họp dân"
DONE = with_result("1.1.b", " Họp 2 lần.", with_result("1.1.a", " Phát 3 buổi."))


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


@pytest.mark.parametrize(
    ("pattern", "to"),
    [("(?m)^ +", ""), ("(?m)^  ", " "), ("(?m)^- ", "-   "), ("(?m)^- ", "1. ")],
)
def test_results_stay_with_their_tasks_though_indents_are_lost(pattern: str, to: str) -> None:
    front, body = DONE.split("\n\n", 1)
    old = f"{front}\n\n{re.sub(pattern, to, body)}"
    for text in (old, merge(FRESH, old)):
        found = read(text, TASKS).entries
        assert "Họp 2 lần." in found["1.1.b"].result
        assert "Phát 3 buổi." in found["1.1.a"].result
        assert "Họp" not in found["1.1.a"].result


def test_lists_within_lists_swallow_nothing_however_deep() -> None:
    deep = "\n".join(f"{'  ' * level}- bậc{level}" for level in range(1, 30))
    old = with_result("1.1.a", f"\n\n{deep}", DONE.replace(" Phát 3 buổi.", ""))
    new = merge(FRESH, old)
    assert new.count("- [ ] **") == len(LABELS)
    assert "bậc29" in result(new, "1.1.a")
    assert result(new, "1.1.b") == "Họp 2 lần."


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("```", "```"),
        ("~~~", "~~~"),
        ("<!-- a", "<!-- b -->"),
        ("<pre>", "</pre>"),
        ("```", "```\nx\n```"),
    ],
)
def test_two_fences_left_open_swallow_nothing_between_them(one: str, other: str) -> None:
    old = with_result("1.1.a", f"\n\n{one}\n")
    old = with_result("1.2.a", f" Bầu xong.\n\n{other}\n", with_result("1.1.b", " Họp 2 lần.", old))
    new = merge(FRESH, old)
    for text in (old, new):
        assert result(text, "1.1.b") == "Họp 2 lần."
        assert "Bầu xong." in result(text, "1.2.a")
        assert "Họp" not in result(text, "1.1.a")


def test_a_task_quoted_in_a_fence_is_no_task() -> None:
    quoted = f"\n\n```\n{ITEM.replace('[ ]', '[x]')}\n```"
    old = with_result("1.1.a", quoted)
    assert merge(FRESH, old) == old
    assert not read(old, TASKS).entries["1.1.b"].ticked


RENUMBERED = {
    "1": {"1.1": {"1.1.a": "Họp dân", "1.1.b": "Niêm yết công khai các khoản thu"}},
    "2": {"2.1": {"2.1.a": "Niêm yết danh sách", "2.1.đ": "Mua sắm máy tính cho bộ phận một cửa"}},
}


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
    assert read(new, tasks_of(fresh)).orphaned == unwritten.orphaned


def test_tasks_of_the_same_words_keep_to_their_numbers() -> None:
    same = {"1": {"1.1": {"1.1.a": "Như nhau", "1.1.b": "Khác"}, "1.2": {"1.2.b": "Như nhau"}}}
    moved = {"1": {"1.1": {"1.1.a": "Như nhau"}, "1.2": {"1.2.a": "Như nhau"}}}
    old = with_result("1.2.b", " hai", with_result("1.1.a", " một", checklist(same)))
    found = read(merge(checklist(moved), old), tasks_of(checklist(moved))).entries
    assert (found["1.1.a"].result, found["1.2.a"].result) == ("một", "hai")


def test_a_task_indented_by_mistake_that_is_gone_stays_itself() -> None:
    start, end = FRESH.index(ITEM), FRESH.index("### 1.2.")
    inner = with_result("1.1.b", " Họp 2 lần.")[start : end + 11]
    old = (
        FRESH[:start] + "".join(f"    {line}\n" for line in inner.splitlines()) + "\n" + FRESH[end:]
    )
    new = merge(checklist(CHANGED), old)
    assert "Họp 2 lần." in new.split(ORPHANED)[1]
    assert result(new, "1.1.a") == ""


@pytest.mark.parametrize(
    "written",
    ["**Đã ban hành** Kế hoạch 12", "- **Quyết định 5** ngày 1/6", "__x__ y", "1. **a** b"],
)
def test_a_result_at_the_margin_may_begin_in_bold(written: str) -> None:
    old = with_result("1.1.a", f"\n\n{written}\n\nvà thêm")
    assert result(old, "1.1.a") == f"{written}\n\nvà thêm"
    assert result(merge(FRESH, old), "1.1.a") == f"{written}\n\nvà thêm"


def test_a_heading_between_a_task_and_its_label_cuts_nothing_off() -> None:
    old = edited("\n\n  Kết quả:\n", "\n\n## Đợt 1\n\n  Kết quả: Phát 3 buổi.\n")
    assert result(old, "1.1.a") == "Phát 3 buổi."
    new = merge(FRESH, old)
    assert result(new, "1.1.a") == "Phát 3 buổi."
    assert "## Đợt 1" in new


def test_what_follows_a_label_that_a_heading_cut_off_is_the_result_too() -> None:
    old = edited("\n\n  Kết quả:\n", "\n\n## Đợt 1\n\nKết quả:\n\nPhát 3 buổi.\n\nvà thêm\n")
    for text in (old, merge(FRESH, old)):
        assert result(text, "1.1.a") == "Phát 3 buổi.\n\nvà thêm"


def test_a_label_below_an_item_of_the_agencys_is_not_the_tasks() -> None:
    own = "- [x] **Việc riêng** của xã\n\nKết quả: việc riêng xong"
    old = edited("  Kết quả:\n", f"\n{own}\n")
    for text in (old, merge(FRESH, old)):
        assert result(text, "1.1.a") == ""


def test_lines_that_an_editor_wrapped_are_still_the_programs() -> None:
    long = {
        "1": {"1.1": {"1.1.a": "Tuyên truyền pháp luật đến các tầng lớp nhân dân ở mọi thôn xóm"}}
    }
    fresh = checklist(long)
    old = fresh.replace("pháp luật đến các", "pháp luật\n  đến các").replace(
        "ở mọi thôn", "ở\n  mọi thôn"
    )
    old = old.replace("nhiệm vụ của UBND", "nhiệm vụ của UBND")
    assert not read(old, tasks_of(fresh)).entries["1.1.a"].written
    assert merge(fresh, old) == fresh


def test_typographic_quotes_and_dots_are_no_words_of_the_agencys() -> None:
    plain = {"1": {"1.1": {"1.1.a": 'Thu, chi "đúng" luật... - công khai'}}}
    fresh = checklist(plain)
    assert merge(fresh, fresh.replace('"đúng" luật... -', "“đúng” luật… –")) == fresh


@pytest.mark.parametrize(
    "label", ["Kết quả", "**Kết quả:**", "KẾT QUẢ :", "Kết quả thực hiện:", "- Kết quả:"]
)
def test_the_label_is_known_however_it_is_written(label: str) -> None:
    old = edited("  Kết quả:\n", f"  {label}\n\n  Phát 3 buổi.\n")
    assert result(old, "1.1.a") == "Phát 3 buổi."


@pytest.mark.parametrize("written", ["👍", "✅", "✓", "+"])
def test_a_sign_is_a_result(written: str) -> None:
    assert read(with_result("1.1.a", f" {written}"), TASKS).entries["1.1.a"].written


@pytest.mark.parametrize("title", ["##", "DANHMỤC\n===", "#"])
def test_headings_without_words_are_merged_too(title: str) -> None:
    fresh = assemble(
        HEAD, FRESH.split("---\n\n")[1].split("<!--")[0].replace("## 1. Chỉ số 1", title)
    )
    old = with_result("1.1.a", " Phát 3 buổi.", fresh) + "\nLời cuối\n"
    assert result(merge(fresh, old), "1.1.a") == "Phát 3 buổi."


LONG = {
    "1": {
        "1.1": {
            "1.1.a": "Tuyên truyền pháp luật đến các tầng lớp nhân dân ở mọi thôn xóm trên địa bàn",
            "1.1.b": "Họp dân bàn việc thôn, lấy ý kiến công khai về các khoản đóng góp tự nguyện",
            "1.1.c": "Niêm yết danh sách hộ nghèo tại trụ sở, nhà văn hóa và trên loa truyền thanh",
        }
    }
}
SHIFTED = {"1": {"1.1": {"1.1.a": LONG["1"]["1.1"]["1.1.b"], "1.1.b": LONG["1"]["1.1"]["1.1.c"]}}}


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


@pytest.mark.parametrize(
    "quotation", ["**1.1.b** và việc này làm chung, xong ngày 3/5.", "**1.1.b** làm chung"]
)
@pytest.mark.parametrize(
    "real", ["- [x] **1.1.b** Họp dân (3 lần)", "- [x] 1.1.b Họp dân", "- [x] **1.1.b** Họp dân"]
)
def test_a_quotation_does_not_take_the_place_of_a_task(quotation: str, real: str) -> None:
    old = with_result("1.1.a", f"\n\n{quotation}\n\nĐoạn nữa.", DONE.replace(" Phát 3 buổi.", ""))
    old = edited(ITEM, real, old)
    for text in (old, merge(FRESH, old)):
        found = read(text, TASKS).entries
        assert found["1.1.b"].ticked
        assert "Họp 2 lần." in found["1.1.b"].result
        assert found["1.1.a"].result == f"{quotation}\n\nĐoạn nữa."


SAME = "Cập nhật đầy đủ, kịp thời và niêm yết công khai các thủ tục hành chính"


def sections(*names: str) -> str:
    """Return a checklist of sections with the same task each, numbered from 5.1."""
    lines = ["# Danh mục", "", "## 5. Thủ tục", ""]
    for at, name in enumerate(names, start=1):
        lines += [f"### 5.{at}. {name}", "", f"- [ ] **5.{at}.a** {SAME}", "", f"  {RESULT}", ""]
    return assemble(HEAD, "\n".join(lines))


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


THREE = {"1": {"1.1": {"1.1.a": "Tuyên truyền pháp luật", "1.1.b": "Họp dân bàn việc thôn", "1.1.c": "Niêm yết danh sách hộ nghèo"}}}  # fmt: skip
ONE = {"1": {"1.1": {"1.1.a": "Tuyên truyền pháp luật"}}}


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


def test_a_task_that_lost_its_bold_and_was_wrapped_is_still_itself() -> None:
    old = with_result("1.1.b", " Việc b.", checklist(LONG))
    old = old.replace(
        "- [ ] **1.1.b** Họp dân bàn việc thôn, lấy", "- [x] 1.1.b Họp dân bàn việc thôn,\n  lấy"
    )
    for text in (old, merge(checklist(LONG), old)):
        entry = read(text, tasks_of(checklist(LONG))).entries["1.1.b"]
        assert (entry.ticked, entry.result) == (True, "Việc b.")


@pytest.mark.parametrize("width", [20, 45, 60, 75])
def test_a_seal_that_an_editor_wrapped_is_still_the_seal(width: int) -> None:
    start = FRESH.index("<!-- papi:")
    wrapped = "\n".join(textwrap.fill(line, width) for line in FRESH[start:].split("\n"))
    assert read(FRESH[:start] + wrapped, TASKS).checklist.intact
    assert merge(FRESH, FRESH[:start] + wrapped) == FRESH


def test_a_task_that_says_something_else_is_another_task() -> None:
    old = with_result("2.1.đ", " Thu 5 triệu.")
    other = {**CHANGED, "2": {"2.1": {"2.1.đ": "Công khai quy hoạch và kế hoạch sử dụng đất"}}}
    assert "Thu 5 triệu." in merge(checklist(other), old).split(ORPHANED)[1]


@pytest.mark.parametrize("indent", ["\t", "    "])
def test_a_task_indented_below_a_heading_is_still_itself(indent: str) -> None:
    start, end = DONE.index("- [ ] **1.1.a**"), DONE.index(ITEM)
    item = DONE[start:end].replace("[ ]", "[x]")
    old = (
        DONE[:start]
        + "".join(f"{indent}{line}\n" if line else "\n" for line in item.split("\n"))
        + DONE[end:]
    )
    for text in (old, merge(FRESH, old)):
        entry = read(text, TASKS).entries["1.1.a"]
        assert (entry.ticked, entry.result) == (True, "Phát 3 buổi.")


@pytest.mark.parametrize(
    "words",
    [
        "### Kết quả\n\nNội dung chung của xã",
        "## Đánh giá\n\nKết quả:\n\n- Tốt",
        "#### Vai trò: Chủ trì\n\nchữ",
        "## Phụ\n\n- Vai trò: Chủ trì\n- Vai trò: khác",
        "## Phụ\n\n> Số nhiệm vụ: 5.",
        "## Phụ\n\n```sh\n# Kết quả\n## 1. Chỉ số 1\nls\n```\n\nsau khung",
    ],
)
def test_an_agencys_words_are_its_own_though_the_program_has_the_same(words: str) -> None:
    old = edited("## 2. Chỉ số 2\n", f"{words}\n\n## 2. Chỉ số 2\n")
    assert merge(FRESH, old) == old


@pytest.mark.parametrize("label", ["Kết\u00a0quả:", "Kết quả："])
def test_the_label_is_known_with_foreign_spaces_and_colons(label: str) -> None:
    old = edited("  Kết quả:\n", f"  {label} Phát 3 buổi.\n")
    assert result(old, "1.1.a") == "Phát 3 buổi."


def test_words_in_the_place_of_a_tasks_are_kept_when_it_is_gone() -> None:
    old = edited(ITEM, "- [ ] **1.1.b** Như văn bản số 12")
    assert "**1.1.b** Như văn bản số 12" in merge(checklist(CHANGED), old).split(ORPHANED)[1]


def test_an_agencys_own_item_among_what_is_left_keeps_its_words() -> None:
    own = "- [x] **Việc riêng** của xã"
    old = FRESH.replace("<!-- papi:", f"## {ORPHANED}\n\n{own}\n\n<!-- papi:")
    assert own in merge(FRESH, old)


def test_a_copy_of_a_task_belongs_to_its_own_task_wherever_it_was_pasted() -> None:
    copy = ITEM.replace("[ ]", "[x]")
    old = with_result("1.1.b", " Họp 2 lần.")
    for pasted in (f"    {copy}\n", f"> {copy}\n>\n>   Kết quả: Họp 3 lần.\n", f"{copy}\n"):
        text = edited("Số nhiệm vụ: 5.\n", f"Số nhiệm vụ: 5.\n{pasted}", old)
        results = {"Họp 2 lần.", "Họp 3 lần."} if "3 lần" in pasted else {"Họp 2 lần."}
        for each in (text, merge(FRESH, text)):
            said = read(each, TASKS).entries["1.1.b"]
            assert (said.ticked, set(said.result.split("\n\n"))) == (True, results)
            assert not read(each, TASKS).entries["1.1.a"].result


# Any edit at all

MARKS = ["x", "X", "-", "v"]
WORDS = st.integers(0, 10**6).map(lambda number: f"từ{number}")
PIECES = [
    "{}",
    "{}\n{}",
    "- {}\n  - {}",
    "1. {}\n2. {}",
    "* {}\n\n  {}",
    "> {}\n{}",
    "```\n{}\n```",
    "```\n{}",
    "~~~\n{}\n\n- [x] **1.1.a** {}",
    "    {}",
    "\t{}",
    "   {}",
    "| {} | b |\n| - | - |\n| {} | d |",
    "## {}\n\n{}",
    "{}\n===",
    "---\n{}",
    "<!-- {}",
    "<!-- {} -->",
    "<div>\n{}\n</div>",
    "<pre>{}",
    "[{}]: http://a.vn",
    "- [x] {}",
    "- [x] **{}** {}",
    "- [ ] **1.1.a** {}",
    "  - [x] **1.1.b** Họp dân\n    {}",
    "Kết quả: {}",
    "**Kết quả:** {}",
    "  - Vai trò: Chủ trì {}",
    "{}  \n{}\\",
    "&nbsp;{} \\* `{}`",
    "<!-- papi: {}",
    f"## {ORPHANED}\n\n{{}}",
]


@st.composite
def texts(draw: st.DrawFn) -> str:
    piece = draw(st.sampled_from(PIECES))
    text = piece.format(*(draw(WORDS) for _ in range(piece.count("{}"))))
    return unicodedata.normalize("NFD", text) if draw(st.booleans()) else text


@st.composite
def edits(draw: st.DrawFn) -> str:
    lines = FRESH.split("\n")
    for _ in range(draw(st.integers(0, 6))):
        kind = draw(st.sampled_from(["insert", "append", "tick", "note", "delete", "move", "join"]))
        at = draw(st.integers(7, len(lines) - 1))
        if kind == "insert":
            indent = draw(st.sampled_from(["", "  ", " ", "    "]))
            blank = draw(st.sampled_from([[], [""]]))
            new = [indent + line for line in draw(texts()).split("\n")]
            lines[at:at] = [*blank, *new, *blank]
        elif kind == "append":
            lines[at] += f" {draw(WORDS)}"
        elif kind == "tick":
            lines[at] = lines[at].replace("- [ ] **", f"- [{draw(st.sampled_from(MARKS))}] **")
        elif kind == "note" and RESULT in lines[at]:
            first, *rest = draw(texts()).split("\n")
            lines[at : at + 1] = [f"{lines[at]} {first}", *(f"  {line}" for line in rest)]
        elif kind == "delete" and not re.search(r"từ\d", unicodedata.normalize("NFC", lines[at])):
            del lines[at]
        elif kind == "move":
            end = draw(st.integers(at, min(len(lines), at + 8)))
            cut, rest = lines[at:end], lines[:at] + lines[end:]
            to = draw(st.integers(7, len(rest)))
            lines = rest[:to] + cut + rest[to:]
        elif kind == "join" and at + 1 < len(lines):
            lines[at : at + 2] = [f"{lines[at]} {lines[at + 1].strip()}"]
    return "\n".join(lines)


def own_words(text: str) -> list[str]:
    return sorted(re.findall(r"từ\d+", unicodedata.normalize("NFC", text)))


@pytest.mark.parametrize("dimensions", [DIMENSIONS, CHANGED], ids=["same plan", "changed plan"])
@examples(40, 400)
@given(old=edits())
def test_writing_anew_keeps_every_word(
    dimensions: dict[str, dict[str, dict[str, str]]], old: str
) -> None:
    fresh = checklist(dimensions)
    new = merge(fresh, old)
    assert set(own_words(old)) <= set(own_words(new))
    assert merge(fresh, new) == new
    tasks = tasks_of(fresh)
    before, after = read(old, tasks), read(new, tasks)
    assert set(after.entries) == set(tasks)
    for label in tasks:
        was, now = before.entries.get(label), after.entries[label]
        if was is None:  # it was not there; or behind a comment left open, and the seal is gone
            assert not now.ticked or "<!--" in old
            continue
        assert now.ticked == was.ticked
        if before.checklist.intact:  # else nobody can tell, and no figure counts such a file
            assert set(own_words(now.result)) == set(own_words(was.result))


@pytest.mark.parametrize("tag", ["<br />", "<br/>"])
def test_a_tag_that_was_wrapped_is_not_what_the_agency_wrote(tag: str) -> None:
    start, end = tag[:-2].rstrip(), tag[-2:]
    for broken in (
        FRESH.replace("Tuyên truyền pháp luật", f"Tuyên truyền {start}\n  {end} pháp luật"),
        FRESH.replace("Vai trò: Chủ trì", f"Vai trò: {start}\n    {end} Chủ trì", 1),
    ):
        found = read(broken, TASKS)
        assert not any(entry.result for entry in found.entries.values())
        assert merge(FRESH, broken) == FRESH


def test_words_behind_a_tag_behind_a_task_are_the_agencys_without_the_tag() -> None:
    old = FRESH.replace("Tuyên truyền pháp luật", "Tuyên truyền pháp luật <br /> đã xong")
    assert read(old, TASKS).entries["1.1.a"].result == "đã xong"


def test_a_diary_of_labels_hides_no_task_that_lost_its_bullet() -> None:
    diary = "\n\n".join(f"1.1.a ngày {day} đã họp" for day in range(1000))
    lost = FRESH.replace("- [ ] **2.1.đ** ", "\n[x] 2.1.đ ")
    old = lost.replace("## 1. Chỉ số 1", f"## Nhật ký\n\n{diary}\n\n## 1. Chỉ số 1")
    assert read(old, TASKS).entries["2.1.đ"].ticked
