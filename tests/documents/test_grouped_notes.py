"""Difficulties and proposals of many agencies: by task, counted, the same words told once."""

from papi_cli.documents.grouped_notes import Note, grouped

TEXTS = {"1.a": "Việc a", "1.b": "Việc b"}


def notes(*said: tuple[str, str, str]) -> list[Note]:
    return [Note(*each) for each in said]


def test_the_same_words_are_told_once_with_all_who_say_them() -> None:
    found = grouped(notes(("A", "1.a", "Thiếu người."), ("B", "1.a", "thiếu  NGƯỜI")), TEXTS)
    (task,) = found["tasks"]
    assert task["statements"] == [{"line": "Thiếu người", "number": 2, "agencies": "A; B"}]
    assert (found["agencies"], found["ids"], task["number"]) == (2, 1, 2)


def test_what_most_agencies_name_comes_first_ties_in_the_order_of_the_plan() -> None:
    found = grouped(
        notes(
            *((who, *said) for said in (("1.b", "x"), ("1.a", "y")) for who in "AB"),
            *((who, "9", "z") for who in "BCD"),
        ),
        TEXTS,
    )
    assert [each["id"] for each in found["tasks"]] == ["9", "1.a", "1.b"]
    assert [each["line"] for each in found["statements"]] == ["z", "y", "x"]


def test_a_statement_is_counted_over_all_tasks() -> None:
    found = grouped(notes(("A", "1.a", "Thiếu người"), ("B", "1.b", "Thiếu người.")), TEXTS)
    (said,) = found["statements"]
    assert (said["number"], said["ids"]) == (2, ["1.a", "1.b"])


def test_a_task_that_one_agency_alone_names_stands_only_with_what_it_says() -> None:
    found = grouped(notes(("A", "1.a", "x")), TEXTS)
    assert (found["tasks"], found["statements"][0]["ids"]) == ([], ["1.a"])


def test_an_agency_that_says_a_thing_twice_counts_once() -> None:
    found = grouped(notes(("A", "1.a", "x"), ("A", "1.a", "X.")), TEXTS)
    (said,) = found["statements"]
    assert (said["line"], said["number"], said["agencies"]) == ("x", 1, "A")


def test_many_tasks_statements_and_agencies_are_counted_not_listed() -> None:
    texts = {str(at): "Việc" for at in range(30)}
    said = [(f"X{who}", label, f"lời {who % 9}") for label in texts for who in range(40)]
    found = grouped(notes(*said), texts)
    assert (len(found["tasks"]), len(found["statements"]), found["more"]) == (5, 8, 1)
    assert (len(found["statements"][0]["ids"]), found["statements"][0]["more"]) == (6, 24)
    first = found["tasks"][0]
    assert (len(first["statements"]), first["more"]) == (3, 6)
    assert first["statements"][0]["agencies"] == "X0; X9; X18 và 2 cơ quan khác"
