"""How close a sheet is set: as tables that are looked things up in, or as pages that are read on paper."""

from __future__ import annotations

from typing import Any, NamedTuple

_A4 = 9  # in the words of a workbook
LINE = 14.0  # points: the height of a line of text
AIR = 2.0  # points between the rows of a table
WIDE = 1.08  # characters of the body font that fit in one unit of column width


class Paper(NamedTuple):
    """How close a sheet is set.

    Attributes
    ----------
    margins
        Left, right, top and bottom, in inches.
    line, air, subtitle
        Points of a line of text, between rows of a table, and of a heading of a part.
    letters, cells
        How many letters of a usual text fit in a unit of a column's width: where nothing parts columns, and in a cell.
    landscape, columns
        Whether it lies, and how many columns are printed; all where no number is given.
    measured
        Whether lines of text are broken by how wide their letters are, to the edge of the paper.
    """

    margins: tuple[float, float, float, float] = (0.6, 0.6, 0.7, 0.8)
    line: float = LINE
    air: float = AIR
    subtitle: float = 20
    letters: float = WIDE
    cells: float = 0.98
    landscape: bool = False
    columns: int | None = None
    measured: bool = False

    def set_up(self, sheet: Any, footer: str) -> None:
        """Set a sheet of a workbook up to be printed so: as wide as the paper, with a footer and page numbers."""
        sheet.set_paper(_A4)
        if self.landscape:
            sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(*self.margins)
        sheet.set_footer(f"&L{footer.replace('&', '&&')}&RSida &P av &N")
        sheet.hide_gridlines(2)


USUAL, DENSE = Paper(), Paper((0.3, 0.3, 0.3, 0.5), 11.7, 0.0, 17.25, 1.14, 1.12, measured=True)
