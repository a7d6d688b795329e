"""Tasks as a table, at every width."""

import re

import pytest

from papi_cli.plan.loader import LoadedPlan
from papi_cli.plan.query import Answer, Question, ask, find_task
from papi_cli.views.task_table import task_table

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
