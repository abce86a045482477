"""Another board than the one of the reports, from its own file to its workbook, and no board's name in the code."""

from __future__ import annotations

import re
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

from analysis.__main__ import main
from analysis.load import load_drift
from analysis.registry import load_documents
from analysis.workbook import write_board_workbook
from tests.helpers_data import plain_rows

ROOT = Path(__file__).resolve().parent.parent
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
    assert load_documents(data)["nämnd"].tolist() == ["Tekniska nämnden"] * 2
    totals = load_drift(data).query("slag == 'summa'")
    assert plain_rows(totals, "år", "utfall_tkr", "avvikelse_tkr") == [
        (2022, -11300.0, -1500.0),
        (2023, -12000.0, -2200.0),
    ]
    book = openpyxl.load_workbook(write_board_workbook(tmp_path / "bok.xlsx", data=data), data_only=True)
    assert book.sheetnames[2:4] == ["Driftredovisning 2022", "Driftredovisning 2023"]
    page = {row[0].value: [cell.value for cell in row[1:]] for row in book["Sammanfattning"].iter_rows()}
    assert page["Nettokostnad, utfall"][:2] == [-12000, -11300]
    assert page["Vinterväghållning"][0] == -2200
    assert "Tekniska nämnden" in book["Sammanfattning"].oddFooter.left.text
    assert main(["check", "--data", str(data)]) == 0
    assert "14 kontroller av tryckta summor och avvikelser: alla stämmer." in capsys.readouterr().out


def test_the_code_names_no_board_but_in_examples() -> None:
    named = [
        f"{path.name}:{number}"
        for path in sorted((ROOT / "analysis").glob("*.py"))
        for number, line in enumerate(_code(path.read_text(encoding="utf-8")).splitlines(), 1)
        if re.search(r"katrineholm|socialn[aä]mnd", line, re.IGNORECASE)
    ]
    assert named == []


def _code(text: str) -> str:
    """Leave out docstrings, which have examples of the reports at hand; the lines keep their numbers."""
    return re.sub(r'r?"""[\s\S]*?"""', lambda found: "\n" * found[0].count("\n"), text)
