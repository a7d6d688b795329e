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
from papi_cli.errors import MOST_PROBLEMS, Level, Problem
from papi_cli.vietnamese.deadline import Kind, parse
from tests.conftest import PLAN, PLANS, ROOT, small_plan

BAD = sorted((PLANS / "bad").glob("*.yaml"))
GOOD = sorted((PLANS / "good").glob("*.yaml"))
PLAIN = (PLANS / "good" / "doubt.yaml").read_text(encoding="utf-8")


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
    assert documented == list(RULES), "docs/quy_tac.md has them in another order than rules.py"


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.name)
def test_a_rule_is_documented_with_what_it_wants_and_both_examples(rule: Rule) -> None:
    _, _, rest = PAGE.partition(f"### `{rule.name}` ({rule.level.word})\n\n")
    assert rest, f"docs/quy_tac.md lacks a section ### `{rule.name}` ({rule.level.word})"
    section = re.split(r"^##", rest, maxsplit=1, flags=re.MULTILINE)[0]
    assert section.startswith(rule.summary), "it begins with the sentence of the decorator"
    example = r"\n\n```yaml\n(.*?)```\n"
    before, after = (
        ("Có lưu ý", "Không còn lưu ý[^:]*") if rule.name == "doubt" else ("Sai", "Đúng")
    )
    found = re.search(f"{before}:{example}\n{after}:{example}", section, re.DOTALL)
    assert found, "it ends with Sai: and Đúng:, an example of YAML each"
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
        "doubt", "no-lead", "lead-also-coordinating", "repeated-text",
    }  # fmt: skip
    assert any(each.message.startswith("6.3.d, cơ quan chủ trì: ") for each in found)


def problems(write: Callable[[str], Path], text: str) -> list[str]:
    return [f"{each.rule}: {each.message}" for each in check_file(write(text), "plan.yaml")]


def test_a_comma_inside_a_name_is_named_as_the_trap_that_it_is(
    write: Callable[[str], Path],
) -> None:
    text = PLAIN.replace(
        "            coordinating:\n              - Các sở, ban, ngành\n",
        "            coordinating: [Các sở, ban, ngành, UBND cấp xã]\n",
    )
    found = [each for each in problems(write, text) if "unknown-agency" in each]
    assert len(found) == 1
    assert "bị dấu phẩy cắt thành nhiều mục" in found[0]
    assert '("Các sở, ban, ngành")' in found[0]


def test_several_agencies_in_one_item_are_told_apart(write: Callable[[str], Path]) -> None:
    text = PLAIN.replace(
        "              - Các sở, ban, ngành", "              - Sở Nội vụ; Sở Tư pháp"
    )
    assert any("viết mỗi cơ quan một dòng" in each for each in problems(write, text))


def test_an_unknown_agency_comes_with_the_nearest_names(write: Callable[[str], Path]) -> None:
    text = PLAIN.replace("              - Các sở, ban, ngành", "              - Sở Tư phạm")
    (found,) = [each for each in problems(write, text) if "unknown" in each]
    assert "Không có cơ quan «Sở Tư phạm»; gần nhất là «Sở Tư pháp»" in found


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("document:", "document:\n  follow_up: Sở Y tế"),
        ("    symbol: SNV", "    symbol: SNV\n    part_of: Sở Y tế"),
        ("    symbol: SNV", "    symbol: SNV\n    district: Sở Y tế"),
        ("      - Sở Tư pháp", "      - Sở Y tế\n      - Sở Tư pháp"),
        ("    agencies:\n      - Sở Nội vụ", "    agencies:\n      - Sở Nội vụ\n      - Sở Y tế"),
        ("        lead:\n", "        lead:\n          - Sở Y tế\n"),
    ],
)
def test_agencies_are_known_wherever_they_are_named(
    write: Callable[[str], Path], old: str, new: str
) -> None:
    assert old in PLAIN
    found = problems(write, PLAIN.replace(old, new, 1))
    assert len(found) == 1
    assert "unknown-agency" in found[0]
    assert "Sở Y tế" in found[0]


def test_units_that_are_part_of_each_other_are_a_cycle(write: Callable[[str], Path]) -> None:
    text = PLAIN.replace("    symbol: SNV", "    part_of: Sở Tư pháp").replace(
        "  - name: Sở Tư pháp\n", "  - name: Sở Tư pháp\n    part_of: Sở Nội vụ\n"
    )
    (found,) = problems(write, text)
    assert "trực thuộc đi vòng tròn" in found


def test_a_group_that_holds_itself_is_a_cycle(write: Callable[[str], Path]) -> None:
    text = PLAIN.replace("      - Sở Tư pháp", "      - Các sở, ban, ngành\n      - Sở Tư pháp")
    (found,) = problems(write, text)
    assert "agency-cycle" in found


def test_every_cycle_is_reported(write: Callable[[str], Path]) -> None:
    agencies = "".join(
        f"  - {{name: N{at}, members: [N{at + 1 if at % 2 == 0 else at - 1}]}}\n" for at in range(6)
    )
    rows = '  - {id: "1", name: Một, tasks: [{id: a, text: x, lead: [N0], deadline: Năm 2021}]}\n'
    found = [each for each in problems(write, small_plan(agencies, rows)) if "cycle" in each]
    assert len(found) == 3


def test_a_subdimension_stands_under_its_own_dimension(write: Callable[[str], Path]) -> None:
    (found,) = problems(write, PLAIN.replace('- id: "1.1"', '- id: "2.1"'))
    assert found.startswith("id-order: Nội dung thành phần 2.1 nằm dưới chỉ số 1")


@pytest.mark.parametrize(
    ("first", "second", "rises"),
    [
        ("a", "b", True), ("d", "đ", True), ("đ", "e", True), ("e", "đ", False),
        ('"9"', '"10"', True), ('"10"', '"9"', False), ("I", "II", True), ("V", "IV", False),
        ("IX", "XI", True), ("phụ", "chính", True), ("a", '"1"', True), ("I.9", "I.10", True),
        ("ơ", "p", True), ("y", "x", False), ("H", "I", True), ("C", "D", True), ("D", "C", False),
        ('"' + "1" * 5000 + '"', "b", True),
    ],
)  # fmt: skip
def test_labels_rise_in_vietnamese_roman_and_arabic_order(
    write: Callable[[str], Path], first: str, second: str, rises: bool
) -> None:
    text = PLAIN.replace("id: a", f"id: {first}").replace("id: b", f"id: {second}")
    assert [each for each in problems(write, text) if "id-order" in each] == [] or not rises
    assert rises or len(problems(write, text)) == 1


def test_the_same_work_for_another_lead_is_not_repeated(write: Callable[[str], Path]) -> None:
    text = PLAIN.replace("text: Tập huấn", "text: Tuyên truyền")
    assert "repeated-text" in problems(write, text)[0]
    other = text.replace("deadline: Quý II", "lead: [Sở Tư pháp]\n            deadline: Quý II")
    assert problems(write, other) == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('"Tập\\thuấn"', "dấu cách lạ"),
        ('"Tập\\u00a0huấn"', "dấu cách lạ"),
        ('"Tập\\u200bhuấn"', "U+200B"),
        ('"\\x1b[31mTập"', "U+001B"),
        ('" Tập"', "dấu cách thừa"),
        ("Ta\u0302\u0323p", "dạng Unicode tổ hợp"),
    ],
)
def test_letters_that_look_like_others_are_found(
    write: Callable[[str], Path], text: str, said: str
) -> None:
    (found,) = problems(write, PLAIN.replace("Tập huấn", text))
    assert said in found


def test_paragraphs_in_a_text_are_no_stray_space(write: Callable[[str], Path]) -> None:
    text = PLAIN.replace(
        "text: Tập huấn", "text: |\n              Tập huấn\n              một lần\n"
    )
    assert problems(write, text) == []


def test_an_act_that_cannot_be_read_is_a_problem_at_its_name(write: Callable[[str], Path]) -> None:
    text = PLAIN.replace("place: Mẫu", "place: Mẫu\n  source: không_có.txt")
    (found,) = check_file(write(text), "x")
    assert (found.rule, found.line) == ("source", 9)
    assert "Không có tệp" in found.message


def test_a_row_under_another_letter_than_the_acts_is_found(
    write: Callable[[str], Path], tmp_path: Path
) -> None:
    act = (PLANS / "good" / "act.txt").read_text(encoding="utf-8")
    (tmp_path / "act.txt").write_text(act, encoding="utf-8")
    text = PLAIN.replace("Một kế hoạch", "x").replace("place: Mẫu", "place: Mẫu\n  source: act.txt")
    (found,) = problems(write, text.replace("id: b", "id: c"))
    assert "ghi «b» trước câu này, không phải «c»" in found


@pytest.mark.parametrize(("typed", "wanted"), [('"b)"', "b"), ("b.", "b"), ("1.1.b", "b")])
def test_a_label_is_the_rows_own(write: Callable[[str], Path], typed: str, wanted: str) -> None:
    (found,) = problems(write, PLAIN.replace("- id: b\n", f"- id: {typed}\n"))
    assert found.startswith("id-order: Mã số hàng ")
    assert found.endswith(f"chỉ ghi «{wanted}».")


def test_phrases_that_the_page_says_are_understood_are() -> None:
    section = PAGE.split("### `unknown-deadline`")[1].split("Sai:")[0]
    phrases = re.findall("«([^»]*)»", section.split("Hiểu được")[1])
    assert len(phrases) > 15
    assert not [each for each in phrases if parse(each, 2021).kind is Kind.OTHER]


def test_items_that_stick_together_are_told_apart(write: Callable[[str], Path]) -> None:
    text = PLAIN.replace(
        "              - Các sở, ban, ngành",
        "              - Sở Nội vụ\n                - Sở Tư pháp",
    )
    assert any("các dấu «-» thẳng cột" in each for each in problems(write, text))


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (
            "Tập huấn cho cán bộ, công chức cấp thôn",
            ": 1.1.b, nội dung: khác văn bản nguồn từ chữ «thôn»",
        ),
        ("Một câu khác hẳn", "không có trong văn bản nguồn ở chỗ này"),
    ],
)
def test_a_departure_from_the_act_says_from_which_word(
    write: Callable[[str], Path], tmp_path: Path, typed: str, said: str
) -> None:
    act = (PLANS / "good" / "act.txt").read_text(encoding="utf-8")
    act = act.replace("Tập huấn", "Tập huấn cho cán bộ, công chức cấp xã")
    (tmp_path / "act.txt").write_text(act, encoding="utf-8")
    text = PLAIN.replace("Tập huấn", typed).replace("place: Mẫu", "place: Mẫu\n  source: act.txt")
    (found,) = problems(write, text)
    assert said in found


@pytest.mark.parametrize(
    ("typed", "right", "what"),
    [
        ("Sở Tư phạp", "Sở Tư pháp", "dấu"),
        ("So Tu phap", "Sở Tư pháp", "dấu"),
        ("Sở Tưpháp", "Sở Tư pháp", "dấu cách"),
        ("Sở Tưphap", "Sở Tư pháp", "dấu, dấu cách"),
        ("Sở-Tưpháp", "Sở Tư pháp", "dấu cách, dấu câu"),
        ("Ban Covid19", "Ban Covid-19", "dấu câu"),
        ("BAN COVID19", "Ban Covid-19", "dấu câu"),
        ("Uỷ ban nhân dân cấp xã", "UBND cấp xã", "cách viết tắt"),
    ],
)
def test_a_name_is_said_to_be_misspelt_in_what_differs(
    write: Callable[[str], Path], typed: str, right: str, what: str
) -> None:
    text = PLAIN.replace("- name: UBND cấp xã", "- name: UBND cấp xã\n  - name: Ban Covid-19")
    text = text.replace(
        "              - Các sở, ban, ngành",
        f"              - Các sở, ban, ngành\n              - Ban Covid-19\n              - {typed}",
    )
    found = [each for each in problems(write, text) if "agency-spelling" in each]
    assert found == [
        f"agency-spelling: Tên «{typed}» khác «{right}» ở {what}; sửa cho đúng, hoặc ghi cách viết"
        " này vào aliases."
    ]


@pytest.mark.parametrize("typed", ["SỞ TƯ PHÁP", "Sở Tư-pháp", "Sở Tư pháp,"])
def test_case_and_punctuation_are_no_spelling(write: Callable[[str], Path], typed: str) -> None:
    text = PLAIN.replace("              - Các sở, ban, ngành", f'              - "{typed}"')
    assert not [each for each in problems(write, text) if "agency-spelling" in each]


def test_unknown_names_are_many_and_still_soon_found(write: Callable[[str], Path]) -> None:
    agencies = "".join(f"  - name: Cơ quan số {at}\n" for at in range(500))
    rows = '  - id: "1"\n    name: Một\n    deadline: Năm 2021\n    tasks:\n' + "".join(
        f'      - {{id: "{at}", text: Việc {at}, lead: [Cơ quan xố {at}]}}\n' for at in range(500)
    )
    found = [each for each in problems(write, small_plan(agencies, rows)) if "unknown" in each]
    assert len(found) == 500
    assert sum("gần nhất" in each for each in found) == 20


def test_generated_plans_are_valid(write: Callable[[str], Path]) -> None:
    assert problems(write, plan_text(400)) == []


def test_cycles_are_many_and_still_soon_found(write: Callable[[str], Path]) -> None:
    names = [f"N{at}" for at in range(3000)]
    agencies = "".join(f"  - {{name: {name}, members: [{name}]}}\n" for name in names)
    rows = '  - {id: "1", name: Một, tasks: [{id: a, text: x, lead: [N0], deadline: Năm 2021}]}\n'
    found = [each for each in problems(write, small_plan(agencies, rows)) if "cycle" in each]
    assert len(found) == MOST_PROBLEMS + 1
    assert found[-1].endswith("sửa các chỗ đã nêu rồi kiểm tra lại.")


@pytest.mark.parametrize(("groups", "said"), [(20, 0), (21, 1)])
def test_groups_within_groups_go_twenty_levels_deep(
    write: Callable[[str], Path], groups: int, said: int
) -> None:
    agencies = "  - {name: N0}\n" + "".join(
        f"  - {{name: N{at}, members: [N{at - 1}]}}\n" for at in range(1, groups + 1)
    )
    rows = '  - {id: "1", name: Một, tasks: [{id: a, text: x, lead: [N0], deadline: Năm 2021}]}\n'
    found = [each for each in problems(write, small_plan(agencies, rows)) if "cycle" in each]
    assert [f"của «N{groups}» đi quá 20 tầng" in each for each in found] == [True] * said


def test_a_long_ring_is_shown_by_its_first_names(write: Callable[[str], Path]) -> None:
    agencies = "".join(f"  - {{name: N{at}, members: [N{(at + 1) % 9}]}}\n" for at in range(9))
    rows = '  - {id: "1", name: Một, tasks: [{id: a, text: x, lead: [N0], deadline: Năm 2021}]}\n'
    (found,) = [each for each in problems(write, small_plan(agencies, rows)) if "cycle" in each]
    assert "«N5» → «…» → «N0»" in found


@pytest.mark.parametrize("outside", ["/etc/hostname", "../act.txt", "x/../../act.txt"])
def test_no_file_outside_the_plans_folder_is_read(
    write: Callable[[str], Path], outside: str
) -> None:
    text = PLAIN.replace("place: Mẫu", f"place: Mẫu\n  source: {outside}")
    (found,) = problems(write, text)
    assert "phải nằm trong thư mục của kế hoạch" in found


def test_corrections_that_feed_each_other_end(write: Callable[[str], Path], tmp_path: Path) -> None:
    (tmp_path / "act.txt").write_text("x", encoding="utf-8")
    bomb = "\n              - {source: aa, reading: a}" * 60
    text = PLAIN.replace("text: Tập huấn", f"text: aaaa\n            corrections:{bomb}")
    text = text.replace("place: Mẫu", "place: Mẫu\n  source: act.txt")
    assert any("source" in each for each in problems(write, text))


def test_separators_without_agencies_end(write: Callable[[str], Path], tmp_path: Path) -> None:
    (tmp_path / "act.txt").write_text("; " * 200, encoding="utf-8")
    text = PLAIN.replace("Quý II/2021", '"' + ";" * 40 + 'x"')
    text = text.replace("place: Mẫu", "place: Mẫu\n  source: act.txt")
    assert any("source" in each for each in problems(write, text))


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
