"""The rules: each with a plan that fails and one that passes."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from benchmarks.generate import plan_text
from papi_cli.checking.baseline import read as read_baseline
from papi_cli.checking.rules import RULES
from papi_cli.checking.rules.rule import Rule
from papi_cli.checking.runner import check_file
from papi_cli.errors import Level, Problem
from papi_cli.register.rules import ALL_RULES
from tests.checking.small import PLAIN, problems
from tests.conftest import PLAN, PLANS, ROOT

BAD = sorted((PLANS / "bad").glob("*.yaml"))
GOOD = sorted((PLANS / "good").glob("*.yaml"))


def name(path: Path) -> str:
    return path.stem


def checked(path: Path) -> list[Problem]:
    """Check a plan; those about the rule `baseline` against what was signed off."""
    signed = PLANS / "signed_off.yaml"
    baseline = read_baseline(signed, signed.name) if path.stem == "baseline" else None
    return check_file(path, path.name, baseline=baseline)


@pytest.mark.parametrize("path", BAD, ids=name)
def test_a_bad_plan_has_the_problems_that_its_first_line_tells(path: Path) -> None:
    first = path.read_text(encoding="utf-8").splitlines()[0]
    expected = first.removeprefix("# expect: ").split("; ")
    found = [f"{each.rule} {each.line}:{each.column}" for each in checked(path)]
    assert sorted(found) == sorted(expected)
    assert any(each.startswith(f"{path.stem} ") for each in found), f"it keeps {path.stem}"


@pytest.mark.parametrize("path", GOOD, ids=name)
def test_a_good_plan_has_no_error_and_no_warning(path: Path) -> None:
    assert {each.level for each in checked(path)} <= {Level.NOTE}


@pytest.mark.parametrize("rule", RULES)
def test_a_rule_has_a_plan_that_fails_and_one_that_passes(rule: str) -> None:
    for folder in ("bad", "good"):
        path = PLANS / folder / f"{rule}.yaml"
        assert path.exists(), f"{path.relative_to(ROOT)} is missing"


def test_plans_are_of_rules() -> None:
    assert {path.stem for path in (*BAD, *GOOD)} <= set(RULES)


PAGE = (ROOT / "docs" / "quy_tac.md").read_text(encoding="utf-8")


def test_rules_are_documented_in_the_order_of_the_program() -> None:
    documented = re.findall(r"^### `([a-z-]+)`", PAGE, re.MULTILINE)
    assert documented == list(ALL_RULES), "docs/quy_tac.md has them in another order than rules.py"


@pytest.mark.parametrize("rule", ALL_RULES.values(), ids=lambda rule: rule.name)
def test_a_rule_is_documented_with_what_it_wants_and_both_examples(rule: Rule) -> None:
    _, _, rest = PAGE.partition(f"### `{rule.name}` ({rule.level.word})\n\n")
    assert rest, f"docs/quy_tac.md lacks a section ### `{rule.name}` ({rule.level.word})"
    section = re.split(r"^##", rest, maxsplit=1, flags=re.MULTILINE)[0]
    assert section.startswith(rule.summary), "it begins with the sentence of the decorator"
    example = r"\n\n```(?:yaml|csv)\n(.*?)```\n"
    before, after = (
        ("Có lưu ý", "Không còn lưu ý[^:]*") if rule.name == "doubt" else ("Sai", "Đúng")
    )
    found = re.search(f"{before}:{example}\n{after}:{example}", section, re.DOTALL)
    assert found, "it ends with Sai: and Đúng:, an example each"
    assert found[1] != found[2]


@pytest.mark.parametrize("key", ["document", "agencies", "dimensions"])
def test_no_rule_judges_a_part_that_cannot_be_read(write: Callable[[str], Path], key: str) -> None:
    text = re.sub(rf"(?m)^{key}:\n(?:[ ].*\n)+", f"{key}: x\n", PLAIN)
    found = {each.rule for each in check_file(write(text), "x")} - {"schema", "doubt"}
    assert not found, f"{found}: needs=[{key!r}]?"


def test_the_shipped_plan_passes_strictly_and_lists_its_doubts() -> None:
    found = check_file(PLAN, "plan", strict=True)
    assert {each.level for each in found} == {Level.NOTE}
    assert {each.rule for each in found} == {
        "doubt", "no-lead", "lead-also-coordinating", "repeated-text", "unsettled",
    }  # fmt: skip
    assert any(each.message.startswith("6.3.d, cơ quan chủ trì: ") for each in found)


def test_generated_plans_are_valid(write: Callable[[str], Path]) -> None:
    assert problems(write, plan_text(400)) == []


@pytest.mark.parametrize(
    ("old", "new", "rules"),
    [
        ("agencies:\n  - name", "agency:\n  - name", {"schema"}),
        ("dimensions:\n", "dimension:\n", {"schema"}),
        ("from: 2021-01-01", "from: 2021-13-01", {"schema"}),
        ("    name: Tham gia của người dân\n", "", {"schema", "unknown-agency"}),
    ],
)
def test_one_slip_of_form_is_one_problem_and_hides_no_other(
    write: Callable[[str], Path], old: str, new: str, rules: set[str]
) -> None:
    text = PLAIN.replace("Quý II/2021", "Quý II")
    if "unknown-agency" in rules:
        text = text.replace(
            "              - Các sở, ban, ngành",
            "              - Sở Y tế\n              - Các sở, ban, ngành",
        )
    assert old in text
    assert {each.split(":")[0] for each in problems(write, text.replace(old, new, 1))} == rules
