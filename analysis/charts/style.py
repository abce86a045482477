"""What charts and sheets share: colours by what they mean; and every chart the style, the title, room for numbers."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

STYLE = Path(__file__).with_name("board.mplstyle")
BETTER, WORSE = "#1b7f79", "#c0392b"  # of clearly different luminance: a page may be printed in grey
BETTER_TEXT, WORSE_TEXT = "#14635e", "#a93226"  # darker, to be read on paper and in the head of a table
TOTAL, PALE, PAPER = "#333333", "#bbbbbb", "#ffffff"
FORECAST, BUDGET = PALE, PAPER  # a forecast is hatched besides, a budget is an outline
INK, LINE, LINK = "#222222", "#555555", "#0b5394"
TABLE_HEAD, ENTRY = "#e7ecef", "#fff6d6"  # what is behind a heading, and behind a cell that its reader may change
HATCH = "////"  # what is not certain, or does not compare in full
_COLOURS = {"figure.facecolor": PAPER, "text.color": INK, "ytick.color": INK}
WIDTH = 8.3  # inches; an A4 page without its margins is 6.3, and the pictures are scaled down on it
ROW, HEAD = 0.38, 1.15  # inches a bar, and for the title
FONT = 11  # points
LABEL = 26  # characters before a label is wrapped
ROOM = 0.32  # of the longest bar, beside it, for its number

Titles = tuple[str, str, str]  # who; what in which unit; period and comparison


def title(ax: Axes, who: str, what: str, period: str) -> None:
    """Write the three lines: who, what in which unit, period and comparison; from the figure's edge if it is alone."""
    figure = ax.get_figure(root=True)
    alone = figure is not None and len(figure.axes) == 1
    start, along = (0.01, "figure fraction") if alone else (0.0, "axes fraction")
    for line, (text, weight) in enumerate([(period, "normal"), (what, "bold"), (who, "normal")]):
        above = (0, 12 + 18 * line)
        where = (along, "axes fraction")
        ax.annotate(text, (start, 1), above, where, "offset points", fontsize=12, fontweight=weight, va="bottom")


def limits(values: Sequence[float], longest: float, ax: Axes) -> tuple[float, float]:
    """Leave room for the numbers on the sides where bars or numbers stand, more on a narrow figure; zero is in view."""
    low, high = min([0.0, *values]), max([0.0, *values])
    figure = ax.get_figure(root=True)
    width = figure.get_figwidth() if figure else WIDTH
    room = ROOM * longest * max(1.0, WIDTH / width) ** 2
    return (low - room if low < 0 else -0.02 * longest), high + (room if high > 0 else 0.06 * longest)


def bare(ax: Axes, values: str) -> None:
    """Take away the frame and the axis of values (``x`` or ``y``): the numbers beside the bars say it."""
    for side in ax.spines.values():
        side.set_visible(False)
    (ax.set_xticks if values == "x" else ax.set_yticks)([])
    ax.tick_params(length=0)


def nothing(frame: pd.DataFrame, lines: Titles, ax: Axes | None) -> Axes:
    """Draw an empty chart that says why the frame is empty."""
    with _opened(ax, HEAD + 1.2) as drawn:
        reason = str(frame.attrs.get("skäl", "")) or "Uppgifter saknas."
        drawn.text(0, 0.5, textwrap.fill(reason, 80), fontsize=FONT, va="center")
        drawn.set_axis_off()
        title(drawn, *lines)
    return drawn


@contextmanager
def lying(
    ax: Axes | None, rows: Mapping[float, str], values: Sequence[float], lines: Titles, air: float = 0.5
) -> Iterator[tuple[Axes, float]]:
    """Draw lying bars from the top down; give the axes and what the longest bar is, and finish them.

    Parameters
    ----------
    ax
        Where to draw; a new figure of a fitting height where none is given.
    rows
        What stands to the left of each bar, by its place.
    values
        Where bars begin or end.
    lines
        The three lines of the title.
    air
        Rows of room below them on a new figure.
    """
    longest = max(map(abs, values), default=0) or 1
    with _opened(ax, HEAD + ROW * (len(rows) + air)) as drawn:
        drawn.axvline(0, color=LINE, linewidth=1)
        yield drawn, longest
        drawn.set_yticks([*rows], [textwrap.fill(label, LABEL) for label in rows.values()])
        bare(drawn, "x")
        drawn.set_xlim(limits(values, longest, drawn))
        drawn.set_ylim(max(rows, default=-1) + 0.6, -0.6)
        title(drawn, *lines)


@contextmanager
def standing(ax: Axes | None, height: float, names: Sequence[str], lines: Titles) -> Iterator[Axes]:
    """Draw standing columns with their names below; give the axes, and finish them."""
    with _opened(ax, height) as drawn:
        yield drawn
        drawn.axhline(0, color=LINE, linewidth=1)
        drawn.set_xticks(range(len(names)), names)
        bare(drawn, "y")
        drawn.tick_params(axis="x", labelbottom=True)
        title(drawn, *lines)


def beside(ax: Axes, row: float, end: float, text: str, reach: float) -> None:
    """Write a number beyond the end of a lying bar; the reach is the longest bar, with the sign of the side."""
    side = "left" if reach > 0 else "right"
    ax.text(end + 0.015 * reach, row, text, va="center", ha=side, fontsize=FONT)


def gap(ax: Axes, at: float, longest: float, font: float = FONT) -> None:
    """Say in the place of a column that it is missing."""
    ax.text(at, 0.02 * longest, "saknas", ha="center", va="bottom", fontsize=font, color=LINE)


@contextmanager
def _opened(ax: Axes | None, height: float) -> Iterator[Axes]:
    """Open what a chart is drawn on: the axes given, else a new figure as wide as a page."""
    import matplotlib.pyplot as plt

    with styled():
        yield plt.subplots(figsize=(WIDTH, height), layout="constrained")[1] if ax is None else ax


@contextmanager
def styled() -> Iterator[None]:
    """Draw in the house's style; a backend that is loaded meanwhile keeps what it set: that figures are shown."""
    import matplotlib as mpl
    import matplotlib.pyplot as plt

    with plt.style.context([STYLE, _COLOURS]):
        yield
        shows = plt.isinteractive()
    mpl.interactive(shows)
