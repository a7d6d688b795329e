"""What officers write for done, begun and not yet."""

import pytest

from papi_cli.checklists.format import Entry
from papi_cli.checklists.vocabulary import (
    Judgement,
    Status,
    join_entries,
    joint_status,
    judge,
    status_of,
)
from tests.checklists.small import TASKS, edited, read, with_result


@pytest.mark.parametrize(
    "mark", ["x", "X", "v", "✓", " x", "x ", "✔\ufe0f", "х", "ｘ", "ok", "Đã xong"]
)
def test_a_tick_is_read_however_officers_make_it(mark: str) -> None:
    ticked = read(edited("- [ ] **1.1.b**", f"- [{mark}] **1.1.b**"), TASKS).entries
    assert [label for label, entry in ticked.items() if entry.ticked] == ["1.1.b"]


@pytest.mark.parametrize("mark", [" ", "", "-", "?", "/", "đang làm"])
def test_any_other_mark_is_no_tick(mark: str) -> None:
    entry = read(edited("- [ ] **1.1.b**", f"- [{mark}] **1.1.b**"), TASKS).entries["1.1.b"]
    assert (entry.ticked, entry.mark, entry.begun) == (False, mark.strip(), bool(mark.strip()))


@pytest.mark.parametrize("written", ["👍", "✅", "✓", "+"])
def test_a_sign_is_a_result(written: str) -> None:
    assert read(with_result("1.1.a", f" {written}"), TASKS).entries["1.1.a"].written


def test_a_tick_is_done_a_result_without_one_in_progress() -> None:
    assert status_of(Entry("x", "")) is Status.DONE
    assert status_of(Entry("", "abc")) is Status.IN_PROGRESS
    assert status_of(Entry("", "…")) is Status.NOT_STARTED
    assert status_of(None) is Status.NOT_STARTED


DONE, BEGUN, NOT_YET, NOT_ARISEN = Status
DOUBT = True


@pytest.mark.parametrize(
    ("parts", "whole"),
    [
        ([DONE, DONE], DONE),
        ([DONE, NOT_YET], BEGUN),
        ([BEGUN, NOT_YET], BEGUN),
        ([NOT_YET, NOT_YET], NOT_YET),
        ([DONE, NOT_ARISEN], DONE),
        ([NOT_YET, NOT_ARISEN], NOT_YET),
        ([NOT_ARISEN, NOT_ARISEN], NOT_ARISEN),
    ],
)
def test_a_task_is_as_far_as_its_parts_together(parts: list[Status], whole: Status) -> None:
    assert joint_status(parts) is whole


@pytest.mark.parametrize(
    ("mark", "words", "status", "doubtful"),
    [
        # What the words plainly say counts, with a tick or without.
        ("", "Đã thực hiện", DONE, False),
        ("", "Đã xong, Quyết định số 12/QĐ-UBND", DONE, False),
        ("", "Đã hoàn thành 100 %", DONE, False),
        ("", "100%", DONE, False),
        ("", "ĐÃ HOÀN THÀNH", DONE, False),
        ("", "Đã xong: 3 lớp", DONE, False),
        ("", "(đã hoàn thành)", DONE, False),
        ("", "Hoàn\nthành", DONE, False),
        ("-", "Xong.", DONE, DOUBT),
        ("", "hoàn thành 60 %", BEGUN, False),
        ("x", "hoàn thành 60 %", BEGUN, DOUBT),
        ("", "Đang làm", BEGUN, False),
        ("x", "Đang triển khai", BEGUN, DOUBT),
        ("x", "Chưa đạt", BEGUN, DOUBT),
        ("", "Chưa thực hiện hết: mới 10/12 thôn.", BEGUN, False),
        ("", "Chưa triển khai, lý do thiếu kinh phí", NOT_YET, False),
        ("", "Chưa thực hiện được do thiếu kinh phí.", NOT_YET, False),
        ("", "Không triển khai được", NOT_YET, False),
        ("", "Chưa đến hạn", NOT_YET, False),
        ("", "Chưa thực hiện, đang chờ kinh phí", NOT_YET, False),
        ("x", "Không thực hiện", NOT_YET, DOUBT),
        ("x", "Chưa triển khai thực hiện", NOT_YET, DOUBT),
        ("", "0", NOT_YET, False),
        ("", "Không phát sinh", NOT_ARISEN, False),
        ("", "KPS", NOT_ARISEN, False),
        ("", "Không có vụ việc nào", NOT_ARISEN, False),
        ("", "✓", DONE, False),
        ("", "Chưa triển khai, đã xây dựng kế hoạch", BEGUN, False),
        ("x", "Chưa triển khai, đã xây dựng kế hoạch", BEGUN, DOUBT),
        ("", "Hoàn thành ngày 20/5/2021", DONE, False),
        ("", "Đã hoàn thành trong tháng 5", DONE, False),
        ("", "Hoàn thành trong tháng 12", BEGUN, False),
        ("", "Đã nâng cấp xong", DONE, False),
        ("", "Đã giao các thôn tự làm cho xong", BEGUN, False),
        # So many of so many: all of them, or not all.
        ("", "Đã giải quyết xong 9/9 vụ", DONE, False),
        ("", "Hoàn thành 12/12 thôn", DONE, False),
        ("x", "Hoàn thành 8/10 xã", BEGUN, DOUBT),
        ("x", "Đã xong 10/12 thôn", BEGUN, DOUBT),
        ("x", "Hoàn thành 1.204 hồ sơ", DONE, False),
        ("x", "Hoàn thành 98,5%", BEGUN, DOUBT),
        ("x", "99,8% cử tri đi bầu", DONE, DOUBT),
        ("x", "60%", BEGUN, DOUBT),
        # What is under way, and what is kept up.
        ("x", "Đang bình xét", BEGUN, DOUBT),
        ("x", "Đang duy trì 12 mô hình", DONE, False),
        # What is put off, with the reason before or behind.
        ("", "Sẽ thực hiện trong quý IV", NOT_YET, False),
        ("x", "Dự kiến tháng 11/2021", NOT_YET, DOUBT),
        ("", "Sẽ hoàn thành trong tháng 12, đã làm 80%", BEGUN, False),
        ("", "Do dịch Covid-19 nên chưa tổ chức được", NOT_YET, False),
        ("", "Do dịch Covid-19, chưa tổ chức được", NOT_YET, False),
        ("", "Do dân tự làm", BEGUN, False),
        ("", "Không thuộc nhiệm vụ của xã", NOT_YET, DOUBT),
        ("", "Không thuộc thẩm quyền, đã chuyển đơn", BEGUN, False),
        # Nothing there: what might have happened did not, or what should have been was not.
        ("", "Trong kỳ không có đơn thư khiếu nại, tố cáo phát sinh", NOT_ARISEN, False),
        ("", "Không có đơn khiếu nại nào", NOT_ARISEN, False),
        ("", "Không có đơn thư khiếu nại, tố cáo", NOT_ARISEN, False),
        ("x", "Không có hồ sơ, thủ tục nào quá hạn", DONE, False),
        ("", "Không có lớp nào", NOT_YET, DOUBT),
        ("chưa", "Không có lớp nào", NOT_YET, DOUBT),
        ("x", "Không có sai phạm nào", DONE, False),
        ("không phát sinh", "Không có lớp nào", NOT_ARISEN, False),
        # Words that decide are told from others by their tone marks.
        ("", "Đã xong, niêm yết tại trụ sở UBND xã", DONE, False),
        ("", "Đã xong, tuyên truyền những nội dung mới", DONE, False),
        ("", "Hoàn thành, sửa chữa 2 nhà văn hóa", DONE, False),
        ("", "Đã xong, vớt rác trên sông Cầu", DONE, False),
        ("x", "Chữa bệnh cho 1.200 lượt người", DONE, False),
        ("x", "Đảng ủy xã ban hành nghị quyết", DONE, False),
        ("", "Đã xong, trừ thôn A", BEGUN, False),
        ("", "Da xong, tru thon A", BEGUN, False),
        ("", "Chua thuc hien", NOT_YET, False),
        ("", "Dang lam", BEGUN, False),
        # Good results that speak of what did not happen.
        ("", "Không để phát sinh điểm nóng", BEGUN, False),
        ("x", "Không có hồ sơ nào trễ hạn", DONE, False),
        ("x", "Không có đơn thư tồn đọng", DONE, False),
        ("x", "Không phát sinh mới, đã giải quyết 12/12 đơn", DONE, False),
        ("", "Trong kỳ không có vụ việc phát sinh", NOT_ARISEN, False),
        ("x", "Không phát sinh trong năm", NOT_ARISEN, DOUBT),
        # Where the words do not say it plainly, the mark does.
        ("", "Đã tổ chức 3 lớp tập huấn", BEGUN, False),
        ("x", "Đã tổ chức 3 lớp tập huấn", DONE, False),
        ("x", "cơ bản hoàn thành", DONE, DOUBT),
        ("", "cơ bản hoàn thành", BEGUN, False),
        ("chưa", "Họp 2 lần", BEGUN, DOUBT),
        ("Không phát sinh", "", NOT_ARISEN, False),
        ("không phát sinh", "Họp 2 lần", NOT_ARISEN, DOUBT),
        ("chưa", "", NOT_YET, False),
        ("đang làm", "", BEGUN, False),
        ("?", "", BEGUN, DOUBT),
        ("", "- …\n- ………", NOT_YET, False),
        ("x", "Đã niêm yết tại 7/12 thôn", DONE, DOUBT),
        ("", "Đã niêm yết tại 7/12 thôn", BEGUN, False),
        ("x", "Đã họp ngày 7/12 tại xã", DONE, False),
        ("x", "Quyết định số 3/2021/QĐ-UBND", DONE, False),
        ("x", "Đã giải quyết 3 đơn, còn 2 đơn", DONE, DOUBT),
        ("x", "Đã ban hành Kế hoạch, chưa tổ chức thực hiện", DONE, DOUBT),
        ("x", "Đã tiếp dân, chưa có đơn thư", DONE, False),
        ("x", "Mới xong vòng 1", DONE, DOUBT),
        ("x", "Xây dựng nông thôn mới", DONE, False),
        ("x", "Chờ hướng dẫn của huyện", DONE, DOUBT),
        ("x", "Cho vay 20 hộ", DONE, False),
        ("", "Không có khoản đóng góp nào trong 6 tháng", NOT_YET, DOUBT),
    ],
)  # fmt: skip
def test_words_and_marks_count_as_a_person_would_count_them(
    mark: str, words: str, status: Status, doubtful: bool
) -> None:
    found = judge(Entry(mark, words))
    assert (found.status, bool(found.doubt)) == (status, doubtful)


@pytest.mark.parametrize(
    ("box", "level", "words", "status", "doubt"),
    [
        ("", "Hoàn thành", "", DONE, ""),
        ("", "Đang thực hiện", "", BEGUN, ""),
        ("", "Chưa thực hiện", "", NOT_YET, ""),
        ("", "Không phát sinh", "", NOT_ARISEN, ""),
        ("", "đã xong (đúng hạn)", "", DONE, ""),
        ("", "Hoàn thành", "Đã họp 3 lần", DONE, ""),
        ("x", "Hoàn thành", "Đã họp 3 lần", DONE, ""),
        ("x", "…", "", DONE, ""),
        # The level replaces the box; where they disagree, that is told.
        ("x", "Đang thực hiện", "Đã họp", BEGUN, "dấu trong ô và mức độ không khớp, xét theo mức độ"),
        ("-", "Hoàn thành", "", DONE, "dấu trong ô và mức độ không khớp, xét theo mức độ"),
        # Words that say it plainly decide against both, and it is told which they contradict.
        ("", "Hoàn thành", "Đang triển khai", BEGUN, "mức độ và lời ghi không khớp, tính theo lời ghi"),
        (
            "x", "Hoàn thành", "Đang triển khai", BEGUN,
            "dấu, mức độ và lời ghi không khớp, tính theo lời ghi",
        ),
        (
            "x", "Đang thực hiện", "Đã xong", DONE,
            "dấu trong ô và mức độ không khớp; mức độ và lời ghi không khớp, tính theo lời ghi",
        ),
        (
            "", "Chưa thực hiện", "Họp 2 lần", BEGUN,
            "mức độ ghi chưa làm mà có kết quả, tính theo kết quả",
        ),
        (
            "", "Không phát sinh", "Họp 2 lần", NOT_ARISEN,
            "mức độ ghi không phát sinh mà có kết quả, tính theo mức độ",
        ),
        ("", "Hoàn thành", "cơ bản hoàn thành", DONE, "lời ghi chưa nói rõ đã xong, tính theo mức độ"),
        # A level that nobody understands counts less than a box.
        ("x", "Tốt", "", DONE, "mức độ ghi chữ lạ, xét theo dấu trong ô"),
        ("", "Tốt", "", BEGUN, "mức độ ghi chữ lạ"),
    ],
)  # fmt: skip
def test_a_level_is_the_mark_and_every_disagreement_is_told(
    box: str, level: str, words: str, status: Status, doubt: str
) -> None:
    """Box, level and words are each named where they contradict another."""
    assert judge(Entry(box, words, level)) == Judgement(status, doubt)


@pytest.mark.parametrize(
    ("entry", "status", "doubtful"),
    [
        (Entry("", "", difficulty="Thiếu kinh phí"), NOT_YET, False),
        (Entry("", "", proposal="Thêm người"), NOT_YET, False),
        (Entry("x", "", difficulty="Thiếu kinh phí"), DONE, False),
        (Entry("", "", number="12/QĐ-UBND"), BEGUN, False),
        (Entry("x", "", number="12/QĐ-UBND"), DONE, False),
        (Entry("", "", number="Không có"), NOT_YET, False),
        (Entry("", "", completed="20/5/2021"), DONE, True),
        (Entry("", "Đã họp", completed="ngày 20/5/2021"), DONE, True),
        (Entry("", "", completed="Dự kiến 30/11/2021"), NOT_YET, False),
        (Entry("x", "", completed="20/5/2021"), DONE, False),
        (Entry("", "", "Hoàn thành", completed="20/5/2021"), DONE, False),
        (Entry("-", "", completed="20/5/2021"), BEGUN, True),
        (Entry("", "Đang làm", completed="20/5/2021"), BEGUN, True),
    ],
)
def test_what_else_is_said_of_a_task_counts_as_a_person_would_count_it(
    entry: Entry, status: Status, doubtful: bool
) -> None:
    """Difficulties alone are no beginning; a document is one, a day an end to be looked at."""
    found = judge(entry)
    assert (found.status, bool(found.doubt)) == (status, doubtful)


def test_of_several_entries_all_fields_are_joined() -> None:
    """A tick and a level that says done count before others."""
    entries = [
        Entry("-", "a", "Đang thực hiện", "1", "1/5", "b", ""),
        Entry("x", "c", "Hoàn thành", "2", "", "d", "e"),
    ]
    joined = Entry("x", "a\n\nc", "Hoàn thành", "1\n\n2", "1/5", "b\n\nd", "e")
    assert join_entries(entries) == joined
