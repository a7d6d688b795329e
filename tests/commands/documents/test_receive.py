"""`papi receive`: shown first, filed with `--write`, answered, put right by further rows."""

import csv
import json
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

import docx
import pytest

from papi_cli.checklists.format import DOCUMENT_MARK
from papi_cli.register.file import read_register
from papi_cli.register.rows import DocumentRef, Row
from tests.commands.documents.at_hand import NAME, XA, contents
from tests.conftest import PLAN, Result, filled
from tests.register.came_in import archive, mail

Papi = Callable[..., Result]
ON = ("--on", "16/12/2021")
DAY = date(2021, 12, 16)
HA_HIEU = "UBND xã Hà Hiệu"


@pytest.fixture(scope="module")
def texts() -> dict[str, str]:
    """Return checklists of two communes, nothing in them."""
    from papi_cli.checking.runner import load_valid
    from papi_cli.documents.builder import Documents
    from papi_cli.documents.templates import shipped
    from tests.conftest import PLAN

    loaded = load_valid(PLAN, "plan")
    documents = Documents(loaded, shipped())
    return {name: documents.checklist(loaded.registry.find(name)) for name in (XA, HA_HIEU)}


@pytest.fixture
def came(texts: dict[str, str], tmp_path: Path) -> Path:
    """Return a folder with the returns of two communes and a scan of a third."""
    folder = tmp_path / "thu"
    folder.mkdir()
    xa = filled(texts[XA], "1.1.a", " Đã họp 12 cuộc.", tick=True)
    (folder / NAME).write_text(filled(xa, "1.1.d", " Đang làm."), encoding="utf-8")
    ha_hieu = filled(texts[HA_HIEU], "1.1.a", " Chưa làm.", tick=True)
    (folder / "bc lan 1.md").write_text(ha_hieu, encoding="utf-8")
    return folder


@pytest.fixture
def into(tmp_path: Path) -> Path:
    return tmp_path / "nhan"


def rows(into: Path) -> Sequence[Row]:
    register = read_register(into)
    return register.rows if register else ()


@pytest.fixture
def filed(papi: Papi, came: Path, into: Path) -> Path:
    """Return a register of two returns: of Hà Hiệu the first, of Yến Dương the second."""
    assert papi("receive", str(came), "--into", str(into), *ON, "--write").code == 0
    return into


# Shown and filed


CALENDAR = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//papi//papi//VI\r\n"


@pytest.fixture
def package(came: Path) -> Path:
    """Return what came in, one checklist in it, with the other documents of its package."""
    (came / "bc lan 1.md").unlink()
    for name in ("huong-dan-xa.md", "bao-cao-xa.md", "ke-hoach-xa.md"):
        (came / name).write_text(f"# Văn bản\n\n{DOCUMENT_MARK}\n", encoding="utf-8")
    (came / "lich-xa.ics").write_text(CALENDAR, encoding="utf-8")
    return came


def test_of_a_package_that_comes_back_the_checklist_is_taken_and_the_rest_told_in_a_line(
    papi: Papi, package: Path, into: Path
) -> None:
    result = papi("receive", str(package), "--into", str(into), *ON, "--write")
    assert result.code == 0
    assert result.out.count("\n") == 2
    assert result.err == (
        f"1 tệp: 1 nhận được. Đã ghi vào {into}/so_nhan.yaml: số 1. Kèm 4 tệp khác do papi lập"
        " (hướng dẫn, khung kế hoạch, báo cáo, lịch): không cần nhận.\n"
    )
    assert [each.name for each in rows(into)] == [NAME]


def test_a_report_that_comes_back_without_a_checklist_is_no_return_and_gets_no_slip(
    papi: Papi, package: Path, into: Path, tmp_path: Path
) -> None:
    slips = tmp_path / "phieu"
    args = ("--into", str(into), *ON, "--agency", XA, "--write", "--slips", str(slips))
    result = papi("receive", str(package / "bao-cao-xa.md"), *args)
    assert result.code == 1
    assert result.err.startswith(
        "1 tệp do papi lập (báo cáo): không cần nhận, không đếm; kết quả đếm theo danh mục mà ở"
        " đây không có danh mục nào.\n"
    )
    assert not rows(into)
    assert not contents(slips)


def test_what_came_in_is_shown_and_nothing_written(papi: Papi, came: Path, into: Path) -> None:
    before = contents(came)
    result = papi("receive", str(came), "--into", str(into), *ON)
    (first, second) = csv.DictReader(result.out.splitlines(), delimiter="\t")
    assert (first["Cơ quan"], first["Kết luận"]) == (HA_HIEU, "đọc được, có điểm cần nêu")
    assert first["Cần biết"] == "có chỗ cần xem lại: 1.1.a"
    assert (second["Hoàn thành"], second["Đang thực hiện"]) == ("1", "1")
    assert result.err == (
        "2 tệp: 2 nhận được (1 có điểm cần nêu hay không đọc được). Chưa ghi gì; xem đúng rồi thì"
        " chạy lại với --write.\n"
    )
    assert result.code == 0
    assert not into.exists()
    assert contents(came) == before


def test_what_is_filed_is_kept_byte_for_byte_with_a_row(papi: Papi, came: Path, into: Path) -> None:
    before = contents(came)
    result = papi("receive", str(came), "--into", str(into), *ON, "--write", "--via", "usb")
    assert result.err.endswith(f"Đã ghi vào {into}/so_nhan.yaml: số 1 đến 2.\n")
    first, second = rows(into)
    assert (first.agency, second.agency) == (HA_HIEU, XA)
    assert (second.received, second.period, second.via) == (DAY, "Năm 2021", "usb")
    assert (into / "goc" / "0002-ubnd-xa-yen-duong.md").read_bytes() == before[NAME]
    assert contents(came) == before


def test_the_same_command_again_adds_no_row(papi: Papi, came: Path, filed: Path) -> None:
    result = papi("receive", str(came), "--into", str(filed), *ON, "--write")
    assert "đã nhận, số 2" in result.out
    assert (result.code, len(rows(filed))) == (0, 2)


def test_several_of_one_agency_at_once_replace_each_other_in_the_order_of_days(
    papi: Papi, came: Path, into: Path, tmp_path: Path
) -> None:
    text = (came / NAME).read_text(encoding="utf-8")
    (came / "a.md").write_text(filled(text, "1.2.a", " Đã xong."), encoding="utf-8")
    sheet = tmp_path / "ngay.csv"
    sheet.write_text(f"Tệp;Ngày\na.md;20/12/2021\n{NAME};15/12/2021\n", encoding="utf-8-sig")
    papi("receive", str(came), "--into", str(into), *ON, "--days", str(sheet), "--write")
    by_name = {each.name: each for each in rows(into)}
    first, second = by_name[NAME], by_name["a.md"]
    assert (first.received, second.received) == (date(2021, 12, 15), date(2021, 12, 20))
    assert (first.supersedes, second.supersedes) == (None, first.no)


def test_a_mail_brings_its_own_day_and_way(papi: Papi, came: Path, into: Path) -> None:
    message = mail({"báo cáo xã.zip": archive({NAME: (came / NAME).read_bytes()})})
    (came.parent / "thư.eml").write_bytes(message.as_bytes())
    result = papi("receive", str(came.parent / "thư.eml"), "--into", str(into), "--write")
    (row,) = rows(into)
    assert (row.agency, row.received, row.via) == (XA, date(2021, 12, 17), "email")
    assert "17/12/2021 (theo thư)" in result.out


def test_a_mail_keeps_its_day_whatever_is_typed_unless_a_sheet_names_it(
    papi: Papi, came: Path, into: Path
) -> None:
    message = mail({"báo cáo xã.zip": archive({NAME: (came / NAME).read_bytes()})})
    path = came.parent / "thư.eml"
    path.write_bytes(message.as_bytes())
    assert "17/12/2021 (theo thư)" in papi("receive", str(path), "--into", str(into), *ON).out
    days = sheet_of(came.parent, "tệp,ngày\nthư.eml,18/12/2021\n")
    result = papi("receive", str(path), "--into", str(into), *ON, *days)
    assert "18/12/2021 (theo bảng)" in result.out
    assert "không thấy" not in result.err


def test_a_member_is_named_in_a_sheet_as_it_is_shown_and_before_its_archive(
    papi: Papi, came: Path, into: Path
) -> None:
    path = came.parent / "thu.zip"
    files = {f"xa/{each.name}": each.read_bytes() for each in came.iterdir()}
    path.write_bytes(archive(files))
    days = sheet_of(came.parent, f"tệp,ngày\nthu.zip,18/12/2021\nthu.zip › xa/{NAME},19/12/2021\n")
    papi("receive", str(path), "--into", str(into), *days, "--write")
    assert {each.agency: each.received.day for each in rows(into)} == {HA_HIEU: 18, XA: 19}


def test_json_and_files_of_answers(papi: Papi, came: Path, into: Path, tmp_path: Path) -> None:
    result = papi("receive", str(came), "--into", str(into), *ON, "--format", "json")
    assert [each["agency"] for each in json.loads(result.out)["files"]] == [HA_HIEU, XA]
    path = tmp_path / "a.xlsx"
    papi("receive", str(came), "--into", str(into), *ON, "-o", str(path))
    assert path.read_bytes().startswith(b"PK")


# What is not taken


def test_without_a_day_a_file_is_refused(papi: Papi, came: Path, into: Path) -> None:
    result = papi("receive", str(came / NAME), "--into", str(into), "--write")
    assert result.err.startswith(f"papi: Chưa biết ngày nhận tệp «{came / NAME}»; ghi thêm --on")
    assert (result.code, rows(into)) == (1, ())


def test_what_cannot_be_read_is_named_and_the_rest_taken(
    papi: Papi, came: Path, into: Path
) -> None:
    (came / "UBND xã Nam Mẫu.pdf").write_bytes(b"%PDF-1.7")
    result = papi("receive", str(came), "--into", str(into), *ON, "--write")
    assert result.err.startswith(f"papi: Tệp «{came}/UBND xã Nam Mẫu.pdf» là tệp PDF nên không đọc")
    assert "Tên tệp gợi ý UBND xã Nam Mẫu.\n" in result.err
    assert (result.code, len(rows(into))) == (1, 2)


def test_what_cannot_be_read_is_filed_where_the_agency_is_typed(papi: Papi, into: Path) -> None:
    path = into.parent / "a.pdf"
    path.write_bytes(b"%PDF-1.7")
    result = papi(
        "receive", str(path), "--into", str(into), *ON, "--agency", "xã Nam Mẫu", "--write"
    )
    (row,) = rows(into)
    assert (row.agency, row.verdict, row.counts) == ("UBND xã Nam Mẫu", "unreadable", None)
    assert (row.stored, result.code) == ("goc/0001-ubnd-xa-nam-mau.pdf", 0)


def test_the_folder_of_the_register_itself_is_not_received(papi: Papi, filed: Path) -> None:
    for path in (filed, filed / "goc", filed.parent):
        result = papi("receive", str(path), "--into", str(filed), *ON)
        assert result.err.startswith(f"papi: «{path}» là nơi cất của chính sổ nhận;")
        assert result.code == 2


@pytest.mark.parametrize(
    ("args", "said"),
    [
        ((), "Ghi thư mục hay tệp cần nhận, ví dụ"),
        (("a", "--close", "Năm 2021"), "--close không dùng cùng THƯ MỤC|TỆP;"),
        (("a", "--slips", "x"), "--slips cần --write:"),
        (("a", "--slips-format", "docx"), "--slips-format cần --slips"),
        (("a", "--slips", "x", "--slips-format", "pdf"), "--slips-format không nhận «pdf»"),
        (("a", "--via", "bưu điện"), "--via không nhận «bưu điện»; dùng một trong: email, edoc,"),
        (("none",), "Không có «none»; kiểm tra lại đường dẫn."),
    ],
)
def test_wrong_use_is_a_sentence(papi: Papi, into: Path, args: Sequence[str], said: str) -> None:
    result = papi("receive", *args, "--into", str(into))
    assert result.err.startswith(f"papi: {said}")
    assert result.code in {2, 3}


def test_a_folder_for_the_register_is_wanted(papi: Papi, came: Path) -> None:
    assert papi("receive", str(came)).err.startswith("papi: Ghi thêm --into THƯ MỤC:")


def test_numbers_of_one_file_are_not_given_to_many(papi: Papi, came: Path, into: Path) -> None:
    result = papi("receive", str(came), "--into", str(into), *ON, "--document", "45/BC-UBND")
    assert "là của một tệp mà ở đây có 2 tệp" in result.err
    one = ("receive", str(came / NAME), "--into", str(into), *ON, "--write")
    papi(*one, "--document", "45/BC-UBND ngày 15/12/2021", "--arrival", "1187")
    (row,) = rows(into)
    assert row.document == DocumentRef(number="45/BC-UBND", date=date(2021, 12, 15))
    assert row.arrival_number == "1187"


# The sheet of days


def sheet_of(folder: Path, text: str) -> tuple[str, str]:
    path = folder / "bang.csv"
    path.write_text(text, encoding="utf-8")
    return "--days", str(path)


def test_a_sheet_gives_days_agencies_and_numbers_to_files(
    papi: Papi, came: Path, into: Path
) -> None:
    (came / "x.pdf").write_bytes(b"%PDF-1.7")
    days = sheet_of(
        came.parent,
        f"Tệp,Ngày,Cơ quan,Số đến,Văn bản\nx.pdf,17/12/2021,xã Nam Mẫu,12,\n{NAME},18/12/2021,,13,4/BC\n",
    )
    assert papi("receive", str(came), "--into", str(into), *ON, *days, "--write").code == 0
    told = {each.name: (each.received.day, each.agency, each.arrival_number) for each in rows(into)}
    assert told == {
        "bc lan 1.md": (16, HA_HIEU, None),
        "x.pdf": (17, "UBND xã Nam Mẫu", "12"),
        NAME: (18, XA, "13"),
    }


def test_names_of_a_sheet_that_fit_no_file_are_told(papi: Papi, came: Path, into: Path) -> None:
    days = sheet_of(came.parent, "tệp,ngày\nkhac.md,17/12/2021\n")
    result = papi("receive", str(came), "--into", str(into), *ON, *days)
    assert "Bảng --days có 1 tên không thấy trong các tệp: «khac.md».\n" in result.err


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a,b\nx,y\n", "cần dòng đầu có cột «tệp» và «ngày»."),
        ("tệp,ngày\na.md,31/2/2021\n", ", dòng 2: Cột «ngày» không nhận «31/2/2021»"),
        ("tệp,ngày\na.md,1/6/2021\na.md,2/6/2021\n", ", dòng 3: tệp «a.md» đã có ở dòng trên"),
        ("tệp,ngày,cơ quan\na.md,1/6/2021,xã Khác\n", ", dòng 2: "),
        ("tệp,ngày\na.md,16/12\n", ", dòng 2: Cột «ngày» có «16/12» không ghi năm; viết đủ"),
        ("tệp,ngày\na.md,1/2/2021\n", "Cột «ngày» 1/2/2021 trước ngày ban hành kế hoạch"),
    ],
)
def test_what_is_wrong_with_a_sheet_is_told(
    papi: Papi, came: Path, into: Path, text: str, said: str
) -> None:
    days = sheet_of(came.parent, text)
    result = papi("receive", str(came), "--into", str(into), *days)
    assert said in result.err
    assert result.code == 3


def test_a_sheet_in_utf_16_is_to_be_saved_as_csv_utf_8(papi: Papi, came: Path, into: Path) -> None:
    path = came.parent / "bang.csv"
    path.write_text("tệp\tngày\n", encoding="utf-16")
    result = papi("receive", str(came), "--into", str(into), "--days", str(path))
    assert "mã UTF-16 («Unicode Text») nên không đọc được; trong Excel chọn" in result.err
    assert "«CSV UTF-8»" in result.err


# Slips


def test_every_return_has_a_slip(papi: Papi, came: Path, into: Path, tmp_path: Path) -> None:
    slips = tmp_path / "phieu"
    args = ("receive", str(came), "--into", str(into), *ON, "--write", "--slips", str(slips))
    result = papi(*args, "--mend-by", "20/12/2021")
    assert result.err.endswith(f"{slips}: 2 mới, 0 thay đổi, 0 giữ nguyên.\n")
    assert list(contents(slips)) == ["phieu-0001-ubnd-xa-ha-hieu.md", f"phieu-0002-{NAME}"]
    doubtful, plain = (each.decode() for each in contents(slips).values())
    assert "đã nhận ngày 16/12/2021 tệp «bc lan 1.md», kỳ Năm 2021: kết quả thực hiện" in doubtful
    assert "| x | Chưa làm. | Chưa thực hiện | dấu và lời ghi không khớp, tính theo" in doubtful
    assert "sửa các điểm trên rồi gửi lại cả danh mục, chậm nhất ngày 20/12/2021.\n" in doubtful
    assert "- Đã đếm: hoàn thành 1, đang thực hiện 1; để trống 56 nhiệm vụ.\n" in plain
    assert "Không có điểm nào phải sửa.\n" in plain


def test_what_a_person_changed_in_a_slip_stays(
    papi: Papi, came: Path, filed: Path, tmp_path: Path
) -> None:
    slips = tmp_path / "phieu"
    slips.mkdir()
    (slips / f"phieu-0002-{NAME}").write_text("của tôi", encoding="utf-8")
    papi("receive", str(came), "--into", str(filed), *ON, "--write", "--slips", str(slips))
    assert contents(slips)[f"phieu-0002-{NAME}"] == "của tôi".encode()
    assert len(contents(slips)) == 2  # of what was filed before, too


def test_a_slip_tells_what_differs_from_the_former_return(
    papi: Papi, came: Path, filed: Path, texts: dict[str, str], tmp_path: Path
) -> None:
    later = filled(texts[XA], "1.1.d", " Đã xong.", tick=True)
    (tmp_path / "b.md").write_text(later, encoding="utf-8")
    slips = tmp_path / "phieu"
    args = (str(tmp_path / "b.md"), "--into", str(filed), *ON, "--write", "--slips", str(slips))
    papi("receive", *args)
    (slip,) = (each.decode() for each in contents(slips).values())
    assert "- Số trong sổ nhận: 3, thay bản số 2.\n" in slip
    assert "- Tệp mất kết quả ở 1.1.a so với bản trước.\n" in slip
    assert "- 1.1.d: từ đang thực hiện thành hoàn thành.\n" in slip


def test_slips_in_word_say_the_same_and_are_no_returns(
    papi: Papi, came: Path, into: Path, tmp_path: Path
) -> None:
    slips = tmp_path / "phieu"
    args = ("receive", str(came), "--into", str(into), *ON, "--write", "--slips", str(slips))
    assert papi(*args, "--slips-format", "docx").err.endswith("2 mới, 0 thay đổi, 0 giữ nguyên.\n")
    assert [path.suffix for path in sorted(slips.iterdir())] == [".docx", ".docx"]
    document = docx.Document(str(slips / "phieu-0001-ubnd-xa-ha-hieu.docx"))
    assert document.paragraphs[0].text == "Phiếu nhận danh mục số 1"
    assert "Không có danh mục nào" in papi("progress", str(slips)).err


def test_slips_are_no_returns(papi: Papi, came: Path, into: Path, tmp_path: Path) -> None:
    slips = tmp_path / "phieu"
    papi("receive", str(came), "--into", str(into), *ON, "--write", "--slips", str(slips))
    assert "Không có danh mục nào" in papi("progress", str(slips)).err


def test_a_slip_of_what_could_not_be_read_says_what_to_send(papi: Papi, into: Path) -> None:
    path = into.parent / "a.pdf"
    path.write_bytes(b"%PDF-1.7")
    slips = into.parent / "phieu"
    args = ("--into", str(into), *ON, "--agency", "xã Nam Mẫu", "--write", "--slips", str(slips))
    papi("receive", str(path), *args)
    (slip,) = (each.decode() for each in contents(slips).values())
    assert "- Kết luận: không đọc được.\n" in slip
    assert "- Tệp là tệp PDF nên không đọc được; xin bản .docx, .xlsx hay .md.\n" in slip
    assert "Đã đếm" not in slip


# What is put right


def append(papi: Papi, filed: Path, *args: str) -> Result:
    return papi("receive", "--into", str(filed), *args)


def test_a_return_is_sent_back_with_a_reason(papi: Papi, filed: Path) -> None:
    result = append(papi, filed, "--send-back", "2", "--reason", "Thiếu chữ ký", *ON)
    assert result.err == f"{filed}/so_nhan.yaml: đã ghi số 3, trả lại bản gửi số 2 của {XA}.\n"
    row = rows(filed)[-1]
    assert (row.kind, row.of, row.received, row.reason) == ("sent_back", 2, DAY, "Thiếu chữ ký")


def test_a_return_is_put_right_with_a_reason(papi: Papi, filed: Path) -> None:
    path = filed.parent / "a.pdf"
    path.write_bytes(b"%PDF-1.7")
    append(papi, filed, str(path), *ON, "--agency", HA_HIEU, "--write")
    args = ("--correct", "3", "--agency", "xã Nam Mẫu", "--received", "14/12/2021")
    assert append(papi, filed, *args, "--reason", "Nhầm xã", *ON).code == 0
    row = rows(filed)[-1]
    assert (row.kind, row.of, row.to_agency) == ("correction", 3, "UBND xã Nam Mẫu")
    assert (row.to_received, row.received) == (date(2021, 12, 14), DAY)


def test_a_form_that_names_its_agency_is_not_given_to_another(papi: Papi, filed: Path) -> None:
    args = ("--correct", "2", "--agency", "xã Nam Mẫu", "--reason", "Nhầm", *ON)
    result = append(papi, filed, *args)
    assert result.err.startswith(
        f"papi: Bản gửi số 2 ghi là của {XA}, không phải của UBND xã Nam Mẫu; trả lại bằng"
    )
    assert (result.code, len(rows(filed))) == (2, 2)


def test_what_is_sent_back_has_a_slip_with_the_reason(
    papi: Papi, filed: Path, tmp_path: Path
) -> None:
    slips = tmp_path / "phieu"
    back = ("--send-back", "2", "--reason", "Thiếu chữ ký", *ON, "--slips", str(slips))
    result = append(papi, filed, *back, "--mend-by", "20/12/2021")
    assert result.err.endswith(f"{slips}: 1 mới, 0 thay đổi, 0 giữ nguyên.\n")
    ((name, slip),) = contents(slips).items()
    assert name == f"phieu-tra-lai-0002-{NAME}"
    assert "- Trả lại ngày 16/12/2021, lý do: Thiếu chữ ký.\n" in slip.decode()


def test_the_same_bytes_after_they_were_sent_back_are_a_new_row(
    papi: Papi, came: Path, filed: Path
) -> None:
    append(papi, filed, "--send-back", "2", "--reason", "a", *ON)
    result = papi("receive", str(came), "--into", str(filed), *ON, "--write")
    assert "cùng tệp đã trả lại, số 2" in result.out
    assert [each.no for each in rows(filed) if each.agency == XA] == [2, 4]


EXTENDED = ("--extend", "Năm 2021", "--until", "25/12/2021", "--document", "9/SNV-CCHC", *ON)


def test_a_period_is_closed_neither_before_its_day_nor_twice_and_a_closing_is_struck_out(
    papi: Papi, filed: Path
) -> None:
    append(papi, filed, *EXTENDED)
    early = append(papi, filed, "--close", "Năm 2021", "--on", "24/12/2021")
    assert early.err.startswith("papi: Kỳ «Năm 2021» còn hạn đến ngày 25/12/2021 nên chưa khóa sổ")
    assert append(papi, filed, "--close", "Năm 2021", "--on", "25/12/2021").code == 0
    again = append(papi, filed, "--close", "năm 2021", "--on", "26/12/2021")
    assert again.err.startswith("papi: Kỳ «Năm 2021» đã khóa sổ từ ngày 25/12/2021 ở số 4;")
    assert len(rows(filed)) == 4
    struck = append(papi, filed, "--correct", "4", "--reason", "Khóa nhầm ngày", *ON)
    assert struck.err == f"{filed}/so_nhan.yaml: đã ghi số 5, bỏ khóa sổ số 4.\n"
    assert append(papi, filed, "--correct", "4", "--reason", "a", *ON).err == (
        "papi: Số 4 của sổ nhận là khóa sổ đã bỏ rồi; không ghi thêm.\n"
    )
    assert append(papi, filed, "--close", "Năm 2021", "--on", "26/12/2021").code == 0


def test_an_extension_never_shortens_and_goes_before_no_closing(papi: Papi, filed: Path) -> None:
    append(papi, filed, *EXTENDED)
    shorter = ("--extend", "Năm 2021", "--until", "20/12/2021", "--document", "10/SNV", *ON)
    assert append(papi, filed, *shorter).err.startswith(
        "papi: Kỳ «Năm 2021» đang có hạn ngày 25/12/2021, sau --until 20/12/2021;"
    )
    one = append(papi, filed, *shorter, "--agency", "xã Nam Mẫu")
    assert one.err.startswith("papi: Kỳ «Năm 2021» của UBND xã Nam Mẫu đang có hạn")
    append(papi, filed, "--correct", "3", "--reason", "Nhầm", *ON)
    assert append(papi, filed, *shorter).code == 0
    append(papi, filed, "--close", "Năm 2021", "--on", "20/12/2021")
    assert "gia hạn không có tác dụng; bỏ dòng ấy trước bằng --correct 6" in (
        append(papi, filed, *EXTENDED).err
    )


def test_a_sending_back_that_was_struck_out_can_be_made_again(papi: Papi, filed: Path) -> None:
    back = ("--send-back", "2", "--reason", "a", *ON)
    append(papi, filed, *back)
    append(papi, filed, "--correct", "3", "--reason", "Nhầm số", *ON)
    assert append(papi, filed, *back).code == 0


def test_the_same_paper_is_entered_once(papi: Papi, filed: Path) -> None:
    paper = ("--paper", "--agency", "xã Nam Mẫu", "--document", "45/BC-UBND")
    append(papi, filed, *paper, *ON)
    assert append(papi, filed, *paper, "--on", "17/12/2021").err == (
        "papi: UBND xã Nam Mẫu đã có bản giấy số 45/BC-UBND của kỳ «Năm 2021», nhận ngày"
        " 16/12/2021, ở số 3; không ghi thêm.\n"
    )
    assert append(papi, filed, *paper[:-1], "46/BC-UBND", *ON).code == 0


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("--close", "Năm 2021", "--on", "1/1/2031"), "--on 1/1/2031 sau ngày kế hoạch kết thúc"),
        (("--close", "Năm 2021", "--on", "1/1/2021"), "--on 1/1/2021 trước ngày ban hành"),
        (
            ("--correct", "2", "--received", "16/12/2012", "--reason", "a", *ON),
            "--received 16/12/2012 trước ngày ban hành",
        ),
        (("--close", "Năm 2021", *ON, "--slips", "x"), "--slips là phiếu của bản gửi:"),
        (("--close", "Năm 2021", *ON, "--mend-by", "20/12/2021"), "--mend-by cần --slips"),
        (("--close", " ", *ON), "Cần tên một kỳ, như «Năm 2021»."),
    ],
)
def test_what_cannot_be_meant_is_refused_and_nothing_appended(
    papi: Papi, filed: Path, args: Sequence[str], said: str
) -> None:
    before = (filed / "so_nhan.yaml").read_bytes()
    result = append(papi, filed, *args)
    assert result.err.startswith(f"papi: {said}")
    assert (filed / "so_nhan.yaml").read_bytes() == before


def test_a_period_that_the_plan_does_not_declare_is_refused_with_those_that_it_does(
    papi: Papi, filed: Path, tmp_path: Path
) -> None:
    text = PLAN.read_text(encoding="utf-8")
    duty = text.index("- id: III.1\n")
    at = text.index("\n  - id:", duty)
    periods = "\n    periods:\n      - {name: 6 tháng đầu năm 2021, due: 2021-06-15}"
    plan = tmp_path / "plan.yaml"
    plan.write_text(text[:at] + periods + text[at:], encoding="utf-8")
    for args in (
        ("--close", "Quý I"),
        (*EXTENDED[:1], "Quý I", *EXTENDED[2:-2]),
        ("--paper", "--agency", "xã Nam Mẫu", "--period", "Quý I"),
        (str(tmp_path / "thu"), "--period", "Quý I"),
    ):
        result = append(papi, filed, *args, *ON, "--plan", str(plan))
        assert result.err.startswith(
            "papi: Kế hoạch và sổ nhận không có kỳ «Quý I», chỉ có «6 tháng đầu năm 2021», «Năm"
            " 2021»; ghi đúng tên kỳ,"
        )
    assert len(rows(filed)) == 2


def test_an_original_without_a_row_is_filed_where_it_lies(papi: Papi, filed: Path) -> None:
    kept = filed / "goc" / "0001-ubnd-xa-ha-hieu.md"
    (filed / "so_nhan.yaml").unlink()
    before = contents(filed / "goc")
    result = papi("receive", str(kept), "--into", str(filed), *ON, "--write")
    assert result.code == 0
    assert contents(filed / "goc") == before
    (row,) = rows(filed)
    assert row.stored == "goc/0001-ubnd-xa-ha-hieu.md"
    again = papi("receive", str(kept), "--into", str(filed), *ON)
    assert "là nơi cất của chính sổ nhận;" in again.err


def test_a_lock_file_beside_its_document_is_told_and_refuses_nothing(
    papi: Papi, came: Path, into: Path
) -> None:
    lock = f"~${NAME[2:]}"
    (came / lock).write_bytes(b"\x05xa")
    result = papi("receive", str(came), "--into", str(into), *ON)
    assert f"papi: Tệp «{came / NAME}» đang mở ở chương trình khác;" in result.err
    assert (result.code, lock in result.out) == (0, False)
    path = came.parent / "thu.zip"
    path.write_bytes(archive({each.name: each.read_bytes() for each in came.iterdir()}))
    assert papi("receive", str(path), "--into", str(into), *ON).code == 0


def test_a_period_is_extended_by_an_act(papi: Papi, filed: Path) -> None:
    args = ("--extend", "Năm 2021", "--until", "25/12/2021", "--document", "9/UBND-TH", *ON)
    assert append(papi, filed, *args, "--agency", "xã Nam Mẫu").code == 0
    row = rows(filed)[-1]
    assert (row.kind, row.period, row.due) == ("extension", "Năm 2021", date(2021, 12, 25))
    assert (row.agency, row.document) == ("UBND xã Nam Mẫu", DocumentRef(number="9/UBND-TH"))


def test_a_period_is_closed(papi: Papi, filed: Path) -> None:
    assert append(papi, filed, "--close", "Năm 2021", *ON).code == 0
    assert (rows(filed)[-1].kind, rows(filed)[-1].period) == ("closing", "Năm 2021")


def test_paper_is_a_row_without_a_file(papi: Papi, filed: Path) -> None:
    result = append(papi, filed, "--paper", "--agency", "xã Nam Mẫu", *ON, "--arrival", "5")
    assert result.err.endswith("đã ghi số 3, bản giấy.\n")
    row = rows(filed)[-1]
    assert (row.via, row.agency, row.stored, row.counts) == ("paper", "UBND xã Nam Mẫu", None, None)


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("--send-back", "2", *ON), "Trả lại cần --reason LÝ DO;"),
        (("--send-back", "2", "--reason", " ", *ON), "Trả lại cần --reason LÝ DO;"),
        (("--send-back", "2", "--reason", "a"), "Trả lại cần --on NGÀY:"),
        (("--send-back", "9", "--reason", "a", *ON), "Sổ nhận không có số 9; sổ có từ 1 đến 2."),
        (("--send-back", "hai", "--reason", "a", *ON), "«hai» không phải một số của sổ nhận;"),
        (("--correct", "2", *ON), "Đính chính cần --reason LÝ DO;"),
        (("--correct", "2", "--reason", "a", *ON), "Đính chính cần --agency TÊN hay --received"),
        (("--extend", "Năm 2021", *ON), "Gia hạn cần --until NGÀY:"),
        (("--extend", "Năm 2021", "--until", "25/12/2021", *ON), "Gia hạn cần --document SỐ:"),
        (("--close", "Năm 2021"), "Khóa sổ cần --on NGÀY:"),
        (("--paper", *ON), "Bản giấy cần --agency TÊN:"),
        (("--paper", "--close", "x", *ON), "--close không dùng cùng --paper;"),
    ],
)
def test_what_is_missing_is_asked_for_and_nothing_appended(
    papi: Papi, filed: Path, args: Sequence[str], said: str
) -> None:
    before = (filed / "so_nhan.yaml").read_bytes()
    result = append(papi, filed, *args)
    assert result.err.startswith(f"papi: {said}")
    assert result.code == 2
    assert (filed / "so_nhan.yaml").read_bytes() == before


def test_only_a_return_is_sent_back_and_only_once(papi: Papi, filed: Path) -> None:
    back = ("--send-back", "2", "--reason", "a", *ON)
    append(papi, filed, *back)
    assert append(papi, filed, *back).err == (
        "papi: Bản gửi số 2 đã trả lại ở số 3; không ghi thêm.\n"
    )
    result = append(papi, filed, "--correct", "3", "--agency", "xã Nam Mẫu", "--reason", "a", *ON)
    assert result.err.startswith("papi: Số 3 của sổ nhận là trả lại, chỉ bỏ được cả dòng;")
    assert append(papi, filed, "--send-back", "3", "--reason", "a", *ON).err.startswith(
        "papi: Số 3 của sổ nhận là trả lại, không phải bản gửi;"
    )


def test_a_folder_without_a_register_is_told(papi: Papi, into: Path) -> None:
    result = append(papi, into, "--send-back", "2", "--reason", "a", *ON)
    assert "chưa có sổ nhận (so_nhan.yaml); kiểm tra lại --into." in result.err
