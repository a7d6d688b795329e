"""The rules of a register: what its rows must say, and that each original is there as it came."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from papi_cli.checking.rules import RULES as PLAN_RULES
from papi_cli.checking.rules.rule import Finding, Rule
from papi_cli.errors import Level, reason
from papi_cli.register.rows import (
    CLOSING,
    CORRECTION,
    COUNT_KEYS,
    EXTENSION,
    KINDS,
    PAPER,
    RETURN,
    SENT_BACK,
    STRUCK,
    Row,
)
from papi_cli.safe_text import quoted, visible
from papi_cli.scores.rules import SCORE_RULES, ScoreRule

ORIGINALS = "goc"
"""The folder beside the register that holds what came in, byte for byte."""
_ORIGINAL = re.compile(rf'{ORIGINALS}/(?!\.{{1,2}}$)[^/\\:"\0-\x1f]+')
FILE_KEYS = ("name", "stored", "sha256")
_NEEDED = {
    RETURN: ("agency", "period", "verdict"),
    SENT_BACK: ("of", "reason"),
    CORRECTION: ("of", "reason"),
    EXTENSION: ("period", "due"),
    CLOSING: ("period",),
}

FindInRows = Callable[[Sequence[Row]], Iterator[Finding]]
FindInFolder = Callable[[Sequence[Row], Path], Iterator[Finding]]


def _keys(rows: Sequence[Row]) -> Iterator[Finding]:
    for at, row in enumerate(rows):
        who = f"Dòng {row.no} ({KINDS[row.kind]})"
        paper = row.kind == RETURN and row.via == PAPER
        needed = _NEEDED[row.kind]
        if row.kind == RETURN and not paper:
            needed += FILE_KEYS
        for key in needed:
            if getattr(row, key) is None:
                yield Finding((at,), f"{who} thiếu khóa {quoted(key)}", "; ghi vào.")
        if row.kind == EXTENSION and (row.document is None or row.document.number is None):
            act = "thiếu số, ký hiệu của văn bản gia hạn"
            yield Finding((at,), f"{who} {act}", "; ghi vào «document: {number: …}».")
        if paper:
            yield from _of_a_file(at, row, who)


def _of_a_file(at: int, row: Row, who: str) -> Iterator[Finding]:
    """Yield the keys that a return on paper has and that only a file gives."""
    for key in (*FILE_KEYS, "counts"):
        if getattr(row, key) is not None:
            sentence = f"{who} là bản giấy mà có khóa {quoted(key)}"
            yield Finding((at, key), sentence, "; bỏ khóa ấy, hoặc sửa «via».", key=True)


def _counts(rows: Sequence[Row]) -> Iterator[Finding]:
    for at, row in enumerate(rows):
        for key in row.counts or ():
            if key not in COUNT_KEYS:
                yield Finding(
                    (at, "counts", key),
                    f"Khóa {quoted(key)} của «counts» không phải là một mức độ",
                    f"; các khóa được dùng: {', '.join(COUNT_KEYS)}.",
                    key=True,
                )


def _numbers(rows: Sequence[Row]) -> Iterator[Finding]:
    for at, row in enumerate(rows):
        if row.no != at + 1:
            yield Finding(
                (at, "no"),
                f"Dòng thứ {at + 1} của sổ mang số {row.no}",
                f"; số thứ tự chạy 1, 2, 3 …, dòng này phải là {at + 1}: tìm lại dòng đã mất, hoặc"
                " sửa số.",
            )
            return  # all that follow are off by as much


def _references(rows: Sequence[Row]) -> Iterator[Finding]:
    returns: dict[int, Row] = {}
    owners: dict[int, str | None] = {}
    struck: dict[int, bool] = {}
    for at, row in enumerate(rows):
        if row.of is not None and row.strikes:
            yield from _striking(at, row, returns, struck)
        elif row.of is not None:
            if row.of not in returns:
                yield Finding(
                    (at, "of"),
                    f"Dòng {row.no} nói về dòng {row.of}, mà không có bản gửi nào trước đó mang số"
                    " ấy",
                    "; ghi đúng số thứ tự của bản gửi.",
                )
            elif row.kind == CORRECTION and row.to_agency is not None:
                owners[row.of] = row.to_agency
        if row.supersedes is not None and (
            row.supersedes not in returns or owners[row.supersedes] != row.agency
        ):
            yield Finding(
                (at, "supersedes"),
                f"Dòng {row.no} thay dòng {row.supersedes}, mà đó không phải là một bản gửi trước"
                f" của {visible(row.agency or 'cơ quan này')}",
                "; ghi đúng số thứ tự, hoặc bỏ khóa ấy.",
            )
        if row.kind == RETURN:
            returns[row.no], owners[row.no] = row, row.agency
        elif row.kind in STRUCK:
            struck[row.no] = False


def _striking(
    at: int, row: Row, returns: Mapping[int, Row], struck: dict[int, bool]
) -> Iterator[Finding]:
    """Yield what is wrong with a row that strikes out another, and note what it strikes out."""
    of = row.of or 0
    if of in returns:
        what = f"Dòng {row.no} (đính chính) không nói sửa gì ở bản gửi số {of}"
        yield Finding((at,), what, "; ghi «to_agency» hay «to_received».")
    elif struck.get(of, True):
        why = "dòng ấy đã bỏ rồi" if of in struck else "không có dòng nào trước đó bỏ được"
        advice = "; chỉ dòng trả lại, gia hạn, khóa sổ mới bỏ được, mỗi dòng một lần."
        yield Finding((at, "of"), f"Dòng {row.no} bỏ dòng {of}, mà {why}", advice)
    else:
        struck[of] = True


def _places(rows: Sequence[Row]) -> Iterator[Finding]:
    taken: dict[str, int] = {}
    for at, row in enumerate(rows):
        if row.stored is None:
            continue
        if not is_original(row.stored):
            yield Finding(
                (at, "stored"),
                f"Dòng {row.no} cất bản gốc ở {quoted(row.stored)}",
                f"; bản gốc nằm ngay trong thư mục {ORIGINALS}, như {ORIGINALS}/0012-so-y-te.docx.",
            )
        first = taken.setdefault(row.stored.casefold(), row.no)
        if first != row.no:
            yield Finding(
                (at, "stored"),
                f"Dòng {row.no} và dòng {first} cùng một bản gốc {quoted(row.stored)}",
                "; mỗi dòng có bản gốc riêng.",
            )


def is_original(stored: str) -> bool:
    """Whether `stored` names a file right within the folder of originals, and nothing else."""
    return _ORIGINAL.fullmatch(stored) is not None


def _named(row: Row) -> str:
    """Return a row by its number and whose it is, as a person looks it up."""
    return f"{row.no} ({visible(row.agency)})" if row.agency else str(row.no)


def _missing(rows: Sequence[Row], folder: Path) -> Iterator[Finding]:
    for at, row in enumerate(rows):
        if row.stored and is_original(row.stored) and not _is_file(folder / row.stored):
            yield Finding(
                (at, "stored"),
                f"Không thấy bản gốc {quoted(row.stored)} của dòng {_named(row)}",
                f"; tìm lại tệp đã nhận ({quoted(row.name or '')}) rồi chép vào đúng chỗ ấy.",
            )


def _changed(rows: Sequence[Row], folder: Path) -> Iterator[Finding]:
    from hashlib import file_digest  # noqa: PLC0415 - whoever only reads a register needs none

    for at, row in enumerate(rows):
        if not row.stored or not is_original(row.stored) or not _is_file(folder / row.stored):
            continue
        try:
            with (folder / row.stored).open("rb") as stream:
                sha256 = file_digest(stream, "sha256").hexdigest()
        except OSError as error:
            what = f"Không đọc được bản gốc {quoted(row.stored)} của dòng {_named(row)}"
            yield Finding((at, "stored"), what, f" ({reason(error)}); xin quyền đọc tệp.")
            continue
        if row.sha256 is not None and sha256 != row.sha256:
            yield Finding(
                (at, "sha256"),
                f"Bản gốc {quoted(row.stored)} của dòng {_named(row)} không còn như khi nhận",
                f"; chép lại tệp đã nhận ({quoted(row.name or '')}) vào đúng chỗ ấy.",
            )


def _unlisted(rows: Sequence[Row], folder: Path) -> Iterator[Finding]:
    for name in unlisted(rows, folder):
        path = (folder / ORIGINALS / name).as_posix()
        yield Finding(
            (),
            f"Bản gốc {quoted(f'{ORIGINALS}/{name}')} không có dòng nào trong sổ",
            f"; nhận nó vào sổ bằng «papi receive {visible(path)} --into"
            f" {visible(folder.as_posix())} --on NGÀY --write», hoặc chuyển nó đi nơi khác.",
        )


def unlisted(rows: Sequence[Row], folder: Path) -> list[str]:
    """Return the names of what lies in the folder of originals and has no row, in their order.

    Hidden files are not among it, as a writer leaves that was stopped midway. Empty where there is
    no such folder.
    """
    known = {row.stored.casefold() for row in rows if row.stored}
    try:
        names = sorted(path.name for path in (folder / ORIGINALS).iterdir())
    except OSError:
        return []
    return [
        name
        for name in names
        if f"{ORIGINALS}/{name}".casefold() not in known and not name.startswith(".")
    ]


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False


_IN_ROWS: tuple[tuple[Rule, FindInRows], ...] = (
    (
        Rule("row-number", Level.ERROR, "Các dòng của sổ nhận mang số 1, 2, 3 …, không bỏ."),
        _numbers,
    ),
    (Rule("row-keys", Level.ERROR, "Mỗi dòng của sổ nhận có đủ khóa của loại dòng ấy."), _keys),
    (
        Rule("row-counts", Level.ERROR, "Số đếm của một dòng theo các mức độ, không gì khác."),
        _counts,
    ),
    (
        Rule("row-reference", Level.ERROR, "Dòng nói về dòng nào thì dòng ấy có trước nó."),
        _references,
    ),
    (
        Rule("row-original", Level.ERROR, "Mỗi bản gốc nằm trong thư mục goc và chỉ có một dòng."),
        _places,
    ),
)
_IN_FOLDER: tuple[tuple[Rule, FindInFolder], ...] = (
    (
        Rule("missing-original", Level.ERROR, "Bản gốc mà sổ nhận nêu còn trong thư mục goc."),
        _missing,
    ),
    (
        Rule("changed-original", Level.ERROR, "Bản gốc còn nguyên từng byte như khi nhận."),
        _changed,
    ),
    (
        Rule("unlisted-original", Level.WARNING, "Mỗi tệp trong thư mục goc có một dòng trong sổ."),
        _unlisted,
    ),
)
RULES = {rule.name: rule for rule, _ in (*_IN_ROWS, *_IN_FOLDER)}
"""The rules of registers by name, in the order in which they are documented."""
ALL_RULES: Mapping[str, Rule | ScoreRule] = {**PLAN_RULES, **SCORE_RULES, **RULES}
"""The rules of plans, some of which registers share, of files of scores, of registers alone."""


def row_findings(rows: Sequence[Row]) -> Iterator[tuple[Rule, Finding]]:
    """Yield what is wrong with what rows say, each with the rule that it breaks."""
    for rule, find in _IN_ROWS:
        for finding in find(rows):
            yield rule, finding


def folder_findings(rows: Sequence[Row], folder: Path) -> Iterator[tuple[Rule, Finding]]:
    """Yield what is wrong with the originals of rows; reads all of them."""
    for rule, find in _IN_FOLDER:
        for finding in find(rows, folder):
            yield rule, finding
