"""A written workbook as its reader sees it: its tables as they are shown, its first sheet as a printed page."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple
from zipfile import BadZipFile

import pandas as pd

from analysis.charts.style import WIDTH, nothing, styled
from analysis.errors import DocumentError, fault
from analysis.vocabulary.numerals import NO_BREAK_SPACE, TRUE_MINUS, exact, format_number
from analysis.wording.views import View, present

if TYPE_CHECKING:
    from matplotlib.axes import Axes

Written = str | Path | pd.DataFrame  # a workbook, or the empty frame of `analysis.attempt` that says why there is none
_A4 = (595.3, 841.9)  # points
_INCH, _EMU, _PIXEL = 72, 12700, 0.75  # in points: an inch; parts of a point; a pixel
_DIGIT, _COLUMN, _ROW = 7, 9.14, 15.0  # pixels of a digit; a column and a row that are not set, in digits and points
_LOOK = 0.85  # DejaVu Sans so much smaller is as large, and takes as much room, as Calibri
_RISE, _LINE = 0.31, 1.22  # of the font's size: from a line's middle to where it stands, and to the next line
_PAD, _INDENT = 2.2, 6.75  # points: between an edge and its text; a step of indent
_INK, _PALE = "#222222", "#bbbbbb"
_NUMBER = re.compile(r"(?:#,##)?0(?:\.(0+))?")


class _Page(NamedTuple):
    """Axes in points of the sheet, the edges of its columns and rows, the paper's width, points drawn for each."""

    ax: Axes
    across: list[float]
    down: list[float]
    wide: float
    unit: float

    def text(self, x: float, y: float, text: str, size: float, **look: Any) -> Any:
        """Write a line of text with its middle at a height."""
        return self.ax.text(x, -y - _RISE * size, text, fontsize=size * _LOOK * self.unit, **{"color": _INK, **look})


def shown(value: object, number_format: str = "General") -> str:
    r"""Return what a cell shows of its value.

    Examples
    --------
    >>> shown(-27660.0, "+#,##0;\N{MINUS SIGN}#,##0;0"), shown(0.0466, "+0.0 %;-0.0 %"), shown(0, "#,##0;;")
    ('−27\xa0660', '+4,7 %', '')
    """
    if not isinstance(value, (int, float)):
        return "" if value is None else str(value)
    number, parts = exact(value), number_format.split(";")
    part = 1 if number < 0 else 2 if not number else 0
    text, sign = (parts[part], "") if part < len(parts) else (parts[0], TRUE_MINUS if number < 0 else "")
    if text in {"General", "@"}:
        return f"{sign}{abs(number):f}".replace(".", ",")
    number = abs(number) * (100 if "%" in text else 1)
    space = NO_BREAK_SPACE if "#,##" in text else ""
    return sign + _NUMBER.sub(lambda found: format_number(number, len(found[1] or ""), thousands=space), text)


def workbook_table(path: Written, name: str) -> View:
    """Show a table of a written workbook as the workbook itself does.

    Parameters
    ----------
    path
        The workbook, or what `analysis.attempt` gave in its place.
    name
        The table's name in the workbook.

    Raises
    ------
    DocumentError
        When the file is no workbook, or the table is not in it; the known ones are named.
    """
    if isinstance(path, pd.DataFrame):
        return present(path)
    tables = {table.name: sheet[table.ref] for sheet in _load(path).worksheets for table in sheet.tables.values()}
    if name not in tables:
        known = ", ".join(tables)
        raise DocumentError(fault("unknown-reference", Path(path).name, column="table", seen=name, known=known))
    head, *rows = [[shown(cell.value, cell.number_format) for cell in row] for row in tables[name]]
    return View(head, rows, [cell.alignment.horizontal == "right" for cell in tables[name][0]])


def preview(path: Written, ax: Axes | None = None) -> Axes:
    """Draw the first sheet of a written workbook as it is printed on A4, read back from the file.

    Parameters
    ----------
    path
        The workbook, or what `analysis.attempt` gave in its place: then the picture says why there is none.
    ax
        Where to draw; a new figure as large as the paper where none is given.

    Returns
    -------
    matplotlib.axes.Axes
        The axes drawn on: texts, and the bars of charts of lying bars, in points of the sheet.

    Raises
    ------
    DocumentError
        When the file is no workbook.
    """
    import matplotlib.pyplot as plt

    if isinstance(path, pd.DataFrame):
        return nothing(str(path.attrs.get("skäl", "")), ("", "Ingen arbetsbok är skriven", ""), ax)
    book = _load(path)
    sheet = book.worksheets[0]
    with styled():
        if ax is None:
            ax = plt.figure(figsize=(WIDTH, WIDTH * _A4[1] / _A4[0])).add_axes((0.0, 0.0, 1.0, 1.0))
        page = _page(sheet, ax)
        for cell in (cell for row in sheet.iter_rows() for cell in row):
            _draw_cell(cell, page)
        for table in sheet.tables.values():
            (first, *_), *_, (*_, last) = sheet[table.ref]
            edges = page.across[first.column - 1], page.across[last.column]
            ax.hlines([-page.down[first.row - 1], -page.down[last.row]], *edges, _INK, lw=_PIXEL)
        for chart in sheet._charts:  # noqa: SLF001  (it has no other name)
            _draw_chart(chart, book, page)
    return ax


def _load(path: str | Path) -> Any:
    """Open a workbook with the values that are stored beside its formulas."""
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        return load_workbook(path, data_only=True)
    except FileNotFoundError as error:
        raise DocumentError(fault("missing-file", path)) from error
    except (OSError, BadZipFile, InvalidFileException, KeyError) as error:
        raise DocumentError(fault("unreadable-file", path, reason=error)) from error


def _page(sheet: Any, ax: Axes) -> _Page:
    """Lay the paper out, the sheet made smaller until it fits, with the foot of the page."""
    from matplotlib.patches import Rectangle

    corners = [chart.anchor.to for chart in sheet._charts]  # noqa: SLF001  (it has no other name)
    last = max([sheet.max_column, *(at.col + 1 for at in corners)])
    rows = range(1, max([sheet.max_row, *(at.row + 1 for at in corners)]) + 1)
    widths, margins = [_COLUMN] * last, sheet.page_margins
    for one in sheet.column_dimensions.values():
        widths[one.min - 1 : one.max] = [one.width] * (one.max - one.min + 1)
    across = [0.0, *accumulate(round(width * _DIGIT) * _PIXEL for width in widths[:last])]
    down = [0.0, *accumulate(sheet.row_dimensions[row].height or _ROW for row in rows)]
    room = (_A4[0] - _INCH * (margins.left + margins.right), _A4[1] - _INCH * (margins.top + margins.bottom))
    scale = min(1.0, room[0] / across[-1], room[1] / down[-1])
    left, top, right, foot = (_INCH * getattr(margins, side) / scale for side in ("left", "top", "right", "footer"))
    wide, high = (length / scale for length in _A4)
    ax.set(xlim=(-left, wide - left), ylim=(top - high, top), aspect="equal")
    ax.set_axis_off()
    ax.add_patch(Rectangle((-left, top - high), wide, high, facecolor="white", edgecolor=_PALE))
    box = ax.get_window_extent()
    page = _Page(ax, across, down, wide, min(box.width / wide, box.height / high) * _INCH / ax.figure.dpi)
    for side, x in (("left", 0.0), ("right", wide - left - right)):
        text = re.sub("&[PN]", "1", getattr(sheet.oddFooter, side).text or "").replace("&&", "&")
        page.text(x, high - top - foot, text, 11, ha=side)
    return page


def _draw_cell(cell: Any, page: _Page) -> None:
    """Draw a cell's filling, its lower edge and its text, which runs on over empty cells to the right."""
    from matplotlib.patches import Rectangle

    (x, right), (y, low) = page.across[cell.column - 1 :][:2], page.down[cell.row - 1 :][:2]
    if cell.fill.fill_type == "solid":
        page.ax.add_patch(Rectangle((x, -low), right - x, low - y, color=f"#{cell.fill.fgColor.rgb[2:]}", lw=0.5))
    if cell.border.bottom.style:
        page.ax.hlines(-low, x, right, _INK, lw=_PIXEL)
    if cell.value is None:
        return
    is_number, size, weight = isinstance(cell.value, (int, float)), cell.font.sz, "bold" if cell.font.b else "normal"
    lines = [shown(cell.value, cell.number_format)]
    start = x + _PAD + _INDENT * cell.alignment.indent
    if cell.alignment.wrap_text:
        lines = _wrapped(lines[0], size, weight, right - _PAD - start)
    elif is_number and _width(lines[0], size, weight) > right - _PAD - start:
        lines = ["##"]
    elif not is_number:
        after = cell.parent[cell.row][cell.column :]
        right = next((page.across[one.column - 1] for one in after if one.value is not None), page.wide)
    side = cell.alignment.horizontal or ("right" if is_number else "left")
    look = {"ha": side, "weight": weight, "color": _colour(cell), "clip_on": True}
    for at, line in enumerate(lines):
        middle = (y + low + (2 * at + 1 - len(lines)) * size * _LINE) / 2
        text = page.text(right - _PAD if side == "right" else start, middle, line, size, **look)
        text.set_clip_path(Rectangle((x, -low), right - x, low - y, transform=page.ax.transData))


@lru_cache(maxsize=4096)
def _width(text: str, size: float, weight: str = "normal") -> float:
    """Measure a text in points of the sheet."""
    from matplotlib.font_manager import FontProperties
    from matplotlib.textpath import text_to_path

    font = FontProperties(family="DejaVu Sans", weight=weight, size=size * _LOOK)
    return float(text_to_path.get_text_width_height_descent(text, font, ismath=False)[0])


def _wrapped(text: str, size: float, weight: str, room: float) -> list[str]:
    """Break a text at its blanks into lines that fit."""
    first, *words = text.split(" ")
    lines = [first]
    for word in words:
        fits = _width(f"{lines[-1]} {word}", size, weight) <= room
        lines[-1:] = [f"{lines[-1]} {word}"] if fits else [lines[-1], word]
    return lines


def _colour(cell: Any) -> str:
    """Return the colour of a cell's text: by a rule of the sheet that holds, else its own."""
    value, found = cell.value if isinstance(cell.value, (int, float)) else 0, cell.font.color.rgb
    holds = {"lessThan": value < 0, "greaterThan": value > 0}
    for rules in cell.parent.conditional_formatting:
        if cell.coordinate in rules:
            found = next((rule.dxf.font.color.rgb for rule in rules.rules if holds[rule.operator]), found)
    return f"#{found[2:]}"


def _draw_chart(chart: Any, book: Any, page: _Page) -> None:
    """Draw a chart of lying bars where it is anchored; each bar starts where the one before it on its side ends."""
    corners = (chart.anchor._from, chart.anchor.to)  # noqa: SLF001  (it has no other name)
    (left, right), (top, low) = zip(
        *((page.across[at.col] + at.colOff / _EMU, page.down[at.row] + at.rowOff / _EMU) for at in corners), strict=True
    )
    for line in "".join(run.t for part in chart.title.tx.rich.p for run in part.r).split("\n"):
        page.text(left + _INDENT, (top := top + 10 * _LINE), line, 10, weight="bold")
    names = [str(name) for name in _cells(chart.series[0].cat.strRef.f, book)]
    left += 2 * _INDENT + max(_width(name, 9) for name in names)
    least, most, row = chart.y_axis.scaling.min, chart.y_axis.scaling.max, (low - top - 3 * _INDENT) / len(names)
    unit, ends = (right - left - _INDENT) / (most - least), dict[tuple[int, bool], float]()
    middles = [top + 2 * _INDENT + row * (at + 0.5) for at in range(len(names))]
    for middle, name in zip(middles, names, strict=True):
        page.text(left - _INDENT, middle, name, 9, ha="right")
    page.ax.vlines(left - least * unit, row / 2 - middles[-1] - row, row / 2 - middles[0], _PALE, lw=_PIXEL)
    for series in chart.series:
        for at, value in enumerate(_cells(series.val.numRef.f, book)):
            if value:
                start = ends.get((at, value > 0), -least * unit)
                ends[at, value > 0] = start + value * unit
                place = (left + start, middles[at], value * unit, row / (1 + chart.gapWidth / 100))
                _draw_bar(page, place, series, shown(value, series.dLbls.numFmt) if series.dLbls else "")


def _cells(reference: str, book: Any) -> list[Any]:
    """Return the values that a chart refers to."""
    sheet, _, cells = reference.replace("$", "").rpartition("!")
    return [cell.value for row in book[sheet.strip("'")][cells] for cell in row]


def _draw_bar(page: _Page, place: tuple[float, float, float, float], series: Any, number: str) -> None:
    """Draw a bar, if it is a visible one, with its number, if it has one."""
    (x, y, length, height), look = place, series.graphicalProperties
    if look.pattFill:
        page.ax.barh(-y, length, height, x, lw=0, fc="white", ec=f"#{look.pattFill.fgClr.srgbClr}", hatch="////")
    elif look.solidFill:
        page.ax.barh(-y, length, height, x, lw=0, color=f"#{look.solidFill.srgbClr}")
    if number:
        font, at_end = series.dLbls.txPr.p[0].pPr.defRPr, series.dLbls.position == "inEnd"
        side, gap = ("right", -_PAD) if (length > 0) == at_end else ("left", _PAD)
        colour = f"#{font.solidFill.srgbClr}"
        page.text(x + gap + length * at_end, y, number, font.sz / 100, ha=side, color=colour)
