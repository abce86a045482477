"""What a newcomer types wrong, or asks of a board that has little, is answered with a sentence that says what to do."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

import analysis
from analysis.errors import AnalysisError
from analysis.wording.choices import choose_subject
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
        (lambda: analysis.staffing(subject="HVB-placeringar"), "väntade något av: Konsulter"),
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
    assert said[0] == "Inga orsaker är införda ur rapporten."
    assert said[2] == "Inga åtgärder är införda ur rapporten."


def test_a_board_that_has_causes_of_other_things_is_told_that_the_report_states_none() -> None:
    said = {one.heading: one.sentences[0].text for one in analysis.subject_answers("Konsulter")}
    assert "Inga orsaker är införda ur rapporten." not in said.values()
