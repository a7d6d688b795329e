"""The file formats of checklists."""

import pytest

from papi_cli.checklists.carriers import CARRIERS, DEFAULT, Carrier, ChecklistFormat, carrier_of
from papi_cli.errors import FileError
from tests.checklists.small import HEAD, ITEMS, LABELS, fresh


@pytest.mark.parametrize("name", ["a.md", "a.MD", "x/a.b.Md"])
def test_a_format_is_known_by_the_end_of_a_name_in_any_case(name: str) -> None:
    assert carrier_of(name) is DEFAULT


@pytest.mark.parametrize("name", ["a.txt", "a.md.txt", "md", ".md", "a", "a.doc", "a.xls"])
def test_other_names_are_of_no_checklist(name: str) -> None:
    assert carrier_of(name) is None


def test_every_format_has_a_carrier() -> None:
    assert list(CARRIERS) == [each.suffix for each in ChecklistFormat]


every_carrier = pytest.mark.parametrize("carrier", CARRIERS.values(), ids=CARRIERS)


@every_carrier
def test_a_fresh_file_tells_whose_it_is_and_holds_every_task_with_nothing_said(
    carrier: Carrier,
) -> None:
    data = carrier.write(fresh())
    assert carrier.read_head(data, "a") == HEAD
    found = carrier.read(data, "a", ITEMS, None)
    assert found is not None
    assert list(found.entries) == LABELS
    assert not any(entry.written for entries in found.entries.values() for entry in entries)
    assert (found.orphaned, found.others, found.remarks, found.slips) == ((), (), (), {})
    assert (found.changed, found.held) == (frozenset(), frozenset(LABELS))
    assert found.printed == len(LABELS)


@every_carrier
def test_the_same_checklist_is_the_same_bytes(carrier: Carrier) -> None:
    assert carrier.write(fresh()) == carrier.write(fresh())


@every_carrier
def test_a_file_that_nobody_wrote_in_stays_as_it_is(carrier: Carrier) -> None:
    data = carrier.write(fresh())
    assert carrier.regenerate(fresh(), data, "a", ITEMS).data == data


@every_carrier
@pytest.mark.parametrize("broken", [b"", "chữ".encode(), b"PK\x03\x04", b"\xff\xfe\x00"])
def test_what_is_no_checklist_is_told_in_a_sentence(carrier: Carrier, broken: bytes) -> None:
    for read in (
        lambda: carrier.read_head(broken, "a"),
        lambda: carrier.read(broken, "a", ITEMS, None),
    ):
        with pytest.raises(FileError, match=r"\w"):
            read()
