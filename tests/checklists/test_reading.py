"""Whose each line of a checklist is, and which task it is about."""

import re

import pytest

from papi_cli.checklists.labels import RESULT
from papi_cli.checklists.markdown import assemble
from tests.checklists.small import (
    DONE,
    FRESH,
    HEAD,
    ITEM,
    LABELS,
    TASKS,
    edited,
    merge,
    read,
    result,
    with_result,
)


def test_words_behind_a_line_of_the_program_are_the_agencys() -> None:
    text = edited(
        "- [ ] **1.1.a** Tuyên truyền pháp luật", "- [ ] **1.1.a** Tuyên truyền pháp luật (3 lần)"
    )
    assert "(3 lần)" in result(text, "1.1.a")


def test_a_label_moved_to_the_margin_still_begins_the_result() -> None:
    at = FRESH.index(f"  {RESULT}")
    text = f"{FRESH[:at]}{RESULT}\n\nĐã họp{FRESH[at + len(RESULT) + 2 :]}"
    assert result(text, "1.1.a") == "Đã họp"
    assert result(merge(FRESH, text), "1.1.a") == "Đã họp"


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


@pytest.mark.parametrize(
    "label", ["Kết quả", "**Kết quả:**", "KẾT QUẢ :", "Kết quả thực hiện:", "- Kết quả:"]
)
def test_the_label_is_known_however_it_is_written(label: str) -> None:
    old = edited("  Kết quả:\n", f"  {label}\n\n  Phát 3 buổi.\n")
    assert result(old, "1.1.a") == "Phát 3 buổi."


@pytest.mark.parametrize("title", ["##", "DANHMỤC\n===", "#"])
def test_headings_without_words_are_merged_too(title: str) -> None:
    fresh = assemble(
        HEAD, FRESH.split("---\n\n")[1].split("<!--")[0].replace("## 1. Chỉ số 1", title)
    )
    old = with_result("1.1.a", " Phát 3 buổi.", fresh) + "\nLời cuối\n"
    assert result(merge(fresh, old), "1.1.a") == "Phát 3 buổi."


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


@pytest.mark.parametrize("line", ["  ```\n  mã\n  ```", "  -----", "  …"])
def test_a_line_without_words_above_the_result_hides_no_label(line: str) -> None:
    """What closes a fence does not begin the line below it."""
    text = edited(f"\n  {RESULT}\n", f"{line}\n  {RESULT} Đã họp\n")
    assert result(text, "1.1.a") == "Đã họp"
