"""`papi checklist`: written, kept, written anew."""

import io
from collections.abc import Callable
from pathlib import Path

import docx
import pytest

from papi_cli.register.filing import Pending, file_rows
from tests.commands.documents.at_hand import NAME, XA, change, contents
from tests.conftest import Result, filled
from tests.register.periods import act, row

Papi = Callable[..., Result]


def test_a_checklist_is_printed(papi: Papi) -> None:
    result = papi("checklist", "--agency", "ubnd cap xa")
    assert (result.code, result.err) == (0, "")
    assert "# Danh mục nhiệm vụ của UBND cấp xã\n" in result.out
    assert result.out.count("\n- [ ] **") == 61


def test_a_checklist_is_written_under_its_agencys_name(papi: Papi, tmp_path: Path) -> None:
    out = tmp_path / "a" / "b"
    result = papi("checklist", "--agency", "UBND cấp xã", "-o", str(out))
    assert (result.code, result.out) == (0, "")
    assert result.err == f"{out}: 1 mới, 0 thay đổi, 0 giữ nguyên.\n"
    printed = papi("checklist", "--agency", "UBND cấp xã").out
    assert contents(out) == {"ubnd-cap-xa.md": printed.encode()}


def test_all_agencies_with_work_get_a_checklist(papi: Papi, tmp_path: Path) -> None:
    result = papi("checklist", "--all", "-o", str(tmp_path))
    assert result.err.endswith(": 145 mới, 0 thay đổi, 0 giữ nguyên.\n")
    assert len(contents(tmp_path)) == 145
    before = contents(tmp_path)
    assert papi("checklist", "--all", "-o", str(tmp_path)).err.endswith("145 giữ nguyên.\n")
    assert contents(tmp_path) == before


def test_each_of_the_108_communes_gets_its_own(papi: Papi, tmp_path: Path) -> None:
    assert papi("checklist", "--members", "UBND cấp xã", "-o", str(tmp_path)).code == 0
    assert len(contents(tmp_path)) == 108
    text = (tmp_path / NAME).read_text(encoding="utf-8")
    assert f"# Danh mục nhiệm vụ của {XA}\n" in text
    assert "Địa bàn: huyện Ba Bể.\n" in text
    assert text.count("\n- [ ] **") == 61


def test_role_and_dimension_narrow(papi: Papi) -> None:
    args = ("--agency", "Sở Nội vụ", "--role", "lead", "--dimension", "5", "--dimension", "1")
    result = papi("checklist", *args)
    assert 'role: lead\ndimensions: ["1", "5"]\n' in result.out
    assert "Phạm vi: vai trò chủ trì; chỉ số nội dung 1, 5." in result.out
    assert result.out.count("\n- [ ] **") == 6


def test_ticks_and_results_outlive_a_change_of_the_plan(
    papi: Papi, plan: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    write = ("checklist", "--agency", XA, "-o", str(out), "--plan", str(plan))
    papi(*write)
    path = out / NAME
    text = filled(path.read_text(encoding="utf-8"), "1.1.a", " Đã họp 12 cuộc.", tick=True)
    text = filled(text, "2.3.a", "\n\n  - thu: 5 triệu\n  - chi: 4 triệu")
    text = text.replace("## 2. ", "Ghi chú của xã.\n\n## 2. ")
    path.write_bytes(text.replace("\n", "\r\n").encode())
    change(
        plan, "theo đúng quy định của Luật ngân sách", "theo quy định của Luật Ngân sách nhà nước"
    )
    assert "0 mới, 1 thay đổi, 0 giữ nguyên.\n2.3.a đổi nội dung" in papi(*write).err
    new = path.read_bytes().decode()
    assert new.count("\r\n") == new.count("\n")
    new = new.replace("\r\n", "\n")
    assert "- [x] **1.1.a**" in new
    assert "khoản kinh phí theo quy định của Luật Ngân sách nhà nước\n" in new
    assert "Kết quả:\n\n  - thu: 5 triệu\n  - chi: 4 triệu\n" in new
    assert "Ghi chú của xã.\n" in new
    assert papi(*write).err.endswith("0 thay đổi, 1 giữ nguyên.\n")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("papi: checklist", "title: x", "không phải là danh mục"),
        ("version: 2", "version: 7", "phiên bản khác"),
        ('"263/KH-UBND"', '"5/KH-UBND"', "theo kế hoạch khác («5/KH-UBND»)"),
        ("version: 2", "version: 2\nrole: lead", "phạm vi khác"),
    ],
)  # fmt: skip
def test_what_is_not_its_own_is_never_overwritten_and_the_rest_is_written(
    papi: Papi, tmp_path: Path, old: str, new: str, said: str
) -> None:
    text = papi("checklist", "--agency", XA).out
    path = tmp_path / NAME
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    before = path.read_bytes()
    result = papi("checklist", "--members", "UBND huyện Ba Bể", "-o", str(tmp_path))
    assert result.code == 3
    assert said in result.err.splitlines()[0]
    assert "nên được để nguyên" in result.err
    assert result.err.endswith("14 mới, 0 thay đổi, 0 giữ nguyên, 1 không ghi được.\n")
    assert path.read_bytes() == before


@pytest.mark.parametrize("content", [b"", b"\xff\xfeh\0", b"\x80abc", b"# note\n"])
def test_what_is_no_text_of_ours_is_never_overwritten(
    papi: Papi, tmp_path: Path, content: bytes
) -> None:
    (tmp_path / NAME).write_bytes(content)
    result = papi("checklist", "--agency", XA, "-o", str(tmp_path))
    assert result.code == 3
    assert contents(tmp_path) == {NAME: content}


def test_it_is_told_what_is_gone_and_what_was_reworded(
    papi: Papi, plan: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    write = ("checklist", "--members", "UBND huyện Ba Bể", "-o", str(out), "--plan", str(plan))
    papi(*write)
    for name in (NAME, "ubnd-xa-ha-hieu.md"):
        text = (out / name).read_text(encoding="utf-8")
        text = filled(text, "2.1.b", " Xong.", tick=True)
        (out / name).write_text(filled(text, "3.1.b", " Đã gặp."), encoding="utf-8")
    change(plan, "Tạo mọi điều kiện để người dân", "Tạo điều kiện để người dân")
    text = plan.read_text(encoding="utf-8")
    start = text.index("          - id: b", text.index('id: "2.1"'))
    end = text.index('      - id: "2.2"')
    plan.write_text(text[:start] + text[end:], encoding="utf-8")
    change(plan, "tasks: 76", "tasks: 75")
    result = papi(*write)
    assert (
        "2.1.b không còn trong kế hoạch hay không còn giao cho cơ quan: 2 tệp có ghi" in result.err
    )
    assert "3.1.b đổi nội dung trong khi đã có dấu hay kết quả: 2 tệp" in result.err


def test_a_renamed_agency_keeps_its_file(papi: Papi, plan: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    write = ("checklist", "--agency", "Sở Tư pháp", "-o", str(out), "--plan", str(plan))
    papi(*write)
    path = out / "so-tu-phap.md"
    path.write_text(filled(path.read_text(encoding="utf-8"), "5.1.a", " Xong.", tick=True), "utf-8")
    change(
        plan, "  - name: Sở Tư pháp\n    symbol: STP\n", "  - name: Sở Pháp chế\n    symbol: STP\n"
    )
    change(plan, "      - Sở TP\n", "      - Sở TP\n      - Sở Tư pháp\n")
    assert papi(*write).err.startswith(f"{out}: 0 mới, 1 thay đổi")
    assert list(contents(out)) == ["so-tu-phap.md"]
    assert 'agency: "Sở Pháp chế"' in path.read_text(encoding="utf-8")
    assert "hoàn thành 1," in papi("progress", str(out), "--plan", str(plan)).err


def test_the_next_round_begins_with_what_was_accepted(
    papi: Papi, den: Path, tmp_path: Path
) -> None:
    before = contents(den)
    out = tmp_path / "next"
    asked = ("checklist", "--members", "UBND huyện Ba Bể", "--from", str(den), "-o", str(out))
    result = papi(*asked)
    assert (result.code, result.err) == (0, f"{out}: 15 mới, 0 thay đổi, 0 giữ nguyên.\n")
    assert "Đã họp 12 cuộc." in (out / NAME).read_text(encoding="utf-8")
    assert "Đang họp." not in (out / NAME).read_text(encoding="utf-8")
    fresh = papi("checklist", "--agency", "UBND xã Cao Thượng").out
    assert (out / "ubnd-xa-cao-thuong.md").read_text(encoding="utf-8") == fresh
    assert contents(den) == before
    assert papi(*asked).err == f"{out}: 0 mới, 0 thay đổi, 15 giữ nguyên.\n"


def test_what_an_agency_has_begun_to_write_is_not_overwritten_for_the_next_round(
    papi: Papi, den: Path, tmp_path: Path
) -> None:
    out = tmp_path / "next"
    asked = ("checklist", "--agency", XA, "--from", str(den), "-o", str(out))
    papi(*asked)
    begun = (out / NAME).read_bytes() + b"\n"
    (out / NAME).write_bytes(begun)
    result = papi(*asked)
    assert result.code != 0
    assert "đã có với nội dung khác nên được để nguyên; chọn thư mục khác." in result.err
    assert (out / NAME).read_bytes() == begun


def test_an_original_that_was_changed_gives_no_checklist(
    papi: Papi, den: Path, tmp_path: Path
) -> None:
    original = next((den / "goc").glob("0003*"))
    original.write_bytes(original.read_bytes() + b"\n")
    out = tmp_path / "next"
    result = papi("checklist", "--agency", XA, "--from", str(den), "-o", str(out))
    assert result.code != 0
    assert "không còn như khi nhận (dòng 3 của sổ nhận)" in result.err
    assert not (out / NAME).exists()


def test_a_dry_run_of_the_next_round_writes_nothing(papi: Papi, den: Path, tmp_path: Path) -> None:
    out = tmp_path / "next"
    result = papi("checklist", "--agency", XA, "--from", str(den), "-o", str(out), "--check")
    assert (result.code, result.out) == (1, f"mới\t{out / NAME}\n")
    assert not out.exists()


def test_the_next_round_wants_a_register_and_a_folder_of_its_own(
    papi: Papi, den: Path, sent: Path, tmp_path: Path
) -> None:
    asked = ("checklist", "--agency", XA, "--from")
    bare = papi(*asked, str(sent), "-o", str(tmp_path / "next"))
    assert "cần một thư mục có sổ nhận (so_nhan.yaml)" in bare.err
    for target in (den, den / "goc", den / "moi"):
        inside = papi(*asked, str(den), "-o", str(target))
        assert "chọn -o một thư mục khác, ngoài nó." in inside.err
    for output in ((), ("-o", str(tmp_path / "a.md"))):
        nowhere = papi(*asked, str(den), *output)
        assert nowhere.err == "papi: --from cần -o THƯ MỤC để ghi danh mục cho kỳ sau.\n"
    assert not (den / "moi").exists()


def _drawn() -> bytes:
    """Return a Word file that an agency drew itself."""
    document, out = docx.Document(), io.BytesIO()
    document.add_paragraph("Kết quả thực hiện Kế hoạch 263/KH-UBND của Sở Y tế")
    document.save(out)
    return out.getvalue()


def test_whose_return_is_no_form_of_papis_gets_a_fresh_one_that_is_told(
    papi: Papi, den: Path, tmp_path: Path
) -> None:
    each = row(0, "2021-12-15", "Sở Y tế", plan=None, stored=None)
    file_rows(den, [Pending(each, _drawn(), "Sở Y tế", ".docx")])
    out = tmp_path / "next"
    result = papi("checklist", "--agency", "Sở Y tế", "--from", str(den), "-o", str(out))
    assert (result.code, [path.name for path in out.iterdir()]) == (0, ["so-y-te.docx"])
    assert "0004-so-y-te.docx» không viết tiếp được cho chắc chắn" in result.err
    assert "chọn thư mục khác" not in result.err


def test_what_was_sent_back_is_carried_on_to_be_mended(
    papi: Papi, den: Path, tmp_path: Path
) -> None:
    file_rows(den, [Pending(act(0, "sent_back", "2021-12-16", of=2, reason="Thiếu chữ ký"))])
    out, commune = tmp_path / "next", "UBND xã Hà Hiệu"
    result = papi("checklist", "--agency", commune, "--from", str(den), "-o", str(out))
    assert result.code == 0
    assert " Xong." in (out / "ubnd-xa-ha-hieu.md").read_text(encoding="utf-8")
    assert result.err.endswith(
        "Mang theo lời ghi của bản đã trả lại để sửa: 1 cơ quan (UBND xã Hà Hiệu).\n"
    )


@pytest.mark.parametrize(
    ("suffix", "made"),
    [(".doc", ".docx"), (".xls", ".xlsx"), (".XLSX", ".xlsx"), (".pdf", ".md")],
)
def test_who_sent_only_what_cannot_be_read_gets_a_fresh_one_in_such_a_format(
    papi: Papi, den: Path, tmp_path: Path, suffix: str, made: str
) -> None:
    each = row(0, "2021-12-15", "Sở Y tế", plan=None, stored=None, verdict="unreadable", counts={})
    file_rows(den, [Pending(each, b"\0", "Sở Y tế", suffix)])
    out = tmp_path / "next"
    result = papi("checklist", "--agency", "Sở Y tế", "--from", str(den), "-o", str(out))
    assert (result.code, [path.name for path in out.iterdir()]) == (0, [f"so-y-te{made}"])
    assert result.err.endswith("Lập mới vì chỉ gửi tệp không đọc được: 1 cơ quan (Sở Y tế).\n")
