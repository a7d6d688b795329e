"""`papi scores`, as it is typed."""

import json
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from tests.conftest import PLANS, ROOT, Result

Papi = Callable[..., Result]
SCORES = ROOT / "data" / "papi_scores.csv"


def test_the_plans_own_province_and_year_are_the_default(papi: Papi) -> None:
    found = papi("scores")
    assert found.code == 0
    assert found.out.splitlines()[1].startswith(
        "total\tTổng điểm\t42,723\t42,153\t-0,570\t32\t63\t34\t60"
    )
    assert "năm 2021 thứ 34 trong 60 tỉnh (42,153 điểm): chưa đạt" in found.err


@pytest.mark.parametrize("how", ["table", "tsv", "json", "csv", "md", "svg"])
@pytest.mark.parametrize("more", [[], ["--focus"]])
def test_every_format_holds_the_figures(papi: Papi, how: str, more: list[str]) -> None:
    found = papi("scores", *more, "--format", how)
    if how == "svg" and more:
        assert (found.code, found.out) == (2, "")
        assert "--format không nhận «svg»" in found.err
        return
    assert found.code == 0
    assert ("0.3175" if how == "json" else "0,318") in found.out or not more
    assert "42.153" in found.out or "42,153" in found.out or more


@pytest.mark.parametrize("name", ["a.xlsx", "a.svg", "a.csv", "a.md"])
def test_a_file_gets_the_format_of_its_suffix(papi: Papi, tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    assert papi("scores", "-o", str(path)).err.endswith(f"{path}: mới.\n")
    assert path.stat().st_size > 1000
    assert papi("scores", "-o", str(path)).err.endswith(f"{path}: giữ nguyên.\n")


@pytest.mark.parametrize(
    ("more", "number", "at", "value"),
    [((), "1.1", 4, -0.138), ((), "total", 2, 42.723), (("--focus",), "8.2", 4, 0.318)],
)
def test_values_in_a_workbook_are_numbers(
    papi: Papi, tmp_path: Path, more: tuple[str, ...], number: str, at: int, value: float
) -> None:
    papi("scores", *more, "-o", str(tmp_path / "a.xlsx"))
    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx").worksheets[0]
    cells = next(row for row in sheet.iter_rows() if row[0].value == number)
    assert (cells[at].value, cells[at].number_format) == (value, "0.000")


def test_a_csv_has_plain_numbers_and_no_date_like_ranks(papi: Papi) -> None:
    line = papi("scores", "--format", "csv").out.splitlines()[3]
    assert line.startswith('1.1,Tri thức công dân,"0,795","0,657","-0,138",28,63,44,60,')


def test_a_province_a_year_and_what_it_is_set_beside_are_asked_for(papi: Papi) -> None:
    found = papi(
        "scores",
        "--province",
        "thai nguyen",
        "--year",
        "2022",
        "--against",
        "bac kan",
        "--dimension",
        "1",
    )
    head, first, *_ = (line.split("\t") for line in found.out.splitlines())
    assert head[-3:] == ["Bắc Kạn", "Hơn Bắc Kạn", "Ghi chú"]
    assert (first[0], first[-3]) == ("1", "5,389")


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (["--province", "Bắc Can"], "gần nhất là «Bắc Kạn»"),
        (["--year", "2030"], "có giá trị của các năm 2011 đến 2024"),
        (["--year", "x"], "--year không nhận «x»"),
        (["--dimension", "9"], "có: 1, 2, 3, 4, 5, 6, 7, 8."),
        (["--against", "before"], "chỉ dùng cùng --focus"),
        (["--against", "Mẫu"], "Không có giá trị nào của «Mẫu»"),
        (["--plan", str(PLANS / "good" / "doubt.yaml")], "ghi thêm --province TỈNH"),
    ],
)
def test_wrong_use_is_one_sentence(papi: Papi, args: list[str], words: str) -> None:
    found = papi("scores", *args)
    assert (found.code, found.out) == (2, "")
    assert words in found.err
    assert found.err.count("\n") == 1


def test_an_offices_own_file_counts_by_option_then_by_environment(
    papi: Papi, tmp_path: Path
) -> None:
    own, other = tmp_path / "so.csv", tmp_path / "khac.csv"
    own.write_text("tỉnh;mã số;2020;2021\nBắc Kạn;total;40,5;41,25\n", encoding="utf-8")
    other.write_text("province,number,2021\nBắc Kạn,total,39\n", encoding="utf-8")
    assert "\t41,250\t+0,750\t" in papi("scores", "--scores", str(own)).out
    assert "\t39,000\t" in papi("scores", PAPI_SCORES=str(other)).out
    assert "\t41,250\t" in papi("scores", "--scores", str(own), PAPI_SCORES=str(other)).out


@pytest.mark.parametrize("command", [["scores"], ["show", "1.1"], ["show", "4.2"]])
def test_a_file_with_an_error_is_refused_with_its_place(
    papi: Papi, tmp_path: Path, command: list[str]
) -> None:
    bad = tmp_path / "so.csv"
    bad.write_text("province,number,2021\nBắc Kạn,total,1e999\n", encoding="utf-8")
    found = papi(
        *command, "--scores", "so.csv", cwd=tmp_path, PAPI_PLAN=str(ROOT / "data/plan_2021.yaml")
    )
    assert (found.code, found.out) == (3, "")
    assert found.err.startswith("so.csv:2:15: lỗi scores-value: «1e999» không phải một giá trị;")
    assert papi(*command, "--scores", "không có.csv").code == 3


def test_a_file_of_scores_is_checked_as_a_plan_is(papi: Papi, tmp_path: Path) -> None:
    assert papi("check", str(SCORES)).err == f"{SCORES}: Không có vấn đề nào.\n"
    bad = tmp_path / "so.csv"
    bad.write_text("province,number,2021\nBắc Can,total,42\nBắc Can,9,x\n", encoding="utf-8")
    found = papi("check", str(bad), "--format", "json", "--strict")
    assert found.code == 1
    (file,) = json.loads(found.out)["files"]
    assert [each["rule"] for each in file["problems"]] == [
        "scores-province", "scores-number", "scores-value",
    ]  # fmt: skip
    assert {each["level"] for each in file["problems"]} == {"error"}
    assert "scores-value" in papi("check", str(bad), "--format", "sarif").out
    assert papi("check", str(bad), "--baseline", "x.yaml").code == 2


def test_tasks_load_no_scores(papi_process: Papi, tmp_path: Path) -> None:
    (tmp_path / "sitecustomize.py").write_text(
        "import atexit, sys\n"
        "atexit.register(lambda: sys.stderr.write(repr([m for m in sys.modules if 'scores' in m])))\n",
        encoding="utf-8",
    )
    path = f"{tmp_path}:{ROOT}"
    loaded = papi_process("tasks", "--dimension", "1", PYTHONPATH=path).err
    assert loaded.endswith("['papi_cli.commands.scores']")
    assert "papi_cli.scores" not in papi_process("show", "6.3.d", PYTHONPATH=path).err
