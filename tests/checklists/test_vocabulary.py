"""What officers write for done, begun and not yet."""

import pytest

from papi_cli.checklists.format import Entry
from papi_cli.checklists.vocabulary import Status, status_of
from tests.checklists.small import TASKS, edited, read, with_result


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


@pytest.mark.parametrize("written", ["👍", "✅", "✓", "+"])
def test_a_sign_is_a_result(written: str) -> None:
    assert read(with_result("1.1.a", f" {written}"), TASKS).entries["1.1.a"].written


def test_a_tick_is_done_a_result_without_one_in_progress() -> None:
    assert status_of(Entry("x", "")) is Status.DONE
    assert status_of(Entry("", "abc")) is Status.IN_PROGRESS
    assert status_of(Entry("", "…")) is Status.NOT_STARTED
    assert status_of(None) is Status.NOT_STARTED


@pytest.mark.parametrize("said", ["Đã xong.", "hoàn thành", "ĐÃ HOÀN THÀNH", "xong"])
def test_a_result_that_only_says_done_is_a_tick(said: str) -> None:
    assert status_of(Entry("", said)) is Status.DONE
    assert status_of(Entry("-", said)) is Status.IN_PROGRESS
    assert status_of(Entry("", f"{said}: 3 lớp")) is Status.IN_PROGRESS


@pytest.mark.parametrize("said", ["Chưa thực hiện.", "chưa", "Không", "0", "chưa triển khai"])
def test_a_result_or_mark_that_only_says_not_yet_is_no_beginning(said: str) -> None:
    assert status_of(Entry("", said)) is Status.NOT_STARTED
    assert status_of(Entry(said, "")) is Status.NOT_STARTED
    assert status_of(Entry("", f"{said}, đang chờ kinh phí")) is Status.IN_PROGRESS
    assert status_of(Entry("-", said)) is Status.IN_PROGRESS
    assert status_of(Entry("x", said)) is Status.IN_PROGRESS


def test_a_reason_why_nothing_was_done_is_no_beginning() -> None:
    why = Entry("", "Chưa thực hiện được do thiếu kinh phí.")
    assert status_of(why) is Status.NOT_STARTED
    some = Entry("", "Chưa thực hiện hết: mới 10/12 thôn.")
    assert status_of(some) is Status.IN_PROGRESS
