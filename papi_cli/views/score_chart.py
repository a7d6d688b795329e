"""The published index as a picture: where a province stands among all, as SVG.

A row for each number: a band from the lowest to the highest province, a tick at their median, a
hollow dot for the year before, a full one for the year, a diamond for another province. What a dot
is, its form says, not its colour alone; the figures stand beside it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from xml.sax.saxutils import escape

from papi_cli.plan.index_numbers import TOTAL, is_sub_index
from papi_cli.safe_text import visible
from papi_cli.scores.comparison import Comparison
from papi_cli.scores.figures import BOUNDS, NONE, points, rank, signed
from papi_cli.scores.values import Scores
from papi_cli.views.scores import Asked, ScoresAnswer, name_of

_WIDTH, _LABELS, _FIGURES = 960, 330, 190
_LEFT, _RIGHT = _LABELS, _WIDTH - _FIGURES
_ROW, _HEAD, _AXIS, _FOOT = 24, 78, 34, 44
_LONGEST = 42
"""Characters of a label that fit before the band."""
_STYLE = """\
text { font: 13px "Segoe UI", "Noto Sans", "DejaVu Sans", Arial, sans-serif; fill: #1f2933 }
.h { font-size: 17px; font-weight: bold } .b { font-weight: bold }
.s { font-size: 12px; fill: #52606d } .e { text-anchor: end } .m { text-anchor: middle }
.g { stroke: #e4e7eb } .l { stroke: #52606d; stroke-width: 1.5 } .r { fill: #cbd5e0 }
.t { stroke: #1f2933; stroke-width: 2.5 } .n { fill: #1f5fa8; stroke: #fff }
.o { fill: #fff; stroke: #1f5fa8; stroke-width: 2 } .a { fill: #c2410c; stroke: #fff }"""


def scores_chart(scores: Scores, answer: ScoresAnswer) -> str:
    """Return a province's values as SVG; the total, whose scale is another, stands in the title."""
    asked = answer.asked
    blocks = [
        (title, rows, highest)
        for title, rows, highest in (
            ("Chỉ số nội dung (điểm)", _rows(answer, sub=False), 10),
            ("Chỉ số thành phần (điểm)", _rows(answer, sub=True), 0),
        )
        if rows
    ]
    height = _HEAD + _FOOT + sum(_AXIS + _ROW * len(rows) for _, rows, _ in blocks)
    title = f"{asked.province}: Chỉ số PAPI năm {asked.years.now} so với năm {asked.years.before}"
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height}" role="img"'
        ' xml:lang="vi">',
        f"<title>{_xml(title)}</title>",
        f"<desc>{_xml(_description(answer))}</desc>",
        f"<style>{_STYLE}</style>",
        f'<rect width="{_WIDTH}" height="{height}" fill="#fff"/>',
        f'<text class="h" x="16" y="28">{_xml(title)}</text>',
        f'<text class="s" x="16" y="46">{_xml(_total(answer))}</text>',
        *_legend(asked),
    ]
    top = _HEAD
    for block, rows, highest in blocks:
        parts += _block(scores, answer, block, rows, highest, top)
        top += _AXIS + _ROW * len(rows)
    first, _, second = BOUNDS.partition("; ")
    if any(each.obstacle for _, rows, _ in blocks for each in rows):
        second += f" {_NOT_COMPARED.capitalize()}: hai năm không so sánh được với nhau."
    parts += [
        f'<text class="s" x="16" y="{top + 18}">{_xml(first)};</text>',
        f'<text class="s" x="16" y="{top + 33}">{_xml(second)}</text>',
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def _rows(answer: ScoresAnswer, *, sub: bool) -> list[Comparison]:
    """Return the dimensions or the sub-indices of which somebody has a value that year."""
    return [
        each
        for each in answer.comparisons
        if each.numbers[0] != TOTAL and is_sub_index(each.numbers[0]) == sub and each.now.ranked
    ]


def _xml(text: str) -> str:
    return escape(visible(text), {'"': "&quot;"})


def _total(answer: ScoresAnswer) -> str:
    total = next((each for each in answer.comparisons if each.numbers == (TOTAL,)), None)
    if total is None or total.now.value is None:
        return ""
    before = (
        f" (năm {answer.asked.years.before} thứ {rank(total.before)})" if total.before.rank else ""
    )
    return f"Tổng điểm {points(total.now.value)}, thứ {rank(total.now)}{before}"


def _description(answer: ScoresAnswer) -> str:
    """Return what the picture shows in words, for those who cannot see it."""
    said = [
        f"{each.numbers[0]} {name_of(answer, each.numbers[0])}: {points(each.now.value, NONE)},"
        f" trung vị {points(each.now.median, NONE)}"
        for each in answer.comparisons
        if each.now.ranked and each.numbers[0] != TOTAL
    ]
    return f"{_total(answer)}. {'; '.join(said)}. {BOUNDS}"


def _legend(asked: Asked) -> Iterator[str]:
    """Yield what each form means, on one line."""
    y, x = 66, 16
    forms = [
        (
            f'<rect class="r" x="{{0}}" y="{y - 9}" width="22" height="8"/>',
            28,
            "thấp nhất – cao nhất",
        ),
        (f'<line class="t" x1="{{0}}" x2="{{0}}" y1="{y - 12}" y2="{y + 2}"/>', 8, "trung vị"),
        (f'<circle class="o" cx="{{0}}" cy="{y - 5}" r="4.5"/>', 10, f"năm {asked.years.before}"),
        (f'<circle class="n" cx="{{0}}" cy="{y - 5}" r="5.5"/>', 10, f"năm {asked.years.now}"),
    ]
    if asked.other is not None:
        forms.append((_diamond("{0}", y - 5), 10, f"{asked.other} năm {asked.years.now}"))
    for form, gap, word in forms:
        yield form.replace("{0}", str(x + _GAP * (gap <= _DOT)))
        yield f'<text class="s" x="{x + gap + _GAP}" y="{y}">{_xml(word)}</text>'
        x += gap + _GAP + 7 * len(word) + 18


_GAP, _DOT = 6, 10
"""Pixels beside a form of the legend, and how wide a dot is."""


def _diamond(x: str, y: float) -> str:
    return f'<path class="a" transform="translate({x} {y})" d="M0 -6.5 6.5 0 0 6.5 -6.5 0z"/>'


def _block(  # noqa: PLR0913, PLR0917 - a part of the picture: what, where
    scores: Scores,
    answer: ScoresAnswer,
    title: str,
    rows: Sequence[Comparison],
    highest: int,
    top: int,
) -> Iterator[str]:
    """Yield the dimensions or the sub-indices below an axis of their own."""
    year = answer.asked.years.now
    bests = [each.now.best or Decimal(0) for each in rows]
    top_value = (
        highest or int(max([*bests, *(each.before.best or Decimal(0) for each in rows)])) + 1
    )
    end = top + _AXIS + _ROW * len(rows) - 8

    def x(value: Decimal) -> str:
        share = float(value) / top_value
        return f"{_LEFT + share * (_RIGHT - _LEFT):.1f}"

    yield f'<text class="b" x="16" y="{top + 20}">{title}</text>'
    heads = ("Điểm", "Thay đổi", "Hạng")
    for column, head in zip(_COLUMNS, heads, strict=True):
        yield f'<text class="s e" x="{column}" y="{top + 20}">{head}</text>'
    step = 2 if top_value > _MANY else 1
    for tick in range(0, top_value + 1, step):
        place = x(Decimal(tick))
        yield f'<line class="g" x1="{place}" x2="{place}" y1="{top + 24}" y2="{end}"/>'
        yield f'<text class="s m" x="{place}" y="{top + 20}">{tick}</text>'
    for at, each in enumerate(rows):
        y = top + _AXIS + at * _ROW + 6
        number = each.numbers[0]
        values = list(scores.published(each.numbers, year).values())
        yield f'<text x="16" y="{y + 4}">{_xml(_label(answer, number))}</text>'
        low, high = x(min(values)), x(max(values))
        width = max(float(high) - float(low), 1)
        yield f'<rect class="r" x="{low}" y="{y - 4}" width="{width:.1f}" height="8"/>'
        middle = x(each.now.median or Decimal(0))
        yield f'<line class="t" x1="{middle}" x2="{middle}" y1="{y - 7}" y2="{y + 7}"/>'
        yield from _dots(each, y, x)
        change = _NOT_COMPARED if each.obstacle else signed(each.change, NONE)
        figures = (points(each.now.value, NONE), change, rank(each.now, NONE))
        for column, figure in zip(_COLUMNS, figures, strict=True):
            yield f'<text class="e" x="{column}" y="{y + 4}">{figure}</text>'


_COLUMNS = (_RIGHT + 58, _RIGHT + 126, _RIGHT + 180)
_NOT_COMPARED = "không so"
_MANY = 5
"""From a higher scale on every second point has a line."""


def _label(answer: ScoresAnswer, number: str) -> str:
    name = name_of(answer, number)
    label = f"{number}. {name}" if name else number
    return label if len(label) <= _LONGEST else f"{label[:_LONGEST].rsplit(' ', 1)[0]} …"


def _dots(each: Comparison, y: int, x: Callable[[Decimal], str]) -> Iterator[str]:
    """Yield the dots of a row; of a year that cannot be compared there is none."""
    now, before = each.now.value, None if each.obstacle else each.before.value
    if before is not None and now is not None:
        yield f'<line class="l" x1="{x(before)}" x2="{x(now)}" y1="{y}" y2="{y}"/>'
    if before is not None:
        yield f'<circle class="o" cx="{x(before)}" cy="{y}" r="4.5"/>'
    if each.other is not None:
        yield _diamond(x(each.other), y)
    if now is not None:
        yield f'<circle class="n" cx="{x(now)}" cy="{y}" r="5.5"/>'
