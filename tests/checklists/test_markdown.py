"""A checklist as Markdown: made, and read back."""

import pytest

from papi_cli.checklists.markdown import first_missing
from tests.checklists.small import FRESH, HEAD, LABELS, TASKS, edited, read, result, with_result


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
