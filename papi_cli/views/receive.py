"""What came in, file by file: what each was taken for, what it replaces, what becomes of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from papi_cli.checklists.other_formats import own_kinds
from papi_cli.checklists.vocabulary import Status
from papi_cli.plan.loader import LoadedPlan
from papi_cli.register.recognition import Recognized, Source, listed
from papi_cli.register.rows import ACCEPTED, OTHER_PLAN, VIAS, verdict_text
from papi_cli.vietnamese.deadline import day_text
from papi_cli.views.formats import View
from papi_cli.views.tables import Rows, plain_table

Numbers = Mapping[int, int]
"""The numbers under which files were filed, by their places in the list; empty before that."""

_STATUSES = tuple(Status)
_SOURCES: Mapping[Source, str] = {
    "sheet": "theo bảng",
    "mail": "theo thư",
    "sent": "theo ngày gửi ghi trong thư",
    "on": "theo --on",
}
_COLUMNS = (
    "Số",
    "Tệp",
    "Cơ quan",
    "Kỳ",
    "Ngày nhận",
    "Đường gửi",
    "Dạng",
    *(each.word for each in _STATUSES),
    "Kết luận",
    "Thay bản",
    "Khác bản trước",
    "Cần biết",
)


def receive_view(
    loaded: LoadedPlan, found: Sequence[Recognized], numbers: Numbers, closing: str
) -> View:
    """Return what came in as any format may need it."""
    return View(
        loaded=loaded,
        rows=lambda: receive_rows(found, numbers),
        data=lambda: receive_data(found, numbers),
        drawing=lambda: receive_table(found, numbers, closing),
        name="Nhận",
        closing=closing,
    )


def receive_rows(found: Sequence[Recognized], numbers: Numbers) -> Rows:
    """Return a row for each file."""
    return Rows(
        "Tệp đã xem",
        _COLUMNS,
        [
            (
                _number(each, numbers.get(at)),
                each.incoming.origin,
                each.agency,
                each.period,
                _day(each),
                VIAS.get(each.particulars.via or each.incoming.via or "", ""),
                each.incoming.suffix,
                *(_count(each, status) for status in _STATUSES),
                outcome(each),
                _replaced(each, found, numbers),
                changes_text(each),
                _told(each),
            )
            for at, each in enumerate(found)
            if not each.own
        ],
    )


def receive_table(
    found: Sequence[Recognized], numbers: Numbers, closing: str, width: int | None = None
) -> str:
    """Return what came in as a table for a terminal; what is to be told stands below it."""
    rows = [
        (
            _number(each, numbers.get(at)),
            each.incoming.origin,
            each.agency,
            _day(each),
            "/".join(str((each.counts or {}).get(status, 0)) for status in _STATUSES)
            if each.counts is not None
            else "",
            outcome(each),
        )
        for at, each in enumerate(found)
        if not each.own
    ]
    legend = f"Ghi: {'/'.join(each.word.lower() for each in _STATUSES)}."
    notes = [
        f"{each.incoming.origin}: {'; '.join(told)}."
        for each in found
        if each.to_be_filed
        and (told := [e for e in (_replaced(each, found, numbers), changes_text(each),
                                  _told(each)) if e])
    ]  # fmt: skip
    table = Rows("", ("Số", "Tệp", "Cơ quan", "Ngày nhận", "Ghi", "Kết luận"), rows)
    return plain_table(table, "\n".join([legend, *notes, closing]), 0, width)


def receive_data(found: Sequence[Recognized], numbers: Numbers) -> dict[str, Any]:
    """Return what came in as the JSON contract has it."""
    return {
        "files": [
            {
                "file": each.incoming.origin,
                "name": each.incoming.name,
                "sha256": each.sha256,
                "number": numbers.get(at) or each.duplicate_of,
                "agency": each.agency or None,
                "hint": each.hint or None,
                "period": each.period,
                "received": each.received.isoformat() if each.received else None,
                "received_by": each.source,
                "via": each.particulars.via or each.incoming.via,
                "format": each.incoming.suffix.removeprefix(".") or None,
                "plan": each.plan.number if each.plan else None,
                "counts": None
                if each.counts is None
                else {status.value: number for status, number in each.counts.items()},
                "verdict": each.verdict,
                "remarks": list(each.remarks),
                "hints": list(each.hints),
                "blanks": each.blanks,
                "duties": each.duties,
                "taken": each.to_be_filed,
                "own": each.own,
                "duplicate_of": each.duplicate_of,
                "same_as": each.same_as or None,
                "sent_back": each.sent_back,
                "refusal": each.refusal or None,
                "supersedes": _superseded(each, numbers),
                "newer": each.newer,
                "lost": list(each.changes.lost),
                "changed": [
                    {"task": label, "from": before.value, "to": now.value}
                    for label, (before, now) in each.changes.changed.items()
                ],
                "added": list(each.changes.added),
            }
            for at, each in enumerate(found)
        ]
    }


def _number(each: Recognized, filed: int | None) -> str:
    return str(filed or each.duplicate_of or "")


def _day(each: Recognized) -> str:
    if each.received is None:
        return ""
    return day_text(each.received) + (f" ({_SOURCES[each.source]})" if each.source else "")


def _count(each: Recognized, status: Status) -> int | str:
    return "" if each.counts is None else each.counts.get(status, 0)


def outcome(each: Recognized) -> str:
    """Return in words what becomes of a file."""
    if each.own:
        return "do papi lập, không cần nhận"
    if each.duplicate_of:
        return f"đã nhận, số {each.duplicate_of}"
    if each.same_as:
        return f"trùng tệp {each.same_as}"
    if each.refusal:
        return "chưa nhận"
    return verdict_text(each.verdict, each.plan)


def _superseded(each: Recognized, numbers: Numbers) -> int | None:
    return numbers.get(each.follows) if each.follows is not None else each.supersedes


def _replaced(each: Recognized, found: Sequence[Recognized], numbers: Numbers) -> str:
    if number := _superseded(each, numbers):
        return f"thay bản số {number}"
    if each.follows is not None:
        return f"thay {found[each.follows].incoming.origin}"
    return f"đã có bản nhận sau, số {each.newer}, nên không thay" if each.newer else ""


def changes_text(each: Recognized) -> str:
    """Return in words what a return says otherwise than the one that it replaces."""
    changes = each.changes
    parts = [f"mất {listed(changes.lost)}"] if changes.lost else []
    parts += [f"đổi {listed(changes.changed)}"] if changes.changed else []
    parts += [f"thêm {listed(changes.added)}"] if changes.added else []
    return "; ".join(parts)


def _told(each: Recognized) -> str:
    hint = f" Tên tệp gợi ý {each.hint}." if each.hint else ""
    if each.refusal:
        return f"{each.refusal}{hint}"
    again = f"cùng tệp đã trả lại, số {each.sent_back}" if each.sent_back else ""
    duties = f"Phần III: {each.duties} điểm đã ghi" if each.duties else ""
    return "; ".join(filter(None, (again, duties, each.reason, *each.hints)))


def receive_closing(found: Sequence[Recognized], numbers: Numbers, register: str) -> str:
    """Return the closing line: how many files are taken, and what is next.

    Documents of papi's that came along are told in one sentence.
    """
    own = [each.incoming.name for each in found if each.own]
    if not own:
        return _closing(found, numbers, register)
    others = [each for each in found if not each.own]
    kinds = own_kinds(own)
    if not others:
        return (
            f"{len(own)} tệp do papi lập ({kinds}): không cần nhận, không đếm; kết quả đếm theo"
            " danh mục mà ở đây không có danh mục nào."
        )
    along = f"Kèm {len(own)} tệp khác do papi lập ({kinds}): không cần nhận."
    return f"{_closing(others, numbers, register)} {along}"


def _closing(found: Sequence[Recognized], numbers: Numbers, register: str) -> str:
    taken = [each for each in found if each.to_be_filed]
    strange = sum(each.verdict == OTHER_PLAN for each in taken)
    remarked = sum(each.verdict != ACCEPTED for each in taken) - strange
    known = sum(bool(each.duplicate_of or each.same_as) for each in found)
    refused = len(found) - len(taken) - known
    parts = [f"{len(found)} tệp: {len(taken)} nhận được"]
    told = [f"{remarked} có điểm cần nêu hay không đọc được"] if remarked else []
    told += [f"{strange} theo kế hoạch khác"] if strange else []
    parts[0] += f" ({', '.join(told)})" if told else ""
    parts += [f"{known} đã nhận từ trước hay trùng nhau"] if known else []
    parts += [f"{refused} chưa nhận"] if refused else []
    line = f"{', '.join(parts)}."
    if numbers:
        return f"{line} Đã ghi vào {register}: số {_span(sorted(numbers.values()))}."
    return f"{line} Chưa ghi gì; xem đúng rồi thì chạy lại với --write." if taken else line


def _span(numbers: Sequence[int]) -> str:
    whole = numbers[-1] - numbers[0] + 1 == len(numbers)
    if len(numbers) > 1 and whole:
        return f"{numbers[0]} đến {numbers[-1]}"
    return ", ".join(map(str, numbers))
