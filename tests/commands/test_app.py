"""Every command, option and exit code, as it is typed."""

import json
import os
import re
import shlex
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from papi_cli import __version__
from tests.conftest import PLAN, PLANS, ROOT, Result

Papi = Callable[..., Result]
GOOD = PLANS / "good" / "doubt.yaml"


def ids(result: Result) -> list[str]:
    assert result.code == 0, result.err
    return [line.split("\t")[0] for line in result.out.splitlines()[1:]]


def test_the_main_question_is_answered(papi: Papi) -> None:
    result = papi("tasks", "--agency", "UBND cấp xã")
    found = ids(result)
    assert len(found) == 58
    assert (found[0], found[-1]) == ("1.1.a", "8.2.b")
    assert result.err.startswith(
        "Kế hoạch 263/KH-UBND: 58 nhiệm vụ (cơ quan UBND cấp xã): chủ trì 43, chỉ phối hợp 15."
    )


def test_a_commune_gets_the_tasks_of_all_communes_through_their_group(papi: Papi) -> None:
    result = papi("tasks", "--agency", "UBND xã Yến Dương")
    rows = [line.split("\t") for line in result.out.splitlines()[1:]]
    assert len(rows) == 58
    assert {row[5] for row in rows} == {"UBND cấp xã"}


@pytest.mark.parametrize(
    ("args", "found"),
    [
        (["--agency", "stnmt", "--role", "lead"],
         "1.2.a 2.4.a 2.4.b 3.1.a 3.1.d 3.2.a 3.2.b 4.1.a 5.3.a 5.3.b 5.3.c 5.3.d 5.4.a 5.4.b 5.4.c 5.4.d 8.2.a 8.2.b 8.3.a 8.3.b"),
        (["--agency", "stnmt", "--role", "lead", "--direct"], "2.4.a 2.4.b 5.3.a 5.3.b 5.3.c 5.3.d"),
        (["--agency", "Công an tỉnh", "--agency", "Báo Bắc Kạn"], "4.4.b 6.4.a 6.4.b 6.4.c"),
        (["--deadline", "Quý II/2021"], "1.1.d 1.3.c"),
        (["--dimension", "7", "--subdimension", "7.2"], "7.2.a 7.2.b"),
        (["--dimension", "4", "--dimension", "7", "--role", "lead", "--doubtful"], "4.1.b 7.1.b 7.1.c 7.2.a"),
        (["--on", "2022-01-01"], ""),
        (["--due-by", "30/6/2021"], "1.1.d 1.3.c"),
        (["--search", "ho ngheo"], "2.2.a 2.2.b 2.3.b"),
        (["--doubtful", "--dimension", "6"], "6.1.b 6.1.c 6.3.c 6.3.d 6.4.c"),
        (["--agency", "Công ty điện lực bắc kạn"], "6.3.a"),
    ],
)  # fmt: skip
def test_tasks_are_narrowed_by_options(papi: Papi, args: list[str], found: str) -> None:
    assert ids(papi("tasks", *args)) == found.split()


def test_today_is_a_day(papi: Papi) -> None:
    assert papi("tasks", "--on", "today").code == 0
    assert papi("tasks", "--due-by", "today").code == 0


def test_no_tasks_are_an_answer_in_words(papi: Papi) -> None:
    result = papi("tasks", "--agency", "Báo Bắc Kạn", "--dimension", "1")
    assert (result.code, len(result.out.splitlines())) == (0, 1)
    assert result.err == (
        "Kế hoạch 263/KH-UBND: Không có nhiệm vụ nào (cơ quan Báo Bắc Kạn; chỉ số nội dung 1). Ngoài bảng còn điểm III.1, III.3"
        " («papi show MÃ SỐ»).\n"
    )
    table = papi(
        "tasks", "--agency", "Báo Bắc Kạn", "--dimension", "1", "--format", "table", COLUMNS="200"
    )
    assert table.out == (
        "Kế hoạch 263/KH-UBND: Không có nhiệm vụ nào (cơ quan Báo Bắc Kạn; chỉ số nội dung 1). Ngoài bảng còn điểm III.1, III.3"
        " («papi show MÃ SỐ»).\n"
    )


TASK_KEYS = [
    "id", "dimension", "subdimension", "text", "lead", "coordinating", "deadline", "targets", "product", "note", "inherited",
    "doubts", "corrections", "role", "via", "line",
]  # fmt: skip


def test_json_is_the_contract(papi: Papi) -> None:
    result = papi("tasks", "--agency", "stnmt", "--subdimension", "6.3", "--format", "json")
    data: dict[str, Any] = json.loads(result.out)
    assert (data["papi"], data["plan"]) == (1, "263/KH-UBND")
    (task,) = data["tasks"]
    assert list(task) == TASK_KEYS
    assert task["lead"] == [
        {"text": "UBND cấp huyện", "agency": "UBND cấp huyện"},
        {"text": "UBND cấp xã", "agency": "UBND cấp xã"},
    ]
    assert task["deadline"] == {
        "text": "Thường xuyên", "kind": "ongoing", "start": None, "end": None,
    }  # fmt: skip
    assert (task["inherited"], list(task["doubts"])) == (["deadline"], ["lead"])
    assert (task["corrections"], task["role"], task["via"]) == ([], "coordinating", None)
    lines = PLAN.read_text(encoding="utf-8").splitlines()
    assert lines[task["line"] - 1].strip() == "- id: c"


def test_json_without_agency_has_no_role(papi: Papi) -> None:
    data = json.loads(papi("tasks", "--deadline", "Quý II/2021", "--format", "json").out)
    assert list(data["tasks"][0]) == [key for key in TASK_KEYS if key not in {"role", "via"}]
    assert data["tasks"][0]["deadline"]["end"] == "2021-06-30"
    assert json.loads(papi("tasks", "--on", "1999-01-01", "--format", "json").out)["tasks"] == []


def test_csv_opens_in_a_spreadsheet(papi: Papi) -> None:
    result = papi("tasks", "--subdimension", "4.3", "--format", "csv")
    assert result.out.startswith("\ufeffMã số,")
    assert '"Tiếp tục đổi mới công tác tuyển dụng công chức, viên chức; ' in result.out


def test_a_table_is_drawn_on_request(papi: Papi) -> None:
    result = papi("tasks", "--subdimension", "6.3", "--format", "table", COLUMNS="80")
    assert all(len(line) <= 80 for line in result.out.splitlines())
    assert "6. Cung ứng dịch vụ công" in result.out
    assert "4 nhiệm vụ (nội dung thành phần 6.3)." in result.out
    assert result.err == ""


def test_show_tells_all_of_a_task(papi: Papi) -> None:
    out = papi("show", "5.2.D").out
    for said in (
        "Nhiệm vụ\t5.2.d\n",
        "Chủ trì (ô gộp)\tSở Xây dựng\n",
        "Thời gian (ô gộp)\tThường xuyên (suốt thời kỳ của kế hoạch)\n",
        "Đính chính\tvăn bản in «Chủ trọng», đọc là «Chú trọng»\n",
        "Dòng trong văn bản\tdata/source/ke_hoach_263_2021.txt:",
    ):
        assert said in out


def test_show_gives_json_and_a_table(papi: Papi) -> None:
    (task,) = json.loads(papi("show", "4.2", "--format", "json").out)["tasks"]
    assert (task["id"], task["source_line"]) == ("4.2", 130)
    assert "Nhiệm vụ             4.2" in papi("show", "4.2", "--format", "table").out
    assert papi("show", "4.2", "--format", "csv").code == 2


def test_agencies_are_listed_in_the_order_of_the_file(papi: Papi) -> None:
    rows = [line.split("\t") for line in papi("agencies").out.splitlines()]
    assert rows[0] == [
        "Cơ quan, đơn vị",
        "Ký hiệu",
        "Tên gọi khác",
        "Chủ trì",
        "Phối hợp",
        "Tổng số",
    ]
    assert rows[1][0] == "Văn phòng UBND tỉnh"
    assert len(rows) == 159
    assert ["UBND cấp xã", "43", "15", "58"] in [[row[0], *row[3:]] for row in rows]


def test_members_are_counted_and_sorted_by_the_alphabet(papi: Papi) -> None:
    rows = papi("agencies", "--members", "ubnd huyện", "--sort", "name").out.splitlines()[1:]
    assert [row.split("\t")[0].removeprefix("UBND ") for row in rows] == [
        "huyện Ba Bể", "huyện Bạch Thông", "huyện Chợ Đồn", "huyện Chợ Mới", "huyện Na Rì",
        "huyện Ngân Sơn", "huyện Pác Nặm", "thành phố Bắc Kạn",
    ]  # fmt: skip
    communes = papi("agencies", "--members", "UBND cấp xã").out.splitlines()[1:]
    assert len(communes) == 108
    assert {row.split("\t")[5] for row in communes} == {"58"}
    direct = papi("agencies", "--members", "UBND cấp xã", "--direct").out.splitlines()[1:]
    assert {row.split("\t")[5] for row in direct} == {"0"}


def test_agencies_have_a_json_contract(papi: Papi) -> None:
    data = json.loads(papi("agencies", "--format", "json").out)
    assert list(data["agencies"][0]) == [
        "name", "symbol", "aliases", "part_of", "district", "code", "members", "doubts",
        "lead", "coordinating", "total", "line",
    ]  # fmt: skip
    commune = next(each for each in data["agencies"] if each["name"] == "UBND xã Yến Dương")
    assert (commune["district"], commune["code"], commune["total"]) == (
        "UBND huyện Ba Bể",
        "01918",
        58,
    )


def test_the_matrix_counts_agencies_by_dimensions(papi: Papi) -> None:
    rows = {line.split("\t")[0]: line.split("\t")[1:] for line in papi("matrix").out.splitlines()}
    assert rows["Cơ quan, đơn vị"] == ["1", "2", "3", "4", "5", "6", "7", "8", "Tổng số"]
    assert rows["UBND cấp xã"] == ["11", "8", "10", "3", "8", "10", "5", "3", "58"]
    assert "Sở Tài chính" not in rows
    lead = papi("matrix", "--role", "lead", "--direct", "--format", "json")
    data = json.loads(lead.out)
    sowed = next(each for each in data["agencies"] if each["name"] == "Sở Nội vụ")
    assert (sowed["counts"]["1"], sowed["total"]) == (1, 3)
    assert [each["id"] for each in data["dimensions"]] == list("12345678")
    members = papi("matrix", "--members", "các sở, ngành", "--format", "table", COLUMNS="100")
    assert "19 cơ quan, đơn vị; mỗi ô là số nhiệm vụ." in members.out


def test_check_passes_the_shipped_plan_strictly(papi: Papi) -> None:
    result = papi("check", "--strict")
    assert result.code == 0
    assert result.err == "data/plan_2021.yaml: 0 lỗi, 0 cảnh báo, 64 lưu ý.\n"


def test_check_ends_with_one_where_there_is_an_error(papi: Papi) -> None:
    path = PLANS / "bad" / "duplicate-id.yaml"
    result = papi("check", str(path), "--plan", "unused")
    assert result.code == 1
    assert result.out.startswith(f"{path}:39:17: lỗi duplicate-id: Nhiệm vụ 1.1.a đã có ở dòng 35")
    assert result.err == f"{path}: 1 lỗi, 0 cảnh báo, 0 lưu ý.\n"


def test_warnings_are_no_errors_unless_strict(papi: Papi) -> None:
    path = str(PLANS / "bad" / "unknown-deadline.yaml")
    assert papi("check", path).code == 0
    assert papi("check", path, "--strict").code == 1


def test_check_reads_several_files_and_reports_those_it_cannot(papi: Papi) -> None:
    bad = str(PLANS / "bad" / "no-lead.yaml")
    result = papi("check", "không có.yaml", bad, str(GOOD))
    assert result.code == 3
    assert "papi: Không có tệp «không có.yaml»" in result.err
    assert "cảnh báo no-lead" in result.out


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


def test_what_may_be_filtered_away_by_a_doubtful_deadline_is_named(papi: Papi) -> None:
    result = papi("tasks", "--agency", "UBND xã Yến Dương", "--due-by", "30/6")
    assert ids(result) == ["1.1.d"]
    assert "Chưa kể nhiệm vụ có thời gian chưa rõ: 1.2.c, 1.3.a, 1.3.b." in result.err
    assert "Chưa kể" not in papi("tasks", "--agency", "UBND xã Yến Dương").err


def test_what_goes_on_is_counted_where_a_phrase_with_dates_keeps_it_out(papi: Papi) -> None:
    told = "Chưa kể 71 nhiệm vụ thường xuyên, định kỳ."
    assert told in papi("tasks", "--deadline", "Quý II/2021").err
    for asked in (("--deadline", "Thường xuyên"), ("--on", "1/5/2021"), ("--due-by", "30/6")):
        assert "thường xuyên, định kỳ" not in papi("tasks", *asked).err


def test_duties_of_part_three_are_named_and_shown(papi: Papi) -> None:
    assert "Ngoài bảng còn điểm III.2, III.4" in papi(
        "tasks", "--agency", "SNV", "--dimension", "7"
    ).err.replace("III.1, ", "")
    shown = papi("show", "iii.1").out
    assert "Giao cho\tmọi cơ quan chủ trì ít nhất một nhiệm vụ\n" in shown
    assert (
        "Giao cho\tUBND các xã, phường, thị trấn (tức UBND cấp xã, gồm 108 cơ quan)\n"
        in papi("show", "III.4").out
    )
    (duty,) = json.loads(papi("show", "III.3", "--format", "json").out)["duties"]
    assert list(duty) == ["id", "text", "role", "agencies", "doubts", "line"]
    assert [each["agency"] for each in duty["agencies"]] == [
        "Đài Phát thanh và Truyền hình tỉnh",
        "Báo Bắc Kạn",
    ]


def test_roles_and_today_are_understood_in_vietnamese(papi: Papi) -> None:
    assert ids(papi("tasks", "--agency", "BHXH", "--role", "chủ trì")) == ["6.1.a"]
    assert papi("tasks", "--on", "hôm nay").code == 0


def test_a_district_has_its_communes_for_members(papi: Papi) -> None:
    rows = papi("agencies", "--members", "UBND huyện Ba Bể").out.splitlines()[1:]
    assert len(rows) == 15
    assert rows[0].startswith("UBND thị trấn Chợ Rã\t")


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["tasks", "--agency", "UBND xã Yến Giang"], "Không có cơ quan nào tên «UBND xã Yến Giang»; gần nhất là"),
        (["tasks", "--agency", "UBND"], "hợp với nhiều cơ quan"),
        (["tasks", "--agency", ""], "Không có cơ quan nào tên «»."),
        (["tasks", "--agency", "!!!"], "Không có cơ quan nào tên «!!!»."),
        (["-"], "Không có lệnh «-»"),
        (["tasks", "--dimension", "9"], "Không có chỉ số nội dung «9»; kế hoạch này có: 1, 2, 3"),
        (["tasks", "--dimension", ""], "Không có chỉ số nội dung «»"),
        (["tasks", "--subdimension", "9.9"], "Không có nội dung thành phần «9.9»"),
        (["tasks", "--on", "2021-13-45"], "--on không nhận «2021-13-45»: không phải một ngày"),
        (["tasks", "--due-by", "mai"], "--due-by không nhận «mai»"),
        (["tasks", "--deadline", "bao giờ"], "Không hiểu thời gian «bao giờ»"),
        (["tasks", "--role", "boss"], "--role không nhận «boss»; dùng một trong: lead, coordinating."),
        (["tasks", "--format", "xml"], "dùng một trong: table, tsv, json, csv, md."),
        (["tasks", "--direct"], "--direct chỉ dùng cùng --agency"),
        (["tasks", "--agency"], "Tùy chọn «--agency» thiếu giá trị; xem «papi tasks --help»."),
        (["--plan"], "Tùy chọn «--plan» thiếu giá trị; xem «papi --help»."),
        (["check", "--explain"], "Tùy chọn «--explain» thiếu giá trị; xem «papi check --help»."),
        (["tasks", "--plan", "a", "--plan", "b"], "Tùy chọn «--plan» chỉ ghi được một lần; xem «papi tasks --help»."),
        (["--plan", "a", "--plan=b", "tasks"], "Tùy chọn «--plan» chỉ ghi được một lần; xem «papi --help»."),
        (["schema", "-o", "a", "--output", "b"], "Tùy chọn «--output» chỉ ghi được một lần"),
        (["show", "a", "b", "c"], "Thừa «b c»; «papi show» chỉ nhận một «MÃ SỐ», xem «papi show --help»."),
        (["show", "a", "a"], "Thừa «a»; «papi show» chỉ nhận một «MÃ SỐ»"),
        (["diff", "a", "b", "c"], "Thừa «c»; «papi diff» chỉ nhận một «CŨ» và một «MỚI»"),
        (["tasks", "Sở", "Y", "tế"], "Thừa «Sở Y tế»; «papi tasks» chỉ nhận tùy chọn, xem"),
        (["tasks", "--direct", "Sở"], "Thừa «Sở»; «papi tasks» chỉ nhận tùy chọn, xem"),
        (["tasks", "--agency=Sở", "Y", "tế"], "Thừa «Y tế»; một tên có dấu cách phải để trong ngoặc kép"),
        (["tasks", "--doubtful=1"], "Tùy chọn «--doubtful» không nhận giá trị"),
        (["tasks", "--agencies", "x"], "Không có tùy chọn «--agencies»; có phải «--agency»?"),
        (["tasks", "--zzz"], "Không có tùy chọn «--zzz»; xem «papi tasks --help»."),
        (["tasks", "--agency", "UBND", "cấp", "xã"], "Thừa «cấp xã»; một tên có dấu cách phải để trong ngoặc kép"),
        (["-x"], "Không có tùy chọn «-x»"),
        (["task"], "Không có lệnh «task»; có phải «tasks»?"),
        (["xyz"], "Không có lệnh «xyz»; «papi --help» liệt kê các lệnh."),
        (["show"], "Thiếu «MÃ SỐ»; xem «papi show --help»."),
        (["show", "9.9.z"], "Không có nhiệm vụ «9.9.z»"),
        (["show", "[/x]\x1b[31m"], "Không có nhiệm vụ «[/x]\\x1b[31m»"),
        (["agencies", "--members", "Sở Nội vụ"], "không phải là một nhóm"),
        (["matrix", "--members", "Sở Nội vụ"], "không phải là một nhóm"),
        (["agencies", "--sort", "size"], "--sort không nhận «size»; dùng file hoặc name."),
        (["tasks", "--search", " . "], "--search cần ít nhất một chữ cái"),
        (["completion", "tcsh"], "Chưa hỗ trợ «tcsh»"),
    ],
)  # fmt: skip
def test_bad_use_gets_one_sentence_and_exit_code_two(
    papi: Papi, args: list[str], said: str
) -> None:
    result = papi(*args)
    assert (result.code, result.out) == (2, "")
    assert result.err.startswith("papi: ")
    assert said in result.err
    assert len(result.err.splitlines()) == 1


@pytest.mark.parametrize(
    "command", [["tasks"], ["show", "1.1.a"], ["agencies"], ["matrix"], ["check"]]
)
@pytest.mark.parametrize(
    ("content", "said"),
    [
        (None, "Không có tệp"),
        (b"", "trống"),
        (b"\x00\xff", "không phải là tệp văn bản"),
        ("a: Sở".encode("utf-16"), "UTF-16"),
    ],
)
def test_a_plan_that_cannot_be_read_ends_with_three(
    papi: Papi, tmp_path: Path, command: list[str], content: bytes | None, said: str
) -> None:
    path = tmp_path / "kế hoạch.yaml"
    if content is not None:
        path.write_bytes(content)
    result = papi("--plan", str(path), *command)
    assert (result.code, result.out) == (3, "")
    assert said in result.err
    assert len(result.err.splitlines()) == 1


@pytest.mark.parametrize("command", [["tasks"], ["show", "1.1.a"], ["agencies"], ["matrix"]])
def test_an_invalid_plan_answers_no_question(papi: Papi, command: list[str]) -> None:
    result = papi(*command, "--plan", str(PLANS / "bad" / "duplicate-id.yaml"))
    assert (result.code, result.out) == (3, "")
    path = PLANS / "bad" / "duplicate-id.yaml"
    problem, sentence = result.err.splitlines()
    assert problem.startswith(f"{path}:39:17: lỗi duplicate-id: ")
    assert sentence.startswith("papi: Kế hoạch chưa hợp lệ; chạy «papi check ")


def test_a_half_written_plan_is_said_to_be_wrong_where_it_ends(papi: Papi, tmp_path: Path) -> None:
    half = PLAN.read_bytes()[:60_001]
    path = tmp_path / "half.yaml"
    path.write_bytes(half)
    result = papi("check", str(path))
    last = half.decode(errors="ignore").count("\n") + 1
    assert result.code == 1
    assert any(f":{line}:" in result.out for line in (last - 1, last))
    assert papi("tasks", "--plan", str(path)).code == 3


def test_a_folder_and_a_file_far_too_long_are_no_plans(papi: Papi, tmp_path: Path) -> None:
    path = tmp_path / "long.yaml"
    path.write_bytes(b"# x\n" * 12_500_000)
    for plan, said in ((tmp_path, "là một thư mục"), (path, "dài hơn 20 MB")):
        result = papi("tasks", "--plan", str(plan))
        assert (result.code, result.out) == (3, "")
        assert said in result.err


def test_data_is_never_obeyed(papi: Papi, tmp_path: Path) -> None:
    evil = "[red]Xấu[/red][/x] \\x1b[31m \\u202e"
    text = (
        GOOD.read_text(encoding="utf-8")
        .replace("Tập huấn", "XX")
        .replace("text: XX", f'text: "{evil}"')
    )
    text = text.replace("name: Tham gia của người dân", "name: '[bold]Tham gia[/bold]'")
    path = tmp_path / "evil.yaml"
    path.write_text(text, encoding="utf-8")
    checked = papi("check", str(path))
    assert "\x1b" not in checked.out + checked.err
    assert "\u202e" not in checked.out + checked.err
    clean = text.replace("\\x1b", "").replace(" \\u202e", "x")
    path.write_text(clean, encoding="utf-8")
    table = papi("tasks", "--plan", str(path), "--format", "table", COLUMNS="100")
    assert "[red]Xấu[/red][/x]" in table.out
    assert "[bold]Tham gia[/bold]" in table.out
    assert "\\[red\\]Xấu" in papi("tasks", "--plan", str(path), "--format", "md").out


def test_help_is_vietnamese_throughout(papi: Papi) -> None:
    pages = [papi("--help")] + [
        papi(command, "--help")
        for command in ("tasks", "show", "agencies", "matrix", "check", "completion")
    ]
    for page in pages:
        assert page.code == 0
        assert page.out.startswith("Cách dùng: papi")
        for word in ("Usage", "Options", "Commands", "Arguments", "Show this", "default:", "<str>"):
            assert word not in page.out
    assert papi().out == pages[0].out
    assert papi("-h").out == pages[0].out
    assert papi("tasks", "-h").out == pages[1].out
    assert papi("tasks", "--plan", "x", "--plan", "y", "-h").out == pages[1].out


def test_a_flag_may_be_there_twice_and_a_plan_for_papi_and_for_the_command(papi: Papi) -> None:
    once = papi("tasks", "--agency", "snv", "--direct")
    assert papi("tasks", "--direct", "--agency", "snv", "--direct") == once
    assert papi("--plan", "x", "tasks", "--plan", str(PLAN)).code == 0


def interrupted(after: Callable[["subprocess.Popen[str]"], str], *options: str) -> tuple[int, str]:
    """Send SIGINT to a run of papi `after` something; return its exit code, and its stderr."""
    command = [
        sys.executable,
        *options,
        "-m",
        "papi_cli",
        "checklist",
        "--agency",
        "UBND xã Yến Dương",
    ]
    with subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, encoding="utf-8"
    ) as running:
        seen = after(running)
        running.send_signal(signal.SIGINT)
        return running.wait(60), seen + (running.stderr.read() if running.stderr else "")


@pytest.mark.skipif(os.name == "nt", reason="there Ctrl+C reaches all processes of a console")
@pytest.mark.parametrize(
    "module",
    [
        "papi_cli.errors",
        "typer.core",
        "papi_cli.commands.app",
        "papi_cli.plan",
        "pydantic_core",
        "yaml",
    ],
)
def test_an_interrupt_while_modules_are_imported_ends_quietly(module: str) -> None:
    def after(running: "subprocess.Popen[str]") -> str:
        assert running.stderr is not None
        return next(line for line in running.stderr if line.split("|")[-1].strip() == module)

    code, said = interrupted(after, "-X", "importtime")
    assert code == 130
    assert [line for line in said.splitlines() if not line.startswith("import time:")] == []


@pytest.mark.skipif(os.name == "nt", reason="there Ctrl+C reaches all processes of a console")
@pytest.mark.parametrize("ms", [5, 20, 50, 100, 150, 200, 300, 400])
def test_an_interrupt_at_any_moment_shows_no_traceback_of_ours(ms: int) -> None:
    def after(_running: "subprocess.Popen[str]") -> str:
        time.sleep(ms / 1000)
        return ""

    code, said = interrupted(after)
    if "most recent call last" in said:  # it came before Python had papi's own code to run
        assert not re.search(r"papi_cli.*, in main|papi_cli.commands.app", said)
    elif code != -signal.SIGINT:
        assert code in {0, 130}
        assert said == ""


@pytest.mark.skipif(os.name == "nt", reason="there Ctrl+C reaches all processes of a console")
def test_who_starts_papi_without_heed_of_interrupts_gets_the_answer() -> None:
    command = f"trap '' INT; exec {shlex.quote(sys.executable)} -m papi_cli show 6.3.d & sleep 0.3; kill -INT $!; wait $!"
    done = subprocess.run(
        ["bash", "-c", command], cwd=ROOT, capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0
    assert done.stdout.startswith("Nhiệm vụ\t6.3.d\n")


def test_the_version_is_the_packages(papi: Papi, papi_process: Papi) -> None:
    assert papi("--version").out == f"papi {__version__}\n"
    assert papi_process("--version").out == f"papi {__version__}\n"


@pytest.mark.parametrize(
    "args",
    [
        ["tasks", "--agency", "stnmt", "--format", "json"],
        ["tasks", "--agency", "Sở Y tá"],
        ["check", str(PLANS / "bad" / "duplicate-id.yaml")],
        ["tasks", "--plan", "không có"],
        ["tasks", "--subdimension", "4.3", "--format", "table"],
    ],
    ids=lambda args: "-".join(args[:2]),
)
def test_a_process_says_what_a_run_within_the_tests_says(
    papi: Papi, papi_process: Papi, args: list[str]
) -> None:
    assert papi(*args, COLUMNS="90") == papi_process(*args, COLUMNS="90")


def test_the_entry_point_is_papi() -> None:
    script = Path(sys.executable).with_name("papi.exe" if os.name == "nt" else "papi")
    if not script.exists():
        pytest.skip("papi is not installed beside this Python")
    done = subprocess.run(
        [script, "--version"], cwd=ROOT, capture_output=True, encoding="utf-8", check=False
    )
    assert (done.returncode, done.stdout) == (0, f"papi {__version__}\n")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_a_full_disk_is_said_and_ends_with_three() -> None:
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        done = subprocess.run(
            [sys.executable, "-m", "papi_cli", "tasks"], cwd=ROOT, stdout=full,
            stderr=subprocess.PIPE, encoding="utf-8", check=False,
        )  # fmt: skip
    assert done.returncode == 3
    assert "papi: Không ghi được kết quả" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.skipif(os.name == "nt", reason="pipes close otherwise there")
def test_a_reader_that_leaves_early_is_no_error_to_talk_about() -> None:
    command = f"{sys.executable} -m papi_cli tasks --format json | head -c 1"
    done = subprocess.run(
        ["bash", "-c", command], cwd=ROOT, capture_output=True, encoding="utf-8", check=False
    )
    assert done.stdout == "{"
    assert "Error" not in done.stderr
    assert "Traceback" not in done.stderr


def test_consoles_that_cannot_write_vietnamese_get_utf8(papi_process: Papi) -> None:
    assert "UBND xã Yến Dương" in papi_process("agencies", PYTHONIOENCODING="cp1252").out


def test_nothing_is_written_to_any_file(papi_process: Papi, tmp_path: Path) -> None:
    for command in (["tasks"], ["show", "1.1.a"], ["agencies"], ["matrix"], ["check"]):
        assert papi_process(*command, cwd=tmp_path, HOME=str(tmp_path)).code == 0
    assert list(tmp_path.iterdir()) == []


def test_an_empty_name_of_a_plan_is_not_the_shipped_one(papi: Papi) -> None:
    assert papi("tasks", "--plan", "").code == 3
    assert papi("--plan=", "tasks").code == 3
    assert papi("tasks", PAPI_PLAN="").code == 0


@pytest.mark.skipif(os.name == "nt", reason="a shell of POSIX closes them")
@pytest.mark.parametrize(("closed", "lines"), [(">&-", 0), ("2>&-", 5)])
def test_a_closed_stream_loses_only_itself(closed: str, lines: int) -> None:
    command = f"{sys.executable} -m papi_cli tasks --dimension 4 --subdimension 4.1 {closed}"
    done = subprocess.run(
        ["bash", "-c", command], cwd=ROOT, capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stderr
    assert len(done.stdout.splitlines()) == (3 if lines else 0)


def test_a_file_of_comments_is_said_to_be_without_data(papi: Papi, tmp_path: Path) -> None:
    path = tmp_path / "x.yaml"
    path.write_text("# chưa có gì\n", encoding="utf-8")
    assert "tệp không có dữ liệu" in papi("check", str(path)).out


def test_a_folder_that_is_gone_does_not_matter(tmp_path: Path) -> None:
    gone = tmp_path / "gone"
    command = (
        f"mkdir {gone}; cd {gone}; rmdir {gone}; {sys.executable} -m papi_cli tasks --dimension 7"
    )
    done = subprocess.run(
        ["bash", "-c", command], capture_output=True, encoding="utf-8", check=False,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert len(done.stdout.splitlines()) == 6


@pytest.mark.parametrize("columns", ["0", "1", "99999999999"])
def test_a_terminal_of_no_sensible_width_gets_a_table(papi: Papi, columns: str) -> None:
    result = papi("tasks", "--subdimension", "4.3", "--format", "table", COLUMNS=columns)
    assert result.code == 0
    assert "4.3" in result.out
