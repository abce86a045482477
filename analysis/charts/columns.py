"""Charts over years: columns with gaps where a year is missing and marks where years do not compare."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import pandas as pd

from analysis.charts.style import (
    BETTER,
    BUDGET,
    FONT,
    FORECAST,
    HATCH,
    PALE,
    PAPER,
    TOTAL,
    WIDTH,
    WORSE,
    gap,
    nothing,
    standing,
)
from analysis.explanations.forecasts import month_names, total_path
from analysis.frames import Record, records
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
    if series.empty:
        return nothing(series, (who, what, ""), ax)
    values = [None if pd.isna(value) else float(value) for value in series["värde"]]
    marks, known = list(series["jämförbarhet"]), [value for value in values if value is not None]
    longest = max(map(abs, known), default=0) or 1
    with standing(ax, 4.2, [str(year) for year in series["år"]], (who, what, _legend(marks))) as drawn:
        for at, (value, mark) in enumerate(zip(values, marks, strict=True)):
            if value is None:
                gap(drawn, at, longest)
                continue
            face, hatch = {"jämförbar": (TOTAL, None), "delvis": (PALE, HATCH)}.get(mark, (PAPER, None))
            drawn.bar(at, value, color=face, edgecolor=TOTAL, hatch=hatch, width=0.6)
            end = value + 0.02 * longest * (1 if value >= 0 else -1)
            number = format_number(value, decimals_of(value))
            drawn.text(at, end, number, ha="center", va="bottom" if value >= 0 else "top", fontsize=FONT)
        low, high = min([0.0, *known]), max([0.0, *known])
        drawn.set_xlim(-0.6, len(series) - 0.4)
        drawn.set_ylim(low - 0.12 * longest * (low < 0), high + 0.12 * longest)
    return drawn


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
    what = "Löner och konsulter, kostnad i tkr"
    if staff.empty:
        return nothing(staff, (who, what, ""), ax)
    highest = max((-value for value in staff["summa_tkr"].dropna()), default=1.0)
    known = {int(row["år"]): row for row in records(staff)}
    years = range(min(known, default=0), max(known, default=-1) + 1)
    titles = (who, what, "mörk: löner, streckad: konsulter")
    with standing(ax, 4.2, [str(year) for year in years], titles) as drawn:
        for at, year in enumerate(years):
            if year not in known or pd.isna(known[year]["summa_tkr"]):
                gap(drawn, at, highest)
                continue
            salary, consultants = -known[year]["lön_tkr"], -known[year]["konsulter_tkr"]
            drawn.bar(at, salary, color=TOTAL, width=0.6)
            drawn.bar(at, consultants, bottom=salary, color=PALE, edgecolor=TOTAL, hatch=HATCH, width=0.6)
            note = f"konsulter\n{format_number(consultants)}"
            drawn.text(at, salary - 0.02 * highest, note, ha="center", va="top", fontsize=FONT, color=PAPER)
            total, end = format_number(salary + consultants), salary + consultants + 0.02 * highest
            drawn.text(at, end, total, ha="center", va="bottom", fontsize=FONT)
        drawn.set_ylim(0, highest * 1.12)
    return drawn


WHAT = "Prognos för helåret och utfall, tkr"
MEANING = "streckad: prognos, mörk: utfall, kontur: budget, (avvikelse mot budget)"
_WIDE, _SLIM = 0.78, 0.5  # of the room of a column: its budget, and what stands inside it
_FEW = 6  # columns beside each other that have room for a month's whole name
_LETTER = 0.67  # the width of a letter in parts of its height
_POINTS = 72  # an inch


def forecast_lines(path: pd.DataFrame, who: str, ax: Axes | None = None) -> Axes:
    r"""Draw the forecast of the total follow-up by follow-up, and the outcome last.

    Parameters
    ----------
    path
        Frame of `analysis.forecast_path`.
    who
        Board and publisher, for the first line of the title.
    ax
        Where to draw; a new figure where none is given.

    Returns
    -------
    matplotlib.axes.Axes
        The axes drawn on. Each column has its amount, and the deviation from its budget with a sign; a follow-up
        without a forecast has a gap.

    Examples
    --------
    >>> import matplotlib; matplotlib.use("agg")
    >>> row = {"år": 2023, "post": "Summa", "förälder": "", "slag": "summa", "månad": 8, "dokument": "a"}
    >>> row |= {"årsbudget_tkr": -90.0, "prognos_tkr": -95.0, "prognosavvikelse_tkr": -5.0}
    >>> row |= {"utfall_tkr": -97.0, "avvikelse_tkr": -7.0}
    >>> ax = forecast_lines(pd.DataFrame([row]), "Nämnden")
    >>> [text.get_text() for text in ax.texts][:4]
    ['−95', '(−5)', '−97', '(−7)']
    """
    rows = total_path(path)
    if not rows:
        empty = pd.DataFrame()
        empty.attrs["skäl"] = "Ingen uppföljning har en summa med prognos."
        return nothing(empty, (who, WHAT, ""), ax)
    columns = [
        _column(name, row["prognos_tkr"], row["prognosavvikelse_tkr"], row["årsbudget_tkr"])
        for name, row in zip(month_names(rows), rows, strict=True)
    ]
    outcome, deviation = rows[-1]["utfall_tkr"], rows[-1]["avvikelse_tkr"]
    if not pd.isna(outcome):
        columns.append(_column("utfall", outcome, deviation, outcome - deviation))
    sizes = [size for one in columns for size in (one["värde"], one["budget"]) if not pd.isna(size)]
    longest = max(map(abs, sizes), default=0) or 1
    names = [_short(one["namn"], len(columns)) for one in columns]
    with standing(ax, 4.6, names, (who, WHAT, f"{rows[0]['år']}, {MEANING}")) as drawn:
        font = _font(drawn, columns, names)
        drawn.tick_params(axis="x", labelsize=font)
        for at, one in enumerate(columns):
            _draw(drawn, at, one, (longest, font), is_outcome=one["namn"] == "utfall")
        low, high = min([0.0, *sizes]), max([0.0, *sizes])
        drawn.set_xlim(-0.6, len(columns) - 0.4)
        drawn.set_ylim(low - 0.24 * longest * (low < 0), high + longest * (0.24 if high > 0 else 0.1))
    return drawn


def _column(name: str, value: float, deviation: float, budget: float) -> Record:
    return {"namn": name, "värde": value, "avvikelse": deviation, "budget": budget}


def _short(name: str, columns: int) -> str:
    """Write a month in three letters where there are many; its document below it."""
    month, _, document = name.partition(" (")
    month = month if columns <= _FEW or month == "utfall" else month[:3]
    return f"{month}\n({document}" if document else month


def _font(ax: Axes, columns: Sequence[Record], names: Sequence[str]) -> float:
    """Make the font as small as the longest text asks for, so that no two columns' texts meet."""
    figure = ax.get_figure(root=True)
    room = (figure.get_figwidth() if figure else WIDTH) * _POINTS / len(columns)
    texts = [text for name in names for text in name.split("\n")]
    texts += [f"({format_number(one[name], signed=True)})" for one in columns for name in ("värde", "avvikelse")]
    return min(FONT, room / (_LETTER * max(map(len, texts))))


def _draw(ax: Axes, at: int, one: Record, sizes: tuple[float, float], *, is_outcome: bool) -> None:
    """Draw a column within its budget; the numbers stand beyond the longer of the two."""
    longest, font = sizes
    value, budget, deviation = one["värde"], one["budget"], one["avvikelse"]
    if not pd.isna(budget):
        ax.bar(at, budget, color=BUDGET, edgecolor=TOTAL, width=_WIDE)
    if pd.isna(value):
        gap(ax, at, longest, font)
        return
    look = {"color": TOTAL} if is_outcome else {"color": FORECAST, "hatch": HATCH}
    ax.bar(at, value, edgecolor=TOTAL, width=_SLIM, **look)
    side = -1 if value < 0 else 1
    end = side * max(value * side, 0 if pd.isna(budget) else budget * side)
    texts = [(format_number(value), TOTAL)]
    if not pd.isna(deviation):
        colour = BETTER if deviation > 0 else WORSE if deviation < 0 else TOTAL
        texts.append((f"({format_number(deviation, signed=True)})", colour))
    for place, (text, colour) in enumerate(texts):
        where = end + side * longest * (0.02 + 0.1 * place)
        ax.text(at, where, text, ha="center", va="top" if side < 0 else "bottom", fontsize=font, color=colour)
