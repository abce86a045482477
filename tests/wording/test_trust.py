"""The message of a year in two sentences, and what is said of comparability."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.explanations.years import comparison_year
from analysis.statements.folder import opened
from analysis.vocabulary.numerals import NO_BREAK_SPACE
from analysis.wording.trust import comparability, describe_comparability
from analysis.wording.year import describe_message
from tests.boards import REPORT, make_board
from tests.ledgers import concept, printed, write_ledger


def plain(text: str) -> str:
    return text.replace(NO_BREAK_SPACE, " ")


@pytest.mark.parametrize(
    ("ledning", "total", "expected"),
    [
        ("-300 200 -500", "-4 000 -3 400 -600", "Underskottet 2023 blev 600 tkr, 17,6 % av budgeten."),
        ("-300 -200 -100", "-4 000 -3 800 -200", "Underskottet 2023 blev 200 tkr, 5,3 % av budgeten."),
        ("-300 -900 600", "-4 000 -4 500 500", "Överskottet 2023 blev 500 tkr, 11,1 % av budgeten."),
        ("-300 -400 100", "-4 000 -4 000 0", "Utfallet 2023 är lika med budgeten, 4 000 tkr."),
    ],
)
def test_the_first_sentence_says_what_the_year_was(tmp_path: Path, ledning: str, total: str, expected: str) -> None:
    report = REPORT.replace("-300 200 -500", ledning).replace("-4 000 -3 400 -600", total)
    assert plain(describe_message(2023, data=make_board(tmp_path, report))).startswith(expected)


def test_a_year_that_is_not_known_says_so(tmp_path: Path) -> None:
    assert describe_message(1999, data=make_board(tmp_path)).startswith("1999 går inte att beskriva: ")


def test_the_newest_earlier_year_with_a_net_cost_is_compared_with() -> None:
    assert (comparison_year(2020), comparison_year(2017), comparison_year(2018)) == (2019, None, 2017)


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
    expected = {
        "jämförbar": ["hyra"],
        "inte prövad": [],
        "delvis": ["el"],
        "ej jämförbar": ["vatten"],
        "saknas": ["värme"],
    }
    assert comparability(2021, 2020, opened(data)) == expected
    assert [plain(text) for text in describe_comparability(2021, 2020, opened(data))] == [
        "Ej jämförbara mellan 2020 och 2021: vatten.",
        "Delvis jämförbara mellan 2020 och 2021: el.",
        "1 begrepp finns bara för det ena året.",
    ]


def test_without_a_year_or_concepts_it_says_so(tmp_path: Path) -> None:
    data = make_board(tmp_path)
    assert list(describe_comparability(2023, None, opened(data))) == ["Inget tidigare år är inläst att jämföra med."]
    assert list(describe_comparability(2023, 2022, opened(data))) == [
        "Inga begrepp är registrerade; om åren mäter samma sak är inte prövat."
    ]
