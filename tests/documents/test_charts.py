"""Charts of documents: bars as long as the figures beside them, which are told in words too."""

import re
from xml.etree import ElementTree

import pytest

from papi_cli.documents.charts import rates_chart
from papi_cli.documents.task_states import Tally

SVG = "{http://www.w3.org/2000/svg}"


def bars(svg: str) -> list[tuple[float, str]]:
    """Return the widths and colours of the bars of a chart."""
    found = ElementTree.fromstring(svg).findall(f"{SVG}rect")
    return [
        (float(each.get("width", "0")), each.get("fill", ""))
        for each in found
        if each.get("height") == "18"
    ]


def test_a_bar_is_cut_in_the_shares_of_its_figures() -> None:
    chart = rates_chart("Theo mục", [("A", Tally(done=2, in_progress=1, not_started=1))])
    widths = [width for width, _ in bars(chart.svg)]
    assert widths == [widths[1] * 2, widths[1], widths[1]]
    assert "50 % (2/4)" in chart.svg


def test_a_share_of_nothing_has_no_bar() -> None:
    chart = rates_chart("Theo mục", [("A", Tally(done=3)), ("B", Tally(not_applicable=2))])
    assert [colour for _, colour in bars(chart.svg)] == ["#2e6f40", "none"]
    assert "– (0/0)" in chart.svg


def test_the_words_of_a_chart_tell_all_its_figures() -> None:
    chart = rates_chart("Theo mục", [("A", Tally(done=1, not_started=2)), ("B", Tally(done=3))])
    assert chart.words == "Biểu đồ tỷ lệ hoàn thành theo mục: A 33,3 % (1/3); B 100 % (3/3)"
    assert f"<title>{chart.words}</title>" in chart.svg


@pytest.mark.parametrize("name", ["<script>&\"'", "a" * 400, "một " * 100, "\x1b[0m"])
def test_any_name_leaves_the_picture_one_that_can_be_drawn(name: str) -> None:
    chart = rates_chart("Theo mục", [(name, Tally(done=1))])
    texts = ElementTree.fromstring(chart.svg).findall(f"{SVG}text")
    assert all(len(each.text or "") < 40 for each in texts)
    assert not re.search(r"[\x00-\x08\x1b]", chart.svg)
