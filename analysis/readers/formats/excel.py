"""An Excel workbook (.xlsx) to the lines of a document: each cell as its sheet shows it."""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Iterator, Sequence
from io import BytesIO
from itertools import zip_longest
from pathlib import Path
from typing import Any

from analysis.readers.formats.layouts import sheet_rows
from analysis.readers.formats.lines import MOST_COLUMNS, Document, LineWriter, doubt_comma, footnote_mark
from analysis.readers.formats.number_formats import show_value
from analysis.readers.formats.packages import list_parts, refuse_damage, scan_xml
from analysis.readers.formats.sheet_scan import SheetScan

NO_VALUE = "formel utan värde"


def read_spreadsheet(path: Path, data: bytes) -> Document:
    """Read every visible sheet of a workbook; numbers are written as their formats show them.

    Parameters
    ----------
    path
        The file, for its name.
    data
        Its bytes: a ZIP package with a workbook.

    Raises
    ------
    DocumentError
        When the workbook is damaged, locked, unsafe or larger than a report can be.
    """
    name = path.name
    list_parts(name, data)
    scan = SheetScan(name)
    scan_xml(name, data, scan.watch)
    writer = LineWriter(name)
    with refuse_damage(name), warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of what only matters to who saves the workbook again
        _read_sheets(writer, data, scan)
    return writer.document()


def _read_sheets(writer: LineWriter, data: bytes, scan: SheetScan) -> None:
    from openpyxl import load_workbook

    book = load_workbook(BytesIO(data), read_only=True, data_only=True, rich_text=True, keep_links=False)
    formulas = load_workbook(BytesIO(data), read_only=True, keep_links=False) if scan.has_bare_formula else None
    hidden = [sheet.title for sheet in book.worksheets if sheet.sheet_state != "visible"]
    if hidden:
        writer.note(f"dolda blad är inte lästa: {', '.join(hidden)[:200]}.")
    for sheet in book.worksheets:
        if sheet.title in hidden:
            continue
        title = " ".join(sheet.title.split())
        writer.place(f"blad {title}")
        writer.heading(title)
        cells = _texts(writer, _cells(writer, sheet), _cells(writer, formulas[sheet.title]) if formulas else ())
        rows = sheet_rows(writer, scan.layout(sheet._worksheet_path), cells)  # noqa: SLF001  (no other way to it)
        writer.table(rows, comma_is_decimal=True)
    book.close()


def _texts(
    writer: LineWriter, values: Iterable[Sequence[Any]], formulas: Iterable[Sequence[Any]]
) -> Iterator[dict[int, str]]:
    """Yield the cells of each row of a sheet that hold anything."""
    bare = list[str]()
    for cells, written in zip_longest(values, formulas, fillvalue=()):
        row = {at: text for at, cell in enumerate(cells) if cell.value is not None and (text := _text(cell))}
        for at, cell in enumerate(written):
            if cell.data_type == "f" and (at >= len(cells) or cells[at].value is None):
                row[at] = NO_VALUE
                bare.append(cell.coordinate)
        yield dict(sorted(row.items()))
    if bare:
        writer.note(
            f"{len(bare)} formler saknar uträknat värde (den första i {bare[0]}); öppna och spara filen i Excel."
        )


def _cells(writer: LineWriter, sheet: Any) -> Iterator[Sequence[Any]]:
    """Yield the cells of each row as far as the row goes."""
    sheet.reset_dimensions()  # what the file says of its size may be wrong
    for row in sheet.iter_rows():
        if len(row) > MOST_COLUMNS:
            writer.refuse(MOST_COLUMNS, "columns", "kolumner")
        yield row


def _text(cell: Any) -> str:
    """Write the value of a cell as its sheet shows it."""
    value = cell.value
    if isinstance(value, str) or not hasattr(value, "__iter__"):
        return show_value(value, cell.number_format)
    return doubt_comma(_rich_text(value))


def _rich_text(value: Any) -> str:
    """Join the pieces of a text; raised figures are marks of footnotes."""
    if isinstance(value, str):
        return str(value)
    text = ""
    for piece in value:
        is_raised = not isinstance(piece, str) and piece.font is not None and piece.font.vertAlign == "superscript"
        text += footnote_mark(text, piece.text) if is_raised else str(piece)
    return text
