"""What styles and numbering say of how a text is read."""

from __future__ import annotations

from tests.office.word_parts import (
    LISTS,
    cell,
    point,
    read,
    read_cell,
    run,
    table,
    texts,
)


def test_points_have_a_dash() -> None:
    assert read_cell(point("một", 91) + point("hai", 91), LISTS).text == "- một\n- hai"


def test_numbered_points_are_counted() -> None:
    assert read_cell(point("một", 90) + point("hai", 90), LISTS).text == "1. một\n2. hai"


def test_counting_begins_anew_in_each_cell() -> None:
    rows = [cell(point("một", 90)), cell(point("một", 90))]
    assert texts(read(table(*rows), LISTS)) == [["1. một"], ["1. một"]]


def test_a_deeper_level_begins_anew_below_each_point() -> None:
    points = [("a", 0), ("b", 1), ("c", 0), ("d", 1)]
    told = read_cell("".join(point(text, 90, level) for text, level in points), LISTS).text
    assert told == "1. a\n1. b\n2. c\n1. d"


def test_an_empty_point_is_no_line() -> None:
    assert read_cell(point("", 90) + point("hai", 90), LISTS).text == "1. hai"


def test_a_style_can_make_a_list() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="L"><w:pPr><w:numPr><w:numId w:val="91"/>'
        '</w:numPr></w:pPr></w:style><w:style w:type="paragraph" w:styleId="M">'
        '<w:basedOn w:val="L"/></w:style>'
    )
    text = f'<w:p><w:pPr><w:pStyle w:val="M"/></w:pPr>{run("một")}</w:p>'
    assert read_cell(text, LISTS | {"styles": styles}).text == "- một"


def test_styles_based_on_each_other_in_a_ring_end() -> None:
    styles = '<w:style w:type="paragraph" w:styleId="R"><w:basedOn w:val="R"/></w:style>'
    text = f'<w:p><w:pPr><w:pStyle w:val="R"/></w:pPr>{run("một")}</w:p>'
    assert read_cell(text, {"styles": styles}).text == "một"


def test_a_paragraph_taken_out_of_a_list_has_no_dash() -> None:
    assert read_cell(point("một", 0), LISTS).text == "một"
