"""A board that has follow-ups alone, with or without a forecast, gets its paper, which says what time it is for."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.data_files import DOCUMENTS
from analysis.explanations.deviations import years
from analysis.statements.checks import reconcile
from analysis.statements.load import load_drift
from analysis.wording.answers import answers
from analysis.wording.summary import summarise
from analysis.workbook.book import write_audit_workbook, write_board_workbook
from tests.boards import document_row, plain_rows, write_board, write_csv
from tests.books import loaded
from tests.follow_ups import AUGUST_TEXT, YEAR_TEXT

HEAD = "Driftredovisning (tkr)\n\n\tUtfall jan-aug\tBudget jan-aug\tAvvikelse\tÅrsbudget\n"
AUGUST = f"{HEAD}Stab\t-19\t-20\t1\t-30\nHVB\t-55\t-47\t-8\t-70\nSumma\t-74\t-67\t-7\t-100\n"
APRIL = AUGUST.replace("jan-aug", "jan-apr")
COLUMNS = ("post", "år", "period", "utfall_tkr", "budget_tkr", "avvikelse_tkr")


def folder(place: Path, *reports: tuple[str, str, str, str]) -> Path:
    """Write a board with reports: id, year, period and text."""
    write_board(place, {})
    rows = [document_row(place, name, text, year=year, period=period) for name, year, period, text in reports]
    write_csv(place / "documents.csv", DOCUMENTS.names, rows)
    return place


def test_what_is_so_far_stands_for_the_year_with_its_printed_deviation(tmp_path: Path) -> None:
    data = folder(tmp_path, ("u", "2025", "januari–augusti", AUGUST))
    assert plain_rows(load_drift(data=data), *COLUMNS) == [
        ("Stab", 2025, "januari–augusti", -19, -20, 1),
        ("HVB", 2025, "januari–augusti", -55, -47, -8),
        ("Summa", 2025, "januari–augusti", -74, -67, -7),
    ]
    assert list(reconcile(data=data)["utslag"]) == ["stämmer"] * 3


def test_years_are_told_by_the_same_part_of_them(tmp_path: Path) -> None:
    reports = [
        ("a", "2024", "januari–april", APRIL),
        ("b", "2024", "januari–augusti", AUGUST),
        ("c", "2025", "januari–april", APRIL),
    ]
    drift = load_drift(data=folder(tmp_path, *reports))
    assert sorted(set(drift["dokument"])) == ["a", "c"]


@pytest.mark.parametrize(
    "other", [("a", "2024", "helår", YEAR_TEXT), ("a", "2024", "januari–augusti", AUGUST_TEXT)], ids=["år", "prognos"]
)
def test_it_stands_for_nothing_beside_a_whole_year_or_a_forecast(
    tmp_path: Path, other: tuple[str, str, str, str]
) -> None:
    data = folder(tmp_path, other, ("u", "2025", "januari–augusti", AUGUST))
    assert years(data=data) == [2024]


def test_its_paper_says_what_time_it_is_for(tmp_path: Path) -> None:
    data = folder(tmp_path / "data", ("u", "2025", "januari–augusti", AUGUST))
    page = loaded(write_board_workbook(tmp_path / "a.xlsx", data=data))["Sammanfattning"]
    assert page["A1"].value == "Utfall mot budget januari–augusti 2025"
    said = answers(2025, data=data)[0].sentences[0].text.replace("\N{NO-BREAK SPACE}", " ")
    assert said == "Underskottet januari–augusti 2025 blev 7 tkr, 10,4 % av budgeten."
    assert str(summarise(data=data)[1]).startswith("Nämnden redovisar januari–augusti 2025 ett underskott mot budget")
    sheet = loaded(write_audit_workbook(tmp_path / "b.xlsx", data=data))["Driftredovisning 2025"]
    found = [cell.value for row in sheet.iter_rows(max_row=8, max_col=1) for cell in row]
    assert "Årets utfall är inte inläst. Utfall och budget är för januari–augusti." in found
