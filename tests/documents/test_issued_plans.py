"""Who issued a plan of its own, by the duty to do so."""

import pytest

from papi_cli.checklists.format import Entry
from papi_cli.checklists.intake import AgencyReturn
from papi_cli.documents.issued_plans import issued_plans
from papi_cli.documents.work import Work
from papi_cli.plan.loader import LoadedPlan
from tests.documents.province import Province

LABEL = "Điểm III.1.a"


def said(small: Province, entry: Entry) -> dict[str, str]:
    loaded = small.loaded
    agency = loaded.registry.find("UBND xã X1")
    sent = {agency.name: AgencyReturn({LABEL: entry}, tasks={LABEL})}
    found = issued_plans(loaded, small.documents.work, sent, loaded.registry.agencies)
    assert found is not None
    return dict(found.numbers)


@pytest.mark.parametrize(
    ("entry", "number"),
    [
        (Entry("x", "Kế hoạch số 40/KH-UBND ngày 01/6/2021."), "40/KH-UBND"),
        (Entry("x", "Kế hoạch số 40/2021/KH-UBND-VP"), "40/2021/KH-UBND-VP"),
        (Entry("x", "Đã xong", number="12/KH-SNV"), "12/KH-SNV"),
        (Entry("x", ""), ""),
    ],
)
def test_the_number_is_the_one_that_the_agency_names(
    small: Province, entry: Entry, number: str
) -> None:
    assert said(small, entry) == {"UBND xã X1": number}


@pytest.mark.parametrize("entry", [Entry("", "Đang soạn"), Entry("", "Chưa"), Entry("", "")])
def test_who_does_not_say_it_did_issued_none(small: Province, entry: Entry) -> None:
    assert said(small, entry) == {}


def test_the_duty_is_found_by_how_it_begins(shipped: LoadedPlan) -> None:
    found = issued_plans(shipped, Work(shipped), {}, shipped.registry.agencies)
    assert found is not None
    assert found.duty.id == "III.1.a"
