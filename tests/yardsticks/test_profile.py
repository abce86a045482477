"""The year so far against the share that a line usually has by then: as told, missing and refused."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.errors import DataError
from analysis.statements.folder import opened
from analysis.wording.yardsticks.monthly import describe_profile
from analysis.yardsticks.monthly import cost_series
from analysis.yardsticks.profile import year_profile
from tests.boards import make_board, plain_rows
from tests.yardsticks.years import EVEN, LATE, MONTHLY, month_board

NBSP = "\N{NO-BREAK SPACE}"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return month_board(tmp_path / "data", MONTHLY)


def test_each_line_is_held_against_its_own_usual_share(data: Path) -> None:
    frame = year_profile(2023, data=data)
    assert plain_rows(frame, "post", "månad", "utfall_hittills_tkr", "årsbudget_tkr", "antal_år", "tolkning") == [
        ("Stab", 6, -594.0, -1200.0, 2, "under det vanliga"),
        ("HVB", 6, -480.0, -1200.0, 2, "över det vanliga"),
        ("Summa", 6, -1074.0, -2400.0, 2, "över det vanliga"),
    ]
    hvb = frame.iloc[1]
    assert (hvb["lägsta_andel_procent"], hvb["högsta_andel_procent"]) == pytest.approx((25, 360 / 1260 * 100))
    usual = (25 + 360 / 1260 * 100) / 2
    assert hvb["vanlig_andel_procent"] == pytest.approx(usual)
    assert hvb["mot_profil_tkr"] == pytest.approx(-480 + 12 * usual)


def test_a_share_among_the_earlier_ones_is_within_the_usual(tmp_path: Path) -> None:
    years = {**MONTHLY, 2023: {"Stab": [-100] * 6, "HVB": [-52] * 6}}
    frame = year_profile(2023, data=month_board(tmp_path / "data", years))
    assert frame["tolkning"].iloc[1] == "inom det vanliga"


def test_one_earlier_year_gives_no_usual_share(tmp_path: Path) -> None:
    years = {year: MONTHLY[year] for year in (2022, 2023)}
    data = month_board(tmp_path / "data", years)
    frame = year_profile(2023, data=data)
    assert frame["vanlig_andel_procent"].isna().all()
    assert set(frame["tolkning"]) == {""}
    said = "Bara ett tidigare år har alla tolv månader; en vanlig andel till och med juni kräver minst 2."
    assert set(frame["skäl"]) == {said}
    assert describe_profile(2023, data=data) == said


def test_a_year_that_is_over_has_no_profile(data: Path) -> None:
    assert set(year_profile(2022, data=data)["skäl"]) == {
        "Årets alla månader är inlästa; en profil säger då inget mer."
    }


def test_a_line_that_came_to_nothing_has_no_share(tmp_path: Path) -> None:
    years = {**MONTHLY, 2021: {"Stab": EVEN, "HVB": [-50] * 6 + [50] * 6}}
    frame = year_profile(2023, data=month_board(tmp_path / "data", years))
    assert plain_rows(frame, "post", "antal_år")[1] == ("HVB", 1)


def test_a_month_without_a_number_is_missing_and_not_zero(tmp_path: Path) -> None:
    data = month_board(tmp_path / "data", {2021: MONTHLY[2021]})
    (series, *_) = cost_series(opened(data))
    assert series.to(2021, 12) == -1188
    gap = series._replace(amounts={month: value for month, value in series.amounts.items() if month != (2021, 5)})
    assert (gap.to(2021, 4), gap.to(2021, 5), gap.last_month(2021)) == (Decimal(-396), None, 4)
    assert gap.run(2021)[0] == (2021, 6)


def test_a_year_without_months_is_refused_with_those_that_have(data: Path) -> None:
    with pytest.raises(DataError, match="saw year 2019; expected one of: 2021, 2022, 2023"):
        year_profile(2019, data=data)


def test_the_words_name_what_lies_outside_the_usual(data: Path) -> None:
    said = describe_profile(2023, data=data).replace(NBSP, " ")
    assert "HVB har till och med juni 40,0 % av årsbudgeten; vanligt är 25,0–28,6 %, alltså mer än vanligt" in said
    assert "Stab har till och med juni 49,5 % av årsbudgeten; vanligt är 50,0–50,0 %, alltså mindre än vanligt" in said


def test_the_words_say_that_all_is_as_usual(tmp_path: Path) -> None:
    years = {2021: {"Stab": LATE}, 2022: {"Stab": [-60] * 6 + [-140] * 6}, 2023: {"Stab": [-55] * 6}}
    said = describe_profile(2023, data=month_board(tmp_path / "data", years))
    assert said.endswith("Alla rader har använt en så stor andel av sin budget som de brukar ha använt då.")


def test_what_is_missing_is_said(tmp_path: Path) -> None:
    assert describe_profile(2023, data=make_board(tmp_path / "data")).startswith("Inga månadsutfall från januari")


@given(st.lists(st.integers(-999, -1), min_size=12, max_size=12), st.integers(2, 11))
def test_a_year_like_the_earlier_ones_with_their_outcome_as_budget_is_on_its_profile(
    tmp_path_factory: pytest.TempPathFactory, parts: list[int], months: int
) -> None:
    values = [12 * part for part in parts]
    rows = {2021: {"Stab": values}, 2022: {"Stab": values}, 2023: {"Stab": values[:months]}}
    frame = year_profile(2023, data=month_board(tmp_path_factory.mktemp("data"), rows, sum(parts)))
    assert set(frame["tolkning"]) == {"inom det vanliga"}
    assert frame["mot_profil_tkr"].abs().max() == pytest.approx(0, abs=1e-9)
