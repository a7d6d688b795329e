"""What is shown, at every width, as rows and as JSON."""

import pytest

from papi_cli.plan.loader import LoadedPlan
from papi_cli.plan.parts import Role
from papi_cli.plan.query import Answer, Question, TasksAnswer, ask, find_task
from papi_cli.vietnamese.deadline import parse
from papi_cli.views.tasks import task_closing, task_rows, task_sheet


@pytest.fixture(scope="module")
def answers(shipped: LoadedPlan) -> list[Answer]:
    return ask(shipped, Question(agencies=(shipped.registry.find("stnmt"),)))


def test_rows_hold_every_text_whole(shipped: LoadedPlan, answers: list[Answer]) -> None:
    rows = list(task_rows(shipped, answers).texts())
    assert [row[3] for row in rows] == [each.task.text for each in answers]
    doubtful = next(row for row in rows if row[0] == "6.3.c")
    assert doubtful[9].startswith("cơ quan chủ trì: Ba danh sách")


def test_a_sheet_has_only_the_columns_that_answer_something(
    shipped: LoadedPlan, answers: list[Answer]
) -> None:
    def keys(chosen: list[Answer], *, asked: bool) -> list[str]:
        return [each.heading for each in task_sheet(shipped, chosen, "", asked=asked).columns]

    whole = [
        "Mã số", "Chỉ số nội dung", "Nội dung thành phần", "Nhiệm vụ, giải pháp", "Vai trò", "Qua",
        "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời gian thực hiện", "Từ ngày", "Đến ngày",
        "Điểm cần xác minh",
    ]  # fmt: skip
    assert keys(answers, asked=True) == whole
    certain = [each for each in answers if not each.task.doubts]
    assert keys(certain, asked=False) == [*whole[:4], *whole[6:-1]]


def test_the_closing_line_repeats_the_question(shipped: LoadedPlan) -> None:
    from datetime import date

    question = Question(
        agencies=(shipped.registry.find("SNV"),), role=Role.LEAD, direct=True, dimensions=("1",),
        subdimensions=("1.1",), deadline=parse("Quý II/2021"), on=date(2021, 5, 1),
        due_by=date(2021, 6, 30), search="bầu cử", doubtful=True,
    )  # fmt: skip
    assert task_closing(shipped, TasksAnswer(question, [])) == (
        "Không có nhiệm vụ nào (cơ quan Sở Nội vụ; vai trò chủ trì; chỉ khi nêu đúng tên; chỉ số nội"
        " dung 1; nội dung thành phần 1.1; thời gian «Quý II/2021»; phải làm vào ngày 1/5/2021; phải"
        " xong chậm nhất 30/6/2021; có chữ «bầu cử»; có điểm cần xác minh)."
    )
    assert (
        task_closing(shipped, TasksAnswer(Question(), [Answer(find_task(shipped, "1.1.a"))]))
        == "1 nhiệm vụ."
    )
