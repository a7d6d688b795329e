"""The register of returns as it is shown: in the ten columns of a register of what comes in.

They are those of the decree on clerical work (Nghị định 30/2020/NĐ-CP, Phụ lục IV, phần VI). Who
signs for what is written by hand.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from papi_cli.register.file import Register
from papi_cli.register.rows import (
    CLOSING,
    CORRECTION,
    EXTENSION,
    KINDS,
    PAPER,
    RETURN,
    SENT_BACK,
    VIAS,
    DocumentRef,
    PlanRef,
    Row,
    verdict_text,
)
from papi_cli.safe_text import visible
from papi_cli.vietnamese.deadline import day_text
from papi_cli.views.formats import View
from papi_cli.views.tables import Cell, Rows, plain_table

if TYPE_CHECKING:
    from papi_cli.office.workbook import Sheet
    from papi_cli.plan.parts import Document

COLUMNS = (
    "Ngày đến",
    "Số đến",
    "Tác giả",
    "Số, ký hiệu văn bản",
    "Ngày tháng văn bản",
    "Tên loại và trích yếu nội dung văn bản",
    "Đơn vị hoặc người nhận",
    "Ngày chuyển",
    "Ký nhận",
    "Ghi chú",
)
_WIDTHS = (11, 10, 28, 18, 12, 45, 18, 11, 12, 45)
"""How wide a column of the workbook may be, in digits."""
_BY_HAND = range(6, 9)
"""Columns that are filled in on paper: a terminal has no room for them."""


def register_view(register: Register, document: Document | None = None) -> View:
    """Return a register as any format may need it.

    `document` is the plan's, where it is at hand: it tells who extends.
    """
    title = "Sổ đăng ký văn bản đến: các bản gửi về"
    told = list(_told(register.rows))
    returns = [each.row for each in told if each.row.kind == RETURN]
    agencies = len({each.agency for each in returns})
    others = len(told) - len(returns)
    closing = f"{len(returns)} bản gửi của {agencies} cơ quan, đơn vị"
    closing += f"; {others} dòng khác." if others else "."

    def rows() -> Rows:
        return Rows(title, COLUMNS, (_cells(each, document) for each in told))

    def drawing() -> str:
        shown = [at for at in range(len(COLUMNS)) if at not in _BY_HAND]
        cells = (tuple(_cells(each, document)[at] for at in shown) for each in told)
        return plain_table(Rows(title, tuple(COLUMNS[at] for at in shown), cells), closing)

    return View(
        rows=rows,
        drawing=drawing,
        data=lambda: {"rows": [_data(each) for each in told]},
        sheets=lambda: [_sheet(title, [_values(each, document) for each in told], closing)],
        closing=closing,
    )


def _sheet(title: str, rows: Iterable[tuple[str | date | None, ...]], closing: str) -> Sheet:
    from papi_cli.office.workbook import Column, Sheet

    columns = [Column(*each) for each in zip(COLUMNS, _WIDTHS, strict=True)]
    return Sheet(name="Sổ nhận", title=title, closing=closing, columns=columns, rows=rows)


@dataclass(frozen=True, slots=True)
class _Told:
    """A row with what later ones say of it; its agency and day are as they were corrected."""

    row: Row
    written: Row
    corrections: Sequence[Row] = ()
    sent_back: Sequence[Row] = ()
    superseded: Sequence[Row] = ()


def _told(rows: Sequence[Row]) -> Iterator[_Told]:
    """Yield each row with what later ones say of it."""
    about: dict[tuple[str, int], list[Row]] = defaultdict(list)
    struck = {row.of for row in rows if row.strikes}
    for row in rows:
        if row.of is not None and row.no not in struck:
            about[row.kind, row.of].append(row)
        if row.supersedes is not None:
            about[RETURN, row.supersedes].append(row)
    for row in rows:
        corrections = about[CORRECTION, row.no]
        now = row
        for each in corrections:
            now = replace(
                now,
                agency=each.to_agency or now.agency,
                received=each.to_received or now.received,
            )
        yield _Told(now, row, corrections, about[SENT_BACK, row.no], about[RETURN, row.no])


def _cells(told: _Told, plan: Document | None) -> tuple[Cell, ...]:
    """Return a row as ten cells of text."""
    values = _values(told, plan)
    return tuple(each if isinstance(each, str) else day_text(each) for each in values)


def _values(told: _Told, plan: Document | None) -> tuple[str | date | None, ...]:
    """Return a row as ten cells, days as such; only a document has an author and a number."""
    row = told.row
    document = (row.document if row.kind in _DOCUMENTS else None) or DocumentRef()
    author = row.agency if row.kind == RETURN else _extender(row, plan)
    return (
        row.received,
        row.arrival_number or "",
        author or "",
        document.number or "",
        document.date,
        _subject(row),
        "",
        "",
        "",
        _note(told),
    )


_DOCUMENTS = (RETURN, EXTENSION)
"""The kinds of rows that are about a document with a number of its own."""


def _extender(row: Row, plan: Document | None) -> str:
    """Return who extended: the plan's issuer where the number is its, else who follows up."""
    if row.kind != EXTENSION or plan is None:
        return ""
    number = (row.document.number if row.document else None) or ""
    office = number.partition("/")[2].partition("-")[0]
    issued = plan.number.rpartition("-")[2]
    return plan.issuer if office == issued else plan.follow_up or plan.issuer


def _subject(row: Row) -> str:
    """Return what a row is about, as the register of an office says it."""
    period = f", {row.period}" if row.period else ""
    if row.kind == RETURN:
        plan = f" kế hoạch {row.plan.number}" if row.plan else " nhiệm vụ"
        name = f" (tệp «{row.name}»)" if row.name else ""
        return f"Kết quả thực hiện{plan}{period}{name}"
    if row.kind == EXTENSION:
        whose = f" cho {row.agency}" if row.agency else ""
        return f"Gia hạn gửi đến {day_text(row.due)}{period}{whose}"
    if row.kind == CLOSING:
        return f"Khóa sổ{period}"
    if row.strikes:
        return f"Bỏ dòng {row.of}"
    what = "Trả lại" if row.kind == SENT_BACK else "Đính chính"
    return f"{what} bản gửi ở dòng {row.of}"


def _note(told: _Told) -> str:
    """Return what an office needs to know of a row, and what became of it."""
    row = told.row
    said = [f"Dòng {row.no}"]
    if row.kind == RETURN:
        said += [VIAS[row.via]] if row.via else []
        said += [verdict_text(row.verdict, row.plan)] if row.verdict and row.via != PAPER else []
    else:
        said.append(KINDS[row.kind])
    if row.kind == CORRECTION:
        said += [f"cơ quan đúng: {row.to_agency}"] if row.to_agency else []
        said += [f"ngày nhận đúng: {day_text(row.to_received)}"] if row.to_received else []
    if row.kind not in _DOCUMENTS and row.document and row.document.number:
        said.append(f"theo văn bản {row.document.number}")
    if row.reason:
        said.append(row.reason)
    if row.supersedes is not None:
        said.append(f"thay dòng {row.supersedes}")
    said += [f"được dòng {each.no} thay" for each in told.superseded]
    said += [f"đã trả lại ở dòng {each.no}: {each.reason}" for each in told.sent_back]
    said += [_corrected(told.written, each) for each in told.corrections]
    return "; ".join(said)


def _corrected(written: Row, by: Row) -> str:
    """Return what a row said before another corrected it, or that it was struck out."""
    if by.strikes:
        return f"đã bỏ ở dòng {by.no}: {by.reason}"
    was = []
    if by.to_agency:
        was.append(f"cơ quan ghi lúc đầu là {written.agency}")
    if by.to_received:
        was.append(f"ngày nhận ghi lúc đầu là {day_text(written.received)}")
    return f"đính chính ở dòng {by.no} ({', '.join(was)}): {by.reason}"


def _data(told: _Told) -> dict[str, Any]:
    """Return a row as the JSON contract has it."""
    row = told.row
    plan, document = row.plan, row.document or DocumentRef()
    return {
        "no": row.no,
        "kind": row.kind,
        "received": _iso(row.received),
        "arrival_number": row.arrival_number,
        "agency": row.agency,
        "period": row.period,
        "document": {"number": document.number, "date": _iso(document.date)},
        "via": row.via,
        "name": row.name,
        "stored": row.stored,
        "sha256": row.sha256,
        "plan": plan and _plan_data(plan),
        "counts": row.counts,
        "duties": row.duties,
        "verdict": row.verdict,
        "reason": row.reason,
        "supersedes": row.supersedes,
        "of": row.of,
        "to_agency": row.to_agency,
        "to_received": _iso(row.to_received),
        "due": _iso(row.due),
        "superseded_by": [each.no for each in told.superseded],
        "sent_back_by": [each.no for each in told.sent_back],
        "corrected_by": [each.no for each in told.corrections],
        "note": visible(_note(told)),
    }


def _plan_data(plan: PlanRef) -> dict[str, Any]:
    return {"number": plan.number, "date": _iso(plan.date), "fingerprint": plan.fingerprint}


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
