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
    from matplotlib.text import Text

STYLE = Path(__file__).with_name("board.mplstyle")
BETTER, WORSE = "#3a9e95", "#8c1c13"  # light and dark: a page printed in grey, or seen without red, tells them apart
BETTER_TEXT, WORSE_TEXT = "#14635e", "#8c1c13"  # dark enough to be read on paper and in the head of a table
TOTAL, PALE, PAPER = "#333333", "#bbbbbb", "#ffffff"
FORECAST, BUDGET = PALE, PAPER  # a budget is an outline
INK, LINE, LINK = "#222222", "#555555", "#0b5394"
TABLE_HEAD, ENTRY = "#e7ecef", "#fff6d6"  # what is behind a heading, and behind a cell that its reader may change
HATCH = "////"  # what nothing explains, and nothing else
_COLOURS = {
    "figure.facecolor": PAPER,
    "text.color": INK,
    "ytick.color": INK,
    "xtick.color": INK,
    "hatch.color": INK,
    "figure.constrained_layout.h_pad": 0.1,
}
WIDTH = 6.6  # inches: as wide as an A4 page without its margins, and to be read on a phone
ROW, LINES = 0.4, 0.185  # inches a bar at least, and a line of its name
TOP, NOTE = 0.25, 0.27  # inches above the lines of the title, and a line of a title or a note
FONT, SMALL = 11, 9.5  # points
LABEL = 24  # characters before the name of a bar is wrapped
MESSAGE, NOTES = 62, 84  # characters before a message is wrapped, and what stands below a chart
ROOM = 0.48  # of the longest bar, beside it, for its number

Titles = tuple[str, str, str]  # who; what in which unit; period and comparison


def title(ax: Axes, lines: Titles, message: str = "") -> None:
    """Write the message, what is drawn in which unit, and whose and when it is."""
    figure = ax.get_figure(root=True)
    alone = figure is not None and len(figure.axes) == 1
    start, along = (0.01, "figure fraction") if alone else (0.0, "axes fraction")
    who, what, period = lines
    place = ", ".join(text for text in (who, period) if text)
    rows = [(textwrap.fill(place, NOTES), SMALL, "normal"), (what, FONT, "normal" if message else "bold")]
    rows += [(textwrap.fill(message, MESSAGE), 12, "bold")] if message else []
    up = 10
    for text, size, weight in rows:
        where = (along, "axes fraction")
        ax.annotate(text, (start, 1), (0, up), where, "offset points", size=size, weight=weight)
        up += 18 + 15 * text.count("\n")


def head(message: str) -> float:
    """Return how many inches a title takes."""
    return TOP + NOTE * (2 + len(textwrap.wrap(message, MESSAGE)))


def notes(ax: Axes, *texts: str) -> None:
    """Write notes below a chart, from the figure's edge if it is alone."""
    lines = [line for text in texts if text for line in textwrap.wrap(text, NOTES)]
    if lines:
        figure = ax.get_figure(root=True)
        alone = figure is not None and len(figure.axes) == 1
        start, along = (0.01, "figure fraction") if alone else (0.0, "axes fraction")
        below = -4 - max((20 + 15 * label.get_text().count("\n") for label in ax.get_xticklabels()), default=0)
        ax.annotate(
            "\n".join(lines),
            (start, 0),
            (0, below),
            (along, "axes fraction"),
            "offset points",
            size=SMALL,
            color=LINE,
            va="top",
        )


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
    with _opened(ax, head("") + 1.2) as drawn:
        reason = str(frame.attrs.get("skäl", "")) or "Uppgifter saknas."
        drawn.text(0, 0.5, textwrap.fill(reason, MESSAGE), fontsize=FONT, va="center")
        drawn.set_axis_off()
        title(drawn, lines)
    return drawn


@contextmanager
def lying(
    ax: Axes | None, rows: Mapping[float, str], values: Sequence[float], lines: Titles, message: str = ""
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
    lines, message
        What `title` writes.
    """
    longest = max(map(abs, values), default=0) or 1
    labels = [_filled(label) for label in rows.values()]
    row = max([ROW, *(LINES * (1 + label.count("\n")) + 0.06 for label in labels)])
    with _opened(ax, head(message) + row * (len(rows) + 0.6) + 2 * NOTE) as drawn:
        drawn.axvline(0, color=LINE, linewidth=1)
        yield drawn, longest
        drawn.set_yticks([*rows], labels)
        bare(drawn, "x")
        drawn.set_xlim(limits(values, longest, drawn))
        drawn.set_ylim(max(rows, default=-1) + 0.6, -0.6)
        title(drawn, lines, message)


def _filled(label: str) -> str:
    """Wrap the lines of a label, each on its own."""
    return "\n".join(textwrap.fill(line, LABEL) for line in label.split("\n"))


@contextmanager
def standing(ax: Axes | None, height: float, names: Sequence[str], lines: Titles, message: str = "") -> Iterator[Axes]:
    """Draw standing columns with their names below; give the axes, and finish them."""
    with _opened(ax, height) as drawn:
        yield drawn
        drawn.axhline(0, color=LINE, linewidth=1)
        drawn.set_xticks(range(len(names)), names)
        drawn.set_xlim(-0.6, len(names) - 0.4)
        bare(drawn, "y")
        drawn.tick_params(axis="x", labelbottom=True)
        title(drawn, lines, message)


def beside(ax: Axes, row: float, end: float, text: str, reach: float) -> None:
    """Write a number beyond the end of a lying bar; the reach is the longest bar, with the sign of the side."""
    side = "left" if reach > 0 else "right"
    paper = {"facecolor": PAPER, "edgecolor": "none", "pad": 0.5}  # so that no line runs through it
    ax.text(end + 0.02 * reach, row, text, va="center", ha=side, fontsize=FONT, bbox=paper)


def above(ax: Axes, at: float, end: float, text: str, longest: float) -> Text:
    """Write a number beyond the end of a standing column."""
    side = -1 if end < 0 else 1
    place = end + side * 0.02 * longest
    return ax.text(at, place, text, ha="center", va="top" if side < 0 else "bottom", fontsize=FONT)


def gap(ax: Axes, at: float, longest: float, font: float = FONT, word: str = "saknas") -> None:
    """Say in the place of a column that it is missing, or why it is not drawn."""
    ax.text(at, 0.02 * longest, word, ha="center", va="bottom", fontsize=font, color=LINE)


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
