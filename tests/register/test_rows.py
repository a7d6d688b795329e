"""What a row of the register says."""

from dataclasses import fields

import pytest

from papi_cli.checklists.vocabulary import Status
from papi_cli.plan.keys import keys_of
from papi_cli.plan.shape import fields as keys
from papi_cli.register.rows import COUNT_KEYS, KINDS, VERDICTS, VIAS, DocumentRef, PlanRef, Row


@pytest.mark.parametrize("part", [Row, DocumentRef, PlanRef])
def test_every_key_has_a_title_for_editors(part: type) -> None:
    assert all(about.title for about in keys_of(part).values())
    assert len(keys_of(part)) == len(fields(part))


def test_every_word_of_the_file_has_one_for_people() -> None:
    for name, words in (("kind", KINDS), ("via", VIAS), ("verdict", VERDICTS)):
        about = keys_of(Row)[name]
        assert all(f"{each}: " in about.description for each in words), name
        assert repr(tuple(words))[1:-1] in repr(keys(Row)[name][0]), name


def test_counts_are_by_status() -> None:
    assert tuple(each.value for each in Status) == COUNT_KEYS


def test_only_number_kind_and_day_are_in_every_row() -> None:
    assert [key for key, (_, needed) in keys(Row).items() if needed] == ["no", "kind", "received"]
