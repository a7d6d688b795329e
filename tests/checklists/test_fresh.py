"""A checklist as it would be written today."""

from papi_cli.checklists.format import Head
from papi_cli.checklists.fresh import FreshChecklist
from tests.checklists.small import form


def test_only_what_a_carrier_asks_for_is_made_and_that_once() -> None:
    asked: list[str] = []

    def text() -> str:
        asked.append("text")
        return "chữ"

    made = FreshChecklist(Head("1", "A"), text, form)
    assert (made.markdown, made.markdown, asked) == ("chữ", "chữ", ["text"])
    assert made.form is made.form
