"""Rules on what a plan notes about itself: corrections and doubts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from papi_cli.checking.rules.rule import Finding, RuleSet
from papi_cli.checking.rules.walk import holders
from papi_cli.errors import Level
from papi_cli.plan import shape
from papi_cli.plan.keys import KeyPath
from papi_cli.plan.loader import LoadedPlan
from papi_cli.plan.model import WORDS, Plan, cell_text
from papi_cli.plan.parts import Corrections, Target
from papi_cli.safe_text import quoted, visible

RULES = RuleSet()


@RULES.add("unused-correction", Level.ERROR, "Mỗi đính chính có chữ để áp dụng.")
def _unused_correction(loaded: LoadedPlan) -> Iterator[Finding]:
    for path, corrections, texts in _corrected(loaded.plan):
        if path[0] in loaded.lacking:
            continue  # what they are about may be what was left out
        for at, correction in enumerate(corrections):
            place = (*path, "corrections", at)
            if correction.source == correction.reading:
                yield Finding(place, "Đính chính có source và reading như nhau; bỏ đi.")
            elif not any(correction.reading in text for text in texts):
                yield Finding(
                    place,
                    f"Không có chữ {quoted(correction.reading)} trong mục này để đính chính;"
                    " sửa reading cho khớp, hoặc bỏ đi.",
                )


def _corrected(plan: Plan) -> Iterator[tuple[KeyPath, Corrections, list[str]]]:
    """Yield every place that has corrections, with them and the texts that they can be about."""
    document = plan.document
    parts: list[tuple[KeyPath, Any]] = [(("document",), document)]
    parts += [(("document", "recipients"), document.recipients)]
    parts += [(("document", "appendix"), document.appendix)]
    parts += [(("duties", at), duty) for at, duty in enumerate(plan.duties)]
    parts += [(holder.path, holder.value) for holder in holders(plan)]
    for path, value in parts:
        if corrections := getattr(value, "corrections", ()):
            keys = (key for key in shape.keys_at(path) if hasattr(value, key) and key != "doubts")
            fields = (getattr(value, key) for key in keys)
            yield path, corrections, [text for each in fields for text in _texts_of(each)]


def _texts_of(value: Any) -> list[str]:
    """Return what a field says: a text, a cell as one text, targets, a table of further columns."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        return list(value.values())
    if not isinstance(value, tuple):
        return []
    if all(isinstance(each, str) for each in value):
        return [cell_text(value)]
    return [text for each in value if isinstance(each, Target) for text in (each.name, each.value)]


def _doubts(plan: Plan) -> Iterator[tuple[KeyPath, dict[str, str], str]]:
    """Yield every place that has doubts, with them and its name in words."""
    yield ("document",), plan.document.doubts, "Văn bản"
    for at, agency in enumerate(plan.agencies):
        yield ("agencies", at), agency.doubts, visible(agency.name)
    for at, duty in enumerate(plan.duties):
        yield ("duties", at), duty.doubts, f"Điểm {visible(duty.id)}"
    tasks = {each.path: each.id for task in plan.tasks for each in (task, *task.parts)}
    for holder in holders(plan):
        name = tasks.get(holder.path) or holder.value.id
        yield holder.path, holder.value.doubts, visible(name)


@RULES.add("unknown-doubt", Level.ERROR, "Điểm cần xác minh mang tên một khóa của chính mục đó.")
def _unknown_doubt(loaded: LoadedPlan) -> Iterator[Finding]:
    for path, doubts, _ in _doubts(loaded.plan):
        if doubts:
            keys = [key for key in shape.keys_at(path) if key not in shape.UNDOUBTED]
            for field in doubts:
                if field not in keys:
                    yield Finding(
                        (*path, "doubts", field),
                        f"Mục này không có khóa {quoted(field)} để ghi điểm cần xác minh;"
                        f" dùng một trong: {', '.join(keys)}.",
                        key=True,
                    )


@RULES.add("doubt", Level.NOTE, "Điểm cần xác minh được nhắc lại mỗi lần kiểm tra.")
def _doubt(loaded: LoadedPlan) -> Iterator[Finding]:
    for path, doubts, name in _doubts(loaded.plan):
        for field, reason in doubts.items():
            yield Finding(
                (*path, "doubts", field),
                f"{name}, {WORDS.get(field, visible(field))}: {visible(reason)}",
                key=True,
            )
