"""Frames to charts in the house's notation; nothing is computed here but where things are drawn."""

from __future__ import annotations

import textwrap
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from analysis.numerals import format_number

if TYPE_CHECKING:
    from matplotlib.axes import Axes

STYLE = Path(__file__).with_name("board.mplstyle")
BETTER, WORSE, TOTAL, LINE = "#1b7f79", "#c0392b", "#333333", "#555555"
WIDTH = 8.3  # inches; an A4 page without its margins is 6.3, and the pictures are scaled down on it
_ROW, _HEAD = 0.38, 1.15  # inches a bar, and for the title
_LABEL = 26  # characters before a label is wrapped
_ROOM = 0.32  # of the longest bar, beside it, for its number


def deviation_bars(lines: pd.DataFrame, who: str, period: str, ax: Axes | None = None) -> Axes:
    """Draw the deviation of each line as a bar, the largest at the top, their sum at the bottom.

    Parameters
    ----------
    lines
        Frame of `analysis.deviation_lines`: ``post`` and ``avvikelse_tkr``, minus = underskott.
    who
        Board and publisher, for the first line of the title.
    period
        Period and comparison, for the third line of the title.
    ax
        Where to draw; a new figure of a fitting height where none is given.

    Returns
    -------
    matplotlib.axes.Axes
        The axes drawn on. Each bar has a signed number beside it, so that colour is never the only carrier; a line
        without a deviation is left out.

    Examples
    --------
    >>> import matplotlib; matplotlib.use("agg")
    >>> ax = deviation_bars(pd.DataFrame({"post": ["Stab"], "avvikelse_tkr": [39.0]}), "Nämnden", "2020")
    >>> [text.get_text() for text in ax.texts]
    ['+39', '+39', '2020', 'Avvikelse mot budget per rad, tkr', 'Nämnden']
    """
    import matplotlib.pyplot as plt

    lines = lines[lines["avvikelse_tkr"] != 0]
    labels = [*lines["post"], "Summa"]
    values = [*lines["avvikelse_tkr"], lines["avvikelse_tkr"].sum()]
    with plt.style.context(STYLE):
        if ax is None:
            _, ax = plt.subplots(figsize=(WIDTH, _HEAD + _ROW * (len(labels) + 0.5)), layout="constrained")
        # the sum stands half a row apart from the lines
        places = [*map(float, range(len(lines))), len(lines) + 0.4]
        colours = [BETTER if value >= 0 else WORSE for value in values[:-1]] + [TOTAL]
        ax.barh(places, values, color=colours, height=0.66)
        ax.axvline(0, color=LINE, linewidth=1)
        ax.axhline(len(lines) - 0.3, color=LINE, linewidth=0.6)
        longest = max(map(abs, values), default=0) or 1
        for place, value in zip(places, values, strict=True):
            _number(ax, place, value, longest)
        ax.set_yticks(places, [textwrap.fill(label, _LABEL) for label in labels])
        ax.get_yticklabels()[-1].set_fontweight("bold")
        ax.set_xlim(_limits(values, longest))
        ax.set_ylim(len(lines) + 0.9, -0.6)
        _title(ax, who, "Avvikelse mot budget per rad, tkr", period)
    return ax


def _number(ax: Axes, place: float, value: float, longest: float) -> None:
    gap = 0.015 * longest * (1 if value >= 0 else -1)
    side = "left" if value >= 0 else "right"
    ax.text(value + gap, place, format_number(value, signed=True), va="center", ha=side, fontsize=11)


def _limits(values: list[float], longest: float) -> tuple[float, float]:
    """Leave room for the numbers on the sides where bars or numbers stand; zero is always in view."""
    low, high = min([0.0, *values]), max([0.0, *values])
    room = _ROOM * longest
    return (low - room if low < 0 else -0.02 * longest), high + room


def _title(ax: Axes, who: str, what: str, period: str) -> None:
    """Write the three lines: who, what in which unit, period and comparison."""
    for line, (text, weight) in enumerate([(period, "normal"), (what, "bold"), (who, "normal")]):
        above = (0, 12 + 18 * line)
        ax.annotate(text, (0, 1), above, "axes fraction", "offset points", fontsize=12, fontweight=weight, va="bottom")
