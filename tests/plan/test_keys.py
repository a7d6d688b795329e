"""What the program knows of a key of the file."""

from dataclasses import dataclass

from papi_cli.plan.keys import About, key, keys_of, signed_keys, title_of


@dataclass
class Holder:
    TITLE = "Mục"

    name: str = key(About("Tên", signed=1))
    type_: str = key(About("Loại", signed=2), default="", yaml="type")
    doubts: dict[str, str] = key(About("Điểm cần xác minh"), default={})


def test_keys_bear_the_names_that_they_have_in_the_file() -> None:
    assert {name: about.title for name, about in keys_of(Holder).items()} == {
        "name": "Tên", "type": "Loại", "doubts": "Điểm cần xác minh",
    }  # fmt: skip


def test_a_key_without_a_default_is_required_and_no_two_holders_share_one() -> None:
    one, two = Holder("a"), Holder("b")
    one.doubts["name"] = "mờ"
    assert two.doubts == {}
    assert two.type_ == ""


def test_a_baseline_holds_the_keys_of_its_version_and_of_earlier_ones() -> None:
    assert signed_keys(Holder, 1) == ["name"]
    assert signed_keys(Holder, 2) == ["name", "type"]
    assert signed_keys(Holder, 9) == ["name", "type"]


def test_a_class_of_the_file_has_a_title() -> None:
    assert title_of(Holder) == "Mục"
