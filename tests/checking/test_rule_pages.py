"""What each rule wants, at length."""

import pytest

from papi_cli.checking.rule_pages import page, sections
from papi_cli.register.rules import ALL_RULES


def test_every_rule_has_a_section_and_every_section_a_rule() -> None:
    assert list(sections()) == list(ALL_RULES)


@pytest.mark.parametrize("rule", ALL_RULES.values(), ids=lambda rule: rule.name)
def test_a_page_for_a_terminal_moves_examples_in(rule: object) -> None:
    name, level = rule.name, rule.level.word  # type: ignore[attr-defined]
    text = page(name, level)
    assert text.startswith(f"{name} ({level})\n\n")
    assert text.endswith("\n")
    assert "```" not in text
    assert "\n    " in text
