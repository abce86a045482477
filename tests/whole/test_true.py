"""A few random boards from report to workbook and page, each number held against what was made; more by make fuzz."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from analysis import write_audit_workbook
from tests.whole import truth


@pytest.mark.parametrize("seed", range(6))
def test_all_numbers_of_a_board_are_those_that_its_reports_print(seed: int, tmp_path: Path) -> None:
    found = truth.take_through(seed, tmp_path, page=seed == 0)
    assert found.wrong == []
    assert found.compared > 60 * len(truth.make_board(seed))


def test_a_number_that_is_another_is_found(tmp_path: Path) -> None:
    truth.take_through(1, tmp_path)
    board = truth.make_board(1)
    year = board[max(board)]
    label = next(iter(year.lines))
    year.lines[label] = (year.lines[label][0] + 1, *year.lines[label][1:])
    book = openpyxl.load_workbook(write_audit_workbook(tmp_path / "a.xlsx", data=tmp_path / "data"), data_only=True)
    found = truth.Findings()
    truth._audit(board, book, found)
    assert any(f"statement {max(board)}, {label} utfall" in one for one in found.wrong)
