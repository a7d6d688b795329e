"""The mark of a doubt."""

from papi_cli.plan.loader import LoadedPlan
from papi_cli.plan.query import find_task
from papi_cli.views.doubts import mark_of


def test_the_mark_stands_behind_the_field_that_is_in_doubt_and_no_other(
    shipped: LoadedPlan,
) -> None:
    task = find_task(shipped, "6.3.c")
    assert list(task.doubts) == ["lead"]
    assert mark_of(task, "lead") == " (?)"
    assert mark_of(task, "text") == ""
