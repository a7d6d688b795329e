"""The days on which an agency has something due."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from papi_cli.checking.runner import load_valid
from papi_cli.documents.agenda import Agenda, Agendas, Rule, _rule
from papi_cli.documents.work import Work
from papi_cli.plan.loader import LoadedPlan
from papi_cli.vietnamese.recurrence import DueDay, Recurrence
from tests.conftest import HEAD, small_plan

Write = Callable[..., Path]
AGENCIES = "  - name: Xã A\n"


def agenda_of(write: Write, deadlines: list[str], head: str = HEAD, name: str = "Xã A") -> Agenda:
    """Return the agenda of an agency that leads a task with each of these deadlines."""
    tasks = "".join(
        f"      - {{id: '{at}', text: Việc số {at}, lead: [Xã A], deadline: '{each}'}}\n"
        for at, each in enumerate(deadlines, 1)
    )
    plan = small_plan(AGENCIES, f"  - id: '1'\n    name: Một\n    tasks:\n{tasks}", head)
    return agenda_in(load_valid(write(plan), "p.yaml"), name)


def agenda_in(loaded: LoadedPlan, name: str) -> Agenda:
    return Agendas(loaded, Work(loaded)).of(loaded.registry.find(name))


def days(agenda: Agenda) -> list[tuple[date, Rule | None]]:
    return [(each.day, each.rule) for each in agenda.events]


def test_a_task_is_due_on_the_last_day_of_its_time(write: Write) -> None:
    agenda = agenda_of(write, ["Quý I-II/2021", "trước ngày 30/6/2021"])
    assert days(agenda) == [(date(2021, 6, 29), None), (date(2021, 6, 30), None)]


def test_each_of_several_periods_is_due_at_its_end(write: Write) -> None:
    agenda = agenda_of(write, ["Quý I, III"])
    assert days(agenda) == [(date(2021, 3, 31), None), (date(2021, 9, 30), None)]
    assert len({each.key for each in agenda.events}) == 2


def test_what_goes_on_or_has_no_day_is_counted_and_never_due(write: Write) -> None:
    agenda = agenda_of(write, ["Thường xuyên", "Theo kế hoạch của Trung ương", "Từ tháng 3/2021"])
    assert (agenda.events, agenda.undated) == ((), 3)


@pytest.mark.parametrize(
    ("phrase", "first", "rule"),
    [
        ("hằng tháng", date(2021, 1, 31), Rule("M", 1, -1, date(2021, 12, 31))),
        ("hằng quý", date(2021, 3, 31), Rule("M", 3, -1, date(2021, 12, 31))),
        ("Định kỳ 6 tháng", date(2021, 6, 30), Rule("M", 6, -1, date(2021, 12, 31))),
        ("trước ngày 15 hằng tháng", date(2021, 1, 14), Rule("M", 1, 14, date(2021, 12, 14))),
        ("hằng tuần", date(2021, 1, 3), Rule("W", 1, None, date(2021, 12, 26))),
    ],
)
def test_what_comes_again_is_one_event_with_a_rule(
    write: Write, phrase: str, first: date, rule: Rule
) -> None:
    assert days(agenda_of(write, [phrase])) == [(first, rule)]


def test_what_comes_once_in_the_plans_period_has_no_rule(write: Write) -> None:
    assert days(agenda_of(write, ["hằng năm"])) == [(date(2021, 12, 31), None)]


LATE = HEAD.replace("date: 2021-01-02", "date: 2021-05-10")


def test_nothing_is_due_before_the_plan_was_issued(write: Write) -> None:
    agenda = agenda_of(write, ["hằng quý", "Quý I, III", "ngày 30 hằng tháng"], LATE)
    assert days(agenda)[:3] == [
        (date(2021, 5, 30), None),
        (date(2021, 6, 30), Rule("M", 3, -1, date(2021, 12, 31))),
        (date(2021, 6, 30), None),
    ]


YEARS = HEAD.replace("to: 2021-12-31", "to: 2025-12-31")
FOR_EVER = HEAD.replace(", to: 2021-12-31", "")


def test_of_several_years_a_yearly_day_comes_by_a_rule_until_the_last(write: Write) -> None:
    agenda = agenda_of(write, ["trước ngày 15/12 hằng năm"], YEARS)
    assert days(agenda) == [(date(2021, 12, 14), Rule("Y", 1, 14, date(2025, 12, 14)))]


def test_where_the_plan_has_no_end_a_rule_has_none(write: Write) -> None:
    agenda = agenda_of(write, ["hằng quý"], FOR_EVER)
    assert days(agenda) == [(date(2021, 3, 31), Rule("M", 3, -1, None))]


def test_a_day_that_february_has_not_is_its_last_and_each_time_stands_alone(write: Write) -> None:
    found = days(agenda_of(write, ["ngày 30 hằng tháng"]))
    assert len(found) == 12
    assert (date(2021, 2, 28), None) in found
    assert all(rule is None for _, rule in found)


def test_what_comes_each_week_is_not_warned_of_a_week_before(write: Write) -> None:
    assert [each.warned for each in agenda_of(write, ["hằng tuần", "hằng tháng"]).events] == [
        False,
        True,
    ]


DUTIES = """\
duties:
  - id: III.1
    role: lead
    text: Cơ quan chủ trì lập kế hoạch trong Quý I/2021. Cuối năm báo cáo kết quả.
    deadline: Cuối năm
    parts:
      - {id: a, text: lập kế hoạch, deadline: Quý I/2021}
      - {id: b, text: Cuối năm báo cáo kết quả, deadline: Cuối năm}
"""
PERIODS = """\
    periods:
      - {name: Năm 2021, due: 2021-12-15, cut_off: 2021-12-10, act: Công văn số 12/SNV}
      - {name: Năm 2021, due: 2021-12-05, agencies: [Xã A]}
"""


def test_a_duty_is_due_at_its_deadline(write: Write) -> None:
    agenda = agenda_of(write, ["Thường xuyên"], HEAD + DUTIES)
    assert [(each.day, each.title) for each in agenda.events] == [
        (date(2021, 3, 31), "Đến hạn điểm III.1.a: lập kế hoạch"),
        (date(2021, 12, 31), "Đến hạn điểm III.1.b: Cuối năm báo cáo kết quả"),
    ]


def test_a_reporting_period_has_the_agencys_own_day_in_the_place_of_the_acts_words(
    write: Write,
) -> None:
    agenda = agenda_of(write, ["Thường xuyên"], HEAD + DUTIES + PERIODS)
    assert [(each.day, each.title) for each in agenda.events] == [
        (date(2021, 3, 31), "Đến hạn điểm III.1.a: lập kế hoạch"),
        (date(2021, 12, 5), "Hạn gửi báo cáo: Năm 2021"),
    ]


def test_a_report_says_to_whom_until_which_day_figures_count_and_by_which_act(
    write: Write,
) -> None:
    only = PERIODS.replace("      - {name: Năm 2021, due: 2021-12-05, agencies: [Xã A]}\n", "")
    agenda = agenda_of(write, ["Thường xuyên"], HEAD + DUTIES + only)
    assert agenda.events[1].lines == (
        "Ngày cuối cùng còn đúng hạn gửi báo cáo về Ủy ban nhân dân tỉnh Mẫu.",
        "Số liệu tính đến hết ngày 10/12/2021.",
        "Ngày gửi theo công văn số 12/SNV.",
        "Theo Kế hoạch số 1/KH-UBND ngày 2/1/2021 của Ủy ban nhân dân tỉnh Mẫu.",
    )


def test_a_tasks_event_says_what_it_is_whose_and_in_which_words_its_time_is_given(
    shipped: LoadedPlan,
) -> None:
    event, _ = agenda_in(shipped, "UBND xã Yến Dương").events
    assert event.title.startswith("Đến hạn nhiệm vụ 1.1.d (chủ trì): Triển khai đầy đủ")
    assert event.title.endswith("đại biểu Quốc …")
    assert event.lines == (
        "Triển khai đầy đủ các văn bản về bầu cử đại biểu Hội đồng nhân dân các cấp, đại biểu Quốc"
        " hội đến các thôn, tổ dân phố",
        "Vai trò: Chủ trì (giao cho UBND cấp xã)",
        "Cơ quan chủ trì: UBND cấp xã",
        "Cơ quan phối hợp: Sở Nội vụ; UBND cấp huyện",
        "Thời gian: Quý I-II/2021 (đến hết ngày 30/6/2021)",
        "Theo Kế hoạch số 263/KH-UBND ngày 10/5/2021 của Ủy ban nhân dân tỉnh Bắc Kạn.",
    )


def test_the_day_before_the_last_of_a_month_has_no_rule_that_all_programs_know() -> None:
    assert _rule(Recurrence("M"), DueDay(1, 0, before=True)) is None
    assert _rule(Recurrence("M"), DueDay(1, 1, before=True)) == Rule("M", 1, -1)
