"""What the act says of itself."""

import pytest

from papi_cli.plan import yaml_reader
from papi_cli.plan.shape import plan_validator
from papi_cli.plan.source_head import head_slips
from tests.conftest import HEAD

ACT = (
    "ỦY BAN NHÂN DÂN TỈNH MẪU CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập - Tự do - Hạnh phúc"
    " Số: 1/KH-UBND Mẫu, ngày 02 tháng 01 năm 2021 KẾ HOẠCH Một kế hoạch nhỏ"
    " (Kèm theo Kế hoạch số 1 /KH-UBND ngày 02/01/2021 của UBND tỉnh)"
)


def slips(act: str, old: str = "", new: str = "") -> list[str]:
    text = f"{HEAD.replace(old, new) if old else HEAD}agencies: []\ndimensions: []\n"
    plan = plan_validator().validate_python(yaml_reader.parse(text).value)
    at = act.find("Một kế hoạch nhỏ")
    return [each.key for each in head_slips(plan.document, act, at)]


def test_a_head_that_is_the_acts_has_no_slip() -> None:
    assert slips(ACT) == []
    assert slips(ACT, "1/KH-UBND", "01/KH-UBND") == []


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ("type: Kế hoạch", "type: Quyết định", "type"),
        ("1/KH-UBND", "2/KH-UBND", "number"),
        ("2021-01-02", "2021-02-01", "date"),
        ("tỉnh Mẫu", "tỉnh Khác", "issuer"),
        ("place: Mẫu", "place: Khác", "place"),
    ],
)
def test_a_slip_in_the_head_is_told_alone(old: str, new: str, key: str) -> None:
    assert slips(ACT, old, new) == [key]


def test_what_the_act_says_nowhere_is_not_compared() -> None:
    assert slips("Kế hoạch Một kế hoạch nhỏ", "2021-01-02", "2021-02-01") == []
    assert slips("Một kế hoạch nhỏ", "1/KH-UBND", "2/KH-UBND") == []


def test_a_number_that_was_blank_when_the_act_was_typed_may_come_later() -> None:
    assert slips(ACT.replace("Số: 1/", "Số:    /").replace("số 1 /", "số    /")) == []
