"""Pictures for Word: SVG drawn as PNG."""

from __future__ import annotations

import re
import struct
from functools import cache

import resvg_py

from papi_cli.errors import FileError

_SERIF = ("Times New Roman", "Liberation Serif", "DejaVu Serif", "Noto Serif")
_SANS = ("Arial", "Segoe UI", "Liberation Sans", "DejaVu Sans", "Noto Sans")
"""Fonts with all Vietnamese letters, of which each system has one."""
_FAMILY = re.compile(r"""(font-family\s?[=:]\s?["']?)([^"'<>;]{1,300})""")


def png_of(svg: str, width: int) -> bytes:
    """Return an SVG as a PNG `width` pixels wide; its text is drawn with a font of the system.

    Where the font that it asks for is missing, another that knows Vietnamese takes its place.
    Raises `FileError` where the system has no font at all.
    """
    if "<text" in svg and not _draws_text():
        raise FileError(
            "Máy này không có phông chữ nào nên chữ trong hình không vẽ được; cài phông Times New"
            " Roman, Liberation hay DejaVu rồi chạy lại."
        )
    return _drawn(_FAMILY.sub(_with_substitutes, svg), width)


def _drawn(svg: str, width: int) -> bytes:
    return bytes(resvg_py.svg_to_bytes(svg_string=svg, width=width))


def _with_substitutes(found: re.Match[str]) -> str:
    asked = [each.strip() for each in found[2].split(",")]
    serif = any("serif" in each.lower() and "sans" not in each.lower() for each in asked)
    serif = serif or any("times" in each.lower() for each in asked)
    named = [each for each in asked if each not in {"serif", "sans-serif"}]
    more = [each for each in (_SERIF if serif else _SANS) if each not in named]
    return found[1] + ", ".join([*named, *more, "serif" if serif else "sans-serif"])


_PROBE = '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20">{}</svg>'


@cache
def _draws_text() -> bool:
    text = '<text x="2" y="16" font-size="16">Ễ</text>'
    return _drawn(_PROBE.format(text), 40) != _drawn(_PROBE.format(""), 40)


def png_size(png: bytes) -> tuple[int, int]:
    """Return how many pixels wide and high a PNG is."""
    width, height = struct.unpack(">II", png[16:24])
    return width, height


_NUMBER = r"[-0-9.]{1,10}"
_WIDTH = re.compile(rf"""<svg\b[^<>]{{0,2000}}?\swidth=["']({_NUMBER})(mm|px)?["']""")
_VIEW_BOX = re.compile(
    rf"""<svg\b[^<>]{{0,2000}}?\sviewBox=["'](?:{_NUMBER}[ ,]{{1,3}}){{2}}({_NUMBER})"""
)
_PIXEL = 25.4 / 96
"""Millimetres of a pixel, as SVG and CSS count."""


def svg_width(svg: str) -> float:
    """Return how wide an SVG says that it is, in millimetres; infinity where it does not say."""
    found = _WIDTH.search(svg) or _VIEW_BOX.search(svg)
    if not found:
        return float("inf")
    try:
        width = float(found[1])
    except ValueError:
        return float("inf")
    return width if found.re is _WIDTH and found[2] == "mm" else width * _PIXEL
