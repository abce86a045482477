"""From one figure down to the printed ones that it comes from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import pandas as pd

from analysis.errors import DataError, fault
from analysis.explanations.deviations import year_total
from analysis.frames import MAYBE_WHOLE, NUMBER, TEXT, WHOLE, Record, make_frame, nearest, records
from analysis.ledger.entries import COMPUTED, Figure
from analysis.ledger.figures import load_ledger
from analysis.ledger.formulas import parse_formula, references
from analysis.ledger.ledger import Ledger
from analysis.paths import DATA
from analysis.statements.register import load_documents
from analysis.vocabulary.numerals import decimals_of, format_number
from analysis.wording.views import View

TRACE = {
    "nivå": WHOLE, "id": TEXT, "namn": TEXT, "värde": NUMBER, "tolerans": NUMBER, "enhet": TEXT, "status": TEXT,
    "uträkning": TEXT, "dokument": TEXT, "avsnitt": TEXT, "rad": MAYBE_WHOLE, "anmärkning": TEXT,
}  # fmt: skip
_STEP = "\u2003"  # an em space, which a page does not swallow
_HEADINGS = ("Uppgift", "Värde", "Osäkerhet ±", "Enhet", "Status", "Varifrån")


class Trace(View):
    """A figure's tree for the eye, each figure indented below the one it is part of; `frame` holds the same as data.

    Attributes
    ----------
    frame
        One row a figure of the tree, from the top down: ``nivå`` (0 is the figure asked for), ``id``, ``namn``,
        ``värde`` and ``tolerans`` in ``enhet``, ``status``, ``uträkning``, ``dokument``, ``avsnitt``, ``rad`` and
        ``anmärkning``.
    """

    def __init__(self, frame: pd.DataFrame, titles: dict[str, str]) -> None:
        self.frame = frame
        rows = [_shown(row, titles) for row in records(frame)]
        super().__init__(_HEADINGS, rows, [False, True, True, False, False, False])


def trace(name: str, data: Path = DATA) -> Trace:
    r"""Show the whole tree from a figure down to the printed ones, with document and section.

    Parameters
    ----------
    name
        The id of a figure, as `analysis.load_figures` lists it.
    data
        The folder that holds `figures.csv` and the register.

    Raises
    ------
    DataError
        When no figure has the id; the nearest ids are named.

    Examples
    --------
    >>> for row in trace("nettobudget_2019").frame.itertuples():
    ...     print(row.nivå, row.namn, row.värde, row.avsnitt)
    0 nettobudget 2019 -181206.0
    1 Drift: Summa, budget 2020 -191030.0 Drift
    1 ramökning 2020 9824.0 Drift
    """
    ledger = load_ledger(data)
    if name in ledger.unclear:
        raise DataError(fault("unclear-cell", "trace", seen=name, known=", ".join(ledger.unclear[name])))
    if name not in ledger.figures:
        known = nearest(name, ledger.figures)
        raise DataError(fault("unknown-reference", "trace", column="id", seen=name, known=known))
    return _traced(_tree(ledger.figures[name], ledger), data)


def trace_year(year: int, data: Path = DATA) -> Trace:
    """Show where a year's deviation from budget is printed, and what it is computed from.

    Parameters
    ----------
    year
        A year that `analysis.years` lists.
    data
        The folder that holds the register.

    Raises
    ------
    DataError
        When the year has no operating statement with a total.

    Examples
    --------
    >>> for row in trace_year(2020).frame.itertuples():
    ...     print(row.nivå, row.namn, row.värde, row.rad)
    0 Drift: Summa, avvikelse 2020 -27660.0 62
    0 utfall − budget 2020 -27660.0 <NA>
    1 Drift: Summa, utfall 2020 -218690.0 62
    1 Drift: Summa, budget 2020 -191030.0 62
    """
    total, ledger = year_total(year, data), load_ledger(data)
    is_total = [
        one
        for one in ledger.figures.values()
        if (one.document, one.line, one.year) == (total["dokument"], total["rad"], year) and ":drift:" in one.id
    ]
    cells = {one.id.rpartition(":")[2].partition(" ")[0]: one for one in is_total}
    node = parse_formula(f"[{cells['utfall'].id}] - [{cells['budget'].id}]")
    quantity, _ = ledger.evaluate(node)
    computed = cells["utfall"]._replace(id="", name=f"utfall − budget {year}", status=COMPUTED, quantity=quantity)
    computed = computed._replace(document="", section="", line=None, node=node)
    printed = [cells["avvikelse"]] if "avvikelse" in cells else []
    return _traced([row for one in (*printed, computed) for row in _tree(one, ledger)], data)


def _traced(rows: Iterable[Record], data: Path) -> Trace:
    documents = load_documents(data)
    titles = {str(one): str(title) for one, title in zip(documents["id"], documents["title"], strict=True)}
    return Trace(make_frame("trace", rows, TRACE), titles)


def _tree(figure: Figure, ledger: Ledger) -> Iterator[Record]:
    """Yield a figure and all that it comes from; what stands above already is not unfolded again."""
    seen, stack = set[str](), [(0, figure)]
    while stack:
        level, one = stack.pop()
        yield _row(one, level, ledger)
        if one.node is not None and one.id not in seen:
            names = list(dict.fromkeys(part.name for part in references(one.node)))
            stack += [(level + 1, ledger.figures[name]) for name in reversed(names)]
            seen.add(one.id)


def _row(figure: Figure, level: int, ledger: Ledger) -> Record:
    value, tolerance = figure.value(), figure.tolerance()
    return {
        "nivå": level,
        "id": figure.id,
        "namn": figure.name,
        "enhet": figure.unit,
        "status": figure.status,
        "värde": None if value is None else float(value),
        "tolerans": None if tolerance is None else float(tolerance),
        "uträkning": ledger.written(figure.node) if figure.node else "",
        "dokument": figure.document,
        "avsnitt": figure.section,
        "rad": figure.line,
        "anmärkning": figure.note,
    }


def _shown(row: Record, titles: dict[str, str]) -> list[str]:
    indent = _STEP * (row["nivå"] - 1) + "└ " if row["nivå"] else ""
    line: str = "" if pd.isna(row["rad"]) else f"rad {row['rad']} i källfilen"
    place = [titles.get(row["dokument"], row["dokument"]), row["avsnitt"], line]
    source = f"= {row['uträkning']}" if row["uträkning"] else ", ".join(part for part in place if part)
    decimals = decimals_of(row["värde"])
    return [
        f"{indent}{row['namn']}",
        format_number(row["värde"], decimals),
        format_number(row["tolerans"], decimals_of(row["tolerans"])),
        row["enhet"],
        row["status"],
        source,
    ]
