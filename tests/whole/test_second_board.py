"""Another board than the one of the reports, from its own file to its workbook, and no board's name in the code."""

from __future__ import annotations

import re
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

from analysis.__main__ import main
from analysis.explanations.forecasts import forecast_path
from analysis.statements.checks import reconcile
from analysis.statements.load import load_drift
from analysis.statements.register import load_documents
from analysis.wording.sentences import NOT_ENTERED
from analysis.wording.year import describe_message, describe_place
from analysis.workbook.book import write_audit_workbook, write_board_workbook
from tests.boards import plain_rows

ROOT = Path(__file__).resolve().parents[2]
LINES = [("Gator", -5200, -5000, -200), ("Parker", -2100, -2300, 200), ("Vinterväghållning", -4000, -2500, -1500)]
TOTAL = ("Summa", -11300, -9800, -1500)


def write_report(path: Path, year: int, change: int = 0) -> Path:
    """Write a board's report as a spreadsheet; the last line and the total are changed by so much."""
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Drift")
        sheet.write(0, 0, "Driftredovisning (tkr)")
        sheet.write_row(2, 0, ["Verksamhet", f"Utfall {year}", f"Budget {year}", "Avvikelse"])
        for at, (name, outcome, budget, deviation) in enumerate([*LINES, TOTAL]):
            more = change if at >= len(LINES) - 1 else 0
            sheet.write_row(3 + at, 0, [name, outcome + more, budget, deviation + more])
    return path


def test_two_years_of_a_board_go_from_file_to_workbook(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data = tmp_path / "data"
    for year, change in ((2022, 0), (2023, -700)):
        report = write_report(tmp_path / f"bokslut{year}.xlsx", year, change)
        said = ["add", str(report), "--board", "Tekniska nämnden", "--year", str(year), "--data", str(data), "--yes"]
        assert main([*said, "--publisher", "Exempelby"]) == 0
    capsys.readouterr()
    assert load_documents(data=data)["nämnd"].tolist() == ["Tekniska nämnden"] * 2
    totals = load_drift(data=data).query("slag == 'summa'")
    assert plain_rows(totals, "år", "utfall_tkr", "avvikelse_tkr") == [
        (2022, -11300.0, -1500.0),
        (2023, -12000.0, -2200.0),
    ]
    book = openpyxl.load_workbook(write_board_workbook(tmp_path / "bok.xlsx", data=data), data_only=True)
    page = list(book["Sammanfattning"].iter_rows(values_only=True))
    assert [row[:4] for row in page if row[0] in {2022, 2023}] == [
        (2022, -11300, -9800, -1500),
        (2023, -12000, -9800, -2200),
    ]
    text = " ".join(str(cell) for row in page for cell in row).replace("\u00a0", " ")
    assert (
        "Vinterväghållning (2 200 tkr) och Gator (200 tkr) gick sämre än budget, tillsammans 2 400 tkr; Parker" in text
    )
    assert NOT_ENTERED in text
    assert "Rapporten anger ingen orsak" not in text
    assert "Tekniska nämnden" in book["Sammanfattning"].oddFooter.left.text
    audit = openpyxl.load_workbook(write_audit_workbook(tmp_path / "bilaga.xlsx", data=data))
    assert {"Driftredovisning 2022", "Driftredovisning 2023"} <= set(audit.sheetnames)
    assert main(["check", "--data", str(data)]) == 0
    assert "14 kontroller av tryckta summor och avvikelser: alla stämmer." in capsys.readouterr().out


FOLLOW_UP = """Driftredovisning (tkr)
Verksamhet;Utfall {0} 2023;Budget {0} 2023;Avvikelse {0};Årsbudget 2023;Helårsprognos 2023;Prognosavvikelse
Gator;{1};-3 400;-300;-5 100;{2};{3}
Parker;-1 500;-1 600;100;-2 400;-2 250;150
Summa;{4};-5 000;-200;-7 500;{5};{6}
"""
APRIL = FOLLOW_UP.format("jan-apr", "-3 700", "-5 150", "-50", "-5 200", "-7 400", "100")
AUGUST = FOLLOW_UP.format("jan-aug", "-3 700", "-5 500", "-400", "-5 200", "-7 750", "-250")
ANNUAL = "Driftredovisning (tkr)\nVerksamhet;Utfall 2023;Budget 2023;Avvikelse\nGator;-5 600;-5 100;-500\nSumma;-5 600;-5 100;-500\n"


def add(folder: Path, text: str, period: str) -> None:
    path = folder / f"{period.partition('–')[2] or period}.csv"
    path.write_text(text, encoding="cp1252")
    said = ["add", str(path), "--board", "Gatunämnden", "--year", "2023", "--period", period]
    assert main([*said, "--data", str(folder / "data"), "--yes"]) == 0


def test_a_month_is_the_newest_period_until_the_annual_report_is_there(tmp_path: Path) -> None:
    data = tmp_path / "data"
    add(tmp_path, APRIL, "januari–april")
    add(tmp_path, AUGUST, "januari–augusti")
    said = describe_message(2023, data=data).replace("\u00a0", " ")
    assert said.startswith("Prognosen för 2023 är ett underskott på 250 tkr, 3,3 % av budgeten.")
    assert describe_place(2023, data=data)[1] == "Prognos efter augusti 2023, jämförd med budget"
    assert reconcile(data=data)["utslag"].unique().tolist() == ["stämmer"]
    assert "Prognos" in openpyxl.load_workbook(write_audit_workbook(tmp_path / "bilaga.xlsx", data=data)).sheetnames
    add(tmp_path, ANNUAL, "helår")
    final = describe_message(2023, data=data).replace("\u00a0", " ")
    assert final.startswith("Underskottet 2023 blev 500 tkr, 9,8 % av budgeten.")
    path = forecast_path(2023, data=data).query("slag == 'summa'")
    assert plain_rows(path, "månad", "prognos_tkr", "utfall_tkr", "prognosfel_tkr") == [
        (4, -7400.0, -5600.0, 1800.0),
        (8, -7750.0, -5600.0, 2150.0),
    ]


def test_the_code_names_no_board_but_in_examples() -> None:
    named = [
        f"{path.name}:{number}"
        for path in sorted((ROOT / "analysis").rglob("*.py"))
        for number, line in enumerate(_code(path.read_text(encoding="utf-8")).splitlines(), 1)
        if re.search(r"katrineholm|socialn[aä]mnd", line, re.IGNORECASE)
    ]
    assert named == []


def _code(text: str) -> str:
    """Leave out docstrings, which have examples of the reports at hand; the lines keep their numbers."""
    return re.sub(r'r?"""[\s\S]*?"""', lambda found: "\n" * found[0].count("\n"), text)
