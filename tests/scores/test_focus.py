"""What there is to gain."""

from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import pytest

from papi_cli.checking.runner import load_valid
from papi_cli.plan.loader import LoadedPlan
from papi_cli.scores.checking import load_scores, shipped_scores
from papi_cli.scores.comparison import Years
from papi_cli.scores.focus import FocusRow, Yardstick, focus, untouched, work_of
from papi_cli.scores.values import Scores
from tests.conftest import PLAN
from tests.scores import second

SECOND = second.values()
Y21 = Years(2020, 2021)


@pytest.fixture(scope="module")
def scores() -> Scores:
    return load_scores(shipped_scores(), "papi_scores.csv")


@pytest.fixture(scope="module")
def rows(shipped: LoadedPlan, scores: Scores) -> list[FocusRow]:
    return focus(shipped, scores, "Bắc Kạn", Y21)


def ids(rows: list[FocusRow]) -> list[str]:
    return [row.section.section.id if row.section else row.comparison.numbers[0] for row in rows]


def edited(write: Callable[[str], Path], *changes: tuple[str, str]) -> LoadedPlan:
    text = PLAN.read_text(encoding="utf-8")
    for old, new in (("  source: source/", "  # source: source/"), ("expect: {", "# {"), *changes):
        assert old in text
        text = text.replace(old, new)
    return load_valid(write(text), "x")


def test_the_most_to_gain_is_what_lies_furthest_below_the_median(rows: list[FocusRow]) -> None:
    assert ids(rows)[:5] == ["8.2", "5.3", "6.3", "5.4", "3.1"]
    assert ids(rows)[-1] == "5.2"
    assert len(rows) == 28


def test_distances_are_those_of_a_second_reckoning(rows: list[FocusRow]) -> None:
    for row in rows:
        numbers = row.comparison.numbers
        if row.comparison.now.value is None:
            assert row.to_median is row.to_best is row.to_before is None
            continue
        sums = {
            name: sum((SECOND[each, 2021][name] for each in numbers), Fraction())
            for name in SECOND[numbers[0], 2021]
        }
        own = sums["Bắc Kạn"]
        assert row.to_median is not None
        assert Fraction(row.to_median) == second.median(sums) - own
        assert row.to_best is not None
        assert Fraction(row.to_best) == max(sums.values()) - own
        before = sum((SECOND[each, 2020]["Bắc Kạn"] for each in numbers), Fraction())
        if row.comparison.obstacle:
            assert row.to_before is None
        else:
            assert row.to_before is not None
            assert Fraction(row.to_before) == before - own


def test_another_yardstick_orders_otherwise(shipped: LoadedPlan, scores: Scores) -> None:
    best = focus(shipped, scores, "Bắc Kạn", Y21, Yardstick.BEST)
    assert ids(best)[:3] == ["7.2", "8.2", "1.4"]
    before = focus(shipped, scores, "Bắc Kạn", Y21, Yardstick.BEFORE)
    assert ids(before)[:3] == ["3.2", "2.3", "1.4"]
    beside = focus(shipped, scores, "Bắc Kạn", Y21, other="Thái Nguyên")
    assert ids(beside)[0] == "8.2"
    assert beside[0].to_other is not None
    distances = [each.to_other for each in beside if each.to_other is not None]
    assert distances == sorted(distances, reverse=True)


def test_a_part_has_its_tasks_and_who_leads_them(shipped: LoadedPlan, rows: list[FocusRow]) -> None:
    row = rows[ids(rows).index("8.2")]
    assert [task.id for task in row.work.tasks] == ["8.2.a", "8.2.b"]
    assert row.work.leads == ("Văn phòng UBND tỉnh", "các sở, ngành", "UBND cấp huyện")
    assert row.work.reporting == 27
    assert sum(len(each.work.tasks) for each in rows) == len(shipped.plan.tasks) == 76
    assert rows[ids(rows).index("6.3")].work.unled == ("6.3.d",)


def test_what_fell_with_few_tasks_is_told(rows: list[FocusRow]) -> None:
    warned = {name: row.warnings for name, row in zip(ids(rows), rows, strict=True) if row.warnings}
    assert set(warned) == {"8.2", "2.3", "3.3", "1.4", "7.2"}
    assert set(warned.values()) == {("chỉ 2 nhiệm vụ",)}
    fallen = {name for name, row in zip(ids(rows), rows, strict=True) if row.comparison.fell}
    assert fallen - set(warned) == {"1.1", "3.2"}  # these have four tasks each


def test_what_fell_and_has_no_tasks_is_told(write: Callable[[str], Path], scores: Scores) -> None:
    text = PLAN.read_text(encoding="utf-8")
    start = text.index("        tasks:\n", text.index('      - id: "3.2"\n'))
    end = text.index('      - id: "3.3"\n')
    plan = edited(write, (text[start:end], "\n"))
    found = focus(plan, scores, "Bắc Kạn", Y21)
    assert found[ids(found).index("3.2")].warnings == ("không có nhiệm vụ nào",)


def test_what_fell_and_has_no_lead_that_reports_is_told(
    write: Callable[[str], Path], scores: Scores
) -> None:
    text = PLAN.read_text(encoding="utf-8")
    start = text.index('      - id: "1.1"\n')
    old = text[start : text.index('      - id: "1.2"\n')]
    bare = old.replace("        lead:\n          - UBND cấp xã\n", "        lead: []\n")
    assert bare != old
    found = focus(edited(write, (old, bare)), scores, "Bắc Kạn", Y21)
    warnings = found[ids(found).index("1.1")].warnings
    assert warnings == ("không nhiệm vụ nào có cơ quan chủ trì phải báo cáo",)


def test_a_sub_index_that_no_part_touches_is_told(
    write: Callable[[str], Path], scores: Scores
) -> None:
    plan = edited(write, ('        indices: ["7.2", "7.3"] ', "        # "))
    assert untouched(plan, scores, 2021) == ["7.3"]
    found = focus(plan, scores, "Bắc Kạn", Y21)
    row = found[ids(found).index("7.3")]
    assert (row.section, row.work.tasks) == (None, ())


def test_the_shipped_plan_touches_every_sub_index(shipped: LoadedPlan, scores: Scores) -> None:
    for year in scores.years:
        assert untouched(shipped, scores, year) == []


def test_a_plan_divided_otherwise_has_nothing_to_gain_nor_anything_untouched(
    write: Callable[[str], Path], scores: Scores
) -> None:
    plan = edited(
        write,
        ("  place: Bắc Kạn\n", "  place: Bắc Kạn\n  dimension_word: Nhóm nhiệm vụ\n"),
        ('        indices: ["7.2", "7.3"] ', "        # "),
    )
    assert focus(plan, scores, "Bắc Kạn", Y21) == []
    assert untouched(plan, scores, 2021) == []


def test_the_work_of_a_dimension_is_that_of_all_its_parts(shipped: LoadedPlan) -> None:
    assert len(work_of(shipped, shipped.plan.dimensions[0]).tasks) == 12
