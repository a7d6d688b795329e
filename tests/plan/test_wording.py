"""What a cell of the plan means, in words."""

from collections.abc import Callable
from pathlib import Path

import pytest

from papi_cli.checking.runner import load_valid
from papi_cli.plan.loader import LoadedPlan
from papi_cli.plan.wording import agency_line, deadline_lines
from tests.page_plans import office_plan


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("Sở A", "Sở A"),
        ("Sở Hai", "Sở Hai (tức Sở B)"),
        ("Thanh tra", "Thanh tra (thuộc Sở B)"),
        ("Các xã", "Các xã (gồm 2 cơ quan)"),
    ],
)
def test_an_agency_is_told_with_what_it_is(
    write: Callable[[str], Path], name: str, line: str
) -> None:
    assert agency_line(load_valid(write(office_plan()), "x"), name) == line


@pytest.mark.parametrize(
    ("phrase", "lines"),
    [
        ("", ["không ghi"]),
        ("Quý II/2021", ["Quý II/2021 (từ 1/4/2021 đến hết 30/6/2021)"]),
        ("trước ngày 30/6/2021", ["trước ngày 30/6/2021 (chậm nhất 29/6/2021)"]),
        ("Thường xuyên", ["Thường xuyên (suốt thời kỳ của kế hoạch)"]),
        ("khi có văn bản", ["khi có văn bản (văn bản, sự kiện khác quyết định)"]),
    ],
)
def test_a_time_is_told_with_its_days(shipped: LoadedPlan, phrase: str, lines: list[str]) -> None:
    assert deadline_lines(shipped, shipped.meaning(phrase)) == lines
