"""Rules on how texts are typed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from functools import lru_cache
from typing import Any
from unicodedata import is_normalized

from papi_cli.checking.rules.rule import Finding, RuleSet
from papi_cli.checking.rules.walk import holders
from papi_cli.errors import Level
from papi_cli.plan.keys import KeyPath
from papi_cli.plan.loader import LoadedPlan
from papi_cli.plan.model import Plan
from papi_cli.plan.parts import ORPHANED, Dimension, Subdimension
from papi_cli.safe_text import INVISIBLE, quoted
from papi_cli.vietnamese.words import words

RULES = RuleSet()


_STRAY = re.compile(rf"^\s|\s\Z|[^\S\n]{{2}}|[^\S\n ]|[\x00-\x09\x0b-\x1f{INVISIBLE}]")


@RULES.add("not-normalized", Level.ERROR, "Chữ ở dạng Unicode dựng sẵn (NFC), không dấu cách thừa.")
def _not_normalized(loaded: LoadedPlan) -> Iterator[Finding]:
    fine: set[str] = set()  # names of agencies come again and again
    for path, text in _texts(loaded.plan):
        if text in fine:
            continue
        # What is printable has no space but the plain one; to see that takes a tenth of the search.
        tidy = text.isprintable() and "  " not in text and text == text.strip()
        stray = None if tidy else _STRAY.search(text)
        composed = is_normalized("NFC", text)
        if composed and not stray:
            fine.add(text)
            continue
        if not composed:
            yield Finding(
                path,
                f"Chữ {quoted(text)} ở dạng Unicode tổ hợp; gõ lại bằng bảng mã Unicode dựng sẵn.",
            )
        if stray:
            if stray[0].isspace():
                what = "dấu cách thừa hoặc dấu cách lạ"
            else:
                what = f"ký tự không nhìn thấy U+{ord(stray[0]):04X}"
            near = text[max(0, stray.start() - 20) : stray.end() + 20]
            yield Finding(path, f"Có {what} ở chỗ {quoted(near)}; xóa đi.")


@RULES.add(
    "reserved-name", Level.ERROR, "Không đặt tên mà danh mục không phân biệt được với chữ của nó."
)
def _reserved_name(loaded: LoadedPlan) -> Iterator[Finding]:
    for holder in holders(loaded.plan):
        section = holder.value
        if isinstance(section, (Dimension, Subdimension)) and words(section.name) == _RESERVED:
            yield Finding(
                (*holder.path, "name"),
                f"Tên {quoted(section.name)} là đề mục mà danh mục dành cho việc đã bỏ;"
                " đặt tên khác.",
            )
    for at, agency in enumerate(loaded.plan.agencies):
        if not words(agency.name):
            yield Finding(
                ("agencies", at, "name"),
                f"Tên cơ quan {quoted(agency.name)} không có chữ nào; ghi tên đầy đủ.",
            )


_RESERVED = words(ORPHANED)


def _texts(plan: Plan) -> Iterator[tuple[KeyPath, str]]:
    """Yield every text of the plan with its path, a list's in its order."""
    line: list[tuple[KeyPath, Any]] = [((), plan)]
    while line:
        path, value = line.pop()
        if isinstance(value, str):
            yield path, value
        elif isinstance(value, tuple):
            line.extend(((*path, at), value[at]) for at in range(len(value) - 1, -1, -1))
        elif isinstance(value, dict):
            line.extend(((*path, key), inner) for key, inner in value.items())
        elif value is not None and is_dataclass(value):
            # Most keys are left out: those need no path.
            line.extend(
                ((*path, key), inner)
                for key in _field_names(value.__class__)
                if (inner := getattr(value, key))
            )


@lru_cache(maxsize=64)
def _field_names(kind: Any) -> tuple[str, ...]:
    return tuple(each.name for each in fields(kind))
