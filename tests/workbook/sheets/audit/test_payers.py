"""The sheet Vems pengar has live formulas that carry their values, and an empty cell for what is not known."""

from __future__ import annotations

from pathlib import Path

from analysis.workbook.book import write_audit_workbook
from tests.boards import make_board
from tests.books import loaded, needs_office, recalculated, table
from tests.explanations.audit.test_payers import board, paid

NAME = "Vems pengar"
ROWS = [
    ["2021: hela nämnden", "utfall", -100, 40, 20, -40, ""],
    ["2021: hela nämnden", "budget", -90, 25, 25, -40, ""],
    ["2021: hela nämnden", "avvikelse", -10, 15, -5, 0, ""],
    ["2021: Kostnader > HVB", "utfall", -70, 40, None, -30, ""],
    ["2021: Kostnader > HVB", "budget", -60, 25, None, -35, ""],
    ["2021: Kostnader > HVB", "avvikelse", -10, 15, None, 5, ""],
]


def book(folder: Path) -> Path:
    row = paid("Migrationsverket", "bidrag_2021", "plan_2021", what="Kostnader > HVB", document="a-2021", line="4")
    return write_audit_workbook(folder / "bok.xlsx", data=board(folder / "data", row))


def test_every_amount_is_a_live_formula_that_carries_its_value(tmp_path: Path) -> None:
    path = book(tmp_path)
    assert table(path, NAME, "VemsPengar")[1:] == ROWS
    written = table(path, NAME, "VemsPengar", values=False)[1:]
    assert all(str(cell).startswith("=") for row in written for cell in row[2:6] if cell is not None)
    assert [row[3] for row in table(path, NAME, "BruttoUtfall")[1:]] == [-100, -60, -40, -40]
    assert [row[3] for row in table(path, NAME, "BruttoBudget")[1:]] == [-90, -65, -40, -40]
    (one,) = table(path, NAME, "Betalare")[1:]
    assert one == ["Migrationsverket", 2021, 40, 25, 15, "Kostnader > HVB", "", "a-2021, rad 4"]


@needs_office
def test_a_recalculation_confirms_the_amounts(tmp_path: Path) -> None:
    (path,) = recalculated(book(tmp_path))
    assert [row[2:6] for row in table(path, NAME, "VemsPengar")[1:]] == [row[2:6] for row in ROWS]


def test_what_is_not_known_is_an_empty_cell_and_has_no_way_from_gross_to_net(tmp_path: Path) -> None:
    path = write_audit_workbook(tmp_path / "bok.xlsx", 2020)
    rows = {(row[0], row[1]): row[2:] for row in table(path, NAME, "VemsPengar")[1:]}
    assert rows["2020: hela nämnden", "utfall"] == [
        *(-244_770, None, None, -218_690, "Inte känt: ersättning från Migrationsverket 2020."),
    ]
    assert rows["2017: hela nämnden", "utfall"] == [-297_890, 89_667, 24_615, -183_607, ""]
    assert "BruttoUtfall" not in loaded(path)[NAME].tables


def test_a_board_without_payers_has_no_such_sheet(tmp_path: Path) -> None:
    path = write_audit_workbook(tmp_path / "bok.xlsx", data=make_board(tmp_path / "data"))
    assert NAME not in loaded(path).sheetnames
