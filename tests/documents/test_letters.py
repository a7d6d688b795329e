"""Letters that urge: to whom, about what, counted by hand on a small plan."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from papi_cli.checking.runner import load_valid
from papi_cli.checklists.format import Head
from papi_cli.checklists.intake import Reading, Returned, take_in
from papi_cli.checklists.vocabulary import Status
from papi_cli.documents.letters import (
    CameIn,
    Urged,
    letter_data,
    letter_of_one,
    of_files,
    of_register,
    urged,
)
from papi_cli.plan.loader import LoadedPlan
from papi_cli.register.counting import Received
from papi_cli.register.file import Register
from papi_cli.register.grid import Told
from papi_cli.register.rows import DocumentRef, Row
from papi_cli.register.standing import State
from tests.checklists.sent import AGENCIES
from tests.conftest import small_plan
from tests.register.periods import DUTIES, YEAR, act, row, with_duties

ON, DUE = date(2021, 12, 16), date(2021, 12, 25)
DONE, DOING = Status.DONE, Status.IN_PROGRESS
PARTS = """\
  - id: "1"
    name: Một
    tasks:
      - id: a
        text: Việc a
        parts:
          - {text: Phần một, lead: [Sở A], deadline: Quý I/2021}
          - {text: Phần hai, lead: [Sở A], deadline: Quý III/2021}
"""


def came_in(
    loaded: LoadedPlan, rows: Sequence[Row], said: Mapping[str, Mapping[str, Status]] | None = None
) -> CameIn:
    """Return what a register's rows say, and what agencies said of tasks in the end."""
    told: Told = {
        name: [(ON, Reading("a.md", Head("1/KH-UBND", name), statuses))]
        for name, statuses in (said or {}).items()
    }
    return of_register(Received(loaded, Register(Path("den"), tuple(rows))), told, YEAR)


def whom(loaded: LoadedPlan, found: CameIn, on: date = ON) -> dict[str, Urged]:
    names = {each.name for each in loaded.registry.agencies}
    return {each.agency.name: each for each in urged(loaded, found, on, names)}


def data(loaded: LoadedPlan, found: CameIn) -> dict[str, Any]:
    names = {each.name for each in loaded.registry.agencies}
    return letter_data(loaded, found, urged(loaded, found, ON, names), ON, DUE, names)


ALL_DONE: dict[str, dict[str, Status]] = {
    "Sở A": {"2.a": DONE},
    "Sở B": {},
    "UBND huyện C": {},
    "UBND xã D": {"1.a": DONE},
    "UBND xã E": {"1.a": DONE},
}
SENT = [row(at, "2021-12-01", name) for at, name in enumerate(ALL_DONE, start=1)]


def test_who_answered_and_is_late_with_nothing_gets_none(periods: LoadedPlan) -> None:
    assert whom(periods, came_in(periods, SENT, ALL_DONE)) == {}


def test_who_sent_nothing_is_urged_though_no_task_is_late(periods: LoadedPlan) -> None:
    found = whom(periods, came_in(periods, SENT[:4], {**ALL_DONE, "UBND xã E": {"1.a": DONE}}))
    assert list(found) == ["UBND xã E"]
    standing = found["UBND xã E"].missing
    assert standing is not None
    assert (standing.state, found["UBND xã E"].late) == (State.NOTHING, ())


def test_who_answered_is_urged_for_what_is_late_alone(periods: LoadedPlan) -> None:
    found = whom(periods, came_in(periods, SENT, {**ALL_DONE, "Sở A": {"2.a": DOING}}))
    assert [(name, each.missing) for name, each in found.items()] == [("Sở A", None)]
    assert [(each.task.id, each.days) for each in found["Sở A"].late] == [("2.a", 169)]


@pytest.mark.parametrize(
    ("on", "days"),
    [("2021-06-30", []), ("2021-07-01", [1]), ("2021-07-31", [31]), ("2021-12-16", [169])],
)
def test_days_are_counted_from_the_last_day_on(
    periods: LoadedPlan, on: str, days: list[int]
) -> None:
    """The task is due before 1 July: 30 June is in time."""
    found = whom(periods, came_in(periods, SENT, {**ALL_DONE, "Sở A": {}}), date.fromisoformat(on))
    late = found["Sở A"].late if "Sở A" in found else ()
    assert [each.days for each in late] == days


@pytest.mark.parametrize(
    ("rows", "state", "last"),
    [
        ([], "nothing", ""),
        ([row(1, "2021-12-02", counts={})], "blank", "02/12/2021"),
        ([row(1, "2021-12-02", verdict="unreadable", counts={})], "unreadable", "02/12/2021"),
        (
            [row(1, "2021-12-02"), act(2, "sent_back", "2021-12-03", of=1)],
            "sent_back",
            "02/12/2021",
        ),
    ],
)
def test_how_a_return_failed_is_said(
    periods: LoadedPlan, rows: list[Row], state: str, last: str
) -> None:
    found = came_in(periods, rows)
    groups = data(periods, found)["missing"]
    said = next(each for group in groups for each in group["rows"] if each["name"] == "Sở A")
    assert (said["state"], said["last"]) == (state, last)


def test_a_return_that_is_past_its_day_says_by_how_many_days(periods: LoadedPlan) -> None:
    """Communes are to send until 10 December, all others until the 15th."""
    groups = data(periods, came_in(periods, []))["missing"]
    days = {each["name"]: (each["due"], each["days"]) for one in groups for each in one["rows"]}
    assert days["Sở A"] == ("15/12/2021", 1)
    assert days["UBND xã D"] == ("10/12/2021", 6)


def test_nobody_is_urged_for_tasks_of_which_only_paper_tells(periods: LoadedPlan) -> None:
    paper = row(1, "2021-12-01", via="paper", stored=None, counts=None, name=None, verdict=None)
    assert "Sở A" not in whom(periods, came_in(periods, [paper, *SENT[1:]], {}))


def files(loaded: LoadedPlan, *readings: Reading) -> CameIn:
    """Return what files of Sở A hold, without a register."""
    return of_files(loaded, take_in(loaded, readings).returned, ON, YEAR)


def reading(name: str, head: Head, statuses: Mapping[str, Status]) -> Reading:
    return Reading(name, head, statuses, held=frozenset({"1.a", "2.a"}), printed=2)


HEAD_A = Head("1/KH-UBND", "Sở A", date=date(2021, 1, 2))


def test_who_sent_a_file_is_urged_for_the_task_that_it_leaves_open(periods: LoadedPlan) -> None:
    found = whom(periods, files(periods, reading("a.md", HEAD_A, {"2.a": DOING})))["Sở A"]
    assert (found.missing, [each.task.id for each in found.late]) == (None, ["2.a"])


def test_nobody_is_urged_for_a_task_of_which_two_files_disagree(periods: LoadedPlan) -> None:
    one, two = (reading(f"{each}.md", HEAD_A, {"2.a": each}) for each in (DONE, DOING))
    assert "Sở A" not in whom(periods, files(periods, one, two))


def test_nobody_is_urged_for_what_a_checklist_was_not_about(periods: LoadedPlan) -> None:
    head = replace(HEAD_A, role="coordinating")
    narrowed = replace(reading("a.md", head, {"1.a": DOING}), held=frozenset({"1.a"}), printed=1)
    assert "Sở A" not in whom(periods, files(periods, narrowed))


def test_without_a_register_a_blank_checklist_is_no_return(periods: LoadedPlan) -> None:
    agency = periods.registry.find("Sở A")
    blank = Returned(agency, [Reading("a.md", Head("1/KH-UBND", "Sở A"), blank=True)])
    missing = whom(periods, of_files(periods, {"Sở A": blank}, ON, YEAR))["Sở A"].missing
    assert missing is not None
    assert missing.state is State.BLANK


def test_agencies_stand_by_level_and_communes_by_district(periods: LoadedPlan) -> None:
    groups = data(periods, came_in(periods, []))["missing"]
    assert {each["title"]: [one["name"] for one in each["rows"]] for each in groups} == {
        "Cấp tỉnh": ["Sở A", "Sở B"],
        "Cấp huyện": ["UBND huyện C"],
        "Cấp xã thuộc huyện C": ["UBND xã D", "UBND xã E"],
    }


def test_a_task_that_is_as_late_with_several_stands_once_for_all(periods: LoadedPlan) -> None:
    late = data(periods, came_in(periods, []))["late"]
    communes = next(each for each in late if each["title"] == "Cấp xã thuộc huyện C")
    assert communes["rows"] == [
        {
            "agencies": ["UBND xã D", "UBND xã E"],
            "id": "1.a",
            "text": "Việc a",
            "deadline": "Quý I/2021",
            "last": "31/3/2021",
            "days": 260,
        }
    ]


def test_of_a_task_in_parts_the_part_that_is_late_gives_the_time(
    write: Callable[..., Path],
) -> None:
    loaded = load_valid(write(small_plan(AGENCIES, PARTS)), "plan.yaml")
    found = came_in(loaded, [], {"Sở A": {"1.a.1": DONE}})
    (late,) = letter_of_one(loaded, found, whom(loaded, found)["Sở A"], ON, DUE)["late"]
    assert (late["id"], late["deadline"], late["days"]) == ("1.a", "Quý III/2021", 77)


def test_few_agencies_are_addressed_by_name_and_many_are_not(
    periods: LoadedPlan, shipped: LoadedPlan
) -> None:
    few = data(periods, came_in(periods, SENT[1:], ALL_DONE))["letter"]["recipients"]
    assert few == ["Sở A"]
    nothing = of_files(shipped, {}, ON, None)
    assert data(shipped, nothing)["letter"]["recipients"] == []


def test_the_issuer_and_a_communes_district_get_a_copy(periods: LoadedPlan) -> None:
    found = came_in(periods, [])
    receivers = {
        name: letter_of_one(periods, found, each, ON, DUE, alone=True)["receivers"]
        for name, each in whom(periods, found).items()
    }
    assert receivers["Sở A"] == ["Như trên", "UBND tỉnh Mẫu (để b/c)"]
    assert receivers["UBND xã D"] == [
        "Như trên",
        "UBND tỉnh Mẫu (để b/c)",
        "UBND huyện C (để phối hợp đôn đốc)",
    ]


def test_of_many_letters_the_issuer_gets_no_copies(periods: LoadedPlan) -> None:
    found = came_in(periods, [])
    commune = letter_of_one(periods, found, whom(periods, found)["UBND xã D"], ON, DUE)
    assert commune["receivers"] == ["Như trên", "UBND huyện C (để phối hợp đôn đốc)"]


COORDINATING = {"Ban Tuyên giáo Tỉnh ủy", "Ban Dân vận Tỉnh ủy", "Công ty Điện lực Bắc Kạn"}


def test_without_a_period_in_the_plan_who_only_coordinates_is_not_urged(
    shipped: LoadedPlan,
) -> None:
    """Duty III.1 binds those that lead; nobody knows more of who is to report."""
    named = {each.name for each in shipped.registry.agencies}
    assert named >= COORDINATING
    for found in (
        of_files(shipped, {}, ON, None),
        of_register(Received(shipped, Register(Path("den"), ())), {}, None),
    ):
        told = {each.agency.name for each in found.standings}
        assert not told & COORDINATING
        assert {"Sở Y tế", "UBND xã Yến Dương", "Tòa án nhân dân tỉnh"} <= told


def test_each_way_of_failing_is_counted_and_no_other_named(periods: LoadedPlan) -> None:
    blank = row(1, "2021-12-02", counts={})
    assert data(periods, came_in(periods, [blank]))["letter"]["states"] == {
        "blank": 1,
        "nothing": 4,
    }


def test_late_tasks_of_who_sent_nothing_are_told_apart(periods: LoadedPlan) -> None:
    """Sở A answered; xã D and E sent nothing and lead a task that is past each."""
    letter = data(periods, came_in(periods, SENT[:1], {"Sở A": {"2.a": DOING}}))["letter"]
    assert (letter["late"], letter["late_unsent"]) == (3, 2)


@pytest.mark.parametrize(
    ("rows", "act_name"),
    [
        ([], ""),
        (
            [
                act(
                    1,
                    "extension",
                    "2021-12-09",
                    period=YEAR,
                    due=date(2021, 12, 14),
                    document=DocumentRef(number="45/SNV-CCHC", date=date(2021, 12, 9)),
                )
            ],
            "văn bản số 45/SNV-CCHC ngày 09/12/2021",
        ),
    ],
)
def test_the_act_that_set_the_day_is_told(
    periods: LoadedPlan, rows: list[Row], act_name: str
) -> None:
    found = data(periods, came_in(periods, rows))
    assert {each["act"] for one in found["missing"] for each in one["rows"]} == {act_name}
    assert found["letter"]["acts"] == [each for each in [act_name] if each]


def test_the_act_of_a_period_of_the_plan_is_told(write: Callable[..., Path]) -> None:
    loaded = with_duties(
        write, DUTIES.replace("due: 2021-12-15}", "due: 2021-12-15, act: Công văn số 9/SNV}")
    )
    missing = whom(loaded, came_in(loaded, []))["Sở A"].missing
    assert missing is not None
    assert missing.act == "Công văn số 9/SNV"


def test_bodies_that_the_issuer_cannot_order_are_asked(shipped: LoadedPlan) -> None:
    asked = set(data(shipped, of_files(shipped, {}, ON, None))["letter"]["asked_missing"])
    assert asked == {
        "Công an tỉnh",
        "Bảo hiểm xã hội tỉnh",
        "Tòa án nhân dân tỉnh",
        "Viện kiểm sát nhân dân tỉnh",
        "Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh",
        "Báo Bắc Kạn",
    }


def test_a_district_that_is_urged_itself_gets_no_copy(periods: LoadedPlan) -> None:
    assert data(periods, came_in(periods, []))["receivers"] == [
        "Như trên",
        "UBND tỉnh Mẫu (để b/c)",
    ]
