"""A workbook in a data folder that holds what a controller adds, a sheet in the place of a CSV file, read as rows."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

from analysis.errors import DataError, fault

WORKBOOK = "egna_uppgifter.xlsx"
MOST_BYTES = 20_000_000
_MOST_ROWS = 20_000
# what the library raises on a damaged package; broken XML is a SyntaxError
_DAMAGED = (
    OSError,
    ValueError,
    LookupError,
    TypeError,
    AttributeError,
    SyntaxError,
    EOFError,
    zipfile.BadZipFile,
    zlib.error,
)
_FIRST = 1_000_000_000  # above every line of a CSV file, so that rows of both can stand side by side
SHEETS = {
    "causes.csv": "Orsaker",
    "measures.csv": "Åtgärder",
    "comments.csv": "Kommentarer",
    "figures.csv": "Uppgifter",
    "corrections.csv": "Rättelser",
    "subjects.csv": "Ämnen",
    "splits.csv": "Uppdelningar",
    "budgets.csv": "Budgetbeslut",
    "mixes.csv": "Former",
    "payers.csv": "Betalare",
    "principles.csv": "Principer",
    "projects.csv": "Projekt",
}
HEADS = {
    "document": "Rapport",
    "section": "Avsnitt",
    "line": "Rad",
    "year": "År",
    "since": "Från år",
    "kind": "Gäller",
    "what": "Vad",
    "part": "Del",
    "cause": "Orsak",
    "amount": "Belopp",
    "strength": "Styrka",
    "measure": "Åtgärd",
    "who": "Vem",
    "from": "Från",
    "status": "Status",
    "effect": "Effekt",
    "note": "Anmärkning",
    "date": "Datum",
    "name": "Namn",
    "comment": "Kommentar",
    "id": "Id",
    "concept": "Begrepp",
    "period": "Period",
    "value": "Värde",
    "formula": "Formel",
    "unit": "Enhet",
    "resolution": "Steg",
    "column": "Kolumn",
    "reason": "Skäl",
    "printed": "Tryckt",
    "board": "Nämnd",
    "sheet": "Blad",
    "split": "Uppdelning",
    "cost": "Kostnad",
    "quantity": "Volym",
    "price": "Pris",
    "factor": "Faktor",
    "uprating": "Uppräkning",
    "printed_change": "Tryckt förändring",
    "draft": "Utkast",
    "decision": "Beslut",
    "effect_this_year": "Effekt i år",
    "effect_full_year": "Effekt helår",
    "start": "Startmånad",
    "in_forecast": "I prognosen",
    "responsible": "Ansvarig",
    "acts_on": "Verkar på",
    "mix": "Mix",
    "form": "Form",
    "first_year": "Första år",
    "last_year": "Sista år",
    "outlier": "Avvikande från",
    "payer": "Betalare",
    "outcome": "Utfall",
    "budget": "Budget",
    "how": "Hur",
    "source": "Uppgift från",
    "project": "Projekt",
    "estimate": "Beräknad totalutgift",
}


class SheetLine(int):
    """A row of a sheet where a line of a CSV file is expected; a message says which sheet.

    Examples
    --------
    >>> line = SheetLine.of("Orsaker", 5)
    >>> f"{line.file} rad {line}"
    'egna_uppgifter.xlsx rad 5 i bladet Orsaker'
    """

    file = WORKBOOK
    sheet: str
    row: int

    @classmethod
    def of(cls, sheet: str, row: int) -> SheetLine:
        """Make the line of a row of a sheet."""
        line = cls(_FIRST + row)
        line.sheet, line.row = sheet, row
        return line

    def __format__(self, _spec: str) -> str:
        return f"{self.row} i bladet {self.sheet}"

    def __str__(self) -> str:
        return format(self)


class SheetRow(NamedTuple):
    """A row of a sheet: where it stands, and its cells as texts by the columns of the CSV file."""

    line: SheetLine
    cells: dict[str, str]


def sheet_rows(data: Path, file: str, columns: Sequence[str], optional: Collection[str] = ()) -> list[SheetRow]:
    """Read the rows that the workbook of a folder has for a CSV file; none where there is no workbook or no such sheet.

    Only the values of cells are read; no formula is run.

    Parameters
    ----------
    data
        The folder.
    file
        The name of the CSV file.
    columns
        Its columns.
    optional
        Those that it may do without.

    Raises
    ------
    DataError
        When the workbook is no file or cannot be read, or a head of the sheet is none of the columns' or is missing.
    """
    path, sheet = data / WORKBOOK, SHEETS.get(file, "")
    if not sheet or not path.exists():
        return []
    if not path.is_file():
        raise DataError(fault("not-a-file", path.name))
    if path.stat().st_size > MOST_BYTES:
        raise DataError(fault("too-large", path.name, size=path.stat().st_size, most=MOST_BYTES))
    rows = _sheets(path.read_bytes()).get(sheet, [])
    if not rows:
        return []
    heads = {HEADS[name]: name for name in columns}
    names = [cell for cell in rows[0] if cell]
    left_out = [head for head, name in heads.items() if name in optional and head not in names]
    if sorted([*names, *left_out]) != sorted(heads):
        seen, expected = ", ".join(names) or "–", ", ".join(heads)
        raise DataError(fault("wrong-columns", WORKBOOK, SheetLine.of(sheet, 1), seen=seen, expected=expected))
    return list(_rows(sheet, rows, heads))


def _rows(sheet: str, rows: Sequence[Sequence[str]], heads: Mapping[str, str]) -> Iterator[SheetRow]:
    for number, cells in enumerate(rows[1:], 2):
        own = {heads[head]: cell for head, cell in zip(rows[0], cells, strict=False) if head}
        if any(own.values()):
            yield SheetRow(SheetLine.of(sheet, number), dict.fromkeys(heads.values(), "") | own)


@lru_cache(maxsize=8)
def _sheets(content: bytes) -> dict[str, list[list[str]]]:
    """Read the sheets of a workbook as texts."""
    from openpyxl import load_workbook

    try:
        book = load_workbook(BytesIO(content), read_only=True, data_only=True)
        return {
            name: [
                [as_text(value) for value in row] for row in book[name].iter_rows(max_row=_MOST_ROWS, values_only=True)
            ]
            for name in SHEETS.values()
            if name in book.sheetnames
        }
    except _DAMAGED as error:
        raise DataError(fault("damaged-file", WORKBOOK, reason=type(error).__name__, format="Excel")) from error


def empty_row(data: Path, line: SheetLine) -> None:
    """Empty a row of the workbook of a folder that is a copy."""
    from openpyxl import load_workbook

    book = load_workbook(data / WORKBOOK)
    for cell in book[line.sheet][line.row]:
        cell.value = None
    book.save(data / WORKBOOK)


def as_text(value: object) -> str:
    """Write the value of a cell as a person would write it in a CSV file.

    Examples
    --------
    >>> [as_text(value) for value in (-13875, 8.9, 2024.0, datetime(2026, 3, 1), " Stab ", None)]
    ['-13875', '8,9', '2024', '2026-03-01', 'Stab', '']
    """
    if value is None:
        return ""
    if isinstance(value, datetime | date):
        return value.strftime("%Y-%m-%d")
    if isinstance(value, float):
        plain = format(Decimal(repr(value)), "f")
        return (plain.rstrip("0").rstrip(".") if "." in plain else plain).replace(".", ",")
    return str(value).strip()
