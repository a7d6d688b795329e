"""Who writes, and who signs."""

from datetime import date

import pytest

from papi_cli.documents.builder import Documents
from papi_cli.documents.letterhead import (
    UNSIGNED,
    Letterhead,
    SignAs,
    Signing,
    day_in_words,
    letterhead,
)
from papi_cli.plan.loader import LoadedPlan
from tests.documents.at_hand import agency

NOBODY = "[CƠ QUAN CHỦ QUẢN]"


def head(plan: LoadedPlan, name: str, signing: Signing = UNSIGNED, kind: str = "BC") -> Letterhead:
    office = letterhead(plan.plan, plan.registry.find(name), signing, kind)
    assert office is not None
    return office


@pytest.mark.parametrize(
    ("name", "parent", "own", "place", "signs"),
    [
        ("Sở Nội vụ", "UBND TỈNH BẮC KẠN", "SỞ NỘI VỤ", "Bắc Kạn", "GIÁM ĐỐC"),
        ("UBND xã Yến Dương", "ỦY BAN NHÂN DÂN", "XÃ YẾN DƯƠNG", "Yến Dương", "CHỦ TỊCH"),
        ("UBND thị trấn Chợ Rã", "ỦY BAN NHÂN DÂN", "THỊ TRẤN CHỢ RÃ", "Chợ Rã", "CHỦ TỊCH"),
        ("UBND huyện Ba Bể", "ỦY BAN NHÂN DÂN", "HUYỆN BA BỂ", "Ba Bể", "CHỦ TỊCH"),
        ("Ban Tiếp công dân", "VĂN PHÒNG UBND TỈNH BẮC KẠN", "BAN TIẾP CÔNG DÂN", "Bắc Kạn", "[CHỨC VỤ]"),
        ("Ban Quản lý các Khu công nghiệp", "UBND TỈNH BẮC KẠN", "BAN QUẢN LÝ CÁC KHU CÔNG NGHIỆP", "Bắc Kạn", "TRƯỞNG BAN"),
        ("Ủy ban Mặt trận Tổ quốc Việt Nam cấp xã", NOBODY, "ỦY BAN MẶT TRẬN TỔ QUỐC VIỆT NAM CẤP XÃ", "Bắc Kạn", "[CHỨC VỤ]"),
    ],
)  # fmt: skip
def test_an_agency_writes_under_its_own_name(
    shipped_plan: LoadedPlan, name: str, parent: str, own: str, place: str, signs: str
) -> None:
    office = head(shipped_plan, name)
    assert (office.parent, office.name, office.place, office.position) == (
        parent, own, place, signs,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("name", "own"),
    [
        ("Công an tỉnh", "CÔNG AN TỈNH BẮC KẠN"),
        ("Bảo hiểm xã hội tỉnh", "BẢO HIỂM XÃ HỘI TỈNH BẮC KẠN"),
        ("Tòa án nhân dân tỉnh", "TÒA ÁN NHÂN DÂN TỈNH BẮC KẠN"),
        ("Viện kiểm sát nhân dân tỉnh", "VIỆN KIỂM SÁT NHÂN DÂN TỈNH BẮC KẠN"),
    ],
)
def test_a_body_of_the_province_under_a_central_one_bears_the_name_of_the_province(
    shipped_plan: LoadedPlan, name: str, own: str
) -> None:
    assert head(shipped_plan, name).name == own


@pytest.mark.parametrize(
    ("name", "own"), [("Thanh tra tỉnh", "THANH TRA TỈNH"), ("VPUBND", "VĂN PHÒNG")]
)
def test_what_the_line_above_says_is_not_said_again(
    shipped_plan: LoadedPlan, name: str, own: str
) -> None:
    office = head(shipped_plan, name)
    assert (office.parent, office.name) == ("UBND TỈNH BẮC KẠN", own)


def test_both_lines_of_a_committee_are_its_own_name(
    documents: Documents, shipped_plan: LoadedPlan
) -> None:
    assert head(shipped_plan, "UBND xã Yến Dương").parent_bold
    assert not head(shipped_plan, "Sở Nội vụ").parent_bold
    text = documents.report(agency(documents, "UBND xã Yến Dương"))
    assert "\n| **ỦY BAN NHÂN DÂN** | **CỘNG HÒA" in text
    assert "\n| **XÃ YẾN DƯƠNG** |" in text


def test_the_place_of_a_unit_named_after_a_person_has_its_kind(shipped_plan: LoadedPlan) -> None:
    office = head(shipped_plan, "UBND phường Phùng Chí Kiên")
    assert office.day_line == "Phường Phùng Chí Kiên, ngày … tháng … năm 2021"


def test_number_and_day_are_left_to_the_clerk_where_they_are_not_known(
    shipped_plan: LoadedPlan,
) -> None:
    office = head(shipped_plan, "Sở Nội vụ")
    assert office.number_line == "Số: …/BC-SNV"
    assert office.day_line == "Bắc Kạn, ngày … tháng … năm 2021"


def test_a_single_digit_gets_a_zero_in_front(shipped_plan: LoadedPlan) -> None:
    signing = Signing(number="7", day=date(2022, 1, 5))
    office = head(shipped_plan, "Sở Nội vụ", signing, "KH")
    assert office.number_line == "Số: 07/KH-SNV"
    assert office.day_line == "Bắc Kạn, ngày 05 tháng 01 năm 2022"


def test_months_after_february_get_no_zero() -> None:
    assert day_in_words(date(2021, 5, 10)) == "ngày 10 tháng 5 năm 2021"


def test_a_letter_has_no_kind_in_its_number(shipped_plan: LoadedPlan) -> None:
    office = head(shipped_plan, "Sở Nội vụ", Signing(number="123"), "")
    assert office.number_line == "Số: 123/SNV-…"


TM = "TM. ỦY BAN NHÂN DÂN"


@pytest.mark.parametrize(
    ("name", "signing", "titles"),
    [
        ("snv", Signing(), ["GIÁM ĐỐC"]),
        ("snv", Signing(SignAs.FOR_THE_HEAD), ["KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"]),
        ("snv", Signing(SignAs.ACTING), ["Q. GIÁM ĐỐC"]),
        ("snv", Signing(SignAs.BY_ORDER, "Chánh Văn phòng"), ["TL. GIÁM ĐỐC", "CHÁNH VĂN PHÒNG"]),
        ("snv", Signing(SignAs.BY_DELEGATION), ["TUQ. GIÁM ĐỐC", "[CHỨC VỤ]"]),
        ("snv", Signing(SignAs.ON_BEHALF), ["TM. SỞ NỘI VỤ", "GIÁM ĐỐC"]),
        ("UBND xã Yến Dương", Signing(), [TM, "CHỦ TỊCH"]),
        ("UBND xã Yến Dương", Signing(SignAs.FOR_THE_HEAD), [TM, "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"]),
        ("UBND xã Yến Dương", Signing(SignAs.ACTING), [TM, "Q. CHỦ TỊCH"]),
        ("UBND huyện Ba Bể", Signing(SignAs.BY_ORDER, "Chánh Văn phòng"), ["TL. CHỦ TỊCH", "CHÁNH VĂN PHÒNG"]),
        ("Ban Tiếp công dân", Signing(SignAs.FOR_THE_HEAD, "Phó Trưởng ban"), ["KT. TRƯỞNG BAN", "PHÓ TRƯỞNG BAN"]),
        ("Ban Tiếp công dân", Signing(position="Trưởng ban"), ["TRƯỞNG BAN"]),
        ("Ban Tiếp công dân", Signing(SignAs.FOR_THE_HEAD), ["KT. [CHỨC VỤ]", "[CHỨC VỤ]"]),
    ],
)  # fmt: skip
def test_the_authority_of_who_signs_stands_above_the_position(
    shipped_plan: LoadedPlan, name: str, signing: Signing, titles: list[str]
) -> None:
    assert list(head(shipped_plan, name, signing).titles) == titles


def test_the_lines_of_who_signs_stand_at_the_right_of_the_receivers(
    documents: Documents, shipped_plan: LoadedPlan
) -> None:
    signed = Documents(
        shipped_plan, documents._templates, Signing(SignAs.FOR_THE_HEAD, signer="Đỗ Văn B")
    )
    text = signed.report(agency(documents, "UBND xã Yến Dương"))
    assert (
        "| ***Nơi nhận:*** | **TM. ỦY BAN NHÂN DÂN** |\n"
        "| - Như trên; | **KT. CHỦ TỊCH** |\n"
        "| - UBND huyện Ba Bể; | **PHÓ CHỦ TỊCH** |\n"
        "| - […]; |  |\n"
        "| - Lưu: VT, …. | **Đỗ Văn B** |\n"
    ) in text


def test_bodies_of_the_party_have_no_head_by_this_form(
    documents: Documents, shipped_plan: LoadedPlan
) -> None:
    assert letterhead(shipped_plan.plan, agency(documents, "Ban Tuyên giáo Tỉnh ủy")) is None
    text = documents.report(agency(documents, "Ban Tuyên giáo Tỉnh ủy"))
    assert "CỘNG HÒA" not in text


def test_every_agency_that_reports_has_a_head_without_blanks_but_who_stands_for_many(
    documents: Documents, shipped_plan: LoadedPlan
) -> None:
    """Number, day and signer apart."""
    for each in shipped_plan.registry.agencies:
        office = letterhead(shipped_plan.plan, each)
        if office and not each.members and each.reports != "never":
            assert "[" not in office.parent + office.name + office.position, each.name
