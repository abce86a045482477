"""An Excel workbook from before 2007 (.xls) to the lines of a document: each cell as its sheet shows it."""

from __future__ import annotations

from collections.abc import Iterator
from io import StringIO
from itertools import pairwise
from pathlib import Path
from typing import Any

from analysis.errors import DocumentError, fault
from analysis.readers.formats.layouts import Layout, sheet_rows
from analysis.readers.formats.lines import Document, LineWriter, doubt_comma, footnote_mark
from analysis.readers.formats.number_formats import show_value
from analysis.readers.formats.packages import damaged, refuse_damage


def read_old_spreadsheet(path: Path, data: bytes) -> Document:
    """Read every visible sheet of a workbook; numbers are written as their formats show them, nothing is run.

    Parameters
    ----------
    path
        The file, for its name.
    data
        Its bytes: a compound file with a workbook.

    Raises
    ------
    DocumentError
        When the workbook is damaged, locked or larger than a report can be.
    """
    import xlrd

    writer = LineWriter(path.name)
    with refuse_damage(path.name):
        try:
            book = xlrd.open_workbook(file_contents=data, formatting_info=True, logfile=StringIO())
        except xlrd.XLRDError as error:
            if "encrypted" in str(error):
                raise DocumentError(fault("locked-file", path.name)) from error
            raise
        _read_sheets(path.name, writer, book)
    return writer.document()


def _read_sheets(name: str, writer: LineWriter, book: Any) -> None:
    hidden = [sheet.name for sheet in book.sheets() if sheet.visibility]
    if hidden:
        writer.note(f"dolda blad är inte lästa: {', '.join(hidden)[:200]}.")
    for sheet in book.sheets():
        if sheet.visibility:
            continue
        title = " ".join(sheet.name.split())
        writer.place(f"blad {title}")
        writer.heading(title)
        rows = (dict(_texts(name, book, sheet, row)) for row in range(sheet.nrows))
        writer.table(sheet_rows(writer, _layout(sheet), rows), comma_is_decimal=True)


def _layout(sheet: Any) -> Layout:
    """Note what a sheet hides and merges; what has no height or width is hidden too."""
    rows = {at + 1 for at, row in sheet.rowinfo_map.items() if row.hidden or not row.height}
    columns = [(at, at) for at, column in sheet.colinfo_map.items() if column.hidden or not column.width]
    layout = Layout(hidden_rows=rows, hidden_columns=columns)
    for first, end, left, right in sheet.merged_cells:
        for row in range(first, end):
            layout.merge(row + 1, left, right - 1)
    return layout


def _texts(name: str, book: Any, sheet: Any, row: int) -> Iterator[tuple[int, str]]:
    """Yield the cells of a row that hold anything."""
    for at in range(sheet.row_len(row)):
        try:
            text = _text(book, sheet, row, at)
        except LookupError as error:
            raise damaged(name, f"{sheet.name}, row {row + 1}: a format that the file does not hold") from error
        if text:
            yield at, text


def _text(book: Any, sheet: Any, row: int, at: int) -> str:
    """Write the value of a cell as its sheet shows it."""
    from xlrd import XL_CELL_BOOLEAN, XL_CELL_DATE, XL_CELL_ERROR, XL_CELL_NUMBER, error_text_from_code
    from xlrd.xldate import xldate_as_datetime

    kind, value = sheet.cell_type(row, at), sheet.cell_value(row, at)
    if kind in {XL_CELL_NUMBER, XL_CELL_DATE}:
        form = book.xf_list[sheet.cell_xf_index(row, at)].format_key
        shown = xldate_as_datetime(value, book.datemode) if kind == XL_CELL_DATE else value
        return show_value(shown, book.format_map[form].format_str or "General")
    if kind == XL_CELL_BOOLEAN:
        return show_value(bool(value), "")
    if kind == XL_CELL_ERROR:
        return str(error_text_from_code.get(value, value))
    return doubt_comma(_rich_text(book, value, sheet.rich_text_runlist_map.get((row, at), [])))


def _rich_text(book: Any, value: str, runs: list[tuple[int, int]]) -> str:
    """Join the pieces of a text; raised figures are marks of footnotes."""
    text = value[: runs[0][0]] if runs else value
    for (first, font), (end, _) in pairwise([*runs, (len(value), 0)] if runs else []):
        piece = value[first:end]
        text += footnote_mark(text, piece) if book.font_list[font].escapement == 1 else piece
    return text
