"""Checklists that came back: found, read, put together by agency."""

import gc
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from papi_cli.checklists.collect import collect_returns, find_files, read_all
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
from tests.checklists.sent import SENT, survey, unread
from tests.conftest import PLANS, Result, filled


def made(folder: Path, *names: str) -> Path:
    """Return a folder with files of these names."""
    for name in names:
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text("x", encoding="utf-8")
    return folder


def told(folder: Path, *names: str) -> tuple[list[str], list[str]]:
    """Return what is said of files that cannot count, and of others; in both without the folder."""
    found = find_files([str(made(folder, *names))])
    within = f"{folder}{os.sep}"
    return (
        [each.problem.replace(within, "") for each in found.uncounted],
        [each.replace(within, "") for each in found.notes],
    )


def test_folders_are_searched_through_and_hidden_files_are_not(tmp_path: Path) -> None:
    made(tmp_path, "b.md", "a/c.MD", ".git/d.md", "a/.e.md", ".papi-1.tmp")
    found = find_files([str(tmp_path), str(tmp_path / "b.md")])
    assert found.paths == [str(tmp_path / "b.md"), str(tmp_path / "a" / "c.MD")]
    assert (found.uncounted, found.notes) == ([], [])


def test_word_files_and_workbooks_are_read(tmp_path: Path) -> None:
    found = find_files([str(made(tmp_path, "a.docx", "b.XLSX"))])
    assert found.paths == [str(tmp_path / "a.docx"), str(tmp_path / "b.XLSX")]


@pytest.mark.parametrize(
    ("name", "said", "advice"),
    [
        ("a.doc", "là tệp Word kiểu cũ (.doc)", "mở bằng Word, lưu thành .docx rồi gửi lại"),
        ("a.DOC", "là tệp Word kiểu cũ (.doc)", "mở bằng Word, lưu thành .docx rồi gửi lại"),
        (
            "a.xlsm",
            "là bảng tính Excel có macro (.xlsm)",
            "mở bằng Excel, lưu thành .xlsx rồi gửi lại",
        ),
        (
            "a.odt",
            "là văn bản LibreOffice (.odt)",
            "mở bằng LibreOffice, lưu thành .docx hay .xlsx rồi gửi lại",
        ),
        ("a.md.txt", "là tệp .md.txt", "nếu là danh mục thì đổi lại đuôi thành .md"),
        ("a.pdf", "là tệp PDF", "xin bản .docx, .xlsx hay .md"),
        ("a.zip", "là tệp nén (.zip)", "giải nén, hoặc nhận bằng «papi receive»"),
        ("a.eml", "là thư điện tử (.eml)", "lưu tệp đính kèm ra, hoặc nhận bằng «papi receive»"),
        ("danh-muc", "không có đuôi", "xin bản .docx, .xlsx hay .md"),
    ],
)
def test_a_file_that_may_hold_results_is_named_with_what_to_ask_for(
    tmp_path: Path, name: str, said: str, advice: str
) -> None:
    assert told(tmp_path, name) == ([f"Tệp «{name}» {said} nên không được tính; {advice}."], [])


def test_a_file_in_another_format_is_named_too_where_it_was_asked_for(tmp_path: Path) -> None:
    path = str(made(tmp_path, "a.pdf") / "a.pdf")
    found = find_files([path])
    assert (found.paths, [each.path for each in found.uncounted]) == ([], [path])


def test_plain_text_that_was_asked_for_is_read(tmp_path: Path) -> None:
    path = str(made(tmp_path, "a.md.txt") / "a.md.txt")
    assert find_files([path]).paths == [path]


@pytest.mark.parametrize(
    "name",
    [
        "a.docx.bak",
        "a.md.bak2",
        "desktop.ini",
        "Thumbs.db",
        ".DS_Store",
        "~WRL0001.tmp",
        ".a.doc",
        "a.yaml",
    ],
)
def test_of_papis_own_files_and_the_systems_nothing_is_said(tmp_path: Path, name: str) -> None:
    assert told(tmp_path, name) == ([], [])


@pytest.mark.parametrize(
    ("lock", "name"),
    [
        ("~$danh muc.xlsx", "danh muc.xlsx"),
        ("~$nh muc.docx", "danh muc.docx"),  # Word writes over the first two letters
        (".~lock.danh muc.docx#", "danh muc.docx"),
    ],
)
def test_a_file_that_is_open_elsewhere_is_named_and_read(
    tmp_path: Path, lock: str, name: str
) -> None:
    said = f"Tệp «{name}» đang mở ở chương trình khác; đóng lại để chắc đã lưu."
    assert told(tmp_path, lock, name) == ([], [said])
    assert find_files([str(tmp_path)]).paths == [str(tmp_path / name)]


def test_a_mark_of_a_file_that_is_open_and_was_not_sent_is_named_itself(tmp_path: Path) -> None:
    said = "Tệp «~$nh muc.docx» đang mở ở chương trình khác; đóng lại để chắc đã lưu."
    assert told(tmp_path, "~$nh muc.docx") == ([], [said])


def test_all_other_files_are_named_in_one_sentence(tmp_path: Path) -> None:
    said = "Không đọc «a.log», «b.xyz» vì không phải danh mục."
    assert told(tmp_path, "a.log", "b.xyz") == ([], [said])


def test_of_very_many_other_files_the_first_are_named(tmp_path: Path) -> None:
    _, (said,) = told(tmp_path, *(f"{number:02}.xyz" for number in range(20)))
    assert said.endswith("«07.xyz» và 12 tệp khác vì không phải danh mục.")


def test_what_can_be_no_return_is_named_and_does_not_count_as_one(tmp_path: Path) -> None:
    said = "Tệp «a.part» là tệp tải về dở dang (.part); tải lại cho xong."
    assert told(tmp_path, "a.part") == ([], [said])


def test_calendars_of_papis_are_told_in_one_sentence(tmp_path: Path) -> None:
    for name in ("lich-a.ics", "lich-b.ics", "la.ics"):
        mark = "papi//papi" if name.startswith("lich") else "khac"
        (tmp_path / name).write_text(f"BEGIN:VCALENDAR\nPRODID:-//{mark}//VI\n")
    assert find_files([str(tmp_path)]).notes == [
        f"Tệp «{tmp_path}/la.ics» là lịch (.ics); không cần nhận.",
        "Kèm 2 tệp khác do papi lập (lịch): không cần đếm.",
    ]


def test_a_path_that_is_not_there_is_an_error() -> None:
    with pytest.raises(FileError, match=r"«none\.md»; kiểm tra"):
        find_files(["none.md"])


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


def test_of_word_files_that_were_read_nothing_stays_in_memory(
    papi: Callable[..., Result], loaded: LoadedPlan, tmp_path: Path
) -> None:
    plan = ["--plan", str(PLANS / "good" / "doubt.yaml")]
    papi("checklist", "--all", "--format", "docx", "-o", "in", *plan, cwd=tmp_path)
    path = str(next((tmp_path / "in").glob("*.docx")))
    readings = read_all([path] * 64, plan_items(loaded))
    gc.disable()  # as in a run of papi
    try:
        held = [len(gc.get_objects()) for _ in readings]
    finally:
        gc.enable()
    # Of sixteen files one is the first after those before were put away; one leaves 50 objects.
    assert min(held[48:]) - min(held[16:32]) < 100


def test_what_agencies_sent_is_collected_whole(loaded: LoadedPlan, folder: Path) -> None:
    (folder / "bad.md").write_text("x", encoding="utf-8")
    (folder / "report.md").write_text(DOCUMENT_MARK, encoding="utf-8")
    paths = find_files([str(folder)]).paths
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
    paths = find_files([str(tmp_path)]).paths
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
    paths = find_files([str(tmp_path)]).paths
    found, _ = collect_returns(loaded, paths)
    report = documents.report(commune, "", found["UBND xã D"])
    assert (
        ": hoàn thành 1, đang thực hiện 0, chưa thực hiện 1 (gồm 1 nhiệm vụ thường xuyên chưa có"
        " kết quả cụ thể), không phát sinh 0, chưa có số liệu 1." in report
    )
    assert "- Nhiệm vụ chưa có số liệu (1): " in report
    total = documents.consolidated(loaded.registry.find("Sở A"), found)
    assert "| **Tổng số** | **1** | **0** | **1** | **50 %** |" in total.report.text
    assert survey(loaded, tmp_path).total.total_of() == 2


def test_returns_are_of_whom_they_were_settled_to_be(loaded: LoadedPlan, folder: Path) -> None:
    path = str(folder / "2.md")
    other = loaded.registry.find("UBND xã E")
    returned, _ = collect_returns(loaded, [path], owners={path: other})
    assert list(returned) == ["UBND xã E"]
