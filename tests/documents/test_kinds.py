"""Of which kind agencies are, by the groups of a plan."""

from papi_cli.documents.kinds import OTHER_KIND, kinds_of
from papi_cli.plan.loader import LoadedPlan
from papi_cli.plan.parts import Role
from papi_cli.plan.query import Workload, reporting_agencies
from tests.documents.province import Province


def test_kinds_come_in_the_order_of_the_plan_and_the_others_last(shipped: LoadedPlan) -> None:
    leading = reporting_agencies(shipped, Workload(shipped), (Role.LEAD,))
    found = list(kinds_of(shipped, leading).values())
    assert list(dict.fromkeys(found)) == [
        "Các sở, ban, ngành", "UBND cấp huyện", "UBND cấp xã", OTHER_KIND,
    ]  # fmt: skip
    numbers = [found.count(each) for each in dict.fromkeys(found)]
    # Mặt trận Tổ quốc tỉnh is the only one of its group that reports.
    assert numbers == [19, 8, 108, 7]


def test_who_is_alone_in_a_group_is_among_the_others(small: Province) -> None:
    agencies = [small.loaded.registry.find(each) for each in ("UBND huyện K", "UBND xã X1")]
    assert set(kinds_of(small.loaded, agencies).values()) == {OTHER_KIND}
