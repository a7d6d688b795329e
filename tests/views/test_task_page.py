"""One task whole."""

from collections.abc import Callable
from pathlib import Path

import pytest

from papi_cli.plan.loader import LoadedPlan, load
from papi_cli.plan.query import Question, ask, find_task
from papi_cli.views.tables import fields_lines, fields_table
from papi_cli.views.task_page import task_fields
from papi_cli.views.task_table import task_table
from tests.conftest import small_plan


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
        ("hằng quý", "lặp lại mỗi 3 tháng: 31/3/2021, 30/6/2021, 30/9/2021, 31/12/2021"),
        ("hằng tháng", "lặp lại mỗi tháng: 31/1/2021, 28/2/2021 … 31/12/2021"),
        ("từ tháng 4", "từ 1/4/2021 trở đi"),
        ("Vào ngày 5/4", "ngày 5/4/2021"),
        ("Theo hướng dẫn của Bộ A", "văn bản, sự kiện khác quyết định"),
        ("Lúc rảnh", "chương trình không tính được ngày"),
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
