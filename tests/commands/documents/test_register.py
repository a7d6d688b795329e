"""`papi register`: what came in, as it is typed."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Result
from tests.register.small import filed

Papi = Callable[..., Result]


def test_a_register_is_rows_for_a_pipe_and_json_by_contract(papi: Papi, tmp_path: Path) -> None:
    filed(tmp_path, "Sở Y tế", "Sở Nội vụ")
    done = papi("register", str(tmp_path))
    header, *rows = [line.split("\t") for line in done.out.splitlines()]
    assert (done.code, len(header), [row[2] for row in rows]) == (0, 10, ["Sở Y tế", "Sở Nội vụ"])
    assert done.err == "2 bản gửi của 2 cơ quan, đơn vị.\n"
    data = json.loads(papi("register", str(tmp_path), "--format", "json").out)
    assert (data["papi"], [each["no"] for each in data["rows"]]) == (1, [1, 2])


@pytest.mark.parametrize("suffix", ["md", "csv", "tsv", "json", "xlsx"])
def test_a_register_is_written_in_every_format(papi: Papi, tmp_path: Path, suffix: str) -> None:
    filed(tmp_path, "Sở Y tế")
    done = papi("register", ".", "-o", f"so.{suffix}", cwd=tmp_path)
    assert (done.code, (tmp_path / f"so.{suffix}").stat().st_size > 100) == (0, True)
    assert done.err == f"1 bản gửi của 1 cơ quan, đơn vị.\nso.{suffix}: mới.\n"


def test_the_file_of_the_register_will_do_for_its_folder(papi: Papi, tmp_path: Path) -> None:
    path = filed(tmp_path, "Sở Y tế")
    assert papi("register", str(path)).out == papi("register", str(tmp_path)).out


def test_a_folder_without_a_register_says_how_one_begins(papi: Papi, tmp_path: Path) -> None:
    done = papi("register", "x", cwd=tmp_path)
    assert (done.code, done.out) == (3, "")
    assert done.err == (
        "papi: «x» không có sổ nhận (so_nhan.yaml); «papi receive TỆP --into x --on NGÀY --write»"
        " nhận bản gửi đầu tiên vào sổ.\n"
    )


def test_a_register_that_is_not_valid_is_not_shown(papi: Papi, tmp_path: Path) -> None:
    path = filed(tmp_path, "Sở Y tế")
    path.write_text(path.read_text(encoding="utf-8").replace("no: 1\n", "no: 2\n"), "utf-8")
    done = papi("register", ".", cwd=tmp_path)
    assert (done.code, done.out) == (3, "")
    details, sentence = done.err.splitlines()
    assert details.startswith("so_nhan.yaml:2:7: lỗi row-number: ")
    assert sentence.endswith("chạy «papi check so_nhan.yaml» để xem mọi vấn đề rồi sửa.")


def test_who_extends_is_told_by_the_plan(papi: Papi, tmp_path: Path) -> None:
    filed(tmp_path, "Sở Y tế")
    act = ("--extend", "Năm 2021", "--until", "25/12/2021", "--document", "310/SNV-CCHC")
    papi("receive", "--into", str(tmp_path), *act, "--on", "18/12/2021")
    assert "\tSở Nội vụ\t310/SNV-CCHC\t" in papi("register", str(tmp_path)).out
