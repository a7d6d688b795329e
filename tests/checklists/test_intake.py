"""Whose a checklist is, and that no task counts twice."""

import json
from collections.abc import Callable
from pathlib import Path

from papi_cli.checking.runner import load_valid
from papi_cli.checklists.collect import read_all
from papi_cli.checklists.intake import take_in
from papi_cli.checklists.items import plan_items
from papi_cli.checklists.vocabulary import Status
from papi_cli.documents.builder import Documents
from papi_cli.documents.templates import shipped as templates
from papi_cli.documents.work import Scope
from papi_cli.plan.loader import LoadedPlan
from papi_cli.plan.parts import WORK, Role
from tests.checklists.sent import AGENCIES, TASKS, numbers, survey, unread
from tests.conftest import PLANS, Result, filled, small_plan


def test_two_files_of_an_agency_that_agree_are_put_together_and_named(
    loaded: LoadedPlan, folder: Path
) -> None:
    text = (folder / "2.md").read_text(encoding="utf-8")
    (folder / "9.md").write_text(filled(text, "1.b", " Đang làm."), encoding="utf-8")
    found = survey(loaded, folder)
    assert numbers(found, "UBND xã D", Role.LEAD) == (1, 1, 0)
    assert not found.disputed
    (told,) = found.intake.notes
    assert told.startswith("«UBND xã D» có 2 danh mục: ")
    assert "2.md" in told
    assert "9.md" in told


def test_what_two_files_of_an_agency_disagree_on_counts_for_nothing_and_is_named(
    loaded: LoadedPlan, folder: Path
) -> None:
    text = (folder / "2.md").read_text(encoding="utf-8")
    (folder / "9.md").write_text(
        text.replace("[x] **1.a**", "[ ] **1.a**").replace("Xong.", "Đang làm."), encoding="utf-8"
    )
    found = survey(loaded, folder)
    assert numbers(found, "UBND xã D", Role.LEAD) == (0, 0, 1)
    assert numbers(found, "UBND xã D", Role.COORDINATING) == (0, 1, 0)
    assert [(each.owner.name, each.disputed) for each in found.disputed] == [
        ("UBND xã D", ("1.a",))
    ]
    assert "ghi trái nhau ở 1.a" in found.intake.notes[0]


def test_two_narrowed_checklists_of_an_agency_complete_each_other(
    loaded: LoadedPlan, tmp_path: Path
) -> None:
    documents = Documents(loaded, templates())
    commune = loaded.registry.find("UBND xã D")
    for at, role in enumerate(WORK):
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


def told_of(loaded: LoadedPlan, folder: Path, text: str) -> str:
    """Return why a checklist is not counted, empty where it is; its file is the only one."""
    for path in folder.iterdir():
        path.unlink()
    (folder / "1.md").write_text(text, encoding="utf-8")
    return next(iter(unread(loaded, folder)), "")


def test_a_plan_is_known_by_its_number_and_its_day(loaded: LoadedPlan, folder: Path) -> None:
    text = (folder / "2.md").read_text(encoding="utf-8")
    assert "date: 2021-01-02" in text
    assert 'issuer: "Ủy ban nhân dân tỉnh Mẫu"' in text
    last_year = text.replace("date: 2021-01-02", "date: 2020-01-03")
    assert "theo kế hoạch khác («1/KH-UBND» ngày 3/1/2020)" in told_of(loaded, folder, last_year)
    assert told_of(loaded, folder, text) == ""


def test_a_file_of_the_first_version_is_known_by_number_and_year(
    loaded: LoadedPlan, folder: Path
) -> None:
    text = (folder / "2.md").read_text(encoding="utf-8").replace("version: 2", "version: 1")
    text = text.replace("date: 2021-01-02\n", "").replace(
        'issuer: "Ủy ban nhân dân tỉnh Mẫu"\n', ""
    )
    assert told_of(loaded, folder, text) == ""


def test_it_is_told_how_many_results_belong_to_tasks_that_changed(
    loaded: LoadedPlan, folder: Path, write: Callable[..., Path]
) -> None:
    assert not survey(loaded, folder).outdated
    now = TASKS.replace("text: Việc a,", "text: Một việc khác hẳn,").replace(
        "lead: [Sở A], coordinating: [Các xã]", "lead: [Các xã], coordinating: [Sở A]"
    )
    later = load_valid(write(small_plan(AGENCIES, now), "later.yaml"), "later.yaml")
    found = survey(later, folder)
    assert {each.owner.name: each.outdated for each in found.outdated} == {
        "UBND xã D": ("1.a", "2.a"),
        "Sở A": ("1.a",),
    }


def test_what_contradicts_itself_is_to_be_reviewed(loaded: LoadedPlan, folder: Path) -> None:
    path = folder / "2.md"
    text = path.read_text(encoding="utf-8").replace("Xong.", "Chưa đạt.")
    path.write_text(text, encoding="utf-8")
    ((owner, where, review),) = survey(loaded, folder).reviews
    assert (owner.name, where, review.label) == ("UBND xã D", str(path), "1.a")
    assert (review.entry.mark, review.entry.result, review.status) == (
        "x",
        "Chưa đạt.",
        Status.IN_PROGRESS,
    )
    assert review.doubt


def test_an_agency_that_only_says_that_nothing_was_done_has_answered(
    loaded: LoadedPlan, folder: Path
) -> None:
    path = folder / "3.md"
    text = filled(path.read_text(encoding="utf-8"), "2.b", " Chưa thực hiện do thiếu kinh phí.")
    path.write_text(text, encoding="utf-8")
    found = survey(loaded, folder, expect=["UBND huyện C"])
    assert (found.blank, found.missing) == ([], [])
    assert numbers(found, "UBND huyện C", Role.LEAD) == (0, 0, 1)


def test_done_in_one_file_and_not_yet_in_another_disagree(loaded: LoadedPlan, folder: Path) -> None:
    text = (folder / "2.md").read_text(encoding="utf-8").replace("[x] **1.a**", "[ ] **1.a**")
    (folder / "9.md").write_text(text.replace("Xong.", "Chưa thực hiện."), encoding="utf-8")
    assert [each.disputed for each in survey(loaded, folder).disputed] == [("1.a",)]


def test_a_checklist_that_went_out_before_the_plan_had_a_number_is_counted(
    papi: Callable[..., Result], tmp_path: Path
) -> None:
    text = (PLANS / "good" / "doubt.yaml").read_text(encoding="utf-8")
    plan = tmp_path / "plan.yaml"
    plan.write_text(text.replace("number: 1/KH-UBND", "number: /KH-UBND"), encoding="utf-8")
    made = papi(
        "--plan", "plan.yaml", "checklist", "--agency", "UBND cấp xã", "-o", "out", cwd=tmp_path
    )
    assert made.code == 0
    (file,) = (tmp_path / "out").iterdir()
    done = filled(file.read_text(encoding="utf-8"), "1.1.a", " Xong.", tick=True)
    file.write_text(done, encoding="utf-8")

    def progress() -> Result:
        return papi("--plan", "plan.yaml", "progress", "out", "--format", "json", cwd=tmp_path)

    plan.write_text(text, encoding="utf-8")
    assert json.loads(progress().out)["unread"]
    formerly = "number: 1/KH-UBND\n  former_numbers: [/KH-UBND]"
    plan.write_text(text.replace("number: 1/KH-UBND", formerly), encoding="utf-8")
    found = json.loads(progress().out)
    assert (found["unread"], found["total"]["lead"]["done"]) == ([], 1)
    again = papi(
        "--plan", "plan.yaml", "checklist", "--agency", "UBND cấp xã", "-o", "out", cwd=tmp_path
    )
    assert again.code == 0
    assert " Xong." in file.read_text(encoding="utf-8")
    assert 'plan: "1/KH-UBND"' in file.read_text(encoding="utf-8")


def test_copies_of_a_task_in_one_file_that_disagree_are_to_be_reviewed(
    loaded: LoadedPlan, folder: Path
) -> None:
    path = folder / "2.md"
    text = path.read_text(encoding="utf-8")
    copy = "  Kết quả: Xong.\n\n- [ ] **1.a** Việc a\n\n  Kết quả: {}\n"
    path.write_text(text.replace("  Kết quả: Xong.\n", copy.format("Rất tốt.")), encoding="utf-8")
    ((_, _, review),) = survey(loaded, folder).reviews
    assert (review.label, review.status) == ("1.a", Status.DONE)
    assert "ghi khác nhau" in review.doubt
    path.write_text(text.replace("  Kết quả: Xong.\n", copy.format("Xong.")), encoding="utf-8")
    assert not survey(loaded, folder).reviews


def test_a_result_of_a_task_that_is_another_agency_s_is_told(
    loaded: LoadedPlan, folder: Path
) -> None:
    path = folder / "2.md"
    text = path.read_text(encoding="utf-8")
    pasted = "\n- [x] **2.b** Việc d\n\n  Kết quả: Đã giúp.\n\n<!-- papi:"
    path.write_text(text.replace("\n<!-- papi:", pasted), encoding="utf-8")
    found = survey(loaded, folder)
    assert [(each.owner.name, each.outdated) for each in found.outdated] == [
        ("UBND xã D", ("2.b",))
    ]
    assert numbers(found, "UBND xã D", Role.LEAD) == (1, 0, 1)


def note(path: Path, label: str, words: str) -> None:
    """Write a difficulty behind its label in a file."""
    text = path.read_text(encoding="utf-8")
    at = text.index("Khó khăn, đề xuất:", text.index(f"**{label}**")) + len("Khó khăn, đề xuất:")
    path.write_text(f"{text[:at]} {words}{text[at:]}", encoding="utf-8")


def test_a_difficulty_alone_is_an_answer_and_no_beginning(loaded: LoadedPlan, folder: Path) -> None:
    """The task is not started; the checklist is not blank, and nothing is to be reviewed."""
    note(folder / "3.md", "2.b", "Thiếu kinh phí.")
    found = survey(loaded, folder, expect=["UBND huyện C"])
    assert (found.blank, found.missing, found.reviews) == ([], [], [])
    assert numbers(found, "UBND huyện C", Role.LEAD) == (0, 0, 1)


def test_a_difficulty_in_one_file_contradicts_no_result_in_another(
    loaded: LoadedPlan, folder: Path
) -> None:
    """It says nothing of how far the task is."""
    text = (folder / "3.md").read_text(encoding="utf-8")
    (folder / "9.md").write_text(filled(text, "2.b", " Xong.", tick=True), encoding="utf-8")
    note(folder / "3.md", "2.b", "Thiếu kinh phí.")
    found = survey(loaded, folder)
    assert found.disputed == []
    assert numbers(found, "UBND huyện C", Role.LEAD) == (1, 0, 0)


def test_a_difficulty_about_a_task_that_is_anothers_is_told(
    loaded: LoadedPlan, folder: Path
) -> None:
    """Its agency should write its checklist anew."""
    path = folder / "2.md"
    text = path.read_text(encoding="utf-8")
    pasted = "\n- [ ] **2.b** Việc d\n\n  Khó khăn: Thiếu người.\n\n  Kết quả:\n\n<!-- papi:"
    path.write_text(text.replace("\n<!-- papi:", pasted), encoding="utf-8")
    assert [each.outdated for each in survey(loaded, folder).outdated] == [("2.b",)]


def test_whose_a_file_is_can_be_settled_whatever_it_says(loaded: LoadedPlan, folder: Path) -> None:
    readings = list(read_all([str(folder / "2.md")], plan_items(loaded)))
    other = loaded.registry.find("UBND xã E")
    assert list(take_in(loaded, readings).returned) == ["UBND xã D"]
    assert list(take_in(loaded, readings, {str(folder / "2.md"): other}).returned) == ["UBND xã E"]


def test_a_reading_tells_when_tasks_were_done_and_whether_it_says_the_same(
    loaded: LoadedPlan, folder: Path
) -> None:
    path = folder / "2.md"
    (before,) = read_all([str(path)], plan_items(loaded))
    text = path.read_text(encoding="utf-8")
    at = text.index("Kết quả:", text.index("**1.b**"))
    text = f"{text[:at]}Ngày hoàn thành: 30/6/2021\n\n  {text[at:]}"
    path.write_text(text, encoding="utf-8")
    (now,) = read_all([str(path)], plan_items(loaded))
    assert (before.completed, now.completed) == ({}, {"1.b": "30/6/2021"})
    assert set(now.prints) == {"1.a", "1.b", "2.a"}
    assert {label: now.prints[label] for label in ("1.a", "2.a")} == before.prints
