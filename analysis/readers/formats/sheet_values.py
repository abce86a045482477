"""The values of a spreadsheet's cells, told by a process of its own (``python -m``, this module).

The library that reads older spreadsheets is compiled: on some broken files it stops the process that it runs in, or
asks for more memory than there is. The file comes by standard input; sheets, or what is wrong, go out as JSON.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from io import BytesIO
from typing import Any

from analysis.readers.formats.number_formats import print_number

MOST_MEMORY, MOST_SECONDS = 1_000_000_000, 60


def main() -> None:
    """Read the workbook from standard input and write its sheets."""
    _limit()
    from python_calamine import CalamineError, CalamineWorkbook, SheetVisibleEnum

    try:
        with CalamineWorkbook.from_filelike(BytesIO(sys.stdin.buffer.read())) as book:
            found = [
                _sheet(book.get_sheet_by_name(one.name)) | {"name": one.name}
                if one.visible == SheetVisibleEnum.Visible
                else {"name": one.name, "rows": None}
                for one in book.sheets_metadata
            ]
    except (CalamineError, MemoryError) as error:
        json.dump({"error": f"{type(error).__name__}: {error}"}, sys.stdout)
        return
    json.dump({"sheets": found}, sys.stdout)


def _limit() -> None:
    """Hold the process to a memory and a time, where the system knows limits."""
    try:
        import resource
    except ImportError:  # Windows
        return
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _sheet(sheet: Any) -> dict[str, Any]:
    """Write the texts of the rows by column, and the merged cells by row, first and last column."""
    top, left = sheet.start or (0, 0)
    merged = [(row + 1 - top, first - left, last - left) for (row, first), (_, last) in sheet.merged_cell_ranges or ()]
    return {"rows": [dict(_texts(row)) for row in sheet.iter_rows()], "merged": merged}


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


if __name__ == "__main__":
    main()
