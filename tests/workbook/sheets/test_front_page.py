"""The first page: its key figures, bridge and largest deviations are live, and lead to where they come from."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.wording.year import describe_message
from analysis.workbook.book import write_board_workbook
from tests.boards import REPORT, columns_of, make_board, write_csv
from tests.books import ONLY_DRIFT, finished, loaded
from tests.follow_ups import follow_up_board

WITHOUT = (
    "Drift\n\nDriftredovisning (tkr)\n\nUtfall 2023 Budget 2023\n\nBibliotek -4 000 -3 400\n\nSumma -4 000 -3 400\n"
)
Rows = dict[str, list[object]]


def first_page(path: Path, *, values: bool = True) -> Rows:
    """Return the cells to the right of each text in the first column."""
    sheet = loaded(path, values=values)["Sammanfattning"]
    return {str(row[0].value): [cell.value for cell in row[1:]] for row in sheet.iter_rows() if row[0].value}


@pytest.fixture(scope="module")
def real() -> Path:
    return finished("2020 mot 2017")


def test_key_figures_of_both_years(real: Path) -> None:
    rows = first_page(real)
    assert rows["Nyckeltal"] == ["2020", "2017", "Härkomst, 2020", "Varifrån, 2020"]
    assert rows["Nettokostnad, utfall"][:3] == [-218690, -183607, "tryckt"]
    assert rows["Nettobudget"][:2] == [-191030, -180121]
    assert rows["Avvikelse, tkr"][:2] == [-27660, -3487]
    assert rows["Avvikelse, andel av budget"][:3] == [
        pytest.approx(-27660 / 191030),
        pytest.approx(-3487 / 180121),
        "beräknat",
    ]
    assert rows["Avvikelse utan engångsposter"][:3] == [-26833, None, "beräknat"]
    assert rows["Nämndens mål för avvikelsen 2020"] == [-17000, None, "tryckt", "Uppgifter"]
    assert rows["Avvikelse 2019, året före"][:3] == [-38874, None, "tryckt"]
    assert any(name.startswith("Är engångsposterna bokförda på en rad med gap") for name in rows)
    assert rows["Avvikelse utan gap i budgeten från början"][0] == -11016
    assert rows["Avvikelse utan engångsposter och gap"][0] == -10189


def test_key_figures_are_formulas_over_the_other_sheets(real: Path) -> None:
    rows = first_page(real, values=False)
    assert rows["Nettobudget"][0] == "='Driftredovisning 2020'!E19"
    gap = str(rows["Avvikelse utan gap i budgeten från början"][0])
    assert gap.startswith("='Driftredovisning 2020'!G19-SUMIF('Avvikelser'!")


def test_a_comparison_year_without_a_statement_is_taken_from_the_ledger() -> None:
    path = finished("2020 mot 2019")
    rows = first_page(path)
    assert rows["Nyckeltal"][:2] == ["2020", "2019"]
    assert rows["Nettokostnad, utfall"][1] == -220080
    assert rows["Avvikelse, tkr"][1] == -38874
    assert "Uppgifter" in str(first_page(path, values=False)["Nettokostnad, utfall"][1])


def test_largest_deviations_with_cause_and_label(tmp_path: Path) -> None:
    data = make_board(tmp_path / "data")
    write_csv(data / "causes.csv", columns_of("causes.csv"), [("kultur-2023", "Bibliotek", "4.1", "Fler lån.")])
    rows = first_page(write_board_workbook(tmp_path / "bok.xlsx", data=data))
    assert rows["Största avvikelserna 2023"] == ["Avvikelse, tkr", "Andel av budget", "Härkomst", "Orsak"]
    assert rows["Ledning"] == [
        -500, None, "beräknat", "Gap i budgeten från början. Ingen källa anger orsaken för raden."
    ]  # fmt: skip
    assert rows["Bibliotek"] == [-200, -0.2, "uppgett", "Fler lån."]


def test_without_a_year_to_compare_the_page_says_so() -> None:
    rows = first_page(finished(ONLY_DRIFT))
    assert rows["Nyckeltal"] == ["2023", "Inget år", "Härkomst, 2023", "Varifrån, 2023"]
    assert rows["Avvikelse utan engångsposter"] == [None, None, "inte känt", "Inga engångsposter är kända för året."]
    assert "Inget tidigare år är inläst att jämföra med." in rows


def test_a_year_without_a_gap_says_so(tmp_path: Path) -> None:
    report = REPORT.replace("-300 200 -500", "-300 -200 -100").replace("-3 400 -600", "-3 800 -200")
    path = write_board_workbook(tmp_path / "bok.xlsx", data=make_board(tmp_path / "data", report))
    row = first_page(path)["Avvikelse utan gap i budgeten från början"]
    assert row == [-200, None, "beräknat", "Ingen rad hade budget med motsatt tecken."]


def test_links_of_the_page_lead_to_the_lines(real: Path) -> None:
    sheet = loaded(real)["Sammanfattning"]
    links = {cell.value: cell.hyperlink.location for row in sheet.iter_rows() for cell in row if cell.hyperlink}
    assert links["Ledning"] == "'Driftredovisning 2020'!G7"
    assert links["Avvikelser"] == "'Avvikelser'!A1"


@pytest.mark.parametrize(("case", "year"), [("2017", 2017), ("2020 mot 2017", 2020)])
def test_the_steps_of_the_bridge_lead_from_budget_to_outcome(case: str, year: int) -> None:
    sheet = loaded(finished(case), values=True)["Diagramunderlag"]
    tables = [sheet[table.ref] for table in sheet.tables.values()]
    (cells,) = [rows for rows in tables if rows[1][0].value == f"Budget {year}"]
    amounts = [row[1].value for row in cells[1:]]
    assert sum(amounts[:-1]) == amounts[-1]
    assert cells[-1][3].value == amounts[-1]


def test_a_forecast_is_not_called_an_outcome(tmp_path: Path) -> None:
    data = follow_up_board(tmp_path / "data", final=False)
    path = write_board_workbook(tmp_path / "bok.xlsx", 2023, data=data)
    rows = first_page(path)
    assert "Prognos mot budget 2023" in rows
    assert rows["Nettokostnad, prognos"][:3] == [-110, None, "tryckt"]
    assert "Nettokostnad, utfall" not in rows
    notes = [row[0].value for row in loaded(path)["Driftredovisning 2023"].iter_rows(max_row=4)]
    assert notes[3] == (
        "Årets utfall är inte inläst. Det som står som utfall är nämndens prognos efter augusti, "
        "och budget är årsbudgeten."
    )


@pytest.mark.parametrize(("report", "label"), [(REPORT, "tryckt"), (WITHOUT, "beräknat")])
def test_a_deviation_that_is_not_printed_is_labelled_computed(tmp_path: Path, report: str, label: str) -> None:
    data = make_board(tmp_path / "data", report, sums=())
    rows = first_page(write_board_workbook(tmp_path / "bok.xlsx", data=data))
    assert rows["Avvikelse, tkr"][:3] == [-600, None, label]


def test_a_year_that_cannot_be_described_says_why() -> None:
    assert describe_message(1999) == (
        "1999 går inte att beskriva: driftredovisning finns inte för 1999, bara för 2017, 2020."
    )
