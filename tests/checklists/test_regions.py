"""Fences, comments and HTML in which no task stands, closed or left open."""

import pytest

from tests.checklists.small import FRESH, ITEM, TASKS, edited, merge, read, result, with_result


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
