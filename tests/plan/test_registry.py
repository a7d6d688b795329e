"""Finding agencies, groups, units."""

from collections.abc import Callable
from pathlib import Path

import pytest

from papi_cli.plan.loader import LoadedPlan, load
from papi_cli.plan.registry import AmbiguousAgencyError, Registry, UnknownAgencyError
from tests.conftest import small_plan

DIMENSIONS = """\
  - {id: "1", name: Một, tasks: [{id: a, text: Việc, lead: [Sở Nội vụ], deadline: Năm 2021}]}
"""
NESTED = """\
  - {name: Sở Nội vụ, symbol: SNV}
  - {name: Phòng A, part_of: Sở Nội vụ}
  - {name: Tổ A1, part_of: Phòng A}
  - {name: Nhóm trong, members: [Sở Nội vụ]}
  - {name: Nhóm ngoài, members: [Nhóm trong, Sở Y tế]}
  - {name: Sở Y tế, symbol: SYT}
"""


@pytest.fixture
def registry(write: Callable[[str], Path]) -> Registry:
    loaded = load(write(small_plan(NESTED, DIMENSIONS)))
    assert isinstance(loaded, LoadedPlan)
    return loaded.registry


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("UBND cấp xã", "UBND cấp xã"),
        ("ubnd cap xa", "UBND cấp xã"),
        ("UBND CẤP XÃ", "UBND cấp xã"),
        ("ubnd xã", "UBND cấp xã"),
        ("UBND các xã, phường, thị trấn", "UBND cấp xã"),
        ("UBND các huyện, thành phố", "UBND cấp huyện"),
        ("so noi vu", "Sở Nội vụ"),
        ("SNV", "Sở Nội vụ"),
        ("stnmt", "Sở Tài nguyên và Môi trường"),
        ("sở tnmt", "Sở Tài nguyên và Môi trường"),
        ("Sở TT&TT", "Sở Thông tin và Truyền thông"),
        ("bhxh", "Bảo hiểm xã hội tỉnh"),
        ("mttq", "Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh"),
        ("vpubnd", "Văn phòng UBND tỉnh"),
        ("các Sở, ngành", "Các sở, ban, ngành"),
        ("UBND xã Sỹ Bình", "UBND xã Sĩ Bình"),
        ("UBND xã Trung Hòa", "UBND xã Trung Hoà"),
        ("UBND phường Xuất Hoá", "UBND phường Xuất Hóa"),
        ("ubnd-xa-yen-duong", "UBND xã Yến Dương"),
        ("Sở Công thương", "Sở Công Thương"),
        ("Ủy ban nhân dân xã Yến Dương", "UBND xã Yến Dương"),
        ("uỷ ban nhân dân huyện Ba Bể", "UBND huyện Ba Bể"),
    ],
)
def test_an_agency_is_found_by_what_people_type(shipped: LoadedPlan, typed: str, name: str) -> None:
    assert shipped.registry.find(typed).name == name


def test_an_unknown_agency_is_an_error_with_the_nearest_names(shipped: LoadedPlan) -> None:
    with pytest.raises(UnknownAgencyError) as caught:
        shipped.registry.find("Yến Dương")
    assert caught.value.nearest[0] == "UBND xã Yến Dương"
    assert "«UBND xã Yến Dương»" in str(caught.value)
    assert caught.value.exit_code == 2


def test_near_names_are_never_taken_for_one_another(shipped: LoadedPlan) -> None:
    with pytest.raises(UnknownAgencyError) as caught:
        shipped.registry.find("UBND xã Bằng Lẵng Lũng")
    assert {"UBND xã Bằng Lãng", "UBND thị trấn Bằng Lũng"} & set(caught.value.nearest)


def test_of_an_unknown_group_those_that_begin_like_it_are_nearest(shipped: LoadedPlan) -> None:
    with pytest.raises(UnknownAgencyError) as caught:
        shipped.registry.find_group("sở")
    assert caught.value.nearest[0] == "Các sở, ban, ngành"
    assert shipped.registry.find_group("Các sở, ban, ngành").members


@pytest.mark.parametrize("typed", ["", "   ", "…", "zzzzzzzz"])
def test_nothing_near_is_said_plainly(shipped: LoadedPlan, typed: str) -> None:
    with pytest.raises(UnknownAgencyError) as caught:
        shipped.registry.find(typed)
    assert caught.value.nearest == ()


def test_a_place_stands_for_its_committee_where_its_kind_is_said(shipped: LoadedPlan) -> None:
    find = shipped.registry.find
    assert find("xã Yến Dương").name == "UBND xã Yến Dương"
    assert find("thi tran cho ra").name == "UBND thị trấn Chợ Rã"
    assert find("huyện Ba Bể").name == "UBND huyện Ba Bể"
    with pytest.raises(UnknownAgencyError):  # the province's city, or the province
        find("Bắc Kạn")


def test_a_symbol_of_many_agencies_names_none(shipped: LoadedPlan) -> None:
    with pytest.raises(AmbiguousAgencyError) as caught:
        shipped.registry.find("UBND")
    assert len(caught.value.names) == 116
    assert "và 111 cơ quan khác" in str(caught.value)


def test_two_agencies_of_one_folded_name_are_both_listed(write: Callable[[str], Path]) -> None:
    agencies = "  - {name: Sở Nội vụ}\n  - {name: Số nội vu}\n"
    loaded = load(write(small_plan(agencies, DIMENSIONS)))
    assert isinstance(loaded, LoadedPlan)
    with pytest.raises(AmbiguousAgencyError) as caught:
        loaded.registry.find("so noi vu")
    assert caught.value.names == ("Sở Nội vụ", "Số nội vu")
    assert loaded.registry.find("Số nội vu").name == "Số nội vu"


def test_groups_are_found_through_any_depth_nearest_first(registry: Registry) -> None:
    groups = registry.groups_of(registry.find("Sở Nội vụ"))
    assert [group.name for group in groups] == ["Nhóm trong", "Nhóm ngoài"]


def test_units_are_found_through_any_depth_nearest_first(registry: Registry) -> None:
    units = registry.units_of(registry.find("SNV"))
    assert [unit.name for unit in units] == ["Phòng A", "Tổ A1"]


def test_an_agency_in_two_groups_of_one_group_or_in_a_cycle_is_reached_once(
    write: Callable[[str], Path],
) -> None:
    agencies = """\
  - {name: Sở Nội vụ}
  - {name: Nhóm một, members: [Sở Nội vụ, Nhóm ba]}
  - {name: Nhóm hai, members: [Sở Nội vụ]}
  - {name: Nhóm ba, members: [Nhóm một, Nhóm hai]}
"""
    loaded = load(write(small_plan(agencies, DIMENSIONS)))
    assert isinstance(loaded, LoadedPlan)
    groups = loaded.registry.groups_of(loaded.registry.find("Sở Nội vụ"))
    assert [group.name for group in groups] == ["Nhóm một", "Nhóm hai", "Nhóm ba"]


def test_members_are_those_that_a_group_lists(registry: Registry) -> None:
    members = registry.members_of(registry.find("Nhóm ngoài"))
    assert [member.name for member in members] == ["Nhóm trong", "Sở Y tế"]


def test_a_symbol_is_no_wording_of_a_plan(registry: Registry) -> None:
    assert registry.lookup("SNV") == ()
    assert [agency.name for agency in registry.lookup("SỞ NỘI VỤ")] == ["Sở Nội vụ"]


def test_a_group_that_lists_an_agency_by_two_names_is_its_group_once(
    write: Callable[[str], Path],
) -> None:
    agencies = "  - {name: A, aliases: [B]}\n  - {name: G, members: [A, B]}\n"
    rows = '  - {id: "1", name: Một, tasks: [{id: a, text: x, lead: [G], deadline: Năm 2021}]}\n'
    loaded = load(write(small_plan(agencies, rows)))
    assert isinstance(loaded, LoadedPlan)
    registry = loaded.registry
    assert [each.name for each in registry.groups_of(registry.find("A"))] == ["G"]


@pytest.mark.parametrize(
    ("name", "many"),
    [
        ("UBND các xã, phường", True),
        ("UBND xã, phường, đặc khu", True),
        ("UBND xã/phường", True),
        ("Ủy ban nhân dân cấp xã", True),
        ("Các sở, ban, ngành", True),
        ("Các cơ quan, đơn vị liên quan", True),
        ("Đơn vị có liên quan", True),
        ("Thanh tra cấp huyện", True),
        ("UBND xã Phường Lạ", False),
        ("UBND phường Các Lái", False),
        ("UBND tỉnh", False),
        ("Hội Nông dân cấp tỉnh", False),
        ("Sở Nông nghiệp và Môi trường", False),
        ("Ban Quản lý các khu công nghiệp", False),
        ("Công an tỉnh", False),
    ],
)
def test_a_name_that_stands_for_many_is_told_by_its_words(
    write: Callable[[str], Path], name: str, many: bool
) -> None:
    agencies = f'  - {{name: "{name}"}}\n  - {{name: X, members: ["{name}"]}}\n'
    rows = '  - {id: "1", name: Một, tasks: [{id: a, text: x, lead: [X], deadline: Năm 2021}]}\n'
    loaded = load(write(small_plan(agencies, rows)))
    assert isinstance(loaded, LoadedPlan)
    assert [each.name for each in loaded.registry.vague_groups] == [name] * many
