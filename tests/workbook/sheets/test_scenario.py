"""The sheet Scenario: a split that sums exactly, and a scenario that follows what is typed in its marked cells."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from analysis.workbook.book import write_audit_workbook
from tests.boards import write_csv
from tests.books import filled, needs_office, recalculated
from tests.books import table as sheet_table
from tests.ledgers import HEAD, write_ledger
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


REPORT = (
    f"{HEAD}Hemtjänst\t-5 000\t-4 800\t-200\nStab\t-10\t-12\t2\nSumma\t-5 010\t-4 812\t-198\n\n"
    "## Volymer\n\nVolymer\t\t\n\tUtfall {0}\tUtfall {1}\nHemtjänsttimmar\t{2}\t{3}\n"
)


def test_a_line_and_a_volume_of_any_board_are_split_without_a_printed_price(tmp_path: Path) -> None:
    reports = {
        "a-2021": REPORT.format(2021, 2020, 10000, 9000),
        "a-2022": REPORT.format(2022, 2021, 12000, 10000).replace("-5 000", "-6 600").replace("-5 010", "-6 610"),
    }
    data = write_ledger(tmp_path, reports=reports)
    rows = [("Hemtjänst", "", "Hemtjänst", "Hemtjänsttimmar", "", "")]
    write_csv(data / "splits.csv", ("split", "sheet", "cost", "quantity", "price", "factor"), rows)
    path = write_audit_workbook(tmp_path / "bok.xlsx", 2022, 2021, data=data)
    steps = [row[:4] for row in sheet_table(path, NAME, "Steg_Hemtjänst")[1:]]
    assert steps == [
        ["Hemtjänst 2021", "start", None, -5000],
        ["Volym: Hemtjänsttimmar", "effekt", -1000, -6000],
        ["Pris: beräknat pris (kostnad ÷ Hemtjänsttimmar)", "effekt", -600, -6600],
        ["Hemtjänst 2022", "slut", -1600, -6600],
    ]
    rows_shown = [row[:5] for row in sheet_table(path, NAME, "Scenario_Hemtjänst")[1:]]
    assert rows_shown == [
        ["Hemtjänsttimmar", 10000, 12000, 12000, "antal"],
        ["Beräknat pris (kostnad ÷ Hemtjänsttimmar)", 500, 550, 550, "kr/st"],
        ["Hemtjänst: volym × pris", -5000, -6600, -6600, "tkr"],
    ]
