"""Plausible costs per unit: limits with the doubt of print, earlier years that compare, cost without activity."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.data_files import LIMITS
from analysis.errors import DataError
from analysis.explanations.audit.unit_costs import Limit, _judged, load_limits, unit_costs
from analysis.intake.rehearsal import folder_faults
from analysis.statements.folder import opened
from analysis.wording.audit.unit_costs import describe_unit_costs
from tests.boards import make_board, plain_rows, write_csv
from tests.ledgers import Row, concept, printed, write_ledger

NBSP = "\N{NO-BREAK SPACE}"
COST, DAYS, PRICE = "vårdkostnad", "vårddagar", "dygnspris"
UNITS = {COST: "tkr", DAYS: "vårddygn", PRICE: "kr/vårddygn"}
PLAIN = {2021: {COST: "-300", DAYS: "100"}, 2022: {COST: "-500", DAYS: "100"}}


def limit(what: str = "Vård", unit: str = "kr/vårddygn", lowest: str = "", highest: str = "") -> Row:
    """Return a row of limits.csv."""
    return (what, unit, lowest, highest, "Riket", "")


def care(
    data: Path,
    years: Mapping[int, Mapping[str, str]],
    *limits: Row,
    price: str = "",
    other: tuple[str, int] = ("", 0),
    step: str = "0",
) -> Path:
    """Write a board with a split Vård of cost and days; one concept of one year may measure something else."""
    figures, concepts = list[Row](), list[Row]()
    for year, values in years.items():
        for name, value in values.items():
            figures.append(printed(f"{name}_{year}", value, step, UNITS[name]))
            differs = {"comparability": "ej jämförbar", "reason": "Två rader i en.", "basis": "annat"}
            more = differs if (name, year) == other else {}
            concepts.append(concept(name, year, f"{name}_{year}", UNITS[name], **more))
    write_ledger(data, figures, concepts=concepts, splits=[("Vård", "", COST, DAYS, price)])
    if limits:
        write_csv(data / LIMITS.name, LIMITS.names, limits)
    return data


@pytest.mark.parametrize(
    ("lowest", "highest", "verdict"),
    [
        ("", "", "ingen gräns"),
        ("4 000", "6 000", "inom gränserna"),
        ("5000", "5000", "inom gränserna"),
        ("", "4999,9", "över gränsen"),
        ("5000,1", "", "under gränsen"),
        ("", "5000", "inom gränserna"),
    ],
)
def test_a_cost_per_unit_is_held_against_its_limits(tmp_path: Path, lowest: str, highest: str, verdict: str) -> None:
    limits = [limit(lowest=lowest, highest=highest)] if lowest or highest else []
    frame = unit_costs(2022, data=care(tmp_path, PLAIN, *limits))
    assert plain_rows(frame, "kostnad_per_enhet", "enhet", "värde", "bedömning") == [
        ("Vård", "kr/vårddygn", 5000, verdict)
    ]


def test_what_rounding_leaves_open_is_not_judged(tmp_path: Path) -> None:
    # 500 ± 0.5 tkr over 100 ± 0.5 days: 5 000 kr ± 30.2
    frame = unit_costs(2022, data=care(tmp_path, PLAIN, limit(highest="5030"), step="1"))
    assert frame["bedömning"].tolist() == ["vid gränsen"]
    assert unit_costs(2022, data=care(tmp_path / "b", PLAIN, limit(highest="5031"), step="1"))[
        "bedömning"
    ].tolist() == ["inom gränserna"]
    assert unit_costs(2022, data=care(tmp_path / "c", PLAIN, limit(highest="4969"), step="1"))[
        "bedömning"
    ].tolist() == ["över gränsen"]


NUMBERS = st.decimals(0, 10**5, places=1)


@given(NUMBERS, NUMBERS, NUMBERS, NUMBERS)
def test_a_verdict_holds_for_every_value_that_rounding_allows(
    value: Decimal, room: Decimal, one: Decimal, other: Decimal
) -> None:
    lowest, highest = sorted((one, other))
    verdict = _judged(value, room, Limit("kr/vårddygn", lowest, highest, "Riket"))
    ends = [lowest <= end <= highest for end in (value - room, value + room)]
    assert (verdict == "inom gränserna") is all(ends)
    assert (verdict == "över gränsen") is (value - room > highest)
    assert (verdict == "under gränsen") is (value + room < lowest)


@pytest.mark.parametrize(
    ("before", "said"),
    [("-300", "över tidigare år"), ("-500", "inom tidigare år"), ("-700", "under tidigare år")],
)
def test_it_is_held_against_its_own_earlier_years(tmp_path: Path, before: str, said: str) -> None:
    years = {2021: {COST: before, DAYS: "100"}, 2022: PLAIN[2022]}
    frame = unit_costs(2022, data=care(tmp_path, years))
    level = -10 * int(before)
    assert plain_rows(frame, "tidigare_år", "tidigare_lägst", "tidigare_högst", "mot_tidigare") == [
        ("2021", level, level, said)
    ]


def test_between_the_lowest_and_the_highest_of_earlier_years_is_within(tmp_path: Path) -> None:
    years = {2020: {COST: "-300", DAYS: "100"}, 2021: {COST: "-700", DAYS: "100"}, 2022: PLAIN[2022]}
    frame = unit_costs(2022, data=care(tmp_path, years))
    assert plain_rows(frame, "tidigare_år", "tidigare_lägst", "tidigare_högst", "mot_tidigare") == [
        ("2020, 2021", 3000, 7000, "inom tidigare år")
    ]


def test_a_year_that_measures_something_else_is_not_held_against(tmp_path: Path) -> None:
    frame = unit_costs(2022, data=care(tmp_path, PLAIN, other=(COST, 2021)))
    assert plain_rows(frame, "tidigare_år", "mot_tidigare", "skäl") == [("", "", "Jämförs inte med 2021: annat mått.")]


@pytest.mark.parametrize(
    ("values", "verdict", "reason"),
    [
        ({COST: "-500", DAYS: "0"}, "kostnad utan verksamhet", "Tryckt som noll: vårddagar."),
        ({COST: "0", DAYS: "100"}, "verksamhet utan kostnad", "Tryckt som noll: vårdkostnad."),
        ({COST: "-500"}, "kan inte beräknas", "Uppgift saknas: vårddagar."),
        ({DAYS: "100"}, "kan inte beräknas", "Uppgift saknas: vårdkostnad."),
        ({COST: "500", DAYS: "100"}, "kan inte beräknas", "Är ingen kostnad, som skrivs med minus: vårdkostnad."),
    ],
)
def test_cost_and_activity_that_do_not_meet_are_named_and_empty_is_not_zero(
    tmp_path: Path, values: dict[str, str], verdict: str, reason: str
) -> None:
    data = care(tmp_path, {2021: PLAIN[2021], 2022: values}, limit(highest="6000"))
    frame = unit_costs(2022, data=data)
    assert plain_rows(frame, "värde", "bedömning", "skäl") == [(None, verdict, reason)]
    named = f"{verdict[:1].upper()}{verdict[1:]}: Vård."
    assert describe_unit_costs(2022, data=data).endswith(named)


def test_a_cost_that_rounding_may_hide_is_told_with_how_much(tmp_path: Path) -> None:
    frame = unit_costs(2022, data=care(tmp_path, {2022: {COST: "0", DAYS: "100"}}, step="1"))
    assert plain_rows(frame, "bedömning", "skäl") == [
        (
            "verksamhet utan kostnad",
            "Tryckt som noll: vårdkostnad; avrundningen kan dölja upp till 0,5\N{NO-BREAK SPACE}tkr.",
        )
    ]


@pytest.mark.parametrize(("price", "is_told"), [("5000", False), ("5001", True)])
def test_a_printed_price_that_does_not_give_the_cost_is_told(tmp_path: Path, price: str, is_told: bool) -> None:  # noqa: FBT001
    years = {2022: {**PLAIN[2022], PRICE: price}}
    frame = unit_costs(2022, data=care(tmp_path, years, price=PRICE))
    assert plain_rows(frame, "värde", "uträkning") == [(int(price), "(dygnspris_2022)")]
    assert ("Volym × pris är inte den tryckta kostnaden" in frame["skäl"][0]) is is_told


def test_a_concept_in_money_per_something_is_one_by_itself(tmp_path: Path) -> None:
    years = {2022: {**PLAIN[2022], PRICE: "5200"}}
    data = care(tmp_path, years, limit(PRICE, "tkr/vårddygn", "", "5"))
    frame = unit_costs(2022, data=data)
    assert plain_rows(frame, "kostnad_per_enhet", "enhet", "värde", "bedömning") == [
        ("Vård", "kr/vårddygn", 5000, "ingen gräns"),
        (PRICE, "tkr/vårddygn", 5.2, "över gränsen"),
    ]


def test_every_fault_of_the_file_is_told_at_once(tmp_path: Path) -> None:
    rows = [limit(), limit("Vard", highest="1"), limit(PRICE, lowest="2", highest="1"), limit(COST, highest="-1")]
    data = care(tmp_path, {2022: {**PLAIN[2022], PRICE: "5200"}}, *rows)
    with pytest.raises(DataError, match="limits") as error:
        load_limits(opened(data))
    assert sorted((one.line, one.code, one.values["column"]) for one in error.value.faults) == [
        (2, "bad-value", "highest"),
        (3, "unknown-reference", "what"),
        (4, "bad-value", "highest"),
        (5, "bad-value", "highest"),
        (5, "unknown-reference", "what"),
    ]
    assert {one.line for one in folder_faults(data) if one.file == "limits.csv"} == {2, 3, 4, 5}


@pytest.mark.parametrize(
    ("row", "match"),
    [
        (limit(), "a lowest or a highest cost"),
        (limit(lowest="2", highest="1"), "a cost not below the lowest"),
        (limit(unit="kr/timme", highest="1"), "a unit of the same kind as kr/vårddygn"),
        (limit(unit="vårddygn", highest="1"), "a unit of the same kind as kr/vårddygn"),
        (limit("Vard", highest="1"), "what = 'Vard'; expected one of: Vård"),
        (limit(highest="-1"), "highest = '-1'"),
    ],
)
def test_a_wrong_limit_is_refused(tmp_path: Path, row: Row, match: str) -> None:
    with pytest.raises(DataError, match=match):
        load_limits(opened(care(tmp_path, PLAIN, row)))


def test_the_words_name_what_is_outside_its_limits_and_who_set_them(tmp_path: Path) -> None:
    said = describe_unit_costs(2022, data=care(tmp_path, PLAIN, limit(lowest="2000", highest="4000")))
    assert said.replace(NBSP, " ") == (
        "En styckkostnad är känd för 2022. Inom sina gränser: 0 av 1 med gräns. Vård, 5 000 kr/vårddygn, är över "
        "gränsen (lägst 2 000 kr/vårddygn och högst 4 000 kr/vårddygn; Riket)."
    )


def test_a_board_without_any_says_so(tmp_path: Path) -> None:
    data = make_board(tmp_path / "data")
    assert unit_costs(2023, data=data).empty
    assert describe_unit_costs(2023, data=data) == "Inga styckkostnader är kända för 2023."
