"""A few random boards from report to workbook and page, each number held against what was made; more by make fuzz."""

from __future__ import annotations

import re
import zipfile
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from analysis import write_audit_workbook
from tests.whole import made, truth
from tests.whole.drawn import hold_charts
from tests.whole.said import hold_said


@pytest.mark.parametrize("seed", range(6))
def test_all_numbers_of_a_board_are_those_that_its_reports_print(seed: int, tmp_path: Path) -> None:
    found = truth.take_through(seed, tmp_path, page=seed == 0)
    assert found.wrong == []
    assert found.compared > 60 * len(made.make_board(seed))


def test_a_number_that_is_another_is_found(tmp_path: Path) -> None:
    truth.take_through(1, tmp_path)
    board = made.make_board(1)
    year = board[max(board)]
    label = next(iter(year.lines))
    year.lines[label] = (year.lines[label][0] + 1, *year.lines[label][1:])
    book = openpyxl.load_workbook(write_audit_workbook(tmp_path / "a.xlsx", data=tmp_path / "data"), data_only=True)
    found = made.Findings()
    truth._audit(board, book, found)
    assert any(f"statement {max(board)}, {label} utfall" in one for one in found.wrong)


def _one(**lines: tuple[int, int]) -> made.Year:
    """Make a year in tkr out of the outcome and the budget of its lines."""
    rows = {label: (Decimal(out), Decimal(plan), Decimal(out - plan)) for label, (out, plan) in lines.items()}
    total = [sum((row[at] for row in rows.values()), Decimal(0)) for at in range(3)]
    return made.Year({**rows, made.TOTAL: (total[0], total[1], total[2])}, "tkr", -1, "txt")


BOARD = {
    2022: _one(Avgifter=(300, 200), Stab=(-5_000, -4_000), Skola=(-9_000, -9_100)),
    2023: _one(Avgifter=(250, 200), Stab=(-4_000, -4_100), Skola=(-9_700, -9_000)),
}
TRUE = (
    "Underskottet 2023 blev 550 tkr, 4,3 % av budgeten.",
    (
        "Skola (700 tkr) gick sämre än budget; Stab (100 tkr) och Avgifter (50 tkr) gick bättre än budget, tillsammans "
        "150 tkr."
    ),
    "Nettokostnaden var 13 700 tkr 2022 och 13 450 tkr 2023.",
    "Underskottet gick från 800 tkr 2022 till 550 tkr 2023; budgeten var 0 tkr mindre.",
    (
        "Nettokostnaden var 250 tkr lägre än 2022. Lägre kostnader: stab (1 000 tkr). Lägre intäkter: avgifter (50 tkr). "
        "Högre kostnader: skola (700 tkr)."
    ),
    (
        "Nämnden redovisar 2023 ett underskott mot budget på 550 tkr, 4,3 % av nettobudgeten på 12 900 tkr. Det största "
        "underskottet har Skola (−700 tkr); de största överskotten har Stab (+100 tkr) och Avgifter (+50 tkr)."
    ),
    "Alla 14 summor och avvikelser i rapporterna är omräknade: 14 stämmer.",
)


@pytest.mark.parametrize("text", TRUE)
def test_a_sentence_that_is_true_is_held_and_found_true(text: str) -> None:
    found = made.Findings()
    hold_said(text, BOARD, found, "page")
    assert found.wrong == []
    assert found.compared > 0


@pytest.mark.parametrize(
    ("at", "said", "instead", "told"),
    [
        (0, "550 tkr", "551 tkr", "deviation: saw -551, expected -550"),
        (0, "Underskottet", "Överskottet", "deviation: saw 550, expected -550"),
        (0, "4,3 %", "4,2 %", "share: saw 4.2, expected 4.3"),
        (1, "sämre", "bättre", "Skola: saw 700, expected -700"),
        (1, "Stab", "Avgifter", "Avgifter: saw 100, expected 50"),
        (1, "150 tkr", "160 tkr", "together: saw 160, expected 150"),
        (2, "13 700 tkr 2022", "13 450 tkr 2022", "net costs"),
        (3, "800 tkr 2022", "550 tkr 2022", "deviations"),
        (3, "0 tkr mindre", "10 tkr större", "budget: saw -10, expected 0"),
        (4, "lägre än", "högre än", "change: saw -250, expected 250"),
        (4, "Lägre intäkter: avgifter", "Högre kostnader: avgifter", "what Avgifter is: saw kostnader"),
        (4, " Högre kostnader: skola (700 tkr).", "", "steps"),
        (5, "12 900", "12 901", "budget: saw 12901, expected 12900"),
        (5, "Skola (−700 tkr)", "Skola (−70 tkr)", "Skola: saw -70, expected -700"),
        (6, "Alla 14", "Alla 15", "tested: saw 15, expected 14"),
        (6, "14 summor", "14 summor av 17", "a number that nothing holds"),
    ],
)
def test_a_sentence_that_is_not_true_is_found(at: int, said: str, instead: str, told: str) -> None:
    assert said in TRUE[at]
    found = made.Findings()
    hold_said(TRUE[at].replace(said, instead, 1), BOARD, found, "page")
    assert any(told in one for one in found.wrong)


def test_a_chart_that_draws_another_number_is_found(tmp_path: Path) -> None:
    truth.take_through(1, tmp_path)
    board = made.make_board(1)
    year = board[max(board)]
    label = max((one for one in year.lines if one != made.TOTAL), key=lambda one: abs(year.lines[one][2]))
    year.lines[label] = (*year.lines[label][:2], year.lines[label][2] + 1)
    found = made.Findings()
    hold_charts(tmp_path / "board.xlsx", board, found)
    assert any(one.startswith(f"chart on Sammanfattning, {label}: saw") for one in found.wrong)
    assert any(one.startswith(f"chart, {label}: saw") for one in found.wrong)


def test_a_chart_that_keeps_another_number_than_its_cell_is_found(tmp_path: Path) -> None:
    truth.take_through(1, tmp_path)
    path = tmp_path / "board.xlsx"
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    name = "xl/charts/chart1.xml"
    parts[name] = re.sub(rb"<c:v>(-?[1-9][\d.]*)</c:v>", b"<c:v>77777</c:v>", parts[name], count=1)
    with zipfile.ZipFile(path, "w") as package:
        for one, part in parts.items():
            package.writestr(one, part)
    found = made.Findings()
    hold_charts(path, made.make_board(1), found)
    assert [one for one in found.wrong if "saw 77777" in one]
