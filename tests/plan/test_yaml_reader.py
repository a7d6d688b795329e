"""YAML to values with places."""

from collections.abc import Iterator
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from papi_cli.plan.keys import KeyPath
from papi_cli.plan.yaml_reader import (
    MAX_DEPTH,
    Tree,
    Unquoted,
    YamlError,
    YamlSyntaxError,
    parse,
    stands_plain,
)


def slip(text: str) -> YamlError:
    with pytest.raises(YamlSyntaxError) as caught:
        parse(text)
    return caught.value.error


def test_values_are_plain() -> None:
    text = 'a: một\nb: "2"\nc: 3\nd: [x, {e: y}]\nf: |\n  dòng\ng: >\n  gập\n  lại\n'
    assert parse(text).value == {
        "a": "một", "b": "2", "c": 3, "d": ["x", {"e": "y"}], "f": "dòng", "g": "gập lại",
    }  # fmt: skip


@pytest.mark.parametrize(
    "raw", ["1.10", "01834", "no", "Yes", "null", "~", "1e3", "12:30:45", "0x1F", ".inf", "+1", ""]
)
def test_plain_scalars_that_yaml_reads_otherwise_keep_what_stands_there(raw: str) -> None:
    assert parse(f"a: {raw}").value == {"a": Unquoted(raw)}


def test_a_date_stays_text() -> None:
    assert parse("a: 2021-13-45").value == {"a": "2021-13-45"}


def test_places_count_from_one_in_characters() -> None:
    tree = parse('đầu:\n  - tên: "x"\n    số: 3\n  - {tên: y}\n')
    assert tree.locations.location(("đầu", 0, "tên")) == (2, 10)
    assert tree.locations.location(("đầu", 0, "số"), key=True) == (3, 5)
    assert tree.locations.location(("đầu", 1)) == (4, 5)
    assert tree.locations.location(()) == (1, 1)


@pytest.mark.parametrize(
    "path", [("a", "b", "c"), ("a", 5), ("không",), ("a", 0, 0), ("a", "không", "có")]
)
def test_a_path_beyond_the_file_is_placed_at_its_last_value(path: tuple[str | int, ...]) -> None:
    line, column = parse("x: 1\na:\n  b: 2\n").locations.location(path)
    assert (line, column) in {(1, 1), (3, 3), (3, 6)}


def test_bytes_are_read_as_their_text_is() -> None:
    text = 'đầu:\n  - tên: "ồ"\n'
    assert parse(text.encode()).value == parse(text).value
    assert parse(text.encode()).locations.location(("đầu", 0, "tên")) == (2, 10)
    with pytest.raises(YamlSyntaxError) as caught:
        parse("ồ: \x07".encode())
    assert "U+0007" in caught.value.error.message


def test_windows_line_ends_do_not_move_places() -> None:
    assert parse("a: 1\r\nb: 2\r\n").locations.location(("b",)) == (2, 4)


def test_removing_keeps_the_places_of_the_rest() -> None:
    tree = parse("a:\n  - x\n  - y\n  - z\n")
    tree.remove(("a", 1))
    assert tree.value == {"a": ["x", "z"]}
    assert tree.locations.location(("a", 1)) == (4, 5)


def test_values_can_be_put_where_none_were() -> None:
    tree = parse("a: 1\nb: 2\n")
    tree.replace(("a",), "x")
    tree.put(("b", "c"), "y")
    assert tree.value == {"a": "x", "b": {"c": "y"}}
    tree.put((), {"d": "z"})
    assert tree.at(("d",)) == "z"
    assert tree.at(("d", "e", 3)) is None


def test_what_the_file_has_at_a_path_is_known() -> None:
    places = parse("a: [x, {b: y}]\nc:\n").locations
    there: list[KeyPath] = [(), ("a",), ("a", 1), ("a", 1, "b"), ("c",)]
    assert all(path in places for path in there)
    gone: list[KeyPath] = [("b",), ("a", 2), ("a", "b"), ("a", 0, 0), ("c", "d"), (0,)]
    assert not any(path in places for path in gone)


def test_the_first_of_two_equal_keys_is_kept_and_the_second_reported() -> None:
    tree = parse("a: 1\nb: 2\na: 3\n")
    assert tree.value == {"a": 1, "b": 2}
    (found,) = tree.errors
    assert (found.rule, found.line, found.column) == ("duplicate-key", 3, 1)
    assert "dòng 1" in found.message


def test_what_stands_under_a_repeated_key_moves_no_place() -> None:
    tree = parse("a:\n  b: 1\na:\n  b: [1, {c: 2}]\n  b: 3\nd: [x, y]\n")
    assert tree.value == {"a": {"b": 1}, "d": ["x", "y"]}
    assert [(slip.line, slip.message[:40]) for slip in tree.errors] == [
        (5, "Khóa «b» viết hai lần trong cùng một mục"),
        (3, "Khóa «a» viết hai lần trong cùng một mục"),
    ]
    assert tree.locations.location(("d", 1)) == (6, 8)


@pytest.mark.parametrize(
    ("text", "line", "column", "said"),
    [
        ("a: &x 1", 1, 4, "neo"),
        ("a: *x", 1, 4, "bí danh"),
        ("a: [&x 1, *x]", 1, 5, "neo"),
        ("a: &x [1]", 1, 4, "neo"),
        ("a: !!python/object:os.system x", 1, 4, "thẻ"),
        ("a: ! x", 1, 4, "thẻ"),
        ("a: 1\n---\nb: 2\n", 2, 1, "nhiều tài liệu"),
        ("? [a]\n: 1", 1, 3, "Khóa"),
        ("a: 1\n\tb: 2", 2, 1, "Tab"),
        ("a:\n\tb: 2", 2, 1, "Tab"),
        ("a:\n  - \tb: 1", 2, 5, "Tab"),
        ("a: 1\nb:2\nc: 3", 2, 1, "thiếu một dấu cách"),
        ("a: b: c", 1, 5, "hai chấm"),
        ("a: - b", 1, 4, "«- »"),
        ("- a\nb: 1", 2, 1, "thẳng cột"),
        ("a: 1\nbcd\ne: 1", 2, 1, "thiếu dấu hai chấm"),
        ("a: 'x", 1, 4, "không đóng"),
        ("a: [b", 1, 4, "Ngoặc vuông"),
        ("a: {b: c", 1, 4, "Ngoặc nhọn"),
        ('a: "\\q"', 1, 5, "ký tự lạ"),
        ("a: @x", 1, 4, "ký tự đặc biệt"),
        ("a: 1\n b: \x07", 2, 5, "U+0007"),
        ("%x", 1, 3, "cú pháp"),
        ('a: "x" y', 1, 8, "chữ thừa"),
    ],
)
def test_a_slip_of_syntax_is_said_where_it_began(
    text: str, line: int, column: int, said: str
) -> None:
    found = slip(text)
    assert (found.line, found.column) == (line, column)
    assert said in found.message


UNCLOSED = """\
plan: "số 5"
tasks:
  - id: I.1
    text: "Rà soát thủ tục
    product: Báo cáo
    agencies:
      - Sở A
      - AGENCY
  - id: I.2
    text: "Mở: đường dây nóng"
"""


@pytest.mark.parametrize("quote", ['"', "'"])
@pytest.mark.parametrize(
    "agency",
    [
        "Sở B",
        '"Sở B"',
        '"Sở: B"',
        'Sở "B" và C',
        '""',
        "C:\\q",
        '# tức "Sở B"',
        "'Sở B'",
        "Sở H'Mông",
    ],
)
def test_an_unclosed_quote_is_told_where_it_was_opened(quote: str, agency: str) -> None:
    text = UNCLOSED.replace("AGENCY", agency)
    found = slip(text if quote == '"' else text.replace("'", " ").replace('"', quote))
    assert (found.line, found.column) == (4, 11)
    assert found.message.startswith("Ngoặc kép" if quote == '"' else "Ngoặc đơn")
    assert "không đóng" in found.message


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ('a: "một\nb: 2\n', 1, 4),
        ('\ufeffa: "một\nb: "hai"\n', 1, 4),
        ('a: "một\r\nb: "hai"\r\n', 1, 4),
        ('"a: 1\nb: "hai"\n', 1, 1),
        ('- "một\n- "hai"\n', 1, 3),
        ('- - "một\n  - hai\n- "ba"\n', 1, 5),
        ('a: ["một, hai]\nb: "ba"\n', 1, 5),
        ('a:\n  - {name: "một}\n  - {name: "hai"}\n', 2, 12),
        ('a: "một\n  hai\nb: "ba"\n', 1, 4),
        ('a: "một\n---\nb: "hai"\n', 1, 4),
        ('a: "một\n"b": "hai"\n', 1, 4),
        ('a: "một\n# tức "hai"\n', 1, 4),
        ('a: "một"\nb: "hai\n  ba"\nc: "bốn\nd: "năm"\n', 4, 4),
        ("a: 'một\nb: 'hai'\n", 1, 4),
        ("a: 'một ''hai''\nb: 'ba'\n", 1, 4),
    ],
)
def test_an_unclosed_quote_is_told_whatever_stands_behind_it(
    text: str, line: int, column: int
) -> None:
    found = slip(text)
    assert (found.line, found.column) == (line, column)
    assert "mở ra ở đây mà không đóng; thêm dấu" in found.message


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('a: "một\n  hai" ba\nb: 1\n', 2),
        ('a: "một\n  theo "hai" ba"\nb: 1\n', 2),
        ('a: "một\n  - hai "ba""\nb: 1\n', 2),
        ('a: "một\n  hai: "ba""\nb: 1\n', 2),
        ('a: "một "hai" ba"\nb: "bốn"\n', 1),
        ('a: "một\n  hai"\n   b: 1\n', 3),
        ('a: "một\n  hai"\nb: c: "d"\n', 3),
        ('a: "một\n  \\q hai"\nb: 1\n', 2),
        ("a: ['một\n  hai', 'ba'\nb: 1\n", 1),
        ("a: 'một\n  H'Mông'\nb: 1\n", 2),
    ],
)
def test_other_slips_are_not_laid_on_a_quote_that_closes(text: str, line: int) -> None:
    found = slip(text)
    assert found.line == line
    assert "thêm dấu ấy" not in found.message


@pytest.mark.parametrize("broken", ['"', "'"])
def test_any_quote_of_a_plan_that_loses_its_end_is_found(broken: str) -> None:
    plan = "".join(
        f"  - id: a{n}\n    text: {broken}Việc {n}:\n      làm{broken}\n" for n in range(9)
    )
    ends = [at for at, char in enumerate(plan) if char == broken][1::2]
    for number, end in enumerate(ends):
        found = slip(f"tasks:\n{plan[:end]}{plan[end + 1 :]}")
        assert (found.line, found.column) == (3 + 3 * number, 11)
        assert "không đóng" in found.message


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ("[" * 100_000, 1, 33),
        ("[" * 600 + "]" * 600, 1, 33),
        ("{a: " * 100_000, 1, 129),
        ("[{a: " * 50_000, 1, 81),
        ("- " * 100_000, 1, 65),
        ("[\n" * 2_000, 33, 1),
        ("".join(" " * level + "a:\n" for level in range(2_000)), 33, 33),
        ("".join("  " * level + "- a:\n" for level in range(2_000)), 17, 33),
        ("é: 1\r\nb: " + "[" * 5_000, 2, 35),
        ("\ufeffb: " + "[" * 5_000, 1, 35),
        ("a:\n  - b: [" + "[{c: " * 2_000, 2, 79),
    ],
    ids=[
        "list", "closed", "map", "both", "items", "lines", "keys", "items of keys", "below", "mark",
        "mixed",
    ],
)  # fmt: skip
def test_depth_is_limited_where_it_becomes_too_much(text: str, line: int, column: int) -> None:
    sentence = f"Lồng nhau quá {MAX_DEPTH} tầng; kế hoạch không sâu thế."
    assert slip(text) == YamlError(line, column, "yaml-syntax", sentence)
    with pytest.raises(YamlSyntaxError) as caught:
        parse(text.encode())
    assert caught.value.error == slip(text)


def test_an_empty_file_has_no_value() -> None:
    tree = parse("# chỉ có ghi chú\n")
    assert tree.value is None
    assert tree.locations.location(("a",)) == (1, 1)


LEAVES = st.text("abcđêữ ,:#[]{}'\"-", max_size=8)
TREES = st.recursive(
    LEAVES,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(LEAVES, inner, max_size=4),
    max_leaves=20,
)


@given(TREES, st.booleans(), st.booleans())
def test_any_plain_data_comes_back_as_it_was_written(data: object, flow: bool, crlf: bool) -> None:
    text = yaml.safe_dump(data, allow_unicode=True, default_flow_style=flow, default_style='"')
    found = parse(text.replace("\n", "\r\n") if crlf else text)
    assert found.value == data


def _texts(value: Any, path: KeyPath = ()) -> Iterator[tuple[KeyPath, str]]:
    if isinstance(value, str):
        yield path, value
        return
    for key, inner in value.items() if isinstance(value, dict) else enumerate(value):
        yield from _texts(inner, (*path, key))


def _check_places(tree: Tree, lines: list[str]) -> None:
    for path, text in _texts(tree.value):
        line, column = tree.locations.location(path)
        assert lines[line - 1][column - 1] == '"'
        assert text == "" or text[0] in lines[line - 1][column:] or len(lines) > line
        if path and isinstance(path[-1], str):
            before, column = tree.locations.location(path, key=True)
            assert lines[before - 1][column - 1] == '"'
            assert (before, column) < tree.locations.location(path)


@given(st.dictionaries(st.text("abcđêữ", min_size=1), TREES, max_size=4))
def test_every_text_is_placed_at_its_opening_quote(data: dict[str, object]) -> None:
    text = yaml.safe_dump(data, allow_unicode=True, default_style='"', width=10_000)
    _check_places(parse(text), text.split("\n"))


@given(st.text(max_size=200))
def test_any_text_is_read_or_refused_with_a_place_inside_it(text: str) -> None:
    found = None
    try:
        parse(text)
    except YamlSyntaxError as error:
        found = error.error
    if found:
        assert 1 <= found.line <= len(text) + 2
        assert found.column >= 1


@pytest.mark.parametrize("char", ["\x85", "\u2028", "\u2029"])
def test_only_what_ends_a_line_in_an_editor_ends_one(char: str) -> None:
    tree = parse(f"# a{char} b\na: 1{char}2\nb: 3\n".encode())
    assert tree.value == {"a": f"1{char}2", "b": 3}
    assert tree.locations.location(("b",)) == (3, 4)


def test_a_lone_return_is_refused_where_it_stands() -> None:
    with pytest.raises(YamlSyntaxError) as caught:
        parse("a: 1\r\nb: 2\rc: 3\n")
    assert (caught.value.error.line, caught.value.error.column) == (2, 5)


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Sở Y tế", True), ("45/BC-UBND", True), ("BC xã (sửa lần 2).docx", True), ("C++", True),
        ("falsehood", True), ("12a", True), ("", False), ("no", False), ("False", False),
        ("1.10", False), ("007", False), ("1e5", False), ("2021-12-16", False), ("a: b", False),
        ("a, b", False), ("a]", False), ("a}", False), ("- a", False), ("a #b", False),
        ("a  b", False), ("a ", False), ('"a"', False), ("a\n", False), ("*a", False),
    ],
)  # fmt: skip
def test_what_stands_without_quotes_is_text_for_any_reader(text: str, plain: bool) -> None:
    assert stands_plain(text) is plain
    if plain:
        assert parse(f"[{text}]").value == yaml.safe_load(f"[{text}]") == [text]
