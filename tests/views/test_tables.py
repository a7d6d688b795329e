"""Tables and lists of fields."""

from papi_cli.views.tables import Rows, plain_table


def test_numbers_stand_to_the_right() -> None:
    text = plain_table(Rows("", ("Tên", "Số"), [("a", "1"), ("b", "100")]), "hết", 1, 40)
    assert text.splitlines()[-3].endswith("  1")
    assert text.endswith("hết\n")
