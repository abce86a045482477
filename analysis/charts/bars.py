"""Frames to charts in the house's notation; nothing is computed here but where things are drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from analysis.charts.geometry import bridge_geometry
from analysis.charts.style import BETTER, BUDGET, HATCH, LINE, PAPER, TOTAL, WORSE, beside, lying, nothing
from analysis.explanations.effects import END, START, UNEXPLAINED
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
    lines = lines[lines["avvikelse_tkr"] != 0]
    values = [*lines["avvikelse_tkr"], lines["avvikelse_tkr"].sum()]
    # the sum stands half a row apart from the lines
    rows: dict[float, str] = {**dict(enumerate(lines["post"])), len(lines) + 0.4: "Summa"}
    titles = (who, "Avvikelse mot budget per rad, tkr", period)
    with lying(ax, rows, values, titles) as (drawn, longest):
        colours = [BETTER if value >= 0 else WORSE for value in values[:-1]] + [TOTAL]
        drawn.barh([*rows], values, color=colours, height=0.66)
        drawn.axhline(len(lines) - 0.3, color=LINE, linewidth=0.6)
        for place, value in zip(rows, values, strict=True):
            beside(drawn, place, value, format_number(value, signed=True), longest if value >= 0 else -longest)
    drawn.set_ylim(len(lines) + 0.9, -0.6)
    drawn.get_yticklabels()[-1].set_fontweight("bold")
    return drawn


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
    if frame.empty:
        return nothing(frame, (who, what, period), ax)
    sizes, totals = list(frame["effekt_tkr"]), [kind in {START, END} for kind in frame["slag"]]
    reaches = bridge_geometry(sizes, totals)
    places = [place for reach in reaches for place in reach]
    side = -1 if min(places) < 0 else 1
    with lying(ax, dict(enumerate(frame["post"])), places, (who, what, period)) as (drawn, longest):
        for row, (reach, size, origin) in enumerate(zip(reaches, sizes, frame["härkomst"], strict=True)):
            colour = TOTAL if totals[row] else BETTER if size >= 0 else WORSE
            fill, hatch = (PAPER, HATCH) if origin == UNEXPLAINED else (colour, None)
            drawn.barh(row, size, left=reach.start, color=fill, edgecolor=colour, hatch=hatch, height=0.66)
            outer = min(reach) if side < 0 else max(reach)
            beside(drawn, row, outer, format_number(size, signed=not totals[row]), longest * side)
    return drawn


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
    lines = lines[(lines["utfall_tkr"] != 0) | (lines["budget_tkr"] != 0)]
    places, sizes = range(len(lines)), [*lines["utfall_tkr"], *lines["budget_tkr"]]
    titles = (who, "Utfall (fyllt) och budget (kontur), tkr", period)
    with lying(ax, dict(enumerate(lines["post"])), sizes, titles) as (drawn, longest):
        drawn.barh(places, lines["budget_tkr"], color=BUDGET, edgecolor=TOTAL, height=0.74)
        drawn.barh(places, lines["utfall_tkr"], color=TOTAL, height=0.4)
        for place, (outcome, budget) in enumerate(zip(lines["utfall_tkr"], lines["budget_tkr"], strict=True)):
            side = 1 if outcome >= 0 else -1
            end = max(outcome * side, budget * side, 0) * side
            beside(drawn, place, end, format_number(outcome), longest * side)
    return drawn


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
    titles = (who, "Vad en enhet färre sparar, tkr per år", "mätår inom parentes")
    if frame.empty:
        return nothing(frame, titles, ax)
    worths = [None if pd.isna(value) else float(value) for value in frame["tkr_per_enhet"]]
    pairs = zip(frame["drivkraft"], frame["mätår"], strict=True)
    rows: dict[float, str] = {at: f"{name} ({year})" for at, (name, year) in enumerate(pairs)}
    sizes = [0.0, *(abs(value) for value in worths if value is not None)]
    with lying(ax, rows, sizes, titles, air=0.8) as (drawn, longest):
        for place, value in enumerate(worths):
            drawn.barh(place, value or 0, color=TOTAL, height=0.6)
            beside(drawn, place, value or 0, "inte känt" if value is None else format_number(value, 1), longest)
    return drawn
