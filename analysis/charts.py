"""Frames to charts in the house's notation; nothing is computed here but where things are drawn."""

from __future__ import annotations

import textwrap
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from analysis.numerals import decimals_of, format_number

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
        return _nothing(str(frame.attrs.get("skäl", "")), (who, what, period), ax)
    kinds, sizes, origins = list(frame["slag"]), list(frame["effekt_tkr"]), list(frame["härkomst"])
    totals = [kind in {"start", "slut"} for kind in kinds]
    ends, starts, place = [], [], 0.0
    for total, size in zip(totals, sizes, strict=True):
        starts.append(0.0 if total else place)
        place = size if total else place + size
        ends.append(place)
    with plt.style.context(STYLE):
        if ax is None:
            _, ax = plt.subplots(figsize=(WIDTH, _HEAD + _ROW * (len(frame) + 0.5)), layout="constrained")
        longest = max(map(abs, [*starts, *ends])) or 1
        for row, (total, size, start) in enumerate(zip(totals, sizes, starts, strict=True)):
            colour = TOTAL if total else BETTER if size >= 0 else WORSE
            hatch = "////" if origins[row] == "oförklarat" else None
            ax.barh(
                row, size, left=start, color="white" if hatch else colour, edgecolor=colour, hatch=hatch, height=0.66
            )
            label = format_number(size, signed=not total)
            outer = min(start, start + size) if min([*starts, *ends]) < 0 else max(start, start + size)
            side = -1 if min([*starts, *ends]) < 0 else 1
            gap = 0.015 * longest * side
            ax.text(outer + gap, row, label, va="center", ha="right" if side < 0 else "left", fontsize=11)
        ax.axvline(0, color=LINE, linewidth=1)
        ax.set_yticks(range(len(frame)), [textwrap.fill(label, _LABEL) for label in frame["post"]])
        ax.set_xlim(_limits([*starts, *ends], longest))
        ax.set_ylim(len(frame) - 0.4, -0.6)
        _title(ax, who, what, period)
    return ax


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

    values = [None if pd.isna(value) else float(value) for value in series["värde"]]
    marks = list(series["jämförbarhet"])
    with plt.style.context(STYLE):
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
        ax.set_yticks([])
        ax.tick_params(axis="x", labelbottom=True)
        _title(ax, who, what, _legend(marks))
    return ax


def _legend(marks: list[str]) -> str:
    words = {
        "jämförbar": "fylld: jämförbar",
        "delvis": "streckad: delvis jämförbar",
        "ej jämförbar": "kontur: ej jämförbar",
    }
    return ", ".join(text for mark, text in words.items() if mark in marks) or "inga värden"


def _nothing(reason: str, title: tuple[str, str, str], ax: Axes | None) -> Axes:
    """Draw an empty chart that says why it is empty."""
    import matplotlib.pyplot as plt

    with plt.style.context(STYLE):
        if ax is None:
            _, ax = plt.subplots(figsize=(WIDTH, _HEAD + 1.2), layout="constrained")
        ax.text(0, 0.5, textwrap.fill(reason or "Uppgifter saknas.", 80), fontsize=11, va="center")
        ax.set_axis_off()
        _title(ax, *title)
    return ax


def staffing_bars(staff: pd.DataFrame, who: str, ax: Axes | None = None) -> Axes:
    """Draw salaries and consultants year by year as stacked columns, their sum below each.

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
    >>> ax = staffing_bars(pd.DataFrame(rows), "Nämnden")
    >>> [text.get_text() for text in ax.texts][:2]
    ['konsulter 5', '95']
    """
    import matplotlib.pyplot as plt

    with plt.style.context(STYLE):
        if ax is None:
            _, ax = plt.subplots(figsize=(WIDTH, 4.2), layout="constrained")
        highest = max((-value for value in staff["summa_tkr"].dropna()), default=1.0)
        for at, row in enumerate(staff.to_dict("records")):
            salary, consultants = -row["lön_tkr"], -row["konsulter_tkr"]
            ax.bar(at, salary, color=TOTAL, width=0.6)
            ax.bar(at, consultants, bottom=salary, color="#bbbbbb", edgecolor=TOTAL, hatch="////", width=0.6)
            note = f"konsulter {format_number(consultants)}"
            ax.text(at, salary - 0.02 * highest, note, ha="center", va="top", fontsize=11, color="white")
            total = format_number(-row["summa_tkr"])
            ax.text(at, salary + consultants + 0.02 * highest, total, ha="center", va="bottom", fontsize=11)
        ax.axhline(0, color=LINE, linewidth=1)
        ax.set_xticks(range(len(staff)), [str(year) for year in staff["år"]])
        ax.tick_params(axis="x", labelbottom=True)
        ax.set_yticks([])
        ax.set_ylim(0, highest * 1.12)
        _title(ax, who, "Löner och konsulter, kostnad i tkr", "mörk: löner, streckad: konsulter")
    return ax
