"""Who writes."""

import pytest

from papi_cli.documents.builder import Documents
from papi_cli.documents.letterhead import letterhead
from papi_cli.plan.loader import LoadedPlan
from tests.documents.at_hand import agency


@pytest.mark.parametrize(
    ("name", "parent", "own", "number", "place", "signs"),
    [
        ("Sở Nội vụ", "UBND TỈNH BẮC KẠN", "SỞ NỘI VỤ", "SNV", "Bắc Kạn", "GIÁM ĐỐC"),
        ("UBND xã Yến Dương", "ỦY BAN NHÂN DÂN", "XÃ YẾN DƯƠNG", "UBND", "Yến Dương", "CHỦ TỊCH"),
        ("UBND thị trấn Chợ Rã", "ỦY BAN NHÂN DÂN", "THỊ TRẤN CHỢ RÃ", "UBND", "Chợ Rã", "CHỦ TỊCH"),
        ("UBND huyện Ba Bể", "ỦY BAN NHÂN DÂN", "HUYỆN BA BỂ", "UBND", "Ba Bể", "CHỦ TỊCH"),
        ("Ban Tiếp công dân", "VĂN PHÒNG UBND TỈNH", "BAN TIẾP CÔNG DÂN", "[…]", "Bắc Kạn", "[CHỨC VỤ]"),
        ("Công an tỉnh", "[CƠ QUAN CHỦ QUẢN]", "CÔNG AN TỈNH", "CAT", "Bắc Kạn", "[CHỨC VỤ]"),
    ],
)  # fmt: skip
def test_an_agency_writes_under_its_own_name(
    documents: Documents, shipped_plan: LoadedPlan,
    name: str, parent: str, own: str, number: str, place: str, signs: str,
) -> None:  # fmt: skip
    office = letterhead(shipped_plan.plan, agency(documents, name))
    assert office is not None
    assert (office.parent, office.name, office.symbol) == (parent, own, number)
    assert (office.place, office.position) == (place, signs)
    assert office.authority == ("TM. ỦY BAN NHÂN DÂN" if name.startswith("UBND") else "")


def test_bodies_of_the_party_have_no_head_by_this_form(
    documents: Documents, shipped_plan: LoadedPlan
) -> None:
    assert letterhead(shipped_plan.plan, agency(documents, "Ban Tuyên giáo Tỉnh ủy")) is None
    text = documents.report(agency(documents, "Ban Tuyên giáo Tỉnh ủy"))
    assert "CỘNG HÒA" not in text
