"""What a file is that no carrier reads: by its name, by its content."""

import pytest

from papi_cli.checklists.carriers import CARRIERS
from papi_cli.checklists.other_formats import (
    carried_by_content,
    is_system,
    named_by,
    told_by_content,
)
from tests.office.packages import excel, word

HEAD = b"---\npapi: checklist\nversion: 2\n---\n"


@pytest.mark.parametrize("suffix", CARRIERS)
def test_what_a_carrier_reads_is_no_other_format(suffix: str) -> None:
    assert named_by(f"a{suffix.upper()}") is None


@pytest.mark.parametrize("name", ["a.zip", "a.eml"])
def test_who_counts_a_folder_is_told_how_archives_and_mails_are_received(name: str) -> None:
    other = named_by(name)
    assert other is not None
    assert "«papi receive»" in other.advice


@pytest.mark.parametrize("name", ["DESKTOP.INI", "Thumbs.db", ".DS_Store", "__MACOSX"])
def test_files_of_systems_are_a_closed_list_in_any_case(name: str) -> None:
    assert is_system(name)
    assert not is_system(f"{name}.md")


@pytest.mark.parametrize(
    ("data", "suffix"),
    [
        (HEAD, ".md"),
        (b"\xef\xbb\xbf" + HEAD.replace(b"\n", b"\r\n"), ".md"),
        (b"---\nnote: a\npapi: checklist\n---\n", ".md"),
        (word(), ".docx"),
        (excel(), ".xlsx"),
        (b"# A\n", ""),
        (word()[:40], ""),
        (b"PK\x03\x04" + b"PK\x01\x02" * 5_000, ""),
    ],
    ids=["md", "windows", "own line", "docx", "xlsx", "no head", "cut off", "many entries"],
)
def test_a_carrier_is_known_by_the_content(data: bytes, suffix: str) -> None:
    assert carried_by_content(data) == suffix


def test_a_carrier_says_itself_what_is_wrong_with_text_that_is_none_of_its_own() -> None:
    assert told_by_content("a.md", b"# A") is None
    assert told_by_content("a.md", b"\0\1\2") is None


def test_a_suffix_that_is_very_long_is_cut() -> None:
    other = named_by(f"a.{'x' * 5_000}")
    assert other is not None
    assert len(other.said) < 60
