"""Signal or noise: monthly costs and volumes held against the limits of their own usual variation (XmR)."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

import pandas as pd

from analysis.frames import NUMBER, TEXT, WHOLE, frame_of
from analysis.statements.folder import Data, Folder, opened
from analysis.yardsticks.monthly import COST, YEAR, Month, Series, cost_series, volume_series

SIGNALS = {
    "slag": TEXT, "post": TEXT, "förälder": TEXT, "enhet": TEXT, "år": WHOLE, "månad": WHOLE, "värde": NUMBER,
    "medel": NUMBER, "undre_gräns": NUMBER, "övre_gräns": NUMBER, "antal_månader": WHOLE, "tolkning": TEXT,
    "skäl": TEXT,
}  # fmt: skip
SIGNAL, NOISE = "signal", "brus"
FACTOR = Decimal("2.66")  # 3 ÷ 1.128: from the mean moving range to three standard deviations
FEWEST, RUN = YEAR, 8  # months that limits need; months on one side of the mean that are no chance


class Limits(NamedTuple):
    """The mean of a series, and how far from it a month may lie by chance.

    Attributes
    ----------
    months
        The months that they are computed from.
    mean, low, high
        The mean, and the limits: the mean ± 2.66 × the mean moving range.
    """

    months: tuple[Month, ...]
    mean: Decimal
    low: Decimal
    high: Decimal


class SignalRow(NamedTuple):
    """A month of a series against its limits, named as in `signals`."""

    slag: str
    post: str
    förälder: str
    enhet: str
    år: int
    månad: int
    värde: Decimal
    medel: Decimal | None
    undre_gräns: Decimal | None
    övre_gräns: Decimal | None
    antal_månader: int
    tolkning: str
    skäl: str


def signals(year: int, *, data: Data | None = None, board: str | None = None) -> pd.DataFrame:
    """Tell of each month of a year, cost by cost and volume by volume, whether it is a signal or noise.

    Parameters
    ----------
    year
        The year whose months are judged.
    data, board
        The folder that holds the register, and the board where it has several.

    Returns
    -------
    pandas.DataFrame
        One row a series and month, parts of lines among them: ``slag`` (``kostnad``, any line in money, or
        ``volym``), ``post``, ``förälder``, ``enhet``, ``år``, ``månad``, ``värde``, ``medel``, ``undre_gräns`` and
        ``övre_gräns`` (the mean ± 2.66 × the mean moving range, from the months before the year where there are
        twelve without a gap, else from all to its last one), ``antal_månader`` behind them, ``tolkning`` (``signal``:
        beyond the limits, or the eighth month or more in a row on one side of the mean; else ``brus``; empty without
        limits) and ``skäl``. Seasons are not taken out.

    Raises
    ------
    DataError
        When a data file is wrong.

    Examples
    --------
    >>> signals(2020).empty
    True
    """
    return frame_of("signaler", signal_rows(opened(data, board), year), SIGNALS)


def signal_rows(folder: Folder, year: int) -> list[SignalRow]:
    """Do what `signals` does, with exact figures."""
    return [row for one in every_series(folder, year) for row in rows_of(one, year)]


def every_series(folder: Folder, year: int) -> list[Series]:
    """Return the costs and volumes that have a month of a year in the run that ends with their last month of it."""
    own = [*cost_series(folder), *volume_series(folder)]
    return [one for one in own if any(month[0] == year for month in one.run(year))]


def limits_of(series: Series, year: int) -> Limits | None:
    """Compute the limits of a series for the months of a year; none where too few months stand without a gap."""
    run = series.run(year)
    before = [month for month in run if month[0] < year]
    basis = before if len(before) >= FEWEST else run
    if len(basis) < FEWEST:
        return None
    values = [series.amounts[month] for month in basis]
    mean = sum(values, Decimal(0)) / len(values)
    ranges = [abs(later - earlier) for earlier, later in pairwise(values)]
    reach = FACTOR * sum(ranges, Decimal(0)) / len(ranges)
    return Limits(tuple(basis), mean, mean - reach, mean + reach)


def rows_of(series: Series, year: int) -> list[SignalRow]:
    """Judge the months of a year."""
    run, limits = series.run(year), limits_of(series, year)
    found = list[SignalRow]()
    for at, month in enumerate(run):
        if month[0] != year:
            continue
        reading, reason = ("", _too_few(run)) if limits is None else _read(series, run[: at + 1], limits)
        found.append(
            SignalRow(
                *(series.kind, series.name, series.parent, series.unit, *month, series.amounts[month]),
                limits and limits.mean,
                limits and limits.low,
                limits and limits.high,
                len(limits.months) if limits else len(run),
                reading,
                reason,
            )
        )
    return found


def _too_few(run: Sequence[Month]) -> str:
    return f"Bara {len(run)} månader utan lucka är inlästa; gränser kräver minst {FEWEST}."


def _read(series: Series, months: Sequence[Month], limits: Limits) -> tuple[str, str]:
    """Judge the last of some months: beyond the limits, or the end of a long run on one side of the mean."""
    value = series.amounts[months[-1]]
    if not limits.low <= value <= limits.high:
        words = ("Sämre än", "Bättre än") if series.kind == COST else ("Under", "Över")  # of money more is better
        return SIGNAL, f"{words[0]} den undre gränsen." if value < limits.low else f"{words[1]} den övre gränsen."
    sides = [_side(series.amounts[month] - limits.mean) for month in months]
    length = next((at for at, side in enumerate(reversed(sides)) if side != sides[-1]), len(sides))
    if sides[-1] and length >= RUN:
        return SIGNAL, f"Månad nummer {length} i rad {'över' if sides[-1] > 0 else 'under'} medelvärdet."
    return NOISE, ""


def _side(gap: Decimal) -> int:
    return (gap > 0) - (gap < 0)
