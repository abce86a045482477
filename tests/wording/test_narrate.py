"""Sentences have the right number, sign and word."""

import pytest

from analysis.statements.folder import opened
from analysis.swedish import count, number_word, result_word, tkr
from analysis.wording.trust import describe_checks, describe_layouts
from analysis.wording.year import describe_place, describe_year
from tests.boards import REPORT, make_board


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


def test_deficit_names_deficits_first():
    assert plain(describe_year(2020)) == (
        "Socialnämnden redovisar 2020 ett underskott mot budget på 27 660 tkr, 14,5 % av nettobudgeten på 191 030 tkr. "
        "De största underskotten har Ledning (−16 644 tkr), Barn och unga (−9 866 tkr) och Barn och familj (−7 823 tkr); "
        "de största överskotten har Ekonomiskt bistånd och vuxna (+4 377 tkr) och Ekonomiskt bistånd (+3 433 tkr). "
        "Ledning har en budget med motsatt tecken mot utfallet (+859 tkr mot −15 785 tkr); tabellen säger inte varför."
    )


def test_surplus_names_surpluses_first(tmp_path):
    report = REPORT.replace("-300 200 -500", "-300 -900 600").replace("-4 000 -3 400 -600", "-4 000 -4 500 500")
    assert plain(describe_year(2023, data=make_board(tmp_path, report))) == (
        "Kulturnämnden redovisar 2023 ett överskott mot budget på 500 tkr, 11,1 % av nettobudgeten på 4 500 tkr. "
        "De största överskotten har Ledning (+600 tkr) och =Simhall (+100 tkr); "
        "det största underskottet har Bibliotek (−200 tkr)."
    )


def test_year_on_budget(tmp_path):
    report = REPORT.replace("-300 200 -500", "-300 -400 100").replace("-4 000 -3 400 -600", "-4 000 -4 000 0")
    assert plain(describe_year(2023, data=make_board(tmp_path, report))).startswith(
        "Kulturnämnden redovisar 2023 ett utfall i nivå med budget på 4 000 tkr. Det största underskottet"
    )


def test_the_place_of_a_year_without_a_statement_is_the_board_and_the_year(tmp_path):
    assert describe_place(2022, data=make_board(tmp_path)) == ("Kulturnämnden, Exempelby", "2022")


def test_checks_count_what_differs(tmp_path):
    report = REPORT.replace("-1 200 -1 000 -200", "-1 200 -1 000 -250")
    assert plain(describe_checks(2023, data=make_board(tmp_path, report))) == (
        "Sju kontroller av tryckta summor och avvikelser: fem stämmer, "
        "ingen skiljer inom vad avrundning förklarar och två avviker."
    )


def test_checks_count_what_cannot_be_tested(tmp_path):
    report = REPORT.replace("-300 200 -500", "-300 2O0 -500")
    assert plain(describe_checks(2023, data=make_board(tmp_path, report))).endswith("kan inte prövas.")


def test_place_comes_from_the_register(tmp_path):
    assert describe_place(2023, data=make_board(tmp_path)) == (
        "Kulturnämnden, Exempelby",
        "Helår 2023, utfall jämfört med budget",
    )


@pytest.mark.parametrize(("value", "word"), [(-1, "underskott"), (1, "överskott"), (0, "utfall i nivå med budget")])
def test_result_word(value, word):
    assert result_word(value) == word


@pytest.mark.parametrize(
    ("number", "text"),
    [(0, "noll rader"), (1, "en rad"), (12, "tolv rader"), (13, "13 rader"), (1200, "1\u00a0200 rader")],
)
def test_count(number, text):
    assert count(number, "rad", "rader") == text


def test_number_word_and_amount():
    assert [number_word(number) for number in (0, 1, 13)] == ["ingen", "en", "13"]
    assert [tkr(-27660), tkr(39, signed=True)] == ["−27\u00a0660\u00a0tkr", "+39\u00a0tkr"]


def test_layouts_of_the_years_are_compared(tmp_path):
    assert describe_layouts(opened(make_board(tmp_path))) == "Bara ett år är inläst."
    assert describe_layouts(opened()).startswith(
        "2017 är uppställt efter intäkter och kostnader, 2020 efter verksamhet: "
    )


def test_years_of_one_layout_are_said_to_be_so(tmp_path):
    report = """Drift (tkr)\n\nUtfall 2022 Budget 2022 Utfall 2023 Budget 2023\nA -1 -2 -3 -5\nSumma -1 -2 -3 -5\n"""
    text = "Åren är uppställda på samma sätt. Totalerna (nettokostnad) står på samma rad i samma rapport."
    assert describe_layouts(opened(make_board(tmp_path, report, []))) == text
