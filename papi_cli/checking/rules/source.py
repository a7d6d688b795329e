"""Rules on the signed act: its words in the plan, and nothing of them lost."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from papi_cli.checking.rules.rule import Finding, RuleSet
from papi_cli.checking.rules.walk import whole_ids
from papi_cli.errors import FileError, Level
from papi_cli.plan.keys import KeyPath
from papi_cli.plan.loader import LoadedPlan
from papi_cli.plan.model import WORDS
from papi_cli.safe_text import quoted, visible

if TYPE_CHECKING:
    from papi_cli.plan.source_text import ClaimMatch

RULES = RuleSet()


@RULES.add(
    "source",
    Level.ERROR,
    "Mọi câu chữ, sau khi hoàn lại đính chính, có trong văn bản nguồn theo đúng thứ tự.",
    needs=("document", "duties", "dimensions"),
    queries=False,
)
def _source(loaded: LoadedPlan) -> Iterator[Finding]:
    try:
        act = loaded.source_text
    except FileError as error:
        yield Finding(("document", "source"), str(error))
        return
    ids: dict[KeyPath, str] = {}
    for finding in act.locate() if act else ():
        if finding.line is None:
            ids = ids or whole_ids(loaded.plan)
            yield Finding(finding.claim.path, _called(finding.claim.path, ids, _departure(finding)))
        elif finding.claim.label and finding.label and finding.label != finding.claim.label:
            yield Finding(
                (*finding.claim.path[:-1], "id"),
                f"Văn bản nguồn (dòng {finding.line}) ghi {quoted(finding.label)} trước câu này,"
                f" không phải {quoted(finding.claim.label)}; sửa mã số.",
            )
    if act:
        yield from _duty_deadlines(loaded)
    if act and act.gave_up:
        yield Finding(
            ("document", "source"),
            "Kế hoạch khác văn bản nguồn ở quá nhiều chỗ nên chỉ kể những chỗ đầu; xem có đúng văn"
            " bản ấy không.",
        )


def _duty_deadlines(loaded: LoadedPlan) -> Iterator[Finding]:
    """Yield the deadlines of duties that are not words of the act's body, capitals apart.

    That the body is the act's is found by the other claims.
    """
    from papi_cli.plan.source_text import body_claims, undo_corrections  # noqa: PLC0415 - as above

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
    needs=("document", "duties", "dimensions"),
    queries=False,
)
def _lost_text(loaded: LoadedPlan) -> Iterator[Finding]:
    try:
        act = loaded.source_text
    except FileError:
        return  # `source` says so
    for left in act.leftovers() if act else ():
        yield Finding(
            left.path,
            f"Văn bản nguồn (dòng {left.line}) còn {quoted(left.text, 120)} mà mục này không có",
            "; chép thêm vào, hoặc xem có dòng nào bị xóa nhầm.",
        )
