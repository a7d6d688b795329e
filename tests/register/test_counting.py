"""Only the originals that count are read where a folder has a register."""

import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from papi_cli.checklists.count import ProgressOptions, Survey
from papi_cli.checklists.vocabulary import Status
from papi_cli.documents.builder import Documents
from papi_cli.documents.templates import shipped as templates
from papi_cli.plan.loader import LoadedPlan
from papi_cli.register.counting import Received, not_received, original_path, read_original
from papi_cli.register.file import read_register
from papi_cli.register.filing import Pending, file_rows
from papi_cli.register.rows import PlanRef, Row
from papi_cli.register.standing import State, plan_fingerprint
from tests.conftest import filled
from tests.register.periods import HALF, YEAR, act, row
from tests.register.scenario import SCENARIO


def received(loaded: LoadedPlan, folder: Path, as_of: date | None = None) -> Received:
    register = read_register(folder)
    assert register
    return Received(loaded, register, as_of=as_of)


def survey(loaded: LoadedPlan, folder: Path, as_of: date | None = None) -> Survey:
    return received(loaded, folder, as_of).survey(ProgressOptions())


def done(found: Survey) -> dict[str, int]:
    return {name: each.total_of(None, Status.DONE) for name, each in found.counts.items()}


def text(loaded: LoadedPlan, name: str, label: str = "", *, tick: bool = True) -> bytes:
    """Return a checklist as an agency fills it in."""
    fresh = Documents(loaded, templates()).checklist(loaded.registry.find(name))
    return (filled(fresh, label, " Có làm.", tick=tick) if label else fresh).encode()


def filing(loaded: LoadedPlan, each: Row, label: str = "", *, tick: bool = True) -> Pending:
    data = text(loaded, each.agency or "", label, tick=tick)
    return Pending(replace(each, no=0, stored=None), data, each.agency or "", ".md")


@pytest.fixture
def folder(periods: LoadedPlan, tmp_path: Path) -> Path:
    """Return a folder with three returns of two agencies."""
    folder = tmp_path / "den"
    folder.mkdir()
    file_rows(
        folder,
        [
            filing(periods, row(1, "2021-06-10", period=HALF), "2.a", tick=False),
            filing(periods, row(2, "2021-06-11", "UBND xã D", period=HALF), "1.a"),
            filing(periods, row(3, "2021-12-10"), "2.a"),
        ],
    )
    return folder


def test_the_last_return_of_each_agency_is_counted(periods: LoadedPlan, folder: Path) -> None:
    assert done(survey(periods, folder)) == {"Sở A": 1, "UBND xã D": 1}


def test_an_earlier_day_has_what_had_come_in_by_then(periods: LoadedPlan, folder: Path) -> None:
    assert done(survey(periods, folder, date(2021, 12, 9))) == {"Sở A": 0, "UBND xã D": 1}
    assert done(survey(periods, folder, date(2021, 6, 10))) == {"Sở A": 0}


def test_until_a_day_is_never_later_than_the_day_that_was_asked_for(
    periods: LoadedPlan, folder: Path
) -> None:
    whole = received(periods, folder, date(2021, 6, 10))
    assert whole.until(date(2021, 12, 31)).standings.as_of == date(2021, 6, 10)
    assert whole.until(date(2021, 1, 31)).standings.as_of == date(2021, 1, 31)


def test_a_period_has_its_own_returns_alone(periods: LoadedPlan, folder: Path) -> None:
    found = received(periods, folder).survey(ProgressOptions(), (), YEAR)
    assert done(found) == {"Sở A": 1}


@pytest.mark.parametrize("day", SCENARIO["tasks"])
def test_the_tasks_of_the_scenario_are_those_added_up_by_hand(
    scenario: tuple[LoadedPlan, Path], day: date
) -> None:
    loaded, folder = scenario
    found = survey(loaded, folder, day).total
    assert {
        "sent": found.sent,
        "done": found.total_of(None, Status.DONE),
        "in_progress": found.total_of(None, Status.IN_PROGRESS),
    } == SCENARIO["tasks"][day]


def test_whose_a_return_is_the_register_says_not_the_file(
    periods: LoadedPlan, folder: Path
) -> None:
    mistaken = act(0, "correction", "2021-12-11", of=2, to_agency="UBND xã E", reason="Nhầm")
    file_rows(folder, [Pending(mistaken)])
    assert done(survey(periods, folder)) == {"Sở A": 1, "UBND xã E": 1}


def test_what_lies_there_and_was_not_received_is_named_and_not_counted(
    periods: LoadedPlan, folder: Path
) -> None:
    (folder / "thêm").mkdir()
    for name in ("bc lần 1.md", "thêm/b.docx", ".DS_Store", "~$a.docx", "goc/la.md"):
        (folder / name).write_bytes(text(periods, "Sở B", "2.b"))
    found = survey(periods, folder)
    assert done(found) == {"Sở A": 1, "UBND xã D": 1}
    assert [each.path for each in found.uncounted] == [
        str(folder / "bc lần 1.md"),
        str(folder / "thêm" / "b.docx"),
    ]
    assert "chưa nhận vào sổ nên không được tính" in found.uncounted[0].problem


def test_a_folder_that_holds_originals_alone_has_nothing_unreceived(folder: Path) -> None:
    assert not_received(folder) == []


def test_an_original_that_is_gone_changed_or_elsewhere_is_not_counted(
    periods: LoadedPlan, folder: Path
) -> None:
    first, second = sorted((folder / "goc").iterdir())[1:]
    first.unlink()
    second.write_bytes(second.read_bytes() + b"\n")
    problems = [each.problem for each in survey(periods, folder).uncounted]
    assert len(problems) == 2
    assert "không còn như khi nhận (dòng 3 của sổ nhận)" in problems[0]
    assert problems[1].startswith(f"Không có «{first}», bản gốc của dòng 2")


def test_an_original_is_read_as_it_was_received(periods: LoadedPlan, folder: Path) -> None:
    receipt = received(periods, folder).standings.counted()["Sở A"]
    assert read_original(folder, receipt) == text(periods, "Sở A", "2.a")
    assert original_path(folder, receipt) == str(folder / "goc" / "0003-so-a.md")


def test_a_return_of_an_agency_that_the_plan_has_not_is_named(
    periods: LoadedPlan, folder: Path
) -> None:
    strange = act(0, "correction", "2021-12-11", of=3, to_agency="Sở Lạ", reason="Nhầm")
    file_rows(folder, [Pending(strange)])
    found = survey(periods, folder)
    assert done(found) == {"Sở A": 0, "UBND xã D": 1}
    assert [each.problem for each in found.uncounted] == [
        "Dòng 3 của sổ nhận là của «Sở Lạ», cơ quan kế hoạch không có, nên không được tính; đính"
        " chính bằng «papi receive --correct 3 --agency TÊN --reason LÝ_DO»."
    ]


def test_returns_of_another_plan_and_of_an_earlier_state_of_this_one_are_told(
    periods: LoadedPlan, folder: Path
) -> None:
    now = PlanRef(number="1/KH-UBND", fingerprint=plan_fingerprint(periods))
    then = PlanRef(number="1/KH-UBND", fingerprint="khac")
    file_rows(
        folder,
        [
            filing(periods, row(0, "2021-12-11", "Sở B", plan=PlanRef(number="9")), "2.b"),
            filing(periods, row(0, "2021-12-11", "UBND xã D", plan=then), "1.a"),
            filing(periods, row(0, "2021-12-12", plan=now), "2.a"),
            filing(periods, row(0, "2021-12-12", "Sở B", plan=then), "2.b"),
        ],
    )
    assert received(periods, folder).notes() == [
        "1 bản gửi theo kế hoạch khác không được tính: số 4.",
        "Kế hoạch đã đổi từ khi nhận 2 bản gửi (số 5, 7); các bản ấy được tính theo kế hoạch hiện"
        " nay.",
    ]


def test_who_sent_paper_alone_is_named(periods: LoadedPlan, folder: Path) -> None:
    paper = row(0, "2021-12-11", "Sở B", via="paper", stored=None, name=None, counts=None)
    also = row(0, "2021-12-11", via="paper", stored=None, name=None, counts=None)
    file_rows(folder, [Pending(paper), Pending(also)])
    assert received(periods, folder).notes() == [
        "1 cơ quan chỉ gửi bản giấy nên không có số liệu nhiệm vụ: «Sở B»."
    ]
    assert received(periods, folder).notes(content=False) == []


def test_words_of_no_task_of_the_plan_are_sent_and_told_wherever_asked(
    periods: LoadedPlan, folder: Path
) -> None:
    data = text(periods, "Sở B").replace(b"\n## ", "\nSở đã họp hai lần.\n\n## ".encode(), 1)
    words = row(0, "2021-12-11", "Sở B", counts={}, stored=None)
    empty = row(0, "2021-12-11", "UBND xã E", counts={}, stored=None)
    file_rows(folder, [Pending(words, data, "Sở B", ".md"), filing(periods, empty)])
    found = received(periods, folder)
    states = {name: found.standings.of(periods.registry.find(name), YEAR).state
              for name in ("Sở B", "UBND xã E")}  # fmt: skip
    assert states == {"Sở B": State.ON_TIME, "UBND xã E": State.BLANK}
    assert {name: each.sent for name, each in survey(periods, folder).counts.items()} == {
        "Sở A": 1, "Sở B": 1, "UBND xã D": 1, "UBND xã E": 0,
    }  # fmt: skip
    assert found.notes() == [
        "1 cơ quan gửi bản có chữ nhưng không nhận ra nhiệm vụ nào của kế hoạch: «Sở B» (số 4);"
        " đọc bản gốc và hỏi lại cơ quan."
    ]


def test_what_a_later_return_says_no_more_is_to_be_looked_at(
    periods: LoadedPlan, folder: Path
) -> None:
    file_rows(folder, [filing(periods, row(0, "2021-12-12", "UBND xã D"), "1.b")])
    found = received(periods, folder).survey(ProgressOptions(), lost=True)
    assert [(owner.name, path, each.label, each.doubt) for owner, path, each in found.reviews] == [
        (
            "UBND xã D",
            str(folder / "goc" / "0002-ubnd-xa-d.md"),
            "1.a",
            "bản gửi số 2 có ghi, bản được tính (số 4) không còn",
        )
    ]
    assert not survey(periods, folder).reviews


def test_what_returns_told_comes_in_their_order_with_their_days(
    periods: LoadedPlan, folder: Path
) -> None:
    told, intake = received(periods, folder).told()
    assert not intake.uncounted
    assert {name: [day for day, _ in each] for name, each in told.items()} == {
        "Sở A": [date(2021, 6, 10), date(2021, 12, 10)],
        "UBND xã D": [date(2021, 6, 11)],
    }
    statuses = [reading.statuses["2.a"] for _, reading in told["Sở A"]]
    assert statuses == [Status.IN_PROGRESS, Status.DONE]


def test_nothing_in_the_folder_is_changed_by_counting(periods: LoadedPlan, folder: Path) -> None:
    copy = shutil.copytree(folder, folder.parent / "copy")
    survey(periods, folder)
    received(periods, folder).told()
    held = {each.name: each.read_bytes() for each in folder.rglob("*") if each.is_file()}
    assert held == {each.name: each.read_bytes() for each in copy.rglob("*") if each.is_file()}
