"""Commands for those who keep the data, as they are typed."""

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from papi_cli.checking.rule_pages import sections
from papi_cli.plan.json_schema import render_schema
from papi_cli.register import json_schema as register_schema
from papi_cli.register.rules import ALL_RULES
from papi_cli.scores.rules import SCORE_RULES
from tests.conftest import PLAN, ROOT, Result

Papi = Callable[..., Result]


@pytest.mark.parametrize("name", ALL_RULES)
def test_a_rule_is_explained_in_the_words_of_the_docs(papi: Papi, name: str) -> None:
    result = papi("check", "--explain", name)
    page = (ROOT / "docs" / "quy_tac.md").read_text(encoding="utf-8")
    section = page.split(f"### `{name}`")[1].split("\n##")[0]
    assert (result.code, result.err) == (0, "")
    assert result.out.startswith(
        f"{name} ({ALL_RULES[name].level.word})\n\n{ALL_RULES[name].summary}"
    )
    spoken = [line.strip() for line in section.splitlines()[1:] if not line.startswith("```")]
    assert [line.strip() for line in result.out.splitlines()[1:]] == spoken[: len(spoken)]
    assert result.out.count("\n    ") >= 2  # two examples, moved in


def test_every_rule_says_what_fails_and_what_passes() -> None:
    for name, text in sections().items():
        assert text.count("```csv\n" if name in SCORE_RULES else "```yaml\n") == 2, name


def test_a_rule_that_there_is_not_is_named_with_the_nearest(papi: Papi) -> None:
    result = papi("check", "--explain", "no-leads")
    assert (result.code, result.out) == (2, "")
    assert result.err == "papi: Không có quy tắc «no-leads»; có phải «no-lead»?\n"
    every = "«papi check --explain all» liệt kê các quy tắc."
    for name in ("xyz", ""):
        assert papi("check", "--explain", name).err == f"papi: Không có quy tắc «{name}»; {every}\n"
    assert "all liệt kê các quy tắc" in " ".join(papi("check", "--help").out.split())


def test_all_rules_are_listed_with_their_levels_and_what_they_want(papi: Papi) -> None:
    listed = papi("check", "--explain", "all").out.splitlines()
    assert len(listed) == len(ALL_RULES)
    assert listed[0] == f"yaml-syntax (lỗi): {ALL_RULES['yaml-syntax'].summary}"


# Signing off


def test_a_plan_that_was_signed_off_is_checked_against_its_baseline(
    papi: Papi, tmp_path: Path
) -> None:
    shutil.copytree(ROOT / "data", tmp_path / "data")
    plan, signed = "data/plan_2021.yaml", "data/signed.yaml"
    said = papi("baseline", signed, "--plan", plan, cwd=tmp_path)
    assert (said.code, said.out, said.err) == (0, "", f"{signed}: mới, theo {plan}.\n")
    assert papi("check", "--strict", "--baseline", signed, plan, cwd=tmp_path).code == 0
    path = tmp_path / plan
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("deadline: Quý I-II/2021", "deadline: Quý IV/2021", 1), "utf-8")
    changed = papi("check", "--baseline", signed, plan, cwd=tmp_path)
    assert changed.code == 1
    (line,) = [each for each in changed.out.splitlines() if " baseline: " in each]
    assert "thời gian thực hiện khác bản đã duyệt" in line
    assert line.endswith(f"«papi baseline --plan {plan} {signed}».")
    assert papi("baseline", signed, "--plan", plan, cwd=tmp_path).err.startswith(f"{signed}: thay")
    assert papi("baseline", signed, "--plan", plan, cwd=tmp_path).err.startswith(f"{signed}: giữ")
    after = papi("check", "--baseline", signed, plan, cwd=tmp_path).out
    assert " baseline: " not in after


def test_no_other_file_is_written_over_by_a_baseline(papi: Papi, tmp_path: Path) -> None:
    copy = tmp_path / "plan.yaml"
    shutil.copy(PLAN, copy)
    result = papi("baseline", str(copy), "--plan", str(PLAN))
    assert result.code == 3
    assert "không phải là bản đã duyệt của kế hoạch 263/KH-UBND nên được để nguyên" in result.err
    assert copy.read_bytes() == PLAN.read_bytes()


def test_the_baseline_of_another_plan_is_not_written_over(papi: Papi, tmp_path: Path) -> None:
    papi("new", "plan.yaml", cwd=tmp_path)
    assert papi("baseline", "signed.yaml", "--plan", "plan.yaml", cwd=tmp_path).code == 0
    before = (tmp_path / "signed.yaml").read_bytes()
    assert papi("baseline", "signed.yaml", "--plan", str(PLAN), cwd=tmp_path).code == 3
    assert (tmp_path / "signed.yaml").read_bytes() == before


def test_one_baseline_is_for_one_plan(papi: Papi) -> None:
    result = papi("check", "--baseline", "x.yaml", "a.yaml", "b.yaml")
    assert result.code == 2
    assert "--baseline chỉ đi với một tệp" in result.err


def test_a_baseline_that_cannot_be_read_ends_with_3(papi: Papi, tmp_path: Path) -> None:
    assert papi("check", "--baseline", str(tmp_path / "lost.yaml"), str(PLAN)).code == 3
    assert papi("check", "--baseline", str(PLAN), str(PLAN)).err.endswith(
        "(từ dòng 1); chỉ đúng tệp hoặc viết lại bằng lệnh ấy.\n"
    )


# Comparing


@pytest.fixture
def changed(tmp_path: Path) -> Path:
    """Return the shipped plan with a lead, a deadline and a commune changed."""
    text = PLAN.read_text(encoding="utf-8")
    for old, new in (
        ("deadline: Quý I-II/2021", "deadline: Quý IV/2021"),
        ("      - UBND xã Yến Dương\n", ""),
        ("          - id: b\n            text: Tuyên truyền, vận động người dân tham gia bảo vệ",
         "          - id: b\n            lead: [Sở Nội vụ]\n            text: Tuyên truyền, vận"
         " động người dân tham gia bảo vệ"),
    ):  # fmt: skip
        assert old in text
        text = text.replace(old, new, 1)
    path = tmp_path / "new.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_two_plans_alike_end_with_0(papi: Papi) -> None:
    result = papi("diff", str(PLAN), str(PLAN))
    assert (result.code, result.out.splitlines()) == (
        0, ["Mục\tThay đổi\tKế hoạch cũ\tKế hoạch mới"],
    )  # fmt: skip
    assert result.err == "Hai kế hoạch giống nhau.\n"


def test_a_difference_is_a_row_and_ends_with_1(papi: Papi, changed: Path) -> None:
    result = papi("diff", str(PLAN), str(changed))
    assert result.code == 1
    rows = [line.split("\t") for line in result.out.splitlines()[1:]]
    assert [row[1] for row in rows] == ["Thời gian thực hiện", "Cơ quan chủ trì", "Thành viên"]
    assert rows[1][0] == "7.2.b Tuyên truyền, vận động người dân tham …"
    assert rows[1][3] == "Sở Nội vụ"
    assert rows[2] == [
        "Cơ quan, đơn vị UBND cấp xã", "Thành viên", "UBND xã Yến Dương; (108 mục)", "(107 mục)",
    ]  # fmt: skip
    assert (
        result.err
        == "2 nhiệm vụ có thay đổi: 2 đổi nội dung. 1 mục có thay đổi ngoài bảng nhiệm vụ.\n"
    )


def test_differences_for_a_pull_request_are_markdown(papi: Papi, changed: Path) -> None:
    lines = papi("diff", str(PLAN), str(changed), "--format", "md").out.splitlines()
    assert lines[0] == "## Thay đổi của Kế hoạch 263/KH-UBND"
    assert lines[2] == "| Mục | Thay đổi | Kế hoạch cũ | Kế hoạch mới |"
    assert lines[-1] == (
        "2 nhiệm vụ có thay đổi: 2 đổi nội dung. 1 mục có thay đổi ngoài bảng nhiệm vụ."
    )


def test_differences_as_json_are_the_contract(papi: Papi, changed: Path) -> None:
    result = papi("diff", str(PLAN), str(changed), "--format", "json")
    data = json.loads(result.out)
    assert list(data) == ["papi", "plan", "old", "new", "tasks", "parts"]
    assert data["new"] == {"file": str(changed), "plan": "263/KH-UBND"}
    task = data["tasks"][1]
    assert list(task) == ["change", "id", "old_id", "text", "line", "old_line", "fields"]
    assert (task["change"], task["id"], task["old_id"]) == ("changed", "7.2.b", "7.2.b")
    (field,) = task["fields"]
    assert (field["field"], field["doubt"], field["new"]) == ("lead", False, ["Sở Nội vụ"])
    (part,) = data["parts"]
    assert (part["change"], part["part"], part["name"]) == ("changed", "agency", "UBND cấp xã")
    assert len(part["fields"][0]["old"]) == 108


@pytest.mark.parametrize("text", [None, "a: [", "schema: 1\n"])
def test_a_plan_that_cannot_be_read_or_is_not_valid_ends_with_3(
    papi: Papi, tmp_path: Path, text: str | None
) -> None:
    path = tmp_path / "x.yaml"
    if text is not None:
        path.write_text(text, encoding="utf-8")
    for pair in ((str(path), str(PLAN)), (str(PLAN), str(path))):
        result = papi("diff", *pair)
        assert (result.code, result.out) == (3, "")


def test_tasks_that_came_and_went_are_shown_whole(papi: Papi, tmp_path: Path) -> None:
    text = PLAN.read_text(encoding="utf-8")
    start = text.index("          - id: b\n            text: Tuyên truyền, vận động người dân tham")
    end = text.index('\n  - id: "8"')
    row = text[start:end]
    path = tmp_path / "new.yaml"
    path.write_text(text.replace(row, "").replace("tasks: 76", "tasks: 75"), encoding="utf-8")
    gone = papi("diff", str(PLAN), str(path)).out.splitlines()[1].split("\t")
    assert gone[:2] == ["7.2.b", "Bỏ nhiệm vụ"]
    assert gone[2].startswith("Tuyên truyền, vận động người dân tham gia bảo vệ môi trường")
    assert "Chủ trì: " in gone[2]
    assert gone[3] == ""
    came = papi("diff", str(path), str(PLAN)).out.splitlines()[1].split("\t")
    assert (came[1], came[2], came[3]) == ("Thêm nhiệm vụ", "", gone[2])


def test_a_duty_that_came_or_went_is_shown_whole(papi: Papi, tmp_path: Path) -> None:
    text = PLAN.read_text(encoding="utf-8")
    more = "duties:\n  - id: III.0\n    agencies: [Sở Nội vụ]\n    text: Việc mới giao\n"
    path = tmp_path / "new.yaml"
    path.write_text(text.replace("\nduties:\n", f"\n{more}", 1), encoding="utf-8")
    told = "Mã số: III.0; Cơ quan được giao: Sở Nội vụ; Nội dung: Việc mới giao"
    came = papi("diff", str(PLAN), str(path)).out.splitlines()[1].split("\t")
    assert came == ["Điểm III.0", "Thêm", "", told]
    gone = papi("diff", str(path), str(PLAN)).out.splitlines()[1].split("\t")
    assert gone == ["Điểm III.0", "Bỏ", told, ""]


# Editors, and a new plan


def test_the_schema_is_printed_and_written(papi: Papi, tmp_path: Path) -> None:
    assert papi("schema").out == render_schema()
    path = tmp_path / "plan.schema.json"
    assert papi("schema", "-o", str(path)).err == f"{path}: mới.\n"
    assert path.read_text(encoding="utf-8") == render_schema()
    path.write_text(render_schema().replace("Luôn là 1.", "Là 1."), encoding="utf-8")
    assert papi("schema", "-o", str(path)).err == f"{path}: thay đổi.\n"
    assert papi("schema", "--register", "-o", str(path)).code == 3
    assert papi("schema", "--register").out == register_schema.render_schema()
    other = tmp_path / "other.json"
    other.write_text("{}", encoding="utf-8")
    assert papi("schema", "-o", str(other)).code == 3
    assert other.read_text(encoding="utf-8") == "{}"


def test_a_new_plan_passes_its_check_and_serves_every_command(papi: Papi, tmp_path: Path) -> None:
    result = papi("new", "plan.yaml", cwd=tmp_path)
    assert result.code == 0
    assert result.err == (
        "plan.yaml: mới; sửa theo chú thích trong tệp rồi chạy «papi check plan.yaml».\n"
        "plan.schema.json: mới.\n"
    )
    assert papi("check", "--strict", "plan.yaml", cwd=tmp_path).code == 0
    for args in (["tasks"], ["agencies"], ["matrix"], ["checklist", "--all", "-o", "out"],
                 ["action-plan", "--all", "-o", "out"], ["progress", "out"]):  # fmt: skip
        assert papi(*args, "--plan", "plan.yaml", cwd=tmp_path).code == 0, args
    assert len(os.listdir(tmp_path / "out")) > 6  # noqa: PTH208


def test_a_new_plan_is_never_written_over_a_file(papi: Papi, tmp_path: Path) -> None:
    (tmp_path / "plan.yaml").write_text("của tôi", encoding="utf-8")
    result = papi("new", "plan.yaml", cwd=tmp_path)
    assert (result.code, result.err) == (
        3, "papi: Đã có «plan.yaml» nên để nguyên; chọn tên khác.\n",
    )  # fmt: skip
    assert (tmp_path / "plan.yaml").read_text(encoding="utf-8") == "của tôi"
    assert not (tmp_path / "plan.schema.json").exists()


def test_a_schema_that_is_there_is_left_alone(papi: Papi, tmp_path: Path) -> None:
    (tmp_path / "plan.schema.json").write_text("{}", encoding="utf-8")
    assert papi("new", "plan.yaml", cwd=tmp_path).err.endswith(
        "plan.schema.json: đã có, để nguyên.\n"
    )


# What is written where no folder is


@pytest.mark.parametrize(
    "args", [["new"], ["baseline", "--plan", str(PLAN)], ["schema", "-o"]], ids=lambda args: args[0]
)
def test_a_folder_that_is_missing_is_named(papi: Papi, tmp_path: Path, args: list[str]) -> None:
    file = Path("không", "có", "tệp.yaml")
    assert papi(*args, str(file), cwd=tmp_path) == Result(
        3,
        "",
        f"papi: Không có thư mục «{file.parent}» để ghi tệp «{file}»; tạo thư mục ấy rồi chạy"
        " lại.\n",
    )
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(os.name == "nt", reason="Windows does not tell a file in the way")
def test_a_file_in_the_place_of_a_folder_is_not_called_missing(papi: Papi, tmp_path: Path) -> None:
    (tmp_path / "f").write_text("x", encoding="utf-8")
    said = papi("new", "f/plan.yaml", cwd=tmp_path)
    assert (said.code, "đi qua một tệp chứ không phải thư mục" in said.err) == (3, True)


def test_documents_make_the_folder_that_they_go_into(papi: Papi, tmp_path: Path) -> None:
    said = papi("report", "--agency", "Sở Nội vụ", "-o", "không/có", cwd=tmp_path)
    assert said.code == 0
    assert (tmp_path / "không" / "có" / "bao-cao-so-noi-vu.md").exists()


# Signing off the plan that is meant


@pytest.mark.parametrize(
    ("command", "told"),
    [
        ("baseline", "Tệp kế hoạch; phải ghi ở đây hay ở PAPI_PLAN, không lấy kế hoạch kèm"),
        ("check", "là tệp do «papi baseline» viết; khi ấy phải nêu tệp kế hoạch."),
    ],
)
def test_the_help_tells_that_a_baseline_wants_a_plan(papi: Papi, command: str, told: str) -> None:
    assert told in " ".join(papi(command, "--help").out.split())


def test_the_shipped_plan_is_never_signed_off_by_oversight(papi: Papi, tmp_path: Path) -> None:
    signed = tmp_path / "da_duyet.yaml"
    told = "papi: Bản đã duyệt là của một tệp kế hoạch; ghi thêm tên tệp ấy: --plan TỆP.\n"
    assert papi("baseline", str(signed)) == Result(2, "", told)
    assert not signed.exists()
    plan = str(ROOT / "data" / "plan_2021.yaml")
    assert papi("baseline", str(signed), PAPI_PLAN=plan).code == 0
    assert papi("check", "--baseline", str(signed)) == Result(2, "", told)
    assert papi("check", "--baseline", str(signed), plan).code == 0


@pytest.mark.parametrize("machine", ["CI", "PRE_COMMIT"])
def test_where_no_person_types_a_plan_to_check_is_named(papi: Papi, machine: str) -> None:
    result = papi("check", "--strict", **{machine: "1"})
    assert (result.code, result.out) == (2, "")
    assert "kế hoạch kèm chương trình (data/plan_2021.yaml)" in result.err
    named = papi("check", "--plan", "data/plan_2021.yaml", **{machine: "1"})
    assert named.err.startswith("data/plan_2021.yaml: 0 lỗi")
    assert papi("check", CI="false").code == 0
