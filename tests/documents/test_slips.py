"""The slip of a return: what goes back to its sender."""

from dataclasses import replace
from datetime import date

from papi_cli.checklists.format import Entry
from papi_cli.checklists.intake import Review
from papi_cli.checklists.items import plan_items
from papi_cli.checklists.vocabulary import Status
from papi_cli.documents.builder import Documents
from papi_cli.documents.slips import sent_back_slip, slip_data
from papi_cli.plan.loader import LoadedPlan
from papi_cli.register.incoming import Incoming
from papi_cli.register.recognition import Changes, Particulars, Recognized
from papi_cli.register.rows import DocumentRef, PlanRef, Row

PLAIN = Recognized(
    incoming=Incoming("a|b.md", b"x", "a|b.md", suffix=".md"),
    sha256="0" * 64,
    period="Năm 2021",
    particulars=Particulars(
        received=date(2021, 12, 16),
        via="edoc",
        document=DocumentRef(number="45/BC-UBND", date=date(2021, 12, 15)),
    ),
    agency="UBND xã Yến Dương",
    verdict="accepted",
    counts={Status.DONE: 40, Status.NOT_APPLICABLE: 3},
)


def slip(documents: Documents, plan: LoadedPlan, found: Recognized, **told: date) -> str:
    return documents.slip(slip_data(found, 12, 7, plan_items(plan), **told))


def test_a_slip_says_what_came_in_when_and_what_was_counted(
    documents: Documents, shipped_plan: LoadedPlan
) -> None:
    text = slip(documents, shipped_plan, PLAIN)
    assert "# Phiếu nhận danh mục số 12\n\nKính gửi: UBND xã Yến Dương.\n" in text
    assert (
        "Sở Nội vụ đã nhận ngày 16/12/2021 (trục liên thông văn bản) tệp «a|b.md» gửi kèm văn bản"
        " số 45/BC-UBND ngày 15/12/2021, kỳ Năm 2021: kết quả thực hiện Kế hoạch số 263/KH-UBND"
    ) in text
    assert "- Số trong sổ nhận: 12, thay bản số 7.\n" in text
    assert "- Đã đếm: hoàn thành 40, không phát sinh 3.\n" in text
    assert "Không có điểm nào phải sửa.\n" in text
    assert "Đề nghị" not in text


def test_a_slip_says_what_was_not_understood_with_mark_words_and_reason(
    documents: Documents, shipped_plan: LoadedPlan
) -> None:
    review = Review(
        "1.1.d", Entry("x", "Chưa | làm", level="Chậm"), Status.NOT_STARTED, "trái nhau"
    )
    whole = Review("", Entry("", ""), Status.NOT_APPLICABLE, "quá nửa")
    found = replace(PLAIN, verdict="with_remarks", reviews=(review, whole))
    text = slip(documents, shipped_plan, found)
    assert "| **1.1.d** Triển khai đầy đủ các văn bản" in text
    assert "| x | Chậm Chưa \\| làm | Chưa thực hiện | trái nhau |\n" in text
    assert "| Cả danh mục |  |  | Không phát sinh | quá nửa |\n" in text


def test_a_slip_says_what_to_mend_until_when(
    documents: Documents, shipped_plan: LoadedPlan
) -> None:
    found = replace(PLAIN, verdict="with_remarks", remarks=("chưa ghi gì",), counts={})
    text = slip(documents, shipped_plan, found, mend_by=date(2021, 12, 20))
    assert "- Tệp chưa ghi gì.\n" in text
    assert "- Đã đếm: không nhiệm vụ nào.\n" in text
    assert "gửi lại cả danh mục, chậm nhất ngày 20/12/2021.\n" in text


def test_a_slip_says_what_differs_from_the_former_return(
    documents: Documents, shipped_plan: LoadedPlan
) -> None:
    changed = {
        "1.1.b": (Status.IN_PROGRESS, Status.DONE),
        "1.1.c": (Status.DONE, Status.DONE),
    }
    found = replace(PLAIN, changes=Changes(("1.1.a",), changed, ("1.1.d",)))
    text = slip(documents, shipped_plan, found)
    assert "- Mất kết quả ở: 1.1.a.\n" in text
    assert "- 1.1.b: từ đang thực hiện thành hoàn thành.\n" in text
    assert "- 1.1.c: lời ghi khác, vẫn là hoàn thành.\n" in text
    assert "- Thêm kết quả ở: 1.1.d.\n" in text


def test_a_hint_asks_for_nothing_to_be_sent_again(
    documents: Documents, shipped_plan: LoadedPlan
) -> None:
    text = slip(documents, shipped_plan, replace(PLAIN, hints=("có tên thiếu đuôi .md",)))
    assert "Lưu ý, không phải gửi lại:\n\n- Tệp có tên thiếu đuôi .md.\n" in text
    assert "Đề nghị" not in text
    doubtful = replace(PLAIN, hints=("có tên thiếu đuôi",), remarks=("b",), verdict="with_remarks")
    assert "- Tệp có tên thiếu đuôi (không phải sửa).\n" in slip(documents, shipped_plan, doubtful)


def test_a_slip_says_how_many_tasks_are_blank(
    documents: Documents, shipped_plan: LoadedPlan
) -> None:
    text = slip(documents, shipped_plan, replace(PLAIN, blanks=15, duties=1))
    assert (
        "- Đã đếm: hoàn thành 40, không phát sinh 3; để trống 15 nhiệm vụ; Phần III: 1 điểm đã ghi.\n"
        in text
    )


def test_a_slip_of_another_plans_return_says_so_with_its_number(
    documents: Documents, shipped_plan: LoadedPlan
) -> None:
    plan = PlanRef(number="9/KH-UBND", date=date(2020, 3, 1))
    found = replace(PLAIN, verdict="other_plan", plan=plan, counts=None, remarks=("là khác",))
    text = slip(documents, shipped_plan, found)
    assert "- Kết luận: theo kế hoạch khác (9/KH-UBND ngày 1/3/2020).\n" in text
    assert "gửi danh mục theo Kế hoạch số 263/KH-UBND ngày 10/5/2021.\n" in text
    assert "Đã đếm" not in text


BACK = Row(no=9, kind="sent_back", received=date(2021, 12, 17), of=2, reason="Chưa có chữ ký")


def test_a_slip_of_what_is_sent_back_says_when_and_why_and_never_that_all_is_well(
    documents: Documents, shipped_plan: LoadedPlan
) -> None:
    sent = Row(
        no=2, kind="return", received=date(2021, 12, 16), agency="Sở Y tế", period="Năm 2021",
        name="a.md", stored="goc/0002.md", verdict="accepted", counts={"done": 2},
    )  # fmt: skip
    text = documents.slip(sent_back_slip(sent, BACK, date(2021, 12, 20)))
    assert text.startswith("# Phiếu trả lại danh mục số 2\n\nKính gửi: Sở Y tế.\n")
    assert "- Trả lại ngày 17/12/2021, lý do: Chưa có chữ ký.\n" in text
    assert "Đề nghị Sở Y tế gửi lại cả danh mục, chậm nhất ngày 20/12/2021.\n" in text
    assert "Kết luận" not in text
    assert "Không có điểm nào" not in text


def test_a_slip_of_paper_that_is_sent_back_names_its_document(
    documents: Documents, shipped_plan: LoadedPlan
) -> None:
    sent = Row(
        no=2, kind="return", received=date(2021, 12, 16), agency="Sở Y tế", period="Năm 2021",
        via="paper", verdict="accepted", document=DocumentRef(number="45/BC-SYT"),
    )  # fmt: skip
    text = documents.slip(sent_back_slip(sent, BACK))
    assert "đã nhận ngày 16/12/2021 (bản giấy) văn bản số 45/BC-SYT, kỳ Năm 2021.\n" in text
