"""Rules about tasks."""

import re
from collections.abc import Callable
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
    assert not [each for each in phrases if parse(each, 2021).kind is Kind.OTHER]
