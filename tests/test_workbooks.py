"""Workbooks that commands write: what JSON says of the same question, cell by cell."""

import json
import re
import subprocess
import zipfile
from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.utils import range_boundaries
from openpyxl.worksheet.worksheet import Worksheet

from papi_cli.checklists.vocabulary import Status
from papi_cli.safe_text import visible_lines
from tests.conftest import PLAN, ROOT, Result, filled, small_plan
from tests.libreoffice import converted, need_office, pass_by

Papi = Callable[..., Result]
Row = dict[str, Any]
OTHER = ROOT / "tests" / "plans" / "other"


def table(path: Path, name: str) -> list[Row]:
    """Return the rows of a sheet by their headings: those that its filter holds."""
    book = openpyxl.load_workbook(path)
    sheet = book[name]
    assert isinstance(sheet, Worksheet)
    assert sheet.auto_filter.ref
    left, top, right, bottom = range_boundaries(sheet.auto_filter.ref)
    head, *rows = sheet.iter_rows(top, bottom, left, right)
    headings = [str(cell.value) for cell in head]
    assert len(set(headings)) == len(headings)
    return [dict(zip(headings, (plain(cell.value) for cell in row), strict=True)) for row in rows]


def plain(value: Any) -> Any:
    """Return a cell's value, a day as a day, nothing for an empty one."""
    return value.date() if isinstance(value, datetime) else "" if value is None else value


def answer(papi: Papi, *args: str, cwd: Path = ROOT) -> Any:
    return json.loads(papi(*args, "--format", "json", cwd=cwd).out)


def day(text: str | None) -> date | str:
    return date.fromisoformat(text) if text else ""


def expected_tasks(data: Any) -> Iterator[Row]:
    """Yield of each task in JSON what its row says."""

    def marked(task: Any, key: str, value: str) -> str:
        return visible_lines(f"{value} (?)".strip() if key in task["doubts"] else value)

    for task in data["tasks"]:
        yield {
            "Mã số": task["id"],
            "Nhiệm vụ, giải pháp": marked(task, "text", task["text"]),
            "Cơ quan chủ trì": marked(task, "lead", names(task["lead"])),
            "Cơ quan phối hợp": marked(task, "coordinating", names(task["coordinating"])),
            "Thời gian thực hiện": marked(task, "deadline", task["deadline"]["text"]),
            "Từ ngày": day(task["deadline"]["start"]),
            "Đến ngày": day(task["deadline"]["end"]),
            **({"Qua": task["via"] or ""} if "via" in task else {}),
        }


def names(agencies: list[dict[str, str]]) -> str:
    return "; ".join(each["text"] for each in agencies)


@pytest.mark.parametrize(
    "args",
    [
        [], ["--agency", "UBND xã Yến Dương"], ["--agency", "stnmt", "--role", "lead"],
        ["--deadline", "Quý II/2021"], ["--doubtful"], ["--search", "khongcogi"],
    ],
    ids=str,
)  # fmt: skip
def test_tasks_say_what_json_says(papi: Papi, tmp_path: Path, args: list[str]) -> None:
    path = tmp_path / "a.xlsx"
    assert papi("tasks", *args, "-o", str(path)).code == 0
    data = answer(papi, "tasks", *args)
    rows = table(path, "Nhiệm vụ")
    expected = list(expected_tasks(data))
    assert len(rows) == len(expected) == len(data["tasks"])
    for row, task in zip(rows, expected, strict=True):
        assert row == row | task
    whole = {f"{each['dimension']}. " for each in data["tasks"]}
    assert all(row["Chỉ số nội dung"].startswith(tuple(whole)) for row in rows)
    doubtful = [each for each in data["tasks"] if each["doubts"]]
    said = [row for row in rows if row.get("Điểm cần xác minh")]
    assert [row["Mã số"] for row in said] == [each["id"] for each in doubtful]
    for row, task in zip(said, doubtful, strict=True):
        assert all(why in row["Điểm cần xác minh"] for why in task["doubts"].values())


@pytest.mark.parametrize("plan", sorted(OTHER.glob("*.yaml")), ids=lambda path: path.stem)
def test_tasks_of_other_plans_have_all_the_columns_that_rows_have(
    papi: Papi, tmp_path: Path, plan: Path
) -> None:
    path = tmp_path / "a.xlsx"
    papi("tasks", "--plan", str(plan), "-o", str(path))
    data = answer(papi, "tasks", "--plan", str(plan))
    rows = table(path, "Nhiệm vụ")
    listed = [line.split("\t") for line in papi("tasks", "--plan", str(plan)).out.splitlines()]
    assert [row["Mã số"] for row in rows] == [task["id"] for task in data["tasks"]]
    assert [row["Đến ngày"] for row in rows] == [
        day(task["deadline"]["end"]) for task in data["tasks"]
    ]
    filled_in = {
        heading for at, heading in enumerate(listed[0]) if any(row[at] for row in listed[1:])
    }
    assert filled_in <= set(rows[0])


def test_agencies_say_what_json_says(papi: Papi, tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    papi("agencies", "-o", str(path))
    assert table(path, "Cơ quan") == [
        {
            "Cơ quan, đơn vị": each["name"],
            "Ký hiệu": each["symbol"] or "",
            "Tên gọi khác": "; ".join(each["aliases"]),
            "Chủ trì": each["lead"],
            "Phối hợp": each["coordinating"],
            "Tổng số": each["total"],
            "Báo cáo": "Có" if each["reports"] else "Không",
        }
        for each in answer(papi, "agencies")["agencies"]
    ]


def test_the_matrix_says_what_json_says_under_the_names_of_dimensions(
    papi: Papi, tmp_path: Path
) -> None:
    path = tmp_path / "a.xlsx"
    papi("matrix", "-o", str(path))
    data = answer(papi, "matrix")
    titles = {each["id"]: f"{each['id']}. {each['name']}" for each in data["dimensions"]}
    assert table(path, "Ma trận") == [
        {
            "Cơ quan, đơn vị": each["name"],
            **{titles[key]: number for key, number in each["counts"].items()},
            "Tổng số": each["total"],
        }
        for each in data["agencies"]
    ]


@pytest.fixture(scope="module")
def sent(papi: Papi, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with what six agencies sent, one of them nothing written."""
    folder = tmp_path_factory.mktemp("sent")
    agencies = ["snv", "stnmt", "UBND xã Yến Dương", "UBND thị trấn Chợ Rã", "UBND huyện Ba Bể"]
    for at, name in enumerate([*agencies, "Sở Y tế"]):
        text = papi("checklist", "--agency", name).out
        labels = re.findall(r"^- \[ \] \*\*([^*]+)\*\*", text, re.MULTILINE)
        for label in labels[: at * 3]:
            text = filled(text, label, " Đã họp.", tick=True)
        for label in labels[at * 3 : at * 5]:
            text = filled(text, label, " Đang làm.")
        (folder / f"{at}.md").write_text(text, encoding="utf-8")
    return folder


def by_status(row: Any) -> dict[str, int]:
    """Return from each status to how many have it in any role."""
    return {
        status.word: row["lead"][status.value] + row["coordinating"][status.value]
        for status in Status
    }


@pytest.mark.parametrize("by", ["agency", "dimension", "task", "district"])
def test_progress_says_what_json_says(papi: Papi, sent: Path, tmp_path: Path, by: str) -> None:
    path = tmp_path / "a.xlsx"
    args = ["progress", str(sent), "--by", by, "--on", "1/7/2021", "--expect", "stc"]
    assert papi(*args, "-o", str(path)).code == 0
    rows = answer(papi, *args)["rows"]
    found = table(path, "Tiến độ")
    assert len(found) == len(rows)
    for row, each in zip(found, rows, strict=True):
        if row["Tổng số"] == "":
            assert sum(by_status(each).values()) == 0
            continue
        for role, word in (("lead", "Chủ trì"), ("coordinating", "Phối hợp")):
            for status in Status:
                assert row[f"{word}: {status.word.lower()}"] == each[role][status.value]
        assert row["Tổng số"] == sum(by_status(each).values())
        assert (row["Quá hạn"], row["Nhiệm vụ quá hạn"]) == (
            each["late"], "; ".join(each["late_tasks"]),
        )  # fmt: skip


@pytest.mark.parametrize("by", ["agency", "task"])
def test_charts_stand_beside_the_numbers_that_json_says(
    papi: Papi, sent: Path, tmp_path: Path, by: str
) -> None:
    path = tmp_path / "a.xlsx"
    papi("progress", str(sent), "--by", by, "-o", str(path))
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ["Tiến độ", "Biểu đồ"]
    cells = [[cell.value for cell in row[:7]] for row in book["Biểu đồ"].iter_rows()]
    drawn = {row[0]: row[1:6] for row in cells if isinstance(row[1], int)}
    counted = {each["agency"]: each for each in answer(papi, "progress", str(sent))["rows"]} | {
        each["dimension"]: each
        for each in answer(papi, "progress", str(sent), "--by", "dimension")["rows"]
    }
    assert len(drawn) == len(counted) == 14
    for name, numbers in drawn.items():
        expected = by_status(counted.get(name) or counted[str(name).split(".")[0]])
        assert numbers == [*expected.values(), sum(expected.values())]
    with zipfile.ZipFile(path) as archive:
        charts = [each for each in archive.namelist() if each.startswith("xl/charts/chart")]
        places = archive.read("xl/drawings/drawing1.xml").decode()
    assert len(charts) == 2
    assert len(re.findall(r'descr="Biểu đồ thanh xếp chồng\. [^"]{40,}"', places)) == 2


def test_what_is_to_be_reviewed_is_a_sheet_of_its_own(
    papi: Papi, sent: Path, tmp_path: Path
) -> None:
    text = (sent / "2.md").read_text(encoding="utf-8")
    (tmp_path / "2.md").write_text(text.replace("Đã họp.", "Chưa thực hiện.", 1), "utf-8")
    path = tmp_path / "a.xlsx"
    papi("progress", str(tmp_path), "--review", "-o", str(path))
    (row,) = table(path, "Cần xem lại")
    (expected,) = answer(papi, "progress", str(tmp_path))["review"]
    assert (row["Nhiệm vụ"], row["Lời ghi"], row["Vì sao"], row["Tệp"]) == (
        expected["task"], expected["result"], expected["why"], expected["file"],
    )  # fmt: skip


def test_two_plans_are_compared_in_a_sheet(papi: Papi, tmp_path: Path) -> None:
    old = tmp_path / "old.yaml"
    text = PLAN.read_text(encoding="utf-8").replace("source: source/", "# source: source/")
    old.write_text(text.replace("Quý I-II/2021", "Quý I/2021"), encoding="utf-8")
    new = tmp_path / "new.yaml"
    new.write_text(text, encoding="utf-8")
    path = tmp_path / "a.xlsx"
    assert papi("diff", str(old), str(new), "-o", str(path)).code == 1
    listed = papi("diff", str(old), str(new)).out.splitlines()
    rows = table(path, "Thay đổi")
    assert [list(row.values()) for row in rows] == [line.split("\t") for line in listed[1:]]
    assert rows


HOSTILE = [
    "=cmd|' /C calc'!A0", "@SUM(1+1)*cmd|' /C calc'!A0", "+1+1", "-2+1", "[/red]",
    "1.10", "12/6",
]  # fmt: skip


def test_a_hostile_plan_makes_no_formula_and_breaks_no_file(papi: Papi, tmp_path: Path) -> None:
    named = [f'"{each}"' for each in [*HOSTILE, "Sở" + " dài" * 70]]
    agencies = "".join(f"  - name: {each}\n" for each in named)
    tasks = "".join(
        f"      - {{id: {letter}, text: {each}, lead: [{each}], coordinating: [{', '.join(named)}],"
        f" deadline: {each}, doubts: {{text: {each}}}}}\n"
        for letter, each in zip("abcdeg", named, strict=False)
    )
    dimensions = f'  - id: "1"\n    name: "=1+1"\n    tasks:\n{tasks}'
    plan = tmp_path / "plan.yaml"
    plan.write_text(small_plan(agencies, dimensions), encoding="utf-8")
    for command, sheet in (("tasks", "Nhiệm vụ"), ("agencies", "Cơ quan"), ("matrix", "Ma trận")):
        path = tmp_path / f"{command}.xlsx"
        result = papi(command, "--plan", str(plan), "-o", str(path))
        assert result.code == 0, result.err
        assert table(path, sheet)
        with zipfile.ZipFile(path) as archive:
            assert b"<f>" not in archive.read("xl/worksheets/sheet1.xml")
            assert not [each for each in archive.namelist() if "external" in each]
    rows = table(tmp_path / "tasks.xlsx", "Nhiệm vụ")
    data = answer(papi, "tasks", "--plan", str(plan))
    assert [row | task for row, task in zip(rows, expected_tasks(data), strict=True)] == rows


@pytest.mark.parametrize(
    ("format_", "command"),
    [
        ("tsv", "tasks"), ("csv", "agencies"), ("json", "matrix"), ("md", "tasks"),
        ("csv", "progress"),
    ],
)  # fmt: skip
def test_a_file_of_another_format_holds_what_stdout_would_get(
    papi: Papi, sent: Path, tmp_path: Path, format_: str, command: str
) -> None:
    path = tmp_path / f"a.{format_.upper()}"
    args = [command, str(sent)] if command == "progress" else [command]
    result = papi(*args, "-o", str(path))
    plain = papi(*args, "--format", format_)
    assert path.read_bytes().decode("utf-8") == plain.out
    assert result.out == ""
    assert result.err.endswith(f"{path}: mới.\n")
    assert plain.err in result.err


@pytest.mark.parametrize("command", ["tasks", "agencies", "matrix", "progress"])
def test_a_second_run_gives_the_same_bytes_and_writes_nothing(
    papi: Papi, papi_process: Papi, sent: Path, tmp_path: Path, command: str
) -> None:
    args = [command, str(sent)] if command == "progress" else [command]
    first, second = tmp_path / "a.xlsx", tmp_path / "b.xlsx"
    papi(*args, "-o", str(first))
    papi_process(*args, "-o", str(second), TZ="Asia/Ho_Chi_Minh", USER="an", LOGNAME="an")
    assert first.read_bytes() == second.read_bytes()
    written = first.stat().st_mtime_ns
    assert papi(*args, "-o", str(first)).err.endswith(f"{first}: giữ nguyên.\n")
    assert first.stat().st_mtime_ns == written


# As LibreOffice takes them


@pytest.fixture
def office() -> None:
    """Pass by what needs LibreOffice and a font as wide as Times New Roman with all letters."""
    need_office("fc-match")
    asked = ["fc-match", "-f", "%{family}", "Times New Roman:lang=vi"]
    font = subprocess.run(asked, check=True, capture_output=True, encoding="utf-8").stdout
    if font not in {"Times New Roman", "Liberation Serif", "Tinos"}:
        pass_by("Liberation Serif")


@pytest.mark.usefixtures("office")
def test_no_row_is_lower_than_libreoffice_needs_for_its_text(
    papi: Papi, sent: Path, tmp_path: Path
) -> None:
    for args in (["tasks"], ["agencies"], ["matrix"], ["progress", str(sent), "--by", "task"]):
        path = tmp_path / f"{args[0]}.xlsx"
        papi(*args, "-o", str(path))
        bare = tmp_path / "bare" / path.name
        _without_heights(path, bare)
        fitted = openpyxl.load_workbook(converted(tmp_path, "xlsx", bare)[0]).worksheets[0]
        ours = openpyxl.load_workbook(path).worksheets[0]
        assert isinstance(ours, Worksheet)
        assert isinstance(fitted, Worksheet)
        first = int(re.findall(r"\d+", ours.auto_filter.ref or "")[0])
        for at in range(first, ours.max_row + 1):
            needed = fitted.row_dimensions[at].height or 0
            assert needed <= (ours.row_dimensions[at].height or 0), f"{path.name}: row {at}"


def _without_heights(path: Path, bare: Path) -> None:
    """Write a workbook again without the heights of its rows: whoever opens it fits them."""
    bare.parent.mkdir(exist_ok=True)
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(bare, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name.startswith("xl/worksheets/"):
                data = re.sub(rb' ht="[^"]*"| customHeight="1"', b"", data)
            new.writestr(name, data)


@pytest.mark.usefixtures("office")
def test_libreoffice_reads_every_text_as_it_was_written(papi: Papi, tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    papi("tasks", "-o", str(path))
    assert table(converted(tmp_path, "xlsx", path)[0], "Nhiệm vụ") == table(path, "Nhiệm vụ")
