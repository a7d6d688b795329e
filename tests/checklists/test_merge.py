"""Checklists: made, read back, and what an agency wrote kept when they are written anew."""

import re
import unicodedata
from dataclasses import asdict

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papi_cli.checklists import merge as merging
from papi_cli.checklists.fingerprints import fingerprints_in
from papi_cli.checklists.format import (
    read_head,
)
from papi_cli.checklists.labels import DIFFICULTIES, RESULT
from papi_cli.checklists.markdown import assemble
from papi_cli.plan.parts import ORPHANED
from tests.checklists.small import (
    CHANGED,
    DIMENSIONS,
    FRESH,
    HEAD,
    ITEM,
    SAME,
    TASKS,
    checklist,
    edited,
    merge,
    read,
    result,
    tasks_of,
    with_note,
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


# Difficulties, proposals and lines with labels

LINES = "  Mức độ: Đang thực hiện\n\n  Số văn bản: 12/QĐ-UBND\n\n  Ngày hoàn thành: 5/5/2021\n\n"
NOTED = f"{LINES}  {DIFFICULTIES} Thiếu người\n  và tiền\n\n  Kiến nghị: thêm người\n"


def test_what_stands_behind_labels_stays_under_the_same() -> None:
    """Also where the plan changes; a second writing changes nothing."""
    old = edited(f"  {DIFFICULTIES}\n", NOTED)
    new = merge(checklist(CHANGED), old)
    assert f"  - Vai trò: Chủ trì\n\n{NOTED}\n  {RESULT}\n" in new
    assert read(new, TASKS).entries["1.1.a"] == read(old, TASKS).entries["1.1.a"]
    assert merge(checklist(CHANGED), new) == new


def test_labels_in_any_order_and_dress_come_to_their_places() -> None:
    """A label of the agency's own loses its dress, not its words."""
    own = f"{DIFFICULTIES}\n\n  - **Kiến nghị:** thêm người\n- Mức độ: đang làm\nVướng mắc: một"
    new = merge(FRESH, edited(f"  {DIFFICULTIES}\n", f"  {own}\n"))
    placed = f"  {DIFFICULTIES}\n\n  Kiến nghị: thêm người\n\n  Vướng mắc: một\n\n  {RESULT}\n"
    assert f"  Mức độ: đang làm\n\n{placed}" in new


def test_what_stands_behind_labels_goes_to_the_end_with_its_task() -> None:
    """A task that is gone keeps all of it, and brings it back."""
    old = with_note("1.1.b", " Thiếu người\n\n  Đề xuất: thêm người")
    new = merge(checklist(CHANGED), old)
    kept = new.split(f"## {ORPHANED}\n")[1]
    note = "Khó khăn, đề xuất: Thiếu người\n\n  Đề xuất: thêm người\n\n  Kết quả:\n"
    assert f"**1.1.b** Họp dân\n\n  {note}" in kept
    (orphaned,) = read(new, tasks_of(checklist(CHANGED))).orphaned
    assert (orphaned.entry.difficulty, orphaned.entry.proposal) == ("Thiếu người", "thêm người")
    assert merge(FRESH, new) == old
    assert merging.regenerate(checklist(CHANGED), old).orphaned == ("1.1.b",)


def test_a_checklist_that_is_out_gets_the_new_line_and_keeps_its_words() -> None:
    """Files of before have no `Khó khăn, đề xuất:`."""
    old = with_result("1.1.a", " Phát 3 buổi.", checklist(noted=False))
    old = edited(f"\n  {RESULT} Phát", f"\n  Khó khăn: Thiếu người\n\n  {RESULT} Phát", old)
    new = merge(FRESH, old)
    assert f"  {DIFFICULTIES}\n\n  Khó khăn: Thiếu người\n\n  {RESULT} Phát 3 buổi.\n" in new
    assert new.count(DIFFICULTIES) == len(TASKS)


def test_a_template_without_the_line_keeps_what_was_written_behind_it() -> None:
    """The label stands where something stands behind it, and nowhere else."""
    fresh = checklist(noted=False)
    new = merge(fresh, with_note("1.1.a", " Thiếu người"))
    assert f"\n\n  {DIFFICULTIES} Thiếu người\n\n  {RESULT}\n" in new
    assert new.count(DIFFICULTIES) == 1
    assert merge(fresh, new) == new


def test_a_template_may_print_labels_of_its_own() -> None:
    """What is written behind them stays on their lines."""
    body = FRESH.split("---\n", 2)[2].split("<!--")[0]
    own = f"  - Mức độ:\n  - Số văn bản: theo mẫu 01\n\n  Khó khăn:\n\n  {RESULT}"
    fresh = assemble(HEAD, body.replace(f"  {DIFFICULTIES}\n\n  {RESULT}", own))
    old = fresh.replace("Mức độ:", "Mức độ: Hoàn thành", 1).replace("Khó khăn:", "Khó khăn: một", 1)
    entry = read(old, TASKS).entries["1.1.a"].entry
    assert (entry.level, entry.number, entry.difficulty) == ("Hoàn thành", "", "một")
    assert merge(fresh, old) == old
    assert "  - Mức độ: Hoàn thành\n" in merge(fresh, merge(FRESH, old))


def test_copies_of_a_task_keep_what_each_says() -> None:
    """Nothing behind a label is dropped where a task stands twice."""
    text = with_note("1.1.a", " một")
    item = text[text.index("- [ ] **1.1.a**") : text.index("- [ ] **1.1.b**")]
    twice = edited("### 1.2.", item.replace("một", "hai") + "### 1.2.", text)
    new = merge(FRESH, twice)
    assert read(new, TASKS).entries["1.1.a"].entry.difficulty == "một\n\nhai"
    assert merge(FRESH, new) == new


def test_it_is_told_that_a_task_with_a_difficulty_has_changed() -> None:
    """It bears something, though nothing of a result."""
    merged = merging.regenerate(checklist(CHANGED), with_note("1.1.a", " Thiếu người"))
    assert merged.changed == (("1.1.a", "text"),)


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
    "Khó khăn, đề xuất: {}\n{}",
    "- **Khó khăn:** {}\n\n  {}",
    "Đề xuất: {}",
    "Mức độ: {}\n{}",
    "Số văn bản: {}\n{}\n\n{}",
    "- Ngày hoàn thành:\n{}",
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
        elif kind == "note" and (RESULT in lines[at] or DIFFICULTIES in lines[at]):
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
    "template without difficulties": checklist(noted=False),
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
            for field in asdict(was.entry):
                said, kept = getattr(was.entry, field), getattr(now.entry, field)
                if field not in {"mark", "level"}:  # of copies one counts
                    assert set(own_words(kept)) == set(own_words(said)), field


def test_a_section_with_a_roman_number_keeps_its_tasks_words_to_itself() -> None:
    sent = checklist({"I": {"I.1": {"I.1.a": SAME, "I.1.b": "Họp dân"}}})
    left = checklist({"I": {"I.1": {"I.1.a": "Họp dân"}, "I.2": {"I.2.a": SAME}}})
    new = merge(left, with_result("I.1.a", " Đã rà soát 5 thủ tục.", sent))
    assert read(new, tasks_of(left)).entries["I.2.a"].result == ""
    (orphan,) = read(new, tasks_of(left)).orphaned
    assert (orphan.label, orphan.entry.result) == ("I.1.a", "Đã rà soát 5 thủ tục.")
