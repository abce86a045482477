"""Columns of a period without a name are the year's only where document or title says January to December."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.intake.inspection import inspect_report
from analysis.readers.tables import read_tables
from analysis.statements.load import load_drift
from tests.boards import plain_rows, write_board

HEAD = "\tUtfall period\tBudget period\tAvvikelse"
ROWS = "Stab\t-1200\t-1000\t-200\nSkola\t-5200\t-5100\t-100\nSumma\t-6400\t-6100\t-300\n"
READ = [("Stab", -1200.0, -1000.0, -200.0), ("Skola", -5200.0, -5100.0, -100.0), ("Summa", -6400.0, -6100.0, -300.0)]
MONEY = ("post", "utfall_tkr", "budget_tkr", "avvikelse_tkr")


def report(title: str = "Driftredovisning (tkr)", head: str = HEAD, rows: str = ROWS) -> str:
    return f"{title}\n\n{head}\n{rows}"


@pytest.mark.parametrize("period", ["januari–december", "jan-dec"])
def test_a_document_of_all_months_says_what_the_period_is(period: str, tmp_path: Path) -> None:
    data = write_board(tmp_path, {"a-2023": report()}, period=period)
    assert plain_rows(load_drift(data=data), *MONEY) == READ


@pytest.mark.parametrize("title", ["Driftredovisning jan-dec 2023 (tkr)", "Driftredovisning 202301–202312 (tkr)"])
def test_a_title_of_all_months_says_what_the_period_is(title: str, tmp_path: Path) -> None:
    data = write_board(tmp_path, {"a-2023": report(title)}, period="helår")
    assert plain_rows(load_drift(data=data), *MONEY) == READ


@pytest.mark.parametrize(
    "above",
    [
        "Period: januari–december 2023",
        "Period\tjanuari–december 2023",
        "Rapportperiod: 202301-202312",
        "Avser jan-dec 2023",
    ],
)
def test_a_line_above_the_head_says_what_the_period_is(above: str, tmp_path: Path) -> None:
    data = write_board(tmp_path, {"a-2023": f"Driftredovisning (tkr)\n{above}\n\n{HEAD}\n{ROWS}"}, period="helår")
    assert plain_rows(load_drift(data=data), *MONEY) == READ


@pytest.mark.parametrize(
    "above",
    [
        "Period: januari–augusti 2023",
        "Period: december 2023",
        "Period: januari–december 2023, utom elevhälsan",
        "Ledningen avser att följa upp januari–december",
    ],
)
def test_a_line_of_a_part_of_the_year_or_of_prose_makes_no_year(above: str, tmp_path: Path) -> None:
    data = write_board(tmp_path, {"a-2023": f"Driftredovisning (tkr)\n{above}\n\n{HEAD}\n{ROWS}"}, period="helår")
    assert load_drift(data=data).empty


def test_a_line_above_one_table_says_nothing_of_the_next(tmp_path: Path) -> None:
    file = tmp_path / "report.txt"
    second = report("Driftredovisning per verksamhet (tkr)")
    file.write_text(f"Period: januari–december 2023\n\n{report()}\n{second}", encoding="utf-8")
    tables = read_tables(file)
    assert [table.period for table in tables] == ["januari–december 2023", ""]


@pytest.mark.parametrize("period", ["helår", "december"])
def test_a_period_that_nothing_names_may_be_a_month(period: str, tmp_path: Path) -> None:
    data = write_board(tmp_path, {"a-2023": report()}, period=period)
    assert load_drift(data=data).empty


@pytest.mark.parametrize("head", [HEAD.replace("period", "delår"), HEAD.replace("period", "jan-aug")])
def test_a_column_that_names_a_part_of_the_year_is_no_year(head: str, tmp_path: Path) -> None:
    data = write_board(tmp_path, {"a-2023": report(head=head)}, period="januari–december")
    assert load_drift(data=data).empty


def test_a_period_beside_another_outcome_is_a_part_of_the_year(tmp_path: Path) -> None:
    rows = "Stab\t-100\t-90\t-10\t-1200\nSkola\t-400\t-420\t20\t-5200\nSumma\t-500\t-510\t10\t-6400\n"
    data = write_board(tmp_path, {"a-2023": report(head=f"{HEAD}\tUtfall helår", rows=rows)}, period="januari–december")
    assert [row for row in plain_rows(load_drift(data=data), *MONEY) if row[1] in {-100.0, -400.0, -500.0}] == []


def test_an_inspection_says_how_to_tell_what_the_period_is(tmp_path: Path) -> None:
    file = tmp_path / "export.txt"
    file.write_text(report(), encoding="utf-8")
    assert any("”Utfall period” säger inte vilken period" in one for one in inspect_report(file, 2023).remarks)
    assert not any("Utfall period" in one for one in inspect_report(file, 2023, "januari–december").remarks)
