"""Which lines of a checklist the program wrote."""

import textwrap

import pytest

from tests.checklists.small import FRESH, TASKS, checklist, merge, read, tasks_of


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


@pytest.mark.parametrize("width", [20, 45, 60, 75])
def test_a_closing_comment_that_an_editor_wrapped_is_still_known(width: int) -> None:
    start = FRESH.index("<!-- papi:")
    wrapped = "\n".join(textwrap.fill(line, width) for line in FRESH[start:].split("\n"))
    assert read(FRESH[:start] + wrapped, TASKS).checklist.intact
    assert merge(FRESH, FRESH[:start] + wrapped) == FRESH


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
