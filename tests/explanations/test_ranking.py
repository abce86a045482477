"""The lines of a deviation ranked: order, shares, what is material, of what kind, and whether a cause is stated."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.errors import DataError
from analysis.explanations.deviations import RANKED, rank_deviations
from tests.boards import columns_of, make_board, plain_rows, sum_parts, write_csv
from tests.ledgers import Row, cause

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
        (1, "Ledning", -500.0, None),
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
        (0, 21, ["ja", "nej", "nej"]),
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
    (first, *said), *_ = plain_rows(found, *columns)
    assert str(first).removesuffix(" (tveksamt läst)") == "Konsulter"  # two lines may not tell the sign of costs
    assert said == [None, expected, "avvikelse från budget"]


@pytest.mark.parametrize(
    ("outcome", "budget", "expected"),
    [
        (-300, 200, "budget med motsatt tecken"),
        (300, -200, "budget med motsatt tecken"),
        (-300, -200, "avvikelse från budget"),
        (300, 200, "avvikelse från budget"),
        (0, 200, "avvikelse från budget"),
        (-300, 0, "avvikelse från budget"),
    ],
)
def test_a_budget_of_the_opposite_sign_is_told_apart(tmp_path: Path, outcome: int, budget: int, expected: str) -> None:
    found = rank_deviations(2023, data=write_lines(tmp_path, ("Ledning", outcome, budget), ("Stab", -10, -10)))
    assert found["slag"].tolist()[0] == expected


@pytest.mark.parametrize(("more", "post", "label"), [(-1, "Avrundning", ""), (-9, "Oförklarat", "oförklarat")])
def test_what_no_line_explains_comes_last_and_is_never_material(
    tmp_path: Path, more: int, post: str, label: str
) -> None:
    data = write_lines(tmp_path, ("Stab", -12, -10), ("Drift", -11, -10), more=more)
    found = rank_deviations(2023, 0, 0, data=data)
    columns = ("plats", "post", "avvikelse_tkr", "väsentlig", "slag", "skäl", "tal", "orsak")
    assert plain_rows(found, *columns)[-1] == (3, post, more, "nej", "avrundning eller rest", "", "beräknat", label)


def test_a_deviation_of_nothing_has_no_running_share(tmp_path: Path) -> None:
    data = write_lines(tmp_path, ("Stab", -12, -10), ("Drift", -8, -10))
    found = rank_deviations(2023, data=data)
    assert plain_rows(found, "avvikelse_tkr", "andel_procent", "ackumulerad_procent") == [
        (-2.0, None, None),
        (2.0, None, None),
    ]


def write_causes(data: Path, *rows: Row) -> Path:
    """Write causes of the lines of a board's year 2023."""
    write_csv(data / "causes.csv", columns_of("causes.csv"), rows)
    return data


def of_line(what: str, text: str, /, **cells: str) -> Row:
    return cause(what, text, document="kultur-2023", section="4.1 Kommentar", year="2023", **cells)


def test_a_stated_cause_stands_with_its_section_and_the_others_have_none(tmp_path: Path) -> None:
    data = write_causes(make_board(tmp_path), of_line("Bibliotek", "Fler lån."))
    assert plain_rows(rank_deviations(2023, data=data), "post", "tal", "orsak", "skäl", "källa") == [
        ("Ledning", "tryckt", "ej angiven", "", "kultur-2023:drift:Ledning:avvikelse 2023"),
        ("Bibliotek", "tryckt", "uppgett", "Fler lån.", "kultur-2023:drift:Bibliotek:avvikelse 2023; 4.1 Kommentar"),
        ("=Simhall", "tryckt", "ej angiven", "", "kultur-2023:drift:=Simhall:avvikelse 2023"),
    ]


@pytest.mark.parametrize(
    ("strengths", "expected"),
    [
        (["anger"], ("uppgett", "Skäl 0.", True)),
        (["antyder"], ("ej angiven", "Skäl 0 (antyds i rapporten).", True)),
        (["antyder", "anger"], ("uppgett", "Skäl 1. Skäl 0 (antyds i rapporten).", True)),
        (["nämner som risk"], ("ej angiven", "", False)),
        (["nämner som risk", "anger"], ("uppgett", "Skäl 1.", True)),
    ],
)
def test_a_hint_is_told_but_states_no_cause_and_a_risk_is_not_told(
    tmp_path: Path, strengths: list[str], expected: tuple[str, str, bool]
) -> None:
    rows = [of_line("Ledning", f"Skäl {at}.", strength=one) for at, one in enumerate(strengths)]
    found = rank_deviations(2023, data=write_causes(make_board(tmp_path), *rows)).iloc[0]
    assert (found["orsak"], found["skäl"], found["källa"].endswith("; 4.1 Kommentar")) == expected


@pytest.mark.parametrize(
    "cells", [{"since": "2022"}, {"year": "2022"}, {"kind": "total", "what": ""}], ids=["change", "year", "total"]
)
def test_what_is_said_of_something_else_is_no_cause_of_a_lines_deviation(tmp_path: Path, cells: dict[str, str]) -> None:
    row = dict(zip(columns_of("causes.csv"), of_line("Ledning", "Annat."), strict=True)) | cells
    found = rank_deviations(2023, data=write_causes(make_board(tmp_path), list(row.values())))
    assert set(found["orsak"]) == {"ej angiven"}


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
    stated = found[found["orsak"] == "uppgett"]
    assert stated["post"].tolist() == ["HVB placeringar", "Utredningskonsulter", "Ekonomiskt bistånd", "Momsbidrag"]
    assert stated["källa"].str.contains("; 4.1.1 Kommentarer till driftsredovisning").all()
    assert "komplicerade" in stated["skäl"].iloc[0]
    hinted = found[(found["orsak"] == "ej angiven") & (found["skäl"] != "")]
    assert hinted["post"].tolist() == ["Familjehem och kontaktpersoner", "Migrationsverket", "Personalkostnader"]
    assert found["avvikelse_tkr"].sum() == -3487
    consultants = found[found["post"] == "Utredningskonsulter"]
    assert plain_rows(consultants, "budget_tkr", "budgetavvikelse_procent", "väsentlig") == [(0.0, None, "ja")]


def test_no_cause_of_a_line_is_stated_in_2020_and_the_budget_of_the_management_is_an_income() -> None:
    found = rank_deviations(2020)
    assert found["tal"].tolist() == [*["tryckt"] * (len(found) - 1), "beräknat"]
    assert found["orsak"].tolist() == [*["ej angiven"] * (len(found) - 1), ""]
    assert set(found["skäl"]) == {""}
    assert found.loc[found["slag"] == "budget med motsatt tecken", "post"].tolist() == ["Ledning"]
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
    data = write_causes(make_board(tmp_path, report, sums), of_line("Drift", "Dyrare."), of_line("Stab", "Ny."))
    assert plain_rows(rank_deviations(2023, data=data), "post", "avvikelse_tkr", "tal", "orsak", "skäl") == [
        ("Drift, övrigt (beräknat)", -30.0, "beräknat", "ej angiven", ""),
        ("Stab", -10.0, "tryckt", "uppgett", "Ny."),
    ]
