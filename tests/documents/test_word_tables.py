"""Tables in Word: headings repeated, rows kept whole, columns as wide as they need."""

from typing import Any

from docx.oxml.ns import qn

from papi_cli.documents.word_blocks import Table, blocks_of
from papi_cli.documents.word_tables import table_xml
from papi_cli.office.word_document import TWIPS, element
from tests.documents.word_at_hand import style_of, words_of

TABLE = "| TT | Việc | Số |\n| ---: | --- | :---: |\n{}"


def made(rows: str = "| 1 | Họp | 3 |", width: float = 160) -> Any:
    (table,) = blocks_of(TABLE.format(rows))
    assert isinstance(table, Table)
    return element(table_xml(table, width))


def rows_of(table: Any) -> list[Any]:
    return list(table.iter(qn("w:tr")))


def has(tree: Any, name: str) -> bool:
    return next(tree.iter(qn(f"w:{name}")), None) is not None


def test_only_the_heading_row_is_repeated() -> None:
    assert [has(each, "tblHeader") for each in rows_of(made())] == [True, False]


def test_the_heading_row_is_set_bold_and_centred_by_its_style() -> None:
    cells = rows_of(made())[0].iter(qn("w:p"))
    assert {style_of(each) for each in cells} == {"PapiHeadingCell"}


def test_a_row_is_not_divided_between_pages() -> None:
    assert all(has(each, "cantSplit") for each in rows_of(made()))


def test_a_row_that_is_very_long_may_be_divided() -> None:
    long = rows_of(made(f"| 1 | {'việc dài ' * 500} | 3 |"))[1]
    assert not has(long, "cantSplit")


def test_cells_stand_as_the_markdown_says() -> None:
    cells = list(rows_of(made())[1].iter(qn("w:tc")))
    aligned = [next(each.iter(qn("w:jc")), None) for each in cells]
    assert [None if each is None else each.get(qn("w:val")) for each in aligned] == [
        "right",
        None,
        "center",
    ]


def test_a_bold_cell_alone_in_its_row_goes_over_all_columns() -> None:
    (cell,) = rows_of(made("| **A** |  |  |\n| 1 | Họp | 3 |"))[1].iter(qn("w:tc"))
    assert next(cell.iter(qn("w:gridSpan"))).get(qn("w:val")) == "3"


def test_a_plain_cell_alone_in_its_row_stays_in_its_column() -> None:
    assert len(list(rows_of(made("| A |  |  |"))[1].iter(qn("w:tc")))) == 3


def test_a_table_with_a_heading_has_borders() -> None:
    assert has(made(), "tblBorders")


def test_a_table_without_a_heading_has_no_borders() -> None:
    (table,) = blocks_of("|  |  |\n|---|---|\n| a | b |")
    assert isinstance(table, Table)
    assert not has(element(table_xml(table, 160)), "tblBorders")


def test_a_table_is_as_wide_as_the_text() -> None:
    widths = [int(each.get(qn("w:w"))) for each in made(width=247).iter(qn("w:gridCol"))]
    assert sum(widths) == round(247 * TWIPS)


def test_a_row_with_too_few_cells_is_filled_up() -> None:
    assert len(list(rows_of(made("| 1 |"))[1].iter(qn("w:tc")))) == 3


def test_a_table_of_five_columns_is_set_smaller() -> None:
    (table,) = blocks_of("| a | b | c | d | e |\n|---|---|---|---|---|\n| 1 | 2 | 3 | 4 | 5 |")
    assert isinstance(table, Table)
    sizes = {each.get(qn("w:val")) for each in element(table_xml(table, 247)).iter(qn("w:sz"))}
    assert "24" in sizes


def test_what_a_cell_says_stands_in_it() -> None:
    assert words_of(rows_of(made())[1]).split("\n") == ["1", "Họp", "3"]


def kept(table: Any) -> list[bool]:
    """Return of each row whether all its paragraphs stay with the row below."""
    return [
        all(has(each, "keepNext") for each in row.iter(qn("w:p"))) for row in rows_of(table)[1:]
    ]


def test_neither_the_first_nor_the_last_row_stands_alone() -> None:
    rows = "\n".join(f"| {number} | Họp | 3 |" for number in range(5))
    assert kept(made(rows)) == [True, False, False, True, False]


def test_a_row_that_may_be_divided_is_not_kept() -> None:
    assert kept(made(f"| 1 | {'việc dài ' * 500} | 3 |\n| 2 | Họp | 3 |")) == [False, False]


def test_an_only_row_is_the_last() -> None:
    assert kept(made()) == [False]
