"""What documents hold, as data for their templates."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from papi_cli.checking.runner import load_valid
from papi_cli.checklists.format import Entry
from papi_cli.documents.builder import Documents
from papi_cli.documents.data import entry_reply
from papi_cli.documents.letterhead import day_in_figures
from papi_cli.documents.templates import shipped
from papi_cli.documents.work import EVERYTHING
from papi_cli.plan.loader import LoadedPlan
from papi_cli.plan.model import Plan
from tests.conftest import HEAD, small_plan


def test_days_are_written_as_the_decree_has_them(shipped_plan: LoadedPlan) -> None:
    document = shipped_plan.plan.document
    assert day_in_figures(document.date) == "10/5/2021"
    assert day_in_figures(document.period.start) == "01/01/2021"
    assert document.period.end
    assert day_in_figures(document.period.end) == "31/12/2021"


def test_a_plan_of_several_years_names_them(write: Callable[..., Path]) -> None:
    head = HEAD.replace("to: 2021-12-31", "to: 2025-12-31").replace(
        "Một kế hoạch", "PAPI một kế hoạch"
    )
    rows = '  - id: "1"\n    name: Một\n    tasks:\n      - {id: a, text: Việc, lead: [Sở A]}\n'
    loaded = load_valid(write(small_plan("  - name: Sở A\n", rows, head)), "plan.yaml")
    assert isinstance(loaded.plan, Plan)
    text = Documents(loaded, shipped()).report(loaded.plan.agencies[0])
    assert "báo cáo kết quả thực hiện giai đoạn 2021-2025 như sau" in text
    assert "về PAPI một kế hoạch nhỏ" in text
    assert "Sở A (qua" not in text


@pytest.mark.parametrize(
    ("day", "written"),
    [
        (date(2021, 1, 9), "09/01/2021"), (date(2021, 2, 10), "10/02/2021"),
        (date(2021, 3, 1), "01/3/2021"), (date(2021, 12, 31), "31/12/2021"),
    ],
)  # fmt: skip
def test_a_month_has_a_0_before_it_in_january_and_february_alone(day: date, written: str) -> None:
    assert day_in_figures(day) == written


def test_a_difficulty_and_a_proposal_that_deny_one_are_none() -> None:
    denied = entry_reply(Entry("x", "Xong.", difficulty="Không có", proposal="Không"))
    assert {each for key, each in denied.items() if key[:4] in {"diff", "prop"}} == {""}
    lack = entry_reply(Entry("", "", difficulty="Không có kinh phí"))
    assert lack["difficulty_line"] == lack["difficulty"] == "Không có kinh phí"


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("88/QĐ-UBND", "số văn bản 88/QĐ-UBND"),
        ("số 88/QĐ-UBND", "số văn bản 88/QĐ-UBND"),
        ("Số: 88", "số văn bản 88"),
        ("Quyết định số 88/QĐ-UBND", "Quyết định số 88/QĐ-UBND"),
        ("Biên bản họp thôn", "Biên bản họp thôn"),
    ],
)
def test_a_document_is_called_one_where_only_its_number_was_typed(typed: str, shown: str) -> None:
    assert entry_reply(Entry("x", "", number=typed))["evidence"] == shown


def test_a_form_names_what_is_to_be_verified_in_one_line_a_task(
    shipped_plan: LoadedPlan,
) -> None:
    documents = Documents(shipped_plan, shipped())
    form = documents.form(shipped_plan.registry.find("Sở Nội vụ"), EVERYTHING)
    notes = {row.label: [each for each in row.notes if "xác minh" in each] for row in form.rows}
    assert notes["1.3.a"] == [
        "Cần xác minh: cơ quan chủ trì, cơ quan phối hợp, thời gian thực hiện (hỏi cơ quan theo dõi)"
    ]
    assert notes["1.1.a"] == []
