"""What is wrong with the content of a file of scores."""

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from papi_cli.errors import Level
from papi_cli.plan.loader import LoadedPlan
from papi_cli.scores.checking import (
    InvalidScoresError,
    check_scores,
    load_scores,
    shipped_scores,
)

Write = Callable[[str | bytes], Path]
HEAD = "province,number,2021\n"
EIGHT = HEAD + "Bắc Kạn,8,2.5837\nBắc Kạn,8.1,0.4572\nBắc Kạn,8.2,1.6896\nBắc Kạn,8.3,0.4369\n"


def said(write: Write, text: str, loaded: LoadedPlan) -> list[str]:
    found = check_scores(write(text), "so.csv", loaded)
    return [f"{each.line}:{each.column} {each.rule}: {each.message}" for each in found]


def test_the_shipped_file_has_no_problem(shipped: LoadedPlan) -> None:
    assert check_scores(shipped_scores(), "x", shipped) == []


def test_sums_that_agree_have_no_problem(write: Write, shipped: LoadedPlan) -> None:
    assert said(write, EIGHT, shipped) == []


def test_a_sum_may_differ_by_a_hundredth_and_what_is_published_wins(
    write: Write, shipped: LoadedPlan
) -> None:
    text = EIGHT.replace("2.5837", "2.5937")
    assert said(write, text, shipped) == []
    assert load_scores(write(text), "x").published(["8"], 2021)["Bắc Kạn"] == Decimal("2.5937")
    (problem,) = said(write, EIGHT.replace("2.5837", "2.5938"), shipped)
    assert problem.startswith("2:11 scores-sum: Bắc Kạn, chỉ số nội dung 8 năm 2021 ghi 2,5938")
    assert "(8.1, 8.2, 8.3) cộng lại là 2,5837" in problem


def test_the_total_that_newspapers_printed_agrees_with_the_sum(
    write: Write, shipped: LoadedPlan
) -> None:
    text = shipped_scores().read_text(encoding="utf-8")
    assert text.count("42.1530") == 1
    printed = write(text.replace("42.1530", "42.16"))
    assert check_scores(printed, "x", shipped) == []
    assert load_scores(printed, "x").published(["total"], 2021)["Bắc Kạn"] == Decimal("42.16")


def test_a_total_that_is_no_sum_of_its_dimensions_is_told(
    write: Write, shipped: LoadedPlan
) -> None:
    text = shipped_scores().read_text(encoding="utf-8").replace("42.1530", "43.1530")
    (problem,) = said(write, text, shipped)
    assert "Bắc Kạn, tổng điểm năm 2021 ghi 43,153" in problem


def test_a_part_that_is_missing_makes_no_sum(write: Write, shipped: LoadedPlan) -> None:
    for text in (EIGHT.replace("Bắc Kạn,8.3,0.4369\n", ""), EIGHT.replace(",0.4369", ",")):
        assert said(write, text.replace("2.5837", "9"), shipped) == []


def test_a_part_that_is_not_measured_any_more_is_not_missed(
    write: Write, shipped: LoadedPlan
) -> None:
    five = HEAD + "Bắc Kạn,5,6.9530\nBắc Kạn,5.1,2.5174\nBắc Kạn,5.3,2.1065\nBắc Kạn,5.4,2.3292\n"
    assert said(write, five, shipped) == []
    assert len(said(write, five.replace("6.9530", "7.9530"), shipped)) == 1
    later = five.replace("2021", "2025").replace("\nBắc Kạn,5.3", "\nBắc Kạn,5.2,\nBắc Kạn,5.3")
    assert len(said(write, later.replace("6.9530", "7.9530"), shipped)) == 1


def test_a_value_that_cannot_be_read_is_one_problem_and_hides_no_other(
    write: Write, shipped: LoadedPlan
) -> None:
    text = EIGHT.replace("0.4572", "x")
    assert [each.partition(":")[0] for each in said(write, text, shipped)] == ["3"]
    more = text + EIGHT.partition("\n")[2].replace("Bắc Kạn", "Hà Nội").replace("2.5837", "9")
    assert [each.split()[1] for each in said(write, more, shipped)] == [
        "scores-value:",
        "scores-sum:",
    ]


def test_an_unknown_province_is_a_warning_with_the_nearest(
    write: Write, shipped: LoadedPlan
) -> None:
    (problem,) = check_scores(write(EIGHT.replace("Bắc Kạn", "Bắc Can")), "x", shipped)
    assert (problem.level, problem.rule, problem.line) == (Level.WARNING, "scores-province", 2)
    assert "gần nhất là «Bắc Kạn»" in problem.message


def test_a_number_that_the_plan_neither_has_nor_maps_to_is_a_warning(
    write: Write, shipped: LoadedPlan
) -> None:
    text = HEAD + "Bắc Kạn,7.3,0.7932\nBắc Kạn,9,1\nBắc Kạn,9.1,1\nHà Nội,9.1,1\nBắc Kạn,total,42\n"
    found = check_scores(write(text), "x", shipped)
    assert [(each.rule, each.line, each.column) for each in found] == [
        ("scores-number", 3, 9), ("scores-number", 4, 9),
    ]  # fmt: skip
    assert found[0].level is Level.WARNING


def test_an_error_stops_questions_and_a_warning_does_not(write: Write) -> None:
    assert load_scores(write(EIGHT.replace("Bắc Kạn", "Bắc Can")), "x").provinces == ("Bắc Can",)
    with pytest.raises(InvalidScoresError) as error:
        load_scores(write(EIGHT.replace("0.4572", "x")), "so.csv")
    assert error.value.details.startswith("so.csv:3:13: lỗi scores-value: «x» không phải")
    assert "«papi check so.csv»" in str(error.value)
    many = HEAD + "".join(f"Bắc Kạn,{at},x\n" for at in range(1, 9))
    with pytest.raises(InvalidScoresError) as error:
        load_scores(write(many), "so.csv")
    assert error.value.details.count("\n") == 6
