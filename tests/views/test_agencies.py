"""Agencies and their counts as they are shown."""

from papi_cli.plan.loader import LoadedPlan
from papi_cli.plan.parts import Role
from papi_cli.plan.query import Workload
from papi_cli.views.agencies import agencies_view, matrix_view


def test_agencies_are_rows_with_their_counts_last(shipped: LoadedPlan) -> None:
    office = shipped.registry.find("Sở Nội vụ")
    load = Workload(shipped).load(office)
    view = agencies_view(shipped, [load], None)
    rows = view.rows()
    assert rows.columns[-4:] == ("Chủ trì", "Phối hợp", "Tổng số", "Báo cáo")
    (row,) = rows.rows
    assert row[0] == "Sở Nội vụ"
    assert row[1] == "SNV"
    assert row[-4:] == (load.lead, load.coordinating, load.total, "Có")
    assert view.numbers == 4
    assert view.closing.endswith("1 cơ quan, đơn vị.")


def test_an_agency_as_data_names_its_line(shipped: LoadedPlan) -> None:
    office = shipped.registry.find("UBND cấp xã")
    view = agencies_view(shipped, [Workload(shipped).load(office)], office)
    (data,) = view.data()["agencies"]
    assert len(data["members"]) == 108
    lines = shipped.path.read_text(encoding="utf-8").splitlines()
    assert lines[data["line"] - 1].strip() == "- name: UBND cấp xã"
    assert "của UBND cấp xã" in view.closing


def test_the_last_column_of_the_matrix_is_the_sum(shipped: LoadedPlan) -> None:
    workload = Workload(shipped)
    office = shipped.registry.find("Sở Nội vụ")
    counts = [(office, workload.by_dimension(office, Role.LEAD))]
    view = matrix_view(shipped, counts, Role.LEAD)
    ((name, *numbers),) = view.rows().rows
    assert name == "Sở Nội vụ"
    assert int(numbers[-1]) == sum(map(int, numbers[:-1])) == view.data()["agencies"][0]["total"]
    assert view.numbers == 9
    assert view.closing.endswith("mỗi ô là số nhiệm vụ chủ trì.")
