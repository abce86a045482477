"""The sheets behind the first page: operating statements, sources, what the reader decided."""

from __future__ import annotations

from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd

from analysis.explanations.deviations import REST
from analysis.frames import Record, records
from analysis.statements.load import load_drift
from analysis.statements.sums import Placed, place_sums
from analysis.vocabulary.periods import is_forecast
from analysis.workbook.cells import (
    MONEY,
    PLAIN,
    SIGNED,
    TEXT,
    Cell,
    Formula,
    added_up,
    cell_name,
    columns_of,
)
from analysis.workbook.sheet import Sheet

QUANTITIES = ("utfall_tkr", "budget_tkr", "avvikelse_tkr")
OUTCOME, BUDGET, COMPUTED, STATED = 3, 4, 5, 6  # columns of a drift sheet; the last two are deviations
PRINTED = dict(zip(QUANTITIES, (OUTCOME, BUDGET, STATED), strict=True))
_DRIFT = {
    "Post": TEXT,
    "Slag": TEXT,
    "Del av": TEXT,
    "Utfall, tkr": MONEY,
    "Budget, tkr": MONEY,
    "Avvikelse, tkr (beräknad)": SIGNED,
    "Avvikelse, tkr (tryckt)": SIGNED,
    "Skillnad, tkr": SIGNED,
    "Rad i källfilen": PLAIN,
}
_SUMS = {
    "Summa": TEXT,
    "Slag": TEXT,
    "Del av": TEXT,
    "Utfall, tkr": MONEY,
    "Budget, tkr": MONEY,
    "Avvikelse, tkr": SIGNED,
}

_AHEAD = "Årets utfall är inte inläst. Det som står som utfall är nämndens {}, och budget är årsbudgeten."


class DriftPlaces(NamedTuple):
    """A year's operating statement in the workbook.

    Attributes
    ----------
    sheet
        The year's sheet.
    rows
        The row of each line, by its line in the source.
    rests
        The row of what a line holds beyond its printed parts, by the same.
    stated
        The lines of the source whose deviation is printed.
    lines
        What is printed on each line.
    """

    sheet: Sheet
    rows: dict[int, int]
    rests: dict[int, int]
    stated: frozenset[int]
    lines: dict[int, Record]

    def cells(self, line: int, *, rest: bool = False) -> list[str]:
        """Name the cells of outcome, budget and deviation of a line, or of what it holds beyond its parts."""
        row = self.rests[line] if rest else self.rows[line]
        deviation = STATED if line in self.stated and not rest else COMPUTED
        return [self.sheet.place(row, column) for column in (OUTCOME, BUDGET, deviation)]

    def linked(self, line: Record) -> list[Cell]:
        """Link outcome, budget and deviation of a line of `analysis.deviation_lines` to where they stand.

        A line that is taken away from a total has its signs turned there, and so has its link.
        """
        place = int(line["rad"])
        is_rest = str(line["post"]).endswith(REST)
        cells = zip(self.cells(place, rest=is_rest), QUANTITIES, strict=True)
        own = self.lines[place]
        turned = not is_rest and any(line[name] and line[name] == -own[name] for name in QUANTITIES)
        return [
            None if pd.isna(line[name]) else Formula(f"={'-' if turned else ''}{cell}", float(line[name]))
            for cell, name in cells
        ]


def drift_sheet(book: Any, year: int, footer: str, data: Path) -> DriftPlaces:
    """Write a year's operating statement as printed, with its deviations and sums as live formulas."""
    frame = load_drift(data)
    lines = records(frame[frame["år"] == year])
    sheet = Sheet(book, f"Driftredovisning {year}", (38, 10, 12, 13, 13, 13, 13, 12, 10), footer=footer, landscape=True)
    sheet.title(
        f"Driftredovisning {year}",
        f"Källa: {lines[0]['dokument']}, avsnitt {lines[0]['avsnitt']}. Belopp i tkr.",
        "Minus är kostnad, i avvikelser underskott. Avvikelse = utfall − budget; skillnad = tryckt − beräknad.",
        *([_AHEAD.format(lines[0]["period"])] if is_forecast(lines[0]["period"]) else []),
    )
    first = sheet.row + 1
    totals = [at for at, line in enumerate(lines) if line["slag"] == "summa"]
    rows = [_drift_row(line, first + at) for at, line in enumerate(lines)]
    sheet.table(f"Driftredovisning{year}", columns_of(_DRIFT), rows, totals)
    sheet.keep_above(first)
    stated = frozenset(line["rad"] for line in lines if not pd.isna(line["avvikelse_tkr"]))
    rows_of = {line["rad"]: first + at for at, line in enumerate(lines)}
    places = DriftPlaces(sheet, rows_of, {}, stated, {line["rad"]: line for line in lines})
    placed = [one for one in place_sums(data) if one.kind == "drift"]
    sums = [one for one in placed if (one.total.dokument, one.total.år) == (lines[0]["dokument"], year)]
    if sums:
        sheet.subtitle("Summorna omräknade")
        groups = [_sum_rows(one, places.rows) for one in sums]
        first = sheet.table(f"Summor{year}", columns_of(_SUMS), [row for group in groups for row in group])
        places.rests.update({one.total.rad: first + 3 * at + 2 for at, one in enumerate(sums)})
    return places


def _drift_row(line: Record, row: int) -> list[Cell]:
    utfall, budget, printed = (line[name] for name in QUANTITIES)
    outcome, planned, stated = (cell_name(row, PRINTED[name]) for name in QUANTITIES)
    deviation: Cell = None
    difference: Cell = None
    if not pd.isna([utfall, budget]).any():
        deviation = Formula(f"={outcome}-{planned}", utfall - budget)
        if not pd.isna(printed):
            difference = Formula(f"={stated}-{cell_name(row, COMPUTED)}", printed - (utfall - budget))
    return [line["post"], line["slag"], line["förälder"], utfall, budget, deviation, printed, difference, line["rad"]]


def _sum_rows(placed: Placed, rows: dict[int, int]) -> list[list[Cell]]:
    """Write a sum as computed from its lines, as printed, and the difference."""
    found, whole = placed.found, placed.total.record()
    parts = [(placed.lines[part.post, part.parent].record(), part.weight) for part in found.parts]
    computed, printed, difference = list[Cell](), list[Cell](), list[Cell]()
    for name in QUANTITIES:
        text = added_up([(rows[line["rad"]], weight) for line, weight in parts], PRINTED[name])
        value = sum(line[name] * weight for line, weight in parts if not pd.isna(line[name]))
        total = cell_name(rows[whole["rad"]], PRINTED[name])
        computed.append(Formula(f"={text}", value))
        printed.append(None if pd.isna(whole[name]) else Formula(f"={total}", whole[name]))
        difference.append(None if pd.isna(whole[name]) else Formula(f"={total}-({text})", whole[name] - value))
    rest = "övrigt (beräknat)" if found.relation == "högst" else "skillnad, tryckt − beräknad"
    kinds = {f"beräknad summa av {len(parts)} rader": computed, "tryckt": printed, rest: difference}
    return [[f"{whole['post']}, {kind}", whole["slag"], whole["förälder"], *cells] for kind, cells in kinds.items()]
