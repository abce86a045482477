"""Rows with a cell too few or too many: doubted in every format, their numbers placed only by arithmetic."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.readers.tables import read_tables
from tests.grids import printed, write_grid

HEAD = ["Enhet", "Utfall 2022", "Utfall 2023", "Budget 2023", "Avvikelse"]
STAB, TOTAL = ["Stab", -570, -560, -759, 199], ["Summa", -1130, -1120, -1518, 398]
COUNTED = ["tabs", "csv", "html"]  # formats that say how many cells a row has


@pytest.mark.parametrize("kind", COUNTED)
def test_the_deviation_tells_which_cell_is_missing(tmp_path: Path, kind: str) -> None:
    (table,) = read_tables(write_grid(tmp_path, kind, [HEAD, STAB, ["HVB", -560, -759, 199], TOTAL]))
    assert printed(table) == [
        ("Stab", -570, -560, -759, 199, "säker"),
        ("HVB", None, -560, -759, 199, "tveksam"),
        ("Summa", -1130, -1120, -1518, 398, "säker"),
    ]
    assert table.rows[1].doubt == ("4 celler, tabellhuvudet har 5; de som finns är placerade så att avvikelsen stämmer")


@pytest.mark.parametrize("kind", COUNTED)
def test_where_nothing_tells_the_row_stays_as_it_is_printed(tmp_path: Path, kind: str) -> None:
    (table,) = read_tables(write_grid(tmp_path, kind, [HEAD, STAB, ["HVB", -560, -759, 50], TOTAL]))
    assert printed(table)[1] == ("HVB", -560, -759, 50, None, "tveksam")
    assert table.rows[1].doubt == "4 celler, tabellhuvudet har 5; de som saknas är lästa som tomma"


@pytest.mark.parametrize("kind", [*COUNTED, "xlsx"])
def test_a_cell_too_many_leaves_the_numbers_out(tmp_path: Path, kind: str) -> None:
    (table,) = read_tables(write_grid(tmp_path, kind, [HEAD, STAB, ["HVB", -1, -560, -759, 199, 7], TOTAL]))
    assert printed(table)[1] == ("HVB", None, None, None, None, "tveksam")
    assert table.rows[1].doubt == "6 celler, tabellhuvudet har 5; talen är utelämnade"


@pytest.mark.parametrize("kind", ["csv", "html", "xlsx", "docx"])
def test_an_empty_cell_at_the_end_is_no_missing_one(tmp_path: Path, kind: str) -> None:
    (table,) = read_tables(write_grid(tmp_path, kind, [HEAD, STAB, ["HVB", -560, None, None, None], TOTAL]))
    assert printed(table)[1] == ("HVB", -560, None, None, None, "säker")


def test_a_cell_that_reaches_down_is_counted(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_text(
        "<!DOCTYPE html><table><tr><td>Enhet<td>Utfall<td>Budget<td>Avvikelse"
        "<tr><td rowspan=2>Stab<td>1<td>3<td>-2<tr><td>5<td>9<td>-4</table>",
        encoding="utf-8",
    )
    (table,) = read_tables(path)
    assert printed(table) == [("Stab", 1, 3, -2, "säker"), ("", 5, 9, -4, "tveksam")]
    assert table.rows[1].doubt == "raden saknar etikett; talen står kvar"
