"""A small checklist as an Excel form: made, filled in as officers do, read back."""

import io
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import openpyxl

from papi_cli.checklists import excel_file
from papi_cli.checklists.form import Form, FormRow, FormSection
from papi_cli.checklists.format import Checklist, Head
from papi_cli.checklists.fresh import FreshChecklist, Regenerated
from papi_cli.checklists.items import PlanItem
from tests.checklists.small import DIMENSIONS

HEAD = Head("1/KH-UBND", "UBND xã Mẫu", date=date(2021, 5, 10), issuer="Ủy ban nhân dân tỉnh Mẫu")
Tree = Mapping[str, Mapping[str, Mapping[str, str]]]
NAME = "mau.xlsx"
RESULT = ("1.1.a", "Kết quả", "Đã họp 3 thôn")


def form(tree: Tree = DIMENSIONS, *, role: str = "Chủ trì", deadline: str = "Quý II") -> Form:
    """Return a small form."""
    sections = []
    for dimension, subs in tree.items():
        rows = [
            FormRow(label, text, f"{sub}. Nội dung {sub}", role, deadline)
            for sub, tasks in subs.items()
            for label, text in tasks.items()
        ]
        sections.append(FormSection(f"{dimension}. Chỉ số {dimension}", tuple(rows)))
    count = sum(len(each.rows) for each in sections)
    return Form(
        HEAD,
        "Danh mục nhiệm vụ của UBND xã Mẫu",
        (
            "Thực hiện Kế hoạch số 1/KH-UBND ngày 10/5/2021 của Ủy ban nhân dân tỉnh Mẫu về PAPI.",
            f"Số nhiệm vụ: {count}.",
            "Cách ghi: mỗi nhiệm vụ một dòng.",
        ),
        tuple(sections),
        date(2021, 5, 10),
    )


def fresh(of: Form) -> FreshChecklist:
    """Return a fresh checklist that has only a form."""
    return FreshChecklist(of.head, lambda: "", lambda: of)


def items_of(tree: Tree = DIMENSIONS) -> dict[str, PlanItem]:
    """Return the items of a plan that has these tasks."""
    return {
        label: PlanItem(text, f"Nội dung {sub}", sub)
        for subs in tree.values()
        for sub, tasks in subs.items()
        for label, text in tasks.items()
    }


WRITTEN = excel_file.write(fresh(form()))


def opened(data: bytes) -> Any:
    """Return the first sheet of a file; its `parent` is the book."""
    return openpyxl.load_workbook(io.BytesIO(data)).worksheets[0]


def saved(sheet: Any) -> bytes:
    """Return the book of a sheet as the bytes of a file."""
    stream = io.BytesIO()
    sheet.parent.save(stream)
    return stream.getvalue()


def head_row(sheet: Any) -> int:
    """Return the row of the headings."""
    return next(row for row in range(1, 40) if sheet.cell(row, 1).value == "Mã số")


def cell_at(sheet: Any, label: str, heading: str) -> Any:
    """Return the cell of a task below a heading."""
    head = head_row(sheet)
    column = next(cell.column for cell in sheet[head] if cell.value == heading)
    codes = next(cell.column for cell in sheet[head] if cell.value == "Mã số")
    row = next(
        row for row in range(head, sheet.max_row + 1) if sheet.cell(row, codes).value == label
    )
    return sheet.cell(row, column)


def edited(edit: Callable[[Any], object], data: bytes = WRITTEN) -> bytes:
    """Return a form after an edit of its sheet."""
    sheet = opened(data)
    edit(sheet)
    return saved(sheet)


def filled(*entries: tuple[str, str, Any], data: bytes = WRITTEN) -> bytes:
    """Return a form in which entries stand, each of a label, a heading and a value."""

    def fill(sheet: Any) -> None:
        for label, heading, value in entries:
            cell_at(sheet, label, heading).value = value

    return edited(fill, data)


def read(data: bytes, tree: Tree = DIMENSIONS) -> Checklist:
    """Return what a form says."""
    found = excel_file.read(data, NAME, items_of(tree))
    assert found
    return found


def regenerate(data: bytes, of: Form | None = None, tree: Tree = DIMENSIONS) -> Regenerated:
    """Return a form written anew for a plan that has these tasks."""
    return excel_file.regenerate(fresh(of or form(tree)), data, NAME, items_of(tree))


def rows(data: bytes) -> list[list[Any]]:
    """Return the values of the rows below the headings."""
    sheet = opened(data)
    found = [list(row) for row in sheet.iter_rows(min_row=head_row(sheet) + 1, values_only=True)]
    return [row for row in found if any(row)]


def texts(data: bytes) -> dict[str, str]:
    """Return the results by label."""
    return {label: said[0].result for label, said in read(data).entries.items() if said[0].result}


def removed(*labels: str) -> dict[str, dict[str, dict[str, str]]]:
    """Return the tree without some tasks."""
    return {
        dimension: {
            sub: {label: text for label, text in tasks.items() if label not in labels}
            for sub, tasks in subs.items()
        }
        for dimension, subs in DIMENSIONS.items()
    }
