"""What can be tried, and what a year's deviation would have been with it."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.errors import DataError
from analysis.exploration.levers import LEVERS, levers
from analysis.exploration.scenario import describe_scenario, left_to_balance, scenario
from tests.boards import plain_rows
from tests.explanations.test_sensitivity import CHILD, write_drivers

HOUSEHOLDS, AVERAGE = "hushåll med försörjningsstöd per månad", "utbetalt per hushåll och månad"
DAYS = "vårddygn på institution, barn och unga exkl. ensamkommande"
DAY_PRICE = "dygnskostnad på institution, barn och unga exkl. ensamkommande"
STAFF, NORM = "konsulter", "riksnormens uppräkning"


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


def test_the_levers_of_the_board_are_those_of_its_own_data() -> None:
    found = levers(2020)
    assert found.dtypes.astype(str).to_dict() == LEVERS
    assert plain_rows(found, "reglage", "enhet", "nivå", "högst", "tal") == [
        (HOUSEHOLDS, "hushåll", 565.0, 1200.0, "tryckt"),
        (AVERAGE, "kr/hushåll/mån", 8453.0, 17000.0, "tryckt"),
        (NORM, "tkr", 1200.0, 2400.0, "tryckt"),
        (DAYS, "vårddygn", 7500.0, 15000.0, "tryckt"),
        (DAY_PRICE, "kr/vårddygn", None, 30000.0, "antas"),
        (STAFF, "tkr", 402.0, 13000.0, "tryckt"),
    ]


def test_what_a_year_has_no_figure_for_cannot_be_tried_and_says_why() -> None:
    shut = levers(2017).set_index("reglage").loc[HOUSEHOLDS]
    assert (shut["tal"], shut["skäl"]) == ("", "Ingen källa har uppgiften för 2017, bara 2019, 2020.")
    with pytest.raises(DataError, match="expected a lever of the year") as error:
        scenario(2017, {HOUSEHOLDS: 500})
    assert "Ingen källa har uppgiften för 2017" in error.value.swedish()


@pytest.mark.parametrize(
    ("values", "steps"),
    [
        ({}, []),
        ({HOUSEHOLDS: 565}, []),
        ({HOUSEHOLDS: 500}, [(f"Volym: {HOUSEHOLDS}", 6593)]),  # 65 x 8 453 x 12 = 6 593 340 kr
        ({AVERAGE: 8000}, [(f"Pris: {AVERAGE}", 3071)]),  # 453 x 565 x 12 = 3 071 340 kr
        (
            {HOUSEHOLDS: 500, AVERAGE: 8000},  # what both give counts as price: 453 x 500 x 12 = 2 718 000 kr
            [(f"Volym: {HOUSEHOLDS}", 6593), (f"Pris: {AVERAGE}", 2718)],
        ),
        ({DAYS: 6750, DAY_PRICE: 4000}, [(f"Volym: {DAYS}", 3000)]),
        ({DAY_PRICE: 4000}, []),
        ({STAFF: 1402}, [(STAFF, -1000)]),
        ({NORM: 0}, [(NORM, 1200)]),
    ],
)
def test_each_change_is_a_step_of_its_own_and_the_steps_sum_exactly(
    values: dict[str, float], steps: list[tuple[str, int]]
) -> None:
    rows = plain_rows(scenario(2020, values), "post", "slag", "effekt_tkr")
    assert [(row[0], row[2]) for row in rows if row[1] == "effekt"] == steps
    assert sum(Decimal(str(row[2])) for row in rows[:-1]) == Decimal(str(rows[-1][2]))
    assert rows[0] == ("Avvikelse 2020", "start", -27660.0)
    assert left_to_balance(2020, values) == max(-float(str(rows[-1][2])), 0)


@given(
    households=st.integers(0, 1200), average=st.integers(0, 17000), days=st.integers(0, 15000),
    price=st.integers(1, 30000), staff=st.integers(0, 13000),
)  # fmt: skip
def test_whatever_is_tried_the_end_is_what_the_costs_come_to(
    households: int, average: int, days: int, price: int, staff: int
) -> None:
    values = {HOUSEHOLDS: households, AVERAGE: average, DAYS: days, DAY_PRICE: price, STAFF: staff}
    frame = scenario(2020, values)
    saved = (565 * 8453 - households * average) * 12 + (7500 - days) * price + (402 - staff) * 1000
    assert abs(frame["effekt_tkr"].iloc[-1] - (-27660 + saved / 1000)) <= 0.5
    assert frame["effekt_tkr"].iloc[:-1].sum() == frame["effekt_tkr"].iloc[-1]


@pytest.mark.parametrize(
    ("values", "seen", "said"),
    [
        ({"konsult": 1}, "saw reglage = 'konsult'", "något av: konsulter"),
        ({STAFF: 13001}, "expected 0 to 13000", "konsulter = 13 001; väntade 0 till 13 000; välj ett annat värde."),
        ({STAFF: -1}, "expected 0 to 13000", "konsulter = −1; väntade 0 till 13 000; välj ett annat värde."),
        ({STAFF: float("nan")}, "expected 0 to 13000", "väntade 0 till 13 000"),
    ],
)  # fmt: skip
def test_a_value_that_cannot_be_tried_is_told_with_what_to_do(values: dict[str, float], seen: str, said: str) -> None:
    with pytest.raises(DataError, match=seen):
        scenario(2020, values)
    assert said in plain(describe_scenario(2020, values))


def test_the_sentence_says_what_is_tried_what_it_gives_and_what_is_assumed() -> None:
    assert plain(describe_scenario(2020)) == (
        "Avvikelsen 2020 är −27 660 tkr. Kvar till balans: 27 660 tkr. Ingenting är ändrat."
    )
    assert plain(describe_scenario(2020, {DAYS: 6750, DAY_PRICE: 4000})) == (
        f"Om {DAYS} är 6 750 vårddygn i stället för 7 500 (−10 %) och {DAY_PRICE} antas vara 4 000 kr/vårddygn blir "
        "avvikelsen 2020 −24 660 tkr i stället för −27 660 tkr: 3 000 tkr bättre. Kvar till balans: 24 660 tkr. "
        "Allt annat är som det var. Priset är antaget och står inte i någon rapport."
    )


def test_a_quantity_without_a_price_has_no_effect_and_says_what_each_price_would_give() -> None:
    frame = scenario(2020, {DAYS: 8250, STAFF: 0})
    assert plain_rows(frame, "post", "effekt_tkr")[1:-1] == [(f"Volym: {DAYS}", None), (STAFF, 402.0)]
    why = "Priset är inte tryckt, så effekten är inte räknad. Anta ett: varje 1 000 kr/vårddygn ger 750 tkr sämre."
    assert plain(frame["skäl"][1]) == why


def test_a_made_up_board_has_the_levers_of_its_drivers(tmp_path: Path) -> None:
    data = write_drivers(tmp_path, CHILD, ("en procent", "2021", "%", "utbetalt_2021", "", ""))
    assert plain_rows(levers(2021, data=data), "reglage", "enhet", "nivå", "lägst", "högst") == [
        ("ett barn", "barn", 5.0, 0.0, 10.0),
        ("pris per barn: ett barn", "kr/barn", 300000.0, 0.0, 600000.0),
        ("en procent", "%", 0.0, -10.0, 10.0),
        ("pris per %: en procent", "kr/%", 8000.0, 0.0, 16000.0),
    ]
    values = {"ett barn": 4, "en procent": -1}
    assert plain_rows(scenario(2021, values, data=data), "effekt_tkr") == [(-1000,), (300,), (8,), (-692,)]


def test_a_board_without_drivers_has_no_levers(tmp_path: Path) -> None:
    data = write_drivers(tmp_path)
    assert levers(2021, data=data).empty
    assert left_to_balance(2021, data=data) == 1000
