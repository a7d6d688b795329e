"""Excel forms under any edits of officers: no word is lost, none goes to another task."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from papi_cli.checklists import excel_file
from papi_cli.checklists.form import EXCEL_COLUMNS, HEADINGS
from tests.checklists.excel_forms import (
    NAME,
    WRITTEN,
    Tree,
    cell_at,
    head_row,
    items_of,
    opened,
    regenerate,
    saved,
)
from tests.checklists.small import CHANGED, DIMENSIONS
from tests.conftest import examples

LABELS = list(items_of())
ENTERED = [HEADINGS[each] for each in EXCEL_COLUMNS if each.entered]
TEXTS = st.one_of(
    st.sampled_from(
        ["=1+1", "-5 hộ", "+84", "@ubnd", "1.10", "12/6", "Kết quả: tốt", "☐", "|", "dòng\nmới",
         "- một\n- hai", "_x000D_", "😀", "Số văn bản: 5", "Hoàn thành", "  ", "1.1.b"]
    ),
    st.text(st.sampled_from("abcđế 019=.,:;|*#<>&\"'\n"), min_size=1, max_size=12),
)  # fmt: skip
ENTRIES = st.dictionaries(
    st.tuples(st.sampled_from(LABELS), st.sampled_from(ENTERED)), TEXTS, max_size=8
)
TREES: st.SearchStrategy[Tree] = st.sampled_from([DIMENSIONS, CHANGED])


def values(data: bytes) -> list[str]:
    """Return the words of all cells."""
    return [
        " ".join(str(value).replace("_x000D_", " ").split())
        for row in opened(data).iter_rows(values_only=True)
        for value in row
        if value is not None
    ]


def reorder(sheet: Any, order: list[str], gone: list[str]) -> None:
    """Put the rows of tasks into another order, and delete some."""
    first = head_row(sheet) + 1
    found = {row[0].value: [cell.value for cell in row] for row in sheet.iter_rows(first)}
    sheet.delete_rows(first, len(found))
    for row, label in enumerate([each for each in order if each not in gone], first):
        for column, value in enumerate(found[label], 1):
            cell = sheet.cell(row, column)
            cell.value = value
            if isinstance(value, str):
                cell.data_type = "s"


@given(
    entries=ENTRIES,
    order=st.permutations(LABELS),
    gone=st.lists(st.sampled_from(LABELS), max_size=2),
    own=st.lists(TEXTS, max_size=2),
    tree=TREES,
)
@examples(25, 1000)
def test_every_word_stays_under_its_task(
    entries: dict[tuple[str, str], str], order: list[str], gone: list[str], own: list[str],
    tree: Tree,
) -> None:  # fmt: skip
    sheet = opened(WRITTEN)
    for (label, heading), text in entries.items():
        cell = cell_at(sheet, label, heading)
        cell.value, cell.data_type = text, "s"
    reorder(sheet, order, gone)
    for text in own:
        sheet.append(["", "", f"Việc riêng {text}", "", "", "", f"Đã làm {text}"])
    old = saved(sheet)
    kept = {place: text for place, text in entries.items() if place[0] not in gone}

    once = regenerate(old, tree=tree).data

    texts = values(once)
    for text in (*kept.values(), *(f"Đã làm {each}" for each in own)):
        assert " ".join(text.replace("_x000D_", " ").split()) in [*texts, ""]
    before = excel_file.read(old, NAME, items_of(tree))
    after = excel_file.read(once, NAME, items_of(tree))
    assert before
    assert after
    said = {label: each for label, each in before.entries.items() if any(e.written for e in each)}
    assert {label: after.entries[label] for label in said} == said
    assert regenerate(once, tree=tree).data is once
