"""Options that commands share, and what their values mean."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from papi_cli.commands import options
from tests.conftest import PLAN, PLANS, Result

Papi = Callable[..., Result]


GOOD = PLANS / "good" / "doubt.yaml"


def ids(result: Result) -> list[str]:
    assert result.code == 0, result.err
    return [line.split("\t")[0] for line in result.out.splitlines()[1:]]


def test_today_is_a_day(papi: Papi) -> None:
    assert papi("tasks", "--on", "today").code == 0
    assert papi("tasks", "--due-by", "today").code == 0


def test_the_plan_is_chosen_by_option_then_environment_then_the_shipped_one(
    papi: Papi, tmp_path: Path
) -> None:
    for decoy in ("plan_2021.yaml", "plan.yaml", "data"):
        (tmp_path / decoy).mkdir()
    assert len(ids(papi("tasks", cwd=tmp_path))) == 76
    assert ids(papi("tasks", PAPI_PLAN=str(GOOD))) == ["1.1.a", "1.1.b"]
    assert len(ids(papi("--plan", str(PLAN), "tasks", PAPI_PLAN=str(GOOD)))) == 76
    assert len(ids(papi("tasks", "--plan", str(PLAN), PAPI_PLAN="x"))) == 76
    assert len(ids(papi("--plan", "x", "tasks", "--plan", str(PLAN)))) == 76


def test_roles_and_today_are_understood_in_vietnamese(papi: Papi) -> None:
    assert ids(papi("tasks", "--agency", "BHXH", "--role", "chủ trì")) == ["6.1.a"]
    assert papi("tasks", "--on", "hôm nay").code == 0


def test_an_empty_name_of_a_plan_is_not_the_shipped_one(papi: Papi) -> None:
    assert papi("tasks", "--plan", "").code == 3
    assert papi("--plan=", "tasks").code == 3
    assert papi("tasks", PAPI_PLAN="").code == 0


FORMATS = "tsv, json, csv, md, xlsx"


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["--format", "xlsx"], "--format xlsx không in ra màn hình được; ghi thêm -o TỆP.xlsx."),
        (["--format", "xlsx", "-o", "-"],
         "--format xlsx ghi tệp có đuôi .xlsx, không phải «-»; đổi tên tệp hoặc bỏ --format."),
        (["--format", "xlsx", "-o", "/dev/stdout"],
         "--format xlsx ghi tệp có đuôi .xlsx, không phải «/dev/stdout»; đổi tên tệp hoặc bỏ --format."),
        (["--format", "csv", "-o", "a.xlsx"],
         "--format csv ghi tệp có đuôi .csv, không phải «a.xlsx»; đổi tên tệp hoặc bỏ --format."),
        (["--format", "table", "-o", "a.txt"],
         f"--format table chỉ để đọc trên màn hình; ghi vào tệp thì dùng một trong: {FORMATS}."),
        (["-o", "bang"],
         "-o cần một tệp có đuôi là một trong: .tsv, .json, .csv, .md, .xlsx; «bang» không có đuôi"
         " nào như thế."),
        (["--force"], "--force chỉ dùng cùng -o TỆP; ghi thêm -o TỆP hoặc bỏ --force."),
    ],
    ids=str,
)  # fmt: skip
@pytest.mark.parametrize("command", ["tasks", "agencies", "matrix", "progress .", "diff a a"])
def test_a_format_and_a_file_that_do_not_fit_are_refused_before_anything_is_read(
    papi: Papi, tmp_path: Path, command: str, args: list[str], said: str
) -> None:
    result = papi(*command.split(), *args, cwd=tmp_path)
    assert (result.code, result.out, result.err) == (2, "", f"papi: {said}\n")
    assert list(tmp_path.iterdir()) == []


def test_the_suffix_of_the_file_decides_where_no_format_is_given(
    papi: Papi, tmp_path: Path
) -> None:
    for name, start in (
        ("a.tsv", b"M"), ("a.json", b"{"), ("a.csv", b"\xef\xbb\xbf"), ("a.MD", b"## "), ("a.XLSX", b"PK"),
    ):  # fmt: skip
        result = papi("tasks", "--dimension", "1", "-o", name, cwd=tmp_path)
        assert (result.code, result.out) == (0, "")
        assert result.err.endswith(f" (chỉ số nội dung 1).\n{name}: mới.\n")
        assert (tmp_path / name).read_bytes().startswith(start)
    assert papi("tasks", "--format", "csv", "-o", "a.txt", cwd=tmp_path).code == 0
    assert (tmp_path / "a.txt").read_bytes() == papi("tasks", "--format", "csv").out.encode()


def test_a_file_that_is_there_is_replaced_with_force_alone(papi: Papi, tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_text("của người khác", encoding="utf-8")
    kept = papi("tasks", "-o", str(path))
    assert (kept.code, kept.out) == (3, "")
    assert kept.err.endswith(
        " đã có với nội dung khác nên được để nguyên; ghi thêm --force để thay (bản cũ giữ lại với"
        " đuôi .bak), hoặc chọn tên khác.\n"
    )
    assert path.read_text(encoding="utf-8") == "của người khác"
    assert papi("tasks", "-o", str(path), "--force").err.endswith(": thay đổi.\n")
    assert (tmp_path / "a.xlsx.bak").read_text(encoding="utf-8") == "của người khác"
    assert papi("tasks", "-o", str(path)).code == 0


def test_the_present_is_asked_by_its_words(papi: Papi, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(options, "today", lambda: date(2021, 5, 20))
    found = papi("tasks", "--deadline", "quý này")
    assert ids(found) == ids(papi("tasks", "--deadline", "Quý II/2021")) != []
    assert "thời gian «quý này (1/4/2021 đến 30/6/2021)»" in found.err
    assert ids(papi("tasks", "--due-by", "quý này")) == ids(papi("tasks", "--due-by", "30/6/2021"))


def test_the_clock_is_asked_only_where_the_present_is(
    papi: Papi, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(options, "today", lambda: pytest.fail("the clock was asked"))
    assert papi("tasks", "--deadline", "Quý II/2021", "--due-by", "30/6", "--on", "1/5").code == 0


def test_it_is_said_that_the_period_of_the_plan_is_over(
    papi: Papi, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(options, "today", lambda: date(2026, 11, 27))
    told = "Thời kỳ của kế hoạch đã hết ngày 31/12/2021."
    for asked in (("--due-by", "today"), ("--on", "hôm nay"), ("--deadline", "tháng này")):
        assert told in papi("tasks", *asked).err
    assert told not in papi("tasks", "--due-by", "31/12/2021").err
    assert "từ ngày 1/1/2021 mới bắt đầu" in papi("tasks", "--on", "31/12/2020").err


def test_a_stretch_of_time_for_a_day_is_an_error_that_names_its_last_day(papi: Papi) -> None:
    done = papi("tasks", "--due-by", "quý II/2021")
    assert (done.code, done.out) == (2, "")
    assert "«quý II/2021» là một khoảng thời gian; ghi ngày cuối của nó (30/6/2021)" in done.err
