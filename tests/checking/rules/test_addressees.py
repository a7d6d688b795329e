"""Rules on whom duties are charged to."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.checking.small import PLAIN, problems

CHARGED = "      - Sở Nội vụ\n    text: Theo dõi, đôn đốc"


def said(write: Callable[[str], Path], agencies: list[str], text: str, source: str = "x") -> str:
    listed = "".join(f"      - {each}\n" for each in agencies)
    plan = PLAIN.replace(CHARGED, f"{listed}    text: {text}")
    plan = plan.replace("place: Mẫu", f"place: Mẫu\n  source: {source}") if source else plan
    return "\n".join(each for each in problems(write, plan) if each.startswith("addressee"))


@pytest.mark.parametrize(
    ("agencies", "text"),
    [
        (["Sở Nội vụ"], "Theo dõi, đôn đốc"),
        (["Sở Nội vụ"], "Giao Sở Nội vụ theo dõi"),
        (["Sở Nội vụ", "Sở Tư pháp"], "Đề nghị Sở Nội vụ, Giám đốc Sở Tư pháp phối hợp"),
        (["Sở Nội vụ"], "Giao Sở Nội vụ phối hợp với Sở Tư pháp, báo cáo UBND cấp xã"),
        (["Các sở, ban, ngành"], "Giám đốc các sở; thủ trưởng các ban, ngành tuyên truyền"),
    ],
)
def test_who_is_charged_is_whom_the_text_names(
    write: Callable[[str], Path], agencies: list[str], text: str
) -> None:
    assert said(write, agencies, text) == ""


@pytest.mark.parametrize(
    ("agencies", "text", "what"),
    [
        (
            ["Sở Tư pháp"],
            "Giao Sở Nội vụ theo dõi",
            "giao cho «Sở Tư pháp» nhưng câu chữ không nêu",
        ),
        (["Sở Nội vụ"], "Sở Nội vụ, Sở Tư pháp theo dõi", "nêu «Sở Tư pháp» mà mục agencies"),
        (["Sở Nội vụ"], "Sở Nội vụ theo dõi; UBND cấp xã tuyên truyền", "nêu «UBND cấp xã» mà"),
    ],
)
def test_another_or_a_missing_one_is_told(
    write: Callable[[str], Path], agencies: list[str], text: str, what: str
) -> None:
    assert what in said(write, agencies, text)


def test_without_an_act_nothing_is_compared(write: Callable[[str], Path]) -> None:
    assert said(write, ["Sở Tư pháp"], "Giao Sở Nội vụ theo dõi", source="") == ""
