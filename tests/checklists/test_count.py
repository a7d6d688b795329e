"""What ticked checklists say."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from papi_cli.checking.runner import load_valid
from papi_cli.checklists.collect import FoundFiles, read_all
from papi_cli.checklists.count import By, ProgressOptions, survey_readings
from papi_cli.checklists.intake import UncountedFile
from papi_cli.checklists.items import plan_items
from papi_cli.checklists.vocabulary import Status
from papi_cli.errors import PapiError
from papi_cli.plan.loader import LoadedPlan
from papi_cli.plan.parts import Role
from papi_cli.plan.query import Workload, reporting_agencies
from tests.checklists.sent import AGENCIES, TASKS, WORKED, numbers, survey
from tests.conftest import Result, filled, small_plan


def test_tasks_are_counted_by_agency_and_role(loaded: LoadedPlan, folder: Path) -> None:
    found = survey(loaded, folder)
    assert numbers(found, "UBND xã D", Role.LEAD) == (1, 0, 1)
    assert numbers(found, "UBND xã D", Role.COORDINATING) == (0, 1, 0)
    assert numbers(found, "Sở A", Role.LEAD) == (0, 0, 1)
    assert numbers(found, "Sở A", Role.COORDINATING) == (0, 1, 0)
    assert list(found.counts) == ["Sở A", "UBND huyện C", "UBND xã D"]


def test_a_groups_checklist_that_nobody_wrote_in_does_not_count(
    loaded: LoadedPlan, folder: Path
) -> None:
    assert "Các xã" not in survey(loaded, folder).counts
    group = folder / "0.md"
    group.write_text(filled(group.read_text(encoding="utf-8"), "1.a", tick=True), encoding="utf-8")
    assert numbers(survey(loaded, folder), "Các xã", Role.LEAD) == (1, 0, 1)


def test_one_role_alone_is_counted(loaded: LoadedPlan, folder: Path) -> None:
    found = survey(loaded, folder, role=Role.COORDINATING)
    assert found.total.total_of() == 2
    assert found.counts["UBND xã D"].total_of() == 1


@pytest.mark.parametrize(
    ("by", "expected"),
    [
        (By.DIMENSION, {"1": (1, 1, 1), "2": (0, 1, 2)}),
        (By.TASK, {"1.a": (1, 1, 0), "1.b": (0, 0, 1), "2.a": (0, 1, 1), "2.b": (0, 0, 1)}),
        (By.DISTRICT, {"UBND huyện C": (1, 1, 2), "": (0, 1, 1)}),
    ],
)
def test_the_same_tasks_are_counted_by_anything(
    loaded: LoadedPlan, folder: Path, by: By, expected: dict[str, tuple[int, ...]]
) -> None:
    found = survey(loaded, folder, by=by)
    counted = {
        key: tuple(one.total_of(None, s) for s in WORKED) for key, one in found.counts.items()
    }
    assert counted == expected
    assert found.total.total_of() == 6


def late_tasks(loaded: LoadedPlan, folder: Path, day: date, **options: Role) -> object:
    found = survey(loaded, folder, on=day, **options)
    return {key: list(count.late) for key, count in found.counts.items() if count.late}


@pytest.mark.parametrize("by", By)
def test_what_was_counted_by_one_thing_is_counted_by_another_as_if_read_again(
    loaded: LoadedPlan, folder: Path, by: By
) -> None:
    asked: dict[str, Any] = {"on": date(2021, 7, 1), "role": Role.LEAD, "expect": ["Sở A", "Sở B"]}
    for other in By:
        again = survey(loaded, folder, by=other, **asked).counted_by(by)
        read = survey(loaded, folder, by=by, **asked)
        assert (again.counts, again.total) == (read.counts, read.total)
        assert [each.name for each in again.missing] == [each.name for each in read.missing]


def test_those_who_lead_are_late_with_what_is_past_its_deadline(
    loaded: LoadedPlan, folder: Path
) -> None:
    assert late_tasks(loaded, folder, date(2021, 6, 30)) == {}
    assert late_tasks(loaded, folder, date(2021, 7, 1)) == {"Sở A": ["2.a"]}


def test_those_who_coordinate_are_late_where_that_is_asked(
    loaded: LoadedPlan, folder: Path
) -> None:
    role = Role.COORDINATING
    assert late_tasks(loaded, folder, date(2021, 3, 31), role=role) == {}
    assert late_tasks(loaded, folder, date(2021, 4, 1), role=role) == {"Sở A": ["1.a"]}
    assert late_tasks(loaded, folder, date(2021, 7, 1), role=role) == {
        "Sở A": ["1.a"],
        "UBND xã D": ["2.a"],
    }


def test_what_did_not_arise_is_neither_to_be_done_nor_late(
    loaded: LoadedPlan, folder: Path
) -> None:
    path = folder / "1.md"
    text = filled(path.read_text(encoding="utf-8"), "2.a", " Không phát sinh.")
    path.write_text(text, encoding="utf-8")
    found = survey(loaded, folder, on=date(2021, 7, 1))
    assert numbers(found, "Sở A", Role.LEAD) == (0, 0, 0)
    assert found.counts["Sở A"].total_of(Role.LEAD, Status.NOT_APPLICABLE) == 1
    assert not found.total.late


def test_a_plan_without_districts_is_not_counted_by_them(
    write: Callable[..., Path], folder: Path
) -> None:
    plan = write(small_plan(AGENCIES.replace("    district: UBND huyện C\n", ""), TASKS), "b.yaml")
    with pytest.raises(PapiError, match="không có huyện nào"):
        survey(load_valid(plan, "b.yaml"), folder, by=By.DISTRICT)


def test_who_sent_nothing_is_named(loaded: LoadedPlan, folder: Path) -> None:
    found = survey(loaded, folder, expect=["Sở A", "Sở B", "UBND xã D", "UBND xã E"])
    assert [each.name for each in found.missing] == ["Sở B", "UBND xã E"]
    assert [each.name for each in found.blank] == ["UBND huyện C"]
    assert (found.total.sent, found.total.blank, found.total.missing) == (2, 1, 2)
    assert found.counts["Sở B"].missing == 1
    assert list(found.counts) == ["Sở A", "Sở B", "UBND huyện C", "UBND xã D", "UBND xã E"]


def test_those_expected_to_report_have_tasks_and_are_no_group(loaded: LoadedPlan) -> None:
    workload = Workload(loaded)
    names = [each.name for each in reporting_agencies(loaded, workload, Role)]
    assert names == ["Sở A", "Sở B", "UBND huyện C", "UBND xã D", "UBND xã E"]
    coordinating = [each.name for each in reporting_agencies(loaded, workload, [Role.COORDINATING])]
    assert coordinating == ["Sở A", "UBND xã D", "UBND xã E"]


MANY_TIMES = """\
  - id: "1"
    name: Một
    lead: [Sở A]
    tasks:
      - {id: a, text: Soạn thảo và trình, deadline: "Dự thảo trước ngày 15/3; trình trước ngày 15/9"}
      - {id: b, text: Tập huấn hai đợt, deadline: "Quý I, III"}
      - {id: c, text: Họp giao ban, deadline: hằng quý}
      - {id: d, text: Làm theo văn bản, deadline: Theo hướng dẫn của Bộ A}
"""
DUTY = """\
duties:
  - {id: III.1, role: lead, text: Giữa năm báo cáo kết quả, deadline: Giữa năm}
"""


def test_dates_that_have_passed_are_named_and_duties_are_late_apart(
    write: Callable[..., Path], papi: Callable[..., Result], tmp_path: Path
) -> None:
    text = small_plan("  - {name: Sở A}\n", MANY_TIMES).replace("dimensions:", f"{DUTY}dimensions:")
    plan = str(write(text, "times.yaml"))
    assert papi("checklist", "--plan", plan, "--all", "-o", str(tmp_path / "out")).code == 0
    (path,) = (tmp_path / "out").glob("*.md")
    written = path.read_text(encoding="utf-8")
    assert "  - Thời gian: Giữa năm\n" in written
    path.write_text(filled(written, "1.b", " Đã tổ chức đợt 1, đang làm đợt 2"), encoding="utf-8")

    def late(day: str) -> dict[str, Any]:
        told = papi("progress", str(path), "--plan", plan, "--on", day, "--format", "json")
        return dict(json.loads(told.out)["total"])

    spring, autumn = late("1/4/2021"), late("1/10/2021")
    assert spring["late_dates"] == [{"task": "1.a", "dates": ["2021-03-14"]}]
    assert (spring["late_tasks"], spring["late_duties"]) == (["1.a"], [])
    assert {each["task"]: each["dates"] for each in autumn["late_dates"]} == {
        "1.a": ["2021-03-14", "2021-09-14"],
        "1.b": ["2021-03-31", "2021-09-30"],
        "III.1": ["2021-06-30"],
    }
    assert (autumn["late"], autumn["late_duties"]) == (2, ["III.1"])
    rows = papi("progress", str(path), "--plan", plan, "--on", "1/4/2021")
    assert "\t1.a (mốc 14/3/2021)\t" in rows.out
    after = papi("progress", str(path), "--plan", plan, "--on", "1/1/2022")
    assert "Quá hạn tính đến 1/1/2022: 3; điểm III.1: 1." in after.err
    ticked = filled(path.read_text(encoding="utf-8"), "Điểm III.1", tick=True)
    path.write_text(ticked, encoding="utf-8")
    assert late("1/10/2021")["late_duties"] == []


def test_what_was_read_elsewhere_is_counted_as_files_are(loaded: LoadedPlan, folder: Path) -> None:
    paths = [str(path) for path in sorted(folder.iterdir())]
    readings = read_all(paths, plan_items(loaded))
    bad = UncountedFile("x.pdf", "Không đọc được.")
    others = FoundFiles([], [bad], [])
    found = survey_readings(loaded, readings, ProgressOptions(), found=others)
    assert found.counts == survey(loaded, folder).counts
    assert list(found.uncounted) == [bad]
