"""The same table in every format whose cells are known, for tests."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from pathlib import Path
from typing import Any

import docx
import xlsxwriter

from analysis.readers.tables import Table

Grid = Sequence[Any]  # rows of cells
Merge = tuple[int, int, int]  # row, first and last column, from 0
KINDS = ("tabs", "csv", "xlsx", "docx", "html")
WITH_MERGES = ("xlsx", "docx", "html")


def write_grid(folder: Path, kind: str, rows: Grid, merges: Sequence[Merge] = ()) -> Path:
    """Write rows of cells as a file of a kind; None is an empty cell, and a row without cells is a blank line."""
    writers = {"xlsx": _xlsx, "docx": _docx, "html": _html}
    if kind in writers:
        path = folder / f"rapport.{kind}"
        writers[kind](path, rows, merges)
        return path
    path = folder / ("rapport.csv" if kind == "csv" else "rapport.txt")
    sign = ";" if kind == "csv" else "\t"
    lines = [sign.join("" if cell is None else str(cell) for cell in row) for row in rows]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def _xlsx(path: Path, rows: Grid, merges: Sequence[Merge]) -> None:
    with xlsxwriter.Workbook(path) as file:
        sheet = file.add_worksheet("Blad")
        for line, row in enumerate(rows):
            for at, cell in enumerate(row):
                if cell is not None:
                    sheet.write(line, at, cell)
        for line, first, last in merges:
            sheet.merge_range(line, first, line, last, rows[line][first])


def _docx(path: Path, rows: Grid, merges: Sequence[Merge]) -> None:
    document = docx.Document()
    table = document.add_table(rows=len(rows), cols=max(map(len, rows)))
    for line, row in enumerate(rows):
        for at, cell in enumerate(row):
            table.cell(line, at).text = "" if cell is None else str(cell)
    for line, first, last in merges:
        table.cell(line, first).merge(table.cell(line, last))
    document.save(str(path))


def _html(path: Path, rows: Grid, merges: Sequence[Merge]) -> None:
    spans = {(line, first): last - first + 1 for line, first, last in merges}
    covered = {(line, at) for line, first, last in merges for at in range(first + 1, last + 1)}
    text = "<!DOCTYPE html><meta charset=utf-8><table>"
    for line, row in enumerate(rows):
        cells = [
            f"<td colspan={spans.get((line, at), 1)}>{'' if cell is None else escape(str(cell))}</td>"
            for at, cell in enumerate(row)
            if (line, at) not in covered
        ]
        text += f"<tr>{''.join(cells)}</tr>"
    path.write_text(f"{text}</table>", encoding="utf-8")


def printed(table: Table) -> list[tuple[Any, ...]]:
    """Return the rows of a table: label, numbers, and whether each is certain."""
    return [(row.label, *(number and float(number.value) for number in row.cut), row.certainty) for row in table.rows]


def columns(table: Table) -> list[tuple[str, str, int | None, str]]:
    """Return what the number columns of a table are: name, role, year and period."""
    return [(column.name, column.role, column.year, column.period) for column in table.columns]
