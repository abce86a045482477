"""What every chart shares: the style, the title's three lines, the room for numbers, and a chart of nothing."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from matplotlib.axes import Axes

STYLE = Path(__file__).with_name("board.mplstyle")
BETTER, WORSE, TOTAL, LINE = "#1b7f79", "#c0392b", "#333333", "#555555"
WIDTH = 8.3  # inches; an A4 page without its margins is 6.3, and the pictures are scaled down on it
ROW, HEAD = 0.38, 1.15  # inches a bar, and for the title
LABEL = 26  # characters before a label is wrapped
ROOM = 0.32  # of the longest bar, beside it, for its number


def title(ax: Axes, who: str, what: str, period: str) -> None:
    """Write the three lines: who, what in which unit, period and comparison."""
    for line, (text, weight) in enumerate([(period, "normal"), (what, "bold"), (who, "normal")]):
        above = (0, 12 + 18 * line)
        ax.annotate(text, (0, 1), above, "axes fraction", "offset points", fontsize=12, fontweight=weight, va="bottom")


def limits(values: list[float], longest: float) -> tuple[float, float]:
    """Leave room for the numbers on the sides where bars or numbers stand; zero is always in view."""
    low, high = min([0.0, *values]), max([0.0, *values])
    room = ROOM * longest
    return (low - room if low < 0 else -0.02 * longest), high + room


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

    with plt.style.context(STYLE):
        yield
        shows = plt.isinteractive()
    mpl.interactive(shows)
