"""The sheets Driftredovisning, and which sheets the appendix does without."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from analysis.statements.folder import Folder
from analysis.statements.register import Registered, load_tables
from analysis.workbook.book import write_audit_workbook
from analysis.workbook.sheets import contents
from tests.boards import write_board
from tests.ledgers import cause, claim_row, computed, printed, write_ledger

BY_LINE = "## 3.1 Per verksamhet\n\nDriftredovisning (tkr)\n\tUtfall\tBudget\tAvvikelse\nSkola\t-10\t-12\t2\nSumma\t-10\t-12\t2\n\n"
BY_KIND = "## 3.2 Per kostnadsslag\n\nDriftredovisning (tkr)\n\tUtfall\tBudget\tAvvikelse\nLokaler\t-7\t-8\t1\nKöp\t-3\t-4\t1\nNetto\t-10\t-12\t2\n"
MORE = {
    "Investeringar": "\nInvesteringar (tkr)\n\tUtfall\tBudget\tAvvikelse\nBuss\t-5\t-6\t1\n",
    "Volymer och personal": "\nVolymer\n\t2021\t2020\nElever\t5\t6\n",
}


def sheets(folder: Path, data: Path) -> list[str]:
    return list(openpyxl.load_workbook(write_audit_workbook(folder / "bilaga.xlsx", data=data)).sheetnames)


def test_two_statements_of_a_year_stand_apart_each_with_its_name_and_its_sum(tmp_path: Path) -> None:
    sums = [("a-2021", "3.2 Per kostnadsslag", "Netto", name, "", "1", "lika") for name in ("Lokaler", "Köp")]
    data = write_board(tmp_path / "data", {"a-2021": BY_LINE + BY_KIND}, sums)
    book = openpyxl.load_workbook(write_audit_workbook(tmp_path / "bilaga.xlsx", data=data), data_only=True)
    sheet = book["Driftredovisning 2021"]
    assert [sheet.tables[name].ref[:1] for name in sorted(sheet.tables)] == ["A", "A", "A"]
    assert sorted(sheet.tables) == ["Driftredovisning2021", "Driftredovisning2021_2", "Summor2021_2"]
    first = [row[0] for row in sheet.iter_rows(values_only=True) if row[0]]
    assert first[first.index("Uppställning 1: 3.1 Per verksamhet") :] == [
        "Uppställning 1: 3.1 Per verksamhet",
        *("Post", "Skola", "Summa"),
        "Uppställning 2: 3.2 Per kostnadsslag",
        *("Post", "Lokaler", "Köp", "Netto"),
        "Summorna omräknade",
        *("Summa", "Netto, beräknad summa av 2 rader", "Netto, tryckt", "Netto, skillnad, tryckt − beräknad"),
    ]
    assert first[1].startswith("Källor: avsnitt 3.1 Per verksamhet (a-2021) och avsnitt 3.2 Per kostnadsslag (a-2021).")


def test_one_statement_has_no_name_of_its_own(tmp_path: Path) -> None:
    data = write_board(tmp_path / "data", {"a-2021": BY_LINE})
    book = openpyxl.load_workbook(write_audit_workbook(tmp_path / "bilaga.xlsx", data=data))
    said = [row[0] for row in book["Driftredovisning 2021"].iter_rows(values_only=True)]
    assert said[1] == "Källa: a-2021, avsnitt 3.1 Per verksamhet. Belopp i tkr."
    assert not any(str(one).startswith("Uppställning") for one in said)


def test_sheets_that_would_be_empty_are_left_out(tmp_path: Path) -> None:
    data = write_board(tmp_path / "data", {"a-2021": BY_LINE})
    assert sheets(tmp_path, data) == [
        *("Innehåll", "Checklista", "Driftredovisning 2021", "Kontroller", "Jämförbarhet", "Uppgifter", "Källor"),
        "Läsning",
    ]  # fmt: skip


@pytest.mark.parametrize("name", MORE)
def test_a_table_brings_its_sheet(name: str, tmp_path: Path) -> None:
    data = write_board(tmp_path / "data", {"a-2021": BY_LINE + MORE[name]})
    assert name in sheets(tmp_path, data)


FIGURES = [printed("vård_2021", "7"), computed("pris_2021", "1 tkr / 1 antal", "tkr/antal")]
FILES: dict[str, dict[str, Any]] = {
    "Orsaker och åtgärder": {"causes": [cause("HVB", "Fler.")]},
    "Känslighet": {"drivers": [("en timme", "2021", "antal", "pris_2021", "", "")]},
    "Påståenden": {"claims": [claim_row("7 tkr", "vård_2021")]},
}


@pytest.mark.parametrize("name", FILES)
def test_a_row_of_a_file_brings_its_sheet(name: str, tmp_path: Path) -> None:
    data = tmp_path / "data"
    write_ledger(data, [printed("vård_2021", "7")])
    assert name not in sheets(tmp_path, data)
    write_ledger(data, FIGURES, **FILES[name])
    assert name in sheets(tmp_path, data)


def test_what_is_noted_of_a_whole_file_is_said_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def noted(folder: Folder) -> list[Registered]:
        return [
            one._replace(tables=[replace(table, notes=("om filen",)) for table in one.tables])
            for one in load_tables(folder)
        ]

    monkeypatch.setattr(contents, "load_tables", noted)
    data = write_board(tmp_path / "data", {"a-2021": BY_LINE + BY_KIND})
    book = openpyxl.load_workbook(write_audit_workbook(tmp_path / "bilaga.xlsx", data=data))
    assert [row for row in book["Läsning"].iter_rows(values_only=True) if row[2] == "om filen"] == [
        ("a-2021", "hela filen", "om filen")
    ]
