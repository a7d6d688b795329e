"""Asking: whose tasks, what role, when."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from papi_cli.checking.runner import load_valid
from papi_cli.errors import PapiError
from papi_cli.plan.loader import LoadedPlan, load
from papi_cli.plan.parts import Role
from papi_cli.plan.query import (
    Question,
    Workload,
    ask,
    excluded_by_time,
    find_dimension,
    find_duty,
    find_subdimension,
    find_task,
    parse_deadline_query,
)
from papi_cli.vietnamese.deadline import parse
from tests.conftest import HEAD, PLANS, small_plan

AGENCIES = """\
  - {name: Sở A}
  - {name: Phòng A1, part_of: Sở A}
  - {name: Tổ A11, part_of: Phòng A1}
  - {name: Sở B}
  - {name: Nhóm sở, members: [Sở A, Sở B]}
  - {name: Nhóm lớn, members: [Nhóm sở]}
  - {name: Nhóm tổ, members: [Tổ A11]}
"""
DIMENSIONS = """\
  - id: "1"
    name: Một
    deadline: Thường xuyên
    tasks:
      - {id: a, text: Nêu tên, lead: [Sở A]}
      - {id: b, text: Qua nhóm, lead: [Nhóm sở]}
      - {id: c, text: Qua nhóm trong nhóm, coordinating: [Nhóm lớn]}
      - {id: d, text: Qua đơn vị, lead: [Tổ A11]}
      - {id: đ, text: Cả hai bên, lead: [Nhóm sở], coordinating: [Sở A]}
      - {id: e, text: Nêu tên và nhóm, lead: [Nhóm sở, Sở A]}
      - {id: g, text: Đơn vị và nhóm, lead: [Nhóm sở, Phòng A1]}
      - {id: h, text: Của người khác, lead: [Sở B]}
      - {id: i, text: Nhóm của đơn vị, coordinating: [Nhóm tổ]}
      - {id: k, text: Không của ai}
"""
TIMES = """\
  - id: "1"
    name: Một
    tasks:
      - {id: a, text: a, lead: [Sở A], deadline: Thường xuyên}
      - {id: b, text: b, lead: [Sở A], deadline: Quý I-II/2021}
      - {id: c, text: c, lead: [Sở A], deadline: trước ngày 30/6/2021}
      - {id: d, text: d, lead: [Sở A], deadline: Tháng 7/2021}
      - {id: đ, text: đ, lead: [Sở A], deadline: hằng quý}
      - {id: e, text: e, lead: [Sở A], deadline: Khi có hướng dẫn}
      - {id: g, text: g, lead: [Sở A]}
"""


@pytest.fixture
def plan(write: Callable[[str], Path]) -> Callable[..., LoadedPlan]:
    def made(dimensions: str = DIMENSIONS, head: str = HEAD) -> LoadedPlan:
        loaded = load(write(small_plan(AGENCIES, dimensions, head)))
        assert isinstance(loaded, LoadedPlan)
        return loaded

    return made


def ties(loaded: LoadedPlan, *names: str, **how: object) -> dict[str, tuple[str, str]]:
    agencies = tuple(loaded.registry.find(name) for name in names)
    answers = ask(loaded, Question(agencies=agencies, **how))  # type: ignore[arg-type]
    return {
        each.task.id.removeprefix("1."): (
            each.role.value if each.role else "",
            each.via.name if each.via else "",
        )
        for each in answers
    }


def test_a_task_is_an_agencys_by_name_unit_or_group_and_says_through_what(
    plan: Callable[..., LoadedPlan],
) -> None:
    assert ties(plan(), "Sở A") == {
        "a": ("lead", ""),
        "b": ("lead", "Nhóm sở"),
        "c": ("coordinating", "Nhóm lớn"),
        "d": ("lead", "Tổ A11"),
        "đ": ("lead", "Nhóm sở"),
        "e": ("lead", ""),
        "g": ("lead", "Phòng A1"),
        "i": ("coordinating", "Nhóm tổ"),
    }


def test_a_unit_does_not_get_the_tasks_of_its_whole(plan: Callable[..., LoadedPlan]) -> None:
    assert ties(plan(), "Phòng A1") == {
        "d": ("lead", "Tổ A11"),
        "g": ("lead", ""),
        "i": ("coordinating", "Nhóm tổ"),
    }


def test_a_group_is_asked_by_its_own_wording(plan: Callable[..., LoadedPlan]) -> None:
    assert set(ties(plan(), "Nhóm sở")) == {"b", "c", "đ", "e", "g"}


def test_the_other_role_is_still_found_where_it_is_asked_for(
    plan: Callable[..., LoadedPlan],
) -> None:
    assert ties(plan(), "Sở A", role=Role.COORDINATING)["đ"] == ("coordinating", "")


def test_direct_keeps_only_tasks_that_name_the_agency(plan: Callable[..., LoadedPlan]) -> None:
    found = ties(plan(), "Sở A", direct=True)
    assert found == {"a": ("lead", ""), "đ": ("coordinating", ""), "e": ("lead", "")}


def test_several_agencies_mean_any_of_them(plan: Callable[..., LoadedPlan]) -> None:
    assert set(ties(plan(), "Sở A", "Sở B", direct=True)) == {"a", "đ", "e", "h"}


def test_of_two_agencies_asked_for_the_one_that_is_named_says_how(
    plan: Callable[..., LoadedPlan],
) -> None:
    assert ties(plan(), "Sở B", "Nhóm sở")["b"] == ("lead", "")
    assert ties(plan(), "Nhóm sở", "Sở B")["b"] == ("lead", "")


def test_a_role_alone_keeps_tasks_that_have_it(plan: Callable[..., LoadedPlan]) -> None:
    assert set(ties(plan(), role=Role.COORDINATING)) == {"c", "đ", "i"}


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("Quý II/2021", "bc"),
        ("quy 2", "bc"),
        ("Quý I/2021", "b"),
        ("Tháng 7/2021", "d"),
        ("Năm 2021", "bcd"),
        ("trước ngày 01/7/2021", "bc"),
        ("trước ngày 30/6/2021", "bc"),
        ("trước ngày 01/01/2021", ""),
        ("Thường xuyên", "a"),
        ("hàng quý", "đ"),
        ("khi có HƯỚNG dẫn", "e"),
        ("Năm 2022", ""),
        ("hằng tháng", ""),
    ],
)
def test_a_deadline_is_asked_in_words(
    plan: Callable[..., LoadedPlan], asked: str, found: str
) -> None:
    loaded = plan(TIMES)
    answers = ask(loaded, Question(deadline=parse_deadline_query(loaded, asked)))
    assert "".join(each.task.id[-1] for each in answers) == found


def test_nonsense_is_no_deadline(plan: Callable[..., LoadedPlan]) -> None:
    with pytest.raises(PapiError, match="Không hiểu thời gian «bao giờ xong»"):
        parse_deadline_query(plan(TIMES), "bao giờ xong")


@pytest.mark.parametrize(
    ("day", "found"),
    [
        (date(2020, 12, 31), ""),
        (date(2021, 1, 1), "abcđeg"),
        (date(2021, 6, 29), "abcđeg"),
        (date(2021, 6, 30), "abđeg"),
        (date(2021, 7, 1), "adđeg"),
        (date(2021, 12, 31), "ađeg"),
        (date(2022, 1, 1), ""),
    ],
)
def test_what_is_in_force_on_a_day(plan: Callable[..., LoadedPlan], day: date, found: str) -> None:
    answers = ask(plan(TIMES), Question(on=day))
    assert "".join(each.task.id[-1] for each in answers) == found


@pytest.mark.parametrize(
    ("day", "found"),
    [
        (date(2021, 3, 30), ""),
        (date(2021, 3, 31), "đ"),
        (date(2021, 6, 28), "đ"),
        (date(2021, 6, 29), "cđ"),
        (date(2021, 6, 30), "bcđ"),
        (date(2021, 12, 31), "bcdđ"),
    ],
)
def test_what_must_be_finished_by_a_day(
    plan: Callable[..., LoadedPlan], day: date, found: str
) -> None:
    answers = ask(plan(TIMES), Question(due_by=day))
    assert "".join(each.task.id[-1] for each in answers) == found


def test_a_window_that_begins_before_the_plan_is_in_force_as_it_says(
    plan: Callable[..., LoadedPlan],
) -> None:
    loaded = plan(TIMES.replace("Tháng 7/2021", "Tháng 12/2020"))
    assert [each.task.id for each in ask(loaded, Question(on=date(2020, 12, 5)))] == ["1.d"]


def test_conditions_narrow_each_other(shipped: LoadedPlan) -> None:
    question = Question(
        agencies=(shipped.registry.find("UBND cấp xã"),),
        dimensions=("1",),
        subdimensions=("1.1", "1.2"),
        deadline=parse("Quý II/2021", 2021),
        search="BAU CU dai bieu",
    )
    assert [each.task.id for each in ask(shipped, question)] == ["1.1.d"]


def test_search_finds_words_in_the_text_without_accents(shipped: LoadedPlan) -> None:
    found = [each.task.id for each in ask(shipped, Question(search="ho ngheo"))]
    assert found == ["2.2.a", "2.2.b", "2.3.b"]


def test_doubtful_tasks_are_those_with_a_doubt(shipped: LoadedPlan) -> None:
    found = ask(shipped, Question(doubtful=True))
    assert {each.task.id for each in found} >= {"6.3.d", "8.2.b", "2.3.b"}
    assert all(each.task.doubts for each in found)


def test_a_task_is_found_in_any_case_and_d_is_not_d_bar(
    plan: Callable[..., LoadedPlan],
) -> None:
    assert find_task(plan(), "1.Đ").id == "1.đ"
    assert find_task(plan(), " 1.d ").id == "1.d"


@pytest.mark.parametrize(
    ("wanted", "said"),
    [
        ("1.1", "không phải là một nhiệm vụ mà gồm 4 nhiệm vụ: 1.1.a, 1.1.b"),
        ("5", "5.2.d …; hãy chọn một"),
        ("6.3.đ", "gần nhất là 6.3."),
        (
            "III",
            "phần ấy có các điểm III.1, III.2, III.3, III.4, III.5, III.6, III.7: «papi show III.1»",
        ),
        ("zzz", "«papi tasks» liệt kê mọi mã số"),
        ("1.1.a.", "Không có nhiệm vụ «1.1.a.»"),
        ("", "Không có nhiệm vụ «»"),
    ],
)
def test_an_id_that_is_no_tasks_is_an_error_with_advice(
    shipped: LoadedPlan, wanted: str, said: str
) -> None:
    with pytest.raises(PapiError) as caught:
        find_task(shipped, wanted)
    assert said in str(caught.value)


def test_a_task_of_the_same_id_goes_before_a_duty(write: Callable[[str], Path]) -> None:
    rows = '  - {id: "III", name: Ba, tasks: [{id: "1", text: Việc}]}\n'
    duties = "duties:\n  - {id: III.1, role: lead, text: Báo cáo}\n  - {id: III.2, role: lead, text: Họp}\n"
    loaded = load(write(small_plan(AGENCIES, rows) + duties))
    assert isinstance(loaded, LoadedPlan)
    assert find_duty(loaded, "III.1") is None
    assert find_task(loaded, "iii.1").text == "Việc"
    duty = find_duty(loaded, "iii.2")
    assert duty is not None
    assert duty.text == "Họp"


def test_dimensions_are_found_by_id(shipped: LoadedPlan, plan: Callable[..., LoadedPlan]) -> None:
    assert find_dimension(shipped, "7").name == "Quản trị môi trường"
    assert find_subdimension(shipped, "7.1").id == "7.1"
    with pytest.raises(PapiError, match="Không có chỉ số nội dung «9»; kế hoạch này có: 1, 2"):
        find_dimension(shipped, "9")
    with pytest.raises(PapiError, match=r"Không có nội dung thành phần «9\.1»"):
        find_subdimension(shipped, "9.1")
    with pytest.raises(PapiError, match="không có nội dung thành phần nào"):
        find_subdimension(plan(), "1.1")


def test_counts_agree_with_the_answers(shipped: LoadedPlan) -> None:
    workload = Workload(shipped)
    for name in ("Sở Nội vụ", "UBND cấp xã", "vpubnd", "Báo Bắc Kạn", "UBND huyện Ba Bể"):
        agency = shipped.registry.find(name)
        found = workload.load(agency)
        asked = (agency,)
        assert found.total == len(ask(shipped, Question(agencies=asked)))
        assert found.lead == len(ask(shipped, Question(agencies=asked, role=Role.LEAD)))
        both = ask(shipped, Question(agencies=asked, role=Role.COORDINATING))
        assert found.coordinating == len(both)
        assert sum(workload.by_dimension(agency).values()) == found.total
        assert sum(workload.by_dimension(agency, Role.LEAD).values()) == found.lead


def test_direct_counts_leave_out_groups(shipped: LoadedPlan) -> None:
    found = Workload(shipped, direct=True).load(shipped.registry.find("UBND xã Yến Dương"))
    assert (found.lead, found.coordinating, found.total) == (0, 0, 0)


def test_named_agencies_are_those_of_the_table_in_the_order_of_the_file(
    plan: Callable[..., LoadedPlan],
) -> None:
    assert [agency.name for agency in Workload(plan()).with_tasks()] == [
        "Sở A", "Phòng A1", "Tổ A11", "Sở B", "Nhóm sở", "Nhóm lớn", "Nhóm tổ",
    ]  # fmt: skip


def test_a_task_whose_time_is_not_understood_is_named_where_a_time_is_asked_for(
    write: Callable[[str], Path],
) -> None:
    text = (PLANS / "good" / "doubt.yaml").read_text(encoding="utf-8")
    loaded = load_valid(write(text.replace("Quý II/2021", "Khi có hướng dẫn")), "x")
    question = Question(deadline=parse_deadline_query(loaded, "Quý II/2021"))
    kept = excluded_by_time(loaded, question, ask(loaded, question))
    assert [task.id for task in kept.undated] == ["1.1.b"]
    assert [task.id for task in kept.standing] == ["1.1.a"]
