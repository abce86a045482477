"""What tests of charts look at: the texts, the bars, and whether anything collides."""

from __future__ import annotations

import itertools

import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import to_rgb
from matplotlib.patches import Rectangle


def texts(ax: Axes) -> list[str]:
    """Return the texts of a chart on a line each, with plain spaces."""
    return [" ".join(text.get_text().split()) for text in ax.texts]


def bars(ax: Axes) -> list[Rectangle]:
    """Return the bars of a chart in the order that they were drawn."""
    return [patch for patch in ax.patches if isinstance(patch, Rectangle)]


def names(ax: Axes) -> list[str]:
    """Return the names beside lying bars with plain spaces."""
    return [label.get_text().replace("\N{NO-BREAK SPACE}", " ") for label in ax.get_yticklabels()]


def lines_at(ax: Axes, place: float) -> list[str]:
    """Return which way the lines go, ``x`` or ``y``, that stand at a place of that axis: all of a zero line is at 0."""
    data = [(way, np.unique(getattr(line, f"get_{way}data")())) for line in ax.lines for way in "xy"]
    return [way for way, places in data if places.tolist() == [place]]


def collisions(ax: Axes) -> list[tuple[str, str]]:
    """Return the texts that overlap each other, and those that are cut by the edge of the page."""
    figure = ax.get_figure(root=True)
    assert figure
    figure.draw_without_rendering()
    labels = [*ax.texts, *ax.get_yticklabels(), *ax.get_xticklabels()]
    boxes = [(text.get_text(), text.get_window_extent()) for text in labels if text.get_text()]
    page = figure.bbox.padded(1)
    cut = [(name, "the page") for name, box in boxes if not page.contains(*box.min) or not page.contains(*box.max)]
    return cut + [
        (one, other) for (one, first), (other, last) in itertools.combinations(boxes, 2) if first.overlaps(last)
    ]


def lightness(colour: str) -> float:
    """Return how light a colour is to the eye and in grey print, from 0 to 100."""
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in to_rgb(colour)]
    luminance = sum(part * weight for part, weight in zip(linear, (0.2126, 0.7152, 0.0722), strict=True))
    return float(116 * luminance ** (1 / 3) - 16)
