"""What officers write for done, begun and not yet."""

from time import process_time

import pytest

from papi_cli.checklists.format import Entry
from papi_cli.checklists.vocabulary import (
    Judgement,
    Status,
    denies_note,
    is_noted,
    join_entries,
    joint_status,
    judge,
    stated,
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
        ("", "UBND XÃ YẾN DƯƠNG ĐÃ HOÀN THÀNH", DONE, False),
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
        ("", "K phát sinh", NOT_ARISEN, False),
        ("", "không p/s", NOT_ARISEN, False),
        ("x", "Dùng loa truyền thanh", DONE, False),
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
        ("", "12/12 xã đã hoàn thành", DONE, False),
        ("x", "7/12 xã đã hoàn thành", BEGUN, DOUBT),
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
        # In time, by a document, with success.
        ("", "Đã hoàn thành theo Kế hoạch số 12/KH-UBND", DONE, False),
        ("", "Đã thực hiện theo Công văn số 45/UBND-VP của UBND huyện", DONE, False),
        ("", "Hoàn thành theo Quyết định số 12/QĐ-UBND ngày 20/5/2021", DONE, False),
        ("", "Đã hoàn thành dự thảo theo Kế hoạch số 12/KH-UBND", BEGUN, False),
        ("", "Đã hoàn thành theo Kế hoạch số 12/KH-UBND, còn 2 thôn", BEGUN, False),
        ("", "Hoàn thành đúng tiến độ", DONE, False),
        ("", "Đã hoàn thành đúng tiến độ đề ra", DONE, False),
        ("", "Hoàn thành chậm tiến độ", BEGUN, False),
        ("", "Cuộc bầu cử đã thành công tốt đẹp", DONE, False),
        ("", "Bầu cử thành công", DONE, False),
        ("", "Đã tổ chức thành công cuộc bầu cử", DONE, False),
        ("", "Đã tổ chức thành công 3 lớp", BEGUN, False),
        ("", "Tuyên truyền để cuộc bầu cử thành công tốt đẹp", BEGUN, False),
        ("", "Giai đoạn 1 đã thành công", BEGUN, False),
        ("", "Tuyên truyền 12/12 thôn; đạt 100% kế hoạch", DONE, DOUBT),
        ("x", "Tuyên truyền 12/12 thôn; đạt 100% kế hoạch", DONE, False),
        ("chưa", "Tuyên truyền 12/12 thôn; đạt 100% kế hoạch", BEGUN, DOUBT),
        ("", "Tuyên truyền 11/12 thôn; đạt 100% kế hoạch", BEGUN, False),
        ("", "Trồng rừng đạt 100% kế hoạch; cấp giấy đạt 60%", BEGUN, False),
        ("", "Họp thôn, đạt 100% kế hoạch quý I", BEGUN, False),
        ("ĐTH", "", BEGUN, DOUBT),
        ("", "đth", BEGUN, DOUBT),
    ],
)  # fmt: skip
def test_words_and_marks_count_as_a_person_would_count_them(
    mark: str, words: str, status: Status, doubtful: bool
) -> None:
    found = judge(Entry(mark, words))
    assert (found.status, bool(found.doubt)) == (status, doubtful)


OPENED = {
    DONE: """
        Xã đã hoàn thành
        UBND xã đã hoàn thành ngày 20/5/2021
        UBND phường đã thực hiện xong
        UBND huyện đã hoàn thành 100% kế hoạch
        UBND xã Yến Dương đã hoàn thành
        Ủy ban nhân dân xã đã tổ chức thực hiện xong
        Đơn vị đã thực hiện xong
        Cơ quan đã hoàn thành, Báo cáo số 12/BC-UBND
        Sở đã hoàn thành đúng hạn
        Sở Nội vụ đã hoàn thành
        Sở Tài nguyên và Môi trường đã thực hiện xong
        Chúng tôi đã làm xong
        Địa phương đã triển khai thực hiện
        Phòng chuyên môn đã thực hiện xong
        Nhiệm vụ này đã hoàn thành
        Việc này xã đã làm xong
        Nội dung này đã thực hiện
        Công tác này huyện đã thực hiện xong
        Công tác tuyên truyền đã hoàn thành
        Việc rà soát hộ nghèo đã xong
        UBND TP. Bắc Kạn đã hoàn thành
        Hội Nông dân đã hoàn thành
        Sở NN&PTNT đã hoàn thành
        1.1.a: Đã xong
        Xã làm xong rồi
        Năm 2021 đã hoàn thành
        Năm 2021, xã đã hoàn thành
        Trong năm, đơn vị đã hoàn thành
        Quý I đã hoàn thành
        6 tháng đầu năm đã hoàn thành
        Đến nay đã xong
        Đến nay, xã đã giải quyết xong 9/9 vụ
        Tính đến 15/12 đã hoàn thành
        Tính đến ngày 15/12/2021, UBND xã đã hoàn thành 12/12 thôn
        Hiện nay nhiệm vụ này đã hoàn thành
        Hiện tại xã đã thực hiện xong
        Từ đầu năm đến nay đã hoàn thành
        Hoàn thành xuất sắc
        Hoàn thành xuất sắc nhiệm vụ
        Đã hoàn thành việc bình xét
        Đã hoàn thành công tác kiểm kê
        1. Đã xong
        1) Đã hoàn thành
        a) Đã thực hiện xong
        (1) Xã đã hoàn thành
        Kết quả: Đã xong
        Kết quả thực hiện: UBND xã đã hoàn thành
        Tình trạng: Hoàn thành
        Tiến độ: 100%
        Đã HT
        HT
        HT 100%
        Xã đã HT
        Ðã hoàn thành
        Xã đã hoàn thành, đã báo cáo UBND huyện
        XÃ ĐÃ HOÀN THÀNH
        Xa da hoan thanh
    """,
    BEGUN: """
        Xã đang triển khai
        UBND xã đang thực hiện, dự kiến xong tháng 12
        UBND phường đang rà soát
        UBND xã Bành Trạch đang bình xét
        Đơn vị đang xây dựng dự thảo
        Sở Y tế đang tổng hợp
        Hiện nay đang triển khai
        Hiện tại, xã đang rà soát
        Đến nay xã đang thực hiện
        Trong kỳ, đơn vị đang lấy ý kiến
        Nhiệm vụ này đang triển khai
        Nội dung này xã đang thực hiện
        Phòng chuyên môn đang soạn thảo
        Xã chưa hoàn thành
        UBND xã chưa thực hiện hết: mới 10/12 thôn
        Đến nay hoàn thành 60%
        Tính đến 15/12 đạt 85%
        6 tháng đầu năm, huyện hoàn thành 8/10 xã
        Xã chưa triển khai, đã xây dựng kế hoạch
        Kết quả: đang làm
        2. Đang thực hiện
        Ðang triển khai
        Xã hiện đang triển khai
        Quý I chưa thực hiện, quý II đã thực hiện
        Đang TH
        Việc lấy ý kiến đang được thực hiện
        Đoàn thanh niên xã đang triển khai
        Phòng Nội vụ huyện Na Rì đang tham mưu
        Hiện đơn vị đang chờ kinh phí
    """,
    NOT_YET: """
        Xã chưa triển khai
        UBND xã chưa thực hiện, lý do thiếu kinh phí
        UBND phường không thực hiện được do dịch
        UBND xã Quảng Chu chưa thực hiện
        Đơn vị chưa tổ chức
        Sở Tư pháp chưa triển khai
        Cơ quan không tổ chức được
        Chúng tôi chưa làm
        Địa phương chưa có kinh phí để thực hiện
        Phòng chuyên môn chưa tham mưu
        Trạm y tế không thực hiện
        Nhiệm vụ này chưa triển khai được vì thiếu cán bộ
        Việc này chưa làm
        Nội dung này chưa đến hạn
        Công tác này huyện chưa triển khai
        Hiện tại chưa thực hiện
        Hiện nay xã chưa thực hiện
        Đến nay, xã vẫn chưa thực hiện
        Tính đến 15/12 chưa thực hiện
        Tính đến thời điểm báo cáo, đơn vị chưa triển khai
        Từ đầu năm đến nay chưa tổ chức
        Quý I chưa thực hiện
        Năm 2021 chưa thực hiện
        Trong năm không tổ chức lớp nào
        6 tháng đầu năm xã không tổ chức
        Xã sẽ tổ chức vào tháng 12
        UBND xã dự kiến thực hiện trong quý IV
        Đơn vị sẽ triển khai sau khi có hướng dẫn
        Hoãn sang năm 2022
        Xã xin hoãn sang năm 2022
        Sang năm 2022 mới thực hiện
        Cuối năm mới tổ chức
        Tạm thời chưa thực hiện
        Xã: chưa thực hiện
        Xã hoãn sang năm 2022
        Tạm hoãn do dịch Covid-19
        Lùi sang quý IV
        Lùi thời gian tổ chức sang tháng 12
        Chuyển sang năm 2022
        Chuyển sang quý IV thực hiện
        Để sang năm 2022
        Dời sang tháng 12
        Đã hoãn sang năm 2022
        Kế hoạch tổ chức vào tháng 12
        Xã có kế hoạch tổ chức vào tháng 12
        Kế hoạch thực hiện trong quý IV
        Do dịch Covid-19 nên xã chưa tổ chức được
        Do thiếu kinh phí, xã chưa triển khai
        Kết quả: chưa thực hiện
        1. Chưa thực hiện
        CTH
        Chưa TH
        Ko thực hiện
        XÃ CHƯA TRIỂN KHAI
        Xa chua trien khai
    """,
    NOT_ARISEN: """
        Việc này không phát sinh
        Nhiệm vụ này không phát sinh trong năm
        Trên địa bàn không phát sinh
        Xã không phát sinh
        UBND xã không có đơn thư khiếu nại, tố cáo
        Đơn vị không có vụ việc nào
        Trong kỳ, xã không tiếp nhận đơn thư nào
        Trong năm xã không nhận được đơn khiếu nại nào
        Năm 2021 xã không tuyển dụng
        Năm 2021, Sở không tuyển dụng công chức, viên chức
        Không tuyển dụng mới
        Trong năm không xảy ra vụ việc nào
        Quý I không phát sinh
        Hiện nay chưa phát sinh
        Tính đến 15/12 không phát sinh
        6 tháng đầu năm, trên địa bàn xã không phát sinh
        Kết quả: Không phát sinh
        1. Không phát sinh
        Kết quả: KPS
        Xã KPS
        Xã không có nhiệm vụ này
        Xã chưa có đơn thư
        UBND xã Yến Dương: Năm 2021 không phát sinh
        Từ ngày 01/01/2021 đến ngày 15/12/2021 không phát sinh
        Ko phát sinh
    """,
}
"""What begins with its subject, a time, a number or a label, or is short for it, and is plain."""


@pytest.mark.parametrize(
    ("status", "words"),
    [(status, line.strip()) for status in OPENED for line in OPENED[status].strip().split("\n")],
)
def test_subject_and_time_in_front_change_nothing(status: Status, words: str) -> None:
    """So plain words count with a tick and without; a tick they contradict is told."""
    assert judge(Entry("", words)) == Judgement(status)
    ticked = judge(Entry("x", words))
    assert (ticked.status, ticked.by_words) == (status, status is not DONE)


@pytest.mark.parametrize(
    ("words", "doubtful"),
    [
        # What was done, or a good result, is not plainly all of it.
        ("Xã đã tổ chức 3 lớp", False),
        ("UBND xã đã ban hành Kế hoạch", False),
        ("Xã không để xảy ra khiếu kiện", False),
        ("Đơn vị không có hồ sơ trễ hạn", False),
        ("Trong năm, Sở không có hồ sơ nào trễ hạn", False),
        ("Năm 2021 đã tuyển dụng 2", False),
        ("Năm 2021 xã đã tuyển dụng 2 công chức", False),
        ("Xã tiếp 15 lượt công dân", False),
        ("Xã Yến Dương họp 3 lần", False),
        ("Đến nay, xã có 12/12 thôn có nhà văn hóa", False),
        ("Trong kỳ, xã tiếp nhận 12 đơn", False),
        ("Xã đang duy trì 12 mô hình", False),
        ("Hiện nay có 12 mô hình đang hoạt động", False),
        ("Kế hoạch số 15/KH-UBND ngày 25/5/2021", False),
        ("Đời sống nhân dân ổn định", False),
        ("Tuyên truyền những nội dung mới", False),
        ("Chuyển đổi số sang giai đoạn mới", False),
        ("Xã không nhận quà biếu", False),
        ("Không xảy ra khiếu kiện", False),
        ("Không phát hiện vi phạm", False),
        ("Việc mới, đã xong", False),
        ("Kế hoạch tổ chức Ngày hội đại đoàn kết", False),
        ("Kết quả: 12/12 thôn", False),
        ("1. Họp 3 lần\n2. Phát 500 tờ rơi", False),
        ("Chuyển 3 đơn sang Công an huyện", False),
        ("Đã hoàn trả mặt bằng", False),
        ("Hoàn lại tiền cho 12 hộ", False),
        ("Để lại ấn tượng tốt", False),
        ("Không thu phí của dân", False),
        ("Xã hội hóa 320 triệu đồng", False),
        ("Phòng chống dịch 12 đợt", False),
        ("Đơn vị không tuyển dụng sai quy định", False),
        ("UBND xã Chu Hương tuyên truyền 12 buổi", False),
        ("Quý I họp 2 lần, quý II họp 3 lần", False),
        # What says that something is left, or denies, and is not plain.
        ("UBND xã đã ban hành Kế hoạch, chưa tổ chức", True),
        ("Xã đã tổ chức 3 lớp, còn 2 lớp chuyển sang năm 2022", True),
        ("Đã tổ chức 3 lớp, hoãn 1 lớp", True),
        ("Xã có 3 thôn chưa có nhà văn hóa", False),
        ("Xã có 3 thôn chưa tổ chức họp", True),
        ("Ban Quản lý dự án đang triển khai", True),
        ("Nhà thầu không thực hiện", True),
        ("Đường vào thôn Nà Còi đang thi công", True),
        ("Không tham gia", True),
        ("Xã không thực hiện sai quy định", True),
        ("Tạm dừng do dịch bệnh", True),
        ("Phải lùi thời gian", True),
        ("Tháng 6 mới triển khai", True),
        ("Dừng thực hiện", True),
        ("Đã và đang triển khai", True),
        ("UBND xã (đang thực hiện)", True),
        ("Xã không tham gia", True),
        ("Sở Nội vụ ban hành văn bản nhưng chưa triển khai", True),
        ("Đã hoàn thành công tác chuẩn bị", True),
        ("Xã cơ bản hoàn thành", True),
        ("Quý I đã hoàn thành, quý II chưa thực hiện", True),
        ("1. Đã xong\n2. Chưa làm", True),
        ("- Đã xong\n- Đang rà soát", True),
    ],
)
def test_words_that_are_not_plain_leave_it_to_the_mark(words: str, doubtful: bool) -> None:
    assert judge(Entry("", words)) == Judgement(BEGUN)
    ticked = judge(Entry("x", words))
    assert (ticked.status, bool(ticked.doubt)) == (DONE, doubtful)


def test_words_that_say_done_contradict_a_level_however_they_begin() -> None:
    for words in ("Đã hoàn thành việc bình xét", "UBND xã đã xong 12/12 thôn"):
        doubt = "mức độ và lời ghi không khớp, tính theo lời ghi"
        assert judge(Entry("", words, "Đang thực hiện")) == Judgement(DONE, doubt)


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
        ("", "ĐTH", "", BEGUN, "«ĐTH» chưa rõ là đã hay đang thực hiện"),
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


@pytest.mark.parametrize(
    "words",
    [
        "bau cu " * 4_000,
        "đã thành công " + "tốt đẹp " * 4_000,
        "đã hoàn thành theo kế hoạch " * 3_000,
        "đạt 100% " * 4_000,
        "đã tổ chức thành công " + "một " * 8_000,
        "cuộc " * 8_000 + "đã",
    ],
)
def test_long_words_that_nearly_say_something_are_read_in_time(words: str) -> None:
    started = process_time()
    judge(Entry("", words))
    assert process_time() - started < 2


@pytest.mark.parametrize(
    "words",
    [
        "Không",
        "không.",
        "KHÔNG CÓ",
        "- Không có",
        "1. Không",
        "(không có)",
        "Ko có",
        "K có",
        "Khong co",
        "0",
        "Chưa có",
        "Chưa có đề xuất gì",
        "Không phát sinh",
        "Không có khó khăn, vướng mắc",
        "Không có khó khăn, vướng mắc gì.",
        "Không gặp khó khăn gì lớn",
        "Không có đề xuất, kiến nghị",
        "Không đề xuất gì thêm",
        "Không có ý kiến",
        "Không có gì vướng mắc",
        "Không có vấn đề gì",
        "Khó khăn: không; đề xuất: không có",
        "Khó khăn, vướng mắc: Không có.",
        "UBND xã Yến Dương không có đề xuất, kiến nghị",
        "Đơn vị không có khó khăn, vướng mắc trong quá trình thực hiện",
        "Trong kỳ không có khó khăn",
        "Hiện nay không có",
        "Không có kiến nghị với cấp trên",
        "Không có khó khăn trong thực hiện nhiệm vụ này",
        "Không\n\nKhông có",
        "Không. Không có đề xuất.",
    ],
)
def test_words_that_deny_a_difficulty_or_a_proposal_name_none(words: str) -> None:
    assert denies_note(words)
    assert not stated(words)
    assert not is_noted(Entry("", "", difficulty=words, proposal=words))


@pytest.mark.parametrize(
    "words",
    [
        "Không có kinh phí",
        "Không đủ cán bộ",
        "Không có loa truyền thanh",
        "Chưa có hướng dẫn",
        "Chưa có ý kiến chỉ đạo của tỉnh",
        "Chưa được cấp kinh phí",
        "Không có ý kiến của dân",
        "Không có khó khăn, chỉ thiếu kinh phí",
        "Không. Đề nghị cấp kinh phí.",
        "Không có nội dung hướng dẫn",
        "Không thu được quỹ",
        "Không nên tổ chức họp vào mùa vụ",
        "Không phải đơn vị nào cũng có máy tính",
        "Khó khăn về kinh phí",
        "Khó khăn",
        "Có",
        "Đường xa",
        "Không rõ",
        "không có " * 100,
    ],
)
def test_words_about_a_lack_are_a_difficulty(words: str) -> None:
    assert stated(words) == words
    assert is_noted(Entry("", "", difficulty=words))


@pytest.mark.parametrize("words", ["", "…", "- ", "[…]"])
def test_an_empty_cell_neither_states_nor_denies(words: str) -> None:
    assert not stated(words)
    assert not denies_note(words)


def test_what_denies_is_found_in_little_time() -> None:
    started = process_time()
    for piece in ("khong kho khan ", "khong co ", "trong ky bao cao ", "va ", "khong; "):
        denies_note(piece * 26 + "x")
    assert process_time() - started < 0.2
