"""Drivers: what one unit is worth, how many bring the deviation to zero, and the faults of drivers.csv."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.errors import DataError
from analysis.explanations.sensitivity import SENSITIVITY, sensitivity
from tests.boards import plain_rows
from tests.ledgers import HEAD, Row, absent, printed, write_ledger

FIGURES = [
    printed("pris_2021", "300", "0", "tkr/barn"),
    printed("pris_2020", "200", "0", "tkr/barn"),
    printed("barn_2021", "5", "0", "barn"),
    printed("utbetalt_2021", "800", "0"),
    absent("dygnspris_2021", "tkr/vårddygn"),
]
CHILD = ("ett barn", "2021", "barn", "pris_2021", "barn_2021", "Kostar {pris_2021}.")


def write_drivers(data: Path, *drivers: Row, deviation: int = -1000) -> Path:
    """Write a board that misses its budget by so much, and what drives it."""
    rows = f"Stab\t{deviation}\t0\t{deviation}\nSumma\t{deviation}\t0\t{deviation}\n"
    return write_ledger(data, FIGURES, drivers=drivers, reports={"a-2021": f"{HEAD}{rows}"})


def test_each_driver_says_what_a_unit_is_worth_and_how_many_balance(tmp_path: Path) -> None:
    found = sensitivity(2021, data=write_drivers(tmp_path, CHILD, ("en procent", "2021", "%", "utbetalt_2021", "", "")))
    assert found.dtypes.astype(str).to_dict() == SENSITIVITY
    told = "Kostar 300\u00a0tkr/barn."
    assert plain_rows(found, *SENSITIVITY) == [
        ("ett barn", "barn", 2021, 300.0, 5.0, 4.0, 80.0, "beräknat", told, "pris_2021"),
        ("en procent", "%", 2021, 8.0, None, 125.0, None, "beräknat", "", "utbetalt_2021"),
    ]


@pytest.mark.parametrize(
    ("deviation", "needed", "share"),
    [(-900, 3, 60), (-901, 4, 80), (-899, 3, 60), (-1, 1, 20), (0, 0, 0), (700, 0, 0), (-1501, 6, 120)],
)
def test_what_is_needed_is_rounded_up_and_nothing_without_a_deficit(
    tmp_path: Path, deviation: int, needed: int, share: int
) -> None:
    found = sensitivity(2021, data=write_drivers(tmp_path, CHILD, deviation=deviation))
    assert plain_rows(found, "krävs", "krävs_procent") == [(needed, share)]


@settings(max_examples=40)
@given(st.integers(-(10**8), 10**8))
def test_what_is_needed_is_the_fewest_that_cover_the_deficit(
    tmp_path_factory: pytest.TempPathFactory, deviation: int
) -> None:
    found = sensitivity(2021, data=write_drivers(tmp_path_factory.mktemp("nämnd"), CHILD, deviation=deviation))
    needed = found["krävs"].iloc[0]
    assert needed * 300 >= -deviation
    assert needed == 0 or (needed - 1) * 300 < -deviation


def test_a_worth_that_is_printed_nowhere_is_unexplained_and_named(tmp_path: Path) -> None:
    driver = ("ett dygn", "2021", "vårddygn", "dygnspris_2021", "", "Inte tryckt.")
    found = sensitivity(2021, data=write_drivers(tmp_path, driver, CHILD))
    columns = ("tkr_per_enhet", "krävs", "krävs_procent", "tal", "skäl")
    assert plain_rows(found, *columns)[0] == (None, None, None, "", "Inte tryckt. Saknas: dygnspris 2021.")
    assert found["tal"].tolist() == ["", "beräknat"]


@pytest.mark.parametrize(
    ("years", "expected"),
    [
        (["2021"], [(2021, 300.0)]),
        (["2020", "2021"], [(2021, 300.0)]),
        (["2021", "2020"], [(2021, 300.0)]),
        (["2020", "2022"], [(2020, 200.0)]),
        (["2022"], []),
    ],
)
def test_a_driver_counts_as_last_measured_up_to_the_year(
    tmp_path: Path, years: list[str], expected: list[tuple[int, float]]
) -> None:
    effects = {"2020": "pris_2020", "2021": "pris_2021", "2022": "pris_2021 * 2"}
    drivers = [("ett barn", year, "barn", effects[year], "", "") for year in years]
    found = sensitivity(2021, data=write_drivers(tmp_path, *drivers))
    assert plain_rows(found, "mätår", "tkr_per_enhet") == expected


def test_every_fault_of_the_drivers_is_told_at_once(tmp_path: Path) -> None:
    drivers = [
        CHILD,
        ("ett", "2021", "tkrr", "pris_2021", "", ""),
        ("", "i fjol", "barn", "pris_2021", "", ""),
        ("två", "2021", "barn", "pris_2021 +", "barn_2021", ""),
        ("tre", "2021", "barn", "priset_2021", "pris_2021", "Se {barnen_2021}."),
        ("fyra", "2021", "barn", "", "", ""),
        ("fem\nbarn", "2021", "barn", "pris_2021", "", ""),
    ]
    with pytest.raises(DataError, match=r"^drivers\.csv, line 3: saw unit = 'tkrr'; expected one of: tkr") as error:
        sensitivity(2021, data=write_drivers(tmp_path, *drivers))
    assert [(one.line, one.code, one.values.get("column")) for one in error.value.faults] == [
        (3, "unknown-reference", "unit"),
        (4, "bad-value", "driver"),
        (4, "bad-value", "year"),
        (5, "bad-formula", "effect"),
        (6, "unknown-reference", "effect"),
        (6, "unit-clash", "level"),
        (6, "unknown-reference", "note"),
        (7, "bad-value", "effect"),
        (9, "bad-value", "driver"),
    ]


def test_a_folder_without_drivers_has_none(tmp_path: Path) -> None:
    found = sensitivity(2021, data=write_ledger(tmp_path, FIGURES))
    assert found.empty
    assert found.dtypes.astype(str).to_dict() == SENSITIVITY


def test_an_unknown_year_is_named(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"saw year 2019; expected one of: 2021;"):
        sensitivity(2019, data=write_drivers(tmp_path, CHILD))


def test_what_it_would_take_to_balance_2020() -> None:
    found = sensitivity(2020)
    columns = ("mätår", "tkr_per_enhet", "krävs", "tal")
    assert plain_rows(found, *columns) == [
        (2020, 101.4, 273.0, "beräknat"),
        (2020, None, None, ""),
    ]
    assert found["krävs_procent"].iloc[0] == pytest.approx(48.3186)
    assert "Saknas: dygnskostnad på institution" in found["skäl"].iloc[-1]


def test_no_driver_is_measured_up_to_2017() -> None:
    assert sensitivity(2017).empty


def test_a_driver_stands_once_a_year_and_saves_money(tmp_path: Path) -> None:
    minus = ("ett barn till", "2021", "barn", "-pris_2021", "", "")
    with pytest.raises(DataError, match="drivers") as error:
        sensitivity(2021, data=write_drivers(tmp_path, CHILD, CHILD, minus))
    assert [(one.line, one.code) for one in error.value.faults] == [(3, "duplicate-key"), (4, "bad-value")]
