"""The own municipality against its group: medians, differences and splits come out, and what does not compare is refused."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.data_files.yardsticks import PEERS
from analysis.errors import ComparisonError, DataError
from analysis.intake.rehearsal import folder_faults
from analysis.statements.folder import opened
from analysis.wording.yardsticks.peers import describe_peers
from analysis.yardsticks.comparison import load_comparison
from analysis.yardsticks.peers import peer_change, peer_split, peers, split_rows
from tests.boards import make_board, plain_rows, write_csv
from tests.yardsticks.saved import COST, COSTS, DAYS, GROUP, OWN, PRICE, about, peer_board, rows_of, save, value_row

NBSP = "\N{NO-BREAK SPACE}"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return peer_board(tmp_path / "data")


def test_own_value_median_range_and_difference(data: Path) -> None:
    frame = peers(2023, data=data)
    assert plain_rows(frame, "kpi", "egen", "median", "lägst", "högst", "antal", "skillnad", "läge", "skäl") == [
        (COST, 5000.0, 4000.0, 3600.0, 4400.0, 3, 1000.0, "slutligt", ""),
        (DAYS, 1.25, 1.0, 0.9, 1.1, 3, 0.25, "slutligt", ""),
        (PRICE, 4000.0, 4000.0, 4000.0, 4000.0, 3, 0.0, "slutligt", ""),
    ]
    assert list(frame["källa"]) == [f"Källa: Kolada, {kpi} (kolada/hvb-2024-09-01.json)" for kpi in COSTS]


def test_a_year_that_is_not_saved_has_no_rows(data: Path) -> None:
    assert peers(2022, data=data).empty


def test_two_of_a_group_have_no_median_and_the_reason_is_said(tmp_path: Path) -> None:
    frame = peers(data=peer_board(tmp_path / "data", {COST: (5000, 3600, 4000, None)}))
    assert plain_rows(frame, "median", "lägst", "skillnad", "antal", "skäl") == [
        (None, None, None, 2, "2 av 3 kommuner i gruppen har ett värde; en median kräver minst 3.")
    ]


def test_preliminary_values_of_any_municipality_are_marked(data: Path) -> None:
    save(data, [about(COST, "2024-12-01")], "om.json")
    row = peers(2023, data=data).iloc[0]
    assert (row["läge"], row["skäl"]) == ("preliminärt", "Minst ett värde är preliminärt.")
    assert "(preliminärt)" in describe_peers(2023, data=data)


def test_without_metadata_the_newest_year_may_be_preliminary(data: Path) -> None:
    (data / "kolada" / "om.json").unlink()
    row = peers(2023, data=data).iloc[0]
    assert row["läge"] == "kan vara preliminärt"
    assert row["skäl"].startswith("Utan metadata med publiceringsdag")


def test_a_cost_splits_exactly_into_quantity_and_price(tmp_path: Path) -> None:
    figures = {COST: (5000, 3600, 4200, 4400), DAYS: ("1.25", "0.9", "1.0", "1.1"), PRICE: (4000, 4000, 4200, 4000)}
    frame = peer_split(COST, 2023, data=peer_board(tmp_path / "data", figures))
    assert plain_rows(frame, "post", "slag", "effekt") == [
        ("Gruppens median: kostnad för HVB-vård", "start", 4200.0),
        ("Volym: vårddygn i HVB", "effekt", 1000.0),
        ("Medianerna är inte samma kommuns", "rest", -200.0),
        ("Exempelby: kostnad för HVB-vård", "slut", 5000.0),
    ]
    assert [text for text in frame["källa"] if "Kolada" in text] == [frame["källa"].iloc[-1]]


@given(
    st.lists(st.decimals(1, 20, places=2), min_size=4, max_size=4),
    st.lists(st.decimals(100, 9000, places=0), min_size=4, max_size=4),
)
def test_start_and_steps_add_up_to_the_own_cost(
    tmp_path_factory: pytest.TempPathFactory, days: list[Decimal], prices: list[Decimal]
) -> None:
    costs = [str(one * other) for one, other in zip(days, prices, strict=True)]
    figures = {COST: costs, DAYS: list(map(str, days)), PRICE: list(map(str, prices))}
    folder = opened(peer_board(tmp_path_factory.mktemp("data"), figures))
    rows = split_rows(folder, COST, 2023)
    assert sum(row.effekt for row in rows[:-1]) == rows[-1].effekt


def test_a_cost_that_is_not_quantity_times_price_is_refused(tmp_path: Path) -> None:
    data = peer_board(tmp_path / "data", {**COSTS, COST: (5100, 3600, 4000, 4400)})
    with pytest.raises(
        ComparisonError,
        match="N90002 2023: 5 100,00 kr/inv against 5 000,00 kr/inv of N90800 × N90100".replace(" ", "."),
    ):
        peer_split(COST, 2023, data=data)
    assert "går inte att dela i volym och pris" in describe_peers(2023, data=data)


def test_what_is_no_product_is_refused(data: Path) -> None:
    with pytest.raises(DataError, match="one of: N90002"):
        peer_split(DAYS, 2023, data=data)


def test_a_split_without_a_median_is_refused(tmp_path: Path) -> None:
    figures = {**COSTS, DAYS: ("1.25", "0.9", None, None)}
    with pytest.raises(DataError, match="1 av 3 kommuner i gruppen har ett värde"):
        peer_split(COST, 2023, data=peer_board(tmp_path / "data", figures))


@pytest.mark.parametrize(("since", "year"), [(2021, 2022), (2021, 2023)])
def test_a_break_of_method_between_two_years_is_refused(data: Path, since: int, year: int) -> None:
    save(data, [value_row(DAYS, OWN, year, 1) for year in (2021, 2022)], "dygn-2024-09-02.json")
    with pytest.raises(
        ComparisonError, match=rf"N90800 {since} against {year} \(Dygnen räknas på ett nytt sätt; beskr"
    ):
        peer_change(DAYS, year, since, data=data)


def test_years_on_one_side_of_a_break_compare(data: Path) -> None:
    save(data, [value_row(DAYS, OWN, 2022, "1.5")], "dygn-2024-09-02.json")
    assert plain_rows(peer_change(DAYS, 2023, 2022, data=data), "år", "egen") == [(2022, 1.5), (2023, 1.25)]


def test_the_net_cost_deviation_of_2017_is_not_held_against_2020() -> None:
    with pytest.raises(ComparisonError, match="N30001 2017 against 2020"):
        peer_change("N30001", 2020, 2017)


def test_a_year_without_a_value_is_refused_with_those_that_have_one(data: Path) -> None:
    with pytest.raises(DataError, match="kpi = 'N90002 2019'; expected one of: 2023"):
        peer_change(COST, 2023, 2019, data=data)


def test_an_unknown_key_figure_is_refused_with_the_nearest(data: Path) -> None:
    with pytest.raises(DataError, match=r"kpi = 'N90003 2022'; expected one of: .*N90002"):
        peer_change("N90003", 2023, 2022, data=data)


def test_the_sentences_name_kolada_for_values_alone(data: Path) -> None:
    said = describe_peers(2023, data=data).replace(NBSP, " ")
    assert said.startswith(
        "Kostnad för HVB-vård var 5 000 kr/inv 2023, 1 000 kr/inv över gruppens median 4 000 kr/inv (3 kommuner)."
    )
    assert "Av skillnaden för kostnad för HVB-vård är volym +1 000 kr/inv." in said
    assert said.endswith("Värden: Källa: Kolada. Median, skillnad och uppdelning är egna beräkningar.")


def test_what_is_missing_is_said(tmp_path: Path) -> None:
    data = make_board(tmp_path / "data")
    assert describe_peers(2023, data=data).startswith("Ingen fil från Kolada är sparad")
    save(data, rows_of(COSTS))
    assert describe_peers(2023, data=data).startswith("Filen peers.csv säger inte vilken kommun")
    write_csv(data / "peers.csv", PEERS.names, [[GROUP[0], "Provstad", "egen", "", ""]])
    assert describe_peers(2022, data=data).endswith("inget värde för den egna kommunen till och med 2022.")
    assert "Ingen grupp är inlagd i peers.csv." in describe_peers(2023, data=data)


@pytest.mark.parametrize(
    ("rows", "match"),
    [
        (
            [[OWN, "A", "egen", "", ""], ["9002", "B", "egen", "", ""]],
            "line 3: saw role = 'egen'; expected one row with egen",
        ),
        ([["9002", "A", "grupp", "X", ""], ["9003", "B", "grupp", "Y", ""]], "the same group on all rows, X"),
        ([["1", "A", "egen", "", ""]], "a municipality's four digits"),
        ([[OWN, "A", "granne", "", ""]], "one of: egen, grupp"),
        ([[OWN, "A", "egen", "", ""], [OWN, "A", "grupp", "X", ""]], "9001 twice"),
    ],
)
def test_a_wrong_group_is_refused(data: Path, rows: list[list[str]], match: str) -> None:
    write_csv(data / "peers.csv", PEERS.names, rows)
    with pytest.raises(DataError, match=match):
        load_comparison(opened(data))


def test_check_names_the_faults_of_saved_files_beside_all_others(data: Path) -> None:
    save(data, [{"kpi": "fel"}], "fel.json")
    (data / "comments.csv").write_text("fel\n", encoding="utf-8")
    assert [one.file for one in folder_faults(data)] == ["kolada/fel.json", "comments.csv"]
