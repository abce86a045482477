"""What must come out of the two real reports: their printed totals against their own lines, typed from the print."""

from __future__ import annotations

from collections import Counter

import pandas as pd
import pytest

from analysis.statements.checks import reconcile
from analysis.statements.load import load_carry_overs, load_drift, load_investments
from tests.boards import plain_rows

MONEY = ["utfall_tkr", "budget_tkr", "avvikelse_tkr"]
DEVIATION = "avvikelse = utfall − budget"


@pytest.fixture(scope="module")
def checks() -> pd.DataFrame:
    return reconcile()


def drift(year: int) -> pd.DataFrame:
    frame = load_drift()
    return frame[frame["år"] == year]


def found(checks: pd.DataFrame, year: int, section: str, name: str, post: str) -> list[tuple[object, ...]]:
    """Return computed, printed, difference and verdict of the checks of one line, by column."""
    chosen = checks[
        (checks["år"] == year)
        & checks["avsnitt"].str.contains(section)
        & (checks["kontroll"] == name)
        & (checks["post"] == post)
    ]
    return plain_rows(chosen, "storhet", "beräknat_tkr", "tryckt_tkr", "skillnad_tkr", "utslag")


def test_the_cost_lines_of_2017_add_up_exactly_to_the_printed_costs() -> None:
    lines = drift(2017)
    assert lines.loc[lines["förälder"] == "Kostnader", MONEY].sum().tolist() == [-297890.0, -279780.0, -18110.0]
    assert lines.loc[lines["post"] == "Kostnader", MONEY].iloc[0].tolist() == [-297890.0, -279780.0, -18110.0]


def test_the_check_of_the_costs_of_2017_agrees(checks: pd.DataFrame) -> None:
    assert found(checks, 2017, "driftsredovisningen", "varav-rader = Kostnader", "Kostnader") == [
        ("utfall", -297890.0, -297890.0, 0.0, "stämmer"),
        ("budget", -279780.0, -279780.0, 0.0, "stämmer"),
        ("avvikelse", -18110.0, -18110.0, 0.0, "stämmer"),
    ]


def test_the_three_largest_incomes_of_2017_leave_a_remainder(checks: pd.DataFrame) -> None:
    assert found(
        checks, 2017, "driftsredovisningen", "varav-rader ryms i Intäkter, resten är inte särredovisad", "Intäkter"
    ) == [
        ("utfall", 101559.0, 114282.0, 12723.0, "stämmer"),
        ("budget", 97267.0, 99660.0, 2393.0, "stämmer"),
    ]


def test_the_income_deviation_of_2017_is_printed_1_tkr_too_high(checks: pd.DataFrame) -> None:
    assert found(checks, 2017, "driftsredovisningen", DEVIATION, "Intäkter") == [
        ("avvikelse", 14622.0, 14623.0, 1.0, "avrundning")
    ]


def test_the_net_deviation_of_2017_is_printed_1_tkr_too_low(checks: pd.DataFrame) -> None:
    assert found(checks, 2017, "driftsredovisningen", DEVIATION, "Totalt") == [
        ("avvikelse", -3486.0, -3487.0, -1.0, "avrundning")
    ]


def test_the_net_of_2017_is_printed_1_tkr_beside_income_and_cost(checks: pd.DataFrame) -> None:
    assert found(checks, 2017, "driftsredovisningen", "netto = intäkter + kostnader", "Totalt") == [
        ("utfall", -183608.0, -183607.0, 1.0, "avrundning"),
        ("budget", -180120.0, -180121.0, -1.0, "avrundning"),
        ("avvikelse", -3487.0, -3487.0, 0.0, "stämmer"),
    ]


def test_the_other_deviations_of_2017_are_right(checks: pd.DataFrame) -> None:
    rows = checks[(checks["år"] == 2017) & (checks["kontroll"] == DEVIATION)]
    assert len(rows) == 16
    assert plain_rows(rows[rows["skillnad_tkr"] != 0], "post", "skillnad_tkr") == [("Intäkter", 1.0), ("Totalt", -1.0)]


def test_the_lines_of_2020_add_up_but_for_1_tkr() -> None:
    lines = drift(2020)
    assert lines.loc[lines["slag"] == "netto", MONEY].sum().tolist() == [-218691.0, -191030.0, -27661.0]
    assert lines.loc[lines["slag"] == "summa", MONEY].iloc[0].tolist() == [-218690.0, -191030.0, -27660.0]


def test_the_check_of_the_total_of_2020_calls_1_tkr_rounding(checks: pd.DataFrame) -> None:
    assert found(checks, 2020, "^Drift$", "rader = Summa", "Summa") == [
        ("utfall", -218691.0, -218690.0, 1.0, "avrundning"),
        ("budget", -191030.0, -191030.0, 0.0, "stämmer"),
        ("avvikelse", -27661.0, -27660.0, 1.0, "avrundning"),
    ]


def test_every_row_deviation_of_2020_is_right(checks: pd.DataFrame) -> None:
    rows = checks[(checks["år"] == 2020) & (checks["avsnitt"] == "Drift") & (checks["kontroll"] == DEVIATION)]
    assert len(rows) == 14
    assert set(plain_rows(rows, "skillnad_tkr", "tolerans_tkr", "utslag")) == {(0.0, 1.5, "stämmer")}
    numbers = drift(2020)
    assert (numbers["utfall_tkr"] - numbers["budget_tkr"]).tolist() == numbers["avvikelse_tkr"].tolist()


def test_the_investments_of_2017_add_up(checks: pd.DataFrame) -> None:
    assert found(checks, 2017, "investeringsredovisningen", "rader = Totalt", "Totalt") == [
        ("utfall", -664.0, -664.0, 0.0, "stämmer"),
        ("budget", -650.0, -650.0, 0.0, "stämmer"),
        ("avvikelse", -14.0, -14.0, 0.0, "stämmer"),
    ]


def test_the_investments_of_2020_add_up_for_the_projects_and_for_the_year(checks: pd.DataFrame) -> None:
    assert found(checks, 2020, "^Investeringar$", "rader = Summa", "Summa") == [
        ("utfall", -437.0, -437.0, 0.0, "stämmer"),
        ("budget", -1475.0, -1475.0, 0.0, "stämmer"),
        ("avvikelse", 1038.0, 1038.0, 0.0, "stämmer"),
        ("utfall", -266.0, -266.0, 0.0, "stämmer"),
        ("budget", -1397.0, -1397.0, 0.0, "stämmer"),
        ("avvikelse", 1131.0, 1131.0, 0.0, "stämmer"),
    ]


def test_the_carry_overs_of_2020_add_up(checks: pd.DataFrame) -> None:
    assert found(checks, 2020, "Information om", "rader = Summa", "Summa") == [
        ("utfall", -266.0, -266.0, 0.0, "stämmer"),
        ("budget", -497.0, -497.0, 0.0, "stämmer"),
        ("avvikelse", 231.0, 231.0, 0.0, "stämmer"),
        ("ombudgetering", 231.0, 231.0, 0.0, "stämmer"),
    ]
    assert found(checks, 2020, "Begäran om", "rader = Summa", "Summa") == [
        ("utfall", 0.0, 0.0, 0.0, "stämmer"),
        ("budget", -900.0, -900.0, 0.0, "stämmer"),
        ("avvikelse", 900.0, 900.0, 0.0, "stämmer"),
        ("ombudgetering", 500.0, 500.0, 0.0, "stämmer"),
    ]


def test_the_carry_overs_of_2020_are_the_investments_that_were_not_made() -> None:
    investments = load_investments()
    year = investments[(investments["år"] == 2020) & (investments["omfattning"] == "årets")]
    left = year[year["slag"] == "netto"].set_index("post")[MONEY].sort_index()
    moved = load_carry_overs()
    assert moved[moved["slag"] == "netto"].set_index("post")[MONEY].sort_index().equals(left)


def test_the_tolerances_are_half_a_tkr_for_each_printed_number(checks: pd.DataFrame) -> None:
    grounds = (
        checks[["tolerans_tkr", "toleransens_grund"]]
        .drop_duplicates()
        .sort_values(["tolerans_tkr", "toleransens_grund"])
    )
    assert plain_rows(grounds, "tolerans_tkr", "toleransens_grund") == [
        (1.5, "3 tryckta tal × ½ × 1 tkr"),
        (2.0, "4 tryckta tal × ½ × 1 tkr"),
        (2.0, "4 tryckta tal × ½ × 1 tkr; 1 tom cell ej med"),
        (2.5, "5 tryckta tal × ½ × 1 tkr"),
        (4.0, "8 tryckta tal × ½ × 1 tkr"),
        (7.0, "14 tryckta tal × ½ × 1 tkr"),
    ]


def test_six_of_seventy_three_figures_differ_by_rounding_and_none_by_more(checks: pd.DataFrame) -> None:
    assert Counter(plain_rows(checks, "år", "utslag")) == {
        (2017, "stämmer"): 23,
        (2017, "avrundning"): 4,
        (2020, "stämmer"): 44,
        (2020, "avrundning"): 2,
    }
    assert sorted(checks.loc[checks["utslag"] == "avrundning", "skillnad_tkr"]) == [-1.0, -1.0, 1.0, 1.0, 1.0, 1.0]


def test_the_kinds_of_check(checks: pd.DataFrame) -> None:
    assert Counter(plain_rows(checks, "år", "kontroll")) == {
        (2017, "avvikelse = utfall − budget"): 16,
        (2017, "netto = intäkter + kostnader"): 3,
        (2017, "varav-rader = Kostnader"): 3,
        (2017, "varav-rader ryms i Intäkter, resten är inte särredovisad"): 2,
        (2017, "rader = Totalt"): 3,
        (2020, "avvikelse = utfall − budget"): 29,
        (2020, "rader = Summa"): 17,
    }
