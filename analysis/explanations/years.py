"""Every year that anything is known of: net cost, budget, deviation and the board's target, side by side."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

import pandas as pd

from analysis.data_files import SAME, TARGET, UNTRIED
from analysis.errors import AnalysisError
from analysis.explanations.deviations import total_of, years
from analysis.frames import NUMBER, TEXT, WHOLE, frame_of
from analysis.ledger.alike import BUDGET, DEVIATION, GROSS, INCOME, NET
from analysis.ledger.crosswalk import Entry, concepts_of_role, load_crosswalk, year_entry
from analysis.ledger.quantities import parse_unit
from analysis.statements.folder import Data, Folder, kept, opened
from analysis.vocabulary.periods import is_forecast, is_part_of_year

YEARS = {
    "år": WHOLE, "nettokostnad_tkr": NUMBER, "intäkter_tkr": NUMBER, "bruttokostnad_tkr": NUMBER,
    "nettobudget_tkr": NUMBER, "avvikelse_tkr": NUMBER, "mål_tkr": NUMBER, "skäl": TEXT, "period": TEXT,
}  # fmt: skip
CONCEPTS = {
    "nettokostnad_tkr": NET,
    "intäkter_tkr": INCOME,
    "bruttokostnad_tkr": GROSS,
    "nettobudget_tkr": BUDGET,
    "avvikelse_tkr": DEVIATION,
}


class YearRow(NamedTuple):
    """What is known of a year, named as in `year_table`."""

    år: int
    nettokostnad_tkr: Decimal | None = None
    intäkter_tkr: Decimal | None = None
    bruttokostnad_tkr: Decimal | None = None
    nettobudget_tkr: Decimal | None = None
    avvikelse_tkr: Decimal | None = None
    mål_tkr: Decimal | None = None
    skäl: str = ""
    period: str = ""


def year_table(*, data: Data | None = None, board: str | None = None) -> pd.DataFrame:
    """Put every year that has a net cost or a deviation side by side.

    Parameters
    ----------
    data, board
        The folder that holds the register, `concepts.csv` and `figures.csv`, and the board where it has several.

    Returns
    -------
    pandas.DataFrame
        One row a year, oldest first, in tkr: ``nettokostnad_tkr`` (negative), ``intäkter_tkr``, ``bruttokostnad_tkr``
        (negative), ``nettobudget_tkr`` (negative), ``avvikelse_tkr`` (minus = underskott), ``mål_tkr`` (the largest
        deficit that the board's target allows, negative), ``skäl`` (why the year compares only in part) and ``period``
        (which part of the year it is for, or after which month it is a forecast; empty for a whole year that has
        ended). Missing is not known. A board without concepts has the years of its operating statements.

    Examples
    --------
    >>> year_table()[["år", "nettokostnad_tkr", "avvikelse_tkr", "mål_tkr"]]
         år  nettokostnad_tkr  avvikelse_tkr  mål_tkr
    0  2017         -183607.0        -3487.0      NaN
    1  2019         -220080.0       -38874.0      NaN
    2  2020         -218690.0       -27660.0 -17000.0
    """
    return frame_of("år", year_rows(opened(data, board)), YEARS, ["år"])


@kept
def year_rows(folder: Folder) -> tuple[YearRow, ...]:
    """Do what `year_table` does, with exact figures."""
    known = {
        entry.year for entry in load_crosswalk(folder) if entry.row["concept"] in {NET, DEVIATION} and entry.quantity
    }
    return tuple(_row(year, folder) for year in sorted(known | set(_totalled(folder))))


def _totalled(folder: Folder) -> list[int]:
    """List the years that have an operating statement with a total that can be read."""
    found = list[int]()
    for year in years(data=folder):
        try:
            total_of(folder, year)
        except AnalysisError:
            continue
        found.append(year)
    return found


def target_of(year: int, folder: Folder) -> Entry | None:
    """Return what measures the largest deficit that the board's target for a year allows, where one is known."""
    found = (year_entry(concept, year, folder) for concept in concepts_of_role(TARGET, folder))
    return next(filter(None, found), None)


def year_entries(folder: Folder, year: int) -> dict[str, Entry]:
    """Return what measures a year, by the column of `year_table`."""
    found = {column: year_entry(concept, year, folder) for column, concept in CONCEPTS.items()}
    found["mål_tkr"] = target_of(year, folder)
    return {column: entry for column, entry in found.items() if entry}


def _row(year: int, folder: Folder) -> YearRow:
    """Put together what the concepts know of a year; what they do not is taken from its operating statement."""
    entries = year_entries(folder, year)
    total = total_of(folder, year) if year in _totalled(folder) else None
    printed = (total.utfall_tkr, total.budget_tkr, total.avvikelse_tkr) if total else ()
    values = dict(zip(("nettokostnad_tkr", "nettobudget_tkr", "avvikelse_tkr"), printed, strict=False)) | {
        column: entry.quantity.within(parse_unit("tkr"))[0] for column, entry in entries.items() if entry.quantity
    }
    net = entries.get("nettokostnad_tkr")
    reason = net.row["reason"] if net and net.row["comparability"] not in {SAME, UNTRIED} else ""
    period = total.line.period if total and is_part_of_year(total.line.period) else ""
    return YearRow(year, **values, skäl=reason, period=period)


def forecast_of(year: int, folder: Folder) -> str:
    """Return what forecast tells of a year; nothing where an outcome does.

    Examples
    --------
    >>> forecast_of(2020, opened())
    ''
    """
    period = total_of(folder, year).line.period if year in _totalled(folder) else ""
    return period if is_forecast(period) else ""


def comparison_year(year: int, *, data: Data | None = None, board: str | None = None) -> int | None:
    """Choose the year to compare with: the newest earlier one that has a net cost.

    Examples
    --------
    >>> comparison_year(2020), comparison_year(2017)
    (2019, None)
    """
    rows = year_rows(opened(data, board))
    return max((one.år for one in rows if one.år < year and one.nettokostnad_tkr is not None), default=None)
