"""What a plan says that the act holds."""

from papi_cli.plan.loader import LoadedPlan
from papi_cli.plan.source_claims import body_claims, sections_of


def test_the_body_is_claimed_in_the_order_of_the_act(shipped: LoadedPlan) -> None:
    keys = [claim.path[1] for claim in body_claims(shipped.plan) if claim.path[0] == "document"]
    assert list(dict.fromkeys(keys)) == [
        "subject", "basis", "purposes", "requirements", "content", "funding", "closing",
        "recipients", "signer", "appendix",
    ]  # fmt: skip


def test_sections_hold_their_own_tasks_and_what_each_states(shipped: LoadedPlan) -> None:
    sections = list(sections_of(shipped.plan))
    assert sum(len(each.rows) for each in sections) == 76
    first = next(each for each in sections if each.rows).rows[0]
    assert first.task
    assert first.text
    assert (first.task.id, first.text.label) == ("1.1.a", "a")
    assert "coordinating" in first.stated
    assert "lead" not in first.stated
