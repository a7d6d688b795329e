"""Rules on the signed act: its words in the plan, and nothing of them lost."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import PurePath
from typing import TYPE_CHECKING

from papi_cli.checking.rules.rule import Finding, RuleSet
from papi_cli.checking.rules.walk import whole_ids
from papi_cli.errors import FileError, Level
from papi_cli.plan.keys import KeyPath
from papi_cli.plan.loader import LoadedPlan
from papi_cli.plan.model import WORDS
from papi_cli.safe_text import quoted, visible

if TYPE_CHECKING:
    from papi_cli.plan.source_cells import CellDeparture
    from papi_cli.plan.source_head import HeadSlip
    from papi_cli.plan.source_text import ClaimMatch, SourceText

RULES = RuleSet()
_NEEDED = ("document", "duties", "dimensions")


@RULES.add(
    "source",
    Level.ERROR,
    "Mọi câu chữ, sau khi hoàn lại đính chính, có trong văn bản nguồn theo đúng thứ tự.",
    needs=_NEEDED,
    queries=False,
)
def _source(loaded: LoadedPlan) -> Iterator[Finding]:
    try:
        act = loaded.source_text
    except FileError as error:
        yield Finding(("document", "source"), _missing(loaded) or str(error))
        return
    if act is None:
        return
    ids = whole_ids(loaded.plan)
    for finding in act.locate():
        if finding.line is None:
            yield Finding(finding.claim.path, _called(finding.claim.path, ids, _departure(finding)))
        elif finding.claim.label and not _same_label(finding.claim.label, finding.label):
            yield Finding(
                (*finding.claim.path[:-1], "id"),
                f"Văn bản nguồn (dòng {finding.line}) ghi {quoted(finding.label or '')} trước câu"
                f" này, không phải {quoted(finding.claim.label)}; sửa mã số.",
            )
    yield from _duty_deadlines(loaded)
    for cell in act.departures():
        if cell.wrong:
            yield Finding(cell.path, _cell_departure(cell, act.line(cell.at)))
    for slip in (each for each in act.head() if each.said):
        yield Finding(("document", slip.key), _head_slip(slip, act.line(slip.at)))
    if act.gave_up:
        yield Finding(
            ("document", "source"),
            "Kế hoạch khác văn bản nguồn ở quá nhiều chỗ nên chỉ kể những chỗ đầu; xem có đúng văn"
            " bản ấy không.",
        )


def _missing(loaded: LoadedPlan) -> str:
    """Return what to do where the act does not lie beside the plan, empty where it lies there."""
    name = loaded.plan.document.source or ""
    path = PurePath(name)
    outside = path.is_absolute() or ".." in path.parts
    if outside or os.path.lexists(loaded.path.parent / name):
        return ""
    what = f"thư mục {quoted(path.parts[0])}" if len(path.parts) > 1 else "tệp ấy"
    return f"Không có tệp {quoted(name)} là văn bản nguồn; chép cả {what} để cạnh tệp kế hoạch."


def _duty_deadlines(loaded: LoadedPlan) -> Iterator[Finding]:
    """Yield the deadlines of duties that are not words of the act's body, capitals apart.

    That the body is the act's is found by the other claims.
    """
    from papi_cli.plan.source_claims import body_claims, undo_corrections  # noqa: PLC0415 - as above

    if not any(duty.deadline for duty in loaded.plan.duties):
        return
    body = [
        " ".join(undo_corrections(each.text, each.corrections).split()).casefold()
        for each in body_claims(loaded.plan)
    ]
    for at, duty in enumerate(loaded.plan.duties):
        own = " ".join(undo_corrections(duty.deadline or "", duty.corrections).split()).casefold()
        if not any(own in text for text in body):
            yield Finding(
                ("duties", at, "deadline"),
                f"Thời hạn {quoted(duty.deadline or '', 120)} của điểm {visible(duty.id)} không"
                " phải chữ của văn bản nguồn; chép đúng chữ của điểm ấy, hoặc ghi vào corrections"
                " nếu văn bản in sai.",
            )


def _readable_act(loaded: LoadedPlan) -> SourceText | None:
    """Return the act, None where there is none, or it cannot be read, which `source` says."""
    try:
        return loaded.source_text
    except FileError:
        return None


def _same_label(ours: str, printed: str | None) -> bool:
    """Whether the number or letter of a row is the one printed, which may be the whole id."""
    if printed is None:
        return True
    one, other = ours.casefold(), printed.casefold()
    return one == other or one.endswith(f".{other}") or other.endswith(f".{one}")


def _head_slip(slip: HeadSlip, line: int) -> str:
    """Say how the head of the plan departs from what the act says of itself."""
    return (
        f"Văn bản nguồn (dòng {line}) ghi {quoted(slip.said, 120)}, không phải"
        f" {WORDS.get(slip.key, slip.key)} {quoted(slip.ours, 120)}; chép lại cho đúng."
    )


def _cell_departure(cell: CellDeparture, line: int) -> str:
    """Say how a cell of the plan departs from the act's."""
    word = f"{visible(cell.task.id)}, {WORDS.get(cell.key, cell.key)}"
    if cell.how == "not there":
        above = f"; hàng trên là {quoted(cell.instead, 120)}" if cell.instead else ""
        return (
            f"{word}: ô này của văn bản nguồn (dòng {line}) để trống{above}; bỏ"
            f" {quoted(cell.printed, 120)}, hoặc sửa theo văn bản."
        )
    ours = f"ô {quoted(cell.printed, 120)}" if cell.printed else "kế hoạch không ghi gì, còn ô"
    return (
        f"{word}: {ours} khác văn bản nguồn (dòng {line}), ở đó là {quoted(cell.instead, 200)};"
        " chép lại cho đúng, hoặc ghi vào corrections nếu văn bản in sai."
    )


@RULES.add(
    "unsettled",
    Level.WARNING,
    "Chỗ văn bản nguồn không định được thì có điểm cần xác minh.",
    needs=_NEEDED,
    queries=False,
)
def _unsettled(loaded: LoadedPlan) -> Iterator[Finding]:
    act = _readable_act(loaded)
    if act is None:
        return
    for slip in (each for each in act.head() if not each.said):
        yield Finding(
            ("document", slip.key),
            f"Văn bản nguồn không có {WORDS.get(slip.key, slip.key)} {quoted(slip.ours, 120)}",
            "; sửa lại, hoặc ghi lý do vào doubts.",
            doubted=slip.key in loaded.plan.document.doubts,
            signed=True,
        )
    for cell in act.departures():
        if not cell.wrong:
            yield Finding(
                cell.path,
                _reading(cell, act.line(cell.at)),
                "; kế hoạch đã ghi rõ là không có."
                if cell.how == "stated none"
                else "; xem bản giấy: đúng thì ghi lý do vào doubts.",
                doubted=cell.key in cell.task.doubts,
                note=cell.how == "stated none",
                signed=True,
            )


def _reading(cell: CellDeparture, line: int) -> str:
    """Say what the act leaves open, and what the plan reads."""
    word = f"{visible(cell.task.id)}, {WORDS.get(cell.key, cell.key)}"
    ours = quoted(cell.printed, 120) if cell.printed else "để trống"
    if cell.how == "shared":
        return (
            f"{word}: ô của văn bản nguồn (dòng {line}) có {cell.lists} danh sách cho {cell.tasks}"
            f" nhiệm vụ; kế hoạch đọc là {ours}"
        )
    return (
        f"{word}: ô của văn bản nguồn (dòng {line}) trống dưới {quoted(cell.instead, 120)};"
        f" kế hoạch đọc là {ours}"
    )


def _called(path: KeyPath, ids: dict[KeyPath, str], sentence: str) -> str:
    """Return a sentence about a value of the table, with its row and key before it."""
    for at in range(len(path) - 1, 0, -1):
        if path[:at] in ids:
            word = WORDS.get(str(path[at]), str(path[at]))
            return f"{ids[path[:at]]}, {word}: {sentence[0].lower()}{sentence[1:]}"
    return sentence


def _departure(finding: ClaimMatch) -> str:
    """Say how a text departs from the act."""
    mend = "chép lại cho đúng, hoặc ghi vào corrections nếu văn bản in sai."
    if finding.claim.cell:
        return (
            f"Ô {quoted(finding.as_printed, 120)} không có trọn trong hàng này của văn bản nguồn"
            f" (từ dòng {finding.near}); {mend}"
        )
    agreed = finding.as_printed[: finding.agreed]
    if len(agreed.split()) < 3:  # noqa: PLR2004 - two words are met by chance
        return f"Câu {quoted(finding.as_printed)} không có trong văn bản nguồn ở chỗ này; {mend}"
    start = agreed.rfind(" ") + 1
    return (
        f"Khác văn bản nguồn từ chữ {quoted(finding.as_printed[start:], 40)}: sau"
        f" {quoted('…' + agreed[:start][-40:])} văn bản (dòng {finding.near}) viết"
        f" {quoted(agreed[start:] + finding.instead, 40)}; {mend}"
    )


@RULES.add(
    "lost-text",
    Level.WARNING,
    "Mọi câu chữ của văn bản nguồn có trong kế hoạch.",
    needs=_NEEDED,
    queries=False,
)
def _lost_text(loaded: LoadedPlan) -> Iterator[Finding]:
    act = _readable_act(loaded)
    for left in act.leftovers() if act else ():
        yield Finding(
            left.path,
            f"Văn bản nguồn (dòng {left.line}) còn {quoted(left.text, 120)} mà mục này không có",
            "; chép thêm vào, hoặc xem có dòng nào bị xóa nhầm.",
        )
