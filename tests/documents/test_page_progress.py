"""What the page tells of what was sent: the figures of `papi progress`."""

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from papi_cli.checking.runner import load_valid
from papi_cli.checklists.collect import collect_returns
from papi_cli.checklists.count import By, ProgressOptions, Survey
from papi_cli.checklists.vocabulary import Status
from papi_cli.documents.builder import Documents
from papi_cli.documents.letters import late_places, of_files
from papi_cli.documents.page_progress import (
    Returns,
    late_rows,
    percent,
    progress_data,
    replies,
    sent_letters,
    shade,
    whole_letter,
    work_text,
    works,
)
from papi_cli.documents.templates import shipped as templates
from papi_cli.plan.loader import LoadedPlan
from tests.conftest import Result
from tests.page_plans import office_plan, sent_checklists


@pytest.fixture(scope="module")
def sent(
    papi: Callable[..., Result], tmp_path_factory: pytest.TempPathFactory
) -> tuple[LoadedPlan, Returns]:
    """Return the small plan and what was sent of it, counted on a day."""
    folder = tmp_path_factory.mktemp("sent")
    plan = folder / "plan.yaml"
    plan.write_text(office_plan(), encoding="utf-8")
    loaded = load_valid(plan, "plan.yaml")
    files = sorted(map(str, sent_checklists(papi, plan, folder / "sent").iterdir()))
    returned, intake = collect_returns(loaded, files, Documents(loaded, templates()).fresh)
    day = date(2021, 12, 31)
    survey = Survey(loaded, ProgressOptions(on=day))
    find = loaded.registry.find
    written = {name: each for name, each in intake.returned.items() if not each.blank}
    expected = [find(each) for each in ("Sở A", "Sở B", "UBND xã Đ")]
    survey.count(replace(intake, returned=written), expected)
    return loaded, Returns(
        survey,
        returned,
        {"Chưa gửi": [find("Sở B")], "Gửi trống": [find("UBND xã Đ")]},
        late_places(loaded, of_files(loaded, intake.returned, day, None), day),
    )


Sent = tuple[LoadedPlan, Returns]
WORKED = {"done": Status.DONE, "in_progress": Status.IN_PROGRESS, "not_started": Status.NOT_STARTED}


def test_figures_are_those_of_progress_by_agency_and_by_dimension(sent: Sent) -> None:
    loaded, returns = sent
    data = progress_data(loaded, returns)
    by_dimension = returns.survey.counted_by(By.DIMENSION).counts
    rows = [
        (data["total"], returns.survey.total),
        *((each["figures"], returns.survey.counts[each["name"]]) for each in data["agencies"]),
        *zip((each["figures"] for each in data["dimensions"]), by_dimension.values(), strict=True),
    ]
    assert len(rows) == 5
    for figures, count in rows:
        for name, status in WORKED.items():
            assert figures[name] == count.total_of(None, status)  # type: ignore[literal-required]
        assert figures["not_applicable"] == count.total_of(None, Status.NOT_APPLICABLE)
        assert figures["total"] == count.total_of()
    assert (data["total"]["done"], data["total"]["due"], data["total"]["rate"]) == (2, 5, "40 %")


def test_the_cells_of_the_map_add_up_to_agencies_and_to_dimensions(sent: Sent) -> None:
    data = progress_data(*sent)
    for row in data["agencies"]:
        assert sum(each["done"] for each in row["cells"]) == row["figures"]["done"]
        assert sum(each["due"] for each in row["cells"]) == row["figures"]["due"]
    for at, dimension in enumerate(data["dimensions"]):
        cells = [each["cells"][at] for each in data["agencies"]]
        assert sum(each["done"] for each in cells) == dimension["figures"]["done"]
        assert sum(each["due"] for each in cells) == dimension["figures"]["due"]


def test_who_sent_nothing_is_named_by_level_and_who_sent_a_blank_form_apart(sent: Sent) -> None:
    data = progress_data(*sent)
    assert [each["name"] for each in data["agencies"]] == ["Sở A", "UBND xã D"]
    told = [(each["word"], each["key"], each["groups"]) for each in data["missing"]]
    assert told == [
        ("Chưa gửi", "chua-gui", [{"title": "Cấp tỉnh", "names": ["Sở B"]}]),
        (
            "Gửi trống",
            "gui-trong",
            [{"title": "Cấp xã thuộc huyện C", "names": ["UBND xã Đ"]}],
        ),
    ]


def test_overdue_counts_who_sent_nothing_too_and_stands_by_task(sent: Sent) -> None:
    data = progress_data(*sent)
    assert data["on"] == "31/12/2021"
    rows = [
        (row["id"], each["last"], each["days"], [one["names"] for one in each["groups"]])
        for row in data["late_tasks"]
        for each in row["groups"]
    ]
    assert rows == [
        ("1.a", "31/3/2021", 275, [["UBND xã Đ"]]),
        ("2.1.b", "30/6/2021", 184, [["Sở B"]]),
    ]
    assert (data["late"], data["late_missing"]) == (2, 2)
    assert [each["late"] for each in data["dimensions"]] == [1, 1]
    assert [each["late"] for each in data["missing"]] == [1, 1]
    assert late_rows(*sent) == {"UBND xã Đ": (0,), "Sở B": (3,)}


def test_a_duty_that_is_late_names_who_wrote_something_and_not_that(sent: Sent) -> None:
    (duty,) = progress_data(*sent)["late_duties"]
    assert (duty["id"], duty["number"]) == ("III.1", 2)


def test_for_everybody_nobody_is_named_for_what_is_not_done(sent: Sent) -> None:
    data = progress_data(*sent, lists=False)
    assert (data["late"], data["late_tasks"], data["late_duties"]) == (0, [], [])
    assert (data["missing"], data["on"]) == ([], "")
    assert [each["name"] for each in data["agencies"]] == ["Sở A", "UBND xã D"]
    assert {each["late"] for each in data["dimensions"]} == {0}


def test_for_everybody_it_is_not_said_how_many_told_nothing(sent: Sent) -> None:
    found = works(*sent)
    assert work_text(found[0], public=True) == "Cơ quan chủ trì đã ghi: 1 hoàn thành"
    unsaid = replace(found[0], silent=found[0].due, statuses={})
    assert (whole_letter(unsaid), whole_letter(unsaid, public=True)) == ("s", ".")
    assert not work_text(unsaid, public=True)


def test_letters_of_an_agency_are_how_far_progress_counts_its_tasks(sent: Sent) -> None:
    loaded, returns = sent
    letters = sent_letters(loaded, returns.survey)
    assert letters["Sở A"] == "d.ix"
    assert letters["Sở B"] is None
    assert {"Thanh tra", "Các xã"}.isdisjoint(letters)
    assert Counter(letters["UBND xã D"] or "") == {"d": 1, "n": 2, ".": 1}


def test_a_blank_form_is_no_news(sent: Sent) -> None:
    loaded, returns = sent
    assert sent_letters(loaded, returns.survey)["UBND xã Đ"] is None


def test_a_task_is_as_far_as_all_who_lead_it(sent: Sent) -> None:
    found = works(*sent)
    assert [*map(whole_letter, found)] == ["i", "n", "i", "n"]
    assert work_text(found[0]) == "2 cơ quan chủ trì: 1 hoàn thành, 1 chưa có số liệu"


def test_words_are_the_agencies_own(sent: Sent) -> None:
    _, returns = sent
    (first, *_) = replies(returns.returned, ["1.a"])
    assert first["agency"] == "Sở A"
    assert (first["status"], first["result"]) == ("Hoàn thành", "Đã giúp <b>hai</b> xã.")
    assert replies(returns.returned, ["1.b"]) == []


@pytest.mark.parametrize(
    ("part", "whole", "share"),
    [(0, 0, None), (0, 9, 0), (1, 900, 1), (899, 900, 99), (9, 9, 100), (1, 8, 13)],
)
def test_a_share_is_all_or_nothing_only_where_it_is(
    part: int, whole: int, share: int | None
) -> None:
    assert percent(part, whole) == share


def test_cells_have_a_shade_for_nothing_each_third_and_all() -> None:
    assert [*map(shade, (None, 0, 1, 33, 34, 67, 68, 99, 100))] == [0, 0, 1, 1, 2, 2, 3, 3, 4]
