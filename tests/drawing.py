"""The drawing of the architecture: rooms in the layers that the import contract names."""

import ast
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from html import escape
from pathlib import Path

_WIDTH, _MARGIN, _GAP, _PADDING, _LINE = 1180, 20, 26, 14, 19
_LETTER = 7.9
"""Pixels of a letter of a module's name."""
_COLOURS = ("#e8f0fe", "#ffffff", "#e9f7ec", "#fff4e0", "#f6ecfa", "#eef1f5")
_STYLE = """\
text { font-family: system-ui, "Segoe UI", "DejaVu Sans", sans-serif; fill: #1b2430; }
.t { font-size: 14px; font-weight: 600; }
.m { font-size: 13px; font-family: ui-monospace, Consolas, "DejaVu Sans Mono", monospace; fill: #0b3d91; }
.n { font-size: 12px; fill: #4a5463; }
.a { fill: none; stroke: #5b6576; stroke-width: 1.4; marker-end: url(#tip); }"""
_TIP = (
    '<defs><marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7"'
    ' orient="auto"><path d="M0 0 L8 4 L0 8 z" fill="#5b6576"/></marker></defs>'
)


def layers(pyproject: Path) -> list[list[str]]:
    """Return the rooms and modules of each layer, the highest first."""
    with pyproject.open("rb") as stream:
        contracts = tomllib.load(stream)["tool"]["importlinter"]["contracts"]
    (found,) = [each["layers"] for each in contracts if each["type"] == "layers"]
    return [[name.strip() for name in layer.split("|")] for layer in found]


def drawing(package: Path, modules: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return the SVG: `modules` by their dotted names, `rows` of rooms as `layers` gives them."""
    parts: list[str] = []
    top = float(_MARGIN)
    whole = [["__main__"], *rows]
    for number, row in enumerate(whole):
        rooms = [each for each in row if (package / each).is_dir()]
        ground = [each for each in row if each not in rooms]
        boxes = [(each, _room(package, each, modules)) for each in rooms]
        if ground:
            boxes.append(("", {"": ground}))
        width = (_WIDTH - 2 * _MARGIN - _GAP * (len(boxes) - 1)) / len(boxes)
        drawn = [
            _box(package, name, held, _MARGIN + at * (width + _GAP), top, width, number)
            for at, (name, held) in enumerate(boxes)
        ]
        high = max(height for _, height in drawn)
        parts += [text for text, _ in drawn]
        if number < len(whole) - 1:
            middle = _WIDTH / 2
            parts.append(
                f'<path class="a" d="M{middle:.0f} {top + high:.0f}'
                f' L{middle:.0f} {top + high + _GAP - 3:.0f}"/>'
            )
        top += high + _GAP
    height = top - _GAP + _MARGIN
    label = "The rooms of papi, imports going down"
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height:.0f}"'
            f' width="{_WIDTH}" height="{height:.0f}" role="img" aria-label="{label}">',
            f"<style>\n{_STYLE}\n</style>",
            _TIP,
            f'<rect width="{_WIDTH}" height="{height:.0f}" fill="#ffffff"/>',
            *parts,
            "</svg>",
            "",
        ]
    )


def _room(package: Path, name: str, modules: Sequence[str]) -> dict[str, list[str]]:
    """Return the modules of a room and of the rooms in it, by their rooms."""
    held: dict[str, list[str]] = {}
    for module in modules:
        room, _, last = module.rpartition(".")
        if room == name or room.startswith(f"{name}."):
            held.setdefault(room, []).append(last)
    return held


def _box(  # a box: what, where, how wide
    package: Path,
    name: str,
    held: Mapping[str, Sequence[str]],
    left: float,
    top: float,
    width: float,
    number: int,
) -> tuple[str, float]:
    """Return a room with its modules, and how high it is."""
    lines: list[str] = []
    y = top + 20
    nested = "commands" if name == "commands" else name
    for room, names in held.items():
        inner: list[str] = []
        if room:
            inner.append(f'<text x="{left + _PADDING:.0f}" y="{y:.0f}" class="t">{room}</text>')
            said = _docstring(package.joinpath(*room.split("."), "__init__.py"))
            for line in _wrapped(said.split(), " ", width - 2 * _PADDING, 6.3):
                y += 16
                inner.append(_text(left, y, "n", line))
            y += _LINE
        for line in _wrapped(names, " · ", width - 2 * _PADDING, _LETTER):
            inner.append(_text(left, y, "m", line))
            y += _LINE
        y += 8
        lines.append(f'<g data-room="{room}">\n' + "\n".join(inner) + "\n</g>")
    high = y - top - 12
    colour = _COLOURS[number % len(_COLOURS)]
    frame = (
        f'<rect x="{left:.0f}" y="{top:.0f}" width="{width:.0f}" height="{high:.0f}" rx="8"'
        f' fill="{colour}" stroke="#8a94a6"/>'
    )
    return "\n".join([f'<g data-room="{nested}">', frame, "</g>", *lines]), high


def _text(left: float, y: float, kind: str, text: str) -> str:
    return f'<text x="{left + _PADDING:.0f}" y="{y:.0f}" class="{kind}">{escape(text)}</text>'


def _docstring(path: Path) -> str:
    return ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""


def _wrapped(words: Iterable[str], between: str, width: float, letter: float) -> list[str]:
    lines: list[str] = []
    for word in words:
        if lines and len(lines[-1] + between + word) * letter <= width:
            lines[-1] += between + word
        else:
            lines.append(word)
    return lines
