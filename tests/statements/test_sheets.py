"""Some sheets of a workbook are read, and no others."""

from __future__ import annotations

from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from analysis.__main__ import main
from analysis.errors import DataError
from analysis.intake.inspection import inspect_report
from analysis.intake.rehearsal import folder_faults
from analysis.statements.load import load_drift
from analysis.statements.register import load_documents
from analysis.statements.sheets import SIGN, in_sheets, names_of
from tests.boards import plain_rows


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Write a workbook with a sheet of this year, one of another unit, and one of words."""
    path = tmp_path / "bok.xlsx"
    with xlsxwriter.Workbook(path) as book:
        for name, unit, number in (("Utfall 2024", "tkr", -1000), ("Arbetsblad", "tkr", -7000)):
            sheet = book.add_worksheet(name)
            sheet.write(0, 0, f"Driftredovisning ({unit})")
            sheet.write_row(2, 0, ["Verksamhet", "Utfall 2024", "Budget 2024", "Avvikelse"])
            sheet.write_row(3, 0, ["Skola", number, number - 100, 100])
            sheet.write_row(4, 0, ["Summa", number, number - 100, 100])
        book.add_worksheet("Läs mig").write(0, 0, "Bara ord.")
    return path


def test_a_sheet_is_chosen_and_the_choice_is_kept(path: Path, tmp_path: Path) -> None:
    data = tmp_path / "data"
    said = ["add", str(path), "--board", "Nämnden", "--year", "2024", "--data", str(data), "--yes"]
    assert main([*said, "--publisher", "Exempelby", "--sheet", "Utfall 2024"]) == 0
    assert load_documents(data=data)["sheets"].tolist() == ["Utfall 2024"]
    assert plain_rows(load_drift(data=data), "post", "utfall_tkr") == [("Skola", -1000.0), ("Summa", -1000.0)]
    assert folder_faults(data) == []


def test_all_sheets_are_read_where_none_is_chosen_and_several_may_be(path: Path) -> None:
    every = [table.rows[0].label for table in inspect_report(path, 2024).tables]
    assert every == ["Skola", "Skola"]
    chosen = inspect_report(path, 2024, sheets="Arbetsblad / Utfall 2024").tables
    assert [table.frame.iat[0, 1] for table in chosen] == [-1000, -7000]


@pytest.mark.parametrize(
    ("sheets", "said"),
    [
        (["Utfal 2024"], ["bladet ”Utfal 2024”; väntade något av filens blad: Utfall 2024, Arbetsblad, Läs mig;"]),
        (["A", "B"], ["bladet ”A”; väntade något av", "bladet ”B”; väntade något av"]),
        (["Läs mig"], ["bladet ”Läs mig”, som inte har någon tabell; väntade ett blad med en tabell: Utfall 2024,"]),
    ],
)
def test_another_name_is_refused_with_the_sheets_that_there_are(
    path: Path, sheets: list[str], said: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["read", str(path), *(word for name in sheets for word in ("--sheet", name))]) == 1
    told = capsys.readouterr().err
    assert all(one in told for one in said)
    with pytest.raises(DataError, match=r"^bok\.xlsx: saw sheet = '"):
        inspect_report(path, sheets=SIGN.join(sheets))


def test_a_file_without_sheets_has_none_to_choose(tmp_path: Path) -> None:
    path = tmp_path / "rapport.txt"
    path.write_text("Driftredovisning (tkr)\n\nUtfall Budget Avvikelse\nSkola -10 -12 2\n", encoding="utf-8")
    with pytest.raises(DataError, match="saw sheet = 'Drift'; expected one of its sheets: –; correct the name"):
        inspect_report(path, sheets="Drift")


def test_a_wrong_sheet_in_the_register_is_told(path: Path, tmp_path: Path) -> None:
    data = tmp_path / "data"
    said = ["add", str(path), "--board", "Nämnden", "--year", "2024", "--data", str(data), "--yes"]
    assert main([*said, "--publisher", "Exempelby", "--sheet", "Utfall 2024"]) == 0
    register = data / "documents.csv"
    register.write_text(
        register.read_text(encoding="utf-8").replace(",Utfall 2024,", ",Utfall 2025,"), encoding="utf-8"
    )
    assert [one.code for one in folder_faults(data)] == ["unknown-sheet"]


def test_read_knows_the_year_the_part_of_it_and_the_unit(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "uppfoljning.csv"
    head = "Verksamhet;Utfall jan-aug;Budget jan-aug;Avvikelse;Årsbudget;Prognos;Prognosavvikelse\n"
    path.write_text(f"Driftredovisning\n{head}Skola;-10;-12;2;-20;-19;1\nSumma;-10;-12;2;-20;-19;1\n", encoding="utf-8")
    assert main(["read", str(path)]) == 0
    assert "Inga tryckta summor" in capsys.readouterr().out
    assert main(["read", str(path), "--year", "2025", "--period", "januari–augusti", "--unit", "tkr"]) == 0
    assert "kontroller av tryckta summor och avvikelser: alla stämmer." in capsys.readouterr().out


@given(st.lists(st.text(st.characters(blacklist_characters=SIGN), min_size=1).filter(str.strip), max_size=4))
def test_names_are_parted_and_put_together_again(names: list[str]) -> None:
    assert names_of(SIGN.join(names)) == [name.strip() for name in names]
    assert in_sheets([], "", "bok.xlsx") == []
