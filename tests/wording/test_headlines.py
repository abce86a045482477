"""The headline figures of a year, its message in two sentences, and what is said of comparability."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.errors import DataError
from analysis.vocabulary.numerals import NO_BREAK_SPACE
from analysis.wording.trust import comparability, describe_comparability
from analysis.wording.year import comparison_year, describe_message, headline
from tests.boards import REPORT, make_board
from tests.ledgers import concept, printed, write_ledger


def plain(text: str) -> str:
    return text.replace(NO_BREAK_SPACE, " ")


def test_a_gap_that_was_in_the_budget_is_told_apart(tmp_path: Path) -> None:
    found = headline(2023, make_board(tmp_path))
    assert (found.outcome, found.budget, found.deviation) == (-4000, -3400, -600)
    assert (found.gap, found.gap_lines, found.one_off) == (-500, ("Ledning",), None)


def test_the_message_of_the_reports_is_two_sentences() -> None:
    first, second = plain(describe_message(2020, since=2017)).split(". ")
    assert first == (
        "Socialnämnden redovisar 2020 ett underskott mot budget på 27 660 tkr, 14,5 % av nettobudgeten; utan det gap på "
        "16 644 tkr som låg i budgeten från början (Ledning) och engångsposter på 827 tkr är underskottet 10 189 tkr"
    )
    assert second == (
        "Nettokostnaden är 35 083 tkr högre än 2017: intäkter −88 202 tkr, konsulter +11 867 tkr och övrig "
        "bruttokostnad +41 253 tkr, oförklarat (minus drar upp nettokostnaden)."
    )


@pytest.mark.parametrize(
    ("ledning", "total", "expected"),
    [
        ("-300 200 -500", "-4 000 -3 400 -600", "underskott mot budget på 600 tkr, 17,6 % av nettobudgeten; utan det"),
        ("-300 -200 -100", "-4 000 -3 800 -200", "underskott mot budget på 200 tkr, 5,3 % av nettobudgeten."),
        ("-300 -900 600", "-4 000 -4 500 500", "överskott mot budget på 500 tkr, 11,1 % av nettobudgeten."),
        ("-300 -400 100", "-4 000 -4 000 0", "ett utfall i nivå med budget."),
    ],
)
def test_the_first_sentence_says_what_the_year_was(tmp_path: Path, ledning: str, total: str, expected: str) -> None:
    report = REPORT.replace("-300 200 -500", ledning).replace("-4 000 -3 400 -600", total)
    assert expected in plain(describe_message(2023, data=make_board(tmp_path, report)))


def test_a_gap_alone_that_makes_the_whole_deviation_leaves_zero(tmp_path: Path) -> None:
    report = REPORT.replace("-1 200 -1 000 -200", "-1 200 -1 100 -100").replace("-3 400 -600", "-3 500 -500")
    assert "är avvikelsen noll" in describe_message(2023, data=make_board(tmp_path, report))


def test_a_comparison_that_does_not_hold_says_why(tmp_path: Path) -> None:
    text = describe_message(2023, since=2022, data=make_board(tmp_path))
    assert "Nettokostnaden går inte att jämföra med 2022: ingen uppgift är registrerad" in text


def test_the_newest_earlier_year_is_compared_with() -> None:
    assert (comparison_year(2020), comparison_year(2017), comparison_year(2018)) == (2017, None, 2017)


def test_an_unknown_year_is_named(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"saw year 1999; expected one of: 2023"):
        headline(1999, make_board(tmp_path))


def write_concepts(data: Path) -> Path:
    figures = [printed(f"{name}_{year}", "5") for name in ("hyra", "el", "vatten") for year in (2020, 2021)]
    rows = [
        *(concept("hyra", 2020, "hyra_2020"), concept("hyra", 2021, "hyra_2021")),
        concept("el", 2020, "el_2020", comparability="delvis", reason="Nytt avtal", basis="annat"),
        concept("el", 2021, "el_2021"),
        concept("vatten", 2020, "vatten_2020", comparability="ej jämförbar", reason="Annat hus", basis="annat"),
        concept("vatten", 2021, "vatten_2021"),
    ]
    return write_ledger(
        data, [*figures, printed("värme_2021", "3")], concepts=[*rows, concept("värme", 2021, "värme_2021")]
    )


def test_concepts_are_grouped_by_whether_they_compare(tmp_path: Path) -> None:
    data = write_concepts(tmp_path)
    expected = {"jämförbar": ["hyra"], "delvis": ["el"], "ej jämförbar": ["vatten"], "saknas": ["värme"]}
    assert comparability(2021, 2020, data) == expected
    assert [plain(text) for text in describe_comparability(2021, 2020, data)] == [
        "Ej jämförbara mellan 2020 och 2021: vatten.",
        "Delvis jämförbara mellan 2020 och 2021: el.",
        "1 begrepp finns bara för det ena året.",
    ]


def test_without_a_year_or_concepts_it_says_so(tmp_path: Path) -> None:
    data = make_board(tmp_path)
    assert list(describe_comparability(2023, None, data)) == ["Inget tidigare år är inläst att jämföra med."]
    assert list(describe_comparability(2023, 2022, data)) == [
        "Inga begrepp är registrerade; om åren mäter samma sak är inte prövat."
    ]
