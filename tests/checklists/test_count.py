"""What ticked checklists say."""

from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path

import pytest

from papi_cli.checking.runner import load_valid
from papi_cli.checklists import count
from papi_cli.checklists.collect import collect_returns, find_files, read_all
from papi_cli.checklists.count import By, ProgressOptions, Survey, reporting_agencies
from papi_cli.checklists.format import DOCUMENT_MARK
from papi_cli.checklists.intake import Reading
from papi_cli.checklists.items import plan_items
from papi_cli.checklists.vocabulary import Status
from papi_cli.documents.builder import Documents
from papi_cli.documents.templates import shipped as templates
from papi_cli.documents.work import Scope
from papi_cli.errors import FileError
from papi_cli.plan.loader import LoadedPlan
from papi_cli.plan.parts import Role
from papi_cli.plan.query import Workload
from papi_cli.views.progress import (
    bar,
    progress_closing,
    progress_data,
    progress_rows,
    progress_table,
)
from tests.conftest import filled, small_plan

AGENCIES = """\
  - name: Sở A
  - name: Sở B
  - name: Thanh tra
    reports: never
  - name: UBND huyện C
  - name: UBND xã D
    district: UBND huyện C
  - name: UBND xã E
    district: UBND huyện C
  - name: Các xã
    members: [UBND xã D, UBND xã E]
"""
TASKS = """\
  - id: "1"
    name: Một
    tasks:
      - {id: a, text: Việc a, lead: [Các xã], coordinating: [Sở A], deadline: Quý I/2021}
      - {id: b, text: Việc b, lead: [Các xã], coordinating: [Thanh tra], deadline: Thường xuyên}
  - id: "2"
    name: Hai
    tasks:
      - {id: a, text: Việc c, lead: [Sở A], coordinating: [Các xã], deadline: trước ngày 01/7/2021}
      - {id: b, text: Việc d, lead: [Sở B, UBND huyện C]}
"""


@pytest.fixture
def loaded(write: Callable[..., Path]) -> LoadedPlan:
    return load_valid(write(small_plan(AGENCIES, TASKS)), "plan.yaml")


@pytest.fixture
def folder(loaded: LoadedPlan, tmp_path: Path) -> Path:
    """Return a folder with the checklists of four agencies, two of them filled in."""
    documents = Documents(loaded, templates())
    folder = tmp_path / "sent"
    folder.mkdir()
    texts = {name: documents.checklist(loaded.registry.find(name)) for name in SENT}
    texts["UBND xã D"] = filled(texts["UBND xã D"], "1.a", " Xong.", tick=True)
    texts["UBND xã D"] = filled(texts["UBND xã D"], "2.a", " Đang làm.")
    texts["Sở A"] = filled(texts["Sở A"], "1.a", " Đang giúp.")
    for at, name in enumerate(SENT):
        (folder / f"{at}.md").write_text(texts[name], encoding="utf-8")
    return folder


SENT = ("Các xã", "Sở A", "UBND xã D", "UBND huyện C")


def survey(
    loaded: LoadedPlan, folder: Path, expect: Iterable[str] = (), **options: object
) -> Survey:
    return count.survey(
        loaded,
        [str(folder)],
        ProgressOptions(**options),  # type: ignore[arg-type]
        [loaded.registry.find(name) for name in expect],
        fresh=Documents(loaded, templates()).fresh,
    )


WORKED = (Status.DONE, Status.IN_PROGRESS, Status.NOT_STARTED)


def numbers(found: Survey, key: str, role: Role) -> tuple[int, ...]:
    return tuple(found.counts[key].total_of(role, status) for status in WORKED)


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


# Files


def test_folders_are_searched_through_and_hidden_files_are_not(tmp_path: Path) -> None:
    for name in ("b.md", "a/c.MD", "a/x.yaml", ".git/d.md", "a/.e.md", ".papi-1.tmp"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x", encoding="utf-8")
    found, unread = find_files([str(tmp_path), str(tmp_path / "b.md")])
    assert found == [str(tmp_path / "b.md"), str(tmp_path / "a" / "c.MD")]
    assert not unread


def test_a_path_that_is_not_there_is_an_error() -> None:
    with pytest.raises(FileError, match=r"«none\.md»; kiểm tra"):
        find_files(["none.md"])


def unread(loaded: LoadedPlan, folder: Path) -> list[str]:
    return [each.problem for each in survey(loaded, folder).uncounted]


def test_a_file_that_cannot_be_read_is_said_and_the_rest_counted(
    loaded: LoadedPlan, folder: Path
) -> None:
    before = survey(loaded, folder).total.total_of()
    (folder / "5.md").write_text("# Ghi chú\n", encoding="utf-8")
    (folder / "6.md").write_bytes(b"\xff\xfeh\0i\0")
    (folder / "7.md").mkdir()
    (folder / "8.md").symlink_to(folder / "none")
    found = survey(loaded, folder)
    said = [each.problem for each in found.uncounted]
    assert [name for name in ("5.md", "6.md", "8.md") if any(name in each for each in said)] == [
        "5.md",
        "6.md",
        "8.md",
    ]
    assert len(said) == 3
    assert found.total.total_of() == before


def test_two_narrowed_checklists_of_an_agency_complete_each_other(
    loaded: LoadedPlan, tmp_path: Path
) -> None:
    documents = Documents(loaded, templates())
    commune = loaded.registry.find("UBND xã D")
    for at, role in enumerate(Role):
        text = documents.checklist(commune, Scope(role))
        text = text.replace("- [ ] **2.a**", "- [x] **2.a**")
        (tmp_path / f"{at}.md").write_text(text, encoding="utf-8")
    found = survey(loaded, tmp_path)
    assert not found.uncounted
    assert numbers(found, "UBND xã D", Role.LEAD) == (0, 0, 2)
    assert numbers(found, "UBND xã D", Role.COORDINATING) == (1, 0, 0)
    assert (found.total.sent, found.total.blank) == (1, 0)


def test_checklists_of_another_plan_or_of_nobody_do_not_count(
    loaded: LoadedPlan, folder: Path
) -> None:
    text = (folder / "2.md").read_text(encoding="utf-8")
    (folder / "2.md").write_text(text.replace("1/KH-UBND", "2/KH-UBND"), encoding="utf-8")
    (folder / "7.md").write_text(text.replace("UBND xã D", "UBND xã X"), encoding="utf-8")
    said = unread(loaded, folder)
    assert "theo kế hoạch khác («2/KH-UBND»)" in said[0]
    assert "của «UBND xã X», cơ quan kế hoạch không có" in said[1]


def test_other_documents_of_papis_are_passed_over(loaded: LoadedPlan, folder: Path) -> None:
    (folder / "b.md").write_text(f"# Báo cáo\n\n{DOCUMENT_MARK}\n", encoding="utf-8")
    assert unread(loaded, folder) == []


def test_many_files_are_read_as_few_are(loaded: LoadedPlan, folder: Path) -> None:
    paths = [str(folder / "2.md")] * 430 + [str(folder / "none.md")]
    labels = plan_items(loaded)
    many = list(read_all(paths, labels))
    assert many == [*read_all(paths[:1], labels)] * 430 + [*read_all(paths[-1:], labels)]
    assert many[0].statuses == {"1.a": Status.DONE, "2.a": Status.IN_PROGRESS}
    assert isinstance(many[-1], Reading)
    assert "Không có tệp" in many[-1].problem


def test_what_agencies_sent_is_collected_whole(loaded: LoadedPlan, folder: Path) -> None:
    (folder / "bad.md").write_text("x", encoding="utf-8")
    (folder / "report.md").write_text(DOCUMENT_MARK, encoding="utf-8")
    paths, _ = find_files([str(folder)])
    found, intake = collect_returns(loaded, paths)
    assert set(found) == set(SENT)
    assert found["UBND xã D"].entries["2.a"].result == "Đang làm."
    assert [each.path for each in intake.uncounted] == [str(folder / "bad.md")]


def test_what_two_narrowed_checklists_say_of_one_task_is_kept_both(
    loaded: LoadedPlan, tmp_path: Path
) -> None:
    documents = Documents(loaded, templates())
    commune = loaded.registry.find("UBND xã D")
    one, two = (documents.checklist(commune, Scope(dimensions=(each,))) for each in ("1", "2"))
    (tmp_path / "1.md").write_text(filled(one, "1.a", " Ghi ở đây."), encoding="utf-8")
    more = "- **1.a** Việc a\n\n  Kết quả: xem bản kia\n\n<!-- papi:"
    (tmp_path / "2.md").write_text(two.replace("<!-- papi:", more), encoding="utf-8")
    paths, _ = find_files([str(tmp_path)])
    found, intake = collect_returns(loaded, paths)
    assert not intake.uncounted
    assert found["UBND xã D"].entries["1.a"].result == "Ghi ở đây.\n\nxem bản kia"


def test_a_checklist_without_its_closing_comment_counts_and_is_named(
    loaded: LoadedPlan, folder: Path
) -> None:
    before = survey(loaded, folder)
    path = folder / "2.md"
    path.write_text(path.read_text(encoding="utf-8").split("<!--")[0], encoding="utf-8")
    found = survey(loaded, folder)
    assert found.counts == before.counts
    assert len(found.intake.notes) == 1
    assert "2.md» mất chú thích ở cuối" in found.intake.notes[0]


def test_of_tasks_that_a_narrowed_checklist_does_not_hold_nothing_is_said(
    loaded: LoadedPlan, tmp_path: Path
) -> None:
    documents = Documents(loaded, templates())
    commune = loaded.registry.find("UBND xã D")
    text = documents.checklist(commune, Scope(Role.LEAD))
    (tmp_path / "1.md").write_text(filled(text, "1.a", " Xong.", tick=True), encoding="utf-8")
    paths, _ = find_files([str(tmp_path)])
    found, _ = collect_returns(loaded, paths)
    report = documents.report(commune, "", found["UBND xã D"])
    assert "(danh mục đã gửi có 2 nhiệm vụ): hoàn thành 1 (chủ trì 1, phối hợp 0)" in report
    assert report.count("Mức độ hoàn thành: […]") == 1
    total = documents.consolidated(loaded.registry.find("Sở A"), found)
    assert "| **Tổng số** | **1** | **0** | **1** |" in total
    assert survey(loaded, tmp_path).total.total_of() == 2


# Shown


def test_rows_have_a_column_for_each_number(loaded: LoadedPlan, folder: Path) -> None:
    rows = progress_rows(loaded, survey(loaded, folder, on=date(2021, 7, 1), expect=["Sở B"]))
    listed = list(rows.rows)
    assert rows.columns[:3] == ("Cơ quan, đơn vị", "Danh mục", "Chủ trì: hoàn thành")
    assert rows.columns[8:] == (
        "Chủ trì: không phát sinh",
        "Phối hợp: không phát sinh",
        "Tổng số",
        "Quá hạn",
        "Nhiệm vụ quá hạn",
    )
    assert listed[0] == (
        "Sở A", "Đã ghi", "0", "0", "1", "0", "1", "0", "0", "0", "2", "1", "2.a",
    )  # fmt: skip
    assert listed[1][:2] == ("Sở B", "Chưa gửi")
    assert listed[2][:2] == ("UBND huyện C", "Chưa ghi gì")
    by_district = progress_rows(
        loaded, survey(loaded, folder, by=By.DISTRICT, expect=["UBND xã E"])
    )
    first, second, *_ = by_district.rows
    assert first[:4] == ("huyện C", "1", "1", "1")
    assert second[0] == "Không thuộc huyện nào"
    names = [row[0] for row in progress_rows(loaded, survey(loaded, folder, by=By.TASK)).rows]
    assert names[0] == "1.a Việc a"


def test_the_closing_line_sums_up(loaded: LoadedPlan, folder: Path) -> None:
    (folder / "bad.md").write_text("x", encoding="utf-8")
    found = survey(loaded, folder, on=date(2021, 7, 1), expect=["Sở A", "Sở B"])
    assert progress_closing(found) == (
        "2 cơ quan đã ghi danh mục, 1 cơ quan chưa ghi gì. 6 lượt nhiệm vụ: hoàn thành 1, đang thực"
        " hiện 2, chưa thực hiện 3. Quá hạn tính đến 1/7/2021: 1. Chưa gửi hay chưa ghi gì: 1/2 cơ quan. Không tính"
        " được: 1 tệp."
    )


def test_a_terminal_gets_bars(loaded: LoadedPlan, folder: Path) -> None:
    found = survey(loaded, folder, expect=["Sở B"])
    assert bar(found.counts["UBND xã D"]) == "████▒▒▒▒····"
    assert bar(found.counts["Sở B"]) == ""
    table = progress_table(loaded, found, 80)
    assert "UBND xã D" in table
    assert "1/0/1" in table
    assert "████▒▒▒▒····" in table
    assert all(len(line) <= 80 for line in table.splitlines())


def test_json_is_as_documented(loaded: LoadedPlan, folder: Path) -> None:
    found = survey(loaded, folder, role=Role.LEAD, on=date(2021, 7, 1), expect=["Sở B"])
    data = progress_data(found)
    assert {key: data[key] for key in ("by", "role", "on", "missing", "blank", "unread")} == {
        "by": "agency", "role": "lead", "on": "2021-07-01", "missing": ["Sở B"],
        "blank": ["UBND huyện C"], "unread": [],
    }  # fmt: skip
    assert data["rows"][0] == {
        "agency": "Sở A", "sent": 1, "blank": 0, "missing": 0,
        "lead": {"done": 0, "in_progress": 0, "not_started": 1, "not_applicable": 0},
        "coordinating": {"done": 0, "in_progress": 0, "not_started": 0, "not_applicable": 0},
        "late": 1, "late_tasks": ["2.a"],
    }  # fmt: skip
    assert data["total"]["sent"] == 2
