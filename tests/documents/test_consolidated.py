"""The report that puts all reports together."""

from papi_cli.checklists.intake import AgencyReturn
from papi_cli.documents.builder import Documents
from tests.documents.at_hand import SENDERS, agency


def test_the_consolidated_report_names_who_reported_and_who_did_not(
    documents: Documents, sent: dict[str, AgencyReturn]
) -> None:
    text = documents.consolidated(agency(documents, "Sở Nội vụ"), sent)
    assert "kết quả: 3 (Sở Nội vụ; UBND thị trấn Chợ Rã; UBND xã Yến Dương)" in text
    assert "nhưng chưa báo cáo: 139/142 (tên tại Phụ lục)" in text
    missing = {row.split(" | ")[1] for row in text.splitlines() if "| Chưa báo cáo |" in row}
    assert len(missing) == 139
    assert {"Văn phòng UBND tỉnh", "UBND xã Hà Hiệu"} <= missing
    assert not missing & {"Ban thanh tra nhân dân cấp xã", "UBND cấp xã", "Ban Dân vận Tỉnh ủy"}
    for entry in (each for one in sent.values() for each in one.entries.values()):
        assert all(line in text for line in entry.result.split("\n"))


def test_figures_count_only_those_who_wrote_something(
    documents: Documents, sent: dict[str, AgencyReturn]
) -> None:
    text = documents.consolidated(agency(documents, "Sở Nội vụ"), sent)
    tasks = sum(len(documents.work.answers(agency(documents, name))) for name in SENDERS[:3])
    assert f"| **Tổng số** | **3** | **2** | **{tasks - 5}** |" in text


def test_the_words_of_an_agency_that_only_ticks_a_duty_are_reported(
    documents: Documents, sent: dict[str, AgencyReturn]
) -> None:
    text = documents.consolidated(agency(documents, "Sở Nội vụ"), sent)
    assert "### 9. Nội dung tại Phần III" in text
    assert "Kế hoạch số 40/KH-UBND ngày 01/6/2021." in text


def test_words_of_no_task_are_reported_and_leave_its_tasks_uncounted(documents: Documents) -> None:
    owner = agency(documents, "UBND xã Hà Hiệu")
    labels = {label for each in documents.work.answers(owner) for label in each.labels}
    words = AgencyReturn(others=["Xã đã họp hai lần."], tasks=labels)
    text = documents.consolidated(agency(documents, "Sở Nội vụ"), {owner.name: words})
    assert f"| {owner.name} | Đã báo cáo; không nhận ra nhiệm vụ nào |  |  |  |  |" in text
    assert "Xã đã họp hai lần." in text
    assert "| **Tổng số** | **0** | **0** | **0** |" in text
    tasks = len(documents.work.answers(owner))
    assert f"Không kể {tasks} lượt nhiệm vụ của 1 cơ quan" in text
