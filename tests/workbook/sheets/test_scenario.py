"""The sheet Scenario: a split that sums exactly, and a scenario that follows what is typed in its marked cells."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from tests.books import filled, needs_office, recalculated
from tests.books import table as sheet_table
from tests.workbook.both import APPENDIX, finished

NAME = "Scenario"


@pytest.fixture(scope="module")
def appendix() -> Path:
    return finished(f"{APPENDIX}2020 mot 2019")


def test_the_split_goes_from_one_year_to_the_other(appendix: Path) -> None:
    rows = [row[:4] for row in _steps(appendix)]
    assert rows == [
        ["Utbetalt ekonomiskt bistånd 2019", "start", None, -61013],
        ["Volym: hushåll med försörjningsstöd per månad", "effekt", 2387, -58626],
        ["Pris: riksnormens uppräkning", "effekt", -1200, -59826],
        ["Pris: utbetalt per hushåll och månad, övrigt", "effekt", 2515, -57311],
        ["Utbetalt ekonomiskt bistånd 2020", "slut", 3702, -57311],
    ]
    assert -61013 + 2387 - 1200 + 2515 == -57311


def test_the_difference_from_the_printed_change_is_said(appendix: Path) -> None:
    said = str(_steps(appendix)[-1][6]).replace("\N{NO-BREAK SPACE}", " ")
    assert said.startswith("Tryckt förändring +3 706 tkr; skillnaden 4 tkr")


def test_a_scenario_begins_as_the_year_was(appendix: Path) -> None:
    values, rows = filled(appendix, values=True), _rows(appendix)
    cost, volume, price = (rows[name] for name in _SCENARIO)
    assert [values[NAME, f"{column}{cost}"] for column in "BCD"] == [-61013.232, -57311.34, -57311.34]
    assert [values[NAME, f"B{row}"] for row in (volume, price)] == [0, 0]


_SCENARIO = (
    "Utbetalt ekonomiskt bistånd: volym × pris",
    "Volym: hushåll med försörjningsstöd per månad",
    "Pris: utbetalt per hushåll och månad",
)


@needs_office
def test_a_scenario_follows_what_is_typed(appendix: Path, tmp_path: Path) -> None:
    rows = _rows(appendix)
    book = openpyxl.load_workbook(appendix)
    book[NAME][f"D{rows['Hushåll med försörjningsstöd per månad']}"] = 600
    book[NAME][f"D{rows['Utbetalt per hushåll och månad']}"] = 8500
    book.save(tmp_path / "eget.xlsx")
    (anew,) = recalculated(tmp_path / "eget.xlsx")
    page = openpyxl.load_workbook(anew, data_only=True)[NAME]
    cost, volume, price = (rows[name] for name in _SCENARIO)
    assert page[f"D{cost}"].value == pytest.approx(-600 * 8500 * 12 / 1000)
    assert page[f"B{volume}"].value == pytest.approx(-(600 - 565) * 8453 * 12 / 1000)
    assert page[f"B{price}"].value == pytest.approx(-600 * (8500 - 8453) * 12 / 1000)


def _rows(path: Path) -> dict[str, int]:
    """Return the last row of each label."""
    shown = filled(path, values=True).items()
    return {str(value): int(place[1:]) for (sheet, place), value in shown if sheet == NAME and place[0] == "A"}


def _steps(path: Path) -> list[list[object]]:
    return sheet_table(path, NAME, "Steg_Ekonomiskt_bistånd")[1:]
