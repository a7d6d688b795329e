"""Tables and lists of fields."""

import pytest

from papi_cli.views.tables import Rows, plain_table


def test_numbers_stand_to_the_right() -> None:
    text = plain_table(Rows("", ("Tên", "Số"), [("a", "1"), ("b", "100")]), "hết", 1, 40)
    assert text.splitlines()[-3].endswith("  1")
    assert text.endswith("hết\n")


_WIDE = Rows(
    "",
    ("Tên", "Đã gửi, không có hạn", "Gửi nhưng trống", "Không đọc được"),
    [("Không thuộc huyện nào", 124, 2, 4), ("huyện Ba Bể", 3, 0, 0)],
)


@pytest.mark.parametrize("width", [45, 60, 80])
def test_headings_of_numbers_are_folded_before_names_of_rows_are_lost(width: int) -> None:
    lines = plain_table(_WIDE, "", 3, width).splitlines()
    assert max(map(len, lines)) <= width
    assert "Không thuộc huyện" in "\n".join(lines)
    assert "…" not in "".join(lines)


def test_headings_take_one_line_where_there_is_room() -> None:
    first = plain_table(_WIDE, "", 3, 90).splitlines()[0]
    assert first.split("  ")[-3:] == ["Đã gửi, không có hạn", "Gửi nhưng trống", "Không đọc được"]
