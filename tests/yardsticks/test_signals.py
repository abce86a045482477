"""Signal or noise: limits from the moving range, points beyond them, long runs, and too few months."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from analysis.statements.folder import opened
from analysis.wording.yardsticks.monthly import describe_signals
from analysis.yardsticks.monthly import VOLUME, Series, volume_series
from analysis.yardsticks.signals import limits_of, rows_of, signals
from tests.boards import make_board, plain_rows, write_board
from tests.yardsticks.years import EVEN, MONTHLY, month_board


def series(*values: int, start: int = 2022) -> Series:
    months = [(start + at // 12, at % 12 + 1) for at in range(len(values))]
    return Series("Dygn", "", VOLUME, "dygn", dict(zip(months, map(Decimal, values), strict=True)), {})


BASE = [10, 12] * 6


def test_limits_are_the_mean_and_2_66_mean_moving_ranges() -> None:
    limits = limits_of(series(*BASE, 11), 2023)
    assert limits is not None
    assert (limits.mean, limits.low, limits.high) == (Decimal(11), 11 - Decimal("5.32"), 11 + Decimal("5.32"))
    assert len(limits.months) == 12


def test_a_month_beyond_the_limits_is_a_signal_and_one_within_is_noise() -> None:
    rows = rows_of(series(*BASE, 16, 17, 5), 2023)
    assert [(row.tolkning, row.skäl) for row in rows] == [
        ("brus", ""),
        ("signal", "Över den övre gränsen."),
        ("signal", "Under den undre gränsen."),
    ]


def test_a_month_on_the_limit_is_noise() -> None:
    own = series(*BASE, 11)
    limits = limits_of(own, 2023)
    assert limits is not None
    edge = own._replace(amounts={**own.amounts, (2023, 1): limits.high})
    assert rows_of(edge, 2023)[0].tolkning == "brus"


def test_the_eighth_month_in_a_row_on_one_side_is_a_signal() -> None:
    rows = rows_of(series(*BASE[:-1], 10, *[12] * 8), 2023)
    assert [row.tolkning for row in rows] == ["brus"] * 7 + ["signal"]
    assert rows[-1].skäl == "Månad nummer 8 i rad över medelvärdet."


def test_a_month_at_the_mean_ends_a_run() -> None:
    own = series(*BASE, *[12] * 4, 11, *[12] * 4)
    assert {row.tolkning for row in rows_of(own, 2023)} == {"brus"}


def test_fewer_than_twelve_months_have_no_limits() -> None:
    rows = rows_of(series(*BASE[:11]), 2022)
    assert {(row.tolkning, row.medel) for row in rows} == {("", None)}
    assert rows[0].skäl == "Bara 11 månader utan lucka är inlästa; gränser kräver minst 12."


def test_a_gap_ends_the_months_that_limits_are_made_of() -> None:
    own = series(*BASE, *BASE)
    broken = own._replace(amounts={month: value for month, value in own.amounts.items() if month != (2023, 3)})
    assert limits_of(broken, 2023) is None
    assert [row.månad for row in rows_of(broken, 2023)] == [4, 5, 6, 7, 8, 9, 10, 11, 12]


@given(st.lists(st.integers(-10_000, 10_000), min_size=13, max_size=24))
def test_a_constant_added_to_all_months_moves_the_limits_and_no_verdict(values: list[int]) -> None:
    own, moved = series(*values), series(*(value + 500 for value in values))
    year = max(own.amounts)[0]
    assert [row.tolkning for row in rows_of(own, year)] == [row.tolkning for row in rows_of(moved, year)]


@given(st.integers(-10_000, 10_000))
def test_months_that_are_all_alike_are_noise(value: int) -> None:
    assert {row.tolkning for row in rows_of(series(*[value] * 24), 2023)} == {"brus"}


def test_costs_of_a_board_are_judged_line_by_line(tmp_path: Path) -> None:
    frame = signals(2023, data=month_board(tmp_path / "data", {2022: {"Stab": EVEN}, 2023: {"Stab": [-99, -130, -98]}}))
    own = frame[frame["post"] == "Stab"]
    assert list(own["skäl"]) == ["", "Sämre än den undre gränsen.", ""]
    assert plain_rows(own, "slag", "månad", "värde", "antal_månader", "tolkning") == [
        ("kostnad", 1, -99.0, 12, "brus"),
        ("kostnad", 2, -130.0, 12, "signal"),
        ("kostnad", 3, -98.0, 12, "brus"),
    ]


VOLUMES = "Volymer\n\nVolymmått\tJan\tFeb\tMar\nVårddygn på institution\t100\t110\t120\n"


def test_volumes_by_month_are_series_too(tmp_path: Path) -> None:
    data = write_board(tmp_path / "data", {"a-2025": VOLUMES}, period="januari–mars")
    (own,) = volume_series(opened(data))
    assert (own.kind, own.name) == ("volym", "Vårddygn på institution")
    assert {month: int(value) for month, value in own.amounts.items()} == {
        (2025, 1): 100,
        (2025, 2): 110,
        (2025, 3): 120,
    }


def test_the_words_tell_signals_from_noise(tmp_path: Path) -> None:
    noise = month_board(tmp_path / "a", {2022: {"Stab": EVEN}, 2023: {"Stab": [-99, -98, -99]}})
    assert describe_signals(2023, data=noise) == (
        "Sex månadsvärden i två serier är prövade: alla ligger inom sina gränser, så skillnaderna mellan dem är brus."
    )
    signal = month_board(tmp_path / "b", {2022: {"Stab": EVEN}, 2023: {"Stab": [-99, -130, -98]}})
    said = describe_signals(2023, data=signal).replace("\N{NO-BREAK SPACE}", " ")
    assert said.startswith(
        "Sex månadsvärden i två serier är prövade, två är signaler. Stab (kostnad), februari 2023: −130 tkr;"
    )


def test_what_is_missing_is_said(tmp_path: Path) -> None:
    assert describe_signals(2023, data=make_board(tmp_path / "a")).startswith("Inga kostnader eller volymer månad för")
    short = month_board(tmp_path / "b", {2023: MONTHLY[2023]})
    assert describe_signals(2023, data=short) == "Bara 6 månader utan lucka är inlästa; gränser kräver minst 12."


def test_a_year_without_months_has_no_rows(tmp_path: Path) -> None:
    assert signals(2020, data=month_board(tmp_path / "data", MONTHLY)).empty


def test_without_twelve_months_before_the_year_the_limits_are_of_all_to_its_end() -> None:
    limits = limits_of(series(*BASE, start=2021), 2021)
    assert limits is not None
    assert limits.months == tuple((2021, month) for month in range(1, 13))
