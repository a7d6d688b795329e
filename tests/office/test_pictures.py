"""Pictures are drawn with all their words."""

import pytest

from papi_cli.office.pictures import png_of, png_size, svg_width

SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="200" height="50" viewBox="0 0 200 50">{}</svg>'
)
TEXT = '<text x="2" y="30" font-size="20"{}>Tiếng Việt ễ</text>'


def test_a_picture_is_as_wide_as_asked() -> None:
    assert png_size(png_of(SVG.format(""), 400)) == (400, 100)


def test_a_picture_is_the_same_at_any_time() -> None:
    drawn = SVG.format(TEXT.format(""))
    assert png_of(drawn, 300) == png_of(drawn, 300)


@pytest.mark.parametrize(
    "family",
    ["", ' font-family="No such font"', " style='font-family: Nowhere, serif'"],
)
def test_words_are_drawn_whatever_font_they_ask_for(family: str) -> None:
    assert png_of(SVG.format(TEXT.format(family)), 300) != png_of(SVG.format(""), 300)


def test_a_missing_font_is_stood_in_for_by_one_of_its_kind() -> None:
    plain = SVG.format('<text y="30" font-size="20" font-family="{}">abc</text>')
    sans, serif = (png_of(plain.format(each), 300) for each in ("Nowhere", "Nowhere, serif"))
    assert sans != serif


@pytest.mark.parametrize(
    ("opening", "width"),
    [
        ('<svg width="96" height="10">', 25.4),
        ('<svg height="10" width="30mm">', 30),
        ('<svg viewBox="0 0 192 10">', 50.8),
        ("<svg>", float("inf")),
        ('<svg width="1.2.3">', float("inf")),
        ('<svg width="100%" viewBox="0 0 96 10">', 25.4),
    ],
)
def test_a_picture_says_how_wide_it_is(opening: str, width: float) -> None:
    assert svg_width(opening) == pytest.approx(width)
