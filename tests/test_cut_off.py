"""Plans that lost their end: wherever one is cut, a check says so."""

from collections.abc import Callable
from pathlib import Path

import pytest

from papi_cli.checking.runner import check_file, load_valid
from papi_cli.errors import FileError, Level
from tests.conftest import PLAN, PLANS, ROOT

SHIPPED = PLAN.read_bytes()
NEW = (ROOT / "data" / "new_plan.yaml").read_bytes()
SMALL = (PLANS / "good" / "expect.yaml").read_bytes()
EXPECT = b"expect: {dimensions: 1, subdimensions: 1, tasks: 2}\n"


def said(path: Path) -> set[tuple[str, str]]:
    """Return what a check says but for what the plan itself notes."""
    found = check_file(path, "x")
    return {(each.rule, each.message) for each in found if each.rule != "doubt"}


def silent(path: Path, cuts: list[int]) -> list[int]:
    """Return where the plan at `path` can be cut so that a check says no more than of the whole."""
    whole = path.read_bytes()
    before = said(path)
    unseen = []
    for cut in cuts:
        path.write_bytes(whole[:cut])
        try:
            if said(path) <= before:
                unseen.append(cut)
        except FileError:
            continue  # nothing at all is left
    return unseen


def line_ends(data: bytes, last: int = 0) -> list[int]:
    """Return where lines end, of the `last` bytes alone where that is given, but for the end."""
    start = len(data) - last if last else 0
    return [at + 1 for at in range(start, len(data) - 1) if data[at] == ord("\n")]


def test_wherever_the_shipped_plan_is_cut_it_is_said(write: Callable[[bytes], Path]) -> None:
    path = write(SHIPPED)
    source = path.parent / "source" / "ke_hoach_263_2021.txt"
    source.parent.mkdir()
    source.write_bytes((ROOT / "data" / "source" / source.name).read_bytes())
    cuts = [*range(997, len(SHIPPED), 997), *line_ends(SHIPPED, 900)]
    # What the last task notes about itself stands in no act.
    assert silent(path, cuts) == [SHIPPED.rindex(b"            doubts:")]


@pytest.mark.parametrize(
    ("data", "last"),
    [(SMALL, "text: Tập huấn\n"), (NEW, "deadline: hằng quý\n")],
    ids=["small", "new"],
)
def test_without_an_act_only_whole_lines_of_the_last_task_are_lost_unseen(
    write: Callable[[bytes], Path], data: bytes, last: str
) -> None:
    cuts = {*range(97, len(data), 97), *line_ends(data), *range(len(data) - 120, len(data))}
    # Without its last line the last task is still a task.
    assert silent(write(data), sorted(cuts)) == [data.rindex(last.encode()) + len(last.encode())]


def test_an_end_within_a_line_is_a_note_only_where_all_tasks_are_there(
    write: Callable[[bytes], Path],
) -> None:
    cut = SMALL.rstrip()
    (found,) = check_file(write(cut), "x")
    assert (found.rule, found.level, found.line, found.column) == ("cut-off", Level.NOTE, 42, 23)
    assert "dòng 42" in found.message
    (found,) = check_file(write(cut.replace(EXPECT, b"")), "x")
    assert (found.rule, found.level, found.line) == ("cut-off", Level.WARNING, 41)
    fewer = cut[: cut.rindex(b"          - id: b")].rstrip()
    levels = {each.rule: each.level for each in check_file(write(fewer), "x")}
    assert levels == {"expect": Level.ERROR, "cut-off": Level.WARNING}


def test_a_line_end_of_either_system_is_one(write: Callable[[bytes], Path]) -> None:
    for end in (b"\n", b"\r\n"):
        assert check_file(write(SMALL.replace(b"\n", end)), "x") == []


def test_a_note_after_the_last_value_may_be_cut_too(write: Callable[[bytes], Path]) -> None:
    (found,) = check_file(write(SMALL + b"# dang vi"), "x")
    assert (found.line, "dòng 43" in found.message) == (42, True)


def test_a_count_without_tasks_proves_nothing(write: Callable[[bytes], Path]) -> None:
    (found,) = check_file(write(SMALL.replace(b", tasks: 2", b"")), "x")
    assert (found.rule, found.level, found.line) == ("cut-off", Level.WARNING, 11)
    assert "không có số nhiệm vụ" in found.message
    wrong = check_file(write(SMALL.replace(b"tasks: 2", b"tasks: x")), "x")
    assert {each.rule for each in wrong} == {"schema"}


def test_a_plan_that_ends_within_a_line_still_answers(write: Callable[[bytes], Path]) -> None:
    assert load_valid(write(SMALL.replace(EXPECT, b"").rstrip()), "x").plan.tasks


def test_an_act_that_lost_its_end_is_told(write: Callable[[bytes], Path]) -> None:
    path = write(SHIPPED)
    act = path.parent / "source" / "ke_hoach_263_2021.txt"
    act.parent.mkdir()
    whole = (ROOT / "data" / "source" / act.name).read_bytes()
    act.write_bytes(whole)
    before = said(path)
    for lost in (1, 2, 3, 5, 8, 13, 21, 40, 100, 300, 1000):
        act.write_bytes(whole[:-lost])
        assert said(path) - before, lost
