"""A small form in Word: written, filled in as officers do, written anew and read back."""

import io
from collections.abc import Callable, Mapping
from copy import deepcopy
from datetime import date
from types import MappingProxyType
from typing import Any

import docx
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

from papi_cli.checklists import word_file
from papi_cli.checklists.form import Form, FormRow, FormSection
from papi_cli.checklists.format import Checklist, Head
from papi_cli.checklists.fresh import FreshChecklist, Regenerated
from papi_cli.checklists.items import PlanItem

Dimensions = Mapping[str, Mapping[str, Mapping[str, str]]]
"""Titles of dimensions, of what is in them, labels, words."""

HEAD = Head("1/KH-UBND", "UBND xã Mẫu", None, (), date(2021, 5, 10), "UBND tỉnh Mẫu")
PLAN: Dimensions = {
    "1. Tham gia": {
        "1.1. Tri thức": {
            "1.1.a": "Tuyên truyền pháp luật đến mọi thôn xóm",
            "1.1.b": "Họp dân bàn việc thôn",
            "1.1.c": "Niêm yết danh sách hộ nghèo",
        },
        "1.2. Bầu cử": {"1.2.a": "Bầu trưởng thôn ở nơi còn khuyết"},
    },
    "2. Công khai": {
        "2. Công khai": {"2.a": "Công khai ngân sách xã", "2.b": "Công khai quy hoạch đất"}
    },
}
"""What is in the second dimension stands below its title alone."""


def changed(*path: str, to: Any = None, plan: Mapping[str, Any] = PLAN) -> dict[str, Any]:
    """Return a plan with what stands at a place taken out, or with something else there."""
    first, *rest = path
    if rest:
        return {**plan, first: changed(*rest, to=to, plan=plan.get(first, {}))}
    others = {key: each for key, each in plan.items() if key != first}
    return {**others, first: to} if to else others


def form_of(plan: Dimensions = PLAN, roles: Mapping[str, str] = MappingProxyType({})) -> Form:
    """Return a form that holds all tasks of a plan, some in other `roles`, by their labels."""
    sections = tuple(
        FormSection(
            title,
            tuple(
                FormRow(
                    label,
                    text,
                    section,
                    f"{roles.get(label, 'Chủ trì')}\nCơ quan chủ trì: UBND cấp xã",
                    "Thường xuyên",
                    ("Sản phẩm: báo cáo",) * (label == "1.1.b"),
                )
                for section, tasks in parts.items()
                for label, text in tasks.items()
            ),
        )
        for title, parts in plan.items()
    )
    count = sum(len(each.rows) for each in sections)
    lines = (
        "Thực hiện Kế hoạch số 1/KH-UBND ngày 10/5/2021 của UBND tỉnh Mẫu về việc mẫu.",
        f"Số nhiệm vụ: {count}.",
    )
    title = "Danh mục nhiệm vụ của UBND xã Mẫu"
    return Form(HEAD, title, lines, sections, date(2021, 5, 10))


def items_of(plan: Dimensions = PLAN) -> dict[str, PlanItem]:
    """Return the items of a plan by their labels."""
    return {
        label: PlanItem(text, *reversed(section.split(". ", 1)))
        for parts in plan.values()
        for section, tasks in parts.items()
        for label, text in tasks.items()
    }


def fresh(form: Form) -> FreshChecklist:
    return FreshChecklist(form.head, str, lambda: form)


WRITTEN = word_file.write(fresh(form_of()))


def edited(edit: Callable[[Any], object], data: bytes = WRITTEN) -> bytes:
    """Return a file after an edit of its document."""
    document = docx.Document(io.BytesIO(data))
    edit(document)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def text_of(element: Any) -> str:
    """Return all text in an element; the library's own elements tell some of it several times."""
    return "".join(each.text or "" for each in element.iter(qn("w:t")))


def row_of(document: Any, label: str) -> Any:
    """Return the row of a task."""
    return next(
        row
        for row in document.element.body.iter(qn("w:tr"))
        if text_of(row.find(qn("w:tc"))) == label
    )


def cell_of(document: Any, label: str, at: int) -> Any:
    return row_of(document, label).findall(qn("w:tc"))[at]


def split(document: Any) -> None:
    """Cut the first table in two, as «Split Table» does."""
    row = row_of(document, "1.1.b")
    table = row.getparent()
    rest = [row, *row.itersiblings()]
    below = deepcopy(table)
    for each in below.findall(qn("w:tr")):
        below.remove(each)
    below.extend(rest)
    table.addnext(below)
    table.addnext(document.add_paragraph("Ghi chú của xã")._p)


RESULT, LEVEL, DIFFICULTIES = 6, 5, 7


def typed(words: str, label: str, at: int = RESULT) -> Callable[[Any], None]:
    """Return an edit that types words into a cell."""

    def edit(document: Any) -> None:
        paragraph = Paragraph(cell_of(document, label, at).find(qn("w:p")), document)
        paragraph.add_run(words)

    return edit


def tick(label: str) -> Callable[[Any], None]:
    """Return an edit that does what a click on a box does."""

    def edit(document: Any) -> None:
        row = row_of(document, label)
        box = next(row.iter("{http://schemas.microsoft.com/office/word/2010/wordml}checked"))
        box.set("{http://schemas.microsoft.com/office/word/2010/wordml}val", "1")
        next(each for each in row.iter(qn("w:t")) if each.text == "☐").text = "☒"

    return edit


def filled(*edits: Callable[[Any], None], data: bytes = WRITTEN) -> bytes:
    return edited(lambda document: [each(document) for each in edits], data)


def read(data: bytes, plan: Dimensions = PLAN) -> Checklist:
    found = word_file.read(data, "mau.docx", items_of(plan))
    assert found
    return found


def renew(
    data: bytes, form: Form, items: Mapping[str, PlanItem] | None = None, *, twice: bool = True
) -> Regenerated:
    """Return a file written anew; once more would change nothing."""
    known = {
        row.label: PlanItem(row.text, *reversed(row.section.split(". ", 1))) for row in form.rows
    }
    done = word_file.regenerate(fresh(form), data, "mau.docx", items or known)
    if twice:
        again = word_file.regenerate(fresh(form), done.data, "mau.docx", items or known)
        assert again.data == done.data
    return done


def texts(data: bytes) -> list[str]:
    """Return the lines of a document in their order, a row's cells on one line."""
    lines = []
    for block in docx.Document(io.BytesIO(data)).element.body:
        if block.tag == qn("w:tbl"):
            lines += [
                " | ".join(text_of(cell) for cell in row.findall(qn("w:tc")))
                for row in block.findall(qn("w:tr"))
            ]
        elif text_of(block):
            lines.append(text_of(block))
    return lines


def results(data: bytes, plan: Dimensions = PLAN) -> dict[str, str]:
    """Return what stands as a result of each task that has one."""
    entries = read(data, plan).entries
    return {label: one.result for label, each in entries.items() for one in each if one.result}
