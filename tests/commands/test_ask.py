"""Commands that ask a plan, as they are typed."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import PLAN, PLANS, Result

Papi = Callable[..., Result]


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


def test_no_tasks_are_an_answer_in_words(papi: Papi) -> None:
    result = papi("tasks", "--agency", "Báo Bắc Kạn", "--dimension", "1")
    assert (result.code, len(result.out.splitlines())) == (0, 1)
    assert result.err == (
        "Kế hoạch 263/KH-UBND: Không có nhiệm vụ nào (cơ quan Báo Bắc Kạn; chỉ số nội dung 1). Ngoài bảng còn điểm III.1 (Cuối năm), III.3"
        " («papi show MÃ SỐ»).\n"
    )
    table = papi(
        "tasks", "--agency", "Báo Bắc Kạn", "--dimension", "1", "--format", "table", COLUMNS="200"
    )
    assert table.out == (
        "Kế hoạch 263/KH-UBND: Không có nhiệm vụ nào (cơ quan Báo Bắc Kạn; chỉ số nội dung 1). Ngoài bảng còn điểm III.1 (Cuối năm), III.3"
        " («papi show MÃ SỐ»).\n"
    )


TASK_KEYS = [
    "id", "dimension", "subdimension", "text", "lead", "coordinating", "deadline", "targets", "product", "note", "inherited",
    "doubts", "corrections", "follow_up", "columns", "parts", "role", "via", "line",
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
        "text": "Thường xuyên", "kind": "ongoing", "start": None, "end": None, "every": None, "dates": [],
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
        "Báo cáo",
    ]
    assert rows[1][0] == "Văn phòng UBND tỉnh"
    assert len(rows) == 159
    assert ["UBND cấp xã", "43", "15", "58", "Không"] in [[row[0], *row[3:]] for row in rows]


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
        "lead", "coordinating", "total", "follow_up", "reports", "line",
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


def test_what_may_be_filtered_away_by_a_doubtful_deadline_is_named(papi: Papi) -> None:
    result = papi("tasks", "--agency", "UBND xã Yến Dương", "--due-by", "30/6")
    assert ids(result) == ["1.1.d"]
    assert "Chưa kể nhiệm vụ có thời gian chưa rõ: 1.2.c, 1.3.a, 1.3.b." in result.err
    assert "Chưa kể" not in papi("tasks", "--agency", "UBND xã Yến Dương").err


def test_what_goes_on_is_counted_where_a_phrase_with_dates_keeps_it_out(papi: Papi) -> None:
    told = "Chưa kể 71 nhiệm vụ thường xuyên, định kỳ."
    for asked in (("--deadline", "Quý II/2021"), ("--due-by", "30/6")):
        assert told in papi("tasks", *asked).err
    for asked in (("--deadline", "Thường xuyên"), ("--on", "1/5/2021")):
        assert "thường xuyên, định kỳ" not in papi("tasks", *asked).err


def test_duties_of_part_three_are_named_and_shown(papi: Papi) -> None:
    told = "Ngoài bảng còn điểm III.1 (Cuối năm), III.2 (cuối năm), III.4"
    assert told in papi("tasks", "--agency", "SNV", "--dimension", "7").err
    shown = papi("show", "iii.1").out
    assert "Giao cho\tmọi cơ quan chủ trì ít nhất một nhiệm vụ\n" in shown
    assert (
        "Giao cho\tUBND các xã, phường, thị trấn (tức UBND cấp xã, gồm 108 cơ quan)\n"
        in papi("show", "III.4").out
    )
    (duty,) = json.loads(papi("show", "III.3", "--format", "json").out)["duties"]
    assert list(duty) == [
        "id",
        "text",
        "role",
        "agencies",
        "deadline",
        "doubts",
        "line",
        "periods",
        "parts",
    ]
    assert [each["agency"] for each in duty["agencies"]] == [
        "Đài Phát thanh và Truyền hình tỉnh",
        "Báo Bắc Kạn",
    ]


def test_a_district_has_its_communes_for_members(papi: Papi) -> None:
    rows = papi("agencies", "--members", "UBND huyện Ba Bể").out.splitlines()[1:]
    assert len(rows) == 15
    assert rows[0].startswith("UBND thị trấn Chợ Rã\t")


def test_a_duty_with_a_deadline_is_named_where_its_time_is_asked_for(papi: Papi) -> None:
    told = "Ngoài bảng còn điểm III.1 (Cuối năm), III.2 (cuối năm)"
    assert told in papi("tasks", "--deadline", "Quý IV/2021").err
    assert "III.1" not in papi("tasks", "--deadline", "Quý II/2021").err
    agency = papi("tasks", "--agency", "UBND xã Yến Dương", "--due-by", "30/6/2021").err
    assert "Ngoài bảng còn điểm III.4 (" in agency
    data = json.loads(papi("tasks", "--due-by", "31/12/2021", "--format", "json").out)
    assert [(each["id"], each["deadline"]["end"]) for each in data["duties"]] == [
        ("III.1", "2021-12-31"),
        ("III.2", "2021-12-31"),
    ]
    assert "Thời hạn\tCuối năm (từ 1/10/2021 đến hết 31/12/2021)" in papi("show", "III.1").out


def test_tasks_that_a_day_cannot_place_are_named(papi: Papi, tmp_path: Path) -> None:
    text = (PLANS / "bad" / "unknown-deadline.yaml").read_text(encoding="utf-8")
    path = tmp_path / "plan.yaml"
    path.write_text(text.replace("Theo tiến độ", "Theo hướng dẫn của Bộ A"), encoding="utf-8")
    on = papi("tasks", "--plan", str(path), "--on", "1/5/2021")
    assert ids(on) == ["1.1.a", "1.1.b"]
    assert "Kể cả nhiệm vụ có thời gian chưa rõ: 1.1.b." in on.err
    due = papi("tasks", "--plan", str(path), "--due-by", "1/5/2021", "--format", "json")
    assert json.loads(due.out)["undated"] == ["1.1.b"]
    assert "Chưa kể nhiệm vụ có thời gian chưa rõ: 1.1.b." in due.err


def test_a_day_that_is_asked_for_in_words_is_that_day(papi: Papi, tmp_path: Path) -> None:
    text = (PLANS / "bad" / "unknown-deadline.yaml").read_text(encoding="utf-8")
    path = tmp_path / "plan.yaml"
    path.write_text(text.replace("Theo tiến độ", "Quý I, III"), encoding="utf-8")
    assert ids(papi("tasks", "--plan", str(path), "--deadline", "30/8/2021")) == ["1.1.b"]
    assert ids(papi("tasks", "--plan", str(path), "--deadline", "30/4/2021")) == []
    data = json.loads(papi("show", "1.1.b", "--plan", str(path), "--format", "json").out)
    assert data["tasks"][0]["deadline"] == {
        "text": "Quý I, III", "kind": "window", "start": "2021-01-01", "end": "2021-09-30", "every": None,
        "dates": [
            {"text": "Quý I, III", "start": "2021-01-01", "end": "2021-03-31"},
            {"text": "Quý I, III", "start": "2021-07-01", "end": "2021-09-30"},
        ],
    }  # fmt: skip


def test_a_task_that_is_a_whole_subdimension_has_its_index(papi: Papi, tmp_path: Path) -> None:
    shown = papi("show", "4.2").out
    assert shown.startswith("Nhiệm vụ\t4.2\n")
    assert "Chỉ số đã công bố\t4.2 của Bắc Kạn: năm 2020 2,060 điểm" in shown
    (task,) = json.loads(papi("show", "4.2", "--format", "json").out)["tasks"]
    assert task["index"]["rank"] == 18
    papi("checklist", "--agency", "Sở Y tế", "-o", str(tmp_path))
    assert "2 cơ quan chủ trì: " in papi("show", "4.2", "--from", str(tmp_path)).out


def test_what_is_no_part_of_the_table_has_no_returns(papi: Papi) -> None:
    for wanted in ("1.1.a", "III.1"):
        found = papi("show", wanted, "--from", "x")
        assert (found.code, found.out) == (2, "")
        assert "--from chỉ dùng với một nội dung thành phần hay chỉ số" in found.err
    assert "--on chỉ dùng cùng --from" in papi("show", "1.1", "--on", "1/7/2021").err
    assert papi("show", "1.1", "--from", "không có").code == 3
    assert papi("show", "9.9").code == 2
