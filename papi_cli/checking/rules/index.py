"""Rules on the published index: the numbers that parts of the plan are about, targets read."""

from __future__ import annotations

import re
from collections.abc import Iterator

from papi_cli.checking.rules.rule import Finding, RuleSet
from papi_cli.checking.rules.walk import holders
from papi_cli.errors import Level
from papi_cli.plan.index_numbers import TOTAL, indexed_sections, is_index_number
from papi_cli.plan.keys import KeyPath
from papi_cli.plan.loader import LoadedPlan
from papi_cli.plan.model import Plan
from papi_cli.plan.parts import READINGS, Dimension, Subdimension, Target
from papi_cli.safe_text import quoted, visible

RULES = RuleSet()


@RULES.add(
    "index-number",
    Level.ERROR,
    "Mã số trong indices là của chỉ số PAPI, mỗi chỉ số chỉ thuộc một mục.",
    needs=["document", "dimensions"],
)
def _index_number(loaded: LoadedPlan) -> Iterator[Finding]:
    first: dict[str, Dimension | Subdimension] = {}
    for each in indexed_sections(loaded.plan):
        stated = each.section.indices
        for at, number in enumerate(each.numbers):
            path = (*each.path, "indices", at) if stated else (*each.path, "id")
            if not is_index_number(number) or number == TOTAL:
                yield Finding(
                    path,
                    f"{quoted(number)} không phải mã số của một chỉ số; viết như «7» hay «7.2».",
                )
            elif number in first and (stated or first[number].indices):
                yield Finding(
                    path,
                    f"Chỉ số {number} đã thuộc về mục {visible(first[number].id)}; bỏ ở một trong"
                    " hai mục.",
                )
            first.setdefault(number, each.section)


@RULES.add(
    "target-reading",
    Level.ERROR,
    "Cách đọc của một chỉ tiêu chỉ có một, con số của nó có trong chữ của chỉ tiêu.",
    needs=["dimensions"],
)
def _target_reading(loaded: LoadedPlan) -> Iterator[Finding]:
    for path, target in _targets(loaded.plan):
        readings = [name for name in READINGS if getattr(target, name) is not None]
        if not readings and (target.index is not None or target.year is not None):
            key = "index" if target.index is not None else "year"
            yield Finding(
                (*path, key),
                f"Chỉ tiêu ghi {key} mà không có cách đọc nào; ghi thêm một trong:"
                f" {', '.join(READINGS)}.",
            )
        if len(readings) > 1:
            yield Finding(
                (*path, readings[1]),
                f"Chỉ tiêu có cả {readings[0]} và {readings[1]}; giữ một cách đọc, chỉ tiêu thứ hai"
                " thì ghi riêng.",
            )
        for name in readings:
            figure = str(getattr(target, name))
            if not _says(target, figure):
                yield Finding(
                    (*path, name),
                    f"Chữ của chỉ tiêu không có số {quoted(figure)}; chép đúng câu chữ hoặc sửa"
                    " con số.",
                )
        if target.score_at_least is not None and not _SCORE.fullmatch(target.score_at_least):
            yield Finding(
                (*path, "score_at_least"),
                f"{quoted(target.score_at_least)} không phải một số điểm; viết như «42,5».",
            )
        if target.index is not None and not is_index_number(target.index):
            yield Finding(
                (*path, "index"),
                f"{quoted(target.index)} không phải mã số của một chỉ số; viết total, «3» hay"
                " «1.1».",
            )


_SCORE = re.compile(r"[0-9]{1,3}(?:[.,][0-9]{1,4})?")


def _says(target: Target, figure: str) -> bool:
    """Whether the words of a target hold a figure that is not part of a longer one."""
    pattern = rf"(?<![0-9.,])0?{re.escape(figure)}(?![0-9]|[.,][0-9])"
    return re.search(pattern, f"{target.name} {target.value}") is not None


def _targets(plan: Plan) -> Iterator[tuple[KeyPath, Target]]:
    for name in ("targets", "aims"):
        for at, target in enumerate(getattr(plan, name)):
            yield (name, at), target
    for holder in holders(plan):
        for at, target in enumerate(getattr(holder.value, "targets", None) or ()):
            yield (*holder.path, "targets", at), target
