"""A table of the years and a chart of their deviations, on the pages Sammanfattning and Mellan åren."""

from __future__ import annotations

from collections.abc import Sequence

from analysis.explanations.deviations import total_of
from analysis.explanations.years import YearRow, year_entries, year_rows
from analysis.ledger.ledger import load_ledger
from analysis.statements.folder import Folder
from analysis.workbook.cells import MONEY, SIGNED, TEXT, YEAR, Cell, Formula, columns_of
from analysis.workbook.live import Live
from analysis.workbook.sheet import Sheet

SHOWN = {
    "nettokostnad_tkr": "Nettokostnad",
    "nettobudget_tkr": "Budget",
    "avvikelse_tkr": "Avvikelse",
    "mål_tkr": "Mål",
}
DEVIATION_AT, TARGET_AT = 3, 4  # columns
_LOOKS = (MONEY, MONEY, SIGNED, MONEY)  # a target is no outcome: it is neither better nor worse


def year_columns(first: str) -> dict[str, str]:
    """Name the columns of a table of years, the first by what stands in it."""
    return {first: TEXT, **dict(zip(SHOWN.values(), _LOOKS, strict=True))}


def year_cells(row: YearRow, live: Live, folder: Folder) -> list[Cell]:
    """Write what is known of a year as formulas over its figures."""
    entries, cells = year_entries(folder, row.år), list[Cell]()
    for (name, _), look in zip(SHOWN.items(), _LOOKS, strict=True):
        value = getattr(row, name)
        if value is None:
            cells.append(None)
        elif name in entries:
            cell = live.formula(entries[name].node, float(value), "tkr")
            cells.append(cell and cell._replace(number_format=look))
        else:
            cells.append(_printed(row.år, name, live, folder) or float(value))
    return cells


def _printed(year: int, name: str, live: Live, folder: Folder) -> Formula | None:
    """Link a year's total to its cell where no concept measures it."""
    total = total_of(folder, year)
    figures = load_ledger(folder).line(total.line.dokument, total.line.rad, year)
    columns = {"nettokostnad_tkr": "utfall", "nettobudget_tkr": "budget", "avvikelse_tkr": "avvikelse"}
    figure, value = figures.get(columns[name]), getattr(total, f"{columns[name]}_tkr")
    if figure is not None and figure.value() == value:
        return Formula(f"={live.places[figure.id]}", float(value))
    if name == "avvikelse_tkr" and {"utfall", "budget"} <= set(figures):
        outcome, budget = (live.places[figures[one].id] for one in ("utfall", "budget"))
        return Formula(f"={outcome}-{budget}", float(value))
    return None


def year_table(sheet: Sheet, name: str, folder: Folder, live: Live) -> list[YearRow]:
    """Write a row a year and return the years; the first stands in the row below the head."""
    rows = list(year_rows(folder))
    cells: list[list[Cell]] = [[row.år, *year_cells(row, live, folder)] for row in rows]
    sheet.table(name, columns_of({**year_columns("År, tkr"), "År, tkr": YEAR}), cells, empty="Inget år är inläst.")
    return rows


def all_years(rows: Sequence[YearRow]) -> list[int]:
    """Return every year from the first known one to the last."""
    known = [row.år for row in rows]
    return list(range(min(known), max(known) + 1)) if known else []
