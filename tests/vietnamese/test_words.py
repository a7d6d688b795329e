"""Vietnamese text: folding, order, showing."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papi_cli.safe_text import quoted, visible
from papi_cli.vietnamese.words import (
    fold,
    points,
    shortened,
    small_start,
    spelling,
    vietnamese_key,
    words,
)

VIETNAMESE = st.text(
    "aăâbcdđeêghiklmnoôơpqrstuưvxyáàảãạấầẩẫậắằẳẵặéèẻẽẹếềểễệíìỉĩịóòỏõọốồổỗộớờởỡợúùủũụứừửữựýỳỷỹỵ"
    "ABCDĐEÊ -/,.&0123456789"
)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("UBND cấp xã", "ubnd cap xa"),
        ("UBND cấp xã", "UBND CẤP XÃ"),
        ("Hoà Mục", "Hòa Mục"),
        ("Liêm Thuỷ", "Liêm Thủy"),
        ("Sở TT&TT", "Sở TTTT"),
        ("Đức Xuân", "Ðức Xuân"),
        ("Đài Phát thanh", "dai phat thanh"),
        ("SLĐ-TB&XH", "SLĐTBXH"),
    ],
)
def test_spellings_of_one_name_fold_alike(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("Bằng Lũng", "Bằng Lãng"), ("Yên Thịnh", "Yên Thượng"), ("Sĩ Bình", "Sỹ Bình")],
)
def test_different_letters_do_not_fold_alike(one: str, other: str) -> None:
    assert fold(one) != fold(other)


@given(VIETNAMESE)
def test_folding_does_not_depend_on_case_or_unicode_form(text: str) -> None:
    assert fold(unicodedata.normalize("NFD", text)) == fold(text)
    assert fold(text.upper()) == fold(text)


@given(st.text())
def test_what_is_folded_stays_as_it_is(text: str) -> None:
    assert fold(fold(text)) == fold(text)


def test_words_keeps_single_spaces_between_words() -> None:
    assert words("  UBND   cấp-xã, Phường/Thị trấn ") == "ubnd cap xa phuong thi tran"


def test_names_sort_by_the_vietnamese_alphabet() -> None:
    names = ["Đức", "Dung", "Ân", "Ấn", "An", "Ăn", "Ơn", "Ôn", "On", "Ưng", "Ung", "Đàn", "Dần"]
    assert sorted(names, key=vietnamese_key) == [
        "An", "Ăn", "Ân", "Ấn", "Dần", "Dung", "Đàn", "Đức", "On", "Ôn", "Ơn", "Ung", "Ưng",
    ]  # fmt: skip


def test_tones_count_only_where_letters_are_alike() -> None:
    assert sorted(["mạ", "má", "mã", "mả", "mà", "ma", "mac"], key=vietnamese_key) == [
        "ma", "mà", "mả", "mã", "má", "mạ", "mac",
    ]  # fmt: skip


def test_spaces_sort_before_digits_and_digits_before_letters() -> None:
    assert sorted(["xãa", "xã1", "xã b"], key=vietnamese_key) == ["xã b", "xã1", "xãa"]


@given(VIETNAMESE)
def test_order_does_not_depend_on_unicode_form(text: str) -> None:
    composed = unicodedata.normalize("NFC", text)
    decomposed = unicodedata.normalize("NFD", text)
    assert vietnamese_key(decomposed)[:2] == vietnamese_key(composed)[:2]


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("\x1b[31mđỏ", "\\x1b[31mđỏ"),
        ("một\nhai\tba", "một hai ba"),
        ("\u202eđảo", "\\u202eđảo"),
        ("\x9b", "\\x9b"),
        ("\ufff9", "\\ufff9"),
        ("\u061c", "\\u061c"),
        ("\U000e0041", "\\U000e0041"),
        ("\udcff", "\\udcff"),
        ("[red]x[/red]", "[red]x[/red]"),
    ],
)
def test_nothing_that_a_terminal_obeys_stays_visible_text(raw: str, shown: str) -> None:
    assert visible(raw) == shown


@given(st.text())
def test_shown_text_has_no_control_characters(text: str) -> None:
    assert not any(unicodedata.category(char) in {"Cc", "Cs"} for char in visible(text))


def test_a_long_quotation_is_cut_between_words() -> None:
    assert quoted("một hai ba bốn", 9) == "«một hai …»"
    assert quoted("mộthaibabốn", 6) == "«mộthai …»"
    assert quoted("một hai", 60) == "«một hai»"


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("hoà bình", "Hòa  Bình", True),
        ("UBND cấp xã", "ubnd, cấp-xã", True),
        ("Sở Tư pháp", "Sở Tư phap", False),
        ("Văn phòng", "Văn phong", False),
        ("Đoàn", "Doàn", False),
        ("sở", "sờ", False),
        ("tôn", "ton", False),
    ],
)
def test_spelling_is_that_of_words_with_their_marks(one: str, other: str, alike: bool) -> None:
    assert (spelling(one) == spelling(other)) is alike


@pytest.mark.parametrize(
    ("text", "listed"),
    [
        ("", []),
        ("Báo cáo - kết quả;", ["Báo cáo - kết quả;"]),
        ("- Kế hoạch;\n- Báo cáo.", ["Kế hoạch", "Báo cáo."]),
        ("+ Kế hoạch,\n\n • Báo cáo kết quả", ["Kế hoạch", "Báo cáo kết quả"]),
        ("Kế hoạch\nBáo cáo", ["Kế hoạch", "Báo cáo"]),
        ("-Kế hoạch\n-", ["-Kế hoạch", "-"]),
    ],
)
def test_points_are_the_lines_of_a_list_without_what_joins_them(
    text: str, listed: list[str]
) -> None:
    assert points(text) == listed


def test_a_text_within_a_sentence_begins_small_but_for_abbreviations() -> None:
    assert small_start("Nhóm nhiệm vụ") == "nhóm nhiệm vụ"
    assert small_start("PAPI năm 2021") == "PAPI năm 2021"
    assert small_start("") == ""


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("ngắn", "ngắn"),
        ("một hai ba", "một hai …"),
        ("mộthaibabốn", "mộthaiba …"),
        ("a  b\nc", "a b c"),
        ("một, hai ba", "một, hai …"),
    ],
)
def test_a_long_line_is_cut_behind_a_word(text: str, cut: str) -> None:
    assert shortened(text, 8) == cut
