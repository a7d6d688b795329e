"""The rules on files of scores."""

import re

import pytest

from papi_cli.checking.rules import RULES
from papi_cli.scores.rules import SCORE_RULES
from tests.conftest import ROOT

PAGE = (ROOT / "docs" / "quy_tac.md").read_text(encoding="utf-8")


def test_no_rule_on_scores_bears_the_name_of_one_on_plans() -> None:
    assert not SCORE_RULES.keys() & RULES.keys()


@pytest.mark.parametrize("name", SCORE_RULES)
def test_a_rule_is_documented_with_its_sentence_and_both_examples(name: str) -> None:
    rule = SCORE_RULES[name]
    section = PAGE.split(f"### `{name}` ({rule.level.word})\n\n")[1].split("\n###")[0]
    assert section.startswith(rule.summary)
    assert re.search(r"\n\nSai:\n\n```csv\n.+?```\n\nĐúng:\n\n```csv\n.+?```", section, re.DOTALL)
