"""The tables of a written workbook as its reader sees them."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import BadZipFile, ZipFile

import pandas as pd

from analysis.errors import DocumentError, fault, swedish_reason
from analysis.vocabulary.numerals import NO_BREAK_SPACE, TRUE_MINUS, exact, format_number
from analysis.wording.views import View, present

Written = str | Path | pd.DataFrame  # a workbook, or the empty frame of `analysis.attempt` that says why there is none
_TABLE, _SHEET = re.compile(r"xl/tables/[^/]+\.xml"), re.compile(r"xl/worksheets/([^/]+)\.xml")
_RELATIONS = re.compile(r"xl/worksheets/_rels/([^/]+)\.xml\.rels")  # of a sheet, to its tables among others
_EMPTY = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData/></worksheet>'
_NUMBER = re.compile(r"(?:#,##)?0(?:\.(0+))?")


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
    book = _load(path, name)
    tables = {table.name: sheet[table.ref] for sheet in book.worksheets for table in sheet.tables.values()}
    if name not in tables:
        known = ", ".join(tables)
        raise DocumentError(fault("unknown-reference", Path(path).name, column="table", seen=name, known=known))
    head, *rows = [[shown(cell.value, cell.number_format) for cell in row] for row in tables[name]]
    return View(head, rows, [cell.alignment.horizontal == "right" for cell in tables[name][0]])


def _load(path: str | Path, name: str) -> Any:
    """Open the sheet that has a table, or all, with the values that are stored beside the formulas."""
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        return load_workbook(_with_one_sheet(path, name) or path, data_only=True)
    except FileNotFoundError as error:
        raise DocumentError(fault("missing-file", path)) from error
    except (OSError, BadZipFile, InvalidFileException, KeyError) as error:
        raise DocumentError(fault("unreadable-file", path, reason=error, reason_sv=swedish_reason(error))) from error


def _with_one_sheet(path: str | Path, name: str) -> BytesIO | None:
    """Return a workbook whose other sheets than that of a table are empty, which takes a tenth of the time to open."""
    with ZipFile(path) as package:
        parts = {part: package.read(part) for part in package.namelist()}
    own = {part for part, content in parts.items() if _TABLE.match(part) and f' name="{name}"'.encode() in content}
    sheets = {found[1]: part for part in parts if (found := _RELATIONS.match(part))}
    kept = {sheet for sheet, part in sheets.items() if any(f'../{one[3:]}"'.encode() in parts[part] for one in own)}
    if len(kept) != 1:
        return None
    memory = BytesIO()
    with ZipFile(memory, "w") as package:
        for part, content in parts.items():
            found = _RELATIONS.match(part) or _SHEET.match(part)
            if not found or found[1] in kept:
                package.writestr(part, content)
            elif _SHEET.match(part):
                package.writestr(part, _EMPTY)
    return memory
