"""Files: read with what is wrong said in a sentence, written in one step, named safely."""

from __future__ import annotations

import codecs
import errno
import itertools
import os
import shutil
import stat
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from papi_cli.errors import FileError, reason
from papi_cli.safe_text import quoted
from papi_cli.vietnamese.words import words

MAX_BYTES = 20_000_000
"""A plan of 10,000 tasks is some 7 MB; what is longer is not a plan."""


def is_folder(path: str | Path) -> bool:
    """Whether there is a folder at `path`; no where that cannot be told."""
    try:
        return Path(path).is_dir()
    except (OSError, ValueError):  # a name that is too long, that may not be looked at
        return False


def read_text(path: Path, shown: str) -> str:
    """Return a file's text without byte-order mark; raises `FileError` saying what is wrong.

    `shown` is the path as the user knows it.
    """
    name = quoted(shown, 200)
    return _decoded(_read(path, name)[0], name).removeprefix("\ufeff")


def read_bytes(path: Path, shown: str) -> bytes:
    """Return what `read_text` returns as it stands in the file, in UTF-8."""
    name = quoted(shown, 200)
    data = _read(path, name)[0]
    _decoded(data, name)
    return data.removeprefix(codecs.BOM_UTF8)


def read_any(path: Path, shown: str, most: int = MAX_BYTES) -> bytes:
    """Return a file's bytes, whatever it holds.

    Raises `FileError` where it cannot be read, or has more than `most` bytes.
    """
    return _read(path, quoted(shown, 200), most)[0]


def _read(path: Path, name: str, most: int = MAX_BYTES) -> tuple[bytes, os.stat_result]:
    try:
        mode = path.stat().st_mode  # before opening: a pipe that nobody writes to would wait
        if stat.S_ISDIR(mode):
            raise FileError(f"{name} là một thư mục; hãy chỉ đúng tệp trong đó.")
        if not stat.S_ISREG(mode):
            raise FileError(f"{name} không phải là một tệp; hãy chỉ đúng tệp cần đọc.")
        with path.open("rb") as stream:
            found = os.fstat(stream.fileno())
            data = stream.read(most + 1)
    except FileNotFoundError:
        raise FileError(f"Không có tệp {name}; kiểm tra lại đường dẫn.") from None
    except PermissionError:
        raise FileError(f"Không được phép đọc tệp {name}; xin quyền đọc tệp.") from None
    except (OSError, ValueError) as error:
        raise FileError(f"Không đọc được tệp {name} ({reason(error)}).") from None
    if len(data) > most:
        limit = most // 1_000_000
        raise FileError(
            f"Tệp {name} dài hơn {limit} MB nên không được đọc; kiểm tra lại có đúng tệp không."
        )
    return data, found


def _decoded(data: bytes, name: str) -> str:
    if not data.strip():
        raise FileError(f"Tệp {name} trống.")
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise FileError(f"Tệp {name} dùng mã UTF-16 hoặc UTF-32; mở ra và lưu lại bằng mã UTF-8.")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        if b"\0" in data:
            raise FileError(f"Tệp {name} không phải là tệp văn bản.") from None
        raise FileError(
            f"Tệp {name} không dùng mã UTF-8 (từ dòng {line}); mở ra và lưu lại bằng mã UTF-8."
        ) from None


@dataclass(frozen=True, slots=True)
class Found:
    """A file as it was read; `path` is where it really is, behind links."""

    path: Path
    data: bytes
    status: os.stat_result


@dataclass(frozen=True, slots=True)
class Text:
    """The text of a file.

    `plain` has plain line ends, `newline` and `mark` are the file's own line end and byte-order
    mark, if any.
    """

    plain: str
    newline: str
    mark: str

    def encoded(self, text: str) -> bytes:
        """Return `text` as bytes with the file's own line ends and byte-order mark."""
        return (self.mark + text.replace("\n", self.newline)).encode()


def decoded(data: bytes, shown: str) -> Text:
    """Return the text of a file by its bytes; raises `FileError` as `read_text`."""
    text = _decoded(data, quoted(shown, 200))
    mark = "\ufeff" if text.startswith("\ufeff") else ""
    newline = "\r\n" if text.count("\r\n") * 2 > text.count("\n") else "\n"
    return Text(plain_lines(text.removeprefix("\ufeff")), newline, mark)


def find(path: Path, shown: str) -> Found | None:
    """Return the file at `path`, whatever it holds, None where there is none.

    Raises `FileError` where it cannot be read.
    """
    name = quoted(shown, 200)
    try:
        real = path.resolve()
        if not path.is_symlink() and not real.exists():
            return None
    except (OSError, ValueError, RuntimeError) as error:
        raise FileError(f"Không đọc được tệp {name} ({reason(error)}).") from None
    data, status = _read(real, name)
    return Found(real, data, status)


def plain_lines(text: str) -> str:
    r"""Return `text` with every line end written `\n`."""
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


class ChangedMeanwhileError(Exception):
    """The file was changed, made or removed after it was read."""


def create(path: Path, data: bytes, *, lasting: bool = False) -> None:
    """Write a file that is not there yet; all of it appears at once, or nothing.

    With `lasting` its content is on the disk when it returns, for what outlives a power failure.
    Raises `ChangedMeanwhileError` where there is one after all, `OSError` where it cannot be
    written.
    """
    temporary = _temporary(path)
    try:
        _write(temporary, data, lasting=lasting)
        try:
            _rename_new(temporary, path)
        except FileExistsError:
            raise ChangedMeanwhileError from None
    finally:
        temporary.unlink(missing_ok=True)


def replace(found: Found, data: bytes) -> None:
    """Replace a file that was read; whatever happens, the old or the new one stands there whole.

    The new file has the permissions and, where that is allowed, the owner of the old one.
    Raises `ChangedMeanwhileError` where the file is no longer as it was read, `OSError` where it
    cannot be written; a file that is marked read-only is not.
    """
    if not found.status.st_mode & 0o222:
        raise PermissionError(errno.EACCES, "read-only")
    temporary = _temporary(found.path)
    try:
        _write(temporary, data, like=found.status)
        if not _same(found.path, found.status):
            raise ChangedMeanwhileError
        temporary.replace(found.path)
    finally:
        temporary.unlink(missing_ok=True)


def keep_beside(found: Found) -> None:
    """Give a file a second name that ends in `.bak`, in `.bak2` where that is taken, and so on.

    Raises `OSError`.
    """
    for number in itertools.count(1):
        path = found.path.with_name(f"{found.path.name}.bak{number if number > 1 else ''}")
        try:
            path.hardlink_to(found.path)
        except FileExistsError:
            continue
        except OSError:  # a disk without links, as memory sticks are
            if path.exists():
                continue
            shutil.copy2(found.path, path)
        return


def _temporary(path: Path) -> Path:
    """Return a path beside `path`, on the same disk, that no other run of papi uses."""
    return path.with_name(f".papi-{os.urandom(8).hex()}.tmp")


def _write(
    path: Path, data: bytes, like: os.stat_result | None = None, *, lasting: bool = False
) -> None:
    with path.open("xb") as stream:
        stream.write(data)
        if like is None and not lasting:
            return
        # not on Windows, where files take after their folder
        if like is not None and hasattr(os, "fchown"):
            os.fchmod(stream.fileno(), stat.S_IMODE(like.st_mode))
            own = os.fstat(stream.fileno())
            if (own.st_uid, own.st_gid) != (like.st_uid, like.st_gid):
                with suppress(PermissionError):  # someone else's file: the content matters more
                    os.fchown(stream.fileno(), like.st_uid, like.st_gid)
        # Somebody's work is about to be replaced: after a power failure one of the two is there.
        stream.flush()
        os.fsync(stream.fileno())


def _rename_new(temporary: Path, path: Path) -> None:
    """Name a file `path`; raises `FileExistsError` where that name is taken."""
    if os.name == "nt":
        temporary.rename(path)  # refuses to replace there
        return
    try:
        path.hardlink_to(temporary)
    except FileExistsError:
        raise
    except OSError:  # a disk without links, as memory sticks are
        if path.exists():
            raise FileExistsError from None
        temporary.rename(path)


_PAUSE = 0.05
"""Seconds between two tries for a lock."""


@contextmanager
def locked(path: Path, shown: str, *, patience: float = 30.0) -> Iterator[None]:
    """Hold the lock that a file at `path` stands for, against every other run that wants it.

    The file is made where it is not there, and stays: a run that removed it could let two in. The
    system frees the lock of a run that dies. Waits `patience` seconds at most. Raises `FileError`
    where the lock stays taken or cannot be had; `shown` is what it guards, as the user knows it.
    """
    try:
        stream = path.open("ab")
    except (OSError, ValueError) as error:
        raise FileError(f"Không ghi được vào {quoted(shown, 200)} ({reason(error)}).") from None
    with stream:
        _wait_for_lock(stream.fileno(), quoted(shown, 200), time.monotonic() + patience)
        yield


def _wait_for_lock(descriptor: int, name: str, end: float) -> None:
    try:
        while not _lock(descriptor):
            if time.monotonic() >= end:
                raise FileError(f"{name} đang có người khác ghi vào; đợi họ ghi xong rồi chạy lại.")
            time.sleep(_PAUSE)
    except OSError as error:  # a disk that knows no locks
        raise FileError(f"Không khóa được {name} để ghi ({reason(error)}).") from None


if sys.platform == "win32":  # pragma: no cover
    import msvcrt

    def _lock(descriptor: int) -> bool:
        os.lseek(descriptor, 0, os.SEEK_SET)
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError as error:
            if error.errno in {errno.EACCES, errno.EDEADLK}:
                return False
            raise
        return True

else:
    import fcntl

    def _lock(descriptor: int) -> bool:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True


def _same(path: Path, before: os.stat_result) -> bool:
    try:
        now = path.stat()
    except FileNotFoundError:
        return False
    return (now.st_ino, now.st_size, now.st_mtime_ns) == (
        before.st_ino, before.st_size, before.st_mtime_ns,
    )  # fmt: skip


_RESERVED = {"con", "prn", "aux", "nul"} | {
    f"{device}{number}" for device in ("com", "lpt") for number in range(10)
}
"""Names that Windows keeps for devices, whatever ends them."""
_LONGEST = 80
"""Characters of a file's name; most disks allow 255 bytes, paths on Windows 260 in all."""


def file_names(names: Iterable[str]) -> dict[str, str]:
    """Return for each name the stem of a file's name: `ubnd-cap-xa` for `UBND cấp xã`.

    No two are alike: `-2` follows where two names fold alike. All are ASCII letters, digits and
    `-`, so none leaves its folder.
    """
    taken: set[str] = set()
    last: dict[str, int] = {}
    stems: dict[str, str] = {}
    for name in names:
        folded = "-".join(words(name).encode("ascii", "ignore").decode().split())[:_LONGEST]
        stem = first = folded.strip("-") or "co-quan"
        if stem in _RESERVED:
            stem = first = f"co-quan-{stem}"
        while stem in taken:
            last[first] = last.get(first, 1) + 1
            stem = f"{first}-{last[first]}"
        taken.add(stem)
        stems[name] = stem
    return stems
