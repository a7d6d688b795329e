"""A checklist as Markdown: made, and read back."""

import pytest

from papi_cli.checklists.format import Entry
from papi_cli.checklists.labels import DIFFICULTIES, RESULT
from papi_cli.checklists.markdown import first_missing
from tests.checklists.small import (
    FRESH,
    HEAD,
    LABELS,
    TASKS,
    edited,
    read,
    result,
    with_note,
    with_result,
)


def test_a_fresh_checklist_says_nothing() -> None:
    found = read(FRESH, TASKS)
    assert found.checklist.head == HEAD
    assert list(found.entries) == LABELS
    assert not any(entry.ticked or entry.written for entry in found.entries.values())
    assert found.others == ()


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


def test_what_stands_below_a_heading_of_the_agencys_is_no_result() -> None:
    found = read(with_result("1.1.a", "\n\n## Ghi chú của xã\n\nNội bộ"), TASKS)
    assert not found.entries["1.1.a"].written
    assert found.others == ("**Ghi chú của xã**", "Nội bộ")


def test_dots_and_dashes_are_no_result() -> None:
    assert not read(with_result("1.1.a", " …"), TASKS).entries["1.1.a"].written


def test_a_checklist_without_its_seal_is_still_read() -> None:
    text = with_result("1.1.a", " Đã họp").split("<!--")[0]
    found = read(edited("- [ ] **1.2.a**", "- [x] **1.2.a**", text), TASKS)
    assert found.entries["1.2.a"].ticked
    assert "Đã họp" in found.entries["1.1.a"].result


def test_a_template_that_loses_a_task_is_found_out() -> None:
    assert first_missing(FRESH, LABELS) == ""
    assert first_missing(FRESH, [*LABELS, "9.9"]) == "9.9"
    assert first_missing(edited("  Kết quả:", "", FRESH), LABELS) == "1.1.a"


@pytest.mark.parametrize(
    ("note", "difficulty", "proposal"),
    [
        (" Thiếu người", "Thiếu người", ""),
        ("\n  Thiếu người\n  và tiền", "Thiếu người\nvà tiền", ""),
        ("\n\n  - một\n    - hai\n  - ba", "- một\n  - hai\n- ba", ""),
        (" Thiếu người\n  Đề xuất: thêm người", "Thiếu người", "thêm người"),
        (" một\n\n  **Kiến nghị:** hai\n  ba\n\n  bốn", "một", "hai\nba\n\nbốn"),
        (" một\n  - Đề xuất: hai\n  - Khó khăn: ba", "một\n\nba", "hai"),
        ("\nsát lề", "sát lề", ""),
    ],
)
def test_difficulties_and_proposals_are_read_word_for_word(
    note: str, difficulty: str, proposal: str
) -> None:
    """All behind or below `Khó khăn, đề xuất:` down to `Kết quả:`, told apart by labels inside."""
    entry = read(with_note("1.1.a", note), TASKS).entries["1.1.a"].entry
    assert (entry.difficulty, entry.proposal, entry.result) == (difficulty, proposal, "")


def test_other_labels_are_read_above_the_result() -> None:
    """A level and a day end with their line, a number with a blank one."""
    lines = "Mức độ: Hoàn thành\n  - Số văn bản: 12/QĐ-UBND;\n  13/QĐ-UBND\n  Ngày hoàn thành: 5/5"
    text = edited(f"  {DIFFICULTIES}", f"  {lines}\n  Thêm.\n\n  {DIFFICULTIES} Thiếu người")
    entry = read(text, TASKS).entries["1.1.a"].entry
    assert entry == Entry(
        "", "Thêm.", "Hoàn thành", "12/QĐ-UBND;\n13/QĐ-UBND", "5/5", "Thiếu người", ""
    )


def test_labels_inside_a_result_are_the_results() -> None:
    """Words that stand inside a result stay there."""
    written = " Đã họp.\n  Khó khăn: thiếu người\n  Mức độ: Hoàn thành"
    entry = read(with_result("1.1.a", written), TASKS).entries["1.1.a"].entry
    assert entry == Entry("", "Đã họp.\nKhó khăn: thiếu người\nMức độ: Hoàn thành")


def test_the_line_for_difficulties_may_stand_below_the_result() -> None:
    """Somebody moved it: what stands behind it is no result."""
    moved = edited(f"  {DIFFICULTIES}\n\n  {RESULT}\n", f"  {RESULT}\n\n  {DIFFICULTIES} một\n")
    entry = read(moved, TASKS).entries["1.1.a"].entry
    assert (entry.result, entry.difficulty) == ("", "một")


def test_without_the_label_of_the_result_a_paragraph_is_one() -> None:
    """What took the place of `Kết quả:` is no difficulty."""
    text = edited(f"  {DIFFICULTIES}\n\n  {RESULT}\n", f"  {DIFFICULTIES} một\n\n  Đã họp.\n")
    entry = read(text, TASKS).entries["1.1.a"].entry
    assert (entry.result, entry.difficulty) == ("Đã họp.", "một")


def test_a_sentence_that_begins_with_the_words_of_a_label_keeps_them() -> None:
    """The program's line has the same words, and a colon."""
    entry = read(with_note("1.1.a", "\n  Kết quả họp chưa rõ"), TASKS).entries["1.1.a"].entry
    assert entry.difficulty == "Kết quả họp chưa rõ"
