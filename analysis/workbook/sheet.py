"""One sheet of a workbook: titles, true tables, live formulas with their values, page set-up."""

from __future__ import annotations

import copy
import math
import textwrap
from collections.abc import Collection, Mapping, Sequence
from types import MappingProxyType
from typing import Any, Self

import pandas as pd

from analysis.charts.style import BETTER_TEXT, ENTRY, INK, LINK, TABLE_HEAD, WORSE_TEXT
from analysis.workbook.cells import (
    MONEY,
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
    fitted,
    has_sign,
    lines_of,
    runs,
    sheet_name,
)
from analysis.workbook.letters import cut_short, wrapped
from analysis.workbook.paper import LINE, USUAL, WIDE, Paper

# a font that is as wide with its free counterpart, so that a page breaks alike in every program
FONT: Mapping[str, object] = MappingProxyType({"font_name": "Arial", "font_size": 10})
_BODY = {**FONT, "font_color": INK, "valign": "vcenter"}
_FORMULA_SIGNS = tuple("=+-@")
_LONGEST_TIP = 255  # characters
_HIGHEST = 409.0  # points: no row may be higher
ROW_PIXELS = 17  # the height of a row that is not set
_ASIDE = 60  # the first column that parts of sums stand in
_POINT = 0.75  # of a pixel
_SLACK = 0.985  # of a line that letters may fill: a screen draws them a little wider than paper
_INDENT = 9.0  # points that a source stands in from its column's edge, both sides together


class Sheet:
    """Writes one sheet from the top down.

    Attributes
    ----------
    name
        The sheet's name.
    row
        The next row to write to, counted from 0.
    """

    def __init__(
        self,
        book: Any,
        name: str,
        widths: Sequence[float],
        *,
        footer: str,
        paper: Paper = USUAL,
    ) -> None:
        # the sheet may have been added before, to have its place among the others
        self.name, self.row = sheet_name(name), 0
        self._heights, self._parts = dict[int, float](), dict[int, int]()  # by row
        self._book, self._widths, self._left, self._paper = book, widths, 0, paper
        self._sheet = book.get_worksheet_by_name(self.name) or book.add_worksheet(self.name)
        self._formats: dict[tuple[tuple[str, object], ...], Any] = {}
        self._on_paper = widths[: paper.columns]
        for column, width in enumerate(widths):
            self._sheet.set_column(column, column, width, self._format())
        paper.set_up(self._sheet, f"{footer} – {self.name}")

    def _format(self, **properties: object) -> Any:
        """Return a format, each kind made once."""
        key = tuple(properties.items())
        if key not in self._formats:
            self._formats[key] = self._book.add_format({**_BODY, **properties})
        return self._formats[key]

    def beside(self, columns: int) -> Self:
        """Return what writes tables to the right of so many columns, from the top down; no row becomes higher there."""
        side = copy.copy(self)
        side.row, side._left, side._widths = 0, columns, ()  # noqa: SLF001  (its own)
        return side

    def cell(self, row: int, column: int) -> str:
        """Name a cell for a formula on this sheet."""
        return cell_name(row, self._left + column)

    def place(self, row: int, column: int, *, fixed: bool = False) -> str:
        """Name a cell of this sheet for a formula on any sheet."""
        return f"'{self.name}'!{cell_name(row, self._left + column, fixed=fixed)}"

    def span(self, first: int, number: int, column: int) -> list[object]:
        """Name so many cells of a column for a series of a chart."""
        return [self.name, first, self._left + column, first + number - 1, self._left + column]

    def column(self, first: int, number: int, column: int) -> str:
        """Name so many cells of a column, one at the least, for a formula on any sheet."""
        last = first + max(number, 1) - 1
        return f"{self.place(first, column, fixed=True)}:{cell_name(last, column, fixed=True)}"

    def title(self, text: str, *lines: str) -> None:
        """Write the sheet's title and the lines that say what it covers."""
        self._sheet.write_string(self.row, 0, text, self._format(font_size=14, bold=True))
        self._set_row(self.row, 20)
        self.row += 1
        for line in lines:
            self.text(line)
        self.row += 1

    def subtitle(self, text: str) -> None:
        """Write the heading of a part of the sheet."""
        look = self._format(font_size=12, bold=True, valign="bottom" if self._paper.measured else "vcenter")
        self._sheet.write_string(self.row, self._left, text, look)
        if not self._left:
            self._set_row(self.row, self._paper.subtitle)
        self.row += 1

    def _set_row(self, row: int, points: float) -> None:
        self._heights[row] = points
        self._sheet.set_row(row, points)

    def prose(self, text: str, source: Cell = None) -> None:
        """Write a text over all printed columns but the last; in that, its source from its first line on."""
        lines, last = self.lines(text), len(self._on_paper) - 1
        sources = self._sources(source, last, max(len(lines), 1))
        for at, line in enumerate(lines):
            self._sheet.write_string(self.row, 0, line, self._format())
            if at < len(sources):
                self._write(self.row, last, sources[at], Column("", wraps=False))
            self._set_row(self.row, self._paper.line)
            self.row += 1

    def _sources(self, source: Cell, column: int, most: int) -> list[Cell]:
        """Part a source into so many lines at the most; the first leads where the source does."""
        text = source.text if isinstance(source, Link) else source
        if not isinstance(text, str) or not text:
            return []
        lines = cut_short(text, self._points(column, column) - _INDENT, most, _INDENT)
        first: Cell = Link(source.target, lines[0]) if isinstance(source, Link) else lines[0]
        return [first, *lines[1:]]

    def fitting(self, cell: Cell, first: int, last: int) -> Cell:
        """Shorten a text to what some columns hold on paper."""
        return fitted(cell, sum(self._widths[first : last + 1]) * self._paper.cells - 2)

    def lines(self, text: str) -> list[str]:
        """Part a text into the lines that `prose` writes."""
        return self._wrapped(text, len(self._on_paper) - 1)

    def _wrapped(self, text: str, columns: int) -> list[str]:
        """Part a text into lines that some columns hold, from the left."""
        if self._paper.measured:
            return wrapped(text, self._points(0, columns - 1) * _SLACK)
        return textwrap.wrap(text, int(sum(self._widths[:columns]) * self._paper.letters))

    def _points(self, first: int, last: int) -> float:
        """Return how wide some columns are together, in points."""
        return sum(int(width * 7 + 5) * _POINT for width in self._widths[first : last + 1])

    def text(self, text: str, columns: int | None = None) -> None:
        """Write a text over as many rows as the width asks for, of the page or of some columns.

        It runs over the empty cells to its right.
        """
        for line in self._wrapped(text, columns or len(self._on_paper)):
            self._sheet.write_string(self.row, 0, line, self._format())
            self._set_row(self.row, self._paper.line)
            self.row += 1

    def lead(self, text: str) -> None:
        """Write the message of the page, larger than its other text, with a row of air below."""
        for line in textwrap.wrap(text, int(sum(self._widths) * WIDE * 10 / 11)):
            self._sheet.write_string(self.row, 0, line, self._format(font_size=11))
            self._set_row(self.row, LINE + 2)
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
        first, last, left = self.row + 1, self.row + len(rows), self._left
        heads = [{"header": one.heading, "header_format": self._head(one, at)} for at, one in enumerate(columns)]
        look = {"autofilter": False, "style": "Table Style Light 1", "banded_rows": False}
        self._sheet.add_table(self.row, left, last, left + len(columns) - 1, {"name": name, "columns": heads, **look})
        if not left:
            self._set_row(self.row, self._paper.line * self._lines([column.heading for column in columns]) + 1)
        for at, row in enumerate(rows, first):
            for column, (cell, kind) in enumerate(zip(row, columns, strict=True)):
                self._write(at, left + column, cell, kind, bold=at - first in bold)
            if not left:
                self._set_row(at, min(self._paper.line * self._lines(row, columns) + self._paper.air, _HIGHEST))
        for column, kind in enumerate(columns):
            if kind.number_format == SIGNED:
                self._colour([at for at, row in enumerate(rows, first) if has_sign(row[column])], left + column)
        self.row = last + 2
        return first

    def _head(self, column: Column, place: int) -> Any:
        side = "left" if column.number_format in {TEXT, YEAR} else "right"
        indent = int(side == "left" and place > 0)
        return self._format(bold=True, bg_color=TABLE_HEAD, align=side, text_wrap=True, bottom=1, indent=indent)

    def _lines(self, row: Sequence[Cell], columns: Sequence[Column] = ()) -> int:
        texts = [cell.value if isinstance(cell, Formula) else cell for cell in row]
        wraps = [column.wraps for column in columns] or [True] * len(texts)
        rate = self._paper.cells
        most = [max(int(width * rate - 2), 1) for width in self._widths]
        return max(
            lines_of(text, width) if isinstance(text, str) and own and len(text) > width else 1
            for text, width, own in zip(texts, most, wraps, strict=False)
        )

    def _write(self, row: int, column: int, cell: Cell, kind: Column, *, bold: bool = False) -> None:
        if isinstance(cell, Input):
            self._write_input(row, column, cell.content)
        elif isinstance(cell, Formula):
            number_format = cell.number_format or kind.number_format
            look = self._number(number_format, bold=bold)
            if isinstance(cell.value, str):
                look = self._format(text_wrap=True, indent=int(column > 0), bold=bold)
            text = cell.text.format(*(self._aside(row, part) for part in cell.parts)) if cell.parts else cell.text
            self._sheet.write_formula(row, column, text, look, cell.value)
        elif isinstance(cell, Number):
            self._sheet.write_number(row, column, cell.value, self._number(cell.number_format, bold=bold))
        elif isinstance(cell, Link):
            look = self._format(font_color=LINK, underline=1, indent=int(column > 0), bold=bold)
            # a link is not wrapped in print: the whole of a long one is its tip
            most = int(self._widths[column] * self._paper.letters) - 1 if kind.heading else _LONGEST_TIP
            text = cell.text if len(cell.text) <= most else f"{cell.text[: most - 1].rstrip()}…"
            tip = cell.text[:_LONGEST_TIP] if text != cell.text else None
            self._sheet.write_url(row, column, f"internal:{cell.target}", look, text, tip)
        elif isinstance(cell, str):
            # as text, what looks like a formula stays text also when somebody edits the cell
            look = {"num_format": TEXT} if cell[:1] in _FORMULA_SIGNS else {}
            look |= {"text_wrap": kind.wraps, "indent": int(column > 0), "bold": bold}
            self._sheet.write_string(row, column, cell, self._format(**look))
        elif cell is None or pd.isna(cell):
            self._sheet.write_blank(row, column, None, self._number(kind.number_format, bold=bold))
        else:
            look = self._number(kind.number_format, bold=bold, indent=int(column > 0))
            self._sheet.write_number(row, column, cell, look)

    def _aside(self, row: int, part: Formula) -> str:
        """Write a part of a sum far to the right in its row, in columns that are folded away; name its cell."""
        column = self._parts[row] = self._parts.get(row, _ASIDE - 1) + 1
        self._sheet.set_column(column, column, None, None, {"level": 1, "hidden": True})
        self._sheet.write_formula(row, column, part.text, self._number(MONEY), part.value)
        return cell_name(row, column)

    def _write_input(self, row: int, column: int, content: Formula | Number) -> None:
        look = self._format(num_format=content.number_format or "0", align="right", bg_color=ENTRY, border=1)
        if isinstance(content, Formula):
            self._sheet.write_formula(row, column, content.text, look, content.value)
        else:
            self._sheet.write_number(row, column, content.value, look)
        rule = {"validate": "decimal", "criteria": ">=", "value": 0, "ignore_blank": False}
        said = {"error_title": "Inget giltigt tal", "error_message": "Skriv ett tal som är noll eller större."}
        self._sheet.data_validation(row, column, row, column, {**rule, **said})

    def _number(self, number_format: str, *, bold: bool = False, indent: int = 0) -> Any:
        side = "left" if number_format in {TEXT, YEAR} else "right"
        return self._format(num_format=number_format, align=side, bold=bold, indent=indent if side == "left" else 0)

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

    def below(self, row: int, pixels: int) -> None:
        """Go on below a chart that starts in a row, beside what is written."""
        usual = ROW_PIXELS * _POINT
        left = (pixels + 2) * _POINT - sum(self._heights.get(at, usual) for at in range(row, self.row))
        rows = max(math.ceil(left / usual), 0)
        for at in range(self.row, self.row + rows):
            self._set_row(at, left / rows)
        self.row += rows

    def narrow(self, points: float) -> None:
        """Let the blank row that a table leaves below it be only so high."""
        self._set_row(self.row - 1, points)

    def space(self, pixels: int) -> None:
        """Leave room for charts of a height."""
        self.row += int((pixels + 8) / ROW_PIXELS) + 1

    def charts_at(
        self, row: int, charts: Sequence[tuple[Any, str]], size: tuple[int, int], column: int = 0, *, offset: int = 2
    ) -> None:
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
        column
            The column that they start in.
        offset
            How many pixels to the right of its edge.
        """
        width, height = size
        for at, (chart, alt) in enumerate(charts):
            chart.set_size({"width": width, "height": height})
            place = {"description": alt, "object_position": 2, "x_offset": offset + at * (width + 16), "y_offset": 4}
            self._sheet.insert_chart(row, column, chart, place)

    def chart(self, chart: Any, alt: str, size: tuple[int, int]) -> None:
        """Put one native chart below what is written."""
        self.charts_at(self.row, [(chart, alt)], size)
        self.space(size[1])

    def define(self, name: str, row: int, column: int) -> str:
        """Give a cell a name that formulas on any sheet can use; return the name."""
        self._book.define_name(name, f"={self.place(row, column, fixed=True)}")
        return name

    def one_page(self, columns: int) -> None:
        """Print so many columns of the sheet on one page."""
        self._sheet.fit_to_pages(1, 1)
        self.print_columns(columns)

    def pixels(self, first: int, last: int) -> int:
        """Return how wide some columns are together, as charts are measured."""
        return int(sum(self._widths[first : last + 1]) * 7 + 5 * (last - first + 1))

    def keep_above(self, row: int, *, in_view: bool = True) -> None:
        """Print the row just above one on every page; keep the rows above it in view, unless they fill the screen."""
        if in_view:
            self._sheet.freeze_panes(row, 0)
        self._sheet.repeat_rows(row - 1)

    def print_columns(self, number: int) -> None:
        """Print only so many columns from the left of what has been written."""
        self._sheet.print_area(0, 0, max(self.row - 1, 0), number - 1)
