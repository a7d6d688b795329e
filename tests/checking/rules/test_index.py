"""Rules on the index, beside the plans that each has."""

import re
from collections.abc import Callable
from pathlib import Path

from papi_cli.checking.runner import check_file
from tests.checking.small import PLAIN, problems
from tests.conftest import PLAN

AIM = "aims:\n  - {name: Chỉ số PAPI năm 2021, value: %s}\nagencies:\n"


def of_aim(write: Callable[[str], Path], aim: str) -> list[str]:
    return problems(write, PLAIN.replace("agencies:\n", AIM % aim, 1))


def test_a_figure_that_is_part_of_a_longer_one_is_not_said(write: Callable[[str], Path]) -> None:
    assert of_aim(write, '"từ 42,5 điểm", score_at_least: "42,5"') == []
    for aim in ('"từ 42,5 điểm", score_at_least: "2,5"', "trong 150 tỉnh, rank_within: 15"):
        (problem,) = of_aim(write, aim)
        assert problem.startswith("target-reading: Chữ của chỉ tiêu không có số")
    assert of_aim(write, "trong 05 tỉnh, rank_within: 5") == []


def test_two_parts_without_indices_of_one_number_are_one_problem(
    write: Callable[[str], Path],
) -> None:
    twice = PLAIN + '      - id: "1.1"\n        name: Lại\n'
    assert {each.partition(":")[0] for each in problems(write, twice)} == {"duplicate-id"}


def test_the_aim_is_checked_against_the_act(tmp_path: Path) -> None:
    text = PLAN.read_text(encoding="utf-8")
    source = PLAN.parent / "source" / "ke_hoach_263_2021.txt"
    (tmp_path / "source").mkdir()
    (tmp_path / "source" / source.name).write_bytes(source.read_bytes())
    path = tmp_path / "plan.yaml"
    changed = re.sub(
        "cao hơn năm 2020\n    rank_above: 2020", "cao hơn năm 2019\n    rank_above: 2019", text
    )
    assert changed.count("cao hơn năm 2019") == 1
    path.write_text(changed, encoding="utf-8")
    (problem,) = [each for each in check_file(path, "x") if each.rule == "source"]
    assert "xếp hạng ở vị trí cao hơn năm 2019" in problem.message
