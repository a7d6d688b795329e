"""Checklists as sheets of Excel: what is printed, what is open."""

from papi_cli.checklists import excel_file
from papi_cli.checklists.form import EXCEL_COLUMNS, HEADINGS, LEVELS
from papi_cli.documents.builder import Documents
from papi_cli.documents.templates import Templates
from papi_cli.plan.loader import LoadedPlan
from tests.checklists.excel_forms import (
    HEAD,
    NAME,
    WRITTEN,
    cell_at,
    form,
    fresh,
    head_row,
    items_of,
    opened,
    read,
    rows,
)


def test_a_form_has_a_row_a_task_under_the_headings() -> None:
    sheet = opened(WRITTEN)
    assert [cell.value for cell in sheet[head_row(sheet)]] == [HEADINGS[e] for e in EXCEL_COLUMNS]
    assert [row[0] for row in rows(WRITTEN)] == list(items_of())


def test_a_row_names_the_section_it_stands_in() -> None:
    assert cell_at(opened(WRITTEN), "1.2.a", "Mục").value == "1.2. Nội dung 1.2"


def test_only_entry_cells_are_unlocked() -> None:
    sheet = opened(WRITTEN)
    head = head_row(sheet)
    assert sheet.protection.sheet
    assert not sheet.protection.password
    for at, column in enumerate(EXCEL_COLUMNS, 1):
        assert sheet.cell(head + 1, at).protection.locked is not column.entered


def test_levels_are_offered_and_others_may_be_typed() -> None:
    rules = {str(each.sqref)[:1]: each for each in opened(WRITTEN).data_validations.dataValidation}
    offered = rules["F"]
    assert offered.formula1 == f'"{",".join(LEVELS)}"'
    assert offered.errorStyle != "stop"


def test_a_fresh_form_reads_as_nothing_said() -> None:
    found = read(WRITTEN)
    assert found.head == HEAD
    assert set(found.entries) == set(items_of())
    assert not any(each.written for said in found.entries.values() for each in said)
    assert (found.others, found.remarks, found.slips, found.changed) == ((), (), {}, frozenset())


def test_the_same_form_gives_the_same_bytes() -> None:
    assert excel_file.write(fresh(form())) == WRITTEN


def test_every_real_checklist_reads_back_as_its_own(shipped: LoadedPlan) -> None:
    documents = Documents(shipped, Templates(None))
    for name in ("UBND xã Yến Dương", "Sở Nội vụ"):
        [agency] = shipped.registry.lookup(name)
        made = documents.fresh_checklist(agency)
        data = excel_file.write(made)
        assert excel_file.read_head(data, NAME) == made.head
        found = excel_file.read(data, NAME, {})
        assert found
        assert not found.others
        assert len(rows(data)) == len(made.form.rows)
