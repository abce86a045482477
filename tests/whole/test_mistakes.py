"""What a newcomer types wrong, or asks of a board that has little, is answered with a sentence that says what to do."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

import analysis
from analysis.errors import AnalysisError
from analysis.wording.choices import choose_subject
from analysis.wording.sentences import NONE_DONE, NOT_ENTERED
from tests.boards import columns_of, make_board, write_csv


@pytest.mark.parametrize(
    ("call", "text"),
    [
        (lambda: analysis.rank_deviations(2020, "min-data"), "ett tal; en mapp anges som data="),  # type: ignore[arg-type]
        (lambda: analysis.rank_deviations(2020, Path("min-data")), "ett tal; en mapp anges som data="),  # type: ignore[arg-type]
        (lambda: analysis.bridge(2020, 2019, "min-data"), "parts = ”min-data”"),
        (lambda: analysis.bridge(2020, 2019, Path("min-data")), "parts = ”min-data”"),  # type: ignore[arg-type]
        (lambda: analysis.year_total("2020"), "år ”2020”; väntade ett år utan citattecken; skriv 2020."),  # type: ignore[arg-type]
        (lambda: analysis.change("nettokostnad", "2019", 2020), "år ”2019”; väntade ett år utan citattecken"),  # type: ignore[arg-type]
        (lambda: analysis.year_total("tjugo"), "år tjugo; väntade något av: 2017, 2020"),  # type: ignore[arg-type]
        (
            lambda: analysis.staffing(subject="HVB-placeringar"),
            "har ingen inhyrd personal; väntade något av: Konsulter",
        ),
    ],
)
def test_what_is_no_year_and_no_number_is_refused_with_what_to_write(call: Callable[[], object], text: str) -> None:
    with pytest.raises(AnalysisError, match="expected") as error:
        call()
    assert text in error.value.swedish()


def test_a_bridge_without_a_year_to_start_from_says_so() -> None:
    said = "Inget år att jämföra med är valt"
    assert analysis.describe_bridge(2020, None).startswith(said)
    assert analysis.describe_adjustment(2020, None).startswith(said)


def test_a_subject_is_found_whatever_its_capitals() -> None:
    assert choose_subject("KONSULTER") == "Konsulter"
    assert analysis.describe_staffing(2017, "konsulter") == analysis.describe_staffing(2017, "Konsulter")
    assert analysis.describe_volume_price(2020, 2019, "ekonomiskt bistånd").startswith("Utbetalt ekonomiskt bistånd")


def test_a_table_for_the_eye_says_how_it_becomes_a_workbook() -> None:
    view = analysis.present(pd.DataFrame({"post": ["Stab"]}))
    with pytest.raises(AttributeError, match=r"has no to_excel; take the frame itself, such as analysis\.to_excel"):
        _ = view.to_excel


def test_a_board_without_drivers_causes_or_checks_is_told_so(tmp_path: Path) -> None:
    data = make_board(tmp_path)
    shown = analysis.present(analysis.sensitivity(2023, data=data))
    assert shown.rows == [["Inga kostnadsdrivare är mätta till och med 2023 (drivers.csv)."]]
    assert analysis.describe_checks(1999, data=data) == "Det finns inga tryckta summor eller avvikelser att räkna om."
    write_csv(data / "subjects.csv", columns_of("subjects.csv"), [["Bibliotek", "rad", "Bibliotek"]])
    said = [one.sentences[0].text for one in analysis.subject_answers("bibliotek", data=data)]
    assert said[0] == NOT_ENTERED
    assert said[2] == NONE_DONE


def test_a_board_that_has_causes_of_other_things_is_told_that_the_report_states_none() -> None:
    said = {one.heading: one.sentences[0].text for one in analysis.subject_answers("Konsulter")}
    assert NOT_ENTERED not in said.values()


LINES = "Bibliotek\t-1200\t-1000\t-200\nSimhall\t-2500\t-2600\t100\n"
NO_TOTAL = f"Driftredovisning (tkr)\n\n\tUtfall 2023\tBudget 2023\tAvvikelse\n{LINES}"
NO_BUDGET = "Driftredovisning (tkr)\n\n\tUtfall 2023\nBibliotek\t-1200\nSimhall\t-2500\nSumma\t-3700\n"


@pytest.mark.parametrize(
    ("text", "said", "noted"),
    [
        (
            NO_TOTAL,
            (
                "driftredovisningen för 2023 har ingen summarad för hela nämnden; väntade en rad som Summa eller Nettokostnad i den; lägg till "
                "raden i filen och registrera den med --replace."
            ),
            "Driftredovisningen för 2023 har ingen summarad för hela nämnden; utan den går inget underlag för året att skriva.",
        ),
        (
            NO_BUDGET,
            (
                "summaraden ”Summa” för 2023 saknar budget; väntade både utfall och budget, som en avvikelse består av; lägg "
                "in en rapport som har dem, eller rätta med correct en cell som inte gick att läsa."
            ),
            (
                "Driftredovisningens summa för 2023 saknar budget; utan utfall och budget går inget underlag för året att "
                "skriva."
            ),
        ),
    ],
    ids=["ingen summa", "ingen budget"],
)
def test_a_report_that_no_paper_can_be_made_of_is_told_when_it_is_read_and_when_it_is_asked(
    tmp_path: Path, text: str, said: str, noted: str
) -> None:
    path = tmp_path / "rapport.txt"
    path.write_text(text, encoding="utf-8")
    assert noted in analysis.inspect_report(path).remarks
    data = make_board(tmp_path / "data", text, [])
    with pytest.raises(AnalysisError, match="total") as error:
        analysis.write_board_workbook(tmp_path / "bok.xlsx", 2023, data=data)
    assert error.value.swedish().endswith(said)
    assert not (tmp_path / "bok.xlsx").exists()


def test_a_report_with_sum_and_budget_is_noted_nothing_of(tmp_path: Path) -> None:
    path = tmp_path / "rapport.txt"
    path.write_text(f"{NO_TOTAL}Summa\t-3700\t-3600\t-100\n", encoding="utf-8")
    assert not any("underlag" in one for one in analysis.inspect_report(path).remarks)


def test_a_board_of_a_very_long_name_has_an_id_that_is_cut_at_a_word(tmp_path: Path) -> None:
    path = tmp_path / "rapport.txt"
    path.write_text(f"{NO_TOTAL}Summa\t-3700\t-3600\t-100\n", encoding="utf-8")
    name = 'Nämnden för "vård, omsorg" och ö/ä: den med ett mycket långt namn som aldrig tar slut, del 2'
    row = analysis.plan_addition(path, analysis.Wanted(name, 2023), data=tmp_path / "data").row
    assert row["id"] == "namnden-for-vard-omsorg-och-o-a-den-med-ett-mycket-langt-namn-som-aldrig-2023"
    assert len(row["id"]) <= 80
    row = analysis.plan_addition(path, analysis.Wanted("x" * 200, 2023), data=tmp_path / "data").row
    assert row["id"] == f"{'x' * 75}-2023"


def test_a_board_whose_municipality_is_not_given_is_named_without_one(tmp_path: Path) -> None:
    data = make_board(tmp_path / "data", publisher="utgivare ej angiven")
    assert analysis.describe_board(data=data) == "Kulturnämnden"
    assert analysis.describe_place(2023, data=data)[0] == "Kulturnämnden"
    assert analysis.describe_board(data=make_board(tmp_path / "annan")) == "Kulturnämnden, Exempelby"
