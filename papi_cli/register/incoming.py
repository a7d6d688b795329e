"""What an office received: files, folders, archives and mails taken apart, never changed.

Nothing is run, followed or put on the disk: a member of an archive is bytes with a name.
"""

from __future__ import annotations

import os
import re
import zipfile
import zlib
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from io import BytesIO
from pathlib import Path, PurePosixPath
from struct import error as struct_error
from typing import Literal
from unicodedata import normalize

from papi_cli.checklists.carriers import carrier_of
from papi_cli.checklists.other_formats import (
    OtherFormat,
    carried_by_content,
    is_own_calendar,
    is_system,
    locked,
    told_by_content,
)
from papi_cli.errors import FileError, reason
from papi_cli.files import MAX_BYTES, is_folder, read_any
from papi_cli.office.signatures import foreign_kind
from papi_cli.safe_text import quoted


@dataclass(frozen=True, slots=True)
class Incoming:
    """Something that came in: its bytes, the name that its sender gave it, and where it lay.

    `origin` is the path as the user knows it, through archives and mails («thu.zip › a.docx»).
    `received` and `via` are what a mail says, None elsewhere; `sent` tells that the day is the one
    that its sender wrote. `opens` is the path of the document beside a lock file that it tells to
    be open. `problem` is a sentence where it is
    nothing that papi reads, which says what to ask for; `data` is then what came all the same, and
    `empty` tells that it holds nothing that anybody would keep. `suffix` is that of the carrier
    that reads it; `own` tells that papi wrote it and no carrier reads it.
    """

    name: str
    data: bytes
    origin: str
    received: date | None = None
    via: Literal["email"] | None = None
    problem: str = ""
    empty: bool = False
    suffix: str = ""
    sent: bool = False
    opens: str = ""
    own: bool = False


MOST_PACKED = 200_000_000
"""Bytes of an archive or a mail: some hundred returns with pictures."""
MOST_UNPACKED = 400_000_000
"""Bytes of all that lies in one of them, in those within it too."""
MOST_MEMBERS = 5_000
"""Files that lie in one of them, in those within it too."""
MOST_DEPTH = 3
"""Archives and mails within each other, such as a .zip in a .zip that came by mail."""
_CONTAINERS = (".zip", ".eml")
_LOCKS = ("~$", ".~lock.")
"""How the names of lock files begin."""
_BROKEN = OtherFormat("bị cắt cụt hoặc hỏng", "xin gửi lại tệp")


@dataclass(slots=True)
class _Budget:
    """What may still be unpacked of what lies at one path."""

    members: int = MOST_MEMBERS
    size: int = MOST_UNPACKED


def unpack(paths: Iterable[str]) -> Iterator[Incoming]:
    """Yield all that lies at paths, in the order of their names.

    Folders are gone through at all depths, .zip and .eml taken apart. What a system puts into
    folders by itself is passed over; all else that no carrier reads has a `problem`. A file that
    is named twice comes once. Raises `FileError` for a path that is not there.
    """
    seen: set[str] = set()
    for path in paths:
        if not os.path.lexists(path):
            raise FileError(f"Không có {quoted(path, 200)}; kiểm tra lại đường dẫn.")
        for each in _lying(path) if is_folder(path) else [path]:
            if isinstance(each, Incoming):
                yield each
            elif (real := os.path.realpath(each)) not in seen:
                seen.add(real)
                yield from _of_file(each)


def _lying(folder: str) -> Iterator[str | Incoming]:
    """Yield the paths of the files in a folder, and what of it cannot be looked into."""
    refused: list[OSError] = []
    for within, inner, names in os.walk(folder, onerror=refused.append):
        yield from map(_closed, refused)
        refused.clear()
        for name in sorted(inner):
            path = str(Path(within) / name)
            if is_system(name):
                continue
            if Path(path).is_symlink():
                yield _folder_problem(path, "là liên kết đến nơi khác nên không xem")
            elif name.startswith("."):
                yield _folder_problem(path, "bị ẩn nên không xem")
        inner[:] = sorted(e for e in inner if not (is_system(e) or e.startswith(".")))
        yield from (str(Path(within) / name) for name in sorted(names) if not is_system(name))
    yield from map(_closed, refused)


def _closed(error: OSError) -> Incoming:
    return _folder_problem(str(error.filename), f"không mở được ({reason(error)})")


def _folder_problem(path: str, said: str) -> Incoming:
    problem = f"Thư mục {quoted(path, 200)} {said}; có bản gửi trong đó thì chỉ thẳng thư mục ấy."
    return Incoming(_named(path), b"", path, problem=problem, empty=True)


def _named(path: str) -> str:
    return normalize("NFC", Path(path).name)


def _of_file(path: str) -> Iterator[Incoming]:
    name = _named(path)
    if opened := _opened(path):
        yield Incoming(name, b"", path, opens=opened, empty=True)
        return
    most = MOST_PACKED if _suffix(name) in _CONTAINERS else MAX_BYTES
    try:
        data = read_any(Path(path), path, most)
    except FileError as error:
        yield Incoming(name, b"", path, problem=str(error), empty=True)
        return
    yield from _taken(Incoming(name, data, path), _Budget(), 0)


def _opened(path: str) -> str:
    """Return the path of the document that a lock file beside it tells to be open, else empty."""
    at = Path(path)
    if not at.name.startswith(_LOCKS):
        return ""
    try:
        document = _locked_beside(at.name, {each.name for each in at.parent.iterdir()})
    except OSError:
        return ""
    return str(at.with_name(document)) if document else ""


def _locked_beside(name: str, beside: Collection[str]) -> str:
    document = locked(name, beside)
    return document if document != name and document in beside else ""


def _suffix(name: str) -> str:
    return PurePosixPath(name.casefold()).suffix


def _taken(found: Incoming, budget: _Budget, depth: int) -> Iterator[Incoming]:
    """Yield a file, or what lies in it, `depth` archives and mails deep."""
    suffix = _suffix(found.name)
    hidden = found.name.startswith((".", "~"))
    if suffix not in _CONTAINERS or hidden or carried_by_content(found.data):
        yield _judged(found)
    elif not found.data:
        yield _refused(found, OtherFormat("trống", "xin gửi lại tệp", empty=True))
    elif depth == MOST_DEPTH:
        yield _refused(
            found,
            OtherFormat("nằm trong quá nhiều lớp tệp nén và thư", "giải nén ra thư mục rồi nhận"),
        )
    elif suffix == ".zip":
        yield from _of_archive(found, budget, depth + 1)
    else:
        yield from _of_mail(found, budget, depth + 1)


def _judged(found: Incoming) -> Incoming:
    """Return a file with what is wrong with it, or the suffix of the carrier that reads it."""
    if other := told_by_content(found.name, found.data):
        return replace(_refused(found, other), own=is_own_calendar(found.name, found.data))
    carrier = carrier_of(found.name)
    return replace(found, suffix=carrier.suffix if carrier else carried_by_content(found.data))


def _refused(found: Incoming, other: OtherFormat) -> Incoming:
    said = f"Tệp {quoted(found.origin, 200)} {other.said} nên không đọc được"
    return replace(found, problem=f"{said}; {other.advice}.", empty=other.empty or not found.data)


# Archives

_ENTRY = b"PK\x01\x02"
"""How each entry in the list of members begins."""
_UTF_8 = 0x800
_ENCRYPTED = 0x1
_READABLE = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_LINK = 0o120000
_PASSWORD = OtherFormat("có đặt mật khẩu", "xin bản không có mật khẩu", empty=True)
_ZIP_FAULTS = (
    zipfile.BadZipFile,
    NotImplementedError,
    RuntimeError,  # a password
    OSError,
    EOFError,
    ValueError,
    zlib.error,
    struct_error,
)


def _of_archive(found: Incoming, budget: _Budget, depth: int) -> Iterator[Incoming]:
    if not found.data.startswith(b"PK"):
        said, _ = foreign_kind(found.data) or ("", "")
        kind = f"{said} mang đuôi .zip" if said.startswith("là ") else _BROKEN.said
        yield _refused(found, OtherFormat(kind, _BROKEN.advice))
        return
    try:
        members = _listed(found.data, budget)
    except _ZIP_FAULTS:
        yield _refused(found, _BROKEN)
        return
    if isinstance(members, OtherFormat):
        yield _refused(found, members)
        return
    nothing = True
    for shown, member in members:
        steps = [each for each in re.split(r"[/\\]+", shown) if each]
        if any(map(is_system, steps)):
            continue
        nothing = False
        name = steps[-1] if steps else "khong-ten"
        if name.startswith(_LOCKS) and _locked_beside(name, _beside(shown, members)):
            continue
        inside = replace(found, name=name, data=b"", origin=f"{found.origin} › {shown}")
        content = _content(found.data, member)
        if isinstance(content, OtherFormat):
            yield _refused(inside, content)
        else:
            yield from _taken(replace(inside, data=content), budget, depth)
    if nothing:
        yield _refused(found, OtherFormat("không có tệp nào bên trong", "xin gửi lại tệp"))


def _beside(shown: str, members: Iterable[tuple[str, zipfile.ZipInfo]]) -> set[str]:
    """Return the names of what lies in an archive in the folder of one of its members."""
    folder = PurePosixPath(shown).parent
    paths = (PurePosixPath(each) for each, _ in members)
    return {each.name for each in paths if each.parent == folder}


def _listed(data: bytes, budget: _Budget) -> list[tuple[str, zipfile.ZipInfo]] | OtherFormat:
    """Return the files in an archive by their names, or why none of them is looked at."""
    if data.count(_ENTRY) > 2 * MOST_MEMBERS:
        return _too_many()
    with zipfile.ZipFile(BytesIO(data)) as archive:
        members = [each for each in archive.infolist() if not each.is_dir()]
    if members and all(each.flag_bits & _ENCRYPTED for each in members):
        return _PASSWORD
    if len(members) > budget.members:
        return _too_many()
    size = sum(each.file_size for each in members)
    if size > budget.size:
        said = f"giải nén ra hơn {MOST_UNPACKED // 1_000_000} MB"
        return OtherFormat(said, "hỏi lại người gửi, giải nén riêng tệp cần nhận", empty=True)
    budget.members -= len(members)
    budget.size -= size
    return sorted(((_member_name(each), each) for each in members), key=lambda each: each[0])


def _too_many() -> OtherFormat:
    said = f"có hơn {MOST_MEMBERS // 1000}.000 tệp bên trong"
    return OtherFormat(said, "hỏi lại người gửi, giải nén riêng tệp cần nhận", empty=True)


def _content(data: bytes, member: zipfile.ZipInfo) -> bytes | OtherFormat:
    """Return the bytes of a member, or why it is not unpacked."""
    if member.flag_bits & _ENCRYPTED:
        return _PASSWORD
    if member.external_attr >> 16 & 0o170000 == _LINK:
        return OtherFormat("là liên kết đến nơi khác", "xin chính tệp ấy", empty=True)
    if member.compress_type not in _READABLE:
        return OtherFormat("nén theo cách papi không mở", "nén lại thành .zip thường", empty=True)
    most = MOST_PACKED if _suffix(member.filename) in _CONTAINERS else MAX_BYTES
    if member.file_size > most:
        return OtherFormat(f"dài hơn {most // 1_000_000} MB", "kiểm tra lại tệp ấy", empty=True)
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive, archive.open(member) as stream:
            return stream.read(member.file_size + 1)
    except _ZIP_FAULTS:
        return OtherFormat(_BROKEN.said, _BROKEN.advice, empty=True)


_UNICODE_PATH = 0x7075
"""A further field of a member: its name in UTF-8, behind a version and a check sum."""
_OLD_PAGES = ("utf-8", "cp1258", "cp437")
"""In what programs write names without saying so, those preferred first."""
_FOREIGN = re.compile(
    "[^\x20-\x7eÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝàáâãèéêìíòóôõùúýĂăĐđĨĩŨũƠơƯưẠ-ỹ“”‘’–—…]", re.UNICODE
)


def _member_name(member: zipfile.ZipInfo) -> str:
    """Return the path of a member as its sender saw it, however its program wrote it."""
    if member.flag_bits & _UTF_8:
        return normalize("NFC", member.filename)
    if named := _unicode_path(member.extra):
        return normalize("NFC", named)
    # zipfile takes such names for those of an old American computer.
    raw = member.filename.encode("cp437", "replace")
    read = [name for page in _OLD_PAGES if (name := _as_page(raw, page)) is not None]
    return min(read, key=lambda name: len(_FOREIGN.findall(name)), default=member.filename)


def _as_page(raw: bytes, page: str) -> str | None:
    try:
        return normalize("NFC", raw.decode(page))
    except UnicodeDecodeError:
        return None


def _unicode_path(extra: bytes) -> str:
    while len(extra) >= _FIELD:
        kind, size = (int.from_bytes(extra[at : at + 2], "little") for at in (0, 2))
        if kind == _UNICODE_PATH:
            return extra[_FIELD + 5 : _FIELD + size].decode("utf-8", "replace")
        extra = extra[_FIELD + size :]
    return ""


_FIELD = 4
"""Bytes in front of a further field: its kind, its size."""


# Mails


def _of_mail(found: Incoming, budget: _Budget, depth: int) -> Iterator[Incoming]:
    from papi_cli.register.mail import attachments  # noqa: PLC0415 - few returns come as mails

    mail = attachments(found.data)
    if mail is None:
        yield _refused(found, OtherFormat("không phải là thư (.eml) đọc được", "xin gửi lại tệp"))
        return
    sent = found.sent if found.received else mail.sent
    received = found.received or mail.received
    got = replace(found, received=received, sent=sent, via=found.via or "email")
    if mail.encrypted:
        yield _refused(got, OtherFormat("là thư mã hóa", "xin gửi lại thư không mã hóa"))
        return
    if not mail.files:
        what = "chỉ có ảnh trong thân thư" if mail.pictures else "không có tệp đính kèm"
        advice = "lời trong thư không phải là danh mục, xin gửi tệp danh mục"
        yield _refused(got, OtherFormat(f"là thư {what}", advice))
        return
    for name, data in mail.files:
        budget.members -= 1
        budget.size -= len(data)
        inside = replace(got, name=name, data=data, origin=f"{found.origin} › {name}")
        if budget.members < 0 or budget.size < 0:
            yield _refused(inside, _too_many())
            return
        yield from _taken(inside, budget, depth)
