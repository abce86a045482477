"""What a sheet hides is read and said: a hidden row is doubtful, a hidden column is named."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import xlsxwriter

from analysis.readers.tables import read_tables
from tests.grids import printed

ROWS = [
    ["Verksamhet", "Utfall 2022", "Utfall", "Budget", "Avvikelse"],
    ["Stab", -1100, -1200, -1000, -200],
    ["Gömd", -900, -999, -999, 0],
    ["Summa", -1100, -1200, -1000, -200],
]


def book(folder: Path, change: Any) -> Path:
    path = folder / "a.xlsx"
    with xlsxwriter.Workbook(path) as file:
        sheet = file.add_worksheet("Drift tkr")
        for line, row in enumerate(ROWS):
            sheet.write_row(line, 0, row)
        change(sheet)
    return path


def test_a_hidden_row_is_read_and_doubtful(tmp_path: Path) -> None:
    (table,) = read_tables(book(tmp_path, lambda sheet: sheet.set_row(2, None, None, {"hidden": True})))
    assert printed(table) == [
        ("Stab", -1100, -1200, -1000, -200, "säker"),
        ("Gömd", -900, -999, -999, 0, "tveksam"),
        ("Summa", -1100, -1200, -1000, -200, "säker"),
    ]
    assert table.rows[1].doubt == "raden är dold i bladet"
    assert table.notes[0] == "a.xlsx blad Drift tkr: dolda rader är lästa och tveksamma: 3 (Gömd)."


def test_a_row_without_height_is_hidden_too(tmp_path: Path) -> None:
    (table,) = read_tables(book(tmp_path, lambda sheet: sheet.set_row(2, 0)))
    assert [row.certainty for row in table.rows] == ["säker", "tveksam", "säker"]


def test_a_hidden_column_is_read_and_named(tmp_path: Path) -> None:
    (table,) = read_tables(book(tmp_path, lambda sheet: sheet.set_column(1, 1, None, None, {"hidden": True})))
    assert [row[-1] for row in printed(table)] == ["säker"] * 3
    assert table.notes == ("a.xlsx blad Drift tkr: dolda kolumner är lästa som de andra: B (Utfall 2022).",)


def test_many_hidden_rows_are_counted(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as file:
        sheet = file.add_worksheet("Drift")
        sheet.write_row(0, 0, ROWS[0])
        for line in range(1, 13):
            sheet.write_row(line, 0, [f"Enhet {'abcdefghijkl'[line - 1]}", 1, 2, 3, -1])
            sheet.set_row(line, None, None, {"hidden": True})
    (table,) = read_tables(path)
    assert table.notes[0].endswith("8 (Enhet g), 9 (Enhet h) och 4 till.")


def test_what_is_not_hidden_is_not_named(tmp_path: Path) -> None:
    (table,) = read_tables(book(tmp_path, lambda sheet: sheet.set_column(7, 9, None, None, {"hidden": True})))
    assert table.notes == ()
