"""Checking: levels, order, what stops a question."""

from collections.abc import Callable
from pathlib import Path

import pytest

from papi_cli.checking.runner import Inspection, check_file, count_summary, inspect_file, load_valid
from papi_cli.errors import InvalidPlanError, Level
from papi_cli.plan.loader import LoadedPlan
from papi_cli.plan.query import find_task
from tests.conftest import PLAN, PLANS

PLAIN = (PLANS / "good" / "doubt.yaml").read_text(encoding="utf-8")


def test_strict_turns_warnings_into_errors(write: Callable[[str], Path]) -> None:
    path = write(PLAIN.replace("Quý II/2021", "Lúc rảnh"))
    assert [each.level for each in check_file(path, "x")] == [Level.WARNING]
    assert [each.level for each in check_file(path, "x", strict=True)] == [Level.ERROR]


def test_a_doubt_on_the_field_turns_its_warning_into_a_note(write: Callable[[str], Path]) -> None:
    doubt = "Lúc rảnh\n            doubts: {deadline: Văn bản ghi thế.}"
    path = write(PLAIN.replace("Quý II/2021", doubt))
    found = check_file(path, "x", strict=True)
    assert [(each.rule, each.level) for each in found] == [
        ("unknown-deadline", Level.NOTE),
        ("doubt", Level.NOTE),
    ]
    assert found[0].message.endswith("; đã ghi điểm cần xác minh.")


def test_a_doubt_on_another_field_changes_nothing(write: Callable[[str], Path]) -> None:
    doubt = "Lúc rảnh\n            doubts: {text: Chữ mờ.}"
    found = check_file(write(PLAIN.replace("Quý II/2021", doubt)), "x")
    assert found[0].level is Level.WARNING


def test_problems_come_in_the_order_of_the_file(write: Callable[[str], Path]) -> None:
    text = (
        PLAIN.replace("symbol: SNV", "symbol:")
        .replace("id: b", "id: a")
        .replace("place: Mẫu", 'place: "Mẫu "')
    )
    lines = [each.line for each in check_file(write(text), "x")]
    assert lines == sorted(lines)
    assert len(lines) > 2


def test_a_plan_with_an_error_answers_no_question(write: Callable[[str], Path]) -> None:
    path = write(PLAIN.replace("id: b", "id: a"))
    with pytest.raises(InvalidPlanError) as caught:
        load_valid(path, "kế hoạch.yaml")
    assert caught.value.exit_code == 3
    assert caught.value.details.startswith("kế hoạch.yaml:39:17: lỗi duplicate-id: ")
    assert "papi check kế hoạch.yaml" in str(caught.value)


def test_only_the_first_errors_are_shown(write: Callable[[str], Path]) -> None:
    path = write(PLAIN + "".join(f"k{at}: 1\n" for at in range(9)))
    with pytest.raises(InvalidPlanError) as caught:
        load_valid(path, "x")
    assert len(caught.value.problems) == 9
    assert caught.value.details.splitlines()[5] == "… và 4 lỗi nữa"


def test_warnings_and_the_act_stop_no_question(write: Callable[[str], Path]) -> None:
    text = PLAIN.replace("Quý II/2021", "Lúc rảnh").replace("Mẫu\n", "Mẫu\n  source: x\n", 1)
    text = text.replace("  source: x\n  place", "  place").replace(
        "place: Mẫu", "place: Mẫu\n  source: x"
    )
    assert isinstance(load_valid(write(text), "x"), LoadedPlan)


def test_the_line_in_the_act_is_known_where_the_act_is(
    shipped: LoadedPlan, write: Callable[[str], Path]
) -> None:
    assert shipped.source_line(find_task(shipped, "1.1.a")) == 93
    plain = load_valid(write(PLAIN), "x")
    assert plain.source_line(plain.plan.tasks[0]) is None
    lost = load_valid(write(PLAIN.replace("place: Mẫu", "place: Mẫu\n  source: x")), "x")
    assert lost.source_line(lost.plan.tasks[0]) is None


def test_a_count_names_all_levels() -> None:
    assert count_summary(Inspection([], compared=True)) == "Không có vấn đề nào."
    assert count_summary(inspect_file(PLAN, "x")).startswith("0 lỗi, 0 cảnh báo, ")


def test_without_an_act_the_count_ends_with_a_note_that_nothing_was_compared(
    write: Callable[[str], Path],
) -> None:
    said = count_summary(inspect_file(write(PLAIN), "x"))
    assert said.endswith("nên chưa đối chiếu câu chữ nào với văn bản đã ký.")
    assert "đối chiếu" not in count_summary(inspect_file(PLAN, "x"))
