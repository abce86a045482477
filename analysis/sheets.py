"""One sheet of a workbook: titles, true tables, live formulas with their values, page set-up."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Collection, Sequence
from typing import Any, NamedTuple

import pandas as pd

MONEY = "#,##0;\u2212#,##0;0"
SIGNED = "+#,##0;\u2212#,##0;0"
SHARE = "+0.0\u00a0%;\u22120.0\u00a0%;0.0\u00a0%"
PLAIN = "0"
YEAR = "0;;"  # stands to the left, as a label does
TEXT = "@"
BETTER, WORSE, INK, HEAD = "#14635e", "#a93226", "#222222", "#e7ecef"
_LINE = 15.5  # points: the height of a line of text
_AIR = 2.0  # points between the rows of a table
_WIDE = 1.12  # characters of the body font that fit in one unit of column width
_LONGEST_NAME = 31


class Formula(NamedTuple):
    """A live formula and the value that a phone or a preview shows; a number format goes before the column's."""

    text: str
    value: float
    number_format: str | None = None


class Number(NamedTuple):
    """A number with a number format of its own."""

    value: float
    number_format: str


class Link(NamedTuple):
    """A link to a cell of this workbook."""

    target: str
    text: str


Cell = str | float | int | Formula | Number | Link | None


class Column(NamedTuple):
    """A column of a table: its heading and its number format."""

    heading: str
    number_format: str = TEXT


def sheet_name(text: str) -> str:
    """Make a text fit for the name of a sheet.

    Examples
    --------
    >>> sheet_name("Drift: 2020/2021")
    'Drift 2020 2021'
    """
    return " ".join(re.sub(r"[\[\]:*?/\\']", " ", text).split())[:_LONGEST_NAME]


def cell_name(row: int, column: int, *, fixed: bool = False) -> str:
    """Name a cell, both places counted from 0.

    Examples
    --------
    >>> cell_name(4, 27), cell_name(0, 0, fixed=True)
    ('AB5', '$A$1')
    """
    letters, column = "", column + 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return f"${letters}${row + 1}" if fixed else f"{letters}{row + 1}"


class Sheet:
    """Writes one sheet from the top down.

    Attributes
    ----------
    name
        The sheet's name.
    row
        The next row to write to, counted from 0.
    """

    def __init__(self, book: Any, name: str, widths: Sequence[float], *, footer: str, landscape: bool = False) -> None:
        self.name, self.row = sheet_name(name), 0
        self._book, self._widths = book, widths
        self._sheet = book.add_worksheet(self.name)
        self._formats: dict[tuple[tuple[str, object], ...], Any] = {}
        for column, width in enumerate(widths):
            self._sheet.set_column(column, column, width, self._format())
        self._set_up_page(footer, landscape=landscape)

    def _set_up_page(self, footer: str, *, landscape: bool) -> None:
        self._sheet.set_paper(9)
        if landscape:
            self._sheet.set_landscape()
        self._sheet.fit_to_pages(1, 0)
        self._sheet.set_margins(left=0.6, right=0.6, top=0.7, bottom=0.8)
        self._sheet.set_footer(f"&L{footer.replace('&', '&&')} – {self.name}&RSida &P av &N")
        self._sheet.hide_gridlines(2)

    def _format(self, **properties: object) -> Any:
        """Return a format, each kind made once."""
        base: dict[str, object] = {"font_name": "Calibri", "font_size": 11, "font_color": INK, "valign": "vcenter"}
        key = tuple(sorted({**base, **properties}.items()))
        if key not in self._formats:
            self._formats[key] = self._book.add_format(dict(key))
        return self._formats[key]

    def place(self, row: int, column: int, *, fixed: bool = False) -> str:
        """Name a cell of this sheet for a formula on any sheet."""
        return f"'{self.name}'!{cell_name(row, column, fixed=fixed)}"

    def title(self, text: str, *lines: str) -> None:
        """Write the sheet's title and the lines that say what it covers."""
        self._sheet.write_string(self.row, 0, text, self._format(font_size=16, bold=True))
        self._sheet.set_row(self.row, 24)
        self.row += 1
        for line in lines:
            self.text(line)
        self.row += 1

    def subtitle(self, text: str) -> None:
        """Write the heading of a part of the sheet."""
        self._sheet.write_string(self.row, 0, text, self._format(font_size=13, bold=True))
        self._sheet.set_row(self.row, 20)
        self.row += 1

    def text(self, text: str) -> None:
        """Write a text over as many rows as the page's width asks for; it runs over the empty cells to its right."""
        for line in textwrap.wrap(text, int(sum(self._widths) * _WIDE)):
            self._sheet.write_string(self.row, 0, line, self._format())
            self.row += 1

    def link(self, link: Link) -> None:
        """Write a link on a row of its own."""
        self._write(self.row, 0, link, Column(""))
        self.row += 1

    def table(
        self, name: str, columns: Sequence[Column], rows: Sequence[Sequence[Cell]], bold: Collection[int] = ()
    ) -> int:
        """Write a true table with a header row.

        Parameters
        ----------
        name
            The table's name in the workbook.
        columns
            Headings and number formats.
        rows
            One cell a column.
        bold
            Places of rows that hold a total.

        Returns
        -------
        int
            The first row below the header, counted from 0.
        """
        first, last = self.row + 1, self.row + max(len(rows), 1)
        heads = [{"header": one.heading, "header_format": self._head(one, at)} for at, one in enumerate(columns)]
        look = {"autofilter": False, "style": "Table Style Light 1", "banded_rows": False}
        self._sheet.add_table(self.row, 0, last, len(columns) - 1, {"name": name, "columns": heads, **look})
        self._sheet.set_row(self.row, _LINE * self._lines([column.heading for column in columns]))
        for at, row in enumerate(rows, first):
            for column, (cell, kind) in enumerate(zip(row, columns, strict=True)):
                self._write(at, column, cell, kind, bold=at - first in bold)
            self._sheet.set_row(at, _LINE * self._lines(row) + _AIR)
        for column, kind in enumerate(columns):
            if kind.number_format == SIGNED:
                self._colour(first, last, column)
        self.row = last + 2
        return first

    def _head(self, column: Column, place: int) -> Any:
        side = "left" if column.number_format in {TEXT, YEAR} else "right"
        indent = int(side == "left" and place > 0)
        return self._format(bold=True, bg_color=HEAD, align=side, text_wrap=True, bottom=1, indent=indent)

    def _lines(self, row: Sequence[Cell]) -> int:
        texts = [cell.text if isinstance(cell, Link) else cell for cell in row]
        return max(
            len(textwrap.wrap(text, max(int(width - 2), 1))) if isinstance(text, str) and text else 1
            for text, width in zip(texts, self._widths, strict=False)
        )

    def _write(self, row: int, column: int, cell: Cell, kind: Column, *, bold: bool = False) -> None:
        if isinstance(cell, Formula):
            number_format = cell.number_format or kind.number_format
            self._sheet.write_formula(row, column, cell.text, self._number(number_format, bold=bold), cell.value)
        elif isinstance(cell, Number):
            self._sheet.write_number(row, column, cell.value, self._number(cell.number_format, bold=bold))
        elif isinstance(cell, Link):
            look = self._format(font_color="#0b5394", underline=1)
            self._sheet.write_url(row, column, f"internal:{cell.target}", look, cell.text)
        elif isinstance(cell, str):
            self._sheet.write_string(row, column, cell, self._format(text_wrap=True, indent=int(column > 0), bold=bold))
        elif cell is None or pd.isna(cell):
            self._sheet.write_blank(row, column, None, self._number(kind.number_format, bold=bold))
        else:
            self._sheet.write_number(row, column, cell, self._number(kind.number_format, bold=bold))

    def _number(self, number_format: str, *, bold: bool = False) -> Any:
        side = "left" if number_format in {TEXT, YEAR} else "right"
        return self._format(num_format=number_format, align=side, bold=bold)

    def _colour(self, first: int, last: int, column: int) -> None:
        """Colour deviations; the sign in the number says the same."""
        for criterion, colour in (("<", WORSE), (">", BETTER)):
            rule = {
                "type": "cell",
                "criteria": criterion,
                "value": 0,
                "format": self._book.add_format({"font_color": colour}),
            }
            self._sheet.conditional_format(first, column, last, column, rule)

    def keep_above(self, row: int) -> None:
        """Keep the rows above one in view, and print the one just above it on every page."""
        self._sheet.freeze_panes(row, 0)
        self._sheet.repeat_rows(row - 1)

    def print_columns(self, number: int) -> None:
        """Print only so many columns from the left of what has been written."""
        self._sheet.print_area(0, 0, self.row, number - 1)
