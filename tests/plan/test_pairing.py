"""Which task is which, in an earlier state and today."""

import pytest

from papi_cli.plan.pairing import Item, pair

LONG = "Tập huấn nghiệp vụ cho cán bộ thôn mỗi năm một lần"
NEARLY = "Tập huấn nghiệp vụ cho cán bộ thôn mỗi năm hai lần"


def items(*rows: tuple[str, str] | tuple[str, str, str]) -> list[Item]:
    """Return items of a label, a text, and perhaps a section."""
    return [Item(*row) for row in rows]


def test_the_same_label_with_the_same_text_is_the_same_item() -> None:
    rows = items(("a", "họp"), ("b", "bầu"))
    assert pair(rows, rows) == {0: 0, 1: 1}
    assert pair(rows, rows, complete=False) == {0: 0, 1: 1}


@pytest.mark.parametrize("complete", [True, False])
def test_a_text_that_moved_is_found_under_its_new_label(complete: bool) -> None:
    olds = items(("a", "họp"), ("b", "bầu"), ("c", "thu"))
    news = items(("a", "bầu"), ("b", "thu"))
    assert pair(olds, news, complete=complete) == {1: 0, 2: 1}


@pytest.mark.parametrize("complete", [True, False])
def test_a_text_that_changed_a_little_is_found_under_its_label(complete: bool) -> None:
    assert pair(items(("a", LONG)), items(("a", NEARLY)), complete=complete) == {0: 0}


def test_a_label_alone_tells_only_where_nothing_else_can_be_meant() -> None:
    olds, news = items(("a", "họp dân")), items(("a", "mua máy tính"))
    assert pair(olds, news) == {0: 0}
    assert pair(olds, news, complete=False) == {}


@pytest.mark.parametrize("complete", [True, False])
def test_what_was_renumbered_and_reworded_at_once_is_found(complete: bool) -> None:
    olds = items(("a", "họp"), ("b", LONG))
    news = items(("a", "họp"), ("b", "thi tìm hiểu pháp luật"), ("c", NEARLY))
    assert pair(olds, news, complete=complete) == {0: 0, 1: 2}


def test_of_two_reworded_alike_the_one_with_the_label_comes_first() -> None:
    olds = items(("a", LONG))
    news = items(("b", NEARLY), ("a", f"{NEARLY} thôi"))
    assert pair(olds, news) == {0: 1}


def test_the_likest_of_several_is_taken_where_no_label_tells() -> None:
    olds = items(("x", LONG))
    news = items(("a", "Tập huấn nghiệp vụ cho cán bộ xã mỗi quý hai lần"), ("b", NEARLY))
    assert pair(olds, news) == {0: 1}


def test_less_than_six_tenths_in_common_is_another_text() -> None:
    olds = items(("x", "một hai ba bốn năm sáu bảy tám chín mười"))
    assert pair(olds, items(("y", "một hai ba bốn năm sáu b c d e"))) == {0: 0}
    assert pair(olds, items(("y", "một hai ba bốn năm a b c d e"))) == {}


def test_fingerprints_are_equal_or_not_and_never_alike() -> None:
    old = [Item("a", LONG, words=False)]
    assert pair(old, [Item("b", NEARLY)]) == {}
    assert pair(old, [Item("b", LONG)]) == {0: 0}


# Sections


def test_equal_texts_are_told_apart_by_their_sections() -> None:
    olds = items(("1.a", "niêm yết", "Chứng thực"), ("2.a", "niêm yết", "Xây dựng"))
    news = items(("1.a", "niêm yết", "Xây dựng"))
    assert pair(olds, news, complete=False) == {1: 0}
    assert pair(olds, news) == {1: 0}


def test_a_text_of_another_section_is_meant_only_where_the_earlier_state_is_complete() -> None:
    olds = items(("1.a", "niêm yết", "Chứng thực"), ("2.a", "họp", "Xây dựng"))
    news = items(("1.a", "niêm yết", "Xây dựng"), ("2.a", "họp", "Xây dựng"))
    assert pair(olds, news) == {0: 0, 1: 1}
    assert pair(olds, news, complete=False) == {1: 1}


def test_a_section_that_was_renamed_keeps_its_tasks() -> None:
    olds = items(("1.a", "niêm yết", "Chứng thực giấy tờ"))
    news = items(("1.a", "niêm yết", "Chứng thực các giấy tờ"))
    assert pair(olds, news, complete=False) == {0: 0}
    assert pair(olds, items(("1.a", "niêm yết", "Đất đai")), complete=False) == {}


def test_a_section_that_is_still_there_was_not_renamed() -> None:
    olds = items(("1.a", "niêm yết", "Chứng thực giấy tờ"))
    news = items(
        ("1.a", "niêm yết", "Chứng thực các giấy tờ"), ("2.a", "họp", "Chứng thực giấy tờ")
    )
    assert pair(olds, news, complete=False) == {}


def test_an_unknown_section_fits_any() -> None:
    assert pair(items(("1.a", "họp", "")), items(("1.a", "họp", "Một")), complete=False) == {0: 0}


# Several of the same


def test_of_equal_texts_the_one_with_the_same_lead_is_the_likelier() -> None:
    olds = [Item("1.a", "niêm yết", "S", ("Sở A",)), Item("1.b", "niêm yết", "S", ("Sở B",))]
    news = [Item("1.x", "niêm yết", "S", ("Sở B",)), Item("1.y", "niêm yết", "S", ("Sở A",))]
    assert pair(olds, news) == {0: 1, 1: 0}


def test_of_equal_texts_the_one_with_the_nearest_label_is_taken() -> None:
    olds = items(("5.2.a", "niêm yết"))
    news = items(("5.1.c", "niêm yết"), ("5.2.c", "niêm yết"))
    assert pair(olds, news) == {0: 1}
    assert pair(olds, news, complete=False) == {0: 1}


def test_where_labels_are_as_near_the_order_tells_or_nothing() -> None:
    olds, news = items(("x", "niêm yết")), items(("a", "niêm yết"), ("b", "niêm yết"))
    assert pair(olds, news) == {0: 0}
    assert pair(olds, news, complete=False) == {}


def test_no_item_of_today_is_given_to_two_others() -> None:
    olds = items(("a", LONG), ("b", LONG), ("c", NEARLY))
    found = pair(olds, items(("d", LONG), ("e", NEARLY)))
    assert sorted(found.values()) == [0, 1]


def test_a_task_that_stands_twice_is_one_item() -> None:
    olds = items(("a", "họp"), ("a", "họp"))
    assert pair(olds, items(("a", "họp"))) == {0: 0, 1: 0}


def test_hundreds_of_other_texts_are_not_compared_word_by_word() -> None:
    olds = items(*((f"a{n}", f"{LONG} {n}") for n in range(150)))
    news = items(*((f"b{n}", f"{NEARLY} {n}") for n in range(150)))
    assert pair(olds, news, complete=False) == {}
