"""Large reports and folders: no formula that Excel refuses, and nothing read for a board but what is its own."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from analysis import write_audit_workbook, write_board_workbook
from analysis.data_files import SUMS
from analysis.intake.rehearsal import folder_faults
from analysis.ledger.formulas import Node, compute, references, spreadsheet, terms, written
from analysis.ledger.quantities import constant, parse_unit
from analysis.readers.bounded import read_tables
from analysis.readers.tables import Table
from analysis.statements import register
from tests import large
from tests.boards import document_row, write_csv

LINES = 500


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    folder = tmp_path_factory.mktemp("large")
    data = large.write_folder(folder / "data", boards=1, years=1, lines=LINES)
    return [write_board_workbook(folder / "a.xlsx", data=data), write_audit_workbook(folder / "b.xlsx", data=data)]


def test_no_formula_is_longer_than_excel_takes_and_the_parts_of_one_add_up_to_it(books: list[Path]) -> None:
    parted = 0
    for path in books:
        written_book, shown = openpyxl.load_workbook(path), openpyxl.load_workbook(path, data_only=True)
        for sheet in written_book:
            for cell in (cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f"):
                assert len(cell.value) <= 8192, (path.name, sheet.title, cell.coordinate)
                parts = re.fullmatch(r"=(?:ROUND\()?\(?(B[I-Z]\d+(?:\+B[I-Z]\d+)+)\)?.*", cell.value)
                if parts:
                    own = shown[sheet.title]
                    assert sum(own[name].value for name in parts[1].split("+")) == own[cell.coordinate].value
                    parted += 1
    assert parted == 4  # the three sums of the checks, and the lines that the first page does not name


def test_a_formula_is_as_long_as_a_table_is() -> None:
    node = Node("reference", name="a0")
    for at in range(1, 5000):
        node = Node("subtract" if at % 2 else "add", (node, Node("reference", name=f"a{at}")))
    assert len(list(references(node))) == len(terms(node)) == 5000
    assert spreadsheet(node, lambda name: name[0].upper()).startswith("A-A+A-A")
    assert written(node, str).endswith("a4998 − a4999")
    assert compute(node, lambda name: constant(Decimal(name[1:]), parse_unit("tkr"))).value == -2500


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    names, usual = list[str](), read_tables

    def noted(path: Path, unit: str | None) -> list[Table]:
        names.append(path.name)
        return usual(path, unit)

    register._read.cache_clear()
    monkeypatch.setattr(register, "read_tables", noted)
    return names


def test_a_boards_workbook_reads_no_other_boards_reports(tmp_path: Path, read: list[str]) -> None:
    data = large.write_folder(tmp_path / "data", boards=3, years=2, lines=5)
    write_board_workbook(tmp_path / "a.xlsx", data=data, board="Nämnd 2")
    assert sorted(read) == ["namnd2-2023.txt", "namnd2-2024.txt"]


def test_what_is_added_for_a_board_is_tried_with_its_own_reports_each_read_once(
    tmp_path: Path, read: list[str]
) -> None:
    data = large.write_folder(tmp_path / "data", boards=3, years=2, lines=5)
    old = (data / "documents.csv").read_bytes()
    row = document_row(data, "namnd2-2022", large.report(2022, 5), nämnd="Nämnd 2")
    changed = {
        data / "documents.csv": old + (",".join(row) + "\n").encode(),
        data / "reports" / "namnd2-2022.txt": (data / "reports" / "namnd2-2022.txt").read_bytes(),
    }
    assert folder_faults(data, changed) == []
    assert sorted(read) == ["namnd2-2022.txt", "namnd2-2023.txt", "namnd2-2024.txt"]


def test_what_is_wrong_with_the_board_that_a_change_touches_is_told(tmp_path: Path) -> None:
    data = large.write_folder(tmp_path / "data", boards=2, years=1, lines=5)
    sums = [*large.parts("namnd1-2024", 5), *large.parts("namnd2-2024", 6)]
    write_csv(tmp_path / "sums.csv", SUMS.names, sums)
    (one,) = folder_faults(data, {data / "sums.csv": (tmp_path / "sums.csv").read_bytes()})
    assert (one.code, one.line, one.values["seen"]) == ("unknown-reference", 12, "Enhet 1-5")
