"""The sheet Profil och signaler: shares and limits as formulas that a recalculation confirms."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.workbook.book import write_audit_workbook
from analysis.workbook.sheets.yardsticks.monthly import NAME
from tests.boards import make_board
from tests.books import live_values, loaded, needs_office, recalculated, table
from tests.yardsticks.years import MONTHLY, month_board


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return write_audit_workbook(tmp_path / "bok.xlsx", data=month_board(tmp_path / "data", MONTHLY))


def test_each_line_stands_against_its_usual_share(book: Path) -> None:
    _, _, hvb, *_ = table(book, NAME, "Profil")
    assert hvb[:6] == ["HVB", "", "juni", -480, -1200, 40]
    assert hvb[7:9] == pytest.approx([25, 360 / 1260 * 100])
    assert hvb[11] == "över det vanliga"
    _, _, live, *_ = table(book, NAME, "Profil", values=False)
    assert [str(cell).partition("(")[0] for cell in live[6:9]] == ["=MEDIAN", "=MIN", "=MAX"]


def test_the_limits_of_a_series_are_formulas_over_its_months(book: Path) -> None:
    _, stab, *_ = table(book, NAME, "Gränser", values=False)
    assert [str(cell).partition("(")[0] for cell in stab[3:5]] == ["=COUNT", "=AVERAGE"]
    assert "2.66*AVERAGE(" in stab[5]
    _, stab, *_ = table(book, NAME, "Gränser")
    assert stab[3:7] == pytest.approx([12, -99, -99 - 2.66 * 2, -99 + 2.66 * 2])


def test_the_months_of_the_year_are_read_and_those_before_are_what_limits_are_made_of(book: Path) -> None:
    rows = [row for row in table(book, NAME, "Månadsvärden")[1:] if row[0] == "Stab"]
    assert [row[7] for row in rows if row[3] == 2022] == ["brus"] * 12
    assert [row[7] for row in rows if row[3] == 2021] == [""] * 12


def test_a_year_that_is_over_alone_is_judged_and_has_no_profile_to_tell(tmp_path: Path) -> None:
    years = {year: MONTHLY[year] for year in (2021, 2022)}
    path = write_audit_workbook(tmp_path / "bok.xlsx", data=month_board(tmp_path / "data", years))
    said = "Årets alla månader är inlästa; en profil säger då inget mer."
    assert [row[12] for row in table(path, NAME, "Profil")[1:]] == [said] * 3
    assert [row[7] for row in table(path, NAME, "Månadsvärden")[1:]].count("signal") > 0


@needs_office
def test_a_recalculation_gives_the_values_that_the_formulas_carry(book: Path) -> None:
    before, after = live_values(book, *recalculated(book))
    own = {place for place in before if place[0] == NAME}
    assert own
    assert {place: after[place] for place in own} == pytest.approx({place: before[place] for place in own})


def test_one_year_alone_says_what_is_missing(tmp_path: Path) -> None:
    path = write_audit_workbook(tmp_path / "bok.xlsx", data=month_board(tmp_path / "data", {2023: MONTHLY[2023]}))
    assert table(path, NAME, "Gränser")[1][7] == "Bara 6 månader utan lucka är inlästa; gränser kräver minst 12."
    assert "Andelar" not in loaded(path)[NAME].tables


def test_without_months_there_is_no_sheet(tmp_path: Path) -> None:
    path = write_audit_workbook(tmp_path / "bok.xlsx", data=make_board(tmp_path / "data"))
    assert NAME not in loaded(path).sheetnames
