"""The sheet Budgetens väg has live formulas over the figures it comes from, and is there only where data has it."""

from __future__ import annotations

from pathlib import Path

import openpyxl

from analysis.workbook.book import write_audit_workbook
from tests.boards import make_board

NAME = "Budgetens väg"


def test_every_amount_is_a_live_formula_that_carries_its_value(tmp_path: Path) -> None:
    path = write_audit_workbook(tmp_path / "bok.xlsx", 2020)
    written, shown = (openpyxl.load_workbook(path, data_only=kept)[NAME] for kept in (False, True))
    first = next(row for row in range(1, 20) if written.cell(row, 1).value == "Steg") + 1
    amounts = [shown.cell(row, 4).value for row in range(first, first + 5)]
    assert amounts == [-181_206, -191_030, -191_030, -218_690, -218_690]
    assert [shown.cell(row, 3).value for row in range(first, first + 5)] == [None, -9824, None, -27_660, None]
    formulas = [written.cell(row, column).value for row in range(first, first + 5) for column in (3, 4)]
    assert all(str(one).startswith("=") for one in formulas if one is not None)


def test_a_board_without_decisions_has_no_such_sheet(tmp_path: Path) -> None:
    path = write_audit_workbook(tmp_path / "bok.xlsx", data=make_board(tmp_path / "data"))
    assert NAME not in openpyxl.load_workbook(path, read_only=True).sheetnames
