"""A made-up board's year is answered in sentences whose numbers are computed and whose causes are stated."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.errors import DataError
from analysis.files import DATA
from analysis.ledger.ledger import load_ledger
from analysis.wording.answers import answers
from analysis.wording.sentences import Answer
from tests.boards import make_board

SPACE = "\N{NO-BREAK SPACE}"


def texts(found: list[Answer], at: int) -> list[str]:
    return [one.text.replace(SPACE, " ") for one in found[at].sentences]


def test_a_year_is_answered_in_five_parts() -> None:
    assert [one.heading for one in answers(2020)] == [
        "Varför missades budgeten?",
        "Varför skiljer sig året?",
        "Vad har gjorts?",
        "Vad vet vi inte?",
        "Går det att lita på talen?",
    ]


def test_the_result_is_held_against_budget_and_target() -> None:
    assert texts(answers(2020), 0)[0] == (
        "Underskottet 2020 blev 27 660 tkr, 14,5 % av budgeten, och 10 660 tkr mer än nämndens mål på högst 17 000 tkr."
    )


def test_the_lines_named_add_up_to_the_deviation() -> None:
    found = " ".join(texts(answers(2020), 0)[1:3])
    assert "16 644 tkr" in found
    assert "tillsammans 19 851 tkr" in found
    assert "(4 377 tkr) gick bättre" in found
    assert "övriga rader och avrundning gick tillsammans 4 458 tkr bättre." in found
    assert -16_644 - 19_851 + 4_377 + 4_458 == -27_660


def test_a_line_budgeted_with_the_opposite_sign_is_said_as_it_is_printed() -> None:
    assert texts(answers(2020), 0)[1] == (
        "Raden Ledning gick 16 644 tkr sämre än budget: den var budgeterad som en intäkt på 859 tkr och blev en kostnad på 15 785 tkr."
    )


def test_that_no_cause_is_stated_is_said_once() -> None:
    assert sum("ingen orsak" in text for text in texts(answers(2020), 0)) == 1
    assert not any("ingen orsak" in text for text in texts(answers(2017), 0))


def test_the_stated_causes_stand_beside_their_line() -> None:
    (line,) = (text for text in texts(answers(2017), 0) if text.startswith("Ekonomiskt bistånd:"))
    assert line == (
        "Ekonomiskt bistånd: Budgeten räknade med att fler hushåll skulle försörja sig själva; behovet av bistånd blev "
        "större än så."
    )


def test_the_whole_rise_had_come_before_the_last_year() -> None:
    assert texts(answers(2020), 1)[0] == (
        "Nettokostnaden var 183 607 tkr 2017, 220 080 tkr 2019 och 218 690 tkr 2020. Hela ökningen sedan 2017 hade kommit "
        "redan 2019."
    )


def test_what_is_not_explained_is_a_span_where_steps_may_overlap() -> None:
    found = texts(answers(2020), 3)
    assert any("216 tkr oförklarat (från −2 558 tkr till +216 tkr" in text for text in found)


def test_every_figure_named_as_a_source_is_in_the_ledger() -> None:
    known = load_ledger(DATA).figures
    for year in (2017, 2020):
        ids = {name for one in answers(year) for sentence in one.sentences for name in sentence.ids}
        assert ids
        assert ids <= set(known)


def test_a_sentence_with_a_cause_says_where_it_stands() -> None:
    change = answers(2020)[1]
    (said,) = (one for one in change.sentences if one.text.startswith("Konsulter, mot 2019:"))
    assert said.where == ("Drift, rad 812", "Personalkostnader & personalstyrka, rad 872")


def test_what_the_reports_contradict_is_not_called_right() -> None:
    said = texts(answers(2020), 4)
    assert "alla stämmer (två med avrundning och åtta under ett antagande); 25 går inte att pröva." in said[1]
    assert said[2] == "På sex ställen säger rapporterna emot sig själva; de räknas upp bland prövningarna."


def test_parts_that_print_rounds_apart_are_said_to_be_rounded() -> None:
    (since,) = (text for text in texts(answers(2020), 1) if text.startswith("Sedan 2017"))
    assert "35 083 tkr högre" in since
    assert "88 202 tkr lägre" in since
    assert "53 120 tkr lägre" in since
    assert since.endswith("Avrundat var för sig.")
    assert 88_202 - 53_120 == 35_083 - 1


def test_a_board_with_a_drift_table_alone_is_answered_too(tmp_path: Path) -> None:
    found = answers(2023, data=make_board(tmp_path))
    assert len(found) == 5
    assert texts(found, 0)[1:] == [
        "Ingen rad avviker väsentligt (minst 1 000 tkr och 5 % av budget). De största avvikelserna är dessa.",
        "Raden Ledning gick 500 tkr sämre än budget: den var budgeterad som en intäkt på 200 tkr och blev en kostnad på 300 tkr.",
        "Bibliotek (200 tkr) gick sämre än budget; =Simhall (100 tkr) gick bättre än budget.",
        "Rapporten anger ingen orsak till avvikelsen på någon av raderna.",
    ]
    assert texts(found, 1) == ["Inget tidigare år är inläst, så det finns inget att jämföra med."]
    assert texts(found, 2) == ["Inga åtgärder är införda ur rapporten."]


def test_an_unknown_year_is_named() -> None:
    with pytest.raises(DataError, match=r"saw year 2018; expected one of: 2017, 2020"):
        answers(2018)
