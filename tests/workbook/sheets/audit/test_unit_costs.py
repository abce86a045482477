"""The sheet Styckkostnader: values as formulas over the ledger, and there only where data has any."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.data_files import DOCUMENTS
from analysis.workbook.book import write_audit_workbook
from analysis.workbook.sheets.audit.unit_costs import NAME
from tests.boards import document_row, make_board, write_csv
from tests.books import live_values, loaded, needs_office, recalculated, table
from tests.explanations.audit.test_unit_costs import PLAIN, care, limit
from tests.ledgers import REPORT


@pytest.fixture
def book(tmp_path: Path) -> Path:
    data = care(tmp_path / "data", PLAIN, limit(highest="4000"))
    rows = [document_row(data, name, REPORT) for name in ("a-2021", "a-2022")]
    write_csv(data / "documents.csv", DOCUMENTS.names, rows)
    return write_audit_workbook(tmp_path / "bok.xlsx", 2022, 2021, data=data)


def test_a_cost_per_unit_stands_with_its_limits_and_earlier_years(book: Path) -> None:
    _, row = table(book, NAME, "Styckkostnader")
    assert row[:7] == ["Vård", "kr/vårddygn", 5000, None, 4000, "över gränsen", "Riket"]
    assert row[7:11] == ["2021", 3000, 3000, "över tidigare år"]


def test_the_value_is_a_formula_over_its_figures(book: Path) -> None:
    _, row = table(book, NAME, "Styckkostnader", values=False)
    assert str(row[2]).startswith("=")
    assert str(row[2]).count("'Uppgifter'!") == 2


@needs_office
def test_a_recalculation_gives_the_values_that_the_formulas_carry(book: Path) -> None:
    before, after = live_values(book, *recalculated(book))
    assert NAME in {name for name, _ in before}
    assert after == pytest.approx(before)


def test_without_costs_per_unit_there_is_no_sheet(tmp_path: Path) -> None:
    path = write_audit_workbook(tmp_path / "bok.xlsx", data=make_board(tmp_path / "data"))
    assert NAME not in loaded(path).sheetnames
