"""Rules about agencies."""

from collections.abc import Callable
from pathlib import Path

import pytest

from papi_cli.errors import MOST_PROBLEMS
from tests.checking.small import PLAIN, problems
from tests.conftest import small_plan


def name(path: Path) -> str:
    return path.stem


def test_a_comma_inside_a_name_is_named_as_the_trap_that_it_is(
    write: Callable[[str], Path],
) -> None:
    text = PLAIN.replace(
        "            coordinating:\n              - Các sở, ban, ngành\n",
        "            coordinating: [Các sở, ban, ngành, UBND cấp xã]\n",
    )
    found = [each for each in problems(write, text) if "unknown-agency" in each]
    assert len(found) == 1
    assert "bị dấu phẩy cắt thành nhiều mục" in found[0]
    assert '("Các sở, ban, ngành")' in found[0]


def test_several_agencies_in_one_item_are_told_apart(write: Callable[[str], Path]) -> None:
    text = PLAIN.replace(
        "              - Các sở, ban, ngành", "              - Sở Nội vụ; Sở Tư pháp"
    )
    assert any("viết mỗi cơ quan một dòng" in each for each in problems(write, text))


def test_an_unknown_agency_comes_with_the_nearest_names(write: Callable[[str], Path]) -> None:
    text = PLAIN.replace("              - Các sở, ban, ngành", "              - Sở Tư phạm")
    (found,) = [each for each in problems(write, text) if "unknown" in each]
    assert "Không có cơ quan «Sở Tư phạm»; gần nhất là «Sở Tư pháp»" in found


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("document:", "document:\n  follow_up: Sở Y tế"),
        ("    symbol: SNV", "    symbol: SNV\n    part_of: Sở Y tế"),
        ("    symbol: SNV", "    symbol: SNV\n    district: Sở Y tế"),
        ("      - Sở Tư pháp", "      - Sở Y tế\n      - Sở Tư pháp"),
        ("    agencies:\n      - Sở Nội vụ", "    agencies:\n      - Sở Nội vụ\n      - Sở Y tế"),
        ("        lead:\n", "        lead:\n          - Sở Y tế\n"),
    ],
)
def test_agencies_are_known_wherever_they_are_named(
    write: Callable[[str], Path], old: str, new: str
) -> None:
    assert old in PLAIN
    found = problems(write, PLAIN.replace(old, new, 1))
    assert len(found) == 1
    assert "unknown-agency" in found[0]
    assert "Sở Y tế" in found[0]


def test_units_that_are_part_of_each_other_are_a_cycle(write: Callable[[str], Path]) -> None:
    text = PLAIN.replace("    symbol: SNV", "    part_of: Sở Tư pháp").replace(
        "  - name: Sở Tư pháp\n", "  - name: Sở Tư pháp\n    part_of: Sở Nội vụ\n"
    )
    (found,) = problems(write, text)
    assert "trực thuộc đi vòng tròn" in found


def test_a_group_that_holds_itself_is_a_cycle(write: Callable[[str], Path]) -> None:
    text = PLAIN.replace("      - Sở Tư pháp", "      - Các sở, ban, ngành\n      - Sở Tư pháp")
    (found,) = problems(write, text)
    assert "agency-cycle" in found


def test_every_cycle_is_reported(write: Callable[[str], Path]) -> None:
    agencies = "".join(
        f"  - {{name: N{at}, members: [N{at + 1 if at % 2 == 0 else at - 1}]}}\n" for at in range(6)
    )
    rows = '  - {id: "1", name: Một, tasks: [{id: a, text: x, lead: [N0], deadline: Năm 2021}]}\n'
    found = [each for each in problems(write, small_plan(agencies, rows)) if "cycle" in each]
    assert len(found) == 3


def test_items_that_stick_together_are_told_apart(write: Callable[[str], Path]) -> None:
    text = PLAIN.replace(
        "              - Các sở, ban, ngành",
        "              - Sở Nội vụ\n                - Sở Tư pháp",
    )
    assert any("các dấu «-» thẳng cột" in each for each in problems(write, text))


def test_unknown_names_are_many_and_still_soon_found(write: Callable[[str], Path]) -> None:
    agencies = "".join(f"  - name: Cơ quan số {at}\n" for at in range(500))
    rows = '  - id: "1"\n    name: Một\n    deadline: Năm 2021\n    tasks:\n' + "".join(
        f'      - {{id: "{at}", text: Việc {at}, lead: [Cơ quan xố {at}]}}\n' for at in range(500)
    )
    found = [each for each in problems(write, small_plan(agencies, rows)) if "unknown" in each]
    assert len(found) == 500
    assert sum("gần nhất" in each for each in found) == 20


def test_cycles_are_many_and_still_soon_found(write: Callable[[str], Path]) -> None:
    names = [f"N{at}" for at in range(3000)]
    agencies = "".join(f"  - {{name: {name}, members: [{name}]}}\n" for name in names)
    rows = '  - {id: "1", name: Một, tasks: [{id: a, text: x, lead: [N0], deadline: Năm 2021}]}\n'
    found = [each for each in problems(write, small_plan(agencies, rows)) if "cycle" in each]
    assert len(found) == MOST_PROBLEMS + 1
    assert found[-1].endswith("sửa các chỗ đã nêu rồi kiểm tra lại.")


def test_a_long_ring_is_shown_by_its_first_names(write: Callable[[str], Path]) -> None:
    agencies = "".join(f"  - {{name: N{at}, members: [N{(at + 1) % 9}]}}\n" for at in range(9))
    rows = '  - {id: "1", name: Một, tasks: [{id: a, text: x, lead: [N0], deadline: Năm 2021}]}\n'
    (found,) = [each for each in problems(write, small_plan(agencies, rows)) if "cycle" in each]
    assert "«N5» → «…» → «N0»" in found


@pytest.mark.parametrize(
    ("typed", "right", "what"),
    [
        ("Sở Tư phạp", "Sở Tư pháp", "dấu"),
        ("So Tu phap", "Sở Tư pháp", "dấu"),
        ("Sở Tưpháp", "Sở Tư pháp", "dấu cách"),
        ("Sở Tưphap", "Sở Tư pháp", "dấu, dấu cách"),
        ("Sở-Tưpháp", "Sở Tư pháp", "dấu cách, dấu câu"),
        ("Ban Covid19", "Ban Covid-19", "dấu câu"),
        ("BAN COVID19", "Ban Covid-19", "dấu câu"),
        ("Uỷ ban nhân dân cấp xã", "UBND cấp xã", "cách viết tắt"),
    ],
)
def test_a_name_is_said_to_be_misspelt_in_what_differs(
    write: Callable[[str], Path], typed: str, right: str, what: str
) -> None:
    text = PLAIN.replace("- {name: UBND cấp xã, ", "- name: Ban Covid-19\n  - {name: UBND cấp xã, ")
    text = text.replace(
        "              - Các sở, ban, ngành",
        f"              - Các sở, ban, ngành\n              - Ban Covid-19\n              - {typed}",
    )
    found = [each for each in problems(write, text) if "agency-spelling" in each]
    assert found == [
        f"agency-spelling: Tên «{typed}» khác «{right}» ở {what}; sửa cho đúng, hoặc ghi cách viết"
        " này vào aliases."
    ]


@pytest.mark.parametrize("typed", ["SỞ TƯ PHÁP", "Sở Tư-pháp", "Sở Tư pháp,"])
def test_case_and_punctuation_are_no_spelling(write: Callable[[str], Path], typed: str) -> None:
    text = PLAIN.replace("              - Các sở, ban, ngành", f'              - "{typed}"')
    assert not [each for each in problems(write, text) if "agency-spelling" in each]


@pytest.mark.parametrize(("groups", "said"), [(20, 0), (21, 1)])
def test_groups_within_groups_go_twenty_levels_deep(
    write: Callable[[str], Path], groups: int, said: int
) -> None:
    agencies = "  - {name: N0}\n" + "".join(
        f"  - {{name: N{at}, members: [N{at - 1}]}}\n" for at in range(1, groups + 1)
    )
    rows = '  - {id: "1", name: Một, tasks: [{id: a, text: x, lead: [N0], deadline: Năm 2021}]}\n'
    found = [each for each in problems(write, small_plan(agencies, rows)) if "cycle" in each]
    assert [f"của «N{groups}» đi quá 20 tầng" in each for each in found] == [True] * said


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("Sở Nội vụ và Sở Tư pháp", "là nhiều cơ quan; viết mỗi cơ quan một dòng."),
        ("Sở Nội vụ/Sở Tư pháp", "là nhiều cơ quan; viết mỗi cơ quan một dòng."),
        ("Các sở, ban, ngành và UBND cấp xã", "là nhiều cơ quan; viết mỗi cơ quan một dòng."),
        ("Sở Nội vụ và Sở Lạ", "«Sở Lạ» chưa có trong mục agencies"),
        ("nt", "nghĩa là như hàng trên; chép các cơ quan của hàng trên"),
        ("Như trên", "nghĩa là như hàng trên; chép các cơ quan của hàng trên"),
    ],
)
def test_what_a_cell_of_the_act_says_gets_advice_that_fits(
    write: Callable[[str], Path], written: str, said: str
) -> None:
    text = PLAIN.replace("              - Các sở, ban, ngành", f"              - {written}")
    (found,) = [each for each in problems(write, text) if "unknown-agency" in each]
    assert said in found
    assert "hoặc thêm vào mục agencies" not in found
