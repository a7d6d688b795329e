"""A checklist that was hardly edited is written anew by a short cut, to the same end."""

from random import Random

import pytest

from papi_cli.checklists.labels import DIFFICULTIES, RESULT
from papi_cli.checklists.merge import regenerate, regenerate_in_full
from papi_cli.checklists.shortcuts import is_canonical, is_settled, is_untouched
from tests.checklists.small import (
    CHANGED,
    DIMENSIONS,
    FRESH,
    LONG,
    RENUMBERED,
    checklist,
    with_note,
)
from tests.conftest import PROFILE

FILES = 100 if PROFILE == "steady" else 4_000
PLANS = [checklist(each) for each in (DIMENSIONS, CHANGED, RENUMBERED, LONG)]
PLANS += [checklist(noted=False), checklist().replace(f"{DIFFICULTIES}\n\n", f"{DIFFICULTIES}\n")]
RESULTS = [
    " Đã họp, có biên bản.",
    " Quyết định số 12/QĐ-UBND ngày 3/4/2021",
    " Không phát sinh",
    " 1.1.a",
    " **1.1.a** Tuyên truyền pháp luật",
    " [x] 1.1.b Họp dân",
    " - [x] **1.1.b** Họp dân",
    " Kết quả: xong",
    " Đề xuất: thêm người",
    " Khó khăn, đề xuất: thiếu người",
    "\n  Đề xuất: thêm người",
    "\n\n  Mức độ: Hoàn thành",
    " `mã",
    " ```",
    " <!-- chú thích",
    " …",
    " xong  ",
    "xong",
    "\txong",
    "  xong",
    " xong\n  và báo cáo",
    " xong\n\n## Ghi chú\n\nHọp chung",
    "\n\n  - xong",
]
"""What stands behind `Kết quả:`: plain words, and what may be read as something else."""


def tick(lines: list[str], draw: Random) -> None:
    at = draw.choice([at for at, line in enumerate(lines) if line.startswith("- [ ]")] or [0])
    lines[at] = lines[at].replace("[ ]", draw.choice(["[x]", "[x]", "[X]", "[-]", "[xong]"]))


def fill(lines: list[str], draw: Random) -> None:
    labels = (RESULT, DIFFICULTIES)
    at = draw.choice([at for at, line in enumerate(lines) if line.endswith(labels)] or [0])
    lines[at] += draw.choice(RESULTS[:3] if draw.random() < 0.7 else RESULTS)


def blank(lines: list[str], draw: Random) -> None:
    lines.insert(draw.randrange(6, len(lines)), draw.choice(["", "", " ", "?", "---", "```"]))


def drop(lines: list[str], draw: Random) -> None:
    del lines[draw.randrange(1, len(lines))]


def copy(lines: list[str], draw: Random) -> None:
    at, to = (draw.randrange(6, len(lines)) for _ in range(2))
    lines[to:to] = lines[at : at + draw.choice([1, 1, 4])]


def move(lines: list[str], draw: Random) -> None:
    at = draw.randrange(6, len(lines))
    cut = lines[at : at + 4]
    del lines[at : at + 4]
    to = draw.randrange(6, len(lines) + 1)
    lines[to:to] = cut


def dress(lines: list[str], draw: Random) -> None:
    at = draw.randrange(1, len(lines))
    lines[at] = draw.choice([f"{lines[at]}.", lines[at].upper(), f" {lines[at]}", f"{lines[at]} "])


def note(lines: list[str], draw: Random) -> None:
    lines.insert(draw.choice([1, 4, 5]), draw.choice(["# ghi chú", "người ghi: An", "- An"]))


EDITS = [*[tick] * 4, *[fill] * 6, blank, drop, copy, move, dress, note]


def hardly_edited(number: int) -> str:
    draw = Random(f"hardly edited {number}")
    lines = draw.choice(PLANS).split("\n")
    for _ in range(draw.choice([0, 1, 1, 2, 3, 5])):
        draw.choice(EDITS)(lines, draw)
    return "\n".join(lines)


@pytest.mark.parametrize("group", range(4))
def test_the_short_cut_and_the_full_reading_give_the_same(group: int) -> None:
    cut = 0
    for number in range(group, FILES, 4):
        old = hardly_edited(number)
        for fresh in PLANS:
            assert regenerate(fresh, old) == regenerate_in_full(fresh, old), number
            cut += is_settled(fresh, old) or is_untouched(old)
    assert cut > FILES / 4 / 5, "hardly any file took the short cut"


def test_ticks_and_plain_results_need_no_reading() -> None:
    filled = FRESH.replace("- [ ] **1.1.a", "- [x] **1.1.a").replace(
        "  Kết quả:\n", "  Kết quả: Quyết định số 12/QĐ-UBND\n"
    )
    assert is_settled(FRESH, filled)
    assert not is_untouched(filled)


def test_plain_difficulties_need_no_reading_either() -> None:
    """Words behind `Khó khăn, đề xuất:` stand as they would be written anew."""
    assert is_settled(FRESH, with_note("1.1.b", " Thiếu người."))
    assert not is_settled(FRESH, with_note("1.1.b", " Thiếu người.\n  Đề xuất: thêm người"))


def test_a_checklist_that_is_out_without_the_new_line_is_untouched() -> None:
    """A file of before gets the line for difficulties by the short cut."""
    old = checklist(noted=False)
    assert is_untouched(old)
    assert regenerate(FRESH, old).text == FRESH


@pytest.mark.parametrize("line", ["  Mức độ:", "  - Ghi chú: a", f"  {DIFFICULTIES}"])
def test_a_template_with_other_lines_below_difficulties_is_read_in_full(line: str) -> None:
    """What stands between the two labels may be the program's or the agency's."""
    assert not is_canonical(FRESH.replace(f"  {RESULT}", f"{line}\n\n  {RESULT}", 1))


@pytest.mark.parametrize("result", ["\n\n  - xong", "  ", "xong", " Họp dân"])
def test_what_may_be_read_otherwise_is_read(result: str) -> None:
    assert not is_settled(FRESH, FRESH.replace("Kết quả:\n", f"Kết quả:{result}\n", 1))


def test_a_checklist_of_an_older_plan_is_known_as_untouched() -> None:
    assert is_untouched(checklist(CHANGED))
    assert not is_untouched(checklist(CHANGED).replace("Việc mới", "Việc mới, đã xong"))


def test_a_template_that_sets_its_text_otherwise_is_read_in_full() -> None:
    assert is_canonical(FRESH)
    assert not is_canonical(FRESH.replace("\n\n### ", "\n### "))
    assert not is_canonical(FRESH.replace("\n\n### ", "\n\n\n### "))
    assert not is_canonical(FRESH.replace("\n\n### ", "\n\n```\n### "))
