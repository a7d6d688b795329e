"""What the page tells of what was sent: the figures of `papi progress`."""

from collections import Counter
from collections.abc import Callable
from datetime import date

import pytest

from papi_cli.checking.runner import load_valid
from papi_cli.checklists.collect import collect_returns
from papi_cli.checklists.count import By, ProgressOptions, Survey
from papi_cli.checklists.vocabulary import Status
from papi_cli.documents.builder import Documents
from papi_cli.documents.page_progress import (
    Returns,
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
    survey = Survey(loaded, ProgressOptions(on=date(2021, 12, 31)))
    survey.count(intake, [loaded.registry.find(each) for each in ("Sở A", "Sở B", "UBND xã Đ")])
    return loaded, Returns(
        survey, returned, {"Chưa gửi": ["Sở B"], "Gửi nhưng trống": ["UBND xã Đ"]}
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
    assert len(rows) == 6
    for figures, count in rows:
        for name, status in WORKED.items():
            assert figures[name] == count.total_of(None, status)  # type: ignore[literal-required]
        assert figures["not_applicable"] == count.total_of(None, Status.NOT_APPLICABLE)
        assert (figures["total"], figures["late"]) == (count.total_of(), count.late.total())
    assert data["total"]["done"] == 2


def test_the_cells_of_the_map_add_up_to_agencies_and_to_dimensions(sent: Sent) -> None:
    data = progress_data(*sent)
    for row in data["agencies"]:
        assert sum(each["done"] for each in row["cells"]) == row["figures"]["done"]
        assert sum(each["due"] for each in row["cells"]) == row["figures"]["due"]
    for at, dimension in enumerate(data["dimensions"]):
        cells = [each["cells"][at] for each in data["agencies"]]
        assert sum(each["done"] for each in cells) == dimension["figures"]["done"]
        assert sum(each["due"] for each in cells) == dimension["figures"]["due"]


def test_who_sent_nothing_and_what_is_late_is_named(sent: Sent) -> None:
    data = progress_data(*sent)
    assert [each["name"] for each in data["agencies"]] == ["Sở A", "UBND xã D", "UBND xã Đ"]
    assert data["missing"] == [
        {"word": "Chưa gửi", "names": ["Sở B"]},
        {"word": "Gửi nhưng trống", "names": ["UBND xã Đ"]},
    ]
    assert data["late"][-1] == {"name": "UBND xã Đ", "tasks": ["1.a"], "duties": ["III.1"]}
    assert data["on"] == "31/12/2021"


def test_for_everybody_nobody_is_named_for_what_is_not_done(sent: Sent) -> None:
    data = progress_data(*sent, lists=False)
    assert (data["late"], data["missing"], data["on"]) == ([], [], "")
    assert [(each["name"], each["sent"]) for each in data["agencies"]] == [
        ("Sở A", ""),
        ("UBND xã D", ""),
    ]


def test_letters_of_an_agency_are_how_far_progress_counts_its_tasks(sent: Sent) -> None:
    loaded, returns = sent
    letters = sent_letters(loaded, returns.survey)
    assert letters["Sở A"] == "d.ix"
    assert letters["Sở B"] is None
    assert {"Thanh tra", "Các xã"}.isdisjoint(letters)
    assert Counter(letters["UBND xã Đ"] or "") == {"n": 3, ".": 1}


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
