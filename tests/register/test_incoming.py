"""What an office received, taken apart: all is found, nothing is followed, nothing passed over."""

import io
import struct
import zipfile
import zlib
from datetime import date
from pathlib import Path

import pytest

from papi_cli.errors import FileError
from papi_cli.register.incoming import MOST_UNPACKED, Incoming, unpack
from tests.office.packages import excel, word
from tests.register.came_in import (
    MARKDOWN,
    OLE,
    archive,
    claiming,
    locked,
    mail,
    old_archive,
    ole,
    one,
    unpacked,
)

WORD, EXCEL = "lưu thành .docx rồi gửi lại", "lưu thành .xlsx rồi gửi lại"
ASK, PICTURE = "xin bản .docx, .xlsx hay .md", "xin tệp mà ảnh ấy chụp"
KINDS = [
    ("a.doc", ole("WordDocument"), "là tệp Word kiểu cũ (.doc)", WORD),
    ("a.dot", ole("WordDocument"), "là tệp Word kiểu cũ (.dot)", WORD),
    ("a.docm", word(), "là văn bản Word có macro (.docm)", WORD),
    ("a.dotx", word(), "là mẫu văn bản Word (.dotx)", WORD),
    ("A.XLS", ole("Workbook"), "là tệp Excel kiểu cũ (.xls)", EXCEL),
    ("a.xlsm", excel(), "là bảng tính Excel có macro (.xlsm)", EXCEL),
    ("a.xltx", excel(), "là mẫu bảng tính Excel (.xltx)", EXCEL),
    ("a.xlsb", archive({"xl/workbook.bin": b"x"}), "là bảng tính nhị phân (.xlsb)", EXCEL),
    ("a.odt", archive({"mimetype": b"x"}), "là văn bản LibreOffice (.odt)", "mở bằng LibreOffice"),
    (
        "a.ods",
        archive({"mimetype": b"x"}),
        "là bảng tính LibreOffice (.ods)",
        "mở bằng LibreOffice",
    ),
    ("a.wps", OLE, "là văn bản WPS Office (.wps)", "mở bằng WPS"),
    ("a.et", OLE, "là bảng tính WPS Office (.et)", "mở bằng WPS"),
    ("a.pages", archive({"a": b"x"}), "là tệp của máy Apple (.pages)", "xuất ra Word hay Excel"),
    ("a.rtf", b"{\\rtf1 a}", "là tệp RTF", WORD),
    ("a.pdf", b"%PDF-1.7", "là tệp PDF", ASK),
    ("a.xps", archive({"a": b"x"}), "là bản in (.xps)", ASK),
    ("a.ppt", ole("PowerPoint Document"), "là bản trình chiếu (.ppt)", ASK),
    ("a.pptx", archive({"ppt/presentation.xml": b"x"}), "là bản trình chiếu (.pptx)", ASK),
    ("a.csv", b"a,b", "là bảng chữ thuần (.csv)", EXCEL),
    ("a.html", b"<html>", "là trang web (.html)", WORD),
    ("a.xml", b"<a/>", "là tệp dữ liệu (.xml)", ASK),
    ("a.txt", b"a", "là tệp .txt", "đổi lại đuôi thành .md"),
    ("a.md.txt", b"a", "là tệp .md.txt", "đổi lại đuôi thành .md"),
    ("a.markdown", b"a", "có đuôi .markdown", "đổi đuôi thành .md"),
    ("a.msg", ole("__properties_version1.0"), "là thư của Outlook", "lưu thư thành .eml"),
    ("a.pst", b"!BDN", "là hộp thư (.pst)", "lưu thư thành .eml"),
    ("winmail.dat", b"\x78\x9f\x3e\x22", "là gói đính kèm của Outlook", "dạng HTML hay chữ thuần"),
    ("smime.p7m", b"0\x80", "là thư hay tệp ký số, mã hóa (.p7m)", "chưa mã hóa"),
    ("smime.p7s", b"0\x80", "là chữ ký số đi kèm (.p7s)", "không cần nhận"),
    ("lich.ics", b"BEGIN:VCALENDAR", "là lịch (.ics)", "không cần nhận"),
    ("a.rar", b"Rar!\x1a\x07", "là tệp nén (.rar)", "nén lại thành .zip"),
    ("a.7z", b"7z\xbc\xaf'\x1c", "là tệp nén (.7z)", "nén lại thành .zip"),
    ("a.tar.gz", b"\x1f\x8b\x08", "là tệp nén (.tar.gz)", "nén lại thành .zip"),
    ("a.jpg", b"\xff\xd8\xff\xe0", "là ảnh (.jpg)", PICTURE),
    ("a.png", b"\x89PNG", "là ảnh (.png)", PICTURE),
    ("a.heic", b"\0\0\0\x18ftypheic", "là ảnh (.heic)", PICTURE),
    ("a.tif", b"II*\0", "là ảnh (.tif)", PICTURE),
    ("a.gif", b"GIF89a", "là ảnh (.gif)", PICTURE),
    ("a.mp4", b"\0\0\0\x18ftypmp42", "là phim hay tiếng (.mp4)", ASK),
    ("a.exe", b"MZ", "là chương trình (.exe)", "hỏi lại người gửi"),
    ("a.lnk", b"L\0\0\0", "là lối tắt (.lnk)", "xin chính tệp mà nó chỉ đến"),
    ("a.url", b"[InternetShortcut]", "là lối tắt (.url)", "xin chính tệp mà nó chỉ đến"),
    ("a.tmp", b"x", "là tệp tạm (.tmp)", "xin tệp đã lưu xong"),
    ("a.docx.crdownload", b"PK\x03\x04", "là tệp tải về dở dang (.crdownload)", "tải lại cho xong"),
    ("a.bak", MARKDOWN, "là bản sao lưu (.bak)", "xin tệp chính"),
    ("~$a.docx", b"\x05xa", "là tệp khóa mà Word, Excel tạo khi đang mở", "đóng chương trình ấy"),
    (".~lock.a.docx#", b"a", "là tệp khóa mà LibreOffice tạo", "đóng chương trình ấy"),
    ("._a.docx", b"\0\5\x16\7", "là phần đi kèm do máy Apple tạo", "xin chính tệp"),
    (".a.md", MARKDOWN, "là tệp ẩn", "bỏ dấu chấm"),
    ("a", b"abc", "không có đuôi, là văn bản thuần", ASK),
    ("a", b"%PDF-1.7", "không có đuôi, là tệp PDF", ASK),
    ("a.xyz", b"abc", "có đuôi .xyz, papi không đọc", ASK),
    ("a.md", "a".encode("utf-16"), "dùng mã UTF-16", "lưu lại bằng mã UTF-8"),
    ("a.md", b"", "trống", "xin gửi lại tệp"),
    ("a.docx", b"\0\0\0", "trống", "xin gửi lại tệp"),
    ("a.md", b"%PDF-1.7", "là tệp PDF mang đuôi .md", ASK),
    ("a.md", word(), "là văn bản Word mang đuôi .md", "đổi đuôi tên thành .docx"),
    ("a.doc", word(), "là văn bản Word mang đuôi .doc", "đổi đuôi tên thành .docx"),
    ("a.xls", excel(), "là bảng tính Excel mang đuôi .xls", "đổi đuôi tên thành .xlsx"),
    ("a.txt", MARKDOWN, "là danh mục mang đuôi .txt", "đổi đuôi tên thành .md"),
    ("a.zip", word(), "là văn bản Word mang đuôi .zip", "đổi đuôi tên thành .docx"),
    ("a.zip", b"%PDF-1.7", "là tệp PDF mang đuôi .zip", "xin gửi lại tệp"),
    ("a.zip", b"PK\x03\x04" + b"x" * 99, "bị cắt cụt hoặc hỏng", "xin gửi lại tệp"),
    ("a.zip", archive({"a.md": MARKDOWN})[:-30], "bị cắt cụt hoặc hỏng", "xin gửi lại tệp"),
    ("a.zip", b"", "trống", "xin gửi lại tệp"),
    ("a.zip", archive({}), "không có tệp nào bên trong", "xin gửi lại tệp"),
    ("a.zip", locked({"a.md": MARKDOWN}), "có đặt mật khẩu", "xin bản không có mật khẩu"),
    ("a.eml", b"\x89PNG", "không phải là thư (.eml)", "xin gửi lại tệp"),
    ("a.eml", mail({}).as_bytes(), "là thư không có tệp đính kèm", "xin gửi tệp danh mục"),
]


@pytest.mark.parametrize(
    ("name", "data", "said", "advice"), KINDS, ids=[f"{each[0]}: {each[2]}" for each in KINDS]
)
def test_what_is_not_read_is_named_with_what_to_ask_for(
    tmp_path: Path, name: str, data: bytes, said: str, advice: str
) -> None:
    found = one(tmp_path, name, data)
    assert found.problem.startswith(f"Tệp «{found.origin}» {said}")
    assert advice in found.problem
    assert found.problem.count(". ") == 0
    assert found.problem.endswith(".")


@pytest.mark.parametrize("name", ["desktop.ini", "Thumbs.db", ".DS_Store", "__MACOSX/._a.md"])
def test_what_a_system_puts_there_by_itself_is_passed_over(tmp_path: Path, name: str) -> None:
    assert unpacked(tmp_path, {name: b"x"}) == []


@pytest.mark.parametrize(
    ("name", "data", "suffix"),
    [
        ("a.MD", MARKDOWN, ".md"),
        ("a.docx", word(), ".docx"),
        ("a.xlsx", excel(), ".xlsx"),
        ("danh mục", MARKDOWN, ".md"),
        ("danh mục", word(), ".docx"),
        ("danh mục", excel(), ".xlsx"),
    ],
    ids=["md", "docx", "xlsx", "bare md", "bare docx", "bare xlsx"],
)
def test_a_carrier_is_known_by_the_suffix_else_by_the_content(
    tmp_path: Path, name: str, data: bytes, suffix: str
) -> None:
    found = one(tmp_path, name, data)
    assert (found.suffix, found.problem, found.data) == (suffix, "", data)


def test_what_holds_nothing_to_keep_is_told_apart(tmp_path: Path) -> None:
    found = unpacked(tmp_path, {"~$a.docx": b"x", "a.lnk": b"x", "a.pdf": b"%PDF", "b.md": b""})
    assert [each.name for each in found if not each.empty] == ["a.pdf"]


# Folders


def test_folders_are_gone_through_at_all_depths_in_the_order_of_names(tmp_path: Path) -> None:
    found = unpacked(tmp_path, {"b.md": MARKDOWN, "x/y/a.md": MARKDOWN, "a.md": MARKDOWN})
    within = tmp_path / "thu"
    assert [each.origin for each in found] == [
        str(within / each) for each in ("a.md", "b.md", "x/y/a.md")
    ]


def test_a_file_that_is_named_twice_comes_once(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_bytes(MARKDOWN)
    assert len(list(unpack([str(path), str(tmp_path), str(path)]))) == 1


def test_a_path_that_is_not_there_is_an_error() -> None:
    with pytest.raises(FileError, match=r"Không có «none»; kiểm tra"):
        list(unpack(["none"]))


def test_hidden_folders_and_links_to_folders_are_named(tmp_path: Path) -> None:
    (tmp_path / "thu" / ".an").mkdir(parents=True)
    (tmp_path / "thu" / ".an" / "a.md").write_bytes(MARKDOWN)
    (tmp_path / "khac").mkdir()
    (tmp_path / "thu" / "noi").symlink_to(tmp_path / "khac")
    found = list(unpack([str(tmp_path / "thu")]))
    assert [each.name for each in found] == [".an", "noi"]
    assert "bị ẩn nên không xem" in found[0].problem
    assert "là liên kết đến nơi khác" in found[1].problem


def test_a_link_that_leads_nowhere_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.md").symlink_to(tmp_path / "none")
    (found,) = unpack([str(tmp_path)])
    assert found.problem == f"Không có tệp «{tmp_path / 'a.md'}»; kiểm tra lại đường dẫn."


def test_nothing_that_lies_there_is_changed(tmp_path: Path) -> None:
    files = {
        "a.md": MARKDOWN,
        "b.zip": archive({"c.md": MARKDOWN}),
        "d.eml": mail({"e": b"x"}).as_bytes(),
    }
    unpacked(tmp_path, files)
    left = {each.name: each.read_bytes() for each in (tmp_path / "thu").iterdir()}
    assert left == files
    assert [each.name for each in tmp_path.iterdir()] == ["thu"]


# Archives


def test_files_of_an_archive_bear_their_own_names_and_say_where_they_lay(tmp_path: Path) -> None:
    found = one(tmp_path, "thu.zip", archive({"xã A/b.md": MARKDOWN}))
    assert (found.name, found.data, found.suffix) == ("b.md", MARKDOWN, ".md")
    assert found.origin == f"{tmp_path / 'thu' / 'thu.zip'} › xã A/b.md"


@pytest.mark.parametrize(
    "raw",
    [
        "xã Yến Dương.md".encode(),
        "xã Yến Dương.md".encode().replace("ã".encode(), b"a\xcc\x83"),
        b"xa\xde Y\xea\xecn D\xfd\xf5ng.md",
    ],
    ids=["UTF-8", "decomposed", "cp1258"],
)
def test_names_that_do_not_say_how_they_are_written_are_read_all_the_same(
    tmp_path: Path, raw: bytes
) -> None:
    found = one(tmp_path, "a.zip", old_archive(raw))
    assert found.name == "xã Yến Dương.md"


def test_the_further_field_with_a_name_in_utf_8_is_read(tmp_path: Path) -> None:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as made:
        member = zipfile.ZipInfo("x.md")
        name = "xã Hà Hiệu.md".encode()
        body = b"\1" + struct.pack("<I", zlib.crc32(b"x.md")) + name
        member.extra = struct.pack("<HH", 0x7075, len(body)) + body
        made.writestr(member, MARKDOWN)
    assert one(tmp_path, "a.zip", written.getvalue()).name == "xã Hà Hiệu.md"


@pytest.mark.parametrize("path", ["../../../etc/x.md", "/etc/x.md", "C:\\x\\x.md", "..\\x.md"])
def test_no_path_of_an_archive_is_followed(tmp_path: Path, path: str) -> None:
    found = one(tmp_path, "a.zip", archive({path: MARKDOWN}))
    assert (found.name, found.data) == ("x.md", MARKDOWN)
    assert [each.name for each in tmp_path.iterdir()] == ["thu"]


def test_a_link_in_an_archive_is_no_file(tmp_path: Path) -> None:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as made:
        member = zipfile.ZipInfo("a.md")
        member.create_system, member.external_attr = 3, 0o120777 << 16
        made.writestr(member, "/etc/passwd")
    assert "là liên kết đến nơi khác" in one(tmp_path, "a.zip", written.getvalue()).problem


def test_an_archive_in_an_archive_is_taken_apart(tmp_path: Path) -> None:
    inner = archive({"b.md": MARKDOWN})
    found = one(tmp_path, "a.zip", archive({"c.zip": inner}))
    assert found.data == MARKDOWN
    assert found.origin.endswith("a.zip › c.zip › b.md")


def test_archives_within_archives_without_end_are_named(tmp_path: Path) -> None:
    data = MARKDOWN
    for _ in range(5):
        data = archive({"a.zip": data})
    found = one(tmp_path, "a.zip", data)
    assert "nằm trong quá nhiều lớp tệp nén" in found.problem


def test_an_archive_with_a_password_on_all_is_named_once(tmp_path: Path) -> None:
    found = one(tmp_path, "a.zip", locked({"a.md": MARKDOWN, "b.md": MARKDOWN}))
    assert found.problem.startswith(f"Tệp «{found.origin}» có đặt mật khẩu")
    assert found.origin.endswith("a.zip")


def test_what_a_system_puts_into_an_archive_is_passed_over(tmp_path: Path) -> None:
    files = {"__MACOSX/b.md": b"x", "a/.DS_Store": b"x", "a/b.md": MARKDOWN}
    assert one(tmp_path, "a.zip", archive(files)).data == MARKDOWN


def test_a_password_of_some_files_hides_only_these(tmp_path: Path) -> None:
    data = bytearray(archive({"a.md": MARKDOWN, "b.md": MARKDOWN}))
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.rindex(mark) + place] |= 1
    first, second = unpacked(tmp_path, {"a.zip": bytes(data)})
    assert first.problem == ""
    assert "b.md» có đặt mật khẩu" in second.problem


def test_a_member_whose_sum_is_wrong_is_named_and_the_rest_read(tmp_path: Path) -> None:
    data = archive({"a.md": MARKDOWN, "b.md": MARKDOWN}, zipfile.ZIP_STORED)
    at = data.index(MARKDOWN)
    broken = data[:at] + b"x" + data[at + 1 :]
    first, second = unpacked(tmp_path, {"a.zip": broken})
    assert "a.md» bị cắt cụt hoặc hỏng" in first.problem
    assert second.problem == ""


def test_a_way_of_packing_that_unpacks_without_bound_is_not_opened(tmp_path: Path) -> None:
    found = one(tmp_path, "a.zip", archive({"a.md": MARKDOWN}, zipfile.ZIP_LZMA))
    assert "nén theo cách papi không mở" in found.problem


BOMB = claiming(archive({f"{at}.md": MARKDOWN for at in range(11)}), 19_000_000)


def test_a_bomb_is_named_and_not_unpacked(tmp_path: Path) -> None:
    many = archive({f"{at}.md": MARKDOWN for at in range(MOST_UNPACKED // 19_000_000 + 1)})
    found = one(tmp_path, "a.zip", claiming(many, 19_000_000))
    assert "giải nén ra hơn 400 MB" in found.problem


def test_archives_within_archives_share_what_may_be_unpacked(tmp_path: Path) -> None:
    found = unpacked(tmp_path, {"a.zip": archive({"b.zip": BOMB, "c.zip": BOMB})})
    assert [each.problem for each in found[:-1]] == [""] * 11
    assert "c.zip» giải nén ra hơn 400 MB" in found[-1].problem


def test_what_unpacks_to_more_than_it_says_is_broken(tmp_path: Path) -> None:
    found = one(tmp_path, "a.zip", claiming(archive({"a.md": b"\0" * 1_000_000}), 10))
    assert "bị cắt cụt hoặc hỏng" in found.problem


def test_an_archive_of_too_many_files_is_named(tmp_path: Path) -> None:
    found = one(tmp_path, "a.zip", archive({f"{at}.md": b"x" for at in range(5_001)}))
    assert "có hơn 5.000 tệp bên trong" in found.problem


def test_a_member_that_is_too_long_is_named(tmp_path: Path) -> None:
    found = one(tmp_path, "a.zip", claiming(archive({"a.md": MARKDOWN}), 20_000_001))
    assert "dài hơn 20 MB" in found.problem


# Mails


def day_of(received: str, tmp_path: Path) -> date | None:
    return one(tmp_path, "a.eml", mail({"a.md": MARKDOWN}, received).as_bytes()).received


def test_what_is_attached_to_a_mail_has_the_day_when_the_mail_came_in(tmp_path: Path) -> None:
    found = one(tmp_path, "thư.eml", mail({"xã A.md": MARKDOWN}).as_bytes())
    assert (found.name, found.data, found.via) == ("xã A.md", MARKDOWN, "email")
    assert found.received == date(2021, 12, 17)  # half past midnight in Vietnam
    assert found.origin.endswith("thư.eml › xã A.md")


def test_a_mail_without_a_sane_day_has_none(tmp_path: Path) -> None:
    assert day_of("99 Foo 2021", tmp_path) is None


def test_files_that_do_not_come_by_mail_have_no_day(tmp_path: Path) -> None:
    found = one(tmp_path, "a.md", MARKDOWN)
    assert (found.received, found.via) == (None, None)


def test_archives_and_mails_in_a_mail_are_taken_apart(tmp_path: Path) -> None:
    inner = mail({"c.md": MARKDOWN}, "Fri, 3 Dec 2021 08:00:00 +0700")
    message = mail({"a.zip": archive({"b.md": MARKDOWN})})
    message.add_attachment(inner)
    message.add_attachment(
        inner.as_bytes(), maintype="application", subtype="octet-stream", filename="d.eml"
    )
    found = unpacked(tmp_path, {"a.eml": message.as_bytes()})
    assert [each.name for each in found] == ["b.md", "c.md", "c.md"]
    assert {each.received for each in found} == {date(2021, 12, 17)}


def told(found: list[Incoming]) -> list[str]:
    return [each.name for each in found]


def test_the_badge_in_a_mail_is_no_file_where_there_is_one(tmp_path: Path) -> None:
    message = mail({"a.md": MARKDOWN})
    message.add_attachment(
        b"\x89PNG", maintype="image", subtype="png", filename="image001.png", cid="<a>",
        disposition="inline",
    )  # fmt: skip
    assert told(unpacked(tmp_path, {"a.eml": message.as_bytes()})) == ["a.md"]


def test_a_mail_with_nothing_but_pictures_among_its_words_is_named(tmp_path: Path) -> None:
    message = mail({})
    message.add_attachment(
        b"\x89PNG", maintype="image", subtype="png", cid="<a>", disposition="inline"
    )
    found = one(tmp_path, "a.eml", message.as_bytes())
    assert "là thư chỉ có ảnh trong thân thư" in found.problem
