"""Charts over years: columns with gaps where a year is missing and marks where years do not compare."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from analysis.charts.style import LINE, TOTAL, WIDTH, bare, nothing, styled, title
from analysis.frames import records
from analysis.vocabulary.numerals import decimals_of, format_number

if TYPE_CHECKING:
    from matplotlib.axes import Axes


def year_columns(series: pd.DataFrame, who: str, what: str, ax: Axes | None = None) -> Axes:
    """Draw a concept year by year as columns: a gap for a missing year, a mark on what does not compare.

    Parameters
    ----------
    series
        Frame of `analysis.compare`.
    who, what
        The first two lines of the title; the third says what the marks mean.
    ax
        Where to draw; a new figure where none is given.

    Returns
    -------
    matplotlib.axes.Axes
        The axes drawn on. Solid columns compare, hatched ones compare partly, outlined ones do not.

    Examples
    --------
    >>> import matplotlib; matplotlib.use("agg")
    >>> rows = {"år": [2019, 2020], "värde": [-9.0, float("nan")], "jämförbarhet": ["jämförbar", "saknas"]}
    >>> ax = year_columns(pd.DataFrame(rows), "Nämnden", "Konsulter, tkr")
    >>> [text.get_text() for text in ax.texts][:2]
    ['−9', 'saknas']
    """
    import matplotlib.pyplot as plt

    if series.empty:
        return nothing(str(series.attrs.get("skäl", "")), (who, what, ""), ax)
    values = [None if pd.isna(value) else float(value) for value in series["värde"]]
    marks = list(series["jämförbarhet"])
    with styled():
        if ax is None:
            _, ax = plt.subplots(figsize=(WIDTH, 4.2), layout="constrained")
        longest = max((abs(value) for value in values if value is not None), default=0) or 1
        for at, (value, mark) in enumerate(zip(values, marks, strict=True)):
            if value is None:
                ax.text(at, 0.02 * longest, "saknas", ha="center", va="bottom", fontsize=11, color=LINE)
                continue
            face = {"jämförbar": TOTAL, "delvis": "#bbbbbb"}.get(mark, "white")
            hatch = {"delvis": "////"}.get(mark)
            ax.bar(at, value, color=face, edgecolor=TOTAL, hatch=hatch, width=0.6)
            gap = 0.02 * longest * (1 if value >= 0 else -1)
            number = format_number(value, decimals_of(value))
            ax.text(at, value + gap, number, ha="center", va="bottom" if value >= 0 else "top", fontsize=11)
        ax.axhline(0, color=LINE, linewidth=1)
        ax.set_xticks(range(len(series)), [str(year) for year in series["år"]])
        low, high = (bound([0.0, *(value for value in values if value is not None)]) for bound in (min, max))
        ax.set_xlim(-0.6, len(series) - 0.4)
        ax.set_ylim(low - 0.12 * longest * (low < 0), high + 0.12 * longest)
        bare(ax, "y")
        ax.tick_params(axis="x", labelbottom=True)
        title(ax, who, what, _legend(marks))
    return ax


def _legend(marks: list[str]) -> str:
    words = {
        "jämförbar": "fylld: jämförbar",
        "delvis": "streckad: delvis jämförbar",
        "ej jämförbar": "kontur: ej jämförbar",
    }
    return ", ".join(text for mark, text in words.items() if mark in marks) or "inga värden"


def staffing_columns(staff: pd.DataFrame, who: str, ax: Axes | None = None) -> Axes:
    r"""Draw salaries and consultants year by year as stacked columns, their sum below each.

    Parameters
    ----------
    staff
        Frame of `analysis.staffing`.
    who
        Board and publisher, for the first line of the title.
    ax
        Where to draw; a new figure where none is given.

    Returns
    -------
    matplotlib.axes.Axes
        The axes drawn on; consultants are the light part, with their own number.

    Examples
    --------
    >>> import matplotlib; matplotlib.use("agg")
    >>> rows = {"år": [2020], "lön_tkr": [-90.0], "konsulter_tkr": [-5.0], "summa_tkr": [-95.0]}
    >>> ax = staffing_columns(pd.DataFrame(rows), "Nämnden")
    >>> [text.get_text() for text in ax.texts][:2]
    ['konsulter\n5', '95']
    """
    import matplotlib.pyplot as plt

    if staff.empty:
        return nothing(str(staff.attrs.get("skäl", "")), (who, "Löner och konsulter, kostnad i tkr", ""), ax)
    with styled():
        if ax is None:
            _, ax = plt.subplots(figsize=(WIDTH, 4.2), layout="constrained")
        highest = max((-value for value in staff["summa_tkr"].dropna()), default=1.0)
        known = {int(row["år"]): row for row in records(staff)}
        years = range(min(known, default=0), max(known, default=-1) + 1)
        for at, year in enumerate(years):
            if year not in known or pd.isna(known[year]["summa_tkr"]):
                ax.text(at, 0.02 * highest, "saknas", ha="center", va="bottom", fontsize=11, color=LINE)
                continue
            salary, consultants = -known[year]["lön_tkr"], -known[year]["konsulter_tkr"]
            ax.bar(at, salary, color=TOTAL, width=0.6)
            ax.bar(at, consultants, bottom=salary, color="#bbbbbb", edgecolor=TOTAL, hatch="////", width=0.6)
            note = f"konsulter\n{format_number(consultants)}"
            ax.text(at, salary - 0.02 * highest, note, ha="center", va="top", fontsize=11, color="white")
            total = format_number(salary + consultants)
            ax.text(at, salary + consultants + 0.02 * highest, total, ha="center", va="bottom", fontsize=11)
        ax.axhline(0, color=LINE, linewidth=1)
        ax.set_xticks(range(len(years)), [str(year) for year in years])
        ax.tick_params(axis="x", labelbottom=True)
        bare(ax, "y")
        ax.set_ylim(0, highest * 1.12)
        title(ax, who, "Löner och konsulter, kostnad i tkr", "mörk: löner, streckad: konsulter")
    return ax
