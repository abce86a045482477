"""The sheet Träffsäkerhet: errors, bias and span as formulas that a recalculation confirms, and a chart."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.workbook.book import write_audit_workbook
from analysis.workbook.sheets.yardsticks.accuracy import NAME
from tests.boards import make_board
from tests.books import drawings, live_values, loaded, needs_office, read_book, recalculated, table
from tests.yardsticks.years import PAPERS, forecast_board


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return write_audit_workbook(tmp_path / "bok.xlsx", data=forecast_board(tmp_path / "data"))


def test_the_present_forecast_stands_with_its_span(book: Path) -> None:
    _, *rows = table(book, NAME, "Utsikt")
    assert [row[2:10] for row in rows] == [
        [-19, -10, -29, -30, 1, -30, -28, 2],
        [-55, -26, -81, -70, -11, -85, -82, 2],
        [-74, -36, -110, -100, -10, -115, -110, 2],
    ]


def test_the_errors_of_each_year_are_summed_up_by_formulas(book: Path) -> None:
    _, first, *_ = table(book, NAME, "Träffsäkerhet", values=False)
    assert [str(cell).partition("(")[0] for cell in first[3:7]] == ["=COUNT", "=AVERAGE", "=MIN", "=MAX"]
    assert [row[6] for row in table(book, NAME, "Prognosfel")[1:]] == [-1, 1, -4, -1, -5, 0]


@needs_office
def test_a_recalculation_gives_the_values_that_the_formulas_carry(book: Path) -> None:
    before, after = live_values(book, *recalculated(book))
    own = {place for place in before if place[0] == NAME}
    assert {place: after[place] for place in own} == {place: before[place] for place in own}


def test_the_chart_tells_those_who_do_not_see_it_all_its_numbers(book: Path) -> None:
    (chart,) = [one for one in drawings(read_book(book.read_bytes())) if one.sheet == NAME]
    assert "HVB utfall hittills 55; HVB prognos för resten 26; HVB budget 70" in chart.alt.replace(
        "\N{NO-BREAK SPACE}", " "
    )


def test_without_earlier_years_the_sheet_says_so(tmp_path: Path) -> None:
    data = forecast_board(tmp_path / "data", {(2023, 8): PAPERS[2023, 8]}, {2023: ((-28, -30), (-84, -70))})
    path = write_audit_workbook(tmp_path / "bok.xlsx", data=data)
    texts = [str(cell.value) for row in loaded(path)[NAME] for cell in row if cell.value]
    assert "Inget tidigare år har både prognos och utfall." in texts
    assert [row[7] for row in table(path, NAME, "Utsikt")[1:]] == [None, None, None]


def test_without_follow_ups_there_is_no_sheet(tmp_path: Path) -> None:
    path = write_audit_workbook(tmp_path / "bok.xlsx", data=make_board(tmp_path / "data"))
    assert NAME not in loaded(path).sheetnames
