"""A form in Word written anew: every word stays under its task, nothing else is touched."""

import io
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.image.image import Image
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

from papi_cli.checklists import word_file
from papi_cli.checklists.form import Form, FormRow, FormSection
from papi_cli.checklists.format import NotAChecklistError
from papi_cli.checklists.fresh import Regenerated
from papi_cli.checklists.items import plan_items
from papi_cli.documents.builder import Documents
from papi_cli.documents.templates import shipped as templates
from papi_cli.errors import FileError
from papi_cli.plan.loader import LoadedPlan
from papi_cli.plan.parts import ORPHANED
from tests.checklists.small_word import (
    PLAN,
    RESULT,
    WRITTEN,
    Dimensions,
    cell_of,
    edited,
    filled,
    form_of,
    fresh,
    items_of,
    read,
    renew,
    results,
    row_of,
    split,
    text_of,
    texts,
    tick,
    typed,
)

RESAVED = (
    Path(__file__).parents[1] / "office" / "files" / "bieu_mau_libreoffice.docx"
).read_bytes()
FILLED = filled(
    tick("1.1.a"),
    typed("Họp 3 buổi", "1.1.b"),
    typed("Đã bầu", "1.2.a"),
    typed("Đã công khai", "2.a"),
)
KNOWLEDGE, PART = "1. Tham gia", "1.1. Tri thức"


def plan_of(knowledge: dict[str, str], **others: Any) -> Dimensions:
    """Return the plan with other tasks in its first section."""
    return {
        KNOWLEDGE: {**PLAN[KNOWLEDGE], PART: knowledge},
        "2. Công khai": PLAN["2. Công khai"],
        **others,
    }


A, B, C = PLAN[KNOWLEDGE][PART].values()
REMOVED = plan_of({"1.1.a": A, "1.1.c": C})
REWORDED = plan_of({"1.1.a": A, "1.1.b": f"{B}, bản", "1.1.c": C})
RENUMBERED = plan_of({"1.1.a": B, "1.1.b": C, "1.1.c": A})
ADDED = plan_of({"1.1.a": A, "1.1.b": B, "1.1.d": "Lập tổ hòa giải", "1.1.c": C})
MOVED: Dimensions = {
    KNOWLEDGE: {PART: {"1.1.a": A, "1.1.c": C}, "1.2. Bầu cử": PLAN[KNOWLEDGE]["1.2. Bầu cử"]},
    "2. Công khai": {"2. Công khai": {**PLAN["2. Công khai"]["2. Công khai"], "2.c": B}},
}


def anew(plan: Dimensions, data: bytes = FILLED) -> Regenerated:
    return renew(data, form_of(plan), items_of(plan))


def rows(data: bytes) -> list[str]:
    """Return the codes of rows, and titles, in their order."""
    lines = texts(data)
    return [each.split(" | ")[0] for each in lines[lines.index(KNOWLEDGE) :] if "Mã số" not in each]


WHOLE = rows(WRITTEN)


@pytest.mark.parametrize("data", [WRITTEN, FILLED, RESAVED], ids=["fresh", "filled", "libreoffice"])
def test_an_unchanged_plan_changes_no_byte(data: bytes) -> None:
    assert anew(PLAN, data).data is data


@pytest.mark.parametrize("data", [FILLED, RESAVED], ids=["word", "libreoffice"])
@pytest.mark.parametrize(
    "plan",
    [REMOVED, REWORDED, RENUMBERED, ADDED],
    ids=["removed", "reworded", "renumbered", "added"],
)
def test_a_result_stays_under_the_words_of_its_task(plan: Dimensions, data: bytes) -> None:
    found = read(anew(plan, data).data, plan)
    said = [(items_of(plan)[label].text, each[0].result) for label, each in found.entries.items()]
    said += [(each.text.split("\n")[0], each.entry.result) for each in found.orphaned]
    expected = f"{B}, bản" if plan is REWORDED else B
    assert dict(said)[expected] == "Họp 3 buổi"


def test_a_tick_stays_with_a_task_that_was_renumbered() -> None:
    assert read(anew(RENUMBERED).data, RENUMBERED).entries["1.1.c"][0].mark == "x"


def test_rows_stand_in_the_order_of_the_new_plan() -> None:
    assert rows(anew(RENUMBERED).data) == WHOLE


def test_a_new_task_stands_at_its_place() -> None:
    expected = [*WHOLE[:4], "1.1.d", *WHOLE[4:]]
    assert rows(anew(ADDED).data) == expected


def test_a_new_task_is_empty() -> None:
    assert not read(anew(ADDED).data, ADDED).entries["1.1.d"][0].written


def test_a_result_without_a_task_goes_to_the_end_and_is_told() -> None:
    done = anew(REMOVED)
    assert rows(done.data)[-2:] == [ORPHANED, "1.1.b"]
    assert done.orphaned == ("1.1.b",)


def test_the_heading_above_what_has_no_task_is_no_word_of_the_agencys() -> None:
    assert read(anew(REMOVED).data, REMOVED).others == ()


def test_what_went_to_the_end_is_told_once() -> None:
    assert anew(REMOVED, anew(REMOVED).data).orphaned == ()


def test_a_task_without_a_result_that_is_gone_leaves_nothing() -> None:
    done = anew(plan_of({"1.1.a": A, "1.1.b": B}))
    assert rows(done.data) == [each for each in WHOLE if each != "1.1.c"]
    assert done.orphaned == ()


def test_a_result_comes_back_from_the_end_with_its_task() -> None:
    done = anew(PLAN, anew(REMOVED).data)
    assert rows(done.data) == WHOLE
    assert results(done.data)["1.1.b"] == "Họp 3 buổi"


def test_two_results_without_tasks_stand_in_one_table_at_the_end() -> None:
    less = {KNOWLEDGE: {PART: {"1.1.a": A, "1.1.c": C}}, "2. Công khai": PLAN["2. Công khai"]}
    assert rows(anew(less, anew(REMOVED).data).data)[-3:] == [ORPHANED, "1.1.b", "1.2.a"]


def test_a_task_that_is_no_longer_the_agencys_goes_to_the_end() -> None:
    done = renew(FILLED, form_of(REMOVED), items_of(PLAN))
    assert rows(done.data)[-2:] == [ORPHANED, "1.1.b"]
    assert done.orphaned == ("1.1.b",)


def test_a_task_in_another_section_does_not_get_the_result() -> None:
    """The words may be those of another agency's task there; a person has to decide."""
    done = anew(MOVED)
    assert not results(done.data, MOVED).get("2.c")
    assert read(done.data, MOVED).orphaned[0].entry.result == "Họp 3 buổi"


def test_a_new_section_gets_its_heading_and_table_in_the_order_of_the_plan() -> None:
    new = {"3. Giải trình": {"3.1. Tiếp dân": {"3.1.a": "Tiếp công dân"}}}
    plan = {KNOWLEDGE: PLAN[KNOWLEDGE], **new, "2. Công khai": PLAN["2. Công khai"]}
    expected = ["3. Giải trình", "3.1. Tiếp dân", "3.1.a"]
    assert rows(anew(plan).data) == [*WHOLE[:7], *expected, *WHOLE[7:]]


def test_a_new_last_section_stands_before_what_has_no_task() -> None:
    plan = {**REMOVED, "3. Giải trình": {"3. Giải trình": {"3.a": "Tiếp công dân"}}}
    found = rows(anew(plan, anew(REMOVED).data).data)
    assert found[-4:] == ["3. Giải trình", "3.a", ORPHANED, "1.1.b"]


def test_a_section_that_lost_all_rows_is_gone_with_its_heading() -> None:
    plan = {KNOWLEDGE: PLAN[KNOWLEDGE]}
    assert rows(anew(plan, WRITTEN).data) == WHOLE[:7]


def test_a_section_that_lost_all_rows_but_the_agencys_stays() -> None:
    def own(document: Any) -> None:
        row_of(document, "2.a").addprevious(own_row(document, "Việc riêng của xã"))

    done = anew({KNOWLEDGE: PLAN[KNOWLEDGE]}, filled(own))
    assert rows(done.data) == [*WHOLE[:7], "2. Công khai", ""]


def own_row(document: Any, words: str) -> Any:
    row = deepcopy(row_of(document, "1.1.c"))
    for cell in row.findall(qn("w:tc"))[:4]:
        for each in cell.iter(qn("w:t")):
            each.text = ""
    next(row.findall(qn("w:tc"))[1].iter(qn("w:t"))).text = words
    return row


def test_a_title_within_a_table_is_renamed_with_its_section() -> None:
    elections = {"1.2. Bầu cử, ứng cử": PLAN[KNOWLEDGE]["1.2. Bầu cử"]}
    plan = {
        KNOWLEDGE: {PART: PLAN[KNOWLEDGE][PART], **elections},
        "2. Công khai": PLAN["2. Công khai"],
    }
    done = anew(plan)
    assert rows(done.data)[5:7] == ["1.2. Bầu cử, ứng cử", "1.2.a"]
    assert results(done.data, plan)["1.2.a"] == "Đã bầu"


def test_a_title_within_a_table_without_rows_is_gone() -> None:
    plan = {KNOWLEDGE: {PART: PLAN[KNOWLEDGE][PART]}, "2. Công khai": PLAN["2. Công khai"]}
    assert "1.2. Bầu cử" not in rows(anew(plan, WRITTEN).data)


def test_a_heading_follows_the_number_of_its_section() -> None:
    plan = {
        KNOWLEDGE: PLAN[KNOWLEDGE],
        "3. Công khai": {"3. Công khai": {"3.a": "Công khai ngân sách xã"}},
    }
    done = anew(plan)
    assert "3. Công khai" in texts(done.data)
    assert results(done.data, plan)["3.a"] == "Đã công khai"


def test_the_lines_above_the_tables_follow_the_plan() -> None:
    lines = texts(anew(ADDED).data)[:4]
    assert lines == [
        form_of().title,
        form_of().paragraphs[0],
        "Số nhiệm vụ: 7.",
        form_of(ADDED).identity,
    ]


def test_a_line_that_no_earlier_form_had_is_put_in_at_its_place() -> None:
    form = form_of()
    lines = (form.paragraphs[0], "Địa bàn: huyện Mẫu.", form.paragraphs[1])
    more = Form(form.head, form.title, lines, form.sections, form.day)
    assert texts(renew(FILLED, more, items_of()).data)[1:4] == list(lines)


def rewrite(old: str, new: str) -> Callable[[Any], None]:
    def edit(document: Any) -> None:
        next(each for each in document.paragraphs if each.text == old).runs[0].text = new

    return edit


def test_a_line_that_the_agency_changed_stays() -> None:
    data = filled(rewrite("Số nhiệm vụ: 6.", "Số nhiệm vụ: 6, xã đã làm 4."))
    assert "Số nhiệm vụ: 6, xã đã làm 4." in texts(anew(ADDED, data).data)


def test_a_paragraph_of_the_agencys_own_stays_where_it_stood() -> None:
    def add(document: Any) -> None:
        heading = next(each for each in document.paragraphs if each.text == "2. Công khai")
        heading.insert_paragraph_before("Xã xin thêm thời gian.")

    lines = texts(anew(REMOVED, filled(add, data=FILLED)).data)
    assert lines[lines.index("2. Công khai") - 1] == "Xã xin thêm thời gian."


def test_a_damaged_line_of_identity_is_mended() -> None:
    data = filled(rewrite(form_of().identity, "Nhận dạng (giữ nguyên dòng này): papi 2 | hỏng"))
    assert texts(anew(PLAN, data).data)[3] == form_of().identity


def test_a_deleted_line_of_identity_is_put_back() -> None:
    def delete(document: Any) -> None:
        line = next(each for each in document.paragraphs if each.text == form_of().identity)
        line._p.getparent().remove(line._p)

    assert texts(anew(PLAN, filled(delete)).data)[3] == form_of().identity


def test_a_row_of_the_agencys_own_stays_behind_what_it_stood_behind() -> None:
    def own(document: Any) -> None:
        row_of(document, "1.1.b").addnext(own_row(document, "Việc riêng của xã"))

    found = rows(anew(ADDED, filled(own)).data)
    assert found[3:6] == ["1.1.b", "", "1.1.d"]


def test_a_row_that_stands_twice_stays_and_is_told() -> None:
    def double(document: Any) -> None:
        row = row_of(document, "1.1.b")
        row.addnext(deepcopy(row))

    done = anew(ADDED, filled(double, data=FILLED))
    assert rows(done.data).count("1.1.b") == 2
    assert {label: len(each) for label, each in done.repeated.items()} == {"1.1.b": 2}


def test_a_deleted_row_is_put_back_empty() -> None:
    def delete(document: Any) -> None:
        row = row_of(document, "1.1.c")
        row.getparent().remove(row)

    done = anew(PLAN, filled(delete, data=FILLED))
    assert rows(done.data) == WHOLE


def test_rows_sorted_by_the_agency_stay_so_while_the_plan_is_the_same() -> None:
    def sort(document: Any) -> None:
        row_of(document, "1.1.a").addprevious(row_of(document, "1.1.c"))

    data = filled(sort)
    assert anew(PLAN, data).data is data


def test_rows_sorted_by_the_agency_stay_so_where_a_deleted_one_is_put_back() -> None:
    def sort(document: Any) -> None:
        row_of(document, "1.1.a").addprevious(row_of(document, "1.1.c"))
        row = row_of(document, "2.a")
        row.getparent().remove(row)
        row = row_of(document, "1.1.b")
        row.getparent().remove(row)

    found = rows(anew(PLAN, filled(sort)).data)
    assert found.index("1.1.c") < found.index("1.1.a") < found.index("1.1.b")


def test_a_column_of_the_agencys_own_stays_and_new_rows_have_it() -> None:
    def widen(document: Any) -> None:
        for row in document.element.body.iter(qn("w:tr")):
            cells = row.findall(qn("w:tc"))
            if len(cells) > 1:
                cells[4].addnext(deepcopy(cells[5]))
        for each in document.tables:
            each.rows[0].cells[5].paragraphs[0].runs[0].text = "Cán bộ"

    lines = texts(anew(ADDED, filled(widen, typed("Hai", "1.1.a", 5))).data)
    assert next(each for each in lines if each.startswith("1.1.d")).count(" | ") == 8
    assert next(each for each in lines if each.startswith("1.1.a")).split(" | ")[5] == "Hai"


# The plan's cells


def test_what_of_a_task_has_changed_is_told_where_it_bears_something() -> None:
    assert anew(REWORDED).changed == (("1.1.b", "text"),)
    assert anew(REWORDED, WRITTEN).changed == ()


def test_another_role_is_told() -> None:
    done = renew(FILLED, form_of(roles={"1.1.b": "Phối hợp"}), items_of())
    assert done.changed == (("1.1.b", "Vai trò"),)
    assert "Phối hợp" in next(each for each in texts(done.data) if each.startswith("1.1.b"))


def test_another_deadline_is_told() -> None:
    form = form_of()
    sections = tuple(
        FormSection(each.title, tuple(later(row) for row in each.rows)) for each in form.sections
    )
    changed = Form(form.head, form.title, form.paragraphs, sections, form.day)
    assert renew(FILLED, changed, items_of()).changed == (("1.1.b", "Thời gian"),)


def later(row: FormRow) -> FormRow:
    deadline = "Quý II/2021" if row.label == "1.1.b" else row.deadline
    return FormRow(row.label, row.text, row.section, row.role, deadline, row.notes)


def test_only_cells_with_other_words_are_touched() -> None:
    before, after = (docx.Document(io.BytesIO(data)) for data in (FILLED, anew(REWORDED).data))
    cells = zip(
        before.element.body.iter(qn("w:tc")), after.element.body.iter(qn("w:tc")), strict=True
    )
    touched = [text_of(new) for old, new in cells if old.xml != new.xml]
    assert touched == [f"{B}, bảnSản phẩm: báo cáo"]


def test_words_typed_into_the_plans_cell_are_told_and_kept_as_a_comment() -> None:
    done = anew(PLAN, filled(typed(" Đã họp", "1.1.c", 1)))
    assert dict(done.slips) == {"1.1.c": 5}
    document = docx.Document(io.BytesIO(done.data))
    assert text_of(cell_of(document, "1.1.c", 1)) == C
    assert [each.text.endswith(f"{C} Đã họp") for each in document.comments] == [True]
    assert len(done.remarks) == 1


def test_words_that_the_plan_changed_are_kept_as_no_comment() -> None:
    assert len(docx.Document(io.BytesIO(anew(REWORDED).data)).comments) == 0


def test_where_the_properties_are_gone_changed_words_are_kept_as_a_comment() -> None:
    def drop(document: Any) -> None:
        rels = document.part.package.rels
        del rels[next(key for key, each in rels.items() if "custom-properties" in each.reltype)]

    document = docx.Document(io.BytesIO(anew(REWORDED, edited(drop)).data))
    assert B in next(iter(document.comments)).text


# What else a file holds


def test_a_comment_on_the_words_of_a_task_stays() -> None:
    def comment(document: Any) -> None:
        paragraph = Paragraph(cell_of(document, "1.1.b", 1).find(qn("w:p")), document)
        document.add_comment(paragraph.runs, "Xem lại", "Anh Ba", "B")

    document = docx.Document(io.BytesIO(anew(REWORDED, filled(comment)).data))
    assert [each.text for each in document.comments] == ["Xem lại"]
    cell = cell_of(document, "1.1.b", 1)
    assert [
        len(list(cell.iter(qn(f"w:comment{each}")))) for each in ("RangeStart", "Reference")
    ] == [1, 1]


PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360f8cfc000000301010018dd8db00000000049454e44ae426082"
)


def test_a_picture_stays_with_its_result_at_the_end() -> None:
    assert Image.from_blob(PIXEL).px_width == 1

    def picture(document: Any) -> None:
        paragraph = document.paragraphs[0]
        run = paragraph.add_run()
        run.add_picture(io.BytesIO(PIXEL))
        cell_of(document, "1.1.b", RESULT).find(qn("w:p")).append(run._r)

    done = anew(REMOVED, filled(picture))
    row = row_of(docx.Document(io.BytesIO(done.data)), "1.1.b")
    assert len(list(row.iter(qn("w:drawing")))) == 1
    assert done.orphaned == ("1.1.b",)


def test_formatting_and_tracked_changes_of_a_result_stay() -> None:
    def track(document: Any) -> None:
        paragraph = cell_of(document, "1.2.a", RESULT).find(qn("w:p"))
        inserted = OxmlElement("w:ins")
        inserted.set(qn("w:id"), "7")
        inserted.set(qn("w:author"), "Chị Tư")
        run = Paragraph(paragraph, document).add_run("Đã bầu")
        run.bold = True
        inserted.append(run._r)
        paragraph.append(inserted)

    data = filled(track)
    before, after = (
        cell_of(docx.Document(io.BytesIO(each)), "1.2.a", RESULT).xml
        for each in (data, anew(ADDED, data).data)
    )
    assert before == after


def merge(*labels: str) -> Callable[[Any], None]:
    """Return an edit that makes one cell of the results of several rows."""

    def edit(document: Any) -> None:
        for number, label in enumerate(labels):
            merged = OxmlElement("w:vMerge")
            if not number:
                merged.set(qn("w:val"), "restart")
            cell_of(document, label, RESULT).find(qn("w:tcPr")).append(merged)

    return edit


def test_a_cell_over_several_rows_is_no_trouble_elsewhere() -> None:
    plan = plan_of({"1.1.a": A, "1.1.b": B, "1.1.c": f"{C} xã"})
    done = anew(plan, filled(merge("1.1.a", "1.1.b"), typed("Chung", "1.1.a")))
    assert results(done.data, plan) == {"1.1.a": "Chung"}


@pytest.mark.parametrize(
    ("plan", "labels"),
    [(ADDED, ("1.1.b", "1.1.c")), (REMOVED, ("1.1.a", "1.1.b"))],
    ids=["a row to come between", "a row to go"],
)
def test_a_cell_over_rows_that_must_part_leaves_the_file_alone(
    plan: Dimensions, labels: tuple[str, str]
) -> None:
    with pytest.raises(FileError, match=r"^Tệp «mau\.docx» có .+ để nguyên; .+\.$"):
        anew(plan, filled(merge(*labels), typed("Chung", labels[0])))


def test_a_table_cut_in_two_stays_so_while_the_plan_is_the_same() -> None:
    data = filled(split, data=FILLED)
    assert anew(PLAN, data).data is data


def test_rows_of_a_table_cut_in_two_are_left_alone_where_they_must_move() -> None:
    with pytest.raises(FileError, match="dòng tên cột"):
        anew(REMOVED, filled(split, data=FILLED))


def test_a_table_of_nobody_knows_whose_is_left_alone() -> None:
    def bare(document: Any) -> None:
        for each in document.paragraphs:
            each._p.getparent().remove(each._p)
        rels = document.part.package.rels
        del rels[next(key for key, each in rels.items() if "custom-properties" in each.reltype)]

    with pytest.raises(NotAChecklistError):
        word_file.regenerate(fresh(form_of()), edited(bare), "mau.docx", items_of())


def test_a_form_of_the_real_plan_is_not_changed_by_the_same_plan(shipped: LoadedPlan) -> None:
    made = Documents(shipped, templates()).fresh_checklist(shipped.registry.find("Sở Nội vụ"))
    data = word_file.write(made)
    assert word_file.regenerate(made, data, "mau.docx", plan_items(shipped)).data is data
