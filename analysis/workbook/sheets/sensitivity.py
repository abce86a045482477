"""The sheet Känslighet: what one unit of each driver is worth, as live formulas."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from analysis.csv_files import CsvRow
from analysis.explanations.deviations import year_total
from analysis.explanations.effects import PRINTED
from analysis.explanations.sensitivity import load_drivers, sensitivity
from analysis.frames import Record, records
from analysis.ledger.formulas import Node
from analysis.statements.folder import Folder
from analysis.wording.changes import describe_sensitivity
from analysis.workbook.cells import MONEY, SIGNED, TEXT, YEAR, Cell, Formula, cell_name, columns_of
from analysis.workbook.desk import Desk
from analysis.workbook.live import Live
from analysis.workbook.sheet import Sheet

NAME = "Känslighet"
_DEVIATION = {"Ska täckas": TEXT, "Tkr": SIGNED}
_DRIVERS = {
    "Kostnadsdrivare": TEXT, "Mätår": YEAR, "Enhet": TEXT, "Tkr per enhet": "0.0", "Nivå": "0", "Krävs": MONEY,
    "Krävs, % av nivån": "0.0", "Tal": TEXT, "Skäl": TEXT, "Källa": TEXT,
}  # fmt: skip
_WIDTHS = (46, 11, 14, 13, 11, 11, 13, 14, 48, 48)
_LEVEL, _NEEDED = 4, 5  # columns of the drivers
_DIGITS = 9  # decimals kept before rounding up: what binary numbers add lies beyond them


def sensitivity_sheet(desk: Desk) -> None:
    """Write what one unit of each driver is worth, and how many would cover the year's deviation alone."""
    sheet, year, folder, live = desk.sheet(NAME, _WIDTHS), desk.year, desk.folder, desk.live
    lines = records(sensitivity(year, data=folder))
    sheet.title(f"Känslighet: vad en förändring ger, och vad som krävs {year}", describe_sensitivity(year, data=folder))
    sheet.keep_above(1)
    shortfall = cell_name(sheet.row + 1, 1, fixed=True)
    deviation = [f"Nämndens avvikelse mot budget {year}", _deviation(year, folder, live)]
    sheet.table("Täcks", columns_of(_DEVIATION), [deviation])
    if lines:
        _drivers(sheet, lines, shortfall, folder, live)
    sheet.print_columns(len(_WIDTHS))


def _drivers(sheet: Sheet, lines: Sequence[Record], shortfall: str, folder: Folder, live: Live) -> None:
    """Write the drivers; what is needed of them is computed from the cell of the deviation."""
    sheet.text(
        "Tkr per enhet är vad en enhet färre sparar på ett år, enligt det senaste år som kostnadsdrivaren är mätt."
    )
    sheet.text("Krävs är hur många färre som ensamma täcker underskottet, avrundat uppåt. Över 100 % räcker de inte.")
    drivers = {(row["driver"], int(row["year"])): row for row in load_drivers(folder)}
    pairs = [(line, drivers[line["drivkraft"], line["mätår"]]) for line in lines]
    first = sheet.row + 1
    rows = [_driver_row(line, row, at, shortfall, live) for at, (line, row) in enumerate(pairs, first)]
    sheet.table("Kostnadsdrivare", columns_of(_DRIVERS), rows)


def _deviation(year: int, folder: Folder, live: Live) -> Cell:
    """Link the year's deviation to where it stands; where it is not printed, compute it."""
    total = year_total(year, data=folder)
    place = (total["dokument"], total["rad"], year)
    own = {name: Node("reference", name=one.id) for name, one in live.ledger.line(*place).items()}
    value = float(total["avvikelse_tkr"])
    node = own.get("avvikelse") if total["tal"] == PRINTED else None
    if node is None and {"utfall", "budget"} <= set(own):
        node = Node("subtract", (own["utfall"], own["budget"]))
    found = live.formula(node, value, "tkr") if node else None
    return found._replace(number_format=None) if found else value


def _driver_row(line: Record, row: CsvRow, at: int, shortfall: str, live: Live) -> list[Cell]:
    """Write a driver with its worth, and what is needed of it as a formula over the deviation."""
    unit = f"tkr/{line['enhet']}"
    worth = live.formula(row["effect"], line["tkr_per_enhet"], unit, decimals=1)
    level = live.formula(row["level"], line["nivå"], line["enhet"]) if row["level"] else None
    exact = live.formula(row["effect"], line["tkr_per_enhet"], unit)
    needed: Cell = None
    if exact and not pd.isna(line["krävs"]):
        ratio = f"MAX(-{shortfall},0)/({exact.text.removeprefix('=')})"
        needed = Formula(f"=ROUNDUP(ROUND({ratio},{_DIGITS}),0)", line["krävs"])
    share: Cell = None
    if level and not pd.isna(line["krävs_procent"]):
        share = Formula(f"={cell_name(at, _NEEDED)}/{cell_name(at, _LEVEL)}*100", line["krävs_procent"])
    return [
        *(line["drivkraft"], line["mätår"], line["enhet"], worth and worth._replace(number_format="#,##0.0")),
        *(level, needed, share, line["tal"], line["skäl"], live.link(line["källa"])),
    ]
