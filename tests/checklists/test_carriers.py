"""The file formats of checklists."""

import pytest

from papi_cli.checklists.carriers import CARRIERS, DEFAULT, Carrier, carrier_of
from papi_cli.checklists.format import NotAChecklistError
from papi_cli.checklists.items import PlanItem
from tests.checklists.small import FRESH, HEAD, LABELS, TASKS, with_result


@pytest.mark.parametrize("name", ["a.md", "a.MD", "x/a.b.Md"])
def test_a_format_is_known_by_the_end_of_a_name_in_any_case(name: str) -> None:
    assert carrier_of(name) is DEFAULT


@pytest.mark.parametrize("name", ["a.txt", "a.md.txt", "md", ".md", "a"])
def test_other_names_are_of_no_checklist(name: str) -> None:
    assert carrier_of(name) is None


@pytest.mark.parametrize("carrier", CARRIERS.values(), ids=CARRIERS)
def test_a_carrier_reads_and_writes_anew_what_it_wrote(carrier: Carrier) -> None:
    items = {label: PlanItem(*item) for label, item in TASKS.items()}
    old = with_result("1.1.a", " Đã họp")
    assert carrier.read_head(old) == HEAD
    assert list(carrier.read(old, items, ()).entries) == LABELS
    assert carrier.regenerate(FRESH, old, items).text == old
    for broken in ("", "chữ"):
        with pytest.raises(NotAChecklistError):
            carrier.read_head(broken)
