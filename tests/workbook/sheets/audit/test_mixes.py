"""The sheet Volym, mix och pris has live formulas that give what they carry, and is there only where data has it."""

from __future__ import annotations

from pathlib import Path

import openpyxl

from analysis.data_files import DOCUMENTS
from analysis.workbook.book import write_audit_workbook
from tests.boards import document_row, make_board, write_csv
from tests.explanations.audit.test_mixes import ADULTS, institutions
from tests.ledgers import HEAD

NAME = "Volym, mix och pris"
REPORT = f"{HEAD}Stab\t-10\t-12\t2\nSumma\t-10\t-12\t2\n"


def test_the_effects_are_live_formulas_that_carry_their_values(tmp_path: Path) -> None:
    data = institutions(tmp_path / "data", *ADULTS)
    names = ("a-2014", "a-2015", "a-2021")
    write_csv(data / "documents.csv", DOCUMENTS.names, [document_row(data, name, REPORT) for name in names])
    path = write_audit_workbook(tmp_path / "bok.xlsx", 2015, 2014, data=data)
    written, shown = (openpyxl.load_workbook(path, data_only=kept)[NAME] for kept in (False, True))
    first = next(row for row in range(1, 20) if written.cell(row, 1).value == "Steg") + 2
    assert [shown.cell(row, 3).value for row in range(first, first + 3)] == [7455, -32, -771]
    assert all(str(written.cell(row, 3).value).startswith("=ROUND(") for row in range(first, first + 3))


def test_a_board_without_forms_has_no_such_sheet(tmp_path: Path) -> None:
    path = write_audit_workbook(tmp_path / "bok.xlsx", data=make_board(tmp_path / "data"))
    assert NAME not in openpyxl.load_workbook(path, read_only=True).sheetnames
