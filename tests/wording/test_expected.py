"""A year that is not over is told as what is expected, on every page; its volumes too; and sources that differ are said."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.data_files import DOCUMENTS, SUMS
from analysis.errors import AnalysisError
from analysis.explanations.bridges import bridge
from analysis.explanations.volumes import volume_price
from analysis.explanations.years import forecast_of
from analysis.ledger.compare import compare
from analysis.statements.folder import opened
from analysis.wording.answers import answers
from analysis.wording.changes import describe_volume_price
from analysis.wording.legend import year_legend
from analysis.wording.views import trace_year
from analysis.workbook.book import write_board_workbook
from analysis.workbook.shown import workbook_table
from tests.boards import columns_of, document_row, plain_rows, write_csv
from tests.books import filled

YEAR = (
    "Driftredovisning (tkr)\n\n\tUtfall 2022\tBudget 2022\tAvvikelse\n"
    "Hemtjänst\t-5000\t-4000\t-1000\nStab\t-900\t-900\t0\nSumma\t-5900\t-4900\t-1000\n\n"
    "Volymer\n\n\tUtfall 2022\nAntal utförda timmar\t10 000\nKostnad per timme, kr\t500\n"
)
AHEAD = (
    "Driftredovisning (tkr)\n\n\tBudget jan-aug\tUtfall jan-aug\tAvvikelse jan-aug\tÅrsbudget\tHelårsprognos\tPrognosavvikelse\n"
    "Hemtjänst\t-3000\t-3600\t-600\t-4500\t-5500\t-1000\nStab\t-600\t-600\t0\t-900\t-900\t0\n"
    "Summa\t-3600\t-4200\t-600\t-5400\t-6400\t-1000\n\n"
    "Volymer\n\n\tJan-aug 2023\tPrognos helår 2023\nAntal utförda timmar\t7 300\t11 000\n"
)
SPLIT = ["Timmar", "", "Hemtjänst", "Antal utförda timmar", "Kostnad per timme, kr", ""]


def board(data: Path, ahead: str = AHEAD, year: str = YEAR, second: str = "", **of_second: str) -> Path:
    data.mkdir(parents=True, exist_ok=True)
    part = {"period": "januari–augusti"}
    rows = [document_row(data, "a-2022", year), document_row(data, "a-2023", ahead, **part)]
    if second:
        rows.append(document_row(data, "b-2023", second, **{**part, **of_second}))
    write_csv(data / "documents.csv", DOCUMENTS.names, rows)
    write_csv(data / "sums.csv", SUMS.names, [])
    write_csv(data / "subjects.csv", columns_of("subjects.csv"), [])
    write_csv(data / "splits.csv", ("split", "sheet", "cost", "quantity", "price", "factor"), [SPLIT])
    return data


def said(data: Path, at: int, year: int = 2023) -> list[str]:
    return [one.text.replace("\u00a0", " ") for one in answers(year, data=data)[at].sentences]


def test_what_leads_to_a_forecast_calls_it_that(tmp_path: Path) -> None:
    rows = trace_year(2023, data=board(tmp_path)).frame["namn"].tolist()
    assert rows == [
        *("Drift: Summa, avvikelse 2023", "prognos − budget 2023"),
        *("Drift: Summa, prognos 2023", "Drift: Summa, budget 2023"),
    ]


def test_a_forecast_is_told_as_what_is_expected(tmp_path: Path) -> None:
    data = board(tmp_path)
    assert [forecast_of(year, opened(data)) for year in (2022, 2023, 1999)] == ["", "prognos efter augusti", ""]
    assert answers(2023, data=data)[0].heading == "Varför väntas budgeten missas?"
    assert "Hemtjänst (1 000 tkr) väntas gå sämre än budget." in said(data, 0)
    changed = " ".join(said(data, 1))
    assert "Nettokostnaden var 5 900 tkr 2022, och väntas bli 6 400 tkr 2023." in changed
    assert "Underskottet väntas gå från 1 000 tkr 2022 till 1 000 tkr 2023; budgeten är 500 tkr större." in changed
    assert "Nettokostnaden väntas bli 500 tkr högre än 2022." in changed
    assert "2023 är prognosen efter augusti." in list(year_legend(opened(data)))


def test_an_outcome_is_told_as_what_was(tmp_path: Path) -> None:
    data = board(tmp_path)
    assert answers(2022, data=data)[0].heading == "Varför missades budgeten?"
    assert "Hemtjänst (1 000 tkr) gick sämre än budget." in said(data, 0, 2022)


@pytest.mark.parametrize(
    ("total", "heading"),
    [("-5400\t-5400\t0", "Hur väntas det gå mot budgeten?"), ("-5400\t-5300\t100", "Varför väntas ett överskott?")],
)
def test_the_question_fits_the_forecast(tmp_path: Path, total: str, heading: str) -> None:
    text = AHEAD.replace("-5400\t-6400\t-1000", total)
    assert answers(2023, data=board(tmp_path, text))[0].heading == heading


@pytest.mark.parametrize(
    ("total", "heading"),
    [("-4900\t-4900\t0", "Hur gick det mot budgeten?"), ("-4800\t-4900\t100", "Varför blev det ett överskott?")],
)
def test_the_question_fits_the_outcome(tmp_path: Path, total: str, heading: str) -> None:
    data = board(tmp_path, year=YEAR.replace("-5900\t-4900\t-1000", total))
    assert answers(2022, data=data)[0].heading == heading


def test_a_line_that_is_budgeted_with_the_other_sign_is_told_as_expected(tmp_path: Path) -> None:
    data = board(tmp_path, AHEAD.replace("Stab\t-600\t-600\t0\t-900\t-900\t0", "Stab\t-600\t-600\t0\t900\t-900\t-1800"))
    assert (
        "Raden Stab väntas gå 1 800 tkr sämre än budget: den är budgeterad som en intäkt på 900 tkr och väntas bli en "
        "kostnad på 900 tkr."
    ) in said(data, 0)


def test_what_did_not_change_is_neither_higher_nor_lower(tmp_path: Path) -> None:
    data = board(tmp_path)
    assert ("Stab", 0.0) in plain_rows(bridge(2023, 2022, data=data), "post", "effekt_tkr")
    assert "stab" not in " ".join(said(data, 1)).lower()


def test_the_pages_of_a_forecast_call_it_so(tmp_path: Path) -> None:
    book = write_board_workbook(tmp_path / "bok.xlsx", 2023, data=board(tmp_path / "data"))
    assert "Prognos, tkr" in workbook_table(book, "Avvikelselista").headings
    book = write_board_workbook(tmp_path / "bok.xlsx", 2022, data=tmp_path / "data")
    assert "Utfall, tkr" in workbook_table(book, "Avvikelselista").headings


def test_the_page_of_a_subject_says_which_year_is_a_forecast(tmp_path: Path) -> None:
    data = board(tmp_path / "data")
    write_csv(data / "subjects.csv", columns_of("subjects.csv"), [("Vård", "begrepp", "Hemtjänst")])
    book = write_board_workbook(tmp_path / "bok.xlsx", 2023, data=data)
    assert filled(book, values=True)["Vård", "A6"] == "2023 är en prognos efter augusti."


def test_a_name_in_capitals_keeps_them_within_a_sentence(tmp_path: Path) -> None:
    texts = [text.replace("Hemtjänst", "LSS") for text in (AHEAD, YEAR)]
    data = board(tmp_path, *texts)
    (data / "splits.csv").unlink()
    assert "Högre kostnader: LSS (500 tkr)." in " ".join(said(data, 1))


def test_a_forecast_of_a_volume_stands_where_the_year_has_no_outcome(tmp_path: Path) -> None:
    assert compare("Antal utförda timmar", data=board(tmp_path))["värde"].tolist() == [10000, 11000]
    over = YEAR.replace("2022", "2023").replace("10 000", "10 800")
    data = board(tmp_path / "ny", second=over, period="helår")
    assert compare("Antal utförda timmar", data=data)["värde"].tolist() == [10000, 10800]


def test_a_price_that_one_year_does_not_print_is_computed_for_both_and_said_to_be(tmp_path: Path) -> None:
    data = board(tmp_path)
    found = volume_price(2023, 2022, data=data)
    name = "beräknat pris (kostnad ÷ Antal utförda timmar)"
    assert plain_rows(found, "post", "effekt_tkr") == [
        ("Hemtjänst 2022", -5000.0),
        ("Volym: Antal utförda timmar", -500.0),
        (f"Pris: {name}", 0.0),
        ("Hemtjänst 2023", -5500.0),
    ]
    text = describe_volume_price(2023, 2022, data=data).replace("\u00a0", " ")
    assert "Hemtjänst väntas kosta 500 tkr mer 2023 än 2022: fler utförda timmar höjer kostnaden med 500 tkr" in text
    assert "Priset är inte tryckt för 2023; det är beräknat som kostnaden delad med volymen." in text
    assert "÷" not in text


def test_a_computed_price_is_refused_where_the_printed_one_of_the_other_year_is_of_something_else(
    tmp_path: Path,
) -> None:
    data = board(tmp_path, year=YEAR.replace("timme, kr\t500", "timme, kr\t700"))
    with pytest.raises(AnalysisError, match="Hemtjänst 2022"):
        volume_price(2023, 2022, data=data)


def test_the_unit_of_a_price_is_no_part_of_its_name_in_a_sentence(tmp_path: Path) -> None:
    ahead = AHEAD + "Kostnad per timme, kr\t493\t500\n"
    text = describe_volume_price(2023, 2022, data=board(tmp_path, ahead)).replace("\u00a0", " ")
    assert "kostnad per timme" in text
    assert ", kr" not in text


def test_page_one_says_that_two_sources_differ(tmp_path: Path) -> None:
    other = AHEAD.replace("Hemtjänst\t-3000\t-3600\t-600", "Hemtjänst\t-3000\t-3700\t-700")
    text = said(board(tmp_path, second=other), -1)
    assert text[0].startswith("Inte helt: två källor för samma tid går isär.")
    assert "Hemtjänst, utfall januari–augusti 2023, är −3 600 tkr i årets rapport men −3 700 tkr i b-2023." in text
    assert said(board(tmp_path / "lika", second=AHEAD), -1)[0].startswith("Ja, så långt talen har gått att pröva")


def test_of_many_differences_between_sources_the_largest_are_told_and_the_others_counted(tmp_path: Path) -> None:
    other = AHEAD.replace("-3000\t-3600\t-600", "-3010\t-3700\t-690").replace("-600\t-600\t0", "-610\t-620\t-10")
    text = said(board(tmp_path, second=other), -1)
    assert any(one.startswith("De går isär på ") and one.endswith(" till.") for one in text)
