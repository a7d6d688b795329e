"""The register as it is shown: the ten columns, and what became of each return."""

import io
from dataclasses import replace
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from papi_cli.plan.loader import LoadedPlan
from papi_cli.register.file import Register
from papi_cli.register.rows import DocumentRef, PlanRef, Row
from papi_cli.views.formats import REPORTERS, Format
from papi_cli.views.register import COLUMNS, register_view
from tests.register.small import a_return

DAY = date(2021, 12, 18)
ROWS = (
    a_return(no=1),
    a_return(no=2, agency="Sở Y tế", document=None, verdict="with_remarks", via=None),
    a_return(no=3, supersedes=1, verdict="unreadable", reason="Tệp hỏng"),
    Row(no=4, kind="sent_back", received=DAY, of=3, reason="Chưa ký"),
    Row(no=5, kind="correction", received=DAY, of=2, to_agency="Sở Nội vụ", reason="Nhầm tên"),
    Row(no=6, kind="correction", received=DAY, of=1, to_received=date(2021, 12, 15), reason="Nhầm"),
    Row(no=7, kind="extension", received=DAY, period="Năm 2021", due=date(2021, 12, 25),
        document=DocumentRef(number="9/UBND-NC", date=date(2021, 12, 17))),
    Row(no=8, kind="closing", received=DAY, period="Năm 2021",
        document=DocumentRef(number="12/SNV-CCHC")),
    Row(no=9, kind="correction", received=DAY, of=8, reason="Khóa nhầm"),
)  # fmt: skip
VIEW = register_view(Register(Path("x"), ROWS))
CELLS = [dict(zip(COLUMNS, row, strict=True)) for row in VIEW.rows().texts()]


def test_the_columns_are_those_of_the_decree() -> None:
    assert VIEW.rows().columns == (
        "Ngày đến", "Số đến", "Tác giả", "Số, ký hiệu văn bản", "Ngày tháng văn bản",
        "Tên loại và trích yếu nội dung văn bản", "Đơn vị hoặc người nhận", "Ngày chuyển",
        "Ký nhận", "Ghi chú",
    )  # fmt: skip


def test_a_return_fills_the_columns_that_are_known() -> None:
    assert CELLS[2] == {
        "Ngày đến": "16/12/2021",
        "Số đến": "1187",
        "Tác giả": "UBND xã Yến Dương",
        "Số, ký hiệu văn bản": "45/BC-UBND",
        "Ngày tháng văn bản": "15/12/2021",
        "Tên loại và trích yếu nội dung văn bản": "Kết quả thực hiện kế hoạch 263/KH-UBND, Năm"
        " 2021 (tệp «BC PAPI xã Yến Dương (sửa lần 2).docx»)",
        "Đơn vị hoặc người nhận": "",
        "Ngày chuyển": "",
        "Ký nhận": "",
        "Ghi chú": "Dòng 3; thư điện tử; không đọc được; Tệp hỏng; thay dòng 1; đã trả lại ở dòng"
        " 4: Chưa ký",
    }


@pytest.mark.parametrize(
    ("at", "note"),
    [
        (0, "Dòng 1; thư điện tử; đọc được; được dòng 3 thay; đính chính ở dòng 6 (ngày nhận ghi lúc đầu là 16/12/2021): Nhầm"),
        (1, "Dòng 2; đọc được, có điểm cần nêu; đính chính ở dòng 5 (cơ quan ghi lúc đầu là Sở Y tế): Nhầm tên"),
        (3, "Dòng 4; trả lại; Chưa ký"),
        (4, "Dòng 5; đính chính; cơ quan đúng: Sở Nội vụ; Nhầm tên"),
        (5, "Dòng 6; đính chính; ngày nhận đúng: 15/12/2021; Nhầm"),
        (6, "Dòng 7; gia hạn"),
        (7, "Dòng 8; khóa sổ; theo văn bản 12/SNV-CCHC; đã bỏ ở dòng 9: Khóa nhầm"),
        (8, "Dòng 9; đính chính; Khóa nhầm"),
    ],
)  # fmt: skip
def test_the_note_tells_what_was_done_and_what_became_of_it(at: int, note: str) -> None:
    assert CELLS[at]["Ghi chú"] == note


def test_agency_and_day_are_as_they_were_corrected() -> None:
    assert (CELLS[0]["Ngày đến"], CELLS[1]["Tác giả"]) == ("15/12/2021", "Sở Nội vụ")


@pytest.mark.parametrize(
    ("at", "subject"),
    [
        (3, "Trả lại bản gửi ở dòng 3"),
        (4, "Đính chính bản gửi ở dòng 2"),
        (6, "Gia hạn gửi đến 25/12/2021, Năm 2021"),
        (7, "Khóa sổ, Năm 2021"),
        (8, "Bỏ dòng 8"),
    ],
)
def test_a_row_that_is_no_return_says_what_it_is(at: int, subject: str) -> None:
    assert CELLS[at]["Tên loại và trích yếu nội dung văn bản"] == subject


def test_a_return_of_no_known_plan_on_paper_is_a_return_all_the_same() -> None:
    row = a_return(no=1, plan=None, name=None, via="paper", counts=None)
    (cells,) = register_view(Register(Path("x"), (row,))).rows().texts()
    assert cells[5] == "Kết quả thực hiện nhiệm vụ, Năm 2021"
    assert cells[9] == "Dòng 1; bản giấy"


def test_only_a_document_has_an_author_and_a_number_of_its_own() -> None:
    columns = ("Tác giả", "Số, ký hiệu văn bản", "Ngày tháng văn bản")
    for at in (3, 4, 5, 7, 8):
        assert [CELLS[at][each] for each in columns] == ["", "", ""]


def test_who_extends_is_who_follows_up_or_whoever_issues_such_numbers(
    shipped: LoadedPlan,
) -> None:
    document = shipped.plan.document
    by_issuer = replace(ROWS[6], no=1, agency="Sở Y tế")
    by_keeper = replace(ROWS[6], no=2, document=DocumentRef(number="310/SNV-CCHC"))
    view = register_view(Register(Path("x"), (by_issuer, by_keeper)), document)
    assert [row[2] for row in view.rows().texts()] == [document.issuer, document.follow_up]
    first, _ = view.rows().texts()
    assert first[5] == "Gia hạn gửi đến 25/12/2021, Năm 2021 cho Sở Y tế"


def test_a_return_of_another_plan_is_told_with_its_number() -> None:
    row = a_return(no=1, verdict="other_plan", plan=PlanRef(number="9/KH-UBND"))
    (cells,) = register_view(Register(Path("x"), (row,))).rows().texts()
    assert "theo kế hoạch khác (9/KH-UBND)" in cells[9]


def test_a_sending_back_that_was_struck_out_is_told_of_itself_alone() -> None:
    struck = Row(no=5, kind="correction", received=DAY, of=4, reason="Nhầm số")
    view = register_view(Register(Path("x"), (*ROWS[:4], struck)))
    notes = [row[9] for row in view.rows().texts()]
    assert "trả lại" not in notes[2]
    assert notes[3] == "Dòng 4; trả lại; Chưa ký; đã bỏ ở dòng 5: Nhầm số"


def test_the_closing_line_counts_agencies_once() -> None:
    assert VIEW.closing == "3 bản gửi của 2 cơ quan, đơn vị; 6 dòng khác."
    assert register_view(Register(Path("x"), ROWS[:1])).closing == (
        "1 bản gửi của 1 cơ quan, đơn vị."
    )


def test_json_has_every_key_of_a_row_and_what_later_ones_say() -> None:
    first, *_ = rows = VIEW.data()["rows"]
    assert {tuple(each) for each in rows} == {tuple(first)}
    assert (first["received"], first["superseded_by"], first["corrected_by"]) == (
        "2021-12-15", [3], [6],
    )  # fmt: skip
    assert rows[2]["sent_back_by"] == [4]
    assert rows[1]["document"] == {"number": None, "date": None}
    assert (rows[4]["plan"], rows[6]["due"]) == (None, "2021-12-25")


def test_a_terminal_is_spared_the_columns_that_are_filled_in_by_hand() -> None:
    assert VIEW.drawing is not None
    shown = VIEW.drawing()
    assert "Ký nhận" not in shown
    assert "Ghi" in shown


def test_a_workbook_has_real_days_and_all_ten_columns() -> None:
    content = REPORTERS[Format.XLSX].content(VIEW)
    sheet = openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    head = rows.index(list(COLUMNS))
    assert rows[head + 1][0].date() == date(2021, 12, 15)  # type: ignore[union-attr]
    assert rows[head + 2][4] is None
    assert rows[head + 3][9] == CELLS[2]["Ghi chú"]
