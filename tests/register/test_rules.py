"""The rules of registers: each with a register that breaks it, and one that comes near."""

import json
import os
from collections.abc import Callable
from pathlib import Path

import jsonschema
import pytest

from papi_cli.errors import Level
from papi_cli.register.file import REGISTER, register_problems
from papi_cli.register.rules import RULES, is_original
from tests.conftest import ROOT, Result
from tests.register.small import filed

Papi = Callable[..., Result]
TAIL = """\
- {no: 3, kind: return, received: 2021-12-17, agency: Sở Y tế, period: Năm 2021, via: paper, verdict: accepted}
- {no: 4, kind: sent_back, received: 2021-12-18, of: 1, reason: Chưa ký}
- {no: 5, kind: correction, received: 2021-12-18, of: 2, to_agency: Sở Y tế, reason: Gửi nhầm tên}
- {no: 6, kind: return, received: 2021-12-19, agency: Sở Y tế, period: Năm 2021, via: paper, verdict: accepted, supersedes: 2}
- {no: 7, kind: extension, received: 2021-12-19, period: Năm 2021, document: {number: 9/UBND-NC}, due: 2099-12-25}
- {no: 8, kind: closing, received: 2021-12-20, period: Năm 2021}
- {no: 9, kind: correction, received: 2021-12-21, of: 7, reason: Gia hạn nhầm}
"""
"""Rows of every kind behind the returns of Sở Y tế (1) and Sở Nội vụ (2), on line 30 and below."""


@pytest.fixture
def register(tmp_path: Path) -> Path:
    path = filed(tmp_path, "Sở Y tế", "Sở Nội vụ")
    path.write_text(path.read_text(encoding="utf-8") + TAIL, encoding="utf-8")
    return path


def found(path: Path) -> list[str]:
    return [f"{each.line}:{each.column} {each.rule}" for each in register_problems(path)]


def test_a_register_with_rows_of_every_kind_is_good(register: Path) -> None:
    assert found(register) == []


ROWS = [
    ("{no: 8,", "{no: 9,", "35:8 row-number"),
    ("of: 7,", "of: 5,", "36:55 row-reference"),
    ("of: 7,", "of: 3,", "36:3 row-reference"),
    ("Gia hạn nhầm}", "A}\n- {no: 10, kind: correction, received: 2021-12-21, of: 7, reason: A}", "37:56 row-reference"),
    ("- {no: 4,", "- {no: 3,", "31:8 row-number"),
    (", of: 1, reason: Chưa ký", ", of: 1", "31:3 row-keys"),
    ("kind: sent_back, received: 2021-12-18, of: 1,", "kind: sent_back, received: 2021-12-18,", "31:3 row-keys"),
    ("to_agency: Sở Y tế, reason: Gửi", "reason: Gửi", "32:3 row-reference; 33:125 row-reference"),
    ("document: {number: 9/UBND-NC}, ", "", "34:3 row-keys"),
    ("document: {number: 9/UBND-NC}", "document: {date: 2021-12-19}", "34:3 row-keys"),
    (", due: 2099-12-25", "", "34:3 row-keys"),
    ("closing, received: 2021-12-20, period: Năm 2021", "closing, received: 2021-12-20", "35:3 row-keys"),
    ("17, agency: Sở Y tế, period", "17, period", "30:3 row-keys"),
    ("via: paper, verdict: accepted}", "via: paper}", "30:3 row-keys"),
    ("via: paper, verdict: accepted}", "via: paper, verdict: accepted, counts: {done: 1}}", "30:113 row-keys"),
    ("in_progress: 3", "begun: 3", "14:22 row-counts"),
    ("of: 1,", "of: 4,", "31:54 row-reference"),
    ("of: 2,", "of: 6,", "32:55 row-reference; 33:125 row-reference"),
    ("supersedes: 2", "supersedes: 7", "33:125 row-reference"),
    ("supersedes: 2", "supersedes: 6", "33:125 row-reference"),
    ("to_agency: Sở Y tế", "to_agency: Sở Tư pháp", "33:125 row-reference"),
]  # fmt: skip
"""A change to the first place where it fits, and what is to be found of it."""


@pytest.mark.parametrize(("old", "new", "expected"), ROWS)
def test_what_a_row_lacks_or_says_wrongly_is_found_in_its_place(
    register: Path, old: str, new: str, expected: str
) -> None:
    text = register.read_text(encoding="utf-8")
    assert old in text
    register.write_text(text.replace(old, new, 1), encoding="utf-8")
    assert found(register) == expected.split("; ")


@pytest.mark.parametrize("key", ["agency", "period", "verdict", "name", "stored", "sha256"])
def test_a_return_lacks_none_of_its_keys(register: Path, key: str) -> None:
    lines = register.read_text(encoding="utf-8").splitlines(keepends=True)
    at = next(number for number, line in enumerate(lines) if line.startswith(f"  {key}: "))
    register.write_text("".join(lines[:at] + lines[at + 1 :]), encoding="utf-8")
    problems = [each for each in register_problems(register) if each.rule == "row-keys"]
    assert [each.message for each in problems] == [f"Dòng 1 (bản gửi) thiếu khóa «{key}»; ghi vào."]


@pytest.mark.parametrize(
    "stored",
    ["0001-so-y-te.docx", "../goc/x", "goc/../x", "goc/a/b", "goc/", "goc/.", "goc/..", "/goc/x",
     "goc\\x", "goc/a\\b", "goc/C:x", "khác/x", "goc/a\x07"],
)  # fmt: skip
def test_an_original_elsewhere_is_never_looked_at(register: Path, stored: str) -> None:
    assert not is_original(stored)
    text = register.read_text(encoding="utf-8")
    quoted = json.dumps(stored)
    register.write_text(text.replace("goc/0001-so-y-te.docx", quoted, 1), encoding="utf-8")
    assert "11:11 row-original" in found(register)
    assert "11:11 missing-original" not in found(register)


def test_an_original_has_one_row(register: Path) -> None:
    text = register.read_text(encoding="utf-8")
    register.write_text(text.replace("goc/0002-so-noi-vu", "goc/0001-SO-y-te"), encoding="utf-8")
    assert "25:11 row-original" in found(register)


def test_an_original_that_is_gone_is_named_with_what_was_received(register: Path) -> None:
    (register.parent / "goc" / "0002-so-noi-vu.docx").unlink()
    (problem,) = register_problems(register)
    assert (problem.line, problem.rule, problem.level) == (25, "missing-original", Level.ERROR)
    assert problem.message == (
        "Không thấy bản gốc «goc/0002-so-noi-vu.docx» của dòng 2 (Sở Nội vụ); tìm lại tệp đã"
        " nhận («BC PAPI xã Yến Dương (sửa lần 2).docx») rồi chép vào đúng chỗ ấy."
    )


def test_an_original_that_was_saved_again_is_found(register: Path) -> None:
    (register.parent / "goc" / "0002-so-noi-vu.docx").write_bytes(b"x")
    assert found(register) == ["26:11 changed-original"]


@pytest.mark.skipif(not Path("/proc/self/mem").exists(), reason="needs a file that cannot be read")
def test_an_original_that_cannot_be_read_is_found(register: Path) -> None:
    path = register.parent / "goc" / "0002-so-noi-vu.docx"
    path.unlink()
    path.symlink_to("/proc/self/mem")
    (problem,) = register_problems(register)
    assert (problem.rule, problem.message) == (
        "changed-original",
        "Không đọc được bản gốc «goc/0002-so-noi-vu.docx» của dòng 2 (Sở Nội vụ) (lỗi đọc ghi);"
        " xin quyền đọc tệp.",
    )


def test_an_original_without_a_row_is_named_with_the_command_that_files_it(register: Path) -> None:
    (register.parent / "goc" / "0003-so-tu-phap.docx").write_bytes(b"x")
    (register.parent / "goc" / ".papi-0123456789abcdef.tmp").write_bytes(b"x")
    (problem,) = register_problems(register)
    folder = register.parent.as_posix()
    assert (problem.line, problem.rule, problem.level) == (2, "unlisted-original", Level.WARNING)
    assert (
        f"«papi receive {folder}/goc/0003-so-tu-phap.docx --into {folder} --on NGÀY --write»"
        in (problem.message)
    )


def test_every_rule_is_broken_here() -> None:
    source = Path(__file__).read_text(encoding="utf-8")
    assert [rule for rule in RULES if source.count(rule) < 1] == []


# As it is typed


def test_check_knows_a_register_by_its_name_and_by_its_folder(
    papi: Papi, register: Path, tmp_path: Path
) -> None:
    for typed in (register.name, "."):
        done = papi("check", typed, cwd=tmp_path)
        assert (done.code, done.out) == (0, "")
        assert done.err == f"{typed}: Không có vấn đề nào.\n"
    (tmp_path / "goc" / "0002-so-noi-vu.docx").unlink()
    done = papi("check", ".", cwd=tmp_path)
    assert done.code == 1
    assert done.out.startswith(f"{REGISTER}:25:11: lỗi missing-original: Không thấy bản gốc")
    assert done.err == ".: 1 lỗi, 0 cảnh báo, 0 lưu ý.\n"


def test_strict_makes_an_error_of_an_original_without_a_row(papi: Papi, register: Path) -> None:
    (register.parent / "goc" / "thừa.docx").write_bytes(b"x")
    assert papi("check", str(register)).code == 0
    assert papi("check", str(register), "--strict").code == 1


def test_a_register_is_checked_beside_plans_in_every_format(papi: Papi, register: Path) -> None:
    register.write_text(
        register.read_text(encoding="utf-8").replace("{no: 8,", "{no: 9,"), encoding="utf-8"
    )
    files = [str(register), "data/new_plan.yaml"]
    told = json.loads(papi("check", *files, "--format", "json").out)
    assert [each["errors"] for each in told["files"]] == [1, 0]
    assert (told["files"][0]["compared"], told["files"][1]["compared"]) == (True, False)
    assert "title=row-number::Dòng thứ 8" in papi("check", *files, "--format", "github").out
    sarif = json.loads(papi("check", *files, "--format", "sarif").out)
    schema = json.loads((ROOT / "tests" / "sarif-2.1.0.schema.json").read_text(encoding="utf-8"))
    jsonschema.validate(sarif, schema)
    (run,) = sarif["runs"]
    result = run["results"][0]
    assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == "row-number"


def test_a_register_is_not_checked_against_what_was_signed_off(papi: Papi, register: Path) -> None:
    baseline = str(ROOT / "tests" / "plans" / "signed_off.yaml")
    done = papi("check", str(register), "--baseline", baseline)
    assert (done.code, done.err) == (
        2, "papi: --baseline chỉ đi với tệp kế hoạch, không đi với sổ nhận; bỏ --baseline.\n"
    )  # fmt: skip


def test_a_folder_without_a_register_is_a_folder(papi: Papi, tmp_path: Path) -> None:
    done = papi("check", str(tmp_path))
    assert (done.code, "là một thư mục" in done.err) == (3, True)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes with names here")
def test_a_pipe_in_place_of_an_original_is_not_waited_for(register: Path) -> None:
    path = register.parent / "goc" / "0002-so-noi-vu.docx"
    path.unlink()
    os.mkfifo(path)
    assert found(register) == ["25:11 missing-original"]
