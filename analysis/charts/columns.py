"""Charts over years: columns with gaps where a year is missing or does not compare."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import pandas as pd

from analysis.charts.messages import target_message, year_message
from analysis.charts.style import (
    BETTER,
    BETTER_TEXT,
    BUDGET,
    FONT,
    FORECAST,
    INK,
    NOTE,
    PALE,
    PAPER,
    SMALL,
    TOTAL,
    WIDTH,
    WORSE,
    WORSE_TEXT,
    above,
    gap,
    head,
    notes,
    nothing,
    standing,
)
from analysis.explanations.forecasts import month_names, total_path
from analysis.frames import Record, records
from analysis.swedish import listed, tkr
from analysis.vocabulary.numerals import decimals_of, format_number
from analysis.vocabulary.periods import is_forecast

if TYPE_CHECKING:
    from matplotlib.axes import Axes

HEIGHT = 2.3  # inches of the columns alone
_AIR = 0.14  # of the longest column, beyond it
_ROUGH = 10  # a value that may be so far off is written to the nearest hundred
_FACES = {"jämförbar": TOTAL, "delvis": PALE}
_NOTES = {
    "delvis": "Ljus: bara delvis jämförbar med de andra åren.",
    "ej jämförbar": "Ett värde som mäter något annat är inte ritat.",
}


def year_columns(series: pd.DataFrame, who: str, what: str, ax: Axes | None = None) -> Axes:
    """Draw a concept year by year as columns, costs upwards: a gap where a year is missing or does not compare.

    Parameters
    ----------
    series
        Frame of `analysis.compare`.
    who, what
        Board and publisher; what is drawn, in which unit.
    ax
        Where to draw; a new figure where none is given.

    Returns
    -------
    matplotlib.axes.Axes
        The axes drawn on. Dark columns compare, light ones partly; a value that measures something else is not drawn.

    Examples
    --------
    >>> import matplotlib; matplotlib.use("agg")
    >>> rows = {"år": [2019, 2020], "värde": [-9.0, float("nan")], "jämförbarhet": ["jämförbar", "saknas"]}
    >>> ax = year_columns(pd.DataFrame(rows), "Nämnden", "Konsulter, tkr")
    >>> [text.get_text() for text in ax.texts][:2]
    ['9', 'saknas']
    """
    if series.empty:
        return nothing(series, (who, what, ""), ax)
    marks, rough = list(series["jämförbarhet"]), _is_rough(series)
    values = _drawn(series)
    said = _message(series, values)
    longest = max((abs(value) for value in values if value is not None), default=0) or 1
    with standing(ax, HEIGHT + head(said) + NOTE, [str(year) for year in series["år"]], (who, what, ""), said) as drawn:
        for at, (value, mark) in enumerate(zip(values, marks, strict=True)):
            if value is None:
                gap(drawn, at, longest, word="ej jämförbar" if mark == "ej jämförbar" else "saknas")
                continue
            drawn.bar(at, value, color=_FACES.get(mark, PALE), edgecolor=TOTAL, width=0.6)
            above(drawn, at, value, _text(value, is_rough=rough[at]), longest)
        _reach(drawn, [value for value in values if value is not None], longest)
    notes(drawn, *(text for mark, text in _NOTES.items() if mark in marks))
    return drawn


def _is_rough(series: pd.DataFrame) -> list[bool]:
    """Tell values that may be some tkr off, which are written to the nearest hundred."""
    return [bool(room > _ROUGH) for room in series["tolerans"]] if "tolerans" in series else [False] * len(series)


def _drawn(series: pd.DataFrame) -> list[float | None]:
    """Return what is drawn: only what compares, costs positive, rounded to what their uncertainty leaves."""
    compares = series["jämförbarhet"] != "ej jämförbar"
    turned = -1 if (series.loc[compares, "värde"].dropna() <= 0).all() else 1
    return [
        None if pd.isna(value) or not own else turned * round(float(value), -2 if rough else 1) + 0.0
        for value, own, rough in zip(series["värde"], compares, _is_rough(series), strict=True)
    ]


def _message(series: pd.DataFrame, values: Sequence[float | None]) -> str:
    """Say how it went over the years that compare in full; over all where there are none."""
    full = series["jämförbarhet"] == "jämförbar"
    own = [value if one or not full.any() else None for value, one in zip(values, full, strict=True)]
    units = set(series["enhet"]) - {""} if "enhet" in series else set()
    unit = units.pop() if len(units) == 1 else ""
    texts = [_text(value, unit, is_rough=rough) for value, rough in zip(own, _is_rough(series), strict=True)]
    return year_message([int(year) for year in series["år"]], own, texts)


def _text(value: float | None, unit: str = "", *, is_rough: bool) -> str:
    if value is None:
        return ""
    return f"{'ca ' if is_rough else ''}{format_number(value, decimals_of(value), unit)}"


def _reach(ax: Axes, values: Sequence[float], longest: float) -> None:
    low, high = min([0.0, *values]), max([0.0, *values])
    ax.set_ylim(low - _AIR * longest * (low < 0), high + _AIR * longest)


def year_bars(years: pd.DataFrame, who: str, ax: Axes | None = None) -> Axes:
    """Draw the deviation from budget of every year that is known, with the largest deficit that the board allowed.

    Parameters
    ----------
    years
        Frame of `analysis.year_table`: ``år``, ``avvikelse_tkr`` and ``mål_tkr``.
    who
        Board and publisher.
    ax
        Where to draw; a new figure where none is given.

    Returns
    -------
    matplotlib.axes.Axes
        The axes drawn on. A year between that is not known has a gap; a target is a line across its year's column.

    Examples
    --------
    >>> import matplotlib; matplotlib.use("agg")
    >>> rows = {"år": [2018, 2020], "avvikelse_tkr": [-3.0, -27.0], "mål_tkr": [float("nan"), -17.0]}
    >>> [text.get_text() for text in year_bars(pd.DataFrame(rows), "Nämnden").texts][:4]
    ['−3', 'saknas', '−27', 'Nämnden, 2018–2020']
    """
    what = "Avvikelse mot budget per år, tkr"
    known = {int(row["år"]): row for row in records(years) if not pd.isna(row["avvikelse_tkr"])}
    if not known:
        return nothing(years, (who, what, ""), ax)
    span, last = range(min(known), max(known) + 1), known[max(known)]
    targets = {year: row["mål_tkr"] for year, row in known.items() if not pd.isna(row["mål_tkr"])}
    said = target_message(max(known), last["avvikelse_tkr"], targets.get(max(known)), last.get("period", ""))
    values = [row["avvikelse_tkr"] for row in known.values()]
    longest = max(map(abs, [*values, *targets.values()])) or 1
    below = {year: [f"mål {format_number(target, signed=True)}"] for year, target in targets.items()}
    names = ["\n".join([str(year), *_part(known.get(year, {})), *below.get(year, [])]) for year in span]
    with standing(ax, HEIGHT + head(said), names, (who, what, f"{span[0]}–{span[-1]}"), said) as drawn:
        for at, year in enumerate(span):
            if year not in known:
                gap(drawn, at, longest)
                continue
            value = known[year]["avvikelse_tkr"]
            drawn.bar(at, value, color=BETTER if value >= 0 else WORSE, width=0.6)
            above(drawn, at, value, format_number(value, signed=True), longest)
            if year in targets:
                _target(drawn, at, targets[year])
        _reach(drawn, [*values, *targets.values()], longest)
    return drawn


def _part(year: Record) -> list[str]:
    """Name the part of a year that a column is for, or that it is a forecast."""
    period = str(year.get("period", ""))
    return ["prognos"] if is_forecast(period) else ["–".join(one[:3] for one in period.split("–"))] if period else []


def _target(ax: Axes, at: float, target: float) -> None:
    """Draw a target across a column; its number stands below the year."""
    ax.plot([at - 0.42, at + 0.42], [target] * 2, color=PAPER, linewidth=4)
    ax.plot([at - 0.42, at + 0.42], [target] * 2, color=INK, linewidth=2)


def staffing_columns(staff: pd.DataFrame, who: str, ax: Axes | None = None) -> Axes:
    r"""Draw year by year what hired staff cost beside the salaries that were not paid.

    Parameters
    ----------
    staff
        Frame of `analysis.staffing`.
    who
        Board and publisher.
    ax
        Where to draw; a new figure where none is given.

    Returns
    -------
    matplotlib.axes.Axes
        The axes drawn on: for each year a dark column, the hired staff, and a light one, the salaries; where they are
        not known the place says so. Salaries of different years do not compare and are not drawn.

    Examples
    --------
    >>> import matplotlib; matplotlib.use("agg")
    >>> rows = {"år": [2020], "inhyrt_tkr": [-12.0], "ej_utbetald_lön_tkr": [5.0], "merkostnad_tkr": [-7.0]}
    >>> [text.get_text() for text in staffing_columns(pd.DataFrame(rows), "Nämnden").texts][:2]
    ['12', '5']
    """
    what = "Inhyrd personal (mörk) och löner som inte betalades ut (ljus), tkr"
    known = {int(row["år"]): row for row in records(staff) if not pd.isna(row["inhyrt_tkr"])} if len(staff) else {}
    if not known:
        return nothing(staff, (who, what, ""), ax)
    span = range(min(known), max(known) + 1)
    said = _extra(known)
    longest = (
        max(
            abs(row[name])
            for row in known.values()
            for name in ("inhyrt_tkr", "ej_utbetald_lön_tkr")
            if not pd.isna(row[name])
        )
        or 1
    )
    titles = (who, what, f"{span[0]}–{span[-1]}")
    with standing(ax, HEIGHT + head(said) + NOTE, [str(year) for year in span], titles, said) as drawn:
        for at, year in enumerate(span):
            if year not in known:
                gap(drawn, at, longest)
                continue
            for place, value, face in _pair(known[year]):
                if pd.isna(value):
                    gap(drawn, at + place, longest, SMALL, "ej\nkänt")
                    continue
                drawn.bar(at + place, value, color=face, edgecolor=TOTAL, width=0.36)
                above(drawn, at + place, value, format_number(value), longest).set_fontsize(SMALL)
        drawn.set_ylim(0, longest * (1 + _AIR))
    notes(drawn, _assumed(known))
    return drawn


def _pair(row: Record) -> list[tuple[float, float, str]]:
    return [(-0.2, -row["inhyrt_tkr"], TOTAL), (0.2, row["ej_utbetald_lön_tkr"], PALE)]


def _extra(known: dict[int, Record]) -> str:
    """Say in which years hired staff cost more than the salaries, and in which less."""
    extra = {str(year): row["merkostnad_tkr"] for year, row in known.items() if not pd.isna(row["merkostnad_tkr"])}
    ways = {
        "mer": [year for year, value in extra.items() if value < 0],
        "inte mer": [year for year, value in extra.items() if value >= 0],
    }
    texts = [f"{word} än sparade löner {listed(years)}" for word, years in ways.items() if years]
    if not texts:
        return "Hur mycket lön som inte betalades ut är inte känt."
    return f"Inhyrd personal kostade {', '.join(texts)}."


def _assumed(known: dict[int, Record]) -> str:
    """Say that the salaries rest on assumptions where a reason stands with a year that has them."""
    rests = any(row.get("skäl") and not pd.isna(row["ej_utbetald_lön_tkr"]) for row in known.values())
    return "Vad de ljusa staplarna vilar på står i skälen för varje år." if rests else ""


WHAT = "Prognos för helåret och utfall, tkr"
MEANING = "Ljus: prognos, mörk: utfall, kontur: budget, inom parentes: avvikelse mot budget."
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
    titles = (who, WHAT, str(rows[0]["år"]))
    with standing(ax, 4.6, names, titles, _missed(columns, outcome)) as drawn:
        font = _font(drawn, columns, names)
        drawn.tick_params(axis="x", labelsize=font)
        for at, one in enumerate(columns):
            _draw(drawn, at, one, (longest, font), is_outcome=one["namn"] == "utfall")
        low, high = min([0.0, *sizes]), max([0.0, *sizes])
        drawn.set_xlim(-0.6, len(columns) - 0.4)
        drawn.set_ylim(low - 0.24 * longest * (low < 0), high + longest * (0.24 if high > 0 else 0.1))
    notes(drawn, MEANING)
    return drawn


def _missed(columns: Sequence[Record], outcome: float) -> str:
    """Say how far the outcome was from the last forecast, where both are known."""
    forecasts = [one["värde"] for one in columns if one["namn"] != "utfall" and not pd.isna(one["värde"])]
    if pd.isna(outcome) or not forecasts:
        return ""
    gap = outcome - forecasts[-1]
    if not gap:
        return "Utfallet blev lika med den sista prognosen."
    return f"Utfallet blev {tkr(abs(gap))} {'bättre' if gap > 0 else 'sämre'} än den sista prognosen."


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
    ax.bar(at, value, color=TOTAL if is_outcome else FORECAST, edgecolor=TOTAL, width=_SLIM)
    side = -1 if value < 0 else 1
    end = side * max(value * side, 0 if pd.isna(budget) else budget * side)
    texts = [(format_number(value), TOTAL)]
    if not pd.isna(deviation):
        colour = BETTER_TEXT if deviation > 0 else WORSE_TEXT if deviation < 0 else TOTAL
        texts.append((f"({format_number(deviation, signed=True)})", colour))
    for place, (text, colour) in enumerate(texts):
        where = end + side * longest * (0.02 + 0.1 * place)
        ax.text(at, where, text, ha="center", va="top" if side < 0 else "bottom", fontsize=font, color=colour)
