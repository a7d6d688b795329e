"""The page that explains an agency its package."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from papi_cli.checking.runner import load_valid
from papi_cli.documents.agenda import Agendas
from papi_cli.documents.builder import Documents
from papi_cli.documents.instructions import FileNames, instructions_data
from papi_cli.documents.templates import shipped as templates
from papi_cli.plan.loader import LoadedPlan
from tests.conftest import HEAD, small_plan
from tests.documents.test_agenda import DUTIES, PERIODS

Write = Callable[..., Path]
NAMES = FileNames(
    checklists=["danh-muc-a.docx"], plan="ke-hoach-a.docx", report="bao-cao-a.docx",
    calendar="lich-a.ics",
)  # fmt: skip
XA = "UBND xã Yến Dương"


def page(
    loaded: LoadedPlan, name: str, names: FileNames = NAMES, revised: date | None = None
) -> str:
    documents = Documents(loaded, templates())
    agency = loaded.registry.find(name)
    agenda = Agendas(loaded, documents.work).of(agency)
    data = instructions_data(loaded, documents.work, agenda, names, revised)
    return documents.instructions(agency, data)


def small(write: Write, head: str = HEAD, deadline: str = "Thường xuyên") -> LoadedPlan:
    task = f"{{id: '1', text: Họp, lead: [Xã A], deadline: {deadline}}}"
    dimensions = f"  - {{id: '1', name: Một, tasks: [{task}]}}\n"
    return load_valid(write(small_plan("  - name: Xã A\n", dimensions, head)), "p.yaml")


def test_it_says_how_many_tasks_are_the_agencys_and_which_duties(shipped: LoadedPlan) -> None:
    text = page(shipped, XA)
    assert "Kính gửi: UBND xã Yến Dương.\n" in text
    assert (
        "- 58 nhiệm vụ: chủ trì 43, phối hợp 15; trong đó 57 làm thường xuyên hay không có ngày đến"
        " hạn.\n- Ngoài ra có 3 nội dung tại Phần III: III.1.a, III.1.b, III.4.\n"
    ) in text


def test_it_tells_the_days_and_to_whom_to_send(shipped: LoadedPlan) -> None:
    text = page(shipped, XA)
    assert "| 30/6/2021 | Đến hạn nhiệm vụ 1.1.d (chủ trì): " in text
    assert (
        "- Gửi danh mục đã ghi và báo cáo về Sở Nội vụ, chậm nhất ngày 31/12/2021 (kế hoạch ghi:"
        " cuối năm).\n"
    ) in text
    assert "- Hỏi Sở Nội vụ. Người liên hệ: […]; điện thoại: […]; thư" in text


def test_who_follows_up_is_not_told_to_send_to_itself(shipped: LoadedPlan) -> None:
    text = page(shipped, "Sở Nội vụ")
    assert (
        "- Sở Nội vụ là nơi nhận danh mục, báo cáo của các cơ quan và tổng hợp gửi Ủy ban nhân dân"
        " tỉnh Bắc Kạn, chậm nhất ngày 31/12/2021 (kế hoạch ghi: cuối năm).\n"
    ) in text
    assert "Hỏi Sở Nội vụ" not in text
    assert "gửi lại" not in text


def test_a_day_for_the_report_is_told_where_the_plan_has_one(write: Write) -> None:
    text = page(small(write, HEAD + DUTIES + PERIODS), "Xã A")
    assert "báo cáo về Ủy ban nhân dân tỉnh Mẫu, chậm nhất ngày 05/12/2021.\n" in text
    two = PERIODS + "      - {name: Quý III/2021, due: 2021-10-05}\n"
    text = page(small(write, HEAD + DUTIES + two), "Xã A")
    assert "theo các hạn gửi báo cáo ở mục 2.\n" in text


def test_without_a_day_none_is_made_up(write: Write) -> None:
    text = page(small(write), "Xã A", FileNames(checklists=["a.md"], plan="b.md", report="c.md"))
    assert "Không nhiệm vụ nào có ngày cụ thể; làm thường xuyên trong năm 2021.\n" in text
    assert "báo cáo về Ủy ban nhân dân tỉnh Mẫu.\n" in text
    assert "Lịch:" not in text


@pytest.mark.parametrize(
    ("deadline", "told"),
    [
        ("hằng quý", "31/3/2021, hằng quý"),
        ("hằng tháng", "31/01/2021, hằng tháng"),
        ("Định kỳ 6 tháng", "30/6/2021, 6 tháng một lần"),
    ],
)
def test_what_comes_again_is_told_with_how_often(write: Write, deadline: str, told: str) -> None:
    assert f"| {told} | Đến kỳ nhiệm vụ 1.1" in page(small(write, deadline=deadline), "Xã A")


def test_of_many_days_the_page_tells_four_and_how_many_more(write: Write) -> None:
    text = page(small(write, deadline="ngày 30 hằng tháng"), "Xã A")
    assert text.count("| Đến hạn nhiệm vụ") == 4
    assert "Còn 8 ngày khác, xem trong tệp lịch.\n" in text


def test_each_format_of_a_checklist_is_explained_and_only_one_is_to_be_filled_in(
    shipped: LoadedPlan,
) -> None:
    names = FileNames(checklists=["a.docx", "a.xlsx", "a.md"], plan="b.docx", report="c.docx")
    text = page(shipped, XA, names)
    for each in ("- Bản Word: ", "- Bản Excel: ", "- Bản chữ thường (.md): "):
        assert each in text
    assert text.count("chỉ ghi vào một bản") == 3


def test_reports_and_duties_are_told_however_many_tasks_come_before(write: Write) -> None:
    head = HEAD + DUTIES + PERIODS
    text = page(small(write, head, "ngày 30 hằng tháng"), "Xã A")
    assert "| 05/12/2021 | Hạn gửi báo cáo: " in text
    text = page(small(write, HEAD + DUTIES, "ngày 30 hằng tháng"), "Xã A")
    assert "| 31/12/2021 | Đến hạn điểm III.1.b" in text
    assert text.count("| Đến hạn nhiệm vụ") == 2


def test_a_single_day_is_never_left_out(write: Write) -> None:
    two = PERIODS + "      - {name: Quý III/2021, due: 2021-10-05}\n"
    text = page(small(write, HEAD + DUTIES + two, "'Quý I, III'"), "Xã A")
    assert text.count("| Đến hạn nhiệm vụ") == 2
    assert "ngày khác, xem" not in text


def test_a_package_of_a_changed_plan_says_of_which_day_it_is(shipped: LoadedPlan) -> None:
    assert "thay gói đã gửi" not in page(shipped, XA)
    text = page(shipped, XA, revised=date(2021, 7, 1))
    assert "Theo kế hoạch sửa ngày 01/7/2021, thay gói đã gửi trước: " in text


def test_nobody_is_to_write_the_tasks_twice_and_the_columns_are_named(shipped: LoadedPlan) -> None:
    text = page(shipped, XA)
    assert "đừng ghi hai lần, hỏi Sở Nội vụ bản lập sẵn từ danh mục đã ghi" in text
    assert "khó khăn ghi vào cột «Khó khăn, đề xuất»" in text
    assert "lập sẵn được từ danh mục đã ghi" in page(shipped, "Sở Nội vụ")
