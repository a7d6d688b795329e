"""A chart of how long programs take, by the number of tasks, as SVG."""

import io
from collections.abc import Mapping, Sequence

_COLOURS = ("#b00020", "#1565c0", "#2e7d32", "#ef6c00", "#6a1b9a", "#455a64")
_WIDTH, _HEIGHT = 8.0, 5.0
"""Inches; a page shows an inch as 96 points."""


def chart(
    title: str, across: str, up: str, points: Mapping[str, Sequence[tuple[int, float]]]
) -> str:
    """Return an SVG of a line for each name, both axes logarithmic, the slowest named first."""
    import matplotlib as mpl
    from matplotlib.figure import Figure
    from matplotlib.ticker import FixedLocator, FuncFormatter, NullFormatter, NullLocator

    with mpl.rc_context({"svg.hashsalt": "papi", "svg.fonttype": "none", "font.size": 11}):
        figure = Figure(figsize=(_WIDTH, _HEIGHT), facecolor="white", layout="tight")
        axes = figure.add_subplot()
        axes.set(title=title, xlabel=across, ylabel=up, xscale="log", yscale="log")
        sizes = sorted({size for line in points.values() for size, _ in line})
        slowest_first = sorted(points.items(), key=lambda each: -each[1][-1][1])
        for colour, (name, line) in zip(_COLOURS, slowest_first, strict=False):
            label = f"{name}: {line[-1][1]:,.1f} s for {line[-1][0]:,}"
            numbers, seconds = zip(*line, strict=True)
            wide = 3.5 if name == "papi" else 1.8
            axes.plot(numbers, seconds, marker="o", color=colour, linewidth=wide, label=label)
        axes.set_ylim(bottom=0.05)
        axes.legend(loc="upper left", frameon=False)
        axes.xaxis.set_major_locator(FixedLocator(sizes))
        axes.xaxis.set_minor_locator(NullLocator())
        axes.xaxis.set_major_formatter(FuncFormatter(lambda size, _: f"{size:,.0f}"))
        axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:g}"))
        axes.yaxis.set_minor_formatter(NullFormatter())
        axes.grid(visible=True, which="major", color="#dddddd")
        axes.spines[["top", "right"]].set_visible(False)
        out = io.BytesIO()
        figure.savefig(out, format="svg", metadata={"Date": None, "Creator": None})
    return out.getvalue().decode("utf-8")
