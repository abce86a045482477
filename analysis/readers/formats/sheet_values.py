"""The values of a spreadsheet's cells, as the library tells them that reads .xlsb."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from io import BytesIO
from typing import Any, NamedTuple

from analysis.readers.formats.number_formats import print_number
from analysis.readers.formats.packages import damaged


class SheetValues(NamedTuple):
    """One sheet: the texts of its rows by column, None where it is hidden, and its merged cells: row, columns."""

    name: str
    rows: list[dict[int, str]] | None = None
    merged: tuple[tuple[int, int, int], ...] = ()


def read_values(name: str, data: bytes) -> list[SheetValues]:
    """Read the sheets of a workbook.

    The library is compiled: a broken file may stop the process that it runs in, or ask for more memory than there is.

    Parameters
    ----------
    name
        The file's name, for messages.
    data
        Its bytes.

    Raises
    ------
    DocumentError
        When the workbook is damaged or locked.
    """
    from python_calamine import CalamineError, CalamineWorkbook, SheetVisibleEnum

    try:
        with CalamineWorkbook.from_filelike(BytesIO(data)) as book:
            return [
                _sheet(one.name, book.get_sheet_by_name(one.name))
                if one.visible == SheetVisibleEnum.Visible
                else SheetValues(one.name)
                for one in book.sheets_metadata
            ]
    except CalamineError as error:
        raise damaged(name, f"{type(error).__name__}: {error}") from error


def _sheet(name: str, sheet: Any) -> SheetValues:
    top, left = sheet.start or (0, 0)
    merged = ((row + 1 - top, first - left, last - left) for (row, first), (_, last) in sheet.merged_cell_ranges or ())
    return SheetValues(name, [dict(_texts(row)) for row in sheet.iter_rows()], tuple(merged))


def _texts(row: Sequence[Any]) -> Iterator[tuple[int, str]]:
    for at, value in enumerate(row):
        if text := _text(value):
            yield at, text


def _text(value: Any) -> str:
    """Write a value as Swedish Excel shows it without a format."""
    if isinstance(value, bool):
        return "SANT" if value else "FALSKT"
    if isinstance(value, int | float):
        return print_number(value, "General")
    if isinstance(value, datetime):
        value = value.date() if value.time() == time() else value
    if isinstance(value, date) and not isinstance(value, datetime):
        return f"{value:%Y-%m}" if value.day == 1 else value.isoformat()
    return str(value) if isinstance(value, datetime | time | timedelta) else str(value).strip()
