"""A frame to a workbook of its own: Swedish headings, number formats, and where its numbers come from."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from itertools import accumulate
from pathlib import Path

import pandas as pd

from analysis.errors import DataError, fault
from analysis.explanations.effects import TOTALS
from analysis.files import whole_file
from analysis.frames import Record, nearest, records
from analysis.statements.folder import Data, folder_path
from analysis.statements.register import load_documents, registered_rows
from analysis.swedish import listed
from analysis.vocabulary.numerals import decimals_of
from analysis.wording.views import heading, is_signed
from analysis.workbook.cells import MONEY, TEXT, YEAR, Cell, Column, Number
from analysis.workbook.paper import Paper
from analysis.workbook.sheet import Sheet

_NAME = "Tabell"
_MOST_DECIMALS = 3
_NARROW, _WIDE = 9, 45  # characters of a column
_PORTRAIT, _PRINTED = 100, 190  # characters beside each other on a page: upright, and at the most
_YEARS = ("år", "year")
_EXCEL_ROWS = 1_048_000


def to_excel(
    frame: pd.DataFrame,
    path: str | Path,
    *columns: str,
    title: str = _NAME,
    data: Data | None = None,
    board: str | None = None,
) -> Path:
    """Write a frame of this package to a workbook with its number formats and its sources.

    Parameters
    ----------
    frame
        Any frame of this package.
    path
        The workbook; it appears whole, and an existing one is kept until then.
    columns
        The columns to write, in order; all where none is named.
    title
        What is written above the table.
    data, board
        The folder whose register has the titles of the documents that the frame names, and the board where it has
        several.

    Returns
    -------
    Path
        The workbook. Numbers are numbers, amounts in tkr with their signs as in the frame; an empty cell is a missing
        number, not zero. The documents that the column ``dokument`` names stand above the table. A page shows the first
        columns that it has room for.

    Raises
    ------
    DataError
        When the frame lacks a column, has more rows than a sheet, or the register is wrong.
    OutputError
        When the file cannot be written.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> lines = pd.DataFrame({"post": ["Ledning", "Stab"], "avvikelse_tkr": [-644.0, 39.0]})
    >>> with TemporaryDirectory() as folder:
    ...     pd.read_excel(to_excel(lines, Path(folder, "a.xlsx")), header=2, engine="openpyxl").values.tolist()
    [['Ledning', -644], ['Stab', 39]]
    """
    missing = [name for name in columns if name not in frame.columns]
    if missing:
        known = nearest(missing[0], map(str, frame.columns))
        raise DataError(fault("unknown-reference", "to_excel", column="columns", seen=missing[0], known=known))
    if len(frame) > _EXCEL_ROWS:
        raise DataError(fault("too-many", "to_excel", place="frame", most=_EXCEL_ROWS, what="rows", what_sv="rader"))
    shown = frame[list(columns) or list(frame.columns)]
    content = _content(shown, title, _sources(frame, data, board))
    with whole_file(path) as place:
        place.write_bytes(content)
    return Path(path)


def _sources(frame: pd.DataFrame, data: Data | None, board: str | None) -> str:
    """Name the documents of a frame by their titles; one that the register lacks by its id."""
    if "dokument" not in frame.columns:
        return ""
    ids = [one for one in dict.fromkeys(frame["dokument"]) if isinstance(one, str) and one]
    if not ids:
        return ""
    rows = records(load_documents(data=data, board=board)) if registered_rows(folder_path(data)) else []
    titles = {row["id"]: f"{row['title']}, {row['publisher']}" for row in rows}
    return f"Källa: {listed([titles.get(one, one) for one in ids])}."


def _content(frame: pd.DataFrame, title: str, source: str) -> bytes:
    import xlsxwriter

    memory = BytesIO()
    with xlsxwriter.Workbook(
        memory, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    ) as book:
        names = [str(name) for name in frame.columns]
        looks = [_look(name, frame[name]) for name in frame.columns]
        rows = _rows(frame)
        widths = [_width(heading(name), [row[at] for row in rows]) for at, name in enumerate(names)]
        paper = Paper(landscape=sum(widths) > _PORTRAIT)
        sheet = Sheet(book, _NAME, widths, footer=title, paper=paper)
        sheet.title(title, *([source] if source else []))
        heads = _told_apart([heading(name) for name in names])
        shown = [Column(head, look) for head, look in zip(heads, looks, strict=True)]
        sheet.keep_above(sheet.table(_NAME, shown, rows, empty=str(frame.attrs.get("skäl", "Inga rader."))))
        sheet.print_columns(max(sum(width <= _PRINTED for width in accumulate(widths)), 1))
    return memory.getvalue()


def _told_apart(heads: Sequence[str]) -> list[str]:
    """Give headings that a table would have twice a number."""
    return [f"{head} ({heads[:at].count(head) + 1})" if head in heads[:at] else head for at, head in enumerate(heads)]


def _look(name: str, values: pd.Series) -> str:
    """Return the number format of a column."""
    if not pd.api.types.is_numeric_dtype(values) or pd.api.types.is_bool_dtype(values):
        return TEXT
    if name in _YEARS or name.startswith("år_"):
        return YEAR
    most = max((decimals_of(value, _MOST_DECIMALS) for value in values.dropna()), default=0)
    return _number_format(min(most, _MOST_DECIMALS), is_signed=is_signed(name))


def _number_format(decimals: int, *, is_signed: bool) -> str:
    digits = "#,##0" + (f".{'0' * decimals}" if decimals else "")
    return f"{'+' if is_signed else ''}{digits};\u2212{digits};0"


def _rows(frame: pd.DataFrame) -> list[list[Cell]]:
    names = [str(name) for name in frame.columns]
    return [
        [_cell(dict(zip(names, values, strict=True)), name) for name in names]
        for values in frame.itertuples(index=False, name=None)
    ]


def _cell(row: Record, name: str) -> Cell:
    """Write a cell; a row with a unit of its own has the decimals that it needs, a total is neither good nor bad."""
    value = row[name]
    if not pd.api.types.is_scalar(value) or isinstance(value, str | bool):
        return str(value)
    if pd.isna(value):
        return None
    if not pd.api.types.is_number(value):
        return str(value)
    if row.get("slag") in TOTALS and is_signed(name):
        return Number(float(value), MONEY)
    if "enhet" in row and isinstance(value, float):
        decimals = min(decimals_of(value, _MOST_DECIMALS), _MOST_DECIMALS)
        return Number(value, _number_format(decimals, is_signed=is_signed(name)))
    return float(value) if isinstance(value, float) else int(value)


def _width(head: str, cells: Sequence[Cell]) -> int:
    texts = [head, *(cell if isinstance(cell, str) else "0" * _NARROW for cell in cells)]
    return min(max(_NARROW, *(len(text) + 2 for text in texts)), _WIDE)
