"""A binary Excel workbook (.xlsb) to the lines of a document: the value of each cell."""

from __future__ import annotations

from pathlib import Path

from analysis.readers.formats.layouts import Layout, sheet_rows
from analysis.readers.formats.lines import Document, LineWriter, doubt_comma
from analysis.readers.formats.sheet_values import SheetValues, read_values

_RAW = (
    "talen är lästa som bladet håller dem, med alla decimaler; hur cellerna visar dem, och om rader eller kolumner är "
    "dolda, går inte att läsa i .xlsb."
)


def read_binary_spreadsheet(path: Path, data: bytes) -> Document:
    """Read every visible sheet of a workbook; its formulas' kept values, nothing is run.

    The library does not tell how a cell shows its number: numbers are written with all their decimals, and a number
    between −1 and 1 in a column headed by a per cent sign is doubted, since it may be a share.

    Parameters
    ----------
    path
        The file, for its name.
    data
        Its bytes.

    Raises
    ------
    DocumentError
        When the workbook is damaged, locked or larger than a report can be.
    """
    writer = LineWriter(path.name)
    writer.note(_RAW)
    sheets = read_values(path.name, data)
    hidden = [sheet.name for sheet in sheets if sheet.rows is None]
    if hidden:
        writer.note(f"dolda blad är inte lästa: {', '.join(hidden)[:200]}.")
    for sheet in sheets:
        if sheet.rows is not None:
            title = " ".join(sheet.name.split())
            writer.place(f"blad {title}")
            writer.heading(title)
            writer.table(sheet_rows(writer, _layout(sheet), _doubt_shares(sheet.rows)), comma_is_decimal=True)
    return writer.document()


def _layout(sheet: SheetValues) -> Layout:
    layout = Layout()
    for row, first, last in sheet.merged:
        layout.merge(row, first, last)
    return layout


def _doubt_shares(rows: list[dict[int, str]]) -> list[dict[int, str]]:
    """Add a remark to the numbers below a per cent sign that may be shares of one, so that their rows are doubted."""
    below, found = set[int](), list[dict[int, str]]()
    for row in rows:
        cells = {at: doubt_comma(text) for at, text in row.items()}
        for at, text in cells.items():
            if "%" in text and not any(map(str.isdigit, text)):
                below.add(at)
            elif at in below and text.lstrip("-−").startswith("0,"):
                cells[at] = f"{text} (andel eller procent?)"
        found.append(cells)
    return found
