"""What a rule is."""

from collections.abc import Iterator

from papi_cli.checking.rules import RULES
from papi_cli.checking.rules.rule import Finding, RuleSet
from papi_cli.errors import Level
from papi_cli.plan.loader import LoadedPlan


def test_a_rule_is_made_of_a_generator_and_kept_in_order() -> None:
    rules = RuleSet()

    @rules.add("first", Level.ERROR, "Câu.", needs=["agencies"], queries=False)
    def _first(_loaded: LoadedPlan) -> Iterator[Finding]:
        yield Finding(("a",), "Sai.")

    @rules.add("second", Level.NOTE, "Câu.")
    def _second(_loaded: LoadedPlan) -> Iterator[Finding]:
        yield Finding((), "Sai.")

    assert [each.name for each in rules] == ["first", "second"]
    first, second = rules
    assert (first.needs, first.queries, first.find) == (frozenset({"agencies"}), False, _first)
    assert (second.needs, second.queries, second.level) == (frozenset(), True, Level.NOTE)


def test_the_act_stops_no_question_and_what_is_wrong_with_a_plan_does() -> None:
    kept = {each.name for each in RULES.values() if not each.queries}
    assert "source" in kept
    assert not kept & {"schema", "yaml-syntax", "duplicate-id", "unknown-agency"}
