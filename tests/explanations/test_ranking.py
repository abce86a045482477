"""The lines of a deviation ranked: order, shares, what is material, of what kind, and whether a cause is stated."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.errors import DataError
from analysis.explanations.deviations import RANKED, rank_deviations
from tests.boards import columns_of, make_board, plain_rows, sum_parts, write_csv

HEAD = "Drift\n\nDriftredovisning (tkr)\t\t\t\n\tUtfall 2023\tBudget 2023\tAvvikelse\n"
Line = tuple[str, int, int]


def write_lines(data: Path, *lines: Line, more: int = 0) -> Path:
    """Write a board whose statement has these lines, and a total that holds so much more of the outcome."""
    total = ("Summa", sum(line[1] for line in lines) + more, sum(line[2] for line in lines))
    rows = "\n".join(f"{name}\t{outcome}\t{budget}\t{outcome - budget}" for name, outcome, budget in [*lines, total])
    return make_board(data, f"{HEAD}{rows}\n", sum_parts(*(line[0] for line in lines)))


def test_lines_are_ranked_with_shares_that_run_to_the_whole(tmp_path: Path) -> None:
    found = rank_deviations(2023, data=make_board(tmp_path))
    assert found.dtypes.astype(str).to_dict() == RANKED
    columns = ("plats", "post", "avvikelse_tkr", "budgetavvikelse_procent")
    assert plain_rows(found, *columns) == [
        (1, "Ledning", -500.0, -250.0),
        (2, "Bibliotek", -200.0, -20.0),
        (3, "=Simhall", 100.0, pytest.approx(3.8461538)),
    ]
    assert found["andel_procent"].tolist() == pytest.approx([500 / 6, 200 / 6, -100 / 6])
    assert found["ackumulerad_procent"].tolist() == pytest.approx([500 / 6, 700 / 6, 100])


@pytest.mark.parametrize(
    ("least_tkr", "least_percent", "expected"),
    [
        (200, 20, ["ja", "ja", "nej"]),
        (200.5, 20, ["ja", "nej", "nej"]),
        (200, 20.5, ["ja", "nej", "nej"]),
        (100, 3.84, ["ja", "ja", "ja"]),
        (100, 3.85, ["ja", "ja", "nej"]),
        (500, 250, ["ja", "nej", "nej"]),
        (501, 0, ["nej", "nej", "nej"]),
        (0, 251, ["nej", "nej", "nej"]),
    ],
)
def test_a_line_is_material_from_both_thresholds_on(
    tmp_path: Path, least_tkr: float, least_percent: float, expected: list[str]
) -> None:
    found = rank_deviations(2023, least_tkr, least_percent, data=make_board(tmp_path))
    assert found["väsentlig"].tolist() == expected


@pytest.mark.parametrize(("outcome", "expected"), [(-1000, "ja"), (-999, "nej"), (1000, "ja")])
def test_a_line_without_a_budget_has_no_per_cent_and_is_judged_by_its_size(
    tmp_path: Path, outcome: int, expected: str
) -> None:
    data = write_lines(tmp_path, ("Konsulter", outcome, 0), ("Stab", -10, -10))
    found = rank_deviations(2023, data=data)
    columns = ("post", "budgetavvikelse_procent", "väsentlig", "slag")
    assert plain_rows(found, *columns)[0] == ("Konsulter", None, expected, "avvikelse från budget")


@pytest.mark.parametrize(
    ("outcome", "budget", "expected"),
    [
        (-300, 200, "gap i budgeten från början"),
        (300, -200, "gap i budgeten från början"),
        (-300, -200, "avvikelse från budget"),
        (300, 200, "avvikelse från budget"),
        (0, 200, "avvikelse från budget"),
        (-300, 0, "avvikelse från budget"),
    ],
)
def test_a_budget_of_the_opposite_sign_is_a_gap_from_the_start(
    tmp_path: Path, outcome: int, budget: int, expected: str
) -> None:
    found = rank_deviations(2023, data=write_lines(tmp_path, ("Ledning", outcome, budget), ("Stab", -10, -10)))
    assert found["slag"].tolist()[0] == expected


@pytest.mark.parametrize(("more", "post", "label"), [(-1, "Avrundning", "beräknat"), (-9, "Oförklarat", "oförklarat")])
def test_what_no_line_explains_comes_last_and_is_never_material(
    tmp_path: Path, more: int, post: str, label: str
) -> None:
    data = write_lines(tmp_path, ("Stab", -12, -10), ("Drift", -11, -10), more=more)
    found = rank_deviations(2023, 0, 0, data)
    columns = ("plats", "post", "avvikelse_tkr", "väsentlig", "slag", "orsak", "härkomst")
    assert plain_rows(found, *columns)[-1] == (3, post, more, "nej", "avrundning eller rest", "", label)


def test_a_deviation_of_nothing_has_no_running_share(tmp_path: Path) -> None:
    data = write_lines(tmp_path, ("Stab", -12, -10), ("Drift", -8, -10))
    found = rank_deviations(2023, data=data)
    assert plain_rows(found, "avvikelse_tkr", "andel_procent", "ackumulerad_procent") == [
        (-2.0, None, None),
        (2.0, None, None),
    ]


def test_a_stated_cause_stands_with_its_section_and_the_others_say_that_none_is(tmp_path: Path) -> None:
    data = make_board(tmp_path)
    write_csv(
        data / "causes.csv", columns_of("causes.csv"), [("kultur-2023", "Bibliotek", "4.1 Kommentar", "Fler lån.")]
    )
    assert plain_rows(rank_deviations(2023, data=data), "post", "orsak", "härkomst", "källa") == [
        ("Ledning", "Ingen källa anger orsaken för raden.", "beräknat", "kultur-2023:drift:Ledning:avvikelse 2023"),
        ("Bibliotek", "Fler lån.", "uppgett", "kultur-2023:drift:Bibliotek:avvikelse 2023; 4.1 Kommentar"),
        ("=Simhall", "Ingen källa anger orsaken för raden.", "beräknat", "kultur-2023:drift:=Simhall:avvikelse 2023"),
    ]


AMOUNTS = st.tuples(st.integers(-(10**8), 10**8), st.integers(-(10**8), 10**8))


@settings(max_examples=40)
@given(st.lists(AMOUNTS, min_size=1, max_size=6), st.integers(-5, 5))
def test_the_ranked_lines_add_up_to_the_deviation_exactly(
    tmp_path_factory: pytest.TempPathFactory, amounts: list[tuple[int, int]], more: int
) -> None:
    lines = [(f"Post{'ABCDEF'[at]}", *pair) for at, pair in enumerate(amounts)]
    found = rank_deviations(2023, data=write_lines(tmp_path_factory.mktemp("nämnd"), *lines, more=more))
    total = sum(outcome - budget for outcome, budget in amounts) + more
    assert found["avvikelse_tkr"].sum() == total
    assert found["plats"].tolist() == list(range(1, len(found) + 1))
    assert not total or found["ackumulerad_procent"].iloc[-1] == pytest.approx(100)
    sizes = found.loc[found["slag"] != "avrundning eller rest", "avvikelse_tkr"].abs()
    assert sizes.is_monotonic_decreasing


def test_an_unknown_year_is_named() -> None:
    with pytest.raises(DataError, match=r"saw year 2018; expected one of: 2017, 2020"):
        rank_deviations(2018)


def test_the_causes_that_the_report_of_2017_states() -> None:
    found = rank_deviations(2017)
    stated = found[found["härkomst"] == "uppgett"]
    assert stated["post"].tolist() == ["HVB placeringar", "Utredningskonsulter", "Ekonomiskt bistånd", "Momsbidrag"]
    assert stated["källa"].str.endswith("; 4.1.1 Kommentarer till driftsredovisning").all()
    assert stated["orsak"].iloc[0].startswith("Enskilda ärenden är komplexa")
    assert found["avvikelse_tkr"].sum() == -3487
    consultants = found[found["post"] == "Utredningskonsulter"]
    assert plain_rows(consultants, "budget_tkr", "budgetavvikelse_procent", "väsentlig") == [(0.0, None, "ja")]


def test_no_cause_is_stated_in_2020_and_the_management_has_a_gap_from_the_start() -> None:
    found = rank_deviations(2020)
    assert set(found["härkomst"]) == {"beräknat"}
    assert set(found["orsak"]) == {"Ingen källa anger orsaken för raden.", ""}
    assert found.loc[found["slag"] == "gap i budgeten från början", "post"].tolist() == ["Ledning"]
    assert found["avvikelse_tkr"].sum() == -27660
    assert found.loc[found["väsentlig"] == "ja", "post"].tolist() == [
        *("Ledning", "Barn och unga", "Barn och familj", "Ekonomiskt bistånd och vuxna"),
        "Myndighet ek.bistånd och vuxna avd",
    ]


def test_the_rest_of_a_line_does_not_take_over_the_lines_cause(tmp_path: Path) -> None:
    report = f"{HEAD}Drift\t-100\t-60\t-40\nStab\t-30\t-20\t-10\nSumma\t-100\t-60\t-40\n"
    sums = [
        ("kultur-2023", "Drift", "Summa", "Drift", "", "1", "lika"),
        ("kultur-2023", "Drift", "Drift", "Stab", "", "1", "högst"),
    ]
    data = make_board(tmp_path, report, sums)
    write_csv(
        data / "causes.csv",
        columns_of("causes.csv"),
        [("kultur-2023", "Drift", "4.1", "Dyrare."), ("kultur-2023", "Stab", "4.2", "Ny.")],
    )
    assert plain_rows(rank_deviations(2023, data=data), "post", "avvikelse_tkr", "härkomst", "orsak") == [
        ("Drift, övrigt (beräknat)", -30.0, "beräknat", "Ingen källa anger orsaken för raden."),
        ("Stab", -10.0, "uppgett", "Ny."),
    ]
