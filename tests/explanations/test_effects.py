"""Effects between two totals: they sum exactly, and what they leave is rounding only as far as rounding reaches."""

from __future__ import annotations

from decimal import Decimal

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.explanations.bridges import adjust, bridge
from analysis.explanations.effects import (
    EFFECTS,
    PRINTED,
    STATED,
    Effect,
    Step,
    Total,
    bridge_frame,
    shorten,
    steps_between,
)
from analysis.explanations.volumes import JOINT, volume_price
from analysis.files import DATA
from analysis.ledger.formulas import parse_formula
from analysis.ledger.ledger import load_ledger
from analysis.ledger.quantities import parse_unit
from analysis.vocabulary.numerals import half_up
from tests.boards import plain_rows


def bridged(start: str, effects: list[str], end: str, tolerance: str = "0") -> pd.DataFrame:
    steps = [Effect(f"steg {at}", Decimal(value)) for at, value in enumerate(effects, 1)]
    return bridge_frame(
        steps_between(Total("start", Decimal(start)), steps, Total("slut", Decimal(end)), Decimal(tolerance))
    )


HALVES = st.integers(-(10**10), 10**10).map(lambda number: Decimal(number) / 2)
AMOUNTS = st.one_of(st.just(Decimal(0)), HALVES, st.decimals(-(10**9), 10**9, places=3))


@given(AMOUNTS, st.lists(AMOUNTS, max_size=12), AMOUNTS, st.decimals(0, 10**6, places=2))
def test_start_and_steps_add_up_to_the_end_exactly_in_whole_tkr(
    start: Decimal, effects: list[Decimal], end: Decimal, tolerance: Decimal
) -> None:
    steps = [Effect("steg", value) for value in effects]
    found = bridge_frame(steps_between(Total("a", start), steps, Total("b", end), tolerance))
    values = found["effekt_tkr"].tolist()
    assert sum(values[:-1]) == values[-1] == float(half_up(end))
    assert values[: len(effects) + 1] == [float(half_up(value)) for value in (start, *effects)]
    assert all(value.is_integer() for value in values)


@given(AMOUNTS, st.lists(AMOUNTS, max_size=6), st.integers(-9, 9), st.integers(0, 6))
def test_what_is_left_is_rounding_within_the_tolerance_and_otherwise_unexplained(
    start: Decimal, effects: list[Decimal], left: int, tolerance: int
) -> None:
    end = sum(map(half_up, effects), half_up(start)) + left
    steps = [Effect("steg", value, PRINTED, STATED) for value in effects]
    found = bridge_frame(steps_between(Total("a", start), steps, Total("b", end), Decimal(tolerance)))
    rest = plain_rows(found, "post", "slag", "effekt_tkr", "tal", "orsak")[len(effects) + 1 : -1]
    rounding, unexplained = (
        ("Avrundning", "avrundning", left, "beräknat", ""),
        ("Oförklarat", "rest", left, "beräknat", "oförklarat"),
    )
    expected = rounding if abs(end - start - sum(effects)) <= tolerance else unexplained
    assert rest == ([expected] if left else [])


@pytest.mark.parametrize(
    ("start", "effects", "end", "tolerance", "expected"),
    [
        ("-100", ["-10", "-6"], "-116", "0", []),
        ("-100", ["-10.4", "-5.4"], "-115.8", "0", [("Avrundning", "avrundning", -1.0, "beräknat", "")]),
        ("-100", ["-10.4", "-5.4"], "-116", "0", [("Oförklarat", "rest", -1.0, "beräknat", "oförklarat")]),
        ("-100", ["-10.4", "-5.4"], "-116", "0.2", [("Avrundning", "avrundning", -1.0, "beräknat", "")]),
        ("0", [], "1", "0", [("Oförklarat", "rest", 1.0, "beräknat", "oförklarat")]),
        ("0", [], "1", "1", [("Avrundning", "avrundning", 1.0, "beräknat", "")]),
        ("0", ["0", "0"], "-3", "3", [("Avrundning", "avrundning", -3.0, "beräknat", "")]),
        ("0", ["0", "0"], "-4", "3", [("Oförklarat", "rest", -4.0, "beräknat", "oförklarat")]),
    ],
)
def test_rounding_reaches_as_far_as_the_tolerance_and_no_further(
    start: str, effects: list[str], end: str, tolerance: str, expected: list[tuple[object, ...]]
) -> None:
    found = bridged(start, effects, end, tolerance)
    assert plain_rows(found, "post", "slag", "effekt_tkr", "tal", "orsak")[len(effects) + 1 : -1] == expected


def test_halves_go_away_from_zero() -> None:
    assert bridged("-0.5", ["2.5", "-1.5", "0.49"], "0.5")["effekt_tkr"].tolist() == [-1, 3, -2, 0, 1, 1]


def test_each_row_says_what_it_is_and_where_it_comes_from() -> None:
    steps = [
        Effect("Hyra", Decimal(-7), PRINTED, STATED, "Ny lokal.", "hyra 2020", "hyra_2020"),
        Effect("El", Decimal(2)),
    ]
    start = Total("2019", Decimal(-100), "netto 2019", "netto_2019", PRINTED)
    end = Total("2020", Decimal(-205), "netto 2020")
    found = bridge_frame(steps_between(start, steps, end, Decimal(1), rest="Övrig förändring"))
    assert found.dtypes.astype(str).to_dict() == EFFECTS
    unknown = ("Ingen källa och ingen beräkning förklarar resten.", "", "", None, None)
    assert plain_rows(found, *EFFECTS) == [
        ("2019", "start", -100.0, "tryckt", "", "", "netto 2019", "netto_2019", None, None),
        ("Hyra", "effekt", -7.0, "tryckt", "uppgett", "Ny lokal.", "hyra 2020", "hyra_2020", None, None),
        ("El", "effekt", 2.0, "beräknat", "ej angiven", "", "", "", None, None),
        ("Övrig förändring", "rest", -100.0, "beräknat", "oförklarat", *unknown),
        ("2020", "slut", -205.0, "beräknat", "", "", "netto 2020", "", None, None),
    ]


def test_a_shortened_bridge_keeps_the_largest_steps_and_a_span() -> None:
    steps = [
        Step("2019", "start", Decimal(-10)),
        *(Step(name, "effekt", Decimal(value)) for name, value in (("A", 1), ("B", -9), ("C", 2), ("D", 8))),
        Step("Rest", "rest", Decimal(-4), "beräknat", "oförklarat", "", "", "", Decimal(-6), Decimal(-4)),
        Step("2020", "slut", Decimal(-12)),
    ]
    found = shorten(bridge_frame(steps), most=2)
    assert plain_rows(found, "post", "effekt_tkr", "lägst_tkr", "högst_tkr") == [
        ("2019", -10.0, None, None),
        ("B", -9.0, None, None),
        ("D", 8.0, None, None),
        ("Övriga 2 steg", 3.0, None, None),
        ("Rest", -4.0, -6.0, -4.0),
        ("2020", -12.0, None, None),
    ]
    assert shorten(bridge_frame(steps), most=3).equals(bridge_frame(steps))


@pytest.mark.parametrize(
    "frame",
    [
        *(bridge(*pair) for pair in ((2020, 2017), (2020, 2019), (2019, 2017))),
        *(adjust(*pair) for pair in ((2020, 2017), (2020, 2019), (2019, 2017))),
        *(volume_price(2020, 2019, joint) for joint in JOINT),
    ],
    ids=[*(f"{name} {pair}" for name in ("bridge", "adjust") for pair in ("17-20", "19-20", "17-19")), *JOINT],
)
def test_each_step_of_the_reports_is_what_its_formula_gives(frame: pd.DataFrame) -> None:
    ledger = load_ledger(DATA)
    with_formula = frame[frame["formel"] != ""]
    assert set(frame.loc[frame["formel"] == "", "slag"]) <= {"avrundning"}
    for row in with_formula.itertuples():
        quantity, _ = ledger.evaluate(parse_formula(str(row.formel)))
        assert quantity is not None
        assert float(half_up(quantity.within(parse_unit("tkr"))[0])) == row.effekt_tkr
