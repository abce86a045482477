"""The sheet Andra kommuner: values as saved, medians and splits as formulas that a recalculation confirms."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.workbook.book import write_audit_workbook
from analysis.workbook.sheets.yardsticks.peers import NAME
from tests.boards import make_board
from tests.books import live_values, loaded, needs_office, recalculated, table
from tests.yardsticks.saved import COST, COSTS, peer_board


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return write_audit_workbook(tmp_path / "bok.xlsx", data=peer_board(tmp_path / "data"))


def test_the_values_stand_as_they_were_saved_with_their_source(book: Path) -> None:
    head, first, *_ = table(book, NAME, "Kolada")
    assert head == [*("Mått", "Enhet", "År", "Exempelby", "Provstad", "Mallköping", "Testhamn", "Läge", "Källa")]
    assert first[3:] == [5000, 3600, 4000, 4400, "slutligt", f"Källa: Kolada, {COST} (kolada/hvb-2024-09-01.json)"]


def test_median_and_difference_are_live_formulas(book: Path) -> None:
    _, first, *_ = table(book, NAME, "Gruppen", values=False)
    assert [text.partition("(")[0] for text in first[4:7]] == ["=MEDIAN", "=MIN", "=MAX"]
    assert table(book, NAME, "Gruppen")[1][3:9] == [5000, 4000, 3600, 4400, 1000, 3]


def test_the_split_leads_from_the_median_to_the_own_cost(book: Path) -> None:
    _, *steps = table(book, NAME, f"Uppdelning_{COST}_2023")
    assert [step[3] for step in steps] == [4000, 1000, 5000]


@needs_office
def test_a_recalculation_gives_the_values_that_the_formulas_carry(book: Path) -> None:
    before, after = live_values(book, *recalculated(book))
    own = {place for place in before if place[0] == NAME}
    assert {place: after[place] for place in own} == pytest.approx({place: before[place] for place in own})


def test_a_cost_that_is_no_product_is_said_in_the_place_of_its_table(tmp_path: Path) -> None:
    data = peer_board(tmp_path / "data", {**COSTS, COST: (5100, 3600, 4000, 4400)})
    page = loaded(write_audit_workbook(tmp_path / "bok.xlsx", data=data))[NAME]
    assert not [name for name in page.tables if name.startswith("Uppdelning")]
    assert any(str(cell.value).startswith("Går inte att dela upp: key_figures.csv") for row in page for cell in row)


def test_without_saved_files_there_is_no_sheet(tmp_path: Path) -> None:
    path = write_audit_workbook(tmp_path / "bok.xlsx", data=make_board(tmp_path / "data"))
    assert NAME not in loaded(path).sheetnames
