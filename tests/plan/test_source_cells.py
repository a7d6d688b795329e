"""The cells of the act's table beside those of a plan."""

from collections.abc import Callable
from pathlib import Path

import pytest

from papi_cli.plan.loader import LoadedPlan, load
from papi_cli.plan.source_text import SourceText
from tests.conftest import small_plan

AGENCIES = "  - name: Sở A\n  - name: Sở B\n  - name: Sở C\n"
HEADINGS = "TT\tNhiệm vụ\tChủ trì\tPhối hợp\tThời gian"


def departures(write: Callable[[str], Path], rows: str, *act: str, merged: str = "") -> list[str]:
    """Return what departs of a plan of rows without a section below the dimension."""
    dimensions = f'  - id: "1"\n    name: Tên\n{merged}    tasks:\n{rows}'
    loaded = load(write(small_plan(AGENCIES, dimensions)))
    assert isinstance(loaded, LoadedPlan)
    text = "\n".join(["KẾ HOẠCH", "Một kế hoạch nhỏ", HEADINGS, "1\tTên\t\t\t", *act])
    return [
        f"{each.task.id} {each.key}: {each.how}"
        for each in SourceText(text, loaded.plan).departures()
    ]


def row(label: str, text: str, more: str) -> str:
    return f"      - {{id: {label}, text: {text}, deadline: Quý I, {more}}}\n"


@pytest.mark.parametrize(
    ("cell", "told"),
    [
        ("Sở A và Sở B", []),
        ("Sở A<br>Sở B", []),
        ("Sở A, Sở B.", []),
        ("Sở A", ["1.a lead: different"]),
        ("Sở B, Sở A", ["1.a lead: different"]),
        ("Sở A, Sở B, Sở C", ["1.a lead: different"]),
        ("", ["1.a lead: not there"]),
    ],
)
def test_a_cell_is_compared_with_the_one_of_its_row_and_column(
    write: Callable[[str], Path], cell: str, told: list[str]
) -> None:
    rows = row("a", "Một", "lead: [Sở A, Sở B]")
    assert departures(write, rows, f"\ta) Một\t{cell}\t\tQuý I") == told


def test_the_columns_of_a_row_are_told_apart(write: Callable[[str], Path]) -> None:
    rows = row("a", "Một", "lead: [Sở B], coordinating: [Sở A]")
    found = departures(write, rows, "\ta) Một\tSở A\tSở B\tQuý I")
    assert found == ["1.a lead: different", "1.a coordinating: different"]


@pytest.mark.parametrize("empty", ["", "nt", "như trên"])
def test_below_a_cell_an_empty_one_holds_the_same(write: Callable[[str], Path], empty: str) -> None:
    act = ("\ta) Một\tSở A\tSở B\tQuý I", f"\tb) Hai\t{empty}\t{empty}\tQuý I")
    first = row("a", "Một", "lead: [Sở A], coordinating: [Sở B]")
    for more, told in (
        ("lead: [Sở A], coordinating: [Sở B]", []),
        ("lead: [Sở A]", ["1.b coordinating: unstated"]),
        ("lead: [Sở A], coordinating: []", ["1.b coordinating: stated none"]),
        ("lead: [Sở C], coordinating: [Sở B]", ["1.b lead: not there"]),
    ):
        assert departures(write, first + row("b", "Hai", more), *act) == told


def test_a_row_without_a_text_belongs_to_the_tasks_above(write: Callable[[str], Path]) -> None:
    rows = row("a", "Một", "lead: [Sở A]") + row("b", "Hai", "lead: [Sở B]")
    act = ("\ta) Một b) Hai\tSở A\t\tQuý I", "\t\tSở B\t\t")
    assert departures(write, rows, *act) == []


def test_fewer_lists_than_tasks_leave_those_between_open(write: Callable[[str], Path]) -> None:
    rows = "".join(
        row(label, text, f"lead: [{lead}]")
        for label, text, lead in (("a", "Một", "Sở A"), ("b", "Hai", "Sở B"), ("c", "Ba", "Sở B"))
    )
    act = "\ta) Một b) Hai c) Ba\tSở A Sở B\t\tQuý I"
    assert departures(write, rows, act) == ["1.b lead: shared"]


def test_a_merged_cell_may_stand_in_any_row_of_its_dimension(write: Callable[[str], Path]) -> None:
    rows = row("a", "Một", "note: x") + row("b", "Hai", "note: x")
    merged = "    lead: [Sở C]\n"
    act = ("\ta) Một\t\t\tQuý I", "\tb) Hai\tSở C\t\tQuý I")
    assert departures(write, rows, *act, merged=merged) == []


def test_a_row_that_the_plan_lost_does_not_mislead_its_neighbours(
    write: Callable[[str], Path],
) -> None:
    rows = row("a", "Một", "lead: [Sở A]") + row("c", "Ba", "lead: [Sở C]")
    act = (
        "\ta) Một\tSở A\t\tQuý I", "\tb) Hai\tSở B\t\tQuý II", "\tc) Ba\tSở C\t\tQuý I",
    )  # fmt: skip
    assert departures(write, rows, *act) == []


PARTS = """\
      - id: a
        text: Một
        coordinating: [Sở C]
        parts:
          - {lead: [Sở A], deadline: Quý I}
          - {lead: [Sở B], deadline: Quý II}
      - {id: b, text: Hai, lead: [Sở A], coordinating: [Sở C], deadline: Quý I}
"""


@pytest.mark.parametrize(
    ("plan", "told"),
    [
        (PARTS, []),
        (PARTS.replace("lead: [Sở B]", "lead: [Sở C]"), ["1.a.2 lead: different"]),
        (PARTS.replace("Quý II", "Quý III"), ["1.a.2 deadline: different"]),
        (
            PARTS.replace("Quý II", "?").replace("Quý I}\n   ", "Quý II}\n   ").replace("?", "Quý I"),
            ["1.a.1 deadline: different"],
        ),
        (PARTS.replace("coordinating: [Sở C]", "coordinating: [Sở B]", 1), ["1.a.1 coordinating: different"]),
    ],
    ids=["as the act has it", "another lead", "another time", "times swapped", "another partner"],
)  # fmt: skip
def test_parts_stand_beside_the_rows_that_the_act_gives_one_task(
    write: Callable[[str], Path], plan: str, told: list[str]
) -> None:
    act = ["\ta) Một\tSở A\tSở C\tQuý I", "\t\tSở B\t\tQuý II", "\tb) Hai\tSở A\tSở C\tQuý I"]
    assert departures(write, plan, *act) == told


def test_parts_with_words_of_their_own_stand_in_their_own_rows(
    write: Callable[[str], Path],
) -> None:
    plan = PARTS.replace(
        "{lead: [Sở A], deadline: Quý I}", "{text: Rà soát, lead: [Sở A], deadline: Quý I}", 1
    )
    plan = plan.replace("{lead: [Sở B]", "{text: Báo cáo, lead: [Sở B]")
    act = [
        "\ta) Một\t\tSở C\t",
        "\tRà soát\tSở A\t\tQuý I",
        "\tBáo cáo\tSở B\t\tQuý II",
        "\tb) Hai\tSở A\tSở C\tQuý I",
    ]  # fmt: skip
    assert departures(write, plan, *act) == []
    assert departures(write, plan.replace("lead: [Sở B]", "lead: [Sở A]"), *act) == [
        "1.a.2 lead: different"
    ]
