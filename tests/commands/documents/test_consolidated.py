"""`papi report --consolidated`: one report on what all agencies sent, and its annex."""

import shutil
from collections.abc import Callable
from pathlib import Path

import docx
import pytest

from papi_cli.register.filing import Pending, file_rows
from papi_cli.register.rows import Row
from tests.commands.documents.at_hand import XA, change
from tests.conftest import Result
from tests.documents.letterheads import letterhead
from tests.documents.province import HAND, Province
from tests.register.periods import act, row

Papi = Callable[..., Result]


@pytest.fixture
def small(small: Province, tmp_path: Path) -> list[str]:
    """Return how the report on the small province is asked for."""
    plan = tmp_path / "province.yaml"
    plan.write_text(HAND["plan"], encoding="utf-8")
    return ["report", "--consolidated", "--plan", str(plan), "--from", str(small.now)]


def test_the_report_is_of_who_follows_up_its_results_lie_beside_it(
    papi: Papi, sent: Path, tmp_path: Path
) -> None:
    result = papi("report", "--consolidated", "--from", str(sent), "-o", str(tmp_path / "out"))
    assert result.code == 0
    texts = {each.name: each.read_text("utf-8") for each in (tmp_path / "out").iterdir()}
    assert sorted(texts) == [
        "bao-cao-tong-hop-bieu-do-chi-so.svg",
        "bao-cao-tong-hop-bieu-do-loai-co-quan.svg",
        "bao-cao-tong-hop-phu-luc-ket-qua.md",
        "bao-cao-tong-hop.md",
    ]
    text = texts["bao-cao-tong-hop.md"]
    assert "| **SỞ NỘI VỤ** |" in text
    assert f" | {XA} | Đã báo cáo | " in text
    absent = text.partition("\nChưa báo cáo (")[2]
    assert "Sở Y tế; " in absent
    assert "Sở Nội vụ" not in absent.partition("## Phụ lục")[0]  # it owes itself none
    assert "(bao-cao-tong-hop-bieu-do-chi-so.svg)\n" in text
    results = texts["bao-cao-tong-hop-phu-luc-ket-qua.md"]
    assert f"- **{XA}** (chủ trì; hoàn thành): Đã họp 12 cuộc.\n" in results


def test_a_file_that_is_named_has_annex_and_pictures_of_its_name_beside_it(
    papi: Papi, small: list[str], tmp_path: Path
) -> None:
    path = tmp_path / "out" / "Tổng hợp (quý I).md"
    assert papi(*small, "-o", str(path)).code == 0
    assert sorted(each.name for each in path.parent.iterdir()) == [
        "Tổng hợp (quý I)-phu-luc-ket-qua.md",
        "Tổng hợp (quý I).md",
        "tong-hop-quy-i-bieu-do-chi-so.svg",
        "tong-hop-quy-i-bieu-do-loai-co-quan.svg",
    ]
    assert "](tong-hop-quy-i-bieu-do-chi-so.svg)\n" in path.read_text(encoding="utf-8")


def test_on_stdout_are_both_documents_and_no_pictures(papi: Papi, small: list[str]) -> None:
    text = papi(*small).out
    assert text.index("## Phụ lục II\n") < text.index("## Phụ lục III\n")
    assert "Đã họp thôn 12 cuộc." in text
    assert "![" not in text


def test_a_report_is_made_though_a_file_cannot_be_read(papi: Papi, sent: Path) -> None:
    (sent / "x.md").write_text("x", encoding="utf-8")
    result = papi("report", "--consolidated", "--from", str(sent))
    assert result.code == 1
    assert "x.md» không phải là danh mục" in result.err
    assert "Đã họp 12 cuộc." in result.out


def test_a_plan_that_names_nobody_who_follows_up_needs_an_agency(
    papi: Papi, plan: Path, sent: Path
) -> None:
    change(plan, "  follow_up: Sở Nội vụ ", "  # ")
    args = ("report", "--consolidated", "--from", str(sent), "--plan", str(plan))
    assert papi(*args).code == 2
    assert "| **SỞ TƯ PHÁP** |" in papi(*args, "--agency", "Sở Tư pháp").out


def test_the_index_stands_beside_the_work(papi: Papi, tmp_path: Path) -> None:
    papi("checklist", "--agency", "Sở Y tế", "-o", str(tmp_path))
    args = ("report", "--consolidated", "--from", str(tmp_path))
    text = papi(*args, "--on", "31/12/2021", "--dated", "1/6/2022").out
    title = "**CHỈ SỐ PAPI ĐÃ CÔNG BỐ VÀ KẾT QUẢ THỰC HIỆN NHIỆM VỤ**"
    body, _, annex = text.partition(f"## Phụ lục IV\n\n{title}\n")
    annex = annex.partition("<!--")[0]
    assert "kết quả ấy tại Phụ lục IV.\n" in body
    assert "- Tổng điểm: năm 2020: 42,723, thứ 32/63; năm 2021: 42,153, thứ 34/60;" in annex
    assert (
        "| 4.3. Công bằng trong tuyển dụng vào khu vực công | 1,014 | 1,212 | +0,199 | 27/60 | 1 |"
        in annex
    )
    assert "(chỉ số 7.2 + 7.3)" in annex
    assert "không phải việc cơ quan đã làm" in annex
    assert annex.count("\n| ") == 2 + 28
    assert "Quá hạn đến 31/12/2021 |" in annex


def test_a_report_tells_of_the_index_what_was_known_on_its_day(papi: Papi, tmp_path: Path) -> None:
    args = ("report", "--consolidated", "--from", str(tmp_path))
    for day in (("--on", "31/12/2021"), ("--on", "31/12/2021", "--dated", "31/5/2022")):
        annex = papi(*args, *day).out.partition("## Phụ lục IV\n")[2]
        assert "| Mục | 2019 | 2020 |" in annex
        assert "42,153" not in annex
        assert "chưa đạt" not in annex
        assert "\nGiá trị năm 2021 chưa công bố.\n" in annex


@pytest.mark.parametrize("author", ["UBND huyện Ba Bể", "Sở Y tế"])
def test_the_index_stands_in_the_report_of_the_whole_alone(
    papi: Papi, tmp_path: Path, author: str
) -> None:
    text = papi("report", "--consolidated", "--from", str(tmp_path), "--agency", author).out
    assert "Phụ lục IV" not in text
    assert "## Phụ lục IV" not in text


def test_a_report_of_no_known_province_has_no_such_annex(papi: Papi, tmp_path: Path) -> None:
    own = tmp_path / "so.csv"
    own.write_text("province,number,2021\nHà Nội,total,44\n", encoding="utf-8")
    found = papi("report", "--consolidated", "--from", str(tmp_path), "--scores", str(own))
    assert "CHỈ SỐ PAPI ĐÃ CÔNG BỐ" not in found.out
    assert "## Phụ lục II\n" in found.out


def test_whether_reports_came_in_time_is_told_of_a_register_alone(
    papi: Papi, den: Path, sent: Path
) -> None:
    # Sở Nội vụ writes the report and owes none to itself.
    line = (
        "- Báo cáo kết quả: 2/141 cơ quan, đơn vị được giao chủ trì đã báo cáo (1,4 %; không kể cơ"
        " quan tổng hợp), kỳ này không có hạn gửi, bản của kỳ khác 1 (UBND xã Hà Hiệu); 139/141 cơ"
        " quan, đơn vị được giao chủ trì chưa báo cáo (danh sách tại Phụ lục II).\n"
    )
    assert line in papi("report", "--consolidated", "--from", str(den)).out
    assert "hạn gửi" not in papi("report", "--consolidated", "--from", str(sent)).out


def _unread(each: Row) -> Pending:
    return Pending(each, f"{each.agency}".encode(), each.agency or "", ".pdf")


def _annexed(text: str) -> dict[str, str]:
    """Return the states of agencies in the annex, by their names."""
    annex = text.partition("## Phụ lục II\n")[2].partition("## Phụ lục IV")[0]
    rows = (line.split(" | ") for line in annex.splitlines())
    return {row[1]: row[2] for row in rows if len(row) > 5}


def test_the_annex_tells_what_became_of_returns_that_nothing_can_be_counted_of(
    papi: Papi, den: Path
) -> None:
    day, paper = "2021-12-15", {"via": "paper", "name": None, "counts": None}
    file_rows(
        den,
        [
            Pending(row(0, day, "Sở Y tế", plan=None, stored=None, **paper)),
            _unread(row(0, day, "Sở Tư pháp", plan=None, stored=None, verdict="unreadable")),
            _unread(row(0, day, "Sở Tài chính", plan=None, stored=None)),
            Pending(act(0, "sent_back", "2021-12-16", of=6, reason="Thiếu chữ ký")),
        ],
    )
    text = papi("report", "--consolidated", "--from", str(den)).out
    states = _annexed(text)
    assert [states[each] for each in ("Sở Y tế", "Sở Tư pháp", "Sở Tài chính")] == [
        "Đã gửi bản giấy", "Gửi tệp không đọc được", "Đã trả lại",
    ]  # fmt: skip
    assert "Sở Xây dựng" in text.partition("\nChưa báo cáo (")[2]
    assert "- Đã gửi bản giấy, chưa có số liệu nhiệm vụ: 1 cơ quan, đơn vị (Sở Y tế).\n" in text
    assert (
        "; 138/141 cơ quan, đơn vị được giao chủ trì chưa báo cáo: gửi bản không dùng được 2 (Sở Tư"
        " pháp: gửi tệp không đọc được; Sở Tài chính: đã trả lại), chưa gửi 136 (danh sách tại Phụ"
        " lục II)." in text
    )


def test_the_period_before_is_read_of_the_same_register(papi: Papi, den: Path) -> None:
    args = ("report", "--consolidated", "--from", str(den), "--previous", str(den))
    year = papi(*args, "--period", "Năm 2021")
    assert "| Tỷ lệ hoàn thành | So với kỳ trước |" in year.out
    half = papi(*args, "--period", "6 tháng đầu năm 2021")
    assert (half.code, half.out) == (2, "")
    assert "Sổ nhận không có kỳ nào trước «6 tháng đầu năm 2021»" in half.err


def test_an_earlier_round_is_compared_and_said_where_it_is_not_there(
    papi: Papi, small: list[str]
) -> None:
    assert "| Tỷ lệ hoàn thành | So với kỳ trước |" in papi(*small, "--previous", small[-1]).out
    found = papi(*small, "--previous", "khong_co")
    assert (found.code, found.out) == (3, "")
    assert "kiểm tra lại đường dẫn của --previous" in found.err


def test_an_earlier_round_without_any_checklist_is_refused(
    papi: Papi, small: list[str], tmp_path: Path
) -> None:
    (tmp_path / "empty").mkdir()
    found = papi(*small, "--previous", str(tmp_path / "empty"))
    assert (found.code, found.out) == (2, "")
    assert "không có danh mục nào đọc được; --previous cần" in found.err


@pytest.mark.parametrize(
    ("author", "words"),
    [
        (
            "UBND huyện K",
            "tổng hợp kết quả của 3 xã thuộc huyện K (không kể nhiệm vụ của chính UBND huyện K) trong năm 2021",
        ),
        ("Sở B", "tổng hợp kết quả 1 nhiệm vụ thuộc lĩnh vực của Sở B (Phụ lục I) trong năm 2021"),
    ],
)
def test_a_district_and_a_department_say_what_their_reports_cover(
    papi: Papi, small: list[str], author: str, words: str
) -> None:
    assert f", {author} {words} như sau:\n" in papi(*small, "--agency", author).out


def test_who_has_nothing_of_others_to_put_together_is_told_so(papi: Papi, small: list[str]) -> None:
    found = papi(*small, "--agency", "UBND xã X1")
    assert (found.code, found.out) == (2, "")
    assert "«UBND xã X1» không có xã, thành viên hay lĩnh vực nào để tổng hợp; bỏ" in found.err


def test_of_files_only_what_is_of_a_district_s_communes_is_said_in_its_report(
    papi: Papi, small: list[str], tmp_path: Path
) -> None:
    folder = tmp_path / "sent"
    shutil.copytree(small[-1], folder)
    path = folder / "ubnd-xa-x4.md"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("- [ ] **1.a**", "- [?] **1.a**"), encoding="utf-8")
    asked = [*small[:-1], str(folder), "--agency"]
    assert "1 chỗ ghi cần xem lại" in papi(*asked, "UBND huyện L").err
    assert "cần xem lại" not in papi(*asked, "UBND huyện K").err


def test_of_files_only_what_is_of_a_field_s_tasks_is_said_in_its_report(
    papi: Papi, small: list[str], tmp_path: Path
) -> None:
    folder = tmp_path / "sent"
    shutil.copytree(small[-1], folder)
    path = folder / "so-c.md"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("- [ ] **2.a**", "- [?] **2.a**"), encoding="utf-8")
    asked = [*small[:-1], str(folder), "--agency"]
    assert "1 chỗ ghi cần xem lại" in papi(*asked, "Sở C").err  # its field is 2.a
    assert "cần xem lại" not in papi(*asked, "Sở B").err


def test_both_documents_are_written_in_word(papi: Papi, small: list[str], tmp_path: Path) -> None:
    path = tmp_path / "tong-hop.docx"
    assert papi(*small, "-o", str(path)).code == 0
    assert docx.Document(str(path)).core_properties.title.startswith("BÁO CÁO Tổng hợp kết quả")
    assert len(docx.Document(str(path)).inline_shapes) == 2
    results = docx.Document(str(tmp_path / "tong-hop-phu-luc-ket-qua.docx"))
    assert "Phụ lục III" in [each.text for each in results.paragraphs]


def test_a_letterhead_serves_the_report_and_its_annex(papi: Papi, tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    office = tmp_path / "van-ban-cu.docx"
    office.write_bytes(letterhead())
    found = papi(
        "report", "--consolidated", "--agency", "Sở Y tế", "--from", str(empty), "--letterhead",
        str(office), "-o", str(tmp_path / "a.docx"),
    )  # fmt: skip
    assert found.code == 0, found.err
    assert (tmp_path / "a-phu-luc-ket-qua.docx").exists()
