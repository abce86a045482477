"""One sheet of a workbook: titles, true tables, live formulas with their values, page set-up."""

from __future__ import annotations

import textwrap
from collections.abc import Collection, Sequence
from typing import Any

import pandas as pd

from analysis.charts.style import BETTER_TEXT, ENTRY, INK, LINK, TABLE_HEAD, WORSE_TEXT
from analysis.workbook.cells import (
    SIGNED,
    TEXT,
    YEAR,
    Cell,
    Column,
    Formula,
    Input,
    Link,
    Number,
    cell_name,
    has_sign,
    lines_of,
    runs,
    sheet_name,
)

_BODY = {"font_name": "Calibri", "font_size": 11, "font_color": INK, "valign": "vcenter"}
_LINE = 15.5  # points: the height of a line of text
_AIR = 2.0  # points between the rows of a table
_WIDE = 1.12  # characters of the body font that fit in one unit of column width
_FORMULA_SIGNS = tuple("=+-@")
_LONGEST_TIP = 255  # characters
_HIGHEST = 409.0  # points: no row may be higher
_PIXELS = 20  # the height of a row that is not set


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
        # the sheet may have been added before, to have its place among the others
        self.name, self.row = sheet_name(name), 0
        self._book, self._widths = book, widths
        self._sheet = book.get_worksheet_by_name(self.name) or book.add_worksheet(self.name)
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
        self._sheet.set_footer(f"&L{footer.replace('&', '&&')} – {self.name.replace('&', '&&')}&RSida &P av &N")
        self._sheet.hide_gridlines(2)

    def _format(self, **properties: object) -> Any:
        """Return a format, each kind made once."""
        key = tuple(properties.items())
        if key not in self._formats:
            self._formats[key] = self._book.add_format({**_BODY, **properties})
        return self._formats[key]

    def place(self, row: int, column: int, *, fixed: bool = False) -> str:
        """Name a cell of this sheet for a formula on any sheet."""
        return f"'{self.name}'!{cell_name(row, column, fixed=fixed)}"

    def column(self, first: int, number: int, column: int) -> str:
        """Name so many cells of a column, one at the least, for a formula on any sheet."""
        last = first + max(number, 1) - 1
        return f"{self.place(first, column, fixed=True)}:{cell_name(last, column, fixed=True)}"

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

    def lead(self, text: str) -> None:
        """Write the message of the page, larger than its other text, with a row of air below."""
        for line in textwrap.wrap(text, int(sum(self._widths) * _WIDE * 11 / 12)):
            self._sheet.write_string(self.row, 0, line, self._format(font_size=12))
            self._sheet.set_row(self.row, _LINE + 2)
            self.row += 1
        self.row += 1

    def link(self, link: Link) -> None:
        """Write a link on a row of its own."""
        self._write(self.row, 0, link, Column(""))
        self.row += 1

    def table(
        self,
        name: str,
        columns: Sequence[Column],
        rows: Sequence[Sequence[Cell]],
        bold: Collection[int] = (),
        *,
        empty: str = "Inga uppgifter.",
    ) -> int:
        """Write a true table with a header row, or say why there is none.

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
        empty
            What is said in the place of a table without rows.

        Returns
        -------
        int
            The first row below the header, counted from 0.
        """
        if not rows:
            self.text(empty)
            self.row += 1
            return self.row
        first, last = self.row + 1, self.row + len(rows)
        heads = [{"header": one.heading, "header_format": self._head(one, at)} for at, one in enumerate(columns)]
        look = {"autofilter": False, "style": "Table Style Light 1", "banded_rows": False}
        self._sheet.add_table(self.row, 0, last, len(columns) - 1, {"name": name, "columns": heads, **look})
        self._sheet.set_row(self.row, _LINE * self._lines([column.heading for column in columns]))
        for at, row in enumerate(rows, first):
            for column, (cell, kind) in enumerate(zip(row, columns, strict=True)):
                self._write(at, column, cell, kind, bold=at - first in bold)
            self._sheet.set_row(at, min(_LINE * self._lines(row) + _AIR, _HIGHEST))
        for column, kind in enumerate(columns):
            if kind.number_format == SIGNED:
                self._colour([at for at, row in enumerate(rows, first) if has_sign(row[column])], column)
        self.row = last + 2
        return first

    def _head(self, column: Column, place: int) -> Any:
        side = "left" if column.number_format in {TEXT, YEAR} else "right"
        indent = int(side == "left" and place > 0)
        return self._format(bold=True, bg_color=TABLE_HEAD, align=side, text_wrap=True, bottom=1, indent=indent)

    def _lines(self, row: Sequence[Cell]) -> int:
        texts = [cell.value if isinstance(cell, Formula) else cell for cell in row]
        return max(
            lines_of(text, max(int(width - 2), 1)) if isinstance(text, str) and len(text) > width - 2 else 1
            for text, width in zip(texts, self._widths, strict=False)
        )

    def _write(self, row: int, column: int, cell: Cell, kind: Column, *, bold: bool = False) -> None:
        if isinstance(cell, Input):
            self._write_input(row, column, cell.content)
        elif isinstance(cell, Formula):
            number_format = cell.number_format or kind.number_format
            look = self._number(number_format, bold=bold)
            if isinstance(cell.value, str):
                look = self._format(text_wrap=True, indent=int(column > 0), bold=bold)
            self._sheet.write_formula(row, column, cell.text, look, cell.value)
        elif isinstance(cell, Number):
            self._sheet.write_number(row, column, cell.value, self._number(cell.number_format, bold=bold))
        elif isinstance(cell, Link):
            look = self._format(font_color=LINK, underline=1, indent=int(column > 0), bold=bold)
            # a link is not wrapped in print: the whole of a long one is its tip
            most = int(self._widths[column] * _WIDE) - 2 if kind.heading else _LONGEST_TIP
            text = cell.text if len(cell.text) <= most else f"{cell.text[: most - 1].rstrip()}…"
            tip = cell.text[:_LONGEST_TIP] if text != cell.text else None
            self._sheet.write_url(row, column, f"internal:{cell.target}", look, text, tip)
        elif isinstance(cell, str):
            # as text, what looks like a formula stays text also when somebody edits the cell
            look = {"num_format": TEXT} if cell[:1] in _FORMULA_SIGNS else {}
            look |= {"text_wrap": True, "indent": int(column > 0), "bold": bold}
            self._sheet.write_string(row, column, cell, self._format(**look))
        elif cell is None or pd.isna(cell):
            self._sheet.write_blank(row, column, None, self._number(kind.number_format, bold=bold))
        else:
            self._sheet.write_number(row, column, cell, self._number(kind.number_format, bold=bold))

    def _write_input(self, row: int, column: int, content: Formula | Number) -> None:
        look = self._format(num_format=content.number_format or "0", align="right", bg_color=ENTRY, border=1)
        if isinstance(content, Formula):
            self._sheet.write_formula(row, column, content.text, look, content.value)
        else:
            self._sheet.write_number(row, column, content.value, look)
        rule = {"validate": "decimal", "criteria": ">=", "value": 0, "ignore_blank": False}
        said = {"error_title": "Inget giltigt tal", "error_message": "Skriv ett tal som är noll eller större."}
        self._sheet.data_validation(row, column, row, column, {**rule, **said})

    def _number(self, number_format: str, *, bold: bool = False) -> Any:
        side = "left" if number_format in {TEXT, YEAR} else "right"
        return self._format(num_format=number_format, align=side, bold=bold)

    def _colour(self, rows: Sequence[int], column: int) -> None:
        """Colour deviations; the sign in the number says the same."""
        for first, last in runs(rows):
            self._colour_range(first, last, column)

    def _colour_range(self, first: int, last: int, column: int) -> None:
        for criterion, colour in (("<", WORSE_TEXT), (">", BETTER_TEXT)):
            rule = {
                "type": "cell",
                "criteria": criterion,
                "value": 0,
                "format": self._book.add_format({"font_color": colour}),
            }
            self._sheet.conditional_format(first, column, last, column, rule)

    def space(self, pixels: int) -> None:
        """Leave room for charts of a height."""
        self.row += int((pixels + 8) / _PIXELS) + 1

    def charts_at(self, row: int, charts: Sequence[tuple[Any, str]], size: tuple[int, int]) -> None:
        """Put native charts side by side, each with a text for those who do not see it.

        Charts that stand above the sheet's table are on its first page, where none is cut in two.

        Parameters
        ----------
        row
            The row that they start in, where `space` has left room.
        charts
            The charts and their texts.
        size
            Width and height of each, in pixels.
        """
        width, height = size
        for at, (chart, alt) in enumerate(charts):
            chart.set_size({"width": width, "height": height})
            place = {"description": alt, "object_position": 2, "x_offset": 2 + at * (width + 16), "y_offset": 4}
            self._sheet.insert_chart(row, 0, chart, place)

    def chart(self, chart: Any, alt: str, size: tuple[int, int]) -> None:
        """Put one native chart below what is written."""
        self.charts_at(self.row, [(chart, alt)], size)
        self.space(size[1])

    def define(self, name: str, row: int, column: int) -> str:
        """Give a cell a name that formulas on any sheet can use; return the name."""
        self._book.define_name(name, f"={self.place(row, column, fixed=True)}")
        return name

    def one_page(self) -> None:
        """Print the sheet on one page."""
        self._sheet.fit_to_pages(1, 1)

    def keep_above(self, row: int, *, in_view: bool = True) -> None:
        """Print the row just above one on every page; keep the rows above it in view, unless they fill the screen."""
        if in_view:
            self._sheet.freeze_panes(row, 0)
        self._sheet.repeat_rows(row - 1)

    def print_columns(self, number: int) -> None:
        """Print only so many columns from the left of what has been written."""
        self._sheet.print_area(0, 0, self.row, number - 1)
