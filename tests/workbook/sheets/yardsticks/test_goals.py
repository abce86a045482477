"""The sheet Mål och kostnad: outcomes and costs as formulas over the ledger, with the way back to the report."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.workbook.book import write_audit_workbook
from analysis.workbook.sheets.yardsticks.goals import NAME
from tests.boards import make_board
from tests.books import loaded, table
from tests.yardsticks.test_goals import board, goal


@pytest.fixture
def book(tmp_path: Path) -> Path:
    data = board(tmp_path / "data", goal(direction="minst", target="950 besök"))
    return write_audit_workbook(tmp_path / "bok.xlsx", data=data)


def test_a_goal_stands_with_its_verdict_its_cost_and_its_source(book: Path) -> None:
    _, row = table(book, NAME, "Mål")
    assert row[5:8] == [900, "minst", 950]
    assert row[10:13] == ["ej nått", "simhall", -2500]
    assert row[14] == "kultur-2023, Mål, rad 7"


def test_outcome_and_cost_lead_to_their_figures(book: Path) -> None:
    _, row = table(book, NAME, "Mål", values=False)
    assert [str(row[at]).partition("$")[0] for at in (5, 12)] == ["='Uppgifter'!"] * 2


def test_without_goals_there_is_no_sheet(tmp_path: Path) -> None:
    path = write_audit_workbook(tmp_path / "bok.xlsx", data=make_board(tmp_path / "data"))
    assert NAME not in loaded(path).sheetnames
