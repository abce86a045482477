"""What every sheet is written with, and what a sheet leaves for those written after it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, NamedTuple

from analysis.explanations.deviations import LEAST_PERCENT, LEAST_TKR, ROUNDING, UNEXPLAINED
from analysis.explanations.deviations import Ranked as RankedLine
from analysis.frames import Record
from analysis.statements.folder import Folder
from analysis.workbook.cells import Formula, in_parts
from analysis.workbook.charts import Charts, chart_data
from analysis.workbook.live import Live
from analysis.workbook.paper import DENSE, USUAL
from analysis.workbook.sheet import Sheet

QUANTITIES = ("utfall_tkr", "budget_tkr", "avvikelse_tkr")
OUTCOME, BUDGET, COMPUTED, STATED = 3, 4, 5, 6  # columns of a drift sheet; the last two are deviations
PRINTED_SIZE = 11  # points of the letters in charts of pages that are printed smaller
DEVIATION = 3  # a column of the sheet Avvikelser


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


class Ranked(NamedTuple):
    """The lines of the year's deviation on their sheet.

    Attributes
    ----------
    sheet
        The sheet.
    lines
        The lines, the largest first.
    first
        The row of the first line; the sum stands below the last one.
    """

    sheet: Sheet
    lines: list[RankedLine]
    first: int

    @property
    def real(self) -> list[int]:
        """Return the places of the lines that are lines of the statement and have a deviation."""
        names = {ROUNDING, UNEXPLAINED}
        return [at for at, line in enumerate(self.lines) if line.post not in names and line.avvikelse_tkr]

    def deviation(self, at: int) -> Formula:
        """Link the deviation of a line."""
        return Formula(f"={self.sheet.place(self.first + at, DEVIATION)}", float(self.lines[at].avvikelse_tkr or 0))

    def others(self, places: Sequence[int]) -> Formula:
        """Add up the deviations of some lines."""
        own = [self.lines[at].avvikelse_tkr or Decimal(0) for at in places]
        cells = (self.sheet.place(self.first + at, DEVIATION) for at in places)
        whole = in_parts([(1, *one) for one in zip(cells, own, strict=True)])
        return Formula(f"={whole.text}", float(sum(own, Decimal(0))), parts=whole.parts)


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
        The lines of the year's deviation, where they stand in this book.
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
    charts: Charts = field(init=False)
    live: Live = field(init=False)
    ranked: Ranked = field(init=False)

    def sheet(self, name: str, widths: Sequence[float], *, landscape: bool = True) -> Sheet:
        """Open a sheet to write on, at its place in the book."""
        return Sheet(self.book, name, widths, footer=self.footer, paper=USUAL._replace(landscape=landscape))

    def page(self, name: str, widths: Sequence[float], *, landscape: bool = False, printed: int | None = None) -> Sheet:
        """Open a page of the board's book to write on, at its place; so many of its columns are printed, or all."""
        paper = DENSE._replace(landscape=landscape, columns=printed)
        return Sheet(self.book, name, widths, footer=self.footer, paper=paper)

    def charts_beside(self, sheet: Sheet, columns: int) -> Charts:
        """Draw charts over tables that stand on a page, to the right of what is printed of it."""
        return Charts(self.book, sheet.beside(columns), size=PRINTED_SIZE)


def chart_sheet(desk: Desk) -> None:
    """Open the sheet of chart data, which the charts of the other sheets fill."""
    desk.charts = Charts(desk.book, chart_data(desk.book, desk.footer))
