"""Checklists as people edit them are read as a careful person reads them."""

from pathlib import Path
from random import Random

import pytest

from papi_cli.checklists.vocabulary import Status
from tests.conftest import PROFILE
from tests.human_edits import (
    KINDS,
    LEFT_OUT,
    SCENES,
    Case,
    Edit,
    Scene,
    described,
    draw,
    judge,
    make,
    plan_of,
    shrunk,
)
from tests.inside import run

THOROUGH = PROFILE != "steady"
FILES, CHANGES = (20_000, 6) if THOROUGH else (80, 1)
GROUPS = 100 if THOROUGH else 10
"""Tests that the files are dealt out to, for as many processes as there are."""


def case_of(number: int) -> Case:
    return draw(Random(f"file {number}"), changes=CHANGES)


@pytest.mark.parametrize("group", range(GROUPS))
def test_every_word_is_read_where_it_belongs_and_every_task_counts_right(group: int) -> None:
    wrong = [case for number in range(group, FILES, GROUPS) if judge(case := case_of(number))]
    if wrong:
        smallest = shrunk(min(wrong, key=lambda case: len(case.edits)))
        pytest.fail(f"{len(wrong)} files, one of them shrunk:\n{described(smallest)}")


@pytest.mark.parametrize("number", range(1_000_000, 1_000_000 + (200 if THOROUGH else 4)))
def test_the_commands_say_the_same(number: int, tmp_path: Path) -> None:
    case = case_of(number)
    text, right = make(case)
    (tmp_path / "plan.yaml").write_text(plan_of(case.scene.plan).text, encoding="utf-8")
    after = tmp_path / "after.yaml"
    after.write_text(case.after.text, encoding="utf-8")
    narrowed = ["--dimension", case.scene.dimension] if case.scene.dimension else []
    agency = ["--agency", case.scene.agency, *narrowed]
    assert run(["--plan", "plan.yaml", "checklist", *agency, "-o", "d"], tmp_path).code == 0
    path = next((tmp_path / "d").iterdir())
    path.write_bytes(text.encode())
    count = ["--plan", "after.yaml", "progress", "d", "--by", "task", "--format", "tsv"]
    before = run(count, tmp_path)
    anew = run(["--plan", "after.yaml", "checklist", *agency, "-o", "d"], tmp_path)
    assert anew.code == 0
    data = path.read_bytes()
    assert ("\r\n" in text) is (b"\r\n" in data)
    if Edit("", "file", "comment-deleted") in case.edits:
        assert (before.code, path.name in before.err) == (1, True)
    else:
        # A task that came into the plan is not in a narrowed checklist until that is written anew.
        assert set(before.out.splitlines()[:-1]) <= set(run(count, tmp_path).out.splitlines())
    words = data.decode()
    assert all(words.count(word) == 1 for word in right.places)
    again = run(["--plan", "after.yaml", "checklist", *agency, "-o", "d"], tmp_path)
    assert "0 thay đổi, 1 giữ nguyên" in again.err + again.out
    assert path.read_bytes() == data


@pytest.mark.parametrize("scene", SCENES, ids=str)
def test_a_checklist_that_nobody_edited_is_as_papi_wrote_it(scene: Scene) -> None:
    case = Case(scene, ())
    text, right = make(case)
    assert text == plan_of(scene.plan).fresh(scene)
    assert not right.places
    assert not judge(case)


def test_the_oracle_counts_as_the_table_of_the_guide_does() -> None:
    scene = SCENES[0]
    for mark, result, status in (
        ("x", "", Status.DONE),
        ("dash", "", Status.IN_PROGRESS),
        ("", "behind", Status.IN_PROGRESS),
        ("none", "", Status.NOT_STARTED),
    ):
        edits = [Edit("I.1.b", "mark", mark)] if mark else []
        edits += [Edit("I.1.b", "result", result)] if result else []
        assert make(Case(scene, tuple(edits)))[1].status("I.1.b") is status


def test_what_is_left_out_is_something_that_is_drawn_at_all() -> None:
    known = {f"{kind}:{each}" for kind, variants in KINDS.items() for each in variants} | set(KINDS)
    for names in LEFT_OUT:
        assert all(
            each in known
            or each.startswith(("file:", "heading", "plan:", "change", "plain:"))
            or each == "no-box"
            for each in names
        )
