"""What came in, shown: a row for each file, what is to be told, what is next."""

from dataclasses import replace
from datetime import date

from papi_cli.checklists.vocabulary import Status
from papi_cli.register.incoming import Incoming
from papi_cli.register.recognition import Changes, Particulars, Recognized, Source
from papi_cli.register.rows import PlanRef
from papi_cli.views.receive import (
    changes_text,
    outcome,
    receive_closing,
    receive_data,
    receive_rows,
    receive_table,
)

DAY = date(2021, 12, 16)


def found(name: str = "a.md", received: date | None = DAY, **values: object) -> Recognized:
    incoming = Incoming(name, b"x", name, date(2021, 12, 1), "email", suffix=".md")
    told: dict[str, object] = {"agency": "UBND xã D", "verdict": "accepted", "counts": {}, **values}
    return Recognized(
        incoming=incoming,
        sha256="0" * 64,
        period="Năm 2021",
        particulars=Particulars(received=received),
        **told,  # type: ignore[arg-type]
    )


REFUSED = found("b.pdf", agency="", counts=None, refusal="Tệp «b.pdf» là tệp PDF.", hint="Sở A")
KNOWN = found("c.md", duplicate_of=7)


def row(each: Recognized, **filed: int) -> dict[str, str]:
    rows = receive_rows([each], {0: filed["number"]} if filed else {})
    (cells,) = rows.texts()
    return dict(zip(rows.columns, cells, strict=True))


def test_a_row_tells_what_a_file_was_taken_for() -> None:
    shown = row(found(counts={Status.DONE: 2}), number=12)
    assert shown == {
        "Số": "12", "Tệp": "a.md", "Cơ quan": "UBND xã D", "Kỳ": "Năm 2021",
        "Ngày nhận": "16/12/2021", "Đường gửi": "thư điện tử", "Dạng": ".md", "Hoàn thành": "2",
        "Đang thực hiện": "0", "Chưa thực hiện": "0", "Không phát sinh": "0",
        "Kết luận": "đọc được", "Thay bản": "", "Khác bản trước": "", "Cần biết": "",
    }  # fmt: skip


def test_the_day_of_a_mail_is_shown_as_one_to_be_confirmed() -> None:
    assert row(found(received=None))["Ngày nhận"] == "1/12/2021 (theo thư)"


def test_what_becomes_of_a_file_is_told_in_words() -> None:
    assert outcome(KNOWN) == "đã nhận, số 7"
    assert outcome(found(same_as="x.md")) == "trùng tệp x.md"
    assert outcome(REFUSED) == "chưa nhận"
    assert outcome(found(verdict="with_remarks")) == "đọc được, có điểm cần nêu"


def test_why_a_file_is_not_taken_is_told_with_what_its_name_hints_at() -> None:
    assert row(REFUSED)["Cần biết"] == "Tệp «b.pdf» là tệp PDF. Tên tệp gợi ý Sở A."


def test_what_a_return_replaces_is_named_by_number_or_by_file() -> None:
    assert row(found(supersedes=7))["Thay bản"] == "thay bản số 7"
    assert row(found(newer=9))["Thay bản"] == "đã có bản nhận sau, số 9, nên không thay"
    two = [found(), found("b.md", follows=0)]
    assert list(receive_rows(two, {}).texts())[1][12] == "thay a.md"
    assert list(receive_rows(two, {0: 3, 1: 4}).texts())[1][12] == "thay bản số 3"


def test_what_differs_is_told_task_by_task() -> None:
    changes = Changes(("1.a",), {"1.b": (Status.DONE, Status.DONE)}, ("2.a", "2.b"))
    assert changes_text(found(changes=changes)) == "mất 1.a; đổi 1.b; thêm 2.a, 2.b"


def test_a_long_list_of_tasks_is_cut_and_says_how_many() -> None:
    lost = tuple(f"1.{at}" for at in range(12))
    assert changes_text(found(changes=Changes(lost))).endswith("1.7 … (12 chỗ)")


def test_a_terminal_gets_few_columns_and_what_is_to_be_told_below() -> None:
    remarked = found(verdict="with_remarks", remarks=("chưa ghi gì",), supersedes=7)
    text = receive_table([remarked, REFUSED], {}, "Hết.", 120)
    assert "a.md: thay bản số 7; chưa ghi gì.\n" in text
    assert "0/0/0/0" in text
    assert text.endswith("Hết.\n")
    assert text.count("b.pdf") == 1


def test_json_tells_the_same() -> None:
    changes = Changes(("1.a",), {"1.b": (Status.IN_PROGRESS, Status.DONE)}, ())
    (data,) = receive_data([found(counts={Status.DONE: 2}, changes=changes)], {0: 3})["files"]
    assert (data["number"], data["received"], data["counts"]) == (3, "2021-12-16", {"done": 2})
    assert data["changed"] == [{"task": "1.b", "from": "in_progress", "to": "done"}]
    assert (data["lost"], data["taken"], data["refusal"]) == (["1.a"], True, None)


def test_the_closing_line_says_what_is_taken_and_what_is_next() -> None:
    remarked = found("d.md", verdict="with_remarks")
    files = [found(), remarked, KNOWN, REFUSED]
    assert receive_closing(files, {}, "nhan/so_nhan.yaml") == (
        "4 tệp: 2 nhận được (1 có điểm cần nêu hay không đọc được), 1 đã nhận từ trước hay trùng"
        " nhau, 1 chưa nhận. Chưa ghi gì; xem đúng rồi thì chạy lại với --write."
    )
    closing = receive_closing(files, {0: 3, 1: 4}, "nhan/so_nhan.yaml")
    assert closing.endswith("Đã ghi vào nhan/so_nhan.yaml: số 3 đến 4.")
    assert (
        receive_closing([KNOWN], {}, "x")
        == "1 tệp: 0 nhận được, 1 đã nhận từ trước hay trùng nhau."
    )


def test_documents_of_papis_stand_in_no_row_and_in_one_sentence() -> None:
    own = [found(name, None, own=True) for name in ("lich-a.ics", "x.docx", "lich-b.ics")]
    assert receive_rows([found(), *own], {}).rows == receive_rows([found()], {}).rows
    assert receive_closing([found(), *own], {}, "so").endswith(
        " Kèm 3 tệp khác do papi lập (lịch, văn bản khác): không cần nhận."
    )


def test_where_a_day_comes_from_stands_beside_it() -> None:
    sources: tuple[Source, ...] = ("sheet", "mail", "sent", "on")
    told = [Particulars(received=DAY, source=each) for each in sources]
    days = [row(replace(found(), particulars=each))["Ngày nhận"] for each in told]
    assert days == [
        "16/12/2021 (theo bảng)",
        "16/12/2021 (theo thư)",
        "16/12/2021 (theo ngày gửi ghi trong thư)",
        "16/12/2021 (theo --on)",
    ]


def test_another_plans_return_is_told_as_such_and_counted_apart() -> None:
    other = found(verdict="other_plan", plan=PlanRef(number="9/KH-UBND"))
    assert outcome(other) == "theo kế hoạch khác (9/KH-UBND)"
    assert receive_closing([other, found()], {}, "x").startswith(
        "2 tệp: 2 nhận được (1 theo kế hoạch khác)."
    )


def test_that_the_same_file_was_sent_back_and_what_is_but_a_hint_are_told() -> None:
    told = row(found(sent_back=3, hints=("có tên thiếu đuôi",)))
    assert told["Cần biết"] == "cùng tệp đã trả lại, số 3; có tên thiếu đuôi"
