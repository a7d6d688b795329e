"""`papi checklist --notice`: what of each agency's tasks changed, beside the checklist."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.commands.documents.at_hand import NAME, XA, change, contents
from tests.conftest import Result, filled

Papi = Callable[..., Result]
NOTICE = f"thong-bao-{NAME}"
TIME = ("deadline: Quý I-II/2021", "deadline: Quý II/2021")


@pytest.fixture
def changed(papi: Papi, plan: Path, tmp_path: Path) -> tuple[str, ...]:
    """Return how a commune's checklist, which has a result, is written anew on a changed plan."""
    old = tmp_path / "old.yaml"
    old.write_bytes(plan.read_bytes())
    out = tmp_path / "danh_muc"
    write = ("--plan", str(plan), "checklist", "--agency", XA, "-o", str(out))
    papi(*write)
    text = filled((out / NAME).read_text(encoding="utf-8"), "1.1.d", " Đã xong.", tick=True)
    (out / NAME).write_text(text, encoding="utf-8")
    change(plan, *TIME)
    return write


def test_a_notice_holds_old_and_new_wording_of_what_changed(
    papi: Papi, changed: tuple[str, ...], tmp_path: Path
) -> None:
    result = papi(*changed, "--notice", str(tmp_path / "tb"))
    assert result.code == 0
    text = contents(tmp_path / "tb")[NOTICE].decode()
    head, row = text.split("| Nhiệm vụ | Trước đây | Nay |\n", 1)[1].splitlines()[1:3]
    assert head.startswith("| **1.1.d. Triển khai đầy đủ các văn bản về bầu cử")
    assert head.endswith("** |  |  |")
    assert row == "| Thời gian | Quý I-II/2021 | Quý II/2021 |"
    assert "**Thay đổi nhiệm vụ của UBND xã Yến Dương tại Kế hoạch số 263/KH-UBND**" in text
    assert "| Số: …/TB-SNV | " in text
    assert "- [x] **1.1.d**" in (tmp_path / "danh_muc" / NAME).read_text(encoding="utf-8")


def test_a_second_run_writes_no_notice_and_leaves_that_which_was_edited(
    papi: Papi, changed: tuple[str, ...], tmp_path: Path
) -> None:
    folder = tmp_path / "tb"
    old = ("--notice", str(folder), "--was", str(tmp_path / "old.yaml"))
    papi(*changed, *old)
    (folder / NOTICE).write_text("Đã sửa", encoding="utf-8")
    again = papi(*changed, "--notice", str(folder)).err
    assert "Danh mục đang có giống kế hoạch hiện nay" in again
    assert "ghi --was KẾ HOẠCH CŨ" in again
    assert "1 đã có, để nguyên" in papi(*changed, *old).err
    assert contents(folder) == {NOTICE: "Đã sửa".encode()}
    papi(*changed, *old, "--force")
    assert list(contents(folder)) == [NOTICE, f"{NOTICE}.bak"]


def test_a_checklist_stays_whose_notice_would_be_left_out(
    papi: Papi, changed: tuple[str, ...], tmp_path: Path
) -> None:
    folder, path = tmp_path / "tb", tmp_path / "danh_muc" / NAME
    folder.mkdir()
    (folder / NOTICE).write_text("Thông báo trước", encoding="utf-8")
    old = path.read_bytes()
    result = papi(*changed, "--notice", str(folder))
    assert (result.code, "đã có nên danh mục" in result.err) == (3, True)
    assert (path.read_bytes(), contents(folder)) == (old, {NOTICE: "Thông báo trước".encode()})
    assert papi(*changed, "--notice", str(folder), "--force").code == 0
    assert "Quý I-II/2021" in contents(folder)[NOTICE].decode()


def test_checklists_stay_where_notices_cannot_be_put(
    papi: Papi, changed: tuple[str, ...], tmp_path: Path
) -> None:
    (tmp_path / "tb").write_text("Thư riêng", encoding="utf-8")
    old = (tmp_path / "danh_muc" / NAME).read_bytes()
    result = papi(*changed, "--notice", str(tmp_path / "tb"))
    assert (result.code, "đã có tệp trùng tên" in result.err) == (3, True)
    assert (tmp_path / "danh_muc" / NAME).read_bytes() == old


def test_a_dry_run_names_the_notice_and_writes_nothing(
    papi: Papi, changed: tuple[str, ...], tmp_path: Path
) -> None:
    before = contents(tmp_path / "danh_muc")
    result = papi(*changed, "--notice", str(tmp_path / "tb"), "--check")
    assert result.code == 1
    assert f"mới\t{tmp_path / 'tb' / NOTICE}" in result.out
    assert not (tmp_path / "tb").exists()
    assert contents(tmp_path / "danh_muc") == before


def test_who_has_no_checklist_yet_is_compared_with_the_baseline(
    papi: Papi, plan: Path, tmp_path: Path
) -> None:
    signed = tmp_path / "b.yaml"
    papi("--plan", str(plan), "baseline", str(signed))
    change(plan, *TIME)
    write = ("--plan", str(plan), "checklist", "--agency", XA, "-o", str(tmp_path / "danh_muc"))
    result = papi(*write, "--notice", str(tmp_path / "tb"), "--baseline", str(signed))
    assert result.code == 0
    text = contents(tmp_path / "tb")[NOTICE].decode()
    assert "| Nhiệm vụ | Nay |" in text
    assert "| **1.1.d** |  |\n| Đổi thời gian thực hiện | Triển khai đầy đủ" in text
    assert "Thời gian: Quý II/2021" in text


def test_what_was_written_anew_before_is_still_compared_with_the_baseline(
    papi: Papi, plan: Path, tmp_path: Path
) -> None:
    signed = tmp_path / "b.yaml"
    papi("--plan", str(plan), "baseline", str(signed))
    change(plan, *TIME)
    write = ("--plan", str(plan), "checklist", "--agency", XA, "-o", str(tmp_path / "danh_muc"))
    papi(*write)
    papi(*write, "--notice", str(tmp_path / "tb"), "--baseline", str(signed))
    assert "| Đổi thời gian thực hiện |" in contents(tmp_path / "tb")[NOTICE].decode()


def test_what_a_baseline_cannot_tell_is_said(papi: Papi, plan: Path, tmp_path: Path) -> None:
    signed = tmp_path / "b.yaml"
    papi("--plan", str(plan), "baseline", str(signed))
    older = signed.read_text(encoding="utf-8").replace("baseline: 4", "baseline: 1", 1)
    signed.write_text(older, encoding="utf-8")
    write = ("--plan", str(plan), "checklist", "--agency", XA, "-o", str(tmp_path / "danh_muc"))
    result = papi(*write, "--notice", str(tmp_path / "tb"), "--baseline", str(signed))
    assert result.err.count("Bản đã duyệt do phiên bản cũ viết nên chưa giữ ") == 1


def test_who_has_nothing_to_be_compared_with_is_told(
    papi: Papi, plan: Path, tmp_path: Path
) -> None:
    write = ("--plan", str(plan), "checklist", "--agency", XA, "-o", str(tmp_path / "danh_muc"))
    result = papi(*write, "--notice", str(tmp_path / "tb"))
    assert result.code == 0
    assert "1 cơ quan chưa có danh mục cũ còn nguyên để so" in result.err
    assert not (tmp_path / "tb").exists()


def test_a_checklist_without_its_closing_comment_tells_no_old_wording(
    papi: Papi, changed: tuple[str, ...], tmp_path: Path
) -> None:
    path = tmp_path / "danh_muc" / NAME
    text = path.read_text(encoding="utf-8")
    path.write_text(text[: text.rindex("<!--")], encoding="utf-8")
    result = papi(*changed, "--notice", str(tmp_path / "tb"))
    assert "1 cơ quan chưa có danh mục cũ còn nguyên để so" in result.err
    assert not (tmp_path / "tb").exists()


def test_a_checklist_that_is_left_alone_gets_no_notice(
    papi: Papi, changed: tuple[str, ...], tmp_path: Path
) -> None:
    (tmp_path / "danh_muc" / NAME).write_text("Thư riêng", encoding="utf-8")
    result = papi(*changed, "--notice", str(tmp_path / "tb"))
    assert result.code == 3
    assert not (tmp_path / "tb").exists()


@pytest.mark.parametrize(
    ("typed", "code", "said"),
    [
        (("--was", "a.yaml", "-o", "x"), 2, "--was đi với --notice"),
        (("--baseline", "a.yaml", "-o", "x"), 2, "--baseline đi với --notice"),
        (("--force", "-o", "x"), 2, "--force đi với --notice"),
        (("--notice", "tb"), 2, "--notice cần -o"),
        (("--notice", "tb", "--from", "nhan", "-o", "x"), 2, "--notice cần -o"),
        (("--notice", "tb", "-o", "x", "--was", "a", "--baseline", "b"), 2, "không đi cùng nhau"),
        (("--notice", "tb", "-o", "x", "--notice-format", "pdf"), 2, "--notice-format không nhận"),
        (("--notice", "tb", "-o", "x", "--was", "none.yaml"), 3, "Không có tệp «none.yaml»"),
        (("--notice", "tb", "-o", "x", "--baseline", "none.yaml"), 3, "Không có tệp «none.yaml»"),
    ],
)
def test_what_does_not_go_together_is_said_and_nothing_is_written(
    papi: Papi, tmp_path: Path, typed: tuple[str, ...], code: int, said: str
) -> None:
    shipped = str(Path("data/plan_2021.yaml").resolve())
    result = papi("--plan", shipped, "checklist", "--agency", XA, *typed, cwd=tmp_path)
    assert (result.code, result.out) == (code, "")
    assert said in result.err
    assert list(tmp_path.iterdir()) == []


def test_a_notice_leaves_room_for_the_act_that_changed_the_plan(
    papi: Papi, changed: tuple[str, ...], tmp_path: Path
) -> None:
    papi(*changed, "--notice", str(tmp_path / "tb"))
    text = contents(tmp_path / "tb")[NOTICE].decode()
    assert "Căn cứ […] sửa đổi, bổ sung Kế hoạch số 263/KH-UBND, Sở Nội vụ thông báo" in text


def test_who_writes_notices_gets_none(papi: Papi, changed: tuple[str, ...], tmp_path: Path) -> None:
    old = ("--was", str(tmp_path / "old.yaml"), "--notice", str(tmp_path / "tb"))
    result = papi(*changed, "--agency", "Sở Nội vụ", *old)
    assert "Sở Nội vụ là cơ quan ra thông báo nên không có thông báo gửi chính mình" in result.err
    assert list(contents(tmp_path / "tb")) == [NOTICE]


def test_where_nothing_can_be_compared_nothing_is_said_to_be_the_same(
    papi: Papi, plan: Path, tmp_path: Path
) -> None:
    write = ("--plan", str(plan), "checklist", "--agency", XA, "-o", str(tmp_path / "new"))
    result = papi(*write, "--notice", str(tmp_path / "tb"))
    assert "chưa có danh mục cũ còn nguyên để so" in result.err
    assert "Danh mục đang có" not in result.err
    assert "Không cơ quan nào" not in result.err


def test_a_checklist_in_a_package_is_written_anew_in_its_place_with_a_notice(
    papi: Papi, plan: Path, tmp_path: Path
) -> None:
    out = tmp_path / "goi"
    papi("--plan", str(plan), "bundle", "--agency", XA, "--format", "md", "-o", str(out))
    before = {path.name for path in out.iterdir()}
    change(plan, *TIME)
    write = ("--plan", str(plan), "checklist", "-o", str(out), "--notice", str(tmp_path / "tb"))
    assert papi(*write, "--agency", XA).code == 0
    assert list(contents(tmp_path / "tb")) == [NOTICE]
    assert {path.name for path in out.iterdir()} == before
    form = next(out.rglob("danh-muc-*.md")).read_text(encoding="utf-8")
    assert "Thời gian: Quý II/2021" in form
    result = papi(*write, "--members", "UBND huyện Ba Bể")
    assert result.code == 2
    assert "chứa các gói gửi mà trong đó không có danh mục viết lại được của 14" in result.err
    assert {path.name for path in out.iterdir()} == before


def test_a_checklist_in_a_zip_is_left_to_the_command_that_writes_packages(
    papi: Papi, plan: Path, tmp_path: Path
) -> None:
    write = ("--plan", str(plan), "bundle", "--agency", XA, "--format", "md", "--zip")
    papi(*write, "-o", str(tmp_path))
    before = contents(tmp_path)
    result = papi("--plan", str(plan), "checklist", "--agency", XA, "-o", str(tmp_path))
    assert "hay gói là tệp .zip); viết lại gói bằng «papi bundle»" in result.err
    assert contents(tmp_path) == before
