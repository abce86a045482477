"""A concept over several years: its rows, the changes that are told, and those that are refused with the reason."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.errors import ComparisonError, DataError
from analysis.ledger.compare import CHANGE, SERIES, change, compare
from tests.boards import plain_rows
from tests.ledgers import REPORT, Row, absent, computed, printed, write_ledger

FIGURES = [
    printed("hyra_2019", "1 000"),
    printed("hyra_2021", "-1 150"),
    printed("el_2021", "-30"),
    printed("hyra_2022", "-1,2", "0,1", "mnkr"),
    absent("hyra_2020"),
    computed("lokaler_2021", "hyra_2021 + el_2021"),
]
BOTH = "Med el, som inte är tryckt för sig"
ROWS: list[Row] = [
    ("hyra", "2022", "hyra_2022", "tkr", "hyra", "jämförbar", "Avrundad i tryck.", ""),
    ("hyra", "2019", "-hyra_2019", "tkr", "hyra", "jämförbar", "", ""),
    ("hyra", "2021", "hyra_2021", "tkr", "hyra", "jämförbar", "", ""),
    ("lokaler", "2019", "-hyra_2019", "tkr", "bara hyra", "ej jämförbar", "El saknas", ""),
    ("lokaler", "2020", "hyra_2020", "tkr", "hyra och el", "jämförbar", "", ""),
    ("lokaler", "2021", "lokaler_2021", "tkr", "hyra och el", "jämförbar", "", ""),
    ("lokaler", "2022", "hyra_2022", "tkr", "hyra, el och larm", "delvis", BOTH, ""),
    ("drift", "2019", "-hyra_2019", "tkr", "gammal", "delvis", "Gammalt mått.", ""),
    ("drift", "2021", "hyra_2021", "tkr", "gammal", "delvis", "Gammalt mått.", ""),
    ("drift", "2022", "hyra_2022", "tkr", "ny", "delvis", "Nytt mått.", ""),
    ("drift", "2023", "hyra_2022", "tkr", "nyare", "ej jämförbar", "Nyare mått.", ""),
    ("stab", "2021", "[a-2021:drift:Stab:utfall 2021]", "tkr", "stab", "jämförbar", "", ""),
    ("inget", "2021", "0 tkr", "tkr", "ingenting", "jämförbar", "", ""),
    ("inget", "2022", "hyra_2022", "tkr", "ingenting", "jämförbar", "", ""),
]


@pytest.fixture
def board(tmp_path: Path) -> Path:
    """Write a board whose documents report 2021 and 2023."""
    return write_ledger(tmp_path, FIGURES, concepts=ROWS, reports={"a-2021": REPORT, "a-2023": REPORT})


def test_each_year_has_a_row_and_a_missing_one_has_no_value(board: Path) -> None:
    found = compare("hyra", data=board)
    assert found.dtypes.astype(str).to_dict() == SERIES
    columns = ("begrepp", "år", "värde", "enhet", "tolerans", "jämförbarhet", "skäl", "mått")
    nothing = "Ingen inläst källa har en uppgift för året."
    assert plain_rows(found, *columns) == [
        ("hyra", 2019, -1000.0, "tkr", 0.5, "jämförbar", "", "hyra"),
        ("hyra", 2020, None, "tkr", None, "saknas", nothing, ""),
        ("hyra", 2021, -1150.0, "tkr", 0.5, "jämförbar", "", "hyra"),
        ("hyra", 2022, -1200.0, "tkr", 50.0, "jämförbar", "Avrundad i tryck.", "hyra"),
        ("hyra", 2023, None, "tkr", None, "saknas", nothing, ""),
    ]


def test_a_year_whose_figure_is_missing_names_the_figure(board: Path) -> None:
    found = compare("lokaler", [2020], data=board)
    assert plain_rows(found, "år", "värde", "tolerans", "jämförbarhet", "skäl", "mått") == [
        (2020, None, None, "saknas", "Saknas: hyra 2020.", "hyra och el")
    ]


@pytest.mark.parametrize(
    ("years", "expected"),
    [
        ([2021], [(2021, -1150.0)]),
        ([2022, 2019], [(2022, -1200.0), (2019, -1000.0)]),
        (range(2021, 2023), [(2021, -1150.0), (2022, -1200.0)]),
        ([2018, 2021, 2030], [(2018, None), (2021, -1150.0), (2030, None)]),
        ([], []),
    ],
)
def test_chosen_years_stand_in_the_order_that_they_were_asked_for(
    board: Path, years: Sequence[int], expected: list[tuple[int, float | None]]
) -> None:
    assert plain_rows(compare("hyra", years, data=board), "år", "värde") == expected


def test_a_value_says_where_it_comes_from(board: Path) -> None:
    columns = ("uträkning", "status", "dokument", "avsnitt")
    assert plain_rows(compare("lokaler", [2021, 2023], data=board), *columns) == [
        ("lokaler 2021", "beräknad", "a-2021", "Text"),
        ("", "", "", ""),
    ]
    assert plain_rows(compare("hyra", [2021], data=board), *columns) == [("hyra 2021", "tryckt", "a-2021", "Text")]
    assert plain_rows(compare("stab", [2021], data=board), *columns[1:]) == [("tryckt", "a-2021", "Drift")]


def test_a_value_from_several_documents_names_each_once(tmp_path: Path) -> None:
    formula = "[a-2021:drift:Stab:utfall 2021] + [a-2023:drift:Stab:utfall 2023] + hyra_2021 + hyra_2021"
    rows = [("allt", "2021", formula, "tkr", "allt", "jämförbar", "", "")]
    data = write_ledger(tmp_path, FIGURES, concepts=rows, reports={"a-2021": REPORT, "a-2023": REPORT})
    found = compare("allt", [2021], data=data)
    assert plain_rows(found, "värde", "tolerans", "status", "dokument", "avsnitt") == [
        (-2320.0, 2.0, "beräknad", "a-2021, a-2023", "Drift; Text")
    ]


def test_an_unknown_concept_is_named_with_the_nearest(board: Path) -> None:
    with pytest.raises(DataError, match=r"^concepts\.csv: saw concept = 'hyror'; expected one of: hyra;") as error:
        compare("hyror", data=board)
    assert error.value.swedish() == (
        "concepts.csv: concept = ”hyror”; väntade något av: hyra; rätta stavningen eller registrera det som saknas."
    )
    with pytest.raises(DataError, match="saw concept = 'lokal'; expected one of: lokaler;"):
        change("lokal", 2019, 2021, data=board)


@pytest.mark.parametrize(
    ("concept", "first", "last", "expected"),
    [
        ("hyra", 2019, 2021, (-1000.0, -1150.0, -150.0, -15.0, 1.0)),
        ("hyra", 2021, 2019, (-1150.0, -1000.0, 150.0, 13.0434783, 1.0)),
        ("hyra", 2019, 2022, (-1000.0, -1200.0, -200.0, -20.0, 50.5)),
        ("hyra", 2021, 2021, (-1150.0, -1150.0, 0.0, 0.0, 0.0)),
        ("inget", 2022, 2021, (-1200.0, 0.0, 1200.0, 100.0, 50.0)),
    ],
)
def test_a_change_is_last_less_first_and_in_per_cent_of_the_first_years_size(
    board: Path, concept: str, first: int, last: int, expected: tuple[float, ...]
) -> None:
    found = change(concept, first, last, data=board)
    assert found.dtypes.astype(str).to_dict() == CHANGE
    columns = ("begrepp", "från_år", "till_år", "enhet", "jämförbarhet", "skäl")
    assert plain_rows(found, *columns) == [(concept, first, last, "tkr", "jämförbar", "")]
    (row,) = plain_rows(found, "från", "till", "förändring", "förändring_procent", "tolerans")
    assert row == pytest.approx(expected)


def test_a_change_from_nothing_has_no_per_cent(board: Path) -> None:
    found = change("inget", 2021, 2022, data=board)
    assert plain_rows(found, "förändring", "förändring_procent") == [(-1200.0, None)]


def test_a_figure_that_takes_part_in_both_years_is_not_doubted_twice(tmp_path: Path) -> None:
    rows = [
        ("allt", "2021", "hyra_2021 + el_2021", "tkr", "allt", "jämförbar", "", ""),
        ("allt", "2022", "hyra_2021 + hyra_2022", "tkr", "allt", "jämförbar", "", ""),
    ]
    found = change("allt", 2021, 2022, data=write_ledger(tmp_path, FIGURES, concepts=rows))
    assert plain_rows(found, "från", "till", "förändring", "tolerans") == [(-1180.0, -2350.0, -1170.0, 50.5)]


@pytest.mark.parametrize(
    ("concept", "first", "last", "reason"),
    [
        ("lokaler", 2019, 2021, "2019: El saknas"),
        ("lokaler", 2021, 2019, "2019: El saknas"),
        ("lokaler", 2019, 2022, f"2019: El saknas 2022: {BOTH}"),
        ("drift", 2019, 2023, "2019: Gammalt mått. 2023: Nyare mått"),
    ],
)
def test_years_that_do_not_compare_are_refused_with_the_reason(
    board: Path, concept: str, first: int, last: int, reason: str
) -> None:
    with pytest.raises(ComparisonError, match="expected years that measure the same; choose other years,") as error:
        change(concept, first, last, data=board)
    assert str(error.value).partition("; expected")[0].endswith(f"{concept} {first} against {last} ({reason})")


def test_a_refused_comparison_is_told_in_both_languages(board: Path) -> None:
    with pytest.raises(ComparisonError, match="drift") as error:
        change("drift", 2022, 2023, data=board)
    assert str(error.value) == (
        "concepts.csv, line 12: saw drift 2022 against 2023 (2022: Nytt mått. 2023: Nyare mått); "
        "expected years that measure the same; choose other years, or ask with anyway=True"
    )
    assert error.value.swedish() == (
        "concepts.csv rad 12: drift 2022 mot 2023 (2022: Nytt mått. 2023: Nyare mått); "
        "väntade år som mäter samma sak; välj andra år eller ange anyway=True."
    )


def test_a_comparison_that_is_asked_for_anyway_is_made_and_marked(board: Path) -> None:
    found = change("lokaler", 2019, 2021, anyway=True, data=board)
    columns = ("från", "till", "förändring", "förändring_procent", "tolerans", "jämförbarhet", "skäl")
    assert plain_rows(found, *columns) == [(-1000.0, -1180.0, -180.0, -18.0, 1.5, "ej jämförbar", "2019: El saknas")]


def test_years_that_compare_in_part_are_marked_with_the_reasons(board: Path) -> None:
    columns = ("förändring", "jämförbarhet", "skäl")
    assert plain_rows(change("lokaler", 2021, 2022, data=board), *columns) == [(-20.0, "delvis", f"2022: {BOTH}")]
    assert plain_rows(change("drift", 2021, 2022, data=board), *columns) == [
        (-50.0, "delvis", "2021: Gammalt mått. 2022: Nytt mått.")
    ]


@pytest.mark.parametrize("anyway", [False, True])
def test_years_with_the_same_measure_compare_also_where_each_compares_with_others_only_in_part(
    board: Path, *, anyway: bool
) -> None:
    found = change("drift", 2019, 2021, anyway=anyway, data=board)
    assert plain_rows(found, "förändring", "jämförbarhet", "skäl") == [(-150.0, "jämförbar", "")]


@pytest.mark.parametrize("anyway", [False, True])
def test_a_year_without_a_value_is_named_with_those_that_have_one(board: Path, *, anyway: bool) -> None:
    with pytest.raises(DataError, match="year") as error:
        change("lokaler", 2020, 2018, anyway=anyway, data=board)
    assert str(error.value).split("\n") == [
        f"concepts.csv: lokaler: saw year {year}; expected one of: 2019, 2021, 2022; choose a year that data/ has"
        for year in (2020, 2018)
    ]
    with pytest.raises(DataError, match=r"^concepts\.csv: lokaler: saw year 2020; [^\n]*$"):
        change("lokaler", 2021, 2020, anyway=anyway, data=board)


AMOUNTS = st.integers(-(10**9), 10**9)


@settings(max_examples=40)
@given(AMOUNTS, AMOUNTS, st.integers(0, 3), st.sampled_from(["kr", "tkr", "mnkr"]))
def test_the_change_between_any_two_years_is_last_minus_first_exactly(
    tmp_path_factory: pytest.TempPathFactory, first: int, last: int, decimals: int, unit: str
) -> None:
    before, after = (Decimal(amount).scaleb(-decimals) for amount in (first, last))
    step = f"{Decimal(1).scaleb(-decimals):f}".replace(".", ",")
    figures = [
        printed("före_2021", f"{before:f}".replace(".", ","), step, unit),
        printed("efter_2022", f"{after:f}".replace(".", ","), step, unit),
    ]
    rows = [
        ("mått", "2021", "före_2021", unit, "mått", "jämförbar", "", ""),
        ("mått", "2022", "efter_2022", unit, "mått", "jämförbar", "", ""),
    ]
    found = change("mått", 2021, 2022, data=write_ledger(tmp_path_factory.mktemp("nämnd"), figures, concepts=rows))
    assert plain_rows(found, "från", "till", "förändring", "tolerans") == [
        (float(before), float(after), float(after - before), float(Decimal(1).scaleb(-decimals)))
    ]


def told(found: pd.DataFrame) -> tuple[object, ...]:
    (row,) = plain_rows(found, "från", "till", "förändring", "tolerans", "jämförbarhet")
    return row


@pytest.mark.parametrize(
    ("concept", "expected"),
    [
        ("nettokostnad", (-183607.0, -218690.0, -35083.0, 1.0, "delvis")),
        ("intäkter", (114282.0, 26080.0, -88202.0, 1.0, "delvis")),
        ("bruttokostnad", (-297890.0, -244770.0, 53120.0, 1.5, "delvis")),
        ("konsulter", (-12269.0, -402.0, 11867.0, 1.0, "jämförbar")),
        ("utbetalt ekonomiskt bistånd", (-60794.0, -57311.34, 3482.66, 54.611, "delvis")),
    ],
)
def test_what_the_two_reports_let_be_told_from_2017_to_2020(concept: str, expected: tuple[object, ...]) -> None:
    assert told(change(concept, 2017, 2020)) == expected


@pytest.mark.parametrize(
    ("concept", "reason", "anyway"),
    [
        ("HVB-placeringar", "2020: Raden HVB är en enhets nettoresultat,", (-95052.0, -5974.0, 89078.0)),
        ("enheten Ekonomiskt bistånd", "2017: 2017 är raden det utbetalda biståndet.", (-60794.0, -68904.0, -8110.0)),
        ("personalkostnad", "2020: Lönesumman i personaltabellen har en annan", (-74209.0, -91093.0, -16884.0)),
        ("placeringar totalt", "2017: Raden rymmer bara HVB.", (-95052.0, -65400.0, 29652.0)),
    ],
)
def test_what_only_shares_a_name_in_2017_and_2020_is_refused(
    concept: str, reason: str, anyway: tuple[float, float, float]
) -> None:
    with pytest.raises(ComparisonError, match=rf"saw {concept} 2017 against 2020 \({reason}") as error:
        change(concept, 2017, 2020)
    assert f": {concept} 2017 mot 2020 ({reason}" in error.value.swedish()
    assert error.value.swedish().endswith("); väntade år som mäter samma sak; välj andra år eller ange anyway=True.")
    found = change(concept, 2017, 2020, anyway=True)
    assert plain_rows(found, "från", "till", "förändring", "jämförbarhet") == [(*anyway, "ej jämförbar")]


def test_salaries_of_2019_and_2020_compare_though_neither_does_with_2017() -> None:
    assert told(change("personalkostnad", 2019, 2020)) == (-92727.0, -91093.0, 1634.0, 1.0, "jämförbar")
    with pytest.raises(ComparisonError, match="personalkostnad 2017 against 2019"):
        change("personalkostnad", 2017, 2019)


def test_the_net_cost_of_the_two_reports_year_by_year() -> None:
    columns = ("år", "värde", "tolerans", "jämförbarhet", "status", "dokument")
    assert plain_rows(compare("nettokostnad"), *columns) == [
        (2017, -183607.0, 0.5, "delvis", "tryckt", "socialnamnden-2017"),
        (2018, None, None, "saknas", "", ""),
        (2019, -220080.0, 1.5, "jämförbar", "beräknad", "socialnamnden-2020"),
        (2020, -218690.0, 0.5, "jämförbar", "tryckt", "socialnamnden-2020"),
    ]


def test_a_missing_figure_is_not_called_printed(board: Path) -> None:
    assert plain_rows(compare("lokaler", [2020], data=board), "värde", "jämförbarhet", "status") == [
        (None, "saknas", "saknas")
    ]


def test_a_printed_figure_with_its_sign_turned_is_printed(board: Path) -> None:
    assert plain_rows(compare("hyra", [2019], data=board), "status", "uträkning") == [("tryckt", "−hyra 2019")]


def test_a_year_that_is_asked_for_twice_stands_once(board: Path) -> None:
    assert compare("hyra", [2022, 2022], data=board)["år"].tolist() == [2022]


def test_a_refused_comparison_names_the_row_that_does_not_compare(board: Path) -> None:
    with pytest.raises(
        ComparisonError, match=r"concepts\.csv, line 5: saw lokaler 2019 against 2021 \(2019: El saknas\)"
    ):
        change("lokaler", 2019, 2021, data=board)


def test_a_series_is_computed_anew_when_its_concept_or_a_figure_changes(board: Path) -> None:
    values = compare("hyra", [2021], data=board)["värde"].tolist()
    for name, old, new in (("figures.csv", "-1 150", "-1 250"), ("concepts.csv", "hyra,2021,hyra", "hyra,2021,-hyra")):
        path = board / name
        path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8", newline="")
        values += compare("hyra", [2021], data=board)["värde"].tolist()
    assert values == [-1150.0, -1250.0, 1250.0]


def test_a_series_can_be_changed_without_harm(board: Path) -> None:
    first = compare("hyra", [2021], data=board)
    first["värde"] = 0.0
    assert compare("hyra", (2021,), data=board)["värde"].tolist() == [-1150.0]
