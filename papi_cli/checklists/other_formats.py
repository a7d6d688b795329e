"""What a file is that no carrier reads, and what to ask for: one table, by names and by contents.

Which files hold nothing that anybody wrote is a closed list; all others are named.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import PurePosixPath
from struct import error as struct_error

from papi_cli.checklists.carriers import CARRIERS
from papi_cli.office.signatures import foreign_kind
from papi_cli.safe_text import quoted


@dataclass(frozen=True, slots=True)
class OtherFormat:
    """What a file is: `said` goes on from «Tệp …», `advice` says what to do.

    `empty` tells that nothing in it can be a return: a lock, a shortcut, a download cut short;
    `unknown` that nothing but an ending that no office's files have tells what it is.
    """

    said: str
    advice: str
    empty: bool = False
    unknown: bool = False


ASK = "xin bản .docx, .xlsx hay .md"
_WORD = "mở bằng Word, lưu thành .docx rồi gửi lại"
_EXCEL = "mở bằng Excel, lưu thành .xlsx rồi gửi lại"
_WPS = "mở bằng WPS, lưu thành .docx hay .xlsx rồi gửi lại"
_FREE = "mở bằng LibreOffice, lưu thành .docx hay .xlsx rồi gửi lại"
_UNPACK = "giải nén, hoặc nén lại thành .zip"
_ATTACHED = "lưu các tệp đính kèm ra rồi nhận, hoặc lưu thư thành .eml"
_PICTURE = "ảnh chụp không đếm được; xin tệp mà ảnh ấy chụp (.docx, .xlsx hay .md)"
_UNSAFE = "không mở; hỏi lại người gửi"
_KINDS = (
    # How names end; what such a file is; what to do; whether it cannot be a return at all.
    (".doc .dot", "là tệp Word kiểu cũ ({})", _WORD, False),
    (".docm .dotm", "là văn bản Word có macro ({})", _WORD, False),
    (".dotx", "là mẫu văn bản Word ({})", _WORD, False),
    (".xls .xlt .xlw", "là tệp Excel kiểu cũ ({})", _EXCEL, False),
    (".xlsm .xltm .xlam", "là bảng tính Excel có macro ({})", _EXCEL, False),
    (".xltx", "là mẫu bảng tính Excel ({})", _EXCEL, False),
    (".xlsb", "là bảng tính nhị phân ({})", _EXCEL, False),
    (".csv .tsv", "là bảng chữ thuần ({}), không giữ mẫu của danh mục", _EXCEL, False),
    (".rtf", "là tệp RTF", _WORD, False),
    (".odt .ott .fodt", "là văn bản LibreOffice ({})", _FREE, False),
    (".ods .ots .fods", "là bảng tính LibreOffice ({})", _FREE, False),
    (".wps .wpt", "là văn bản WPS Office ({})", _WPS, False),
    (".et .ett", "là bảng tính WPS Office ({})", _WPS, False),
    (".pages .numbers .key", "là tệp của máy Apple ({})", f"xuất ra Word hay Excel; {ASK}", False),
    (".pdf", "là tệp PDF", ASK, False),
    (".xps .oxps .djvu", "là bản in ({})", ASK, False),
    (".ppt .pptx .pps .ppsx .odp", "là bản trình chiếu ({})", ASK, False),
    (".html .htm .mht .mhtml .xhtml", "là trang web ({})", _WORD, False),
    (".xml .edxml .json .yaml .yml", "là tệp dữ liệu ({})", ASK, False),
    (".txt", "là tệp .txt", "nếu là danh mục thì đổi lại đuôi thành .md", False),
    (".markdown .mdown .mkd", "có đuôi {}", "đổi đuôi thành .md", False),
    (".zip", "là tệp nén (.zip)", "giải nén, hoặc nhận bằng «papi receive»", False),
    (".eml", "là thư điện tử (.eml)", "lưu tệp đính kèm ra, hoặc nhận bằng «papi receive»", False),
    (".msg .oft .emlx", "là thư của Outlook, Apple Mail ({})", _ATTACHED, False),
    (".pst .ost .mbox", "là hộp thư ({})", _ATTACHED, False),
    ("winmail.dat .tnef", "là gói đính kèm của Outlook ({})",
     "xin gửi lại thư ở dạng HTML hay chữ thuần", False),
    (".p7m", "là thư hay tệp ký số, mã hóa ({})", "xin gửi lại tệp chưa mã hóa", False),
    (".p7s .asc .sig", "là chữ ký số đi kèm ({}), không có nội dung", "không cần nhận", True),
    (".ics .vcs", "là lịch ({})", "không cần nhận", True),
    (".rar .7z .gz .tgz .tar .bz2 .xz .zst .cab .iso", "là tệp nén ({})", _UNPACK, False),
    (".jpg .jpeg .jfif .png .heic .heif .tif .tiff .gif .bmp .webp .svg .avif",
     "là ảnh ({})", _PICTURE, False),
    (".mp4 .mov .avi .3gp .mkv .wmv .mp3 .m4a .wav .amr .ogg",
     "là phim hay tiếng ({})", ASK, False),
    (".lnk .url .webloc .desktop .gdoc .gsheet .rdp",
     "là lối tắt ({}), không có nội dung", "xin chính tệp mà nó chỉ đến", True),
    (".tmp .temp .asd .wbk .~tmp", "là tệp tạm ({})", "xin tệp đã lưu xong", True),
    (".crdownload .part .partial .download .opdownload",
     "là tệp tải về dở dang ({})", "tải lại cho xong", True),
    (".bak .old .orig", "là bản sao lưu ({})", "xin tệp chính", True),
    (".exe .com .bat .cmd .ps1 .vbs .js .jar .scr .msi .apk .dll",
     "là chương trình ({})", _UNSAFE, True),
    (".db .mdb .accdb .sqlite", "là cơ sở dữ liệu ({})", ASK, False),
)  # fmt: skip
_BY_ENDING = {
    ending: OtherFormat(said.format(ending), advice, empty)
    for endings, said, advice, empty in _KINDS
    for ending in endings.split()
}
_LONGER = (".tar.gz", ".tar.bz2", ".tar.xz", ".md.txt")
_LOCKS = (
    ("~$", "là tệp khóa mà Word, Excel tạo khi đang mở"),
    (".~lock.", "là tệp khóa mà LibreOffice tạo khi đang mở"),
    (".~", "là tệp khóa mà WPS tạo khi đang mở"),
    ("~wrl", "là tệp tạm của Word"),
    ("._", "là phần đi kèm do máy Apple tạo"),
)
_SYSTEM = frozenset(
    (
        *("desktop.ini", "thumbs.db", "ehthumbs.db", "autorun.inf"),
        *("system volume information", "$recycle.bin", "recycler"),
        *(".ds_store", ".localized", ".apdisk", "icon\r", "__macosx", ".volumeicon.icns"),
        *(".spotlight-v100", ".trashes", ".fseventsd", ".temporaryitems"),
        *(".directory", "lost+found"),
    )
)
"""What systems put into folders of their own accord, folded: passed over, as nobody wrote it."""


def is_system(name: str) -> bool:
    """Whether a file or folder is one that a system makes by itself: the one closed list."""
    return name.casefold() in _SYSTEM


def named_by(name: str) -> OtherFormat | None:
    """Return what a file is by its name alone, None where a carrier may read it.

    `name` is without folders.
    """
    low = name.casefold()
    for start, said in _LOCKS:
        if low.startswith(start):
            return OtherFormat(said, "đóng chương trình ấy, xin chính tệp văn bản", empty=True)
    if low.startswith("."):
        return OtherFormat("là tệp ẩn", "bỏ dấu chấm ở đầu tên nếu là danh mục")
    suffix = PurePosixPath(low).suffix
    if suffix in CARRIERS:
        return None
    ending = next((each for each in _LONGER if low.endswith(each)), suffix)
    found = _BY_ENDING.get(low) or _BY_ENDING.get(suffix)
    if found and ending != suffix:
        return OtherFormat(found.said.replace(suffix, ending), found.advice, found.empty)
    if found:
        return found
    shown = f"có đuôi {suffix[:20]}, papi không đọc" if suffix else _NO_SUFFIX
    return OtherFormat(shown, ASK, unknown=bool(suffix))


_HEAD = re.compile(rb"(?:\xef\xbb\xbf)?---[ \t]{0,20}\r?\n(?:[^\r\n]{0,200}\r?\n){0,10}?papi:")
_MAIN = {"word/document.xml": ".docx", "xl/workbook.xml": ".xlsx"}


def carried_by_content(data: bytes) -> str:
    """Return the suffix of the carrier whose file this is by its content, empty for none."""
    if _HEAD.match(data):
        return ".md"
    parts = set(_parts(data))
    return next((suffix for part, suffix in _MAIN.items() if part in parts), "")


_PACKED = b"PK\x03\x04"
_ENTRY = b"PK\x01\x02"
_MOST_ENTRIES = 4_000


def _parts(data: bytes) -> Iterator[str]:
    if not data.startswith(_PACKED) or data.count(_ENTRY) > _MOST_ENTRIES:
        return
    try:
        with zipfile.ZipFile(BytesIO(data)) as package:
            yield from package.namelist()
    except (zipfile.BadZipFile, NotImplementedError, OSError, ValueError, struct_error):
        return


def told_by_content(name: str, data: bytes) -> OtherFormat | None:
    """Return what a file is by name and content, None where the carrier of its suffix may read it.

    A file without a suffix that a carrier would read by its content is that carrier's.
    """
    by_name = named_by(name)
    if by_name and by_name.empty:
        return by_name
    if not data.strip(b"\0 \t\r\n"):
        return OtherFormat("trống", "xin gửi lại tệp", empty=True)
    suffix = PurePosixPath(name.casefold()).suffix
    if by_name is None:
        return _misnamed(data) if suffix == ".md" else None
    carried = "" if suffix in _REFUSED_ALL_THE_SAME else carried_by_content(data)
    if suffix:
        return _renamed(suffix, carried) if carried not in {"", suffix} else by_name
    if carried or by_name.said != _NO_SUFFIX:
        return None if carried else by_name
    said, _ = foreign_kind(data) or ("là tệp nén", "")
    return OtherFormat(f"{_NO_SUFFIX}, {said}", ASK)


def _renamed(suffix: str, carried: str) -> OtherFormat:
    what = _CARRIED.get(carried, "danh mục")
    return OtherFormat(f"là {what} mang đuôi {suffix[:20]}", f"đổi đuôi tên thành {carried}")


_NO_SUFFIX = "không có đuôi"
_CARRIED = {".docx": "văn bản Word", ".xlsx": "bảng tính Excel"}
_REFUSED_ALL_THE_SAME = (".docm", ".dotm", ".dotx", ".xlsm", ".xltm", ".xltx", ".xlam", ".xlsb")
"""Packages like those of carriers, of a kind that is not read."""


def _misnamed(data: bytes) -> OtherFormat | None:
    """Return what a file is that only bears the suffix of Markdown."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return OtherFormat("dùng mã UTF-16 hoặc UTF-32", "lưu lại bằng mã UTF-8 rồi gửi lại")
    carried = carried_by_content(data)
    if carried == ".md":
        return None
    if carried:
        return _renamed(".md", carried)
    found = foreign_kind(data)
    if found is None:
        return OtherFormat("là tệp nén mang đuôi .md", ASK)
    # Of what is like text its carrier says better what is wrong with it.
    if found[0].startswith(("là văn bản thuần", "hỏng")):
        return None
    return OtherFormat(f"{found[0]} mang đuôi .md", ASK)


_CALENDAR = (".ics", b"PRODID:-//papi//")
_HEADER = 400
"""Bytes of a calendar in which its program is named."""


def is_own_calendar(name: str, data: bytes) -> bool:
    """Whether a file is a calendar that papi wrote; `data` are its bytes, the first of them do."""
    suffix, mark = _CALENDAR
    return name.casefold().endswith(suffix) and mark in data[:_HEADER]


_OWN = {
    "huong-dan": "hướng dẫn",
    "ke-hoach": "khung kế hoạch",
    "bao-cao": "báo cáo",
    "lich": "lịch",
    "cong-van": "công văn",
    "thong-bao": "thông báo",
    "phieu": "phiếu",
    "danh-sach-gui": "danh sách gửi",
}
"""What documents of papi's are, by how their names begin."""


def own_kinds(names: Iterable[str]) -> str:
    """Return in words what documents of papi's are by their names, each kind once."""
    kinds = []
    for name in names:
        low = name.casefold()
        found = next((said for start, said in _OWN.items() if low.startswith(start)), None)
        kinds.append(found or ("lịch" if low.endswith(_CALENDAR[0]) else "văn bản khác"))
    order = [*_OWN.values(), "văn bản khác"]
    return ", ".join(sorted(set(kinds), key=order.index))


_KEPT_BESIDE = re.compile(r"\.bak\d{0,9}$")
"""How the names of files end that papi keeps beside what it wrote anew."""


_PLANS = (".yaml", ".yml")
"""A plan, or a register, may lie beside its checklists; nobody sends one back."""


def is_quiet(name: str) -> bool:
    """Whether nothing is said of a file: it is hidden, papi's own or the system's."""
    return (
        (name.startswith(".") and not name.startswith(_LIBREOFFICE))
        or is_system(name)
        or name.endswith(_PLANS)
        or bool(_KEPT_BESIDE.search(name))
        or (name.startswith("~") and name.lower().endswith(".tmp"))  # Word's, while it saves
    )


_LIBREOFFICE, _MICROSOFT = ".~lock.", "~$"
_CUT = 2
"""Letters at the beginning of a long name that Word writes its mark over."""


def locked(name: str, beside: Collection[str]) -> str:
    """Return the name of the file that a lock file tells to be open, empty where it is none.

    `beside` are the names of all files in its folder.
    """
    if name.startswith(_LIBREOFFICE) and name.endswith("#"):
        return name.removeprefix(_LIBREOFFICE).removesuffix("#")
    if not name.startswith(_MICROSOFT):
        return ""
    rest = name.removeprefix(_MICROSOFT)
    cut = (each for each in beside if each[_CUT:] == rest and not each.startswith(_MICROSOFT))
    return rest if rest in beside else next(cut, name)


def told_of_lock(path: str) -> str:
    """Return what is said of a file that is open in another program."""
    return f"Tệp {quoted(path, 200)} đang mở ở chương trình khác; đóng lại để chắc đã lưu."


_NAMED = 8
"""How many files a sentence names."""


def told_of_unknown(paths: Collection[str]) -> str:
    """Return what is said of files of which nothing tells that they hold results."""
    named = ", ".join(quoted(path, 200) for path in list(paths)[:_NAMED])
    more = f" và {len(paths) - _NAMED} tệp khác" if len(paths) > _NAMED else ""
    return f"Không đọc {named}{more} vì không phải danh mục."
