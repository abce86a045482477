"""What is sound of a report is registered, what is not is left out and named; the folder is tried before it is written."""

from __future__ import annotations

import csv
from pathlib import Path

import openpyxl
import pytest

from analysis.__main__ import main
from analysis.errors import DataError
from analysis.intake import writing
from analysis.intake.correcting import correct
from analysis.intake.inspection import Addition, inspect_report, plan_addition
from analysis.intake.registration import Wanted, register
from analysis.intake.writing import extended
from analysis.readers.tables import read_tables
from analysis.statements.load import load_carry_overs, load_drift, load_investments, load_volumes
from analysis.statements.register import left_out, load_documents, load_tables
from analysis.statements.sums import load_sums
from analysis.wording.summary import summarise
from analysis.workbook.book import write_audit_workbook
from tests.boards import make_board, plain_rows

WANTED = Wanted("Fritidsnämnden", 2023)
BARE = "Driftredovisning\n\nUtfall 2023 Budget 2023 Avvikelse\nStab -30 -35 5\nVård -25 -26 1\nSumma -55 -61 6\n\n"
INVESTED = (
    "Investeringsredovisning (mnkr)\n\nUtfall 2023 Budget 2023 Avvikelse\n"
    "Datorer -1,5 -2,0 0,5\nBord -0,5 -0,5 0,0\nSumma -2,0 -2,5 0,5\n\n"
)
VOLUMES = "Volymutveckling\n\nVolymmått Utfall 2022 Utfall 2023\nLån 10 8\nBesök 4 5\n"
TWICE = (
    "Ombudgetering (tkr)\t\t\t\t\t\t\n\tUtfall 2023\tBudget 2023\tAvvikelse\tAck utfall 2023\tAck budget 2023\tAvvikelse\n"
    "Datorer\t-1\t-1\t0\t-2\t-2\t0\n"
)
NO_UNIT = (
    "en tabell i pengar utan tryckt enhet; väntade (tkr), (mnkr) eller (kr) i tabellens rubrik; "
    "ange enheten med --unit (t.ex. --unit tkr) när rapporten läses, eller i kolumnen unit i documents.csv."
)
ABOVE = "väntade ett tabellhuvud ovanför; kontrollera stället i dokumentet."
TWO_SETS = (
    "2 uppsättningar Utfall, Budget och Avvikelse för 2023; väntade en; "
    "behåll bara helårets kolumner i den registrerade filen."
)


def report(folder: Path, text: str) -> Path:
    path = folder / "rapport.txt"
    path.write_text(text, encoding="utf-8", newline="\n")
    return path


def put(addition: Addition, data: Path) -> list[Path]:
    return register(addition.found.content, addition.row, addition.sums, data=data)


def without_units(data: Path) -> Path:
    """Take the column of units away from a register."""
    rows = list(csv.DictReader((data / "documents.csv").read_text(encoding="utf-8").splitlines()))
    names = [name for name in rows[0] if name != "unit"]
    (data / "documents.csv").write_bytes(extended(None, names, [{name: row[name] for name in names} for row in rows]))
    return data


def held(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_table_without_a_unit_is_left_out_and_the_rest_is_registered(tmp_path: Path) -> None:
    data = tmp_path / "data"
    addition = plan_addition(report(tmp_path, BARE + INVESTED + VOLUMES), WANTED, data=data)
    assert addition.found.fault is None
    assert addition.found.remarks == [f"Tabellen ”Driftredovisning” är utelämnad: rapport.txt rad 3: {NO_UNIT}"]
    put(addition, data)
    assert load_drift(data=data).empty
    assert plain_rows(load_investments(data=data), "post", "utfall_tkr") == [
        ("Datorer", -1500.0),
        ("Bord", -500.0),
        ("Summa", -2000.0),
    ]
    assert plain_rows(load_volumes(data=data), "post", "år", "värde")[:2] == [("Lån", 2022, 10.0), ("Lån", 2023, 8.0)]
    assert [one.total for one in load_sums(data)] == ["Summa"]
    assert [[table.kind for table in one.tables] for one in load_tables(data)] == [["investering", "volym"]]
    assert [one.note() for one in left_out(data)] == [
        f"Tabellen ”Driftredovisning” är utelämnad: fritidsnamnden-2023.txt rad 3: {NO_UNIT}"
    ]


def test_a_given_unit_is_that_of_the_tables_that_print_none(tmp_path: Path) -> None:
    data = tmp_path / "data"
    addition = plan_addition(report(tmp_path, BARE + INVESTED + VOLUMES), WANTED._replace(unit="TKR"), data=data)
    assert (addition.row["unit"], addition.found.remarks) == ("tkr", [])
    put(addition, data)
    assert load_documents(data=data)["unit"].tolist() == ["tkr"]
    assert plain_rows(load_drift(data=data), "post", "utfall_tkr", "läsning")[0] == ("Stab", -30.0, "säker")
    assert load_investments(data=data)["utfall_tkr"].tolist() == [-1500.0, -500.0, -2000.0]
    assert {(one.section, one.total) for one in load_sums(data)} == {
        ("Driftredovisning", "Summa"),
        ("Investeringsredovisning (mnkr)", "Summa"),
    }
    assert left_out(data) == []


def test_a_given_unit_is_noted_and_is_none_of_quantities(tmp_path: Path) -> None:
    drift, invested, volumes = read_tables(report(tmp_path, BARE + INVESTED + VOLUMES), "kr")
    assert [one.unit for one in (drift, invested, volumes)] == ["kr", "mnkr", None]
    assert drift.notes == ("rapport.txt rad 3: enheten kr är angiven, inte tryckt",)


def test_three_decimals_are_doubted_in_a_given_unit_too(tmp_path: Path) -> None:
    (table,) = read_tables(report(tmp_path, BARE.replace("-30 -35 5", "-30,125 -35,125 5,000")), "tkr")
    assert table.rows[0].doubt.startswith("tre decimaler i tkr kan vara tusental")


def test_a_table_with_two_sets_of_a_year_is_left_out(tmp_path: Path) -> None:
    data = tmp_path / "data"
    addition = plan_addition(report(tmp_path, INVESTED + TWICE), WANTED, data=data)
    left, missing = sorted(addition.found.remarks, reverse=True)
    assert missing.startswith("Ingen driftredovisning hittades")
    assert left == f"Tabellen ”Ombudgetering (tkr)” är utelämnad: rapport.txt rad 8: {TWO_SETS}"
    put(addition, data)
    assert load_carry_overs(data=data).empty
    assert len(load_investments(data=data)) == 3


def test_a_report_of_which_nothing_is_sound_is_refused_with_every_fault(tmp_path: Path) -> None:
    prose = "Nämnden har haft fler besökare än året innan, främst under sommaren och hösten.\n"
    path = report(tmp_path, f"Antal elever 1 120 1 131\n\n{prose}\n{BARE}{TWICE}")
    with pytest.raises(DataError, match=r"^rapport\.txt, line 7: saw a table in money without a printed unit") as error:
        plan_addition(path, WANTED, data=tmp_path / "data")
    assert error.value.swedish().split("\n") == [
        f"rapport.txt rad 7: {NO_UNIT}",
        f"rapport.txt rad 12: {TWO_SETS}",
        f"rapport.txt rad 1: en rad med tal (”Antal elever 1 120 1 131”); {ABOVE}",
    ]
    assert inspect_report(path).fault is not None
    assert not (tmp_path / "data").exists()


def test_a_unit_that_is_none_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="saw unit = 'st'; expected one of: kr, tkr, mnkr, mkr"):
        plan_addition(report(tmp_path, BARE), WANTED._replace(unit="st"), data=tmp_path / "data")


def test_a_register_without_the_column_of_units_gets_it_when_it_is_needed(tmp_path: Path) -> None:
    data = without_units(make_board(tmp_path / "data", nämnd="Fritidsnämnden"))
    put(plan_addition(report(tmp_path, BARE), WANTED._replace(unit="tkr"), data=data), data=data)
    assert load_documents(data=data)["unit"].tolist() == ["", "tkr"]
    put(plan_addition(report(tmp_path, INVESTED), WANTED._replace(id="mer"), data=data), data=data)
    assert load_documents(data=data)["unit"].tolist() == ["", "tkr", ""]


def test_a_register_without_the_column_of_units_keeps_its_columns_where_none_is_given(tmp_path: Path) -> None:
    data = without_units(make_board(tmp_path / "data", nämnd="Fritidsnämnden"))
    before = (data / "documents.csv").read_bytes()
    put(plan_addition(report(tmp_path, INVESTED), WANTED, data=data), data=data)
    assert (data / "documents.csv").read_bytes().startswith(before)
    assert load_documents(data=data)["unit"].tolist() == ["", ""]


def test_a_folder_that_would_not_load_is_not_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data = make_board(tmp_path / "data")
    addition = plan_addition(report(tmp_path, INVESTED), WANTED, data=data)
    (data / "claims.csv").write_text("kind\npåstående\n", encoding="utf-8")
    before, written = held(data), list[object]()
    monkeypatch.setattr(writing, "change", lambda *asked: written.append(asked))
    with pytest.raises(DataError, match=r"^claims\.csv, line 1: saw columns kind;"):
        put(addition, data)
    assert written == []
    assert held(data) == before


def test_a_cell_of_a_report_with_a_given_unit_can_be_corrected(tmp_path: Path) -> None:
    data = tmp_path / "data"
    text = BARE.replace("Stab -30 -35 5", "Stab -30 -3S 5")
    put(plan_addition(report(tmp_path, text), WANTED._replace(unit="tkr"), data=data), data=data)
    for column, value in (("Utfall 2023", "-30"), ("Budget 2023", "-35"), ("Avvikelse", "5")):
        correct("fritidsnamnden-2023", (4, column), value, "Bokstav.", data=data)
    assert plain_rows(load_drift(data=data), "post", "budget_tkr", "läsning")[0] == ("Stab", -35.0, "säker")
    assert [one.total for one in load_sums(data)] == ["Summa"]


def test_what_is_left_out_is_told_by_the_report(tmp_path: Path) -> None:
    data = make_board(tmp_path / "data", nämnd="Fritidsnämnden", publisher="utgivare ej angiven")
    put(plan_addition(report(tmp_path, BARE + INVESTED), WANTED, data=data), data=data)
    told = f"Tabellen ”Driftredovisning” är utelämnad: fritidsnamnden-2023.txt rad 3: {NO_UNIT}"
    assert told in [str(line) for line in summarise(data=data)]
    book = openpyxl.load_workbook(write_audit_workbook(tmp_path / "bok.xlsx", data=data), read_only=True)
    rows = [row[:3] for row in book["Läsning"].iter_rows(values_only=True)]
    assert ("fritidsnamnden-2023", "Driftredovisning", told) in rows


def test_the_command_line_gives_the_unit(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path, data = report(tmp_path, BARE + INVESTED), tmp_path / "data"
    assert main(["read", str(path)]) == 0
    assert f"Tabellen ”Driftredovisning” är utelämnad: rapport.txt rad 3: {NO_UNIT}" in capsys.readouterr().out
    assert main(["read", str(path), "--unit", "TKR"]) == 0
    out = capsys.readouterr().out
    assert "utelämnad" not in out
    assert "slag: drift · enhet: tkr" in out
    said = ["add", str(path), "--board", "Fritidsnämnden", "--year", "2023", "--data", str(data), "--yes"]
    assert main([*said, "--unit", "tkr"]) == 0
    assert "  unit: tkr\n" in capsys.readouterr().out
    assert load_drift(data=data)["utfall_tkr"].tolist() == [-30.0, -25.0, -55.0]


@pytest.mark.parametrize("command", ["read", "add"])
def test_a_unit_that_is_none_is_wrong_usage(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    more = ["--board", "A", "--year", "2023"] if command == "add" else []
    with pytest.raises(SystemExit, match="2"):
        main([command, "a.txt", *more, "--unit", "st"])
    assert "”st” är ingen av enheterna kr, tkr, mnkr, mkr" in capsys.readouterr().err


def test_a_folder_without_an_operating_statement_says_why_no_report_is_made(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = tmp_path / "data"
    put(plan_addition(report(tmp_path, BARE + INVESTED), WANTED, data=data), data=data)
    assert main(["report", "--data", str(data), "--out", str(tmp_path / "ut")]) == 1
    assert capsys.readouterr().err.endswith(
        "Det gick inte:\ndocuments.csv: ingen driftredovisning i de registrerade dokumenten; väntade en med utfall och "
        "budget för helår; registrera en rapport som har en.\n"
        f"fritidsnamnden-2023.txt rad 3: {NO_UNIT}\n"
    )
    assert not (tmp_path / "ut").exists()
