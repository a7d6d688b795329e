"""Pictures for Word: SVG drawn as PNG."""

from __future__ import annotations

import resvg_py


def png_of(svg: str, width: int) -> bytes:
    """Return an SVG as a PNG `width` pixels wide; its text is drawn with a font of the system."""
    return bytes(resvg_py.svg_to_bytes(svg_string=svg, width=width))
