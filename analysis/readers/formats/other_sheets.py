"""Older and free spreadsheets (.xls, .xlsb, .ods) to the lines of a document: the value of each cell."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from analysis.readers.formats.layouts import Layout, sheet_rows
from analysis.readers.formats.lines import Document, LineWriter, doubt_comma
from analysis.readers.formats.packages import damaged
from analysis.readers.formats.sheet_values import MOST_SECONDS

_RAW = "talen är lästa som bladet håller dem, med alla decimaler; hur cellerna visar dem går inte att läsa i {kind}."
_READER = [sys.executable, "-m", "analysis.readers.formats.sheet_values"]
_ROOT = Path(__file__).parents[3]


def read_other_spreadsheet(path: Path, data: bytes, kind: str) -> Document:
    """Read every visible sheet of a workbook of another kind than .xlsx; its formulas' kept values, nothing is run.

    The file is read by a process of its own, held to a memory and a time, since a broken one may stop its reader. It
    does not tell how a cell shows its number: numbers are written with all their decimals, and a number between −1 and
    1 in a column headed by a per cent sign is doubted, since it may be a share.

    Parameters
    ----------
    path
        The file, for its name.
    data
        Its bytes.
    kind
        What the kind is called, for the note.

    Raises
    ------
    DocumentError
        When the workbook is damaged, locked or larger than a report can be.
    """
    writer = LineWriter(path.name)
    writer.note(_RAW.format(kind=kind))
    sheets = _sheets(path.name, data)
    hidden = [sheet["name"] for sheet in sheets if sheet["rows"] is None]
    if hidden:
        writer.note(f"dolda blad är inte lästa: {', '.join(hidden)[:200]}.")
    for sheet in sheets:
        if sheet["rows"] is not None:
            title = " ".join(sheet["name"].split())
            writer.place(f"blad {title}")
            writer.heading(title)
            writer.table(sheet_rows(writer, _layout(sheet), _doubt_shares(sheet["rows"])), comma_is_decimal=True)
    return writer.document()


def _sheets(name: str, data: bytes) -> list[dict[str, Any]]:
    try:
        done = subprocess.run(  # noqa: S603  (our own module, nothing of the file in the command)
            _READER, input=data, capture_output=True, timeout=MOST_SECONDS, check=False, cwd=_ROOT
        )
    except subprocess.TimeoutExpired:
        raise damaged(name, f"not read within {MOST_SECONDS} s") from None
    if done.returncode or not done.stdout:
        raise damaged(name, "its reader broke down")
    found = json.loads(done.stdout)
    if "error" in found:
        raise damaged(name, found["error"])
    sheets: list[dict[str, Any]] = found["sheets"]
    return sheets


def _layout(sheet: dict[str, Any]) -> Layout:
    layout = Layout()
    for row, first, last in sheet["merged"]:
        layout.merge(row, first, last)
    return layout


def _doubt_shares(rows: list[dict[str, str]]) -> list[dict[int, str]]:
    """Add a remark to the numbers below a per cent sign that may be shares of one, so that their rows are doubted."""
    below, found = set[int](), list[dict[int, str]]()
    for row in rows:
        cells = {int(at): doubt_comma(text) for at, text in row.items()}
        for at, text in cells.items():
            if "%" in text and not any(map(str.isdigit, text)):
                below.add(at)
            elif at in below and text.lstrip("-−").startswith("0,"):
                cells[at] = f"{text} (andel eller procent?)"
        found.append(cells)
    return found
