"""Table cells and `data/figures.csv` to the ledger, evaluated; and the ledger as a frame."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pandas as pd

from analysis.errors import DataError, Fault, fault
from analysis.frames import MAYBE_WHOLE, NUMBER, TEXT, WHOLE, Record, doubled, make_frame, read_rows
from analysis.ledger.cells import load_cells
from analysis.ledger.entries import COLUMNS, FILE, Figure, of_cell, of_row, row_faults, stand_in
from analysis.ledger.formula_checks import Where, arithmetic_faults, reference_faults
from analysis.ledger.formulas import references
from analysis.ledger.ledger import Ledger
from analysis.paths import DATA
from analysis.statements.register import State, load_documents, state

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


def load_ledger(data: Path) -> Ledger:
    """Load and evaluate all figures; a folder without figures.csv has its printed cells.

    Raises
    ------
    DataError
        When figures.csv is wrong: every fault of values, units, references and formulas at once, with its row.
    """
    return _load_once(data, state(data, FILE))


@lru_cache(maxsize=16)
def _load_once(data: Path, _state: State) -> Ledger:
    cells = load_cells(data)
    rows = read_rows(data / FILE, COLUMNS) if (data / FILE).is_file() else []
    documents = {str(name) for name in load_documents(data)["id"]}
    wrong = {row.line: list(row_faults(row, documents)) for row in rows}
    own = {row["id"]: stand_in(row) if wrong[row.line] else of_row(row) for row in rows}
    figures = {name: of_cell(cell) for name, cell in cells.known.items()} | own
    ledger, more = _evaluated(Ledger(figures, cells.unclear), own)
    faults = [*(one for found in wrong.values() for one in found), *doubled(FILE, rows, "id"), *more]
    if faults:
        raise DataError(sorted(faults, key=lambda one: one.line or 0))
    return ledger


def _where(figure: Figure) -> Where:
    return Where(FILE, figure.row, "formula")


def _evaluated(ledger: Ledger, own: Mapping[str, Figure]) -> tuple[Ledger, list[Fault]]:
    """Evaluate formulas in the order that they need each other in; what hangs on a fault is missing."""
    figures, faults = dict(ledger.figures), list[Fault]()
    needs = dict[str, set[str]]()
    for figure in own.values():
        if figure.node is not None:
            found = list(reference_faults(_where(figure), figure.node, ledger))
            faults += found
            if not found:
                needs[figure.id] = {part.name for part in references(figure.node)}
            figures[figure.id] = figure._replace(missing=(figure.id,))
    order, circles = _ordered(needs, figures)
    for figure, node in ((own[name], own[name].node) for name in order):
        so_far = Ledger(figures, {})
        if node is not None:
            found = list(arithmetic_faults(_where(figure), node, figure.unit, so_far))
            faults += found
            if not found:
                quantity, missing = so_far.evaluate(node)
                figures[figure.id] = figure._replace(quantity=quantity, missing=missing)
    return Ledger(figures, ledger.unclear), [*faults, *circles]


def _ordered(needs: Mapping[str, set[str]], figures: Mapping[str, Figure]) -> tuple[list[str], list[Fault]]:
    """Sort formulas so that each stands behind what it needs; name every circle."""
    needs, faults = dict(needs), list[Fault]()
    while True:
        try:
            return [name for name in TopologicalSorter(needs).static_order() if name in needs], faults
        except CycleError as error:
            circle = list(reversed(error.args[1]))
            faults.append(fault("cycle", FILE, figures[circle[0]].row, seen=" → ".join(circle)))
            needs = {name: needed for name, needed in needs.items() if name not in circle}
