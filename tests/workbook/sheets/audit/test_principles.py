"""Principles stand once beside each comparison: between own years, and against other municipalities."""

from __future__ import annotations

from pathlib import Path

from analysis.data_files import PRINCIPLES
from analysis.workbook.book import write_audit_workbook, write_board_workbook
from tests.boards import write_csv
from tests.books import loaded, table
from tests.explanations.audit.test_principles import NOTHING, OVERHEAD, principle
from tests.yardsticks.full import YEAR, full_board

CHANGED = "interna poster ändras (2021: självkostnad; 2022: pris)"


def board(data: Path, *, known: bool) -> Path:
    full_board(data)
    rows = [
        OVERHEAD,
        principle("interna poster", "Självkostnad.", "", "2021"),
        principle("interna poster", "Pris.", "2022"),
    ]
    write_csv(data / "principles.csv", PRINCIPLES.names, rows if known else [])
    return data


def text(path: Path, sheet: str) -> str:
    return " ".join(str(cell.value) for row in loaded(path)[sheet].iter_rows(max_col=1) for cell in row if cell.value)


def test_what_held_stands_below_the_years_that_are_compared(tmp_path: Path) -> None:
    path = write_board_workbook(tmp_path / "bok.xlsx", YEAR, data=board(tmp_path / "data", known=True))
    assert text(path, "Mellan åren").count(CHANGED) == 1


def test_it_stands_above_the_own_municipality_and_its_group_with_what_is_not_known_of_that(tmp_path: Path) -> None:
    path = write_audit_workbook(tmp_path / "bok.xlsx", YEAR, data=board(tmp_path / "data", known=True))
    assert "interna poster (pris)" in text(path, "Andra kommuner")
    assert "Hur de andra kommunerna gör är inte känt." in text(path, "Andra kommuner")
    assert [(row[0], row[1], row[2], row[6]) for row in table(path, "Jämförbarhet", "Principer")[1:]] == [
        ("Overhead", 2018, None, "Fördelas efter antal anställda."),
        ("Interna poster", None, 2021, "Självkostnad."),
        ("Interna poster", 2022, None, "Pris."),
    ]


def test_what_nobody_says_is_said_once_on_each_sheet_that_compares(tmp_path: Path) -> None:
    data = board(tmp_path / "data", known=False)
    path, audit = write_board_workbook(tmp_path / "a.xlsx", YEAR, data=data), tmp_path / "b.xlsx"
    write_audit_workbook(audit, YEAR, data=data)
    assert [text(path, "Mellan åren").count(NOTHING), text(audit, "Andra kommuner").count(NOTHING)] == [1, 1]
    assert "Principer" not in loaded(audit)["Jämförbarhet"].tables
