"""What the page filters by, as papi answers."""

from collections.abc import Callable
from pathlib import Path

from papi_cli.checking.runner import load_valid
from papi_cli.documents.page_filters import filter_data, time_filters
from papi_cli.plan.loader import LoadedPlan
from papi_cli.plan.parts import Role
from papi_cli.plan.query import Question, Workload, ask, parse_deadline_query
from tests.page_plans import office_plan


def test_a_time_holds_what_papi_answers_for_it(shipped: LoadedPlan) -> None:
    found = {each.name: each.items for each in time_filters(shipped)}
    assert list(found) == ["Thường xuyên", "Quý I/2021", "Quý II/2021", "Thời gian chưa rõ"]
    for name in list(found)[:3]:
        asked = Question(deadline=parse_deadline_query(shipped, name))
        assert [shipped.plan.items[at].id for at in found[name]] == [
            each.task.id for each in ask(shipped, asked)
        ]


def test_what_has_no_date_or_a_doubtful_one_is_found_as_such(shipped: LoadedPlan) -> None:
    unclear = time_filters(shipped)[-1]
    assert [shipped.plan.items[at].id for at in unclear.items] == [
        "1.2.c",
        "1.3.a",
        "1.3.b",
        "1.3.c",
    ]


def test_of_a_long_plan_years_can_be_asked_for(write: Callable[[str], Path]) -> None:
    text = office_plan().replace("to: 2021-12-31", "to: 2025-12-31")
    names = [each.name for each in time_filters(load_valid(write(text), "x"))]
    assert names == ["Thường xuyên", "Định kỳ", "Năm 2021"]


def test_a_plan_without_an_end_has_the_times_of_its_tasks(write: Callable[[str], Path]) -> None:
    text = office_plan().replace(", to: 2021-12-31", "")
    names = [each.name for each in time_filters(load_valid(write(text), "x"))]
    assert names == ["Thường xuyên", "Định kỳ", "Quý I/2021", "Quý II/2021", "Quý IV/2021"]


def test_the_lists_of_an_agency_are_its_answers_in_each_role(shipped: LoadedPlan) -> None:
    data = filter_data(shipped, [])
    workload = Workload(shipped)
    for agency, entry in zip(shipped.registry.agencies, data["agencies"], strict=True):
        for role, place in zip(Role, entry[3:6], strict=True):
            flat = data["lists"][place]
            told = {
                (data["ids"][data["rows"][item]], data["agencies"][via - 1][0] if via else None)
                for item, via in zip(flat[::2], flat[1::2], strict=True)
            }
            assert told == {
                (each.task.id, each.via.name if each.via else None)
                for each in workload.answers((agency,), (role,))
            }, agency.name
        duties = [shipped.plan.duties[at].id for at in data["lists"][entry[6]]]
        assert duties == [each.id for each in workload.duties((agency,))], agency.name


def test_parts_of_a_task_are_items_of_its_row(write: Callable[[str], Path]) -> None:
    data = filter_data(load_valid(write(office_plan()), "x"), [])
    assert data["ids"] == ["1.a", "1.b", "2.1.a", "2.1.b"]
    assert data["rows"] == [0, 1, 2, 3, 3]
    assert data["parts"] == {3: "Việc d – phần đầu", 4: "Việc d – phần sau"}


def test_doubts_are_left_out_where_they_are_not_for_everybody(shipped: LoadedPlan) -> None:
    assert len(filter_data(shipped, [])["doubts"]) == 26
    assert "doubts" not in filter_data(shipped, [], doubts=False)
