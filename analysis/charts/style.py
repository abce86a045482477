"""What charts and sheets share: colours by what they mean; and every chart the style, the title, room for numbers."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from matplotlib.axes import Axes

STYLE = Path(__file__).with_name("board.mplstyle")
BETTER, WORSE = "#1b7f79", "#c0392b"  # of clearly different luminance: a page may be printed in grey
BETTER_TEXT, WORSE_TEXT = "#14635e", "#a93226"  # darker, to be read on paper and in the head of a table
TOTAL, PALE, PAPER = "#333333", "#bbbbbb", "#ffffff"
FORECAST, BUDGET = PALE, PAPER  # a forecast is hatched besides, a budget is an outline
INK, LINE, LINK = "#222222", "#555555", "#0b5394"
TABLE_HEAD, ENTRY = "#e7ecef", "#fff6d6"  # what is behind a heading, and behind a cell that its reader may change
_COLOURS = {"figure.facecolor": PAPER, "text.color": INK, "ytick.color": INK}
WIDTH = 8.3  # inches; an A4 page without its margins is 6.3, and the pictures are scaled down on it
ROW, HEAD = 0.38, 1.15  # inches a bar, and for the title
LABEL = 26  # characters before a label is wrapped
ROOM = 0.32  # of the longest bar, beside it, for its number


def title(ax: Axes, who: str, what: str, period: str) -> None:
    """Write the three lines: who, what in which unit, period and comparison; from the figure's edge if it is alone."""
    figure = ax.get_figure(root=True)
    alone = figure is not None and len(figure.axes) == 1
    start, along = (0.01, "figure fraction") if alone else (0.0, "axes fraction")
    for line, (text, weight) in enumerate([(period, "normal"), (what, "bold"), (who, "normal")]):
        above = (0, 12 + 18 * line)
        where = (along, "axes fraction")
        ax.annotate(text, (start, 1), above, where, "offset points", fontsize=12, fontweight=weight, va="bottom")


def limits(values: list[float], longest: float, ax: Axes) -> tuple[float, float]:
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


def nothing(reason: str, lines: tuple[str, str, str], ax: Axes | None) -> Axes:
    """Draw an empty chart that says why it is empty."""
    import matplotlib.pyplot as plt

    with styled():
        if ax is None:
            _, ax = plt.subplots(figsize=(WIDTH, HEAD + 1.2), layout="constrained")
        ax.text(0, 0.5, textwrap.fill(reason or "Uppgifter saknas.", 80), fontsize=11, va="center")
        ax.set_axis_off()
        title(ax, *lines)
    return ax


@contextmanager
def styled() -> Iterator[None]:
    """Draw in the house's style; a backend that is loaded meanwhile keeps what it set: that figures are shown."""
    import matplotlib as mpl
    import matplotlib.pyplot as plt

    with plt.style.context([STYLE, _COLOURS]):
        yield
        shows = plt.isinteractive()
    mpl.interactive(shows)
