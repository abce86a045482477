"""Frames to charts of lying bars in the house's notation; nothing is computed here but where things are drawn."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

import pandas as pd

from analysis.charts.geometry import bridge_geometry
from analysis.charts.messages import bridge_message, deviation_message
from analysis.charts.style import (
    BETTER,
    FONT,
    HATCH,
    LINE,
    PALE,
    PAPER,
    TOTAL,
    WORSE,
    Titles,
    beside,
    lying,
    notes,
    nothing,
)
from analysis.explanations.deviations import ROUNDING
from analysis.explanations.effects import NEUTRAL, REST, RESTATED, REVISED, START, TOTALS
from analysis.explanations.effects import ROUNDING as ROUNDED
from analysis.frames import Record, records
from analysis.swedish import uncapital
from analysis.vocabulary.numerals import format_number

if TYPE_CHECKING:
    from matplotlib.axes import Axes

MOST_BARS = 60  # of lines or steps; the rest is one bar
_HALF = 0.33  # of the height of a bar
UNEXPLAINED = "streckad: oförklarat"


def deviation_bars(lines: pd.DataFrame, who: str, period: str, ax: Axes | None = None) -> Axes:
    """Draw the deviation of each line as a bar, the largest at the top, their sum at the bottom.

    Parameters
    ----------
    lines
        Frame of `analysis.deviation_lines`: ``post`` and ``avvikelse_tkr``, minus = underskott.
    who
        Board and publisher.
    period
        Period and comparison.
    ax
        Where to draw; a new figure of a fitting height where none is given.

    Returns
    -------
    matplotlib.axes.Axes
        The axes drawn on. Each bar has a signed number beside it, so that colour is never the only carrier; a line
        without a deviation is left out, rounding is a note below, and beyond 60 bars the smallest are one.

    Examples
    --------
    >>> import matplotlib; matplotlib.use("agg")
    >>> ax = deviation_bars(pd.DataFrame({"post": ["Stab"], "avvikelse_tkr": [39.0]}), "Nämnden", "2020")
    >>> [text.get_text().replace("\N{NO-BREAK SPACE}", " ") for text in ax.texts][1:]
    ['+39', 'Nämnden, 2020', 'Avvikelse mot budget per rad, tkr', 'Överskottet är 39 tkr. Mest väger Stab (+39).']
    """
    if lines.empty:
        return nothing(lines, (who, "Avvikelse mot budget per rad, tkr", period), ax)
    total = lines["avvikelse_tkr"].sum()
    is_rounding = lines["post"] == ROUNDING
    rounding = lines.loc[is_rounding, "avvikelse_tkr"].sum()
    lines = lines[~is_rounding & (lines["avvikelse_tkr"] != 0)]
    said = deviation_message(lines, total)
    lines = _fewer(lines, "avvikelse_tkr", "rader")
    values = [*lines["avvikelse_tkr"], total]
    # the sum stands half a row apart from the lines
    rows: dict[float, str] = {**dict(enumerate(lines["post"])), len(lines) + 0.4: "Summa"}
    titles = (who, "Avvikelse mot budget per rad, tkr", period)
    with lying(ax, rows, values, titles, said) as (drawn, longest):
        colours = [BETTER if value >= 0 else WORSE for value in values[:-1]] + [TOTAL]
        drawn.barh([*rows], values, color=colours, height=2 * _HALF)
        drawn.axhline(len(lines) - 0.3, color=LINE, linewidth=0.6)
        for place, value in zip(rows, values, strict=True):
            beside(drawn, place, value, format_number(value, signed=True), longest if value >= 0 else -longest)
    drawn.set_ylim(len(lines) + 0.9, -0.6)
    drawn.get_yticklabels()[-1].set_fontweight("bold")
    notes(drawn, _rounded(rounding))
    return drawn


def _fewer(frame: pd.DataFrame, column: str, of: str, kept: Collection[str] = ()) -> pd.DataFrame:
    """Put together what weighs least where there are more bars than an eye, or a picture, takes.

    Rows of some kinds (`kept` holds their ``slag``) stay as they are, and where they are.
    """
    free = frame if not kept else frame[~frame["slag"].isin(kept)]
    small = free[column].abs().sort_values(ascending=False, kind="stable").index[MOST_BARS - 1 :]
    if len(small) < 2:  # noqa: PLR2004  (one bar in the place of one)
        return frame
    place = free.index[-1]
    others = frame.loc[[place]].assign(post=f"Övriga {len(small)} {of}", **{column: frame.loc[small, column].sum()})
    until, after = frame.loc[:place].drop(small, errors="ignore"), frame.loc[place:].iloc[1:]
    return pd.concat([until, others, after], ignore_index=True)


def _rounded(value: float) -> str:
    return f"Dessutom avrundning {format_number(value, signed=True)} tkr." if value else ""


def bridge_bars(frame: pd.DataFrame, who: str, what: str, period: str, ax: Axes | None = None) -> Axes:
    """Draw a bridge as differences: each effect from where the one above ends, the totals as numbers at its ends.

    Parameters
    ----------
    frame
        Frame of `analysis.bridge`, `analysis.volume_price` or `analysis.adjust`.
    who, what, period
        Board and publisher; what is drawn, in which unit; the years.
    ax
        Where to draw; a new figure of a fitting height where none is given.

    Returns
    -------
    matplotlib.axes.Axes
        The axes drawn on. Its zero line is the total that the bridge starts from; better goes to the right. What
        nothing explains is hatched, rounding is a note below, and a sign stands on each effect.

    Examples
    --------
    >>> import matplotlib; matplotlib.use("agg")
    >>> steps = {"post": ["2019", "Hyra", "2020"], "slag": ["start", "effekt", "slut"], "effekt_tkr": [-9.0, 2.0, -7.0]}
    >>> ax = bridge_bars(pd.DataFrame(steps), "Nämnden", "Nettokostnad, tkr", "2019 till 2020")
    >>> [text.get_text() for text in ax.texts][:3]
    ['+2', '+2', 'Nämnden, 2019 till 2020']
    """
    if frame.empty:
        return nothing(frame, (who, what, period), ax)
    steps = records(_fewer(frame[frame["slag"] != ROUNDED], "effekt_tkr", "steg", TOTALS | {REST}))
    rounding = sum(row["effekt_tkr"] for row in records(frame) if row["slag"] == ROUNDED)
    said = bridge_message([row for row in records(frame) if row["slag"] != ROUNDED])
    drawn = _bridge(steps, (who, what, period), said, ax)
    first = f"Lodräta linjen: {uncapital(steps[0]['post'])}."
    hatched = [UNEXPLAINED] if any(row["slag"] == REST for row in steps) else []
    neutral = {REVISED: "grå: ändrad budget", RESTATED: "grå: omräknat"}
    revised = [text for kind, text in neutral.items() if any(row["slag"] == kind for row in steps)]
    legend = ", ".join(("ljus: bättre", "mörk: sämre", *revised, *hatched))
    notes(drawn, f"{first} {legend.capitalize()}. {_rounded(rounding)}".rstrip(), _span(steps))
    return drawn


def _bridge(steps: list[Record], titles: Titles, message: str, ax: Axes | None) -> Axes:
    totals = [row["slag"] in TOTALS for row in steps]
    start = steps[0]["effekt_tkr"]
    sizes = [
        row["effekt_tkr"] - start if total else row["effekt_tkr"] for row, total in zip(steps, totals, strict=True)
    ]
    reaches = bridge_geometry(sizes, totals)
    places = [place for reach in reaches for place in reach]
    with lying(ax, dict(enumerate(map(_label, steps))), places, titles, message) as (drawn, longest):
        for at, (row, reach, size) in enumerate(zip(steps, reaches, sizes, strict=True)):
            colour = TOTAL if totals[at] else PALE if row["slag"] in NEUTRAL else BETTER if size >= 0 else WORSE
            fill, hatch = (PAPER, HATCH) if row["slag"] == REST else (colour, None)
            drawn.barh(at, size, left=reach.start, color=fill, edgecolor=colour, hatch=hatch, height=2 * _HALF)
            if at < len(steps) - 1:
                drawn.plot([reach.end] * 2, [at + _HALF, at + 1 - _HALF], color=LINE, linewidth=0.6)
            if row["slag"] != START:
                beside(drawn, at, reach.end, format_number(size, signed=True), longest if size >= 0 else -longest)
    for label, total in zip(drawn.get_yticklabels(), totals, strict=True):
        label.set_fontweight("bold" if total else "normal")
    drawn.tick_params(axis="y", labelsize=FONT)
    return drawn


def _label(row: Record) -> str:
    """Name a step; a total with its amount, which is not drawn."""
    return f"{row['post']}\n{format_number(row['effekt_tkr'])}" if row["slag"] in TOTALS else row["post"]


def _span(steps: list[Record]) -> str:
    """Say between what the unexplained lies where steps may overlap."""
    for row in steps:
        if row["slag"] == REST and not pd.isna(row.get("lägst_tkr")):
            least, most = (format_number(row[name], signed=True) for name in ("lägst_tkr", "högst_tkr"))
            return f"Det oförklarade ligger mellan {least} och {most} tkr om poster räknats två gånger."
    return ""
