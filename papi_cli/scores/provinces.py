"""Provinces of a file of scores: found by what was typed, and the one that a plan is of."""

from __future__ import annotations

import re
from collections.abc import Iterable

from papi_cli.errors import PapiError
from papi_cli.plan.parts import Document
from papi_cli.safe_text import quoted
from papi_cli.scores.values import Scores
from papi_cli.vietnamese.words import words

_KIND = re.compile(r"(?:uy ban nhan dan |ubnd )?(?:tinh |thanh pho |tp )?")
"""What stands before the name of a province."""


def province_key(name: str) -> str:
    """Return what spellings of a province have in common: `TP. Huế` and `huế` give `hue`."""
    folded = words(name)
    return folded[_KIND.match(folded).end() :].replace(" ", "")  # type: ignore[union-attr]


def find_province(scores: Scores, wanted: str) -> str:
    """Return the province of a name; raises `PapiError` with what is near where there is none."""
    by_key = {province_key(each): each for each in scores.provinces}
    key = province_key(wanted)
    if key and key in by_key:
        return by_key[key]
    near = nearest(wanted, scores.provinces)
    advice = f"gần nhất là {', '.join(map(quoted, near))}" if near else "xem lại tên tỉnh"
    raise PapiError(f"Không có giá trị nào của {quoted(wanted)} trong {scores.file}; {advice}.")


def nearest(wanted: str, provinces: Iterable[str]) -> list[str]:
    """Return the provinces whose names are most like a name that none has."""
    from difflib import get_close_matches  # noqa: PLC0415 - only an error needs it

    by_key = {province_key(each): each for each in provinces}
    return [by_key[each] for each in get_close_matches(province_key(wanted)[:60], by_key, n=3)]


def province_of(document: Document, scores: Scores) -> str | None:
    """Return the province whose plan it is, by its place, else its issuer; None for none."""
    by_key = {province_key(each): each for each in scores.provinces}
    keys = (province_key(document.place), province_key(document.issuer))
    return next((by_key[key] for key in keys if key in by_key), None)
