"""Checklists: made, read back, and what an agency wrote kept when they are written anew."""

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papi_cli.checklists import merge as merging
from papi_cli.checklists.fingerprints import fingerprints_in
from papi_cli.checklists.format import (
    RESULT,
    read_head,
)
from papi_cli.checklists.markdown import assemble
from papi_cli.plan.parts import ORPHANED
from tests.checklists.small import (
    CHANGED,
    DIMENSIONS,
    FRESH,
    HEAD,
    ITEM,
    TASKS,
    checklist,
    edited,
    merge,
    read,
    result,
    tasks_of,
    with_result,
)
from tests.conftest import examples

# Reading


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
    assert merged.orphaned == ("1.1.b",)
    assert merged.changed == (("1.1.a", "text"),)
    again = merging.regenerate(checklist(CHANGED), merged.text)
    assert (again.orphaned, again.changed) == ((), ())


def test_it_is_told_that_a_role_has_changed_where_something_is_said() -> None:
    body = FRESH.split("---\n", 2)[2].split("<!--")[0]
    now = assemble(HEAD, body.replace("Vai trò: Chủ trì", "Vai trò: Phối hợp"))
    merged = merging.regenerate(now, with_result("1.1.a", " Phát 3 buổi."))
    assert merged.changed == (("1.1.a", "Vai trò"),)
    assert merging.regenerate(now, merged.text).changed == ()


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


def test_an_agencys_own_keys_in_the_front_matter_stay() -> None:
    old = edited("version: 2\n", "version: 2\nnguoi_lap: Lý Thị A\nghi:\n  - một\n")
    new = merge(checklist(CHANGED), old)
    assert "nguoi_lap: Lý Thị A\nghi:\n  - một\n---" in new
    assert read_head(new) == HEAD


def test_a_decomposed_checklist_is_the_same_checklist() -> None:
    old = with_result("1.1.a", " Đã họp")
    new = merge(FRESH, unicodedata.normalize("NFD", old))
    assert unicodedata.normalize("NFC", new) == old
    assert unicodedata.normalize("NFD", " Đã họp") in new


# What officers do to a file


def test_a_task_indented_by_mistake_that_is_gone_stays_itself() -> None:
    start, end = FRESH.index(ITEM), FRESH.index("### 1.2.")
    inner = with_result("1.1.b", " Họp 2 lần.")[start : end + 11]
    old = (
        FRESH[:start] + "".join(f"    {line}\n" for line in inner.splitlines()) + "\n" + FRESH[end:]
    )
    new = merge(checklist(CHANGED), old)
    assert "Họp 2 lần." in new.split(ORPHANED)[1]
    assert result(new, "1.1.a") == ""


def test_words_in_the_place_of_a_tasks_are_kept_when_it_is_gone() -> None:
    old = edited(ITEM, "- [ ] **1.1.b** Như văn bản số 12")
    assert "**1.1.b** Như văn bản số 12" in merge(checklist(CHANGED), old).split(ORPHANED)[1]


def test_an_agencys_own_item_among_what_is_left_keeps_its_words() -> None:
    own = "- [x] **Việc riêng** của xã"
    old = FRESH.replace("<!-- papi:", f"## {ORPHANED}\n\n{own}\n\n<!-- papi:")
    assert own in merge(FRESH, old)


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


@st.composite
def joined(draw: st.DrawFn) -> str:
    """Two checklists of one agency that somebody pasted into one file."""
    first, second = draw(edits()), draw(edits())
    body = second.split("---\n", 2)[-1] if draw(st.booleans()) else second
    return f"{first.rstrip()}\n\n{body}"


BODY = FRESH.split("---\n", 2)[2].split("<!-- papi:")[0]
MOVED = assemble(HEAD, BODY.replace("Vai trò: Chủ trì", "Vai trò: Phối hợp", 2))
"""The leads of two tasks went to others."""
REWORDED = checklist(
    {
        "1": {
            "1.1": {
                "1.1.a": "Việc mới chen vào",
                "1.1.b": "Tuyên truyền sâu rộng pháp luật",
                "1.1.c": "Họp dân",
            },
            "1.2": {"1.2.a": "Bầu trưởng thôn"},
        },
        "2": {"2.1": {"2.1.a": "Niêm yết danh sách hộ nghèo", "2.1.đ": "Công khai ngân sách"}},
    }
)
"""A task was inserted: what stood behind it has another number, and some have other words too."""
ANEW = {
    "same plan": FRESH,
    "changed plan": checklist(CHANGED),
    "moved leads": MOVED,
    "renumbered and reworded": REWORDED,
}


def own_words(text: str) -> list[str]:
    return sorted(re.findall(r"từ\d+", unicodedata.normalize("NFC", text)))


@pytest.mark.parametrize("fresh", ANEW.values(), ids=ANEW)
@examples(60, 800)
@given(old=edits() | joined())
def test_writing_anew_keeps_every_word(fresh: str, old: str) -> None:
    new = merge(fresh, old)
    assert set(own_words(old)) <= set(own_words(new))
    assert merge(fresh, new) == new
    tasks = tasks_of(fresh)
    before, after = read(old, tasks), read(new, tasks)
    assert set(after.entries) == set(tasks)
    for label in tasks:
        was, now = before.entries.get(label), after.entries[label]
        if was is None:
            # It was not there; or behind a comment left open, and the closing one is gone.
            assert not now.ticked or "<!--" in old
            continue
        assert now.ticked == was.ticked
        if set(fingerprints_in(FRESH)) <= set(fingerprints_in(old)):
            # else nobody can tell what is the program's
            assert set(own_words(now.result)) == set(own_words(was.result))
