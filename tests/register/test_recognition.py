"""What each file that came in is: whose, what it says, what it replaces, what it loses."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from papi_cli.checking.runner import load_valid
from papi_cli.checklists.carriers import CARRIERS
from papi_cli.checklists.vocabulary import Status
from papi_cli.documents.builder import Documents
from papi_cli.documents.templates import shipped as templates
from papi_cli.plan.loader import LoadedPlan
from papi_cli.register.file import Register, read_register
from papi_cli.register.filing import Pending, file_rows
from papi_cli.register.incoming import Incoming
from papi_cli.register.recognition import (
    Particulars,
    Recognized,
    Recognizer,
    pending_of,
)
from papi_cli.register.rows import PlanRef, Row
from papi_cli.register.standing import Standings, plan_fingerprint
from tests.checklists.sent import AGENCIES, TASKS
from tests.conftest import filled, small_plan
from tests.register.came_in import ole

DAY = date(2021, 12, 16)
PERIOD = "Năm 2021"


class Office:
    """An office with a plan and a register in a folder of its own."""

    def __init__(self, loaded: LoadedPlan, folder: Path) -> None:
        self.loaded, self.folder = loaded, folder
        self.documents = Documents(loaded, templates())

    def text(self, agency: str, *results: tuple[str, str], tick: bool = False) -> str:
        """Return a checklist with results of tasks."""
        text = self.documents.checklist(self.loaded.registry.find(agency))
        for label, result in results:
            text = filled(text, label, f" {result}", tick=tick)
        return text

    def recognize(
        self, *files: Incoming, period: str = PERIOD, day: date | None = DAY, **told: object
    ) -> list[Recognized]:
        """Return what files that came in on a day are."""
        register = read_register(self.folder) or Register(self.folder)
        given = [(each, Particulars(received=day, **told)) for each in files]  # type: ignore[arg-type]
        return Recognizer(self.loaded, register, self.documents.fresh).recognize(given, period)

    def one(self, file: Incoming, **told: object) -> Recognized:
        """Return what a file is."""
        (found,) = self.recognize(file, **told)  # type: ignore[arg-type]
        return found

    def file(self, file: Incoming, **told: object) -> Row:
        """File a file; return its row."""
        found = self.one(file, **told)
        (row,) = file_rows(self.folder, [pending_of(found, found.supersedes)])
        return row

    def append(self, row: Row) -> None:
        """Append a row that has no file."""
        file_rows(self.folder, [Pending(row)])


@pytest.fixture
def office(write: Callable[..., Path], tmp_path: Path) -> Office:
    return Office(load_valid(write(small_plan(AGENCIES, TASKS)), "plan.yaml"), tmp_path / "nhan")


def sent(text: str, name: str = "a.md") -> Incoming:
    return Incoming(name, text.encode(), name, suffix=".md")


D, E, A = "UBND xã D", "UBND xã E", "Sở A"
PDF = Incoming(
    "bao cao ubnd xa e.pdf", b"%PDF", "bao cao ubnd xa e.pdf",
    problem="Tệp «bao cao ubnd xa e.pdf» là tệp PDF nên không đọc được; xin bản .docx.",
)  # fmt: skip


# Whose, of which plan


def test_whose_a_return_is_stands_in_it_and_not_in_its_name(office: Office) -> None:
    found = office.one(sent(office.text(D, ("1.a", "Xong.")), f"{E}.md"))
    assert (found.agency, found.verdict, found.refusal) == (D, "accepted", "")


def test_a_plan_is_known_by_number_day_and_its_fingerprint(office: Office) -> None:
    found = office.one(sent(office.text(D, ("1.a", "Xong."))))
    document = office.loaded.plan.document
    assert found.plan == PlanRef(
        number=document.number, date=document.date, fingerprint=plan_fingerprint(office.loaded)
    )


def test_what_nobody_signed_wants_an_agency_and_the_name_is_but_a_hint(office: Office) -> None:
    text = office.text(D, ("1.a", "Xong.")).replace(f'agency: "{D}"', 'agency: "UBND xã Z"')
    found = office.one(sent(text, "ubnd xa e lan 2.md"))
    assert found.refusal.endswith(
        "cơ quan kế hoạch không có, nên không được tính; ghi thêm --agency TÊN."
    )
    assert (found.hint, found.agency, found.to_be_filed) == (E, "", False)


def test_the_agency_that_was_typed_settles_what_the_file_does_not(office: Office) -> None:
    text = office.text(D, ("1.a", "Xong.")).replace(f'agency: "{D}"', 'agency: "UBND xã Z"')
    found = office.one(sent(text), agency=office.loaded.registry.find(D))
    assert (found.agency, found.refusal) == (D, "")


def test_an_agency_that_contradicts_the_file_is_refused(office: Office) -> None:
    found = office.one(sent(office.text(D)), agency=office.loaded.registry.find(E))
    assert found.refusal == (
        "Tệp «a.md» ghi là của UBND xã D, không phải của UBND xã E; bỏ --agency, hay hỏi lại người"
        " gửi."
    )


def test_a_return_of_another_plan_is_filed_as_such_and_counts_for_nothing(office: Office) -> None:
    text = office.text(D, ("1.a", "Xong.")).replace(
        f'plan: "{office.loaded.plan.document.number}"', 'plan: "99/KH-UBND"'
    )
    found = office.one(sent(text))
    assert (found.agency, found.verdict, found.counts) == (D, "other_plan", None)
    assert found.reason == "là danh mục theo kế hoạch khác («99/KH-UBND»)"
    assert found.plan is not None
    assert found.plan.number == "99/KH-UBND"


def test_what_cannot_be_read_is_filed_where_it_is_known_whose(office: Office) -> None:
    assert "Của cơ quan nào thì ghi thêm --agency" in office.one(PDF).refusal
    assert office.one(PDF).hint == E
    found = office.one(PDF, agency=office.loaded.registry.find(E))
    assert (found.agency, found.verdict, found.to_be_filed) == (E, "unreadable", True)
    assert found.reason == "là tệp PDF nên không đọc được; xin bản .docx"


def test_what_holds_nothing_is_never_filed(office: Office) -> None:
    lock = replace(PDF, empty=True)
    assert not office.one(lock, agency=office.loaded.registry.find(E)).to_be_filed


def test_a_checklist_that_its_carrier_cannot_read_is_unreadable(office: Office) -> None:
    found = office.one(sent("# A"), agency=office.loaded.registry.find(D))
    assert found.verdict == "unreadable"
    assert found.reason == "không phải là danh mục nhiệm vụ do papi viết nên không đọc được"


def test_another_document_of_papis_is_no_return(office: Office) -> None:
    text = office.documents.report(office.loaded.registry.find(D))
    found = office.one(sent(text))
    assert (found.own, found.to_be_filed, found.refusal) == (True, False, "")


FORMATS = [each for each in CARRIERS if each != ".md"]


@pytest.mark.parametrize("suffix", CARRIERS)
def test_every_format_of_checklists_is_recognized(office: Office, suffix: str) -> None:
    fresh = office.documents.fresh_checklist(office.loaded.registry.find(D))
    found = office.one(Incoming("a", CARRIERS[suffix].write(fresh), "a", suffix=suffix))
    assert (found.agency, found.counts, found.refusal) == (D, {}, "")


@pytest.mark.parametrize("suffix", FORMATS)
@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda data: data[: len(data) // 2], "bị cắt cụt hoặc hỏng; xin gửi lại tệp"),
        (lambda _: ole("EncryptedPackage"), "có đặt mật khẩu; bỏ mật khẩu, lưu thành"),
        (lambda _: b"%PDF-1.7", "là tệp PDF; xin bản"),
    ],
    ids=["truncated", "encrypted", "renamed"],
)
def test_a_file_of_office_that_no_library_may_open_is_told_in_a_sentence(
    office: Office, suffix: str, change: Callable[[bytes], bytes], said: str
) -> None:
    fresh = office.documents.fresh_checklist(office.loaded.registry.find(D))
    data = change(CARRIERS[suffix].write(fresh))
    found = office.one(
        Incoming("a", data, "a", suffix=suffix), agency=office.loaded.registry.find(D)
    )
    assert (found.verdict, found.agency) == ("unreadable", D)
    assert found.reason.startswith(said)


# When


def test_a_file_without_a_day_is_refused(office: Office) -> None:
    (found,) = office.recognize(sent(office.text(D, ("1.a", "Xong."))), day=None)
    assert found.refusal == (
        "Chưa biết ngày nhận tệp «a.md»; ghi thêm --on NGÀY, hay --days BẢNG.csv."
    )


def test_the_day_that_was_typed_goes_before_that_of_the_mail(office: Office) -> None:
    by_mail = replace(sent(office.text(D)), received=date(2021, 12, 1))
    assert office.one(by_mail).received == DAY
    (found,) = office.recognize(by_mail, day=None)
    assert found.received == date(2021, 12, 1)


# What it says


def test_counts_are_of_what_is_said(office: Office) -> None:
    found = office.one(sent(office.text(D, ("1.a", "Đã xong."), ("2.a", "Đang làm."))))
    assert found.counts == {Status.DONE: 1, Status.IN_PROGRESS: 1}


def test_a_return_with_nothing_in_it_has_no_counts_and_says_so(office: Office) -> None:
    found = office.one(sent(office.text(D)))
    assert (found.counts, found.verdict, found.reason) == ({}, "with_remarks", "chưa ghi gì")


def test_a_task_of_which_only_a_difficulty_is_told_is_counted_as_not_started(
    office: Office,
) -> None:
    at = "\n  Khó khăn, đề xuất:"
    found = office.one(sent(office.text(D).replace(at, f"{at} Thiếu kinh phí.", 1)))
    assert found.counts == {Status.NOT_STARTED: 1}


@pytest.mark.parametrize(
    ("change", "remark"),
    [
        (lambda text: filled(text, "1.a", " Chưa làm.", tick=True), "có chỗ cần xem lại: 1.a"),
        (
            lambda text: re.sub(r"date: (\d{4})-\d\d-\d\d", r"date: \1-12-31", text),
            "khác kế hoạch; vẫn được tính",
        ),
    ],
    ids=["review", "another day"],
)
def test_what_is_told_of_a_return_makes_it_one_with_remarks(
    office: Office, change: Callable[[str], str], remark: str
) -> None:
    found = office.one(sent(change(office.text(D, ("2.a", "Xong.")))))
    assert found.verdict == "with_remarks"
    assert remark in found.reason
    assert "a.md" not in found.reason


def test_results_of_tasks_that_are_not_its_own_are_told(office: Office) -> None:
    text = office.text(D, ("1.a", "Xong.")).replace(f'agency: "{D}"', f'agency: "{A}"')
    assert "có kết quả của nhiệm vụ đã đổi hay không giao" in office.one(sent(text)).reason


def test_results_of_tasks_that_the_plan_dropped_are_told_and_need_no_mending(
    office: Office, write: Callable[..., Path], tmp_path: Path
) -> None:
    more = f"{TASKS}      - {{id: z, text: Việc cũ, lead: [Các xã]}}\n"
    old = load_valid(write(small_plan(AGENCIES, more), "cu.yaml"), "cu.yaml")
    text = Office(old, tmp_path / "cu").text(D, ("1.a", "Xong."), ("2.z", "Xong."))
    found = office.one(sent(text))
    hint = "có kết quả của nhiệm vụ mà kế hoạch hiện nay không còn, giữ để biết, không đếm: 2.z"
    assert (found.verdict, found.hints) == ("accepted", (hint,))
    assert found.counts == {Status.DONE: 1}


def test_points_of_part_three_are_told_apart_from_tasks(
    shipped: LoadedPlan, tmp_path: Path
) -> None:
    office = Office(shipped, tmp_path / "nhan")
    empty = office.one(sent(office.text("UBND xã Yến Dương")))
    text = office.text("UBND xã Yến Dương", ("1.1.d", "Đã xong."), ("Điểm III.1.a", "Đã xong."))
    found = office.one(sent(text))
    assert (found.counts, found.duties) == ({Status.DONE: 1}, 1)
    assert empty.blanks
    assert found.blanks == empty.blanks - 1


def test_a_return_that_tells_of_part_three_alone_is_no_empty_one(
    shipped: LoadedPlan, tmp_path: Path
) -> None:
    office = Office(shipped, tmp_path / "nhan")
    row = office.file(sent(office.text("UBND xã Yến Dương", ("Điểm III.1.a", "Đã xong."))))
    (receipt,) = Standings(shipped, [row]).receipts
    assert (row.counts, row.duties, receipt.blank) == ({}, 1, False)


def test_a_task_with_parts_counts_once(write: Callable[..., Path], tmp_path: Path) -> None:
    parted = TASKS.replace("text: Việc a, lead: [Các xã]", f"text: Việc a, {PARTS}")
    loaded = load_valid(write(small_plan(AGENCIES, parted), "plan.yaml"), "plan.yaml")
    office = Office(loaded, tmp_path / "nhan")
    found = office.one(sent(office.text(D, ("1.a.1", "Đã xong."), ("1.a.2", "Đang làm."))))
    assert found.counts == {Status.IN_PROGRESS: 1}


PARTS = "parts: [{id: '1', text: Việc, lead: [Các xã]}, {id: '2', text: a, lead: [Các xã]}]"


def test_a_file_without_a_suffix_is_read_and_that_is_told(office: Office) -> None:
    found = office.one(sent(office.text(D, ("1.a", "Xong.")), "danh mục"))
    assert found.hints == ("có tên thiếu đuôi .md, được đọc theo nội dung",)
    assert (found.verdict, found.reason) == ("accepted", "")


def test_that_the_closing_comment_is_gone_is_told_and_needs_no_mending(office: Office) -> None:
    text = office.text(D, ("2.a", "Xong."))
    found = office.one(sent(text[: text.index("<!-- papi")]))
    assert found.hints == ("mất chú thích ở cuối, được đọc theo chữ của kế hoạch hiện nay",)
    assert found.verdict == "accepted"


def test_how_many_tasks_nothing_is_said_of_is_told(office: Office) -> None:
    whole = office.one(sent(office.text(D))).blanks
    assert whole
    assert office.one(sent(office.text(D, ("1.a", "Xong.")))).blanks == whole - 1


def test_what_names_no_plan_is_unreadable_and_not_of_another(office: Office) -> None:
    text = office.text(D, ("1.a", "Xong."))
    number = office.loaded.plan.document.number
    text = text.replace(f'plan: "{number}"\n', "").replace("- [", "* Việc khác [")
    found = office.one(sent(text))
    assert found.verdict != "other_plan"


# What it replaces


def test_the_same_bytes_again_are_known_by_their_number(office: Office) -> None:
    first = sent(office.text(D, ("1.a", "Xong.")))
    row = office.file(first)
    found = office.one(replace(first, name="b.md", origin="b.md"))
    assert (found.duplicate_of, found.to_be_filed, found.agency) == (row.no, False, D)


def test_the_same_bytes_after_the_row_was_sent_back_are_another_receipt(office: Office) -> None:
    first = sent(office.text(D, ("1.a", "Xong.")))
    row = office.file(first)
    office.append(Row(no=0, kind="sent_back", received=DAY, of=row.no, reason="Chưa ký"))
    found = office.one(first)
    assert (found.to_be_filed, found.duplicate_of, found.sent_back) == (True, None, row.no)
    office.file(first)
    assert office.one(first).duplicate_of == row.no + 2


def test_a_day_long_before_or_after_the_plan_is_refused_for_its_file(office: Office) -> None:
    file = replace(sent(office.text(D, ("1.a", "Xong."))), received=date(1970, 1, 1), via="email")
    (found,) = office.recognize(file, day=None)
    assert found.refusal.startswith("Ngày nhận tệp «a.md» không hợp lý: 1/1/1970 trước ngày ban")


def test_where_the_day_comes_from_is_kept(office: Office) -> None:
    file = sent(office.text(D, ("1.a", "Xong.")))
    by_mail = replace(file, received=DAY, via="email")
    assert [each.source for each in office.recognize(by_mail, day=None)] == ["mail"]
    by_sender = replace(by_mail, sent=True)
    assert [each.source for each in office.recognize(by_sender, day=None)] == ["sent"]
    assert [each.source for each in office.recognize(by_mail, source="sheet")] == ["sheet"]


def test_whose_an_original_says_that_it_is_can_be_asked(office: Office) -> None:
    row = office.file(sent(office.text(D, ("1.a", "Xong."))))
    register = read_register(office.folder)
    assert register
    recognizer = Recognizer(office.loaded, register, office.documents.fresh)
    assert recognizer.owner_said(row) == office.loaded.registry.find(D)
    assert recognizer.owner_said(replace(row, stored=None)) is None


def test_what_is_known_keeps_the_day_and_the_way_of_its_row(office: Office) -> None:
    first = sent(office.text(D, ("1.a", "Xong.")))
    office.file(first, via="usb")
    (found,) = office.recognize(first, day=date(2021, 12, 20), via="email")
    assert (found.received, found.particulars.via) == (DAY, "usb")


def test_the_same_bytes_in_another_period_are_a_return(office: Office) -> None:
    first = sent(office.text(D, ("1.a", "Xong.")))
    office.file(first)
    assert office.one(first, period="Năm 2022").to_be_filed


def test_the_same_bytes_twice_at_once_are_one_return(office: Office) -> None:
    text = office.text(D, ("1.a", "Xong."))
    first, second = office.recognize(sent(text), sent(text, "b.md"))
    assert (first.to_be_filed, second.to_be_filed, second.same_as) == (True, False, "a.md")


def test_a_return_replaces_the_agencys_last_one_of_the_period(office: Office) -> None:
    office.file(sent(office.text(E, ("1.a", "Xong."))))
    former = office.file(sent(office.text(D, ("1.a", "Xong."))))
    found = office.one(sent(office.text(D, ("1.a", "Xong."), ("2.a", "Xong."))))
    assert found.supersedes == former.no
    assert office.one(sent(office.text(D)), period="Năm 2022").supersedes is None


def test_what_a_later_return_lost_changed_and_added_is_told_task_by_task(office: Office) -> None:
    office.file(sent(office.text(D, ("1.a", "Đã xong."), ("1.b", "Đang làm."))))
    found = office.one(sent(office.text(D, ("1.b", "Đã xong."), ("2.a", "Đang làm."))))
    assert found.changes.lost == ("1.a",)
    assert found.changes.changed == {"1.b": (Status.IN_PROGRESS, Status.DONE)}
    assert found.changes.added == ("2.a",)
    assert found.reason == "mất kết quả ở 1.a so với bản trước"


def test_nothing_is_told_where_a_later_return_only_adds(office: Office) -> None:
    office.file(sent(office.text(D, ("1.a", "Đã xong."))))
    found = office.one(sent(office.text(D, ("1.a", "Đã xong."), ("2.a", "Đang làm."))))
    assert found.verdict == "accepted"


def test_what_was_sent_back_is_replaced_by_nothing(office: Office) -> None:
    row = office.file(sent(office.text(D, ("1.a", "Xong."))))
    office.append(Row(no=0, kind="sent_back", received=DAY, of=row.no, reason="Thiếu chữ ký"))
    assert office.one(sent(office.text(D, ("2.a", "Xong.")))).supersedes is None


def test_a_return_that_was_put_right_is_its_right_agencys(office: Office) -> None:
    first = sent(office.text(D, ("1.a", "Xong.")))
    row = office.file(first)
    office.append(
        Row(no=0, kind="correction", received=DAY, of=row.no, to_agency=E, reason="Nhầm xã")
    )
    assert office.one(sent(office.text(E, ("2.a", "Xong.")))).supersedes == row.no
    assert office.one(first).agency == E


def test_a_return_that_came_in_before_the_last_one_replaces_nothing_and_says_so(
    office: Office,
) -> None:
    row = office.file(sent(office.text(D, ("1.a", "Xong."))))
    (found,) = office.recognize(sent(office.text(D, ("2.a", "Xong."))), day=date(2021, 12, 1))
    assert (found.supersedes, found.newer) == (None, row.no)


def test_of_several_that_come_at_once_the_later_replaces_the_earlier(office: Office) -> None:
    late = replace(sent(office.text(D, ("1.a", "Xong.")), "1.md"), received=date(2021, 12, 9))
    early = replace(sent(office.text(D, ("2.a", "Xong.")), "2.md"), received=date(2021, 12, 2))
    first, second = office.recognize(late, early, day=None)
    assert (first.incoming.name, first.follows) == ("2.md", None)
    assert (second.incoming.name, second.follows) == ("1.md", 0)
    assert second.changes.lost == ("2.a",)


def test_what_could_not_be_read_is_replaced_by_nothing(office: Office) -> None:
    office.file(PDF, agency=office.loaded.registry.find(E))
    assert office.one(sent(office.text(E, ("1.a", "Xong.")))).supersedes is None


def test_an_original_that_is_gone_is_not_compared_with(office: Office) -> None:
    row = office.file(sent(office.text(D, ("1.a", "Xong."))))
    assert row.stored is not None
    (office.folder / row.stored).unlink()
    found = office.one(sent(office.text(D, ("2.a", "Xong."))))
    assert (found.supersedes, found.changes.any) == (row.no, False)


# What is filed


def test_a_row_holds_all_that_was_understood(office: Office) -> None:
    row = office.file(sent(office.text(D, ("1.a", "Đã xong.")), "BC xã D.md"))
    assert (row.no, row.kind, row.received, row.agency, row.period) == (1, "return", DAY, D, PERIOD)
    assert (row.name, row.stored, row.counts) == (
        "BC xã D.md",
        "goc/0001-ubnd-xa-d.md",
        {"done": 1},
    )
    assert (row.verdict, row.reason, row.supersedes) == ("accepted", None, None)


def test_an_original_without_a_suffix_is_kept_under_that_of_its_content(office: Office) -> None:
    row = office.file(sent(office.text(D, ("1.a", "Xong.")), "danh mục"))
    assert row.stored == "goc/0001-ubnd-xa-d.md"


def test_names_and_heads_of_any_length_can_be_filed(office: Office) -> None:
    number = "9" * 5_000
    text = office.text(D).replace(
        f'plan: "{office.loaded.plan.document.number}"', f'plan: "{number}"'
    )
    row = office.file(sent(text, "a\u202eb\x07" * 2_000 + ".md"))
    assert row.no == 1
