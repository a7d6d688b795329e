"""The index beside the work."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from papi_cli.checking.runner import load_valid
from papi_cli.checklists.format import Entry
from papi_cli.checklists.intake import AgencyReturn
from papi_cli.checklists.vocabulary import Status
from papi_cli.documents.index_work import (
    index_annex,
    is_proven,
    section_index,
    task_work,
    tasks_of,
)
from papi_cli.plan.loader import LoadedPlan
from papi_cli.plan.model import Task
from papi_cli.scores.checking import load_scores, shipped_scores
from papi_cli.scores.values import Scores
from tests.conftest import HEAD, small_plan


@pytest.fixture(scope="module")
def scores() -> Scores:
    return load_scores(shipped_scores(), "papi_scores.csv")


def task(loaded: LoadedPlan, label: str) -> Task:
    return next(each for each in loaded.plan.tasks if each.id == label)


def sent(label: str, entry: Entry | None) -> AgencyReturn:
    return AgencyReturn({label: entry} if entry else {}, tasks={label})


def test_who_sent_nothing_is_silent(shipped: LoadedPlan) -> None:
    work = task_work(shipped, task(shipped, "4.2"), {}, None)
    assert (work.due, work.silent, work.late, work.by_coordinators) == (2, 2, None, False)
    blank = {"Sở Y tế": AgencyReturn(blank=True, tasks={"4.2"})}
    assert task_work(shipped, task(shipped, "4.2"), blank, None).silent == 2
    words = {"Sở Y tế": AgencyReturn(others=["Sở đã họp."], tasks={"4.2"})}
    assert task_work(shipped, task(shipped, "4.2"), words, None).silent == 2
    other = {"Sở Y tế": sent("6.1.a", None)}
    assert task_work(shipped, task(shipped, "4.2"), other, None).silent == 2


def test_what_was_sent_counts_by_status_and_proof(shipped: LoadedPlan) -> None:
    returned = {
        "Sở Y tế": sent("4.2", Entry("x", "Đã xong, Báo cáo số 12/BC-SYT")),
        "Sở Giáo dục và Đào tạo": sent("4.2", Entry("", "Đang triển khai")),
    }
    work = task_work(shipped, task(shipped, "4.2"), returned, None)
    assert (work.due, work.silent, work.proven) == (2, 0, 1)
    assert work.statuses[Status.DONE] == work.statuses[Status.IN_PROGRESS] == 1


def test_what_files_contradict_counts_for_nothing(shipped: LoadedPlan) -> None:
    torn = AgencyReturn({"4.2": Entry("x", "")}, tasks={"4.2"}, disputed=frozenset({"4.2"}))
    work = task_work(shipped, task(shipped, "4.2"), {"Sở Y tế": torn}, None)
    assert (work.disputed, sum(work.statuses.values())) == (1, 0)


def test_late_is_what_is_not_done_past_its_day(shipped: LoadedPlan) -> None:
    returned = {
        "UBND xã Yến Dương": AgencyReturn({"3.1.b": Entry("x", "")}, tasks={"1.1.d", "3.1.b"}),
        "UBND xã Chu Hương": sent("1.1.d", Entry("x", "Xong")),
    }
    due = task(shipped, "1.1.d")
    for day, late in ((date(2021, 6, 30), 0), (date(2021, 7, 1), 1)):
        work = task_work(shipped, due, returned, day)
        assert (work.due, work.silent, work.late) == (108, 106, late)


def test_where_no_lead_reports_those_who_coordinate_answer(shipped: LoadedPlan) -> None:
    work = task_work(shipped, task(shipped, "6.3.d"), {}, None)
    assert (work.by_coordinators, work.due) == (True, 116)


@pytest.mark.parametrize(
    ("entry", "proven"),
    [
        (Entry("x", "Thông báo số 12/TB-UBND"), True), (Entry("x", "QĐ 345/2021/QĐ-UBND"), True),
        (Entry("x", "", number="15/KH"), True), (Entry("x", "", completed="1/6/2021"), True),
        (Entry("x", "10/12 thôn"), False), (Entry("x", "Xong ngày 1/6/2021"), False),
        (Entry("x", "", number="…"), False), (Entry("x", "1/" * 50_000), False),
    ],
)  # fmt: skip
def test_proof_is_the_number_of_a_document_or_a_day(entry: Entry, proven: bool) -> None:
    assert is_proven(entry) is proven


def test_a_part_of_the_plan_has_its_index(shipped: LoadedPlan, scores: Scores) -> None:
    section = shipped.plan.dimensions[6].subdimensions[1]
    found = section_index(shipped, scores, section)
    assert found is not None
    assert (found.comparison.numbers, found.province) == (("7.2", "7.3"), "Bắc Kạn")
    assert [each.id for each in tasks_of(shipped, section)] == ["7.2.a", "7.2.b"]


def test_the_annex_has_a_row_for_each_subdimension(shipped: LoadedPlan, scores: Scores) -> None:
    returned = {"Sở Y tế": sent("4.2", Entry("x", "Báo cáo số 12/BC-SYT"))}
    annex = index_annex(shipped, scores, returned, date(2022, 1, 1))
    assert annex is not None
    assert [each["title"] for each in annex["rows"]][:2] == [
        "1.1. Tri thức công dân", "1.2. Cơ hội tham gia",
    ]  # fmt: skip
    assert sum(each["tasks"] for each in annex["rows"]) == 76
    row = next(each for each in annex["rows"] if each["title"].startswith("4.2"))
    assert (row["before"], row["now"], row["change"], row["rank"]) == (
        "2,060", "2,074", "+0,014", "18/60",
    )  # fmt: skip
    assert (row["done"], row["silent"], row["proven"], row["late"]) == (1, 1, 1, 0)
    assert row["lead"] == ["Sở Y tế", "Sở Giáo dục và Đào tạo"]
    assert (
        annex["total"]
        == "năm 2020: 42,723, thứ 32/63; năm 2021: 42,153, thứ 34/60; thay đổi: -0,570"
    )
    assert annex["targets"][0].endswith("(42,153 điểm): chưa đạt")
    assert annex["not_compared"][0].startswith("5.1, 5.3, 5.4: ")
    assert (annex["pending"], annex["untouched"]) == ("", [])


@pytest.mark.parametrize(
    ("day", "years", "pending"),
    [
        (date(2021, 5, 31), (2018, 2019), "năm 2021"),
        (date(2021, 6, 1), (2019, 2020), "năm 2021"),
        (date(2022, 6, 1), (2020, 2021), ""),
    ],
)
def test_values_are_known_from_june_of_the_year_after_theirs(
    shipped: LoadedPlan, scores: Scores, day: date, years: tuple[int, int], pending: str
) -> None:
    annex = index_annex(shipped, scores, {}, written=day)
    assert annex is not None
    assert (annex["year_before"], annex["year"]) == years
    assert annex["pending"] == pending


def test_before_any_value_was_published_there_is_no_annex(
    shipped: LoadedPlan, scores: Scores
) -> None:
    assert index_annex(shipped, scores, {}, written=date(2010, 1, 1)) is None


def test_what_cannot_be_compared_has_no_change_in_the_annex(
    shipped: LoadedPlan, scores: Scores
) -> None:
    annex = index_annex(shipped, scores, {})
    assert annex is not None
    changes = {each["numbers"]: (each["now"], each["change"]) for each in annex["rows"]}
    assert changes["5.1"] == ("2,517", "không so")
    assert changes["5.2"] == ("–", "không so")
    assert all(each["late"] == "" for each in annex["rows"])


def test_a_plan_of_no_known_province_has_no_annex(
    write: Callable[[str], Path], scores: Scores
) -> None:
    rows = '  - {id: "1", name: Một, tasks: [{text: Việc, lead: [A]}]}\n'
    loaded = load_valid(write(small_plan("  - name: A\n", rows)), "x")
    assert index_annex(loaded, scores, {}) is None
    assert section_index(loaded, scores, loaded.plan.dimensions[0]) is None
    named = HEAD.replace("place: Mẫu", "place: Hà Nội").replace("2021-12-31", "2025-12-31")
    named = named.replace("from: 2021", "from: 2025")
    annex = index_annex(
        load_valid(write(small_plan("  - name: A\n", rows, named)), "x"), scores, {}
    )
    assert annex is not None
    assert (annex["year_before"], annex["year"], annex["pending"]) == (2024, 2025, "năm 2025")
    assert [(each["before"], each["now"]) for each in annex["rows"]] == [("5,392", "–")]
