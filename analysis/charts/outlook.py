"""The chart of a year that is not over: outcome so far, forecast for the rest, budget, and the span of the forecast."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from analysis.charts.style import BUDGET, FORECAST, INK, TOTAL, Titles, beside, lying, notes, nothing
from analysis.frames import Record, records
from analysis.swedish import tkr
from analysis.vocabulary.numerals import format_number
from analysis.vocabulary.periods import month_name

if TYPE_CHECKING:
    from matplotlib.axes import Axes

WHAT = "Utfall hittills, prognos för resten av året och budget, tkr"
MEANING = "Mörk: utfall hittills, ljus: prognos för resten, kontur: årsbudget, streck: så långt från utfallet som"
MEANING += " tidigare års prognoser samma månad har legat. Inom parentes: prognos minus budget."
_ROOM = 1.25  # of the longest bar, so that two numbers have room beside it
_WIDE, _SLIM, _END = 0.78, 0.5, 0.16  # of the room of a bar: budget, what stands inside it, ends of the span


def outlook_bars(outlook: pd.DataFrame, who: str, year: int, ax: Axes | None = None) -> Axes:
    """Draw what each line has cost so far, what its forecast leaves for the rest of the year, and its budget.

    Parameters
    ----------
    outlook
        Frame of `analysis.forecast_outlook`.
    who, year
        Board and publisher, and the year.
    ax
        Where to draw; a new figure where none is given.

    Returns
    -------
    matplotlib.axes.Axes
        The axes drawn on: a bar a line, the total last, parts of lines left out. Costs point to the right where only
        costs are drawn. A line without a forecast or an outcome so far has a gap.

    Examples
    --------
    >>> import matplotlib; matplotlib.use("agg")
    >>> row = {"post": "Stab", "slag": "netto", "månad": 8, "utfall_hittills_tkr": -60.0, "återstår_tkr": -35.0}
    >>> row |= {"prognos_tkr": -95.0, "årsbudget_tkr": -90.0, "lägst_tkr": -99.0, "högst_tkr": -94.0}
    >>> [text.get_text() for text in outlook_bars(pd.DataFrame([row]), "Nämnden", 2023).texts][:1]
    ['−95 (−5)']
    """
    rows = [row for row in records(outlook) if row["slag"] != "varav"]
    month = f", {month_name(int(rows[0]['månad']))}" if rows else ""
    titles: Titles = (who, WHAT, f"{year}{month}")
    sizes = [row[name] for row in rows for name in _NAMES if not pd.isna(row[name])]
    if not sizes:
        empty = pd.DataFrame()
        empty.attrs["skäl"] = "Ingen uppföljning har en prognos som går att rita."
        return nothing(empty, titles, ax)
    side = -1 if max(sizes) <= 0 else 1
    with lying(
        ax, dict(enumerate(row["post"] for row in rows)), [_ROOM * side * size for size in sizes], titles, _said(rows)
    ) as (
        drawn,
        longest,
    ):
        for at, row in enumerate(rows):
            _draw(drawn, at, row, side, longest)
    notes(drawn, MEANING)
    return drawn


_NAMES = ("prognos_tkr", "årsbudget_tkr", "lägst_tkr", "högst_tkr", "utfall_hittills_tkr")


def _draw(ax: Axes, at: int, row: Record, side: int, longest: float) -> None:
    """Draw a line: its budget as an outline, the two parts of its forecast inside, the span across its end."""
    forecast, spent, budget = (row[name] for name in ("prognos_tkr", "utfall_hittills_tkr", "årsbudget_tkr"))
    low, high = row["lägst_tkr"], row["högst_tkr"]
    if not pd.isna(budget):
        ax.barh(at, side * budget, color=BUDGET, edgecolor=TOTAL, height=_WIDE)
    if not pd.isna(spent):
        ax.barh(at, side * spent, color=TOTAL, edgecolor=TOTAL, height=_SLIM)
    if not pd.isna(forecast):
        start = 0.0 if pd.isna(spent) else spent
        ax.barh(at, side * (forecast - start), left=side * start, color=FORECAST, edgecolor=TOTAL, height=_SLIM)
    if not pd.isna(low):
        ax.plot([side * low, side * high], [at, at], color=INK, linewidth=1.5)
        for end in (low, high):
            ax.plot([side * end] * 2, [at - _END, at + _END], color=INK, linewidth=1.5)
    ends = [side * one for one in (forecast, budget, low, high, spent) if not pd.isna(one)]
    far = max([0.0, *ends]) if max([0.0, *ends]) >= -min([0.0, *ends]) else min(ends)
    beside(ax, at, far, _text(row), longest if far >= 0 else -longest)


def _text(row: Record) -> str:
    if pd.isna(row["prognos_tkr"]):
        return "prognos saknas"
    gap = row["prognos_tkr"] - row["årsbudget_tkr"]
    return format_number(row["prognos_tkr"]) + ("" if pd.isna(gap) else f" ({format_number(gap, signed=True)})")


def _said(rows: list[Record]) -> str:
    """Say the span of the total, or of the only line."""
    last = rows[-1]
    if pd.isna(last["lägst_tkr"]):
        return ""
    return f"Prognosen {tkr(last['prognos_tkr'])} kan bli {tkr(last['lägst_tkr'])} till {tkr(last['högst_tkr'])}."
