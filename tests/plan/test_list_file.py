"""A file that is a list of items of one class."""

from dataclasses import dataclass
from typing import ClassVar

import pytest

from papi_cli.plan.keys import About, key
from papi_cli.plan.list_file import items_of, load_list


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    TITLE: ClassVar = "Mục"

    name: str = key(About("Tên", longest=5))
    counts: dict[str, int] | None = key(About("Số"), default=None)


def said(text: str) -> list[str]:
    problems = load_list(text.encode(), "x", Item, 3).problems
    return [f"{each.line}:{each.column} {each.rule} {each.message}" for each in problems]


def test_items_are_read_in_their_order_with_their_places() -> None:
    found = load_list(b"- {name: a}\n- name: b\n  counts: {x: 1}\n", "x", Item, 3)
    assert found.items == (Item(name="a"), Item(name="b", counts={"x": 1}))
    assert found.locations.location((1, "counts", "x")) == (3, 15)


def test_comments_alone_are_no_items() -> None:
    found = load_list(b"# x\n", "x", Item, 3)
    assert (found.items, found.problems) == ((), ())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("name: a\n", "1:1 schema Cả tệp phải là một danh sách, mỗi mục một dòng bắt đầu bằng «- », không phải một bảng «khóa: giá trị»."),
        ("- a\n", "1:3 schema Mục thứ 1 phải gồm các dòng «khóa: giá trị», không phải «a»."),
        ("- {name: a}\n- {}\n", "2:3 schema Mục thứ 2 thiếu khóa «name»."),
        ("- {name: a, nam: b}\n", "1:13 schema Không có khóa «nam»; có phải «name»?"),
        ("- {name: quá dài}\n", "1:10 schema Khóa «name» dài quá 5 chữ; kiểm tra lại có chép nhầm không."),
        ("- {name: a}\n" * 4, "1:1 schema Cả tệp có quá 3 mục; kiểm tra lại có chép nhầm không."),
        ("- {name: a, counts: {x: b}}\n", "1:25 schema Khóa «x» phải là một số đếm, không phải «b»."),
        ("- {name: a, name: b}\n", "1:13 duplicate-key Khóa «name» viết hai lần trong cùng một mục (lần đầu ở dòng 1); chỉ giữ một, hoặc thêm dấu «- » nếu là mục mới."),
        ("- [a\n", "1:3 yaml-syntax Ngoặc vuông «[» mở ra ở đây mà không đóng, hoặc thiếu dấu phẩy."),
    ],
)  # fmt: skip
def test_what_is_wrong_has_its_place_and_a_sentence(text: str, expected: str) -> None:
    assert said(text) == [expected]


def test_a_file_with_problems_has_no_items() -> None:
    assert load_list(b"- {name: a}\n- {}\n", "x", Item, 3).items == ()
    assert load_list(b"- {name: a, name: b}\n", "x", Item, 3).items == ()


def test_plain_data_makes_items_or_nothing() -> None:
    assert items_of([{"name": "a"}], Item, 3) == (Item(name="a"),)
    assert items_of([{"nam": "a"}], Item, 3) is None
