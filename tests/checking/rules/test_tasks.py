"""Rules about tasks."""

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

from papi_cli.vietnamese.deadline import Kind, parse
from tests.checking.small import PLAIN, problems
from tests.conftest import ROOT

PAGE = (ROOT / "docs" / "quy_tac.md").read_text(encoding="utf-8")


def test_the_same_work_for_another_lead_is_not_repeated(write: Callable[[str], Path]) -> None:
    text = PLAIN.replace("text: Tập huấn", "text: Tuyên truyền")
    assert "repeated-text" in problems(write, text)[0]
    other = text.replace("deadline: Quý II", "lead: [Sở Tư pháp]\n            deadline: Quý II")
    assert problems(write, other) == []


def test_phrases_that_the_page_says_are_understood_are() -> None:
    section = PAGE.split("### `unknown-deadline`")[1].split("Sai:")[0]
    phrases = re.findall("«([^»]*)»", section.split("Hiểu được")[1])
    assert len(phrases) > 15
    assert not [each for each in phrases if parse(each, 2021, date(2021, 5, 10)).kind is Kind.OTHER]


def test_advice_on_a_time_says_what_is_missing(write: Callable[[str], Path]) -> None:
    def told(deadline: str, text: str = PLAIN) -> str:
        found = problems(write, text.replace("deadline: Quý II/2021", f"deadline: {deadline}"))
        return next(each for each in found if each.startswith("unknown-deadline"))

    years = PLAIN.replace("to: 2021-12-31", "to: 2023-12-31")
    assert "thiếu năm, mà kế hoạch gồm nhiều năm" in told("Quý III", years)
    assert "tháng đứng trước ngày; xem lại cả cột" in told("6/30/2021")
    assert "chưa rõ tính từ ngày nào" in told("100 ngày")
    assert "viết như «Quý II/2021»" in told("Theo tiến độ")


def test_a_time_of_another_document_or_year_is_no_warning(write: Callable[[str], Path]) -> None:
    for deadline in ("Theo hướng dẫn của Bộ Nội vụ", "Trước ngày 31/01 năm liền kề"):
        found = problems(write, PLAIN.replace("deadline: Quý II/2021", f"deadline: {deadline}"))
        assert not [each for each in found if "deadline" in each.partition(":")[0]]
        assert not [each for each in found if each.startswith("outside-period")]


def test_one_milestone_outside_the_period_is_told(write: Callable[[str], Path]) -> None:
    deadline = "Trước 30/6/2021 và 30/6/2022"
    found = problems(write, PLAIN.replace("deadline: Quý II/2021", f"deadline: {deadline}"))
    assert any(each.startswith("outside-period") for each in found)


def test_the_time_of_a_duty_is_judged_too(write: Callable[[str], Path]) -> None:
    text = PLAIN.replace("text: Theo dõi, đôn đốc", "text: Theo dõi\n    deadline: Theo tiến độ")
    assert any(each.startswith("unknown-deadline") for each in problems(write, text))
