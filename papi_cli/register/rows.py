"""A row of the register of returns, as its file has it.

Rows are only ever appended: a wrong day is mended by a row that says so. Which return counts, and
whether it was in time, is computed of them and stands in none (`standing.py`).
"""

import datetime
from dataclasses import dataclass
from typing import ClassVar, Literal

from papi_cli.checklists.vocabulary import Status
from papi_cli.plan.keys import NAME, NUMBER, PHRASE, About, key
from papi_cli.vietnamese.deadline import day_text

RETURN, SENT_BACK, CORRECTION, EXTENSION, CLOSING = (
    "return",
    "sent_back",
    "correction",
    "extension",
    "closing",
)
ACCEPTED, WITH_REMARKS, UNREADABLE, OTHER_PLAN = (
    "accepted",
    "with_remarks",
    "unreadable",
    "other_plan",
)
VERDICTS = {
    ACCEPTED: "đọc được",
    WITH_REMARKS: "đọc được, có điểm cần nêu",
    UNREADABLE: "không đọc được",
    OTHER_PLAN: "theo kế hoạch khác",
}
UNCOUNTED = (UNREADABLE, OTHER_PLAN)
"""The verdicts on returns of which nothing was counted."""
PAPER = "paper"
VIAS = {
    "email": "thư điện tử",
    "edoc": "trục liên thông văn bản",
    "paper": "bản giấy",
    "usb": "USB",
    "other": "cách khác",
}
STRUCK = (SENT_BACK, EXTENSION, CLOSING)
"""The kinds of rows that a correction can strike out."""
KINDS = {
    RETURN: "bản gửi",
    SENT_BACK: "trả lại",
    CORRECTION: "đính chính",
    EXTENSION: "gia hạn",
    CLOSING: "khóa sổ",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentRef:
    """The document with which something was sent: its number and day."""

    TITLE: ClassVar = "Văn bản"

    number: str | None = key(About("Số, ký hiệu", "Như 45/BC-UBND.", longest=NAME), default=None)
    date: datetime.date | None = key(About("Ngày văn bản"), default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanRef:
    """The plan that a return is of, as the return says."""

    TITLE: ClassVar = "Kế hoạch của bản gửi"

    number: str = key(About("Số, ký hiệu", longest=NAME))
    date: datetime.date | None = key(About("Ngày ban hành"), default=None)
    fingerprint: str | None = key(
        About("Dấu của kế hoạch", "Của kế hoạch khi bản gửi được nhận.", longest=NUMBER),
        default=None,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A row: a return that came in, or what was done about one.

    `no` counts from 1. `received` is the day when it came in or was done. `of` is the number of
    the row that a `sent_back` or `correction` is about; `to_agency` and `to_received` are what a
    correction puts in its place; one that puts nothing there strikes out the row, which is then a
    sending back, an extension or a closing. `period` is of what an extension or a closing is,
    `due` the day that an extension gives, for the agency or, where none is named, for all.
    `counts` is what its slip said, by status; it is never summed. `duties` is of how many points
    of Part III it says something, which are no tasks.
    """

    TITLE: ClassVar = "Dòng của sổ nhận"

    no: int = key(About("Số thứ tự", "Tăng dần từ 1, không bỏ, không sửa."))
    kind: Literal["return", "sent_back", "correction", "extension", "closing"] = key(
        About(
            "Loại dòng",
            "return: bản gửi; sent_back: trả lại; correction: đính chính; extension: gia hạn;"
            " closing: khóa sổ.",
        )
    )
    received: datetime.date = key(About("Ngày", "Ngày nhận, hay ngày làm việc ấy."))
    arrival_number: str | None = key(
        About("Số đến", "Số đến của văn thư, nếu có.", longest=NUMBER), default=None
    )
    agency: str | None = key(About("Cơ quan", longest=NAME), default=None)
    period: str | None = key(About("Kỳ báo cáo", "Như Năm 2021.", longest=NAME), default=None)
    document: DocumentRef | None = key(About("Văn bản gửi kèm"), default=None)
    via: Literal["email", "edoc", "paper", "usb", "other"] | None = key(
        About(
            "Đường gửi",
            "email: thư điện tử; edoc: trục liên thông; paper: bản giấy; usb: USB; other: khác.",
        ),
        default=None,
    )
    name: str | None = key(
        About("Tên tệp khi nhận", "Nguyên như người gửi đặt.", longest=PHRASE), default=None
    )
    stored: str | None = key(
        About("Bản gốc", "Nơi cất, như goc/0012-ubnd-xa-yen-duong.docx.", longest=NAME),
        default=None,
    )
    sha256: str | None = key(About("Mã băm SHA-256 của bản gốc", longest=64), default=None)
    plan: PlanRef | None = key(About("Kế hoạch của bản gửi"), default=None)
    counts: dict[str, int] | None = key(
        About("Số nhiệm vụ khi nhận", "Theo mức độ; chỉ để đối chiếu, không cộng."), default=None
    )
    duties: int | None = key(
        About("Số điểm của Phần III đã ghi", "Không phải nhiệm vụ, không nằm trong counts."),
        default=None,
    )
    verdict: Literal["accepted", "with_remarks", "unreadable", "other_plan"] | None = key(
        About(
            "Kết luận",
            "accepted: đọc được; with_remarks: có điểm cần nêu; unreadable: không đọc được;"
            " other_plan: theo kế hoạch khác.",
        ),
        default=None,
    )
    reason: str | None = key(About("Lý do", longest=PHRASE), default=None)
    supersedes: int | None = key(
        About("Thay bản gửi số", "Số thứ tự của bản gửi trước của cơ quan."), default=None
    )
    of: int | None = key(
        About("Về dòng số", "Dòng mà việc trả lại, đính chính hay bỏ dòng nói đến."), default=None
    )
    to_agency: str | None = key(About("Cơ quan đúng", longest=NAME), default=None)
    to_received: datetime.date | None = key(About("Ngày nhận đúng"), default=None)
    due: datetime.date | None = key(About("Hạn mới", "Ngày cuối cùng còn trong hạn."), default=None)

    @property
    def strikes(self) -> bool:
        """Whether it strikes out the row that it is about: it corrects it by nothing."""
        nothing = self.to_agency is None and self.to_received is None
        return self.kind == CORRECTION and nothing


COUNT_KEYS = tuple(each.value for each in Status)
"""The keys of `counts`."""


def verdict_text(verdict: str, plan: PlanRef | None) -> str:
    """Return a verdict in words, with the plan that a return of another plan says it is of."""
    said = VERDICTS[verdict]
    if verdict != OTHER_PLAN or plan is None:
        return said
    return f"{said} ({plan.number}{f' ngày {day_text(plan.date)}' if plan.date else ''})"
