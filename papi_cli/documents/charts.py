"""Charts of documents: how far the work is, as bars in SVG with the figures in words.

Each bar is the whole of what is counted, cut into done, under way and not yet; the colours differ
in grey too, as most offices print, and the figures stand beside.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape

from papi_cli.documents.task_states import Tally
from papi_cli.register.sentences import rate_text
from papi_cli.safe_text import visible
from papi_cli.vietnamese.words import small_start

_WIDTH, _LABELS, _FIGURES, _MARGIN = 680, 250, 140, 4
_ROW, _BAR, _LEGEND, _LINE = 36, 18, 30, 15
_LETTERS = 29
"""Characters of a label that fit on a line before the bars."""
_LINES = 2
_PARTS = (
    ("Hoàn thành", "#2e6f40"),
    ("Đang thực hiện", "#f2b84b"),
    ("Chưa thực hiện", "#dcdcdc"),
)
_TEXT = 'font-family="Times New Roman, Liberation Serif, serif" font-size="13" fill="#000"'


@dataclass(frozen=True, slots=True)
class Picture:
    """A chart: what it shows in words, and its SVG."""

    words: str
    svg: str


def rates_chart(subject: str, bars: Sequence[tuple[str, Tally]]) -> Picture:
    """Return a chart of how much is done, a bar for each label and its figures.

    `subject` says by what, within a sentence; a bar of nothing is an empty one.
    """
    height = _LEGEND + _ROW * len(bars) + _MARGIN
    words = _words(subject, bars)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height}"'
        f' width="{_WIDTH}" height="{height}" role="img" xml:lang="vi">',
        f"<title>{_xml(words)}</title>",
        f'<rect width="{_WIDTH}" height="{height}" fill="#fff"/>',
        *_legend(),
    ]
    for at, (label, tally) in enumerate(bars):
        parts += _bar(label, tally, _LEGEND + at * _ROW)
    return Picture(words, "\n".join([*parts, "</svg>"]) + "\n")


def _legend() -> Iterator[str]:
    left = _LABELS
    for name, colour in _PARTS:
        yield f'<rect x="{left}" y="6" width="12" height="12" fill="{colour}" stroke="#555"/>'
        yield f'<text x="{left + 18}" y="17" {_TEXT}>{name}</text>'
        left += 140


def _bar(label: str, tally: Tally, top: int) -> Iterator[str]:
    middle = top + _ROW / 2
    lines = _folded(label)
    first = middle + 5 - (len(lines) - 1) * _LINE / 2
    for at, line in enumerate(lines):
        yield (
            f'<text x="{_LABELS - 10}" y="{first + at * _LINE:g}" text-anchor="end" {_TEXT}>'
            f"{_xml(line)}</text>"
        )
    room = _WIDTH - _LABELS - _FIGURES
    left = float(_LABELS)
    y = f"{middle - _BAR / 2:g}"
    numbers = (tally.done, tally.in_progress, tally.not_started)
    for number, (_, colour) in zip(numbers, _PARTS, strict=True):
        if number:
            width = room * number / tally.counted
            yield (
                f'<rect x="{left:.1f}" y="{y}" width="{width:.1f}" height="{_BAR}"'
                f' fill="{colour}" stroke="#555" stroke-width="0.5"/>'
            )
            left += width
    if not tally.counted:
        yield (
            f'<rect x="{left:g}" y="{y}" width="{room}" height="{_BAR}" fill="none" stroke="#999"/>'
        )
    yield f'<text x="{_WIDTH - _FIGURES + 8}" y="{middle + 5:g}" {_TEXT}>{_figures(tally)}</text>'


def _figures(tally: Tally) -> str:
    return f"{rate_text(tally.rate)} ({tally.done}/{tally.counted})"


def _folded(label: str) -> list[str]:
    """Return a label on as many lines as there is room for; what is left over is cut."""
    lines = [""]
    for word in visible(label).split():
        if lines[-1] and len(lines[-1]) + 1 + len(word) > _LETTERS:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".lstrip()
    kept = lines[:_LINES]
    if len(lines) > _LINES:
        kept[-1] += " …"
    return [each if len(each) <= _LETTERS + 2 else f"{each[:_LETTERS]}…" for each in kept]


def _words(subject: str, bars: Sequence[tuple[str, Tally]]) -> str:
    said = [f"{label} {_figures(tally)}" for label, tally in bars]
    return f"Biểu đồ tỷ lệ hoàn thành {small_start(subject)}: {'; '.join(said)}"


def _xml(text: str) -> str:
    return escape(visible(text))
