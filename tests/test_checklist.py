"""Checklists: sealed, read back, merged when they are written anew."""

import re
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from papi_cli.checklist import (
    LEFT_OVER,
    RESULT,
    Head,
    NotAChecklistError,
    head,
    missing,
    read,
    seal,
)
from papi_cli.merge import merge

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
    return seal(HEAD, "\n".join(lines))


FRESH = checklist()
LABELS = re.findall(r"^- \[ \] \*\*(.+?)\*\*", FRESH, re.MULTILINE)


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
    return read(text, LABELS).entries[label].result


# Reading


def test_a_fresh_checklist_says_nothing() -> None:
    found = read(FRESH, LABELS)
    assert found.head == HEAD
    assert list(found.entries) == LABELS
    assert not any(entry.ticked or entry.written for entry in found.entries.values())
    assert found.others == ()


@pytest.mark.parametrize("mark", ["x", "X", "v", "✓", " x", "x "])
def test_a_tick_is_read_however_officers_make_it(mark: str) -> None:
    ticked = read(edited("- [ ] **1.1.b**", f"- [{mark}] **1.1.b**"), LABELS).entries
    assert [label for label, entry in ticked.items() if entry.ticked] == ["1.1.b"]


@pytest.mark.parametrize("mark", [" ", "", "-", "?", "/"])
def test_any_other_mark_is_no_tick(mark: str) -> None:
    entry = read(edited("- [ ] **1.1.b**", f"- [{mark}] **1.1.b**"), LABELS).entries["1.1.b"]
    assert not entry.ticked


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
    found = read(with_result("1.1.a", "\n\n## Ghi chú của xã\n\nNội bộ"), LABELS)
    assert not found.entries["1.1.a"].written
    assert found.others == ("## Ghi chú của xã", "Nội bộ")


def test_a_label_moved_to_the_margin_still_begins_the_result() -> None:
    at = FRESH.index(f"  {RESULT}")
    text = f"{FRESH[:at]}{RESULT}\n\nĐã họp{FRESH[at + len(RESULT) + 2 :]}"
    assert result(text, "1.1.a") == "Đã họp"
    assert result(merge(FRESH, text), "1.1.a") == "Đã họp"


def test_dots_and_dashes_are_no_result() -> None:
    assert not read(with_result("1.1.a", " …"), LABELS).entries["1.1.a"].written


def test_a_checklist_without_its_seal_is_still_read() -> None:
    text = with_result("1.1.a", " Đã họp").split("<!--")[0]
    found = read(edited("- [ ] **1.2.a**", "- [x] **1.2.a**", text), LABELS)
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
        head(text)
    with pytest.raises(NotAChecklistError):
        read(text, LABELS)


def test_front_matter_keeps_any_name() -> None:
    odd = Head('1"/KH: #', "Sở «A\u2028\x7f» \\ '", "lead", ("1", "1: a"))
    assert head(seal(odd, "# a")) == odd


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
    found = read(new, LABELS)
    assert found.entries["1.1.a"].ticked
    assert "Tuyên truyền pháp luật mới" in new
    assert found.entries["2.1.a"].result == "Số 5/TB-UBND\n\n- thôn A"


def test_what_was_written_about_a_task_that_is_gone_goes_to_the_end() -> None:
    old = edited("- [ ] **1.1.b**", "- [x] **1.1.b**", with_result("1.1.b", "\n\nĐã họp 3 lần"))
    new = merge(checklist(CHANGED), old)
    kept = new.split(f"## {LEFT_OVER}\n")[1]
    assert "- [x] **1.1.b** Họp dân" in kept
    assert "Đã họp 3 lần" in kept
    back = merge(FRESH, new)
    assert read(back, LABELS).entries["1.1.b"].ticked
    assert "Đã họp 3 lần" in result(back, "1.1.b")


def test_a_task_that_is_gone_and_bears_nothing_leaves_nothing() -> None:
    assert LEFT_OVER not in merge(
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
    assert not any(entry.written for entry in read(new, LABELS).entries.values())


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
    found = read(merge(FRESH, twice), LABELS).entries["1.1.a"]
    assert (found.ticked, found.result) == (True, "một\n\nhai")


def test_a_task_indented_into_another_is_found() -> None:
    start, end = FRESH.index("- [ ] **1.1.b**"), FRESH.index("### 1.2.")
    inner = with_result("1.1.b", " xong", FRESH)[start : end + 5].replace("[ ]", "[x]")
    text = (
        FRESH[:start] + "".join(f"  {line}\n" for line in inner.splitlines()) + "\n" + FRESH[end:]
    )
    new = merge(FRESH, text)
    assert read(new, LABELS).entries["1.1.b"].ticked
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
    assert read(new, LABELS).entries["1.1.b"].ticked
    assert f"{opening}\nghi dở\n{closing}\n" in new
    assert merge(FRESH, new) == new


def test_an_agencys_own_keys_in_the_front_matter_stay() -> None:
    old = edited("version: 1\n", "version: 1\nnguoi_lap: Lý Thị A\nghi:\n  - một\n")
    new = merge(checklist(CHANGED), old)
    assert "nguoi_lap: Lý Thị A\nghi:\n  - một\n---" in new
    assert head(new) == HEAD


def test_a_decomposed_checklist_is_the_same_checklist() -> None:
    old = with_result("1.1.a", " Đã họp")
    new = merge(FRESH, unicodedata.normalize("NFD", old))
    assert unicodedata.normalize("NFC", new) == old
    assert unicodedata.normalize("NFD", " Đã họp") in new


def test_a_template_that_loses_a_task_is_found_out() -> None:
    assert missing(FRESH, LABELS) == ""
    assert missing(FRESH, [*LABELS, "9.9"]) == "9.9"
    assert missing(edited("  Kết quả:", "", FRESH), LABELS) == "1.1.a"


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
    f"## {LEFT_OVER}\n\n{{}}",
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
@settings(max_examples=400, deadline=None)
@given(old=edits())
def test_writing_anew_keeps_every_word(
    dimensions: dict[str, dict[str, dict[str, str]]], old: str
) -> None:
    fresh = checklist(dimensions)
    new = merge(fresh, old)
    assert set(own_words(old)) <= set(own_words(new))
    assert merge(fresh, new) == new
    labels = re.findall(r"^- \[ \] \*\*(.+?)\*\*", fresh, re.MULTILINE)
    before, after = read(old, [*LABELS, *labels]), read(new, [*LABELS, *labels])
    assert set(labels) <= set(after.entries)
    for label in labels:
        was, now = before.entries.get(label), after.entries[label]
        if was is None:  # it was not there; or behind a comment left open, and the seal is gone
            assert not now.ticked or "<!--" in old
            continue
        assert now.ticked == was.ticked
        assert set(own_words(now.result)) == set(own_words(was.result))
