"""Frames to charts in the house's notation; nothing is computed here but where things are drawn."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

import pandas as pd

from analysis.charts.style import (
    BETTER,
    BUDGET,
    HEAD,
    LABEL,
    LINE,
    PAPER,
    ROW,
    TOTAL,
    WIDTH,
    WORSE,
    bare,
    limits,
    nothing,
    styled,
    title,
)
from analysis.vocabulary.numerals import format_number

if TYPE_CHECKING:
    from matplotlib.axes import Axes


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
    with styled():
        if ax is None:
            _, ax = plt.subplots(figsize=(WIDTH, HEAD + ROW * (len(labels) + 0.5)), layout="constrained")
        # the sum stands half a row apart from the lines
        places = [*map(float, range(len(lines))), len(lines) + 0.4]
        colours = [BETTER if value >= 0 else WORSE for value in values[:-1]] + [TOTAL]
        ax.barh(places, values, color=colours, height=0.66)
        ax.axvline(0, color=LINE, linewidth=1)
        ax.axhline(len(lines) - 0.3, color=LINE, linewidth=0.6)
        longest = max(map(abs, values), default=0) or 1
        for place, value in zip(places, values, strict=True):
            _number(ax, place, value, longest)
        ax.set_yticks(places, [textwrap.fill(label, LABEL) for label in labels])
        ax.get_yticklabels()[-1].set_fontweight("bold")
        bare(ax, "x")
        ax.set_xlim(limits(values, longest, ax))
        ax.set_ylim(len(lines) + 0.9, -0.6)
        title(ax, who, "Avvikelse mot budget per rad, tkr", period)
    return ax


def _number(ax: Axes, place: float, value: float, longest: float) -> None:
    gap = 0.015 * longest * (1 if value >= 0 else -1)
    side = "left" if value >= 0 else "right"
    ax.text(value + gap, place, format_number(value, signed=True), va="center", ha=side, fontsize=11)


def bridge_bars(frame: pd.DataFrame, who: str, what: str, period: str, ax: Axes | None = None) -> Axes:
    """Draw a bridge: totals from zero, each effect from where the one above ends, numbers beside them.

    Parameters
    ----------
    frame
        Frame of `analysis.bridge`, `analysis.volume_price` or `analysis.adjust`.
    who, what, period
        The three lines of the title; `what` names the unit.
    ax
        Where to draw; a new figure of a fitting height where none is given.

    Returns
    -------
    matplotlib.axes.Axes
        The axes drawn on. The unexplained is hatched; a sign stands on each effect.

    Examples
    --------
    >>> import matplotlib; matplotlib.use("agg")
    >>> steps = {"post": ["2019", "Hyra", "2020"], "slag": ["start", "effekt", "slut"], "effekt_tkr": [-9.0, 2.0, -7.0]}
    >>> frame = pd.DataFrame(steps).assign(härkomst="beräknat")
    >>> ax = bridge_bars(frame, "Nämnden", "Nettokostnad, tkr", "2019 till 2020")
    >>> [text.get_text() for text in ax.texts][:3]
    ['−9', '+2', '−7']
    """
    import matplotlib.pyplot as plt

    if frame.empty:
        return nothing(str(frame.attrs.get("skäl", "")), (who, what, period), ax)
    kinds, sizes, origins = list(frame["slag"]), list(frame["effekt_tkr"]), list(frame["härkomst"])
    totals = [kind in {"start", "slut"} for kind in kinds]
    ends, starts, place = [], [], 0.0
    for total, size in zip(totals, sizes, strict=True):
        starts.append(0.0 if total else place)
        place = size if total else place + size
        ends.append(place)
    with styled():
        if ax is None:
            _, ax = plt.subplots(figsize=(WIDTH, HEAD + ROW * (len(frame) + 0.5)), layout="constrained")
        longest = max(map(abs, [*starts, *ends])) or 1
        for row, (total, size, start) in enumerate(zip(totals, sizes, starts, strict=True)):
            colour = TOTAL if total else BETTER if size >= 0 else WORSE
            hatch = "////" if origins[row] == "oförklarat" else None
            ax.barh(row, size, left=start, color=PAPER if hatch else colour, edgecolor=colour, hatch=hatch, height=0.66)
            label = format_number(size, signed=not total)
            outer = min(start, start + size) if min([*starts, *ends]) < 0 else max(start, start + size)
            side = -1 if min([*starts, *ends]) < 0 else 1
            gap = 0.015 * longest * side
            ax.text(outer + gap, row, label, va="center", ha="right" if side < 0 else "left", fontsize=11)
        ax.axvline(0, color=LINE, linewidth=1)
        ax.set_yticks(range(len(frame)), [textwrap.fill(label, LABEL) for label in frame["post"]])
        bare(ax, "x")
        ax.set_xlim(limits([*starts, *ends], longest, ax))
        ax.set_ylim(len(frame) - 0.4, -0.6)
        title(ax, who, what, period)
    return ax


def outcome_bars(lines: pd.DataFrame, who: str, period: str, ax: Axes | None = None) -> Axes:
    """Draw the outcome of each line as a solid bar within its budget, which is an outlined one.

    Parameters
    ----------
    lines
        Frame of `analysis.deviation_lines`: ``post``, ``utfall_tkr`` and ``budget_tkr``.
    who, period
        The first and the third line of the title.
    ax
        Where to draw; a new figure of a fitting height where none is given.

    Returns
    -------
    matplotlib.axes.Axes
        The axes drawn on; the number beside a line is its outcome.

    Examples
    --------
    >>> import matplotlib; matplotlib.use("agg")
    >>> rows = {"post": ["Stab"], "utfall_tkr": [-39.0], "budget_tkr": [-40.0]}
    >>> [text.get_text() for text in outcome_bars(pd.DataFrame(rows), "Nämnden", "2020").texts][0]
    '−39'
    """
    import matplotlib.pyplot as plt

    lines = lines[(lines["utfall_tkr"] != 0) | (lines["budget_tkr"] != 0)]
    with styled():
        if ax is None:
            _, ax = plt.subplots(figsize=(WIDTH, HEAD + ROW * (len(lines) + 0.5)), layout="constrained")
        places, sizes = range(len(lines)), [*lines["utfall_tkr"], *lines["budget_tkr"]]
        longest = max(map(abs, sizes), default=0) or 1
        ax.barh(places, lines["budget_tkr"], color=BUDGET, edgecolor=TOTAL, height=0.74)
        ax.barh(places, lines["utfall_tkr"], color=TOTAL, height=0.4)
        for place, (outcome, budget) in enumerate(zip(lines["utfall_tkr"], lines["budget_tkr"], strict=True)):
            side = 1 if outcome >= 0 else -1
            end = max(outcome * side, budget * side, 0) * side + 0.015 * longest * side
            where = "left" if side > 0 else "right"
            ax.text(end, place, format_number(outcome), va="center", ha=where, fontsize=11)
        ax.axvline(0, color=LINE, linewidth=1)
        ax.set_yticks(places, [textwrap.fill(label, LABEL) for label in lines["post"]])
        bare(ax, "x")
        ax.set_xlim(limits(sizes, longest, ax))
        ax.set_ylim(len(lines) - 0.4, -0.6)
        title(ax, who, "Utfall (fyllt) och budget (kontur), tkr", period)
    return ax


def sensitivity_bars(frame: pd.DataFrame, who: str, ax: Axes | None = None) -> Axes:
    """Draw what one unit of each driver is worth in a year; one whose worth is not known says so.

    Parameters
    ----------
    frame
        Frame of `analysis.sensitivity`.
    who
        Board and publisher, for the first line of the title.
    ax
        Where to draw; a new figure of a fitting height where none is given.

    Returns
    -------
    matplotlib.axes.Axes
        The axes drawn on, the drivers in the order of the frame.

    Examples
    --------
    >>> import matplotlib; matplotlib.use("agg")
    >>> rows = {"drivkraft": ["ett hushåll", "ett dygn"], "tkr_per_enhet": [101.4, float("nan")], "mätår": [2020, 2020]}
    >>> [text.get_text() for text in sensitivity_bars(pd.DataFrame(rows), "Nämnden").texts][:2]
    ['101,4', 'inte känt']
    """
    import matplotlib.pyplot as plt

    what, meaning = "Vad en enhet färre sparar, tkr per år", "mätår inom parentes"
    if frame.empty:
        return nothing(str(frame.attrs.get("skäl", "")), (who, what, meaning), ax)
    with styled():
        if ax is None:
            _, ax = plt.subplots(figsize=(WIDTH, HEAD + ROW * (len(frame) + 0.8)), layout="constrained")
        worths = [None if pd.isna(value) else float(value) for value in frame["tkr_per_enhet"]]
        longest = max((abs(value) for value in worths if value is not None), default=0) or 1
        for place, value in enumerate(worths):
            ax.barh(place, value or 0, color=TOTAL, height=0.6)
            label = "inte känt" if value is None else format_number(value, 1)
            ax.text((value or 0) + 0.015 * longest, place, label, va="center", ha="left", fontsize=11)
        ax.axvline(0, color=LINE, linewidth=1)
        pairs = zip(frame["drivkraft"], frame["mätår"], strict=True)
        ax.set_yticks(range(len(frame)), [textwrap.fill(f"{name} ({year})", LABEL) for name, year in pairs])
        bare(ax, "x")
        ax.set_xlim(limits([0.0, longest], longest, ax))
        ax.set_ylim(len(frame) - 0.4, -0.6)
        title(ax, who, what, meaning)
    return ax
