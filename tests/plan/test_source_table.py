"""The rows and columns of the act's table, and the lists that fill a cell."""

import pytest

from papi_cli.plan.source_table import ActTable, Filling

KINDS = {"lead": "chu tri", "coordinating": "phoi hop", "deadline": "thoi gian"}
HEAD = "TT\tNhiệm vụ\tChủ trì\tPhối hợp\tThời gian"


def table(*lines: str, headings: tuple[str, ...] = ()) -> tuple[ActTable, str]:
    starts, text = [], ""
    for line in lines:
        starts.append(len(text))
        text += f"{line} "
    return ActTable(text, starts, KINDS, headings), text


def cells(*lines: str) -> list[list[str]]:
    made, text = table(*lines)
    return [
        [text[slice(*made.cell(row, column))] for column in range(len(made.rows[row].cells))]
        for row in range(len(made.rows))
    ]


def test_the_act_itself_tells_its_columns() -> None:
    made, _ = table(HEAD, "1\tNiêm yết\tSở A\tSở B\tQuý I")
    assert made.columns == {"lead": 2, "coordinating": 3, "deadline": 4}
    assert made.is_heading(0)
    assert not made.is_heading(1)


def test_else_the_plan_does() -> None:
    made, _ = table("1\tNiêm yết\tSở A", headings=("TT", "Nhiệm vụ", "Chủ trì"))
    assert (made.columns, made.width) == ({"lead": 2}, 3)


def test_a_cell_that_lines_break_is_one_cell() -> None:
    found = cells(HEAD, "1\tNiêm yết\tSở A", "Sở B\tSở C\tQuý I", "2\tTập huấn\tSở A\t\tQuý II")
    assert found[1:] == [["1", "Niêm yết", "Sở A Sở B", "Sở C", "Quý I"],
                         ["2", "Tập huấn", "Sở A", "", "Quý II"]]  # fmt: skip


@pytest.mark.parametrize("said", ["", "nt", "NT", "Như trên", "-nt-", "(như trên)"])
def test_a_cell_that_refers_to_the_one_above_holds_nothing_itself(said: str) -> None:
    assert cells(HEAD, f"1\tNiêm yết\t{said}\tSở B\tQuý I")[1][2] == ""


def fill(cell: str, *lists: list[str]) -> Filling:
    return Filling(cell, [(0, len(cell))], lists)


@pytest.mark.parametrize(
    "joint", [", ", ",", "; ", " và ", ", và ", "/", " / ", " - ", " + ", " ", " & ", "\n"]
)
def test_whatever_joins_agencies_they_are_two(joint: str) -> None:
    assert fill(f"Sở A{joint}Sở B", ["Sở A", "Sở B"]).stuck is None


@pytest.mark.parametrize(
    "cell", ["Sở A", "Sở A, Sở B, Sở C", "Sở B, Sở A", "Sở AB", "Sở ASở B", "Sở A, Sở Bc"]
)
def test_other_lists_are_others(cell: str) -> None:
    assert fill(cell, ["Sở A", "Sở B"]).stuck == 0


def test_lists_are_taken_in_order_and_one_may_hold_for_several() -> None:
    assert fill("A B", ["A"], ["B"]).places == [0, 1]
    assert fill("A B", ["A"], ["A"], ["B"]).places == [0, 0, 1]
    assert fill("A A", ["A"], ["A"]).places == [0, 1]
    assert fill("A, B", ["A"], ["B"]).stuck == 0
    assert fill("A B", ["B"], ["A"]).stuck == 0
    assert fill("A B", ["A"], ["A"]).stuck is not None


def test_only_what_could_be_another_list_is_unsettled() -> None:
    assert fill("A B", ["A"], ["B"], ["B"], ["B"]).unsettled == [1, 2]
    assert fill("A", ["A"], ["A"], ["A"]).unsettled == []
    assert fill("A B C", ["A"], ["B"], ["C"]).unsettled == []


def test_only_the_last_tasks_may_have_none() -> None:
    assert fill("A B", ["A"], ["B"], []).places == [0, 1, None]
    assert fill("A B", ["A"], [], ["B"]).stuck is not None
