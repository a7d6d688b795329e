"""What a file of scores is checked for: rules by name, with level and summary."""

from __future__ import annotations

from dataclasses import dataclass

from papi_cli.errors import Level


@dataclass(frozen=True, slots=True)
class ScoreRule:
    """A rule by its name; `summary` is what it asks for, in Vietnamese, one sentence."""

    name: str
    level: Level
    summary: str


FORM = ScoreRule(
    "scores-form",
    Level.ERROR,
    "Tệp giá trị chỉ số là một bảng CSV: province, number, rồi mỗi năm một cột.",
)
TWICE = ScoreRule(
    "scores-twice", Level.ERROR, "Mỗi năm một cột, mỗi tỉnh và mã số một hàng, không hai lần."
)
VALUE = ScoreRule(
    "scores-value", Level.ERROR, "Giá trị là một số trong thang điểm của chỉ số, hoặc để trống."
)
SUM = ScoreRule(
    "scores-sum",
    Level.ERROR,
    "Chỉ số nội dung bằng tổng các chỉ số thành phần, tổng điểm bằng tổng các chỉ số nội dung.",
)
PROVINCE = ScoreRule(
    "scores-province",
    Level.WARNING,
    "Tên tỉnh là một tên trong tệp giá trị kèm chương trình.",
)
NUMBER = ScoreRule(
    "scores-number",
    Level.WARNING,
    "Mã số là của một mục trong kế hoạch, hoặc một mục ghi nó ở indices.",
)
SCORE_RULES = {rule.name: rule for rule in (FORM, TWICE, VALUE, SUM, PROVINCE, NUMBER)}
"""All rules on files of scores by name, in the order in which they are documented."""
