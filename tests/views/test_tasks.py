"""What is shown, at every width, as rows and as JSON."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papi_cli.plan.loader import LoadedPlan, load
from papi_cli.plan.parts import Role
from papi_cli.plan.query import Answer, Question, TasksAnswer, ask, find_task
from papi_cli.vietnamese.deadline import parse
from papi_cli.views.formats import csv_lines, envelope, json_text, markdown, tsv_lines
from papi_cli.views.tables import Rows, fields_lines, fields_table, plain_table
from papi_cli.views.task_page import task_fields
from papi_cli.views.task_table import task_table
from papi_cli.views.tasks import task_closing, task_rows
from tests.conftest import small_plan

WIDTHS = [40, 69, 70, 80, 100, 110, 140, 200]


@pytest.fixture(scope="module")
def answers(shipped: LoadedPlan) -> list[Answer]:
    return ask(shipped, Question(agencies=(shipped.registry.find("stnmt"),)))


@pytest.mark.parametrize("width", WIDTHS)
def test_a_table_keeps_to_its_width_and_cuts_no_word(answers: list[Answer], width: int) -> None:
    text = task_table(answers, "xong", width)
    assert max(len(line) for line in text.splitlines()) <= width
    headings = "Mã số Nhiệm vụ, giải pháp Vai trò Cơ quan chủ trì phối hợp Thời gian"
    labels = "là điểm cần xác minh, «papi show MÃ SỐ» nói rõ. Chủ trì: Phối hợp: Vai trò: Thời gian: qua (qua (?) xong"
    known = {*re.split(" ", headings), *re.split(" ", labels), "Chủ", "trì", "Phối", "hợp"}
    for each in answers:
        task = each.task
        parts = [task.id, task.text, task.deadline, *task.lead, *task.coordinating]
        parts += [f"{task.dimension.id}. {task.dimension.name}", each.via.name if each.via else ""]
        if task.subdimension:
            parts.append(f"{task.subdimension.id}. {task.subdimension.name}")
        known |= {piece for part in parts for piece in re.split(r"\s+", part)}
    known |= {f"{word};" for word in known} | {f"{word})" for word in known}
    shown = {word for word in text.split() if not set(word) <= {"─"}}
    assert shown <= known


@pytest.mark.parametrize("width", WIDTHS)
def test_every_task_is_in_the_table_once(answers: list[Answer], width: int) -> None:
    text = task_table(answers, "xong", width)
    for each in answers:
        assert len(re.findall(rf"^{re.escape(each.task.id)} ", text, re.MULTILINE)) == 1


def test_a_wide_table_has_a_column_for_each_role(answers: list[Answer]) -> None:
    head = task_table(answers, "", 140).splitlines()[0].split("  ")
    assert [part.strip() for part in head if part.strip()] == [
        "Mã số", "Nhiệm vụ, giải pháp", "Vai trò", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời gian",
    ]  # fmt: skip


def test_the_role_is_shown_only_where_an_agency_was_asked_for(shipped: LoadedPlan) -> None:
    all_tasks = [Answer(task) for task in shipped.plan.tasks[:3]]
    assert "Vai trò" not in task_table(all_tasks, "", 140)


def test_headings_stand_once_above_their_tasks(shipped: LoadedPlan) -> None:
    text = task_table([Answer(task) for task in shipped.plan.tasks], "", 140)
    for dimension in shipped.plan.dimensions:
        assert len(re.findall(rf"^{dimension.id}\. {dimension.name}$", text, re.MULTILINE)) == 1


def test_doubts_are_marked_at_the_field(shipped: LoadedPlan) -> None:
    text = task_table([Answer(find_task(shipped, "6.3.c"))], "", 140)
    assert re.search(r"UBND cấp xã\s+\(\?\)|xã \(\?\)", text)
    assert "(?)" not in task_table([Answer(find_task(shipped, "6.3.b"))], "", 140)


def test_tasks_straight_under_a_dimension_have_a_table(write: Callable[[str], Path]) -> None:
    rows = '  - {id: "1", name: Một, tasks: [{id: a, text: Việc}]}\n'
    loaded = load(write(small_plan("  - {name: A}\n", rows)))
    assert isinstance(loaded, LoadedPlan)
    found = ask(loaded, Question())
    assert "1. Một\n1.a" in task_table(found, "", 80)
    assert "Nội dung thành phần" not in fields_lines(task_fields(loaded, found[0].task, None))
    assert "Thời gian\tkhông ghi\n" in fields_lines(task_fields(loaded, found[0].task, None))


@pytest.mark.parametrize(
    ("deadline", "meaning"),
    [
        ("Quý II/2021", "từ 1/4/2021 đến hết 30/6/2021"),
        ("trước ngày 30/6/2021", "chậm nhất 29/6/2021"),
        ("hằng quý", "lặp lại mỗi 3 tháng"),
        ("Khi rảnh", "chương trình không tính được ngày"),
    ],
)
def test_a_deadline_is_shown_with_what_it_means(
    write: Callable[[str], Path], deadline: str, meaning: str
) -> None:
    rows = f'  - {{id: "1", name: Một, tasks: [{{id: a, text: Việc, deadline: "{deadline}"}}]}}\n'
    loaded = load(write(small_plan("  - {name: A}\n", rows)))
    assert isinstance(loaded, LoadedPlan)
    fields = task_fields(loaded, loaded.plan.tasks[0], 7)
    assert f"Thời gian\t{deadline} ({meaning})\n" in fields_lines(fields)
    assert f"{Path(loaded.file).parent}:7" in fields_lines(fields)


def test_units_and_other_names_are_explained(shipped: LoadedPlan) -> None:
    lines = fields_lines(task_fields(shipped, find_task(shipped, "3.1.a"), None))
    assert "(tức Ban Tiếp công dân, thuộc Văn phòng UBND tỉnh)" in lines
    assert "tên 7.2: Kế hoạch gộp" in fields_lines(
        task_fields(shipped, find_task(shipped, "7.2.b"), None)
    )


@pytest.mark.parametrize("width", [60, 80, 140])
def test_a_task_whole_keeps_to_the_width(shipped: LoadedPlan, width: int) -> None:
    text = fields_table(task_fields(shipped, find_task(shipped, "2.3.b"), 110), width)
    assert max(len(line) for line in text.splitlines()) <= width
    assert "Nhiệm vụ             2.3.b" in text


CELLS = st.lists(st.tuples(st.text(), st.text()), max_size=5)


@given(CELLS)
def test_tab_separated_rows_have_a_line_each_and_as_many_cells(
    cells: list[tuple[str, str]],
) -> None:
    text = "".join(tsv_lines(Rows("t", ("a", "b"), cells)))
    lines = text.split("\n")
    assert len(lines) == len(cells) + 2
    assert all(line.count("\t") == 1 for line in lines[:-1])


@given(CELLS)
def test_a_markdown_table_has_a_line_for_each_row_whatever_is_in_the_cells(
    cells: list[tuple[str, str]],
) -> None:
    text = markdown(Rows("t", ("a", "b"), cells), "c")
    rows = [line for line in text.split("\n") if line.startswith("| ")]
    assert len(rows) == len(cells) + 2
    assert all(len(re.findall(r"(?<!\\)(?:\\\\)*\|", row)) == 3 for row in rows)


@given(st.text())
def test_json_says_what_was_said_and_shows_no_control_character(
    shipped: LoadedPlan, text: str
) -> None:
    out = json_text(envelope({"tasks": [text]}, shipped))
    assert json.loads(out)["tasks"] == [text]
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]", out)


def test_numbers_stand_to_the_right() -> None:
    text = plain_table(Rows("", ("Tên", "Số"), [("a", "1"), ("b", "100")]), "hết", 1, 40)
    assert text.splitlines()[-3].endswith("  1")
    assert text.endswith("hết\n")


def test_rows_hold_every_text_whole(shipped: LoadedPlan, answers: list[Answer]) -> None:
    rows = list(task_rows(shipped, answers).rows)
    assert [row[3] for row in rows] == [each.task.text for each in answers]
    doubtful = next(row for row in rows if row[0] == "6.3.c")
    assert doubtful[9].startswith("cơ quan chủ trì: Ba danh sách")


def test_the_closing_line_repeats_the_question(shipped: LoadedPlan) -> None:
    from datetime import date

    question = Question(
        agencies=(shipped.registry.find("SNV"),), role=Role.LEAD, direct=True, dimensions=("1",),
        subdimensions=("1.1",), deadline=parse("Quý II/2021"), on=date(2021, 5, 1),
        due_by=date(2021, 6, 30), search="bầu cử", doubtful=True,
    )  # fmt: skip
    assert task_closing(TasksAnswer(question, [])) == (
        "Không có nhiệm vụ nào (cơ quan Sở Nội vụ; vai trò chủ trì; chỉ khi nêu đúng tên; chỉ số nội"
        " dung 1; nội dung thành phần 1.1; thời gian «Quý II/2021»; phải làm vào ngày 1/5/2021; phải"
        " xong chậm nhất 30/6/2021; có chữ «bầu cử»; có điểm cần xác minh)."
    )
    assert (
        task_closing(TasksAnswer(Question(), [Answer(find_task(shipped, "1.1.a"))]))
        == "1 nhiệm vụ."
    )


def test_no_cell_of_a_spreadsheet_is_a_formula() -> None:
    rows = Rows("t", ("a",), [("=1+1",), ("-x",), ("@y",), ("+z",), ("1=1",)])
    lines = "".join(csv_lines(rows)).splitlines()[1:]
    assert lines == ["'=1+1", "'-x", "'@y", "'+z", "1=1"]
