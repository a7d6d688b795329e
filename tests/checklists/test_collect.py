"""Checklists that came back: found, read, put together by agency."""

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
from tests.conftest import filled


def test_folders_are_searched_through_and_hidden_files_are_not(tmp_path: Path) -> None:
    for name in ("b.md", "a/c.MD", "a/Thumbs.db", ".git/d.md", "a/.e.md", ".papi-1.tmp"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x", encoding="utf-8")
    found, unread = find_files([str(tmp_path), str(tmp_path / "b.md")])
    assert found == [str(tmp_path / "b.md"), str(tmp_path / "a" / "c.MD")]
    assert not unread


def test_whatever_no_carrier_reads_is_named_with_what_to_ask_for(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.7")
    (tmp_path / "b").write_bytes(b"x")
    _, unread = find_files([str(tmp_path)])
    assert [each.problem for each in unread] == [
        f"Tệp «{tmp_path / name}» {said} nên không được tính; xin bản .docx, .xlsx hay .md."
        for name, said in (("a.pdf", "là tệp PDF"), ("b", "không có đuôi"))
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


def test_returns_are_of_whom_they_were_settled_to_be(loaded: LoadedPlan, folder: Path) -> None:
    path = str(folder / "2.md")
    other = loaded.registry.find("UBND xã E")
    returned, _ = collect_returns(loaded, [path], owners={path: other})
    assert list(returned) == ["UBND xã E"]
