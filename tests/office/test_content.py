"""What a Word or Excel file holds for a reader."""

from papi_cli.office.content import Cell, OfficeFile, Paragraph, Row, Table


def test_a_row_is_blank_where_nobody_wrote_and_nothing_is_to_be_told() -> None:
    assert Row(1, (Cell(), Cell(" \n"))).blank
    assert not Row(1, (Cell(), Cell("chữ"))).blank
    assert not Row(1, (Cell(remarks=("có 1 hình ảnh",)),)).blank


def test_tables_stand_in_their_order_among_paragraphs() -> None:
    one, two = Table("", ()), Table("Trang 2", ())
    assert OfficeFile((one, Paragraph("chữ"), two), {}).tables == (one, two)
