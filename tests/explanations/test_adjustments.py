"""From one year's deviation to another's: the budget, then the net cost, what is left unexplained, the sum exact."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.errors import ComparisonError, DataError
from analysis.explanations.bridges import adjust
from tests.boards import plain_rows
from tests.ledgers import Row, concept, printed, stated, write_ledger

UNDIVIDED = "Rapporterna delar upp resten olika, så den går inte att dela upp."
LEFT = "Övrigt, oförklarat"
Values = dict[int, int]


def write_years(data: Path, *changes: Row, **concepts: Values) -> Path:
    """Write a board with values by concept and year, and printed changes."""
    figures, rows = list[Row](), list[Row]()
    for name, years in concepts.items():
        for year, value in years.items():
            figures.append(printed(f"{name}_{year}", str(value)))
            rows.append(concept(name, year, f"{name}_{year}", role="ram" if name == "ramökning" else ""))
    return write_ledger(data, figures, concepts=rows, changes=changes)


@pytest.mark.parametrize(("role", "expected"), [("ram", "Pott"), ("", "Större nettobudget")])
def test_a_frame_may_bear_any_name_and_is_told_by_its_role(tmp_path: Path, role: str, expected: str) -> None:
    rows = [
        concept(name, year, f"{name}_{year}") for name in ("nettoavvikelse", "nettobudget") for year in (2021, 2022)
    ]
    values = {"nettoavvikelse": (-9, -8), "nettobudget": (-50, -57)}
    figures = [
        printed(f"{name}_{2021 + at}", str(value)) for name, own in values.items() for at, value in enumerate(own)
    ]
    rows.append(concept("pott", 2022, "pott_2022", role=role))
    data = write_ledger(tmp_path, [*figures, printed("pott_2022", "7")], concepts=rows)
    assert plain_rows(adjust(2022, 2021, data=data), "post", "effekt_tkr")[1] == (expected, 7.0)


def test_a_frame_the_rest_of_the_budget_and_the_net_cost_are_steps(tmp_path: Path) -> None:
    data = write_years(
        tmp_path,
        nettoavvikelse={2021: -900, 2022: -500},
        nettobudget={2021: -4000, 2022: -4750},
        nettokostnad={2021: -4900, 2022: -5250},
        ramökning={2022: 700},
        intäkter={2021: 100, 2022: 80},
    )
    assert plain_rows(adjust(2022, 2021, data=data), "post", "slag", "effekt_tkr", "tal", "orsak", "skäl") == [
        ("Nettoavvikelse 2021", "start", -900.0, "tryckt", "", ""),
        ("Ramökning", "effekt", 700.0, "tryckt", "uppgett", ""),
        ("Större nettobudget", "effekt", 50.0, "beräknat", "ej angiven", ""),
        ("Intäkter", "effekt", -20.0, "beräknat", "ej angiven", ""),
        (LEFT, "rest", -330.0, "beräknat", "oförklarat", UNDIVIDED),
        ("Nettoavvikelse 2022", "slut", -500.0, "tryckt", "", ""),
    ]


def test_a_smaller_budget_makes_the_deviation_worse(tmp_path: Path) -> None:
    years = {"nettoavvikelse": {2021: -9, 2022: -30}, "nettobudget": {2021: -40, 2022: -19}}
    found = adjust(2022, 2021, data=write_years(tmp_path, **years))
    assert plain_rows(found, "post", "effekt_tkr")[1:-1] == [("Mindre nettobudget", -21.0)]


def test_printed_changes_are_steps_and_leave_a_span(tmp_path: Path) -> None:
    changes = [stated("bruttokostnad", "Bilar", "bilar_2022", overlaps="2021"), stated("intäkter", "Taxa", "taxa_2022")]
    data = write_years(
        tmp_path,
        *changes,
        nettoavvikelse={2021: -900, 2022: -500},
        nettokostnad={2021: -4900, 2022: -5250},
        bruttokostnad={2022: -1},
        intäkter={2022: 1},
        bilar={2022: -30},
        taxa={2022: 10},
    )
    found = adjust(2022, 2021, data=data)
    columns = ("post", "effekt_tkr", "lägst_tkr", "högst_tkr")
    assert plain_rows(found, *columns)[1:-1] == [
        ("Taxa", 10.0, None, None),
        ("Bilar", -30.0, None, None),
        (LEFT, 420.0, 390.0, 420.0),
    ]


VALUES = st.integers(-(10**9), 10**9)
PAIR = st.tuples(VALUES, VALUES)


@settings(max_examples=40)
@given(PAIR, PAIR, VALUES, PAIR)
def test_the_chain_adds_up_exactly_whatever_the_signs(
    tmp_path_factory: pytest.TempPathFactory,
    deviations: tuple[int, int],
    budgets: tuple[int, int],
    frame: int,
    income: tuple[int, int],
) -> None:
    years = {
        "nettoavvikelse": deviations,
        "nettobudget": budgets,
        "nettokostnad": tuple(map(sum, zip(deviations, budgets, strict=True))),
        "intäkter": income,
    }
    known = {name: dict(zip((2021, 2022), pair, strict=True)) for name, pair in years.items()}
    data = write_years(tmp_path_factory.mktemp("nämnd"), ramökning={2022: frame}, **known)
    found = adjust(2022, 2021, data=data)
    values = found["effekt_tkr"].tolist()
    assert values[:2] == [deviations[0], frame]
    assert sum(values[:-1]) == values[-1] == deviations[1]
    steps: dict[str, float] = dict(zip(found["post"], found["effekt_tkr"], strict=True))
    assert steps.get("Större nettobudget", 0) >= 0 >= steps.get("Mindre nettobudget", 0)
    assert steps["Intäkter"] == income[1] - income[0]


@pytest.mark.parametrize(
    ("known", "expected"),
    [
        ({2021: 1, 2022: 100, 2023: 200}, [300.0]),
        ({2022: 100, 2023: -200}, [-100.0]),
        ({2022: 100}, []),
        ({2021: 50, 2023: 200}, []),
    ],
)
def test_a_frame_is_a_step_only_where_every_year_on_the_way_is_known(
    tmp_path: Path, known: Values, expected: list[float]
) -> None:
    data = write_years(tmp_path, nettoavvikelse={2021: -900, 2023: -100}, ramökning=known)
    found = adjust(2023, 2021, data=data)
    assert found.loc[found["slag"] == "effekt", "effekt_tkr"].tolist() == expected
    assert found.loc[found["slag"] == "rest", "effekt_tkr"].tolist() == [800 - sum(expected)]


def test_a_deviation_may_change_sign_and_need_no_rest(tmp_path: Path) -> None:
    data = write_years(tmp_path, nettoavvikelse={2021: 300, 2022: -200}, ramökning={2022: -500})
    found = adjust(2022, 2021, data=data)
    assert plain_rows(found, "slag", "effekt_tkr") == [("start", 300.0), ("effekt", -500.0), ("slut", -200.0)]


def test_other_frames_may_be_asked_for(tmp_path: Path) -> None:
    data = write_years(tmp_path, nettoavvikelse={2021: -9, 2022: -8}, index={2022: -4}, ramökning={2022: 7})
    found = adjust(2022, 2021, frames=("index", "ramökning"), data=data)
    assert plain_rows(found, "post", "effekt_tkr")[1:3] == [("Index", -4.0), ("Ramökning", 7.0)]


def test_deviations_that_do_not_compare_are_refused(tmp_path: Path) -> None:
    figures = [printed("avvikelse_2021", "-900"), printed("avvikelse_2022", "-100")]
    other = {"comparability": "ej jämförbar", "reason": "Ny nämnd"}
    rows = [
        concept("nettoavvikelse", 2021, "avvikelse_2021", basis="gamla nämnden", **other),
        concept("nettoavvikelse", 2022, "avvikelse_2022"),
    ]
    with pytest.raises(ComparisonError, match=r"saw nettoavvikelse 2021 against 2022 \(2021: Ny nämnd\)"):
        adjust(2022, 2021, data=write_ledger(tmp_path, figures, concepts=rows))


def test_a_year_without_a_deviation_is_named(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"nettoavvikelse: saw year 2020; expected one of: 2021, 2022;"):
        adjust(2022, 2020, data=write_years(tmp_path, nettoavvikelse={2021: -9, 2022: -8}))


def test_a_chain_starts_from_an_earlier_year(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="saw since = 2022; expected a year before 2021"):
        adjust(2021, 2022, data=write_years(tmp_path, nettoavvikelse={2021: -9, 2022: -8}))


def test_the_chain_from_2019_to_2020_ends_in_the_printed_deviation() -> None:
    found = adjust(2020, 2019)
    steps = [-38874, 9824, -5495, 7331, 3706, -1947, -3228, 1634, -827, 216, -27660]
    assert found["effekt_tkr"].tolist() == steps
    assert sum(steps[:-1]) == steps[-1]
    assert plain_rows(found, "lägst_tkr", "högst_tkr")[-2] == (-2558.0, 216.0)
    assert found["tal"].iloc[[0, 1, -1]].tolist() == ["tryckt"] * 3


def test_the_chain_from_2017_has_the_budget_as_one_step() -> None:
    assert plain_rows(adjust(2020, 2017), "post", "effekt_tkr", "orsak") == [
        ("Nettoavvikelse 2017", -3487.0, ""),
        ("Större nettobudget", 10909.0, "ej angiven"),
        ("Intäkter", -88202.0, "uppgett"),
        ("Konsulter", 11867.0, "uppgett"),
        (LEFT, 41253.0, "oförklarat"),
        ("Nettoavvikelse 2020", -27660.0, ""),
    ]
