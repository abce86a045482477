"""What every sheet is written with, and what a sheet leaves for those written after it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import pandas as pd

from analysis.explanations.bridges import says_something
from analysis.explanations.deviations import GAP, LEAST_PERCENT, LEAST_TKR, REST, ROUNDING, UNEXPLAINED
from analysis.frames import Record
from analysis.statements.folder import Folder
from analysis.workbook.cells import Cell, Formula, cell_name
from analysis.workbook.charts import ChartSheet
from analysis.workbook.live import Live
from analysis.workbook.sheet import Sheet

QUANTITIES = ("utfall_tkr", "budget_tkr", "avvikelse_tkr")
OUTCOME, BUDGET, COMPUTED, STATED = 3, 4, 5, 6  # columns of a drift sheet; the last two are deviations
_DEVIATION, _KIND = 3, 8  # columns of the sheet Avvikelser


class Thresholds(NamedTuple):
    """What makes a line material: so many tkr and so many per cent of its budget."""

    tkr: float = LEAST_TKR
    percent: float = LEAST_PERCENT


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


class Ranked(NamedTuple):
    """The sheet Avvikelser: the lines, and where they and their sum stand.

    Attributes
    ----------
    sheet
        The sheet.
    lines
        Frame of `analysis.rank_deviations`.
    first
        The row of the first line; the sum stands below the last one.
    links
        Where each line leads to.
    """

    sheet: Sheet
    lines: list[Record]
    first: int
    links: list[str]

    def cell(self, at: int, column: int) -> str:
        """Name a cell of a line, counted from 0."""
        return self.sheet.place(self.first + at, column)

    def deviation(self, at: int) -> Formula:
        """Link the deviation of a line, or of their sum, which stands below them."""
        value = self.lines[at]["avvikelse_tkr"] if at < len(self.lines) else self._sum(0, len(self.lines))
        return Formula(f"={self.cell(at, _DEVIATION)}", value)

    def rest(self, at: int) -> Formula:
        """Add up the deviations from one line on, to the last that is a line of the statement."""
        last = max(place for place, line in enumerate(self.lines) if line["post"] not in {ROUNDING, UNEXPLAINED})
        text = f"=SUM({self.cell(at, _DEVIATION)}:{cell_name(self.first + last, _DEVIATION)})"
        return Formula(text, self._sum(at, last + 1))

    def _sum(self, first: int, last: int) -> float:
        values = (line["avvikelse_tkr"] for line in self.lines[first:last])
        return float(sum(value for value in values if not pd.isna(value)))

    def drawn(self, at: int) -> bool:
        """Tell whether a line has a deviation that a chart can show."""
        return says_something(self.lines[at]["avvikelse_tkr"])

    def gaps(self) -> str:
        """Write the sum of the gaps that were in the budget from the start."""
        ranges = [
            f"{self.cell(0, column)}:{cell_name(self.first + len(self.lines) - 1, column)}"
            for column in (_KIND, _DEVIATION)
        ]
        return f'SUMIF({ranges[0]},"{GAP}",{ranges[1]})'


@dataclass
class Desk:
    """What every sheet is written with, and what a sheet leaves for those written after it.

    Attributes
    ----------
    book, footer, folder
        The workbook, the foot of its pages, and the data folder.
    year, since
        The year that the workbook is about, and what it is compared with.
    limits
        What makes a line material.
    contents
        The name of each sheet in order, and what it shows.
    charts
        The sheet that charts are drawn over.
    drift
        The operating statement of each year.
    cells
        The cell of each figure that stands on a sheet as printed, by its id in the ledger.
    live
        The ledger, and the cells of all its figures.
    ranked
        The year's lines, ranked.
    verdicts
        The ranges of verdicts, by the sheet that they stand on.
    """

    book: Any
    footer: str
    folder: Folder
    year: int
    since: int | None = None
    limits: Thresholds = field(default_factory=Thresholds)
    contents: dict[str, str] = field(default_factory=dict)
    drift: dict[int, DriftPlaces] = field(default_factory=dict)
    cells: dict[str, str] = field(default_factory=dict)
    verdicts: dict[str, str] = field(default_factory=dict)
    # what has not been written yet cannot be asked for
    charts: ChartSheet = field(init=False)
    live: Live = field(init=False)
    ranked: Ranked = field(init=False)

    def sheet(self, name: str, widths: Sequence[float], *, landscape: bool = True) -> Sheet:
        """Open a sheet to write on, at its place in the book."""
        return Sheet(self.book, name, widths, footer=self.footer, landscape=landscape)


def chart_sheet(desk: Desk) -> None:
    """Open the sheet of chart data, which the charts of the other sheets fill."""
    desk.charts = ChartSheet(desk.book, desk.footer)
