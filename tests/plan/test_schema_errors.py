"""What is wrong with the form of a plan, in words, and what is still checked around it."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic_core import ValidationError

from papi_cli.checking.runner import check, check_file
from papi_cli.errors import Problem
from papi_cli.plan import yaml_reader
from papi_cli.plan.loader import LoadedPlan, load
from papi_cli.plan.schema_errors import drop_invalid, schema_problems
from papi_cli.plan.shape import plan_validator
from tests.conftest import PLANS, ROOT, small_plan

PLAIN = (PLANS / "good" / "doubt.yaml").read_text(encoding="utf-8")

GOOD = (PLANS / "good" / "doubt.yaml").read_text(encoding="utf-8")


def problems(text: str) -> list[Problem]:
    tree = yaml_reader.parse(text)
    with pytest.raises(ValidationError) as caught:
        plan_validator().validate_python(tree.value)
    return schema_problems("plan.yaml", tree, caught.value.errors())


@pytest.mark.parametrize(
    ("old", "new", "rule", "said"),
    [
        ("schema: 1", "schema: 2", "schema", "Khóa «schema» phải là 1, không phải «2»."),
        ("date: 2021-01-02", "date: 2021-13-45", "schema", "không phải một ngày có trên lịch"),
        ("date: 2021-01-02", "date: 2/1/2021", "schema", "đủ hai chữ số, như 2021-05-10."),
        ("date: 2021-01-02", "date: 20210102", "schema", "không phải một ngày"),
        ("place: Mẫu", "place:", "schema", "Khóa «place» để trống; ghi giá trị."),
        ("place: Mẫu", 'place: ""', "schema", "Khóa «place» để trống"),
        ("place: Mẫu", "place: no", "schema", 'Khóa «place» là no không có ngoặc kép; viết "no".'),
        ("place: Mẫu", "place: [Mẫu]", "schema", "Khóa «place» phải là chữ, không phải một danh"),
        ("  place: Mẫu\n", "", "schema", "Mục «document» thiếu khóa «place»."),
        ("schema: 1\n", "", "schema", "Tệp thiếu khóa «schema»."),
        ("place: Mẫu", "place: Mẫu\n  pleca: x", "schema", "Không có khóa «pleca»; có phải «place»?"),
        ("place: Mẫu", "place: Mẫu\n  zzz: x", "schema", "các khóa được dùng: type, number,"),
        ("number: 1/KH-UBND", "number: 263", "quoted-id", 'Khóa «number» là 263 không có ngoặc kép'),
        ("symbol: SNV", "symbol: 1e3", "quoted-id", 'viết "1e3".'),
        ('- id: "1.1"', "- id: 1.10", "quoted-id", 'viết "1.10".'),
        ("          - UBND cấp xã", "          - {a: b}", "schema", "Mục thứ 1 của «lead» phải là chữ"),
        ("        lead:\n          - UBND cấp xã", "        lead: UBND cấp xã", "schema",
         "Khóa «lead» phải là một danh sách, mỗi mục một dòng bắt đầu bằng «- », không phải «UBND"),
        ("  - name: Sở Tư pháp", "  - Sở Tư pháp", "schema",
         "Mục thứ 2 của «agencies» phải gồm các dòng «khóa: giá trị»"),
        ("duties:\n", "expect: {tasks: nhiều}\nduties:\n", "schema", "phải là một số đếm"),
        ("duties:\n", "expect: {tasks: -1}\nduties:\n", "schema", "phải là một số đếm"),
        ("    text: Theo", "    role: khác\n    text: Theo", "schema",
         "phải là lead hoặc coordinating, không phải «khác»."),
        ("    text: Theo", "    parts: [{id: a, text: Theo, periods: []}]\n    text: Theo", "schema",
         "Không có khóa «periods» ở đây; ghi nó ra ngoài «parts», thẳng cột với «parts»."),
        ("    text: Theo", "    doubts: [x]\n    text: Theo", "schema", "phải gồm các dòng"),
    ],
)  # fmt: skip
def test_each_slip_of_form_has_its_sentence(old: str, new: str, rule: str, said: str) -> None:
    assert old in GOOD
    (found,) = problems(GOOD.replace(old, new, 1))
    assert found.rule == rule
    assert said in found.message


def test_a_file_that_is_no_mapping_is_said_to_be_none() -> None:
    (found,) = problems("- a\n")
    assert "Cả tệp phải gồm các dòng «khóa: giá trị»" in found.message
    (found,) = problems("# trống\n")
    assert found.line == 1


def test_no_message_is_pydantics_own() -> None:
    text = GOOD.replace("schema: 1", "schema: {}").replace("place: Mẫu", "place: {x: 1}")
    for found in problems(text):
        assert "Input" not in found.message
        assert "valid" not in found.message


def test_slips_of_form_do_not_hide_other_problems(write: Callable[[str], Path]) -> None:
    text = (
        GOOD.replace("  number: 1/KH-UBND\n", "")
        .replace("symbol: SNV", "symbol:")
        .replace("id: b", "id: a")
        .replace("from: 2021-01-01", "from: 2021-02-30")
        .replace("- Các sở, ban, ngành", "- Không có ai")
    )
    path = write(text)
    found = {problem.rule for problem in check_file(path, "plan.yaml")}
    assert found == {"schema", "duplicate-id", "unknown-agency", "unused-agency"}


def test_a_row_that_cannot_be_read_is_not_reported_as_missing_too(
    write: Callable[[str], Path],
) -> None:
    text = GOOD.replace("duties:\n", "expect: {tasks: 2}\nduties:\n").replace(
        "text: Tập", "txt: Tập"
    )
    assert {problem.rule for problem in check_file(write(text), "x")} == {"schema"}


def test_an_agency_that_cannot_be_read_makes_no_other_unknown(write: Callable[[str], Path]) -> None:
    text = GOOD.replace("{name: UBND cấp xã,", "{nmae: UBND cấp xã,")
    found = check_file(write(text), "x")
    assert {problem.rule for problem in found} == {"schema"}


def test_of_two_bad_items_of_one_list_both_are_left_out(write: Callable[[str], Path]) -> None:
    agencies = "  - {name: A}\n  - {name: [x]}\n  - {name: B}\n  - 3\n"
    rows = '  - {id: "1", name: Một, tasks: [{id: a, text: x, lead: [B], coordinating: [A]}]}\n'
    loaded = load(write(small_plan(agencies, rows)))
    assert isinstance(loaded, LoadedPlan)
    assert [agency.name for agency in loaded.plan.agencies] == ["A", "B"]
    assert loaded.lacking == {"agencies"}
    assert [problem.line for problem in loaded.problems] == [12, 14]


def test_a_period_without_a_start_is_not_judged_by_a_day_that_stands_nowhere(
    write: Callable[[str], Path],
) -> None:
    (found,) = check_file(write(re.sub(r"from: 2021-\d\d-\d\d(, )?", "", GOOD)), "x")
    assert (found.rule, found.message) == ("schema", "Mục «period» thiếu khóa «from».")


FULL = (ROOT / "data" / "new_plan.yaml").read_text(encoding="utf-8")
CORRECTED = (
    (PLANS / "good" / "unused-correction.yaml")
    .read_text(encoding="utf-8")
    .replace("  subject: Thử", "  corrections: [{source: Thư, reading: Thử}]\n  subject: Thử")
)


def broken(text: str) -> Iterator[str]:
    """Yield a plan with each of its keys in turn misspelt, left out, empty, of another kind."""
    lines = text.splitlines(keepends=True)
    for at, line in enumerate(lines):
        found = re.match(r"(\s*(?:- )?)([a-z_]+):(.*)", line)
        if not found:
            continue
        indent, key, value = found.groups()
        slips = [f"{indent}{key}x:{value}\n"]
        if value.strip():
            slips += [f"{indent}{key}:\n", f"{indent}{key}: {{x: [y]}}\n"]
            slips += [] if "-" in indent else [""]
        for slip in slips:
            yield "".join([*lines[:at], slip, *lines[at + 1 :]])


@pytest.mark.parametrize("text", [FULL, CORRECTED], ids=["full", "corrected"])
def test_no_slip_of_form_makes_anything_else_look_wrong(
    write: Callable[[str], Path], text: str
) -> None:
    assert {each.rule for each in check_file(write(text), "x")} <= {"doubt"}
    wrong = {}
    for slip in broken(text):
        rules = {each.rule for each in check_file(write(slip), "x")} - {"doubt"}
        form = rules & {"schema", "quoted-id", "yaml-syntax", "duplicate-key"}
        if form and rules != form:
            wrong[slip] = rules
    assert wrong == {}


VALUES = st.sampled_from(["", "1", "x", "[]", "{}", "[x]", "{x: y}", "no", "2021-01-01", "- x"])


@given(st.data())
def test_whatever_a_value_is_changed_into_the_rest_can_be_checked(data: st.DataObject) -> None:
    lines = GOOD.splitlines()
    at = data.draw(st.integers(0, len(lines) - 1))
    key, colon, _ = lines[at].partition(": ")
    lines[at] = f"{key}{colon}{data.draw(VALUES)}"
    try:
        tree = yaml_reader.parse("\n".join(lines) + "\n")
    except yaml_reader.YamlSyntaxError:
        return
    try:
        plan = plan_validator().validate_python(tree.value)
    except ValidationError as error:
        details = error.errors(include_url=False)
        assert schema_problems("x", tree, details)
        lacking = drop_invalid(tree, details)
        plan = plan_validator().validate_python(tree.value)
        assert lacking <= {*tree.value, "schema", "document", "agencies", "dimensions"}
    check(LoadedPlan("x", Path("x"), plan, tree.locations))


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("text: Tập huấn", "text: Tập huấn\n            targets: [{name: Điểm, value: trên 42,5 điểm}]",
         "Giá trị đứng trước «5 điểm» bị dấu phẩy cắt"),
        ("text: Tập huấn", "text: Tập huấn\n            doubts: {deadline: Mờ, có thể là Quý I}",
         "Giá trị đứng trước «có thể là Quý I» bị dấu phẩy cắt"),
        ("date: 2021-01-02", "date: 2021-1-2", "tháng và ngày đủ hai chữ số"),
    ],
)  # fmt: skip
def test_a_slip_that_many_make_is_named_for_what_it_is(
    write: Callable[[str], Path], old: str, new: str, said: str
) -> None:
    problems = check_file(write(PLAIN.replace(old, new, 1)), "x")
    (found,) = [each for each in problems if each.rule == "schema"]
    assert said in found.message
