"""The sheet Åtgärder till balans has live formulas that carry their values, and is there only where data has it."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from analysis.workbook.book import write_audit_workbook, write_board_workbook
from tests.boards import columns_of, write_csv
from tests.books import loaded, needs_office, recalculated, table
from tests.explanations.audit.test_balance import DECIDED, PROPOSED, action, board, outcome_board

NAME = "Åtgärder till balans"
SILENT = "Kvar till balans 2020 går inte att räkna: ingen uppföljning med prognos är inläst."


def texts(path: Path, sheet: str) -> list[str]:
    return [str(cell.value) for row in loaded(path)[sheet].iter_rows(max_col=1) for cell in row if cell.value]


def test_every_step_is_a_live_formula_that_carries_its_value(tmp_path: Path) -> None:
    path = write_audit_workbook(tmp_path / "bok.xlsx", data=board(tmp_path / "data", DECIDED, PROPOSED))
    shown, written = (table(path, NAME, "Balanssteg", values=kept)[1:] for kept in (True, False))
    assert [row[3] for row in shown] == [-10, -6, -6, -3, -3]
    assert [row[2] for row in shown] == [None, 4, None, 3, None]
    assert all(str(row[3]).startswith("=") for row in written)
    assert [row[2] for row in written] == [None, "=ROUND(4,0)", None, "=ROUND(3,0)", None]


@needs_office
def test_a_recalculation_confirms_the_steps(tmp_path: Path) -> None:
    path = write_audit_workbook(tmp_path / "bok.xlsx", data=board(tmp_path / "data", DECIDED, PROPOSED))
    assert [row[3] for row in table(recalculated(path)[0], NAME, "Balanssteg")[1:]] == [-10, -6, -6, -3, -3]


def test_all_measures_of_the_year_are_listed_with_what_is_known_of_them(tmp_path: Path) -> None:
    rows = [DECIDED, action("Översyn.", "pågår"), action("Med.", "genomförd", "2 tkr", in_forecast="ja", acts_on="HVB")]
    path = write_audit_workbook(tmp_path / "bok.xlsx", data=board(tmp_path / "data", *rows))
    assert [[row[at] for at in (0, 1, 2, 4, 5, 6, 8)] for row in table(path, NAME, "BalansÅtgärder")[1:]] == [
        ["Vakanser hålls.", "beslutad", 4, "2023-09", "nej", "Stab", "Chefen"],
        ["Med.", "genomförd", 2, "", "ja", "HVB", ""],
        ["Översyn.", "pågår", None, "", "", "", ""],
    ]


def test_a_year_that_is_over_has_its_measures_beside_the_outcome(tmp_path: Path) -> None:
    path = write_audit_workbook(tmp_path / "bok.xlsx", 2023, data=outcome_board(tmp_path / "data", DECIDED, PROPOSED))
    assert "Året är slut: så såg det ut i den sista uppföljningen 2023." in texts(path, NAME)
    rows = table(path, NAME, "ÅtgärderMotUtfall")[1:]
    assert [(row[0], row[2], row[3]) for row in rows] == [("Vakanser hålls.", 4, 3), ("Nytt avtal.", 3, -4)]


def test_the_year_before_is_held_against_its_outcome_while_a_year_goes_on(tmp_path: Path) -> None:
    rows = [DECIDED, action("Fjolårets.", "genomförd", "2 tkr", year="2022", acts_on="Stab")]
    path = write_audit_workbook(tmp_path / "bok.xlsx", data=board(tmp_path / "data", *rows))
    (row,) = table(path, NAME, "ÅtgärderMotUtfall")[1:]
    assert row[:4] == ["Fjolårets.", "genomförd", 2, None]
    assert row[6] == "ej känt: utfallet finns inte för både 2021 och 2022."


def test_measures_that_are_refused_have_no_steps_but_a_reason(tmp_path: Path) -> None:
    rows = [action(name, "beslutad", "1 tkr", acts_on="HVB") for name in ("A.", "B.")]
    path = write_audit_workbook(tmp_path / "bok.xlsx", data=board(tmp_path / "data", *rows))
    assert any("verkar på samma sak" in one for one in texts(path, NAME))
    assert "Balanssteg" not in openpyxl.load_workbook(path)[NAME].tables
    page = texts(write_board_workbook(tmp_path / "sidan.xlsx", data=tmp_path / "data"), "Sammanfattning")
    assert any(one.startswith("Kvar till balans 2023 går inte att räkna.") for one in page)


def test_page_one_has_a_row_where_the_data_has_it(tmp_path: Path) -> None:
    path = write_board_workbook(tmp_path / "bok.xlsx", data=board(tmp_path / "data", DECIDED, PROPOSED))
    page = " ".join(texts(path, "Sammanfattning")).replace("\N{NO-BREAK SPACE}", " ")
    assert page.count("Kvar till balans är 3 tkr.") == 1


def test_what_is_missing_is_said_in_the_appendix_alone(tmp_path: Path) -> None:
    path = write_audit_workbook(tmp_path / "bok.xlsx", 2020)
    assert NAME not in loaded(path).sheetnames
    assert SILENT in texts(path, "Orsaker och åtgärder")
    page = texts(write_board_workbook(tmp_path / "sidan.xlsx", 2020), "Sammanfattning")
    assert not any("Kvar till balans" in one for one in page)


@pytest.mark.parametrize("rows", [(), (action("Översyn.", "pågår"),)])
def test_a_board_without_effects_has_no_such_sheet(tmp_path: Path, rows: tuple[list[str], ...]) -> None:
    data = board(tmp_path / "data", *rows)
    write_csv(data / "causes.csv", columns_of("causes.csv"), [])
    assert NAME not in loaded(write_audit_workbook(tmp_path / "bok.xlsx", data=data)).sheetnames
