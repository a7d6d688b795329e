"""What styles and numbering of a Word file say of how its text is read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
VAL = f"{W}val"
_OFF = {"0", "false", "off", "none"}
_DEEPEST = 32
"""So many styles may be based on each other."""


def child(element: Any, tag: str) -> Any:
    """Return the first child of a tag, None where there is none; `find` takes far longer."""
    return next(element.iterchildren(tag), None)


def is_on(element: Any) -> bool:
    """Whether a property that is there is switched on."""
    return element.get(VAL) not in _OFF


def font_of(fonts: Any) -> str | None:
    """Return the font that a `w:rFonts` sets for Latin letters, empty for one of the theme."""
    if fonts.get(f"{W}asciiTheme") or fonts.get(f"{W}hAnsiTheme"):
        return ""
    found = fonts.get(f"{W}ascii") or fonts.get(f"{W}hAnsi")
    return str(found) if found else None


@dataclass(frozen=True, slots=True)
class Look:
    """What a style sets; None for what it leaves as it is.

    `numbering` is the id of a list and the level in it.
    """

    font: str | None = None
    hidden: bool | None = None
    numbering: tuple[str, int] | None = None


class Styles:
    """The styles of a file and its lists, by the roots of these parts; None where it has none."""

    def __init__(self, styles: Any, numbering: Any) -> None:
        self._styles = (
            {}
            if styles is None
            else {each.get(f"{W}styleId"): each for each in styles.iterchildren(f"{W}style")}
        )
        self._defaults = (
            None if styles is None else styles.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")
        )
        self._numbering = numbering
        self._looks: dict[str, Look] = {}
        self._formats: dict[tuple[str, int], str] | None = None
        self._default = next(
            (
                name
                for name, each in self._styles.items()
                if each.get(f"{W}type") == "paragraph"
                and each.get(f"{W}default") in {"1", "true", "on"}
            ),
            "",
        )

    def paragraph(self, style: str) -> Look:
        """Return what holds in a paragraph of a style, empty for none."""
        return self._look(style or self._default, self._defaults)

    def character(self, style: str) -> Look:
        """Return what a style of letters sets."""
        return self._look(style, None)

    def _look(self, style: str, defaults: Any) -> Look:
        known = self._looks.get(style)
        if known is None:
            known = self._looks[style] = self._resolved(style, defaults)
        return known

    def _resolved(self, style: str, defaults: Any) -> Look:
        font: str | None = None
        hidden: bool | None = None
        numbering: tuple[str, int] | None = None
        at = style
        for _ in range(_DEEPEST):
            element = self._styles.get(at)
            if element is None:
                break
            look = _look_of(element.find(f"{W}rPr"), element.find(f"{W}pPr"))
            font = look.font if font is None else font
            hidden = look.hidden if hidden is None else hidden
            numbering = look.numbering if numbering is None else numbering
            based = element.find(f"{W}basedOn")
            at = "" if based is None else based.get(VAL, "")
        if font is None and defaults is not None:
            font = _look_of(defaults, None).font
        return Look(font, hidden, numbering)

    def is_decimal(self, numbering: tuple[str, int]) -> bool:
        """Whether a level of a list counts 1, 2, 3."""
        if self._formats is None:
            self._formats = dict(_formats(self._numbering))
        return self._formats.get(numbering) == "decimal"


def _look_of(run: Any, paragraph: Any) -> Look:
    fonts = None if run is None else run.find(f"{W}rFonts")
    vanish = None if run is None else run.find(f"{W}vanish")
    numbering = None if paragraph is None else paragraph.find(f"{W}numPr")
    return Look(
        None if fonts is None else font_of(fonts),
        None if vanish is None else is_on(vanish),
        None if numbering is None else numbering_of(numbering),
    )


def numbering_of(element: Any) -> tuple[str, int]:
    """Return the list and the level that a `w:numPr` names."""
    number, level = element.find(f"{W}numId"), element.find(f"{W}ilvl")
    depth = "0" if level is None else level.get(VAL, "0")
    return (
        "0" if number is None else number.get(VAL, "0"),
        int(depth) if depth.isdecimal() and len(depth) == 1 else 0,
    )


def _formats(root: Any) -> Any:
    """Yield how each level of each list counts."""
    if root is None:
        return
    abstract = {
        each.get(f"{W}abstractNumId"): each for each in root.iterchildren(f"{W}abstractNum")
    }
    levels = {number: list(_levels(each)) for number, each in abstract.items()}
    for number in root.iterchildren(f"{W}num"):
        of = number.find(f"{W}abstractNumId")
        for level, form in levels.get(None if of is None else of.get(VAL), ()):
            yield (number.get(f"{W}numId"), level), form


def _levels(abstract: Any) -> Any:
    for each in abstract.iterchildren(f"{W}lvl"):
        level, form = each.get(f"{W}ilvl", ""), each.find(f"{W}numFmt")
        if level.isdecimal() and len(level) == 1 and form is not None:
            yield int(level), form.get(VAL)
