"""All years side by side: what concepts know of a year goes before its statement, and what nobody knows is missing."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.explanations.years import YEARS, comparison_year, year_table
from tests.boards import make_board, plain_rows
from tests.ledgers import Row, absent, concept, printed, write_ledger

MONEY = ("år", "nettokostnad_tkr", "nettobudget_tkr", "avvikelse_tkr")


def test_a_board_without_concepts_has_the_years_of_its_statements(tmp_path: Path) -> None:
    found = year_table(data=make_board(tmp_path))
    assert found.dtypes.astype(str).to_dict() == YEARS
    assert plain_rows(found, *YEARS) == [(2023, -4000.0, None, None, -3400.0, -600.0, None, "", "")]


@pytest.fixture
def board(tmp_path: Path) -> Path:
    """Write a board whose statement of 2021 has a net cost of 30, and concepts of other years."""
    figures = [printed("netto_2020", "-50"), printed("avvikelse_2018", "-7"), printed("mål_2021", "5")]
    figures += [printed("brutto_2021", "-40"), absent("netto_2019"), printed("intäkter_2017", "9")]
    partly = {"comparability": "delvis", "reason": "Annat ansvar.", "basis": "gammalt"}
    rows: list[Row] = [
        concept("nettokostnad", 2020, "netto_2020", **partly),
        concept("nettokostnad", 2019, "netto_2019"),
        concept("nettoavvikelse", 2018, "avvikelse_2018"),
        concept("bruttokostnad", 2021, "brutto_2021"),
        concept("vårt mål", 2021, "-mål_2021", role="mål"),
        concept("intäkter", 2017, "intäkter_2017"),
    ]
    return write_ledger(tmp_path, figures, concepts=rows)


def test_a_year_takes_from_its_statement_what_no_concept_knows(board: Path) -> None:
    assert plain_rows(year_table(data=board), *YEARS) == [
        (2018, None, None, None, None, -7.0, None, "", ""),
        (2020, -50.0, None, None, None, None, None, "Annat ansvar.", ""),
        (2021, -30.0, None, -40.0, -32.0, 2.0, -5.0, "", ""),
    ]


@pytest.mark.parametrize(("year", "expected"), [(2021, 2020), (2022, 2021), (2020, None), (2018, None)])
def test_a_year_is_compared_with_the_newest_earlier_one_that_has_a_net_cost(
    board: Path, year: int, expected: int | None
) -> None:
    assert comparison_year(year, data=board) == expected


def test_a_concept_goes_before_the_statement(tmp_path: Path) -> None:
    rows = [concept("nettokostnad", 2021, "netto_2021"), concept("nettoavvikelse", 2021, "avvikelse_2021")]
    data = write_ledger(tmp_path, [printed("netto_2021", "-31"), printed("avvikelse_2021", "1")], concepts=rows)
    assert plain_rows(year_table(data=data), *MONEY) == [(2021, -31.0, -32.0, 1.0)]


def test_the_years_of_the_two_reports() -> None:
    found = year_table()
    assert plain_rows(found, *MONEY) == [
        (2017, -183607.0, -180121.0, -3487.0),
        (2019, -220080.0, -181206.0, -38874.0),
        (2020, -218690.0, -191030.0, -27660.0),
    ]
    assert plain_rows(found, "intäkter_tkr", "bruttokostnad_tkr", "mål_tkr") == [
        (114282.0, -297890.0, None),
        (31575.0, -251655.0, None),
        (26080.0, -244770.0, -17000.0),
    ]
    assert [bool(reason) for reason in found["skäl"]] == [True, False, False]
