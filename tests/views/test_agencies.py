"""Agencies and their counts as they are shown."""

from papi_cli.plan.loader import LoadedPlan
from papi_cli.plan.parts import Role
from papi_cli.plan.query import Workload
from papi_cli.views.agencies import agencies_view, matrix_view


def test_agencies_are_rows_with_their_counts(shipped: LoadedPlan) -> None:
    office = shipped.registry.find("Sở Nội vụ")
    load = Workload(shipped).load(office)
    view = agencies_view(shipped, [load], None)
    rows = view.rows()
    (row,) = rows.rows
    shown = dict(zip(rows.columns, row, strict=True))
    assert (row[0], shown["Ký hiệu"]) == ("Sở Nội vụ", "SNV")
    counts = (shown["Chủ trì"], shown["Phối hợp"], shown["Tổng số"])
    assert counts == (str(load.lead), str(load.coordinating), str(load.total))
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
