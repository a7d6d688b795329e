"""Documents put into a folder: what an agency wrote there is never lost."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from papi_cli import files
from papi_cli.documents.document import Document, DocumentFormat
from papi_cli.errors import ExitCode, FileError, reason
from papi_cli.safe_text import quoted, visible

if TYPE_CHECKING:
    from papi_cli.checklists.carriers import Carrier
    from papi_cli.checklists.format import Head
    from papi_cli.checklists.fresh import FreshChecklist, Regenerated
    from papi_cli.checklists.items import PlanItem

# What reads checklists, or writes Word, takes long to load: only what does that loads it.
# ruff: noqa: PLC0415


class Outcome(StrEnum):
    """What became of a file, or would become of it."""

    NEW = "mới"
    CHANGED = "thay đổi"
    SAME = "giữ nguyên"
    KEPT = "đã có, để nguyên"


@dataclass(frozen=True, slots=True)
class WriteResult:
    """A file that was written, or would be.

    `orphaned` and `changed` are as `fresh.Regenerated` has them, `notes` sentences of how the
    file was edited.
    """

    outcome: Outcome
    orphaned: tuple[str, ...] = ()
    changed: tuple[tuple[str, str], ...] = ()
    notes: tuple[str, ...] = ()


class Tally:
    """What became of many files; `str` gives it in words, a line each."""

    def __init__(self) -> None:
        self.refused = 0
        self._outcomes: Counter[Outcome] = Counter()
        self._kept: list[str] = []
        self._orphaned: dict[str, list[str]] = {}
        self._changed: dict[tuple[str, str], list[str]] = {}
        self._notes: list[str] = []

    def add(self, result: WriteResult, path: Path) -> None:
        """Count one file, whose path is as the user knows it."""
        self._outcomes[result.outcome] += 1
        if result.outcome is Outcome.KEPT:
            self._kept.append(str(path))
        for label in result.orphaned:
            self._orphaned.setdefault(label, []).append(path.name)
        for change in result.changed:
            self._changed.setdefault(change, []).append(path.name)
        self._notes += result.notes

    @property
    def changing(self) -> bool:
        """Whether any file is new or changed."""
        return bool(self._outcomes[Outcome.NEW] or self._outcomes[Outcome.CHANGED])

    def __str__(self) -> str:
        """Return how many files are what, then the tasks whose agencies are to look again."""
        from papi_cli.checklists.merge import TEXT

        counts = [
            f"{self._outcomes[each]} {each.value}"
            for each in Outcome
            if each is not Outcome.KEPT or self._outcomes[each]
        ]
        if self._outcomes[Outcome.KEPT]:
            counts[-1] += " (--force thay, bản cũ giữ với đuôi .bak)"
        if self.refused:
            counts.append(f"{self.refused} không ghi được")
        kept = [f"Để nguyên: {_some(self._kept)}."] if self._kept else []
        orphaned = (
            f"{label} không còn trong kế hoạch hay không còn giao cho cơ quan: {len(names)} tệp có"
            f" ghi, chuyển xuống cuối tệp ({_some(names)})."
            for label, names in self._orphaned.items()
        )
        called = {TEXT: "nội dung"}
        changed = (
            f"{label} đổi {called.get(what, what.lower())} trong khi đã có dấu hay kết quả:"
            f" {len(names)} tệp, nhắc cơ quan xem lại ({_some(names)})."
            for (label, what), names in self._changed.items()
        )
        return "\n".join([f"{', '.join(counts)}.", *kept, *orphaned, *changed, *self._notes])


_NAMED = 8
"""How many files a sentence names."""


def _some(names: Sequence[str]) -> str:
    more = f" và {len(names) - _NAMED} tệp khác" if len(names) > _NAMED else ""
    return f"{', '.join(map(visible, names[:_NAMED]))}{more}"


_TRIES = 5
"""How often a file is read again that someone else changes meanwhile."""


def make_folder(folder: Path) -> None:
    """Make a folder and those above it; raises `FileError`."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except (OSError, ValueError) as error:
        said = "đã có tệp trùng tên" if isinstance(error, FileExistsError) else reason(error)
        raise FileError(
            f"Không tạo được thư mục {quoted(str(folder), 200)} ({said}); chọn thư mục khác."
        ) from None


class SeveralFilesError(FileError):
    """An agency has several checklists: none is preferred by chance."""

    exit_code = ExitCode.PROBLEMS

    def __init__(self, agency: str, paths: Sequence[Path]) -> None:
        listed = ", ".join(quoted(str(path), 200) for path in paths)
        super().__init__(
            f"{quoted(agency)} có {len(paths)} danh mục: {listed}; đều để nguyên, gộp vào một"
            " tệp rồi chạy lại."
        )


def owners(folder: Path) -> Iterator[tuple[Path, Head]]:
    """Yield the checklists in a folder with their heads."""
    from papi_cli.checklists.carriers import carrier_of, read_head

    for path in sorted(folder.iterdir()) if files.is_folder(folder) else ():
        if carrier_of(path) is None:
            continue
        try:
            found = files.find(path, str(path))
            head = read_head(path, found.data) if found else None
        except FileError:
            continue
        if head:
            yield path, head


def write_checklist(
    path: Path,
    fresh: FreshChecklist,
    other: Callable[[bytes], str],
    items: Mapping[str, PlanItem],
    *,
    dry: bool = False,
) -> WriteResult:
    """Write a checklist, merged with what an agency wrote in the one that is there.

    `items` are the plan's by their labels.
    `other` says of the bytes of a file that is there what makes it another's, nothing where it is
    to be written anew. With `dry` nothing is written. Raises `FileError` where the file is
    no checklist, is another's, or cannot be read or written; it is then as it was.
    """
    return write_renewed(path, renew_checklist(fresh, other, items), dry=dry)


Renew = Callable[["bytes | None", Path], "Regenerated | None"]
"""What makes a file anew of the bytes that are there, None for no file, and of its path as the
user knows it; None where that file is to stay as it is. Raises `FileError` where it must."""


def renew_checklist(
    fresh: FreshChecklist, other: Callable[[bytes], str], items: Mapping[str, PlanItem]
) -> Renew:
    """Return what makes a checklist anew; what it takes is as `write_checklist` takes it."""
    from papi_cli.checklists.carriers import DEFAULT, carrier_of
    from papi_cli.checklists.fresh import Regenerated

    def renew(old: bytes | None, path: Path) -> Regenerated:
        carrier = carrier_of(path) or DEFAULT
        if old is None:
            return Regenerated(carrier.write(fresh))
        return _regenerated(carrier, path, old, fresh, other, items)

    return renew


def write_renewed(path: Path, renew: Renew, *, dry: bool = False) -> WriteResult:
    """Write a file made anew of the one that is there.

    With `dry` nothing is written. Raises `FileError`; the file is then as it was.
    """
    shown = quoted(str(path), 200)
    for _ in range(_TRIES):
        found = files.find(path, str(path))
        made = renew(found.data if found else None, path)
        if made is None:
            return WriteResult(Outcome.KEPT)
        if found and made.data == found.data:
            return WriteResult(Outcome.SAME)
        if dry or _put(path, found, made.data, shown, beside=made.beside):
            return result_of(path, made, Outcome.CHANGED if found else Outcome.NEW)
    raise _busy(shown)


def result_of(path: Path, made: Regenerated, outcome: Outcome) -> WriteResult:
    """Return what is to be told of a file that was made anew."""
    from papi_cli.checklists.intake import edit_notes

    told = (f"Tệp {quoted(str(path), 200)} {each}." for each in made.remarks)
    notes = (*told, *edit_notes(str(path), made.repeated, made.slips))
    return WriteResult(outcome, made.orphaned, made.changed, notes)


def write_onward(  # noqa: PLR0913 - what is written, and of what
    path: Path,
    fresh: FreshChecklist,
    old: bytes | None,
    source: Path,
    items: Mapping[str, PlanItem],
    *,
    dry: bool = False,
) -> WriteResult:
    """Write a checklist for the next round, merged with what an agency sent, as it is on file.

    `old` are the bytes of the file `source`, which stays as it is, None where none was sent;
    `items` are as `write_checklist` takes them. What cannot be written anew makes it a fresh one,
    and is told. A file that is there and holds something else is left as it was. With `dry`
    nothing is written. Raises `FileError`.
    """
    from papi_cli.checklists.carriers import DEFAULT, carrier_of
    from papi_cli.checklists.fresh import Regenerated
    from papi_cli.checklists.intake import edit_notes

    shown, carrier = quoted(str(path), 200), carrier_of(path) or DEFAULT
    made, told = Regenerated(carrier.write(fresh)), []
    if old is not None:
        try:
            made = _regenerated(carrier, source, old, fresh, lambda _: "", items)
        except FileError:
            told.append(
                f"Tệp {quoted(str(source), 200)} không viết tiếp được cho chắc chắn (không phải mẫu"
                f" do papi lập, hay đã bị sửa nhiều); {shown} là danh mục mới, lời đã ghi xem trong"
                " tệp kia."
            )
    for _ in range(_TRIES):
        found = files.find(path, str(path))
        if found and found.data == made.data:
            return WriteResult(Outcome.SAME)
        if found:
            raise left_alone(shown, "đã có với nội dung khác")
        if dry or _put(path, None, made.data, shown):
            notes = (*told, *edit_notes(str(source), made.repeated, made.slips))
            return WriteResult(Outcome.NEW, made.orphaned, made.changed, notes)
    raise _busy(shown)


def _regenerated(  # noqa: PLR0913, PLR0917 - all that a carrier needs
    carrier: Carrier,
    path: Path,
    old: bytes,
    fresh: FreshChecklist,
    other: Callable[[bytes], str],
    items: Mapping[str, PlanItem],
) -> Regenerated:
    from papi_cli.checklists.format import NotAChecklistError
    from papi_cli.checklists.merge import UnsettledError

    shown = quoted(str(path), 200)
    try:
        why = other(old)
    except NotAChecklistError as error:
        why = str(error)
    if why:
        raise left_alone(shown, why)
    try:
        return carrier.regenerate(fresh, old, str(path), items)
    except NotAChecklistError as error:
        raise left_alone(shown, str(error)) from None
    except UnsettledError:
        raise FileError(
            f"Tệp {shown} có chỗ chương trình không viết lại được chắc chắn nên được để nguyên; sửa"
            " các khung ``` hay chú thích <!-- chưa đóng rồi chạy lại."
        ) from None


def left_alone(shown: str, why: str) -> FileError:
    """Return the error that a file, named as a sentence does, is another's."""
    return FileError(f"Tệp {shown} {why} nên được để nguyên; chọn thư mục khác.")


def write_document(
    path: Path,
    document: Document,
    letterhead: bytes | None = None,
    *,
    force: bool = False,
    dry: bool = False,
) -> WriteResult:
    """Write a document in the format that a path's suffix names, as `write_once` writes.

    Of Markdown the pictures are files beside it, and stay as they are where it does. `letterhead`
    is as `word.word_file` takes it. Raises `FileError`.
    """
    if path.suffix.lower() == DocumentFormat.WORD.suffix:
        from papi_cli.documents.word import word_file

        return write_once(path, word_file(document, letterhead), force=force, dry=dry)
    result = write_once(path, document.text, force=force, dry=dry)
    if result.outcome is not Outcome.KEPT:
        for name, svg in document.pictures.items():
            write_once(path.parent / name, svg, force=force, dry=dry)
    return result


def write_once(
    path: Path, content: str | bytes, *, force: bool = False, dry: bool = False
) -> WriteResult:
    """Write a document where there is none yet; with `force`, also over one that is there.

    What `force` replaces is kept beside it, its name ending in `.bak`. With `dry` nothing is
    written. Raises `FileError`.
    """
    shown = quoted(str(path), 200)
    for _ in range(_TRIES):
        if not force and os.path.lexists(path):
            return WriteResult(Outcome.KEPT)
        found = files.find(path, str(path))
        data = _encoded(found, content, str(path)) if isinstance(content, str) else content
        if found and found.data == data:
            return WriteResult(Outcome.SAME)
        if dry or _put(path, found, data, shown, beside=True):
            return WriteResult(Outcome.CHANGED if found else Outcome.NEW)
    raise _busy(shown)


def write_answer(path: Path, data: bytes, *, force: bool = False) -> WriteResult:
    """Write an answer into the one file that was named for it.

    A file that is there and holds something else is replaced with `force` alone, and kept beside
    then, its name ending in `.bak`. Raises `FileError`, also where it is left as it was.
    """
    shown = quoted(str(path), 200)
    for _ in range(_TRIES):
        found = files.find(path, str(path))
        if found and found.data == data:
            return WriteResult(Outcome.SAME)
        if found and not force:
            raise FileError(
                f"Tệp {shown} đã có với nội dung khác nên được để nguyên; ghi thêm --force để thay"
                " (bản cũ giữ lại với đuôi .bak), hoặc chọn tên khác."
            )
        if _put(path, found, data, shown, beside=True):
            return WriteResult(Outcome.CHANGED if found else Outcome.NEW)
    raise _busy(shown)


def write_generated(  # noqa: PLR0913 - what is written, and over what
    path: Path,
    text: str,
    own: Callable[[str], bool],
    what: str,
    *,
    advice: str = "chọn tên khác",
    force: bool = False,
    dry: bool = False,
) -> WriteResult:
    """Write a file that only the program writes, over an earlier one of its kind.

    `own` tells by its text whether a file that is there is of the kind, `what` is the kind in
    words, `advice` what to do where it is not. With `force` any other is replaced too, and kept
    beside, its name ending in `.bak`; with `dry` nothing is written. Raises `FileError` where it is
    another, or cannot be read or written.
    """
    shown = quoted(str(path), 200)
    for _ in range(_TRIES):
        found = files.find(path, str(path))
        ours = found is None or own(files.decoded(found.data, str(path)).plain)
        if not (ours or force):
            raise FileError(f"Tệp {shown} không phải là {what} nên được để nguyên; {advice}.")
        data = _encoded(found, text, str(path))
        if found and found.data == data:
            return WriteResult(Outcome.SAME)
        if dry or _put(path, found, data, shown, beside=not ours):
            return WriteResult(Outcome.CHANGED if found else Outcome.NEW)
    raise _busy(shown)


def _busy(shown: str) -> FileError:
    return FileError(f"Tệp {shown} đang bị chương trình khác ghi liên tục; đóng nó rồi chạy lại.")


def _encoded(found: files.Found | None, text: str, path: str) -> bytes:
    """Return a text with the line ends of the file that it replaces, whose bytes if it is that."""
    if found is None:
        return text.encode()
    old = files.decoded(found.data, path)
    return found.data if old.plain == text else old.encoded(text)


def _put(
    path: Path, found: files.Found | None, data: bytes, shown: str, *, beside: bool = False
) -> bool:
    """Write a file; False where it changed after it was read, so that it must be read again."""
    try:
        if found is None:
            files.create(path, data)
        else:
            if beside:
                files.keep_beside(found)
            files.replace(found, data)
    except files.ChangedMeanwhileError:
        return False
    except (OSError, ValueError) as error:
        folder = path.parent
        # A file in the place of the folder is another error, which `reason` tells.
        if isinstance(error, FileNotFoundError) and not files.is_folder(folder):
            raise FileError(
                f"Không có thư mục {quoted(str(folder), 200)} để ghi tệp {shown}; tạo thư mục ấy"
                " rồi chạy lại."
            ) from None
        state = "tệp cũ còn nguyên" if found else "chưa ghi gì"
        raise FileError(f"Không ghi được tệp {shown} ({reason(error)}); {state}.") from None
    return True
