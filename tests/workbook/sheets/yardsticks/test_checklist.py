"""The sheet Checklista: every point with its state, counted by formulas that a recalculation confirms."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.workbook.book import write_audit_workbook
from analysis.workbook.sheets.yardsticks.checklist import NAME
from tests.boards import make_board
from tests.books import live_values, loaded, needs_office, recalculated, table
from tests.yardsticks.full import YEAR, full_board


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("full")
    return write_audit_workbook(folder / "bok.xlsx", YEAR, data=full_board(folder / "data"))


def test_every_point_stands_with_its_state_and_what_would_give_the_rest(book: Path) -> None:
    _, *rows = table(book, NAME, "Checklista")
    assert [row[0] for row in rows] == list(range(1, 29))
    assert rows[1][2:] == ["givet", "Ursprunglig budget; beslut under året: 1.", ""]
    assert rows[22][2:] == ["givet", "Styckkostnader med gräns: 3 av 3.", ""]
    assert rows[21][2:] == ["givet", "Projekt med beslutad och beräknad totalutgift: 1 av 1.", ""]
    assert rows[23][2:] == ["givet", "Angivna: interna poster, kapitalkostnad och overhead.", ""]
    assert rows[0][4] == ""


def test_the_states_are_counted_by_formulas(book: Path) -> None:
    assert [row[0] for row in table(book, NAME, "Punkter")[1:]] == [28, 0, 0]
    assert all("COUNTIF" in str(row[0]) for row in table(book, NAME, "Punkter", values=False)[1:])


@needs_office
def test_a_recalculation_gives_the_values_that_all_formulas_carry(book: Path) -> None:
    before, after = live_values(book, *recalculated(book))
    assert {name for name, _ in before} >= {
        NAME,
        "Andra kommuner",
        "Träffsäkerhet",
        "Profil och signaler",
        "Mål och kostnad",
    }
    assert after == pytest.approx(before)


def test_a_board_with_one_report_has_the_page_too(tmp_path: Path) -> None:
    path = write_audit_workbook(tmp_path / "bok.xlsx", data=make_board(tmp_path / "data"))
    assert loaded(path).sheetnames[1] == NAME
