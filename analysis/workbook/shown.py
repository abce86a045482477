"""The tables of a written workbook as its reader sees them."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import pandas as pd

from analysis.errors import DocumentError, fault, swedish_reason
from analysis.vocabulary.numerals import NO_BREAK_SPACE, TRUE_MINUS, exact, format_number
from analysis.wording.views import View, present

Written = str | Path | pd.DataFrame  # a workbook, or the empty frame of `analysis.attempt` that says why there is none
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
    tables = {table.name: sheet[table.ref] for sheet in _load(path).worksheets for table in sheet.tables.values()}
    if name not in tables:
        known = ", ".join(tables)
        raise DocumentError(fault("unknown-reference", Path(path).name, column="table", seen=name, known=known))
    head, *rows = [[shown(cell.value, cell.number_format) for cell in row] for row in tables[name]]
    return View(head, rows, [cell.alignment.horizontal == "right" for cell in tables[name][0]])


def _load(path: str | Path) -> Any:
    """Open a workbook with the values that are stored beside its formulas."""
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        return load_workbook(path, data_only=True)
    except FileNotFoundError as error:
        raise DocumentError(fault("missing-file", path)) from error
    except (OSError, BadZipFile, InvalidFileException, KeyError) as error:
        raise DocumentError(fault("unreadable-file", path, reason=error, reason_sv=swedish_reason(error))) from error
