"""Files beside checklists that are none: named, so that no result vanishes without a word."""

from __future__ import annotations

import re
from collections.abc import Collection
from pathlib import Path

from papi_cli.checklists.intake import UncountedFile
from papi_cli.safe_text import quoted

_AS_WORD = "lưu thành .docx rồi gửi lại"
_AS_EXCEL = "lưu thành .xlsx rồi gửi lại"
_IN_TEXT = "xin bản .docx, .xlsx hay .md"
_FORMATS = (
    # Suffixes, what such a file is, what to do: whatever may hold an agency's results.
    (".doc .dot", "tệp Word kiểu cũ", _AS_WORD),
    (".docm .dotm", "tệp Word có macro", _AS_WORD),
    (".dotx", "mẫu văn bản Word", _AS_WORD),
    (".odt .ott .fodt", "văn bản LibreOffice", _AS_WORD),
    (".wps .wpt", "văn bản WPS", _AS_WORD),
    (".rtf", "văn bản RTF", _AS_WORD),
    (".pages", "văn bản Pages", _AS_WORD),
    (".xls .xlt", "tệp Excel kiểu cũ", _AS_EXCEL),
    (".xlsm .xltm", "tệp Excel có macro", _AS_EXCEL),
    (".xlsb", "bảng tính nhị phân", _AS_EXCEL),
    (".xltx", "mẫu bảng tính Excel", _AS_EXCEL),
    (".ods .ots .fods", "bảng tính LibreOffice", _AS_EXCEL),
    (".et .ett", "bảng tính WPS", _AS_EXCEL),
    (".numbers", "bảng tính Numbers", _AS_EXCEL),
    (".csv .tsv", "bảng dạng chữ", _AS_EXCEL),
    (".txt", "văn bản thuần", "nếu là danh mục thì đổi lại đuôi thành .md"),
    (".html .htm .mht .mhtml", "trang web", "lưu thành .docx hay .xlsx rồi gửi lại"),
    (".pdf .xps .djvu", "bản in hoặc bản quét", _IN_TEXT),
    (".jpg .jpeg .jfif .png .gif .bmp .tif .tiff .heic .heif .webp", "ảnh", _IN_TEXT),
    (".ppt .pptx .pps .ppsx .odp", "bản trình chiếu", _IN_TEXT),
    (".zip .rar .7z .gz .tar .tgz", "tệp nén", "giải nén ra đây rồi chạy lại"),
    (".msg .eml .pst", "thư điện tử", "lưu tệp đính kèm ra đây rồi chạy lại"),
)
_OTHER = {suffix: (what, mend) for suffixes, what, mend in _FORMATS for suffix in suffixes.split()}


def other_format(path: str) -> UncountedFile | None:
    """Return what is said of a file that may hold results in a format that is not read.

    None where the name's end tells of no such format.
    """
    what, mend = _OTHER.get(Path(path).suffix.lower(), ("", ""))
    if not what:
        return None
    said = f"Tệp {quoted(path, 200)} là {what} nên không được tính; {mend}."
    return UncountedFile(path, said)


_KEPT_BESIDE = re.compile(r"\.bak\d{0,9}$")
"""How the names of files end that papi keeps beside what it wrote anew."""
_OF_THE_SYSTEM = frozenset({"desktop.ini", "thumbs.db", "ehthumbs.db", "icon\r"})


def is_quiet(name: str) -> bool:
    """Whether nothing is said of a file: it is hidden, papi's own or the system's."""
    return (
        (name.startswith(".") and not name.startswith(_LIBREOFFICE))
        or name.lower() in _OF_THE_SYSTEM
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
