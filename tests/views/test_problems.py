"""What `papi check` found, for people, editors and CI."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from papi_cli.errors import Level, Problem
from papi_cli.register.rules import ALL_RULES
from papi_cli.views.problems import REPORTERS, Checked, CheckFormat
from tests.conftest import PLANS, ROOT, Result

Papi = Callable[..., Result]
BAD = "tests/plans/bad/lead-also-coordinating.yaml"
ODD = Problem("thư mục/a,b:100%.yaml", 3, 5, Level.WARNING, "no-lead", "Chữ: 100%\r\n, hết\u202e.")


def test_every_format_writes_problems_and_files_that_were_not_read() -> None:
    files = [Checked("a.yaml", [ODD]), Checked("b.yaml", unread="Không có tệp «b.yaml».")]
    for how in CheckFormat:
        text = REPORTERS[how](files)
        assert "no-lead" in text
        assert ("b.yaml" in text) is (how is not CheckFormat.TEXT)  # stderr says it there


def test_json_is_the_contract(papi: Papi) -> None:
    result = papi("check", BAD, "không-có.yaml", "--format", "json")
    assert result.code == 3
    data = json.loads(result.out)
    assert list(data) == ["papi", "files"]
    one, lost = data["files"]
    assert list(one) == list(lost) == [
        "file", "unread", "compared", "errors", "warnings", "notes", "problems",
    ]  # fmt: skip
    assert not one["compared"]
    assert (one["file"], one["unread"], one["errors"], one["warnings"]) == (BAD, None, 0, 1)
    (problem,) = [each for each in one["problems"] if each["level"] == "warning"]
    assert list(problem) == ["file", "line", "column", "level", "rule", "message"]
    assert (problem["rule"], problem["line"]) == ("lead-also-coordinating", 39)
    assert lost["unread"] == "Không có tệp «không-có.yaml»; kiểm tra lại đường dẫn."
    assert lost["problems"] == []


def test_notes_that_are_not_to_be_listed_are_still_counted(papi: Papi) -> None:
    plan = "data/plan_2021.yaml"
    assert papi("check", plan).out.count(": lưu ý ") == 85
    result = papi("check", plan, BAD, "--no-notes")
    assert result.out.count("\n") == result.out.count("cảnh báo") == 1
    assert f"{plan}: 0 lỗi, 0 cảnh báo, 85 lưu ý.\n" in result.err
    (data, _) = json.loads(papi("check", plan, BAD, "--no-notes", "--format", "json").out)["files"]
    assert (data["notes"], data["problems"]) == (85, [])
    for how in ("github", "sarif"):
        assert (
            "doubt"
            not in papi("check", plan, "--no-notes", "--format", how).out.split('"rules"')[0]
        )


def test_github_marks_the_line_and_writes_out_what_its_commands_are_made_of() -> None:
    (line,) = REPORTERS[CheckFormat.GITHUB]([Checked("x", [ODD])]).splitlines()
    assert line == (
        "::warning file=thư mục/a%2Cb%3A100%25.yaml,line=3,col=5,title=no-lead"
        "::Chữ: 100%25  , hết\\u202e."
    )


@pytest.mark.parametrize(
    ("level", "command"), [("error", "error"), ("warning", "warning"), ("note", "notice")]
)
def test_github_knows_every_level(level: str, command: str) -> None:
    problem = Problem("a.yaml", 1, 1, Level(level), "doubt", "Câu.")
    assert REPORTERS[CheckFormat.GITHUB]([Checked("a", [problem])]).startswith(f"::{command} file=")


def test_under_github_actions_annotations_are_chosen_unless_another_format_is(papi: Papi) -> None:
    assert papi("check", BAD, GITHUB_ACTIONS="true").out.startswith(f"::warning file={BAD},line=")
    assert "cảnh báo" in papi("check", BAD, "--format", "text", GITHUB_ACTIONS="true").out
    assert "::" not in papi("check", BAD, GITHUB_ACTIONS="false").out


def test_github_names_files_from_the_top_of_the_repository(papi: Papi) -> None:
    result = papi(
        "check", "bad/no-lead.yaml", "/dev/null/không",
        cwd=PLANS, GITHUB_ACTIONS="true", GITHUB_WORKSPACE=str(ROOT),
    )  # fmt: skip
    assert "file=tests/plans/bad/no-lead.yaml,line=" in result.out
    assert "::error file=/dev/null/không::" in result.out


def test_sarif_names_files_from_the_top_of_the_repository_too(papi: Papi) -> None:
    done = papi(
        "check", "bad/no-lead.yaml", "--format", "sarif",
        cwd=PLANS, GITHUB_WORKSPACE=str(ROOT),
    )  # fmt: skip
    assert '"uri": "tests/plans/bad/no-lead.yaml"' in done.out


@pytest.mark.skipif(os.name == "nt", reason="names are text there")
@pytest.mark.parametrize("how", ["text", "json", "github", "sarif"])
def test_a_name_that_is_no_text_is_no_fault_of_ours(how: str, tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "papi_cli", "check", b"\xfe.yaml", "--format", how],
        cwd=tmp_path, env=os.environ | {"PYTHONPATH": str(ROOT)}, capture_output=True, check=False,
    )  # fmt: skip
    assert done.returncode == 3
    assert b"Traceback" not in done.stderr


def sarif(papi: Papi, *args: str, code: int = 0, **more: Any) -> Any:
    result = papi("check", *args, "--format", "sarif", **more)
    assert result.code == code
    data = json.loads(result.out)
    schema = json.loads((ROOT / "tests" / "sarif-2.1.0.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.Draft202012Validator(schema).validate(data)
    return data["runs"][0]


def test_sarif_is_valid_and_its_results_name_rule_file_and_place(papi: Papi) -> None:
    run = sarif(papi, BAD)
    (result,) = [each for each in run["results"] if each["level"] == "warning"]
    rules = run["tool"]["driver"]["rules"]
    assert rules[result["ruleIndex"]]["id"] == result["ruleId"] == "lead-also-coordinating"
    place = result["locations"][0]["physicalLocation"]
    assert place == {
        "artifactLocation": {"uri": BAD},
        "region": {"startLine": 39, "startColumn": 17},
    }
    (invocation,) = run["invocations"]
    assert invocation["executionSuccessful"]
    (said,) = invocation["toolExecutionNotifications"]
    assert said["level"] == "note"
    assert "chưa đối chiếu câu chữ nào" in said["message"]["text"]


def test_sarif_tells_nothing_of_a_plan_that_was_compared(papi: Papi) -> None:
    run = sarif(papi, "data/plan_2021.yaml")
    assert run["invocations"][0]["toolExecutionNotifications"] == []


def test_sarif_describes_every_rule(papi: Papi) -> None:
    rules = sarif(papi, BAD)["tool"]["driver"]["rules"]
    assert [each["id"] for each in rules] == list(ALL_RULES)
    assert all(ALL_RULES[each["id"]].summary in each["help"]["text"] for each in rules)


def test_sarif_says_which_file_could_not_be_read(papi: Papi, tmp_path: Path) -> None:
    lost = tmp_path / "kế hoạch 1.yaml"
    run = sarif(papi, str(lost), code=3)
    (said,) = run["invocations"][0]["toolExecutionNotifications"]
    assert not run["invocations"][0]["executionSuccessful"]
    uri = said["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert uri == lost.as_uri()
    assert uri.endswith("k%E1%BA%BF%20ho%E1%BA%A1ch%201.yaml")


def test_strict_makes_errors_of_warnings_in_every_format(papi: Papi) -> None:
    for how, said in (("text", "lỗi lead-also"), ("json", '"error"'), ("github", "::error"),
                      ("sarif", '"level": "error"')):  # fmt: skip
        result = papi("check", "--strict", BAD, "--format", how)
        assert (result.code, said in result.out) == (1, True)
