"""The ledger as a frame: every figure with its value, doubt, formula and source."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from analysis.entries import Figure
from analysis.frames import MAYBE_WHOLE, NUMBER, TEXT, WHOLE, Record, make_frame
from analysis.ledger import Ledger, load_ledger
from analysis.paths import DATA

FIGURES = {
    "id": TEXT, "begrepp": TEXT, "år": WHOLE, "period": TEXT, "värde": NUMBER, "enhet": TEXT, "tolerans": NUMBER,
    "upplösning": NUMBER, "status": TEXT, "formel": TEXT, "uträkning": TEXT, "saknas": TEXT, "dokument": TEXT,
    "avsnitt": TEXT, "rad": MAYBE_WHOLE, "anmärkning": TEXT,
}  # fmt: skip


def load_figures(data: Path = DATA) -> pd.DataFrame:
    """Load the ledger: the cells of all tables, the figures in the commentary, and those computed from them.

    Parameters
    ----------
    data
        The folder that holds `figures.csv` and the register.

    Returns
    -------
    pandas.DataFrame
        One row a figure: ``id`` (a table's cell is ``document:table:line:column``), ``begrepp`` (what it measures),
        ``år``, ``period``, ``värde`` in the unit that ``enhet`` names with the sign of the print (computed figures:
        income positive, cost negative), ``tolerans`` (how far rounding can have moved it), ``upplösning`` (one step of
        the last printed digit; 0 for a count), ``status`` (``tryckt``, ``beräknad``, ``saknas``), ``formel`` over ids,
        ``uträkning`` (the formula as a person writes it), ``saknas`` (what is missing for it), ``dokument``,
        ``avsnitt``, ``rad`` (of a table's cell) and ``anmärkning``. A missing value is NaN.

    Raises
    ------
    DataError
        When figures.csv is wrong: unknown ids, circles, two rows for one id, units that do not fit and whatever else,
        all at once with their rows.

    Examples
    --------
    >>> figures = load_figures().set_index("id")
    >>> print(*figures.loc["nettobudget_2019", ["värde", "tolerans", "uträkning"]])
    -181206.0 1.0 Drift: Summa, budget 2020 + ramökning 2020
    """
    ledger = load_ledger(data)
    return make_frame("figures.csv", (_row(figure, ledger) for figure in ledger.figures.values()), FIGURES, ["id"])


def _row(figure: Figure, ledger: Ledger) -> Record:
    value, tolerance = figure.value(), figure.tolerance()
    own = {"dokument": figure.document, "avsnitt": figure.section}
    return {
        "id": figure.id,
        "begrepp": figure.concept,
        "år": figure.year,
        "period": figure.period,
        "enhet": figure.unit,
        "status": figure.status,
        "anmärkning": figure.note,
        "rad": figure.line,
        "värde": None if value is None else float(value),
        "tolerans": None if tolerance is None else float(tolerance),
        "upplösning": None if figure.resolution is None else float(figure.resolution),
        "formel": figure.formula,
        "uträkning": ledger.written(figure.node) if figure.node else "",
        "saknas": "; ".join(ledger.figures[name].name for name in figure.missing),
        **(ledger.sources(figure.node) if figure.node else own),
    }
