"""Salaries and consultants: the sums, what is beyond the unpaid salaries, and what is not known."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.errors import DataError
from analysis.explanations.staffing import STAFFING, staffing
from tests.boards import plain_rows
from tests.ledgers import Row, absent, concept, printed, write_ledger

SUBJECT: list[Row] = [
    ("Inhyrt", "lönekostnad", "lönekostnad"),
    ("Inhyrt", "inhyrd personal", "konsulter"),
    ("Inhyrt", "ej utbetald lön", "ej utbetalda löner"),
    ("Inhyrt", "årsarbetare", "årsarbetare"),
]
MISSING = "Ej utbetalda löner är inte tryckta för året."


def write_staff(data: Path, *rows: Row) -> Path:
    """Write a board with salaries of 2020 to 2022, consultants of all but 2020 and unpaid salaries of 2021."""
    figures = [printed(f"lön_{year}", "-1 000") for year in (2020, 2021, 2022)]
    figures += [printed("konsulter_2021", "-300"), printed("konsulter_2022", "-30"), printed("vakanser_2021", "100")]
    figures += [printed("folk_2021", "4,0", "0,1", "årsarbetare"), absent("konsulter_2020"), absent("vakanser_2022")]
    concepts = [concept("lönekostnad", year, f"lön_{year}") for year in (2020, 2021, 2022)]
    concepts += [concept("konsulter", year, f"konsulter_{year}") for year in (2020, 2021, 2022)]
    concepts += [concept("ej utbetalda löner", year, f"vakanser_{year}") for year in (2021, 2022)]
    concepts += [concept("årsarbetare", 2021, "folk_2021", "årsarbetare")]
    return write_ledger(data, figures, concepts=[*concepts, *rows], subjects=SUBJECT)


def test_each_year_with_consultants_has_a_row_and_what_is_not_known_is_missing(tmp_path: Path) -> None:
    found = staffing(data=write_staff(tmp_path))
    assert found.dtypes.astype(str).to_dict() == STAFFING
    places = "lön_2021; konsulter_2021; vakanser_2021; folk_2021"
    numbers = (2021, -1000.0, -300.0, -1300.0, 4.0, -250.0, -325.0, 100.0, -200.0, -50.0)
    unknown = (2022, -1000.0, -30.0, -1030.0, *[None] * 6)
    assert plain_rows(found, *STAFFING) == [
        (*numbers, "beräknat", "", places),
        (*unknown, "", MISSING, "lön_2022; konsulter_2022"),
    ]


def test_years_may_be_chosen_and_one_without_consultants_has_no_row(tmp_path: Path) -> None:
    data = write_staff(tmp_path)
    assert staffing([2022, 2020], data=data)["år"].tolist() == [2022]
    assert staffing([2020], data=data).dtypes.astype(str).to_dict() == STAFFING


def write_hired(data: Path, *rows: Row) -> Path:
    """Write a board with hired staff and unpaid salaries of 2021 alone."""
    figures = [printed("lön_2020", "-1"), printed("konsulter_2021", "-300"), printed("vakanser_2021", "450")]
    others = [concept("lönekostnad", 2020, "lön_2020"), concept("årsarbetare", 2020, "1 årsarbetare", "årsarbetare")]
    return write_ledger(data, figures, concepts=[*rows, *others], subjects=SUBJECT)


def test_unpaid_salaries_that_cover_the_consultants_leave_a_surplus(tmp_path: Path) -> None:
    rows = [concept("konsulter", 2021, "konsulter_2021"), concept("ej utbetalda löner", 2021, "vakanser_2021")]
    found = staffing(data=write_hired(tmp_path, *rows))
    columns = ("lönekostnad_tkr", "summa_tkr", "årsarbetare", "merkostnad_tkr", "merkostnad_per_årsarbetare_tkr", "tal")
    assert plain_rows(found, *columns) == [(None, None, None, 150.0, None, "beräknat")]


def test_what_is_assumed_or_differs_is_said(tmp_path: Path) -> None:
    partly = {"comparability": "delvis", "reason": "Antar hela året."}
    rows = [
        concept("konsulter", 2021, "konsulter_2021", reason="Sägs inte, eftersom åren är jämförbara."),
        concept("ej utbetalda löner", 2021, "vakanser_2021", **partly),
    ]
    assert staffing(data=write_hired(tmp_path, *rows))["skäl"].tolist() == ["Ej utbetalda löner: antar hela året."]


def test_a_board_that_no_subject_sets_hired_staff_against_salaries_for_says_so(tmp_path: Path) -> None:
    data = write_ledger(tmp_path, [printed("lön_2021", "-1")], concepts=[concept("lön", 2021, "lön_2021")])
    with pytest.raises(
        DataError, match=r"^subjects\.csv: saw sheet = '–'; expected a subject with inhyrd personal beside"
    ):
        staffing(data=data)


def test_consultants_and_salaries_of_the_two_reports() -> None:
    found = staffing()
    columns = ("år", "inhyrt_tkr", "ej_utbetald_lön_tkr", "merkostnad_tkr", "tal")
    assert plain_rows(found, *columns) == [
        (2016, -2070.0, None, None, ""),
        (2017, -12269.0, 5390.0, -6879.0, "beräknat"),
        (2019, -7733.0, 4683.0, -3050.0, "beräknat"),
        (2020, -402.0, None, None, ""),
    ]
    assert [reason.endswith(MISSING) for reason in found["skäl"]] == [True, False, False, True]
    assert "antar att höstens vakanser gällde hela året" in found["skäl"].iloc[2]
    assert plain_rows(found, "summa_tkr", "summa_per_årsarbetare_tkr")[1] == (-116969.0, -822.0)
