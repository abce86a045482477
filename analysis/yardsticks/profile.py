"""A year that is not over against the share of the year that each line usually has used by then."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from statistics import median
from typing import NamedTuple

import pandas as pd

from analysis.errors import DataError, fault
from analysis.frames import NUMBER, TEXT, WHOLE, frame_of
from analysis.statements.folder import Data, Folder, opened
from analysis.vocabulary.periods import month_name
from analysis.yardsticks.monthly import YEAR, Series, cost_series, year_budget

PROFILE = {
    "post": TEXT, "förälder": TEXT, "månad": WHOLE, "utfall_hittills_tkr": NUMBER, "årsbudget_tkr": NUMBER,
    "andel_av_budget_procent": NUMBER, "vanlig_andel_procent": NUMBER, "lägsta_andel_procent": NUMBER,
    "högsta_andel_procent": NUMBER, "antal_år": WHOLE, "år": TEXT, "väntat_hittills_tkr": NUMBER,
    "mot_profil_tkr": NUMBER, "tolkning": TEXT, "skäl": TEXT,
}  # fmt: skip
FEWEST = 2  # years that a usual share is told of
BELOW, WITHIN, ABOVE = "under det vanliga", "inom det vanliga", "över det vanliga"
_HUNDRED = Decimal(100)


class Share(NamedTuple):
    """What a line had used of a whole year to a month: the year, the amount to then, and that of the year."""

    year: int
    so_far: Decimal
    whole: Decimal

    @property
    def percent(self) -> Decimal:
        """Return the share in per cent."""
        return self.so_far / self.whole * _HUNDRED


class ProfileRow(NamedTuple):
    """A line of a year against its usual share, named as in `year_profile`, with the shares of earlier years."""

    post: str
    förälder: str
    månad: int
    utfall_hittills_tkr: Decimal
    årsbudget_tkr: Decimal | None
    andel_av_budget_procent: Decimal | None
    vanlig_andel_procent: Decimal | None
    lägsta_andel_procent: Decimal | None
    högsta_andel_procent: Decimal | None
    antal_år: int
    år: str
    väntat_hittills_tkr: Decimal | None
    mot_profil_tkr: Decimal | None
    tolkning: str
    skäl: str
    shares: tuple[Share, ...]
    is_part: bool
    is_total: bool


def profile_years(folder: Folder) -> list[int]:
    """List the years that a line is told of month by month from January, oldest first."""
    return sorted({year for one in cost_series(folder) for year, _ in one.amounts if one.last_month(year)})


def year_profile(year: int, *, data: Data | None = None, board: str | None = None) -> pd.DataFrame:
    """Hold what each line has used of its budget so far against the share of the year that it usually has by then.

    Parameters
    ----------
    year
        A year with monthly outcomes from January.
    data, board
        The folder that holds the register, and the board where it has several.

    Returns
    -------
    pandas.DataFrame
        One row a line: ``post``, ``förälder``, ``månad`` (the last one known), ``utfall_hittills_tkr``,
        ``årsbudget_tkr``, ``andel_av_budget_procent``, ``vanlig_andel_procent`` (the median of what earlier years with
        all twelve months had to that month of their own outcome), ``lägsta_andel_procent`` and
        ``högsta_andel_procent``, ``antal_år``, ``år``, ``väntat_hittills_tkr`` (årsbudget × the usual share),
        ``mot_profil_tkr`` (utfall hittills − väntat hittills, minus: worse), ``tolkning`` (``under det vanliga``,
        ``inom det vanliga`` or ``över det vanliga``: whether the share of the budget lies within those of the earlier
        years) and ``skäl`` (what is missing). Without two earlier years there is no usual share.

    Raises
    ------
    DataError
        When the year has no monthly outcomes from January; those that have are named.

    Examples
    --------
    >>> year_profile(2020)
    Traceback (most recent call last):
    analysis.errors.DataError: månader: saw year 2020; expected one of: –; choose a year that data/ has
    """
    return frame_of("profil", profile_rows(opened(data, board), year), PROFILE)


def profile_rows(folder: Folder, year: int) -> list[ProfileRow]:
    """Do what `year_profile` does, with exact figures."""
    known = profile_years(folder)
    if year not in known:
        raise DataError(fault("unknown-year", "månader", seen=year, known=", ".join(map(str, known)) or "–"))
    own = [one for one in cost_series(folder) if one.last_month(year)]
    return [_row(folder, one, year) for one in own]


def _row(folder: Folder, series: Series, year: int) -> ProfileRow:
    month = series.last_month(year)
    so_far, budget = series.to(year, month) or Decimal(0), year_budget(folder, series, year)
    shares = _shares(series, year, month)
    percents = [one.percent for one in shares]
    used = so_far / budget * _HUNDRED if budget else None
    is_told = len(percents) >= FEWEST and month < YEAR
    lowest, highest = (min(percents), max(percents)) if is_told else (None, None)
    usual = median(percents) if is_told else None
    expected = budget * usual / _HUNDRED if budget is not None and usual is not None else None
    return ProfileRow(
        *(series.name, series.parent, month, so_far, budget, used, usual),
        *(lowest, highest, len(shares)),
        ", ".join(str(one.year) for one in shares),
        expected,
        None if expected is None else so_far - expected,
        _reading(used, percents) if is_told and used is not None else "",
        " ".join(_missing(percents, month, budget)),
        shares,
        series.is_part,
        series.is_total,
    )


def _shares(series: Series, year: int, month: int) -> tuple[Share, ...]:
    """Return the shares of the earlier years that have all twelve months and did not come to zero."""
    found = list[Share]()
    for earlier in sorted({one for one, _ in series.amounts if one < year}):
        so_far, whole = series.to(earlier, month), series.to(earlier, YEAR)
        if so_far is not None and whole:
            found.append(Share(earlier, so_far, whole))
    return tuple(found)


def _reading(used: Decimal, percents: Sequence[Decimal]) -> str:
    return BELOW if used < min(percents) else ABOVE if used > max(percents) else WITHIN


def _missing(percents: Sequence[Decimal], month: int, budget: Decimal | None) -> Iterator[str]:
    if month == YEAR:
        yield "Årets alla månader är inlästa; en profil säger då inget mer."
    elif len(percents) < FEWEST:
        number = "Inget tidigare år" if not percents else "Bara ett tidigare år"
        yield f"{number} har alla tolv månader; en vanlig andel till och med {month_name(month)} kräver minst {FEWEST}."
    if budget is None:
        yield "Årsbudgeten är inte inläst."
    elif not budget:
        yield "Årsbudgeten är noll."
